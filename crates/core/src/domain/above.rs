//! A plan beside the one above it: what it must have and lacks, and what it has to change when the one above does.

use super::activity::{Activity, one_line};
use super::changes::{Change, Changes, same_text};
use super::columns::Field;
use super::due::{Due, DueKind};
use super::likeness::{Identity, only_alike, pair_apart};
use super::plan::Plan;

/// What a plan lacks of the one above it. Activities are named by their places in their plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The activity of the plan above.
    pub above: usize,
    /// The same one of the plan, if it is there.
    pub own: Option<usize>,
    /// What is wrong.
    pub kind: GapKind,
}

/// How a plan falls short of the one above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapKind {
    /// It has no such activity.
    Absent,
    /// It was found by its words, which are not the same.
    Alike,
    /// The activity is due later.
    Later,
    /// Nobody can say whether it is due later.
    Unclear,
    /// Nobody answers for it.
    NoBody,
}

/// What a plan has to change because the one above it was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Duty {
    /// Takes up an activity that is new above.
    Add {
        /// In the new edition above.
        new: usize,
    },
    /// May drop an activity that was dropped above.
    Drop {
        /// In the old edition above.
        old: usize,
        /// In the plan.
        own: usize,
    },
    /// Brings texts of an activity into line.
    Reword {
        /// In the old edition above.
        old: usize,
        /// In the new one.
        new: usize,
        /// In the plan.
        own: usize,
        /// Which fields.
        fields: Vec<Field>,
    },
}

/// For each activity of `above`, the one of `own` that it is, by code, else by likeness.
fn counterparts(above: &Plan, own: &Plan) -> Vec<Option<usize>> {
    pair_apart(&identities(own), &identities(above))
}

fn identities(plan: &Plan) -> Vec<Identity<'_>> {
    let activities = plan
        .directions
        .iter()
        .flat_map(|direction| direction.activities.iter().map(move |activity| (direction.name.as_deref(), activity)));
    activities
        .map(|(direction, activity)| Identity {
            code: activity.code.as_deref(),
            name: &activity.name,
            direction,
            ..Identity::default()
        })
        .collect()
}

/// What a plan lacks of the one above it: each activity that is marked as obligatory there (all, if none is) must be in it,
/// not be due later, and have somebody who answers for it. In the order of the plan above.
pub fn gaps(above: &Plan, own: &Plan) -> Vec<Gap> {
    let has_marks = above.activities().any(|activity| activity.is_obligatory);
    let (those_above, own_ones) = (identities(above), identities(own));
    let (counterparts, dues) = (pair_apart(&own_ones, &those_above), (dues(above), dues(own)));
    let mut gaps = Vec::new();
    for (at, activity) in above.activities().enumerate() {
        if has_marks && !activity.is_obligatory {
            continue;
        }
        let counterpart = counterparts.get(at).copied().flatten();
        let gap = |kind| Gap { above: at, own: counterpart, kind };
        let Some(own_at) = counterpart else {
            gaps.push(gap(GapKind::Absent));
            continue;
        };
        gaps.extend(only_alike(&those_above[at], &own_ones[own_at]).map(|_| gap(GapKind::Alike)));
        gaps.extend(later(dues.0[at], dues.1[own_at]).map(gap));
        if own.activities().nth(own_at).is_some_and(|own| own.responsible.iter().all(|body| body.trim().is_empty())) {
            gaps.push(gap(GapKind::NoBody));
        }
    }
    gaps
}

fn due_of(plan: &Plan, at: usize) -> Option<Due> {
    dues(plan).get(at).copied().flatten()
}

fn dues(plan: &Plan) -> Vec<Option<Due>> {
    plan.dues().collect()
}

/// Whether a due date is later than the one above it. Where that one has no last day, none can be later.
fn later(above: Option<Due>, own: Option<Due>) -> Option<GapKind> {
    let above = above.filter(|above| above.kind() != DueKind::Unknown)?;
    let last = above.to()?;
    match own.map(|own| (own.kind(), own.to())) {
        // An event and what is done all the time have no last day.
        None | Some((DueKind::Unknown, _) | (_, None)) => Some(GapKind::Unclear),
        Some((_, Some(own))) => (own > last).then_some(GapKind::Later),
    }
}

/// What a plan has to change so that it follows the new edition of the plan above it. What it has already is left out;
/// columns that only its own office fills (who answers) are its own business.
pub fn duties(changes: &Changes<'_>, own_plan: &Plan) -> Vec<Duty> {
    let (old, new) = (changes.old.plan, changes.new.plan);
    let (of_old, of_new) = (counterparts(old, own_plan), counterparts(new, own_plan));
    let rows: Vec<&Activity> = own_plan.activities().collect();
    let has_marks = new.activities().any(|activity| activity.is_obligatory);
    let duty = |change: &Change| match change {
        Change::Activity { old: None, new: Some(at), .. } => {
            let is_wanted = !has_marks || new.activities().nth(*at).is_some_and(|it| it.is_obligatory);
            (is_wanted && of_new.get(*at).copied().flatten().is_none()).then_some(Duty::Add { new: *at })
        }
        Change::Activity { old: Some(at), new: None, .. } => {
            let own = of_old.get(*at).copied().flatten()?;
            // It may have become another one of the new edition.
            (!of_new.contains(&Some(own))).then_some(Duty::Drop { old: *at, own })
        }
        Change::Activity { old: Some(before), new: Some(now), fields, .. } => {
            let own = of_new.get(*now).copied().flatten().or_else(|| of_old.get(*before).copied().flatten());
            let Some(own) = own else {
                // It was not in the plan before; now it may have to be.
                let is_wanted = new.activities().nth(*now).is_some_and(|it| it.is_obligatory);
                return is_wanted.then_some(Duty::Add { new: *now });
            };
            let wanted = new.activities().nth(*now)?;
            let differs = |field: &&Field| match field {
                // Earlier than above is well.
                Field::Due => later(due_of(new, *now), due_of(own_plan, own)).is_some(),
                Field::Name | Field::Further(_) => !same_text(&rows[own].text(field), &wanted.text(field)),
                Field::Number | Field::Responsible => false,
            };
            let fields: Vec<Field> = fields.iter().filter(differs).cloned().collect();
            (!fields.is_empty()).then_some(Duty::Reword { old: *before, new: *now, own, fields })
        }
        _ => None,
    };
    changes.list.iter().filter_map(duty).collect()
}

/// The name of an activity on one line.
pub fn named(plan: &Plan, at: usize) -> String {
    plan.activities().nth(at).map(|activity| one_line(&activity.name)).unwrap_or_default()
}
