//! The single occurrences of a due date: of what recurs, and of what is listed.

use super::events::{Event, event};
use super::phrases::phrase;
use super::tokens::Token::{self, Number, Roman, Word};
use super::tokens::{begins, fold, tokens, trim, trim_start, weekday, without_label, without_remark};
use super::{Due, DueKind};
use crate::domain::day::Day;
use crate::domain::period::Period;

impl Due {
    /// The last day of each occurrence, in the order of time: the ends of months or quarters for «ежемесячно» and
    /// «ежеквартально», each of those listed in «Март, май, октябрь». One for whatever is one, none without a last day.
    ///
    /// What comes again on a certain day or more often than once a month («каждый понедельник», «до 5 числа каждого месяца») is
    /// told by its last day alone.
    pub fn occurrences(typed: &str, period: &Period) -> Vec<Day> {
        let due = Self::read(typed, period);
        let Some(last) = due.to() else { return Vec::new() };
        let folded = fold(typed);
        let tokens = tokens(&folded);
        let tokens = without_remark(trim(&tokens));
        let tokens = without_label(trim(&tokens));
        let found = match due.kind() {
            DueKind::Recurring => step(tokens).map(|months| ends(due.from().unwrap_or(period.from()), last, months)),
            _ => listed(trim(tokens), period),
        };
        found.filter(|days| days.last() == Some(&last)).unwrap_or_else(|| vec![last])
    }
}

/// Of how many months a rhythm is; `None` if that is not certain.
fn step(tokens: &[Token<'_>]) -> Option<u32> {
    let mut steps = Vec::new();
    for token in tokens {
        match token {
            Number { digits: 1 | 2, .. } | Roman(_) => return None,
            Word(word) if weekday(word).is_some() => return None,
            Word(word) if begins(word, "ежедневн еженедельн недел дважды трижды числ дн день рабоч") =>
            {
                return None;
            }
            Word(word) if begins(word, "ежемесячн помесячн месяц") => steps.push(1),
            Word(word) if begins(word, "ежеквартальн поквартальн квартал") => {
                steps.push(3);
            }
            Word(word) if begins(word, "ежеполугод полугоди") => steps.push(6),
            _ => {}
        }
    }
    steps.dedup();
    match steps.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// The ends of stretches of so many months from the beginning of the year on, within two days, and the last of these.
fn ends(from: Day, to: Day, months: u32) -> Vec<Day> {
    let mut days = Vec::new();
    for year in from.year()..=to.year() {
        for month in (1..=12).filter(|month| month % months == 0) {
            let next = if month == 12 { Day::new(year + 1, 1, 1) } else { Day::new(year, month + 1, 1) };
            days.extend(next.and_then(Day::previous).filter(|end| *end >= from && *end < to));
        }
    }
    days.push(to);
    days
}

/// The last days of the moments of a list.
fn listed(tokens: &[Token<'_>], period: &Period) -> Option<Vec<Day>> {
    let (phrase, rest) = phrase(tokens)?;
    let is_whole = rest.is_empty() || matches!(event(trim_start(rest)), Some(Ok(Event::Within)));
    is_whole.then(|| phrase.last_days(period))?
}

#[cfg(test)]
mod tests {
    use crate::domain::{Due, Period};

    #[test]
    fn what_recurs_or_is_listed_has_several_days() {
        let days = |typed: &str| {
            let period = Period::parse("2027 год").expect("a period");
            Due::occurrences(typed, &period).iter().map(|day| day.iso()).collect::<Vec<_>>().join(" ")
        };
        let quarters = "2027-03-31 2027-06-30 2027-09-30 2027-12-31";
        for (typed, expected) in [
            ("ежеквартально", quarters),
            ("Ежеквартально, 2027 год", quarters),
            ("Март, май, октябрь 2027", "2027-03-31 2027-05-31 2027-10-31"),
            ("Февраль 2027, ноябрь 2027", "2027-02-28 2027-11-30"),
            ("II и IV кварталы", "2027-06-30 2027-12-31"),
            ("октябрь, февраль", "2027-02-28 2027-10-31"),
            ("раз в полугодие", "2027-06-30 2027-12-31"),
            ("Март-апрель 2027", "2027-04-30"),
            ("каждый понедельник", "2027-12-31"),
            ("до 5 числа каждого месяца", "2027-12-31"),
            ("ежегодно", "2027-12-31"),
            ("15 марта", "2027-03-15"),
            ("постоянно", "2027-12-31"),
            ("по мере необходимости", ""),
        ] {
            assert_eq!(days(typed), expected, "{typed}");
        }
        assert_eq!(days("ежемесячно").split(' ').count(), 12);
    }
}
