//! Column widths that suit what stands in them, and the height of rows.
//!
//! No column may be narrower than its longest word; what is left over goes, step by step, to the column that lowers
//! the table most. All figures are in points; texts are measured by [`Metrics`].

use super::Metrics;
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
}

/// What stands in one column.
pub(super) struct ColumnText<'a> {
    /// The title.
    pub title: &'a str,
    /// Its part of the longest word of a title that it shares with other columns, em.
    pub shared_title: f64,
    /// The texts of its cells from top to bottom.
    pub cells: Vec<&'a str>,
    /// Whether a wide column is welcome: it holds running text.
    pub is_prose: bool,
    /// Whether some cell is set in bold type, which is wider.
    pub is_bold: bool,
}

/// Measured columns, in em.
pub(super) struct Measured {
    columns: Vec<MeasuredColumn>,
}

struct MeasuredColumn {
    /// The longest word of the cells and the title.
    longest_word: f64,
    /// The longest word of the cells alone.
    longest_cell_word: f64,
    /// The longest line of the cells alone.
    longest_cell: f64,
    /// The longest line of the cells, the title counting by its words.
    longest_line: f64,
    /// Width of each cell's text set on one line.
    cells: Vec<f64>,
    is_prose: bool,
}

/// A column that has to be wider than this share of the table breaks its longest words instead.
const LONGEST_WORD_SHARE: f64 = 0.45;
/// The part of a table that insets may take where words have to be broken.
const INSETS_SHARE: f64 = 0.25;
/// How wide a column likes to be, mm: a column of running text, and any other.
const COMFORT: (f64, f64) = (50.0, 25.0);
/// The longest line of a column of figures and marks, em.
const SHORT: f64 = 3.5;
/// Rows that are looked at when widths are weighed; more would not change the picture.
const SAMPLE: usize = 300;

impl Measured {
    /// Measures all texts.
    pub(super) fn new(columns: &[ColumnText<'_>], metrics: &impl Metrics) -> Self {
        let measured = columns.iter().map(|column| {
            let mut longest_word = longest_word(column.title, true, metrics).max(column.shared_title);
            let mut longest_cell = 0.0_f64;
            let longest_title = longest_word;
            let mut longest_cell_word = 0.0_f64;
            let mut cells = Vec::with_capacity(column.cells.len());
            for text in &column.cells {
                longest_cell_word = longest_cell_word.max(self::longest_word(text, column.is_bold, metrics));
                let mut whole = 0.0;
                for line in text.split('\n') {
                    let width = metrics.width(line, column.is_bold);
                    longest_cell = longest_cell.max(width);
                    whole += width;
                }
                cells.push(whole);
            }
            longest_word = longest_word.max(longest_cell_word);
            MeasuredColumn {
                longest_word,
                longest_cell_word,
                longest_cell,
                longest_line: longest_cell.max(longest_title),
                cells,
                is_prose: column.is_prose,
            }
        });
        Self { columns: measured.collect() }
    }

    /// The widths that columns need so that no word is broken.
    fn least(&self, cell: CellBox, room: f64) -> Vec<f64> {
        let least = |column: &MeasuredColumn| {
            // A point more than measured: kerning and rounding must not break a word.
            (column.longest_word * cell.size + 1.0).min(room * LONGEST_WORD_SHARE) + 2.0 * cell.inset_x
        };
        self.columns.iter().map(least).collect()
    }

    /// Whether the table is comfortable in this room: no broken words, and running text wide enough to be read.
    pub(super) fn is_comfortable(&self, cell: CellBox, room: f64) -> bool {
        let least = self.least(cell, room);
        let comfort = self.columns.iter().zip(&least).map(|(column, least)| {
            let wish = super::points(if column.is_prose { COMFORT.0 } else { COMFORT.1 });
            (column.longest_line * cell.size + 2.0 * cell.inset_x).min(wish).max(*least)
        });
        comfort.sum::<f64>() <= room
    }

    /// Whether the table fits at all without breaking words.
    pub(super) fn fits(&self, cell: CellBox, room: f64) -> bool {
        self.least(cell, room).iter().sum::<f64>() <= room
    }

    /// The cell with insets that leave most of the room to the words, however many the columns.
    pub(super) fn narrowed(&self, cell: CellBox, room: f64) -> CellBox {
        CellBox { inset_x: cell.inset_x.min(self.widest_inset(room)), ..cell }
    }

    /// The inset with which all insets take their part of the table.
    fn widest_inset(&self, room: f64) -> f64 {
        room * INSETS_SHARE / (2.0 * self.columns.len() as f64)
    }

    /// Shares the room out among the columns.
    pub(super) fn share(&self, cell: CellBox, room: f64) -> Vec<f64> {
        let mut widths = self.least(cell, room);
        let needed: f64 = widths.iter().sum();
        if needed >= room && cell.inset_x >= self.widest_inset(room) {
            return self.crowd(cell, room, &widths);
        }
        if needed >= room {
            return widths.iter().map(|width| width * room / needed).collect();
        }
        let wanted: Vec<f64> = (self.columns.iter())
            .map(|column| (column.longest_line * cell.size + 1.0 + 2.0 * cell.inset_x).min(room))
            .collect();
        let step = super::points(1.0);
        let mut left = room - needed;
        while left > 0.0 {
            let step = step.min(left);
            // The room goes to running text: no other column outgrows it while it could use more.
            let prose = (0..widths.len()).filter(|at| self.columns[*at].is_prose && widths[*at] < wanted[*at]);
            let widest = prose.map(|at| widths[at]).fold(f64::INFINITY, f64::min);
            let may_grow =
                |at: &usize| widths[*at] < wanted[*at] && (self.columns[*at].is_prose || widths[*at] + step <= widest);
            let candidates: Vec<usize> = (0..widths.len()).filter(may_grow).collect();
            let Some(best) = self.best_to_grow(&candidates, &widths, step, cell) else { break };
            widths[best] += step;
            left -= step;
        }
        // Every cell stands on one line by now: the rest goes to all, running text first.
        let prose = self.columns.iter().filter(|column| column.is_prose).count();
        for (width, column) in widths.iter_mut().zip(&self.columns) {
            *width += match prose {
                0 => left / self.columns.len() as f64,
                _ if column.is_prose => left / prose as f64,
                _ => 0.0,
            };
        }
        widths
    }

    /// Shares out the room of many columns in proportion to the widths that they need, but leaves the words of the cells
    /// whole where an even share is enough for them: in bare proportion figures would be torn under a long title.
    fn crowd(&self, cell: CellBox, room: f64, needed: &[f64]) -> Vec<f64> {
        let even = room / needed.len() as f64;
        let least =
            |column: &MeasuredColumn| (column.longest_cell_word * cell.size + 1.0 + 2.0 * cell.inset_x).min(even);
        let least: Vec<f64> = self.columns.iter().map(least).collect();
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

    /// The column whose growth lowers the table most. Between the cells of a row not quite the largest counts, but a
    /// mean that leans to the largest: so a column also gains where it is only the second to be full.
    fn best_to_grow(&self, candidates: &[usize], widths: &[f64], step: f64, cell: CellBox) -> Option<usize> {
        let rows = self.columns.first().map_or(0, |column| column.cells.len());
        let every = rows.div_ceil(SAMPLE).max(1);
        let power = |at: usize, width: f64, row: usize| {
            lines(self.columns[at].cells[row] * cell.size, width - 2.0 * cell.inset_x).powi(6)
        };
        let mut gains = vec![0.0; candidates.len()];
        for row in (0..rows).step_by(every) {
            let sum: f64 = (0..widths.len()).map(|at| power(at, widths[at], row)).sum();
            let mean = sum.powf(1.0 / 6.0);
            for (gain, &at) in gains.iter_mut().zip(candidates) {
                let lower = sum - power(at, widths[at], row) + power(at, widths[at] + step, row);
                *gain += mean - lower.powf(1.0 / 6.0);
            }
        }
        gains.into_iter().zip(candidates).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, at)| *at)
    }

    /// Whether no word of a column's cells is wider than their place.
    pub(super) fn fits_column(&self, column: usize, place: Place) -> bool {
        self.columns[column].longest_word * place.size <= place.room
    }

    /// Whether a column holds nothing but figures and marks.
    pub(super) fn is_short(&self, column: usize) -> bool {
        self.columns[column].longest_cell <= SHORT
    }

    /// A height, in points, that a row is sure not to exceed by much, before any line is broken for real.
    pub(super) fn rough_height(&self, row: usize, line_breaks: usize, widths: &[f64], cell: CellBox) -> f64 {
        let lines = self
            .columns
            .iter()
            .zip(widths)
            .map(|(column, width)| lines(column.cells[row] * cell.size, width - 2.0 * cell.inset_x));
        (lines.fold(1.0, f64::max) + line_breaks as f64) * cell.line_height() + 2.0 * cell.inset_y
    }
}

/// The longest word of a text, em.
pub(super) fn longest_word(text: &str, is_bold: bool, metrics: &impl Metrics) -> f64 {
    words(text).map(|word| metrics.width(word.trim_end(), is_bold)).fold(0.0, f64::max)
}

/// Lines that a text takes, as a smooth figure: line ends are ragged by about a third of a short word.
fn lines(text: f64, room: f64) -> f64 {
    let lines = text / room.max(1.0);
    if lines <= 1.0 { 1.0 } else { lines * 1.08 + 0.4 }
}

/// Height of a text in a column, in points, with lines broken as a typesetter breaks them.
pub(super) fn height(text: &str, width: f64, cell: CellBox, metrics: &impl Metrics) -> f64 {
    let room = (width - 2.0 * cell.inset_x) / cell.size;
    let mut lines = 0;
    for line in text.split('\n') {
        lines += 1;
        let mut used = 0.0;
        for word in words(line) {
            // The white space behind the word hangs over the edge if the line ends here.
            let word_width = metrics.width(word.trim_end(), false);
            if used > 0.0 && used + word_width > room {
                lines += 1;
                used = 0.0;
            }
            lines += (word_width / room) as usize;
            used += metrics.width(word, false);
        }
    }
    f64::from(lines as u32) * cell.line_height() + 2.0 * cell.inset_y
}

/// The parts of a text between which a line may end, each with the white space behind it.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut in_space = false;
        let mut end = rest.len();
        for (at, c) in rest.char_indices() {
            let is_space = c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}');
            if in_space && !is_space {
                end = at;
                break;
            }
            in_space |= is_space;
            // Not within «п/п» or «10-й»: a part of one or two letters does not stand alone.
            let part = |text: &mut dyn Iterator<Item = char>| text.take_while(|c| c.is_alphabetic()).count() > 2;
            let parts = || part(&mut rest[..at].chars().rev()) && part(&mut rest[at + c.len_utf8()..].chars());
            if matches!(c, '-' | '‐' | '–' | '—' | '/') && parts() {
                end = at + c.len_utf8();
                break;
            }
        }
        let (word, tail) = rest.split_at(end);
        rest = tail;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every character half an em wide.
    struct Typewriter;

    impl Metrics for Typewriter {
        fn width(&self, text: &str, _: bool) -> f64 {
            text.chars().count() as f64 * 0.5
        }
    }

    const CELL: CellBox = CellBox { inset_x: 4.0, inset_y: 3.0, size: 10.0, line: 1.2 };

    fn measured(columns: &[(&str, &[&str], bool)]) -> Measured {
        let columns: Vec<ColumnText<'_>> = columns
            .iter()
            .map(|(title, cells, is_prose)| ColumnText {
                title,
                shared_title: 0.0,
                cells: cells.to_vec(),
                is_prose: *is_prose,
                is_bold: false,
            })
            .collect();
        Measured::new(&columns, &Typewriter)
    }

    #[test]
    fn lines_end_at_spaces_hyphens_and_strokes() {
        let parts = |text| words(text).collect::<Vec<_>>();
        assert_eq!(parts("семинаров/совещаний по\u{a0}теме"), ["семинаров/", "совещаний ", "по\u{a0}теме"]);
        assert_eq!(parts("Октябрь-ноябрь 2023"), ["Октябрь-", "ноябрь ", "2023"]);
        assert_eq!(parts("-5 –  6 № п/п"), ["-5 ", "–  ", "6 ", "№ ", "п/п"]);
    }

    #[test]
    fn the_number_stays_narrow_and_the_name_gets_the_room() {
        let name = "слово ".repeat(30);
        let table = measured(&[
            ("№", &["1.", "2."], false),
            ("Название", &[&name, &name], true),
            ("Срок", &["Январь 2023", "2023"], false),
        ]);
        let widths = table.share(CELL, 480.0);
        assert!((widths.iter().sum::<f64>() - 480.0).abs() < 0.01, "{widths:?}");
        assert!(widths[0] < 25.0 && widths[1] > 340.0 && widths[2] < 80.0, "{widths:?}");
    }

    #[test]
    fn words_are_not_broken_while_there_is_room() {
        let table = measured(&[("Ответственные исполнители", &["а"], false), ("Название", &["б"], true)]);
        assert!(table.fits(CELL, 200.0));
        let widths = table.share(CELL, 200.0);
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
        let widths = table.share(cell, 720.0);
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
        let lines = |text: &str, width: f64| ((height(text, width, CELL, &Typewriter) - 6.0) / 12.0).round() as u32;
        assert_eq!(lines("", 108.0), 1);
        assert_eq!(lines("слово слово слово", 108.0), 1);
        assert_eq!(lines("слово слово слово слово", 108.0), 2);
        assert_eq!(lines("а\nб\n\nв", 108.0), 4);
        assert_eq!(lines(&"щ".repeat(50), 108.0), 3);
    }
}
