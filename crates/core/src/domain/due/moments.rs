//! Stretches of the calendar, and the days that each of them is.

use super::tokens::Rest;
use super::tokens::Token::{self, Colon, Comma, Dash, Dot, FullYear, Month, Number, Roman, Slash, Word};
use super::{DueKind, Trouble};
use crate::domain::day::Day;
use crate::domain::period::Period;

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// A number that takes its unit from what stands to its right: the 19 of «19, 20 ноября», the I of «I–II квартал».
    Bare {
        value: u32,
        roman: bool,
    },
    Day {
        day: u32,
        month: u32,
    },
    /// A part of a month; without a number the last one.
    Part {
        part: Part,
        number: Option<u32>,
        month: u32,
    },
    Month(u32),
    Quarter(u32),
    Half(u32),
    Year,
    SchoolYear,
}

/// What a month is parted into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// To the 15th, and what is left.
    Half,
    /// Ten days, ten days, and what is left.
    Decade,
    /// Seven days, counted from the first.
    Week,
}

/// Of which year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// The plan's: none is typed.
    Plan,
    One(i32),
    /// Each year from a first to a last one.
    Each(i32, i32),
    /// The school year, or years, from the September of the first to the August of the second.
    School(i32, i32),
    /// The school year that the plan lies in.
    PlanSchool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) unit: Unit,
    pub(super) year: Year,
    /// The year was typed with it.
    pub(super) typed: bool,
    /// The year was typed elsewhere in the phrase.
    pub(super) inherited: bool,
}

/// «учебный год», short or in any case.
fn school_word<'t, 'a>(tokens: Rest<'t, 'a>) -> Option<Rest<'t, 'a>> {
    match tokens {
        [Word("уч" | "учебн" | "учебный" | "учебного" | "учебному" | "учебном"), Word(word), rest @ ..]
        | [Word("учебные" | "учебных" | "учебным"), Word(word), rest @ ..]
            if is_year_word(word) =>
        {
            Some(rest)
        }
        _ => None,
    }
}

fn is_year_word(word: &str) -> bool {
    matches!(word, "г" | "год" | "года" | "году" | "годом" | "годы" | "годам") || is_of_years(word)
}

/// «сентябрь 2022, 2023 годов», but not «сентябрь 2022, 2023 годы», where the year 2023 may stand for itself.
fn is_of_years(word: &str) -> bool {
    matches!(word, "гг" | "годов" | "годах")
}

fn skip_year_word<'t, 'a>(tokens: Rest<'t, 'a>) -> Rest<'t, 'a> {
    match tokens {
        [Word(word), rest @ ..] if is_year_word(word) => rest,
        [Word(calendar), Word(word), rest @ ..] if calendar.starts_with("календарн") && is_year_word(word) => {
            rest
        }
        tokens => tokens,
    }
}

/// A number of one or two digits as part of a year.
fn small(value: u32) -> i32 {
    i32::try_from(value).unwrap_or_default()
}

/// «2023/2024», «2023-2024 учебный год», «2023–24 уч. г.».
fn school_years<'t, 'a>(tokens: Rest<'t, 'a>) -> Option<((i32, i32), Rest<'t, 'a>)> {
    let [FullYear(first), sign @ (Dash | Slash), last, rest @ ..] = tokens else { return None };
    let first = *first;
    let last = match last {
        FullYear(last) => *last,
        Number { value, digits: 2 } => first - first % 100 + small(*value),
        _ => return None,
    };
    match school_word(rest) {
        Some(rest) if first < last => Some(((first, last), rest)),
        // Only the slash says by itself that a school year is meant.
        None if *sign == Slash && last == first + 1 => Some(((first, last), skip_year_word(rest))),
        _ => None,
    }
}

/// «2008–2010 годов», «2022, 2023 и 2024 гг.»: behind a month, that month in each of the years.
fn each_year<'t, 'a>(tokens: Rest<'t, 'a>) -> Option<((i32, i32), Rest<'t, 'a>)> {
    let [FullYear(first), rest @ ..] = tokens else { return None };
    let (first, mut last, mut rest) = (*first, *first, rest);
    while let [Dash | Comma | Word("и"), FullYear(next), after @ ..] = rest
        && *next > last
    {
        (last, rest) = (*next, after);
    }
    match rest {
        [Word(word), rest @ ..] if last > first && is_of_years(word) => Some(((first, last), rest)),
        _ => None,
    }
}

/// The year behind a unit, perhaps none.
fn year<'t, 'a>(tokens: Rest<'t, 'a>) -> (Year, Rest<'t, 'a>) {
    if let Some(((first, last), rest)) = school_years(tokens) {
        return (Year::School(first, last), rest);
    }
    if let Some(((first, last), rest)) = each_year(tokens) {
        return (Year::Each(first, last), rest);
    }
    let current = match tokens {
        [Word("текущего" | "текущем" | "сего" | "этого"), rest @ ..] => rest,
        tokens => tokens,
    };
    if let Some(rest) = school_word(current) {
        return (Year::PlanSchool, rest);
    }
    match tokens {
        [FullYear(year), rest @ ..] => (Year::One(*year), skip_year_word(rest)),
        // «март 23 г.»: without «г.» it would be a 23rd of March the wrong way round.
        [Number { value, digits: 2 }, Word(word), rest @ ..] if is_year_word(word) => {
            (Year::One(2000 + small(*value)), rest)
        }
        // The current year is the plan's; «с.г.» is «сего года».
        [Word("текущего" | "текущем" | "сего" | "этого" | "с" | "т"), Word(word), rest @ ..] if is_year_word(word) => {
            (Year::Plan, rest)
        }
        tokens => (Year::Plan, tokens),
    }
}

/// «в», «в течение», «весь»; whether it makes a bare «года» the year of the plan.
pub(super) fn skip_lead<'t, 'a>(tokens: Rest<'t, 'a>) -> (bool, Rest<'t, 'a>) {
    let (within, rest) = match tokens {
        [Word("в" | "во"), Word("течение" | "течении" | "продолжение"), rest @ ..]
        | [Word("на"), Word("протяжении"), rest @ ..]
        | [Word("течение" | "весь" | "целый"), rest @ ..] => (true, rest),
        [Word("в" | "во"), rest @ ..] => (false, rest),
        tokens => (false, tokens),
    };
    match rest {
        [Word("всего"), rest @ ..] if within => (true, rest),
        rest => (within, rest),
    }
}

/// Reads one moment. After `whole` («до конца …») a bare «года» is the year of the plan.
pub(super) fn moment<'t, 'a>(tokens: Rest<'t, 'a>, whole: bool) -> Option<(Moment, Rest<'t, 'a>)> {
    let (within, tokens) = skip_lead(tokens);
    let of = |unit, (year, rest)| Some((Moment { unit, year, typed: year != Year::Plan, inherited: false }, rest));
    match tokens {
        // 2023-02-01
        [
            FullYear(year),
            Dash,
            Number { value: month, digits: 2 },
            Dash,
            Number { value: day, digits: 2 },
            rest @ ..,
        ] => of(Unit::Day { day: *day, month: *month }, (Year::One(*year), skip_clock(rest))),
        // 01/09/2023, 01/09/23, 01-09-2023
        [
            Number { value: day, digits: 2 },
            sign @ (Slash | Dash),
            Number { value: month, digits: 2 },
            again,
            year @ (FullYear(_) | Number { digits: 2, .. }),
            rest @ ..,
        ] if sign == again && (*sign == Slash || matches!(year, FullYear(_))) => {
            let year = match year {
                FullYear(year) => *year,
                Number { value, .. } => 2000 + small(*value),
                _ => return None,
            };
            of(Unit::Day { day: *day, month: *month }, (Year::One(year), skip_clock(skip_year_word(rest))))
        }
        // 01.09.2023, 1.9.23
        [Number { value: day, digits: 1 | 2 }, Dot, Number { value: month, digits: 1 | 2 }, Dot, year, rest @ ..] => {
            let year = match year {
                FullYear(year) => *year,
                Number { value, digits: 2 } => 2000 + small(*value),
                _ => return None,
            };
            of(Unit::Day { day: *day, month: *month }, (Year::One(year), skip_clock(skip_year_word(rest))))
        }
        // 09.2023
        [Number { value: month, digits: 1 | 2 }, Dot, FullYear(year), rest @ ..] => {
            of(Unit::Month(*month), (Year::One(*year), skip_year_word(rest)))
        }
        // 01.09
        [Number { value: day, digits: 1 | 2 }, Dot, Number { value: month, digits: 1 | 2 }, rest @ ..]
            if !is_clock(tokens) =>
        {
            let (year, rest) = year(rest);
            of(Unit::Day { day: *day, month: *month }, (year, skip_clock(rest)))
        }
        [Number { value: day, digits: 1 | 2 }, Month(month), rest @ ..] => {
            let (year, rest) = year(rest);
            of(Unit::Day { day: *day, month: *month }, (year, skip_clock(rest)))
        }
        [Number { value, digits: 1 } | Roman(value), Word(word), Month(month), rest @ ..]
            if part(word, Some(*value)).is_some() =>
        {
            let part = part(word, Some(*value))?;
            of(Unit::Part { part, number: Some(*value), month: *month }, year(rest))
        }
        [Word(last), Word(word), Month(month), rest @ ..]
            if last.starts_with("последн") && part(word, None).is_some() =>
        {
            of(Unit::Part { part: part(word, None)?, number: None, month: *month }, year(rest))
        }
        // «вторая половина 2023 года»
        [Number { value, digits: 1 } | Roman(value), Word(word), rest @ ..]
            if word.starts_with("половин")
                && matches!(rest, [FullYear(_), ..] | [Word("года" | "календарного" | "текущего"), ..]) =>
        {
            match moment(rest, true)? {
                (Moment { unit: Unit::Year, year, .. }, rest) => of(Unit::Half(*value), (year, rest)),
                _ => None,
            }
        }
        // «до 25 числа сентября»
        [Number { value: day, digits: 1 | 2 }, Word("число" | "числа"), Month(month), rest @ ..] => {
            of(Unit::Day { day: *day, month: *month }, year(rest))
        }
        [Month(month), Word("месяц" | "месяца" | "месяце"), rest @ ..] | [Month(month), rest @ ..] => {
            of(Unit::Month(*month), year(rest))
        }
        [Number { value, digits: 1 } | Roman(value), Word(word), rest @ ..]
            if *word == "кв" || word.starts_with("квартал") =>
        {
            of(Unit::Quarter(*value), year(rest))
        }
        [Number { value, digits: 1 } | Roman(value), Word(word), rest @ ..] if word.starts_with("полугоди") => {
            of(Unit::Half(*value), year(rest))
        }
        [FullYear(year), rest @ ..] => match school_years(tokens) {
            Some(((first, last), rest)) => of(Unit::SchoolYear, (Year::School(first, last), rest)),
            None => of(Unit::Year, (Year::One(*year), skip_year_word(rest))),
        },
        [Number { value, digits: 1 | 2 }, rest @ ..] => {
            of(Unit::Bare { value: *value, roman: false }, (Year::Plan, rest))
        }
        [Roman(value), rest @ ..] => of(Unit::Bare { value: *value, roman: true }, (Year::Plan, rest)),
        [Word("текущего" | "текущем" | "календарного"), Word(word), rest @ ..] if is_year_word(word) => {
            of(Unit::Year, (Year::Plan, rest))
        }
        [Word("год" | "года" | "году"), rest @ ..] if within || whole => of(Unit::Year, (Year::Plan, rest)),
        [Word("текущего" | "текущем"), rest @ ..] | rest => {
            of(Unit::SchoolYear, (Year::PlanSchool, school_word(rest)?))
        }
    }
}

/// What part of a month a word names. «2 недели марта» are two weeks, or a slip for the second one.
fn part(word: &str, number: Option<u32>) -> Option<Part> {
    match word {
        "неделя" | "неделе" | "неделю" => Some(Part::Week),
        "недели" if matches!(number, None | Some(1)) => Some(Part::Week),
        _ if word.starts_with("декад") => Some(Part::Decade),
        _ if word.starts_with("половин") => Some(Part::Half),
        _ => None,
    }
}

/// Whether a clock time stands here: «10:00», «10-00», «10.00», «17-30 час». Minutes of two digits that are neither a
/// day nor a month, or the word, tell it from days.
fn is_clock(tokens: &[Token]) -> bool {
    match tokens {
        [Number { value: 0..=23, digits: 1 | 2 }, sign, Number { value: minutes @ 0..=59, digits: 2 }, rest @ ..] => {
            let said = matches!(rest, [Word("ч" | "час" | "часов" | "часа"), ..]);
            *sign == Colon || matches!(sign, Dash | Dot) && (*minutes == 0 || said)
        }
        _ => false,
    }
}

/// Drops a clock time or two behind a day or a rhythm: «15 марта, в 10-00», «15.03.2023 с 10:00 до 12:00», «ежедневно до
/// 8.30», «по средам в 15 часов».
pub(super) fn skip_clock<'t, 'a>(tokens: Rest<'t, 'a>) -> Rest<'t, 'a> {
    let rest = if let [Comma, rest @ ..] = tokens { rest } else { tokens };
    let (is_led, rest) = match rest {
        [Word("в" | "с" | "до" | "к" | "по"), rest @ ..] => (true, rest),
        [Dash, rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    match rest {
        [_, _, _, after @ ..] if is_clock(rest) => skip_clock(skip_hour_word(after)),
        // Behind a preposition minutes that are no month are enough.
        [Number { value: 0..=23, digits: 1 | 2 }, Dot | Dash, Number { value: 13..=59, digits: 2 }, after @ ..]
            if is_led && !matches!(after, [Dot | Month(_), ..]) =>
        {
            skip_clock(skip_hour_word(after))
        }
        [Number { value: 0..=24, digits: 1 | 2 }, after @ ..] if skip_hour_word(after).len() < after.len() => {
            match skip_hour_word(after) {
                [Number { value: 0..=59, digits: 1 | 2 }, Word("мин" | "минут"), after @ ..] | after => {
                    skip_clock(after)
                }
            }
        }
        _ => tokens,
    }
}

fn skip_hour_word<'t, 'a>(tokens: Rest<'t, 'a>) -> Rest<'t, 'a> {
    match tokens {
        [Word("ч" | "час" | "часов" | "часа" | "часам"), rest @ ..] => rest,
        tokens => tokens,
    }
}

impl Part {
    /// The days of one of them in a month; `None` if there is no such part.
    fn in_month(self, number: Option<u32>, year: i32, month: u32) -> Option<(Day, Day)> {
        let end = Day::last_of_month(year, month)?;
        let (days, count) = match self {
            Self::Half => (15, 2),
            Self::Decade => (10, 3),
            Self::Week => (7, 5),
        };
        if (self, number) == (Self::Week, None) {
            return Some((Day::new(year, month, end.day() - 6)?, end));
        }
        let number = number.unwrap_or(count);
        if !(1..=count).contains(&number) {
            return None;
        }
        let last = if number == count { end } else { Day::new(year, month, number * days)? };
        Some((Day::new(year, month, number * days - days + 1)?, last))
    }
}

impl Unit {
    /// Its days in a calendar year; `None` if there are none.
    pub(super) fn in_year(self, year: i32) -> Option<(Day, Day)> {
        let months = |first, last| Some((Day::new(year, first, 1)?, Day::last_of_month(year, last)?));
        match self {
            Self::Day { day, month } => Day::new(year, month, day).map(|day| (day, day)),
            Self::Part { part, number, month } => part.in_month(number, year, month),
            Self::Month(month) => months(month, month),
            Self::Quarter(quarter @ 1..=4) => months(quarter * 3 - 2, quarter * 3),
            Self::Half(half @ 1..=2) => months(half * 6 - 5, half * 6),
            Self::Year => months(1, 12),
            Self::Bare { .. } | Self::Quarter(_) | Self::Half(_) | Self::SchoolYear => None,
        }
    }

    /// Its days in the only calendar year in which it meets an interval.
    fn only_in(self, (from, to): (Day, Day)) -> Result<(Day, Day), Trouble> {
        let spans: Vec<_> = (from.year()..=to.year()).filter_map(|year| self.in_year(year)).collect();
        let mut meeting = spans.iter().filter(|(first, last)| *first <= to && from <= *last);
        match (meeting.next(), meeting.next()) {
            (Some(span), None) => Ok(*span),
            _ if spans.is_empty() => Err(Trouble::ImpossibleDay),
            _ => Err(Trouble::YearUnknown),
        }
    }

    pub(super) fn kind(self) -> DueKind {
        match self {
            Self::Bare { .. } | Self::Day { .. } => DueKind::Day,
            Self::Part { .. } => DueKind::Days,
            Self::Month(_) => DueKind::Months,
            Self::Quarter(_) => DueKind::Quarter,
            Self::Half(_) => DueKind::Half,
            Self::Year => DueKind::Year,
            Self::SchoolYear => DueKind::SchoolYear,
        }
    }

    /// Whether it is longer than a day.
    pub(super) fn is_coarse(self) -> bool {
        !matches!(self, Self::Bare { .. } | Self::Day { .. })
    }

    /// Whether it lies in August.
    pub(super) fn is_in_august(self) -> bool {
        matches!(self, Self::Month(8) | Self::Day { month: 8, .. } | Self::Part { month: 8, .. })
    }

    pub(super) fn is_year(self) -> bool {
        matches!(self, Self::Year | Self::SchoolYear)
    }
}

impl Moment {
    /// Its first and last day.
    pub(super) fn span(&self, period: &Period) -> Result<(Day, Day), Trouble> {
        match self.year {
            Year::One(year) => self.unit.in_year(year).ok_or(Trouble::ImpossibleDay),
            Year::School(first, last) => self.in_school_year(first, last),
            Year::PlanSchool => {
                let (first, last) = plan_school_year(period).ok_or(Trouble::YearUnknown)?;
                self.in_school_year(first, last)
            }
            Year::Plan => match self.unit {
                Unit::Year => period.single_year().and_then(|year| self.unit.in_year(year)).ok_or(Trouble::YearUnknown),
                // The first half of a school year is the second of a calendar year.
                Unit::Half(_) if period.single_year().is_none() && plan_school_year(period).is_some() => {
                    Err(Trouble::Ambiguous)
                }
                unit => unit.only_in((period.from(), period.to())),
            },
            // Taken apart before.
            Year::Each(..) => Err(Trouble::Ambiguous),
        }
    }

    fn in_school_year(&self, first: i32, last: i32) -> Result<(Day, Day), Trouble> {
        let days = |from: Option<Day>, to: Option<Day>| from.zip(to).ok_or(Trouble::ImpossibleDay);
        let (start, end) = days(Day::new(first, 9, 1), Day::new(last, 8, 31))?;
        match self.unit {
            Unit::SchoolYear => Ok((start, end)),
            _ if last != first + 1 => Err(Trouble::Ambiguous),
            Unit::Half(1) => days(Some(start), Day::new(first, 12, 31)),
            Unit::Half(2) => days(Day::new(last, 1, 1), Some(end)),
            unit => unit.only_in((start, end)),
        }
    }

    /// «В течение года» in a plan for a school year is that school year: no calendar year fits into the plan.
    pub(super) fn by_plan(self, period: &Period) -> Self {
        let of_school = period.single_year().is_none() && plan_school_year(period).is_some();
        match self {
            Self { unit: Unit::Year, year: Year::Plan, .. } if of_school => {
                Self { unit: Unit::SchoolYear, year: Year::PlanSchool, ..self }
            }
            moment => moment,
        }
    }

    pub(super) fn of_plan(self) -> Self {
        Self { year: Year::Plan, ..self }
    }

    /// Whether it is a whole year that is not named: «в течение года», «учебный год».
    pub(super) fn is_plan_year(&self) -> bool {
        self.unit.is_year() && matches!(self.year, Year::Plan | Year::PlanSchool)
    }
}

/// The years of the two Augusts that a plan for a school year can mean: the one before it begins, and its last month.
pub(super) fn augusts(period: &Period) -> Option<(i32, i32)> {
    let (first, last) = plan_school_year(period)?;
    let is_whole = period.from() == Day::new(first, 9, 1)? && period.to() >= Day::new(last, 8, 1)?;
    is_whole.then_some((first, last))
}

/// The years of the only school year that a plan lies in; a plan may begin with the August before it.
pub(super) fn plan_school_year(period: &Period) -> Option<(i32, i32)> {
    let (from, to) = (period.from(), period.to());
    let first = match from.month() {
        9.. => from.year(),
        8 if from.year() < to.year() => from.year(),
        _ => from.year() - 1,
    };
    (to <= Day::new(first + 1, 8, 31)?).then_some((first, first + 1))
}
