//! Many reports to one summary: what each of them contributes, whose it is, and the data of the summary with all figures
//! in it.
//!
//! ```text
//! report ─▶ Contribution ─▶ Gathering ─▶ tree of the summary
//!                (of each)     (in order)
//! ```
//!
//! A contribution holds figures, not the report. The reports of a territory that is not closed yet are kept one by one, since a later
//! one may be another edition of a former: packed (`log`), so that tens of thousands fit into memory. Of a closed territory its sums
//! are kept, what does not count, and the first of what does; all further ones are one record (`further`).

mod contribution;
mod further;
mod gathering;
mod log;
mod territory;
#[cfg(test)]
mod tests;
mod tree;

pub use contribution::{Below, Contribution};
pub use gathering::{Gathered, Gathering, Received, Source, Trouble};
pub use tree::wanted;
