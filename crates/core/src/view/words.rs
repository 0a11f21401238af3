//! Texts as the template gets them: plain, or marked where lines must end in other places than usual.
//!
//! Hyphenation is off, so a word wider than its place would run out of it: the template breaks it. «2021–2024» and
//! «п/п» on the other hand would be parted after the dash or the stroke: the template keeps them whole. To look for
//! such words there, in every text, would take longer than setting the type.

use serde::Serialize;

use super::Metrics;
use super::justified::{self, Column};
use super::lines::{Lines, Set, hold_together, longest_word, words};
use super::table::tenths;

/// A text for the template.
#[derive(Debug, Clone, Serialize, PartialEq)]
#[serde(untagged)]
pub enum Words {
    /// Every word fits.
    Plain(String),
    /// Some word is wider than the place.
    Long {
        /// The text.
        long: String,
    },
    /// Lines that are to be about as long as each other, or not to leave a word alone: they end earlier than the place does.
    Narrowed {
        /// The text.
        narrowed: Box<Words>,
        /// The room for its lines, pt.
        room: f64,
    },
    /// Running text with lines that would be stretched wide: they end as they are.
    Ragged {
        /// The text in parts; every second one, beginning with the second, is such a line.
        ragged: Vec<Words>,
    },
    /// Some words must not be parted.
    Parted {
        /// The text in parts; every second one, beginning with the second, stands on one line.
        parts: Vec<String>,
    },
}

/// What a line gets more than measured, pt: rounding must not break it.
const SPARE: f64 = 0.5;

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

    /// The text with no-break spaces where words that belong together fit in the place.
    pub(super) fn hold_together(self, text: String, metrics: &impl Metrics) -> String {
        hold_together(text, self.room / self.size, self.is_bold, metrics)
    }
}

impl Words {
    /// A heading or a band: as many lines as it needs, all about as long as each other.
    pub(super) fn balanced(text: String, place: Place, metrics: &impl Metrics) -> Self {
        let room = narrower_room(&text, place, metrics, |lines, set, room| {
            (set.count > lines.typed()).then(|| lines.narrowest(set.count, room))
        });
        Self::narrowed(text, place, room, metrics)
    }

    /// A text in a narrow place: its last line holds no word alone, if other ends of lines can avoid that.
    pub(super) fn sociable(text: String, place: Place, metrics: &impl Metrics) -> Self {
        let room = sociable_room(&text, place, metrics);
        Self::narrowed(text, place, room, metrics)
    }

    /// Running text, set flush at both sides.
    pub(super) fn justified(text: String, column: Column, metrics: &impl Metrics) -> Self {
        let text = column.place.hold_together(text, metrics);
        let words = |text| Self::new(text, column.place, metrics);
        let parts = if column.place.is_narrow_for(&text, metrics) {
            Vec::new()
        } else {
            justified::parts(&text, column, metrics)
        };
        if parts.len() < 3 { words(text) } else { Self::Ragged { ragged: parts.into_iter().map(words).collect() } }
    }

    /// The text with lines that end earlier, if there is a room for them.
    fn narrowed(text: String, place: Place, room: Option<f64>, metrics: &impl Metrics) -> Self {
        let Some(room) = room else { return Self::new(text, place, metrics) };
        // What belongs together is judged in the narrower room.
        let words = Self::new(text, Place { room, ..place }, metrics);
        Self::Narrowed { narrowed: Box::new(words), room }
    }

    /// Whether the text is a word of letters and digits, with or without a full stop, that fits: it takes one line, since a line ends
    /// nowhere in it (UAX #14, LB 13, 23, 25, 28).
    pub(super) fn is_line(&self) -> bool {
        let Self::Plain(text) = self else { return false };
        let word = text.strip_suffix('.').unwrap_or(text);
        let is_joined = |c: char| c.is_ascii_alphanumeric() || matches!(c, 'А'..='я' | 'Ё' | 'ё');
        !word.is_empty() && word.chars().all(is_joined)
    }

    /// Whether there is nothing to set.
    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Plain(text) if text.is_empty())
    }

    /// Marks a text if that is needed in its place.
    pub(super) fn new(text: String, place: Place, metrics: &impl Metrics) -> Self {
        let text = place.hold_together(text, metrics);
        if place.is_narrow_for(&text, metrics) {
            return Self::Long { long: text };
        }
        let parts = parts(&text);
        if parts.len() > 1 { Self::Parted { parts } } else { Self::Plain(text) }
    }
}

/// The room, pt, in which the last line of a text holds no word alone, if that is narrower than the place and takes no more lines.
pub(super) fn sociable_room(text: &str, place: Place, metrics: &impl Metrics) -> Option<f64> {
    narrower_room(text, place, metrics, |lines, set, _| {
        let is_lonely = set.count > 1 && set.last_words == 1;
        is_lonely.then(|| lines.widest_without_lonely_end(set.count)).flatten()
    })
}

/// The room for lines that end earlier, pt, if the text fits in its place. `room` gives it in em.
fn narrower_room<M: Metrics>(
    text: &str,
    place: Place,
    metrics: &M,
    room: impl FnOnce(&Lines, Set, f64) -> Option<f64>,
) -> Option<f64> {
    let lines = Lines::new(text, place.is_bold, metrics);
    let given = place.room / place.size;
    let set = lines.set(given);
    let room = room(&lines, set, given).map(|room| tenths(room * place.size + SPARE));
    room.filter(|room| *room < place.room && set.widest <= given)
}

/// The text around the words that stand on one line, and these words.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    if !text.contains(JOINTS) {
        parts[0].push_str(text);
        return parts;
    }
    // Every sign of the text comes to one of the parts.
    for piece in words(text).flat_map(|word| word.split_inclusive(char::is_whitespace)) {
        let word = piece.trim_end();
        if has_joint(word) {
            parts.extend([word.to_owned(), piece[word.len()..].to_owned()]);
        } else if let Some(last) = parts.last_mut() {
            last.push_str(piece);
        }
    }
    parts
}

/// Whether some words of a text stand on one line.
pub(super) fn has_parts(text: &str) -> bool {
    text.contains(JOINTS) && parts(text).len() > 1
}

/// Whether a line could end within a word («2021–2024», «п/п», «12-о») that is not to be parted. An address may be.
fn has_joint(word: &str) -> bool {
    let inner = |(at, sign): (usize, &str)| at > 0 && at + sign.len() < word.len();
    word.match_indices(JOINTS).any(inner) && !word.contains("//") && !word.contains("www.")
}

/// Whether a line may end at a sign between these texts: two words are parted there, neither of one or two letters.
pub(super) fn parts_words(before: &str, after: &str) -> bool {
    let letters = |text: &mut dyn Iterator<Item = char>| text.take_while(|c| c.is_alphabetic()).count();
    letters(&mut before.chars().rev()) > 2 && letters(&mut after.chars()) > 2
}

/// Signs after which a line may end.
pub(super) const JOINTS: [char; 5] = ['-', '‐', '–', '—', '/'];

#[cfg(test)]
mod tests {
    use super::{Words, parts};

    #[test]
    fn a_word_in_which_no_line_can_end_takes_one() {
        let is_line = |text: &str| Words::Plain(text.into()).is_line();
        for text in ["7", "100", "12.", "Школа", "ОО", "ёж", "a1", "Янв."] {
            assert!(is_line(text), "{text}");
        }
        // At some of these signs a line can end, at others it depends on what stands beside them.
        for text in
            ["", ".", "до марта", "до\u{a0}марта", "5-7", "12,5", "1.2", "а\nб", "п/п", "100%", "«а»", "а\u{301}", "字"]
        {
            assert!(!is_line(text), "{text}");
        }
        assert!(!Words::Long { long: "2023".into() }.is_line());
    }

    #[test]
    fn spans_of_figures_are_kept_whole() {
        for (text, shown) in [
            ("на 2021–2024 годы", "на |2021–2024| годы"),
            ("2023/2024 учебный год, п. 5-7", "|2023/2024| учебный год, п. |5-7|"),
            ("№ п/п", "№ |п/п|"),
            ("Январь-март 2023 – план, и/или 10-й", "Январь-март 2023 – план, |и/или| |10-й|"),
            ("до\u{a0}1–5\u{a0}мая; № 12-о", "до\u{a0}|1–5|\u{a0}мая; № |12-о|"),
            ("семинары/совещания-9-х https://a.b/в", "семинары/|совещания-9-х| https://a.b/в"),
            ("", ""),
        ] {
            assert_eq!(parts(text).join("|"), shown);
        }
    }
}
