//! `.xlsx` and `.xlsm`, through calamine.
//!
//! Only the reader that goes from cell to cell is used: it needs no memory for the rectangle between far cells. Three
//! things that calamine 0.38 would allocate by what the file claims are looked at before: the count of the shared
//! texts, the numbers of shared formulas (both abort the process) and the styles. It also counts with overflow in
//! references such as `C3:A1` (`get_dimension`, `get_row_and_optional_column`), which panics in builds that check for
//! that; hence the [`catch_unwind`].

use std::collections::HashMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use calamine::{DataRef, Reader, SheetType, Xlsx, XlsxError, XlsxFormulaMetadata};

use super::fault::{bad, broken};
use super::package::Package;
use super::{format, mark, stored};
use crate::diagnostics::{Problem, WorkbookProblem};
use crate::input::table::{Content, DateLook, Format, Grid, Trouble};

/// The highest count of shared texts that a workbook may claim to have.
const CLAIMED_TEXTS: u64 = 4_000_000;
/// The highest number of a shared formula.
const CLAIMED_FORMULAS: u64 = 1_000_000;
/// Mentions of a cell style in the styles; Excel allows some 65 000 styles, each with two or three mentions.
const STYLES: usize = 400_000;

/// An open workbook.
pub(super) struct Book<'a> {
    inner: Xlsx<Cursor<&'a [u8]>>,
    /// What the program wrote into it, if it is of its own making.
    pub(super) mark: Option<String>,
}

impl<'a> Book<'a> {
    /// Opens a workbook that was found to be one.
    pub(super) fn open(bytes: &'a [u8], package: &mut Package<'_>) -> Result<Self, Problem> {
        look_over(package)?;
        let inner = guarded(|| Xlsx::new(Cursor::new(bytes)).map_err(|error| problem(&error)))?;
        Ok(Self { inner, mark: mark::of(package) })
    }

    /// The names of the sheets with cells, in their order.
    pub(super) fn sheets(&self) -> Vec<String> {
        let sheets = self.inner.sheets_metadata().iter();
        sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet).map(|sheet| sheet.name.clone()).collect()
    }

    /// Reads a sheet into a grid; after trouble, the grid holds what was read before.
    pub(super) fn grid(&mut self, sheet: &str, grid: &mut Grid) -> Result<(), Trouble> {
        guarded(|| {
            for area in self.inner.merge_cells_by_sheet_name(sheet).map_err(|error| problem(&error))? {
                grid.merge(area.start, area.end)?;
            }
            self.values(sheet, grid)?;
            self.uncalculated(sheet, grid)
        })
    }

    fn values(&mut self, sheet: &str, grid: &mut Grid) -> Result<(), Trouble> {
        let from_1904 = self.inner.has_1904_epoch();
        let mut reader = self.inner.worksheet_cells_reader(sheet).map_err(|error| problem(&error))?;
        let formats: Vec<Arc<Format>> = reader
            .styles()
            .iter()
            .map(|style| {
                Arc::new(
                    style.number_format.as_ref().map_or(Format::General, |format| format::parse(&format.format_code)),
                )
            })
            .collect();
        let general = Arc::new(Format::General);
        let day = Arc::new(Format::Date(DateLook::DAY));
        // One text can stand in half a million cells: it is kept once.
        let mut texts: HashMap<(*const u8, usize), Arc<str>> = HashMap::new();
        while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|error| problem(&error))? {
            let (row, column) = cell.get_position();
            let mut format = formats.get(style).unwrap_or(&general);
            let content = match cell.get_value() {
                DataRef::Empty => continue,
                DataRef::String(text) => Content::Text(text.as_str().into()),
                DataRef::SharedString(text) => {
                    let text = texts.entry((text.as_ptr(), text.len())).or_insert_with(|| Arc::from(*text));
                    Content::Text(Arc::clone(text))
                }
                DataRef::Bool(value) => Content::Bool(*value),
                DataRef::Error(error) => Content::Error(stored::russian_error(&error.to_string())),
                DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                    stored::moment(text).map_or_else(|| Content::Text(text.as_str().into()), Content::Moment)
                }
                DataRef::Int(number) => stored::number(*number as f64, format, from_1904),
                DataRef::Float(number) => stored::number(*number, format, from_1904),
                DataRef::DateTime(moment) => {
                    // A built-in format that depends on the language has no code, but is known to be a date.
                    if matches!(**format, Format::General | Format::Number(_)) {
                        format = &day;
                    }
                    stored::number(moment.as_f64(), format, from_1904)
                }
            };
            grid.put(row, column, content, format)?;
        }
        Ok(())
    }

    /// Finds formulas without a value: they look empty otherwise. A formula whose value is an empty text has one.
    fn uncalculated(&mut self, sheet: &str, grid: &mut Grid) -> Result<(), Trouble> {
        let general = Arc::new(Format::General);
        let mut reader = self.inner.worksheet_cells_reader(sheet).map_err(|error| problem(&error))?;
        while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(|error| problem(&error))? {
            let is_formula = match &cell.formula {
                None => false,
                Some(XlsxFormulaMetadata::Normal { formula }) => !formula.is_empty(),
                Some(_) => true,
            };
            if is_formula && cell.value == DataRef::Empty {
                grid.put(cell.pos.0, cell.pos.1, Content::Uncalculated, &general)?;
            }
        }
        Ok(())
    }
}

/// Looks for figures by which calamine would allocate more than there is.
fn look_over(package: &mut Package<'_>) -> Result<(), Problem> {
    for name in package.names() {
        let Some(part) = package.part(&name)? else { continue };
        let claims =
            largest_claim(&part, b"uniqueCount") > CLAIMED_TEXTS || largest_claim(&part, b"si") > CLAIMED_FORMULAS;
        let is_styles = name.ends_with("styles.xml");
        if claims || is_styles && part.windows(2).filter(|pair| pair == b"xf").count() > STYLES {
            return Err(broken());
        }
    }
    Ok(())
}

/// The largest number that an attribute of this name has anywhere in a part.
fn largest_claim(part: &[u8], attribute: &[u8]) -> u64 {
    let mut largest = 0;
    for at in 0..part.len() {
        if !part[at].is_ascii_whitespace() || !part[at + 1..].starts_with(attribute) {
            continue;
        }
        let mut rest = part[at + 1 + attribute.len()..].iter().skip_while(|byte| byte.is_ascii_whitespace());
        if rest.next() != Some(&b'=') {
            continue;
        }
        let digits = rest.skip_while(|byte| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b'+'));
        let number = digits.take_while(|byte| byte.is_ascii_digit());
        largest =
            largest.max(number.fold(0u64, |sum, digit| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0'))));
    }
    largest
}

/// Runs a piece of calamine; a panic becomes a broken file.
fn guarded<T, E: From<Problem>>(work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(broken().into()))
}

fn problem(error: &XlsxError) -> Problem {
    match error {
        XlsxError::Password => Problem::from(WorkbookProblem::Password),
        XlsxError::CellError(name) => bad(&format!("в ней есть ошибка неизвестного вида «{name}»")),
        _ => broken(),
    }
}

#[cfg(test)]
mod tests {
    use super::largest_claim;

    #[test]
    fn claims_are_found_in_any_spelling() {
        let part = br#"<sst count="5" uniqueCount = '12345'><x uniqueCount="7" si="99999999999999999999999"/> uniqueCount</sst> si="#;
        assert_eq!(largest_claim(part, b"uniqueCount"), 12_345);
        assert_eq!(largest_claim(part, b"si"), u64::MAX);
        assert_eq!(largest_claim(b"", b"si"), 0);
    }
}
