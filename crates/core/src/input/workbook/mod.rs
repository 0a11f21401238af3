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
mod fonts;
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
use super::Reader;
use super::table::{self, Head, REQUISITES, Sheet, Table};
use crate::diagnostics::{Diagnostics, FormProblem, Place, Problem, ValueProblem, WorkbookProblem};
use crate::schema;
use crate::system::Memory;
use crate::tree::{Entry, Node, Value, fold_key};

pub(super) use self::compound::{Compound, MAGIC as COMPOUND};
pub use self::forms::{is_form, made, read_form};
pub use self::mark::{CONFLICTS, DATA, FORM, MARK, PROGRESS, REMARKS, REMARKS_SHEET, SUMMARY};
pub(super) use self::package::{beside, in_utf8};

/// Sheets of a workbook.
const SHEETS: usize = 50;
/// What of a workbook is wanted.
#[derive(Debug, Clone, Copy)]
pub enum Part<'a> {
    /// All that a document is made of; where all of it stands on one sheet, that sheet may be named.
    Whole {
        /// The name of the sheet.
        sheet: Option<&'a str>,
    },
    /// Only the table of activities, on the sheet that is named, or wherever it is, for a document that has these fields.
    Table {
        /// The name of the sheet.
        sheet: Option<&'a str>,
        /// The fields of the document.
        beside: &'a Node,
    },
}

/// What of a workbook was looked at.
#[derive(Debug, Default)]
pub struct Seen {
    /// The sheets that were read, those with faults too.
    pub sheets: Vec<Sheet>,
    /// Those that were not, as places.
    pub unread: Vec<Place>,
}

/// Reads a workbook into the tree that the same data would have as YAML.
///
/// `path` is the file as the user gave it, for the places of faults. `None` if there is nothing to go on with; the
/// diagnostics then hold a fault. What was looked at is added to `seen`.
pub fn read(path: &str, bytes: &[u8], part: Part<'_>, seen: &mut Seen, diagnostics: &Diagnostics) -> Option<Node> {
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
    let mut workbook = Workbook { path: path.into(), book, names, sheets: Vec::new(), broken: Vec::new(), diagnostics };
    let tree = match part {
        Part::Whole { sheet: None } => workbook.whole(),
        Part::Whole { sheet: Some(sheet) } => workbook.one_sheet(sheet),
        Part::Table { sheet, beside } => workbook.table(sheet, beside),
    };
    let Workbook { names, sheets, broken, path, .. } = workbook;
    // Where nothing could be read, that is told, and not of each cell.
    if let Some(tree) = &tree {
        for sheet in &sheets {
            table::close(sheet, tree, diagnostics);
            sheet.tell_struck(diagnostics);
            sheet.tell_hidden(diagnostics);
        }
    }
    let is_read = |name: &String| sheets.iter().chain(&broken).any(|sheet| sheet.name() == name);
    let unread = names.iter().filter(|name| !is_read(name));
    seen.unread.extend(unread.map(|name| Place::Sheet { file: Arc::clone(&path), sheet: name.as_str().into() }));
    seen.sheets.extend(sheets);
    seen.sheets.extend(broken);
    tree
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

/// Whether a file is the workbook of a summary.
pub fn is_summary(bytes: &[u8]) -> bool {
    matches!(Book::open(bytes), Ok(Book::Xlsx(book)) if book.mark.as_deref() == Some(SUMMARY))
}

/// Whether the bytes are those of a workbook of disagreements that the program wrote.
pub fn is_conflicts(bytes: &[u8]) -> bool {
    matches!(Book::open(bytes), Ok(Book::Xlsx(book)) if book.mark.as_deref() == Some(CONFLICTS))
}

/// Whether something was chosen in a workbook of disagreements.
pub fn has_choices(bytes: &[u8]) -> bool {
    let mut files = Memory::default();
    files.put("расхождения.xlsx", bytes);
    let rows = Reader::new(&files, &Diagnostics::default()).load_choices("расхождения.xlsx".as_ref());
    rows.is_none_or(|rows| !rows.is_empty())
}

/// The sheet of a name, compared as leniently as keys; `None` if the workbook has none.
pub(in crate::input) fn sheet(path: &str, bytes: &[u8], wanted: &str) -> Result<Option<Sheet>, Problem> {
    let mut book = Book::open(bytes)?;
    let Some(name) = book.sheets().into_iter().find(|name| fold_key(name) == fold_key(wanted)) else { return Ok(None) };
    let (grid, _) = book.grid(&name);
    Ok(Some(Sheet::new(&path.into(), &name, grid)))
}

/// An open workbook that is being read.
struct Workbook<'a, 'd> {
    path: Arc<str>,
    book: Book<'a>,
    names: Vec<String>,
    /// The sheets that were read.
    sheets: Vec<Sheet>,
    /// Those that could only be read in part, which was reported.
    broken: Vec<Sheet>,
    diagnostics: &'d Diagnostics,
}

impl Workbook<'_, '_> {
    /// All that a document is made of.
    fn whole(&mut self) -> Option<Node> {
        let Some(requisites) = self.sheet(REQUISITES) else { return self.without_requisites() };
        let mut is_readable = true;
        let (entries, place) = match requisites {
            Ok(sheet) => {
                let read = (table::read_requisites(&sheet, self.diagnostics), sheet.place());
                self.sheets.push(sheet);
                read
            }
            Err(()) => {
                is_readable = false;
                (Vec::new(), Place::file(Arc::clone(&self.path)))
            }
        };
        let mut root = Node { value: Value::Map(entries), place };
        let is_monitoring = root.says(schema::KIND, schema::MONITORING_KIND);
        let is_summary = root.says(schema::KIND, schema::SUMMARY_KIND);
        let needed = match () {
            () if is_summary => Table::Territories,
            () if is_monitoring => Table::Fulfilment,
            () => Table::Activities,
        };
        let mut has_needed = !is_monitoring && root.get(schema::TABLE).is_some();
        let has = |table: &Table| if is_summary { table.is_of_summary() } else { table.is_of_plan() };
        for table in Table::ALL.into_iter().filter(has) {
            match self.sheet(table.sheet()) {
                None => {}
                Some(Err(())) => is_readable = false,
                // A monitoring measures the plan that it names; a table beside it counts only with the fulfilment in it.
                Some(Ok(sheet)) if is_monitoring && table == Table::Activities => {
                    self.read_fulfilment_beside(sheet, &mut root);
                }
                Some(Ok(sheet)) => {
                    has_needed |= table == needed;
                    self.read_table(sheet, table, &mut root);
                }
            }
        }
        if !is_readable {
            return None;
        }
        // In a monitoring the fulfilment may stand beside the activities.
        has_needed |= is_monitoring && root.get(Table::Fulfilment.key()).is_some();
        // A few territories may stand in «Реквизиты».
        has_needed |= is_summary && root.get(Table::Territories.key()).is_some();
        if !has_needed {
            self.no_sheet(needed.sheet());
        }
        Some(root)
    }

    /// A workbook without «Реквизиты»: all of a plan stands on the sheet with the table.
    fn without_requisites(&mut self) -> Option<Node> {
        let sheet = match self.sheet(Table::Activities.sheet()) {
            Some(sheet) => sheet,
            None => self.only_table()?,
        };
        let sheet = sheet.ok()?;
        self.tell_aside(sheet.name());
        self.plan_on(sheet)
    }

    /// Tells of the sheets beside the only one that is read: a title page may be among them.
    fn tell_aside(&mut self, read: &str) {
        let is_known = |name: &str| Table::ALL.iter().any(|table| fold_key(table.sheet()) == fold_key(name));
        for name in self.names.clone() {
            if name == read || name.starts_with('_') || is_known(&name) {
                continue;
            }
            let (grid, _) = self.book.grid(&name);
            let cells = grid.rows().into_iter().flat_map(|row| grid.row(row)).count();
            if cells > 0 {
                let place = Place::Sheet { file: Arc::clone(&self.path), sheet: name.as_str().into() };
                self.diagnostics.add(WorkbookProblem::SheetAside { cells }, &place);
            }
        }
    }

    /// A plan that stands on the sheet of this name.
    fn one_sheet(&mut self, name: &str) -> Option<Node> {
        let Some(sheet) = self.named(name) else {
            self.no_sheet(name);
            return None;
        };
        self.plan_on(sheet.ok()?)
    }

    /// A plan that stands on one sheet.
    fn plan_on(&mut self, sheet: Sheet) -> Option<Node> {
        let place = sheet.place();
        let kind = Node::text(schema::PLAN_KIND, place.clone());
        let entry = Entry { key: schema::KIND.to_owned(), key_place: place.clone(), value: kind };
        let mut root = Node { value: Value::Map(vec![entry]), place };
        self.read_table(sheet, Table::Activities, &mut root);
        let has_table = root.get(schema::COLUMNS).is_some();
        has_table.then_some(root)
    }

    /// Only the table of activities.
    fn table(&mut self, wanted: Option<&str>, beside: &Node) -> Option<Node> {
        let sheet = match wanted {
            Some(wanted) => self.named(wanted),
            None => match self.sheet(Table::Activities.sheet()) {
                Some(sheet) => Some(sheet),
                None => return self.only_table()?.ok().and_then(|sheet| self.table_on(sheet, beside)),
            },
        };
        let Some(sheet) = sheet else {
            self.no_sheet(wanted.unwrap_or(Table::Activities.sheet()));
            return None;
        };
        self.table_on(sheet.ok()?, beside)
    }

    fn table_on(&mut self, sheet: Sheet, beside: &Node) -> Option<Node> {
        let Value::Map(fields) = &beside.value else { return None };
        let fields = fields.iter().filter(|entry| fold_key(&entry.key) != schema::TABLE).cloned().collect();
        let mut root = Node { value: Value::Map(fields), place: beside.place.clone() };
        let is_there = |root: &Node| [schema::ACTIVITIES, schema::DIRECTIONS].iter().any(|key| root.get(key).is_some());
        self.read_table(sheet, Table::Activities, &mut root);
        is_there(&root).then_some(root)
    }

    /// The only sheet with a table of activities; of a workbook with one sheet, that one. Several are a fault.
    fn only_table(&mut self) -> Option<Result<Sheet, ()>> {
        let mut with_table: Vec<Sheet> = Vec::new();
        let mut by_shape: Vec<Sheet> = Vec::new();
        for name in self.names.clone() {
            let (grid, Ok(())) = self.book.grid(&name) else { continue };
            let sheet = Sheet::new(&self.path, &name, grid);
            if Head::find(&sheet, Table::Activities).is_some() {
                with_table.push(sheet);
            } else if Head::by_shape(&sheet).is_some() {
                by_shape.push(sheet);
            }
        }
        let mut found = if with_table.is_empty() { by_shape } else { with_table };
        match (found.len(), self.names.as_slice()) {
            (0, [only]) => Some(self.open(&only.clone())),
            (0, _) => {
                self.no_sheet(Table::Activities.sheet());
                None
            }
            (1, _) => found.pop().map(Ok),
            _ => {
                let sheets = found.iter().map(|sheet| sheet.name().to_owned()).collect();
                self.diagnostics.add(WorkbookProblem::SeveralTables { sheets }, &Place::file(Arc::clone(&self.path)));
                None
            }
        }
    }

    /// Reads the sheet that the user names. A name that is typed as it stands means no other that is only like it.
    fn named(&mut self, wanted: &str) -> Option<Result<Sheet, ()>> {
        if self.names.iter().any(|name| name == wanted) { Some(self.open(wanted)) } else { self.sheet(wanted) }
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
        self.broken.push(sheet);
        Err(())
    }

    /// Reads a table into the fields of the document; a table without a head is reported.
    fn read_table(&mut self, mut sheet: Sheet, table: Table, root: &mut Node) {
        table::read(&mut sheet, table, root, self.diagnostics);
        self.sheets.push(sheet);
    }

    /// Reads the fulfilment that stands in a table of activities. A table without any is a sheet that is not read.
    fn read_fulfilment_beside(&mut self, mut sheet: Sheet, root: &mut Node) {
        let entries = |root: &Node| match root.get(Table::Fulfilment.key()).map(|field| &field.value.value) {
            Some(Value::List(items)) => items.len(),
            _ => 0,
        };
        let before = entries(root);
        let found = self.diagnostics.scope();
        table::read(&mut sheet, Table::Activities, root, &found);
        if entries(root) == before && !found.has_faults() {
            found.take();
            return;
        }
        self.sheets.push(sheet);
    }

    fn no_sheet(&mut self, wanted: &str) {
        let problem = WorkbookProblem::NoSheet { wanted: wanted.to_owned(), present: self.names.clone() };
        self.diagnostics.add(problem, &Place::file(Arc::clone(&self.path)));
    }
}

#[cfg(test)]
mod tests;
