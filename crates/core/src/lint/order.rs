//! The order that approves a plan: what is drafted of it, who signs, agrees and is acquainted, and when.

use super::dates::before;
use super::{Texts, remark};
use crate::diagnostics::{Diagnostic, Diagnostics, PacketProblem};
use crate::domain::words::{fold, is_telling, words};
use crate::domain::{Agenda, DateText, Due, Order, Person, Plan, bodies, one_line};
use crate::validate::{Checked, OrderPlaces};

/// W670–W674.
pub(super) fn order(checked: &Checked, diagnostics: &Diagnostics) {
    let Checked { plan, places, .. } = checked;
    let (Some(order), Some(places)) = (&plan.order, &places.order) else { return };
    let words = order.kind.words();
    let drafted = order.drafted();
    if !drafted.is_empty() {
        diagnostics.add(PacketProblem::Drafted { order: words.genitive, parts: drafted.join(", ") }, &places.record);
    }
    if order.signatories.is_empty() {
        diagnostics.add(PacketProblem::NobodySigns { order: words.nominative }, &places.record);
    }
    signs_and_agrees(order, places, diagnostics);
    if !order.acquaintance.is_empty() {
        let unacquainted = unacquainted(order, plan);
        if !unacquainted.is_empty() {
            diagnostics.add(PacketProblem::Unacquainted { bodies: unacquainted }, &places.acquaintance);
        }
    }
    points(order, plan, places, diagnostics);
}

/// W672.
fn signs_and_agrees(order: &Order, places: &OrderPlaces, diagnostics: &Diagnostics) {
    let signs = |name: &str| order.signatories.iter().any(|signatory| is_same_person(&signatory.name, name));
    for (person, place) in order.agreement.iter().zip(&places.agreement) {
        if let Some(name) = person.name.as_ref().filter(|name| signs(name)) {
            let problem = PacketProblem::SignsAndAgrees { order: order.kind.words().nominative, name: name.clone() };
            diagnostics.push(Diagnostic::new(problem, place.clone()));
        }
    }
}

/// Whether two names are one person's: the same surname and initials, in whatever order and spacing.
fn is_same_person(one: &str, other: &str) -> bool {
    let parts = |name: &str| words(name).map(|word| fold(word.text)).collect::<Vec<String>>();
    let initials = |name: &[String], surname: &str| {
        let others = name.iter().filter(|word| *word != surname);
        let mut initials: Vec<char> = others.filter_map(|word| word.chars().next()).collect();
        initials.sort_unstable();
        initials
    };
    let (one, other) = (parts(one), parts(other));
    let mut shared = one.iter().filter(|word| word.chars().count() > 1 && other.contains(word));
    shared.any(|surname| initials(&one, surname) == initials(&other, surname))
}

/// The bodies of a plan to which nobody belongs who signs its order or is to be acquainted with it.
fn unacquainted(order: &Order, plan: &Plan) -> Vec<String> {
    let said = |person: &Person| format!("{} {}", person.post, person.name.as_deref().unwrap_or_default());
    let signatories = order.signatories.iter().map(|it| format!("{} {}", it.post, it.name));
    let people: Vec<String> = order.acquaintance.iter().map(said).chain(signatories).collect();
    let agenda = Agenda::new(plan, &[], plan.document_day());
    let bodies = bodies(&agenda).into_iter().filter_map(|(body, _)| body);
    bodies.filter(|body| !people.iter().any(|person| belongs(body, person))).map(one_line).collect()
}

/// Whether all words of a body are said of a person, in whatever case they stand there.
fn belongs(body: &str, person: &str) -> bool {
    let person: Vec<String> = words(person).map(|word| fold(word.text)).collect();
    let mut telling = words(body).filter(|word| is_telling(word.text)).peekable();
    telling.peek().is_some() && telling.all(|word| person.iter().any(|other| is_same_word(&fold(word.text), other)))
}

/// Whether two words are one but for their endings. Short words and numbers have none.
fn is_same_word(one: &str, other: &str) -> bool {
    const ENDING: usize = 3;
    const STEM: usize = 4;
    let count = one.chars().count();
    let shared = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let longest = count.max(other.chars().count());
    one == other || shared >= STEM && longest - shared <= ENDING && !one.contains(|c: char| c.is_ascii_digit())
}

/// W674.
fn points(order: &Order, plan: &Plan, places: &OrderPlaces, diagnostics: &Diagnostics) {
    let Some(day) = order.date.as_ref().and_then(DateText::day) else { return };
    for (point, place) in order.points.iter().zip(&places.points) {
        let due = point.due.as_ref().map(|due| (due, Due::read(due, &plan.period)));
        if let Some((due, _)) = due.filter(|(_, due)| due.to().is_some_and(|to| to < day)) {
            let problem = PacketProblem::PointBeforeOrder { day: day.digits() };
            diagnostics.push(Diagnostic::new(problem, place.clone()).found(due));
        }
    }
}

/// W204 where the plan is approved by its order: what `check` tells with the rest of the plan.
pub(super) fn due_dates(texts: &Texts<'_>, diagnostics: &Diagnostics) {
    let day = texts.plan.order.as_ref().and_then(|order| order.date.as_ref()).and_then(DateText::day);
    for row in &texts.rows {
        if let Some(timing) = &row.timing
            && let Some(problem) = before(timing.due, day)
        {
            diagnostics.push(remark(problem, row.timing_place, &timing.text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_one_however_the_name_is_written() {
        for (other, expected) in [
            ("Н. В. Шадеркова", true),
            ("Шадеркова Н.В.", true),
            ("Шадеркова Наталья Владимировна", true),
            ("А.В. Шадеркова", false),
            ("Н.В. Иванова", false),
        ] {
            assert_eq!(is_same_person("Н.В.Шадеркова", other), expected, "{other}");
        }
    }

    #[test]
    fn a_body_is_found_in_a_post() {
        for (body, person, expected) in [
            ("Отдел образования", "Заведующий Отделом образования Н.В. Шадеркова", true),
            ("МБОУ «Лесная СОШ»", "Директор МБОУ «Лесная СОШ»", true),
            ("МБОУ «Лесная СОШ»", "Директор МБОУ «Луговая СОШ»", false),
            ("Муниципальная методическая служба", "Руководитель муниципальной методической службы", true),
            ("Школа № 1", "Директор школы № 12", false),
            ("Школа № 1", "Директор школы № 1", true),
            ("Руководители школ", "Руководитель школы", true),
            ("", "Директор", false),
        ] {
            assert_eq!(belongs(body, person), expected, "{body}: {person}");
        }
    }
}
