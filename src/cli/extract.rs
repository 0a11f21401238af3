//! `extract`: the data that a PDF carries, back as a YAML file.

use dorkarta_core::diagnostics::{Diagnostic, Diagnostics, Place, Problem};
use dorkarta_core::input::word::Tracked;
use dorkarta_core::input::{self, settled};
use dorkarta_core::system::Disk;
use std::path::Path;

use super::Usage;
use super::args::ExtractArgs;
use super::terminal::Terminal;
use crate::app::Outcome;
use crate::app::convert::convert;
use crate::app::output;
use crate::app::targets::{Target, check_pdf, extract_target, names_workbook};

/// Writes the file, or says why not.
pub(super) fn run(args: &ExtractArgs) -> Result<Outcome, Usage> {
    check_pdf(&args.file)?;
    let target = extract_target(&args.file, args.output.as_deref())?;
    let fail = |problem: Problem, place: Place| {
        let diagnostics = [Diagnostic::new(problem, place)];
        Terminal::diagnostics(&diagnostics, args.messages.format, args.messages.quiet);
        Ok(Outcome::of(&diagnostics, false))
    };
    if let Target::File(path) = &target
        && names_workbook(path)
    {
        return workbook(args, path);
    }
    let text = match input::extract(&Disk, &args.file) {
        Ok(text) => text,
        Err(problem) => return fail(problem, Place::of(&args.file)),
    };
    match target {
        Target::Stdout => Terminal::result(&text),
        Target::File(path) => match output::write_data(&path, text.as_bytes(), args.force) {
            Ok(()) => Terminal::written(&path),
            Err(problem) => return fail(problem, Place::of(&path)),
        },
    }
    Ok(Outcome::Done)
}

/// Writes the data as a workbook.
fn workbook(args: &ExtractArgs, target: &Path) -> Result<Outcome, Usage> {
    let diagnostics = Diagnostics::default();
    let bytes = convert(&args.file, target, Tracked::default(), &diagnostics);
    // Remarks on the data were made when the document was.
    diagnostics.drop_remarks();
    let diagnostics = settled(diagnostics);
    Terminal::diagnostics(&diagnostics, args.messages.format, args.messages.quiet);
    let Some(bytes) = bytes else { return Ok(Outcome::of(&diagnostics, false)) };
    match output::write_data(target, &bytes, args.force) {
        Ok(()) => {
            Terminal::written(target);
            Ok(Outcome::Done)
        }
        Err(problem) => Ok(Terminal::failure(target, problem)),
    }
}
