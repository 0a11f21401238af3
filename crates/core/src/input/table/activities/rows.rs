//! What a row below the head is, as far as its cells tell by themselves.

use crate::diagnostics::CellRef;
use crate::input::table::fate;
use crate::input::table::grid::{Cell, Content};
use crate::input::table::look::Format;
use crate::input::table::sheet::Sheet;

/// A filled cell and where it stands.
pub(super) type Filled<'a> = (CellRef, &'a Cell);

/// Whether a number is one that activities have: digits, with points between, as text or as a number.
pub(super) fn is_number(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || ".,) ".contains(c))
}

/// Whether the filled cells of a row are letters in their order, or letters and then numbers: А Б В 1 2, as some heads
/// have below them.
pub(super) fn are_letters(sheet: &Sheet, own: &[Filled<'_>], columns: usize) -> bool {
    const ALPHABETS: [&str; 2] = ["абвгдежзиклмнопрстуфхцчшщэюя", "abcdefghijklmnopqrstuvwxyz"];
    if own.len() < 2 || own.len() < columns {
        return false;
    }
    let (mut letters, mut numbers) = (0, 0);
    own.iter().all(|(at, _)| {
        let text = sheet.title(*at).to_lowercase();
        let mark = text.trim_matches(|c: char| "().,".contains(c) || c.is_whitespace());
        if let Ok(number) = mark.parse::<usize>() {
            numbers += 1;
            return number == numbers;
        }
        letters += 1;
        numbers == 0
            && mark.chars().count() == 1
            && ALPHABETS.iter().any(|alphabet| alphabet.chars().nth(letters - 1) == mark.chars().next())
    }) && letters > 0
}

/// Whether a text only says that a table goes on, or on which page, as it is put over a repeated head: «Продолжение таблицы 1»,
/// «Страница 2 из 3».
pub(super) fn is_continuation(text: &str) -> bool {
    let lower = text.trim().trim_end_matches(['.', ':']).to_lowercase();
    let mut words = lower.split_whitespace();
    let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    match words.next() {
        Some("продолжение" | "окончание") => {
            words.all(|word| ["табл", "план", "№"].iter().any(|start| word.starts_with(start)) || is_number(word))
        }
        Some("страница" | "стр." | "стр" | "лист") => {
            words.next().is_some_and(is_number) && words.all(|word| word == "из" || is_number(word))
        }
        _ => false,
    }
}

/// Whether a text is a figure: «4», «1 200,50», «100 %».
pub(super) fn is_figure(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ".,%-–—".contains(c))
}

/// Whether a row adds figures up: «Итого», «Всего по разделу»; of a text that stands alone, or beside nothing but figures, its
/// first word says so.
pub(super) fn is_total(text: &str, is_alone: bool) -> bool {
    let text = text.trim().to_lowercase();
    ["итого", "всего"].iter().any(|word| {
        text.strip_prefix(word).is_some_and(|rest| {
            let is_word = !rest.starts_with(char::is_alphabetic);
            let rest = rest.trim_start();
            is_alone && is_word
                || rest.is_empty()
                || [":", "по ", "за ", ",", "."].iter().any(|end| rest.starts_with(end))
        })
    })
}

/// Whether a cell on its own in its row only explains.
pub(super) fn is_hint(sheet: &Sheet, at: CellRef) -> bool {
    fate::is_hint(&sheet.title(at))
}

/// What a direction begins with: «Раздел», «I», «Модуль».
pub(super) fn designator(text: &str) -> Option<String> {
    const WORDS: [&str; 16] = [
        "раздел",
        "подраздел",
        "модуль",
        "направление",
        "блок",
        "приоритет",
        "этап",
        "глава",
        "часть",
        "задача",
        "цель",
        "тема",
        "месяц",
        "проект",
        "уровень",
        "подпрограмма",
    ];
    let lower = text.trim().to_lowercase();
    let first = lower.split(|c: char| c.is_whitespace() || ".:,–—-«\"".contains(c)).next().unwrap_or_default();
    if WORDS.contains(&first) {
        return Some(first.to_owned());
    }
    let typed = text.trim().split(|c: char| c.is_whitespace() || ".:,)–—-".contains(c)).next().unwrap_or_default();
    if !typed.is_empty()
        && typed.chars().all(|c| "IVXLІХ".contains(c))
        && text.trim().chars().count() > typed.chars().count()
    {
        return Some("I".to_owned());
    }
    let is_numbered =
        typed.chars().all(|c| c.is_ascii_digit()) && !typed.is_empty() && lower.contains(char::is_alphabetic);
    is_numbered.then(|| "1".to_owned())
}

/// Whether nothing but a mark stands in a cell that numbers rows in advance.
pub(super) fn is_bare_number(sheet: &Sheet, at: CellRef, cell: &Cell) -> bool {
    matches!(cell.content, Content::Uncalculated)
        || sheet.title(at).chars().all(|c| c.is_ascii_digit() || ".,)".contains(c))
}

/// A word in which a Roman numeral has its own letters: it is often typed with those of Cyrillic.
pub(super) fn with_roman_letters(word: &str) -> String {
    word.replace('І', "I").replace('Х', "X")
}

/// Whether a number is that of a direction: a Roman one, or «Раздел 1».
pub(super) fn names_direction(number: &str) -> bool {
    let is_roman = |word: &str| !word.is_empty() && with_roman_letters(word).chars().all(|c| "IVXL".contains(c));
    let is_word = |word: &str| word.chars().count() > 3 && word.chars().all(char::is_alphabetic);
    number.split(|c: char| c.is_whitespace() || c == '.').next().is_some_and(|word| is_roman(word) || is_word(word))
}

/// Whether a text only repeats what stands above it: «-"-», «-//-», «»», «то же».
pub(super) fn is_ditto(text: &str) -> bool {
    const WORDS: [&str; 5] = ["то же", "тоже", "тот же", "та же", "те же"];
    let text = text.trim().to_lowercase();
    let is_mark = |c: char| "\"«»“”„″'’`/".contains(c);
    WORDS.contains(&text.trim_end_matches('.'))
        || text.contains(is_mark) && text.chars().all(|c| is_mark(c) || "-–—_ \u{a0}".contains(c))
}

/// Whether a number without a format is one as which Excel keeps days of these decades: 46266 is 01.09.2026.
pub(super) fn is_kept_day(cell: &Cell) -> bool {
    // The first days of 2000 and of 2100.
    const DAYS: std::ops::Range<f64> = 36526.0..73051.0;
    match cell.content {
        Content::Number(number) => *cell.format == Format::General && number.fract() == 0.0 && DAYS.contains(&number),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_ditto;

    #[test]
    fn marks_that_repeat_are_told_from_texts() {
        for mark in ["-\"-", "-//-", "»", "\"", "″", "– „ –", "то же", "То же."] {
            assert!(is_ditto(mark), "{mark}");
        }
        for other in ["-", "–", "", "март", "«Школа»", "то же, что и в марте", "и/или"] {
            assert!(!is_ditto(other), "{other}");
        }
    }
}
