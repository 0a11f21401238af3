//! Workbooks (.xlsx, .xlsm, .xlsb, .xls, .ods) into the tree that the same data would have as YAML.
//!
//! ```text
//! bytes ─▶ Book (xlsx | xlsb | xls | ods) ─▶ Grid: filled cells, merged areas ─▶ Head ─▶ records ─▶ Node
//! ```
//!
//! What a file is, is told by its first bytes; its name does not matter. All four kinds end in the same grid of
//! a table (`input::table`), behind which nothing knows where the cells came from.
//!
//! What cannot be had: a formula that was never calculated is seen in .xlsx only (the binary formats always store a
//! value, and in .ods it looks like an empty text); words around a number (`0" чел."`) are not read from .ods; cells
//! of Excel 95 and older are not read at all.

mod areas;
mod binary;
mod book;
mod compound;
mod fault;
mod format;
mod forms;
mod mark;
mod ods;
mod package;
mod protected;
mod stored;
mod xls;
mod xlsb;
mod xlsx;

use std::sync::Arc;

use self::book::Book;
use self::fault::bad;
use super::table::{self, Head, Numbering, REQUISITES, Sheet, Table};
use crate::diagnostics::{Diagnostics, FormProblem, Place, ValueProblem, WorkbookProblem};
use crate::schema;
use crate::tree::{Entry, Node, Value, fold_key};

pub use self::forms::{is_form, read_form};
pub use self::mark::{FORM, MARK, PROGRESS, REMARKS, REMARKS_SHEET};

/// Sheets of a workbook.
const SHEETS: usize = 50;
/// What of a workbook is wanted.
#[derive(Debug, Clone, Copy)]
pub enum Part<'a> {
    /// All that a document is made of.
    Whole,
    /// Only the table of activities, on the sheet that is named, or wherever it is.
    Table {
        /// The name of the sheet.
        sheet: Option<&'a str>,
    },
}

/// Reads a workbook into the tree that the same data would have as YAML.
///
/// `path` is the file as the user gave it, for the places of faults. `None` if there is nothing to go on with; the
/// diagnostics then hold a fault. The sheets that were read are added to `sheets`, those with faults too.
pub fn read(
    path: &str,
    bytes: &[u8],
    part: Part<'_>,
    sheets: &mut Vec<Sheet>,
    diagnostics: &Diagnostics,
) -> Option<Node> {
    let file = Place::file(path);
    let opened = Book::open(bytes).and_then(|book| {
        let sheets = book.sheets();
        match sheets.len() {
            _ if book.is_remarks() => Err(WorkbookProblem::RemarksAsInput.into()),
            _ if book.is_marked_form() && !sheets.iter().any(|name| fold_key(name) == fold_key(REQUISITES)) => {
                Err(FormProblem::AsInput.into())
            }
            0 => Err(bad("в ней нет листов с ячейками")),
            count if count > SHEETS => Err(WorkbookProblem::TooLarge { what: "листов", limit: SHEETS as u64 }.into()),
            _ => Ok((book, sheets)),
        }
    });
    let (book, names) = match opened {
        Ok(opened) => opened,
        Err(problem) => {
            diagnostics.add(problem, &file);
            return None;
        }
    };
    let mut workbook = Workbook { path: path.into(), book, names, sheets, diagnostics };
    let entries = match part {
        Part::Whole => workbook.whole(),
        Part::Table { sheet } => workbook.table(sheet),
    };
    entries.map(|(entries, place)| Node { value: Value::Map(entries), place })
}

/// Whether the bytes are those of a workbook of remarks that the program wrote, and of nothing else: a person can make a
/// plan of it by renaming its sheets, and then it is one.
pub fn is_remarks(bytes: &[u8]) -> bool {
    Book::open(bytes).is_ok_and(|book| book.is_remarks())
}

/// Whether the bytes are those of a workbook of progress that the program wrote.
pub fn is_progress(bytes: &[u8]) -> bool {
    matches!(Book::open(bytes), Ok(Book::Xlsx(book)) if book.mark.as_deref() == Some(PROGRESS))
}

/// An open workbook that is being read.
struct Workbook<'a, 'd> {
    path: Arc<str>,
    book: Book<'a>,
    names: Vec<String>,
    /// The sheets that were read.
    sheets: &'d mut Vec<Sheet>,
    diagnostics: &'d Diagnostics,
}

impl Workbook<'_, '_> {
    /// All that a document is made of.
    fn whole(&mut self) -> Option<(Vec<Entry>, Place)> {
        let requisites = self.sheet(REQUISITES);
        let has_requisites = requisites.is_some();
        let place = match &requisites {
            Some(Ok(sheet)) => sheet.place(),
            _ => Place::file(Arc::clone(&self.path)),
        };
        let mut is_readable = true;
        let mut entries = Vec::new();
        match requisites {
            Some(Ok(sheet)) => {
                entries = table::read_requisites(&sheet, self.diagnostics);
                self.sheets.push(sheet);
            }
            Some(Err(())) => is_readable = false,
            None => {}
        }
        let root = Node { value: Value::Map(entries), place: place.clone() };
        let is_monitoring = root.says(schema::KIND, schema::MONITORING_KIND);
        let needed = if is_monitoring { Table::Fulfilment } else { Table::Activities };
        let has_table = !is_monitoring && root.get(schema::TABLE).is_some();
        let numbering = Numbering::of(&root);
        let Value::Map(mut entries) = root.value else { return None };

        let mut has_needed = has_table;
        for table in Table::ALL {
            match self.sheet(table.sheet()) {
                None => {}
                Some(Err(())) => is_readable = false,
                Some(Ok(sheet)) => {
                    has_needed |= table == needed;
                    let read = self.read_table(sheet, table, numbering);
                    // A monitoring measures the plan that it names: of a table beside it, only the fulfilment counts.
                    let counts = |entry: &Entry| {
                        !is_monitoring || table != Table::Activities || entry.key == Table::Fulfilment.key()
                    };
                    read.into_iter().filter(counts).for_each(|addition| table::add(&mut entries, addition));
                }
            }
        }
        if !is_readable {
            return None;
        }
        if !has_requisites {
            self.no_sheet(REQUISITES);
        }
        // In a monitoring the fulfilment may stand beside the activities.
        has_needed |= is_monitoring && entries.iter().any(|entry| fold_key(&entry.key) == Table::Fulfilment.key());
        if !has_needed {
            self.no_sheet(needed.sheet());
        }
        has_requisites.then_some((entries, place))
    }

    /// Only the table of activities.
    fn table(&mut self, wanted: Option<&str>) -> Option<(Vec<Entry>, Place)> {
        let sheet = match wanted {
            // A name that is typed as it stands means no other that is only like it.
            Some(wanted) if self.names.iter().any(|name| name == wanted) => Some(self.open(wanted)),
            Some(wanted) => self.sheet(wanted),
            None => self.sheet(Table::Activities.sheet()).or_else(|| self.sheet_with_head()),
        };
        let Some(sheet) = sheet else {
            self.no_sheet(wanted.unwrap_or(Table::Activities.sheet()));
            return None;
        };
        let sheet = sheet.ok()?;
        let place = sheet.place();
        let entries = self.read_table(sheet, Table::Activities, Numbering::Running);
        if entries.is_empty() { None } else { Some((entries, place)) }
    }

    /// The first sheet with a head of activities; a workbook of one sheet has no other.
    fn sheet_with_head(&mut self) -> Option<Result<Sheet, ()>> {
        for name in self.names.clone() {
            let (grid, Ok(())) = self.book.grid(&name) else { continue };
            let sheet = Sheet::new(&self.path, &name, grid);
            if Head::find(&sheet, Table::Activities).is_some() {
                return Some(Ok(sheet));
            }
        }
        match self.names.as_slice() {
            [only] => Some(self.open(&only.clone())),
            _ => None,
        }
    }

    /// Reads the sheet of a name, compared as leniently as keys. `Some(Err(()))` if it cannot be read: then a fault
    /// was reported, and what was read before it is kept.
    fn sheet(&mut self, wanted: &str) -> Option<Result<Sheet, ()>> {
        let wanted = fold_key(wanted);
        let mut same = self.names.iter().filter(|name| fold_key(name) == wanted);
        let name = same.next()?.clone();
        if let Some(twin) = same.next() {
            let place = Place::Sheet { file: Arc::clone(&self.path), sheet: twin.as_str().into() };
            self.diagnostics.add(ValueProblem::RepeatedSheet { name: twin.clone() }, &place);
        }
        Some(self.open(&name))
    }

    /// Reads the sheet of that very name, with the same answers.
    fn open(&mut self, name: &str) -> Result<Sheet, ()> {
        let (grid, read) = self.book.grid(name);
        let sheet = Sheet::new(&self.path, name, grid);
        match read {
            Ok(()) => return Ok(sheet),
            Err(trouble) => sheet.report(trouble, self.diagnostics),
        }
        self.sheets.push(sheet);
        Err(())
    }

    /// Reads a table into entries of the root record; none if it has no head, which is reported.
    fn read_table(&mut self, mut sheet: Sheet, table: Table, numbering: Numbering) -> Vec<Entry> {
        let entries = table::read(&mut sheet, table, numbering, self.diagnostics);
        self.sheets.push(sheet);
        entries
    }

    fn no_sheet(&mut self, wanted: &str) {
        let problem = WorkbookProblem::NoSheet { wanted: wanted.to_owned(), present: self.names.clone() };
        self.diagnostics.add(problem, &Place::file(Arc::clone(&self.path)));
    }
}

#[cfg(test)]
mod tests;
