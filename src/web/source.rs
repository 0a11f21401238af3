//! What a person sees of an input when it is opened, and the rows around a place in it.

use std::collections::BTreeMap;

use dorkarta_core::diagnostics::{CellRef, Place};
use dorkarta_core::input::Original;

use super::html::Html;

/// A sheet or a text.
#[derive(Debug)]
pub(super) enum Source {
    Sheet { file: String, name: String, cells: BTreeMap<CellRef, String> },
    Text,
}

impl From<Original> for Source {
    fn from(original: Original) -> Self {
        match original {
            // A place in it knows its text.
            Original::Text(_) => Self::Text,
            Original::Sheet(sheet) => Self::Sheet {
                file: sheet.file().to_owned(),
                name: sheet.name().to_owned(),
                cells: sheet.cells().collect(),
            },
        }
    }
}

/// Rows or lines that are shown on each side of a place.
const AROUND: u32 = 3;

/// The address of a place, as one types it into Excel or an editor: `Мероприятия!C12`, `план.yaml:14:5`.
pub(super) fn address(place: &Place) -> String {
    match place {
        Place::File(file) => file.to_string(),
        Place::Node { source, .. } => source.path.clone(),
        Place::Text { source, spot } => format!("{}:{}:{}", source.path, spot.line, spot.column),
        Place::Sheet { sheet, .. } => sheet.to_string(),
        Place::Cell { sheet, cell, .. } => format!("{sheet}!{cell}"),
        Place::Table { cell, .. } => cell.to_string(),
        Place::Paragraph { paragraph, .. } => format!("абзац {paragraph}"),
    }
}

/// The rows or lines around a place, the place itself marked.
///
/// `laid`: of a text document the cell of the sheet as which it was laid out.
pub(super) fn around(sources: &[Source], place: &Place, laid: Option<CellRef>) -> Html {
    let mut html = Html::default();
    let sheet_of = |file: &str| {
        sources.iter().find_map(|source| match source {
            Source::Sheet { file: known, cells, .. } if known == file => Some(cells),
            _ => None,
        })
    };
    if let (Place::Table { file, .. } | Place::Paragraph { file, .. }, Some(cell)) = (place, laid)
        && let Some(cells) = sheet_of(file)
    {
        table(cells, cell, &mut html);
        return html;
    }
    match place {
        Place::Cell { file, sheet, cell } => {
            let found = sources.iter().find_map(|source| match source {
                Source::Sheet { file: known, name, cells } if **known == **file && **name == **sheet => Some(cells),
                _ => None,
            });
            if let Some(cells) = found {
                table(cells, *cell, &mut html);
            }
        }
        Place::Text { source, spot } => {
            let from = spot.line.saturating_sub(AROUND as usize).max(1);
            html.markup("<table class=\"lines\"><tbody>");
            for number in from..=spot.line + AROUND as usize {
                let Some(line) = source.line(number) else { break };
                html.markup("<tr><th scope=\"row\">").text(&number.to_string()).markup("</th><td>");
                if number == spot.line {
                    let at = line.char_indices().nth(spot.column - 1).map_or(line.len(), |(at, _)| at);
                    html.text(&line[..at]).markup("<mark aria-current=\"true\">").text(&line[at..]).markup("</mark>");
                } else {
                    html.text(line);
                }
                html.markup("</td></tr>");
            }
            html.markup("</tbody></table>");
        }
        _ => {
            html.markup("<p><mark aria-current=\"true\">").text(&address(place)).markup("</mark></p>");
        }
    }
    html
}

/// How many columns a cell takes: the only one of its row that says something lies over those to its right, where sheets show a
/// long text too.
pub(super) fn columns(cells: &BTreeMap<CellRef, String>, at: CellRef, last: u32) -> u32 {
    let [first, end] = [0, u32::MAX].map(|column| CellRef { column, ..at });
    let mut filled = cells.range(first..=end).filter(|(_, text)| !text.is_empty());
    match (filled.next(), filled.next()) {
        (Some((only, _)), None) if *only == at => last + 1 - at.column,
        _ => 1,
    }
}

/// The rows around a cell with all their columns.
fn table(cells: &BTreeMap<CellRef, String>, at: CellRef, html: &mut Html) {
    let from = at.row.saturating_sub(AROUND);
    let rows = from..=at.row.saturating_add(AROUND);
    let shown = || cells.range(CellRef { row: from, column: 0 }..).take_while(|(cell, _)| rows.contains(&cell.row));
    let last = shown().map(|(cell, _)| cell.column).max().unwrap_or(0).max(at.column);
    html.markup("<table class=\"cells\"><thead><tr><td></td>");
    for column in 0..=last {
        let letters = CellRef { row: 0, column }.to_string();
        html.markup("<th scope=\"col\">").text(letters.trim_end_matches('1')).markup("</th>");
    }
    html.markup("</tr></thead><tbody>");
    for row in rows {
        html.markup("<tr><th scope=\"row\">").text(&(row + 1).to_string()).markup("</th>");
        let mut column = 0;
        while column <= last {
            let cell = CellRef { row, column };
            // The place itself is shown wherever it lies.
            let wide = if at.row == row { 1 } else { columns(cells, cell, last) };
            column += wide;
            let text = cells.get(&cell).map_or("", String::as_str);
            if cell == at {
                html.markup("<td class=\"at\"><mark aria-current=\"true\">");
                html.text(if text.is_empty() { "(пусто)" } else { text }).markup("</mark></td>");
            } else {
                html.markup("<td");
                if wide > 1 {
                    html.number("colspan", wide);
                }
                html.markup("><span>").text(text).markup("</span></td>");
            }
        }
        html.markup("</tr>");
    }
    html.markup("</tbody></table>");
}
