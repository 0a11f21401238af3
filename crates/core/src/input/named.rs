//! Files that data name. Data come from others, and what they name is asked of the system: so only a way from the folder
//! of the data on is followed, and nothing is asked before that is known. On Windows the question alone whether
//! `\\server\file` is there hands the user's logon to that server.

use std::path::{MAIN_SEPARATOR_STR, Path, PathBuf};

use crate::diagnostics::FileProblem;
use crate::signs;

/// A file that data name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// Where it is, seen from where the program runs.
    pub(crate) path: PathBuf,
    /// Whether the way there leads out of the folder of the data.
    pub(crate) is_outside: bool,
}

/// Why a device is no file, as a clause.
pub const DEVICE: &str = "так в Windows называется устройство, а не файл";
/// Names that Windows gives to devices, in whatever folder and with whatever ending.
const DEVICES: [&str; 7] = ["con", "prn", "aux", "nul", "conin$", "conout$", "clock$"];
/// The same with a digit behind them.
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

impl Named {
    /// Follows what is typed in a file of data. What may be named is the same on every system. Errs with why it is not
    /// followed.
    pub(crate) fn in_data(file: &Path, typed: &str) -> Result<Self, FileProblem> {
        let typed = typed.trim().replace('\\', "/");
        match refusal(&typed) {
            Some(reason) => Err(FileProblem::PathRefused { reason }),
            None => {
                // As the rest of the way is shown.
                let path = file.with_file_name(typed.replace('/', MAIN_SEPARATOR_STR));
                Ok(Self { path, is_outside: leads_out(&typed) })
            }
        }
    }
}

/// Why a path with slashes is not followed, as a clause.
fn refusal(typed: &str) -> Option<&'static str> {
    if typed.contains(|c: char| c.is_control() || signs::turns(c) || signs::is_tag(c)) {
        return Some("в его имени есть управляющий знак");
    }
    if typed.starts_with('/') {
        return Some("его путь начинается от корня диска или с имени сервера");
    }
    if !typed.is_empty() && typed.split('/').all(|part| matches!(part.trim_end(), "" | ".")) {
        return Some("назван не файл, а папка");
    }
    if typed.contains(':') {
        return Some("в его имени есть двоеточие, как у диска или адреса");
    }
    typed.split('/').any(is_device).then_some(DEVICE)
}

/// Whether a part of a path is a device to Windows, which leaves out blanks and whatever stands behind the first stop or colon.
pub fn is_device(part: &str) -> bool {
    let name = part.split(['.', ':']).next().unwrap_or_default().trim().to_lowercase();
    let is_numbered = |kind: &str| {
        let mut digits = name.strip_prefix(kind).unwrap_or_default().chars();
        matches!((digits.next(), digits.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    };
    DEVICES.contains(&name.as_str()) || NUMBERED_DEVICES.into_iter().any(is_numbered)
}

/// Whether a way leads out of the folder in which it begins. Windows leaves out blanks and stops at the end of a name.
fn leads_out(typed: &str) -> bool {
    let mut depth = 0_usize;
    for part in typed.split('/').filter(|part| !matches!(part.trim_end(), "" | ".")) {
        let is_up = part.starts_with("..") && part.chars().all(|c| matches!(c, '.' | ' '));
        match (is_up, depth.checked_sub(1)) {
            (true, None) => return true,
            (true, Some(above)) => depth = above,
            (false, _) => depth += 1,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn named(typed: &str) -> Result<Named, FileProblem> {
        Named::in_data(Path::new("папка/п.yaml"), typed)
    }

    #[test]
    fn what_leads_to_a_server_a_disk_or_a_device_is_refused() {
        for typed in [
            "/etc/hosts.xlsx",
            "\\план.xlsx",
            "C:\\план.xlsx",
            "c:план.xlsx",
            "\\\\сервер\\папка\\план.xlsx",
            "//сервер/план.xlsx",
            "\\/сервер/план.xlsx",
            "\\\\?\\C:\\план.xlsx",
            "\\\\.\\COM1",
            "\\??\\план.xlsx",
            " /план.xlsx ",
            "план.xlsx:поток",
            "file:///план.xlsx",
            "http://сервер/план.xlsx",
            "CON",
            "nul.xlsx",
            "таблицы/Aux .xlsx",
            "COM1",
            "LPT1.txt",
            "lpt³.план.xlsx",
            "prn/план.xlsx",
            ".",
            "./ /.",
            "CONIN$",
            "пл\0ан.xlsx",
            "план\n.xlsx",
            "план\u{202e}xslx.yaml",
        ] {
            assert!(named(typed).is_err(), "{typed:?}: {:?}", named(typed));
        }
    }

    #[test]
    fn a_way_from_the_folder_on_is_followed_with_slashes_of_either_kind() {
        for (typed, path, is_outside) in [
            ("план.xlsx", "папка/план.xlsx", false),
            ("таблицы/план.xlsx", "папка/таблицы/план.xlsx", false),
            ("таблицы\\план.xlsx", "папка/таблицы/план.xlsx", false),
            (".\\план.xlsx", "папка/./план.xlsx", false),
            ("таблицы/../план.xlsx", "папка/таблицы/../план.xlsx", false),
            ("..\\план.xlsx", "папка/../план.xlsx", true),
            ("таблицы/../../план.xlsx", "папка/таблицы/../../план.xlsx", true),
            ("а/.. /.. /план.xlsx", "папка/а/.. /.. /план.xlsx", true),
            ("…план.xlsx", "папка/…план.xlsx", false),
            ("..план.xlsx", "папка/..план.xlsx", false),
            ("команда com1x, com10, lpt.xlsx", "папка/команда com1x, com10, lpt.xlsx", false),
            ("Нулевой план (конец).xlsx", "папка/Нулевой план (конец).xlsx", false),
        ] {
            assert_eq!(named(typed), Ok(Named { path: path.into(), is_outside }), "{typed}");
        }
    }

    proptest! {
        /// Whatever is typed, what is followed begins in the folder of the data and has no part that Windows takes for
        /// something else than a name.
        #[test]
        fn what_is_followed_stays_on_the_way(typed in "[a-zA-Z.:/\\\\ #?$%~а-я\u{0}-\u{20}\u{200e}0-9-]{0,24}|[./\\\\]{1,6}(CON|nul|com1|план)[. ]{0,2}(xlsx)?") {
            let Ok(Named { path, .. }) = named(&typed) else { return Ok(()) };
            let text = path.to_str().expect("a text").replace(MAIN_SEPARATOR_STR, "/");
            prop_assert!(text.starts_with("папка/"));
            let rest = &text["папка/".len()..];
            prop_assert!(!path.is_absolute() && !rest.contains([':', '\\', '\0', '\n', '\u{200e}']), "{text:?}");
            prop_assert!(!rest.to_lowercase().split('/').any(|part| matches!(part.trim(), "con" | "nul" | "com1")), "{text:?}");
        }

        /// A way that is not told to lead out never does.
        #[test]
        fn no_way_leads_out_untold(parts in proptest::collection::vec("а|б|\\.|\\.\\.|\\.\\. ", 0..8)) {
            let Ok(Named { is_outside, .. }) = named(&parts.join("/")) else { return Ok(()) };
            let mut depth = 0_i32;
            let lowest = parts.iter().map(|part| { depth += match part.trim() { ".." => -1, "." => 0, _ => 1 }; depth }).min();
            prop_assert_eq!(is_outside, lowest.is_some_and(|lowest| lowest < 0));
        }
    }
}
