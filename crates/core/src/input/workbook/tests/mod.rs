//! Workbooks that Excel and LibreOffice open, whatever they say of themselves. They are made here, part by part.

mod old;
mod packed;

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Part, Seen, read};
use crate::diagnostics::{Diagnostics, Place};
use crate::input::workbook::book::Book;
use crate::tree::{Node, Value};

/// The texts of the plan that all workbooks here hold.
const TABLE: [[&str; 4]; 3] = [
    ["№ п/п", "Наименование мероприятия", "Срок выполнения", "Ответственные"],
    ["1", "Совещание", "Март 2023", "Отдел"],
    ["2", "Семинар", "Апрель 2023", "Школы"],
];
const REQUISITES: [[&str; 2]; 3] = [["вид", "план"], ["период", "2023 год"], ["название", "План"]];

/// Everything that is said of a workbook, and every text that is read from it.
fn said(bytes: &[u8]) -> String {
    said_of(bytes, Part::Whole { sheet: None })
}

fn said_of(bytes: &[u8], part: Part<'_>) -> String {
    let diagnostics = Diagnostics::default();
    let tree = read("книга.xlsx", bytes, part, &mut Seen::default(), &diagnostics);
    let mut words = Vec::new();
    if let Some(tree) = &tree {
        texts(tree, &mut words);
    }
    for diagnostic in diagnostics.into_vec() {
        let place = if let Place::Cell { cell, .. } = &diagnostic.place { format!("{cell}: ") } else { String::new() };
        words.push(format!("! {place}{}", diagnostic.problem.message()));
    }
    words.join("; ")
}

/// No fields of a document.
fn nothing() -> Node {
    Node { value: Value::Map(Vec::new()), place: Place::file("план.yaml") }
}

fn texts(node: &Node, words: &mut Vec<String>) {
    match &node.value {
        Value::Empty => {}
        Value::Text(text) => words.push(text.clone()),
        Value::List(items) => items.iter().for_each(|item| texts(item, words)),
        Value::Map(entries) => entries.iter().for_each(|entry| texts(&entry.value, words)),
    }
}

/// What is read of the plan that all workbooks here hold: its requisites, the columns, the activities.
const WHOLE: &str = "план; 2023 год; План; номер; название; срок; ответственные; Ответственные; \
    1; Совещание; Март 2023; Отдел; 2; Семинар; Апрель 2023; Школы";

/// A file of the tests of the whole program.
fn case(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../../tests/cases/workbooks/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn a_protected_structure_is_no_password() {
    for (protected, plain) in [
        ("protected.xlsx", "directions.xlsx"),
        ("protected-2007.xlsx", "directions.xlsx"),
        ("protected-97.xls", "traps.xls"),
        ("protected-api.xls", "traps.xls"),
    ] {
        let expected = said(&case(plain));
        assert!(!expected.contains("повреждён") && expected.len() > 100, "{expected}");
        assert_eq!(said(&case(protected)), expected, "{protected}");
    }
    assert!(said(&case("encrypted.xlsx")).ends_with("книга защищена паролем"));
}

#[test]
fn what_is_cut_off_is_never_half_a_plan() {
    for (name, cuts) in [("protected.xlsx", 2), ("protected-2007.xlsx", 5), ("protected-97.xls", 40)] {
        let whole = case(name);
        let expected = said(&whole);
        for length in (0..whole.len()).step_by(whole.len() / cuts) {
            let read = said(&whole[..length]);
            assert!(read.contains('!') || read == expected, "{name}, {length} bytes: {read}");
        }
    }
}
