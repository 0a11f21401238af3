//! The text of a document: paragraphs, lists and tables in their order, through whatever is wrapped around them.

use std::collections::HashMap;

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
    /// Tracked changes by their identifiers; what they take away stands with them.
    pub(super) regions: HashMap<String, Change>,
    /// Those that have begun and not ended.
    pub(super) open: Vec<String>,
    pub(super) notes: Vec<Note>,
    pub(super) comments: Vec<Comment>,
    paragraphs: u32,
    pub(super) tables: u32,
    /// How many tables stand around what is read.
    pub(super) depth: u32,
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

    fn flow(&mut self, element: Xml<'_, '_>, list: Option<&Place>, blocks: &mut Vec<Block>) {
        // Of an item of a list, the first paragraph is numbered.
        let mut is_first = name(element) == "list-item";
        for child in elements(element) {
            match name(child) {
                "p" | "h" => {
                    let label = match list.filter(|_| std::mem::take(&mut is_first)) {
                        Some(list) => {
                            let start = attribute(element, "start-value").and_then(|start| start.parse().ok());
                            self.lists.next(list, start, self.styles)
                        }
                        None if name(child) == "h" && list.is_none() => self.heading(child),
                        None => String::new(),
                    };
                    self.paragraph(child, label, blocks);
                }
                "list" => {
                    let own = self.lists.begin(child, list);
                    self.flow(child, Some(&own), blocks);
                }
                "table" => {
                    let found = self.table(child);
                    blocks.extend(found);
                }
                "frame" | "custom-shape" | "rect" | "ellipse" | "text-box" => {
                    let found = self.drawn(child);
                    blocks.extend(found);
                }
                "change-start" | "change-end" => self.mark(child),
                skipped if is_skipped(skipped) => {}
                _ => self.flow(child, list, blocks),
            }
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
        let number = if self.depth == 0 {
            self.paragraphs += 1;
            self.paragraphs
        } else {
            0
        };
        let (mut paragraph, boxes) = Draft::read(self, element);
        paragraph.number = number;
        paragraph.label = label;
        blocks.extend(boxes);
        blocks.push(Block::Paragraph(paragraph));
    }

    /// Notes that a tracked change begins or ends.
    pub(super) fn mark(&mut self, element: Xml<'_, '_>) {
        let Some(id) = attribute(element, "change-id") else { return };
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
fn region(element: Xml<'_, '_>) -> Option<(String, Change)> {
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
    Some((
        id,
        Change { kind, author: told("creator").unwrap_or_default(), day: told("date").unwrap_or_default(), text },
    ))
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
