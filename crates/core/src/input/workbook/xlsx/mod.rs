//! `.xlsx` and `.xlsm`: the workbooks of Excel since 2007 ([ECMA-376]).
//!
//! What a file says of itself (the used range of a sheet, counts, states) is not looked at: programs that write it wrongly
//! are many, and Excel opens their files. Sheets without cells (charts, dialogs, macros, modules) are passed over.

mod sheet;
mod texts;

use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::events::Event;

use self::sheet::Cells;
use self::texts::is_on;
use super::fault::broken;
use super::fonts::{Style, Text};
use super::package::{Package, Related, attribute, beside, relationships, xml};
use super::{format, mark};
use crate::diagnostics::{CellRef, Problem};
use crate::input::table::{Grid, Trouble};

/// An open workbook.
pub(super) struct Book<'a> {
    package: Package<'a>,
    /// Names and parts of the sheets with cells.
    sheets: Vec<(String, String)>,
    texts: Vec<Text>,
    styles: Vec<Style>,
    from_1904: bool,
    /// What the program wrote into it, if it is of its own making.
    pub(super) mark: Option<String>,
    /// When it was last saved, if that is told in the one way that can be compared.
    pub(super) saved: Option<String>,
}

impl<'a> Book<'a> {
    /// Opens a workbook that was found to be one.
    pub(super) fn open(mut package: Package<'a>) -> Result<Self, Problem> {
        let main = main_part(&mut package)?;
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
        let related = package.part(&beside(folder, &format!("_rels/{file}.rels")))?.unwrap_or_default();
        let related = relationships(&related)?;
        let mut part = |kind: &str, name: &str| {
            let target = related.values().find(|related| related.is(kind)).map_or(name, |related| &related.target);
            package.part(&beside(folder, target))
        };
        let texts = part("sharedStrings", "sharedStrings.xml")?.unwrap_or_default();
        let styles = part("styles", "styles.xml")?.unwrap_or_default();
        let mut book = Self {
            sheets: Vec::new(),
            texts: texts::shared(&texts)?,
            styles: cell_styles(&styles)?,
            from_1904: false,
            mark: mark::of(&mut package),
            saved: mark::saved(&mut package),
            package,
        };
        let workbook = book.package.needed(&main)?;
        book.read(&workbook, folder, &related)?;
        Ok(book)
    }

    fn read(&mut self, workbook: &[u8], folder: &str, related: &HashMap<String, Related>) -> Result<(), Problem> {
        let mut reader = xml(workbook);
        loop {
            match reader.read_event().map_err(|_| broken())? {
                Event::Start(element) if element.local_name().as_ref() == "workbookPr" => {
                    self.from_1904 = matches!(attribute(&element, "date1904").as_deref(), Some("1" | "true"));
                }
                Event::Start(element) if element.local_name().as_ref() == "sheet" => {
                    let id = element.attributes().flatten().find(|it| it.key.local_name().as_ref() == "id");
                    let id = id.map(|id| id.value.into_owned());
                    // A module of Excel 95 has none.
                    let Some(related) = id.and_then(|id| related.get(&id)) else { continue };
                    if let (Some(name), true) = (attribute(&element, "name"), related.is_worksheet()) {
                        self.sheets.push((name, beside(folder, &related.target)));
                    }
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// The names of the sheets with cells, in their order.
    pub(super) fn sheets(&self) -> Vec<String> {
        self.sheets.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Reads a sheet into a grid; after trouble, the grid holds what was read before.
    pub(super) fn grid(&mut self, sheet: &str, grid: &mut Grid) -> Result<(), Trouble> {
        let part = self.sheets.iter().find(|(name, _)| name == sheet).map(|(_, part)| part.clone()).unwrap_or_default();
        let bytes = self.package.needed(&part)?;
        Cells { texts: &self.texts, styles: &self.styles, from_1904: self.from_1904 }.read(&bytes, grid)?;
        Ok(self.notes(&part, grid)?)
    }

    /// Reads the notes of a sheet. A conversation stands in a part of its own, and a note only says that there is one.
    fn notes(&mut self, part: &str, grid: &mut Grid) -> Result<(), Problem> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let related = self.package.part(&beside(folder, &format!("_rels/{file}.rels")))?.unwrap_or_default();
        let related = relationships(&related)?;
        let mut told = Vec::new();
        for (kind, element) in [("threadedComment", "threadedComment"), ("comments", "comment")] {
            let Some(target) = related.values().find(|related| related.is(kind)) else { continue };
            let bytes = self.package.part(&beside(folder, &target.target))?.unwrap_or_default();
            let notes = sheet::notes(&bytes, element)?;
            let before: Vec<CellRef> = told.clone();
            for (at, text) in notes.into_iter().filter(|(at, _)| !before.contains(at)) {
                grid.note(at, &text);
                told.push(at);
            }
        }
        Ok(())
    }
}

/// The part from which all others are named.
fn main_part(package: &mut Package<'_>) -> Result<String, Problem> {
    let related = relationships(&package.part("_rels/.rels")?.unwrap_or_default())?;
    let main = related.values().find(|related| related.is("officeDocument"));
    Ok(main.map_or_else(|| "xl/workbook.xml".to_owned(), |main| beside("", &main.target)))
}

/// What each style of cells says of them.
fn cell_styles(styles: &[u8]) -> Result<Vec<Style>, Problem> {
    let mut reader = xml(styles);
    let mut own = HashMap::new();
    let mut struck_fonts = Vec::new();
    let mut styles = Vec::new();
    // Differences of conditional formats have formats of their own, and styles of styles come before those of cells.
    let mut within = String::new();
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Start(element) => {
                let name = element.local_name().as_ref().to_owned();
                let number = |name: &str| attribute(&element, name).and_then(|id| id.trim().parse::<u32>().ok());
                match (within.as_str(), name.as_str()) {
                    (_, "numFmts" | "fonts" | "cellXfs" | "cellStyleXfs" | "dxfs") => within = name,
                    ("fonts", "font") => struck_fonts.push(false),
                    ("fonts", "strike") => {
                        if let Some(last) = struck_fonts.last_mut() {
                            *last = is_on(&element);
                        }
                    }
                    ("numFmts", "numFmt") => {
                        if let (Some(id), Some(code)) = (number("numFmtId"), attribute(&element, "formatCode")) {
                            own.insert(id, Arc::new(format::parse(&code)));
                        }
                    }
                    ("cellXfs", "xf") => {
                        let id = number("numFmtId").unwrap_or_default();
                        let format = own.get(&id).cloned().unwrap_or_else(|| Arc::new(format::builtin(id)));
                        let font = number("fontId").and_then(|font| struck_fonts.get(font as usize));
                        styles.push(Style { format, is_struck: font.copied().unwrap_or_default() });
                    }
                    _ => {}
                }
            }
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}
