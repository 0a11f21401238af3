//! Amendments done to the old edition: what an office does that keeps its plan up to date, for the laws.

use super::{Amendment, Amendments};
use crate::domain::changes::Part;
use crate::domain::{Activity, Annex, Direction, Field, HeadItem, Plan};

/// The edition that amendments make of the old one. `None` if a quotation does not fit.
pub(super) fn apply(amendments: &Amendments, old: &Plan, new: &Plan) -> Option<Plan> {
    let points = match amendments {
        Amendments::Whole => return Some(new.clone()),
        Amendments::Points(points) => points,
    };
    let mut work = Work::of(old);
    for point in points {
        work.apply(point)?;
    }
    Some(work.finish(new))
}

/// A list whose old items are known by their old places.
type Marked<T> = Vec<(Option<usize>, T)>;

struct Work {
    plan: Plan,
    parts: [Marked<String>; 4],
    directions: Marked<(Direction, Marked<Activity>)>,
    annexes: Marked<Annex>,
}

fn marked<T: Clone>(list: &[T]) -> Marked<T> {
    list.iter().cloned().enumerate().map(|(at, item)| (Some(at), item)).collect()
}

fn place<T>(list: &Marked<T>, at: usize) -> usize {
    list.iter().position(|(known, _)| *known == Some(at)).expect("an old item")
}

/// Adds items after an old one and what was added there before.
fn insert<T>(list: &mut Marked<T>, after: Option<usize>, items: impl IntoIterator<Item = T>) {
    let mut at = after.map_or(0, |after| place(list, after) + 1);
    while list.get(at).is_some_and(|(known, _)| known.is_none()) {
        at += 1;
    }
    for item in items {
        list.insert(at, (None, item));
        at += 1;
    }
}

impl Work {
    fn of(old: &Plan) -> Self {
        let mut count = 0;
        let directions = old.directions.iter().enumerate().map(|(at, direction)| {
            let activities = direction.activities.iter().map(|activity| {
                count += 1;
                (Some(count - 1), activity.clone())
            });
            let activities = activities.collect();
            (Some(at), (direction.clone(), activities))
        });
        Self {
            directions: directions.collect(),
            parts: Part::ALL.map(|part| marked(&part.of(old))),
            annexes: marked(&old.annexes),
            plan: old.clone(),
        }
    }

    fn activity(&mut self, at: usize) -> &mut Activity {
        let mut all = self.directions.iter_mut().flat_map(|(_, (_, activities))| activities);
        &mut all.find(|(known, _)| *known == Some(at)).expect("an old activity").1
    }

    fn apply(&mut self, point: &Amendment) -> Option<()> {
        match point {
            Amendment::Title(edit) => self.plan.title = edit.apply(&self.plan.title)?,
            Amendment::Paragraph { part, at, edit } => {
                let texts = &mut self.parts[*part as usize];
                let at = place(texts, *at);
                texts[at].1 = edit.apply(&texts[at].1)?;
            }
            Amendment::AddParagraphs { part, after, texts } => {
                insert(&mut self.parts[*part as usize], *after, texts.iter().cloned());
            }
            Amendment::DropParagraph { part, at } => {
                let texts = &mut self.parts[*part as usize];
                texts.remove(place(texts, *at));
            }
            Amendment::RewordPart { part, texts } => self.parts[*part as usize] = marked(texts),
            Amendment::ColumnTitle { field, title } => {
                let columns = self.plan.head.iter_mut().flat_map(|item| match item {
                    HeadItem::Single(column) => std::slice::from_mut(column),
                    HeadItem::Group { columns, .. } => columns.as_mut_slice(),
                });
                columns.filter(|column| column.field == *field).for_each(|column| column.title.clone_from(title));
            }
            Amendment::RenameDirection { at, edit, renamed } => {
                let band = self.plan.bands()[*at].clone().unwrap_or_default();
                let at = place(&self.directions, *at);
                let direction = &mut self.directions[at].1.0;
                if direction.designation == renamed.designation {
                    direction.name = Some(edit.apply(direction.name.as_deref().unwrap_or_default())?);
                } else {
                    // The band says it as the new edition does, which may count it otherwise.
                    edit.apply(&band)?;
                    direction.name.clone_from(&renamed.name);
                    direction.designation = renamed.designation.clone();
                }
            }
            Amendment::AddDirection { after, direction, labels, .. } => {
                assert_eq!(labels.len(), direction.activities.len());
                let activities = direction.activities.iter().map(|activity| (None, activity.clone())).collect();
                insert(&mut self.directions, *after, [(direction.clone(), activities)]);
            }
            Amendment::DropDirection { at } => drop(self.directions.remove(place(&self.directions, *at))),
            Amendment::Cells { at, cells } => {
                for (field, edit) in cells {
                    let activity = self.activity(*at);
                    let text = crate::domain::changes::printed(&activity.text(field));
                    set(activity, field, edit.apply(&text)?);
                }
            }
            Amendment::RewordActivity { at, activity } => *self.activity(*at) = activity.clone(),
            Amendment::AddActivities { direction, after, rows } => {
                let at = place(&self.directions, *direction);
                insert(&mut self.directions[at].1.1, *after, rows.iter().map(|(_, activity)| activity.clone()));
            }
            Amendment::DropActivity { at } => {
                for (_, (_, activities)) in &mut self.directions {
                    activities.retain(|(known, _)| *known != Some(*at));
                }
            }
            Amendment::Notes(texts) => self.plan.notes.clone_from(texts),
            Amendment::RewordAnnex { at, annex } => {
                let at = place(&self.annexes, *at);
                self.annexes[at].1 = annex.clone();
            }
            Amendment::AddAnnex(annex) => self.annexes.push((None, annex.clone())),
            Amendment::DropAnnex { at } => drop(self.annexes.remove(place(&self.annexes, *at))),
        }
        Some(())
    }

    /// What points do not amend is that of the new edition.
    fn finish(self, new: &Plan) -> Plan {
        let [basis, preamble, goal, tasks] =
            self.parts.map(|texts| texts.into_iter().map(|(_, text)| text).collect::<Vec<_>>());
        let directions = self.directions.into_iter().map(|(_, (direction, activities))| Direction {
            activities: activities.into_iter().map(|(_, activity)| activity).collect(),
            ..direction
        });
        Plan {
            title: self.plan.title,
            head: self.plan.head,
            notes: self.plan.notes,
            basis,
            preamble,
            goal,
            tasks,
            directions: directions.collect(),
            annexes: self.annexes.into_iter().map(|(_, annex)| annex).collect(),
            ..new.clone()
        }
    }
}

fn set(activity: &mut Activity, field: &Field, text: String) {
    match field {
        Field::Number => {}
        Field::Name => activity.name = text,
        Field::Due => activity.due = Some(text),
        Field::Responsible => activity.responsible = vec![text],
        Field::Further(name) => {
            activity.further.retain(|(known, _)| known != name);
            activity.further.push((name.clone(), text));
        }
    }
}
