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
fn persons(text: &str) -> impl Iterator<Item = (&str, String, bool)> {
    text.split([',', ';', '\n', '(', ')']).flat_map(|part| {
        // «И.И.Иванов» has no blank to part it.
        let words: Vec<&str> = part.split_whitespace().flat_map(|word| word.split_inclusive('.')).collect();
        persons_of(&words)
    })
}

fn persons_of<'a>(words: &[&'a str]) -> Vec<(&'a str, String, bool)> {
    let initials = |from: usize| words[from..].iter().take(2).take_while(|word| is_initial(word)).count();
    let surname = |at: usize| words.get(at).copied().filter(|word| is_surname(word));
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let first = surname(at);
        let start = at + usize::from(first.is_some());
        let end = start + initials(start);
        if end == start {
            at += 1;
            continue;
        }
        // «Директор И.И. Иванов», but «Иванов И.И. Петров П.П.»
        let behind = surname(end).filter(|_| initials(end + 1) == 0 || first.is_none());
        let name = behind.map(|name| (name, false)).or(first.map(|name| (name, true)));
        found.extend(name.map(|(name, is_first)| (name, words[start..end].concat(), is_first)));
        at = end + usize::from(behind.is_some());
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
            ("Отдел, И.И. Иванов", "Иванов И.И. -"),
            ("Директор И.И. Иванов", "Иванов И.И. -"),
            ("Иванов И.И. Петров П.П.", "Иванов И.И. + Петров П.П. +"),
            ("Отдел образования", ""),
            ("МБОУ СОШ № 1 г. Лесной", ""),
            ("А. Б.", ""),
        ] {
            let found: Vec<String> = persons(text)
                .map(|(surname, initials, first)| format!("{surname} {initials} {}", if first { '+' } else { '-' }))
                .collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
