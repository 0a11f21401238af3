//! The text of a document: paragraphs, lists and tables in their order, through whatever is wrapped around them.

use std::collections::HashMap;

use roxmltree::NodeId;

use super::lists::{Lists, Place};
use super::paragraph::Draft;
use super::styles::Styles;
use crate::input::word::Tracked;
use crate::input::word::grid;
use crate::input::word::model::{Block, Change, ChangeKind, Comment, Note, Paragraph};
use crate::input::word::xml::{Xml, all_text, attribute, child, elements, name};

/// Elements whose content is no text of the document; all others are looked into.
const SKIPPED: &[&str] = &[
    "tracked-changes",
    "sequence-decls",
    "variable-decls",
    "user-field-decls",
    "dde-connection-decls",
    "alphabetical-index-auto-mark-file",
    "forms",
    "scripts",
    "script",
    "event-listeners",
    "index-title-template",
    "table-of-content-source",
    "alphabetical-index-source",
    "illustration-index-source",
    "table-index-source",
    "object-index-source",
    "user-index-source",
    "bibliography-source",
    "ruby-text",
    "image",
    "object",
    "object-ole",
    "binary-data",
    "desc",
    "enhanced-geometry",
    "glue-point",
];

/// Reads what stands in a part.
pub(super) struct Reader<'d> {
    pub(super) styles: &'d Styles,
    pub(super) tracked: Tracked,
    pub(super) width: i64,
    pub(super) lists: Lists,
    /// Tracked changes by their identifiers.
    pub(super) regions: HashMap<String, Region>,
    /// Those that have begun and not ended.
    pub(super) open: Vec<String>,
    /// Whether the end of the last paragraph is taken away.
    goes_on: bool,
    pub(super) notes: Vec<Note>,
    pub(super) comments: Vec<Comment>,
    paragraphs: u32,
    pub(super) tables: u32,
    /// How many tables stand around what is read.
    pub(super) depth: u32,
}

/// A tracked change that the document tells of before its text.
pub(super) struct Region {
    /// What was done, with the text that is taken away.
    pub(super) change: Change,
    /// The element that holds what is taken away.
    pub(super) content: NodeId,
}

impl<'d> Reader<'d> {
    pub(super) fn new(styles: &'d Styles, tracked: Tracked, width: i64, body: Xml<'_, '_>) -> Self {
        let changes = child(body, "tracked-changes").into_iter().flat_map(elements);
        Self {
            styles,
            tracked,
            width,
            lists: Lists::default(),
            regions: changes.filter_map(region).collect(),
            open: Vec::new(),
            goes_on: false,
            notes: Vec::new(),
            comments: Vec::new(),
            paragraphs: 0,
            tables: 0,
            depth: 0,
        }
    }

    /// The paragraphs of a header or footer; tables in it are lines.
    pub(super) fn outside(&mut self, element: Xml<'_, '_>) -> Vec<Paragraph> {
        let mut paragraphs = grid::paragraphs(self.blocks(element));
        paragraphs.iter_mut().zip(1..).for_each(|(paragraph, number)| paragraph.number = number);
        paragraphs
    }

    /// What stands in an element, block by block.
    pub(super) fn blocks(&mut self, element: Xml<'_, '_>) -> Vec<Block> {
        let mut blocks = Vec::new();
        self.flow(element, None, &mut blocks);
        blocks
    }

    /// What a tracked change has taken away, block by block.
    pub(super) fn taken_away(&mut self, deletion: Xml<'_, '_>) -> Vec<Block> {
        let mut blocks = Vec::new();
        let texts = || elements(deletion).filter(|element| name(*element) != "change-info");
        // Its first paragraph is the one in which it is put back.
        if texts().next().is_some_and(|first| matches!(name(first), "p" | "h")) && self.depth == 0 {
            self.paragraphs -= 1;
        }
        for element in texts() {
            self.block(element, None, &mut false, &mut blocks);
        }
        blocks
    }

    fn flow(&mut self, element: Xml<'_, '_>, list: Option<&Place>, blocks: &mut Vec<Block>) {
        // Of an item of a list, the first paragraph is numbered.
        let mut is_first = name(element) == "list-item";
        for child in elements(element) {
            self.block(child, list, &mut is_first, blocks);
        }
    }

    fn block(&mut self, element: Xml<'_, '_>, list: Option<&Place>, is_first: &mut bool, blocks: &mut Vec<Block>) {
        match name(element) {
            "p" | "h" => {
                let label = match list.filter(|_| std::mem::take(is_first)) {
                    Some(list) => {
                        let item = element.parent().and_then(|item| attribute(item, "start-value"));
                        self.lists.next(list, item.and_then(|start| start.parse().ok()), self.styles)
                    }
                    None if name(element) == "h" && list.is_none() => self.heading(element),
                    None => String::new(),
                };
                self.paragraph(element, label, blocks);
            }
            "list" => {
                let own = self.lists.begin(element, list);
                self.flow(element, Some(&own), blocks);
            }
            "table" => {
                let found = self.table(element);
                blocks.extend(found);
            }
            "frame" | "custom-shape" | "rect" | "ellipse" | "text-box" => {
                let (found, objects) = self.drawn(element);
                blocks.extend(found);
                if !objects.is_empty() {
                    let number = if self.depth == 0 { self.paragraphs } else { 0 };
                    blocks.push(Block::Paragraph(Paragraph { number, objects, ..Paragraph::default() }));
                }
            }
            "change-start" | "change-end" => self.mark(element),
            skipped if is_skipped(skipped) => {}
            _ => self.flow(element, list, blocks),
        }
    }

    fn heading(&mut self, element: Xml<'_, '_>) -> String {
        let level: usize = attribute(element, "outline-level").and_then(|level| level.parse().ok()).unwrap_or(1);
        match attribute(element, "is-list-header") {
            Some("true") => String::new(),
            _ => self.lists.next_heading(level.saturating_sub(1), self.styles),
        }
    }

    fn paragraph(&mut self, element: Xml<'_, '_>, label: String, blocks: &mut Vec<Block>) {
        let number = self.next_number();
        // A paragraph whose end was put in, and is taken away again, goes on with this one.
        let before = match blocks.last_mut() {
            Some(Block::Paragraph(last)) if std::mem::take(&mut self.goes_on) => {
                let last = std::mem::take(last);
                blocks.pop();
                Some(last)
            }
            _ => None,
        };
        Draft::read(self, element, number, label, before, blocks);
        self.goes_on = self.tracked == Tracked::Reject && !self.open.is_empty();
    }

    /// The number of the next paragraph; those of tables have none.
    pub(super) fn next_number(&mut self) -> u32 {
        match self.depth {
            0 => {
                self.paragraphs += 1;
                self.paragraphs
            }
            _ => 0,
        }
    }

    /// Notes that a tracked change begins or ends that puts something in; others say how it looks.
    pub(super) fn mark(&mut self, element: Xml<'_, '_>) {
        let Some(id) = attribute(element, "change-id").filter(|id| self.regions.contains_key(*id)) else { return };
        if name(element) == "change-start" {
            self.open.push(id.to_owned());
        } else {
            self.open.retain(|open| open != id);
        }
    }
}

/// Whether an element is passed over.
pub(super) fn is_skipped(element: &str) -> bool {
    SKIPPED.contains(&element)
}

/// A tracked change with its identifier and, if it takes text away, that text.
fn region(element: Xml<'_, '_>) -> Option<(String, Region)> {
    let id = attribute(element, "id")?.to_owned();
    let what = elements(element).find(|what| matches!(name(*what), "insertion" | "deletion"))?;
    let kind = if name(what) == "insertion" { ChangeKind::Inserted } else { ChangeKind::Deleted };
    let told = |wanted: &str| {
        let info = child(what, "change-info")?;
        child(info, wanted).map(all_text)
    };
    let text = match kind {
        ChangeKind::Deleted => lines(what),
        ChangeKind::Inserted => String::new(),
    };
    let (author, day) = (told("creator").unwrap_or_default(), told("date").unwrap_or_default());
    Some((id, Region { change: Change { kind, author, day, text }, content: what.id() }))
}

/// The paragraphs of an element as lines.
pub(super) fn lines(element: Xml<'_, '_>) -> String {
    let paragraphs = element.descendants().filter(|node| matches!(name(*node), "p" | "h"));
    let is_told = |node: &Xml<'_, '_>| {
        // Who took it away, and when, stands in paragraphs of its own now and then.
        !node.ancestors().any(|around| matches!(name(around), "change-info" | "annotation" | "note-citation"))
    };
    paragraphs.filter(is_told).map(all_text).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
