//! What is to be done to an edition of a plan so that it becomes another one: the points of the amendments.
//!
//! Points name everything by its place in the old edition, whose numbers do not move: what is added between 9 and 10 is
//! 9.1. Done to the old edition, they give the new one but for numbers and order (the laws in `laws.rs` try it). What is
//! no text of the plan (approvals, signatures, the period, who drew it up) is not amended by points: the amendments carry
//! an approval of their own.

mod edit;
mod labels;
mod lines;

#[cfg(test)]
mod apply;
#[cfg(test)]
pub(crate) mod laws;

use std::collections::HashSet;

use super::activity::{Activity, Designation, Direction};
use super::changes::{Block, Change, Changes, Part};
use super::columns::Field;
use super::plan::{Annex, Numbering};
use labels::Labels;

pub use edit::{Edit, WordEdit};
pub(crate) use lines::is_item;
pub use lines::{LineEdit, list as cell_list};

/// The amendments that make the new edition of the old one.
#[derive(Debug, Clone, PartialEq)]
pub enum Amendments {
    /// Points, in the order of the document.
    Points(Vec<Amendment>),
    /// The plan is given anew as a whole.
    Whole,
}

/// One point. Places are those of the old edition.
#[derive(Debug, Clone, PartialEq)]
pub enum Amendment {
    /// The title is reworded.
    Title(Edit),
    /// A paragraph or an item is reworded.
    Paragraph {
        /// Of what.
        part: Part,
        /// Which one.
        at: usize,
        /// How.
        edit: Edit,
    },
    /// Paragraphs or items are added.
    AddParagraphs {
        /// To what.
        part: Part,
        /// After which one; at the beginning if there is none.
        after: Option<usize>,
        /// Their texts.
        texts: Vec<String>,
    },
    /// A paragraph or an item is dropped.
    DropParagraph {
        /// Of what.
        part: Part,
        /// Which one.
        at: usize,
    },
    /// All paragraphs give way to others; where these are none, the part is dropped.
    RewordPart {
        /// Of what.
        part: Part,
        /// Their texts.
        texts: Vec<String>,
    },
    /// A column is called otherwise.
    ColumnTitle {
        /// Which one.
        field: Field,
        /// Its new title.
        title: String,
    },
    /// A direction is called otherwise.
    RenameDirection {
        /// Which one.
        at: usize,
        /// How its name changes or, where its designation is not counted, its whole band.
        edit: Edit,
        /// The direction as it is called then, without activities.
        renamed: Direction,
    },
    /// A direction is added with its activities.
    AddDirection {
        /// After which one; at the beginning if there is none.
        after: Option<usize>,
        /// The direction.
        direction: Direction,
        /// How it is counted in the old edition («IV», «II.1»), where its designation is counted.
        ordinal: Option<String>,
        /// The numbers of its activities.
        labels: Vec<String>,
    },
    /// A direction is dropped with all its activities.
    DropDirection {
        /// Which one.
        at: usize,
    },
    /// Texts of an activity are reworded.
    Cells {
        /// Which one.
        at: usize,
        /// Its fields; each has another text.
        cells: Vec<(Field, Edit)>,
    },
    /// An activity is given anew.
    RewordActivity {
        /// Which one.
        at: usize,
        /// As it is then.
        activity: Activity,
    },
    /// Activities are added.
    AddActivities {
        /// To which direction.
        direction: usize,
        /// After which activity; at the direction's beginning if there is none.
        after: Option<usize>,
        /// The activities with their numbers.
        rows: Vec<(String, Activity)>,
    },
    /// An activity is dropped.
    DropActivity {
        /// Which one.
        at: usize,
    },
    /// The notes under the table give way to others; where these are none, they are dropped.
    Notes(Vec<String>),
    /// An annex is given anew.
    RewordAnnex {
        /// Which one.
        at: usize,
        /// As it is then.
        annex: Annex,
    },
    /// An annex is added at the end.
    AddAnnex(Annex),
    /// An annex is dropped.
    DropAnnex {
        /// Which one.
        at: usize,
    },
}

/// Activities that are dropped, added or given anew: if they are more than so many, and more than half of the old
/// edition, the whole plan is given anew.
const MANY: usize = 5;

impl Amendments {
    /// The amendments that follow from changes.
    ///
    /// The plan is given anew as a whole if its table has other columns or is numbered in another way, if it gets or
    /// loses its bands, if a number that has to be named belongs to two activities, or if most of it is new.
    pub fn of(changes: &Changes<'_>) -> Self {
        if changes.list.iter().any(|change| needs_new_edition(change, changes)) {
            return Self::Whole;
        }
        let points = Draft::new(changes).points();
        let is_about_many = |points: &[Amendment]| {
            let count: usize = points.iter().map(Amendment::activities).sum();
            count > MANY && 2 * count > changes.old.rows.len()
        };
        if is_about_many(&points) || names_a_number_twice(&points, changes) {
            return Self::Whole;
        }
        Self::Points(points)
    }

    /// Whether there is nothing to amend.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Points(points) if points.is_empty())
    }
}

impl Amendment {
    /// How many activities it drops, adds or gives anew.
    fn activities(&self) -> usize {
        match self {
            Self::RewordActivity { .. } | Self::DropActivity { .. } => 1,
            Self::AddActivities { rows, .. } => rows.len(),
            Self::AddDirection { direction, .. } => direction.activities.len(),
            _ => 0,
        }
    }

    /// The activity that it drops.
    pub fn dropped_activity(&self) -> Option<usize> {
        match self {
            Self::DropActivity { at } => Some(*at),
            _ => None,
        }
    }

    /// The activity whose number it names.
    fn names(&self) -> Option<usize> {
        match self {
            Self::Cells { at, .. } | Self::RewordActivity { at, .. } | Self::DropActivity { at } => Some(*at),
            Self::AddActivities { after, .. } => *after,
            _ => None,
        }
    }
}

/// Whether points cannot say it.
fn needs_new_edition(change: &Change, changes: &Changes<'_>) -> bool {
    let (old, new) = (&changes.old, &changes.new);
    match change {
        Change::Block(Block::Columns) => true,
        Change::Block(Block::Numbering) => ![old, new].iter().any(|side| side.plan.numbering == Numbering::AsTyped),
        // Nested numbers would have to be counted by directions that have none.
        Change::Direction { old: None, new: Some(at) } => {
            let is_last = changes.directions.iter().skip(*at).all(Option::is_none);
            old.bands.iter().all(Option::is_none) || old.plan.numbering == Numbering::Nested && !is_last
        }
        Change::Direction { old: Some(before), new: Some(now) } => {
            old.bands[*before].is_none() || new.bands[*now].is_none()
        }
        // Rows under no band at the beginning have no name that an addition to them could call.
        Change::Activity { new: Some(at), .. } => {
            let direction = new.rows[*at].direction;
            new.bands[direction].is_none() && changes.directions[direction].is_none()
        }
        _ => false,
    }
}

fn names_a_number_twice(points: &[Amendment], changes: &Changes<'_>) -> bool {
    let label = |at: usize| changes.old.rows[at].label.as_str();
    let mut seen = HashSet::new();
    let twice: HashSet<&str> =
        changes.old.rows.iter().map(|row| row.label.as_str()).filter(|label| !seen.insert(*label)).collect();
    let mut named = points.iter().filter_map(Amendment::names);
    named.any(|at| label(at).is_empty() || twice.contains(label(at)))
}

/// The points while they are being made.
struct Draft<'a> {
    changes: &'a Changes<'a>,
    labels: Labels,
}

impl<'a> Draft<'a> {
    fn new(changes: &'a Changes<'a>) -> Self {
        Self { changes, labels: Labels::of(changes) }
    }

    fn points(mut self) -> Vec<Amendment> {
        let mut points = Vec::new();
        if self.changes.list.contains(&Change::Title) {
            points.push(Amendment::Title(Edit::of(&self.changes.old.plan.title, &self.changes.new.plan.title)));
        }
        for part in Part::ALL {
            points.extend(self.part(part));
        }
        points.extend(self.column_titles());
        points.extend(self.table());
        if self.changes.list.contains(&Change::Block(Block::Notes)) {
            points.push(Amendment::Notes(self.changes.new.plan.notes.clone()));
        }
        points.extend(self.annexes());
        points
    }

    /// What is done to directions and activities, in the order of the old table.
    fn table(&mut self) -> Vec<Amendment> {
        let dropped = self.dropped_directions();
        let mut points = self.renamed_directions();
        points.extend(self.kept_activities());
        points.extend(self.dropped_activities(&dropped));
        points.extend(dropped.into_iter().map(|at| Amendment::DropDirection { at }));
        points.extend(self.added());
        points.sort_by_key(|point| self.place(point));
        points
    }

    /// Where a point belongs among the rows of the old table: before, at or after a row.
    fn place(&self, point: &Amendment) -> (usize, usize) {
        const BEFORE: usize = 0;
        const AT: usize = 1;
        const AFTER: usize = 2;
        let rows = &self.changes.old.rows;
        let first_of = |direction: usize| rows.iter().take_while(|row| row.direction < direction).count();
        match point {
            Amendment::Cells { at, .. } | Amendment::RewordActivity { at, .. } | Amendment::DropActivity { at } => {
                (*at, AT)
            }
            Amendment::AddActivities { after: Some(after), .. } => (*after, AFTER),
            Amendment::AddActivities { direction: at, .. }
            | Amendment::RenameDirection { at, .. }
            | Amendment::DropDirection { at } => (first_of(*at), BEFORE),
            Amendment::AddDirection { after, .. } => match after.map(|after| first_of(after + 1)) {
                Some(0) | None => (0, BEFORE),
                Some(end) => (end - 1, AFTER),
            },
            _ => (0, BEFORE),
        }
    }

    fn part(&self, part: Part) -> Vec<Amendment> {
        let (old, new) = (part.of(self.changes.old.plan), part.of(self.changes.new.plan));
        let changed = self.changes.list.iter().filter_map(|change| match change {
            Change::Paragraph { part: its, old, new } if *its == part => Some((*old, *new)),
            _ => None,
        });
        let changed: Vec<(Option<usize>, Option<usize>)> = changed.collect();
        let touched = changed.iter().filter(|(old, _)| old.is_some()).count();
        let is_plain = matches!(changed.as_slice(), [(Some(_), Some(_))]) && old.len() == 1;
        if changed.is_empty() {
            return Vec::new();
        }
        if !old.is_empty() && (new.is_empty() || touched == old.len() && !is_plain) {
            return vec![Amendment::RewordPart { part, texts: new }];
        }
        let mut points = Vec::new();
        for (before, now) in changed {
            match (before, now) {
                (Some(at), Some(now)) => {
                    points.push(Amendment::Paragraph { part, at, edit: Edit::of(&old[at], &new[now]) });
                }
                (Some(at), None) => points.push(Amendment::DropParagraph { part, at }),
                (None, Some(now)) => {
                    let after = self.changes.paragraph_before(part, now);
                    let text = new[now].clone();
                    match points.last_mut() {
                        Some(Amendment::AddParagraphs { after: known, texts, .. }) if *known == after => {
                            texts.push(text);
                        }
                        _ => points.push(Amendment::AddParagraphs { part, after, texts: vec![text] }),
                    }
                }
                (None, None) => {}
            }
        }
        points
    }

    fn column_titles(&self) -> Vec<Amendment> {
        let columns = self.changes.new.columns();
        let titles = self.changes.list.iter().filter_map(|change| match change {
            Change::ColumnTitle { new, .. } => {
                let column = columns[*new];
                Some(Amendment::ColumnTitle { field: column.field.clone(), title: column.title.clone() })
            }
            _ => None,
        });
        titles.collect()
    }

    fn renamed_directions(&self) -> Vec<Amendment> {
        let (old, new) = (&self.changes.old, &self.changes.new);
        let renamed = self.changes.list.iter().filter_map(|change| match change {
            Change::Direction { old: Some(at), new: Some(now) } => {
                let (before, direction) = (&old.plan.directions[*at], &new.plan.directions[*now]);
                let (one, other) = match before.designation == direction.designation {
                    true => (before.name.clone(), direction.name.clone()),
                    false => (old.bands[*at].clone(), new.bands[*now].clone()),
                };
                Some(Amendment::RenameDirection {
                    at: *at,
                    edit: Edit::of(&one.unwrap_or_default(), &other.unwrap_or_default()),
                    renamed: Direction { activities: Vec::new(), ..direction.clone() },
                })
            }
            _ => None,
        });
        renamed.collect()
    }

    fn dropped_directions(&self) -> Vec<usize> {
        let dropped = self.changes.list.iter().filter_map(|change| match change {
            Change::Direction { old: Some(at), new: None } => Some(*at),
            _ => None,
        });
        dropped.collect()
    }

    /// Activities that stay, with other texts.
    fn kept_activities(&self) -> Vec<Amendment> {
        let kept = self.changes.list.iter().filter_map(|change| match change {
            Change::Activity { old: Some(at), new: Some(now), is_moved: false, fields } => {
                Some(self.kept_activity(*at, *now, fields))
            }
            _ => None,
        });
        kept.collect()
    }

    /// An activity is given anew if its name is, or if most of its cells change.
    fn kept_activity(&self, at: usize, now: usize, fields: &[Field]) -> Amendment {
        let (before, row) = (&self.changes.old.rows[at], &self.changes.new.rows[now]);
        let cells: Vec<(Field, Edit)> = (fields.iter())
            .map(|field| (field.clone(), Edit::of_cell(&before.text(field), &row.text(field))))
            .collect();
        let columns = self.changes.old.plan.columns().filter(|column| column.field != Field::Number).count();
        let is_renamed = cells.iter().any(|(field, edit)| *field == Field::Name && matches!(edit, Edit::Whole(_)));
        if is_renamed || cells.len() > 2 && 2 * cells.len() > columns {
            return Amendment::RewordActivity { at, activity: row.activity.clone() };
        }
        Amendment::Cells { at, cells }
    }

    /// Activities that are no longer there, or stand in another direction: they are dropped here and added there.
    fn dropped_activities(&self, directions: &[usize]) -> Vec<Amendment> {
        let dropped = (self.changes.list.iter())
            .filter_map(|change| match change {
                Change::Activity { old: Some(at), new: None, .. }
                | Change::Activity { old: Some(at), is_moved: true, .. } => Some(*at),
                _ => None,
            })
            .filter(|at| !directions.contains(&self.changes.old.rows[*at].direction));
        dropped.map(|at| Amendment::DropActivity { at }).collect()
    }

    /// What is added: activities to directions that are there, and directions with theirs.
    fn added(&mut self) -> Vec<Amendment> {
        let changes = self.changes;
        let mut points = Vec::new();
        for (direction, partner) in changes.directions.iter().enumerate() {
            let rows: Vec<usize> = changes.new.rows_of(direction).collect();
            match partner {
                Some(partner) => points.extend(self.added_to(*partner, &rows)),
                None => {
                    // Rows under no band would have brought a new edition.
                    if changes.new.bands[direction].is_none() {
                        continue;
                    }
                    let after = changes.directions[..direction].iter().rev().find_map(|before| *before);
                    let labels = self.labels.of_direction(after, &rows, changes);
                    let direction = changes.new.plan.directions[direction].clone();
                    let is_counted = direction.designation == Designation::Ordinal;
                    let ordinal = is_counted.then(|| self.labels.ordinal(after, changes));
                    points.push(Amendment::AddDirection { after, direction, ordinal, labels });
                }
            }
        }
        points
    }

    /// The activities of a direction that was there, and which of them are added.
    fn added_to(&mut self, direction: usize, rows: &[usize]) -> Vec<Amendment> {
        let changes = self.changes;
        let stays = |row: usize| changes.activities[row].filter(|old| changes.old.rows[*old].direction == direction);
        let mut points: Vec<Amendment> = Vec::new();
        let mut after = None;
        for &row in rows {
            if let Some(old) = stays(row) {
                after = Some(old);
                continue;
            }
            let label = self.labels.of_activity(direction, after, row, changes);
            let added = (label, changes.new.rows[row].activity.clone());
            match points.last_mut() {
                Some(Amendment::AddActivities { after: known, rows, .. }) if *known == after => rows.push(added),
                _ => points.push(Amendment::AddActivities { direction, after, rows: vec![added] }),
            }
        }
        points
    }

    fn annexes(&self) -> Vec<Amendment> {
        let annexes = &self.changes.new.plan.annexes;
        let points = self.changes.list.iter().filter_map(|change| match change {
            Change::Annex { old: Some(at), new: Some(now) } => {
                Some(Amendment::RewordAnnex { at: *at, annex: annexes[*now].clone() })
            }
            Change::Annex { old: Some(at), new: None } => Some(Amendment::DropAnnex { at: *at }),
            Change::Annex { old: None, new: Some(now) } => Some(Amendment::AddAnnex(annexes[*now].clone())),
            _ => None,
        });
        points.collect()
    }
}
