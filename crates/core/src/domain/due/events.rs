//! What waits for something to happen.

use super::Trouble;
use super::moments::{Moment, Unit, moment};
use super::tokens::Token::{self, Comma, Dash, FullYear, Month, Number, Roman, Word};
use super::tokens::{begins, is_one};

/// What a due date on an event hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    /// A timetable or plan that stands elsewhere, an agreement to come, or something that takes its time: beside a time
    /// of the calendar it only says when within that.
    Within,
    /// A need that may never come.
    Need,
    /// Anything else that happens.
    Other,
}

/// The event that a text begins with. What follows is free, but may not name a time of its own.
pub(super) fn event(tokens: &[Token]) -> Option<Result<Event, Trouble>> {
    /// «по итогам», «по завершении», …
    const OUTCOMES: &str = "\
        итог результат окончани завершени истечени решени указани поступлени приглашени приказ положени факт \
        получени назначени";
    let kind = match tokens {
        [Word("по"), Word("мере"), ..]
        | [Word("по" | "при"), Word("необходимости" | "требованию" | "надобности"), ..] => {
            Event::Need
        }
        [Word("в"), Word("случае"), ..] | [Word("при"), Word("наличии" | "возникновении" | "выявлении"), ..] => {
            Event::Need
        }
        [Word("по"), Word("запросу" | "запросам" | "заявке" | "заявкам" | "обращению" | "обращениям"), ..] => {
            Event::Need
        }
        [Word("согласно"), ..] | [Word("в"), Word("соответствии"), Word("с" | "со"), ..] => {
            Event::Within
        }
        [Word("в"), Word(word), ..] if begins(word, "установленн") => Event::Within,
        [Word("по"), Word(word), ..] if begins(word, OUTCOMES) => Event::Other,
        [Word("по"), rest @ ..] if noun(rest, "график план расписани согласовани календар") => {
            Event::Within
        }
        [Word("после" | "перед" | "немедленно" | "незамедлительно" | "сразу"), ..] => {
            Event::Other
        }
        [Word("одновременно"), Word("с" | "со"), ..] => Event::Other,
        [Word("в" | "во"), Word("ходе" | "время" | "рамках" | "день" | "дни" | "период"), _, ..] => {
            Event::Within
        }
        [Word("с" | "со"), Word("момента" | "дня" | "даты"), ..] => Event::Other,
        [Word("до" | "к"), Word(word), _, ..] if begins(word, "начал проведени окончани завершени открыти момент") => {
            Event::Other
        }
        [Word("в"), Word(word), ..] | [Word("в"), Number { .. }, Dash, Word(word), ..]
            if word.ends_with("дневный") || word.ends_with("месячный") =>
        {
            Event::Other
        }
        [Word(word), ..] | [Word("в" | "во" | "на"), Word(word), ..] | [Word("в" | "во" | "на"), _, Word(word), ..]
            if begins(word, "каникул") =>
        {
            Event::Within
        }
        [Word(first), Word(word), ..] if begins(word, "каникул") => {
            // «осенние каникулы», but «до каникул»
            if first.chars().count() > 5 && *first != "исключая" { Event::Within } else { Event::Other }
        }
        tokens if has_distance(tokens) => Event::Other,
        _ => return None,
    };
    Some(if names_time(tokens) { Err(Trouble::Ambiguous) } else { Ok(kind) })
}

/// Whether one of the next few words has one of the stems: «по отдельному утвержденному графику».
fn noun(tokens: &[Token], stems: &str) -> bool {
    tokens
        .iter()
        .take(4)
        .map_while(|token| if let Word(word) = token { Some(word) } else { None })
        .any(|word| begins(word, stems))
}

/// A distance in time from an event: «в течение 10 рабочих дней», «через месяц», «не позднее чем за 3 дня».
fn has_distance(tokens: &[Token]) -> bool {
    let mut rest = match tokens {
        [Word("в"), Word("течение" | "течении"), rest @ ..] => rest,
        [Word("не"), Word("позднее" | "позже"), Word("чем"), Word("за" | "через"), rest @ ..]
        | [Word("не"), Word("позднее" | "позже"), Word("чем" | "за" | "через"), rest @ ..]
        | [Word("не"), Word("позднее" | "позже"), rest @ ..]
        | [Word("через" | "за" | "спустя"), rest @ ..] => rest,
        _ => return false,
    };
    if let [Number { digits: 1..=3, .. }, after @ ..] = rest {
        rest = after;
    }
    // Also in words, alone or in brackets: «14 (четырнадцати) дней».
    while let [Comma, after @ ..] = rest {
        rest = after;
    }
    if let [Word(word), after @ ..] = rest
        && is_numeral(word)
    {
        rest = after;
    }
    while let [Comma, after @ ..] = rest {
        rest = after;
    }
    if let [Word(word), after @ ..] = rest
        && begins(word, "рабоч календарн учебн банковск")
    {
        rest = after;
    }
    match rest {
        [Word("дня" | "дней" | "день" | "дни" | "лет"), ..] => true,
        [Word(word), ..] => begins(word, "сут недел месяц час"),
        _ => false,
    }
}

/// A numeral in the genitive or nominative, up to thirty.
fn is_numeral(word: &str) -> bool {
    const ONES: &str = "\
        один одного одной одну два двух две три трех четыре четырех пять пяти шести семи восьми девяти десять десяти";
    is_one(word, ONES) || word.ends_with("дцати")
}

/// Whether a time of the calendar is named other than as the date of an act («от 01.02.2023») or of a plan («на 2023
/// год»).
fn names_time(tokens: &[Token]) -> bool {
    let mut rest = tokens;
    let mut excused = false;
    while let [token, after @ ..] = rest {
        let read =
            if matches!(token, Number { .. } | FullYear(_) | Roman(_) | Month(_)) { moment(rest, false) } else { None };
        rest = match read {
            Some((Moment { unit: Unit::Bare { .. }, .. }, after)) => after,
            Some((_, after)) if excused => after,
            Some(_) => return true,
            None => after,
        };
        excused = matches!(token, Word("от" | "на"));
    }
    false
}
