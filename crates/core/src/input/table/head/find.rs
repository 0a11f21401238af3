//! Where a head stands, and which columns its rows make.

use super::Column;
use crate::diagnostics::CellRef;
use crate::input::table::around;
use crate::input::table::headings::{is_strong, meant, roles};
use crate::input::table::kind::{Role, Table};
use crate::input::table::sheet::Sheet;
use crate::schema;

/// Filled rows in which a head is looked for; titles and approvals stand above it, but not more than that.
const SEARCHED_ROWS: usize = 100;
/// Rows that a head can have.
const MOST_ROWS: u32 = 4;
/// Fields that often stand together under a common title.
const ENDS: [&str; 2] = [schema::START, schema::END];

/// First and last row of the head of a table.
pub(super) fn rows(sheet: &Sheet, table: Table) -> Option<(u32, u32)> {
    let (row, _) = head_row(sheet, table)?;
    Some(head_rows(sheet, row, table))
}

/// The row with the most telling titles: the first with the column that must be there and a further one. A table of
/// one column only is taken if there is nothing better; not for activities, whose sheet is named like that column.
fn head_row(sheet: &Sheet, table: Table) -> Option<(u32, usize)> {
    let mut best: Option<(u32, usize)> = None;
    for row in sheet.head_rows().into_iter().take(SEARCHED_ROWS) {
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
pub(in crate::input) fn nearest_title(sheet: &Sheet, table: Table) -> Option<(String, String)> {
    let mut best: Option<(usize, String, CellRef)> = None;
    for row in sheet.head_rows().into_iter().take(SEARCHED_ROWS) {
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
    best.map(|(_, title, cell)| (title, sheet.named(cell)))
}

/// First and last row of the head that has its titles in `row`.
pub(super) fn head_rows(sheet: &Sheet, row: u32, table: Table) -> (u32, u32) {
    let mut last = row;
    let mut has_group = false;
    for (cell, _) in sheet.grid.row(row) {
        if let Some(merge) = sheet.grid.merge_at(cell) {
            last = last.max(merge.last.row.min(row + MOST_ROWS - 1));
            has_group |= merge.last.column > merge.first.column;
        }
    }
    if last == row && (has_group && are_subtitles(sheet, row) || are_split(sheet, row, table)) {
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

/// Whether the row below goes on with the titles of this one, word by word, as Word breaks them: «Срок», and «исполнения»
/// below it.
fn are_split(sheet: &Sheet, row: u32, table: Table) -> bool {
    let cells: Vec<CellRef> = sheet.grid.row(row + 1).map(|(cell, _)| cell).collect();
    let joined: Vec<String> = cells
        .iter()
        .map(|cell| format!("{} {}", sheet.title(CellRef { row, column: cell.column }), sheet.title(*cell)))
        .collect();
    let goes_on = |cell: &CellRef| {
        let below = sheet.title(*cell);
        !sheet.title(CellRef { row, column: cell.column }).is_empty()
            && below.chars().next().is_some_and(char::is_lowercase)
            && below.chars().count() < 40
    };
    cells.len() >= 2
        && cells.iter().all(goes_on)
        && joined.iter().filter(|title| is_strong(table, title)).count() * 2 > joined.len()
}

/// The rows of a head of activities in which no title of a name is known: the first row with two other known titles, and
/// one that is not.
pub(super) fn rows_by_shape(sheet: &Sheet) -> Option<(u32, u32)> {
    for row in sheet.head_rows().into_iter().take(SEARCHED_ROWS) {
        let titles: Vec<String> = sheet.grid.row(row).map(|(cell, _)| sheet.title(cell)).collect();
        if titles.iter().any(|title| title.chars().count() >= 200) {
            continue;
        }
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        let roles = roles(Table::Activities, &titles);
        let known = roles.iter().filter(|role| matches!(role, Some(Role::Own(_)))).count();
        if known >= 2 && roles.contains(&None) && sheet.grid.next_row(row).is_some() {
            return Some(head_rows(sheet, row, Table::Activities));
        }
    }
    None
}

/// The head of the largest table of a text document, where no title says which table is the plan: a first row of short titles
/// over all columns, and rows below it that are no signatures.
pub(super) fn row_of_largest(sheet: &Sheet) -> Option<(u32, u32)> {
    let is_one = |rows: &Vec<u32>| {
        let texts = |row: &u32| -> Vec<String> { sheet.grid.row(*row).map(|(at, _)| sheet.title(at)).collect() };
        let Some((first, rest)) = rows.split_first() else { return false };
        let titles = texts(first);
        let is_title = |title: &String| title.chars().count() < 100 && title.contains(char::is_alphabetic);
        let width = sheet.table_at(*first).map_or(0, |(_, width)| width as usize);
        titles.len() == width
            && width >= 2
            && titles.iter().all(is_title)
            && rest.iter().any(|row| texts(row).len() >= 2)
            && !rows.iter().any(|row| around::is_around(&texts(row)))
    };
    let tables = sheet.tables().into_iter().map(|(_, rows)| rows).filter(is_one);
    // Of equal ones the first.
    let rows = tables.rev().max_by_key(Vec::len)?;
    rows.first().map(|first| head_rows(sheet, *first, Table::Activities))
}

/// How many letters stand in a column below a head.
pub(super) fn length_below(sheet: &Sheet, last: u32, column: u32) -> usize {
    let rows = sheet.grid.rows().into_iter().filter(|row| *row > last);
    rows.map(|row| sheet.title(CellRef { row, column }).chars().count()).sum()
}

/// Whether the row above has common titles: merged over columns that are not the usual ones by themselves. A corner
/// with an approval, merged above «Срок» and «Ответственные», is none.
fn is_group_row(sheet: &Sheet, row: u32, table: Table) -> bool {
    let above: Vec<CellRef> = sheet.grid.row(row - 1).map(|(cell, _)| cell).collect();
    let width = sheet.grid.row(row).count();
    !above.is_empty()
        && above.iter().all(|cell| {
            let Some(merge) = sheet.grid.merge_at(*cell) else { return false };
            let below: Vec<String> = (merge.first.column..=merge.last.column)
                .map(|column| sheet.title(CellRef { row, column }))
                .filter(|title| !title.is_empty())
                .collect();
            let below: Vec<&str> = below.iter().map(String::as_str).collect();
            let usual = |role: &Option<Role>| matches!(role, Some(Role::Own(field)) if !ENDS.contains(field));
            below.len() >= 2
                && below.len() < width
                && merge.last.row == merge.first.row
                && roles(table, &below).iter().any(|role| !usual(role))
        })
}

/// The columns that the rows of a head make.
pub(super) fn columns(sheet: &Sheet, first: u32, last: u32) -> Vec<Column> {
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
    let (mut titles, mut parts) = (Vec::new(), Vec::new());
    for (level, anchor, is_wide) in levels {
        match (&group, is_wide) {
            (None, true) => group = Some((level, anchor)),
            _ => {
                titles.push(level);
                parts.push(anchor);
            }
        }
    }
    // A title that goes on in the next row is one.
    let goes_on = title.chars().next().is_some_and(char::is_lowercase);
    titles.push(title);
    let title = titles.join(if goes_on { " " } else { "\n" });
    Some(Column { at, title, cell, parts, group, role: None })
}
