//! `check`: every fault and remark of the input; writes no document, but a workbook of remarks where one is wanted.

use std::path::{Path, PathBuf};

use super::Usage;
use super::args::{CheckArgs, MessageArgs};
use super::keys::Keys;
use super::terminal::Terminal;
use crate::app::Outcome;
use crate::app::document;
use crate::app::output;
use dorkarta_core::diagnostics::explain::{EXPLANATIONS, Explanation, explain};
use dorkarta_core::diagnostics::render::{MessageFormat, escape};
use dorkarta_core::diagnostics::{Diagnostic, Diagnostics, Place, Severity, count};
use dorkarta_core::input::settled;
use dorkarta_core::russian;
use dorkarta_core::system::is_same_file;
use dorkarta_core::xlsx::{self, Checked};

/// Checks the files in their order, or explains a code.
pub(super) fn run(args: &CheckArgs) -> Result<Outcome, Usage> {
    if let Some(code) = &args.explain {
        return show_explanation(code);
    }
    if let Some(target) = &args.xlsx {
        can_be_written(target, &args.files)?;
    }
    let mut worst = Outcome::Done;
    let mut checked = Vec::new();
    for file in &args.files {
        let file = check(file, args.messages);
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

fn check(file: &Path, messages: MessageArgs) -> Checked {
    let diagnostics = Diagnostics::default();
    let originals = document::check(file, &diagnostics);
    let diagnostics = settled(diagnostics);
    Terminal::diagnostics(&diagnostics, messages.format, messages.hides_remarks());
    if messages.format == MessageFormat::Text && !messages.quiet {
        let count = |severity| count(&diagnostics, severity);
        let found = russian::found(count(Severity::Fault), count(Severity::Remark));
        Terminal::text(&format!("файл {}: {found}\n", escape(&file.display().to_string())));
    }
    Checked { path: file.display().to_string(), diagnostics, originals }
}

/// Whether the workbook of remarks can have this name.
fn can_be_written(target: &Path, files: &[PathBuf]) -> Result<(), Usage> {
    let shown = target.display();
    if !target.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
        return Err(format!("имя {shown} не подходит для книги замечаний: оно должно кончаться на .xlsx").into());
    }
    if files.iter().any(|file| is_same_file(file, target)) {
        return Err(format!("{shown} – это файл, который проверяется; книгу замечаний назовите иначе").into());
    }
    Ok(())
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

fn show_explanation(code: &str) -> Result<Outcome, Usage> {
    let Some(Explanation { code, meaning, example, advice }) = explain(code) else {
        let known: Vec<&str> = EXPLANATIONS.iter().map(|explanation| explanation.code).collect();
        return Err(format!("неизвестный код «{code}»; известны: {}", known.join(", ")).into());
    };
    let severity = if code.starts_with('W') { "замечание" } else { "ошибка" };
    let how_to_mute = match severity {
        "замечание" => format!("\nотключить: замечания: {{выключить: [{code}]}}"),
        _ => String::new(),
    };
    let (example, advice) = (example.worded(&Keys), advice.worded(&Keys));
    Terminal::result(&format!("{severity} {code}: {meaning}\nпример: {example}\nчто делать: {advice}{how_to_mute}\n"));
    Ok(Outcome::Done)
}
