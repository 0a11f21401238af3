//! Signs above or below their line, spelled as signs of their own: «м²», «CO₂».

/// Where signs stand, seen from their line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) enum Height {
    /// In it.
    Line,
    /// Above it.
    Above,
    /// Below it.
    Below,
}

impl Height {
    /// As OpenDocument tells it: `super 58%`, `-33% 58%`.
    pub(in crate::input) fn of_position(position: &str) -> Self {
        let first = position.split_whitespace().next().unwrap_or_default();
        let raised = first.strip_suffix('%').and_then(|percent| percent.parse::<f64>().ok()).unwrap_or_default();
        match first {
            "super" => Self::Above,
            "sub" => Self::Below,
            _ if raised > 0.0 => Self::Above,
            _ if raised < 0.0 => Self::Below,
            _ => Self::Line,
        }
    }

    /// A text that stands so, as it is written in the line; `None` if it cannot be.
    pub(in crate::input) fn spelled(self, text: &str) -> Option<String> {
        let signs = match self {
            Self::Line => return Some(text.to_owned()),
            _ if text.trim().is_empty() => return Some(text.to_owned()),
            Self::Above => ABOVE,
            Self::Below => BELOW,
        };
        let spelled = |sign: char| match sign {
            ' ' | '\u{a0}' => Some(sign),
            _ => signs.iter().find(|(plain, _)| plain.contains(sign)).map(|(_, spelled)| *spelled),
        };
        text.chars().map(spelled).collect()
    }
}

/// Signs that have a spelling above the line. Letters are left out: no reader would take «ᵃ» for the mark of a note.
const ABOVE: &[(&str, char)] = &[
    ("0", '⁰'),
    ("1", '¹'),
    ("2", '²'),
    ("3", '³'),
    ("4", '⁴'),
    ("5", '⁵'),
    ("6", '⁶'),
    ("7", '⁷'),
    ("8", '⁸'),
    ("9", '⁹'),
    ("+", '⁺'),
    ("-–−\u{2011}", '⁻'),
    ("=", '⁼'),
    ("(", '⁽'),
    (")", '⁾'),
    ("n", 'ⁿ'),
    ("oо°", '°'),
    ("*", '*'),
];

/// Signs that have a spelling below the line.
const BELOW: &[(&str, char)] = &[
    ("0", '₀'),
    ("1", '₁'),
    ("2", '₂'),
    ("3", '₃'),
    ("4", '₄'),
    ("5", '₅'),
    ("6", '₆'),
    ("7", '₇'),
    ("8", '₈'),
    ("9", '₉'),
    ("+", '₊'),
    ("-–−\u{2011}", '₋'),
    ("=", '₌'),
    ("(", '₍'),
    (")", '₎'),
];
