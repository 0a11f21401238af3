//! The command line: what was typed, what was meant, one file a command, and one place that prints.

mod args;
mod check;
mod collect;
mod config;
mod diff;
mod dropped;
mod due;
mod expand;
mod explain;
mod extract;
mod form;
mod jobs;
mod keys;
mod make;
mod masks;
mod new;
mod packaging;
mod packet;
mod paths;
mod progress;
mod schema;
mod settings;
mod shell;
mod sign;
mod slips;
mod summary;
mod terminal;
mod usage;
mod verify;
mod watch;
mod window;

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
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments.len() < 2 && shell::is_own() {
        return exit_code(dropped::welcome());
    }
    if let Some(sentence) = slips::parted_name(&arguments) {
        Terminal::error(&sentence);
        return exit_code(Outcome::Usage);
    }
    let outcome = match Args::try_parse_from(slips::asking_for_help(arguments)) {
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
    let Some(mut command) = args.command else { return Ok(dropped::run(paths::several(args.files, None)?.files)) };
    expand::run(&mut command)?;
    match command {
        Command::Plan(args) => Ok(make::documents(&Config::for_plan(args)?)),
        Command::Report(args) => Ok(make::documents(&Config::for_report(args)?)),
        Command::Check(args) => check::run(&args),
        Command::Due(args) => due::run(&args),
        Command::Sign(args) => sign::run(&args),
        Command::Form(args) => form::run(&args),
        Command::Collect(args) => collect::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Packet(args) => packet::run(&args),
        Command::New(args) => new::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Summary(args) => summary::run(args),
        Command::Window(args) => window::run(&args),
        Command::Schema(args) => Ok(schema::run(&args)),
        Command::Packaging(args) => Ok(packaging::run(&args.folder)),
    }
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
