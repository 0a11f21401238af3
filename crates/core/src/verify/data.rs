//! Which values of two trees differ.

use crate::tree::{Node, Value};

/// A value that is another one in the other tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataChange {
    /// Where it stands: the keys on the way there, and the numbers of items of lists, from 1.
    pub path: String,
    /// What the PDF carries, if it is a text.
    pub found: Option<String>,
    /// What the file says, if it is a text.
    pub expected: Option<String>,
}

/// The values that differ, in the order in which they stand in the data of the PDF.
pub(super) fn changes(found: &Node, expected: &Node) -> Vec<DataChange> {
    let mut changes = Vec::new();
    compare(&mut Vec::new(), Some(found), Some(expected), &mut changes);
    changes
}

fn compare(path: &mut Vec<String>, found: Option<&Node>, expected: Option<&Node>, changes: &mut Vec<DataChange>) {
    let values = (found.map(|node| &node.value), expected.map(|node| &node.value));
    match values {
        (Some(Value::List(found)), Some(Value::List(expected))) => {
            for at in 0..found.len().max(expected.len()) {
                path.push((at + 1).to_string());
                compare(path, found.get(at), expected.get(at), changes);
                path.pop();
            }
        }
        (Some(Value::Map(one)), Some(Value::Map(other))) => {
            for entry in one.iter().filter(|entry| !entry.is_caption()) {
                path.push(entry.key.clone());
                let twin = expected.and_then(|node| node.get(&entry.key));
                compare(path, Some(&entry.value), twin.map(|twin| &twin.value), changes);
                path.pop();
            }
            let is_new = |key: &str| found.is_some_and(|node| node.get(key).is_none());
            for entry in other.iter().filter(|entry| !entry.is_caption() && is_new(&entry.key)) {
                path.push(entry.key.clone());
                compare(path, None, Some(&entry.value), changes);
                path.pop();
            }
        }
        (Some(Value::Text(one)), Some(Value::Text(other))) if one == other => {}
        (Some(Value::Empty), Some(Value::Empty)) | (None, None) => {}
        (found, expected) => {
            let text = |value: Option<&Value>| match value {
                Some(Value::Text(text)) => Some(text.clone()),
                _ => None,
            };
            changes.push(DataChange { path: path.join(", "), found: text(found), expected: text(expected) });
        }
    }
}
