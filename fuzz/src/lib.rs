//! What is fuzzed: everything that reads what a user wrote, up to the finished strings of the page; not the typesetter.
//!
//! The modules are those of the program itself, taken in by their paths. Depending on the program would mean building
//! Typst with the counters of the fuzzer: ten minutes, for code that gets nothing but the view. So this crate has the
//! modules before the typesetter and only their dependencies. A module that begins to need another one of the program
//! has to be named here too; CI builds this crate and will say so.
//!
//! What a target checks beyond «no panic» stands in [`laws`].

#![expect(
    dead_code,
    unused_imports,
    reason = "some of what the modules offer is for the command line and the typesetter"
)]

#[path = "../../src/carried.rs"]
pub mod carried;
#[path = "../../src/diagnostics/mod.rs"]
pub mod diagnostics;
#[path = "../../src/domain/mod.rs"]
pub mod domain;
#[path = "../../src/input/mod.rs"]
pub mod input;
#[path = "../../src/lint/mod.rs"]
pub mod lint;
#[path = "../../src/pdf/mod.rs"]
pub mod pdf;
#[path = "../../src/validate/mod.rs"]
pub mod validate;
#[path = "../../src/view/mod.rs"]
pub mod view;
#[path = "../../src/xlsx/mod.rs"]
pub mod xlsx;

/// What the writer of PDFs needs of the signature, whose arithmetic would bring a dozen crates. It is not fuzzed yet.
pub mod signature {
    /// Bytes of a signature.
    pub const ANSWER_LIMIT: usize = 16 * 1024;
}

pub mod document;
pub mod laws;
pub mod package;
pub mod scratch;
pub mod seeds;
pub mod start;
