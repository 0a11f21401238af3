//! What the place of a text on the page says, in documents of every kind.

use super::model::Paragraph;
use super::symbols::Face;
use crate::input::height::Height;

/// Blanks or tabs with which a text is pushed to the right.
const PUSHED: usize = 25;
/// How many blanks a tab is worth.
const TAB: usize = 6;

/// Whether something begins so far from the left that it stands at the right.
pub(super) fn is_far(indent: i64, width: i64) -> bool {
    indent * 100 > width * 35
}

/// Whether a text was pushed to the right by blanks or tabs.
pub(super) fn is_pushed(text: &str) -> bool {
    let lead = text.chars().take_while(|c| c.is_whitespace());
    lead.map(|c| if c == '\t' { TAB } else { 1 }).sum::<usize>() >= PUSHED
}

/// Whether a text with fields of pages says nothing else: «Стр. 2 из 5», «– 2 –».
pub(super) fn is_about_pages(text: &str, paged: usize) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let is_known = |word: &str| {
        let word = word.to_lowercase();
        ["с", "стр", "страница", "лист", "из", "page", "of"].contains(&word.as_str())
    };
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits <= paged && words.into_iter().all(is_known)
}

/// What the look of some text says of it; `None` where nothing is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct TextLook {
    /// Whether it is hidden.
    pub(super) is_hidden: Option<bool>,
    /// Whether it is struck out by hand, and not by a tracked change.
    pub(super) is_struck: Option<bool>,
    /// Whether it stands above or below its line.
    pub(super) height: Option<Height>,
    /// The face that makes signs of its letters; `Some(None)` for one of letters.
    pub(super) face: Option<Option<Face>>,
}

impl TextLook {
    /// What this says, else what another one does.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            is_hidden: self.is_hidden.or(other.is_hidden),
            is_struck: self.is_struck.or(other.is_struck),
            height: self.height.or(other.height),
            face: self.face.or(other.face),
        }
    }

    /// Adds a text to what is seen, hidden or struck out of a paragraph.
    pub(super) fn put(self, paragraph: &mut Paragraph, text: &str) {
        let plain = self.face.flatten().map(|face| face.spelled(text));
        let text = plain.as_deref().unwrap_or(text);
        if self.is_hidden == Some(true) {
            paragraph.hidden.push_str(text);
            return;
        }
        if self.is_struck == Some(true) {
            paragraph.struck.push_str(text);
            return;
        }
        let Some(height) = self.height else { return paragraph.text.push_str(text) };
        match height.spelled(text) {
            Some(spelled) => paragraph.text.push_str(&spelled),
            None => {
                paragraph.text.push_str(text);
                paragraph.raised.push(text.trim().to_owned());
            }
        }
    }
}
