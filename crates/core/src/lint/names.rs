//! One person written with the initials before the surname here and behind it there.

use std::collections::HashMap;

use super::{Texts, remark};
use crate::diagnostics::{Diagnostics, LintProblem, Place};
use crate::domain::Field;
use crate::domain::words::fold;

/// A person in one of the two orders.
struct Written<'a> {
    /// «Иванов И.И.» or «И.И. Иванов».
    text: String,
    is_surname_first: bool,
    place: &'a Place,
    count: usize,
}

/// W209: the rarer order of each person, where it first stands.
pub(super) fn orders(texts: &Texts<'_>, diagnostics: &Diagnostics) {
    if !texts.shows(&Field::Responsible) {
        return;
    }
    let mut people: Vec<Vec<Written<'_>>> = Vec::new();
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    for row in &texts.rows {
        for (body, place) in row.activity.responsible.iter().zip(&row.places.responsible) {
            for (surname, initials, is_surname_first) in persons(body) {
                let at = *known.entry((fold(surname), initials.clone())).or_insert_with(|| {
                    people.push(Vec::new());
                    people.len() - 1
                });
                match people[at].iter_mut().find(|known| known.is_surname_first == is_surname_first) {
                    Some(known) => known.count += 1,
                    None => {
                        let text = match is_surname_first {
                            true => format!("{surname} {initials}"),
                            false => format!("{initials} {surname}"),
                        };
                        people[at].push(Written { text, is_surname_first, place, count: 1 });
                    }
                }
            }
        }
    }
    for orders in &people {
        if let [first, second] = orders.as_slice() {
            let (usual, other) = if first.count >= second.count { (first, second) } else { (second, first) };
            let problem = LintProblem::ResponsibleSpelling { found: other.text.clone(), usual: usual.text.clone() };
            diagnostics.push(remark(problem, other.place, &other.text));
        }
    }
}

/// The people that a text names by surname and initials: surname, initials, and whether the surname stands first.
fn persons(text: &str) -> Vec<(&str, String, bool)> {
    // «И.И.Иванов» has no blank to part it.
    let words: Vec<&str> =
        text.split([' ', '\u{a0}', '\n', ',', ';', '(', ')']).flat_map(|word| word.split_inclusive('.')).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let initials =
        |from: usize| -> String { words[from..].iter().take(2).take_while(|word| is_initial(word)).copied().collect() };
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let before = initials(at);
        let behind = at + before.chars().filter(|c| *c == '.').count();
        if !before.is_empty() {
            if let Some(surname) = words.get(behind).filter(|word| is_surname(word)) {
                found.push((*surname, before, false));
                at = behind;
            } else {
                at = behind - 1;
            }
        } else if is_surname(words[at]) && at + 1 < words.len() {
            let behind = initials(at + 1);
            at += behind.chars().filter(|c| *c == '.').count();
            if !behind.is_empty() {
                found.push((words[at - behind.chars().filter(|c| *c == '.').count()], behind, true));
            }
        }
        at += 1;
    }
    found
}

/// «И.»
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.as_str() == "."
}

fn is_surname(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.as_str().chars().count() >= 2
        && letters.all(|c| c.is_lowercase() || c == '-' || c.is_uppercase() && word.contains('-'))
}

#[cfg(test)]
mod tests {
    use super::persons;

    #[test]
    fn people_are_known_in_both_orders() {
        for (text, expected) in [
            ("Иванов И.И.", "Иванов И.И. +"),
            ("И.И. Иванов", "Иванов И.И. -"),
            ("И.И.Иванов, директор", "Иванов И.И. -"),
            ("директор Иванов И. И. (по согласованию)", "Иванов И.И. +"),
            ("Петрова-Водкина А.", "Петрова-Водкина А. +"),
            ("Иванов И.И., Петров П.П.", "Иванов И.И. + Петров П.П. +"),
            ("И.И. Иванов П.П. Петров", "Иванов И.И. - Петров П.П. -"),
            ("Отдел образования", ""),
            ("МБОУ СОШ № 1 г. Лесной", ""),
            ("А. Б.", ""),
        ] {
            let found: Vec<String> = persons(text)
                .into_iter()
                .map(|(surname, initials, first)| format!("{surname} {initials} {}", if first { '+' } else { '-' }))
                .collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
