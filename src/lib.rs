//! The yearly plan of activities of a municipal education office, from YAML or Excel to official PDF.
//!
//! The data goes one way, and each step takes freedom away:
//!
//! ```text
//! files ─▶ located tree ─▶ domain ─▶ view ─▶ Typst ─▶ bytes ─▶ file
//!    input            validate    view    typeset         output
//! ```
//!
//! [`document::make`] is that way in one function; `diagnostics` is what every step says when it cannot go on.

pub mod archive;
pub mod carried;
pub mod cli;
pub mod collect;
pub mod diagnostics;
pub mod document;
pub mod domain;
pub mod input;
pub mod lint;
pub mod output;
pub mod pdf;
pub mod signature;
pub mod signed;
pub mod typeset;
pub mod validate;
pub mod verify;
pub mod view;
pub mod xlsx;
