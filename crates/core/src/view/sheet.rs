//! The sheets of an order and the extracts of a plan as the template `sheet.typ` shows them.

use serde::Serialize;

use super::order::{self, quoted, reference};
use super::requisites::{self, Rooms, SignatureView, act_reference, date_text, edition};
use super::table::{self, ColumnView, GroupView, HeadCellView, RowView, TableView};
use super::words::{Place, Words};
use super::{AttachmentView, DateInfo, DocumentInfo, Metrics, PageView, Tokens, genitive};
use crate::domain::names;
use crate::domain::{Agenda, DateText, Grounds, Order, Person, Plan, bodies, one_line};
use crate::russian::{self, glue};

/// Everything that `sheet.typ` prints, in the order of the page.
#[derive(Debug, Clone, Serialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub struct SheetView {
    /// Properties of the file.
    pub document: DocumentInfo,
    /// The page.
    pub page: PageView,
    /// The title.
    pub title: Words,
    /// The line under the title.
    pub about: Option<Words>,
    /// What stands before the table.
    pub lead: Vec<Words>,
    /// The table.
    pub table: TableView,
    /// «Верно:», where somebody certifies the text.
    pub certified: Option<&'static str>,
    /// Who certifies it.
    pub signatures: Vec<SignatureView>,
    /// When.
    pub date: Option<String>,
    /// The data that the file carries.
    pub attachment: Option<AttachmentView>,
}

/// A column of a sheet that is filled in by hand.
struct Column {
    title: &'static str,
    /// Its share of the width.
    share: f64,
    align: &'static str,
    /// What stands in it of each person, the place in the list being known.
    text: fn(usize, &Person) -> String,
}

const NUMBER: Column = Column { title: "№ п/п", share: 8.0, align: "center", text: |at, _| format!("{}.", at + 1) };
const POST: Column =
    Column { title: "Должность", share: 34.0, align: "left", text: |_, person| glue(&person.post) };
const PERSON: Column = Column {
    title: "Фамилия, инициалы",
    share: 24.0,
    align: "left",
    text: |_, person| person.name.as_deref().map(glue).unwrap_or_default(),
};
const REMARK: Column = Column { title: "Замечания", share: 22.0, align: "left", text: |_, _| String::new() };
const DAY: Column = Column { title: "Дата", share: 16.0, align: "center", text: |_, _| String::new() };
const HAND: Column = Column { title: "Подпись", share: 18.0, align: "center", text: |_, _| PEN.to_owned() };

/// How the sentence above those who are acquainted ends.
const ACQUAINTED: &str = " ознакомлены:";

/// An empty place for the pen: two lines high.
const PEN: &str = "\u{a0}\n\u{a0}";

/// The sheet on which people agree to the order of a plan.
pub fn agreement(order: &Order, plan: &Plan, tokens: &Tokens, metrics: &impl Metrics) -> SheetView {
    let words = order.kind.words();
    // Before it is signed an order has neither date nor number.
    let about = match (&order.date, &order.number) {
        (None, None) => format!("к проекту {}", words.genitive),
        _ => format!("к {}", reference(order, words.dative, &plan.period)),
    };
    let about = format!("{about} {}", quoted(&order::title(order, plan)));
    let text = Text { title: "ЛИСТ СОГЛАСОВАНИЯ", about: Some(about), lead: None };
    by_hand(text, &[NUMBER, POST, PERSON, REMARK, DAY, HAND], &order.agreement, (order, plan), tokens, metrics)
}

/// The sheet on which people are acquainted with the order of a plan: those whom it names, else the bodies of the plan.
pub fn acquaintance(order: &Order, plan: &Plan, tokens: &Tokens, metrics: &impl Metrics) -> SheetView {
    let words = order.kind.words();
    let lead = format!(
        "С {} {}{ACQUAINTED}",
        reference(order, words.instrumental, &plan.period),
        quoted(&order::title(order, plan))
    );
    let rows = match order.acquaintance.as_slice() {
        [] => {
            let agenda = Agenda::new(plan, &[], plan.document_day());
            let bodies = bodies(&agenda).into_iter().filter_map(|(body, _)| body);
            bodies.map(acquainted).collect()
        }
        named => named.to_vec(),
    };
    let text = Text { title: "ЛИСТ ОЗНАКОМЛЕНИЯ", about: None, lead: Some(lead) };
    by_hand(text, &[NUMBER, POST, PERSON, DAY, HAND], &rows, (order, plan), tokens, metrics)
}

/// A body of the plan as somebody who signs: of a person the name and, where it stands before it, the post; of anything else the
/// name is left open.
fn acquainted(body: &str) -> Person {
    let body = one_line(body);
    // «(по согласованию)» behind a name does not make it another's.
    let bare = body.split('(').next().unwrap_or_default().trim();
    if names::is_name(bare) || names::is_lone_surname(bare) {
        return Person { post: String::new(), name: Some(body) };
    }
    match names::name_at_end(bare).map(|at| bare.split_at(at)) {
        // A school bears its name behind such a word.
        Some((post, _))
            if !["", "им.", "имени"].contains(&post.rsplit(' ').find(|it| !it.is_empty()).unwrap_or_default()) =>
        {
            let name = body.get(post.len()..).unwrap_or_default().to_owned();
            Person { post: post.trim().trim_end_matches(',').to_owned(), name: Some(name) }
        }
        _ => Person { post: body, name: None },
    }
}

/// What of a plan a body answers for, at these places.
pub fn extract(body: &str, places: &[usize], plan: &Plan, tokens: &Tokens, metrics: &impl Metrics) -> SheetView {
    let mut page = requisites::page(&plan.style, (tokens.text_size_pt, tokens.table_size_pt), tokens);
    let table = table::plan(&plan.extract(places), &mut page, tokens, metrics);
    let rooms = Rooms::of(&page, tokens);
    let text = rooms.text;
    let title = format!("ВЫПИСКА\nиз {}", genitive::of_document(&plan.title));
    let about = [approved(plan), plan.edition.as_ref().map(edition)];
    let about: Vec<String> = about.into_iter().flatten().collect();
    SheetView {
        document: document(&title, plan.document_day(), plan),
        title: Words::balanced(glue(&title), text.bold(), metrics),
        about: (!about.is_empty()).then(|| Words::new(about.join("\n"), text, metrics)),
        lead: requisites::paragraphs(vec![format!("Исполнитель: {}", glue(&one_line(body)))], &rooms, metrics),
        table,
        certified: Some("Верно:"),
        signatures: requisites::signatures(plan.certifier().as_slice(), &rooms, metrics),
        date: Some(date_text(&DateText::Open, &plan.period)),
        attachment: None,
        page,
    }
}

/// «(утвержден приказом от 1 февраля 2023 г. № 12-о)», agreeing with the title; `None` where nobody has approved it on a day
/// that is told.
fn approved(plan: &Plan) -> Option<String> {
    let mark = russian::approved_mark(&plan.title).to_lowercase();
    if let Some(order) = &plan.order {
        return Some(format!("({mark} {})", reference(order, order.kind.words().instrumental, &plan.period)));
    }
    plan.approvals.iter().find_map(|approval| match &approval.grounds {
        Grounds::Act(act) => {
            let reference = act_reference(act).map(|reference| format!(" {reference}")).unwrap_or_default();
            Some(format!("({mark} {}{reference})", glue(&one_line(&act.document))))
        }
        Grounds::Person { date: DateText::Open, .. } => None,
        Grounds::Person { date, .. } => Some(format!("({mark} {})", date_text(date, &plan.period))),
    })
}

fn document(title: &str, day: crate::domain::Day, plan: &Plan) -> DocumentInfo {
    DocumentInfo {
        title: one_line(title),
        author: plan.maker.iter().map(|maker| maker.name.clone()).collect(),
        date: DateInfo { year: day.year(), month: day.month(), day: day.day() },
        keywords: vec![plan.period.typed().to_owned()],
    }
}

/// What a sheet that is filled in by hand says besides its table.
struct Text {
    title: &'static str,
    about: Option<String>,
    lead: Option<String>,
}

fn by_hand(
    text: Text,
    columns: &[Column],
    people: &[Person],
    (order, plan): (&Order, &Plan),
    tokens: &Tokens,
    metrics: &impl Metrics,
) -> SheetView {
    let page = requisites::page(&plan.style, (tokens.text_size_pt, tokens.table_size_pt), tokens);
    let rooms = Rooms::of(&page, tokens);
    let place = rooms.text;
    let said = text.about.as_ref().or(text.lead.as_ref()).map(String::as_str).unwrap_or_default();
    // As it stands on the page.
    let info = format!("{} {}", text.title, said.trim_end_matches(ACQUAINTED));
    let info = document(&info, order::day(order, plan), plan);
    SheetView {
        document: info,
        title: Words::balanced(text.title.to_owned(), place.bold(), metrics),
        about: text.about.map(|about| Words::new(glue(&about), place, metrics)),
        lead: requisites::paragraphs(text.lead.iter().map(|lead| glue(lead)).collect(), &rooms, metrics),
        table: blank_table(columns, people, &page, tokens, metrics),
        certified: None,
        signatures: Vec::new(),
        date: None,
        attachment: None,
        page,
    }
}

/// A table with a row for each person and room for the pen.
fn blank_table(
    columns: &[Column],
    people: &[Person],
    page: &PageView,
    tokens: &Tokens,
    metrics: &impl Metrics,
) -> TableView {
    let room = page.text_area().0;
    let sum: f64 = columns.iter().map(|column| column.share).sum();
    let width = |column: &Column| room * column.share / sum;
    let place = |column: &Column| Place {
        room: width(column) - 2.0 * tokens.table_inset_x_pt,
        size: page.table_size,
        is_bold: false,
    };
    let head = columns.iter().enumerate().map(|(at, column)| HeadCellView {
        text: Words::new(glue(column.title), place(column).bold(), metrics),
        column: at,
        colspan: 1,
        rowspan: 1,
        turned: None,
    });
    let row = |(at, person): (usize, &Person)| {
        let text = |column: &Column| Words::new((column.text)(at, person), place(column), metrics);
        RowView::of_texts(columns.iter().map(text).collect())
    };
    TableView {
        size: page.table_size,
        inset: None,
        columns: columns
            .iter()
            .map(|column| ColumnView { width: width(column).round(), align: column.align })
            .collect(),
        head: vec![head.collect()],
        numbers: None,
        repeat: "head",
        groups: vec![GroupView { bands: Vec::new(), rows: people.iter().enumerate().map(row).collect() }],
        rest: None,
        whole: false,
        end: 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::acquainted;

    #[test]
    fn a_person_signs_under_a_name() {
        for (body, post, name) in [
            ("Отдел образования", "Отдел образования", None),
            ("Руководители ОМО (по согласованию)", "Руководители ОМО (по согласованию)", None),
            ("МБОУ СОШ им. А.С. Пушкина", "МБОУ СОШ им. А.С. Пушкина", None),
            ("Школа имени Пушкина А.С.", "Школа имени Пушкина А.С.", None),
            ("Иванова А.П.", "", Some("Иванова А.П.")),
            ("Петров", "", Some("Петров")),
            ("И.И. Иванов (по согласованию)", "", Some("И.И. Иванов (по согласованию)")),
            ("Методист Иванова\nА.П.", "Методист", Some("Иванова А.П.")),
            ("Директор школы, Петров П.П.", "Директор школы", Some("Петров П.П.")),
            ("Сидорова Анна Петровна", "", Some("Сидорова Анна Петровна")),
        ] {
            let person = acquainted(body);
            assert_eq!((person.post.as_str(), person.name.as_deref()), (post, name), "{body}");
        }
    }
}
