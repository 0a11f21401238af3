//! The columns of the table as the plan names them.

use super::{CODE, NUMBER, OBLIGATORY};
use crate::diagnostics::{CellRef, Place};
use crate::input::table::head::{Column, Head};
use crate::input::table::headings::{FIELDS, default_title};
use crate::input::table::kind::Role;
use crate::input::table::sheet::Sheet;
use crate::schema;
use crate::tree::{Entry, Node, Value, entry, fold_key, list, record};

/// The key of each column's field: a known one, or its title, made unlike all others.
pub(super) fn keys(head: &Head) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for column in &head.columns {
        let key = match column.role {
            Some(Role::Own(field) | Role::Fulfilment(field) | Role::Context(field)) => field.to_owned(),
            None => own_key(column, &keys),
        };
        keys.push(key);
    }
    keys
}

/// A key for a column that is not known: its title; with the common title or the column's letter if that is taken.
fn own_key(column: &Column, taken: &[String]) -> String {
    let is_free = |key: &str| {
        let key = fold_key(key);
        !FIELDS.iter().any(|(field, _)| *field == key)
            && ![schema::CODE, schema::OBLIGATORY].contains(&key.as_str())
            && !taken.iter().any(|taken| fold_key(taken) == key)
    };
    let grouped = column.group.as_ref().map(|(group, _)| format!("{group} {}", column.title));
    let letter = CellRef { row: 0, column: column.at }.to_string();
    let last = format!("{} (столбец {})", column.title, letter.trim_end_matches('1'));
    [Some(column.title.clone()), grouped].into_iter().flatten().find(|key| is_free(key)).unwrap_or(last)
}

/// The head as the field `столбцы`.
pub(super) fn node(head: &Head, keys: &[String], sheet: &Sheet) -> Node {
    let mut items: Vec<Node> = Vec::new();
    let mut groups: Vec<CellRef> = Vec::new();
    // The approved layout is numbered, whether the sheet has the column or not.
    if head.with(NUMBER).is_none() {
        items.push(Node::text(schema::NUMBER, sheet.place()));
    }
    for (column, key) in head.columns.iter().zip(keys) {
        if [Some(CODE), Some(OBLIGATORY)].contains(&column.role) || matches!(column.role, Some(Role::Fulfilment(_))) {
            continue;
        }
        let item = column_node(column, key, sheet.at(column.cell));
        let Some((title, cell)) = &column.group else {
            items.push(item);
            groups.clear();
            continue;
        };
        if groups.last() == Some(cell) {
            push_to_group(&mut items, item);
            continue;
        }
        groups.push(*cell);
        let place = sheet.at(*cell);
        let entries = vec![
            entry(schema::GROUP, Node::text(title.clone(), place.clone())),
            entry(schema::COLUMNS, list(vec![item], place.clone())),
        ];
        items.push(record(entries, place));
    }
    list(items, sheet.place())
}

fn push_to_group(items: &mut [Node], item: Node) {
    let Some(Node { value: Value::Map(entries), .. }) = items.last_mut() else { return };
    if let Some(Entry { value: Node { value: Value::List(columns), .. }, .. }) = entries.last_mut() {
        columns.push(item);
    }
}

/// One column: the name of its field, or with its title where that is not the usual one.
fn column_node(column: &Column, key: &str, place: Place) -> Node {
    let is_usual = column.role.is_some() && default_title(key) == Some(column.title.as_str());
    if is_usual {
        return Node::text(key, place);
    }
    let entries = vec![
        entry(schema::FIELD, Node::text(key, place.clone())),
        entry(schema::COLUMN_TITLE, Node::text(column.title.clone(), place.clone())),
    ];
    record(entries, place)
}
