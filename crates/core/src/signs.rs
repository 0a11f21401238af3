//! Signs that the eye does not see or takes for others: what turns the direction of writing, what is not shown, and
//! letters of one alphabet that look like those of another.
//!
//! The classes are those of Unicode: `Bidi_Control`, tags, `Default_Ignorable_Code_Point`, marks that stand over a
//! letter. Look-alikes are those of Russian print, without italics.

/// Whether a sign turns the direction in which the text around it is read.
pub fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a sign is a tag: a letter that no page shows.
pub fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0000}'..='\u{e007f}')
}

/// Whether a sign is not shown, and does nothing that a text of an office needs: what stands on the page is not what
/// stands in the data. Turning signs and tags are others.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0080}'..='\u{e0fff}')
}

/// Whether a sign stands over, under or across the letter before it.
pub fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{34e}' | '\u{350}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{2de0}'..='\u{2dff}' | '\u{a66f}'..='\u{a67d}'
        | '\u{fe20}'..='\u{fe2f}')
}

/// Whether a text of a file must not reach a terminal as it is: it could steer it, or show something else than what
/// stands there.
pub fn is_harmful(c: char) -> bool {
    c.is_control() || turns(c) || is_tag(c) || is_invisible(c)
}

/// Whether a sign is one of those that Russian texts hold as a rule: Russian letters, digits and marks. Nothing that this
/// module looks for is among them.
pub fn is_ordinary(c: char) -> bool {
    matches!(c, '\n' | ' '..='@' | '['..='`' | '{'..='~' | '\u{a0}' | '«' | '»' | 'А'..='я' | 'Ё' | 'ё' | '–' | '—' | '№')
}

/// The number of a sign, as people look it up: «U+202E».
pub fn name(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// An alphabet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Alphabet {
    Cyrillic,
    Latin,
    Greek,
}

/// The alphabet of a letter, as it is called.
pub fn alphabet(letter: char) -> &'static str {
    match Alphabet::of(letter) {
        Some(Alphabet::Latin) => "латиница",
        Some(Alphabet::Greek) => "греческий алфавит",
        Some(Alphabet::Cyrillic) | None => "кириллица",
    }
}

impl Alphabet {
    /// Of Greek only the letters that look like others count: «Δ» and «µ» stand for themselves.
    fn of(c: char) -> Option<Self> {
        match c {
            '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{a640}'..='\u{a66e}' => {
                Some(Self::Cyrillic)
            }
            'A'..='Z' | 'a'..='z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
                Some(Self::Latin)
            }
            'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Some(Self::Latin),
            '\u{370}'..='\u{3ff}' if russian_twin(c).is_some() => Some(Self::Greek),
            _ => None,
        }
    }
}

/// Latin and Greek letters, and the Russian ones that they look like.
const TWINS: [(&str, &str); 3] = [
    ("ABCEHKMOPTXYaceopxykËë", "АВСЕНКМОРТХУасеорхукЁё"),
    ("ΑΒΕΗΚΜΝΟΡΤΧΥονρ", "АВЕНКМНОРТХУонр"),
    ("ＡＢＣＥＨＫＭＯＰＴＸＹａｃｅｏｐｘｙｋ", "АВСЕНКМОРТХУасеорхук"),
];

/// The Russian letter that a letter of another alphabet looks like.
fn russian_twin(c: char) -> Option<char> {
    TWINS
        .iter()
        .find_map(|(others, russian)| others.chars().zip(russian.chars()).find(|(other, _)| *other == c))
        .map(|(_, twin)| twin)
}

/// Whether a letter looks like one of the other alphabet. Letters of other Cyrillic alphabets («і», «ј») look like Latin
/// ones, and Russian has no need of them.
fn is_mistakable(c: char) -> bool {
    const LIKE_LATIN: &str = "АВСЕНКМОРТХУасеорхукЁёЅІЈѕіјһԁԛԝԌԚԜҺ";
    match Alphabet::of(c) {
        Some(Alphabet::Cyrillic) => LIKE_LATIN.contains(c),
        Some(Alphabet::Latin | Alphabet::Greek) => russian_twin(c).is_some(),
        None => false,
    }
}

/// A text by which two that look alike are the same: letters as Russian ones, invisible signs left out, и and е with
/// their marks as one letter.
pub fn as_seen(text: &str) -> String {
    let mut seen = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_invisible(*c) && !turns(*c) && !is_tag(*c)) {
        let twin = russian_twin(c).unwrap_or(c);
        let composed = match (seen.chars().next_back(), c) {
            (Some('и'), '\u{306}') => Some('й'),
            (Some('И'), '\u{306}') => Some('Й'),
            (Some('е'), '\u{308}') => Some('ё'),
            (Some('Е'), '\u{308}') => Some('Ё'),
            _ => None,
        };
        if composed.is_some() {
            seen.pop();
        }
        seen.push(composed.unwrap_or(twin));
    }
    seen
}

/// The first word of a text whose letters are of two alphabets, though it would be read as of one.
///
/// Not meant are addresses and names of files, Roman numerals, and words in which nobody takes one alphabet for the
/// other: a whole part in each of them («ЭкоLife», «PDFы»). Hyphens, digits and blanks part words.
pub fn mixed_word(text: &str) -> Option<&str> {
    let tokens = text.split_whitespace().filter(|token| !is_address(token));
    let words = tokens.flat_map(|token| token.split(|c: char| !c.is_alphabetic() && !is_mark(c)));
    words.into_iter().find(|word| is_mixed(word))
}

/// The letters of a word that belong to another alphabet than most of them.
pub fn strangers(word: &str) -> Vec<char> {
    let alphabets = [Alphabet::Cyrillic, Alphabet::Latin, Alphabet::Greek];
    let count = |wanted: Alphabet| word.chars().filter(|c| Alphabet::of(*c) == Some(wanted)).count();
    let own = alphabets.into_iter().rev().max_by_key(|alphabet| count(*alphabet));
    let mut strangers: Vec<char> = Vec::new();
    for c in word.chars().filter(|c| Alphabet::of(*c).is_some_and(|alphabet| Some(alphabet) != own)) {
        if !strangers.contains(&c) {
            strangers.push(c);
        }
    }
    strangers
}

fn is_mixed(word: &str) -> bool {
    let mut alphabets = word.chars().filter_map(Alphabet::of);
    let first = alphabets.next();
    if alphabets.all(|alphabet| Some(alphabet) == first) {
        return false;
    }
    let runs = runs(word);
    !is_numeral(word) && !is_plain_mix(&runs)
}

/// A word cut where its alphabet changes.
fn runs(word: &str) -> Vec<(Alphabet, String)> {
    let mut runs: Vec<(Alphabet, String)> = Vec::new();
    for c in word.chars() {
        let Some(alphabet) = Alphabet::of(c) else { continue };
        match runs.last_mut() {
            Some((known, run)) if *known == alphabet => run.push(c),
            _ => runs.push((alphabet, c.into())),
        }
    }
    runs
}

/// Whether a word is two parts, each of which shows its alphabet: with at least two letters, or a small ending behind an
/// abbreviation in capitals, or the letter of a class behind its Roman numeral («IXа»).
fn is_plain_mix(runs: &[(Alphabet, String)]) -> bool {
    let [(first, one), (_, other)] = runs else { return false };
    let is_long = |run: &str| run.chars().nth(1).is_some();
    let is_plain = |run: &str| run.chars().any(|c| !is_mistakable(c));
    let is_abbreviation = *first == Alphabet::Latin && is_long(one) && one.chars().all(char::is_uppercase);
    let is_class =
        one.chars().all(|c| "IVX".contains(c)) && !is_long(other) && "абвгдежзАБВГДЕЖЗ".contains(other.as_str());
    is_class || is_plain(one) && is_plain(other) && (is_abbreviation || is_long(one) && is_long(other))
}

/// Whether a word is a Roman numeral, some of whose letters people take from the Russian keyboard.
fn is_numeral(word: &str) -> bool {
    let mut letters = word.chars();
    letters.clone().all(|c| "IVXLCDMivxlcdmХСМІхсмі".contains(c)) && letters.any(|c| "IVXLDivxldХІхі".contains(c))
}

/// Whether a token is an address or the name of a file.
fn is_address(token: &str) -> bool {
    let bare = token.trim_matches(|c: char| !c.is_alphanumeric());
    let is_ending = |ending: &str| {
        (2..=5).contains(&ending.len())
            && ending.chars().all(|c| c.is_ascii_alphanumeric())
            && ending.contains(|c: char| c.is_ascii_alphabetic())
    };
    let host = bare.split(['/', '\\', '#', '?']).next().unwrap_or_default();
    let ends_so =
        |name: &str| name.rsplit_once('.').is_some_and(|(name, ending)| !name.is_empty() && is_ending(ending));
    bare.contains('@') || bare.contains("://") || bare.starts_with("www.") || ends_so(bare) || ends_so(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_looked_for_among_ordinary_signs() {
        let ordinary: String = ('\0'..=char::MAX).filter(|c| is_ordinary(*c)).collect();
        assert!(!ordinary.contains(|c| turns(c) || is_tag(c) || is_invisible(c) || is_mark(c)));
        assert!(ordinary.chars().all(|c| matches!(Alphabet::of(c), None | Some(Alphabet::Cyrillic))));
    }

    #[test]
    fn words_of_two_alphabets_are_found() {
        for (text, word) in [
            ("Oтдел образования", "Oтдел"),
            ("провести cовещание", "cовещание"),
            ("(пeдагог)", "пeдагог"),
            ("тест plаn", "plаn"),
            ("мето\u{3bf}дист", "мето\u{3bf}дист"),
            ("COVID-19 и IТ-отдел", "IТ"),
            ("IT-Cлужба", "Cлужба"),
            ("СMС-рассылка", "СMС"),
            ("шkola", "шkola"),
            ("и\u{306}oд", "и\u{306}oд"),
        ] {
            assert_eq!(mixed_word(text), Some(word), "{text}");
        }
    }

    #[test]
    fn good_words_are_left_alone() {
        for text in [
            "Отдел образования",
            "COVID-19",
            "IT-куб",
            "QR-код, Wi-Fi",
            "1С",
            "1C: Предприятие",
            "XXI век, ХХI век, ХVIII, IV квартал, IIкв.",
            "IXа класс, Xб",
            "ЭкоLife, РобоFest, PDFы",
            "info@shkоla.ru",
            "https://vk.com/club_школаN5",
            "www.школаN.рф",
            "Отчётv2.docx; «Справкаa.pdf»",
            "sait.ru/новостиN",
            "Δt, мкм, 5 µм",
            "и\u{306}од, е\u{308}лка, за\u{301}мок",
        ] {
            assert_eq!(mixed_word(text), None, "{text}");
        }
    }

    #[test]
    fn every_letter_that_looks_like_a_russian_one_is_found_in_a_russian_word() {
        for (others, russian) in TWINS {
            assert_eq!(others.chars().count(), russian.chars().count(), "{others}");
            for other in others.chars() {
                for word in [format!("{other}жш"), format!("жш{other}"), format!("ж{other}ш")] {
                    assert_eq!(mixed_word(&word), Some(word.as_str()));
                    assert_eq!(strangers(&word), [other]);
                }
            }
        }
    }

    #[test]
    fn what_looks_the_same_is_the_same_as_seen() {
        for (one, other) in [
            ("OMO", "ОМО"),
            ("Отдел", "От\u{ad}дел\u{200b}"),
            ("Районныи\u{306} совет", "Районный совет"),
            ("Cовет", "Совет"),
        ] {
            assert_eq!(as_seen(one), as_seen(other));
        }
        assert_ne!(as_seen("школа 1"), as_seen("школа 2"));
    }

    /// What one class holds, none of the others does: each sign gives one message.
    #[test]
    fn the_classes_have_nothing_in_common() {
        for c in '\0'..=char::MAX {
            let classes = [turns(c), is_tag(c), is_invisible(c), is_mark(c), c.is_control(), c.is_alphanumeric()];
            // The letters that Korean writing leaves blank.
            let is_filler = matches!(c, '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}');
            let is_letter_with_mark = is_mark(c) && c.is_alphabetic();
            let count = classes.iter().filter(|is| **is).count();
            assert!(count <= 1 || is_filler || is_letter_with_mark, "{}", name(c));
        }
    }
}
