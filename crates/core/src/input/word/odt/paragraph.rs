//! A paragraph: what is seen of it, what is hidden or taken away, and how it stands on the page.

use super::body::{Reader, is_skipped, lines};
use super::styles::length;
use crate::input::word::Tracked;
use crate::input::word::look::{is_about_pages, is_far, is_pushed};
use crate::input::word::model::{Block, Bookmark, Change, ChangeKind, Comment, Look, Note, Paragraph, Side};
use crate::input::word::xml::{Xml, all_text, attribute, child, elements, name};

/// Blanks that a file can claim at once.
const BLANKS: usize = 1000;

/// A paragraph that is being read.
#[derive(Default)]
pub(super) struct Draft {
    paragraph: Paragraph,
    boxes: Vec<Block>,
    /// Bookmarks that have begun.
    open: Vec<Bookmark>,
    has_page: bool,
    paged: usize,
    is_hidden: bool,
    /// Whether the last sign is a blank that a further one adds nothing to.
    is_blank: bool,
}

impl Draft {
    /// Reads a paragraph, with the boxes that hang on it.
    pub(super) fn read(reader: &mut Reader<'_>, element: Xml<'_, '_>) -> (Paragraph, Vec<Block>) {
        let style = attribute(element, "style-name");
        let is_hidden = reader.styles.is_hidden("paragraph", style).unwrap_or_default();
        let mut draft = Self { is_hidden, is_blank: true, ..Self::default() };
        draft.inline(reader, element);
        let Self { mut paragraph, boxes, open, has_page, paged, .. } = draft;
        paragraph.bookmarks.extend(open.into_iter().map(|mut bookmark| {
            bookmark.range.end = paragraph.text.len();
            bookmark
        }));
        paragraph.is_page_number = has_page && is_about_pages(&paragraph.text, paged);
        let side = match reader.styles.align(style).as_deref() {
            Some("end" | "right") => Side::Right,
            Some("center") => Side::Middle,
            _ if is_far(reader.styles.indent(style), reader.width) || is_pushed(&paragraph.text) => Side::Right,
            _ => Side::Whole,
        };
        let is_heading = name(element) == "h" || reader.styles.is_title(style);
        paragraph.look = Look { side, is_heading };
        (paragraph, boxes)
    }

    fn inline(&mut self, reader: &mut Reader<'_>, element: Xml<'_, '_>) {
        for child in element.children() {
            match child.text().filter(|_| child.is_text()) {
                Some(text) => self.typed(reader, text),
                None if child.is_element() => self.piece(reader, child),
                None => {}
            }
        }
    }

    fn piece(&mut self, reader: &mut Reader<'_>, element: Xml<'_, '_>) {
        match name(element) {
            "s" => {
                let count = attribute(element, "c").and_then(|count| count.parse().ok()).unwrap_or(1);
                self.text(reader, &" ".repeat(count.min(BLANKS)));
            }
            "tab" => self.text(reader, "\t"),
            "line-break" => self.text(reader, "\n"),
            "span" | "a" => {
                let was_hidden = self.is_hidden;
                let style = attribute(element, "style-name");
                self.is_hidden = reader.styles.is_hidden("text", style).unwrap_or(was_hidden);
                self.inline(reader, element);
                self.is_hidden = was_hidden;
            }
            "hidden-text" | "hidden-paragraph" => {
                let was_hidden = self.is_hidden;
                self.is_hidden |= attribute(element, "is-hidden") != Some("false");
                self.inline(reader, element);
                self.is_hidden = was_hidden;
            }
            "page-number" | "page-count" => {
                self.has_page = true;
                let from = self.paragraph.text.len();
                self.inline(reader, element);
                self.paged += self.paragraph.text.len() - from;
            }
            "note" => self.note(reader, element),
            "annotation" => self.comment(reader, element),
            "bookmark-start" | "bookmark" => {
                let named = attribute(element, "name").unwrap_or_default().to_owned();
                let from = self.paragraph.text.len();
                let bookmark = Bookmark { name: named, range: from..from };
                match name(element) {
                    "bookmark" => self.paragraph.bookmarks.push(bookmark),
                    _ => self.open.push(bookmark),
                }
            }
            "bookmark-end" => {
                let named = attribute(element, "name").unwrap_or_default();
                if let Some(at) = self.open.iter().position(|open| open.name == named) {
                    let mut bookmark = self.open.remove(at);
                    bookmark.range.end = self.paragraph.text.len();
                    self.paragraph.bookmarks.push(bookmark);
                }
            }
            "change" => self.change(reader, element),
            "change-start" => {
                reader.mark(element);
                let region = attribute(element, "change-id").and_then(|id| reader.regions.get(id));
                self.paragraph.changes.extend(region.cloned());
            }
            "change-end" => reader.mark(element),
            "frame" | "custom-shape" | "rect" | "ellipse" => {
                let drawn = reader.drawn(element);
                self.boxes.extend(drawn);
            }
            skipped if is_skipped(skipped) => {}
            _ => self.inline(reader, element),
        }
    }

    /// A text as the file has it: what its layout brings along of blanks is one.
    fn typed(&mut self, reader: &mut Reader<'_>, typed: &str) {
        let mut text = String::with_capacity(typed.len());
        for sign in typed.chars() {
            match sign {
                ' ' | '\t' | '\n' | '\r' if self.is_blank => {}
                ' ' | '\t' | '\n' | '\r' => {
                    text.push(' ');
                    self.is_blank = true;
                }
                sign => {
                    text.push(sign);
                    self.is_blank = false;
                }
            }
        }
        let is_blank = self.is_blank;
        self.text(reader, &text);
        self.is_blank = is_blank;
    }

    fn text(&mut self, reader: &mut Reader<'_>, text: &str) {
        self.is_blank = false;
        let inserted = reader.open.last().cloned();
        if let Some(change) = inserted.as_ref().and_then(|id| own_change(&mut self.paragraph, reader, id)) {
            change.text.push_str(text);
        }
        let is_removed = inserted.is_some() && reader.tracked == Tracked::Reject;
        let target = match () {
            () if is_removed => &mut self.paragraph.removed,
            () if self.is_hidden => &mut self.paragraph.hidden,
            () => &mut self.paragraph.text,
        };
        target.push_str(text);
    }

    /// Where text was taken away.
    fn change(&mut self, reader: &Reader<'_>, element: Xml<'_, '_>) {
        let region = attribute(element, "change-id").and_then(|id| reader.regions.get(id));
        let Some(change) = region.filter(|change| change.kind == ChangeKind::Deleted) else { return };
        let target = match reader.tracked {
            Tracked::Accept => &mut self.paragraph.removed,
            Tracked::Reject => &mut self.paragraph.text,
        };
        target.push_str(&change.text);
        self.paragraph.changes.push(change.clone());
    }

    fn note(&mut self, reader: &mut Reader<'_>, element: Xml<'_, '_>) {
        let Some(body) = child(element, "note-body") else { return };
        let part = match attribute(element, "note-class") {
            Some("endnote") => "endnotes",
            _ => "footnotes",
        };
        let number = reader.notes.iter().filter(|note| note.part == part).count() as u32 + 1;
        self.paragraph.notes.push(reader.notes.len());
        reader.notes.push(Note { part, number, text: lines(body) });
    }

    fn comment(&mut self, reader: &mut Reader<'_>, element: Xml<'_, '_>) {
        let told = |wanted: &str| child(element, wanted).map(all_text).unwrap_or_default();
        let paragraphs = elements(element).filter(|part| matches!(name(*part), "p" | "list"));
        let text = paragraphs.map(all_text).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        self.paragraph.comments.push(reader.comments.len());
        reader.comments.push(Comment { author: told("creator"), day: told("date"), text });
    }
}

/// The change of a paragraph that puts text in, if it has begun there.
fn own_change<'p>(paragraph: &'p mut Paragraph, reader: &Reader<'_>, id: &str) -> Option<&'p mut Change> {
    let region = reader.regions.get(id)?;
    let is_same =
        |known: &&mut Change| known.kind == region.kind && known.author == region.author && known.day == region.day;
    paragraph.changes.iter_mut().rev().find(is_same)
}

impl Reader<'_> {
    /// What stands in a drawing: the text of a box.
    pub(super) fn drawn(&mut self, element: Xml<'_, '_>) -> Vec<Block> {
        let position = self.styles.position(attribute(element, "style-name"));
        let at = attribute(element, "x").and_then(length);
        let side = match (position.as_deref(), at) {
            (Some("left" | "inside"), _) => Side::Left,
            (Some("center"), _) => Side::Middle,
            (Some("right" | "outside"), _) => Side::Right,
            (_, Some(at)) if !is_far(at, self.width) => Side::Left,
            _ => Side::Right,
        };
        let mut blocks = Vec::new();
        for part in elements(element).filter(|part| name(*part) != "title") {
            match name(part) {
                "p" | "list" => {
                    // A shape has its paragraphs right in it.
                    blocks = self.blocks(element);
                    break;
                }
                "text-box" => blocks.extend(self.blocks(part)),
                _ => {}
            }
        }
        for block in &mut blocks {
            if let Block::Paragraph(paragraph) = block {
                paragraph.look.side = side;
            }
        }
        blocks
    }
}
