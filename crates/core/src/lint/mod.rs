//! Remarks over a whole plan or monitoring: what a careful colleague would point out before it goes to be signed.
//!
//! From: a plan and the places of its texts, as far as its faults let it be read. To: remarks (`W2…`) among the
//! diagnostics. Nothing here changes the plan, nothing looks at the page, and nothing is said that a fault may have
//! caused. One rule is one function; each reads the plan once, and its cost
//! grows with the length of the plan, not with its square.

mod abbreviations;
mod dates;
mod fulfilment;
mod names;
mod order;
mod punctuation;
mod repeats;
mod spellings;
mod structure;
mod typing;

use crate::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::domain::{Activity, Field, Plan, Timing};
use crate::validate::{ActivityPlaces, Checked, CheckedMonitoring, PlanPlaces};

/// Judges a plan by all rules that it does not switch off.
pub fn plan(checked: &Checked, diagnostics: &Diagnostics) {
    let texts = Texts::of(&checked.plan, &checked.places);
    let found = diagnostics.scope();
    if checked.known.texts {
        abbreviations::unexplained_or_early(&texts, &found);
    }
    if checked.known.period {
        repeats::near_duplicates(&texts, &found);
        dates::due_dates(&texts, &found);
    }
    spellings::of_due_dates(&texts, &found);
    spellings::of_responsible(&texts, &found);
    punctuation::dash_for_hyphen(&texts, &found);
    punctuation::full_stops(&texts, &found);
    punctuation::hyphen_for_dash(&texts, &found);
    names::orders(&texts, &found);
    typing::wrong_case(&texts, &found);
    typing::two_blanks(&texts, &found);
    typing::no_blank(&texts, &found);
    typing::broken_words(&texts, &found);
    structure::empty_directions(checked, &found);
    if checked.known.texts {
        structure::columns(checked, diagnostics, &found);
    }
    order::order(checked, &found);
    found.mute(&checked.muted);
    // What is said of a faulty value may come of its fault.
    found.retain(|known| !diagnostics.has_fault_at(&known.place));
}

/// Judges the order of a plan, if it has one.
pub fn order(checked: &Checked, diagnostics: &Diagnostics) {
    let found = diagnostics.scope();
    order::order(checked, &found);
    found.mute(&checked.muted);
}

/// Judges the order of a plan, and what of the plan is due before its day.
pub fn packet(checked: &Checked, diagnostics: &Diagnostics) {
    let found = diagnostics.scope();
    order::order(checked, &found);
    order::due_dates(&Texts::of(&checked.plan, &checked.places), &found);
    found.mute(&checked.muted);
}

/// Judges a monitoring by all rules that it does not switch off.
pub fn monitoring(checked: &CheckedMonitoring, diagnostics: &Diagnostics) {
    let found = diagnostics.scope();
    fulfilment::entries(checked, &found);
    if checked.is_whole {
        fulfilment::untold(checked, &found);
    }
    fulfilment::indicators(checked, &found);
    found.mute(&checked.muted);
    found.retain(|known| !diagnostics.has_fault_at(&known.place));
}

/// A plan as the rules read it: its texts in the order of the document.
struct Texts<'a> {
    plan: &'a Plan,
    /// Every text that is a sentence or a name.
    all: Vec<Text<'a>>,
    /// The activities with their printed numbers.
    rows: Vec<Row<'a>>,
}

/// One text of the document.
struct Text<'a> {
    text: &'a str,
    place: &'a Place,
    /// Where it stands, in the prepositional case: «в пункте 4».
    whereabouts: String,
    kind: Kind,
}

/// What a text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A sentence or several.
    Prose,
    /// A name, which may be set in capitals as a whole.
    Heading,
    /// A responsible body.
    Body,
}

/// One activity.
struct Row<'a> {
    activity: &'a Activity,
    places: &'a ActivityPlaces,
    /// As printed, without a full stop at the end.
    number: String,
    /// When it is due, as the table shows it.
    timing: Option<Timing<'a>>,
    /// Where that stands.
    timing_place: &'a Place,
}

impl<'a> Texts<'a> {
    fn of(plan: &'a Plan, places: &'a PlanPlaces) -> Self {
        let mut all = Vec::new();
        let mut add = |text: &'a str, place: &'a Place, whereabouts: &str, kind: Kind| {
            all.push(Text { text, place, whereabouts: whereabouts.to_owned(), kind });
        };
        let paragraphs = |texts: &'a [String], places: &'a [Place]| texts.iter().zip(places);
        for (text, place) in paragraphs(&plan.basis, &places.basis) {
            add(text, place, "в основании", Kind::Prose);
        }
        add(&plan.title, &places.title, "в названии плана", Kind::Heading);
        for (text, place) in paragraphs(&plan.preamble, &places.preamble) {
            add(text, place, "во вступлении", Kind::Prose);
        }
        for (text, place) in paragraphs(&plan.goal, &places.goal) {
            add(text, place, "в цели", Kind::Prose);
        }
        for (text, place) in paragraphs(&plan.tasks, &places.tasks) {
            add(text, place, "в задачах", Kind::Prose);
        }
        let shows = |field: &Field| plan.columns().any(|column| column.field == *field);
        let shows_responsible = shows(&Field::Responsible);
        let shows_due = shows(&Field::Due);
        let mut labels = plan.labels().into_iter();
        let mut timings = plan.timings().into_iter();
        let mut its_places = places.activities.iter();
        let mut rows = Vec::new();
        for (direction, place) in plan.directions.iter().zip(&places.directions) {
            if let Some(name) = &direction.name {
                add(name, place, "в названии направления", Kind::Heading);
            }
            for activity in &direction.activities {
                let (Some(number), Some(places), Some(timing)) = (labels.next(), its_places.next(), timings.next())
                else {
                    break;
                };
                let whereabouts = format!("в пункте {number}");
                add(&activity.name, &places.name, &whereabouts, Kind::Heading);
                if shows_responsible {
                    for (body, place) in activity.responsible.iter().zip(&places.responsible) {
                        add(body, place, &whereabouts, Kind::Body);
                    }
                }
                for (_, text) in &activity.further {
                    add(text, &places.record, &whereabouts, Kind::Prose);
                }
                let timing = timing.filter(|_| activity.due.is_none() || shows_due);
                let field = timing.as_ref().and_then(|timing| timing.fields.first());
                let column = activity.further.iter().position(|(name, _)| field.is_some_and(|field| field == name));
                let timing_place = match column.and_then(|column| places.further.get(column)) {
                    Some(place) => place,
                    None if activity.due.is_none() => place,
                    None => &places.due,
                };
                rows.push(Row { activity, places, number, timing, timing_place });
            }
        }
        Self { plan, all, rows }
    }

    /// Every text with its place, due dates included.
    fn each(&self) -> impl Iterator<Item = (&'a str, &'a Place)> {
        let dues = self.rows.iter().filter(|_| self.shows(&Field::Due));
        let dues = dues.filter_map(|row| Some((row.activity.due.as_deref()?, &row.places.due)));
        self.all.iter().map(|text| (text.text, text.place)).chain(dues)
    }

    fn shows(&self, field: &Field) -> bool {
        self.plan.columns().any(|column| column.field == *field)
    }
}

/// A remark with the text that gave rise to it.
fn remark(problem: impl Into<crate::diagnostics::Problem>, place: &Place, found: &str) -> Diagnostic {
    Diagnostic::new(problem, place.clone()).found(found)
}
