//! Files that are added to the folder on the page.

use std::path::Path;

use dorkarta_core::input::{self, is_input, is_pdf, is_word};
use dorkarta_core::signs::is_harmful;
use dorkarta_core::system::is_here;
use serde_json::json;

use super::buttons::Buttons;
use super::desk::Desk;
use super::http::{Answer, Head};
use crate::app::output;

/// Puts a file into the folder under the name that it has, where nothing of that name stands or the user has agreed.
pub(super) fn add(desk: &Desk, head: &Head, bytes: &[u8]) -> Answer {
    let Some(name) = head.value("name").filter(|name| is_plain(name)) else {
        return Answer::refusal(422, "У файла такое имя, под которым его нельзя положить в папку.");
    };
    let target = Path::new(&name);
    if ![is_input, is_pdf, is_word].iter().any(|is_fit| is_fit(target)) {
        return Answer::refusal(422, "Это не план и не форма: подходят файлы Excel, Word, YAML и PDF.");
    }
    if !is_here(target) {
        return Answer::refusal(422, "На этом месте стоит ссылка за пределы папки.");
    }
    let replaces = head.value("replace").as_deref() == Some("yes");
    if !replaces && target.symlink_metadata().is_ok() {
        return Answer::refusal(409, "Файл с таким именем в папке уже есть.");
    }
    // A link would lead the file out of the folder.
    if target.symlink_metadata().is_ok_and(|there| !there.is_file()) {
        return Answer::refusal(422, "На этом месте стоит не файл.");
    }
    match output::write_data(target, bytes, replaces) {
        Ok(()) => {
            desk.change(|state| state.say(None, format!("Добавлено: {name}")));
            Answer::json(&json!({ "done": true, "text": "" }))
        }
        Err(problem) => {
            let advice =
                problem.hint().map(|advice| format!("; {}", advice.worded(&Buttons(None)))).unwrap_or_default();
            Answer::json(&json!({ "done": false, "text": problem.message() + &advice }))
        }
    }
}

/// Bytes of a name at most, as file systems have them.
const LONGEST: usize = 255;

/// Whether a name is one of the folder itself, on every system, and looks like what it is.
pub(super) fn is_plain(name: &str) -> bool {
    let is_sign = |c: char| is_harmful(c) || "/\\:*?\"<>|".contains(c);
    let stem = name.split('.').next().unwrap_or_default().trim();
    let is_trimmed = name.trim() == name && !name.ends_with('.');
    !stem.is_empty()
        && is_trimmed
        && !input::is_device(name)
        && name.len() <= LONGEST
        && !name.starts_with('~')
        && !name.contains(is_sign)
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn a_name_leads_nowhere_else() {
        for name in ["план.xlsx", "План на 2027 год (2).yaml"] {
            assert!(is_plain(name), "{name}");
        }
        for name in [
            "",
            "../план.xlsx",
            "a/b.yaml",
            "a\\b.yaml",
            "C:план.yaml",
            ".скрытый.yaml",
            "~$план.xlsx",
            "CON.yaml",
            "lpt1.xlsx",
            " .yaml",
            "а\u{202e}fdp.yaml",
            "a\0.yaml",
        ] {
            assert!(!is_plain(name), "{name}");
        }
    }
}
