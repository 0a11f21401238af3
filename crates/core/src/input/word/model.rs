//! A text document as a reader sees it, whatever kind of file it was: paragraphs and tables in their order, with what the
//! program needs to know of each, and what stands outside of the text.
//!
//! The readers of the kinds of files fill it; `layout` lays it out as a grid. Nothing here knows XML, and nothing plans.

use std::borrow::Cow;

use crate::diagnostics::ObjectKind;

/// A text document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// The text.
    pub blocks: Vec<Block>,
    /// Headers and footers.
    pub outside: Vec<Outside>,
    /// Notes at the foot of a page or at the end, in the order in which they are kept.
    pub notes: Vec<Note>,
    /// Comments, likewise.
    pub comments: Vec<Comment>,
    /// Data that programs carry in the file.
    pub data: Vec<DataPart>,
    /// Properties that programs and people have added: name and value.
    pub properties: Vec<(String, String)>,
}

/// What follows one another in the text.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "most blocks are paragraphs")]
pub enum Block {
    /// A paragraph outside of tables.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paragraph {
    /// Which one of its part, from 1, tables apart; 0 within a table.
    pub number: u32,
    /// The number or mark that a list puts before it.
    pub label: String,
    /// What is seen of its text. Tabs are kept, a line that ends is a line feed.
    pub text: String,
    /// What is hidden in it.
    pub hidden: String,
    /// What tracked changes take away, as they are read.
    pub removed: String,
    /// What is struck out in it by hand.
    pub struck: String,
    /// What stands above or below its line and is read as if it stood in it.
    pub raised: Vec<String>,
    /// What stands in it and is no text.
    pub objects: Vec<Object>,
    /// How it stands on the page.
    pub look: Look,
    /// The bookmarks that begin in it.
    pub bookmarks: Vec<Bookmark>,
    /// The tracked changes in it, whether they are read as accepted or not.
    pub changes: Vec<Change>,
    /// The comments on it: places in [`Document::comments`].
    pub comments: Vec<usize>,
    /// The notes that its marks lead to: places in [`Document::notes`].
    pub notes: Vec<usize>,
    /// Whether nothing but the number of a page stands in it.
    pub is_page_number: bool,
}

impl Paragraph {
    /// The text with the number or mark of its list.
    pub fn shown(&self) -> Cow<'_, str> {
        let (label, text) = (self.label.trim(), self.text.trim());
        match (label.is_empty(), text.is_empty()) {
            (false, false) => Cow::Owned(format!("{label} {text}")),
            (false, true) => Cow::Borrowed(label),
            (true, _) => Cow::Borrowed(text),
        }
    }

    /// Whether nothing of it is seen.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && self.label.trim().is_empty()
    }
}

/// Something in a document that is no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// What it is.
    pub kind: ObjectKind,
    /// What it says of itself: its name, its description, the text of a formula.
    pub name: String,
}

/// How a paragraph stands on the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Where its lines stand.
    pub side: Side,
    /// Whether its style is that of a title or heading.
    pub is_heading: bool,
}

/// Where the lines of a paragraph stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Side {
    /// Over the whole width, from the left.
    #[default]
    Whole,
    /// In the middle.
    Middle,
    /// At the left only: in a box.
    Left,
    /// At the right only: aligned so, far indented, or in a box.
    Right,
}

/// A bookmark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    /// Its name.
    pub name: String,
    /// Where it begins and ends in [`Paragraph::text`], in bytes; one that goes on beyond the paragraph ends with it.
    pub range: std::ops::Range<usize>,
}

/// A tracked change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What was done.
    pub kind: ChangeKind,
    /// Who did it.
    pub author: String,
    /// When, as the file says: `2026-11-29T10:00:00Z`.
    pub day: String,
    /// The text that was put in or taken out; empty for the end of a paragraph or a row.
    pub text: String,
}

/// What a tracked change does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// Puts something in, also by moving it here.
    Inserted,
    /// Takes something out, also by moving it away.
    Deleted,
}

/// A comment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comment {
    /// Who wrote it.
    pub author: String,
    /// When, as the file says.
    pub day: String,
    /// What it says.
    pub text: String,
}

/// A note that a mark in the text leads to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note {
    /// The part of the file: `footnotes`, `endnotes`.
    pub part: &'static str,
    /// Which one of its part, from 1.
    pub number: u32,
    /// What it says.
    pub text: String,
}

/// A header or a footer.
#[derive(Debug, Clone, PartialEq)]
pub struct Outside {
    /// The part of the file: `header1`, `footer2`.
    pub part: String,
    /// Its paragraphs, those of tables too.
    pub paragraphs: Vec<Paragraph>,
}

/// Data that a program carries in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataPart {
    /// The part of the file: `customXml/item1.xml`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Which one of the document, from 1.
    pub number: u32,
    /// Its rows from the top, also those that tracked changes take away.
    pub rows: Vec<Row>,
    /// How many columns a reader counts.
    pub columns: u32,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Its cells from the left, without those that go on with a cell above.
    pub cells: Vec<Cell>,
    /// Whether tracked changes take it away, as they are read.
    pub is_removed: bool,
    /// The tracked changes of the row as a whole.
    pub changes: Vec<Change>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// The first column that it covers, from 0.
    pub column: u32,
    /// How many columns it covers.
    pub columns: u32,
    /// How many rows it covers.
    pub rows: u32,
    /// What stands in it; a row of a table within it is a paragraph.
    pub paragraphs: Vec<Paragraph>,
}

impl Cell {
    /// What is seen of it: paragraphs as lines.
    pub fn shown(&self) -> Cow<'_, str> {
        if let [only] = self.paragraphs.as_slice() {
            return only.shown();
        }
        let lines = self.paragraphs.iter().filter(|paragraph| !paragraph.is_blank());
        Cow::Owned(lines.map(Paragraph::shown).collect::<Vec<_>>().join("\n"))
    }
}

impl Document {
    /// Every paragraph of the text, those of tables too, in their order.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.blocks.iter().flat_map(|block| match block {
            Block::Paragraph(paragraph) => vec![paragraph],
            Block::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.paragraphs).collect()
            }
        })
    }

    /// Every tracked change of the text.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        let of_rows = self.blocks.iter().flat_map(|block| match block {
            Block::Table(table) => table.rows.iter().flat_map(|row| &row.changes).collect(),
            Block::Paragraph(_) => Vec::new(),
        });
        self.paragraphs().flat_map(|paragraph| &paragraph.changes).chain(of_rows)
    }
}
