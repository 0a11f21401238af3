//! What is said of a workbook that cannot be read.

use crate::diagnostics::{Problem, WorkbookProblem};

/// A workbook that cannot be read; `detail` is a Russian sentence.
pub(super) fn bad(detail: &str) -> Problem {
    Problem::from(WorkbookProblem::Unreadable { detail: detail.to_owned() })
}

/// The sentence for a workbook whose inner structure is broken.
pub(super) fn broken() -> Problem {
    bad("файл повреждён или скачан не полностью")
}
