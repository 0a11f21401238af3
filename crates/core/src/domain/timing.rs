//! When an activity is due, wherever the plan says so: under «срок», in columns of its own, or by its direction.

use std::borrow::Cow;

use super::activity::{Activity, one_line};
use super::columns::{Field, HeadItem};
use super::due::Due;
use super::plan::Plan;
use super::words::is_dash;
use crate::schema;

/// When an activity is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timing<'a> {
    /// In words: as typed under «срок», else put together from where it stands.
    pub text: Cow<'a, str>,
    /// As understood.
    pub due: Due,
    /// The further fields that say it, by their folded names; none where «срок» or the direction does.
    pub fields: Vec<&'a str>,
}

/// A column whose title is a month, a quarter or the like, and whose cells are marks.
struct MarkColumn<'a> {
    field: &'a str,
    /// What it stands for: «I кв.», «Январь 2023 год».
    title: String,
}

impl Plan {
    /// When each activity is due, in the order of the table; `None` where nothing says so.
    ///
    /// «Срок» counts before «начало» and «окончание», these before marks, and a direction that is a month only where the
    /// table has no column for any of them.
    pub fn timings(&self) -> Vec<Option<Timing<'_>>> {
        let marks = self.mark_columns();
        let has_column = self.has_due_column();
        let mut timings = Vec::new();
        for direction in &self.directions {
            let month = direction.name.as_deref().filter(|name| Due::is_month(name));
            for activity in &direction.activities {
                timings.push(match activity.due.as_deref() {
                    Some(typed) => {
                        let due = Due::read_under(typed, month, &self.period);
                        Some(Timing { text: typed.into(), due, fields: Vec::new() })
                    }
                    None => self.between(activity).or_else(|| self.marked(activity, &marks)).or_else(|| {
                        let text = month.filter(|_| !has_column)?;
                        Some(Timing { text: text.into(), due: Due::read(text, &self.period), fields: Vec::new() })
                    }),
                });
            }
        }
        timings
    }

    /// Whether the table has a column that says when activities are due.
    pub fn has_due_column(&self) -> bool {
        self.columns().any(|column| is_time(&column.field)) || !self.mark_columns().is_empty()
    }

    /// «Начало» and «окончание».
    fn between<'a>(&self, activity: &'a Activity) -> Option<Timing<'a>> {
        let further = |name| activity.further.iter().find(|(field, _)| field == name);
        let (start, end) = (further(schema::START), further(schema::END));
        let [first, last] = [start, end].map(|field| field.map(|(_, text)| text.as_str()));
        let (text, due) = Due::between(first, last, &self.period)?;
        let fields = [end, start].into_iter().flatten().map(|(field, _)| field.as_str()).collect();
        Some(Timing { text: text.into(), due, fields })
    }

    /// The columns in which marks say when activities are due: named by a stretch of the calendar, and filled with marks
    /// rather than with anything else.
    fn mark_columns(&self) -> Vec<MarkColumn<'_>> {
        let mut columns = Vec::new();
        for item in &self.head {
            let group = match item {
                HeadItem::Single(_) => None,
                HeadItem::Group { title, .. } => Some(title.as_str()),
            };
            for column in item.columns() {
                let Field::Further(field) = &column.field else { continue };
                columns.extend(stretch(&column.title, group).map(|title| MarkColumn { field, title }));
            }
        }
        let cells = self.activities().flat_map(|activity| columns.iter().map(|column| column.text(activity)));
        let (marks, others): (Vec<_>, Vec<_>) = cells.filter(|cell| !is_no_mark(cell)).partition(|cell| is_mark(cell));
        if marks.len() > others.len() { columns } else { Vec::new() }
    }

    /// What the marks of an activity say.
    fn marked<'a>(&'a self, activity: &'a Activity, columns: &[MarkColumn<'a>]) -> Option<Timing<'a>> {
        let filled = columns.iter().filter(|column| !is_no_mark(column.text(activity)));
        let (marked, other): (Vec<_>, Vec<_>) = filled.partition(|column| is_mark(column.text(activity)));
        let fields = |columns: &[&MarkColumn<'a>]| columns.iter().map(|column| column.field).collect();
        if let [column, ..] = other.as_slice() {
            let text = column.text(activity).into();
            return Some(Timing { text, due: Due::not_understood(), fields: fields(&other) });
        }
        if marked.is_empty() {
            return None;
        }
        let text = marked.iter().map(|column| column.title.as_str()).collect::<Vec<_>>().join(", ");
        let due = Due::read(&text, &self.period);
        Some(Timing { text: text.into(), due, fields: fields(&marked) })
    }
}

impl MarkColumn<'_> {
    /// What an activity has in it.
    fn text<'a>(&self, activity: &'a Activity) -> &'a str {
        let found = activity.further.iter().find(|(field, _)| field == self.field);
        found.map_or("", |(_, text)| text.trim())
    }
}

/// Whether a field says when an activity is due.
fn is_time(field: &Field) -> bool {
    match field {
        Field::Due => true,
        Field::Further(name) => matches!(name.as_str(), schema::START | schema::END),
        _ => false,
    }
}

/// What a column stands for, if that is a stretch of the calendar; a common title may name the quarter or the year: «I»
/// under «Квартал», «Май» under «2023 год».
fn stretch(title: &str, group: Option<&str>) -> Option<String> {
    let group = group.unwrap_or_default();
    let word = if group.to_lowercase().contains("кварт") { "квартал" } else { "" };
    let readings = [format!("{title} {group}"), title.to_owned(), format!("{title} {word}")];
    readings.into_iter().map(|text| one_line(&text)).find(|text| Due::is_stretch(text))
}

/// Whether a cell is marked.
fn is_mark(cell: &str) -> bool {
    const MARKS: [&str; 19] =
        ["х", "x", "×", "✕", "✖", "✗", "✘", "+", "v", "√", "✓", "✔", "☑", "да", "*", "●", "•", "■", "▪"];
    MARKS.contains(&cell.to_lowercase().as_str())
}

/// Whether a cell says that it is not marked.
fn is_no_mark(cell: &str) -> bool {
    cell.chars().all(is_dash) || matches!(cell.to_lowercase().as_str(), "нет" | "□" | "☐")
}
