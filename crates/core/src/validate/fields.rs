//! Reading a record: required and optional fields, kinds of values, fixed sets, and what is left over.

use std::collections::HashMap;

use crate::diagnostics::{
    CellRef, Diagnostic, Diagnostics, Expected, Meant, Place, ROOT, ValueProblem, WorkbookProblem, key_without_blank,
};
use crate::domain::{DateText, Day};
use crate::input::table::is_in_requisites;
use crate::schema;
use crate::tree::{Entry, Node, Value, fold_key};

/// Fields that are records.
const RECORDS: [&str; 7] = [
    schema::APPROVAL,
    schema::AGREEMENT,
    schema::EDITION,
    schema::SIGNATURE,
    schema::MAKER,
    schema::STYLE,
    schema::ORDER,
];

/// Other names that people give to fields.
const OTHER_SPELLINGS: &[(&str, &str)] = &[
    ("вид документа", "вид"),
    ("тип документа", "вид"),
    ("тип", "вид"),
    ("документ", "вид"),
    ("наименование", "название"),
    ("наименование документа", "название"),
    ("название документа", "название"),
    ("название плана", "название"),
    ("заголовок", "название"),
    ("год", "период"),
    ("на период", "период"),
    ("отчетный период", "период"),
    ("дата отчета", "на дату"),
    ("по состоянию на", "на дату"),
    ("гриф", "утверждение.гриф"),
    ("утвердил", "утверждение.имя"),
    ("утверждаю", "утверждение.имя"),
    ("имя утверждающего", "утверждение.имя"),
    ("фио утверждающего", "утверждение.имя"),
    ("должность утверждающего", "утверждение.должность"),
    ("дата утверждения", "утверждение.дата"),
    ("номер приказа", "утверждение.номер"),
    ("согласовал", "согласование.имя"),
    ("дата согласования", "согласование.дата"),
    ("подписал", "подпись.имя"),
    ("подписант", "подпись.имя"),
    ("должность подписанта", "подпись.должность"),
    ("исполнитель", "составитель.имя"),
    ("телефон", "составитель.телефон"),
    ("цели", "цель"),
    ("задача", "задачи"),
    ("основания", "основание"),
    ("примечание", "примечания"),
    ("ответственные", "исполнители"),
];

/// A record that is being read. Every field asked for becomes a known one; [`Record::finish`] reports the others.
pub(super) struct Record<'a> {
    place: &'a Place,
    /// What stands before a key in «Реквизиты»: «утверждение.».
    prefix: String,
    entries: &'a [Entry],
    /// Folded keys of the entries.
    keys: Vec<String>,
    taken: Vec<bool>,
    known: Vec<String>,
    /// A record beside those keys, and keys that are known in it.
    elsewhere: Option<(&'static str, &'static [&'static str])>,
}

impl<'a> Record<'a> {
    /// Opens a record; a fault if the node is none. `key` names it in messages.
    pub(super) fn open(node: &'a Node, key: &str, diagnostics: &Diagnostics) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            wrong_kind(node, key, Expected::Record, diagnostics);
            return None;
        };
        let is_dotted = key != ROOT && is_in_requisites(&node.place);
        let prefix = if is_dotted { format!("{key}.") } else { String::new() };
        let keys = entries.iter().map(|entry| fold_key(&entry.key)).collect();
        let taken = vec![false; entries.len()];
        Some(Self { place: &node.place, prefix, entries, keys, taken, known: Vec::new(), elsewhere: None })
    }

    /// Where the record stands.
    pub(super) fn place(&self) -> &'a Place {
        self.place
    }

    /// A key as the user has to write it.
    fn written(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }

    /// Reports a key that is missing.
    pub(super) fn miss(&self, key: &str, diagnostics: &Diagnostics) {
        diagnostics.add(ValueProblem::Missing { key: self.written(key) }, self.place);
    }

    /// Makes a key known without reading it.
    pub(super) fn know(&mut self, key: &str) {
        self.known.push(key.to_owned());
    }

    /// Tells which keys belong into a record of this one, so that one that stands here is told to go there.
    pub(super) fn know_within(&mut self, record: &'static str, keys: &'static [&'static str]) {
        self.elsewhere = Some((record, keys));
    }

    /// Takes the entry with a (folded) key, if it is there.
    pub(super) fn take(&mut self, key: &str) -> Option<&'a Entry> {
        self.know(key);
        let at = self.keys.iter().position(|known| known == key)?;
        self.taken[at] = true;
        Some(&self.entries[at])
    }

    /// Takes the value of a key, if one was given and is not empty.
    pub(super) fn value(&mut self, key: &str) -> Option<&'a Node> {
        self.take(key).map(|entry| &entry.value).filter(|node| !node.is_empty())
    }

    /// A short text; a list is joined with «, ».
    pub(super) fn text(&mut self, key: &str, diagnostics: &Diagnostics) -> Option<String> {
        short_text(self.value(key)?, key, diagnostics)
    }

    /// A short text that must be there.
    pub(super) fn required_text(&mut self, key: &'static str, diagnostics: &Diagnostics) -> Option<String> {
        let node = self.required(key, diagnostics)?;
        short_text(node, key, diagnostics)
    }

    /// A value that must be there and must not be empty.
    pub(super) fn required(&mut self, key: &'static str, diagnostics: &Diagnostics) -> Option<&'a Node> {
        let Some(entry) = self.take(key) else {
            self.miss(key, diagnostics);
            return None;
        };
        if entry.value.is_empty() {
            diagnostics.add(ValueProblem::EmptyValue { key: self.written(&entry.key) }, &entry.value.place);
            return None;
        }
        Some(&entry.value)
    }

    /// A long text: one paragraph, or a list of them, each with its place.
    pub(super) fn paragraphs(&mut self, key: &str, diagnostics: &Diagnostics) -> (Vec<String>, Vec<Place>) {
        let Some(node) = self.value(key) else { return Default::default() };
        let paragraph = |item: &Node| Some((plain_text(item, key, diagnostics)?, item.place.clone()));
        items(node).filter_map(paragraph).unzip()
    }

    /// A long text that reads on: each line of a paragraph begins a new one.
    pub(super) fn prose(&mut self, key: &str, diagnostics: &Diagnostics) -> (Vec<String>, Vec<Place>) {
        let (paragraphs, places) = self.paragraphs(key, diagnostics);
        let lines = paragraphs.iter().zip(&places).flat_map(|(paragraph, place)| {
            let lines = paragraph.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.map(move |line| (line.to_owned(), place.clone()))
        });
        lines.unzip()
    }

    /// A list of values; one value that is no list counts as a list of one.
    pub(super) fn list(&mut self, key: &str) -> impl Iterator<Item = &'a Node> + use<'a> {
        self.value(key).into_iter().flat_map(items)
    }

    /// A date: a day that exists, or a text.
    pub(super) fn date(&mut self, key: &str, diagnostics: &Diagnostics) -> Option<DateText> {
        let node = self.value(key)?;
        let typed = short_text(node, key, diagnostics)?;
        match iso_day(node, key, typed, diagnostics) {
            Ok(day) => day.map(DateText::Day),
            Err(typed) => Some(DateText::Typed(typed)),
        }
    }

    /// One of a fixed set.
    pub(super) fn choice<T: Copy>(&mut self, key: &str, choices: &[(&str, T)], diagnostics: &Diagnostics) -> Option<T> {
        choice(self.value(key)?, key, choices, diagnostics)
    }

    /// A number within a range; a decimal comma or point, with or without the unit behind it.
    pub(super) fn number(
        &mut self,
        key: &str,
        range: std::ops::RangeInclusive<f64>,
        unit: &str,
        diagnostics: &Diagnostics,
    ) -> Option<f64> {
        let node = self.value(key)?;
        let typed = short_text(node, key, diagnostics)?;
        let number = typed.trim().trim_end_matches(unit).trim().replace(',', ".").parse::<f64>();
        match number {
            Ok(number) if range.contains(&number) => Some(number),
            _ => {
                let expected = format!("число от {} до {} ({unit})", range.start(), range.end());
                let problem = ValueProblem::BadNumber { key: key.to_owned(), expected };
                diagnostics.push(Diagnostic::new(problem, node.place.clone()).found(typed));
                None
            }
        }
    }

    /// Reports repeated and unknown keys. To be called when all known fields have been asked for.
    pub(super) fn finish(self, diagnostics: &Diagnostics) {
        let mut seen: HashMap<&str, &Place> = HashMap::new();
        let mut unknown = 0;
        for (at, entry) in self.entries.iter().enumerate() {
            let key = self.keys[at].as_str();
            if let Some(first) = seen.get(key) {
                let problem = ValueProblem::RepeatedKey { key: self.written(&entry.key) };
                diagnostics.push(Diagnostic::new(problem, entry.key_place.clone()).first_at(first));
                continue;
            }
            seen.insert(key, &entry.key_place);
            if self.taken[at] || self.known.iter().any(|known| known == key) {
                continue;
            }
            if entry.is_caption() {
                // Words that nobody knows, with nothing beside them: they may be a heading, or a lost value.
                diagnostics
                    .push(Diagnostic::new(WorkbookProblem::NotPrinted, entry.key_place.clone()).found(&entry.key));
            } else {
                unknown += 1;
                // Where hardly any field is known, it is another kind of file.
                let meant = if unknown <= 50 { self.meant(at) } else { Meant::OneOf(Vec::new()) };
                let problem = ValueProblem::UnknownKey { key: self.written(&entry.key), meant };
                diagnostics.add(problem, &entry.key_place);
            }
        }
    }

    /// What was probably meant by the key of an entry that is not known.
    fn meant(&self, at: usize) -> Meant {
        let entry = &self.entries[at];
        if let Some((key, text)) = self.cut_text(at) {
            return Meant::RestOfText { key, text };
        }
        if let (Some(key), Place::Node { .. }) = (key_without_blank(&entry.key), &entry.key_place) {
            return Meant::NoBlank(key.to_owned());
        }
        if let Some((record, keys)) = self.elsewhere
            && let Some(key) = keys.iter().find(|key| **key == self.keys[at])
        {
            return Meant::Nearest(match is_in_requisites(&entry.key_place) {
                true => format!("{record}.{key}"),
                false => format!("{record}: {{{key}: …}}"),
            });
        }
        if let Some(key) = self.other_spelling(&self.keys[at]) {
            return Meant::Nearest(self.written(&key));
        }
        if let Some(key) = nearest(&self.keys[at], self.known.iter().map(String::as_str)) {
            return Meant::Nearest(self.written(key));
        }
        let mut known: Vec<String> = Vec::new();
        for key in &self.known {
            let key = self.written(key);
            if !known.contains(&key) {
                known.push(key);
            }
        }
        Meant::OneOf(known)
    }

    /// The field that people mean by another name for it, or by a blank in place of the dot: «дата утверждения»,
    /// «утверждение имя».
    fn other_spelling(&self, typed: &str) -> Option<String> {
        if !self.prefix.is_empty() {
            return None;
        }
        let is_known = |key: &str| self.known.iter().any(|known| known == key);
        let other = OTHER_SPELLINGS.iter().find(|(spelling, _)| *spelling == typed).map(|(_, field)| *field);
        if let Some(field) = other.filter(|field| is_known(field.split('.').next().unwrap_or(field))) {
            return Some(field.to_owned());
        }
        let (first, rest) = typed.split_once(' ')?;
        (is_known(first) && RECORDS.contains(&first)).then(|| format!("{first}.{rest}"))
    }

    /// The field and the whole text of which a key is the end, cut off by a comma: `{имя: Иванов, Пётр}`.
    fn cut_text(&self, at: usize) -> Option<(String, String)> {
        let Place::Node { source, .. } = &self.entries[at].key_place else { return None };
        let is_between_commas = |(at, key): (usize, &str)| {
            source.text[..at].trim_end().ends_with(',')
                && source.text[at + key.len()..].trim_start().starts_with([',', '}'])
        };
        let start = self.entries[..at].iter().rposition(|entry| !matches!(entry.value.value, Value::Empty))?;
        let Value::Text(text) = &self.entries[start].value.value else { return None };
        let rest = &self.entries[start + 1..=at];
        let is_cut = matches!(self.entries[at].value.value, Value::Empty)
            && source.text.match_indices(&*self.entries[at].key).any(is_between_commas);
        let pieces = std::iter::once(text.as_str()).chain(rest.iter().map(|entry| entry.key.as_str()));
        is_cut.then(|| (self.entries[start].key.clone(), pieces.collect::<Vec<_>>().join(", ")))
    }
}

/// The items of a list, or the one value that is no list; empty ones are passed over.
pub(super) fn items(node: &Node) -> impl Iterator<Item = &Node> {
    let items = match &node.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    items.iter().filter(|item| !item.is_empty())
}

/// A text; a list of texts is joined with «, ».
pub(super) fn short_text(node: &Node, key: &str, diagnostics: &Diagnostics) -> Option<String> {
    let texts: Option<Vec<String>> = items(node).map(|item| plain_text(item, key, diagnostics)).collect();
    Some(texts?.join(", "))
}

/// A text; a list of texts are its lines.
pub(super) fn lines(node: &Node, key: &str, diagnostics: &Diagnostics) -> Option<String> {
    let texts: Option<Vec<String>> = items(node).map(|item| plain_text(item, key, diagnostics)).collect();
    Some(texts?.join("\n"))
}

/// A text and nothing else.
pub(super) fn plain_text(node: &Node, key: &str, diagnostics: &Diagnostics) -> Option<String> {
    let Value::Text(text) = &node.value else {
        match given_twice(node) {
            Some(cells) => diagnostics.add(ValueProblem::GivenTwice { key: key.to_owned(), cells }, &node.place),
            None => wrong_kind(node, key, Expected::Text, diagnostics),
        }
        return None;
    };
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{b}'], "\n").replace('\t', " ");
    if let Some(control) = text.chars().find(|c| c.is_control() && *c != '\n') {
        let problem = ValueProblem::ControlCharacter { name: format!("U+{:04X}", u32::from(control)) };
        diagnostics.push(Diagnostic::new(problem, node.place.clone()).found(&text));
        return None;
    }
    Some(text.trim().to_owned())
}

/// The cells in which the name of a field of «Реквизиты» stands, if it stands in several.
fn given_twice(node: &Node) -> Option<Vec<String>> {
    let (Value::List(items), Place::Cell { cell: key, .. }) = (&node.value, &node.place) else { return None };
    let of_item = |item: &Node| match &item.place {
        Place::Cell { cell, .. } if is_in_requisites(&item.place) => {
            Some(CellRef { column: key.column, ..*cell }.to_string())
        }
        _ => None,
    };
    items.iter().map(of_item).collect()
}

/// Reports a value of another kind than a field wants.
pub(super) fn wrong_kind(node: &Node, key: &str, expected: Expected, diagnostics: &Diagnostics) {
    let mut diagnostic = Diagnostic::new(ValueProblem::WrongKind { key: key.to_owned(), expected }, node.place.clone());
    if let Value::Text(text) = &node.value {
        diagnostic = diagnostic.found(text);
    }
    diagnostics.push(diagnostic);
}

/// One of a fixed set, compared as leniently as keys.
pub(super) fn choice<T: Copy>(node: &Node, key: &str, choices: &[(&str, T)], diagnostics: &Diagnostics) -> Option<T> {
    let typed = short_text(node, key, diagnostics)?;
    let folded = fold_key(&typed);
    if let Some((_, value)) = choices.iter().find(|(word, _)| fold_key(word) == folded) {
        return Some(*value);
    }
    let words: Vec<String> = choices.iter().map(|(word, _)| (*word).to_owned()).collect();
    let nearest = nearest(&folded, words.iter().map(String::as_str)).map(str::to_owned);
    let problem = ValueProblem::UnknownChoice { key: key.to_owned(), nearest, choices: words };
    diagnostics.push(Diagnostic::new(problem, node.place.clone()).found(typed));
    None
}

/// An ISO day, or a fault if the text looks like one but is none. `Err` holds a text that is no ISO day.
pub(super) fn iso_day(node: &Node, key: &str, text: String, diagnostics: &Diagnostics) -> Result<Option<Day>, String> {
    if !Day::looks_iso(&text) {
        return Err(text);
    }
    let day = Day::parse_iso(&text);
    if day.is_none() {
        let problem = ValueProblem::BadDay { key: key.to_owned() };
        diagnostics.push(Diagnostic::new(problem, node.place.clone()).found(text));
    }
    Ok(day)
}

/// The known word that was probably meant.
pub fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let scored = known.map(|word| (strsim::damerau_levenshtein(typed, &fold_key(word)), word));
    let (distance, word) = scored.min_by_key(|(distance, _)| *distance)?;
    // A third of the letters may differ; beyond that a guess confuses more than it helps.
    (distance <= typed.chars().count().div_ceil(3)).then_some(word)
}
