//! `check`: every fault and remark of the input; writes no document, but a workbook of remarks where one is wanted.

use std::path::Path;

use super::args::{CheckArgs, MessageArgs};
use super::keys::Keys;
use super::terminal::Terminal;
use super::{Usage, explain};
use crate::app::Outcome;
use crate::app::document;
use crate::app::output;
use crate::app::targets::check_remarks;
use crate::listing::account as listing;
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
        let file = check(file, args.account, args.messages);
        worst = worst.max(Outcome::of(&file.diagnostics, args.messages.strict));
        if args.xlsx.is_some() {
            checked.push(file);
        }
    }
    Ok(match &args.xlsx {
        Some(target) => worst.max(write_remarks(target, &checked, args.messages.format)),
        None => worst,
    })
}

fn check(file: &Path, wants_account: bool, messages: MessageArgs) -> Checked {
    let diagnostics = Diagnostics::default();
    let read = document::check(file, &diagnostics);
    let diagnostics = settled(diagnostics);
    let account = read.account(&diagnostics);
    Terminal::diagnostics(&diagnostics, messages.format, messages.hides_remarks());
    if messages.format == MessageFormat::Text && !messages.quiet {
        let count = |severity| count(&diagnostics, severity);
        let found = russian::found(count(Severity::Fault), count(Severity::Remark));
        Terminal::text(&format!("файл {}: {found}\n", escape(&file.display().to_string())));
    }
    if wants_account {
        Terminal::result(&match messages.format {
            MessageFormat::Json => listing::json(&account),
            MessageFormat::Text | MessageFormat::Short => listing::text(&account, Terminal::width()),
        });
    }
    Checked { path: file.display().to_string(), diagnostics, originals: read.originals, account }
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
