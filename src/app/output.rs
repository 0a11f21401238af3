//! Writing: at every moment the old document or the new one stands there, whole; a signed one is left alone.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tempfile::{Builder, NamedTempFile};

use dorkarta_core::diagnostics::{Diagnostics, FileProblem, FormProblem, PdfProblem, Problem, WorkbookProblem};
use dorkarta_core::input::{is_input, workbook};
use dorkarta_core::system::{is_same_file, reason};

/// How the names of temporary files begin and end.
const TEMPORARY: (&str, &str) = (".dorkarta-", ".tmp");
/// Age of a temporary file that no run can still be writing.
const LEFT_BEHIND: Duration = Duration::from_secs(60 * 60);

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
    let mut staged = Vec::with_capacity(files.len());
    for &(target, bytes) in files {
        let file =
            admit(target, bytes, signed).and_then(|target| stage(&target, bytes).map_err(|error| cannot_write(&error)));
        staged.push((target, file.map_err(|problem| (target, problem))?));
    }
    for (target, (file, resolved)) in staged {
        file.persist(&resolved).map_err(|error| (target, cannot_replace(&error.error, &resolved)))?;
    }
    Ok(())
}

/// Writes a file with data; one that stands there already is replaced only if that is wished.
pub fn write_data(target: &Path, bytes: &[u8], replace: bool) -> Result<(), Problem> {
    let resolved = resolve(target).map_err(|reason| FileProblem::CannotWrite { reason })?;
    let (file, resolved) = stage(&resolved, bytes).map_err(|error| cannot_write(&error))?;
    let written = if replace { file.persist(resolved) } else { file.persist_noclobber(resolved) };
    match written {
        Ok(_) => Ok(()),
        Err(error) if !replace && error.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(PdfProblem::DataExist.into())
        }
        Err(error) => Err(cannot_write(&error.error)),
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
    write_over(target, bytes, is_earlier, |reason| Problem::from(WorkbookProblem::RemarksNotWritten { reason }))
}

/// Writes a form. Of files that stand at the target, only a form is replaced, and one that somebody has filled in only
/// if that is wanted.
pub fn write_form(target: &Path, bytes: &[u8], replaces_filled: bool) -> Result<(), Problem> {
    let is_earlier = |known: &[u8]| {
        let form = workbook::is_form(known).then(|| workbook::read_form("", known, &Diagnostics::default()));
        match form {
            None => Err(FormProblem::OtherTarget { wanted: "незаполненная форма" }.into()),
            Some(_) if replaces_filled => Ok(()),
            Some(Some(form)) if !form.is_filled() => Ok(()),
            // What cannot be read may be filled in.
            Some(_) => Err(FormProblem::Filled.into()),
        }
    };
    write_over(target, bytes, is_earlier, |reason| Problem::from(FormProblem::NotWritten { reason }))
}

/// Writes a monitoring that was collected from forms. Of files that stand at the target, only the monitoring is replaced
/// that it continues, if that still is what was read.
pub fn write_collected(target: &Path, bytes: &[u8], continued: Option<&Path>) -> Result<(), Problem> {
    let is_continued = |_: &[u8]| match continued {
        Some(continued) if is_same_file(continued, target) => Ok(()),
        _ => Err(FormProblem::OtherTarget { wanted: "мониторинг, который продолжается" }.into()),
    };
    write_over(target, bytes, is_continued, |reason| Problem::from(FormProblem::CollectedNotWritten { reason }))
}

/// Writes the workbook of progress. Of workbooks that stand at the target, only an earlier one of progress is replaced.
pub fn write_progress(target: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let is_earlier = |known: &[u8]| match workbook::is_progress(known) {
        true => Ok(()),
        false => Err(FormProblem::OtherTarget { wanted: "прежняя книга о ходе сбора" }.into()),
    };
    write_over(target, bytes, is_earlier, |reason| Problem::from(FileProblem::CannotWrite { reason }))
}

/// Writes a file that can stand among data: what stands at the target is replaced only if it may be.
fn write_over(
    target: &Path,
    bytes: &[u8],
    may_replace: impl FnOnce(&[u8]) -> Result<(), Problem>,
    not_written: impl Fn(String) -> Problem,
) -> Result<(), Problem> {
    let resolved = resolve(target).map_err(&not_written)?;
    if resolved.exists() {
        let earlier = fs::read(&resolved).map_err(|error| not_written(reason(&error)))?;
        may_replace(&earlier)?;
    }
    let (file, resolved) = stage(&resolved, bytes).map_err(|error| not_written(reason(&error)))?;
    file.persist(resolved).map_err(|error| not_written(reason(&error.error)))?;
    Ok(())
}

fn cannot_write(error: &io::Error) -> Problem {
    Problem::from(FileProblem::CannotWrite { reason: reason(error) })
}

/// Why a finished file could not be moved over its target. A new file could be written in that folder, so if the right to
/// replace the old one is lacking, a viewer holds it.
fn cannot_replace(error: &io::Error, target: &Path) -> Problem {
    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows.
    let is_shared = cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33));
    match error.kind() {
        io::ErrorKind::PermissionDenied if target.is_file() => Problem::from(FileProblem::HeldDocument),
        _ if is_shared => Problem::from(FileProblem::HeldDocument),
        _ => cannot_write(error),
    }
}

/// Where a document really goes, if it may be written there. One that goes on where a signed one ends always may.
fn admit(target: &Path, bytes: &[u8], signed: Signed) -> Result<PathBuf, Problem> {
    inspect(target, if is_addition(target, bytes) { Signed::Replace } else { signed })
}

/// Where a document really goes, if it may be written there.
pub fn inspect(target: &Path, signed: Signed) -> Result<PathBuf, Problem> {
    let resolved = resolve(target).map_err(|reason| FileProblem::CannotWrite { reason })?;
    match resolved.exists() {
        true if is_input(&resolved) => Err(FileProblem::CannotWrite {
            reason: "по этому пути лежит файл с данными, а не документ".into(),
        }
        .into()),
        true if signed == Signed::Keep && is_signed(&resolved) => Err(FileProblem::SignedDocument.into()),
        _ => Ok(resolved),
    }
}

/// Where a file really goes, if what stands there is a file. A link stays a link: what it points to is replaced. Errs
/// with a Russian sentence.
fn resolve(target: &Path) -> Result<PathBuf, String> {
    let resolved = match fs::symlink_metadata(target) {
        Ok(metadata) if metadata.is_symlink() => fs::canonicalize(target).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => "это ссылка на файл, которого нет".to_owned(),
            _ => reason(&error),
        })?,
        _ => target.to_owned(),
    };
    match fs::metadata(&resolved) {
        Ok(metadata) if metadata.is_dir() => Err("по этому пути находится папка".into()),
        Ok(metadata) if !metadata.is_file() => Err("по этому пути не файл, а устройство или канал".into()),
        _ => Ok(resolved),
    }
}

/// Writes a file unless there is one already; false if there is.
pub fn write_new(target: &Path, bytes: &[u8]) -> io::Result<bool> {
    let (file, target) = stage(target, bytes)?;
    match file.persist_noclobber(target) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error.error),
    }
}

/// Where a signature lies that is not in the document itself.
pub fn signature_of(target: &Path) -> PathBuf {
    let mut beside = target.as_os_str().to_owned();
    beside.push(".sig");
    beside.into()
}

/// Writes a temporary file beside its target.
fn stage(target: &Path, bytes: &[u8]) -> io::Result<(NamedTempFile, PathBuf)> {
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let mut builder = Builder::new();
    builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any program makes files; a temporary file would be for its owner alone.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    if is_first_in(folder) {
        sweep(folder, file.as_file());
    }
    Ok((file, target.to_owned()))
}

/// Whether this run writes into a folder for the first time: what others left behind is looked for once.
fn is_first_in(folder: &Path) -> bool {
    static SWEPT: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    SWEPT.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned())
}

/// Removes temporary files that were left behind by runs that were killed: those that are an hour older than `own`. A
/// run writes for less than a second, and both times are those of one disk, whatever the clock of this machine says.
fn sweep(folder: &Path, own: &fs::File) {
    let Ok(now) = own.metadata().and_then(|metadata| metadata.modified()) else { return };
    let is_left = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let written = || entry.metadata().ok().filter(fs::Metadata::is_file)?.modified().ok();
        name.starts_with(TEMPORARY.0)
            && name.ends_with(TEMPORARY.1)
            && written().and_then(|written| now.duration_since(written).ok()).is_some_and(|age| age > LEFT_BEHIND)
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten().filter(is_left) {
        // What cannot be removed is in nobody's way.
        let _ = fs::remove_file(entry.path());
    }
}

/// Whether a document carries a signature, or one lies beside it, or it is itself one. A document that cannot be read may
/// be signed.
pub fn is_signed(target: &Path) -> bool {
    if target.extension().is_some_and(|ending| ending == "sig") {
        return true;
    }
    if signature_of(target).exists() {
        return true;
    }
    let Ok(bytes) = fs::read(target) else { return true };
    // A signature inside a PDF says in plain text which bytes it covers; a title may speak of it, but not so.
    const MARK: &[u8] = b"/ByteRange";
    let names_bytes = |at: usize| {
        let rest = bytes.get(at + MARK.len()..).unwrap_or_default().trim_ascii_start();
        rest.first() == Some(&b'[') && rest.get(1..).is_some_and(|rest| rest.trim_ascii_start().starts_with(b"0 "))
    };
    (0..bytes.len().saturating_sub(MARK.len())).any(|at| bytes[at..].starts_with(MARK) && names_bytes(at))
}

/// Whether a document only goes on where the one that stands there ends: a signature inside of that holds. One beside it
/// would not.
fn is_addition(target: &Path, bytes: &[u8]) -> bool {
    !signature_of(target).exists() && read_standing(target).is_ok_and(|old| !old.is_empty() && bytes.starts_with(&old))
}

/// Reads what stands at a target, if it is a file: reading a pipe would wait for somebody to write into it.
pub(crate) fn read_standing(target: &Path) -> io::Result<Vec<u8>> {
    match fs::metadata(target)?.is_file() {
        true => fs::read(target),
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
    fn what_a_killed_run_left_is_removed_and_nothing_else() {
        let folder = folder();
        let put = |name: &str, age: u64| {
            let path = folder.path().join(name);
            let file = fs::File::create(&path).expect("a file");
            file.set_modified(std::time::SystemTime::now() - Duration::from_secs(age)).expect("an age");
            path
        };
        let left = put(".dorkarta-Ab12Cd.tmp", 2 * 60 * 60);
        let kept = [put(".dorkarta-aB12cD.tmp", 60), put(".dorkarta-старый.pdf", 90_000), put("а.tmp", 90_000)];
        write(&[(&folder.path().join("план.pdf"), b"new")], Signed::Keep).expect("written");
        assert!(!left.exists());
        assert!(kept.iter().all(|path| path.exists()));
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
        assert!(!is_signed(&target));
    }

    #[test]
    fn a_document_that_a_viewer_holds_is_told_as_such() {
        let folder = folder();
        let target = folder.path().join("а.pdf");
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        assert!(matches!(cannot_replace(&denied, &target), Problem::File(FileProblem::CannotWrite { .. })));
        fs::write(&target, "%PDF").expect("written");
        assert_eq!(cannot_replace(&denied, &target), Problem::from(FileProblem::HeldDocument));
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert!(matches!(cannot_replace(&full, &target), Problem::File(FileProblem::CannotWrite { .. })));
    }

    #[test]
    fn a_folder_in_the_way_is_told() {
        let folder = folder();
        let (_, problem) = write(&[(folder.path(), b"new")], Signed::Keep).expect_err("a folder");
        assert_eq!(problem.message(), "документ не записан: по этому пути находится папка");
    }
}
