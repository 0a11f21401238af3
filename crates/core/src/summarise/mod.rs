//! Many reports to one summary: what each of them contributes, whose it is, and the data of the summary with all figures
//! in it.
//!
//! ```text
//! report ─▶ Contribution ─▶ Gathering ─▶ tree of the summary
//!                (of each)     (in order)
//! ```
//!
//! A contribution holds figures, not the report: so thousands of them fit into memory. Only the reports of a territory that
//! is not closed yet are kept one by one, since a later one may be another edition of a former.

mod contribution;
mod gathering;
mod territory;
#[cfg(test)]
mod tests;
mod tree;

pub use contribution::{Below, Contribution};
pub use gathering::{Gathered, Gathering, Received, Source, Trouble};
pub use tree::wanted;
