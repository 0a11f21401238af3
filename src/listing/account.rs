//! What became of each cell of a workbook, of each cell and paragraph of a text document: a table for reading, or JSON lines.

use serde::Serialize;

use super::page::{Column, GAP, Page};
use dorkarta_core::account::{Line, Outcome};
use dorkarta_core::diagnostics::render::{escape, json_line, part_in_words};
use dorkarta_core::diagnostics::{Place, Position};
use dorkarta_core::input::table::Reason;
use dorkarta_core::russian::capitalised;

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
    let mut heading = None;
    for line in lines {
        if let Place::Sheet { sheet, .. } = &line.place {
            page.paragraph(&format!("Лист «{sheet}» не читается."));
            continue;
        }
        let (above, name) = named(&line.place);
        if heading.as_ref() != Some(&above) {
            page.paragraph(&above);
            heading = Some(above);
        }
        page.row(&[name, escape(&worded(&line.outcome)), escape(&shortened(&line.text))], &columns);
    }
    page.line(&total(lines));
    page.text()
}

/// What a place is listed under, and what it is called there: a cell `C7`, a paragraph `3`, a row and a column of a table
/// `2, 4`.
fn named(place: &Place) -> (String, String) {
    match place {
        Place::Cell { sheet, cell, .. } => (format!("Лист «{sheet}»"), cell.to_string()),
        Place::Table { cell, .. } => {
            (format!("Таблица {} (строка, столбец)", cell.table), format!("{}, {}", cell.row, cell.column))
        }
        Place::Paragraph { part, paragraph, .. } => {
            let above = part_in_words(part).map_or("Абзацы".to_owned(), capitalised);
            (above, paragraph.to_string())
        }
        Place::Sheet { sheet, .. } => (format!("Лист «{sheet}»"), String::new()),
        Place::File(_) | Place::Node { .. } | Place::Text { .. } => (place.path().to_owned(), String::new()),
    }
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
        Reason::PageNumber => "номер страницы",
        Reason::Deleted => "удалено исправлением",
        Reason::Hidden => "скрытый текст",
        Reason::Comment => "примечание рецензента",
        Reason::Footnote => "сноска",
    }
}

fn total(lines: &[Line]) -> String {
    let told = || lines.iter().filter(|line| !matches!(line.place, Place::Sheet { .. }));
    let count = |name: &str| told().filter(|line| line.outcome.name() == name).count();
    let is_paragraph = |line: &Line| matches!(line.place, Place::Paragraph { .. });
    let what = if told().any(is_paragraph) { "Ячеек и абзацев" } else { "Ячеек" };
    format!(
        "{what}: {}; напечатано {}, учтено {}, не печатается {}, с ошибкой или замечанием {}",
        told().count(),
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
        let fields = line.outcome.fields();
        let is_whole = matches!(line.place, Place::Sheet { .. });
        let object = Object {
            position: line.place.position(),
            text: (!is_whole).then_some(&line.text),
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
    #[serde(flatten)]
    position: Position<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a String>,
    r#as: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
}
