//! A calendar day.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::russian::{MONTHS_GENITIVE, NBSP};

/// A day of the Gregorian calendar in the years 1900 to 2199.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(NaiveDate);

impl Day {
    /// The day, if it exists and its year is one that an office can mean.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1900..2200).contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// Reads an ISO day, `2023-02-01`, and nothing else.
    pub fn parse_iso(text: &str) -> Option<Self> {
        if !Self::looks_iso(text) {
            return None;
        }
        Self::new(text.get(..4)?.parse().ok()?, text.get(5..7)?.parse().ok()?, text.get(8..)?.parse().ok()?)
    }

    /// Whether a text has the shape `0000-00-00`, be it a day that exists or not.
    pub fn looks_iso(text: &str) -> bool {
        text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            })
    }

    /// Reads a date as people write it in a head block: `01.02.2023`, «01» февраля 2023 года, 1 февраля 2023 г.
    /// `None` for anything else.
    pub fn parse_written(text: &str) -> Option<Self> {
        let (year, month, day) = Self::written_parts(text)?;
        Self::new(year, month, day)
    }

    /// Whether a text is written as a date of a year that an office can mean, but no such day exists.
    pub fn is_impossible(text: &str) -> bool {
        Self::written_parts(text)
            .is_some_and(|(year, month, day)| Self::new(year, 1, 1).is_some() && Self::new(year, month, day).is_none())
    }

    fn written_parts(text: &str) -> Option<(i32, u32, u32)> {
        let words: Vec<String> = text
            .to_lowercase()
            .split(|c: char| c.is_whitespace() || matches!(c, '«' | '»' | '"' | '“' | '”' | '„' | '.' | ','))
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let ([day, month, year] | [day, month, year, "г" | "года"]) = words.as_slice() else { return None };
        let month = match MONTHS_GENITIVE.iter().position(|name| name == month) {
            Some(at) => at as u32 + 1,
            None => month.parse().ok()?,
        };
        Some((year.parse().ok()?, month, day.parse().ok()?))
    }

    /// The last day of a month.
    pub fn last_of_month(year: i32, month: u32) -> Option<Self> {
        (28..=31).rev().find_map(|day| Self::new(year, month, day))
    }

    /// The day as an ISO day: `2023-02-01`.
    pub fn iso(self) -> String {
        self.0.to_string()
    }

    /// The day after, if its year is one that an office can mean.
    pub fn next(self) -> Option<Self> {
        let next = self.0.succ_opt()?;
        Self::new(next.year(), next.month(), next.day())
    }

    /// The day before, if its year is one that an office can mean.
    pub fn previous(self) -> Option<Self> {
        let previous = self.0.pred_opt()?;
        Self::new(previous.year(), previous.month(), previous.day())
    }

    /// The day in digits, as in tables: `01.02.2023`.
    pub fn digits(self) -> String {
        format!("{:02}.{:02}.{}", self.day(), self.month(), self.year())
    }

    /// The day in words, as in head blocks: «1 февраля 2023 г.» (ГОСТ Р 7.0.97, no leading zero).
    pub fn in_words(self) -> String {
        let month = MONTHS_GENITIVE.get(self.month() as usize - 1).copied().unwrap_or_default();
        format!("{}{NBSP}{month}{NBSP}{}{NBSP}г.", self.day(), self.year())
    }

    /// Year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// Month, 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// Day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// Day of the week, Monday being 0.
    pub fn weekday(self) -> u32 {
        self.0.weekday().num_days_from_monday()
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn only_days_that_exist_are_days() {
        assert_eq!(Day::parse_iso("2024-02-29"), Day::new(2024, 2, 29));
        for written in ["01.02.2023", "«01» февраля 2023 года", "1 февраля 2023 г."] {
            assert_eq!(Day::parse_written(written), Day::new(2023, 2, 1), "{written}");
        }
        for impossible in ["31.02.2023", "«30» февраля 2023 г.", "1.13.2023"] {
            assert!(Day::is_impossible(impossible), "{impossible}");
        }
        for other in ["01.02.2023", "31.02.23", "«__» февраля 2023 г.", "2.31", "31.02"] {
            assert!(!Day::is_impossible(other), "{other}");
        }
        for wrong in ["2023-02-29", "2023-2-1", "2023-13-01", "0023-01-01", "2023-01-01 ", "01.02.2023", "2023-0а-1"] {
            assert_eq!(Day::parse_iso(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_are_written_as_the_standard_has_them() {
        let day = Day::new(2023, 2, 1).expect("a day");
        assert_eq!(day.in_words(), "1\u{a0}февраля\u{a0}2023\u{a0}г.");
        assert_eq!(day.digits(), "01.02.2023");
    }
}
