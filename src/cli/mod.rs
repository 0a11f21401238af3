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
mod paths;
mod progress;
mod settings;
mod sign;
mod terminal;
mod usage;
mod verify;
mod watch;

use std::ffi::OsString;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
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
    if arguments.len() < 2 && Terminal::is_own() {
        return exit_code(welcome());
    }
    let outcome = match Args::try_parse_from(arguments) {
        Ok(args) => guarded(|| dispatch(args)),
        Err(error) => usage::show(&error),
    };
    exit_code(if Terminal::kept_all() { outcome } else { outcome.max(Outcome::Unavailable) })
}

/// What to do, for a person who has double-clicked on the program.
fn welcome() -> Outcome {
    Terminal::text(
        "Эта программа делает из файла с данными официальный документ PDF.\n\
         Перетащите на неё файл с планом или мониторингом (.xlsx, .yaml): документ появится рядом с ним.\n\
         Образец, который остаётся исправить под себя, создаёт команда «dorkarta new», всё остальное показывает\n\
         «dorkarta --help»: их набирают в окне «Командная строка».\n",
    );
    Terminal::wait_for_reader();
    Outcome::Usage
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
    let Some(mut command) = args.command else { return Ok(dropped::run(paths::several(args.files)?)) };
    expand(&mut command)?;
    match command {
        Command::Plan(args) => Ok(make_documents(&Config::for_plan(args)?)),
        Command::Report(args) => Ok(make_documents(&Config::for_report(args)?)),
        Command::Check(args) => check::run(&args),
        Command::Due(args) => due::run(&args),
        Command::Sign(args) => sign::run(&args),
        Command::Form(args) => form::run(&args),
        Command::Collect(args) => collect::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::New(args) => new::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Verify(args) => verify::run(&args),
    }
}

/// Puts the files that are meant in the place of masks.
fn expand(command: &mut Command) -> Result<(), Usage> {
    let several = |files: &mut Vec<PathBuf>| paths::several(mem::take(files)).map(|met| *files = met);
    let one = |file: &mut PathBuf| paths::one(mem::take(file)).map(|met| *file = met);
    match command {
        Command::Plan(args) => several(&mut args.files),
        Command::Report(args) => several(&mut args.document.files),
        Command::Check(args) => several(&mut args.files),
        Command::Due(args) => one(&mut args.file),
        Command::Sign(args) => args.file.as_mut().map_or(Ok(()), one),
        Command::Form(args) => one(&mut args.file),
        Command::Collect(args) => one(&mut args.plan).and_then(|()| several(&mut args.forms)),
        Command::Diff(args) => one(&mut args.old).and_then(|()| one(&mut args.new)),
        Command::New(_) => Ok(()),
        Command::Extract(args) => one(&mut args.file),
        Command::Verify(args) => one(&mut args.file),
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
