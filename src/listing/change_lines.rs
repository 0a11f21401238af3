//! The changes for programs: one JSON object a line.

use serde::Serialize;
use serde_json::{Map, Value};

use dorkarta_core::diagnostics::render::json_line;
use dorkarta_core::domain::{Block, Change, Changes, Field, Part, Side, one_line};
use dorkarta_core::input::word::model::Comment;
use dorkarta_core::view::block_texts;
use dorkarta_core::word::back::Of;

use super::beside::Beside;

#[derive(Serialize, Default)]
struct Line {
    /// `added`, `dropped`, `moved` or `changed`.
    change: &'static str,
    /// What it is: `activity`, `direction`, `task`, …
    what: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_direction: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new_direction: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<Value>,
    /// Who made the change in a copy that came back, and when.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marks: Vec<Value>,
    /// What somebody said in the margin of a copy that came back.
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<Value>,
}

/// Shows the changes in their order; an activity has a line for each of its fields. Behind them comes what was said in the
/// margins of a copy that came back.
pub fn render(changes: &Changes<'_>, beside: Option<&Beside<'_>>) -> String {
    let mut text = String::new();
    for change in &changes.list {
        let marks: Vec<Value> = (beside.iter().flat_map(|beside| beside.authors(change)))
            .map(|mark| signed(&mark.author, &mark.day))
            .collect();
        for line in lines(change, changes) {
            text.push_str(&json_line(&Line { marks: marks.clone(), ..line }));
        }
    }
    for margin in beside.into_iter().flat_map(Beside::commented) {
        for Comment { author, day, text: said } in &margin.comments {
            let mut comment = signed(author, day);
            comment["text"] = Value::from(said.as_str());
            text.push_str(&json_line(&Line { comment: Some(comment), ..commented(margin.of, changes, beside) }));
        }
    }
    text
}

fn signed(author: &str, day: &str) -> Value {
    serde_json::json!({ "author": author, "day": day.get(..10).unwrap_or_default() })
}

/// What was commented on.
fn commented(of: Of, changes: &Changes<'_>, beside: Option<&Beside<'_>>) -> Line {
    let line = |what| Line { change: "comment", what, ..Line::default() };
    let label = |side: &Side<'_>, at: usize| side.rows.get(at).map(|row| row.label.clone());
    match of {
        Of::Activity { new, old } => Line {
            new_number: new.and_then(|at| label(&changes.new, at)),
            old_number: old.and_then(|at| beside?.old(at)).and_then(|at| label(&changes.old, at)),
            ..line("activity")
        },
        Of::Title => line("title"),
        Of::Paragraph(part, at) => Line { new_number: at.map(|at| (at + 1).to_string()), ..line(part_name(part)) },
        Of::Block(block) => line(block_name(block)),
        Of::Columns => line("column"),
        Of::Direction(at) => Line { new_direction: band(&changes.new, at), ..line("direction") },
        Of::Annexes => line("annex"),
        Of::Other => line("other"),
    }
}

fn word(old: Option<usize>, new: Option<usize>) -> &'static str {
    match (old, new) {
        (None, _) => "added",
        (_, None) => "dropped",
        _ => "changed",
    }
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn lines(change: &Change, changes: &Changes<'_>) -> Vec<Line> {
    let (old, new) = (&changes.old, &changes.new);
    let one = |what, before: Option<usize>, now: Option<usize>, texts: [Option<Value>; 2]| {
        let [old, new] = texts;
        Line { change: word(before, now), what, old, new, ..Line::default() }
    };
    match change {
        Change::Block(block) => {
            let texts = |side: &Side<'_>| Some(block_texts(*block, side.plan)).filter(|texts| !texts.is_empty());
            let (before, now) = (texts(old), texts(new));
            let state = word(before.as_ref().map(|_| 0), now.as_ref().map(|_| 0));
            vec![Line {
                change: state,
                what: block_name(*block),
                old: before.map(Value::from),
                new: now.map(Value::from),
                ..Line::default()
            }]
        }
        Change::Title => {
            vec![one("title", Some(0), Some(0), [&old.plan.title, &new.plan.title].map(|it| Some(text(it))))]
        }
        Change::Paragraph { part, old: before, new: now } => {
            let texts = |side: &Side<'_>, at: &Option<usize>| at.map(|at| text(&part.of(side.plan)[at]));
            let number = |at: &Option<usize>| at.map(|at| (at + 1).to_string());
            let line = one(part_name(*part), *before, *now, [texts(old, before), texts(new, now)]);
            vec![Line { old_number: number(before), new_number: number(now), ..line }]
        }
        Change::ColumnTitle { old: before, new: now } => {
            let columns = (old.columns(), new.columns());
            let texts = [columns.0[*before], columns.1[*now]].map(|column| Some(text(&column.title)));
            let line = one("column", Some(*before), Some(*now), texts);
            vec![Line { field: Some(columns.1[*now].field.name().to_owned()), ..line }]
        }
        Change::Direction { old: before, new: now } => {
            vec![one("direction", *before, *now, [band(old, *before), band(new, *now)].map(|it| it.map(Value::from)))]
        }
        Change::Activity { old: before, new: now, is_moved, fields } => {
            activity(*before, *now, *is_moved, fields, changes)
        }
        Change::Annex { old: before, new: now } => {
            let texts = |side: &Side<'_>, at: &Option<usize>| {
                let annex = &side.plan.annexes[(*at)?];
                let texts = std::iter::once(annex.title()).chain(annex.paragraphs().iter().map(String::as_str));
                Some(Value::from(texts.collect::<Vec<_>>()))
            };
            vec![one("annex", *before, *now, [texts(old, before), texts(new, now)])]
        }
    }
}

fn activity(
    before: Option<usize>,
    now: Option<usize>,
    is_moved: bool,
    fields: &[Field],
    changes: &Changes<'_>,
) -> Vec<Line> {
    let (old, new) = (&changes.old, &changes.new);
    let number = |side: &Side<'_>, at: Option<usize>| at.map(|at| side.rows[at].label.clone());
    let direction = |side: &Side<'_>, at: Option<usize>| band(side, at.map(|at| side.rows[at].direction));
    let line = |change| Line {
        change,
        what: "activity",
        old_number: number(old, before),
        new_number: number(new, now),
        old_direction: direction(old, before),
        new_direction: direction(new, now),
        ..Line::default()
    };
    let (Some(before), Some(now)) = (before, now) else {
        let cells = |side: &Side<'_>, at: Option<usize>| at.map(|at| cells(side, at));
        return vec![Line { old: cells(old, before), new: cells(new, now), ..line(word(before, now)) }];
    };
    let moved = is_moved.then(|| line("moved"));
    let fields = fields.iter().map(|field| Line {
        field: Some(field.name().to_owned()),
        old: Some(text(&old.rows[before].text(field))),
        new: Some(text(&new.rows[now].text(field))),
        ..line("changed")
    });
    moved.into_iter().chain(fields).collect()
}

/// The texts of an activity by the names of its fields.
fn cells(side: &Side<'_>, at: usize) -> Value {
    let fields = side.plan.columns().map(|column| &column.field).filter(|field| **field != Field::Number);
    let cells = fields.map(|field| (field.name().to_owned(), text(&side.rows[at].text(field))));
    Value::Object(cells.collect::<Map<_, _>>())
}

fn band(side: &Side<'_>, at: Option<usize>) -> Option<String> {
    at.and_then(|at| side.bands[at].as_deref().map(one_line))
}

fn part_name(part: Part) -> &'static str {
    match part {
        Part::Basis => "basis",
        Part::Preamble => "preamble",
        Part::Goal => "goal",
        Part::Tasks => "task",
    }
}

fn block_name(block: Block) -> &'static str {
    match block {
        Block::AnnexTo => "annex-to",
        Block::Order => "order",
        Block::Approvals => "approval",
        Block::Agreements => "agreement",
        Block::Edition => "edition",
        Block::Period => "period",
        Block::Numbering => "numbering",
        Block::Columns => "columns",
        Block::Notes => "notes",
        Block::Signatories => "signature",
        Block::Maker => "maker",
    }
}
