//! Which documents are to be made of what, so that none gets into another's way.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use dorkarta_core::input;
use dorkarta_core::system::{Disk, is_same_file};
use dorkarta_press::Format;

use super::targets::Target;

/// One document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Job {
    /// The file that it is made from.
    pub input: PathBuf,
    /// Forms that came back, from which the report on the plan is made.
    pub forms: Vec<PathBuf>,
    /// Where it goes.
    pub target: Target,
}

impl Job {
    /// Every file that the document is made from, also those that are missing or broken.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut files = input::files(&Disk, &self.input);
        files.extend(self.forms.iter().cloned());
        files
    }
}

/// Why documents cannot be made in one run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Collision {
    /// A document would take the place of its own data.
    OverData {
        /// Where it would stand.
        target: PathBuf,
    },
    /// Two inputs would give one document.
    SameDocument {
        /// The inputs in their order.
        inputs: [PathBuf; 2],
        /// Where it would stand.
        target: PathBuf,
    },
}

/// Jobs that do not get into each other's way, nor into that of the data; the same job twice counts once. Looks at each
/// file once: thousands of jobs are no more work each than two.
pub fn distinct(jobs: Vec<Job>, format: Format) -> Result<Vec<Job>, Collision> {
    let mut places = Places::default();
    let mut seen = HashSet::new();
    let mut distinct = Vec::new();
    for job in jobs {
        if seen.contains(&job) {
            continue;
        }
        if let Target::File(target) = &job.target {
            if is_same_file(&job.input, target) {
                return Err(Collision::OverData { target: target.clone() });
            }
            if let Some(twin) = places.take(&job.input, target, format) {
                return Err(Collision::SameDocument { inputs: [twin, job.input], target: target.clone() });
            }
        }
        seen.insert(job.clone());
        distinct.push(job);
    }
    Ok(distinct)
}

/// Where the documents of other inputs stand.
#[derive(Default)]
struct Places {
    documents: HashMap<PathBuf, PathBuf>,
    /// By the names without endings; pages of pictures are called after their document.
    stems: HashMap<PathBuf, PathBuf>,
    /// By the names that a document would need to have so that this one is a page of it.
    pages: HashMap<PathBuf, PathBuf>,
}

impl Places {
    /// Takes the place of an input's document; gives another input that has it already.
    fn take(&mut self, input: &Path, target: &Path, format: Format) -> Option<PathBuf> {
        let place = folded(&resolved(target));
        let stem = place.with_extension("");
        let of = document_of_page(&stem);
        let mut met = vec![self.documents.get(&place)];
        if matches!(format, Format::Png | Format::Svg) {
            met.extend([self.pages.get(&stem), of.as_ref().and_then(|of| self.stems.get(of))]);
        }
        let twin = met.into_iter().flatten().find(|twin| *twin != input).cloned();
        let mine = || input.to_owned();
        self.documents.entry(place).or_insert_with(mine);
        self.stems.entry(stem).or_insert_with(mine);
        if let Some(of) = of {
            self.pages.entry(of).or_insert_with(mine);
        }
        twin
    }
}

/// Where a path leads, also if nothing stands there yet.
fn resolved(path: &Path) -> PathBuf {
    let below = || Some(path.parent()?.canonicalize().ok()?.join(path.file_name()?));
    path.canonicalize().ok().or_else(below).unwrap_or_else(|| path.to_owned())
}

/// A path as Windows and many shares tell it from others: names that differ in case only are those of one file.
fn folded(path: &Path) -> PathBuf {
    path.to_string_lossy().to_lowercase().into()
}

/// The document of which a picture's name could be that of a page: `plan` for `plan-2`.
fn document_of_page(stem: &Path) -> Option<PathBuf> {
    let name = stem.file_name()?.to_string_lossy();
    let (document, page) = name.rsplit_once('-')?;
    let is_number = !page.is_empty() && page.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| stem.with_file_name(document))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(input: &str, target: &str) -> Job {
        Job { input: input.into(), forms: Vec::new(), target: Target::File(target.into()) }
    }

    fn run(jobs: &[(&str, &str)], format: Format) -> Result<usize, Collision> {
        distinct(jobs.iter().map(|(input, target)| job(input, target)).collect(), format).map(|jobs| jobs.len())
    }

    #[test]
    fn two_inputs_give_two_documents() {
        assert_eq!(run(&[("а.yaml", "o/а.pdf"), ("б.yaml", "o/б.pdf"), ("а.yaml", "o/а.pdf")], Format::Pdf), Ok(2));
        let same = |inputs: [&str; 2], target: &str| {
            Err(Collision::SameDocument { inputs: inputs.map(PathBuf::from), target: target.into() })
        };
        let met = run(&[("а.yaml", "o/а.pdf"), ("б.yaml", "o/б.pdf"), ("а.xlsx", "o/а.pdf")], Format::Pdf);
        assert_eq!(met, same(["а.yaml", "а.xlsx"], "o/а.pdf"));
    }

    #[test]
    fn names_that_differ_in_case_only_are_one() {
        let met = run(&[("а.yaml", "o/План.pdf"), ("б.yaml", "o/план.pdf")], Format::Pdf);
        let inputs = ["а.yaml", "б.yaml"].map(PathBuf::from);
        assert_eq!(met, Err(Collision::SameDocument { inputs, target: "o/план.pdf".into() }));
        assert!(run(&[("а.yaml", "o/А.png"), ("а-2.yaml", "o/а-2.png")], Format::Png).is_err());
        assert_eq!(run(&[("а.yaml", "o/План.pdf"), ("б.yaml", "o/планы.pdf")], Format::Pdf), Ok(2));
    }

    #[test]
    fn pages_of_a_picture_have_names_too() {
        let jobs = [("а.yaml", "o/а.png"), ("а-2.yaml", "o/а-2.png")];
        for jobs in [jobs, [jobs[1], jobs[0]]] {
            assert!(run(&jobs, Format::Png).is_err());
            assert_eq!(run(&jobs, Format::Pdf), Ok(2));
        }
        assert_eq!(run(&[("а.yaml", "o/а.png"), ("а-б.yaml", "o/а-б.png")], Format::Png), Ok(2));
    }
}
