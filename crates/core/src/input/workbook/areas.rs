//! Merged areas as files tell them.

use crate::input::table::{Grid, Trouble};

/// An area by its first and its last row and column.
pub(super) type Area = ((u32, u32), (u32, u32));

/// The last row and column of the smallest sheets that there are: an area that ends there or behind is endless.
const LAST: (u32, u32) = (65_535, 255);

/// Adds the merged areas of a sheet whose cells are all there. Whole rows and columns end with the cells: nobody sees
/// what is merged behind them.
pub(super) fn merge(grid: &mut Grid, areas: &[Area]) -> Result<(), Trouble> {
    let rows = grid.rows();
    let last_row = rows.last().copied().unwrap_or_default();
    let last_column = rows.iter().filter_map(|row| grid.row(*row).last()).map(|(at, _)| at.column).max();
    for (first, last) in areas {
        let end = |end: u32, is_endless: bool, used: u32, first: u32| if is_endless { used.max(first) } else { end };
        let bottom = end(last.0, last.0 >= LAST.0, last_row, first.0);
        let right = end(last.1, last.1 >= LAST.1, last_column.unwrap_or_default(), first.1);
        grid.merge(*first, (bottom, right))?;
    }
    Ok(())
}
