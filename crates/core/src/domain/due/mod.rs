//! The due date of an activity («срок»): printed elsewhere exactly as typed, understood here as an interval or a kind.
//!
//! ```text
//! typed text → fold → tokens → phrase (items of moments) → years from the neighbours or the plan → interval
//!                            ↘ rhythm (recurring, standing)  ↘ event
//! ```
//!
//! A wording is never guessed at: what has two readings, or a word outside the grammar, is unknown and says why
//! ([`Trouble`]). The grammar, each line being one function below:
//!
//! ```text
//! phrase = item { ("," | "и" | ";" | "/" | nothing) item }
//! item   = FROM moment [ (UNTIL | "-") moment ] | UNTIL moment | moment [ "-" moment ]
//! UNTIL  = "до" | "к" | "по" | "не позднее", each also with "конца"
//! moment = [ "в" | "в течение" … ] unit [ year ]
//! unit   = day | decade | month | quarter | half-year | year | school year | a number that takes its unit from the right
//! ```
//!
//! Decisions:
//!
//! - «До D» includes D. «До марта», «к 2026 году» leave open whether March counts: ambiguous. «До конца марта», «не
//!   позднее марта», «по март», «до марта включительно» do not.
//! - A year that is missing is that of the nearest moment to the right in the same phrase, else to the left, else the
//!   only year in which the moment falls into the plan's period; if there is none or more than one, it is not known.
//!   Where that turns a range round at the turn of a year («ноябрь – февраль 2024» in a plan for 2023), the end that has
//!   no year takes the plan's after all.
//! - «В течение года» is the plan's only calendar year, or the school year of a plan that lies in one.
//! - «В течение учебного года» in a plan for a calendar year is of the kind school year without bounds: two school years
//!   touch a calendar year.
//! - A list runs from its first to its last moment. If its order is not that of time, every year must be typed.
//! - Moments side by side («сентябрь январь») are a range or a list, which is the same interval if they ascend.
//! - Recurring and standing due dates have the bounds that are typed with them, else those of the plan's period: after
//!   it they are overdue like any other. «Ежегодно до 1 марта» has the plan's bounds, as the day names no year.
//!   «В июне–сентябре 2008–2010 годов» is recurring from June 2008 to September 2010.
//! - An event has no bounds, even where a time is typed beside it («в течение года, по мере необходимости»): it may
//!   never come. A timetable («март, по отдельному графику») only says when within the time typed.
//! - «Конец мая» is "until 31 May": its last day is certain, its first is not.
//! - A school year ends on 31 August, as in [`Period`]; its halves are September–December and January–August.
//! - A remark in brackets at the end is passed over if nothing in it tells of time: «2023 (по согласованию)».
//! - A clock time behind a day is passed over; alone it is not understood.
//! - Several deadlines («до 1 марта, до 1 июня») are judged by the last one.
//! - Not in the grammar, because their days are not fixed or not agreed on: seasons, school quarters («четверть»), weeks,
//!   «начало», «середина», holidays by name, single weekdays, «следующий год».

use super::day::Day;
use super::period::Period;
use crate::russian::{MONTHS, MONTHS_GENITIVE, as_cyrillic};

/// The most characters that a due date is read in; a longer one is not understood.
const LONGEST: usize = 500;

/// When an activity is due, as far as its wording says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    kind: DueKind,
    from: Option<Day>,
    to: Option<Day>,
    trouble: Option<Trouble>,
}

/// The kind of a due date. The order of the calendar kinds is from the finest to the coarsest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DueKind {
    /// One day.
    Day,
    /// Days from a first to a last one.
    Days,
    /// A month or months.
    Months,
    /// A quarter or quarters.
    Quarter,
    /// A half-year or both.
    Half,
    /// A year or years.
    Year,
    /// A school year or school years.
    SchoolYear,
    /// Up to and including a day.
    Until,
    /// From a day on, without an end.
    From,
    /// Again and again: «ежемесячно», «каждый понедельник».
    Recurring,
    /// All the time: «постоянно».
    Standing,
    /// When something happens: «по мере необходимости», «по отдельному графику».
    OnEvent,
    /// Not understood.
    Unknown,
}

/// Where a day stands to a due date. Whether the activity is done is decided elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// The last day is past.
    Overdue,
    /// The first day has come, or there is none.
    Due,
    /// The first day is yet to come.
    Coming,
    /// There is no last day.
    NotJudgeable,
}

/// Why a due date has no interval although it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// A day, month or quarter that does not exist: 31.02.2023, «5 квартал».
    ImpossibleDay,
    /// Its end lies before its start.
    EndBeforeStart,
    /// No year is typed and the plan's period does not tell which.
    YearUnknown,
    /// It can be read in more than one way.
    Ambiguous,
    /// It is not in the grammar.
    NotUnderstood,
}

impl Due {
    /// Reads a due date as typed in a plan for the period. Never fails: what is not understood is of an unknown kind.
    pub fn read(typed: &str, period: &Period) -> Self {
        // A date cell of a workbook.
        if let Some(day) = Day::parse_iso(typed) {
            return Self { kind: DueKind::Day, from: Some(day), to: Some(day), trouble: None };
        }
        if typed.chars().nth(LONGEST).is_some() {
            return Self::unknown(Trouble::NotUnderstood);
        }
        let folded = fold(typed);
        let tokens = tokens(&folded);
        let tokens = without_remark(trim(&tokens));
        let tokens = without_label(trim(&tokens));
        read(trim(tokens), period).unwrap_or_else(Self::unknown)
    }

    /// Its kind.
    pub fn kind(&self) -> DueKind {
        self.kind
    }

    /// First day.
    pub fn from(&self) -> Option<Day> {
        self.from
    }

    /// Last day.
    pub fn to(&self) -> Option<Day> {
        self.to
    }

    /// What keeps it from having an interval.
    pub fn trouble(&self) -> Option<Trouble> {
        self.trouble
    }

    /// How it stands on a day. A day before the first one is before it also where there is no last one.
    pub fn state(&self, day: Day) -> State {
        match (self.from, self.to) {
            (Some(from), _) if day < from => State::Coming,
            (_, None) => State::NotJudgeable,
            (_, Some(to)) if to < day => State::Overdue,
            (_, Some(_)) => State::Due,
        }
    }

    fn unknown(trouble: Trouble) -> Self {
        Self { kind: DueKind::Unknown, from: None, to: None, trouble: Some(trouble) }
    }

    fn unbounded(kind: DueKind) -> Self {
        Self { kind, from: None, to: None, trouble: None }
    }

    /// The only way to bounds: their order is checked.
    fn bounded(kind: DueKind, from: Option<Day>, to: Option<Day>) -> Result<Self, Trouble> {
        match (from, to) {
            (Some(from), Some(to)) if to < from => Err(Trouble::EndBeforeStart),
            _ => Ok(Self { kind, from, to, trouble: None }),
        }
    }
}

impl DueKind {
    /// Its name in data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Days => "days",
            Self::Months => "months",
            Self::Quarter => "quarter",
            Self::Half => "half",
            Self::Year => "year",
            Self::SchoolYear => "school-year",
            Self::Until => "until",
            Self::From => "from",
            Self::Recurring => "recurring",
            Self::Standing => "standing",
            Self::OnEvent => "on-event",
            Self::Unknown => "unknown",
        }
    }
}

impl Trouble {
    /// The reason as a Russian clause about the due date.
    pub fn reason(self) -> &'static str {
        match self {
            Self::ImpossibleDay => "такого дня, месяца или квартала нет",
            Self::EndBeforeStart => "конец раньше начала",
            Self::YearUnknown => "не указан год, а по периоду плана его не определить",
            Self::Ambiguous => "его можно понять по-разному",
            Self::NotUnderstood => "по нему нельзя сказать, когда он истекает",
        }
    }
}

impl State {
    /// Its name in data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Due => "due",
            Self::Coming => "coming",
            Self::NotJudgeable => "not-judgeable",
        }
    }
}

/// Tries the readings in turn. The first whose shape fits decides: its trouble is the trouble of the whole.
fn read(tokens: &[Token], period: &Period) -> Result<Due, Trouble> {
    read_calendar(tokens, period)
        .or_else(|| read_rhythm(tokens, period))
        .or_else(|| event(tokens).map(|event| event.map(|_| Due::unbounded(DueKind::OnEvent))))
        .unwrap_or(Err(Trouble::NotUnderstood))
}

/// A phrase of the calendar, perhaps with a timetable or an event behind it.
fn read_calendar(tokens: &[Token], period: &Period) -> Option<Result<Due, Trouble>> {
    let (phrase, rest) = phrase(tokens)?;
    if rest.is_empty() {
        return Some(phrase.resolve(period));
    }
    Some(event(trim_start(rest))?.and_then(|event| match event {
        Event::Timetable => phrase.resolve(period),
        Event::Need => Ok(Due::unbounded(DueKind::OnEvent)),
        Event::Other => Err(Trouble::Ambiguous),
    }))
}

// ---------------------------------------------------------------------------------------------------------- tokens

/// A word or sign of the folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'a> {
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
    /// Only between a number and what follows it at once: a full stop elsewhere ends an abbreviation.
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

use Token::{Close, Colon, Comma, Dash, Dot, FullYear, Month, Number, Open, Other, Roman, Slash, Word};

/// What is left to be read.
type Rest<'t, 'a> = &'t [Token<'a>];

/// Makes alike what looks alike: case, ё, dashes, spaces, quotes, and Latin letters that stand among Cyrillic ones.
/// The Latin letters that stay are the Roman digits `i` and `v`.
fn fold(typed: &str) -> String {
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
fn tokens(folded: &str) -> Vec<Token<'_>> {
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
                let next = after.trim_start().chars().next();
                match tokens.last() {
                    Some(Number { .. }) if next.is_some_and(char::is_alphanumeric) => Dot,
                    _ => continue,
                }
            }
            c if c.is_ascii_digit() => number(text),
            c if c.is_alphabetic() => {
                match tokens.as_slice() {
                    // The ending of an ordinal in digits: «1-й», «2го», «5 -е».
                    [.., Number { .. }, Dash] if is_ordinal_ending(text) => {
                        tokens.pop();
                        continue;
                    }
                    [.., Number { .. }] if is_ordinal_ending(text) => continue,
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
fn begins(word: &str, stems: &str) -> bool {
    stems.split(' ').any(|stem| word.starts_with(stem))
}

/// Whether a word is one of the words, which are parted by spaces.
fn is_one(word: &str, words: &str) -> bool {
    words.split(' ').any(|one| one == word)
}

fn is_ordinal_ending(text: &str) -> bool {
    matches!(text, "й" | "го" | "е" | "ое" | "ый" | "ой" | "ом" | "м" | "му" | "я" | "ая" | "ю" | "ую" | "х" | "ти")
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
        "четвертый" | "четвертого" | "четвертом" | "четвертому" | "четвертое" => {
            number(4)
        }
        text => month(text).map_or(Word(text), Month),
    }
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
    // The stem, and its endings: soft as in январь, but hard in март and август.
    let names = || {
        (1..).zip(MONTHS.iter().zip(&MONTHS_GENITIVE)).map(|(number, (nominative, genitive))| {
            let (stem, endings) = match genitive.strip_suffix('а') {
                Some(stem) => (stem, ["а", "е", "у", "ом"]),
                None => (genitive.strip_suffix('я').unwrap_or(genitive), ["я", "е", "ю", "ем"]),
            };
            (number, *nominative, stem, endings)
        })
    };
    let exact = |(_, nominative, stem, endings): &(u32, &str, &str, [&str; 4])| {
        word == *nominative || word.strip_prefix(stem).is_some_and(|ending| endings.contains(&ending))
    };
    if let Some((number, ..)) = names().find(exact) {
        return Some(number);
    }
    // «Июнь» and «июль» differ by one letter, «карта» and «марта» too: a slip must leave one month only, and must not
    // be in the first letter of a short name. «Май» is too short for slips.
    let letters = word.chars().count();
    if !(4..=LONGEST_MONTH).contains(&letters) {
        return None;
    }
    let slip = |form: &str| {
        let long = form.chars().nth(5).is_some();
        form.chars().nth(3).is_some()
            && (long || form.chars().next() == word.chars().next())
            && form.chars().count().abs_diff(letters) <= 1
            && strsim::osa_distance(form, word) == 1
    };
    let mut found = names().filter(|(_, nominative, stem, endings)| {
        slip(nominative) || endings.iter().any(|ending| slip(&format!("{stem}{ending}")))
    });
    let (number, ..) = found.next()?;
    found.next().is_none().then_some(number)
}

/// Without commas, colons and dashes before it. A dash behind it stays: a range that is not finished is not understood.
fn trim_start<'t, 'a>(mut tokens: Rest<'t, 'a>) -> Rest<'t, 'a> {
    while let [Comma | Dash | Colon, rest @ ..] = tokens {
        tokens = rest;
    }
    tokens
}

/// Also without commas and colons behind it.
fn trim<'t, 'a>(tokens: Rest<'t, 'a>) -> Rest<'t, 'a> {
    let mut tokens = trim_start(tokens);
    while let [rest @ .., Comma | Colon] = tokens {
        tokens = rest;
    }
    tokens
}

/// Drops a last remark in brackets that says nothing about time; other brackets are like commas.
fn without_remark<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    let mut kept = tokens;
    if let [before @ .., Close] = tokens
        && let Some(open) = before.iter().rposition(|token| *token == Open)
        && let (text, [_, remark @ ..]) = before.split_at(open)
        && !text.is_empty()
        && !tells_of_time(remark)
    {
        kept = text;
    }
    kept.iter().map(|token| if matches!(token, Open | Close) { Comma } else { *token }).collect()
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
fn without_label<'t, 'a>(tokens: Rest<'t, 'a>) -> Rest<'t, 'a> {
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

// --------------------------------------------------------------------------------------------------------- moments

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    /// A number that takes its unit from what stands to its right: the 19 of «19, 20 ноября», the I of «I–II квартал».
    Bare {
        value: u32,
        roman: bool,
    },
    Day {
        day: u32,
        month: u32,
    },
    /// A third of a month.
    Decade {
        decade: u32,
        month: u32,
    },
    Month(u32),
    Quarter(u32),
    Half(u32),
    Year,
    SchoolYear,
}

/// Of which year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Year {
    /// The plan's: none is typed.
    Plan,
    One(i32),
    /// Each year from a first to a last one.
    Each(i32, i32),
    /// The school year, or years, from the September of the first to the August of the second.
    School(i32, i32),
    /// The school year that the plan lies in.
    PlanSchool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Moment {
    unit: Unit,
    year: Year,
    /// The year was typed elsewhere in the phrase.
    inherited: bool,
}

/// «учебный год», short or in any case.
fn school_word<'t, 'a>(tokens: Rest<'t, 'a>) -> Option<Rest<'t, 'a>> {
    match tokens {
        [Word("уч" | "учебн" | "учебный" | "учебного" | "учебному" | "учебном"), Word(word), rest @ ..]
        | [Word("учебные" | "учебных" | "учебным"), Word(word), rest @ ..]
            if is_year_word(word) =>
        {
            Some(rest)
        }
        _ => None,
    }
}

fn is_year_word(word: &str) -> bool {
    matches!(word, "г" | "год" | "года" | "году" | "годом" | "годы" | "годам") || is_of_years(word)
}

/// «сентябрь 2022, 2023 годов», but not «сентябрь 2022, 2023 годы», where the year 2023 may stand for itself.
fn is_of_years(word: &str) -> bool {
    matches!(word, "гг" | "годов" | "годах")
}

fn skip_year_word<'t, 'a>(tokens: Rest<'t, 'a>) -> Rest<'t, 'a> {
    match tokens {
        [Word(word), rest @ ..] if is_year_word(word) => rest,
        tokens => tokens,
    }
}

/// A number of one or two digits as part of a year.
fn small(value: u32) -> i32 {
    i32::try_from(value).unwrap_or_default()
}

/// «2023/2024», «2023-2024 учебный год», «2023–24 уч. г.».
fn school_years<'t, 'a>(tokens: Rest<'t, 'a>) -> Option<((i32, i32), Rest<'t, 'a>)> {
    let [FullYear(first), sign @ (Dash | Slash), last, rest @ ..] = tokens else { return None };
    let first = *first;
    let last = match last {
        FullYear(last) => *last,
        Number { value, digits: 2 } => first - first % 100 + small(*value),
        _ => return None,
    };
    match school_word(rest) {
        Some(rest) if first < last => Some(((first, last), rest)),
        // Only the slash says by itself that a school year is meant.
        None if *sign == Slash && last == first + 1 => Some(((first, last), skip_year_word(rest))),
        _ => None,
    }
}

/// «2008–2010 годов», «2022, 2023 и 2024 гг.»: behind a month, that month in each of the years.
fn each_year<'t, 'a>(tokens: Rest<'t, 'a>) -> Option<((i32, i32), Rest<'t, 'a>)> {
    let [FullYear(first), rest @ ..] = tokens else { return None };
    let (first, mut last, mut rest) = (*first, *first, rest);
    while let [Dash | Comma | Word("и"), FullYear(next), after @ ..] = rest
        && *next > last
    {
        (last, rest) = (*next, after);
    }
    match rest {
        [Word(word), rest @ ..] if last > first && is_of_years(word) => Some(((first, last), rest)),
        _ => None,
    }
}

/// The year behind a unit, perhaps none.
fn year<'t, 'a>(tokens: Rest<'t, 'a>) -> (Year, Rest<'t, 'a>) {
    if let Some(((first, last), rest)) = school_years(tokens) {
        return (Year::School(first, last), rest);
    }
    if let Some(((first, last), rest)) = each_year(tokens) {
        return (Year::Each(first, last), rest);
    }
    let current = match tokens {
        [Word("текущего" | "текущем" | "сего" | "этого"), rest @ ..] => rest,
        tokens => tokens,
    };
    if let Some(rest) = school_word(current) {
        return (Year::PlanSchool, rest);
    }
    match tokens {
        [FullYear(year), rest @ ..] => (Year::One(*year), skip_year_word(rest)),
        // «март 23 г.»: without «г.» it would be a 23rd of March the wrong way round.
        [Number { value, digits: 2 }, Word(word), rest @ ..] if is_year_word(word) => {
            (Year::One(2000 + small(*value)), rest)
        }
        // The current year is the plan's; «с.г.» is «сего года».
        [Word("текущего" | "текущем" | "сего" | "этого" | "с" | "т"), Word(word), rest @ ..] if is_year_word(word) => {
            (Year::Plan, rest)
        }
        tokens => (Year::Plan, tokens),
    }
}

/// «в», «в течение», «весь»; whether it makes a bare «года» the year of the plan.
fn skip_lead<'t, 'a>(tokens: Rest<'t, 'a>) -> (bool, Rest<'t, 'a>) {
    let (within, rest) = match tokens {
        [Word("в" | "во"), Word("течение" | "течении" | "продолжение"), rest @ ..]
        | [Word("на"), Word("протяжении"), rest @ ..]
        | [Word("течение" | "весь" | "целый"), rest @ ..] => (true, rest),
        [Word("в" | "во"), rest @ ..] => (false, rest),
        tokens => (false, tokens),
    };
    match rest {
        [Word("всего"), rest @ ..] if within => (true, rest),
        rest => (within, rest),
    }
}

/// Reads one moment. After `whole` («до конца …») a bare «года» is the year of the plan.
fn moment<'t, 'a>(tokens: Rest<'t, 'a>, whole: bool) -> Option<(Moment, Rest<'t, 'a>)> {
    let (within, tokens) = skip_lead(tokens);
    let of = |unit, (year, rest)| Some((Moment { unit, year, inherited: false }, rest));
    match tokens {
        // 2023-02-01
        [
            FullYear(year),
            Dash,
            Number { value: month, digits: 2 },
            Dash,
            Number { value: day, digits: 2 },
            rest @ ..,
        ] => of(Unit::Day { day: *day, month: *month }, (Year::One(*year), skip_clock(rest))),
        // 01.09.2023, 1.9.23
        [Number { value: day, digits: 1 | 2 }, Dot, Number { value: month, digits: 1 | 2 }, Dot, year, rest @ ..] => {
            let year = match year {
                FullYear(year) => *year,
                Number { value, digits: 2 } => 2000 + small(*value),
                _ => return None,
            };
            of(Unit::Day { day: *day, month: *month }, (Year::One(year), skip_clock(skip_year_word(rest))))
        }
        // 09.2023
        [Number { value: month, digits: 1 | 2 }, Dot, FullYear(year), rest @ ..] => {
            of(Unit::Month(*month), (Year::One(*year), skip_year_word(rest)))
        }
        // 01.09
        [Number { value: day, digits: 1 | 2 }, Dot, Number { value: month, digits: 1 | 2 }, rest @ ..]
            if !is_clock(tokens) =>
        {
            let (year, rest) = year(rest);
            of(Unit::Day { day: *day, month: *month }, (year, skip_clock(rest)))
        }
        [Number { value: day, digits: 1 | 2 }, Month(month), rest @ ..] => {
            let (year, rest) = year(rest);
            of(Unit::Day { day: *day, month: *month }, (year, skip_clock(rest)))
        }
        [Number { value: decade, digits: 1 } | Roman(decade), Word(word), Month(month), rest @ ..]
            if word.starts_with("декад") =>
        {
            of(Unit::Decade { decade: *decade, month: *month }, year(rest))
        }
        [Month(month), Word("месяц" | "месяца" | "месяце"), rest @ ..] | [Month(month), rest @ ..] => {
            of(Unit::Month(*month), year(rest))
        }
        [Number { value, digits: 1 } | Roman(value), Word(word), rest @ ..]
            if *word == "кв" || word.starts_with("квартал") =>
        {
            of(Unit::Quarter(*value), year(rest))
        }
        [Number { value, digits: 1 } | Roman(value), Word(word), rest @ ..] if word.starts_with("полугоди") => {
            of(Unit::Half(*value), year(rest))
        }
        [FullYear(year), rest @ ..] => match school_years(tokens) {
            Some(((first, last), rest)) => of(Unit::SchoolYear, (Year::School(first, last), rest)),
            None => of(Unit::Year, (Year::One(*year), skip_year_word(rest))),
        },
        [Number { value, digits: 1 | 2 }, rest @ ..] => {
            of(Unit::Bare { value: *value, roman: false }, (Year::Plan, rest))
        }
        [Roman(value), rest @ ..] => of(Unit::Bare { value: *value, roman: true }, (Year::Plan, rest)),
        [Word("текущего" | "текущем" | "календарного"), Word(word), rest @ ..] if is_year_word(word) => {
            of(Unit::Year, (Year::Plan, rest))
        }
        [Word("год" | "года" | "году"), rest @ ..] if within || whole => of(Unit::Year, (Year::Plan, rest)),
        [Word("текущего" | "текущем"), rest @ ..] | rest => {
            of(Unit::SchoolYear, (Year::PlanSchool, school_word(rest)?))
        }
    }
}

/// Whether a clock time stands here: «10:00», «10-00», «10.00», «17-30 час». Minutes of two digits that are neither a
/// day nor a month, or the word, tell it from days.
fn is_clock(tokens: &[Token]) -> bool {
    match tokens {
        [Number { value: 0..=23, digits: 1 | 2 }, sign, Number { value: minutes @ 0..=59, digits: 2 }, rest @ ..] => {
            let said = matches!(rest, [Word("ч" | "час" | "часов" | "часа"), ..]);
            *sign == Colon || matches!(sign, Dash | Dot) && (*minutes == 0 || said)
        }
        _ => false,
    }
}

/// Drops a clock time or two behind a day: «15 марта, в 10-00», «15.03.2023 с 10:00 до 12:00».
fn skip_clock<'t, 'a>(tokens: Rest<'t, 'a>) -> Rest<'t, 'a> {
    let rest = if let [Comma, rest @ ..] = tokens { rest } else { tokens };
    let rest = if let [Word("в" | "с" | "до" | "к" | "по") | Dash, rest @ ..] = rest { rest } else { rest };
    match rest {
        rest if !is_clock(rest) => tokens,
        [_, _, _, Word("ч" | "час" | "часов" | "часа"), rest @ ..] | [_, _, _, rest @ ..] => {
            skip_clock(rest)
        }
        _ => tokens,
    }
}

impl Unit {
    /// Its days in a calendar year; `None` if there are none.
    fn in_year(self, year: i32) -> Option<(Day, Day)> {
        let months = |first, last| Some((Day::new(year, first, 1)?, Day::last_of_month(year, last)?));
        match self {
            Self::Day { day, month } => Day::new(year, month, day).map(|day| (day, day)),
            Self::Decade { decade: decade @ (1 | 2), month } => {
                Some((Day::new(year, month, decade * 10 - 9)?, Day::new(year, month, decade * 10)?))
            }
            Self::Decade { decade: 3, month } => Some((Day::new(year, month, 21)?, Day::last_of_month(year, month)?)),
            Self::Month(month) => months(month, month),
            Self::Quarter(quarter @ 1..=4) => months(quarter * 3 - 2, quarter * 3),
            Self::Half(half @ 1..=2) => months(half * 6 - 5, half * 6),
            Self::Year => months(1, 12),
            Self::Bare { .. } | Self::Decade { .. } | Self::Quarter(_) | Self::Half(_) | Self::SchoolYear => None,
        }
    }

    /// Its days in the only calendar year in which it meets an interval.
    fn only_in(self, (from, to): (Day, Day)) -> Result<(Day, Day), Trouble> {
        let spans: Vec<_> = (from.year()..=to.year()).filter_map(|year| self.in_year(year)).collect();
        let mut meeting = spans.iter().filter(|(first, last)| *first <= to && from <= *last);
        match (meeting.next(), meeting.next()) {
            (Some(span), None) => Ok(*span),
            _ if spans.is_empty() => Err(Trouble::ImpossibleDay),
            _ => Err(Trouble::YearUnknown),
        }
    }

    fn kind(self) -> DueKind {
        match self {
            Self::Bare { .. } | Self::Day { .. } => DueKind::Day,
            Self::Decade { .. } => DueKind::Days,
            Self::Month(_) => DueKind::Months,
            Self::Quarter(_) => DueKind::Quarter,
            Self::Half(_) => DueKind::Half,
            Self::Year => DueKind::Year,
            Self::SchoolYear => DueKind::SchoolYear,
        }
    }

    fn is_year(self) -> bool {
        matches!(self, Self::Year | Self::SchoolYear)
    }
}

impl Moment {
    /// Its first and last day.
    fn span(&self, period: &Period) -> Result<(Day, Day), Trouble> {
        match self.year {
            Year::One(year) => self.unit.in_year(year).ok_or(Trouble::ImpossibleDay),
            Year::School(first, last) => self.in_school_year(first, last),
            Year::PlanSchool => {
                let (first, last) = plan_school_year(period).ok_or(Trouble::YearUnknown)?;
                self.in_school_year(first, last)
            }
            Year::Plan => match self.unit {
                Unit::Year => period.single_year().and_then(|year| self.unit.in_year(year)).ok_or(Trouble::YearUnknown),
                // The first half of a school year is the second of a calendar year.
                Unit::Half(_) if period.single_year().is_none() && plan_school_year(period).is_some() => {
                    Err(Trouble::Ambiguous)
                }
                unit => unit.only_in((period.from(), period.to())),
            },
            // Taken apart before.
            Year::Each(..) => Err(Trouble::Ambiguous),
        }
    }

    fn in_school_year(&self, first: i32, last: i32) -> Result<(Day, Day), Trouble> {
        let days = |from: Option<Day>, to: Option<Day>| from.zip(to).ok_or(Trouble::ImpossibleDay);
        let (start, end) = days(Day::new(first, 9, 1), Day::new(last, 8, 31))?;
        match self.unit {
            Unit::SchoolYear => Ok((start, end)),
            _ if last != first + 1 => Err(Trouble::Ambiguous),
            Unit::Half(1) => days(Some(start), Day::new(first, 12, 31)),
            Unit::Half(2) => days(Day::new(last, 1, 1), Some(end)),
            unit => unit.only_in((start, end)),
        }
    }

    /// «В течение года» in a plan for a school year is that school year: no calendar year fits into the plan.
    fn by_plan(self, period: &Period) -> Self {
        let of_school = period.single_year().is_none() && plan_school_year(period).is_some();
        match self {
            Self { unit: Unit::Year, year: Year::Plan, .. } if of_school => {
                Self { unit: Unit::SchoolYear, year: Year::PlanSchool, inherited: false }
            }
            moment => moment,
        }
    }

    fn of_plan(self) -> Self {
        Self { year: Year::Plan, ..self }
    }

    /// Whether it is a whole year that is not named: «в течение года», «учебный год».
    fn is_plan_year(&self) -> bool {
        self.unit.is_year() && matches!(self.year, Year::Plan | Year::PlanSchool)
    }
}

/// The years of the only school year that a plan lies in; a plan may begin with the August before it.
fn plan_school_year(period: &Period) -> Option<(i32, i32)> {
    let (from, to) = (period.from(), period.to());
    let first = match from.month() {
        9.. => from.year(),
        8 if from.year() < to.year() => from.year(),
        _ => from.year() - 1,
    };
    (to <= Day::new(first + 1, 8, 31)?).then_some((first, first + 1))
}

// --------------------------------------------------------------------------------------------------------- phrases

/// One piece of a phrase. `whole` says that the end counts to its last day: «до конца марта», unlike «до марта».
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    At(Moment),
    Range { from: Moment, to: Moment, whole: bool, dash: bool },
    Until { to: Moment, whole: bool },
    From(Moment),
}

/// Items in the order of the text; `glued[n]` says that no comma or «и» stands before the item `n`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Phrase {
    items: Vec<Item>,
    glued: Vec<bool>,
}

fn phrase<'t, 'a>(tokens: Rest<'t, 'a>) -> Option<(Phrase, Rest<'t, 'a>)> {
    let (first, mut rest) = item(tokens)?;
    let mut phrase = Phrase { items: vec![first], glued: vec![false] };
    loop {
        let (glued, after) = match rest {
            [Comma, Word("и"), after @ ..] | [Word("а"), Word("также"), after @ ..] => (false, after),
            [Comma | Word("и"), after @ ..] => (false, after),
            [Slash, after @ ..] => (true, after),
            // Two numbers side by side are no list: «1 2 квартал».
            after if !phrase.items.last().is_some_and(Item::ends_bare) => (true, after),
            rest => return Some((phrase, rest)),
        };
        match item(after) {
            Some((item, after)) => {
                phrase.items.push(item);
                phrase.glued.push(glued);
                rest = after;
            }
            None => return Some((phrase, rest)),
        }
    }
}

fn item<'t, 'a>(tokens: Rest<'t, 'a>) -> Option<(Item, Rest<'t, 'a>)> {
    if let Some(rest) = from_word(tokens) {
        let (from, rest) = match rest {
            [Word("начала"), rest @ ..] => moment(rest, true)?,
            rest => moment(rest, false)?,
        };
        if let Some((to, whole, after)) = until(rest) {
            return Some((Item::Range { from, to, whole, dash: false }, after));
        }
        if let [Dash, after @ ..] = rest
            && let Some((to, after)) = moment(after, false)
        {
            return Some((Item::Range { from, to, whole: true, dash: true }, after));
        }
        return Some((Item::From(from), rest));
    }
    if let Some((to, whole, rest)) = until(tokens) {
        return Some((Item::Until { to, whole }, rest));
    }
    let (from, rest) = moment(tokens, false)?;
    if let [Dash, after @ ..] = rest
        && let Some((to, after)) = moment(after, false)
    {
        return Some((Item::Range { from, to, whole: true, dash: true }, skip_inclusive(after).1));
    }
    Some((Item::At(from), skip_inclusive(rest).1))
}

/// «с», «начиная с», «не ранее», «в период с».
fn from_word<'t, 'a>(tokens: Rest<'t, 'a>) -> Option<Rest<'t, 'a>> {
    match tokens {
        [Word("в"), Word("период" | "срок"), rest @ ..] | [Word("период" | "начиная"), rest @ ..]
            if matches!(rest, [Word("с" | "со"), ..]) =>
        {
            from_word(rest)
        }
        [Word("не"), Word("ранее" | "раньше"), Word("чем"), Word("с" | "со"), rest @ ..]
        | [Word("не"), Word("ранее" | "раньше"), Word("чем" | "с" | "со"), rest @ ..]
        | [Word("не"), Word("ранее" | "раньше"), rest @ ..] => Some(rest),
        [Word("с" | "со" | "от"), rest @ ..] => Some(rest),
        _ => None,
    }
}

/// «до 1 марта», «в срок до …», «не позднее …», «по …», «до конца …», «в конце …»: the moment, whether to its last
/// day, and the rest.
fn until<'t, 'a>(tokens: Rest<'t, 'a>) -> Option<(Moment, bool, Rest<'t, 'a>)> {
    let (whole, rest) = match tokens {
        [Word("в"), Word("срок"), rest @ ..] | [Word("срок"), rest @ ..] => return until(rest),
        [Word("не"), Word("позднее" | "позже"), Word("чем"), Word("до"), rest @ ..]
        | [Word("не"), Word("позднее" | "позже"), Word("чем" | "до"), rest @ ..]
        | [Word("не"), Word("позднее" | "позже"), rest @ ..]
        | [Word("по"), rest @ ..] => (true, rest),
        [Word("до" | "к" | "ко"), rest @ ..] => (false, rest),
        [Word("в"), rest @ ..] if matches!(rest, [Word("конце"), ..]) => (true, rest),
        [Word("на"), rest @ ..] if matches!(rest, [Word("конец"), ..]) => (true, rest),
        [Word("конец"), ..] => (true, tokens),
        _ => return None,
    };
    let (whole, (to, rest)) = match rest {
        [Word("конца" | "концу" | "конце" | "конец"), rest @ ..] => (true, moment(rest, true)?),
        rest => (whole, moment(rest, false)?),
    };
    let (inclusive, rest) = skip_inclusive(rest);
    Some((to, whole || inclusive, rest))
}

fn skip_inclusive<'t, 'a>(tokens: Rest<'t, 'a>) -> (bool, Rest<'t, 'a>) {
    match tokens {
        [Comma, Word("включительно"), rest @ ..] | [Word("включительно"), rest @ ..] => {
            (true, rest)
        }
        tokens => (false, tokens),
    }
}

impl Item {
    fn moments(&mut self) -> impl DoubleEndedIterator<Item = &mut Moment> {
        let (first, second) = match self {
            Self::At(at) | Self::From(at) | Self::Until { to: at, .. } => (at, None),
            Self::Range { from, to, .. } => (from, Some(to)),
        };
        std::iter::once(first).chain(second)
    }

    fn ends_bare(&self) -> bool {
        let (Self::At(last) | Self::From(last) | Self::Until { to: last, .. } | Self::Range { to: last, .. }) = self;
        matches!(last.unit, Unit::Bare { .. })
    }

    /// What it says by itself.
    fn resolve(&self, period: &Period) -> Result<Due, Trouble> {
        match self {
            Self::At(at) => {
                let at = at.by_plan(period);
                let (from, to) = at.span(period)?;
                Due::bounded(at.unit.kind(), Some(from), Some(to))
            }
            Self::Range { from, to, whole, dash } => {
                if !whole && to.unit.kind() != DueKind::Day {
                    return Err(Trouble::Ambiguous);
                }
                let kinds = [from.unit.kind(), to.unit.kind()];
                if *dash && mixes_years(&kinds) {
                    return Err(Trouble::Ambiguous);
                }
                let kind = several(kinds);
                let (first, last) = (from.span(period)?.0, to.span(period)?.1);
                if first <= last {
                    return Due::bounded(kind, Some(first), Some(last));
                }
                // «ноябрь – февраль 2024» in a plan for 2023: the year of one end is not that of the other, so it is
                // the plan's. It must be a turn of the year; anything else is a slip.
                let first =
                    if from.inherited { from.of_plan().span(period).map_or(first, |span| span.0) } else { first };
                let last = if to.inherited { to.of_plan().span(period).map_or(last, |span| span.1) } else { last };
                match first.year() + 1 == last.year() && first.month() > last.month() {
                    true => Due::bounded(kind, Some(first), Some(last)),
                    false => Err(Trouble::EndBeforeStart),
                }
            }
            Self::Until { to, whole } => {
                if !whole && to.unit.kind() != DueKind::Day {
                    return Err(Trouble::Ambiguous);
                }
                Due::bounded(DueKind::Until, None, Some(to.span(period)?.1))
            }
            Self::From(from) => Due::bounded(DueKind::From, Some(from.span(period)?.0), None),
        }
    }
}

/// The kind of several moments: the finest of theirs.
fn several(kinds: impl IntoIterator<Item = DueKind>) -> DueKind {
    match kinds.into_iter().min() {
        Some(DueKind::Day) | None => DueKind::Days,
        Some(kind) => kind,
    }
}

/// Whether a year stands beside something else: «2023, март» and «март – 2023» may be March of 2023, and the 2021–2022
/// of «2021–2022, 2022–2023 учебный год» is a school year too.
fn mixes_years(kinds: &[DueKind]) -> bool {
    let year = |kind: &DueKind| matches!(kind, DueKind::Year | DueKind::SchoolYear);
    kinds.iter().any(year) && kinds.iter().any(|kind| Some(kind) != kinds.first())
}

impl Phrase {
    fn moments(&mut self) -> impl DoubleEndedIterator<Item = &mut Moment> {
        self.items.iter_mut().flat_map(Item::moments)
    }

    fn names_year(&mut self) -> bool {
        self.moments().any(|moment| moment.year != Year::Plan || moment.unit.is_year())
    }

    /// The interval or kind that the phrase says.
    fn resolve(mut self, period: &Period) -> Result<Due, Trouble> {
        let all_typed = self.moments().all(|moment| moment.year != Year::Plan);
        self.inherit()?;
        if let Some((first, last)) = self.each_year()? {
            let from = self.clone().in_year(first).combine(all_typed, period)?;
            let to = self.in_year(last).combine(all_typed, period)?;
            return Due::bounded(DueKind::Recurring, from.from, to.to);
        }
        if let [Item::At(Moment { unit: Unit::SchoolYear, year: Year::PlanSchool, .. })] = self.items.as_slice()
            && plan_school_year(period).is_none()
        {
            // The kind is certain, the days are not.
            return Ok(Due { trouble: Some(Trouble::YearUnknown), ..Due::unbounded(DueKind::SchoolYear) });
        }
        self.combine(all_typed, period)
    }

    /// Gives bare numbers the unit to their right, and moments without a year that to their right, else to their left.
    fn inherit(&mut self) -> Result<(), Trouble> {
        let mut right: Option<Moment> = None;
        for moment in self.moments().rev() {
            let bare = matches!(moment.unit, Unit::Bare { .. });
            if let Unit::Bare { value, roman } = moment.unit {
                moment.unit = match right.map(|right| right.unit) {
                    Some(Unit::Day { month, .. }) if !roman => Unit::Day { day: value, month },
                    Some(Unit::Decade { month, .. }) => Unit::Decade { decade: value, month },
                    Some(Unit::Quarter(_)) => Unit::Quarter(value),
                    Some(Unit::Half(_)) => Unit::Half(value),
                    _ => return Err(Trouble::NotUnderstood),
                };
            }
            if let (Year::Plan, false, Some(right)) = (moment.year, moment.unit.is_year(), right) {
                moment.year = right.year;
                moment.inherited = !bare && right.year != Year::Plan;
            }
            // «в течение года» names no year that another moment could take.
            right = Some(*moment);
        }
        let mut left = Year::Plan;
        for moment in self.moments() {
            if moment.year == Year::Plan && !moment.unit.is_year() {
                moment.year = left;
                moment.inherited = left != Year::Plan;
            }
            left = moment.year;
        }
        Ok(())
    }

    /// The years in each of which the phrase comes again. All of its moments must be in them.
    fn each_year(&mut self) -> Result<Option<(i32, i32)>, Trouble> {
        if self.items.iter().any(|item| matches!(item, Item::Until { .. } | Item::From(_)))
            && self.moments().any(|moment| matches!(moment.year, Year::Each(..)))
        {
            return Err(Trouble::Ambiguous);
        }
        let mut years = self.moments().map(|moment| match moment.year {
            Year::Each(first, last) => Some((first, last)),
            _ => None,
        });
        let first = years.next().flatten();
        if years.all(|other| other == first) { Ok(first) } else { Err(Trouble::Ambiguous) }
    }

    fn in_year(mut self, year: i32) -> Self {
        self.moments().for_each(|moment| moment.year = Year::One(year));
        self
    }

    /// Puts the items together: one as it is, several as a list.
    fn combine(&self, all_typed: bool, period: &Period) -> Result<Due, Trouble> {
        let dues = self.items.iter().map(|item| item.resolve(period)).collect::<Result<Vec<_>, _>>()?;
        let [first, .., last] = dues.as_slice() else {
            return dues.first().copied().ok_or(Trouble::NotUnderstood);
        };
        if dues.iter().all(|due| due.kind == DueKind::Until) {
            let ascending = dues.is_sorted_by(|a, b| a.to < b.to) && !self.glued.contains(&true);
            return if ascending { Ok(*last) } else { Err(Trouble::Ambiguous) };
        }
        if dues.iter().any(|due| matches!(due.kind, DueKind::Until | DueKind::From)) {
            return Err(Trouble::Ambiguous);
        }
        // «сентябрь, в течение года»: what lies within the year adds nothing to it.
        if let Some(at) = self.items.iter().position(|item| matches!(item, Item::At(at) if at.is_plan_year())) {
            let year = dues[at];
            let within = dues.iter().all(|due| year.from <= due.from && due.to <= year.to);
            return if within { Ok(year) } else { Err(Trouble::Ambiguous) };
        }
        let kinds: Vec<DueKind> = dues.iter().map(|due| due.kind).collect();
        if mixes_years(&kinds) {
            return Err(Trouble::Ambiguous);
        }
        let ascending = dues.is_sorted_by(|a, b| a.from < b.from);
        // Side by side, a range and a list are the same only for moments of one kind in their order.
        let one_kind = dues.iter().all(|due| due.kind == first.kind);
        if self.glued.contains(&true) && !(ascending && one_kind && self.are_moments()) {
            return Err(Trouble::Ambiguous);
        }
        if !ascending && !all_typed {
            return Err(Trouble::Ambiguous);
        }
        let from = dues.iter().filter_map(|due| due.from).min();
        let to = dues.iter().filter_map(|due| due.to).max();
        Due::bounded(several(kinds), from, to)
    }

    fn are_moments(&self) -> bool {
        self.items.iter().all(|item| matches!(item, Item::At(_)))
    }
}

// ---------------------------------------------------------------------------------------------------------- rhythm

/// What a run of words says about coming again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Rhythm {
    recurring: bool,
    standing: bool,
    /// It speaks of years: «ежегодно», «раз в год».
    yearly: bool,
}

impl Rhythm {
    fn kind(self) -> Option<DueKind> {
        match self {
            Self { recurring: true, .. } => Some(DueKind::Recurring),
            Self { standing: true, .. } => Some(DueKind::Standing),
            _ => None,
        }
    }
}

/// A recurring or standing due date: a run of its words with a phrase of the calendar behind or before it.
fn read_rhythm(tokens: &[Token], period: &Period) -> Option<Result<Due, Trouble>> {
    let (run, rest) = rhythm(tokens);
    if let Some(kind) = run.kind() {
        return rhythm_with(kind, run, trim_start(rest), period);
    }
    // Before: the shortest phrase behind which nothing but words of a rhythm stands.
    (1..tokens.len()).find_map(|at| {
        let (phrase, run) = tokens.split_at(at);
        match rhythm(run) {
            // Cut in the wrong place: the I of «в I квартале ежегодно».
            (run, []) => rhythm_with(run.kind()?, run, phrase, period).filter(|r| *r != Err(Trouble::NotUnderstood)),
            _ => None,
        }
    })
}

fn rhythm_with(kind: DueKind, run: Rhythm, rest: &[Token], period: &Period) -> Option<Result<Due, Trouble>> {
    let of_plan = || Due::bounded(kind, Some(period.from()), Some(period.to()));
    if rest.is_empty() {
        return Some(of_plan());
    }
    let (mut phrase, behind) = match phrase(rest) {
        Some((phrase, behind)) => (phrase, behind),
        None => {
            return Some(event(rest)?.and_then(|event| match event {
                Event::Timetable => of_plan(),
                Event::Need => Ok(Due::unbounded(DueKind::OnEvent)),
                Event::Other => Err(Trouble::Ambiguous),
            }));
        }
    };
    let of_each_year = run.yearly && !phrase.names_year();
    // «ежегодно до 1 апреля года, следующего за отчетным»
    if !(behind.is_empty() || of_each_year && rhythm(behind).1.is_empty()) {
        return None;
    }
    // «Ежегодно до 1 марта»: the day of every year; only that there is such a day is to be checked.
    if of_each_year {
        let leap_year = 2000;
        let exists = |phrase: &mut Phrase| phrase.moments().all(|moment| moment.unit.in_year(leap_year).is_some());
        return Some(phrase.inherit().and_then(|()| match exists(&mut phrase) {
            true => of_plan(),
            false => Err(Trouble::ImpossibleDay),
        }));
    }
    Some(phrase.resolve(period).and_then(|due| match due.kind {
        // «ежемесячно 15 марта»
        DueKind::Day => Err(Trouble::Ambiguous),
        _ => {
            // A bound that is not typed is the plan's, unless that would turn the interval round.
            let from = due.from.or(Some(period.from()).filter(|from| due.to.is_none_or(|to| *from <= to)));
            let to = due.to.or(Some(period.to()).filter(|to| due.from.is_none_or(|from| from <= *to)));
            Due::bounded(kind, from, to)
        }
    }))
}

/// Eats a run of words that speak of rhythm: «не реже одного раза в квартал», «до 5 числа каждого месяца».
fn rhythm<'t, 'a>(tokens: Rest<'t, 'a>) -> (Rhythm, Rest<'t, 'a>) {
    let mut run = Rhythm::default();
    let mut rest = tokens;
    let followed = |after: &[Token]| matches!(after, [Word("в" | "за"), Word(_) | Number { digits: 1 | 2, .. }, ..]);
    while let Some((word, after)) = rhythm_word(rest) {
        match word {
            // «один раз» alone comes once.
            "раз" | "раза" | "разу" | "дважды" | "трижды" => run.recurring |= followed(after),
            "постоянно" | "постоянной" | "непрерывно" | "круглогодично" | "период" =>
            {
                run.standing = true;
            }
            "регулярно" | "систематически" | "периодически" => run.recurring = true,
            word if begins(word, "еже кажд помесячн поквартальн") => {
                run.recurring = true;
            }
            word if weekday(word) == Some(Weekday::Every) => run.recurring = true,
            _ => {}
        }
        run.yearly |= word.starts_with("ежегодн") || matches!(word, "год" | "года");
        rest = after;
    }
    (run, rest)
}

/// One word of a rhythm with the prepositions and small numbers before it; a number must count something.
fn rhythm_word<'t, 'a>(tokens: Rest<'t, 'a>) -> Option<(&'a str, Rest<'t, 'a>)> {
    /// Stems and words that a number may stand before.
    const COUNTED: &str = "числ рабоч недел месяц год";
    const COUNTED_EXACT: &str = "раз раза разу день дня дней дни лет";
    const STEMS: &str = "\
        помесячн поквартальн ежедневн еженедельн ежемесячн ежеквартальн ежегодн ежеполугод кажд постоянн непрерывн \
        круглогодичн регулярн систематическ периодическ полугоди квартал отчетн следующ последн триместр";
    const EXACT: &str = "\
        один одного одну одному два двух две три трех четыре четырех дважды трижды основе четверть четверти учебный \
        учебного периодом периоду";
    if let Some(rest) = plan_period(tokens) {
        return Some(("период", rest));
    }
    let mut rest = tokens;
    let mut counts = false;
    loop {
        rest = match rest {
            [Comma | Dash, after @ ..] => after,
            [Word("не" | "реже" | "менее" | "более" | "чаще" | "позднее" | "позже"), after @ ..]
            | [Word("до" | "в" | "во" | "по" | "за" | "с" | "на" | "и" | "конце" | "конца" | "начале"), after @ ..] => {
                after
            }
            [Number { value: 1..=31, digits: 1 | 2 } | Roman(_), after @ ..] => {
                counts = true;
                after
            }
            [Word(word), after @ ..] => {
                let counted = begins(word, COUNTED) || is_one(word, COUNTED_EXACT) || weekday(word).is_some();
                let known = begins(word, STEMS) || is_one(word, EXACT);
                return (counted || known && !counts).then_some((word, after));
            }
            _ => return None,
        };
    }
}

/// «в течение всего периода реализации плана», «весь период».
fn plan_period<'t, 'a>(tokens: Rest<'t, 'a>) -> Option<Rest<'t, 'a>> {
    let (within, rest) = match tokens {
        [Word("на"), rest @ ..] => skip_lead(rest),
        tokens => skip_lead(tokens),
    };
    let [Word("период" | "периода" | "срок" | "срока"), rest @ ..] = rest else { return None };
    let mut rest = within.then_some(rest)?;
    while let [Word(word), after @ ..] = rest
        && begins(word, "реализац действ исполнен выполнен план мероприят дорожн карт")
    {
        rest = after;
    }
    Some(rest)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weekday {
    One,
    /// In the dative of the plural: «по понедельникам».
    Every,
}

fn weekday(word: &str) -> Option<Weekday> {
    const STEMS: [&str; 7] = ["понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень"];
    let ending = STEMS.iter().find_map(|stem| word.strip_prefix(stem))?;
    match ending {
        "ам" | "ям" => Some(Weekday::Every),
        "" | "а" | "у" | "ы" | "е" | "ой" | "и" | "я" => Some(Weekday::One),
        _ => None,
    }
}

// ---------------------------------------------------------------------------------------------------------- events

/// What a due date on an event hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    /// A timetable or plan that stands elsewhere, or an agreement to come.
    Timetable,
    /// A need that may never come.
    Need,
    /// Anything else that happens.
    Other,
}

/// The event that a text begins with. What follows is free, but may not name a time of its own.
fn event(tokens: &[Token]) -> Option<Result<Event, Trouble>> {
    /// «по итогам», «по завершении», …
    const OUTCOMES: &str = "\
        итог результат окончани завершени истечени решени указани поступлени приглашени приказ положени факт \
        получени назначени";
    let kind = match tokens {
        [Word("по"), Word("мере"), ..]
        | [Word("по" | "при"), Word("необходимости" | "требованию" | "надобности"), ..] => {
            Event::Need
        }
        [Word("в"), Word("случае"), ..] | [Word("при"), Word("наличии" | "возникновении" | "выявлении"), ..] => {
            Event::Need
        }
        [Word("по"), Word("запросу" | "запросам" | "заявке" | "заявкам" | "обращению" | "обращениям"), ..] => {
            Event::Need
        }
        [Word("согласно"), ..] | [Word("в"), Word("соответствии"), Word("с" | "со"), ..] => {
            Event::Timetable
        }
        [Word("в"), Word(word), ..] if begins(word, "установленн") => Event::Timetable,
        [Word("по"), Word(word), ..] if begins(word, OUTCOMES) => Event::Other,
        [Word("по"), rest @ ..] if noun(rest, "график план расписани согласовани календар") => {
            Event::Timetable
        }
        [Word("после" | "перед" | "немедленно" | "незамедлительно" | "сразу"), ..] => {
            Event::Other
        }
        [Word("одновременно"), Word("с" | "со"), ..] => Event::Other,
        [Word("в" | "во"), Word("ходе" | "время" | "рамках" | "день" | "дни" | "период"), _, ..] => {
            Event::Other
        }
        [Word("с" | "со"), Word("момента" | "дня" | "даты"), ..] => Event::Other,
        [Word("до" | "к"), Word(word), _, ..] if begins(word, "начал проведени окончани завершени открыти момент") => {
            Event::Other
        }
        [Word("в"), Word(word), ..] | [Word("в"), Number { .. }, Dash, Word(word), ..]
            if begins(word, "каникул") || word.ends_with("дневный") || word.ends_with("месячный") =>
        {
            Event::Other
        }
        [Word(word), ..] | [_, Word(word), ..] if begins(word, "каникул") => Event::Other,
        tokens if has_distance(tokens) => Event::Other,
        _ => return None,
    };
    Some(if names_time(tokens) { Err(Trouble::Ambiguous) } else { Ok(kind) })
}

/// Whether one of the next few words has one of the stems: «по отдельному утвержденному графику».
fn noun(tokens: &[Token], stems: &str) -> bool {
    tokens
        .iter()
        .take(4)
        .map_while(|token| if let Word(word) = token { Some(word) } else { None })
        .any(|word| begins(word, stems))
}

/// A distance in time from an event: «в течение 10 рабочих дней», «через месяц», «не позднее чем за 3 дня».
fn has_distance(tokens: &[Token]) -> bool {
    let mut rest = match tokens {
        [Word("в"), Word("течение" | "течении"), rest @ ..] => rest,
        [Word("не"), Word("позднее" | "позже"), Word("чем"), Word("за" | "через"), rest @ ..]
        | [Word("не"), Word("позднее" | "позже"), Word("чем" | "за" | "через"), rest @ ..]
        | [Word("не"), Word("позднее" | "позже"), rest @ ..]
        | [Word("через" | "за" | "спустя"), rest @ ..] => rest,
        _ => return false,
    };
    if let [Number { digits: 1..=3, .. }, after @ ..] = rest {
        rest = after;
    }
    // Also in words, alone or in brackets: «14 (четырнадцати) дней».
    while let [Comma, after @ ..] = rest {
        rest = after;
    }
    if let [Word(word), after @ ..] = rest
        && is_numeral(word)
    {
        rest = after;
    }
    while let [Comma, after @ ..] = rest {
        rest = after;
    }
    if let [Word(word), after @ ..] = rest
        && begins(word, "рабоч календарн учебн банковск")
    {
        rest = after;
    }
    match rest {
        [Word("дня" | "дней" | "день" | "дни" | "лет"), ..] => true,
        [Word(word), ..] => begins(word, "сут недел месяц час"),
        _ => false,
    }
}

/// A numeral in the genitive or nominative, up to thirty.
fn is_numeral(word: &str) -> bool {
    const ONES: &str = "\
        один одного одной одну два двух две три трех четыре четырех пять пяти шести семи восьми девяти десять десяти";
    is_one(word, ONES) || word.ends_with("дцати")
}

/// Whether a time of the calendar is named other than as the date of an act («от 01.02.2023») or of a plan («на 2023
/// год»).
fn names_time(tokens: &[Token]) -> bool {
    let mut rest = tokens;
    let mut excused = false;
    while let [token, after @ ..] = rest {
        let read =
            if matches!(token, Number { .. } | FullYear(_) | Roman(_) | Month(_)) { moment(rest, false) } else { None };
        rest = match read {
            Some((Moment { unit: Unit::Bare { .. }, .. }, after)) => after,
            Some((_, after)) if excused => after,
            Some(_) => return true,
            None => after,
        };
        excused = matches!(token, Word("от" | "на"));
    }
    false
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
