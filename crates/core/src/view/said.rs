//! What the pages of a report say, in the order in which a PDF of it says it: known without setting any type.
//!
//! Mirrors `templates/report.typ` and what it uses. Whoever compares must take another text for a question, not for an answer: a
//! joined cell that runs over the end of a page, say, stands there in another order.

use super::chart::ChartView;
use super::report::{ContentView, ReportView};
use super::requisites::{BlockView, TasksView};
use super::table::{RowView, TableView};
use super::words::Words;

/// What the pages of a document say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// The title in the properties of the file.
    pub title: String,
    /// All texts, without blanks and without what only says where lines end.
    pub own: String,
    /// What is repeated on pages beside their numbers: the heads of tables, spelled likewise.
    pub heads: Vec<String>,
}

/// What the pages of a report say.
pub fn said(view: &ReportView) -> Said {
    let mut said = Said { title: view.document.title.clone(), ..Said::default() };
    said.texts(view.draft);
    said.corner(&view.corner.left, &view.corner.right);
    said.words([&view.title].into_iter().chain(&view.edition).chain(&view.facts));
    view.sources.iter().for_each(|list| said.list(list));
    for section in &view.sections {
        said.texts([section.heading]);
        for content in &section.content {
            match content {
                ContentView::Paragraphs(texts) => said.words(texts),
                ContentView::List(list) => said.list(list),
                ContentView::Table(table) => said.table(table),
                ContentView::Chart(chart) => said.chart(chart),
            }
        }
    }
    // They hang on what stands last.
    if view.sections.iter().any(|section| !section.content.is_empty()) {
        for signature in &view.signatures {
            said.texts([signature.post.as_str()]);
            said.words(signature.stamp.iter().flat_map(|stamp| &stamp.lines));
            said.texts([signature.name.as_str()]);
        }
        said.texts(view.maker.iter().flatten().map(String::as_str));
    }
    said
}

/// A text without blanks, and without signs that only say where a line may end.
pub fn bare(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|sign| !sign.is_whitespace() && !matches!(sign, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}'))
}

impl Said {
    fn texts<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) {
        texts.into_iter().for_each(|text| self.own.extend(bare(text)));
    }

    fn words<'a>(&mut self, words: impl IntoIterator<Item = &'a Words>) {
        words.into_iter().for_each(|words| put(words, &mut self.own));
    }

    /// Agreements beside approvals; approvals alone two by two.
    fn corner(&mut self, left: &[BlockView], right: &[BlockView]) {
        if left.is_empty() {
            return right.iter().for_each(|block| self.block(block));
        }
        for at in 0..left.len().max(right.len()) {
            [left.get(at), right.get(at)].into_iter().flatten().for_each(|block| self.block(block));
        }
    }

    fn block(&mut self, block: &BlockView) {
        self.words([&block.mark].into_iter().chain(&block.lines));
        self.words(block.stamp.iter().flat_map(|stamp| &stamp.lines));
        self.texts(block.name.iter().chain(&block.date).map(String::as_str));
    }

    fn list(&mut self, list: &TasksView) {
        self.texts([list.caption]);
        for item in &list.items {
            self.texts([item.label.as_str()]);
            self.words([&item.text]);
        }
    }

    fn chart(&mut self, chart: &ChartView) {
        for bar in &chart.bars {
            self.words([&bar.label]);
            self.texts(bar.parts.iter().map(|part| part.figure.as_str()));
        }
        self.texts(chart.legend.iter().map(|key| key.text.as_str()));
    }

    fn table(&mut self, table: &TableView) {
        let mut rows = Rows::default();
        let numbers = |rows: &mut Rows| {
            if let Some(numbers) = &table.numbers {
                rows.row(numbers.iter().map(|number| (1, bare(number).collect())));
            }
        };
        for row in &table.head {
            rows.row(row.iter().map(|cell| (cell.rowspan, spelled(&cell.text))));
        }
        let head = rows.said.clone();
        numbers(&mut rows);
        match table.repeat {
            "head" => self.heads.push(rows.said.clone()),
            "numbers" if table.numbers.is_some() => self.heads.push(rows.said[head.len()..].to_owned()),
            "numbers" => self.heads.push(head),
            _ => {}
        }
        for group in &table.groups {
            for band in &group.bands {
                rows.row([(1, spelled(band))]);
            }
            for row in &group.rows {
                match row {
                    RowView::Plain(texts) => rows.row(texts.iter().map(|text| (1, bare(text).collect()))),
                    RowView::Texts { texts, .. } => rows.row(texts.iter().map(|text| (1, spelled(text)))),
                    RowView::Special { cells, .. } => {
                        rows.row(cells.iter().map(|cell| (cell.rowspan, spelled(&cell.text))));
                    }
                }
            }
        }
        self.own.push_str(&rows.said);
        table.rest.iter().for_each(|rest| self.table(rest));
    }
}

/// The rows of a table: a joined cell comes before the last row that it covers.
#[derive(Default)]
struct Rows {
    said: String,
    /// Joined cells that end further down, with the row in which they do.
    joined: Vec<(usize, String)>,
    next: usize,
}

impl Rows {
    /// A row of cells, each with the number of rows that it covers.
    fn row(&mut self, cells: impl IntoIterator<Item = (usize, String)>) {
        let mut own = String::new();
        for (rowspan, text) in cells {
            if rowspan > 1 { self.joined.push((self.next + rowspan - 1, text)) } else { own.push_str(&text) }
        }
        let (ended, open) = std::mem::take(&mut self.joined).into_iter().partition(|(last, _)| *last <= self.next);
        self.joined = open;
        let ended: Vec<(usize, String)> = ended;
        ended.iter().for_each(|(_, text)| self.said.push_str(text));
        self.said.push_str(&own);
        self.next += 1;
    }
}

fn spelled(words: &Words) -> String {
    let mut text = String::new();
    put(words, &mut text);
    text
}

fn put(words: &Words, text: &mut String) {
    match words {
        Words::Plain(plain) | Words::Long { long: plain } => text.extend(bare(plain)),
        Words::Narrowed { narrowed, .. } => put(narrowed, text),
        Words::Ragged { ragged } => ragged.iter().for_each(|part| put(part, text)),
        Words::Parted { parts } => parts.iter().for_each(|part| text.extend(bare(part))),
    }
}
