//! What stands around a table: an office keeps approval, title, table and signature on one sheet.
//!
//! ```text
//! rows above the head ─▶ blocks (approvals, annex) ─▶ paragraphs (basis, title, goal, tasks, others)
//! rows under the table ─▶ signatures, maker, notes
//! ```
//!
//! From: the cells of those rows. To: fields of the document, each at its cell ([`Found`]). What is found is a guess, so
//! each field gets a remark; and nothing is dropped: a text that is nothing else is a paragraph or a note.

mod above;
mod below;
mod blocks;
mod moved;
mod order;
mod people;

use std::borrow::Borrow;

use super::sheet::Sheet;
use super::value::{self, Purpose};
use crate::diagnostics::{CellRef, Diagnostic, Diagnostics, Place, WorkbookProblem};
use crate::input::table::fate::{Fate, Reason, is_hint};
use crate::input::table::requisites::is_sheet_of_requisites;
use crate::input::table::standing::Standing;
use crate::schema;
use crate::tree::{Entry, Node, Value, entry, fold_key, record};

pub(super) use self::above::{is_paragraph, is_title_line, is_title_of_plan, titled_period};
pub(super) use self::below::{
    begins_legend, closes, ends_table, is_around, is_blank_line, is_note, is_sentence, starts_below,
};
pub(in crate::input) use self::blocks::is_mark as is_block;
pub(super) use self::blocks::{begins_approval, is_annex};
pub(super) use self::people::is_hint as is_hint_to_sign;

/// What stands for the mark of a draft among the fields that are found.
const DRAFT: &str = "проект";

/// A field that was found around a table.
#[derive(Debug)]
pub(in crate::input) struct Found {
    /// The key of the field.
    key: &'static str,
    /// Its value; of a field that is a list, one item.
    value: Node,
    /// The cell at which it begins.
    at: CellRef,
    /// Whether it was only taken out of another field: the period out of the title.
    is_derived: bool,
    /// Whether the page shows its parts in another order.
    is_shuffled: bool,
    /// Whether it stands between the rows of the table, where a page has no place for it.
    is_within: bool,
}

impl Found {
    fn new(key: &'static str, value: Node, at: CellRef) -> Self {
        Self { key, value, at, is_derived: false, is_shuffled: false, is_within: false }
    }
}

/// A filled cell around a table.
#[derive(Debug, Clone)]
struct Piece {
    at: CellRef,
    /// The last column that it covers.
    last_column: u32,
    text: String,
    /// How it stands on the page, where that is known.
    look: Option<Standing>,
}

/// Fields that can be given more than once.
const LISTS: [&str; 7] = [
    schema::APPROVAL,
    schema::AGREEMENT,
    schema::PREAMBLE,
    schema::TASKS,
    schema::SIGNATURE,
    schema::NOTES,
    schema::ANNEXES,
];

/// The rows around a table.
pub(super) struct Region<'a> {
    /// The first row of its head.
    pub(super) head: u32,
    /// Directions that stand above it.
    pub(super) bands: &'a [CellRef],
    /// Notes between its rows.
    pub(super) notes: &'a [CellRef],
    /// The first row under it.
    pub(super) below: Option<u32>,
}

/// Reads what stands around a table.
pub(super) fn read(sheet: &Sheet, region: &Region<'_>, diagnostics: &Diagnostics) -> Vec<Found> {
    let &Region { head, bands, notes, below } = region;
    let rows = sheet.grid.rows();
    let around = rows.iter().filter(|row| **row < head || below.is_some_and(|below| **row >= below));
    for row in around {
        let mut cells = sheet.grid.row(*row);
        if let (Some((at, _)), None) = (cells.next(), cells.next())
            && is_hint(&sheet.title(at))
        {
            sheet.settle(at, Fate::LeftOut(Reason::Hint));
        }
    }
    let pieces = |is_wanted: &dyn Fn(u32) -> bool| -> Vec<Piece> {
        let cells = rows.iter().filter(|row| is_wanted(**row)).flat_map(|row| sheet.grid.row(*row));
        cells
            .filter(|(at, _)| !bands.contains(at) && sheet.fate(*at).is_none())
            .filter_map(|(at, cell)| match value::text(cell, Purpose::Due) {
                Ok(text) => {
                    let last_column = sheet.grid.merge_at(at).map_or(at.column, |merge| merge.last.column);
                    Some(Piece { at, last_column, text: text.trim().to_owned(), look: sheet.look(at.row) })
                }
                Err(problem) => {
                    sheet.fault(problem, at, diagnostics);
                    None
                }
            })
            .collect()
    };
    let mut over = pieces(&|row| row < head);
    let order = order::take(sheet, &mut over);
    let mut found = above::read(sheet, over);
    found.extend(order);
    let is_note = |piece: &Piece| notes.contains(&piece.at);
    for note in pieces(&|row| notes.iter().any(|note| note.row == row)).iter().filter(|piece| is_note(piece)) {
        let text = text_at(sheet, note, note.text.clone());
        found.push(Found { is_within: true, ..Found::new(schema::NOTES, text, note.at) });
    }
    if let Some(below) = below {
        found.extend(below::read(sheet, pieces(&|row| row >= below)));
    }
    // Of several approvals, paragraphs or signatures, each stands where it stood.
    found.sort_by_key(|found| (found.at.row, found.at.column));
    found
}

/// Adds what was found to the fields of the document, each with a remark. A field that is there and says the same stays
/// as it is. One that says otherwise than «Реквизиты» is a fault; a signature or a maker that does, and a table that a YAML
/// file names, only get a remark: what the fields say is printed.
///
/// What the page shows elsewhere than it stood gets a remark that says so.
pub(in crate::input) fn merge(
    root: &mut Node,
    mut found: Vec<Found>,
    head: u32,
    sheet: &Sheet,
    diagnostics: &Diagnostics,
) {
    let drafts: Vec<Found> = found.extract_if(.., |found| found.key == DRAFT).collect();
    let moved = moved::of(&found, head);
    let given: Vec<(String, Vec<String>)> = match &root.value {
        Value::Map(entries) => entries
            .iter()
            .map(|entry| (fold_key(&entry.key), &entry.value))
            // The activities are among the fields, and nothing of them is found around their table.
            .filter(|(key, value)| found.iter().any(|found| found.key == *key) && !value.is_empty())
            .map(|(key, value)| (key, words(value)))
            .collect(),
        _ => Vec::new(),
    };
    let mut told: Vec<&str> = Vec::new();
    for (Found { key, value, at, is_derived, is_shuffled, is_within }, is_moved) in found.into_iter().zip(moved) {
        let is_moved = is_moved || is_within;
        if let Some((_, known)) = given.iter().find(|(given, _)| given == key) {
            if is_derived {
                continue;
            }
            if says_no_more(&words(&value), known) {
                settle(sheet, &value, Fate::Used);
            } else {
                let is_fault =
                    is_sheet_of_requisites(&root.place) && ![schema::SIGNATURE, schema::MAKER].contains(&key);
                let problem = match is_fault {
                    true => WorkbookProblem::UnlikeField { field: key.to_owned() },
                    false => WorkbookProblem::OtherAround { field: key.to_owned() },
                };
                settle(sheet, &value, Fate::told(problem.clone()));
                sheet.fault(problem, at, diagnostics);
            }
            continue;
        }
        if let (schema::ORDER, Value::Map(parts)) = (key, &value.value) {
            // Of an order each part is a guess of its own.
            for part in parts {
                tell_part(part, sheet, diagnostics);
            }
            add(root, key, value, sheet);
            continue;
        }
        let is_apart = matches!(value.value, Value::Map(_)) || [schema::PREAMBLE, schema::NOTES].contains(&key);
        if is_apart || is_moved || !told.contains(&key) {
            told.push(key);
            let field = key.to_owned();
            let problem = match () {
                () if is_moved => WorkbookProblem::Moved { field },
                () if is_shuffled => WorkbookProblem::Shuffled { field },
                () => WorkbookProblem::TakenFrom { field, from: sheet.at(at).taken_from() },
            };
            diagnostics.push(Diagnostic::new(problem, sheet.at(at)).found(sheet.seen(at).unwrap_or_default()));
        }
        add(root, key, value, sheet);
    }
    // The mark of a draft is printed by the program, where a plan is one.
    let ends = [schema::APPROVAL, schema::SIGNATURE, schema::ANNEX_TO];
    let is_draft = ends.iter().all(|key| root.get(key).is_none_or(|entry| entry.value.is_empty()));
    for Found { at, .. } in drafts {
        match is_draft {
            true => sheet.settle(at, Fate::Used),
            false => sheet.fault(WorkbookProblem::DraftMark, at, diagnostics),
        }
    }
}

/// Tells from where a part of the order was taken.
fn tell_part(part: &Entry, sheet: &Sheet, diagnostics: &Diagnostics) {
    let Some(at) = sheet.cell_of(&part.value.place) else { return };
    let field = format!("{}.{}", schema::ORDER, part.key);
    let problem = WorkbookProblem::TakenFrom { field, from: sheet.at(at).taken_from() };
    diagnostics.push(Diagnostic::new(problem, sheet.at(at)).found(sheet.seen(at).unwrap_or_default()));
}

fn add(root: &mut Node, key: &'static str, value: Node, sheet: &Sheet) {
    let Value::Map(entries) = &mut root.value else { return };
    let known = entries.iter_mut().find(|entry| fold_key(&entry.key) == key && !entry.value.is_empty());
    match known.map(|entry| &mut entry.value) {
        Some(Node { value: Value::List(items), .. }) => items.push(value),
        Some(known) if LISTS.contains(&key) => {
            let place = known.place.clone();
            let first = std::mem::replace(known, Node { value: Value::Empty, place: place.clone() });
            *known = Node { value: Value::List(vec![first, value]), place };
        }
        Some(_) => {}
        None => {
            entries.retain(|entry| fold_key(&entry.key) != key);
            let key_place = value.place.clone();
            let value = match value.value {
                // An approval may be one record; paragraphs and tasks are lists even where there is one.
                value @ Value::Text(_) if LISTS.contains(&key) => {
                    let item = Node { value, place: key_place.clone() };
                    Node { value: Value::List(vec![item]), place: sheet.place() }
                }
                value => Node { value, place: key_place.clone() },
            };
            entries.push(Entry { key: key.to_owned(), key_place, value });
        }
    }
}

/// The cells of a value that was found and is not taken.
fn settle(sheet: &Sheet, value: &Node, fate: Fate) {
    match &value.value {
        Value::Map(entries) => entries.iter().for_each(|entry| settle(sheet, &entry.value, fate)),
        Value::List(items) => items.iter().for_each(|item| settle(sheet, item, fate)),
        Value::Text(_) | Value::Empty => {
            if let Some(cell) = sheet.cell_of(&value.place) {
                sheet.settle(cell, fate);
            }
        }
    }
}

/// Whether all words stand among others in the same order: a short title above a table says no more than the whole one.
fn says_no_more(words: &[String], known: &[String]) -> bool {
    let mut known = known.iter();
    words.iter().all(|word| known.any(|other| other == word))
}

/// The words of all texts of a value, in order.
fn words(value: &Node) -> Vec<String> {
    match &value.value {
        Value::Map(entries) => entries.iter().flat_map(|entry| words(&entry.value)).collect(),
        Value::List(items) => items.iter().flat_map(words).collect(),
        Value::Text(text) => {
            let text = fold_key(text);
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
        }
        Value::Empty => Vec::new(),
    }
}

// --- what the parts share

/// A text at a piece.
fn text_at(sheet: &Sheet, piece: &Piece, text: impl Into<String>) -> Node {
    Node::text(text, sheet.at(piece.at))
}

/// The pieces behind the first one: their text is a part of the value that stands there.
fn settle_rest<P: Borrow<Piece>>(sheet: &Sheet, pieces: &[P]) {
    if let [first, rest @ ..] = pieces {
        rest.iter().for_each(|piece| sheet.settle(piece.borrow().at, Fate::With(first.borrow().at)));
    }
}

/// The pieces as one value at the first of them.
fn joined(sheet: &Sheet, pieces: &[&Piece], between: &str) -> Option<Node> {
    let first = pieces.first()?;
    settle_rest(sheet, pieces);
    let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
    Some(text_at(sheet, first, texts.join(between)))
}

/// A record of fields that are there, at a place.
fn fields(fields: Vec<(&'static str, Option<Node>)>, place: Place) -> Node {
    let one = |(key, value): (&str, Option<Node>)| value.map(|value| entry(key, value));
    record(fields.into_iter().filter_map(one).collect(), place)
}

/// Pieces row by row.
fn lines(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut lines: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if line.last().is_some_and(|last| last.at.row == piece.at.row) => line.push(piece),
            _ => lines.push(vec![piece]),
        }
    }
    lines
}

/// Whether a text begins with one of some words, in any case.
fn begins(text: &str, words: &[&str]) -> bool {
    let folded =
        text.trim_start().chars().flat_map(char::to_lowercase).map(|sign| if sign == 'ё' { 'е' } else { sign });
    words.iter().any(|word| {
        let mut text = folded.clone();
        word.chars().all(|sign| text.next() == Some(sign))
    })
}
