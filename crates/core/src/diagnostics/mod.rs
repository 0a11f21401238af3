//! What is wrong with an input, as data: a [`Problem`] at a [`Place`].
//!
//! From: every stage that reads or judges. To: [`render`], which turns a list of diagnostics into the full,
//! the short or the JSON form. A message lives in the file of its family: its variant, its code, its Russian sentence,
//! what to do about it, and what its code means.

pub mod advice;
mod copies;
mod editions;
pub mod explain;
mod files;
mod forms;
mod lint;
mod monitoring;
mod packet;
mod page;
mod pdf;
mod place;
mod plan;
mod problem;
mod refusal;
pub mod render;
mod signature;
mod signs;
mod summary;
mod values;
mod word;
mod workbook;
mod yaml;

pub use advice::{Advice, Surface, in_year};
pub use copies::CopyProblem;
pub use editions::EditionProblem;
pub use files::FileProblem;
pub use forms::{Conflict, FormProblem, Replaceable};
pub use lint::LintProblem;
pub use monitoring::MonitoringProblem;
pub use packet::PacketProblem;
pub use page::PageProblem;
pub use pdf::PdfProblem;
pub use place::{CellRef, DOCUMENT, Place, Position, SourceText, Spot, TableCell};
pub use plan::PlanProblem;
pub use problem::{Problem, Severity};
pub use refusal::{Refusal, Remedy};
pub use signature::SignatureProblem;
pub use signs::SignProblem;
pub use summary::SummaryProblem;
pub use values::{Expected, Meant, ROOT, ValueProblem, key_without_blank, no_blank};
pub use word::{ObjectKind, WordProblem};
pub use workbook::WorkbookProblem;
pub use yaml::YamlProblem;

use std::cell::{Cell, RefCell};
use std::ops::Deref;

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
    /// The year of the plan that it is about, for examples.
    year: Option<i32>,
}

impl Diagnostic {
    /// A diagnostic without a found value.
    pub fn new(problem: impl Into<Problem>, place: Place) -> Self {
        Self { problem: problem.into(), place, found: None, first: None, year: None }
    }

    /// The same elsewhere.
    #[must_use]
    pub fn at(self, place: Place) -> Self {
        Self { place, ..self }
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

    /// What is wrong; of something that stands twice, also where it stands first, and of a choice, what was chosen.
    pub fn message(&self) -> String {
        let message = match &self.problem {
            Problem::Workbook(problem) if self.place.is_in_document() => problem.message_in_document(),
            problem => problem.message(),
        };
        match (&self.problem, &self.first, &self.found) {
            // There is no first of two places that must agree.
            (Problem::Packet(_) | Problem::Summary(_), Some(other), _) => {
                format!("{message} ({})", other.seen_from(&self.place))
            }
            (_, Some(first), _) if *first != self.place => {
                format!("{message}, первый раз – {}", first.seen_from(&self.place))
            }
            (Problem::Value(ValueProblem::UnknownChoice { .. }), _, Some(found)) if found.chars().count() <= 40 => {
                format!("{message} «{found}»")
            }
            _ => message,
        }
    }

    /// What the user can do about it: as the problem says, unless the place or the value tells more.
    pub fn hint(&self) -> Option<Advice> {
        let hint = match &self.problem {
            Problem::Value(problem) => problem.hint_at(&self.place, self.found.as_deref()),
            Problem::Workbook(problem) if self.place.is_in_document() => problem.hint_in_document(),
            Problem::Form(problem) => problem.hint_at(&self.place),
            problem => problem.hint(),
        };
        hint.map(|hint| hint.in_year(self.year))
    }

    /// Whether it says the same as another one, in whatever year its examples are.
    fn same(&self, other: &Self) -> bool {
        let said =
            |known: &Self| (known.problem.clone(), known.place.clone(), known.found.clone(), known.first.clone());
        said(self) == said(other)
    }
}

/// How many diagnostics are of a severity.
pub fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics.iter().filter(|known| known.problem.severity() == severity).count()
}

/// Puts diagnostics into the order in which they stand: by file and sheet as first met, then by place.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    let mut sheets: Vec<(String, Option<String>)> = Vec::new();
    let sheet_of = |place: &Place| (place.path().to_owned(), place.division().map(str::to_owned));
    for diagnostic in diagnostics.iter() {
        let sheet = sheet_of(&diagnostic.place);
        if !sheets.contains(&sheet) {
            sheets.push(sheet);
        }
    }
    diagnostics.sort_by_cached_key(|diagnostic| {
        let sheet = sheet_of(&diagnostic.place);
        let file = sheets.iter().position(|known| known.0 == sheet.0);
        let within = sheets.iter().position(|known| *known == sheet);
        (file, within, diagnostic.place.order())
    });
}

/// Gathers diagnostics, so that a stage can go on after a fault and report all of them in one run. It is reported to
/// through a shared reference, so that all parts of a stage can hold it.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: RefCell<Vec<Diagnostic>>,
    faults: Cell<usize>,
    /// The year of the plan that they are about, once it is known.
    year: Cell<Option<i32>>,
}

/// Faults that one run gathers: nobody reads more, and a file made to do harm can have a million.
pub const FAULTS: usize = 1000;

impl Diagnostics {
    /// Adds a diagnostic. Behind [`FAULTS`] faults nothing more is kept, and that is told once.
    pub fn push(&self, diagnostic: Diagnostic) {
        if self.faults.get() > FAULTS {
            return;
        }
        if diagnostic.problem.severity() == Severity::Fault {
            self.faults.set(self.faults.get() + 1);
        }
        let is_beyond = self.faults.get() > FAULTS;
        let diagnostic = Diagnostic { year: diagnostic.year.or(self.year.get()), ..diagnostic };
        self.list.borrow_mut().push(match is_beyond {
            true => {
                let file = Place::file(diagnostic.place.path());
                Diagnostic::new(FileProblem::TooManyFaults { limit: FAULTS }, file)
            }
            false => diagnostic,
        });
    }

    /// Tells the year of the plan that all of them are about, so that examples are of that year.
    pub fn set_year(&self, year: i32) {
        self.year.set(Some(year));
        self.list.borrow_mut().iter_mut().for_each(|known| known.year = known.year.or(Some(year)));
    }

    /// Adds a problem at a place.
    pub fn add(&self, problem: impl Into<Problem>, place: &Place) {
        self.push(Diagnostic::new(problem, place.clone()));
    }

    /// Adds diagnostics that were gathered elsewhere.
    pub fn extend(&self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        diagnostics.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }

    /// Gathers what is found in a part by itself: [`Diagnostics::has_faults`] and the like then speak of that part only.
    /// What the scope still holds when it ends is added here.
    pub fn scope(&self) -> Scope<'_> {
        Scope { parent: self, own: Self::default() }
    }

    /// Whether any of them is a fault, so that no document can be made.
    pub fn has_faults(&self) -> bool {
        self.any(|problem| problem.severity() == Severity::Fault)
    }

    /// Whether a problem of some kind was gathered.
    pub fn any(&self, is_meant: impl Fn(&Problem) -> bool) -> bool {
        self.list.borrow().iter().any(|diagnostic| is_meant(&diagnostic.problem))
    }

    /// Looks at each of them.
    pub fn each(&self, look: impl FnMut(&Diagnostic)) {
        self.list.borrow().iter().for_each(look);
    }

    /// Whether a fault was gathered at a place.
    pub fn has_fault_at(&self, place: &Place) -> bool {
        let is_fault = |known: &Diagnostic| known.problem.severity() == Severity::Fault && known.place == *place;
        self.list.borrow().iter().any(is_fault)
    }

    /// Whether the same was gathered already.
    pub fn contains(&self, diagnostic: &Diagnostic) -> bool {
        self.list.borrow().iter().any(|known| known.same(diagnostic))
    }

    /// Keeps only those that are wanted.
    pub fn retain(&self, is_wanted: impl Fn(&Diagnostic) -> bool) {
        let mut list = self.list.borrow_mut();
        list.retain(is_wanted);
        self.faults.set(count(&list, Severity::Fault));
    }

    /// Drops the remarks with these codes; a fault stays.
    pub fn mute(&self, codes: &[&str]) {
        self.retain(|known| known.problem.severity() == Severity::Fault || !codes.contains(&known.problem.code()));
    }

    /// Drops all remarks that were made before, when the part was read by itself; which files are read is told each time.
    pub fn drop_remarks(&self) {
        self.retain(|known| known.problem.severity() == Severity::Fault || known.problem.is_on_reading());
    }

    /// Takes out all that were gathered, in the order in which they were found.
    pub fn take(&self) -> Vec<Diagnostic> {
        self.faults.set(0);
        self.list.take()
    }

    /// Number of diagnostics gathered so far.
    pub fn len(&self) -> usize {
        self.list.borrow().len()
    }

    /// Whether nothing was gathered.
    pub fn is_empty(&self) -> bool {
        self.list.borrow().is_empty()
    }

    /// The diagnostics in the order in which they were found.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.list.into_inner()
    }
}

/// What is found in one part of an input: see [`Diagnostics::scope`].
#[derive(Debug)]
pub struct Scope<'a> {
    parent: &'a Diagnostics,
    own: Diagnostics,
}

impl Deref for Scope<'_> {
    type Target = Diagnostics;

    fn deref(&self) -> &Diagnostics {
        &self.own
    }
}

impl Drop for Scope<'_> {
    fn drop(&mut self) {
        self.parent.extend(self.own.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_faults_are_a_thousand_and_that_there_are_more() {
        let found = Diagnostics::default();
        let place = Place::file("план.yaml");
        let add = |found: &Diagnostics, count: usize| (0..count).for_each(|_| found.add(YamlProblem::Tag, &place));
        add(&found, FAULTS);
        assert!(!found.any(|problem| matches!(problem, Problem::File(FileProblem::TooManyFaults { .. }))));
        let scope = found.scope();
        add(&scope, FAULTS * 1000);
        drop(scope);
        found.add(LintProblem::DueWholePeriod, &place);
        assert_eq!(found.len(), FAULTS + 1);
        found.drop_remarks();
        let last = found.take().pop().unwrap();
        assert_eq!(last.problem, FileProblem::TooManyFaults { limit: FAULTS }.into());
        add(&found, 1);
        assert_eq!(found.len(), 1);
    }
}
