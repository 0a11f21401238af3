//! What fonts say of the texts of a workbook: what is struck out, and what stands above or below its line.

use std::sync::Arc;

use crate::input::height::Height;
use crate::input::table::Format;

/// What a font says of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Font {
    /// Whether it is struck out.
    pub(super) is_struck: bool,
    /// Where its signs stand.
    pub(super) height: Height,
}

impl Font {
    /// One that says nothing.
    pub(super) const PLAIN: Self = Self { is_struck: false, height: Height::Line };

    /// A font of a binary workbook: its flags, and where its signs stand ([MS-XLS] 2.4.122, [MS-XLSB] 2.4.149).
    pub(super) fn of_record(flags: u16, escapement: u16) -> Self {
        let height = match escapement {
            1 => Height::Above,
            2 => Height::Below,
            _ => Height::Line,
        };
        Self { is_struck: flags & 8 != 0, height }
    }
}

/// What a style says of its cells.
#[derive(Debug, Clone)]
pub(super) struct Style {
    /// How numbers and days are shown.
    pub(super) format: Arc<Format>,
    /// Whether all that stands in them is struck out.
    pub(super) is_struck: bool,
}

impl Style {
    /// That of cells which have none.
    pub(super) fn general() -> Self {
        Self { format: Arc::new(Format::General), is_struck: false }
    }
}

/// A text of a workbook.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Text {
    /// What it says.
    pub(super) text: Arc<str>,
    /// Whether some of it is struck out.
    pub(super) is_struck: bool,
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self { text: text.into(), is_struck: false }
    }
}

/// A text that is put together of parts in fonts of their own. What stands above or below the line has signs of its own if there are
/// such.
#[derive(Debug, Default)]
pub(super) struct Rich {
    /// What was put together.
    pub(super) text: String,
    is_struck: bool,
}

impl Rich {
    /// Adds a part.
    pub(super) fn push(&mut self, part: &str, font: Font) {
        self.is_struck |= font.is_struck && !part.trim().is_empty();
        match font.height.spelled(part) {
            Some(spelled) => self.text.push_str(&spelled),
            None => self.text.push_str(part),
        }
    }

    /// The text.
    pub(super) fn done(self) -> Text {
        Text { text: self.text.into(), is_struck: self.is_struck }
    }
}

/// A text of a binary workbook with the runs of fonts in it: where each begins, in units of UTF-16.
pub(super) fn of_runs(text: String, runs: &[(usize, Font)]) -> Text {
    if runs.iter().all(|(_, font)| *font == Font::PLAIN) {
        return text.into();
    }
    let mut rich = Rich::default();
    let (mut runs, mut font) = (runs.iter().peekable(), Font::PLAIN);
    let (mut start, mut units) = (0, 0);
    for (at, sign) in text.char_indices() {
        while let Some((_, next)) = runs.next_if(|(begin, _)| *begin <= units) {
            rich.push(text.get(start..at).unwrap_or_default(), font);
            (start, font) = (at, *next);
        }
        units += sign.len_utf16();
    }
    rich.push(text.get(start..).unwrap_or_default(), font);
    rich.done()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_begin_where_their_runs_do() {
        let font = Font::of_record;
        let plain = (4, font(0, 0));
        for (runs, expected) in [
            (vec![], ("😀м2 и 2", false)),
            (vec![(3, font(0, 1)), plain], ("😀м² и 2", false)),
            (vec![(3, font(0, 2)), plain], ("😀м₂ и 2", false)),
            (vec![(2, font(0, 0)), (3, font(0, 1))], ("😀м2 и 2", false)),
            (vec![(0, font(8, 0)), plain], ("😀м2 и 2", true)),
            (vec![(4, font(8, 0)), (5, font(0, 0))], ("😀м2 и 2", false)),
            (vec![(90, font(8, 1))], ("😀м2 и 2", false)),
        ] {
            let found = of_runs("😀м2 и 2".to_owned(), &runs);
            assert_eq!((&*found.text, found.is_struck), expected, "{runs:?}");
        }
    }
}
