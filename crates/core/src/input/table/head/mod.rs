//! The head of a table: where it stands, and what its columns are.

mod find;

use super::fate::{Fate, Reason};
use super::grid::Cell;
use super::headings::{fold_title, is_number_title, is_same_title, meant, roles};
use super::kind::{Role, Table};
use super::sheet::{Reading, Sheet};
use crate::diagnostics::{CellRef, Diagnostics, Problem, WorkbookProblem};
use crate::schema;

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
    /// Further cells whose texts are a part of the title.
    pub(super) parts: Vec<CellRef>,
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
    /// Of a head without a title for it, the column that was taken for the one of names.
    guessed: Option<CellRef>,
    /// Which table it is the head of.
    table: Table,
}

/// A further head within a table.
pub(super) enum Further {
    /// With the same columns; where each of them stands from here on, and the last row of the head.
    Same {
        /// Where each column stands.
        positions: Vec<u32>,
        /// The last row.
        last: u32,
    },
    /// With others.
    Other {
        /// Their titles.
        titles: Vec<String>,
        /// Whether one of them is that of names, so that activities stand below it.
        is_named: bool,
    },
}

impl Head {
    /// Finds the head of a table. The rows above it are titles and belong to nothing.
    pub(in crate::input) fn find(sheet: &Sheet, table: Table) -> Option<Self> {
        let (first, last) = find::rows(sheet, table)?;
        Some(Self::of_rows(sheet, table, first, last))
    }

    /// The same for activities where no title of a name is known: the column with the longest texts is the one of names.
    pub(in crate::input) fn by_shape(sheet: &Sheet) -> Option<Self> {
        let (first, last) = find::rows_by_shape(sheet).or_else(|| find::row_of_largest(sheet))?;
        let mut head = Self::of_rows(sheet, Table::Activities, first, last);
        let length = |column: &Column| find::length_below(sheet, last, column.at);
        let name =
            head.columns.iter_mut().filter(|column| column.role.is_none()).max_by_key(|column| length(column))?;
        name.role = Some(Table::Activities.key_role());
        head.guessed = Some(name.cell);
        Some(head)
    }

    fn of_rows(sheet: &Sheet, table: Table, first: u32, last: u32) -> Self {
        let mut columns = find::columns(sheet, first, last);
        let unread = columns.extract_if(.., |column| is_unread(column)).map(|column| column.at).collect();
        let titles: Vec<&str> = columns.iter().map(|column| column.title.as_str()).collect();
        let roles = roles(table, &titles);
        for (column, role) in columns.iter_mut().zip(roles) {
            column.role = role;
        }
        Self { first, last, columns, unread, guessed: None, table }
    }

    /// Settles what becomes of its cells that are no titles to be printed, and of the columns that are never read.
    pub(super) fn settle(&self, sheet: &Sheet) {
        for (cell, _) in sheet.grid.cells().filter(|(cell, _)| cell.row >= self.first && self.is_unread(cell.column)) {
            sheet.settle(cell, Fate::LeftOut(Reason::PrivateColumn));
        }
        for column in &self.columns {
            for part in &column.parts {
                sheet.settle(*part, Fate::With(column.cell));
            }
            let is_printed = self.table == Table::Activities
                && matches!(column.role, None | Some(Role::Own(_)))
                && ![schema::CODE, schema::OBLIGATORY].map(Role::Own).map(Some).contains(&column.role);
            if !is_printed {
                sheet.settle(column.cell, Fate::Used);
                column.group.iter().for_each(|(_, cell)| sheet.settle(*cell, Fate::Used));
            }
        }
    }

    /// Remarks on the column of names, if it was only guessed.
    pub(super) fn report_guess(&self, reading: &mut Reading<'_>) {
        if let Some(cell) = self.guessed {
            let title = self.columns.iter().find(|column| column.cell == cell).map(|column| column.title.clone());
            reading.fault(WorkbookProblem::UnusualName { title: title.unwrap_or_default() }, cell);
        }
    }

    /// Remarks on the columns of the fulfilment: a plan does not show them, and who has typed them in Word may think it does.
    pub(super) fn report_marks(&self, sheet: &Sheet, diagnostics: &Diagnostics) {
        for column in self.columns.iter().filter(|column| matches!(column.role, Some(Role::Fulfilment(_)))) {
            sheet.fault(
                WorkbookProblem::MarkColumn { title: column.title.clone(), is_unreported: false },
                column.cell,
                diagnostics,
            );
        }
    }

    /// Whether a head begins in a row below this one, and which.
    pub(super) fn further(&self, sheet: &Sheet, row: u32) -> Option<Further> {
        let titles: Vec<String> = sheet
            .grid
            .row(row)
            .filter(|(cell, _)| !self.is_unread(cell.column))
            .map(|(cell, _)| sheet.title(cell))
            .collect();
        if titles.len() < 2 || titles.iter().any(|title| title.chars().count() >= 200) {
            return None;
        }
        let own: Vec<String> = self.columns.iter().map(|column| fold_title(&column.title)).collect();
        let is_own = |title: &String| own.contains(&fold_title(title));
        let found = roles(self.table, &titles.iter().map(String::as_str).collect::<Vec<_>>());
        let name = self.with(self.table.key_role()).map(|column| fold_title(&column.title));
        let has_name =
            found.contains(&Some(self.table.key_role())) || titles.iter().any(|title| Some(fold_title(title)) == name);
        let known = titles.iter().zip(&found).filter(|(title, role)| role.is_some() || is_own(title)).count();
        // No activity is numbered «№».
        let number =
            self.with(Role::Own(crate::schema::NUMBER)).map(|column| sheet.title(CellRef { row, column: column.at }));
        let is_numbered_so = number.is_some_and(|title| is_number_title(&title));
        if !is_numbered_so && (!has_name || known < 2 || known * 3 < titles.len() * 2) {
            return None;
        }
        let (_, last) = find::head_rows(sheet, row, self.table);
        let further = Self::of_rows(sheet, self.table, row, last);
        let same = |own: &Column, other: &Column| match (own.role, other.role) {
            (Some(own), Some(other)) => own == other,
            _ => is_same_title(&own.title, &other.title),
        };
        let positions: Option<Vec<u32>> = self
            .columns
            .iter()
            .map(|own| further.columns.iter().find(|other| same(own, other)).map(|other| other.at))
            .collect();
        Some(match positions {
            Some(positions) if further.columns.len() == self.columns.len() => Further::Same { positions, last },
            _ => Further::Other {
                is_named: has_name,
                titles: further.columns.into_iter().map(|column| column.title).collect(),
            },
        })
    }

    /// Follows the columns to where a further head has them.
    pub(super) fn follow(&mut self, sheet: &Sheet, positions: &[u32], last: u32) {
        for (column, at) in self.columns.iter_mut().zip(positions) {
            column.at = *at;
        }
        sheet.name_columns(last, &self.columns);
        self.last = last;
    }

    /// Columns that mean the same as one before them: their places among the columns, with what there is to say of it.
    pub(in crate::input) fn twins(&self, sheet: &Sheet) -> Vec<(usize, Problem)> {
        let problem = |at: usize, column: &Column| {
            let (Role::Own(field) | Role::Fulfilment(field)) = column.role? else { return None };
            let twin = self.columns.iter().take(at).find(|twin| twin.role == column.role)?;
            Some((
                at,
                Problem::from(WorkbookProblem::TwoColumns { field: field.to_owned(), other: sheet.named(twin.cell) }),
            ))
        };
        self.columns.iter().enumerate().filter_map(|(at, column)| problem(at, column)).collect()
    }

    /// Reports columns that mean the same; the further ones become columns of their own.
    pub(super) fn report_twins(&mut self, reading: &mut Reading<'_>) {
        for (at, problem) in self.twins(reading.sheet) {
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
                && !is_same_title(known, &column.title)
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

    /// Whether the filled cells of a row repeat the head, or a row of it, as in tables copied page by page.
    pub(in crate::input) fn is_repeated(&self, sheet: &Sheet, row: u32) -> bool {
        let cells: Vec<_> = sheet
            .grid
            .row(row)
            .filter(|(cell, _)| !self.is_unread(cell.column))
            .map(|(cell, _)| (cell.column, sheet.title(cell)))
            .collect();
        let repeats_titles = || {
            cells.iter().all(|(at, text)| {
                self.column(*at).is_some_and(|column| {
                    let group = column.group.as_ref().map(|(title, _)| title);
                    [Some(&column.title), group].into_iter().flatten().any(|title| is_same_title(title, text))
                })
            })
        };
        let repeats = |head: u32| {
            cells.iter().all(|(column, text)| is_same_title(&sheet.title(CellRef { row: head, column: *column }), text))
        };
        cells.len() >= 2 && (repeats_titles() || (self.first..=self.last.min(self.first + 4)).any(repeats))
    }
}

fn is_unread(column: &Column) -> bool {
    let group = column.group.as_ref().map(|(title, _)| title.as_str());
    [Some(column.title.as_str()), group].into_iter().flatten().any(|title| title.trim_start().starts_with('_'))
}
