//! Two wordings of one text, word by word.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::domain::words::is_telling;

/// Whether two texts say the same: spaces, no-break spaces and line ends make no difference, everything else does.
pub fn same_text(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// Two wordings of a text, compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording<'a> {
    /// The words of the old one, as parted by spaces.
    pub old: Vec<&'a str>,
    /// The words of the new one.
    pub new: Vec<&'a str>,
    /// Where they differ, in their order.
    pub(in crate::domain) hunks: Vec<Hunk>,
}

/// A stretch of words in which two wordings differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::domain) struct Hunk {
    /// In the old words; may be empty.
    pub old: Range<usize>,
    /// In the new words; may be empty.
    pub new: Range<usize>,
}

/// Part of a comparison, its words parted by spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Both wordings have it.
    Kept(String),
    /// They differ here; one of the two may be empty.
    Changed {
        /// What is no longer there.
        old: String,
        /// What has come.
        new: String,
    },
}

impl<'a> Wording<'a> {
    /// Compares two texts.
    pub fn of(old: &'a str, new: &'a str) -> Self {
        let (old, new): (Vec<&str>, Vec<&str>) = (old.split_whitespace().collect(), new.split_whitespace().collect());
        let mut hunks: Vec<Hunk> = Vec::new();
        for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
            if matches!(op, DiffOp::Equal { .. }) {
                continue;
            }
            let next = Hunk { old: op.old_range(), new: op.new_range() };
            match hunks.last_mut() {
                Some(last) if belongs_to(&old[last.old.end..next.old.start]) => last.reach(&next),
                _ => hunks.push(next),
            }
        }
        Self { old, new, hunks }
    }

    /// The comparison from beginning to end.
    pub fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = 0;
        let keep = |range: Range<usize>, pieces: &mut Vec<Piece>| {
            if !range.is_empty() {
                pieces.push(Piece::Kept(self.old[range].join(" ")));
            }
        };
        for hunk in &self.hunks {
            keep(at..hunk.old.start, &mut pieces);
            at = hunk.old.end;
            pieces.push(Piece::Changed {
                old: self.old[hunk.old.clone()].join(" "),
                new: self.new[hunk.new.clone()].join(" "),
            });
        }
        keep(at..self.old.len(), &mut pieces);
        pieces
    }

    /// The share of words that differ, of both wordings together.
    pub fn share_changed(&self) -> f64 {
        let changed: usize = self.hunks.iter().map(|hunk| hunk.old.len() + hunk.new.len()).sum();
        changed as f64 / (self.old.len() + self.new.len()).max(1) as f64
    }
}

impl Hunk {
    /// Takes in another one that follows, and what stands between.
    pub(in crate::domain) fn reach(&mut self, other: &Self) {
        self.old.end = other.old.end;
        self.new.end = other.new.end;
    }
}

/// Whether so little stands between two hunks that they are read as one: nothing, a word, or a few small ones.
fn belongs_to(between: &[&str]) -> bool {
    between.len() <= 1 || between.len() <= 3 && !between.iter().any(|word| is_telling(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let piece = |piece: Piece| match piece {
            Piece::Kept(text) => text,
            Piece::Changed { old, new } => format!("[{old}|{new}]"),
        };
        Wording::of(old, new).pieces().into_iter().map(piece).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn wordings_are_compared_word_by_word() {
        for (old, new, expected) in [
            ("Анализ мер  за год", "Анализ\u{a0}мер за\nгод", "Анализ мер за год"),
            (
                "Контроль за проведением ВПР в школах",
                "Контроль за проведением ГИА в школах",
                "Контроль за проведением [ВПР|ГИА] в школах",
            ),
            ("Совещание школ", "Совещание школ и лицеев", "Совещание школ [|и лицеев]"),
            ("Отдел, директора школ", "Отдел", "[Отдел, директора школ|Отдел]"),
            ("один и два", "раз и двас", "[один и два|раз и двас]"),
            ("", "всё новое", "[|всё новое]"),
        ] {
            assert_eq!(shown(old, new), expected);
        }
        assert!(same_text("в  2023 году", "в 2023\nгоду"));
        assert!(!same_text("Н.В.Шадеркова", "Н.В. Шадеркова"));
    }
}
