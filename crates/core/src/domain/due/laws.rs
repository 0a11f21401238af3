//! What holds for every wording.

use super::*;
use crate::russian::{MONTHS, MONTHS_GENITIVE};
use proptest::prelude::*;

/// Words of the grammar and near it: in a heap of them every turn of the reader is taken sooner or later.
const WORDS: [&str; 72] = [
    "1",
    "2",
    "3",
    "15",
    "31",
    "01.09",
    "15.09.2023",
    "01.09.23",
    "2023",
    "2024",
    "2023-02-01",
    "2023/2024",
    "1-й",
    "10:00",
    "17-00",
    "I",
    "II",
    "IV",
    "май",
    "марта",
    "сентябрь",
    "феврале",
    "янв.",
    "декабря",
    "фервраль",
    "июнл",
    "-",
    "–",
    ",",
    ";",
    "/",
    "(",
    ")",
    ":",
    "№",
    "и",
    "с",
    "по",
    "до",
    "к",
    "от",
    "на",
    "за",
    "в",
    "в течение",
    "не",
    "позднее",
    "ранее",
    "начиная",
    "срок",
    "конца",
    "конец",
    "начала",
    "включительно",
    "квартал",
    "полугодие",
    "декада",
    "учебный",
    "года",
    "гг.",
    "г.",
    "текущего",
    "весь",
    "период",
    "ежегодно",
    "каждый",
    "раз",
    "понедельник",
    "постоянно",
    "мере необходимости",
    "графику",
    "дней",
];

fn heap() -> impl Strategy<Value = String> {
    let word = prop::sample::select(WORDS.to_vec());
    prop::collection::vec((word, prop::sample::select(vec![" ", " ", ""])), 0..9)
        .prop_map(|words| words.into_iter().flat_map(|(word, space)| [word, space]).collect())
}

fn period() -> impl Strategy<Value = Period> {
    let typed = ["2023", "2023/2024 учебный год", "2021–2024 годы", "октябрь–ноябрь 2023", "сентябрь 2023 – май 2024"];
    prop::sample::select(typed.to_vec()).prop_map(|typed| Period::parse(typed).unwrap())
}

fn day() -> impl Strategy<Value = Day> {
    (1990..2100, 1..=12_u32, 1..=31_u32)
        .prop_map(|(year, month, day)| Day::new(year, month, day).or(Day::last_of_month(year, month)).unwrap())
}

/// A day as people write it.
fn written(day: Day, way: usize) -> String {
    let (y, m, d) = (day.year(), day.month(), day.day());
    let word = MONTHS_GENITIVE[m as usize - 1];
    match way {
        0 => format!("{d:02}.{m:02}.{y}"),
        1 => format!("{d}.{m}.{y}г."),
        2 => format!("{d} {word} {y} года"),
        3 => format!("{d} {word} {y} г."),
        4 => format!("«{d:02}» {word} {y}г."),
        _ => format!("{y}-{m:02}-{d:02}"),
    }
}

fn bounds(due: Due) -> (DueKind, Option<Day>, Option<Day>) {
    (due.kind(), due.from(), due.to())
}

fn holds_together(due: Due) -> Result<(), TestCaseError> {
    if let (Some(from), Some(to)) = (due.from(), due.to()) {
        prop_assert!(from <= to);
    }
    let bounded = due.from().is_some() || due.to().is_some();
    match due.kind() {
        DueKind::Unknown => prop_assert!(!bounded && due.trouble().is_some()),
        DueKind::OnEvent => prop_assert!(!bounded && due.trouble().is_none()),
        DueKind::SchoolYear => prop_assert_eq!(bounded, due.trouble().is_none()),
        DueKind::From => prop_assert!(due.from().is_some() && due.to().is_none()),
        DueKind::Until => prop_assert!(due.from().is_none() && due.to().is_some()),
        // What recurs up to a day before the plan has no first day.
        DueKind::Recurring | DueKind::Standing => prop_assert!(bounded && due.trouble().is_none()),
        _ => prop_assert!(due.from().is_some() && due.to().is_some() && due.trouble().is_none()),
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in any::<String>(), period in period()) {
        holds_together(Due::read(&text, &period))?;
    }

    #[test]
    fn any_heap_of_words_gives_bounds_in_order(text in heap(), period in period()) {
        holds_together(Due::read(&text, &period))?;
    }

    #[test]
    fn neither_case_nor_dash_nor_space_changes_a_reading(text in heap(), period in period()) {
        let due = Due::read(&text, &period);
        for other in [
            text.to_uppercase(),
            text.replace('-', "—"),
            text.replace(['-', '–'], " \u{2011} "),
            text.replace(' ', "\u{a0} "),
            format!(" {text} "),
        ] {
            prop_assert_eq!(Due::read(&other, &period), due, "{}", other);
        }
    }

    #[test]
    fn the_word_for_year_changes_nothing(month in 0..12_usize, year in 1990..2100, period in period()) {
        let plain = Due::read(&format!("{} {year}", MONTHS[month]), &period);
        for word in [" г.", "г", " г", " года", " год", " году"] {
            prop_assert_eq!(Due::read(&format!("{} {year}{word}", MONTHS[month]), &period), plain);
        }
    }

    #[test]
    fn a_month_of_a_year_is_its_days(month in 1..=12_u32, year in 1990..2100, period in period()) {
        for name in [MONTHS[month as usize - 1], MONTHS_GENITIVE[month as usize - 1]] {
            let due = Due::read(&format!("{name} {year}"), &period);
            let (from, to) = (Day::new(year, month, 1), Day::last_of_month(year, month));
            prop_assert_eq!(bounds(due), (DueKind::Months, from, to));
        }
    }

    #[test]
    fn days_are_read_as_written(a in day(), b in day(), ways in (0..6_usize, 0..6_usize), period in period()) {
        let (first, last) = (a.min(b), a.max(b));
        let (from, to) = (written(first, ways.0), written(last, ways.1));
        for range in [format!("с {from} по {to}"), format!("{from} – {to}"), format!("С {from} до {to}")] {
            let due = Due::read(&range, &period);
            prop_assert_eq!(bounds(due), (DueKind::Days, Some(first), Some(last)), "{}", range);
        }
        for until in [format!("до {to}"), format!("в срок до {to}"), format!("не позднее {to}")] {
            let due = Due::read(&until, &period);
            prop_assert_eq!(bounds(due), (DueKind::Until, None, Some(last)), "{}", until);
        }
        prop_assert_eq!(bounds(Due::read(&to, &period)), (DueKind::Day, Some(last), Some(last)));
        prop_assert_eq!(bounds(Due::read(&format!("с {to}"), &period)), (DueKind::From, Some(last), None));
        if first < last {
            let turned = Due::read(&format!("с {to} по {from}"), &period);
            prop_assert_eq!(turned.trouble(), Some(Trouble::EndBeforeStart));
        }
    }

    #[test]
    fn time_only_moves_on(text in heap(), period in period(), a in day(), b in day()) {
        let due = Due::read(&text, &period);
        let rank = |day| match due.state(day) {
            State::Coming => 0,
            State::Due | State::NotJudgeable => 1,
            State::Overdue => 2,
        };
        prop_assert!(rank(a.min(b)) <= rank(a.max(b)));
    }
}
