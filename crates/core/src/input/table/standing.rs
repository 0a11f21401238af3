//! Where the cells of a grid stand in a text document that was laid out as one: each paragraph is a row, and each row of a
//! table is.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::head::Column;
use crate::diagnostics::{CellRef, DOCUMENT, Place, TableCell};

/// Rows of a table in which its head is looked for.
const HEAD_ROWS: u32 = 12;

/// Where a cell stands; all is counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

    /// All of it as one number, which is quickly compared.
    fn key(&self) -> u128 {
        let (table, row, column) = match *self {
            Self::Paragraph { number, is_right } => (0, number, u32::from(is_right)),
            // Those of paragraphs are below.
            Self::Cell { table, row, column } => (u64::from(table) + 1, row, column),
        };
        u128::from(table) << 64 | u128::from(row) << 32 | u128::from(column)
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
    /// The table that this row belongs to.
    table: Option<u32>,
    by_column: BTreeMap<u32, Arc<str>>,
}

/// Values by keys in order. Most are asked for in that order.
#[derive(Debug)]
struct InOrder<K, V> {
    entries: Vec<(K, V)>,
    /// The entry that was found last.
    last: Cell<usize>,
}

impl<K, V> Default for InOrder<K, V> {
    fn default() -> Self {
        Self { entries: Vec::new(), last: Cell::default() }
    }
}

impl<K: Copy + Ord, V: Copy> InOrder<K, V> {
    fn finish(&mut self) {
        self.entries.sort_by_key(|(key, _)| *key);
    }

    fn get(&self, key: K) -> Option<V> {
        let last = self.last.get();
        let near =
            [last, last + 1].into_iter().find(|at| self.entries.get(*at).is_some_and(|(known, _)| *known == key));
        let at = near.or_else(|| self.entries.binary_search_by_key(&key, |(known, _)| *known).ok())?;
        self.last.set(at);
        self.entries.get(at).map(|(_, value)| *value)
    }
}

/// Where each cell of the grid stands.
#[derive(Debug, Default)]
pub(in crate::input) struct Layout {
    /// Where each cell stands, and which cell stands there, by [`Spot::key`]; both in order once all are known.
    spots: InOrder<CellRef, Spot>,
    cells: InOrder<u128, CellRef>,
    looks: HashMap<u32, Standing>,
    /// The table that a row belongs to, and which row of it that is.
    tables: BTreeMap<u32, (u32, u32)>,
    /// How many columns each table has.
    widths: BTreeMap<u32, u32>,
    /// The titles of columns, from which row of the grid on.
    titles: RefCell<Vec<Titles>>,
    /// Tables that have other columns than those with titles.
    strange: RefCell<HashSet<u32>>,
}

impl Layout {
    /// Tells where a cell of the grid stands.
    pub(in crate::input) fn put(&mut self, at: CellRef, spot: Spot) {
        self.spots.entries.push((at, spot));
    }

    /// Puts all in order, once every cell is known.
    pub(super) fn finish(mut self) -> Self {
        self.cells.entries = self.spots.entries.iter().map(|(at, spot)| (spot.key(), *at)).collect();
        self.spots.finish();
        self.cells.finish();
        self
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
        self.cells.get(spot.key())
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
        let by_column = columns.iter().map(title).collect();
        self.titles.borrow_mut().push(Titles { from, table: self.table(from), by_column });
    }

    /// Tells of a table that its columns are none of those with titles.
    pub(super) fn set_strange(&self, table: u32) {
        self.strange.borrow_mut().insert(table);
    }

    /// Where a cell of the grid stands.
    pub(super) fn place(&self, file: &Arc<str>, at: CellRef) -> Place {
        let file = Arc::clone(file);
        match self.spots.get(at) {
            Some(spot @ Spot::Cell { table, row, column }) => {
                let titles = self.titles.borrow();
                let named = titles.iter().rev().find(|titles| titles.from <= at.row);
                let is_alike = |first: u32| first == table || self.width(first) == self.width(table);
                let is_strange = self.strange.borrow().contains(&table);
                let title = named.filter(|titles| !is_strange && titles.table.is_some_and(is_alike));
                let title = title.and_then(|titles| titles.by_column.get(&at.column)).cloned();
                let cell = TableCell { table, row, column, title, order: spot.order(at.row) };
                Place::Table { file, cell: Arc::new(cell) }
            }
            Some(spot @ Spot::Paragraph { number, .. }) => {
                let order = spot.order(at.row);
                Place::Paragraph { file, part: DOCUMENT.into(), paragraph: number, order }
            }
            None => Place::File(file),
        }
    }
}
