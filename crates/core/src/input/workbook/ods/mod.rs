//! `.ods`: the workbooks of LibreOffice (OpenDocument).
//!
//! calamine 0.38 reads them when they are opened, all sheets as dense rectangles of up to a hundred million cells, and
//! gives neither the look of dates nor merged areas. So the part with the tables is read here, sparsely: empty cells
//! and rows that are repeated a million times cost nothing, and filled ones end at the limits.
//!
//! Words that a format puts around a number (`0" чел."`) are not read.

mod formats;

use quick_xml::events::{BytesStart, Event};

use self::formats::Formats;
use super::fault::broken;
use super::fonts::{Font, Rich, Style, Text};
use super::package::{Package, attribute, push_entity, xml};
use super::{areas, stored};
use crate::diagnostics::{CellRef, Problem, WorkbookProblem};
use crate::input::table::{Content, Format, Grid, Moment, Trouble};

/// An open workbook.
pub(super) struct Book {
    content: Vec<u8>,
    sheets: Vec<String>,
    formats: Formats,
}

type Xml<'a> = quick_xml::Reader<&'a [u8]>;

impl Book {
    /// Opens a workbook that was found to be one.
    pub(super) fn open(package: &mut Package<'_>) -> Result<Self, Problem> {
        let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
        let is_encrypted = manifest.windows(15).any(|bytes| bytes == b"encryption-data");
        if is_encrypted {
            return Err(WorkbookProblem::Password.into());
        }
        let content = package.needed("content.xml")?;
        let mut formats = Formats::default();
        // Looks with names stand in the styles, the others beside the tables.
        formats.read(&package.part("styles.xml")?.unwrap_or_default())?;
        formats.read(&content)?;
        let sheets = sheets(&content)?;
        Ok(Self { content, sheets, formats })
    }

    /// The names of the sheets, in their order.
    pub(super) fn sheets(&self) -> Vec<String> {
        self.sheets.clone()
    }

    /// Reads a sheet into a grid; after trouble, the grid holds what was read before.
    pub(super) fn grid(&mut self, sheet: &str, grid: &mut Grid) -> Result<(), Trouble> {
        let mut reader = xml(&self.content);
        loop {
            match next(&mut reader)? {
                Event::Start(element)
                    if element.name().as_ref() == "table:table"
                        && attribute(&element, "table:name").as_deref() == Some(sheet) =>
                {
                    let columns = Vec::new();
                    let merges = Vec::new();
                    return Table { reader, formats: &mut self.formats, columns, merges, grid, row: 0 }.read();
                }
                Event::Eof => return Err(broken().into()),
                _ => {}
            }
        }
    }
}

fn next<'a>(reader: &mut Xml<'a>) -> Result<Event<'a>, Problem> {
    reader.read_event().map_err(|_| broken())
}

/// The names of the tables, in their order; tables inside of cells are none of ours.
fn sheets(content: &[u8]) -> Result<Vec<String>, Problem> {
    let mut reader = xml(content);
    let mut names = Vec::new();
    let mut depth = 0u32;
    loop {
        match next(&mut reader)? {
            Event::Start(element) if element.name().as_ref() == "table:table" => {
                if depth == 0 {
                    names.push(attribute(&element, "table:name").unwrap_or_default());
                }
                depth += 1;
            }
            Event::End(element) if element.name().as_ref() == "table:table" => depth = depth.saturating_sub(1),
            Event::Eof => return Ok(names),
            _ => {}
        }
    }
}

/// A sheet that is being read.
struct Table<'a> {
    reader: Xml<'a>,
    formats: &'a mut Formats,
    /// Style of the cells of each run of columns that have none of their own: the column behind the run, the style.
    columns: Vec<(u32, Style)>,
    merges: Vec<areas::Area>,
    grid: &'a mut Grid,
    row: u32,
}

/// A cell before it is put where it is repeated.
struct Found {
    column: u32,
    repeated: u32,
    content: Content,
    style: Style,
}

impl Table<'_> {
    fn read(mut self) -> Result<(), Trouble> {
        loop {
            match next(&mut self.reader)? {
                Event::Start(element) => match element.name().as_ref() {
                    "table:table-column" => {
                        let before = self.columns.last().map_or(0, |(end, _)| *end);
                        let end = before.saturating_add(count(&element, "table:number-columns-repeated"));
                        if is_hidden(&element) {
                            self.grid.hide_columns(before, end - 1);
                        }
                        let style = self.formats.cell(attribute(&element, "table:default-cell-style-name").as_deref());
                        self.columns.push((end, style));
                    }
                    "table:table-row" => self.read_row(&element)?,
                    _ => {}
                },
                Event::End(element) if element.name().as_ref() == "table:table" => {
                    return areas::merge(self.grid, &self.merges);
                }
                Event::Eof => return Err(broken().into()),
                _ => {}
            }
        }
    }

    fn read_row(&mut self, row: &BytesStart<'_>) -> Result<(), Trouble> {
        let repeated = count(row, "table:number-rows-repeated");
        if is_hidden(row) {
            self.grid.hide_rows(self.row, repeated);
        }
        let own = attribute(row, "table:default-cell-style-name");
        let mut found = Vec::new();
        let mut column = 0u32;
        loop {
            match next(&mut self.reader)? {
                Event::Start(element) => {
                    let name = element.name().as_ref().to_owned();
                    if !matches!(name.as_str(), "table:table-cell" | "table:covered-table-cell") {
                        continue;
                    }
                    let times = count(&element, "table:number-columns-repeated");
                    let style = attribute(&element, "table:style-name").or_else(|| own.clone());
                    let mut style = match style {
                        Some(style) => self.formats.cell(Some(&style)),
                        None => self.column_style(column),
                    };
                    self.span(&element, column);
                    let (text, note) = self.text(&name)?;
                    self.grid.note(CellRef { row: self.row, column }, &note);
                    style.is_struck |= text.is_struck;
                    let content = content(&element, &text.text, &style.format);
                    if let (Some(content), "table:table-cell") = (content, name.as_str()) {
                        found.push(Found { column, repeated: times, content, style });
                    }
                    column = column.saturating_add(times);
                }
                Event::End(element) if element.name().as_ref() == "table:table-row" => break,
                Event::Eof => return Err(broken().into()),
                _ => {}
            }
        }
        if !found.is_empty() {
            self.put(&found, repeated)?;
        }
        self.row = self.row.saturating_add(repeated);
        Ok(())
    }

    /// Puts the cells of a row where they are repeated; the limits of the grid end it early.
    fn put(&mut self, found: &[Found], repeated: u32) -> Result<(), Trouble> {
        for row in self.row..self.row.saturating_add(repeated) {
            for cell in found {
                for column in cell.column..cell.column.saturating_add(cell.repeated) {
                    self.grid.put(row, column, cell.content.clone(), &cell.style.format)?;
                    if cell.style.is_struck {
                        self.grid.strike(CellRef { row, column });
                    }
                }
            }
        }
        Ok(())
    }

    fn span(&mut self, cell: &BytesStart<'_>, column: u32) {
        let rows = count(cell, "table:number-rows-spanned");
        let columns = count(cell, "table:number-columns-spanned");
        let last = (self.row.saturating_add(rows - 1), column.saturating_add(columns - 1));
        if last != (self.row, column) {
            self.merges.push(((self.row, column), last));
        }
    }

    fn column_style(&self, column: u32) -> Style {
        let run = self.columns.iter().find(|(end, _)| column < *end);
        run.map_or_else(Style::general, |(_, style)| style.clone())
    }

    /// The text of a cell and the note that hangs on it, read up to the end of the cell: paragraphs become lines, drawings
    /// are left out.
    fn text(&mut self, cell: &str) -> Result<(Text, String), Problem> {
        let (mut text, mut note) = (Rich::default(), String::new());
        // The fonts of the parts that are open, within each other.
        let mut fonts: Vec<Font> = Vec::new();
        let mut paragraphs = 0;
        let mut in_paragraph = false;
        // Depth within an element that is no text of the cell.
        let mut outside = 0u32;
        loop {
            match next(&mut self.reader)? {
                Event::Start(_) if outside > 0 => outside += 1,
                Event::End(_) if outside > 0 => outside -= 1,
                Event::Start(element) => match element.name().as_ref() {
                    "text:p" => {
                        if paragraphs > 0 {
                            text.text.push('\n');
                        }
                        paragraphs += 1;
                        in_paragraph = true;
                    }
                    "text:s" => {
                        let count = count(&element, "text:c").min(1000);
                        text.text.extend(std::iter::repeat_n(' ', count as usize));
                    }
                    "text:tab" => text.text.push('\t'),
                    "text:line-break" => text.text.push('\n'),
                    "office:annotation" => note = annotation(&mut self.reader)?,
                    "text:note" => outside = 1,
                    "text:span" => {
                        let style = attribute(&element, "text:style-name");
                        fonts.push(self.formats.font(style.as_deref(), last(&fonts)));
                    }
                    name if name.starts_with("text:") => {}
                    _ => outside = 1,
                },
                Event::End(element) if element.name().as_ref() == cell => return Ok((text.done(), note)),
                Event::End(element) if element.name().as_ref() == "text:p" => in_paragraph = false,
                Event::End(element) if element.name().as_ref() == "text:span" => drop(fonts.pop()),
                Event::Text(part) if in_paragraph && outside == 0 => {
                    text.push(&part.xml10_content().replace('\n', " "), last(&fonts));
                }
                Event::CData(part) if in_paragraph && outside == 0 => text.push(&part.xml10_content(), last(&fonts)),
                Event::GeneralRef(part) if in_paragraph && outside == 0 => push_entity(&part, &mut text.text),
                Event::Eof => return Err(broken()),
                _ => {}
            }
        }
    }
}

fn last(fonts: &[Font]) -> Font {
    fonts.last().copied().unwrap_or(Font::PLAIN)
}

/// The text of a note, without who wrote it and when.
fn annotation(reader: &mut Xml<'_>) -> Result<String, Problem> {
    let mut text = String::new();
    let mut in_paragraph = false;
    loop {
        match next(reader)? {
            Event::Start(element) if element.name().as_ref() == "text:p" => {
                if !text.is_empty() {
                    text.push('\n');
                }
                in_paragraph = true;
            }
            Event::Start(element) if matches!(element.name().as_ref(), "text:s" | "text:tab") => text.push(' '),
            Event::End(element) if element.name().as_ref() == "text:p" => in_paragraph = false,
            Event::End(element) if element.name().as_ref() == "office:annotation" => return Ok(text),
            Event::Text(part) if in_paragraph => text.push_str(&part.xml10_content()),
            Event::CData(part) if in_paragraph => text.push_str(&part.xml10_content()),
            Event::GeneralRef(part) if in_paragraph => push_entity(&part, &mut text),
            Event::Eof => return Err(broken()),
            _ => {}
        }
    }
}

/// Whether a row or a column is not shown: by hand, or by a filter.
fn is_hidden(element: &BytesStart<'_>) -> bool {
    matches!(attribute(element, "table:visibility").as_deref(), Some("collapse" | "filter"))
}

/// A count that an attribute gives, 1 if it is not there.
fn count(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}

/// The content of a cell from its attributes and its text.
fn content(cell: &BytesStart<'_>, text: &str, format: &Format) -> Option<Content> {
    if attribute(cell, "calcext:value-type").as_deref() == Some("error") {
        return Some(Content::Error(stored::russian_error(text)));
    }
    let number = |name: &str| attribute(cell, name).and_then(|number| number.parse::<f64>().ok());
    match attribute(cell, "office:value-type").as_deref() {
        // LibreOffice stores truth values as numbers; their text tells them apart.
        Some("float") if matches!(text, "TRUE" | "ИСТИНА") => Some(Content::Bool(true)),
        Some("float") if matches!(text, "FALSE" | "ЛОЖЬ") => Some(Content::Bool(false)),
        Some("float" | "percentage" | "currency") => match number("office:value") {
            Some(number) => Some(stored::number(number, format, false)),
            None => Some(Content::Text(text.into())),
        },
        Some("date") => {
            let day = attribute(cell, "office:date-value").and_then(|day| stored::moment(&day));
            Some(day.map_or_else(|| Content::Text(text.into()), Content::Moment))
        }
        Some("time") => Some(Content::Text(
            attribute(cell, "office:time-value")
                .and_then(|time| duration(&time))
                .unwrap_or_else(|| text.to_owned())
                .into(),
        )),
        Some("boolean") => Some(Content::Bool(attribute(cell, "office:boolean-value").as_deref() == Some("true"))),
        Some(_) => Some(Content::Text(
            attribute(cell, "office:string-value")
                .filter(|_| text.is_empty())
                .unwrap_or_else(|| text.to_owned())
                .into(),
        )),
        // A formula has no kind of value if it gives an empty text, or was never calculated: that looks the same.
        None if text.is_empty() => None,
        None => Some(Content::Text(text.into())),
    }
}

/// `PT10H30M00S` as `10:30`.
fn duration(iso: &str) -> Option<String> {
    let Moment { time: (hours, minutes), .. } = stored::moment(iso)?;
    Some(format!("{hours:02}:{minutes:02}"))
}
