//! The sheets of a form that came back, as a [`Form`].

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::{
    ANSWERS, CHECK_TITLE, COUNTED, FILLED_BY, Form, FormRow, ID_TITLE, Issued, META_SHEET, TITLE, meta, text, texts,
};
use crate::diagnostics::{CellRef, Diagnostic, Diagnostics, FormProblem, MonitoringProblem, Place, WorkbookProblem};
use crate::domain::{Status, one_line};
use crate::input::table::value::{self, Purpose};
use crate::input::table::{Cell, Column, Content, Head, Role, Sheet, Table, nearest_title};
use crate::schema;
use crate::tree::{Node, Value, fold_key};

/// Whether a sheet is that of a form by the identities of its rows.
pub(in crate::input) fn has_identities(sheet: &Sheet) -> bool {
    Head::find(sheet, Table::Fulfilment).is_some_and(|head| head.unread_titled(sheet, ID_TITLE).is_some())
}

/// Reads the sheets of a form. `None` if it has no table; the diagnostics then hold a fault.
pub(in crate::input) fn read(file: Arc<str>, sheets: &[Sheet], diagnostics: &Diagnostics) -> Option<Form> {
    let is_meta = |sheet: &Sheet| fold_key(&sheet.name) == fold_key(META_SHEET);
    let meta = Meta::read(sheets.iter().filter(|sheet| is_meta(sheet)));
    // A form whose hidden sheet is gone: what else is ours in it is known by its words alone.
    let is_bare = !sheets.iter().any(is_meta) && sheets.iter().any(is_ours);
    let left = RefCell::new(Vec::new());
    let mut form = Form {
        file,
        fingerprint: meta.fingerprint,
        body: meta.body,
        as_of: meta.as_of,
        saved: None,
        filled_by: None,
        issued: meta.issued,
        rows: Vec::new(),
    };
    let mut has_table = false;
    for sheet in sheets.iter().filter(|sheet| !is_meta(sheet)) {
        match Head::find(sheet, Table::Fulfilment) {
            Some(head) => {
                has_table = true;
                let bare = is_bare.then_some(&left);
                Reader { sheet, head, labels: &meta.labels, bare, diagnostics }.read(&mut form);
            }
            None => report_unread(sheet, &meta.labels, diagnostics),
        }
        for (at, text) in sheet.grid.notes() {
            diagnostics.push(Diagnostic::new(FormProblem::Note, sheet.at(at)).found(text));
        }
    }
    if is_bare && has_table {
        diagnostics.add(FormProblem::NoHiddenSheet { left: left.take() }, &Place::file(Arc::clone(&form.file)));
    }
    if !has_table {
        let found = sheets.iter().find_map(|sheet| Some((sheet.place(), nearest_title(sheet, Table::Fulfilment)?)));
        match found {
            Some((place, nearest)) => {
                let wanted = Table::Fulfilment.key_title();
                diagnostics.add(WorkbookProblem::NoHead { wanted, nearest: Some(nearest) }, &place);
            }
            None => diagnostics.add(FormProblem::NotAForm, &Place::file(Arc::clone(&form.file))),
        }
        return None;
    }
    Some(form)
}

/// Whether the program made the sheet: by the identities of its rows, or by its title.
fn is_ours(sheet: &Sheet) -> bool {
    has_identities(sheet) || sheet.cells().any(|(_, text)| one_line(&text) == TITLE)
}

/// Whether a text counts the rows filled in: «Заполнено: 2 из 7».
fn is_count(text: &str) -> bool {
    let mut words = text.strip_prefix(COUNTED).unwrap_or_default().split([':', ' ']).filter(|word| !word.is_empty());
    text.starts_with(COUNTED) && words.all(|word| word == "из" || word.chars().all(|c| c.is_ascii_digit()))
}

/// Remarks on a sheet that somebody added.
fn report_unread(sheet: &Sheet, labels: &[String], diagnostics: &Diagnostics) {
    let is_ours = |text: &str| labels.contains(&one_line(text)) || texts::is_own(&one_line(text));
    let count = sheet.cells().filter(|(_, text)| !is_ours(text)).count();
    if count > 0 {
        diagnostics.add(FormProblem::SheetUnread { count }, &sheet.place());
    }
}

/// What the hidden sheet says.
#[derive(Default)]
struct Meta {
    fingerprint: Option<String>,
    body: Option<String>,
    as_of: Option<String>,
    /// Texts outside of the table, on one line each.
    labels: Vec<String>,
    issued: HashMap<String, Issued>,
}

impl Meta {
    fn read<'a>(sheets: impl Iterator<Item = &'a Sheet>) -> Self {
        let mut meta = Self::default();
        for sheet in sheets {
            for row in sheet.grid.rows() {
                let cell = |column| sheet.title(CellRef { row, column });
                let filled = |text: String| Some(text).filter(|text| !text.is_empty());
                match fold_key(&cell(0)).as_str() {
                    meta::FINGERPRINT => meta.fingerprint = filled(cell(1)),
                    meta::BODY => meta.body = filled(cell(1)),
                    meta::AS_OF => meta.as_of = filled(cell(1)),
                    meta::LABEL => meta.labels.push(one_line(&cell(1))),
                    meta::ROW => {
                        let values = [5, 6, 7, 8, 9, 10].map(cell);
                        meta.issued.insert(cell(1), Issued { code: filled(cell(3)), name: cell(4), values });
                    }
                    _ => {}
                }
            }
        }
        meta
    }
}

/// Reads the table of one sheet.
struct Reader<'a> {
    sheet: &'a Sheet,
    head: Head,
    labels: &'a [String],
    /// Of a form without its hidden sheet, what belongs to no activity.
    bare: Option<&'a RefCell<Vec<String>>>,
    diagnostics: &'a Diagnostics,
}

impl Reader<'_> {
    fn read(mut self, form: &mut Form) {
        self.report_twins();
        let sheet = self.sheet;
        let ids = self.head.unread_titled(sheet, ID_TITLE);
        for row in sheet.grid.rows() {
            if row < self.head.first {
                self.above(row, form);
            } else if row > self.head.last && !self.head.is_numbering(sheet, row) && !self.head.is_repeated(sheet, row)
            {
                form.rows.extend(self.row(row, ids));
            }
        }
    }

    /// Two columns of one meaning: which of them counts, only a person can say.
    fn report_twins(&self) {
        for (at, problem) in self.head.twins(self.sheet) {
            let column = &self.head.columns[at];
            if let Some(Role::Fulfilment(_)) = column.role {
                self.sheet.fault(problem, column.cell, self.diagnostics);
            }
        }
    }

    /// A row above the table: who filled the form in, and what is not ours.
    fn above(&mut self, row: u32, form: &mut Form) {
        let mut is_name = false;
        for (at, cell) in self.sheet.grid.row(row) {
            let text = one_line(&value::seen(cell));
            // The count of the rows filled in; not all programs calculate it.
            if is_count(&text) || is_name && cell.content == Content::Uncalculated {
                continue;
            }
            if let Some(behind) = text.strip_prefix(FILLED_BY) {
                is_name = true;
                if !behind.trim().is_empty() {
                    form.filled_by = Some(Node::text(behind.trim(), self.sheet.at(at)));
                }
            } else if is_name && form.filled_by.is_none() {
                form.filled_by = Some(Node::text(text, self.sheet.at(at)));
            } else if !self.is_label(&text) {
                self.stray(at);
            }
        }
    }

    /// Whether a text stands in the form since it was made.
    fn is_label(&self, text: &str) -> bool {
        self.labels.iter().any(|label| label == text) || self.bare.is_some() && texts::is_own(text)
    }

    /// Whether a cell says what is missing in its row, and nothing else.
    fn is_check(&self, at: CellRef, cell: &Cell) -> bool {
        let is_title = |column: &Column| fold_key(&column.title) == fold_key(CHECK_TITLE);
        let seen = value::seen(cell);
        // A formula that nobody has calculated yet counts as nought.
        let is_word = |word: &str| matches!(word.trim(), "" | "0") || ANSWERS.contains(&word.trim());
        self.head.column(at.column).is_some_and(is_title)
            && (cell.content == Content::Uncalculated || seen.split(';').all(is_word))
    }

    fn row(&mut self, row: u32, ids: Option<u32>) -> Option<FormRow> {
        let sheet = self.sheet;
        let own: Vec<(CellRef, &Cell)> =
            sheet.grid.row(row).filter(|(cell, _)| !self.head.is_unread(cell.column)).collect();
        if own.iter().all(|(_, cell)| self.is_label(&one_line(&value::seen(cell)))) {
            return None;
        }
        for (at, cell) in &own {
            let has_role = self.head.column(at.column).is_some_and(|column| column.role.is_some());
            if !has_role && !self.is_check(*at, cell) {
                self.stray(*at);
            }
        }
        let id = ids.map(|column| sheet.title(CellRef { row, column })).filter(|id| !id.is_empty());
        // A direction, whose words nobody knows any longer.
        if let (Some(_), None, [(at, _)]) = (self.bare, &id, own.as_slice()) {
            self.stray(*at);
            return None;
        }
        let named = [Role::Own(schema::CODE), Role::Own(schema::NUMBER), Role::Own(schema::ACTIVITY)];
        let number = named.into_iter().find_map(|role| self.cell(row, role, Purpose::Number));
        let name = self.cell(row, Role::Context(schema::NAME), Purpose::Due).or_else(|| {
            let has_number =
                self.head.with(Role::Own(schema::CODE)).or(self.head.with(Role::Own(schema::NUMBER))).is_some();
            has_number.then(|| self.cell(row, Role::Own(schema::ACTIVITY), Purpose::Due)).flatten()
        });
        let further = [schema::DUE, schema::RESPONSIBLE]
            .into_iter()
            .filter_map(|field| Some((field, self.cell(row, Role::Context(field), Purpose::Due)?)))
            .collect();
        let answers = ANSWERS.into_iter().filter_map(|field| Some((field, self.answer(row, field)?))).collect();
        let place = sheet.at(own.first()?.0);
        Some(FormRow { id, number, name, further, answers, place })
    }

    /// The text of a column in a row.
    fn cell(&mut self, row: u32, role: Role, purpose: Purpose) -> Option<Node> {
        let (at, cell) = self.head.value(self.sheet, row, self.head.with(role)?)?;
        self.node(at, cell, purpose)
    }

    /// The answer under a field, be it empty; `None` if the column is gone, or if the cell cannot be read.
    fn answer(&mut self, row: u32, field: &'static str) -> Option<Node> {
        let column = self.head.with(Role::Fulfilment(field))?;
        let at = CellRef { row, column: column.at };
        match self.head.value(self.sheet, row, column) {
            Some((at, cell)) => self.node(at, cell, Purpose::Due).map(|node| self.in_fixed_words(field, node)),
            // Under a cell that is merged from the side, nobody can write.
            None if self.sheet.corner(at) != at => None,
            None => Some(Node { value: Value::Empty, place: self.sheet.at(at) }),
        }
    }

    /// A status that is written otherwise than the form offers it becomes the one that is meant, with a remark.
    fn in_fixed_words(&self, field: &str, node: Node) -> Node {
        let typed = text(&node);
        let meant = Status::read(typed).filter(|_| field == schema::STATUS && !Status::is_fixed(typed));
        let Some(status) = meant.map(Status::word) else { return node };
        let problem = MonitoringProblem::StatusSpelled { status };
        self.diagnostics.push(Diagnostic::new(problem, node.place.clone()).found(typed));
        Node::text(status, node.place)
    }

    fn node(&mut self, at: CellRef, cell: &Cell, purpose: Purpose) -> Option<Node> {
        match value::text(cell, purpose) {
            Ok(text) => Some(Node::text(text.trim(), self.sheet.at(at))),
            Err(problem) => {
                self.sheet.fault(FormProblem::CellUnreadable { reason: problem.message() }, at, self.diagnostics);
                None
            }
        }
    }

    fn stray(&mut self, at: CellRef) {
        let seen = self.sheet.seen(at).unwrap_or_default();
        if let Some(left) = self.bare {
            left.borrow_mut().push(format!("{at} «{}»", one_line(&seen)));
            return;
        }
        self.diagnostics.push(Diagnostic::new(FormProblem::Stray, self.sheet.at(at)).found(seen));
    }
}
