//! «приказ»: the order that approves a plan, and whether its date and number are said otherwise elsewhere.

use super::fields::{Record, items, lines, plain_text, short_text};
use super::places::OrderPlaces;
use super::requisites;
use crate::diagnostics::{Diagnostic, Diagnostics, PacketProblem, Place};
use crate::domain::{AnnexTo, Approval, DateText, Day, Grounds, Order, OrderKind, Person, Point};
use crate::schema;
use crate::tree::{Node, Value};

/// Points, people and the like as they are spoken of: in «Реквизиты» their fields are dotted.
const POINTS: &str = "приказ.пункты";
const AGREEMENT: &str = "приказ.согласование";
const ACQUAINTANCE: &str = "приказ.ознакомление";

/// Reads an order.
pub(super) fn order(node: &Node, diagnostics: &Diagnostics) -> Option<(Order, OrderPlaces)> {
    let mut record = Record::open(node, schema::ORDER, diagnostics)?;
    let kinds = OrderKind::ALL.map(|kind| (kind.words().nominative, kind));
    let kind = record.choice(schema::KIND, &kinds, diagnostics).unwrap_or_default();
    let (organisation, _) = record.paragraphs(schema::ORGANISATION, diagnostics);
    let place = record.text(schema::ISSUED_IN, diagnostics);
    let date = requisites::date(&mut record, diagnostics);
    let number = record.text(schema::NUMBER, diagnostics);
    let title = record.value(schema::COLUMN_TITLE).and_then(|node| plain_text(node, schema::COLUMN_TITLE, diagnostics));
    let (preamble, _) = record.prose(schema::PREAMBLE, diagnostics);
    let (points, point_places) = record.list(schema::POINTS).filter_map(|node| point(node, diagnostics)).unzip();
    let control = record.value(schema::CONTROL).and_then(|node| plain_text(node, schema::CONTROL, diagnostics));
    let signatories = requisites::signatories(&mut record, diagnostics);
    let maker = record.value(schema::BODY).and_then(|node| requisites::maker(node, schema::BODY, diagnostics));
    let (agreement, agreement_places) = people(&mut record, schema::AGREEMENT, AGREEMENT, diagnostics);
    let (acquaintance, acquainted) = people(&mut record, schema::ACQUAINTANCE, ACQUAINTANCE, diagnostics);
    let acquaintance_place = record.value(schema::ACQUAINTANCE).map_or(record.place(), |node| &node.place).clone();
    let places = OrderPlaces {
        record: record.place().clone(),
        points: point_places,
        agreement: agreement_places,
        acquaintance: acquaintance_place,
        acquainted,
    };
    record.finish(diagnostics);
    let order = Order {
        kind,
        organisation,
        place,
        date,
        number,
        title,
        preamble,
        points,
        control,
        signatories,
        maker,
        agreement,
        acquaintance,
        report_by: None,
    };
    Some((order, places))
}

/// A point, with the place of its due date.
fn point(node: &Node, diagnostics: &Diagnostics) -> Option<(Point, Place)> {
    if let Value::Text(_) = node.value {
        let what = plain_text(node, POINTS, diagnostics)?;
        return Some((Point { what: Some(what), ..Point::default() }, node.place.clone()));
    }
    let mut record = Record::open(node, POINTS, diagnostics)?;
    let what = record.value(schema::WHAT).and_then(|node| plain_text(node, schema::WHAT, diagnostics));
    let addressee = record.text(schema::ADDRESSEE, diagnostics);
    let due = record.text(schema::DUE, diagnostics);
    let due_place = record.value(schema::DUE).map_or(record.place(), |node| &node.place).clone();
    let (parts, _) = record.paragraphs(schema::SUBPOINTS, diagnostics);
    if what.is_none() && (parts.is_empty() || addressee.is_none()) {
        record.miss(schema::WHAT, diagnostics);
    }
    record.finish(diagnostics);
    Some((Point { what, addressee, due, parts }, due_place))
}

/// People with post and name, of which one may be missing; a text is a post. Each comes with its place.
fn people(
    record: &mut Record<'_>,
    key: &'static str,
    spoken: &'static str,
    diagnostics: &Diagnostics,
) -> (Vec<Person>, Vec<Place>) {
    let person = |node: &Node| {
        if let Value::Text(_) = node.value {
            let post = plain_text(node, spoken, diagnostics)?;
            return Some((Person { post, name: None }, node.place.clone()));
        }
        let mut record = Record::open(node, spoken, diagnostics)?;
        let post = record.value(schema::POST).and_then(|node| lines(node, schema::POST, diagnostics));
        let name = record.text(schema::PERSON, diagnostics);
        if post.is_none() && name.is_none() {
            record.miss(schema::POST, diagnostics);
        }
        record.finish(diagnostics);
        Some((Person { post: post.unwrap_or_default(), name }, node.place.clone()))
    };
    record.list(key).filter_map(person).unzip()
}

/// The day of the monitoring that stands beside a plan.
pub(super) fn report_day(plan: &Node) -> Option<Day> {
    let monitoring = plan.get(schema::MONITORING).into_iter().flat_map(|entry| items(&entry.value));
    let day = monitoring.filter_map(|record| typed(record, schema::AS_OF)).next();
    day.and_then(|(_, typed)| Day::parse_iso(&typed).or_else(|| Day::parse_written(&typed)))
}

/// Gives the plan the mark of the annex to its order, and fills in date and number of the order where they are left out.
pub(super) fn complete(order: &Order, annex_to: &mut Option<AnnexTo>, approvals: &mut [Approval]) {
    match annex_to {
        Some(annex) => order.complete(&mut annex.act),
        None => *annex_to = Some(order.annex()),
    }
    for approval in approvals {
        if let Grounds::Act(act) = &mut approval.grounds {
            order.complete(act);
        }
    }
}

/// Reports where the plan gives its order another date or number than the order itself has.
pub(super) fn contradictions(plan: &Node, order: &Order, diagnostics: &Diagnostics) {
    let Some(own) = plan.get(schema::ORDER).map(|entry| &entry.value) else { return };
    let others = [(schema::ANNEX_TO, schema::ACT_NUMBER), (schema::APPROVAL, schema::NUMBER)];
    for (key, number) in others {
        for record in plan.get(key).into_iter().flat_map(|entry| items(&entry.value)) {
            let document = typed(record, schema::DOCUMENT).map(|(_, text)| text);
            if !document.is_some_and(|document| order.kind.is_named_by(&document)) {
                continue;
            }
            let pairs = [
                (typed(own, schema::NUMBER), typed(record, number), is_same_number as fn(&str, &str) -> bool, false),
                (typed(own, schema::DATE), typed(record, schema::DATE), is_same_date, true),
            ];
            for (own, other, is_same, is_date) in pairs {
                let (Some((own_place, own)), Some((place, other))) = (own, other) else { continue };
                if !is_same(&own, &other) && !other.contains("__") {
                    let genitive = order.kind.words().genitive;
                    let problem = match is_date {
                        true => PacketProblem::OtherDate { order: genitive, own },
                        false => PacketProblem::OtherNumber { order: genitive, own },
                    };
                    diagnostics.push(Diagnostic::new(problem, place.clone()).found(other).first_at(own_place));
                }
            }
        }
    }
}

/// The text of a field; none if it is empty or no text.
fn typed<'n>(record: &'n Node, key: &str) -> Option<(&'n Place, String)> {
    let node = record.get(key).map(|entry| &entry.value).filter(|node| !node.is_empty())?;
    // What is no text was told.
    Some((&node.place, short_text(node, key, &Diagnostics::default())?))
}

/// «№ 12-о» and «12-о».
fn is_same_number(one: &str, other: &str) -> bool {
    let bare = |number: &str| -> String { number.chars().filter(|c| !c.is_whitespace() && *c != '№').collect() };
    bare(one) == bare(other)
}

/// One day is one date, however it is written.
fn is_same_date(one: &str, other: &str) -> bool {
    let day = |text: &str| {
        let text = text.trim().strip_prefix("от ").unwrap_or(text);
        let typed = DateText::Typed(text.trim().to_owned());
        Day::parse_iso(text.trim()).or_else(|| typed.day())
    };
    match (day(one), day(other)) {
        (Some(one), Some(other)) => one == other,
        _ => crate::domain::same_text(one, other),
    }
}

/// Reads an address of mail. What would not stand in a letter's head as one is a fault.
pub(super) fn mail(node: &Node, diagnostics: &Diagnostics) -> Option<String> {
    let typed = plain_text(node, schema::MAIL, diagnostics)?;
    let is_plain = |c: char| c.is_ascii_graphic() && !r#"<>()[],;:\""#.contains(c);
    let is_address = typed.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains('@') && !host.starts_with('.') && !host.ends_with('.')
    });
    if is_address && typed.chars().all(is_plain) {
        return Some(typed);
    }
    diagnostics.push(Diagnostic::new(PacketProblem::BadMail, node.place.clone()).found(typed));
    None
}
