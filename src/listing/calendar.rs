//! The agenda as iCalendar (RFC 5545), for Outlook and others: an all-day event on the last day of each activity, of
//! each occurrence where it recurs or is listed.
//!
//! The same agenda gives the same bytes: what an event is known by comes from the plan, and its stamp from the data.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::agenda::due_text;
use dorkarta_core::domain::{Activity, Agenda, AgendaItem, Day, Due, Field, Plan, fingerprint, one_line};

/// A week before, at nine: `-P7D` would ring at midnight.
const REMINDER: &str = "-P6DT15H";

/// Octets of a line without its end, as the standard has it.
const LINE: usize = 75;

/// Shows what is open and has a last day. `stamp` says how fresh the data is.
pub fn render(agenda: &Agenda<'_>, stamp: Day) -> String {
    let mut calendar = Calendar::default();
    let title = one_line(&agenda.plan.title);
    calendar.line("BEGIN", "VCALENDAR");
    calendar.line("VERSION", "2.0");
    calendar.line("PRODID", "-//dorkarta//dorkarta//RU");
    calendar.line("CALSCALE", "GREGORIAN");
    calendar.text("X-WR-CALNAME", &title);
    let identities = identities(agenda.plan);
    for item in agenda.items.iter().filter(|item| item.settled.is_none()) {
        let (Some(last), Some(identity)) = (item.last_day(), identities.get(item.place)) else { continue };
        let period = &agenda.plan.period;
        // What only its place in the plan explains is one.
        let typed = item.typed.as_deref().filter(|typed| Due::read(typed, period).to() == Some(last));
        let days = typed.map_or_else(|| vec![last], |typed| Due::occurrences(typed, period));
        for day in &days {
            let mark = if days.len() > 1 { format!("-{}", basic(*day)) } else { String::new() };
            calendar.event(item, *day, &format!("{identity}{mark}@dorkarta"), &title, stamp);
        }
    }
    calendar.line("END", "VCALENDAR");
    calendar.0
}

#[derive(Default)]
struct Calendar(String);

impl Calendar {
    fn event(&mut self, item: &AgendaItem<'_>, last: Day, identity: &str, title: &str, stamp: Day) {
        let summary = format!("{}. {}", item.number, one_line(&item.activity.name));
        let mut description = format!("Срок: {}", due_text(item));
        let responsible = one_line(&item.activity.text(&Field::Responsible));
        if !responsible.is_empty() {
            let _ = write!(description, "\nОтветственные: {responsible}");
        }
        let _ = write!(description, "\nПлан: {title}");

        self.line("BEGIN", "VEVENT");
        self.line("UID", identity);
        self.line("DTSTAMP", &format!("{}T000000Z", basic(stamp)));
        self.line("DTSTART;VALUE=DATE", &basic(last));
        if let Some(next) = last.next() {
            self.line("DTEND;VALUE=DATE", &basic(next));
        }
        self.text("SUMMARY", &summary);
        self.text("DESCRIPTION", &description);
        // A deadline takes nobody's time.
        self.line("TRANSP", "TRANSPARENT");
        self.line("BEGIN", "VALARM");
        self.line("ACTION", "DISPLAY");
        self.text("DESCRIPTION", &summary);
        self.line("TRIGGER", REMINDER);
        self.line("END", "VALARM");
        self.line("END", "VEVENT");
    }

    /// A property whose value is a text.
    fn text(&mut self, name: &str, text: &str) {
        let mut escaped = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\n' => escaped.push_str("\\n"),
                '\\' | ';' | ',' => escaped.extend(['\\', c]),
                c => escaped.push(c),
            }
        }
        self.line(name, &escaped);
    }

    /// A property, folded: a line goes on behind a line end and a space.
    fn line(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if length + c.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(c);
            length += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A day as the standard writes it: `20230201`.
fn basic(day: Day) -> String {
    day.iso().replace('-', "")
}

/// What the events of a plan are known by, so that a calendar finds them again when the plan is read again: the plan,
/// and the code of the activity, else its name; of activities with the same name, which one of them.
fn identities(plan: &Plan) -> Vec<String> {
    let period = format!("{}/{}", plan.period.from().iso(), plan.period.to().iso());
    let plan_identity = fingerprint(&format!("{} {period}", key(&plan.title)));
    let mut seen: HashMap<String, usize> = HashMap::new();
    let identity = |activity: &Activity| {
        let own = match &activity.code {
            Some(code) => format!("код {}", key(code)),
            None => format!("название {}", key(&activity.name)),
        };
        let fingerprint = fingerprint(&own);
        let count = seen.entry(own).and_modify(|count| *count += 1).or_insert(1);
        format!("{plan_identity:016x}-{fingerprint:016x}-{count}")
    };
    plan.activities().map(identity).collect()
}

/// Without what may change by oversight: case and spaces.
fn key(text: &str) -> String {
    one_line(text).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_letters() {
        let mut calendar = Calendar::default();
        calendar.text("SUMMARY", &"ж".repeat(80));
        let lines: Vec<&str> = calendar.0.split_terminator("\r\n").collect();
        assert!(lines.iter().all(|line| line.len() <= 75), "{lines:?}");
        assert!(lines[1..].iter().all(|line| line.starts_with(' ')));
        assert_eq!(calendar.0.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "ж".repeat(80)));
    }

    #[test]
    fn signs_of_the_format_are_escaped() {
        let mut calendar = Calendar::default();
        calendar.text("DESCRIPTION", "а, б; в\\г\nд: е");
        assert_eq!(calendar.0, "DESCRIPTION:а\\, б\\; в\\\\г\\nд: е\r\n");
    }
}
