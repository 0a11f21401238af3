//! Which words of two texts differ.

use std::cell::Cell;
use std::iter::Peekable;
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

/// Words that are compared with each other in all pages of a document: beyond this, too, only ends are.
const COMPARED: usize = 100_000_000;

/// Compares the pages of two documents, as finely as is worth the while.
pub(super) struct Comparison {
    left: Cell<usize>,
}

impl Default for Comparison {
    fn default() -> Self {
        Self { left: Cell::new(COMPARED) }
    }
}

impl Comparison {
    /// The places at which two texts differ, in their order.
    pub(super) fn changes(&self, found: &str, expected: &str) -> Vec<Change> {
        // Soft hyphens stand where a line ends.
        let [found, expected] = [found, expected].map(|text| text.replace('\u{ad}', ""));
        let (found, expected) = differing(&found, &expected);
        if found.is_empty() && expected.is_empty() {
            return Vec::new();
        }
        let left = self.left.get().checked_sub(found.len() * expected.len());
        let Some(left) = left.filter(|_| found.len() <= MANY && expected.len() <= MANY) else {
            return vec![Change { found: found.join(" "), expected: expected.join(" ") }];
        };
        self.left.set(left);
        let steps = steps(&found, &expected);
        let stretches = steps.split(|step| matches!(step, DiffOp::Equal { .. })).filter(|steps| !steps.is_empty());
        stretches
            .map(|steps| Change {
                found: part(&found, steps.iter().map(DiffOp::old_range)),
                expected: part(&expected, steps.iter().map(DiffOp::new_range)),
            })
            .collect()
    }
}

fn part(words: &[&str], ranges: impl Iterator<Item = Range<usize>>) -> String {
    ranges.flat_map(|range| &words[range]).copied().collect::<Vec<_>>().join(" ")
}

/// The words of two texts without those at their ends that are the same; no more than are worth the comparing, and one.
fn differing<'a>(found: &'a str, expected: &'a str) -> (Vec<&'a str>, Vec<&'a str>) {
    let mut both = [found.split_whitespace(), expected.split_whitespace()].map(Iterator::peekable);
    skip_same(&mut both);
    let mut both = both.map(Iterator::rev).map(Iterator::peekable);
    skip_same(&mut both);
    let [found, expected] = both.map(|words| {
        let mut words: Vec<&str> = words.collect();
        words.reverse();
        words.truncate(MANY + 1);
        words
    });
    (found, expected)
}

fn skip_same<'a>([one, other]: &mut [Peekable<impl Iterator<Item = &'a str>>; 2]) {
    while one.peek().is_some() && one.peek() == other.peek() {
        one.next();
        other.next();
    }
}

/// The steps from one text to the other that leave as many words as possible where they are.
fn steps(found: &[&str], expected: &[&str]) -> Vec<DiffOp> {
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
            let changes = Comparison::default().changes(found, expected);
            changes.iter().map(|change| format!("{}/{}", change.found, change.expected)).collect::<Vec<_>>()
        };
        assert_eq!(told("один два три", "один два три"), <[String; 0]>::default());
        assert_eq!(told("до 1 мая 2023", "до 1 марта 2023"), ["мая/марта"]);
        assert_eq!(told("а б в г д", "а х в д е"), ["б/х", "г/", "/е"]);
        assert_eq!(told("", "весь текст"), ["/весь текст"]);
        assert_eq!(told("а б а", "а б а б а"), ["/б а"]);
        assert_eq!(told("обра\u{ad} зование", "обра\u{ad} зование"), <[String; 0]>::default());
    }

    #[test]
    fn what_is_not_worth_comparing_word_by_word_is_told_as_a_whole() {
        let comparison = Comparison::default();
        let [found, expected] = ["а ", "б "].map(|word| word.repeat(2000) + "в " + &word.repeat(900));
        let whole = |changes: Vec<Change>| matches!(changes.as_slice(), [only] if only.found.contains('в'));
        assert_eq!(comparison.changes(&found, &expected).len(), 2);
        assert!(whole(comparison.changes(&"а ".repeat(20_000).replace("а а а", "а в а"), &expected)));
        // Page by page there would be too much of it at some time.
        let pages = (0..20).map(|_| comparison.changes(&found, &expected));
        assert!(pages.last().is_some_and(whole));
    }
}
