//! Several moments put together: lists, ranges, and from when until when.

use std::ops::RangeInclusive;

use super::moments::{Moment, Unit, Year, augusts, moment, plan_school_year};
use super::tokens::Rest;
use super::tokens::Token::{Comma, Dash, Slash, Word};
use super::{Due, DueKind, Trouble};
use crate::domain::day::Day;
use crate::domain::period::Period;

/// One piece of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    At(Moment),
    Range { from: Moment, to: Moment, end: End, dash: bool },
    Until { to: Moment, end: End },
    From(Moment),
}

/// How much of its last moment counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// All of it: «до конца марта», «по март».
    Whole,
    /// Nothing: «до начала марта».
    Before,
    /// A day does, of anything longer it is not said: «до марта».
    Open,
}

/// Items in the order of the text; `glued[n]` says that no comma or «и» stands before the item `n`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    items: Vec<Item>,
    glued: Vec<bool>,
}

pub(super) fn phrase<'t, 'a>(tokens: Rest<'t, 'a>) -> Option<(Phrase, Rest<'t, 'a>)> {
    let (first, mut rest) = item(tokens)?;
    let mut phrase = Phrase { items: vec![first], glued: vec![false] };
    loop {
        let (glued, after) = match rest {
            [Comma, Word("и"), after @ ..] | [Word("а"), Word("также"), after @ ..] => (false, after),
            [Comma | Word("и"), after @ ..] => (false, after),
            [Slash, after @ ..] => (true, after),
            // Two numbers side by side are no list: «1 2 квартал».
            after if !phrase.items.last().is_some_and(Item::ends_bare) => (true, after),
            rest => return Some((phrase, rest)),
        };
        match item(after) {
            Some((item, after)) => {
                phrase.items.push(item);
                phrase.glued.push(glued);
                rest = after;
            }
            None => return Some((phrase, rest)),
        }
    }
}

fn item<'t, 'a>(tokens: Rest<'t, 'a>) -> Option<(Item, Rest<'t, 'a>)> {
    if let Some(rest) = from_word(tokens) {
        let (from, rest) = match rest {
            [Word("начала"), rest @ ..] => moment(rest, true)?,
            rest => moment(rest, false)?,
        };
        if let Some((to, end, after)) = until(rest) {
            return Some((Item::Range { from, to, end, dash: false }, after));
        }
        if let [Dash, after @ ..] = rest
            && let Some((to, after)) = moment(after, false)
        {
            return Some((Item::Range { from, to, end: End::Whole, dash: true }, after));
        }
        return Some((Item::From(from), rest));
    }
    if let Some((to, end, rest)) = until(tokens) {
        return Some((Item::Until { to, end }, rest));
    }
    stretch(tokens).or_else(|| match tokens {
        [Word("на" | "в"), Word("период"), rest @ ..] | [Word("на"), rest @ ..] => {
            stretch(rest).filter(|(item, _)| item.is_coarse())
        }
        _ => None,
    })
}

/// «март», «март – май».
fn stretch<'t, 'a>(tokens: Rest<'t, 'a>) -> Option<(Item, Rest<'t, 'a>)> {
    let (from, rest) = moment(tokens, false)?;
    if let [Dash, after @ ..] = rest
        && let Some((to, after)) = moment(after, false)
    {
        return Some((Item::Range { from, to, end: End::Whole, dash: true }, skip_inclusive(after).1));
    }
    Some((Item::At(from), skip_inclusive(rest).1))
}

/// «с», «начиная с», «не ранее», «в период с».
fn from_word<'t, 'a>(tokens: Rest<'t, 'a>) -> Option<Rest<'t, 'a>> {
    match tokens {
        [Word("в"), Word("период" | "срок"), rest @ ..] | [Word("период" | "начиная"), rest @ ..]
            if matches!(rest, [Word("с" | "со"), ..]) =>
        {
            from_word(rest)
        }
        [Word("не"), Word("ранее" | "раньше"), Word("чем"), Word("с" | "со"), rest @ ..]
        | [Word("не"), Word("ранее" | "раньше"), Word("чем" | "с" | "со"), rest @ ..]
        | [Word("не"), Word("ранее" | "раньше"), rest @ ..] => Some(rest),
        [Word("с" | "со" | "от"), rest @ ..] => Some(rest),
        _ => None,
    }
}

/// «до 1 марта», «в срок до …», «не позднее …», «по …», «до конца …», «в конце …», «до начала …»: the moment, how much
/// of it counts, and the rest.
fn until<'t, 'a>(tokens: Rest<'t, 'a>) -> Option<(Moment, End, Rest<'t, 'a>)> {
    let (end, rest) = match tokens {
        [Word("в"), Word("срок"), rest @ ..] | [Word("срок"), rest @ ..] => return until(rest),
        [Word("не"), Word("позднее" | "позже"), Word("чем"), Word("до"), rest @ ..]
        | [Word("не"), Word("позднее" | "позже"), Word("чем" | "до"), rest @ ..]
        | [Word("не"), Word("позднее" | "позже"), rest @ ..]
        | [Word("по"), rest @ ..] => (End::Whole, rest),
        [Word("до" | "к" | "ко"), Word("начала" | "началу"), rest @ ..] => {
            // What an unnamed school year begins with is an event, not a day.
            let (to, rest) = moment(rest, false).filter(|(to, _)| !to.is_plan_year())?;
            return Some((to, End::Before, rest));
        }
        [Word("до" | "к" | "ко"), rest @ ..] => (End::Open, rest),
        [Word("в"), rest @ ..] if matches!(rest, [Word("конце"), ..]) => (End::Whole, rest),
        [Word("на"), rest @ ..] if matches!(rest, [Word("конец"), ..]) => (End::Whole, rest),
        [Word("конец"), ..] => (End::Whole, tokens),
        _ => return None,
    };
    let (end, (to, rest)) = match rest {
        [Word("конца" | "концу" | "конце" | "конец"), rest @ ..] => {
            (End::Whole, moment(rest, true)?)
        }
        rest => (end, moment(rest, false)?),
    };
    let (inclusive, rest) = skip_inclusive(rest);
    Some((to, if inclusive { End::Whole } else { end }, rest))
}

fn skip_inclusive<'t, 'a>(tokens: Rest<'t, 'a>) -> (bool, Rest<'t, 'a>) {
    match tokens {
        [Comma, Word("включительно"), rest @ ..] | [Word("включительно"), rest @ ..] => {
            (true, rest)
        }
        tokens => (false, tokens),
    }
}

impl Item {
    fn moments(&mut self) -> impl DoubleEndedIterator<Item = &mut Moment> {
        let (first, second) = match self {
            Self::At(at) | Self::From(at) | Self::Until { to: at, .. } => (at, None),
            Self::Range { from, to, .. } => (from, Some(to)),
        };
        std::iter::once(first).chain(second)
    }

    /// Whether it speaks of no single days.
    fn is_coarse(&self) -> bool {
        let mut item = *self;
        item.moments().all(|moment| moment.unit.is_coarse())
    }

    fn ends_bare(&self) -> bool {
        let (Self::At(last) | Self::From(last) | Self::Until { to: last, .. } | Self::Range { to: last, .. }) = self;
        matches!(last.unit, Unit::Bare { .. })
    }

    /// What it says by itself.
    fn resolve(&self, period: &Period) -> Result<Due, Trouble> {
        match self {
            Self::At(at) => {
                let at = at.by_plan(period);
                let (from, to) = at.span(period)?;
                Due::bounded(at.unit.kind(), Some(from), Some(to))
            }
            Self::Range { from, to, end, dash } => {
                let kinds = [from.unit.kind(), to.unit.kind()];
                if *dash && mixes_years(&kinds) {
                    return Err(Trouble::Ambiguous);
                }
                let kind = several(kinds);
                let (first, last) = (from.span(period)?.0, end.of(to, period)?);
                if first <= last {
                    return Due::bounded(kind, Some(first), Some(last));
                }
                // «ноябрь – февраль 2024» in a plan for 2023: the year of one end is not that of the other, so it is
                // the plan's. It must be a turn of the year; anything else is a slip.
                let first =
                    if from.inherited { from.of_plan().span(period).map_or(first, |span| span.0) } else { first };
                let last = if to.inherited { end.of(&to.of_plan(), period).unwrap_or(last) } else { last };
                match first.year() + 1 == last.year() && first.month() > last.month() {
                    true => Due::bounded(kind, Some(first), Some(last)),
                    // Within a month no turn of the year can be meant.
                    false if from.typed && to.typed || first.month() == last.month() => Err(Trouble::EndBeforeStart),
                    false => Err(Trouble::EndInNextYear),
                }
            }
            Self::Until { to, end } => Due::bounded(DueKind::Until, None, Some(end.of(to, period)?)),
            Self::From(from) => Due::bounded(DueKind::From, Some(from.span(period)?.0), None),
        }
    }
}

impl End {
    /// The last day of what ends with a moment.
    fn of(self, moment: &Moment, period: &Period) -> Result<Day, Trouble> {
        match self {
            Self::Open if moment.unit.kind() != DueKind::Day => Err(Trouble::Ambiguous),
            Self::Open | Self::Whole => Ok(moment.span(period)?.1),
            Self::Before => moment.span(period)?.0.previous().ok_or(Trouble::ImpossibleDay),
        }
    }
}

/// The kind of several moments: the finest of theirs.
fn several(kinds: impl IntoIterator<Item = DueKind>) -> DueKind {
    match kinds.into_iter().min() {
        Some(DueKind::Day) | None => DueKind::Days,
        Some(kind) => kind,
    }
}

/// Whether a year stands beside something else: «2023, март» and «март – 2023» may be March of 2023, and the 2021–2022
/// of «2021–2022, 2022–2023 учебный год» is a school year too.
fn mixes_years(kinds: &[DueKind]) -> bool {
    let year = |kind: &DueKind| matches!(kind, DueKind::Year | DueKind::SchoolYear);
    kinds.iter().any(year) && kinds.iter().any(|kind| Some(kind) != kinds.first())
}

impl Phrase {
    /// Its moment, if it is nothing more.
    pub(super) fn only(&self) -> Option<Moment> {
        match self.items.as_slice() {
            [Item::At(only)] => Some(*only),
            _ => None,
        }
    }

    /// Whether it speaks of months or years, and neither of an open start nor of an open end.
    pub(super) fn is_coarse(&self) -> bool {
        self.items.iter().all(|item| matches!(item, Item::At(_) | Item::Range { .. }) && item.is_coarse())
    }

    /// Its first and last day, if it names all of its years, leaves no day out between them, and is not a single day.
    pub(super) fn days(mut self, all: &Period) -> Option<(Day, Day)> {
        self.inherit().ok()?;
        let is_named = |moment: &mut Moment| matches!(moment.year, Year::One(_) | Year::School(..));
        if !self.moments().all(is_named) {
            return None;
        }
        let mut days: Option<(Day, Day)> = None;
        for item in &self.items {
            let Due { from: Some(from), to: Some(to), .. } = item.resolve(all).ok()? else { return None };
            days = match days {
                None => Some((from, to)),
                Some((first, last)) if last.next() == Some(from) => Some((first, to)),
                Some(_) => return None,
            };
        }
        days.filter(|(first, last)| first < last)
    }

    /// Parts it into what names years alone («с 2023 года», «2023–2025 годы») and the rest; either may be missing.
    pub(super) fn split_years(self) -> (Option<Self>, Option<Self>) {
        let is_years = |item: &Item| {
            let mut item = *item;
            item.moments().all(|moment| moment.unit.is_year() && moment.year != Year::Plan)
        };
        let (years, rest): (Vec<_>, Vec<_>) =
            self.items.into_iter().zip(self.glued).partition(|(item, _)| is_years(item));
        let phrase = |items: Vec<(Item, bool)>| {
            let (items, glued): (Vec<_>, Vec<_>) = items.into_iter().unzip();
            Some(Self { items, glued }).filter(|phrase| !phrase.items.is_empty())
        };
        (phrase(years), phrase(rest))
    }

    /// Both, one behind the other.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.items.extend(other.items);
        self.glued.extend(other.glued);
        self
    }

    pub(super) fn moments(&mut self) -> impl DoubleEndedIterator<Item = &mut Moment> {
        self.items.iter_mut().flat_map(Item::moments)
    }

    pub(super) fn names_year(&self) -> bool {
        self.clone().moments().any(|moment| moment.year != Year::Plan || moment.unit.is_year())
    }

    /// The interval or kind that the phrase says.
    pub(super) fn resolve(mut self, period: &Period) -> Result<Due, Trouble> {
        let typed = self.moments().filter(|moment| moment.year != Year::Plan).count();
        let any_order = typed == self.moments().count() || typed == 0 && self.are_months_of_one_year(period);
        self.inherit()?;
        self.settle_august(period)?;
        if let Some((first, last)) = self.each_year()? {
            let from = self.clone().in_year(first).combine(any_order, period)?;
            let to = self.in_year(last).combine(any_order, period)?;
            return Due::bounded(DueKind::Recurring, from.from, to.to);
        }
        if let [Item::At(Moment { unit: Unit::SchoolYear, year: Year::PlanSchool, .. })] = self.items.as_slice()
            && plan_school_year(period).is_none()
        {
            // The kind is certain, the days are not.
            return Ok(Due { trouble: Some(Trouble::YearUnknown), ..Due::unbounded(DueKind::SchoolYear) });
        }
        self.combine(any_order, period)
    }

    /// The last day of each of its items, if it is a list of several, in the order of time.
    pub(super) fn last_days(mut self, period: &Period) -> Option<Vec<Day>> {
        self.inherit().ok()?;
        self.settle_august(period).ok()?;
        let is_plain =
            |item: &Item| !matches!(item, Item::At(at) if at.is_plan_year()) && !matches!(item, Item::From(_));
        if self.items.len() < 2 || !self.items.iter().all(is_plain) || self.each_year().ok()?.is_some() {
            return None;
        }
        let mut days = self.items.iter().map(|item| item.resolve(period).ok()?.to).collect::<Option<Vec<Day>>>()?;
        days.sort();
        days.dedup();
        Some(days)
    }

    /// Gives bare numbers the unit to their right, and moments without a year that to their right, else to their left.
    pub(super) fn inherit(&mut self) -> Result<(), Trouble> {
        let mut right: Option<Moment> = None;
        for moment in self.moments().rev() {
            let bare = matches!(moment.unit, Unit::Bare { .. });
            if let Unit::Bare { value, roman } = moment.unit {
                moment.unit = match right.map(|right| right.unit) {
                    Some(Unit::Day { month, .. }) if !roman => Unit::Day { day: value, month },
                    Some(Unit::Part { part, month, .. }) => Unit::Part { part, number: Some(value), month },
                    Some(Unit::Quarter(_)) => Unit::Quarter(value),
                    Some(Unit::Half(_)) => Unit::Half(value),
                    _ => return Err(Trouble::NotUnderstood),
                };
            }
            if let (Year::Plan, false, Some(right)) = (moment.year, moment.unit.is_year(), right) {
                moment.year = right.year;
                moment.inherited = !bare && right.year != Year::Plan;
            }
            // «в течение года» names no year that another moment could take.
            right = Some(*moment);
        }
        let mut left = Year::Plan;
        for moment in self.moments() {
            if moment.year == Year::Plan && !moment.unit.is_year() {
                moment.year = left;
                moment.inherited = left != Year::Plan;
            }
            left = moment.year;
        }
        Ok(())
    }

    /// Whether it lists months of the plan's only calendar year, whose order leaves no doubt: «октябрь, февраль», but not
    /// «декабрь, январь».
    fn are_months_of_one_year(&mut self, period: &Period) -> bool {
        let month = |moment: &mut Moment| if let Unit::Month(month) = moment.unit { Some(month) } else { None };
        let months: Option<Vec<u32>> = self.moments().map(month).collect();
        period.single_year().is_some() && months.is_some_and(|months| !months.windows(2).any(|pair| pair == [12, 1]))
    }

    /// Gives the Augusts of a plan for a school year their year: the one before what follows, else the one behind what
    /// stands before.
    fn settle_august(&mut self, period: &Period) -> Result<(), Trouble> {
        let Some((before, after)) = augusts(period) else { return Ok(()) };
        let mut moments: Vec<&mut Moment> = self.moments().collect();
        let is_open = |moment: &Moment| moment.unit.is_in_august() && moment.year == Year::Plan;
        let tells = |moment: &Moment| !is_open(moment) && !moment.is_plan_year();
        let first = moments.iter().position(|moment| tells(moment));
        let last = moments.iter().rposition(|moment| tells(moment));
        for (at, moment) in moments.iter_mut().enumerate().filter(|(_, moment)| is_open(moment)) {
            moment.year = match (first, last) {
                (_, Some(last)) if last > at => Year::One(before),
                (Some(first), _) if first < at => Year::One(after),
                _ => return Err(Trouble::YearUnknown),
            };
        }
        Ok(())
    }

    /// The years in each of which the phrase comes again. All of its moments must be in them.
    fn each_year(&mut self) -> Result<Option<(i32, i32)>, Trouble> {
        if self.items.iter().any(|item| matches!(item, Item::Until { .. } | Item::From(_)))
            && self.moments().any(|moment| matches!(moment.year, Year::Each(..)))
        {
            return Err(Trouble::Ambiguous);
        }
        let mut years = self.moments().map(|moment| match moment.year {
            Year::Each(first, last) => Some((first, last)),
            _ => None,
        });
        let first = years.next().flatten();
        if years.all(|other| other == first) { Ok(first) } else { Err(Trouble::Ambiguous) }
    }

    /// The last days of its items in each of the years; `None` if one of these has no such day.
    pub(super) fn in_years(self, mut years: RangeInclusive<i32>, period: &Period) -> Option<Vec<Day>> {
        let in_year = |year: i32| {
            let phrase = self.clone().in_year(year);
            phrase.clone().last_days(period).or_else(|| Some(vec![phrase.resolve(period).ok()?.to?]))
        };
        years.try_fold(Vec::new(), |mut days, year| {
            days.extend(in_year(year)?);
            Some(days)
        })
    }

    fn in_year(mut self, year: i32) -> Self {
        self.moments().for_each(|moment| moment.year = Year::One(year));
        self
    }

    /// Puts the items together: one as it is, several as a list; one that need not be in the order of time is marked so.
    fn combine(&self, any_order: bool, period: &Period) -> Result<Due, Trouble> {
        let dues = self.items.iter().map(|item| item.resolve(period)).collect::<Result<Vec<_>, _>>()?;
        let [first, .., last] = dues.as_slice() else {
            return dues.first().copied().ok_or(Trouble::NotUnderstood);
        };
        if dues.iter().all(|due| due.kind == DueKind::Until) {
            let ascending = dues.is_sorted_by(|a, b| a.to < b.to) && !self.glued.contains(&true);
            return if ascending { Ok(*last) } else { Err(Trouble::Ambiguous) };
        }
        if dues.iter().any(|due| matches!(due.kind, DueKind::Until | DueKind::From)) {
            return Err(Trouble::Ambiguous);
        }
        // «сентябрь, в течение года»: what lies within the year adds nothing to it.
        if let Some(at) = self.items.iter().position(|item| matches!(item, Item::At(at) if at.is_plan_year())) {
            let year = dues[at];
            let within = dues.iter().all(|due| year.from <= due.from && due.to <= year.to);
            return if within { Ok(year) } else { Err(Trouble::Ambiguous) };
        }
        let kinds: Vec<DueKind> = dues.iter().map(|due| due.kind).collect();
        if mixes_years(&kinds) {
            return Err(Trouble::Ambiguous);
        }
        let ascending = dues.is_sorted_by(|a, b| a.from < b.from);
        // Side by side, a range and a list are the same only for moments of one kind in their order.
        let one_kind = dues.iter().all(|due| due.kind == first.kind);
        if self.glued.contains(&true) && !(ascending && one_kind && self.are_moments()) {
            return Err(Trouble::Ambiguous);
        }
        if !ascending && !any_order {
            return Err(Trouble::Ambiguous);
        }
        let from = dues.iter().filter_map(|due| due.from).min();
        let to = dues.iter().filter_map(|due| due.to).max();
        Due::bounded(several(kinds), from, to)
    }

    fn are_moments(&self) -> bool {
        self.items.iter().all(|item| matches!(item, Item::At(_)))
    }
}
