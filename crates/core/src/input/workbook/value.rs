//! A cell to the text that is read from it.

use super::format::{DateLook, Format, Moment, NumberLook};
use super::grid::{Cell, Content};
use crate::diagnostics::Problem;
use crate::russian::{MONTHS, capitalised};

/// What a cell is read for; it decides how a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A text to be printed: numbers look as Russian Excel shows them.
    Print,
    /// A number to be calculated with, or a field of the requisites: digits and a decimal comma only.
    Figure,
    /// A number or code of an activity: a decimal point, and no date.
    Number,
}

/// The text of a cell, or why it has none.
pub(super) fn text(cell: &Cell, purpose: Purpose) -> Result<String, Problem> {
    match &cell.content {
        Content::Text(text) => plain(text),
        Content::Number(number) => Ok(show_number(*number, &cell.format, purpose)),
        // As Excel shows it.
        Content::Bool(value) => Ok(if *value { "ИСТИНА" } else { "ЛОЖЬ" }.to_owned()),
        Content::Moment(_) if purpose == Purpose::Number => {
            Err(bad_cell("Excel превратил его в дату, а здесь ожидается номер"))
        }
        Content::Moment(moment) => Ok(show_moment(*moment, &cell.format, iso)),
        Content::Error(_) => Err(Problem::ErrorCell),
        Content::Uncalculated => Err(Problem::FormulaWithoutValue),
        Content::Unshowable(number) if number.is_finite() => {
            Err(bad_cell("число не может быть датой, хотя формат ячейки – дата"))
        }
        Content::Unshowable(_) => Err(bad_cell("это не число")),
    }
}

/// What is shown of a cell in a message.
pub(super) fn shown(cell: &Cell) -> Option<String> {
    match &cell.content {
        Content::Error(name) => Some(name.clone()),
        Content::Uncalculated => None,
        Content::Unshowable(number) => Some(with_comma(general(*number), Purpose::Print)),
        Content::Text(text) => Some(text.to_string()),
        Content::Moment(moment) => Some(show_moment(*moment, &cell.format, digits)),
        Content::Number(_) | Content::Bool(_) => text(cell, Purpose::Print).ok(),
    }
}

/// What a person sees in a cell. A day is shown as Russian Excel shows it; [`text`] gives it as the tree holds it.
pub(super) fn seen(cell: &Cell) -> String {
    match (&cell.content, text(cell, Purpose::Print)) {
        (Content::Moment(Moment { day: Some((year, month, day)), .. }), Ok(text))
            if text == format!("{year:04}-{month:02}-{day:02}") =>
        {
            format!("{day:02}.{month:02}.{year:04}")
        }
        (_, Ok(text)) => text,
        (Content::Uncalculated, _) => "(формула без значения)".to_owned(),
        (_, Err(_)) => shown(cell).unwrap_or_default(),
    }
}

/// A cell whose number cannot be shown; `detail` is a Russian sentence.
pub(super) fn bad_cell(detail: &str) -> Problem {
    Problem::BadCell { detail: detail.to_owned() }
}

/// A number as the content of a cell: a day if the format shows it as one.
pub(super) fn number(value: f64, format: &Format, from_1904: bool) -> Content {
    match format {
        Format::Date(look) => match Moment::from_serial(value, from_1904) {
            Some(Moment { day: None, .. }) if !look.time && value == 0.0 => Content::Number(value),
            Some(moment) => Content::Moment(moment),
            None => Content::Unshowable(value),
        },
        _ if !value.is_finite() => Content::Unshowable(value),
        _ => Content::Number(value),
    }
}

/// A text as typed; the traces that programs leave in place of line breaks become line breaks.
fn plain(text: &str) -> Result<String, Problem> {
    let is_error = matches!(
        text.trim(),
        "#Н/Д"
            | "#ДЕЛ/0!"
            | "#ССЫЛКА!"
            | "#ЗНАЧ!"
            | "#ИМЯ?"
            | "#ПУСТО!"
            | "#ЧИСЛО!"
            | "#N/A"
            | "#DIV/0!"
            | "#REF!"
            | "#VALUE!"
            | "#NAME?"
            | "#NULL!"
            | "#NUM!"
            | "#ПЕРЕНОС!"
            | "#SPILL!"
            | "#ВЫЧИСЛ!"
            | "#CALC!"
    );
    if is_error {
        return Err(Problem::ErrorCell);
    }
    let text = text.replace("_x000D_", "\r").replace("\r\n", "\n").replace('\r', "\n");
    Ok(text)
}

/// The name of an error value in Russian Excel, from its English name.
pub(super) fn russian_error(name: &str) -> String {
    match name.trim() {
        "#N/A" => "#Н/Д",
        "#DIV/0!" => "#ДЕЛ/0!",
        "#REF!" => "#ССЫЛКА!",
        "#VALUE!" => "#ЗНАЧ!",
        "#NAME?" => "#ИМЯ?",
        "#NULL!" => "#ПУСТО!",
        "#NUM!" => "#ЧИСЛО!",
        "#SPILL!" => "#ПЕРЕНОС!",
        "#CALC!" => "#ВЫЧИСЛ!",
        name => name,
    }
    .to_owned()
}

/// The name of an error value in Russian Excel, from its number in binary workbooks.
pub(super) fn error_by_number(number: u8) -> String {
    russian_error(match number {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    })
}

/// Year, month and day as text.
type ShowDay = fn((i64, u32, u32)) -> String;

fn show_moment(moment: Moment, format: &Format, show_day: ShowDay) -> String {
    let Format::Date(look) = format else { return show_full(moment, true, show_day) };
    let Some((year, month, _)) = moment.day else { return show_time(moment.time) };
    let name =
        month.checked_sub(1).and_then(|at| MONTHS.get(at as usize)).copied().map(capitalised).unwrap_or_default();
    match look {
        DateLook { day: false, month: true, year: true, .. } => format!("{name} {year}"),
        DateLook { day: false, month: true, year: false, .. } => name,
        DateLook { day: false, month: false, year: true, .. } => year.to_string(),
        DateLook { day: false, month: false, year: false, .. } => show_time(moment.time),
        // A day without a year is still a day of the year that was typed: nothing of it may be lost.
        DateLook { time, .. } => show_full(moment, *time, show_day),
    }
}

/// A whole day; with a time as `15.03.2023 10:00`.
fn show_full(moment: Moment, with_time: bool, show_day: ShowDay) -> String {
    match moment.day {
        None => show_time(moment.time),
        Some(day) if with_time && moment.time != (0, 0) => format!("{} {}", digits(day), show_time(moment.time)),
        Some(day) => show_day(day),
    }
}

/// As the view wants it, which prints it in the chosen way.
fn iso((year, month, day): (i64, u32, u32)) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// As people write it.
fn digits((year, month, day): (i64, u32, u32)) -> String {
    format!("{day:02}.{month:02}.{year:04}")
}

fn show_time((hour, minute): (u32, u32)) -> String {
    format!("{hour:02}:{minute:02}")
}

fn show_number(number: f64, format: &Format, purpose: Purpose) -> String {
    match format {
        Format::Number(look) => show_look(number, look, purpose),
        Format::Elapsed => {
            let minutes = (number * 1440.0).round() as i64;
            format!("{}:{:02}", minutes / 60, (minutes % 60).abs())
        }
        Format::General | Format::Date(_) => with_comma(general(number), purpose),
    }
}

/// The decimal sign that is usual in Russian texts; numbers of rows have points.
fn with_comma(number: String, purpose: Purpose) -> String {
    if purpose == Purpose::Number { number } else { number.replace('.', ",") }
}

fn show_look(number: f64, look: &NumberLook, purpose: Purpose) -> String {
    let scaled = if look.percent { number * 100.0 } else { number };
    let rounded = format!("{:.*}", look.most.min(15), scaled.abs());
    let (whole, fraction) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let fraction = match fraction.trim_end_matches('0') {
        kept if kept.len() < look.least => fraction.get(..look.least).unwrap_or(fraction),
        kept => kept,
    };
    let whole = format!("{whole:0>width$}", width = look.whole.min(15));
    let is_zero = whole.chars().chain(fraction.chars()).all(|c| c == '0');
    let sign = if scaled < 0.0 && !is_zero { "-" } else { "" };
    let whole = if look.thousands && purpose == Purpose::Print { set_apart(&whole) } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    let percent = if look.percent { "%" } else { "" };
    let (before, behind) = match purpose {
        Purpose::Print => (look.before.as_str(), look.behind.as_str()),
        _ => ("", ""),
    };
    let number = with_comma(format!("{sign}{whole}{point}{fraction}{percent}"), purpose);
    format!("{before}{number}{behind}")
}

/// Thousands set apart by no-break spaces, as Russian Excel does.
fn set_apart(whole: &str) -> String {
    let mut apart = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            apart.push('\u{a0}');
        }
        apart.push(digit);
    }
    apart
}

/// A number without a format, with ten significant digits at most, as Excel shows it; whole numbers with all digits.
fn general(number: f64) -> String {
    if number == number.trunc() && number.abs() < 1e15 {
        return format!("{}", number as i64);
    }
    let magnitude = number.abs().log10().floor();
    let decimals = (9.0 - magnitude).clamp(0.0, 30.0) as usize;
    let shown = format!("{number:.decimals$}");
    match shown.contains('.') {
        true => shown.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_look_as_in_russian_excel() {
        let print = |value, code: &str| show_number(value, &Format::parse(code), Purpose::Print);
        for (value, code, expected) in [
            (2023.0, "General", "2023"),
            (57.499_999_999_999_99, "General", "57,5"),
            (0.1 + 0.2, "General", "0,3"),
            (-3.0, "General", "-3"),
            (88_001_234_567.0, "General", "88001234567"),
            (0.000_012_5, "General", "0,0000125"),
            (12.5, "0.00", "12,50"),
            (12.5, "0.0#", "12,5"),
            (0.575, "0.0%", "57,5%"),
            (0.6, "0%", "60%"),
            (1_234_567.0, "#,##0", "1\u{a0}234\u{a0}567"),
            (1_234.5, "#,##0.00", "1\u{a0}234,50"),
            (1_234.5, "#,##0.00\\ \"₽\"", "1\u{a0}234,50"),
            (1_234.5, "#,##0.00\"р.\"", "1\u{a0}234,50"),
            (1_234.5, "_-* #,##0.00\\ _₽_-;\\-* #,##0.00\\ _₽_-", "1\u{a0}234,50"),
            (120.0, "0\" чел.\"", "120 чел."),
            (7.0, "00", "07"),
            (-0.001, "0.00", "0,00"),
            (1.5, "# ?/?", "1,5"),
        ] {
            assert_eq!(print(value, code), expected, "{value} {code}");
        }
        assert_eq!(show_number(1.2, &Format::parse("0.00"), Purpose::Number), "1.20");
        assert_eq!(show_number(2.1, &Format::General, Purpose::Number), "2.1");
        assert_eq!(show_number(1_234.5, &Format::parse("#,##0.00"), Purpose::Figure), "1234,50");
    }
}
