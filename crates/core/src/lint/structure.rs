//! Directions without activities, and a table that does not say when or who.

use super::remark;
use crate::diagnostics::{Diagnostics, LintProblem, Problem, WorkbookProblem};
use crate::domain::{Designation, Direction, Due, Field};
use crate::validate::Checked;

/// W234: a direction without activities before another of its kind. A heading above others is of another kind, and what
/// stands empty at the end is told elsewhere (W215).
pub(super) fn empty_directions(checked: &Checked, diagnostics: &Diagnostics) {
    let directions = &checked.plan.directions;
    let Some(last) = directions.iter().rposition(|direction| !direction.activities.is_empty()) else { return };
    let pairs = directions[..=last].windows(2).zip(&checked.places.directions);
    for (pair, place) in pairs.filter(|(pair, _)| pair[0].activities.is_empty() && are_alike(&pair[0], &pair[1])) {
        let name = pair[0].name.as_deref().unwrap_or_default();
        diagnostics.push(remark(LintProblem::NothingInDirection, place, name));
    }
}

/// Whether two directions are designated in the same way: by their order, by a number of one shape, or as months.
fn are_alike(one: &Direction, other: &Direction) -> bool {
    let label = |direction: &Direction| match &direction.designation {
        Designation::Ordinal => Some("I направление".to_owned()),
        Designation::Typed(typed) => shape(&format!("{typed} {}", direction.name.as_deref()?)),
    };
    let is_month = |direction: &Direction| direction.name.as_deref().is_some_and(Due::is_month);
    label(one).is_some_and(|label_of_one| label(other) == Some(label_of_one)) || is_month(one) && is_month(other)
}

/// The number in the first two words of a text with what stands around it, other numbers making no difference: «Раздел
/// 0», «0.0.», «I направление».
fn shape(text: &str) -> Option<String> {
    let is_roman = |word: &str| !word.is_empty() && word.chars().all(|c| "IVXХІ".contains(c));
    let mut words = text.split_whitespace().take(2).map(|word| {
        let bare = word.trim_end_matches(['.', ')', ':', '–', '-', '—']);
        let is_arabic = bare.starts_with(|c: char| c.is_ascii_digit());
        match () {
            () if is_arabic => (true, bare.split('.').map(|_| "0").collect::<Vec<_>>().join(".")),
            () if is_roman(bare) => (true, "I".to_owned()),
            () => (false, word.to_lowercase()),
        }
    });
    let (first, second) = (words.next()?, words.next().unwrap_or_default());
    match (first.0, second.0) {
        (true, _) => Some(first.1),
        (false, true) => Some(format!("{} {}", first.1, second.1)),
        (false, false) => None,
    }
}

/// W235, W236: no column for due dates, or for who is responsible. A title that is nearly known was told (W213).
pub(super) fn columns(checked: &Checked, told: &Diagnostics, diagnostics: &Diagnostics) {
    let (plan, place) = (&checked.plan, &checked.places.columns);
    let is_near = |problem: &Problem| matches!(problem, Problem::Workbook(WorkbookProblem::NearTitle { .. }));
    if plan.activities().next().is_none() || told.any(is_near) {
        return;
    }
    if !plan.has_due_column() && plan.timings().iter().all(Option::is_none) {
        diagnostics.add(LintProblem::NoDueColumn, place);
    }
    if !plan.columns().any(|column| column.field == Field::Responsible) {
        diagnostics.add(LintProblem::NoResponsibleColumn, place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_one_shape_are_of_one_kind() {
        for (text, expected) in [
            ("Раздел 1. Кадры", Some("раздел 0")),
            ("Раздел 12. Средства", Some("раздел 0")),
            ("1.1. Подготовка", Some("0.0")),
            ("2) Подготовка", Some("0")),
            ("IV направление – Кадры", Some("I")),
            ("II. Средства", Some("I")),
            ("Кадры", None),
            ("Кадры и средства", None),
        ] {
            assert_eq!(shape(text).as_deref(), expected, "{text}");
        }
    }
}
