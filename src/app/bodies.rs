//! Who answers for what: the bodies of an agenda, and the one that somebody asks for.
//!
//! Several bodies in one cell are parted where each of them stands alone somewhere else in the plan, or has a short name: then
//! there is no doubt where a name ends.

use std::collections::{HashMap, HashSet};

use dorkarta_core::domain::{Agenda, AgendaItem, listed, one_line};
use dorkarta_core::tree::fold_key;
use dorkarta_core::validate::nearest;

/// The bodies as the plan lists them, each once, with their parts of the agenda; last what nobody answers for.
pub fn each<'a>(agenda: &Agenda<'a>) -> Vec<(Option<&'a str>, Agenda<'a>)> {
    let mut parts: Vec<(Option<&str>, Agenda<'_>)> = Vec::new();
    let mut known = HashMap::new();
    let alone: HashSet<String> = agenda
        .plan
        .activities()
        .flat_map(|known| &known.responsible)
        .chain(&agenda.plan.bodies)
        .map(|body| key(body))
        .collect();
    for item in &agenda.items {
        for body in distinct(bodies(item).flat_map(|text| parted(text, &alone))) {
            let at = *known.entry(key(body)).or_insert_with(|| {
                parts.push((Some(body), Agenda { items: Vec::new(), ..*agenda }));
                parts.len() - 1
            });
            parts[at].1.items.push(item.clone());
        }
    }
    let nobody = agenda.only(|item| item.activity.responsible.is_empty());
    if !nobody.items.is_empty() {
        parts.push((None, nobody));
    }
    parts
}

/// The bodies of a text: its parts, if each of them is known by itself, else the whole.
fn parted<'a>(text: &'a str, alone: &HashSet<String>) -> Vec<&'a str> {
    let parts: Vec<&str> = listed(text, &[',', ';', '\n']).filter(|part| !part.is_empty()).collect();
    if parts.len() > 1 && parts.iter().all(|part| alone.contains(&key(part))) { parts } else { vec![text] }
}

/// A name as it is compared: its words, without case, quotes and other marks.
fn key(name: &str) -> String {
    let folded = fold_key(name);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The body that is meant and its part of the agenda. Errs with a Russian sentence.
///
/// Bodies that stand in one text are looked at one by one too: a line too many does less harm than one too few. Some
/// whole words of a name will do where they leave no doubt.
pub fn only<'a>(agenda: &Agenda<'a>, typed: &str) -> Result<(&'a str, Agenda<'a>), String> {
    let wanted = key(typed);
    let known = distinct(agenda.items.iter().flat_map(names));
    let exact = known.iter().copied().filter(|name| key(name) == wanted).collect::<Vec<_>>();
    let meant = if exact.is_empty() {
        let holds = |name: &&str| format!(" {} ", key(name)).contains(&format!(" {wanted} "));
        distinct(agenda.items.iter().flat_map(parts)).into_iter().filter(holds).collect()
    } else {
        exact
    };
    match meant.as_slice() {
        [body] => {
            let wanted = key(body);
            Ok((body, agenda.only(|item| names(item).any(|name| key(name) == wanted))))
        }
        [] if known.is_empty() => Err("в плане не указаны исполнители".into()),
        [] => {
            let bodies = distinct(agenda.items.iter().flat_map(bodies));
            let hint = nearest(&wanted, known.into_iter());
            let hint = hint.map(|name| format!("; возможно, имелся в виду «{name}»")).unwrap_or_default();
            Err(format!("в плане нет исполнителя «{typed}»{hint}\nИсполнители в плане:{}", lines(&bodies)))
        }
        several => Err(format!("под «{typed}» подходит не один исполнитель; уточните, кто нужен:{}", lines(several))),
    }
}

/// The bodies of an activity as the plan lists them.
fn bodies<'a>(item: &AgendaItem<'a>) -> impl Iterator<Item = &'a str> {
    item.activity.responsible.iter().map(String::as_str)
}

/// The bodies one by one, where several stand in one text.
fn parts<'a>(item: &AgendaItem<'a>) -> impl Iterator<Item = &'a str> {
    bodies(item).flat_map(|text| listed(text, &[',', ';', '\n'])).filter(|part| !part.is_empty())
}

fn names<'a>(item: &AgendaItem<'a>) -> impl Iterator<Item = &'a str> {
    bodies(item).chain(parts(item))
}

/// Each name once, in its first spelling.
fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = HashSet::new();
    names.filter(|name| seen.insert(key(name))).collect()
}

fn lines(names: &[&str]) -> String {
    names.iter().map(|name| format!("\n  {}", one_line(name))).collect()
}
