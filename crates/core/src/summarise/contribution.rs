//! What one report contributes: figures, and by what it is recognised.

use serde::{Deserialize, Serialize};

use super::territory;
use crate::diagnostics::{Diagnostics, MonitoringProblem, PlanProblem};
use crate::domain::{
    Activity, Approval, Better, Day, Figure, Fulfilment, Grounds, Identity, Indicator, Period, Report, Summary, Tally,
    Verdict, one_line,
};
use crate::schema;
use crate::tree::{Node, fold_key};
use crate::validate::{self, CheckedDocument, CheckedMonitoring, Kind};

/// Signs of a cause that are kept.
const CAUSE: usize = 400;
/// Territories whose causes a summary hands on for an activity.
const CAUSES: usize = 3;

/// What one report contributes.
#[derive(Debug, Clone)]
pub struct Contribution {
    /// The territory that it is of, as far as its data tell.
    pub territory: Option<String>,
    /// The title of its plan.
    pub(super) plan_title: String,
    /// The time that its plan is for.
    pub(super) plan_period: Period,
    /// The time that it reports on.
    pub(super) period: Period,
    /// The day as of which it judges.
    pub(super) as_of: Day,
    /// Who approves it, folded.
    pub(super) approver: Option<String>,
    /// When it was approved.
    pub(super) approved: Option<Day>,
    /// Its activities.
    pub(super) activities: Vec<Told>,
    /// How activities stand that only plans below have.
    pub(super) own: Tally,
    /// Its indicators.
    pub(super) indicators: Vec<Measured>,
    /// Why activities, by their places, are not done.
    pub(super) causes: Vec<(usize, String)>,
    /// Whether it is a summary that was made of reports of which only the words were compared.
    pub(super) by_words: bool,
    /// The reports below it, where it is a summary itself.
    pub(super) below: Vec<Below>,
}

/// An activity and how it stands.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub code: Option<String>,
    pub name: String,
    pub tally: Tally,
}

impl Told {
    /// By what it is recognised among those of other plans.
    pub(super) fn identity(&self) -> Identity<'_> {
        Identity { code: self.code.as_deref(), name: &self.name, ..Identity::default() }
    }
}

/// An indicator and its figures.
#[derive(Debug, Clone)]
pub(super) struct Measured {
    pub name: String,
    pub unit: Option<String>,
    pub better: Option<Better>,
    pub plan: Option<f64>,
    pub fact: Option<f64>,
}

/// A report that lies below another.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Below {
    /// The territory that it is of.
    pub territory: String,
    /// What became of it.
    pub report: Report,
}

impl Contribution {
    /// That of a monitoring, of a plan with its fulfilment beside it, or of a summary with its figures. `None` if the data
    /// have faults or are none of these; the diagnostics then hold a fault.
    pub fn of(tree: &Node, diagnostics: &Diagnostics) -> Option<Self> {
        match validate::kind(tree) {
            Some(Kind::Summary) => {
                validate::summary(tree, diagnostics).map(|checked| Self::of_summary(&checked.summary))
            }
            Some(found @ Kind::Amendments) => {
                let problem = PlanProblem::OtherKind { found: found.name(), wanted: Kind::Monitoring.name() };
                diagnostics.add(problem, tree.place_of(schema::KIND));
                None
            }
            Some(Kind::Plan) => {
                let Some(beside) = validate::beside_plan(tree) else {
                    diagnostics.add(MonitoringProblem::NothingReported, &tree.place);
                    return None;
                };
                validate::monitoring(&beside, diagnostics).map(|checked| Self::of_monitoring(&checked))
            }
            _ => validate::monitoring(tree, diagnostics).map(|checked| Self::of_monitoring(&checked)),
        }
    }

    /// That of a document that was read: of a monitoring or of a summary. `None` if it is neither.
    pub fn of_document(document: &CheckedDocument) -> Option<Self> {
        match document {
            CheckedDocument::Monitoring(checked) => Some(Self::of_monitoring(checked)),
            CheckedDocument::Summary(checked) => Some(Self::of_summary(&checked.summary)),
            _ => None,
        }
    }

    fn of_monitoring(CheckedMonitoring { monitoring, plan, .. }: &CheckedMonitoring) -> Self {
        let verdicts = monitoring.verdicts(plan);
        let told = |(activity, verdict): (&Activity, &Verdict)| Told {
            code: activity.code.clone(),
            name: one_line(&activity.name),
            tally: Tally::of([*verdict]),
        };
        let causes = monitoring.fulfilments.iter().zip(&verdicts).enumerate();
        Self {
            territory: monitoring
                .territory
                .clone()
                .or_else(|| territory::named(&monitoring.approvals, &monitoring.signatories)),
            plan_title: one_line(&plan.title),
            plan_period: plan.period.clone(),
            period: monitoring.period.clone(),
            as_of: monitoring.as_of,
            approver: monitoring.approvals.first().map(approver),
            approved: approved(&monitoring.approvals),
            activities: plan.activities().zip(&verdicts).map(told).collect(),
            own: Tally::default(),
            indicators: monitoring.indicators.iter().map(measured).collect(),
            causes: causes.filter_map(|(at, (known, verdict))| Some((at, cause(known.as_ref()?, *verdict)?))).collect(),
            by_words: false,
            below: Vec::new(),
        }
    }

    fn of_summary(summary: &Summary) -> Self {
        let of_activity = |at: usize| -> Tally {
            summary.counted().filter_map(|territory| territory.activities.get(at)).copied().sum()
        };
        let told = summary.activities.iter().enumerate().map(|(at, known)| Told {
            code: known.code.clone(),
            name: known.name.clone(),
            tally: of_activity(at),
        });
        let measured = summary.indicators.iter().enumerate().map(|(at, known)| {
            let together = summary.together(at);
            Measured {
                name: known.name.clone(),
                unit: known.unit.clone(),
                better: known.better,
                plan: together.plan,
                fact: together.fact,
            }
        });
        let named = |at: usize| {
            let causes = summary.counted().flat_map(|territory| {
                let own = territory.causes.iter().filter(move |(activity, _)| *activity == at);
                own.map(|(_, cause)| format!("{}: {cause}", territory.name))
            });
            let causes: Vec<String> = causes.take(CAUSES).collect();
            (!causes.is_empty()).then(|| (at, causes.join("; ").chars().take(CAUSE).collect()))
        };
        let below = summary.territories.iter().flat_map(|territory| {
            let of = |report: &Report| Below { territory: territory.name.clone(), report: report.clone() };
            territory.reports.iter().map(of)
        });
        Self {
            territory: summary.territory.clone().or_else(|| territory::named(&summary.approvals, &summary.signatories)),
            plan_title: one_line(summary.plan_title.as_deref().unwrap_or_default()),
            plan_period: summary.plan_period.as_ref().unwrap_or(&summary.period).clone(),
            period: summary.period.clone(),
            as_of: summary.as_of,
            approver: summary.approvals.first().map(approver),
            approved: approved(&summary.approvals),
            activities: told.collect(),
            own: summary.counted().map(|territory| territory.own).sum(),
            indicators: measured.collect(),
            causes: (0..summary.activities.len()).filter_map(named).collect(),
            by_words: summary.by_words,
            below: below.collect(),
        }
    }
}

fn measured(indicator: &Indicator) -> Measured {
    Measured {
        name: one_line(&indicator.name),
        unit: indicator.unit.as_deref().map(one_line),
        better: indicator.better(),
        plan: indicator.plan.as_ref().and_then(Figure::value),
        fact: indicator.fact.as_ref().and_then(Figure::value),
    }
}

/// Why an activity departs from the plan, if it does and somebody says why.
fn cause(known: &Fulfilment, verdict: Verdict) -> Option<String> {
    let departs = verdict == Verdict::Late || verdict.is_wanting();
    let cause = known.cause.as_deref().filter(|_| departs).map(one_line)?;
    Some(cause.chars().take(CAUSE).collect()).filter(|cause: &String| !cause.is_empty())
}

/// Who or what approves, so that two editions of one report agree: of an act only what it is.
fn approver(approval: &Approval) -> String {
    match &approval.grounds {
        Grounds::Person { post, name, .. } => fold_key(&format!("{post} {}", name.as_deref().unwrap_or_default())),
        Grounds::Act(act) => fold_key(&act.document),
    }
}

/// The last day on which somebody approved.
fn approved(approvals: &[Approval]) -> Option<Day> {
    let day = |approval: &Approval| match &approval.grounds {
        Grounds::Person { date, .. } => date.day(),
        Grounds::Act(act) => act.date.as_ref()?.day(),
    };
    approvals.iter().filter_map(day).max()
}
