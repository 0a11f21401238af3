//! What a copy says that came back: its paragraphs and tables, sorted as those that were written.

use std::collections::HashSet;
use std::sync::Arc;

use super::rows::heads;
use super::text::{normal, typed};
use super::written::Copy;
use crate::diagnostics::{DOCUMENT, Place, TableCell};
use crate::domain::one_line;
use crate::input::word::model::{Block, Cell, Document, Paragraph, Row, Table};
use crate::word::names::BOOKMARK;

/// Gives a place its place in reading order.
pub(crate) type Ordered<'a> = &'a dyn Fn(Place) -> Place;

/// Some text with all that hangs on it.
#[derive(Debug, Clone)]
pub(super) struct Said<'a> {
    pub(super) text: String,
    pub(super) place: Place,
    pub(super) paragraphs: Vec<&'a Paragraph>,
    pub(super) is_heading: bool,
}

/// A row of the table.
#[derive(Debug, Clone)]
pub(super) struct SeenRow<'a> {
    pub(super) row: &'a Row,
    /// Column by column; a cell that reaches over several stands in each of them. `None` where there is none.
    pub(super) cells: Vec<Option<Said<'a>>>,
    /// What stands in columns that were not written.
    pub(super) strangers: Vec<Said<'a>>,
    /// Whether one cell takes all of it.
    pub(super) is_band: bool,
    /// The activity whose bookmark stands in it, from 0.
    pub(super) activity: Option<usize>,
}

impl SeenRow<'_> {
    pub(super) fn texts(&self) -> Vec<String> {
        self.cells.iter().map(|cell| cell.as_ref().map(|cell| normal(&cell.text)).unwrap_or_default()).collect()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.texts().iter().all(String::is_empty)
    }

    /// Its text in one, each cell once.
    pub(super) fn whole(&self) -> String {
        let mut texts = self.texts();
        texts.dedup();
        texts.join(" ").trim().to_owned()
    }

    /// Where it stands: its first filled cell.
    pub(super) fn place(&self) -> Option<&Place> {
        let mut cells = self.cells.iter().flatten();
        let filled = cells.clone().find(|cell| !cell.text.trim().is_empty());
        filled.or_else(|| cells.next()).map(|cell| &cell.place)
    }

    pub(super) fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.row.cells.iter().flat_map(|cell| &cell.paragraphs)
    }
}

/// What the copy says.
#[derive(Debug)]
pub(super) struct Seen<'a> {
    pub(super) document: &'a Document,
    pub(super) above: Vec<Said<'a>>,
    /// The rows of the table without rules above: left and right, line by line.
    pub(super) corners: Vec<[Vec<Said<'a>>; 2]>,
    pub(super) rows: Vec<SeenRow<'a>>,
    /// Rows that tracked changes take away.
    pub(super) gone: Vec<SeenRow<'a>>,
    pub(super) below: Vec<Said<'a>>,
    /// How many of these stand above the signatures, where there are any.
    pub(super) unsigned: Option<usize>,
    /// Paragraphs that tracked changes take away.
    pub(super) removed: Vec<&'a Paragraph>,
    pub(super) signatures: Vec<[Said<'a>; 2]>,
    /// What stands in tables that are none of these.
    pub(super) others: Vec<Said<'a>>,
    /// Of a report, the tables that were written: which one, and its rows.
    pub(super) tables: Vec<(usize, Vec<SeenRow<'a>>)>,
}

/// Sorts what a document says as `copy` has it; `edition` is the one in the bookmarks.
pub(super) fn seen<'a>(
    document: &'a Document,
    copy: &Copy,
    edition: &str,
    (file, ordered): (&Arc<str>, Ordered<'_>),
) -> Seen<'a> {
    let tables: Vec<&Table> = document.blocks.iter().filter_map(table).collect();
    let mine = main_tables(&tables, copy, edition);
    let first = tables.iter().position(|table| mine.contains(&table.number));
    let last = tables.iter().rposition(|table| mine.contains(&table.number));
    // The blocks in the corners are the last table above, the signatures the first one below.
    let corner =
        first.and_then(|at| tables[..at].last()).filter(|table| !copy.corners.is_empty() && table.columns == 3);
    let end = last.and_then(|at| tables.get(at + 1)).filter(|table| !copy.signatures.is_empty() && table.columns == 2);
    let place = Places { file, ordered };
    let mut seen = Seen {
        document,
        above: Vec::new(),
        corners: corner.map(|table| corners(table, &place)).unwrap_or_default(),
        rows: Vec::new(),
        gone: Vec::new(),
        below: Vec::new(),
        unsigned: None,
        removed: Vec::new(),
        signatures: end.map(|table| signatures(table, &place)).unwrap_or_default(),
        others: Vec::new(),
        tables: Vec::new(),
    };
    let mut is_below = false;
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) if paragraph.is_blank() => {
                seen.removed.extend((!paragraph.removed.trim().is_empty()).then_some(paragraph));
            }
            Block::Paragraph(paragraph) => {
                let said = place.paragraph(paragraph);
                if is_below { seen.below.push(said) } else { seen.above.push(said) }
            }
            Block::Table(table) if mine.contains(&table.number) => {
                is_below = true;
                let titles = copy.plan.columns().map(|column| column.title.clone()).collect();
                let shape = Shape { titles, heads: heads(&copy.rows).len() };
                for row in rows(table, &shape, edition, &place) {
                    if row.row.is_removed { seen.gone.push(row) } else { seen.rows.push(row) }
                }
            }
            Block::Table(table) if end.is_some_and(|end| end.number == table.number) => {
                seen.unsigned = Some(seen.below.len());
            }
            Block::Table(table) if corner.is_some_and(|corner| corner.number == table.number) => {}
            Block::Table(table) => seen.others.extend(place.cells(table)),
        }
    }
    seen
}

/// What the columns of a table that was written are known by.
pub(super) struct Shape {
    /// Their titles.
    pub(super) titles: Vec<String>,
    /// How many rows its head has.
    pub(super) heads: usize,
}

pub(super) fn table(block: &Block) -> Option<&Table> {
    match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) => None,
    }
}

/// The activity whose bookmark stands in a row.
fn activity(row: &Row, edition: &str) -> Option<usize> {
    let bookmarks = row.cells.iter().flat_map(|cell| &cell.paragraphs).flat_map(|paragraph| &paragraph.bookmarks);
    bookmarks.filter_map(|bookmark| number(&bookmark.name, edition)).next()
}

/// Which activity a bookmark names, from 0.
fn number(bookmark: &str, edition: &str) -> Option<usize> {
    let number = bookmark.strip_prefix(BOOKMARK)?.strip_prefix(edition)?.strip_prefix('_')?;
    number.parse::<usize>().ok()?.checked_sub(1)
}

/// The numbers of the tables that hold activities: those with bookmarks, else the one that has most of their names, else of the
/// titles of their columns; one that was parted has its rest in a table of as many columns.
fn main_tables(tables: &[&Table], copy: &Copy, edition: &str) -> HashSet<u32> {
    let names: HashSet<String> = copy.plan.activities().map(|activity| one_line(&activity.name)).collect();
    let titles: HashSet<String> = copy.plan.columns().map(|column| normal(&column.title)).collect();
    let count = |table: &Table, texts: &HashSet<String>| {
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        cells.filter(|cell| texts.contains(&normal(&cell.shown()))).count()
    };
    let known = |table: &Table| count(table, &names);
    let is_marked = |table: &Table| table.rows.iter().any(|row| activity(row, edition).is_some());
    let main = tables.iter().find(|table| is_marked(table)).or_else(|| {
        let best = tables.iter().max_by_key(|table| (known(table), count(table, &titles), table.rows.len()))?;
        Some(best)
    });
    let Some(main) = main else { return HashSet::new() };
    let belongs = |table: &&&Table| {
        table.number == main.number || is_marked(table) || table.columns == main.columns && known(table) > 0
    };
    tables.iter().filter(belongs).map(|table| table.number).collect()
}

/// How places of a document are told.
pub(super) struct Places<'p> {
    pub(super) file: &'p Arc<str>,
    pub(super) ordered: Ordered<'p>,
}

impl Places<'_> {
    pub(super) fn paragraph<'a>(&self, paragraph: &'a Paragraph) -> Said<'a> {
        let place = Place::Paragraph {
            file: Arc::clone(self.file),
            part: DOCUMENT.into(),
            paragraph: paragraph.number,
            order: 0,
        };
        Said {
            text: typed(&paragraph.shown()),
            place: (self.ordered)(place),
            paragraphs: vec![paragraph],
            is_heading: paragraph.look.is_heading,
        }
    }

    fn at(&self, table: &Table, row: u32, cell: &Cell, title: Option<&str>) -> Place {
        let own = TableCell { table: table.number, row, column: cell.column + 1, title: None, order: 0 };
        let place = (self.ordered)(Place::Table { file: Arc::clone(self.file), cell: Arc::new(own) });
        match place {
            Place::Table { file, cell } => {
                let title = title.map(|title| one_line(title).into()).or_else(|| cell.title.clone());
                Place::Table { file, cell: Arc::new(TableCell { title, ..(*cell).clone() }) }
            }
            other => other,
        }
    }

    fn cell<'a>(&self, table: &Table, row: u32, cell: &'a Cell, title: Option<&str>) -> Said<'a> {
        Said {
            text: typed(&cell.shown()),
            place: self.at(table, row, cell, title),
            paragraphs: cell.paragraphs.iter().collect(),
            is_heading: false,
        }
    }

    /// All cells of a table that say something.
    pub(super) fn cells<'a>(&self, table: &'a Table) -> Vec<Said<'a>> {
        let cells = kept(table).flat_map(|(number, row)| row.cells.iter().map(move |cell| (number, cell)));
        let said = cells.map(|(number, cell)| self.cell(table, number, cell, None));
        said.filter(|said| !said.text.trim().is_empty()).collect()
    }

    /// The paragraphs of a cell, each by itself.
    fn lines<'a>(&self, table: &Table, row: u32, cell: &'a Cell) -> Vec<Said<'a>> {
        let filled = cell.paragraphs.iter().filter(|paragraph| !paragraph.is_blank());
        let place = self.at(table, row, cell, None);
        let lines = filled.flat_map(|paragraph| {
            let text = typed(&paragraph.shown());
            text.lines().map(|line| (line.to_owned(), paragraph)).collect::<Vec<_>>()
        });
        lines
            .map(|(text, paragraph)| Said {
                text,
                place: place.clone(),
                paragraphs: vec![paragraph],
                is_heading: false,
            })
            .collect()
    }
}

fn kept(table: &Table) -> impl Iterator<Item = (u32, &Row)> {
    (1..).zip(&table.rows).filter(|(_, row)| !row.is_removed)
}

pub(super) fn corners<'a>(table: &'a Table, place: &Places<'_>) -> Vec<[Vec<Said<'a>>; 2]> {
    let rows = kept(table).map(|(number, row)| {
        let side = |column: u32| row.cells.iter().find(|cell| cell.column == column);
        [side(0), side(2)].map(|cell| cell.map(|cell| place.lines(table, number, cell)).unwrap_or_default())
    });
    rows.collect()
}

pub(super) fn signatures<'a>(table: &'a Table, place: &Places<'_>) -> Vec<[Said<'a>; 2]> {
    let rows = kept(table).filter_map(|(number, row)| {
        let side = |column: u32| row.cells.iter().find(|cell| cell.column == column);
        let sides = [side(0)?, side(1)?].map(|cell| place.cell(table, number, cell, None));
        sides.iter().any(|side| !side.text.is_empty()).then_some(sides)
    });
    rows.collect()
}

/// The rows of a table, their columns as they were written, where these can be told.
pub(super) fn rows<'a>(table: &'a Table, shape: &Shape, edition: &str, place: &Places<'_>) -> Vec<SeenRow<'a>> {
    let count = table.columns as usize;
    let mut owners: Vec<Vec<Option<(u32, &'a Cell)>>> = vec![vec![None; count]; table.rows.len()];
    for (at, (row, number)) in table.rows.iter().zip(1..).enumerate() {
        for cell in &row.cells {
            let columns = cell.column as usize..(cell.column + cell.columns).min(table.columns) as usize;
            for owned in owners.iter_mut().skip(at).take(cell.rows.max(1) as usize) {
                owned.get_mut(columns.clone()).into_iter().flatten().for_each(|owner| *owner = Some((number, cell)));
            }
        }
    }
    let shown = |at: usize| -> Vec<String> {
        owners[at].iter().map(|owner| owner.map(|(_, cell)| normal(&cell.shown())).unwrap_or_default()).collect()
    };
    let columns = columns(shape, count, (0..table.rows.len()).map(shown));
    let titles: Vec<&str> = shape.titles.iter().map(String::as_str).collect();
    let row = |(at, row): (usize, &'a Row)| {
        let said = |(column, from): (usize, &Option<usize>)| {
            let (number, cell) = owners[at].get((*from)?).copied().flatten()?;
            Some(place.cell(table, number, cell, titles.get(column).copied()))
        };
        let is_band = matches!(row.cells.as_slice(), [only] if count > 1 && only.columns as usize >= count);
        let is_known = |cell: &&Cell| columns.contains(&Some(cell.column as usize)) || is_band;
        let strangers = row.cells.iter().filter(|cell| !is_known(cell) && !cell.shown().is_empty());
        SeenRow {
            row,
            strangers: strangers.map(|cell| place.cell(table, at as u32 + 1, cell, None)).collect(),
            cells: columns.iter().enumerate().map(said).collect(),
            is_band,
            activity: activity(row, edition),
        }
    };
    table.rows.iter().enumerate().map(row).collect()
}

/// For each column that was written the one that is seen. Where their number is another one, they are known by their titles.
fn columns(shape: &Shape, count: usize, rows: impl Iterator<Item = Vec<String>>) -> Vec<Option<usize>> {
    if count == shape.titles.len() {
        return (0..count).map(Some).collect();
    }
    let rows: Vec<Vec<String>> = rows.take(shape.heads).collect();
    let title = |title: &String| {
        let title = normal(title);
        (0..count).find(|at| rows.iter().any(|row| row.get(*at).is_some_and(|text| *text == title)))
    };
    shape.titles.iter().map(title).collect()
}
