//! What is due: a plan with what is known of its activities.

use std::path::Path;

use dorkarta_core::diagnostics::{Diagnostic, Diagnostics, MonitoringProblem, PlanProblem, Problem, Severity};
use dorkarta_core::domain::{Day, Fulfilment, Plan};
use dorkarta_core::input::Reader;
use dorkarta_core::input::word::Tracked;
use dorkarta_core::schema;
use dorkarta_core::system::Disk;
use dorkarta_core::validate::{self, CheckedMonitoring, Kind};

/// A plan without faults, with what its monitoring knows.
pub struct Schedule {
    /// The plan.
    pub plan: Plan,
    /// What is known of each activity; empty if nothing was reported.
    pub fulfilments: Vec<Option<Fulfilment>>,
    /// The day as of which it is to be judged, if one was asked for or the data says one.
    pub as_of: Option<Day>,
}

impl Schedule {
    /// Reads a plan, with its fulfilment if that stands beside it, or a monitoring with its plan, to see what is due on a
    /// day that is asked for, else on that of the monitoring.
    ///
    /// `None` if there are faults; they are in the diagnostics, beside any remarks.
    pub fn read(path: &Path, asked: Option<Day>, tracked: Tracked, diagnostics: &Diagnostics) -> Option<Self> {
        let mut tree = Reader::new(&Disk, diagnostics).tracked(tracked).load(path)?.tree;
        let mut has_day = true;
        let is_plan = validate::kind(&tree) != Some(Kind::Monitoring);
        if is_plan {
            let plan = validate::plan(&tree, diagnostics)?.plan;
            let Some(beside) = validate::beside_plan(&tree) else {
                return Some(Self { plan, fulfilments: Vec::new(), as_of: asked });
            };
            tree = beside;
            // Fulfilment beside a plan need not tell the day, and what is known does not depend on it.
            has_day = asked.is_some() || tree.get(schema::AS_OF).is_some();
            if !has_day {
                tree.set(schema::AS_OF, &plan.document_day().iso());
            }
        }
        if let Some(asked) = asked {
            tree.set(schema::AS_OF, &asked.iso());
        }
        let found = diagnostics.scope();
        let checked = validate::monitoring(&tree, &found);
        found.retain(|known| match known.problem {
            // What is due can be seen before anything is told.
            Problem::Monitoring(MonitoringProblem::NoEntries { .. }) => false,
            // What stands in its texts was told with the plan.
            Problem::Sign(_) => !is_plan,
            _ => true,
        });
        let CheckedMonitoring { plan, monitoring, .. } = checked.filter(|_| !diagnostics.has_faults())?;
        Some(Self { plan, fulfilments: monitoring.fulfilments, as_of: has_day.then_some(monitoring.as_of) })
    }

    /// Reads a plan with what another file, a monitoring, knows of it. Remarks tell only where that speaks of other
    /// activities.
    ///
    /// `None` if there are faults; they are in the diagnostics.
    pub fn read_with(path: &Path, monitoring: &Path, diagnostics: &Diagnostics) -> Option<Self> {
        let reader = Reader::new(&Disk, diagnostics);
        let plan = reader.load(path)?.tree;
        if let Some(found @ (Kind::Monitoring | Kind::Amendments | Kind::Paper(_))) = validate::kind(&plan) {
            diagnostics.add(
                PlanProblem::OtherKind { found: found.name(), wanted: Kind::Plan.name() },
                plan.place_of(schema::KIND),
            );
            return None;
        }
        let day = validate::plan(&plan, &Diagnostics::default()).map(|checked| checked.plan.document_day().iso());
        let mut tree = reader.load_alone(monitoring)?.tree;
        if tree.get(schema::PLAN).is_none() {
            tree.set(schema::PLAN, "");
        }
        if let Some(entry) = tree.get_mut(schema::PLAN) {
            entry.value = plan;
        }
        // What is known does not depend on the day.
        if let Some(day) = day.filter(|_| tree.get(schema::AS_OF).is_none()) {
            tree.set(schema::AS_OF, &day);
        }
        let own = Diagnostics::default();
        let checked = validate::monitoring(&tree, &own);
        let is_of_interest = |known: &Diagnostic| {
            known.problem.severity() == Severity::Fault
                || matches!(
                    known.problem,
                    Problem::Monitoring(MonitoringProblem::OtherEdition { .. } | MonitoringProblem::OtherText { .. })
                )
        };
        diagnostics.extend(own.into_vec().into_iter().filter(is_of_interest));
        let CheckedMonitoring { plan, monitoring, .. } = checked?;
        Some(Self { plan, fulfilments: monitoring.fulfilments, as_of: None })
    }
}
