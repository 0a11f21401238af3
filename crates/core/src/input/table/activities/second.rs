//! A second document under the table: a title or an approval of its own, and a head below it. Two plans on one sheet are not one.
//!
//! A table that goes on under a head that is told once more, and one with directions between its parts, is one plan. What begins as
//! titles do and names a time that the plan does not hold, or the whole of it again, begins another one; what only begins so
//! may be a direction, and is told.

use super::rows::is_number;
use super::{NUMBER, TableReader};
use crate::diagnostics::{CellRef, WorkbookProblem};
use crate::domain::{Period, numbering};
use crate::input::table::around;
use crate::input::table::fate::Fate;

/// Filled rows that a title and an approval can take.
const MOST_ROWS: usize = 40;

/// What is known of the document from elsewhere.
#[derive(Debug, Clone, Default)]
pub(in crate::input::table) struct Known {
    /// Whether it has a title.
    pub(in crate::input::table) is_titled: bool,
    /// Its period.
    pub(in crate::input::table) period: Option<Period>,
}

/// How a row begins what may be a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beginning {
    Title,
    Approval,
    /// Nothing does; but one ends here.
    Signature,
}

/// What comes below a row that begins one.
struct Below {
    /// Whether a head comes before the next activity.
    has_head: bool,
    /// Whether the next activity is number 1 again.
    starts_again: bool,
    /// The lines up to the head or the activity.
    lines: Vec<String>,
}

impl TableReader<'_> {
    /// Looks for a second document below the head. Reports it and gives its first row, from which on nothing is read; notes
    /// the rows of titles that are read as directions.
    pub(super) fn second_document(&mut self, rows: &[u32], known: &Known) -> Option<u32> {
        let (above, under) = rows.split_at(rows.partition_point(|row| *row <= self.head.last));
        let titles: Vec<(u32, Vec<String>)> = above
            .iter()
            .filter(|row| **row < self.head.first && self.begins_document(**row) == Some(Beginning::Title))
            .map(|row| (*row, self.lines(*row)))
            .collect();
        // A title over titles: the plan is made of parts that have titles of their own.
        let has_parts = titles.len() + usize::from(known.is_titled) > 1;
        let own = known.period.clone().or_else(|| {
            let (first, _) = titles.first()?;
            let lines: Vec<String> =
                above.iter().filter(|row| *row >= first).flat_map(|row| self.lines(*row)).collect();
            around::titled_period(&lines)
        });
        let mut is_annexed = false;
        for (at, &row) in under.iter().enumerate() {
            // Annexes of a text document are no part of the plan, and told.
            is_annexed |= self.reading.sheet.is_document() && self.own(row).iter().any(|(at, _)| self.is_annex(*at));
            let Some(beginning) = self.begins_document(row).filter(|_| !is_annexed) else { continue };
            let Some(below) = self.below_beginning(under.get(at..)?) else { continue };
            let period = around::titled_period(&below.lines);
            let is_part = |period: &Period| {
                let within = |own: &Period| own.from() <= period.from() && period.to() <= own.to();
                own.as_ref().is_some_and(|own| within(own) && (own.from(), own.to()) != (period.from(), period.to()))
            };
            let is_other = period.as_ref().is_some_and(|period| !is_part(period));
            let is_second = match beginning {
                Beginning::Approval => below.lines.len() > 1,
                Beginning::Title => is_other && !has_parts,
                Beginning::Signature => false,
            };
            if below.has_head && is_second {
                self.report_second(row);
                return Some(row);
            }
            let is_titled = || below.has_head && below.lines.first().is_some_and(|line| around::is_title_of_plan(line));
            match beginning {
                Beginning::Title if below.starts_again && !has_parts && (is_other || is_titled()) => {
                    self.ends_between.push((row, "название ещё одного плана"));
                }
                Beginning::Signature if below.starts_again && below.has_head => {
                    self.ends_between.push((row, "подпись под планом"));
                }
                _ => {}
            }
        }
        None
    }

    fn report_second(&mut self, row: u32) {
        let problem = WorkbookProblem::SecondDocument;
        if let Some((at, _)) = self.own(row).first() {
            self.reading.fault(problem.clone(), *at);
        }
        self.reading.sheet.settle_from(row, Fate::told(problem));
    }

    fn begins_document(&self, row: u32) -> Option<Beginning> {
        let own = self.own(row);
        let text = |(at, _): &(CellRef, _)| self.reading.sheet.title(*at);
        if own.iter().any(|cell| around::begins_approval(&text(cell))) {
            return Some(Beginning::Approval);
        }
        match own.as_slice() {
            [cell] if around::is_title_line(&text(cell)) => Some(Beginning::Title),
            [cell] if around::closes(&[text(cell)]) == Some(false) => Some(Beginning::Signature),
            _ => None,
        }
    }

    fn is_annex(&self, at: CellRef) -> bool {
        around::is_annex(&self.reading.sheet.title(at))
    }

    /// What comes below the first of these rows.
    fn below_beginning(&self, rows: &[u32]) -> Option<Below> {
        let sheet = self.reading.sheet;
        let mut lines = Vec::new();
        let mut has_head = false;
        for &row in rows.iter().take(MOST_ROWS) {
            if !has_head
                && !self.has_number(row)
                && (self.head.is_repeated(sheet, row) || self.head.further(sheet, row).is_some())
            {
                has_head = true;
            } else if self.is_sure(row)
                && around::closes(&self.texts(row)) != Some(true)
                && !self.head.is_numbering(sheet, row)
            {
                let number = self.head.with(NUMBER).map(|column| sheet.title(CellRef { row, column: column.at }));
                let starts_again = number.is_some_and(|number| is_number(&number) && numbering::bare(&number) == "1");
                return Some(Below { has_head, starts_again, lines });
            } else if !has_head {
                lines.extend(self.lines(row));
            }
        }
        has_head.then_some(Below { has_head, starts_again: false, lines })
    }

    /// The lines of all texts of a row.
    fn lines(&self, row: u32) -> Vec<String> {
        self.texts(row).iter().flat_map(|text| text.lines()).map(|line| line.trim().to_owned()).collect()
    }
}
