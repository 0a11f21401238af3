//! Forms for the fulfilment as they come back: sorted, filtered, their columns moved, saved by another program.
//!
//! `crate::xlsx` writes a form, this reads it. What must not be lost travels with each row: the hidden column
//! [`ID_TITLE`] says of which edition and which activity it is. The hidden sheet [`META_SHEET`] holds the rest: what was
//! filled in when the form was sent out, so that an unedited form says nothing. The table is found by its titles on
//! whatever sheet, so that a table that somebody typed in another way can be read as well.
//!
//! Every filled cell ends up in the [`Form`] or in a remark.

mod read;
mod texts;

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostics::Place;
use crate::domain::one_line;
use crate::schema;
use crate::tree::{Node, Value};

pub(super) use self::read::{has_identities, read};
pub use self::texts::{HELP, HINT, OF_PERIOD, TITLE};

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
pub const ANSWERS: [&str; 6] =
    [schema::STATUS, schema::DATE, schema::RESULT, schema::DOCUMENT, schema::CAUSE, schema::NEW_DUE];

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
    /// When it was last saved, as the workbook says; moments are in the order of their texts.
    pub saved: Option<String>,
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
