//! The command line: what was typed, what was meant, one file a command, and one place that prints.

mod args;
mod check;
mod collect;
mod config;
mod diff;
mod dropped;
mod due;
mod explain;
mod extract;
mod form;
mod jobs;
mod keys;
mod make;
mod new;
mod progress;
mod settings;
mod sign;
mod terminal;
mod usage;
mod verify;
mod watch;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use chrono::{Datelike, Local};
use clap::Parser;
use dorkarta_core::diagnostics::{FileProblem, Problem};
use dorkarta_core::domain::Day;

use crate::app::{Outcome, panic_words};
use args::{Args, Command};
use config::Config;
use terminal::Terminal;
use usage::Usage;

pub use keys::Keys;

/// Runs the program with its arguments, the first being its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    // What a panic has to say comes as a message about its document.
    std::panic::set_hook(Box::new(|_| {}));
    let outcome = match Args::try_parse_from(arguments) {
        Ok(args) => guarded(|| dispatch(args)),
        Err(error) => usage::show(&error),
    };
    exit_code(if Terminal::kept_all() { outcome } else { outcome.max(Outcome::Unavailable) })
}

/// Runs a command. A fault of the program itself is told like any other, and so is a wrong command line.
fn guarded(command: impl FnOnce() -> Result<Outcome, Usage>) -> Outcome {
    match catch_unwind(AssertUnwindSafe(command)) {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(Usage(sentence))) => {
            Terminal::error(&sentence);
            Outcome::Usage
        }
        Err(cause) => {
            Terminal::error(&Problem::from(FileProblem::Internal { detail: panic_words(cause.as_ref()) }).message());
            Outcome::Faults
        }
    }
}

fn dispatch(args: Args) -> Result<Outcome, Usage> {
    match args.command {
        Some(Command::Plan(args)) => Ok(make_documents(&Config::for_plan(args)?)),
        Some(Command::Report(args)) => Ok(make_documents(&Config::for_report(args)?)),
        Some(Command::Check(args)) => check::run(&args),
        Some(Command::Due(args)) => due::run(&args),
        Some(Command::Sign(args)) => sign::run(&args),
        Some(Command::Form(args)) => form::run(&args),
        Some(Command::Collect(args)) => collect::run(&args),
        Some(Command::Diff(args)) => diff::run(&args),
        Some(Command::New(args)) => new::run(&args),
        Some(Command::Extract(args)) => extract::run(&args),
        Some(Command::Verify(args)) => verify::run(&args),
        None => Ok(dropped::run(args.files)),
    }
}

fn make_documents(config: &Config) -> Outcome {
    if config.watch { watch::run(config) } else { make::run(config) }
}

/// What the system is told.
fn exit_code(outcome: Outcome) -> ExitCode {
    ExitCode::from(match outcome {
        Outcome::Done | Outcome::Remarked => 0,
        Outcome::Faults | Outcome::Different => 1,
        Outcome::Usage | Outcome::Trouble => 2,
        Outcome::Unavailable => 3,
    })
}

/// Today, where the computer stands: nowhere else is the clock read.
fn today() -> Option<Day> {
    let today = Local::now();
    Day::new(today.year(), today.month(), today.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_the_program_ends_no_command_in_silence() {
        assert_eq!(guarded(|| panic!("…")), Outcome::Faults);
        assert_eq!(guarded(|| Ok(Outcome::Done)), Outcome::Done);
    }
}
