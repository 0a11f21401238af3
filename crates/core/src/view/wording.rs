//! Words in which amendments are told: quotations with their nouns, lists of numbers, ordinals.

use std::fmt;

use crate::russian::capitalised;

/// The case of the noun before a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Noun {
    /// «слова «…» заменить».
    Accusative,
    /// «после слов «…»».
    Genitive,
    /// «заменить словами «…»».
    Instrumental,
}

/// A quotation with its noun: «цифры» before figures, «знак» before a mark, «слово» before one word, else «слова».
pub(super) struct Cited<'a>(pub &'a str, pub Noun);

impl fmt::Display for Cited<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(text, case) = self;
        let figures = text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic);
        let forms = match (figures, text.split_whitespace().count()) {
            (true, _) => ["цифры", "цифр", "цифрами"],
            (false, 0 | 1) if !text.contains(char::is_alphanumeric) => ["знак", "знака", "знаком"],
            (false, 0 | 1) => ["слово", "слова", "словом"],
            (false, _) => ["слова", "слов", "словами"],
        };
        write!(f, "{} «{text}»", forms[*case as usize])
    }
}

/// Numbers in a row, three and more that follow each other as a span: «3, 5 – 7».
pub(super) fn spans(labels: &[&str]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = labels;
    while let Some(first) = rest.first() {
        let follows = |at: usize| {
            let number = |label: &str| label.parse::<usize>().ok();
            rest.get(at)
                .and_then(|label| number(label))
                .is_some_and(|next| number(first).is_some_and(|it| it + at == next))
        };
        let length = (1..).take_while(|at| follows(*at)).count() + 1;
        if length > 2 {
            parts.push(format!("{first}\u{a0}– {}", rest[length - 1]));
            rest = &rest[length..];
        } else {
            parts.push((*first).to_owned());
            rest = &rest[1..];
        }
    }
    parts.join(", ")
}

/// An ordinal number of the masculine, in the cases that are needed.
pub(super) struct Ordinal {
    /// «второй».
    pub nominative: String,
    /// «второго».
    pub genitive: String,
    /// «вторым».
    pub instrumental: String,
    /// «втором».
    pub prepositional: String,
}

/// An ordinal number; in figures from twenty-one on.
pub(super) fn ordinal(number: usize) -> Ordinal {
    const STEMS: [&str; 20] = [
        "перв",
        "втор",
        "трет",
        "четверт",
        "пят",
        "шест",
        "седьм",
        "восьм",
        "девят",
        "десят",
        "одиннадцат",
        "двенадцат",
        "тринадцат",
        "четырнадцат",
        "пятнадцат",
        "шестнадцат",
        "семнадцат",
        "восемнадцат",
        "девятнадцат",
        "двадцат",
    ];
    let Some(stem) = number.checked_sub(1).and_then(|at| STEMS.get(at)) else {
        let form = |ending: &str| format!("{number}-{ending}");
        return Ordinal {
            nominative: form("й"),
            genitive: form("го"),
            instrumental: form("м"),
            prepositional: form("м"),
        };
    };
    let [nominative, genitive, instrumental, prepositional] = match number {
        2 | 6..=8 => ["ой", "ого", "ым", "ом"],
        3 => ["ий", "ьего", "ьим", "ьем"],
        _ => ["ый", "ого", "ым", "ом"],
    };
    let form = |ending: &str| format!("{stem}{ending}");
    Ordinal {
        nominative: form(nominative),
        genitive: form(genitive),
        instrumental: form(instrumental),
        prepositional: form(prepositional),
    }
}

/// An act in the instrumental («приказом Отдела») from the genitive in which it was typed; only its first word is
/// declined. `None` if that word is none of the usual ones.
pub(super) fn by_act(document: &str) -> Option<String> {
    const KINDS: [[&str; 2]; 5] = [
        ["приказа", "приказом"],
        ["постановления", "постановлением"],
        ["распоряжения", "распоряжением"],
        ["решения", "решением"],
        ["протокола", "протоколом"],
    ];
    let document = document.trim_start();
    let (first, rest) = document.split_at(document.find(char::is_whitespace).unwrap_or(document.len()));
    let folded = first.to_lowercase();
    let [_, instrumental] = KINDS.into_iter().find(|kind| kind.contains(&folded.as_str()))?;
    Some(format!("{}{rest}", in_case_of(first, instrumental)))
}

/// A title with «(„дорожная карта“)» in the accusative; everything else stays.
pub(super) fn to_map(title: &str) -> String {
    let mut made = String::with_capacity(title.len());
    let mut rest = title;
    while let Some(at) = rest.find('(') {
        let end = rest[at..].find(')').map_or(rest.len(), |end| at + end);
        let inside = &rest[at..end];
        let is_map = words_of(inside).eq(["дорожная", "карта"]);
        made.push_str(&rest[..at]);
        match is_map {
            true => made.push_str(&accusative(inside)),
            false => made.push_str(inside),
        }
        rest = &rest[end..];
    }
    made + rest
}

/// The words of a text without marks, in small letters.
fn words_of(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// «дорожную карту», in the letters of «дорожная карта».
fn accusative(map: &str) -> String {
    let mut signs: Vec<char> = map.chars().collect();
    let ends: Vec<usize> = (1..=signs.len())
        .filter(|at| signs[at - 1].is_alphabetic() && !signs.get(*at).is_some_and(|next| next.is_alphabetic()))
        .collect();
    let declined = |sign: char| match sign {
        'а' => 'у',
        'А' => 'У',
        'я' => 'ю',
        'Я' => 'Ю',
        other => other,
    };
    for (end, letters) in ends.into_iter().zip([2, 1]) {
        for sign in signs.iter_mut().take(end).skip(end - letters) {
            *sign = declined(*sign);
        }
    }
    signs.into_iter().collect()
}

/// A word in small letters, as capitals where another one is.
fn in_case_of(other: &str, word: &str) -> String {
    let capitals = other.chars().filter(|c| c.is_uppercase()).count();
    match capitals {
        0 => word.to_owned(),
        1 => capitalised(word),
        _ => word.to_uppercase(),
    }
}

/// How a part of the plan is called by its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ByNumber {
    /// «направление II».
    pub accusative: String,
    /// «направления II».
    pub genitive: String,
    /// «направлением II».
    pub instrumental: String,
}

impl ByNumber {
    /// What a band begins with: «II направление – …», «Раздел 1. …», a kind and a number in whatever order. `None` for
    /// anything else.
    pub(super) fn of(band: &str) -> Option<Self> {
        const KINDS: [[&str; 4]; 8] = [
            ["направление", "направление", "направления", "направлением"],
            ["раздел", "раздел", "раздела", "разделом"],
            ["подраздел", "подраздел", "подраздела", "подразделом"],
            ["блок", "блок", "блока", "блоком"],
            ["этап", "этап", "этапа", "этапом"],
            ["модуль", "модуль", "модуля", "модулем"],
            ["глава", "главу", "главы", "главой"],
            ["часть", "часть", "части", "частью"],
        ];
        let is_mark = |c: char| !c.is_alphanumeric();
        let mut words = band.split_whitespace();
        let (first, second, third) = (words.next()?, words.next()?, words.next());
        let kind = |word: &str| {
            let word = word.trim_matches(is_mark).to_lowercase();
            KINDS.into_iter().find(|[kind, ..]| *kind == word)
        };
        let (kind, number) = match (kind(first), kind(second)) {
            (Some(kind), None) => (kind, second),
            // «II направление работы» is called otherwise.
            (None, Some(kind)) if second.ends_with(is_mark) || third.is_none_or(|it| it.starts_with(is_mark)) => {
                (kind, first)
            }
            _ => return None,
        };
        let number = number.trim_matches(is_mark);
        // Cyrillic «Х» and «І» are typed for numerals too.
        let is_figure = |c: char| c.is_ascii_digit() || c == '.' || "IVXLCХІС".contains(c);
        let [_, accusative, genitive, instrumental] = kind.map(|form| format!("{form} {number}"));
        (!number.is_empty() && number.chars().all(is_figure)).then_some(Self { accusative, genitive, instrumental })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_are_declined_by_their_first_word() {
        for (typed, expected) in [
            ("приказа Отдела образования", Some("приказом Отдела образования")),
            ("Постановления Администрации\nокруга", Some("Постановлением Администрации\nокруга")),
            ("РАСПОРЯЖЕНИЯ Администрации", Some("РАСПОРЯЖЕНИЕМ Администрации")),
            ("решения Совета", Some("решением Совета")),
            ("протокола\u{a0}заседания", Some("протоколом\u{a0}заседания")),
            ("приказом Отдела", Some("приказом Отдела")),
            ("указа Губернатора", None),
            ("", None),
        ] {
            assert_eq!(by_act(typed).as_deref(), expected, "{typed}");
        }
    }

    #[test]
    fn a_map_in_brackets_is_declined() {
        for (title, expected) in [
            ("План мероприятий («дорожная карта») на год", "План мероприятий («дорожную карту») на год"),
            ("План (\"Дорожная\u{a0}карта\")\nшкол", "План (\"Дорожную\u{a0}карту\")\nшкол"),
            ("ПЛАН (ДОРОЖНАЯ КАРТА)", "ПЛАН (ДОРОЖНУЮ КАРТУ)"),
            ("План (далее – дорожная карта)", "План (далее – дорожная карта)"),
            ("План работы (2023", "План работы (2023"),
        ] {
            assert_eq!(to_map(title), expected);
        }
    }

    #[test]
    fn parts_are_called_by_their_numbers() {
        let name = |band| ByNumber::of(band).map(|it| it.genitive);
        assert_eq!(name("II направление").as_deref(), Some("направления II"));
        assert_eq!(name("II направление – Кадры").as_deref(), Some("направления II"));
        assert_eq!(name("Раздел 1. Кадры школ").as_deref(), Some("раздела 1"));
        assert_eq!(name("Направление 2.").as_deref(), Some("направления 2"));
        assert_eq!(name("РАЗДЕЛ III:").as_deref(), Some("раздела III"));
        assert_eq!(name("Глава 1.2").as_deref(), Some("главы 1.2"));
        for none in
            ["", "II.", "Направление", "Первое направление", "Раздел А", "II направление работы", "Работа с семьёй"]
        {
            assert_eq!(name(none), None, "{none}");
        }
    }

    #[test]
    fn nouns_agree_with_quotations() {
        let cited = |text, case| Cited(text, case).to_string();
        assert_eq!(cited("2023", Noun::Accusative), "цифры «2023»");
        assert_eq!(cited("15.03.2023", Noun::Instrumental), "цифрами «15.03.2023»");
        assert_eq!(cited("ВПР", Noun::Accusative), "слово «ВПР»");
        assert_eq!(cited("Март 2023", Noun::Genitive), "слов «Март 2023»");
        assert_eq!(cited(";", Noun::Instrumental), "знаком «;»");
        assert_eq!(cited(", школы", Noun::Instrumental), "словами «, школы»");
    }

    #[test]
    fn numbers_are_told_in_spans() {
        assert_eq!(spans(&["3"]), "3");
        assert_eq!(spans(&["3", "4"]), "3, 4");
        assert_eq!(spans(&["3", "5", "6", "7", "9.1"]).replace('\u{a0}', " "), "3, 5 – 7, 9.1");
        assert_eq!(spans(&["1.1", "1.2", "1.3"]), "1.1, 1.2, 1.3");
    }

    #[test]
    fn ordinals_are_declined() {
        let all = |number| {
            let it = ordinal(number);
            [it.nominative, it.genitive, it.instrumental, it.prepositional].join(" ")
        };
        assert_eq!(all(1), "первый первого первым первом");
        assert_eq!(all(2), "второй второго вторым втором");
        assert_eq!(all(3), "третий третьего третьим третьем");
        assert_eq!(all(7), "седьмой седьмого седьмым седьмом");
        assert_eq!(all(10), "десятый десятого десятым десятом");
        assert_eq!(all(21), "21-й 21-го 21-м 21-м");
    }
}
