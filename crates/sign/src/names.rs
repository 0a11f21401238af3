//! Texts of a certificate: every kind of string that ASN.1 has, and who the owner is.

use encoding_rs::{UTF_16BE, WINDOWS_1251};

use super::asn1::{SEQUENCE, SET, Value};

const UTF8: u8 = 0x0C;
const NUMERIC: u8 = 0x12;
const PRINTABLE: u8 = 0x13;
const TELETEX: u8 = 0x14;
const IA5: u8 = 0x16;
const VISIBLE: u8 = 0x1A;
const UNIVERSAL: u8 = 0x1C;
const BMP: u8 = 0x1E;

const COMMON_NAME: &str = "2.5.4.3";
const SURNAME: &str = "2.5.4.4";
const ORGANISATION: &str = "2.5.4.10";
const GIVEN_NAME: &str = "2.5.4.42";

/// The texts of a string, whatever its kind. Blanks are made single, and what does not print is dropped.
fn text(value: Value<'_>) -> Option<String> {
    let bytes = value.content;
    let text = match value.tag {
        UTF8 => String::from_utf8_lossy(bytes).into_owned(),
        NUMERIC | PRINTABLE | TELETEX | IA5 | VISIBLE => eight_bits(bytes),
        BMP => UTF_16BE.decode_without_bom_handling(bytes).0.into_owned(),
        UNIVERSAL => bytes.as_chunks::<4>().0.iter().map(|&four| printable(u32::from_be_bytes(four))).collect(),
        _ => return None,
    };
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| word.chars().filter(|&c| !c.is_control() && !is_invisible(c)).collect())
        .filter(|word: &String| !word.is_empty())
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn printable(code: u32) -> char {
    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Marks that turn or hide what stands around them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A string of bytes that does not tell its encoding. Those of the West are Latin-1, Russian ones Windows-1251: words
/// wholly of letters above 127 are Russian, since every western language mixes them with plain ones.
fn eight_bits(bytes: &[u8]) -> String {
    if let Ok(text) = str::from_utf8(bytes) {
        return text.to_owned();
    }
    let mut words = bytes.split(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii());
    match words.any(|word| word.len() > 1 && !word.iter().any(u8::is_ascii)) {
        true => WINDOWS_1251.decode_without_bom_handling(bytes).0.into_owned(),
        false => bytes.iter().copied().map(char::from).collect(),
    }
}

/// Whose certificate it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Subject {
    /// Surname and given names of a person.
    pub person: Option<String>,
    /// What else the certificate calls its owner by.
    pub name: String,
}

impl Subject {
    /// Reads a name of a certificate. Numbers of persons and bodies (СНИЛС, ИНН, ОГРН) are not looked at.
    pub(super) fn read(subject: Value<'_>) -> Self {
        let field = |wanted: &str| {
            subject.items().filter_map(|set| set.of(SET)).flat_map(Value::items).find_map(|pair| {
                let mut pair = pair.of(SEQUENCE)?.items();
                let is_wanted = pair.next()?.object()? == wanted;
                is_wanted.then(|| pair.next()).flatten().and_then(text)
            })
        };
        let common = field(COMMON_NAME);
        let organisation = field(ORGANISATION);
        let full = field(SURNAME).map(|surname| match field(GIVEN_NAME) {
            Some(given) => format!("{surname} {given}"),
            None => surname,
        });
        let person =
            full.or_else(|| common.clone().filter(|common| is_person(common) && organisation != Some(common.clone())));
        let name = person.clone().or(common).or(organisation).unwrap_or_else(|| "без имени".to_owned());
        Self { person, name }
    }
}

/// Whether a name is that of a person: «Иванова Анна Петровна», and neither a body nor a post.
fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let is_capital = |word: &&str| {
        word.split('-').all(|part| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_uppercase)
                && part.chars().count() > 1
                && letters.all(char::is_lowercase)
        })
    };
    let last = words.last().map(|last| last.to_lowercase()).unwrap_or_default();
    let has_patronymic = ["вич", "вна", "ична", "инична", "оглы", "кызы"].iter().any(|end| last.ends_with(end));
    let is_letters = words.iter().all(|word| word.chars().all(|c| c.is_alphabetic() || c == '-'));
    match words.len() {
        2 => words.iter().all(is_capital),
        3 | 4 => is_letters && (has_patronymic || words.len() == 3 && words.iter().all(is_capital)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn string(tag: u8, content: &[u8]) -> String {
        let mut bytes = vec![tag, content.len() as u8];
        bytes.extend(content);
        text(Value::only(&bytes).unwrap()).unwrap()
    }

    #[test]
    fn every_kind_of_string_is_read() {
        let name = "Ёлкина";
        let utf16: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let utf32: Vec<u8> = name.chars().flat_map(|c| (c as u32).to_be_bytes()).collect();
        assert_eq!(string(UTF8, name.as_bytes()), name);
        assert_eq!(string(BMP, &utf16), name);
        assert_eq!(string(UNIVERSAL, &utf32), name);
        assert_eq!(string(TELETEX, &WINDOWS_1251.encode(name).0), name);
        assert_eq!(string(TELETEX, name.as_bytes()), name);
        assert_eq!(string(TELETEX, b"M\xFCller \xC5sa"), "Müller Åsa");
        assert_eq!(string(PRINTABLE, b"Ivanova"), "Ivanova");
        assert_eq!(string(IA5, b"a@b.ru"), "a@b.ru");
        assert_eq!(string(UTF8, "  Анна\u{202e}\n\t Петровна ".as_bytes()), "Анна Петровна");
    }

    #[test]
    fn a_person_is_told_from_a_body() {
        for person in [
            "Шадеркова Наталья Владимировна",
            "ИВАНОВА АННА ПЕТРОВНА",
            "Римский-Корсаков Николай Андреевич",
            "Алиев Вагиф Самед оглы",
            "Ivanova Anna",
        ] {
            assert!(is_person(person), "{person}");
        }
        for other in [
            "Отдел образования",
            "МБОУ СОШ",
            "МБОУ СОШ № 3",
            "Администрация Краснохолмского округа",
            "Школа",
            "ООО \"Ромашка Плюс\"",
            "",
        ] {
            assert!(!is_person(other), "{other}");
        }
    }
}
