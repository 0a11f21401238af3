//! The columns of the table.

use crate::schema;

/// What a column shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Number of the activity.
    Number,
    /// Its name.
    Name,
    /// When it is due.
    Due,
    /// Who answers for it.
    Responsible,
    /// Any further field, by its folded name.
    Further(String),
}

impl Field {
    /// The field with this folded name.
    pub fn from_folded(name: &str) -> Self {
        match name {
            schema::NUMBER => Self::Number,
            schema::NAME => Self::Name,
            schema::DUE => Self::Due,
            schema::RESPONSIBLE => Self::Responsible,
            other => Self::Further(other.to_owned()),
        }
    }

    /// The folded name of the field.
    pub fn name(&self) -> &str {
        match self {
            Self::Number => schema::NUMBER,
            Self::Name => schema::NAME,
            Self::Due => schema::DUE,
            Self::Responsible => schema::RESPONSIBLE,
            Self::Further(name) => name,
        }
    }
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What it shows.
    pub field: Field,
    /// Its title.
    pub title: String,
    /// Whether equal neighbours become one tall cell.
    pub join: bool,
}

/// A column of the head, or several under a common title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeadItem {
    /// A column by itself.
    Single(Column),
    /// Columns under a common title.
    Group {
        /// The common title.
        title: String,
        /// The columns.
        columns: Vec<Column>,
    },
}

impl HeadItem {
    /// The columns of this part of the head.
    pub fn columns(&self) -> &[Column] {
        match self {
            Self::Single(column) => std::slice::from_ref(column),
            Self::Group { columns, .. } => columns,
        }
    }
}
