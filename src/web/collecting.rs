//! Collecting the forms that came back, on the page.
//!
//! What is answered differently is settled in a workbook, as it is from the command line: the dialog writes what was chosen
//! there into the same workbook and collects once more.

use std::fs;
use std::path::{Path, PathBuf};

use dorkarta_core::collect::Question;
use dorkarta_core::diagnostics::{Diagnostic, Place};
use dorkarta_core::domain::Day;
use dorkarta_core::input::{Content, is_input};
use dorkarta_core::system::Disk;
use dorkarta_core::xlsx;

use super::dialogs::questions;
use super::folder::{files_in, folders_here};
use super::work::{Choice, Result, Task, Tried, plain_name, stays_inside};
use crate::app::collecting::{Collecting, Request, collect_in_steps};
use crate::app::folders::{Wanted, passed};
use crate::app::output;
use crate::listing;

/// Where collected answers go from the page.
const TARGET: &str = "мониторинг.xlsx";
/// Where disagreements are noted, and settled.
const CONFLICTS: &str = "расхождения.xlsx";

/// What a dialog has asked about answers that differ.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// The title of the plan.
    title: String,
    questions: Vec<Question>,
    /// The workbook as it was when they were asked.
    book: Vec<u8>,
}

/// Collects the forms of the chosen folder.
pub(super) fn run(task: &Task<'_>, plan: &Path, as_of: Option<Day>) -> Tried {
    let order = task.order;
    let folder = match order.folder.trim() {
        "" => Path::new("."),
        name => plain_name(name)?,
    };
    let target = target(&order.name)?;
    [folder, &target, Path::new(CONFLICTS)].into_iter().try_for_each(stays_inside)?;
    let files = inputs(folder).into_iter().filter(|file| *file != target).collect();
    let (forms, others) = wanted(task, folder, files, Wanted::Forms);
    if task.steps.is_stopped() {
        return Ok(Result::default());
    }
    if forms.is_empty() {
        return Err(format!("{others}В этой папке нет заполненных форм."));
    }
    if !order.choices.is_empty() {
        settle(task, &order.choices)?;
    }
    let request = Request {
        plan,
        forms: &forms,
        target: &target,
        base: None,
        as_of,
        prefer: &[],
        answers: Some(Path::new(CONFLICTS)).filter(|file| file.exists()),
        progress: None,
        conflicts: Some(Path::new(CONFLICTS)),
        today: task.today,
        strict: false,
    };
    let collecting = collect_in_steps(&request, &task.steps);
    let Collecting { made, collected, progress } =
        collecting.map_err(|unknown| format!("Среди форм нет «{}».", unknown.name))?;
    let mut result = task.made(&made);
    result.text.insert_str(0, &others);
    if let Some(sum) = collected {
        result.text.push_str(&listing::collected::render(&sum, progress.as_ref()));
        result.questions = questions(&sum.questions);
        let book = fs::read(CONFLICTS).unwrap_or_default();
        let asked = Asked { title: sum.plan.title.clone(), questions: sum.questions, book };
        task.desk.look(|state| state.asked = Some(asked));
    }
    Ok(result)
}

/// Where the monitoring goes.
fn target(typed: &str) -> std::result::Result<PathBuf, String> {
    match typed.trim() {
        "" => Ok(TARGET.into()),
        name if is_input(Path::new(name)) => plain_name(name).map(Path::to_owned),
        name => plain_name(&format!("{name}.xlsx")).map(Path::to_owned),
    }
}

/// Writes what was chosen into the workbook of disagreements.
fn settle(task: &Task<'_>, choices: &[Choice]) -> std::result::Result<(), String> {
    let asked = task.desk.look(|state| state.asked.clone());
    let asked = asked.filter(|asked| asked.questions.len() == choices.len());
    let Some(Asked { title, mut questions, book }) = asked else {
        return Err("Эти вопросы уже устарели. Закройте окно, откройте его снова и нажмите «Собрать».".into());
    };
    if fs::read(CONFLICTS).unwrap_or_default() != book {
        return Err(format!(
            "Книгу «{CONFLICTS}» изменили, пока вы выбирали: ничего не записано. Закройте окно, откройте его снова и нажмите «Собрать»."
        ));
    }
    for (question, choice) in questions.iter_mut().zip(choices) {
        question.own = choice.own.trim().to_owned();
        question.chosen = if question.own.is_empty() { choice.chosen.clone() } else { String::new() };
    }
    let bytes = xlsx::conflicts(&title, &questions);
    bytes
        .and_then(|bytes| output::write_conflicts(Path::new(CONFLICTS), &bytes, true))
        .map_err(|problem| task.said(&[Diagnostic::new(problem, Place::file(CONFLICTS))]))
}

/// Those files of a folder that are wanted, and what is said of the others: of this one, in which all kinds of files lie,
/// nothing.
pub(super) fn wanted(task: &Task<'_>, folder: &Path, files: Vec<PathBuf>, wanted: Wanted) -> (Vec<PathBuf>, String) {
    let (mut found, mut others) = (Vec::new(), String::new());
    task.steps.begin(files.len());
    for file in files {
        if task.steps.is_stopped() {
            break;
        }
        match passed(&file, wanted) {
            None => found.push(file),
            Some("") => {}
            Some(_) if folder == Path::new(".") => {}
            Some(why) => others.push_str(&format!("пропущено: {} – {why}\n", file.display())),
        }
        task.steps.step();
    }
    (found, others)
}

/// The files of a folder that can be forms, without what the page itself writes.
fn inputs(folder: &Path) -> Vec<PathBuf> {
    let own = [TARGET, CONFLICTS].map(PathBuf::from);
    let files = files_in(folder).into_iter();
    files.filter(|file| is_input(file) && !own.contains(file)).collect()
}

/// The folders in this one that hold forms, by their names.
pub(super) fn folders() -> Vec<String> {
    let has_forms =
        |name: &String| inputs(Path::new(name)).iter().any(|file| Content::of(&Disk, file) == Content::Form);
    folders_here().into_iter().filter(has_forms).collect()
}
