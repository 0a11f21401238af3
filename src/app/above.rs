//! A plan beside the one above it.

use std::path::Path;

use dorkarta_core::diagnostics::{Diagnostic, Diagnostics, Place, PlanProblem, SummaryProblem};
use dorkarta_core::domain::{Field, Gap, GapKind, Plan, gaps, named};
use dorkarta_core::input::Reader;
use dorkarta_core::input::word::Tracked;
use dorkarta_core::schema;
use dorkarta_core::system::Disk;
use dorkarta_core::tree::{Node, Value};
use dorkarta_core::validate::{self, Checked, Kind};

/// Tells what a plan lacks of the one above it. What is wrong with the plan itself is told by who checks it; a fault of the
/// plan above is told here.
pub fn check(own: &Path, above: &Path, tracked: Tracked, diagnostics: &Diagnostics) {
    let unheard = Diagnostics::default();
    let read = |path: &Path, diagnostics: &Diagnostics| {
        let tree = plan_of(Reader::new(&Disk, diagnostics).tracked(tracked).load(path)?.tree);
        if let Some(found @ (Kind::Monitoring | Kind::Amendments | Kind::Summary)) = validate::kind(&tree) {
            let problem = PlanProblem::OtherKind { found: found.name(), wanted: Kind::Plan.name() };
            diagnostics.add(problem, tree.place_of(schema::KIND));
            return None;
        }
        // Remarks on it were made when it was.
        let found = diagnostics.scope();
        let checked = validate::plan(&tree, &found);
        found.drop_remarks();
        checked
    };
    let Some(above) = read(above, diagnostics) else { return };
    let Some(checked) = read(own, &unheard) else { return };
    let numbers = above.plan.labels();
    for gap in gaps(&above.plan, &checked.plan) {
        diagnostics.push(told(gap, &above, &checked, own, &numbers[gap.above]));
    }
    diagnostics.mute(&checked.muted);
}

/// The plan that a monitoring or a summary holds; any other data as they are.
fn plan_of(tree: Node) -> Node {
    match tree.get(schema::PLAN).map(|entry| &entry.value) {
        Some(plan @ Node { value: Value::Map(_), .. }) => plan.clone(),
        _ => tree,
    }
}

fn told(gap: Gap, above: &Checked, own: &Checked, file: &Path, number: &str) -> Diagnostic {
    let number = number.to_owned();
    let due = || text(&above.plan, gap.above, &Field::Due);
    let (places, above_places) = (gap.own.and_then(|at| own.places.activities.get(at)), &above.places.activities);
    let above_place = above_places.get(gap.above);
    let (problem, place, there) = match gap.kind {
        GapKind::Absent => (
            SummaryProblem::Absent { number, name: named(&above.plan, gap.above) },
            None,
            above_place.map(|places| &places.name),
        ),
        GapKind::Alike => (
            SummaryProblem::Alike { number, name: named(&above.plan, gap.above) },
            places.map(|places| &places.name),
            above_place.map(|places| &places.name),
        ),
        GapKind::Later => (
            SummaryProblem::DueLater { number, due: due() },
            places.map(|places| &places.due),
            above_place.map(|places| &places.due),
        ),
        GapKind::Unclear => (
            SummaryProblem::DueUnclear { number, due: due() },
            places.map(|places| &places.due),
            above_place.map(|places| &places.due),
        ),
        GapKind::NoBody => (
            SummaryProblem::NoBody { number },
            places.map(|places| &places.record),
            above_place.map(|places| &places.name),
        ),
    };
    let diagnostic = Diagnostic::new(problem, place.cloned().unwrap_or_else(|| Place::of(file)));
    let field = match gap.kind {
        GapKind::Later | GapKind::Unclear => Some(Field::Due),
        GapKind::Alike => Some(Field::Name),
        GapKind::Absent | GapKind::NoBody => None,
    };
    let diagnostic = match gap.own.zip(field) {
        Some((at, field)) => diagnostic.found(text(&own.plan, at, &field)),
        None => diagnostic,
    };
    match there {
        Some(there) => diagnostic.first_at(there),
        None => diagnostic,
    }
}

fn text(plan: &Plan, at: usize, field: &Field) -> String {
    plan.activities().nth(at).map(|activity| activity.text(field).into_owned()).unwrap_or_default()
}
