//! What is said of a document that cannot be read.

use crate::diagnostics::{Problem, WordProblem};

/// A document that cannot be read; `detail` is a Russian sentence.
pub(super) fn bad(detail: &str) -> Problem {
    WordProblem::Unreadable { detail: detail.to_owned() }.into()
}

/// The sentence for a document whose inner structure is broken.
pub(super) fn broken() -> Problem {
    bad("файл повреждён или скачан не полностью")
}

/// The sentence for one that is larger than a limit of the program.
pub(super) fn too_large(what: &'static str, limit: u64) -> Problem {
    WordProblem::TooLarge { what, limit }.into()
}
