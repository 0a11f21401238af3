//! Names, signatures, telephones and dates in texts that people typed as they would on paper.

use crate::domain::names::{bare_name, is_name, name_at_end};

/// A signature: whose post, whose name. `None` of a post for a name alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Signed {
    /// The post; empty if only a name stands there.
    pub(super) post: String,
    /// Initials and surname, or the full name.
    pub(super) name: String,
}

/// Reads a text as «Заведующий ________ И.И. Иванов», with or without the line, or as a name alone.
pub(super) fn signed(text: &str) -> Option<Signed> {
    let text = text.trim();
    if let Some((before, behind)) = around_line(text) {
        let name = bare_name(behind);
        return (is_name(name)).then(|| Signed { post: trimmed(before), name: name.to_owned() });
    }
    let unslashed = text.trim_end_matches('/').trim_end();
    let start = name_at_end(unslashed)?;
    let name = unslashed.get(start..)?.to_owned();
    Some(Signed { post: without_hint(trimmed(unslashed.get(..start)?)), name })
}

/// What stands before and behind the line for a signature.
fn around_line(text: &str) -> Option<(&str, &str)> {
    let start = text.find("___")?;
    let behind = text.get(start..)?;
    let length = behind.find(|c: char| c != '_').unwrap_or(behind.len());
    Some((text.get(..start)?, behind.get(length..)?))
}

/// Whether a text is only a line for a signature, or says that one belongs there.
pub(super) fn is_line(text: &str) -> bool {
    let inner = text.trim().trim_matches(['(', ')', '/']).trim().to_lowercase();
    let is_bracketed = text.trim().starts_with('(');
    inner.chars().all(|c| c == '_' || c.is_whitespace())
        || SIGNED_THERE.contains(&inner.as_str())
        || is_bracketed && EXPLAINED.contains(&inner.as_str())
}

/// What stands where a signature or a seal belongs.
const SIGNED_THERE: [&str; 6] = ["подпись", "м.п.", "мп", "м. п.", "расшифровка", "расшифровка подписи"];
/// What stands in brackets under the lines of a signature.
const EXPLAINED: [&str; 9] = [
    "личная подпись",
    "дата",
    "должность",
    "фио",
    "ф.и.о.",
    "ф. и. о.",
    "инициалы, фамилия",
    "фамилия, инициалы",
    "наименование должности",
];

/// Whether a text only says that a signature or a seal belongs there: «(подпись)», «М.П.».
pub(in crate::input::table) fn is_hint(text: &str) -> bool {
    is_line(text) && text.contains(char::is_alphabetic)
}

/// A post without the word that shows where it is signed: «Директор      подпись».
fn without_hint(post: String) -> String {
    let start = post.char_indices().rfind(|(_, sign)| sign.is_whitespace()).map(|(at, sign)| at + sign.len_utf8());
    match start.and_then(|start| Some((post.get(..start)?, post.get(start..)?))) {
        Some((before, word)) if is_hint(word) && before.trim_end().len() + 1 < before.len() => trimmed(before),
        _ => post,
    }
}

fn trimmed(text: &str) -> String {
    text.trim().trim_end_matches(['/', ',', ':']).trim_end().to_owned()
}

/// Where a telephone begins in a text, in bytes: its first digit, bracket or plus. At least five digits, nothing but
/// what telephones are written with.
pub(super) fn phone(text: &str) -> Option<(usize, &str)> {
    let is_part = |c: char| c.is_ascii_digit() || "()-–+ \u{a0}".contains(c);
    let end = text.trim_end_matches(['.', ')', ' ']).len();
    let body = text.get(..end)?;
    let start = body
        .rfind(|c: char| !is_part(c))
        .map_or(0, |at| at + body.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let found = body.get(start..)?;
    let lead = found.len() - found.trim_start().len();
    let digits = found.chars().filter(char::is_ascii_digit).count();
    (digits >= 5).then(|| (start + lead, text.get(start + lead..).unwrap_or(found).trim_end_matches(['.', ' '])))
}

/// Whether a text is a date as it stands in an approval: «11» января 2027 г., 11.01.2027, «___» ______ 2027 г.
pub(super) fn is_date(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let has_month = crate::russian::MONTHS_GENITIVE.iter().any(|month| lower.contains(month));
    let digits = lower.chars().filter(char::is_ascii_digit).count();
    let is_short = lower.chars().count() <= 40;
    let numeric = lower.trim_end_matches(|c: char| c.is_alphabetic() || c == '.' || c.is_whitespace());
    let is_numeric = digits >= 6 && numeric.chars().all(|c| c.is_ascii_digit() || ".-/".contains(c));
    let is_open = lower.contains("__")
        && (lower.contains('«') || lower.contains('"') || lower.starts_with("от"))
        && lower.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "_«»\"“”.годт".contains(c));
    is_short
        && (is_numeric || is_open || has_month && (1..=6).contains(&digits) && lower.split_whitespace().count() <= 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_as_people_type_them() {
        for (text, post, name) in [
            ("Заведующий ________ И.И. Иванов", "Заведующий", "И.И. Иванов"),
            ("Завхоз ________________ /Сидорова С.С./", "Завхоз", "Сидорова С.С."),
            ("Начальник отдела А.А. Андреев", "Начальник отдела", "А.А. Андреев"),
            ("Директор А. А. Андреев", "Директор", "А. А. Андреев"),
            ("Директор А.А.Андреев-Петров", "Директор", "А.А.Андреев-Петров"),
            ("_______________ Е.В. Соколова", "", "Е.В. Соколова"),
            ("Иванов И.И.", "", "Иванов И.И."),
            ("____ Иванов Иван Иванович", "", "Иванов Иван Иванович"),
            ("Директор      подпись      А.А. Андреев", "Директор", "А.А. Андреев"),
        ] {
            let expected = Signed { post: post.into(), name: name.into() };
            assert_eq!(signed(text), Some(expected), "{text}");
        }
        for text in ["Отдел образования", "Раздел 1. Кадры", "Школы №1 и №2", "МБОУ СОШ им. А.С. Пушкина г. Энск"]
        {
            assert_eq!(signed(text), None, "{text}");
        }
    }

    #[test]
    fn telephones_and_dates() {
        assert_eq!(
            phone("Исп. Кузнецова И.А., тел. 8 (48237) 2-14-56").map(|(_, found)| found),
            Some("8 (48237) 2-14-56")
        );
        assert_eq!(phone("8(48237)22233").map(|(_, found)| found), Some("8(48237)22233"));
        assert_eq!(phone("Исп. Петрова И.И."), None);
        for date in ["«11» января 2027 г.", "11.01.2027", "«___» __________ 2027 г.", "01 сентября 2023 года"]
        {
            assert!(is_date(date), "{date}");
        }
        for other in
            ["План на 2027 год", "до января", "И.И. Иванов", "1. Провести в мае 2027 года совещание с директорами"]
        {
            assert!(!is_date(other), "{other}");
        }
    }
}
