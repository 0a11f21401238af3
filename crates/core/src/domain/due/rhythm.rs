//! What comes again and again, or holds all the time.

use super::events::{Event, event};
use super::moments::{skip_clock, skip_lead};
use super::phrases::{Phrase, phrase};
use super::tokens::Token::{self, Comma, Dash, Number, Roman, Word};
use super::tokens::{Rest, Weekday, begins, is_one, trim_start, weekday};
use super::{Due, DueKind, Trouble};
use crate::domain::period::Period;

/// What a run of words says about coming again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Rhythm {
    recurring: bool,
    standing: bool,
    /// It speaks of years: «ежегодно», «раз в год».
    yearly: bool,
}

impl Rhythm {
    fn kind(self) -> Option<DueKind> {
        match self {
            Self { recurring: true, .. } => Some(DueKind::Recurring),
            Self { standing: true, .. } => Some(DueKind::Standing),
            _ => None,
        }
    }
}

/// A recurring or standing due date: a run of its words with phrases of the calendar before or behind it.
pub(super) fn read_rhythm(tokens: &[Token], period: &Period) -> Option<Result<Due, Trouble>> {
    (0..tokens.len()).find_map(|at| {
        let (before, tail) = tokens.split_at(at);
        let (run, behind) = rhythm(tail);
        let kind = run.kind()?;
        let before = match phrase(before) {
            Some((phrase, [])) => Some(phrase),
            Some(_) => return None,
            None if before.is_empty() => None,
            None => return None,
        };
        let is_first = before.is_none();
        let read = rhythm_with(kind, run, before, skip_clock(trim_start(behind)), period);
        // Cut in the wrong place: the I of «в I квартале ежегодно».
        read.filter(|read| is_first || *read != Err(Trouble::NotUnderstood))
    })
}

fn rhythm_with(
    kind: DueKind,
    run: Rhythm,
    before: Option<Phrase>,
    rest: &[Token],
    period: &Period,
) -> Option<Result<Due, Trouble>> {
    let of_plan = || Due::bounded(kind, Some(period.from()), Some(period.to()));
    let behind = if rest.is_empty() { None } else { phrase(rest) };
    if let Some((phrase, left)) = &behind {
        // «ежегодно до 1 апреля года, следующего за отчетным»
        let is_whole = skip_clock(left).is_empty() || run.yearly && !phrase.names_year() && rhythm(left).1.is_empty();
        if !is_whole || before.is_some() && !run.yearly {
            return None;
        }
    } else if !rest.is_empty() {
        match event(rest)? {
            Ok(Event::Within) => {}
            Ok(Event::Need) => return Some(Ok(Due::unbounded(DueKind::OnEvent))),
            Ok(Event::Other) => return Some(Err(Trouble::Ambiguous)),
            Err(trouble) => return Some(Err(trouble)),
        }
    }
    let phrase = match (before, behind) {
        (Some(before), Some((behind, _))) => before.and(behind),
        (Some(phrase), None) | (None, Some((phrase, _))) => phrase,
        (None, None) => return Some(of_plan()),
    };
    // «Май, ежегодно с 2023»: the day of every year, and from which year until which.
    let (years, days) = if run.yearly { phrase.split_years() } else { (None, Some(phrase)) };
    let bounds = match (years, days) {
        (None, None) => return Some(of_plan()),
        (None, Some(phrase)) if !run.yearly || phrase.names_year() => phrase,
        (Some(phrase), None) => phrase,
        (Some(years), Some(days)) if days.names_year() => years.and(days),
        (years, Some(days)) => match (exists(days), years) {
            (Err(trouble), _) => return Some(Err(trouble)),
            (Ok(()), None) => return Some(of_plan()),
            (Ok(()), Some(years)) => years,
        },
    };
    Some(bounds.resolve(period).and_then(|due| match due.kind {
        // «ежемесячно 15 марта»
        DueKind::Day => Err(Trouble::Ambiguous),
        _ => {
            // A bound that is not typed is the plan's, unless that would turn the interval round.
            let from = due.from.or(Some(period.from()).filter(|from| due.to.is_none_or(|to| *from <= to)));
            let to = due.to.or(Some(period.to()).filter(|to| due.from.is_none_or(|from| from <= *to)));
            Due::bounded(kind, from, to)
        }
    }))
}

/// Whether there are such days in some year: which one is not asked of «ежегодно до 1 марта».
fn exists(mut days: Phrase) -> Result<(), Trouble> {
    const LEAP_YEAR: i32 = 2000;
    days.inherit()?;
    match days.moments().all(|moment| moment.unit.in_year(LEAP_YEAR).is_some()) {
        true => Ok(()),
        false => Err(Trouble::ImpossibleDay),
    }
}

/// Eats a run of words that speak of rhythm: «не реже одного раза в квартал», «до 5 числа каждого месяца».
fn rhythm<'t, 'a>(tokens: Rest<'t, 'a>) -> (Rhythm, Rest<'t, 'a>) {
    let mut run = Rhythm::default();
    let mut rest = tokens;
    let followed = |after: &[Token]| matches!(after, [Word("в" | "за"), Word(_) | Number { digits: 1 | 2, .. }, ..]);
    while let Some((word, after)) = rhythm_word(rest) {
        match word {
            // «один раз» alone comes once.
            "раз" | "раза" | "разу" | "дважды" | "трижды" => run.recurring |= followed(after),
            "постоянно" | "постоянной" | "непрерывно" | "круглогодично" | "период" =>
            {
                run.standing = true;
            }
            word if word.starts_with("бессрочн") => run.standing = true,
            "регулярно" | "систематически" | "периодически" => run.recurring = true,
            word if begins(word, "еже кажд помесячн поквартальн") => {
                run.recurring = true;
            }
            word if weekday(word) == Some(Weekday::Every) => run.recurring = true,
            _ => {}
        }
        run.yearly |= word.starts_with("ежегодн") || matches!(word, "год" | "года");
        rest = after;
    }
    (run, rest)
}

/// One word of a rhythm with the prepositions and small numbers before it; a number must count something.
fn rhythm_word<'t, 'a>(tokens: Rest<'t, 'a>) -> Option<(&'a str, Rest<'t, 'a>)> {
    /// Stems and words that a number may stand before.
    const COUNTED: &str = "числ рабоч недел месяц год";
    const COUNTED_EXACT: &str = "раз раза разу день дня дней дни лет";
    const STEMS: &str = "\
        помесячн поквартальн бессрочн ежедневн еженедельн ежемесячн ежеквартальн ежегодн ежеполугод кажд постоянн непрерывн \
        круглогодичн регулярн систематическ периодическ полугоди квартал отчетн следующ последн триместр";
    const EXACT: &str = "\
        один одного одну одному два двух две три трех четыре четырех дважды трижды основе четверть четверти учебный \
        учебного периодом периоду";
    if let Some(rest) = plan_period(tokens) {
        return Some(("период", rest));
    }
    let mut rest = tokens;
    let mut counts = false;
    loop {
        rest = match rest {
            [Comma | Dash, after @ ..] => after,
            [Word("не" | "реже" | "менее" | "более" | "чаще" | "позднее" | "позже"), after @ ..]
            | [Word("до" | "в" | "во" | "по" | "за" | "с" | "на" | "и" | "конце" | "конца" | "начале"), after @ ..] => {
                after
            }
            [Number { value: 1..=31, digits: 1 | 2 } | Roman(_), after @ ..] => {
                counts = true;
                after
            }
            [Word(word), after @ ..] => {
                let counted = begins(word, COUNTED) || is_one(word, COUNTED_EXACT) || weekday(word).is_some();
                let known = begins(word, STEMS) || is_one(word, EXACT);
                return (counted || known && !counts).then_some((word, after));
            }
            _ => return None,
        };
    }
}

/// «в течение всего периода реализации плана», «весь период».
fn plan_period<'t, 'a>(tokens: Rest<'t, 'a>) -> Option<Rest<'t, 'a>> {
    let (within, rest) = match tokens {
        [Word("на"), rest @ ..] => (true, skip_lead(rest).1),
        tokens => skip_lead(tokens),
    };
    let [Word("период" | "периода" | "срок" | "срока"), rest @ ..] = rest else { return None };
    let mut rest = within.then_some(rest)?;
    while let [Word(word), after @ ..] = rest
        && begins(word, "реализац действ исполнен выполнен план мероприят дорожн карт")
    {
        rest = after;
    }
    Some(rest)
}
