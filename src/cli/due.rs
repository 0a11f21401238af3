//! `due`: what of a plan is overdue, due this month, coming, not judgeable, as of a day; and what is done.

use dorkarta_core::diagnostics::Diagnostics;
use dorkarta_core::domain::Agenda;
use dorkarta_core::input::settled;
use dorkarta_core::system::is_same_file;
use dorkarta_core::xlsx;

use super::args::{DueArgs, DueFormat};
use super::terminal::Terminal;
use super::{Usage, today};
use crate::app::Outcome;
use crate::app::bodies;
use crate::app::output::{self, Signed};
use crate::app::schedule::Schedule;
use crate::app::targets::{Target, is_folder, listing_target, names_workbook};
use crate::listing::{agenda, agenda_lines, calendar};

/// Shows what is due.
pub(super) fn run(args: &DueArgs) -> Result<Outcome, Usage> {
    let format = args.format();
    if args.each && format != DueFormat::Text {
        return Err("ключ «--each» только для таблицы; с ключом «--format» укажите «--for ИСПОЛНИТЕЛЬ»".into());
    }
    let book = args.output.as_deref().filter(|output| names_workbook(output) && !is_folder(output));
    if book.is_some() && format != DueFormat::Text {
        return Err("книга Excel – та же таблица; с ключом «--format» назовите файл иначе".into());
    }
    let target = match book {
        Some(book) if is_same_file(book, &args.file) => {
            return Err(format!("{} – это план; книгу сроков назовите иначе", book.display()).into());
        }
        Some(book) => Target::File(book.to_owned()),
        None => listing_target(&args.file, args.output.as_deref(), format.ending())?,
    };
    let diagnostics = Diagnostics::default();
    let schedule = Schedule::read(&args.file, args.date, args.word.changes, &diagnostics);
    let Some(Schedule { plan, fulfilments, as_of }) = schedule else {
        let diagnostics = settled(diagnostics);
        // Remarks are the business of `check`.
        Terminal::diagnostics(&diagnostics, args.messages.format, true);
        return Ok(Outcome::of(&diagnostics, false).max(Outcome::Faults));
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
    if let Some(book) = book {
        let bytes = xlsx::agenda(&agenda::workbook(&agenda, body, args.each));
        return Ok(match bytes.and_then(|bytes| output::write_progress(book, &bytes)) {
            Ok(()) => {
                Terminal::written(book);
                Outcome::Done
            }
            Err(problem) => Terminal::failure(book, problem),
        });
    }
    let width = if target == Target::Stdout { Terminal::width() } else { None };
    let text = match format {
        DueFormat::Text => agenda::render(&agenda, body, args.each, width),
        DueFormat::Json => agenda_lines::render(&agenda),
        DueFormat::Ics => calendar::render(&agenda, as_of.unwrap_or(plan.document_day())),
    };
    let Target::File(path) = target else {
        Terminal::result(&text);
        return Ok(Outcome::Done);
    };
    Ok(match output::write(&[(&path, text.as_bytes())], Signed::Keep) {
        Ok(()) => {
            Terminal::written(&path);
            Outcome::Done
        }
        Err((path, problem)) => Terminal::failure(path, problem),
    })
}
