//! The due date of an activity («срок»): printed elsewhere exactly as typed, understood here as an interval or a kind.
//!
//! ```text
//! typed text → fold → tokens → phrase (items of moments) → years from the neighbours or the plan → interval
//!                            ↘ rhythm (recurring, standing)  ↘ event
//! ```
//!
//! A wording is never guessed at: what has two readings, or a word outside the grammar, is unknown and says why
//! ([`Trouble`]). The grammar, each line being one function in `phrases` or `moments`:
//!
//! ```text
//! phrase = item { ("," | "и" | ";" | "/" | nothing) item }
//! item   = FROM moment [ (UNTIL | "-") moment ] | UNTIL moment | moment [ "-" moment ]
//!        | ( "на" | "на период" | "в период" ) what is longer than a day
//! UNTIL  = "до" | "к" | "по" | "не позднее", each also with "конца"; "до" and "к" also with "начала"
//! moment = [ "в" | "в течение" … ] unit [ year ]
//! unit   = day | half, decade or week of a month | month | quarter | half-year | year | school year
//!        | a number that takes its unit from the right
//! ```
//!
//! Decisions:
//!
//! - «До D» includes D. «До марта», «к 2026 году» leave open whether March counts: ambiguous. «До конца марта», «не
//!   позднее марта», «по март», «до марта включительно» do not.
//! - A year that is missing is that of the nearest moment to the right in the same phrase, else to the left, else the
//!   only year in which the moment falls into the plan's period; if there is none or more than one, it is not known.
//!   Where that turns a range round at the turn of a year («ноябрь – февраль 2024» in a plan for 2023), the end that has
//!   no year takes the plan's after all.
//! - «В течение года» is the plan's only calendar year, or the school year of a plan that lies in one.
//! - «В течение учебного года» in a plan for a calendar year is of the kind school year without bounds: two school years
//!   touch a calendar year.
//! - A bare August in a plan for a school year is the one before it or its last month: not known, unless something else in
//!   the phrase tells. It lies before what follows («август – сентябрь») and behind what stands before («июнь – август»).
//! - «До начала 2024 года» is "until 31 December 2023". What an unnamed school year begins with is an event.
//! - The weeks of a month are counted from its first day: 1–7, 8–14, …; its halves part after the 15th. «2 недели марта»
//!   may be two weeks, and is not understood.
//! - A list runs from its first to its last moment. If its order is not that of time, every year must be typed, or it must
//!   list months of the plan's only calendar year («октябрь, февраль»).
//! - Moments side by side («сентябрь январь») are a range or a list, which is the same interval if they ascend.
//! - Recurring and standing due dates have the bounds that are typed with them, else those of the plan's period: after
//!   it they are overdue like any other. «Ежегодно до 1 марта» has the plan's bounds, as the day names no year; «май,
//!   ежегодно с 2023» those of its years.
//!   «В июне–сентябре 2008–2010 годов» is recurring from June 2008 to September 2010.
//! - An event has no bounds, even where a time is typed beside it («в течение года, по мере необходимости»): it may
//!   never come. A timetable («март, по отдельному графику») and what takes its time («март, в дни каникул») only say when
//!   within the time typed.
//! - «Конец мая» is "until 31 May": its last day is certain, its first is not.
//! - A school year ends on 31 August, as in [`Period`]; its halves are September–December and January–August.
//! - A remark in brackets at the end is passed over if nothing in it tells of time: «2023 (по согласованию)».
//! - A clock time behind a day or a rhythm is passed over; alone it is not understood.
//! - An end before its start is certain where both years are typed or both ends lie in one month; else the next year may be
//!   meant ([`Trouble::EndInNextYear`]).
//! - Several deadlines («до 1 марта, до 1 июня») are judged by the last one.
//! - Not in the grammar, because their days are not fixed or not agreed on: seasons, school quarters («четверть»),
//!   «начало», «середина», holidays by name, single weekdays, «следующий год».

mod beside;
mod events;
#[cfg(test)]
mod kin;
#[cfg(test)]
mod laws;
mod moments;
mod occurrences;
mod phrases;
mod rhythm;
#[cfg(test)]
mod tests;
mod tokens;

use super::day::Day;
use super::period::Period;
use events::{Event, event};
use phrases::phrase;
use rhythm::read_rhythm;
use tokens::{Token, fold, tokens, trim, trim_start, without_label, without_remark};

/// The most characters that a due date is read in; a longer one is not understood.
const LONGEST: usize = 500;

/// When an activity is due, as far as its wording says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    kind: DueKind,
    from: Option<Day>,
    to: Option<Day>,
    trouble: Option<Trouble>,
}

/// The kind of a due date. The order of the calendar kinds is from the finest to the coarsest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DueKind {
    /// One day.
    Day,
    /// Days from a first to a last one.
    Days,
    /// A month or months.
    Months,
    /// A quarter or quarters.
    Quarter,
    /// A half-year or both.
    Half,
    /// A year or years.
    Year,
    /// A school year or school years.
    SchoolYear,
    /// Up to and including a day.
    Until,
    /// From a day on, without an end.
    From,
    /// Again and again: «ежемесячно», «каждый понедельник».
    Recurring,
    /// All the time: «постоянно».
    Standing,
    /// When something happens: «по мере необходимости», «по отдельному графику».
    OnEvent,
    /// Not understood.
    Unknown,
}

/// Where a day stands to a due date. Whether the activity is done is decided elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// The last day is past.
    Overdue,
    /// The first day has come, or there is none.
    Due,
    /// The first day is yet to come.
    Coming,
    /// There is no last day.
    NotJudgeable,
}

/// Why a due date has no interval although it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// A day, month or quarter that does not exist: 31.02.2023, «5 квартал».
    ImpossibleDay,
    /// Its end lies before its start, and no year that was left out makes up for it.
    EndBeforeStart,
    /// Its end lies before its start, unless the next year is meant: «ноябрь – январь» in a plan for one year.
    EndInNextYear,
    /// No year is typed and the plan's period does not tell which.
    YearUnknown,
    /// It can be read in more than one way.
    Ambiguous,
    /// It is not in the grammar.
    NotUnderstood,
}

impl Due {
    /// Reads a due date as typed in a plan for the period. Never fails: what is not understood is of an unknown kind.
    pub fn read(typed: &str, period: &Period) -> Self {
        // A date cell of a workbook.
        if let Some(day) = Day::parse_iso(typed) {
            return Self { kind: DueKind::Day, from: Some(day), to: Some(day), trouble: None };
        }
        if typed.chars().nth(LONGEST).is_some() {
            return Self::unknown(Trouble::NotUnderstood);
        }
        let folded = fold(typed);
        let tokens = tokens(&folded);
        let tokens = without_remark(trim(&tokens));
        let tokens = without_label(trim(&tokens));
        read(trim(tokens), period).unwrap_or_else(Self::unknown)
    }

    /// Its kind.
    pub fn kind(&self) -> DueKind {
        self.kind
    }

    /// First day.
    pub fn from(&self) -> Option<Day> {
        self.from
    }

    /// Last day.
    pub fn to(&self) -> Option<Day> {
        self.to
    }

    /// What keeps it from having an interval.
    pub fn trouble(&self) -> Option<Trouble> {
        self.trouble
    }

    /// How it stands on a day. A day before the first one is before it also where there is no last one.
    pub fn state(&self, day: Day) -> State {
        match (self.from, self.to) {
            (Some(from), _) if day < from => State::Coming,
            (_, None) => State::NotJudgeable,
            (_, Some(to)) if to < day => State::Overdue,
            (_, Some(_)) => State::Due,
        }
    }

    /// A due date that is not in the grammar.
    pub fn not_understood() -> Self {
        Self::unknown(Trouble::NotUnderstood)
    }

    fn unknown(trouble: Trouble) -> Self {
        Self { kind: DueKind::Unknown, from: None, to: None, trouble: Some(trouble) }
    }

    fn unbounded(kind: DueKind) -> Self {
        Self { kind, from: None, to: None, trouble: None }
    }

    /// The only way to bounds: their order is checked.
    fn bounded(kind: DueKind, from: Option<Day>, to: Option<Day>) -> Result<Self, Trouble> {
        match (from, to) {
            (Some(from), Some(to)) if to < from => Err(Trouble::EndBeforeStart),
            _ => Ok(Self { kind, from, to, trouble: None }),
        }
    }
}

impl DueKind {
    /// Its name in data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Days => "days",
            Self::Months => "months",
            Self::Quarter => "quarter",
            Self::Half => "half",
            Self::Year => "year",
            Self::SchoolYear => "school-year",
            Self::Until => "until",
            Self::From => "from",
            Self::Recurring => "recurring",
            Self::Standing => "standing",
            Self::OnEvent => "on-event",
            Self::Unknown => "unknown",
        }
    }
}

impl Trouble {
    /// The reason as a Russian clause about the due date.
    pub fn reason(self) -> &'static str {
        match self {
            Self::ImpossibleDay => "такого дня, месяца или квартала нет",
            Self::EndBeforeStart => "конец раньше начала",
            Self::EndInNextYear => "конец раньше начала; если он в другом году, укажите год",
            Self::YearUnknown => "не указан год, а по периоду плана его не определить",
            Self::Ambiguous => "его можно понять по-разному",
            Self::NotUnderstood => "по нему нельзя сказать, когда он истекает",
        }
    }
}

impl State {
    /// Its name in data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Due => "due",
            Self::Coming => "coming",
            Self::NotJudgeable => "not-judgeable",
        }
    }
}

/// Tries the readings in turn. The first whose shape fits decides: its trouble is the trouble of the whole.
fn read(tokens: &[Token], period: &Period) -> Result<Due, Trouble> {
    read_calendar(tokens, period)
        .or_else(|| read_rhythm(tokens, period))
        .or_else(|| event(tokens).map(|event| event.map(|_| Due::unbounded(DueKind::OnEvent))))
        .unwrap_or(Err(Trouble::NotUnderstood))
}

/// A phrase of the calendar, perhaps with an event beside it that says when within it.
fn read_calendar(tokens: &[Token], period: &Period) -> Option<Result<Due, Trouble>> {
    let Some((phrase, rest)) = phrase(tokens) else { return behind_event(tokens, period) };
    if rest.is_empty() {
        return Some(phrase.resolve(period));
    }
    Some(event(trim_start(rest))?.and_then(|event| match event {
        Event::Within => phrase.resolve(period),
        Event::Need => Ok(Due::unbounded(DueKind::OnEvent)),
        Event::Other => Err(Trouble::Ambiguous),
    }))
}

/// «По отдельному графику (март 2023)», «в дни каникул, октябрь».
fn behind_event(tokens: &[Token], period: &Period) -> Option<Result<Due, Trouble>> {
    let commas = tokens.iter().enumerate().filter(|(_, token)| **token == Token::Comma);
    commas.map(|(at, _)| tokens.split_at(at)).find_map(|(before, rest)| {
        let is_within = matches!(event(before), Some(Ok(Event::Within)));
        match phrase(trim(rest)) {
            Some((phrase, [])) if is_within => Some(phrase.resolve(period)),
            _ => None,
        }
    })
}
