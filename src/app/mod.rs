//! What the program can do: each a use case that takes what was meant and gives back what came of it. Nothing here prints,
//! and nothing reads the clock: who asks says which day it is.

pub mod above;
pub mod archive;
pub mod bodies;
pub mod collecting;
pub mod convert;
pub mod document;
pub mod editions;
pub mod folders;
pub mod forms;
mod in_order;
pub mod jobs;
mod lock;
pub mod names;
pub mod output;
pub mod packet;
pub mod schedule;
pub mod sign;
mod staged;
pub mod starter;
pub mod steps;
pub mod summary;
pub mod summing;
pub mod targets;
pub mod verify;
pub mod watch;
mod word;
pub mod worker;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use dorkarta_core::diagnostics::{Diagnostic, Diagnostics, FileProblem, Place, Severity};

use document::Extent;
use worker::Placed;

/// How a run ended. The larger one counts where several documents are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// All was made, and nothing was to be said.
    Done,
    /// All was made, with remarks.
    Remarked,
    /// The input has faults: nothing was written.
    Faults,
    /// Two editions differ.
    Different,
    /// What was asked for cannot be meant.
    Usage,
    /// Two editions could not be compared, whatever the reason.
    Trouble,
    /// A file cannot be read or written.
    Unavailable,
}

impl Outcome {
    /// How a run ended of which this is all that was found. `strict`: remarks count as faults.
    pub fn of(diagnostics: &[Diagnostic], strict: bool) -> Self {
        let is_fault = |known: &Diagnostic| strict || known.problem.severity() == Severity::Fault;
        match diagnostics {
            [] => Self::Done,
            _ if diagnostics.iter().any(|known| known.problem.is_io()) => Self::Unavailable,
            _ if diagnostics.iter().any(is_fault) => Self::Faults,
            _ => Self::Remarked,
        }
    }
}

/// What came of a use case that writes files.
#[derive(Debug)]
pub struct Made {
    /// The files that were written.
    pub written: Vec<PathBuf>,
    /// A document, file by file, that goes to whoever asked for it.
    pub streamed: Vec<Vec<u8>>,
    /// Where former documents are kept.
    pub kept: Vec<PathBuf>,
    /// Pictures of a former document with more pages, or parts of a former packet, which are no part of this one.
    pub left: Vec<PathBuf>,
    /// What was found, in its order and with its places.
    pub diagnostics: Vec<Diagnostic>,
    /// How it ended.
    pub outcome: Outcome,
    /// How much the document holds.
    pub extent: Option<Extent>,
}

impl Made {
    /// What came of it, and what was found meanwhile. Nothing is made where there was no document.
    pub(crate) fn of(placed: Option<Placed>, diagnostics: Vec<Diagnostic>, strict: bool) -> Self {
        let least = if placed.is_some() { Outcome::Done } else { Outcome::Faults };
        let outcome = Outcome::of(&diagnostics, strict).max(least);
        let Placed { paths, streamed, kept, left, extent, .. } = placed.unwrap_or_default();
        Self { written: paths, streamed, kept, left, diagnostics, outcome, extent }
    }
}

/// Does something with a file. A fault of the program is told as one of that file and must not take others with it.
pub fn guarded<T>(input: &Path, diagnostics: &Diagnostics, run: impl FnOnce(&Diagnostics) -> Option<T>) -> Option<T> {
    catch_unwind(AssertUnwindSafe(|| run(diagnostics))).unwrap_or_else(|cause| {
        diagnostics.add(FileProblem::Internal { detail: panic_words(cause.as_ref()) }, &Place::of(input));
        None
    })
}

/// What a panic said.
pub fn panic_words(cause: &(dyn Any + Send)) -> String {
    let words = cause.downcast_ref::<&str>().map(|words| (*words).to_owned());
    words.or_else(|| cause.downcast_ref::<String>().cloned()).unwrap_or_else(|| "без объяснения".into())
}
