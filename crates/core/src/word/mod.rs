//! Views to documents for Word: the copy that goes to lawyers and deputies before anybody signs. A writer beside the
//! typesetter, from the same finished strings; what a page shows is decided before.
//!
//! ```text
//! view ─▶ blocks ─▶ document.xml ─▶ .docx
//!    pages, tables    body       package
//! ```
//!
//! Blocks of two editions become those of a redline on the way (`redline`). What a copy says of itself when it comes back
//! stands in [`names`].

pub mod back;
mod blocks;
mod body;
#[cfg(test)]
mod laws;
pub mod names;
mod package;
mod pages;
mod redline;
mod sheet;
mod styles;
mod tables;
mod xml;

use blocks::Block;
use package::Content;
use sheet::Sheet;
use tables::Purpose;

use crate::diagnostics::{FileProblem, PageProblem, Problem};
use crate::domain::{Changes, Field, Plan};
use crate::signs;
use crate::view::{AmendmentsView, ContentView, DocumentInfo, OrderView, PlanView, ReportView, SheetView, Tokens};

pub use package::is_untouched;

/// A plan. `data` is the text of `carried::write`, if the document is to carry it. Errs with a sign that no document of
/// Word can hold.
pub fn plan(view: &PlanView, plan: &Plan, data: Option<&str>, tokens: &Tokens) -> Result<Vec<u8>, Problem> {
    let sheet = Sheet { page: &view.page, tokens };
    let purpose = Purpose { names: name_column(plan), parts_joined: false };
    finish(&pages::plan(view, purpose, &sheet), &view.document, &plan.fingerprint(), (data, &[]), &sheet)
}

/// The report on a plan. `charts` are pictures of its charts in their order, as PNG and as wide as the text. Errs also if
/// there are more or fewer of them than charts: templates of the user may draw them.
pub fn report(
    view: &ReportView,
    plan: &Plan,
    charts: &[Vec<u8>],
    data: Option<&str>,
    tokens: &Tokens,
) -> Result<Vec<u8>, Problem> {
    report_of(view, &plan.fingerprint(), (charts, data), tokens)
}

/// The summary of many reports; charts as in [`report`]. It is of no one edition of a plan.
pub fn region(view: &ReportView, charts: &[Vec<u8>], data: Option<&str>, tokens: &Tokens) -> Result<Vec<u8>, Problem> {
    report_of(view, "", (charts, data), tokens)
}

fn report_of(
    view: &ReportView,
    edition: &str,
    (charts, data): (&[Vec<u8>], Option<&str>),
    tokens: &Tokens,
) -> Result<Vec<u8>, Problem> {
    let content = view.sections.iter().flat_map(|section| &section.content);
    let wanted = content.filter(|content| matches!(content, ContentView::Chart(_))).count();
    if charts.len() != wanted {
        let detail = format!("picture.typ: {} pages for {wanted} charts", charts.len());
        return Err(PageProblem::Template { detail }.into());
    }
    let sheet = Sheet { page: &view.page, tokens };
    let room = sheet.room();
    let sizes: Vec<(f64, f64)> = charts.iter().map(|png| (room, room * proportion(png))).collect();
    let blocks = pages::report(view, &sizes, &sheet);
    finish(&blocks, &view.document, edition, (data, charts), &sheet)
}

/// Amendments that lead to the edition `new`.
pub fn amendments(view: &AmendmentsView, new: &Plan, data: Option<&str>, tokens: &Tokens) -> Result<Vec<u8>, Problem> {
    let sheet = Sheet { page: &view.page, tokens };
    finish(&pages::amendments(view, &sheet), &view.document, &new.fingerprint(), (data, &[]), &sheet)
}

/// The order that approves a plan.
pub fn order(view: &OrderView, plan: &Plan, data: Option<&str>, tokens: &Tokens) -> Result<Vec<u8>, Problem> {
    let sheet = Sheet { page: &view.page, tokens };
    finish(&pages::order(view, &sheet), &view.document, &plan.fingerprint(), (data, &[]), &sheet)
}

/// A sheet of that order, or an extract of the plan.
pub fn sheet(view: &SheetView, plan: &Plan, data: Option<&str>, tokens: &Tokens) -> Result<Vec<u8>, Problem> {
    let sheet = Sheet { page: &view.page, tokens };
    finish(&pages::sheet(view, &sheet), &view.document, &plan.fingerprint(), (data, &[]), &sheet)
}

/// The new edition with its differences from the old one as tracked changes. `views` are those of the old and the new
/// edition, `data` those of the new one.
pub fn redline(
    [old, new]: [&PlanView; 2],
    changes: &Changes<'_>,
    data: Option<&str>,
    tokens: &Tokens,
) -> Result<Vec<u8>, Problem> {
    let sheet = Sheet { page: &new.page, tokens };
    let blocks = redline_blocks([old, new], changes, &sheet);
    finish(&blocks, &new.document, &changes.new.plan.fingerprint(), (data, &[]), &sheet)
}

/// Both editions stand on the sheet of the new one. Where cells are joined over several rows, no row could come or go by
/// itself: they are parted.
fn redline_blocks([old, new]: [&PlanView; 2], changes: &Changes<'_>, sheet: &Sheet<'_>) -> Vec<Block> {
    let pages = |view: &PlanView, plan: &Plan| {
        pages::plan(view, Purpose { names: name_column(plan), parts_joined: true }, sheet)
    };
    redline::merged(pages(old, changes.old.plan), &pages(new, changes.new.plan), changes)
}

fn name_column(plan: &Plan) -> Option<usize> {
    plan.columns().position(|column| column.field == Field::Name)
}

fn finish(
    blocks: &[Block],
    about: &DocumentInfo,
    edition: &str,
    (data, pictures): (Option<&str>, &[Vec<u8>]),
    sheet: &Sheet<'_>,
) -> Result<Vec<u8>, Problem> {
    let texts = || blocks.iter().flat_map(Block::paragraphs).flat_map(|it| &it.text);
    if let Some(sign) = texts().flat_map(|piece| piece.text.chars()).find(|sign| !xml::holds(*sign)) {
        return Err(PageProblem::MissingGlyph { sign: sign.to_string(), name: signs::name(sign) }.into());
    }
    let document = body::document(blocks, edition, sheet);
    let content = Content { about, document, pictures, data, edition };
    package::package(content, sheet).map_err(|error| FileProblem::Internal { detail: error.to_string() }.into())
}

/// Height of a PNG picture to its width.
fn proportion(png: &[u8]) -> f64 {
    let number = |at: usize| {
        let bytes = png.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(1.0, |bytes| f64::from(u32::from_be_bytes(bytes)))
    };
    // Its head is the first thing in it: width, then height.
    number(20) / number(16)
}
