//! Short names of bodies for files: what tells one from the others, not what they have in common.

use std::collections::{HashMap, HashSet};

/// Signs of a name at most.
const ROOM: usize = 40;
/// What a body without any word is called.
const NAMELESS: &str = "исполнитель";

/// A name for each body, fit for a file on any system, all different.
///
/// Of «МБОУ «СОШ № 4»» it is what stands in the quotes. Where names begin alike for longer than there is room, the common
/// beginning goes.
pub fn short(bodies: &[&str]) -> Vec<String> {
    let quoted: Vec<Vec<&str>> = bodies.iter().map(|body| words(quoted(body).unwrap_or(body))).collect();
    let alone: Vec<String> = quoted.iter().map(|words| joined(words)).collect();
    let times = counted(&alone);
    let mut names = alone.clone();
    let clashing: Vec<usize> = (0..names.len()).filter(|at| times[&alone[*at].to_lowercase()] > 1).collect();
    let whole: Vec<Vec<&str>> = bodies.iter().map(|body| words(body)).collect();
    for at in &clashing {
        let others = clashing.iter().filter(|other| *other != at && alone[**other] == alone[*at]);
        let shared = others.map(|other| shared(&whole[*at], &whole[*other])).max().unwrap_or(0);
        // The beginning of all others has nothing of its own.
        if shared == whole[*at].len() {
            continue;
        }
        // A number alone tells nothing: «школа 4».
        let from = match whole[*at].get(shared) {
            Some(word) if word.starts_with(|c: char| c.is_alphabetic()) => shared,
            _ => shared.saturating_sub(1),
        };
        let own = joined(whole[*at].get(from..).unwrap_or_default());
        if !own.is_empty() {
            names[*at] = own;
        }
    }
    let mut taken = HashSet::new();
    // «–//–» has no word at all.
    names.iter_mut().filter(|name| name.is_empty()).for_each(|name| NAMELESS.clone_into(name));
    names.into_iter().map(|name| distinct(name, &mut taken)).collect()
}

/// A name that was not taken yet.
fn distinct(name: String, taken: &mut HashSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let mut free = std::iter::once(name.clone()).chain(numbered);
    free.find(|name| taken.insert(name.to_lowercase())).unwrap_or(name)
}

fn counted(names: &[String]) -> HashMap<String, usize> {
    let mut times = HashMap::new();
    for name in names {
        *times.entry(name.to_lowercase()).or_default() += 1;
    }
    times
}

/// How many words two names have in common at their beginning.
fn shared(one: &[&str], other: &[&str]) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).count()
}

/// What stands in the outer quotes of a name, if it has any.
fn quoted(body: &str) -> Option<&str> {
    const QUOTES: [char; 5] = ['«', '»', '"', '“', '”'];
    let (from, to) = (body.find(QUOTES)?, body.rfind(QUOTES)?);
    let sign = body[from..].chars().next().map_or(1, char::len_utf8);
    body.get(from + sign..to).filter(|inner| inner.chars().any(char::is_alphanumeric))
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// As many whole words as there is room for.
fn joined(words: &[&str]) -> String {
    let mut name = String::new();
    for word in words {
        if !name.is_empty() && name.chars().count() + 1 + word.chars().count() > ROOM {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.extend(word.chars().take(ROOM));
    }
    name
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn names_are_short_distinct_and_telling() {
        assert_eq!(
            short(&[
                "МБОУ «СОШ № 4»",
                "МБОУ \"Лесная ООШ\"",
                "Отдел образования",
                "Управление образования Администрации Верхнелесного муниципального округа",
            ]),
            ["СОШ-4", "Лесная-ООШ", "Отдел-образования", "Управление-образования-Администрации"]
        );
        let long = "Муниципальное бюджетное общеобразовательное учреждение средняя школа";
        let [one, two] = [1, 12].map(|number| format!("{long} № {number}"));
        assert_eq!(short(&[&one, &two]), ["школа-1", "школа-12"]);
        assert_eq!(short(&["МБОУ «Лесная»", "МБДОУ «Лесная»"]), ["МБОУ-Лесная", "МБДОУ-Лесная"]);
        assert_eq!(short(&["Отдел", "отдел.", "Отдел"]), ["Отдел", "отдел-2", "Отдел-3"]);
        let office = "Отдел образования Администрации Краснохолмского муниципального округа";
        let both = format!("{office}, руководители ОМО");
        assert_eq!(short(&[office, &both]), ["Отдел-образования-Администрации", "руководители-ОМО"]);
        assert_eq!(short(&["-//-", "Отдел", "–"]), ["исполнитель", "Отдел", "исполнитель-2"]);
    }
}
