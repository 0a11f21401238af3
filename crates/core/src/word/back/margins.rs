//! What stands in the margin of a copy: who changed what, and when, and what was said about it.

use super::seen::Said;
use crate::domain::{Block, Change as Difference, Part};
use crate::input::word::model::{Change, Comment, Document, Paragraph};

/// What something in the margin is about, by its place in the edition that came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// The title.
    Title,
    /// A paragraph or an item; `None`: one that was taken out.
    Paragraph(Part, Option<usize>),
    /// A block.
    Block(Block),
    /// The head of the table.
    Columns,
    /// A direction; `None`: one that was taken out.
    Direction(Option<usize>),
    /// An activity.
    Activity {
        /// In the edition that came back.
        new: Option<usize>,
        /// In the edition that went out.
        old: Option<usize>,
    },
    /// An annex.
    Annexes,
    /// Something else.
    Other,
}

/// Who changed something, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Who; empty if the file does not say.
    pub author: String,
    /// The day, as the file says it: `2026-11-29`; empty if it does not.
    pub day: String,
}

/// What stands in the margin of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Margin {
    /// Of what.
    pub of: Of,
    /// Who changed it, each once, in their order.
    pub marks: Vec<Mark>,
    /// What was said about it.
    pub comments: Vec<Comment>,
}

impl Margin {
    /// Whether it is about a difference between two editions. `old` gives for an activity of the edition that went out the one
    /// of the old edition that it is.
    pub fn is_about(&self, change: &Difference, old: &dyn Fn(usize) -> Option<usize>) -> bool {
        match (self.of, change) {
            (Of::Title, Difference::Title) => true,
            (Of::Paragraph(of, at), Difference::Paragraph { part, new, .. }) => of == *part && at == *new,
            (Of::Block(of), Difference::Block(block)) => of == *block,
            (Of::Columns, Difference::Block(Block::Columns) | Difference::ColumnTitle { .. }) => true,
            (Of::Direction(at), Difference::Direction { new, .. }) => at == *new,
            (Of::Activity { new: Some(at), .. }, Difference::Activity { new: Some(new), .. }) => at == *new,
            (Of::Activity { new: None, old: Some(at) }, Difference::Activity { new: None, old: gone, .. }) => {
                old(at) == *gone
            }
            (Of::Annexes, Difference::Annex { .. }) => true,
            _ => false,
        }
    }
}

/// Margins that are being gathered.
#[derive(Debug, Default)]
pub(super) struct Margins {
    pub(super) list: Vec<Margin>,
}

impl Margins {
    pub(super) fn add_said(&mut self, of: Of, said: &Said<'_>, document: &Document) {
        self.add(of, said.paragraphs.iter().copied(), &[], document);
    }

    /// Adds what hangs on paragraphs, and the changes of the row that they stand in.
    pub(super) fn add<'a>(
        &mut self,
        of: Of,
        paragraphs: impl Iterator<Item = &'a Paragraph>,
        row: &[Change],
        document: &Document,
    ) {
        let mut marks = Vec::new();
        let mut comments = Vec::new();
        for paragraph in paragraphs {
            marks.extend(paragraph.changes.iter().map(mark));
            comments.extend(paragraph.comments.iter().filter_map(|at| document.comments.get(*at)).cloned());
        }
        marks.extend(row.iter().map(mark));
        if marks.is_empty() && comments.is_empty() {
            return;
        }
        let at = match self.list.iter().position(|known| known.of == of && of != Of::Other) {
            Some(at) => at,
            None => {
                self.list.push(Margin { of, marks: Vec::new(), comments: Vec::new() });
                self.list.len() - 1
            }
        };
        let margin = &mut self.list[at];
        for mark in marks {
            if !margin.marks.contains(&mark) {
                margin.marks.push(mark);
            }
        }
        for comment in comments {
            if !margin.comments.contains(&comment) {
                margin.comments.push(comment);
            }
        }
    }
}

fn mark(change: &Change) -> Mark {
    Mark { author: change.author.trim().to_owned(), day: change.day.chars().take_while(|sign| *sign != 'T').collect() }
}
