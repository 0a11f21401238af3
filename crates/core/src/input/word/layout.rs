//! A document as a grid of the rules of tables: each paragraph is a row, and so is each row of a table. What is not seen
//! of the text, and what stands outside of it, is told aside.

use std::borrow::Cow;
use std::slice;
use std::sync::Arc;

use super::Tracked;
use super::fault::too_large;
use super::model::{Block, Cell, Document, Look, Object, Paragraph, Side, Table};
use crate::diagnostics::{
    CellRef, DOCUMENT, Diagnostic, Diagnostics, ObjectKind, Place, Problem, TableCell, WordProblem,
};
use crate::input::table::{
    Aside, Content, Fate, Format, Grid, Layout, Reason, Sheet, Spot, Standing, Trouble, is_block,
};

/// Columns that paragraphs stand over where no table has more.
const LEAST: u32 = 4;
/// Blanks with which words are set apart.
const APART: usize = 5;

/// A document that was laid out.
pub(super) struct LaidOut {
    pub(super) sheet: Sheet,
    remarks: Vec<Diagnostic>,
    /// Why it was not laid out as a whole.
    pub(super) laid: Result<(), Trouble>,
}

impl LaidOut {
    /// Says nothing of pictures with one of these names: they were drawn of what is read.
    pub(super) fn forget_pictures(&mut self, names: &[String]) {
        self.remarks.retain(|remark| match &remark.problem {
            Problem::Word(WordProblem::NotRead { kind: ObjectKind::Picture, name }) => {
                !names.iter().any(|known| known.trim() == name.trim())
            }
            _ => true,
        });
    }

    /// Tells what stands in the document beside its text, after the columns of its table have got their names.
    pub(super) fn tell(&mut self, diagnostics: &Diagnostics) {
        for mut remark in self.remarks.drain(..) {
            if let Some(cell) = self.sheet.cell_of(&remark.place) {
                remark.place = self.sheet.at(cell);
            }
            diagnostics.push(remark);
        }
    }
}

/// A document that is being laid out.
pub(super) struct Page<'a> {
    document: &'a Document,
    file: Arc<str>,
    /// What is to be told once the columns have names.
    remarks: Vec<Diagnostic>,
    grid: Grid,
    layout: Layout,
    asides: Vec<Aside>,
    format: Arc<Format>,
    /// The row that is filled next.
    row: u32,
    /// Columns that a paragraph stands over.
    width: u32,
    /// Whether the last row was left empty.
    is_gap: bool,
    /// Whether blocks stand side by side, parted by blanks.
    is_two_sided: bool,
}

impl<'a> Page<'a> {
    pub(super) fn new(document: &'a Document, file: &Arc<str>) -> Self {
        let columns = document.blocks.iter().map(|block| match block {
            Block::Table(table) => table.columns,
            Block::Paragraph(_) => 0,
        });
        Self {
            document,
            file: Arc::clone(file),
            remarks: Vec::new(),
            grid: Grid::default(),
            layout: Layout::default(),
            asides: Vec::new(),
            format: Arc::default(),
            row: 0,
            width: columns.max().unwrap_or_default().max(LEAST),
            is_gap: true,
            is_two_sided: false,
        }
    }

    /// Lays the document out. After trouble, the sheet holds what was laid out before.
    pub(super) fn lay_out(mut self) -> LaidOut {
        let laid = self.document.blocks.iter().try_for_each(|block| match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Table(table) => self.table(table),
        });
        self.tell_outside();
        let Self { grid, layout, asides, file, remarks, .. } = self;
        LaidOut { sheet: Sheet::of_document(&file, grid.finish(), layout, asides), remarks, laid }
    }

    // --- the text

    fn paragraph(&mut self, paragraph: &Paragraph) -> Result<(), Trouble> {
        let place = self.paragraph_place(paragraph.number);
        self.tell_beside(std::slice::from_ref(paragraph), &place);
        if paragraph.is_blank() {
            self.tell_unseen(std::slice::from_ref(paragraph), place);
            self.gap();
            self.is_two_sided = false;
            return Ok(());
        }
        let parts = self.parts(paragraph);
        let has_two = parts.len() == 2;
        for (side, text) in parts {
            let is_right = has_two && side == Side::Right;
            let (first, last) = self.columns(side);
            self.put(first, &text)?;
            let spot = Spot::Paragraph { number: paragraph.number, is_right };
            self.layout.put(CellRef { row: self.row, column: first }, spot);
            self.grid.merge((self.row, first), (self.row, last))?;
        }
        let Look { side, is_heading } = paragraph.look;
        self.layout.set_look(self.row, Standing { is_centred: side == Side::Middle, is_heading });
        self.next_row()
    }

    /// The columns that something at a side of the page stands over.
    fn columns(&self, side: Side) -> (u32, u32) {
        let half = (self.width / 2).max(2);
        match side {
            Side::Whole | Side::Middle => (0, self.width - 1),
            Side::Left => (0, half - 1),
            Side::Right => (half, self.width - 1),
        }
    }

    /// What stands at which side in a paragraph: two blocks are often parted by tabs or blanks, line by line.
    fn parts(&mut self, paragraph: &Paragraph) -> Vec<(Side, String)> {
        let shown = paragraph.shown();
        let whole = |side| vec![(side, plain(&shown).into_owned())];
        let lines: Vec<Sides<'_>> = paragraph.text.lines().map(sides).collect();
        let is_marked =
            |line: &Sides<'_>| matches!(line, (Some(left), Some(right)) if is_block(left) || is_block(right));
        self.is_two_sided |= lines.iter().any(is_marked);
        let has_right = lines.iter().any(|(_, right)| right.is_some());
        if !self.is_two_sided || !has_right || !paragraph.label.is_empty() {
            self.is_two_sided &= paragraph.look.side != Side::Middle && has_right;
            return whole(paragraph.look.side);
        }
        let left: Vec<_> = lines.iter().filter_map(|(left, _)| left.map(plain)).collect();
        let right: Vec<_> = lines.iter().filter_map(|(_, right)| right.map(plain)).collect();
        let parts = [(Side::Left, left.join("\n")), (Side::Right, right.join("\n"))];
        parts.into_iter().filter(|(_, text)| !text.is_empty()).collect()
    }

    fn table(&mut self, table: &Table) -> Result<(), Trouble> {
        self.is_two_sided = false;
        // Rows of the grid for rows of the table; those that are taken away have none.
        let mut rows: Vec<Option<u32>> = Vec::new();
        let mut next = self.row;
        for row in &table.rows {
            rows.push((!row.is_removed).then_some(next));
            next += u32::from(!row.is_removed);
        }
        for (row, number) in table.rows.iter().zip(1_u32..) {
            for cell in &row.cells {
                self.cell(cell, table.number, number, &rows)?;
            }
            if !row.is_removed {
                self.layout.set_row(self.row, table.number, number, table.columns);
                self.next_row()?;
            }
        }
        self.gap();
        Ok(())
    }

    fn cell(&mut self, cell: &Cell, table: u32, row: u32, rows: &[Option<u32>]) -> Result<(), Trouble> {
        let column = cell.column + 1;
        let place = |page: &Self| {
            let cell = TableCell { table, row, column, title: None, order: page.row * 2 };
            Place::Table { file: Arc::clone(&page.file), cell: Arc::new(cell) }
        };
        if cell.paragraphs.iter().any(has_beside) {
            self.tell_beside(&cell.paragraphs, &place(self));
        }
        let shown = cell.shown();
        let text = plain(&shown);
        if text.is_empty() || rows.get(row as usize - 1).copied().flatten().is_none() {
            self.tell_unseen(&cell.paragraphs, place(self));
        }
        let covered = rows.iter().skip(row as usize - 1).take(cell.rows as usize).flatten();
        let (Some(first), Some(last)) = (covered.clone().min(), covered.max()) else { return Ok(()) };
        self.put(cell.column, &text)?;
        self.layout.put(CellRef { row: *first, column: cell.column }, Spot::Cell { table, row, column });
        self.grid.merge((*first, cell.column), (*last, cell.column + cell.columns - 1))
    }

    fn put(&mut self, column: u32, text: &str) -> Result<(), Trouble> {
        self.is_gap = false;
        self.grid.put(self.row, column, Content::Text(text.into()), &self.format)
    }

    fn next_row(&mut self) -> Result<(), Trouble> {
        self.row = self.row.checked_add(1).ok_or_else(|| too_large("строк", u64::from(u32::MAX)))?;
        Ok(())
    }

    /// Leaves a row empty; several empty paragraphs are one gap.
    fn gap(&mut self) {
        if !self.is_gap {
            self.row += 1;
            self.is_gap = true;
        }
    }

    // --- what is told aside

    fn paragraph_place(&self, paragraph: u32) -> Place {
        Place::Paragraph { file: Arc::clone(&self.file), part: DOCUMENT.into(), paragraph, order: self.row * 2 }
    }

    fn place_in(&self, part: &str, paragraph: u32) -> Place {
        Place::Paragraph { file: Arc::clone(&self.file), part: part.into(), paragraph, order: paragraph }
    }

    fn remark(&mut self, problem: WordProblem, place: &Place, found: &str) {
        let remark = Diagnostic::new(problem, place.clone());
        self.remarks.push(if found.is_empty() { remark } else { remark.found(found) });
    }

    /// Remarks on what hangs on some text: comments, notes, hidden words.
    fn tell_beside(&mut self, paragraphs: &[Paragraph], place: &Place) {
        for paragraph in paragraphs {
            let hidden = paragraph.hidden.trim();
            if !hidden.is_empty() {
                self.remark(WordProblem::Hidden, place, hidden);
            }
            let struck = paragraph.struck.trim();
            if !struck.is_empty() {
                self.remark(WordProblem::Struck, place, struck);
            }
            if !paragraph.raised.is_empty() {
                self.remark(WordProblem::Raised { signs: paragraph.raised.clone() }, place, "");
            }
            for object in &paragraph.objects {
                self.remark(not_read(object), place, "");
            }
            let document = self.document;
            for comment in paragraph.comments.iter().filter_map(|at| document.comments.get(*at)) {
                let (author, text) = (comment.author.clone(), comment.text.clone());
                self.remark(WordProblem::Comment { author, text }, place, "");
            }
            for note in paragraph.notes.iter().filter_map(|at| document.notes.get(*at)) {
                self.remark(WordProblem::Note { text: note.text.clone() }, place, "");
            }
        }
    }

    /// Tells of text of which nothing is seen.
    fn tell_unseen(&mut self, paragraphs: &[Paragraph], place: Place) {
        type Part = fn(&Paragraph) -> &str;
        let joined = |part: Part| {
            let lines = paragraphs.iter().map(part).map(str::trim).filter(|line| !line.is_empty());
            lines.collect::<Vec<_>>().join("\n")
        };
        // What was struck out by hand was deleted, too, if not in the way that Word has for it.
        let kinds: [(Part, Reason); 3] = [
            (|known| &known.removed, Reason::Deleted),
            (|known| &known.struck, Reason::Deleted),
            (|known| &known.hidden, Reason::Hidden),
        ];
        let unseen = kinds.map(|(part, reason)| (joined(part), reason));
        let Some((text, reason)) = unseen.into_iter().find(|(text, _)| !text.is_empty()) else { return };
        self.asides.push(Aside { place, text, fate: Fate::LeftOut(reason) });
    }

    /// Tells of headers, footers, notes and comments.
    fn tell_outside(&mut self) {
        let document = self.document;
        for outside in &document.outside {
            for paragraph in &outside.paragraphs {
                let place = self.place_in(&outside.part, paragraph.number);
                self.tell_beside(slice::from_ref(paragraph), &place);
                if paragraph.is_blank() {
                    self.tell_unseen(slice::from_ref(paragraph), place);
                    continue;
                }
                let text = plain(&paragraph.shown()).into_owned();
                let fate = if paragraph.is_page_number {
                    Fate::LeftOut(Reason::PageNumber)
                } else {
                    let problem = WordProblem::Outside { text: text.clone() };
                    self.remark(problem.clone(), &place, "");
                    Fate::told(Problem::from(problem))
                };
                self.asides.push(Aside { place, text, fate });
            }
        }
        let anchored = |is_meant: fn(&Paragraph) -> &Vec<usize>, at: usize| {
            document.paragraphs().any(|paragraph| is_meant(paragraph).contains(&at))
        };
        let mut asides = Vec::new();
        for (at, note) in document.notes.iter().enumerate().filter(|(_, note)| !note.text.is_empty()) {
            let place = self.place_in(note.part, note.number);
            if !anchored(|paragraph| &paragraph.notes, at) {
                self.remark(WordProblem::Note { text: note.text.clone() }, &place, "");
            }
            asides.push(Aside { place, text: note.text.clone(), fate: Fate::LeftOut(Reason::Footnote) });
        }
        for (at, comment) in document.comments.iter().enumerate().filter(|(_, known)| !known.text.is_empty()) {
            let place = self.place_in("comments", at as u32 + 1);
            if !anchored(|paragraph| &paragraph.comments, at) {
                let (author, text) = (comment.author.clone(), comment.text.clone());
                self.remark(WordProblem::Comment { author, text }, &place, "");
            }
            asides.push(Aside { place, text: comment.text.clone(), fate: Fate::LeftOut(Reason::Comment) });
        }
        self.asides.extend(asides);
    }
}

/// What is to be said of the tracked changes of a document, if it has any.
pub(super) fn tracked_changes(document: &Document, tracked: Tracked) -> Option<WordProblem> {
    let mut authors: Vec<String> = Vec::new();
    let mut count = 0;
    for change in document.changes() {
        count += 1;
        if !change.author.is_empty() && !authors.contains(&change.author) {
            authors.push(change.author.clone());
        }
    }
    (count > 0).then(|| WordProblem::Tracked { count, authors, are_accepted: tracked == Tracked::Accept })
}

/// What is to be said of something that is no text.
fn not_read(object: &Object) -> WordProblem {
    WordProblem::NotRead { kind: object.kind, name: object.name.clone() }
}

/// Whether something hangs on the text of a paragraph.
fn has_beside(paragraph: &Paragraph) -> bool {
    let Paragraph { hidden, struck, raised, objects, comments, notes, .. } = paragraph;
    let is_bare = hidden.is_empty() && struck.is_empty() && raised.is_empty();
    !(is_bare && objects.is_empty() && comments.is_empty() && notes.is_empty())
}

/// A text without the tabs that only move it.
fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(['\t', '\n']) {
        return Cow::Borrowed(text.trim());
    }
    let lines = text.lines().map(|line| {
        let parts = line.split('\t').map(str::trim).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" ")
    });
    Cow::Owned(lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"))
}

/// What stands at the left and at the right of a line.
type Sides<'t> = (Option<&'t str>, Option<&'t str>);

/// What stands at the left and at the right of a line that tabs or many blanks part.
fn sides(line: &str) -> Sides<'_> {
    let some = |text: &'_ str| -> bool { !text.trim().is_empty() };
    let mut from = 0;
    while let Some(start) = line.get(from..).and_then(|rest| rest.find([' ', '\u{a0}', '\t'])).map(|at| from + at) {
        let rest = line.get(start..).unwrap_or_default();
        let end = start + rest.find(|c: char| !matches!(c, ' ' | '\u{a0}' | '\t')).unwrap_or(rest.len());
        let gap = line.get(start..end).unwrap_or_default();
        if gap.contains('\t') || gap.chars().count() >= APART {
            let (left, right) = (line.get(..start).unwrap_or_default(), line.get(end..).unwrap_or_default());
            return (Some(left).filter(|left| some(left)), Some(right).filter(|right| some(right)));
        }
        from = end;
    }
    (Some(line).filter(|line| some(line)), None)
}

#[cfg(test)]
mod tests {
    use super::sides;

    #[test]
    fn tabs_and_many_blanks_part_a_line() {
        for (line, left, right) in [
            ("СОГЛАСОВАНО\t\tУТВЕРЖДАЮ", Some("СОГЛАСОВАНО"), Some("УТВЕРЖДАЮ")),
            ("Председатель ПК        Директор школы", Some("Председатель ПК"), Some("Директор школы")),
            ("\t\tУТВЕРЖДАЮ", None, Some("УТВЕРЖДАЮ")),
            ("План  на 2027 год", Some("План  на 2027 год"), None),
            ("", None, None),
            ("конец   \t", Some("конец"), None),
        ] {
            assert_eq!(sides(line), (left, right), "{line}");
        }
    }
}
