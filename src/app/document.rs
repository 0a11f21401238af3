//! From an input file to the bytes of a document: the whole flow.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Serialize;

use dorkarta_core::account::{Line, account};
use dorkarta_core::carried::{self, Origin};
use dorkarta_core::collect::{Request, collect};
use dorkarta_core::diagnostics::{
    Diagnostic, Diagnostics, EditionProblem, MonitoringProblem, PageProblem, Place, PlanProblem, Problem,
    SignatureProblem, SummaryProblem, ValueProblem,
};
use dorkarta_core::domain::{Amendments, Approval, Changes, Day, Hand, Paper, Plan, Signatory, SignatureMark, Style};
use dorkarta_core::input::word::Tracked;
use dorkarta_core::input::{self, Loaded, Original, Reader};
use dorkarta_core::lint;
use dorkarta_core::schema;
use dorkarta_core::system::Disk;
use dorkarta_core::tree::{Entry, Node, Value, fold_key};
use dorkarta_core::validate::{
    self, CheckedAmendments, CheckedDocument, CheckedMonitoring, CheckedPaper, CheckedSummary, Kind, MONITORING_BESIDE,
    MonitoringPlaces,
};
use dorkarta_core::view::{
    self, AmendmentsView, AttachmentView, Metrics, OrderView, PlanView, ReportView, Said, SheetView, TableView, Tokens,
    Unmeasured,
};
use dorkarta_press::{DATA_PATH, Format, Overrides, Pages, RowPlace, Standards, Typesetter};

use super::steps::Steps;
use super::{summary, word};

/// Which document is made of an input.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// The plan; other data are refused.
    Plan,
    /// The report, from a monitoring or from a plan that has its fulfilment beside it.
    Report,
    /// The summary of many reports.
    Summary,
    /// Whatever the input says that it is.
    #[default]
    AsDescribed,
}

/// How a document is to be made.
#[derive(Clone)]
pub struct Options {
    /// Which document.
    pub wanted: Wanted,
    /// The day as of which a report judges, where it is not that of the data.
    pub as_of: Option<Day>,
    /// The kind of file.
    pub format: Format,
    /// PDF standards to be kept.
    pub standards: Standards,
    /// Whether the document carries the data that it was made from.
    pub carries_data: bool,
    /// Whether remarks count as faults.
    pub strict: bool,
    /// The mark of the electronic signature that the document will get.
    pub mark: Option<SignatureMark>,
    /// How tracked changes of a Word document are read.
    pub tracked: Tracked,
}

impl Default for Options {
    /// An official PDF that carries its data.
    fn default() -> Self {
        Self {
            wanted: Wanted::default(),
            as_of: None,
            format: Format::default(),
            standards: Standards::archival(),
            carries_data: true,
            strict: false,
            mark: None,
            tracked: Tracked::default(),
        }
    }
}

/// How much a document holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Its pages.
    pub pages: usize,
    /// The directions of its plan.
    pub directions: usize,
    /// The activities of its plan.
    pub activities: usize,
    /// The territories that it sums up.
    pub territories: usize,
}

impl Extent {
    fn of(tree: &Node, pages: usize) -> Self {
        fn items<'a>(node: &'a Node, key: &str) -> &'a [Node] {
            match node.get(key).map(|entry| &entry.value.value) {
                Some(Value::List(items)) => items,
                _ => &[],
            }
        }
        let plan = tree.get(schema::PLAN).or_else(|| tree.get(schema::NEW)).map_or(tree, |entry| &entry.value);
        let directions = items(plan, schema::DIRECTIONS);
        let in_directions =
            directions.iter().map(|direction| items(direction, schema::ACTIVITIES).len()).sum::<usize>();
        let is_named = |direction: &&Node| direction.get(schema::NAME).is_some();
        Self {
            pages,
            directions: directions.iter().filter(is_named).count(),
            activities: items(plan, schema::ACTIVITIES).len() + in_directions,
            territories: items(tree, schema::TERRITORIES).len(),
        }
    }
}

/// A document in memory.
pub struct Document {
    /// One file for a PDF or a document for Word, one a page for pictures.
    pub files: Vec<Vec<u8>>,
    /// Whether it is a report.
    pub is_report: bool,
    /// How much it holds; unknown where no pages were set.
    pub extent: Option<Extent>,
}

/// Makes the document that an input file describes.
///
/// `None` if there are faults; they are in the diagnostics, beside any remarks.
pub fn make(
    path: &Path,
    options: &Options,
    typesetter: &mut Typesetter,
    diagnostics: &Diagnostics,
) -> Option<Document> {
    let tree = Reader::new(&Disk, diagnostics).tracked(options.tracked).load(path)?.tree;
    let tree = summed(tree, path, diagnostics)?;
    make_from(tree, path, options, typesetter, diagnostics)
}

/// The data of a summary with the figures of the reports that they name; all others as they are.
fn summed(tree: Node, path: &Path, diagnostics: &Diagnostics) -> Option<Node> {
    if validate::kind(&tree) != Some(Kind::Summary) {
        return Some(tree);
    }
    let (overrides, steps) = (Overrides::default(), Steps::default());
    let terms = summary::Terms::plain(&overrides, &steps);
    summary::summed(tree, (path, &[]), terms, diagnostics).map(|summed| summed.tree)
}

/// Makes the report on a plan from forms that came back.
///
/// `None` if there are faults; they are in the diagnostics, beside any remarks.
pub fn make_from_forms(
    request: &Request<'_>,
    options: &Options,
    typesetter: &mut Typesetter,
    diagnostics: &Diagnostics,
) -> Option<Document> {
    let tree = collect(request, diagnostics)?.tree;
    make_from(tree, request.plan, options, typesetter, diagnostics)
}

/// Makes the document that data describe; `path` is the file that is named where no place is known.
///
/// `None` if there are faults; they are in the diagnostics, beside any remarks.
pub fn make_from(
    tree: Node,
    path: &Path,
    options: &Options,
    typesetter: &mut Typesetter,
    diagnostics: &Diagnostics,
) -> Option<Document> {
    let tree = described(tree, options, diagnostics)?;
    let mut view = view(&tree, options.mark.as_ref(), typesetter, diagnostics)?;
    if options.strict && !diagnostics.is_empty() {
        return None;
    }
    let is_report = matches!(view, View::Report(_));
    if options.format == Format::View {
        let json = serde_json::to_vec_pretty(&view).ok()?;
        return Some(Document { files: vec![json], is_report, extent: None });
    }
    let carries = match options.format {
        Format::Pdf => options.standards.carries_files(),
        format => format == Format::Docx,
    };
    let data = (options.carries_data && carries)
        .then(|| carried::write(&origin(options, typesetter), &published(&tree, &view)))
        .and_then(Result::ok);
    let files = if options.format == Format::Docx {
        // Where its pages end is for Word to say.
        word::document(&view, &tree, data.as_deref(), typesetter).map(|files| (files, 0))
    } else {
        view.attach(data.is_some().then(attachment));
        typeset(&mut view, data, options, typesetter)
    };
    let files = files.map_err(|problems| {
        diagnostics.extend(problems.into_iter().map(|problem| placed(problem, &tree, path)));
    });
    let (files, pages) = files.ok()?;
    Some(Document { files, is_report, extent: Some(Extent::of(&tree, pages)) })
}

/// Sets the document that an input file describes, to be looked at: no file is made of it. `tree` is what was read of the
/// file, if it was just read.
///
/// `None` if there are faults; they are in the diagnostics, beside any remarks.
pub fn lay_out(
    path: &Path,
    tree: Option<Node>,
    options: &Options,
    typesetter: &mut Typesetter,
    diagnostics: &Diagnostics,
) -> Option<LaidOut> {
    let tree = match tree {
        Some(tree) => tree,
        None => Reader::new(&Disk, diagnostics).load(path)?.tree,
    };
    let tree = summed(tree, path, diagnostics)?;
    let tree = described(tree, options, diagnostics)?;
    let mut view = view(&tree, options.mark.as_ref(), typesetter, diagnostics)?;
    let pages = set(&mut view, None, typesetter).map_err(|problems| {
        diagnostics.extend(problems.into_iter().map(|problem| placed(problem, &tree, path)));
    });
    let pages = pages.ok()?;
    let rows = view.activity_rows(&pages);
    Some(LaidOut { marks: pages.marks(), pages, rows })
}

/// What each row below the head of a table is: a band, or the activity of a number, counted on from `next`.
fn below_head(table: &TableView, next: &mut usize) -> Vec<Option<usize>> {
    let mut below = Vec::new();
    for group in &table.groups {
        below.extend(group.bands.iter().map(|_| None));
        below.extend((*next..*next + group.rows.len()).map(Some));
        *next += group.rows.len();
    }
    below
}

/// A document that was set to be looked at.
pub struct LaidOut {
    /// Its pages.
    pub pages: Pages,
    /// By what each page is told from any other.
    pub marks: Vec<u128>,
    /// Where its activities stand.
    pub rows: Vec<ActivityRow>,
}

/// The row of an activity on a page, or the part of it that stands there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ActivityRow {
    /// The activity, from 0, in the order in which they are printed.
    pub activity: usize,
    /// The page, from 0.
    pub page: usize,
    /// Where its texts begin, in points from the top of the page.
    pub top: f64,
    /// Where the longest of them ends.
    pub bottom: f64,
}

/// What a document depends on besides its data.
pub(super) fn origin(options: &Options, typesetter: &Typesetter) -> Origin {
    Origin {
        program: carried::VERSION.into(),
        standards: options.standards.list().into(),
        own_faces: typesetter.has_own_faces(),
        own_templates: typesetter.has_own_templates(),
    }
}

/// What was read of an input that is only judged.
pub struct Read {
    /// Files and sheets as a person sees them.
    pub originals: Vec<Original>,
    /// Sheets that were not read, as places.
    unread: Vec<Place>,
    /// The data, and the files that hold them.
    loaded: Option<Loaded>,
    activities: Vec<Place>,
}

impl Read {
    /// What kind of document the data say that they are, if anything could be read.
    pub fn kind(&self) -> Option<Kind> {
        self.loaded.as_ref().and_then(|loaded| validate::kind(&loaded.tree))
    }

    /// Every file that the document is made from, the main one first.
    pub fn files(&self) -> &[PathBuf] {
        self.loaded.as_ref().map_or(&[], |loaded| &loaded.files)
    }

    /// The data, if anything could be read.
    pub fn into_tree(self) -> Option<Node> {
        self.loaded.map(|loaded| loaded.tree)
    }

    /// Where what is said of each activity stands, in the order in which they are printed: of a plan the activity, of a
    /// monitoring its entry.
    pub fn activities(&self) -> &[Place] {
        &self.activities
    }

    /// What became of each cell of the input and of its table, after all messages were gathered.
    pub fn account(&self, diagnostics: &[Diagnostic]) -> Vec<Line> {
        let tree = self.loaded.as_ref().map(|loaded| &loaded.tree);
        let own = self.loaded.as_ref().map(|loaded| loaded.files.iter().take(loaded.own).collect::<Vec<_>>());
        let is_own = |path: &str| own.as_ref().is_none_or(|own| own.iter().any(|file| Path::new(path) == *file));
        account(tree, &self.originals, &self.unread, &is_own, diagnostics)
    }
}

/// Judges an input file without making its document: all faults of the data, and all remarks. Gives what was read.
///
/// What only the page shows (a sign that no face has) comes when the document is made.
pub fn check(path: &Path, tracked: Tracked, diagnostics: &Diagnostics) -> Read {
    let reader = Reader::new(&Disk, diagnostics).tracked(tracked);
    let mut loaded = reader.load(path);
    let mut is_whole = true;
    if let Some(Loaded { tree, files, .. }) = &mut loaded
        && validate::kind(tree) == Some(Kind::Summary)
    {
        files.extend(summary::files(tree, path));
        match summed(tree.clone(), path, diagnostics) {
            Some(with_figures) => *tree = with_figures,
            // What it is can still be told.
            None => is_whole = false,
        }
    }
    let judged = loaded.as_ref().filter(|_| is_whole).map(|loaded| judge(&loaded.tree, diagnostics));
    let mut activities = judged.unwrap_or_default();
    input::locate_all(&mut activities);
    Read { unread: reader.unread_sheets(), originals: reader.into_originals(), loaded, activities }
}

/// Judges data, and gives where what is said of each activity stands.
fn judge(tree: &Node, diagnostics: &Diagnostics) -> Vec<Place> {
    match validate::read_on(tree, diagnostics) {
        Some(CheckedDocument::Plan(checked)) => {
            lint::plan(&checked, diagnostics);
            check_beside(tree, diagnostics);
            checked.places.activities.into_iter().map(|places| places.record).collect()
        }
        Some(CheckedDocument::Monitoring(checked)) => {
            lint::monitoring(&checked, diagnostics);
            let MonitoringPlaces { entries, fulfilments, .. } = checked.places;
            fulfilments.into_iter().map(|places| places.map_or_else(|| entries.clone(), |its| its.status)).collect()
        }
        // Remarks were made on each edition by itself.
        Some(CheckedDocument::Amendments(_) | CheckedDocument::Summary(_)) | None => Vec::new(),
        Some(CheckedDocument::Paper(checked)) => {
            if checked.paper == Paper::Order {
                lint::order(&checked.plan, diagnostics);
            }
            Vec::new()
        }
    }
}

/// Judges the fulfilment that stands beside a plan; the faults of the plan were told. Whether a day is given for it, or any
/// entry, is not yet asked: a plan is checked long before it is reported on.
fn check_beside(plan: &Node, diagnostics: &Diagnostics) {
    let Some(tree) = validate::beside_plan(plan) else { return };
    let has_day = tree.get(schema::AS_OF).is_some();
    let found = Diagnostics::default();
    if let Some(CheckedDocument::Monitoring(checked)) = validate::read_on(&tree, &found) {
        lint::monitoring(&checked, &found);
    }
    let is_day =
        |problem: &Problem| matches!(problem, Problem::Value(ValueProblem::Missing { key }) if key == schema::AS_OF);
    // What stands in its texts was told with the plan.
    found.retain(|known| {
        !matches!(known.problem, Problem::Sign(_) | Problem::Monitoring(MonitoringProblem::NoEntries { .. }))
    });
    let found = found.into_vec().into_iter().filter(|known| has_day || !is_day(&known.problem));
    let new: Vec<Diagnostic> = found.filter(|known| !diagnostics.contains(known)).collect();
    diagnostics.extend(new);
}

/// The data that a document carries. Who filled in which form, with his telephone, and where letters go is no business of
/// its readers; nor is, beside a plan or in amendments, how a plan was fulfilled, or who signs which other sheet.
fn published(tree: &Node, view: &View) -> Node {
    let mut tree = tree.clone();
    match view {
        View::Amendments(_) | View::Sheet(_) | View::Order(_) => drop_fulfilment_of_plans(&mut tree),
        View::Plan(_) | View::Report(_) => drop_sources(&mut tree),
    }
    if let Some(Kind::Paper(paper)) = validate::kind(&tree) {
        drop_other_sheets(&mut tree, paper);
    }
    drop_addresses(&mut tree);
    tree
}

/// Leaves out what stands of a monitoring beside the plans of amendments or of a document beside a plan.
fn drop_fulfilment_of_plans(tree: &mut Node) {
    for edition in [schema::OLD, schema::NEW, schema::PLAN] {
        if let Some(entry) = tree.get_mut(edition) {
            drop_fulfilment(&mut entry.value);
        }
    }
}

/// Leaves out what stands of a monitoring beside a plan.
pub(super) fn drop_fulfilment(plan: &mut Node) {
    drop_fields(plan, &MONITORING_BESIDE);
}

/// Leaves out of the order of a plan the lists of people that are on other sheets.
fn drop_other_sheets(tree: &mut Node, paper: Paper) {
    let lists: &[&str] = match paper {
        Paper::AgreementSheet => &[schema::ACQUAINTANCE],
        Paper::AcquaintanceSheet => &[schema::AGREEMENT],
        Paper::Order | Paper::Extract => &[schema::AGREEMENT, schema::ACQUAINTANCE],
    };
    let plan = tree.get_mut(schema::PLAN).map(|entry| &mut entry.value);
    if let Some(order) = plan.and_then(|plan| plan.get_mut(schema::ORDER)) {
        drop_fields(&mut order.value, lists);
    }
}

/// Leaves out where letters to bodies and territories go, wherever data name them.
pub(super) fn drop_addresses(tree: &mut Node) {
    for key in [schema::OLD, schema::NEW, schema::PLAN] {
        if let Some(Entry { value: plan @ Node { value: Value::Map(_), .. }, .. }) = tree.get_mut(key) {
            drop_addresses(plan);
        }
    }
    if let Some(Entry { value: Node { value: Value::Map(bodies), .. }, .. }) = tree.get_mut(schema::SHORT_NAMES) {
        for body in bodies {
            drop_fields(&mut body.value, &[schema::MAIL]);
            // A name alone is written as one.
            if let Some(Entry { value: name, .. }) = body.value.get(schema::NAME) {
                body.value = name.clone();
            }
        }
    }
    if let Some(Entry { value: Node { value: Value::List(territories), .. }, .. }) = tree.get_mut(schema::TERRITORIES) {
        territories.iter_mut().for_each(|territory| drop_fields(territory, &[schema::MAIL]));
    }
}

/// Leaves out of a fulfilment the forms that it was collected from.
fn drop_sources(tree: &mut Node) {
    if let Some(Entry { value: Node { value: Value::List(items), .. }, .. }) = tree.get_mut(schema::FULFILMENT) {
        items.iter_mut().for_each(|item| drop_fields(item, &[schema::SOURCE]));
    }
}

fn drop_fields(record: &mut Node, keys: &[&str]) {
    if let Value::Map(fields) = &mut record.value {
        fields.retain(|field| !keys.contains(&fold_key(&field.key).as_str()));
    }
}

/// The data of the document that is wanted: a report is made from a monitoring, with the day that was asked for.
fn described(tree: Node, options: &Options, diagnostics: &Diagnostics) -> Option<Node> {
    let refuse = |found: Kind, wanted: Kind| {
        let problem = PlanProblem::OtherKind { found: found.name(), wanted: wanted.name() };
        diagnostics.add(problem, tree.place_of(schema::KIND));
        None
    };
    match (options.wanted, validate::kind(&tree)) {
        (Wanted::Plan, Some(found @ (Kind::Monitoring | Kind::Amendments | Kind::Summary | Kind::Paper(_)))) => {
            refuse(found, Kind::Plan)
        }
        (Wanted::Report, Some(found @ (Kind::Amendments | Kind::Summary | Kind::Paper(_)))) => {
            refuse(found, Kind::Monitoring)
        }
        (Wanted::Summary, Some(found @ (Kind::Plan | Kind::Monitoring | Kind::Amendments | Kind::Paper(_)))) => {
            refuse(found, Kind::Summary)
        }
        (Wanted::Report, Some(Kind::Plan)) => {
            let beside = validate::beside_plan(&tree);
            if beside.is_none() {
                diagnostics.add(MonitoringProblem::NothingReported, &tree.place);
            }
            beside.map(|monitoring| dated(monitoring, options.as_of))
        }
        (_, Some(Kind::Monitoring | Kind::Summary)) => Some(dated(tree, options.as_of)),
        (_, Some(Kind::Paper(Paper::Extract))) => Some(validate::extracted(tree)),
        _ => Some(tree),
    }
}

/// A monitoring with the day that was asked for.
fn dated(mut monitoring: Node, as_of: Option<Day>) -> Node {
    if let Some(day) = as_of {
        monitoring.set(schema::AS_OF, &day.iso());
    }
    monitoring
}

/// What the pages of a document show.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum View {
    /// Of a plan.
    Plan(Box<PlanView>),
    /// Of a report, or of a summary of many.
    Report(Box<ReportView>),
    /// Of the amendments to a plan.
    Amendments(Box<AmendmentsView>),
    /// Of the order that approves a plan.
    Order(Box<OrderView>),
    /// Of a sheet of that order, or of an extract.
    Sheet(Box<SheetView>),
}

impl View {
    /// The template that sets it.
    pub fn template(&self) -> &'static str {
        match self {
            Self::Plan(_) => "/plan.typ",
            Self::Report(_) => "/report.typ",
            Self::Amendments(_) => "/amendments.typ",
            Self::Order(_) => "/order.typ",
            Self::Sheet(_) => "/sheet.typ",
        }
    }

    /// Where the activities stand: the table of a plan or report with the most rows is theirs.
    fn activity_rows(&self, pages: &Pages) -> Vec<ActivityRow> {
        let Some(longest) = self.tables().into_iter().max_by_key(|table| below_head(table, &mut 0).len()) else {
            return Vec::new();
        };
        let tables = pages.table_rows();
        let height = |rows: &[RowPlace]| rows.iter().map(|place| place.row + 1).max().unwrap_or(0);
        let Some(first) = (0..tables.len()).max_by_key(|at| height(&tables[*at])) else { return Vec::new() };
        let mut next = 0;
        let mut found = Vec::new();
        // A table that is parted has its rest in the next one.
        let parts = std::iter::successors(Some(longest), |table| table.rest.as_deref());
        for (part, rows) in parts.zip(&tables[first..]) {
            let below = below_head(part, &mut next);
            let Some(head) = height(rows).checked_sub(below.len()) else { break };
            found.extend(rows.iter().filter_map(|place| {
                let activity = below.get(place.row.checked_sub(head)?).copied().flatten()?;
                Some(ActivityRow { activity, page: place.page, top: place.top, bottom: place.bottom })
            }));
        }
        found
    }

    /// The tables of a plan or report.
    fn tables(&self) -> Vec<&TableView> {
        match self {
            Self::Plan(plan) => vec![&plan.table],
            Self::Report(report) => report.tables().collect(),
            Self::Sheet(sheet) => vec![&sheet.table],
            Self::Amendments(_) | Self::Order(_) => Vec::new(),
        }
    }

    fn tables_mut(&mut self) -> Vec<&mut TableView> {
        match self {
            Self::Plan(view) => vec![&mut view.table],
            Self::Report(view) => view.tables_mut().collect(),
            Self::Amendments(view) => view.tables_mut().collect(),
            Self::Sheet(view) => vec![&mut view.table],
            Self::Order(_) => Vec::new(),
        }
    }

    fn attach(&mut self, attachment: Option<AttachmentView>) {
        match self {
            Self::Plan(view) => view.attachment = attachment,
            Self::Report(view) => view.attachment = attachment,
            Self::Amendments(view) => view.attachment = attachment,
            Self::Order(view) => view.attachment = attachment,
            Self::Sheet(view) => view.attachment = attachment,
        }
    }
}

/// Reads and judges a plan, a monitoring or amendments and says what the pages show, with the mark of an electronic
/// signature if they will get one.
pub fn view(
    tree: &Node,
    mark: Option<&SignatureMark>,
    typesetter: &Typesetter,
    diagnostics: &Diagnostics,
) -> Option<View> {
    match validate::read(tree, diagnostics)? {
        CheckedDocument::Plan(checked) => {
            let view = plan(&checked.plan, tree, mark, typesetter, diagnostics)?;
            Some(View::Plan(Box::new(view)))
        }
        CheckedDocument::Monitoring(checked) => {
            let metrics = metrics(tree, &checked.monitoring.style, typesetter, diagnostics)?;
            let view = report(&checked, tree, mark, (typesetter.tokens(), &metrics), diagnostics)?;
            Some(View::Report(Box::new(view)))
        }
        CheckedDocument::Summary(checked) => {
            let metrics = metrics(tree, &checked.summary.style, typesetter, diagnostics)?;
            let view = region(&checked, tree, mark, (typesetter.tokens(), &metrics), diagnostics)?;
            Some(View::Report(Box::new(view)))
        }
        CheckedDocument::Amendments(checked) => {
            let view = amendments(&checked, tree, mark, typesetter, diagnostics)?;
            Some(View::Amendments(Box::new(view)))
        }
        CheckedDocument::Paper(checked) => paper(&checked, tree, mark, typesetter, diagnostics),
    }
}

/// What the pages of a report, or of a summary, say: the texts of what [`view`] gives, without measuring any. `None` where that
/// gives nothing, and for all other documents.
pub(super) fn said(
    document: &CheckedDocument,
    tree: &Node,
    mark: Option<&SignatureMark>,
    typesetter: &Typesetter,
    diagnostics: &Diagnostics,
) -> Option<Said> {
    let how = (typesetter.tokens(), &Unmeasured);
    // A face that is not there is a fault all the same.
    let has_face = |style: &Style| style.face.is_none() || metrics(tree, style, typesetter, diagnostics).is_some();
    let view = match document {
        CheckedDocument::Monitoring(checked) if has_face(&checked.monitoring.style) => {
            report(checked, tree, mark, how, diagnostics)
        }
        CheckedDocument::Summary(checked) if has_face(&checked.summary.style) => {
            region(checked, tree, mark, how, diagnostics)
        }
        _ => None,
    };
    view.map(|view| view::said(&view))
}

/// What the pages of a plan show.
pub(super) fn plan(
    plan: &Plan,
    tree: &Node,
    mark: Option<&SignatureMark>,
    typesetter: &Typesetter,
    diagnostics: &Diagnostics,
) -> Option<PlanView> {
    let metrics = metrics(tree, &plan.style, typesetter, diagnostics)?;
    let tokens = typesetter.tokens();
    let mut view = view::plan(plan, tokens, &metrics);
    if let Some(mark) = mark {
        let hand = hand(mark, (&plan.approvals, &plan.agreements, &plan.signatories), tree, diagnostics)?;
        view::stamp((mark, hand), &mut view.corner, &mut view.signatures, &view.page, tokens, &metrics);
    }
    Some(view)
}

/// What the pages of a document beside a plan show. Of an order it is told what of it the program had to draft, and what a
/// careful colleague would point out.
fn paper(
    checked: &CheckedPaper,
    tree: &Node,
    mark: Option<&SignatureMark>,
    typesetter: &Typesetter,
    diagnostics: &Diagnostics,
) -> Option<View> {
    let plan = &checked.plan.plan;
    let metrics = metrics(&tree.get(schema::PLAN)?.value, &plan.style, typesetter, diagnostics)?;
    let tokens = typesetter.tokens();
    let certifiers;
    let (mut view, signatories) = match (checked.paper, &checked.order, &checked.body) {
        (Paper::Order, Some(order), _) => {
            lint::order(&checked.plan, diagnostics);
            (View::Order(Box::new(view::order(order, plan, tokens, &metrics))), order.signatories.as_slice())
        }
        (Paper::AgreementSheet, Some(order), _) => {
            (View::Sheet(Box::new(view::agreement(order, plan, tokens, &metrics))), &[][..])
        }
        (Paper::AcquaintanceSheet, Some(order), _) => {
            (View::Sheet(Box::new(view::acquaintance(order, plan, tokens, &metrics))), &[][..])
        }
        (Paper::Extract, _, Some((body, places))) => {
            certifiers = plan.certifier();
            (View::Sheet(Box::new(view::extract(body, places, plan, tokens, &metrics))), certifiers.as_slice())
        }
        _ => return None,
    };
    if let Some(mark) = mark {
        let Hand::Signatory(at) = hand(mark, (&[], &[], signatories), tree, diagnostics)? else { return None };
        let (signatures, page) = match &mut view {
            View::Order(view) => (&mut view.signatures, &view.page),
            View::Sheet(view) => (&mut view.signatures, &view.page),
            View::Plan(_) | View::Report(_) | View::Amendments(_) => return None,
        };
        view::stamp_signature((mark, at), signatures, page, tokens, &metrics);
    }
    Some(view)
}

/// What the pages of a report show. Conclusions that the program had to draft are a remark.
fn report(
    CheckedMonitoring { monitoring, plan, muted, .. }: &CheckedMonitoring,
    tree: &Node,
    mark: Option<&SignatureMark>,
    (tokens, metrics): (&Tokens, &impl Metrics),
    diagnostics: &Diagnostics,
) -> Option<ReportView> {
    if monitoring.conclusions.is_empty() {
        diagnostics.add(MonitoringProblem::DraftConclusions, &tree.place);
        diagnostics.mute(muted);
    }
    let mut view = view::report(plan, monitoring, tokens, metrics);
    if let Some(mark) = mark {
        let people = (&*monitoring.approvals, &*monitoring.agreements, &*monitoring.signatories);
        let hand = hand(mark, people, tree, diagnostics)?;
        view::stamp((mark, hand), &mut view.corner, &mut view.signatures, &view.page, tokens, metrics);
    }
    Some(view)
}

/// What the pages of a summary show. Conclusions that the program had to draft are a remark.
fn region(
    CheckedSummary { summary, muted }: &CheckedSummary,
    tree: &Node,
    mark: Option<&SignatureMark>,
    (tokens, metrics): (&Tokens, &impl Metrics),
    diagnostics: &Diagnostics,
) -> Option<ReportView> {
    if summary.conclusions.is_empty() {
        diagnostics.add(SummaryProblem::DraftConclusions, &tree.place);
        diagnostics.mute(muted);
    }
    let mut view = view::region(summary, tokens, metrics);
    if let Some(mark) = mark {
        let people = (&*summary.approvals, &*summary.agreements, &*summary.signatories);
        let hand = hand(mark, people, tree, diagnostics)?;
        view::stamp((mark, hand), &mut view.corner, &mut view.signatures, &view.page, tokens, metrics);
    }
    Some(view)
}

/// What the pages of amendments show. That nothing is to be amended, since only approvals, signatures and the like differ,
/// is a fault.
fn amendments(
    CheckedAmendments { old, new, muted }: &CheckedAmendments,
    tree: &Node,
    mark: Option<&SignatureMark>,
    typesetter: &Typesetter,
    diagnostics: &Diagnostics,
) -> Option<AmendmentsView> {
    let new_tree = &tree.get(schema::NEW)?.value;
    let changes = Changes::between(old, new);
    let amendments = Amendments::of(&changes);
    if amendments.is_empty() {
        diagnostics.add(EditionProblem::NothingToAmend, &Place::file(new_tree.place.path()));
        return None;
    }
    if amendments == Amendments::Whole {
        diagnostics.add(EditionProblem::WholeEdition, &Place::file(new_tree.place.path()));
        diagnostics.mute(muted);
    }
    let metrics = metrics(new_tree, &new.style, typesetter, diagnostics)?;
    let tokens = typesetter.tokens();
    let mut view = view::amendments(&changes, &amendments, tokens, &metrics);
    if let Some(mark) = mark {
        let approvals = view::amending_approvals(old, new);
        let hand = hand(mark, (&approvals, &new.agreements, &new.signatories), new_tree, diagnostics)?;
        view::stamp((mark, hand), &mut view.corner, &mut view.signatures, &view.page, tokens, &metrics);
    }
    Some(view)
}

/// Where the owner of a certificate signs. Remarks if another's name stands there.
fn hand(
    mark: &SignatureMark,
    (approvals, agreements, signatories): (&[Approval], &[Approval], &[Signatory]),
    tree: &Node,
    diagnostics: &Diagnostics,
) -> Option<Hand> {
    let Some((hand, other)) = mark.hand(approvals, agreements, signatories) else {
        diagnostics.add(SignatureProblem::NoHand, &tree.place);
        return None;
    };
    if let Some(name) = other {
        let key = match hand {
            Hand::Approval(_) => schema::APPROVAL,
            Hand::Agreement(_) => schema::AGREEMENT,
            Hand::Signatory(_) => schema::SIGNATURE,
        };
        diagnostics
            .add(SignatureProblem::OtherHand { owner: mark.owner.clone(), name: name.to_owned() }, tree.place_of(key));
    }
    Some(hand)
}

/// The widths of the face that a document is set in.
fn metrics(
    tree: &Node,
    style: &Style,
    typesetter: &Typesetter,
    diagnostics: &Diagnostics,
) -> Option<impl Metrics + use<>> {
    let metrics = typesetter.metrics(style.face.as_deref());
    let place = || tree.get(schema::STYLE).and_then(|entry| entry.value.get(schema::FACE));
    metrics.map_err(|problem| diagnostics.add(problem, place().map_or(&tree.place, |entry| &entry.value.place))).ok()
}

/// How often a document is set at most until its tables are parted where pages end. What is parted moves the rows behind it only
/// where its text is higher than its rows, or its last row would stand alone, so that twice is enough as a rule.
const MOST_PASSES: usize = 8;

/// A document with more cells than this is set in little memory, which may take longer: beyond it the memory of what Typst remembers
/// comes near a gigabyte. Twenty thousand activities have so many, or two thousand in a table of fifty columns.
const MANY_CELLS: usize = 100_000;

/// The files of a document, and how many pages it has.
fn typeset(
    view: &mut View,
    data: Option<String>,
    options: &Options,
    typesetter: &mut Typesetter,
) -> Result<(Vec<Vec<u8>>, usize), Vec<Problem>> {
    let pages = set(view, data, typesetter)?;
    Ok((typesetter.export(&pages, options.format, &options.standards)?, pages.count()))
}

/// Sets a document, its joined cells parted where pages end, and no last row alone on a page. `data` is what the PDF will carry.
pub fn set(view: &mut View, data: Option<String>, typesetter: &mut Typesetter) -> Result<Pages, Vec<Problem>> {
    for (at, table) in view.tables_mut().into_iter().enumerate() {
        table.mark_end(at);
    }
    let is_large = view.tables_mut().iter().map(|table| table.cells()).sum::<usize>() > MANY_CELLS;
    let mut set = |view: &View, data| {
        let template = view.template();
        if is_large {
            typesetter.set_in_little_memory(template, view, data)
        } else {
            typesetter.set(template, view, data)
        }
    };
    let mut pages = set(view, data)?;
    let mut whole: Vec<TableView> = Vec::new();
    let (mut parted, mut begun) = (BTreeSet::new(), BTreeSet::new());
    for pass in 1..MOST_PASSES {
        let rows = pages.rows();
        let tables = if whole.is_empty() { view.tables_mut() } else { whole.iter_mut().collect() };
        let mut ends = begun.clone();
        let mut tops = BTreeSet::new();
        for table in tables {
            tops.extend(table.covered_tops(&rows));
            ends.extend(table.lone_end(&rows));
        }
        tops.extend(&ends);
        // What is parted may move the end of its page, and that part it elsewhere: sooner or later all of these places count.
        if pass > 2 {
            tops.extend(&parted);
        }
        if tops == parted {
            break;
        }
        (parted, begun) = (tops, ends);
        if whole.is_empty() {
            whole = view.tables_mut().into_iter().map(|table| table.clone()).collect();
        }
        for (table, whole) in view.tables_mut().into_iter().zip(&whole) {
            *table = whole.parted(&parted).begun_anew(&begun);
        }
        pages = set(view, None)?;
    }
    Ok(pages)
}

fn attachment() -> AttachmentView {
    AttachmentView {
        path: DATA_PATH.into(),
        name: carried::NAME.into(),
        mime: "application/json",
        description: "Данные, из которых сделан документ".into(),
    }
}

/// Finds the place of what only the typesetter could find: a sign that no face has.
pub(super) fn placed(problem: Problem, tree: &Node, path: &Path) -> Diagnostic {
    let found = match &problem {
        Problem::Page(PageProblem::MissingGlyph { sign, .. }) => {
            // Of two editions it is the new one that is still worked on.
            let newest = tree.get(schema::NEW).and_then(|entry| find_text(&entry.value, sign));
            newest.or_else(|| find_text(tree, sign))
        }
        _ => None,
    };
    match found {
        Some((place, text)) => Diagnostic::new(problem, place.clone()).found(text),
        None => Diagnostic::new(problem, Place::of(path)),
    }
}

/// The first text of the tree that has a part.
fn find_text<'a>(node: &'a Node, part: &str) -> Option<(&'a Place, &'a str)> {
    match &node.value {
        Value::Empty => None,
        Value::Text(text) => text.contains(part).then_some((&node.place, text)),
        Value::List(items) => items.iter().find_map(|item| find_text(item, part)),
        Value::Map(entries) => entries.iter().find_map(|entry| find_text(&entry.value, part)),
    }
}
