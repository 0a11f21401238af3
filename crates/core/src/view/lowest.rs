//! The widths with which a table is lowest.
//!
//! A row is as high as the highest of its cells, and a cell gets lower only at certain widths of its column. So among all
//! widths those are looked for at which some cell has just become lower. What is left of the room is given away step by
//! step: each time to the columns, one or several, that lower the table most for what they take. Then each column
//! in turn gives room back, and the others share it out in the same way, until none of that makes the table any lower.
//!
//! This need not be the very best, which would take too long to prove; tests compare it with that.

/// A width from which on a cell is no higher than this.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Step {
    /// Width of the column, pt.
    pub width: f64,
    /// Height of the cell, in any unit.
    pub height: f64,
}

/// How many heights are compared at most; a table of some thousand cells stays far below a tenth of a second.
const WORK: usize = 20_000_000;
/// How many of its widths a column gives back to at most in one round.
const TRIES: usize = 32;
/// What a table must be lower by to be counted as lower.
const LEAST_GAIN: f64 = 1e-6;

/// The widths, none below the least ones, together not wider than the room, and the height of all rows. `cells` holds the
/// steps of each cell by column and row, the widest first; without any it is never the highest of its row.
pub(super) fn widths(least: &[f64], cells: &[Vec<Vec<Step>>], room: f64) -> (Vec<f64>, f64) {
    let free = room - least.iter().sum::<f64>();
    let columns: Vec<Column> =
        least.iter().zip(cells).map(|(least, cells)| Column::new(*least, least + free, cells)).collect();
    let mut search = Search { columns: &columns, room, work: 0 };
    let best = search.run();
    (best.widths.iter().zip(&columns).map(|(at, column)| column.widths[*at]).collect(), best.height())
}

/// A column: the widths at which it changes, and how high its cells are with each.
struct Column {
    /// In ascending order, beginning with the least.
    widths: Vec<f64>,
    /// The heights of all rows, for each width.
    heights: Vec<Vec<f64>>,
}

impl Column {
    fn new(least: f64, most: f64, cells: &[Vec<Step>]) -> Self {
        let mut widths: Vec<f64> = cells.iter().flatten().map(|step| step.width).collect();
        widths.retain(|width| *width > least && *width <= most);
        widths.push(least);
        widths.sort_by(f64::total_cmp);
        // Finer steps than this are none on paper.
        widths.dedup_by(|next, kept| {
            let is_same = *next - *kept < 0.2 && *kept > least;
            if is_same {
                *kept = *next;
            }
            is_same
        });
        let height = |cell: &Vec<Step>, width: f64| {
            let fitting = cell.iter().find(|step| step.width <= width).or(cell.last());
            fitting.map_or(0.0, |step| step.height)
        };
        let heights = widths.iter().map(|width| cells.iter().map(|cell| height(cell, *width)).collect()).collect();
        Self { widths, heights }
    }
}

/// Widths by their places in the columns, with what comes of them.
#[derive(Clone)]
struct State {
    widths: Vec<usize>,
    /// The height of each row.
    rows: Vec<f64>,
    /// Room that is left.
    left: f64,
}

impl State {
    fn height(&self) -> f64 {
        self.rows.iter().sum()
    }
}

/// The heights of the two highest cells of a row, and the column of the first.
struct Top {
    first: f64,
    column: usize,
    second: f64,
}

struct Search<'a> {
    columns: &'a [Column],
    room: f64,
    work: usize,
}

impl Search<'_> {
    fn run(&mut self) -> State {
        let mut best = self.state(vec![0; self.columns.len()]);
        self.fill(&mut best, None);
        self.trim(&mut best);
        loop {
            let before = best.height();
            for column in 0..self.columns.len() {
                self.give_back(&mut best, column);
            }
            if best.height() > before - LEAST_GAIN || self.work > WORK {
                return best;
            }
        }
    }

    fn state(&mut self, widths: Vec<usize>) -> State {
        let rows = self.columns.first().map_or(0, |column| column.heights[0].len());
        let height = |row: usize| {
            let heights = self.columns.iter().zip(&widths).map(|(column, at)| column.heights[*at][row]);
            heights.fold(0.0, f64::max)
        };
        let used: f64 = self.columns.iter().zip(&widths).map(|(column, at)| column.widths[*at]).sum();
        self.work += rows * self.columns.len();
        State { rows: (0..rows).map(height).collect(), left: self.room - used, widths }
    }

    /// Has a column give room back, as far as the others make the table lower with it.
    fn give_back(&mut self, best: &mut State, column: usize) {
        let from = best.widths[column];
        for at in (0..from).rev().step_by(from.div_ceil(TRIES).max(1)) {
            if self.work > WORK {
                return;
            }
            let mut widths = best.widths.clone();
            widths[column] = at;
            let mut state = self.state(widths);
            self.fill(&mut state, Some(column));
            self.fill(&mut state, None);
            if state.height() < best.height() - LEAST_GAIN {
                self.trim(&mut state);
                *best = state;
            }
        }
    }

    /// Takes from each column what makes no row higher.
    fn trim(&mut self, state: &mut State) {
        for (at, column) in self.columns.iter().enumerate() {
            let is_too_high = |heights: &Vec<f64>| heights.iter().zip(&state.rows).any(|(height, row)| height > row);
            let narrower = column.heights[..state.widths[at]].partition_point(is_too_high);
            state.left += column.widths[state.widths[at]] - column.widths[narrower];
            state.widths[at] = narrower;
        }
    }

    /// Gives the room away, each time where it lowers the table most, but not to the column that gave it back.
    fn fill(&mut self, state: &mut State, giver: Option<usize>) {
        self.trim(state);
        while let Some(growth) = self.best_growth(state, giver) {
            for (column, width) in growth {
                state.left -= self.columns[column].widths[width] - self.columns[column].widths[state.widths[column]];
                state.widths[column] = width;
            }
            *state = self.state(std::mem::take(&mut state.widths));
        }
    }

    /// The columns that have to grow together so that some row gets lower, each with its new width: those that lower the whole
    /// table most for the room that they take.
    fn best_growth(&mut self, state: &State, giver: Option<usize>) -> Option<Vec<(usize, usize)>> {
        let mut best: Option<(f64, Vec<(usize, usize)>)> = None;
        let mut seen: Vec<Vec<(usize, usize)>> = Vec::new();
        let tops: Vec<Top> = (0..state.rows.len()).map(|row| self.top(state, row)).collect();
        self.work += state.rows.len() * self.columns.len();
        let height = state.height();
        for row in 0..state.rows.len() {
            let Some(growth) = self.growth(state, row).filter(|growth| growth.iter().all(|(at, _)| Some(*at) != giver))
            else {
                continue;
            };
            let grown = |(at, width): &(usize, usize)| {
                self.columns[*at].widths[*width] - self.columns[*at].widths[state.widths[*at]]
            };
            let cost: f64 = growth.iter().map(grown).sum();
            if cost > state.left || seen.contains(&growth) {
                continue;
            }
            let worth = (height - self.height_with(state, &tops, &growth)) / cost.max(0.01);
            if best.as_ref().is_none_or(|(known, _)| worth > *known) {
                best = Some((worth, growth.clone()));
            }
            seen.push(growth);
        }
        best.map(|(_, growth)| growth)
    }

    /// The two highest cells of a row.
    fn top(&self, state: &State, row: usize) -> Top {
        let mut top = Top { first: 0.0, column: 0, second: 0.0 };
        for (at, column) in self.columns.iter().enumerate() {
            let height = column.heights[state.widths[at]][row];
            if height > top.first {
                top = Top { first: height, column: at, second: top.first };
            } else {
                top.second = top.second.max(height);
            }
        }
        top
    }

    /// The height of all rows with some columns grown.
    fn height_with(&mut self, state: &State, tops: &[Top], growth: &[(usize, usize)]) -> f64 {
        if let [(column, width)] = growth {
            self.work += tops.len();
            let grown = self.columns[*column].heights[*width].iter();
            let other = |top: &Top| if top.column == *column { top.second } else { top.first };
            return tops.iter().zip(grown).map(|(top, grown)| other(top).max(*grown)).sum();
        }
        let mut widths = state.widths.clone();
        for (column, width) in growth {
            widths[*column] = *width;
        }
        self.state(widths).height()
    }

    /// The columns that make a row as high as it is, each with the next width that makes its cell lower; none if the row cannot
    /// get lower.
    fn growth(&self, state: &State, row: usize) -> Option<Vec<(usize, usize)>> {
        let height = state.rows[row];
        let highest =
            (self.columns.iter().enumerate()).filter(|(at, column)| column.heights[state.widths[*at]][row] >= height);
        let grown = highest.map(|(at, column)| {
            let lower = column.heights.partition_point(|heights| heights[row] >= height);
            (lower < column.widths.len()).then_some((at, lower))
        });
        grown.collect::<Option<Vec<_>>>().filter(|growth| !growth.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The steps of a text of so many letters: as if lines were filled to the last.
    fn cell(letters: u32) -> Vec<Step> {
        let step = |lines: u32| Step { width: f64::from(letters.div_ceil(lines)) * 5.0, height: f64::from(lines) };
        (1..=letters.max(1)).map(step).take_while(|step| step.width >= 20.0).chain([step(letters.max(1))]).collect()
    }

    /// The lowest height of all widths, each tried with each.
    fn lowest(columns: &[Column], room: f64) -> f64 {
        fn try_all(chosen: &[f64], columns: &[Column], room: f64) -> f64 {
            let Some((column, others)) = columns.split_first() else { return chosen.iter().sum() };
            let widths = column.widths.iter().zip(&column.heights).take_while(|(width, _)| **width <= room);
            let tried = widths.map(|(width, heights)| {
                let chosen: Vec<f64> = chosen.iter().zip(heights).map(|(one, other)| one.max(*other)).collect();
                try_all(&chosen, others, room - width)
            });
            tried.fold(f64::INFINITY, f64::min)
        }
        try_all(&vec![0.0; columns[0].heights[0].len()], columns, room)
    }

    proptest! {
        #[test]
        fn no_widths_make_the_table_much_lower(
            table in prop::collection::vec(prop::collection::vec(0..60_u32, 8), 2..5),
            room in 100.0..400.0_f64,
        ) {
            let cells: Vec<Vec<Vec<Step>>> =
                table.iter().map(|column| column.iter().map(|letters| cell(*letters)).collect()).collect();
            let least = vec![20.0; table.len()];
            let columns: Vec<Column> = cells.iter().map(|cells| Column::new(20.0, room, cells)).collect();
            let (found, reckoned) = widths(&least, &cells, room);
            prop_assert!(found.iter().sum::<f64>() <= room + 1e-6);
            let at = |column: &Column, width: f64| column.widths.partition_point(|known| *known <= width + 1e-9) - 1;
            let mut search = Search { columns: &columns, room, work: 0 };
            let height = search.state(columns.iter().zip(&found).map(|(column, width)| at(column, *width)).collect()).height();
            prop_assert!((height - reckoned).abs() < 1e-6);
            let best = lowest(&columns, room);
            prop_assert!(height <= 1.02 * best + 1.0, "{} of {}: {:?}", height, best, found);
        }
    }
}
