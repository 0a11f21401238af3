//! How the activities of a plan are numbered, and what is to be said of numbers that were typed.

use std::collections::HashMap;

use crate::diagnostics::{Diagnostic, Diagnostics, Place, PlanProblem};
use crate::domain::numbering::{self, bare};
use crate::domain::{Direction, Numbering};

/// The numbering that the data say, else the one that the typed numbers follow.
///
/// A number that is printed otherwise than typed is a remark; under «как в данных», as the data say it, one that stands
/// twice is a fault. `places` tells of each activity where its number was typed.
pub(super) fn of(
    told: Option<Numbering>,
    directions: &[Direction],
    places: &[Option<Place>],
    diagnostics: &Diagnostics,
) -> Numbering {
    let numbering = told.unwrap_or_else(|| followed(directions));
    // Where a row could not be read, all numbers behind it are others than they will be.
    let is_whole = !diagnostics.has_faults();
    let mut seen: HashMap<&str, &Place> = HashMap::new();
    let mut former: Option<&str> = None;
    let activities = directions.iter().flat_map(|direction| &direction.activities);
    let positions = numbering::positions(directions.iter().map(Direction::shape));
    for ((activity, position), place) in activities.zip(positions).zip(places) {
        let (Some(typed), Some(place)) = (&activity.number, place) else { continue };
        let typed = bare(typed);
        let tell = |problem| Diagnostic::new(problem, place.clone()).found(typed);
        match position.number(numbering) {
            Some(printed) if bare(&printed) != typed && is_whole => {
                diagnostics.push(tell(PlanProblem::OwnNumber { printed: bare(&printed).to_owned() }));
            }
            Some(_) => {}
            None => {
                if let Some(first) = seen.get(typed) {
                    let zero = former.and_then(|former| dropped_zero(former, typed));
                    let problem = PlanProblem::RepeatedNumber { number: typed.to_owned(), zero };
                    diagnostics.push(tell(problem).first_at(first));
                } else {
                    seen.insert(typed, place);
                }
                former = Some(typed);
            }
        }
    }
    numbering
}

fn followed(directions: &[Direction]) -> Numbering {
    let typed: Vec<(bool, Vec<Option<&str>>)> = directions
        .iter()
        .map(|direction| {
            let numbers = direction.activities.iter().map(|activity| activity.number.as_deref());
            (direction.name.is_some(), numbers.collect())
        })
        .collect();
    numbering::followed(&typed)
}

/// The number that comes after another, if a program that takes it for a decimal number makes `typed` of it: after 1.9,
/// «1.10» becomes 1.1.
fn dropped_zero(former: &str, typed: &str) -> Option<String> {
    let (start, last) = former.rsplit_once('.')?;
    let next = format!("{start}.{}", last.parse::<u32>().ok()?.checked_add(1)?);
    (next.ends_with('0') && next.trim_end_matches('0') == typed).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::dropped_zero;

    #[test]
    fn excel_drops_zeros() {
        assert_eq!(dropped_zero("1.9", "1.1"), Some("1.10".to_owned()));
        assert_eq!(dropped_zero("2.19", "2.2"), Some("2.20".to_owned()));
        assert_eq!(dropped_zero("1.1.9", "1.1.1"), Some("1.1.10".to_owned()));
        assert_eq!(dropped_zero("1.8", "1.1"), None);
        assert_eq!(dropped_zero("9", "1"), None);
    }
}
