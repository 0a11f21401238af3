//! Laws of documents for Word, on random plans, reports and edits. They are read by a walk that knows nothing of the writer.

use std::io::{Cursor, Read};

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::strategy::ValueTree;
use roxmltree::{Document, Node};
use serde_json::Value;
use zip::ZipArchive;

use super::names;
use crate::domain::{
    Act, Amendments, Annex, AnnexTo, Approval, Changes, DateText, Edition, Field, Grounds, HeadItem, HeadRepeat, Maker,
    Order, OrderKind, Person, Plan, Point, Signatory, editions,
};
use crate::russian::NBSP;
use crate::view::laws::{Typewriter, monitored};
use crate::view::{self, Tokens};

// --- what a document says

/// Which of the changes count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// There are none.
    Plain,
    Accepted,
    Rejected,
}

/// A paragraph, or a row with the text of each cell.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Said {
    Paragraph(String),
    Row(Vec<String>),
}

fn part(bytes: &[u8], name: &str) -> Option<String> {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(bytes)).ok()?.by_name(name).ok()?.read_to_string(&mut text).ok()?;
    Some(text)
}

fn said(bytes: &[u8], side: Side) -> Vec<Said> {
    let text = part(bytes, names::DOCUMENT_PART).expect("a text");
    let document = Document::parse(&text).expect("XML");
    let body = child(document.root_element(), "body").expect("a body");
    container(body, side)
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.tag_name().name() == name
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| is(*child, name))
}

/// What became of something by its properties.
fn mark<'a>(properties: Option<Node<'a, '_>>) -> Option<&'a str> {
    let mark = properties?.children().find(|child| is(*child, "ins") || is(*child, "del"))?;
    Some(mark.tag_name().name())
}

/// Whether something with a mark is gone.
fn is_gone(mark: Option<&str>, side: Side) -> bool {
    assert!(mark.is_none() || side != Side::Plain, "a change in a document without changes");
    mark == Some(if side == Side::Accepted { "del" } else { "ins" }) && side != Side::Plain
}

/// What a body or a cell holds. A paragraph whose end is gone goes on in the next one.
fn container(node: Node<'_, '_>, side: Side) -> Vec<Said> {
    let mut said = Vec::new();
    let mut open = String::new();
    for child in node.children() {
        match child.tag_name().name() {
            "p" => {
                let properties = self::child(child, "pPr").and_then(|properties| self::child(properties, "rPr"));
                open += &paragraph(child, side);
                if !is_gone(mark(properties), side) {
                    said.push(Said::Paragraph(std::mem::take(&mut open)));
                }
            }
            "tbl" => {
                // Nothing can go on in a table.
                assert_eq!(open, "");
                said.extend(child.children().filter(|row| is(*row, "tr")).filter_map(|row| self::row(row, side)));
            }
            _ => {}
        }
    }
    let last = node.children().rfind(|child| is(*child, "p") || is(*child, "tbl")).expect("something");
    assert!(is(last, "p") && open.is_empty(), "it ends with a paragraph");
    said
}

fn row(row: Node<'_, '_>, side: Side) -> Option<Said> {
    let mark = mark(child(row, "trPr"));
    if let Some(mark) = mark {
        // A row comes and goes with all that is in it.
        let texts = row.descendants().filter(|node| is(*node, "t") || is(*node, "delText"));
        assert!(texts.flat_map(|text| text.ancestors().nth(2)).all(|around| is(around, mark)));
        for paragraph in row.descendants().filter(|node| is(*node, "p")) {
            let properties = child(paragraph, "pPr").and_then(|properties| child(properties, "rPr"));
            assert_eq!(self::mark(properties), Some(mark));
        }
    }
    if is_gone(mark, side) {
        return None;
    }
    let cells = row.children().filter(|cell| is(*cell, "tc"));
    let cell = |cell| {
        let lines = container(cell, side).into_iter().map(|said| match said {
            Said::Paragraph(text) => text,
            Said::Row(_) => unreachable!("a table in a cell"),
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    Some(Said::Row(cells.map(cell).collect()))
}

fn paragraph(node: Node<'_, '_>, side: Side) -> String {
    let mut text = String::new();
    for child in node.children() {
        match child.tag_name().name() {
            "r" => text += &run(child),
            "ins" | "del" if !is_gone(Some(child.tag_name().name()), side) => text += &paragraph(child, side),
            _ => {}
        }
    }
    text
}

fn run(node: Node<'_, '_>) -> String {
    let sign = |child: Node<'_, '_>| match child.tag_name().name() {
        "t" | "delText" => child.text().unwrap_or_default().to_owned(),
        "tab" => "\t".to_owned(),
        "br" => "\n".to_owned(),
        _ => String::new(),
    };
    node.children().map(sign).collect()
}

/// All that is said, without blanks.
fn words(said: &[Said]) -> String {
    let texts = said.iter().flat_map(|said| match said {
        Said::Paragraph(text) => vec![text.clone()],
        Said::Row(cells) => cells.clone(),
    });
    squeezed(&texts.collect::<String>())
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

// --- what a view shows

/// The texts of a view, those of each field in their order. What only the typesetter needs is no text.
fn shown(view: &Value, fields: &[&str]) -> String {
    fields.iter().map(|field| texts(&view[*field])).collect()
}

fn texts(value: &Value) -> String {
    match value {
        Value::String(text) => squeezed(text),
        Value::Array(items) => items.iter().map(texts).collect(),
        Value::Object(fields) if fields.contains_key("left") => corners(value),
        Value::Object(fields) if fields.contains_key("post") => shown(value, &["post", "name"]),
        Value::Object(_) => shown(value, &RECORD),
        _ => String::new(),
    }
}

/// The texts of a record as a page has them from top to bottom.
const RECORD: [&str; 24] = [
    "mark",
    "lines",
    "name",
    "date",
    "long",
    "narrowed",
    "ragged",
    "parts",
    "caption",
    "label",
    "heading",
    "title",
    "paragraphs",
    "text",
    "items",
    "content",
    "list",
    "head",
    "numbers",
    "groups",
    "bands",
    "rows",
    "cells",
    "table",
];

/// Agreements and approvals, side by side.
fn corners(corner: &Value) -> String {
    let [left, right] = ["left", "right"].map(|side| corner[side].as_array().cloned().unwrap_or_default());
    let pairs = (0..left.len().max(right.len())).flat_map(|at| [left.get(at), right.get(at)]);
    pairs.flatten().map(texts).collect()
}

const PLAN: [&str; 14] = [
    "draft",
    "annex-to",
    "corner",
    "basis",
    "title",
    "edition",
    "preamble",
    "goal",
    "tasks",
    "table",
    "notes",
    "annex-list",
    "signatures",
    "maker",
];
const REPORT: [&str; 9] =
    ["draft", "corner", "title", "edition", "facts", "sources", "sections", "signatures", "maker"];
const ORDER: [&str; 10] =
    ["organisation", "kind", "date", "number", "place", "title", "preamble", "verb", "points", "signatures"];
const SHEET: [&str; 7] = ["title", "about", "lead", "table", "certified", "signatures", "date"];
const AMENDMENTS: [&str; 7] = ["draft", "annex-to", "corner", "title", "points", "signatures", "maker"];

pub(super) fn tokens() -> Tokens {
    Tokens::parse(include_str!("../../../../templates/tokens.yaml")).expect("tokens")
}

// --- random plans with all that stands around a table

fn approval() -> impl Strategy<Value = Approval> {
    let person = ("Заведующий|Директор\nшколы", prop::option::of(Just("И.И. Иванов".to_owned())), any::<bool>());
    let person = person.prop_map(|(post, name, is_open)| {
        let date = if is_open { DateText::Open } else { DateText::Typed("«01» февраля 2023 года".into()) };
        Approval { mark: None, grounds: Grounds::Person { post, name, date } }
    });
    prop_oneof![2 => person, 1 => act().prop_map(|act| Approval { mark: None, grounds: Grounds::Act(act) })]
}

fn act() -> impl Strategy<Value = Act> {
    let number = prop::option::of(Just("12-о".to_owned()));
    number.prop_map(|number| Act { document: "приказом Отдела".into(), number, date: None })
}

fn paragraphs() -> impl Strategy<Value = Vec<String>> {
    let known =
        ["Первый абзац о школах", "Второй абзац о педагогах", "1) третий: «итоги»", "Ещё один &lt; <b>абзац</b>"];
    subsequence(known.map(str::to_owned).to_vec(), 0..=4)
}

/// Something that only some plans have, of which there are few kinds, so that two editions often share it.
pub(super) fn around(plan: Plan) -> impl Strategy<Value = Plan> {
    let head = (
        prop::collection::vec(approval(), 0..=3),
        prop::collection::vec(approval(), 0..=2),
        prop::option::of(act()),
        prop::option::of(act()),
        paragraphs(),
    );
    let end = (
        paragraphs(),
        subsequence(vec!["И.И. Иванов", "П.П. Петрова"], 0..=2),
        any::<bool>(),
        subsequence(vec!["Положение", "Состав группы"], 0..=2),
        paragraphs(),
    );
    let table = (select(vec![HeadRepeat::Head, HeadRepeat::Numbers, HeadRepeat::Never]), any::<bool>(), any::<bool>());
    (head, end, table).prop_map(move |(head, end, (repeat, joins, is_short))| {
        let mut plan = plan.clone();
        let (approvals, agreements, edition, annex, basis) = head;
        (plan.approvals, plan.agreements, plan.basis) = (approvals, agreements, basis);
        plan.edition = edition.map(|act| Edition { number: None, act: Some(act) });
        plan.annex_to = annex.map(|act| AnnexTo { number: Some("1".into()), act });
        let (notes, signatories, has_maker, annexes, texts) = end;
        plan.notes = notes;
        let signatory = |name: &str| Signatory { post: "Начальник\nОтдела".into(), name: name.into() };
        plan.signatories = signatories.into_iter().map(signatory).collect();
        plan.maker =
            has_maker.then(|| Maker { name: "Сидорова Анна".into(), phone: Some("2-22-33".into()) });
        let annex = |title: &str| match texts.is_empty() {
            true => Annex::Named(title.to_owned()),
            false => Annex::Whole { title: title.to_owned(), paragraphs: texts.clone() },
        };
        plan.annexes = annexes.into_iter().map(annex).collect();
        plan.style.head = repeat;
        for item in &mut plan.head {
            if let HeadItem::Single(column) = item {
                column.join = joins && column.field != Field::Name && column.field != Field::Number;
            }
        }
        if is_short {
            plan.head.pop();
        }
        plan
    })
}

fn two_editions() -> impl Strategy<Value = (Plan, Plan)> {
    editions().prop_flat_map(|(old, new)| (around(old), around(new)))
}

/// The plan without joined cells: in a redline each row stands by itself.
fn parted(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    for item in &mut plan.head {
        if let HeadItem::Single(column) = item {
            column.join = false;
        }
    }
    plan
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Every text of the view stands in the document, once and in its order, and nothing else does. Every activity has its
    /// bookmark around its name.
    #[test]
    fn a_plan_says_what_its_pages_say((plan, _) in two_editions()) {
        let view = view::plan(&plan, &tokens(), &Typewriter);
        let bytes = super::plan(&view, &plan, Some("{}"), &tokens()).expect("a document");
        let json = serde_json::to_value(&view).expect("JSON");
        let expected = shown(&json, &PLAN) + &shown(&json, &["annexes"]);
        prop_assert_eq!(words(&said(&bytes, Side::Plain)), expected);

        let text = part(&bytes, names::DOCUMENT_PART).expect("a text");
        let document = Document::parse(&text).expect("XML");
        let marked: Vec<(String, String)> = document.descendants().filter(|node| is(*node, "bookmarkStart")).map(|start| {
            let name = start.attributes().find(|attribute| attribute.name() == "name").expect("a name").value();
            let inside = start.next_siblings().skip(1).take_while(|node| !is(*node, "bookmarkEnd"));
            (name.to_owned(), inside.map(run).collect::<String>().replace(NBSP, " "))
        }).collect();
        let names: Vec<(String, String)> = plan.activities().zip(1..).map(|(activity, place)| {
            (names::bookmark(&plan.fingerprint(), place), activity.name.clone())
        }).collect();
        prop_assert_eq!(marked, names);
    }

    #[test]
    fn a_report_says_what_its_pages_say((plan, monitoring) in monitored()) {
        let view = view::report(&plan, &monitoring, &tokens(), &Typewriter);
        let bytes = super::report(&view, &plan, &[vec![1; 24]], None, &tokens()).expect("a document");
        let json = serde_json::to_value(&view).expect("JSON");
        prop_assert_eq!(words(&said(&bytes, Side::Plain)), shown(&json, &REPORT));
        let alt = json["sections"][0]["content"][2]["chart"]["alt"].as_str().expect("a chart");
        let text = part(&bytes, names::DOCUMENT_PART).expect("a text");
        let document = Document::parse(&text).expect("XML");
        let picture = document.descendants().find(|node| is(*node, "docPr")).expect("a picture");
        prop_assert_eq!(picture.attribute("descr"), Some(alt));
    }

    #[test]
    fn amendments_say_what_their_pages_say((old, new) in two_editions()) {
        let changes = Changes::between(&old, &new);
        let amendments = Amendments::of(&changes);
        let view = view::amendments(&changes, &amendments, &tokens(), &Typewriter);
        let bytes = super::amendments(&view, &new, None, &tokens()).expect("a document");
        let json = serde_json::to_value(&view).expect("JSON");
        let mut points = json["points"].as_array().cloned().unwrap_or_default();
        let expected: String = points.iter_mut().map(|point| {
            let quote = |at: usize| point["quotes"][at].as_str().unwrap_or_default();
            texts(&point["paragraphs"]) + quote(0) + &texts(&point["table"]) + quote(1)
        }).collect();
        let [before, after] = [&AMENDMENTS[..4], &AMENDMENTS[5..]].map(|fields| shown(&json, fields));
        let expected = before + &expected + &after + &shown(&json, &["annexes"]);
        prop_assert_eq!(words(&said(&bytes, Side::Plain)), expected);
    }

    #[test]
    fn an_order_and_its_papers_say_what_their_pages_say((plan, _) in two_editions(), kind in select(OrderKind::ALL.to_vec()),
        preamble in paragraphs(), parts in paragraphs(), place in prop::option::of(Just("г. Красный Холм".to_owned())), mask in any::<u64>()) {
        let people = plan.signatories.iter().map(|it| Person { post: it.post.clone(), name: Some(it.name.clone()) });
        let people: Vec<Person> = people.collect();
        let order = Order {
            kind,
            organisation: preamble.clone(),
            place,
            points: parts.iter().map(|what| Point { what: Some(what.clone()), parts: parts.clone(), ..Point::default() }).collect(),
            preamble,
            signatories: plan.signatories.clone(),
            maker: plan.maker.clone(),
            agreement: people.clone(),
            acquaintance: people,
            ..Order::default()
        };
        let view = view::order(&order, &plan, &tokens(), &Typewriter);
        let bytes = super::order(&view, &plan, None, &tokens()).expect("a document");
        let json = serde_json::to_value(&view).expect("JSON");
        prop_assert_eq!(words(&said(&bytes, Side::Plain)), shown(&json, &ORDER) + &shown(&json, &["maker"]));
        let places: Vec<usize> = (0..plan.activities().count()).filter(|at| mask >> (at % 64) & 1 == 1).collect();
        for view in [
            view::agreement(&order, &plan, &tokens(), &Typewriter),
            view::acquaintance(&order, &plan, &tokens(), &Typewriter),
            view::extract("Отдел", &places, &plan, &tokens(), &Typewriter),
        ] {
            let bytes = super::sheet(&view, &plan, None, &tokens()).expect("a document");
            let json = serde_json::to_value(&view).expect("JSON");
            prop_assert_eq!(words(&said(&bytes, Side::Plain)), shown(&json, &SHEET));
        }
    }

    /// Accepting all changes gives the new edition, rejecting all the old one, to the paragraph and the cell.
    #[test]
    fn a_redline_holds_both_editions((old, new) in two_editions()) {
        let views = [&old, &new].map(|plan| view::plan(plan, &tokens(), &Typewriter));
        let changes = Changes::between(&old, &new);
        let bytes = super::redline([&views[0], &views[1]], &changes, None, &tokens()).expect("a document");
        for (plan, side) in [(&old, Side::Rejected), (&new, Side::Accepted)] {
            let plan = parted(plan);
            let view = view::plan(&plan, &tokens(), &Typewriter);
            let alone = super::plan(&view, &plan, None, &tokens()).expect("a document");
            prop_assert_eq!(said(&bytes, side), said(&alone, Side::Plain), "{:?}", side);
        }
    }

    #[test]
    fn an_edition_has_no_changes_against_itself((plan, _) in two_editions()) {
        let view = view::plan(&plan, &tokens(), &Typewriter);
        let changes = Changes::between(&plan, &plan);
        let bytes = super::redline([&view, &view], &changes, None, &tokens()).expect("a document");
        said(&bytes, Side::Plain);
    }
}

#[test]
fn a_copy_is_untouched_until_somebody_saves_it() {
    let plan =
        editions().new_tree(&mut proptest::test_runner::TestRunner::deterministic()).expect("a plan").current().0;
    let view = view::plan(&plan, &tokens(), &Typewriter);
    let bytes = super::plan(&view, &plan, Some("{\"данные\": \"<&\u{ffff}\"}"), &tokens()).expect("a document");
    assert!(super::is_untouched(&bytes));
    assert!(!super::is_untouched(b"PK"));
    let data = part(&bytes, names::DATA_PART).expect("data");
    let data = Document::parse(&data).expect("XML");
    assert_eq!(data.root_element().tag_name(), (names::NAMESPACE, names::DATA_ELEMENT).into());
    assert_eq!(data.root_element().text(), Some("{\"данные\": \"<&\\uffff\"}"));
}
