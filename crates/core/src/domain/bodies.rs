//! Who answers for what: the bodies of an agenda, each with its part.
//!
//! Several bodies in one cell are parted where each of them stands alone somewhere else in the plan, or has a short name: then
//! there is no doubt where a name ends.

use std::collections::{HashMap, HashSet};

use super::activity::{Designation, Direction, listed};
use super::agenda::{Agenda, AgendaItem};
use super::approval::{Grounds, Signatory};
use super::plan::{Numbering, Plan};
use crate::tree::fold_key;

/// The bodies as the plan lists them, each once, with their parts of the agenda; last what nobody answers for.
pub fn bodies<'a>(agenda: &Agenda<'a>) -> Vec<(Option<&'a str>, Agenda<'a>)> {
    let mut parts: Vec<(Option<&str>, Agenda<'_>)> = Vec::new();
    let mut known = HashMap::new();
    let alone: HashSet<String> = agenda
        .plan
        .activities()
        .flat_map(|known| &known.responsible)
        .chain(&agenda.plan.bodies)
        .map(|body| body_key(body))
        .collect();
    for item in &agenda.items {
        for body in distinct_bodies(of_item(item).flat_map(|text| parted(text, &alone))) {
            let at = *known.entry(body_key(body)).or_insert_with(|| {
                parts.push((Some(body), Agenda { items: Vec::new(), ..*agenda }));
                parts.len() - 1
            });
            parts[at].1.items.push(item.clone());
        }
    }
    let nobody = agenda.only(|item| item.activity.responsible.is_empty());
    if !nobody.items.is_empty() {
        parts.push((None, nobody));
    }
    parts
}

/// The bodies of a text: its parts, if each of them is known by itself, else the whole.
fn parted<'a>(text: &'a str, alone: &HashSet<String>) -> Vec<&'a str> {
    let parts: Vec<&str> = listed(text, &[',', ';', '\n']).filter(|part| !part.is_empty()).collect();
    if parts.len() > 1 && parts.iter().all(|part| alone.contains(&body_key(part))) { parts } else { vec![text] }
}

/// A name of a body as it is compared: its words, without case, quotes and other marks.
pub fn body_key(name: &str) -> String {
    let folded = fold_key(name);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The bodies of an activity as the plan lists them.
fn of_item<'a>(item: &AgendaItem<'a>) -> impl Iterator<Item = &'a str> {
    item.activity.responsible.iter().map(String::as_str)
}

/// Each name once, in its first spelling.
pub fn distinct_bodies<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = HashSet::new();
    names.filter(|name| seen.insert(body_key(name))).collect()
}

impl Plan {
    /// Who certifies an extract: who signs the plan, else its order, else who approves it.
    pub fn certifier(&self) -> Option<Signatory> {
        let signatories =
            self.signatories.iter().chain(self.order.iter().flat_map(|order| &order.signatories)).cloned();
        let approvers = self.approvals.iter().filter_map(|approval| match &approval.grounds {
            Grounds::Person { post, name: Some(name), .. } => {
                Some(Signatory { post: post.clone(), name: name.clone() })
            }
            _ => None,
        });
        signatories.chain(approvers).next()
    }

    /// The plan with the activities at some places only, under the numbers and bands that they have in the whole plan.
    #[must_use]
    pub fn extract(&self, places: &[usize]) -> Self {
        let numbers = self.numbers();
        let bands = self.bands();
        let mut at = 0;
        let mut directions = Vec::new();
        for (direction, band) in self.directions.iter().zip(bands) {
            let mut activities = Vec::new();
            for activity in &direction.activities {
                if places.contains(&at) {
                    let mut activity = activity.clone();
                    activity.number = numbers.get(at).cloned();
                    activities.push(activity);
                }
                at += 1;
            }
            if !activities.is_empty() {
                // The whole band as its name: a Roman numeral would be counted anew. Due dates are not read here again.
                let designation = Designation::Typed(String::new());
                directions.push(Direction { designation, name: band, activities });
            }
        }
        Self { directions, numbering: Numbering::AsTyped, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::amendments::laws::editions;
    use proptest::prelude::*;

    proptest! {
        /// An extract has the very rows of the plan: number, band and texts.
        #[test]
        fn rows_stay_as_they_are((plan, _) in editions(), mask in any::<u64>()) {
            let rows = |plan: &Plan| {
                let bands = plan.directions.iter().zip(plan.bands());
                let bands = bands.flat_map(|(direction, band)| direction.activities.iter().map(move |_| band.clone()));
                let activities = plan.activities().map(|activity| (activity.name.clone(), activity.due.clone()));
                plan.numbers().into_iter().zip(bands).zip(activities).collect::<Vec<_>>()
            };
            let whole = rows(&plan);
            let places: Vec<usize> = (0..whole.len()).filter(|at| mask >> (at % 64) & 1 == 1).collect();
            let wanted: Vec<_> = places.iter().map(|at| whole[*at].clone()).collect();
            prop_assert_eq!(rows(&plan.extract(&places)), wanted);
        }
    }
}
