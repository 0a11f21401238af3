//! `extract`: the data that a PDF carries, back as a YAML file.

use std::path::Path;

use super::Outcome;
use super::args::ExtractArgs;
use super::config::{self, Target};
use super::terminal::Terminal;
use crate::app::output;
use dorkarta_core::diagnostics::{Diagnostics, Place, Problem};
use dorkarta_core::input;
use dorkarta_core::system::Disk;

/// Writes the file, or says why not.
pub(super) fn run(args: &ExtractArgs) -> Outcome {
    match extract(args) {
        Ok(outcome) => outcome,
        Err(sentence) => {
            Terminal::error(&sentence);
            Outcome::Usage
        }
    }
}

/// Errs with a sentence about the command line.
fn extract(args: &ExtractArgs) -> Result<Outcome, String> {
    config::check_pdf(&args.file)?;
    let target = config::extract_target(&args.file, args.output.as_deref())?;
    let text = match input::extract(&Disk, &args.file) {
        Ok(text) => text,
        Err(problem) => return Ok(fail(problem, &args.file, args)),
    };
    let path = match target {
        Target::Stdout => {
            Terminal::result(&text);
            return Ok(Outcome::Done);
        }
        Target::File(path) => path,
    };
    Ok(match output::write_data(&path, text.as_bytes(), args.force) {
        Ok(()) => {
            Terminal::written(&path);
            Outcome::Done
        }
        Err(problem) => fail(problem, &path, args),
    })
}

fn fail(problem: Problem, path: &Path, args: &ExtractArgs) -> Outcome {
    let outcome = if problem.is_io() { Outcome::Unavailable } else { Outcome::Faults };
    let diagnostics = Diagnostics::default();
    diagnostics.add(problem, &Place::of(path));
    Terminal::diagnostics(&input::settled(diagnostics), args.messages, false);
    outcome
}
