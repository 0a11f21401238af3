//! What becomes of a cell, beside being a value of the tree.
//!
//! No cell is lost: whoever passes one over says why, here. What nobody has settled is reported as a fault when the
//! workbook was read (`close`), so that a wording that no list knows cannot take a line out of a document.

use crate::diagnostics::{CellRef, Problem};

/// What became of a cell whose text is no value of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It says how others are to be read: a title of «Реквизиты», the number of an activity in «Исполнение».
    Used,
    /// Its text is a part of the value that stands at another cell.
    With(CellRef),
    /// It is passed over on purpose.
    LeftOut(Reason),
    /// It is covered by a message that stands at another cell, or at the sheet; the code of the message.
    Told(&'static str),
}

impl Fate {
    /// That of a cell which the message about another one covers.
    pub(in crate::input) fn told(problem: impl Into<Problem>) -> Self {
        Self::Told(problem.into().code())
    }
}

/// Why a cell or a sheet is passed over; there are no other reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A row 1 2 3 4 or А Б В Г under the head.
    ColumnNumbers,
    /// A head that is told once more.
    RepeatedHead,
    /// A column whose title begins with `_`.
    PrivateColumn,
    /// What stands right of the two columns of «Реквизиты».
    Note,
    /// A typed number that is printed otherwise.
    OwnNumber,
    /// A cell on its own that begins with «Пояснение:».
    Hint,
    /// A whole sheet that is not read.
    Sheet,
    /// The number of a page in a header or footer.
    PageNumber,
    /// What a tracked change takes away.
    Deleted,
    /// Hidden text.
    Hidden,
    /// A comment.
    Comment,
    /// A note at the foot of a page or at the end.
    Footnote,
}

impl Reason {
    /// As the account names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::ColumnNumbers => "column-numbers",
            Self::RepeatedHead => "repeated-head",
            Self::PrivateColumn => "private-column",
            Self::Note => "note",
            Self::OwnNumber => "own-number",
            Self::Hint => "hint",
            Self::Sheet => "sheet",
            Self::PageNumber => "page-number",
            Self::Deleted => "deleted",
            Self::Hidden => "hidden",
            Self::Comment => "comment",
            Self::Footnote => "footnote",
        }
    }
}

/// Whether a text on its own in its row only explains how a sheet is to be filled in, as our starters have it.
///
/// Earlier ones did not begin with the word, and people have filled them in.
pub(super) fn is_hint(text: &str) -> bool {
    const EARLIER: [&str; 6] = [
        "Замените значения своими, сохраните книгу",
        "Одна строка – одно мероприятие.",
        "В столбце «Мероприятие» – номер",
        "Одна строка – один показатель:",
        "Одна строка – одна рекомендация:",
        "Одна строка – одно решение:",
    ];
    let text = text.trim_start();
    text.to_lowercase().starts_with("пояснение:") || EARLIER.iter().any(|hint| text.starts_with(hint))
}
