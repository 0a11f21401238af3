//! Russian in print: names of months, no-break spaces, words that agree, letters that look alike.

/// Keeps the words on both sides on one line.
pub const NBSP: char = '\u{a0}';

/// Names of the months in the nominative, lower case.
pub const MONTHS: [&str; 12] = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
];

/// Names of the months in the genitive, as in «1 февраля».
pub const MONTHS_GENITIVE: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// The form of a word that agrees with a number: of 1, of 2 to 4, and of all others.
pub fn agree(count: usize, [one, few, many]: [&str; 3]) -> &str {
    match (count % 10, count % 100) {
        (_, 11..=14) => many,
        (1, _) => one,
        (2..=4, _) => few,
        _ => many,
    }
}

/// What a check found, as a part of a sentence: «ошибок нет, 14 замечаний».
pub fn found(faults: usize, remarks: usize) -> String {
    let counted = |count, forms: [&str; 3]| match count {
        0 => format!("{} нет", forms[2]),
        _ => format!("{count} {}", agree(count, forms)),
    };
    let faults = counted(faults, ["ошибка", "ошибки", "ошибок"]);
    format!("{faults}, {}", counted(remarks, ["замечание", "замечания", "замечаний"]))
}

/// A number with its word: «12 мероприятий».
pub fn plural(count: usize, forms: [&str; 3]) -> String {
    format!("{count}{NBSP}{}", agree(count, forms))
}

/// A word with its first letter in upper case.
pub fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The Cyrillic letter that looks like a Latin one in lower case and is meant where a title or a date has that by mistake;
/// any other sign as it is.
pub fn as_cyrillic(sign: char) -> char {
    match sign {
        'a' => 'а',
        'c' => 'с',
        'e' => 'е',
        'k' => 'к',
        'm' => 'м',
        'o' => 'о',
        'p' => 'р',
        't' => 'т',
        'x' => 'х',
        'y' => 'у',
        other => other,
    }
}

/// Per cent with at most one decimal place: «95,8», «100».
pub fn share(percent: f64) -> String {
    let tenths = format!("{percent:.1}");
    tenths.strip_suffix(".0").unwrap_or(&tenths).replace('.', ",")
}

/// The mark of an approval by an act, agreeing with the first word of the title: план – УТВЕРЖДЕН, дорожная карта –
/// УТВЕРЖДЕНА, мероприятия – УТВЕРЖДЕНЫ, положение – УТВЕРЖДЕНО.
pub fn approved_mark(title: &str) -> &'static str {
    let word = title.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty()).unwrap_or_default();
    let word = word.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    match word.as_str() {
        "мероприятия" | "изменения" | "предложения" | "правила" => "УТВЕРЖДЕНЫ",
        _ if ends(&["ы", "и", "ые", "кие", "шие", "щие", "чие"]) => "УТВЕРЖДЕНЫ",
        _ if ends(&["а", "я"]) => "УТВЕРЖДЕНА",
        _ if ends(&["о", "е"]) => "УТВЕРЖДЕНО",
        _ => "УТВЕРЖДЕН",
    }
}

/// Puts no-break spaces where a line must not end: between initials and surname, «№» and number, day, month and year,
/// a number and its unit, «г.» and its year, and after short prepositions.
///
/// Only single plain spaces are changed; the text stays as typed.
pub fn glue(text: &str) -> String {
    // Words with the white space behind each.
    let mut words: Vec<(&str, &str)> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(end);
        let space_end = tail.find(|c: char| !c.is_whitespace()).unwrap_or(tail.len());
        let (space, tail) = tail.split_at(space_end);
        words.push((word, space));
        rest = tail;
    }
    let mut glued = String::with_capacity(text.len() + 16);
    for (at, (word, space)) in words.iter().enumerate() {
        glued.push_str(word);
        let next = words.get(at + 1).map_or("", |(next, _)| *next);
        if *space == " " && holds_together(word, next) {
            glued.push(NBSP);
        } else {
            glued.push_str(space);
        }
    }
    glued
}

/// Bytes of the longest preposition or sign that is kept with the next word, a bracket before it included.
const LONGEST_SHORT_WORD: usize = 10;

/// Whether two words must stand on one line.
fn holds_together(word: &str, next: &str) -> bool {
    if next.is_empty() {
        return false;
    }
    // A dash never begins a line.
    if matches!(next, "–" | "—") {
        return true;
    }
    // All that follows is about short words, figures and initials: most pairs are none of these.
    let is_telling = |word: &str| word.contains(|c: char| c.is_ascii_digit() || c == '.');
    if word.len() > LONGEST_SHORT_WORD && !is_telling(word) && !is_telling(next) {
        return false;
    }
    let core = word.trim_start_matches(['(', '«', '"', '„', '“']);
    let lower = core.to_lowercase();
    let next_core = next.trim_end_matches([',', '.', ';', ':', ')', '»', '!', '?']);
    let next_lower = next_core.to_lowercase();
    let next_is_year = is_number(next_core, 4);
    let is_quoted_day = word.starts_with('«') && is_number(word.trim_matches(['«', '»']), 2);

    // «№ 5», «п. 8», «ст. 12»
    (matches!(lower.as_str(), "№" | "п." | "пп." | "ст." | "ч." | "гл." | "д." | "стр." | "тел.") && starts_with_digit(next))
        // «Н. В. Шадеркова», «Н.В. Шадеркова», «Шадеркова Н.В.»
        || (is_initials(core) && (is_initials(next) || is_capitalised(next)))
        || (is_capitalised(core) && is_double_initials(next))
        // «1 февраля», «01» февраля»
        || ((is_number(core, 2) || is_number(core, 1) || is_quoted_day) && MONTHS_GENITIVE.contains(&next_lower.as_str()))
        // «февраля 2023», «Январь 2023», «Октябрь-ноябрь 2023»
        || (next_is_year && last_part(&lower).is_some_and(is_month))
        // «2023 г.», «2023 год»
        || (ends_with_digit(core) && matches!(next_lower.as_str(), "г" | "гг" | "год" | "года" | "году" | "годом" | "годы" | "годов"))
        // «15 %», «30 чел.»
        || (ends_with_digit(core) && is_unit(&next_lower))
        // «в 2022», «на основе»
        || is_short_preposition(&lower)
}

fn is_number(word: &str, digits: usize) -> bool {
    word.len() == digits && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

fn ends_with_digit(word: &str) -> bool {
    word.ends_with(|c: char| c.is_ascii_digit())
}

fn last_part(word: &str) -> Option<&str> {
    word.rsplit(['-', '–', '—', '/']).next()
}

fn is_month(word: &str) -> bool {
    MONTHS.contains(&word) || MONTHS_GENITIVE.contains(&word)
}

/// «Н.», «Н.В.», «Дж.» is left out on purpose: two letters are more often an abbreviation.
fn is_initials(word: &str) -> bool {
    let mut letters = 0;
    let mut expects_letter = true;
    for c in word.chars() {
        match (expects_letter, c) {
            (true, c) if c.is_uppercase() => letters += 1,
            (false, '.') => {}
            _ => return false,
        }
        expects_letter = !expects_letter;
    }
    (1..=3).contains(&letters) && expects_letter
}

fn is_double_initials(word: &str) -> bool {
    let word = word.trim_end_matches([',', ';', ':', ')']);
    word.chars().filter(|c| *c == '.').count() >= 2 && is_initials(word)
}

fn is_capitalised(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
}

fn is_unit(word: &str) -> bool {
    const UNITS: [&str; 22] = [
        "%", "мм", "см", "м", "км", "кг", "т", "л", "руб", "тыс", "млн", "млрд", "чел", "шт", "ч", "час", "мин", "экз",
        "л", "шк", "кл", "₽",
    ];
    UNITS.contains(&word)
}

fn is_short_preposition(word: &str) -> bool {
    const WORDS: [&str; 20] = [
        "в", "к", "с", "о", "у", "и", "а", "на", "по", "от", "до", "из", "за", "об", "во", "со", "ко", "не", "ни",
        "для",
    ];
    WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_agree_with_their_number() {
        for (faults, remarks, expected) in [
            (0, 0, "ошибок нет, замечаний нет"),
            (1, 2, "1 ошибка, 2 замечания"),
            (5, 11, "5 ошибок, 11 замечаний"),
            (14, 21, "14 ошибок, 21 замечание"),
            (22, 104, "22 ошибки, 104 замечания"),
        ] {
            assert_eq!(found(faults, remarks), expected);
        }
    }

    #[test]
    fn what_belongs_together_stays_on_one_line() {
        for (typed, shown) in [
            ("Н.В. Шадеркова", "Н.В.~Шадеркова"),
            ("начальником Н. А. Тарасовой", "начальником Н.~А.~Тарасовой"),
            ("Шадеркова Н.В., заведующий", "Шадеркова~Н.В., заведующий"),
            ("«01» февраля 2023 года", "«01»~февраля~2023~года"),
            ("до 15 марта 2023 г.", "до~15~марта~2023~г."),
            ("Октябрь-ноябрь 2023", "Октябрь-ноябрь~2023"),
            ("Февраль - март 2023", "Февраль - март~2023"),
            ("Справка от 27.01.2023 № 4", "Справка от~27.01.2023 №~4"),
            ("принятых в 2022 году", "принятых в~2022~году"),
            ("доля 45 % от 120 чел.", "доля 45~% от~120~чел."),
            ("направление – Повышение", "направление~– Повышение"),
            ("строка\nв две", "строка\nв~две"),
            ("два  пробела и хвост ", "два  пробела и~хвост "),
            ("№ п/п", "№ п/п"),
        ] {
            assert_eq!(glue(typed).replace('\u{a0}', "~"), shown);
        }
    }

    #[test]
    fn only_spaces_are_changed() {
        let typed = "в «A» * #read(\"x\") $ @ref // 5 г. – а";
        assert_eq!(glue(typed).replace('\u{a0}', " "), typed);
    }

    #[test]
    fn marks_agree_with_the_title() {
        for (title, mark) in [
            ("План мероприятий («дорожная карта») …", "УТВЕРЖДЕН"),
            ("Комплексный план", "УТВЕРЖДЕН"),
            ("ДОРОЖНАЯ КАРТА", "УТВЕРЖДЕНА"),
            ("Муниципальная программа", "УТВЕРЖДЕНА"),
            ("Мероприятия по поддержке", "УТВЕРЖДЕНЫ"),
            ("«Изменения, которые вносятся»", "УТВЕРЖДЕНЫ"),
            ("Положение", "УТВЕРЖДЕНО"),
            ("Концепция развития", "УТВЕРЖДЕНА"),
            ("Методические рекомендации", "УТВЕРЖДЕНЫ"),
        ] {
            assert_eq!(approved_mark(title), mark, "{title}");
        }
    }
}
