//! Tables into the tree that the same data would have as YAML, wherever their cells came from.
//!
//! ```text
//! Grid: filled cells, merged areas ─▶ Head ─▶ records ─▶ Node
//! ```
//!
//! A reader of files fills a sparse [`grid::Grid`]; behind it nothing knows what the file was. What a cell holds is told
//! by [`grid::Content`] and [`look`]: a number and its look are kept apart, since it depends on the column how a number
//! is written. How a kind of file stores either of them is no matter of a table.

pub(super) mod activities;
pub(super) mod grid;
pub(super) mod head;
pub mod headings;
pub(super) mod look;
pub(super) mod records;
pub(super) mod requisites;
pub(super) mod sheet;
pub(super) mod value;

pub use self::sheet::Sheet;
