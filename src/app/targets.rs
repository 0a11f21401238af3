//! What documents and listings are called, and where they go when nothing or a folder is named.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use dorkarta_core::input::{is_input, is_pdf};
use dorkarta_core::system::is_same_file;
use dorkarta_press::Format;

/// Where a document goes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// To whoever asked for it.
    Stdout,
    /// To a file.
    File(PathBuf),
}

/// The folder that documents go to when no place is named.
pub const FOLDER: &str = "output";

/// How the name of a report goes on after that of its input.
pub const REPORT: &str = "-report";

/// How the name of amendments goes on after that of the new edition.
pub const AMENDMENTS: &str = "-amendments";

/// Where a listing goes: to stdout, or to a file that is named with it. Errs with a Russian sentence.
pub fn listing_target(input: &Path, output: Option<&Path>, ending: &str) -> Result<Target, String> {
    match output {
        None => Ok(Target::Stdout),
        Some(output) if output.as_os_str() == "-" => Ok(Target::Stdout),
        Some(output) => {
            let file = if is_folder(output) { output.join(file_name(input, "", ending)) } else { output.to_owned() };
            check_name(&file, ending)?;
            Ok(Target::File(file))
        }
    }
}

/// Errs if the name of a file says that it is no PDF, with a Russian sentence.
pub fn check_pdf(file: &Path) -> Result<(), String> {
    match is_pdf(file) {
        true => Ok(()),
        false => Err(format!("{} – не PDF; нужен документ, сделанный этой программой", file.display())),
    }
}

/// Where the data of an input go as a workbook or YAML: to a workbook in the current folder, unless another place is
/// named. Errs with a Russian sentence.
pub fn data_target(input: &Path, output: Option<&Path>) -> Result<PathBuf, String> {
    const ENDINGS: [&str; 3] = ["xlsx", "yaml", "yml"];
    let file = match output {
        Some(output) if !is_folder(output) => with_ending(output, "xlsx"),
        folder => {
            let folder = folder.unwrap_or(Path::new(""));
            let usual = folder.join(file_name(input, "", "xlsx"));
            if usual.exists() { folder.join(file_name(input, "-данные", "xlsx")) } else { usual }
        }
    };
    if is_same_file(input, &file) {
        return Err(format!("{} – это исходный файл; новый назовите иначе", file.display()));
    }
    let ending = file.extension().unwrap_or_default();
    match ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)) {
        true => Ok(file),
        false => Err(format!("имя {} не подходит: данные записываются в файл .xlsx или .yaml", file.display())),
    }
}

/// Where the data of a PDF go: to a file in the current folder, unless another place is named. Errs with a Russian
/// sentence.
pub fn extract_target(input: &Path, output: Option<&Path>) -> Result<Target, String> {
    const ENDING: &str = "yaml";
    if let Some(output) = output.filter(|output| names_workbook(output) && !is_folder(output)) {
        return Ok(Target::File(output.to_owned()));
    }
    let file = match output {
        Some(output) if output.as_os_str() == "-" => return Ok(Target::Stdout),
        Some(output) if !is_folder(output) => with_ending(output, ENDING),
        folder => folder.unwrap_or(Path::new("")).join(file_name(input, "", ENDING)),
    };
    let ending = file.extension().unwrap_or_default();
    if [ENDING, "yml"].iter().any(|known| ending.eq_ignore_ascii_case(known)) {
        return Ok(Target::File(file));
    }
    Err(format!("имя {} не подходит: данные записываются в файл .yaml или .xlsx", file.display()))
}

/// Where a document about two editions goes, if one is wanted; `mark` is what its name adds to that of the new edition.
/// Errs with a Russian sentence.
pub fn editions_target(
    editions: [&Path; 2],
    output: Option<&Path>,
    mark: &str,
    format: Format,
) -> Result<Option<Target>, String> {
    let Some(output) = output else { return Ok(None) };
    if output.as_os_str() == "-" {
        return Ok(Some(Target::Stdout));
    }
    let name = file_name(editions[1], mark, format.ending());
    let file = if is_folder(output) { output.join(name) } else { with_ending(output, format.ending()) };
    if editions.iter().any(|edition| is_same_file(edition, &file)) {
        return Err(format!("{} – это одна из редакций; документ назовите иначе", file.display()));
    }
    check_name(&file, format.ending())?;
    Ok(Some(Target::File(file)))
}

/// Whether the name of a file has an ending, in any case.
pub fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending))
}

/// Whether the name of a file is that of a workbook as the program writes them.
pub fn names_workbook(path: &Path) -> bool {
    has_ending(path, "xlsx")
}

/// What a document or listing is called after its input.
pub fn file_name(input: &Path, mark: &str, ending: &str) -> OsString {
    let mut name = input.file_stem().unwrap_or(OsStr::new("plan")).to_owned();
    name.push(mark);
    name.push(".");
    name.push(ending);
    name
}

/// Errs if a name says that something else is in the file.
pub fn check_name(file: &Path, ending: &str) -> Result<(), String> {
    let shown = file.display();
    let typed = file.extension().and_then(OsStr::to_str).unwrap_or_default().to_lowercase();
    match typed.as_str() {
        typed if typed == ending => Ok(()),
        "docx" if ending == "pdf" => {
            Err(format!("имя {shown} не подходит: делается файл .pdf; документ Word делается с ключом «--format docx»"))
        }
        "pdf" | "png" | "svg" | "docx" | "doc" => Err(format!("имя {shown} не подходит: делается файл .{ending}")),
        _ if is_input(file) => {
            Err(format!("по имени {shown} это файл с данными; документ назовите иначе, например план.{ending}"))
        }
        _ => Ok(()),
    }
}

/// A file's name as it was meant: «план» and «план от 01.02» get the ending without which nothing opens them. A file that
/// is there keeps its name.
pub fn with_ending(path: &Path, wanted: &str) -> PathBuf {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let is_ending = !ending.is_empty() && ending.chars().all(|c| c.is_ascii_alphabetic());
    if is_ending || path.exists() {
        return path.to_owned();
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(wanted);
    name.into()
}

/// Whether a path is meant as a folder: it is one, or ends as one.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_str().is_some_and(|path| path.ends_with(['/', std::path::MAIN_SEPARATOR]))
}

/// The files of a document: itself, or a numbered picture for each page, with as many digits as the last one needs.
pub fn page_paths(path: &Path, count: usize, format: Format) -> Vec<PathBuf> {
    if count == 1 {
        return vec![path.to_owned()];
    }
    let digits = count.to_string().len();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    (1..=count).map(|page| path.with_file_name(format!("{stem}-{page:0digits$}.{}", format.ending()))).collect()
}

/// Errs if the workbook of remarks cannot have this name, with a Russian sentence.
pub fn check_remarks(target: &Path, files: &[PathBuf]) -> Result<(), String> {
    let shown = target.display();
    if !names_workbook(target) {
        return Err(format!("имя {shown} не подходит для книги замечаний: оно должно кончаться на .xlsx"));
    }
    if files.iter().any(|file| is_same_file(file, target)) {
        return Err(format!("{shown} – это файл, который проверяется; книгу замечаний назовите иначе"));
    }
    Ok(())
}

/// Pictures that a former edition of a document left: its pages from the first one on, as far as `written` did not take
/// their places.
pub fn left_pages(path: &Path, written: &[PathBuf], format: Format) -> Vec<PathBuf> {
    /// No document has so many pages that they need more digits.
    const MOST_DIGITS: usize = 3;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let page = |number: usize, digits: usize| format!("{stem}-{number:0digits$}.{}", format.ending());
    // Without a gap: `план-2023.png` may be any other picture.
    let pages = |digits: usize| {
        let numbers = 1..10_usize.pow(digits as u32);
        numbers.map(|number| path.with_file_name(page(number, digits))).take_while(|page| page.is_file()).collect()
    };
    let single = Some(path.to_owned()).filter(|path| path.is_file());
    let found: Vec<PathBuf> = single.into_iter().chain((1..=MOST_DIGITS).flat_map::<Vec<_>, _>(pages)).collect();
    found.into_iter().filter(|page| !written.contains(page)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_a_former_document_are_found_and_other_pictures_are_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("план.png");
        let names =
            ["план.png", "план-1.png", "план-2.png", "план-3.png", "план-01.png", "план-2023.png", "план-1.svg"];
        names.iter().for_each(|name| std::fs::write(folder.path().join(name), "").expect("written"));
        let left = |count: usize| {
            let left = left_pages(&target, &page_paths(&target, count, Format::Png), Format::Png);
            left.iter()
                .map(|path| path.file_name().unwrap_or_default().to_string_lossy().into_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(left(1), ["план-1.png", "план-2.png", "план-3.png", "план-01.png"]);
        assert_eq!(left(2), ["план.png", "план-3.png", "план-01.png"]);
    }
}
