//! Files without a command, as when they are dropped on the program.

use std::path::PathBuf;

use dorkarta_core::input::is_pdf;

use super::config::Config;
use super::terminal::Terminal;
use super::{guarded, make, shell, verify};
use crate::app::Outcome;

/// Data are made into documents, documents are verified.
pub(super) fn run(files: Vec<PathBuf>) -> Outcome {
    if let Some(folder) = files.iter().find(|file| file.is_dir()) {
        let shown = folder.display();
        Terminal::error(&format!(
            "{shown} – это папка; планы из неё делает «dorkarta plan {shown}», отчёты – «dorkarta report {shown}»"
        ));
        shell::wait_for_reader();
        return Outcome::Usage;
    }
    let (documents, data): (Vec<PathBuf>, _) = files.into_iter().partition(|file| is_pdf(file));
    // What is told of a document has to be read.
    let has_documents = !documents.is_empty();
    let mut outcome = Outcome::Done;
    if !data.is_empty() {
        outcome = guarded(|| Ok(make::documents(&Config::for_files(data)?)));
    }
    outcome = documents.into_iter().map(|file| guarded(|| verify::run_dropped(file))).fold(outcome, Outcome::max);
    if outcome != Outcome::Done || has_documents {
        shell::wait_for_reader();
    }
    outcome
}

/// What to do, for a person who has double-clicked on the program.
pub(super) fn welcome() -> Outcome {
    Terminal::text(
        "Эта программа делает из файла с данными официальный документ PDF.\n\
         Перетащите на неё файл с планом или мониторингом (.docx, .xlsx, .yaml): документ появится рядом с ним.\n\
         Образец, который остаётся исправить под себя, создаёт команда «dorkarta new», всё остальное показывает\n\
         «dorkarta --help»: их набирают в окне «Командная строка».\n",
    );
    shell::wait_for_reader();
    Outcome::Usage
}
