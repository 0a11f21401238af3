//! Tables into the tree that the same data would have as YAML, wherever their cells came from.
//!
//! ```text
//! Grid: filled cells, merged areas ─▶ Head ─▶ records ─▶ Node
//! ```
//!
//! A reader of files fills a sparse `grid::Grid`; behind it nothing knows what the file was. What a cell holds and how it
//! looks (`look`) are kept apart, since it depends on the column how a number is written. How a kind of file stores
//! either of them is no matter of a table: the codes of Excel's formats and its numbers of days are read in `workbook`.

mod activities;
mod grid;
mod head;
pub mod headings;
mod kind;
mod look;
mod records;
mod requisites;
mod sheet;
pub(super) mod value;

use self::sheet::{Reading, entry};
use crate::diagnostics::{Diagnostics, WorkbookProblem};
use crate::tree::{Entry, Node, Value, fold_key};

pub(super) use self::activities::Numbering;
pub(super) use self::grid::{Cell, Content, Grid, Trouble};
pub(super) use self::head::{Head, nearest_title};
pub(super) use self::kind::{Role, Table};
pub(super) use self::look::{
    Condition, DateLook, DatePart, Digits, Format, Moment, MonthLook, NumberLook, Places, Section, Slot, TextLook,
};
pub(super) use self::requisites::REQUISITES;
pub use self::requisites::is_in_requisites;
pub use self::sheet::Sheet;

/// Reads a table into entries of the root record; none if it has no head, which is reported.
pub(super) fn read(sheet: &mut Sheet, table: Table, numbering: Numbering, diagnostics: &Diagnostics) -> Vec<Entry> {
    if let Some(head) = Head::find(sheet, table) {
        sheet.head = Some(head.first..=head.last);
        let reading = Reading::new(sheet, diagnostics);
        return match table {
            Table::Activities => activities::read(head, numbering, reading),
            _ => vec![records::read(head, table, reading)],
        };
    }
    // A sheet with nothing at all is one that was not needed.
    if table == Table::Activities || !sheet.grid.rows().is_empty() {
        let nearest = nearest_title(sheet, table);
        diagnostics.add(WorkbookProblem::NoHead { wanted: table.key_title(), nearest }, &sheet.place());
    }
    Vec::new()
}

/// Reads the fields of the document into entries of the root record.
pub(super) fn read_requisites(sheet: &Sheet, diagnostics: &Diagnostics) -> Vec<Entry> {
    requisites::read(Reading::new(sheet, diagnostics))
}

/// Adds an entry, unless the field is there; a fulfilment that stands in two sheets is one list.
pub(super) fn add(root: &mut Vec<Entry>, addition: Entry) {
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
