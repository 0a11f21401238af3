//! Words in which amendments are told: quotations with their nouns, lists of numbers, ordinals.

use std::fmt;

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

/// A quotation with its noun: «цифры» before figures, «слово» before one word, else «слова».
pub(super) struct Cited<'a>(pub &'a str, pub Noun);

impl fmt::Display for Cited<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(text, case) = self;
        let figures = text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic);
        let forms = match (figures, text.split_whitespace().count()) {
            (true, _) => ["цифры", "цифр", "цифрами"],
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_agree_with_quotations() {
        let cited = |text, case| Cited(text, case).to_string();
        assert_eq!(cited("2023", Noun::Accusative), "цифры «2023»");
        assert_eq!(cited("15.03.2023", Noun::Instrumental), "цифрами «15.03.2023»");
        assert_eq!(cited("ВПР", Noun::Accusative), "слово «ВПР»");
        assert_eq!(cited("Март 2023", Noun::Genitive), "слов «Март 2023»");
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
