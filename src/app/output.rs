//! Writing: at every moment the old document or the new one stands there, whole; a signed one is left alone.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use dorkarta_core::diagnostics::{
    Diagnostics, FileProblem, FormProblem, PdfProblem, Problem, Refusal, Remedy, Replaceable, WorkbookProblem,
};
use dorkarta_core::input::{is_input, workbook};
use dorkarta_core::system::is_same_file;

use super::lock::Lock;
use super::staged::{Aside, Staged, patiently};

/// How the names of signatures end that lie beside a document: this program's, and those of others.
const SIGNATURES: [&str; 3] = ["sig", "p7s", "sgn"];

/// Whether a signed document may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// It stays.
    Keep,
    /// It is replaced («--force»).
    Replace,
}

/// Writes the files of a document: each to a temporary file beside its target; only when all are there they are moved
/// over their targets. Makes folders if needed. The error comes with the target that it is about.
pub fn write<'a>(files: &[(&'a Path, &[u8])], signed: Signed) -> Result<(), (&'a Path, Problem)> {
    write_together(files, &[], signed)
}

/// Writes files that belong together, in their order, then takes away what does not hold for them. Where that fails, all
/// is as it was.
pub(super) fn write_together<'a>(
    files: &[(&'a Path, &[u8])],
    stale: &[PathBuf],
    signed: Signed,
) -> Result<(), (&'a Path, Problem)> {
    place_together(stage_all(files, signed)?, stale)
}

/// Puts staged files in their places, then takes away what does not hold for them. Where that fails, all is as it was.
pub(super) fn place_together<'a>(
    staged: impl IntoIterator<Item = (&'a Path, Staged)>,
    stale: &[PathBuf],
) -> Result<(), (&'a Path, Problem)> {
    let mut undo = Undo::default();
    let mut about = Path::new("");
    for (target, file) in staged {
        undo.remember(file.target());
        put(target, file)?;
        about = target;
    }
    for path in stale {
        undo.remember(path);
        patiently(|| fs::remove_file(path)).map_err(|error| (about, cannot_replace(&error, path)))?;
    }
    undo.before.clear();
    Ok(())
}

/// Writes pictures, a page each. Those of the former document go first: whenever the run is stopped, no pages of two
/// documents stand side by side.
pub fn write_pages<'a>(files: &[(&'a Path, &[u8])], signed: Signed) -> Result<(), (&'a Path, Problem)> {
    let staged = stage_all(files, signed)?;
    let mut aside = Vec::new();
    let placed = clear(&staged, &mut aside).and_then(|()| {
        let mut undo = Undo::default();
        for (target, file) in staged {
            undo.before.push((file.target().to_owned(), None));
            put(target, file)?;
        }
        undo.before.clear();
        Ok(())
    });
    if placed.is_err() {
        aside.into_iter().for_each(Aside::put_back);
    }
    placed
}

/// Moves what stands at targets out of the way.
fn clear<'a>(staged: &[(&'a Path, Staged)], aside: &mut Vec<Aside>) -> Result<(), (&'a Path, Problem)> {
    for (target, file) in staged.iter().filter(|(_, file)| file.target().exists()) {
        let moved = Aside::new(file.target()).map_err(|error| (*target, cannot_replace(&error, file.target())))?;
        aside.push(moved);
    }
    Ok(())
}

pub(super) fn stage_all<'a>(
    files: &[(&'a Path, &[u8])],
    signed: Signed,
) -> Result<Vec<(&'a Path, Staged)>, (&'a Path, Problem)> {
    let stage = |&(target, bytes): &(&'a Path, &[u8])| {
        let file = admit(target, bytes, signed)
            .and_then(|resolved| Staged::new(&resolved, bytes).map_err(|error| cannot_stage(&error)));
        file.map(|file| (target, file)).map_err(|problem| (target, problem))
    };
    files.iter().map(stage).collect()
}

fn put(target: &Path, file: Staged) -> Result<(), (&Path, Problem)> {
    let resolved = file.target().to_owned();
    file.put().map_err(|error| (target, cannot_replace(&error, &resolved)))
}

/// Files as they were; they are again when this is dropped.
#[derive(Default)]
struct Undo {
    before: Vec<(PathBuf, Option<Vec<u8>>)>,
}

impl Undo {
    fn remember(&mut self, path: &Path) {
        // What cannot be read is better left as it comes than removed.
        self.before.extend(standing(path).ok().map(|bytes| (path.to_owned(), bytes)));
    }
}

impl Drop for Undo {
    fn drop(&mut self) {
        for (path, before) in self.before.drain(..).rev() {
            // Of what cannot be undone there is a copy in the archive, if it was worth keeping.
            let _ = match before {
                Some(bytes) if fs::read(&path).is_ok_and(|now| now == bytes) => Ok(()),
                Some(bytes) => Staged::new(&path, &bytes).and_then(Staged::put),
                None => fs::remove_file(&path),
            };
        }
    }
}

/// Writes a file with data; one that stands there already is replaced only if that is wished.
pub fn write_data(target: &Path, bytes: &[u8], replace: bool) -> Result<(), Problem> {
    let resolved = resolve(target).map_err(FileProblem::CannotWrite)?;
    let file = Staged::new(&resolved, bytes).map_err(|error| cannot_stage(&error))?;
    let written = if replace { file.put().map(|()| true) } else { file.put_new() };
    match written.map_err(|error| cannot_write(&error))? {
        true => Ok(()),
        false => Err(PdfProblem::DataExist.into()),
    }
}

/// Whether the files may be written, so that nobody works for nothing. The error comes with the target that it is about.
pub fn check<'a>(files: &[(&'a Path, &[u8])], signed: Signed) -> Result<(), (&'a Path, Problem)> {
    files
        .iter()
        .try_for_each(|&(target, bytes)| admit(target, bytes, signed).map(drop).map_err(|problem| (target, problem)))
}

/// Writes the workbook of remarks. Of workbooks that stand at the target, only an earlier one of remarks is replaced.
pub fn write_remarks(target: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let is_earlier =
        |known: &[u8]| if workbook::is_remarks(known) { Ok(()) } else { Err(WorkbookProblem::OtherWorkbook.into()) };
    write_over(target, bytes, is_earlier, |refusal| Problem::from(WorkbookProblem::RemarksNotWritten(refusal)))
}

/// Writes a form. Of files that stand at the target, only a form is replaced, and one that somebody has filled in only
/// if that is wanted.
pub fn write_form(target: &Path, bytes: &[u8], replaces_filled: bool) -> Result<(), Problem> {
    let not_written = |refusal| Problem::from(FormProblem::NotWritten(refusal));
    write_over(target, bytes, |known| may_replace_form(known, replaces_filled), not_written)
}

/// Writes forms beside their targets, if [`write_form`] would replace what stands there.
pub(super) fn stage_forms<'a>(
    forms: &[(&'a Path, &[u8])],
    replaces_filled: bool,
) -> Result<Vec<(&'a Path, Staged)>, (&'a Path, Problem)> {
    let not_written = |refusal| Problem::from(FormProblem::NotWritten(refusal));
    let stage = |&(target, bytes): &(&'a Path, &[u8])| {
        let staged = stage_over(target, bytes, |known| may_replace_form(known, replaces_filled), not_written);
        staged.map(|file| (target, file)).map_err(|problem| (target, problem))
    };
    forms.iter().map(stage).collect()
}

/// Whether a form may take the place of a file.
fn may_replace_form(known: &[u8], replaces_filled: bool) -> Result<(), Problem> {
    let form = workbook::is_form(known).then(|| workbook::read_form("", known, &Diagnostics::default()));
    match form {
        None => Err(FormProblem::OtherTarget { kept: Replaceable::Form }.into()),
        Some(_) if replaces_filled => Ok(()),
        Some(Some(form)) if !form.is_filled() => Ok(()),
        // What cannot be read may be filled in.
        Some(_) => Err(FormProblem::Filled.into()),
    }
}

/// Writes a monitoring that was collected from forms. Of files that stand at the target, only the monitoring is replaced
/// that it continues. False, with nothing written, if what stands there is not what was read.
pub fn write_collected(
    target: &Path,
    bytes: &[u8],
    continued: Option<&Path>,
    read: Option<&[u8]>,
) -> Result<bool, Problem> {
    let not_written = |refusal| Problem::from(FormProblem::CollectedNotWritten(refusal));
    let resolved = resolve(target).map_err(not_written)?;
    let _lock = Lock::of(&resolved).map_err(|error| not_written(not_locked(&error)))?;
    let is_continued = continued.is_some_and(|continued| is_same_file(continued, target));
    if is_continued || continued.is_none() {
        let standing = standing(&resolved).map_err(|error| not_written(Refusal::of_file(&error)))?;
        if standing.as_deref() != read {
            return Ok(false);
        }
    }
    let may_replace = |_: &[u8]| match is_continued {
        true => Ok(()),
        false => Err(FormProblem::OtherTarget { kept: Replaceable::Monitoring }.into()),
    };
    write_over(&resolved, bytes, may_replace, not_written).map(|()| true)
}

/// What stands at a target; `None` if nothing does.
pub fn standing(target: &Path) -> io::Result<Option<Vec<u8>>> {
    match read_standing(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        read => read.map(Some),
    }
}

/// Writes the workbook of progress, or that of due dates. Of workbooks that stand at the target, only an earlier one is
/// replaced.
pub fn write_progress(target: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let is_earlier = |known: &[u8]| match workbook::is_progress(known) {
        true => Ok(()),
        false => Err(FormProblem::OtherTarget { kept: Replaceable::Progress }.into()),
    };
    write_over(target, bytes, is_earlier, |refusal| Problem::from(FileProblem::CannotWrite(refusal)))
}

/// Writes the workbook of a summary. Of workbooks that stand at the target, only an earlier one is replaced.
pub fn write_summary(target: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let is_earlier = |known: &[u8]| match workbook::is_summary(known) {
        true => Ok(()),
        false => Err(FormProblem::OtherTarget { kept: Replaceable::Summary }.into()),
    };
    write_over(target, bytes, is_earlier, |refusal| Problem::from(FileProblem::CannotWrite(refusal)))
}

/// Writes a letter that nobody has sent. Of files that stand at the target, only an earlier draft is replaced.
pub fn write_letter(target: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let is_draft = |known: &[u8]| match known.starts_with(b"X-Unsent: 1") {
        true => Ok(()),
        false => Err(FormProblem::OtherTarget { kept: Replaceable::Draft }.into()),
    };
    write_over(target, bytes, is_draft, |refusal| Problem::from(FileProblem::CannotWrite(refusal)))
}

/// Writes the workbook of disagreements. Of files that stand at the target, only an earlier one is replaced, and one in which
/// something was chosen only if that was taken up (`is_answered`).
pub fn write_conflicts(target: &Path, bytes: &[u8], is_answered: bool) -> Result<(), Problem> {
    let is_earlier = |known: &[u8]| match workbook::is_conflicts(known) {
        // What was just read as one is one, whatever program has saved it.
        _ if is_answered => Ok(()),
        true if !workbook::has_choices(known) => Ok(()),
        true => Err(FormProblem::OtherTarget { kept: Replaceable::Unanswered }.into()),
        false => Err(FormProblem::OtherTarget { kept: Replaceable::Conflicts }.into()),
    };
    write_over(target, bytes, is_earlier, |refusal| Problem::from(FileProblem::CannotWrite(refusal)))
}

/// Writes a file that can stand among data: what stands at the target is replaced only if it may be.
fn write_over(
    target: &Path,
    bytes: &[u8],
    may_replace: impl FnOnce(&[u8]) -> Result<(), Problem>,
    not_written: impl Fn(Refusal) -> Problem,
) -> Result<(), Problem> {
    let staged = stage_over(target, bytes, may_replace, &not_written)?;
    staged.put().map_err(|error| not_written(Refusal::of_file(&error)))
}

/// The same up to the moment at which the file takes its place.
fn stage_over(
    target: &Path,
    bytes: &[u8],
    may_replace: impl FnOnce(&[u8]) -> Result<(), Problem>,
    not_written: impl Fn(Refusal) -> Problem,
) -> Result<Staged, Problem> {
    let resolved = resolve(target).map_err(&not_written)?;
    if resolved.exists() {
        let earlier = read_standing(&resolved).map_err(|error| not_written(Refusal::of_file(&error)))?;
        may_replace(&earlier)?;
    }
    Staged::new(&resolved, bytes).map_err(|error| not_written(Refusal::of_folder(&error)))
}

/// Sees to it that no other run of the program writes a document, or what belongs to it, at the same time.
pub(super) fn lock(target: &Path) -> Result<Lock, Problem> {
    let cannot = |refusal| Problem::from(FileProblem::CannotWrite(refusal));
    let resolved = resolve(target).map_err(cannot)?;
    Lock::of(&resolved).map_err(|error| cannot(not_locked(&error)))
}

fn not_locked(error: &io::Error) -> Refusal {
    match error.kind() {
        io::ErrorKind::TimedOut => Refusal::new("туда уже пишет другой запуск программы", Remedy::Later),
        _ => Refusal::of_folder(error),
    }
}

fn cannot_write(error: &io::Error) -> Problem {
    FileProblem::CannotWrite(Refusal::of_file(error)).into()
}

/// Why a file could not be written beside its target.
fn cannot_stage(error: &io::Error) -> Problem {
    FileProblem::CannotWrite(Refusal::of_folder(error)).into()
}

/// Why a finished file could not be moved over its target.
fn cannot_replace(error: &io::Error, target: &Path) -> Problem {
    if is_held(error, target) { FileProblem::HeldDocument.into() } else { cannot_write(error) }
}

/// Whether a viewer holds what stands at a target. A new file could be written in that folder, so that is why the right to
/// replace the old one is lacking.
pub(super) fn is_held(error: &io::Error, target: &Path) -> bool {
    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows.
    let is_shared = cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33));
    is_shared || error.kind() == io::ErrorKind::PermissionDenied && target.is_file()
}

/// Where a document really goes, if it may be written there. One that goes on where a signed one ends always may.
fn admit(target: &Path, bytes: &[u8], signed: Signed) -> Result<PathBuf, Problem> {
    let goes_on = read_standing(target).is_ok_and(|old| is_addition(target, &old, bytes));
    inspect(target, if goes_on { Signed::Replace } else { signed })
}

/// Where a document really goes, if it may be written there.
pub fn inspect(target: &Path, signed: Signed) -> Result<PathBuf, Problem> {
    let resolved = resolve(target).map_err(FileProblem::CannotWrite)?;
    match resolved.exists() {
        true if is_input(&resolved) => {
            let refusal = Refusal::new("по этому пути лежит файл с данными, а не документ", Remedy::OtherName);
            Err(FileProblem::CannotWrite(refusal).into())
        }
        true if signed == Signed::Keep => match is_signed(&resolved) {
            Ok(true) => Err(FileProblem::SignedDocument.into()),
            Ok(false) => Ok(resolved),
            Err(error) => Err(cannot_replace(&error, &resolved)),
        },
        _ => Ok(resolved),
    }
}

/// Where a file really goes, if what stands there is a file. A link stays a link: what it points to is replaced. Errs
/// with the reason.
fn resolve(target: &Path) -> Result<PathBuf, Refusal> {
    let resolved = match fs::symlink_metadata(target) {
        Ok(metadata) if metadata.is_symlink() => fs::canonicalize(target).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Refusal::new("это ссылка на файл, которого нет", Remedy::OtherName),
            _ => Refusal::of_file(&error),
        })?,
        _ => target.to_owned(),
    };
    match fs::metadata(&resolved) {
        Ok(metadata) if metadata.is_dir() => Err(Refusal::new("по этому пути находится папка", Remedy::OtherName)),
        Ok(metadata) if !metadata.is_file() => {
            Err(Refusal::new("по этому пути не файл, а устройство или канал", Remedy::OtherName))
        }
        _ => Ok(resolved),
    }
}

/// Writes a file unless there is one already; false if there is.
pub fn write_new(target: &Path, bytes: &[u8]) -> io::Result<bool> {
    Staged::new(target, bytes)?.put_new()
}

/// Where a signature goes that is not in the document itself.
pub fn signature_of(target: &Path) -> PathBuf {
    with_further_ending(target, SIGNATURES[0])
}

/// The signatures that lie beside a document, by whatever program.
pub fn signatures_of(target: &Path) -> Vec<PathBuf> {
    let beside = SIGNATURES.iter().map(|ending| with_further_ending(target, ending));
    beside.filter(|path| path.is_file()).collect()
}

/// The path of a signature beside another document: it ends as it did.
pub(super) fn signature_beside(target: &Path, signature: &Path) -> PathBuf {
    let ending = signature.extension().unwrap_or_default().to_string_lossy();
    with_further_ending(target, &ending)
}

fn with_further_ending(path: &Path, ending: &str) -> PathBuf {
    let mut longer = path.as_os_str().to_owned();
    longer.push(".");
    longer.push(ending);
    longer.into()
}

/// Whether a document carries a signature, or one lies beside it, or it is itself one. Errs if it cannot be read.
pub fn is_signed(target: &Path) -> io::Result<bool> {
    has_signature(target, || read_standing(target))
}

/// The same of a document that is read only if its neighbours do not tell.
pub(super) fn has_signature<T: AsRef<[u8]>>(target: &Path, read: impl FnOnce() -> io::Result<T>) -> io::Result<bool> {
    let is_signature = |ending: &std::ffi::OsStr| SIGNATURES.iter().any(|known| ending.eq_ignore_ascii_case(known));
    if target.extension().is_some_and(is_signature) || !signatures_of(target).is_empty() {
        return Ok(true);
    }
    let bytes = read()?;
    let bytes = bytes.as_ref();
    // A signature inside a PDF says in plain text which bytes it covers; a title may speak of it, but not so.
    const MARK: &[u8] = b"/ByteRange";
    let names_bytes = |at: usize| {
        let rest = bytes.get(at + MARK.len()..).unwrap_or_default().trim_ascii_start();
        rest.first() == Some(&b'[') && rest.get(1..).is_some_and(|rest| rest.trim_ascii_start().starts_with(b"0 "))
    };
    Ok((0..bytes.len().saturating_sub(MARK.len())).any(|at| bytes[at..].starts_with(MARK) && names_bytes(at)))
}

/// Whether a document only goes on where the one that stands at its target ends: a signature inside of that holds. One
/// beside it would not.
pub(super) fn is_addition(target: &Path, old: &[u8], new: &[u8]) -> bool {
    !old.is_empty() && new.starts_with(old) && signatures_of(target).is_empty()
}

/// Reads what stands at a target, if it is a file: reading a pipe would wait for somebody to write into it.
pub(crate) fn read_standing(target: &Path) -> io::Result<Vec<u8>> {
    match fs::metadata(target)?.is_file() {
        true => patiently(|| fs::read(target)),
        false => Err(io::ErrorKind::InvalidInput.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a temporary folder")
    }

    #[test]
    fn a_document_is_replaced_and_nothing_else_is_left() {
        let folder = folder();
        let target = folder.path().join("а/б/план.pdf");
        for text in ["раз", "два"] {
            write(&[(&target, text.as_bytes())], Signed::Keep).expect("written");
            assert_eq!(fs::read_to_string(&target).expect("read"), text);
        }
        assert_eq!(fs::read_dir(folder.path().join("а/б")).expect("read").count(), 1);
    }

    #[test]
    fn a_signed_document_stays() {
        let folder = folder();
        let inside = folder.path().join("а.pdf");
        fs::write(&inside, "%PDF … /ByteRange [0 1 2 3] …").expect("written");
        let beside = folder.path().join("б.pdf");
        fs::write(&beside, "%PDF").expect("written");
        fs::write(folder.path().join("б.pdf.sig"), "подпись").expect("written");
        for target in [inside, beside] {
            let before = fs::read(&target).expect("read");
            assert_eq!(
                write(&[(&target, b"new")], Signed::Keep),
                Err((target.as_path(), Problem::from(FileProblem::SignedDocument)))
            );
            assert_eq!(fs::read(&target).expect("read"), before);
            assert_eq!(write(&[(&target, b"new")], Signed::Replace), Ok(()));
        }
    }

    #[test]
    fn a_further_signature_may_be_added() {
        let folder = folder();
        let target = folder.path().join("а.pdf");
        fs::write(&target, "%PDF … /ByteRange [0 1 2 3]").expect("written");
        let longer = b"%PDF \xE2\x80\xA6 /ByteRange [0 1 2 3] and one more";
        assert_eq!(write(&[(&target, longer)], Signed::Keep), Ok(()));
        fs::write(folder.path().join("а.pdf.sig"), "подпись").expect("written");
        let (_, problem) = write(&[(&target, &[longer, &b"!"[..]].concat())], Signed::Keep).expect_err("signed");
        assert_eq!(problem, Problem::from(FileProblem::SignedDocument));
    }

    #[test]
    fn either_all_files_are_written_or_none() {
        let folder = folder();
        let (first, second) = (folder.path().join("а-1.png"), folder.path().join("а-2.png"));
        fs::create_dir(&second).expect("a folder");
        let written = write(&[(&first, b"1"), (&second, b"2")], Signed::Keep);
        assert_eq!(written.expect_err("a folder").0, second);
        assert!(!first.exists());
        assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 1);
    }

    #[test]
    fn data_is_never_overwritten() {
        let folder = folder();
        let data = folder.path().join("план.yaml");
        fs::write(&data, "данные").expect("written");
        assert!(write(&[(&data, b"new")], Signed::Replace).is_err());
        assert_eq!(fs::read_to_string(&data).expect("read"), "данные");
    }

    #[test]
    fn a_title_that_speaks_of_signatures_is_no_signature() {
        let folder = folder();
        let target = folder.path().join("а.pdf");
        fs::write(&target, "%PDF /Title (/ByteRange) …").expect("written");
        assert!(!is_signed(&target).expect("read"));
    }

    #[test]
    fn a_document_that_a_viewer_holds_is_told_as_such() {
        let folder = folder();
        let target = folder.path().join("а.pdf");
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        assert!(matches!(cannot_replace(&denied, &target), Problem::File(FileProblem::CannotWrite(_))));
        fs::write(&target, "%PDF").expect("written");
        assert_eq!(cannot_replace(&denied, &target), Problem::from(FileProblem::HeldDocument));
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert!(matches!(cannot_replace(&full, &target), Problem::File(FileProblem::CannotWrite(_))));
    }

    #[test]
    fn a_folder_in_the_way_is_told() {
        let folder = folder();
        let (_, problem) = write(&[(folder.path(), b"new")], Signed::Keep).expect_err("a folder");
        assert_eq!(problem.message(), "документ не записан: по этому пути находится папка");
    }
}
