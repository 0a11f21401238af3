//! Tree to domain: the only folder that knows both.
//!
//! Reads domain values out of the tree, adds the place to each reason, and gathers every fault instead of stopping at
//! the first.

mod fields;
mod places;
mod plan;
mod requisites;
mod style;

pub use places::{ActivityPlaces, Checked, PlanPlaces};
pub use plan::plan;

/// What document an input describes («вид»).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// План.
    Plan,
    /// Мониторинг.
    Monitoring,
}

const KINDS: [(&str, Kind); 2] = [("план", Kind::Plan), ("мониторинг", Kind::Monitoring)];
