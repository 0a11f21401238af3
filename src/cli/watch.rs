//! `--watch`: makes each document again whenever one of the files that it came from has been saved.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use chrono::Local;
use dorkarta_core::diagnostics::render::{MessageFormat, escape};

use super::config::Config;
use super::make::open;
use super::terminal::Terminal;
use crate::app::Outcome;
use crate::app::watch::{LOOK, Round, Watch};

/// Makes the documents and goes on until Ctrl+C.
pub(super) fn run(config: &Config) -> Outcome {
    // So that a round is finished and the program ends well; without it Ctrl+C ends the program all the same.
    let is_stopped = Arc::new(AtomicBool::new(false));
    let stop = Arc::clone(&is_stopped);
    let _ = ctrlc::set_handler(move || stop.store(true, Ordering::Relaxed));
    let mut opened = HashSet::new();
    let mut tell = |round: Round<'_>| {
        show(&round, config);
        if config.open && round.made.outcome <= Outcome::Remarked && opened.insert(round.job.input.clone()) {
            open(&round.made.written);
        }
    };
    let mut watch = Watch::new(&config.work, &config.jobs);
    watch.begin(&mut tell);
    say_what_is_watched(&watch.files(), config);
    while !is_stopped.load(Ordering::Relaxed) {
        thread::sleep(LOOK);
        watch.look(&mut tell);
    }
    Outcome::Done
}

fn show(round: &Round<'_>, config: &Config) {
    let Round { job, made, took, is_waiting } = round;
    Terminal::made(made, config.messages);
    let came = match made.outcome {
        _ if *is_waiting => "документ будет сделан, как только это станет возможно".to_owned(),
        Outcome::Faults => "документ не сделан; исправьте и сохраните файл".to_owned(),
        outcome => {
            let remarked = if outcome == Outcome::Remarked { "; есть замечания" } else { "" };
            format!("документ сделан за {} мс{remarked}", took.as_millis())
        }
    };
    say(&format!("{}: {came}", job.input.display()), config);
}

fn say_what_is_watched(files: &[&Path], config: &Config) {
    let mut names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    if let Some(folder) = &config.work.overrides.templates {
        names.push(format!("шаблоны в {}", folder.display()));
    }
    say(&format!("слежу за изменениями: {}; конец – Ctrl+C", names.join(", ")), config);
}

/// Prints a line with the time, for a person who glances at the window.
fn say(sentence: &str, config: &Config) {
    if config.messages.told.format == MessageFormat::Text && !config.messages.told.quiet {
        Terminal::text(&format!("{} {}\n", Local::now().format("%H:%M:%S"), escape(sentence)));
    }
}
