//! What a plan has to change because the one above it was changed: for reading, and for programs.

use serde_json::json;

use dorkarta_core::diagnostics::render::{escape, json_line};
use dorkarta_core::domain::{Changes, Duty, Field, Plan, named, one_line};
use dorkarta_core::russian::plural;

/// The list for reading.
pub fn text(changes: &Changes<'_>, own: &Plan, duties: &[Duty]) -> String {
    if duties.is_empty() {
        return "менять нечего: всё, что изменилось в вышестоящем плане, в вашем уже так\n".to_owned();
    }
    let mut text = format!("Изменить в плане «{}»:\n", escape(&one_line(&own.title)));
    for (at, duty) in (1..).zip(duties) {
        text.push_str(&format!("\n{at}. {}\n", sentence(changes, own, duty)));
        for (label, value) in lines(changes, own, duty) {
            text.push_str(&format!("   {label}: {}\n", escape(&one_line(&value))));
        }
    }
    let count = plural(duties.len(), ["изменение", "изменения", "изменений"]).replace('\u{a0}', " ");
    text.push_str(&format!("\nИтого: {count}\n"));
    text
}

/// The same, one JSON object a line.
pub fn json(changes: &Changes<'_>, own: &Plan, duties: &[Duty]) -> String {
    let (old, new) = (changes.old.plan, changes.new.plan);
    let number = |plan: &Plan, at: usize| plan.labels().get(at).cloned().unwrap_or_default();
    let line = |duty: &Duty| match duty {
        Duty::Add { new: at } => json_line(&json!({
            "duty": "add", "above_number": number(new, *at), "name": named(new, *at),
        })),
        Duty::Drop { old: at, own: own_at } => json_line(&json!({
            "duty": "drop", "above_number": number(old, *at), "number": number(own, *own_at), "name": named(own, *own_at),
        })),
        Duty::Reword { new: at, own: own_at, fields, .. } => (fields.iter())
            .map(|field| {
                json_line(&json!({
                    "duty": "change", "above_number": number(new, *at), "number": number(own, *own_at),
                    "field": field.name(), "own": value(own, *own_at, field), "new": value(new, *at, field),
                }))
            })
            .collect(),
    };
    duties.iter().map(line).collect()
}

fn sentence(changes: &Changes<'_>, own: &Plan, duty: &Duty) -> String {
    let number = |plan: &Plan, at: usize| plan.labels().get(at).cloned().unwrap_or_default();
    match duty {
        Duty::Add { new } => format!(
            "добавить мероприятие (в вышестоящем плане – пункт {}): «{}»",
            number(changes.new.plan, *new),
            escape(&named(changes.new.plan, *new))
        ),
        Duty::Drop { old, own: at } => format!(
            "можно исключить пункт {} «{}»: в вышестоящем плане его (пункт {}) больше нет",
            number(own, *at),
            escape(&named(own, *at)),
            number(changes.old.plan, *old)
        ),
        Duty::Reword { new, own: at, .. } => {
            format!("в пункте {} (в вышестоящем плане – пункт {}):", number(own, *at), number(changes.new.plan, *new))
        }
    }
}

/// What stands under the sentence, label by label.
fn lines(changes: &Changes<'_>, own: &Plan, duty: &Duty) -> Vec<(String, String)> {
    let new = changes.new.plan;
    match duty {
        Duty::Add { new: at } => [Field::Due, Field::Responsible]
            .into_iter()
            .map(|field| (field.name().to_owned(), value(new, *at, &field)))
            .filter(|(_, text)| !text.is_empty())
            .collect(),
        Duty::Drop { .. } => Vec::new(),
        Duty::Reword { new: at, own: own_at, fields, .. } => fields
            .iter()
            .map(|field| {
                let (own, new) = (value(own, *own_at, field), value(new, *at, field));
                (format!("{} – у вас", field.name()), format!("«{}», нужно «{}»", one_line(&own), one_line(&new)))
            })
            .collect(),
    }
}

fn value(plan: &Plan, at: usize, field: &Field) -> String {
    plan.activities().nth(at).map(|activity| activity.text(field).into_owned()).unwrap_or_default()
}
