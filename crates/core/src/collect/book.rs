//! What was collected as a workbook, and back: the usual shape of data, with the sources in a private column.

use std::path::Path;

use super::source::{self, flat};
use super::{Collected, text};
use crate::diagnostics::{Diagnostics, FileProblem, Place};
use crate::domain::{Day, one_line};
use crate::input::Reader;
use crate::input::workbook::{self, Part, Seen};
use crate::schema;
use crate::tree::{Entry as Field, Node, Value, fold_key};
use crate::xlsx;

/// The whole workbook at `target`. `None` if no path leads from there to the plan, or if it would not be read back as what
/// was collected.
pub(super) fn write(collected: &Collected, target: &Path, plan: &Path, diagnostics: &Diagnostics) -> Option<Vec<u8>> {
    let mut tree = text::tree(collected, target, plan, diagnostics)?;
    // A new one without a day gets the field, to be filled in.
    if tree.get(schema::AS_OF).is_none() {
        tree.set(schema::AS_OF, "");
    }
    let bytes = xlsx::data(&tree, &[]).map_err(|problem| diagnostics.add(problem, &Place::of(target))).ok()?;
    let (part, mut seen) = (Part::Whole { sheet: None }, Seen::default());
    let back = workbook::read("", &bytes, part, &mut seen, &Diagnostics::default());
    if back.is_none_or(|back| said(&back) != said(&tree)) {
        diagnostics.add(FileProblem::NoWorkbook, &Place::of(target));
        return None;
    }
    Some(bytes)
}

/// The workbook that a monitoring would be written as; `None` if it cannot be.
pub(super) fn rewritten(tree: &Node) -> Option<Vec<u8>> {
    xlsx::data(tree, &[]).ok()
}

/// Gives the entries of a monitoring the sources that the private column of its workbook names.
pub(super) fn take_sources(tree: &mut Node, reader: &Reader<'_>) {
    let column = reader.private_column(source::COLUMN);
    let Some(Field { value: Node { value: Value::List(entries), .. }, .. }) = tree.get_mut(schema::FULFILMENT) else {
        return;
    };
    for entry in entries {
        let Place::Cell { cell, .. } = &entry.place else { continue };
        let Some((_, text)) = column.iter().find(|(row, _)| *row == cell.row) else { continue };
        let place = entry.place.clone();
        if let (Some(value), Value::Map(fields)) = (source::of_cell(text, &place), &mut entry.value) {
            fields.push(Field { key: schema::SOURCE.to_owned(), key_place: place, value });
        }
    }
}

/// Everything that data say, each value with its path; where it comes from is no part of it.
fn said(node: &Node) -> Vec<(String, String)> {
    fn gather(path: &str, node: &Node, said: &mut Vec<(String, String)>) {
        match &node.value {
            Value::Map(fields) => {
                for field in fields.iter().filter(|field| !field.is_caption()) {
                    let key = fold_key(&field.key);
                    if key != schema::SOURCE {
                        gather(&format!("{path}.{key}"), &field.value, said);
                    }
                }
            }
            Value::List(items) if items.iter().any(|item| matches!(item.value, Value::Map(_))) => {
                for (at, item) in items.iter().enumerate() {
                    gather(&format!("{path}[{at}]"), item, said);
                }
            }
            _ => {
                let text = one_line(&flat(node, schema::RESULT));
                let text = Day::parse_iso(&text).or_else(|| Day::parse_written(&text)).map_or(text, Day::iso);
                if !text.is_empty() {
                    said.push((path.replace("[0]", ""), text));
                }
            }
        }
    }
    let mut values = Vec::new();
    gather("", node, &mut values);
    values.sort();
    values
}
