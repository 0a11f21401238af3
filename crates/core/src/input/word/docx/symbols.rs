//! `w:sym`: signs that are told by a face and a code. Those of Symbol and Wingdings that documents have stand here; marks of
//! lists are made plain where all texts are (`table::value`), and what is not known is told there.

/// The plain sign for a code of a face; the code itself where none is known.
pub(super) fn sign(face: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code, 16).ok()?;
    let low = code & 0xff;
    let plain = match face.to_lowercase().as_str() {
        "symbol" => SYMBOL.iter().find(|(known, _)| *known == low),
        face if face.starts_with("wingdings") => WINGDINGS.iter().find(|(known, _)| *known == low),
        // In other faces a code is that of a sign.
        _ if !(0xf000..=0xf0ff).contains(&code) => return char::from_u32(code),
        _ => None,
    };
    plain.map(|(_, sign)| *sign).or_else(|| char::from_u32(0xf000 | low))
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

const WINGDINGS: [(u32, char); 8] =
    [(0x6f, '☐'), (0xa8, '☐'), (0xe0, '→'), (0xe8, '→'), (0xfb, '✗'), (0xfc, '✓'), (0xfd, '☒'), (0xfe, '☑')];
