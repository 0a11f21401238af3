//! Tags (`!!str`, `!name`), which no data need.
//!
//! The parser passes over those of keys, and over all that begin with `!!`. So each `!` that could begin one is replaced by
//! a letter, and the text is read again: in a text the letter is found where the `!` stood; a tag becomes a text.

use std::sync::Arc;

use serde::de::DeserializeSeed;

use super::{Counter, ShapeSeed, texts};
use crate::diagnostics::{SourceText, Spot};
use crate::tree::{Entry, Node, Value};

/// Where the first tag of a text stands that was read as a tree.
pub(super) fn first(source: &Arc<SourceText>, tree: &Node) -> Option<Spot> {
    let text = source.text.as_str();
    let begins = |at: usize| !text[..at].ends_with(|c: char| !c.is_whitespace() && !"[]{},:?-".contains(c));
    let signs: Vec<usize> = text.match_indices('!').map(|(at, _)| at).filter(|at| begins(*at)).collect();
    let spot = |at: &usize| {
        let before = &text[..*at];
        let line = before.rsplit('\n').next().unwrap_or_default();
        Spot { line: before.matches('\n').count() + 1, column: line.chars().count() + 1 }
    };
    // As long as the sign, as long as there is one: no text gets longer than it may be.
    let mut letters = "qxzjkwvghpQXZJKWVGHP".chars().chain('\u{a640}'..='\u{a66d}');
    let Some(letter) = letters.find(|letter| !text.contains(*letter)) else {
        // Nobody writes a text with all of them but to hide something.
        return signs.first().map(spot);
    };
    let is_same = |count: usize| {
        let (mut other, mut from) = (String::with_capacity(text.len()), 0);
        for at in &signs[..count] {
            other.push_str(&text[from..*at]);
            other.push(letter);
            from = at + 1;
        }
        other.push_str(&text[from..]);
        let other = Arc::new(SourceText::new("", other));
        let counter = Counter::default();
        let shape =
            ShapeSeed { depth: 0, counter: &counter }.deserialize(serde_yaml::Deserializer::from_str(&other.text));
        shape.and_then(|shape| texts(&other, &shape)).is_ok_and(|other| is_same_but(&other, tree, letter))
    };
    if signs.is_empty() || is_same(signs.len()) {
        return None;
    }
    // With the first tag among them, and only then, the data are others.
    let (mut good, mut bad) = (0, signs.len());
    while bad - good > 1 {
        let middle = good.midpoint(bad);
        if is_same(middle) { good = middle } else { bad = middle }
    }
    signs.get(bad - 1).map(spot)
}

/// Whether two trees are the same but for a letter of the first one that stands for `!`.
fn is_same_but(one: &Node, other: &Node, letter: char) -> bool {
    let is_same_text = |one: &str, other: &str| one.replace(letter, "!") == other;
    match (&one.value, &other.value) {
        (Value::Empty, Value::Empty) => true,
        (Value::Text(one), Value::Text(other)) => is_same_text(one, other),
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same_but(one, other, letter))
        }
        (Value::Map(one), Value::Map(other)) => {
            let is_same = |(one, other): (&Entry, &Entry)| {
                is_same_text(&one.key, &other.key) && is_same_but(&one.value, &other.value, letter)
            };
            one.len() == other.len() && one.iter().zip(other).all(is_same)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::parse;
    use crate::diagnostics::{Diagnostic, Place, Problem, YamlProblem};

    #[test]
    fn a_tag_is_told_where_it_stands() {
        for (text, expected) in [
            ("вид: !план", (1, 6)),
            ("вид: !!str план", (1, 6)),
            ("вид: !!python/object:os.system план", (1, 6)),
            ("вид: !<tag:yaml.org,2002:str> план", (1, 6)),
            ("вид: ! план", (1, 6)),
            ("вид: &x !!str план", (1, 9)),
            ("вид: !x план", (1, 6)),
            ("вид: !e!x план", (1, 6)),
            ("вид: !!null", (1, 6)),
            ("вид: !!str", (1, 6)),
            ("вид: !!binary |\n  0LA=", (1, 6)),
            ("вид: !!int '5'", (1, 6)),
            ("!!str вид: план", (1, 1)),
            ("!вид вид: план", (1, 1)),
            ("а: б\n!!str вид: план", (2, 1)),
            ("? !!str вид\n: план", (1, 3)),
            ("!!map\nвид: план", (1, 1)),
            ("!план\nвид: план", (1, 1)),
            ("--- !!map\nвид: план", (1, 5)),
            ("%TAG ! tag:a:\n---\nвид: план", (1, 6)),
            ("список: !!seq [а]", (1, 9)),
            ("список: !!set {а, б}", (1, 9)),
            ("список: [а, !!str б]", (1, 13)),
            ("список: [!!str б]", (1, 10)),
            ("список:\n  - а\n  - !!str б", (3, 5)),
            ("список:\n  - а\n  - !!omap\n    - б: в", (3, 5)),
            ("а: {б: !!str в}", (1, 8)),
            ("а: {!!str б: в}", (1, 5)),
            ("а: Внимание!\nб: Ура !!! Да\nв: '!!str г'\nг: !!str д\nд: !!str е", (4, 4)),
        ] {
            let (_, result) = parse(text);
            let faults = result.expect_err(text);
            let [Diagnostic { problem: Problem::Yaml(YamlProblem::Tag), place: Place::Text { spot, .. }, .. }] =
                &*faults
            else {
                panic!("{text:?}: {faults:?}");
            };
            assert_eq!((spot.line, spot.column), expected, "{text:?}");
        }
    }

    #[test]
    fn no_letters_hide_a_tag() {
        let letters = "qxzjkwvghpQXZJKWVGHP".chars().chain('\u{a640}'..='\u{a66d}').collect::<String>();
        for (text, is_tag) in [("вид: !!str план", true), ("вид: план", false)] {
            let (_, result) = parse(&format!("цель: {letters}\n{text}"));
            assert_eq!(result.is_err(), is_tag);
        }
    }

    #[test]
    fn an_exclamation_mark_in_a_text_is_no_tag() {
        for text in [
            "а: Внимание!",
            "а: Внимание !",
            "а: Ура !!str",
            "а: '!!str б'",
            "а: \"!б\"",
            "а: \"б\n  !в\"",
            "а: б\n  !!str в",
            "а: |\n  !!str б\n  !в",
            "а: >-\n  !б",
            "а: б # !!str",
            "# !!str\nа: б",
            "а: [б !в, '!г']",
            "а: &x в\nг: *x\nд: е !ж",
            "'!а': б",
            "- \"!!\"",
        ] {
            let (_, result) = parse(text);
            assert!(result.is_ok(), "{text:?}: {result:?}");
        }
    }
}
