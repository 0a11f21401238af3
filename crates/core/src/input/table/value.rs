//! A cell to the text that is read from it.

use super::grid::{Cell, Content};
use super::look::{DateLook, Format, Moment, NumberLook};
use crate::diagnostics::{Problem, WorkbookProblem};
use crate::russian::{MONTHS, capitalised};

/// What a cell is read for; it decides how a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) enum Purpose {
    /// A text to be printed: numbers look as Russian Excel shows them.
    Print,
    /// A number to be calculated with, or a field of the requisites: digits and a decimal comma only.
    Figure,
    /// A number or code of an activity: a decimal point, and no date.
    Number,
}

/// The text of a cell, or why it has none.
pub(in crate::input) fn text(cell: &Cell, purpose: Purpose) -> Result<String, Problem> {
    match &cell.content {
        Content::Text(text) => plain(text),
        Content::Number(number) => Ok(show_number(*number, &cell.format, purpose)),
        // As Excel shows it.
        Content::Bool(value) => Ok(if *value { "ИСТИНА" } else { "ЛОЖЬ" }.to_owned()),
        Content::Moment(_) if purpose == Purpose::Number => {
            Err(bad_cell("Excel превратил его в дату, а здесь ожидается номер"))
        }
        Content::Moment(moment) => Ok(show_moment(*moment, &cell.format, iso)),
        Content::Error(_) => Err(WorkbookProblem::ErrorCell.into()),
        Content::Uncalculated => Err(WorkbookProblem::FormulaWithoutValue.into()),
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
pub(in crate::input) fn seen(cell: &Cell) -> String {
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
    Problem::from(WorkbookProblem::BadCell { detail: detail.to_owned() })
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
        return Err(WorkbookProblem::ErrorCell.into());
    }
    let text = text.replace("_x000D_", "\r").replace("\r\n", "\n").replace('\r', "\n");
    Ok(text)
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
