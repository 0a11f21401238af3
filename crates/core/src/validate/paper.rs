//! A document beside a plan, out of the tree: the order, its sheets, an extract.

use super::fields::Record;
use super::places::{Checked, CheckedPaper};
use super::{Kind, is_kind, kind, plan_alone};
use crate::diagnostics::{Diagnostic, Diagnostics, MonitoringProblem, PacketProblem, ROOT};
use crate::domain::{Agenda, Paper, Plan, bodies, body_key};
use crate::schema;
use crate::tree::{Node, Value};

/// Reads a document whose plan has been put in under «план». `None` if it or the plan has faults; all of them are then in
/// the diagnostics. Remarks on the plan are left out: they are made when a plan is checked.
pub(super) fn paper(tree: &Node, paper: Paper, diagnostics: &Diagnostics) -> Option<CheckedPaper> {
    let mut root = Record::open(tree, ROOT, diagnostics)?;
    if !is_kind(&mut root, Kind::Paper(paper), diagnostics) {
        return None;
    }
    let plan = plan(&mut root, diagnostics);
    let typed = match paper {
        Paper::Extract => root.required(schema::BODY, diagnostics),
        Paper::Order | Paper::AgreementSheet | Paper::AcquaintanceSheet => None,
    };
    let is_reduced =
        paper == Paper::Extract && root.choice(schema::ACTIVITIES, &[(schema::ALL, ())], diagnostics).is_some();
    root.finish(diagnostics);
    let plan = plan.filter(|_| !diagnostics.has_faults())?;
    let body = match typed {
        Some(node) => {
            let typed = super::fields::plain_text(node, schema::BODY, diagnostics)?;
            let places = match is_reduced {
                true => (0..plan.plan.activities().count()).collect(),
                false => places_of(&typed, &plan.plan),
            };
            if places.is_empty() {
                let problem = PacketProblem::NothingToExtract { body: typed.clone() };
                diagnostics.push(Diagnostic::new(problem, node.place.clone()).found(typed));
                return None;
            }
            Some((typed, places))
        }
        None => None,
    };
    let order = plan.plan.order.clone();
    match (paper, &order) {
        (Paper::Extract, _) => {}
        (_, None) => {
            diagnostics.add(PacketProblem::NoOrder { document: kind_name(paper) }, tree.place_of(schema::PLAN));
            return None;
        }
        (Paper::AgreementSheet, Some(order)) if order.agreement.is_empty() => {
            diagnostics.add(PacketProblem::NobodyAgrees, tree.place_of(schema::PLAN));
            return None;
        }
        (_, Some(_)) => {}
    }
    Some(CheckedPaper { paper, plan, order, body })
}

fn kind_name(paper: Paper) -> &'static str {
    Kind::Paper(paper).name()
}

/// The activities that a body answers for, by their places in the plan.
fn places_of(typed: &str, plan: &Plan) -> Vec<usize> {
    let wanted = body_key(typed);
    let agenda = Agenda::new(plan, &[], plan.document_day());
    let own = bodies(&agenda).into_iter().find(|(body, _)| body.is_some_and(|body| body_key(body) == wanted));
    own.map(|(_, agenda)| agenda.items.iter().map(|item| item.place).collect()).unwrap_or_default()
}

fn plan(root: &mut Record<'_>, diagnostics: &Diagnostics) -> Option<Checked> {
    let node = root.required(schema::PLAN, diagnostics)?;
    // Still a name only if the file could not be read, and that has been told.
    if let Value::Text(_) = node.value {
        return None;
    }
    if kind(node) == Some(Kind::Monitoring) {
        diagnostics.add(MonitoringProblem::PlanIsMonitoring, &node.place);
        return None;
    }
    plan_alone(node, diagnostics)
}
