//! Summing up reports on the page: those that a file of the kind «свод» names, those of this folder, or those of one in it.

use std::path::{Path, PathBuf};

use dorkarta_core::domain::Day;
use dorkarta_core::input::{Content, is_input, is_pdf, is_word};
use dorkarta_core::system::Disk;
use dorkarta_core::validate::Kind;
use dorkarta_press::{Format, Overrides};

use super::collecting::wanted;
use super::desk::State;
use super::folder::{files_in, folders_here};
use super::work::{Result, Task, Tried, plain_name, stays_inside};
use crate::app::document::{self, Options};
use crate::app::folders::Wanted;
use crate::app::summing::{Request, sum_up};
use crate::app::targets::{FOLDER, Target, file_name};

/// What a summary is called that no file describes.
const NAME: &str = "свод";

/// What can be summed up.
pub(super) enum Source {
    /// What a file says.
    File(u64),
    /// The reports that lie in this folder, or in one in it.
    Folder(String),
}

impl Source {
    /// What there is to be summed up, the most likely first: what `shown` says, other files, this folder, those in it.
    pub(super) fn all(state: &State, shown: Option<u64>) -> Vec<Self> {
        let is_summary = |id: &u64| state.judged.get(id).is_some_and(|judged| judged.kind == Some(Kind::Summary));
        let mut files: Vec<u64> = state.files.iter().map(|file| file.id).filter(is_summary).collect();
        files.sort_by_key(|id| Some(*id) != shown);
        let here = (state.reports() > 0).then(|| Self::Folder(".".into()));
        let folders = folders_here().into_iter().filter(|name| has_reports(name)).map(Self::Folder);
        files.into_iter().map(Self::File).chain(here).chain(folders).collect()
    }

    /// What a dialog sends of it.
    pub(super) fn key(&self) -> String {
        match self {
            Self::File(id) => format!("file {id}"),
            Self::Folder(name) => format!("folder {name}"),
        }
    }

    fn of(key: &str) -> Option<Self> {
        match key.split_once(' ')? {
            ("file", id) => id.parse().ok().map(Self::File),
            ("folder", name) => Some(Self::Folder(name.to_owned())),
            _ => None,
        }
    }
}

/// Whether a folder may hold reports that others have sent: none that the program makes itself.
fn has_reports(name: &str) -> bool {
    let holds_report = |file: &PathBuf| {
        let content = Content::of(&Disk, file);
        matches!(content, Content::Monitoring | Content::Summary | Content::Plan { is_told: true })
    };
    let is_report = |file: &PathBuf| is_pdf(file) || is_input(file) && holds_report(file);
    name != FOLDER && files_in(Path::new(name)).iter().any(is_report)
}

/// Whether there are folders in this one in which several documents lie. Looks at their names only.
pub(super) fn has_gathered() -> bool {
    let holds = |name: &String| files_in(Path::new(name)).iter().filter(|file| is_pdf(file)).count() > 1;
    folders_here().iter().filter(|name| *name != FOLDER).any(holds)
}

/// Sums up what was chosen.
pub(super) fn run(task: &Task<'_>, as_of: Option<Day>) -> Tried {
    let order = task.order;
    let (described, files, others) = match Source::of(&order.from) {
        Some(Source::File(id)) => {
            let file = task.path(id)?;
            (Some(file.clone()), vec![file], String::new())
        }
        Some(Source::Folder(name)) => {
            let folder = if name == "." { Path::new(".") } else { plain_name(&name)? };
            stays_inside(folder)?;
            let files = files_in(folder).into_iter();
            let files = files.filter(|file| is_pdf(file) || is_input(file) || is_word(file)).collect();
            let (files, others) = wanted(task, folder, files, Wanted::Reports);
            (None, files, others)
        }
        None => return Err("Выберите, что свести.".into()),
    };
    if task.steps.is_stopped() {
        return Ok(Result::default());
    }
    if files.is_empty() {
        return Err(format!("{others}В этой папке нет отчётов."));
    }
    let usual = file_name(described.as_deref().unwrap_or(Path::new(NAME)), "", Format::Pdf.ending());
    let target = task.target(Format::Pdf.ending())?.unwrap_or_else(|| Path::new(FOLDER).join(usual));
    let book = target.with_extension("xlsx");
    let letters = target.with_file_name(file_name(&target, "-письма", "").to_string_lossy().trim_end_matches('.'));
    [&target, &book, &letters].into_iter().try_for_each(|path| stays_inside(path))?;
    let target = Target::File(target);
    let options = Options { wanted: document::Wanted::Summary, as_of, ..Options::default() };
    let made = sum_up(&Request {
        files: &files,
        target: &target,
        options: &options,
        overrides: &Overrides::default(),
        signed: order.signed(),
        today: task.today,
        has_points: order.points,
        xlsx: order.book.then_some(book.as_path()),
        letters: order.letters.then_some(letters.as_path()),
        steps: &task.steps,
        by_words: false,
    });
    let mut result = task.made(&made);
    result.text.insert_str(0, &others);
    Ok(result)
}
