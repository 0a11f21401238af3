//! How a plan was fulfilled: what is known of each activity, and what follows from it on a day.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::approval::{Approval, DateText, Edition, Maker, Signatory};
use super::day::Day;
use super::due::{Due, DueKind, State};
use super::indicator::Indicator;
use super::period::Period;
use super::plan::Plan;
use super::status::Status;
use super::style::Style;

/// The monitoring of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Monitoring {
    /// The title, where it is not the usual one.
    pub title: Option<String>,
    /// The territory that it is of, where that is told; never printed.
    pub territory: Option<String>,
    /// The time reported on.
    pub period: Period,
    /// The day as of which everything is judged.
    pub as_of: Day,
    /// The edition of the plan that was reported on, where it is named.
    pub plan_edition: Option<Edition>,
    /// Approvals, at the right.
    pub approvals: Vec<Approval>,
    /// Agreements, at the left.
    pub agreements: Vec<Approval>,
    /// What the report rests on.
    pub basis: Vec<String>,
    /// Where the figures come from.
    pub sources: Vec<String>,
    /// What is known of each activity, in the order of the plan; `None` where there is no entry.
    pub fulfilments: Vec<Option<Fulfilment>>,
    /// Indicators.
    pub indicators: Vec<Indicator>,
    /// Analysis, in paragraphs.
    pub analysis: Vec<String>,
    /// Conclusions, in paragraphs; if there are none, the report drafts them.
    pub conclusions: Vec<String>,
    /// Recommendations.
    pub recommendations: Vec<Recommendation>,
    /// Decisions.
    pub decisions: Vec<Decision>,
    /// Who signs at the end.
    pub signatories: Vec<Signatory>,
    /// Who drew it up.
    pub maker: Option<Maker>,
    /// The look.
    pub style: Style,
}

/// What is known of one activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fulfilment {
    /// How it stands, as reported.
    pub status: Status,
    /// When it was done.
    pub date: Option<DateText>,
    /// What came of it.
    pub result: Option<String>,
    /// The documents behind it.
    pub document: Option<String>,
    /// Why it was not done, or not as planned.
    pub cause: Option<String>,
    /// Until when it is to be done instead, as typed.
    pub new_due: Option<String>,
}

/// How an activity stands on a day: the report counts every activity under exactly one of [`Verdict::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Done, and not after its due date as far as that can be judged.
    OnTime,
    /// Done after its due date.
    Late,
    /// Done in part.
    Partly,
    /// Under way, its due date not past.
    UnderWay,
    /// Under way or put off, its due date past.
    Overdue,
    /// Not done.
    NotDone,
    /// Put off, its new due date not past.
    Postponed,
    /// Dropped.
    Cancelled,
    /// Nothing reported; its due date has begun and is not past, or has no last day.
    NotExpired,
    /// Nothing reported, and its due date has not begun.
    NotYetDue,
    /// Nothing reported, though its due date is past or cannot be understood.
    NoData,
    /// Done, its due date past, on a day that is not told or not understood: counted as [`Self::NoData`].
    Undated,
}

impl Verdict {
    /// All that are counted, in the order of the report.
    pub const ALL: [Self; 11] = [
        Self::OnTime,
        Self::Late,
        Self::Partly,
        Self::UnderWay,
        Self::Overdue,
        Self::NotDone,
        Self::Postponed,
        Self::Cancelled,
        Self::NotExpired,
        Self::NotYetDue,
        Self::NoData,
    ];

    /// Judges an activity by its due date and what was reported of it.
    ///
    /// Late is what was done wholly after its last day: of a date that is a longer time («Январь – февраль») the first
    /// day counts, so that nothing is called late by a guess. Without a date that can be understood, what is done is done
    /// on time as long as its last day has not passed.
    pub fn judge(due: Option<Due>, fulfilment: Option<&Fulfilment>, period: &Period, as_of: Day) -> Self {
        let Some(fulfilment) = fulfilment else { return Self::untold(due, as_of) };
        let last = fulfilment.last_day(due, period);
        let is_past = |day: Day| last.is_some_and(|last| last < day);
        match fulfilment.status {
            Status::Done => match fulfilment.done_by(due, period, as_of).and_then(Done::first) {
                Some(first) if is_past(first) => Self::Late,
                None if is_past(as_of) => Self::Undated,
                _ => Self::OnTime,
            },
            Status::Partly => Self::Partly,
            Status::UnderWay | Status::Postponed if is_past(as_of) => Self::Overdue,
            Status::UnderWay => Self::UnderWay,
            Status::NotDone => Self::NotDone,
            Status::Postponed => Self::Postponed,
            Status::Cancelled => Self::Cancelled,
        }
    }

    /// Of an activity without an entry.
    fn untold(due: Option<Due>, as_of: Day) -> Self {
        match due.filter(|due| due.kind() != DueKind::Unknown).map(|due| due.state(as_of)) {
            None | Some(State::Overdue) => Self::NoData,
            Some(State::Coming) => Self::NotYetDue,
            Some(State::Due | State::NotJudgeable) => Self::NotExpired,
        }
    }

    /// What it is called in a list of figures.
    pub fn word(self) -> &'static str {
        match self {
            Self::OnTime => "выполнено в срок",
            Self::Late => "выполнено с опозданием",
            Self::Partly => "выполнено частично",
            Self::UnderWay => "выполняется",
            Self::Overdue => "просрочено",
            Self::NotDone => "не выполнено",
            Self::Postponed => "перенесено",
            Self::Cancelled => "отменено",
            Self::NotExpired => "срок не истек",
            Self::NotYetDue => "срок не наступил",
            Self::NoData | Self::Undated => "нет данных",
        }
    }

    /// Under which of [`Self::ALL`] it is counted.
    #[must_use]
    pub fn counted(self) -> Self {
        match self {
            Self::Undated => Self::NoData,
            other => other,
        }
    }

    /// Whether the activity is done as a whole.
    pub fn is_done(self) -> bool {
        matches!(self, Self::OnTime | Self::Late)
    }

    /// Whether it is not done although it should be, or will not be: the report has to say why.
    pub fn is_wanting(self) -> bool {
        !matches!(self, Self::OnTime | Self::Late | Self::UnderWay | Self::NotExpired | Self::NotYetDue)
    }
}

/// When an activity was done: one day, or a longer time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    from: Option<Day>,
    to: Option<Day>,
}

impl Done {
    /// The first day on which it can have been done.
    pub fn first(self) -> Option<Day> {
        self.from.or(self.to)
    }

    /// The last day.
    pub fn last(self) -> Option<Day> {
        self.to
    }
}

impl Fulfilment {
    /// The last day of its due date: the planned one, or that of the new one where it was put off.
    pub fn last_day(&self, planned: Option<Due>, period: &Period) -> Option<Day> {
        match self.status {
            Status::Postponed => Due::read_anew(self.new_due.as_deref()?, planned, period).to(),
            _ => planned?.to(),
        }
    }

    /// When it was done, as far as that can be told on the day of the report. A date without a year takes that of the plan;
    /// where the same day of the next year has passed too («10 января» on 20 January after the plan's year), it is
    /// known only if it fits the due date.
    pub fn done_by(&self, due: Option<Due>, period: &Period, as_of: Day) -> Option<Done> {
        let done = self.done(period)?;
        let Some(DateText::Typed(typed)) = &self.date else { return Some(done) };
        let (first, to) = (done.first()?, due.and_then(|due| due.to()));
        let is_over_again =
            (first.year() + 1, first.month(), first.day()) <= (as_of.year(), as_of.month(), as_of.day());
        let fits = || {
            let (due, to) = due.zip(to)?;
            // What only ends at a day is done in its quarter.
            let from = due.from().or_else(|| Day::new(to.year(), to.month() - (to.month() - 1) % 3, 1))?;
            Some(from <= first && first <= to)
        };
        let is_told = Day::parse_written(typed).is_some() || Due::read(typed, period).is_dated(typed);
        (!is_over_again || is_told || to.is_none() || fits() == Some(true)).then_some(done)
    }

    /// When it was done, if its date is given and understood in a plan for the period.
    pub fn done(&self, period: &Period) -> Option<Done> {
        let day = |day| Done { from: Some(day), to: Some(day) };
        match self.date.as_ref()? {
            DateText::Open => None,
            DateText::Day(known) => Some(day(*known)),
            DateText::Typed(typed) => Day::parse_written(typed).map(day).or_else(|| {
                let due = Due::read(typed, period);
                due.to().map(|to| Done { from: due.from(), to: Some(to) })
            }),
        }
    }
}

impl Monitoring {
    /// Whether nobody approves and nobody signs: then the report is a draft.
    pub fn is_draft(&self) -> bool {
        self.approvals.is_empty() && self.signatories.is_empty()
    }

    /// How each activity of the plan stands on the day of the report, in the order of the plan.
    pub fn verdicts(&self, plan: &Plan) -> Vec<Verdict> {
        let judge = |(due, fulfilment): (Option<Due>, &Option<Fulfilment>)| {
            Verdict::judge(due, fulfilment.as_ref(), &plan.period, self.as_of)
        };
        plan.dues().zip(&self.fulfilments).map(judge).collect()
    }

    /// Whether each activity of the plan was due on the day of the report: its last day lies on or before it. What was
    /// put off has its new one, what was dropped has none.
    pub fn fallen_due(&self, plan: &Plan) -> Vec<bool> {
        let last_day = |due: Option<Due>, fulfilment: &Option<Fulfilment>| match fulfilment {
            Some(known) if known.status == Status::Cancelled => None,
            Some(known) => known.last_day(due, &plan.period),
            None => due?.to(),
        };
        let is_due = |(due, fulfilment)| last_day(due, fulfilment).is_some_and(|last| last <= self.as_of);
        plan.dues().zip(&self.fulfilments).map(is_due).collect()
    }
}

/// How many activities stand how. Made only by counting verdicts, so its figures always add up to all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally {
    counts: [usize; Verdict::ALL.len()],
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.counts.iter_mut().zip(other.counts).for_each(|(count, more)| *count += more);
    }
}

impl Add for Tally {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), Add::add)
    }
}

/// What occurs, in words: «выполнено в срок 3, просрочено 1»; empty of no activities.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let occurring = Verdict::ALL.into_iter().filter(|verdict| self.count(*verdict) > 0);
        for (at, verdict) in occurring.enumerate() {
            write!(f, "{}{} {}", if at == 0 { "" } else { ", " }, verdict.word(), self.count(verdict))?;
        }
        Ok(())
    }
}

impl FromStr for Tally {
    type Err = ();

    /// Reads what [`Display`](fmt::Display) writes.
    fn from_str(typed: &str) -> Result<Self, ()> {
        /// More than any country has.
        const MOST: usize = 1_000_000_000;
        let mut tally = Self::default();
        for part in typed.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (word, count) = part.rsplit_once(' ').ok_or(())?;
            let verdict = Verdict::ALL.into_iter().find(|verdict| verdict.word() == word.trim()).ok_or(())?;
            let count = count.parse::<usize>().ok().filter(|count| *count <= MOST).ok_or(())?;
            tally.counts[verdict as usize] += count;
        }
        Ok(tally)
    }
}

impl Tally {
    /// Counts verdicts.
    pub fn of(verdicts: impl IntoIterator<Item = Verdict>) -> Self {
        let mut tally = Self::default();
        for verdict in verdicts {
            tally.counts[verdict.counted() as usize] += 1;
        }
        tally
    }

    /// So many of each verdict.
    pub fn counted(counts: impl IntoIterator<Item = (Verdict, usize)>) -> Self {
        let mut tally = Self::default();
        for (verdict, count) in counts {
            tally.counts[verdict.counted() as usize] += count;
        }
        tally
    }

    /// All activities.
    pub fn planned(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Activities that stand so.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.counts[verdict.counted() as usize]
    }

    /// Activities that are done as a whole.
    pub fn done(&self) -> usize {
        Verdict::ALL.into_iter().filter(|verdict| verdict.is_done()).map(|verdict| self.count(verdict)).sum()
    }
}

/// A recommendation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recommendation {
    /// To whom.
    pub addressee: Option<String>,
    /// What.
    pub what: String,
    /// Until when, as typed.
    pub due: Option<String>,
    /// Who answers for it.
    pub responsible: Option<String>,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What.
    pub what: String,
    /// Until when, as typed.
    pub due: Option<String>,
    /// Who answers for it.
    pub responsible: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(iso: &str) -> Day {
        Day::parse_iso(iso).expect("a day")
    }

    fn verdict(due: &str, status: Option<Status>, told: Option<&str>) -> Verdict {
        verdict_on("2023-11-20", due, status, told)
    }

    fn verdict_on(as_of: &str, due: &str, status: Option<Status>, told: Option<&str>) -> Verdict {
        let period = Period::parse("2023 год").expect("a period");
        let due = Some(due).filter(|due| !due.is_empty()).map(|due| Due::read(due, &period));
        let fulfilment = status.map(|status| Fulfilment {
            status,
            date: told.filter(|_| status != Status::Postponed).map(|date| DateText::Typed(date.into())),
            result: None,
            document: None,
            cause: None,
            new_due: told.filter(|_| status == Status::Postponed).map(str::to_owned),
        });
        Verdict::judge(due, fulfilment.as_ref(), &period, day(as_of))
    }

    #[test]
    fn a_day_without_a_year_is_of_the_plan_only_where_no_other_is_meant() {
        use Verdict as V;
        let done = |as_of: &str, due: &str, told: &str| verdict_on(as_of, due, Some(Status::Done), Some(told));
        for (due, told, on_the_31st_of_december, three_weeks_later) in [
            // The tenth of January has been twice since the plan began.
            ("до 20 декабря", "10 января", V::OnTime, V::Undated),
            ("Декабрь 2023", "10.01", V::OnTime, V::Undated),
            ("IV квартал", "январь", V::OnTime, V::Undated),
            ("Декабрь 2023", "10 января 2024 г.", V::Late, V::Late),
            ("Декабрь 2023", "10.01.2023", V::OnTime, V::OnTime),
            // It was asked for in January.
            ("январь", "10 января", V::OnTime, V::OnTime),
            ("до 15 января", "10 января", V::OnTime, V::OnTime),
            ("2023", "10 января", V::OnTime, V::OnTime),
            ("ежеквартально", "10 января", V::OnTime, V::OnTime),
            ("постоянно", "10 января", V::OnTime, V::OnTime),
            // The next one is yet to come.
            ("до 20 декабря", "25 января", V::OnTime, V::OnTime),
            ("до 20 ноября", "10 декабря", V::Late, V::Late),
        ] {
            assert_eq!(done("2023-12-31", due, told), on_the_31st_of_december, "{due}, {told}");
            assert_eq!(done("2024-01-21", due, told), three_weeks_later, "{due}, {told}");
        }
    }

    #[test]
    fn what_is_put_off_to_a_month_before_its_own_is_not_put_off_into_the_past() {
        use Verdict as V;
        for (due, told, expected) in [
            ("Декабрь 2023", "февраль", V::Postponed),
            ("IV квартал", "I квартал", V::Postponed),
            ("до 20 декабря", "до 15 января", V::Postponed),
            ("Декабрь 2023", "до 1 февраля 2024 г.", V::Postponed),
            // A year that is typed counts, be it a slip or not.
            ("Декабрь 2023", "февраль 2023", V::Overdue),
            ("Декабрь 2023", "2023-02-01", V::Overdue),
            // Behind its own it is of the plan, as any other.
            ("март", "октябрь", V::Overdue),
            ("когда-нибудь", "февраль", V::Overdue),
        ] {
            assert_eq!(verdict_on("2024-01-20", due, Some(Status::Postponed), Some(told)), expected, "{due}, {told}");
        }
    }

    #[test]
    fn an_activity_is_judged_by_its_due_date() {
        use Status as S;
        use Verdict as V;
        for (due, status, told, expected) in [
            ("Январь 2023", Some(S::Done), Some("31.01.2023"), V::OnTime),
            ("Январь 2023", Some(S::Done), Some("01.02.2023"), V::Late),
            ("Январь 2023", Some(S::Done), Some("1 февраля 2023 г."), V::Late),
            // A time that only ends after the due date is no proof.
            ("Январь 2023", Some(S::Done), Some("Январь-февраль 2023"), V::OnTime),
            ("Январь 2023", Some(S::Done), Some("Февраль 2023"), V::Late),
            // Without a day nobody can say when, unless the due date has not passed or can't be judged.
            ("Январь 2023", Some(S::Done), None, V::Undated),
            ("Январь 2023", Some(S::Done), Some("своевременно"), V::Undated),
            ("до 19 ноября 2023 г.", Some(S::Done), Some("31.02.2023"), V::Undated),
            ("до 20 ноября 2023 г.", Some(S::Done), Some("своевременно"), V::OnTime),
            ("2023", Some(S::Done), None, V::OnTime),
            ("постоянно", Some(S::Done), None, V::OnTime),
            ("когда-нибудь", Some(S::Done), None, V::OnTime),
            ("", Some(S::Done), None, V::OnTime),
            ("до 1 марта 2023 г.", Some(S::Done), Some("01.03.2023"), V::OnTime),
            ("по мере необходимости", Some(S::Done), Some("19.11.2023"), V::OnTime),
            ("когда-нибудь", Some(S::Done), Some("19.11.2023"), V::OnTime),
            ("2023", Some(S::UnderWay), None, V::UnderWay),
            ("Октябрь 2023", Some(S::UnderWay), None, V::Overdue),
            ("до 20 ноября 2023 г.", Some(S::UnderWay), None, V::UnderWay),
            ("до 19 ноября 2023 г.", Some(S::UnderWay), None, V::Overdue),
            ("по мере необходимости", Some(S::UnderWay), None, V::UnderWay),
            ("Октябрь 2023", Some(S::Partly), None, V::Partly),
            ("Октябрь 2023", Some(S::NotDone), None, V::NotDone),
            ("Октябрь 2023", Some(S::Postponed), None, V::Postponed),
            ("Октябрь 2023", Some(S::Postponed), Some("до 20 ноября 2023 г."), V::Postponed),
            ("Октябрь 2023", Some(S::Postponed), Some("до 19 ноября 2023 г."), V::Overdue),
            ("Октябрь 2023", Some(S::Postponed), Some("2023-11-19"), V::Overdue),
            ("Октябрь 2023", Some(S::Postponed), Some("после ремонта"), V::Postponed),
            ("Октябрь 2023", Some(S::Cancelled), None, V::Cancelled),
            ("2023", None, None, V::NotExpired),
            ("до 1 декабря 2023 г.", None, None, V::NotExpired),
            ("до 20 ноября 2023 г.", None, None, V::NotExpired),
            ("ежемесячно", None, None, V::NotExpired),
            ("по мере необходимости", None, None, V::NotExpired),
            ("с 20 ноября 2023 г.", None, None, V::NotExpired),
            ("с 21 ноября 2023 г.", None, None, V::NotYetDue),
            ("Декабрь 2023", None, None, V::NotYetDue),
            ("Октябрь 2023", None, None, V::NoData),
            ("когда-нибудь", None, None, V::NoData),
            ("", None, None, V::NoData),
        ] {
            assert_eq!(verdict(due, status, told), expected, "{due}, {status:?}, {told:?}");
        }
    }

    #[test]
    fn a_tally_adds_up() {
        let tally = Tally::of([Verdict::OnTime, Verdict::Late, Verdict::NoData, Verdict::OnTime, Verdict::Undated]);
        assert_eq!((tally.planned(), tally.done(), tally.count(Verdict::OnTime)), (5, 3, 2));
        assert_eq!(tally.count(Verdict::NoData), 2);
        let sum: usize = Verdict::ALL.into_iter().map(|verdict| tally.count(verdict)).sum();
        assert_eq!(sum, tally.planned());
        assert_eq!(tally.to_string(), "выполнено в срок 2, выполнено с опозданием 1, нет данных 2");
        assert_eq!((tally.to_string().parse(), "".parse()), (Ok(tally), Ok(Tally::default())));
        for wrong in ["выполнено", "в срок 3", "просрочено -1", "просрочено 99999999999"]
        {
            assert_eq!(wrong.parse::<Tally>(), Err(()), "{wrong}");
        }
        // The place of each verdict in the tally is that in the list.
        assert!(Verdict::ALL.into_iter().enumerate().all(|(at, verdict)| verdict as usize == at));
    }
}
