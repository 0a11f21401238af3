//! Files as they are named on the command line: what the console of Windows makes of a quote at the end of a folder is put
//! right or told, and a mask stands for the files that it meets, for all of them or for the one that a command takes.
//!
//! What is named here is the user's own choice: any file of any disk will do. Data may name less
//! (`dorkarta_core::input`).

use std::ffi::OsStr;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use clap::builder::{PathBufValueParser, TypedValueParser};

use super::Usage;
use super::masks::{is_mask, met};

/// Reads a path of the command line.
pub(super) fn path() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(|typed: PathBuf| read(typed.as_os_str()))
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

/// The files that are meant: a mask stands for all files that it meets, in their order.
pub(super) fn several(typed: Vec<PathBuf>) -> Result<Vec<PathBuf>, Usage> {
    let mut files = Vec::new();
    for path in typed {
        files.extend(meant(path)?);
    }
    Ok(files)
}

/// The one file that is meant.
pub(super) fn one(typed: PathBuf) -> Result<PathBuf, Usage> {
    let shown = typed.display().to_string();
    let files = meant(typed)?;
    let count = files.len();
    let [file] = <[PathBuf; 1]>::try_from(files)
        .map_err(|_| Usage(format!("здесь нужен один файл, а по маске «{shown}» их найдено {count}; укажите имя")))?;
    Ok(file)
}

fn meant(typed: PathBuf) -> Result<Vec<PathBuf>, Usage> {
    // Elsewhere a name may have such signs.
    if !is_mask(&typed) || typed.exists() {
        return Ok(vec![typed]);
    }
    let files = met(&typed);
    match files.is_empty() {
        true => Err(Usage(format!("по маске «{}» не найдено ни одного файла", typed.display()))),
        false => Ok(files),
    }
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
