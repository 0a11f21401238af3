//! Joined cells that run over the end of a page: parted there, so that their text stands at the top of each page.
//!
//! Only the typesetter knows where a page ends. So a table is set whole first, then parted where its rows were found, and
//! set again, until nothing moves any more: see `dorkarta`'s document.

use std::collections::{BTreeSet, HashMap};

use super::table::{CellView, GroupView, RowView, TableView, tenths};

impl TableView {
    /// The rows at the top of a page that a joined cell covers from above. `pages` is the page of each row that was
    /// found.
    pub fn covered_tops(&self, pages: &[(usize, usize)]) -> BTreeSet<usize> {
        let pages: HashMap<usize, usize> = pages.iter().copied().collect();
        let is_top = |row: &usize| {
            let above = row.checked_sub(1).and_then(|above| pages.get(&above));
            above.zip(pages.get(row)).is_some_and(|(above, page)| above != page)
        };
        self.groups.iter().flat_map(covered_rows).filter(is_top).collect()
    }

    /// The table with every joined cell parted where one of these rows begins.
    #[must_use]
    pub fn parted(&self, rows: &BTreeSet<usize>) -> Self {
        let mut table = self.clone();
        for group in &mut table.groups {
            for at in 0..group.rows.len() {
                part_row(&mut group.rows, at, rows);
            }
        }
        table
    }
}

/// The rows that a joined cell covers and does not begin in.
fn covered_rows(group: &GroupView) -> impl Iterator<Item = usize> {
    group.rows.iter().flat_map(|row| {
        let (first, most) = match row {
            RowView::Special { row: Some(row), cells, .. } => {
                (*row, cells.iter().map(|cell| cell.rowspan).max().unwrap_or(1))
            }
            _ => (0, 1),
        };
        first + 1..first + most
    })
}

/// Parts the joined cells that begin in a row.
fn part_row(rows: &mut [RowView], at: usize, tops: &BTreeSet<usize>) {
    let RowView::Special { row: Some(first), cells, .. } = &rows[at] else { return };
    let first = *first;
    let joined: Vec<CellView> = cells.iter().filter(|cell| cell.rowspan > 1 && !cell.together).cloned().collect();
    for cell in joined {
        let end = first + cell.rowspan;
        let inner: Vec<usize> = tops.range(first + 1..end).copied().collect();
        if inner.is_empty() {
            continue;
        }
        let starts = std::iter::once(first).chain(inner.iter().copied());
        let ends = inner.iter().copied().chain([end]);
        for (start, end) in starts.zip(ends) {
            let part = CellView { rowspan: end - start, ..cell.clone() };
            let (start, end) = (at + start - first, at + end - first);
            stretch(&mut rows[start..end], &part);
            put(&mut rows[start], part);
        }
    }
}

/// Puts a cell in its column of a row.
fn put(row: &mut RowView, part: CellView) {
    let RowView::Special { cells, .. } = row else { return };
    match cells.binary_search_by_key(&part.column, |cell| cell.column) {
        Ok(at) => cells[at] = part,
        Err(at) => cells.insert(at, part),
    }
}

/// Makes rows high enough for a cell that covers all of them.
fn stretch(rows: &mut [RowView], part: &CellView) {
    let height = |row: &RowView| if let RowView::Special { height, .. } = row { *height } else { 0.0 };
    let missing = part.needs - rows.iter().map(height).sum::<f64>();
    if let [_, .., RowView::Special { stretch, .. }] = rows {
        *stretch = stretch.max(tenths(missing.max(0.0)));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::view::Words;

    const TEXT: &str = "Отдел";

    /// A table of rows in which the second column is joined as the spans say.
    fn table(spans: &[usize]) -> TableView {
        let cell = |column, rowspan, text: &str| CellView {
            text: Words::Plain(text.into()),
            column,
            rowspan,
            together: false,
            strong: false,
            bar: None,
            needs: 40.0,
        };
        let mut rows = Vec::new();
        for span in spans {
            for at in 0..*span {
                let mut cells = vec![cell(0, 1, "Совет"), cell(2, 1, "май")];
                if at == 0 {
                    cells.insert(1, cell(1, *span, TEXT));
                }
                let row = Some(rows.len());
                rows.push(RowView::Special { breakable: false, stretch: 0.0, marked: false, row, height: 15.0, cells });
            }
        }
        TableView {
            size: 12.0,
            inset: None,
            columns: Vec::new(),
            head: Vec::new(),
            numbers: None,
            repeat: "head",
            groups: vec![GroupView { bands: Vec::new(), rows }],
            rest: None,
            whole: false,
            end: 0.0,
        }
    }

    fn cells(table: &TableView) -> Vec<(usize, usize, &Words)> {
        let rows = table.groups.iter().flat_map(|group| group.rows.iter().enumerate());
        let joined = rows.filter_map(|(at, row)| match row {
            RowView::Special { cells, .. } => cells.iter().find(|cell| cell.column == 1).map(|cell| (at, cell)),
            RowView::Plain(_) | RowView::Texts { .. } => None,
        });
        joined.map(|(at, cell)| (at, cell.rowspan, &cell.text)).collect()
    }

    proptest! {
        #[test]
        fn each_page_begins_with_the_text(
            spans in prop::collection::vec(1..9_usize, 1..6),
            ends in prop::collection::btree_set(1..40_usize, 0..5),
        ) {
            let whole = table(&spans);
            let count: usize = spans.iter().sum();
            let pages: Vec<(usize, usize)> =
                (0..count).map(|row| (row, 1 + ends.iter().filter(|end| **end <= row).count())).collect();
            let parted = whole.parted(&whole.covered_tops(&pages));
            // Every row is covered once, no part runs over a page, and each says the same.
            let mut next = 0;
            for (at, span, text) in cells(&parted) {
                prop_assert_eq!(at, next);
                prop_assert!(pages[at..at + span].iter().all(|(_, page)| *page == pages[at].1));
                prop_assert_eq!(text, &Words::Plain(TEXT.into()));
                next = at + span;
            }
            prop_assert_eq!(next, count);
            // A part is never lower than its text.
            for (at, span, _) in cells(&parted).into_iter().filter(|(_, span, _)| *span > 1) {
                let RowView::Special { stretch, .. } = &parted.groups[0].rows[at + span - 1] else { unreachable!() };
                let was_parted = cells(&whole).iter().all(|known| (known.0, known.1) != (at, span));
                prop_assert!(!was_parted || span as f64 * 15.0 + stretch >= 40.0);
            }
            // Set again it is parted in the same places.
            prop_assert_eq!(parted.covered_tops(&pages), BTreeSet::new());
        }
    }
}
