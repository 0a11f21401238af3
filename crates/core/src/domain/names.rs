//! Names of persons, as people type them: «И.И. Иванов», «Иванов И.И.», «Иванов Иван Иванович».

/// Whether a text is a person's name and nothing else: «И.И. Иванов», «Иванов И.И.», «Иванов Иван Иванович».
pub(crate) fn is_name(text: &str) -> bool {
    let text = bare_name(text);
    if name_at_end(text) == Some(0) {
        return true;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    matches!(words.len(), 2 | 3)
        && words.iter().all(|word| is_surname(word))
        // A patronymic tells a person from a place.
        && words.iter().any(|word| ["вич", "вна", "ична", "оглы", "кызы"].iter().any(|end| word.ends_with(end)))
}

/// Where the name begins with which a text ends, in bytes.
pub(crate) fn name_at_end(text: &str) -> Option<usize> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut from = 0;
    for word in text.split(char::is_whitespace) {
        if !word.is_empty() {
            words.push((from, word));
        }
        from += word.len();
        from += text.get(from..)?.chars().next().map_or(0, char::len_utf8);
    }
    let word = |back: usize| words.len().checked_sub(back).and_then(|at| words.get(at)).copied();
    let (start, last) = word(1)?;
    // И.И.Иванов
    if let Some(end) = last.rfind('.')
        && is_initials(last.get(..=end)?)
        && is_surname(last.get(end + 1..)?)
    {
        return Some(start);
    }
    let (before, second) = word(2)?;
    let third = word(3);
    if is_surname(last) && is_initials(second) {
        return Some(third.filter(|(_, word)| is_initials(word) && initials(second) == 1).map_or(before, |(at, _)| at));
    }
    if is_initials(last) {
        if is_surname(second) {
            return Some(before);
        }
        return third.filter(|(_, word)| is_initials(second) && is_surname(word)).map(|(at, _)| at);
    }
    None
}

fn initials(word: &str) -> usize {
    word.chars().filter(|c| *c == '.').count()
}

/// «И.», «И.И.»; a comma or slash behind counts for nothing.
fn is_initials(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    matches!(letters.len(), 2 | 4)
        && letters.chunks(2).all(|pair| matches!(pair, [letter, '.'] if letter.is_uppercase()))
}

fn is_surname(word: &str) -> bool {
    // «Ли», «Ёж» are surnames, «От И.И.» is none.
    const PREPOSITIONS: [&str; 12] = ["От", "По", "На", "За", "Из", "До", "Со", "Об", "Во", "Ко", "Не", "Им"];
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && word.chars().count() > 1
        && !PREPOSITIONS.contains(&word)
        && word.chars().all(|c| c.is_alphabetic() || c == '-' || c == '\u{2011}')
        && word.chars().nth(1).is_some_and(char::is_lowercase)
}

/// A name without what people write around it.
pub(crate) fn bare_name(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '/' | '(' | ')' | '_'))
}

/// Whether a lone word is a surname by its ending: «Иванова», «Петровский».
pub(crate) fn is_lone_surname(word: &str) -> bool {
    const ENDINGS: [&str; 14] =
        ["ов", "ова", "ев", "ева", "ёв", "ёва", "ин", "ина", "ский", "ская", "цкий", "цкая", "енко", "чук"];
    is_surname(word) && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_no_bodies() {
        for name in ["И.И. Иванов", "Иванов И.И.", "Иванов Иван Иванович", "А. А. Андреев-Петров", "Ли А.А.", "А.А. Ёж"]
        {
            assert!(is_name(name), "{name}");
        }
        for other in ["Отдел культуры", "Заречная Школа", "Иванова", "От А.А."] {
            assert!(!is_name(other), "{other}");
        }
        for (word, expected) in
            [("Иванова", true), ("Петровский", true), ("Школа", false), ("ИМЦ", false), ("завуч", false)]
        {
            assert_eq!(is_lone_surname(word), expected, "{word}");
        }
    }
}
