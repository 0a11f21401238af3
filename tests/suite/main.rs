//! The one integration binary: what the program promises, tried from its command line.

mod command_line;
mod messages;
mod pages;
mod plan;
mod support;
mod templates;
