//! How activities are numbered where the data do not say it: as their typed numbers show.

use std::collections::HashSet;

use super::plan::Numbering;

/// A typed number as two of them are compared: «1.» is «1», and «1.1)» is «1.1».
pub(crate) fn bare(number: &str) -> &str {
    number.trim().trim_end_matches(['.', ')', ' '])
}

/// Where an activity stands in its plan, all counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    /// The band; 0 for activities before the first one: they belong to no direction.
    band: usize,
    /// The place in the band.
    within: usize,
    /// The place in the plan.
    running: usize,
}

impl Position {
    /// The number that an activity gets there, with a full stop at its end. `None` for numbers as typed.
    pub(crate) fn number(self, numbering: Numbering) -> Option<String> {
        let Self { band, within, running } = self;
        match numbering {
            Numbering::AsTyped => None,
            Numbering::Nested if band > 0 => Some(format!("{band}.{within}.")),
            Numbering::Nested => Some(format!("{within}.")),
            Numbering::Running => Some(format!("{running}.")),
        }
    }
}

/// The position of each activity, in the order of the table. `directions` tells of each whether it has a band, and how many
/// activities.
pub(crate) fn positions(directions: impl IntoIterator<Item = (bool, usize)>) -> impl Iterator<Item = Position> {
    let bands = directions.into_iter().scan(0, |band, (has_band, count)| {
        *band += usize::from(has_band);
        Some((*band, count))
    });
    let places = bands.flat_map(|(band, count)| (1..=count).map(move |within| (band, within)));
    places.zip(1..).map(|((band, within), running)| Position { band, within, running })
}

/// The numbering that typed numbers follow. `directions` tells of each whether it has a band, and its typed numbers.
///
/// Running before nested; numbers that follow neither stay as typed. Where that cannot be, since one is missing or stands
/// twice (a table that begins with 1 in each direction), the activities are numbered through.
pub(crate) fn followed<S: AsRef<str>>(directions: &[(bool, Vec<Option<S>>)]) -> Numbering {
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
    if typed().all(|number| number.as_ref().is_some_and(|number| seen.insert(bare(number.as_ref())))) {
        return Numbering::AsTyped;
    }
    Numbering::Running
}

fn follows<S: AsRef<str>>(directions: &[(bool, Vec<Option<S>>)], numbering: Numbering) -> bool {
    let positions = positions(directions.iter().map(|(has_band, numbers)| (*has_band, numbers.len())));
    directions.iter().flat_map(|(_, numbers)| numbers).zip(positions).all(|(typed, position)| {
        let wanted = position.number(numbering).unwrap_or_default();
        typed.as_ref().is_none_or(|typed| is_same(typed.as_ref(), &wanted))
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
