//! Number formats: how a number or a date of a cell is shown.
//!
//! Only what changes the meaning is read: whether a number is a day, a month, a year or a time, how many digits it
//! has, whether it is per cent. Colours, currencies and blanks of a format are passed over.

/// How a number is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// As it is.
    #[default]
    General,
    /// With a fixed look.
    Number(NumberLook),
    /// As a date or a time.
    Date(DateLook),
    /// As hours and minutes that may exceed a day (`[h]:mm`).
    Elapsed,
}

/// The look of a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct NumberLook {
    /// Digits before the comma, at least: 2 in `00`.
    pub(super) whole: usize,
    /// Digits after the comma that are always shown.
    pub(super) least: usize,
    /// Digits after the comma that are shown if they are not zero.
    pub(super) most: usize,
    /// A hundred times as large, with a per cent sign.
    pub(super) percent: bool,
    /// Thousands set apart.
    pub(super) thousands: bool,
    /// Words before the number.
    pub(super) before: String,
    /// Words behind the number.
    pub(super) behind: String,
}

/// The parts of a date that are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct DateLook {
    /// The year is shown.
    pub(super) year: bool,
    /// The month is shown.
    pub(super) month: bool,
    /// The day of the month is shown.
    pub(super) day: bool,
    /// Hours or minutes are shown.
    pub(super) time: bool,
}

impl DateLook {
    /// Day, month and year.
    pub(super) const DAY: Self = Self { year: true, month: true, day: true, time: false };
}

impl Format {
    /// Reads a format as workbooks store it, for instance `[$-419]mmmm\ yyyy;@`.
    pub(super) fn parse(code: &str) -> Self {
        let section = first_section(code);
        if let Some(look) = date_look(&section) {
            return look;
        }
        number_look(&section)
    }

    /// The built-in formats, which workbooks name by number only.
    pub(super) fn builtin(id: u32) -> Self {
        Self::parse(match id {
            1 => "0",
            2 => "0.00",
            3 | 37 | 38 | 41 | 42 => "#,##0",
            4 | 39 | 40 | 43 | 44 => "#,##0.00",
            9 => "0%",
            10 => "0.00%",
            // The numbers that depend on the language of the system (27 to 36, 50 to 58) are days almost everywhere.
            14 | 15 | 27..=31 | 34..=36 | 50..=58 => "dd.mm.yyyy",
            16 => "d-mmm",
            17 => "mmm-yy",
            18..=21 | 32 | 33 | 45 | 47 => "h:mm",
            22 => "dd.mm.yyyy h:mm",
            46 => "[h]:mm:ss",
            _ => "General",
        })
    }
}

/// A piece of a format.
#[derive(Debug, Clone, PartialEq)]
enum Piece {
    /// A sign with a meaning.
    Sign(char),
    /// Words that are shown as they stand.
    Words(String),
    /// `[h]`, `[mm]`, `[s]`.
    Elapsed,
}

/// The part of a format for positive numbers, cut into pieces.
fn first_section(code: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut signs = code.chars();
    while let Some(sign) = signs.next() {
        match sign {
            ';' => break,
            '"' => pieces.push(Piece::Words(signs.by_ref().take_while(|c| *c != '"').collect())),
            '\\' => pieces.extend(signs.next().map(|c| Piece::Words(c.to_string()))),
            // Room of the width of a sign, and a sign that fills the cell.
            '_' | '*' => drop(signs.next()),
            'A' | 'a' => skip_half_of_day(&mut signs),
            '[' => pieces.extend(bracket(&signs.by_ref().take_while(|c| *c != ']').collect::<String>())),
            // Literal without quotes by the rules of Excel.
            '$' | '₽' | '€' | ' ' | '(' | ')' | '-' | '+' | ':' => pieces.push(Piece::Words(sign.to_string())),
            sign => pieces.push(Piece::Sign(sign)),
        }
    }
    pieces
}

/// Passes over `AM/PM` and `A/P`, whose `M` is no month.
fn skip_half_of_day(signs: &mut std::str::Chars<'_>) {
    for rest in ["m/pm", "/p"] {
        if signs.as_str().get(..rest.len()).is_some_and(|next| next.eq_ignore_ascii_case(rest)) {
            signs.nth(rest.len() - 1);
            return;
        }
    }
}

/// What stands in square brackets: time beyond a day, or a colour, a language, a currency, a condition.
fn bracket(inner: &str) -> Option<Piece> {
    let lower = inner.to_ascii_lowercase();
    let is_elapsed = !lower.is_empty() && ['h', 'm', 's'].iter().any(|unit| lower.chars().all(|c| c == *unit));
    is_elapsed.then_some(Piece::Elapsed)
}

/// The parts of a date, if the format shows one.
fn date_look(pieces: &[Piece]) -> Option<Format> {
    if pieces.contains(&Piece::Elapsed) {
        return Some(Format::Elapsed);
    }
    // Without its `a`, which is passed over as the half of a day is.
    let is_general = spelled(pieces).to_ascii_lowercase().contains("generl");
    if is_general || pieces.iter().any(|piece| matches!(piece, Piece::Sign('0' | '#' | '?' | '@')) && !has_time(pieces))
    {
        return None;
    }
    let groups = groups(pieces);
    let mut look = DateLook::default();
    for (at, (unit, length)) in groups.iter().enumerate() {
        match unit {
            'y' | 'e' | 'г' => look.year = true,
            // Three and more are the day of the week.
            'd' | 'д' if *length <= 2 => look.day = true,
            'h' | 's' | 'ч' => look.time = true,
            'm' | 'м' => match is_minute(&groups, at) {
                true => look.time = true,
                false => look.month = true,
            },
            _ => {}
        }
    }
    let weekday = groups.iter().any(|(unit, _)| matches!(unit, 'd' | 'д'));
    match look {
        DateLook { year: false, month: false, day: false, time: false } if weekday => Some(Format::Date(DateLook::DAY)),
        DateLook { year: false, month: false, day: false, time: false } => None,
        look => Some(Format::Date(look)),
    }
}

fn spelled(pieces: &[Piece]) -> String {
    pieces.iter().filter_map(|piece| if let Piece::Sign(sign) = piece { Some(*sign) } else { None }).collect()
}

/// Whether hours or seconds are shown: then `0` means parts of a second (`mm:ss.0`).
fn has_time(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| matches!(piece, Piece::Sign('h' | 'H' | 's' | 'S')))
}

/// Runs of the same letter of a date format: `dd.mm.yyyy` is d2 m2 y4.
fn groups(pieces: &[Piece]) -> Vec<(char, usize)> {
    let mut groups: Vec<(char, usize)> = Vec::new();
    let mut last = None;
    for piece in pieces {
        let unit = match piece {
            Piece::Sign(sign) => sign.to_lowercase().next().filter(|c| "ymdhseгмдч".contains(*c)),
            _ => None,
        };
        match (unit, last) {
            (Some(unit), Some(before)) if unit == before => {
                if let Some((_, length)) = groups.last_mut() {
                    *length += 1;
                }
            }
            (Some(unit), _) => groups.push((unit, 1)),
            (None, _) => {}
        }
        last = unit;
    }
    groups
}

/// `m` means minutes behind hours and before seconds, else months.
fn is_minute(groups: &[(char, usize)], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| groups.get(at)).map(|(unit, _)| *unit);
    let behind = groups.get(at + 1).map(|(unit, _)| *unit);
    matches!(before, Some('h' | 'ч')) || behind == Some('s')
}

/// The look of a number.
fn number_look(pieces: &[Piece]) -> Format {
    let spelled = spelled(pieces);
    let digits = |c: char| matches!(c, '0' | '#' | '?');
    // Fractions, powers of ten and formats for texts are shown as they are.
    if !spelled.contains(digits) || spelled.contains(['/', 'E', 'e', '@']) {
        return Format::General;
    }
    let (whole, fraction) = spelled.split_once('.').unwrap_or((&spelled, ""));
    let inner_comma = |text: &str| {
        let text = text.trim_end_matches(|c| !digits(c));
        text.contains(',')
    };
    let (before, behind) = words_around(pieces);
    Format::Number(NumberLook {
        whole: whole.chars().filter(|c| *c == '0').count(),
        least: fraction.chars().filter(|c| *c == '0').count(),
        most: fraction.chars().filter(|c| digits(*c)).count(),
        percent: spelled.contains('%'),
        thousands: inner_comma(whole),
        before,
        behind,
    })
}

/// Words before and behind the digits, unless they are a currency.
fn words_around(pieces: &[Piece]) -> (String, String) {
    let is_digit = |piece: &Piece| matches!(piece, Piece::Sign('0' | '#' | '?'));
    let first = pieces.iter().position(is_digit).unwrap_or(0);
    let last = pieces.iter().rposition(is_digit).unwrap_or(0);
    let words = |pieces: &[Piece]| {
        let words: String = pieces
            .iter()
            .filter_map(|piece| if let Piece::Words(words) = piece { Some(words.as_str()) } else { None })
            .collect();
        if is_currency(&words) { String::new() } else { words }
    };
    (words(&pieces[..first]), words(pieces.get(last + 1..).unwrap_or_default()))
}

fn is_currency(words: &str) -> bool {
    let bare = words.trim_matches(|c: char| c.is_whitespace() || "()-+.$₽€".contains(c)).to_lowercase();
    matches!(bare.as_str(), "" | "р" | "руб" | "рублей" | "usd" | "rub" | "eur" | "тыс. руб" | "тыс.руб")
}

/// A day, a time, or both, without a time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// Year, month, day; absent for a time without a day.
    pub(super) day: Option<(i64, u32, u32)>,
    /// Hour and minute.
    pub(super) time: (u32, u32),
}

impl Moment {
    /// The moment of a serial number of Excel; `None` before 1900 and after 9999.
    pub(super) fn from_serial(serial: f64, from_1904: bool) -> Option<Self> {
        if !serial.is_finite() || !(0.0..2_958_466.0).contains(&serial) {
            return None;
        }
        // Seconds, rounded: 10:00 is stored as 0.41666666666666669.
        let seconds = (serial * 86_400.0).round() as i64;
        let (days, rest) = (seconds / 86_400, seconds % 86_400);
        let time = ((rest / 3600) as u32, (rest % 3600 / 60) as u32);
        let day = match days {
            days if from_1904 => Some(civil(days - 24_107)),
            0 => None,
            // Excel counts a 29 February 1900 that never was.
            days if days < 60 => Some(civil(days - 25_568)),
            days => Some(civil(days - 25_569)),
        };
        let is_time = from_1904 && serial < 1.0;
        Some(Self { day: if is_time { None } else { day }, time })
    }

    /// Reads `2023-03-15`, `2023-03-15T10:00:00` or `PT10H30M00S`.
    pub(super) fn from_iso(text: &str) -> Option<Self> {
        if let Some(duration) = text.strip_prefix("PT") {
            let (hours, rest) = duration.split_once('H')?;
            let (minutes, _) = rest.split_once('M')?;
            return Some(Self { day: None, time: (hours.parse().ok()?, minutes.parse().ok()?) });
        }
        let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, "00:00"));
        let mut parts = day.splitn(3, '-');
        let (year, month, day) =
            (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let mut parts = time.split(':');
        let time = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let is_day = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        (is_day && time.0 < 24 && time.1 < 60).then_some(Self { day: Some((year, month, day)), time })
    }
}

/// Year, month and day of a count of days since 1 January 1970 (the algorithm of Howard Hinnant).
fn civil(days: i64) -> (i64, u32, u32) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = (of_year - (153 * shifted_month + 2) / 5 + 1) as u32;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 } as u32;
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_date_format_shows() {
        let shows = |code: &str| match Format::parse(code) {
            Format::Date(look) => [(look.year, 'y'), (look.month, 'm'), (look.day, 'd'), (look.time, 't')]
                .into_iter()
                .filter_map(|(shown, letter)| shown.then_some(letter))
                .collect(),
            Format::Elapsed => "elapsed".to_owned(),
            _ => "no date".to_owned(),
        };
        for (code, expected) in [
            ("mmm.yy", "ym"),
            ("mmm-yy", "ym"),
            ("[$-419]mmmm\\ yyyy;@", "ym"),
            ("mm.yyyy", "ym"),
            ("MMMM YYYY", "ym"),
            ("yyyy", "y"),
            ("yyyy\" год\"", "y"),
            ("mmmm", "m"),
            ("d-mmm", "md"),
            ("dd.mm.yyyy", "ymd"),
            ("[$-FC19]dd\\ mmmm\\ yyyy\\ \\г\\.;@", "ymd"),
            ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "ymd"),
            ("dddd", "ymd"),
            ("m/d/yy h:mm", "ymdt"),
            ("dd.mm.yyyy hh:mm", "ymdt"),
            ("h:mm AM/PM", "t"),
            ("mm:ss.0", "t"),
            ("[h]:mm", "elapsed"),
            ("General", "no date"),
            ("GENERAL", "no date"),
            ("0.00", "no date"),
            ("#,##0\\ \"руб.\"", "no date"),
            ("0\" мес.\"", "no date"),
            ("@", "no date"),
        ] {
            assert_eq!(shows(code), expected, "{code}");
        }
    }

    #[test]
    fn serial_numbers_become_days() {
        let day = |serial, from_1904| Moment::from_serial(serial, from_1904).and_then(|moment| moment.day);
        assert_eq!(day(44_927.0, false), Some((2023, 1, 1)));
        assert_eq!(day(43_465.0, true), Some((2023, 1, 1)));
        assert_eq!(day(1.0, false), Some((1900, 1, 1)));
        assert_eq!(day(59.0, false), Some((1900, 2, 28)));
        assert_eq!(day(61.0, false), Some((1900, 3, 1)));
        assert_eq!(day(2_958_465.0, false), Some((9999, 12, 31)));
        assert_eq!(day(2_958_466.0, false), None);
        assert_eq!(day(-1.0, false), None);
        assert_eq!(day(f64::NAN, false), None);
        assert_eq!(Moment::from_serial(0.416_666_666_666_666_7, false), Some(Moment { day: None, time: (10, 0) }));
    }
}
