//! How activities are numbered where the data do not say it: as their typed numbers show.

use std::collections::HashSet;

use super::plan::Numbering;

/// A typed number as two of them are compared: «1.» is «1», and «1.1)» is «1.1».
pub(crate) fn bare(number: &str) -> &str {
    number.trim().trim_end_matches(['.', ')', ' '])
}

/// The number that an activity gets: the band counted from 1 (0 where there is none), its place in the band and its place
/// in the plan, both from 1. `None` for numbers as typed.
pub(crate) fn number(numbering: Numbering, band: usize, within: usize, running: usize) -> Option<String> {
    match numbering {
        Numbering::AsTyped => None,
        Numbering::Nested if band > 0 => Some(format!("{band}.{within}.")),
        Numbering::Nested => Some(format!("{within}.")),
        Numbering::Running => Some(format!("{running}.")),
    }
}

/// The numbering that typed numbers follow. `directions` tells of each whether it has a band, and its typed numbers.
///
/// Running before nested; numbers that follow neither stay as typed. Where that cannot be, since one is missing or stands
/// twice (a table that begins with 1 in each direction), the activities are numbered through.
pub(crate) fn followed(directions: &[(bool, Vec<Option<&str>>)]) -> Numbering {
    let typed = || directions.iter().flat_map(|(_, numbers)| numbers);
    if typed().all(Option::is_none) {
        return Numbering::Running;
    }
    for numbering in [Numbering::Running, Numbering::Nested] {
        if follows(directions, numbering) {
            return numbering;
        }
    }
    let mut seen = HashSet::new();
    if typed().all(|number| number.is_some_and(|number| seen.insert(bare(number)))) {
        return Numbering::AsTyped;
    }
    Numbering::Running
}

fn follows(directions: &[(bool, Vec<Option<&str>>)], numbering: Numbering) -> bool {
    let (mut band, mut running) = (0, 0);
    directions.iter().all(|(has_band, numbers)| {
        band += usize::from(*has_band);
        numbers.iter().enumerate().all(|(at, typed)| {
            running += 1;
            let wanted = number(numbering, band, at + 1, running).unwrap_or_default();
            typed.is_none_or(|typed| is_same(typed, &wanted))
        })
    })
}

/// Whether a typed number is the printed one; Excel makes 1.1 of «1.10».
fn is_same(typed: &str, wanted: &str) -> bool {
    let (typed, wanted) = (bare(typed), bare(wanted));
    typed == wanted || wanted.contains('.') && wanted.ends_with('0') && typed == wanted.trim_end_matches('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(directions: &[(bool, &str)]) -> Numbering {
        let numbers = |text: &'static str| text.split(' ').map(|typed| Some(typed).filter(|typed| *typed != "-"));
        let directions: Vec<(bool, Vec<Option<&str>>)> = directions
            .iter()
            .map(|(band, text)| (*band, numbers(String::leak((*text).to_owned())).collect()))
            .collect();
        followed(&directions)
    }

    #[test]
    fn typed_numbers_say_how_a_plan_is_numbered() {
        assert_eq!(of(&[(false, "- - -")]), Numbering::Running);
        assert_eq!(of(&[(true, "1. 2 -"), (true, "4 5)")]), Numbering::Running);
        assert_eq!(of(&[(true, "1.1 1.2."), (true, "2.1")]), Numbering::Nested);
        assert_eq!(of(&[(true, "1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8 1.9 1.1 1.11")]), Numbering::Nested);
        assert_eq!(of(&[(false, "1 2 4")]), Numbering::AsTyped);
        assert_eq!(of(&[(false, "1 1.1 1.1.1 2")]), Numbering::AsTyped);
        // It begins anew: no number may stand twice.
        assert_eq!(of(&[(true, "1 2"), (true, "1 2")]), Numbering::Running);
        assert_eq!(of(&[(false, "7 - 9")]), Numbering::Running);
    }
}
