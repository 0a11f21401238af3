//! Widths of characters, for sharing out the columns before type is set.

use std::cell::{OnceCell, RefCell};

use typst::layout::Abs;
use typst::text::{Font, FontInstance, FontStretch, FontStyle, FontVariant, FontVariations, FontWeight};
use typst_kit::fonts::FontStore;

use dorkarta_core::view::Metrics;

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
    variant: FontVariant,
    faces: Vec<Face>,
    /// Widths of the characters met so far, by their code: Latin, Greek and Cyrillic.
    known: RefCell<Vec<f64>>,
}

/// A face that is opened when a character is looked for in it; the second one hardly ever is.
struct Face {
    font: Font,
    opened: OnceCell<FontInstance>,
}

/// Latin, Greek and Cyrillic: nearly all of a Russian text.
const KNOWN: usize = 0x530;

impl Widths {
    fn new(fonts: &FontStore, faces: &[String], weight: FontWeight) -> Self {
        let variant = FontVariant::new(FontStyle::Normal, weight, FontStretch::NORMAL);
        let fonts = faces.iter().filter_map(|face| fonts.font(fonts.book().select(face, variant)?));
        let faces = fonts.map(|font| Face { font, opened: OnceCell::new() }).collect();
        Self { variant, faces, known: RefCell::new(vec![f64::NAN; KNOWN]) }
    }

    fn of(&self, c: char) -> f64 {
        let mut known = self.known.borrow_mut();
        match known.get_mut(c as usize) {
            Some(width) if width.is_nan() => {
                *width = self.look_up(c);
                *width
            }
            Some(width) => *width,
            None => self.look_up(c),
        }
    }

    fn look_up(&self, c: char) -> f64 {
        /// What is assumed of a character that no face has.
        const UNKNOWN: f64 = 1.0;
        if c.is_control() {
            return 0.0;
        }
        let width = |face: &Face| {
            let open = || face.font.clone().instantiate(self.variant, Abs::pt(10.0), &FontVariations::default());
            let opened = face.opened.get_or_init(open);
            Some(opened.x_advance(opened.ttf().glyph_index(c)?.0)?.get())
        };
        self.faces.iter().find_map(width).unwrap_or(UNKNOWN)
    }
}
