//! What stands where a document is to be written: an approved one is kept in an archive before it is replaced.
//!
//! Nothing is lost in doubt: only what is known to be a draft goes, and an approved document that is made again in the same
//! edition within a day, as this program has made it. After a day it is kept: nobody can see from the file whether it was
//! printed and signed by hand.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::output::{self, Signed, signature_beside, signatures_of};
use super::staged::{folder_of, keep_rights};
use super::verify::is_as_made;
use dorkarta_core::carried::Carried;
use dorkarta_core::diagnostics::{Diagnostics, FileProblem, Problem, Refusal, Remedy};
use dorkarta_core::domain::{Approval, DateText, Grounds, Paper, Plan};
use dorkarta_core::pdf::Pdf;
use dorkarta_core::system::reason;
use dorkarta_core::validate::{
    self, Checked, CheckedAmendments, CheckedDocument, CheckedMonitoring, CheckedPaper, CheckedSummary,
};
use dorkarta_core::view;
use dorkarta_core::word;
use dorkarta_press::Overrides;

/// The folder beside a document in which its former editions are kept.
const FOLDER: &str = "archive";

/// What became of the document that stood at a target.
#[derive(Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Where it is kept, if it had to be.
    pub kept: Option<PathBuf>,
    /// Whether there was anything to write: the very document may stand there already.
    pub is_written: bool,
}

/// How a document may take the place of a former one.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    /// What was written there just before and is not worth keeping.
    pub own: Option<&'a [u8]>,
    /// Whether a signed document may be replaced.
    pub signed: Signed,
    /// Faces and templates of the user, with which a former draft may have been made.
    pub overrides: &'a Overrides,
}

/// Puts a document in the place of the former one, which goes to the archive if it has to be kept, and writes what belongs to
/// it: the first of `files` is the document. The former one never stands without its signature, nor the signature beside
/// another one for longer than it takes to remove it. The error comes with the file that it is about.
pub fn replace<'a>(files: &[(&'a Path, &[u8])], terms: &Terms<'_>) -> Result<Replaced, (&'a Path, Problem)> {
    let Some((&(target, new), others)) = files.split_first() else { return Ok(SAME) };
    // Where nothing is to be written, nothing need be writable.
    if others.is_empty() && output::read_standing(target).is_ok_and(|old| old == new) {
        return Ok(SAME);
    }
    let at_target = |problem| (target, problem);
    let _lock = output::lock(target).map_err(at_target)?;
    match settle(target, new, terms).map_err(at_target)? {
        Former::Same => add(target, new, others, terms.signed),
        Former::Free => {
            output::write(files, terms.signed)?;
            Ok(Replaced { kept: None, is_written: true })
        }
        Former::Kept(former) => {
            let stale = former.stale(others);
            output::write_together(files, &stale, terms.signed)?;
            Ok(Replaced { kept: Some(former.path), is_written: true })
        }
    }
}

/// Writes what belongs to a finished PDF, whose place is the first of `files`, if that still stands there.
pub fn complete<'a>(files: &[(&'a Path, &[u8])], signed: Signed) -> Result<Replaced, (&'a Path, Problem)> {
    let Some((&(target, bytes), others)) = files.split_first() else { return Ok(SAME) };
    let at_target = |problem| (target, problem);
    let _lock = output::lock(target).map_err(at_target)?;
    match output::read_standing(target) {
        Ok(standing) if standing == bytes => add(target, bytes, others, signed),
        Ok(_) => {
            let refusal = Refusal::new("за это время его изменили", Remedy::Again);
            Err(at_target(FileProblem::CannotWrite(refusal).into()))
        }
        Err(error) => Err(at_target(FileProblem::CannotWrite(Refusal::of_file(&error)).into())),
    }
}

/// Puts documents in the places of former ones, each of which goes to the archive if it has to be kept, with forms and other
/// files that are made together with them: all or none. Gives where former documents are kept.
pub fn replace_all<'a>(
    documents: &[(&'a Path, &[u8])],
    forms: &[(&'a Path, &[u8])],
    others: &[(&'a Path, &[u8])],
    terms: &Terms<'_>,
) -> Result<Vec<PathBuf>, (&'a Path, Problem)> {
    // Before anything is kept or written: nothing stands in the way.
    output::check(documents, terms.signed)?;
    let forms_staged = output::stage_forms(forms, terms.signed == Signed::Replace)?;
    let mut files = Vec::new();
    let (mut kept, mut stale) = (Vec::new(), Vec::new());
    let mut locks = Vec::new();
    for &(target, new) in documents {
        locks.push(output::lock(target).map_err(|problem| (target, problem))?);
        match settle(target, new, terms).map_err(|problem| (target, problem))? {
            Former::Same => continue,
            Former::Free => {}
            Former::Kept(former) => {
                stale.extend(former.stale(&[]));
                kept.push(former.path);
            }
        }
        files.push((target, new));
    }
    files.extend(others);
    output::place_together(output::stage_all(&files, terms.signed)?.into_iter().chain(forms_staged), &stale)?;
    Ok(kept)
}

/// Nothing was replaced, as the very document stands there.
const SAME: Replaced = Replaced { kept: None, is_written: false };

/// Writes what belongs to a document that stands where it should. A signature that another one replaces is kept with it.
fn add<'a>(
    target: &Path,
    bytes: &[u8],
    others: &[(&'a Path, &[u8])],
    signed: Signed,
) -> Result<Replaced, (&'a Path, Problem)> {
    output::check(others, signed)?;
    let replaced = others.iter().find(|(path, new)| fs::read(path).is_ok_and(|old| old != *new));
    let kept = match replaced {
        Some((path, _)) => {
            let kept = keep(target, bytes, &label(Standing::of(bytes)));
            Some(kept.map_err(|error| (*path, not_kept(&error)))?.path)
        }
        None => None,
    };
    output::write(others, signed)?;
    Ok(Replaced { kept, is_written: false })
}

/// What becomes of the document that stands at a target.
#[derive(Debug, PartialEq, Eq)]
enum Former {
    /// There is none, or one that nobody needs any more.
    Free,
    /// It is the very document that is to be written.
    Same,
    /// It is kept in the archive.
    Kept(Kept),
}

/// A former document in the archive.
#[derive(Debug, PartialEq, Eq)]
struct Kept {
    path: PathBuf,
    /// The signatures that lay beside it, and do not hold for a new document.
    signatures: Vec<PathBuf>,
}

impl Kept {
    /// The signatures of the former document that no new ones replace.
    fn stale(&self, new: &[(&Path, &[u8])]) -> Vec<PathBuf> {
        let is_replaced = |old: &&PathBuf| new.iter().any(|(path, _)| path == &old.as_path());
        self.signatures.iter().filter(|old| !is_replaced(old)).cloned().collect()
    }
}

/// Keeps what stands at the target of a document, if it must be kept and may be replaced.
fn settle(target: &Path, new: &[u8], terms: &Terms<'_>) -> Result<Former, Problem> {
    let standing = output::standing(target);
    let old = standing.as_ref().map(|old| old.as_deref().unwrap_or_default());
    match old {
        Ok(old) if old == new => return Ok(Former::Same),
        // What is only added to loses nothing.
        Ok(old) if output::is_addition(target, old, new) => return Ok(Former::Free),
        _ => {}
    }
    output::inspect(target, terms.signed)?;
    let old = match old {
        Ok([]) => return Ok(Former::Free),
        Ok(old) => old,
        Err(error) if output::is_held(error, target) => return Err(FileProblem::HeldDocument.into()),
        Err(error) => return Err(not_kept(error)),
    };
    let known = Standing::of(old);
    let is_draft = || known.as_ref().is_some_and(|known| known.is_draft) && is_as_made(old, terms.overrides);
    let is_recent = || {
        let is_of_label =
            |known: &Standing| Standing::of(new).is_some_and(|new| !new.is_draft && new.label == known.label);
        known.as_ref().is_some_and(is_of_label) && is_fresh(target) && is_as_made(old, terms.overrides)
    };
    // A copy for Word that nobody has saved since is made again in a moment; one that somebody has worked on is theirs.
    let is_nobodys = || terms.own == Some(old) || word::is_untouched(old) || is_draft() || is_recent();
    if !output::has_signature(target, || Ok(old)).unwrap_or(true) && is_nobodys() {
        return Ok(Former::Free);
    }
    keep(target, old, &label(known)).map(Former::Kept).map_err(|error| not_kept(&error))
}

/// How long an approved document has to stand before it is kept when the same edition is made again: nobody has signed what
/// was made a moment ago and is already corrected.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Whether a file was written within the last day, by the clock of its own disk.
fn is_fresh(path: &Path) -> bool {
    let written = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    let now = tempfile::NamedTempFile::new_in(folder_of(path)).ok().and_then(|file| written(file.path()));
    let age = now.zip(written(path)).and_then(|(now, then)| now.duration_since(then).ok());
    age.is_some_and(|age| age < DAY)
}

/// By what a former document is told from others of its name.
fn label(known: Option<Standing>) -> String {
    known.map_or_else(|| "прежний".to_owned(), |known| known.label)
}

fn not_kept(error: &io::Error) -> Problem {
    Problem::from(FileProblem::NotKept { reason: reason(error) })
}

/// Puts a workbook with data into the archive, whose place is taken by another one. Gives where it is.
pub fn keep_data(target: &Path, old: &[u8]) -> Result<PathBuf, Problem> {
    keep(target, old, "прежний").map(|kept| kept.path).map_err(|error| not_kept(&error))
}

/// Puts a document into the archive, with the signatures that lie beside it, under a name that no other one has.
fn keep(target: &Path, old: &[u8], label: &str) -> io::Result<Kept> {
    let signatures = signatures_of(target);
    let signed = signatures.iter().map(|path| Ok((path, output::read_standing(path)?)));
    let signed: Vec<(&PathBuf, Vec<u8>)> = signed.collect::<io::Result<_>>()?;
    let folder = target.with_file_name(FOLDER);
    let stem = target.file_stem().unwrap_or_default().to_string_lossy();
    let ending = target.extension().unwrap_or_default().to_string_lossy();
    let mut number = 1;
    loop {
        let mark = if number == 1 { label.to_owned() } else { format!("{label}, {number}") };
        let path = folder.join(kept_name(&stem, &mark, &ending));
        let mut is_kept = put(&path, old)?;
        for (signature, bytes) in &signed {
            is_kept = is_kept && put(&signature_beside(&path, signature), bytes)?;
        }
        if is_kept {
            keep_rights(target, &path);
            return Ok(Kept { path, signatures });
        }
        number += 1;
    }
}

/// What a document is called in the archive. Of a long name only the beginning, so that no system finds it too long, nor
/// that of its signature.
fn kept_name(stem: &str, mark: &str, ending: &str) -> String {
    const LONGEST: usize = 255;
    let ending = format!(" ({mark}).{ending}");
    let room = LONGEST.saturating_sub(ending.len() + ".sig".len());
    let end = stem.floor_char_boundary(room);
    format!("{}{ending}", &stem[..end])
}

/// Writes a file; false if there is another one under its name. Nothing is done if it is there already.
fn put(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    match fs::read(path) {
        Ok(there) => Ok(there == bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => output::write_new(path, bytes),
        Err(error) => Err(error),
    }
}

/// What a document says of itself.
struct Standing {
    is_draft: bool,
    /// By which people tell it from others of the same name.
    label: String,
}

impl Standing {
    /// `None` if it carries no data that can be read.
    fn of(bytes: &[u8]) -> Option<Self> {
        let data = Carried::of(&Pdf::open(bytes.to_vec()).ok()?).ok()?.data;
        // Its faults were told when it was made.
        let unheard = Diagnostics::default();
        Some(match validate::read(&data, &unheard)? {
            CheckedDocument::Plan(Checked { plan, .. }) => {
                Self { is_draft: plan.is_draft(), label: file_name(&edition(&plan)) }
            }
            CheckedDocument::Monitoring(CheckedMonitoring { monitoring, .. }) => {
                Self { is_draft: monitoring.is_draft(), label: format!("на {}", monitoring.as_of.digits()) }
            }
            CheckedDocument::Summary(CheckedSummary { summary, .. }) => {
                Self { is_draft: summary.is_draft(), label: format!("на {}", summary.as_of.digits()) }
            }
            CheckedDocument::Amendments(CheckedAmendments { old, new, .. }) => {
                let label = format!("изменения{}", of_day(approval_date(&view::amending_approvals(&old, &new))));
                Self { is_draft: new.is_draft(), label }
            }
            CheckedDocument::Paper(CheckedPaper { plan, order, paper, .. }) => {
                let plan = plan.plan;
                // A sheet is filled in by hand once it is printed; the file is made again in a moment.
                let is_draft = paper != Paper::Order || order.as_ref().is_none_or(|order| order.signatories.is_empty());
                Self { is_draft, label: file_name(&edition(&plan)) }
            }
        })
    }
}

/// «редакция 2 от 15.03.2023»; a plan without an edition is in its first one, which is as old as its approval.
fn edition(plan: &Plan) -> String {
    let (number, date) = match &plan.edition {
        Some(edition) => (edition.number.clone(), edition.act.as_ref().and_then(|act| act.date.as_ref())),
        None => {
            let date = approval_date(&plan.approvals);
            (Some("1".to_owned()), date.or_else(|| plan.annex_to.as_ref()?.act.date.as_ref()))
        }
    };
    let number = number.map(|number| format!(" {number}")).unwrap_or_default();
    format!("редакция{number}{}", of_day(date))
}

/// The date of the first approval that has one.
fn approval_date(approvals: &[Approval]) -> Option<&DateText> {
    approvals.iter().find_map(|approval| match &approval.grounds {
        Grounds::Person { date, .. } => Some(date),
        Grounds::Act(act) => act.date.as_ref(),
    })
}

/// « от 15.03.2023», as far as the day is known.
fn of_day(date: Option<&DateText>) -> String {
    date.and_then(DateText::day).map(|day| format!(" от {}", day.digits())).unwrap_or_default()
}

/// A text as a part of a file's name, on any system.
fn file_name(text: &str) -> String {
    const LONGEST: usize = 80;
    let is_bad = |c: char| c.is_control() || r#"\/:*?"<>|"#.contains(c);
    text.chars().map(|c| if is_bad(c) { '-' } else { c }).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::super::staged::Staged;
    use super::*;

    #[test]
    fn a_document_is_kept_once_under_a_name_of_its_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("план.pdf");
        let kept = |old: &[u8]| {
            let kept = keep(&target, old, "редакция 2").expect("kept").path;
            assert_eq!(fs::read(&kept).expect("read"), old);
            kept.file_name().expect("a name").to_string_lossy().into_owned()
        };
        assert_eq!(kept(b"1"), "план (редакция 2).pdf");
        assert_eq!(kept(b"2"), "план (редакция 2, 2).pdf");
        assert_eq!(kept(b"3"), "план (редакция 2, 3).pdf");
        assert_eq!(kept(b"2"), "план (редакция 2, 2).pdf");
        // The same document under another signature is another one.
        fs::write(output::signature_of(&target), "подпись").expect("written");
        assert_eq!(kept(b"3"), "план (редакция 2, 3).pdf");
        fs::write(output::signature_of(&target), "другая").expect("written");
        assert_eq!(kept(b"3"), "план (редакция 2, 4).pdf");
    }

    /// Replaces a signed document by «2», which has a signature of its own or none.
    fn replaced(folder: &Path, signature: Option<&[u8]>) -> Result<Replaced, Problem> {
        let target = folder.join("план.pdf");
        let beside = output::signature_of(&target);
        let others = signature.map(|bytes| (beside.as_path(), bytes));
        let files: Vec<(&Path, &[u8])> = [(target.as_path(), &b"2"[..])].into_iter().chain(others).collect();
        let terms = Terms { own: None, signed: Signed::Replace, overrides: &Overrides::default() };
        replace(&files, &terms).map_err(|(_, problem)| problem)
    }

    #[test]
    fn signatures_of_any_ending_go_with_their_document() {
        for (new, left) in [(None, 1), (Some(&b"new"[..]), 2)] {
            let folder = tempfile::tempdir().expect("a folder");
            let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
            put("план.pdf", "1");
            ["sig", "p7s", "sgn"].iter().for_each(|ending| put(&format!("план.pdf.{ending}"), ending));
            replaced(folder.path(), new).expect("replaced");
            for ending in ["sig", "p7s", "sgn"] {
                let kept = folder.path().join(format!("archive/план (прежний).pdf.{ending}"));
                assert_eq!(fs::read_to_string(kept).expect("kept"), ending);
            }
            // Beside the folder of the archive.
            assert_eq!(fs::read_dir(folder.path()).expect("read").count(), left + 1);
        }
    }

    #[test]
    fn where_the_signature_cannot_be_replaced_the_document_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("план.pdf");
        fs::write(&target, "1").expect("written");
        fs::write(folder.path().join("план.pdf.p7s"), "подпись").expect("written");
        // A folder in the place of the new signature.
        fs::create_dir_all(folder.path().join("план.pdf.sig/а")).expect("a folder");
        replaced(folder.path(), Some(b"new")).expect_err("in the way");
        assert_eq!(fs::read_to_string(&target).expect("read"), "1");
        assert_eq!(fs::read_to_string(folder.path().join("план.pdf.p7s")).expect("read"), "подпись");
    }

    #[test]
    fn the_former_document_never_stands_without_its_signature() {
        use std::sync::atomic::{AtomicBool, Ordering};

        let folder = tempfile::tempdir().expect("a folder");
        let (target, is_done) = (folder.path().join("план.pdf"), AtomicBool::new(false));
        let beside = output::signature_of(&target);
        std::thread::scope(|scope| {
            let seen = scope.spawn(|| {
                let former = || fs::read_to_string(&target).ok().filter(|text| text.starts_with("прежний"));
                let mut is_alone = false;
                while !is_done.load(Ordering::Relaxed) {
                    let before = former();
                    is_alone |= before.is_some() && !beside.exists() && former() == before;
                }
                is_alone
            });
            for round in 0..30_u8 {
                // As a new pair is made: where a document is, its signature is there already. Another file each time: Wine takes a
                // file away by its name when the last one who has it open closes it.
                let _ = fs::remove_file(&target);
                Staged::new(&beside, "подпись".as_bytes()).and_then(Staged::put).expect("written");
                fs::write(&target, format!("прежний {round}")).expect("written");
                replaced(folder.path(), (round % 2 == 0).then_some(&[round])).expect("replaced");
            }
            is_done.store(true, Ordering::Relaxed);
            assert!(!seen.join().expect("no panic"));
        });
    }

    #[test]
    fn a_long_name_is_shortened() {
        let mark = "редакция 2 от 15.03.2023";
        assert_eq!(kept_name("план", mark, "pdf"), format!("план ({mark}).pdf"));
        let long = kept_name(&"я".repeat(125), mark, "pdf");
        assert!(long.len() + ".sig".len() <= 255 && long.len() > 245, "{}", long.len());
        assert!(long.ends_with(&format!("я ({mark}).pdf")));
        assert!(kept_name(&"я".repeat(125), &"ё".repeat(80), "docx").len() <= 255);
    }

    #[test]
    fn a_number_of_an_edition_makes_no_folder() {
        assert_eq!(file_name("редакция 2/1 «а»\n"), "редакция 2-1 «а»-");
    }
}
