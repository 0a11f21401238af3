//! Lines that are put together of several values: an approval, «(в редакции приказа … от … № …)». Where each value stands
//! in them is found by writing them with other values: what the writer decides is decided in one place.

use super::align::{self, Step as Pair};
use super::data::{self, Step};
use super::text::{normal, typed};
use super::written::{Copy, is_monitoring};
use crate::diagnostics::{Diagnostics, Place};
use crate::domain::names::is_name;
use crate::schema;
use crate::tree::{Node, Value};

/// A record whose values stand in some lines, and these lines.
pub(super) struct Group<'a> {
    /// The way to the record.
    pub(super) way: &'a [Step],
    /// The lines as a copy of some data has them.
    pub(super) lines: &'a dyn Fn(&Copy) -> Vec<String>,
    /// Fields that the record may have beside those that it has.
    pub(super) further: &'a [&'static str],
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// What the writer puts.
    Fixed(String),
    /// A line of a value: which value, which line of it.
    Hole(usize, usize),
}

/// What stands around a number, so that no text is taken for it.
const MARKS: (&str, &str) = ("qzx", "xzq");

/// Changes the values of a group so that its lines say what `new` do; `places` are theirs. `false` if no values of the record
/// would give these lines; the data are untouched then.
pub(super) fn take_over(data: &mut Node, group: &Group<'_>, new: &[String], places: &[Place]) -> bool {
    let Some(old) = Copy::of(&bare(data), &Diagnostics::default()) else { return false };
    let old: Vec<String> = (group.lines)(&old).iter().map(|line| normal(line)).collect();
    let new: Vec<String> = new.iter().map(|line| normal(line)).collect();
    if let Some(mut named) = with_name(data, group, (&old, &new)) {
        let is_taken = take_over(&mut named, group, &new, places);
        if is_taken {
            *data = named;
        }
        return is_taken;
    }
    if let Some(more) = with_more(data, group, (&old, &new), places) {
        *data = more;
        return true;
    }
    let attempts = [group.further, &[]];
    attempts.iter().any(|further| {
        let Some((leaves, template)) = template(data, group, further) else { return false };
        template.len() == old.len() && fill(data, &leaves, &template, (&old, &new), places)
    })
}

/// The data with the name that somebody has written into the lines of a record without one: a line of its own, which would be
/// taken for one more of the post.
fn with_name(data: &Node, group: &Group<'_>, (old, new): (&[String], &[String])) -> Option<Node> {
    let mut named = data.clone();
    let record = data::at_mut(&mut named, group.way)?;
    let has_name = record.get(schema::PERSON).is_some_and(|entry| !entry.value.is_empty());
    if has_name || !group.further.contains(&schema::PERSON) {
        return None;
    }
    let name = new.iter().find(|line| !old.contains(line) && is_name(line))?;
    let place = record.place.clone();
    data::set(record, schema::PERSON, Some(Node::text(name.as_str(), place)));
    Some(named)
}

/// Fields that name an act or call a person: each of them may come into a line that had none of it.
const REFERENCE: [&str; 4] = [schema::DATE, schema::NUMBER, schema::ACT_NUMBER, schema::PHONE];

/// The data with what has come to a record that did not have it: «(в редакции приказа)» with a number. The lines are then those
/// of the record with these fields, and nothing of them stands in another value. As many as there can be are looked for first.
fn with_more(data: &Node, group: &Group<'_>, (old, new): (&[String], &[String]), places: &[Place]) -> Option<Node> {
    let record = data::at(data, group.way)?;
    let is_missing = |key: &&'static str| record.get(key).is_none_or(|entry| entry.value.is_empty());
    let missing: Vec<&'static str> =
        group.further.iter().copied().filter(|key| REFERENCE.contains(key)).filter(is_missing).collect();
    // As printed: a day is typed otherwise.
    let before: Vec<(Vec<Step>, Vec<String>)> = template(data, group, &[])
        .and_then(|(leaves, template)| Some((values(&leaves, &template, old)?, leaves)))
        .map(|(values, leaves)| {
            leaves.into_iter().map(|leaf| leaf.way).zip(values.into_iter().map(|it| it.0)).collect()
        })
        .unwrap_or_default();
    let mut choices: Vec<Vec<&'static str>> = (1..1_usize << missing.len())
        .map(|mask| missing.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1).map(|(_, key)| *key).collect())
        .collect();
    choices.sort_by_key(|chosen| std::cmp::Reverse(chosen.len()));
    choices.iter().find_map(|further| {
        let (leaves, template) = template(data, group, further)?;
        let now = values(&leaves, &template, new)?;
        let mut filled = data.clone();
        for (leaf, (lines, at)) in leaves.iter().zip(&now) {
            // What is not printed stays as it is.
            let Some(place) = at.and_then(|at| places.get(at)) else { continue };
            match before.iter().any(|(way, known)| *way == leaf.way && known == lines) {
                true => data::at_mut(&mut filled, &leaf.way).into_iter().for_each(|value| data::put(value, place)),
                false => put_lines(&mut filled, leaf, lines, place),
            }
        }
        let copy = Copy::of(&bare(&filled), &Diagnostics::default())?;
        let lines: Vec<String> = (group.lines)(&copy).iter().map(|line| normal(line)).collect();
        (lines == new).then_some(filled)
    })
}

/// What lines say in the place of each value, and in which of them it stands first. `None` if they are no lines of this kind.
fn values(leaves: &[Leaf], template: &[Vec<Part>], lines: &[String]) -> Option<Vec<(Vec<String>, Option<usize>)>> {
    let mut values: Vec<_> = leaves.iter().map(|leaf| (vec![String::new(); leaf.count], None)).collect();
    if template.len() != lines.len() {
        return None;
    }
    for (at, (parts, line)) in template.iter().zip(lines).enumerate() {
        let holes = parts.iter().filter_map(|part| match part {
            Part::Hole(leaf, line) => Some((*leaf, *line)),
            Part::Fixed(_) => None,
        });
        for ((leaf, line), said) in holes.zip(caught(parts, line)?) {
            if said.is_empty() {
                return None;
            }
            values[leaf].0[line] = said;
            values[leaf].1.get_or_insert(at);
        }
    }
    Some(values)
}

/// The data of a plan with a table of one activity: what stands around it does not depend on it.
fn bare(data: &Node) -> Node {
    let mut bare = data.clone();
    if is_monitoring(data) {
        return bare;
    }
    let place = data.place.clone();
    let name = data::entry(schema::NAME, Node::text("…", place.clone()));
    let only = data::list(vec![data::record(vec![name], place.clone())], place);
    for key in [schema::DIRECTIONS, schema::NUMBERING] {
        data::set(&mut bare, key, None);
    }
    data::set(&mut bare, schema::ACTIVITIES, Some(only));
    bare
}

/// A value of the record: the way to it, and how many lines it has.
struct Leaf {
    way: Vec<Step>,
    count: usize,
    is_there: bool,
}

/// The values of the record, and the lines with holes where they stand.
fn template(data: &Node, group: &Group<'_>, further: &[&'static str]) -> Option<(Vec<Leaf>, Vec<Vec<Part>>)> {
    let mut probe = bare(data);
    let record = data::at_mut(&mut probe, group.way)?;
    let place = record.place.clone();
    for key in further {
        if record.get(key).is_none_or(|entry| entry.value.is_empty()) {
            data::set(record, key, Some(Node::text("", place.clone())));
        }
    }
    let fields = match &record.value {
        Value::Map(entries) => {
            let keys =
                FIELDS.iter().filter(|key| entries.iter().any(|entry| crate::tree::fold_key(&entry.key) == **key));
            keys.map(|key| vec![Step::Key(key)]).collect()
        }
        _ => vec![Vec::new()],
    };
    let mut leaves = Vec::new();
    for field in fields {
        let value = data::at_mut(record, &field)?;
        let count = data::lines(value).len();
        let (open, close) = MARKS;
        let number = leaves.len();
        let marks: Vec<String> = (0..count.max(1)).map(|line| format!("{open}{number}n{line}{close}")).collect();
        data::set_lines(value, &marks, &place);
        leaves.push(Leaf { way: [group.way, &field].concat(), count: count.max(1), is_there: count > 0 });
    }
    let copy = Copy::of(&probe, &Diagnostics::default())?;
    let lines = (group.lines)(&copy);
    Some((leaves, lines.iter().map(|line| parts(&normal(line))).collect()))
}

/// Fields of records that stand in such lines.
const FIELDS: [&str; 10] = [
    schema::MARK,
    schema::POST,
    schema::DOCUMENT,
    schema::PERSON,
    schema::PHONE,
    schema::DATE,
    schema::NUMBER,
    schema::ACT_NUMBER,
    schema::NAME,
    schema::TEXT,
];

fn parts(line: &str) -> Vec<Part> {
    let (open, close) = MARKS;
    let mut parts = Vec::new();
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once(open) {
        let Some((number, behind)) = behind.split_once(close) else { break };
        let Some((leaf, at)) = number.split_once('n') else { break };
        let (Ok(leaf), Ok(at)) = (leaf.parse(), at.parse()) else { break };
        parts.extend((!before.is_empty()).then(|| Part::Fixed(before.to_owned())));
        parts.push(Part::Hole(leaf, at));
        rest = behind;
    }
    parts.extend((!rest.is_empty()).then(|| Part::Fixed(rest.to_owned())));
    parts
}

/// What stands in the holes of a line, in their order. `None` if the line is none of this kind.
fn caught(parts: &[Part], line: &str) -> Option<Vec<String>> {
    let mut caught = Vec::new();
    let mut rest = line;
    let mut is_open = false;
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Hole(..) if is_open => return None,
            Part::Hole(..) => is_open = true,
            Part::Fixed(text) => {
                let is_last = at + 1 == parts.len();
                // A blank at its end may have gone with what stood behind it.
                let from = match (is_open, is_last) {
                    (false, _) => rest.starts_with(text.as_str()).then_some(0)?,
                    (true, true) => rest.strip_suffix(text.as_str())?.len(),
                    (true, false) => rest.find(text.as_str())?,
                };
                if std::mem::take(&mut is_open) {
                    caught.push(rest[..from].trim().to_owned());
                }
                rest = &rest[from + text.len()..];
            }
        }
    }
    match is_open {
        true => caught.push(rest.trim().to_owned()),
        false if !rest.is_empty() => return None,
        false => {}
    }
    Some(caught)
}

/// Takes over what differs between old and new lines into the values of the holes.
fn fill(
    data: &mut Node,
    leaves: &[Leaf],
    template: &[Vec<Part>],
    (old, new): (&[String], &[String]),
    places: &[Place],
) -> bool {
    // The lines of each value, none where one has gone.
    let mut values: Vec<Vec<Option<String>>> = leaves.iter().map(|leaf| vec![None; leaf.count]).collect();
    let mut further: Vec<(usize, usize, String)> = Vec::new();
    let mut where_from: Vec<Option<Place>> = vec![None; leaves.len()];
    let mut is_changed = vec![false; leaves.len()];
    let mut last = None;
    let lone = |at: usize| match template.get(at).map(Vec::as_slice) {
        Some([Part::Hole(leaf, line)]) => Some((*leaf, *line)),
        _ => None,
    };
    for step in align::steps(old, new) {
        match step {
            Pair::Both(one, other) => {
                last = lone(one);
                let holes = template[one].iter().filter_map(|part| match part {
                    Part::Hole(leaf, line) => Some((*leaf, *line)),
                    Part::Fixed(_) => None,
                });
                if old[one] != new[other] && holes.clone().next().is_none() {
                    return false;
                }
                let (Some(before), Some(now)) =
                    (caught(&template[one], &old[one]), caught(&template[one], &new[other]))
                else {
                    return false;
                };
                for ((leaf, line), (before, now)) in holes.zip(before.into_iter().zip(now)) {
                    // A line of the post can have come where the name has gone.
                    let is_person = leaves[leaf].way.last() == Some(&Step::Key(schema::PERSON));
                    if is_person && is_name(&before) && !now.is_empty() && !is_name(&now) {
                        return false;
                    }
                    is_changed[leaf] |= before != now;
                    values[leaf][line] = Some(now);
                    where_from[leaf].get_or_insert_with(|| places[other].clone());
                }
            }
            Pair::Old(one) => {
                let Some((leaf, _)) = lone(one) else { return false };
                is_changed[leaf] = true;
            }
            Pair::New(other) => {
                let Some((leaf, line)) = last.filter(|(leaf, _)| is_prose(leaves[*leaf].way.last())) else {
                    return false;
                };
                is_changed[leaf] = true;
                further.push((leaf, line, new[other].clone()));
            }
        }
    }
    for (leaf, known) in leaves.iter().enumerate() {
        let place = where_from[leaf].clone().unwrap_or_else(|| data.place.clone());
        if !is_changed[leaf] {
            if let Some(value) = data::at_mut(data, &known.way) {
                data::put(value, &place);
            }
            continue;
        }
        let mut lines = Vec::new();
        for (at, value) in values[leaf].iter().enumerate() {
            lines.extend(value.clone());
            lines.extend(
                further.iter().filter(|(of, line, _)| (*of, *line) == (leaf, at)).map(|(_, _, text)| text.clone()),
            );
        }
        lines.retain(|line| !line.is_empty());
        put_lines(data, known, &lines, &place);
    }
    true
}

fn put_lines(data: &mut Node, leaf: &Leaf, lines: &[String], place: &Place) {
    // What the writer leaves open to be filled in by hand is no value.
    let is_open = matches!(leaf.way.last(), Some(Step::Key(key)) if REFERENCE.contains(key))
        && lines.iter().any(|line| line.contains("___"));
    let lines = if is_open { &[] } else { lines };
    if leaf.is_there && !lines.is_empty() {
        if let Some(value) = data::at_mut(data, &leaf.way) {
            data::set_lines(value, lines, place);
        }
        return;
    }
    let Some((Step::Key(key), way)) = leaf.way.split_last() else { return };
    if let Some(record) = data::at_mut(data, way) {
        let value = (!lines.is_empty()).then(|| Node::text(typed(&lines.join("\n")), place.clone()));
        data::set(record, key, value);
    }
}

/// Whether a value may have several lines.
fn is_prose(step: Option<&Step>) -> bool {
    matches!(step, Some(Step::Key(schema::POST | schema::DOCUMENT)))
}
