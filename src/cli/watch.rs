//! `--watch`: makes each document again whenever one of the files that it came from has been saved.
//!
//! It looks at the files instead of listening to the system: see "Why does the watch look" in `docs/decisions.md`. A file
//! counts as saved when it is another than the one that was read, and has stayed as it is from one look to the next. So
//! it makes no difference whether a program writes into the file, puts another one in its place, or leaves locks and
//! temporary files beside it.

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use signal_hook::consts::SIGINT;
use signal_hook::flag;

use super::Outcome;
use super::config::{Config, Job};
use super::make::{Made, Worker};
use super::terminal::Terminal;
use dorkarta_core::diagnostics::Diagnostic;
use dorkarta_core::diagnostics::render::MessageFormat;

/// From one look at the files to the next.
const LOOK: Duration = Duration::from_millis(200);
/// How long a file may be missing or held by another program before that is told: whoever saves takes its time.
const PATIENCE: Duration = Duration::from_secs(2);

/// Makes the documents and goes on until Ctrl+C.
pub(super) fn run(config: &Config) -> Outcome {
    // So that a round is finished and the program ends well; without it Ctrl+C ends the program all the same.
    let is_stopped = Arc::new(AtomicBool::new(false));
    let _ = flag::register(SIGINT, Arc::clone(&is_stopped));
    let mut press = Press::new(config);
    let mut watched: Vec<Watched<'_>> = config.jobs.iter().map(Watched::new).collect();
    for document in &mut watched {
        document.round(&mut press);
    }
    press.say_what_is_watched(&watched);
    while !is_stopped.load(Ordering::Relaxed) {
        thread::sleep(LOOK);
        press.look();
        for document in &mut watched {
            if document.is_due(&press) {
                document.round(&mut press);
            }
        }
    }
    Outcome::Done
}

/// What makes the documents, with the templates that it was made with.
struct Press<'a> {
    config: &'a Config,
    worker: Worker<'a>,
    templates: Snapshot,
}

impl<'a> Press<'a> {
    fn new(config: &'a Config) -> Self {
        let templates = Snapshot::of(&templates(config));
        Self { config, worker: Worker::new(config), templates }
    }

    /// Reads the templates again if they have changed, or could not be read.
    fn look(&mut self) {
        let templates = Snapshot::of(&templates(self.config));
        if templates != self.templates || !self.worker.is_ready() {
            self.worker.reload();
            self.templates = templates;
        }
    }

    fn say_what_is_watched(&self, watched: &[Watched<'_>]) {
        let mut names: Vec<String> = Vec::new();
        for path in watched.iter().flat_map(|document| &document.files) {
            let name = path.display().to_string();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if let Some(folder) = &self.config.overrides.templates {
            names.push(format!("шаблоны в {}", folder.display()));
        }
        self.say(&format!("слежу за изменениями: {}; конец – Ctrl+C", names.join(", ")));
    }

    /// Prints a line with the time, for a person who glances at the window.
    fn say(&self, sentence: &str) {
        if self.config.messages == MessageFormat::Text && !self.config.quiet {
            Terminal::status(sentence);
        }
    }
}

/// The files of the user's own templates.
fn templates(config: &Config) -> Vec<PathBuf> {
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
    if let Some(folder) = &config.overrides.templates {
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
    is_open: bool,
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
            is_open: false,
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

    /// Makes the document and says what came of it.
    fn round(&mut self, press: &mut Press<'_>) {
        self.made_of = self.snapshot().with(&press.templates);
        self.seen = self.made_of.clone();
        let begun = Instant::now();
        let made = press.worker.make(self.job);
        let outcome = made.outcome();
        if outcome == Outcome::Unavailable {
            self.bear(made, press);
        } else {
            self.trouble = None;
            self.tell(&made, begun.elapsed(), press);
        }
        self.patience = PATIENCE;
    }

    fn tell(&mut self, made: &Made, took: Duration, press: &Press<'_>) {
        made.show(press.config);
        let outcome = made.outcome();
        let came = match outcome {
            Outcome::Faults => "документ не сделан; исправьте и сохраните файл".to_owned(),
            outcome => {
                let remarked = if outcome == Outcome::Remarked { "; есть замечания" } else { "" };
                format!("документ сделан за {} мс{remarked}", took.as_millis())
            }
        };
        press.say(&format!("{}: {came}", self.job.input.display()));
        if press.config.open && outcome != Outcome::Faults && !self.is_open {
            made.open();
            self.is_open = true;
        }
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

    /// Tries again after a while, and says what is in the way if it lasts.
    fn bear(&mut self, made: Made, press: &Press<'_>) {
        let now = Instant::now();
        let trouble = self.trouble.get_or_insert(Trouble { since: now, next_try: now, told: Vec::new() });
        if now - trouble.since >= self.patience {
            if trouble.told != made.diagnostics {
                made.show(press.config);
                trouble.told = made.diagnostics;
                press.say(&format!(
                    "{}: документ будет сделан, как только это станет возможно",
                    self.job.input.display()
                ));
            }
            trouble.next_try = now + PATIENCE;
        }
    }
}

/// Files at one moment: what they are told apart by, `None` where there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Snapshot(Vec<(PathBuf, Option<Stamp>)>);

/// What changes when a file is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    /// Another file that was put in its place is known by it, even if it is as old.
    created: Option<SystemTime>,
    length: u64,
}

impl Snapshot {
    fn of(files: &[PathBuf]) -> Self {
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
