//! From the typed text to words and signs that are alike where they look alike.

use std::sync::LazyLock;

use crate::domain::day::Day;
use crate::russian::{MONTHS, MONTHS_GENITIVE, as_cyrillic};

use Token::{Close, Colon, Comma, Dash, Dot, FullYear, Month, Number, Open, Other, Roman, Slash, Word};

/// A word or sign of the folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Up to three digits, or an ordinal written out («первый»), which counts as one digit.
    Number {
        value: u32,
        digits: usize,
    },
    /// Four digits that are a year which an office can mean.
    FullYear(i32),
    /// I to IV.
    Roman(u32),
    Month(u32),
    Word(&'a str),
    Dash,
    /// Only between a number and another or a month: a full stop elsewhere ends an abbreviation or a sentence.
    Dot,
    /// Also a semicolon, and brackets once they have been looked into.
    Comma,
    Slash,
    Colon,
    Open,
    Close,
    /// Whatever has no part in the grammar.
    Other,
}

/// What is left to be read.
pub(super) type Rest<'t, 'a> = &'t [Token<'a>];

/// Makes alike what looks alike: case, ё, dashes, spaces, quotes, and Latin letters that stand among Cyrillic ones.
/// The Latin letters that stay are the Roman digits `i` and `v`.
pub(super) fn fold(typed: &str) -> String {
    let mut folded = String::with_capacity(typed.len());
    for c in typed.chars().flat_map(char::to_lowercase) {
        match c {
            // «й» and «ё» as two characters, as copied out of some PDFs.
            '\u{306}' if folded.ends_with('и') => {
                folded.pop();
                folded.push('й');
            }
            // Diaeresis, soft hyphen, and the characters of no width.
            '\u{308}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
            'ё' => folded.push('е'),
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' => folded.push('-'),
            '«' | '»' | '"' | '“' | '”' | '„' | '\'' | '’' => folded.push(' '),
            c if c.is_whitespace() => folded.push(' '),
            'ⅰ' => folded.push_str(" i "),
            'ⅱ' => folded.push_str(" ii "),
            'ⅲ' => folded.push_str(" iii "),
            'ⅳ' => folded.push_str(" iv "),
            'і' | 'l' => folded.push('i'),
            // In a date these are typed by mistake too.
            'b' => folded.push('в'),
            'h' => folded.push('н'),
            c => folded.push(as_cyrillic(c)),
        }
    }
    folded
}

fn is_roman_digit(c: char) -> bool {
    matches!(c, 'i' | 'v')
}

/// Cuts a folded text. Digits and letters part of themselves, so «2020г.» and «2-4октября» need no space.
pub(super) fn tokens(folded: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut left = folded;
    while let Some(first) = left.chars().next() {
        let same: fn(char) -> bool = match first {
            ' ' => |c| c == ' ',
            c if c.is_ascii_digit() => |c| c.is_ascii_digit(),
            c if is_roman_digit(c) => is_roman_digit,
            c if c.is_alphabetic() => |c| c.is_alphabetic() && !is_roman_digit(c),
            _ => |_| false,
        };
        let end = left.find(|c| !same(c)).unwrap_or(left.len()).max(first.len_utf8());
        let (text, after) = left.split_at(end);
        left = after;
        let token = match first {
            ' ' => continue,
            '-' => Dash,
            ',' | ';' => Comma,
            '/' => Slash,
            ':' => Colon,
            '(' => Open,
            ')' => Close,
            '№' => Word(text),
            '.' => {
                let behind = after.trim_start();
                let next_word = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
                let is_digit = behind.starts_with(|c: char| c.is_ascii_digit());
                match tokens.as_slice() {
                    // «с 1.09. по 15.09.» has no years.
                    [.., Dot, Number { .. }] if !is_digit => continue,
                    // «1. Январь» is the first line of a list.
                    [.., Number { .. }] if is_digit || month(next_word).is_some() => Dot,
                    _ => continue,
                }
            }
            c if c.is_ascii_digit() => number(text),
            c if c.is_alphabetic() => {
                match tokens.as_slice() {
                    // The ending of an ordinal in digits: «1-й», «2го», «5 -е», «II-ой».
                    [.., Number { .. } | Roman(_), Dash] if is_ordinal_ending(text) => {
                        tokens.pop();
                        continue;
                    }
                    [.., Number { .. }] if is_ordinal_ending(text) => continue,
                    [.., Roman(_)] if is_ordinal_ending(text) && text.chars().nth(1).is_some() => continue,
                    // «г.г.»
                    [.., Word("г")] if text == "г" => {
                        tokens.pop();
                        Word("гг")
                    }
                    _ => word(text),
                }
            }
            _ => Other,
        };
        tokens.push(token);
    }
    tokens
}

fn number(text: &str) -> Token<'_> {
    match (text.len(), text.parse::<u16>()) {
        (digits @ 1..=3, Ok(value)) => Number { value: value.into(), digits },
        (4, Ok(value)) if Day::new(value.into(), 1, 1).is_some() => FullYear(value.into()),
        _ => Other,
    }
}

/// Whether a word begins with one of the stems, which are parted by spaces.
pub(super) fn begins(word: &str, stems: &str) -> bool {
    stems.split(' ').any(|stem| word.starts_with(stem))
}

/// Whether a word is one of the words, which are parted by spaces.
pub(super) fn is_one(word: &str, words: &str) -> bool {
    words.split(' ').any(|one| one == word)
}

fn is_ordinal_ending(text: &str) -> bool {
    const ENDINGS: &str = "\
        й го его ого е ое ье ый ий ой ей ом ем м му ому ему ым я ая ья ю ую ью х ти";
    is_one(text, ENDINGS)
}

fn word(text: &str) -> Token<'_> {
    let number = |value| Number { value, digits: 1 };
    match text {
        "i" => Roman(1),
        "ii" => Roman(2),
        "iii" => Roman(3),
        "iv" => Roman(4),
        "первый" | "первого" | "первом" | "первому" | "первое" | "первая" | "первой" | "первую" => {
            number(1)
        }
        "второй" | "второго" | "втором" | "второму" | "второе" | "вторая" | "вторую" => {
            number(2)
        }
        "третий" | "третьего" | "третьем" | "третьему" | "третье" | "третья" | "третьей" | "третью" => {
            number(3)
        }
        "четвертый"
        | "четвертого"
        | "четвертом"
        | "четвертому"
        | "четвертое"
        | "четвертая"
        | "четвертой"
        | "четвертую" => number(4),
        "пятая" | "пятой" | "пятую" => number(5),
        "теч" => Word("течение"),
        "ежемес" => Word("ежемесячно"),
        "ежекв" | "ежекварт" => Word("ежеквартально"),
        "ежегод" => Word("ежегодно"),
        "полуг" | "полугод" => Word("полугодие"),
        text => month(text).map_or(Word(text), Month),
    }
}

/// A form of the name of a month.
struct Form {
    name: String,
    month: u32,
    /// How many letters it has.
    length: usize,
    letters: u64,
}

/// All forms of all names.
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let forms = (1..).zip(MONTHS.iter().zip(&MONTHS_GENITIVE)).flat_map(|(month, (nominative, genitive))| {
        // The stem, and its endings: soft as in январь, but hard in март and август.
        let (stem, endings) = match genitive.strip_suffix('а') {
            Some(stem) => (stem, ["а", "е", "у", "ом"]),
            None => (genitive.strip_suffix('я').unwrap_or(genitive), ["я", "е", "ю", "ем"]),
        };
        let inflected = endings.into_iter().map(move |ending| format!("{stem}{ending}"));
        [(*nominative).to_owned()].into_iter().chain(inflected).map(move |name| Form {
            month,
            length: name.chars().count(),
            letters: letters(&name),
            name,
        })
    });
    forms.collect()
});

/// The letters of a word as a set, in which some may fall together. One slip takes one out and puts one in at most.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |set, c| set | 1 << (u32::from(c) % u64::BITS))
}

/// The month that a word names, in any case, shortened, or with one slip that leaves no doubt.
fn month(word: &str) -> Option<u32> {
    const SHORT: [(&str, u32); 15] = [
        ("янв", 1),
        ("фев", 2),
        ("февр", 2),
        ("мар", 3),
        ("апр", 4),
        ("июн", 6),
        ("июл", 7),
        ("авг", 8),
        ("сен", 9),
        ("сент", 9),
        ("окт", 10),
        ("ноя", 11),
        ("нояб", 11),
        ("дек", 12),
        ("декаб", 12),
    ];
    /// The longest month has eight letters and an ending, and may have one too many.
    const LONGEST_MONTH: usize = 10;

    if let Some((_, number)) = SHORT.iter().find(|(short, _)| *short == word) {
        return Some(*number);
    }
    if let Some(form) = FORMS.iter().find(|form| form.name == word) {
        return Some(form.month);
    }
    // «Июнь» and «июль» differ by one letter, «карта» and «марта» too: a slip must leave one month only, and must not
    // be in the first letter of a short name. «Май» is too short for slips.
    let length = word.chars().count();
    if !(4..=LONGEST_MONTH).contains(&length) {
        return None;
    }
    let of_word = letters(word);
    let slip = |form: &&Form| {
        form.length >= 4
            && form.length.abs_diff(length) <= 1
            && (form.letters ^ of_word).count_ones() <= 2
            && (form.length >= 6 || form.name.chars().next() == word.chars().next())
            && strsim::osa_distance(&form.name, word) == 1
    };
    let mut found = FORMS.iter().filter(slip).map(|form| form.month);
    let first = found.next()?;
    found.all(|month| month == first).then_some(first)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weekday {
    One,
    /// In the dative of the plural: «по понедельникам».
    Every,
}

/// The days of the week without their endings.
const WEEKDAYS: [&str; 7] = ["понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень"];

/// Which day of the week a word names, Monday being 0.
pub(super) fn weekday_number(word: &str) -> Option<u32> {
    weekday(word)?;
    (0..).zip(WEEKDAYS).find(|(_, stem)| word.starts_with(stem)).map(|(number, _)| number)
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    let ending = WEEKDAYS.iter().find_map(|stem| word.strip_prefix(stem))?;
    match ending {
        "ам" | "ям" => Some(Weekday::Every),
        "" | "а" | "у" | "ы" | "е" | "ой" | "и" | "я" => Some(Weekday::One),
        _ => None,
    }
}

/// Without commas, colons and dashes before it. A dash behind it stays: a range that is not finished is not understood.
pub(super) fn trim_start<'t, 'a>(mut tokens: Rest<'t, 'a>) -> Rest<'t, 'a> {
    while let [Comma | Dash | Colon, rest @ ..] = tokens {
        tokens = rest;
    }
    tokens
}

/// Also without commas and colons behind it.
pub(super) fn trim<'t, 'a>(tokens: Rest<'t, 'a>) -> Rest<'t, 'a> {
    let mut tokens = trim_start(tokens);
    while let [rest @ .., Comma | Colon] = tokens {
        tokens = rest;
    }
    tokens
}

/// Drops a last remark in brackets that says nothing about time; other brackets are like commas.
pub(super) fn without_remark<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    let mut kept = tokens;
    if let [before @ .., Close] = tokens
        && let Some(open) = before.iter().rposition(|token| *token == Open)
        && let (text, [_, remark @ ..]) = before.split_at(open)
        && !text.is_empty()
        && !tells_of_time(remark)
    {
        kept = text;
    }
    let mut kept: Vec<Token> =
        kept.iter().map(|token| if matches!(token, Open | Close) { Comma } else { *token }).collect();
    kept.dedup_by(|token, before| (*token, *before) == (Comma, Comma));
    kept
}

/// Whether a remark may have to do with time. Rather too often yes: a number does unless it follows «№».
fn tells_of_time(remark: &[Token]) -> bool {
    const STEMS: &str = "\
        год месяц квартал полугод недел дня дней день дни днем сут час числ срок дат период врем график расписан \
        мере необходим кажд еже кроме исключ позд позж ранее раньше начал начин оконч конец конц заверш после перед \
        через перен отмен каникул четверт весн лет осен зим включ постоянн";
    let mut after_sign = false;
    remark.iter().any(|token| {
        let numbered = std::mem::replace(&mut after_sign, matches!(token, Word("№" | "приложение")));
        match token {
            Number { .. } => !numbered,
            FullYear(_) | Roman(_) | Month(_) => true,
            Word("с" | "со" | "к" | "ко" | "до" | "раз" | "раза") => true,
            Word(word) => begins(word, STEMS) || weekday(word).is_some(),
            _ => false,
        }
    })
}

/// Drops a label before the due date itself: «Срок: до 1 марта», «срок исполнения – март».
pub(super) fn without_label<'t, 'a>(tokens: Rest<'t, 'a>) -> Rest<'t, 'a> {
    match tokens {
        [Word("срок" | "сроки" | "дата"), Colon | Dash, rest @ ..] => rest,
        [Word("срок" | "сроки" | "дата"), Word(word), Colon | Dash, rest @ ..]
            if begins(word, "исполнен выполнен реализац проведен") =>
        {
            rest
        }
        tokens => tokens,
    }
}
