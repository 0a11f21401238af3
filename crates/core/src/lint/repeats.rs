//! Activities that say nearly the same.

use std::collections::BTreeSet;

use super::{Row, Texts, remark};
use crate::diagnostics::{Diagnostics, LintProblem};
use crate::domain::words::{is_quote, is_telling, stem, words};
use crate::domain::{Day, Due, RareWords};

/// The share of common words from which two names are much the same.
const ALIKE: f64 = 0.75;
/// Names with fewer words are too short to be judged.
const FEWEST: usize = 4;
/// Earlier activities that one is compared with at most, so that a plan made of repetitions costs no more than another.
const COMPARED: usize = 64;

/// W203: each activity at most once, against the first one before it that says the same and is due at the same time.
///
/// Two names are looked at only if they share one of their rarest words: with `n` words, a share of 75 % is out of
/// reach unless one of the `n - ⌈0.75 n⌉ + 1` rarest is common to both.
pub(super) fn near_duplicates(texts: &Texts<'_>, diagnostics: &Diagnostics) {
    let names: Vec<Name> = texts.rows.iter().map(Name::of).collect();
    let all = names.iter().flat_map(|name| &name.set).map(String::as_str);
    let mut index = RareWords::counting(all, COMPARED);
    for (at, name) in names.iter().enumerate() {
        if name.set.len() < FEWEST || texts.rows[at].places.is_faulty {
            continue;
        }
        let rarest = index.rarest(name.set.iter().map(String::as_str), ALIKE);
        let earlier = index.find(&rarest);
        index.add(at, &rarest);
        if let Some(twin) = earlier.into_iter().take(COMPARED).find(|earlier| names[*earlier].repeats(name)) {
            let problem = LintProblem::NearDuplicate { number: texts.rows[twin].number.clone() };
            diagnostics.push(remark(problem, &texts.rows[at].places.name, &texts.rows[at].activity.name));
        }
    }
}

/// What is compared of an activity.
struct Name {
    /// Stems in their order, without small words.
    stems: Vec<String>,
    set: BTreeSet<String>,
    /// What tells a series apart: numbers, quoted words, proper names.
    marks: BTreeSet<String>,
    due: Option<Due>,
}

impl Name {
    fn of(row: &Row<'_>) -> Self {
        let text = &row.activity.name;
        let mut stems = Vec::new();
        let mut marks = BTreeSet::new();
        let mut quotes = 0;
        let mut seen = 0;
        for (at, word) in words(text).enumerate() {
            quotes += text[seen..word.at].chars().filter(|c| is_quote(*c)).count();
            seen = word.at;
            let folded = stem(word.text);
            let is_number = word.text.contains(|c: char| c.is_ascii_digit());
            let is_name = at > 0 && word.text.starts_with(char::is_uppercase);
            if is_number || is_name || quotes % 2 == 1 {
                marks.insert(folded.clone());
            }
            if is_telling(word.text) {
                stems.push(folded);
            }
        }
        let set = stems.iter().cloned().collect();
        Self { stems, set, marks, due: row.timing.as_ref().map(|timing| timing.due) }
    }

    fn repeats(&self, other: &Self) -> bool {
        self.is_alike(other) && self.meets(other) && !self.is_series_with(other)
    }

    fn is_alike(&self, other: &Self) -> bool {
        let common = self.set.intersection(&other.set).count();
        let all = self.set.len() + other.set.len() - common;
        common as f64 >= ALIKE * all as f64
    }

    /// Whether they may be due at the same time. The same work done again later is no repetition.
    fn meets(&self, other: &Self) -> bool {
        let ends_before = |end: Option<Day>, start: Option<Day>| matches!((end, start), (Some(e), Some(s)) if e < s);
        let bounds = |name: &Self| name.due.map_or((None, None), |due| (due.from().or(due.to()), due.to()));
        let ((from, to), (other_from, other_to)) = (bounds(self), bounds(other));
        !ends_before(to, other_from) && !ends_before(other_to, from)
    }

    /// Whether they are made after one pattern, only filled in differently: «по физике» and «по химии», «в 7 классах»
    /// and «в 8 классах».
    fn is_series_with(&self, other: &Self) -> bool {
        let differ_in_marks = !self.marks.is_subset(&other.marks) && !other.marks.is_subset(&self.marks);
        let shorter = self.stems.len().min(other.stems.len());
        let same = |(one, other): &(&String, &String)| one == other;
        let head = self.stems.iter().zip(&other.stems).take_while(same).count();
        let tail = self.stems.iter().rev().zip(other.stems.iter().rev()).take_while(same).count().min(shorter - head);
        let slots = (self.stems.len() - head - tail, other.stems.len() - head - tail);
        let is_filled_in = matches!(slots, (1..=2, 1..=2));
        differ_in_marks || is_filled_in
    }
}
