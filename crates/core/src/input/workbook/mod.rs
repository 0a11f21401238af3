//! Workbooks (.xlsx, .xlsm, .xlsb, .xls, .ods) into the tree that the same data would have as YAML.
//!
//! ```text
//! bytes ─▶ Book (xlsx | xlsb | xls | ods) ─▶ Grid: filled cells, merged areas ─▶ Head ─▶ records ─▶ Node
//! ```
//!
//! What a file is, is told by its first bytes; its name does not matter. All four kinds end in the same sparse
//! `grid::Grid`, behind which nothing knows where the cells came from.
//!
//! What cannot be had: a formula that was never calculated is seen in .xlsx only (the binary formats always store a
//! value, and in .ods it looks like an empty text); words around a number (`0" чел."`) are not read from .ods; cells
//! of Excel 95 and older are not read at all.

mod binary;
mod compound;
mod fault;
mod form;
mod format;
mod mark;
mod ods;
mod package;
mod stored;
mod xls;
mod xlsb;
mod xlsx;

use std::sync::Arc;

use self::compound::Compound;
use self::fault::{bad, broken};
use self::package::Package;
use crate::diagnostics::{Diagnostics, Place, Problem};
use crate::input::table::activities::Numbering;
use crate::input::table::grid::{Grid, Trouble};
use crate::input::table::head::Head;
use crate::input::table::headings::Table;
use crate::input::table::sheet::{Reading, entry};
use crate::input::table::{Sheet, activities, head, records, requisites};
use crate::tree::{Entry, Node, Value, fold_key};

pub use self::form::{
    ANSWERS, CHECK_TITLE, COUNTED, FILLED_BY, FORM_SHEET, Form, FormRow, HELP_SHEET, ID_TITLE, Issued, META_SHEET,
    is_form, meta, read_form,
};
pub use self::mark::{FORM, MARK, PROGRESS, REMARKS, REMARKS_SHEET};

/// Sheets of a workbook.
const SHEETS: usize = 50;
/// The sheet with the fields of the document.
const REQUISITES: &str = "Реквизиты";

/// The sheets with tables.
const TABLES: [Table; 5] =
    [Table::Activities, Table::Fulfilment, Table::Indicators, Table::Recommendations, Table::Decisions];

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
            _ if book.is_remarks() => Err(Problem::RemarksAsInput),
            _ if book.is_marked_form() && !sheets.iter().any(|name| fold_key(name) == fold_key(REQUISITES)) => {
                Err(Problem::FormAsInput)
            }
            0 => Err(bad("в ней нет листов с ячейками")),
            count if count > SHEETS => Err(Problem::WorkbookTooLarge { what: "листов", limit: SHEETS as u64 }),
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

/// A workbook of any kind.
enum Book<'a> {
    Xlsx(Box<xlsx::Book<'a>>),
    Xlsb(xlsb::Book<'a>),
    Xls(xls::Book),
    Ods(ods::Book),
}

impl<'a> Book<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        if bytes.starts_with(compound::MAGIC) {
            return Self::open_compound(bytes);
        }
        if bytes.starts_with(b"PK") {
            return Self::open_package(bytes);
        }
        Err(bad(what_it_is(bytes)))
    }

    fn open_compound(bytes: &[u8]) -> Result<Self, Problem> {
        let file = Compound::open(bytes).ok_or_else(broken)?;
        if file.has("EncryptedPackage") {
            return Err(Problem::WorkbookPassword);
        }
        if file.has("WordDocument") {
            return Err(bad("похоже, это документ Word"));
        }
        xls::Book::open(&file).map(Self::Xls)
    }

    fn open_package(bytes: &'a [u8]) -> Result<Self, Problem> {
        let mut package = Package::open(bytes)?;
        if package.has("xl/workbook.bin") {
            return xlsb::Book::open(package).map(Self::Xlsb);
        }
        if package.has_folder("word/") {
            return Err(bad("похоже, это документ Word"));
        }
        if package.has_folder("ppt/") {
            return Err(bad("похоже, это презентация"));
        }
        if package.has("content.xml") {
            let kind = package.part("mimetype")?.unwrap_or_default();
            let is_workbook = kind.windows(11).any(|bytes| bytes == b"spreadsheet");
            let not_one = || bad("это документ LibreOffice, но не таблица");
            return if is_workbook { ods::Book::open(&mut package).map(Self::Ods) } else { Err(not_one()) };
        }
        if !package.has("[Content_Types].xml") {
            return Err(bad("это архив, а не книга Excel"));
        }
        xlsx::Book::open(bytes, &mut package).map(|book| Self::Xlsx(Box::new(book)))
    }

    fn is_remarks(&self) -> bool {
        let Self::Xlsx(book) = self else { return false };
        let names: Vec<String> = book.sheets().iter().map(|name| fold_key(name)).collect();
        let has = |name: &str| names.contains(&fold_key(name));
        book.mark.as_deref() == Some(REMARKS)
            && has(REMARKS_SHEET)
            && !has(REQUISITES)
            && !TABLES.iter().any(|table| has(table.sheet()))
    }

    fn sheets(&self) -> Vec<String> {
        match self {
            Self::Xlsx(book) => book.sheets(),
            Self::Xlsb(book) => book.sheets(),
            Self::Xls(book) => book.sheets(),
            Self::Ods(book) => book.sheets(),
        }
    }

    /// Reads a sheet; after trouble, the grid holds what was read before.
    fn grid(&mut self, sheet: &str) -> (Grid, Result<(), Trouble>) {
        let mut grid = Grid::default();
        let read = match self {
            Self::Xlsx(book) => book.grid(sheet, &mut grid),
            Self::Xlsb(book) => book.grid(sheet, &mut grid),
            Self::Xls(book) => book.grid(sheet, &mut grid),
            Self::Ods(book) => book.grid(sheet, &mut grid),
        };
        (grid.finish(), read)
    }
}

/// What a file that is no workbook looks like.
fn what_it_is(bytes: &[u8]) -> &'static str {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes)).to_lowercase();
    let start = start.trim_start();
    match () {
        () if bytes.is_empty() => "файл пуст",
        () if start.starts_with("<?xml") && start.contains("excel.sheet") => "это таблица XML 2003",
        () if start.starts_with('<') && (start.contains("<html") || start.contains("<table")) => {
            "это веб-страница, а не книга Excel"
        }
        () if start.starts_with("%pdf") => "это документ PDF",
        () if start.starts_with("{\\rtf") => "похоже, это документ Word",
        () => "это не книга Excel",
    }
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
                entries = requisites::read(Reading::new(&sheet, self.diagnostics));
                self.sheets.push(sheet);
            }
            Some(Err(())) => is_readable = false,
            None => {}
        }
        let root = Node { value: Value::Map(entries), place: place.clone() };
        let is_monitoring = root.says("вид", "мониторинг");
        let needed = if is_monitoring { Table::Fulfilment } else { Table::Activities };
        let has_table = !is_monitoring && root.get("таблица").is_some();
        let numbering = numbering(&root);
        let Value::Map(mut entries) = root.value else { return None };

        let mut has_needed = has_table;
        for table in TABLES {
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
                    read.into_iter().filter(counts).for_each(|addition| add(&mut entries, addition));
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
            [only] => self.sheet(&only.clone()),
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
            self.diagnostics.add(Problem::RepeatedSheet { name: twin.clone() }, &place);
        }
        let (grid, read) = self.book.grid(&name);
        let sheet = Sheet::new(&self.path, &name, grid);
        match read {
            Ok(()) => return Some(Ok(sheet)),
            Err(Trouble::File(problem)) => self.diagnostics.add(problem, &sheet.place()),
            Err(Trouble::Cell(cell, problem)) => self.diagnostics.add(problem, &sheet.at(cell)),
        }
        self.sheets.push(sheet);
        Some(Err(()))
    }

    /// Reads a table into entries of the root record; none if it has no head, which is reported.
    fn read_table(&mut self, mut sheet: Sheet, table: Table, numbering: Numbering) -> Vec<Entry> {
        let mut entries = Vec::new();
        if let Some(head) = Head::find(&sheet, table) {
            sheet.head = Some(head.first..=head.last);
            let reading = Reading::new(&sheet, self.diagnostics);
            entries = match table {
                Table::Activities => activities::read(head, numbering, reading),
                _ => vec![records::read(head, table, reading)],
            };
        } else if table == Table::Activities || !sheet.grid.rows().is_empty() {
            // A sheet with nothing at all is one that was not needed.
            let nearest = head::nearest_title(&sheet, table);
            self.diagnostics.add(Problem::NoHead { wanted: table.key_title(), nearest }, &sheet.place());
        }
        self.sheets.push(sheet);
        entries
    }

    fn no_sheet(&mut self, wanted: &str) {
        let problem = Problem::NoSheet { wanted: wanted.to_owned(), present: self.names.clone() };
        self.diagnostics.add(problem, &Place::file(Arc::clone(&self.path)));
    }
}

/// Whether a place is in the sheet «Реквизиты», where fields are dotted.
pub fn is_in_requisites(place: &Place) -> bool {
    matches!(place, Place::Cell { sheet, .. } if fold_key(sheet) == fold_key(REQUISITES))
}

/// Adds an entry, unless the field is there; a fulfilment that stands in two sheets is one list.
fn add(root: &mut Vec<Entry>, addition: Entry) {
    let known = root.iter_mut().find(|entry| fold_key(&entry.key) == fold_key(&addition.key));
    match (known, addition.value.value) {
        (None, value) => {
            let place = addition.value.place;
            root.push(entry(&addition.key, Node { value, place }));
        }
        (Some(Entry { value: Node { value: Value::List(items), .. }, key, .. }), Value::List(more))
            if key == Table::Fulfilment.key() =>
        {
            items.extend(more);
        }
        _ => {}
    }
}

fn numbering(root: &Node) -> Numbering {
    match () {
        () if root.says("нумерация", "вложенная") => Numbering::Nested,
        () if root.says("нумерация", "как в данных") => Numbering::AsTyped,
        () => Numbering::Running,
    }
}
