//! What is shown of a number or a day in a format, as a person in front of Russian Excel sees it.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::input::table::value::{self, Purpose};
use crate::input::table::{Cell, Content};
use crate::input::workbook::stored;

fn cell(number: f64, code: &str) -> Cell {
    let format = parse(code);
    Cell { content: stored::number(number, &format, false), format: Arc::new(format) }
}

fn show(number: f64, code: &str, purpose: Purpose) -> String {
    value::text(&cell(number, code), purpose).unwrap_or_else(|problem| format!("! {}", problem.message()))
}

/// A Friday.
const DAY: f64 = 45_170.0;

#[test]
fn days_look_as_in_russian_excel() {
    for (code, expected) in [
        ("mmm.yy", "Сентябрь 2023"),
        ("mmm-yy", "Сентябрь 2023"),
        ("[$-419]mmmm\\ yyyy;@", "Сентябрь 2023"),
        ("mm.yyyy", "Сентябрь 2023"),
        ("MMMM YYYY", "Сентябрь 2023"),
        ("mmmm yyyy\" г.\"", "Сентябрь 2023 г."),
        ("\"с \"mmmm yyyy", "с сентябрь 2023"),
        ("yyyy", "2023"),
        ("yyyy\" год\"", "2023 год"),
        ("mmmm", "Сентябрь"),
        ("dd.mm.yyyy", "2023-09-01"),
        ("ДД.ММ.ГГГГ", "2023-09-01"),
        ("[$-FC19]dd\\ mmmm\\ yyyy\\ \\г\\.;@", "2023-09-01"),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2023-09-01"),
        ("dddd", "2023-09-01"),
        ("m/d/yy h:mm", "01.09.2023 12:00"),
        ("[=0]\"\";dd.mm.yyyy", "2023-09-01"),
        // What is shown without a year is printed so.
        ("d-mmm", "01.09"),
        ("dd.mmm", "01.09"),
        ("dd.mm", "01.09"),
        ("[$-419]d mmm;@", "01.09"),
        ("d mmmm", "1 сентября"),
        ("dd\" \"mmmm", "1 сентября"),
        ("d mmmm h:mm", "1 сентября 12:00"),
        ("dddd, d mmmm", "пятница, 1 сентября"),
        ("d", "1"),
        // Words stay.
        ("\"до \"dd.mm.yyyy", "до 01.09.2023"),
        ("\"не позднее \"dd.mm.yyyy\" г.\"", "не позднее 01.09.2023 г."),
        ("\\д\\о\\ dd.mm", "до 01.09"),
        ("\"до \"d mmmm", "до 1 сентября"),
        ("dd.mm.yyyy\" (план)\"", "01.09.2023 (план)"),
        ("dd.mm.yyyy\" в \"h:mm", "1.09.2023 в 12:00"),
        ("d\"-е число, \"mmmm", "1-е число, сентября"),
        ("h\" ч. \"mm\" мин.\"", "12 ч. 00 мин."),
        ("\"начало в \"h:mm", "начало в 12:00"),
        ("h:mm AM/PM", "12:00"),
        ("mm:ss.0", "12:00"),
        ("[h]:mm", "1084092:00"),
    ] {
        let moment = if code.contains(['h', 's']) { DAY + 0.5 } else { DAY };
        assert_eq!(show(moment, code, Purpose::Due), expected, "{code}");
    }
    for (days, code, expected) in [
        (1.5, "[h]:mm", "36:00"),
        (1.5, "[h]\" ч.\"", "36 ч."),
        (0.0625, "[mm]\" мин.\"", "90 мин."),
        (-0.5, "[h]:mm", "-12:00"),
        (0.5, "h:mm", "12:00"),
        (0.5, "\"с \"h:mm", "с 12:00"),
    ] {
        assert_eq!(show(days, code, Purpose::Print), expected, "{code}");
    }
}

#[test]
fn a_day_without_its_year_is_one_only_where_days_are_expected() {
    for code in ["d-mmm", "dd.mm", "d mmmm", "\"до \"d mmmm", "d"] {
        let bent =
            "! значение ячейки не удаётся прочитать: Excel превратил его в дату, а в этом столбце дата не ожидается";
        assert_eq!(show(DAY, code, Purpose::Print), bent, "{code}");
        assert!(!show(DAY, code, Purpose::Due).contains('!'));
        assert!(show(DAY, code, Purpose::Number).contains("ожидается номер"));
    }
    for code in ["dd.mm.yyyy", "mmm.yy", "mmmm", "h:mm", "[h]:mm"] {
        assert!(!show(DAY, code, Purpose::Print).contains('!'), "{code}");
    }
}

#[test]
fn numbers_look_as_in_russian_excel() {
    for (number, code, expected) in [
        (2023.0, "General", "2023"),
        (57.499_999_999_999_99, "General", "57,5"),
        (0.1 + 0.2, "General", "0,3"),
        (-3.0, "General", "-3"),
        (88_001_234_567.0, "GENERAL", "88001234567"),
        (0.000_012_5, "General", "0,0000125"),
        (5.0, "General\" чел.\"", "5 чел."),
        (5.0, "[Red]General", "5"),
        (7.0, "@", "7"),
        (7.0, "\"№ \"@", "№ 7"),
        (12.5, "0.00", "12,50"),
        (12.5, "0.0#", "12,5"),
        (5.0, "0.#", "5"),
        (0.5, "#.00", "0,50"),
        (0.575, "0.0%", "57,5%"),
        (0.285, "0%", "29%"),
        (0.6, "0 %", "60 %"),
        (0.6, "0\\ \"%\"", "1 %"),
        (1_234_567.0, "#,##0", "1_234_567"),
        (1_234.5, "#,##0.00", "1_234,50"),
        (1_234_567.0, "#\\ ##0", "1234 567"),
        (7.0, "00", "07"),
        (42.0, "0000", "0042"),
        (1.5, "# ?/?", "1,5"),
        (1234.0, "0.00E+00", "1234"),
        (-0.001, "0.00", "0,00"),
        (2.5, "0", "3"),
        (-2.5, "0", "-3"),
        (0.996, "0.00", "1,00"),
        (99.996, "0.00", "100,00"),
        (1e21, "0", "1000000000000000000000"),
        (1e-9, "0.00", "0,00"),
        (0.0, "#,##0.00", "0,00"),
        (0.0, "#", "0"),
        // Words and currencies.
        (120.0, "0\" чел.\"", "120 чел."),
        (120.0, "0 чел.", "120 чел."),
        (5.0, "0\\ \\ш\\т\\.", "5 шт."),
        (5.0, "\"около \"0", "около 5"),
        (1_234.5, "#,##0.00\" руб.\"", "1_234,50 руб."),
        (1_234.5, "#,##0.00\\ \"₽\"", "1_234,50 ₽"),
        (1_000.0, "#,##0 \"₽\"", "1_000 ₽"),
        (1_000.0, "#,##0\\ [$₽-419]", "1_000 ₽"),
        (1_000.0, "#,##0.00[$р.-419]", "1_000,00р."),
        (1_000.0, "[$$-409]#,##0", "$1_000"),
        (1_234.5, "_-* #,##0.00\\ _₽_-;\\-* #,##0.00\\ _₽_-;_-* \"-\"??\\ _₽_-;_-@_-", "1_234,50"),
        (-1_234.5, "_-* #,##0.00\\ \"₽\"_-;\\-* #,##0.00\\ \"₽\"_-", "-1_234,50 ₽"),
        (0.0, "_-* #,##0.00\\ _₽_-;\\-* #,##0.00\\ _₽_-;_-* \"-\"??\\ _₽_-;_-@_-", "-"),
        // Thousands and millions that are left out.
        (1_234_567.0, "#,##0,\" тыс. руб.\"", "1_235 тыс. руб."),
        (1_234_567.0, "0.0,,\" млн\"", "1,2 млн"),
        (1_234_567.0, "0,.0", "1234,6"),
        // Places with signs between them.
        (79_161_234_567.0, "\\+0\\ \\(000\\)\\ 000\\-00\\-00", "+7 (916) 123-45-67"),
        (12_345_678_901.0, "000\\-000\\-000\\ 00", "123-456-789 01"),
        (5.0, "00\\-00", "00-05"),
        // Sections and conditions.
        (5.0, "0;-0;\"нет\"", "5"),
        (-5.0, "0;-0;\"нет\"", "-5"),
        (0.0, "0;-0;\"нет\"", "нет"),
        (-5.0, "0.0;[Red](0.0)", "(5,0)"),
        (-5.0, "0;\"убыль \"0", "убыль 5"),
        (-5.0, "0", "-5"),
        (-5.0, "\"итог \"0", "-итог 5"),
        (1.0, "[=1]0\" школа\";[<5]0\" школы\";0\" школ\"", "1 школа"),
        (3.0, "[=1]0\" школа\";[<5]0\" школы\";0\" школ\"", "3 школы"),
        (7.0, "[=1]0\" школа\";[<5]0\" школы\";0\" школ\"", "7 школ"),
        (1_500.0, "[>=1000]0.0,\" тыс.\";0", "1,5 тыс."),
        (15.0, "[>=1000]0.0,\" тыс.\";0", "15"),
        (-2.0, "[<0]\"минус \"0;0", "минус 2"),
        (0.0, "0;-0;;@", ""),
        (5.0, ";;;", "! значение ячейки не удаётся прочитать: формат ячейки его скрывает"),
    ] {
        assert_eq!(show(number, code, Purpose::Print).replace('\u{a0}', "_"), expected, "{number} {code}");
    }
    assert_eq!(show(1.2, "0.00", Purpose::Number), "1.20");
    assert_eq!(show(2.1, "General", Purpose::Number), "2.1");
    assert_eq!(show(42.0, "0000", Purpose::Number), "0042");
    assert_eq!(show(1_234.5, "#,##0.00\" руб.\"", Purpose::Figure), "1234,50");
    assert_eq!(show(0.575, "0.0%", Purpose::Figure), "57,5%");
    assert_eq!(show(0.0, "0;-0;\"нет\"", Purpose::Figure), "0");
    assert_eq!(show(-5.0, "0;(0)", Purpose::Figure), "-5");
}

#[test]
fn texts_keep_the_words_of_their_format() {
    let show = |text: &str, code: &str, purpose| {
        let cell = Cell { content: Content::Text(text.into()), format: Arc::new(parse(code)) };
        value::text(&cell, purpose).unwrap_or_else(|problem| format!("! {}", problem.message()))
    };
    for (code, expected) in [
        ("@", "5-9"),
        ("General", "5-9"),
        ("@\" классы\"", "5-9 классы"),
        ("0;-0;0;\"№ \"@", "№ 5-9"),
        ("[$-419]mmmm\\ yyyy;@", "5-9"),
        ("0.00", "5-9"),
        (";;;", "! значение ячейки не удаётся прочитать: формат ячейки его скрывает"),
    ] {
        assert_eq!(show("5-9", code, Purpose::Print), expected, "{code}");
    }
    assert_eq!(show("5-9", "@\" классы\"", Purpose::Figure), "5-9");
}

#[test]
fn built_in_formats_are_those_of_excel() {
    for (id, expected) in [(0, "45170,25"), (1, "45170"), (4, "45_170,25"), (10, "4517025,00%"), (49, "45170,25")] {
        let cell = Cell { content: Content::Number(DAY + 0.25), format: Arc::new(builtin(id)) };
        assert_eq!(value::text(&cell, Purpose::Print).unwrap().replace('\u{a0}', "_"), expected, "{id}");
    }
}

/// A code of digits with words around it, and what it does to a number.
fn digits() -> impl Strategy<Value = (String, i32, usize)> {
    let words = prop::sample::select(vec!["", "\" руб.\"", "\\ \\ш\\т", "[$₽-419]", "_-", "* ", "[Red]"]);
    let whole = prop::sample::select(vec!["0", "#", "00", "#,##0", "# ##0", "000\\-000", "?0"]);
    let scale = prop::sample::select(vec![("", 0), ("%", 2), (",", -3), (",,", -6)]);
    (words.clone(), whole, 0_usize..5, prop::bool::ANY, scale, words).prop_map(
        |(before, whole, decimals, is_fixed, (scale, power), behind)| {
            let sign = if is_fixed { "0" } else { "#" };
            let fraction = if decimals > 0 { format!(".{}", sign.repeat(decimals)) } else { String::new() };
            (format!("{before}{whole}{fraction}{scale}{behind}"), power, decimals)
        },
    )
}

proptest! {
    #[test]
    fn the_digits_that_are_shown_are_those_of_the_number(
        (code, power, decimals) in digits(),
        number in prop_oneof![-1e9..1e9, -10.0..10.0, (-1_000_000_i32..1_000_000).prop_map(|cents| f64::from(cents) / 100.0)],
        purpose in prop::sample::select(vec![Purpose::Print, Purpose::Figure, Purpose::Number]),
    ) {
        let shown = show(number, &code, purpose);
        let digits: String = shown.chars().filter(|c| c.is_ascii_digit() || ".,".contains(*c)).collect();
        let digits = digits.trim_matches('.').replace(',', ".");
        let found: f64 = digits.parse().map_err(|_| TestCaseError::fail(format!("{shown} in {code}")))?;
        let meant = number.abs() * 10_f64.powi(power);
        // Of fifteen digits, the last may be another one.
        let near = 0.5 * 10_f64.powi(-(decimals as i32)) + meant * 1e-14;
        prop_assert!((found - meant).abs() <= near, "{number} in {code}: {shown}");
        prop_assert_eq!(shown.starts_with('-'), number < 0.0 && found != 0.0, "{} in {}: {}", number, code, shown);
    }

    #[test]
    fn a_day_shows_no_other_numbers_than_its_own(
        serial in 61_u32..73_050,
        parts in prop::collection::vec(
            prop::sample::select(vec!["d", "dd", "mm", "mmm", "mmmm", "yyyy", "dddd", "\" до \"", ".", " ", "-", "\\г"]),
            1..8,
        ),
    ) {
        let code = parts.concat();
        let cell = cell(serial.into(), &code);
        let Content::Moment(moment) = cell.content else { return Ok(()) };
        let (year, month, day) = moment.day.unwrap();
        let shown = value::text(&cell, Purpose::Due).unwrap();
        let numbers = shown.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
        // Parts with nothing between them run together.
        let run_together = parts.windows(2).any(|pair| pair.iter().all(|part| part.contains(['d', 'm', 'y'])));
        if !run_together {
            for number in numbers {
                let number: i64 = number.parse().unwrap();
                prop_assert!([year, month.into(), day.into()].contains(&number), "{number} in {shown} ({code})");
            }
        }
        prop_assert_eq!(shown.contains("до"), parts.contains(&"\" до \""), "{} ({})", shown, code);
        if parts.contains(&"yyyy") {
            prop_assert!(shown.contains(&year.to_string()), "{shown} ({code})");
        }
    }

    #[test]
    fn no_code_is_too_odd(code in "[0#?.,%;@dmyhs\\[\\]$<>=\"_* \\\\A-Z/а-я-]{0,20}", number in -1e6..1e6) {
        for purpose in [Purpose::Print, Purpose::Due, Purpose::Figure, Purpose::Number] {
            let _ = show(number, &code, purpose);
        }
    }
}
