//! The last look at a workbook or a text document: every filled cell that was read is a value of the tree, or its fate is
//! settled, or a message speaks of it; and what was read of a text around a table is all of it. What is left is told.

use std::collections::{HashMap, HashSet};

use super::around;
use super::fate::Fate;
use super::sheet::Sheet;
use crate::diagnostics::{CellRef, Diagnostics, Place, Problem, WorkbookProblem};
use crate::schema;
use crate::tree::{Node, Value, fold_key};

/// Reports every cell of a sheet of which nothing is known: one message for those that stand next to each other in a row.
pub(in crate::input) fn close(sheet: &Sheet, root: &Node, diagnostics: &Diagnostics) {
    report_parts(sheet, root, diagnostics);
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

// --- texts of which only a part was read

/// The fields that are found around a table, each with the words that only say what stands beside them: the program prints its
/// own.
const AROUND: [(&str, &[&str]); 15] = [
    (schema::APPROVAL, &["от"]),
    (schema::AGREEMENT, &["от"]),
    (schema::ANNEX_TO, &["приложение", "к", "от"]),
    (schema::ORDER, ORDER),
    (schema::BASIS, &[]),
    (schema::NAME, &[]),
    (schema::EDITION, &["в", "редакции", "ред", "от"]),
    (schema::PERIOD, &["период", "срок", "сроки", "реализации"]),
    (schema::PREAMBLE, &[]),
    (schema::GOAL, &[]),
    (schema::TASKS, &["задачи", "задача"]),
    (schema::NOTES, &[]),
    (schema::SIGNATURE, &[]),
    (schema::ANNEXES, &["приложение"]),
    (schema::MAKER, MAKER),
];
const ORDER: &[&str] = &["от", "исп", "исполнитель", "тел", "телефон"];
const MAKER: &[&str] =
    &["исп", "исполнитель", "составитель", "составил", "составила", "подготовил", "подготовила", "тел", "телефон"];

/// Reports the lines of texts around a table that no value holds, though the text was taken for one.
fn report_parts(sheet: &Sheet, root: &Node, diagnostics: &Diagnostics) {
    let mut texts: HashMap<CellRef, String> = HashMap::new();
    let Value::Map(entries) = &root.value else { return };
    for entry in entries {
        let key = fold_key(&entry.key);
        if let Some((_, own)) = AROUND.iter().find(|(known, _)| *known == key) {
            gather_texts(&entry.value, sheet, own, &mut texts);
        }
    }
    let cells: Vec<CellRef> = sheet.grid.cells().map(|(cell, _)| cell).collect();
    for cell in cells {
        let with = match sheet.fate(cell) {
            Some(Fate::With(other)) => texts.get(&other),
            Some(_) => continue,
            None => None,
        };
        let (own, Some(typed)) = (texts.get(&cell), sheet.typed(cell)) else { continue };
        if own.is_none() && with.is_none() {
            continue;
        }
        let held: HashSet<String> = own.into_iter().chain(with).flat_map(|text| words(text)).collect();
        let is_lost = |line: &&str| words(line).any(|word| !held.contains(&word));
        // Of «Директор    подпись    И.И. Иванов» only the hint is lost.
        let lost = |line: &str| {
            let lost = line.split_whitespace().filter(|word| words(word).any(|word| !held.contains(&word)));
            let lost: Vec<&str> = lost.collect();
            match lost.iter().all(|word| around::is_hint_to_sign(word)) {
                true => lost.join(" "),
                false => line.trim().to_owned(),
            }
        };
        let lines: Vec<String> = typed.lines().filter(is_lost).map(lost).collect();
        if !lines.is_empty() {
            sheet.fault(WorkbookProblem::PartNotPrinted { lines }, cell, diagnostics);
        }
    }
}

/// The texts of a value by their cells, each with the words that the program prints beside it.
fn gather_texts(node: &Node, sheet: &Sheet, own: &[&str], texts: &mut HashMap<CellRef, String>) {
    match &node.value {
        Value::Empty => {}
        Value::Text(text) => {
            if let Some(cell) = sheet.cell_of(&node.place) {
                let known = texts.entry(cell).or_default();
                for text in own.iter().copied().chain([text.as_str()]) {
                    known.push(' ');
                    known.push_str(text);
                }
            }
        }
        Value::List(items) => items.iter().for_each(|item| gather_texts(item, sheet, own, texts)),
        Value::Map(entries) => entries.iter().for_each(|entry| gather_texts(&entry.value, sheet, own, texts)),
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase)
}
