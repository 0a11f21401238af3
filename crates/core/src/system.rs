//! Files, and what the system says of them, in Russian.
//!
//! Whatever reads an input asks [`Files`] for it: [`Disk`] in the program, [`Memory`] where there is no disk or where it
//! would only be slow.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Where files are read from.
pub trait Files {
    /// The bytes of a regular file, of which there may be at most `limit`.
    fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Unread>;

    /// Whether something stands at a path.
    fn exists(&self, path: &Path) -> bool;

    /// The paths of the regular files in a folder, in their order; none if it is no folder.
    fn list(&self, folder: &Path) -> Vec<PathBuf>;

    /// Whether a file that data name may be looked at, wherever links lead.
    fn may_follow(&self, path: &Path) -> bool;
}

/// Why a file was not read.
#[derive(Debug)]
pub enum Unread {
    /// It is a folder, a pipe or a device.
    NotRegular,
    /// It has more bytes than the limit.
    TooLarge {
        /// Its size in bytes.
        size: u64,
    },
    /// What the system says of it.
    Failed(io::Error),
}

/// The files of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

/// The folder that data may not lead out of, where there is one.
static HOME: OnceLock<PathBuf> = OnceLock::new();

impl Disk {
    /// From now on, until the process ends, no file beyond the current folder is read because data name it. What a person
    /// names is.
    pub fn stay_here() {
        if let Ok(home) = Path::new(".").canonicalize() {
            let _ = HOME.set(home);
        }
    }
}

/// Whether a path lies in the current folder wherever links lead; of one that is not there yet, the folder that it would
/// be in.
pub fn is_here(path: &Path) -> bool {
    Path::new(".").canonicalize().is_ok_and(|home| is_within(&home, path))
}

fn is_within(home: &Path, path: &Path) -> bool {
    let path = home.join(path);
    let there = path.ancestors().find(|path| path.symlink_metadata().is_ok());
    there.and_then(|path| path.canonicalize().ok()).is_some_and(|path| path.starts_with(home))
}

impl Files for Disk {
    fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Unread> {
        // Asked before opening: opening a pipe would wait for somebody to write into it.
        let metadata = fs::metadata(path).map_err(Unread::Failed)?;
        if !metadata.is_file() {
            return Err(Unread::NotRegular);
        }
        let within = |size| if size > limit { Err(Unread::TooLarge { size }) } else { Ok(()) };
        within(metadata.len())?;
        let mut bytes = Vec::new();
        // It may have grown since.
        fs::File::open(path)
            .and_then(|file| file.take(limit.saturating_add(1)).read_to_end(&mut bytes))
            .map_err(Unread::Failed)?;
        within(bytes.len() as u64).map(|()| bytes)
    }

    fn exists(&self, path: &Path) -> bool {
        path.exists()
    }

    fn list(&self, folder: &Path) -> Vec<PathBuf> {
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let names = fs::read_dir(here).into_iter().flatten().flatten().map(|entry| entry.file_name());
        let mut files: Vec<PathBuf> = names.map(|name| folder.join(name)).filter(|path| path.is_file()).collect();
        files.sort();
        files
    }

    fn may_follow(&self, path: &Path) -> bool {
        HOME.get().is_none_or(|home| is_within(home, path))
    }
}

/// Files in memory, by their paths.
#[derive(Debug, Clone, Default)]
pub struct Memory(BTreeMap<PathBuf, Vec<u8>>);

impl Memory {
    /// Puts a file there, in the place of one with the same path.
    pub fn put(&mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) {
        self.0.insert(path.into(), bytes.into());
    }
}

impl Files for Memory {
    fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Unread> {
        let bytes = self.0.get(path).ok_or_else(|| Unread::Failed(io::ErrorKind::NotFound.into()))?;
        match bytes.len() as u64 {
            size if size > limit => Err(Unread::TooLarge { size }),
            _ => Ok(bytes.clone()),
        }
    }

    fn exists(&self, path: &Path) -> bool {
        self.0.contains_key(path)
    }

    fn list(&self, folder: &Path) -> Vec<PathBuf> {
        self.0.keys().filter(|path| path.parent() == Some(folder)).cloned().collect()
    }
    fn may_follow(&self, _path: &Path) -> bool {
        true
    }
}

/// Whether two paths lead to one file.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    one == other || matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Why the system did not read or write a file, in Russian.
pub fn reason(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::NotFound => "такого файла или папки нет".into(),
        Kind::PermissionDenied => "нет прав, или файл открыт в другой программе".into(),
        Kind::StorageFull => "на диске нет места".into(),
        Kind::QuotaExceeded => "исчерпано место, отведённое вам на диске".into(),
        Kind::FileTooLarge => "файл больше, чем разрешено на этом диске".into(),
        Kind::ReadOnlyFilesystem => "диск доступен только для чтения".into(),
        Kind::NotADirectory => "часть пути не является папкой".into(),
        Kind::IsADirectory => "по этому пути находится папка".into(),
        Kind::InvalidFilename => "недопустимое имя файла".into(),
        Kind::ResourceBusy | Kind::ExecutableFileBusy => "файл занят другой программой".into(),
        // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows: Excel or a viewer holds the file.
        _ if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) => "файл открыт в другой программе".into(),
        Kind::HostUnreachable
        | Kind::NetworkUnreachable
        | Kind::NetworkDown
        | Kind::StaleNetworkFileHandle
        | Kind::TimedOut => "сетевой диск недоступен".into(),
        // ELOOP has no stable kind.
        _ if cfg!(target_os = "linux") && error.raw_os_error() == Some(40) => "ссылки ведут по кругу".into(),
        Kind::BrokenPipe => "получатель закрыл поток".into(),
        Kind::AlreadyExists => "часть пути занята файлом".into(),
        _ => format!("ошибка системы: {error}"),
    }
}
