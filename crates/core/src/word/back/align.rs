//! Which paragraphs of a document are which of another one, both in their order.

use crate::domain::likeness;

/// What a pair is worth beside its likeness: where as many came as went, each is taken for the one in its place.
const PLACE: f64 = 0.01;
/// Pairs of paragraphs that are compared one with another; where there would be more, only those at the same place are.
const MOST: usize = 40_000;

/// A step from the top of both lists to their end, by places in the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The same paragraph, changed or not.
    Both(usize, usize),
    /// It is in the old list only.
    Old(usize),
    /// It is in the new list only.
    New(usize),
}

/// Lays two lists of texts over each other: what is the same, sign by sign, first; between these, what is most alike.
pub(super) fn steps(old: &[String], new: &[String]) -> Vec<Step> {
    steps_where(old, new, &|_, _| true)
}

/// The same; what is not the same sign by sign is a pair only where `fits` says that it can be one, by places in the lists.
pub(super) fn steps_where(old: &[String], new: &[String], fits: &dyn Fn(usize, usize) -> bool) -> Vec<Step> {
    let mut steps = Vec::new();
    for op in similar::capture_diff_slices(similar::Algorithm::Myers, old, new) {
        let (old_range, new_range) = (op.old_range(), op.new_range());
        if matches!(op, similar::DiffOp::Equal { .. }) {
            steps.extend(old_range.zip(new_range).map(|(old, new)| Step::Both(old, new)));
            continue;
        }
        let gap = between(&old[old_range.clone()], &new[new_range.clone()], &|one, other| {
            fits(one + old_range.start, other + new_range.start)
        });
        steps.extend(gap.into_iter().map(|step| match step {
            Step::Both(one, other) => Step::Both(one + old_range.start, other + new_range.start),
            Step::Old(one) => Step::Old(one + old_range.start),
            Step::New(other) => Step::New(other + new_range.start),
        }));
    }
    steps
}

/// The same where nothing is the same sign by sign: the way through both lists whose pairs are most alike together.
fn between(old: &[String], new: &[String], fits: &dyn Fn(usize, usize) -> bool) -> Vec<Step> {
    let (rows, columns) = (old.len(), new.len());
    if rows.saturating_mul(columns) > MOST {
        let both = rows.min(columns);
        let rest = (both..rows).map(Step::Old).chain((both..columns).map(Step::New));
        let pair = |at: usize| match fits(at, at) {
            true => vec![Step::Both(at, at)],
            false => vec![Step::Old(at), Step::New(at)],
        };
        return (0..both).flat_map(pair).chain(rest).collect();
    }
    // What the rests of both lists are worth, from these places on.
    let mut worth = vec![vec![0.0_f64; columns + 1]; rows + 1];
    let pair = |one: usize, other: usize| match fits(one, other) {
        true => likeness(&old[one], &new[other]) + PLACE,
        false => f64::NEG_INFINITY,
    };
    for one in (0..rows).rev() {
        for other in (0..columns).rev() {
            let paired = pair(one, other) + worth[one + 1][other + 1];
            worth[one][other] = paired.max(worth[one + 1][other]).max(worth[one][other + 1]);
        }
    }
    let (mut one, mut other) = (0, 0);
    let mut steps = Vec::new();
    while one < rows || other < columns {
        let here = worth[one][other];
        if one < rows && other < columns && here == pair(one, other) + worth[one + 1][other + 1] {
            steps.push(Step::Both(one, other));
            (one, other) = (one + 1, other + 1);
        } else if one < rows && (other == columns || here == worth[one + 1][other]) {
            steps.push(Step::Old(one));
            one += 1;
        } else {
            steps.push(Step::New(other));
            other += 1;
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_found_again() {
        use Step::{Both, New, Old};
        let steps = |old: &[&str], new: &[&str]| {
            let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
            super::steps(&owned(old), &owned(new))
        };
        assert_eq!(steps(&["а", "б"], &["а", "новое", "б"]), [Both(0, 0), New(1), Both(1, 2)]);
        assert_eq!(steps(&["а", "б", "в"], &["а", "в"]), [Both(0, 0), Old(1), Both(2, 1)]);
        assert_eq!(steps(&["План работы школ", "Цель плана"], &["Цель нового плана"]), [Old(0), Both(1, 0)]);
        // What was written anew as a whole is what stood there.
        assert_eq!(steps(&["а", "старое", "в"], &["а", "иное", "в"]), [Both(0, 0), Both(1, 1), Both(2, 2)]);
    }

    #[test]
    fn what_does_not_fit_is_no_pair() {
        use Step::{Both, New, Old};
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let (old, new) = (owned(&["Цель плана", "старое"]), owned(&["Цель нового плана", "иное"]));
        assert_eq!(steps_where(&old, &new, &|one, _| one == 0), [Both(0, 0), Old(1), New(1)]);
        assert_eq!(steps_where(&old, &new, &|_, _| false), [Old(0), Old(1), New(0), New(1)]);
        // What is the same fits always.
        assert_eq!(steps_where(&old, &old, &|_, _| false), [Both(0, 0), Both(1, 1)]);
    }
}
