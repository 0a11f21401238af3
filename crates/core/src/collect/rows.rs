//! Rows of forms to activities of the plan.

use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Diagnostics, FormProblem, Place};
use crate::domain::{Activity, Field, Identity, Plan, one_line, pair};
use crate::input::form::{Form, FormRow, Issued};
use crate::schema;
use crate::tree::{Node, fold_key};
use crate::validate::ActivityNames;

use super::source::{flat, is_same};

/// The activities of a plan, to be found by what a row says of itself.
pub(super) struct Activities<'a> {
    pub(super) names: ActivityNames,
    fingerprint: String,
    activities: Vec<&'a Activity>,
    /// When they are due, in words.
    dues: Vec<String>,
    /// Of which activities the monitoring says something: of the others, what a form was sent out with counts, too.
    told: Vec<bool>,
}

/// What a row says: only what is no longer as it was sent out.
#[derive(Clone)]
pub(super) struct Reply<'a> {
    /// The form, by its place among all.
    pub(super) form: usize,
    /// The row as it was sent out.
    pub(super) issued: Option<&'a Issued>,
    /// The answers; an empty one where a value was deleted.
    pub(super) said: Vec<(&'static str, &'a Node)>,
    /// Further values, as they were sent out, where they are not known otherwise.
    pub(super) kept: Vec<(&'static str, &'a Node)>,
    /// The fields whose cells are empty, as they were sent out.
    pub(super) empty: Vec<&'static str>,
}

/// A row, and what is known of it before it is sorted.
struct Sorted<'a> {
    row: &'a FormRow,
    issued: Option<&'a Issued>,
    said: Vec<(&'static str, &'a Node)>,
    kept: Vec<(&'static str, &'a Node)>,
    empty: Vec<&'static str>,
    /// Whether its identity is one of this edition.
    is_own: bool,
    activity: Option<usize>,
}

impl<'a> Reply<'a> {
    /// Everything that the row says.
    pub(super) fn all(&self) -> impl Iterator<Item = &(&'static str, &'a Node)> {
        self.said.iter().chain(&self.kept)
    }
}

impl<'a> Activities<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        Self {
            names: ActivityNames::new(plan),
            fingerprint: plan.fingerprint(),
            activities: plan.activities().collect(),
            dues: plan.due_texts(),
            told: vec![false; plan.activities().count()],
        }
    }

    /// Notes that the monitoring says something of an activity.
    pub(super) fn tell(&mut self, at: usize) {
        if let Some(told) = self.told.get_mut(at) {
            *told = true;
        }
    }

    /// What an activity is identified by in entries: its code, else its number.
    pub(super) fn identity(&self, at: usize) -> &str {
        self.activities.get(at).and_then(|known| known.code.as_deref()).unwrap_or(self.names.label(at))
    }

    /// The name of an activity.
    pub(super) fn name(&self, at: usize) -> &str {
        self.activities.get(at).map_or("", |known| &known.name)
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.activities.len()
    }

    /// Sorts the rows of a form by activities. What belongs to none is remarked.
    pub(super) fn assign<'f>(
        &self,
        form: &'f Form,
        at: usize,
        replies: &mut [Vec<Reply<'f>>],
        diagnostics: &Diagnostics,
    ) {
        let mut rows: Vec<Sorted<'f>> = form.rows.iter().map(|row| self.sorted(row, form, diagnostics)).collect();
        self.pair(&mut rows, diagnostics);
        let is_foreign = |row: &&Sorted<'_>| row.row.id.is_some() && !row.is_own;
        let foreign = rows.iter().filter(is_foreign).filter(|row| !row.said.is_empty()).count();
        let has_foreign = rows.iter().any(|row| is_foreign(&row))
            || form.fingerprint.as_ref().is_some_and(|known| *known != self.fingerprint);
        for Sorted { row, issued, said, mut kept, empty, activity, .. } in rows {
            if activity.is_some_and(|at| self.told.get(at).copied().unwrap_or_default()) {
                kept.clear();
            }
            let is_silent = said.is_empty() && kept.is_empty();
            match activity {
                Some(activity) if !is_silent => replies[activity].push(Reply { form: at, issued, said, kept, empty }),
                None if !is_silent || row.id.is_none() => report_unknown(row, diagnostics),
                _ => {}
            }
        }
        if has_foreign {
            diagnostics.add(FormProblem::OtherEdition { count: foreign }, &Place::file(Arc::clone(&form.file)));
        }
    }

    /// A row with its activity, as far as that is told by its identity or its very words.
    fn sorted<'f>(&self, row: &'f FormRow, form: &'f Form, diagnostics: &Diagnostics) -> Sorted<'f> {
        let issued = row.id.as_ref().and_then(|id| form.issued.get(id));
        let (said, kept) = row.answers.iter().map(|(field, node)| (*field, node)).partition(|(field, node)| {
            !is_same(field, &flat(node, field), issued.map_or("", |issued| issued.value(field)))
        });
        let mut kept: Vec<(&'static str, &Node)> = kept;
        let empty = kept.iter().filter(|(field, node)| flat(node, field).is_empty()).map(|(field, _)| *field).collect();
        kept.retain(|(field, node)| !flat(node, field).is_empty());
        let own = row.id.as_deref().and_then(|id| self.own(id));
        let activity = match own {
            Some(own) => Some(self.moved(row, own, diagnostics)),
            None => self.by_text(row, issued),
        };
        Sorted { row, issued, said, kept, empty, is_own: own.is_some(), activity }
    }

    /// Finds the activities of the rows that are left by the likeness of their names.
    fn pair(&self, rows: &mut [Sorted<'_>], diagnostics: &Diagnostics) {
        let mut left: Vec<(&mut Sorted<'_>, String, Option<String>)> = Vec::new();
        for row in rows.iter_mut().filter(|row| row.activity.is_none()) {
            let Some(name) = name_of(row.row, row.issued) else { continue };
            let number = row.row.number.as_ref().map(|number| flat(number, "").trim_end_matches('.').to_owned());
            left.push((row, name, number));
        }
        if left.is_empty() {
            return;
        }
        let known: Vec<Identity<'_>> = (self.activities.iter().enumerate())
            .map(|(at, activity)| Identity {
                name: &activity.name,
                number: Some(self.names.label(at)),
                ..Identity::default()
            })
            .collect();
        let wanted: Vec<Identity<'_>> = left
            .iter()
            .map(|(_, name, number)| Identity { name, number: number.as_deref(), ..Identity::default() })
            .collect();
        let pairs = pair(&known, &wanted);
        for ((row, name, _), at) in left.into_iter().zip(pairs) {
            let Some(at) = at else { continue };
            row.activity = Some(at);
            if !row.said.is_empty() || !row.kept.is_empty() {
                let place = row.row.name.as_ref().map_or(&row.row.place, |node| &node.place);
                let problem = FormProblem::Matched { number: self.names.label(at).to_owned() };
                diagnostics.push(Diagnostic::new(problem, place.clone()).found(name));
            }
        }
    }

    /// The activity that an identity of this very edition names.
    fn own(&self, id: &str) -> Option<usize> {
        let (fingerprint, number) = id.rsplit_once('-')?;
        let at = number.parse::<usize>().ok()?.checked_sub(1)?;
        (self.fingerprint == fingerprint && at < self.activities.len()).then_some(at)
    }

    /// The activity of a row by its identity. Where that stands beside the very name of another activity, somebody
    /// sorted what can be seen without what is hidden, and the name counts.
    fn moved(&self, row: &FormRow, at: usize, diagnostics: &Diagnostics) -> usize {
        let Some(name) = &row.name else { return at };
        let typed = flat(name, "");
        let same = self.names.with_name(&typed);
        if same.contains(&at) || one_line(&typed) == one_line(&self.activities[at].name) {
            self.compare(row, at, diagnostics);
            return at;
        }
        if let [only] = same {
            let number = self.names.label(*only).to_owned();
            diagnostics.push(Diagnostic::new(FormProblem::Matched { number }, name.place.clone()).found(typed));
            return *only;
        }
        changed(schema::NAME, name, diagnostics);
        self.compare(row, at, diagnostics);
        at
    }

    /// Remarks on cells that are there for reading only, and were changed.
    fn compare(&self, row: &FormRow, at: usize, diagnostics: &Diagnostics) {
        let activity = self.activities[at];
        if let Some(number) = &row.number
            && flat(number, "").trim_end_matches('.') != self.names.label(at)
            && activity.code.as_deref().is_none_or(|code| fold_key(code) != fold_key(&flat(number, "")))
        {
            changed(schema::NUMBER, number, diagnostics);
        }
        for (field, node) in &row.further {
            let planned = match *field {
                schema::DUE => self.dues[at].as_str().into(),
                _ => activity.text(&Field::Responsible),
            };
            // A day is written as a form shows it.
            if !is_same(schema::DATE, &flat(node, ""), &planned) {
                changed(field, node, diagnostics);
            }
        }
    }

    /// The activity of a row of another edition, or of one that somebody typed: by its code, its very name, or its
    /// number where there is no name.
    fn by_text(&self, row: &FormRow, issued: Option<&Issued>) -> Option<usize> {
        if let Some(at) = issued.and_then(|issued| self.names.with_code(issued.code.as_deref()?)) {
            return Some(at);
        }
        let Some(name) = name_of(row, issued) else {
            return self.names.find(&flat(row.number.as_ref()?, "")).ok();
        };
        if let [only] = self.names.with_name(&name) {
            return Some(*only);
        }
        let number = row.number.as_ref().and_then(|number| self.names.find(&flat(number, "")).ok());
        // Of activities with the same name, the number says which.
        number.filter(|at| self.names.with_name(&name).contains(at))
    }
}

/// The name of the activity of a row: as it was sent out, else as it stands there.
fn name_of(row: &FormRow, issued: Option<&Issued>) -> Option<String> {
    issued.map(|issued| issued.name.clone()).or_else(|| Some(flat(row.name.as_ref()?, "")))
}

fn changed(field: &'static str, node: &Node, diagnostics: &Diagnostics) {
    let problem = FormProblem::ContextChanged { field };
    diagnostics.push(Diagnostic::new(problem, node.place.clone()).found(flat(node, "")));
}

/// Remarks on a row that belongs to no activity, with all that stands in it.
fn report_unknown(row: &FormRow, diagnostics: &Diagnostics) {
    let further = row.further.iter().map(|(_, node)| node);
    let answers = row.answers.iter().map(|(_, node)| node);
    let cells = row.number.iter().chain(&row.name).chain(further).chain(answers);
    let texts: Vec<String> = cells.map(|node| one_line(&flat(node, ""))).filter(|text| !text.is_empty()).collect();
    if !texts.is_empty() {
        diagnostics.push(Diagnostic::new(FormProblem::RowUnknown, row.place.clone()).found(texts.join("; ")));
    }
}
