//! A sheet with its name: cells as nodes of the tree, faults with their places.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use super::fate::Fate;
use super::grid::{Cell, Content, Grid, Trouble};
use super::head::Column;
use super::standing::{Layout, Spot, Standing};
use super::value::{self, Purpose};
use crate::diagnostics::{CellRef, DOCUMENT, Diagnostic, Diagnostics, Place, Problem, WorkbookProblem};
use crate::tree::Node;

/// Bytes of all texts that one sheet can give: a text that stands under a merged area is given for every row.
const TEXTS: usize = 64 * 1024 * 1024;

/// What stands in a text document beside what is laid out: a comment, a header, a paragraph that is hidden.
#[derive(Debug, Clone)]
pub struct Aside {
    /// Where it stands.
    pub place: Place,
    /// What it says.
    pub text: String,
    /// What becomes of it.
    pub fate: Fate,
}

/// A sheet that was read.
#[derive(Debug)]
pub struct Sheet {
    pub(super) file: Arc<str>,
    pub(in crate::input) name: Arc<str>,
    pub(in crate::input) grid: Grid,
    /// Where its cells stand in the text document that was laid out as a sheet; `None` for a sheet of a workbook.
    layout: Option<Layout>,
    /// What stands in that document and is not laid out, with what becomes of it.
    asides: Vec<Aside>,
    /// The rows of its head, once that was found.
    pub(super) head: Option<RangeInclusive<u32>>,
    /// What became of cells that are no values of the tree.
    fates: RefCell<BTreeMap<CellRef, Fate>>,
}

impl Sheet {
    pub(in crate::input) fn new(file: &Arc<str>, name: &str, grid: Grid) -> Self {
        Self {
            file: Arc::clone(file),
            name: name.into(),
            grid,
            layout: None,
            asides: Vec::new(),
            head: None,
            fates: RefCell::default(),
        }
    }

    /// A text document that was laid out as a sheet.
    pub(in crate::input) fn of_document(file: &Arc<str>, grid: Grid, layout: Layout, asides: Vec<Aside>) -> Self {
        Self { layout: Some(layout.finish()), asides, ..Self::new(file, DOCUMENT, grid) }
    }

    /// The path of its file, as the user gave it.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Whether it is a text document that was laid out as a sheet.
    pub fn is_document(&self) -> bool {
        self.layout.is_some()
    }

    /// What stands in a text document and is not laid out.
    pub fn asides(&self) -> &[Aside] {
        &self.asides
    }

    /// Its name; of a text document the part that its text stands in.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The filled cells, row by row, with what a person sees in them.
    pub fn cells(&self) -> impl Iterator<Item = (CellRef, String)> {
        self.grid.cells().map(|(at, cell)| (at, value::seen(cell)))
    }

    /// What a person sees in a cell; `None` if it is empty.
    pub fn seen(&self, cell: CellRef) -> Option<String> {
        self.grid.get(cell).map(value::seen)
    }

    /// The text that was typed into a cell; `None` if that is a number, a date or another value.
    pub fn typed(&self, cell: CellRef) -> Option<&str> {
        match &self.grid.get(cell)?.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What became of a cell that is no value of the tree, if that was settled.
    pub fn fate(&self, cell: CellRef) -> Option<Fate> {
        self.fates.borrow().get(&cell).copied()
    }

    /// Settles what becomes of a cell; the first word counts.
    pub(in crate::input) fn settle(&self, cell: CellRef, fate: Fate) {
        self.fates.borrow_mut().entry(cell).or_insert(fate);
    }

    /// Settles what becomes of the filled cells of a row.
    pub(in crate::input) fn settle_row(&self, row: u32, fate: Fate) {
        for (cell, _) in self.grid.row(row) {
            self.settle(cell, fate);
        }
    }

    /// Settles what becomes of all filled cells from a row on.
    pub(in crate::input) fn settle_from(&self, row: u32, fate: Fate) {
        for (cell, _) in self.grid.cells().filter(|(cell, _)| cell.row >= row) {
            self.settle(cell, fate);
        }
    }

    /// The merged areas by their first and last cells; none of them overlap.
    pub fn merges(&self) -> impl Iterator<Item = (CellRef, CellRef)> {
        self.grid.merges().map(|merge| (merge.first, merge.last))
    }

    /// The cell that shows the value of a position: the first one of a merged area, else the position itself.
    pub fn corner(&self, cell: CellRef) -> CellRef {
        self.grid.merge_at(cell).map_or(cell, |merge| merge.first)
    }

    /// Whether a row stands above the table: a title, an approval.
    pub fn is_above_head(&self, row: u32) -> bool {
        self.head.as_ref().is_some_and(|head| row < *head.start())
    }

    /// Whether a row belongs to the head of the table.
    pub fn is_head(&self, row: u32) -> bool {
        self.head.as_ref().is_some_and(|head| head.contains(&row))
    }

    /// The sheet as a place.
    pub(in crate::input) fn place(&self) -> Place {
        match self.is_document() {
            true => Place::File(Arc::clone(&self.file)),
            false => Place::Sheet { file: Arc::clone(&self.file), sheet: Arc::clone(&self.name) },
        }
    }

    /// A cell as a place.
    pub fn at(&self, cell: CellRef) -> Place {
        match &self.layout {
            Some(layout) => layout.place(&self.file, cell),
            None => Place::Cell { file: Arc::clone(&self.file), sheet: Arc::clone(&self.name), cell },
        }
    }

    /// The cell that stands at a place; `None` if that is elsewhere.
    pub fn cell_of(&self, place: &Place) -> Option<CellRef> {
        if place.path() != &*self.file {
            return None;
        }
        match (place, &self.layout) {
            (Place::Cell { sheet, cell, .. }, None) if *sheet == self.name => Some(*cell),
            (Place::Table { cell, .. }, Some(layout)) => {
                layout.cell(Spot::Cell { table: cell.table, row: cell.row, column: cell.column })
            }
            (Place::Paragraph { part, paragraph, order, .. }, Some(layout)) if **part == *DOCUMENT => {
                layout.cell(Spot::of_paragraph(*paragraph, *order))
            }
            _ => None,
        }
    }

    /// Where a cell stands, as other messages name it: «в ячейке B7», «в строке 5, столбце «Срок»».
    pub(super) fn named(&self, cell: CellRef) -> String {
        let place = self.at(cell);
        place.seen_from(&place)
    }

    /// The rows in which a head of a table can stand, of which the first ones are looked at.
    pub(super) fn head_rows(&self) -> Vec<u32> {
        match &self.layout {
            Some(layout) => layout.head_rows(),
            None => self.grid.rows(),
        }
    }

    /// The table of the document that a row belongs to, and how many columns it has.
    pub(super) fn table_at(&self, row: u32) -> Option<(u32, u32)> {
        let layout = self.layout.as_ref()?;
        layout.table(row).map(|table| (table, layout.width(table)))
    }

    /// The tables of the document, each with its rows.
    pub(super) fn tables(&self) -> Vec<(u32, Vec<u32>)> {
        self.layout.as_ref().map(Layout::tables).unwrap_or_default()
    }

    /// How the paragraph in a row looks, where that is known.
    pub(super) fn look(&self, row: u32) -> Option<Standing> {
        self.layout.as_ref()?.look(row)
    }

    /// Tells of a table of the document that its columns are not those of the plan.
    pub(super) fn set_strange(&self, table: u32) {
        self.layout.iter().for_each(|layout| layout.set_strange(table));
    }

    /// Names the columns of a table from a row on, so that messages can tell places by them.
    pub(super) fn name_columns(&self, from: u32, columns: &[Column]) {
        if let Some(layout) = &self.layout {
            layout.name_columns(from, columns);
        }
    }

    /// Reports why it was not read as a whole.
    pub(in crate::input) fn report(&self, trouble: Trouble, diagnostics: &Diagnostics) {
        match trouble {
            Trouble::File(problem) => diagnostics.add(problem, &self.place()),
            Trouble::Cell(cell, problem) => diagnostics.add(problem, &self.at(cell)),
        }
    }

    /// Reports a problem of a cell, with what stands there.
    pub(in crate::input) fn fault(&self, problem: impl Into<Problem>, cell: CellRef, diagnostics: &Diagnostics) {
        let mut diagnostic = Diagnostic::new(problem, self.at(cell));
        diagnostic.found = self.grid.get(cell).and_then(value::shown);
        diagnostics.push(diagnostic);
    }

    /// Remarks on what is struck out, once a row; not on what the document does not show.
    pub(in crate::input) fn tell_struck(&self, diagnostics: &Diagnostics) {
        let mut told_row = None;
        for cell in self.grid.struck().filter(|cell| self.fate(*cell).is_none()) {
            if told_row != Some(cell.row) {
                told_row = Some(cell.row);
                self.fault(WorkbookProblem::Struck, cell, diagnostics);
            }
        }
    }

    /// Remarks on rows and columns that nobody sees and that are data like others.
    pub(in crate::input) fn tell_hidden(&self, diagnostics: &Diagnostics) {
        let is_value = |cell: &CellRef| matches!(self.fate(*cell), None | Some(Fate::With(_)));
        let first_value = |row: u32| self.grid.row(row).map(|(cell, _)| cell).find(is_value);
        let rows: Vec<CellRef> = self.grid.hidden_rows().into_iter().filter_map(first_value).collect();
        if let Some(first) = rows.first() {
            self.fault(WorkbookProblem::HiddenRows { count: rows.len() }, *first, diagnostics);
        }
        let titles = self.head.clone().into_iter().flatten().flat_map(|row| self.grid.row(row));
        for (title, _) in titles.filter(|(title, _)| self.grid.is_hidden_column(title.column)) {
            let is_filled =
                |(cell, _): (CellRef, &Cell)| cell.column == title.column && !self.is_head(cell.row) && is_value(&cell);
            if is_value(&title) && self.grid.cells().any(is_filled) {
                self.fault(WorkbookProblem::HiddenColumn, title, diagnostics);
            }
        }
    }

    /// The text of a cell for reading titles and marks: empty if there is none, or none that can be shown.
    pub(in crate::input) fn title(&self, cell: CellRef) -> String {
        let text = self.grid.get(cell).and_then(|cell| value::text(cell, Purpose::Due).ok());
        text.map(|text| text.trim().to_owned()).unwrap_or_default()
    }
}

/// Reads cells into nodes and reports those that cannot be read.
pub(super) struct Reading<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) diagnostics: &'a Diagnostics,
    /// Bytes of the texts given so far.
    spent: usize,
}

impl<'a> Reading<'a> {
    /// Begins to read a sheet.
    pub(super) fn new(sheet: &'a Sheet, diagnostics: &'a Diagnostics) -> Self {
        Self { sheet, diagnostics, spent: 0 }
    }

    /// Reports a problem of a cell.
    pub(super) fn fault(&mut self, problem: impl Into<Problem>, cell: CellRef) {
        self.sheet.fault(problem, cell, self.diagnostics);
    }

    /// The text of a cell as a node; a fault if it has none.
    pub(super) fn node(&mut self, at: CellRef, cell: &Cell, purpose: Purpose) -> Option<Node> {
        match value::text(cell, purpose) {
            Ok(text) => {
                self.spent += text.len();
                Some(Node::text(text, self.sheet.at(at)))
            }
            Err(problem) => {
                self.fault(problem, at);
                None
            }
        }
    }

    /// The text of a cell as a node. A cell that cannot be read gives what it shows: its fault is reported here, and a
    /// missing value would be reported once more.
    pub(super) fn node_or_shown(&mut self, at: CellRef, cell: &Cell, purpose: Purpose) -> Node {
        let shown = || Node::text(value::shown(cell).unwrap_or_else(|| "?".to_owned()), self.sheet.at(at));
        self.node(at, cell, purpose).unwrap_or_else(shown)
    }

    /// Whether more text was given than the program takes, up to the end of a row; a fault, which covers all rows below.
    pub(super) fn is_spent(&mut self, row: u32) -> bool {
        if self.spent <= TEXTS {
            return false;
        }
        let problem =
            WorkbookProblem::TooLarge { what: "мегабайт текста", limit: (TEXTS / 1024 / 1024) as u64 };
        self.sheet.settle_from(row + 1, Fate::told(problem.clone()));
        self.diagnostics.add(problem, &self.sheet.place());
        true
    }
}
