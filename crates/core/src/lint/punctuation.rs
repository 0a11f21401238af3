//! Dashes, hyphens and full stops.

use super::{Texts, remark};
use crate::diagnostics::{Diagnostics, LintProblem};
use crate::domain::words::{Word, fold, is_dash, words};

/// Words in -о that are no first part of a compound adjective.
const NO_FIRST_PART: [&str; 16] = [
    "слово",
    "число",
    "право",
    "место",
    "видео",
    "радио",
    "письмо",
    "лето",
    "много",
    "можно",
    "нужно",
    "важно",
    "только",
    "около",
    "далеко",
    "обязательно",
];

/// W210: «Организационно – управленческие», where the first part ends in -о and an adjective follows.
pub(super) fn dash_for_hyphen(texts: &Texts<'_>, diagnostics: &Diagnostics) {
    for text in &texts.all {
        if !text.text.contains('о') {
            continue;
        }
        let all: Vec<Word> = words(text.text).collect();
        for pair in all.windows(2) {
            let [first, second] = pair else { continue };
            let between = &text.text[first.end()..second.at];
            if is_spaced_dash(between) && is_first_part(first.text) && is_adjective(second.text) {
                let found = text.text[first.at..second.end()].to_owned();
                let right = format!("{}-{}", first.text, second.text);
                diagnostics.push(remark(LintProblem::DashForHyphen { found, right }, text.place, text.text));
            }
        }
    }
}

/// A dash or hyphen and nothing else but spaces, at least one; a line break begins something new.
fn is_spaced_dash(between: &str) -> bool {
    let is_one = between.chars().filter(|c| is_dash(*c)).count() == 1;
    let others = between.chars().all(|c| is_dash(c) || c.is_whitespace() && c != '\n');
    is_one && others && between.chars().count() > 1
}

fn is_first_part(word: &str) -> bool {
    let folded = fold(word);
    let is_noun = ["ство", "ео", "ио"].iter().any(|ending| folded.ends_with(ending));
    folded.ends_with('о') && folded.chars().count() >= 5 && !is_noun && !NO_FIRST_PART.contains(&folded.as_str())
}

fn is_adjective(word: &str) -> bool {
    const ENDINGS: [&str; 18] = [
        "ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ому", "ему", "ой", "ую", "ых", "их", "ыми",
        "ими",
    ];
    word.starts_with(char::is_lowercase)
        && word.chars().count() >= 5
        && (ENDINGS.iter().any(|ending| word.ends_with(ending)) || word.ends_with("ым") || word.ends_with("им"))
}

/// W211: names of activities are closed by a full stop or they are not; those that do otherwise than most are told.
pub(super) fn full_stops(texts: &Texts<'_>, diagnostics: &Diagnostics) {
    let single: Vec<_> = texts.rows.iter().filter(|row| is_one_sentence(&row.activity.name)).collect();
    let (closed, open): (Vec<_>, Vec<_>) = single.into_iter().partition(|row| row.activity.name.ends_with('.'));
    let (few, is_closed) = if closed.len() <= open.len() { (closed, true) } else { (open, false) };
    for row in few {
        diagnostics.push(remark(LintProblem::FullStop { is_closed }, &row.places.name, &row.activity.name));
    }
}

/// A name in one sentence: a list of lines or several sentences are closed by rules of their own, and the full stop of
/// an abbreviation («и др.») is none.
fn is_one_sentence(name: &str) -> bool {
    let last: String = name.trim_end_matches('.').chars().rev().take_while(|c| c.is_alphabetic()).collect();
    let is_abbreviated = name.ends_with('.')
        && (last.chars().count() <= 2 || ["чел", "руб", "тыс", "млн", "школ", "час"].map(reversed).contains(&last));
    !name.is_empty() && !name.contains('\n') && !name.contains(". ") && !name.ends_with("..") && !is_abbreviated
}

fn reversed(word: &str) -> String {
    word.chars().rev().collect()
}

/// W212: «(далее-ОУ)», where a dash with spaces belongs.
pub(super) fn hyphen_for_dash(texts: &Texts<'_>, diagnostics: &Diagnostics) {
    for text in &texts.all {
        for word in words(text.text).filter(|word| fold(word.text) == "далее") {
            let behind = &text.text[word.end()..];
            let Some(right) = behind.strip_prefix(['-', '‐', '‑']) else { continue };
            let end = right.find([')', ',', ';']).unwrap_or(right.len());
            let name = right[..end].trim();
            let found = format!("{}-{}", word.text, name);
            let right = format!("{} – {}", word.text, name);
            diagnostics.push(remark(LintProblem::HyphenForDash { found, right }, text.place, text.text));
        }
    }
}
