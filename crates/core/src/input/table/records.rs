//! «Исполнение», «Показатели», «Рекомендации», «Решения», «Территории»: one record a row.

use super::fate::{Fate, Reason, is_hint};
use super::grid::{Cell, Content};
use super::head::{Column, Head};
use super::headings::{meant, usual_titles};
use super::kind::{Role, Table};
use super::sheet::Reading;
use super::value::{Purpose, bad_cell};
use crate::diagnostics::{CellRef, Meant, Problem, ValueProblem, WorkbookProblem};
use crate::schema;
use crate::tree::{Entry, Node, Value, entry, fold_key, list, record};

/// Columns that can name the activity of a row of «Исполнение», the surest first.
const IDENTITIES: [Role; 3] = [Role::Own(schema::CODE), Role::Own(schema::NUMBER), Role::Own(schema::ACTIVITY)];

/// Columns that hold the figures of an indicator.
const FIGURES: [&str; 3] = [schema::LAST_YEAR, schema::PLAN, schema::FACT];

/// Reads a table into an entry of the root record.
pub(super) fn read(mut head: Head, table: Table, mut reading: Reading<'_>) -> Entry {
    head.report_twins(&mut reading);
    let sheet = reading.sheet;
    head.settle(sheet);
    // What stands above a head is a title of the sheet, or a hint of our starters.
    for (cell, _) in sheet.grid.cells().filter(|(cell, _)| cell.row < head.first && is_hint(&sheet.title(*cell))) {
        sheet.settle(cell, Fate::LeftOut(Reason::Hint));
    }
    let mut reader = Records { head, table, reported: Vec::new(), reading };
    let mut records = Vec::new();
    for row in sheet.grid.rows() {
        if row > reader.head.last {
            if reader.head.is_numbering(sheet, row) {
                sheet.settle_row(row, Fate::LeftOut(Reason::ColumnNumbers));
            } else if reader.head.is_repeated(sheet, row) {
                sheet.settle_row(row, Fate::LeftOut(Reason::RepeatedHead));
            } else {
                records.extend(reader.row(row));
            }
        }
        if reader.reading.is_spent(row) {
            break;
        }
    }
    entry(table.key(), list(records, sheet.place()))
}

struct Records<'a> {
    head: Head,
    table: Table,
    /// Columns that were reported: each once.
    reported: Vec<u32>,
    reading: Reading<'a>,
}

impl Records<'_> {
    fn row(&mut self, row: u32) -> Option<Node> {
        let sheet = self.reading.sheet;
        let own: Vec<CellRef> =
            sheet.grid.row(row).map(|(cell, _)| cell).filter(|cell| !self.head.is_unread(cell.column)).collect();
        let first = *own.first()?;
        if own.len() == 1 && is_hint(&sheet.title(first)) {
            sheet.settle(first, Fate::LeftOut(Reason::Hint));
            return None;
        }
        for cell in &own {
            self.report(*cell);
        }
        let mut entries = Vec::new();
        for at in 0..self.head.columns.len() {
            let column = &self.head.columns[at];
            let field = match column.role {
                Some(Role::Fulfilment(field)) => field,
                // The other columns of «Исполнение» only name the activity.
                Some(Role::Own(field)) if self.table != Table::Fulfilment => field,
                _ => continue,
            };
            let Some((at, cell)) = self.head.value(sheet, row, column) else { continue };
            entries.extend(self.field(at, cell, field).map(|node| entry(field, node)));
        }
        // A row of a form that nobody filled in says nothing.
        if entries.is_empty() {
            return None;
        }
        if self.table == Table::Fulfilment {
            entries.extend(self.name(row).map(|name| entry(schema::NAME, name)));
            entries.splice(0..0, self.identity(row).map(|identity| entry(schema::ACTIVITY, identity)));
        }
        drop_percent(&mut entries);
        Some(record(entries, sheet.at(first)))
    }

    fn field(&mut self, at: CellRef, cell: &Cell, field: &str) -> Option<Node> {
        let is_figure = FIGURES.contains(&field);
        if is_figure && matches!(cell.content, Content::Moment(_)) {
            self.reading.fault(bad_cell("Excel превратил его в дату, а здесь ожидается число"), at);
            return None;
        }
        let node = self.reading.node(at, cell, if is_figure { Purpose::Figure } else { Purpose::Due })?;
        if self.table == Table::Territories && field != schema::NAME {
            // Where to read and to write: neither is printed.
            self.reading.sheet.settle(at, Fate::Used);
        }
        Some(if field == schema::FILES { several(node) } else { node })
    }

    /// Number or code of the activity that a row of «Исполнение» speaks of.
    fn identity(&mut self, row: u32) -> Option<Node> {
        let value = |role| self.head.value(self.reading.sheet, row, self.head.with(role)?);
        let (at, cell) = IDENTITIES.into_iter().find_map(value)?;
        self.reading.node(at, cell, Purpose::Number)
    }

    /// The name of that activity, if a further column tells it: so a row that got to another number is noticed.
    fn name(&mut self, row: u32) -> Option<Node> {
        let has_number =
            self.head.with(Role::Own(schema::CODE)).or(self.head.with(Role::Own(schema::NUMBER))).is_some();
        let column = self.head.with(Role::Context(schema::NAME));
        let column = column.or(self.head.with(Role::Own(schema::ACTIVITY)).filter(|_| has_number))?;
        let (at, cell) = self.head.value(self.reading.sheet, row, column)?;
        self.reading.node(at, cell, Purpose::Print)
    }

    /// Reports a cell that belongs to no field: nothing is passed over in silence.
    fn report(&mut self, at: CellRef) {
        let grid = &self.reading.sheet.grid;
        let column = self.head.column(at.column);
        let covered = grid.merge_at(at).map_or(0, |merge| {
            self.head
                .columns
                .iter()
                .filter(|column| (merge.first.column..=merge.last.column).contains(&column.at))
                .count()
        });
        let is_field = column.is_some_and(|column| matches!(column.role, Some(Role::Own(_) | Role::Fulfilment(_))));
        // A title of a part of the table may be merged over it, where nothing is to be read.
        if covered > 1 && is_field && self.table != Table::Fulfilment {
            self.reading.fault(WorkbookProblem::MergedAcross, at);
            return;
        }
        let (problem, place) = match column {
            None => (Problem::from(WorkbookProblem::StrayCell), at),
            Some(Column { role: None, title, cell, .. }) => {
                let meant = match meant(self.table, title) {
                    Some((_, known)) => Meant::Nearest(known.to_owned()),
                    None => Meant::OneOf(usual_titles(self.table)),
                };
                (Problem::from(ValueProblem::UnknownKey { key: title.clone(), meant }), *cell)
            }
            Some(Column { role: Some(Role::Context(_)), .. }) => {
                self.reading.sheet.settle(at, Fate::Used);
                return;
            }
            Some(_) => {
                // In «Исполнение» all but the fulfilment only names the activity.
                if self.table == Table::Fulfilment {
                    self.reading.sheet.settle(at, Fate::Used);
                }
                return;
            }
        };
        self.reading.sheet.settle(at, Fate::Told(problem.code()));
        if !self.reported.contains(&at.column) {
            self.reported.push(at.column);
            self.reading.fault(problem, place);
        }
    }
}

/// Names of files, a line each.
fn several(node: Node) -> Node {
    let Value::Text(text) = &node.value else { return node };
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() < 2 {
        return node;
    }
    let items = lines.into_iter().map(|line| Node::text(line, node.place.clone())).collect();
    Node { value: Value::List(items), place: node.place.clone() }
}

/// 60 % typed as a percentage beside the unit «%» is the figure 60.
fn drop_percent(entries: &mut [Entry]) {
    let unit = entries.iter().find(|entry| entry.key == schema::UNIT).map(|entry| &entry.value.value);
    let is_percent = matches!(unit, Some(Value::Text(unit)) if unit.trim().starts_with('%') || fold_key(unit).starts_with("процент"));
    if !is_percent {
        return;
    }
    for entry in entries.iter_mut().filter(|entry| FIGURES.contains(&entry.key.as_str())) {
        if let Value::Text(text) = &mut entry.value.value {
            text.truncate(text.trim_end().trim_end_matches('%').trim_end().len());
        }
    }
}
