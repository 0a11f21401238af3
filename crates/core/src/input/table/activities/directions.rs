//! Directions: rows on their own in the table, and texts next above its head.

use super::rows::{Filled, designator, is_bare_number, is_hint, is_number, names_direction, with_roman_letters};
use super::{Band, CODE, NAME, NUMBER, TableReader};
use crate::diagnostics::{CellRef, Place, WorkbookProblem};
use crate::domain::{numbering, roman};
use crate::input::table::around;
use crate::input::table::grid::Cell;
use crate::input::table::kind::Role;
use crate::input::table::value::{self, Purpose};
use crate::russian::MONTHS;
use crate::schema;
use crate::tree::{Node, entry};

/// Words with which only parts of a plan begin.
const PARTS: [&str; 5] = ["раздел", "подраздел", "модуль", "направление", "блок"];

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

    /// A band with its number in a cell of its own: the rest is merged over (nearly) the whole width, or the number is that of a
    /// direction and the next one that of an activity («1. | Кадры», and 1.1 follows; «I | Кадры», and 1).
    pub(super) fn numbered_band(&self, row: u32, own: &[Filled<'a>]) -> Option<(Filled<'a>, Filled<'a>)> {
        let [number, band] = own else { return None };
        let name = self.head.with(NAME)?;
        let stands_there = self.head.with(NUMBER).is_some_and(|column| column.at == number.0.column);
        if !stands_there {
            return None;
        }
        if let Some(merge) = self.reading.sheet.grid.merge_at(band.0)
            && merge.first.column <= name.at
            && self.covers_most(merge.first.column, merge.last.column)
        {
            return Some((*number, *band));
        }
        let text = self.number(number.0);
        let bare = numbering::bare(&text);
        let next = self.number(CellRef { row: self.reading.sheet.grid.next_row(row)?, column: number.0.column });
        let is_plain = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || c == '.');
        let follows = match is_plain {
            true => next.strip_prefix(bare).is_some_and(|rest| rest.starts_with('.')),
            false => names_direction(bare) && is_number(&next),
        };
        (band.0.column == name.at && follows).then_some((*number, *band))
    }

    /// The number that stands in a cell.
    fn number(&self, at: CellRef) -> String {
        let text = self.reading.sheet.grid.get(at).and_then(|cell| value::text(cell, Purpose::Number).ok());
        text.map(|text| text.trim().to_owned()).unwrap_or_default()
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
        let sheet = self.reading.sheet;
        if !self.bands.iter().any(|band| band.is_named) {
            return self.only_band_above(rows, head);
        }
        let mut above: Vec<CellRef> = Vec::new();
        let mut wanted = head;
        let mut is_apart = true;
        for &row in rows.iter().rev().filter(|row| **row < head) {
            if row + 1 != wanted {
                break;
            }
            let own = self.own(row);
            let text = own.first().map(|(at, _)| sheet.title(*at)).unwrap_or_default();
            // A list has a line that leads to it.
            if own.len() != 1 || around::is_paragraph(&text) || text.ends_with(':') || is_hint(sheet, own[0].0) {
                is_apart = false;
                break;
            }
            above.push(own[0].0);
            wanted = row;
        }
        // A direction without activities has others below it, which are named otherwise: what is numbered alike is a list, and so is
        // what the numbers of the table do not go on from.
        let named = |at: &CellRef| designator(&sheet.title(*at));
        let next = self.bands.iter().find(|band| band.is_named).map(|band| band.text.clone()).unwrap_or_default();
        let is_listed = |at: &CellRef| {
            let word = named(at);
            let is_alike = word.is_some() && above.iter().filter(|other| named(other) == word).count() > 1;
            let text = sheet.title(*at);
            is_alike
                || word.is_none() && around::is_sentence(&text)
                || word == designator(&next) && !goes_on_from(&text, &next)
        };
        let kept = above.iter().take_while(|at| !is_listed(at)).count();
        is_apart &= kept == above.len();
        above.truncate(kept);
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
        self.take_above(&above);
        above
    }

    /// A table may have one direction only, which stands above its head and says that it is one: «Раздел 1. Кадры».
    fn only_band_above(&mut self, rows: &[u32], head: u32) -> Vec<CellRef> {
        let above = rows.iter().rev().find(|row| **row < head).filter(|row| **row + 1 == head);
        let own = above.map(|row| self.own(*row)).unwrap_or_default();
        let [(at, _)] = own[..] else { return Vec::new() };
        let text = self.reading.sheet.title(at);
        let is_part = designator(&text).is_some_and(|word| PARTS.contains(&word.as_str()));
        if !is_part || ordinal(&text).is_none() || around::is_paragraph(&text) {
            return Vec::new();
        }
        self.take_above(&[at]);
        vec![at]
    }

    fn take_above(&mut self, above: &[CellRef]) {
        let sheet = self.reading.sheet;
        for (at, cell) in above.iter().filter_map(|at| Some((*at, sheet.grid.get(*at)?))).collect::<Vec<_>>() {
            let name = self.reading.node_or_shown(at, cell, Purpose::Print);
            self.above.push(Band::named(None, name, sheet.at(at), sheet.title(at)));
        }
    }
}

/// Whether the number of a direction is the next one after that of another; true where one of them has none.
fn goes_on_from(text: &str, next: &str) -> bool {
    match (ordinal(text), ordinal(next)) {
        (Some(one), Some(next)) => one.checked_add(1) == Some(next),
        _ => true,
    }
}

/// The number in the designation of a direction: «3. Кадры», «Раздел II».
fn ordinal(text: &str) -> Option<usize> {
    const MOST: usize = 99;
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(2);
    words.into_iter().find_map(|word| {
        let numeral = with_roman_letters(word);
        word.parse().ok().or_else(|| (1..=MOST).find(|number| roman(*number) == numeral))
    })
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
