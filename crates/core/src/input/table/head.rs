//! The head of a table: where it stands, and what its columns are.

use super::grid::Cell;
use super::headings::{fold_title, meant, roles};
use super::kind::{Role, Table};
use super::sheet::{Reading, Sheet};
use crate::diagnostics::{CellRef, Problem};

/// Filled rows in which a head is looked for; titles and approvals stand above it, but not more than that.
const SEARCHED_ROWS: usize = 100;
/// Rows that a head can have.
const MOST_ROWS: u32 = 4;

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
        let (row, _) = head_row(sheet, table)?;
        let (first, last) = head_rows(sheet, row, table);
        let mut columns = columns(sheet, first, last);
        let unread = columns.extract_if(.., |column| is_unread(column)).map(|column| column.at).collect();
        let titles: Vec<&str> = columns.iter().map(|column| column.title.as_str()).collect();
        let roles = roles(table, &titles);
        for (column, role) in columns.iter_mut().zip(roles) {
            column.role = role;
        }
        Some(Self { first, last, columns, unread })
    }

    /// Reports columns that mean the same; the further ones become columns of their own.
    pub(super) fn report_twins(&mut self, reading: &mut Reading<'_>) {
        for at in 1..self.columns.len() {
            let (before, rest) = self.columns.split_at_mut(at);
            let Some(column) = rest.first_mut() else { break };
            let Some(role @ (Role::Own(field) | Role::Fulfilment(field))) = column.role else { continue };
            if let Some(twin) = before.iter().find(|twin| twin.role == Some(role)) {
                let problem = Problem::TwoColumns { field: field.to_owned(), other: twin.cell.to_string() };
                reading.fault(problem, column.cell);
                column.role = None;
            }
        }
    }

    /// Remarks on columns of the sheet's own that look like a slip in the title of a column that is missing.
    pub(super) fn report_near_titles(&self, table: Table, reading: &mut Reading<'_>) {
        for column in self.columns.iter().filter(|column| column.role.is_none()) {
            if let Some((role, known)) = meant(table, &column.title)
                && self.with(role).is_none()
            {
                reading.fault(Problem::NearTitle { title: column.title.clone(), known }, column.cell);
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

/// The row with the most telling titles: the first with the column that must be there and a further one. A table of
/// one column only is taken if there is nothing better; not for activities, whose sheet is named like that column.
fn head_row(sheet: &Sheet, table: Table) -> Option<(u32, usize)> {
    let mut best: Option<(u32, usize)> = None;
    for row in sheet.grid.rows().into_iter().take(SEARCHED_ROWS) {
        let titles: Vec<String> = sheet
            .grid
            .row(row)
            .map(|(cell, _)| sheet.title(cell))
            .filter(|title| title.chars().count() < 200)
            .collect();
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        let roles = roles(table, &titles);
        let known = roles.iter().flatten().count();
        if !roles.contains(&Some(table.key_role())) {
            continue;
        }
        if known >= 2 {
            return Some((row, known));
        }
        if table != Table::Activities && best.is_none() {
            best = Some((row, known));
        }
    }
    best
}

/// Of a sheet without a head, the title that comes nearest to the one that the table must have: this title by itself,
/// one with a slip in it, or a strange one among known ones.
pub(in crate::input) fn nearest_title(sheet: &Sheet, table: Table) -> Option<(String, CellRef)> {
    let mut best: Option<(usize, String, CellRef)> = None;
    for row in sheet.grid.rows().into_iter().take(SEARCHED_ROWS) {
        let cells: Vec<(CellRef, String)> = sheet
            .grid
            .row(row)
            .map(|(cell, _)| (cell, sheet.title(cell)))
            .filter(|(_, title)| title.chars().count() < 200)
            .collect();
        let titles: Vec<&str> = cells.iter().map(|(_, title)| title.as_str()).collect();
        let roles = roles(table, &titles);
        let known = roles.iter().flatten().count();
        let key = table.key_role();
        let is_slip = |title: &&str| meant(table, title).is_some_and(|(role, _)| role == key);
        let at = roles.iter().position(|role| *role == Some(key)).or_else(|| titles.iter().position(is_slip));
        let at = at.or_else(|| roles.iter().position(Option::is_none).filter(|_| known >= 2));
        let Some((cell, title)) = at.and_then(|at| cells.get(at)) else { continue };
        if best.as_ref().is_none_or(|(most, ..)| known > *most) {
            best = Some((known, title.clone(), *cell));
        }
    }
    best.map(|(_, title, cell)| (title, cell))
}

/// First and last row of the head that has its titles in `row`.
fn head_rows(sheet: &Sheet, row: u32, table: Table) -> (u32, u32) {
    let mut last = row;
    let mut has_group = false;
    for (cell, _) in sheet.grid.row(row) {
        if let Some(merge) = sheet.grid.merge_at(cell) {
            last = last.max(merge.last.row.min(row + MOST_ROWS - 1));
            has_group |= merge.last.column > merge.first.column;
        }
    }
    if last == row && has_group && are_subtitles(sheet, row) {
        last = row + 1;
    }
    let first = if row > 0 && last == row && is_group_row(sheet, row, table) { row - 1 } else { row };
    (first, last)
}

/// Whether the row below has titles under the merged cells of this one, and nothing else.
fn are_subtitles(sheet: &Sheet, row: u32) -> bool {
    let mut cells = sheet.grid.row(row + 1).peekable();
    cells.peek().is_some()
        && cells.all(|(cell, _)| {
            let above = sheet.grid.merge_at(CellRef { row, column: cell.column });
            above.is_some_and(|merge| merge.last.column > merge.first.column)
        })
}

/// Whether the row above has common titles: merged over columns that are not the usual ones by themselves. A corner
/// with an approval, merged above «Срок» and «Ответственные», is none.
fn is_group_row(sheet: &Sheet, row: u32, table: Table) -> bool {
    let above: Vec<CellRef> = sheet.grid.row(row - 1).map(|(cell, _)| cell).collect();
    let width = sheet.grid.row(row).count();
    !above.is_empty() && above.iter().all(|cell| {
        let Some(merge) = sheet.grid.merge_at(*cell) else { return false };
        let below: Vec<String> = (merge.first.column..=merge.last.column)
            .map(|column| sheet.title(CellRef { row, column }))
            .filter(|title| !title.is_empty())
            .collect();
        let below: Vec<&str> = below.iter().map(String::as_str).collect();
        let usual =
            |role: &Option<Role>| matches!(role, Some(Role::Own(field)) if !matches!(*field, "начало" | "окончание"));
        below.len() >= 2
            && below.len() < width
            && merge.last.row == merge.first.row
            && roles(table, &below).iter().any(|role| !usual(role))
    })
}

/// The columns that the rows of a head make.
fn columns(sheet: &Sheet, first: u32, last: u32) -> Vec<Column> {
    let mut positions: Vec<u32> = (first..=last)
        .flat_map(|row| sheet.grid.row(row))
        .flat_map(|(cell, _)| cell.column..=sheet.grid.merge_at(cell).map_or(cell.column, |merge| merge.last.column))
        .collect();
    positions.sort_unstable();
    positions.dedup();
    let mut columns: Vec<Column> = positions.into_iter().filter_map(|at| column(sheet, first, last, at)).collect();
    // A common title with nothing under it is the title of its first column alone.
    columns.retain(|column| !column.title.is_empty());
    columns
}

/// The titles over a position, from the top, and from them the column.
fn column(sheet: &Sheet, first: u32, last: u32, at: u32) -> Option<Column> {
    let mut levels: Vec<(String, CellRef, bool)> = Vec::new();
    for row in first..=last {
        let cell = CellRef { row, column: at };
        let merge = sheet.grid.merge_at(cell);
        let anchor = merge.map_or(cell, |merge| merge.first);
        let title = sheet.title(anchor);
        let is_wide = merge.is_some_and(|merge| merge.last.column > merge.first.column);
        if !title.is_empty() && levels.iter().all(|(_, known, _)| *known != anchor) {
            levels.push((title, anchor, is_wide));
        }
    }
    let (title, cell, is_wide) = levels.pop()?;
    // A wide title is that of its first column, if nothing stands under it.
    if is_wide && cell.column != at {
        return None;
    }
    let mut group: Option<(String, CellRef)> = None;
    let mut titles = Vec::new();
    for (level, anchor, is_wide) in levels {
        match (&group, is_wide) {
            (None, true) => group = Some((level, anchor)),
            _ => titles.push(level),
        }
    }
    titles.push(title);
    Some(Column { at, title: titles.join("\n"), cell, group, role: None })
}
