//! One thing spelled in two ways: a due date, a responsible body.

use std::collections::HashMap;

use super::{Texts, remark};
use crate::diagnostics::{Diagnostics, LintProblem, Place};
use crate::domain::words::{fold, is_dash, is_quote};
use crate::domain::{Field, listed};

/// Bodies that share all words but one and are compared letter by letter, at most.
const COMPARED: usize = 64;

/// One way of spelling a thing.
struct Spelling<'a> {
    text: &'a str,
    place: &'a Place,
    count: usize,
    /// Whether it stood behind another in its cell, where it may begin with a small letter.
    is_behind: bool,
}

/// The spellings of everything, by what they have in common; in the order of the document.
#[derive(Default)]
struct Spellings<'a> {
    things: Vec<Vec<Spelling<'a>>>,
    by_key: HashMap<String, usize>,
}

impl<'a> Spellings<'a> {
    fn add(&mut self, text: &'a str, place: &'a Place, is_behind: bool) {
        let at = *self.by_key.entry(key(text)).or_insert_with(|| {
            self.things.push(Vec::new());
            self.things.len() - 1
        });
        let spellings = &mut self.things[at];
        match spellings.iter_mut().find(|known| known.text == text && known.is_behind == is_behind) {
            Some(known) => known.count += 1,
            None => spellings.push(Spelling { text, place, count: 1, is_behind }),
        }
    }
}

/// The usual spelling of a thing: the most frequent one, the first of them.
fn usual<'s, 'a>(spellings: &'s [Spelling<'a>]) -> Option<&'s Spelling<'a>> {
    spellings.iter().rev().max_by_key(|spelling| spelling.count)
}

/// Without what may differ by oversight: case, ё, dashes, spaces, quotes, a final stop.
fn key(text: &str) -> String {
    let mut key = fold(text.trim_end_matches(|c: char| c == '.' || c.is_whitespace()));
    key.retain(|c| !c.is_whitespace() && !is_dash(c) && !is_quote(c));
    key
}

/// W208: each unusual spelling once, where it first stands.
pub(super) fn of_due_dates(texts: &Texts<'_>, diagnostics: &Diagnostics) {
    if !texts.shows(&Field::Due) {
        return;
    }
    let mut spellings = Spellings::default();
    for row in &texts.rows {
        if let Some(due) = row.activity.due.as_deref().filter(|due| due.contains(char::is_alphanumeric)) {
            spellings.add(due, &row.places.due, false);
        }
    }
    for spellings in &spellings.things {
        let Some(usual) = usual(spellings) else { continue };
        for other in spellings.iter().filter(|other| other.text != usual.text) {
            let problem = LintProblem::DueSpelling { found: other.text.to_owned(), usual: usual.text.to_owned() };
            diagnostics.push(remark(problem, other.place, other.text));
        }
    }
}

/// W209: each unusual spelling once, where it first stands.
pub(super) fn of_responsible(texts: &Texts<'_>, diagnostics: &Diagnostics) {
    if !texts.shows(&Field::Responsible) {
        return;
    }
    let mut spellings = Spellings::default();
    for row in &texts.rows {
        let bodies = row.activity.responsible.iter().zip(&row.places.responsible);
        for (at, (body, place)) in
            bodies.flat_map(|(typed, place)| bodies_of(typed).map(move |b| (b, place))).enumerate()
        {
            spellings.add(body, place, at > 0);
        }
    }
    let report = |other: &Spelling<'_>, usual: &Spelling<'_>| {
        let problem = LintProblem::ResponsibleSpelling { found: other.text.to_owned(), usual: usual.text.to_owned() };
        diagnostics.push(remark(problem, other.place, other.text));
    };
    for spellings in &spellings.things {
        let Some(usual) = usual(spellings) else { continue };
        let mut told: Vec<&str> = vec![usual.text];
        for other in spellings {
            let differs_in_first =
                other.is_behind != usual.is_behind && without_first(other.text) == without_first(usual.text);
            if !told.contains(&other.text) && !differs_in_first {
                told.push(other.text);
                report(other, usual);
            }
        }
    }
    for (unusual, usual) in slips(&spellings) {
        report(unusual, usual);
    }
}

/// The bodies listed in a text: parted by commas, semicolons or line breaks outside of brackets.
fn bodies_of(typed: &str) -> impl Iterator<Item = &str> {
    listed(typed, &[',', ';', '\n']).filter(|body| body.contains(char::is_alphanumeric))
}

fn without_first(text: &str) -> &str {
    let mut chars = text.chars();
    chars.next();
    chars.as_str()
}

/// Pairs of bodies that differ by a slip of the pen in one word, the rarer one first.
///
/// All words but one must be the same, so each body is looked up under itself with every word left out in turn.
fn slips<'s, 'a>(spellings: &'s Spellings<'a>) -> Vec<(&'s Spelling<'a>, &'s Spelling<'a>)> {
    let mut found = Vec::new();
    /// The word in the gap, whose it is, how often that body is named.
    type Known<'s, 'a> = (String, &'s Spelling<'a>, usize);
    let mut with_gap: HashMap<(usize, Vec<String>), Vec<Known<'_, 'a>>> = HashMap::new();
    for thing in &spellings.things {
        let Some(spelling) = usual(thing) else { continue };
        let count = thing.iter().map(|spelling| spelling.count).sum();
        let words: Vec<String> = spelling.text.split_whitespace().map(fold).collect();
        for gap in 0..words.len() {
            let word = words[gap].clone();
            if word.chars().count() < 5 {
                continue;
            }
            let mut rest = words.clone();
            rest.remove(gap);
            let alike = with_gap.entry((gap, rest)).or_default();
            if let Some((_, known, known_count)) = alike.iter().find(|(known, ..)| is_slip(known, &word)) {
                found.push(if *known_count >= count { (spelling, *known) } else { (*known, spelling) });
            }
            if alike.len() < COMPARED {
                alike.push((word, spelling, count));
            }
        }
    }
    found
}

/// Whether two words differ by one letter that is neither their first nor in their ending, and by no digit:
/// «руководитель» and «руководители» are two words, «школа1» and «школа2» two schools.
fn is_slip(one: &str, other: &str) -> bool {
    let first = |word: &str| word.chars().next();
    let ending = |word: &str| word.chars().rev().take(2).collect::<String>();
    let has_digit = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    first(one) == first(other)
        && ending(one) == ending(other)
        && !has_digit(one)
        && !has_digit(other)
        && strsim::osa_distance(one, other) == 1
}
