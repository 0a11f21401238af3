//! «Мероприятия»: the table of the plan, with its directions, and the fulfilment if it stands beside.

mod columns;

use super::grid::{Cell, Content};
use super::head::Head;
use super::kind::{Role, Table};
use super::sheet::{Reading, entry, list, record};
use super::value::Purpose;
use crate::diagnostics::{CellRef, Place, WorkbookProblem};
use crate::schema;
use crate::tree::{Entry, Node, Value};

const NAME: Role = Role::Own(schema::NAME);
const NUMBER: Role = Role::Own(schema::NUMBER);
const CODE: Role = Role::Own(schema::CODE);
const DUE: Role = Role::Own(schema::DUE);

/// How the activities are numbered, so that the fulfilment can name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) enum Numbering {
    /// 1, 2, 3 through all directions.
    Running,
    /// 1.1, 1.2, 2.1.
    Nested,
    /// As typed.
    AsTyped,
}

impl Numbering {
    /// How the fields of the document want it.
    pub(in crate::input) fn of(root: &Node) -> Self {
        match () {
            () if root.says(schema::NUMBERING, schema::NESTED) => Self::Nested,
            () if root.says(schema::NUMBERING, schema::AS_TYPED) => Self::AsTyped,
            () => Self::Running,
        }
    }
}

/// Reads the table into entries of the root record: `столбцы`, `направления` or `мероприятия`, `исполнение`.
pub(super) fn read(mut head: Head, numbering: Numbering, mut reading: Reading<'_>) -> Vec<Entry> {
    head.report_twins(&mut reading);
    head.report_near_titles(Table::Activities, &mut reading);
    let keys = columns::keys(&head);
    let columns = columns::node(&head, &keys, reading.sheet);
    let mut table = TableReader {
        head,
        keys,
        numbering,
        bands: Vec::new(),
        fulfilment: Vec::new(),
        strays: Vec::new(),
        count: 0,
        reading,
    };
    for row in table.reading.sheet.grid.rows() {
        if row > table.head.last {
            table.row(row);
        }
        if table.reading.is_spent() {
            break;
        }
    }
    let mut entries = vec![entry(schema::COLUMNS, columns)];
    entries.extend(table.finish());
    entries
}

/// A direction that is being read; the first may have no band row.
struct Band {
    entries: Vec<Entry>,
    place: Place,
    is_named: bool,
    activities: Vec<Node>,
}

/// A filled cell and where it stands.
type Filled<'a> = (CellRef, &'a Cell);

struct TableReader<'a> {
    head: Head,
    /// The key of each column's field.
    keys: Vec<String>,
    numbering: Numbering,
    bands: Vec<Band>,
    fulfilment: Vec<Node>,
    /// Columns without a title in which a cell was reported.
    strays: Vec<u32>,
    /// Activities read so far.
    count: usize,
    reading: Reading<'a>,
}

impl TableReader<'_> {
    fn row(&mut self, row: u32) {
        let sheet = self.reading.sheet;
        let own: Vec<Filled<'_>> = sheet.grid.row(row).filter(|(cell, _)| !self.head.is_unread(cell.column)).collect();
        if own.is_empty() || self.head.is_numbering(sheet, row) || self.head.is_repeated(sheet, row) {
            return;
        }
        if let [(at, cell)] = own[..]
            && !self.is_covered(row)
        {
            self.lonely(at, cell);
            return;
        }
        if let Some((number, (at, cell))) = self.numbered_band(&own) {
            self.band(Some(number), at, cell);
            return;
        }
        self.activity(row, &own);
    }

    /// Whether a cell merged from above gives the row a value.
    fn is_covered(&self, row: u32) -> bool {
        let value = |column| self.head.value(self.reading.sheet, row, column);
        self.head.columns.iter().filter_map(value).any(|(at, _)| at.row < row)
    }

    /// A row with one filled cell: a direction, unless it stands where none can.
    fn lonely(&mut self, at: CellRef, cell: &Cell) {
        let last = self.reading.sheet.grid.merge_at(at).map_or(at.column, |merge| merge.last.column);
        if !self.head.touches(at.column, last) {
            self.reading.fault(WorkbookProblem::StrayCell, at);
            return;
        }
        let is_wide = last > at.column;
        let role = self.head.column(at.column).and_then(|column| column.role);
        let is_bare_number = role == Some(NUMBER) && {
            let text = self.reading.sheet.title(at);
            matches!(cell.content, Content::Uncalculated)
                || text.chars().all(|c| c.is_ascii_digit() || ".,)".contains(c))
        };
        // Rows numbered in advance, and marks in columns that name nothing, are no directions.
        if !is_wide && (is_bare_number || role == Some(CODE) || matches!(role, Some(Role::Fulfilment(_)))) {
            self.row_without_name(at);
            return;
        }
        self.band(None, at, cell);
    }

    /// A band with its number in a cell of its own: the rest is merged over (nearly) the whole width.
    fn numbered_band<'b>(&self, own: &[Filled<'b>]) -> Option<(Filled<'b>, Filled<'b>)> {
        let [number, band] = own else { return None };
        let name = self.head.with(NAME)?;
        let merge = self.reading.sheet.grid.merge_at(band.0)?;
        let is_number = self.head.with(NUMBER).is_some_and(|column| column.at == number.0.column);
        let covered = self.covered_columns(merge.first.column, merge.last.column);
        let is_wide = merge.first.column <= name.at && covered >= 2 && covered + 2 >= self.head.columns.len();
        (is_number && is_wide).then_some((*number, *band))
    }

    fn covered_columns(&self, first: u32, last: u32) -> usize {
        self.head.columns.iter().filter(|column| (first..=last).contains(&column.at)).count()
    }

    fn band(&mut self, number: Option<Filled<'_>>, at: CellRef, cell: &Cell) {
        let place = self.reading.sheet.at(at);
        let designation = match number {
            Some((at, cell)) => self.reading.node_or_shown(at, cell, Purpose::Number),
            None => Node::text("", place.clone()),
        };
        let name = self.reading.node_or_shown(at, cell, Purpose::Print);
        let entries = vec![entry(schema::DESIGNATION, designation), entry(schema::NAME, name)];
        self.bands.push(Band { entries, place, is_named: true, activities: Vec::new() });
    }

    fn activity(&mut self, row: u32, own: &[Filled<'_>]) {
        self.report_merged_across(own);
        let known = self.report_strays(own);
        let Some(first) = known else { return };
        let sheet = self.reading.sheet;
        let name = self.head.with(NAME).and_then(|column| self.head.value(sheet, row, column));
        let Some((name_at, _)) = name else {
            self.row_without_name(first);
            return;
        };
        let mut fields = Vec::new();
        let mut fulfilment = Vec::new();
        for at in 0..self.head.columns.len() {
            let column = &self.head.columns[at];
            let role = column.role;
            let Some((cell_at, cell)) = self.head.value(sheet, row, column) else { continue };
            // A number that is calculated is not needed: activities are numbered anyway.
            if role == Some(NUMBER) && cell.content == Content::Uncalculated {
                continue;
            }
            let purpose = match role {
                Some(NUMBER | CODE) => Purpose::Number,
                Some(DUE | Role::Fulfilment(_)) => Purpose::Due,
                _ => Purpose::Print,
            };
            let node = self.reading.node_or_shown(cell_at, cell, purpose);
            match role {
                Some(Role::Fulfilment(field)) => fulfilment.push(entry(field, node)),
                _ => fields.push(entry(&self.keys[at], node)),
            }
        }
        if let [number, name] = fields.as_slice()
            && (number.key.as_str(), name.key.as_str(), own.len()) == (schema::NUMBER, schema::NAME, 2)
            && matches!(&number.value.value, Value::Text(number) if names_direction(number))
        {
            self.reading.fault(WorkbookProblem::UnmergedDirection, name_at);
        }
        self.push(fields, fulfilment, sheet.at(name_at));
    }

    fn push(&mut self, fields: Vec<Entry>, fulfilment: Vec<Entry>, place: Place) {
        if self.bands.is_empty() {
            let designation = entry(schema::DESIGNATION, Node::text("", place.clone()));
            self.bands.push(Band {
                entries: vec![designation],
                place: place.clone(),
                is_named: false,
                activities: Vec::new(),
            });
        }
        let activity = record(fields, place.clone());
        if let Some(band) = self.bands.last_mut() {
            band.activities.push(activity);
            self.count += 1;
        }
        if !fulfilment.is_empty() {
            let mut entries = vec![entry(schema::ACTIVITY, Node::text(self.identity(), place.clone()))];
            entries.extend(fulfilment);
            self.fulfilment.push(record(entries, place));
        }
    }

    /// What names the last activity: its code, or the number that will be printed.
    fn identity(&self) -> String {
        let bands = self.bands.iter().filter(|band| band.is_named).count();
        let Some(activity) = self.bands.last().and_then(|band| band.activities.last()) else { return String::new() };
        let text = |key| match activity.get(key).map(|entry| &entry.value.value) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        };
        if let Some(code) = text(schema::CODE) {
            return code;
        }
        let within = self.bands.last().map_or(0, |band| band.activities.len());
        match self.numbering {
            Numbering::AsTyped => text(schema::NUMBER).unwrap_or_default(),
            Numbering::Nested if bands > 0 => format!("{bands}.{within}"),
            _ => self.count.to_string(),
        }
    }

    fn row_without_name(&mut self, at: CellRef) {
        let column = self.head.with(NAME).map(|column| column.title.clone()).unwrap_or_default();
        self.reading.fault(WorkbookProblem::RowWithoutName { column }, at);
    }

    fn report_merged_across(&mut self, own: &[Filled<'_>]) {
        for (at, _) in own {
            let merge = self.reading.sheet.grid.merge_at(*at);
            if merge.is_some_and(|merge| self.covered_columns(merge.first.column, merge.last.column) > 1) {
                self.reading.fault(WorkbookProblem::MergedAcross, *at);
            }
        }
    }

    /// Reports cells in columns without a title, once a column. Gives the first cell that has one.
    fn report_strays(&mut self, own: &[Filled<'_>]) -> Option<CellRef> {
        let mut known = None;
        for (at, _) in own {
            if self.head.column(at.column).is_some() {
                known = known.or(Some(*at));
            } else if !self.strays.contains(&at.column) {
                self.strays.push(at.column);
                self.reading.fault(WorkbookProblem::StrayCell, *at);
            }
        }
        known
    }

    fn finish(self) -> Vec<Entry> {
        let place = self.reading.sheet.place();
        let mut entries = Vec::new();
        if self.bands.iter().any(|band| band.is_named) {
            let bands = self.bands.into_iter().map(|mut band| {
                band.entries.push(entry(schema::ACTIVITIES, list(band.activities, band.place.clone())));
                record(band.entries, band.place)
            });
            entries.push(entry(schema::DIRECTIONS, list(bands.collect(), place.clone())));
        } else {
            let activities = self.bands.into_iter().flat_map(|band| band.activities).collect();
            entries.push(entry(schema::ACTIVITIES, list(activities, place.clone())));
        }
        if !self.fulfilment.is_empty() {
            entries.push(entry(Table::Fulfilment.key(), list(self.fulfilment, place)));
        }
        entries
    }
}

/// Whether a number is that of a direction: a Roman one, or «Раздел 1».
fn names_direction(number: &str) -> bool {
    // Roman numerals are often typed with Russian letters.
    let is_roman = |word: &str| !word.is_empty() && word.chars().all(|c| "IVXLІХ".contains(c));
    let is_word = |word: &str| word.chars().count() > 3 && word.chars().all(char::is_alphabetic);
    number.split(|c: char| c.is_whitespace() || c == '.').next().is_some_and(|word| is_roman(word) || is_word(word))
}
