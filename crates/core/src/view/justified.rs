//! Lines of justified text that would be stretched wide: a few long words, and a longer one for which there is no more room.
//! They end where they end by themselves.
//!
//! The typesetter stretches a line as far as it must, and knows no bound for it. So the lines are broken here, as evenly as
//! they can be. Only the ends of those that would be too wide, and of the lines above them, are told to it.

use super::words::Place;
use super::{Metrics, lines};

/// How running text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Where its lines stand.
    pub place: Place,
    /// The indent of its first line, pt.
    pub indent: f64,
    /// How far a space may be set tight, and how far it may be stretched: parts of its width.
    pub spaces: (f64, f64),
}

/// The text in parts; every second one, beginning with the second, is a line that is not to be stretched. The last part is
/// none, since the last line never is. One part only if no line would be stretched wide.
pub(super) fn parts(text: &str, column: Column, metrics: &impl Metrics) -> Vec<String> {
    let mut parts = vec![String::new()];
    for (at, typed) in text.split_inclusive('\n').enumerate() {
        let indent = if at == 0 { column.indent } else { 0.0 };
        let mut start = 0;
        for line in loose(typed, indent, column, metrics) {
            push(&mut parts, &typed[start..line.start]);
            parts.extend([typed[line.clone()].to_owned(), String::new()]);
            start = line.end;
        }
        push(&mut parts, &typed[start..]);
    }
    parts
}

fn push(parts: &mut [String], text: &str) {
    if let Some(last) = parts.last_mut() {
        last.push_str(text);
    }
}

/// A part of a line behind which it may end.
struct Piece {
    /// Where it ends in the text, the white space behind it included, in bytes.
    end: usize,
    width: f64,
    /// The white space behind it.
    space: f64,
    /// The spaces within and behind it; they are stretched alike.
    inner: usize,
    behind: usize,
}

/// The best way to break what begins with a piece: the costs of its lines, and where the first one ends.
#[derive(Clone, Copy)]
struct Best {
    cost: f64,
    end: usize,
    is_loose: bool,
}

/// What a line costs that is not stretched, beside the square of how far it would have to be.
const LOOSE: f64 = 20.0;

/// The places of the lines that would be stretched too wide.
fn loose(text: &str, indent: f64, column: Column, metrics: &impl Metrics) -> Vec<std::ops::Range<usize>> {
    let Column { place, spaces: (least, most), .. } = column;
    let pieces = pieces(text, place, metrics);
    let space = metrics.width(" ", place.is_bold) * place.size;
    let end = Best { cost: 0.0, end: pieces.len(), is_loose: false };
    let mut best = vec![end; pieces.len() + 1];
    for start in (0..pieces.len()).rev() {
        let room = place.room - if start == 0 { indent } else { 0.0 };
        let mut found: Option<Best> = None;
        // The width of the line, and its spaces.
        let (mut used, mut spaces) = (0.0, 0);
        for (at, piece) in pieces.iter().enumerate().skip(start) {
            used += piece.width;
            spaces += piece.inner;
            let tight = used - spaces as f64 * space * (1.0 - least);
            if tight > room && found.is_some() {
                break;
            }
            let is_last = at + 1 == pieces.len();
            let stretched = if is_last { 1.0 } else { 1.0 + (room - used).max(0.0) / (spaces.max(1) as f64 * space) };
            // A word alone is not stretched anyway.
            let is_loose = spaces > 0 && stretched > most;
            let cost = best[at + 1].cost + (stretched - 1.0).powi(2) + if is_loose { LOOSE } else { 0.0 };
            if found.is_none_or(|known| cost < known.cost) {
                found = Some(Best { cost, end: at + 1, is_loose });
            }
            used += piece.space;
            spaces += piece.behind;
        }
        best[start] = found.unwrap_or(end);
    }
    let begins = |piece: usize| piece.checked_sub(1).map_or(0, |before| pieces[before].end);
    let lines =
        std::iter::successors(Some(0), |start| Some(best[*start].end)).take_while(|start| *start < pieces.len());
    lines.filter(|start| best[*start].is_loose).map(|start| begins(start)..begins(best[start].end)).collect()
}

fn pieces(text: &str, place: Place, metrics: &impl Metrics) -> Vec<Piece> {
    let width = |text: &str| metrics.width(text, place.is_bold) * place.size;
    let spaces = |text: &str| text.chars().filter(|c| matches!(c, ' ' | '\u{a0}')).count();
    let mut end = 0;
    let piece = |word: &str| {
        end += word.len();
        let (core, space) = word.split_at(word.trim_end().len());
        Piece { end, width: width(core), space: width(space), inner: spaces(core), behind: spaces(space) }
    };
    lines::words(text).map(piece).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::view::laws::Typewriter;

    /// Room for so many characters.
    fn column(characters: usize) -> Column {
        let place = Place { room: characters as f64, size: 2.0, is_bold: false };
        Column { place, indent: 3.0, spaces: (0.9, 3.0) }
    }

    #[test]
    fn a_line_before_a_long_word_is_not_stretched() {
        for (text, shown) in [
            (
                "Перечень организаций сёл на\u{a0}1\u{a0}января\u{a0}2024\u{a0}года",
                "|Перечень организаций сёл |на~1~января~2024~года",
            ),
            ("раз два три четыре пять шесть семь", "раз два три четыре пять шесть семь"),
            ("слово общеобразовательныхорганизаций", "слово общеобразовательныхорганизаций"),
            (
                "раз два три четыре пять\nраз два общеобразовательныхорганизаций слово",
                "раз два три четыре пять\n|раз два |общеобразовательныхорганизаций слово",
            ),
            ("", ""),
        ] {
            assert_eq!(parts(text, column(34), &Typewriter).join("|").replace('\u{a0}', "~"), shown);
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_the_last_line_is_as_ever(text in "([а-я]{1,20}[ \n\u{a0}]){0,20}[а-я]{1,9}", room in 12..60_usize) {
            let parts = parts(&text, column(room), &Typewriter);
            prop_assert_eq!(parts.concat(), text);
            prop_assert!(parts.len() % 2 == 1 && parts.iter().skip(1).step_by(2).all(|line| !line.is_empty()));
            prop_assert!(!parts[parts.len() - 1].is_empty());
        }

        /// Only what would be stretched too wide is let loose.
        #[test]
        fn only_wide_lines_are_let_loose(text in "([а-я]{1,20} ){0,20}[а-я]{1,9}", room in 24..60_usize) {
            let column = Column { indent: 0.0, ..column(room) };
            let parts = parts(&text, column, &Typewriter);
            for line in parts.iter().skip(1).step_by(2).map(|line| line.trim_end()) {
                let (used, spaces) = (line.chars().count(), line.matches(' ').count());
                prop_assert!(spaces > 0 && (room - used) as f64 > 2.0 * spaces as f64, "{parts:?}");
            }
        }
    }
}
