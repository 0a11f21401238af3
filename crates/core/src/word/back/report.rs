//! The tables of a report: what was changed in them, taken over into the data of the monitoring.
//!
//! A report shows most of its data more than once, counted and in sentences. What only follows from the data is never taken
//! over: an edit there is told. Each edit that is taken over is told too, since nothing else lists them.

use std::sync::Arc;

use super::Merge;
use super::align::{self, Step as Pair};
use super::data::{self, Step};
use super::rows::{bodies, heads};
use super::seen::{self, Ordered, Said, Seen, SeenRow, Shape};
use super::text::{normal, typed};
use super::written::{Copy, Written};
use crate::diagnostics::{CopyProblem, Diagnostic, Place};
use crate::domain::{Monitoring, Status, Verdict};
use crate::input::word::model::{Block, Document, Table};
use crate::schema;
use crate::tree::{Node, Value};
use crate::validate::ActivityNames;
use crate::view::{self, report_titles as titles};

/// What the tables of a report say.
#[derive(Debug, Clone)]
pub(super) struct Report {
    pub(super) monitoring: Monitoring,
    pub(super) tables: Vec<WrittenTable>,
    /// The alternative texts of its charts.
    pub(super) charts: Vec<String>,
}

/// A table of a report.
#[derive(Debug, Clone)]
pub(super) struct WrittenTable {
    pub(super) of: TableOf,
    pub(super) rows: Vec<Written>,
}

/// What the rows of a table are in the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TableOf {
    /// Activities with what came of them.
    Fulfilment,
    /// Those that depart from the plan.
    Deviations,
    /// Records of a list.
    Records(&'static str),
    /// Nothing: its figures are counted.
    Figures,
}

impl TableOf {
    /// What the table under a heading is.
    pub(super) fn under(heading: &str) -> Self {
        match heading {
            titles::FULFILMENT => Self::Fulfilment,
            titles::DEVIATIONS => Self::Deviations,
            titles::INDICATORS => Self::Records(schema::INDICATORS),
            titles::RECOMMENDATIONS => Self::Records(schema::RECOMMENDATIONS),
            titles::DECISIONS => Self::Records(schema::DECISIONS),
            _ => Self::Figures,
        }
    }

    /// The field of a record that a column shows.
    fn field(self, title: &str) -> Option<&'static str> {
        let known: &[(&str, &'static str)] = match self {
            Self::Records(schema::INDICATORS) => &[
                (titles::INDICATOR, schema::NAME),
                (titles::UNIT, schema::UNIT),
                (titles::LAST_YEAR, schema::LAST_YEAR),
                (titles::PLAN, schema::PLAN),
                (titles::FACT, schema::FACT),
                (titles::EXPLANATION, schema::EXPLANATION),
            ],
            Self::Records(_) => &[
                (titles::ADDRESSEE, schema::ADDRESSEE),
                (titles::RECOMMENDATION, schema::WHAT),
                (titles::DECISION, schema::WHAT),
                (titles::DUE, schema::DUE),
                (titles::RESPONSIBLE, schema::RESPONSIBLE),
            ],
            Self::Fulfilment | Self::Deviations => &[
                (titles::STATE, schema::STATUS),
                (titles::DATE, schema::DATE),
                (titles::OUTCOME, schema::RESULT),
                (titles::CAUSE, schema::CAUSE),
                (titles::NEW_DUE, schema::NEW_DUE),
            ],
            Self::Figures => &[],
        };
        known.iter().find(|(known, _)| *known == title).map(|(_, field)| *field)
    }
}

impl WrittenTable {
    fn titles(&self) -> Vec<String> {
        heads(&self.rows).pop().unwrap_or_default()
    }

    /// What its first row says, to be found by.
    fn head(&self) -> String {
        let mut first = heads(&self.rows).into_iter().next().unwrap_or_default();
        first.dedup();
        first.join(" ")
    }

    /// What a row is known by: of an activity what the plan says of it.
    fn known_by(&self, titles: &[String], texts: &[String]) -> String {
        let is_of_plan = |title: &str| match self.of {
            TableOf::Fulfilment | TableOf::Deviations => self.of.field(title).is_none(),
            _ => true,
        };
        let texts = texts.iter().zip(titles).filter(|(_, title)| is_of_plan(title));
        texts.map(|(text, _)| normal(text)).collect::<Vec<_>>().join(" ")
    }
}

/// Sorts what a copy of a report says as it was written.
pub(super) fn seen<'a>(
    document: &'a Document,
    copy: &Copy,
    report: &Report,
    places: (&Arc<str>, Ordered<'_>),
) -> Seen<'a> {
    let place = seen::Places { file: places.0, ordered: places.1 };
    let mut tables: Vec<&Table> = document.blocks.iter().filter_map(seen::table).collect();
    let is_corner = |table: &&&Table| !copy.corners.is_empty() && table.columns == 3;
    let corner = tables.first().filter(is_corner).copied();
    tables.drain(..usize::from(corner.is_some()));
    let is_end = |table: &&&Table| !copy.signatures.is_empty() && table.columns == 2;
    let end = tables.last().filter(is_end).copied();
    tables.truncate(tables.len() - usize::from(end.is_some()));
    let mut seen = Seen {
        document,
        above: Vec::new(),
        corners: corner.map(|table| seen::corners(table, &place)).unwrap_or_default(),
        rows: Vec::new(),
        gone: Vec::new(),
        below: Vec::new(),
        unsigned: None,
        removed: Vec::new(),
        signatures: end.map(|table| seen::signatures(table, &place)).unwrap_or_default(),
        others: Vec::new(),
        tables: Vec::new(),
    };
    let paragraphs = document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        Block::Table(_) => None,
    });
    seen.above = paragraphs.filter(|paragraph| !paragraph.is_blank()).map(|it| place.paragraph(it)).collect();
    let heads_written: Vec<String> = report.tables.iter().map(WrittenTable::head).collect();
    let first_row = |table: &&Table| {
        let row = table.rows.iter().find(|row| !row.is_removed);
        let cells = row.into_iter().flat_map(|row| &row.cells).map(|cell| normal(&cell.shown()));
        cells.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    };
    for step in align::steps(&heads_written, &tables.iter().map(first_row).collect::<Vec<_>>()) {
        match step {
            Pair::Both(written, at) => {
                let known = &report.tables[written];
                let shape = Shape { titles: known.titles(), heads: heads(&known.rows).len() };
                let rows = seen::rows(tables[at], &shape, "", &place);
                seen.tables.push((written, rows.into_iter().filter(|row| !row.row.is_removed).collect()));
            }
            Pair::Old(written) => seen.tables.push((written, Vec::new())),
            Pair::New(at) => seen.others.extend(place.cells(tables[at])),
        }
    }
    seen
}

/// An edit that was taken over.
pub(super) struct Edit<'a> {
    said: Said<'a>,
    was: String,
    /// Where the document that is written of the new data says it.
    at: Option<Spot>,
}

/// A cell of a table of the report.
#[derive(Debug, Clone, PartialEq)]
struct Spot {
    table: TableOf,
    /// Which record, or which activity of the plan.
    row: usize,
    /// The title of its column.
    title: String,
}

impl<'a> Merge<'a> {
    /// Notes that an edit outside of tables was taken over.
    pub(super) fn taken_over(&mut self, said: &Said<'a>, was: Option<&str>) {
        if self.base.report.is_some() {
            let was = was.map(normal).unwrap_or_default();
            self.edits.push(Edit { said: said.clone(), was, at: None });
        }
    }

    /// Takes over the tables of a report.
    pub(super) fn report(&mut self, report: &Report) {
        let names = ActivityNames::new(&self.base.plan);
        for (written, rows) in std::mem::take(&mut self.seen.tables) {
            self.report_table(&report.tables[written], &rows, &names);
            rows.into_iter().flat_map(|row| row.strangers).for_each(|said| self.leave(&said, None));
        }
    }

    fn report_table(&mut self, table: &WrittenTable, rows: &[SeenRow<'a>], names: &ActivityNames) {
        let titles = table.titles();
        let heads = heads(&table.rows);
        let mut next_head = 0;
        let old: Vec<(String, Vec<String>)> = (table.rows.iter())
            .map(|row| match row {
                Written::Head(_) => {
                    next_head += 1;
                    let texts = heads[next_head - 1].clone();
                    (table.known_by(&titles, &texts), texts)
                }
                Written::Band(_, text) => (normal(text), vec![normal(text); titles.len()]),
                Written::Activity(_, texts) => (table.known_by(&titles, texts), texts.clone()),
            })
            .collect();
        // A head that stands there once more is none of the rows.
        let mut is_first = vec![true; heads.len()];
        let rows: Vec<&SeenRow<'a>> = (rows.iter())
            .filter(|row| !row.is_blank())
            .filter(|row| match heads.iter().position(|head| *head == row.texts()) {
                Some(at) => std::mem::take(&mut is_first[at]),
                None => true,
            })
            .collect();
        let known_by = |row: &SeenRow<'_>| match row.is_band {
            true => row.whole(),
            false => table.known_by(&titles, &row.texts()),
        };
        let old_keys: Vec<String> = old.iter().map(|(key, _)| key.clone()).collect();
        let new_keys: Vec<String> = rows.iter().map(|row| known_by(row)).collect();
        let ways = match table.of {
            TableOf::Records(key) => data::records(&self.data, key),
            _ => Vec::new(),
        };
        let mut records = Vec::new();
        let mut is_changed = false;
        for step in align::steps(&old_keys, &new_keys) {
            match step {
                Pair::Both(one, other) => {
                    let changed = changed(&old[one].1, rows[other]);
                    match (&table.rows[one], table.of) {
                        (Written::Activity(at, _), TableOf::Records(_)) => {
                            let Some(record) = ways.get(*at).and_then(|way| data::at(&self.data, way)) else {
                                continue;
                            };
                            let mut record = record.clone();
                            rows[other].place().into_iter().for_each(|place| data::put(&mut record, place));
                            is_changed |= self.record(&mut record, table.of, (records.len(), &titles), changed);
                            records.push(record);
                        }
                        (Written::Activity(at, texts), TableOf::Fulfilment | TableOf::Deviations) => {
                            let number = titles.iter().position(|title| title == titles::NUMBER);
                            let number = number.and_then(|at| texts.get(at)).map(String::as_str).unwrap_or_default();
                            let activity = match table.of {
                                TableOf::Fulfilment => Some(*at),
                                _ => names.find(&normal(number)).ok(),
                            };
                            self.outcome(activity, names, (table.of, &titles), changed);
                        }
                        _ => changed.into_iter().for_each(|(_, said, was)| self.leave(&said, Some(&was))),
                    }
                }
                Pair::Old(one) => match (&table.rows[one], table.of) {
                    // Its record is not among those that stay.
                    (Written::Activity(..), TableOf::Records(_)) => {
                        is_changed = true;
                        self.dropped.push(old[one].1.join(" "));
                    }
                    (_, TableOf::Figures) => {}
                    _ => self.keep(&old[one].1.join(" ")),
                },
                Pair::New(other) => {
                    let cells = rows[other].cells.iter().flatten().filter(|said| !said.text.is_empty());
                    if let (TableOf::Records(_), Some(place)) = (table.of, rows[other].place()) {
                        let mut record = data::record(Vec::new(), place.clone());
                        let changed = changed(&[], rows[other]);
                        is_changed |= self.record(&mut record, table.of, (records.len(), &titles), changed);
                        records.push(record);
                    } else {
                        cells.for_each(|said| self.leave(said, None));
                    }
                }
            }
        }
        if let TableOf::Records(key) = table.of
            && is_changed
        {
            let value = (!records.is_empty()).then(|| data::list(records, self.place.clone()));
            data::set(&mut self.data, key, value);
        }
    }

    /// Takes over cells into a record, the how many-th of the new ones. `true` if something was changed in it.
    fn record(
        &mut self,
        record: &mut Node,
        of: TableOf,
        (row, titles): (usize, &[String]),
        changed: Vec<(usize, Said<'a>, String)>,
    ) -> bool {
        let mut is_changed = false;
        for (column, said, was) in changed {
            let title = titles.get(column).map(String::as_str).unwrap_or_default();
            let Some(field) = of.field(title) else {
                // The number is counted.
                if title != titles::NUMBER {
                    self.leave(&said, Some(&was));
                }
                continue;
            };
            let value = match record.get(field) {
                Some(old) => bodies(&said.text, &old.value, &said.place),
                None => Node::text(said.text.as_str(), said.place.clone()),
            };
            data::set(record, field, (!said.text.is_empty()).then_some(value));
            is_changed = true;
            self.edits.push(Edit { said, was, at: Some(Spot { table: of, row, title: title.to_owned() }) });
        }
        is_changed
    }

    /// Takes over what a row says of an activity.
    fn outcome(
        &mut self,
        activity: Option<usize>,
        names: &ActivityNames,
        (of, titles): (TableOf, &[String]),
        mut changed: Vec<(usize, Said<'a>, String)>,
    ) {
        let title = |column: usize| titles.get(column).map(String::as_str).unwrap_or_default();
        // An entry that has to be made begins with its state.
        changed.sort_by_key(|(column, ..)| title(*column) != titles::STATE);
        for (column, said, was) in changed {
            let title = title(column);
            let taken = match (activity, of.field(title)) {
                (Some(at), Some(schema::STATUS)) => {
                    let status = status(&said.text);
                    status.is_some_and(|status| self.set_outcome(at, names, schema::STATUS, status.word(), &said.place))
                }
                (Some(at), Some(schema::RESULT)) => {
                    let (old, new) = (outcomes(&was), outcomes(&said.text));
                    let fields = OUTCOMES.iter().map(|(field, _)| *field).zip(old.iter().zip(&new));
                    let fields = fields.filter(|(_, (old, new))| normal(old) != normal(new));
                    fields.fold(true, |taken, (field, (_, new))| {
                        self.set_outcome(at, names, field, new, &said.place) && taken
                    })
                }
                (Some(at), Some(field)) => self.set_outcome(at, names, field, &said.text, &said.place),
                _ => false,
            };
            match (taken, activity) {
                (true, Some(row)) => {
                    let at = Some(Spot { table: of, row, title: title.to_owned() });
                    self.edits.push(Edit { said, was, at });
                }
                _ => self.leave(&said, Some(&was)),
            }
        }
    }

    /// Sets a field in the entry of an activity. An entry is made where there is none and its state is known.
    fn set_outcome(&mut self, at: usize, names: &ActivityNames, field: &str, text: &str, place: &Place) -> bool {
        let ways = data::records(&self.data, schema::FULFILMENT);
        let is_of = |way: &&Vec<Step>| {
            let record = data::at(&self.data, way);
            let known = record.and_then(|record| record.get(schema::ACTIVITY));
            matches!(known.map(|entry| &entry.value.value), Some(Value::Text(text)) if names.find(text).ok() == Some(at))
        };
        let value = (!text.is_empty()).then(|| Node::text(text, place.clone()));
        if let Some(way) = ways.iter().find(is_of).cloned() {
            if let Some(record) = data::at_mut(&mut self.data, &way) {
                data::set(record, field, value);
            }
            return true;
        }
        if field != schema::STATUS {
            return false;
        }
        let entries = vec![
            data::entry(schema::ACTIVITY, Node::text(names.label(at), place.clone())),
            data::entry(schema::STATUS, Node::text(text, place.clone())),
        ];
        let mut records: Vec<Node> = ways.iter().filter_map(|way| data::at(&self.data, way)).cloned().collect();
        records.push(data::record(entries, place.clone()));
        let list = data::list(records, self.place.clone());
        data::set(&mut self.data, schema::FULFILMENT, Some(list));
        true
    }

    /// Tells of each edit whether the report that is made of the new data says it.
    pub(super) fn verify_report(&mut self, copy: &Copy) {
        let edits = std::mem::take(&mut self.edits);
        for edit in &edits {
            let Some(spot) = &edit.at else { continue };
            match copy.report.as_ref().and_then(|report| said_at(report, copy, spot)) {
                Some(text) if normal(&text) == normal(&edit.said.text) => {}
                Some(text) if !is_status_of(copy, spot, &edit.said.text) => self.leave(&edit.said, Some(&text)),
                _ => {}
            }
        }
        self.edits = edits;
    }

    /// Tells what was taken over, and what was taken out.
    pub(super) fn tell_edits(&mut self) {
        for text in std::mem::take(&mut self.dropped) {
            let (text, place) = (normal(&text), self.place.clone());
            let is_kept = |known: &Diagnostic| known.problem == CopyProblem::NotGone { text: text.clone() }.into();
            if !self.remarks.iter().any(is_kept) {
                self.remarks.push(Diagnostic::new(CopyProblem::TakenOut { text }, place));
            }
        }
        for Edit { said, was, .. } in std::mem::take(&mut self.edits) {
            if !self.left.contains(&said.place) {
                let problem = CopyProblem::Taken { was };
                self.remarks.push(Diagnostic::new(problem, said.place.clone()).found(normal(&said.text)));
            }
        }
    }
}

/// What a report says at a place; `None` where it has no such row or column.
fn said_at(report: &Report, copy: &Copy, spot: &Spot) -> Option<String> {
    let table = report.tables.iter().find(|table| table.of == spot.table)?;
    let titles = table.titles();
    let column = titles.iter().position(|title| *title == spot.title)?;
    let number = titles.iter().position(|title| title == titles::NUMBER);
    let names = ActivityNames::new(&copy.plan);
    table.rows.iter().find_map(|row| {
        let Written::Activity(at, texts) = row else { return None };
        let at = match spot.table {
            TableOf::Deviations => names.find(&normal(texts.get(number?)?)).ok()?,
            _ => *at,
        };
        (at == spot.row).then(|| texts.get(column).cloned())?
    })
}

/// Whether a text is the bare word for the state that an activity has: «Выполнено», which the report says more exactly.
fn is_status_of(copy: &Copy, spot: &Spot, text: &str) -> bool {
    let known = copy.report.as_ref().and_then(|report| report.monitoring.fulfilments.get(spot.row)?.as_ref());
    spot.title == titles::STATE
        && verdict(text).is_none()
        && known.is_some_and(|known| Some(known.status) == Status::read(&normal(text)))
}

/// Cells that say something else than was written: column, what stands there, what was written.
fn changed<'a>(old: &[String], row: &SeenRow<'a>) -> Vec<(usize, Said<'a>, String)> {
    let cells = row.cells.iter().enumerate().filter_map(|(at, said)| Some((at, said.clone()?)));
    let cells = cells.map(|(at, said)| (at, said, old.get(at).map(|text| typed(text)).unwrap_or_default()));
    cells.filter(|(_, said, was)| normal(&said.text) != normal(was)).collect()
}

/// The verdict that a text of a report says.
fn verdict(text: &str) -> Option<Verdict> {
    Verdict::ALL.into_iter().find(|known| normal(view::state(*known)) == normal(text))
}

/// The status that a text means; `None` for one that only the program judges.
fn status(text: &str) -> Option<Status> {
    match verdict(text) {
        Some(Verdict::OnTime | Verdict::Late | Verdict::Undated) => Some(Status::Done),
        Some(Verdict::Partly) => Some(Status::Partly),
        Some(Verdict::UnderWay) => Some(Status::UnderWay),
        Some(Verdict::NotDone) => Some(Status::NotDone),
        Some(Verdict::Postponed) => Some(Status::Postponed),
        Some(Verdict::Cancelled) => Some(Status::Cancelled),
        Some(Verdict::Overdue | Verdict::NotExpired | Verdict::NotYetDue | Verdict::NoData) => None,
        None => Status::read(&normal(text)),
    }
}

/// What a cell of outcomes may say, each with the word before it.
const OUTCOMES: [(&str, &str); 4] = [
    (schema::RESULT, ""),
    (schema::DOCUMENT, titles::DOCUMENT),
    (schema::CAUSE, titles::CAUSE),
    (schema::NEW_DUE, titles::NEW_DUE),
];

/// The parts of such a cell.
fn outcomes(text: &str) -> [String; 4] {
    let mut parts = <[Vec<&str>; 4]>::default();
    let mut at = 0;
    for line in text.lines() {
        let labelled = OUTCOMES.iter().enumerate().skip(1).find_map(|(at, (_, label))| {
            Some((at, line.strip_prefix(label)?.trim_start().strip_prefix(':')?.trim_start()))
        });
        let (part, line) = labelled.unwrap_or((at, line));
        at = part;
        parts[part].push(line);
    }
    parts.map(|lines| typed(&lines.join("\n")))
}
