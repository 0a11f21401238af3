//! What is wrong with an input, as data: a [`Problem`] at a [`Place`].
//!
//! From: every stage that reads or judges. To: [`render`], which turns a list of diagnostics into the full,
//! the short or the JSON form. The Russian wording of all problems stands side by side in `messages.rs`.

pub mod explain;
mod messages;
mod place;
mod problem;
pub mod render;

pub use messages::{ROOT, key_without_blank, no_blank};
pub use place::{CellRef, Place, SourceText, Spot};
pub use problem::{Expected, Meant, Problem, Severity};

/// One fault or remark: what it is, where it stands and what was found there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong.
    pub problem: Problem,
    /// Where it is wrong.
    pub place: Place,
    /// The value that stands there, as typed, where showing it helps.
    pub found: Option<String>,
    /// Where the same thing stands first, if it may stand only once.
    pub first: Option<Place>,
}

impl Diagnostic {
    /// A diagnostic without a found value.
    pub fn new(problem: Problem, place: Place) -> Self {
        Self { problem, place, found: None, first: None }
    }

    /// Adds the value that stands at the place.
    #[must_use]
    pub fn found(mut self, value: impl Into<String>) -> Self {
        self.found = Some(value.into());
        self
    }

    /// Adds where the same thing stands first.
    #[must_use]
    pub fn first_at(mut self, place: &Place) -> Self {
        self.first = Some(place.clone());
        self
    }
}

/// How many diagnostics are of a severity.
pub fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics.iter().filter(|known| known.problem.severity() == severity).count()
}

/// Gathers diagnostics, so that a stage can go on after a fault and report all of them in one run.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds a problem at a place.
    pub fn add(&mut self, problem: Problem, place: &Place) {
        self.push(Diagnostic::new(problem, place.clone()));
    }

    /// Whether any of them is a fault, so that no document can be made.
    pub fn has_faults(&self) -> bool {
        self.any(|problem| problem.severity() == Severity::Fault)
    }

    /// Whether a problem of some kind was gathered.
    pub fn any(&self, is_meant: impl Fn(&Problem) -> bool) -> bool {
        self.list.iter().any(|diagnostic| is_meant(&diagnostic.problem))
    }

    /// Drops the remarks with these codes; a fault stays.
    pub fn mute(&mut self, codes: &[&str]) {
        let is_muted = |problem: &Problem| problem.severity() == Severity::Remark && codes.contains(&problem.code());
        self.list.retain(|diagnostic| !is_muted(&diagnostic.problem));
    }

    /// Drops all remarks.
    pub fn drop_remarks(&mut self) {
        self.list.retain(|diagnostic| diagnostic.problem.severity() == Severity::Fault);
    }

    /// Number of diagnostics gathered so far.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether nothing was gathered.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The diagnostics in the order in which they were found.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.list
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, iter: T) {
        self.list.extend(iter);
    }
}
