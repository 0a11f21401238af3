//! Two editions laid over each other: the new one, with what is not in the old one marked as inserted and what is only in the
//! old one as dropped. Accepting all marks gives the new edition, rejecting all the old one.
//!
//! What belongs together is known by what it is, not by where it stands: activities and directions as `domain::Changes`
//! paired them, paragraphs by their likeness. What has moved is dropped in one place and inserted in the other.

mod words;

use std::collections::HashMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::blocks::{Block, Cell, Key, Mark, Paragraph, Piece, Place, Row, Table};
use crate::domain::{Changes, partners};

/// Lays the blocks of two editions over each other.
pub(super) fn merged(mut old: Vec<Block>, new: &[Block], changes: &Changes<'_>) -> Vec<Block> {
    Pairs::of_blocks(&old, new).name(old.iter_mut().map(|block| block.key_mut()));
    let mut merged: Vec<Block> = Vec::new();
    for step in steps(&old, new, Block::key) {
        merged.push(match step {
            Step::Both(old, new) => both(old, new, changes),
            Step::Old(old) => whole(old.clone(), Mark::Deleted),
            Step::New(new) => whole(new.clone(), Mark::Inserted),
        });
    }
    merged
}

fn both(old: &Block, new: &Block, changes: &Changes<'_>) -> Block {
    match (old, new) {
        (Block::Paragraph(old), Block::Paragraph(new)) => Block::Paragraph(paragraph(old, new)),
        (Block::Table(old), Block::Table(new)) => Block::Table(table(old.clone(), new, changes)),
        // A plan has no pictures, and one key is never that of two kinds of blocks.
        (_, new) => new.clone(),
    }
}

/// A block of one edition only.
fn whole(block: Block, mark: Mark) -> Block {
    match block {
        Block::Paragraph(it) => Block::Paragraph(it.marked(mark)),
        Block::Table(it) => {
            Block::Table(Table { rows: it.rows.into_iter().map(|row| row.marked(mark)).collect(), ..it })
        }
        Block::Picture(it) => Block::Picture(it),
    }
}

fn paragraph(old: &Paragraph, new: &Paragraph) -> Paragraph {
    Paragraph { text: words::merged(&old.plain(), &new.plain()), ..new.clone() }
}

// --- tables

/// Rows of both editions in one table: two tables, one behind the other, would be one for Word all the same.
fn table(mut old: Table, new: &Table, changes: &Changes<'_>) -> Table {
    Pairs::of_rows(&old.rows, &new.rows, changes).name(old.rows.iter_mut().map(|row| &mut row.key));
    let columns = Some(old.columns).filter(|columns| columns.len() != new.columns.len());
    let mut rows = Vec::new();
    for step in steps(&old.rows, &new.rows, |row: &Row| row.key) {
        let dropped = |old: &Row| Row { columns: columns.clone(), repeats: false, ..old.clone().marked(Mark::Deleted) };
        match step {
            Step::Both(old, new) if columns.is_none() && has_cells_of(old, new) => rows.push(row(old, new)),
            Step::Both(old, new) => rows.extend([dropped(old), new.clone().marked(Mark::Inserted)]),
            Step::Old(old) => rows.push(dropped(old)),
            Step::New(new) => rows.push(new.clone().marked(Mark::Inserted)),
        }
    }
    Table { rows, ..new.clone() }
}

/// Whether the cells of two rows stand under each other.
fn has_cells_of(old: &Row, new: &Row) -> bool {
    let cells = |row: &Row| row.cells.iter().map(|cell| (cell.span, cell.join)).collect::<Vec<_>>();
    cells(old) == cells(new)
}

fn row(old: &Row, new: &Row) -> Row {
    let cells = old.cells.iter().zip(&new.cells);
    let cell = |(old, new): (&Cell, &Cell)| Cell { lines: lines(old.lines.clone(), &new.lines), ..new.clone() };
    Row { cells: cells.map(cell).collect(), ..new.clone() }
}

/// The lines of a cell.
fn lines(mut old: Vec<Paragraph>, new: &[Paragraph]) -> Vec<Paragraph> {
    if let ([old], [new]) = (old.as_slice(), new) {
        return vec![paragraph(old, new)];
    }
    let mut new = new.to_vec();
    (0..).zip(&mut new).for_each(|(at, line)| line.key = (Place::Line, at));
    (0..).zip(&mut old).for_each(|(at, line)| line.key = (Place::Line, at));
    let mut pairs = Pairs::default();
    pairs.by_text(Place::Line, &texts(&old), &texts(&new));
    pairs.name(old.iter_mut().map(|line| &mut line.key));
    let mut merged: Vec<Paragraph> = Vec::new();
    for step in steps(&old, &new, |line: &Paragraph| line.key) {
        merged.push(match step {
            Step::Both(old, new) => paragraph(old, new),
            Step::Old(old) => old.clone().marked(Mark::Deleted),
            Step::New(new) => new.clone().marked(Mark::Inserted),
        });
    }
    settle(&mut merged);
    merged
}

fn texts(lines: &[Paragraph]) -> Vec<String> {
    lines.iter().map(Paragraph::plain).collect()
}

// --- what belongs together

/// Which things of the old edition are which of the new one, place by place.
#[derive(Default)]
struct Pairs {
    /// For a thing of the old edition its number in the new one.
    known: HashMap<Key, usize>,
    /// How many things the new edition has in a place.
    counts: HashMap<Place, usize>,
}

impl Pairs {
    fn of_blocks(old: &[Block], new: &[Block]) -> Self {
        let of = |blocks: &[Block]| {
            let mut texts: HashMap<Place, Vec<String>> = HashMap::new();
            for block in blocks {
                if let Block::Paragraph(it) = block {
                    texts.entry(it.key.0).or_default().push(it.plain());
                }
            }
            texts
        };
        let (old, new) = (of(old), of(new));
        let mut pairs = Self::default();
        // What there is only once is the same whatever it says.
        let is_list =
            |place: &Place| !matches!(place, Place::Draft | Place::Title | Place::Edition | Place::SignatureGap);
        for (place, texts) in old.iter().filter(|(place, _)| is_list(place)) {
            pairs.by_text(*place, texts, new.get(place).map_or(&[], Vec::as_slice));
        }
        pairs
    }

    fn of_rows(old: &[Row], new: &[Row], changes: &Changes<'_>) -> Self {
        let signatures = |rows: &[Row]| -> Vec<String> {
            rows.iter().filter(|row| row.key.0 == Place::Signature).map(Row::plain).collect()
        };
        let mut pairs = Self::default();
        pairs.by_text(Place::Signature, &signatures(old), &signatures(new));
        pairs.put(Place::Row, &changes.activities);
        // Only directions that have a band show in the table.
        let banded =
            |bands: &[Option<String>]| -> Vec<usize> { (0..bands.len()).filter(|at| bands[*at].is_some()).collect() };
        let (of_old, of_new) = (banded(&changes.old.bands), banded(&changes.new.bands));
        let partner = |new: &usize| changes.directions[*new].and_then(|old| of_old.iter().position(|it| *it == old));
        pairs.put(Place::Band, &of_new.iter().map(partner).collect::<Vec<_>>());
        pairs
    }

    fn by_text(&mut self, place: Place, old: &[String], new: &[String]) {
        self.put(place, &partners(old, new));
    }

    /// `partners` gives for each of the new edition the one of the old.
    fn put(&mut self, place: Place, partners: &[Option<usize>]) {
        self.counts.insert(place, partners.len());
        let known = partners.iter().enumerate().filter_map(|(new, old)| Some(((place, (*old)?), new)));
        self.known.extend(known);
    }

    /// Gives things of the old edition the keys of those of the new one that they are, and the others keys of their own.
    fn name<'a>(&self, keys: impl Iterator<Item = &'a mut Key>) {
        for key in keys {
            if let Some(count) = self.counts.get(&key.0) {
                key.1 = self.known.get(key).copied().unwrap_or(count + key.1);
            }
        }
    }
}

/// A step from the top of two lists to their end.
enum Step<'a, T> {
    Both(&'a T, &'a T),
    Old(&'a T),
    New(&'a T),
}

/// Two lists as one, in which as much as can be is of both; what was dropped stands before what has come.
fn steps<'a, T>(old: &'a [T], new: &'a [T], key: impl Fn(&T) -> Key) -> Vec<Step<'a, T>> {
    let keys = |list: &[T]| list.iter().map(&key).collect::<Vec<_>>();
    let mut steps = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &keys(old), &keys(new)) {
        let (old, new) = (&old[op.old_range()], &new[op.new_range()]);
        match op {
            DiffOp::Equal { .. } => steps.extend(old.iter().zip(new).map(|(old, new)| Step::Both(old, new))),
            _ => {
                steps.extend(old.iter().map(Step::Old));
                steps.extend(new.iter().map(Step::New));
            }
        }
    }
    steps
}

// --- the end of a cell

/// The end of the last paragraph can be neither inserted nor dropped: in its place the end of the one before it is, which
/// then goes on in the last one.
fn settle(paragraphs: &mut Vec<Paragraph>) {
    let kept = paragraphs.iter().rposition(|it| it.mark == Mark::Kept);
    let first = kept.map_or(0, |at| at + 1);
    let tail = &paragraphs[first..];
    let Some(last) = tail.last().map(|it| it.mark) else { return };
    match tail.iter().rposition(|it| it.mark != last) {
        // What was dropped last and what came last are one paragraph.
        Some(other) => {
            let other = paragraphs.remove(first + other);
            if let Some(end) = paragraphs.last_mut() {
                let mut text: Vec<Piece> = other.text.into_iter().chain(std::mem::take(&mut end.text)).collect();
                text.sort_by_key(|piece| piece.mark != Mark::Deleted);
                (end.text, end.mark) = (text, Mark::Kept);
            }
        }
        None => {
            if let Some(kept) = kept {
                paragraphs[kept].mark = last;
            }
            if let Some(end) = paragraphs.last_mut() {
                end.mark = Mark::Kept;
            }
        }
    }
}
