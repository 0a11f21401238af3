//! What a package of the program brings beside it: completions for shells, and pages of the manual. Both are made of the
//! arguments themselves.

use std::fs;
use std::io;
use std::path::Path;

use clap::{CommandFactory, ValueEnum};
use clap_complete::{Shell, generate_to};
use dorkarta_core::diagnostics::{FileProblem, Refusal};

use super::args::Args;
use super::terminal::Terminal;
use crate::app::Outcome;

/// Writes them into a folder, which is made.
pub(super) fn run(folder: &Path) -> Outcome {
    match write(folder) {
        Ok(()) => {
            Terminal::written(folder);
            Outcome::Done
        }
        Err(error) => Terminal::failure(folder, FileProblem::CannotWrite(Refusal::of_folder(&error)).into()),
    }
}

fn write(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for shell in Shell::value_variants() {
        generate_to(*shell, &mut Args::command(), "dorkarta", folder)?;
    }
    clap_mangen::generate_to(Args::command(), folder)
}
