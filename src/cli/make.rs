//! `plan`, `report` and a file alone: documents, one or several.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use dorkarta_core::diagnostics::render::MessageFormat;
use dorkarta_core::diagnostics::{Diagnostic, FileProblem, Place, Severity, count};
use dorkarta_core::russian::plural;
use dorkarta_core::system::reason;

use super::config::Config;
use super::progress;
use super::terminal::Terminal;
use super::watch;
use crate::app::Outcome;
use crate::app::jobs::Job;
use crate::app::worker::make_all;
use crate::app::{Made, targets::Target};

/// Makes the documents of a run, once or again and again.
pub(super) fn documents(config: &Config) -> Outcome {
    if config.watch { watch::run(config) } else { run(config) }
}

/// Makes all documents of a run and says what came of it.
fn run(config: &Config) -> Outcome {
    let bar = progress::bar(config.jobs.len(), config.messages.quiet);
    let done = AtomicUsize::new(0);
    let outcome = make_all(&config.work, &config.jobs, |job, mut made| {
        bar.set_message(job.input.file_name().unwrap_or_default().to_string_lossy().into_owned());
        bar.suspend(|| {
            deliver(job, &mut made);
            Terminal::made(&made, config.messages);
            if made.outcome <= Outcome::Remarked {
                done.fetch_add(1, Ordering::Relaxed);
            }
            tell(&came_of(&made), config);
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
    if config.messages.format == MessageFormat::Text && !config.messages.quiet && !sentence.is_empty() {
        Terminal::note(sentence);
    }
}

/// What came of a document, in one line; empty where it went to a stream.
fn came_of(made: &Made) -> String {
    if made.outcome > Outcome::Remarked {
        let faults = count(&made.diagnostics, Severity::Fault);
        return match faults {
            // Under «--strict» they are no faults by themselves.
            0 => format!(
                "Документ не сделан: {}",
                plain(made.diagnostics.len(), ["замечание", "замечания", "замечаний"])
            ),
            _ => format!("Документ не сделан: {}", plain(faults, ["ошибка", "ошибки", "ошибок"])),
        };
    }
    let (Some(extent), Some(first)) = (made.extent, made.written.first()) else { return String::new() };
    let counts = [
        (extent.pages, ["страница", "страницы", "страниц"]),
        (extent.directions, ["направление", "направления", "направлений"]),
        (extent.activities, ["мероприятие", "мероприятия", "мероприятий"]),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, words)| plain(count, words));
    format!("Готово: {} – {}", first.display(), counts.collect::<Vec<_>>().join(", "))
}

/// A number with its noun, the blank between them an ordinary one.
fn plain(count: usize, words: [&str; 3]) -> String {
    plural(count, words).replace('\u{a0}', " ")
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
    let cannot = |reason| FileProblem::CannotWrite { reason };
    match files {
        [only] => Terminal::document(only).map_err(|error| cannot(reason(&error))),
        _ => Err(cannot("страниц несколько, а в поток выводится один файл; укажите имя через -o".into())),
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
