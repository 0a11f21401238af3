//! Directions: rows on their own in the table, and texts next above its head.

use super::rows::{Filled, designator, is_bare_number, is_hint};
use super::{Band, CODE, NAME, NUMBER, TableReader};
use crate::diagnostics::{CellRef, Place, WorkbookProblem};
use crate::domain::numbering;
use crate::input::table::around;
use crate::input::table::grid::Cell;
use crate::input::table::kind::Role;
use crate::input::table::value::Purpose;
use crate::russian::MONTHS;
use crate::schema;
use crate::tree::{Node, entry};

impl<'a> TableReader<'a> {
    /// A row with one filled cell: a direction, a part of the activity above, or what cannot be read.
    pub(super) fn lonely(&mut self, at: CellRef, cell: &'a Cell) {
        let sheet = self.reading.sheet;
        let last = sheet.grid.merge_at(at).map_or(at.column, |merge| merge.last.column);
        if !self.head.touches(at.column, last) {
            self.stray(at);
            return;
        }
        let is_wide = last > at.column;
        let role = self.head.column(at.column).and_then(|column| column.role);
        // Rows numbered in advance, and codes that name nothing, are no directions.
        if !is_wide && (role == Some(NUMBER) && is_bare_number(sheet, at, cell) || role == Some(CODE)) {
            self.row_without_name(at);
            return;
        }
        let text = sheet.title(at);
        // What is said of the activities above it stands under the table.
        let is_remark = || {
            let is_paragraph = sheet.is_document() && sheet.table_at(at.row).is_none();
            is_paragraph && designator(&text).is_none() && around::is_sentence(&text)
        };
        if self.last.is_some() && (around::is_note(&text) || is_remark()) {
            self.notes.push(at);
            return;
        }
        let is_first = self.head.columns.first().is_some_and(|column| column.at == at.column);
        let is_named = designator(&text).is_some_and(|word| word != "1");
        let stands_there = is_first || matches!(role, Some(NAME | NUMBER)) || self.covers_most(at.column, last);
        let goes_on = !is_wide
            && role == Some(NAME)
            && text.starts_with(|c: char| "-–—•·".contains(c) || c.is_lowercase())
            && self.last.is_some();
        if (stands_there || is_named && !matches!(role, Some(Role::Fulfilment(_)))) && !goes_on {
            if let Some((_, like)) = self.ends_between.iter().find(|(row, _)| *row == at.row) {
                self.reading.fault(WorkbookProblem::EndBetween { like }, at);
            }
            self.band(None, at, cell);
        } else {
            self.go_on(at.row, &[(at, cell)]);
        }
    }

    /// A band with its number in a cell of its own: the rest is merged over (nearly) the whole width, or the numbers below
    /// begin with it («1. | Кадры», and 1.1 follows).
    pub(super) fn numbered_band(&self, row: u32, own: &[Filled<'a>]) -> Option<(Filled<'a>, Filled<'a>)> {
        let [number, band] = own else { return None };
        let name = self.head.with(NAME)?;
        let is_number = self.head.with(NUMBER).is_some_and(|column| column.at == number.0.column);
        if !is_number {
            return None;
        }
        if let Some(merge) = self.reading.sheet.grid.merge_at(band.0)
            && merge.first.column <= name.at
            && self.covers_most(merge.first.column, merge.last.column)
        {
            return Some((*number, *band));
        }
        let text = self.reading.sheet.title(number.0);
        let bare = numbering::bare(&text);
        let is_plain = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || c == '.');
        let follows = self.next_number(row)?.strip_prefix(bare)?.starts_with('.');
        (band.0.column == name.at && is_plain && follows).then_some((*number, *band))
    }

    /// The number in the next filled row.
    fn next_number(&self, row: u32) -> Option<String> {
        let sheet = self.reading.sheet;
        let next = sheet.grid.next_row(row)?;
        let at = CellRef { row: next, column: self.head.with(NUMBER)?.at };
        Some(numbering::bare(&sheet.title(at)).to_owned())
    }

    pub(super) fn band(&mut self, number: Option<Filled<'_>>, at: CellRef, cell: &Cell) {
        let designation = number.map(|(at, cell)| self.reading.node_or_shown(at, cell, Purpose::Number));
        let name = self.reading.node_or_shown(at, cell, Purpose::Print);
        let band = Band::named(designation, name, self.reading.sheet.at(at), self.reading.sheet.title(at));
        self.bands.push(band);
        self.last = None;
    }

    /// The texts next above the head that are directions: alone in their rows, and other directions stand in the table.
    pub(super) fn bands_above(&mut self, rows: &[u32], head: u32) -> Vec<CellRef> {
        if !self.bands.iter().any(|band| band.is_named) {
            return Vec::new();
        }
        let sheet = self.reading.sheet;
        let mut above: Vec<CellRef> = Vec::new();
        let mut wanted = head;
        let mut is_apart = true;
        for &row in rows.iter().rev().filter(|row| **row < head) {
            if row + 1 != wanted {
                break;
            }
            let own = self.own(row);
            let text = own.first().map(|(at, _)| sheet.title(*at)).unwrap_or_default();
            if own.len() != 1 || around::is_paragraph(&text) || is_hint(sheet, own[0].0) {
                is_apart = false;
                break;
            }
            above.push(own[0].0);
            wanted = row;
        }
        // Next to a title, only what looks like the other directions is none of its lines.
        let known: Vec<String> = self.bands.iter().filter_map(|band| designator(&band.text)).collect();
        let are_months = self.bands.iter().filter(|band| band.is_named).all(|band| is_month(&band.text));
        let looks = |at: &CellRef| {
            let text = sheet.title(*at);
            designator(&text).is_some_and(|word| word != "1" || known.contains(&word)) || are_months && is_month(&text)
        };
        let has_title = rows
            .iter()
            .filter(|row| **row < wanted)
            .flat_map(|row| sheet.grid.row(*row))
            .any(|(at, _)| !is_hint(sheet, at) && !around::is_block(&sheet.title(at)));
        if !is_apart || !(has_title || self.is_titled) {
            let kept = above.iter().take_while(|at| looks(at)).count();
            above.truncate(kept);
        }
        above.reverse();
        for (at, cell) in above.iter().filter_map(|at| Some((*at, sheet.grid.get(*at)?))).collect::<Vec<_>>() {
            let name = self.reading.node_or_shown(at, cell, Purpose::Print);
            self.above.push(Band::named(None, name, sheet.at(at), sheet.title(at)));
        }
        above
    }
}

/// Whether a text is the name of a month: «СЕНТЯБРЬ», «Сентябрь 2027 года».
fn is_month(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    MONTHS.contains(&first.as_str()) && text.split_whitespace().count() <= 3
}

impl Band {
    fn named(designation: Option<Node>, name: Node, place: Place, text: String) -> Self {
        let designation = designation.unwrap_or_else(|| Node::text("", place.clone()));
        let entries = vec![entry(schema::DESIGNATION, designation), entry(schema::NAME, name)];
        Self { entries, place, text, is_named: true, activities: Vec::new(), places: Vec::new() }
    }

    pub(super) fn nameless(place: Place) -> Self {
        let entries = vec![entry(schema::DESIGNATION, Node::text("", place.clone()))];
        Self { entries, place, text: String::new(), is_named: false, activities: Vec::new(), places: Vec::new() }
    }
}
