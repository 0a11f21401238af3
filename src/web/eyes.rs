//! Looks at the folder and keeps what the page shows up to date: which files there are, what is wrong with each, and the
//! pages of those that are shown.
//!
//! A file counts as saved as it does for `--watch` ([`crate::app::watch`]). What is shown comes first.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use dorkarta_core::diagnostics::{Diagnostics, Severity};
use dorkarta_core::input::word::Tracked;
use dorkarta_core::input::{Content, settled};
use dorkarta_core::russian::agree;
use dorkarta_core::system::Disk;
use dorkarta_core::tree::Node;
use dorkarta_press::{Overrides, Typesetter};

use super::desk::{Desk, Judged, Other, Pictures};
use super::folder::{Folder, Sort};
use crate::app::document::{self, Options};
use crate::app::watch::{PATIENCE, Snapshot};
use crate::app::{Outcome, guarded};

/// From one look at the files that are shown to the next. A save is seen after two of them at most.
const LOOK: Duration = Duration::from_millis(40);
/// Looks at what is shown between two looks at all else.
const ROUND: u32 = 8;

/// Looks until the work ends.
pub(super) fn watch(desk: &Desk) {
    let mut eyes =
        Eyes { desk, folder: Folder::default(), missing: HashMap::new(), files: HashMap::new(), typesetter: None };
    let mut is_behind = false;
    for round in 0.. {
        if desk.has_ended() {
            break;
        }
        let wanted = desk.wanted();
        if round % ROUND == 0 {
            eyes.list();
        }
        if is_behind || round % ROUND == 0 {
            is_behind = eyes.look_at_one(&wanted);
        }
        for id in wanted {
            eyes.look_at(id, true);
        }
        // A folder that was just opened, or that many files came into, is read through at once.
        if !is_behind {
            thread::sleep(LOOK);
        }
    }
}

struct Eyes<'a> {
    desk: &'a Desk,
    folder: Folder,
    /// Files that are not there, since when: programs that save take one away for a moment.
    missing: HashMap<u64, Instant>,
    files: HashMap<u64, Watched>,
    typesetter: Option<Typesetter>,
}

/// What is known of the files that an input is made from.
#[derive(Default)]
struct Watched {
    files: Vec<PathBuf>,
    seen: Snapshot,
    judged: Snapshot,
    pictured: Snapshot,
    /// Since when the input cannot be read: whoever saves takes its time.
    trouble: Option<Instant>,
}

impl Eyes<'_> {
    fn list(&mut self) {
        let is_gone = Path::new(".").canonicalize().is_err();
        if self.desk.look(|state| state.is_gone != is_gone) {
            self.desk.change(|state| state.is_gone = is_gone);
        }
        let mut found = self.folder.list(Path::new("."));
        self.missing.retain(|id, _| !found.iter().any(|file| file.id == *id));
        for known in self.desk.look(|state| state.files.clone()) {
            let is_gone = !found.iter().any(|file| file.id == known.id);
            if is_gone && self.missing.entry(known.id).or_insert_with(Instant::now).elapsed() < PATIENCE {
                found.push(known);
            }
        }
        found.sort_by_key(|file| (file.name.to_lowercase(), file.id));
        self.files.retain(|id, _| found.iter().any(|file| file.id == *id));
        let is_news = self.desk.look(|state| state.files != found);
        if is_news {
            self.desk.change(|state| {
                state.judged.retain(|id, _| found.iter().any(|file| file.id == *id));
                state.pictures.retain(|id, _| found.iter().any(|file| file.id == *id));
                state.files = found;
            });
        }
    }

    /// Looks at those that nobody sees, until one of them had to be read: what is shown must not wait. Gives whether there was
    /// one.
    fn look_at_one(&mut self, wanted: &[u64]) -> bool {
        let others: Vec<u64> = self.desk.look(|state| {
            let data = state.files.iter().filter(|file| file.sort == Sort::Data && !wanted.contains(&file.id));
            data.map(|file| file.id).collect()
        });
        others.into_iter().any(|id| self.look_at(id, false))
    }

    /// Looks at an input; gives whether something new was read.
    fn look_at(&mut self, id: u64, is_shown: bool) -> bool {
        let file = self.desk.look(|state| state.file(id).filter(|file| file.sort == Sort::Data).cloned());
        let Some(file) = file else { return false };
        let watched = self.files.entry(id).or_default();
        if watched.files.is_empty() {
            watched.files = vec![file.path().to_owned()];
            watched.seen = Snapshot::of(&watched.files);
        }
        let now = Snapshot::of(&watched.files);
        let is_at_rest = now == watched.seen;
        watched.seen = now;
        if !is_at_rest {
            return false;
        }
        let mut has_read = false;
        let mut tree = None;
        if watched.judged != watched.seen {
            let Some((judged, files, read)) = judge(file.path(), watched) else { return false };
            tree = read;
            watched.judged = watched.seen.clone();
            if watched.files != files {
                // What they name is looked at from now on; it may have changed before it was read.
                watched.files = files;
                watched.seen = Snapshot::of(&watched.files);
                watched.judged = watched.seen.clone();
            }
            self.desk.change(|state| {
                state.older.extend(state.pictures.contains_key(&id).then_some(id));
                let status = said(&judged, None);
                state.say(Some(id), status);
                state.judged.insert(id, Arc::new(judged));
            });
            has_read = true;
        }
        if is_shown && self.lacks_pictures(id) {
            self.picture(id, file.path(), tree);
            has_read = true;
        }
        has_read
    }

    /// Whether a document has other pages by now, or they were put away while nobody looked.
    fn lacks_pictures(&self, id: u64) -> bool {
        let is_other = self.files.get(&id).is_some_and(|watched| watched.pictured != watched.judged);
        let is_put_away = || self.desk.look(|state| state.is_fine(id) && !state.pictures.contains_key(&id));
        is_other || is_put_away()
    }

    /// Sets the pages of a document that is shown; where it has faults the former ones stay.
    fn picture(&mut self, id: u64, path: &Path, tree: Option<Node>) {
        let Some(judged) = self.desk.look(|state| state.judged.get(&id).cloned()) else { return };
        if let Some(watched) = self.files.get_mut(&id) {
            watched.pictured = watched.judged.clone();
        }
        if !judged.is_fine() {
            return;
        }
        let typesetter = match &mut self.typesetter {
            Some(typesetter) => typesetter,
            none => match Typesetter::new(&Overrides::default()) {
                Ok(typesetter) => none.insert(typesetter),
                // The faces and templates are the program's own.
                Err(_) => return,
            },
        };
        typesetter.forget(1);
        let diagnostics = Diagnostics::default();
        let set =
            |diagnostics: &Diagnostics| document::lay_out(path, tree, &Options::default(), typesetter, diagnostics);
        let laid = guarded(path, &diagnostics, set);
        let found = settled(diagnostics);
        self.desk.change(|state| {
            let Some(laid) = laid else {
                // What only the pages show.
                let faults = found.into_iter().filter(|known| known.problem.severity() == Severity::Fault);
                let mut judged = Judged::clone(&judged);
                judged.diagnostics.extend(faults);
                let status = said(&judged, None);
                state.say(Some(id), status);
                state.judged.insert(id, Arc::new(judged));
                return;
            };
            state.older.remove(&id);
            let status = said(&judged, Some(laid.pages.count()));
            state.say(Some(id), status);
            let edition = state.number();
            state.pictures.insert(id, Arc::new(Pictures { edition, laid }));
        });
    }
}

/// Judges an input, and gives the files that it is made from, and its data. `None` if it cannot be read, but perhaps soon.
fn judge(path: &Path, watched: &mut Watched) -> Option<(Judged, Vec<PathBuf>, Option<Node>)> {
    let diagnostics = Diagnostics::default();
    let other = match Content::apart_from_data(&Disk, path) {
        Some(Content::Form) => Some(Other::Form),
        Some(Content::Made) => Some(Other::Book),
        _ => None,
    };
    if other.is_some() {
        watched.trouble = None;
        return Some((Judged { other, ..Judged::default() }, vec![path.to_owned()], None));
    }
    let read = guarded(path, &diagnostics, |diagnostics| Some(document::check(path, Tracked::default(), diagnostics)));
    let diagnostics = settled(diagnostics);
    if Outcome::of(&diagnostics, false) == Outcome::Unavailable
        && watched.trouble.get_or_insert_with(Instant::now).elapsed() < PATIENCE
    {
        return None;
    }
    watched.trouble = None;
    let mut judged = Judged { diagnostics, ..Judged::default() };
    let mut files = vec![path.to_owned()];
    let mut tree = None;
    if let Some(mut read) = read {
        judged.kind = read.kind();
        judged.activities = read.activities().to_vec();
        judged.account = read.account(&judged.diagnostics);
        if !read.files().is_empty() {
            files = read.files().to_vec();
        }
        judged.sources = Arc::new(std::mem::take(&mut read.originals).into_iter().map(Into::into).collect());
        tree = read.into_tree();
    }
    Some((judged, files, tree))
}

/// What the status line says of an input: «Обновлено: 3 страницы, ошибок нет».
fn said(judged: &Judged, pages: Option<usize>) -> String {
    let mut said = String::from("Обновлено: ");
    if let Some(pages) = pages {
        said.push_str(&format!("{pages} {}, ", agree(pages, ["страница", "страницы", "страниц"])));
    }
    match (judged.faults(), judged.remarks()) {
        (0, 0) => said.push_str("ошибок нет"),
        (0, remarks) => said.push_str(&format!("ошибок нет, замечаний: {remarks}")),
        (faults, _) => said.push_str(&format!("ошибок: {faults}")),
    }
    said
}
