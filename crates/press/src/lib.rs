//! View to bytes: the only crate that names the compiler's crates.
//!
//! A [`Typesetter`] holds a world that serves memory only: embedded templates and faces, the view as a virtual JSON
//! file, the data to be carried as a virtual file. The same few file ids serve every document of a run.

mod assets;
mod export;
mod metrics;
mod problems;
mod rows;
mod screen;
mod sweep;
mod text;
mod world;

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Serialize;
use typst::diag::{SourceResult, Warned};
use typst::foundations::{Bytes, Content, Label, Selector, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use dorkarta_core::diagnostics::{PageProblem, Problem};
use dorkarta_core::view::{Metrics, Tokens};
use world::PressWorld;

pub use export::{Format, Standards};
pub use rows::RowPlace;

/// Where the typesetter finds the view.
const VIEW_PATH: &str = "/view.json";
/// What marks a row of the table in `shared/table.typ`.
const ROW_LABEL: &str = "table-row";
/// Where the typesetter finds the data that the PDF carries.
pub const DATA_PATH: &str = "/data.json";

/// What may replace the embedded templates and add to the embedded faces.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Overrides {
    /// Folders with further faces.
    pub font_dirs: Vec<PathBuf>,
    /// A folder whose files replace embedded templates of the same name.
    pub templates: Option<PathBuf>,
}

/// Sets type. Made once for a run; each document reuses what the former ones have computed.
pub struct Typesetter {
    world: PressWorld,
    tokens: Tokens,
    overrides: Overrides,
    _counted: Counted,
}

/// How many typesetters there are: what Typst remembers is theirs in common.
static TYPESETTERS: AtomicUsize = AtomicUsize::new(0);

/// One of the typesetters, as long as it lives.
struct Counted;

impl Counted {
    fn one() -> Self {
        TYPESETTERS.fetch_add(1, Ordering::Relaxed);
        Self
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        TYPESETTERS.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Typesetter {
    /// Makes the world. Errs if a folder cannot be read or `tokens.yaml` is broken.
    pub fn new(overrides: &Overrides) -> Result<Self, Problem> {
        let world = PressWorld::new(overrides)?;
        let tokens = Tokens::parse(&world.asset_text("/tokens.yaml")?)
            .map_err(|error| PageProblem::Template { detail: format!("tokens.yaml: {error}") })?;
        Ok(Self { world, tokens, overrides: overrides.clone(), _counted: Counted::one() })
    }

    /// Whether there are faces of the user.
    pub fn has_own_faces(&self) -> bool {
        !self.overrides.font_dirs.is_empty()
    }

    /// Whether there are templates of the user.
    pub fn has_own_templates(&self) -> bool {
        self.overrides.templates.is_some()
    }

    /// Measures and faces that the templates use.
    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// Widths of texts in a face; errs if there is no such face.
    pub fn metrics(&self, face: Option<&str>) -> Result<impl Metrics + use<>, Problem> {
        let unknown = face.filter(|face| !self.world.fonts().book().contains_family(&face.to_lowercase()));
        if let Some(face) = unknown {
            let present = self.world.fonts().book().families().map(|(family, _)| family.to_owned()).collect();
            return Err(PageProblem::UnknownFace { face: face.to_owned(), present }.into());
        }
        Ok(metrics::FaceMetrics::new(
            self.world.fonts(),
            face.into_iter().chain(self.tokens.faces.iter().map(String::as_str)),
        ))
    }

    /// Sets a document by a template. `data` is what the PDF will carry.
    pub fn set(&mut self, template: &str, view: &impl Serialize, data: Option<String>) -> Result<Pages, Vec<Problem>> {
        self.serve(template, view, data)?;
        self.pages(typst::compile(&self.world))
    }

    /// The same in less memory, for documents so large that it counts: nothing is kept for the next one, and what is set twice
    /// takes twice the time.
    pub fn set_in_little_memory(
        &mut self,
        template: &str,
        view: &impl Serialize,
        data: Option<String>,
    ) -> Result<Pages, Vec<Problem>> {
        self.serve(template, view, data)?;
        self.pages(sweep::swept(self.world.looks(), || typst::compile(&self.world)))
    }

    fn serve(&mut self, template: &str, view: &impl Serialize, data: Option<String>) -> Result<(), Vec<Problem>> {
        let json = serde_json::to_vec(view)
            .map_err(|error| vec![Problem::from(PageProblem::Template { detail: format!("view.json: {error}") })])?;
        self.world.open(template);
        self.world.serve(VIEW_PATH, Bytes::new(json));
        if let Some(data) = data {
            self.world.serve(DATA_PATH, Bytes::from_string(data));
        }
        Ok(())
    }

    fn pages(&self, compiled: Warned<SourceResult<PagedDocument>>) -> Result<Pages, Vec<Problem>> {
        compiled.output.map(Pages).map_err(|errors| problems::problems(&errors, &self.world))
    }

    /// Forgets what was not used since each typesetter forgot last, so that memory stays flat. To be called between two
    /// documents, also after one that failed: where typesetters work at once, what one of them needs for every document would
    /// else be forgotten by the others meanwhile, and computed again each time.
    pub fn forget(&self) {
        comemo::evict(TYPESETTERS.load(Ordering::Relaxed));
    }

    /// Turns pages into files: one for a PDF, one a page for pictures.
    pub fn export(&self, pages: &Pages, format: Format, standards: &Standards) -> Result<Vec<Vec<u8>>, Vec<Problem>> {
        export::export(&pages.0, format, standards).map_err(|errors| problems::problems(&errors, &self.world))
    }
}

/// A document that was set.
pub struct Pages(PagedDocument);

impl Pages {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.pages().len()
    }

    /// The text of each page in the order in which it is read aloud, a line each: what stands on the page, for checks.
    pub fn texts(&self) -> Vec<String> {
        self.0.pages().iter().map(text::of_page).collect()
    }

    /// A page as an SVG picture that a browser shows at once; `None` if there is none of this number, from 0.
    pub fn picture(&self, page: usize) -> Option<String> {
        self.0.pages().get(page).map(|page| screen::with_paths(&export::picture(page)))
    }

    /// By what each page is told from any other: pages of one mark look alike.
    pub fn marks(&self) -> Vec<u128> {
        self.0.pages().iter().map(typst::utils::hash128).collect()
    }

    /// Width and height of each page, in points.
    pub fn sizes(&self) -> Vec<(f64, f64)> {
        self.0.pages().iter().map(|page| (page.frame.width().to_pt(), page.frame.height().to_pt())).collect()
    }

    /// Where the rows of each table stand, table by table.
    pub fn table_rows(&self) -> Vec<Vec<RowPlace>> {
        rows::of_tables(&self.0)
    }

    /// How far down the last line of text of each page stands, in points from the upper edge of the sheet: for checks.
    pub fn depths(&self) -> Vec<f64> {
        self.0.pages().iter().map(text::depth_of_page).collect()
    }

    /// The widths of the blanks of each page, in em: for checks.
    pub fn blanks(&self) -> Vec<Vec<f64>> {
        self.0.pages().iter().map(text::blanks_of_page).collect()
    }

    /// The rows of the table that the template has marked, each with its page, from 1.
    pub fn rows(&self) -> Vec<(usize, usize)> {
        let introspector = self.0.introspector();
        let Some(label) = Label::new(PicoStr::intern(ROW_LABEL)) else { return Vec::new() };
        let row = |mark: &Content| {
            let Value::Int(row) = mark.to_packed::<MetadataElem>()?.value else { return None };
            Some((usize::try_from(row).ok()?, introspector.page(mark.location()?)?.get()))
        };
        introspector.query(&Selector::Label(label)).iter().filter_map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use typst::foundations::{ContextElem, NativeElement};

    use super::{Introspector, Overrides, Typesetter};

    /// A view whose table has so many rows, all texts of which have to be measured; all of it stands on one page.
    fn narrow(rows: usize) -> Value {
        let mut view: Value = serde_json::from_str(include_str!("../../../templates/sample/plan.json")).unwrap();
        let columns = view["table"]["columns"].as_array().unwrap().len();
        let cell = |column| json!({"text": {"long": "слово"}, "column": column, "rowspan": 1, "together": false});
        let row = json!({"breakable": false, "stretch": 0.0, "cells": (0..columns).map(cell).collect::<Vec<_>>()});
        view["table"]["groups"] = json!([{"bands": [], "rows": vec![row; rows]}]);
        view
    }

    fn contexts(view: &Value) -> usize {
        let mut typesetter = Typesetter::new(&Overrides::default()).unwrap();
        let pages = typesetter.set("/plan.typ", view, None).unwrap();
        pages.0.introspector().query(&ContextElem::ELEM.select()).len()
    }

    #[test]
    fn words_keep_their_distance() {
        const BLANK: f64 = 0.25;
        let mut view: Value = serde_json::from_str(include_str!("../../../templates/sample/plan.json")).unwrap();
        let words: Vec<String> = (1..400).map(|n| "слово".repeat(n % 3 + 1)).collect();
        view["preamble"] = (3..9).map(|words_a_line| words[words_a_line..].join(" ")).collect();
        let mut typesetter = Typesetter::new(&Overrides::default()).unwrap();
        let pages = typesetter.set("/plan.typ", &view, None).unwrap();
        let found = pages.blanks().remove(0);
        assert!(found.iter().any(|width| *width > 1.05 * BLANK), "nothing is justified");
        assert!(found.iter().all(|width| *width > 0.89 * BLANK), "{found:?}");
    }

    #[test]
    fn pages_do_not_depend_on_the_memory_that_is_taken() {
        let view = narrow(300);
        let mut typesetter = Typesetter::new(&Overrides::default()).unwrap();
        let pages = typesetter.set("/plan.typ", &view, None).unwrap();
        comemo::evict(0);
        let in_little = typesetter.set_in_little_memory("/plan.typ", &view, None).unwrap();
        assert!(pages.count() > 1);
        assert_eq!(in_little.marks(), pages.marks());
    }

    /// Typst measures a word anew in each of them.
    #[test]
    fn contexts_do_not_grow_with_the_cells_whose_words_are_broken() {
        let few = contexts(&narrow(2));
        assert!(few > 0);
        assert_eq!(contexts(&narrow(3)), few);
    }
}
