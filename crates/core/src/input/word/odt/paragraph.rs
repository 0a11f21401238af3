//! A paragraph: what is seen of it, what is hidden or taken away, and how it stands on the page.

use super::body::{Reader, is_skipped, lines};
use super::styles::length;
use crate::diagnostics::ObjectKind;
use crate::input::word::Tracked;
use crate::input::word::look::{TextLook, is_about_pages, is_far, is_pushed};
use crate::input::word::model::{Block, Bookmark, Change, ChangeKind, Comment, Look, Note, Object, Paragraph, Side};
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
    /// How the text looks that is read.
    text_look: TextLook,
    /// What stood before it and is there again.
    done: Vec<Block>,
    /// Whether the last sign is a blank that a further one adds nothing to.
    is_blank: bool,
}

impl Draft {
    /// Reads a paragraph, behind one whose end is taken away, into the blocks: what a tracked change had taken away before
    /// it, the boxes that hang on it, and itself.
    pub(super) fn read(
        reader: &mut Reader<'_>,
        element: Xml<'_, '_>,
        number: u32,
        label: String,
        before: Option<Paragraph>,
        blocks: &mut Vec<Block>,
    ) {
        let style = attribute(element, "style-name");
        let text_look = reader.styles.text_look("paragraph", style);
        let paragraph = before.unwrap_or(Paragraph { label, ..Paragraph::default() });
        let mut draft = Self { paragraph, text_look, is_blank: true, ..Self::default() };
        draft.paragraph.number = number;
        draft.inline(reader, element);
        let Self { mut paragraph, boxes, open, has_page, paged, done, .. } = draft;
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
        blocks.extend(done);
        blocks.extend(boxes);
        blocks.push(Block::Paragraph(paragraph));
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
                let around = self.text_look;
                let style = attribute(element, "style-name");
                self.text_look = reader.styles.text_look("text", style).or(around);
                self.inline(reader, element);
                self.text_look = around;
            }
            "hidden-text" | "hidden-paragraph" => {
                let around = self.text_look;
                if attribute(element, "is-hidden") != Some("false") {
                    self.text_look.is_hidden = Some(true);
                }
                self.inline(reader, element);
                self.text_look = around;
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
                self.paragraph.changes.extend(region.map(|region| region.change.clone()));
            }
            "change-end" => reader.mark(element),
            "frame" | "custom-shape" | "rect" | "ellipse" => {
                let (drawn, objects) = reader.drawn(element);
                self.boxes.extend(drawn);
                self.paragraph.objects.extend(objects);
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
        match is_removed {
            true => self.paragraph.removed.push_str(text),
            false => self.text_look.put(&mut self.paragraph, text),
        }
    }

    /// Where text was taken away.
    fn change(&mut self, reader: &mut Reader<'_>, element: Xml<'_, '_>) {
        let region = attribute(element, "change-id").and_then(|id| reader.regions.get(id));
        let Some(region) = region.filter(|region| region.change.kind == ChangeKind::Deleted) else { return };
        self.paragraph.changes.push(region.change.clone());
        match reader.tracked {
            Tracked::Accept => self.paragraph.removed.push_str(&region.change.text),
            Tracked::Reject => {
                let content = element.document().get_node(region.content);
                let blocks = content.map(|content| reader.taken_away(content)).unwrap_or_default();
                self.put_back(reader, blocks);
            }
        }
    }

    /// Puts back what was taken away: its first paragraph goes on with what stands before it, and the text behind it with its
    /// last one.
    fn put_back(&mut self, reader: &mut Reader<'_>, blocks: Vec<Block>) {
        let mut blocks = blocks.into_iter().peekable();
        if let Some(Block::Paragraph(_)) = blocks.peek()
            && let Some(Block::Paragraph(first)) = blocks.next()
        {
            self.paragraph.text.push_str(&first.text);
            self.paragraph.hidden.push_str(&first.hidden);
            self.paragraph.struck.push_str(&first.struck);
            self.paragraph.raised.extend(first.raised);
            self.paragraph.objects.extend(first.objects);
        }
        let mut rest: Vec<Block> = blocks.collect();
        if rest.is_empty() {
            return;
        }
        let last = match rest.pop() {
            Some(Block::Paragraph(last)) => last,
            table => {
                rest.extend(table);
                Paragraph { number: reader.next_number(), ..Paragraph::default() }
            }
        };
        self.done.push(Block::Paragraph(std::mem::replace(&mut self.paragraph, last)));
        self.done.extend(rest);
        self.is_blank = true;
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
    let wanted = &reader.regions.get(id)?.change;
    let is_same =
        |known: &&mut Change| known.kind == wanted.kind && known.author == wanted.author && known.day == wanted.day;
    paragraph.changes.iter_mut().rev().find(is_same)
}

impl Reader<'_> {
    /// What stands in a drawing: the text of a box, and what is no text.
    pub(super) fn drawn(&mut self, element: Xml<'_, '_>) -> (Vec<Block>, Vec<Object>) {
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
        let mut objects = Vec::new();
        for part in elements(element).filter(|part| name(*part) != "title") {
            match name(part) {
                "p" | "list" => {
                    // A shape has its paragraphs right in it.
                    blocks = self.blocks(element);
                    break;
                }
                "text-box" => blocks.extend(self.blocks(part)),
                // Of what is drawn in several ways, the first is the thing itself.
                "image" | "object" | "object-ole" if blocks.is_empty() && objects.is_empty() => {
                    objects.push(object(element, part));
                }
                _ => {}
            }
        }
        for block in &mut blocks {
            if let Block::Paragraph(paragraph) = block {
                paragraph.look.side = side;
            }
        }
        (blocks, objects)
    }
}

/// What a frame shows that is no text.
fn object(frame: Xml<'_, '_>, part: Xml<'_, '_>) -> Object {
    let class = child(part, "document").and_then(|document| attribute(document, "mimetype")).unwrap_or_default();
    let kind = match name(part) {
        "image" => ObjectKind::Picture,
        _ if child(part, "math").is_some() || class.contains("formula") => ObjectKind::Formula,
        _ if class.contains("chart") => ObjectKind::Chart,
        _ => ObjectKind::Embedded,
    };
    let told = |wanted: &str| child(frame, wanted).map(all_text).filter(|told| !told.trim().is_empty());
    let named = || attribute(frame, "name").map(str::to_owned);
    Object { kind, name: told("title").or_else(|| told("desc")).or_else(named).unwrap_or_default() }
}
