//! The last row of a table, if it would stand alone on a page: another one goes with it.
//!
//! As with joined cells (`joins`) only the typesetter knows where pages end. The last rows are marked, the document is set, and
//! where the very last one was found alone on its page the table is parted before the one above it.

use std::collections::{BTreeSet, HashMap};

use super::table::{RowView, TableView};
use super::words::Words;

/// Rows of a table at most that stands on one page as a whole: parted, it would leave one of them alone.
pub(super) const FEW: usize = 3;
/// Rows at the end of a table whose pages have to be known: the last, the one that goes with it, and the one that stays.
const MARKED: usize = 3;
/// The part of a page that the last rows may take and still be kept together; else more would stay empty than is gained.
pub(super) const TOGETHER: f64 = 0.25;
/// Between the marks of two tables of a document, and above those of joined cells.
const APART: usize = 1_000_000;

impl TableView {
    /// Marks the last rows; `at` is the place of the table in the document.
    pub fn mark_end(&mut self, at: usize) {
        let first = (at + 1) * APART;
        let rows = self.groups.iter_mut().flat_map(|group| &mut group.rows).rev().take(MARKED);
        for (from_end, row) in rows.enumerate() {
            match row {
                RowView::Plain(texts) => *row = RowView::special(std::mem::take(texts).into_iter().map(Words::Plain)),
                RowView::Texts { texts, .. } => *row = RowView::special(std::mem::take(texts)),
                RowView::Special { .. } => {}
            }
            if let RowView::Special { row: mark @ None, .. } = row {
                *mark = Some(first + MARKED - from_end);
            }
        }
    }

    /// The mark of the row before which a page has to begin, if the last one stands alone on a page. `pages` is the page of
    /// each row that was found.
    pub fn lone_end(&self, pages: &[(usize, usize)]) -> Option<usize> {
        let pages: HashMap<usize, usize> = pages.iter().copied().collect();
        let page = |row: &&RowView| pages.get(&mark(row)?).copied();
        let mut rows = self.groups.iter().flat_map(|group| &group.rows).rev();
        let (last, above, third) = (rows.next()?, rows.next()?, rows.next()?);
        let is_alone = page(&last)? > page(&above)? && page(&above)? == page(&third)?;
        (is_alone && self.end <= TOGETHER && !self.holds_together(above)).then(|| mark(above)).flatten()
    }

    /// Whether a joined cell may hold a row on the page of the one above it.
    fn holds_together(&self, row: &RowView) -> bool {
        let RowView::Special { cells, .. } = row else { return false };
        cells.len() < self.columns.len()
            && self
                .groups
                .iter()
                .flat_map(|group| &group.rows)
                .any(|row| matches!(row, RowView::Special { cells, .. } if cells.iter().any(|cell| cell.together)))
    }

    /// The table with the rows from one of these marks on on the next page.
    #[must_use]
    pub fn begun_anew(mut self, marks: &BTreeSet<usize>) -> Self {
        let is_first = |row: &RowView| mark(row).is_some_and(|mark| marks.contains(&mark));
        let found =
            self.groups.iter().enumerate().find_map(|(at, group)| Some((at, group.rows.iter().position(is_first)?)));
        let Some((at, row)) = found else { return self };
        let mut groups = self.groups.split_off(at);
        let rows = groups[0].rows.split_off(row);
        let bands = if row == 0 { std::mem::take(&mut groups[0].bands) } else { Vec::new() };
        let first = std::mem::replace(&mut groups[0], super::table::GroupView { bands, rows });
        self.groups.extend((row > 0).then_some(first));
        let (head, numbers) = match self.repeat {
            "head" => (self.head.clone(), self.numbers.clone()),
            "numbers" => (Vec::new(), self.numbers.clone()),
            _ => (Vec::new(), None),
        };
        self.rest = Some(Box::new(Self { head, numbers, groups, columns: self.columns.clone(), ..self }));
        self
    }
}

fn mark(row: &RowView) -> Option<usize> {
    match row {
        RowView::Special { row, .. } => *row,
        RowView::Plain(_) | RowView::Texts { .. } => None,
    }
}
