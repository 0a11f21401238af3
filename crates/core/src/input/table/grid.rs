//! A sheet as it was read: filled cells at absolute positions, and merged areas. Sparse on purpose: two far cells must
//! not cost the memory of the rectangle between them.

use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;
use std::sync::Arc;

use super::look::{Format, Moment};
use crate::diagnostics::{CellRef, Problem, WorkbookProblem, YamlProblem};
use crate::input::limits::TEXT;

/// Rows of a sheet that can hold data; formatted rows below them do not matter.
pub(super) const ROWS: u32 = 20_000;
/// Columns of a sheet that can hold data.
pub(super) const COLUMNS: u32 = 200;
/// Filled cells of a sheet.
const CELLS: usize = 500_000;
/// Notes of a sheet that are kept.
const NOTES: usize = 10_000;
/// Cells under merged areas of a sheet.
const COVERED: usize = 2_000_000;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::input) enum Content {
    /// A text. Shared, since a file can repeat one text in many cells.
    Text(Arc<str>),
    /// A number, to be shown in the cell's format.
    Number(f64),
    /// A truth value.
    Bool(bool),
    /// A day, a time, or both.
    Moment(Moment),
    /// An error value, as Excel names it in Russian (`#Н/Д`).
    Error(String),
    /// A formula whose value was never calculated.
    Uncalculated,
    /// A number that its format shows as a date and that can be none, or no number at all.
    Unshowable(f64),
}

/// A filled cell.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::input) struct Cell {
    /// What stands in it.
    pub(in crate::input) content: Content,
    /// How a number or a date is shown.
    pub(in crate::input) format: Arc<Format>,
}

/// A merged area; bounds are inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merge {
    /// The top left cell, which holds the value.
    pub(super) first: CellRef,
    /// The bottom right cell.
    pub(super) last: CellRef,
}

/// Why a sheet was not read.
#[derive(Debug)]
pub(in crate::input) enum Trouble {
    /// The file as a whole.
    File(Problem),
    /// One cell of the sheet that was being read.
    Cell(CellRef, Problem),
}

impl From<Problem> for Trouble {
    fn from(problem: Problem) -> Self {
        Self::File(problem)
    }
}

/// The filled cells of a sheet.
#[derive(Debug, Default)]
pub(in crate::input) struct Grid {
    cells: BTreeMap<(u32, u32), Cell>,
    merges: Vec<Merge>,
    /// For each cell under a merged area, which one.
    covered: HashMap<(u32, u32), u32>,
    /// What hangs on cells, as a comment that is shown beside them.
    notes: Vec<(CellRef, String)>,
    /// Cells in which something is struck out.
    struck: Vec<CellRef>,
    /// Rows and columns that are not shown, by their first and last ones.
    hidden_rows: Vec<RangeInclusive<u32>>,
    hidden_columns: Vec<RangeInclusive<u32>>,
}

impl Grid {
    /// Adds a note that hangs on a cell.
    pub(in crate::input) fn note(&mut self, at: CellRef, text: &str) {
        let is_kept = self.notes.len() < NOTES && text.len() <= TEXT && at.row < ROWS && at.column < COLUMNS;
        if is_kept && !text.trim().is_empty() {
            self.notes.push((at, text.trim().to_owned()));
        }
    }

    /// Remembers that something in a filled cell is struck out.
    pub(in crate::input) fn strike(&mut self, at: CellRef) {
        self.struck.push(at);
    }

    /// The cells in which something is struck out, of those that are seen.
    pub(in crate::input) fn struck(&self) -> impl Iterator<Item = CellRef> {
        self.struck.iter().copied().filter(|at| self.get(*at).is_some())
    }

    /// Remembers rows that are not shown, from one on.
    pub(in crate::input) fn hide_rows(&mut self, from: u32, count: u32) {
        if count > 0 && self.hidden_rows.len() < ROWS as usize {
            self.hidden_rows.push(from..=from.saturating_add(count - 1));
        }
    }

    /// Remembers columns that are not shown, from one to another.
    pub(in crate::input) fn hide_columns(&mut self, first: u32, last: u32) {
        if self.hidden_columns.len() < COLUMNS as usize {
            self.hidden_columns.push(first..=last);
        }
    }

    /// The filled rows that are not shown, from the top.
    pub(super) fn hidden_rows(&self) -> Vec<u32> {
        if self.hidden_rows.is_empty() {
            return Vec::new();
        }
        let mut hidden: Vec<(u32, u32)> = self.hidden_rows.iter().map(|rows| (*rows.start(), *rows.end())).collect();
        hidden.sort_unstable();
        let mut hidden = hidden.into_iter().peekable();
        let mut rows = self.rows();
        rows.retain(|row| {
            while hidden.next_if(|(_, last)| last < row).is_some() {}
            hidden.peek().is_some_and(|(first, _)| first <= row)
        });
        rows
    }

    /// Whether a column is not shown.
    pub(super) fn is_hidden_column(&self, column: u32) -> bool {
        self.hidden_columns.iter().any(|columns| columns.contains(&column))
    }

    /// The notes that hang on cells.
    pub(in crate::input) fn notes(&self) -> impl Iterator<Item = (CellRef, &str)> {
        self.notes.iter().map(|(at, text)| (*at, text.as_str()))
    }

    /// Adds a cell. Blank texts are nothing; a cell outside of the limits ends the reading.
    pub(in crate::input) fn put(
        &mut self,
        row: u32,
        column: u32,
        content: Content,
        format: &Arc<Format>,
    ) -> Result<(), Trouble> {
        if matches!(&content, Content::Text(text) if text.trim().is_empty()) {
            return Ok(());
        }
        let at = CellRef { row, column };
        let too_large = |what, limit| Err(Trouble::Cell(at, Problem::from(WorkbookProblem::TooLarge { what, limit })));
        if row >= ROWS {
            return too_large("строк", u64::from(ROWS));
        }
        if column >= COLUMNS {
            return too_large("столбцов", u64::from(COLUMNS));
        }
        if matches!(&content, Content::Text(text) if text.len() > TEXT) {
            return Err(Trouble::Cell(at, Problem::from(YamlProblem::TextTooLong { limit: TEXT })));
        }
        self.cells.insert((row, column), Cell { content, format: Arc::clone(format) });
        if self.cells.len() > CELLS {
            return too_large("ячеек", CELLS as u64);
        }
        Ok(())
    }

    /// Adds a merged area, given by inclusive bounds. Where it leaves the limits there is no data, and it is cut.
    pub(in crate::input) fn merge(&mut self, first: (u32, u32), last: (u32, u32)) -> Result<(), Trouble> {
        let last = (last.0.min(ROWS - 1), last.1.min(COLUMNS - 1));
        if first.0 > last.0 || first.1 > last.1 || first == last {
            return Ok(());
        }
        let area = (last.0 - first.0 + 1) as usize * (last.1 - first.1 + 1) as usize;
        if self.covered.len() + area > COVERED {
            return Err(Problem::from(WorkbookProblem::TooLarge {
                what: "объединённых ячеек", limit: COVERED as u64
            })
            .into());
        }
        let number = self.merges.len() as u32;
        for row in first.0..=last.0 {
            for column in first.1..=last.1 {
                self.covered.insert((row, column), number);
            }
        }
        let cell = |(row, column)| CellRef { row, column };
        self.merges.push(Merge { first: cell(first), last: cell(last) });
        Ok(())
    }

    /// Forgets values under merged areas: Excel can leave them there, but nobody sees them.
    pub(in crate::input) fn finish(mut self) -> Self {
        let Self { cells, merges, covered, .. } = &mut self;
        cells.retain(|&(row, column), _| {
            let merge = covered.get(&(row, column)).and_then(|number| merges.get(*number as usize));
            merge.is_none_or(|merge| merge.first == CellRef { row, column })
        });
        self
    }

    /// The cell at a position.
    pub(super) fn get(&self, cell: CellRef) -> Option<&Cell> {
        self.cells.get(&(cell.row, cell.column))
    }

    /// The merged area in which a position lies.
    pub(super) fn merge_at(&self, cell: CellRef) -> Option<Merge> {
        let number = *self.covered.get(&(cell.row, cell.column))?;
        self.merges.get(number as usize).copied()
    }

    /// All filled cells, row by row.
    pub(super) fn cells(&self) -> impl Iterator<Item = (CellRef, &Cell)> {
        self.cells.iter().map(|(&(row, column), cell)| (CellRef { row, column }, cell))
    }

    /// The merged areas, without those that a later one overlaps: Excel knows no such thing, but a file can claim it.
    pub(super) fn merges(&self) -> impl Iterator<Item = Merge> {
        self.merges.iter().copied().enumerate().filter_map(|(number, merge)| {
            let mut rows = merge.first.row..=merge.last.row;
            let is_whole = rows.all(|row| {
                let mut columns = merge.first.column..=merge.last.column;
                columns.all(|column| self.covered.get(&(row, column)) == Some(&(number as u32)))
            });
            is_whole.then_some(merge)
        })
    }

    /// The rows with at least one filled cell, from the top.
    pub(in crate::input) fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.cells.keys().map(|(row, _)| *row).collect();
        rows.dedup();
        rows
    }

    /// The next row below with a filled cell.
    pub(super) fn next_row(&self, row: u32) -> Option<u32> {
        self.cells.range((row + 1, 0)..).next().map(|((row, _), _)| *row)
    }

    /// The filled cells of a row, from the left.
    pub(in crate::input) fn row(&self, row: u32) -> impl Iterator<Item = (CellRef, &Cell)> {
        self.cells.range((row, 0)..=(row, u32::MAX)).map(|(&(row, column), cell)| (CellRef { row, column }, cell))
    }
}
