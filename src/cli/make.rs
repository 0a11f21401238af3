//! `plan`, `report` and a file alone: documents, one or several.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use dorkarta_core::diagnostics::render::MessageFormat;
use dorkarta_core::diagnostics::{Diagnostic, FileProblem, Place, Refusal, Remedy};

use super::config::Config;
use super::progress;
use super::terminal::Terminal;
use super::watch;
use crate::app::Outcome;
use crate::app::jobs::Job;
use crate::app::worker::make_all;
use crate::app::{Made, targets::Target};
use crate::listing::made::line;

/// Makes the documents of a run, once or again and again.
pub(super) fn documents(config: &Config) -> Outcome {
    if config.watch { watch::run(config) } else { run(config) }
}

/// Makes all documents of a run and says what came of it.
fn run(config: &Config) -> Outcome {
    let bar = progress::bar(config.jobs.len(), config.messages.told.quiet);
    let done = AtomicUsize::new(0);
    let outcome = make_all(&config.work, &config.jobs, |job, mut made| {
        bar.set_message(job.input.file_name().unwrap_or_default().to_string_lossy().into_owned());
        bar.suspend(|| {
            deliver(job, &mut made);
            Terminal::made(&made, config.messages);
            if made.outcome <= Outcome::Remarked {
                done.fetch_add(1, Ordering::Relaxed);
            }
            tell(&line(&made), config);
            if config.open {
                open(&made.written);
            }
        });
        bar.inc(1);
        made.outcome
    });
    bar.finish_and_clear();
    let all = config.jobs.len();
    if all > 1 {
        tell(&format!("сделано {} из {all}", done.into_inner()), config);
    }
    outcome
}

/// Says how it went, to a person who reads along.
fn tell(sentence: &str, config: &Config) {
    if config.messages.told.format == MessageFormat::Text && !config.messages.told.quiet && !sentence.is_empty() {
        Terminal::note(sentence);
    }
}

/// Prints a document that goes to stdout.
fn deliver(job: &Job, made: &mut Made) {
    if job.target == Target::Stdout
        && !made.streamed.is_empty()
        && let Err(problem) = stream(&made.streamed)
    {
        made.diagnostics.push(Diagnostic::new(problem, Place::file(STREAM)));
        made.outcome = Outcome::Unavailable;
    }
}

/// How stdout is called where a file is named.
pub(super) const STREAM: &str = "-";

/// Prints the one file of a document.
pub(super) fn stream(files: &[Vec<u8>]) -> Result<(), FileProblem> {
    match files {
        [only] => Terminal::document(only).map_err(|error| FileProblem::CannotWrite(Refusal::of_file(&error))),
        _ => {
            let reason = "страниц несколько, а в поток выводится один файл";
            Err(FileProblem::CannotWrite(Refusal::new(reason, Remedy::Target)))
        }
    }
}

/// Opens a document, or its first page, with the program that the system has for it.
pub(super) fn open(written: &[PathBuf]) {
    if let Some(first) = written.first()
        && open::that_detached(first).is_err()
    {
        Terminal::error(&format!("не удалось открыть {}: нет подходящей программы", first.display()));
    }
}
