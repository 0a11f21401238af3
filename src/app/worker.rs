//! Making documents: one after the other, or several at once on threads of their own.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use dorkarta_core::collect::Request;
use dorkarta_core::diagnostics::{Diagnostics, Place, Problem};
use dorkarta_core::input::settled;
use dorkarta_core::system::Disk;
use dorkarta_press::{Format, Overrides, Typesetter};

use super::archive::{self, Replaced, Terms};
use super::document::{self, Document, Extent, Options};
use super::in_order::{in_order, threads};
use super::jobs::Job;
use super::output::{self, Signed};
use super::steps::Steps;
use super::targets::{Target, left_pages, page_paths};
use super::{Made, Outcome, guarded};

/// How the documents of a run are made.
#[derive(Clone)]
pub struct Work {
    /// Which document, and how.
    pub options: Options,
    /// Whose answers in forms win, the surest first.
    pub prefer: Vec<String>,
    /// A file that settles differing answers one by one.
    pub answers: Option<PathBuf>,
    /// Faces and templates of the user.
    pub overrides: Overrides,
    /// Whether a signed document may be replaced.
    pub signed: Signed,
    /// Whether the same documents are made again and again, so that what was written before is not worth keeping.
    pub repeats: bool,
}

/// Makes all jobs at once on every processor, and reports them in their order. Gives the worst of what
/// the reports say. Never on rayon's threads: the typesetter uses those inside, and a document within a document
/// overflows their stack.
pub fn make_all(work: &Work, jobs: &[Job], report: impl Fn(&Job, Made) -> Outcome + Sync) -> Outcome {
    if let [only] = jobs {
        return report(only, Worker::new(work).make(only));
    }
    let mut worst = Outcome::Done;
    let make = |worker: &mut Worker<'_>, at: usize| worker.make(&jobs[at]);
    let take = |at: usize, made| worst = worst.max(report(&jobs[at], made));
    in_order(jobs.len(), threads(), || true, || Worker::new(work), make, take);
    worst
}

/// Makes one document after the other with one typesetter.
pub struct Worker<'a> {
    work: &'a Work,
    typesetter: Result<Typesetter, Problem>,
    has_made: bool,
    steps: Steps,
    /// What was written before, while the same is made again and again: it is not kept when the next one replaces it.
    own: HashMap<PathBuf, Vec<u8>>,
}

impl<'a> Worker<'a> {
    /// Reads faces and templates.
    pub fn new(work: &'a Work) -> Self {
        Self {
            work,
            typesetter: Typesetter::new(&work.overrides),
            has_made: false,
            steps: Steps::default(),
            own: HashMap::new(),
        }
    }

    /// A document that is made can be stopped by these: then it is not written.
    pub fn in_steps(self, steps: Steps) -> Self {
        Self { steps, ..self }
    }

    /// Whether faces and templates could be read.
    pub fn is_ready(&self) -> bool {
        self.typesetter.is_ok()
    }

    /// Reads faces and templates again. What was computed of those that are as they were is still known.
    pub fn reload(&mut self) {
        self.typesetter = Typesetter::new(&self.work.overrides);
    }

    /// Makes a document and puts it where it belongs.
    pub fn make(&mut self, job: &Job) -> Made {
        let diagnostics = Diagnostics::default();
        let made = guarded(&job.input, &diagnostics, |diagnostics| self.try_make(job, diagnostics));
        Made::of(made, settled(diagnostics), self.work.options.strict)
    }

    fn try_make(&mut self, job: &Job, diagnostics: &Diagnostics) -> Option<Placed> {
        let typesetter = match &mut self.typesetter {
            Ok(typesetter) => typesetter,
            Err(problem) => {
                diagnostics.add(problem.clone(), &Place::of(&job.input));
                return None;
            }
        };
        // Nobody waits for it after the last document.
        if self.has_made {
            typesetter.forget();
        }
        self.has_made = true;
        let Work { options, .. } = self.work;
        let made = if job.forms.is_empty() {
            document::make(&job.input, options, typesetter, diagnostics)
        } else {
            let request = Request {
                files: &Disk,
                plan: &job.input,
                forms: &job.forms,
                base: None,
                as_of: options.as_of,
                prefer: &self.work.prefer,
                answers: self.work.answers.as_deref(),
            };
            document::make_from_forms(&request, options, typesetter, diagnostics)
        };
        let Document { files, extent, .. } = made?;
        if self.steps.is_stopped() {
            return None;
        }
        match &job.target {
            Target::Stdout => Some(Placed { streamed: files, extent, ..Placed::default() }),
            Target::File(path) => {
                let own = self.own.get(path).map(Vec::as_slice);
                let terms = Terms { own, signed: self.work.signed, overrides: &self.work.overrides };
                let placed = place(&files, path, options.format, &terms);
                let placed = placed.map_err(|(path, problem)| diagnostics.add(problem, &Place::of(&path))).ok()?;
                // What stood there before is nobody's own, even if it is the same.
                if let [bytes] = files.as_slice()
                    && self.work.repeats
                    && placed.is_written
                {
                    self.own.insert(path.clone(), bytes.clone());
                }
                Some(Placed { extent, ..placed })
            }
        }
    }
}

/// Where the files of a document went.
#[derive(Debug, Default)]
pub struct Placed {
    /// Those that were written, or stand there already as they are.
    pub paths: Vec<PathBuf>,
    /// Those that go to whoever asked for the document.
    pub streamed: Vec<Vec<u8>>,
    /// Where former documents are kept.
    pub kept: Vec<PathBuf>,
    /// Pictures that lie there still, of a former document with more pages, or parts of a former packet.
    pub left: Vec<PathBuf>,
    /// Whether there was anything to write.
    pub is_written: bool,
    /// How much a document holds.
    pub extent: Option<Extent>,
}

/// Puts a document in its place: a PDF or one for Word in that of the former one, which is kept if it must be; pictures, a file a page,
/// over the former ones. The error comes with the file that it is about.
pub fn place(
    files: &[Vec<u8>],
    target: &Path,
    format: Format,
    terms: &Terms<'_>,
) -> Result<Placed, (PathBuf, Problem)> {
    let paths = page_paths(target, files.len(), format);
    let pairs: Vec<(&Path, &[u8])> = paths.iter().map(PathBuf::as_path).zip(files.iter().map(Vec::as_slice)).collect();
    let replaced = match format {
        Format::Pdf | Format::Docx => archive::replace(&pairs, terms),
        _ => output::write_pages(&pairs, terms.signed).map(|()| Replaced { kept: None, is_written: true }),
    };
    let Replaced { kept, is_written } = replaced.map_err(|(path, problem)| (path.to_owned(), problem))?;
    let left = match format {
        Format::Png | Format::Svg => left_pages(target, &paths, format),
        Format::Pdf | Format::Docx | Format::View => Vec::new(),
    };
    Ok(Placed { paths, streamed: Vec::new(), kept: kept.into_iter().collect(), left, is_written, extent: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_that_is_stopped_is_not_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let (input, target) = (folder.path().join("п.yaml"), folder.path().join("п.pdf"));
        let text = "вид: план\nпериод: 2023 год\nназвание: План\nмероприятия: [{название: Совет, срок: март, ответственные: Отдел}]\n";
        std::fs::write(&input, text).expect("written");
        let work = Work {
            options: Options::default(),
            prefer: Vec::new(),
            answers: None,
            overrides: Overrides::default(),
            signed: Signed::Keep,
            repeats: false,
        };
        let job = Job { input, forms: Vec::new(), target: Target::File(target.clone()) };
        let steps = Steps::default();
        steps.stop();
        assert!(Worker::new(&work).in_steps(steps).make(&job).written.is_empty());
        assert!(!target.exists());
        assert_eq!(Worker::new(&work).make(&job).written, [target]);
    }
}
