//! The single occurrences of a due date: of what recurs, and of what is listed.
//!
//! Only what is certain is parted: «до 5 числа каждого месяца» has a day in each month, «каждые две недели» has none that
//! anybody could name. What comes every day has no event of its own for each of them, as nobody wants to be told daily.

use super::events::{Event, event};
use super::phrases::{Phrase, phrase};
use super::tokens::Token::{self, Comma, Dash, Number, Roman, Word};
use super::tokens::{begins, fold, is_one, tokens, trim, trim_start, weekday_number, without_label, without_remark};
use super::{Due, DueKind};
use crate::domain::day::Day;
use crate::domain::period::Period;

impl Due {
    /// The last day of each occurrence, in the order of time: the ends of months or quarters for «ежемесячно» and
    /// «ежеквартально», all Mondays for «каждый понедельник», each of those listed in «Март, май, октябрь». One for whatever
    /// is one or cannot be told apart, none without a last day.
    pub fn occurrences(typed: &str, period: &Period) -> Vec<Day> {
        let due = Self::read(typed, period);
        let Some(last) = due.to() else { return Vec::new() };
        let folded = fold(typed);
        let tokens = tokens(&folded);
        let tokens = without_remark(trim(&tokens));
        let tokens = trim(without_label(trim(&tokens)));
        let found = match due.kind() {
            DueKind::Recurring => recurring(tokens, due.from().unwrap_or(period.from()), last, period),
            _ => listed(tokens, period).filter(|days| days.last() == Some(&last)),
        };
        found.filter(|days| !days.is_empty()).unwrap_or_else(|| vec![last])
    }
}

/// The days of what recurs between two days; `None` if they are not certain.
fn recurring(tokens: &[Token<'_>], from: Day, to: Day, period: &Period) -> Option<Vec<Day>> {
    // «2 раза в год (январь, май)»: the list says when.
    let commas = tokens.iter().enumerate().filter(|(_, token)| **token == Comma);
    let in_list = commas.map(|(at, _)| trim(&tokens[at..])).find_map(|behind| listed(behind, period));
    let mut days = match in_list {
        Some(days) if !is_yearly(tokens) => days,
        _ if is_yearly(tokens) => yearly(tokens, from, to, period)?,
        _ => Rhythm::of(tokens)?.days(from, to)?,
    };
    days.retain(|day| (from..=to).contains(day));
    days.sort();
    days.dedup();
    Some(days)
}

/// The last days of the moments of a list.
fn listed(tokens: &[Token<'_>], period: &Period) -> Option<Vec<Day>> {
    let (phrase, rest) = phrase(tokens)?;
    let is_whole = rest.is_empty() || matches!(event(trim_start(rest)), Some(Ok(Event::Within)));
    is_whole.then(|| phrase.last_days(period))?
}

/// Whether it is of the years: «ежегодно», «каждого года», «сентябрь 2021–2024 годов».
fn is_yearly(tokens: &[Token<'_>]) -> bool {
    let comes_yearly =
        |pair: &[Token<'_>]| matches!(pair, [Word(each), Word(year)] if begins(each, "кажд") && begins(year, "год"));
    let is_word = |token: &Token<'_>| matches!(token, Word(word) if begins(word, "ежегодн"));
    tokens.iter().any(is_word) || tokens.windows(2).any(comes_yearly) || matches!(phrase(tokens), Some((_, [])))
}

/// What stands beside the words that say «each year», in each of the years; their ends if nothing does.
fn yearly(tokens: &[Token<'_>], from: Day, to: Day, period: &Period) -> Option<Vec<Day>> {
    let words = tokens
        .iter()
        .filter(|token| !matches!(token, Word(word) if begins(word, "ежегодн кажд") || is_one(word, "года год")));
    let rest: Vec<Token<'_>> = words.copied().collect();
    let years = from.year()..=to.year();
    let days = match trim(&rest) {
        [] => None,
        rest => match phrase(rest)? {
            (phrase, []) if is_of_years(&phrase) => None,
            (phrase, []) => phrase.split_years().1,
            _ => return None,
        },
    };
    match days {
        Some(days) => days.in_years(years, period),
        None => Some(ends(from, to, 12)),
    }
}

fn is_of_years(phrase: &Phrase) -> bool {
    phrase.clone().split_years().1.is_none()
}

/// What the words of a rhythm say, as far as days follow from it.
#[derive(Debug, Default)]
struct Rhythm {
    /// Of how many months it is; 0 for a week.
    months: Option<u32>,
    /// Days of the week, Monday being 0.
    weekdays: Vec<u32>,
    /// Which of them in a month: from 1, the last one being 0.
    which: Option<u32>,
    /// Days of the month.
    days: Vec<u32>,
    /// Whether these are of the month behind the stretch: «месяца, следующего за отчетным кварталом».
    is_behind: bool,
}

impl Rhythm {
    /// `None` if something in it leaves the days open.
    fn of(tokens: &[Token<'_>]) -> Option<Self> {
        const OPEN: &str =
            "ежедневн дважды трижды две двух двум два три трех четыре начал рабоч середин дн день четверт";
        let mut rhythm = Self::default();
        let mut rest = tokens;
        while let [first, behind @ ..] = rest {
            match (first, behind) {
                // Bounds: «с 1.09.», «во II полугодии».
                (Token::Dot, [Number { .. }, after @ ..]) => rest = after,
                (Number { .. } | Roman(_), [Word(word), after @ ..]) if begins(word, "квартал полугоди") =>
                {
                    rest = after;
                }
                (Number { value: 1, .. }, [Word(word), after @ ..]) if begins(word, "раз") => rest = after,
                (Number { value, .. }, [Word(word), ..]) if weekday_number(word).is_some() => {
                    rhythm.which = Some(*value);
                    rest = behind;
                }
                (Number { .. }, _) => rest = rhythm.numbers(rest)?,
                (Word(word), [Word(next), ..]) if begins(word, "последн") && weekday_number(next).is_some() => {
                    rhythm.which = Some(0);
                    rest = behind;
                }
                (Word(word), _) => {
                    rhythm.word(word, OPEN)?;
                    rest = behind;
                }
                _ => rest = behind,
            }
        }
        Some(rhythm)
    }

    /// Goes on behind numbers: those of days of the month («5 числа», «1 и 15 числа»; of «с 1 по 5 число» the last one
    /// counts), or of bounds («с 1 по 15 июня»).
    fn numbers<'t, 'a>(&mut self, tokens: &'t [Token<'a>]) -> Option<&'t [Token<'a>]> {
        let is_part = |token: &&Token<'_>| matches!(token, Number { .. } | Word("и" | "по" | "до") | Comma | Dash);
        let (part, rest) = tokens.split_at(tokens.iter().take_while(is_part).count());
        match rest {
            [Token::Month(_) | Token::Dot, ..] => Some(rest),
            [Word(word), rest @ ..] if begins(word, "числ") => {
                let is_range = part.iter().any(|token| matches!(token, Word("по" | "до") | Dash));
                let numbers = part.iter().filter_map(|token| match token {
                    Number { value, .. } => Some(*value),
                    _ => None,
                });
                self.days.extend(numbers);
                if is_range {
                    self.days.drain(..self.days.len().saturating_sub(1));
                }
                Some(rest)
            }
            _ => None,
        }
    }

    fn word(&mut self, word: &str, open: &str) -> Option<()> {
        let stretch = [
            ("еженедельн недел", 0),
            ("ежемесячн помесячн месяц", 1),
            ("ежеквартальн поквартальн квартал", 3),
            ("ежеполугод полугоди", 6),
        ];
        if begins(word, open) {
            return None;
        }
        if let Some(day) = weekday_number(word) {
            self.weekdays.push(day);
        } else if begins(word, "следующ") {
            self.is_behind = true;
        } else if let Some((_, months)) = stretch.iter().find(|(words, _)| begins(word, words)) {
            // A month of a quarter, in whichever order they are told.
            self.months = Some(self.months.map_or(*months, |known| known.max(*months)));
        }
        Some(())
    }

    fn days(&self, from: Day, to: Day) -> Option<Vec<Day>> {
        let all = || std::iter::successors(Some(from), |day| day.next()).take_while(|day| *day <= to);
        let in_months = |is_meant: &dyn Fn(Day) -> bool| Some(all().filter(|day| is_meant(*day)).collect());
        match self {
            Self { weekdays, which: None, days, months: None | Some(0), .. }
                if !weekdays.is_empty() && days.is_empty() =>
            {
                in_months(&|day| weekdays.contains(&day.weekday()))
            }
            Self { weekdays, which: Some(which), days, months: None | Some(1), .. }
                if !weekdays.is_empty() && days.is_empty() =>
            {
                let is_last = |day: Day| day.day() + 7 > last_day_of(day);
                in_months(&|day| {
                    weekdays.contains(&day.weekday())
                        && if *which == 0 { is_last(day) } else { day.day().div_ceil(7) == *which }
                })
            }
            Self { weekdays, .. } if !weekdays.is_empty() => None,
            // A week ends on its Sunday.
            Self { months: Some(0), days, .. } if days.is_empty() => {
                let mut days: Vec<Day> = all().filter(|day| day.weekday() == 6).collect();
                days.push(to);
                Some(days)
            }
            Self { months: Some(months), days, .. } if *months > 0 && days.is_empty() => Some(ends(from, to, *months)),
            Self { months: Some(months), days, is_behind, .. } if *months == 1 || *months > 0 && *is_behind => {
                let is_month = |day: Day| *months == 1 || day.month() % months == 1;
                let is_day = |day: Day| days.iter().any(|known| (*known).min(last_day_of(day)) == day.day());
                in_months(&|day| is_month(day) && is_day(day))
            }
            _ => None,
        }
    }
}

fn last_day_of(day: Day) -> u32 {
    Day::last_of_month(day.year(), day.month()).map_or(31, Day::day)
}

/// The ends of stretches of so many months from the beginning of the year on, within two days, and the last of these.
fn ends(from: Day, to: Day, months: u32) -> Vec<Day> {
    let mut days = Vec::new();
    for year in from.year()..=to.year() {
        let last = (1..=12).filter(|month| month % months == 0).filter_map(|month| Day::last_of_month(year, month));
        days.extend(last.filter(|end| *end >= from && *end < to));
    }
    days.push(to);
    days
}

#[cfg(test)]
mod tests {
    use crate::domain::{Due, Period};

    fn days(typed: &str, period: &str) -> String {
        let period = Period::parse(period).expect("a period");
        Due::occurrences(typed, &period).iter().map(|day| day.iso()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_recurs_or_is_listed_has_several_days() {
        let quarters = "2027-03-31 2027-06-30 2027-09-30 2027-12-31";
        for (typed, expected) in [
            ("ежеквартально", quarters),
            ("Ежеквартально, 2027 год", quarters),
            ("1 раз в квартал", quarters),
            ("не реже одного раза в квартал", quarters),
            ("Март, май, октябрь 2027", "2027-03-31 2027-05-31 2027-10-31"),
            ("Февраль 2027, ноябрь 2027", "2027-02-28 2027-11-30"),
            ("II и IV кварталы", "2027-06-30 2027-12-31"),
            ("октябрь, февраль", "2027-02-28 2027-10-31"),
            ("2 раза в год (январь, май)", "2027-01-31 2027-05-31"),
            ("1 раз в квартал (март, июнь, сентябрь, декабрь)", "2027-03-31 2027-06-30 2027-09-30 2027-12-31"),
            ("раз в полугодие", "2027-06-30 2027-12-31"),
            ("ежемесячно с октября по декабрь", "2027-10-31 2027-11-30 2027-12-31"),
            ("во II полугодии ежеквартально", "2027-09-30 2027-12-31"),
            ("Март-апрель 2027", "2027-04-30"),
            ("ежегодно до 1 марта", "2027-03-01"),
            ("в сентябре каждого года", "2027-09-30"),
            ("Ежегодно: январь, июнь", "2027-01-31 2027-06-30"),
            ("ежегодно", "2027-12-31"),
            (
                "ежеквартально (до 5 числа месяца, следующего за отчетным кварталом)",
                "2027-01-05 2027-04-05 2027-07-05 2027-10-05",
            ),
            ("последняя среда каждого месяца с октября по декабрь", "2027-10-27 2027-11-24 2027-12-29"),
            (
                "первый понедельник каждого месяца",
                "2027-01-04 2027-02-01 2027-03-01 2027-04-05 2027-05-03 2027-06-07 2027-07-05 \
              2027-08-02 2027-09-06 2027-10-04 2027-11-01 2027-12-06",
            ),
            ("по вторникам и четвергам с 1 по 15 июня", "2027-06-01 2027-06-03 2027-06-08 2027-06-10 2027-06-15"),
            ("еженедельно с 1 по 15 июня", "2027-06-06 2027-06-13 2027-06-15"),
            ("ежемесячно до 30 числа с января по март", "2027-01-30 2027-02-28 2027-03-30"),
            ("15 марта", "2027-03-15"),
            // Not certain, or not wanted.
            ("каждые две недели", "2027-12-31"),
            ("2 раза в год", "2027-12-31"),
            ("каждый квартал до 15 числа", "2027-12-31"),
            ("в начале каждого месяца", "2027-12-31"),
            ("ежедневно", "2027-12-31"),
            ("постоянно", "2027-12-31"),
            ("по мере необходимости", ""),
        ] {
            assert_eq!(days(typed, "2027 год"), expected, "{typed}");
        }
        let counted = |typed: &str| {
            let days = days(typed, "2027 год");
            (
                days.split(' ').count(),
                days.split(' ').next().unwrap_or_default().to_owned(),
                days.split(' ').next_back().unwrap_or_default().to_owned(),
            )
        };
        for (typed, count, first, last) in [
            ("ежемесячно", 12, "2027-01-31", "2027-12-31"),
            ("каждый понедельник", 52, "2027-01-04", "2027-12-27"),
            ("по пятницам", 53, "2027-01-01", "2027-12-31"),
            ("еженедельно по средам в течение 2027 года", 52, "2027-01-06", "2027-12-29"),
            ("до 5 числа каждого месяца", 12, "2027-01-05", "2027-12-05"),
            ("1 и 15 числа каждого месяца", 24, "2027-01-01", "2027-12-15"),
            ("с 1 по 5 число каждого месяца", 12, "2027-01-05", "2027-12-05"),
            ("ежемесячно, до 10 числа месяца, следующего за отчетным", 12, "2027-01-10", "2027-12-10"),
        ] {
            assert_eq!(counted(typed), (count, first.to_owned(), last.to_owned()), "{typed}");
        }
    }

    #[test]
    fn occurrences_stay_within_the_period_of_the_plan() {
        let school = "2026/2027 учебный год";
        assert_eq!(days("ежегодно до 1 марта", school), "2027-03-01");
        assert_eq!(days("каждый понедельник", school).split(' ').next_back(), Some("2027-08-30"));
        assert_eq!(days("сентябрь 2027-2029 годов", "2027–2029 годы"), "2027-09-30 2028-09-30 2029-09-30");
        assert_eq!(days("ежегодно до 1 марта", "2027–2029 годы"), "2027-03-01 2028-03-01 2029-03-01");
        assert_eq!(days("май, ежегодно с 2028", "2027–2029 годы"), "2028-05-31 2029-05-31");
    }
}
