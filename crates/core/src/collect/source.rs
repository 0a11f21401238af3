//! Where the values of an entry come from: «источник».
//!
//! ```yaml
//! источник:
//!   - файл: школа-1.xlsx
//!     лист: Исполнение
//!     ячейки: статус E7, дата F7
//!     исполнитель: Школа № 1
//!     заполнил: Иванова А.А.
//! ```
//!
//! In a workbook it stands in the private column [`COLUMN`], a line a source:
//! `школа-1.xlsx | Исполнение | статус E7, дата F7 | Школа № 1 | Иванова А.А.`

use crate::diagnostics::Place;
use crate::domain::{Day, Status, one_line};
use crate::schema;
use crate::tree::{Entry as Field, Node, Value, fold_key};

/// The title of the column of a workbook that says where values come from.
pub(crate) const COLUMN: &str = "_источник";
/// What parts the fields of a source in a cell: no file of Windows has it in its name.
const BETWEEN: &str = " | ";

/// The sources of an entry as a cell shows them.
pub(crate) fn in_cell(entry: &Node) -> String {
    let lines = Sources::of(entry).known.into_iter().map(|source| {
        let cells = source.cell_list();
        let fields = [source.file, source.sheet, cells, source.body.unwrap_or_default(), source.by.unwrap_or_default()];
        let line = fields.map(|field| one_line(&field).replace('|', "/")).join(BETWEEN);
        line.trim_end_matches([' ', '|']).to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The forms that an entry names, each with its body.
pub(super) fn senders(entry: &Node) -> Vec<(String, Option<String>)> {
    Sources::of(entry).known.into_iter().map(|source| (source.file, source.body)).collect()
}

/// The sources that stand in a cell, as the value of «источник»; `None` if there are none.
pub(super) fn of_cell(text: &str, place: &Place) -> Option<Node> {
    let known = text.lines().filter_map(|line| {
        let mut fields = line.split(BETWEEN).map(str::trim);
        let mut next = || fields.next().unwrap_or_default().to_owned();
        let (file, sheet, cells, body, by) = (next(), next(), next(), next(), next());
        let given = |text: String| Some(text).filter(|text| !text.is_empty());
        (!file.is_empty()).then(|| Source {
            file,
            sheet,
            body: given(body),
            by: given(by),
            cells: Source::cells(&cells),
        })
    });
    Sources { known: known.collect() }.node(place)
}

/// Values of an entry that were said in one sheet of one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) file: String,
    sheet: String,
    body: Option<String>,
    by: Option<String>,
    /// Fields with the cells in which they stand.
    cells: Vec<(String, String)>,
}

impl Source {
    pub(super) fn new(file: &str, sheet: &str, body: Option<&str>, by: Option<&str>) -> Self {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Self { file: file.to_owned(), sheet: sheet.to_owned(), body: owned(body), by: owned(by), cells: Vec::new() }
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
        let cells = Self::cells(&text(schema::CELLS).unwrap_or_default());
        Some(Self {
            file: text(schema::FILE)?,
            sheet: text(schema::SHEET).unwrap_or_default(),
            body: text(schema::BODY),
            by: text(schema::FILLED_BY),
            cells,
        })
    }

    /// «статус E7, дата F7».
    fn cell_list(&self) -> String {
        self.cells.iter().map(|(name, cell)| format!("{name} {cell}")).collect::<Vec<_>>().join(", ")
    }

    fn cells(list: &str) -> Vec<(String, String)> {
        let cell = |cell: &str| cell.trim().rsplit_once(' ').map(|(field, cell)| (fold_key(field), cell.to_owned()));
        list.split(',').filter_map(cell).collect()
    }

    fn node(&self, place: &Place) -> Node {
        let field = |key: &str, value: Node| Field { key: key.to_owned(), key_place: place.clone(), value };
        let text = |text: &str| Node::text(text, place.clone());
        let cells = self.cell_list();
        let mut fields = vec![field(schema::FILE, text(&self.file))];
        if !self.sheet.is_empty() {
            fields.push(field(schema::SHEET, text(&self.sheet)));
        }
        fields.push(field(schema::CELLS, text(&cells)));
        fields.extend(self.body.as_deref().map(|body| field(schema::BODY, text(body))));
        fields.extend(self.by.as_deref().map(|by| field(schema::FILLED_BY, text(by))));
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
        self.known.iter().map(|source| source.file.as_str())
    }

    /// Notes that a field was said in a cell.
    pub(super) fn add(&mut self, source: &Source, field: &str, cell: &str) {
        let at = self.known.iter().position(|known| known.is_from(source)).unwrap_or_else(|| {
            self.known.push(source.clone());
            self.known.len() - 1
        });
        let Some(known) = self.known.get_mut(at) else { return };
        known.body.clone_from(&source.body);
        known.by.clone_from(&source.by);
        match known.cells.iter_mut().find(|(name, _)| name == field) {
            Some((_, known)) => cell.clone_into(known),
            None => known.cells.push((field.to_owned(), cell.to_owned())),
        }
    }

    /// Forgets where a field was said.
    pub(super) fn forget(&mut self, field: &str) {
        for source in &mut self.known {
            source.cells.retain(|(known, _)| known != field);
        }
        self.known.retain(|source| !source.cells.is_empty());
    }

    pub(super) fn node(&self, place: &Place) -> Option<Node> {
        let items: Vec<Node> = self.known.iter().map(|source| source.node(place)).collect();
        (!items.is_empty()).then(|| Node { value: Value::List(items), place: place.clone() })
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
        sources.add(&one, schema::STATUS, "E7");
        sources.add(&one, schema::NEW_DUE, "J7");
        sources.add(&Source::new("ш2.ods", "Лист1", None, Some("Иванова А.А.")), schema::DATE, "F9");
        let place = Place::file("");
        let field = |value| Field { key: schema::SOURCE.into(), key_place: place.clone(), value };
        let entry = |sources: Node| Node { value: Value::Map(vec![field(sources)]), place: place.clone() };
        let text = in_cell(&entry(sources.node(&place).expect("sources")));
        assert_eq!(
            text,
            "ш / 1.xlsx | Исполнение | статус E7, новый срок J7 | Школа № 1\nш2.ods | Лист1 | дата F9 |  | Иванова А.А."
        );
        assert_eq!(in_cell(&entry(of_cell(&text, &place).expect("sources"))), text);
        assert!(of_cell(" \n", &place).is_none());
    }
}
