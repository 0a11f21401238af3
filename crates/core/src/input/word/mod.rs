//! Text documents (.docx, .odt) into the tree that the same data would have as YAML.
//!
//! ```text
//! bytes ─▶ Document (docx | odt): paragraphs, tables ─▶ Page ─▶ Grid, Layout ─▶ input::table ─▶ Node
//! ```
//!
//! What a file is, is told by its first bytes; its name does not matter. A document is laid out as one sheet, so that its table
//! is read by the rules of workbooks, and what stands around it by those of «one sheet». All that is not known is looked into,
//! and only named elements are passed over: what a list of known ones forgets would be lost.

mod archive;
mod docx;
mod fault;
mod grid;
mod kind;
mod layout;
mod look;
pub mod model;
mod numerals;
mod odt;
mod symbols;
mod xml;

use std::sync::Arc;

use self::archive::Archive;
use self::layout::Page;
use self::model::Document;
use super::table::{self, Sheet, Table};
use super::workbook::Part;
use crate::diagnostics::{CopyProblem, Diagnostics, Place, Problem};
use crate::schema;
use crate::tree::{Entry, Node, Value, fold_key};
use crate::word::back::{self, Returned};
use crate::word::is_untouched;

/// How tracked changes are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tracked {
    /// As if they had been accepted.
    #[default]
    Accept,
    /// As if they had been rejected.
    Reject,
}

/// Opens a document: everything that stands in it, before any rule.
pub fn open(bytes: &[u8], tracked: Tracked) -> Result<Document, Problem> {
    kind::check(bytes)?;
    let mut archive = Archive::open(bytes)?;
    match kind::of(&mut archive)? {
        kind::Kind::Docx => docx::read(&mut archive, tracked),
        kind::Kind::Odt => odt::read(&mut archive, tracked),
    }
}

/// What was seen of a document while it was read.
#[derive(Debug, Default)]
pub struct Seen {
    /// The document as it was laid out.
    pub sheet: Option<Sheet>,
    /// What is known of it if it is a copy that came back.
    pub returned: Option<Returned>,
}

/// Reads a document into the tree that the same data would have as YAML. One that is a copy of a plan gives the data that it
/// was made from, with what was changed in it; `plan` may be the plan that it was made from, for a copy that has lost its data.
///
/// `path` is the file as the user gave it, for the places of faults. `None` if there is nothing to go on with; the
/// diagnostics then hold a fault.
pub fn read(
    path: &str,
    bytes: &[u8],
    part: Part<'_>,
    (tracked, plan): (Tracked, Option<&Node>),
    seen: &mut Seen,
    diagnostics: &Diagnostics,
) -> Option<Node> {
    let file: Arc<str> = path.into();
    let document = match open(bytes, tracked) {
        Ok(document) => document,
        Err(problem) => {
            diagnostics.add(problem, &Place::File(file));
            return None;
        }
    };
    if let Some(changes) = layout::tracked_changes(&document, tracked) {
        diagnostics.add(changes, &Place::File(Arc::clone(&file)));
    }
    let mut page = Page::new(&document, &file).lay_out();
    let laid = std::mem::replace(&mut page.laid, Ok(()));
    let tree = match laid {
        Ok(()) => match copy(&document, bytes, (part, plan), &page.sheet, diagnostics) {
            Some(taken) => {
                seen.returned = taken.returned;
                page.forget_pictures(&taken.pictures);
                Some(taken.tree)
            }
            None => self::plan(&mut page.sheet, part, diagnostics),
        },
        Err(trouble) => {
            page.sheet.report(trouble, diagnostics);
            None
        }
    };
    page.tell(diagnostics);
    let sheet = page.sheet;
    // Where nothing could be read, that is told, and not of each cell.
    if let Some(tree) = &tree {
        table::close(&sheet, tree, diagnostics);
    }
    seen.sheet = Some(sheet);
    tree
}

/// What a copy that came back says, if the document is one whose data are at hand.
fn copy(
    document: &Document,
    bytes: &[u8],
    (part, plan): (Part<'_>, Option<&Node>),
    sheet: &Sheet,
    diagnostics: &Diagnostics,
) -> Option<back::Taken> {
    // A table is wanted as anybody sees it.
    let Part::Whole { .. } = part else { return None };
    let trace = back::Trace::of(document)?;
    let file: Arc<str> = sheet.file().into();
    let Some(base) = trace.base(plan) else {
        diagnostics.add(CopyProblem::WithoutData, &Place::File(file));
        return None;
    };
    let request = back::Request {
        document,
        rejected: &|| open(bytes, Tracked::Reject).ok(),
        is_untouched: is_untouched(bytes),
        trace: &trace,
        base: &base,
        file: &file,
        ordered: &|place| sheet.cell_of(&place).map_or(place, |cell| sheet.at(cell)),
    };
    let taken = back::read(&request, diagnostics);
    for (place, fate) in &taken.fates {
        if let Some(cell) = sheet.cell_of(place) {
            sheet.settle(cell, *fate);
        }
    }
    taken.rest.into_iter().for_each(|fate| sheet.settle_from(0, fate));
    Some(taken)
}

/// The plan on a document that was laid out; or only its table, for a document that has these fields.
fn plan(sheet: &mut Sheet, part: Part<'_>, diagnostics: &Diagnostics) -> Option<Node> {
    let mut root = match part {
        Part::Whole { .. } => {
            let place = sheet.place();
            let kind = Node::text(schema::PLAN_KIND, place.clone());
            let entry = Entry { key: schema::KIND.to_owned(), key_place: place.clone(), value: kind };
            Node { value: Value::Map(vec![entry]), place }
        }
        Part::Table { beside, .. } => {
            let Value::Map(fields) = &beside.value else { return None };
            let fields = fields.iter().filter(|entry| fold_key(&entry.key) != schema::TABLE).cloned().collect();
            Node { value: Value::Map(fields), place: beside.place.clone() }
        }
    };
    table::read(sheet, Table::Activities, &mut root, diagnostics);
    let is_there = [schema::ACTIVITIES, schema::DIRECTIONS].iter().any(|key| root.get(key).is_some());
    is_there.then_some(root)
}

#[cfg(test)]
mod tests;
