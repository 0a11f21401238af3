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

/// A figure with at most two decimal places: «1 204,5», «-3».
pub fn figure(value: f64) -> String {
    let hundredths = format!("{value:.2}");
    let bare = hundredths.trim_end_matches('0').trim_end_matches('.');
    let (sign, bare) = bare.strip_prefix('-').map_or(("", bare), |bare| ("-", bare));
    let (whole, places) = bare.split_once('.').map_or((bare, ""), |(whole, places)| (whole, places));
    let mut figure = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && whole.len() > 4 && (whole.len() - at).is_multiple_of(3) {
            figure.push(NBSP);
        }
        figure.push(digit);
    }
    let sign = if bare == "0" { "" } else { sign };
    if places.is_empty() { format!("{sign}{figure}") } else { format!("{sign}{figure},{places}") }
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

/// Where words belong together that are parted only where the place is too narrow for both: a number and what it counts
/// («90 мест»), capitals and their neighbour («МБУ ДО», «руководители ОО», «СОШ № 4»). Gives the places of the spaces, in
/// bytes; single plain spaces only.
pub fn held_together(text: &str) -> Vec<usize> {
    let mut held = Vec::new();
    // In a title that is all capitals none of them is an abbreviation.
    let shouts = !text.contains(char::is_lowercase);
    let mut before = "";
    let mut words = text.split(' ');
    let mut at = 0;
    while let Some(word) = words.next() {
        at += word.len();
        let mut rest = words.clone();
        // No-break spaces part words too.
        let (earlier, word) = word.rsplit_once(BLANKS).unwrap_or((before, word));
        if let Some(next) = rest.next() {
            let (next, behind) = next.split_once(BLANKS).unwrap_or((next, rest.next().unwrap_or_default()));
            let behind = behind.split(BLANKS).next().unwrap_or_default();
            let earlier = earlier.rsplit(BLANKS).next().unwrap_or_default();
            let is_held = belong_together(earlier, word, next, behind);
            if is_held && !(shouts && is_capitals(next.trim_end_matches(CLOSING))) {
                held.push(at);
            }
        }
        before = word;
        at += 1;
    }
    held
}

/// What parts words besides a plain space.
const BLANKS: [char; 2] = [NBSP, '\n'];

/// Whether two words are better not parted; `before` and `behind` are their neighbours.
fn belong_together(before: &str, word: &str, next: &str, behind: &str) -> bool {
    let is_lower = |word: &str| word.chars().take(2).filter(|c| c.is_lowercase()).count() == 2;
    let core = word.trim_start_matches(OPENING);
    if ends_with_digit(word) || core.starts_with(|c: char| c.is_ascii_digit()) {
        let is_thousand = is_figures(core, 3) && is_number(next.trim_end_matches(CLOSING), 3);
        return is_thousand || is_lower(next) && is_count(core) && !is_numbering(before);
    }
    if is_capitals(core) {
        return next.starts_with(['№', '«', '"', '„']) || is_capitals(next.trim_end_matches(CLOSING));
    }
    let is_alone = next.ends_with(CLOSING) || !is_capitals(behind.trim_end_matches(CLOSING));
    is_lower(core) && core.ends_with(char::is_alphabetic) && is_capitals(next.trim_end_matches(CLOSING)) && is_alone
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
    let core = word.trim_start_matches(OPENING);
    let lower = core.to_lowercase();
    let next_core = next.trim_end_matches(CLOSING);
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
        // «22–25 августа»
        || (is_span_of_days(core) && MONTHS_GENITIVE.contains(&next_lower.as_str()))
        // «5 – 10 мая»
        || (matches!(word, "–" | "—") && is_figures(next_core, 2))
        // «февраля 2023», «Январь 2023», «Октябрь-ноябрь 2023»
        || (next_is_year && last_part(&lower).is_some_and(is_month))
        // «2023 г.», «2023 год»
        || (ends_with_digit(core) && matches!(next_lower.as_str(), "г" | "гг" | "год" | "года" | "году" | "годом" | "годы" | "годов"))
        // «15 %», «30 чел.»
        || (ends_with_digit(core) && is_unit(&next_lower))
        // «в 2022», «на основе»
        || is_short_preposition(&lower)
}

const OPENING: [char; 5] = ['(', '«', '"', '„', '“'];
const CLOSING: [char; 8] = [',', '.', ';', ':', ')', '»', '!', '?'];

/// «90», «6–7», «2,5», «9-х»; a year counts nothing.
fn is_count(word: &str) -> bool {
    let figures = word.trim_end_matches(char::is_alphabetic);
    let ending = word[figures.len()..].chars().count();
    let mut parts = figures.trim_end_matches('-').split(['–', '-', ',']);
    let is_joined = ending == 0 || ending < 3 && figures.ends_with('-');
    is_joined && parts.clone().count() < 3 && parts.all(|part| is_figures(part, 5) && !is_year(part))
}

/// Figures, so many at most.
fn is_figures(word: &str, most: usize) -> bool {
    (1..=most).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_year(word: &str) -> bool {
    is_number(word, 4) && (word.starts_with("19") || word.starts_with("20"))
}

/// A word behind which a number counts nothing: «пункт 8», «приложение 2».
fn is_numbering(word: &str) -> bool {
    let word = word.trim_start_matches(OPENING).to_lowercase();
    word.starts_with('№')
        || word.ends_with('.')
        || ["пункт", "приложени", "част", "стат", "раздел", "форм"].iter().any(|it| word.starts_with(it))
}

/// «ОО», «МБДОУ»: an abbreviation.
fn is_capitals(word: &str) -> bool {
    (2..=5).contains(&word.chars().count()) && word.chars().all(|c| c.is_alphabetic() && c.is_uppercase())
}

fn is_number(word: &str, digits: usize) -> bool {
    word.len() == digits && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_span_of_days(word: &str) -> bool {
    word.split_once(['-', '–', '—']).is_some_and(|(from, to)| is_figures(from, 2) && is_figures(to, 2))
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
            ("22–25 августа, 5-7 мая", "22–25~августа, 5-7~мая"),
            ("с 5 – 10 мая", "с~5~–~10~мая"),
            ("строка\nв две", "строка\nв~две"),
            ("два  пробела и хвост ", "два  пробела и~хвост "),
            ("№ п/п", "№ п/п"),
        ] {
            assert_eq!(glue(typed).replace('\u{a0}', "~"), shown);
        }
    }

    #[test]
    fn numbers_and_capitals_are_better_not_parted() {
        for (typed, shown) in [
            ("на 90 мест, 1 200 мест", "на 90~мест, 1~200~мест"),
            ("для 6–7 классов, 9-х классов", "для 6–7~классов, 9-х~классов"),
            ("2,5 часа", "2,5~часа"),
            ("2023 подготовка, в 2023 году", "2023 подготовка, в 2023 году"),
            ("пункт 8 плана, п. 5 приказа", "пункт 8 плана, п. 5 приказа"),
            ("27.01.2023 приказ", "27.01.2023 приказ"),
            ("МБУ ДО «Центр», ГБУ ДПО", "МБУ~ДО~«Центр», ГБУ~ДПО"),
            ("директор МБУ ДО", "директор МБУ~ДО"),
            ("руководители ОО, методисты", "руководители~ОО, методисты"),
            ("СОШ № 4", "СОШ~№ 4"),
            ("ПЛАН ШКОЛЫ НА ГОД", "ПЛАН ШКОЛЫ НА ГОД"),
        ] {
            let mut held = typed.to_owned();
            for at in held_together(typed).into_iter().rev() {
                held.replace_range(at..=at, "~");
            }
            assert_eq!(held, shown);
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
