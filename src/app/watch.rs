//! Making each document again whenever one of the files that it came from has been saved.
//!
//! It looks at the files instead of listening to the system: see "Why does the watch look" in `docs/decisions.md`. A file
//! counts as saved when it is another than the one that was read, and has stayed as it is from one look to the next. So
//! it makes no difference whether a program writes into the file, puts another one in its place, or leaves locks and
//! temporary files beside it.

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use dorkarta_core::diagnostics::Diagnostic;

use super::jobs::Job;
use super::worker::{Work, Worker};
use super::{Made, Outcome};

/// From one look at the files to the next.
pub const LOOK: Duration = Duration::from_millis(200);
/// How long a file may be missing or held by another program before that is told: whoever saves takes its time.
pub(crate) const PATIENCE: Duration = Duration::from_secs(2);

/// Documents that are made again and again, and what makes them.
pub struct Watch<'a> {
    press: Press<'a>,
    documents: Vec<Watched<'a>>,
}

/// What came of a document in one round.
pub struct Round<'a> {
    /// The document.
    pub job: &'a Job,
    /// What came of it.
    pub made: &'a Made,
    /// How long it took.
    pub took: Duration,
    /// Whether something was in the way that may go by itself: it is tried again and again.
    pub is_waiting: bool,
}

impl<'a> Watch<'a> {
    /// Looks at the files of all jobs for the first time; nothing is made yet.
    pub fn new(work: &'a Work, jobs: &'a [Job]) -> Self {
        Self { press: Press::new(work), documents: jobs.iter().map(Watched::new).collect() }
    }

    /// Makes every document for the first time.
    pub fn begin(&mut self, mut tell: impl FnMut(Round<'_>)) {
        for document in &mut self.documents {
            document.round(&mut self.press, &mut tell);
        }
    }

    /// Looks at the files, and makes those documents again whose files were saved. To be done every [`LOOK`].
    pub fn look(&mut self, mut tell: impl FnMut(Round<'_>)) {
        self.press.look();
        for document in &mut self.documents {
            if document.is_due(&self.press) {
                document.round(&mut self.press, &mut tell);
            }
        }
    }

    /// The files that are looked at, each once.
    pub fn files(&self) -> Vec<&Path> {
        let mut files: Vec<&Path> = Vec::new();
        for file in self.documents.iter().flat_map(|document| &document.files) {
            if !files.contains(&file.as_path()) {
                files.push(file);
            }
        }
        files
    }
}

/// What makes the documents, with the templates that it was made with.
struct Press<'a> {
    work: &'a Work,
    worker: Worker<'a>,
    templates: Snapshot,
}

impl<'a> Press<'a> {
    fn new(work: &'a Work) -> Self {
        let templates = Snapshot::of(&templates(work));
        Self { work, worker: Worker::new(work), templates }
    }

    /// Reads the templates again if they have changed, or could not be read.
    fn look(&mut self) {
        let templates = Snapshot::of(&templates(self.work));
        if templates != self.templates || !self.worker.is_ready() {
            self.worker.reload();
            self.templates = templates;
        }
    }
}

/// The files of the user's own templates.
fn templates(work: &Work) -> Vec<PathBuf> {
    fn add(folder: &Path, files: &mut Vec<PathBuf>) {
        let mut entries: Vec<fs::DirEntry> = fs::read_dir(folder).into_iter().flatten().flatten().collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            // What editors leave beside a file.
            if entry.file_name().to_string_lossy().starts_with(['.', '~']) {
                continue;
            }
            // A linked folder could lead in a circle.
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => add(&entry.path(), files),
                _ => files.push(entry.path()),
            }
        }
    }
    let mut files = Vec::new();
    if let Some(folder) = &work.overrides.templates {
        add(folder, &mut files);
    }
    files
}

/// A document and the files that it comes from.
struct Watched<'a> {
    job: &'a Job,
    /// The files of the input, the main one first.
    files: Vec<PathBuf>,
    /// The files and the templates as they were before the document was last made of them.
    made_of: Snapshot,
    /// The same as they were at the last look.
    seen: Snapshot,
    trouble: Option<Trouble>,
    /// How long trouble is borne in silence: not at all in the first round, when it is more likely a slip of the user's.
    patience: Duration,
}

/// Something that could not be read or written: it is tried again and again.
struct Trouble {
    since: Instant,
    next_try: Instant,
    told: Vec<Diagnostic>,
}

impl<'a> Watched<'a> {
    fn new(job: &'a Job) -> Self {
        Self {
            job,
            files: vec![job.input.clone()],
            made_of: Snapshot::default(),
            seen: Snapshot::default(),
            trouble: None,
            patience: Duration::ZERO,
        }
    }

    /// Whether the document has to be made again. To be asked once a look.
    fn is_due(&mut self, press: &Press<'_>) -> bool {
        let now = Snapshot::of(&self.files).with(&press.templates);
        let is_at_rest = now == self.seen;
        self.seen = now;
        let tries_again = || self.trouble.as_ref().is_some_and(|trouble| Instant::now() >= trouble.next_try);
        is_at_rest && (self.seen != self.made_of || tries_again())
    }

    /// Makes the document and tells what came of it.
    fn round(&mut self, press: &mut Press<'_>, tell: &mut impl FnMut(Round<'_>)) {
        self.made_of = self.snapshot().with(&press.templates);
        self.seen = self.made_of.clone();
        let begun = Instant::now();
        let made = press.worker.make(self.job);
        let is_waiting = made.outcome == Outcome::Unavailable;
        let is_told = match is_waiting {
            true => self.bear(&made),
            false => {
                self.trouble = None;
                true
            }
        };
        if is_told {
            tell(Round { job: self.job, made: &made, took: begun.elapsed(), is_waiting });
        }
        self.patience = PATIENCE;
    }

    /// The files before they are read. Which they are is known only by reading, and a file that is named by another one
    /// may change meanwhile: it goes on until all had been looked at before they were read.
    fn snapshot(&mut self) -> Snapshot {
        loop {
            let snapshot = Snapshot::of(&self.files);
            // A fault of the program is told when the document is made.
            let files = catch_unwind(|| self.job.files());
            match files {
                Ok(files) if files != self.files => self.files = files,
                _ => return snapshot,
            }
        }
    }

    /// Sees to it that it is tried again after a while. Gives whether what is in the way is to be told: if it lasts, and
    /// only once.
    fn bear(&mut self, made: &Made) -> bool {
        let now = Instant::now();
        let trouble = self.trouble.get_or_insert(Trouble { since: now, next_try: now, told: Vec::new() });
        if now - trouble.since < self.patience {
            return false;
        }
        trouble.next_try = now + PATIENCE;
        let is_news = trouble.told != made.diagnostics;
        if is_news {
            trouble.told.clone_from(&made.diagnostics);
        }
        is_news
    }
}

/// Files at one moment: what they are told apart by, `None` where there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Snapshot(Vec<(PathBuf, Option<Stamp>)>);

/// What changes when a file is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    /// Another file that was put in its place is known by it, even if it is as old.
    created: Option<SystemTime>,
    length: u64,
}

impl Snapshot {
    /// Files as they are now.
    pub(crate) fn of(files: &[PathBuf]) -> Self {
        Self(files.iter().map(|file| (file.clone(), Stamp::of(file))).collect())
    }

    fn with(mut self, other: &Self) -> Self {
        self.0.extend_from_slice(&other.0);
        self
    }
}

impl Stamp {
    fn of(file: &Path) -> Option<Self> {
        let metadata = fs::metadata(file).ok()?;
        Some(Self { modified: metadata.modified().ok(), created: metadata.created().ok(), length: metadata.len() })
    }
}
