//! The summary of the reports of many territories out of the tree.
//!
//! What became of the reports stands in it as figures (`crate::summarise` writes them): so its document can be made again
//! without them.

use std::collections::{HashMap, hash_map};

use super::fields::{Record, choice, plain_text, short_text};
use super::monitoring::{Closing, day};
use super::short_names::ShortNames;
use super::{CheckedSummary, Kind, YES_OR_NO, hidden, is_kind, plan_alone, requisites};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, ROOT, SummaryProblem};
use crate::domain::words::is_dash;
use crate::domain::{
    Better, CommonActivity, CommonIndicator, DateText, Day, Fate, Figure, Figures, Plan, Report, Rule, Summary, Tally,
    Territory, body_key,
};
use crate::schema;
use crate::tree::{Node, Value, fold_key};

/// Reads a summary. `None` if it has faults; all of them are then in the diagnostics.
pub fn summary(tree: &Node, diagnostics: &Diagnostics) -> Option<CheckedSummary> {
    let mut root = Record::open(tree, ROOT, diagnostics)?;
    if !is_kind(&mut root, Kind::Summary, diagnostics) {
        return None;
    }
    let period = root.required(schema::PERIOD, diagnostics).and_then(|node| requisites::period(node, diagnostics));
    let as_of = root.required(schema::AS_OF, diagnostics).and_then(|node| day(node, schema::AS_OF, diagnostics));
    let deadline = root.value(schema::DEADLINE).and_then(|node| day(node, schema::DEADLINE, diagnostics));
    let title = root.value(schema::NAME).and_then(|node| plain_text(node, schema::NAME, diagnostics));
    let territory = root.text(schema::TERRITORY, diagnostics);
    let plan = plan(&mut root, diagnostics);
    let plan_title = root.text(schema::PLAN_TITLE, diagnostics).or_else(|| Some(plan.as_ref()?.title.clone()));
    let plan_period = root.value(schema::PLAN_PERIOD).and_then(|node| requisites::period(node, diagnostics));
    let plan_period = plan_period.or_else(|| Some(plan.as_ref()?.period.clone()));
    let approvals = requisites::approvals(&mut root, schema::APPROVAL, diagnostics);
    let agreements = requisites::approvals(&mut root, schema::AGREEMENT, diagnostics);
    let (basis, _) = root.prose(schema::BASIS, diagnostics);
    let short_names = ShortNames::read(&mut root, diagnostics);
    let activities: Vec<CommonActivity> =
        root.list(schema::COMMON).filter_map(|node| common_activity(node, diagnostics)).collect();
    let indicators: Vec<CommonIndicator> =
        root.list(schema::INDICATORS).filter_map(|node| common_indicator(node, diagnostics)).collect();
    let territories = root.required(schema::TERRITORIES, diagnostics).into_iter().flat_map(super::fields::items);
    let mut reader = TerritoryReader { activities: activities.len(), indicators: &indicators, names: HashMap::new() };
    let territories: Vec<Territory> = territories.filter_map(|node| reader.territory(node, diagnostics)).collect();
    let has_points = root.choice(schema::SCORES, &YES_OR_NO, diagnostics).unwrap_or_default();
    let by_words = root.choice(schema::BY_WORDS, &YES_OR_NO, diagnostics).unwrap_or_default();
    let closing = Closing::read(&mut root, &short_names, diagnostics);
    hidden::signs(tree, diagnostics);
    root.finish(diagnostics);
    diagnostics.mute(&closing.muted);
    if diagnostics.has_faults() {
        return None;
    }
    let summary = Summary {
        title,
        territory,
        period: period?,
        as_of: as_of?,
        deadline,
        plan,
        plan_title,
        plan_period,
        activities,
        indicators,
        territories,
        has_points,
        by_words,
        approvals,
        agreements,
        basis,
        analysis: closing.analysis,
        conclusions: closing.conclusions,
        recommendations: closing.recommendations,
        decisions: closing.decisions,
        signatories: closing.signatories,
        maker: closing.maker,
        style: closing.style,
    };
    Some(CheckedSummary { summary, muted: closing.muted })
}

/// The plan that is common to all. Only its faults are of interest here.
fn plan(root: &mut Record<'_>, diagnostics: &Diagnostics) -> Option<Plan> {
    let node = root.value(schema::PLAN)?;
    // Still a name only if the file could not be read, and that has been told.
    if let Value::Text(_) = node.value {
        return None;
    }
    plan_alone(node, diagnostics).map(|checked| checked.plan)
}

fn common_activity(node: &Node, diagnostics: &Diagnostics) -> Option<CommonActivity> {
    let mut record = Record::open(node, schema::COMMON, diagnostics)?;
    let code = record.text(schema::CODE, diagnostics);
    let number = record.text(schema::NUMBER, diagnostics).unwrap_or_default();
    let name = record.required(schema::NAME, diagnostics).and_then(|node| plain_text(node, schema::NAME, diagnostics));
    record.finish(diagnostics);
    Some(CommonActivity { code, number, name: name? })
}

fn common_indicator(node: &Node, diagnostics: &Diagnostics) -> Option<CommonIndicator> {
    let mut record = Record::open(node, schema::INDICATORS, diagnostics)?;
    let name = record.required(schema::NAME, diagnostics).and_then(|node| plain_text(node, schema::NAME, diagnostics));
    let unit = record.text(schema::UNIT, diagnostics);
    let rule = record.choice(schema::SUMMARY_KIND, &Rule::ALL, diagnostics);
    let better = record.choice(schema::BETTER, &Better::ALL, diagnostics);
    record.finish(diagnostics);
    let rule = rule.unwrap_or_else(|| Rule::usual(unit.as_deref()));
    Some(CommonIndicator { name: name?, unit, rule, better })
}

/// Reports what the data name as reports and is no name of a file: figures take the place of these fields, so nobody else will.
pub fn report_files(tree: &Node, diagnostics: &Diagnostics) {
    let territories = tree.get(schema::TERRITORIES).into_iter().flat_map(|entry| super::fields::items(&entry.value));
    for record in territories {
        for (key, spoken) in [(schema::FILE, "территории.файл"), (schema::FILES, "территории.файлы")]
        {
            let named = record.get(key).into_iter().flat_map(|entry| super::fields::items(&entry.value));
            named.for_each(|node| drop(plain_text(node, spoken, diagnostics)));
        }
    }
}

struct TerritoryReader<'a> {
    /// How many activities are common.
    activities: usize,
    indicators: &'a [CommonIndicator],
    /// The names of those that were read, as they are compared, and where they stand.
    names: HashMap<String, Place>,
}

impl TerritoryReader<'_> {
    fn territory(&mut self, node: &Node, diagnostics: &Diagnostics) -> Option<Territory> {
        let found = diagnostics.scope();
        let diagnostics: &Diagnostics = &found;
        let mut record = Record::open(node, schema::TERRITORIES, diagnostics)?;
        let name_node = record.required(schema::NAME, diagnostics);
        let name = name_node.and_then(|node| short_text(node, schema::NAME, diagnostics));
        if let (Some(name), Some(node)) = (&name, name_node) {
            match self.names.entry(body_key(name)) {
                hash_map::Entry::Vacant(entry) => drop(entry.insert(node.place.clone())),
                hash_map::Entry::Occupied(first) => {
                    let problem = SummaryProblem::RepeatedTerritory { name: name.clone() };
                    diagnostics.push(Diagnostic::new(problem, node.place.clone()).first_at(first.get()));
                }
            }
        }
        let mail = record.text(schema::MAIL, diagnostics);
        record.know(schema::FILE);
        record.know(schema::FILES);
        let reports = record.list(schema::REPORTS).filter_map(|node| report(node, diagnostics)).collect();
        let totals_place = record.value(schema::TOTALS).map_or(record.place(), |node| &node.place);
        let mut activities: Vec<Tally> = match record.value(schema::TOTALS).map(|node| &node.value) {
            Some(Value::List(items)) => items.iter().filter_map(|item| tally(item, diagnostics)).collect(),
            _ => Vec::new(),
        };
        if activities.len() > self.activities {
            diagnostics.add(SummaryProblem::BadTotals, totals_place);
        }
        activities.resize(self.activities, Tally::default());
        let own = record.value(schema::OWN).and_then(|node| tally(node, diagnostics)).unwrap_or_default();
        let mut figures = vec![Figures::default(); self.indicators.len()];
        for node in record.list(schema::INDICATORS) {
            self.figures(node, &mut figures, diagnostics);
        }
        let causes = record.list(schema::CAUSES).filter_map(|node| self.cause(node, diagnostics)).collect();
        let place = record.place();
        record.finish(diagnostics);
        let territory = Territory { name: name?, mail, reports, activities, own, figures, causes };
        let told: Tally =
            territory.reports.iter().filter(|it| it.fate == Fate::Counted).map(|report| report.tally).sum();
        // What cannot be read cannot be added up.
        if told != territory.tally() && !diagnostics.has_faults() {
            diagnostics.add(SummaryProblem::TotalsDiffer { territory: territory.name.clone() }, place);
        }
        Some(territory)
    }

    fn figures(&self, node: &Node, all: &mut [Figures], diagnostics: &Diagnostics) {
        let Some(mut record) = Record::open(node, schema::INDICATORS, diagnostics) else { return };
        let name = record.required_text(schema::NAME, diagnostics);
        let unit = record.text(schema::UNIT, diagnostics);
        let mut figure = |key| record.value(key).and_then(|node| figure(node, diagnostics));
        let figures = Figures { plan: figure(schema::PLAN), fact: figure(schema::FACT) };
        record.finish(diagnostics);
        let is_meant = |known: &CommonIndicator| {
            name.as_deref().map(fold_key) == Some(fold_key(&known.name))
                && unit.as_deref().map(fold_key) == known.unit.as_deref().map(fold_key)
        };
        match self.indicators.iter().position(is_meant) {
            Some(at) => all[at] = figures,
            None => diagnostics.add(SummaryProblem::BadTotals, &node.place),
        }
    }

    /// A cause, and the place of its activity among the common ones, which is counted from 1 in the data.
    fn cause(&self, node: &Node, diagnostics: &Diagnostics) -> Option<(usize, String)> {
        let mut record = Record::open(node, schema::CAUSES, diagnostics)?;
        let at = record.required_text(schema::ACTIVITY, diagnostics);
        let text =
            record.required(schema::CAUSE, diagnostics).and_then(|it| plain_text(it, schema::CAUSE, diagnostics));
        record.finish(diagnostics);
        let at = at.and_then(|at| at.parse::<usize>().ok()?.checked_sub(1)).filter(|at| *at < self.activities);
        if at.is_none() {
            diagnostics.add(SummaryProblem::BadTotals, &node.place);
        }
        Some((at?, text?))
    }
}

fn report(node: &Node, diagnostics: &Diagnostics) -> Option<Report> {
    let mut record = Record::open(node, schema::REPORTS, diagnostics)?;
    let file = record.required_text(schema::FILE, diagnostics);
    let digest = record.text(schema::DIGEST, diagnostics);
    let count = record.value(schema::COUNT).map_or(Some(1), |node| count(node, diagnostics));
    let fate = record.required(schema::FATE, diagnostics);
    let fate = fate.and_then(|node| choice(node, schema::FATE, &Fate::ALL, diagnostics));
    let mut day = |key| record.date(key, diagnostics).as_ref().and_then(DateText::day);
    let (approved, signed): (Option<Day>, Option<Day>) = (day(schema::APPROVED), day(schema::SIGNED));
    let signed_by = record.text(schema::SIGNED_BY, diagnostics);
    let tally = record.value(schema::TOTALS).and_then(|node| tally(node, diagnostics)).unwrap_or_default();
    record.finish(diagnostics);
    let signed = signed_by.map(|name| (name, signed));
    Some(Report { file: file?, digest, fate: fate?, approved, signed, count: count?, tally })
}

/// How many files a record stands for.
fn count(node: &Node, diagnostics: &Diagnostics) -> Option<usize> {
    /// More than any country has.
    const MOST: usize = 1_000_000_000;
    let typed = short_text(node, schema::COUNT, diagnostics)?;
    let count = typed.parse().ok().filter(|count| (1..=MOST).contains(count));
    if count.is_none() {
        diagnostics.push(Diagnostic::new(SummaryProblem::BadTotals, node.place.clone()).found(typed));
    }
    count
}

/// How activities stand, in words; nothing of those that a plan lacks.
fn tally(node: &Node, diagnostics: &Diagnostics) -> Option<Tally> {
    let typed = if node.is_empty() { String::new() } else { short_text(node, schema::TOTALS, diagnostics)? };
    let bare = if typed.chars().all(is_dash) { "" } else { typed.as_str() };
    let tally = bare.parse().ok();
    if tally.is_none() {
        diagnostics.push(Diagnostic::new(SummaryProblem::BadTotals, node.place.clone()).found(typed));
    }
    tally
}

fn figure(node: &Node, diagnostics: &Diagnostics) -> Option<f64> {
    let typed = short_text(node, schema::FACT, diagnostics)?;
    let figure = Figure::parse(&typed);
    if figure.is_none() {
        diagnostics.push(Diagnostic::new(SummaryProblem::BadTotals, node.place.clone()).found(typed));
    }
    figure?.value()
}
