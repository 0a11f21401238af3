//! `.xls`: the workbooks of Excel 97 to 2003 ([MS-XLS]).
//!
//! calamine 0.38 reads them when they are opened, all sheets as dense rectangles (two far cells abort the process, so
//! does a false `Dimensions` record), panics on cut records, and gives no number formats, without which «янв.23» is
//! the first of January. So the few records that matter are read here.

mod kind;
mod records;

use std::collections::HashMap;
use std::sync::Arc;

use self::records::{Record, Records, Texts};
use super::binary::{Bytes, utf16};
use super::compound::Compound;
use super::fault::{bad, broken};
use super::fonts::{Font, Style, Text};
use super::{areas, fonts, format, protected, stored};
use crate::diagnostics::{CellRef, Problem, WorkbookProblem};
use crate::input::table::{Content, Grid, Trouble};

/// An open workbook.
pub(super) struct Book {
    stream: Vec<u8>,
    /// Names of the sheets with cells, and where they begin.
    sheets: Vec<(String, usize)>,
    texts: Vec<Text>,
    styles: Vec<Style>,
    fonts: Vec<Font>,
    from_1904: bool,
}

impl Book {
    /// Opens a workbook in a compound file.
    pub(super) fn open(file: &Compound<'_>) -> Result<Self, Problem> {
        let Some(stream) = file.stream("Workbook") else {
            return Err(match file.has("Book") {
                true => bad("это книга Excel 95 или старше"),
                false => broken(),
            });
        };
        let mut book = Self {
            stream: Vec::new(),
            sheets: Vec::new(),
            texts: Vec::new(),
            styles: Vec::new(),
            fonts: Vec::new(),
            from_1904: false,
        };
        let stream = protected::open_stream(&stream).unwrap_or(stream);
        book.globals(&stream)?.ok_or_else(broken)?;
        book.stream = stream;
        Ok(book)
    }

    /// The names of the sheets with cells, in their order.
    pub(super) fn sheets(&self) -> Vec<String> {
        self.sheets.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Reads what stands before the sheets. `None` if it is broken.
    fn globals(&mut self, stream: &[u8]) -> Result<Option<()>, Problem> {
        let mut own = HashMap::new();
        let mut styles = Vec::new();
        for record in Records(Bytes(stream)) {
            let mut data = Bytes(record.data);
            match record.kind {
                kind::PASSWORD => return Err(WorkbookProblem::Password.into()),
                kind::BEGIN if data.u16() != Some(0x0600) => return Err(bad("это книга Excel 95 или старше")),
                kind::END => break,
                kind::DATE_MODE => self.from_1904 = data.u16() == Some(1),
                kind::SHEET => match sheet(data) {
                    Some(sheet) => self.sheets.extend(sheet),
                    None => return Ok(None),
                },
                kind::FORMAT => {
                    let (Some(id), Some(code)) = (data.u16(), Texts::of(&record, 2).text()) else { return Ok(None) };
                    own.insert(id, Arc::new(format::parse(&code)));
                }
                kind::FONT => self.fonts.push(font(data).unwrap_or(Font::PLAIN)),
                kind::STYLE => {
                    let (Some(font), Some(id)) = (data.u16(), data.u16()) else { return Ok(None) };
                    styles.push((font, id));
                }
                kind::SHARED_TEXTS => match self.shared_texts(&record) {
                    Some(texts) => self.texts = texts,
                    None => return Ok(None),
                },
                _ => {}
            }
        }
        let format = |id: u16| own.get(&id).cloned().unwrap_or_else(|| Arc::new(format::builtin(u32::from(id))));
        let style = |(font, id)| Style { format: format(id), is_struck: self.font(usize::from(font)).is_struck };
        self.styles = styles.into_iter().map(style).collect();
        Ok(Some(()))
    }

    /// Reads a sheet into a grid; after trouble, the grid holds what was read before.
    pub(super) fn grid(&mut self, sheet: &str, grid: &mut Grid) -> Result<(), Trouble> {
        let start = self.sheets.iter().find(|(name, _)| name == sheet).map(|(_, start)| *start).unwrap_or_default();
        let stream = self.stream.get(start..).ok_or_else(broken)?;
        // Charts inside of a sheet have records like cells: they stand between a further begin and end.
        let mut depth = 0;
        // The text of a formula stands in a record behind it.
        let mut formula = None;
        // Texts of objects, by their numbers; a note names the one that it shows.
        let (mut object, mut objects) = (0, HashMap::new());
        let mut merges = Vec::new();
        for record in Records(Bytes(stream)) {
            match record.kind {
                kind::BEGIN => depth += 1,
                kind::END if depth <= 1 => return areas::merge(grid, &merges),
                kind::END => depth -= 1,
                _ if depth != 1 => {}
                kind::ROW => {
                    if let Some(row) = hidden_row(Bytes(record.data)) {
                        grid.hide_rows(row, 1);
                    }
                }
                kind::COLUMNS => {
                    if let Some((first, last)) = hidden_columns(Bytes(record.data)) {
                        grid.hide_columns(first, last);
                    }
                }
                kind::MERGES => merges.extend(merged(record.data).ok_or_else(broken)?),
                kind::OBJECT => object = Bytes(record.data.get(6..).unwrap_or_default()).u16().unwrap_or_default(),
                kind::OBJECT_TEXT => objects.extend(Texts::of_object(&record).map(|text| (object, text))),
                kind::NOTE => {
                    if let Some((at, text)) = note(Bytes(record.data), &objects) {
                        grid.note(at, text);
                    }
                }
                kind::MUL_RK => self.packed_numbers(record.data, grid)?,
                kind::FORMULA_TEXT => {
                    if let Some((at, style)) = formula.take() {
                        let text = Texts::of(&record, 0).text().ok_or_else(broken)?;
                        put(grid, at, Content::Text(text.into()), &style)?;
                    }
                }
                kind::FORMULA
                | kind::NUMBER
                | kind::RK
                | kind::BOOL_OR_ERROR
                | kind::TEXT
                | kind::RICH_TEXT
                | kind::SHARED_TEXT => {
                    let mut data = Bytes(record.data);
                    let (at, mut style) = self.start(&mut data).ok_or_else(broken)?;
                    match self.content(&record, data, &mut style)? {
                        Some(content) => put(grid, at, content, &style)?,
                        None => formula = Some((at, style)),
                    }
                }
                _ => {}
            }
        }
        // A stream that ends within a sheet was cut.
        Err(broken().into())
    }

    /// Position and style of a cell: the first six bytes of its record.
    fn start(&self, data: &mut Bytes<'_>) -> Option<(CellRef, Style)> {
        let at = CellRef { row: u32::from(data.u16()?), column: u32::from(data.u16()?) };
        Some((at, self.style(data.u16()?)))
    }

    fn style(&self, style: u16) -> Style {
        self.styles.get(usize::from(style)).cloned().unwrap_or_else(Style::general)
    }

    /// A font by its number, of which there is no 4.
    fn font(&self, number: usize) -> Font {
        let at = if number > 4 { number - 1 } else { number };
        self.fonts.get(at).copied().unwrap_or(Font::PLAIN)
    }

    fn shared_texts(&self, record: &Record<'_>) -> Option<Vec<Text>> {
        let mut data = Texts::of(record, 8);
        let mut texts = Vec::new();
        while !data.is_done() {
            let (text, runs) = data.rich()?;
            let runs: Vec<(usize, Font)> = runs.into_iter().map(|(at, font)| (at, self.font(font))).collect();
            texts.push(fonts::of_runs(text, &runs));
        }
        Some(texts)
    }

    /// The content of a cell; `None` for a formula whose text comes in the next record. Notes in the style that its text is struck out.
    fn content(&self, record: &Record<'_>, mut data: Bytes<'_>, style: &mut Style) -> Result<Option<Content>, Problem> {
        let number = |number: f64| stored::number(number, &style.format, self.from_1904);
        let content = match record.kind {
            kind::NUMBER => data.f64().map(number),
            kind::RK => data.rk().map(number),
            kind::TEXT | kind::RICH_TEXT => Texts::of(record, 6).text().map(|text| Content::Text(text.into())),
            kind::SHARED_TEXT => {
                let text = data.u32().and_then(|number| self.texts.get(number as usize));
                text.map(|text| {
                    style.is_struck |= text.is_struck;
                    Content::Text(Arc::clone(&text.text))
                })
            }
            kind::BOOL_OR_ERROR => match (data.u8(), data.u8()) {
                (Some(value), Some(0)) => Some(Content::Bool(value != 0)),
                (Some(error), Some(_)) => Some(Content::Error(stored::error_by_number(error))),
                _ => None,
            },
            _ => match data.take(8).ok_or_else(broken)? {
                [0, _, _, _, _, _, 0xff, 0xff] => return Ok(None),
                [1, _, value, _, _, _, 0xff, 0xff] => Some(Content::Bool(*value != 0)),
                [2, _, error, _, _, _, 0xff, 0xff] => Some(Content::Error(stored::error_by_number(*error))),
                [_, _, _, _, _, _, 0xff, 0xff] => Some(Content::Text("".into())),
                bytes => Bytes(bytes).f64().map(number),
            },
        };
        content.map(Some).ok_or_else(broken)
    }

    /// Several packed numbers side by side.
    fn packed_numbers(&self, data: &[u8], grid: &mut Grid) -> Result<(), Trouble> {
        let mut data = Bytes(data);
        let (Some(row), Some(first)) = (data.u16(), data.u16()) else { return Err(broken().into()) };
        for column in u32::from(first).. {
            // The last two bytes name the last column.
            if data.0.len() < 6 {
                break;
            }
            let (Some(style), Some(packed)) = (data.u16(), data.rk()) else { break };
            let at = CellRef { row: u32::from(row), column };
            let style = self.style(style);
            put(grid, at, stored::number(packed, &style.format, self.from_1904), &style)?;
        }
        Ok(())
    }
}

/// The row of a record, if it is not shown: behind its number, bounds, height and what is not used its flags.
fn hidden_row(mut data: Bytes<'_>) -> Option<u32> {
    let row = u32::from(data.u16()?);
    data.take(10)?;
    (data.u16()? & 0x20 != 0).then_some(row)
}

/// The columns of a record, if they are not shown: behind the first and the last of them width and style, then flags.
fn hidden_columns(mut data: Bytes<'_>) -> Option<(u32, u32)> {
    let (first, last) = (u32::from(data.u16()?), u32::from(data.u16()?));
    data.take(4)?;
    (data.u16()? & 1 != 0).then_some((first, last))
}

/// The merged areas of a record.
fn merged(data: &[u8]) -> Option<Vec<areas::Area>> {
    let mut data = Bytes(data);
    let mut areas = Vec::new();
    for _ in 0..data.u16()? {
        let mut next = || data.u16().map(u32::from);
        let (top, bottom, left, right) = (next()?, next()?, next()?, next()?);
        areas.push(((top, left), (bottom, right)));
    }
    Some(areas)
}

/// The cell and the text of a note.
fn note<'t>(mut data: Bytes<'_>, objects: &'t HashMap<u16, String>) -> Option<(CellRef, &'t str)> {
    let at = CellRef { row: u32::from(data.u16()?), column: u32::from(data.u16()?) };
    data.u16()?;
    Some((at, objects.get(&data.u16()?)?))
}

fn put(grid: &mut Grid, at: CellRef, content: Content, style: &Style) -> Result<(), Trouble> {
    grid.put(at.row, at.column, content, &style.format)?;
    if style.is_struck {
        grid.strike(at);
    }
    Ok(())
}

/// A font: behind its height and its colour flags, weight and where its signs stand.
fn font(mut data: Bytes<'_>) -> Option<Font> {
    data.u16()?;
    let flags = data.u16()?;
    data.take(4)?;
    Some(Font::of_record(flags, data.u16()?))
}

/// Name and start of a sheet; an empty answer for a sheet without cells, such as a chart.
fn sheet(mut data: Bytes<'_>) -> Option<Option<(String, usize)>> {
    let start = data.u32()? as usize;
    data.u8()?;
    let is_sheet = data.u8()? == 0;
    let length = usize::from(data.u8()?);
    let name = match data.u8()? & 1 {
        0 => data.take(length)?.iter().map(|byte| char::from(*byte)).collect(),
        _ => utf16(data.take(2 * length)?),
    };
    Some(is_sheet.then_some((name, start)))
}
