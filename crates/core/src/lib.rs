//! From the files that people write to the finished strings of the page: everything but type, signatures and the console.
//!
//! The data goes one way, and each step takes freedom away:
//!
//! ```text
//! files ─▶ located tree ─▶ domain ─▶ view
//!    input            validate    view
//! ```

pub mod account;
pub mod carried;
pub mod collect;
pub mod decode;
pub mod diagnostics;
pub mod domain;
pub mod input;
pub mod lint;
pub mod mail;
pub mod pdf;
pub mod russian;
pub mod schema;
pub mod signs;
pub mod summarise;
pub mod system;
pub mod tree;
pub mod validate;
pub mod verify;
pub mod view;
pub mod word;
pub mod xlsx;
