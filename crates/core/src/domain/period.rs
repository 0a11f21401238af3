//! The time that a plan is for.

use super::day::Day;
use super::due::Due;

/// The period of a plan: a year, several years, a school year, months, or days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    typed: String,
    from: Day,
    to: Day,
}

impl Period {
    /// Reads what names a stretch of the calendar by itself, as due dates are read: every year typed, nothing left out.
    /// `2023`, `2021–2024 годы`, `2023/2024 учебный год`, `сентябрь 2022 – май 2024`, `I полугодие 2024 года`,
    /// `с 01.09.2023 по 31.05.2024`. `None` for anything else: a period is never guessed at.
    pub fn parse(typed: &str) -> Option<Self> {
        let (from, to) = Due::named_stretch(typed, &Self::unknown()?)?;
        Some(Self { typed: typed.trim().to_owned(), from, to })
    }

    /// A period of which nothing is known: no year can be told by it.
    pub(crate) fn unknown() -> Option<Self> {
        Some(Self { typed: String::new(), from: Day::new(1900, 1, 1)?, to: Day::new(2199, 12, 31)? })
    }

    /// The period as it was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// The period as a name, of which a title has «на» before it: «2027 год» of «на 2027 год».
    pub fn named(&self) -> &str {
        self.typed.strip_prefix("на ").map_or(&self.typed, str::trim_start)
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
            ("на 2023 год", "2023-01-01..2023-12-31"),
            ("период: на 2027 год", "2027-01-01..2027-12-31"),
            ("Период реализации: 2027–2029 годы", "2027-01-01..2029-12-31"),
            ("в 2023 году", "2023-01-01..2023-12-31"),
            ("2023 календарный год", "2023-01-01..2023-12-31"),
            ("2025-2026 г.г.", "2025-01-01..2026-12-31"),
            ("(2025-2026 г.г.)", "2025-01-01..2026-12-31"),
            ("2024, 2025 и 2026 годы", "2024-01-01..2026-12-31"),
            ("на период 2022-2027 гг.", "2022-01-01..2027-12-31"),
            ("на период с 2022 по 2027 год", "2022-01-01..2027-12-31"),
            ("на 2023-2024 учебный год", "2023-09-01..2024-08-31"),
            ("2023–2025 учебные годы", "2023-09-01..2025-08-31"),
            ("I полугодие 2024 года", "2024-01-01..2024-06-30"),
            ("2-е полугодие 2024 г.", "2024-07-01..2024-12-31"),
            ("I полугодие 2023/2024 учебного года", "2023-09-01..2023-12-31"),
            ("первый квартал 2024 года", "2024-01-01..2024-03-31"),
            ("за IV квартал 2024 г.", "2024-10-01..2024-12-31"),
            ("III–IV кварталы 2024 года", "2024-07-01..2024-12-31"),
            ("с 01.09.2023 по 31.05.2024", "2023-09-01..2024-05-31"),
            ("с 1 сентября 2023 г. по 31 мая 2024 г.", "2023-09-01..2024-05-31"),
            ("01.09.2023 – 31.05.2024", "2023-09-01..2024-05-31"),
            ("2023-09-01 – 2024-05-31", "2023-09-01..2024-05-31"),
            ("с сентября 2023 года по май 2024 года", "2023-09-01..2024-05-31"),
            // Nothing is guessed: a year left out, a gap, one day, an open end, time in no order.
            ("сентябрь – май", "?"),
            ("ноябрь 2023 – февраль", "?"),
            ("2021, 2023 годы", "?"),
            ("март, май 2023", "?"),
            ("15.03.2023", "?"),
            ("до 31.12.2023", "?"),
            ("с 2023 года", "?"),
            ("ежегодно", "?"),
            ("учебный год", "?"),
            ("на год", "?"),
            ("с 31.05.2024 по 01.09.2023", "?"),
            ("2023 год, I квартал", "?"),
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
