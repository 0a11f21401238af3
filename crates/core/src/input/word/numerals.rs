//! Numbers as lists write them.

use crate::domain::roman;

/// The alphabet of Russian lists in Word: without the letters that look like others or begin no word.
const RUSSIAN: &str = "абвгдежзиклмнопрстуфхцчшщэюя";
const LATIN: &str = "abcdefghijklmnopqrstuvwxyz";

/// A number as a format of lists writes it, by the name that Word has for that; an empty text for marks.
pub(super) fn numeral(kind: &str, number: u32) -> String {
    match kind {
        // Beyond that there are no numerals.
        "upperRoman" | "lowerRoman" if number > 3999 => number.to_string(),
        "upperRoman" => roman(number as usize),
        "lowerRoman" => roman(number as usize).to_lowercase(),
        "upperLetter" => letters(LATIN, number).to_uppercase(),
        "lowerLetter" => letters(LATIN, number),
        "russianUpper" => letters(RUSSIAN, number).to_uppercase(),
        "russianLower" => letters(RUSSIAN, number),
        "decimalZero" => format!("{number:02}"),
        "bullet" | "none" => String::new(),
        _ => number.to_string(),
    }
}

/// а, б … я, аа, бб …
fn letters(alphabet: &str, number: u32) -> String {
    let count = alphabet.chars().count() as u32;
    let Some(at) = number.checked_sub(1) else { return "0".to_owned() };
    let letter = alphabet.chars().nth((at % count) as usize).unwrap_or('?');
    // Nobody has a list of a thousand items with letters.
    std::iter::repeat_n(letter, (at / count + 1).min(9) as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::numeral;

    #[test]
    fn numbers_are_those_of_word() {
        for (kind, number, shown) in [
            ("decimal", 12, "12"),
            ("decimalZero", 7, "07"),
            ("upperRoman", 4, "IV"),
            ("lowerRoman", 9, "ix"),
            ("upperRoman", 4_000_000_000, "4000000000"),
            ("russianLower", 1, "а"),
            // No «ё» and no «й».
            ("russianLower", 7, "ж"),
            ("russianLower", 10, "к"),
            ("russianUpper", 28, "Я"),
            ("russianLower", 29, "аа"),
            ("lowerLetter", 27, "aa"),
            ("bullet", 3, ""),
            ("ordinal", 3, "3"),
        ] {
            assert_eq!(numeral(kind, number), shown, "{kind} {number}");
        }
    }
}
