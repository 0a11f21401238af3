//! The body that somebody asks for, and its part of the agenda.

use dorkarta_core::domain::{Agenda, AgendaItem, body_key, distinct_bodies, listed, one_line};
use dorkarta_core::validate::nearest;

pub use dorkarta_core::domain::bodies as each;

/// The body that is meant and its part of the agenda. Errs with a Russian sentence.
///
/// Bodies that stand in one text are looked at one by one too: a line too many does less harm than one too few. Some
/// whole words of a name will do where they leave no doubt.
pub fn only<'a>(agenda: &Agenda<'a>, typed: &str) -> Result<(&'a str, Agenda<'a>), String> {
    let wanted = body_key(typed);
    let known = distinct_bodies(agenda.items.iter().flat_map(names));
    let exact = known.iter().copied().filter(|name| body_key(name) == wanted).collect::<Vec<_>>();
    let meant = if exact.is_empty() {
        let holds = |name: &&str| format!(" {} ", body_key(name)).contains(&format!(" {wanted} "));
        distinct_bodies(agenda.items.iter().flat_map(parts)).into_iter().filter(holds).collect()
    } else {
        exact
    };
    match meant.as_slice() {
        [body] => {
            let wanted = body_key(body);
            Ok((body, agenda.only(|item| names(item).any(|name| body_key(name) == wanted))))
        }
        [] if known.is_empty() => Err("в плане не указаны исполнители".into()),
        [] => {
            let bodies = distinct_bodies(agenda.items.iter().flat_map(of_item));
            let hint = nearest(&wanted, known.into_iter());
            let hint = hint.map(|name| format!("; возможно, имелся в виду «{name}»")).unwrap_or_default();
            Err(format!("в плане нет исполнителя «{typed}»{hint}\nИсполнители в плане:{}", lines(&bodies)))
        }
        several => Err(format!("под «{typed}» подходит не один исполнитель; уточните, кто нужен:{}", lines(several))),
    }
}

/// The bodies of an activity as the plan lists them.
fn of_item<'a>(item: &AgendaItem<'a>) -> impl Iterator<Item = &'a str> {
    item.activity.responsible.iter().map(String::as_str)
}

/// The bodies one by one, where several stand in one text.
fn parts<'a>(item: &AgendaItem<'a>) -> impl Iterator<Item = &'a str> {
    of_item(item).flat_map(|text| listed(text, &[',', ';', '\n'])).filter(|part| !part.is_empty())
}

fn names<'a>(item: &AgendaItem<'a>) -> impl Iterator<Item = &'a str> {
    of_item(item).chain(parts(item))
}

fn lines(names: &[&str]) -> String {
    names.iter().map(|name| format!("\n  {}", one_line(name))).collect()
}
