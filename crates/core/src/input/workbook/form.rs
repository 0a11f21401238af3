//! Forms for the fulfilment as they come back: sorted, filtered, their columns moved, saved by another program.
//!
//! `crate::xlsx` writes a form, this reads it. What must not be lost travels with each row: the hidden column
//! [`ID_TITLE`] says of which edition and which activity it is. The hidden sheet [`META_SHEET`] holds the rest: what was
//! filled in when the form was sent out, so that an unedited form says nothing. The table is found by its titles on
//! whatever sheet, so that a table that somebody typed in another way can be read as well.
//!
//! Every filled cell ends up in the [`Form`] or in a remark.

use std::collections::HashMap;
use std::sync::Arc;

use super::fault::bad;
use super::{Book, FORM, SHEETS};
use crate::diagnostics::{CellRef, Diagnostic, Diagnostics, Place, Problem};
use crate::domain::one_line;
use crate::input::table::value::{self, Purpose};
use crate::input::table::{Cell, Content, Head, Role, Sheet, Table, Trouble, nearest_title};
use crate::tree::{Node, Value, fold_key};

/// The sheet to be filled in.
pub const FORM_SHEET: &str = "Исполнение";
/// The hidden sheet.
pub const META_SHEET: &str = "_форма";
/// The sheet that explains the form, and the text of its first cell.
pub const HELP_SHEET: &str = "Как заполнить";
/// The title of the hidden column with the identities of the rows.
pub const ID_TITLE: &str = "_код";
/// The title of the column that says what is missing in a row.
pub const CHECK_TITLE: &str = "Не хватает";
/// What stands before the name of the person who filled the form in.
pub const FILLED_BY: &str = "Заполнил (Ф.И.О., телефон):";
/// How the cell begins that counts the rows filled in.
pub const COUNTED: &str = "Заполнено";
/// The cells of a row that are to be filled in, by their fields.
pub const ANSWERS: [&str; 6] = ["статус", "дата", "результат", "документ", "причина", "новый срок"];

/// What the rows of the hidden sheet are about, by their first cells.
pub mod meta {
    /// The fingerprint of the plan.
    pub const FINGERPRINT: &str = "отпечаток";
    /// The body that the form is for.
    pub const BODY: &str = "исполнитель";
    /// The day as of which it is to be filled in.
    pub const AS_OF: &str = "на дату";
    /// A word of the list of statuses.
    pub const STATUS: &str = "статус";
    /// A text that the form has outside of its table.
    pub const LABEL: &str = "надпись";
    /// A row: identity, number, code, name, and what was filled in.
    pub const ROW: &str = "строка";
}

/// A form that came back.
#[derive(Debug)]
pub struct Form {
    /// Its path as the user gave it.
    pub file: Arc<str>,
    /// The fingerprint of the plan that it was made from; `None` if its hidden sheet is gone.
    pub fingerprint: Option<String>,
    /// The body that it was made for.
    pub body: Option<String>,
    /// The day as of which it was to be filled in.
    pub as_of: Option<String>,
    /// Who filled it in.
    pub filled_by: Option<Node>,
    /// Its rows as they were sent out, by identity.
    pub issued: HashMap<String, Issued>,
    /// Its rows.
    pub rows: Vec<FormRow>,
}

/// A row as it was sent out.
#[derive(Debug)]
pub struct Issued {
    /// The code of the activity.
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// What was filled in, in the order of [`ANSWERS`]; empty where nothing was.
    pub values: [String; ANSWERS.len()],
}

/// A row that came back.
#[derive(Debug)]
pub struct FormRow {
    /// Its identity; rows that people add have none.
    pub id: Option<String>,
    /// Number or code of the activity.
    pub number: Option<Node>,
    /// Its name.
    pub name: Option<Node>,
    /// Due date and responsible bodies, if they are there.
    pub further: Vec<(&'static str, Node)>,
    /// A cell for each column of answers that the form still has, in the order of [`ANSWERS`].
    pub answers: Vec<(&'static str, Node)>,
    /// Its first cell.
    pub place: Place,
}

impl Form {
    /// Whether somebody filled anything in.
    pub fn is_filled(&self) -> bool {
        let is_filled = |row: &FormRow| {
            let issued = row.id.as_ref().and_then(|id| self.issued.get(id));
            row.answers.iter().any(|(field, node)| {
                let before = issued.map(|issued| issued.value(field)).unwrap_or_default();
                one_line(text(node)) != one_line(before)
            })
        };
        self.filled_by.is_some() || self.rows.iter().any(is_filled)
    }
}

impl Issued {
    /// What was filled in under a field.
    pub fn value(&self, field: &str) -> &str {
        let at = ANSWERS.iter().position(|known| *known == field);
        at.and_then(|at| self.values.get(at)).map(String::as_str).unwrap_or_default()
    }
}

fn text(node: &Node) -> &str {
    match &node.value {
        Value::Text(text) => text,
        _ => "",
    }
}

/// Whether the bytes are those of a form.
pub fn is_form(bytes: &[u8]) -> bool {
    Book::open(bytes).is_ok_and(|mut book| book.is_form())
}

impl Book<'_> {
    /// Whether it is a form: by its hidden sheet, by its mark, or by the identities of its rows.
    fn is_form(&mut self) -> bool {
        self.is_marked_form()
            || self.sheets().iter().take(SHEETS).any(|name| {
                let (grid, _) = self.grid(name);
                let sheet = Sheet::new(&"".into(), name, grid);
                Head::find(&sheet, Table::Fulfilment).is_some_and(|head| head.unread_titled(&sheet, ID_TITLE).is_some())
            })
    }

    /// Whether its mark or its hidden sheet says that it is a form.
    pub(super) fn is_marked_form(&self) -> bool {
        matches!(self, Self::Xlsx(book) if book.mark.as_deref() == Some(FORM))
            || self.sheets().iter().any(|name| fold_key(name) == fold_key(META_SHEET))
    }
}

/// Reads a form. `None` if it cannot be read or has no table; the diagnostics then hold a fault.
pub fn read_form(path: &str, bytes: &[u8], diagnostics: &Diagnostics) -> Option<Form> {
    let file: Arc<str> = path.into();
    let opened = Book::open(bytes).and_then(|book| {
        let names = book.sheets();
        match names.len() {
            _ if book.is_remarks() => Err(Problem::RemarksAsInput),
            0 => Err(bad("в ней нет листов с ячейками")),
            count if count > SHEETS => Err(Problem::WorkbookTooLarge { what: "листов", limit: SHEETS as u64 }),
            _ => Ok((book, names)),
        }
    });
    let (mut book, names) = match opened {
        Ok(opened) => opened,
        Err(problem) => {
            diagnostics.add(problem, &Place::file(file));
            return None;
        }
    };
    let mut sheets = Vec::new();
    for name in &names {
        let (grid, read) = book.grid(name);
        let sheet = Sheet::new(&file, name, grid);
        match read {
            Ok(()) => sheets.push(sheet),
            Err(Trouble::File(problem)) => diagnostics.add(problem, &sheet.place()),
            Err(Trouble::Cell(cell, problem)) => diagnostics.add(problem, &sheet.at(cell)),
        }
    }
    if sheets.len() < names.len() {
        return None;
    }
    let is_meta = |sheet: &Sheet| fold_key(&sheet.name) == fold_key(META_SHEET);
    let meta = Meta::read(sheets.iter().filter(|sheet| is_meta(sheet)));
    let mut form = Form {
        file,
        fingerprint: meta.fingerprint,
        body: meta.body,
        as_of: meta.as_of,
        filled_by: None,
        issued: meta.issued,
        rows: Vec::new(),
    };
    let mut has_table = false;
    for sheet in sheets.iter().filter(|sheet| !is_meta(sheet)) {
        match Head::find(sheet, Table::Fulfilment) {
            Some(head) => {
                has_table = true;
                Reader { sheet, head, labels: &meta.labels, diagnostics }.read(&mut form);
            }
            None => report_unread(sheet, &meta.labels, diagnostics),
        }
    }
    if !has_table {
        let found = sheets.iter().find_map(|sheet| Some((sheet.place(), nearest_title(sheet, Table::Fulfilment)?)));
        match found {
            Some((place, nearest)) => {
                let wanted = Table::Fulfilment.key_title();
                diagnostics.add(Problem::NoHead { wanted, nearest: Some(nearest) }, &place);
            }
            None => diagnostics.add(Problem::NotAForm, &Place::file(Arc::clone(&form.file))),
        }
        return None;
    }
    Some(form)
}

/// Remarks on a sheet that somebody added.
fn report_unread(sheet: &Sheet, labels: &[String], diagnostics: &Diagnostics) {
    let is_ours = |text: &str| labels.contains(&one_line(text));
    let count = sheet.cells().filter(|(_, text)| !is_ours(text)).count();
    if count > 0 {
        diagnostics.add(Problem::FormSheetUnread { count }, &sheet.place());
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
    fn report_twins(&mut self) {
        for at in 1..self.head.columns.len() {
            let (before, rest) = self.head.columns.split_at(at);
            let Some(column) = rest.first() else { break };
            let Some(role @ Role::Fulfilment(field)) = column.role else { continue };
            if let Some(twin) = before.iter().find(|twin| twin.role == Some(role)) {
                let problem = Problem::TwoColumns { field: field.to_owned(), other: twin.cell.to_string() };
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
            if text.starts_with(COUNTED) || is_name && cell.content == Content::Uncalculated {
                continue;
            }
            if let Some(behind) = text.strip_prefix(FILLED_BY) {
                is_name = true;
                if !behind.trim().is_empty() {
                    form.filled_by = Some(Node::text(behind.trim(), self.sheet.at(at)));
                }
            } else if is_name && form.filled_by.is_none() {
                form.filled_by = Some(Node::text(text, self.sheet.at(at)));
            } else if !self.labels.contains(&text) {
                self.stray(at);
            }
        }
    }

    fn row(&mut self, row: u32, ids: Option<u32>) -> Option<FormRow> {
        let sheet = self.sheet;
        let own: Vec<(CellRef, &Cell)> =
            sheet.grid.row(row).filter(|(cell, _)| !self.head.is_unread(cell.column)).collect();
        if own.iter().all(|(_, cell)| self.labels.contains(&one_line(&value::seen(cell)))) {
            return None;
        }
        for (at, _) in &own {
            let column = self.head.column(at.column);
            if column.is_none_or(|column| column.role.is_none() && fold_key(&column.title) != fold_key(CHECK_TITLE)) {
                self.stray(*at);
            }
        }
        let id = ids.map(|column| sheet.title(CellRef { row, column })).filter(|id| !id.is_empty());
        let named = [Role::Own("код"), Role::Own("номер"), Role::Own("мероприятие")];
        let number = named.into_iter().find_map(|role| self.cell(row, role, Purpose::Number));
        let name = self.cell(row, Role::Context("название"), Purpose::Print).or_else(|| {
            let has_number = self.head.with(Role::Own("код")).or(self.head.with(Role::Own("номер"))).is_some();
            has_number.then(|| self.cell(row, Role::Own("мероприятие"), Purpose::Print)).flatten()
        });
        let further = ["срок", "ответственные"]
            .into_iter()
            .filter_map(|field| Some((field, self.cell(row, Role::Context(field), Purpose::Print)?)))
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
            Some((at, cell)) => self.node(at, cell, Purpose::Print),
            // Under a cell that is merged from the side, nobody can write.
            None if self.sheet.corner(at) != at => None,
            None => Some(Node { value: Value::Empty, place: self.sheet.at(at) }),
        }
    }

    fn node(&mut self, at: CellRef, cell: &Cell, purpose: Purpose) -> Option<Node> {
        match value::text(cell, purpose) {
            Ok(text) => Some(Node::text(text.trim(), self.sheet.at(at))),
            Err(problem) => {
                self.sheet.fault(Problem::FormCellUnreadable { reason: problem.message() }, at, self.diagnostics);
                None
            }
        }
    }

    fn stray(&mut self, at: CellRef) {
        let seen = self.sheet.seen(at).unwrap_or_default();
        self.diagnostics.push(Diagnostic::new(Problem::FormStray, self.sheet.at(at)).found(seen));
    }
}
