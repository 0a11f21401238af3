//! Collecting the forms that came back, on the page.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dorkarta_core::domain::Day;
use dorkarta_core::input::{Content, is_input};
use dorkarta_core::system::Disk;

use super::desk::Desk;
use super::work::{Order, Result, made, plain_name, stays_inside};
use crate::app::collecting::{Collecting, Request, collect};
use crate::app::folders::{Wanted, passed};
use crate::listing;

/// Where collected answers go from the page.
const TARGET: &str = "мониторинг.xlsx";
/// Where disagreements are noted, and settled: the workbook is read again at the next press of the button.
const CONFLICTS: &str = "расхождения.xlsx";

/// Collects the forms of the chosen folder.
pub(super) fn run(
    plan: &Path,
    order: &Order,
    as_of: Option<Day>,
    today: Option<Day>,
    desk: &Desk,
) -> std::result::Result<Result, String> {
    let folder = match order.folder.trim() {
        "" => Path::new("."),
        name => plain_name(name)?,
    };
    [folder, Path::new(TARGET), Path::new(CONFLICTS)].into_iter().try_for_each(stays_inside)?;
    let (mut forms, mut others) = (Vec::new(), String::new());
    for file in inputs(folder) {
        match passed(&file, Wanted::Forms) {
            None => forms.push(file),
            Some("") => {}
            Some(_) if folder == Path::new(".") => {}
            Some(why) => others.push_str(&format!("пропущено: {} – {why}\n", file.display())),
        }
    }
    if forms.is_empty() {
        return Err(format!("{others}В этой папке нет заполненных форм."));
    }
    let answers = Some(Path::new(CONFLICTS)).filter(|file| file.exists());
    let collecting = collect(&Request {
        plan,
        forms: &forms,
        target: Path::new(TARGET),
        base: None,
        as_of,
        prefer: &[],
        answers,
        progress: None,
        conflicts: Some(Path::new(CONFLICTS)),
        today,
        strict: false,
    });
    let Collecting { made: collected, collected: sum, progress } =
        collecting.map_err(|unknown| format!("Среди форм нет «{}».", unknown.name))?;
    let mut result = made(&collected, desk);
    result.text.insert_str(0, &others);
    if let Some(sum) = sum {
        result.text.push_str(&listing::collected::render(&sum, progress.as_ref()));
        if !sum.questions.is_empty() {
            result.text.push_str(&format!(
                "\nФормы расходятся. Откройте книгу {CONFLICTS}, выберите верные ответы, сохраните её и нажмите «Собрать» ещё раз.\n"
            ));
        }
    }
    Ok(result)
}

/// The files of a folder that can be forms, without what the page itself writes.
fn inputs(folder: &Path) -> Vec<PathBuf> {
    let own = [TARGET, CONFLICTS].map(PathBuf::from);
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    // A link could lead out of the folder.
    let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let named = files.map(|entry| if folder == Path::new(".") { entry.file_name().into() } else { entry.path() });
    let mut files: Vec<PathBuf> = named.filter(|file| is_input(file) && !own.contains(file)).collect();
    files.sort();
    files
}

/// The folders in this one that hold forms, by their names.
pub(super) fn folders() -> Vec<String> {
    let entries = fs::read_dir(".").into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    let names: BTreeSet<String> = folders.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    let has_forms =
        |name: &String| inputs(Path::new(name)).iter().any(|file| Content::of(&Disk, file) == Content::Form);
    names.into_iter().filter(|name| !name.starts_with('.') && has_forms(name)).collect()
}
