//! The table, row by row: which row is which, and the directions and activities that they make.

use super::Merge;
use super::data;
use super::margins::Of;
use super::seen::SeenRow;
use super::text::{normal, typed, undesignated};
use super::written::{Copy, Written};
use crate::diagnostics::Place;
use crate::domain::{Designation, Field, HeadItem, Identity, Numbering, Plan, likeness, listed, pair};
use crate::input::table::Reason;
use crate::input::table::headings::default_title;
use crate::schema;
use crate::tree::{Node, Value};

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing stands in it.
    Blank,
    /// A row of the head, the how many-th.
    Head(usize),
    /// One that stands there once more; one beyond those of the head is of numbers that it did not have.
    HeadAgain(usize),
    /// A band; which one it was.
    Band(Option<usize>),
    /// An activity; which one it was.
    Activity(Option<usize>),
}

/// Likeness from which a row at the top is one of the head.
const HEAD: f64 = 0.4;

/// Says of each row what it is.
pub(super) fn kinds(copy: &Copy, rows: &[SeenRow<'_>]) -> Vec<Kind> {
    let bands: Vec<&str> = bands(copy).collect();
    let is_known_band = |row: &SeenRow<'_>| {
        let filled: Vec<String> = row.texts().into_iter().filter(|text| !text.is_empty()).collect();
        matches!(filled.as_slice(), [only] if bands.iter().any(|band| normal(band) == *only)) || row.is_band
    };
    let heads: Vec<Vec<String>> = heads(&copy.rows);
    let mut kinds: Vec<Option<Kind>> = vec![None; rows.len()];
    let mut next_head = 0;
    let mut is_top = true;
    for (row, kind) in rows.iter().zip(&mut kinds) {
        let texts = row.texts();
        let same = heads.iter().position(|head| *head == texts);
        *kind = if row.is_blank() {
            Some(Kind::Blank)
        } else if row.activity.is_some() {
            None
        } else if let Some(at) = same.filter(|at| *at >= next_head && is_top) {
            Some(Kind::Head(at))
        } else if let Some(at) = same {
            Some(Kind::HeadAgain(at))
        } else if are_numbers(&texts) {
            // Somebody has numbered the columns.
            Some(Kind::HeadAgain(heads.len()))
        } else if is_known_band(row) {
            Some(Kind::Band(None))
        } else if is_top && heads.get(next_head).is_some_and(|head| likeness(&head.join(" "), &texts.join(" ")) > HEAD)
        {
            Some(Kind::Head(next_head))
        } else {
            None
        };
        match kind {
            Some(Kind::Head(at)) => next_head = *at + 1,
            Some(Kind::Blank) => {}
            _ => is_top = false,
        }
    }
    name_bands(copy, rows, &mut kinds);
    name_activities(copy, rows, &mut kinds);
    kinds.into_iter().map(|kind| kind.unwrap_or(Kind::Activity(None))).collect()
}

/// Whether texts are nothing but the numbers of their columns.
fn are_numbers(texts: &[String]) -> bool {
    texts.len() > 1 && (1..).zip(texts).all(|(number, text)| text.trim() == number.to_string())
}

/// The texts of the bands.
fn bands(copy: &Copy) -> impl Iterator<Item = &str> {
    copy.rows.iter().filter_map(|row| match row {
        Written::Band(_, text) => Some(text.as_str()),
        _ => None,
    })
}

/// The rows of the head, what stands over several rows in each of them.
pub(super) fn heads(rows: &[Written]) -> Vec<Vec<String>> {
    let mut heads: Vec<Vec<String>> = Vec::new();
    for row in rows {
        if let Written::Head(texts) = row {
            let above = heads.last();
            let text = |(at, text): (usize, &String)| match (text.trim().is_empty(), above) {
                (true, Some(above)) => above.get(at).cloned().unwrap_or_default(),
                _ => normal(text),
            };
            let texts = texts.iter().enumerate().map(text).collect();
            heads.push(texts);
        }
    }
    heads
}

/// A band as it is compared: numerals are counted anew.
fn compared(copy: &Copy, text: &str) -> String {
    let counts = copy.plan.directions.iter().any(|direction| direction.designation == Designation::Ordinal);
    let text = normal(text);
    undesignated(&text).filter(|_| counts).map_or(text.clone(), str::to_owned)
}

fn name_bands(copy: &Copy, rows: &[SeenRow<'_>], kinds: &mut [Option<Kind>]) {
    let at: Vec<usize> = (0..rows.len()).filter(|at| kinds[*at] == Some(Kind::Band(None))).collect();
    let old: Vec<String> = bands(copy).map(|band| compared(copy, band)).collect();
    let new: Vec<String> = at.iter().map(|at| compared(copy, &rows[*at].whole())).collect();
    fn identities(texts: &[String]) -> Vec<Identity<'_>> {
        texts.iter().map(|name| Identity { name, ..Identity::default() }).collect()
    }
    let mut partners = pair(&identities(&old), &identities(&new));
    // One that was written anew as a whole stands where it stood.
    let mut free = (0..old.len()).filter(|old| !partners.contains(&Some(*old))).collect::<Vec<_>>();
    for now in 0..partners.len() {
        let before = now.checked_sub(1).and_then(|at| partners[at]);
        let wanted = if now == 0 { Some(0) } else { before.map(|before| before + 1) };
        if partners[now].is_none()
            && old.len() == new.len()
            && let Some(at) = free.iter().position(|at| Some(*at) == wanted)
        {
            partners[now] = Some(free.remove(at));
        }
    }
    for (at, partner) in at.into_iter().zip(partners) {
        kinds[at] = Some(Kind::Band(partner));
    }
}

fn name_activities(copy: &Copy, rows: &[SeenRow<'_>], kinds: &mut [Option<Kind>]) {
    let columns: Vec<&Field> = copy.plan.columns().map(|column| &column.field).collect();
    let name = columns.iter().position(|field| **field == Field::Name).unwrap_or_default();
    let details = |texts: &[String]| {
        let others = texts.iter().zip(&columns).enumerate();
        let others = others.filter(|(at, (_, field))| *at != name && ***field != Field::Number);
        others.map(|(_, (text, _))| text.as_str()).collect::<Vec<_>>().join("|")
    };
    let mut band = None;
    let mut old: Vec<(Vec<String>, Option<String>)> = Vec::new();
    for row in &copy.rows {
        match row {
            Written::Band(_, text) => band = Some(normal(text)),
            Written::Activity(_, texts) => {
                old.push((texts.iter().map(|text| normal(text)).collect(), band.clone()));
            }
            Written::Head(_) => {}
        }
    }
    // Of two rows with one bookmark it belongs to the one that is more like what it marked.
    let mut marked: Vec<Option<usize>> = vec![None; old.len()];
    for (at, row) in rows.iter().enumerate().filter(|(at, _)| kinds[*at].is_none()) {
        let Some(activity) = row.activity.filter(|activity| *activity < old.len()) else { continue };
        let like = |at: usize| likeness(&old[activity].0.join(" "), &rows[at].texts().join(" "));
        if marked[activity].is_none_or(|known| like(at) > like(known)) {
            marked[activity] = Some(at);
        }
    }
    let mut band = None;
    let mut new: Vec<(usize, Vec<String>, Option<String>)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        match kinds[at] {
            Some(Kind::Band(_)) => band = Some(normal(&row.whole())),
            None => new.push((at, row.texts(), band.clone())),
            _ => {}
        }
    }
    let codes: Vec<String> = (0..old.len()).map(|at| at.to_string()).collect();
    let code = |row: usize| marked.iter().position(|known| *known == Some(row)).map(|at| codes[at].as_str());
    let old_details: Vec<String> = old.iter().map(|(texts, _)| details(texts)).collect();
    let new_details: Vec<String> = new.iter().map(|(_, texts, _)| details(texts)).collect();
    let olds: Vec<Identity<'_>> = (old.iter().zip(&old_details).enumerate())
        .map(|(at, ((texts, band), details))| Identity {
            code: marked[at].map(|_| codes[at].as_str()),
            name: texts.get(name).map_or("", String::as_str),
            direction: band.as_deref(),
            details,
            ..Identity::default()
        })
        .collect();
    let news: Vec<Identity<'_>> = (new.iter().zip(&new_details))
        .map(|((at, texts, band), details)| Identity {
            code: code(*at),
            name: texts.get(name).map_or("", String::as_str),
            direction: band.as_deref(),
            details,
            ..Identity::default()
        })
        .collect();
    for ((at, ..), partner) in new.iter().zip(pair(&olds, &news)) {
        kinds[*at] = Some(Kind::Activity(partner));
    }
}

/// A direction that is being made.
struct Made {
    /// The record without its activities; `None` for activities that stand under no band.
    record: Option<Node>,
    activities: Vec<Node>,
}

impl<'a> Merge<'a> {
    /// Takes over the table, and says of each row what it is.
    pub(super) fn table(&mut self) -> Vec<Kind> {
        let rows = std::mem::take(&mut self.seen.rows);
        let kinds = kinds(self.base, &rows);
        let (bands, old) = self.taken_apart();
        let written = self.base.rows.iter().filter_map(|row| match row {
            Written::Activity(_, texts) => Some(texts),
            _ => None,
        });
        let written: Vec<&Vec<String>> = written.collect();
        let mut made: Vec<Made> = Vec::new();
        let mut count = 0;
        for (row, kind) in rows.iter().zip(&kinds) {
            match *kind {
                Kind::Blank => {}
                Kind::Head(_) | Kind::HeadAgain(_) => {}
                Kind::Band(which) => {
                    let at = made.iter().filter(|made| made.record.is_some()).count();
                    self.margins.add(
                        Of::Direction(Some(at + usize::from(made.first().is_some_and(|made| made.record.is_none())))),
                        row.paragraphs(),
                        &row.row.changes,
                        self.seen.document,
                    );
                    made.push(Made { record: Some(self.band(which, row, &bands)), activities: Vec::new() });
                }
                Kind::Activity(which) => {
                    let of = Of::Activity { new: Some(count), old: which };
                    self.margins.add(of, row.paragraphs(), &row.row.changes, self.seen.document);
                    count += 1;
                    if made.is_empty() {
                        made.push(Made { record: None, activities: Vec::new() });
                    }
                    let known = |at: usize| (old.get(at), written.get(at).copied());
                    let (old, written) = which.map(known).unwrap_or_default();
                    let activity = self.activity(row, old, written);
                    if let Some(last) = made.last_mut() {
                        last.activities.push(activity);
                    }
                }
            }
            self.settle(row, *kind);
        }
        self.gone_rows(&kinds);
        self.heads(&rows, &kinds);
        self.put_table(made);
        self.seen.rows = rows;
        kinds
    }

    /// The directions without their activities, and the activities.
    fn taken_apart(&self) -> (Vec<Node>, Vec<Node>) {
        let items = |node: &Node| match &node.value {
            Value::List(items) => items.iter().filter(|item| !item.is_empty()).cloned().collect(),
            _ => vec![node.clone()],
        };
        let activities =
            |record: &Node| record.get(schema::ACTIVITIES).map(|entry| items(&entry.value)).unwrap_or_default();
        let Some(directions) = self.data.get(schema::DIRECTIONS) else { return (Vec::new(), activities(&self.data)) };
        let (mut bands, mut all) = (Vec::new(), Vec::new());
        for mut direction in items(&directions.value) {
            all.extend(activities(&direction));
            if direction.get(schema::NAME).is_some_and(|entry| !entry.value.is_empty()) {
                data::set(&mut direction, schema::ACTIVITIES, None);
                bands.push(direction);
            }
        }
        (bands, all)
    }

    /// The record of a band.
    fn band(&self, which: Option<usize>, row: &SeenRow<'_>, bands: &[Node]) -> Node {
        let place = row.place().unwrap_or(&self.place);
        let text =
            typed(&row.cells.first().and_then(Option::as_ref).map_or_else(|| row.whole(), |said| said.text.clone()));
        let text = if text.is_empty() { row.whole() } else { text };
        let known = which.and_then(|at| Some((at, bands.get(at)?)));
        let Some((at, record)) = known else { return self.new_band(&text, place) };
        let mut record = record.clone();
        data::put(&mut record, place);
        let old = self::bands(self.base).nth(at).unwrap_or_default();
        if compared(self.base, old) == compared(self.base, &text) {
            return record;
        }
        let named = self.base.plan.directions.iter().filter(|direction| direction.name.is_some()).nth(at);
        let Some(direction) = named else { return record };
        let set = |record: &mut Node, key: &str, text: &str| {
            data::set(record, key, Some(Node::text(text.trim(), place.clone())));
        };
        let name = direction.name.as_deref().map(normal).unwrap_or_default();
        match &direction.designation {
            Designation::Ordinal => match undesignated(&text) {
                Some(name) => set(&mut record, schema::NAME, name),
                None => {
                    set(&mut record, schema::DESIGNATION, "");
                    set(&mut record, schema::NAME, &text);
                }
            },
            Designation::Typed(typed) => {
                let (designation, name) = parted(&normal(&text), &normal(typed), &name);
                set(&mut record, schema::DESIGNATION, &designation);
                set(&mut record, schema::NAME, &name);
            }
        }
        record
    }

    fn new_band(&self, text: &str, place: &Place) -> Node {
        let entry = |key: &str, text: &str| data::entry(key, Node::text(text.trim(), place.clone()));
        let mut named = self.base.plan.directions.iter().filter(|direction| direction.name.is_some()).peekable();
        let is_counted = named.peek().is_none() || named.any(|direction| direction.designation == Designation::Ordinal);
        let counted = undesignated(text).filter(|_| is_counted);
        let entries = match counted {
            Some(name) => vec![entry(schema::NAME, name)],
            None => vec![entry(schema::DESIGNATION, ""), entry(schema::NAME, text)],
        };
        data::record(entries, place.clone())
    }

    /// The record of an activity: what it was, with what was changed.
    fn activity(&self, row: &SeenRow<'_>, old: Option<&Node>, written: Option<&Vec<String>>) -> Node {
        let place = row.place().unwrap_or(&self.place);
        let mut record = old.cloned().unwrap_or_else(|| data::record(Vec::new(), place.clone()));
        data::put(&mut record, place);
        for (column, field) in self.base.plan.columns().map(|column| &column.field).enumerate() {
            let Some(said) = row.cells.get(column).and_then(Option::as_ref) else { continue };
            if *field == Field::Number && self.base.plan.numbering != Numbering::AsTyped {
                continue;
            }
            let before = written.and_then(|texts| texts.get(column)).map(|text| normal(text)).unwrap_or_default();
            if before == normal(&said.text) {
                if let Some(entry) = record.get_mut(field.name()) {
                    entry.key_place = said.place.clone();
                    data::put(&mut entry.value, &said.place);
                }
                continue;
            }
            let text = typed(&said.text);
            let value = (!text.is_empty()).then(|| match (field, record.get(field.name())) {
                (Field::Responsible, Some(entry)) => bodies(&text, &entry.value, &said.place),
                _ => Node::text(text.as_str(), said.place.clone()),
            });
            data::set(&mut record, field.name(), value);
        }
        record
    }

    /// Settles what becomes of the cells of a row.
    fn settle(&mut self, row: &SeenRow<'_>, kind: Kind) {
        let heads = heads(&self.base.rows).len();
        let numbers = self.base.rows.iter().filter_map(|row| match row {
            Written::Head(texts) => Some(texts),
            _ => None,
        });
        let is_numbers = |at: usize| at + 1 == heads && numbers.clone().nth(at).is_some_and(|texts| are_numbers(texts));
        let counted = self.base.plan.numbering != Numbering::AsTyped;
        let fields: Vec<Field> = self.base.plan.columns().map(|column| column.field.clone()).collect();
        for (said, field) in row.cells.iter().zip(fields) {
            let Some(said) = said else { continue };
            match kind {
                Kind::Head(at) if is_numbers(at) => self.left_out(&said.place, Reason::ColumnNumbers),
                Kind::HeadAgain(at) if at == heads => self.left_out(&said.place, Reason::ColumnNumbers),
                Kind::HeadAgain(_) => self.left_out(&said.place, Reason::RepeatedHead),
                Kind::Activity(_) if field == Field::Number && counted => {
                    self.left_out(&said.place, Reason::OwnNumber);
                }
                _ => self.used(&said.place),
            }
        }
    }

    /// Notes who took out rows.
    fn gone_rows(&mut self, kinds: &[Kind]) {
        let gone = std::mem::take(&mut self.seen.gone);
        let there: Vec<usize> = kinds
            .iter()
            .filter_map(|kind| match kind {
                Kind::Activity(which) => *which,
                _ => None,
            })
            .collect();
        for row in &gone {
            let removed = row.paragraphs().map(|paragraph| paragraph.removed.as_str()).collect::<Vec<_>>().join(" ");
            let missing = self.base.rows.iter().filter_map(|row| match row {
                Written::Activity(at, texts) if !there.contains(at) => Some((*at, texts.join(" "))),
                _ => None,
            });
            let like = |text: &str| likeness(text, &removed);
            let alike = missing.max_by(|one, other| like(&one.1).total_cmp(&like(&other.1))).map(|(at, _)| at);
            let old = row.activity.filter(|at| !there.contains(at)).or(alike);
            let of = match row.is_band {
                true => Of::Direction(None),
                false => Of::Activity { new: None, old },
            };
            self.margins.add(of, row.paragraphs(), &row.row.changes, self.seen.document);
        }
    }

    /// Takes over the titles of columns.
    fn heads(&mut self, rows: &[SeenRow<'_>], kinds: &[Kind]) {
        let old = heads(&self.base.rows);
        let mut titles: Vec<Option<String>> = vec![None; self.base.columns];
        let mut groups: Vec<Option<String>> = vec![None; self.base.columns];
        for (row, kind) in rows.iter().zip(kinds) {
            let Kind::Head(at) = kind else { continue };
            self.margins.add(Of::Columns, row.paragraphs(), &row.row.changes, self.seen.document);
            let changed = row.cells.iter().enumerate().filter_map(|(column, said)| {
                let said = said.as_ref()?;
                let was = old.get(*at)?.get(column)?;
                (normal(&said.text) != *was).then(|| (column, typed(&said.text), was.clone()))
            });
            for (column, text, was) in changed {
                let title = self.base.plan.columns().nth(column).map(|known| normal(&known.title));
                if title.as_ref() == Some(&was) {
                    titles[column] = Some(text);
                } else {
                    groups[column] = Some(text);
                }
            }
        }
        if titles.iter().chain(&groups).any(Option::is_some) {
            let columns = self.columns(&titles, &groups);
            data::set(&mut self.data, schema::COLUMNS, Some(columns));
        }
    }

    /// The columns as data, with other titles.
    fn columns(&self, titles: &[Option<String>], groups: &[Option<String>]) -> Node {
        let place = &self.place;
        let text = |text: &str| Node::text(text, place.clone());
        let mut next = 0;
        let mut column = |known: &crate::domain::Column| {
            let title = titles.get(next).cloned().flatten().unwrap_or_else(|| known.title.clone());
            next += 1;
            let name = known.field.name();
            if !known.join && default_title(name) == Some(title.as_str()) {
                return text(name);
            }
            let mut entries =
                vec![data::entry(schema::FIELD, text(name)), data::entry(schema::COLUMN_TITLE, text(&title))];
            entries.extend(known.join.then(|| data::entry(schema::JOIN, text("да"))));
            data::record(entries, place.clone())
        };
        let mut at = 0;
        let mut items = Vec::new();
        for item in &self.base.plan.head {
            match item {
                HeadItem::Single(known) => items.push(column(known)),
                HeadItem::Group { title, columns } => {
                    let title = groups.get(at).cloned().flatten().unwrap_or_else(|| title.clone());
                    let columns = data::list(columns.iter().map(&mut column).collect(), place.clone());
                    let entries = vec![data::entry(schema::GROUP, text(&title)), data::entry(schema::COLUMNS, columns)];
                    items.push(data::record(entries, place.clone()));
                }
            }
            at += item.columns().len();
        }
        data::list(items, place.clone())
    }

    /// Puts directions and activities into the data.
    fn put_table(&mut self, made: Vec<Made>) {
        let place = self.place.clone();
        let list = |activities: Vec<Node>| data::list(activities, place.clone());
        let has_bands = made.iter().any(|made| made.record.is_some());
        let had_directions = self.data.get(schema::DIRECTIONS).is_some();
        if !has_bands && !had_directions {
            let activities = made.into_iter().flat_map(|made| made.activities).collect();
            data::set(&mut self.data, schema::ACTIVITIES, Some(list(activities)));
            return;
        }
        let mut directions = Vec::new();
        for Made { record, activities } in made {
            let empty = || data::entry(schema::DESIGNATION, Node::text("", place.clone()));
            let mut record = record.unwrap_or_else(|| data::record(vec![empty()], place.clone()));
            data::set(&mut record, schema::ACTIVITIES, Some(list(activities)));
            directions.push(record);
        }
        data::set(&mut self.data, schema::ACTIVITIES, None);
        data::set(&mut self.data, schema::DIRECTIONS, Some(data::list(directions, place)));
    }
}

/// Designation and name of a band that was changed, one of them as it was, if that gives its text; else all of it is the name.
fn parted(text: &str, designation: &str, name: &str) -> (String, String) {
    let behind = text.strip_prefix(designation).map(str::trim_start);
    let before = text.strip_suffix(name).map(str::trim_end);
    let bare =
        |text: Option<&str>, strip: fn(&str) -> Option<&str>| text.and_then(strip).map(str::trim).map(str::to_owned);
    let candidates = [
        bare(behind, |rest| rest.strip_prefix('–')).map(|name| (designation.to_owned(), name)),
        bare(behind, |rest| Some(rest)).map(|name| (designation.to_owned(), name)),
        bare(before, |rest| rest.strip_suffix('–')).map(|designation| (designation, name.to_owned())),
        bare(before, |rest| Some(rest)).map(|designation| (designation, name.to_owned())),
    ];
    let gives = |(designation, name): &(String, String)| {
        !name.is_empty() && normal(&Plan::band(&Designation::Typed(designation.clone()), 0, name)) == text
    };
    candidates.into_iter().flatten().find(gives).unwrap_or_else(|| (String::new(), text.to_owned()))
}

/// Bodies as the data list them: those that are still there as they were typed.
pub(super) fn bodies(text: &str, old: &Node, place: &Place) -> Node {
    let Value::List(_) = &old.value else { return Node::text(text, place.clone()) };
    let parts: Vec<&str> = listed(text, &[',']).collect();
    match parts.join(", ") == text && parts.len() > 1 {
        true => data::list(parts.iter().map(|part| Node::text(*part, place.clone())).collect(), place.clone()),
        false => Node::text(text, place.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn of_a_band_stays_what_was_not_changed() {
        for (text, designation, name, expected) in [
            ("Раздел 1. Педагоги", "Раздел 1.", "Кадры", ("Раздел 1.", "Педагоги")),
            ("Раздел 1. –", "Раздел 1.", "Кадры", ("Раздел 1.", "–")),
            ("Модуль А – Педагоги", "Модуль А", "Кадры", ("Модуль А", "Педагоги")),
            ("Модуль Б – Кадры", "Модуль А", "Кадры", ("Модуль Б", "Кадры")),
            ("Раздел 2. Кадры", "Раздел 1.", "Кадры", ("Раздел 2.", "Кадры")),
            ("Иное", "Раздел 1.", "Кадры", ("", "Иное")),
            ("Педагоги", "", "Кадры", ("", "Педагоги")),
        ] {
            let (one, other) = parted(text, designation, name);
            assert_eq!((one.as_str(), other.as_str()), expected, "{text}");
        }
    }
}
