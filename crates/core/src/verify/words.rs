//! Which words of two texts differ.

use std::ops::Range;

use similar::DiffOp;
use similar::algorithms::{Capture, lcs};

/// Words that stand in one text in place of others in the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What stands in the document.
    pub found: String,
    /// What should stand there.
    pub expected: String,
}

/// Words of a text beyond which only its ends are compared: a page has some hundreds.
const MANY: usize = 3000;

/// The places at which two texts differ, in their order.
pub(super) fn changes(found: &str, expected: &str) -> Vec<Change> {
    let (found, expected) = (words(found), words(expected));
    let start = found.iter().zip(&expected).take_while(|(one, other)| one == other).count();
    let (found, expected) = (&found[start..], &expected[start..]);
    let end = found.iter().rev().zip(expected.iter().rev()).take_while(|(one, other)| one == other).count();
    let (found, expected) = (&found[..found.len() - end], &expected[..expected.len() - end]);
    if found.is_empty() && expected.is_empty() {
        return Vec::new();
    }
    if found.len() > MANY || expected.len() > MANY {
        return vec![Change { found: found.join(" "), expected: expected.join(" ") }];
    }
    let steps = steps(found, expected);
    let stretches = steps.split(|step| matches!(step, DiffOp::Equal { .. })).filter(|steps| !steps.is_empty());
    stretches
        .map(|steps| Change {
            found: part(found, steps.iter().map(DiffOp::old_range)),
            expected: part(expected, steps.iter().map(DiffOp::new_range)),
        })
        .collect()
}

fn part(words: &[String], ranges: impl Iterator<Item = Range<usize>>) -> String {
    ranges.flat_map(|range| &words[range]).map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// The words of a text without soft hyphens, which stand where a line ends.
fn words(text: &str) -> Vec<String> {
    text.replace('\u{ad}', "").split_whitespace().map(str::to_owned).collect()
}

/// The steps from one text to the other that leave as many words as possible where they are.
fn steps(found: &[String], expected: &[String]) -> Vec<DiffOp> {
    let mut steps = Capture::new();
    // Raw, since the usual one gives up on long texts with little in common.
    let Ok(()) = lcs::diff_deadline_raw(&mut steps, found, 0..found.len(), expected, 0..expected.len(), None);
    steps.into_ops()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differing_words_are_told_in_their_places() {
        let told = |found, expected| {
            let changes = changes(found, expected);
            changes.iter().map(|change| format!("{}/{}", change.found, change.expected)).collect::<Vec<_>>()
        };
        assert_eq!(told("один два три", "один два три"), <[String; 0]>::default());
        assert_eq!(told("до 1 мая 2023", "до 1 марта 2023"), ["мая/марта"]);
        assert_eq!(told("а б в г д", "а х в д е"), ["б/х", "г/", "/е"]);
        assert_eq!(told("", "весь текст"), ["/весь текст"]);
        assert_eq!(told("обра\u{ad} зование", "обра\u{ad} зование"), <[String; 0]>::default());
    }
}
