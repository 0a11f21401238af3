//! The body of a document: paragraphs and tables in their order, through whatever is wrapped around them.

use std::collections::HashMap;

use super::numbering::Numbering;
use super::paragraph::{Draft, object};
use super::styles::Styles;
use crate::input::word::model::{Block, Change, ChangeKind, Paragraph};
use crate::input::word::xml::{Xml, attribute, child, elements, name, value};
use crate::input::word::{Tracked, grid};

/// Elements whose content is no text of the document. All that is not named here is looked into, since unknown wrappers hold
/// texts, too.
const SKIPPED: &[&str] = &[
    "pPr",
    "rPr",
    "sdtPr",
    "sdtEndPr",
    "customXmlPr",
    "smartTagPr",
    "sectPr",
    "tblPr",
    "tblGrid",
    "tblPrEx",
    "trPr",
    "tcPr",
    "instrText",
    "delInstrText",
    "ffData",
    "fldData",
    "rt",
    "annotationRef",
    "footnoteRef",
    "endnoteRef",
    "proofErr",
];

/// Reads what stands in a part.
pub(super) struct Reader<'d> {
    pub(super) styles: &'d Styles,
    pub(super) numbering: Numbering,
    pub(super) tracked: Tracked,
    /// The width of the text, in twentieths of a point.
    pub(super) width: i64,
    /// Comments and notes by the identifiers that marks in the text name.
    pub(super) comments: HashMap<String, usize>,
    pub(super) notes: HashMap<(&'static str, String), usize>,
    /// Fields that have begun and not ended; they can go over several paragraphs.
    pub(super) fields: Vec<Field>,
    paragraphs: u32,
    pub(super) tables: u32,
    /// How many tables stand around what is read.
    pub(super) depth: u32,
}

/// A field that has begun: instructions, and then what they come to.
#[derive(Debug, Default)]
pub(super) struct Field {
    pub(super) instructions: String,
    pub(super) is_result: bool,
}

/// What becomes of an element that tracked changes are told by.
pub(super) enum Tracking {
    /// It is none.
    None,
    /// Its content is read.
    Kept(ChangeKind),
    /// Its content is gone.
    Gone(ChangeKind),
}

impl<'d> Reader<'d> {
    pub(super) fn new(
        styles: &'d Styles,
        numbering: Numbering,
        tracked: Tracked,
        width: i64,
        comments: HashMap<String, usize>,
        notes: HashMap<(&'static str, String), usize>,
    ) -> Self {
        Self {
            styles,
            numbering,
            tracked,
            width,
            comments,
            notes,
            fields: Vec::new(),
            paragraphs: 0,
            tables: 0,
            depth: 0,
        }
    }

    /// The paragraphs of a part that is no body; tables in it are lines.
    pub(super) fn outside(&mut self, root: Xml<'_, '_>) -> Vec<Paragraph> {
        self.fields.clear();
        let blocks = self.blocks(root);
        let mut paragraphs = grid::paragraphs(blocks);
        paragraphs.iter_mut().zip(1..).for_each(|(paragraph, number)| paragraph.number = number);
        paragraphs
    }

    /// What stands in an element, block by block.
    pub(super) fn blocks(&mut self, element: Xml<'_, '_>) -> Vec<Block> {
        let mut flow = Flow::default();
        self.flow(element, &mut flow);
        flow.end()
    }

    fn flow(&mut self, element: Xml<'_, '_>, flow: &mut Flow) {
        for child in elements(element) {
            match name(child) {
                "p" => self.paragraph(child, flow),
                "tbl" => {
                    let blocks = self.table(child);
                    flow.push(blocks);
                }
                "AlternateContent" => {
                    if let Some(chosen) = chosen(child) {
                        self.flow(chosen, flow);
                    }
                }
                "altChunk" => {
                    // It is no paragraph: it stands behind the last one.
                    let number = if self.depth == 0 { self.paragraphs } else { 0 };
                    let objects = object(child).into_iter().collect();
                    flow.push_one(Paragraph { number, objects, ..Paragraph::default() });
                }
                skipped if SKIPPED.contains(&skipped) => {}
                _ => match self.tracking(child) {
                    Tracking::Gone(_) => {
                        let mut blocks = self.uncounted(|reader| reader.blocks(child));
                        grid::remove_all(&mut blocks);
                        flow.push(blocks);
                    }
                    Tracking::None | Tracking::Kept(_) => self.flow(child, flow),
                },
            }
        }
    }

    fn paragraph(&mut self, element: Xml<'_, '_>, flow: &mut Flow) {
        let number = if self.depth == 0 {
            self.paragraphs += 1;
            self.paragraphs
        } else {
            0
        };
        let draft = Draft::read(self, element, flow.open.take());
        let (paragraph, boxes, goes_on) = draft.finish(self, number);
        flow.push(boxes);
        if goes_on {
            flow.open = Some(paragraph);
        } else {
            flow.push_one(paragraph);
        }
    }

    /// Reads what is taken away: no list goes on counting there.
    pub(super) fn uncounted<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let counted = self.numbering.counted();
        let result = read(self);
        self.numbering.set_counted(counted);
        result
    }

    /// What tracked changes make of an element.
    pub(super) fn tracking(&self, element: Xml<'_, '_>) -> Tracking {
        let kind = match name(element) {
            "ins" | "moveTo" => ChangeKind::Inserted,
            "del" | "moveFrom" => ChangeKind::Deleted,
            _ => return Tracking::None,
        };
        let is_kept = matches!(
            (kind, self.tracked),
            (ChangeKind::Inserted, Tracked::Accept) | (ChangeKind::Deleted, Tracked::Reject)
        );
        if is_kept { Tracking::Kept(kind) } else { Tracking::Gone(kind) }
    }

    /// The tracked changes of the end of a paragraph or of a row, and whether they take it away.
    pub(super) fn tracked_mark(&self, properties: Option<Xml<'_, '_>>) -> (Vec<Change>, bool) {
        let mut changes = Vec::new();
        let mut is_gone = false;
        for element in properties.into_iter().flat_map(elements) {
            match self.tracking(element) {
                Tracking::None => {}
                Tracking::Kept(kind) => changes.push(change(element, kind)),
                Tracking::Gone(kind) => {
                    is_gone = true;
                    changes.push(change(element, kind));
                }
            }
        }
        (changes, is_gone)
    }

    /// Whether a field is open whose result has not begun.
    pub(super) fn is_in_instructions(&self) -> bool {
        self.fields.iter().any(|field| !field.is_result)
    }
}

/// Blocks as they are read, with a paragraph whose end a tracked change takes away: it goes on with the next one.
#[derive(Default)]
struct Flow {
    blocks: Vec<Block>,
    open: Option<Paragraph>,
}

impl Flow {
    fn push(&mut self, blocks: Vec<Block>) {
        if !blocks.is_empty() {
            self.blocks.extend(self.open.take().map(Block::Paragraph));
        }
        self.blocks.extend(blocks);
    }

    fn push_one(&mut self, paragraph: Paragraph) {
        self.blocks.extend(self.open.take().map(Block::Paragraph));
        if self.blocks.is_empty() {
            // Most cells of a table hold one.
            self.blocks.reserve_exact(1);
        }
        self.blocks.push(Block::Paragraph(paragraph));
    }

    fn end(self) -> Vec<Block> {
        let Self { mut blocks, open } = self;
        blocks.extend(open.map(Block::Paragraph));
        blocks
    }
}

/// Of the spellings of the same content the one that is read.
pub(super) fn chosen<'a, 'i>(alternatives: Xml<'a, 'i>) -> Option<Xml<'a, 'i>> {
    child(alternatives, "Choice").or_else(|| child(alternatives, "Fallback"))
}

/// Whether an element is passed over.
pub(super) fn is_skipped(element: &str) -> bool {
    SKIPPED.contains(&element)
}

/// A tracked change without its text.
pub(super) fn change(element: Xml<'_, '_>, kind: ChangeKind) -> Change {
    let told = |wanted: &str| attribute(element, wanted).unwrap_or_default().to_owned();
    Change { kind, author: told("author"), day: told("date"), text: String::new() }
}

/// The style that properties name.
pub(super) fn style_of<'a>(properties: Option<Xml<'a, '_>>, kind: &str) -> Option<&'a str> {
    properties.and_then(|properties| value(properties, kind))
}
