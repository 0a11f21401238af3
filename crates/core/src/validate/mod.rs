//! Tree to domain: the only folder that knows both.
//!
//! Reads domain values out of the tree, adds the place to each reason, and gathers every fault instead of stopping at
//! the first.

mod amendments;
mod extract;
mod fields;
mod hidden;
mod kinds;
mod monitoring;
mod numbering;
mod order;
mod paper;
mod places;
mod plan;
mod requisites;
pub mod shape;
mod short_names;
mod style;
mod summary;

pub use amendments::amendments;
pub use extract::extracted;
pub use fields::nearest;
pub use kinds::default_head;
pub use monitoring::{ActivityNames, beside_plan, monitoring};
pub use places::{
    ActivityPlaces, Checked, CheckedAmendments, CheckedDocument, CheckedMonitoring, CheckedPaper, CheckedSummary,
    FulfilmentPlaces, IndicatorPlaces, Known, MonitoringPlaces, OrderPlaces, PlanPlaces,
};
pub use plan::plan;
pub use summary::{report_files, summary};

use crate::diagnostics::{Diagnostics, PlanProblem};
use crate::domain::Paper;
use crate::schema;
use crate::tree::{Node, Value, fold_key};
use fields::{Record, choice};

/// What document an input describes («вид»).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// План.
    Plan,
    /// Мониторинг.
    Monitoring,
    /// Изменения, which lead from one edition of a plan to another.
    Amendments,
    /// Свод of the reports of many territories.
    Summary,
    /// A document beside a plan.
    Paper(Paper),
}

impl Kind {
    const ALL: [Self; 8] = [
        Self::Plan,
        Self::Monitoring,
        Self::Amendments,
        Self::Summary,
        Self::Paper(Paper::Order),
        Self::Paper(Paper::AgreementSheet),
        Self::Paper(Paper::AcquaintanceSheet),
        Self::Paper(Paper::Extract),
    ];

    /// As it stands in the data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plan => schema::PLAN_KIND,
            Self::Monitoring => schema::MONITORING_KIND,
            Self::Amendments => schema::AMENDMENTS_KIND,
            Self::Paper(Paper::Order) => schema::ORDER,
            Self::Paper(Paper::AgreementSheet) => schema::AGREEMENT_SHEET_KIND,
            Self::Paper(Paper::AcquaintanceSheet) => schema::ACQUAINTANCE_SHEET_KIND,
            Self::Paper(Paper::Extract) => schema::EXTRACT_KIND,
            Self::Summary => schema::SUMMARY_KIND,
        }
    }
}

/// The kinds that people type; the data of amendments are put together by the program.
const TYPED_KINDS: [(&str, Kind); 3] = [
    (schema::PLAN_KIND, Kind::Plan),
    (schema::MONITORING_KIND, Kind::Monitoring),
    (schema::SUMMARY_KIND, Kind::Summary),
];

/// What says yes or no.
const YES_OR_NO: [(&str, bool); 4] = [("да", true), ("нет", false), ("true", true), ("false", false)];

/// What of a monitoring may stand in the file of its plan: the sheets of a workbook, and «мониторинг» with the rest.
pub const MONITORING_BESIDE: [&str; 5] =
    [schema::MONITORING, schema::FULFILMENT, schema::INDICATORS, schema::RECOMMENDATIONS, schema::DECISIONS];

/// Reads the document that an input describes; one that does not say its kind is read as a plan. `None` if it has faults;
/// all of them are then in the diagnostics.
pub fn read(tree: &Node, diagnostics: &Diagnostics) -> Option<CheckedDocument> {
    match kind(tree) {
        Some(Kind::Plan) | None => plan(tree, diagnostics).map(CheckedDocument::Plan),
        Some(Kind::Monitoring) => monitoring(tree, diagnostics).map(CheckedDocument::Monitoring),
        Some(Kind::Amendments) => amendments(tree, diagnostics).map(CheckedDocument::Amendments),
        Some(Kind::Paper(paper)) => paper::paper(tree, paper, diagnostics).map(CheckedDocument::Paper),
        Some(Kind::Summary) => summary(tree, diagnostics).map(CheckedDocument::Summary),
    }
}

/// Reads the document that an input describes as far as its faults let it be read: for remarks on what they do not touch.
/// `None` if too little is left. All faults are in the diagnostics.
pub fn read_on(tree: &Node, diagnostics: &Diagnostics) -> Option<CheckedDocument> {
    match kind(tree) {
        Some(Kind::Plan) | None => plan::plan_as_read(tree, diagnostics).map(CheckedDocument::Plan),
        Some(Kind::Monitoring) => monitoring::monitoring_as_read(tree, diagnostics).map(CheckedDocument::Monitoring),
        Some(Kind::Amendments) => amendments(tree, diagnostics).map(CheckedDocument::Amendments),
        Some(Kind::Paper(paper)) => paper::paper(tree, paper, diagnostics).map(CheckedDocument::Paper),
        Some(Kind::Summary) => summary(tree, diagnostics).map(CheckedDocument::Summary),
    }
}

/// What an input says of its kind, if that can be read at all.
pub fn kind(tree: &Node) -> Option<Kind> {
    let Value::Text(typed) = &tree.get(schema::KIND)?.value.value else { return None };
    named(typed)
}

fn named(typed: &str) -> Option<Kind> {
    let typed = fold_key(typed);
    let is_plan = kinds::is_plan(&typed);
    Kind::ALL.into_iter().find(|kind| kind.name() == typed).or(is_plan.then_some(Kind::Plan))
}

/// Whether an input is of the wanted kind, or does not say so because of a fault that need not keep the rest from being
/// read.
fn is_kind(root: &mut Record<'_>, wanted: Kind, diagnostics: &Diagnostics) -> bool {
    let Some(node) = root.required(schema::KIND, diagnostics) else { return true };
    let found = match &node.value {
        Value::Text(typed) => named(typed),
        _ => None,
    };
    let Some(found) = found.or_else(|| choice(node, schema::KIND, &TYPED_KINDS, diagnostics)) else { return true };
    if found != wanted {
        diagnostics.add(PlanProblem::OtherKind { found: found.name(), wanted: wanted.name() }, &node.place);
    }
    found == wanted
}

/// Reads a plan that stands within other data, as far as its faults let it be read. Only these are of interest there.
fn plan_alone(node: &Node, diagnostics: &Diagnostics) -> Option<Checked> {
    // A fault elsewhere must not hide those of the plan.
    let own = diagnostics.scope();
    let checked = plan::plan_as_read(node, &own);
    own.drop_remarks();
    checked
}
