//! `extract`: the data that a PDF carries, back as a YAML file.

use dorkarta_core::diagnostics::{Diagnostic, Place, Problem};
use dorkarta_core::input;
use dorkarta_core::system::Disk;

use super::Usage;
use super::args::ExtractArgs;
use super::terminal::Terminal;
use crate::app::Outcome;
use crate::app::output;
use crate::app::targets::{Target, check_pdf, extract_target};

/// Writes the file, or says why not.
pub(super) fn run(args: &ExtractArgs) -> Result<Outcome, Usage> {
    check_pdf(&args.file)?;
    let target = extract_target(&args.file, args.output.as_deref())?;
    let fail = |problem: Problem, place: Place| {
        let diagnostics = [Diagnostic::new(problem, place)];
        Terminal::diagnostics(&diagnostics, args.messages, false);
        Ok(Outcome::of(&diagnostics, false))
    };
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
