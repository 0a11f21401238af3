//! What of a plan is due: its activities as they stand on a day.

use std::borrow::Cow;

use super::activity::Activity;
use super::day::Day;
use super::due::{Due, State};
use super::monitoring::Fulfilment;
use super::plan::Plan;
use super::status::Status;

/// The activities of a plan, or some of them, as they stand on a day.
#[derive(Debug, Clone)]
pub struct Agenda<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The day.
    pub as_of: Day,
    /// Its activities in the order of the plan.
    pub items: Vec<AgendaItem<'a>>,
}

/// One activity.
#[derive(Debug, Clone)]
pub struct AgendaItem<'a> {
    /// Its place in the plan, from 0.
    pub place: usize,
    /// Its number as it is spoken of.
    pub number: String,
    /// The activity.
    pub activity: &'a Activity,
    /// When it is due, in words: as in the plan, or anew in its monitoring.
    pub typed: Option<Cow<'a, str>>,
    /// When it was to be due by the plan, where another due date has taken the place of that.
    pub moved_from: Option<Cow<'a, str>>,
    /// When it is due, as understood; `None` where no due date was given.
    pub due: Option<Due>,
    /// Why it is no longer open, if so.
    pub settled: Option<Settled>,
}

/// Why an activity is no longer open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// It is done.
    Done,
    /// It was dropped.
    Cancelled,
}

/// Where an activity belongs for a reader: [`State`], with what is due parted by the end of the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The last day is past.
    Overdue,
    /// The last day lies in the month of the day, whether or not the first has come.
    DueThisMonth,
    /// The first day has come, the last lies in a later month.
    DueLater,
    /// The first day is yet to come.
    Coming,
    /// There is no last day, or the activity was dropped.
    NotJudgeable,
    /// It is done.
    Done,
}

impl Section {
    /// All of them, the most urgent first.
    pub const ALL: [Self; 6] =
        [Self::Overdue, Self::DueThisMonth, Self::DueLater, Self::Coming, Self::NotJudgeable, Self::Done];
}

impl<'a> Agenda<'a> {
    /// A plan on a day; `fulfilments` is what its monitoring knows of each activity, or empty without one.
    pub fn new(plan: &'a Plan, fulfilments: &'a [Option<Fulfilment>], as_of: Day) -> Self {
        let activities = plan.activities().zip(plan.labels()).zip(plan.timings());
        let items = activities.enumerate().map(|(place, ((activity, number), timing))| {
            let fulfilment = fulfilments.get(place).and_then(Option::as_ref);
            let settled = fulfilment.and_then(|fulfilment| match fulfilment.status {
                Status::Done => Some(Settled::Done),
                Status::Cancelled => Some(Settled::Cancelled),
                Status::Partly | Status::UnderWay | Status::NotDone | Status::Postponed => None,
            });
            // What is settled stays under the due date of the plan.
            let anew = fulfilment.filter(|_| settled.is_none()).and_then(|known| known.new_due.as_deref());
            let (planned, due) = timing.map(|timing| (timing.text, timing.due)).unzip();
            let (typed, due, moved_from) = match anew {
                Some(anew) => {
                    let moved_from = planned.filter(|planned| planned != anew);
                    (Some(anew.into()), Some(Due::read_anew(anew, due, &plan.period)), moved_from)
                }
                None => (planned, due, None),
            };
            AgendaItem { place, number, activity, typed, moved_from, due, settled }
        });
        Self { plan, as_of, items: items.collect() }
    }

    /// The part of it that is meant.
    #[must_use]
    pub fn only(&self, is_meant: impl Fn(&AgendaItem<'a>) -> bool) -> Self {
        let items = self.items.iter().filter(|item| is_meant(item)).cloned().collect();
        Self { items, ..*self }
    }

    /// Its activities of a section, the first to end first.
    pub fn section(&self, section: Section) -> Vec<&AgendaItem<'a>> {
        let mut items: Vec<_> = self.items.iter().filter(|item| item.section(self.as_of) == section).collect();
        items.sort_by_key(|item| item.last_day());
        items
    }
}

impl<'a> AgendaItem<'a> {
    /// Its last day, if there is one.
    pub fn last_day(&self) -> Option<Day> {
        self.due.and_then(|due| due.to())
    }

    /// How it stands, as data names it.
    pub fn state(&self, as_of: Day) -> &'static str {
        match (self.settled, self.due) {
            (Some(Settled::Done), _) => "done",
            (Some(Settled::Cancelled), _) | (None, None) => State::NotJudgeable.name(),
            (None, Some(due)) => due.state(as_of).name(),
        }
    }

    /// Where it belongs for a reader.
    pub fn section(&self, as_of: Day) -> Section {
        let due = match (self.settled, self.due) {
            (Some(Settled::Done), _) => return Section::Done,
            (Some(Settled::Cancelled), _) | (None, None) => return Section::NotJudgeable,
            (None, Some(due)) => due,
        };
        let month = |day: Day| (day.year(), day.month());
        let ends_this_month = due.to().is_some_and(|to| month(to) == month(as_of));
        match due.state(as_of) {
            State::Overdue => Section::Overdue,
            State::Due | State::Coming if ends_this_month => Section::DueThisMonth,
            State::Due => Section::DueLater,
            State::Coming => Section::Coming,
            State::NotJudgeable => Section::NotJudgeable,
        }
    }
}
