//! The tables of a text document beside the one with the head: those that go on with the plan, those that only set texts around
//! it apart (signatures, approvals), and those that are something else, which no document of the program shows.

use std::collections::HashSet;

use super::rows::is_number;
use super::{DUE, NAME, NUMBER, TableReader};
use crate::diagnostics::{CellRef, WorkbookProblem};
use crate::input::table::around;
use crate::input::table::fate::Fate;
use crate::input::table::head::Further;

/// What a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It goes on with the plan.
    Plan,
    /// Texts, one a row: as good as paragraphs.
    Texts,
    /// It sets texts around the plan apart.
    Around,
    /// Something else.
    Other,
}

/// How the plan has ended before a table, if it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Open,
    /// Somebody seems to sign.
    Signed,
    /// An approval, an annex or the line for a signature.
    Closed,
}

/// The tables of a text document whose rows are read as those of the plan. A sheet of a workbook has none.
#[derive(Debug, Default)]
pub(super) struct Tables {
    of_plan: HashSet<u32>,
    as_texts: HashSet<u32>,
}

impl Tables {
    /// Whether the rows of a table belong to the plan.
    pub(super) fn are_of_plan(&self, table: u32) -> bool {
        self.of_plan.contains(&table)
    }

    /// Whether the rows of a table are read with those of the plan, as bands at least.
    pub(super) fn are_read(&self, table: u32) -> bool {
        self.of_plan.contains(&table) || self.as_texts.contains(&table)
    }
}

impl TableReader<'_> {
    /// Sorts the tables of a text document, and reports those that are something else.
    pub(super) fn sort_tables(&mut self, rows: &[u32]) -> Tables {
        let sheet = self.reading.sheet;
        let mut tables = Tables::default();
        let Some((own, _)) = sheet.table_at(self.head.first) else { return tables };
        let mut end = End::Open;
        let mut from = self.head.last + 1;
        for (table, of_table) in sheet.tables() {
            let Some((&first, &last)) = of_table.first().zip(of_table.last()) else { continue };
            // What belongs to a second document was told.
            if rows.last().is_some_and(|end| first > *end) {
                continue;
            }
            if table == own {
                tables.of_plan.insert(table);
                from = last + 1;
                continue;
            }
            if first > self.head.last {
                let between = rows.iter().filter(|row| (from..first).contains(*row));
                end = between.map(|row| self.end_at(*row)).fold(end, End::max);
                from = last + 1;
            }
            match self.kind(&of_table, end) {
                Kind::Plan => {
                    tables.of_plan.insert(table);
                }
                kind @ (Kind::Texts | Kind::Around) => {
                    if kind == Kind::Texts {
                        tables.as_texts.insert(table);
                    }
                    if first > self.head.last {
                        end = of_table.iter().map(|row| self.end_at(*row)).fold(end, End::max);
                    }
                }
                Kind::Other => {
                    sheet.set_strange(table);
                    self.report_other_table(&of_table);
                }
            }
        }
        tables
    }

    fn kind(&self, rows: &[u32], end: End) -> Kind {
        let is_below = rows.first().is_some_and(|first| *first > self.head.last);
        if is_below && self.goes_on_with_plan(rows, end) {
            return Kind::Plan;
        }
        let texts: Vec<Vec<String>> = rows.iter().map(|row| self.texts(*row)).collect();
        match texts.iter().filter(|row| row.len() > 1).count() {
            0 => Kind::Texts,
            1 => Kind::Around,
            _ if texts.iter().any(|row| around::is_around(row)) => Kind::Around,
            _ => Kind::Other,
        }
    }

    /// Whether a table below the first one has its head, or goes on with it without one.
    fn goes_on_with_plan(&self, rows: &[u32], end: End) -> bool {
        let sheet = self.reading.sheet;
        let (Some(&first), Some(&last)) = (rows.first(), rows.last()) else { return false };
        let heads = sheet.head_rows().into_iter().filter(|row| (first..=last).contains(row));
        match heads.filter_map(|row| self.head.further(sheet, row)).next() {
            Some(Further::Same { .. }) => return end < End::Closed,
            Some(Further::Other { is_named, .. }) => return end == End::Open && is_named,
            None => {}
        }
        let width = |row: Option<u32>| row.and_then(|row| sheet.table_at(row)).map(|(_, width)| width);
        if end != End::Open || width(Some(first)) != width(Some(self.head.first)) {
            return false;
        }
        let title = |row: u32, role| {
            self.head.with(role).map(|column| sheet.title(CellRef { row, column: column.at })).unwrap_or_default()
        };
        let Some(row) = rows.iter().copied().find(|row| self.own(*row).len() > 1) else { return false };
        let number = title(row, NUMBER);
        match self.head.with(NUMBER).is_some() {
            true => is_number(&number) || number.is_empty() && title(row, NAME).is_empty(),
            false => title(row, DUE).contains(|c: char| c.is_ascii_digit()),
        }
    }

    /// How a row outside of the tables of the plan ends it.
    fn end_at(&self, row: u32) -> End {
        match around::closes(&self.texts(row)) {
            Some(true) => End::Closed,
            Some(false) => End::Signed,
            None => End::Open,
        }
    }

    pub(super) fn texts(&self, row: u32) -> Vec<String> {
        self.own(row).iter().map(|(at, _)| self.reading.sheet.title(*at)).collect()
    }

    fn report_other_table(&mut self, rows: &[u32]) {
        let sheet = self.reading.sheet;
        let cells = rows.iter().flat_map(|row| sheet.grid.row(*row)).map(|(at, _)| at);
        let cells: Vec<CellRef> = cells.collect();
        let titles = rows.first().map(|row| self.texts(*row)).unwrap_or_default();
        let problem = WorkbookProblem::OtherTable { titles };
        cells.iter().for_each(|cell| sheet.settle(*cell, Fate::told(problem.clone())));
        if let Some(first) = cells.first() {
            self.reading.fault(problem, *first);
        }
    }
}
