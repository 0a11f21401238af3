//! Every problem that the program can find, by families: one file each.

use super::explain::Explanation;
use super::{
    Advice, CopyProblem, EditionProblem, FileProblem, FormProblem, LintProblem, MonitoringProblem, PacketProblem,
    PageProblem, PdfProblem, PlanProblem, SignProblem, SignatureProblem, SummaryProblem, ValueProblem, WordProblem,
    WorkbookProblem, YamlProblem,
};

/// How grave a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A careful colleague would point it out; the document is made all the same.
    Remark,
    /// The document cannot be made.
    Fault,
}

impl Severity {
    /// How grave the problems of a code are: codes of remarks begin with `W`.
    pub(super) fn of(code: &str) -> Self {
        if code.starts_with('W') { Self::Remark } else { Self::Fault }
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fault => "ошибка",
            Self::Remark => "замечание",
        }
    }
}

/// A problem of the input, the templates or the machine.
///
/// Codes never change their meaning: `E…` are faults, `W…` remarks; each family says which are its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Of files.
    File(FileProblem),
    /// Of YAML as such.
    Yaml(YamlProblem),
    /// Of workbooks as such.
    Workbook(WorkbookProblem),
    /// Of text documents as such.
    Word(WordProblem),
    /// Of copies that came back from agreement.
    Copy(CopyProblem),
    /// Of fields and their values.
    Value(ValueProblem),
    /// Of the signs of a text.
    Sign(SignProblem),
    /// Of a plan.
    Plan(PlanProblem),
    /// Of a monitoring.
    Monitoring(MonitoringProblem),
    /// Of two editions.
    Edition(EditionProblem),
    /// Of the order and the packet.
    Packet(PacketProblem),
    /// Of the page.
    Page(PageProblem),
    /// Of forms and what is collected from them.
    Form(FormProblem),
    /// Of a PDF with its data.
    Pdf(PdfProblem),
    /// Of the electronic signature.
    Signature(SignatureProblem),
    /// Of a summary, or of a plan beside the one above it.
    Summary(SummaryProblem),
    /// Over the whole plan.
    Lint(LintProblem),
}

/// What a family tells of its problems.
pub(super) trait Family {
    /// The code that never changes its meaning.
    fn code(&self) -> &'static str;

    /// What is wrong, as one Russian sentence without a full stop.
    fn message(&self) -> String;

    /// What belongs to it item by item, each on a line of its own.
    fn details(&self) -> &[String] {
        &[]
    }

    /// What the user can do about it, where there is something to be said.
    fn hint(&self) -> Option<Advice>;

    /// Whether the machine, not the data, is in the way.
    fn is_io(&self) -> bool {
        false
    }

    /// What the codes of the family mean.
    fn explanations() -> Vec<Explanation>
    where
        Self: Sized;
}

impl Problem {
    fn family(&self) -> &dyn Family {
        match self {
            Self::File(problem) => problem,
            Self::Yaml(problem) => problem,
            Self::Workbook(problem) => problem,
            Self::Word(problem) => problem,
            Self::Copy(problem) => problem,
            Self::Value(problem) => problem,
            Self::Sign(problem) => problem,
            Self::Plan(problem) => problem,
            Self::Monitoring(problem) => problem,
            Self::Edition(problem) => problem,
            Self::Packet(problem) => problem,
            Self::Page(problem) => problem,
            Self::Form(problem) => problem,
            Self::Pdf(problem) => problem,
            Self::Signature(problem) => problem,
            Self::Summary(problem) => problem,
            Self::Lint(problem) => problem,
        }
    }

    /// The code that never changes its meaning.
    pub fn code(&self) -> &'static str {
        self.family().code()
    }

    /// What is wrong, as one Russian sentence without a full stop.
    pub fn message(&self) -> String {
        self.family().message()
    }

    /// What belongs to it item by item, each on a line of its own.
    pub fn details(&self) -> &[String] {
        self.family().details()
    }

    /// What the user can do about it, where there is something to be said.
    pub fn hint(&self) -> Option<Advice> {
        self.family().hint()
    }

    /// Whether the document can be made in spite of it.
    pub fn severity(&self) -> Severity {
        Severity::of(self.code())
    }

    /// Whether it tells which file is read, or how, so that it is told in every run.
    pub fn is_on_reading(&self) -> bool {
        matches!(
            self,
            Self::File(FileProblem::Outside { .. }) | Self::Word(WordProblem::Tracked { .. }) | Self::Copy(_)
        )
    }

    /// Whether the machine, not the data, is in the way: the program then ends with 3 instead of 1.
    pub fn is_io(&self) -> bool {
        self.family().is_io()
    }
}
