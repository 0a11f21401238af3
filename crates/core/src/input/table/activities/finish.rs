//! The end of a table: where it ends, and what comes of what was read.

use super::rows::{Filled, designator, is_hint, is_number};
use super::{Band, DUE, NAME, NUMBER, TableReader};
use crate::diagnostics::CellRef;
use crate::domain::{names::is_name, numbering};
use crate::input::table::around;
use crate::input::table::kind::{Role, Table};
use crate::input::table::sheet::Sheet;
use crate::schema;
use crate::tree::{Entry, Node, Value, entry, list, record};

impl TableReader<'_> {
    /// The first row under the table: behind the last activity, something that can only stand there.
    pub(super) fn below(&self, rows: &[u32]) -> Option<u32> {
        let may_follow = |row: &u32| self.may_be_activity(*row) && (self.has_number(*row) || self.own(*row).len() > 2);
        let ends = |row: &u32| {
            let own = self.own(*row);
            let [(at, _)] = own[..] else { return false };
            let text = self.reading.sheet.title(at);
            let is_legend =
                || around::begins_legend(&text) && !rows.iter().filter(|later| *later > row).any(may_follow);
            *row > self.head.last && (around::ends_table(&text) || is_legend())
        };
        let end = rows.iter().position(ends);
        let table = rows.get(..end.unwrap_or(rows.len()))?;
        let is_last = |row: &u32| *row > self.head.last && self.is_of_plan(*row) && self.is_sure(*row);
        let sure = table.iter().rposition(is_last)?;
        let tail = rows.get(sure..)?;
        let last_table = self.reading.sheet.table_at(*tail.first()?);
        tail.windows(2).find_map(|pair| {
            let &[before, row] = pair else { return None };
            // A text document tells where its tables end.
            if last_table.is_some() && self.reading.sheet.table_at(row) != last_table {
                return Some(row);
            }
            let own = self.own(row);
            if own.is_empty() || self.is_covered(row) {
                return None;
            }
            let texts: Vec<(CellRef, String)> =
                own.iter().map(|(at, _)| (*at, self.reading.sheet.title(*at))).collect();
            let gap = row > before + 1;
            let is_note = || {
                gap && own.len() == 1
                    && designator(&texts[0].1).is_none()
                    && !is_hint(self.reading.sheet, own[0].0)
                    && rows.iter().filter(|later| **later > row).all(|later| !self.may_be_activity(*later))
            };
            let is_end = end.and_then(|end| rows.get(end)) == Some(&row);
            let starts = || around::starts_below(&texts, gap, self.head.with(NUMBER).is_some());
            (is_end || starts() || is_note()).then_some(row)
        })
    }

    /// Whether a row can belong to the table at all.
    fn is_of_plan(&self, row: u32) -> bool {
        self.reading.sheet.table_at(row).is_none_or(|(table, _)| self.tables.are_of_plan(table))
    }

    /// Whether a row can be nothing but an activity.
    pub(super) fn is_sure(&self, row: u32) -> bool {
        let sheet = self.reading.sheet;
        let own = |role: Role| {
            let text = self.head.with(role).map(|column| sheet.title(CellRef { row, column: column.at }));
            text.is_some_and(|text| {
                // Whoever signs is no due date, whatever column the name stands in.
                let signs = around::is_blank_line(&text) || role == DUE && is_name(&text);
                !text.is_empty() && !signs
            })
        };
        let texts = || self.own(row).iter().map(|(at, _)| sheet.title(*at)).collect::<Vec<_>>();
        let number = self.head.with(NUMBER).map(|column| sheet.title(CellRef { row, column: column.at }));
        match number {
            Some(number) if is_number(&number) => self.value(row, NAME).is_some(),
            // «Составил: | методист | Орлова Т.П.» fills the same columns.
            _ if around::closes(&texts()) == Some(true) => false,
            // «(подпись) | (расшифровка)» as well.
            _ if texts().iter().all(|text| around::is_hint_to_sign(text)) => false,
            Some(_) => own(NAME) && own(DUE),
            None => own(NAME) && self.may_be_activity(row) && (own(DUE) || !is_signed(sheet, &self.own(row))),
        }
    }

    /// Whether a number as activities have them stands in a row.
    pub(super) fn has_number(&self, row: u32) -> bool {
        let number = self.head.with(NUMBER).map(|column| self.reading.sheet.title(CellRef { row, column: column.at }));
        number.is_some_and(|number| is_number(&number))
    }

    fn may_be_activity(&self, row: u32) -> bool {
        self.own(row).len() >= 2 && self.value(row, NAME).is_some()
    }

    /// Columns of the fulfilment in which something stands although no activity has a status: nothing is reported yet, so that they may
    /// be meant as columns of the plan.
    pub(super) fn unreported(&self) -> Vec<(String, CellRef)> {
        let says = |key: &str| self.fulfilment.iter().flat_map(|done| &done.entries).any(|entry| entry.key == key);
        if says(schema::STATUS) {
            return Vec::new();
        }
        let columns = self.head.columns.iter().filter(|column| match column.role {
            Some(Role::Fulfilment(field)) => says(field),
            _ => false,
        });
        columns.map(|column| (column.title.clone(), column.cell)).collect()
    }

    pub(super) fn finish(mut self) -> Vec<Entry> {
        let place = self.reading.sheet.place();
        let shift = self.merge_above();
        let identities = self.identities();
        let fulfilment: Vec<Node> = std::mem::take(&mut self.fulfilment)
            .into_iter()
            .map(|done| {
                let identity = identities.get(done.band + shift).and_then(|band| band.get(done.activity));
                let identity = Node::text(identity.cloned().unwrap_or_default(), done.place.clone());
                let mut entries = vec![entry(schema::ACTIVITY, identity)];
                entries.extend(done.entries);
                record(entries, done.place)
            })
            .collect();
        let mut entries = Vec::new();
        let is_banded = self.bands.iter().any(|band| band.is_named);
        let bands = self.bands.into_iter().map(|Band { mut entries, place, activities, places, .. }| {
            let activities = activities.into_iter().zip(places).map(|(fields, place)| record(fields, place)).collect();
            entries.push(entry(schema::ACTIVITIES, list(activities, place.clone())));
            record(entries, place)
        });
        if is_banded {
            entries.push(entry(schema::DIRECTIONS, list(bands.collect(), place.clone())));
        } else {
            let activities = bands.filter_map(|band| match band.get(schema::ACTIVITIES)?.value.value.clone() {
                Value::List(activities) => Some(activities),
                _ => None,
            });
            entries.push(entry(schema::ACTIVITIES, list(activities.flatten().collect(), place.clone())));
        }
        if !fulfilment.is_empty() {
            entries.push(entry(Table::Fulfilment.key(), list(fulfilment, place)));
        }
        entries
    }

    /// Puts the directions above the head before the others; the last of them has the activities that follow. Gives by how
    /// many places the others have moved.
    fn merge_above(&mut self) -> usize {
        let mut above = std::mem::take(&mut self.above);
        let Some(last) = above.last_mut() else { return 0 };
        let count_above = if self.bands.first().is_some_and(|band| !band.is_named) {
            let first = self.bands.remove(0);
            last.activities = first.activities;
            last.places = first.places;
            above.len() - 1
        } else {
            above.len()
        };
        self.bands.splice(0..0, above);
        count_above
    }

    /// What names each activity: its code, or the number that will be printed.
    fn identities(&self) -> Vec<Vec<String>> {
        let text = |fields: &[Entry], key: &str| {
            fields.iter().find(|entry| entry.key == key).and_then(|entry| match &entry.value.value {
                Value::Text(text) => Some(text.clone()),
                _ => None,
            })
        };
        let typed: Vec<(bool, Vec<Option<String>>)> = self
            .bands
            .iter()
            .map(|band| (band.is_named, band.activities.iter().map(|fields| text(fields, schema::NUMBER)).collect()))
            .collect();
        let numbering = self.numbering.unwrap_or_else(|| numbering::followed(&typed));
        let mut positions = numbering::positions(self.bands.iter().map(|band| (band.is_named, band.activities.len())));
        let mut identities = Vec::new();
        for (band, (_, numbers)) in self.bands.iter().zip(typed) {
            let of_band = band.activities.iter().zip(numbers).zip(&mut positions).map(|((fields, typed), position)| {
                let number = position.number(numbering).or(typed).unwrap_or_default();
                text(fields, schema::CODE).unwrap_or_else(|| numbering::bare(&number).to_owned())
            });
            identities.push(of_band.collect());
        }
        identities
    }
}

/// Whether a row looks like a signature.
fn is_signed(sheet: &Sheet, own: &[Filled<'_>]) -> bool {
    let texts: Vec<(CellRef, String)> = own.iter().map(|(at, _)| (*at, sheet.title(*at))).collect();
    around::starts_below(&texts, true, false)
}
