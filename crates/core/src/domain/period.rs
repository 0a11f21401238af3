//! The time that a plan is for.

use super::day::Day;
use crate::russian::MONTHS;

/// The period of a plan: a year, several years, a school year, or months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    typed: String,
    from: Day,
    to: Day,
}

impl Period {
    /// Reads `2023`, `2023 год`, `2021–2024 годы`, `2023/2024 учебный год`, `сентябрь 2022 – май 2024`,
    /// `октябрь–ноябрь 2023 года`. `None` for anything else: a period is never guessed at.
    pub fn parse(typed: &str) -> Option<Self> {
        let words = words(typed);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (from, to) = match words.as_slice() {
            [first, "-" | "/", last, "уч" | "учебный" | "учебного", "г" | "год" | "года"] | [first, "/", last] => {
                school_year(first, last)?
            }
            [year] => whole_years(year, year)?,
            [year, "год" | "года" | "г"] => whole_years(year, year)?,
            [first, "-", last] if is_year(first) => whole_years(first, last)?,
            [first, "-", last, "год" | "года" | "годы" | "годов" | "гг" | "г"] if is_year(first) => {
                whole_years(first, last)?
            }
            [month, year] | [month, year, "год" | "года" | "г"] => months(month, year, month, year)?,
            [first, "-", last, year] | [first, "-", last, year, "год" | "года" | "г"] => {
                months(first, year, last, year)?
            }
            [first, first_year, "-", last, year] | [first, first_year, "-", last, year, "год" | "года" | "г"] => {
                months(first, first_year, last, year)?
            }
            [first, first_year, "год" | "года" | "г", "-", last, year, "год" | "года" | "г"] => {
                months(first, first_year, last, year)?
            }
            _ => return None,
        };
        (from <= to).then(|| Self { typed: typed.trim().to_owned(), from, to })
    }

    /// The period as it was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// First day.
    pub fn from(&self) -> Day {
        self.from
    }

    /// Last day.
    pub fn to(&self) -> Day {
        self.to
    }

    /// The one calendar year that the period lies in, if there is only one.
    pub fn single_year(&self) -> Option<i32> {
        (self.from.year() == self.to.year()).then(|| self.from.year())
    }
}

/// Lower-case words, with any dash or slash as a word of its own and full stops dropped.
fn words(typed: &str) -> Vec<String> {
    let mut spaced = String::new();
    for c in typed.chars().flat_map(char::to_lowercase) {
        match c {
            '-' | '‐' | '‑' | '–' | '—' | '−' => spaced.push_str(" - "),
            '/' => spaced.push_str(" / "),
            '.' | ',' => spaced.push(' '),
            c => spaced.push(c),
        }
    }
    spaced.split_whitespace().map(str::to_owned).collect()
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn year(word: &str) -> Option<i32> {
    is_year(word).then(|| word.parse().ok()).flatten()
}

fn whole_years(first: &str, last: &str) -> Option<(Day, Day)> {
    Some((Day::new(year(first)?, 1, 1)?, Day::new(year(last)?, 12, 31)?))
}

/// A school year runs from 1 September to 31 August; its second half may be written with two digits.
fn school_year(first: &str, last: &str) -> Option<(Day, Day)> {
    let first = year(first)?;
    let last = match last.len() {
        2 => first - first.rem_euclid(100) + last.parse::<i32>().ok()?,
        _ => year(last)?,
    };
    if last <= first {
        return None;
    }
    Some((Day::new(first, 9, 1)?, Day::new(last, 8, 31)?))
}

fn months(first: &str, first_year: &str, last: &str, last_year: &str) -> Option<(Day, Day)> {
    let number = |word: &str| MONTHS.iter().position(|month| *month == word).map(|at| at as u32 + 1);
    let (first, last) = (number(first)?, number(last)?);
    Some((Day::new(year(first_year)?, first, 1)?, Day::last_of_month(year(last_year)?, last)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(typed: &str) -> String {
        let iso = |day: Day| format!("{}-{:02}-{:02}", day.year(), day.month(), day.day());
        Period::parse(typed).map_or_else(|| "?".into(), |p| format!("{}..{}", iso(p.from()), iso(p.to())))
    }

    #[test]
    fn periods_are_understood_as_written() {
        for (typed, expected) in [
            ("2023 год", "2023-01-01..2023-12-31"),
            ("2023", "2023-01-01..2023-12-31"),
            ("2023 г.", "2023-01-01..2023-12-31"),
            ("2021–2024 годы", "2021-01-01..2024-12-31"),
            ("2021 - 2024 гг.", "2021-01-01..2024-12-31"),
            ("2023/2024 учебный год", "2023-09-01..2024-08-31"),
            ("2023-2024 уч. год", "2023-09-01..2024-08-31"),
            ("2023/24 учебный год", "2023-09-01..2024-08-31"),
            ("сентябрь 2022 – май 2024", "2022-09-01..2024-05-31"),
            ("сентябрь 2022 г. – май 2024 г.", "2022-09-01..2024-05-31"),
            ("Октябрь–ноябрь 2023 года", "2023-10-01..2023-11-30"),
            ("февраль 2024 года", "2024-02-01..2024-02-29"),
            ("2024–2021 годы", "?"),
            ("2023/2024 что угодно", "?"),
            ("2023/2024", "2023-09-01..2024-08-31"),
            ("скоро", "?"),
            ("", "?"),
            ("23", "?"),
        ] {
            assert_eq!(shown(typed), expected, "{typed}");
        }
    }
}
