//! «Мероприятия»: the table of the plan, with its directions, and the fulfilment if it stands beside.
//!
//! Row by row: a row passed over (`rows`), a further head, a direction, an activity over one row or several, or a part of
//! the activity above. Where the table ends, `around` goes on.

mod activity;
mod columns;
mod directions;
mod finish;
mod rows;
mod second;
mod status;
mod tables;

use self::rows::{Filled, are_letters, is_continuation, is_figure, is_hint, is_total};
pub(super) use self::second::Known;
use self::tables::Tables;
use super::fate::{Fate, Reason};
use super::head::{Further, Head};
use super::kind::{Role, Table};
use super::sheet::Reading;
use crate::diagnostics::{CellRef, Place, WorkbookProblem};
use crate::schema;
use crate::tree::{Entry, Node, entry};

const NAME: Role = Role::Own(schema::NAME);
const NUMBER: Role = Role::Own(schema::NUMBER);
const CODE: Role = Role::Own(schema::CODE);
const OBLIGATORY: Role = Role::Own(schema::OBLIGATORY);
const DUE: Role = Role::Own(schema::DUE);
const START: Role = Role::Own(schema::START);
const END: Role = Role::Own(schema::END);
const RESPONSIBLE: Role = Role::Own(schema::RESPONSIBLE);

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
    /// Notes that stand between the activities.
    pub(super) notes: Vec<CellRef>,
    /// The first row under the table, if anything stands there.
    pub(super) below: Option<u32>,
    /// Columns of the fulfilment that are filled although no activity has a status: title and cell of each.
    pub(super) unreported: Vec<(String, CellRef)>,
}

/// Reads the table. `known`: what the document has from elsewhere; where it has its title, what stands next above the head is none.
pub(super) fn read(
    mut head: Head,
    numbering: Option<Numbering>,
    known: &Known,
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
        is_titled: known.is_titled,
        is_below_head: true,
        notes: Vec::new(),
        ends_between: Vec::new(),
        tables: Tables::default(),
        reading,
    };
    let mut rows = table.reading.sheet.grid.rows();
    if let Some(second) = table.second_document(&rows, known) {
        rows.retain(|row| *row < second);
    }
    table.tables = table.sort_tables(&rows);
    let below = table.below(&rows);
    let mut done = table.head.last;
    for &row in &rows {
        if row > done && below.is_none_or(|below| row < below) {
            done = table.row(row);
        }
        if table.reading.is_spent(row) {
            break;
        }
        if done == u32::MAX {
            break;
        }
    }
    let bands_above = table.bands_above(&rows, first);
    let mut entries = vec![entry(schema::COLUMNS, columns)];
    let notes = std::mem::take(&mut table.notes);
    let unreported = table.unreported();
    entries.extend(table.finish());
    Activities { entries, head: first, bands_above, notes, below, unreported }
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
    /// Notes between the activities.
    notes: Vec<CellRef>,
    /// Rows between the activities that look like the end of one document or the beginning of another one, and like what.
    ends_between: Vec<(u32, &'static str)>,
    /// The tables of a text document that belong to the plan.
    tables: Tables,
    reading: Reading<'a>,
}

impl<'a> TableReader<'a> {
    /// Reads a row, and those that belong to it. Gives the last of them; `u32::MAX` if the table ends.
    fn row(&mut self, row: u32) -> u32 {
        let sheet = self.reading.sheet;
        let own = self.own(row);
        let is_other = sheet.table_at(row).is_some_and(|(table, _)| !self.tables.are_read(table));
        if own.is_empty() || is_other {
            return row;
        }
        if let [(at, _)] = own[..]
            && is_continuation(&sheet.title(at))
        {
            sheet.settle(at, Fate::LeftOut(Reason::RepeatedHead));
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
        // A row with a number is none, and most rows have one.
        match if self.has_number(row) { None } else { self.head.further(sheet, row) } {
            Some(Further::Same { positions, last }) => {
                (row..=last).for_each(|row| sheet.settle_row(row, Fate::LeftOut(Reason::RepeatedHead)));
                self.head.follow(sheet, &positions, last);
                self.is_below_head = true;
                return last;
            }
            Some(Further::Other { titles, .. }) => {
                let problem = WorkbookProblem::OtherHead { titles };
                sheet.settle_from(row, Fate::told(problem.clone()));
                if let Some((at, _)) = own.first() {
                    self.reading.fault(problem, *at);
                }
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
        let says_nothing_else =
            |at: &CellRef| own.iter().all(|(other, _)| other == at || is_figure(&sheet.title(*other)));
        let is_total = |at: &CellRef| is_total(&sheet.title(*at), !self.has_number(row) && says_nothing_else(at));
        if own.iter().take(2).any(|(at, _)| is_total(at)) {
            if let Some((at, _)) = own.first() {
                self.reading.fault(WorkbookProblem::Total, *at);
            }
            sheet.settle_row(row, Fate::told(WorkbookProblem::Total));
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

    // --- what cannot be read

    fn row_without_name(&mut self, at: CellRef) {
        let column = self.head.with(NAME).map(|column| column.title.clone()).unwrap_or_default();
        let problem = WorkbookProblem::RowWithoutName { column };
        let fate = Fate::told(problem.clone());
        self.reading.fault(problem, at);
        for (cell, _) in self.own(at.row) {
            self.reading.sheet.settle(cell, fate);
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
            self.reading.sheet.settle(at, Fate::told(WorkbookProblem::StrayCell));
        } else {
            self.strays.push(at.column);
            self.reading.fault(WorkbookProblem::StrayCell, at);
        }
    }
}
