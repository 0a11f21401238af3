//! Abbreviations that the document does not spell out, or spells out too late.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{Kind, Texts, remark};
use crate::diagnostics::{Diagnostics, LintProblem, Problem};
use crate::domain::words::{Word, fold, is_dash, words};

/// Abbreviations that are never remarked: those of general Russian dictionaries and the press, kinds of schools and legal
/// forms (they are part of names), and those that every parent knows.
const KNOWN: [&str; 41] = [
    "РФ",
    "СССР",
    "РСФСР",
    "США",
    "СНГ",
    "ООН",
    "МВД",
    "МЧС",
    "ФСБ",
    "ГИБДД",
    "СМИ",
    "ТВ",
    "ФИО",
    "ЗОЖ",
    "ЖКХ",
    "ЧС",
    "ГОСТ",
    "ГТО",
    "ДТП",
    "ВОВ",
    "ЕГЭ",
    "ОГЭ",
    "ВУЗ",
    "ВУЗЫ",
    "ОБЖ",
    "СОШ",
    "ООШ",
    "НОШ",
    "ДЮСШ",
    "ДОУ",
    "ДПО",
    "ООО",
    "АО",
    "ПАО",
    "НКО",
    "ОАО",
    "ИП",
    "ЭВМ",
    "АНО",
    "МУП",
    "ГУП",
];

/// Whether a word is the legal form of an institution: whose it is (муниципальное, государственное, …), of what kind
/// (бюджетное, казенное, автономное), and what it is. «ОУ» alone is an abbreviation like others.
fn is_legal_form(word: &str) -> bool {
    const OWNERS: [&str; 8] = ["ФГ", "ОГ", "КГ", "РГ", "М", "Г", "Ч", ""];
    const KINDS: [&str; 4] = ["Б", "К", "А", ""];
    const WHAT: [&str; 9] = ["У", "ОУ", "ДОУ", "ПОУ", "УДО", "УДПО", "УК", "УЗ", "НУ"];
    OWNERS.iter().filter_map(|owner| word.strip_prefix(owner).map(|rest| (*owner, rest))).any(|(owner, rest)| {
        let kinds = KINDS.iter().filter_map(|kind| rest.strip_prefix(kind).map(|what| (*kind, what)));
        kinds.into_iter().any(|(kind, what)| WHAT.contains(&what) && !(owner.is_empty() && kind.is_empty()))
    })
}

/// Longest word in capitals that is taken for an abbreviation; a longer one is a word for emphasis.
const LONGEST: usize = 7;

/// W201, W202: one remark an abbreviation, at its first use.
pub(super) fn unexplained_or_early(texts: &Texts<'_>, diagnostics: &Diagnostics) {
    /// A place in the document: the text, the offset in it.
    type At = (usize, usize);
    let mut introduced: HashMap<String, At> = HashMap::new();
    let mut order: Vec<String> = Vec::new();
    let mut used: HashMap<String, At> = HashMap::new();
    for (number, text) in texts.all.iter().enumerate() {
        if !text.text.contains(char::is_uppercase) || text.kind == Kind::Heading && is_in_capitals(text.text) {
            continue;
        }
        // «ПЛАН» on a line of its own in a title is a word too.
        let is_word = |word: &Word<'_>| text.kind == Kind::Heading && is_in_capitals(line_at(text.text, word.at));
        let found = abbreviations(text.text).into_iter().filter(|(_, word)| !is_word(word));
        let brackets = introductions(text.text);
        for (abbreviation, word) in found {
            let is_introduced = brackets.iter().any(|(from, to)| (*from..*to).contains(&word.at))
                || is_spelled_out_behind(&text.text[word.end()..], &abbreviation);
            if is_introduced {
                introduced.entry(abbreviation).or_insert((number, word.at));
            } else if let Entry::Vacant(first) = used.entry(abbreviation) {
                order.push(first.key().clone());
                first.insert((number, word.at));
            }
        }
    }
    for abbreviation in order {
        let Some(&first) = used.get(&abbreviation) else { continue };
        let text = &texts.all[first.0];
        let problem = match introduced.get(&abbreviation) {
            None => Problem::from(LintProblem::AbbreviationUnexplained { abbreviation }),
            Some(&there) if first < there => {
                let introduced = texts.all[there.0].whereabouts.clone();
                Problem::from(LintProblem::AbbreviationEarly { abbreviation, introduced })
            }
            Some(_) => continue,
        };
        diagnostics.push(remark(problem, text.place, text.text));
    }
}

/// A heading such as «В ТЕЧЕНИЕ УЧЕБНОГО ГОДА» has no abbreviations that could be told from words.
fn is_in_capitals(text: &str) -> bool {
    !text.contains(char::is_lowercase)
}

/// The line of a text in which a place is.
fn line_at(text: &str, at: usize) -> &str {
    let (before, behind) = text.split_at(at);
    let from = before.rfind('\n').map_or(0, |end| end + 1);
    let to = behind.find('\n').map_or(text.len(), |end| at + end);
    &text[from..to]
}

/// The abbreviations of a text that are not generally known.
fn abbreviations(text: &str) -> Vec<(String, Word<'_>)> {
    let words: Vec<Word> = words(text).collect();
    let is_shouted = |at: Option<usize>| {
        let word = at.and_then(|at| words.get(at));
        word.is_some_and(|word| word.text.chars().count() > LONGEST && is_in_capitals(word.text))
    };
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let Some(abbreviation) = abbreviation(word.text) else { continue };
        // Beside a long word in capitals it is a word for emphasis too: «ДОРОЖНАЯ КАРТА».
        let is_emphasis = is_shouted(at.checked_sub(1)) || is_shouted(Some(at + 1));
        let is_known = KNOWN.contains(&abbreviation.as_str()) || is_legal_form(&abbreviation);
        if !is_emphasis && !is_known && !is_of_number(text, &words, at) && !is_behind_legal_form(text, &words, at) {
            found.push((abbreviation, *word));
        }
    }
    found
}

/// Whether a word is a part of a number: «273-ФЗ», or of the name of a form: «ОО-1». A year is no number of a form.
fn is_of_number(text: &str, words: &[Word<'_>], at: usize) -> bool {
    let is_number = |word: &Word| word.text.bytes().all(|byte| byte.is_ascii_digit());
    let joined = |one: &Word, other: &Word| {
        let between = &text[one.end()..other.at];
        between.chars().all(is_dash) && between.chars().count() == 1
    };
    let before = at.checked_sub(1).map(|before| &words[before]).filter(|before| is_number(before));
    let behind = words.get(at + 1).filter(|behind| is_number(behind) && behind.text.len() < 4);
    before.is_some_and(|before| joined(before, &words[at])) || behind.is_some_and(|behind| joined(&words[at], behind))
}

/// Whether a word ends the legal form before it: «МБУ ДО», «ФГБОУ ВО».
fn is_behind_legal_form(text: &str, words: &[Word<'_>], at: usize) -> bool {
    at.checked_sub(1).map(|before| &words[before]).is_some_and(|before| {
        let is_blank = text[before.end()..words[at].at].chars().all(char::is_whitespace);
        is_blank && (is_legal_form(before.text) || matches!(before.text, "АНО" | "НКО"))
    })
}

/// The abbreviation that a word is, without a case ending («ШНОРов»): Cyrillic, beginning with a capital, with two
/// capitals or more.
fn abbreviation(word: &str) -> Option<String> {
    let is_cyrillic_capital = |c: char| matches!(c, 'А'..='Я' | 'Ё');
    let capitals = word.chars().filter(|c| is_cyrillic_capital(*c)).count();
    let first_two = word.chars().take(2).filter(|c| is_cyrillic_capital(*c)).count();
    let last = word.char_indices().rfind(|(_, c)| is_cyrillic_capital(*c))?;
    let stem = &word[..last.0 + last.1.len_utf8()];
    // «МОиН» has one small letter inside; «МинОбр» and «РосОбрНадзор» are words.
    let small = stem.chars().filter(|c| c.is_lowercase()).count();
    let ending = word[stem.len()..].chars().count();
    let fits = capitals >= 2 && first_two == 2 && small <= 1 && ending <= 3 && stem.chars().count() <= LONGEST;
    fits.then(|| stem.to_owned())
}

/// The stretches of a text that introduce the abbreviations in them: «(далее – ОУ)» in any spelling, and a bracket that
/// holds nothing but abbreviations behind a word: «Общеобразовательное учреждение (ОУ)».
fn introductions(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (open, _) in text.match_indices('(') {
        // Up to the next bracket of either kind, so that many open ones cost no more than one.
        let inside = text[open + 1..].split(['(', ')']).next().unwrap_or_default();
        let begins_so = fold(inside.trim_start()).starts_with("далее");
        let mut inner = words(inside).peekable();
        let only_abbreviations = inner.peek().is_some() && inner.all(|word| abbreviation(word.text).is_some());
        let before = text[..open].split_whitespace().next_back();
        let follows_word = before.is_some_and(|word| word.chars().filter(|c| c.is_lowercase()).count() >= 3);
        if begins_so || only_abbreviations && follows_word {
            found.push((open, open + 1 + inside.len()));
        }
    }
    found
}

/// Whether the full wording stands behind an abbreviation, in brackets or after a dash: «ВПР (всероссийские проверочные
/// работы)». Its words must begin as the abbreviation has it; small words between them do not count.
fn is_spelled_out_behind(behind: &str, abbreviation: &str) -> bool {
    let behind = behind.trim_start();
    let Some(opening) = behind.chars().next().filter(|c| *c == '(' || is_dash(*c)) else { return false };
    let mut letters = abbreviation.chars().flat_map(char::to_lowercase).peekable();
    for word in words(&behind[opening.len_utf8()..]).take(2 * LONGEST) {
        let word = fold(word.text);
        let Some(letter) = letters.peek() else { break };
        if word.starts_with(*letter) {
            letters.next();
        } else if word.chars().count() > 3 {
            return false;
        }
    }
    letters.peek().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_with_two_capitals_is_an_abbreviation() {
        for (word, expected) in [
            ("ШНОР", "ШНОР"),
            ("ШНОРов", "ШНОР"),
            ("МОиН", "МОиН"),
            ("Школа", ""),
            ("А", ""),
            ("РосОбрНадзор", ""),
            ("МОНИТОРИНГ", ""),
            ("II", ""),
        ] {
            assert_eq!(abbreviation(word).unwrap_or_default(), expected, "{word}");
        }
    }

    #[test]
    fn parts_of_names_and_numbers_are_no_abbreviations() {
        let found = |text: &str| abbreviations(text).into_iter().map(|(word, _)| word).collect::<Vec<_>>().join(" ");
        for (text, expected) in [
            ("закон от 29.12.2012 № 273-ФЗ", ""),
            ("закон № 273 – ФЗ", "ФЗ"),
            ("форма ОО-1, форма № ФК‑12", ""),
            ("отбор ШНОР-2023", "ШНОР"),
            ("МБУ ДО «Дом творчества»", ""),
            ("МБУ\u{a0}ДО «Дом творчества»", ""),
            ("педагоги ДО", "ДО"),
            ("ФГБОУ ВО «Университет», ГАПОУ СО «Колледж»", ""),
            ("АНО «Центр», АНО ДПО «Институт»", ""),
            ("МКОУ, КГБУ, ОГАУ, ЧОУ, МБУДО, ГБУДПО, ФГКОУ", ""),
            ("ОУ района", "ОУ"),
            ("МБОУ, ШМО", "ШМО"),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn the_full_wording_may_stand_behind() {
        assert!(is_spelled_out_behind(" (всероссийские проверочные работы)", "ВПР"));
        assert!(is_spelled_out_behind(" – школы с низкими образовательными результатами", "ШНОР"));
        assert!(!is_spelled_out_behind(" (по согласованию)", "ВПР"));
        assert!(!is_spelled_out_behind(" в школах", "ВПР"));
    }
}
