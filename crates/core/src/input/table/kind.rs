//! Which tables there are, and what their columns hold.

use crate::schema;

/// The field of a column that tells state, day and document in one cell; it is parted when it is read.
pub(super) const MARK_OF_FULFILMENT: &str = "отметка о выполнении";

/// The tables that the program reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) enum Table {
    /// «Мероприятия»
    Activities,
    /// «Исполнение»
    Fulfilment,
    /// «Показатели»
    Indicators,
    /// «Рекомендации»
    Recommendations,
    /// «Решения»
    Decisions,
    /// «Территории», of a summary
    Territories,
}

/// What a column of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::input) enum Role {
    /// A field of the records of the table.
    Own(&'static str),
    /// In «Мероприятия»: a field of the fulfilment.
    Fulfilment(&'static str),
    /// Only there for the reader (the name of the activity in «Исполнение»): not read.
    Context(&'static str),
}

impl Table {
    /// All of them, in the order in which they are read.
    pub(in crate::input) const ALL: [Self; 6] = [
        Self::Activities,
        Self::Fulfilment,
        Self::Indicators,
        Self::Recommendations,
        Self::Decisions,
        Self::Territories,
    ];

    /// Whether a summary has the table.
    pub(in crate::input) fn is_of_summary(self) -> bool {
        matches!(self, Self::Territories | Self::Indicators | Self::Recommendations | Self::Decisions)
    }

    /// Whether plans and monitorings have it.
    pub(in crate::input) fn is_of_plan(self) -> bool {
        self != Self::Territories
    }

    /// The sheet that holds the table.
    pub(in crate::input) fn sheet(self) -> &'static str {
        match self {
            Self::Activities => "Мероприятия",
            Self::Fulfilment => "Исполнение",
            Self::Indicators => "Показатели",
            Self::Recommendations => "Рекомендации",
            Self::Decisions => "Решения",
            Self::Territories => "Территории",
        }
    }

    /// The key of the list that the table becomes.
    pub(in crate::input) fn key(self) -> &'static str {
        match self {
            Self::Activities => schema::ACTIVITIES,
            Self::Fulfilment => schema::FULFILMENT,
            Self::Indicators => schema::INDICATORS,
            Self::Recommendations => schema::RECOMMENDATIONS,
            Self::Decisions => schema::DECISIONS,
            Self::Territories => schema::TERRITORIES,
        }
    }

    /// The column without which a row is no head of this table.
    pub(super) fn key_role(self) -> Role {
        match self {
            Self::Activities | Self::Indicators | Self::Territories => Role::Own(schema::NAME),
            Self::Fulfilment => Role::Fulfilment(schema::STATUS),
            Self::Recommendations | Self::Decisions => Role::Own(schema::WHAT),
        }
    }

    /// A title of that column, for messages.
    pub(in crate::input) fn key_title(self) -> &'static str {
        match self {
            Self::Activities => "Наименование мероприятия",
            Self::Fulfilment => "Статус",
            Self::Indicators => "Показатель",
            Self::Territories => "Территория",
            Self::Recommendations | Self::Decisions => "Что",
        }
    }
}
