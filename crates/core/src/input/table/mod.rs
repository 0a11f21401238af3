//! Tables into the tree that the same data would have as YAML, wherever their cells came from.
//!
//! ```text
//! Grid: filled cells, merged areas ─▶ Head ─▶ records ─▶ Node
//!                                        └─▶ what stands around a table ─▶ fields of the document
//! ```
//!
//! No cell is lost: what is no value of the tree in the end has a [`Fate`], or a message (`close`).
//!
//! A reader of files fills a sparse `grid::Grid`; behind it nothing knows what the file was. What a cell holds and how it
//! looks (`look`) are kept apart, since it depends on the column how a number is written. How a kind of file stores
//! either of them is no matter of a table: the codes of Excel's formats and its numbers of days are read in `workbook`.

mod activities;
mod around;

mod close;
mod fate;
mod grid;
mod head;
pub mod headings;
mod kind;
mod look;
mod records;
mod requisites;
mod sheet;
mod standing;
pub(super) mod value;

use self::sheet::Reading;
use crate::diagnostics::{CellRef, Diagnostics, WorkbookProblem};
use crate::domain::Period;
use crate::schema;
use crate::tree::{Entry, Node, Value, entry, fold_key};

pub(super) use self::activities::numbering_of;
pub(super) use self::around::is_block;
pub(super) use self::close::close;
pub use self::fate::{Fate, Reason};
pub(super) use self::grid::{Cell, Content, Grid, Trouble};
pub(super) use self::head::{Column, Head, nearest_title};
pub(super) use self::kind::{Role, Table};
pub(super) use self::look::{
    Condition, DateLook, DatePart, Digits, Format, Moment, MonthLook, NumberLook, Places, Section, Slot, TextLook,
};
pub(super) use self::requisites::REQUISITES;
pub use self::requisites::is_in_requisites;
pub use self::sheet::{Aside, Sheet};
pub(super) use self::standing::{Layout, Spot, Standing};

/// Reads a table into the fields of the document that are there already; nothing if it has no head, which is reported.
pub(super) fn read(sheet: &mut Sheet, table: Table, root: &mut Node, diagnostics: &Diagnostics) {
    let head = Head::find(sheet, table);
    let head = head.or_else(|| (table == Table::Activities).then(|| Head::by_shape(sheet)).flatten());
    if let Some(head) = head {
        sheet.head = Some(head.first..=head.last);
        sheet.name_columns(head.first, &head.columns);
        match table {
            Table::Activities => read_activities(sheet, head, root, diagnostics),
            _ => {
                let entry = records::read(head, table, Reading::new(sheet, diagnostics));
                add(root, entry);
            }
        }
        return;
    }
    // A sheet with nothing at all is one that was not needed.
    if table == Table::Activities || !sheet.grid.rows().is_empty() {
        let nearest = nearest_title(sheet, table);
        let problem = WorkbookProblem::NoHead { wanted: table.key_title(), nearest };
        sheet.settle_from(0, Fate::told(problem.clone()));
        diagnostics.add(problem, &sheet.place());
    }
}

/// The table of activities, and what stands around it. A monitoring measures the plan that it names: of a table beside
/// it, only the fulfilment counts.
fn read_activities(sheet: &Sheet, head: Head, root: &mut Node, diagnostics: &Diagnostics) {
    let is_monitoring = root.says(schema::KIND, schema::MONITORING_KIND);
    let text = |key| match &root.get(key)?.value.value {
        Value::Text(text) => Some(text.as_str()),
        _ => None,
    };
    let titled = || text(schema::NAME).and_then(|name| around::titled_period(&[name.to_owned()]));
    let known = activities::Known {
        is_titled: root.get(schema::NAME).is_some_and(|entry| !entry.value.is_empty()),
        period: text(schema::PERIOD).and_then(Period::parse).or_else(titled),
    };
    let has_columns = root.get(schema::COLUMNS).is_some();
    let numbering = numbering_of(root);
    if sheet.is_document() && !is_monitoring {
        head.report_marks(sheet, diagnostics);
    }
    let table = activities::read(head, numbering, &known, Reading::new(sheet, diagnostics));
    if !sheet.is_document() && !is_monitoring {
        // Where statuses are, the fulfilment is kept beside the plan, and nobody wants to hear of it in each run.
        for (title, cell) in &table.unreported {
            sheet.fault(WorkbookProblem::MarkColumn { title: title.clone(), is_unreported: true }, *cell, diagnostics);
        }
    }
    let region =
        around::Region { head: table.head, bands: &table.bands_above, notes: &table.notes, below: table.below };
    let found = around::read(sheet, &region, diagnostics);
    if is_monitoring {
        let fulfilment = |entry: &Entry| entry.key == Table::Fulfilment.key();
        table.entries.into_iter().filter(fulfilment).for_each(|entry| add(root, entry));
        // Which activity a row speaks of is told by its other columns.
        sheet.settle_from(0, Fate::Used);
        return;
    }
    if has_columns {
        // The titles only say which column is which.
        (sheet.head.clone().into_iter().flatten()).for_each(|row| sheet.settle_row(row, Fate::Used));
    }
    table.entries.into_iter().for_each(|entry| add(root, entry));
    around::merge(root, found, table.head, sheet, diagnostics);
}

/// Reads the fields of the document into entries of the root record.
pub(super) fn read_requisites(sheet: &Sheet, diagnostics: &Diagnostics) -> Vec<Entry> {
    requisites::read(Reading::new(sheet, diagnostics))
}

/// Adds an entry, unless the field is there; a fulfilment that stands in two sheets is one list.
fn add(root: &mut Node, addition: Entry) {
    let Value::Map(root) = &mut root.value else { return };
    let known = root.iter_mut().find(|entry| fold_key(&entry.key) == fold_key(&addition.key));
    match (known, addition.value.value) {
        (None, value) => {
            let place = addition.value.place;
            root.push(entry(&addition.key, Node { value, place }));
        }
        (Some(Entry { value: Node { value: Value::List(items), .. }, key, .. }), Value::List(more))
            if key == Table::Fulfilment.key() =>
        {
            items.extend(more);
        }
        _ => {}
    }
}
/// What stands in a column of «Исполнение» that no rule reads, by the rows.
pub(in crate::input) fn private_column(sheet: &Sheet, title: &str) -> Vec<(u32, String)> {
    if fold_key(sheet.name()) != fold_key(Table::Fulfilment.sheet()) {
        return Vec::new();
    }
    let Some(head) = Head::find(sheet, Table::Fulfilment) else { return Vec::new() };
    let Some(column) = head.unread_titled(sheet, title) else { return Vec::new() };
    let cells = sheet.grid.rows().into_iter().filter(|row| *row > head.last);
    cells.filter_map(|row| Some((row, sheet.seen(CellRef { row, column })?))).collect()
}
