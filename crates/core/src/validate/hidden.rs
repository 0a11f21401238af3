//! Signs in texts that the eye does not see or takes for others: the same rules for every text of an input, whatever it is
//! for, and for the keys.

use std::collections::{HashMap, HashSet};

use crate::diagnostics::{Diagnostic, Diagnostics, Place, SignProblem};
use crate::domain::{Activity, listed};
use crate::schema;
use crate::signs;
use crate::tree::{Node, Value, fold_key};

/// Reports the hidden signs of a document. A plan that stands in it is looked at by itself.
pub(super) fn signs(document: &Node, diagnostics: &Diagnostics) {
    let mut keys = HashSet::new();
    let Value::Map(entries) = &document.value else { return };
    for entry in entries {
        let field = fold_key(&entry.key);
        if field != schema::PLAN || matches!(entry.value.value, Value::Text(_)) {
            key(&entry.key, &entry.key_place, &mut keys, diagnostics);
            within(&entry.value, field == schema::COLUMNS, &mut keys, diagnostics);
        }
    }
}

fn within<'a>(node: &'a Node, is_title: bool, keys: &mut HashSet<&'a str>, diagnostics: &Diagnostics) {
    match &node.value {
        Value::Empty => {}
        Value::Text(text) if is_title => key(text, &node.place, keys, diagnostics),
        Value::Text(text) => judge(text, &node.place, diagnostics),
        Value::List(items) => items.iter().for_each(|item| within(item, is_title, keys, diagnostics)),
        Value::Map(entries) => {
            for entry in entries {
                key(&entry.key, &entry.key_place, keys, diagnostics);
                within(&entry.value, is_title, keys, diagnostics);
            }
        }
    }
}

/// A key once: that of an activity is the title of its column.
fn key<'a>(key: &'a str, place: &Place, keys: &mut HashSet<&'a str>, diagnostics: &Diagnostics) {
    if keys.insert(key) {
        judge(key, place, diagnostics);
    }
}

/// Reports each kind of sign once in a text.
fn judge(text: &str, place: &Place, diagnostics: &Diagnostics) {
    if text.is_ascii() || text.chars().all(signs::is_ordinary) {
        return;
    }
    let hidden = text.chars().find(|c| signs::turns(*c) || signs::is_tag(*c)).map(|sign| SignProblem::Hidden { sign });
    let word = |at: usize| word_at(text, at).to_owned();
    let invisible = invisible(text).map(|(at, sign)| SignProblem::Invisible { sign, word: word(at) });
    let marks = heap_of_marks(text).map(|at| SignProblem::Marks { word: word(at) });
    let mixed = signs::mixed_word(text).map(|word| SignProblem::Mixed {
        word: word.chars().take(2 * TOLD).collect(),
        strangers: signs::strangers(word).iter().collect(),
    });
    for problem in [hidden, invisible, marks, mixed].into_iter().flatten() {
        diagnostics.push(Diagnostic::new(problem, place.clone()).found(text));
    }
}

/// The first invisible sign. Behind a picture it may choose how that looks.
fn invisible(text: &str) -> Option<(usize, char)> {
    let mut before = ' ';
    text.char_indices().find(|(_, c)| {
        let is_of_picture = matches!(c, '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
            && before > '\u{2000}'
            && !before.is_alphanumeric()
            && !signs::is_invisible(before);
        let found = signs::is_invisible(*c) && !is_of_picture;
        if !is_of_picture {
            before = *c;
        }
        found
    })
}

/// Marks on one letter that no spelling needs: «й», «ё» and an accent are one or two.
const MARKS: usize = 2;

/// Where more marks than that stand on a letter.
fn heap_of_marks(text: &str) -> Option<usize> {
    let mut count = 0;
    text.char_indices()
        .find(|(_, c)| {
            count = if signs::is_mark(*c) { count + 1 } else { 0 };
            count > MARKS
        })
        .map(|(at, _)| at)
}

/// Letters of a word that are told at most on either side of the sign.
const TOLD: usize = 20;

/// The word of a text that reaches over a place: as much as stands there without a blank.
fn word_at(text: &str, at: usize) -> &str {
    let is_of_word = |(_, c): &(usize, char)| !c.is_whitespace();
    let before = text[..at].char_indices().rev().take(TOLD).take_while(is_of_word).last();
    let behind = text[at..].char_indices().take(TOLD).take_while(is_of_word).last();
    let end = behind.map_or(at, |(length, c)| at + length + c.len_utf8());
    &text[before.map_or(at, |(from, _)| from)..end]
}

/// Reports responsible bodies that look like another one and are none: with one of two alphabets in place of the other,
/// or with a sign that is not shown. Each such spelling once.
pub(super) fn bodies<'a>(activities: impl Iterator<Item = (&'a Activity, &'a [Place])>, diagnostics: &Diagnostics) {
    let mut first: HashMap<String, String> = HashMap::new();
    let (mut read, mut told) = (HashSet::new(), HashSet::new());
    for (activity, places) in activities {
        for (typed, place) in activity.responsible.iter().zip(places) {
            for body in listed(typed, &[',', ';', '\n']).filter(|body| !body.is_empty()) {
                // Most bodies have many activities.
                if !read.insert(body) {
                    continue;
                }
                let key = fold_key(body);
                let known = first.entry(fold_key(&signs::as_seen(body))).or_insert_with(|| key.clone());
                if *known != key && told.insert(key) {
                    let problem = SignProblem::BodiesAlike { body: body.to_owned() };
                    diagnostics.push(Diagnostic::new(problem, place.clone()).found(typed));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The codes of what is said of a text, in the value and in the key of a record.
    fn codes(text: &str) -> Vec<&'static str> {
        let codes = |key: &str, value: &str| {
            let place = Place::file("п.yaml");
            let entry = crate::tree::Entry {
                key: key.into(),
                key_place: place.clone(),
                value: Node::text(value, place.clone()),
            };
            let list = Node {
                value: Value::List(vec![Node { value: Value::Map(vec![entry]), place: place.clone() }]),
                place: place.clone(),
            };
            let root = crate::tree::Entry { key: "список".into(), key_place: place.clone(), value: list };
            let diagnostics = Diagnostics::default();
            signs(&Node { value: Value::Map(vec![root]), place }, &diagnostics);
            diagnostics.into_vec().iter().map(|known| known.problem.code()).collect::<Vec<_>>()
        };
        let said = codes("поле", text);
        assert_eq!(said, codes(text, "значение"), "{text:?}");
        said
    }

    #[test]
    fn every_sign_that_turns_or_hides_a_text_is_a_fault_in_whatever_text() {
        for sign in ('\0'..=char::MAX).filter(|c| signs::turns(*c) || signs::is_tag(*c)) {
            for text in [format!("{sign}"), format!("Отдел{sign}"), format!("a{sign}b"), format!("1 {sign}")] {
                assert_eq!(codes(&text), ["E313"], "{text:?}");
            }
        }
    }

    #[test]
    fn every_invisible_sign_is_a_remark() {
        for sign in ('\0'..=char::MAX).filter(|c| signs::is_invisible(*c)) {
            for text in [format!("{sign}"), format!("От{sign}дел образования"), format!("a{sign}b")] {
                assert_eq!(codes(&text), ["W260"], "{text:?}");
            }
        }
    }

    #[test]
    fn marks_in_heaps_are_a_remark_and_letters_in_two_parts_are_none() {
        for good in [
            "и\u{306}",
            "е\u{308}лка",
            "за\u{301}мок",
            "и\u{306}\u{301}",
            "☎\u{fe0f}",
            "Совет\u{a0}– 5 \u{202f}%",
            "№ 1",
        ] {
            assert_eq!(codes(good), [""; 0], "{good:?}");
        }
        assert_eq!(codes("о\u{306}\u{308}\u{301}тдел"), ["W261"]);
    }

    #[test]
    fn a_word_of_two_alphabets_is_a_remark_and_tells_the_letters() {
        assert_eq!(codes("Oтдел"), ["W262"]);
        let diagnostics = Diagnostics::default();
        judge("провести cовeщание", &Place::file("п.yaml"), &diagnostics);
        let said = diagnostics.into_vec()[0].problem.message();
        assert_eq!(said, "в слове «cовeщание» буквы двух алфавитов: латиница – «ce»");
    }

    #[test]
    fn the_word_is_told_in_which_a_sign_stands() {
        let text = "план\u{a0}ра\u{200b}бот на год";
        let (at, sign) = invisible(text).expect("a sign");
        assert_eq!((word_at(text, at), sign), ("ра\u{200b}бот", '\u{200b}'));
        let long = format!("{}\u{200b}{}", "а".repeat(90), "б".repeat(90));
        assert_eq!(word_at(&long, 180), format!("{}\u{200b}{}", "а".repeat(20), "б".repeat(19)));
    }
}
