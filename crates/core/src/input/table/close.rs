//! The last look at a workbook: every filled cell of a sheet that was read is a value of the tree, or its fate is settled,
//! or a message speaks of it. What is left is told.

use std::collections::HashSet;

use super::fate::Fate;
use super::sheet::Sheet;
use crate::diagnostics::{CellRef, Diagnostics, Place, Problem, WorkbookProblem};
use crate::tree::{Node, Value};

/// Reports every cell of a sheet of which nothing is known: one message for those that stand next to each other in a row.
pub(in crate::input) fn close(sheet: &Sheet, root: &Node, diagnostics: &Diagnostics) {
    let mut known = HashSet::new();
    gather(root, sheet, &mut known);
    diagnostics.each(|diagnostic| {
        // What stands beside a text says nothing of the text.
        if let Some(cell) = sheet.cell_of(&diagnostic.place)
            && !matches!(diagnostic.problem, Problem::Word(_))
        {
            known.insert(cell);
        }
    });
    let fate = Fate::told(WorkbookProblem::NotPrinted);
    let mut told_row = None;
    let left: Vec<CellRef> = sheet
        .grid
        .cells()
        .map(|(cell, _)| cell)
        .filter(|cell| !known.contains(cell) && sheet.fate(*cell).is_none())
        .collect();
    for cell in left {
        if told_row == Some(cell.row) {
            sheet.settle(cell, fate);
        } else {
            told_row = Some(cell.row);
            sheet.fault(WorkbookProblem::NotPrinted, cell, diagnostics);
        }
    }
}

fn gather(node: &Node, sheet: &Sheet, known: &mut HashSet<CellRef>) {
    let mut add = |place: &Place| {
        if let Some(cell) = sheet.cell_of(place) {
            known.insert(cell);
        }
    };
    match &node.value {
        Value::Empty => {}
        Value::Text(_) => add(&node.place),
        Value::List(items) => items.iter().for_each(|item| gather(item, sheet, known)),
        Value::Map(entries) => {
            for entry in entries {
                if let Some(cell) = sheet.cell_of(&entry.key_place) {
                    known.insert(cell);
                }
                gather(&entry.value, sheet, known);
            }
        }
    }
}
