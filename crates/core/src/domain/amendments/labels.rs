//! The numbers that added activities get in an amended edition, where those of the others do not move.

use std::collections::HashSet;

use crate::domain::changes::Changes;
use crate::domain::plan::Numbering;
use crate::domain::roman::roman;

/// Numbers that are taken.
pub(super) struct Labels {
    taken: HashSet<String>,
    /// The number that ends the table, and with it what was added there.
    last: String,
    /// The same for each direction, where numbers are counted in each.
    last_of: Vec<Option<String>>,
    /// How many directions are counted, and with them those added at the end.
    bands: usize,
}

impl Labels {
    pub(super) fn of(changes: &Changes<'_>) -> Self {
        let rows = &changes.old.rows;
        let last_of = (0..changes.old.plan.directions.len()).map(|direction| {
            let last = changes.old.rows_of(direction).last()?;
            Some(rows[last].label.clone())
        });
        Self {
            taken: rows.iter().map(|row| row.label.clone()).collect(),
            last: rows.last().map(|row| row.label.clone()).unwrap_or_default(),
            last_of: last_of.collect(),
            bands: changes.old.bands.iter().flatten().count(),
        }
    }

    /// The number of an activity of the new edition that is added to a direction of the old one, after another activity
    /// of the old one or at the direction's beginning.
    pub(super) fn of_activity(
        &mut self,
        direction: usize,
        after: Option<usize>,
        new: usize,
        changes: &Changes<'_>,
    ) -> String {
        if let Some(typed) = typed(new, changes).filter(|typed| !self.taken.contains(*typed)) {
            return self.take(typed.to_owned());
        }
        let rows = &changes.old.rows;
        let is_nested = changes.old.plan.numbering == Numbering::Nested;
        let last_here = changes.old.rows_of(direction).last();
        let ends_direction = after == last_here;
        let ends_table = ends_direction
            && (direction + 1..changes.old.plan.directions.len())
                .all(|later| changes.old.rows_of(later).next().is_none());
        if is_nested && ends_direction {
            let last = self.last_of[direction].clone();
            let next = last.as_deref().and_then(following).filter(|next| !self.taken.contains(next));
            if let Some(next) = next {
                self.last_of[direction] = Some(next.clone());
                return self.take(next);
            }
        } else if ends_table && let Some(next) = following(&self.last).filter(|next| !self.taken.contains(next)) {
            self.last.clone_from(&next);
            return self.take(next);
        }
        // At the beginning of a direction it follows what stands before that.
        let before = after.or_else(|| (0..rows.len()).rev().find(|row| rows[*row].direction < direction));
        let base = match before.filter(|_| !is_nested || after.is_some()) {
            Some(before) => rows[before].label.clone(),
            None if is_nested => format!("{}.0", self.band_number(direction, changes)),
            None => "0".to_owned(),
        };
        self.below(&base)
    }

    /// The numbers of the activities of a direction that is added after another one.
    pub(super) fn of_direction(&mut self, after: Option<usize>, new: &[usize], changes: &Changes<'_>) -> Vec<String> {
        if changes.old.plan.numbering == Numbering::Nested {
            // It is the last one; else the plan is given anew.
            let band = (0..).map(|more| self.band_number(changes.old.plan.directions.len(), changes) + 1 + more);
            let free = |band: &usize| !self.taken.contains(&format!("{band}.1"));
            let band = band.into_iter().find(free).unwrap_or_default();
            return (1..=new.len()).map(|number| self.take(format!("{band}.{number}"))).collect();
        }
        let last = after.map_or(0, |after| after + 1);
        let direction = last.checked_sub(1);
        let label = |row: &usize| match direction {
            Some(direction) => {
                let end = changes.old.rows_of(direction).last();
                self.of_activity(direction, end, *row, changes)
            }
            None => match typed(*row, changes).filter(|typed| !self.taken.contains(*typed)) {
                Some(typed) => self.take(typed.to_owned()),
                None => self.below("0"),
            },
        };
        new.iter().map(label).collect()
    }

    /// How a direction that is added after another one is counted: «IV» at the end, «II.1» within.
    pub(super) fn ordinal(&mut self, after: Option<usize>, changes: &Changes<'_>) -> String {
        let directions = changes.old.plan.directions.len();
        if after.is_some_and(|after| after + 1 == directions) {
            self.bands += 1;
            return roman(self.bands);
        }
        let before = after.map_or(0, |after| self.band_number(after, changes));
        let base = if before == 0 { "0".to_owned() } else { roman(before) };
        self.below(&base)
    }

    /// How many bands there are up to a direction, itself included.
    fn band_number(&self, direction: usize, changes: &Changes<'_>) -> usize {
        changes.old.bands.iter().take(direction + 1).flatten().count()
    }

    /// The first number below another one that is free: 9.1, 9.2.
    fn below(&mut self, base: &str) -> String {
        let mut count = 1;
        while self.taken.contains(&format!("{base}.{count}")) {
            count += 1;
        }
        self.take(format!("{base}.{count}"))
    }

    fn take(&mut self, label: String) -> String {
        self.taken.insert(label.clone());
        label
    }
}

/// The number that the new edition has typed, where numbers are as typed.
fn typed<'a>(new: usize, changes: &'a Changes<'_>) -> Option<&'a str> {
    let label = changes.new.rows[new].label.as_str();
    (changes.new.plan.numbering == Numbering::AsTyped && !label.is_empty()).then_some(label)
}

/// The number that follows another: 16 after 15, 1.10 after 1.9.
fn following(label: &str) -> Option<String> {
    let start = label
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + label[at..].chars().next().map_or(1, char::len_utf8));
    let number: u64 = label.get(start..)?.parse().ok()?;
    Some(format!("{}{}", label.get(..start)?, number.checked_add(1)?))
}
