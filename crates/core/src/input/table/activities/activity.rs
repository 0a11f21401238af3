//! An activity: its cells over one row or several, and rows that go on with it.

use super::rows::{Filled, is_ditto, is_kept_day, names_direction};
use super::{Band, CODE, DUE, Done, END, Last, NAME, NUMBER, RESPONSIBLE, START, TableReader, status};
use crate::diagnostics::{CellRef, WorkbookProblem};
use crate::input::table::fate::{Fate, Reason};
use crate::input::table::grid::Content;
use crate::input::table::kind::{MARK_OF_FULFILMENT, Role};
use crate::input::table::sheet::Sheet;
use crate::input::table::value::{self, Purpose};
use crate::schema;
use crate::tree::{Entry, Node, Value, entry};

impl<'a> TableReader<'a> {
    /// The last row of the activity that begins in a row: its number is merged downwards, or, where there is none, its
    /// name.
    pub(super) fn last_row_of(&self, row: u32) -> u32 {
        let grid = &self.reading.sheet.grid;
        let merged = |role: Role, row: u32| {
            let at = CellRef { row, column: self.head.with(role)?.at };
            grid.merge_at(at).filter(|merge| merge.first.column == at.column && merge.first.row > self.head.last)
        };
        let end_of =
            |role: Role, row: u32| merged(role, row).filter(|merge| merge.first.row >= row).map(|merge| merge.last.row);
        let number = self.head.with(NUMBER);
        let mut last = end_of(if number.is_some() { NUMBER } else { NAME }, row).unwrap_or(row);
        let Some(number) = number else { return last };
        // Rows without a number under a merged name.
        while let Some(next) = merged(NAME, last + 1).filter(|merge| merge.first.row >= row && merge.first.row <= last)
        {
            let is_numbered =
                grid.get(CellRef { row: last + 1, column: number.at }).is_some() || merged(NUMBER, last + 1).is_some();
            if is_numbered || next.last.row <= last {
                break;
            }
            last += 1;
        }
        last
    }

    pub(super) fn activity(&mut self, row: u32, last: u32, own: &[Filled<'a>]) {
        let name = (row..=last).find_map(|row| self.value(row, NAME));
        if name.is_none() && self.value(row, NUMBER).is_none() && self.value(row, CODE).is_none() {
            self.go_on(row, own);
            return;
        }
        let mut known = None;
        for row in row..=last {
            let own = self.own(row);
            self.report_merged_across(&own);
            known = known.or(self.report_strays(&own));
        }
        let Some(first) = known else { return };
        let Some((name_at, _)) = name else {
            self.row_without_name(first);
            return;
        };
        let mut fields = Vec::new();
        let mut fulfilment = Vec::new();
        for at in 0..self.head.columns.len() {
            let Some((role, node)) = self.cell(at, row, last) else { continue };
            match role {
                Some(Role::Fulfilment(field)) => fulfilment.extend(fulfilled(field, node)),
                _ => fields.push(entry(&self.keys[at], node)),
            }
        }
        if let [number, name] = fields.as_slice()
            && (number.key.as_str(), name.key.as_str(), own.len()) == (schema::NUMBER, schema::NAME, 2)
            && matches!(&number.value.value, Value::Text(number) if names_direction(number))
        {
            self.reading.fault(WorkbookProblem::UnmergedDirection, name_at);
        }
        self.push(fields, fulfilment, name_at);
    }

    /// What a column says of an activity over some rows: the texts of its cells, one below the other.
    fn cell(&mut self, at: usize, row: u32, last: u32) -> Option<(Option<Role>, Node)> {
        let sheet = self.reading.sheet;
        let column = &self.head.columns[at];
        let role = column.role;
        let mut cells: Vec<Filled<'a>> = Vec::new();
        for row in row..=last {
            if let Some((at, cell)) = self.head.value(sheet, row, column)
                && cells.iter().all(|(known, _)| *known != at)
            {
                cells.push((at, cell));
            }
        }
        let purpose = match role {
            Some(NUMBER | CODE) => Purpose::Number,
            Some(DUE | START | END | Role::Fulfilment(_)) => Purpose::Due,
            _ => Purpose::Print,
        };
        let mut joined: Option<Node> = None;
        for (cell_at, cell) in cells {
            // A number that is calculated is not needed: activities are numbered anyway.
            if role == Some(NUMBER) && cell.content == Content::Uncalculated {
                sheet.settle(cell_at, Fate::LeftOut(Reason::OwnNumber));
                continue;
            }
            if matches!(role, Some(DUE | START | END | RESPONSIBLE)) {
                if is_ditto(&sheet.title(cell_at)) {
                    let column = self.head.columns[at].title.clone();
                    self.reading.fault(WorkbookProblem::Ditto { column }, cell_at);
                } else if role != Some(RESPONSIBLE) && is_kept_day(cell) {
                    self.reading
                        .fault(value::bad_cell("это число похоже на день, а формат ячейки – не «Дата»"), cell_at);
                }
            }
            let node = self.reading.node_or_shown(cell_at, cell, purpose);
            match &mut joined {
                None => joined = Some(node),
                Some(first) => append(first, &node, self.reading.sheet),
            }
        }
        joined.map(|node| (role, node))
    }

    fn push(&mut self, fields: Vec<Entry>, fulfilment: Vec<Entry>, name_at: CellRef) {
        let place = self.reading.sheet.at(name_at);
        if self.bands.is_empty() {
            self.bands.push(Band::nameless(place.clone()));
        }
        let band = self.bands.len() - 1;
        let Some(current) = self.bands.last_mut() else { return };
        current.activities.push(fields);
        current.places.push(place.clone());
        let activity = current.activities.len() - 1;
        self.last = Some(Last { band, activity, name_at });
        if !fulfilment.is_empty() {
            self.fulfilment.push(Done { band, activity, entries: fulfilment, place });
        }
    }

    /// A row without number and name: its texts are further lines of the activity above.
    pub(super) fn go_on(&mut self, row: u32, own: &[Filled<'a>]) {
        let sheet = self.reading.sheet;
        let Some(first) = own.first().map(|(at, _)| *at) else { return };
        let Some(Last { band, activity, name_at }) = self.last else {
            self.row_without_name(first);
            return;
        };
        self.report_merged_across(own);
        let Some(first) = self.report_strays(own) else { return };
        self.reading.fault(WorkbookProblem::Continued { cell: sheet.named(name_at) }, first);
        for at in 0..self.head.columns.len() {
            // What is merged from above belongs to the activity already.
            if self.head.value(sheet, row, &self.head.columns[at]).is_none_or(|(at, _)| at.row != row) {
                continue;
            }
            let Some((role, node)) = self.cell(at, row, row) else { continue };
            match role {
                Some(Role::Fulfilment(field)) => self.go_on_with_fulfilment(band, activity, field, node, name_at),
                _ => {
                    let key = self.keys[at].clone();
                    let fields = self.bands.get_mut(band).and_then(|band| band.activities.get_mut(activity));
                    if let Some(fields) = fields {
                        append_to(fields, &key, node, sheet);
                    }
                }
            }
        }
    }

    fn go_on_with_fulfilment(
        &mut self,
        band: usize,
        activity: usize,
        field: &'static str,
        node: Node,
        name_at: CellRef,
    ) {
        let sheet = self.reading.sheet;
        let known = self.fulfilment.iter_mut().find(|done| (done.band, done.activity) == (band, activity));
        let Some(done) = known else {
            let place = sheet.at(name_at);
            self.fulfilment.push(Done { band, activity, entries: fulfilled(field, node), place });
            return;
        };
        append_to(&mut done.entries, field, node, sheet);
    }
}

/// The fields of the fulfilment that a cell gives.
fn fulfilled(field: &'static str, node: Node) -> Vec<Entry> {
    let Value::Text(text) = &node.value else { return vec![entry(field, node)] };
    if field != MARK_OF_FULFILMENT {
        return vec![entry(field, node)];
    }
    status::parts(text).into_iter().map(|(key, text)| entry(key, Node::text(text, node.place.clone()))).collect()
}

fn append_to(fields: &mut Vec<Entry>, key: &str, node: Node, sheet: &Sheet) {
    match fields.iter_mut().find(|entry| entry.key == key) {
        Some(entry) => append(&mut entry.value, &node, sheet),
        None => fields.push(entry(key, node)),
    }
}

/// Adds a text as a further line of another.
fn append(first: &mut Node, more: &Node, sheet: &Sheet) {
    let (Value::Text(text), Value::Text(line)) = (&mut first.value, &more.value) else { return };
    text.push('\n');
    text.push_str(line);
    if let (Some(first), Some(cell)) = (sheet.cell_of(&first.place), sheet.cell_of(&more.place)) {
        sheet.settle(cell, Fate::With(first));
    }
}
