//! Where the values of an entry come from: «источник».
//!
//! ```yaml
//! источник:
//!   - файл: школа-1.xlsx
//!     лист: Исполнение
//!     ячейки: статус E7, дата F7
//!     исполнитель: Школа № 1
//!     заполнил: Иванова А.А.
//!     взято: статус 5b0c7a1e, дата 90f2d344
//!   - взято: результат 11e8a2c0
//! ```
//!
//! «Взято» is what the form said there, as a digest: when the same form is collected again, what somebody has corrected in
//! the monitoring since is told from what the form has corrected. Without a file it is the digest of a value that no form
//! says by itself: a sum, or words of one's own.
//!
//! In a workbook it stands in the private column [`COLUMN`], a line a source:
//! `школа-1.xlsx | Исполнение | статус E7, дата F7 | Школа № 1 | Иванова А.А. | статус 5b0c7a1e, дата 90f2d344`

use crate::diagnostics::Place;
use crate::domain::{Day, Status, fingerprint, one_line};
use crate::schema;
use crate::tree::{Entry as Field, Node, Value, fold_key};

/// The title of the column of a workbook that says where values come from.
pub(crate) const COLUMN: &str = "_источник";
/// What parts the fields of a source in a cell: no file of Windows has it in its name.
const BETWEEN: &str = " | ";

/// The sources of an entry as a cell shows them.
pub(crate) fn in_cell(entry: &Node) -> String {
    let lines = Sources::of(entry).known.into_iter().map(|source| {
        let (cells, taken) = (pairs(&source.cells), pairs(&source.taken));
        let (body, by) = (source.body.unwrap_or_default(), source.by.unwrap_or_default());
        let fields = [source.file, source.sheet, cells, body, by, taken];
        let line = fields.map(|field| one_line(&field).replace('|', "/")).join(BETWEEN);
        line.trim_end_matches([' ', '|']).to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The forms that an entry names, each with its body.
pub(super) fn senders(entry: &Node) -> Vec<(String, Option<String>)> {
    Sources::of(entry).known.into_iter().filter(Source::is_form).map(|source| (source.file, source.body)).collect()
}

/// The sources that stand in a cell, as the value of «источник»; `None` if there are none.
pub(super) fn of_cell(text: &str, place: &Place) -> Option<Node> {
    let known = text.lines().filter_map(|line| {
        let mut fields = line.split(BETWEEN).map(str::trim);
        let mut next = || fields.next().unwrap_or_default().to_owned();
        let (file, sheet, cells, body, by, taken) = (next(), next(), next(), next(), next(), next());
        let given = |text: String| Some(text).filter(|text| !text.is_empty());
        let source =
            Source { file, sheet, body: given(body), by: given(by), cells: listed(&cells), taken: listed(&taken) };
        (source.is_form() || !source.taken.is_empty()).then_some(source)
    });
    Sources { known: known.collect() }.node(place)
}

/// «статус E7, дата F7».
fn pairs(list: &[(String, String)]) -> String {
    list.iter().map(|(field, of_field)| format!("{field} {of_field}")).collect::<Vec<_>>().join(", ")
}

/// The same, back.
fn listed(list: &str) -> Vec<(String, String)> {
    let pair = |pair: &str| pair.trim().rsplit_once(' ').map(|(field, known)| (fold_key(field), known.to_owned()));
    list.split(',').filter_map(pair).collect()
}

/// What is kept of an answer, so that it is known again: the same for all answers of which [`is_same`] says so.
fn digest(field: &str, text: &str) -> String {
    let day = || Day::parse_iso(text).or_else(|| Day::parse_written(text));
    let known = match field {
        schema::STATUS => Status::read(text).map_or_else(|| fold_key(text), |status| status.word().to_owned()),
        schema::DATE => day().map_or_else(|| one_line(text), Day::iso),
        _ => one_line(text),
    };
    format!("{:08x}", fingerprint(&known) & u64::from(u32::MAX))
}

/// Values of an entry that were said in one sheet of one form; or, without a file, those that no form says by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) file: String,
    sheet: String,
    body: Option<String>,
    by: Option<String>,
    /// Fields with the cells in which they stand.
    cells: Vec<(String, String)>,
    /// Fields with the digests of what was said of them.
    taken: Vec<(String, String)>,
}

impl Source {
    pub(super) fn new(file: &str, sheet: &str, body: Option<&str>, by: Option<&str>) -> Self {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let (file, sheet) = (file.to_owned(), sheet.to_owned());
        Self { file, sheet, body: owned(body), by: owned(by), cells: Vec::new(), taken: Vec::new() }
    }

    fn is_form(&self) -> bool {
        !self.file.is_empty()
    }

    /// The body that the form was made for.
    pub(super) fn body(&self) -> Option<&str> {
        self.body.as_deref()
    }

    fn is_from(&self, other: &Self) -> bool {
        self.file == other.file && self.sheet == other.sheet
    }

    fn read(node: &Node) -> Option<Self> {
        let text = |key: &str| match node.get(key).map(|field| &field.value.value) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        };
        let source = Self {
            file: text(schema::FILE).unwrap_or_default(),
            sheet: text(schema::SHEET).unwrap_or_default(),
            body: text(schema::BODY),
            by: text(schema::FILLED_BY),
            cells: listed(&text(schema::CELLS).unwrap_or_default()),
            taken: listed(&text(schema::TAKEN).unwrap_or_default()),
        };
        (source.is_form() || !source.taken.is_empty()).then_some(source)
    }

    fn node(&self, place: &Place) -> Node {
        let field = |(key, text): (&str, String)| Field {
            key: key.to_owned(),
            key_place: place.clone(),
            value: Node::text(text, place.clone()),
        };
        let fields = [
            (schema::FILE, self.file.clone()),
            (schema::SHEET, self.sheet.clone()),
            (schema::CELLS, pairs(&self.cells)),
            (schema::BODY, self.body.clone().unwrap_or_default()),
            (schema::FILLED_BY, self.by.clone().unwrap_or_default()),
            (schema::TAKEN, pairs(&self.taken)),
        ];
        let fields = fields.into_iter().filter(|(_, text)| !text.is_empty()).map(field).collect();
        Node { value: Value::Map(fields), place: place.clone() }
    }
}

/// The sources of an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sources {
    known: Vec<Source>,
}

impl Sources {
    /// Those that an entry names.
    pub(super) fn of(entry: &Node) -> Self {
        let Some(field) = entry.get(schema::SOURCE) else { return Self::default() };
        let known = match &field.value.value {
            Value::List(items) => items.iter().filter_map(Source::read).collect(),
            _ => Source::read(&field.value).into_iter().collect(),
        };
        Self { known }
    }

    /// The sources of a field.
    pub(super) fn of_field(&self, field: &str) -> impl Iterator<Item = &Source> {
        self.known.iter().filter(move |source| source.cells.iter().any(|(known, _)| known == field))
    }

    /// The files that are named.
    pub(super) fn files(&self) -> impl Iterator<Item = &str> {
        self.known.iter().filter(|source| source.is_form()).map(|source| source.file.as_str())
    }

    /// Notes that a field was said in a cell.
    pub(super) fn add(&mut self, source: &Source, field: &str, cell: &str, text: &str) {
        let known = self.entry(source);
        known.body.clone_from(&source.body);
        known.by.clone_from(&source.by);
        put(&mut known.cells, field, cell.to_owned());
        put(&mut known.taken, field, digest(field, text));
    }

    /// Notes that a field has a value that no form says by itself.
    pub(super) fn add_made(&mut self, field: &str, text: &str) {
        put(&mut self.entry(&Source::new("", "", None, None)).taken, field, digest(field, text));
    }

    fn entry(&mut self, source: &Source) -> &mut Source {
        let at = self.known.iter().position(|known| known.is_from(source)).unwrap_or_else(|| {
            self.known.push(source.clone());
            self.known.len() - 1
        });
        &mut self.known[at]
    }

    /// Whether an answer is one that was taken before, or decided on. What a person has `chosen` again is only what was
    /// taken: another choice is new.
    pub(super) fn has_taken(&self, field: &str, text: &str, is_chosen: bool) -> bool {
        let taken = |source: &Source| {
            let taken = source.taken.iter().find(|(known, _)| known == field);
            taken.map(|(_, digest)| (source.is_form(), digest.clone()))
        };
        let taken: Vec<(bool, String)> = self.known.iter().filter_map(taken).collect();
        let is_made = taken.iter().any(|(is_form, _)| !is_form);
        let counts = |is_form: bool| !(is_chosen && is_made && is_form);
        let wanted = digest(field, text);
        taken.iter().any(|(is_form, digest)| counts(*is_form) && *digest == wanted)
    }

    /// Forgets where a field was said.
    pub(super) fn forget(&mut self, field: &str) {
        for source in &mut self.known {
            source.cells.retain(|(known, _)| known != field);
            source.taken.retain(|(known, _)| known != field);
        }
        self.known.retain(|source| !source.cells.is_empty() || !source.taken.is_empty());
    }

    pub(super) fn node(&self, place: &Place) -> Option<Node> {
        let items: Vec<Node> = self.known.iter().map(|source| source.node(place)).collect();
        (!items.is_empty()).then(|| Node { value: Value::List(items), place: place.clone() })
    }
}

fn put(list: &mut Vec<(String, String)>, field: &str, value: String) {
    match list.iter_mut().find(|(known, _)| known == field) {
        Some((_, known)) => *known = value,
        None => list.push((field.to_owned(), value)),
    }
}

/// A value as one text, as a form shows it; a list of documents is joined by commas, one of paragraphs by line ends.
pub(super) fn flat(node: &Node, field: &str) -> String {
    let separator = if field == schema::RESULT { "\n" } else { ", " };
    match &node.value {
        Value::Empty | Value::Map(_) => String::new(),
        Value::Text(text) => text.trim().to_owned(),
        Value::List(items) => items.iter().map(|item| flat(item, field)).collect::<Vec<_>>().join(separator),
    }
}

/// Whether two answers say the same: blanks make no difference, nor the way in which a day is written.
pub(super) fn is_same(field: &str, one: &str, other: &str) -> bool {
    let day = |text: &str| Day::parse_iso(text).or_else(|| Day::parse_written(text));
    match field {
        schema::STATUS => {
            fold_key(one) == fold_key(other) || Status::read(one).is_some_and(|read| Status::read(other) == Some(read))
        }
        schema::DATE if day(one).is_some() => day(one) == day(other),
        _ => one_line(one) == one_line(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_come_back_from_a_cell() {
        let mut sources = Sources::default();
        let one = Source::new("ш | 1.xlsx", "Исполнение", Some("Школа № 1"), None);
        sources.add(&one, schema::STATUS, "E7", "выполнено");
        sources.add(&one, schema::NEW_DUE, "J7", "до мая");
        sources.add(&Source::new("ш2.ods", "Лист1", None, Some("Иванова А.А.")), schema::DATE, "F9", "2023-03-01");
        sources.add_made(schema::RESULT, "Наши слова");
        let place = Place::file("");
        let field = |value| Field { key: schema::SOURCE.into(), key_place: place.clone(), value };
        let entry = |sources: Node| Node { value: Value::Map(vec![field(sources)]), place: place.clone() };
        let text = in_cell(&entry(sources.node(&place).expect("sources")));
        assert_eq!(
            text,
            "ш / 1.xlsx | Исполнение | статус E7, новый срок J7 | Школа № 1 |  | статус ab8e9780, новый срок 773e965d\n\
             ш2.ods | Лист1 | дата F9 |  | Иванова А.А. | дата 3ba8b19e\n |  |  |  |  | результат 2b9257b6"
        );
        assert_eq!(in_cell(&entry(of_cell(&text, &place).expect("sources"))), text);
        assert!(of_cell(" \n", &place).is_none());
        assert!(Sources::of(&entry(of_cell(&text, &place).expect("sources"))).has_taken(
            schema::DATE,
            "01.03.2023",
            true
        ));
    }

    #[test]
    fn what_was_taken_or_decided_on_is_known_again() {
        let mut sources = Sources::default();
        sources.add(&Source::new("ш.xlsx", "", None, None), schema::STATUS, "E7", "выполнено");
        assert!(sources.has_taken(schema::STATUS, "Сделано", false), "another spelling of the same");
        assert!(!sources.has_taken(schema::STATUS, "отменено", false));
        assert!(sources.has_taken(schema::STATUS, "выполнено", true));
        // Somebody preferred other words to what the form says: choosing the form is new.
        sources.add_made(schema::STATUS, "отменено");
        assert!(sources.has_taken(schema::STATUS, "выполнено", false));
        assert!(!sources.has_taken(schema::STATUS, "выполнено", true));
        assert!(sources.has_taken(schema::STATUS, "отменено", true));
        sources.forget(schema::STATUS);
        assert!(!sources.has_taken(schema::STATUS, "отменено", true));
        assert!(sources.node(&Place::file("")).is_none());
    }
}
