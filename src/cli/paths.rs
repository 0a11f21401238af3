//! Files as they are named on the command line: what the console of Windows makes of a quote at the end of a folder is put
//! right or told, a mask stands for the files that it meets, for all of them or for the one that a command takes, and a
//! folder for its files of the wanted kind.
//!
//! What is named here is the user's own choice: any file of any disk will do. Data may name less
//! (`dorkarta_core::input`).

use std::ffi::OsStr;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use clap::builder::{PathBufValueParser, TypedValueParser};
use dorkarta_core::input::{self, DEVICE};

use super::Usage;
use super::masks::{is_mask, met};
use crate::app::folders::{self, Wanted};

/// Reads a path of the command line.
pub(super) fn path() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(|typed: PathBuf| read(typed.as_os_str()))
}

/// Reads where something is to be written.
pub(super) fn target() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(|typed: PathBuf| {
        let target = read(typed.as_os_str()).map_err(str::to_owned)?;
        match is_device(&target) {
            true => Err(format!("{DEVICE}; назовите его иначе")),
            false => Ok(target),
        }
    })
}

/// Whether a path leads to a device of Windows. It is the same on every system; but elsewhere a folder can be called so.
fn is_device(target: &Path) -> bool {
    let text = target.to_string_lossy();
    let parts = || text.split(['/', '\\']).filter(|part| !part.is_empty());
    match (target.is_dir(), target.parent()) {
        (true, _) => false,
        (false, Some(folder)) if folder.is_dir() => parts().next_back().is_some_and(input::is_device),
        _ => parts().any(input::is_device),
    }
}

/// In `-o "готово\"` the console takes `\"` for a quote that belongs to the path. What stands behind it is lost in it.
fn read(typed: &OsStr) -> Result<PathBuf, &'static str> {
    let Some(text) = typed.to_str().filter(|text| text.contains('"')) else { return Ok(typed.into()) };
    // Elsewhere a name may have a quote.
    if Path::new(text).exists() {
        return Ok(text.into());
    }
    match text.strip_suffix('"') {
        Some(folder) if !folder.is_empty() && !folder.contains('"') => Ok(format!("{folder}{MAIN_SEPARATOR}").into()),
        _ => Err(
            "кавычка не может стоять внутри пути; если путь кончается на «\\», перед закрывающей кавычкой уберите этот знак",
        ),
    }
}

/// The files that are meant, and sentences on those that a folder or a mask has besides.
#[derive(Debug, Default)]
pub(super) struct Meant {
    /// The files, in their order.
    pub(super) files: Vec<PathBuf>,
    /// What is not taken, and why.
    pub(super) passed: Vec<String>,
}

/// The files that are meant: a mask stands for all files that it meets, and a folder for what it has of the wanted kind.
/// Of both, what is of another kind is passed over and told; what is named is always meant. Where any kind is wanted, a
/// folder stands for itself.
pub(super) fn several(typed: Vec<PathBuf>, wanted: Option<Wanted>) -> Result<Meant, Usage> {
    let mut meant = Meant::default();
    for path in typed {
        let is_folder = wanted.is_some() && path.is_dir();
        if !is_folder && (!is_mask(&path) || path.exists()) {
            meant.files.push(path);
            continue;
        }
        let (found, folders) = if is_folder { inside(&path) } else { (met(&path), Vec::new()) };
        if found.is_empty() && !is_folder {
            return Err(Usage(format!("по маске «{}» не найдено ни одного файла", path.display())));
        }
        let before = meant.files.len();
        for file in found {
            match wanted.and_then(|wanted| folders::passed(&file, wanted)) {
                None => meant.files.push(file),
                Some(why) if !why.is_empty() => meant.passed.push(format!("не взят {}: {why}", file.display())),
                Some(_) => {}
            }
        }
        meant.passed.extend(folders.iter().map(|folder| format!("не просмотрена папка {}", folder.display())));
        if let Some(wanted) = wanted.filter(|_| meant.files.len() == before) {
            let place = if is_folder { "в папке" } else { "по маске" };
            let mut sentence = format!("{place} «{}» нет {}", path.display(), wanted.genitive());
            meant.passed.iter().for_each(|passed| sentence.push_str(&format!("\n  {passed}")));
            return Err(Usage(sentence));
        }
    }
    Ok(meant)
}

/// The files and the folders in a folder.
fn inside(folder: &Path) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| folder.join(entry.file_name())).collect();
    paths.sort();
    paths.into_iter().partition(|path| !path.is_dir())
}

/// The one file that is meant.
pub(super) fn one(typed: PathBuf) -> Result<PathBuf, Usage> {
    let shown = typed.display().to_string();
    let files = match is_mask(&typed) && !typed.exists() {
        true => met(&typed),
        false => return Ok(typed),
    };
    if files.is_empty() {
        return Err(Usage(format!("по маске «{shown}» не найдено ни одного файла")));
    }
    let count = files.len();
    let [file] = <[PathBuf; 1]>::try_from(files)
        .map_err(|_| Usage(format!("здесь нужен один файл, а по маске «{shown}» их найдено {count}; укажите имя")))?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_at_the_end_stands_for_the_sign_before_it() {
        let read = |typed: &str| read(OsStr::new(typed));
        assert_eq!(read("план.yaml"), Ok("план.yaml".into()));
        assert_eq!(read("готово\""), Ok(format!("готово{MAIN_SEPARATOR}").into()));
        for typed in ["готово\" план.yaml", "\"готово\"", "а\"б", "\""] {
            assert!(read(typed).is_err(), "{typed}");
        }
    }
}
