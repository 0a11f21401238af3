//! The views as blocks, in the order of the pages: what `plan.typ`, `report.typ` and `amendments.typ` are for PDF.

use super::blocks::{Block, Cell, Height, Look, Paragraph, Picture, Place, Row, Rules, Table};
use super::sheet::Sheet;
use super::tables::{Purpose, table, text};
use crate::view::{
    AmendmentsView, AnnexView, BlockView, ContentView, CornerView, OrderView, PlanView, ReportView, SheetView,
    SignatureView, TableView, TasksView, Words,
};

/// A document that is being put together.
pub(super) struct Pages<'a> {
    sheet: &'a Sheet<'a>,
    blocks: Vec<Block>,
}

/// A plan.
pub(super) fn plan(view: &PlanView, purpose: Purpose, sheet: &Sheet<'_>) -> Vec<Block> {
    let mut pages = Pages { sheet, blocks: Vec::new() };
    pages.draft(view.draft);
    pages.marks(Place::AnnexTo, view.annex_to.as_deref().unwrap_or_default(), false);
    pages.corner(&view.corner);
    pages.texts(Place::Basis, Look::Text, &view.basis);
    pages.title(&view.title, view.edition.as_ref());
    pages.texts(Place::Text, Look::Text, &view.preamble);
    pages.texts(Place::Goal, Look::Text, &view.goal);
    pages.tasks(view.tasks.as_ref());
    pages.table(&view.table, purpose);
    let table = pages.blocks.len() - 1;
    pages.below_table(Place::Notes, &view.notes);
    pages.below_table(Place::AnnexList, &view.annex_list);
    pages.end(table, &view.signatures, view.maker.as_deref());
    for AnnexView { mark, title, paragraphs } in &view.annexes {
        pages.marks(Place::Annexes, mark, true);
        pages.texts(Place::Annexes, Look::Heading, std::slice::from_ref(title));
        pages.texts(Place::Annexes, Look::Text, paragraphs);
    }
    pages.finished()
}

/// A report; the sizes of the pictures of its charts are those of `charts`, in points.
pub(super) fn report(view: &ReportView, charts: &[(f64, f64)], sheet: &Sheet<'_>) -> Vec<Block> {
    let mut pages = Pages { sheet, blocks: Vec::new() };
    pages.draft(view.draft);
    pages.corner(&view.corner);
    pages.title(&view.title, view.edition.as_ref());
    pages.texts(Place::Text, Look::Text, &view.facts);
    pages.tasks(view.sources.as_ref());
    let mut charts = charts.iter().enumerate();
    for section in &view.sections {
        pages.push(Paragraph::new((Place::Text, 0), Look::Heading, section.heading));
        for content in &section.content {
            match content {
                ContentView::Paragraphs(texts) if matches!(pages.blocks.last(), Some(Block::Table(_))) => {
                    pages.below_table(Place::Text, texts);
                }
                ContentView::Paragraphs(texts) => pages.texts(Place::Text, Look::Text, texts),
                ContentView::List(list) => pages.tasks(Some(list)),
                ContentView::Table(table) => pages.table(table, Purpose::default()),
                ContentView::Chart(chart) => {
                    let picture = charts.next().map(|(at, size)| Picture {
                        key: (Place::Picture, at),
                        alt: chart.alt.clone(),
                        size: *size,
                        keeps_next: false,
                    });
                    pages.blocks.extend(picture.map(Block::Picture));
                }
            }
        }
    }
    pages.end(pages.blocks.len() - 1, &view.signatures, view.maker.as_deref());
    pages.finished()
}

/// Amendments.
pub(super) fn amendments(view: &AmendmentsView, sheet: &Sheet<'_>) -> Vec<Block> {
    let mut pages = Pages { sheet, blocks: Vec::new() };
    pages.draft(view.draft);
    pages.marks(Place::AnnexTo, view.annex_to.as_deref().unwrap_or_default(), false);
    pages.corner(&view.corner);
    pages.title(&view.title, None);
    for point in &view.points {
        pages.texts(Place::Text, Look::Text, &point.paragraphs);
        if let (Some(table), Some([open, close])) = (&point.table, &point.quotes) {
            // The text that announces a table stays with it, as does the mark that ends the quotation.
            if let Some(Block::Paragraph(announcing)) = pages.blocks.last_mut() {
                announcing.keeps_next = true;
            }
            let open = Paragraph::new((Place::Text, 0), Look::Left, *open);
            pages.push(Paragraph { keeps_next: true, ..open });
            pages.table(table, Purpose::default());
            pages.keep_last_row(pages.blocks.len() - 1);
            pages.push(Paragraph::new((Place::Text, 0), Look::Right, *close));
        }
    }
    pages.end(pages.blocks.len() - 1, &view.signatures, view.maker.as_deref());
    for annex in &view.annexes {
        pages.marks(Place::Annexes, &annex.mark, true);
        pages.texts(Place::Annexes, Look::Heading, annex.title.as_slice());
        pages.texts(Place::Annexes, Look::Text, &annex.paragraphs);
        annex.table.iter().for_each(|table| pages.table(table, Purpose::default()));
    }
    pages.finished()
}

/// An order.
pub(super) fn order(view: &OrderView, sheet: &Sheet<'_>) -> Vec<Block> {
    let mut pages = Pages { sheet, blocks: Vec::new() };
    let line = |at: usize, text: String, is_bold: bool| {
        let line = Paragraph::new((Place::Head, at), Look::UnderTitle, text);
        Paragraph { is_bold, after: Some(0.0), ..line }
    };
    for (at, words) in view.organisation.iter().enumerate() {
        pages.push(line(at, text(words), true));
    }
    let kind = line(view.organisation.len(), view.kind.clone(), true);
    let (above, below) = (sheet.tokens.order_kind_above_lines, sheet.tokens.order_head_below_lines);
    let size = Some(sheet.tokens.order_kind_size_pt);
    pages.push(Paragraph { before: Some(above), after: Some(below), size, ..kind });
    let half = sheet.room() / 2.0;
    let cell = |look, text: &str| Cell::new(1, vec![Paragraph::new((Place::Line, 0), look, text)]);
    pages.blocks.push(Block::Table(Table {
        key: (Place::Corner, 0),
        rules: Rules::None,
        columns: vec![half, half],
        inset: (0.0, 0.0),
        rows: vec![Row::new(
            (Place::CornerRow, 0),
            vec![cell(Look::Left, &view.date), cell(Look::Right, &view.number)],
        )],
    }));
    if let Some(words) = &view.place {
        pages.push(Paragraph { after: None, ..line(0, text(words), false) });
    }
    pages.title(&view.title, None);
    pages.texts(Place::Text, Look::Text, &view.preamble);
    if let Some(verb) = &view.verb {
        let verb = Paragraph::new((Place::Text, 0), Look::Left, verb.clone());
        pages.push(Paragraph { is_bold: true, keeps_next: true, ..verb });
    }
    pages.texts(Place::Items, Look::Text, &view.points);
    pages.end(pages.blocks.len().saturating_sub(1), &view.signatures, view.maker.as_deref());
    pages.finished()
}

/// A sheet of an order, or an extract.
pub(super) fn sheet(view: &SheetView, sheet: &Sheet<'_>) -> Vec<Block> {
    let mut pages = Pages { sheet, blocks: Vec::new() };
    pages.title(&view.title, view.about.as_ref());
    pages.texts(Place::Text, Look::Text, &view.lead);
    pages.table(&view.table, Purpose::default());
    let table = pages.blocks.len() - 1;
    let line = |text: &str, before: f64| {
        let line = Paragraph::new((Place::Notes, 0), Look::Left, text);
        Paragraph { before: Some(before), ..line }
    };
    view.certified.iter().for_each(|certified| pages.push(line(certified, 1.0)));
    pages.end(table, &view.signatures, None);
    view.date.iter().for_each(|date| pages.push(line(date, 0.5)));
    pages.finished()
}

impl Pages<'_> {
    fn push(&mut self, paragraph: Paragraph) {
        self.blocks.push(Block::Paragraph(paragraph));
    }

    fn texts(&mut self, place: Place, look: Look, texts: &[Words]) {
        for words in texts {
            self.push(Paragraph::new((place, 0), look, text(words)));
        }
    }

    fn draft(&mut self, mark: Option<&str>) {
        mark.into_iter().for_each(|mark| self.push(Paragraph::new((Place::Draft, 0), Look::Draft, mark)));
    }

    /// A mark in the right corner, line by line.
    fn marks(&mut self, place: Place, lines: &[Words], begins_page: bool) {
        let count = lines.len();
        for (at, words) in lines.iter().enumerate() {
            let line = Paragraph::new((place, 0), Look::AnnexMark, text(words));
            let after = (at + 1 == count).then_some(1.0);
            self.push(Paragraph { begins_page: begins_page && at == 0, after, ..line });
        }
    }

    fn title(&mut self, title: &Words, edition: Option<&Words>) {
        let heading = Paragraph::new((Place::Title, 0), Look::Title, text(title));
        self.push(Paragraph { after: edition.map(|_| 0.0), ..heading });
        self.texts(Place::Edition, Look::UnderTitle, edition.map_or(&[], std::slice::from_ref));
    }

    fn tasks(&mut self, tasks: Option<&TasksView>) {
        let Some(TasksView { caption, items }) = tasks else { return };
        if !caption.is_empty() {
            let caption = Paragraph::new((Place::Caption, 0), Look::Text, *caption);
            self.push(Paragraph { keeps_next: true, ..caption });
        }
        for item in items {
            let label = if item.label.is_empty() { String::new() } else { format!("{}\t", item.label) };
            self.push(Paragraph::new((Place::Items, 0), Look::Item, label + &text(&item.text)));
        }
    }

    /// Agreements at the left, approvals at the right; without agreements two approvals side by side.
    fn corner(&mut self, CornerView { left, right }: &CornerView) {
        let pairs: Vec<(Option<&BlockView>, Option<&BlockView>)> = match left.is_empty() {
            false => (0..left.len().max(right.len())).map(|at| (left.get(at), right.get(at))).collect(),
            true => (right.chunks(2))
                .map(|pair| match pair {
                    [one, other] => (Some(one), Some(other)),
                    rest => (None, rest.first()),
                })
                .collect(),
        };
        if pairs.is_empty() {
            return;
        }
        let corner = self.sheet.corner();
        let row = |(at, (left, right)): (usize, (Option<&BlockView>, Option<&BlockView>))| {
            let cells = [left, right].map(|block| Cell::new(1, block.map_or_else(empty_line, block_lines)));
            // As wide as that at the right, the rest between them.
            let [left, right] = cells;
            Row::new((Place::CornerRow, at), vec![left, Cell::new(1, empty_line()), right])
        };
        self.blocks.push(Block::Table(Table {
            key: (Place::Corner, 0),
            rules: Rules::None,
            columns: vec![corner, (self.sheet.room() - 2.0 * corner).max(1.0), corner],
            inset: (0.0, 0.0),
            rows: pairs.into_iter().enumerate().map(row).collect(),
        }));
    }

    /// Two tables without anything between would become one.
    fn table(&mut self, view: &TableView, purpose: Purpose) {
        match self.blocks.last_mut() {
            Some(Block::Table(_)) => {
                let gap = Paragraph::new((Place::Gap, 0), Look::Gap, "");
                self.push(Paragraph { before: Some(0.0), ..gap });
            }
            Some(Block::Paragraph(above)) if matches!(above.look, Look::Text | Look::Item) => {
                above.after = Some(self.sheet.tokens.table_above_lines);
            }
            _ => {}
        }
        let table = table(view, (Place::Table, 0), purpose, self.sheet);
        self.blocks.push(Block::Table(table));
    }

    fn below_table(&mut self, place: Place, texts: &[Words]) {
        let first = self.blocks.len();
        self.texts(place, Look::Text, texts);
        if let Some(Block::Paragraph(first)) = self.blocks.get_mut(first) {
            first.before = Some(self.sheet.tokens.annex_list_above_lines);
        }
    }

    /// Signatures and the maker's mark. They stay on the page of what stands before them, from the block at `from` on.
    fn end(&mut self, from: usize, signatures: &[SignatureView], maker: Option<&[String]>) {
        if !signatures.is_empty() {
            self.push(Paragraph::new((Place::SignatureGap, 0), Look::Gap, ""));
            self.signatures(signatures);
        }
        for (at, line) in maker.unwrap_or_default().iter().enumerate() {
            let line = Paragraph::new((Place::Maker, 0), Look::Small, line.clone());
            self.push(Paragraph { before: (at == 0).then_some(1.0), ..line });
        }
        let Some(kept) = self.blocks.len().checked_sub(1).filter(|end| *end > from) else { return };
        for at in from..kept {
            match &mut self.blocks[at] {
                // Of a table that goes over pages only the last row.
                Block::Table(_) if at == from => self.keep_last_row(at),
                Block::Table(it) => {
                    it.rows.iter_mut().flat_map(Row::paragraphs_mut).for_each(|it| it.keeps_next = true);
                }
                Block::Paragraph(it) => it.keeps_next = true,
                Block::Picture(it) => it.keeps_next = true,
            }
        }
    }

    /// The post at the left, the name at the right, level with the last line of the post.
    fn signatures(&mut self, signatures: &[SignatureView]) {
        let room = self.sheet.room();
        let above = self.sheet.tokens.signature_above_lines;
        let row = |(at, SignatureView { post, name, .. }): (usize, &SignatureView)| {
            let line = |look, text: &str| {
                let line = Paragraph::new((Place::Line, 0), look, text);
                Paragraph { before: (at > 0).then_some(above), ..line }
            };
            let post = Cell::new(1, vec![line(Look::Corner, post)]);
            let name = Cell::new(1, vec![line(Look::Right, name)]);
            let cells = [post, name].map(|cell| Cell { height: Height::Bottom, ..cell });
            Row::new((Place::Signature, at), cells.into())
        };
        self.blocks.push(Block::Table(Table {
            key: (Place::Signatures, 0),
            rules: Rules::None,
            columns: vec![room * 0.6, room * 0.4],
            inset: (0.0, 0.0),
            rows: signatures.iter().enumerate().map(row).collect(),
        }));
    }

    /// Keeps the last row of a table with what follows.
    fn keep_last_row(&mut self, table: usize) {
        if let Some(Block::Table(table)) = self.blocks.get_mut(table)
            && let Some(last) = table.rows.last_mut().filter(|row| !row.splits)
        {
            last.paragraphs_mut().for_each(|it| it.keeps_next = true);
        }
    }

    /// The blocks, those of each place counted.
    fn finished(mut self) -> Vec<Block> {
        let mut counts = std::collections::HashMap::new();
        for block in &mut self.blocks {
            let key = block.key_mut();
            let count = counts.entry(key.0).or_insert(0);
            key.1 = *count;
            *count += 1;
        }
        self.blocks
    }
}

fn empty_line() -> Vec<Paragraph> {
    vec![Paragraph::new((Place::Line, 0), Look::Corner, "")]
}

/// The lines of a block in a corner.
fn block_lines(block: &BlockView) -> Vec<Paragraph> {
    let line = |look, text: String| Paragraph::new((Place::Line, 0), look, text);
    let mut lines: Vec<Paragraph> =
        std::iter::once(&block.mark).chain(&block.lines).map(|words| line(Look::Corner, text(words))).collect();
    let name = block.name.as_deref().unwrap_or_default();
    if block.signature {
        // The pen's line reaches from the left up to the name.
        let name = if name.is_empty() { String::new() } else { format!(" {name}") };
        lines.push(line(Look::Pen, format!("\t{name}")));
    } else if !name.is_empty() {
        lines.push(line(Look::Corner, name.to_owned()));
    }
    lines.extend(block.date.iter().map(|date| line(Look::Corner, date.clone())));
    // The distance to what stands below.
    lines.iter_mut().last().into_iter().for_each(|line| line.after = Some(1.0));
    lines
}
