//! The tables of a view as tables of Word.

use super::blocks::{Cell, Height, Join, Key, Look, Paragraph, Place, Row, Rules, Table};
use super::sheet::Sheet;
use crate::russian::NBSP;
use crate::view::{ColumnView, HeadCellView, RowView, TableView, Words};

/// What a table is made for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Purpose {
    /// The column with the names of the activities, where its rows are those of the plan: their bookmarks stand there.
    pub(super) names: Option<usize>,
    /// Whether cells that are joined over several rows are parted: each row then says all that it means, and may come or
    /// go by itself.
    pub(super) parts_joined: bool,
}

/// A text of the view. What no-break spaces hold together comes apart where there is no room for it, as on the pages: else it
/// would be torn within a word.
pub(super) fn text(words: &Words) -> String {
    match words {
        Words::Plain(text) => text.clone(),
        Words::Long { long } => long.replace(NBSP, " "),
        Words::Parted { parts } => parts.concat(),
        // Where its lines end is for Word to say.
        Words::Ragged { ragged } => ragged.iter().map(text).collect(),
        Words::Narrowed { narrowed, .. } => text(narrowed),
    }
}

/// A text for a cell. LibreOffice does not find the hyphen of «Октябрь-ноябрь 2023» to break at where a no-break space comes
/// behind it, and tears the year.
fn loosened(text: &str) -> String {
    let chain = |chain: &str| match chain.contains(['-', '–']) {
        true => chain.replace(NBSP, " "),
        false => chain.to_owned(),
    };
    text.split_inclusive([' ', '\n']).map(chain).collect()
}

/// A table of the document.
pub(super) fn table(view: &TableView, key: Key, purpose: Purpose, sheet: &Sheet<'_>) -> Table {
    let mut rows = head(view, sheet);
    let (mut bands, mut activities) = (0, 0);
    for group in &view.groups {
        for band in &group.bands {
            rows.push(self::band(view, band, bands, sheet));
            bands += 1;
        }
        let mut above: Vec<Option<Cell>> = vec![None; view.columns.len()];
        for row in &group.rows {
            rows.push(body_row(view, row, activities, purpose, &mut above, sheet));
            activities += 1;
        }
    }
    let total: f64 = view.columns.iter().map(|column| column.width).sum();
    // Some programs take the rule out of the room of the text: a word that just fits would be torn.
    let inset = view.inset.unwrap_or(sheet.tokens.table_inset_x_pt) - sheet.tokens.table_rule_pt;
    Table {
        key,
        rules: Rules::Drawn,
        columns: view.columns.iter().map(|column| column.width / total * sheet.room()).collect(),
        inset: (inset, sheet.tokens.table_inset_y_pt),
        rows,
    }
}

/// A line of a cell in the type of the table.
fn line(view: &TableView, place: Place, look: Look, text: &str, sheet: &Sheet<'_>) -> Paragraph {
    let mut line = Paragraph::new((place, 0), look, loosened(text));
    line.size = Some(view.size).filter(|size| *size != sheet.page.table_size);
    line
}

/// Word repeats rows from the first one on only: where the numbers of the columns are repeated, the titles are too.
fn head(view: &TableView, sheet: &Sheet<'_>) -> Vec<Row> {
    let line = |text: &str, is_bold: bool| {
        let line = line(view, Place::Head, Look::Centred, text, sheet);
        vec![Paragraph { is_bold, keeps_next: true, ..line }]
    };
    let columns = view.columns.len();
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let count = view.head.len();
    for at in 0..count {
        let mut cells = Vec::new();
        let mut column = 0;
        while column < columns {
            // The title that begins here, or one above that reaches down to here.
            let own = view.head[at].iter().find(|cell| cell.column == column);
            let reaching = |cell: &&HeadCellView| cell.column == column && cell.rowspan > 1;
            let above = || view.head[..at].iter().flatten().find(reaching);
            let (span, cell) = match (own, own.is_none().then(above).flatten()) {
                (Some(own), _) => {
                    let join = if own.rowspan > 1 { Join::First } else { Join::None };
                    let cell = Cell::new(own.colspan, line(&text(&own.text), true));
                    (own.colspan, Cell { join, height: Height::Middle, is_turned: own.turned.is_some(), ..cell })
                }
                (None, Some(above)) => {
                    let cell = Cell::new(above.colspan, line("", true));
                    (above.colspan, Cell { join: Join::Rest, height: Height::Middle, ..cell })
                }
                (None, None) => (1, Cell::new(1, line("", true))),
            };
            cells.push(cell);
            column += span.max(1);
        }
        rows.push(cells);
    }
    let numbers = view.numbers.iter().map(|numbers| numbers.iter().map(|it| Cell::new(1, line(it, false))).collect());
    rows.extend(numbers);
    let row = |(at, cells)| {
        let height = turned_height(view, at, sheet);
        Row { repeats: view.repeat != "none", height, ..Row::new((Place::Head, at), cells) }
    };
    rows.into_iter().enumerate().map(row).collect()
}

/// The height of a row of the head in which titles stand on their side; one that reaches over several rows is shared out to
/// them.
fn turned_height(view: &TableView, at: usize, sheet: &Sheet<'_>) -> Option<f64> {
    let rows = view.head.iter().enumerate().take(at + 1);
    let cells = rows.flat_map(|(first, cells)| cells.iter().filter(move |cell| first + cell.rowspan > at));
    let heights = cells.filter_map(|cell| Some(cell.turned? / cell.rowspan.max(1) as f64));
    // LibreOffice takes the rules out of the room, and breaks a word that then lacks a hair of it.
    let around = 2.0 * (sheet.tokens.table_inset_y_pt + 2.0 * sheet.tokens.table_rule_pt);
    heights.reduce(f64::max).map(|height| height + around)
}

/// A band stays with the row below it.
fn band(view: &TableView, words: &Words, at: usize, sheet: &Sheet<'_>) -> Row {
    let line = line(view, Place::Band, Look::Centred, &text(words), sheet);
    let line = Paragraph { is_bold: true, keeps_next: true, ..line };
    Row::new((Place::Band, at), vec![Cell::new(view.columns.len(), vec![line])])
}

/// A row of the table. `above` are the cells that may reach down to it.
fn body_row(
    view: &TableView,
    row: &RowView,
    at: usize,
    purpose: Purpose,
    above: &mut [Option<Cell>],
    sheet: &Sheet<'_>,
) -> Row {
    let look = |column: &ColumnView| if column.align == "center" { Look::Centred } else { Look::Cell };
    let line = |column: usize, text: &str, is_bold: bool| {
        let line = line(view, Place::Line, look(&view.columns[column]), text, sheet);
        let activity = (purpose.names == Some(column)).then_some(at + 1);
        Paragraph { is_bold, activity, ..line }
    };
    let plain = |cells: Vec<Cell>, splits: bool| Row { splits, ..Row::new((Place::Row, at), cells) };
    let (breakable, marked, cells) = match row {
        RowView::Plain(texts) => {
            let cells = texts.iter().enumerate();
            return plain(cells.map(|(at, text)| Cell::new(1, vec![line(at, text, false)])).collect(), false);
        }
        RowView::Texts { texts, .. } => {
            let cells = texts.iter().enumerate();
            return plain(cells.map(|(at, words)| Cell::new(1, vec![line(at, &text(words), false)])).collect(), false);
        }
        RowView::Special { breakable, marked, cells, .. } => (*breakable, *marked, cells),
    };
    let cells = (0..view.columns.len()).map(|column| {
        let own = cells.iter().find(|cell| cell.column == column);
        let mut cell = match own {
            Some(own) => {
                let is_joined = own.rowspan > 1 && !purpose.parts_joined;
                let cell = Cell::new(1, vec![line(column, &text(&own.text), own.strong)]);
                let cell = Cell { join: if is_joined { Join::First } else { Join::None }, ..cell };
                above[column] = Some(cell.clone()).filter(|_| own.rowspan > 1);
                cell
            }
            None => {
                let known = above[column].clone();
                let texts = known.map(|cell| cell.lines[0].plain()).unwrap_or_default();
                let shown = if purpose.parts_joined { texts.as_str() } else { "" };
                let join = if purpose.parts_joined { Join::None } else { Join::Rest };
                let mut lines = vec![line(column, shown, false)];
                // The bookmark of an activity stands where its name does.
                lines[0].activity = lines[0].activity.filter(|_| purpose.parts_joined);
                Cell { join, ..Cell::new(1, lines) }
            }
        };
        cell.is_grey = marked;
        cell
    });
    plain(cells.collect(), breakable)
}
