//! Texts as they are compared with what was written, and as they go into the data.

use crate::signs::is_invisible;

/// A text as it is compared: what no reader sees makes no difference, nor does the kind of blanks.
pub(super) fn normal(text: &str) -> String {
    let seen: String = text.chars().filter(|sign| !is_invisible(*sign)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as somebody would have typed it: lines are kept, no-break spaces are those that the copy was given.
pub(super) fn typed(text: &str) -> String {
    let lines = text.lines().map(normal).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// A numbered text without its number: numbers are counted anew.
pub(super) fn unnumbered(text: &str) -> &str {
    let text = text.trim_start();
    let rest = text.trim_start_matches(|sign: char| sign.is_ascii_digit());
    match rest.strip_prefix(['.', ')']).filter(|_| rest.len() < text.len()) {
        Some(behind) if behind.is_empty() || behind.starts_with(char::is_whitespace) => behind.trim_start(),
        _ => text,
    }
}

/// A band without «II направление – »: it is counted anew.
pub(super) fn undesignated(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let rest = text.trim_start_matches(|sign: char| "IVXLCDM".contains(sign));
    let rest = rest.strip_prefix(char::is_whitespace).filter(|_| rest.len() < text.len())?;
    let rest = rest.trim_start().strip_prefix("направление")?.trim_start();
    Some(rest.strip_prefix(['–', '-', '—'])?.trim_start())
}

/// The same without the word that is put before a basis.
pub(super) fn without_basis(text: &str) -> &str {
    text.strip_prefix("Основание:").map_or(text, str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_is_taken_off() {
        for (text, expected) in [
            ("1.\tВыявить школы", "Выявить школы"),
            ("12) Помочь", "Помочь"),
            // The number is still there, its text is not.
            ("2.", ""),
            ("1.2. Помочь", "1.2. Помочь"),
            ("2023 год", "2023 год"),
            ("Помочь", "Помочь"),
        ] {
            assert_eq!(unnumbered(text), expected);
        }
        assert_eq!(undesignated("II направление – Кадры"), Some("Кадры"));
        assert_eq!(undesignated("II\u{a0}направление - Кадры"), Some("Кадры"));
        assert_eq!(undesignated("Направление – Кадры"), None);
        assert_eq!(undesignated("Индивидуальное направление – Кадры"), None);
    }

    #[test]
    fn texts_are_typed_again() {
        assert_eq!(typed("в\u{a0}2023\u{a0}году \n\n и\u{ad}тоги"), "в 2023 году\nитоги");
        assert_eq!(normal("Анализ\n  мер"), "Анализ мер");
    }
}
