//! The agenda for programs: one JSON object a line.

use serde::Serialize;

use dorkarta_core::diagnostics::render::json_line;
use dorkarta_core::domain::{Agenda, Day, DueKind, Field};

#[derive(Serialize)]
struct Line<'a> {
    activity: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<&'a str>,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    state: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    responsible: &'a str,
}

/// Shows the agenda in the order of the plan.
pub fn render(agenda: &Agenda<'_>) -> String {
    let mut text = String::new();
    for item in &agenda.items {
        let line = Line {
            activity: &item.number,
            name: &item.activity.name,
            due: item.typed.as_deref(),
            kind: item.due.map_or(DueKind::Unknown, |due| due.kind()).name(),
            from: item.due.and_then(|due| due.from()).map(Day::iso),
            to: item.last_day().map(Day::iso),
            state: item.state(agenda.as_of),
            responsible: &item.activity.text(&Field::Responsible),
        };
        text.push_str(&json_line(&line));
    }
    text
}
