//! The command line: what was typed, what was meant, one file a command, and one place that prints.

mod args;
mod bodies;
mod check;
mod collect;
mod config;
mod diff;
mod due;
mod extract;
mod form;
mod make;
mod new;
mod sign;
mod signatures;
mod terminal;
mod usage;
mod verify;
mod watch;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{Datelike, Local};
use clap::Parser;

use args::{Args, Command};
use config::Config;
use terminal::Terminal;

use dorkarta_core::diagnostics::{Diagnostic, Problem};
use dorkarta_core::domain::Day;
use dorkarta_core::input;

/// How a run ended. The larger one counts where several documents are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// All was made, and nothing was to be said.
    Done,
    /// All was made, with remarks.
    Remarked,
    /// The input has faults: nothing was written.
    Faults,
    /// Two editions differ.
    Different,
    /// The command line is wrong.
    Usage,
    /// Two editions could not be compared, whatever the reason.
    Trouble,
    /// A file cannot be read or written.
    Unavailable,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Done | Outcome::Remarked => 0,
            Outcome::Faults | Outcome::Different => 1,
            Outcome::Usage | Outcome::Trouble => 2,
            Outcome::Unavailable => 3,
        })
    }
}

/// Runs the program with its arguments, the first being its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    // What a panic has to say comes as a message about its document.
    std::panic::set_hook(Box::new(|_| {}));
    let outcome = match Args::try_parse_from(arguments) {
        Ok(args) => guarded(|| dispatch(args)),
        Err(error) => usage::show(&error),
    };
    if Terminal::kept_all() { outcome.into() } else { outcome.max(Outcome::Unavailable).into() }
}

/// Runs a command; a fault of the program itself is told like any other.
fn guarded(command: impl FnOnce() -> Outcome) -> Outcome {
    catch_unwind(AssertUnwindSafe(command)).unwrap_or_else(|cause| {
        Terminal::error(&Problem::Internal { detail: make::panic_words(cause.as_ref()) }.message());
        Outcome::Faults
    })
}

fn dispatch(args: Args) -> Outcome {
    match args.command {
        Some(Command::Plan(args)) => with_config(Config::for_plan(args)),
        Some(Command::Report(args)) => with_config(Config::for_report(args)),
        Some(Command::Check(args)) => check::run(&args),
        Some(Command::Due(args)) => due::run(&args),
        Some(Command::Sign(args)) => sign::run(&args),
        Some(Command::Form(args)) => form::run(&args),
        Some(Command::Collect(args)) => collect::run(&args),
        Some(Command::Diff(args)) => diff::run(&args),
        Some(Command::New(args)) => new::run(&args),
        Some(Command::Extract(args)) => extract::run(&args),
        Some(Command::Verify(args)) => verify::run(&args),
        // A file was dropped on the program.
        None => {
            let (documents, data): (Vec<PathBuf>, _) = args.files.into_iter().partition(|file| input::is_pdf(file));
            // What is told of a document has to be read.
            let is_worth_reading = |outcome| outcome != Outcome::Done || !documents.is_empty();
            let mut outcome = Outcome::Done;
            if !data.is_empty() {
                outcome = with_config(Config::for_files(data));
            }
            outcome = documents.iter().map(|file| verify::run_dropped(file.clone())).fold(outcome, Outcome::max);
            if is_worth_reading(outcome) {
                Terminal::wait_for_reader();
            }
            outcome
        }
    }
}

/// How a run ended in which nothing was made.
fn faults_or_unavailable(diagnostics: &[Diagnostic]) -> Outcome {
    match diagnostics.iter().any(|diagnostic| diagnostic.problem.is_io()) {
        true => Outcome::Unavailable,
        false => Outcome::Faults,
    }
}

/// Today, where the computer stands: nowhere else is the clock read.
pub(crate) fn today() -> Option<Day> {
    let today = Local::now();
    Day::new(today.year(), today.month(), today.day())
}

fn with_config(config: Result<Config, String>) -> Outcome {
    match config {
        Ok(config) if config.watch => watch::run(&config),
        Ok(config) => make::run(&config),
        Err(sentence) => {
            Terminal::error(&sentence);
            Outcome::Usage
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_the_program_ends_no_command_in_silence() {
        assert_eq!(guarded(|| panic!("…")), Outcome::Faults);
        assert_eq!(guarded(|| Outcome::Done), Outcome::Done);
    }
}
