//! The table of the plan: head, bands, rows, widths.

use serde::Serialize;

use super::widths::{CellBox, ColumnText, Measured, height, longest_word};
use super::words::{Place, Words};
use super::{Metrics, PageView, Tokens, russian};
use crate::domain::{Column, Designation, Field, HeadItem, HeadRepeat, Orientation, Plan, roman};

/// The table as the template sets it.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct TableView {
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
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct HeadCellView {
    /// What stands in it.
    pub text: Words,
    /// The column in which it begins, from 0.
    pub column: usize,
    /// Columns that it covers.
    pub colspan: usize,
    /// Rows that it covers.
    pub rowspan: usize,
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
    /// A row that takes more.
    Special {
        /// Whether it may be torn over a page: only a row that would not fit on one.
        breakable: bool,
        /// By how many points it must be higher than its own cells, for the joined cell that ends in it.
        stretch: f64,
        /// Its cells; those under a joined cell above are left out.
        cells: Vec<CellView>,
    },
}

/// A cell of a special row.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct CellView {
    /// What stands in it.
    pub text: Words,
    /// The column in which it stands, from 0.
    pub column: usize,
    /// Rows that it covers.
    pub rowspan: usize,
    /// Whether a joined cell holds its rows together on one page.
    pub together: bool,
}

/// Builds the table and turns the page if the table is too wide for it standing.
pub(super) fn table(plan: &Plan, page: &mut PageView, tokens: &Tokens, metrics: &impl Metrics) -> TableView {
    let columns: Vec<&Column> = plan.columns().collect();
    let texts = texts(plan, &columns);
    let measured = measure(&plan.head, &texts, metrics);
    let cell = fit(plan, page, tokens, &measured);
    let (room, page_height) = page.text_area();
    let widths = measured.share(cell, room);

    let places: Vec<Place> = widths.iter().map(|width| cell.place(*width)).collect();
    let head = head(&plan.head, &places, metrics);
    let numbers = (plan.style.head == HeadRepeat::Numbers)
        .then(|| (1..=columns.len()).map(|number| number.to_string()).collect::<Vec<_>>());
    let head_height = head_height(&columns, &widths, cell, metrics) * head.len() as f64;
    let band = cell.place(room).bold();
    let rows =
        Rows { columns: &columns, texts, measured, widths: &widths, cell, band, room: page_height - head_height };
    TableView {
        columns: (columns.iter().zip(&widths).enumerate())
            .map(|(at, (column, width))| column_view(column, *width, rows.measured.is_short(at)))
            .collect(),
        head,
        numbers,
        repeat: match plan.style.head {
            HeadRepeat::Head => "head",
            HeadRepeat::Numbers => "numbers",
            HeadRepeat::Never => "none",
        },
        groups: groups(plan, rows, metrics),
    }
}

/// The printed text of every cell, by row and column.
fn texts(plan: &Plan, columns: &[&Column]) -> Vec<Vec<String>> {
    let numbers = plan.numbers();
    let rows = plan.activities().zip(numbers).map(|(activity, number)| {
        let cell = |column: &&Column| match &column.field {
            Field::Number => number.clone(),
            field => russian::cell(activity.text(field)),
        };
        columns.iter().map(cell).collect()
    });
    rows.collect()
}

fn measure(head: &[HeadItem], texts: &[Vec<String>], metrics: &impl Metrics) -> Measured {
    let mut columns = Vec::new();
    for item in head {
        let shared_title = match item {
            HeadItem::Single(_) => 0.0,
            HeadItem::Group { title, columns } => longest_word(title, true, metrics) / columns.len() as f64,
        };
        for column in item.columns() {
            let at = columns.len();
            columns.push(ColumnText {
                title: &column.title,
                shared_title,
                cells: texts.iter().map(|row| row[at].as_str()).collect(),
                is_prose: column.field == Field::Name,
            });
        }
    }
    Measured::new(&columns, metrics)
}

/// Settles orientation and size of the table's type.
fn fit(plan: &Plan, page: &mut PageView, tokens: &Tokens, measured: &Measured) -> CellBox {
    /// The smallest type that is still read without effort, pt.
    const SMALLEST: f64 = 8.0;
    let cell = |size: f64| CellBox {
        inset_x: tokens.table_inset_x_pt,
        inset_y: tokens.table_inset_y_pt,
        size,
        line: 1.0 + tokens.table_leading_em,
    };
    page.flipped = match plan.style.orientation {
        Some(orientation) => orientation == Orientation::Landscape,
        None => !measured.is_comfortable(cell(page.table_size), page.text_area().0),
    };
    if plan.style.table_size.is_none() {
        while page.table_size > SMALLEST && !measured.fits(cell(page.table_size), page.text_area().0) {
            page.table_size -= 0.5;
        }
    }
    cell(page.table_size)
}

fn column_view(column: &Column, width: f64, is_short: bool) -> ColumnView {
    let align = match column.field {
        Field::Number | Field::Due => "center",
        // Figures and marks.
        _ if is_short => "center",
        _ => "left",
    };
    // A hundredth of a point is finer than any printer.
    ColumnView { width: (width * 100.0).round() / 100.0, align }
}

/// One row of titles, or two where some columns stand under a common title.
fn head(items: &[HeadItem], places: &[Place], metrics: &impl Metrics) -> Vec<Vec<HeadCellView>> {
    let rows = if items.iter().any(|item| matches!(item, HeadItem::Group { .. })) { 2 } else { 1 };
    let cell = |title: &str, column: usize, colspan: usize, rowspan: usize| {
        let room = places.iter().skip(column).take(colspan).copied().reduce(Place::beside);
        let text = russian::glue(title);
        let text = room.map_or(Words::Plain(text.clone()), |room| Words::new(text, room.bold(), metrics));
        HeadCellView { text, column, colspan, rowspan }
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

fn head_height(columns: &[&Column], widths: &[f64], cell: CellBox, metrics: &impl Metrics) -> f64 {
    let heights = columns.iter().zip(widths).map(|(column, width)| height(&column.title, *width, cell, metrics));
    heights.fold(0.0, f64::max)
}

/// The part of a page that the rows of a joined cell may fill and still be held together.
const TOGETHER: f64 = 0.4;

/// Everything about the rows that is known before they are put into groups.
struct Rows<'a> {
    columns: &'a [&'a Column],
    texts: Vec<Vec<String>>,
    measured: Measured,
    widths: &'a [f64],
    cell: CellBox,
    /// Where the text of a band stands.
    band: Place,
    /// Height that a row may have at most, pt.
    room: f64,
}

impl Rows<'_> {
    /// Height of a cell. Lines are broken as the typesetter would.
    fn height(&self, row: usize, column: usize, metrics: &impl Metrics) -> f64 {
        height(&self.texts[row][column], self.widths[column], self.cell, metrics)
    }

    /// Whether a row is too high for a page. Lines are broken for real only where a rough figure leaves a doubt.
    fn is_too_high(&self, row: usize, metrics: &impl Metrics) -> bool {
        let breaks = self.texts[row].iter().map(|text| text.matches('\n').count()).max().unwrap_or_default();
        if self.measured.rough_height(row, breaks, self.widths, self.cell) < 0.6 * self.room {
            return false;
        }
        let heights = (0..self.columns.len()).map(|column| self.height(row, column, metrics));
        // Lines to spare: a row that is held together though it does not fit would run off the page.
        heights.fold(0.0, f64::max) + 3.0 * self.cell.line_height() > self.room
    }

    /// How many rows each cell of the rows from `start` to `end` covers; 0 where a cell above covers it.
    fn spans(&self, start: usize, end: usize) -> Vec<Vec<usize>> {
        let mut spans = vec![vec![1; self.columns.len()]; end - start];
        for (column, _) in self.columns.iter().enumerate().filter(|(_, column)| column.join) {
            let mut first = start;
            for row in start + 1..end {
                let text = &self.texts[row][column];
                if !text.is_empty() && *text == self.texts[first][column] {
                    spans[first - start][column] += 1;
                    spans[row - start][column] = 0;
                } else {
                    first = row;
                }
            }
        }
        spans
    }

    /// Height of a row, cells that are joined aside.
    fn own_height(&self, row: usize, spans: &[usize], metrics: &impl Metrics) -> f64 {
        let own = (0..spans.len()).filter(|column| spans[*column] == 1);
        own.map(|column| self.height(row, column, metrics)).fold(self.cell.line_height(), f64::max)
    }

    /// What becomes of rows that joined cells tie to each other: those from `start`, each with its spans.
    ///
    /// They stand together if they fill a small part of a page only; else the text of a joined cell would be missing
    /// from the second page. Where they do not, the row in which a joined cell ends is stretched if the cell is higher
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
            return Tied { together: true, stretches: vec![0.0; spans.len()] };
        }
        Tied { together: false, stretches: stretches.into_iter().map(|points| (points * 10.0).ceil() / 10.0).collect() }
    }

    /// The rows of a direction.
    fn views(&mut self, start: usize, end: usize, metrics: &impl Metrics) -> Vec<RowView> {
        let spans = self.spans(start, end);
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
                let Tied { together, stretches } = self.tie(row, run, metrics);
                for (at, (spans, stretch)) in run.iter().zip(stretches).enumerate() {
                    views.push(self.row_view(row + at, spans, together, stretch, metrics));
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
        let place = |column: usize| self.cell.place(self.widths[column]);
        let fits = |column: usize| {
            self.measured.fits_column(column, place(column))
                || !place(column).is_narrow_for(&self.texts[row][column], metrics)
        };
        if !breakable && stretch == 0.0 && spans.iter().all(|span| *span == 1) && (0..spans.len()).all(fits) {
            return RowView::Plain(std::mem::take(&mut self.texts[row]));
        }
        let cells = spans.iter().enumerate().filter(|(_, span)| **span > 0).map(|(column, &rowspan)| {
            let text = Words::new(self.texts[row][column].clone(), place(column), metrics);
            CellView { text, column, rowspan, together: together && rowspan > 1 }
        });
        RowView::Special { breakable, stretch, cells: cells.collect() }
    }
}

/// Rows that joined cells tie to each other.
struct Tied {
    together: bool,
    /// For each row, by how many points it is stretched.
    stretches: Vec<f64>,
}

fn groups(plan: &Plan, mut rows: Rows<'_>, metrics: &impl Metrics) -> Vec<GroupView> {
    let mut groups = Vec::new();
    let mut bands = Vec::new();
    let mut band_number = 0;
    let mut start = 0;
    for direction in &plan.directions {
        if let Some(name) = &direction.name {
            band_number += 1;
            let text = russian::glue(&band_text(&direction.designation, band_number, name));
            bands.push(Words::new(text, rows.band, metrics));
        }
        let end = start + direction.activities.len();
        // Bands without activities stand over the next ones.
        if end > start {
            groups.push(GroupView { bands: std::mem::take(&mut bands), rows: rows.views(start, end, metrics) });
        }
        start = end;
    }
    if !bands.is_empty() {
        groups.push(GroupView { bands, rows: Vec::new() });
    }
    groups
}

/// The text of a band: designation and name, with « – » between, or a space after «.» and «:».
fn band_text(designation: &Designation, number: usize, name: &str) -> String {
    let designation = match designation {
        Designation::Ordinal => format!("{} направление", roman(number)),
        Designation::Typed(typed) => typed.clone(),
    };
    match designation.chars().last() {
        None => name.to_owned(),
        Some('.' | ':') => format!("{designation} {name}"),
        Some(_) => format!("{designation} – {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_join_designation_and_name() {
        let typed = |text: &str| Designation::Typed(text.into());
        assert_eq!(band_text(&Designation::Ordinal, 2, "Поддержка"), "II направление – Поддержка");
        assert_eq!(band_text(&typed("Раздел 1."), 1, "Кадры"), "Раздел 1. Кадры");
        assert_eq!(band_text(&typed("Приоритет:"), 1, "Кадры"), "Приоритет: Кадры");
        assert_eq!(band_text(&typed("Модуль А"), 1, "Кадры"), "Модуль А – Кадры");
        assert_eq!(band_text(&typed(""), 1, "ИЮНЬ"), "ИЮНЬ");
    }
}
