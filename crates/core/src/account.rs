//! The account of a workbook: what became of each of its cells.
//!
//! No cell is lost: every filled cell of a sheet that is read is printed, or used, or left out for one of the fixed reasons
//! ([`Reason`]), or told in a message. From: the tree, in which every value knows its cell; what the readers settled
//! ([`Fate`]); the messages. To: one line a cell. Nothing here trusts a reader's word that a value was taken: a cell counts
//! as printed only because the tree that the document is made of holds its text.

use std::collections::{HashMap, HashSet};

use crate::diagnostics::{CellRef, Diagnostic, Place, PlanProblem, Problem, Severity, ValueProblem, WorkbookProblem};
use crate::input::Original;
use crate::input::table::{Aside, Fate, Reason, Sheet};
use crate::schema;
use crate::tree::{Node, Value, fold_key};

/// What became of one cell, or of a sheet that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Where it stands: a cell, a paragraph, or a sheet as a whole.
    pub place: Place,
    /// Its cell on the sheet, or on the sheet as which a text document was laid out; `None` for a sheet as a whole, and for
    /// what is not laid out.
    pub cell: Option<CellRef>,
    /// What a person sees there.
    pub text: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The document shows it; the paths in the data, counted from 1.
    Printed(Vec<String>),
    /// It says how others are to be read; the paths in the data, if it has any.
    Used(Vec<String>),
    /// It is passed over on purpose.
    LeftOut(Reason),
    /// It cannot be printed, and a message with this code says so.
    Fault(&'static str),
}

impl Outcome {
    /// As the account names it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Printed(_) => "printed",
            Self::Used(_) => "used",
            Self::LeftOut(_) => "left-out",
            Self::Fault(_) => "fault",
        }
    }

    /// The paths in the data.
    pub fn fields(&self) -> &[String] {
        match self {
            Self::Printed(fields) | Self::Used(fields) => fields,
            Self::LeftOut(_) | Self::Fault(_) => &[],
        }
    }

    /// What becomes of a cell that is a value of its own and a part of another one.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (fault @ Self::Fault(_), _) | (_, fault @ Self::Fault(_)) => fault,
            (Self::Used(one), Self::Used(mut more)) => {
                more.extend(one);
                Self::Used(more)
            }
            (one, other) => {
                let (mut fields, more) = (other.fields().to_vec(), one.fields().to_vec());
                fields.extend(more);
                Self::Printed(fields)
            }
        }
    }

    /// The reason, or the code of the message.
    pub fn why(&self) -> Option<&'static str> {
        match self {
            Self::Printed(_) | Self::Used(_) => None,
            Self::LeftOut(reason) => Some(reason.name()),
            Self::Fault(code) => Some(code),
        }
    }
}

/// Accounts for every cell of the sheets that were read, in their order, and for the sheets that were not.
///
/// `tree` is what was read, if anything was; `is_own` tells of a path whether its sheets hold the document itself, and not
/// the plan that a monitoring names.
pub fn account(
    tree: Option<&Node>,
    originals: &[Original],
    unread: &[Place],
    is_own: &dyn Fn(&str) -> bool,
    diagnostics: &[Diagnostic],
) -> Vec<Line> {
    let cells = Cells { originals };
    let messages = Messages::of(diagnostics, cells);
    // Where nothing could be read, the first fault is why.
    let is_fault = |known: &&Diagnostic| known.problem.severity() == Severity::Fault;
    let first = diagnostics.iter().find(is_fault).map_or(UNACCOUNTED, |fault| fault.problem.code());
    let values = tree.map(|tree| Values::of(tree, cells, &messages)).unwrap_or_default();
    let mut lines = Vec::new();
    for sheet in cells.sheets().filter(|sheet| is_own(sheet.file())) {
        let from = lines.len();
        for (cell, text) in sheet.cells() {
            let outcome = outcome(sheet, cell, &values, &messages, first);
            add_line(&mut lines, Line { place: sheet.at(cell), cell: Some(cell), text, outcome });
        }
        lines.extend(sheet.asides().iter().map(aside));
        let order = |line: &Line| (line.place.division() != Some(sheet.name()), line.place.order());
        if let Some(own) = lines.get_mut(from..).filter(|_| sheet.is_document()) {
            // Headers, notes and comments come last, in the order of their parts.
            own.sort_by_key(order);
        }
    }
    let unread = unread.iter().filter(|place| is_own(place.path()));
    lines.extend(unread.map(|place| Line {
        place: place.clone(),
        cell: None,
        text: String::new(),
        outcome: Outcome::LeftOut(Reason::Sheet),
    }));
    lines
}

/// Adds a line. Two blocks that stand side by side in a paragraph of a text document are one line.
fn add_line(lines: &mut Vec<Line>, line: Line) {
    match lines.last_mut().filter(|last| last.place.is_same_paragraph(&line.place)) {
        Some(last) => {
            last.text.push('\n');
            last.text.push_str(&line.text);
            last.outcome = last.outcome.clone().and(line.outcome);
        }
        None => lines.push(line),
    }
}

/// What stands in a text document beside what is laid out.
fn aside(aside: &Aside) -> Line {
    let outcome = match aside.fate {
        Fate::LeftOut(reason) => Outcome::LeftOut(reason),
        Fate::Told(code) => Outcome::Fault(code),
        Fate::Used | Fate::With(_) => Outcome::Used(Vec::new()),
    };
    Line { place: aside.place.clone(), cell: None, text: aside.text.clone(), outcome }
}

/// The sheets that were read, as which cells places are found.
#[derive(Clone, Copy)]
struct Cells<'a> {
    originals: &'a [Original],
}

impl<'a> Cells<'a> {
    fn sheets(self) -> impl Iterator<Item = &'a Sheet> {
        self.originals.iter().filter_map(|original| match original {
            Original::Sheet(sheet) => Some(sheet),
            Original::Text(_) => None,
        })
    }

    /// The cell at a place.
    fn at(self, place: &Place) -> Option<Key> {
        self.sheets().find_map(|sheet| {
            let cell = sheet.cell_of(place)?;
            Some((sheet.file().to_owned(), sheet.name().to_owned(), cell))
        })
    }
}

fn outcome(sheet: &Sheet, cell: CellRef, values: &Values, messages: &Messages<'_>, otherwise: &'static str) -> Outcome {
    let key = (sheet.file().to_owned(), sheet.name().to_owned(), cell);
    if let Some(Fate::LeftOut(reason)) = sheet.fate(cell) {
        return Outcome::LeftOut(reason);
    }
    if let Some(message) = messages.at(&key) {
        if message.is_own_number {
            return Outcome::LeftOut(Reason::OwnNumber);
        }
        if message.is_lost {
            return Outcome::Fault(message.code);
        }
    }
    let with = match sheet.fate(cell) {
        Some(Fate::With(other)) if other != cell => Some(outcome(sheet, other, values, messages, otherwise)),
        _ => None,
    };
    let own = values.cells.get(&key).map(Fields::outcome);
    match (own, with) {
        // What is printed at its own place needs no other.
        (Some(own @ Outcome::Printed(_)), Some(_)) => return own,
        (Some(own), Some(with)) => return own.and(with),
        (Some(only), None) | (None, Some(only)) => return only,
        (None, None) => {}
    }
    match sheet.fate(cell) {
        Some(Fate::Used) => Outcome::Used(Vec::new()),
        Some(Fate::Told(code)) => Outcome::Fault(code),
        _ => {
            let code = messages.at(&key).map(|message| message.code);
            let whole = || messages.sheets.get(&(key.0.as_str(), key.1.as_str())).copied();
            Outcome::Fault(code.or_else(whole).unwrap_or(otherwise))
        }
    }
}

/// The code of a cell that nothing is said of. The reader of workbooks reports every such cell, so that it is never seen.
const UNACCOUNTED: &str = "E209";

type Key = (String, String, CellRef);

/// What the messages say of cells.
struct Messages<'a> {
    cells: HashMap<Key, Message>,
    /// Messages on whole sheets, and on text documents.
    sheets: HashMap<(&'a str, &'a str), &'static str>,
    places: Cells<'a>,
}

#[derive(Clone, Copy)]
struct Message {
    code: &'static str,
    /// The value is not printed: a fault, or a remark that says so.
    is_lost: bool,
    is_own_number: bool,
    /// Nobody knows the key that stands there, so that what belongs to it is not printed either.
    is_key: bool,
}

impl<'a> Messages<'a> {
    fn of(diagnostics: &'a [Diagnostic], places: Cells<'a>) -> Self {
        let mut messages = Self { cells: HashMap::new(), sheets: HashMap::new(), places };
        for diagnostic in diagnostics {
            let problem = &diagnostic.problem;
            match (&diagnostic.place, places.at(&diagnostic.place)) {
                // What hangs on a text says nothing of the text.
                (_, Some(_)) if matches!(problem, Problem::Word(_)) => {}
                (_, Some(key)) => {
                    let message = Message {
                        code: problem.code(),
                        is_lost: problem.severity() == Severity::Fault || says_not_printed(problem),
                        is_own_number: matches!(problem, Problem::Plan(PlanProblem::OwnNumber { .. })),
                        is_key: says_of_key(problem),
                    };
                    let known = messages.cells.entry(key).or_insert(message);
                    if message.is_lost && !known.is_lost {
                        *known = message;
                    }
                }
                (Place::Sheet { file, sheet }, None) => {
                    messages.sheets.entry((file, sheet)).or_insert(problem.code());
                }
                _ => {}
            }
        }
        messages
    }

    fn at(&self, key: &Key) -> Option<Message> {
        self.cells.get(key).copied()
    }

    fn of_place(&self, place: &Place) -> Option<Message> {
        self.at(&self.places.at(place)?)
    }
}

/// Whether a remark says that a value is not printed.
fn says_not_printed(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::Plan(PlanProblem::NotShown { .. })
            | Problem::Workbook(WorkbookProblem::NotPrinted | WorkbookProblem::PartNotPrinted { .. })
            | Problem::Workbook(WorkbookProblem::Total | WorkbookProblem::DraftMark)
            | Problem::Workbook(WorkbookProblem::MarkColumn { .. } | WorkbookProblem::OtherTable { .. })
            | Problem::Workbook(WorkbookProblem::OtherAround { .. })
    )
}

fn says_of_key(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::Value(
            ValueProblem::UnknownKey { .. } | ValueProblem::RepeatedKey { .. } | ValueProblem::Excluded { .. }
        ) | Problem::Plan(PlanProblem::NotShown { .. })
    )
}

/// The cells whose texts a tree holds.
#[derive(Default)]
struct Values {
    cells: HashMap<Key, Fields>,
}

#[derive(Default)]
struct Fields {
    printed: Vec<String>,
    used: Vec<String>,
    told: Option<&'static str>,
}

impl Fields {
    fn outcome(&self) -> Outcome {
        // The title of a column of the sheet's own is its name, too; and a list has its place where its first item stands.
        let is_told =
            |field: &str| field.ends_with(".поле") || self.printed.iter().any(|known| known.starts_with(field));
        let used = self.used.iter().filter(|field| self.printed.is_empty() || !is_told(field));
        let all = || self.printed.iter().chain(used).cloned().collect();
        match (self.printed.is_empty(), self.told) {
            (false, _) => Outcome::Printed(all()),
            (true, Some(code)) => Outcome::Fault(code),
            (true, None) => Outcome::Used(all()),
        }
    }
}

impl Values {
    fn of(tree: &Node, cells: Cells<'_>, messages: &Messages<'_>) -> Self {
        let mut walk = Walk {
            messages,
            cells,
            is_monitoring: tree.says(schema::KIND, schema::MONITORING_KIND),
            is_summary: tree.says(schema::KIND, schema::SUMMARY_KIND),
            bodies: HashSet::new(),
            short_names: short_names(tree),
            values: Self::default(),
        };
        gather_bodies(tree, &mut walk.bodies);
        walk.node(tree, &mut Vec::new(), None);
        walk.values
    }
}

/// The short names of bodies that have full ones, folded.
fn short_names(tree: &Node) -> HashSet<String> {
    match tree.get(schema::SHORT_NAMES).map(|entry| &entry.value.value) {
        Some(Value::Map(entries)) => {
            entries.iter().filter(|entry| !entry.value.is_empty()).map(|entry| fold_key(&entry.key)).collect()
        }
        _ => HashSet::new(),
    }
}

/// The texts of responsible bodies, folded: those that are short names are printed as the names in full.
fn gather_bodies(node: &Node, bodies: &mut HashSet<String>) {
    match &node.value {
        Value::Map(entries) => {
            for entry in entries {
                let key = fold_key(&entry.key);
                if key == schema::RESPONSIBLE || key == schema::HELPERS {
                    gather_texts(&entry.value, bodies);
                } else {
                    gather_bodies(&entry.value, bodies);
                }
            }
        }
        Value::List(items) => items.iter().for_each(|item| gather_bodies(item, bodies)),
        Value::Empty | Value::Text(_) => {}
    }
}

fn gather_texts(node: &Node, texts: &mut HashSet<String>) {
    match &node.value {
        Value::Text(text) => texts.extend(text.split(',').map(fold_key)),
        Value::List(items) => items.iter().for_each(|item| gather_texts(item, texts)),
        Value::Empty | Value::Map(_) => {}
    }
}

/// A step on the way from the root to a value.
struct Step {
    key: String,
    /// Of an item of a list, its number from 1.
    number: Option<usize>,
}

struct Walk<'a> {
    messages: &'a Messages<'a>,
    cells: Cells<'a>,
    is_monitoring: bool,
    /// Whether the data are those of a summary.
    is_summary: bool,
    bodies: HashSet<String>,
    short_names: HashSet<String>,
    values: Values,
}

impl Walk<'_> {
    fn node(&mut self, node: &Node, path: &mut Vec<Step>, told: Option<&'static str>) {
        match &node.value {
            Value::Empty => {}
            Value::Text(text) if text.is_empty() => {}
            Value::Text(text) => self.value(text, &node.place, path, told),
            Value::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    if let Some(step) = path.last_mut() {
                        step.number = Some(at + 1);
                    }
                    self.node(item, path, told);
                }
                if let Some(step) = path.last_mut() {
                    step.number = None;
                }
            }
            Value::Map(entries) => {
                for entry in entries {
                    let message = self.messages.of_place(&entry.key_place).filter(|message| message.is_key);
                    let told = told.or(message.map(|message| message.code));
                    path.push(Step { key: fold_key(&entry.key), number: None });
                    if entry.key_place != entry.value.place {
                        self.key(&entry.key_place, path, told);
                    }
                    self.node(&entry.value, path, told);
                    path.pop();
                }
            }
        }
    }

    fn key(&mut self, place: &Place, path: &[Step], told: Option<&'static str>) {
        let Some(fields) = self.fields(place) else { return };
        match told {
            Some(code) => fields.told = Some(code),
            None => add(&mut fields.used, shown(path)),
        }
    }

    fn value(&mut self, text: &str, place: &Place, path: &[Step], told: Option<&'static str>) {
        let is_used = self.is_used(path) || self.is_short_name(text, path);
        let Some(fields) = self.fields(place) else { return };
        match told {
            Some(code) => fields.told = Some(code),
            None if is_used => add(&mut fields.used, shown(path)),
            None => add(&mut fields.printed, shown(path)),
        }
    }

    /// Whether a body is named by a short name, so that the full one is printed.
    fn is_short_name(&self, text: &str, path: &[Step]) -> bool {
        let is_body =
            path.last().is_some_and(|step| [schema::RESPONSIBLE, schema::HELPERS].contains(&step.key.as_str()));
        is_body && text.split(',').any(|part| self.short_names.contains(&fold_key(part)))
    }

    fn fields(&mut self, place: &Place) -> Option<&mut Fields> {
        Some(self.values.cells.entry(self.cells.at(place)?).or_default())
    }

    /// Whether a value is only used, not printed, in the document that the data describe.
    fn is_used(&self, path: &[Step]) -> bool {
        let key = |at: usize| path.get(at).map_or("", |step| step.key.as_str());
        let last = path.last().map_or("", |step| step.key.as_str());
        let is_report = self.is_monitoring || self.is_summary;
        match key(0) {
            schema::KIND | schema::NUMBERING | schema::TABLE | schema::STYLE | schema::REMARKS => true,
            schema::PLAN if path.len() == 1 => true,
            // Of the order its plan shows the mark of an annex.
            schema::ORDER => !matches!(last, schema::DATE | schema::NUMBER) || path.len() > 2,
            schema::PERIOD => !is_report,
            schema::SHORT_NAMES => last == schema::MAIL || !self.bodies.contains(key(1)),
            schema::COLUMNS => last == schema::FIELD || last == schema::JOIN,
            schema::DIRECTIONS | schema::ACTIVITIES => matches!(last, schema::CODE | schema::OBLIGATORY),
            schema::FULFILMENT => {
                !self.is_monitoring || matches!(last, schema::STATUS | schema::ACTIVITY | schema::CODE | schema::NAME)
            }
            schema::INDICATORS => !is_report || matches!(last, schema::BETTER | schema::SUMMARY_KIND),
            schema::TERRITORIES => last == schema::MAIL,
            schema::RECOMMENDATIONS | schema::DECISIONS | schema::MONITORING => !is_report,
            _ => false,
        }
    }
}

/// The path of a value as the account shows it. The title of a column is one, whether it is told or the usual one.
fn shown(path: &[Step]) -> String {
    let mut shown = String::new();
    for step in path {
        if !shown.is_empty() {
            shown.push('.');
        }
        shown.push_str(&step.key);
        if let Some(number) = step.number {
            shown.push_str(&format!("[{number}]"));
        }
    }
    let is_column = path.last().is_some_and(|step| step.key == schema::COLUMNS && step.number.is_some());
    if is_column {
        shown.push('.');
        shown.push_str(schema::COLUMN_TITLE);
    }
    shown
}

fn add(fields: &mut Vec<String>, field: String) {
    if !fields.contains(&field) {
        fields.push(field);
    }
}
