//! The columns of a table as a reader counts them. A file tells the cells of a row one after the other, each over so many
//! columns of a grid that has a border wherever any row has one, often a hair's breadth beside another.

use super::model::{Block, Cell, Change, Paragraph, Row, Table};

/// Columns that a cell can go over; Word knows no more.
pub(super) const SPAN: u32 = 63;
/// Borders of a grid. No table has so many columns that can be printed.
const EDGES: u32 = 200 * SPAN;
/// Borders nearer to each other than this are one that was drawn badly; in twentieths of a point, 3.5 mm.
const NEAR: i64 = 200;

/// A table as a file tells it.
#[derive(Debug, Default)]
pub(super) struct RawTable {
    /// Which one of the document, from 1.
    pub(super) number: u32,
    /// The widths of the columns of its grid, where they are told.
    pub(super) widths: Vec<i64>,
    /// Its rows.
    pub(super) rows: Vec<RawRow>,
}

/// A row as a file tells it.
#[derive(Debug, Default)]
pub(super) struct RawRow {
    /// Columns of the grid before its first cell.
    pub(super) before: u32,
    /// Columns of the grid behind its last cell.
    pub(super) after: u32,
    pub(super) cells: Vec<RawCell>,
    pub(super) changes: Vec<Change>,
    pub(super) is_removed: bool,
}

/// A cell as a file tells it.
#[derive(Debug, Default)]
pub(super) struct RawCell {
    /// Columns of the grid under it.
    pub(super) span: u32,
    /// Its width, where it is told.
    pub(super) width: Option<i64>,
    pub(super) upward: Upward,
    /// Whether it goes on with the cell before it.
    pub(super) is_continued: bool,
    pub(super) blocks: Vec<Block>,
}

/// What a cell has to do with the one above.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Upward {
    /// Nothing.
    #[default]
    Alone,
    /// Those below may go on with it.
    Begins,
    /// It goes on with it.
    GoesOn,
}

impl RawRow {
    /// How many columns of the grid it tells of.
    fn end(&self) -> u32 {
        let end = self.cells.iter().fold(self.before, |end, cell| (end + cell.span).min(EDGES));
        (end + self.after).min(EDGES)
    }
}

impl RawTable {
    /// The table as a reader sees it.
    pub(super) fn settle(self) -> Table {
        let Self { number, widths, rows } = self;
        let most = rows.iter().map(RawRow::end).max().unwrap_or_default().max(widths.len() as u32).min(EDGES);
        let edges = Edges::of(&widths, most);
        // Where each cell of each row begins and ends.
        let spans: Vec<Vec<(u32, u32)>> = rows.iter().map(|row| edges.spans(row, most)).collect();
        let mut starts: Vec<u32> = spans.iter().flatten().map(|(start, _)| *start).collect();
        starts.sort_unstable();
        starts.dedup();
        let column = |edge: u32| starts.partition_point(|start| *start < edge) as u32;
        let columns = starts.len() as u32;

        let mut settled: Vec<Row> = Vec::new();
        // The cell in each column that those below can go on with: its row and place in it.
        let mut open: Vec<Option<(usize, usize)>> = vec![None; starts.len()];
        for (row, spans) in rows.into_iter().zip(spans) {
            let RawRow { cells, changes, is_removed, .. } = row;
            let at = settled.len();
            let mut kept: Vec<Cell> = Vec::new();
            for (cell, (start, end)) in cells.into_iter().zip(spans) {
                let first = column(start);
                let count = (column(end).max(first + 1)) - first;
                let above = open.get(first as usize).copied().flatten().filter(|_| cell.upward == Upward::GoesOn);
                // A cell that is wider or narrower is another one, whatever it says.
                if let Some((row, place)) = above
                    && let Some(above) = settled.get_mut(row).and_then(|row| row.cells.get_mut(place))
                    && above.columns == count
                {
                    above.rows = (at - row + 1) as u32;
                    continue;
                }
                for column in first..first + count {
                    if let Some(open) = open.get_mut(column as usize) {
                        *open = (cell.upward != Upward::Alone && column == first).then_some((at, kept.len()));
                    }
                }
                kept.push(Cell { column: first, columns: count, rows: 1, paragraphs: paragraphs(cell.blocks) });
            }
            let mut row = Row { cells: kept, is_removed, changes };
            row.is_removed |= is_emptied(&row);
            if is_removed {
                row.cells.iter_mut().flat_map(|cell| &mut cell.paragraphs).for_each(remove);
            }
            settled.push(row);
        }
        Table { number, rows: settled, columns }
    }
}

/// Whether nothing is left of a row whose texts were taken away cell by cell.
fn is_emptied(row: &Row) -> bool {
    let paragraphs = || row.cells.iter().flat_map(|cell| &cell.paragraphs);
    let was_filled =
        |paragraph: &Paragraph| !paragraph.removed.trim().is_empty() || !paragraph.struck.trim().is_empty();
    paragraphs().any(was_filled) && paragraphs().all(Paragraph::is_blank)
}

/// Takes the text of a paragraph away, as a tracked change does.
pub(super) fn remove(paragraph: &mut Paragraph) {
    let text = std::mem::take(&mut paragraph.text);
    paragraph.label.clear();
    paragraph.removed.push_str(&text);
    paragraph.objects.clear();
    paragraph.raised.clear();
}

/// The same for everything in some blocks.
pub(super) fn remove_all(blocks: &mut [Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => remove(paragraph),
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.flat_map(|cell| &mut cell.paragraphs).for_each(remove);
            }
        }
    }
}

/// The borders of a grid from the left, and which of them count as one.
struct Edges {
    /// Where each border stands; empty where the file does not tell.
    places: Vec<i64>,
    /// For each border the first one that it is the same as.
    same: Vec<u32>,
}

impl Edges {
    fn of(widths: &[i64], most: u32) -> Self {
        let is_told = widths.len() as u32 >= most && widths.iter().all(|width| *width > 0);
        if !is_told {
            return Self { places: Vec::new(), same: (0..=most).collect() };
        }
        let mut places = vec![0];
        for width in widths {
            places.push(places.last().copied().unwrap_or(0_i64).saturating_add(*width));
        }
        let mut same: Vec<u32> = Vec::new();
        for (at, place) in (0_u32..).zip(&places) {
            let before = same.last().copied().filter(|before| {
                places.get(*before as usize).is_some_and(|known| place - known < NEAR) && *before != 0
            });
            same.push(before.unwrap_or(at));
        }
        Self { places, same }
    }

    /// From which border to which each cell of a row goes.
    fn spans(&self, row: &RawRow, most: u32) -> Vec<(u32, u32)> {
        let told = row.end();
        // A lone cell that tells of no other columns goes over all of them: a band.
        if let [_] = row.cells[..]
            && row.before == 0
            && row.after == 0
        {
            return vec![(0, most)];
        }
        let by_width = (told < most).then(|| self.by_width(row)).flatten();
        let spans = by_width.unwrap_or_else(|| {
            let mut at = row.before;
            let next = |cell: &RawCell| {
                let start = at;
                at = (at + cell.span).min(EDGES);
                (start, at)
            };
            row.cells.iter().map(next).collect()
        });
        // Two borders of one cell are never the same.
        let is_torn = |(start, end): &(u32, u32)| self.first(*start) == self.first(*end);
        if spans.iter().any(is_torn) {
            return spans;
        }
        spans.into_iter().map(|(start, end)| (self.first(start), self.first(end))).collect()
    }

    fn first(&self, edge: u32) -> u32 {
        self.same.get(edge as usize).copied().unwrap_or(edge)
    }

    /// The cells of a row that tells of fewer columns than there are, by their widths.
    fn by_width(&self, row: &RawRow) -> Option<Vec<(u32, u32)>> {
        let mut place = *self.places.get(row.before as usize)?;
        let mut at = row.before;
        let mut spans = Vec::new();
        for cell in &row.cells {
            place = place.checked_add(cell.width.filter(|width| *width > 0)?)?;
            let nearest = (at + 1..self.places.len() as u32)
                .min_by_key(|edge| self.places.get(*edge as usize).map_or(i64::MAX, |known| (known - place).abs()))?;
            spans.push((at, nearest));
            at = nearest;
        }
        Some(spans)
    }
}

/// What stands in a cell, paragraph by paragraph: a row of a table within it is one, its cells parted by blanks.
pub(super) fn paragraphs(blocks: Vec<Block>) -> Vec<Paragraph> {
    if !blocks.iter().any(|block| matches!(block, Block::Table(_))) {
        // In most cells; nothing is moved then.
        let own = |block| if let Block::Paragraph(paragraph) = block { Some(paragraph) } else { None };
        return blocks.into_iter().filter_map(own).collect();
    }
    let mut paragraphs = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => paragraphs.push(paragraph),
            Block::Table(table) => paragraphs.extend(table.rows.into_iter().map(line)),
        }
    }
    paragraphs
}

/// A row of a table as one paragraph.
fn line(row: Row) -> Paragraph {
    let mut line = Paragraph { changes: row.changes, ..Paragraph::default() };
    for cell in row.cells {
        let text = cell.shown().replace('\n', " ");
        for paragraph in cell.paragraphs {
            push(&mut line.hidden, &paragraph.hidden);
            push(&mut line.removed, &paragraph.removed);
            push(&mut line.struck, &paragraph.struck);
            line.raised.extend(paragraph.raised);
            line.objects.extend(paragraph.objects);
            line.changes.extend(paragraph.changes);
            line.comments.extend(paragraph.comments);
            line.notes.extend(paragraph.notes);
        }
        push(&mut line.text, &text);
    }
    line
}

fn push(line: &mut String, text: &str) {
    let text = text.trim();
    if !text.is_empty() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, span: u32, width: i64) -> RawCell {
        let paragraph = Paragraph { text: text.to_owned(), ..Paragraph::default() };
        RawCell { span, width: Some(width), blocks: vec![Block::Paragraph(paragraph)], ..RawCell::default() }
    }

    fn row(cells: Vec<RawCell>) -> RawRow {
        RawRow { cells, ..RawRow::default() }
    }

    /// Each cell as its text, its column and how many columns and rows it covers.
    fn settled(widths: &[i64], rows: Vec<RawRow>) -> Vec<String> {
        let table = RawTable { number: 1, widths: widths.to_vec(), rows }.settle();
        let shown = |cell: &Cell| format!("{}@{}+{}x{}", cell.shown(), cell.column, cell.columns, cell.rows);
        table.rows.iter().map(|row| row.cells.iter().map(shown).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn borders_a_hair_apart_are_one_column() {
        let rows = vec![
            row(vec![cell("№", 1, 500), cell("Название", 2, 3100), cell("Срок", 1, 2000)]),
            row(vec![cell("1", 1, 500), cell("Семинар", 1, 3000), cell("май", 2, 2100)]),
        ];
        assert_eq!(
            settled(&[500, 3000, 100, 2000], rows),
            ["№@0+1x1 Название@1+1x1 Срок@2+1x1", "1@0+1x1 Семинар@1+1x1 май@2+1x1"]
        );
    }

    #[test]
    fn a_lone_cell_is_a_band_and_a_short_row_stands_where_its_widths_say() {
        let rows = vec![
            row(vec![cell("№", 1, 500), cell("Название", 1, 3000), cell("Срок", 1, 2000), cell("Кто", 1, 2000)]),
            row(vec![cell("Раздел", 1, 500)]),
            row(vec![cell("1", 1, 500), cell("Семинар", 1, 5000), cell("Отдел", 1, 2000)]),
        ];
        assert_eq!(settled(&[500, 3000, 2000, 2000], rows)[1..], ["Раздел@0+4x1", "1@0+1x1 Семинар@1+2x1 Отдел@3+1x1"]);
    }

    #[test]
    fn a_cell_of_another_width_goes_on_with_none() {
        let wide = RawCell { upward: Upward::Begins, ..cell("широкая", 2, 2000) };
        let narrow = RawCell { upward: Upward::GoesOn, ..cell("узкая", 1, 1000) };
        let rows = vec![row(vec![wide, cell("а", 1, 1000)]), row(vec![narrow, cell("б", 1, 1000), cell("в", 1, 1000)])];
        assert_eq!(settled(&[], rows), ["широкая@0+2x1 а@2+1x1", "узкая@0+1x1 б@1+1x1 в@2+1x1"]);
    }

    #[test]
    fn cells_go_on_downwards_in_their_column_only() {
        let merged = |upward: Upward, text: &str| RawCell { upward, ..cell(text, 1, 1000) };
        let rows = vec![
            row(vec![merged(Upward::Begins, "1"), cell("Семинар", 1, 1000)]),
            row(vec![merged(Upward::GoesOn, ""), cell("Совещание", 1, 1000)]),
            row(vec![merged(Upward::GoesOn, ""), merged(Upward::GoesOn, "не продолжение")]),
            row(vec![cell("2", 1, 1000), cell("Итоги", 1, 1000)]),
        ];
        assert_eq!(
            settled(&[], rows),
            ["1@0+1x3 Семинар@1+1x1", "Совещание@1+1x1", "не продолжение@1+1x1", "2@0+1x1 Итоги@1+1x1"]
        );
    }
}
