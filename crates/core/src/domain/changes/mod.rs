//! What differs between two editions of a plan.
//!
//! Activities are recognised by what they are ([`pair`]), not by their numbers, so renumbering and another order are no
//! changes; that they occurred is told beside the list. Texts are compared as they are printed: spaces and line ends make
//! no difference, nor does it matter whether a day was typed or given as a date, or in what kind of file an edition is.

mod blocks;
mod wording;

use std::collections::HashMap;

use super::activity::{Activity, Designation, one_line};
use super::columns::{Column, Field, HeadItem};
use super::day::Day;
use super::likeness::{Identity, pair};
use super::plan::{Annex, Numbering, Plan};

pub use blocks::same_approval;
pub(super) use wording::Hunk;
pub use wording::{Piece, Wording, same_text};

/// The changes from one edition to another.
#[derive(Debug, Clone)]
pub struct Changes<'a> {
    /// The old edition.
    pub old: Side<'a>,
    /// The new edition.
    pub new: Side<'a>,
    /// What differs, in the order of the document.
    pub list: Vec<Change>,
    /// For each direction of the new edition, the one of the old that it is.
    pub directions: Vec<Option<usize>>,
    /// For each activity of the new edition, the one of the old that it is.
    pub activities: Vec<Option<usize>>,
    /// Whether activities that are in both stand in another order.
    pub is_reordered: bool,
    /// Whether activities that are in both have other numbers.
    pub is_renumbered: bool,
}

/// One edition.
#[derive(Debug, Clone)]
pub struct Side<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its activities in the order of the table.
    pub rows: Vec<Row<'a>>,
    /// The text of each direction's band.
    pub bands: Vec<Option<String>>,
}

/// One activity of an edition.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// The activity.
    pub activity: &'a Activity,
    /// Its direction, by its place in the plan.
    pub direction: usize,
    /// Its number as it is spoken of.
    pub label: String,
}

/// A text in paragraphs or items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What the plan rests on.
    Basis,
    /// The text before the goal.
    Preamble,
    /// The goal.
    Goal,
    /// The tasks.
    Tasks,
}

/// What is not part of the plan's text, or is compared as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Block {
    /// What the plan is an annex to.
    AnnexTo,
    /// The order that approves the plan.
    Order,
    /// Approvals.
    Approvals,
    /// Agreements.
    Agreements,
    /// The edition.
    Edition,
    /// The period.
    Period,
    /// How activities are numbered.
    Numbering,
    /// The columns of the table: which there are, in which order and groups.
    Columns,
    /// What stands under the table.
    Notes,
    /// Who signs.
    Signatories,
    /// Who drew it up.
    Maker,
}

/// One change. Everything is named by its place in its edition; what is only in the new edition was added, what is only
/// in the old one was dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A block.
    Block(Block),
    /// The title.
    Title,
    /// A paragraph or an item.
    Paragraph {
        /// Of what.
        part: Part,
        /// In the old edition.
        old: Option<usize>,
        /// In the new edition.
        new: Option<usize>,
    },
    /// The title of a column that both tables have.
    ColumnTitle {
        /// In the old edition.
        old: usize,
        /// In the new edition.
        new: usize,
    },
    /// A direction: added, dropped or renamed.
    Direction {
        /// In the old edition.
        old: Option<usize>,
        /// In the new edition.
        new: Option<usize>,
    },
    /// An activity: added, dropped, moved to another direction, or with other texts.
    Activity {
        /// In the old edition.
        old: Option<usize>,
        /// In the new edition.
        new: Option<usize>,
        /// Whether it stands in another direction.
        is_moved: bool,
        /// The fields whose texts differ.
        fields: Vec<Field>,
    },
    /// An annex.
    Annex {
        /// In the old edition.
        old: Option<usize>,
        /// In the new edition.
        new: Option<usize>,
    },
}

impl Part {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Basis, Self::Preamble, Self::Goal, Self::Tasks];

    /// Its paragraphs in a plan, as printed.
    pub fn of(self, plan: &Plan) -> Vec<String> {
        match self {
            Self::Basis => Plan::printed_basis(&plan.basis),
            Self::Preamble => plan.preamble.clone(),
            Self::Goal => plan.goal.clone(),
            Self::Tasks => plan.tasks.clone(),
        }
    }
}

impl<'a> Side<'a> {
    /// An edition with its bands and numbers.
    pub fn of(plan: &'a Plan) -> Self {
        let places = plan.directions.iter().enumerate();
        let activities =
            places.flat_map(|(direction, its)| its.activities.iter().map(move |activity| (direction, activity)));
        let rows = activities.zip(plan.labels());
        let rows = rows.map(|((direction, activity), label)| Row { activity, direction, label });
        Self { plan, rows: rows.collect(), bands: plan.bands() }
    }

    /// The columns of its table.
    pub fn columns(&self) -> Vec<&'a Column> {
        self.plan.columns().collect()
    }

    /// The activities of a direction, by their places among all.
    pub fn rows_of(&self, direction: usize) -> impl Iterator<Item = usize> {
        (0..self.rows.len()).filter(move |at| self.rows[*at].direction == direction)
    }
}

impl Row<'_> {
    /// The text of a field as it is printed: a day in digits, anything else as typed.
    pub fn text(&self, field: &Field) -> String {
        printed(&self.activity.text(field))
    }
}

/// The text of a cell as it is printed.
pub(in crate::domain) fn printed(text: &str) -> String {
    Day::parse_iso(text).map_or_else(|| text.to_owned(), Day::digits)
}

impl<'a> Changes<'a> {
    /// Compares two editions.
    pub fn between(old: &'a Plan, new: &'a Plan) -> Self {
        let (old, new) = (Side::of(old), Side::of(new));
        let activities = pair_activities(&old, &new);
        let directions = pair_directions(&old, &new, &activities);
        let is_reordered = is_reordered(&old, &new, &directions, &activities);
        let is_renumbered = both(&activities).any(|(before, now)| old.rows[before].label != new.rows[now].label);
        let mut changes = Self { old, new, list: Vec::new(), directions, activities, is_reordered, is_renumbered };
        changes.list = changes.find();
        changes
    }

    /// Whether the editions say the same.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    fn find(&self) -> Vec<Change> {
        let (old, new) = (self.old.plan, self.new.plan);
        let mut list = blocks::head(old, new);
        if !same_text(&old.title, &new.title) {
            list.push(Change::Title);
        }
        for part in Part::ALL {
            list.extend(paragraphs(part, old, new));
        }
        if self.is_renumbered && old.numbering != new.numbering {
            list.push(Change::Block(Block::Numbering));
        }
        list.extend(self.columns());
        list.extend(self.directions());
        list.extend(self.activities());
        list.extend(annexes(old, new));
        list.extend(blocks::end(old, new));
        list
    }

    fn columns(&self) -> Vec<Change> {
        let (old, new) = (self.old.columns(), self.new.columns());
        let mut list = Vec::new();
        if shape(&self.old.plan.head) != shape(&self.new.plan.head) {
            list.push(Change::Block(Block::Columns));
        }
        for (now, column) in new.iter().enumerate() {
            let before = old.iter().position(|other| other.field == column.field);
            if let Some(before) = before.filter(|before| !same_text(&old[*before].title, &column.title)) {
                list.push(Change::ColumnTitle { old: before, new: now });
            }
        }
        list
    }

    fn directions(&self) -> Vec<Change> {
        let change = |old, new| Change::Direction { old, new };
        let dropped = unpaired(&self.directions, self.old.plan.directions.len());
        let dropped = dropped.filter(|at| self.old.bands[*at].is_some()).map(|at| change(Some(at), None));
        let here = self.directions.iter().enumerate().filter_map(|(now, before)| match before {
            None => self.new.bands[now].is_some().then(|| change(None, Some(now))),
            Some(before) => (!self.is_same_band(*before, now)).then(|| change(Some(*before), Some(now))),
        });
        here.chain(dropped).collect()
    }

    /// Whether two directions are called the same. «I направление» and «II направление» are, as numbers are.
    pub fn is_same_band(&self, old: usize, new: usize) -> bool {
        let (one, other) = (&self.old.plan.directions[old], &self.new.plan.directions[new]);
        let are_counted = [one, other].iter().all(|direction| direction.designation == Designation::Ordinal);
        let (one, other) = match are_counted {
            true => (&one.name, &other.name),
            false => (&self.old.bands[old], &self.new.bands[new]),
        };
        match (one, other) {
            (Some(one), Some(other)) => same_text(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }

    /// Those of the new edition in their order, then the dropped ones.
    fn activities(&self) -> Vec<Change> {
        let mut list = Vec::new();
        for (now, &before) in self.activities.iter().enumerate() {
            let Some(before) = before else {
                list.push(Change::Activity { old: None, new: Some(now), is_moved: false, fields: Vec::new() });
                continue;
            };
            let is_moved = self.is_moved(before, now);
            let fields = self.fields(before, now);
            if is_moved || !fields.is_empty() {
                list.push(Change::Activity { old: Some(before), new: Some(now), is_moved, fields });
            }
        }
        let dropped = unpaired(&self.activities, self.old.rows.len());
        list.extend(dropped.map(|at| Change::Activity {
            old: Some(at),
            new: None,
            is_moved: false,
            fields: Vec::new(),
        }));
        list
    }

    fn is_moved(&self, old: usize, new: usize) -> bool {
        self.directions[self.new.rows[new].direction] != Some(self.old.rows[old].direction)
    }

    /// The fields of an activity that both tables show and whose texts differ.
    fn fields(&self, old: usize, new: usize) -> Vec<Field> {
        let (before, now) = (&self.old.rows[old], &self.new.rows[new]);
        let shown = |field: &Field| self.old.plan.columns().any(|column| column.field == *field);
        let fields = self.new.plan.columns().map(|column| &column.field).filter(|field| **field != Field::Number);
        let fields = fields.filter(|field| shown(field) && !same_text(&before.text(field), &now.text(field)));
        fields.cloned().collect()
    }
}

/// Pairs of places in the old and the new edition.
fn both(partners: &[Option<usize>]) -> impl Iterator<Item = (usize, usize)> {
    partners.iter().enumerate().filter_map(|(new, old)| old.map(|old| (old, new)))
}

/// Those of the old edition that are nobody's partner.
fn unpaired(partners: &[Option<usize>], count: usize) -> impl Iterator<Item = usize> + use<> {
    let mut is_free = vec![true; count];
    for (old, _) in both(partners) {
        is_free[old] = false;
    }
    (0..count).filter(move |at| is_free[*at])
}

fn pair_activities(old: &Side<'_>, new: &Side<'_>) -> Vec<Option<usize>> {
    let numbers_tell = [old, new].iter().all(|side| side.plan.numbering == Numbering::AsTyped);
    let details = |side: &Side<'_>| -> Vec<String> {
        let columns = side.columns();
        let fields = columns.iter().map(|column| &column.field).filter(|field| **field != Field::Name);
        let fields: Vec<&Field> = fields.filter(|field| **field != Field::Number).collect();
        let texts = |row: &Row<'_>| fields.iter().map(|field| row.text(field)).collect::<Vec<_>>().join("|");
        side.rows.iter().map(texts).collect()
    };
    let (old_details, new_details) = (details(old), details(new));
    fn identities<'b>(side: &'b Side<'_>, details: &'b [String], numbers_tell: bool) -> Vec<Identity<'b>> {
        let identity = |(row, details): (&'b Row<'_>, &'b String)| Identity {
            code: row.activity.code.as_deref(),
            name: &row.activity.name,
            number: Some(row.label.as_str()).filter(|_| numbers_tell),
            direction: side.plan.directions[row.direction].name.as_deref(),
            details,
        };
        side.rows.iter().zip(details).map(identity).collect()
    }
    pair(&identities(old, &old_details, numbers_tell), &identities(new, &new_details, numbers_tell))
}

/// Directions by their names, and those that are left by the activities that most of them share.
fn pair_directions(old: &Side<'_>, new: &Side<'_>, activities: &[Option<usize>]) -> Vec<Option<usize>> {
    fn identities<'b>(side: &Side<'b>) -> Vec<Identity<'b>> {
        let name = |direction: &'b super::Direction| direction.name.as_deref().unwrap_or_default();
        side.plan.directions.iter().map(|direction| Identity { name: name(direction), ..Identity::default() }).collect()
    }
    let mut partners = pair(&identities(old), &identities(new));
    let mut free: Vec<usize> = unpaired(&partners, old.plan.directions.len()).collect();
    for (now, partner) in partners.iter_mut().enumerate().filter(|(_, partner)| partner.is_none()) {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        let mut count = 0;
        for row in new.rows_of(now) {
            count += 1;
            if let Some(before) = activities[row] {
                *shared.entry(old.rows[before].direction).or_default() += 1;
            }
        }
        let found = free.iter().position(|before| shared.get(before).is_some_and(|shared| 2 * shared > count));
        *partner = found.map(|at| free.remove(at));
    }
    partners
}

/// Whether what is in both editions, and in the same direction, stands in another order; or directions do.
fn is_reordered(old: &Side<'_>, new: &Side<'_>, directions: &[Option<usize>], activities: &[Option<usize>]) -> bool {
    let mut last = vec![None; old.plan.directions.len()];
    let turned = both(activities).any(|(before, now)| {
        let direction = old.rows[before].direction;
        directions[new.rows[now].direction] == Some(direction) && last[direction].replace(before) > Some(before)
    });
    turned || !both(directions).map(|(before, _)| before).is_sorted()
}

/// Which columns a table has, and which of them stand under a common title.
fn shape(head: &[HeadItem]) -> Vec<(Option<String>, Vec<&Field>)> {
    head.iter()
        .map(|item| {
            let title = match item {
                HeadItem::Single(_) => None,
                HeadItem::Group { title, .. } => Some(one_line(title)),
            };
            (title, item.columns().iter().map(|column| &column.field).collect())
        })
        .collect()
}

fn paragraphs(part: Part, old: &Plan, new: &Plan) -> Vec<Change> {
    let (old, new) = (part.of(old), part.of(new));
    let change = |old, new| Change::Paragraph { part, old, new };
    let partners = partners(&old, &new);
    let dropped: Vec<usize> = unpaired(&partners, old.len()).collect();
    let mut list: Vec<Change> = (partners.iter().enumerate())
        .filter_map(|(now, before)| match before {
            None => Some(change(None, Some(now))),
            Some(before) => (!same_text(&old[*before], &new[now])).then(|| change(Some(*before), Some(now))),
        })
        .collect();
    list.extend(dropped.into_iter().map(|at| change(Some(at), None)));
    list
}

/// For each text of the new ones, the one of the old that it is; none stands before one that an earlier text is.
pub(crate) fn partners(old: &[String], new: &[String]) -> Vec<Option<usize>> {
    in_order(&pair_texts(old, new))
}

fn pair_texts(old: &[String], new: &[String]) -> Vec<Option<usize>> {
    fn identities(texts: &[String]) -> Vec<Identity<'_>> {
        texts.iter().map(|name| Identity { name, ..Identity::default() }).collect()
    }
    pair(&identities(old), &identities(new))
}

/// The partners that can stay if order counts: as many as do not cross each other.
fn in_order(partners: &[Option<usize>]) -> Vec<Option<usize>> {
    // For each length, the run of partners with the smallest end; each knows the one before it.
    let mut ends: Vec<(usize, usize)> = Vec::new();
    let mut before: HashMap<usize, usize> = HashMap::new();
    for (old, new) in both(partners) {
        let length = ends.partition_point(|(end, _)| *end < old);
        if let Some((_, previous)) = length.checked_sub(1).and_then(|at| ends.get(at)) {
            before.insert(new, *previous);
        }
        match ends.get_mut(length) {
            Some(end) => *end = (old, new),
            None => ends.push((old, new)),
        }
    }
    let mut kept = vec![None; partners.len()];
    let mut at = ends.last().map(|(_, new)| *new);
    while let Some(new) = at {
        kept[new] = partners[new];
        at = before.get(&new).copied();
    }
    kept
}

fn annexes(old: &Plan, new: &Plan) -> Vec<Change> {
    let titles = |plan: &Plan| plan.annexes.iter().map(|annex| annex.title().to_owned()).collect::<Vec<_>>();
    let partners = pair_texts(&titles(old), &titles(new));
    let dropped: Vec<usize> = unpaired(&partners, old.annexes.len()).collect();
    let here = partners.iter().enumerate().filter_map(|(now, before)| match before {
        None => Some(Change::Annex { old: None, new: Some(now) }),
        Some(before) => (!is_same_annex(&old.annexes[*before], &new.annexes[now]))
            .then_some(Change::Annex { old: Some(*before), new: Some(now) }),
    });
    here.chain(dropped.into_iter().map(|at| Change::Annex { old: Some(at), new: None })).collect()
}

fn is_same_annex(one: &Annex, other: &Annex) -> bool {
    let same = |(one, other): (&String, &String)| same_text(one, other);
    let (texts, others) = (one.paragraphs(), other.paragraphs());
    same_text(one.title(), other.title()) && texts.len() == others.len() && texts.iter().zip(others).all(same)
}

impl Changes<'_> {
    /// After which paragraph of the old edition a paragraph of the new one is added; `None`: before all of them.
    pub(in crate::domain) fn paragraph_before(&self, part: Part, new: usize) -> Option<usize> {
        let (old, texts) = (part.of(self.old.plan), part.of(self.new.plan));
        partners(&old, &texts)[..new].iter().rev().find_map(|partner| *partner)
    }
}
