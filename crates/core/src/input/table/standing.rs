//! Where the cells of a grid stand in a text document that was laid out as one: each paragraph is a row, and each row of a
//! table is.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::head::Column;
use crate::diagnostics::{CellRef, DOCUMENT, Place, TableCell};

/// Rows of a table in which its head is looked for.
const HEAD_ROWS: u32 = 12;

/// Where a cell stands; all is counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::input) enum Spot {
    /// In a paragraph outside of tables.
    Paragraph {
        /// Which one of the document.
        number: u32,
        /// Of two blocks that stand side by side in it, whether it is the right one.
        is_right: bool,
    },
    /// In a cell of a table.
    Cell {
        /// Which table.
        table: u32,
        /// Row.
        row: u32,
        /// Column.
        column: u32,
    },
}

impl Spot {
    /// Where a paragraph stands, by what its place tells.
    pub(super) fn of_paragraph(number: u32, order: u32) -> Self {
        Self::Paragraph { number, is_right: order % 2 == 1 }
    }

    /// Its place in reading order, in a row of the grid.
    pub(in crate::input) fn order(&self, row: u32) -> u32 {
        row * 2 + u32::from(matches!(self, Self::Paragraph { is_right: true, .. }))
    }
}

/// What the look of a paragraph says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) struct Standing {
    /// Whether its lines stand in the middle.
    pub(in crate::input) is_centred: bool,
    /// Whether its style is that of a title or heading.
    pub(in crate::input) is_heading: bool,
}

/// The titles of columns.
#[derive(Debug)]
struct Titles {
    /// The row of the grid from which on they hold.
    from: u32,
    by_column: HashMap<u32, Arc<str>>,
}

/// Where each cell of the grid stands.
#[derive(Debug, Default)]
pub(in crate::input) struct Layout {
    spots: BTreeMap<CellRef, Spot>,
    cells: HashMap<Spot, CellRef>,
    looks: HashMap<u32, Standing>,
    /// The table that a row belongs to, and which row of it that is.
    tables: BTreeMap<u32, (u32, u32)>,
    /// How many columns each table has.
    widths: HashMap<u32, u32>,
    /// The titles of columns, from which row of the grid on.
    titles: RefCell<Vec<Titles>>,
    /// Tables that have other columns than those with titles.
    strange: RefCell<HashSet<u32>>,
}

impl Layout {
    /// Tells where a cell of the grid stands.
    pub(in crate::input) fn put(&mut self, at: CellRef, spot: Spot) {
        self.spots.insert(at, spot);
        self.cells.insert(spot, at);
    }

    /// Tells how the paragraph in a row looks.
    pub(in crate::input) fn set_look(&mut self, row: u32, look: Standing) {
        self.looks.insert(row, look);
    }

    /// Tells of a row of a table.
    pub(in crate::input) fn set_row(&mut self, row: u32, table: u32, row_of_table: u32, columns: u32) {
        self.tables.insert(row, (table, row_of_table));
        self.widths.insert(table, columns);
    }

    /// The cell of the grid at a place.
    pub(super) fn cell(&self, spot: Spot) -> Option<CellRef> {
        self.cells.get(&spot).copied()
    }

    /// How the paragraph in a row looks.
    pub(super) fn look(&self, row: u32) -> Option<Standing> {
        self.looks.get(&row).copied()
    }

    /// The table that a row belongs to.
    pub(super) fn table(&self, row: u32) -> Option<u32> {
        self.tables.get(&row).map(|(table, _)| *table)
    }

    /// The tables in their order, each with its rows.
    pub(super) fn tables(&self) -> Vec<(u32, Vec<u32>)> {
        let mut tables: Vec<(u32, Vec<u32>)> = Vec::new();
        for (row, (table, _)) in &self.tables {
            match tables.last_mut() {
                Some((last, rows)) if last == table => rows.push(*row),
                _ => tables.push((*table, vec![*row])),
            }
        }
        tables
    }

    /// How many columns a table has.
    pub(super) fn width(&self, table: u32) -> u32 {
        self.widths.get(&table).copied().unwrap_or_default()
    }

    /// The rows in which the head of a table can stand.
    pub(super) fn head_rows(&self) -> Vec<u32> {
        let near = self.tables.iter().filter(|(_, (_, row))| *row <= HEAD_ROWS);
        near.map(|(row, _)| *row).collect()
    }

    /// Names the columns of tables from a row on, so that places can be told by them.
    pub(super) fn name_columns(&self, from: u32, columns: &[Column]) {
        let title = |column: &Column| {
            let title = column.title.split_whitespace().collect::<Vec<_>>().join(" ");
            (column.at, Arc::from(title))
        };
        self.titles.borrow_mut().push(Titles { from, by_column: columns.iter().map(title).collect() });
    }

    /// Tells of a table that its columns are none of those with titles.
    pub(super) fn set_strange(&self, table: u32) {
        self.strange.borrow_mut().insert(table);
    }

    /// Where a cell of the grid stands.
    pub(super) fn place(&self, file: &Arc<str>, at: CellRef) -> Place {
        let file = Arc::clone(file);
        match self.spots.get(&at) {
            Some(spot @ Spot::Cell { table, row, column }) => {
                let titles = self.titles.borrow();
                let named = titles.iter().rev().find(|titles| titles.from <= at.row);
                let is_alike = |from: u32| {
                    self.table(from).is_some_and(|first| first == *table || self.width(first) == self.width(*table))
                };
                let is_strange = self.strange.borrow().contains(table);
                let title = named.filter(|titles| !is_strange && is_alike(titles.from));
                let title = title.and_then(|titles| titles.by_column.get(&at.column)).cloned();
                let cell = TableCell { table: *table, row: *row, column: *column, title, order: spot.order(at.row) };
                Place::Table { file, cell: Arc::new(cell) }
            }
            Some(spot @ Spot::Paragraph { number, .. }) => {
                let order = spot.order(at.row);
                Place::Paragraph { file, part: DOCUMENT.into(), paragraph: *number, order }
            }
            None => Place::File(file),
        }
    }
}
