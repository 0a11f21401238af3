//! `due`: what of a plan is overdue, due this month, coming, not judgeable, as of a day; and what is done.

mod calendar;
mod lines;
mod table;

use super::args::{DueArgs, DueFormat};
use super::bodies;
use super::config::{self, Target};
use super::terminal::Terminal;
use super::{Outcome, faults_or_unavailable, today};
use crate::app::output::{self, Signed};
use crate::app::schedule::Schedule;
use dorkarta_core::diagnostics::Diagnostics;
use dorkarta_core::domain::Agenda;
use dorkarta_core::input;

/// Shows what is due, or says why not.
pub(super) fn run(args: &DueArgs) -> Outcome {
    match show(args) {
        Ok(outcome) => outcome,
        Err(sentence) => {
            Terminal::error(&sentence);
            Outcome::Usage
        }
    }
}

/// Errs with a sentence about the command line.
fn show(args: &DueArgs) -> Result<Outcome, String> {
    if args.each && args.format != DueFormat::Text {
        return Err("ключ «--each» только для таблицы; с ключом «--format» укажите «--for ИСПОЛНИТЕЛЬ»".into());
    }
    let target = config::listing_target(&args.file, args.output.as_deref(), args.format.ending())?;
    let diagnostics = Diagnostics::default();
    let Some(Schedule { plan, fulfilments, as_of }) = Schedule::read(&args.file, args.date, &diagnostics) else {
        return Ok(show_faults(diagnostics, args));
    };
    let day = as_of.or_else(today).ok_or("часы компьютера показывают невозможный год; укажите день ключом --date")?;
    let whole = Agenda::new(&plan, &fulfilments, day);
    let (agenda, body) = match &args.body {
        Some(typed) => {
            let (body, agenda) = bodies::only(&whole, typed)?;
            (agenda, Some(body))
        }
        None => (whole, None),
    };
    let text = match args.format {
        DueFormat::Text => {
            let width = if target == Target::Stdout { Terminal::width() } else { None };
            table::render(&agenda, body, args.each, width)
        }
        DueFormat::Json => lines::render(&agenda),
        DueFormat::Ics => calendar::render(&agenda, as_of.unwrap_or(plan.document_day())),
    };
    Ok(deliver(&target, &text))
}

/// Shows the faults only: remarks are the business of `check`.
fn show_faults(diagnostics: Diagnostics, args: &DueArgs) -> Outcome {
    let diagnostics = input::settled(diagnostics);
    Terminal::diagnostics(&diagnostics, args.messages, true);
    faults_or_unavailable(&diagnostics)
}

fn deliver(target: &Target, text: &str) -> Outcome {
    let Target::File(path) = target else {
        Terminal::result(text);
        return Outcome::Done;
    };
    match output::write(&[(path, text.as_bytes())], Signed::Keep) {
        Ok(()) => {
            Terminal::written(path);
            Outcome::Done
        }
        Err((path, problem)) => Terminal::failure(path, problem),
    }
}
