//! One run at a time where several files belong together, or where what stands there decides what is written.
//!
//! The lock is a file beside the target that the system keeps for one run: it is free again as soon as the run ends,
//! however that ends, and it holds on the shares of Windows too. It is there for as long as files are put in their places,
//! never while a person types a PIN.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use dorkarta_core::domain::fingerprint;

use super::staged::{folder_of, named};

/// How long another run is waited for.
const PATIENCE: Duration = Duration::from_secs(20);
/// From one look at the lock to the next.
const PAUSE: Duration = Duration::from_millis(20);

/// That no other run of the program writes to a target. Ends when it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
    path: PathBuf,
}

impl Lock {
    /// Waits until nobody else has it. Errs with `TimedOut` if another run does not end.
    pub(super) fn of(target: &Path) -> io::Result<Self> {
        Self::within(target, PATIENCE)
    }

    fn within(target: &Path, patience: Duration) -> io::Result<Self> {
        let folder = folder_of(target);
        fs::create_dir_all(folder)?;
        let path = named(folder, &name(target));
        let began = Instant::now();
        loop {
            if let Some(file) = take(&path)? {
                return Ok(Self { _file: file, path });
            }
            if began.elapsed() > patience {
                return Err(io::ErrorKind::TimedOut.into());
            }
            thread::sleep(PAUSE);
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While it is still held. On Windows it goes by itself.
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// The name of the lock: short, whatever the target is called, and one for names that differ in case only.
fn name(target: &Path) -> String {
    let name = target.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    format!("lock-{:016x}", fingerprint(&name))
}

/// Takes the lock; `None` if another run has it.
#[cfg(unix)]
fn take(path: &Path) -> io::Result<Option<File>> {
    use std::fs::TryLockError;
    use std::os::unix::fs::MetadataExt;

    let made = File::options().write(true).create(true).truncate(false).open(path);
    // One that another user's run left behind may be his alone to write.
    let file = made.or_else(|error| File::open(path).map_err(|_| error))?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => return Ok(None),
        // On a disk without locks there is no better way than to go on.
        Ok(()) | Err(TryLockError::Error(_)) => {}
    }
    // Whoever had it before has removed it; then it is nobody's any more.
    let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    let is_there =
        fs::metadata(path).is_ok_and(|there| file.metadata().is_ok_and(|own| identity(own) == identity(there)));
    Ok(is_there.then_some(file))
}

/// Takes the lock; `None` if another run has it.
#[cfg(windows)]
fn take(path: &Path) -> io::Result<Option<File>> {
    use std::os::windows::fs::OpenOptionsExt;

    use super::staged::patiently;

    /// The file goes when it is closed, however the run ends.
    const FILE_FLAG_DELETE_ON_CLOSE: u32 = 0x0400_0000;
    const ERROR_SHARING_VIOLATION: i32 = 32;

    let mut options = File::options();
    // Shared with nobody.
    options.write(true).create(true).truncate(false).share_mode(0).custom_flags(FILE_FLAG_DELETE_ON_CLOSE);
    // One that is just going is waited for.
    match patiently(|| options.open(path)) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.raw_os_error() == Some(ERROR_SHARING_VIOLATION) => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_run_has_it_and_it_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("план.pdf");
        let lock = Lock::of(&target).expect("free");
        let other = Lock::within(&folder.path().join("План.PDF"), Duration::ZERO).expect_err("held");
        assert_eq!(other.kind(), io::ErrorKind::TimedOut);
        Lock::within(&folder.path().join("другой.pdf"), Duration::ZERO).expect("another file");
        drop(lock);
        Lock::within(&target, Duration::ZERO).expect("free again");
        assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 0);
    }

    #[test]
    fn the_lock_of_a_killed_run_is_free() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("план.pdf");
        fs::write(named(folder.path(), &name(&target)), "").expect("left behind");
        drop(Lock::within(&target, Duration::ZERO).expect("free"));
        assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 0);
    }

    #[test]
    fn what_is_counted_under_the_lock_is_counted_right() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("число");
        fs::write(&target, "0").expect("written");
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let _lock = Lock::of(&target).expect("free in time");
                        let known: u32 = fs::read_to_string(&target).expect("read").parse().expect("a number");
                        fs::write(&target, (known + 1).to_string()).expect("written");
                    }
                });
            }
        });
        assert_eq!(fs::read_to_string(&target).expect("read"), "200");
    }
}
