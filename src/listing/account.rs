//! What became of each cell of a workbook: a table for reading, or JSON lines.

use serde::Serialize;

use super::page::{Column, GAP, Page};
use dorkarta_core::account::{Line, Outcome};
use dorkarta_core::diagnostics::render::{escape, json_line};
use dorkarta_core::input::table::Reason;

/// Letters of a text that the table shows.
const SHOWN: usize = 60;
/// Columns of the console for a cell's name and for what became of it.
const CELL: usize = 8;
const OUTCOME: usize = 38;
/// The narrowest page.
const LEAST: usize = 80;

/// A table for reading, sheet by sheet. `terminal`: columns of the console, if there is one.
pub fn text(lines: &[Line], terminal: Option<usize>) -> String {
    let mut page = Page::new(terminal, LEAST);
    let columns = [Column::text(CELL), Column::text(OUTCOME), Column::text(page.width() - CELL - OUTCOME - 2 * GAP)];
    let mut sheet: Option<&str> = None;
    for line in lines {
        if line.cell.is_none() {
            page.paragraph(&format!("Лист «{}» не читается.", line.sheet));
            continue;
        }
        if sheet != Some(&line.sheet) {
            page.paragraph(&format!("Лист «{}»", line.sheet));
            sheet = Some(&line.sheet);
        }
        let cell = line.cell.map(|cell| cell.to_string()).unwrap_or_default();
        page.row(&[cell, escape(&worded(&line.outcome)), escape(&shortened(&line.text))], &columns);
    }
    page.line(&total(lines));
    page.text()
}

/// «напечатано: название», «не печатается: примечание».
pub fn worded(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Printed(fields) => format!("напечатано: {}", fields.join(", ")),
        Outcome::Used(fields) if fields.is_empty() => "учтено".to_owned(),
        Outcome::Used(fields) => format!("учтено: {}", fields.join(", ")),
        Outcome::LeftOut(reason) => format!("не печатается: {}", reason_in_words(*reason)),
        Outcome::Fault(code) => format!("не печатается, см. {code}"),
    }
}

fn reason_in_words(reason: Reason) -> &'static str {
    match reason {
        Reason::ColumnNumbers => "номера столбцов",
        Reason::RepeatedHead => "повторённая шапка",
        Reason::PrivateColumn => "столбец с «_»",
        Reason::Note => "заметка справа от поля и значения",
        Reason::OwnNumber => "номер печатается другой",
        Reason::Hint => "пояснение",
        Reason::Sheet => "лист не читается",
    }
}

fn total(lines: &[Line]) -> String {
    let count = |name: &str| lines.iter().filter(|line| line.cell.is_some() && line.outcome.name() == name).count();
    format!(
        "Ячеек: {}; напечатано {}, учтено {}, не печатается {}, с ошибкой или замечанием {}",
        lines.iter().filter(|line| line.cell.is_some()).count(),
        count("printed"),
        count("used"),
        count("left-out"),
        count("fault"),
    )
}

/// The beginning of a text, in one line.
fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

/// One JSON object a line.
pub fn json(lines: &[Line]) -> String {
    let mut json = String::new();
    for line in lines {
        let cell = line.cell.map(|cell| cell.to_string());
        let fields = line.outcome.fields();
        let object = Object {
            sheet: &line.sheet,
            cell: cell.as_deref(),
            text: line.cell.is_some().then_some(&line.text),
            r#as: line.outcome.name(),
            field: (!fields.is_empty()).then(|| fields.join(", ")),
            why: line.outcome.why(),
        };
        json.push_str(&json_line(&object));
    }
    json
}

#[derive(Serialize)]
struct Object<'a> {
    sheet: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a String>,
    r#as: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
}
