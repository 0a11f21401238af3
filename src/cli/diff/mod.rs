//! `diff`: what changed between two editions of a plan, as a list or as the amendments in PDF.

mod lines;
mod report;

use super::Outcome;
use super::args::{DiffArgs, DiffFormat};
use super::config::{self, Target};
use super::make::{guarded, write_to_stdout};
use super::terminal::Terminal;
use crate::app::archive;
use crate::app::document::{self, Options};
use crate::app::output::{self, Signed};
use dorkarta_core::diagnostics::render::MessageFormat;
use dorkarta_core::diagnostics::{Diagnostics, Place};
use dorkarta_core::domain::Changes;
use dorkarta_core::input::{Reader, settled};
use dorkarta_core::system::Disk;
use dorkarta_core::tree::Node;
use dorkarta_core::validate;
use dorkarta_press::{Format, Overrides, Standards, Typesetter};

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
    let options = Options {
        format,
        standards: Standards::parse(&args.pdf_standard)?,
        carries_data: !args.no_data,
        ..Options::default()
    };
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
    let diagnostics = Diagnostics::default();
    let outcome = guarded(&args.new, &diagnostics, |diagnostics| {
        let tree = Reader::new(&Disk, diagnostics).load_editions(&args.old, &args.new);
        let editions = validate::amendments(&tree, diagnostics)?;
        let changes = Changes::between(&editions.old, &editions.new);
        if changes.is_empty() {
            if !args.quiet {
                Terminal::text(&format!("{}\n", report::no_changes(&changes)));
            }
            return Some(Outcome::Done);
        }
        match &target {
            Some(target) => make(tree, target, &options, args, diagnostics)?,
            None => Terminal::result(&match args.format {
                DiffFormat::Json => lines::render(&changes),
                _ => report::render(&changes, Terminal::width()),
            }),
        }
        Some(Outcome::Different)
    });
    Terminal::diagnostics(&settled(diagnostics), args.messages, args.quiet);
    Ok(outcome.unwrap_or(Outcome::Trouble))
}

/// Makes the amendments and writes them. `None` if that could not be; the diagnostics say why.
fn make(tree: Node, target: &Target, options: &Options, args: &DiffArgs, diagnostics: &Diagnostics) -> Option<()> {
    let overrides = Overrides::from(args.overrides.clone());
    let mut typesetter =
        Typesetter::new(&overrides).map_err(|problem| diagnostics.add(problem, &Place::of(&args.new))).ok()?;
    let files = document::make_from(tree, &args.new, options, &mut typesetter, diagnostics)?.files;
    let path = match target {
        Target::Stdout => return write_to_stdout(&files, diagnostics).map(drop),
        Target::File(path) => path,
    };
    let signed = if args.force { Signed::Replace } else { Signed::Keep };
    let mut kept = None;
    let bytes = files.first()?;
    let written = match options.format {
        Format::Pdf => archive::replace(path, bytes, None, signed, &mut kept).map(drop),
        _ => output::write(&[(path, bytes)], signed).map_err(|(_, problem)| problem),
    };
    written.map_err(|problem| diagnostics.add(problem, &Place::of(path))).ok()?;
    if let (Some(kept), false) = (&kept, args.quiet) {
        Terminal::kept(kept);
    }
    Terminal::written(path);
    if args.open && open::that_detached(path).is_err() {
        Terminal::error(&format!("не удалось открыть {}: нет подходящей программы", path.display()));
    }
    Some(())
}
