//! Tables: rows and cells through whatever is wrapped around them.

use super::body::{Reader, is_skipped};
use crate::input::word::grid::{RawCell, RawRow, RawTable, SPAN, Upward};
use crate::input::word::model::Block;
use crate::input::word::xml::{Xml, attribute, elements, name};

/// How often a file can repeat a column, or an empty cell.
const MOST: u32 = 1000;
/// How often it can repeat one that is filled, outside of other tables.
const FILLED: u32 = 16;

/// A cell that goes on downwards: how many rows of it are left, over how many columns.
type Open = Option<(u32, u32)>;

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
        let mut widths = Vec::new();
        self.widths(element, &mut widths);
        let mut table = RawTable { number, widths, rows: Vec::new() };
        self.rows(element, &mut table.rows, &mut Vec::new());
        self.depth -= 1;
        vec![Block::Table(table.settle())]
    }

    fn widths(&self, element: Xml<'_, '_>, widths: &mut Vec<i64>) {
        for child in elements(element) {
            match name(child) {
                "table-column" => {
                    let width = self.styles.column_width(attribute(child, "style-name"));
                    let count = count(child, "number-columns-repeated") as usize;
                    widths
                        .extend(std::iter::repeat_n(width, count.min(MOST as usize - widths.len().min(MOST as usize))));
                }
                "table-columns" | "table-header-columns" | "table-column-group" => self.widths(child, widths),
                _ => {}
            }
        }
    }

    fn rows(&mut self, element: Xml<'_, '_>, rows: &mut Vec<RawRow>, open: &mut Vec<Open>) {
        for child in elements(element) {
            match name(child) {
                "table-row" => {
                    let row = self.row(child, open);
                    rows.push(row);
                }
                skipped if is_skipped(skipped) => {}
                "table-columns" | "table-header-columns" | "table-column" => {}
                _ => self.rows(child, rows, open),
            }
        }
    }

    fn row(&mut self, element: Xml<'_, '_>, open: &mut Vec<Open>) -> RawRow {
        let mut row = RawRow::default();
        let mut column = 0_usize;
        // Columns that the last cell of the row covers already.
        let mut covered = 0_u32;
        for child in elements(element) {
            let repeated = count(child, "number-columns-repeated").min(match (child.has_children(), self.depth) {
                (false, _) => MOST,
                (true, 0 | 1) => FILLED,
                (true, _) => 1,
            });
            match name(child) {
                "table-cell" => {
                    for _ in 0..repeated {
                        let span = count(child, "number-columns-spanned").min(SPAN);
                        let down = count(child, "number-rows-spanned");
                        set(open, column, (down > 1).then_some((down - 1, span)));
                        let upward = if down > 1 { Upward::Begins } else { Upward::Alone };
                        let blocks = self.blocks(child);
                        row.cells.push(RawCell { span, upward, blocks, ..RawCell::default() });
                        covered = span - 1;
                        column += 1;
                    }
                }
                "covered-table-cell" => {
                    for _ in 0..repeated {
                        if covered > 0 {
                            covered -= 1;
                        } else {
                            let above = open.get(column).copied().flatten();
                            let (span, upward) = match above {
                                Some((left, span)) => {
                                    set(open, column, (left > 1).then_some((left - 1, span)));
                                    (span, Upward::GoesOn)
                                }
                                None => (1, Upward::Alone),
                            };
                            row.cells.push(RawCell { span, upward, ..RawCell::default() });
                            covered = span - 1;
                        }
                        column += 1;
                    }
                }
                _ => {}
            }
        }
        row
    }
}

fn set(open: &mut Vec<Open>, column: usize, state: Open) {
    if open.len() <= column {
        open.resize(column + 1, None);
    }
    open[column] = state;
}

/// How often, or over how much; 1 where nothing is told.
fn count(element: Xml<'_, '_>, wanted: &str) -> u32 {
    attribute(element, wanted).and_then(|count| count.parse().ok()).unwrap_or(1).clamp(1, MOST)
}

/// The only cell of a table that only frames others.
fn framing_cell<'a, 'i>(table: Xml<'a, 'i>) -> Option<Xml<'a, 'i>> {
    let of = |wanted: &'static str| {
        move |node: &Xml<'a, 'i>| {
            let own = node.ancestors().skip(1).find(|around| name(*around) == "table");
            name(*node) == wanted && own == Some(table)
        }
    };
    let mut cells = table.descendants().filter(of("table-cell"));
    let (cell, None) = (cells.next()?, cells.next()) else { return None };
    elements(cell).any(|element| name(element) == "table").then_some(cell)
}
