//! The order that approves a plan as the template `order.typ` shows it, and what of it is drafted.

use serde::Serialize;

use super::requisites::{self, Rooms, SignatureView, date_text, glued, has_label, numbered};
use super::words::Words;
use super::{AttachmentView, DateInfo, DocumentInfo, Metrics, PageView, Tokens, amendments, genitive};
use crate::domain::{DateText, Day, OPEN_NUMBER, Order, OrderWords, Period, Plan, Point, is_item, one_line};
use crate::russian::glue;

/// Everything that `order.typ` prints, in the order of the page.
#[derive(Debug, Clone, Serialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub struct OrderView {
    /// Properties of the file.
    pub document: DocumentInfo,
    /// The page.
    pub page: PageView,
    /// Whose order it is, from the highest body down.
    pub organisation: Vec<Words>,
    /// «ПРИКАЗ».
    pub kind: String,
    /// The date, at the left.
    pub date: String,
    /// The number, at the right.
    pub number: String,
    /// Where it is issued, below them.
    pub place: Option<Words>,
    /// The title.
    pub title: Words,
    /// The text before the points.
    pub preamble: Vec<Words>,
    /// «ПРИКАЗЫВАЮ:», where the preamble does not say so.
    pub verb: Option<String>,
    /// The points and those below them, each with its number.
    pub points: Vec<Words>,
    /// Signatures.
    pub signatures: Vec<SignatureView>,
    /// The maker's mark, line by line.
    pub maker: Option<Vec<String>>,
    /// The data that the file carries.
    pub attachment: Option<AttachmentView>,
}

/// Turns the order of a plan into what the page shows.
pub fn order(order: &Order, plan: &Plan, tokens: &Tokens, metrics: &impl Metrics) -> OrderView {
    let page = requisites::page(&plan.style, (tokens.order_text_size_pt, tokens.table_size_pt), tokens);
    let rooms = Rooms::of(&page, tokens);
    let text = rooms.text;
    let title = title(order, plan);
    let words = order.kind.words();
    OrderView {
        document: document(&title, order, plan),
        organisation: glued(&order.organisation)
            .into_iter()
            .map(|line| Words::new(line, text.bold(), metrics))
            .collect(),
        kind: words.nominative.to_uppercase(),
        date: date(order, &plan.period),
        number: numbered(order.number.as_deref().unwrap_or(OPEN_NUMBER)),
        place: order.place.as_ref().map(|place| Words::new(glue(place), text, metrics)),
        title: Words::balanced(glue(&title), text.bold(), metrics),
        preamble: requisites::paragraphs(glued(&preamble(order, plan)), &rooms, metrics),
        verb: words.verb.filter(|_| !says_verb(&order.preamble)).map(|verb| format!("{verb}:")),
        points: requisites::paragraphs(glued(&numbered_points(order, plan)), &rooms, metrics),
        signatures: requisites::signatures(&order.signatories, &rooms, metrics),
        maker: order.maker.as_ref().map(requisites::maker),
        attachment: None,
        page,
    }
}

/// What an order says, a text for each of its parts, for lists that are read rather than signed.
pub(super) fn lines(order: &Order, plan: &Plan) -> Vec<String> {
    let head =
        order.organisation.iter().cloned().chain([reference(order, order.kind.words().nominative, &plan.period)]);
    let text = std::iter::once(title(order, plan)).chain(preamble(order, plan)).chain(numbered_points(order, plan));
    let signatories = order.signatories.iter().map(|it| format!("{}, {}", it.post, it.name));
    let people = order.agreement.iter().chain(&order.acquaintance);
    let people = people.map(|it| [it.post.as_str(), it.name.as_deref().unwrap_or_default()].join(", "));
    head.chain(text).chain(signatories).chain(people).collect()
}

fn document(title: &str, order: &Order, plan: &Plan) -> DocumentInfo {
    let maker = order.maker.iter().map(|maker| maker.name.clone());
    let signatories = order.signatories.iter().map(|signatory| signatory.name.clone());
    let day = day(order, plan);
    DocumentInfo {
        title: one_line(title),
        author: maker.chain(signatories).next().into_iter().collect(),
        date: DateInfo { year: day.year(), month: day.month(), day: day.day() },
        keywords: vec![plan.period.typed().to_owned()],
    }
}

/// The day of the documents of an order: its own, else that of the plan. Never today.
pub(super) fn day(order: &Order, plan: &Plan) -> Day {
    order.date.as_ref().and_then(DateText::day).unwrap_or(plan.document_day())
}

/// The date as the head of the order shows it.
pub(super) fn date(order: &Order, period: &Period) -> String {
    date_text(order.date.as_ref().unwrap_or(&DateText::Open), period)
}

/// «приказу от 1 февраля 2023 г. № 12-о»; `word` is that of the order in the case that the sentence needs.
pub(super) fn reference(order: &Order, word: &str, period: &Period) -> String {
    let number = numbered(order.number.as_deref().unwrap_or(OPEN_NUMBER));
    format!("{word} {} {number}", requisites::from(&date(order, period)))
}

/// A title in quotation marks, on one line.
pub(super) fn quoted(title: &str) -> String {
    format!("«{}»", one_line(title))
}

// --- what is drafted where nothing was typed

/// «Об утверждении Плана мероприятий …».
pub(super) fn title(order: &Order, plan: &Plan) -> String {
    let draft = || format!("Об утверждении {}", genitive::of_document(&plan.title));
    order.title.clone().unwrap_or_else(draft)
}

fn preamble(order: &Order, plan: &Plan) -> Vec<String> {
    match order.preamble.as_slice() {
        [] => vec![format!("В целях организации и координации работы{}", in_period(&plan.period))],
        typed => typed.to_vec(),
    }
}

/// « в 2023 году», where the period is one that is declined so.
fn in_period(period: &Period) -> String {
    let (from, to) = (period.from(), period.to());
    let is = |day: Day, month: u32, date: u32| (day.month(), day.day()) == (month, date);
    let (first, last) = (from.year(), to.year());
    if is(from, 1, 1) && is(to, 12, 31) {
        return if first == last {
            format!(" в {first} году")
        } else {
            format!(" в {first}–{last} годах")
        };
    }
    if is(from, 9, 1) && is(to, 8, 31) && last == first + 1 {
        return format!(" в {first}/{last} учебном году");
    }
    String::new()
}

/// Verbs with which preambles end.
const VERBS: [&str; 6] = ["приказываю", "приказывает", "постановляю", "постановляет", "обязываю", "распоряжаюсь"];

/// Whether the preamble was typed with its verb, spaced or not: «п р и к а з ы в а ю:».
fn says_verb(preamble: &[String]) -> bool {
    let letters = |text: &String| text.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect::<String>();
    preamble.last().map(letters).is_some_and(|text| VERBS.iter().any(|verb| text.ends_with(verb)))
}

/// The points with their numbers, and behind each those below it; the last is that of the control.
fn numbered_points(order: &Order, plan: &Plan) -> Vec<String> {
    let drafted = draft_points(order, plan);
    let points = if order.points.is_empty() { &drafted } else { &order.points };
    let control = control(order).map(|what| Point { what: Some(what), ..Point::default() });
    let mut texts = Vec::new();
    let mut next = 1;
    for point in points.iter().chain(&control) {
        let said = sentence(point);
        // What comes behind a typed number counts on from it; an item with a dash has none.
        let typed = has_label(&said).then(|| said.split(|c: char| !c.is_ascii_digit()).next()?.parse::<usize>().ok());
        let number = typed.flatten().unwrap_or(next);
        texts.extend(with_items(&labelled(&format!("{number}."), &said)));
        let parts = point.parts.iter().enumerate();
        texts.extend(parts.map(|(part, text)| labelled(&format!("{number}.{}.", part + 1), text)));
        if typed != Some(None) {
            next = number + 1;
        }
    }
    texts
}

/// A point as paragraphs: each item of a list that was typed within it begins one of its own, as typed. Other lines go on with the
/// paragraph that they stand in.
fn with_items(point: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    for line in point.split('\n') {
        match paragraphs.last_mut().filter(|_| !begins_item(line)) {
            Some(last) => {
                last.push('\n');
                last.push_str(line);
            }
            None => paragraphs.push(line.trim_start().to_owned()),
        }
    }
    paragraphs
}

/// Whether a line of a point is an item of a list in it: as in a cell, or a sub-point «1.1. …». A day is no number.
fn begins_item(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.split_whitespace().next().unwrap_or_default().trim_end_matches([';', ':', ')']);
    is_item(line) || has_label(line) && Day::parse_written(number).is_none()
}

/// A text behind its number, unless it was typed with one of its own.
fn labelled(label: &str, text: &str) -> String {
    if has_label(text) { text.to_owned() } else { format!("{label}\u{a0}{text}") }
}

/// A point as one sentence: to whom, what, by when. What was typed alone stands as it was typed.
fn sentence(point: &Point) -> String {
    let mut said = point.what.clone().unwrap_or_default();
    if let Some(addressee) = &point.addressee {
        said = match said.chars().next() {
            None => addressee.clone(),
            Some(first) if first.is_lowercase() => format!("{addressee} {said}"),
            Some(_) => format!("{addressee}: {said}"),
        };
    }
    if let Some(due) = &point.due {
        let is_open = !said.ends_with(['.', ';', ':', '!']);
        said = match Day::parse_iso(due) {
            Some(day) if is_open => format!("{said} в срок до {}", day.in_words()),
            Some(day) => format!("{said} Срок: до {}", day.in_words()),
            None if is_open && due.starts_with(char::is_lowercase) => format!("{said} {due}"),
            None if is_open => format!("{said}. Срок: {due}"),
            None => format!("{said} Срок: {due}"),
        };
        if !said.ends_with('.') && point.parts.is_empty() {
            said.push('.');
        }
    }
    if point.parts.is_empty() || said.ends_with(':') { said } else { format!("{}:", said.trim_end_matches(['.', ';'])) }
}

/// Who controls it, as typed or as usual; `None` where the points say so themselves.
fn control(order: &Order) -> Option<String> {
    let usual = || format!("Контроль за исполнением настоящего {} оставляю за собой.", order.kind.words().genitive);
    order.control.clone().or_else(|| order.lacks_control().then(usual))
}

/// What an order that approves a plan says as a rule.
fn draft_points(order: &Order, plan: &Plan) -> Vec<Point> {
    let OrderWords { this, .. } = order.kind.words();
    let by = order.report_by.unwrap_or(plan.period.to()).in_words();
    let points = [
        format!("Утвердить прилагаемый {}.", amendments::accusative(&plan.title).trim_end_matches('.')),
        "Ответственным исполнителям обеспечить выполнение мероприятий в установленные сроки.".to_owned(),
        format!("Ответственным исполнителям представить сведения о выполнении мероприятий до {by}"),
        format!("Разместить {this} на официальном сайте в течение 10 рабочих дней со дня подписания."),
    ];
    points.map(|what| Point { what: Some(what), ..Point::default() }).into()
}

#[cfg(test)]
mod tests {
    use super::with_items;

    #[test]
    fn items_of_a_point_are_paragraphs() {
        let point = "2. Руководителям:\nа) обеспечить явку;\n  б) представить списки\nпо форме;\n– и сведения\nО явке";
        let expected =
            ["2. Руководителям:", "а) обеспечить явку;", "б) представить списки\nпо форме;", "– и сведения\nО явке"];
        assert_eq!(with_items(point), expected);
        assert_eq!(with_items("1. Утвердить\nплан"), ["1. Утвердить\nплан"]);
        assert_eq!(
            with_items("1. Сдать:\n1.1. отчёт до\n15.03.2023;\n1.2. список"),
            ["1. Сдать:", "1.1. отчёт до\n15.03.2023;", "1.2. список"]
        );
    }
}
