//! What holds for every wording.

use super::*;
use crate::russian::{MONTHS, MONTHS_GENITIVE};
use proptest::prelude::*;

/// Words of the grammar and near it: in a heap of them every turn of the reader is taken sooner or later.
const WORDS: [&str; 80] = [
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
    "1.09.",
    "II-ой",
    "неделя",
    "половина",
    "бессрочно",
    "в дни",
    "каникул",
    "август",
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
    fn a_period_is_the_days_that_it_names(a in day(), b in day(), ways in (0..6_usize, 0..6_usize), lead in 0..5_usize) {
        let (first, last) = (a.min(b), a.max(b));
        let (from, to) = (written(first, ways.0), written(last, ways.1));
        let lead = ["", "на период ", "Период: ", "за период ", "период реализации – "][lead];
        for typed in [format!("{lead}с {from} по {to}"), format!("{lead}{from} – {to}")] {
            let period = Period::parse(&typed).map(|period| (period.from(), period.to()));
            prop_assert_eq!(period, (first < last).then_some((first, last)), "{}", typed);
        }
    }

    #[test]
    fn a_full_stop_behind_a_date_changes_nothing(a in day(), b in day(), period in period()) {
        let short = |day: Day| format!("{}.{:02}", day.day(), day.month());
        let (from, to) = (short(a), short(b));
        for (plain, stopped) in [
            (format!("с {from} по {to}"), format!("с {from}. по {to}.")),
            (format!("{from}-{to}"), format!("{from}.-{to}.")),
            (format!("до {to}"), format!("до {to}.")),
            (format!("{from}, {to}"), format!("{from}., {to}.")),
        ] {
            prop_assert_eq!(Due::read(&stopped, &period), Due::read(&plain, &period), "{}", stopped);
        }
    }

    #[test]
    fn columns_of_start_and_end_are_a_range(a in day(), b in day(), ways in (0..6_usize, 0..6_usize), period in period()) {
        let (from, to) = (written(a, ways.0), written(b, ways.1));
        let (text, due) = Due::between(Some(&from), Some(&to), &period).unwrap();
        match a <= b {
            true => prop_assert_eq!(bounds(due), (DueKind::Days, Some(a), Some(b))),
            false => prop_assert_eq!(due.trouble(), Some(Trouble::EndBeforeStart)),
        }
        prop_assert_eq!(bounds(Due::between(Some(&from), None, &period).unwrap().1), (DueKind::From, Some(a), None));
        prop_assert_eq!(bounds(Due::between(None, Some(&to), &period).unwrap().1), (DueKind::Until, None, Some(b)));
        prop_assert_eq!(Due::read(&text, &period), due, "{}", text);
    }

    #[test]
    fn a_day_under_its_month_is_that_day(day in day(), length in 1..9_u32, shape in 0..5_usize) {
        let period = Period::parse(&day.year().to_string()).unwrap();
        let heading = MONTHS[day.month() as usize - 1].to_uppercase();
        let (first, last) = (day.day(), (day.day() + length).min(28));
        prop_assume!(first < last);
        let typed = [
            format!("{first}"),
            format!("{first}–{last}"),
            format!("с {first} по {last}"),
            format!("до {last}"),
            format!("{first}, {last} числа"),
        ];
        let whole = format!("{} {heading}", typed[shape]);
        let due = Due::read_under(&typed[shape], Some(&heading), &period);
        prop_assert_eq!(due, Due::read(&whole, &period), "{}", whole);
        prop_assert!(due.trouble().is_none(), "{}", whole);
        prop_assert_eq!(Due::read_under(&typed[shape], Some("Кадры"), &period), Due::read(&typed[shape], &period));
    }

    #[test]
    fn parts_of_a_month_leave_no_day_out(year in 1990..2100_i32, month in 0..12_usize, kind in 0..3_usize) {
        let period = Period::parse(&year.to_string()).unwrap();
        let (word, count) = [("половина", 2), ("декада", 3), ("неделя", 5)][kind];
        let read = |number: usize| Due::read(&format!("{number} {word} {}", MONTHS_GENITIVE[month]), &period);
        let mut next = Day::new(year, month as u32 + 1, 1);
        for number in 1..=count {
            let due = read(number);
            // A February of 28 days has four weeks.
            if due.trouble().is_some() {
                prop_assert!((kind, month, number) == (2, 1, 5));
                continue;
            }
            prop_assert_eq!(due.from(), next);
            next = due.to().and_then(Day::next);
        }
        prop_assert_eq!(next, Day::last_of_month(year, month as u32 + 1).and_then(Day::next));
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
