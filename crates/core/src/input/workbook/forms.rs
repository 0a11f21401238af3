//! Workbooks that are forms: how they are known, and their sheets.

use std::sync::Arc;

use super::SHEETS;
use super::book::Book;
use super::fault::bad;
use super::mark::{CONFLICTS, FORM, PROGRESS, SUMMARY};
use crate::diagnostics::{Diagnostics, Place, WorkbookProblem};
use crate::input::Content;
use crate::input::form::{self, Form, META_SHEET};
use crate::input::table::{Head, REQUISITES, Sheet, Table};
use crate::tree::fold_key;

/// Whether the bytes are those of a form.
pub fn is_form(bytes: &[u8]) -> bool {
    Book::open(bytes).is_ok_and(|mut book| book.is_form())
}

/// What a workbook is that this program made, or that can be read as a form; `None` if it may hold data. A workbook that
/// cannot be opened is unclear.
pub fn made(bytes: &[u8]) -> Option<Content> {
    let Ok(mut book) = Book::open(bytes) else { return Some(Content::Unclear) };
    let mark = match &book {
        Book::Xlsx(book) => book.mark.clone(),
        _ => None,
    };
    let names = book.sheets();
    let has_requisites = names.iter().any(|name| fold_key(name) == fold_key(REQUISITES));
    match mark.as_deref() {
        _ if has_requisites => None,
        Some(PROGRESS | CONFLICTS | SUMMARY) => Some(Content::Made),
        Some(_) if book.is_remarks() => Some(Content::Made),
        _ if book.is_form() || book.has_fulfilment() => Some(Content::Form),
        _ => None,
    }
}

impl Book<'_> {
    /// Whether it has a table that tells of the fulfilment and none of a plan's activities.
    fn has_fulfilment(&mut self) -> bool {
        self.sheets().iter().take(SHEETS).any(|name| {
            let (grid, _) = self.grid(name);
            let sheet = Sheet::new(&"".into(), name, grid);
            Head::find(&sheet, Table::Fulfilment).is_some() && fold_key(name) != fold_key(Table::Activities.sheet())
        })
    }

    /// Whether it is a form: by its hidden sheet, by its mark, or by the identities of its rows.
    fn is_form(&mut self) -> bool {
        self.is_marked_form()
            || self.sheets().iter().take(SHEETS).any(|name| {
                let (grid, _) = self.grid(name);
                form::has_identities(&Sheet::new(&"".into(), name, grid))
            })
    }

    /// Whether its mark or its hidden sheet says that it is a form.
    pub(super) fn is_marked_form(&self) -> bool {
        matches!(self, Self::Xlsx(book) if book.mark.as_deref() == Some(FORM))
            || self.sheets().iter().any(|name| fold_key(name) == fold_key(META_SHEET))
    }
}

/// Reads a form. `None` if it cannot be read or has no table; the diagnostics then hold a fault.
pub fn read_form(path: &str, bytes: &[u8], diagnostics: &Diagnostics) -> Option<Form> {
    let file: Arc<str> = path.into();
    let opened = Book::open(bytes).and_then(|book| {
        let names = book.sheets();
        match names.len() {
            _ if book.is_remarks() => Err(WorkbookProblem::RemarksAsInput.into()),
            0 => Err(bad("в ней нет листов с ячейками")),
            count if count > SHEETS => Err(WorkbookProblem::TooLarge { what: "листов", limit: SHEETS as u64 }.into()),
            _ => Ok((book, names)),
        }
    });
    let (mut book, names) = match opened {
        Ok(opened) => opened,
        Err(problem) => {
            diagnostics.add(problem, &Place::file(file));
            return None;
        }
    };
    let mut sheets = Vec::new();
    for name in &names {
        let (grid, read) = book.grid(name);
        let sheet = Sheet::new(&file, name, grid);
        match read {
            Ok(()) => sheets.push(sheet),
            Err(trouble) => sheet.report(trouble, diagnostics),
        }
    }
    if sheets.len() < names.len() {
        return None;
    }
    let saved = match &mut book {
        Book::Xlsx(book) => book.saved.take(),
        _ => None,
    };
    form::read(file, &sheets, diagnostics).map(|form| Form { saved, ..form })
}
