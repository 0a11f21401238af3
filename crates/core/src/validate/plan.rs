//! The plan of activities out of the tree.

use std::collections::{HashMap, hash_map};

use super::fields::{Record, choice, iso_day, items, plain_text, short_text};
use super::kinds::default_head;
use super::numbering;
use super::order::{self, order};
use super::places::{ActivityPlaces, Checked, Known, PlanPlaces};
use super::requisites;
use super::short_names::ShortNames;
use super::style::style;
use super::{Kind, MONITORING_BESIDE, YES_OR_NO, hidden, is_kind};
use crate::diagnostics::{
    Diagnostic, Diagnostics, Place, PlanProblem, Problem, ROOT, Severity, ValueProblem, WorkbookProblem,
};
use crate::domain::{
    Activity, Annex, Column, Designation, Direction, Due, Field, HeadItem, Numbering, Period, Plan, Trouble,
};
use crate::input::table::headings::{self, default_title};
use crate::input::{ACTIVITY_LIMIT, COLUMN_LIMIT};
use crate::schema;
use crate::tree::{Node, Value, fold_key};

/// Reads a plan. `None` if it has faults; all of them are then in the diagnostics.
pub fn plan(tree: &Node, diagnostics: &Diagnostics) -> Option<Checked> {
    plan_as_read(tree, diagnostics).filter(|_| !diagnostics.has_faults())
}

/// Reads a plan as far as its faults let it be read, so that what they do not touch can be judged. Where a text is
/// faulty, an empty one stands. `None` if too little is left.
pub(super) fn plan_as_read(tree: &Node, diagnostics: &Diagnostics) -> Option<Checked> {
    let mut root = Record::open(tree, ROOT, diagnostics)?;
    if !is_kind(&mut root, Kind::Plan, diagnostics) {
        return None;
    }
    let period = root.required(schema::PERIOD, diagnostics).and_then(|node| requisites::period(node, diagnostics));
    if let Some(period) = &period {
        diagnostics.set_year(period.from().year());
    }
    let title_node = root.required(schema::NAME, diagnostics);
    let title = title_node.and_then(|node| plain_text(node, schema::NAME, diagnostics));
    let mut approvals = requisites::approvals(&mut root, schema::APPROVAL, diagnostics);
    let agreements = requisites::approvals(&mut root, schema::AGREEMENT, diagnostics);
    let edition = root.value(schema::EDITION).and_then(|node| requisites::edition(node, diagnostics));
    let mut annex_to = root.value(schema::ANNEX_TO).and_then(|node| requisites::annex_to(node, diagnostics));
    let order = root.value(schema::ORDER).and_then(|node| order(node, diagnostics));
    let (mut order, order_places) = order.unzip();
    if let Some(order) = &mut order {
        order.report_by = order::report_day(tree);
        order::contradictions(tree, order, diagnostics);
        order::complete(order, &mut annex_to, &mut approvals);
    }
    let (basis, basis_places) = root.prose(schema::BASIS, diagnostics);
    let (preamble, preamble_places) = root.prose(schema::PREAMBLE, diagnostics);
    let (goal, goal_places) = root.prose(schema::GOAL, diagnostics);
    let (tasks, tasks_places) = root.paragraphs(schema::TASKS, diagnostics);
    let short_names = ShortNames::read(&mut root, diagnostics);
    let columns_place = root.value(schema::COLUMNS).map_or(root.place(), |node| &node.place).clone();
    let head = head(&mut root, tree, diagnostics);
    let numbering_node = root.value(schema::NUMBERING);
    let numbering = numbering_node.and_then(|node| choice(node, schema::NUMBERING, &NUMBERINGS, diagnostics));
    let mut reader = ActivityReader::new(&short_names, &head, numbering, period.as_ref());
    let directions = directions(&mut root, &mut reader, diagnostics);
    let (direction_places, activity_places, is_cut) = (reader.directions, reader.activities, reader.is_cut);
    let numbering = numbering::of(numbering, &directions, &reader.numbers, diagnostics);
    let (notes, _) = root.paragraphs(schema::NOTES, diagnostics);
    let root_place = root.place();
    let signatories = requisites::signatories(&mut root, diagnostics);
    let maker = root.value(schema::MAKER).and_then(|node| requisites::maker(node, schema::MAKER, diagnostics));
    let annexes = root.list(schema::ANNEXES).filter_map(|node| annex(node, diagnostics)).collect();
    let style = root.value(schema::STYLE).map(|node| style(node, diagnostics)).unwrap_or_default();
    let muted = root.value(schema::REMARKS).map(|node| requisites::muted(node, diagnostics)).unwrap_or_default();
    // A workbook may hold the monitoring of the plan beside it.
    for key in MONITORING_BESIDE {
        root.know(key);
    }
    root.know_within(schema::MONITORING, &OF_MONITORING);
    root.finish(diagnostics);
    hidden::signs(tree, diagnostics);
    let activities = directions.iter().flat_map(|direction| &direction.activities);
    let bodies = activities.zip(&activity_places).map(|(activity, places)| (activity, &*places.responsible));
    hidden::bodies(bodies, diagnostics);
    diagnostics.mute(&muted);

    if is_cut {
        return None;
    }
    let known = Known { period: period.is_some(), texts: !diagnostics.any(loses_text) };
    let places = PlanPlaces {
        title: title_node.map_or(root_place, |node| &node.place).clone(),
        basis: basis_places,
        preamble: preamble_places,
        goal: goal_places,
        tasks: tasks_places,
        columns: columns_place,
        directions: direction_places,
        activities: activity_places,
        order: order_places,
    };
    let plan = Plan {
        title: title.unwrap_or_default(),
        period: period.or_else(Period::unknown)?,
        approvals,
        agreements,
        edition,
        annex_to,
        order,
        basis,
        preamble,
        goal,
        tasks,
        head,
        numbering,
        directions,
        notes,
        signatories,
        maker,
        annexes,
        bodies: short_names.full_names(),
        style,
        addresses: short_names.into_addresses(),
    };
    Some(Checked { plan, places, known, muted })
}

/// Whether a fault may have kept a text of the document from being read.
fn loses_text(problem: &Problem) -> bool {
    use ValueProblem::{BareField, ControlCharacter, RepeatedKey, RepeatedSheet, UnknownKey, WrongKind};
    let is_lost = match problem {
        Problem::Value(problem) => matches!(
            problem,
            UnknownKey { .. }
                | RepeatedKey { .. }
                | RepeatedSheet { .. }
                | WrongKind { .. }
                | ControlCharacter { .. }
                | BareField { .. }
        ),
        Problem::Plan(problem) => matches!(problem, PlanProblem::TwoSources { .. }),
        Problem::Workbook(_) | Problem::Yaml(_) | Problem::File(_) | Problem::Pdf(_) => true,
        _ => false,
    };
    is_lost && problem.severity() == Severity::Fault
}

/// Fields that only a monitoring has: beside a plan they stand in a record of their own.
const OF_MONITORING: [&str; 5] =
    [schema::AS_OF, schema::PLAN_EDITION, schema::SOURCES, schema::ANALYSIS, schema::CONCLUSIONS];

const NUMBERINGS: [(&str, Numbering); 3] = [
    (schema::RUNNING, Numbering::Running),
    (schema::NESTED, Numbering::Nested),
    (schema::AS_TYPED, Numbering::AsTyped),
];

fn annex(node: &Node, diagnostics: &Diagnostics) -> Option<Annex> {
    if let Value::Text(_) = node.value {
        return plain_text(node, schema::ANNEXES, diagnostics).map(Annex::Named);
    }
    let mut record = Record::open(node, schema::ANNEXES, diagnostics)?;
    let title = record.required_text(schema::NAME, diagnostics);
    let (paragraphs, _) = record.prose(schema::TEXT, diagnostics);
    record.finish(diagnostics);
    Some(match paragraphs.is_empty() {
        true => Annex::Named(title?),
        false => Annex::Whole { title: title?, paragraphs },
    })
}

// --- the table

fn head(root: &mut Record<'_>, tree: &Node, diagnostics: &Diagnostics) -> Vec<HeadItem> {
    let Some(node) = root.value(schema::COLUMNS) else { return default_head(tree) };
    // A column that is faulty may have been that of the names.
    let diagnostics = diagnostics.scope();
    let mut head = Vec::new();
    let mut seen = Vec::new();
    for item in items(node) {
        let Value::Text(names) = &item.value else {
            head.extend(head_item(item, &mut seen, &diagnostics));
            continue;
        };
        // Several names may stand in one text, as in a cell: no known column has a comma in its name.
        for name in names.split([',', ';']).map(str::trim).filter(|name| !name.is_empty()) {
            head.extend(head_item(&Node::text(name, item.place.clone()), &mut seen, &diagnostics));
        }
    }
    if seen.len() > COLUMN_LIMIT {
        diagnostics.add(PlanProblem::TooManyColumns { limit: COLUMN_LIMIT }, &node.place);
        return Vec::new();
    }
    if !seen.contains(&Field::Name) && !diagnostics.has_faults() {
        diagnostics.add(PlanProblem::NoNameColumn, &node.place);
    }
    head
}

/// A column of the fixed set, with its usual title.
fn known_column(name: &str) -> Column {
    let title = default_title(name).unwrap_or(name).to_owned();
    Column { field: Field::from_folded(name), title, join: false }
}

fn head_item(node: &Node, seen: &mut Vec<Field>, diagnostics: &Diagnostics) -> Option<HeadItem> {
    if node.get(schema::GROUP).is_none() {
        return column(node, seen, diagnostics).map(HeadItem::Single);
    }
    let mut record = Record::open(node, schema::COLUMNS, diagnostics)?;
    let title = record.required(schema::GROUP, diagnostics);
    let title = title.and_then(|node| plain_text(node, schema::GROUP, diagnostics));
    let columns = record
        .required(schema::COLUMNS, diagnostics)
        .map(|node| items(node).filter_map(|item| column(item, seen, diagnostics)).collect::<Vec<_>>());
    record.finish(diagnostics);
    Some(HeadItem::Group { title: title?, columns: columns? })
}

fn column(node: &Node, seen: &mut Vec<Field>, diagnostics: &Diagnostics) -> Option<Column> {
    let column = match &node.value {
        Value::Text(typed) => {
            let known: Vec<(&str, &str)> = headings::FIELDS.iter().map(|(name, _)| (*name, *name)).collect();
            let name = choice(node, schema::COLUMNS, &known, diagnostics);
            name.map(known_column).map(|column| (typed.clone(), column))
        }
        _ => {
            let mut record = Record::open(node, schema::COLUMNS, diagnostics)?;
            let typed = record.required_text(schema::FIELD, diagnostics);
            let title =
                record.value(schema::COLUMN_TITLE).and_then(|node| plain_text(node, schema::COLUMN_TITLE, diagnostics));
            let join = record.choice(schema::JOIN, &YES_OR_NO, diagnostics).unwrap_or_default();
            record.finish(diagnostics);
            typed.map(|typed| {
                let usual = known_column(&fold_key(&typed));
                let usual_title = default_title(usual.field.name()).map_or(typed.clone(), str::to_owned);
                let column = Column { title: title.unwrap_or(usual_title), join, ..usual };
                (typed, column)
            })
        }
    };
    let (typed, column) = column?;
    if seen.contains(&column.field) {
        diagnostics.add(PlanProblem::RepeatedColumn { column: typed }, &node.place);
        return None;
    }
    seen.push(column.field.clone());
    Some(column)
}

fn directions(root: &mut Record<'_>, reader: &mut ActivityReader<'_>, diagnostics: &Diagnostics) -> Vec<Direction> {
    let banded = root.take(schema::DIRECTIONS);
    let plain = root.take(schema::ACTIVITIES);
    let mut directions = Vec::new();
    // Still there only if the table could not be read, and that has been told.
    if root.take(schema::TABLE).is_some() {
        return directions;
    }
    match (banded, plain) {
        (Some(_), Some(twin)) => {
            let problem = PlanProblem::TwoSources { first: schema::DIRECTIONS, second: schema::ACTIVITIES };
            diagnostics.add(problem, &twin.key_place);
            return directions;
        }
        (Some(entry), None) => {
            for node in items(&entry.value) {
                let direction = direction(node, reader, diagnostics);
                reader.is_cut |= direction.is_none();
                directions.extend(direction);
            }
            report_empty_end(&entry.value, diagnostics);
        }
        (None, Some(entry)) => {
            let activities = reader.list(&entry.value, diagnostics);
            reader.directions.push(entry.key_place.clone());
            directions.push(Direction { designation: Designation::Ordinal, name: None, activities });
        }
        (None, None) => {}
    }
    let place = banded.or(plain).map_or(root.place(), |entry| &entry.key_place);
    let table_was_told = diagnostics.any(|problem| {
        matches!(problem, Problem::Workbook(WorkbookProblem::NoSheet { .. } | WorkbookProblem::NoHead { .. }))
    });
    if reader.count == 0 && !table_was_told {
        diagnostics.add(PlanProblem::NoActivities, place);
    }
    if reader.count > ACTIVITY_LIMIT {
        diagnostics.add(PlanProblem::TooManyActivities { limit: ACTIVITY_LIMIT }, place);
    }
    directions
}

/// Reports directions at the end without activities: in a workbook, notes that stand under the table.
fn report_empty_end(directions: &Node, diagnostics: &Diagnostics) {
    let is_empty_one =
        |direction: &&Node| direction.get(schema::ACTIVITIES).is_some_and(|entry| items(&entry.value).next().is_none());
    let directions: Vec<&Node> = items(directions).collect();
    let Some(last) = directions.iter().rposition(|direction| !is_empty_one(direction)) else { return };
    for name in directions[last + 1..].iter().filter_map(|direction| direction.get(schema::NAME)) {
        let mut remark = Diagnostic::new(PlanProblem::EmptyDirection, name.value.place.clone());
        if let Value::Text(text) = &name.value.value {
            remark = remark.found(text);
        }
        diagnostics.push(remark);
    }
}

fn direction(node: &Node, reader: &mut ActivityReader<'_>, diagnostics: &Diagnostics) -> Option<Direction> {
    let mut record = Record::open(node, schema::DIRECTIONS, diagnostics)?;
    let designation = match record.take(schema::DESIGNATION) {
        None => Designation::Ordinal,
        Some(entry) if entry.value.is_empty() => Designation::Typed(String::new()),
        Some(entry) => Designation::Typed(short_text(&entry.value, schema::DESIGNATION, diagnostics)?),
    };
    // A workbook may have rows before its first band: they stand under an empty designation and no name.
    let nameless = designation == Designation::Typed(String::new()) && record.take(schema::NAME).is_none();
    let nameless = nameless && reader.directions.is_empty();
    let name = if nameless { None } else { record.required(schema::NAME, diagnostics) };
    let place = name.map_or(record.place(), |node| &node.place);
    let name = name.and_then(|node| plain_text(node, schema::NAME, diagnostics));
    reader.directions.push(place.clone());
    reader.heading.clone_from(&name);
    // A direction may be empty: a heading above others.
    let activities = match record.take(schema::ACTIVITIES) {
        Some(entry) => reader.list(&entry.value, diagnostics),
        None => {
            record.miss(schema::ACTIVITIES, diagnostics);
            Vec::new()
        }
    };
    record.finish(diagnostics);
    Some(Direction { designation, name, activities })
}

/// Reads activities; remembers what must hold between them.
struct ActivityReader<'a> {
    short_names: &'a ShortNames,
    /// As the data say it.
    numbering: Option<Numbering>,
    /// The period of the plan, if it was understood.
    period: Option<&'a Period>,
    /// The name of the direction that is being read.
    heading: Option<String>,
    /// Fields that the table shows.
    shown: Vec<&'a Field>,
    codes: HashMap<String, Place>,
    /// Activities read so far.
    count: usize,
    /// Whether a direction could not be read, with its activities.
    is_cut: bool,
    /// Places of the directions read so far.
    directions: Vec<Place>,
    /// Places of the activities read so far.
    activities: Vec<ActivityPlaces>,
    /// Places of their numbers; `None` where none was typed.
    numbers: Vec<Option<Place>>,
}

impl<'a> ActivityReader<'a> {
    fn new(
        short_names: &'a ShortNames,
        head: &'a [HeadItem],
        numbering: Option<Numbering>,
        period: Option<&'a Period>,
    ) -> Self {
        Self {
            short_names,
            numbering,
            period,
            heading: None,
            shown: head.iter().flat_map(HeadItem::columns).map(|column| &column.field).collect(),
            codes: HashMap::new(),
            count: 0,
            is_cut: false,
            directions: Vec::new(),
            activities: Vec::new(),
            numbers: Vec::new(),
        }
    }

    fn shows(&self, field: &str) -> bool {
        self.shown.iter().any(|shown| shown.name() == field)
    }

    fn list(&mut self, node: &Node, diagnostics: &Diagnostics) -> Vec<Activity> {
        items(node).filter_map(|item| self.activity(item, diagnostics)).collect()
    }

    fn activity(&mut self, node: &Node, diagnostics: &Diagnostics) -> Option<Activity> {
        self.count += 1;
        let found = diagnostics.scope();
        let diagnostics: &Diagnostics = &found;
        let Some(mut record) = Record::open(node, schema::ACTIVITIES, diagnostics) else {
            self.is_cut = true;
            return None;
        };
        let code_place = record.value(schema::CODE).map(|node| node.place.clone());
        let code = record.text(schema::CODE, diagnostics);
        let is_obligatory = record.choice(schema::OBLIGATORY, &YES_OR_NO, diagnostics).unwrap_or(false);
        let number_place = record.value(schema::NUMBER).map(|node| node.place.clone());
        let number = record.text(schema::NUMBER, diagnostics);
        let name_node = record.required(schema::NAME, diagnostics);
        let name = name_node.and_then(|node| plain_text(node, schema::NAME, diagnostics));
        // A field that is there but faulty is not missing: no remark is made then.
        let due_node = record.value(schema::DUE);
        let due = self.cell(&mut record, schema::DUE, diagnostics);
        let bodies_node = record.value(schema::RESPONSIBLE);
        let bodies = bodies_node.and_then(|node| self.short_names.bodies(node, diagnostics));
        let (responsible, responsible_places) = bodies.unwrap_or_default().into_iter().unzip();
        let mut further = Vec::new();
        let mut further_places = Vec::new();
        for field in &self.shown {
            if let Field::Further(name) = field
                && let Some(text) = self.cell(&mut record, name, diagnostics)
            {
                further.push((name.clone(), text));
                further_places.push(record.value(name).map_or(record.place(), |node| &node.place).clone());
            }
        }
        self.report_turned_round(&mut record, due.as_deref(), diagnostics);
        for (field, _) in headings::FIELDS {
            let entry = record.take(field).filter(|entry| !entry.value.is_empty() && !self.shows(field));
            // Without their columns, numbers and names still say which activity it is.
            if let Some(entry) = entry.filter(|_| !matches!(*field, schema::NUMBER | schema::NAME)) {
                diagnostics.add(PlanProblem::NotShown { column: entry.key.clone() }, &entry.key_place);
            }
        }
        let place = record.place();
        record.finish(diagnostics);

        if let (Some(code), Some(place)) = (&code, code_place) {
            match self.codes.entry(fold_key(code)) {
                hash_map::Entry::Vacant(entry) => drop(entry.insert(place)),
                hash_map::Entry::Occupied(first) => {
                    let problem = PlanProblem::RepeatedCode { code: code.clone() };
                    diagnostics.push(Diagnostic::new(problem, place).first_at(first.get()));
                }
            }
        }
        if self.numbering == Some(Numbering::AsTyped) && number.is_none() {
            diagnostics.add(PlanProblem::NumberMissing, place);
        }
        let is_elsewhere = further.iter().any(|(field, _)| matches!(field.as_str(), schema::START | schema::END));
        if self.shows(schema::DUE) && due_node.is_none() && !is_elsewhere {
            diagnostics.add(PlanProblem::NoDue, place);
        }
        if self.shows(schema::RESPONSIBLE) && bodies_node.is_none() {
            diagnostics.add(PlanProblem::NoResponsible, place);
        }
        self.numbers.push(number_place);
        // Without a name it still counts in the numbers of the others.
        let name = name.unwrap_or_default();
        self.activities.push(ActivityPlaces {
            record: place.clone(),
            name: name_node.map_or(place, |node| &node.place).clone(),
            due: due_node.map_or(place, |node| &node.place).clone(),
            responsible: responsible_places,
            further: further_places,
            is_faulty: diagnostics.has_faults(),
        });
        Some(Activity { code, is_obligatory, number, name, due, responsible, further })
    }

    /// Reports an end before its start, in the due date or in the columns of both.
    fn report_turned_round(&self, record: &mut Record<'_>, due: Option<&str>, diagnostics: &Diagnostics) {
        let Some(period) = self.period else { return };
        let report = |node: &Node, found: &str| {
            diagnostics.push(Diagnostic::new(PlanProblem::EndBeforeStart, node.place.clone()).found(found));
        };
        if let (Some(node), Some(due)) = (record.value(schema::DUE), due)
            && Due::read_under(due, self.heading.as_deref(), period).trouble() == Some(Trouble::EndBeforeStart)
        {
            report(node, due);
        }
        let texts = [schema::START, schema::END].map(|key| match record.value(key).map(|node| (node, &node.value)) {
            Some((node, Value::Text(text))) => Some((node, text)),
            _ => None,
        });
        if let [Some((_, start)), Some((node, end))] = texts
            && let Some((_, due)) = Due::between(Some(start), Some(end), period)
            // Without a year either end is of the plan's period.
            && matches!(due.trouble(), Some(Trouble::EndBeforeStart | Trouble::EndInNextYear))
        {
            report(node, end);
        }
    }

    /// The text of a cell, line breaks kept; a day must exist.
    fn cell(&self, record: &mut Record<'_>, key: &str, diagnostics: &Diagnostics) -> Option<String> {
        let node = record.value(key)?;
        let text = short_text(node, key, diagnostics)?;
        // A day that does not exist is a fault; one that does is printed in digits by the view.
        if let Ok(None) = iso_day(node, key, text.clone(), diagnostics) {
            return None;
        }
        Some(text)
    }
}
