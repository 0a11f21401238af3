//! `.xlsb`: the binary kind of `.xlsx` ([MS-XLSB]).
//!
//! calamine 0.38 reads it too, but gives no number formats and no merged areas, leaves out the short records in silence
//! and panics on cut ones; so the few records that matter are read here.

use std::collections::HashMap;
use std::sync::Arc;

use super::binary::Bytes;
use super::fault::broken;
use super::fonts::{Font, Style, Text};
use super::package::{Package, Related, beside, relationships};
use super::{areas, fonts, format, stored};
use crate::diagnostics::{CellRef, Problem};
use crate::input::table::{Content, Format, Grid, Trouble};

/// Kinds of records.
mod kind {
    pub(super) const ROW: u16 = 0;
    pub(super) const RK: u16 = 2;
    pub(super) const ERROR: u16 = 3;
    pub(super) const BOOL: u16 = 4;
    pub(super) const REAL: u16 = 5;
    pub(super) const TEXT: u16 = 6;
    pub(super) const SHARED_TEXT: u16 = 7;
    pub(super) const FORMULA_TEXT: u16 = 8;
    pub(super) const FORMULA_NUMBER: u16 = 9;
    pub(super) const FORMULA_BOOL: u16 = 10;
    pub(super) const FORMULA_ERROR: u16 = 11;
    pub(super) const SHORT_BLANK: u16 = 12;
    pub(super) const SHORT_RK: u16 = 13;
    pub(super) const SHORT_SHARED_TEXT: u16 = 18;
    pub(super) const TEXT_ITEM: u16 = 19;
    pub(super) const FONT: u16 = 43;
    pub(super) const FORMAT: u16 = 44;
    pub(super) const STYLE: u16 = 47;
    pub(super) const RICH_TEXT: u16 = 62;
    pub(super) const COLUMNS: u16 = 60;
    pub(super) const SHEET_DATA_END: u16 = 146;
    pub(super) const WORKBOOK: u16 = 153;
    pub(super) const SHEET: u16 = 156;
    pub(super) const MERGE: u16 = 176;
    pub(super) const STYLES: u16 = 617;
    pub(super) const STYLES_END: u16 = 618;
}

/// An open workbook.
pub(super) struct Book<'a> {
    package: Package<'a>,
    /// Names and parts of the sheets.
    sheets: Vec<(String, String)>,
    texts: Vec<Text>,
    styles: Styles,
    from_1904: bool,
}

impl<'a> Book<'a> {
    /// Opens a workbook that was found to be one.
    pub(super) fn open(mut package: Package<'a>) -> Result<Self, Problem> {
        let related = relationships(&package.needed("xl/_rels/workbook.bin.rels")?)?;
        let texts = package.part("xl/sharedStrings.bin")?.unwrap_or_default();
        let styles = package.part("xl/styles.bin")?.unwrap_or_default();
        let workbook = package.needed("xl/workbook.bin")?;
        let mut sheets = Vec::new();
        let mut from_1904 = false;
        for (kind, mut data) in Records(Bytes(&workbook)) {
            match kind {
                kind::WORKBOOK => from_1904 = data.u32().ok_or_else(broken)? & 1 == 1,
                kind::SHEET => sheets.extend(sheet(data, &related).ok_or_else(broken)?),
                _ => {}
            }
        }
        let styles = Styles::read(&styles).ok_or_else(broken)?;
        let items = Records(Bytes(&texts)).filter(|(kind, _)| *kind == kind::TEXT_ITEM);
        let texts = items.map(|(_, data)| styles.rich_text(data)).collect::<Option<_>>().ok_or_else(broken)?;
        Ok(Self { sheets, texts, styles, from_1904, package })
    }

    /// The names of the sheets with cells, in their order.
    pub(super) fn sheets(&self) -> Vec<String> {
        self.sheets.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Reads a sheet into a grid; after trouble, the grid holds what was read before.
    pub(super) fn grid(&mut self, sheet: &str, grid: &mut Grid) -> Result<(), Trouble> {
        let part = self.sheets.iter().find(|(name, _)| name == sheet).map(|(_, part)| part.clone()).unwrap_or_default();
        let bytes = self.package.needed(&part)?;
        let general = Style::general();
        let mut at = CellRef { row: 0, column: 0 };
        let mut is_whole = false;
        let mut merges = Vec::new();
        for (kind, mut data) in Records(Bytes(&bytes)) {
            match kind {
                kind::SHEET_DATA_END => is_whole = true,
                kind::ROW => {
                    at = CellRef { row: data.u32().ok_or_else(broken)?, column: u32::MAX };
                    if is_hidden_row(data) == Some(true) {
                        grid.hide_rows(at.row, 1);
                    }
                }
                kind::COLUMNS => {
                    if let Some((first, last)) = hidden_columns(data) {
                        grid.hide_columns(first, last);
                    }
                }
                kind::MERGE => {
                    let mut next = || data.u32().ok_or_else(broken);
                    let (top, bottom, left, right) = (next()?, next()?, next()?, next()?);
                    merges.push(((top, left), (bottom, right)));
                }
                1..=kind::SHORT_SHARED_TEXT | kind::RICH_TEXT => {
                    let is_short = (kind::SHORT_BLANK..=kind::SHORT_SHARED_TEXT).contains(&kind);
                    // A short record stands in the column behind the one before.
                    at.column = if is_short { at.column.wrapping_add(1) } else { data.u32().ok_or_else(broken)? };
                    let style = data.u32().ok_or_else(broken)? & 0x00ff_ffff;
                    let style = self.styles.cells.get(style as usize).unwrap_or(&general);
                    let plain = if is_short { kind + kind::RK - kind::SHORT_RK } else { kind };
                    if kind == kind::SHORT_BLANK {
                        continue;
                    }
                    if let Some((content, is_struck)) = self.content(plain, data, &style.format)? {
                        grid.put(at.row, at.column, content, &style.format)?;
                        if style.is_struck || is_struck {
                            grid.strike(at);
                        }
                    }
                }
                _ => {}
            }
        }
        if is_whole { areas::merge(grid, &merges) } else { Err(broken().into()) }
    }

    /// The content of a cell, from the data behind its position and style, and whether some of its text is struck out.
    fn content(&self, kind: u16, mut data: Bytes<'_>, format: &Format) -> Result<Option<(Content, bool)>, Problem> {
        let rich = |text: &Text| (Content::Text(Arc::clone(&text.text)), text.is_struck);
        let number = |number: f64| stored::number(number, format, self.from_1904);
        let content = match kind {
            kind::RK => data.rk().map(number),
            kind::REAL | kind::FORMULA_NUMBER => data.f64().map(number),
            kind::ERROR | kind::FORMULA_ERROR => data.u8().map(|error| Content::Error(stored::error_by_number(error))),
            kind::BOOL | kind::FORMULA_BOOL => data.u8().map(|value| Content::Bool(value != 0)),
            kind::TEXT | kind::FORMULA_TEXT => data.wide_text().map(|text| Content::Text(text.into())),
            kind::RICH_TEXT => return self.styles.rich_text(data).map(|text| Some(rich(&text))).ok_or_else(broken),
            kind::SHARED_TEXT => {
                let text = data.u32().and_then(|number| self.texts.get(number as usize));
                return text.map(|text| Some(rich(text))).ok_or_else(broken);
            }
            _ => return Ok(None),
        };
        content.map(|content| Some((content, false))).ok_or_else(broken)
    }
}

/// Whether a row is not shown: behind style, height and one byte stand its flags.
fn is_hidden_row(mut data: Bytes<'_>) -> Option<bool> {
    data.take(7)?;
    Some(data.u8()? & 0x10 != 0)
}

/// The columns of a record, if they are not shown: behind the first and the last of them width and style, then flags.
fn hidden_columns(mut data: Bytes<'_>) -> Option<(u32, u32)> {
    let (first, last) = (data.u32()?, data.u32()?);
    data.take(8)?;
    (data.u8()? & 1 != 0).then_some((first, last))
}

/// Name and part of a sheet; an empty answer for a sheet without cells, such as a chart.
fn sheet(mut data: Bytes<'_>, related: &HashMap<String, Related>) -> Option<Option<(String, String)>> {
    data.take(8)?;
    // A module of Excel 95 has none.
    let mut ahead = data;
    let id = match ahead.u32()? {
        u32::MAX => {
            data = ahead;
            String::new()
        }
        _ => data.wide_text()?,
    };
    let name = data.wide_text()?;
    let related = related.get(&id).filter(|related| related.is_worksheet());
    Some(related.map(|related| (name, beside("xl", &related.target))))
}

/// What the part of styles says.
struct Styles {
    fonts: Vec<Font>,
    cells: Vec<Style>,
}

impl Styles {
    fn read(part: &[u8]) -> Option<Self> {
        let mut own = HashMap::new();
        let mut styles = Self { fonts: Vec::new(), cells: Vec::new() };
        let mut in_cell_styles = false;
        for (kind, mut data) in Records(Bytes(part)) {
            match kind {
                kind::FORMAT => drop(own.insert(data.u16()?, Arc::new(format::parse(&data.wide_text()?)))),
                kind::FONT => styles.fonts.push(font(data).unwrap_or(Font::PLAIN)),
                kind::STYLES => in_cell_styles = true,
                kind::STYLES_END => in_cell_styles = false,
                kind::STYLE if in_cell_styles => {
                    data.u16()?;
                    let id = data.u16()?;
                    let format = own.get(&id).cloned().unwrap_or_else(|| Arc::new(format::builtin(u32::from(id))));
                    let is_struck = data.u16().is_some_and(|font| styles.font(font).is_struck);
                    styles.cells.push(Style { format, is_struck });
                }
                _ => {}
            }
        }
        Some(styles)
    }

    fn font(&self, number: u16) -> Font {
        self.fonts.get(usize::from(number)).copied().unwrap_or(Font::PLAIN)
    }

    /// A text, behind which may stand where fonts begin.
    fn rich_text(&self, mut data: Bytes<'_>) -> Option<Text> {
        let has_fonts = data.u8()? & 1 == 1;
        let text = data.wide_text()?;
        let count = if has_fonts { data.u32()? } else { 0 };
        // The runs end where the record does, whatever their number.
        let run = |_| Some((usize::from(data.u16()?), self.font(data.u16()?)));
        let runs: Vec<(usize, Font)> = (0..count).map_while(run).collect();
        Some(fonts::of_runs(text, &runs))
    }
}

/// A font: behind its height flags, weight and where its signs stand.
fn font(mut data: Bytes<'_>) -> Option<Font> {
    data.u16()?;
    let flags = data.u16()?;
    data.u16()?;
    Some(Font::of_record(flags, data.u16()?))
}

/// The records of a part; cut ones end it.
struct Records<'a>(Bytes<'a>);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, Bytes<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let mut kind = u16::from(self.0.u8()?);
        if kind & 0x80 != 0 {
            kind = (kind & 0x7f) | (u16::from(self.0.u8()?) & 0x7f) << 7;
        }
        let mut length = 0usize;
        for at in 0..4 {
            let byte = usize::from(self.0.u8()?);
            length |= (byte & 0x7f) << (7 * at);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some((kind, Bytes(self.0.take(length)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[&[u8]]) -> Vec<u8> {
        let data = data.concat();
        let kind = match kind {
            0..0x80 => vec![kind as u8],
            _ => vec![kind as u8 & 0x7f | 0x80, (kind >> 7) as u8],
        };
        [kind, vec![data.len() as u8], data].concat()
    }

    #[test]
    fn fonts_are_known_by_their_numbers() {
        // A plain font, one that is struck out, one above its line; a style of styles, then those of cells.
        let font = |flags: u8, escapement: u8| record(kind::FONT, &[&[220, 0, flags, 0, 144, 1, escapement, 0]]);
        let style = |font: u8| record(kind::STYLE, &[&[0, 0, 0, 0, font, 0]]);
        let part = [
            font(0, 0),
            font(8, 0),
            font(0, 1),
            style(1),
            record(kind::STYLES, &[]),
            style(0),
            style(1),
            style(9),
            record(kind::STYLES_END, &[]),
        ];
        let styles = Styles::read(&part.concat()).unwrap();
        assert_eq!(styles.cells.iter().map(|style| style.is_struck).collect::<Vec<_>>(), [false, true, false]);
        let text = |flags: u8, runs: &[u8]| {
            let data = [&[flags, 2, 0, 0, 0, 0x3c, 4, b'2', 0], runs].concat();
            let text = styles.rich_text(Bytes(&data)).unwrap();
            (text.text.to_string(), text.is_struck)
        };
        assert_eq!(text(0, &[]), ("м2".to_owned(), false));
        assert_eq!(text(1, &[1, 0, 0, 0, 1, 0, 2, 0]), ("м²".to_owned(), false));
        assert_eq!(text(1, &[2, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0]), ("м2".to_owned(), true));
        // More runs than the record holds.
        assert_eq!(text(1, &[255, 255, 255, 255, 1, 0, 2, 0]), ("м²".to_owned(), false));
    }

    #[test]
    fn rows_and_columns_can_be_hidden() {
        let row = |flags: u8| is_hidden_row(Bytes(&[0, 0, 0, 0, 44, 1, 0, flags, 1, 0, 0, 0, 0]));
        assert_eq!((row(0x20), row(0x30), is_hidden_row(Bytes(&[0; 7]))), (Some(false), Some(true), None));
        let columns = |flags: u8| hidden_columns(Bytes(&[5, 0, 0, 0, 6, 0, 0, 0, 0, 13, 0, 0, 0, 0, 0, 0, flags, 0]));
        assert_eq!((columns(2), columns(3)), (None, Some((5, 6))));
    }
}
