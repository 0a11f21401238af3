//! What is fuzzed: everything that reads what a user wrote, up to the finished strings of the page; not the typesetter.
//!
//! That is `dorkarta-core` and `dorkarta-sign`, which never wait for Typst. Files are read from memory. What a target checks beyond «no panic»
//! stands in [`laws`].

pub mod bombs;
#[path = "../../tests/suite/cms.rs"]
mod cms;
pub mod document;
pub mod laws;
pub mod package;
pub mod revisions;
pub mod scratch;
pub mod seeds;
pub mod start;
