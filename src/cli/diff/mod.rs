//! `diff`: what changed between two editions of a plan, as a list or as the amendments in PDF.

mod lines;
mod report;

use std::path::Path;

use super::Outcome;
use super::args::{DiffArgs, DiffFormat};
use super::config::{self, Target};
use super::make::{settled, write_to_stdout};
use super::terminal::Terminal;
use crate::archive;
use crate::diagnostics::render::MessageFormat;
use crate::diagnostics::{Diagnostics, Place};
use crate::domain::Changes;
use crate::editions::Editions;
use crate::output::{self, Signed};
use crate::typeset::{Format, Overrides, Standards, Typesetter};

/// Compares two editions. Ends as `diff` does: 0 without differences, 1 with them, 2 where that cannot be told.
pub(super) fn run(args: &DiffArgs) -> Outcome {
    match compare(args) {
        Ok(outcome) => outcome,
        Err(sentence) => {
            Terminal::error(&sentence);
            Outcome::Usage
        }
    }
}

/// Errs with a sentence about the command line.
fn compare(args: &DiffArgs) -> Result<Outcome, String> {
    let format = if args.format == DiffFormat::View { Format::View } else { Format::Pdf };
    let target = config::amendments_target([&args.old, &args.new], args.output.as_deref(), format)?;
    let standards = Standards::parse(&args.pdf_standard)?;
    match (&target, args.format) {
        (Some(_), DiffFormat::Json) => {
            return Err(
                "ключ «--format json» – для списка различий, а с ключом «-o» делается документ; оставьте один \
                        из них"
                    .into(),
            );
        }
        (Some(Target::Stdout), _) if args.messages == MessageFormat::Json => {
            return Err("документ и сообщения JSON нельзя вывести в один поток; укажите файл через -o".into());
        }
        (None, DiffFormat::View) => return Err("к ключу «--format view» укажите файл через -o".into()),
        _ => {}
    }
    let mut diagnostics = Diagnostics::default();
    let Some(editions) = Editions::read(&args.old, &args.new, &mut diagnostics) else {
        return Ok(show(diagnostics, args, Outcome::Trouble));
    };
    let changes = Changes::between(&editions.old, &editions.new);
    if changes.is_empty() {
        if !args.quiet {
            Terminal::text(&format!("{}\n", report::no_changes(&changes)));
        }
        return Ok(Outcome::Done);
    }
    let Some(target) = target else {
        Terminal::result(&match args.format {
            DiffFormat::Json => lines::render(&changes),
            _ => report::render(&changes, Terminal::width()),
        });
        return Ok(Outcome::Different);
    };
    let made = make(&editions, &target, format, &standards, args, &mut diagnostics);
    Ok(show(diagnostics, args, made.map_or(Outcome::Trouble, |()| Outcome::Different)))
}

/// Makes the amendments and writes them. `None` if that could not be; the diagnostics say why.
fn make(
    editions: &Editions,
    target: &Target,
    format: Format,
    standards: &Standards,
    args: &DiffArgs,
    diagnostics: &mut Diagnostics,
) -> Option<()> {
    let place = |path: &Path| Place::file(path.display().to_string());
    let overrides = Overrides { font_dirs: args.font_dir.clone(), templates: args.templates.clone() };
    let mut typesetter =
        Typesetter::new(&overrides).map_err(|problem| diagnostics.add(problem, &place(&args.new))).ok()?;
    let bytes = editions.amendments(format, standards, &mut typesetter, diagnostics)?;
    let path = match target {
        Target::Stdout => return write_to_stdout(&[bytes], diagnostics).map(drop),
        Target::File(path) => path,
    };
    let signed = if args.force { Signed::Replace } else { Signed::Keep };
    let mut kept = None;
    let written = match format {
        Format::Pdf => archive::replace(path, &bytes, None, signed, &mut kept).map(drop),
        _ => output::write(&[(path, &bytes)], signed).map_err(|(_, problem)| problem),
    };
    written.map_err(|problem| diagnostics.add(problem, &place(path))).ok()?;
    if let (Some(kept), false) = (&kept, args.quiet) {
        Terminal::kept(kept);
    }
    Terminal::written(path);
    if args.open && open::that_detached(path).is_err() {
        Terminal::error(&format!("не удалось открыть {}: нет подходящей программы", path.display()));
    }
    Some(())
}

fn show(diagnostics: Diagnostics, args: &DiffArgs, outcome: Outcome) -> Outcome {
    Terminal::diagnostics(&settled(diagnostics), args.messages, args.quiet);
    outcome
}
