//! Tree to domain: the only folder that knows both.
//!
//! Reads domain values out of the tree, adds the place to each reason, and gathers every fault instead of stopping at
//! the first.

mod fields;
mod monitoring;
mod places;
mod plan;
mod requisites;
mod short_names;
mod style;

pub(crate) use fields::nearest;
pub use monitoring::{ActivityNames, beside_plan, monitoring};
pub use places::{
    ActivityPlaces, Checked, CheckedMonitoring, FulfilmentPlaces, IndicatorPlaces, MonitoringPlaces, PlanPlaces,
};
pub use plan::plan;

use crate::input::tree::{Node, Value, fold_key};

/// What document an input describes («вид»).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// План.
    Plan,
    /// Мониторинг.
    Monitoring,
}

const KINDS: [(&str, Kind); 2] = [("план", Kind::Plan), ("мониторинг", Kind::Monitoring)];

/// What of a monitoring may stand in the file of its plan: the sheets of a workbook, and «мониторинг» with the rest.
pub const MONITORING_BESIDE: [&str; 5] = ["мониторинг", "исполнение", "показатели", "рекомендации", "решения"];

/// What an input says of its kind, if that can be read at all.
pub fn kind(tree: &Node) -> Option<Kind> {
    let Value::Text(typed) = &tree.get("вид")?.value.value else { return None };
    let typed = fold_key(typed);
    KINDS.iter().find(|(word, _)| *word == typed).map(|(_, kind)| *kind)
}
