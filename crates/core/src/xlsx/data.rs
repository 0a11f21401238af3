//! The data of a document as a workbook in the usual shape: «Реквизиты», «Мероприятия», and what a monitoring has.
//!
//! From: a tree as [`crate::input`] gives it. To: a workbook that is read back as the same document. A few things have no
//! place in one (a field within a field within a list, a join of cells); whoever writes one reads it back and compares.

use rust_xlsxwriter::{
    DataValidation, ExcelDateTime, Format, FormatAlign, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::{cut, head_format, height, lines, saved, text_format, workbook};
use crate::collect::source;
use crate::diagnostics::{FileProblem, Problem};
use crate::domain::{self, Day, Designation, HeadItem, Plan, Status};
use crate::input::table::headings::{default_title, fulfilment_title, record_title};
use crate::input::workbook::DATA;
use crate::schema;
use crate::tree::{Entry, Node, Value, fold_key};
use crate::validate::default_head;

/// The sheets of records beside the plan, or of a summary, each with its field.
const RECORDS: [(&str, &str); 5] = [
    ("Территории", schema::TERRITORIES),
    ("Исполнение", schema::FULFILMENT),
    ("Показатели", schema::INDICATORS),
    ("Рекомендации", schema::RECOMMENDATIONS),
    ("Решения", schema::DECISIONS),
];
/// Fields that stand in sheets of their own.
const ELSEWHERE: [&str; 3] = [schema::COLUMNS, schema::DIRECTIONS, schema::ACTIVITIES];
/// Widths in characters: of the fields and values of «Реквизиты», of a number, of a column with long texts, of another.
const FIELD: usize = 26;
const VALUE: usize = 80;
const NUMBER: usize = 7;
const LONG: usize = 60;
const OTHER: usize = 26;
/// The last column in which anybody would type beside the table, from 0.
const COLUMNS: u16 = 63;

/// The workbook. `numbers` are those of the activities, in the order of the table, as they are printed.
pub fn data(tree: &Node, numbers: &[String]) -> Result<Vec<u8>, Problem> {
    build(tree, numbers).map_err(|error| Problem::from(FileProblem::Internal { detail: error.to_string() }))
}

fn build(tree: &Node, numbers: &[String]) -> Result<Vec<u8>, XlsxError> {
    let title = text_of(tree, schema::NAME).unwrap_or_default();
    let mut workbook = workbook(&title.split_whitespace().collect::<Vec<_>>().join(" "), DATA)?;
    let Value::Map(entries) = &tree.value else { return saved(&mut workbook) };
    write_requisites(&mut workbook, entries)?;
    if ELSEWHERE.iter().any(|key| tree.get(key).is_some()) {
        Table::of(tree, numbers).write(&mut workbook, tree)?;
    }
    for (sheet, field) in RECORDS {
        if let Some(entry) = tree.get(field) {
            write_records(&mut workbook, sheet, field, &entry.value)?;
        }
    }
    saved(&mut workbook)
}

/// A text as it is kept in a cell: no sign of it is changed, so that it is read back as it was.
fn write_text(sheet: &mut Worksheet, row: u32, column: u16, typed: &str, format: &Format) -> Result<(), XlsxError> {
    if let Some(day) = Day::parse_iso(typed).filter(|_| Day::looks_iso(typed))
        && let Ok(year) = u16::try_from(day.year())
        && let Ok(date) = ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8)
    {
        let format = format.clone().set_num_format("dd.mm.yyyy");
        sheet.write_datetime_with_format(row, column, &date, &format)?;
        return Ok(());
    }
    sheet.write_string_with_format(row, column, cut(typed.to_owned(), super::TEXT), format)?;
    Ok(())
}

// --- «Реквизиты»

fn write_requisites(workbook: &mut Workbook, entries: &[Entry]) -> Result<(), XlsxError> {
    let mut rows: Vec<(String, String)> = Vec::new();
    let is_here = |entry: &&Entry| {
        let key = fold_key(&entry.key);
        !ELSEWHERE.contains(&key.as_str()) && RECORDS.iter().all(|(_, field)| *field != key) && !entry.is_caption()
    };
    for entry in entries.iter().filter(is_here) {
        requisite(&entry.key, &entry.value, &mut rows);
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name("Реквизиты")?;
    let (head, body) = (head_format(), text_format().set_num_format("@"));
    for (column, (title, width)) in (0..).zip([("Поле", FIELD), ("Значение", VALUE)]) {
        sheet.set_column_width(column, width as f64)?;
        sheet.write_string_with_format(0, column, title, &head)?;
    }
    for (row, (field, value)) in (1..).zip(&rows) {
        sheet.write_string_with_format(row, 0, field, &body)?;
        write_text(sheet, row, 1, value, &body)?;
        sheet.set_row_height(row, height(lines(value, VALUE)))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// The rows of a field: one, or one for each item of a list; records are told with dots.
fn requisite(field: &str, value: &Node, rows: &mut Vec<(String, String)>) {
    match &value.value {
        Value::Empty => rows.push((field.to_owned(), String::new())),
        Value::Text(text) => rows.push((field.to_owned(), text.clone())),
        Value::Map(entries) => {
            for entry in entries.iter().filter(|entry| !entry.is_caption()) {
                within(&format!("{field}.{}", entry.key), &entry.value, rows);
            }
        }
        Value::List(items) => {
            // A record begins where its first field comes again, so each begins with the same one; a point, with what is to
            // be done.
            let first = items.iter().find_map(|item| match &item.value {
                Value::Map(entries) => entries.first().map(|entry| fold_key(&entry.key)),
                _ => None,
            });
            let first = if is_points(field) { Some(schema::WHAT.to_owned()) } else { first };
            for item in items {
                let Value::Map(entries) = &item.value else {
                    requisite(field, item, rows);
                    continue;
                };
                let mut entries: Vec<&Entry> = entries.iter().filter(|entry| !entry.is_caption()).collect();
                match entries.iter().position(|entry| Some(fold_key(&entry.key)) == first) {
                    Some(at) => entries[..=at].rotate_right(1),
                    None => rows.push((format!("{field}.{}", first.as_deref().unwrap_or_default()), String::new())),
                }
                for entry in entries {
                    within(&format!("{field}.{}", entry.key), &entry.value, rows);
                }
            }
        }
    }
}

/// Whether a field is one of the order, where a list has a row for each of its items: there is one order, and a point has
/// one list below it.
fn is_of_order(field: &str) -> bool {
    fold_key(field).starts_with(&format!("{}.", schema::ORDER))
}

/// Whether a field holds the points of the order.
fn is_points(field: &str) -> bool {
    fold_key(field) == format!("{}.{}", schema::ORDER, schema::POINTS)
}

/// A field of a record: a list in it becomes lines of one text.
fn within(field: &str, value: &Node, rows: &mut Vec<(String, String)>) {
    match &value.value {
        Value::List(items) if items.iter().all(|item| matches!(item.value, Value::Text(_))) && !is_of_order(field) => {
            rows.push((field.to_owned(), texts(items).join("\n")));
        }
        _ => requisite(field, value, rows),
    }
}

fn texts(items: &[Node]) -> Vec<&str> {
    let mut texts = Vec::new();
    for item in items {
        if let Value::Text(text) = &item.value {
            texts.push(text.as_str());
        }
    }
    texts
}

fn text_of<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    match &node.get(key)?.value.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

// --- «Мероприятия»

/// A column of the table.
struct Column {
    /// The folded key of its field.
    field: String,
    title: String,
    /// The common title above.
    group: Option<String>,
}

struct Table<'a> {
    columns: Vec<Column>,
    numbers: &'a [String],
}

impl<'a> Table<'a> {
    fn of(tree: &Node, numbers: &'a [String]) -> Self {
        let mut columns = Vec::new();
        match tree.get(schema::COLUMNS) {
            Some(entry) => gather_columns(&entry.value, None, &mut columns),
            None => default_head(tree).iter().for_each(|item| columns.extend(Column::of_item(item))),
        }
        let has =
            |key: &str| rows(tree).iter().any(|row| matches!(row, Row::Activity(node) if node.get(key).is_some()));
        for (field, title) in [(schema::CODE, "Код"), (schema::OBLIGATORY, "Обязательно")] {
            if has(field) {
                columns.push(Column { field: field.to_owned(), title: title.to_owned(), group: None });
            }
        }
        Self { columns, numbers }
    }

    fn write(&self, workbook: &mut Workbook, tree: &Node) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name("Мероприятия")?;
        let (head, body) = (head_format().set_align(FormatAlign::VerticalCenter), text_format().set_num_format("@"));
        // What the plan above makes obligatory stays what it is: its row cannot go, nor its name and code change.
        let is_locked = self.columns.iter().any(|column| column.field == schema::OBLIGATORY);
        let (body, locked) = if is_locked { (body.clone().set_unlocked(), body) } else { (body.clone(), body) };
        let kept = [schema::NAME, schema::CODE, schema::OBLIGATORY];
        if is_locked {
            sheet.protect_with_options(&rows_may_come());
            // Cells that nothing was written into are locked as well, unless their column says otherwise.
            sheet.set_column_range_format(0, COLUMNS, &Format::new().set_unlocked())?;
        }
        let band = text_format().set_bold().set_align(FormatAlign::Center).set_num_format("@");
        for (at, column) in (0..).zip(&self.columns) {
            sheet.set_column_width(at, column.width() as f64)?;
        }
        let last = self.write_head(sheet, &head)?;
        let mut row = last;
        let mut numbers = self.numbers.iter();
        let width = self.columns.len() as u16;
        for item in rows(tree) {
            row += 1;
            match item {
                Row::Band(text) if width > 1 => {
                    sheet.merge_range(row, 0, row, width - 1, &text, &band)?;
                    let room = self.columns.iter().map(Column::width).sum();
                    sheet.set_row_height(row, height(lines(&text, room)))?;
                }
                Row::Band(text) => write_text(sheet, row, 0, &text, &band)?,
                Row::Activity(node) => {
                    let number = numbers.next().map(|number| number.trim_end_matches('.'));
                    let mut most = 1;
                    for (at, column) in (0..).zip(&self.columns) {
                        let typed = cell_text(node, &column.field);
                        // A number stays as it was typed, unless another one is printed.
                        let text = match number.filter(|number| typed.trim().trim_end_matches('.') != *number) {
                            Some(number) if column.field == schema::NUMBER => number.to_owned(),
                            _ => typed,
                        };
                        most = most.max(lines(&text, column.width()));
                        let is_kept = kept.contains(&column.field.as_str()) && is_obligatory(node);
                        let format = if is_kept { &locked } else { &body };
                        if text.is_empty() {
                            sheet.write_blank(row, at, format)?;
                        } else {
                            write_text(sheet, row, at, &text, format)?;
                        }
                    }
                    sheet.set_row_height(row, height(most))?;
                }
            }
        }
        sheet.set_freeze_panes(last + 1, 0)?;
        sheet.set_repeat_rows(0, last)?;
        super::set_up_page(sheet);
        Ok(())
    }

    /// Writes the head; gives its last row.
    fn write_head(&self, sheet: &mut Worksheet, format: &Format) -> Result<u32, XlsxError> {
        let has_groups = self.columns.iter().any(|column| column.group.is_some());
        let mut at = 0;
        while let Some(column) = self.columns.get(at) {
            let place = at as u16;
            let Some(group) = &column.group else {
                if has_groups {
                    sheet.merge_range(0, place, 1, place, &column.title, format)?;
                } else {
                    sheet.write_string_with_format(0, place, &column.title, format)?;
                }
                at += 1;
                continue;
            };
            let members = self.columns[at..].iter().take_while(|next| next.group.as_ref() == Some(group)).count();
            if members > 1 {
                sheet.merge_range(0, place, 0, place + members as u16 - 1, group, format)?;
            } else {
                sheet.write_string_with_format(0, place, group, format)?;
            }
            for (beside, column) in self.columns[at..at + members].iter().enumerate() {
                sheet.write_string_with_format(1, place + beside as u16, &column.title, format)?;
            }
            at += members;
        }
        Ok(u32::from(has_groups))
    }
}

/// A protected sheet, without a password, in which everything may be done but to change what is locked.
fn rows_may_come() -> ProtectionOptions {
    ProtectionOptions {
        insert_rows: true,
        delete_rows: true,
        format_cells: true,
        format_columns: true,
        format_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    }
}

/// Whether an activity is marked as one that the plans below must have.
fn is_obligatory(activity: &Node) -> bool {
    text_of(activity, schema::OBLIGATORY).is_some_and(|typed| matches!(fold_key(typed).as_str(), "да" | "true"))
}

impl Column {
    fn of_item(item: &HeadItem) -> Vec<Self> {
        let group = match item {
            HeadItem::Single(_) => None,
            HeadItem::Group { title, .. } => Some(title),
        };
        let column = |column: &domain::Column| Self {
            field: column.field.name().to_owned(),
            title: column.title.clone(),
            group: group.cloned(),
        };
        item.columns().iter().map(column).collect()
    }

    fn usual(field: &str, group: Option<&str>) -> Self {
        let title = default_title(field).unwrap_or(field).to_owned();
        Self { field: fold_key(field), title, group: group.map(str::to_owned) }
    }

    fn width(&self) -> usize {
        match self.field.as_str() {
            schema::NUMBER => NUMBER,
            schema::NAME => LONG,
            _ => OTHER,
        }
    }
}

fn gather_columns(node: &Node, group: Option<&str>, columns: &mut Vec<Column>) {
    let items = match &node.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    for item in items {
        match &item.value {
            Value::Text(names) => {
                let names = names.split([',', ';']).map(str::trim).filter(|name| !name.is_empty());
                columns.extend(names.map(|name| Column::usual(name, group)));
            }
            Value::Map(_) => match (text_of(item, schema::GROUP), item.get(schema::COLUMNS)) {
                (Some(group), Some(entry)) => gather_columns(&entry.value, Some(group), columns),
                _ => {
                    let Some(field) = text_of(item, schema::FIELD) else { continue };
                    let usual = Column::usual(field, group);
                    let title = text_of(item, schema::COLUMN_TITLE).map_or(usual.title.clone(), str::to_owned);
                    columns.push(Column { title, ..usual });
                }
            },
            Value::Empty | Value::List(_) => {}
        }
    }
}

enum Row<'n> {
    Band(String),
    Activity(&'n Node),
}

/// Directions and activities in the order of the table.
fn rows(tree: &Node) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    if let Some(entry) = tree.get(schema::ACTIVITIES) {
        rows.extend(items(&entry.value).iter().map(Row::Activity));
    }
    let mut number = 0;
    for direction in tree.get(schema::DIRECTIONS).map(|entry| items(&entry.value)).unwrap_or_default() {
        if let Some(name) = text_of(direction, schema::NAME) {
            number += 1;
            let designation = match direction.get(schema::DESIGNATION) {
                Some(entry) => Designation::Typed(match &entry.value.value {
                    Value::Text(text) => text.clone(),
                    _ => String::new(),
                }),
                None => Designation::Ordinal,
            };
            rows.push(Row::Band(Plan::band(&designation, number, name)));
        }
        if let Some(entry) = direction.get(schema::ACTIVITIES) {
            rows.extend(items(&entry.value).iter().map(Row::Activity));
        }
    }
    rows
}

fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}

/// What a field of a record says, in one cell.
fn cell_text(node: &Node, field: &str) -> String {
    joined_text(node, field, ", ")
}

fn joined_text(node: &Node, field: &str, between: &str) -> String {
    match node.get(field).map(|entry| &entry.value.value) {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::List(items)) => texts(items).join(between),
        _ => String::new(),
    }
}

// --- the sheets of records

/// The fields of «Исполнение» that have a column in any case, in their order.
const ENTRY: [&str; 8] = [
    schema::ACTIVITY,
    schema::NAME,
    schema::STATUS,
    schema::DATE,
    schema::RESULT,
    schema::DOCUMENT,
    schema::CAUSE,
    schema::NEW_DUE,
];
/// Rows below the last one in which states are still chosen from the list.
const SPARE_ROWS: u32 = 200;

fn write_records(workbook: &mut Workbook, name: &str, field: &str, value: &Node) -> Result<(), XlsxError> {
    let records: Vec<&Node> = items(value).iter().filter(|item| matches!(item.value, Value::Map(_))).collect();
    let is_fulfilment = field == schema::FULFILMENT;
    let mut fields: Vec<String> = Vec::new();
    if is_fulfilment {
        fields.extend(ENTRY.map(str::to_owned));
    }
    for record in &records {
        let Value::Map(entries) = &record.value else { continue };
        for key in entries.iter().map(|entry| fold_key(&entry.key)) {
            if !fields.contains(&key) {
                fields.push(key);
            }
        }
    }
    // Where values come from is for people and for the next collecting, and no part of the document.
    fields.sort_by_key(|key| key == schema::SOURCE);
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    let (head, body) = (head_format(), text_format().set_num_format("@"));
    for (at, key) in (0..).zip(&fields) {
        let title = if is_fulfilment { fulfilment_title(key) } else { record_title(field, key) };
        let title = if key == schema::SOURCE { source::COLUMN } else { title.unwrap_or(key) };
        sheet.set_column_width(at, record_width(key) as f64)?;
        sheet.write_string_with_format(0, at, title, &head)?;
    }
    for (row, record) in (1..).zip(&records) {
        let mut most = 1;
        for (at, key) in (0..).zip(&fields) {
            let text = match key.as_str() {
                schema::SOURCE => source::in_cell(record),
                // What came of an activity is told in paragraphs, all else in one line.
                schema::RESULT | schema::FILES => joined_text(record, key, "\n"),
                _ => joined_text(record, key, ", "),
            };
            most = most.max(lines(&text, record_width(key)));
            if text.is_empty() {
                sheet.write_blank(row, at, &body)?;
            } else {
                write_text(sheet, row, at, &text, &body)?;
            }
        }
        sheet.set_row_height(row, height(most))?;
    }
    if let (true, Some(at)) = (is_fulfilment, fields.iter().position(|key| key == schema::STATUS)) {
        let words = Status::ALL.map(|(word, _)| word);
        let (column, last) = (at as u16, records.len() as u32 + SPARE_ROWS);
        sheet.add_data_validation(1, column, last, column, &DataValidation::new().allow_list_strings(&words)?)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    super::set_up_page(sheet);
    Ok(())
}

/// The width of a column of records, in characters.
fn record_width(key: &str) -> usize {
    match key {
        schema::ACTIVITY | schema::UNIT => 14,
        schema::NAME | schema::RESULT | schema::WHAT | schema::EXPLANATION | schema::FILE | schema::FILES => 44,
        schema::STATUS | schema::DATE | schema::NEW_DUE | schema::DUE | schema::BETTER => 18,
        schema::LAST_YEAR | schema::PLAN | schema::FACT => 12,
        schema::SOURCE => 50,
        _ => OTHER,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::diagnostics::Diagnostics;
    use crate::domain::Changes;
    use crate::input::Reader;
    use crate::input::workbook::{Part, Seen, read};
    use crate::system::Disk;
    use crate::validate::{self, CheckedDocument};

    /// Writes the data of a sample and reads them back.
    fn written(sample: &str) -> (Node, Node, Diagnostics) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(sample);
        let found = Diagnostics::default();
        let tree = Reader::new(&Disk, &found).load_alone(&path).expect("a sample").tree;
        let numbers = match validate::read(&tree, &Diagnostics::default()) {
            Some(CheckedDocument::Plan(checked)) => checked.plan.numbers(),
            _ => Vec::new(),
        };
        let bytes = data(&tree, &numbers).expect("a workbook");
        let found = Diagnostics::default();
        let back = read("п.xlsx", &bytes, Part::Whole { sheet: None }, &mut Seen::default(), &found);
        (tree, back.expect("it is read back"), found)
    }

    #[test]
    fn plans_are_read_back_as_they_were() {
        for sample in [
            "input/plan-2023.yaml",
            "input/plan-2023.xlsx",
            "templates/starter/plan.yaml",
            "tests/cases/one-sheet/plan-on-one-sheet.xlsx",
            "tests/cases/one-sheet/heating.xlsx",
            "tests/cases/one-sheet/mentoring.xlsx",
            "tests/cases/one-sheet/exams.xlsx",
        ] {
            let (tree, back, found) = written(sample);
            let plan = |tree| match validate::read(tree, &found) {
                Some(CheckedDocument::Plan(checked)) => checked.plan,
                _ => panic!("{sample}: {found:?}"),
            };
            let (old, new) = (plan(&tree), plan(&back));
            assert!(
                Changes::between(&old, &new).is_empty() && old.numbers() == new.numbers(),
                "{sample}: {old:#?}\n{new:#?}"
            );
        }
    }

    #[test]
    fn a_monitoring_is_read_back_as_it_was() {
        let (mut tree, mut back, found) = written("input/monitoring-2023.yaml");
        let plan = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../input/plan-2023.yaml");
        let plan = Reader::new(&Disk, &found).load_alone(&plan).expect("a sample").tree;
        for tree in [&mut tree, &mut back] {
            tree.get_mut(schema::PLAN).expect("its plan").value = plan.clone();
        }
        let monitoring = |tree| match validate::read(tree, &found) {
            Some(CheckedDocument::Monitoring(checked)) => checked.monitoring,
            _ => panic!("{found:?}"),
        };
        assert_eq!(monitoring(&tree), monitoring(&back));
    }
}
