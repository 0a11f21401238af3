//! Days and times as Russian Excel shows them.

use super::Purpose;
use crate::input::table::look::{DateLook, DatePart, Format, Moment, MonthLook};
use crate::russian::{MONTHS, MONTHS_GENITIVE, capitalised};

/// Year, month and day.
type Day = (i64, u32, u32);

const WEEKDAYS: [&str; 7] = ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"];
/// What stands behind a year and says no more than that it is one.
const YEARS: [&str; 5] = ["", "г", "г.", "год", "года"];

/// A moment as its format shows it; a whole day as the view wants it, which prints it in the chosen way.
pub(super) fn show_moment(moment: Moment, format: &Format, purpose: Purpose) -> String {
    let Format::Date(look) = format else { return full(moment, true, iso) };
    let parts = Around::of(&look.parts, |part| !matches!(part, DatePart::Words(_)));
    let (before, behind) = if purpose.is_print() { (parts.before, parts.behind) } else { Default::default() };
    let Some(day) = moment.day else { return time_alone(look, moment.time) };
    // Signs between the parts are those of any date, but words say more.
    if words(parts.inner).contains(char::is_alphanumeric) {
        return around(&before, spelled(parts.inner, day, moment.time), &behind);
    }
    let name = |name: &str| if before.trim().is_empty() { capitalised(name) } else { name.to_owned() };
    let core = match (look.day(), look.month(), look.year()) {
        (false, None, false) if !look.weekday() => return time_alone(look, moment.time),
        (false, Some(_), true) if !look.weekday() => format!("{} {}", name(month_name(day.1)), day.0),
        (false, Some(_), false) if !look.weekday() => name(month_name(day.1)),
        (false, None, true) if !look.weekday() => day.0.to_string(),
        (true, Some(month), false) => {
            let weekday = if look.weekday() { format!("{}, ", weekday(day)) } else { String::new() };
            match month {
                MonthLook::Name => format!("{weekday}{} {}", day.2, month_of(day.1)),
                MonthLook::Digits | MonthLook::Short => format!("{weekday}{:02}.{:02}", day.2, day.1),
            }
        }
        (true, None, _) => spelled(parts.inner, day, moment.time),
        // A whole day, and what a name of a day of the week says of one.
        _ if before.trim().is_empty() && YEARS.contains(&behind.trim()) => return full(moment, look.time(), iso),
        _ => return around(&before, full(moment, look.time(), digits), &behind),
    };
    let time =
        if look.time() && moment.time != (0, 0) { format!(" {}", show_time(moment.time)) } else { String::new() };
    around(&before, format!("{core}{time}"), &behind)
}

/// A time that may exceed a day, from a number of days.
pub(super) fn show_elapsed(days: f64, look: &DateLook) -> String {
    let mut left = (days.abs() * 86_400.0).round() as i64;
    let sign = if days < 0.0 && left > 0 { "-" } else { "" };
    let mut text = String::new();
    let mut is_first = true;
    for part in &look.parts {
        let unit = match part {
            DatePart::Hours => 3600,
            DatePart::Minutes => 60,
            DatePart::Seconds => 1,
            DatePart::Words(words) => {
                text.push_str(words);
                continue;
            }
            _ => continue,
        };
        let count = left / unit;
        left %= unit;
        text.push_str(&if is_first { format!("{sign}{count}") } else { format!("{count:02}") });
        is_first = false;
    }
    text.trim().to_owned()
}

/// Parts of a look, and the words before and behind them.
struct Around<'a> {
    before: String,
    inner: &'a [DatePart],
    behind: String,
}

impl<'a> Around<'a> {
    /// Everything from the first to the last part of a kind.
    fn of(parts: &'a [DatePart], is_it: fn(&DatePart) -> bool) -> Self {
        let first = parts.iter().position(is_it).unwrap_or_default();
        let end = parts.iter().rposition(is_it).map_or(first, |last| last + 1);
        Self { before: words(&parts[..first]), inner: &parts[first..end], behind: words(&parts[end..]) }
    }
}

fn around(before: &str, text: String, behind: &str) -> String {
    if before.is_empty() && behind.is_empty() { text } else { format!("{before}{text}{behind}").trim().to_owned() }
}

/// A time without a day, with the words of its format.
fn time_alone(look: &DateLook, time: (u32, u32)) -> String {
    let parts = Around::of(&look.parts, |part| matches!(part, DatePart::Hours | DatePart::Minutes | DatePart::Seconds));
    let shown = match words(parts.inner).contains(char::is_alphanumeric) {
        true => spelled(parts.inner, (0, 0, 0), time),
        false => show_time(time),
    };
    around(&parts.before, shown, &parts.behind)
}

/// Every part as Excel shows it.
fn spelled(parts: &[DatePart], day: Day, (hour, minute): (u32, u32)) -> String {
    let has_day = parts.contains(&DatePart::Day);
    let part = |part: &DatePart| match part {
        DatePart::Year => day.0.to_string(),
        DatePart::Month(MonthLook::Digits) => format!("{:02}", day.1),
        DatePart::Month(_) if has_day => month_of(day.1).to_owned(),
        DatePart::Month(_) => month_name(day.1).to_owned(),
        DatePart::Day => day.2.to_string(),
        DatePart::Weekday => weekday(day).to_owned(),
        DatePart::Hours => hour.to_string(),
        DatePart::Minutes => format!("{minute:02}"),
        DatePart::Seconds => "00".to_owned(),
        DatePart::Words(words) => words.clone(),
    };
    parts.iter().map(part).collect()
}

fn words(parts: &[DatePart]) -> String {
    parts
        .iter()
        .filter_map(|part| if let DatePart::Words(words) = part { Some(words.as_str()) } else { None })
        .collect()
}

fn month_name(month: u32) -> &'static str {
    month.checked_sub(1).and_then(|at| MONTHS.get(at as usize)).copied().unwrap_or_default()
}

fn month_of(month: u32) -> &'static str {
    month.checked_sub(1).and_then(|at| MONTHS_GENITIVE.get(at as usize)).copied().unwrap_or_default()
}

/// The day of the week (the congruence of Zeller).
fn weekday((year, month, day): Day) -> &'static str {
    let (year, month) = if month < 3 { (year - 1, i64::from(month) + 12) } else { (year, i64::from(month)) };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let from_saturday = i64::from(day) + 13 * (month + 1) / 5 + year + leaps;
    WEEKDAYS.get((from_saturday + 5).rem_euclid(7) as usize).copied().unwrap_or_default()
}

/// A whole day; with a time as `15.03.2023 10:00`.
fn full(moment: Moment, with_time: bool, show_day: fn(Day) -> String) -> String {
    match moment.day {
        None => show_time(moment.time),
        Some(day) if with_time && moment.time != (0, 0) => format!("{} {}", digits(day), show_time(moment.time)),
        Some(day) => show_day(day),
    }
}

/// As the view wants it, which prints it in the chosen way.
fn iso((year, month, day): Day) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// As people write it.
pub(super) fn digits((year, month, day): Day) -> String {
    format!("{day:02}.{month:02}.{year:04}")
}

fn show_time((hour, minute): (u32, u32)) -> String {
    format!("{hour:02}:{minute:02}")
}
