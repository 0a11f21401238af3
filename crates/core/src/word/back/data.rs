//! Ways into data, and changes at their end.

use crate::diagnostics::Place;
use crate::tree::{Node, Value, fold_key};
pub(super) use crate::tree::{entry, list, record};

/// A step into data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Key(&'static str),
    Item(usize),
}

/// What stands at the end of a way.
pub(super) fn at_mut<'a>(node: &'a mut Node, way: &[Step]) -> Option<&'a mut Node> {
    let Some((step, rest)) = way.split_first() else { return Some(node) };
    let next = match step {
        Step::Key(key) => &mut node.get_mut(key)?.value,
        Step::Item(at) => match &mut node.value {
            Value::List(items) => items.get_mut(*at)?,
            _ => return None,
        },
    };
    at_mut(next, rest)
}

/// The same, to be read.
pub(super) fn at<'a>(node: &'a Node, way: &[Step]) -> Option<&'a Node> {
    way.iter().try_fold(node, |node, step| match (step, &node.value) {
        (Step::Key(key), _) => node.get(key).map(|entry| &entry.value),
        (Step::Item(at), Value::List(items)) => items.get(*at),
        _ => None,
    })
}

/// The ways to the records of a field that holds one or a list of them.
pub(super) fn records(data: &Node, key: &'static str) -> Vec<Vec<Step>> {
    let Some(entry) = data.get(key) else { return Vec::new() };
    match &entry.value.value {
        Value::List(items) => {
            let filled = items.iter().enumerate().filter(|(_, item)| !item.is_empty());
            filled.map(|(at, _)| vec![Step::Key(key), Step::Item(at)]).collect()
        }
        _ if entry.value.is_empty() => Vec::new(),
        _ => vec![vec![Step::Key(key)]],
    }
}

/// Gives a field of a record a value; without one the field goes.
pub(super) fn set(record: &mut Node, key: &str, value: Option<Node>) {
    let Value::Map(entries) = &mut record.value else { return };
    let known = entries.iter().position(|entry| fold_key(&entry.key) == key);
    match (known, value) {
        (Some(at), Some(value)) => entries[at].value = value,
        (Some(at), None) => drop(entries.remove(at)),
        (None, Some(value)) => entries.push(entry(key, value)),
        (None, None) => {}
    }
}

/// The lines of a text, or of all texts of a list.
pub(super) fn lines(node: &Node) -> Vec<String> {
    match &node.value {
        Value::Text(text) => text.lines().map(str::to_owned).collect(),
        Value::List(items) => items.iter().flat_map(lines).collect(),
        Value::Empty | Value::Map(_) => Vec::new(),
    }
}

/// Gives a value other lines, as it holds them.
pub(super) fn set_lines(node: &mut Node, lines: &[String], place: &Place) {
    node.place = place.clone();
    node.value = match &node.value {
        Value::List(_) => Value::List(lines.iter().map(|line| Node::text(line.as_str(), place.clone())).collect()),
        _ => Value::Text(lines.join("\n")),
    };
}

/// Puts a value and all in it at a place.
pub(super) fn put(node: &mut Node, place: &Place) {
    node.place = place.clone();
    match &mut node.value {
        Value::Empty | Value::Text(_) => {}
        Value::List(items) => items.iter_mut().for_each(|item| put(item, place)),
        Value::Map(entries) => entries.iter_mut().for_each(|entry| {
            entry.key_place = place.clone();
            put(&mut entry.value, place);
        }),
    }
}
