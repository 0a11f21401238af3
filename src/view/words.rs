//! Texts as the template gets them: plain, or marked where a word is wider than its place.
//!
//! Hyphenation is off, so such a word would run out of its place. The template breaks it; to look for it there, in
//! every text, would take longer than setting the type.

use serde::Serialize;

use super::Metrics;
use super::widths::longest_word;

/// A text for the template.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum Words {
    /// Every word fits.
    Plain(String),
    /// Some word is wider than the place.
    Long {
        /// The text.
        long: String,
    },
}

/// Where a text stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Room for a line, pt.
    pub room: f64,
    /// Size of the type, pt.
    pub size: f64,
    /// Whether the type is bold.
    pub is_bold: bool,
}

impl Place {
    /// The same place with bold type.
    pub(super) fn bold(self) -> Self {
        Self { is_bold: true, ..self }
    }

    /// Two places side by side as one.
    pub(super) fn beside(self, other: Self) -> Self {
        Self { room: self.room + other.room, ..self }
    }

    /// Whether a word of the text is wider than the place.
    pub(super) fn is_narrow_for(self, text: &str, metrics: &impl Metrics) -> bool {
        // A character is hardly ever wider than 1.2 em: short texts need no look at their words.
        text.len() as f64 * 1.2 * self.size > self.room
            && longest_word(text, self.is_bold, metrics) * self.size > self.room
    }
}

impl Words {
    /// Marks a text if a word of it is wider than its place.
    pub(super) fn new(text: String, place: Place, metrics: &impl Metrics) -> Self {
        if place.is_narrow_for(&text, metrics) { Self::Long { long: text } } else { Self::Plain(text) }
    }
}
