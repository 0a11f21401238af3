//! Widths of characters, for sharing out the columns before type is set.

use typst::layout::Abs;
use typst::text::{FontInstance, FontStretch, FontStyle, FontVariant, FontVariations, FontWeight};
use typst_kit::fonts::FontStore;

use crate::view::Metrics;

/// Widths in a list of faces: as when type is set, the first face that has a character counts.
pub(super) struct FaceMetrics {
    regular: Widths,
    bold: Widths,
}

impl FaceMetrics {
    pub(super) fn new<'a>(fonts: &FontStore, faces: impl Iterator<Item = &'a str>) -> Self {
        let faces: Vec<String> = faces.map(str::to_lowercase).collect();
        let widths = |weight| Widths::new(fonts, &faces, weight);
        Self { regular: widths(FontWeight::REGULAR), bold: widths(FontWeight::BOLD) }
    }
}

impl Metrics for FaceMetrics {
    fn width(&self, text: &str, bold: bool) -> f64 {
        let widths = if bold { &self.bold } else { &self.regular };
        text.chars().map(|c| widths.of(c)).sum()
    }
}

/// Widths of one weight, in em.
struct Widths {
    /// The characters that make up nearly all of a Russian text, by their code.
    table: Vec<f64>,
    faces: Vec<FontInstance>,
}

/// Latin, Greek and Cyrillic.
const TABLE: u32 = 0x530;

impl Widths {
    fn new(fonts: &FontStore, faces: &[String], weight: FontWeight) -> Self {
        let variant = FontVariant::new(FontStyle::Normal, weight, FontStretch::NORMAL);
        let faces: Vec<FontInstance> = (faces.iter())
            .filter_map(|face| fonts.font(fonts.book().select(face, variant)?))
            .map(|font| font.instantiate(variant, Abs::pt(10.0), &FontVariations::default()))
            .collect();
        let table = (0..TABLE).map(|code| char::from_u32(code).map_or(0.0, |c| look_up(&faces, c))).collect();
        Self { table, faces }
    }

    fn of(&self, c: char) -> f64 {
        self.table.get(c as usize).copied().unwrap_or_else(|| look_up(&self.faces, c))
    }
}

fn look_up(faces: &[FontInstance], c: char) -> f64 {
    /// What is assumed of a character that no face has.
    const UNKNOWN: f64 = 1.0;
    if c.is_control() {
        return 0.0;
    }
    let width = |face: &FontInstance| Some(face.x_advance(face.ttf().glyph_index(c)?.0)?.get());
    faces.iter().find_map(width).unwrap_or(UNKNOWN)
}
