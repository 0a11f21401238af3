//! The one place that prints: paths and results to stdout, all else to stderr.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use terminal_size::{Width, terminal_size};

use super::args::MessageArgs;
use super::keys::Keys;
use crate::app::Made;
use crate::app::Outcome;
use dorkarta_core::diagnostics::render::{MessageFormat, escape, render};
use dorkarta_core::diagnostics::{Diagnostic, Place, Problem, Severity};
use dorkarta_core::system::reason;

/// The terminal. That stderr takes nothing is passed over: there is nobody left to tell.
pub(super) struct Terminal;

/// Whether something that was asked for did not get to stdout.
static LOST: AtomicBool = AtomicBool::new(false);

impl Terminal {
    /// Prints what was asked for. What is lost is told once; a reader that has seen enough has lost nothing.
    pub(super) fn result(text: &str) {
        match Self::document(text.as_bytes()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe && !LOST.swap(true, Ordering::Relaxed) => {
                Self::text(&format!("ошибка: вывод не записан: {}\n", escape(&reason(&error))));
            }
            _ => {}
        }
    }

    /// Whether all that was asked for got to stdout.
    pub(super) fn kept_all() -> bool {
        !LOST.load(Ordering::Relaxed)
    }

    /// Prints the bytes of a document.
    pub(super) fn document(bytes: &[u8]) -> io::Result<()> {
        let mut stdout = io::stdout().lock();
        stdout.write_all(bytes)?;
        stdout.flush()
    }

    /// Prints the path of a document that was written.
    pub(super) fn written(path: &Path) {
        Self::result(&format!("{}\n", escape(&path.display().to_string())));
    }

    /// Prints a sentence that is no message about data.
    pub(super) fn note(sentence: &str) {
        Self::text(&sentence.lines().map(|line| format!("{}\n", escape(line))).collect::<String>());
    }

    /// Prints where a document is kept that was replaced.
    pub(super) fn kept(path: &Path) {
        Self::text(&format!("прежний документ сохранён: {}\n", escape(&path.display().to_string())));
    }

    /// Prints that a picture of a former document, or a file of a former packet, is no part of the new one.
    fn left(path: &Path) {
        let shown = escape(&path.display().to_string());
        let is_picture = path.extension().is_some_and(|ending| ending == "png" || ending == "svg");
        Self::text(&match is_picture {
            true => format!("осталась картинка прежнего документа: {shown}; к новому она не относится, удалите её\n"),
            false => {
                format!("остался файл прежнего комплекта: {shown}; к новому он не относится, проверьте, нужен ли он\n")
            }
        });
    }

    /// Prints why a file was not written.
    pub(super) fn failure(path: &Path, problem: Problem) -> Outcome {
        let diagnostic = Diagnostic::new(problem, Place::of(path));
        Self::text(&render(&diagnostic, MessageFormat::Text, &Keys));
        Outcome::Unavailable
    }

    /// Columns of the terminal that results go to; `None` where they go elsewhere.
    pub(super) fn width() -> Option<usize> {
        let (Width(width), _) = io::stdout().is_terminal().then(terminal_size)??;
        Some(width.into())
    }

    /// Prints a text to stderr.
    pub(super) fn text(text: &str) {
        let _ = io::stderr().write_all(text.as_bytes());
    }

    /// Prints what another program said.
    pub(super) fn words(words: &str) {
        Self::text(&words.lines().map(|line| format!("  | {}\n", escape(line))).collect::<String>());
    }

    /// Prints a sentence about the command line.
    pub(super) fn error(sentence: &str) {
        Self::text(&format!("ошибка: {}\n", sentence.lines().map(escape).collect::<Vec<_>>().join("\n")));
    }

    /// Prints diagnostics; JSON goes to stdout, the rest to stderr.
    pub(super) fn diagnostics(diagnostics: &[Diagnostic], format: MessageFormat, hides_remarks: bool) {
        let mut text = String::new();
        for diagnostic in diagnostics {
            if !hides_remarks || diagnostic.problem.severity() == Severity::Fault {
                text.push_str(&render(diagnostic, format, &Keys));
            }
        }
        match format {
            MessageFormat::Json => Self::result(&text),
            MessageFormat::Text | MessageFormat::Short => Self::text(&text),
        }
    }

    /// Prints what came of a document: what was found, where the former one is kept, and what was written.
    pub(super) fn made(made: &Made, messages: MessageArgs) {
        Self::diagnostics(&made.diagnostics, messages.told.format, messages.hides_remarks());
        if !messages.told.quiet {
            made.kept.iter().for_each(|kept| Self::kept(kept));
        }
        // Told under «--quiet» too: pages of two editions must not be sent as one document.
        made.left.iter().for_each(|path| Self::left(path));
        made.written.iter().for_each(|path| Self::written(path));
    }

    /// Whether results go to a person's eyes.
    pub(super) fn shows_results() -> bool {
        io::stdout().is_terminal()
    }
}
