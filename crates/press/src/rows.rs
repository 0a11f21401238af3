//! Where the rows of tables stand on the pages, out of their frames.

use std::collections::BTreeMap;

use typst::foundations::{Content, Smart};
use typst::introspection::Tag;
use typst::layout::{Frame, FrameItem, Point};
use typst::model::{TableCell, TableElem};
use typst_layout::PagedDocument;

/// A row of a table on a page, or the part of it that stands there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RowPlace {
    /// The row within its table, from 0, the head counted too.
    pub row: usize,
    /// The page, from 0.
    pub page: usize,
    /// Where its texts begin, in points from the top of the page.
    pub top: f64,
    /// Where the longest of them ends.
    pub bottom: f64,
}

/// The rows of each table, in the order in which they stand on the pages. A head that is repeated comes again.
pub(super) fn of_tables(document: &PagedDocument) -> Vec<Vec<RowPlace>> {
    let mut tables = Tables::default();
    for (page, content) in document.pages().iter().enumerate() {
        tables.walk(&content.frame, Point::zero(), page);
        tables.end_page(page);
    }
    tables.tables
}

#[derive(Default)]
struct Tables {
    tables: Vec<Vec<RowPlace>>,
    /// The rows of the last table on the page that is looked at, each where it begins and ends.
    here: BTreeMap<usize, (f64, f64)>,
}

impl Tables {
    fn walk(&mut self, frame: &Frame, origin: Point, page: usize) {
        for (at, item) in frame.items() {
            let at = origin + *at;
            match item {
                FrameItem::Group(group) => self.walk(&group.frame, at, page),
                FrameItem::Tag(Tag::Start(content, _)) if content.to_packed::<TableElem>().is_some() => {
                    self.end_page(page);
                    self.tables.push(Vec::new());
                }
                FrameItem::Tag(Tag::Start(content, _)) => {
                    if let Some(row) = row(content) {
                        // The mark stands in the frame of its cell.
                        let (top, bottom) = (at.y.to_pt(), (origin.y + frame.height()).to_pt());
                        let known = self.here.entry(row).or_insert((top, bottom));
                        *known = (known.0.min(top), known.1.max(bottom));
                    }
                }
                _ => {}
            }
        }
    }

    fn end_page(&mut self, page: usize) {
        let rows = std::mem::take(&mut self.here).into_iter();
        let rows = rows.map(|(row, (top, bottom))| RowPlace { row, page, top, bottom });
        if let Some(table) = self.tables.last_mut() {
            table.extend(rows);
        }
    }
}

/// The row in which a cell begins.
fn row(content: &Content) -> Option<usize> {
    match content.to_packed::<TableCell>()?.y.as_option() {
        Some(Smart::Custom(row)) => Some(*row),
        Some(Smart::Auto) | None => None,
    }
}
