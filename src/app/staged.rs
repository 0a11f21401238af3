//! A file that is written beside its target and put in its place only when it is whole.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tempfile::{Builder, TempPath};

/// How the names of temporary files begin and end.
const TEMPORARY: (&str, &str) = (".dorkarta-", ".tmp");
/// Age of a temporary file that no run can still be writing.
const LEFT_BEHIND: Duration = Duration::from_secs(60 * 60);
/// How often what another program holds is tried again, and after which pause: two seconds in all.
const TRIES: (usize, Duration) = (20, Duration::from_millis(100));

/// A file that is written, but not yet at its target. Goes away if it never gets there.
pub(super) struct Staged {
    temporary: TempPath,
    target: PathBuf,
}

impl Staged {
    /// Writes a temporary file beside its target. Makes folders if needed.
    pub(super) fn new(target: &Path, bytes: &[u8]) -> io::Result<Self> {
        let folder = folder_of(target);
        fs::create_dir_all(folder)?;
        // Not as that crate makes them: for the owner alone, and on Windows marked as temporary, so that no cloud copies them.
        let open = |path: &Path| OpenOptions::new().write(true).create_new(true).open(path);
        let mut file = Builder::new().prefix(TEMPORARY.0).suffix(TEMPORARY.1).make_in(folder, open)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        if is_first_in(folder) {
            sweep(folder, file.as_file());
        }
        // Windows moves no file that is open.
        Ok(Self { temporary: file.into_temp_path(), target: target.to_owned() })
    }

    /// Where it will stand.
    pub(super) fn target(&self) -> &Path {
        &self.target
    }

    /// Puts it over what stands at its target.
    pub(super) fn put(mut self) -> io::Result<()> {
        keep_rights(&self.target, &self.temporary);
        // Unlike `TempPath::persist`, this takes paths of any length on Windows.
        patiently(|| fs::rename(&self.temporary, &self.target))?;
        self.temporary.disable_cleanup(true);
        Ok(())
    }

    /// Puts it at its target if nothing stands there; false if something does.
    pub(super) fn put_new(self) -> io::Result<bool> {
        let Self { temporary, target } = self;
        let written = match fs::hard_link(&temporary, &target) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                // Not every disk has links.
                temporary.persist_noclobber(&target).map_err(|error| error.error)
            }
            linked => linked,
        };
        match written {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            written => written.map(|()| true),
        }
    }
}

/// A file that was moved out of the way: it goes when it is dropped, unless it is put back.
pub(super) struct Aside {
    temporary: TempPath,
    origin: PathBuf,
}

impl Aside {
    /// Moves a file out of the way.
    pub(super) fn new(origin: &Path) -> io::Result<Self> {
        let free = Builder::new().prefix(TEMPORARY.0).suffix(TEMPORARY.1).make_in(folder_of(origin), |path| {
            // The name counts, not the file.
            OpenOptions::new().write(true).create_new(true).open(path)
        })?;
        let temporary = free.into_temp_path();
        patiently(|| fs::rename(origin, &temporary))?;
        Ok(Self { temporary, origin: origin.to_owned() })
    }

    /// Puts it back where it was.
    pub(super) fn put_back(mut self) {
        // Where it cannot go back, it stays under the name that it has.
        let _ = patiently(|| fs::rename(&self.temporary, &self.origin));
        self.temporary.disable_cleanup(true);
    }
}

/// The folder of a file.
pub(super) fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Tries again for a while what another program is in the way of: a virus scanner, an indexer or a cloud holds a file for a
/// moment, and on Windows nobody else may then move it.
pub(super) fn patiently<T>(attempt: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    patiently_if(is_held, TRIES, attempt)
}

fn patiently_if<T>(
    is_held: impl Fn(&io::Error) -> bool,
    (tries, pause): (usize, Duration),
    mut attempt: impl FnMut() -> io::Result<T>,
) -> io::Result<T> {
    for _ in 1..tries {
        match attempt() {
            Err(error) if is_held(&error) => thread::sleep(pause),
            done => return done,
        }
    }
    attempt()
}

/// Whether another program holds the file. Elsewhere than on Windows a right that is lacking does not come by waiting.
fn is_held(error: &io::Error) -> bool {
    // ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION.
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33))
}

/// Gives a new file the rights and the group of the one whose place it takes: what colleagues could read they can read
/// still. What the system does not allow stays as it is.
#[cfg(unix)]
pub(super) fn keep_rights(old: &Path, new: &Path) {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    let Ok(metadata) = fs::metadata(old) else { return };
    let _ = chown(new, None, Some(metadata.gid()));
    let _ = fs::set_permissions(new, fs::Permissions::from_mode(metadata.mode() & 0o777));
}

#[cfg(not(unix))]
pub(super) fn keep_rights(_: &Path, _: &Path) {}

/// Whether this run writes into a folder for the first time: what others left behind is looked for once.
fn is_first_in(folder: &Path) -> bool {
    static SWEPT: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    SWEPT.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned())
}

/// Removes temporary files that were left behind by runs that were killed: those that are an hour older than `own`. A
/// run writes for less than a minute, and both times are those of one disk, whatever the clock of this machine says.
fn sweep(folder: &Path, own: &File) {
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

/// The path of a temporary file with a name of its own in a folder.
pub(super) fn named(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{}{name}{}", TEMPORARY.0, TEMPORARY.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a temporary folder")
    }

    #[test]
    fn what_a_killed_run_left_is_removed_and_nothing_else() {
        let folder = folder();
        let put = |name: &str, age: u64| {
            let path = folder.path().join(name);
            let file = File::create(&path).expect("a file");
            file.set_modified(std::time::SystemTime::now() - Duration::from_secs(age)).expect("an age");
            path
        };
        let left = put(".dorkarta-Ab12Cd.tmp", 2 * 60 * 60);
        let kept = [put(".dorkarta-Ef34Gh.tmp", 60), put(".dorkarta-старый.pdf", 90_000), put("а.tmp", 90_000)];
        Staged::new(&folder.path().join("план.pdf"), b"new").and_then(Staged::put).expect("written");
        assert!(!left.exists());
        assert!(kept.iter().all(|path| path.exists()));
    }

    #[test]
    fn what_is_held_for_a_moment_is_tried_again() {
        let held = || io::Error::from(io::ErrorKind::PermissionDenied);
        let is_held = |error: &io::Error| error.kind() == io::ErrorKind::PermissionDenied;
        let after = |failures: usize, error: fn() -> io::Error| {
            let mut calls = 0;
            let done = patiently_if(is_held, (4, Duration::ZERO), || {
                calls += 1;
                if calls > failures { Ok(()) } else { Err(error()) }
            });
            (done.is_ok(), calls)
        };
        assert_eq!(after(0, held), (true, 1));
        assert_eq!(after(3, held), (true, 4));
        assert_eq!(after(4, held), (false, 4));
        // A full disk is none that waiting helps.
        assert_eq!(after(1, || io::ErrorKind::StorageFull.into()), (false, 1));
    }

    #[test]
    fn only_a_free_place_is_taken_by_a_new_file() {
        let folder = folder();
        let target = folder.path().join("план.yaml");
        let put_new = |bytes: &[u8]| Staged::new(&target, bytes).and_then(Staged::put_new).expect("tried");
        assert!(put_new(b"1"));
        assert!(!put_new(b"2"));
        assert_eq!(fs::read(&target).expect("read"), b"1");
        assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 1);
    }

    #[test]
    fn what_is_aside_comes_back_or_goes() {
        let folder = folder();
        let file = folder.path().join("план-1.png");
        for (is_back, count) in [(true, 1), (false, 0)] {
            fs::write(&file, "1").expect("written");
            let aside = Aside::new(&file).expect("moved");
            assert!(!file.exists());
            if is_back {
                aside.put_back();
            } else {
                drop(aside);
            }
            assert_eq!(fs::read_dir(folder.path()).expect("read").count(), count);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_keeps_the_rights_of_the_one_that_it_replaces() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder();
        let target = folder.path().join("план.pdf");
        let mode = || fs::metadata(&target).expect("there").permissions().mode() & 0o777;
        for rights in [0o640, 0o664, 0o600] {
            fs::write(&target, "1").expect("written");
            fs::set_permissions(&target, fs::Permissions::from_mode(rights)).expect("set");
            Staged::new(&target, b"2").and_then(Staged::put).expect("written");
            assert_eq!(mode(), rights);
        }
    }
}
