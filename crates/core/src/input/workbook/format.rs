//! Number formats as Excel writes them down: `[$-419]mmmm\ yyyy;@`, `#,##0.00" руб.";[Red]-0;"нет";@`.

use crate::input::table::{
    Condition, DateLook, DatePart, Digits, Format, MonthLook, NumberLook, Places, Section, Slot, TextLook,
};

/// Reads a format as workbooks store it.
pub(super) fn parse(code: &str) -> Format {
    let mut sections = sections(code);
    // A date need not come first: `[=0]"";dd.mm.yyyy` hides what is none.
    if let Some(date) = sections.iter().find_map(|section| date(&section.pieces)) {
        return date;
    }
    let is_text = |section: &Written| section.pieces.contains(&Piece::Sign('@'));
    let text = match sections.iter().position(is_text) {
        _ if sections.len() > 3 => Some(sections.remove(3)),
        Some(at) => Some(sections.remove(at)),
        None => None,
    };
    let has_own = sections.iter().any(|section| section.condition.is_some());
    let count = sections.len();
    let looks = sections.iter().enumerate().map(|(at, section)| {
        section_look(section.condition.or_else(|| usual_condition(at, count, has_own)), &section.pieces)
    });
    let mut looks: Vec<Section> = looks.collect();
    let text = text.map(|section| text_look(&section.pieces));
    // Where there is nothing else, numbers are shown as texts are.
    if let (true, Some(TextLook::Within(before, behind))) = (looks.is_empty(), &text) {
        looks.push(Section { before: before.clone(), behind: behind.clone(), ..GENERAL });
    }
    let text = text.filter(|look| *look != TextLook::Within(String::new(), String::new()));
    if code.is_empty() || looks == [GENERAL] && text.is_none() {
        return Format::General;
    }
    Format::Number(NumberLook { sections: looks, text })
}

/// A number as it is.
const GENERAL: Section =
    Section { condition: None, before: String::new(), digits: Digits::General, behind: String::new() };

/// The built-in formats, which workbooks name by number only.
pub(super) fn builtin(id: u32) -> Format {
    parse(match id {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 | 41 | 42 => "#,##0",
        4 | 39 | 40 | 43 | 44 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        // The numbers that depend on the language of the system (27 to 36, 50 to 58) are days almost everywhere.
        14 | 15 | 27..=31 | 34..=36 | 50..=58 => "dd.mm.yyyy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18..=21 | 32 | 33 | 45 | 47 => "h:mm",
        22 => "dd.mm.yyyy h:mm",
        46 => "[h]:mm:ss",
        _ => "General",
    })
}

/// A piece of a format.
#[derive(Debug, Clone, PartialEq)]
enum Piece {
    /// A sign with a meaning.
    Sign(char),
    /// Words that are shown as they stand.
    Words(String),
    /// `[h]`, `[mm]`, `[s]`: time beyond a day.
    Elapsed(char),
    /// `General`: the number as it is.
    General,
}

/// The format of some numbers, cut into pieces.
#[derive(Debug, Default)]
struct Written {
    condition: Option<Condition>,
    pieces: Vec<Piece>,
}

/// The formats of different numbers.
fn sections(code: &str) -> Vec<Written> {
    let mut sections = vec![Written::default()];
    let mut signs = code.chars();
    while let Some(sign) = signs.next() {
        let is_general = general(sign, &mut signs);
        if sign == ';' {
            sections.push(Written::default());
            continue;
        }
        let Some(section) = sections.last_mut() else { break };
        let pieces = &mut section.pieces;
        match sign {
            _ if is_general => pieces.push(Piece::General),
            '"' => pieces.push(Piece::Words(signs.by_ref().take_while(|c| *c != '"').collect())),
            '\\' | '!' => pieces.extend(signs.next().map(|c| Piece::Words(c.to_string()))),
            // Room of the width of a sign.
            '_' => pieces.extend(signs.next().map(|_| Piece::Words(" ".into()))),
            // A sign that fills the cell.
            '*' => drop(signs.next()),
            'A' | 'a' if skip_half_of_day(&mut signs) => {}
            '[' => {
                let inner: String = signs.by_ref().take_while(|c| *c != ']').collect();
                match condition(&inner) {
                    Some(condition) => section.condition = Some(condition),
                    None => pieces.extend(bracket(&inner)),
                }
            }
            sign => pieces.push(Piece::Sign(sign)),
        }
    }
    sections.truncate(4);
    sections
}

/// Whether `General` begins with a sign; it is taken.
fn general(sign: char, signs: &mut std::str::Chars<'_>) -> bool {
    ["general", "основной"].iter().any(|word| {
        let rest = word.chars().skip(1);
        let count = rest.clone().count();
        let is_it = word.chars().next().is_some_and(|first| sign.to_lowercase().eq([first]))
            && signs.as_str().chars().take(count).flat_map(char::to_lowercase).eq(rest);
        is_it && signs.nth(count - 1).is_some()
    })
}

/// Passes over `AM/PM` and `A/P`, whose `M` is no month.
fn skip_half_of_day(signs: &mut std::str::Chars<'_>) -> bool {
    ["m/pm", "/p"].iter().any(|rest| {
        let is_it = signs.as_str().get(..rest.len()).is_some_and(|next| next.eq_ignore_ascii_case(rest));
        is_it && signs.nth(rest.len() - 1).is_some()
    })
}

/// What stands in square brackets and shows: time beyond a day, or a currency (`[$₽-419]`).
fn bracket(inner: &str) -> Option<Piece> {
    if let Some(currency) = inner.strip_prefix('$') {
        let sign = currency.rsplit_once('-').map_or(currency, |(sign, _)| sign);
        return (!sign.is_empty()).then(|| Piece::Words(sign.to_owned()));
    }
    let unit = inner.chars().next()?.to_ascii_lowercase();
    let is_elapsed = "hms".contains(unit) && inner.chars().all(|c| c.to_ascii_lowercase() == unit);
    is_elapsed.then_some(Piece::Elapsed(unit))
}

/// `[>=100]`
fn condition(inner: &str) -> Option<Condition> {
    let digits = inner.find(|c: char| !"<>= ".contains(c))?;
    let (sign, number) = inner.split_at(digits);
    let sign = sign.trim();
    let than = number.trim().replace(',', ".").parse().ok()?;
    let condition = |less, equal, greater| Some(Condition { less, equal, greater, than });
    match sign {
        "<" => condition(true, false, false),
        "<=" => condition(true, true, false),
        "=" => condition(false, true, false),
        ">=" => condition(false, true, true),
        ">" => condition(false, false, true),
        "<>" => condition(true, false, true),
        _ => None,
    }
}

/// Which numbers a section is for that does not tell: one is for all, the second of two for what is below zero.
fn usual_condition(at: usize, count: usize, others_tell: bool) -> Option<Condition> {
    match (at, count) {
        (1, 2) if others_tell => None,
        (0, 2) => Some(Condition { less: false, equal: true, greater: true, than: 0.0 }),
        (0, 3..) => Some(Condition { less: false, equal: false, greater: true, than: 0.0 }),
        (1, _) => Some(Condition { less: true, equal: false, greater: false, than: 0.0 }),
        _ => None,
    }
}

/// The parts of a date or a time, if the format shows one.
fn date(pieces: &[Piece]) -> Option<Format> {
    let units = || pieces.iter().filter_map(unit);
    let has_time = pieces.iter().any(|piece| matches!(piece, Piece::Sign('h' | 'H' | 's' | 'S')));
    // Within a time, `0` means parts of a second (`mm:ss.0`).
    let is_number = pieces.iter().any(|piece| matches!(piece, Piece::Sign('0' | '#' | '?' | '@'))) && !has_time;
    let is_elapsed = pieces.iter().any(|piece| matches!(piece, Piece::Elapsed(_)));
    if (is_number || pieces.contains(&Piece::General) || units().next().is_none()) && !is_elapsed {
        return None;
    }
    let groups = groups(pieces);
    let mut look = DateLook::default();
    for (at, group) in groups.iter().enumerate() {
        look.parts.push(match group {
            Group::Words(words) => DatePart::Words(words.clone()),
            Group::Unit(unit, length) => match unit {
                'y' => DatePart::Year,
                'd' if *length <= 2 => DatePart::Day,
                'd' => DatePart::Weekday,
                'h' => DatePart::Hours,
                's' => DatePart::Seconds,
                // `[m]`
                'i' => DatePart::Minutes,
                _ if is_minute(&groups, at) => DatePart::Minutes,
                _ => DatePart::Month(match length {
                    1 | 2 => MonthLook::Digits,
                    4 => MonthLook::Name,
                    _ => MonthLook::Short,
                }),
            },
        });
    }
    Some(if is_elapsed { Format::Elapsed(look) } else { Format::Date(look) })
}

/// A run of the same letter of a date format (`dd.mm.yyyy` has d2 m2 y4), or what stands between them.
#[derive(Debug, PartialEq)]
enum Group {
    Unit(char, usize),
    Words(String),
}

/// The unit that a letter of a date format is for, in English or Russian.
fn unit(piece: &Piece) -> Option<char> {
    let Piece::Sign(sign) = piece else { return None };
    Some(match sign.to_lowercase().next()? {
        'y' | 'e' | 'г' => 'y',
        'm' | 'м' => 'm',
        'd' | 'д' => 'd',
        'h' | 'ч' => 'h',
        's' => 's',
        _ => return None,
    })
}

fn groups(pieces: &[Piece]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for piece in pieces {
        let next = match (piece, unit(piece)) {
            (_, Some(unit)) => Group::Unit(unit, 1),
            (Piece::Elapsed('m'), _) => Group::Unit('i', 1),
            (Piece::Elapsed(unit), _) => Group::Unit(*unit, 1),
            (Piece::Words(words), _) => Group::Words(words.clone()),
            // Parts of a second, with the point before them.
            (Piece::Sign('0' | '#' | '?' | '@') | Piece::General, _) => {
                if let Some(Group::Words(words)) = groups.last_mut() {
                    words.truncate(words.trim_end_matches('.').len());
                }
                continue;
            }
            (Piece::Sign(sign), _) => Group::Words(sign.to_string()),
        };
        match (groups.last_mut(), next) {
            (Some(Group::Unit(known, length)), Group::Unit(unit, _)) if *known == unit => *length += 1,
            (Some(Group::Words(known)), Group::Words(words)) => known.push_str(&words),
            (_, next) => groups.push(next),
        }
    }
    groups
}

/// `m` means minutes behind hours and before seconds, else months.
fn is_minute(groups: &[Group], at: usize) -> bool {
    let unit = |group: &Group| if let Group::Unit(unit, _) = group { Some(*unit) } else { None };
    let before = groups.iter().take(at).rev().find_map(unit);
    let behind = groups.iter().skip(at + 1).find_map(unit);
    before == Some('h') || behind == Some('s')
}

/// What is shown of a text.
fn text_look(pieces: &[Piece]) -> TextLook {
    match pieces.iter().position(|piece| *piece == Piece::Sign('@')) {
        Some(at) => TextLook::Within(words(&pieces[..at]), words(&pieces[at + 1..])),
        None => TextLook::Hidden,
    }
}

/// The look of numbers.
fn section_look(condition: Option<Condition>, pieces: &[Piece]) -> Section {
    if pieces.is_empty() {
        return Section { condition, ..Section::default() };
    }
    let is_digit = |piece: &Piece| matches!(piece, Piece::Sign('0' | '#' | '?'));
    let (first, last) = (pieces.iter().position(is_digit), pieces.iter().rposition(is_digit));
    // Fractions and powers of ten are shown as plain numbers.
    let is_odd = |piece: &Piece| matches!(piece, Piece::Sign('/' | 'E' | 'e'));
    match (first, last, pieces.iter().position(|piece| *piece == Piece::General)) {
        (Some(first), Some(last), None) => {
            // Thousands that are left out are told behind the last digit, and so is a comma without digits behind it.
            let end = last
                + 1
                + pieces[last + 1..].iter().take_while(|piece| matches!(piece, Piece::Sign(',' | '.'))).count();
            let digits = match pieces[first..=last].iter().any(is_odd) {
                true => Digits::General,
                false => Digits::Places(places(pieces, first, last, end)),
            };
            let first = if pieces[..first].ends_with(&[Piece::Sign('.')]) { first - 1 } else { first };
            Section { condition, before: words(&pieces[..first]), digits, behind: words(&pieces[end..]) }
        }
        (_, _, Some(at)) => {
            let digits = Digits::General;
            Section { condition, before: words(&pieces[..at]), digits, behind: words(&pieces[at + 1..]) }
        }
        _ => Section { condition, before: words(pieces), ..Section::default() },
    }
}

fn places(pieces: &[Piece], first: usize, last: usize, end: usize) -> Places {
    let mut places = Places::default();
    let mut in_fraction = pieces[..first].ends_with(&[Piece::Sign('.')]);
    for piece in &pieces[first..=last] {
        let slots = if in_fraction { &mut places.fraction } else { &mut places.whole };
        match piece {
            Piece::Sign('0') => slots.push(Slot::Always),
            Piece::Sign('#') => slots.push(Slot::IfNeeded),
            Piece::Sign('?') => slots.push(Slot::OrBlank),
            Piece::Sign('.') if !in_fraction => in_fraction = true,
            // A comma anywhere between digits sets all thousands apart.
            Piece::Sign(',') if !in_fraction => places.thousands = true,
            piece => {
                slots.extend(Some(words(std::slice::from_ref(piece))).filter(|it| !it.is_empty()).map(Slot::Words));
            }
        }
    }
    // `0.0,,`, and `0,,.0`: millions.
    let behind = pieces[last + 1..end].iter().filter(|piece| **piece == Piece::Sign(',')).count();
    let point = pieces[first..=last].iter().position(|piece| *piece == Piece::Sign('.')).map(|at| first + at);
    let before =
        point.map_or(0, |at| pieces[first..at].iter().rev().take_while(|piece| **piece == Piece::Sign(',')).count());
    if before > 0 {
        let digits = point.map_or(0, |at| at - before);
        places.thousands = pieces[first..digits].contains(&Piece::Sign(','));
    }
    let percent = pieces.iter().filter(|piece| **piece == Piece::Sign('%')).count();
    places.scale = 2 * percent as i32 - 3 * (behind + before) as i32;
    places
}

/// The words of pieces, and the signs that mean themselves.
fn words(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Sign(',' | '0' | '#' | '?' | '@') | Piece::Elapsed(_) | Piece::General => String::new(),
            Piece::Sign(sign) => sign.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests;
