//! Two editions of a plan: what changed between them, and the amendments that lead from one to the other.

use std::path::Path;

use dorkarta_core::diagnostics::{CopyProblem, Diagnostics, EditionProblem, Place};
use dorkarta_core::domain::{Amendments, Changes, Plan};
use dorkarta_core::input::Reader;
use dorkarta_core::input::word::Tracked;
use dorkarta_core::system::Disk;
use dorkarta_core::tree::Node;
use dorkarta_core::validate::{self, CheckedAmendments};
use dorkarta_core::word::back::Returned;
use dorkarta_press::{Overrides, Typesetter};

use super::archive::Terms;
use super::document::{self, Options};
use super::output::Signed;
use super::steps::Steps;
use super::targets::Target;
use super::word;
use super::worker::{Placed, place};

/// Two editions without faults.
pub struct Editions {
    /// The plans.
    pub checked: CheckedAmendments,
    /// What is known of the new one if it is a copy that came back from agreement.
    pub returned: Option<Returned>,
    tree: Node,
}

/// Reads two editions, their tracked changes in a way. `None` if that cannot be; the diagnostics say why.
pub fn read(old: &Path, new: &Path, tracked: Tracked, diagnostics: &Diagnostics) -> Option<Editions> {
    let reader = Reader::new(&Disk, diagnostics).tracked(tracked);
    let tree = reader.load_editions(old, new);
    let checked = validate::amendments(&tree, diagnostics)?;
    let returned = reader.returned();
    if returned.as_ref().is_some_and(|known| !Changes::between(&checked.old, &known.base).is_empty()) {
        diagnostics.add(CopyProblem::OtherEdition, &Place::of(new));
    }
    Some(Editions { checked, returned, tree })
}

/// Reads a plan. `None` if it has faults; the diagnostics say which.
pub fn read_plan(path: &Path, tracked: Tracked, diagnostics: &Diagnostics) -> Option<Plan> {
    let tree = Reader::new(&Disk, diagnostics).tracked(tracked).load(path)?.tree;
    // Remarks on it are made when it is checked.
    let found = diagnostics.scope();
    let checked = validate::plan(&tree, &found);
    found.drop_remarks();
    checked.map(|checked| checked.plan)
}

/// How the amendments are made, and where they go.
pub struct Request<'a> {
    /// The file of the new edition, which is named where no place is known.
    pub new: &'a Path,
    /// Where they go.
    pub target: &'a Target,
    /// Whether, instead of the amendments, the new edition is wanted with its differences as tracked changes.
    pub is_redline: bool,
    /// How they are made.
    pub options: &'a Options,
    /// Faces and templates of the user.
    pub overrides: &'a Overrides,
    /// Whether a signed document may be replaced.
    pub signed: Signed,
    /// Whether it is still wanted: asked before it is written.
    pub steps: &'a Steps,
}

/// Makes the amendments, or a redline. `None` if that could not be; the diagnostics say why.
pub fn amend(editions: Editions, request: &Request<'_>, diagnostics: &Diagnostics) -> Option<Placed> {
    let Request { new, target, is_redline, options, overrides, signed, steps } = *request;
    let typesetter = Typesetter::new(overrides).map_err(|problem| diagnostics.add(problem, &Place::of(new)));
    let mut typesetter = typesetter.ok()?;
    let Editions { checked, tree, .. } = editions;
    let files = if is_redline {
        vec![word::redline((&checked, &tree), new, options, &typesetter, diagnostics)?]
    } else {
        let files = document::make_from(tree, new, options, &mut typesetter, diagnostics)?.files;
        untold(&checked).into_iter().for_each(|problem| diagnostics.add(problem, &Place::of(new)));
        diagnostics.mute(&checked.muted);
        files
    };
    if steps.is_stopped() {
        return None;
    }
    match target {
        Target::Stdout => Some(Placed { streamed: files, ..Placed::default() }),
        Target::File(path) => place(&files, path, options.format, &Terms { own: None, signed, overrides })
            .map_err(|(path, problem)| diagnostics.add(problem, &Place::of(&path)))
            .ok(),
    }
}

/// What of the new edition the points do not say: its numbers and its order.
pub fn untold(CheckedAmendments { old, new, .. }: &CheckedAmendments) -> Vec<EditionProblem> {
    let changes = Changes::between(old, new);
    if Amendments::of(&changes) == Amendments::Whole {
        return Vec::new();
    }
    let reordered = changes.is_reordered.then_some(EditionProblem::Reordered);
    moved_number(&changes).into_iter().chain(reordered).collect()
}

/// That an activity has another number in the new edition than the points name.
fn moved_number(changes: &Changes<'_>) -> Option<EditionProblem> {
    if !changes.is_renumbered {
        return None;
    }
    let mut labels = changes.activities.iter().zip(&changes.new.rows).filter_map(|(before, row)| {
        let before = &changes.old.rows[(*before)?];
        Some((before.label.clone(), row.label.clone()))
    });
    let (old, new) = labels.find(|(old, new)| old != new)?;
    Some(EditionProblem::NumbersMoved { old, new })
}
