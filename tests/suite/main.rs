//! The one integration binary: what the program promises, tried from its command line.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by a panic")]
#![expect(unreachable_pub, reason = "nothing reaches into a test binary")]

mod account;
mod archive;
mod bombs;
mod carried;
mod cms;
mod codes;
mod columns;
mod command_line;
mod copies;
mod diff;
mod due;
mod extract;
mod fixtures;
mod folders;
mod form;
mod former;
mod forms;
mod layout;
mod limits;
mod messages;
mod monitoring;
mod one_sheet;
mod packet;
mod pages;
mod plan;
mod remarks;
mod remarks_workbook;
mod report;
mod robustness;
mod round;
mod sign;
mod summary;
mod support;
mod templates;
mod text_documents;
mod trust;
mod verify;
mod watch;
mod window;
#[cfg(windows)]
mod windows;
mod word;
mod workbook;
