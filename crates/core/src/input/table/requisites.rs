//! «Реквизиты»: two columns, field and value, as a record.

use std::collections::HashMap;

use super::fate::{Fate, Reason, is_hint};
use super::grid::{Cell, Content};
use super::headings::{is_field_title, is_value_title};
use super::sheet::{Reading, Sheet};
use super::value::Purpose;
use crate::diagnostics::{CellRef, Diagnostic, Diagnostics, Place, ValueProblem, WorkbookProblem};
use crate::schema;
use crate::tree::{Entry, Node, Value, fold_key, list, record};

/// The sheet with the fields of the document.
pub(in crate::input) const REQUISITES: &str = "Реквизиты";

/// Fields whose keys are names given by the user: dots in them mean nothing, and they never make a list.
const NAMES: &str = schema::SHORT_NAMES;

/// Whether a place is in the sheet «Реквизиты», where fields are dotted.
pub fn is_in_requisites(place: &Place) -> bool {
    matches!(place, Place::Cell { sheet, .. } if fold_key(sheet) == fold_key(REQUISITES))
}

/// Whether a place is that sheet as a whole, as the root of what is read from it.
pub(super) fn is_sheet_of_requisites(place: &Place) -> bool {
    matches!(place, Place::Sheet { sheet, .. } if fold_key(sheet) == fold_key(REQUISITES))
}

/// Reads the sheet into the entries of the root record.
pub(super) fn read(mut reading: Reading<'_>) -> Vec<Entry> {
    let layout = Layout::of(reading.sheet);
    layout.settle(reading.sheet);
    let mut fields = Vec::new();
    for row in reading.sheet.grid.rows() {
        if layout.head.is_none_or(|head| row > head) {
            read_row(row, &layout, &mut fields, &mut reading);
        }
        if reading.is_spent(row) {
            break;
        }
    }
    drop_bare(&mut fields, "", reading.diagnostics);
    entries(fields)
}

/// Where fields and values stand.
struct Layout {
    /// The row with the titles «Поле» and «Значение»; what stands above it is a title of the sheet.
    head: Option<u32>,
    /// The column of the fields.
    fields: u32,
    /// The column of the values; what stands further right is a note and is never printed.
    values: u32,
}

impl Layout {
    fn of(sheet: &Sheet) -> Self {
        let rows = sheet.grid.rows();
        for &row in rows.iter().take(100) {
            let titles: Vec<(u32, String)> =
                sheet.grid.row(row).map(|(cell, _)| (cell.column, sheet.title(cell))).collect();
            let field = titles.iter().find(|(_, title)| is_field_title(title));
            let value = titles.iter().find(|(_, title)| is_value_title(title));
            if let (Some((fields, _)), Some((values, _))) = (field, value) {
                return Self { head: Some(row), fields: *fields, values: *values };
            }
        }
        // Without titles: the leftmost column of the rows that have a field and a value, and the next one that is filled.
        let starts = |least: usize| {
            let rows = rows.iter().filter(move |row| sheet.grid.row(**row).count() >= least);
            rows.filter_map(|row| sheet.grid.row(*row).next()).map(|(cell, _)| cell.column).min()
        };
        let fields = starts(2).or_else(|| starts(1)).unwrap_or(0);
        let right = sheet.grid.cells().map(|(cell, _)| cell.column).filter(|column| *column > fields).min();
        Self { head: None, fields, values: right.unwrap_or(fields + 1) }
    }

    /// Settles titles, hints and notes.
    fn settle(&self, sheet: &Sheet) {
        let right = self.fields.max(self.values);
        for (cell, _) in sheet.grid.cells() {
            match self.head {
                Some(head) if cell.row < head && is_hint(&sheet.title(cell)) => {
                    sheet.settle(cell, Fate::LeftOut(Reason::Hint));
                }
                Some(head) if cell.row < head => {}
                _ if cell.column > right => sheet.settle(cell, Fate::LeftOut(Reason::Note)),
                Some(head) if cell.row == head => sheet.settle(cell, Fate::Used),
                _ => {}
            }
        }
    }
}

/// A field with its values, or with records of further fields.
struct Field {
    key: String,
    key_place: Place,
    values: Vec<Node>,
    records: Vec<Vec<Field>>,
    /// Whether it is the text of a point whose row has no name for it: «приказ.пункты».
    is_bare: bool,
}

fn read_row(row: u32, layout: &Layout, fields: &mut Vec<Field>, reading: &mut Reading<'_>) {
    let sheet = reading.sheet;
    let field_at = CellRef { row, column: layout.fields };
    // A field merged downwards over several values names all of them.
    let field_at = sheet.grid.merge_at(field_at).map_or(field_at, |merge| merge.first);
    let key = sheet.title(field_at);
    let is_broken_key =
        sheet.grid.get(field_at).is_some_and(|cell| matches!(cell.content, Content::Error(_) | Content::Uncalculated));
    let values: Vec<(CellRef, &Cell)> = sheet
        .grid
        .row(row)
        .filter(|(cell, _)| *cell != field_at && cell.column <= layout.values.max(layout.fields))
        .collect();
    if let ([], true) = (values.as_slice(), is_hint(&key)) {
        sheet.settle(field_at, Fate::LeftOut(Reason::Hint));
        return;
    }
    if is_broken_key && let Some(cell) = sheet.grid.get(field_at) {
        reading.node(field_at, cell, Purpose::Figure);
        return;
    }
    if key.is_empty() {
        for (at, _) in values {
            reading.fault(WorkbookProblem::ValueWithoutField, at);
        }
        return;
    }
    // The name of a field is used each time it stands there, in a list too.
    sheet.settle(field_at, Fate::Used);
    let nothing = CellRef { row, column: layout.values };
    let mut nodes: Vec<Node> = Vec::new();
    for (at, cell) in &values {
        if at.column != layout.values {
            reading.fault(WorkbookProblem::StrayCell, *at);
        } else {
            nodes.extend(reading.node(*at, cell, Purpose::Figure));
        }
    }
    if values.is_empty() {
        nodes.push(Node { value: Value::Empty, place: sheet.at(nothing) });
    }
    if !nodes.is_empty() {
        insert(fields, &path(&key), &sheet.at(field_at), nodes);
    }
}

/// The text of a point that is typed under «приказ.пункты»; the blank behind it counts for nothing.
const BARE_WHAT: &str = "что ";

/// The keys of a dotted field; a colon at the end is no part of it.
fn path(key: &str) -> Vec<&str> {
    let key = key.trim_end_matches(':').trim_end();
    let mut parts: Vec<&str> = match key.split_once('.') {
        Some((first, name)) if fold_key(first) == NAMES => vec![first.trim(), name.trim()],
        _ => key.split('.').map(str::trim).collect(),
    };
    // A point is what is to be done: with what else is told of it, it is one record.
    if let [order, points] = parts.as_slice()
        && fold_key(order) == schema::ORDER
        && fold_key(points) == schema::POINTS
    {
        parts.push(BARE_WHAT);
    }
    if parts.iter().any(|part| part.is_empty()) { vec![key] } else { parts }
}

/// Adds values under a path. A field that comes again within a record begins the next record.
fn insert(fields: &mut Vec<Field>, path: &[&str], place: &Place, values: Vec<Node>) {
    let [key, rest @ ..] = path else { return };
    let folded = fold_key(key);
    let at =
        fields.iter().position(|field| fold_key(&field.key) == folded && field.records.is_empty() == rest.is_empty());
    let at = at.unwrap_or_else(|| {
        fields.push(Field {
            key: (*key).to_owned(),
            key_place: place.clone(),
            values: Vec::new(),
            records: Vec::new(),
            is_bare: *key == BARE_WHAT,
        });
        fields.len() - 1
    });
    let field = &mut fields[at];
    if rest.is_empty() {
        field.values.extend(values);
        return;
    }
    if folded == NAMES {
        // A name that is given twice is a fault of the user: both are kept, for the rules to see.
        if field.records.is_empty() {
            field.records.push(Vec::new());
        }
        if let (Some(names), [name]) = (field.records.last_mut(), rest) {
            let name = Field {
                key: (*name).to_owned(),
                key_place: place.clone(),
                values,
                records: Vec::new(),
                is_bare: false,
            };
            insert_name(names, name);
        }
        return;
    }
    // A bare point is whole: what follows it by name, but for the points below it, is the beginning of another.
    let begins = |last: &Vec<Field>| {
        let is_whole = last.iter().any(|field| field.is_bare);
        rest.len() == 1 && !is_list(&folded, rest[0]) && (is_whole || has_value(last, rest[0]))
    };
    if field.records.last().is_none_or(begins) {
        field.records.push(Vec::new());
    }
    if let Some(last) = field.records.last_mut() {
        insert(last, rest, place, values);
    }
}

/// Adds a short name; «отдел.почта» goes to the body that «отдел» or «отдел.название» names.
fn insert_name(names: &mut Vec<Field>, mut field: Field) {
    let parted = field.key.rsplit_once('.').map(|(body, last)| (body.trim().to_owned(), fold_key(last)));
    match parted {
        Some((body, last)) if last == schema::NAME => names.push(Field { key: body, ..field }),
        Some((body, last)) if last == schema::MAIL => {
            let is_body = |known: &Field| fold_key(&known.key) == fold_key(&body) && known.records.is_empty();
            field.key = last;
            let Some(known) = names.iter_mut().find(|known| is_body(known)) else {
                let key_place = field.key_place.clone();
                let records = vec![vec![field]];
                return names.push(Field { key: body, key_place, values: Vec::new(), records, is_bare: false });
            };
            let values = std::mem::take(&mut known.values);
            let name = Field {
                key: schema::NAME.to_owned(),
                key_place: known.key_place.clone(),
                values,
                records: Vec::new(),
                is_bare: false,
            };
            known.records.push(vec![name, field]);
        }
        _ => names.push(field),
    }
}

/// Drops fields that stand beside dotted ones of their name: as a heading they say nothing, a value is a fault.
fn drop_bare(fields: &mut Vec<Field>, prefix: &str, diagnostics: &Diagnostics) {
    let mut dotted: HashMap<String, String> = HashMap::new();
    for field in fields.iter() {
        if let Some(first) = field.records.first().and_then(|record| record.first()) {
            dotted.insert(fold_key(&field.key), format!("{prefix}{}.{}", field.key, first.key));
        }
    }
    fields.retain(|field| {
        let Some(dotted) = dotted.get(&fold_key(&field.key)).filter(|_| field.records.is_empty()) else { return true };
        for value in &field.values {
            let Value::Text(text) = &value.value else { continue };
            let problem = ValueProblem::BareField { key: format!("{prefix}{}", field.key), dotted: dotted.clone() };
            diagnostics.push(Diagnostic::new(problem, value.place.clone()).found(text));
        }
        false
    });
    for field in fields {
        let prefix = format!("{prefix}{}.", field.key);
        field.records.iter_mut().for_each(|record| drop_bare(record, &prefix, diagnostics));
    }
}

/// Whether a field that comes again within a record is a list of values: a plan has one order, and a point one list of
/// points below it.
fn is_list(record: &str, key: &str) -> bool {
    record == schema::ORDER || record == schema::POINTS && fold_key(key) == schema::SUBPOINTS
}

fn has_value(record: &[Field], key: &str) -> bool {
    let key = fold_key(key);
    record.iter().any(|field| fold_key(&field.key) == key && field.records.is_empty())
}

/// Fields as entries: one value as it is, several as a list.
fn entries(fields: Vec<Field>) -> Vec<Entry> {
    let entry = |field: Field| {
        let Field { key, key_place, values, records, is_bare } = field;
        let key = if is_bare { schema::WHAT.to_owned() } else { key };
        let records = records.into_iter().map(|fields| {
            let place = fields.first().map_or_else(|| key_place.clone(), |field| field.key_place.clone());
            record(entries(fields), place)
        });
        let records = one_or_list(records.collect(), &key_place);
        // Empty values beside others are gaps in a list.
        let (filled, empty): (Vec<Node>, Vec<Node>) =
            values.into_iter().partition(|node| !matches!(node.value, Value::Empty));
        let value = one_or_list(filled, &key_place).or_else(|| empty.into_iter().next());
        let values = [value, records].into_iter().flatten();
        values.map(|value| Entry { key: key.clone(), key_place: key_place.clone(), value }).collect::<Vec<_>>()
    };
    fields.into_iter().flat_map(entry).collect()
}

fn one_or_list(mut nodes: Vec<Node>, place: &Place) -> Option<Node> {
    match nodes.len() {
        0 => None,
        1 => nodes.pop(),
        _ => Some(list(nodes, place.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn dotted_fields() {
        assert_eq!(path("утверждение.должность"), ["утверждение", "должность"]);
        assert_eq!(path("оформление. поля .левое:"), ["оформление", "поля", "левое"]);
        assert_eq!(path("исполнители.зам. директора"), ["исполнители", "зам. директора"]);
        assert_eq!(path("Срок исп."), ["Срок исп."]);
    }
}
