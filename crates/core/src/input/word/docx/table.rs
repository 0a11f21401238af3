//! Tables: rows and cells through whatever is wrapped around them.

use super::body::{Reader, Tracking, is_skipped};
use crate::input::word::Tracked;
use crate::input::word::grid::{self, RawCell, RawRow, RawTable, SPAN, Upward};
use crate::input::word::model::Block;
use crate::input::word::xml::{Xml, attribute, child, elements, name, switch, value};

impl Reader<'_> {
    /// A table; of one that only frames others, what stands in it.
    pub(super) fn table(&mut self, element: Xml<'_, '_>) -> Vec<Block> {
        if let Some(cell) = framing_cell(element) {
            return self.blocks(cell);
        }
        let number = if self.depth == 0 {
            self.tables += 1;
            self.tables
        } else {
            0
        };
        self.depth += 1;
        let mut table = RawTable { number, widths: widths(element), rows: Vec::new() };
        self.rows(element, &mut table.rows);
        self.depth -= 1;
        vec![Block::Table(table.settle())]
    }

    fn rows(&mut self, element: Xml<'_, '_>, rows: &mut Vec<RawRow>) {
        for child in elements(element) {
            match name(child) {
                "tr" => {
                    let row = self.row(child);
                    rows.push(row);
                }
                skipped if is_skipped(skipped) => {}
                _ if matches!(self.tracking(child), Tracking::Gone(_)) => {
                    let from = rows.len();
                    self.uncounted(|reader| reader.rows(child, rows));
                    rows.iter_mut().skip(from).for_each(|row| row.is_removed = true);
                }
                _ => self.rows(child, rows),
            }
        }
    }

    fn row(&mut self, element: Xml<'_, '_>) -> RawRow {
        let properties = child(element, "trPr");
        let skipped = |wanted: &str| properties.map_or(0, |properties| count(value(properties, wanted)));
        let (changes, is_removed) = self.tracked_mark(properties);
        let mut row = RawRow { before: skipped("gridBefore"), changes, is_removed, ..RawRow::default() };
        row.after = skipped("gridAfter");
        if is_removed {
            self.uncounted(|reader| reader.cells(element, &mut row.cells));
        } else {
            self.cells(element, &mut row.cells);
        }
        row
    }

    fn cells(&mut self, element: Xml<'_, '_>, cells: &mut Vec<RawCell>) {
        for child in elements(element) {
            match name(child) {
                "tc" => {
                    let cell = self.cell(child);
                    // Old files merge cells of a row by a mark.
                    match (&cell.is_continued, cells.last_mut()) {
                        (true, Some(last)) => last.span += cell.span,
                        _ => cells.push(cell),
                    }
                }
                skipped if is_skipped(skipped) => {}
                _ if matches!(self.tracking(child), Tracking::Gone(_)) => {
                    let from = cells.len();
                    self.uncounted(|reader| reader.cells(child, cells));
                    cells.iter_mut().skip(from).for_each(|cell| grid::remove_all(&mut cell.blocks));
                }
                _ => self.cells(child, cells),
            }
        }
    }

    fn cell(&mut self, element: Xml<'_, '_>) -> RawCell {
        let mut cell = RawCell { span: 1, ..RawCell::default() };
        let mut is_gone = false;
        let is_going_on = |merge: Xml<'_, '_>| attribute(merge, "val") != Some("restart");
        for told in child(element, "tcPr").into_iter().flat_map(elements) {
            match (name(told), self.tracked) {
                ("tcW", _) if attribute(told, "type") != Some("pct") => {
                    cell.width = attribute(told, "w").and_then(|width| width.parse().ok());
                }
                ("vMerge", _) if is_going_on(told) => cell.upward = Upward::GoesOn,
                ("vMerge", _) => cell.upward = Upward::Begins,
                ("hMerge", _) => cell.is_continued = is_going_on(told),
                ("gridSpan", _) => cell.span = count(attribute(told, "val")).max(1),
                ("cellDel", Tracked::Accept) | ("cellIns", Tracked::Reject) => is_gone = true,
                _ => {}
            }
        }
        cell.blocks = self.blocks(element);
        if is_gone {
            grid::remove_all(&mut cell.blocks);
        }
        cell
    }
}

fn count(typed: Option<&str>) -> u32 {
    typed.and_then(|typed| typed.parse().ok()).unwrap_or(0).min(SPAN)
}

/// The widths of the columns of the grid, in twentieths of a point.
fn widths(table: Xml<'_, '_>) -> Vec<i64> {
    let grid = child(table, "tblGrid");
    let columns = grid.into_iter().flat_map(elements).filter(|element| name(*element) == "gridCol");
    columns.map(|column| attribute(column, "w").and_then(|width| width.parse().ok()).unwrap_or_default()).collect()
}

/// The only cell of a table that only frames others.
fn framing_cell<'a, 'i>(table: Xml<'a, 'i>) -> Option<Xml<'a, 'i>> {
    let mut rows = elements(table).filter(|element| name(*element) == "tr");
    let (row, None) = (rows.next()?, rows.next()) else { return None };
    let mut cells = elements(row).filter(|element| name(*element) == "tc");
    let (cell, None) = (cells.next()?, cells.next()) else { return None };
    let is_kept = child(row, "trPr").is_none_or(|properties| switch(properties, "del").is_none());
    (is_kept && child(cell, "tbl").is_some()).then_some(cell)
}
