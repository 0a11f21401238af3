//! What stands where a document is to be written: an approved one is kept in an archive before it is replaced.
//!
//! Nothing is lost in doubt: only what is known to be a draft goes. An approved document of the same edition is kept too,
//! since nobody can see from the file whether it was printed and signed by hand.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::app::output::{self, Signed, signature_of};
use dorkarta_core::carried::Carried;
use dorkarta_core::diagnostics::{Diagnostics, FileProblem, Problem};
use dorkarta_core::domain::{Approval, DateText, Grounds, Plan};
use dorkarta_core::pdf::Pdf;
use dorkarta_core::system::reason;
use dorkarta_core::validate::{self, Checked, CheckedAmendments, CheckedDocument, CheckedMonitoring};
use dorkarta_core::view;

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

/// Puts a PDF in the place of the former one, which goes to the archive if it has to be kept, and writes what belongs to
/// it: the first of `files` is the document. The signature of the former one is never left beside another. `own` is what
/// was written there just before and is not worth keeping. The error comes with the file that it is about.
pub fn replace<'a>(
    files: &[(&'a Path, &[u8])],
    own: Option<&[u8]>,
    signed: Signed,
) -> Result<Replaced, (&'a Path, Problem)> {
    let Some((&(target, new), others)) = files.split_first() else {
        return Ok(Replaced { kept: None, is_written: false });
    };
    let at_target = |problem| (target, problem);
    match settle(target, new, own, signed).map_err(at_target)? {
        Former::Same => {
            output::write(others, signed)?;
            Ok(Replaced { kept: None, is_written: false })
        }
        Former::Free => {
            output::write(files, signed)?;
            Ok(Replaced { kept: None, is_written: true })
        }
        Former::Kept(former) => {
            former.take_signature().map_err(at_target)?;
            output::write(files, signed).inspect_err(|_| former.put_signature_back())?;
            Ok(Replaced { kept: Some(former.path), is_written: true })
        }
    }
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
    /// The signature that lay beside it, and does not hold for a new document.
    signature: Option<PathBuf>,
}

impl Kept {
    /// Takes the signature of the former document away before the new one comes, else it would lie beside that.
    fn take_signature(&self) -> Result<(), Problem> {
        self.signature.as_ref().map_or(Ok(()), |signature| fs::remove_file(signature).map_err(|error| not_kept(&error)))
    }

    /// Puts it back, as the former document stands there still.
    fn put_signature_back(&self) {
        if let Some(signature) = &self.signature {
            // It is in the archive in any case.
            let _ = fs::copy(signature_of(&self.path), signature);
        }
    }
}

/// Keeps what stands at the target of a PDF, if it must be kept and may be replaced.
fn settle(target: &Path, new: &[u8], own: Option<&[u8]>, signed: Signed) -> Result<Former, Problem> {
    let old = output::read_standing(target);
    if old.as_ref().is_ok_and(|old| old == new) {
        return Ok(Former::Same);
    }
    output::inspect(target, signed)?;
    let old = match old {
        Ok(old) if old.is_empty() => return Ok(Former::Free),
        Ok(old) => old,
        Err(_) if !target.exists() => return Ok(Former::Free),
        Err(error) => return Err(not_kept(&error)),
    };
    let known = Standing::of(&old);
    let is_worthless = own == Some(old.as_slice()) || known.as_ref().is_some_and(|known| known.is_draft);
    if is_worthless && !output::is_signed(target) {
        return Ok(Former::Free);
    }
    let label = known.map_or_else(|| "прежний".to_owned(), |known| known.label);
    keep(target, &old, &label).map(Former::Kept).map_err(|error| not_kept(&error))
}

fn not_kept(error: &io::Error) -> Problem {
    Problem::from(FileProblem::NotKept { reason: reason(error) })
}

/// Puts a document into the archive, with the signature that lies beside it, under a name that no other one has.
fn keep(target: &Path, old: &[u8], label: &str) -> io::Result<Kept> {
    let signature = Some(signature_of(target)).filter(|path| path.exists());
    let signature_bytes = signature.as_ref().map(fs::read).transpose()?;
    let folder = target.with_file_name(FOLDER);
    let stem = target.file_stem().unwrap_or_default().to_string_lossy();
    let mut number = 1;
    loop {
        let mark = if number == 1 { label.to_owned() } else { format!("{label}, {number}") };
        let path = folder.join(format!("{stem} ({mark}).pdf"));
        if put(&path, old)? && signature_bytes.as_ref().map_or(Ok(true), |bytes| put(&signature_of(&path), bytes))? {
            return Ok(Kept { path, signature });
        }
        number += 1;
    }
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
            CheckedDocument::Amendments(CheckedAmendments { old, new, .. }) => {
                let label = format!("изменения{}", of_day(approval_date(&view::amending_approvals(&old, &new))));
                Self { is_draft: new.is_draft(), label }
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
        fs::write(signature_of(&target), "подпись").expect("written");
        assert_eq!(kept(b"3"), "план (редакция 2, 3).pdf");
        fs::write(signature_of(&target), "другая").expect("written");
        assert_eq!(kept(b"3"), "план (редакция 2, 4).pdf");
    }

    #[test]
    fn a_signature_is_taken_away_and_put_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("план.pdf");
        let signature = signature_of(&target);
        fs::write(&signature, "подпись").expect("written");
        let kept = keep(&target, b"1", "прежний").expect("kept");
        assert_eq!(kept.take_signature(), Ok(()));
        assert!(!signature.exists());
        kept.put_signature_back();
        assert_eq!(fs::read_to_string(&signature).expect("read"), "подпись");
    }

    #[test]
    fn a_number_of_an_edition_makes_no_folder() {
        assert_eq!(file_name("редакция 2/1 «а»\n"), "редакция 2-1 «а»-");
    }
}
