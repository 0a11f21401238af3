//! The two editions that amendments lead between, out of the tree.

use super::fields::Record;
use super::places::{Checked, CheckedAmendments};
use super::{Kind, is_kind, kind, plan_alone};
use crate::diagnostics::{Diagnostics, EditionProblem, ROOT};
use crate::schema;
use crate::tree::{Node, Value};

/// Reads amendments: both editions under «было» and «стало». `None` if one of them has faults; those of both are then in the
/// diagnostics. Remarks on the editions are left out: they are made when a plan is checked.
pub fn amendments(tree: &Node, diagnostics: &Diagnostics) -> Option<CheckedAmendments> {
    let mut root = Record::open(tree, ROOT, diagnostics)?;
    if !is_kind(&mut root, Kind::Amendments, diagnostics) {
        return None;
    }
    let [old, new] = [schema::OLD, schema::NEW].map(|key| edition(&mut root, key, diagnostics));
    root.finish(diagnostics);
    if diagnostics.has_faults() {
        return None;
    }
    let (old, Checked { plan: new, muted, .. }) = (old?.plan, new?);
    Some(CheckedAmendments { old, new, muted })
}

fn edition(root: &mut Record<'_>, key: &'static str, diagnostics: &Diagnostics) -> Option<Checked> {
    let node = root.required(key, diagnostics)?;
    // Still a name only if the file could not be read, and that has been told.
    if let Value::Text(_) = node.value {
        return None;
    }
    if kind(node) == Some(Kind::Monitoring) {
        diagnostics.add(EditionProblem::MonitoringCompared, node.place_of(schema::KIND));
        return None;
    }
    plan_alone(node, diagnostics)
}
