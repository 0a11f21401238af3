//! How the number or the date of a cell looks.
//!
//! Only what changes the meaning: whether a number is a day, a month, a year or a time, how many digits it has, whether
//! it is per cent. How a kind of file writes it down, only the reader of that kind knows.

/// How a number is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::input) enum Format {
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
pub(in crate::input) struct NumberLook {
    /// Digits before the comma, at least: 2 in `00`.
    pub(in crate::input) whole: usize,
    /// Digits after the comma that are always shown.
    pub(in crate::input) least: usize,
    /// Digits after the comma that are shown if they are not zero.
    pub(in crate::input) most: usize,
    /// A hundred times as large, with a per cent sign.
    pub(in crate::input) percent: bool,
    /// Thousands set apart.
    pub(in crate::input) thousands: bool,
    /// Words before the number.
    pub(in crate::input) before: String,
    /// Words behind the number.
    pub(in crate::input) behind: String,
}

/// The parts of a date that are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::input) struct DateLook {
    /// The year is shown.
    pub(in crate::input) year: bool,
    /// The month is shown.
    pub(in crate::input) month: bool,
    /// The day of the month is shown.
    pub(in crate::input) day: bool,
    /// Hours or minutes are shown.
    pub(in crate::input) time: bool,
}

impl DateLook {
    /// Day, month and year.
    pub(in crate::input) const DAY: Self = Self { year: true, month: true, day: true, time: false };
}

/// A day, a time, or both, without a time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) struct Moment {
    /// Year, month, day; absent for a time without a day.
    pub(in crate::input) day: Option<(i64, u32, u32)>,
    /// Hour and minute.
    pub(in crate::input) time: (u32, u32),
}
