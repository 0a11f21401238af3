//! The kinds of documents that are plans, as data: what each is called, and the columns of its table where the data name none.
//! What else a plan may have (approvals, notes, signatures, …) every kind has, each where it was typed; the mark of its approval
//! agrees with its title. So another kind is one more entry here, and nothing else asks for the kind of a plan.

use crate::domain::{Column, Field, HeadItem};
use crate::input::table::headings::default_title;
use crate::schema;
use crate::tree::{Node, Value, fold_key};

use super::fields::items;

/// A kind of plans.
struct PlanKind {
    /// As people type it under «вид».
    words: &'static [&'static str],
    columns: &'static [Columns],
}

/// One or several columns of a kind.
enum Columns {
    /// One with its usual title.
    Usual(&'static str),
    /// One with a title of its own.
    Titled(&'static str, &'static str),
    /// Several under a common title, which are called as they are titled.
    Group(&'static str, &'static [&'static str]),
}

use Columns::{Group, Titled, Usual};

/// The columns of a plan as a rule.
const USUAL: &[Columns] = &[Usual(schema::NUMBER), Usual(schema::NAME), Usual(schema::DUE), Usual(schema::RESPONSIBLE)];

const KINDS: [PlanKind; 4] = [
    PlanKind {
        words: &[
            schema::PLAN_KIND,
            "план мероприятий",
            "план работы",
            "дорожная карта",
            "план мероприятий (дорожная карта)",
        ],
        columns: USUAL,
    },
    PlanKind {
        words: &["план-график"],
        columns: &[
            Usual(schema::NUMBER),
            Usual(schema::NAME),
            Group("Срок выполнения", &["I квартал", "II квартал", "III квартал", "IV квартал"]),
            Usual(schema::RESPONSIBLE),
        ],
    },
    PlanKind {
        words: &["циклограмма"],
        columns: &[
            Usual(schema::NUMBER),
            Usual(schema::NAME),
            Titled(schema::DUE, "Периодичность"),
            Usual(schema::RESPONSIBLE),
        ],
    },
    PlanKind {
        words: &["протокол", "протокол с поручениями"],
        columns: &[
            Usual(schema::NUMBER),
            Titled(schema::NAME, "Поручение"),
            Usual(schema::RESPONSIBLE),
            Usual(schema::DUE),
        ],
    },
];

/// How many words there are for all kinds.
const fn count() -> usize {
    let (mut count, mut at) = (0, 0);
    while at < KINDS.len() {
        count += KINDS[at].words.len();
        at += 1;
    }
    count
}

/// The words for all kinds, as people type them.
pub(super) const WORDS: [&str; count()] = {
    let mut words = [""; count()];
    let (mut next, mut at) = (0, 0);
    while at < KINDS.len() {
        let mut word = 0;
        while word < KINDS[at].words.len() {
            words[next] = KINDS[at].words[word];
            next += 1;
            word += 1;
        }
        at += 1;
    }
    words
};

/// The kind of plans that a folded word names.
fn named(typed: &str) -> Option<&'static PlanKind> {
    KINDS.iter().find(|kind| kind.words.iter().any(|word| fold_key(word) == typed))
}

/// Whether a folded word names a kind of plans.
pub(super) fn is_plan(typed: &str) -> bool {
    named(typed).is_some()
}

/// The head of a plan's table where its data name no columns: that of its kind. One without a column of due dates gives way to
/// the usual one where an activity has a due date, which would not be printed.
pub fn default_head(plan: &Node) -> Vec<HeadItem> {
    let kind = match plan.get(schema::KIND).map(|entry| &entry.value.value) {
        Some(Value::Text(typed)) => named(&fold_key(typed)),
        _ => None,
    };
    let column = |name: &str, title: &str| Column {
        field: Field::from_folded(&fold_key(name)),
        title: title.to_owned(),
        join: false,
    };
    let item = |columns: &Columns| match columns {
        Usual(name) => HeadItem::Single(column(name, default_title(name).unwrap_or(name))),
        Titled(name, title) => HeadItem::Single(column(name, title)),
        Group(title, names) => HeadItem::Group {
            title: (*title).to_owned(),
            columns: names.iter().map(|name| column(name, name)).collect(),
        },
    };
    let shows_dues =
        |kind: &&PlanKind| kind.columns.iter().any(|it| matches!(it, Usual(schema::DUE) | Titled(schema::DUE, _)));
    let kind = kind.filter(|kind| shows_dues(kind) || !has_dues(plan));
    kind.map_or(USUAL, |kind| kind.columns).iter().map(item).collect()
}

/// Whether an activity of a plan has a due date.
fn has_dues(plan: &Node) -> bool {
    let listed = |node: &Node, key: &str| node.get(key).map(|entry| items(&entry.value).cloned().collect::<Vec<_>>());
    let directions = listed(plan, schema::DIRECTIONS).unwrap_or_default();
    let parts = directions.iter().chain([plan]);
    let mut activities = parts.flat_map(|part| listed(part, schema::ACTIVITIES).unwrap_or_default());
    activities.any(|activity| activity.get(schema::DUE).is_some_and(|entry| !entry.value.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Diagnostics, SourceText};
    use crate::input::parse;
    use std::sync::Arc;

    fn titles(yaml: &str) -> Vec<String> {
        let source = Arc::new(SourceText::new("п.yaml", yaml));
        let plan = parse(&source, &Diagnostics::default()).expect("a plan");
        default_head(&plan).iter().flat_map(HeadItem::columns).map(|column| column.field.name().to_owned()).collect()
    }

    #[test]
    fn a_kind_has_its_columns_and_loses_no_due_date() {
        let usual = ["номер", "название", "срок", "ответственные"];
        let grid = ["номер", "название", "i квартал", "ii квартал", "iii квартал", "iv квартал", "ответственные"];
        assert_eq!(titles("вид: план"), usual);
        assert_eq!(titles("вид: План работы"), usual);
        assert_eq!(titles("вид: план-график\nмероприятия: [{название: А}]"), grid);
        assert_eq!(titles("вид: план-график\nнаправления: [{мероприятия: [{название: А, срок: май}]}]"), usual);
        assert_eq!(titles("вид: протокол"), ["номер", "название", "ответственные", "срок"]);
    }
}
