//! What a document for Word holds, before it is spelled out: paragraphs, tables, pictures. Each is known by what it is in
//! the document, so that two editions can be laid over each other.

/// What became of something between two editions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Mark {
    /// It is in both, or there is one edition only.
    #[default]
    Kept,
    /// Only the new edition has it.
    Inserted,
    /// Only the old one has it.
    Deleted,
}

/// Where something stands in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Place {
    Draft,
    AnnexTo,
    /// The table of the blocks in the upper corners; its rows are [`Self::CornerRow`].
    Corner,
    CornerRow,
    Basis,
    Title,
    Edition,
    /// Running text before the table.
    Text,
    Goal,
    Caption,
    Items,
    /// A table of the document; its rows are [`Self::Head`], [`Self::Band`] and [`Self::Row`].
    Table,
    Head,
    Band,
    Row,
    Picture,
    Notes,
    AnnexList,
    /// The distance above the signatures.
    SignatureGap,
    /// The table of the signatures; its rows are [`Self::Signature`].
    Signatures,
    Signature,
    Maker,
    Annexes,
    /// A distance between two tables, which else would become one.
    Gap,
    /// A line in a cell: known by its text alone.
    Line,
}

/// What something is: where it stands, and the how many-th of that place it is.
pub(super) type Key = (Place, usize);

/// How a paragraph looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Running text.
    Text,
    /// The title of the document.
    Title,
    /// The heading of a part.
    Heading,
    /// A line under the title.
    UnderTitle,
    /// A numbered text.
    Item,
    /// The draft mark.
    Draft,
    /// «Приложение № 1 к приказу …», in the right corner.
    AnnexMark,
    /// A line of a block in a corner.
    Corner,
    /// A line for the pen with the name behind it.
    Pen,
    /// A cell, its text at the left.
    Cell,
    /// A cell, its text in the middle.
    Centred,
    /// At the right margin.
    Right,
    /// At the left margin, without an indent.
    Left,
    /// The maker's mark.
    Small,
    /// A distance.
    Gap,
    /// The number of a page.
    PageNumber,
}

/// A stretch of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) mark: Mark,
    /// A tabulator and the end of a line are what they are in Word too.
    pub(super) text: String,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Paragraph {
    pub(super) key: Key,
    pub(super) look: Look,
    pub(super) text: Vec<Piece>,
    /// What became of the paragraph as such: where its end is marked as dropped it joins the next one.
    pub(super) mark: Mark,
    pub(super) is_bold: bool,
    /// Size of the type in points, where it is not that of the look.
    pub(super) size: Option<f64>,
    /// Whether it stays on the page of what follows.
    pub(super) keeps_next: bool,
    pub(super) begins_page: bool,
    /// Lines of text that stay free before and after it, where they are not those of the look.
    pub(super) before: Option<f64>,
    pub(super) after: Option<f64>,
    /// Which activity its text names, from 1.
    pub(super) activity: Option<usize>,
}

impl Paragraph {
    pub(super) fn new(key: Key, look: Look, text: impl Into<String>) -> Self {
        let text = Some(text.into()).filter(|text| !text.is_empty());
        Self {
            key,
            look,
            text: text.into_iter().map(|text| Piece { mark: Mark::Kept, text }).collect(),
            mark: Mark::Kept,
            is_bold: false,
            size: None,
            keeps_next: false,
            begins_page: false,
            before: None,
            after: None,
            activity: None,
        }
    }

    /// Its text, whatever became of it.
    pub(super) fn plain(&self) -> String {
        self.text.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// Marks all of it.
    pub(super) fn marked(mut self, mark: Mark) -> Self {
        self.mark = mark;
        self.text.iter_mut().for_each(|piece| piece.mark = mark);
        self.activity = self.activity.filter(|_| mark != Mark::Deleted);
        self
    }
}

/// Whether the rules of a table are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rules {
    Drawn,
    /// A table that only lays out: approvals, signatures.
    None,
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    pub(super) key: Key,
    pub(super) rules: Rules,
    /// Widths of the columns in points.
    pub(super) columns: Vec<f64>,
    /// Between a rule and the text beside it, in points.
    pub(super) inset: (f64, f64),
    pub(super) rows: Vec<Row>,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) key: Key,
    pub(super) mark: Mark,
    /// Widths of its columns, where they are not those of the table.
    pub(super) columns: Option<Vec<f64>>,
    /// Whether it is repeated on each page.
    pub(super) repeats: bool,
    /// Whether it may be torn over a page.
    pub(super) splits: bool,
    /// The height that it has at least, pt, where its cells do not tell it by themselves.
    pub(super) height: Option<f64>,
    pub(super) cells: Vec<Cell>,
}

/// What a cell is to those above and below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    None,
    /// Cells below belong to it.
    First,
    /// It belongs to the one above.
    Rest,
}

/// Where the text of a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Height {
    Top,
    Middle,
    Bottom,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    /// Columns that it covers.
    pub(super) span: usize,
    pub(super) join: Join,
    pub(super) height: Height,
    /// Whether its text stands on its side and is read from below.
    pub(super) is_turned: bool,
    /// Whether it has a grey ground.
    pub(super) is_grey: bool,
    /// At least one.
    pub(super) lines: Vec<Paragraph>,
}

impl Cell {
    pub(super) fn new(span: usize, lines: Vec<Paragraph>) -> Self {
        Self { span, join: Join::None, height: Height::Top, is_turned: false, is_grey: false, lines }
    }
}

impl Row {
    pub(super) fn new(key: Key, cells: Vec<Cell>) -> Self {
        Self { key, mark: Mark::Kept, columns: None, repeats: false, splits: false, height: None, cells }
    }

    pub(super) fn paragraphs_mut(&mut self) -> impl Iterator<Item = &mut Paragraph> {
        self.cells.iter_mut().flat_map(|cell| &mut cell.lines)
    }

    /// Its texts, a line each.
    pub(super) fn plain(&self) -> String {
        let lines = self.cells.iter().flat_map(|cell| &cell.lines);
        lines.map(Paragraph::plain).collect::<Vec<_>>().join("\n")
    }

    /// Marks all of it.
    pub(super) fn marked(mut self, mark: Mark) -> Self {
        self.mark = mark;
        for cell in &mut self.cells {
            cell.lines = std::mem::take(&mut cell.lines).into_iter().map(|line| line.marked(mark)).collect();
        }
        self
    }
}

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Picture {
    pub(super) key: Key,
    /// What it shows, in words.
    pub(super) alt: String,
    /// Width and height in points.
    pub(super) size: (f64, f64),
    /// Whether it stays on the page of what follows.
    pub(super) keeps_next: bool,
}

/// A part of a document, from top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Block {
    Paragraph(Paragraph),
    Table(Table),
    Picture(Picture),
}

impl Block {
    pub(super) fn key(&self) -> Key {
        match self {
            Self::Paragraph(it) => it.key,
            Self::Table(it) => it.key,
            Self::Picture(it) => it.key,
        }
    }

    pub(super) fn key_mut(&mut self) -> &mut Key {
        match self {
            Self::Paragraph(it) => &mut it.key,
            Self::Table(it) => &mut it.key,
            Self::Picture(it) => &mut it.key,
        }
    }

    /// All its paragraphs, those of cells too.
    pub(super) fn paragraphs(&self) -> Vec<&Paragraph> {
        match self {
            Self::Paragraph(it) => vec![it],
            Self::Table(it) => it.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.lines).collect(),
            Self::Picture(_) => Vec::new(),
        }
    }
}
