//! Where a value stands in the file that the user wrote.

use std::fmt;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use serde::Serialize;

/// A text file that was read: its path as the user gave it, and its decoded text.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceText {
    /// The path as the user gave it.
    pub path: String,
    /// The text after decoding, without a byte order mark.
    pub text: String,
    /// Whether a PDF carries it: a person sees it only as `dorkarta extract` writes it.
    pub is_carried: bool,
    /// Where each line begins; reckoned when a line is asked for.
    lines: OnceLock<Vec<usize>>,
}

impl SourceText {
    /// A text file that was read.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), is_carried: false, lines: OnceLock::new() }
    }

    /// The data that a PDF carries, as text.
    pub fn carried(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { is_carried: true, ..Self::new(path, text) }
    }

    /// A line, counted from 1, without its line feed.
    pub fn line(&self, number: usize) -> Option<&str> {
        let lines = self
            .lines
            .get_or_init(|| std::iter::once(0).chain(self.text.match_indices('\n').map(|(at, _)| at + 1)).collect());
        let start = *lines.get(number.checked_sub(1)?)?;
        self.text.get(start..)?.lines().next()
    }
}

/// A line and a column in a text file, both counted from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
}

/// A cell of a sheet; row and column are counted from 0, as in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
}

impl fmt::Display for CellRef {
    /// Writes the cell as Excel names it: `C12`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = self.column + 1;
        while rest > 0 {
            rest -= 1;
            letters.push(b'A' + (rest % 26) as u8);
            rest /= 26;
        }
        for letter in letters.iter().rev() {
            write!(f, "{}", char::from(*letter))?;
        }
        write!(f, "{}", self.row + 1)
    }
}

/// A cell of a table in a text document; all is counted from 1, as a reader counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCell {
    /// Which table of the document, from 1.
    pub table: u32,
    /// Row, from 1.
    pub row: u32,
    /// Column, from 1.
    pub column: u32,
    /// The title of the column, if it is known.
    pub title: Option<Arc<str>>,
    /// Which place in reading order it has in its document.
    pub order: u32,
}

/// The part of a text document in which its text stands.
pub const DOCUMENT: &str = "document";

impl TableCell {
    /// The column as a reader finds it: «столбец «Срок»», «столбец 3».
    fn column(&self, noun: &str) -> String {
        match &self.title {
            Some(title) => format!("{noun} «{title}»"),
            None => format!("{noun} {}", self.column),
        }
    }
}

impl fmt::Display for TableCell {
    /// Writes the cell as a reader finds it: «таблица 1, строка 5, столбец «Срок»».
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "таблица {}, строка {}, {}", self.table, self.row, self.column("столбец"))
    }
}

/// Where in its file a place is, for other programs: all counted from 1, what does not apply left out (`docs/json.md`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Position<'a> {
    /// The part of a text document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<&'a str>,
    /// The paragraph of the part, those of tables apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    /// The table of a text document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<u32>,
    /// The row of that table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The line of a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The column of a text, in characters, or of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<&'a str>,
    /// The cell of that sheet as Excel names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
}

/// Where a value stands. Cheap to clone: every value of an input carries one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The file as a whole.
    File(Arc<str>),
    /// A value or key of a YAML file: its ordinal in reading order. The line and column are looked up only when
    /// the place is shown ([`crate::input::locate`]).
    Node {
        /// The file.
        source: Arc<SourceText>,
        /// Ordinal of the value or key in reading order.
        node: u32,
    },
    /// A line and column of a text file.
    Text {
        /// The file.
        source: Arc<SourceText>,
        /// Where in it.
        spot: Spot,
    },
    /// A sheet of a workbook as a whole.
    Sheet {
        /// The workbook's path.
        file: Arc<str>,
        /// The sheet's name.
        sheet: Arc<str>,
    },
    /// A cell of a workbook.
    Cell {
        /// The workbook's path.
        file: Arc<str>,
        /// The sheet's name.
        sheet: Arc<str>,
        /// The cell.
        cell: CellRef,
    },
    /// A cell of a table in a text document.
    Table {
        /// The document's path.
        file: Arc<str>,
        /// The cell; shared, so that a place stays small.
        cell: Arc<TableCell>,
    },
    /// A paragraph of a text document.
    Paragraph {
        /// The document's path.
        file: Arc<str>,
        /// The part of the document that it stands in: [`DOCUMENT`], `header1`, `footnotes`, `comments`.
        part: Arc<str>,
        /// Which paragraph of the part, from 1.
        paragraph: u32,
        /// Which place in reading order it has in its part.
        order: u32,
    },
}

impl Place {
    /// Where in its file it is. Lines must have been looked up ([`crate::input::locate`]).
    pub fn position(&self) -> Position<'_> {
        let nowhere = Position::default();
        match self {
            Self::Text { spot, .. } => Position { line: Some(spot.line), column: Some(spot.column), ..nowhere },
            Self::Sheet { sheet, .. } => Position { sheet: Some(sheet), ..nowhere },
            Self::Cell { sheet, cell, .. } => Position { sheet: Some(sheet), cell: Some(cell.to_string()), ..nowhere },
            Self::Table { cell, .. } => Position {
                part: Some(DOCUMENT),
                table: Some(cell.table),
                row: Some(cell.row),
                column: Some(cell.column as usize),
                ..nowhere
            },
            Self::Paragraph { part, paragraph, .. } => {
                Position { part: Some(part), paragraph: Some(*paragraph), ..nowhere }
            }
            Self::File(_) | Self::Node { .. } => nowhere,
        }
    }

    /// A place that is a whole file.
    pub fn file(path: impl Into<Arc<str>>) -> Self {
        Self::File(path.into())
    }

    /// A file as a whole.
    pub fn of(path: &Path) -> Self {
        Self::file(path.display().to_string())
    }

    /// The path of the file, as the user gave it.
    pub fn path(&self) -> &str {
        match self {
            Self::File(path) => path,
            Self::Node { source, .. } | Self::Text { source, .. } => &source.path,
            Self::Sheet { file, .. }
            | Self::Cell { file, .. }
            | Self::Table { file, .. }
            | Self::Paragraph { file, .. } => file,
        }
    }

    /// What it stands in within its file, if that is divided: the sheet of a workbook, the part of a text document.
    pub fn division(&self) -> Option<&str> {
        match self {
            Self::Sheet { sheet, .. } | Self::Cell { sheet, .. } => Some(sheet),
            Self::Paragraph { part, .. } => Some(part),
            Self::Table { .. } => Some(DOCUMENT),
            Self::File(_) | Self::Node { .. } | Self::Text { .. } => None,
        }
    }

    /// Where it stands, seen from another place: «в строке 12», «в файле план.yaml, в строке 12», «в ячейке B7».
    pub(crate) fn seen_from(&self, place: &Self) -> String {
        let within = self.within(place);
        match self {
            Self::File(_) | Self::Node { .. } => within,
            _ if self.path() == place.path() => within,
            _ => format!("в файле {}, {within}", self.path()),
        }
    }

    fn within(&self, place: &Self) -> String {
        match self {
            Self::File(_) | Self::Node { .. } => format!("в файле {}", self.path()),
            Self::Text { spot, .. } => format!("в строке {}", spot.line),
            Self::Sheet { sheet, .. } => format!("на листе «{sheet}»"),
            Self::Cell { sheet, cell, .. } => match place {
                Self::Cell { sheet: other, .. } if other != sheet => format!("на листе «{sheet}» в ячейке {cell}"),
                _ => format!("в ячейке {cell}"),
            },
            Self::Table { cell, .. } => {
                let within = format!("в строке {}, {}", cell.row, cell.column("столбце"));
                match place {
                    Self::Table { cell: other, .. } if other.table == cell.table => within,
                    _ => format!("в таблице {}, {within}", cell.table),
                }
            }
            Self::Paragraph { paragraph, .. } => format!("в абзаце {paragraph}"),
        }
    }

    /// Whether both are the same paragraph of a text document: two blocks can stand side by side in one.
    pub(crate) fn is_same_paragraph(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Paragraph { file, part, paragraph, .. },
                Self::Paragraph { file: other, part: other_part, paragraph: other_paragraph, .. },
            ) => (file, part, paragraph) == (other, other_part, other_paragraph),
            _ => false,
        }
    }

    /// From where a value was taken: «из ячейки B7», «из абзаца 3».
    pub(crate) fn taken_from(&self) -> String {
        match self {
            Self::Cell { cell, .. } => format!("из ячейки {cell}"),
            Self::Table { cell, .. } => {
                format!("из таблицы {}, строка {}, {}", cell.table, cell.row, cell.column("столбец"))
            }
            Self::Paragraph { paragraph, .. } => format!("из абзаца {paragraph}"),
            Self::Sheet { sheet, .. } => format!("с листа «{sheet}»"),
            Self::File(_) | Self::Node { .. } | Self::Text { .. } => format!("из файла {}", self.path()),
        }
    }

    /// Whether it stands in a text document, or is one.
    pub(crate) fn is_in_document(&self) -> bool {
        match self {
            Self::Table { .. } | Self::Paragraph { .. } => true,
            Self::File(path) => crate::input::is_word(Path::new(&**path)),
            Self::Node { .. } | Self::Text { .. } | Self::Sheet { .. } | Self::Cell { .. } => false,
        }
    }

    /// Where it stands within its file, for ordering the diagnostics of a file.
    pub(crate) fn order(&self) -> (usize, usize, usize) {
        match self {
            Self::File(_) | Self::Sheet { .. } => (0, 0, 0),
            Self::Node { node, .. } => (0, *node as usize, 0),
            Self::Text { spot, .. } => (0, spot.line, spot.column),
            Self::Cell { cell, .. } => (0, cell.row as usize + 1, cell.column as usize),
            Self::Table { cell, .. } => (1, cell.order as usize, (cell.row as usize) << 16 | cell.column as usize),
            Self::Paragraph { paragraph, order, .. } => (1, *order as usize, *paragraph as usize),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_excel_names_them() {
        let name = |row, column| CellRef { row, column }.to_string();
        assert_eq!(name(11, 2), "C12");
        assert_eq!(name(0, 25), "Z1");
        assert_eq!(name(0, 26), "AA1");
        assert_eq!(name(0, 701), "ZZ1");
        assert_eq!(name(1_048_575, 16_383), "XFD1048576");
    }

    fn table_cell(table: u32, row: u32, column: u32, title: Option<&str>) -> Place {
        let cell = TableCell { table, row, column, title: title.map(Arc::from), order: table * 10 + row };
        Place::Table { file: "план.docx".into(), cell: cell.into() }
    }

    fn paragraph(paragraph: u32, order: u32) -> Place {
        Place::Paragraph { file: "план.docx".into(), part: DOCUMENT.into(), paragraph, order }
    }

    #[test]
    fn a_place_in_a_document_is_told_as_far_as_it_is_another() {
        let here = table_cell(1, 5, 3, Some("Срок"));
        assert_eq!(here.path(), "план.docx");
        assert_eq!(here.seen_from(&table_cell(1, 9, 3, None)), "в строке 5, столбце «Срок»");
        assert_eq!(here.seen_from(&table_cell(2, 5, 3, None)), "в таблице 1, в строке 5, столбце «Срок»");
        assert_eq!(table_cell(1, 5, 3, None).seen_from(&paragraph(2, 1)), "в таблице 1, в строке 5, столбце 3");
        assert_eq!(paragraph(3, 2).seen_from(&here), "в абзаце 3");
    }

    #[test]
    fn places_in_a_document_come_as_they_are_read() {
        let ordered = [
            Place::file("план.docx"),
            paragraph(2, 1),
            table_cell(1, 2, 4, None),
            table_cell(1, 3, 1, Some("№")),
            paragraph(3, 14),
            table_cell(2, 1, 1, None),
            paragraph(4, 30),
        ];
        assert!(ordered.is_sorted_by(|a, b| a.order() < b.order()));
    }
}
