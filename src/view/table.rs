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
    /// The text of the band row, if there is one.
    pub band: Option<Words>,
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
        columns: columns.iter().zip(&widths).map(|(column, width)| column_view(column, *width)).collect(),
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

fn column_view(column: &Column, width: f64) -> ColumnView {
    let align = match column.field {
        Field::Number | Field::Due => "center",
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

    /// How many rows from `row` to `end` have the same text in a joined column.
    fn joined(&self, row: usize, end: usize, column: usize) -> usize {
        let text = &self.texts[row][column];
        if !self.columns[column].join || text.is_empty() {
            return 1;
        }
        1 + (row + 1..end).take_while(|below| self.texts[*below][column] == *text).count()
    }

    /// By how much a joined cell is higher than its rows. What gets lost where a page ends is allowed for.
    fn stretch(&self, row: usize, column: usize, rowspan: usize, metrics: &impl Metrics) -> f64 {
        let own = |row: usize| {
            let others = (0..self.columns.len()).filter(|other| !self.columns[*other].join);
            others.map(|other| self.height(row, other, metrics)).fold(self.cell.line_height(), f64::max)
        };
        let mut needed = self.height(row, column, metrics) + 2.0 * self.cell.line_height();
        for row in row..row + rowspan {
            needed -= own(row);
            if needed <= 0.0 {
                return 0.0;
            }
        }
        (needed * 10.0).ceil() / 10.0
    }

    /// The rows of a direction.
    fn views(&mut self, start: usize, end: usize, metrics: &impl Metrics) -> Vec<RowView> {
        let mut covered = vec![start; self.columns.len()];
        let mut stretches = vec![0.0_f64; end - start];
        let mut views = Vec::with_capacity(end - start);
        for row in start..end {
            let mut spans = Vec::with_capacity(self.columns.len());
            for (column, covered) in covered.iter_mut().enumerate().filter(|(_, covered)| **covered <= row) {
                let rowspan = self.joined(row, end, column);
                *covered = row + rowspan;
                if rowspan > 1 {
                    let last = &mut stretches[row + rowspan - 1 - start];
                    *last = last.max(self.stretch(row, column, rowspan, metrics));
                }
                spans.push((column, rowspan));
            }
            let breakable = self.is_too_high(row, metrics);
            let stretch = stretches[row - start];
            let place = |column: usize| self.cell.place(self.widths[column]);
            let is_plain = spans.len() == self.columns.len()
                && !breakable
                && stretch == 0.0
                && spans.iter().all(|(_, rowspan)| *rowspan == 1)
                && (0..self.columns.len()).all(|column| {
                    self.measured.fits_column(column, place(column))
                        || !place(column).is_narrow_for(&self.texts[row][column], metrics)
                });
            let view = if is_plain {
                RowView::Plain(std::mem::take(&mut self.texts[row]))
            } else {
                let cells = spans.into_iter().map(|(column, rowspan)| {
                    let text = Words::new(self.texts[row][column].clone(), place(column), metrics);
                    CellView { text, column, rowspan }
                });
                RowView::Special { breakable, stretch, cells: cells.collect() }
            };
            views.push(view);
        }
        views
    }
}

fn groups(plan: &Plan, mut rows: Rows<'_>, metrics: &impl Metrics) -> Vec<GroupView> {
    let mut band_number = 0;
    let mut start = 0;
    let groups = plan.directions.iter().map(|direction| {
        let band = direction.name.as_deref().map(|name| {
            band_number += 1;
            let text = russian::glue(&band_text(&direction.designation, band_number, name));
            Words::new(text, rows.band, metrics)
        });
        let end = start + direction.activities.len();
        let rows = rows.views(start, end, metrics);
        start = end;
        GroupView { band, rows }
    });
    groups.collect()
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
