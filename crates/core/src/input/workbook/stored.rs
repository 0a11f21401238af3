//! What workbooks store in cells, as the contents of cells: days as numbers, errors by names and numbers.

use calamine::{ExcelDateTime, ExcelDateTimeType};

use crate::input::table::{Content, Format, Moment};

/// A number as the content of a cell: a day if the format shows it as one.
pub(super) fn number(value: f64, format: &Format, from_1904: bool) -> Content {
    match format {
        Format::Date(look) => match from_serial(value, from_1904) {
            Some(Moment { day: None, .. }) if !look.time() && value == 0.0 => Content::Number(value),
            Some(moment) => Content::Moment(moment),
            None => Content::Unshowable(value),
        },
        _ if !value.is_finite() => Content::Unshowable(value),
        _ => Content::Number(value),
    }
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

/// The moment of a serial number of Excel; `None` before 1900 and after 9999.
fn from_serial(serial: f64, from_1904: bool) -> Option<Moment> {
    let end = if from_1904 { 2_957_004.0 } else { 2_958_466.0 };
    if !serial.is_finite() || !(0.0..end).contains(&serial) {
        return None;
    }
    // Seconds, rounded: 10:00 is stored as 0.41666666666666669.
    let seconds = (serial * 86_400.0).round() as i64;
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let time = ((rest / 3600) as u32, (rest % 3600 / 60) as u32);
    let is_time = days == 0 || from_1904 && serial < 1.0;
    // It knows the 29 February 1900, which Excel counts and which never was.
    let whole = ExcelDateTime::new(days as f64, ExcelDateTimeType::DateTime, from_1904);
    let (year, month, day, ..) = whole.to_ymd_hms_milli();
    let day = (i64::from(year), u32::from(month), u32::from(day));
    Some(Moment { day: (!is_time).then_some(day), time })
}

/// Reads `2023-03-15`, `2023-03-15T10:00:00` or `PT10H30M00S`.
pub(super) fn moment(text: &str) -> Option<Moment> {
    if let Some(duration) = text.strip_prefix("PT") {
        let (hours, rest) = duration.split_once('H')?;
        let (minutes, _) = rest.split_once('M')?;
        return Some(Moment { day: None, time: (hours.parse().ok()?, minutes.parse().ok()?) });
    }
    let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, "00:00"));
    let mut parts = day.splitn(3, '-');
    let (year, month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let mut parts = time.split(':');
    let time = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let is_day = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    (is_day && time.0 < 24 && time.1 < 60).then_some(Moment { day: Some((year, month, day)), time })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_become_days() {
        let day = |serial, from_1904| from_serial(serial, from_1904).and_then(|moment| moment.day);
        assert_eq!(day(44_927.0, false), Some((2023, 1, 1)));
        assert_eq!(day(43_465.0, true), Some((2023, 1, 1)));
        assert_eq!(day(1.0, false), Some((1900, 1, 1)));
        assert_eq!(day(59.0, false), Some((1900, 2, 28)));
        assert_eq!(day(61.0, false), Some((1900, 3, 1)));
        assert_eq!(day(2_958_465.0, false), Some((9999, 12, 31)));
        assert_eq!(day(2_958_466.0, false), None);
        assert_eq!(day(-1.0, false), None);
        assert_eq!(day(f64::NAN, false), None);
        assert_eq!(from_serial(0.416_666_666_666_666_7, false), Some(Moment { day: None, time: (10, 0) }));
    }
}
