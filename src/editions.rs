//! From two editions of a plan to what differs, and to the amendments as a document.

use std::path::{Path, PathBuf};

use crate::diagnostics::{Diagnostics, Place, Problem};
use crate::document;
use crate::domain::{Amendments, Changes, Plan};
use crate::input::{self, Loaded, tree::Node};
use crate::typeset::{Format, Standards, Typesetter};
use crate::validate::{self, Checked, Kind};
use crate::view;

/// Two editions of a plan, without faults.
pub struct Editions {
    /// The old one.
    pub old: Plan,
    /// The new one.
    pub new: Plan,
    /// Codes of the remarks that the new edition switches off.
    muted: Vec<&'static str>,
    /// What the new one was read from, for the places of what only the page shows.
    tree: Node,
    /// The file of the new one.
    path: PathBuf,
}

impl Editions {
    /// Reads both editions. `None` if there are faults; those of both are in the diagnostics. Remarks are not: they are
    /// made when a plan is checked.
    pub fn read(old: &Path, new: &Path, diagnostics: &mut Diagnostics) -> Option<Self> {
        let (old, new_edition) = (edition(old, diagnostics), edition(new, diagnostics));
        let ((old, _), (Checked { plan: new_plan, muted, .. }, Loaded { tree, .. })) = (old?, new_edition?);
        Some(Self { old: old.plan, new: new_plan, muted, tree, path: new.to_owned() })
    }

    /// Makes the amendments that lead from the old edition to the new one.
    ///
    /// `None` if there are faults; they are in the diagnostics. One of them is that nothing is to be amended, since only
    /// approvals, signatures and the like differ.
    pub fn amendments(
        &self,
        format: Format,
        standards: &Standards,
        typesetter: &mut Typesetter,
        diagnostics: &mut Diagnostics,
    ) -> Option<Vec<u8>> {
        let changes = Changes::between(&self.old, &self.new);
        let amendments = Amendments::of(&changes);
        if amendments.is_empty() {
            diagnostics.add(Problem::NothingToAmend, &Place::file(self.tree.place.path()));
            return None;
        }
        if amendments == Amendments::Whole {
            diagnostics.add(Problem::WholeEdition, &Place::file(self.tree.place.path()));
            diagnostics.mute(&self.muted);
        }
        let metrics = document::metrics(&self.tree, &self.new.style, typesetter, diagnostics)?;
        let view = view::amendments(&changes, &amendments, typesetter.tokens(), &metrics);
        if format == Format::View {
            return serde_json::to_vec_pretty(&view).ok();
        }
        let pages = typesetter.set("/amendments.typ", &view, None);
        let files = pages.and_then(|pages| typesetter.export(&pages, format, standards));
        let files = files.map_err(|problems| {
            diagnostics.extend(problems.into_iter().map(|problem| document::placed(problem, &self.tree, &self.path)));
        });
        files.ok()?.pop()
    }
}

/// Reads one edition.
fn edition(path: &Path, diagnostics: &mut Diagnostics) -> Option<(Checked, Loaded)> {
    // Each has its own: a fault of one must not hide those of the other.
    let mut found = Diagnostics::default();
    let edition = read(path, &mut found);
    found.drop_remarks();
    diagnostics.extend(found.into_vec());
    edition
}

fn read(path: &Path, found: &mut Diagnostics) -> Option<(Checked, Loaded)> {
    let loaded = input::load(path, found)?;
    if validate::kind(&loaded.tree) == Some(Kind::Monitoring) {
        let place = loaded.tree.get("вид").map_or(&loaded.tree.place, |entry| &entry.value.place);
        found.add(Problem::MonitoringCompared, place);
        return None;
    }
    Some((validate::plan(&loaded.tree, found)?, loaded))
}
