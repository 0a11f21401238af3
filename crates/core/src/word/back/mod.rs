//! A copy that came back from agreement: the data that it was made from, with what people changed in it.
//!
//! ```text
//! data ─▶ what we wrote (written) ─┐
//!                                  ├─▶ differences ─▶ data with them
//! document ─▶ what it says (seen) ─┘
//! ```
//!
//! Nobody reads data out of the document. What it says is compared with what this program writes of the data that it went out
//! with; what differs is what people did, and only that is taken over, to the place in the data that it was written from. All
//! else stays as it is in the data, printed or not. Then the new data are written once more: what does not come out as the
//! document says it is told.
//!
//! Rows are known by their bookmarks, else by likeness; paragraphs by their place and likeness; lines that are put together of
//! several values by writing them with other values (`holes`).

mod align;
mod data;
mod holes;
#[cfg(test)]
mod laws;
mod margins;
mod paragraphs;
mod report;
mod rows;
mod seen;
mod text;
mod verify;
mod written;

use std::borrow::Cow;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use self::margins::Margins;
use self::report::Edit;
use self::seen::{Said, Seen};
use self::text::normal;
use self::written::{Copy, Part};
use super::names::{BOOKMARK, DATA_DIGEST, DATA_ELEMENT, EDITION, NAMESPACE};
use crate::carried::Carried;
use crate::diagnostics::{CopyProblem, Diagnostic, Diagnostics, Place, Problem};
use crate::domain::{Changes, Plan};
use crate::input::table::{Fate, Reason};
use crate::input::word::model::Document;
use crate::tree::Node;

pub use self::margins::{Margin, Mark, Of};
pub(crate) use self::seen::Ordered;

/// What is known of a copy beside its data.
#[derive(Debug, Clone)]
pub struct Returned {
    /// The edition that went out.
    pub base: Plan,
    /// What stands in its margins.
    pub margins: Vec<Margin>,
    /// Whether something in it was not taken over; that was told.
    pub is_cut: bool,
}

/// What a document says of its making.
#[derive(Debug, Clone)]
pub(crate) struct Trace {
    /// The edition that it was made from.
    edition: String,
    /// The data that it carries.
    data: Option<Node>,
    /// Whether these are others than it was made with.
    is_altered: bool,
}

impl Trace {
    /// What a document says of its making; `None` if this program did not make it, as far as it says.
    pub(crate) fn of(document: &Document) -> Option<Self> {
        let property = |wanted: &str| {
            let known = document.properties.iter().find(|(name, _)| name == wanted);
            known.map(|(_, value)| value.trim().to_owned())
        };
        let text = document.data.iter().find_map(|part| carried(&part.bytes));
        let data = text.as_deref().and_then(|text| Carried::parse(text).ok()).map(|carried| carried.data);
        let digest =
            |text: &str| Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let is_altered = text.as_deref().zip(property(DATA_DIGEST)).is_some_and(|(text, told)| digest(text) != told);
        let edition = property(EDITION).or_else(|| {
            let mut bookmarks = document.paragraphs().flat_map(|paragraph| &paragraph.bookmarks);
            let (edition, _) = bookmarks.find_map(|known| known.name.strip_prefix(BOOKMARK)?.rsplit_once('_'))?;
            Some(edition.to_owned())
        });
        if data.is_none() && edition.is_none() {
            return None;
        }
        Some(Self { edition: edition.unwrap_or_default(), data, is_altered })
    }

    /// The data to compare with: those that the document carries, else those of a plan that it was made from.
    pub(crate) fn base(&self, plan: Option<&Node>) -> Option<Node> {
        if let Some(data) = &self.data {
            return Some(data.clone());
        }
        let plan = plan?;
        let copy = Copy::of(plan, &Diagnostics::default())?;
        (copy.plan.fingerprint() == self.edition).then(|| plan.clone())
    }

    fn has_data(&self) -> bool {
        self.data.is_some()
    }
}

/// The text in our part of the data.
fn carried(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let document = roxmltree::Document::parse(text).ok()?;
    let root = document.root_element();
    (root.tag_name() == (NAMESPACE, DATA_ELEMENT).into()).then(|| root.text().unwrap_or_default().to_owned())
}

/// A copy that is read.
pub(crate) struct Request<'a> {
    /// What stands in it.
    pub document: &'a Document,
    /// The same, its tracked changes rejected.
    pub rejected: &'a dyn Fn() -> Option<Document>,
    /// Whether the file says that nobody has saved it since it was made.
    pub is_untouched: bool,
    /// What it says of its making.
    pub trace: &'a Trace,
    /// The data to compare with.
    pub base: &'a Node,
    /// The file as the user gave it.
    pub file: &'a Arc<str>,
    /// Gives a place its place in reading order.
    pub ordered: Ordered<'a>,
}

/// The data of a copy, with what became of its cells.
pub(crate) struct Taken {
    pub tree: Node,
    pub fates: Vec<(Place, Fate)>,
    /// What became of all that has no fate of its own.
    pub rest: Option<Fate>,
    pub returned: Option<Returned>,
    /// The alternative texts of the pictures that the program drew of the data.
    pub pictures: Vec<String>,
}

/// Takes over into the data of a copy what people changed in it. What there is to say is told to `diagnostics`.
pub(crate) fn read(request: &Request<'_>, diagnostics: &Diagnostics) -> Taken {
    let place = Place::File(Arc::clone(request.file));
    let Some(base) = Copy::of(request.base, &Diagnostics::default()) else { return other(request, diagnostics) };
    if let Some(known) = &base.report {
        let taken = report(&base, request, diagnostics);
        return Taken { pictures: known.charts.clone(), ..taken };
    }
    let mut merged = merged(&base, request.document, request);
    let is_same = merged.is_same();
    let mut remark = |problem: CopyProblem| merged.remarks.push(Diagnostic::new(problem, place.clone()));
    if !request.trace.has_data() {
        remark(CopyProblem::DataFromPlan);
    }
    // A redline that this program wrote says two things, and nobody has saved it either.
    let is_redline = request.document.changes().next().is_some();
    if request.trace.is_altered || request.is_untouched && !is_same && !is_redline {
        remark(CopyProblem::Altered);
    } else if !request.is_untouched && !is_same && has_unmarked(&base, request) {
        remark(CopyProblem::Unmarked);
    }
    let Merge { data: tree, margins, remarks, mut fates, .. } = merged;
    // The first word counts: what was left was also read, and what was counted anew may have been right.
    fates.sort_by_key(|(_, fate)| match fate {
        Fate::Told(_) => 0,
        Fate::LeftOut(Reason::OwnNumber) => 2,
        _ => 1,
    });
    let is_cut = remarks.iter().any(is_loss);
    diagnostics.extend(remarks);
    let returned = Returned { base: base.plan, margins: margins.list, is_cut };
    Taken { tree, fates, rest: None, returned: Some(returned), pictures: Vec::new() }
}

/// Whether a remark says that something was not taken over.
fn is_loss(remark: &Diagnostic) -> bool {
    matches!(remark.problem, Problem::Copy(CopyProblem::NotTaken { .. } | CopyProblem::NotGone { .. }))
}

/// Whether something differs from what went out though all marked changes are rejected.
fn has_unmarked(base: &Copy, request: &Request<'_>) -> bool {
    let Some(document) = (request.rejected)() else { return false };
    !merged(base, &document, request).is_same()
}

/// A copy of a report. What was taken over is told edit by edit, so that nobody has to compare.
fn report(base: &Copy, request: &Request<'_>, diagnostics: &Diagnostics) -> Taken {
    // Its text follows from its data by rules that another version of the program may have had otherwise.
    if request.is_untouched && !request.trace.is_altered {
        return other(request, diagnostics);
    }
    let Merge { data: tree, mut remarks, fates, .. } = merged(base, request.document, request);
    if request.trace.is_altered {
        remarks.push(Diagnostic::new(CopyProblem::Altered, Place::File(Arc::clone(request.file))));
    }
    diagnostics.extend(remarks);
    Taken { tree, fates, rest: Some(Fate::Used), returned: None, pictures: Vec::new() }
}

/// A copy of anything else: what was changed in it is not looked for.
fn other(request: &Request<'_>, diagnostics: &Diagnostics) -> Taken {
    let place = Place::File(Arc::clone(request.file));
    let mut tree = request.base.clone();
    data::put(&mut tree, &place);
    let rest = match request.is_untouched {
        true => Fate::Used,
        false => {
            diagnostics.add(CopyProblem::OtherCopy, &place);
            Fate::Told(Problem::from(CopyProblem::OtherCopy).code())
        }
    };
    Taken { tree, fates: Vec::new(), rest: Some(rest), returned: None, pictures: Vec::new() }
}

fn merged<'a>(base: &'a Copy, document: &'a Document, request: &'a Request<'_>) -> Merge<'a> {
    let edition = match request.trace.edition.as_str() {
        "" => base.plan.fingerprint(),
        edition => edition.to_owned(),
    };
    let places = (request.file, request.ordered);
    let seen = match &base.report {
        Some(report) => report::seen(document, base, report, places),
        None => seen::seen(document, base, &edition, places),
    };
    let place = Place::File(Arc::clone(request.file));
    let mut data = request.base.clone();
    data::put(&mut data, &place);
    let mut merge = Merge {
        base,
        was: request.base,
        data,
        seen,
        place,
        margins: Margins::default(),
        remarks: Vec::new(),
        fates: Vec::new(),
        left: Vec::new(),
        paragraphs: Vec::new(),
        corners: Vec::new(),
        signatures: Vec::new(),
        drafted: Vec::new(),
        edits: Vec::new(),
        dropped: Vec::new(),
    };
    merge.paragraphs();
    merge.corners();
    merge.signatures();
    let kinds = match &base.report {
        Some(report) => {
            merge.report(report);
            Vec::new()
        }
        None => merge.table(),
    };
    merge.others();
    merge.verify(&kinds);
    merge.tell_edits();
    merge
}

/// Data into which changes are being taken over.
struct Merge<'a> {
    base: &'a Copy,
    /// The data before, and as they become.
    was: &'a Node,
    data: Node,
    seen: Seen<'a>,
    /// The file.
    place: Place,
    margins: Margins,
    remarks: Vec<Diagnostic>,
    fates: Vec<(Place, Fate)>,
    /// What could not be taken over.
    left: Vec<Place>,
    /// What was taken over, to be compared with what is written of it.
    paragraphs: Vec<(Part, Said<'a>)>,
    corners: Vec<Said<'a>>,
    signatures: Vec<Said<'a>>,
    /// Texts that the program drafts and nobody has changed: those of the new data may differ.
    drafted: Vec<Part>,
    /// Of a report, what was taken over.
    edits: Vec<Edit<'a>>,
    /// Of a report, texts that were taken out.
    dropped: Vec<String>,
}

impl<'a> Merge<'a> {
    /// What a copy of the new data says; `None` if they have faults. Most copies come back as they went out.
    fn written(&self) -> Option<Cow<'a, Copy>> {
        match self.data.same(self.was) {
            true => Some(Cow::Borrowed(self.base)),
            false => Copy::of(&self.data, &Diagnostics::default()).map(Cow::Owned),
        }
    }

    /// Whether nothing was changed, and there is nothing to say.
    fn is_same(&self) -> bool {
        let is_same = |copy: &Copy| Changes::between(&self.base.plan, &copy.plan).is_empty();
        self.remarks.is_empty() && self.written().is_some_and(|copy| matches!(copy, Cow::Borrowed(_)) || is_same(&copy))
    }

    /// Tells that a text was not taken over.
    fn leave(&mut self, said: &Said<'_>, was: Option<&str>) {
        if self.left.contains(&said.place) {
            return;
        }
        self.left.push(said.place.clone());
        let problem = CopyProblem::NotTaken { was: was.map(normal) };
        self.fates.push((said.place.clone(), Fate::Told(Problem::from(problem.clone()).code())));
        self.remarks.push(Diagnostic::new(problem, said.place.clone()).found(normal(&said.text)));
    }

    /// Tells that a text is still in the data.
    fn keep(&mut self, text: &str) {
        let problem = CopyProblem::NotGone { text: normal(text) };
        let remark = Diagnostic::new(problem, self.place.clone());
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }

    /// Settles that a text was read.
    fn used(&mut self, place: &Place) {
        self.fates.push((place.clone(), Fate::Used));
    }

    fn left_out(&mut self, place: &Place, reason: Reason) {
        self.fates.push((place.clone(), Fate::LeftOut(reason)));
    }

    /// What stands in tables that nobody knows.
    fn others(&mut self) {
        for said in std::mem::take(&mut self.seen.others) {
            self.margins.add_said(Of::Other, &said, self.seen.document);
            self.leave(&said, None);
        }
        let strangers: Vec<Said<'_>> =
            self.seen.rows.iter_mut().flat_map(|row| std::mem::take(&mut row.strangers)).collect();
        for said in strangers {
            self.leave(&said, None);
        }
    }
}
