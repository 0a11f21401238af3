//! What the program can do. Nothing here prints.

pub mod archive;
pub mod document;
pub mod output;
pub mod schedule;
