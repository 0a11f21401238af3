//! Number formats as Excel writes them down.
//!
//! Colours, currencies and blanks of a format are passed over: they do not change the meaning.

use crate::input::table::{DateLook, Format, NumberLook};

/// Reads a format as workbooks store it, for instance `[$-419]mmmm\ yyyy;@`.
pub(super) fn parse(code: &str) -> Format {
    let section = first_section(code);
    if let Some(look) = date_look(&section) {
        return look;
    }
    number_look(&section)
}

/// The built-in formats, which workbooks name by number only.
pub(super) fn builtin(id: u32) -> Format {
    parse(match id {
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::input::table::value::{self, Purpose};
    use crate::input::table::{Cell, Content};

    #[test]
    fn what_a_date_format_shows() {
        let shows = |code: &str| match parse(code) {
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
    fn numbers_look_as_in_russian_excel() {
        let show = |number, code: &str, purpose| {
            value::text(&Cell { content: Content::Number(number), format: Arc::new(parse(code)) }, purpose).unwrap()
        };
        for (number, code, expected) in [
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
            assert_eq!(show(number, code, Purpose::Print), expected, "{number} {code}");
        }
        assert_eq!(show(1.2, "0.00", Purpose::Number), "1.20");
        assert_eq!(show(2.1, "General", Purpose::Number), "2.1");
        assert_eq!(show(1_234.5, "#,##0.00", Purpose::Figure), "1234,50");
    }
}
