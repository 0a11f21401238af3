//! The cells of a sheet of an `.xlsx`.

use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::texts::{plain, rich, unescaped};
use crate::diagnostics::{CellRef, Problem};
use crate::input::table::{Content, Format, Grid, Trouble};
use crate::input::workbook::fault::broken;
use crate::input::workbook::fonts::{Style, Text};
use crate::input::workbook::package::{attribute, push_entity, xml};
use crate::input::workbook::{areas, stored};

/// What the cells of a workbook have in common.
pub(super) struct Cells<'a> {
    pub(super) texts: &'a [Text],
    pub(super) styles: &'a [Style],
    pub(super) from_1904: bool,
}

/// What stands in a cell, as written.
#[derive(Default)]
struct Written {
    value: Option<String>,
    text: Option<Text>,
    has_formula: bool,
}

impl Cells<'_> {
    /// Reads a sheet into a grid; after trouble, the grid holds what was read before.
    pub(super) fn read(&self, part: &[u8], grid: &mut Grid) -> Result<(), Trouble> {
        let mut reader = xml(part);
        let general = Style::general();
        let mut merges = Vec::new();
        // Rows and cells need not say where they stand: then they follow the one before.
        let (mut next_row, mut row, mut next_column) = (0, 0, 0);
        loop {
            match reader.read_event().map_err(|_| broken())? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "row" => {
                        let told = attribute(&element, "r").and_then(|row| row.trim().parse::<u32>().ok());
                        row = told.and_then(|row| row.checked_sub(1)).unwrap_or(next_row);
                        (next_row, next_column) = (row.saturating_add(1), 0);
                        if is_set(&element, "hidden") || is_nothing(&element, "ht") {
                            grid.hide_rows(row, 1);
                        }
                    }
                    "col" if is_set(&element, "hidden") || is_nothing(&element, "width") => {
                        let number = |name: &str| attribute(&element, name)?.trim().parse::<u32>().ok()?.checked_sub(1);
                        if let Some((first, last)) = number("min").zip(number("max")) {
                            grid.hide_columns(first, last);
                        }
                    }
                    "c" => {
                        let at = attribute(&element, "r").and_then(|at| position(&at));
                        let at = at.unwrap_or(CellRef { row, column: next_column });
                        next_column = at.column.saturating_add(1);
                        let style = attribute(&element, "s").and_then(|style| style.trim().parse::<usize>().ok());
                        let style = self.styles.get(style.unwrap_or_default()).unwrap_or(&general);
                        let kind = attribute(&element, "t").unwrap_or_default();
                        let written = Written::read(&mut reader)?;
                        if let Some((content, is_struck)) = self.content(&kind, written, &style.format)? {
                            grid.put(at.row, at.column, content, &style.format)?;
                            if style.is_struck || is_struck {
                                grid.strike(at);
                            }
                        }
                    }
                    "mergeCell" => merges.extend(merged(&element)),
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "worksheet" => {
                    return areas::merge(grid, &merges);
                }
                // A part that ends within a sheet was cut.
                Event::Eof => return Err(broken().into()),
                _ => {}
            }
        }
    }

    /// The content of a cell, and whether some of its text is struck out; `None` if it is empty.
    fn content(&self, kind: &str, written: Written, format: &Format) -> Result<Option<(Content, bool)>, Problem> {
        let Written { value, text, has_formula } = written;
        let is_struck = text.as_ref().is_some_and(|text| text.is_struck);
        // A formula may give an empty text, but no empty value of any other kind.
        let value = match (kind, value, text) {
            ("str" | "inlineStr", Some(value), _) => return Ok(Some((Content::Text(value.into()), is_struck))),
            ("str" | "inlineStr", None, Some(text)) => return Ok(Some((Content::Text(text.text), is_struck))),
            (_, value, text) => value.or_else(|| text.map(|text| text.text.to_string())),
        };
        let Some(value) = value.filter(|value| !value.trim().is_empty()) else {
            return Ok(has_formula.then_some((Content::Uncalculated, is_struck)));
        };
        let number = || value.trim().parse::<f64>().ok();
        let content = match kind {
            "s" => {
                let text = value.trim().parse::<usize>().ok().and_then(|number| self.texts.get(number));
                let text = text.ok_or_else(broken)?;
                return Ok(Some((Content::Text(Arc::clone(&text.text)), text.is_struck)));
            }
            "b" => Content::Bool(matches!(value.trim(), "1" | "true")),
            "e" => Content::Error(stored::russian_error(&value)),
            "d" => stored::moment(&value).map_or_else(|| Content::Text(value.as_str().into()), Content::Moment),
            "" | "n" => stored::number(number().unwrap_or(f64::NAN), format, self.from_1904),
            _ => Content::Text(value.as_str().into()),
        };
        Ok(Some((content, is_struck)))
    }
}

/// Whether a flag is set.
fn is_set(element: &BytesStart<'_>, name: &str) -> bool {
    matches!(attribute(element, name).as_deref(), Some("1" | "true" | "on"))
}

/// Whether a measure is nothing.
fn is_nothing(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|measure| measure.trim().parse() == Ok(0.0))
}

impl Written {
    /// Reads a cell up to its end.
    fn read(reader: &mut Reader<&[u8]>) -> Result<Self, Problem> {
        let mut written = Self::default();
        loop {
            match reader.read_event().map_err(|_| broken())? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "v" => written.value = Some(unescaped(&plain(reader, "v")?)),
                    "is" => written.text = Some(rich(reader, "is")?),
                    "f" => {
                        // A formula that is shared stands in the first of its cells only.
                        let is_shared = attribute(&element, "t").is_some();
                        written.has_formula |= is_shared | !plain(reader, "f")?.trim().is_empty();
                    }
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "c" => return Ok(written),
                Event::Eof => return Err(broken()),
                _ => {}
            }
        }
    }
}

/// The notes of a part in which each stands in an element of this name.
pub(super) fn notes(part: &[u8], name: &str) -> Result<Vec<(CellRef, String)>, Problem> {
    let mut reader = xml(part);
    let mut notes = Vec::new();
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Start(element) if element.local_name().as_ref() == name => {
                let at = attribute(&element, "ref").and_then(|at| position(&at));
                let text = note(&mut reader, name)?;
                notes.extend(at.map(|at| (at, text)));
            }
            Event::Eof => return Ok(notes),
            _ => {}
        }
    }
}

/// The text of a note up to its end: runs of formatted text, or one text.
fn note(reader: &mut Reader<&[u8]>, name: &str) -> Result<String, Problem> {
    let mut text = String::new();
    let mut depth = 0_u32;
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Start(element) if matches!(element.local_name().as_ref(), "t" | "text") => depth += 1,
            Event::End(element) if matches!(element.local_name().as_ref(), "t" | "text") => {
                depth = depth.saturating_sub(1);
            }
            Event::Text(part) if depth > 0 => text.push_str(&part.xml10_content()),
            Event::CData(part) if depth > 0 => text.push_str(&part.xml10_content()),
            Event::GeneralRef(part) if depth > 0 => push_entity(&part, &mut text),
            Event::End(element) if element.local_name().as_ref() == name => return Ok(unescaped(&text)),
            Event::Eof => return Err(broken()),
            _ => {}
        }
    }
}

/// `B3` as a position.
fn position(text: &str) -> Option<CellRef> {
    let (column, row) = bound(text)?;
    Some(CellRef { row: row?, column: column? })
}

/// A corner of an area: `B3`, `B` of a whole column, `3` of a whole row.
fn bound(text: &str) -> Option<(Option<u32>, Option<u32>)> {
    let text = text.trim().replace('$', "");
    let (letters, digits) = text.split_at(text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len()));
    let number = |sum: u32, letter: u8| sum.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'@'));
    let column = letters.bytes().try_fold(0, number)?.checked_sub(1);
    let row = match digits {
        "" => None,
        digits => Some(digits.parse::<u32>().ok()?.checked_sub(1)?),
    };
    Some((column, row))
}

/// The corners of a merged area, the first one first.
fn merged(element: &BytesStart<'_>) -> Option<areas::Area> {
    let area = attribute(element, "ref")?;
    let (one, other) = area.split_once(':').unwrap_or((&area, &area));
    let (one, other) = (bound(one)?, bound(other)?);
    let rows = one.1.zip(other.1).unwrap_or((0, u32::MAX));
    let columns = one.0.zip(other.0).unwrap_or((0, u32::MAX));
    Some(((rows.0.min(rows.1), columns.0.min(columns.1)), (rows.0.max(rows.1), columns.0.max(columns.1))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_of_areas_are_cells_columns_and_rows() {
        for (text, expected) in [
            ("B3", Some((Some(1), Some(2)))),
            ("$AZ$10", Some((Some(51), Some(9)))),
            ("a", Some((Some(0), None))),
            ("7", Some((None, Some(6)))),
            ("A0", None),
            ("A-1", None),
            ("ZZZZZZZZZZ1", None),
        ] {
            assert_eq!(bound(text), expected, "{text}");
        }
    }
}
