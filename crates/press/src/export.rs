//! Pages to files.

use typst::diag::{SourceDiagnostic, SourceResult};
use typst::ecow::eco_vec;
use typst::foundations::Smart;
use typst::syntax::Span;
use typst::utils::Scalar;
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::RenderOptions;
use typst_svg::SvgOptions;

use dorkarta_core::carried;
use dorkarta_core::pdf;

/// The kind of file to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// One PDF.
    #[default]
    Pdf,
    /// One document for Word.
    Docx,
    /// A PNG picture a page.
    Png,
    /// An SVG picture a page.
    Svg,
    /// What the template is given, as JSON: for authors of templates.
    View,
}

impl Format {
    /// The ending of a file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Png => "png",
            Self::Svg => "svg",
            Self::View => "json",
        }
    }
}

/// The PDF standards that a document keeps, all at once.
#[derive(Clone)]
pub struct Standards {
    standards: PdfStandards,
    list: String,
    carries_files: bool,
    packs_objects: bool,
}

impl Standards {
    /// Archive and accessibility, as a list.
    pub const ARCHIVAL: &str = "a-3a,ua-1";

    /// Those of [`Self::ARCHIVAL`].
    pub fn archival() -> Self {
        let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1]).unwrap_or_default();
        Self { standards, list: Self::ARCHIVAL.to_owned(), carries_files: true, packs_objects: true }
    }

    /// Reads a list such as `a-3a,ua-1`. The names are those of the Typst program. Errs if a name is unknown or the
    /// standards exclude each other, with a Russian sentence.
    pub fn parse(list: &str) -> Result<Self, String> {
        let mut chosen = Vec::new();
        let mut names = Vec::new();
        for name in list.split([',', ' ']).filter(|name| !name.is_empty()) {
            let name = name.to_lowercase();
            let standard = serde_json::from_value::<PdfStandard>(name.clone().into());
            chosen.push(standard.map_err(|_| format!("неизвестный стандарт PDF «{name}»"))?);
            names.push(name);
        }
        if chosen.is_empty() {
            return Err("у ключа --pdf-standard не назван ни один стандарт".into());
        }
        let standards = PdfStandards::new(&chosen)
            .map_err(|_| format!("стандарты PDF «{list}» не сочетаются друг с другом; выберите другие"))?;
        use PdfStandard as S;
        // Only PDF/A-3 and PDF/A-4f allow files of any kind; without PDF/A nothing forbids them.
        let is_archival = |s: &S| !matches!(s, S::V_1_4 | S::V_1_5 | S::V_1_6 | S::V_1_7 | S::V_2_0 | S::Ua_1);
        let allows = |s: &S| matches!(s, S::A_3a | S::A_3b | S::A_3u | S::A_4f);
        let carries_files = chosen.iter().filter(|s| is_archival(s)).all(allows);
        // Object streams came with PDF 1.5; PDF/A-1 is PDF 1.4.
        let packs_objects = !chosen.iter().any(|s| matches!(s, S::V_1_4 | S::A_1a | S::A_1b));
        Ok(Self { standards, list: names.join(","), carries_files, packs_objects })
    }

    /// The names of the standards, with commas between.
    pub fn list(&self) -> &str {
        &self.list
    }

    /// Whether the standards allow the document to carry its data.
    pub fn carries_files(&self) -> bool {
        self.carries_files
    }
}

/// Pixels per point of PNG pages: 144 dots per inch.
const PIXELS: f64 = 2.0;

pub(super) fn export(document: &PagedDocument, format: Format, standards: &Standards) -> SourceResult<Vec<Vec<u8>>> {
    match format {
        // Written before any type is set.
        Format::View | Format::Docx => Ok(Vec::new()),
        Format::Pdf => {
            let options = PdfOptions {
                // The document's identifier follows from its title and author, its date from its data: the same
                // input gives the same bytes.
                ident: Smart::Auto,
                creator: Smart::Custom(Some(format!("{} {}", carried::PROGRAM, carried::VERSION))),
                timestamp: None,
                page_ranges: None,
                standards: standards.standards.clone(),
                tagged: true,
                pretty: false,
            };
            let bytes = typst_pdf::pdf(document, &options)?;
            Ok(vec![if standards.packs_objects { pdf::pack(&bytes).unwrap_or(bytes) } else { bytes }])
        }
        Format::Png => {
            let options = RenderOptions { pixel_per_pt: Scalar::new(PIXELS), render_bleed: false };
            let page = |page| {
                let picture = typst_render::render(page, &options).encode_png();
                picture.map_err(|error| eco_vec![SourceDiagnostic::error(Span::detached(), error.to_string())])
            };
            document.pages().iter().map(page).collect()
        }
        Format::Svg => Ok(document.pages().iter().map(|page| picture(page).into_bytes()).collect()),
    }
}

/// A page as an SVG picture.
pub(super) fn picture(page: &Page) -> String {
    typst_svg::svg(page, &SvgOptions { render_bleed: false, pretty: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_archival_standards_are_those_of_their_list() {
        let of_list = Standards::parse(Standards::ARCHIVAL).unwrap();
        let archival = Standards::archival();
        assert!(PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1]).is_ok());
        let told =
            |standards: &Standards| (standards.list().to_owned(), standards.carries_files(), standards.packs_objects);
        assert_eq!(told(&archival), told(&of_list));
    }
}
