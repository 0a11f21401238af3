//! Column widths with which a table is lowest, and the height of rows.
//!
//! No column may be narrower than its longest word, nor running text than it can be read; within that the table is made as
//! low as it can be (see `lowest`). Figures are in points, of texts in em; texts are measured by [`Metrics`].

use super::Metrics;
use super::lines::{Lines, longest_word};
use super::lowest::{self, Step};
use super::words::Place;

/// Room between a rule and the text, and the space between lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellBox {
    /// At each side of a cell, pt.
    pub inset_x: f64,
    /// Above and below the text of a cell, pt.
    pub inset_y: f64,
    /// Size of the type, pt.
    pub size: f64,
    /// Distance from line to line, em.
    pub line: f64,
    /// Whether the titles of columns of figures stand on their side.
    pub turns_titles: bool,
}

impl CellBox {
    /// The place that a column offers to a text.
    pub(super) fn place(self, width: f64) -> Place {
        Place { room: width - 2.0 * self.inset_x, size: self.size, is_bold: false }
    }

    /// Height of a line, pt.
    pub(super) fn line_height(self) -> f64 {
        self.size * self.line
    }

    /// The width of a column in which so much, in em, has room. A little more than measured: rounding must not break a line.
    fn width_for(self, text: f64) -> f64 {
        const SPARE: f64 = 0.5;
        text * self.size + SPARE + 2.0 * self.inset_x
    }

    /// The room for a text in a column of this width, em.
    fn room(self, width: f64) -> f64 {
        (width - 2.0 * self.inset_x) / self.size
    }
}

/// What stands in one column.
pub(super) struct ColumnText<'a> {
    /// The title.
    pub title: &'a str,
    /// Its part of the longest word of a title that it shares with other columns, em.
    pub shared_title: f64,
    /// The texts of its cells from top to bottom.
    pub cells: Vec<&'a str>,
    /// How many rows each cell covers; 0 where one above covers it. Empty: one each.
    pub spans: Vec<usize>,
    /// Whether it holds running text, which wants some width to be read.
    pub is_name: bool,
    /// Whether it may hold running text, if its cells are long enough.
    pub is_text: bool,
    /// Whether it numbers the rows.
    pub is_number: bool,
    /// Whether some cell is set in bold type, which is wider.
    pub is_bold: bool,
}

/// Measured columns, in em.
pub(super) struct Measured {
    columns: Vec<MeasuredColumn>,
    /// The rows by which widths are judged.
    sample: Vec<usize>,
}

struct MeasuredColumn {
    title: Lines,
    /// The longest word of the title.
    title_word: f64,
    /// Its part of the longest word of a title above it.
    shared_title: f64,
    /// The longest word of the cells.
    cell_word: f64,
    /// The longest line of the cells.
    cell_line: f64,
    /// Width of each cell's text set on one line.
    cells: Vec<f64>,
    /// The cells of the sample, each with the rows that it covers.
    sample: Vec<(Lines, usize)>,
    is_prose: bool,
    /// Whether nothing but figures and marks stands in it, and not only numbers of rows.
    is_marks: bool,
}

/// A column that has to be wider than this share of the table breaks its longest words instead.
const LONGEST_WORD_SHARE: f64 = 0.45;
/// The part of a table that insets may take where words have to be broken.
const INSETS_SHARE: f64 = 0.25;
/// What running text is never narrower than while there is room, mm.
const PROSE: f64 = 30.0;
/// The mean length from which on the cells of a column are running text, em: some two lines of the width above.
const PROSE_LINE: f64 = 16.0;
/// The longest line of a column of figures and marks, em.
const SHORT: f64 = 3.5;
/// How long the line of a title on its side may be, mm, before it takes a second one.
const TURNED: f64 = 40.0;
/// Rows that are looked at when widths are weighed; more would not change the picture.
const SAMPLE: usize = 150;

impl Measured {
    /// Measures all texts.
    pub(super) fn new(columns: &[ColumnText<'_>], metrics: &impl Metrics) -> Self {
        let rows = columns.first().map_or(0, |column| column.cells.len());
        let sample: Vec<usize> = (0..rows).step_by(rows.div_ceil(SAMPLE).max(1)).collect();
        let measured = columns.iter().map(|column| MeasuredColumn::new(column, &sample, metrics));
        Self { columns: measured.collect(), sample }
    }

    /// The widths that columns need so that no word is broken, and running text can be read.
    fn least(&self, cell: CellBox, room: f64) -> Vec<f64> {
        let prose = super::points(PROSE);
        let least = |column: &MeasuredColumn| {
            let words = column.words(cell, room);
            if column.is_prose { words.max(prose.min(cell.width_for(column.cell_line))) } else { words }
        };
        self.columns.iter().map(least).collect()
    }

    /// Whether the table fits without breaking words, running text being wide enough to be read.
    pub(super) fn fits(&self, cell: CellBox, room: f64) -> bool {
        let sum: f64 = self.least(cell, room).iter().sum();
        sum <= room
    }

    /// Whether the table fits at all without breaking words.
    pub(super) fn keeps_words(&self, cell: CellBox, room: f64) -> bool {
        let sum: f64 = self.columns.iter().map(|column| column.words(cell, room)).sum();
        sum <= room
    }

    /// The cell with insets that leave most of the room to the words, however many the columns.
    pub(super) fn narrowed(&self, cell: CellBox, room: f64) -> CellBox {
        CellBox { inset_x: cell.inset_x.min(self.widest_inset(room)), ..cell }
    }

    /// The inset with which all insets take their part of the table.
    fn widest_inset(&self, room: f64) -> f64 {
        room * INSETS_SHARE / (2.0 * self.columns.len() as f64)
    }

    /// Shares the room out among the columns. `page` is the height that rows of a page have. Gives the height of the rows and
    /// heads by which widths are judged, too, in lines; only where no word is broken.
    pub(super) fn share(&self, cell: CellBox, room: f64, page: f64) -> (Vec<f64>, Option<f64>) {
        let sum = |widths: &[f64]| widths.iter().sum::<f64>();
        let mut least = self.least(cell, room);
        if sum(&least) > room {
            least = self.columns.iter().map(|column| column.words(cell, room)).collect();
        }
        if sum(&least) >= room {
            return (self.crowd(cell, room, &least), None);
        }
        let rows = self.steps(cell, &least, (room, page));
        let (mut widths, height) = lowest::widths(&least, &rows, room);
        self.spread(cell, room, &mut widths);
        (widths, Some(height))
    }

    /// The heights that the cells of the sample take in columns of given widths, by column and row; the head is the last row,
    /// and weighs as often as it is repeated.
    fn steps(&self, cell: CellBox, least: &[f64], (room, page): (f64, f64)) -> Vec<Vec<Vec<Step>>> {
        // As if each row were filled evenly: how many pages the rows of the sample take.
        let text: f64 =
            self.columns.iter().flat_map(|column| &column.sample).map(|(text, _)| text.longest_line()).sum();
        let lines = text * cell.size / room + self.sample.len() as f64;
        let rows = self.columns.first().map_or(1, |column| column.cells.len().max(1));
        let heads = (lines * cell.line_height() / page).max(self.sample.len() as f64 / rows as f64);
        let steps = |column: &MeasuredColumn, least: f64| {
            let least = cell.room(least);
            let of = |text: &Lines, weight: f64| -> Vec<Step> {
                let steps = text.steps(least).into_iter();
                steps.map(|(count, room)| Step { width: cell.width_for(room), height: count as f64 * weight }).collect()
            };
            let cells = column.sample.iter().map(|(text, span)| match span {
                0 => Vec::new(),
                span => of(text, 1.0 / *span as f64),
            });
            let head = match column.turned(cell) {
                Some(length) => vec![Step { width: 0.0, height: length / cell.line_height() * heads }],
                None => of(&column.title, heads),
            };
            cells.chain([head]).collect()
        };
        self.columns.iter().zip(least).map(|(column, least)| steps(column, *least)).collect()
    }

    /// Gives what is left over to the columns whose lines could still be longer, running text first; to all alike where every
    /// cell stands on one line.
    fn spread(&self, cell: CellBox, room: f64, widths: &mut [f64]) {
        let left = room - widths.iter().sum::<f64>();
        let wish = |(column, width): (&MeasuredColumn, &f64)| (cell.width_for(column.cell_line) - width).max(0.0);
        let wishes: Vec<f64> = self.columns.iter().zip(widths.iter()).map(wish).collect();
        let prose = |at: usize| f64::from(u8::from(self.columns[at].is_prose));
        let shares: Vec<f64> = match wishes.iter().sum::<f64>() {
            sum if sum > left => wishes.iter().map(|wish| left * wish / sum).collect(),
            sum => {
                let takers: f64 = (0..widths.len()).map(prose).sum();
                let even = |at: usize| if takers > 0.0 { prose(at) / takers } else { 1.0 / widths.len() as f64 };
                wishes.iter().enumerate().map(|(at, wish)| wish + (left - sum) * even(at)).collect()
            }
        };
        widths.iter_mut().zip(shares).for_each(|(width, share)| *width += share);
    }

    /// Shares out the room of many columns in proportion to the widths that they need, but leaves the words of the cells
    /// whole where an even share is enough for them: in bare proportion figures would be torn under a long title.
    fn crowd(&self, cell: CellBox, room: f64, needed: &[f64]) -> Vec<f64> {
        let even = room / needed.len() as f64;
        let least: Vec<f64> = self.columns.iter().map(|column| cell.width_for(column.cell_word).min(even)).collect();
        let mut kept = vec![false; needed.len()];
        loop {
            let sum = |widths: &[f64], keeps: bool| -> f64 {
                widths.iter().zip(&kept).filter(|(_, kept)| **kept == keeps).map(|(width, _)| width).sum()
            };
            let scale = (room - sum(&least, true)) / sum(needed, false);
            let is_short = |at: &usize| !kept[*at] && needed[*at] * scale < least[*at];
            let Some(short) = (0..needed.len()).find(is_short) else {
                let width = |at: usize| if kept[at] { least[at] } else { needed[at] * scale };
                return (0..needed.len()).map(width).collect();
            };
            kept[short] = true;
        }
    }

    /// Whether no word of a column's cells is wider than their place.
    pub(super) fn fits_column(&self, column: usize, place: Place) -> bool {
        self.columns[column].cell_word * place.size <= place.room
    }

    /// Whether a column holds nothing but figures and marks.
    pub(super) fn is_short(&self, column: usize) -> bool {
        self.columns[column].is_short()
    }

    /// How long the line of each title is that stands on its side, pt: the same for all, so that they begin on one level.
    pub(super) fn turned(&self, cell: CellBox) -> Vec<Option<f64>> {
        let turned: Vec<Option<f64>> = self.columns.iter().map(|column| column.turned(cell)).collect();
        let longest = turned.iter().copied().flatten().fold(0.0, f64::max);
        turned.into_iter().map(|length| length.map(|_| longest)).collect()
    }

    /// Whether some titles can stand on their side.
    fn can_turn(&self, cell: CellBox) -> bool {
        self.columns.iter().any(|column| column.turned(CellBox { turns_titles: true, ..cell }).is_some())
    }

    /// The cell with titles as they make the table lower, as usual or those over figures on their side, and the widths of the
    /// columns.
    pub(super) fn lower_way(&self, cell: CellBox, room: f64, page: f64) -> (CellBox, Vec<f64>) {
        let (widths, usual) = self.share(cell, room, page);
        if !self.can_turn(cell) {
            return (cell, widths);
        }
        let turned = CellBox { turns_titles: true, ..cell };
        let (turned_widths, turned_height) = self.share(turned, room, page);
        let height = |cell, height: Option<f64>| height.filter(|_| self.fits(cell, room)).unwrap_or(f64::INFINITY);
        if height(cell, usual) <= height(turned, turned_height) { (cell, widths) } else { (turned, turned_widths) }
    }

    /// A height, in points, that a row is sure not to exceed by much, before any line is broken for real.
    pub(super) fn rough_height(&self, row: usize, line_breaks: usize, widths: &[f64], cell: CellBox) -> f64 {
        let lines = |text: f64, room: f64| {
            let lines = text / room.max(1.0);
            // Line ends are ragged by about a third of a short word.
            if lines <= 1.0 { 1.0 } else { lines * 1.08 + 0.4 }
        };
        let lines = (self.columns.iter().zip(widths))
            .map(|(column, width)| lines(column.cells[row] * cell.size, width - 2.0 * cell.inset_x));
        (lines.fold(1.0, f64::max) + line_breaks as f64) * cell.line_height() + 2.0 * cell.inset_y
    }
}

impl MeasuredColumn {
    fn new(column: &ColumnText<'_>, sample: &[usize], metrics: &impl Metrics) -> Self {
        let title = Lines::new(column.title, true, metrics);
        let mut cells = Vec::with_capacity(column.cells.len());
        let (mut cell_word, mut cell_line) = (0.0_f64, 0.0_f64);
        for text in &column.cells {
            cell_word = cell_word.max(longest_word(text, column.is_bold, metrics));
            let mut whole = 0.0;
            for line in text.split('\n') {
                let width = metrics.width(line, column.is_bold);
                cell_line = cell_line.max(width);
                whole += width;
            }
            cells.push(whole);
        }
        let letters = |text: &&str| text.chars().filter(|c| c.is_alphabetic()).count();
        let is_marks = cell_line > 0.0 && column.cells.iter().all(|text| letters(text) < 2);
        let filled = cells.iter().filter(|cell| **cell > 0.0).count().max(1);
        let mean = cells.iter().sum::<f64>() / filled as f64;
        let span = |row: usize| column.spans.get(row).copied().unwrap_or(1);
        let sample = sample.iter().map(|row| (Lines::new(column.cells[*row], column.is_bold, metrics), span(*row)));
        Self {
            title_word: title.longest_word().max(column.shared_title),
            shared_title: column.shared_title,
            title,
            cell_word,
            cell_line,
            cells,
            sample: sample.collect(),
            is_prose: column.is_name || column.is_text && mean > PROSE_LINE,
            is_marks: !column.is_number && is_marks,
        }
    }

    fn is_short(&self) -> bool {
        self.cell_line <= SHORT
    }

    /// The width that the column needs so that no word is broken, a very long one aside.
    fn words(&self, cell: CellBox, room: f64) -> f64 {
        let words = match self.turned(cell) {
            Some(length) => {
                let lines = self.title.set(length / cell.size).count as f64;
                cell.width_for(self.cell_word.max(self.shared_title).max(lines * cell.line))
            }
            None => cell.width_for(self.cell_word.max(self.title_word)),
        };
        words.min(room * LONGEST_WORD_SHARE + 2.0 * cell.inset_x)
    }

    /// How long the line of the title is, pt, if it is to stand on its side: over figures, where it would be wider than they.
    fn turned(&self, cell: CellBox) -> Option<f64> {
        let is_wide = self.title.longest_line() > self.cell_line;
        let turns = cell.turns_titles && self.is_short() && self.is_marks && is_wide;
        turns.then(|| cell.width_for(self.title.set(super::points(TURNED) / cell.size).widest) - 2.0 * cell.inset_x)
    }
}

/// Height of a text in a column, in points.
pub(super) fn height(text: &str, width: f64, cell: CellBox, is_bold: bool, metrics: &impl Metrics) -> f64 {
    let lines = Lines::new(text, is_bold, metrics).set(cell.room(width)).count;
    lines as f64 * cell.line_height() + 2.0 * cell.inset_y
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::laws::Typewriter;

    const CELL: CellBox = CellBox { inset_x: 4.0, inset_y: 3.0, size: 10.0, line: 1.2, turns_titles: false };

    fn measured(columns: &[(&str, &[&str], bool)]) -> Measured {
        let columns: Vec<ColumnText<'_>> = columns
            .iter()
            .map(|(title, cells, is_prose)| ColumnText {
                title,
                shared_title: 0.0,
                cells: cells.to_vec(),
                spans: Vec::new(),
                is_name: *is_prose,
                is_text: false,
                is_number: false,
                is_bold: false,
            })
            .collect();
        Measured::new(&columns, &Typewriter)
    }

    #[test]
    fn the_number_stays_narrow_and_the_name_gets_the_room() {
        let name = "слово ".repeat(30);
        let table = measured(&[
            ("№", &["1.", "2."], false),
            ("Название", &[&name, &name], true),
            ("Срок", &["Январь 2023", "2023"], false),
        ]);
        let widths = table.share(CELL, 480.0, 700.0).0;
        assert!((widths.iter().sum::<f64>() - 480.0).abs() < 0.01, "{widths:?}");
        assert!(widths[0] < 25.0 && widths[1] > 340.0 && widths[2] < 80.0, "{widths:?}");
    }

    #[test]
    fn words_are_not_broken_while_there_is_room() {
        let table = measured(&[("Ответственные исполнители", &["а"], false), ("Название", &["б"], true)]);
        assert!(table.fits(CELL, 200.0));
        let widths = table.share(CELL, 200.0, 700.0).0;
        assert!(widths[0] >= 13.0 * 5.0 + 8.0, "{widths:?}");
        assert!(!table.fits(CELL, 100.0));
    }

    #[test]
    fn figures_stay_whole_where_many_columns_have_no_room_for_words() {
        let figures = ["12", "97"];
        let mut columns = vec![("Мероприятие", figures.as_slice(), false); 10];
        columns.extend([("С", figures.as_slice(), false); 38]);
        let table = measured(&columns);
        assert!(!table.fits(CELL, 720.0));
        let cell = table.narrowed(CELL, 720.0);
        assert_eq!(cell.inset_x, 1.875);
        let widths = table.share(cell, 720.0, 480.0).0;
        assert!((widths.iter().sum::<f64>() - 720.0).abs() < 0.01, "{widths:?}");
        assert!(widths.iter().all(|width| cell.place(*width).room >= 10.0), "{widths:?}");
    }

    #[test]
    fn few_columns_keep_their_insets() {
        let table = measured(&[("Ответственные исполнители", &["а"], false), ("Название", &["б"], true)]);
        assert_eq!(table.narrowed(CELL, 100.0).inset_x, CELL.inset_x);
    }

    #[test]
    fn a_text_is_as_high_as_its_lines() {
        let lines =
            |text: &str, width: f64| ((height(text, width, CELL, false, &Typewriter) - 6.0) / 12.0).round() as u32;
        assert_eq!(lines("", 108.0), 1);
        assert_eq!(lines("слово слово слово", 108.0), 1);
        assert_eq!(lines("слово слово слово слово", 108.0), 2);
        assert_eq!(lines("а\nб\n\nв", 108.0), 4);
        assert_eq!(lines(&"щ".repeat(50), 108.0), 3);
    }
}
