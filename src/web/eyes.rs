//! Looks at the folder and keeps what the page shows up to date: which files there are, what is wrong with each, and the
//! pages of those that are shown.
//!
//! A file counts as saved as it does for `--watch` ([`crate::app::watch`]). What is shown comes first.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use dorkarta_core::diagnostics::{Diagnostics, Severity};
use dorkarta_core::input::word::Tracked;
use dorkarta_core::input::{Content, settled};
use dorkarta_core::russian::agree;
use dorkarta_core::system::Disk;
use dorkarta_core::tree::Node;
use dorkarta_press::{Overrides, Typesetter};

use super::desk::{Desk, Judged, Other};
use super::folder::{Folder, Found, Sort};
use super::summing::has_gathered;
use crate::app::document::{self, Options};
use crate::app::watch::{PATIENCE, Snapshot};
use crate::app::{Outcome, guarded};

/// From one look at the files that are shown to the next, at least.
const LOOK: Duration = Duration::from_millis(10);
/// How much longer than a look the pause after it is, at least: a folder may lie far away.
const LEISURE: u32 = 10;
/// The longest such pause: a look also takes long where the machine is busy.
const LONGEST: Duration = Duration::from_millis(200);
/// How long a file must have stayed as it is before it is read: whoever writes it may not be done.
const QUIET: Duration = Duration::from_millis(40);
/// How long pages may have taken last that are told together with what was judged: longer ones come by themselves.
const TOGETHER: Duration = Duration::from_millis(250);
/// From one look at the whole folder to the next.
const ROUND: Duration = Duration::from_millis(300);
/// The same for the folders in this one.
const SELDOM: Duration = Duration::from_secs(4);

/// Looks until the work ends.
pub(super) fn watch(desk: &Desk) {
    let mut eyes = Eyes {
        desk,
        folder: Folder::default(),
        missing: HashMap::new(),
        files: HashMap::new(),
        documents: HashMap::new(),
        typesetter: None,
        set: None,
    };
    let (mut round, mut seldom) = (Every::new(ROUND), Every::new(SELDOM));
    let mut is_behind = false;
    while !desk.has_ended() {
        let begun = Instant::now();
        let wanted = desk.wanted();
        let is_round = round.is_due();
        if is_round {
            eyes.list();
        }
        if seldom.is_due() {
            eyes.look_into_folders();
        }
        if is_behind || is_round {
            is_behind = eyes.look_at_one(&wanted) || eyes.look_into_one();
        }
        // Each is looked at, whatever came of the one before.
        let has_read = wanted.into_iter().filter(|id| eyes.look_at(*id, true)).count() > 0;
        // A folder that was just opened, or that many files came into, is read through at once.
        if !is_behind && !has_read {
            eyes.forget(ROUND);
            thread::sleep((begun.elapsed() * LEISURE).clamp(LOOK, LONGEST));
        }
    }
}

/// Something that is done every so often.
struct Every {
    pause: Duration,
    last: Option<Instant>,
}

impl Every {
    fn new(pause: Duration) -> Self {
        Self { pause, last: None }
    }

    fn is_due(&mut self) -> bool {
        let is_due = self.last.is_none_or(|last| last.elapsed() >= self.pause);
        if is_due {
            self.last = Some(Instant::now());
        }
        is_due
    }
}

struct Eyes<'a> {
    desk: &'a Desk,
    folder: Folder,
    /// Files that are not there, since when: programs that save take one away for a moment.
    missing: HashMap<u64, Instant>,
    files: HashMap<u64, Watched>,
    /// The PDFs that were looked into, as old as they were then.
    documents: HashMap<u64, Option<SystemTime>>,
    typesetter: Option<Typesetter>,
    /// When pages were set after which nothing was forgotten yet.
    set: Option<Instant>,
}

/// What is known of the files that an input is made from.
#[derive(Default)]
struct Watched {
    files: Vec<PathBuf>,
    seen: Snapshot,
    /// Since when they are as they were seen; `None`: since before anybody looked.
    since: Option<Instant>,
    judged: Snapshot,
    pictured: Snapshot,
    /// How long its pages took last.
    took: Option<Duration>,
    /// Since when the input cannot be read: whoever saves takes its time.
    trouble: Option<Instant>,
}

impl Watched {
    /// Whether the files have stayed as they are for a while.
    fn is_at_rest(&self) -> bool {
        self.since.is_none_or(|since| since.elapsed() >= QUIET)
    }
}

/// Whether a file of this name ends with a list of what it holds, without which nothing of it can be read.
fn is_packed(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    ["xlsx", "xlsm", "xlsb", "docx", "ods", "odt"].contains(&ending.as_str())
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
        found.sort_by_cached_key(Found::order);
        self.files.retain(|id, _| found.iter().any(|file| file.id == *id));
        // When a file was changed is nowhere shown: what came of it is told by who reads it.
        let is_news = self.desk.look(|state| {
            let is_news = !found.iter().map(Found::shown).eq(state.files.iter().map(Found::shown));
            if !is_news {
                state.files.clone_from(&found);
            }
            is_news
        });
        if is_news {
            self.desk.change(|state| {
                state.judged.retain(|id, _| found.iter().any(|file| file.id == *id));
                state.pictures.retain(|id, _| found.iter().any(|file| file.id == *id));
                state.carried.retain(|id, _| found.iter().any(|file| file.id == *id));
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

    /// Looks into one PDF in which nobody has looked yet: a folder of reports offers more than one of plans. Gives whether
    /// there was one.
    fn look_into_one(&mut self) -> bool {
        let is_new = |file: &&Found| {
            file.sort == Sort::Document && self.documents.get(&file.id).is_none_or(|known| *known != file.modified)
        };
        let Some(file) = self.desk.look(|state| state.files.iter().find(is_new).cloned()) else { return false };
        self.documents.insert(file.id, file.modified);
        let look = |_: &Diagnostics| Content::carried(&Disk, file.path());
        let kind = guarded(file.path(), &Diagnostics::default(), look);
        if self.desk.look(|state| state.carried.get(&file.id).copied() != kind) {
            self.desk.change(|state| match kind {
                Some(kind) => state.carried.insert(file.id, kind),
                None => state.carried.remove(&file.id),
            });
        }
        true
    }

    fn look_into_folders(&self) {
        let has_gathered = has_gathered();
        if self.desk.look(|state| state.has_gathered != has_gathered) {
            self.desk.change(|state| state.has_gathered = has_gathered);
        }
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
        let was_at_rest = watched.is_at_rest();
        let is_news = now != watched.seen;
        if is_news {
            watched.seen = now;
            watched.since = Some(Instant::now());
        }
        // A file that is packed is whole, or cannot be unpacked: who has just put one here need not be waited for. Once a save,
        // so that nobody who writes slowly meets a reader again and again.
        let is_early = is_news && was_at_rest && is_shown && is_packed(file.path());
        if !is_early && !watched.is_at_rest() {
            return false;
        }
        let mut has_read = false;
        let (mut judged, mut tree) = (None, None);
        if watched.judged != watched.seen {
            let Some((found, files, read)) = judge(file.path(), watched) else { return false };
            // Perhaps it is not yet there as a whole, or was written while it was read.
            if is_early && (!found.is_fine() || Snapshot::of(&watched.files) != watched.seen) {
                return false;
            }
            (judged, tree) = (Some(found), read);
            watched.judged = watched.seen.clone();
            if watched.files != files {
                // What they name is looked at from now on; it may have changed before it was read.
                watched.files = files;
                watched.seen = Snapshot::of(&watched.files);
                watched.judged = watched.seen.clone();
            }
            has_read = true;
        }
        let is_quick = watched.took.is_some_and(|took| took <= TOGETHER);
        let comes_along = |judged: &Judged| is_shown && is_quick && judged.is_fine();
        if let Some(judged) = judged.take_if(|judged| !comes_along(judged)) {
            self.desk.change(|state| {
                state.older.extend(state.pictures.contains_key(&id).then_some(id));
                let status = said(&judged, None);
                state.say(Some(id), status);
                state.judged.insert(id, Arc::new(judged));
            });
        }
        if is_shown && (judged.is_some() || self.lacks_pictures(id)) {
            self.picture(id, file.path(), judged, tree);
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

    /// Sets the pages of a document that is shown; where it has faults the former ones stay. What was `judged` is told with
    /// them, if it was not yet.
    fn picture(&mut self, id: u64, path: &Path, judged: Option<Judged>, tree: Option<Node>) {
        let judged = judged.map(Arc::new).or_else(|| self.desk.look(|state| state.judged.get(&id).cloned()));
        let Some(judged) = judged else { return };
        if let Some(watched) = self.files.get_mut(&id) {
            watched.pictured = watched.judged.clone();
        }
        if !judged.is_fine() {
            return;
        }
        self.forget(Duration::ZERO);
        let typesetter = match &mut self.typesetter {
            Some(typesetter) => typesetter,
            none => match Typesetter::new(&Overrides::default()) {
                Ok(typesetter) => none.insert(typesetter),
                // The faces and templates are the program's own.
                Err(_) => return,
            },
        };
        let diagnostics = Diagnostics::default();
        let set =
            |diagnostics: &Diagnostics| document::lay_out(path, tree, &Options::default(), typesetter, diagnostics);
        let begun = Instant::now();
        let laid = guarded(path, &diagnostics, set);
        if let Some(watched) = self.files.get_mut(&id) {
            watched.took = Some(begun.elapsed());
        }
        let found = settled(diagnostics);
        self.desk.change(|state| {
            let Some(laid) = laid else {
                // What only the pages show.
                let faults = found.into_iter().filter(|known| known.problem.severity() == Severity::Fault);
                let mut judged = Judged::clone(&judged);
                judged.diagnostics.extend(faults);
                state.older.extend(state.pictures.contains_key(&id).then_some(id));
                let status = said(&judged, None);
                state.say(Some(id), status);
                state.judged.insert(id, Arc::new(judged));
                return;
            };
            state.older.remove(&id);
            let status = said(&judged, Some(laid.pages.count()));
            state.say(Some(id), status);
            state.judged.insert(id, judged);
            state.pictures.insert(id, Arc::new(laid));
        });
        self.set = Some(Instant::now());
    }

    /// Has the typesetter forget what it no longer needs, if pages were set that long ago: meanwhile the page fetches them.
    fn forget(&mut self, after: Duration) {
        if let (Some(typesetter), Some(_)) = (&self.typesetter, self.set.take_if(|set| set.elapsed() >= after)) {
            typesetter.forget();
        }
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
    let counted = |count: usize, forms: [&'static str; 3]| format!("{count} {}", agree(count, forms));
    let mut said = String::from("Обновлено: ");
    if let Some(pages) = pages {
        said.push_str(&format!("{}, ", counted(pages, ["страница", "страницы", "страниц"])));
    }
    match (judged.faults(), judged.remarks()) {
        (0, 0) => said.push_str("ошибок нет"),
        (0, remarks) => said.push_str(&format!("ошибок нет, замечаний: {remarks}")),
        (faults, _) => said.push_str(&counted(faults, ["ошибка", "ошибки", "ошибок"])),
    }
    said
}
