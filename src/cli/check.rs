//! `check`: every fault and remark of the input; writes no document, but a workbook of remarks where one is wanted.

use std::path::Path;

use super::args::CheckArgs;
use super::keys::Keys;
use super::terminal::Terminal;
use super::{Usage, explain};
use crate::app::Outcome;
use crate::app::above;
use crate::app::document::{self, Read};
use crate::app::output;
use crate::app::targets::check_remarks;
use crate::listing::account as listing;
use dorkarta_core::account::Line;
use dorkarta_core::diagnostics::render::{MessageFormat, escape};
use dorkarta_core::diagnostics::{Diagnostic, Diagnostics, Place, Severity, count};
use dorkarta_core::input::settled;
use dorkarta_core::russian;
use dorkarta_core::xlsx::{self, Checked};

/// Checks the files in their order, or explains a code.
pub(super) fn run(args: &CheckArgs) -> Result<Outcome, Usage> {
    if let Some(code) = &args.explain {
        return explain::run(code);
    }
    if let Some(target) = &args.xlsx {
        check_remarks(target, &args.files)?;
    }
    let mut worst = Outcome::Done;
    let mut checked = Vec::new();
    for file in &args.files {
        let (diagnostics, read) = check(file, args);
        worst = worst.max(Outcome::of(&diagnostics, args.messages.strict));
        if !args.account && args.xlsx.is_none() {
            continue;
        }
        let account = read.account(&diagnostics);
        if args.account {
            tell(&account, args.messages.told.format);
        }
        if args.xlsx.is_some() {
            let path = file.display().to_string();
            checked.push(Checked { path, diagnostics, originals: read.originals, account });
        }
    }
    Ok(match &args.xlsx {
        Some(target) => worst.max(write_remarks(target, &checked, args.messages.told.format)),
        None => worst,
    })
}

fn check(file: &Path, args: &CheckArgs) -> (Vec<Diagnostic>, Read) {
    let messages = args.messages;
    let diagnostics = Diagnostics::default();
    let read = document::check(file, args.word.changes, &diagnostics);
    if let Some(above) = &args.against {
        above::check(file, above, args.word.changes, &diagnostics);
    }
    let diagnostics = settled(diagnostics);
    Terminal::diagnostics(&diagnostics, messages.told.format, messages.hides_remarks());
    if messages.told.format == MessageFormat::Text && !messages.told.quiet {
        let count = |severity| count(&diagnostics, severity);
        let found = russian::found(count(Severity::Fault), count(Severity::Remark));
        Terminal::text(&format!("файл {}: {found}\n", escape(&file.display().to_string())));
    }
    (diagnostics, read)
}

fn tell(account: &[Line], format: MessageFormat) {
    Terminal::result(&match format {
        MessageFormat::Json => listing::json(account),
        MessageFormat::Text | MessageFormat::Short => listing::text(account, Terminal::width()),
    });
}

fn write_remarks(target: &Path, files: &[Checked], format: MessageFormat) -> Outcome {
    match xlsx::remarks(files, &Keys).and_then(|bytes| output::write_remarks(target, &bytes)) {
        Ok(()) => {
            Terminal::written(target);
            Outcome::Done
        }
        Err(problem) => {
            let diagnostic = Diagnostic::new(problem, Place::of(target));
            Terminal::diagnostics(&[diagnostic], format, false);
            Outcome::Unavailable
        }
    }
}
