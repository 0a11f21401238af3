//! What the page shows, kept for every page that is open: the files of the folder, what is known of each, what was made.
//!
//! The eyes ([`super::eyes`]) and the buttons ([`super::work`]) write here, requests read. Whatever changes raises the
//! number of the state; open pages wait for that.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use dorkarta_core::account::Line;
use dorkarta_core::diagnostics::{Diagnostic, Place, Severity, count};
use dorkarta_core::validate::Kind;

use super::collecting::Asked;
use super::folder::{Found, Sort};
use super::source::Source;
use crate::app::document::LaidOut;
use crate::app::steps::Steps;

/// How long the program waits for a page after the last one was closed.
const ALONE: Duration = Duration::from_secs(60);

/// What is known of an input.
#[derive(Debug, Default, Clone)]
pub(super) struct Judged {
    /// What it is. `None` if its data do not say, or cannot be read.
    pub kind: Option<Kind>,
    /// What it is instead of data of a document.
    pub other: Option<Other>,
    pub diagnostics: Vec<Diagnostic>,
    pub account: Vec<Line>,
    pub sources: Arc<Vec<Source>>,
    /// Where the activities of a plan stand, in their order.
    pub activities: Vec<Place>,
}

/// A workbook that no document is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Other {
    /// A form that was sent out, or came back.
    Form,
    /// A workbook that the program made for reading.
    Book,
}

impl Judged {
    pub(super) fn faults(&self) -> usize {
        count(&self.diagnostics, Severity::Fault)
    }

    /// Whether a document can be made of it.
    pub(super) fn is_fine(&self) -> bool {
        self.kind.is_some() && self.faults() == 0
    }

    pub(super) fn remarks(&self) -> usize {
        count(&self.diagnostics, Severity::Remark)
    }
}

/// A file that a button has made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MadeFile {
    pub id: u64,
    pub path: PathBuf,
}

/// All that the page shows.
#[derive(Default)]
pub(super) struct State {
    pub files: Vec<Found>,
    /// Whether the folder itself is no longer there.
    pub is_gone: bool,
    pub judged: HashMap<u64, Arc<Judged>>,
    /// What the data of a PDF say that it is, of those that were looked into and carry some.
    pub carried: HashMap<u64, Kind>,
    /// Whether there are folders in this one in which reports may have been gathered.
    pub has_gathered: bool,
    /// The pages of documents as they were set last.
    pub pictures: HashMap<u64, Arc<LaidOut>>,
    /// Documents whose pictures show an older state than their data have.
    pub older: HashSet<u64>,
    /// What was made, the newest first.
    pub made: Vec<MadeFile>,
    /// What is being done, by the numbers that pages gave.
    pub works: HashMap<u64, Steps>,
    /// What was asked last about answers that differ.
    pub asked: Option<Asked>,
    /// What was said last of each file, and of none in particular, each with its turn.
    said: HashMap<Option<u64>, (u64, String)>,
    revision: u64,
    pages: usize,
    /// Since when no page is open; `None` before the first one was.
    alone_since: Option<Instant>,
    /// Which documents open pages show, the one that was asked for last at the end.
    wanted: Vec<u64>,
    has_ended: bool,
    /// Numbers that were given so far.
    given: u64,
}

impl State {
    /// A number that nothing else has.
    pub(super) fn number(&mut self) -> u64 {
        self.given += 1;
        self.given
    }

    /// Lists files that were just made, and gives them numbers.
    pub(super) fn made_now(&mut self, paths: &[PathBuf]) -> Vec<MadeFile> {
        self.made.retain(|known| !paths.contains(&known.path));
        let files: Vec<MadeFile> =
            paths.iter().map(|path| MadeFile { id: self.number(), path: path.clone() }).collect();
        self.made.splice(0..0, files.iter().cloned());
        files
    }

    /// Says something about a file, or about none in particular.
    pub(super) fn say(&mut self, about: Option<u64>, text: impl Into<String>) {
        let turn = self.number();
        self.said.insert(about, (turn, text.into()));
    }

    /// What the status line says to who looks at a file.
    pub(super) fn status(&self, shown: Option<u64>) -> &str {
        let said = self.said.get(&None).into_iter().chain(shown.and_then(|id| self.said.get(&Some(id))));
        said.max_by_key(|(turn, _)| *turn).map_or("", |(_, text)| text)
    }

    /// Whether all inputs were read, so that it is known which of them is shown at the start.
    pub(super) fn is_read(&self) -> bool {
        self.files.iter().all(|file| file.sort != Sort::Data || self.judged.contains_key(&file.id))
    }

    /// The input that is shown where nobody has chosen: the plan or monitoring that was changed last.
    pub(super) fn first(&self) -> Option<u64> {
        let is_document = |file: &&Found| self.judged.get(&file.id).is_some_and(|judged| judged.kind.is_some());
        let latest = self.files.iter().filter(is_document).max_by_key(|file| file.modified);
        latest.or_else(|| self.files.iter().find(|file| file.sort == Sort::Data)).map(|file| file.id)
    }

    /// How many reports lie here, as data or as documents.
    pub(super) fn reports(&self) -> usize {
        let told = self.judged.values().filter(|judged| judged.kind == Some(Kind::Monitoring)).count();
        told + self.carried.values().filter(|kind| matches!(kind, Kind::Monitoring | Kind::Summary)).count()
    }

    /// Whether there is something to be summed up.
    pub(super) fn has_reports(&self) -> bool {
        let is_summary = |judged: &Arc<Judged>| judged.kind == Some(Kind::Summary);
        self.reports() > 1 || self.has_gathered || self.judged.values().any(is_summary)
    }

    /// Whether a document can be made of an input.
    pub(super) fn is_fine(&self, id: u64) -> bool {
        self.judged.get(&id).is_some_and(|judged| judged.is_fine())
    }

    /// A file of the folder by its number.
    pub(super) fn file(&self, id: u64) -> Option<&Found> {
        self.files.iter().find(|file| file.id == id)
    }
}

/// The state, and who waits for it to change.
#[derive(Default)]
pub(super) struct Desk {
    state: Mutex<State>,
    news: Condvar,
}

impl Desk {
    /// Looks at the state.
    pub(super) fn look<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        look(&mut self.lock())
    }

    /// Changes the state, and tells it to every open page.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self.lock();
        let result = change(&mut state);
        state.revision += 1;
        drop(state);
        self.news.notify_all();
        result
    }

    /// Waits until the state is another than that of the number, and gives its number. `None` if time is over first.
    pub(super) fn wait(&self, known: u64, most: Duration) -> Option<u64> {
        let is_old = |state: &mut State| state.revision == known && !state.has_ended;
        let waited = self.news.wait_timeout_while(self.lock(), most, is_old);
        let (state, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        (!timeout.timed_out()).then_some(state.revision)
    }

    /// Waits until something holds of the state, or that long.
    pub(super) fn until(&self, holds: impl Fn(&State) -> bool, most: Duration) {
        let is_yet_to_come = |state: &mut State| !holds(state) && !state.has_ended;
        drop(self.news.wait_timeout_while(self.lock(), most, is_yet_to_come));
    }

    /// A page was opened.
    pub(super) fn open(&self) {
        let mut state = self.lock();
        state.pages += 1;
        state.alone_since = None;
    }

    /// A page was closed.
    pub(super) fn close(&self) {
        let mut state = self.lock();
        state.pages = state.pages.saturating_sub(1);
        if state.pages == 0 {
            state.alone_since = Some(Instant::now());
        }
    }

    /// That a page shows a document: its pictures are to be kept up to date.
    pub(super) fn want(&self, id: u64) {
        /// As many documents are shown at once as are kept.
        const KEPT: usize = 4;
        let mut state = self.lock();
        state.wanted.retain(|known| *known != id);
        state.wanted.push(id);
        let too_many = state.wanted.len().saturating_sub(KEPT);
        for id in state.wanted.drain(..too_many).collect::<Vec<_>>() {
            state.pictures.remove(&id);
        }
    }

    /// The documents that are shown, the one that was asked for last first.
    pub(super) fn wanted(&self) -> Vec<u64> {
        self.lock().wanted.iter().rev().copied().collect()
    }

    /// Ends the work.
    pub(super) fn end(&self) {
        self.lock().has_ended = true;
        self.news.notify_all();
    }

    /// Whether the work has ended, or there is nobody to work for.
    pub(super) fn has_ended(&self) -> bool {
        self.has_ended_at(Instant::now())
    }

    fn has_ended_at(&self, now: Instant) -> bool {
        let mut state = self.lock();
        if state.alone_since.is_some_and(|since| now.saturating_duration_since(since) >= ALONE) {
            state.has_ended = true;
        }
        state.has_ended
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_ends_a_minute_after_the_last_page_was_closed() {
        let soon = || Instant::now() + ALONE / 2;
        let late = || Instant::now() + ALONE + Duration::from_secs(1);
        let desk = Desk::default();
        // Never opened: it waits.
        assert!(!desk.has_ended_at(late()));
        desk.open();
        desk.open();
        desk.close();
        assert!(!desk.has_ended_at(late()));
        desk.close();
        assert!(!desk.has_ended_at(soon()));
        // Loaded again.
        desk.open();
        assert!(!desk.has_ended_at(late()));
        desk.close();
        assert!(desk.has_ended_at(late()));
    }

    #[test]
    fn who_waits_hears_of_each_change() {
        let desk = Desk::default();
        assert_eq!(desk.wait(0, Duration::from_millis(1)), None);
        desk.change(|state| state.say(None, "новое"));
        let known = desk.wait(0, Duration::from_secs(60));
        assert!(known.is_some_and(|known| known > 0));
        desk.end();
        assert_eq!(desk.wait(known.unwrap_or_default(), Duration::from_secs(60)), known);
    }

    #[test]
    fn pictures_of_what_nobody_looks_at_are_put_away_in_turn() {
        let desk = Desk::default();
        (1..=6).for_each(|id| desk.want(id));
        desk.want(3);
        assert_eq!(desk.wanted(), [3, 6, 5, 4]);
    }
}
