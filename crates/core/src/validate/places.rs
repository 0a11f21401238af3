//! A plan that was read, with the places of its texts beside it: what is judged about a whole plan needs both.

use crate::diagnostics::Place;
use crate::domain::{Monitoring, Order, Paper, Plan, Summary};

/// A plan without faults, or what could be read of one that has some.
#[derive(Debug)]
pub struct Checked {
    /// The plan.
    pub plan: Plan,
    /// Where its texts stand.
    pub places: PlanPlaces,
    /// What of it is certain in spite of faults.
    pub known: Known,
    /// Codes of the remarks that the data switches off.
    pub muted: Vec<&'static str>,
}

/// What of a plan is certain in spite of its faults.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// Its period was understood.
    pub period: bool,
    /// Every text was read, so that what is nowhere said can be told.
    pub texts: bool,
}

/// Where the texts of a plan stand; every list runs parallel to that of the plan.
#[derive(Debug)]
pub struct PlanPlaces {
    /// The title.
    pub title: Place,
    /// The paragraphs of the basis.
    pub basis: Vec<Place>,
    /// The paragraphs of the preamble.
    pub preamble: Vec<Place>,
    /// The paragraphs of the goal.
    pub goal: Vec<Place>,
    /// The tasks.
    pub tasks: Vec<Place>,
    /// The columns of the table, or the record if they are the usual ones.
    pub columns: Place,
    /// The names of the directions; of one without a name, its record.
    pub directions: Vec<Place>,
    /// The activities through all directions, in the order of the table.
    pub activities: Vec<ActivityPlaces>,
    /// The order that approves it.
    pub order: Option<OrderPlaces>,
}

/// Where the texts of an order stand; of one that is missing, the record that lacks it.
#[derive(Debug)]
pub struct OrderPlaces {
    /// The order itself.
    pub record: Place,
    /// The due date of each point.
    pub points: Vec<Place>,
    /// Those who agree.
    pub agreement: Vec<Place>,
    /// Those who are to be acquainted, or the order if nobody is.
    pub acquaintance: Place,
    /// Each of them.
    pub acquainted: Vec<Place>,
}

/// Where the texts of an activity stand; of one that is missing, the record that lacks it; of several in one cell, the
/// cell.
#[derive(Debug)]
pub struct ActivityPlaces {
    /// The activity itself.
    pub record: Place,
    /// Its name.
    pub name: Place,
    /// Its due date.
    pub due: Place,
    /// Its responsible bodies.
    pub responsible: Vec<Place>,
    /// Its further fields.
    pub further: Vec<Place>,
    /// Whether it has a fault: a text of it may be missing.
    pub is_faulty: bool,
}

/// A monitoring without faults, or what could be read of one that has some, with the plan that it measures.
#[derive(Debug)]
pub struct CheckedMonitoring {
    /// The monitoring.
    pub monitoring: Monitoring,
    /// The plan.
    pub plan: Plan,
    /// Where its texts stand.
    pub places: MonitoringPlaces,
    /// Whether neither it nor the plan has faults, so that what is nowhere said can be told.
    pub is_whole: bool,
    /// Codes of the remarks that the data switches off.
    pub muted: Vec<&'static str>,
}

/// Amendments without faults.
#[derive(Debug)]
pub struct CheckedAmendments {
    /// The old edition.
    pub old: Plan,
    /// The new one.
    pub new: Plan,
    /// Codes of the remarks that the new edition switches off.
    pub muted: Vec<&'static str>,
}

/// A document beside a plan, without faults.
#[derive(Debug)]
pub struct CheckedPaper {
    /// Which one it is.
    pub paper: Paper,
    /// The plan.
    pub plan: Checked,
    /// The order that approves it; an extract may be made without one.
    pub order: Option<Order>,
    /// The body that an extract is for, and the places of its activities in the plan.
    pub body: Option<(String, Vec<usize>)>,
}

/// A summary without faults.
#[derive(Debug)]
pub struct CheckedSummary {
    /// The summary.
    pub summary: Summary,
    /// Codes of the remarks that the data switches off.
    pub muted: Vec<&'static str>,
}

/// Any document without faults.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one of them at a time")]
pub enum CheckedDocument {
    /// A plan.
    Plan(Checked),
    /// A monitoring.
    Monitoring(CheckedMonitoring),
    /// Amendments.
    Amendments(CheckedAmendments),
    /// A document beside a plan.
    Paper(CheckedPaper),
    /// A summary.
    Summary(CheckedSummary),
}

/// Where the texts of a monitoring stand; every list runs parallel to that of the monitoring.
#[derive(Debug)]
pub struct MonitoringPlaces {
    /// The list of entries, or the record that lacks it.
    pub entries: Place,
    /// The entry of each activity of the plan.
    pub fulfilments: Vec<Option<FulfilmentPlaces>>,
    /// The indicators.
    pub indicators: Vec<IndicatorPlaces>,
}

/// Where the texts of an entry stand; of one that is missing, the record that lacks it.
#[derive(Debug)]
pub struct FulfilmentPlaces {
    /// The status.
    pub status: Place,
    /// When it was done.
    pub date: Place,
    /// Until when it is to be done instead.
    pub new_due: Place,
}

/// Where the figures of an indicator stand; of one that is missing, the record that lacks it.
#[derive(Debug)]
pub struct IndicatorPlaces {
    /// The year before.
    pub last_year: Place,
    /// As planned.
    pub plan: Place,
    /// As reached.
    pub fact: Place,
}
