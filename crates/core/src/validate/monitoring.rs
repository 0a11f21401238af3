//! The monitoring out of the tree, bound to the plan that it measures.

use std::collections::HashMap;

use super::fields::{Record, choice, iso_day, items, plain_text, short_text};
use super::places::{CheckedMonitoring, FulfilmentPlaces, IndicatorPlaces, MonitoringPlaces};
use super::short_names::ShortNames;
use super::style::style;
use super::{Kind, MONITORING_BESIDE, hidden, is_kind, plan_alone, requisites};
use crate::diagnostics::{Diagnostic, Diagnostics, MonitoringProblem, Place, Problem, ROOT, ValueProblem};
use crate::domain::words::is_dash;
use crate::domain::{
    Better, DateText, Day, Decision, Due, Edition, Figure, Fulfilment, Indicator, Maker, Monitoring, Period, Plan,
    Recommendation, Signatory, Status, Style, Verdict,
};
use crate::schema;
use crate::tree::{Entry, Node, Value, fold_key};

/// Makes a monitoring of a plan that has its fulfilment beside it: the sheets of one workbook, and the record
/// «мониторинг» with the day, the period and the rest. `None` if the plan has nothing of it.
pub fn beside_plan(tree: &Node) -> Option<Node> {
    let Value::Map(entries) = &tree.value else { return None };
    let is_of_monitoring = |entry: &&Entry| MONITORING_BESIDE.contains(&fold_key(&entry.key).as_str());
    let (beside, own): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(is_of_monitoring);
    if beside.is_empty() {
        return None;
    }
    let entry = |key: &str, value: Node| Entry { key: key.into(), key_place: value.place.clone(), value };
    let plan = Node { value: Value::Map(own.into_iter().cloned().collect()), place: tree.place.clone() };
    let mut root =
        vec![entry(schema::KIND, Node::text(schema::MONITORING_KIND, tree.place.clone())), entry(schema::PLAN, plan)];
    for entry in beside {
        match &entry.value.value {
            _ if fold_key(&entry.key) != schema::MONITORING => root.push(entry.clone()),
            Value::Empty => {}
            Value::Map(fields) => root.extend(fields.iter().cloned()),
            Value::List(records) if records.iter().all(|record| matches!(record.value, Value::Map(_))) => {
                root.extend(joined(records));
            }
            _ => root.push(entry.clone()),
        }
    }
    Some(Node { value: Value::Map(root), place: tree.place.clone() })
}

/// The fields of several records as those of one: in «Реквизиты» a field that comes again begins a new record, but a plan
/// has one monitoring, of which a field may have several values.
fn joined(records: &[Node]) -> Vec<Entry> {
    let mut fields: Vec<Entry> = Vec::new();
    for record in records {
        let Value::Map(entries) = &record.value else { continue };
        for entry in entries {
            match fields.iter_mut().find(|known| fold_key(&known.key) == fold_key(&entry.key)) {
                Some(known) => {
                    let values = items(&known.value).chain(items(&entry.value)).cloned().collect();
                    known.value.value = Value::List(values);
                }
                None => fields.push(entry.clone()),
            }
        }
    }
    fields
}

/// Reads a monitoring whose plan has been put in under «план». `None` if it or the plan has faults; all of them are
/// then in the diagnostics. The remarks on the plan are left out: they were made when the plan was.
pub fn monitoring(tree: &Node, diagnostics: &Diagnostics) -> Option<CheckedMonitoring> {
    monitoring_as_read(tree, diagnostics).filter(|_| !diagnostics.has_faults())
}

/// Reads a monitoring as far as its faults and those of its plan let it be read. `None` if too little is left to judge
/// the entries that have none.
pub(super) fn monitoring_as_read(tree: &Node, diagnostics: &Diagnostics) -> Option<CheckedMonitoring> {
    let mut root = Record::open(tree, ROOT, diagnostics)?;
    if !is_kind(&mut root, Kind::Monitoring, diagnostics) {
        return None;
    }
    let plan = plan(&mut root, diagnostics);
    if let Some(plan) = &plan {
        diagnostics.set_year(plan.period.from().year());
    }
    let period = root.value(schema::PERIOD);
    let period = match period {
        Some(node) => requisites::period(node, diagnostics),
        None => plan.as_ref().map(|plan| plan.period.clone()),
    };
    let as_of = root.required(schema::AS_OF, diagnostics).and_then(|node| day(node, schema::AS_OF, diagnostics));
    let title = root.value(schema::NAME).and_then(|node| plain_text(node, schema::NAME, diagnostics));
    let territory = root.text(schema::TERRITORY, diagnostics);
    let edition_node = root.value(schema::PLAN_EDITION);
    let plan_edition = edition_node.and_then(|node| requisites::edition(node, diagnostics));
    let approvals = requisites::approvals(&mut root, schema::APPROVAL, diagnostics);
    let agreements = requisites::approvals(&mut root, schema::AGREEMENT, diagnostics);
    let (basis, _) = root.prose(schema::BASIS, diagnostics);
    let (sources, _) = root.paragraphs(schema::SOURCES, diagnostics);
    let short_names = ShortNames::read(&mut root, diagnostics);
    let entries_place = root.take(schema::FULFILMENT).map_or(root.place(), |entry| &entry.key_place);
    let mut binding = plan.as_ref().map(|plan| Binding::new(plan, as_of));
    for node in root.list(schema::FULFILMENT) {
        entry(node, &mut binding, diagnostics);
    }
    let (indicators, indicator_places) =
        root.list(schema::INDICATORS).filter_map(|node| indicator(node, diagnostics)).unzip();
    let closing = Closing::read(&mut root, &short_names, diagnostics);
    hidden::signs(tree, diagnostics);
    let no_entries = no_entries(&mut root);
    root.finish(diagnostics);

    if let (Some(binding), Some(plan)) = (&binding, &plan) {
        let edition_place = edition_node.map_or(&tree.place, |node| &node.place);
        binding.compare(plan, plan_edition.as_ref(), edition_place, diagnostics);
    }
    if let Some(problem) = no_entries.filter(|_| !diagnostics.has_faults()) {
        diagnostics.add(problem, entries_place);
    }
    diagnostics.mute(&closing.muted);
    let (fulfilments, fulfilment_places) = binding?.bound.into_iter().map(Option::unzip).unzip();
    let places = MonitoringPlaces {
        entries: entries_place.clone(),
        fulfilments: fulfilment_places,
        indicators: indicator_places,
    };
    let monitoring = Monitoring {
        title,
        territory,
        period: period?,
        as_of: as_of?,
        plan_edition,
        approvals,
        agreements,
        basis,
        sources,
        fulfilments,
        indicators,
        analysis: closing.analysis,
        conclusions: closing.conclusions,
        recommendations: closing.recommendations,
        decisions: closing.decisions,
        signatories: closing.signatories,
        maker: closing.maker,
        style: closing.style,
    };
    Some(CheckedMonitoring {
        monitoring,
        plan: plan?,
        places,
        is_whole: !diagnostics.has_faults(),
        muted: closing.muted,
    })
}

/// That nothing is told of any activity, if so; the entries may have got into the plan.
fn no_entries(root: &mut Record<'_>) -> Option<MonitoringProblem> {
    if root.list(schema::FULFILMENT).next().is_some() {
        return None;
    }
    let beside = root.value(schema::PLAN).and_then(|plan| plan.get(schema::FULFILMENT));
    let in_plan = beside.is_some_and(|entry| items(&entry.value).next().is_some());
    Some(MonitoringProblem::NoEntries { in_plan })
}

/// The plan that is measured. Only its faults are of interest here.
fn plan(root: &mut Record<'_>, diagnostics: &Diagnostics) -> Option<Plan> {
    let node = root.required(schema::PLAN, diagnostics)?;
    // Still a name only if the file could not be read, and that has been told.
    if let Value::Text(_) = node.value {
        return None;
    }
    if super::kind(node) == Some(Kind::Monitoring) {
        diagnostics.add(MonitoringProblem::PlanIsMonitoring, &node.place);
        return None;
    }
    plan_alone(node, diagnostics).filter(|checked| checked.known.period).map(|checked| checked.plan)
}

/// A day: as an ISO day, or as people write it.
pub(super) fn day(node: &Node, key: &str, diagnostics: &Diagnostics) -> Option<Day> {
    let typed = short_text(node, key, diagnostics)?;
    match iso_day(node, key, typed, diagnostics) {
        Ok(day) => day,
        Err(typed) => {
            let day = Day::parse_written(&typed);
            if day.is_none() {
                diagnostics
                    .push(Diagnostic::new(ValueProblem::BadDay { key: key.into() }, node.place.clone()).found(typed));
            }
            day
        }
    }
}

// --- entries

/// The activities of a plan as entries name them.
#[derive(Debug)]
pub struct ActivityNames {
    /// Activities by their folded codes.
    codes: HashMap<String, usize>,
    /// Activities by their folded numbers; typed numbers may come twice.
    numbers: HashMap<String, Vec<usize>>,
    /// Activities by their folded names; names may come twice.
    names: HashMap<String, Vec<usize>>,
    labels: Vec<String>,
}

/// The entries on their way to the activities of the plan.
struct Binding {
    activities: ActivityNames,
    /// When each activity is due.
    dues: Vec<Option<Due>>,
    /// The time that the plan is for.
    period: Period,
    /// The day of the report, if it is known.
    as_of: Option<Day>,
    /// What is known of each activity.
    bound: Vec<Option<(Fulfilment, FulfilmentPlaces)>>,
    /// Where the first entry of each activity stands.
    firsts: HashMap<usize, Place>,
    /// Activities whose entry tells another name than the plan, with the place of that name.
    renamed: Vec<(usize, Place)>,
}

impl ActivityNames {
    /// Those of a plan.
    pub fn new(plan: &Plan) -> Self {
        let labels = plan.labels();
        let mut numbers: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, label) in labels.iter().enumerate() {
            numbers.entry(fold_number(label)).or_default().push(at);
        }
        let mut names: HashMap<String, Vec<usize>> = HashMap::new();
        let mut codes = HashMap::new();
        for (at, activity) in plan.activities().enumerate() {
            names.entry(fold_name(&activity.name)).or_default().push(at);
            codes.extend(activity.code.as_ref().map(|code| (fold_key(code), at)));
        }
        Self { codes, numbers, names, labels }
    }

    /// The number of an activity as it is spoken of.
    pub fn label(&self, at: usize) -> &str {
        self.labels.get(at).map_or("", String::as_str)
    }

    /// The activity with a code.
    pub fn with_code(&self, code: &str) -> Option<usize> {
        self.codes.get(&fold_key(code)).copied()
    }

    /// The activities with a name, compared without regard to case, blanks and a full stop at its end.
    pub fn with_name(&self, name: &str) -> &[usize] {
        self.names.get(&fold_name(name)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The activity that an entry names, by its number, its code, or its whole name.
    pub fn find(&self, typed: &str) -> Result<usize, Problem> {
        let by_code = self.with_code(typed);
        let by_number = self.numbers.get(&fold_number(typed)).map(Vec::as_slice).unwrap_or_default();
        let ambiguous = || Err(MonitoringProblem::AmbiguousActivity { typed: typed.into() }.into());
        match (by_number, by_code) {
            ([number], Some(code)) if *number != code => ambiguous(),
            ([_, _, ..], _) => ambiguous(),
            ([at], _) => Ok(*at),
            ([], Some(at)) => Ok(at),
            ([], None) => match self.with_name(typed) {
                [at] => Ok(*at),
                [_, _, ..] => ambiguous(),
                [] => {
                    let (first, last) = (self.labels.first(), self.labels.last());
                    let known = first.zip(last).map(|(first, last)| format!("{first}–{last}")).unwrap_or_default();
                    Err(MonitoringProblem::NoSuchActivity { typed: typed.into(), known }.into())
                }
            },
        }
    }
}

impl Binding {
    fn new(plan: &Plan, as_of: Option<Day>) -> Self {
        let activities = ActivityNames::new(plan);
        let bound = activities.labels.iter().map(|_| None).collect();
        let (dues, period) = (plan.dues().collect(), plan.period.clone());
        Self { activities, dues, period, as_of, bound, firsts: HashMap::new(), renamed: Vec::new() }
    }

    /// How an activity stands by its entry.
    fn verdict(&self, at: usize, fulfilment: &Fulfilment) -> Option<Verdict> {
        Some(Verdict::judge(*self.dues.get(at)?, Some(fulfilment), &self.period, self.as_of?))
    }

    /// Tells where the monitoring speaks of another edition than the plan it is given.
    fn compare(&self, plan: &Plan, edition: Option<&Edition>, place: &Place, diagnostics: &Diagnostics) {
        let changed: Vec<&str> = self.renamed.iter().map(|(at, _)| self.activities.label(*at)).collect();
        if edition.is_some_and(|edition| !is_same_edition(edition, plan.edition.as_ref())) {
            diagnostics.add(MonitoringProblem::OtherEdition { changed: changed.join(", ") }, place);
            return;
        }
        for (at, place) in &self.renamed {
            diagnostics.add(MonitoringProblem::OtherText { number: self.activities.label(*at).to_owned() }, place);
        }
    }
}

/// Whether an edition is that of the plan, as far as both are told. A plan without an edition is in its first one.
fn is_same_edition(edition: &Edition, plan: Option<&Edition>) -> bool {
    let Some(plan) = plan else { return edition.act.is_none() && edition.number.as_deref() == Some("1") };
    let agree = |same: Option<bool>| same.unwrap_or(true);
    agree(edition.number.as_ref().zip(plan.number.as_ref()).map(|(one, other)| one == other))
        && agree(edition.act.as_ref().zip(plan.act.as_ref()).map(|(one, other)| one == other))
}

/// A number without what people put around it: «п. 3», «№ 3.», «3)».
fn fold_number(typed: &str) -> String {
    let folded = fold_key(typed);
    let bare = ["пункт", "п.", "п ", "№"].iter().find_map(|sign| folded.strip_prefix(sign)).unwrap_or(&folded);
    bare.trim().trim_end_matches(['.', ')']).to_owned()
}

/// A name without regard to case, blanks and a full stop at its end.
fn fold_name(name: &str) -> String {
    fold_key(name).trim_end_matches('.').to_owned()
}

/// A status; another wording than the fixed one is told.
fn status(node: &Node, diagnostics: &Diagnostics) -> Option<Status> {
    if let Value::Text(typed) = &node.value
        && let Some(status) = Status::read(typed).filter(|_| !Status::is_fixed(typed))
    {
        let problem = MonitoringProblem::StatusSpelled { status: status.word() };
        diagnostics.push(Diagnostic::new(problem, node.place.clone()).found(typed));
        return Some(status);
    }
    choice(node, schema::STATUS, &Status::ALL, diagnostics)
}

fn entry(node: &Node, binding: &mut Option<Binding>, diagnostics: &Diagnostics) {
    let Some(mut record) = Record::open(node, schema::FULFILMENT, diagnostics) else { return };
    let activity = record.required(schema::ACTIVITY, diagnostics);
    let typed = activity.and_then(|node| short_text(node, schema::ACTIVITY, diagnostics));
    let name = record.value(schema::NAME);
    let status_place = record.value(schema::STATUS).map_or(record.place(), |node| &node.place);
    let status = record.required(schema::STATUS, diagnostics).and_then(|node| status(node, diagnostics));
    let date_place = record.value(schema::DATE).map_or(record.place(), |node| &node.place);
    let date = record.date(schema::DATE, diagnostics);
    let (result, _) = record.paragraphs(schema::RESULT, diagnostics);
    let document = record.text(schema::DOCUMENT, diagnostics);
    let cause = record.text(schema::CAUSE, diagnostics);
    let new_due_place = record.value(schema::NEW_DUE).map_or(record.place(), |node| &node.place);
    let new_due = record.text(schema::NEW_DUE, diagnostics);
    // Where the values come from, as `collect` notes it; no report prints it.
    record.know(schema::SOURCE);
    let place = record.place();
    record.finish(diagnostics);

    let result = Some(result.join("\n")).filter(|result| !result.is_empty());
    let fulfilment = status.map(|status| Fulfilment { status, date, result, document, cause, new_due });
    let at = binding.as_ref().zip(typed.as_deref()).map(|(binding, typed)| binding.activities.find(typed));
    if let Some(fulfilment) = &fulfilment {
        let known = binding.as_ref().zip(at.as_ref().and_then(|at| at.as_ref().ok()));
        let verdict = known.and_then(|(binding, at)| binding.verdict(*at, fulfilment));
        wanting(fulfilment, verdict, place, date_place, diagnostics);
    }
    let (Some(binding), Some(activity), Some(typed), Some(at)) = (binding, activity, typed, at) else { return };
    let at = match at {
        Ok(at) => at,
        Err(problem) => {
            diagnostics.push(Diagnostic::new(problem, activity.place.clone()).found(typed));
            return;
        }
    };
    if let Some(first) = binding.firsts.get(&at) {
        let problem = MonitoringProblem::RepeatedEntry { number: binding.activities.label(at).to_owned() };
        diagnostics.push(Diagnostic::new(problem, activity.place.clone()).found(typed).first_at(first));
        return;
    }
    binding.firsts.insert(at, place.clone());
    if let Some(node) = name
        && let Some(name) = plain_text(node, schema::NAME, diagnostics)
        && !binding.activities.with_name(&name).contains(&at)
    {
        binding.renamed.push((at, node.place.clone()));
    }
    let Some(fulfilment) = fulfilment else { return };
    let places =
        FulfilmentPlaces { status: status_place.clone(), date: date_place.clone(), new_due: new_due_place.clone() };
    binding.bound[at] = Some((fulfilment, places));
}

/// What an entry lacks, as far as it is known how its activity stands.
fn wanting(
    fulfilment: &Fulfilment,
    verdict: Option<Verdict>,
    place: &Place,
    date_place: &Place,
    diagnostics: &Diagnostics,
) {
    let Fulfilment { status, date, document, cause, new_due, .. } = fulfilment;
    if verdict == Some(Verdict::Undated) {
        let problem = Diagnostic::new(MonitoringProblem::DoneOnUnknownDay, date_place.clone());
        diagnostics.push(match date {
            Some(DateText::Typed(typed)) => problem.found(typed.clone()),
            _ => problem,
        });
    } else if *status == Status::Done && date.is_none() {
        diagnostics.add(MonitoringProblem::DoneWithoutDate, place);
    }
    if *status == Status::Done && document.is_none() {
        diagnostics.add(MonitoringProblem::DoneWithoutDocument, place);
    }
    let is_late = matches!(verdict, Some(Verdict::Late | Verdict::Overdue));
    if (status.departs() || is_late) && cause.is_none() {
        diagnostics.add(MonitoringProblem::NoCause, place);
    }
    if *status == Status::Postponed && new_due.is_none() {
        diagnostics.add(MonitoringProblem::NoNewDue, place);
    }
}

// --- indicators, recommendations, decisions

fn indicator(node: &Node, diagnostics: &Diagnostics) -> Option<(Indicator, IndicatorPlaces)> {
    let mut record = Record::open(node, schema::INDICATORS, diagnostics)?;
    let name = record.required(schema::NAME, diagnostics).and_then(|node| plain_text(node, schema::NAME, diagnostics));
    let unit = record.text(schema::UNIT, diagnostics);
    let mut place = |key| record.value(key).map_or(record.place(), |node| &node.place).clone();
    let places =
        IndicatorPlaces { last_year: place(schema::LAST_YEAR), plan: place(schema::PLAN), fact: place(schema::FACT) };
    let mut figure = |key| figure(&mut record, key, unit.as_deref(), diagnostics);
    let (last_year, plan, fact) = (figure(schema::LAST_YEAR), figure(schema::PLAN), figure(schema::FACT));
    // As a figure, the way may be told by a dash not to be known.
    let is_told = |node: &&Node| !matches!(&node.value, Value::Text(text) if text.trim().chars().all(is_dash));
    let better = record.value(schema::BETTER).filter(|node| !node.is_empty()).filter(is_told);
    let better = better.and_then(|node| choice(node, schema::BETTER, &Better::ALL, diagnostics));
    let explanation = record.text(schema::EXPLANATION, diagnostics);
    record.finish(diagnostics);
    Some((Indicator { name: name?, unit, last_year, plan, fact, better, explanation }, places))
}

/// A figure, with or without its unit behind it.
fn figure(record: &mut Record<'_>, key: &str, unit: Option<&str>, diagnostics: &Diagnostics) -> Option<Figure> {
    let node = record.value(key).filter(|node| !node.is_empty())?;
    let typed = short_text(node, key, diagnostics)?;
    let bare = unit.and_then(|unit| typed.strip_suffix(unit)).unwrap_or(&typed);
    let figure = Figure::parse(bare);
    if figure.is_none() {
        let problem = ValueProblem::BadNumber { key: key.to_owned(), expected: "число".into() };
        diagnostics.push(Diagnostic::new(problem, node.place.clone()).found(typed));
    }
    figure
}

/// What stands at the end of a report, be it of one plan or of many territories.
pub(super) struct Closing {
    pub(super) analysis: Vec<String>,
    pub(super) conclusions: Vec<String>,
    pub(super) recommendations: Vec<Recommendation>,
    pub(super) decisions: Vec<Decision>,
    pub(super) signatories: Vec<Signatory>,
    pub(super) maker: Option<Maker>,
    pub(super) style: Style,
    /// Codes of the remarks that are not wanted.
    pub(super) muted: Vec<&'static str>,
}

impl Closing {
    pub(super) fn read(root: &mut Record<'_>, short_names: &ShortNames, diagnostics: &Diagnostics) -> Self {
        let (analysis, _) = root.prose(schema::ANALYSIS, diagnostics);
        let (conclusions, _) = root.prose(schema::CONCLUSIONS, diagnostics);
        let recommendations = root.list(schema::RECOMMENDATIONS);
        let recommendations =
            recommendations.filter_map(|node| recommendation(node, short_names, diagnostics)).collect();
        let decisions = root.list(schema::DECISIONS);
        let decisions = decisions.filter_map(|node| decision(node, short_names, diagnostics)).collect();
        let signatories = requisites::signatories(root, diagnostics);
        let maker = root.value(schema::MAKER).and_then(|node| requisites::maker(node, schema::MAKER, diagnostics));
        let style = root.value(schema::STYLE).map(|node| style(node, diagnostics)).unwrap_or_default();
        let muted = root.value(schema::REMARKS).map(|node| requisites::muted(node, diagnostics)).unwrap_or_default();
        Self { analysis, conclusions, recommendations, decisions, signatories, maker, style, muted }
    }
}

fn recommendation(node: &Node, short_names: &ShortNames, diagnostics: &Diagnostics) -> Option<Recommendation> {
    if let Value::Text(_) = node.value {
        let what = plain_text(node, schema::RECOMMENDATIONS, diagnostics)?;
        return Some(Recommendation { addressee: None, what, due: None, responsible: None });
    }
    let mut record = Record::open(node, schema::RECOMMENDATIONS, diagnostics)?;
    let addressee = record.text(schema::ADDRESSEE, diagnostics);
    let what = record.required(schema::WHAT, diagnostics).and_then(|node| plain_text(node, schema::WHAT, diagnostics));
    let due = record.text(schema::DUE, diagnostics);
    let responsible = short_names.text(&mut record, schema::RESPONSIBLE, diagnostics);
    record.finish(diagnostics);
    Some(Recommendation { addressee, what: what?, due, responsible })
}

fn decision(node: &Node, short_names: &ShortNames, diagnostics: &Diagnostics) -> Option<Decision> {
    if let Value::Text(_) = node.value {
        let what = plain_text(node, schema::DECISIONS, diagnostics)?;
        return Some(Decision { what, due: None, responsible: None });
    }
    let mut record = Record::open(node, schema::DECISIONS, diagnostics)?;
    let what = record.required(schema::WHAT, diagnostics).and_then(|node| plain_text(node, schema::WHAT, diagnostics));
    let due = record.text(schema::DUE, diagnostics);
    let responsible = short_names.text(&mut record, schema::RESPONSIBLE, diagnostics);
    record.finish(diagnostics);
    Some(Decision { what: what?, due, responsible })
}
