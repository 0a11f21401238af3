//! What comes again and again, or holds all the time.

use super::events::{Event, event};
use super::moments::skip_lead;
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

/// A recurring or standing due date: a run of its words with a phrase of the calendar behind or before it.
pub(super) fn read_rhythm(tokens: &[Token], period: &Period) -> Option<Result<Due, Trouble>> {
    let (run, rest) = rhythm(tokens);
    if let Some(kind) = run.kind() {
        return rhythm_with(kind, run, trim_start(rest), period);
    }
    // Before: the shortest phrase behind which nothing but words of a rhythm stands.
    (1..tokens.len()).find_map(|at| {
        let (phrase, run) = tokens.split_at(at);
        match rhythm(run) {
            // Cut in the wrong place: the I of «в I квартале ежегодно».
            (run, []) => rhythm_with(run.kind()?, run, phrase, period).filter(|r| *r != Err(Trouble::NotUnderstood)),
            _ => None,
        }
    })
}

fn rhythm_with(kind: DueKind, run: Rhythm, rest: &[Token], period: &Period) -> Option<Result<Due, Trouble>> {
    let of_plan = || Due::bounded(kind, Some(period.from()), Some(period.to()));
    if rest.is_empty() {
        return Some(of_plan());
    }
    let (mut phrase, behind) = match phrase(rest) {
        Some((phrase, behind)) => (phrase, behind),
        None => {
            return Some(event(rest)?.and_then(|event| match event {
                Event::Timetable => of_plan(),
                Event::Need => Ok(Due::unbounded(DueKind::OnEvent)),
                Event::Other => Err(Trouble::Ambiguous),
            }));
        }
    };
    let of_each_year = run.yearly && !phrase.names_year();
    // «ежегодно до 1 апреля года, следующего за отчетным»
    if !(behind.is_empty() || of_each_year && rhythm(behind).1.is_empty()) {
        return None;
    }
    // «Ежегодно до 1 марта»: the day of every year; only that there is such a day is to be checked.
    if of_each_year {
        let leap_year = 2000;
        let exists = |phrase: &mut Phrase| phrase.moments().all(|moment| moment.unit.in_year(leap_year).is_some());
        return Some(phrase.inherit().and_then(|()| match exists(&mut phrase) {
            true => of_plan(),
            false => Err(Trouble::ImpossibleDay),
        }));
    }
    Some(phrase.resolve(period).and_then(|due| match due.kind {
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
        помесячн поквартальн ежедневн еженедельн ежемесячн ежеквартальн ежегодн ежеполугод кажд постоянн непрерывн \
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
        [Word("на"), rest @ ..] => skip_lead(rest),
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
