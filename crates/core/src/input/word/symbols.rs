//! Signs that only their face makes what they are. Those of Symbol and Wingdings that documents have stand here; marks of lists
//! are made plain where all texts are (`table::value`), and what is not known is told there.

/// A face whose letters are signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    /// Symbol.
    Symbol,
    /// Wingdings; the signs of its two further faces are not known.
    Wingdings,
    /// Another face of signs.
    Other,
}

impl Face {
    /// The face of signs with a name; `None` for a face of letters.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name.trim().to_lowercase().as_str() {
            "symbol" | "standard symbols ps" => Some(Self::Symbol),
            "wingdings" => Some(Self::Wingdings),
            name if name.starts_with("wingdings") || name == "webdings" => Some(Self::Other),
            _ => None,
        }
    }

    /// A text that is set in this face, as plain signs.
    pub(super) fn spelled(self, text: &str) -> String {
        let plain = |sign: char| match u32::from(sign) {
            code @ (0x21..=0xff | 0xf021..=0xf0ff) => self.sign(code),
            _ => sign,
        };
        text.chars().map(plain).collect()
    }

    /// The plain sign for a code; a private one where none is known.
    fn sign(self, code: u32) -> char {
        let low = code & 0xff;
        let known: &[(u32, char)] = match self {
            Self::Symbol => &SYMBOL,
            Self::Wingdings => &WINGDINGS,
            Self::Other => &[],
        };
        let plain = known.iter().find(|(known, _)| *known == low).map(|(_, sign)| *sign);
        plain.or_else(|| char::from_u32(0xf000 | low)).unwrap_or(char::REPLACEMENT_CHARACTER)
    }
}

/// The sign that is told by a face and a code: `w:sym`.
pub(super) fn sign(face: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code, 16).ok()?;
    match Face::named(face) {
        Some(face) => Some(face.sign(code)),
        // In other faces a code is that of a sign.
        None => char::from_u32(code),
    }
}

const SYMBOL: [(u32, char); 16] = [
    (0x2d, '–'),
    (0xa3, '≤'),
    (0xa5, '∞'),
    (0xac, '←'),
    (0xad, '↑'),
    (0xae, '→'),
    (0xaf, '↓'),
    (0xb0, '°'),
    (0xb1, '±'),
    (0xb3, '≥'),
    (0xb4, '×'),
    (0xb8, '÷'),
    (0xb9, '≠'),
    (0xbb, '≈'),
    (0xbc, '…'),
    (0xd7, '·'),
];

const WINGDINGS: [(u32, char); 17] = [
    (0x22, '✂'),
    (0x28, '☎'),
    (0x29, '✆'),
    (0x2a, '✉'),
    (0x36, '⌛'),
    (0x6f, '☐'),
    (0xa8, '☐'),
    (0xdf, '←'),
    (0xe0, '→'),
    (0xe1, '↑'),
    (0xe2, '↓'),
    (0xe8, '→'),
    (0xf0, '⇨'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, '☒'),
    (0xfe, '☑'),
];
