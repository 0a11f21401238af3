//! Making documents: one after the other, or several at once on threads of their own.

use std::any::Any;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::Outcome;
use super::config::{Config, Job, Target};
use super::terminal::Terminal;
use crate::app::archive;
use crate::app::document;
use crate::app::output;
use dorkarta_core::collect::Request;
use dorkarta_core::diagnostics::{Diagnostic, Diagnostics, Place, Problem};
use dorkarta_core::system::{Disk, reason};
use dorkarta_press::{Format, Typesetter};

/// Makes all documents of a run and says what came of it.
pub(super) fn run(config: &Config) -> Outcome {
    let progress = Terminal::progress(config.jobs.len(), config.quiet);
    let report = |job: &Job, made: Made| {
        let outcome = made.outcome();
        progress.set_message(job.input.file_name().unwrap_or_default().to_string_lossy().into_owned());
        progress.suspend(|| {
            made.show(config);
            if config.open {
                made.open();
            }
        });
        progress.inc(1);
        outcome
    };
    let outcome = match config.jobs.as_slice() {
        [only] => report(only, Worker::new(config).make(only)),
        several => make_all(config, several, report),
    };
    progress.finish_and_clear();
    outcome
}

/// What came of one document.
pub(super) struct Made {
    written: Vec<PathBuf>,
    /// Where the former document is kept.
    kept: Option<PathBuf>,
    pub(super) diagnostics: Vec<Diagnostic>,
    failed: bool,
}

impl Made {
    pub(super) fn outcome(&self) -> Outcome {
        match self.failed {
            false if self.diagnostics.is_empty() => Outcome::Done,
            false => Outcome::Remarked,
            true if self.diagnostics.iter().any(|diagnostic| diagnostic.problem.is_io()) => Outcome::Unavailable,
            true => Outcome::Faults,
        }
    }

    pub(super) fn show(&self, config: &Config) {
        Terminal::diagnostics(&self.diagnostics, config.messages, config.hides_remarks);
        if let (Some(kept), false) = (&self.kept, config.quiet) {
            Terminal::kept(kept);
        }
        for path in &self.written {
            Terminal::written(path);
        }
    }

    /// Opens the document, or its first page, with the program that the system has for it.
    pub(super) fn open(&self) {
        if let Some(first) = self.written.first()
            && open::that_detached(first).is_err()
        {
            Terminal::error(&format!("не удалось открыть {}: нет подходящей программы", first.display()));
        }
    }
}

/// Makes documents on as many threads as there are processors, and reports them in their order. Never on rayon's
/// threads: the typesetter uses those inside, and a document within a document overflows their stack.
fn make_all(config: &Config, jobs: &[Job], report: impl Fn(&Job, Made) -> Outcome + Sync) -> Outcome {
    struct Results {
        waiting: Vec<Option<Made>>,
        next: usize,
        worst: Outcome,
    }
    let results = Mutex::new(Results { waiting: jobs.iter().map(|_| None).collect(), next: 0, worst: Outcome::Done });
    let next_job = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(1, usize::from).min(jobs.len());
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut worker = Worker::new(config);
                loop {
                    let at = next_job.fetch_add(1, Ordering::Relaxed);
                    let Some(job) = jobs.get(at) else { break };
                    let made = worker.make(job);
                    let mut results = results.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    results.waiting[at] = Some(made);
                    let mut next = results.next;
                    while let Some(made) = results.waiting.get_mut(next).and_then(Option::take) {
                        results.worst = results.worst.max(report(&jobs[next], made));
                        next += 1;
                    }
                    results.next = next;
                }
            });
        }
    });
    results.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner).worst
}

/// Makes one document after the other with one typesetter.
pub(super) struct Worker<'a> {
    config: &'a Config,
    typesetter: Result<Typesetter, Problem>,
    /// What a watch has written itself: it is not kept when the next round replaces it.
    own: HashMap<PathBuf, Vec<u8>>,
}

impl<'a> Worker<'a> {
    pub(super) fn new(config: &'a Config) -> Self {
        Self { config, typesetter: Typesetter::new(&config.overrides), own: HashMap::new() }
    }

    /// Whether faces and templates could be read.
    pub(super) fn is_ready(&self) -> bool {
        self.typesetter.is_ok()
    }

    /// Reads faces and templates again. What was computed of those that are as they were is still known.
    pub(super) fn reload(&mut self) {
        self.typesetter = Typesetter::new(&self.config.overrides);
    }

    pub(super) fn make(&mut self, job: &Job) -> Made {
        let diagnostics = Diagnostics::default();
        let mut kept = None;
        let written = guarded(&job.input, &diagnostics, |diagnostics| self.try_make(job, &mut kept, diagnostics));
        let failed = written.is_none();
        Made {
            written: written.unwrap_or_default(),
            kept,
            diagnostics: dorkarta_core::input::settled(diagnostics),
            failed,
        }
    }

    fn try_make(&mut self, job: &Job, kept: &mut Option<PathBuf>, diagnostics: &Diagnostics) -> Option<Vec<PathBuf>> {
        let typesetter = match &mut self.typesetter {
            Ok(typesetter) => typesetter,
            Err(problem) => {
                diagnostics.add(problem.clone(), &Place::of(&job.input));
                return None;
            }
        };
        let Config { options, choice, .. } = self.config;
        let made = if job.forms.is_empty() {
            document::make(&job.input, options, typesetter, diagnostics)
        } else {
            let request = Request {
                files: &Disk,
                plan: &job.input,
                forms: &job.forms,
                base: None,
                as_of: options.as_of,
                prefer: &choice.prefer,
                answers: choice.answers.as_deref(),
            };
            document::make_from_forms(&request, options, typesetter, diagnostics)
        };
        if self.config.watch {
            typesetter.forget(1);
        } else if self.config.jobs.len() > 1 {
            typesetter.forget(0);
        }
        let files = made?.files;
        let paths = match &job.target {
            Target::Stdout => return write_to_stdout(&files, diagnostics),
            Target::File(path) => page_paths(path, files.len(), self.config.options.format),
        };
        let placed = match (self.config.options.format, paths.as_slice(), files.as_slice()) {
            (Format::Pdf, [path], [bytes]) => {
                self.replace(path, bytes, kept).map_err(|problem| (path.as_path(), problem))
            }
            _ => {
                let files = paths.iter().map(PathBuf::as_path).zip(files.iter().map(Vec::as_slice));
                output::write(&files.collect::<Vec<_>>(), self.config.signed)
            }
        };
        if let Err((path, problem)) = placed {
            diagnostics.add(problem, &Place::of(path));
            return None;
        }
        Some(paths)
    }

    /// Puts a PDF in the place of the former one, and remembers it while it is made again and again.
    fn replace(&mut self, path: &Path, bytes: &[u8], kept: &mut Option<PathBuf>) -> Result<(), Problem> {
        let own = self.own.get(path).map(Vec::as_slice);
        let is_written = archive::replace(path, bytes, own, self.config.signed, kept)?;
        // What stood there before is nobody's own, even if it is the same.
        if self.config.watch && is_written {
            self.own.insert(path.to_owned(), bytes.to_owned());
        }
        Ok(())
    }
}

/// Does something with a file. A fault of the program is told as one of that file and must not take others with it.
pub(super) fn guarded<T>(
    input: &Path,
    diagnostics: &Diagnostics,
    run: impl FnOnce(&Diagnostics) -> Option<T>,
) -> Option<T> {
    catch_unwind(AssertUnwindSafe(|| run(diagnostics))).unwrap_or_else(|cause| {
        let place = Place::of(input);
        diagnostics.add(Problem::Internal { detail: panic_words(cause.as_ref()) }, &place);
        None
    })
}

/// What a panic said.
pub(super) fn panic_words(cause: &(dyn Any + Send)) -> String {
    let words = cause.downcast_ref::<&str>().map(|words| (*words).to_owned());
    words.or_else(|| cause.downcast_ref::<String>().cloned()).unwrap_or_else(|| "без объяснения".into())
}

pub(super) fn write_to_stdout(files: &[Vec<u8>], diagnostics: &Diagnostics) -> Option<Vec<PathBuf>> {
    let stdout = Place::file("-");
    let [only] = files else {
        let reason = "страниц несколько, а в поток выводится один файл; укажите имя через -o".into();
        diagnostics.add(Problem::CannotWrite { reason }, &stdout);
        return None;
    };
    match Terminal::document(only) {
        Ok(()) => Some(Vec::new()),
        Err(error) => {
            diagnostics.add(Problem::CannotWrite { reason: reason(&error) }, &stdout);
            None
        }
    }
}

/// The files of a document: itself, or a numbered picture for each page, with as many digits as the last one needs.
fn page_paths(path: &Path, count: usize, format: Format) -> Vec<PathBuf> {
    if count == 1 {
        return vec![path.to_owned()];
    }
    let digits = count.to_string().len();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    (1..=count).map(|page| path.with_file_name(format!("{stem}-{page:0digits$}.{}", format.ending()))).collect()
}
