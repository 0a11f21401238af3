//! How the number or the date of a cell looks.
//!
//! Only what changes the meaning: whether a number is a day, a month, a year or a time, how many digits it has, whether
//! it is per cent. How a kind of file writes it down, only the reader of that kind knows.

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

/// A day, a time, or both, without a time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// Year, month, day; absent for a time without a day.
    pub(super) day: Option<(i64, u32, u32)>,
    /// Hour and minute.
    pub(super) time: (u32, u32),
}
