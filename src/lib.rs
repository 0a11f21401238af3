//! The yearly plan of activities of a municipal education office, from YAML or Excel to official PDF.
//!
//! [`app`] is what the program can do, [`listing`] how what came of it is shown, [`cli`] how it is asked on a command line,
//! [`web`] how on a page of the browser.
//! Reading and judging is the business of `dorkarta-core`, setting type that of `dorkarta-press`, signatures that of
//! `dorkarta-sign`.

pub mod app;
pub mod cli;
pub mod listing;
pub mod web;

/// That of musl serves one thread at a time: on two cores a batch takes twice as long as on one.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
