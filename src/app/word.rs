//! Documents for Word: the copy of a document that goes out for agreement, and two editions as a redline.

use std::path::Path;

use dorkarta_core::carried;
use dorkarta_core::diagnostics::{Diagnostics, Problem};
use dorkarta_core::domain::Changes;
use dorkarta_core::schema;
use dorkarta_core::tree::Node;
use dorkarta_core::validate::{self, CheckedAmendments, CheckedDocument};
use dorkarta_core::word;
use dorkarta_press::{Format, Standards, Typesetter};

use super::document::{Options, View, drop_addresses, drop_fulfilment, origin, placed, plan};

/// The document for Word. Its charts are pictures that the typesetter draws.
pub(super) fn document(
    view: &View,
    tree: &Node,
    data: Option<&str>,
    typesetter: &mut Typesetter,
) -> Result<Vec<Vec<u8>>, Vec<Problem>> {
    // What there is to say was said when the view was made.
    let Some(checked) = validate::read(tree, &Diagnostics::default()) else { return Err(Vec::new()) };
    let tokens = typesetter.tokens().clone();
    let written = match (view, &checked) {
        (View::Plan(view), CheckedDocument::Plan(checked)) => word::plan(view, &checked.plan, data, &tokens),
        (View::Report(view), CheckedDocument::Monitoring(checked)) => {
            let pages = typesetter.set("/picture.typ", view, None)?;
            let charts = typesetter.export(&pages, Format::Png, &Standards::archival())?;
            word::report(view, &checked.plan, &charts, data, &tokens)
        }
        (View::Report(view), CheckedDocument::Summary(_)) => {
            let pages = typesetter.set("/picture.typ", view, None)?;
            let charts = typesetter.export(&pages, Format::Png, &Standards::archival())?;
            word::region(view, &charts, data, &tokens)
        }
        (View::Amendments(view), CheckedDocument::Amendments(checked)) => {
            word::amendments(view, &checked.new, data, &tokens)
        }
        (View::Order(view), CheckedDocument::Paper(checked)) => word::order(view, &checked.plan.plan, data, &tokens),
        (View::Sheet(view), CheckedDocument::Paper(checked)) => word::sheet(view, &checked.plan.plan, data, &tokens),
        _ => unreachable!("a view is made of its own data"),
    };
    written.map(|bytes| vec![bytes]).map_err(|problem| vec![problem])
}

/// Makes the new edition with its differences from the old one as tracked changes, for Word. `tree` are the data of both,
/// `path` is the file that is named where no place is known.
///
/// `None` if there are faults; they are in the diagnostics, beside any remarks.
pub(super) fn redline(
    (checked, tree): (&CheckedAmendments, &Node),
    path: &Path,
    options: &Options,
    typesetter: &Typesetter,
    diagnostics: &Diagnostics,
) -> Option<Vec<u8>> {
    let edition = |key: &str| Some(&tree.get(key)?.value);
    let (old_tree, new_tree) = (edition(schema::OLD)?, edition(schema::NEW)?);
    let old = plan(&checked.old, old_tree, None, typesetter, diagnostics)?;
    let new = plan(&checked.new, new_tree, None, typesetter, diagnostics)?;
    let mut data = new_tree.clone();
    drop_fulfilment(&mut data);
    drop_addresses(&mut data);
    let write = || carried::write(&origin(options, typesetter), &data);
    let data = options.carries_data.then(write).and_then(Result::ok);
    let changes = Changes::between(&checked.old, &checked.new);
    word::redline([&old, &new], &changes, data.as_deref(), typesetter.tokens())
        .map_err(|problem| diagnostics.extend([placed(problem, tree, path)]))
        .ok()
}
