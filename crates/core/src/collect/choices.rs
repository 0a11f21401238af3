//! Which of differing answers is taken: `--prefer`, and the answer file.
//!
//! ```yaml
//! 3: школа-1.xlsx                            # everything that this form says of activity 3
//! 7: {статус: школа-2.xlsx, причина: Карантин}   # of a form, or a value
//! 9: сумма                                   # all of them together
//! 11: {результат: пусто}                     # nothing, whatever was said
//! ```
//!
//! The same may be chosen in a workbook of disagreements (`crate::input::conflicts`).

use std::cell::RefCell;
use std::path::Path;

use super::source;
use crate::diagnostics::{Diagnostic, Diagnostics, Expected, FormProblem, ValueProblem};
use crate::input::conflicts::ChosenRow;
use crate::input::form::{ANSWERS, Form};
use crate::input::{self, Reader};
use crate::schema;
use crate::tree::{Node, Value, fold_key};

/// What was chosen beforehand.
pub(super) struct Choices {
    prefer: Vec<String>,
    answers: Vec<Answer>,
}

/// A line of the answer file.
struct Answer {
    /// Number, code or name of the activity.
    activity: String,
    /// The field, if not all of them are meant.
    field: Option<&'static str>,
    /// A form, a body or a value.
    chosen: Node,
    is_used: RefCell<bool>,
}

/// What the answer file says of a field of an activity.
pub(super) struct Chosen<'c> {
    /// A form, a body, the sum or a value.
    pub(super) node: &'c Node,
    /// Whether it is said of this field alone.
    pub(super) is_of_field: bool,
}

impl Choices {
    pub(super) fn read(prefer: &[String], file: Option<&Path>, reader: &Reader<'_>, diagnostics: &Diagnostics) -> Self {
        let mut choices = Self { prefer: prefer.to_vec(), answers: Vec::new() };
        if let Some(rows) = file.and_then(|file| reader.load_choices(file)) {
            rows.into_iter().for_each(|row| choices.add(row, diagnostics));
            return choices;
        }
        let Some(Node { value, place }) = file.and_then(|file| reader.load_alone(file)).map(|loaded| loaded.tree)
        else {
            return choices;
        };
        let Value::Map(entries) = value else {
            diagnostics.add(
                ValueProblem::WrongKind { key: crate::diagnostics::ROOT.into(), expected: Expected::Record },
                &place,
            );
            return choices;
        };
        for entry in entries {
            let answer =
                |field, chosen| Answer { activity: entry.key.clone(), field, chosen, is_used: RefCell::new(false) };
            match &entry.value.value {
                Value::Text(_) => choices.answers.push(answer(None, entry.value.clone())),
                Value::Map(fields) => {
                    for field in fields {
                        let known = ANSWERS.into_iter().find(|known| *known == fold_key(&field.key));
                        if let (Some(known), Value::Text(_)) = (known, &field.value.value) {
                            choices.answers.push(answer(Some(known), field.value.clone()));
                        } else {
                            let reason =
                                format!("«{}» – не поле исполнения; бывают: {}", field.key, ANSWERS.join(", "));
                            diagnostics.add(FormProblem::BadAnswer { reason }, &field.key_place);
                        }
                    }
                }
                _ => {
                    let reason = "после номера мероприятия ожидается имя формы или запись в фигурных скобках".into();
                    diagnostics.add(FormProblem::BadAnswer { reason }, &entry.value.place);
                }
            }
        }
        choices
    }

    /// Adds a row of a workbook of disagreements. Whose status is taken settles the whole activity.
    fn add(&mut self, row: ChosenRow, diagnostics: &Diagnostics) {
        let field = ANSWERS.into_iter().find(|known| *known == fold_key(&row.field));
        let Some(field) = field else {
            let reason = format!("«{}» – не поле исполнения; бывают: {}", row.field, ANSWERS.join(", "));
            diagnostics.add(FormProblem::BadAnswer { reason }, &row.place);
            return;
        };
        let is_whole = field == schema::STATUS && !row.is_own;
        self.answers.push(Answer {
            activity: row.activity,
            field: Some(field).filter(|_| !is_whole),
            chosen: Node::text(row.chosen, row.place),
            is_used: RefCell::new(false),
        });
    }

    /// What the answer file says of a field of an activity, which is named by `names`.
    pub(super) fn answer(&self, names: &[&str], field: &str) -> Option<Chosen<'_>> {
        let is_meant = |answer: &&Answer| {
            let activity = fold_key(&answer.activity);
            names.iter().any(|name| fold_key(name) == activity) && answer.field.is_none_or(|known| known == field)
        };
        let answers = || self.answers.iter().filter(is_meant);
        let answer = answers().find(|answer| answer.field.is_some()).or_else(|| answers().next())?;
        answer.is_used.replace(true);
        Some(Chosen { node: &answer.chosen, is_of_field: answer.field.is_some() })
    }

    /// Whether a line of the answer file is about this field of an activity alone.
    pub(super) fn has_own_line(&self, names: &[&str], field: &str) -> bool {
        let is_meant = |answer: &Answer| {
            let activity = fold_key(&answer.activity);
            answer.field == Some(field) && names.iter().any(|name| fold_key(name) == activity)
        };
        self.answers.iter().any(is_meant)
    }

    /// Whose answers win, the surest first.
    pub(super) fn prefer(&self) -> &[String] {
        &self.prefer
    }

    /// Names of `--prefer` that no form has, nor any of the forms that were collected before.
    pub(super) fn unknown_names(&self, forms: &[Form], names: &[String], before: &[String]) -> Vec<String> {
        let is_known = |wanted: &&String| {
            forms.iter().zip(names).any(|(form, name)| is_named(wanted, name, form.body.as_deref(), Some(&form.file)))
                || before.iter().any(|name| is_named(wanted, name, None, None))
        };
        self.prefer.iter().filter(|wanted| !is_known(wanted)).cloned().collect()
    }

    /// Remarks on lines of the answer file that settled nothing.
    pub(super) fn report_unused(&self, diagnostics: &Diagnostics) {
        for answer in self.answers.iter().filter(|answer| !*answer.is_used.borrow()) {
            let found = format!("{}: {}", answer.activity, source::flat(&answer.chosen, ""));
            diagnostics.push(Diagnostic::new(FormProblem::AnswerUnused, answer.chosen.place.clone()).found(found));
        }
    }
}

/// Whether a form is meant by a name: that of its file, with or without its ending, its path, or its body.
pub(super) fn is_named(wanted: &str, name: &str, body: Option<&str>, path: Option<&str>) -> bool {
    let wanted_path = wanted.replace('\\', "/");
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    wanted_path == name
        || wanted_path == stem
        || path.is_some_and(|path| path.replace('\\', "/") == wanted_path)
        || body.is_some_and(|body| fold_key(body) == fold_key(wanted))
}

/// Whether a text looks like the name of a form, so that it is no value.
pub(super) fn looks_like_form(text: &str) -> bool {
    input::is_input(Path::new(text))
}
