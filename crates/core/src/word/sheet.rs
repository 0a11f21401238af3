//! The measures of a sheet, in the units of Word.

use crate::view::{PageView, Tokens};

/// What the styles and sections of a document are made from.
pub(super) struct Sheet<'a> {
    pub(super) page: &'a PageView,
    pub(super) tokens: &'a Tokens,
}

/// A line of Times New Roman in em, by which Word counts line spacings.
const NATURAL_LINE: f64 = 1.15;
/// What Word calls one line spacing.
const LINE: f64 = 240.0;

impl Sheet<'_> {
    /// Width between the margins, pt.
    pub(super) fn room(&self) -> f64 {
        self.page.text_area().0
    }

    /// Width of a block in an upper corner, pt.
    pub(super) fn corner(&self) -> f64 {
        let half = self.room() / 2.0 - millimetres(self.tokens.corner_gap_mm);
        self.page.corner_width.map_or(half, millimetres).min(self.room())
    }

    /// The face. Nearly every machine with Word has Times New Roman and no Liberation Serif, which has its widths; where it
    /// is the other way round LibreOffice knows that too.
    pub(super) fn face(&self) -> &str {
        match self.page.face.first().map(String::as_str) {
            None | Some("Liberation Serif") => "Times New Roman",
            Some(face) => face,
        }
    }

    /// Line spacing of running text, as Word counts it.
    pub(super) fn line(&self) -> i64 {
        spacing(self.tokens.leading_em)
    }

    /// Line spacing in tables.
    pub(super) fn table_line(&self) -> i64 {
        spacing(self.tokens.table_leading_em)
    }

    /// Lines of running text as a distance, in twentieths of a point.
    pub(super) fn lines(&self, count: f64) -> i64 {
        twips(count * self.page.size * (1.0 + self.tokens.leading_em))
    }
}

fn spacing(leading: f64) -> i64 {
    (LINE * (1.0 + leading) / NATURAL_LINE).round() as i64
}

/// Millimetres as points.
pub(super) fn millimetres(millimetres: f64) -> f64 {
    millimetres * 72.0 / 25.4
}

/// Points as twentieths of a point, the unit of lengths.
pub(super) fn twips(points: f64) -> i64 {
    (points * 20.0).round() as i64
}

/// Points as half points, the unit of type.
pub(super) fn half_points(points: f64) -> i64 {
    (points * 2.0).round() as i64
}

/// Points as the unit of pictures, of which an inch has 914 400.
pub(super) fn picture_units(points: f64) -> i64 {
    (points * 12_700.0).round() as i64
}
