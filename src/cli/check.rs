//! `check`: every fault and remark of the input; writes no document, but a workbook of remarks where one is wanted.

use std::path::{Path, PathBuf};

use super::Outcome;
use super::args::{CheckArgs, MessageArgs};
use super::terminal::Terminal;
use crate::app::document;
use crate::app::output;
use dorkarta_core::diagnostics::explain::{EXPLANATIONS, Explanation, explain};
use dorkarta_core::diagnostics::render::MessageFormat;
use dorkarta_core::diagnostics::{Diagnostic, Diagnostics, Place, Severity, count};
use dorkarta_core::input;
use dorkarta_core::russian;
use dorkarta_core::system::is_same_file;
use dorkarta_core::xlsx::{self, Checked};

/// Checks the files in their order, or explains a code.
pub(super) fn run(args: &CheckArgs) -> Outcome {
    if let Some(code) = &args.explain {
        return show_explanation(code);
    }
    if let Some(Err(sentence)) = args.xlsx.as_ref().map(|target| can_be_written(target, &args.files)) {
        Terminal::error(&sentence);
        return Outcome::Usage;
    }
    let mut worst = Outcome::Done;
    let mut checked = Vec::new();
    for file in &args.files {
        let file = check(file, args.messages);
        worst = worst.max(outcome(&file.diagnostics, args.messages.strict));
        if args.xlsx.is_some() {
            checked.push(file);
        }
    }
    match &args.xlsx {
        Some(target) => worst.max(write_remarks(target, &checked, args.messages.format)),
        None => worst,
    }
}

fn check(file: &Path, messages: MessageArgs) -> Checked {
    let diagnostics = Diagnostics::default();
    let originals = document::check(file, &diagnostics);
    let diagnostics = input::settled(diagnostics);
    Terminal::diagnostics(&diagnostics, messages.format, messages.hides_remarks());
    if messages.format == MessageFormat::Text && !messages.quiet {
        let count = |severity| count(&diagnostics, severity);
        Terminal::summary(file, &russian::found(count(Severity::Fault), count(Severity::Remark)));
    }
    Checked { path: file.display().to_string(), diagnostics, originals }
}

fn outcome(diagnostics: &[Diagnostic], strict: bool) -> Outcome {
    if diagnostics.iter().any(|diagnostic| diagnostic.problem.is_io()) {
        Outcome::Unavailable
    } else if count(diagnostics, Severity::Fault) > 0 || strict && !diagnostics.is_empty() {
        Outcome::Faults
    } else {
        Outcome::Done
    }
}

/// Whether the workbook of remarks can have this name. Errs with a Russian sentence.
fn can_be_written(target: &Path, files: &[PathBuf]) -> Result<(), String> {
    let shown = target.display();
    if !target.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
        return Err(format!("имя {shown} не подходит для книги замечаний: оно должно кончаться на .xlsx"));
    }
    if files.iter().any(|file| is_same_file(file, target)) {
        return Err(format!("{shown} – это файл, который проверяется; книгу замечаний назовите иначе"));
    }
    Ok(())
}

fn write_remarks(target: &Path, files: &[Checked], format: MessageFormat) -> Outcome {
    match xlsx::remarks(files).and_then(|bytes| output::write_remarks(target, &bytes)) {
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

fn show_explanation(code: &str) -> Outcome {
    let Some(Explanation { code, meaning, example, advice }) = explain(code) else {
        let known: Vec<&str> = EXPLANATIONS.iter().map(|explanation| explanation.code).collect();
        Terminal::error(&format!("неизвестный код «{code}»; известны: {}", known.join(", ")));
        return Outcome::Usage;
    };
    let severity = if code.starts_with('W') { "замечание" } else { "ошибка" };
    let how_to_mute = match severity {
        "замечание" => format!("\nотключить: замечания: {{выключить: [{code}]}}"),
        _ => String::new(),
    };
    Terminal::result(&format!("{severity} {code}: {meaning}\nпример: {example}\nчто делать: {advice}{how_to_mute}\n"));
    Outcome::Done
}
