//! A paragraph: what is seen of it, what is hidden or taken away, and how it stands on the page.

use std::borrow::Cow;

use super::body::{Field, Reader, Tracking, change, chosen, is_skipped, style_of};
use super::styles::{self, Style};
use crate::diagnostics::ObjectKind;
use crate::input::word::look::{TextLook, is_about_pages, is_far, is_pushed};
use crate::input::word::model::{Block, Bookmark, Look, Object, Paragraph, Side};
use crate::input::word::symbols;
use crate::input::word::xml::{Xml, all_text, attribute, child, elements, name, text, value};

/// Twentieths of a point in what drawings are measured in.
const DRAWN: i64 = 635;

/// A paragraph that is being read.
pub(super) struct Draft<'a, 'i, 'd> {
    paragraph: Paragraph,
    properties: Option<Xml<'a, 'i>>,
    /// The style that it names, and what that says where the document has it.
    style_id: Option<&'a str>,
    style: Option<&'d Style>,
    boxes: Vec<Block>,
    /// Bookmarks that have begun: identifier, name, where.
    open: Vec<(&'a str, Bookmark)>,
    /// Whether a field that gives the number of a page stands in it.
    has_page: bool,
    /// What page fields came to.
    paged: usize,
    /// How the text looks that is read.
    text_look: TextLook,
}

/// In which way a text is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Seen,
    Removed,
}

impl<'a, 'i, 'd> Draft<'a, 'i, 'd> {
    /// Reads a paragraph, behind one whose end was taken away.
    pub(super) fn read(reader: &mut Reader<'d>, element: Xml<'a, 'i>, before: Option<Paragraph>) -> Self {
        let properties = child(element, "pPr");
        let style_id = style_of(properties, "pStyle");
        let style = style_id.and_then(|id| reader.styles.get(id));
        let text_look = style.map(|style| style.text).unwrap_or_default();
        let mut draft = Self {
            paragraph: before.unwrap_or_default(),
            properties,
            style_id,
            style,
            boxes: Vec::new(),
            open: Vec::new(),
            has_page: false,
            paged: 0,
            text_look,
        };
        draft.paragraph.label.clear();
        draft.inline(reader, element, Mode::Seen);
        draft
    }

    /// The paragraph, the boxes that hang on it, and whether its end is taken away.
    pub(super) fn finish(self, reader: &mut Reader<'_>, number: u32) -> (Paragraph, Vec<Block>, bool) {
        let Self { mut paragraph, properties, style_id, style, boxes, open, has_page, paged, .. } = self;
        let own = properties.map(Style::of_paragraph).unwrap_or_default();
        let own_level = own.level;
        let style = match (style, style_id) {
            (Some(style), _) => own.or(style),
            (None, None) => own.or(&reader.styles.usual),
            (None, Some(_)) => own,
        };
        let mark = properties.and_then(|properties| child(properties, "rPr"));
        let (changes, goes_on) = reader.tracked_mark(mark);
        paragraph.changes.extend(changes);
        paragraph.number = number;
        paragraph.bookmarks.extend(open.into_iter().map(|(_, mut bookmark)| {
            bookmark.range.end = paragraph.text.len();
            bookmark
        }));
        paragraph.is_page_number = has_page && is_about_pages(&paragraph.text, paged);
        paragraph.look = look(&style, properties, &paragraph.text, reader.width);
        let is_gone = goes_on && paragraph.text.trim().is_empty();
        if let Some(list) = style.list.as_deref().filter(|list| *list != "0" && !is_gone) {
            let of_style = || reader.numbering.level_of(list, style_id?, reader.styles);
            let level = own_level.or_else(of_style).or(style.level).unwrap_or_default();
            paragraph.label = reader.numbering.next(list, level, reader.styles);
        }
        // Its number is struck out with a paragraph.
        let is_mark_struck = || mark.is_some_and(|mark| styles::text_look(mark).is_struck == Some(true));
        if paragraph.text.trim().is_empty() && (!paragraph.struck.trim().is_empty() || is_mark_struck()) {
            let label = std::mem::take(&mut paragraph.label);
            paragraph.struck = format!("{label} {}", paragraph.struck).trim().to_owned();
        }
        (paragraph, boxes, goes_on)
    }

    fn inline(&mut self, reader: &mut Reader<'_>, element: Xml<'a, '_>, mode: Mode) {
        let around = self.text_look;
        if name(element) == "r" {
            self.text_look = self.look_of_run(reader, element);
        }
        for child in elements(element) {
            self.piece(reader, child, mode);
        }
        self.text_look = around;
    }

    /// How a run of text looks: as it says itself, else as its style does, else as the paragraph does.
    fn look_of_run(&self, reader: &Reader<'_>, run: Xml<'_, '_>) -> TextLook {
        let Some(properties) = child(run, "rPr") else { return self.text_look };
        let style = value(properties, "rStyle").map(|style| reader.styles.text_look(style)).unwrap_or_default();
        styles::text_look(properties).or(style).or(self.text_look)
    }

    fn piece(&mut self, reader: &mut Reader<'_>, element: Xml<'a, '_>, mode: Mode) {
        match name(element) {
            "t" | "delText" => self.text(reader, &typed(element), mode),
            "tab" | "ptab" => self.text(reader, "\t", mode),
            "cr" => self.text(reader, "\n", mode),
            // The end of a page or column is no line of its own.
            "br" if matches!(attribute(element, "type"), Some("page" | "column")) => {}
            "br" => self.text(reader, "\n", mode),
            "noBreakHyphen" => self.text(reader, "\u{2011}", mode),
            // Shown only where a line ends.
            "softHyphen" => {}
            "sym" => {
                let told = |wanted: &str| attribute(element, wanted).unwrap_or_default();
                let sign = symbols::sign(told("font"), told("char"));
                // It brings its own face along.
                let face = self.text_look.face.take();
                self.text(reader, &sign.map(String::from).unwrap_or_default(), mode);
                self.text_look.face = face;
            }
            "fldChar" => self.field(reader, element, mode),
            "instrText" => {
                if let Some(field) = reader.fields.last_mut() {
                    field.instructions.push_str(&all_text(element));
                }
            }
            "fldSimple" => {
                let from = self.paragraph.text.len();
                self.inline(reader, element, mode);
                self.note_page(attribute(element, "instr").unwrap_or_default(), from);
            }
            "pgNum" => self.has_page = true,
            "AlternateContent" => {
                if let Some(chosen) = chosen(element) {
                    self.inline(reader, chosen, mode);
                }
            }
            "txbxContent" => self.text_box(reader, element),
            "pic" | "chart" | "relIds" | "imagedata" | "object" | "textpath" | "altChunk" => {
                self.object(object(element), mode);
            }
            "oMath" => {
                let formula = Object { kind: ObjectKind::Formula, name: all_text(element) };
                self.object(Some(formula), mode);
                self.wrapped(reader, element, mode);
            }
            "bookmarkStart" => {
                let told = |wanted: &str| attribute(element, wanted).unwrap_or_default();
                let from = self.paragraph.text.len();
                self.open.push((told("id"), Bookmark { name: told("name").to_owned(), range: from..from }));
            }
            "bookmarkEnd" => {
                let id = attribute(element, "id").unwrap_or_default();
                if let Some(at) = self.open.iter().position(|(open, _)| *open == id) {
                    let (_, mut bookmark) = self.open.remove(at);
                    bookmark.range.end = self.paragraph.text.len();
                    self.paragraph.bookmarks.push(bookmark);
                }
            }
            "commentReference" => {
                let id = attribute(element, "id").unwrap_or_default();
                self.paragraph.comments.extend(reader.comments.get(id));
            }
            "footnoteReference" => self.note(reader, "footnotes", element),
            "endnoteReference" => self.note(reader, "endnotes", element),
            skipped if is_skipped(skipped) => {}
            _ => self.wrapped(reader, element, mode),
        }
    }

    /// What stands in a wrapper of any kind.
    fn wrapped(&mut self, reader: &mut Reader<'_>, element: Xml<'a, '_>, mode: Mode) {
        let (kind, mode) = match reader.tracking(element) {
            Tracking::None => return self.inline(reader, element, mode),
            Tracking::Kept(kind) => (kind, mode),
            Tracking::Gone(kind) => (kind, Mode::Removed),
        };
        let lengths = |draft: &Self| (draft.paragraph.text.len(), draft.paragraph.removed.len());
        let (text, removed) = lengths(self);
        self.inline(reader, element, mode);
        let mut change = change(element, kind);
        let own = match mode {
            Mode::Seen => self.paragraph.text.get(text..),
            Mode::Removed => self.paragraph.removed.get(removed..),
        };
        change.text = own.unwrap_or_default().to_owned();
        self.paragraph.changes.push(change);
    }

    fn text(&mut self, reader: &Reader<'_>, text: &str, mode: Mode) {
        if reader.is_in_instructions() {
            return;
        }
        match mode {
            Mode::Removed => self.paragraph.removed.push_str(text),
            Mode::Seen => self.text_look.put(&mut self.paragraph, text),
        }
    }

    fn object(&mut self, object: Option<Object>, mode: Mode) {
        self.paragraph.objects.extend(object.filter(|_| mode == Mode::Seen));
    }

    fn field(&mut self, reader: &mut Reader<'_>, element: Xml<'_, '_>, mode: Mode) {
        match attribute(element, "fldCharType") {
            Some("begin") => {
                reader.fields.push(Field::default());
                // A list to choose from keeps what was chosen apart.
                let list = child(element, "ffData").and_then(|data| child(data, "ddList"));
                if let Some(chosen) = list.and_then(chosen_of) {
                    if let Some(field) = reader.fields.last_mut() {
                        field.is_result = true;
                    }
                    self.text(reader, chosen, mode);
                    if let Some(field) = reader.fields.last_mut() {
                        field.is_result = false;
                    }
                }
            }
            Some("separate") => {
                if let Some(field) = reader.fields.last_mut() {
                    field.is_result = true;
                }
            }
            Some("end") => {
                if let Some(field) = reader.fields.pop() {
                    let from = self.paragraph.text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
                    self.note_page(&field.instructions, from);
                }
            }
            _ => {}
        }
    }

    /// Notes a field that gives the number of a page.
    fn note_page(&mut self, instructions: &str, from: usize) {
        let first = instructions.split_whitespace().next().unwrap_or_default().to_uppercase();
        if matches!(first.as_str(), "PAGE" | "NUMPAGES" | "SECTIONPAGES") {
            self.has_page = true;
            self.paged += self.paragraph.text.len().saturating_sub(from);
        }
    }

    fn note(&mut self, reader: &Reader<'_>, part: &'static str, element: Xml<'_, '_>) {
        let id = attribute(element, "id").unwrap_or_default().to_owned();
        self.paragraph.notes.extend(reader.notes.get(&(part, id)));
    }

    /// A box with a text of its own that hangs on the paragraph.
    fn text_box(&mut self, reader: &mut Reader<'_>, content: Xml<'_, '_>) {
        let side = side_of_box(content, reader.width);
        // A box stands on its own, also within a table or a field.
        let fields = std::mem::take(&mut reader.fields);
        let mut blocks = reader.blocks(content);
        reader.fields = fields;
        for block in &mut blocks {
            if let Block::Paragraph(paragraph) = block {
                paragraph.look.side = side;
            }
        }
        self.boxes.extend(blocks);
    }
}

/// What an element that is no text shows, if it shows anything.
pub(super) fn object(element: Xml<'_, '_>) -> Option<Object> {
    let kind = match name(element) {
        "pic" | "imagedata" => ObjectKind::Picture,
        "chart" => ObjectKind::Chart,
        "relIds" => ObjectKind::Scheme,
        "textpath" => ObjectKind::DrawnText,
        "altChunk" => ObjectKind::Document,
        _ => ObjectKind::Embedded,
    };
    let own = match kind {
        ObjectKind::DrawnText => Some(attribute(element, "string")?),
        ObjectKind::Embedded => child(element, "OLEObject").and_then(|object| attribute(object, "ProgID")),
        _ => attribute(element, "title"),
    };
    // A drawing says around it what it is.
    let around = || {
        let drawing = element.ancestors().take_while(|around| name(*around) != "p");
        let told = drawing.filter_map(|around| child(around, "docPr")).next()?;
        ["descr", "title", "name"]
            .into_iter()
            .find_map(|told_by| attribute(told, told_by).filter(|told| !told.is_empty()))
    };
    Some(Object { kind, name: own.or_else(around).unwrap_or_default().to_owned() })
}

/// What was chosen of a list in an old form.
fn chosen_of<'a>(list: Xml<'a, '_>) -> Option<&'a str> {
    let chosen = value(list, "result").or_else(|| value(list, "default"));
    let at: usize = chosen.and_then(|chosen| chosen.parse().ok()).unwrap_or_default();
    let entry = elements(list).filter(|element| name(*element) == "listEntry").nth(at)?;
    attribute(entry, "val")
}

/// The text of `w:t`: blanks at its ends count only where they are to be kept.
fn typed<'a>(element: Xml<'a, '_>) -> Cow<'a, str> {
    const BLANKS: [char; 4] = [' ', '\n', '\r', '\t'];
    let ends: &[char] = if attribute(element, "space") == Some("preserve") { &[] } else { &BLANKS };
    match text(element) {
        Cow::Borrowed(text) if !text.contains(['\n', '\r']) => Cow::Borrowed(text.trim_matches(ends)),
        text => Cow::Owned(text.trim_matches(ends).replace(['\n', '\r'], " ")),
    }
}

/// How a paragraph stands on the page.
fn look(style: &Style, properties: Option<Xml<'_, '_>>, text: &str, width: i64) -> Look {
    let frame = properties.and_then(|properties| child(properties, "framePr"));
    let side = match (frame.and_then(|frame| side_of_frame(frame, width)), style.align) {
        (Some(side), _) => side,
        (None, Some(side @ (Side::Right | Side::Middle))) => side,
        _ if is_far(style.indent.unwrap_or_default(), width) || is_pushed(text) => Side::Right,
        _ => Side::Whole,
    };
    Look { side, is_heading: style.is_heading.unwrap_or_default() }
}

/// Where a frame stands: `w:framePr`.
fn side_of_frame(frame: Xml<'_, '_>, width: i64) -> Option<Side> {
    let at: Option<i64> = attribute(frame, "x").and_then(|at| at.parse().ok());
    match (attribute(frame, "xAlign"), at) {
        (Some("right" | "outside"), _) => Some(Side::Right),
        (Some("left" | "inside"), _) => Some(Side::Left),
        (Some("center"), _) => Some(Side::Middle),
        (_, Some(at)) if is_far(at, width) => Some(Side::Right),
        _ => None,
    }
}

/// Where a box stands: as its drawing says, else at the right, where boxes with approvals are.
fn side_of_box(content: Xml<'_, '_>, width: i64) -> Side {
    for around in content.ancestors() {
        match name(around) {
            "anchor" => return side_of_anchor(around, width).unwrap_or(Side::Right),
            "shape" | "rect" => return side_of_shape(attribute(around, "style").unwrap_or_default(), width),
            "p" => break,
            _ => {}
        }
    }
    Side::Right
}

fn side_of_anchor(anchor: Xml<'_, '_>, width: i64) -> Option<Side> {
    let position = child(anchor, "positionH")?;
    if let Some(align) = child(position, "align") {
        return Some(match all_text(align).trim() {
            "left" | "inside" => Side::Left,
            "center" => Side::Middle,
            _ => Side::Right,
        });
    }
    let offset: i64 = all_text(child(position, "posOffset")?).trim().parse().ok()?;
    Some(if is_far(offset / DRAWN, width) { Side::Right } else { Side::Left })
}

/// `position:absolute;margin-left:250pt`
fn side_of_shape(style: &str, width: i64) -> Side {
    let value = |wanted: &str| style.split(';').find_map(|part| part.trim().strip_prefix(wanted)?.strip_prefix(':'));
    match value("mso-position-horizontal").map(str::trim) {
        Some("left" | "inside") => return Side::Left,
        Some("center") => return Side::Middle,
        Some("right" | "outside") => return Side::Right,
        _ => {}
    }
    let points = value("margin-left").and_then(|margin| margin.trim().strip_suffix("pt")?.parse::<f64>().ok());
    match points {
        Some(points) if !is_far((points * 20.0) as i64, width) => Side::Left,
        _ => Side::Right,
    }
}
