//! Tables: head, bands, rows, widths.

use serde::Serialize;

use super::ends;
use super::lines::longest_word;
use super::widths::{CellBox, ColumnText, Measured, height};
use super::words::{Place, Words, has_parts};
use super::{Metrics, PageView, Tokens};
use crate::domain::{Column, Field, HeadItem, HeadRepeat, Orientation, Plan, Style};
use crate::russian;

/// The table as the template sets it.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct TableView {
    /// Size of the type in points.
    pub size: f64,
    /// Points between a rule and the text beside it, where the columns are too many for the usual ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inset: Option<f64>,
    /// The columns.
    pub columns: Vec<ColumnView>,
    /// One or two rows of column titles.
    pub head: Vec<Vec<HeadCellView>>,
    /// The row of column numbers.
    pub numbers: Option<Vec<String>>,
    /// What is repeated on every page: `head`, `numbers` or `none`.
    pub repeat: &'static str,
    /// Bands with their rows.
    pub groups: Vec<GroupView>,
    /// What of the table begins a page of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest: Option<Box<TableView>>,
    /// Whether all of it stands on one page: it has so few rows that the last one would be alone on another.
    #[serde(skip_serializing_if = "is_false")]
    pub whole: bool,
    /// The part of a page that its last two rows take.
    #[serde(skip)]
    pub end: f64,
}

impl TableView {
    /// How many cells it has below its head, as if none were joined.
    pub fn cells(&self) -> usize {
        let rows: usize = self.groups.iter().map(|group| group.rows.len()).sum();
        rows * self.columns.len() + self.rest.as_ref().map_or(0, |rest| rest.cells())
    }

    /// The same table; if a word has to be broken anywhere in it, so that the template measures, each row says what of it is high.
    fn with_high_texts(mut self) -> Self {
        let is_long = |text: &Words| matches!(text, Words::Long { .. });
        let has_long = |row: &RowView| match row {
            RowView::Plain(_) => false,
            RowView::Texts { texts, .. } => texts.iter().any(is_long),
            RowView::Special { cells, .. } => cells.iter().any(|cell| is_long(&cell.text)),
        };
        let in_head = self.head.iter().flatten().any(|cell| is_long(&cell.text));
        if in_head || self.groups.iter().any(|group| group.bands.iter().any(is_long) || group.rows.iter().any(has_long))
        {
            self.groups.iter_mut().flat_map(|group| &mut group.rows).for_each(RowView::find_high);
        }
        self
    }
}

/// A column.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct ColumnView {
    /// Its share of the width.
    pub width: f64,
    /// `left` or `center`.
    pub align: &'static str,
}

/// A cell of the head.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct HeadCellView {
    /// What stands in it.
    pub text: Words,
    /// The column in which it begins, from 0.
    pub column: usize,
    /// Columns that it covers.
    pub colspan: usize,
    /// Rows that it covers.
    pub rowspan: usize,
    /// Where it stands on its side, the length of its lines in points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turned: Option<f64>,
}

/// A band and the rows under it.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct GroupView {
    /// The texts of its band rows: as a rule one; more, where directions above have no activities of their own.
    pub bands: Vec<Words>,
    /// The rows.
    pub rows: Vec<RowView>,
}

/// A row: as a rule just its texts, which the template sets without a further look.
#[derive(Debug, Clone, Serialize, PartialEq)]
#[serde(untagged)]
pub enum RowView {
    /// A text for each column.
    Plain(Vec<String>),
    /// The same, where a text is marked.
    Texts {
        /// A text for each column.
        texts: Vec<Words>,
        /// The columns whose texts may take more than a line, if they are few and there are others: all that is to be measured to
        /// know the height of the row.
        #[serde(skip_serializing_if = "Option::is_none")]
        high: Option<Vec<usize>>,
    },
    /// A row that takes more.
    Special {
        /// Whether it may be torn over a page: only a row that would not fit on one.
        breakable: bool,
        /// By how many points it must be higher than its own cells, for the joined cell that ends in it.
        stretch: f64,
        /// Whether it stands out by a grey ground.
        #[serde(skip_serializing_if = "is_false")]
        marked: bool,
        /// Its number in the table, from 0, where a joined cell may run over the end of a page: so that it can be found
        /// there.
        #[serde(skip_serializing_if = "Option::is_none")]
        row: Option<usize>,
        /// Its height in points, cells that are joined aside.
        #[serde(skip)]
        height: f64,
        /// Its cells; those under a joined cell above are left out.
        cells: Vec<CellView>,
    },
}

impl RowView {
    /// A row of texts of its own, none of which is joined to another.
    pub(super) fn of_texts(texts: Vec<Words>) -> Self {
        let plain = |text: &Words| if let Words::Plain(text) = text { Some(text.clone()) } else { None };
        let all = texts.iter().map(plain).collect::<Option<Vec<_>>>();
        all.map_or_else(|| Self::Texts { texts, high: None }, Self::Plain)
    }

    /// Says which texts of a row of texts may take more than a line.
    fn find_high(&mut self) {
        let texts = match self {
            Self::Plain(texts) => std::mem::take(texts).into_iter().map(Words::Plain).collect(),
            Self::Texts { texts, .. } => std::mem::take(texts),
            Self::Special { .. } => return,
        };
        let is_high = |(column, text): (usize, &Words)| (!text.is_line() && !text.is_empty()).then_some(column);
        let high: Vec<usize> = texts.iter().enumerate().filter_map(is_high).collect();
        let are_few = high.len() * FEW_HIGH <= texts.len() && texts.iter().any(Words::is_line);
        let high = are_few.then_some(high);
        *self = if high.is_some() { Self::Texts { texts, high } } else { Self::of_texts(texts) };
    }

    /// The same in its long form, be they plain or not.
    pub(super) fn special(texts: impl IntoIterator<Item = Words>) -> Self {
        let cell = |(column, text)| CellView {
            text,
            column,
            rowspan: 1,
            together: false,
            strong: false,
            bar: None,
            needs: 0.0,
        };
        let cells = texts.into_iter().enumerate().map(cell).collect();
        Self::Special { breakable: false, stretch: 0.0, marked: false, row: None, height: 0.0, cells }
    }
}

/// Of how many texts of a row one may be high: to measure a text costs half of what the typesetter needs to find the height of a row
/// by itself, in each cell.
const FEW_HIGH: usize = 4;

/// A cell of a special row.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct CellView {
    /// What stands in it.
    pub text: Words,
    /// The column in which it stands, from 0.
    pub column: usize,
    /// Rows that it covers.
    pub rowspan: usize,
    /// Whether a joined cell holds its rows together on one page.
    pub together: bool,
    /// Whether it is set in bold type.
    #[serde(skip_serializing_if = "is_false")]
    pub strong: bool,
    /// A small bar under the text: its filled part, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bar: Option<f64>,
    /// The height in points that its rows must have together, with what gets lost at the end of a page.
    #[serde(skip)]
    pub needs: f64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_false(it: &bool) -> bool {
    !it
}

/// A table before it is known how much room it has.
pub(super) struct TableText {
    /// The head.
    pub head: Vec<HeadItem>,
    /// What each column holds, from left to right.
    pub kinds: Vec<Kind>,
    /// The text of every cell, by row and column.
    pub rows: Vec<Vec<String>>,
    /// Rows that stand out; a row beyond the end does not.
    pub emphases: Vec<Emphasis>,
    /// Small bars in a column: for each row the filled part, 0 to 1.
    pub bars: Option<(usize, Vec<Option<f64>>)>,
    /// The bands, each with the number of rows under it; their sum is that of all rows.
    pub groups: Vec<(Option<String>, usize)>,
    /// What of the head is repeated on each page.
    pub repeat: HeadRepeat,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Running text: a wide column is welcome.
    Prose,
    /// Numbers or dates, which are centred.
    Centred,
    /// Anything else; centred where it turns out to be short.
    Text,
}

impl Kind {
    /// What a column of the plan holds.
    pub(super) fn of(column: &Column) -> Self {
        match column.field {
            Field::Name => Self::Prose,
            Field::Number | Field::Due => Self::Centred,
            _ => Self::Text,
        }
    }
}

/// How a row stands out, other than by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Emphasis {
    /// Not at all.
    #[default]
    None,
    /// A grey ground, and bold type in one column.
    Marked {
        /// The column, from 0.
        column: usize,
    },
    /// Bold type throughout: a sum.
    Total,
}

impl Emphasis {
    /// Whether a column of the row is set in bold type.
    fn is_strong(self, at: usize) -> bool {
        match self {
            Self::None => false,
            Self::Marked { column } => column == at,
            Self::Total => true,
        }
    }
}

/// A table whose texts have been measured.
pub(super) struct MeasuredTable {
    text: TableText,
    measured: Measured,
}

impl TableText {
    /// Measures all texts.
    pub(super) fn measure(self, metrics: &impl Metrics) -> MeasuredTable {
        let measured = measure(&self, metrics);
        MeasuredTable { text: self, measured }
    }
}

/// Builds the table of a plan and turns the page if the table is too wide for it standing.
pub(super) fn plan(plan: &Plan, page: &mut PageView, tokens: &Tokens, metrics: &impl Metrics) -> TableView {
    let columns: Vec<&Column> = plan.columns().collect();
    let table = TableText {
        head: plan.head.clone(),
        kinds: columns.iter().map(|column| Kind::of(column)).collect(),
        rows: texts(plan, &columns),
        emphases: Vec::new(),
        bars: None,
        groups: bands(plan),
        repeat: plan.style.head,
    };
    let table = table.measure(metrics);
    turn(&plan.style, page, tokens, &[&table]);
    table.build(&plan.style, page, tokens, metrics)
}

/// The bands of a plan, with the number of activities under each.
pub(crate) fn bands(plan: &Plan) -> Vec<(Option<String>, usize)> {
    let counts = plan.directions.iter().map(|direction| direction.activities.len());
    plan.bands().into_iter().map(|band| band.map(|band| russian::glue(&band))).zip(counts).collect()
}

impl MeasuredTable {
    /// Shares the page out among the columns and finishes every cell.
    pub(super) fn build(self, style: &Style, page: &PageView, tokens: &Tokens, metrics: &impl Metrics) -> TableView {
        let Self { text, measured } = self;
        let (room, page_height) = page.text_area();
        let (cell, widths) = fit(style, page, tokens, &measured);
        let columns: Vec<&Column> = text.head.iter().flat_map(HeadItem::columns).collect();

        let places: Vec<Place> = widths.iter().map(|width| cell.place(*width)).collect();
        let turned = measured.turned(cell);
        let head = head(&text.head, &places, &turned, metrics);
        let numbers = (text.repeat == HeadRepeat::Numbers)
            .then(|| (1..=columns.len()).map(|number| number.to_string()).collect::<Vec<_>>());
        let head_height = head_height(&columns, &widths, &turned, cell, metrics) * head.len() as f64;
        let columns_view = text.kinds.iter().zip(&widths).enumerate();
        let columns_view =
            columns_view.map(|(at, (kind, width))| column_view(*kind, *width, measured.is_short(at))).collect();
        let text_rows = text.rows.len();
        let rows = Rows {
            joins: columns.iter().map(|column| column.join).collect(),
            texts: text.rows,
            emphases: text.emphases,
            bars: text.bars,
            measured,
            widths: &widths,
            cell,
            room: page_height - head_height,
        };
        let last = |count: usize| -> f64 {
            (text_rows.saturating_sub(count)..text_rows).map(|row| rows.row_height(row, metrics)).sum()
        };
        let end = last(2) / page_height;
        TableView {
            rest: None,
            whole: text_rows <= ends::FEW && (head_height + last(ends::FEW)) / page_height <= ends::TOGETHER,
            end,
            size: cell.size,
            inset: (cell.inset_x < tokens.table_inset_x_pt).then_some(cell.inset_x),
            columns: columns_view,
            head,
            numbers,
            repeat: match text.repeat {
                HeadRepeat::Head => "head",
                HeadRepeat::Numbers => "numbers",
                HeadRepeat::Never => "none",
            },
            groups: groups(text.groups, rows, cell.place(room).bold(), metrics),
        }
        .with_high_texts()
    }
}

/// The printed text of every cell, by row and column.
fn texts(plan: &Plan, columns: &[&Column]) -> Vec<Vec<String>> {
    let numbers = plan.numbers();
    let rows = plan.activities().zip(numbers).map(|(activity, number)| {
        let cell = |column: &&Column| match &column.field {
            Field::Number => number.clone(),
            field => super::cell(&activity.text(field)),
        };
        columns.iter().map(cell).collect()
    });
    rows.collect()
}

fn measure(table: &TableText, metrics: &impl Metrics) -> Measured {
    let joins: Vec<bool> = table.head.iter().flat_map(HeadItem::columns).map(|column| column.join).collect();
    let mut spans: Vec<Vec<usize>> = Vec::new();
    if joins.contains(&true) {
        for (_, count) in &table.groups {
            spans.extend(self::spans(&joins, &table.rows[spans.len()..spans.len() + count]));
        }
    }
    let mut columns = Vec::new();
    for item in &table.head {
        let shared_title = match item {
            HeadItem::Single(_) => 0.0,
            HeadItem::Group { title, columns } => longest_word(title, true, metrics) / columns.len() as f64,
        };
        for column in item.columns() {
            let at = columns.len();
            columns.push(ColumnText {
                title: &column.title,
                shared_title,
                cells: table.rows.iter().map(|row| row[at].as_str()).collect(),
                spans: spans.iter().map(|row| row[at]).collect(),
                is_name: table.kinds[at] == Kind::Prose,
                is_text: table.kinds[at] == Kind::Text,
                is_number: column.title.starts_with('№') || column.field == Field::Number,
                is_bold: table.emphases.iter().any(|emphasis| emphasis.is_strong(at)),
            });
        }
    }
    Measured::new(&columns, metrics)
}

/// Turns the page if one of its tables is too wide for it standing, unless the data says how it is to lie: if a word would
/// break, or running text be too narrow, in any type that is read without effort.
pub(super) fn turn(style: &Style, page: &mut PageView, tokens: &Tokens, tables: &[&MeasuredTable]) {
    let stands = |table: &&MeasuredTable| fitting(style, page, tokens, &table.measured).is_some();
    page.flipped = match style.orientation {
        Some(orientation) => orientation == Orientation::Landscape,
        None => !tables.iter().all(stands),
    };
}

/// The largest type in which no word of a table breaks and running text is wide enough, titles over figures on their side if
/// need be. Type of less than `EASY` points is not tried, nor a size other than the data asks for.
fn fitting(style: &Style, page: &PageView, tokens: &Tokens, measured: &Measured) -> Option<CellBox> {
    let room = page.text_area().0;
    let mut boxes = sizes(style, page, EASY).map(|size| cell_box(size, tokens));
    let turned = |cell: CellBox| CellBox { turns_titles: true, ..cell };
    boxes.find(|cell| measured.fits(*cell, room) || measured.fits(turned(*cell), room))
}

/// The size that is wanted and those below it, down to the least, in points.
fn sizes(style: &Style, page: &PageView, least: f64) -> impl Iterator<Item = f64> {
    let (wanted, is_fixed) = (page.table_size, style.table_size.is_some());
    let smaller = move |size: &f64| Some(size - 0.5).filter(|size| !is_fixed && *size >= least);
    std::iter::successors(Some(wanted), smaller)
}

/// The smallest type that is read without effort, and the smallest that is read at all, in points.
const EASY: f64 = 9.0;
const SMALLEST: f64 = 8.0;

fn cell_box(size: f64, tokens: &Tokens) -> CellBox {
    CellBox {
        inset_x: tokens.table_inset_x_pt,
        inset_y: tokens.table_inset_y_pt,
        size,
        line: 1.0 + tokens.table_leading_em,
        turns_titles: false,
    }
}

/// How a table is set in the room that it has, and the widths of its columns. Where it is too wide for that in every way,
/// running text gets narrower, then the type smaller; where words are broken all the same, insets do not take the room from
/// them.
fn fit(style: &Style, page: &PageView, tokens: &Tokens, measured: &Measured) -> (CellBox, Vec<f64>) {
    let (room, height) = page.text_area();
    if let Some(cell) = fitting(style, page, tokens, measured) {
        return measured.lower_way(cell, room, height);
    }
    let turned = |size| CellBox { turns_titles: true, ..cell_box(size, tokens) };
    let narrow = sizes(style, page, SMALLEST).map(turned).find(|cell| measured.keeps_words(*cell, room));
    let broken = || {
        let smallest = sizes(style, page, SMALLEST).last().unwrap_or(page.table_size);
        measured.narrowed(turned(smallest), room)
    };
    let cell = narrow.unwrap_or_else(broken);
    (cell, measured.share(cell, room, height).0)
}

fn column_view(kind: Kind, width: f64, is_short: bool) -> ColumnView {
    // What is short are figures and marks; a name never is.
    let align = if kind == Kind::Centred || is_short && kind != Kind::Prose { "center" } else { "left" };
    // A hundredth of a point is finer than any printer.
    ColumnView { width: (width * 100.0).round() / 100.0, align }
}

/// One row of titles, or two where some columns stand under a common title.
fn head(
    items: &[HeadItem],
    places: &[Place],
    turned: &[Option<f64>],
    metrics: &impl Metrics,
) -> Vec<Vec<HeadCellView>> {
    let rows = if items.iter().any(|item| matches!(item, HeadItem::Group { .. })) { 2 } else { 1 };
    let cell = |title: &str, column: usize, colspan: usize, rowspan: usize| {
        let turned = turned[column].filter(|_| colspan == 1).map(tenths);
        let room = places.iter().skip(column).take(colspan).copied().reduce(Place::beside);
        let room = room.map(|place| Place { room: turned.unwrap_or(place.room), ..place });
        let text = russian::glue(title);
        let text = room.map_or(Words::Plain(text.clone()), |room| Words::new(text, room.bold(), metrics));
        HeadCellView { text, column, colspan, rowspan, turned }
    };
    let mut upper = Vec::new();
    let mut lower = Vec::new();
    let mut at = 0;
    for item in items {
        match item {
            HeadItem::Single(column) => upper.push(cell(&column.title, at, 1, rows)),
            HeadItem::Group { title, columns } => {
                upper.push(cell(title, at, columns.len(), 1));
                lower.extend(columns.iter().enumerate().map(|(n, column)| cell(&column.title, at + n, 1, 1)));
            }
        }
        at += item.columns().len();
    }
    if rows == 2 { vec![upper, lower] } else { vec![upper] }
}

fn head_height(
    columns: &[&Column],
    widths: &[f64],
    turned: &[Option<f64>],
    cell: CellBox,
    metrics: &impl Metrics,
) -> f64 {
    let heights = columns.iter().zip(widths).zip(turned).map(|((column, width), turned)| match turned {
        Some(length) => length + 2.0 * cell.inset_y,
        None => height(&column.title, *width, cell, true, metrics),
    });
    heights.fold(0.0, f64::max)
}

/// The part of a page that the rows of a joined cell may fill and still be held together.
const TOGETHER: f64 = 0.1;

/// How many rows each cell of these rows covers; 0 where a cell above covers it.
fn spans(joins: &[bool], texts: &[Vec<String>]) -> Vec<Vec<usize>> {
    let mut spans = vec![vec![1; joins.len()]; texts.len()];
    for (column, _) in joins.iter().enumerate().filter(|(_, join)| **join) {
        let mut first = 0;
        for row in 1..texts.len() {
            let text = &texts[row][column];
            if !text.is_empty() && *text == texts[first][column] {
                spans[first][column] += 1;
                spans[row][column] = 0;
            } else {
                first = row;
            }
        }
    }
    spans
}

/// Everything about the rows that is known before they are put into groups.
struct Rows<'a> {
    /// Whether equal neighbours of each column become one tall cell.
    joins: Vec<bool>,
    texts: Vec<Vec<String>>,
    emphases: Vec<Emphasis>,
    bars: Option<(usize, Vec<Option<f64>>)>,
    measured: Measured,
    widths: &'a [f64],
    cell: CellBox,
    /// Height that a row may have at most, pt.
    room: f64,
}

impl Rows<'_> {
    /// Height of a cell. Lines are broken as the typesetter would.
    fn height(&self, row: usize, column: usize, metrics: &impl Metrics) -> f64 {
        let is_bold = self.emphases.get(row).is_some_and(|emphasis| emphasis.is_strong(column));
        height(&self.texts[row][column], self.widths[column], self.cell, is_bold, metrics)
    }

    /// Height of a row as if none of its cells were joined.
    fn row_height(&self, row: usize, metrics: &impl Metrics) -> f64 {
        (0..self.joins.len()).map(|column| self.height(row, column, metrics)).fold(0.0, f64::max)
    }

    /// Whether a row is too high for a page. Lines are broken for real only where a rough figure leaves a doubt.
    fn is_too_high(&self, row: usize, metrics: &impl Metrics) -> bool {
        let breaks = self.texts[row].iter().map(|text| text.matches('\n').count()).max().unwrap_or_default();
        if self.measured.rough_height(row, breaks, self.widths, self.cell) < 0.6 * self.room {
            return false;
        }
        // Lines to spare: a row that is held together though it does not fit would run off the page.
        self.row_height(row, metrics) + 3.0 * self.cell.line_height() > self.room
    }

    /// Height of a row, cells that are joined aside.
    fn own_height(&self, row: usize, spans: &[usize], metrics: &impl Metrics) -> f64 {
        let own = (0..spans.len()).filter(|column| spans[*column] == 1);
        own.map(|column| self.height(row, column, metrics)).fold(self.cell.line_height(), f64::max)
    }

    /// What becomes of rows that joined cells tie to each other: those from `start`, each with its spans.
    ///
    /// They stand together if they fill a small part of a page only; else the joined cell is parted where a page ends (see
    /// `joins`). Where they do not, the row in which a joined cell ends is stretched if the cell is higher
    /// than its rows, the space that gets lost where a page ends being allowed for.
    fn tie(&self, start: usize, spans: &[Vec<usize>], metrics: &impl Metrics) -> Tied {
        let limit = TOGETHER * self.room;
        let heights: Vec<f64> =
            spans.iter().enumerate().map(|(at, spans)| self.own_height(start + at, spans, metrics)).collect();
        let mut total: f64 = heights.iter().sum();
        let mut stretches = vec![0.0_f64; spans.len()];
        for (at, row) in spans.iter().enumerate() {
            for (column, &span) in row.iter().enumerate().filter(|(_, span)| **span > 1) {
                let rows: f64 = heights[at..at + span].iter().sum();
                let missing = self.height(start + at, column, metrics) - rows;
                total += missing.max(0.0);
                let last = &mut stretches[at + span - 1];
                *last = last.max(missing + 2.0 * self.cell.line_height());
            }
        }
        if total <= limit {
            return Tied { together: true, stretches: vec![0.0; spans.len()], heights };
        }
        Tied { together: false, stretches: stretches.into_iter().map(tenths).collect(), heights }
    }

    /// The rows of a direction.
    fn views(&mut self, start: usize, end: usize, metrics: &impl Metrics) -> Vec<RowView> {
        let spans = spans(&self.joins, &self.texts[start..end]);
        let mut views = Vec::with_capacity(end - start);
        let mut row = start;
        while row < end {
            // As far as joined cells tie rows to each other.
            let mut until = row + 1;
            let mut at = row;
            while at < until {
                until = until.max(at + spans[at - start].iter().copied().max().unwrap_or(1));
                at += 1;
            }
            let run = &spans[row - start..until - start];
            if run.len() == 1 {
                views.push(self.row_view(row, &run[0], false, 0.0, metrics));
            } else {
                let Tied { together, stretches, heights } = self.tie(row, run, metrics);
                for (at, (spans, (stretch, own))) in run.iter().zip(stretches.into_iter().zip(heights)).enumerate() {
                    let mut view = self.row_view(row + at, spans, together, stretch, metrics);
                    if let RowView::Special { row: number, height, .. } = &mut view
                        && !together
                    {
                        (*number, *height) = (Some(row + at), own);
                    }
                    views.push(view);
                }
            }
            row = until;
        }
        views
    }

    fn row_view(
        &mut self,
        row: usize,
        spans: &[usize],
        together: bool,
        stretch: f64,
        metrics: &impl Metrics,
    ) -> RowView {
        let breakable = !together && self.is_too_high(row, metrics);
        let emphasis = self.emphases.get(row).copied().unwrap_or_default();
        let is_strong = |column: usize| emphasis.is_strong(column);
        let place = |column: usize| Place { is_bold: is_strong(column), ..self.cell.place(self.widths[column]) };
        let bar = self.bars.as_ref().and_then(|(column, bars)| Some((*column, (*bars.get(row)?)?)));
        for column in 0..spans.len() {
            let text = std::mem::take(&mut self.texts[row][column]);
            self.texts[row][column] = place(column).hold_together(text, metrics);
        }
        let fits = |column: usize| {
            !has_parts(&self.texts[row][column])
                && (self.measured.fits_column(column, place(column))
                    || !place(column).is_narrow_for(&self.texts[row][column], metrics))
        };
        let is_plain = !breakable && stretch == 0.0 && emphasis == Emphasis::None && bar.is_none();
        if is_plain && spans.iter().all(|span| *span == 1) {
            if (0..spans.len()).all(fits) {
                return RowView::Plain(std::mem::take(&mut self.texts[row]));
            }
            let texts = std::mem::take(&mut self.texts[row]).into_iter().enumerate();
            return RowView::of_texts(texts.map(|(at, text)| Words::new(text, place(at), metrics)).collect());
        }
        let cells = spans.iter().enumerate().filter(|(_, span)| **span > 0).map(|(column, &rowspan)| {
            let text = Words::new(self.texts[row][column].clone(), place(column), metrics);
            let bar = bar.filter(|(at, _)| *at == column).map(|(_, share)| share);
            let needs = match rowspan {
                1 => 0.0,
                _ => self.height(row, column, metrics) + 2.0 * self.cell.line_height(),
            };
            CellView { text, column, rowspan, together: together && rowspan > 1, strong: is_strong(column), bar, needs }
        });
        let marked = matches!(emphasis, Emphasis::Marked { .. });
        RowView::Special { breakable, stretch, marked, row: None, height: 0.0, cells: cells.collect() }
    }
}

/// Rows that joined cells tie to each other.
struct Tied {
    together: bool,
    /// For each row, by how many points it is stretched.
    stretches: Vec<f64>,
    /// The height of each row, cells that are joined aside.
    heights: Vec<f64>,
}

/// Points, no finer than a tenth.
pub(super) fn tenths(points: f64) -> f64 {
    (points * 10.0).ceil() / 10.0
}

fn groups(
    bands: Vec<(Option<String>, usize)>,
    mut rows: Rows<'_>,
    place: Place,
    metrics: &impl Metrics,
) -> Vec<GroupView> {
    let mut groups = Vec::new();
    let mut waiting = Vec::new();
    let mut start = 0;
    for (band, count) in bands {
        waiting.extend(band.map(|text| Words::balanced(text, place, metrics)));
        let end = start + count;
        // Bands without activities stand over the next ones.
        if end > start {
            groups.push(GroupView { bands: std::mem::take(&mut waiting), rows: rows.views(start, end, metrics) });
        }
        start = end;
    }
    if !waiting.is_empty() {
        groups.push(GroupView { bands: waiting, rows: Vec::new() });
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::{RowView, Words};

    #[test]
    fn a_row_says_which_of_its_texts_are_high_if_they_are_few() {
        let plain = |text: &str| Words::Plain(text.into());
        let long = || Words::Long { long: "2023".into() };
        let high = |texts: Vec<Words>| {
            let mut row = RowView::of_texts(texts);
            row.find_high();
            match row {
                RowView::Texts { high, .. } => high,
                _ => None,
            }
        };
        assert_eq!(high(vec![plain("1."), long(), plain("7"), plain("")]), Some(vec![1]));
        assert_eq!(high(vec![plain("1."), plain("до марта"), plain("7"), plain("8")]), Some(vec![1]));
        assert_eq!(high(vec![plain("1."), plain("7")]), Some(vec![]));
        // Too many; and no line by which to know how high the row is at least.
        assert_eq!(high(vec![plain("1."), long(), plain("7")]), None);
        assert_eq!(high(vec![plain(""), long(), plain(""), plain("")]), None);
    }
}
