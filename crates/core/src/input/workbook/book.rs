//! An open workbook: which kind it is, its sheets, and what it is if it is none.

use std::borrow::Cow;

use super::compound::{self, Compound};
use super::fault::{bad, broken};
use super::mark::{REMARKS, REMARKS_SHEET};
use super::package::Package;
use super::{ods, protected, xls, xlsb, xlsx};
use crate::diagnostics::{Problem, WorkbookProblem};
use crate::input::table::{Grid, REQUISITES, Table, Trouble};
use crate::tree::fold_key;

/// A workbook of any kind.
pub(super) enum Book<'a> {
    Xlsx(Box<xlsx::Book<'a>>),
    Xlsb(xlsb::Book<'a>),
    Xls(xls::Book),
    Ods(ods::Book),
}

impl<'a> Book<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        if bytes.starts_with(compound::MAGIC) {
            return Self::open_compound(bytes);
        }
        if bytes.starts_with(b"PK") {
            return Self::open_package(bytes.into());
        }
        Err(bad(what_it_is(bytes)))
    }

    fn open_compound(bytes: &'a [u8]) -> Result<Self, Problem> {
        let file = Compound::open(bytes).ok_or_else(broken)?;
        match () {
            () if file.has("EncryptedPackage") => {
                let streams = file.stream("EncryptionInfo").zip(file.stream("EncryptedPackage"));
                let (info, package) = streams.ok_or_else(broken)?;
                let package = protected::open_package(&info, &package).ok_or(WorkbookProblem::Password)?;
                Self::open_package(package.into())
            }
            () if file.has("Workbook") || file.has("Book") => xls::Book::open(&file).map(Self::Xls),
            () if file.has("WordDocument") => Err(bad("похоже, это документ Word")),
            () if file.has("PowerPoint Document") => Err(bad("похоже, это презентация")),
            () => Err(broken()),
        }
    }

    fn open_package(bytes: Cow<'a, [u8]>) -> Result<Self, Problem> {
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
        xlsx::Book::open(package).map(|book| Self::Xlsx(Box::new(book)))
    }

    pub(super) fn is_remarks(&self) -> bool {
        let Self::Xlsx(book) = self else { return false };
        let names: Vec<String> = book.sheets().iter().map(|name| fold_key(name)).collect();
        let has = |name: &str| names.contains(&fold_key(name));
        book.mark.as_deref() == Some(REMARKS)
            && has(REMARKS_SHEET)
            && !has(REQUISITES)
            && !Table::ALL.iter().any(|table| has(table.sheet()))
    }

    pub(super) fn sheets(&self) -> Vec<String> {
        match self {
            Self::Xlsx(book) => book.sheets(),
            Self::Xlsb(book) => book.sheets(),
            Self::Xls(book) => book.sheets(),
            Self::Ods(book) => book.sheets(),
        }
    }

    /// Reads a sheet; after trouble, the grid holds what was read before.
    pub(super) fn grid(&mut self, sheet: &str) -> (Grid, Result<(), Trouble>) {
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
