//! Due dates that more than one text tells: a start and an end, a day under the heading of its month.

use super::moments::{Moment, Unit};
use super::phrases::phrase;
use super::tokens::Token::{self, Close, Open, Word};
use super::tokens::{begins, fold, tokens, trim, without_remark};
use super::{Due, DueKind, Trouble, read};
use crate::domain::day::Day;
use crate::domain::period::Period;

impl Due {
    /// Reads the new due date of what was put off. Without a year it takes that of the plan as any other, unless it would be
    /// over before the due date that it replaces: then the year is not known («февраль» for «декабрь»).
    pub fn read_anew(typed: &str, planned: Option<Self>, period: &Period) -> Self {
        let anew = Self::read(typed, period);
        let is_before =
            anew.to.zip(planned.and_then(|planned| planned.to)).is_some_and(|(anew, planned)| anew < planned);
        if is_before && !anew.is_dated(typed) { Self::unknown(Trouble::YearUnknown) } else { anew }
    }

    /// Whether the wording that it was read from says its bounds by itself: it would be the same in a plan for any time.
    pub(in crate::domain) fn is_dated(&self, typed: &str) -> bool {
        Period::unknown().is_some_and(|any| Self::read(typed, &any) == *self)
    }

    /// Reads a due date from what is typed as its start and as its end, either of which may be missing, and puts it into
    /// words. `None` if both are.
    pub fn between(start: Option<&str>, end: Option<&str>, period: &Period) -> Option<(String, Self)> {
        let alone = |typed: &str, led: String| {
            let (due, own) = (Self::read(&led, period), Self::read(typed, period));
            // «постоянно», «по отдельному графику»
            let is_own = matches!(own.kind, DueKind::Recurring | DueKind::Standing | DueKind::OnEvent);
            if is_own || due.trouble == Some(Trouble::NotUnderstood) { (shown(typed), own) } else { (led, due) }
        };
        match (start, end) {
            (Some(start), Some(end)) => {
                let range = format!("{} {}", led(start, "с", STARTS), led(end, "по", ENDS));
                let due = Self::read(&range, period);
                let is_led = is_led(start, STARTS) || is_led(end, ENDS);
                Some((if is_led { range } else { format!("{} – {}", shown(start), shown(end)) }, due))
            }
            (Some(start), None) => Some(alone(start, led(start, "с", STARTS))),
            (None, Some(end)) => Some(alone(end, led(end, "по", ENDS))),
            (None, None) => None,
        }
    }

    /// Reads a due date that stands under a heading. If that names a month («СЕНТЯБРЬ»), «15», «1–5» and «до конца
    /// месяца» are of this month, and what recurs does so within it.
    pub fn read_under(typed: &str, heading: Option<&str>, period: &Period) -> Self {
        let own = Self::read(typed, period);
        let Some(heading) = heading else { return own };
        let is_open = matches!(own.kind, DueKind::Unknown | DueKind::Recurring | DueKind::Standing | DueKind::OnEvent);
        if !is_open || typed.chars().nth(super::LONGEST).is_some() {
            return own;
        }
        let folded = fold(typed);
        let text = tokens(&folded);
        let text = without_remark(trim(&text));
        let says_month = text.iter().any(is_month_word);
        if own.kind == DueKind::OnEvent && !says_month {
            return own;
        }
        let heading = fold(heading);
        let month = tokens(&heading);
        let month = without_remark(trim(&month));
        if !is_month(&month) {
            return own;
        }
        let mut whole: Vec<Token> = Vec::new();
        for token in trim(&text) {
            if is_month_word(token) { whole.extend(&month) } else { whole.push(*token) }
        }
        if !says_month {
            whole.extend(&month);
        }
        match read(&whole, period) {
            Ok(due) => due,
            Err(trouble) if own.trouble == Some(Trouble::NotUnderstood) => Self::unknown(trouble),
            Err(_) => own,
        }
    }

    /// The days of a stretch of the calendar that a text names by itself, as the period of a plan does: all years typed,
    /// no gap, not a single day. `all` is a period in which no moment has only one year.
    pub fn named_stretch(typed: &str, all: &Period) -> Option<(Day, Day)> {
        if typed.chars().nth(super::LONGEST).is_some() {
            return None;
        }
        let folded = fold(typed);
        let tokens = tokens(&folded);
        let mut rest = trim(&tokens);
        if let [Open, inside @ .., Close] = rest {
            rest = trim(inside);
        }
        if let [Word("период" | "срок" | "сроки"), behind @ ..] = rest {
            rest = match behind {
                [Word(word), behind @ ..] if begins(word, "реализац действ исполнен выполнен") => {
                    behind
                }
                behind => behind,
            };
        }
        rest = trim(rest);
        if let [Word("на" | "в" | "за"), Word("период"), behind @ ..] | [Word("за"), behind @ ..] = rest {
            rest = behind;
        }
        match phrase(rest) {
            Some((phrase, [])) => phrase.days(all),
            _ => None,
        }
    }

    /// Whether a text names a month of the calendar and nothing else: «СЕНТЯБРЬ», «Сентябрь 2023 года».
    pub fn is_month(text: &str) -> bool {
        let folded = fold(text);
        let tokens = tokens(&folded);
        is_month(&without_remark(trim(&tokens)))
    }

    /// Whether a text names a stretch of the calendar from a month up to years: «I кв.», «Янв», «2023 год».
    pub fn is_stretch(text: &str) -> bool {
        let folded = fold(text);
        let tokens = tokens(&folded);
        matches!(phrase(trim(&tokens)), Some((phrase, [])) if phrase.is_coarse())
    }
}

fn is_month(tokens: &[Token]) -> bool {
    let only = phrase(tokens).filter(|(_, rest)| rest.is_empty()).and_then(|(phrase, _)| phrase.only());
    matches!(only, Some(Moment { unit: Unit::Month(_), .. }))
}

fn is_month_word(token: &Token) -> bool {
    matches!(token, Word("месяц" | "месяца" | "месяце"))
}

const STARTS: &[&str] = &["с", "со", "от", "начиная", "не"];
const ENDS: &[&str] = &["по", "до", "к", "ко", "не", "конец", "в"];

/// A text behind its preposition, unless it brings one.
fn led(typed: &str, preposition: &str, leads: &[&str]) -> String {
    match is_led(typed, leads) {
        true => typed.to_owned(),
        false => format!("{preposition} {}", shown(typed)),
    }
}

fn is_led(typed: &str, leads: &[&str]) -> bool {
    typed.split_whitespace().next().is_some_and(|first| leads.contains(&first.to_lowercase().as_str()))
}

fn shown(typed: &str) -> String {
    Day::parse_iso(typed).map_or_else(|| typed.to_owned(), Day::digits)
}
