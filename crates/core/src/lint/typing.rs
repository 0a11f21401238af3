//! Slips of typing: endings, blanks, words that a line break has parted.

use std::collections::HashSet;

use super::{Kind, Text, Texts, remark};
use crate::diagnostics::{Diagnostics, LintProblem};
use crate::domain::words::{Word, fold, words};
use crate::russian::MONTHS_GENITIVE;

/// W230: «в течении года».
pub(super) fn wrong_case(texts: &Texts<'_>, diagnostics: &Diagnostics) {
    const TURNS: [([&str; 2], &str); 4] = [
        (["в", "течении"], "в течение"),
        (["в", "течений"], "в течение"),
        (["в", "продолжении"], "в продолжение"),
        (["на", "протяжение"], "на протяжении"),
    ];
    for (text, place) in texts.each() {
        let all: Vec<Word> = words(text).collect();
        for pair in all.windows(2) {
            let folded = [fold(pair[0].text), fold(pair[1].text)];
            let turn = TURNS.iter().find(|(wrong, _)| *wrong == [folded[0].as_str(), folded[1].as_str()]);
            let is_blank = text[pair[0].end()..pair[1].at].chars().all(char::is_whitespace);
            if let Some((_, right)) = turn.filter(|_| is_blank && names_time(&text[pair[1].end()..])) {
                let found = text[pair[0].at..pair[1].end()].to_owned();
                diagnostics.push(remark(LintProblem::WrongCase { found, right }, place, text));
            }
        }
    }
}

/// Whether a text begins with a stretch of time: «всего учебного года», «10 рабочих дней», «марта». The lapse of anything
/// else («в течении болезни») is in its right case.
fn names_time(text: &str) -> bool {
    const STEMS: [&str; 22] = [
        "год",
        "лет",
        "месяц",
        "недел",
        "дня",
        "дней",
        "день",
        "суток",
        "час",
        "минут",
        "квартал",
        "полугод",
        "период",
        "срок",
        "времен",
        "смен",
        "четверт",
        "триместр",
        "декад",
        "каникул",
        "зим",
        "осен",
    ];
    let clause = text.split([',', ';', ':', '(', ')']).next().unwrap_or_default();
    words(clause).take(4).any(|word| {
        let word = fold(word.text);
        STEMS.iter().any(|stem| word.starts_with(stem)) || MONTHS_GENITIVE.contains(&word.as_str())
    })
}

/// W231: the first two blanks side by side of each text. Those at the ends of lines show nowhere, and of a body it is told
/// that it is spelled otherwise elsewhere (W209).
pub(super) fn two_blanks(texts: &Texts<'_>, diagnostics: &Diagnostics) {
    let is_blank = |c: char| c.is_whitespace();
    for Text { text, place, .. } in texts.all.iter().filter(|text| text.kind != Kind::Body) {
        let found = text.lines().map(str::trim).find_map(|line| {
            let mut blanks = line.char_indices().zip(line.chars().skip(1));
            let ((at, _), _) = blanks.find(|((_, one), other)| is_blank(*one) && is_blank(*other))?;
            let (before, behind) = line.split_at(at);
            let last = before.rsplit(is_blank).next().unwrap_or_default();
            let next = behind.trim_start().split(is_blank).next().unwrap_or_default();
            Some(format!("{last}  {next}"))
        });
        if let Some(found) = found {
            diagnostics.push(remark(LintProblem::TwoBlanks { found }, place, text));
        }
    }
}

/// W232: «2027г.»
pub(super) fn no_blank(texts: &Texts<'_>, diagnostics: &Diagnostics) {
    const WORDS: [&str; 9] = ["г", "гг", "год", "года", "году", "годы", "годов", "годом", "уч"];
    for (text, place) in texts.each() {
        for word in words(text) {
            let digits = word.text.bytes().take_while(u8::is_ascii_digit).count();
            let (year, unit) = word.text.split_at(digits);
            if digits == 4 && matches!(&year[..2], "19" | "20" | "21") && WORDS.contains(&unit) {
                let stop = if text[word.end()..].starts_with('.') { "." } else { "" };
                let (found, right) = (format!("{}{stop}", word.text), format!("{year} {unit}{stop}"));
                diagnostics.push(remark(LintProblem::NoBlank { found, right }, place, text));
            }
        }
    }
}

/// W233: «Обновле-⏎ние». A hyphen at the end of a line also stands in compounds, so something must speak for a break: the
/// rest is no word but an ending, the whole is a word of the document or of every office, with the break inside its stem.
pub(super) fn broken_words(texts: &Texts<'_>, diagnostics: &Diagnostics) {
    if !texts.each().any(|(text, _)| text.contains("-\n") || text.contains("- \n")) {
        return;
    }
    let all: HashSet<String> = texts.each().flat_map(|(text, _)| words(text).map(|word| fold(word.text))).collect();
    for (text, place) in texts.each() {
        let all_words: Vec<Word> = words(text).collect();
        for pair in all_words.windows(2) {
            let between = &text[pair[0].end()..pair[1].at];
            let is_break = between.starts_with('-') && between.trim_matches([' ', '-']) == "\n";
            if is_break && is_broken(pair[0].text, pair[1].text, &all) {
                let found = format!("{}-{}", pair[0].text, pair[1].text);
                let right = format!("{}{}", pair[0].text, pair[1].text);
                diagnostics.push(remark(LintProblem::BrokenWord { found, right }, place, text));
            }
        }
    }
}

/// Whether two pieces are those of one word.
fn is_broken(left: &str, right: &str, all: &HashSet<String>) -> bool {
    let is_small = |word: &str| word.chars().all(|c| c.is_lowercase());
    let mut letters = left.chars();
    let is_left = letters.next().is_some_and(char::is_alphabetic) && is_small(letters.as_str());
    if !is_left || !is_small(right) {
        return false;
    }
    let (left, right) = (fold(left), fold(right));
    let whole = format!("{left}{right}");
    let is_inside = |stem: &str| whole.starts_with(stem) && left.len() < stem.len();
    is_ending(&right) || all.contains(&whole) || OFFICE_STEMS.iter().any(|stem| is_inside(stem))
}

/// Whether a piece is the end of a word, and no word by itself.
fn is_ending(piece: &str) -> bool {
    const WHOLE: &str = "\
        ние ния нию ний нием нии ниям ниях ниями тие тия тию тий тием тии тиям тиях тиями вание вания ванию ваний \
        ция ции цию ций цией циям циях циями зация зации зацию заций ность ности ностью ностей ство ства ству ством \
        тель теля телю тели телей телем телям ский ская ское ские ского ской скому скую ских ским скими ный ная ное \
        ные ного ной ному ную ных ным ными щий щая щее щие щего щей щих щим щими ться тся лся лась лись";
    const BEGINNINGS: [&str; 5] = ["тельн", "ственн", "ционн", "зацион", "ющи"];
    WHOLE.split(' ').any(|ending| ending == piece) || BEGINNINGS.iter().any(|beginning| piece.starts_with(beginning))
}

/// Stems that every plan of an education office has.
const OFFICE_STEMS: [&str; 60] = [
    "администрац",
    "аттестац",
    "взаимодейств",
    "внедрен",
    "воспитан",
    "всероссийск",
    "выполнен",
    "государствен",
    "грамотност",
    "диагностик",
    "документ",
    "заседан",
    "информац",
    "исполнител",
    "исследован",
    "качеств",
    "квалификац",
    "консультац",
    "контрол",
    "конференц",
    "мероприят",
    "методическ",
    "мониторинг",
    "муниципал",
    "направлен",
    "обеспечен",
    "обновлен",
    "образован",
    "образователь",
    "обучающ",
    "общеобразоват",
    "организац",
    "ответствен",
    "педагогич",
    "повышен",
    "поддержк",
    "подготовк",
    "проведен",
    "проверочн",
    "программ",
    "профессионал",
    "процедур",
    "развити",
    "разработк",
    "реализац",
    "региональн",
    "результат",
    "родител",
    "руководител",
    "семинар",
    "совершенств",
    "совещан",
    "создан",
    "сопровожден",
    "управлен",
    "учител",
    "учрежден",
    "формирован",
    "функционал",
    "эффективн",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_certain_is_a_broken_word() {
        let all: HashSet<String> = ["технопарк".to_owned()].into();
        for (left, right) in [
            ("Обновле", "ние"),
            ("мероприя", "тий"),
            ("мони", "торинг"),
            ("муници", "пальный"),
            ("ре", "зультатов"),
            ("образова", "тельных"),
            ("техно", "парк"),
        ] {
            assert!(is_broken(left, right, &all), "{left}-{right}");
        }
        for (left, right) in [
            ("онлайн", "курс"),
            ("учитель", "логопед"),
            ("педагог", "психолог"),
            ("школа", "интернат"),
            ("учебно", "методический"),
            ("социально", "экономического"),
            ("Иванов", "Петров"),
            ("план", "график"),
            ("семинар", "практикум"),
            ("программ", "минимумов"),
            ("ШНОР", "ов"),
            ("по", "русски"),
        ] {
            assert!(!is_broken(left, right, &all), "{left}-{right}");
        }
    }

    #[test]
    fn the_lapse_of_time_is_told_from_other_things() {
        for time in [" года", " всего учебного года", " 10 рабочих дней", " марта", " 2023 года"]
        {
            assert!(names_time(time), "{time}");
        }
        for other in [" болезни", " реки", ", года", ""] {
            assert!(!names_time(other), "{other}");
        }
    }
}
