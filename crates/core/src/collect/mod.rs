//! From a plan and the forms that came back to one monitoring.
//!
//! ```text
//! forms ─▶ rows ─▶ activities ─▶ parties of one answer ─▶ entries with their sources ─▶ tree, YAML
//!      input    rows         merge                   source                   text, book
//! ```
//!
//! Who said what is never lost: every filled cell of a form is a value of the result, with its file, sheet and cell
//! under «источник», or stands in a remark. The result is again a monitoring that can be continued.

mod book;
mod choices;
mod merge;
mod parts;
mod question;
mod rows;
mod settle;
pub(crate) mod source;
mod text;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::choices::Choices;
use self::merge::Merge;
pub use self::parts::SUM;
pub use self::question::{NOTHING, Question};
use crate::diagnostics::{Diagnostics, Place, PlanProblem, SourceText};
use crate::domain::{Day, Plan};
use crate::input::form::Form;
use crate::input::{Loaded, Original, Reader};
use crate::schema;
use crate::system::Files;
use crate::tree::{Entry as Field, Node, Value, fold_key};
use crate::validate::{self, Kind};

/// What is to be collected.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// Where all files are read from.
    pub files: &'a dyn Files,
    /// The plan.
    pub plan: &'a Path,
    /// The forms that came back.
    pub forms: &'a [PathBuf],
    /// The monitoring that is continued.
    pub base: Option<&'a Path>,
    /// The day as of which it is collected, if it is asked for.
    pub as_of: Option<Day>,
    /// Whose answers win, by the names of forms or bodies, the surest first.
    pub prefer: &'a [String],
    /// A file that settles differing answers one by one.
    pub answers: Option<&'a Path>,
}

/// What was collected.
#[derive(Debug)]
pub struct Collected {
    /// The plan.
    pub plan: Plan,
    /// The monitoring, with its plan in it.
    pub tree: Node,
    /// The forms, in the order in which they were given.
    pub forms: Vec<Returned>,
    /// Whether something is known of each activity of the plan.
    pub known: Vec<bool>,
    /// What came of it.
    pub tally: Tally,
    /// What forms answer differently, settled or not, in the order of the plan.
    pub questions: Vec<Question>,
    /// The names of `--prefer` that no form has.
    pub unknown_names: Vec<String>,
    entries: Vec<merge::Entry>,
    base: Option<Base>,
}

/// A form, as its sender is spoken of.
#[derive(Debug, Clone)]
pub struct Returned {
    /// The name of its file; its path where two have the same name.
    pub name: String,
    /// The body that it was made for.
    pub body: Option<String>,
    /// Who filled it in.
    pub filled_by: Option<String>,
    /// Activities that it says something about.
    pub answered: usize,
    /// Whether nothing at all is filled in: it was sent out and has not come back.
    pub is_blank: bool,
}

/// What came of the answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Values that were not known before.
    pub new: usize,
    /// Values that took the place of others.
    pub changed: usize,
    /// Differing answers, settled or not.
    pub conflicts: usize,
}

/// The monitoring that is continued.
#[derive(Debug)]
struct Base {
    /// Its data, without the plan; its plan as a name, if it has one.
    tree: Node,
    /// Its text, if it is a YAML file.
    text: Option<Arc<SourceText>>,
    /// Where it stands.
    path: PathBuf,
}

/// Collects what forms say. `None` if there are faults; they are in the diagnostics, beside any remarks.
pub fn collect(request: &Request<'_>, diagnostics: &Diagnostics) -> Option<Collected> {
    let reader = Reader::new(request.files, diagnostics);
    let plan = read_plan(request.plan, &reader, diagnostics);
    let base = request.base.and_then(|base| read_base(base, request.files, diagnostics));
    let mut forms: Vec<Form> = Vec::new();
    for path in request.forms {
        forms.extend(reader.load_form(path));
    }
    let choices = Choices::read(request.prefer, request.answers, &reader, diagnostics);
    let (loaded, plan) = plan?;
    diagnostics.set_year(plan.period.from().year());
    if diagnostics.has_faults() {
        return None;
    }
    // Fulfilment that stands beside the plan is known before any form.
    let beside = || validate::beside_plan(&loaded.tree).map(without_plan);
    let before = base.as_ref().map(|base| base.tree.clone()).or_else(beside);

    let names = names(&forms);
    let mut merge = Merge::new(&plan, &forms, &names, before.as_ref(), &choices);
    let files_before = merge.files_before();
    merge.run(diagnostics);
    let merge::Outcome { entries, tally, answered, known, questions } = merge.finish();
    let unknown_names = choices.unknown_names(&forms, &names, &files_before);
    choices.report_unused(diagnostics);
    if diagnostics.has_faults() {
        return None;
    }

    let as_of = request.as_of.map(Day::iso).or_else(|| common_day(&forms));
    let tree = monitoring(before.as_ref(), &loaded.tree, request.as_of.map(Day::iso), as_of, &entries);
    let text = |node: &Option<Node>| node.as_ref().map(|node| source::flat(node, ""));
    let returned = forms.iter().zip(&names).zip(&answered).map(|((form, name), answered)| Returned {
        name: name.clone(),
        body: form.body.clone(),
        filled_by: text(&form.filled_by),
        answered: *answered,
        is_blank: form.rows.iter().flat_map(|row| &row.answers).all(|(_, node)| node.is_empty()),
    });
    Some(Collected { tree, forms: returned.collect(), known, tally, questions, unknown_names, entries, base, plan })
}

impl Collected {
    /// The day as of which it was collected, if it is known.
    pub fn as_of(&self) -> Option<Day> {
        let Value::Text(typed) = &self.tree.get(schema::AS_OF)?.value.value else { return None };
        Day::parse_iso(typed).or_else(|| Day::parse_written(typed))
    }

    /// The monitoring as a YAML file at a path: the text of the one that is continued, as far as nothing new is known.
    /// `None` if it cannot name its plan from there; the diagnostics say so.
    pub fn text(&self, target: &Path, plan: &Path, diagnostics: &Diagnostics) -> Option<String> {
        text::write(self, target, plan, diagnostics)
    }
}

impl Collected {
    /// The forms from which something is known, each with its body: those of this time, then those of former times.
    pub fn senders(&self) -> Vec<(String, Option<String>)> {
        let mut senders: Vec<(String, Option<String>)> = self
            .forms
            .iter()
            .filter(|form| !form.is_blank)
            .map(|form| (form.name.clone(), form.body.clone()))
            .collect();
        for (form, body) in self.entries.iter().flat_map(|entry| source::senders(&entry.node)) {
            if !senders.iter().any(|(known, _)| *known == form) {
                senders.push((form, body));
            }
        }
        senders
    }

    /// The monitoring as a workbook at a path. `None` if it cannot name its plan from there, or cannot be written as one; the
    /// diagnostics say so.
    pub fn workbook(&self, target: &Path, plan: &Path, diagnostics: &Diagnostics) -> Option<Vec<u8>> {
        book::write(self, target, plan, diagnostics)
    }

    /// Whether the monitoring that is continued was a workbook that somebody else than the program has written: it may hold
    /// more than data.
    pub fn was_edited(&self, standing: &[u8]) -> bool {
        self.base.as_ref().is_some_and(|base| {
            base.text.is_none() && book::rewritten(&base.tree).is_none_or(|bytes| bytes != standing)
        })
    }
}

/// The plan, without faults.
fn read_plan(path: &Path, reader: &Reader<'_>, diagnostics: &Diagnostics) -> Option<(Loaded, Plan)> {
    let loaded = reader.load(path)?;
    if validate::kind(&loaded.tree) == Some(Kind::Monitoring) {
        let place = loaded.tree.place_of(schema::KIND);
        diagnostics.add(PlanProblem::OtherKind { found: Kind::Monitoring.name(), wanted: Kind::Plan.name() }, place);
        return None;
    }
    // Remarks on the plan were made when the plan was.
    let own = diagnostics.scope();
    let checked = validate::plan(&loaded.tree, &own);
    own.drop_remarks();
    Some((loaded, checked?.plan))
}

/// The monitoring that is continued. Whether its entries are right is not asked: they stay as they are.
fn read_base(path: &Path, files: &dyn Files, diagnostics: &Diagnostics) -> Option<Base> {
    let own = diagnostics.scope();
    let reader = Reader::new(files, &own);
    let loaded = reader.load_alone(path);
    own.drop_remarks();
    let mut tree = loaded?.tree;
    book::take_sources(&mut tree, &reader);
    let kind = validate::kind(&tree);
    if kind == Some(Kind::Monitoring) {
        let text = reader.into_originals().into_iter().find_map(|original| match original {
            Original::Text(text) => Some(text),
            Original::Sheet(_) => None,
        });
        return Some(Base { tree, text, path: path.to_owned() });
    }
    let found = kind.unwrap_or(Kind::Plan).name();
    diagnostics.add(PlanProblem::OtherKind { found, wanted: Kind::Monitoring.name() }, tree.place_of(schema::KIND));
    None
}

/// A monitoring without the plan that stands in it.
fn without_plan(mut tree: Node) -> Node {
    if let Value::Map(fields) = &mut tree.value {
        fields.retain(|field| fold_key(&field.key) != schema::PLAN);
    }
    tree
}

/// How forms are called: by their names, or by their paths where two have the same name.
fn names(forms: &[Form]) -> Vec<String> {
    let path = |form: &Form| form.file.replace('\\', "/");
    let name = |form: &Form| {
        let path = path(form);
        path.rsplit_once('/').map_or(path.clone(), |(_, name)| name.to_owned())
    };
    let mut times: HashMap<String, usize> = HashMap::new();
    for form in forms {
        *times.entry(name(form)).or_default() += 1;
    }
    forms.iter().map(|form| if times.get(&name(form)) == Some(&1) { name(form) } else { path(form) }).collect()
}

/// The day as of which all forms were to be filled in, if it is one.
fn common_day(forms: &[Form]) -> Option<String> {
    let mut days = forms.iter().filter_map(|form| form.as_of.as_ref());
    let first = days.next()?;
    days.all(|day| day == first).then(|| first.clone())
}

/// The monitoring, with the plan in it. The day that is asked for wins; another one only fills a gap.
fn monitoring(
    before: Option<&Node>,
    plan: &Node,
    asked: Option<String>,
    known: Option<String>,
    entries: &[merge::Entry],
) -> Node {
    let place = &plan.place;
    let field = |key: &str, value: Node| Field { key: key.to_owned(), key_place: value.place.clone(), value };
    let mut fields = match before {
        Some(Node { value: Value::Map(fields), .. }) => fields.clone(),
        _ => vec![field(schema::KIND, Node::text(schema::MONITORING_KIND, place.clone()))],
    };
    let place_of = before.map_or(place, |before| &before.place).clone();
    fields.retain(|field| fold_key(&field.key) != schema::PLAN);
    fields.insert(fields.len().min(1), field(schema::PLAN, own_plan(plan)));
    let list = Value::List(entries.iter().map(|entry| entry.node.clone()).collect());
    let list = Node { value: list, place: place_of.clone() };
    match fields.iter_mut().find(|field| fold_key(&field.key) == schema::FULFILMENT) {
        Some(known) => known.value = list,
        None => fields.push(field(schema::FULFILMENT, list)),
    }
    let mut tree = Node { value: Value::Map(fields), place: place_of };
    let has_day = matches!(tree.get(schema::AS_OF), Some(day) if matches!(&day.value.value, Value::Text(_)));
    if let Some(day) = asked.or(known.filter(|_| !has_day)) {
        tree.set(schema::AS_OF, &day);
    }
    tree
}

/// A plan without the fulfilment that stands beside it.
fn own_plan(plan: &Node) -> Node {
    let Value::Map(fields) = &plan.value else { return plan.clone() };
    let is_own = |field: &&Field| !validate::MONITORING_BESIDE.contains(&fold_key(&field.key).as_str());
    Node { value: Value::Map(fields.iter().filter(is_own).cloned().collect()), place: plan.place.clone() }
}

/// The place of a value in a file, for a source: sheet and cell.
fn cell_of(place: &Place) -> Option<(String, String)> {
    match place {
        Place::Cell { sheet, cell, .. } => Some((sheet.to_string(), cell.to_string())),
        _ => None,
    }
}
