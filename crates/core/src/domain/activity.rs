//! Activities and the directions that hold them.

use std::borrow::Cow;

use super::columns::Field;

/// One row of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// Stable identity; never printed.
    pub code: Option<String>,
    /// Whether it is marked as one that the plans below must have; never printed.
    pub is_obligatory: bool,
    /// Number as typed; printed only where numbers are as in the data.
    pub number: Option<String>,
    /// What is to be done.
    pub name: String,
    /// By when, as typed.
    pub due: Option<String>,
    /// Who answers for it: the bodies as listed, short names written out.
    pub responsible: Vec<String>,
    /// Further fields by their folded names.
    pub further: Vec<(String, String)>,
}

impl Activity {
    /// The text of a field; empty if it was not given. The number is not a text of the activity alone: see
    /// [`super::Plan::numbers`].
    pub fn text(&self, field: &Field) -> Cow<'_, str> {
        let text = match field {
            Field::Number => self.number.as_deref().unwrap_or_default(),
            Field::Name => &self.name,
            Field::Due => self.due.as_deref().unwrap_or_default(),
            Field::Responsible => match self.responsible.as_slice() {
                [] => "",
                [only] => only,
                several => return several.join(", ").into(),
            },
            Field::Further(name) => {
                self.further.iter().find(|(key, _)| key == name).map_or("", |(_, text)| text.as_str())
            }
        };
        text.into()
    }
}

/// The parts of a text that lists something: what stands between separators outside of brackets, without spaces
/// around it.
pub fn listed<'a>(text: &'a str, separators: &[char]) -> impl Iterator<Item = &'a str> {
    let mut depth = 0_i32;
    let parts = text.split(move |c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth <= 0 && separators.contains(&c)
    });
    parts.map(str::trim)
}

/// A text on one line, its words parted by single spaces.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How a direction is designated before its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Designation {
    /// «I направление», from the order.
    Ordinal,
    /// As typed; may be empty.
    Typed(String),
}

/// A group of activities under a band row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Direction {
    /// How it is designated.
    pub designation: Designation,
    /// Its name; `None` for activities that stand under no band.
    pub name: Option<String>,
    /// Its activities, in their order.
    pub activities: Vec<Activity>,
}

impl Direction {
    /// Whether it has a band, and how many activities: what numbers are counted from.
    pub(crate) fn shape(&self) -> (bool, usize) {
        (self.name.is_some(), self.activities.len())
    }
}
