//! The head of a table: where it stands, and what its columns are.

mod find;

use super::grid::Cell;
use super::headings::{fold_title, meant, roles};
use super::kind::{Role, Table};
use super::sheet::{Reading, Sheet};
use crate::diagnostics::{CellRef, Problem, WorkbookProblem};

pub(in crate::input) use self::find::nearest_title;

/// A column with a title.
#[derive(Debug, Clone)]
pub(in crate::input) struct Column {
    /// Where it stands.
    pub(in crate::input) at: u32,
    /// Its title as typed.
    pub(in crate::input) title: String,
    /// The cell of the title.
    pub(in crate::input) cell: CellRef,
    /// The common title above, and its cell.
    pub(super) group: Option<(String, CellRef)>,
    /// What it holds; `None` for a column of the sheet's own.
    pub(in crate::input) role: Option<Role>,
}

/// A head that was found.
#[derive(Debug)]
pub(in crate::input) struct Head {
    /// Its first row.
    pub(in crate::input) first: u32,
    /// Its last row.
    pub(in crate::input) last: u32,
    /// The columns with titles, from the left, without those that are never read.
    pub(in crate::input) columns: Vec<Column>,
    /// Columns that are never read: their titles begin with `_`.
    unread: Vec<u32>,
}

impl Head {
    /// Finds the head of a table. The rows above it are titles and belong to nothing.
    pub(in crate::input) fn find(sheet: &Sheet, table: Table) -> Option<Self> {
        let (first, last) = find::rows(sheet, table)?;
        let mut columns = find::columns(sheet, first, last);
        let unread = columns.extract_if(.., |column| is_unread(column)).map(|column| column.at).collect();
        let titles: Vec<&str> = columns.iter().map(|column| column.title.as_str()).collect();
        let roles = roles(table, &titles);
        for (column, role) in columns.iter_mut().zip(roles) {
            column.role = role;
        }
        Some(Self { first, last, columns, unread })
    }

    /// Columns that mean the same as one before them: their places among the columns, with what there is to say of it.
    pub(in crate::input) fn twins(&self) -> Vec<(usize, Problem)> {
        let problem = |at: usize, column: &Column| {
            let (Role::Own(field) | Role::Fulfilment(field)) = column.role? else { return None };
            let twin = self.columns.iter().take(at).find(|twin| twin.role == column.role)?;
            Some((
                at,
                Problem::from(WorkbookProblem::TwoColumns { field: field.to_owned(), other: twin.cell.to_string() }),
            ))
        };
        self.columns.iter().enumerate().filter_map(|(at, column)| problem(at, column)).collect()
    }

    /// Reports columns that mean the same; the further ones become columns of their own.
    pub(super) fn report_twins(&mut self, reading: &mut Reading<'_>) {
        for (at, problem) in self.twins() {
            let column = &mut self.columns[at];
            reading.fault(problem, column.cell);
            column.role = None;
        }
    }

    /// Remarks on columns of the sheet's own that look like a slip in the title of a column that is missing.
    pub(super) fn report_near_titles(&self, table: Table, reading: &mut Reading<'_>) {
        for column in self.columns.iter().filter(|column| column.role.is_none()) {
            if let Some((role, known)) = meant(table, &column.title)
                && self.with(role).is_none()
            {
                reading.fault(WorkbookProblem::NearTitle { title: column.title.clone(), known }, column.cell);
            }
        }
    }

    /// The column with a role.
    pub(in crate::input) fn with(&self, role: Role) -> Option<&Column> {
        self.columns.iter().find(|column| column.role == Some(role))
    }

    /// The cell that gives a column of a row its value: in the row itself, or merged from above.
    pub(in crate::input) fn value<'s>(
        &self,
        sheet: &'s Sheet,
        row: u32,
        column: &Column,
    ) -> Option<(CellRef, &'s Cell)> {
        let at = CellRef { row, column: column.at };
        let at = match sheet.grid.merge_at(at) {
            Some(merge) if merge.first.column == column.at && merge.first.row > self.last => merge.first,
            Some(_) => return None,
            None => at,
        };
        sheet.grid.get(at).map(|cell| (at, cell))
    }

    /// The column that is never read and has this title.
    pub(in crate::input) fn unread_titled(&self, sheet: &Sheet, title: &str) -> Option<u32> {
        let has_title = |at: &&u32| {
            (self.first..=self.last).any(|row| sheet.title(CellRef { row, column: **at }).eq_ignore_ascii_case(title))
        };
        self.unread.iter().find(has_title).copied()
    }

    /// The column at a position.
    pub(in crate::input) fn column(&self, at: u32) -> Option<&Column> {
        self.columns.iter().find(|column| column.at == at)
    }

    /// Whether a column is never read.
    pub(in crate::input) fn is_unread(&self, at: u32) -> bool {
        self.unread.contains(&at)
    }

    /// Whether columns from one position to another touch the table.
    pub(super) fn touches(&self, first: u32, last: u32) -> bool {
        let (left, right) = (self.columns.first(), self.columns.last());
        left.zip(right).is_some_and(|(left, right)| first <= right.at && last >= left.at)
    }

    /// Whether the filled cells of a row are the column numbers 1, 2, 3 …
    pub(in crate::input) fn is_numbering(&self, sheet: &Sheet, row: u32) -> bool {
        let mut count = 0;
        for (cell, _) in sheet.grid.row(row) {
            let text = sheet.title(cell);
            let number = text.trim_matches(|c: char| "().,".contains(c) || c.is_whitespace());
            // Not all programs number the columns that are never read.
            if self.is_unread(cell.column) && number != (count + 1).to_string() {
                continue;
            }
            count += 1;
            if number != count.to_string() {
                return false;
            }
        }
        // All of them, or it is a row of data that has little to say.
        count >= 2 && count >= self.columns.iter().filter(|column| !self.is_unread(column.at)).count()
    }

    /// Whether the filled cells of a row repeat the head, as in tables copied page by page.
    pub(in crate::input) fn is_repeated(&self, sheet: &Sheet, row: u32) -> bool {
        let mut count = 0;
        for (cell, _) in sheet.grid.row(row) {
            if self.is_unread(cell.column) {
                continue;
            }
            let Some(column) = self.column(cell.column) else { return false };
            let text = fold_title(&sheet.title(cell));
            let group = column.group.as_ref().map(|(title, _)| fold_title(title));
            if text != fold_title(&column.title) && Some(text) != group {
                return false;
            }
            count += 1;
        }
        count >= 2
    }
}

fn is_unread(column: &Column) -> bool {
    let group = column.group.as_ref().map(|(title, _)| title.as_str());
    [Some(column.title.as_str()), group].into_iter().flatten().any(|title| title.trim_start().starts_with('_'))
}
