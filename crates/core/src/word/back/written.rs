//! What a copy of some data says when it goes out: the blocks of the writer, sorted by what they are in the data.

use std::sync::LazyLock;

use super::report::{Report, TableOf, WrittenTable};
use crate::diagnostics::Diagnostics;
use crate::domain::Plan;
use crate::tree::Node;
use crate::validate::{self, Kind};
use crate::view::{self, ContentView, Metrics, Tokens, report_titles as titles};
use crate::word::blocks::{Block, Cell, Look, Paragraph, Place, Row};
use crate::word::pages;
use crate::word::sheet::Sheet;
use crate::word::tables::Purpose;

/// What a paragraph outside of tables is in the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Part {
    /// The draft mark, the mark above an annex: no value of the data.
    Fixed,
    /// «Задачи:».
    Caption,
    AnnexTo,
    Basis,
    Title,
    Edition,
    Preamble,
    Goal,
    Tasks,
    Notes,
    AnnexList,
    Maker,
    /// The title of an annex that is printed, counted from 0.
    AnnexTitle(usize),
    /// Its text.
    AnnexText(usize),
    /// The heading above a text of a report.
    SectionHead(Section),
    /// A text of a report.
    Section(Section),
}

/// Texts of a report that are given paragraph by paragraph, or item by item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Section {
    Sources,
    Analysis,
    Conclusions,
    Recommendations,
    Decisions,
}

impl Section {
    const ALL: [(&str, Self); 5] = [
        (titles::SOURCES, Self::Sources),
        (titles::ANALYSIS, Self::Analysis),
        (titles::CONCLUSIONS, Self::Conclusions),
        (titles::RECOMMENDATIONS, Self::Recommendations),
        (titles::DECISIONS, Self::Decisions),
    ];

    /// The section that a heading begins.
    pub(super) fn under(heading: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == heading).map(|(_, section)| *section)
    }
}

impl Part {
    /// Whether its paragraphs are items, which the program numbers where there are several.
    pub(super) fn is_counted(self) -> bool {
        let is_list = |section| matches!(section, Section::Sources | Section::Recommendations | Section::Decisions);
        matches!(self, Self::Tasks) || matches!(self, Self::Section(section) if is_list(section))
    }

    /// What stands under a head.
    pub(super) fn body(self) -> Option<Self> {
        match self {
            Self::Caption => Some(Self::Tasks),
            Self::SectionHead(section) => Some(Self::Section(section)),
            _ => None,
        }
    }

    /// Whether it holds nothing that the data say.
    pub(super) fn is_fixed(self) -> bool {
        matches!(self, Self::Fixed | Self::Caption | Self::SectionHead(_))
    }
}

/// A paragraph outside of tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) part: Part,
    pub(super) text: String,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Written {
    /// Of the head, cell by cell.
    Head(Vec<String>),
    /// The how many-th band, from 0.
    Band(usize, String),
    /// The how many-th activity, from 0, column by column.
    Activity(usize, Vec<String>),
}

/// What a copy says.
#[derive(Debug, Clone)]
pub(super) struct Copy {
    pub(super) plan: Plan,
    /// What stands above the table, without the blocks in the corners.
    pub(super) above: Vec<Line>,
    /// The rows of blocks in the corners, line by line: left and right.
    pub(super) corners: Vec<[Vec<String>; 2]>,
    pub(super) rows: Vec<Written>,
    /// What stands below the table, without the signatures.
    pub(super) below: Vec<Line>,
    /// Posts and names.
    pub(super) signatures: Vec<[String; 2]>,
    /// How many columns the table has.
    pub(super) columns: usize,
    /// Of a report, what its tables say; then all its paragraphs stand above, and there is no table of the plan.
    pub(super) report: Option<Report>,
}

/// As wide as nearly all signs are: where lines end does not matter here, only what they say.
struct Even;

impl Metrics for Even {
    fn width(&self, text: &str, _: bool) -> f64 {
        text.chars().count() as f64 * 0.5
    }
}

impl Copy {
    /// What a copy of data says. `None` if the data are neither a plan nor a monitoring, or have faults, which are told to
    /// `diagnostics`.
    pub(super) fn of(data: &Node, diagnostics: &Diagnostics) -> Option<Self> {
        // Measures only say where things stand.
        static TOKENS: LazyLock<Option<Tokens>> =
            LazyLock::new(|| Tokens::parse(include_str!("../../../../../templates/tokens.yaml")).ok());
        let tokens = TOKENS.as_ref()?;
        if is_monitoring(data) {
            let checked = validate::monitoring(data, diagnostics)?;
            let view = view::report(&checked.plan, &checked.monitoring, tokens, &Even);
            let blocks = pages::report(&view, &[], &Sheet { page: &view.page, tokens });
            let content = view.sections.iter().flat_map(|section| &section.content);
            let charts = content.filter_map(|content| match content {
                ContentView::Chart(chart) => Some(chart.alt.clone()),
                _ => None,
            });
            let report = Report { monitoring: checked.monitoring, tables: Vec::new(), charts: charts.collect() };
            return Some(Self::report_sorted(checked.plan, report, &blocks));
        }
        let checked = validate::plan(data, diagnostics)?;
        let view = view::plan(&checked.plan, tokens, &Even);
        let sheet = Sheet { page: &view.page, tokens };
        let blocks = pages::plan(&view, Purpose { names: None, parts_joined: true }, &sheet);
        Some(Self::sorted(checked.plan, &blocks))
    }

    fn sorted(plan: Plan, blocks: &[Block]) -> Self {
        let columns = plan.columns().count();
        let (above, corners, rows, below, signatures) = Default::default();
        let mut copy = Self { plan, above, corners, rows, below, signatures, columns, report: None };
        let mut annexes = 0;
        for block in blocks {
            match block {
                Block::Paragraph(it) if it.key.0 == Place::Gap || it.key.0 == Place::SignatureGap => {}
                Block::Paragraph(it) => {
                    annexes += usize::from(it.key.0 == Place::Annexes && it.look == Look::Heading);
                    let line = Line { part: part(it, annexes), text: it.plain() };
                    if copy.rows.is_empty() { copy.above.push(line) } else { copy.below.push(line) }
                }
                Block::Table(table) => table.rows.iter().for_each(|row| copy.row(row)),
                Block::Picture(_) => {}
            }
        }
        copy
    }

    /// The blocks of a report, sorted.
    fn report_sorted(plan: Plan, mut report: Report, blocks: &[Block]) -> Self {
        let mut copy = Self::sorted(plan, &[]);
        let mut heading = String::new();
        let mut is_past_basis = false;
        for block in blocks {
            match block {
                Block::Paragraph(it) if matches!(it.key.0, Place::Gap | Place::SignatureGap) => {}
                Block::Paragraph(it) => {
                    let text = it.plain();
                    if it.look == Look::Heading || it.key.0 == Place::Caption {
                        heading.clone_from(&text);
                    }
                    is_past_basis |= !heading.is_empty() || text.starts_with(titles::PERIOD);
                    let part = report_part(it, Section::under(&heading), is_past_basis);
                    copy.above.push(Line { part, text });
                }
                Block::Table(table) => {
                    table.rows.iter().for_each(|row| copy.row(row));
                    let rows = std::mem::take(&mut copy.rows);
                    if !rows.is_empty() {
                        report.tables.push(WrittenTable { of: TableOf::under(&heading), rows });
                    }
                }
                Block::Picture(_) => {}
            }
        }
        copy.report = Some(report);
        copy
    }

    fn row(&mut self, row: &Row) {
        let lines = |cell: &Cell| cell.lines.iter().map(Paragraph::plain).collect::<Vec<_>>();
        let cells = || row.cells.iter().map(|cell| lines(cell).join("\n")).collect::<Vec<_>>();
        match (row.key.0, row.cells.as_slice()) {
            (Place::CornerRow, [left, _, right]) => self.corners.push([lines(left), lines(right)]),
            (Place::Signature, [post, name]) => {
                self.signatures.push([lines(post).join("\n"), lines(name).join("\n")]);
            }
            (Place::Head, _) => {
                let spread = |cell: &Cell| vec![lines(cell).join("\n"); cell.span];
                self.rows.push(Written::Head(row.cells.iter().flat_map(spread).collect()));
            }
            (Place::Band, _) => self.rows.push(Written::Band(row.key.1, cells().concat())),
            (Place::Row, _) => self.rows.push(Written::Activity(row.key.1, cells())),
            _ => {}
        }
    }
}

/// Whether data are those of a monitoring.
pub(super) fn is_monitoring(data: &Node) -> bool {
    validate::kind(data) == Some(Kind::Monitoring)
}

/// What a paragraph of a report is, under the heading of a section.
fn report_part(paragraph: &Paragraph, section: Option<Section>, is_past_basis: bool) -> Part {
    match (paragraph.key.0, paragraph.look, section) {
        (Place::Title, ..) => Part::Title,
        (Place::Maker, ..) => Part::Maker,
        (Place::Caption, _, Some(section)) | (_, Look::Heading, Some(section)) => Part::SectionHead(section),
        (Place::Text | Place::Items, _, Some(section)) => Part::Section(section),
        (Place::Text, Look::Text, None) if !is_past_basis => Part::Basis,
        _ => Part::Fixed,
    }
}

fn part(paragraph: &Paragraph, annexes: usize) -> Part {
    let annex = annexes.saturating_sub(1);
    match (paragraph.key.0, paragraph.look) {
        (Place::AnnexTo, _) => Part::AnnexTo,
        (Place::Basis, _) => Part::Basis,
        (Place::Title, _) => Part::Title,
        (Place::Edition, _) => Part::Edition,
        (Place::Text, _) => Part::Preamble,
        (Place::Goal, _) => Part::Goal,
        (Place::Caption, _) => Part::Caption,
        (Place::Items, _) => Part::Tasks,
        (Place::Notes, _) => Part::Notes,
        (Place::AnnexList, _) => Part::AnnexList,
        (Place::Maker, _) => Part::Maker,
        (Place::Annexes, Look::Heading) => Part::AnnexTitle(annex),
        (Place::Annexes, Look::Text) => Part::AnnexText(annex),
        _ => Part::Fixed,
    }
}
