//! The shapes and the readers, held to one another.

use std::collections::BTreeSet;
use std::path::Path;

use super::{COLUMN_GROUP, Key, PLAN, ROOTS, Shape, Takes};
use crate::diagnostics::explain::remark_codes;
use crate::diagnostics::{Diagnostics, Meant, Place, Problem, ValueProblem};
use crate::schema;
use crate::tree::{Entry, Node, Value};
use crate::validate::{MONITORING_BESIDE, read};

/// Near no key of any record.
const UNKNOWN: &str = "ъъъъъъъъъъъъъъъъъъъъъъъъъ";

#[test]
fn a_reader_knows_the_keys_of_its_record_and_no_other() {
    for (root, shape) in reached() {
        let mut record = least(shape);
        push(&mut record, UNKNOWN, text("…"));
        let problems = problems(&wrapped(root, shape, &record));
        let known = problems.iter().find_map(|problem| match problem {
            Problem::Value(ValueProblem::UnknownKey { key, meant: Meant::OneOf(known) }) if key == UNKNOWN => {
                Some(known)
            }
            _ => None,
        });
        let known: BTreeSet<&str> = known.expect(shape.name).iter().map(String::as_str).collect();
        let said: BTreeSet<&str> = shape.keys().map(|key| key.name).collect();
        assert_eq!(said, known, "{} in {}", shape.name, root.name);
    }
}

#[test]
fn what_a_record_must_have_is_missed_by_its_reader() {
    for (root, shape) in reached() {
        // By this key alone a group is told from a column.
        let tells_kind = |key: &&Key| shape.name == COLUMN_GROUP.name && key.name == schema::GROUP;
        for lacking in shape.keys().filter(|key| key.is_required && !tells_kind(key)) {
            let mut record = least(shape);
            record.retain(|entry| entry.key != lacking.name);
            let is_missed = problems(&wrapped(root, shape, &record))
                .iter()
                .any(|problem| matches!(problem, Problem::Value(ValueProblem::Missing { key }) if key == lacking.name));
            assert!(is_missed, "{} of {}", lacking.name, shape.name);
        }
    }
}

#[test]
fn a_reader_takes_what_is_said_of_values() {
    for (root, shape) in reached() {
        for key in shape.keys() {
            for value in samples(key.takes) {
                let mut record = least(shape);
                record.retain(|entry| entry.key != key.name);
                push(&mut record, key.name, value);
                for problem in problems(&wrapped(root, shape, &record)) {
                    let is_refused = matches!(
                        &problem,
                        Problem::Value(
                            ValueProblem::WrongKind { .. }
                                | ValueProblem::UnknownChoice { .. }
                                | ValueProblem::BadNumber { .. }
                                | ValueProblem::UnknownKey { .. }
                        )
                    );
                    assert!(!is_refused, "{} of {}: {problem:?}", key.name, shape.name);
                }
            }
        }
    }
}

/// Every record, each with a root that it stands in. What stands beside a plan is read as a part of its monitoring.
fn reached() -> Vec<(&'static Shape, &'static Shape)> {
    fn within(shape: &'static Shape, found: &mut Vec<&'static Shape>) {
        if found.iter().any(|known| known.name == shape.name) {
            return;
        }
        found.push(shape);
        parts(shape).for_each(|(_, part)| within(part, found));
    }
    let of_root = |root: &&'static Shape| {
        let mut found = Vec::new();
        within(root, &mut found);
        let is_own =
            move |shape: &&Shape| ROOTS.iter().all(|other| other.name != shape.name) || shape.name == root.name;
        found.into_iter().filter(is_own).map(|shape| (*root, shape)).collect::<Vec<_>>()
    };
    ROOTS.iter().flat_map(of_root).collect()
}

/// The records that a record can hold, each under its key. What of a monitoring stands beside a plan is no matter of the
/// reader of plans.
fn parts(shape: &'static Shape) -> impl Iterator<Item = (&'static Key, &'static Shape)> {
    let is_read = |key: &&Key| shape.name != PLAN.name || !MONITORING_BESIDE.contains(&key.name);
    shape.keys().filter(is_read).flat_map(|key| key.takes.shapes().into_iter().map(move |part| (key, part)))
}

/// A root in which a record stands, in as little as it needs.
fn wrapped(root: &'static Shape, shape: &'static Shape, record: &[Entry]) -> Node {
    fn way(
        from: &'static Shape,
        to: &'static Shape,
        passed: &mut Vec<&'static str>,
    ) -> Option<Vec<(&'static Key, &'static Shape)>> {
        if from.name == to.name {
            return Some(Vec::new());
        }
        if passed.contains(&from.name) {
            return None;
        }
        passed.push(from.name);
        let mut ways = parts(from).filter_map(|(key, part)| {
            let rest = way(part, to, passed)?;
            Some(std::iter::once((key, from)).chain(rest).collect::<Vec<_>>())
        });
        ways.next()
    }
    let way = way(root, shape, &mut Vec::new()).expect("a record of the root");
    let mut node = map(record.to_vec());
    for (key, holder) in way.into_iter().rev() {
        let mut outer = least(holder);
        outer.retain(|entry| entry.key != key.name);
        push(&mut outer, key.name, node);
        node = map(outer);
    }
    node
}

/// A record with what it must have.
fn least(shape: &'static Shape) -> Vec<Entry> {
    let mut record = Vec::new();
    for key in shape.keys().filter(|key| key.is_required) {
        push(&mut record, key.name, samples(key.takes).remove(0));
    }
    record
}

/// Values of a kind, the plainest first.
fn samples(takes: Takes) -> Vec<Node> {
    match takes {
        Takes::Text | Takes::Figure => vec![text("2027")],
        Takes::Texts => vec![text("Слова"), list(vec![text("Слова"), text("Другие слова")])],
        Takes::Number { from, to, unit } => vec![text(&format!("{from} {unit}")), text(&to.to_string())],
        Takes::Choice(words) => words.iter().map(|word| text(word)).collect(),
        Takes::YesNo => vec![text("да"), text("нет"), text("true")],
        Takes::Record(shape) => vec![map(least(shape))],
        Takes::Records(shape) => vec![map(least(shape)), list(vec![map(least(shape)), map(least(shape))])],
        Takes::TextOr(shape) => vec![text("Слова"), map(least(shape))],
        Takes::TextsOr(shape) => vec![text("Слова"), map(least(shape)), list(vec![text("Слова"), map(least(shape))])],
        Takes::Columns { .. } => vec![text("название"), list(vec![text("название"), map(least(&super::COLUMN))])],
        Takes::Names => vec![map(vec![entry("отдел", text("Отдел образования"))])],
        Takes::FileOr(shape) => vec![map(least(shape))],
        Takes::Codes => remark_codes().take(1).map(text).collect(),
        Takes::Note => vec![map(vec![entry(schema::FILE, text("форма.xlsx"))])],
    }
}

fn problems(tree: &Node) -> Vec<Problem> {
    let diagnostics = Diagnostics::default();
    let _ = read(tree, &diagnostics);
    diagnostics.into_vec().into_iter().map(|diagnostic| diagnostic.problem).collect()
}

fn place() -> Place {
    Place::of(Path::new("план.yaml"))
}

fn text(text: &str) -> Node {
    Node::text(text, place())
}

fn list(items: Vec<Node>) -> Node {
    Node { value: Value::List(items), place: place() }
}

fn map(entries: Vec<Entry>) -> Node {
    Node { value: Value::Map(entries), place: place() }
}

fn entry(key: &str, value: Node) -> Entry {
    Entry { key: key.into(), key_place: place(), value }
}

fn push(record: &mut Vec<Entry>, key: &str, value: Node) {
    record.push(entry(key, value));
}
