//! Texts as the template gets them: plain, or marked where lines must end in other places than usual.
//!
//! Hyphenation is off, so a word wider than its place would run out of it: the template breaks it. «2021–2024» and
//! «п/п» on the other hand would be parted after the dash or the stroke: the template keeps them whole. To look for
//! such words there, in every text, would take longer than setting the type.

use serde::Serialize;

use super::Metrics;
use super::widths::longest_word;

/// A text for the template.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum Words {
    /// Every word fits.
    Plain(String),
    /// Some word is wider than the place.
    Long {
        /// The text.
        long: String,
    },
    /// Some words must not be parted.
    Parted {
        /// The text in parts; every second one, beginning with the second, stands on one line.
        parts: Vec<String>,
    },
}

/// Where a text stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Room for a line, pt.
    pub room: f64,
    /// Size of the type, pt.
    pub size: f64,
    /// Whether the type is bold.
    pub is_bold: bool,
}

impl Place {
    /// The same place with bold type.
    pub(super) fn bold(self) -> Self {
        Self { is_bold: true, ..self }
    }

    /// Two places side by side as one.
    pub(super) fn beside(self, other: Self) -> Self {
        Self { room: self.room + other.room, ..self }
    }

    /// Whether a word of the text is wider than the place.
    pub(super) fn is_narrow_for(self, text: &str, metrics: &impl Metrics) -> bool {
        // A character is hardly ever wider than 1.2 em: short texts need no look at their words.
        text.len() as f64 * 1.2 * self.size > self.room
            && longest_word(text, self.is_bold, metrics) * self.size > self.room
    }
}

impl Words {
    /// Marks a text if that is needed in its place.
    pub(super) fn new(text: String, place: Place, metrics: &impl Metrics) -> Self {
        if place.is_narrow_for(&text, metrics) {
            return Self::Long { long: text };
        }
        let parts = parts(&text);
        if parts.len() > 1 { Self::Parted { parts } } else { Self::Plain(text) }
    }
}

/// The text around the words that stand on one line, and these words.
fn parts(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, whole, after)) = whole_word(rest) {
        parts.push(before.to_owned());
        parts.push(whole.to_owned());
        rest = after;
    }
    parts.push(rest.to_owned());
    parts
}

/// The first span of figures («2021–2024», «2023/2024») or «п/п», with what stands around it.
fn whole_word(text: &str) -> Option<(&str, &str, &str)> {
    let joint = |(at, _): &(usize, &str)| {
        let before = &text[..*at];
        let after = text[*at..].trim_start_matches(JOINTS);
        let figures = |c: char| c.is_ascii_digit();
        let (start, end) = match (before.ends_with(figures), after.starts_with(figures)) {
            (true, true) => {
                (before.trim_end_matches(figures).len(), text.len() - after.trim_start_matches(figures).len())
            }
            _ if before.ends_with('п') && after.starts_with('п') && text[*at..].starts_with('/') => {
                (before.len() - 'п'.len_utf8(), text.len() - after.len() + 'п'.len_utf8())
            }
            _ => return None,
        };
        Some((&text[..start], &text[start..end], &text[end..]))
    };
    text.match_indices(JOINTS).find_map(|found| joint(&found))
}

/// Signs after which a line may end.
const JOINTS: [char; 4] = ['-', '–', '—', '/'];

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn spans_of_figures_are_kept_whole() {
        for (text, shown) in [
            ("на 2021–2024 годы", "на |2021–2024| годы"),
            ("2023/2024 учебный год, п. 5-7", "|2023/2024| учебный год, п. |5-7|"),
            ("№ п/п", "№ |п/п|"),
            ("Январь-март 2023 – план, и/или 10-й", "Январь-март 2023 – план, и/или 10-й"),
            ("", ""),
        ] {
            assert_eq!(parts(text).join("|"), shown);
        }
    }
}
