//! The title of a plan after «реализации»: its usual first words in the genitive, any other title in quotes.
//!
//! Only a head that is known is declined, with «(«дорожная карта»)» beside it, and only where what follows stays as it is:
//! «План мероприятий», but not «План, утвержденный …» or «План и график». What is quoted is right in every case.

use crate::domain::one_line;
use crate::domain::words::{is_dash, is_quote};

/// The first words of usual titles, lower case, and whether what parts them is a hyphen.
const HEADS: [&[&str]; 6] =
    [&["план", "график"], &["план"], &["дорожная", "карта"], &["программа"], &["комплекс"], &["мероприятия"]];
/// The endings of these words, in the nominative and the genitive.
const ENDINGS: [(&str, &str, &str); 7] = [
    ("план", "", "а"),
    ("график", "", "а"),
    ("дорожная", "ая", "ой"),
    ("карта", "а", "ы"),
    ("программа", "а", "ы"),
    ("комплекс", "", "а"),
    ("мероприятия", "я", "й"),
];
/// What a «комплекс» is usually one of.
const OF_COMPLEX: [&str; 2] = ["мер", "мероприятий"];
/// Ends of words in the nominative that would have to agree with a head.
const AGREEING: [&str; 13] =
    ["ый", "щий", "ший", "ский", "цкий", "щийся", "шийся", "ая", "яя", "аяся", "ые", "щие", "щиеся"];
/// Words that begin what no longer stands beside the head.
const PREPOSITIONS: [&str; 15] =
    ["по", "на", "в", "во", "о", "об", "для", "с", "со", "к", "за", "при", "от", "до", "из"];

/// What stands after «реализации»: «Плана мероприятий («дорожной карты») …», «документа «Стратегия …»».
pub(super) fn of_document(title: &str) -> String {
    let title = one_line(title);
    declined(&title).unwrap_or_else(|| {
        // Quotation marks that meet are not doubled.
        let bare = title.strip_prefix('«').unwrap_or(&title);
        format!("документа «{}»", bare.strip_suffix('»').unwrap_or(bare))
    })
}

/// A title in the genitive; `None` where its head is none of the usual ones or has something beside it that would have to
/// change too.
fn declined(title: &str) -> Option<String> {
    let (head, rest) = quoted_head(title).or_else(|| head(title))?;
    let rest = brackets(rest);
    let folded = rest.to_lowercase();
    let is_open = |at: usize| folded[..at].matches('«').count() == folded[..at].matches('»').count();
    // «План мероприятий дорожная карта»: no quotation, no bracket that says what it is.
    let is_bare = |(at, _): (usize, &str)| is_open(at) && !folded[..at].ends_with(is_quote);
    (!folded.match_indices("дорожная карта").any(is_bare)).then(|| format!("{head}{rest}"))
}

/// «Дорожная карта» in quotation marks of its own.
fn quoted_head(title: &str) -> Option<(String, &str)> {
    let bare = title.strip_prefix(is_quote)?;
    let (genitive, rest) = words(bare)?;
    let after = rest.strip_prefix(is_quote)?;
    let quotes = |from: &str, to: &str| from[..from.len() - to.len()].to_owned();
    (after.is_empty() || after.starts_with(' '))
        .then(|| (format!("{}{genitive}{}", quotes(title, bare), quotes(rest, after)), after))
}

/// The head of a title in the genitive, and what follows.
fn head(text: &str) -> Option<(String, &str)> {
    let (genitive, rest) = words(text)?;
    may_follow(&genitive, rest).then_some((genitive, rest))
}

/// The usual first words in the genitive, and what follows them.
fn words(text: &str) -> Option<(String, &str)> {
    HEADS.iter().find_map(|words| {
        let (mut genitive, mut rest) = (String::new(), text);
        for (at, nominative) in words.iter().enumerate() {
            if at > 0 {
                let after = match words[0] {
                    "план" => rest.trim_start().strip_prefix(is_dash)?.trim_start(),
                    _ => rest.strip_prefix(' ')?,
                };
                genitive.push_str(&rest[..rest.len() - after.len()]);
                rest = after;
            }
            let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            if word.to_lowercase() != *nominative {
                return None;
            }
            genitive.push_str(&genitive_of(word, nominative)?);
            rest = after;
        }
        Some((genitive, rest))
    })
}

/// A word of [`ENDINGS`] in the genitive, in capitals where it is typed so.
fn genitive_of(word: &str, folded: &str) -> Option<String> {
    let (_, nominative, genitive) = ENDINGS.iter().find(|(known, ..)| *known == folded)?;
    let letters = word.chars().count() - nominative.chars().count();
    let stem: String = word.chars().take(letters).collect();
    let is_capital = word.chars().all(char::is_uppercase);
    Some(if is_capital { stem + &genitive.to_uppercase() } else { stem + genitive })
}

/// Whether a head may be declined before what follows: an object, a preposition, a quotation or a bracket, and nothing that
/// would have to agree with it.
fn may_follow(genitive: &str, rest: &str) -> bool {
    let folded = rest.to_lowercase();
    let Some(after) = folded.strip_prefix(' ') else { return matches!(rest, "" | ".") };
    let word = |text: &str| text.chars().take_while(|c| c.is_alphabetic()).collect::<String>();
    let next = word(after);
    let is_complex = genitive.to_lowercase() == "комплекса";
    let fits = match next.as_str() {
        "" => after.starts_with(|c: char| c == '(' || is_quote(c) || c.is_numeric()) && !is_complex,
        "и" | "или" => false,
        _ => !is_complex || OF_COMPLEX.contains(&next.as_str()),
    };
    let agrees = |text: &str| {
        let word = word(text.trim_start());
        AGREEING.iter().any(|ending| word.ends_with(ending))
    };
    fits && !agrees(after) && !folded.split(',').skip(1).any(agrees)
}

/// A text with the heads in its brackets in the genitive: «(«дорожная карта»)» anywhere, others only beside the head.
fn brackets(text: &str) -> String {
    let (mut declined, mut rest, mut is_beside) = (String::new(), text, true);
    while let Some((before, after)) = rest.split_once('(') {
        is_beside &= !before.to_lowercase().split(' ').any(|word| PREPOSITIONS.contains(&word));
        let bare = after.trim_start_matches(is_quote);
        let known = words(bare).filter(|(genitive, tail)| {
            let is_whole = tail.trim_start_matches(is_quote).starts_with(')');
            let inner = tail.split_once(')').map_or(*tail, |(inner, _)| inner);
            is_whole && inner.chars().all(is_quote) && (is_beside || genitive.contains([' ', '-']))
                || is_beside && may_follow(genitive, inner)
        });
        declined.push_str(before);
        declined.push('(');
        declined.push_str(&after[..after.len() - bare.len()]);
        match known {
            Some((genitive, tail)) => {
                declined.push_str(&genitive);
                rest = tail;
            }
            None => rest = bare,
        }
    }
    declined + rest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    #[test]
    fn usual_titles_are_declined() {
        for (title, expected) in [
            (
                "План мероприятий («дорожная карта») реализации мер на 2023 год",
                "Плана мероприятий («дорожной карты») реализации мер на 2023 год",
            ),
            ("ПЛАН МЕРОПРИЯТИЙ («ДОРОЖНАЯ КАРТА») ПО ШКОЛАМ", "ПЛАНА МЕРОПРИЯТИЙ («ДОРОЖНОЙ КАРТЫ») ПО ШКОЛАМ"),
            ("ПЛАН\nмероприятий (дорожная карта)\nна 2027 год", "ПЛАНА мероприятий (дорожной карты) на 2027 год"),
            ("План мероприятий по школам (\"Дорожная карта\")", "Плана мероприятий по школам (\"Дорожной карты\")"),
            ("План-график повышения качества", "Плана-графика повышения качества"),
            ("План – график (дорожная карта)", "Плана – графика (дорожной карты)"),
            ("План работы отдела", "Плана работы отдела"),
            ("План", "Плана"),
            ("План 2027 года", "Плана 2027 года"),
            ("Дорожная карта по повышению качества", "Дорожной карты по повышению качества"),
            ("ДОРОЖНАЯ КАРТА", "ДОРОЖНОЙ КАРТЫ"),
            ("«Дорожная карта» по школам", "«Дорожной карты» по школам"),
            ("Дорожная карта (план мероприятий) по школам", "Дорожной карты (плана мероприятий) по школам"),
            ("Программа «Земский учитель»", "Программы «Земский учитель»"),
            ("Комплекс мер по поддержке", "Комплекса мер по поддержке"),
            ("Комплекс мероприятий", "Комплекса мероприятий"),
            ("Мероприятия по поддержке школ", "Мероприятий по поддержке школ"),
            ("МЕРОПРИЯТИЯ НА 2027 ГОД", "МЕРОПРИЯТИЙ НА 2027 ГОД"),
            ("План мероприятий, направленных на рост", "Плана мероприятий, направленных на рост"),
            ("План на новый учебный год", "Плана на новый учебный год"),
            ("План (далее – План) по школам", "Плана (далее – План) по школам"),
            ("План мероприятий «Дорожная карта» школ", "Плана мероприятий «Дорожная карта» школ"),
        ] {
            assert_eq!(of_document(title), expected);
        }
    }

    #[test]
    fn any_other_title_is_quoted() {
        for (title, expected) in [
            ("Комплексный план", "документа «Комплексный план»"),
            ("Муниципальная\nпрограмма", "документа «Муниципальная программа»"),
            ("Планы школ", "документа «Планы школ»"),
            ("Плановые меры", "документа «Плановые меры»"),
            ("План и график", "документа «План и график»"),
            ("План, утвержденный приказом", "документа «План, утвержденный приказом»"),
            ("План мероприятий, направленный на рост", "документа «План мероприятий, направленный на рост»"),
            ("Мероприятия, направленные на рост", "документа «Мероприятия, направленные на рост»"),
            ("Программа муниципальная", "документа «Программа муниципальная»"),
            ("План: кадры", "документа «План: кадры»"),
            ("План мероприятий дорожная карта", "документа «План мероприятий дорожная карта»"),
            ("Комплекс «Школа»", "документа «Комплекс «Школа»"),
            ("«Школа успеха»", "документа «Школа успеха»"),
            ("«План мероприятий на 2027 год»", "документа «План мероприятий на 2027 год»"),
        ] {
            assert_eq!(of_document(title), expected);
        }
    }

    proptest! {
        /// Whatever the title: it is quoted whole, or only endings differ, none of its words being lost.
        #[test]
        fn no_word_of_a_title_is_lost(
            words in prop::collection::vec(select(vec![
                "План", "ПЛАН", "план-график", "Дорожная", "карта", "(«дорожная карта»)", "(", ")", "«", "»", "Программа",
                "Комплекс", "мер", "мероприятия", "и", "по", "утвержденный,", "на 2027 год", "–", "\n", ".", "",
            ]), 0..8),
        ) {
            let title = one_line(&words.join(" "));
            let shown = of_document(&title);
            prop_assert!(!shown.contains('\n'));
            if let Some(quoted) = shown.strip_prefix("документа «") {
                prop_assert!(quoted.ends_with('»'));
                prop_assert_eq!(quoted.trim_end_matches('»'), title.trim_start_matches('«').trim_end_matches('»'));
            } else {
                let stems = |text: &str| -> Vec<String> {
                    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
                    words.map(|word| word.to_lowercase().chars().take(4).collect()).collect()
                };
                prop_assert_eq!(stems(&shown), stems(&title));
                prop_assert!(shown != title);
            }
        }
    }
}
