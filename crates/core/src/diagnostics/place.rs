//! Where a value stands in the file that the user wrote.

use std::fmt;
use std::path::Path;
use std::sync::{Arc, OnceLock};

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
}

impl Place {
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
            Self::Sheet { file, .. } | Self::Cell { file, .. } => file,
        }
    }

    /// Where it stands, seen from another place: «в строке 12», «в ячейке B7».
    pub(super) fn seen_from(&self, place: &Self) -> String {
        match self {
            Self::File(_) | Self::Node { .. } => format!("в файле {}", self.path()),
            Self::Text { spot, .. } => format!("в строке {}", spot.line),
            Self::Sheet { sheet, .. } => format!("на листе «{sheet}»"),
            Self::Cell { sheet, cell, .. } => match place {
                Self::Cell { sheet: other, .. } if other != sheet => format!("на листе «{sheet}» в ячейке {cell}"),
                _ => format!("в ячейке {cell}"),
            },
        }
    }

    /// Where it stands within its file, for ordering the diagnostics of a file.
    pub(crate) fn order(&self) -> (usize, usize) {
        match self {
            Self::File(_) | Self::Sheet { .. } => (0, 0),
            Self::Node { node, .. } => (*node as usize, 0),
            Self::Text { spot, .. } => (spot.line, spot.column),
            Self::Cell { cell, .. } => (cell.row as usize + 1, cell.column as usize),
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
}
