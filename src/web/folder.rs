//! What lies in the folder that the page works in.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use dorkarta_core::input::{is_input, is_pdf, is_word};

/// What a file is by its name and place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Something that people edit: a plan, a monitoring, a form.
    Data,
    /// A PDF.
    Document,
    /// A link that leads out of the folder; it is never followed.
    Outside,
}

/// A file of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// What it is called on the page's ways: the same as long as the program runs, and never that of another name.
    pub id: u64,
    /// Its name, which is its path: the folder is the current one.
    pub name: String,
    pub sort: Sort,
    pub modified: Option<SystemTime>,
}

impl Found {
    pub(super) fn path(&self) -> &Path {
        Path::new(&self.name)
    }

    /// What the page shows of it.
    pub(super) fn shown(&self) -> (u64, &str, Sort) {
        (self.id, &self.name, self.sort)
    }

    /// By what files are put in order, as file managers do: «план 2» before «план 10».
    pub(super) fn order(&self) -> (Vec<(String, u64)>, u64) {
        let name = self.name.to_lowercase();
        let mut parts: Vec<(String, u64)> = Vec::new();
        let mut rest = name.as_str();
        while !rest.is_empty() {
            let (text, behind) = rest.split_at(rest.find(|sign: char| sign.is_ascii_digit()).unwrap_or(rest.len()));
            let end = behind.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(behind.len());
            parts.push((text.to_owned(), behind[..end].parse().unwrap_or(u64::MAX)));
            rest = &behind[end..];
        }
        (parts, self.id)
    }
}

/// The names that were met so far.
#[derive(Debug, Default)]
pub(super) struct Folder {
    ids: HashMap<String, u64>,
}

impl Folder {
    /// The files of a folder in the order of their names. Files that programs leave beside open ones are passed over.
    pub(super) fn list(&mut self, folder: &Path) -> Vec<Found> {
        let home = folder.canonicalize().ok();
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut found: Vec<Found> = entries.filter_map(|entry| self.found(&entry, home.as_deref())).collect();
        found.sort_by_cached_key(Found::order);
        found
    }

    fn found(&mut self, entry: &fs::DirEntry, home: Option<&Path>) -> Option<Found> {
        // A name that is no text could not be shown, nor typed.
        let name = entry.file_name().into_string().ok()?;
        if name.starts_with(['.', '~']) {
            return None;
        }
        let path = PathBuf::from(&name);
        let sort = match (is_input(&path) || is_word(&path), is_pdf(&path)) {
            (true, _) => Sort::Data,
            (_, true) => Sort::Document,
            _ => return None,
        };
        let kind = entry.file_type().ok()?;
        let metadata = if kind.is_symlink() {
            let target = entry.path().canonicalize().ok()?;
            if !home.is_some_and(|home| target.starts_with(home)) {
                return Some(Found { id: self.id(&name), name, sort: Sort::Outside, modified: None });
            }
            fs::metadata(&target).ok()?
        } else {
            entry.metadata().ok()?
        };
        metadata.is_file().then(|| Found { id: self.id(&name), name, sort, modified: metadata.modified().ok() })
    }

    fn id(&mut self, name: &str) -> u64 {
        let next = self.ids.len() as u64 + 1;
        *self.ids.entry(name.to_owned()).or_insert(next)
    }
}

/// The files of this folder or of one in it, in the order of their names: no links, which could lead elsewhere.
pub(super) fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let named = files.map(|entry| if folder == Path::new(".") { entry.file_name().into() } else { entry.path() });
    let mut files: Vec<PathBuf> = named.collect();
    files.sort();
    files
}

/// The folders in this one, by their names; no links, and none that is hidden.
pub(super) fn folders_here() -> Vec<String> {
    let entries = fs::read_dir(".").into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    let names = folders.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_edit_and_what_they_get_is_listed() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in [
            "б.yaml",
            "А.xlsx",
            "план.pdf",
            "план 10.xls",
            "план 2.xls",
            "~$А.xlsx",
            ".~lock.А.xlsx#",
            "прочти.txt",
            ".скрытый.yaml",
        ] {
            fs::write(folder.path().join(name), "").expect("written");
        }
        fs::create_dir(folder.path().join("папка.yaml")).expect("made");
        let mut known = Folder::default();
        let listed = known.list(folder.path());
        let names: Vec<&str> = listed.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["А.xlsx", "б.yaml", "план 2.xls", "план 10.xls", "план.pdf"]);
        // A name keeps its number, also when the file was away for a moment; a new one gets another.
        fs::remove_file(folder.path().join("А.xlsx")).expect("removed");
        fs::write(folder.path().join("А2.xlsx"), "").expect("written");
        let later = known.list(folder.path());
        let id = |name: &str, listed: &[Found]| listed.iter().find(|file| file.name == name).map(|file| file.id);
        assert_eq!(id("б.yaml", &later), id("б.yaml", &listed));
        assert!(listed.iter().all(|file| Some(file.id) != id("А2.xlsx", &later)));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_out_is_told_and_not_followed() {
        let (folder, other) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("another"));
        fs::write(other.path().join("тайна.yaml"), "").expect("written");
        fs::write(folder.path().join("план.yaml"), "").expect("written");
        std::os::unix::fs::symlink(other.path().join("тайна.yaml"), folder.path().join("ссылка.yaml")).expect("linked");
        std::os::unix::fs::symlink(folder.path().join("план.yaml"), folder.path().join("своя.yaml")).expect("linked");
        let sorts: Vec<(String, Sort)> =
            Folder::default().list(folder.path()).into_iter().map(|file| (file.name, file.sort)).collect();
        let expected = [("план.yaml", Sort::Data), ("своя.yaml", Sort::Data), ("ссылка.yaml", Sort::Outside)];
        assert_eq!(sorts, expected.map(|(name, sort)| (name.to_owned(), sort)));
    }
}
