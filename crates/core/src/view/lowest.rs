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

/// How much is tried at most: the heights of a table each time that it is looked at as a whole, those of a column each time that it
/// is to grow. A table of some thousand cells stays far below a tenth of a second.
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
    let mut search = Search { columns: &columns, rows: cells.first().map_or(0, Vec::len), room, work: 0 };
    let best = search.run();
    (best.widths.iter().zip(&columns).map(|(at, column)| column.widths[*at]).collect(), best.height())
}

/// A column: the widths at which some of its cells get lower.
struct Column {
    /// In ascending order, beginning with the least.
    widths: Vec<f64>,
    /// What gets lower at each width, by rows.
    falls: Vec<Vec<Fall>>,
    /// What each cell passes through as the column grows, cell by cell.
    stages: Vec<Stage>,
    /// Where the stages of each cell begin; at last, where they end.
    starts: Vec<usize>,
}

/// How high a cell is until it gets lower.
struct Stage {
    /// The place of the width from which on it is so.
    from: usize,
    height: f64,
}

/// A cell gets lower.
struct Fall {
    row: usize,
    before: f64,
    after: f64,
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
        let falls = widths.iter().map(|_| Vec::new()).collect();
        let mut column = Self { widths, falls, stages: Vec::new(), starts: vec![0] };
        cells.iter().for_each(|cell| column.add(cell));
        column
    }

    /// Adds the stages of the next cell.
    fn add(&mut self, steps: &[Step]) {
        let row = self.starts.len() - 1;
        let first = steps.iter().position(|step| step.width <= self.widths[0]);
        let first = first.unwrap_or(steps.len().saturating_sub(1));
        let mut last = Stage { from: 0, height: steps.get(first).map_or(0.0, |step| step.height) };
        for step in steps[..first].iter().rev().filter(|step| step.width <= self.widths[self.widths.len() - 1]) {
            let from = last.from + self.widths[last.from..].partition_point(|width| *width < step.width);
            if from > last.from {
                self.stages.push(last);
            }
            last = Stage { from, height: step.height };
        }
        self.stages.push(last);
        for stages in self.stages[self.starts[row]..].windows(2) {
            let fall = Fall { row, before: stages[0].height, after: stages[1].height };
            self.falls[stages[1].from].push(fall);
        }
        self.starts.push(self.stages.len());
    }

    /// The place of the width from which on a cell is lower than this.
    fn lower(&self, row: usize, height: f64) -> Option<usize> {
        let stages = &self.stages[self.starts[row]..self.starts[row + 1]];
        stages.iter().find(|stage| stage.height < height).map(|stage| stage.from)
    }
}

/// Widths by their places in the columns, with what comes of them.
#[derive(Clone)]
struct State {
    widths: Vec<usize>,
    /// The height of each cell, row by row.
    cells: Vec<f64>,
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

/// Columns that grow together, each with its new width.
type Growth = Vec<(usize, usize)>;

/// The growth that lowers the table most for the room that it takes, and the first row that asks for it: of several that are worth as
/// much the one of the upper row.
struct Best {
    worth: f64,
    row: usize,
    growth: Growth,
}

impl Best {
    /// Takes another growth if it is better.
    fn take(best: &mut Option<Self>, worth: f64, row: usize, growth: impl FnOnce() -> Growth) {
        let is_better = |known: &Self| worth > known.worth || worth == known.worth && row < known.row;
        if best.as_ref().is_none_or(is_better) {
            *best = Some(Self { worth, row, growth: growth() });
        }
    }
}

struct Search<'a> {
    columns: &'a [Column],
    rows: usize,
    room: f64,
    work: usize,
}

impl Search<'_> {
    fn run(&mut self) -> State {
        let mut best = self.narrowest();
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

    /// All columns with their least widths.
    fn narrowest(&mut self) -> State {
        let height = |row: usize, column: &Column| column.stages[column.starts[row]].height;
        let cells = (0..self.rows).flat_map(|row| self.columns.iter().map(move |column| height(row, column))).collect();
        let mut state = State { widths: vec![0; self.columns.len()], cells, rows: Vec::new(), left: 0.0 };
        state.rows = (0..self.rows).map(|row| self.highest(&state, row)).collect();
        self.settle(&mut state);
        state
    }

    /// The heights of the cells of a row.
    fn cells<'s>(&self, state: &'s State, row: usize) -> &'s [f64] {
        &state.cells[row * self.columns.len()..][..self.columns.len()]
    }

    /// The height of a row.
    fn highest(&self, state: &State, row: usize) -> f64 {
        self.cells(state, row).iter().copied().fold(0.0, f64::max)
    }

    /// Reckons the room that widths leave.
    fn settle(&mut self, state: &mut State) {
        let used: f64 = self.columns.iter().zip(&state.widths).map(|(column, at)| column.widths[*at]).sum();
        state.left = self.room - used;
        self.work += self.rows * self.columns.len();
    }

    /// Makes a column wider, and gives by how much the table gets lower.
    fn grow(&self, state: &mut State, at: usize, width: usize) -> f64 {
        let mut gain = 0.0;
        for fall in self.columns[at].falls[state.widths[at] + 1..=width].iter().flatten() {
            state.cells[fall.row * self.columns.len() + at] = fall.after;
            let height = state.rows[fall.row];
            if fall.before == height {
                state.rows[fall.row] = self.highest(state, fall.row);
                gain += height - state.rows[fall.row];
            }
        }
        state.widths[at] = width;
        gain
    }

    /// Makes a column narrower.
    fn shrink(&self, state: &mut State, at: usize, width: usize) {
        for fall in self.columns[at].falls[width + 1..=state.widths[at]].iter().rev().flatten() {
            state.cells[fall.row * self.columns.len() + at] = fall.before;
            state.rows[fall.row] = state.rows[fall.row].max(fall.before);
        }
        state.widths[at] = width;
    }

    /// Has a column give room back, as far as the others make the table lower with it.
    fn give_back(&mut self, best: &mut State, column: usize) {
        let from = best.widths[column];
        for at in (0..from).rev().step_by(from.div_ceil(TRIES).max(1)) {
            if self.work > WORK {
                return;
            }
            let mut state = best.clone();
            // It may have given back more already.
            if at < state.widths[column] {
                self.shrink(&mut state, column, at);
            } else {
                self.grow(&mut state, column, at);
            }
            self.settle(&mut state);
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
            let is_kept = |fall: &Fall| fall.before > state.rows[fall.row];
            let wide = state.widths[at];
            let narrower = (1..=wide).rev().find(|width| column.falls[*width].iter().any(is_kept)).unwrap_or(0);
            self.shrink(state, at, narrower);
            state.left += column.widths[wide] - column.widths[narrower];
        }
    }

    /// Gives the room away, each time where it lowers the table most, but not to the column that gave it back.
    fn fill(&mut self, state: &mut State, giver: Option<usize>) {
        self.trim(state);
        while let Some(growth) = self.best_growth(state, giver) {
            for (column, width) in growth {
                self.grow(state, column, width);
            }
            self.settle(state);
        }
    }

    /// The columns that have to grow together so that some row gets lower, each with its new width: those that lower the whole
    /// table most for the room that they take.
    fn best_growth(&mut self, state: &mut State, giver: Option<usize>) -> Option<Growth> {
        let tops: Vec<Top> = (0..self.rows).map(|row| self.top(state, row)).collect();
        self.work += self.rows * self.columns.len();
        let mut best = None;
        for column in (0..self.columns.len()).filter(|column| Some(*column) != giver) {
            self.grow_alone(state, &tops, column, &mut best);
        }
        self.grow_together(state, &tops, giver, &mut best);
        best.map(|best| best.growth)
    }

    /// The two highest cells of a row.
    fn top(&self, state: &State, row: usize) -> Top {
        let mut top = Top { first: 0.0, column: 0, second: 0.0 };
        for (column, &height) in self.cells(state, row).iter().enumerate() {
            if height > top.first {
                top = Top { first: height, column, second: top.first };
            } else {
                top.second = top.second.max(height);
            }
        }
        top
    }

    /// Looks at the widths of a column with which a row gets lower of which it alone has the highest cell.
    fn grow_alone(&mut self, state: &State, tops: &[Top], at: usize, best: &mut Option<Best>) {
        let column = &self.columns[at];
        let mut gain = 0.0;
        for width in state.widths[at] + 1..column.widths.len() {
            let cost = column.widths[width] - column.widths[state.widths[at]];
            if cost > state.left {
                return;
            }
            let mut first = None;
            for fall in &column.falls[width] {
                let top = &tops[fall.row];
                if top.column != at {
                    continue;
                }
                gain += fall.before.max(top.second) - fall.after.max(top.second);
                if first.is_none() && fall.before == top.first && top.first > top.second {
                    first = Some(fall.row);
                }
            }
            if let Some(row) = first {
                self.work += self.rows;
                Best::take(best, gain / cost.max(0.01), row, || vec![(at, width)]);
            }
        }
    }

    /// Looks at the rows of which several columns have highest cells, each of which must get lower.
    fn grow_together(&mut self, state: &mut State, tops: &[Top], giver: Option<usize>, best: &mut Option<Best>) {
        let mut seen: Vec<Growth> = Vec::new();
        for row in (0..self.rows).filter(|row| tops[*row].first > 0.0 && tops[*row].first == tops[*row].second) {
            let cost: Option<f64> = self.growth(state, row).map(|grown| Some(self.cost(state, grown?))).sum();
            let Some(cost) = cost.filter(|cost| *cost <= state.left) else { continue };
            let growth: Growth = self.growth(state, row).flatten().collect();
            if growth.iter().any(|(at, _)| Some(*at) == giver) || seen.contains(&growth) {
                continue;
            }
            self.work += self.rows * self.columns.len();
            let cost = cost.max(0.01);
            let most: f64 = growth.iter().map(|(at, width)| self.most_gain(state, tops, *at, *width)).sum();
            if best.as_ref().is_none_or(|best| most / cost >= best.worth) {
                let before: Growth = growth.iter().map(|(at, _)| (*at, state.widths[*at])).collect();
                let gain: f64 = growth.iter().map(|(at, width)| self.grow(state, *at, *width)).sum();
                before.iter().for_each(|(at, width)| self.shrink(state, *at, *width));
                Best::take(best, gain / cost, row, || growth.clone());
            }
            seen.push(growth);
        }
    }

    /// The columns that make a row as high as it is, each with the next width that makes its cell lower; none where there is no
    /// such width.
    fn growth(&self, state: &State, row: usize) -> impl Iterator<Item = Option<(usize, usize)>> {
        let height = state.rows[row];
        let highest = self.cells(state, row).iter().zip(self.columns).enumerate();
        let highest = highest.filter(move |(_, (cell, _))| **cell >= height);
        highest.map(move |(at, (_, column))| Some((at, column.lower(row, height)?)))
    }

    /// The room that a column takes to grow.
    fn cost(&self, state: &State, (at, width): (usize, usize)) -> f64 {
        self.columns[at].widths[width] - self.columns[at].widths[state.widths[at]]
    }

    /// What a column can at most give to the gain of columns that grow together: each row is counted for one of its highest cells.
    fn most_gain(&self, state: &State, tops: &[Top], at: usize, width: usize) -> f64 {
        let falls = self.columns[at].falls[state.widths[at] + 1..=width].iter().flatten();
        falls.filter(|fall| tops[fall.row].column == at).map(|fall| fall.before - fall.after).sum()
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
            let widths = column.widths.iter().enumerate().take_while(|(_, width)| **width <= room);
            let tried = widths.map(|(at, width)| {
                let chosen: Vec<f64> =
                    chosen.iter().zip(heights(column, at)).map(|(one, other)| one.max(other)).collect();
                try_all(&chosen, others, room - width)
            });
            tried.fold(f64::INFINITY, f64::min)
        }
        try_all(&vec![0.0; columns[0].starts.len() - 1], columns, room)
    }

    /// The heights of all cells of a column at one of its widths.
    fn heights(column: &Column, at: usize) -> impl Iterator<Item = f64> {
        let height = move |ends: &[usize]| {
            let stages = &column.stages[ends[0]..ends[1]];
            stages[stages.partition_point(|stage| stage.from <= at) - 1].height
        };
        column.starts.windows(2).map(height)
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
            let rows = columns.iter().zip(&found).map(|(column, width)| heights(column, at(column, *width)).collect());
            let rows: Vec<Vec<f64>> = rows.collect();
            let height: f64 = (0..8).map(|row| rows.iter().map(|column| column[row]).fold(0.0, f64::max)).sum();
            prop_assert!((height - reckoned).abs() < 1e-6);
            let best = lowest(&columns, room);
            prop_assert!(height <= 1.02 * best + 1.0, "{} of {}: {:?}", height, best, found);
        }
    }
}
