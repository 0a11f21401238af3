//! «Мероприятия»: the table of the plan, with its directions, and the fulfilment if it stands beside.
//!
//! Row by row: a row passed over (`rows`), a further head, a direction, an activity over one row or several, or a part of
//! the activity above. Where the table ends, `around` goes on.

mod columns;
mod rows;
mod status;

use self::rows::{Filled, are_letters, designator, is_bare_number, is_hint, is_number, is_total, names_direction};
use super::around;
use super::fate::{Fate, Reason};
use super::grid::{Cell, Content};
use super::head::{Further, Head};
use super::kind::{Role, Table};
use super::sheet::{Reading, entry, list, record};
use super::value::Purpose;
use crate::diagnostics::{CellRef, Place, Problem, WorkbookProblem};
use crate::domain::numbering;
use crate::schema;
use crate::tree::{Entry, Node, Value};

const NAME: Role = Role::Own(schema::NAME);
const NUMBER: Role = Role::Own(schema::NUMBER);
const CODE: Role = Role::Own(schema::CODE);

/// How the activities are numbered, so that the fulfilment can name them.
pub(in crate::input) type Numbering = crate::domain::Numbering;

/// How the fields of the document want it; `None`: as the typed numbers show.
pub(in crate::input) fn numbering_of(root: &Node) -> Option<Numbering> {
    match () {
        () if root.says(schema::NUMBERING, schema::NESTED) => Some(Numbering::Nested),
        () if root.says(schema::NUMBERING, schema::AS_TYPED) => Some(Numbering::AsTyped),
        () if root.says(schema::NUMBERING, schema::RUNNING) => Some(Numbering::Running),
        () => None,
    }
}

/// A table that was read.
pub(super) struct Activities {
    /// Entries of the root record: `столбцы`, `направления` or `мероприятия`, `исполнение`.
    pub(super) entries: Vec<Entry>,
    /// The first row of the head.
    pub(super) head: u32,
    /// Cells above the head that are directions.
    pub(super) bands_above: Vec<CellRef>,
    /// The first row under the table, if anything stands there.
    pub(super) below: Option<u32>,
}

/// Reads the table. `is_titled`: the document has its title from elsewhere, so that what stands next above the head is
/// none.
pub(super) fn read(
    mut head: Head,
    numbering: Option<Numbering>,
    is_titled: bool,
    mut reading: Reading<'_>,
) -> Activities {
    head.report_twins(&mut reading);
    head.report_near_titles(Table::Activities, &mut reading);
    head.report_guess(&mut reading);
    head.settle(reading.sheet);
    let keys = columns::keys(&head);
    let columns = columns::node(&head, &keys, reading.sheet);
    let first = head.first;
    let mut table = TableReader {
        head,
        keys,
        numbering,
        bands: Vec::new(),
        fulfilment: Vec::new(),
        strays: Vec::new(),
        last: None,
        above: Vec::new(),
        is_titled,
        is_below_head: true,
        reading,
    };
    let rows = table.reading.sheet.grid.rows();
    let below = table.below(&rows);
    let mut done = table.head.last;
    for &row in &rows {
        if row > done && below.is_none_or(|below| row < below) {
            done = table.row(row);
        }
        if table.reading.is_spent() {
            table.reading.sheet.settle_from(row + 1, Fate::Told("E212"));
            break;
        }
        if done == u32::MAX {
            break;
        }
    }
    let bands_above = table.bands_above(&rows, first);
    let mut entries = vec![entry(schema::COLUMNS, columns)];
    entries.extend(table.finish());
    Activities { entries, head: first, bands_above, below }
}

/// A direction that is being read; the first may have no band row.
struct Band {
    entries: Vec<Entry>,
    place: Place,
    /// Its text, for those that are compared with it.
    text: String,
    is_named: bool,
    activities: Vec<Vec<Entry>>,
    places: Vec<Place>,
}

/// What is known of an activity's fulfilment.
struct Done {
    band: usize,
    activity: usize,
    entries: Vec<Entry>,
    place: Place,
}

/// The activity that was read last, so that a row below it can go on with it.
#[derive(Clone, Copy)]
struct Last {
    band: usize,
    activity: usize,
    name_at: CellRef,
}

struct TableReader<'a> {
    head: Head,
    /// The key of each column's field.
    keys: Vec<String>,
    numbering: Option<Numbering>,
    bands: Vec<Band>,
    fulfilment: Vec<Done>,
    /// Columns without a title in which a cell was reported.
    strays: Vec<u32>,
    last: Option<Last>,
    /// Directions that stand above the head.
    above: Vec<Band>,
    /// Whether the document has its title from elsewhere.
    is_titled: bool,
    /// Whether nothing but heads and column numbers stands between a head and this row.
    is_below_head: bool,
    reading: Reading<'a>,
}

impl<'a> TableReader<'a> {
    /// Reads a row, and those that belong to it. Gives the last of them; `u32::MAX` if the table ends.
    fn row(&mut self, row: u32) -> u32 {
        let sheet = self.reading.sheet;
        let own = self.own(row);
        if own.is_empty() {
            return row;
        }
        if self.head.is_numbering(sheet, row) || self.is_below_head && are_letters(sheet, &own, self.head.columns.len())
        {
            sheet.settle_row(row, Fate::LeftOut(Reason::ColumnNumbers));
            return row;
        }
        if self.head.is_repeated(sheet, row) {
            sheet.settle_row(row, Fate::LeftOut(Reason::RepeatedHead));
            self.is_below_head = true;
            return row;
        }
        match self.head.further(sheet, row) {
            Some(Further::Same { positions, last }) => {
                (row..=last).for_each(|row| sheet.settle_row(row, Fate::LeftOut(Reason::RepeatedHead)));
                self.head.follow(&positions, last);
                self.is_below_head = true;
                return last;
            }
            Some(Further::Other { titles }) => {
                let problem = WorkbookProblem::OtherHead { titles };
                let code = Problem::from(problem.clone()).code();
                if let Some((at, _)) = own.first() {
                    self.reading.fault(problem, *at);
                }
                sheet.settle_from(row, Fate::Told(code));
                return u32::MAX;
            }
            None => {}
        }
        self.is_below_head = false;
        if let [(at, _)] = own[..]
            && is_hint(sheet, at)
        {
            sheet.settle(at, Fate::LeftOut(Reason::Hint));
            return row;
        }
        if own.iter().take(2).any(|(at, _)| is_total(&sheet.title(*at))) {
            if let Some((at, _)) = own.first() {
                self.reading.fault(WorkbookProblem::Total, *at);
            }
            sheet.settle_row(row, Fate::Told(Problem::from(WorkbookProblem::Total).code()));
            return row;
        }
        if let [(at, cell)] = own[..]
            && !self.is_covered(row)
        {
            self.lonely(at, cell);
            return row;
        }
        if let Some((number, (at, cell))) = self.numbered_band(row, &own) {
            self.band(Some(number), at, cell);
            return row;
        }
        let last = self.last_row_of(row);
        self.activity(row, last, &own);
        last
    }

    /// The filled cells of a row, without those of columns that are never read.
    fn own(&self, row: u32) -> Vec<Filled<'a>> {
        self.reading.sheet.grid.row(row).filter(|(cell, _)| !self.head.is_unread(cell.column)).collect()
    }

    /// What gives a column its value in a row.
    fn value(&self, row: u32, role: Role) -> Option<Filled<'a>> {
        self.head.value(self.reading.sheet, row, self.head.with(role)?)
    }

    /// Whether a cell merged from above gives the row a value.
    fn is_covered(&self, row: u32) -> bool {
        let value = |column| self.head.value(self.reading.sheet, row, column);
        self.head.columns.iter().filter_map(value).any(|(at, _)| at.row < row)
    }

    fn covered_columns(&self, first: u32, last: u32) -> usize {
        self.head.columns.iter().filter(|column| (first..=last).contains(&column.at)).count()
    }

    /// Whether a merge covers (nearly) the whole table.
    fn covers_most(&self, first: u32, last: u32) -> bool {
        let covered = self.covered_columns(first, last);
        covered >= 2 && covered + 2 >= self.head.columns.len()
    }

    // --- directions

    /// A row with one filled cell: a direction, a part of the activity above, or what cannot be read.
    fn lonely(&mut self, at: CellRef, cell: &'a Cell) {
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
        let is_first = self.head.columns.first().is_some_and(|column| column.at == at.column);
        let is_named = designator(&text).is_some_and(|word| word != "1");
        let stands_there = is_first || matches!(role, Some(NAME | NUMBER)) || self.covers_most(at.column, last);
        let goes_on = !is_wide
            && role == Some(NAME)
            && text.starts_with(|c: char| "-–—•·".contains(c) || c.is_lowercase())
            && self.last.is_some();
        if (stands_there || is_named && !matches!(role, Some(Role::Fulfilment(_)))) && !goes_on {
            self.band(None, at, cell);
        } else {
            self.go_on(at.row, &[(at, cell)]);
        }
    }

    /// A band with its number in a cell of its own: the rest is merged over (nearly) the whole width, or the numbers below
    /// begin with it («1. | Кадры», and 1.1 follows).
    fn numbered_band(&self, row: u32, own: &[Filled<'a>]) -> Option<(Filled<'a>, Filled<'a>)> {
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

    fn band(&mut self, number: Option<Filled<'_>>, at: CellRef, cell: &Cell) {
        let designation = number.map(|(at, cell)| self.reading.node_or_shown(at, cell, Purpose::Number));
        let name = self.reading.node_or_shown(at, cell, Purpose::Print);
        let band = Band::named(designation, name, self.reading.sheet.at(at), self.reading.sheet.title(at));
        self.bands.push(band);
        self.last = None;
    }

    /// The texts next above the head that are directions: alone in their rows, and other directions stand in the table.
    fn bands_above(&mut self, rows: &[u32], head: u32) -> Vec<CellRef> {
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
        let looks =
            |at: &CellRef| designator(&sheet.title(*at)).is_some_and(|word| word != "1" || known.contains(&word));
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

    // --- activities

    /// The last row of the activity that begins in a row: its number is merged downwards, or, where there is none, its
    /// name.
    fn last_row_of(&self, row: u32) -> u32 {
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

    fn activity(&mut self, row: u32, last: u32, own: &[Filled<'a>]) {
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
        let purpose = if matches!(role, Some(NUMBER | CODE)) { Purpose::Number } else { Purpose::Print };
        let mut joined: Option<Node> = None;
        for (cell_at, cell) in cells {
            // A number that is calculated is not needed: activities are numbered anyway.
            if role == Some(NUMBER) && cell.content == Content::Uncalculated {
                sheet.settle(cell_at, Fate::LeftOut(Reason::OwnNumber));
                continue;
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
    fn go_on(&mut self, row: u32, own: &[Filled<'a>]) {
        let sheet = self.reading.sheet;
        let Some(first) = own.first().map(|(at, _)| *at) else { return };
        let Some(Last { band, activity, name_at }) = self.last else {
            self.row_without_name(first);
            return;
        };
        self.report_merged_across(own);
        let Some(first) = self.report_strays(own) else { return };
        self.reading.fault(WorkbookProblem::Continued { cell: name_at.to_string() }, first);
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

    // --- what cannot be read

    fn row_without_name(&mut self, at: CellRef) {
        let column = self.head.with(NAME).map(|column| column.title.clone()).unwrap_or_default();
        let problem = WorkbookProblem::RowWithoutName { column };
        let code = Problem::from(problem.clone()).code();
        self.reading.fault(problem, at);
        for (cell, _) in self.own(at.row) {
            self.reading.sheet.settle(cell, Fate::Told(code));
        }
    }

    fn report_merged_across(&mut self, own: &[Filled<'_>]) {
        for (at, _) in own {
            let merge = self.reading.sheet.grid.merge_at(*at);
            if merge.is_some_and(|merge| self.covered_columns(merge.first.column, merge.last.column) > 1) {
                self.reading.fault(WorkbookProblem::MergedAcross, *at);
            }
        }
    }

    /// Reports cells in columns without a title. Gives the first cell that has one.
    fn report_strays(&mut self, own: &[Filled<'_>]) -> Option<CellRef> {
        let mut known = None;
        for (at, _) in own {
            if self.head.column(at.column).is_some() {
                known = known.or(Some(*at));
            } else {
                self.stray(*at);
            }
        }
        known
    }

    /// Reports a cell outside of the table, once a column.
    fn stray(&mut self, at: CellRef) {
        if self.strays.contains(&at.column) {
            self.reading.sheet.settle(at, Fate::Told(Problem::from(WorkbookProblem::StrayCell).code()));
        } else {
            self.strays.push(at.column);
            self.reading.fault(WorkbookProblem::StrayCell, at);
        }
    }

    // --- the end

    /// The first row under the table: behind the last activity, something that can only stand there.
    fn below(&self, rows: &[u32]) -> Option<u32> {
        let sure = rows.iter().rposition(|row| *row > self.head.last && self.is_sure(*row))?;
        let tail = rows.get(sure..)?;
        tail.windows(2).find_map(|pair| {
            let &[before, row] = pair else { return None };
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
            (around::starts_below(&texts, gap) || is_note()).then_some(row)
        })
    }

    /// Whether a row can be nothing but an activity.
    fn is_sure(&self, row: u32) -> bool {
        let sheet = self.reading.sheet;
        let own = |role: Role| {
            self.head.with(role).is_some_and(|column| !sheet.title(CellRef { row, column: column.at }).is_empty())
        };
        let number = self.head.with(NUMBER).map(|column| sheet.title(CellRef { row, column: column.at }));
        match number {
            Some(number) if is_number(&number) => self.value(row, NAME).is_some(),
            Some(_) => own(NAME) && own(Role::Own(schema::DUE)),
            None => own(NAME) && self.may_be_activity(row) && !is_signed(sheet, &self.own(row)),
        }
    }

    fn may_be_activity(&self, row: u32) -> bool {
        self.own(row).len() >= 2 && self.value(row, NAME).is_some()
    }

    fn finish(mut self) -> Vec<Entry> {
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
        let borrowed: Vec<(bool, Vec<Option<&str>>)> =
            typed.iter().map(|(band, numbers)| (*band, numbers.iter().map(Option::as_deref).collect())).collect();
        let numbering = self.numbering.unwrap_or_else(|| numbering::followed(&borrowed));
        let (mut band_number, mut running) = (0, 0);
        let mut identities = Vec::new();
        for (band, (_, numbers)) in self.bands.iter().zip(&borrowed) {
            band_number += usize::from(band.is_named);
            let of_band = band.activities.iter().zip(numbers).enumerate().map(|(at, (fields, typed))| {
                running += 1;
                let number = numbering::number(numbering, band_number, at + 1, running);
                let number = number.unwrap_or_else(|| typed.unwrap_or_default().to_owned());
                text(fields, schema::CODE).unwrap_or_else(|| numbering::bare(&number).to_owned())
            });
            identities.push(of_band.collect());
        }
        identities
    }
}

impl Band {
    fn named(designation: Option<Node>, name: Node, place: Place, text: String) -> Self {
        let designation = designation.unwrap_or_else(|| Node::text("", place.clone()));
        let entries = vec![entry(schema::DESIGNATION, designation), entry(schema::NAME, name)];
        Self { entries, place, text, is_named: true, activities: Vec::new(), places: Vec::new() }
    }

    fn nameless(place: Place) -> Self {
        let entries = vec![entry(schema::DESIGNATION, Node::text("", place.clone()))];
        Self { entries, place, text: String::new(), is_named: false, activities: Vec::new(), places: Vec::new() }
    }
}

/// Whether a row looks like a signature.
fn is_signed(sheet: &super::sheet::Sheet, own: &[Filled<'_>]) -> bool {
    let texts: Vec<(CellRef, String)> = own.iter().map(|(at, _)| (*at, sheet.title(*at))).collect();
    around::starts_below(&texts, true)
}

/// The fields of the fulfilment that a cell gives.
fn fulfilled(field: &'static str, node: Node) -> Vec<Entry> {
    let Value::Text(text) = &node.value else { return vec![entry(field, node)] };
    if field != super::kind::MARK_OF_FULFILMENT {
        return vec![entry(field, node)];
    }
    status::parts(text).into_iter().map(|(key, text)| entry(key, Node::text(text, node.place.clone()))).collect()
}

fn append_to(fields: &mut Vec<Entry>, key: &str, node: Node, sheet: &super::sheet::Sheet) {
    match fields.iter_mut().find(|entry| entry.key == key) {
        Some(entry) => append(&mut entry.value, &node, sheet),
        None => fields.push(entry(key, node)),
    }
}

/// Adds a text as a further line of another.
fn append(first: &mut Node, more: &Node, sheet: &super::sheet::Sheet) {
    let (Value::Text(text), Value::Text(line)) = (&mut first.value, &more.value) else { return };
    text.push('\n');
    text.push_str(line);
    if let (Place::Cell { cell: first, .. }, Place::Cell { cell, .. }) = (&first.place, &more.place) {
        sheet.settle(*cell, Fate::With(*first));
    }
}
