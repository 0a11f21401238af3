//! How the number or the date of a cell looks: what Excel shows of it, sign by sign. How a kind of file writes it down, only
//! the reader of that kind knows.

/// How a cell is shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::input) enum Format {
    /// As it is.
    #[default]
    General,
    /// As a number, or a text, with a look.
    Number(NumberLook),
    /// As a date or a time.
    Date(DateLook),
    /// As a time that may exceed a day (`[h]:mm`).
    Elapsed(DateLook),
}

/// The look of a number or a text: which one, the number itself decides.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::input) struct NumberLook {
    /// The looks in their order; the first whose condition holds counts.
    pub(in crate::input) sections: Vec<Section>,
    /// Words before and behind a text; `None` if it is shown as it is.
    pub(in crate::input) text: Option<TextLook>,
}

/// What is shown of a text.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::input) enum TextLook {
    /// The text with words before and behind it.
    Within(String, String),
    /// Only words, or nothing at all.
    Hidden,
}

/// The look of some numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::input) struct Section {
    /// Which numbers; `None` for all that are left.
    pub(in crate::input) condition: Option<Condition>,
    /// Words before the digits.
    pub(in crate::input) before: String,
    /// The digits.
    pub(in crate::input) digits: Digits,
    /// Words behind the digits.
    pub(in crate::input) behind: String,
}

/// A comparison with a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::input) struct Condition {
    /// Holds for smaller numbers.
    pub(in crate::input) less: bool,
    /// Holds for the number itself.
    pub(in crate::input) equal: bool,
    /// Holds for larger numbers.
    pub(in crate::input) greater: bool,
    /// The number.
    pub(in crate::input) than: f64,
}

impl Condition {
    /// Whether it holds for a number.
    pub(in crate::input) fn holds(self, number: f64) -> bool {
        self.less && number < self.than || self.equal && number == self.than || self.greater && number > self.than
    }
}

/// How the digits of a number are shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::input) enum Digits {
    /// Not at all: the words stand for the number.
    #[default]
    None,
    /// As they are.
    General,
    /// In places.
    Places(Places),
}

/// Places for digits.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::input) struct Places {
    /// Those before the comma.
    pub(in crate::input) whole: Vec<Slot>,
    /// Those behind the comma.
    pub(in crate::input) fraction: Vec<Slot>,
    /// Thousands set apart.
    pub(in crate::input) thousands: bool,
    /// The power of ten by which the number is multiplied: 2 for per cent, -3 for thousands.
    pub(in crate::input) scale: i32,
}

/// A place for a digit, or what stands between such places.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::input) enum Slot {
    /// A digit that is always shown.
    Always,
    /// A digit that is shown if it counts.
    IfNeeded,
    /// The same, and a blank else.
    OrBlank,
    /// Words between digits.
    Words(String),
}

/// The parts of a date, as they are shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::input) struct DateLook {
    /// In their order.
    pub(in crate::input) parts: Vec<DatePart>,
}

/// A part of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::input) enum DatePart {
    /// The year.
    Year,
    /// The month: its name, its short name or two digits.
    Month(MonthLook),
    /// The day of the month.
    Day,
    /// The name of the day of the week.
    Weekday,
    /// Hours, of the day or since the beginning.
    Hours,
    /// Minutes, of the hour or since the beginning.
    Minutes,
    /// Seconds, of the minute or since the beginning.
    Seconds,
    /// Words and signs between the others.
    Words(String),
}

/// How a month is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) enum MonthLook {
    /// `09`
    Digits,
    /// `сен`
    Short,
    /// `сентябрь`
    Name,
}

impl DateLook {
    /// Whether a part of some kind is shown.
    pub(in crate::input) fn shows(&self, is_part: impl Fn(&DatePart) -> bool) -> bool {
        self.parts.iter().any(is_part)
    }

    /// Whether the year is shown.
    pub(in crate::input) fn year(&self) -> bool {
        self.shows(|part| *part == DatePart::Year)
    }

    /// How the month is shown, if it is.
    pub(in crate::input) fn month(&self) -> Option<MonthLook> {
        self.parts.iter().find_map(|part| if let DatePart::Month(look) = part { Some(*look) } else { None })
    }

    /// Whether the day is shown.
    pub(in crate::input) fn day(&self) -> bool {
        self.shows(|part| *part == DatePart::Day)
    }

    /// Whether the day of the week is shown.
    pub(in crate::input) fn weekday(&self) -> bool {
        self.shows(|part| *part == DatePart::Weekday)
    }

    /// Whether a time is shown.
    pub(in crate::input) fn time(&self) -> bool {
        self.shows(|part| matches!(part, DatePart::Hours | DatePart::Minutes | DatePart::Seconds))
    }
}

/// A day, a time, or both, without a time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) struct Moment {
    /// Year, month, day; absent for a time without a day.
    pub(in crate::input) day: Option<(i64, u32, u32)>,
    /// Hour and minute.
    pub(in crate::input) time: (u32, u32),
}
