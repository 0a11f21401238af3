//! What a file is, and what to say of one that is no document that can be read.

use super::archive::Archive;
use super::docx;
use super::fault::{bad, broken};
use crate::diagnostics::{Problem, WordProblem};
use crate::input::workbook::{COMPOUND, Compound};

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Docx,
    Odt,
}

/// Errs with what the file is, if it is no archive.
pub(super) fn check(bytes: &[u8]) -> Result<(), Problem> {
    if bytes.starts_with(COMPOUND) {
        return Err(compound(bytes));
    }
    if bytes.starts_with(b"PK") {
        return Ok(());
    }
    Err(what_it_is(bytes))
}

/// Old and encrypted documents begin alike.
fn compound(bytes: &[u8]) -> Problem {
    let Some(file) = Compound::open(bytes) else { return broken() };
    match () {
        () if file.has("EncryptedPackage") => WordProblem::Password.into(),
        () if file.has("WordDocument") => other("документ Word 97–2003 (*.doc)"),
        () if file.has("Workbook") || file.has("Book") => bad("похоже, это книга Excel: назовите файл .xls"),
        () if file.has("PowerPoint Document") => bad("похоже, это презентация"),
        () => broken(),
    }
}

/// The kind of document that an archive holds.
pub(super) fn of(archive: &mut Archive<'_>) -> Result<Kind, Problem> {
    if archive.has("content.xml") {
        let kind = archive.text("mimetype")?.unwrap_or_default();
        let manifest = archive.text("META-INF/manifest.xml")?.unwrap_or_default();
        return match () {
            () if manifest.contains("encryption-data") => Err(WordProblem::Password.into()),
            () if kind.contains("opendocument.text") => Ok(Kind::Odt),
            () if kind.contains("spreadsheet") => Err(bad("похоже, это таблица LibreOffice: назовите файл .ods")),
            () => Err(bad("это документ LibreOffice, но не текстовый")),
        };
    }
    match () {
        () if archive.has("xl/workbook.xml") || archive.has("xl/workbook.bin") => {
            Err(bad("похоже, это книга Excel: назовите файл .xlsx"))
        }
        () if archive.has("ppt/presentation.xml") => Err(bad("похоже, это презентация")),
        () if docx::is_one(archive)? => Ok(Kind::Docx),
        () if archive.has("[Content_Types].xml") => Err(broken()),
        () => Err(bad("это архив, а не документ Word")),
    }
}

fn other(kind: &'static str) -> Problem {
    WordProblem::OtherKind { kind }.into()
}

/// What a file that is no archive looks like.
fn what_it_is(bytes: &[u8]) -> Problem {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes)).to_lowercase();
    let start = start.trim_start();
    match () {
        () if bytes.is_empty() => bad("файл пуст"),
        () if start.starts_with("{\\rtf") => other("текст RTF (*.rtf)"),
        () if start.starts_with("<?xml") && start.contains("/xmlpackage") => other("документ XML Word (*.xml)"),
        () if start.starts_with("<?xml") && start.contains("wordml") => other("документ XML Word 2003 (*.xml)"),
        () if start.starts_with("<?xml") && start.contains("opendocument") => {
            other("плоский документ LibreOffice (*.fodt)")
        }
        () if start.starts_with('<') && start.contains("<html") => other("веб-страница (*.html)"),
        () if start.starts_with("%pdf") => bad("это документ PDF"),
        () => bad("это не документ Word"),
    }
}
