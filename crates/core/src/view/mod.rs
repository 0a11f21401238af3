//! Domain to what the page shows: finished strings and lists, and nothing left to decide.
//!
//! Dates in words, no-break spaces, marks that agree with the title, column widths. All of it is tested without the
//! typesetter: what it needs to know of type comes through [`Metrics`].

mod amendments;
mod blocks;
mod chart;
mod conclusions;
mod edits;
mod ends;
mod genitive;
mod indicators;
mod joins;
mod justified;
#[cfg(test)]
pub(crate) mod laws;
mod letter;
mod lines;
mod lowest;
mod order;
mod plan;
mod region;
mod region_words;
mod reminder;
mod report;
mod requisites;
mod said;
mod sheet;
mod stamp;
mod summary;
mod table;
mod tokens;
mod widths;
mod wording;
mod words;

use serde::Serialize;

use crate::domain::Day;
use crate::russian::glue;

pub use amendments::{AmendmentsView, amending_approvals, amendments};
pub use blocks::block_texts;
pub use letter::{LetterText, letter};
pub use lines::Lines;
pub use order::{OrderView, order};
pub(crate) use plan::AnnexView;
pub use plan::{PlanView, plan};
pub use region::region;
pub use reminder::reminder;
pub(crate) use report::{ContentView, titles as report_titles};
pub use report::{ReportView, report};
pub(crate) use requisites::{BlockView, CornerView, SignatureView, TasksView, edition};
pub use said::{Said, bare, said};
pub use sheet::{SheetView, acquaintance, agreement, extract};
pub use stamp::{stamp, stamp_signature};
pub(crate) use summary::state;
pub use table::TableView;
pub(crate) use table::{ColumnView, HeadCellView, RowView, bands};
pub use tokens::Tokens;
pub use words::Words;

/// What the view needs to know of the faces in use.
pub trait Metrics {
    /// Width of a text set on one line, in em.
    fn width(&self, text: &str, bold: bool) -> f64;
}

/// For who asks what a document says, not how it looks: no text takes room. A view says the same by any widths; only where
/// lines end is another matter.
#[derive(Debug, Clone, Copy)]
pub struct Unmeasured;

impl Metrics for Unmeasured {
    fn width(&self, _: &str, _: bool) -> f64 {
        0.0
    }
}

/// Data of the document as a whole.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub struct DocumentInfo {
    /// Title for the file's properties, on one line.
    pub title: String,
    /// Authors.
    pub author: Vec<String>,
    /// Date of the document, never of the run.
    pub date: DateInfo,
    /// Keywords.
    pub keywords: Vec<String>,
}

/// A day in numbers.
#[derive(Debug, Clone, Copy, Serialize, PartialEq, Eq)]
pub struct DateInfo {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u32,
    /// Day, 1 to 31.
    pub day: u32,
}

/// A file that the PDF carries.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct AttachmentView {
    /// Where the typesetter finds it.
    pub path: String,
    /// Its name in the PDF.
    pub name: String,
    /// What kind of file it is.
    pub mime: &'static str,
    /// What it is.
    pub description: String,
}

/// The page.
#[derive(Debug, Clone, Serialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub struct PageView {
    /// Whether an A4 page lies on its side.
    pub flipped: bool,
    /// Margins in millimetres.
    pub margin: MarginView,
    /// Faces, the first that has a sign wins.
    pub face: Vec<String>,
    /// Size of the text in points.
    pub size: f64,
    /// Size of the text in tables in points, where it is not made smaller for a wide one.
    #[serde(skip)]
    pub table_size: f64,
    /// Width of a corner block in millimetres; `null`: as wide as its longest line.
    pub corner_width: Option<f64>,
}

/// Margins in millimetres.
#[derive(Debug, Clone, Copy, Serialize, PartialEq)]
pub struct MarginView {
    /// Left.
    pub left: f64,
    /// Right.
    pub right: f64,
    /// Top.
    pub top: f64,
    /// Bottom.
    pub bottom: f64,
}

impl PageView {
    /// Width and height of the text area in points.
    pub fn text_area(&self) -> (f64, f64) {
        const A4: (f64, f64) = (210.0, 297.0);
        let (width, height) = if self.flipped { (A4.1, A4.0) } else { A4 };
        let margin = self.margin;
        (points(width - margin.left - margin.right), points(height - margin.top - margin.bottom))
    }
}

/// The text of a table cell: an ISO day in digits, anything else as typed.
fn cell(text: &str) -> String {
    Day::parse_iso(text).map_or_else(|| glue(text), Day::digits)
}

/// Millimetres as typographic points.
fn points(millimetres: f64) -> f64 {
    millimetres * 72.0 / 25.4
}
