//! The order that approves a plan: what is drafted of it, who signs, agrees and is acquainted, and when.

use super::dates::before;
use super::{Texts, remark};
use crate::diagnostics::{Diagnostic, Diagnostics, PacketProblem, Place};
use crate::domain::words::{fold, is_telling, words};
use crate::domain::{Agenda, DateText, Due, Order, Person, Plan, bodies, body_key, one_line};
use crate::schema;
use crate::validate::{Checked, OrderPlaces};

/// W670–W674, W676.
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
    twice(&order.agreement, &places.agreement, schema::AGREEMENT, diagnostics);
    twice(&order.acquaintance, &places.acquainted, schema::ACQUAINTANCE, diagnostics);
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

/// W676.
fn twice(people: &[Person], places: &[Place], list: &'static str, diagnostics: &Diagnostics) {
    for (at, (person, place)) in people.iter().zip(places).enumerate() {
        let Some(first) = people.iter().take(at).position(|known| is_same(known, person)) else { continue };
        let said = person.name.clone().unwrap_or_else(|| one_line(&person.post));
        let problem = PacketProblem::RepeatedPerson { list, person: said };
        let remark = Diagnostic::new(problem, place.clone());
        diagnostics.push(match places.get(first) {
            Some(first) => remark.first_at(first),
            None => remark,
        });
    }
}

/// Whether two lines of a sheet are for the same hand: by their names; without any, by their posts.
fn is_same(one: &Person, other: &Person) -> bool {
    match (&one.name, &other.name) {
        (Some(one), Some(other)) => is_same_person(one, other),
        (None, None) => body_key(&one.post) == body_key(&other.post),
        _ => false,
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

/// Whether all words of a body are said of a person, in whatever case they stand there; an abbreviation is said by the words that
/// it stands for («СОШ», «ИМЦ»), and a word by its beginning before a full stop («зам.»).
fn belongs(body: &str, person: &str) -> bool {
    let (body, person) = (Said::of(body), Said::of(person));
    let mut telling = (0..body.words.len()).filter(|at| body.is_telling(*at)).peekable();
    telling.peek().is_some() && {
        let covered = body.abbreviated_in(&person);
        telling.all(|at| covered[at] || person.says(&body, at))
    }
}

/// The words of a body or of a person.
struct Said {
    /// Folded; whether each is an abbreviation in capitals, and whether a full stop cuts it off.
    words: Vec<(String, bool, bool)>,
    telling: Vec<bool>,
}

impl Said {
    fn of(text: &str) -> Self {
        let found: Vec<_> = words(text).collect();
        let is_capitals = |word: &str| word.chars().count() > 1 && word.chars().all(char::is_uppercase);
        let is_cut = |end: usize| text.get(end..).is_some_and(|rest| rest.starts_with('.'));
        let words = found.iter().map(|word| (fold(word.text), is_capitals(word.text), is_cut(word.end()))).collect();
        Self { words, telling: found.iter().map(|word| is_telling(word.text)).collect() }
    }

    fn is_telling(&self, at: usize) -> bool {
        self.telling[at]
    }

    /// Whether a word of another text stands here, as it is, cut off, or as an abbreviation of several.
    fn says(&self, other: &Self, at: usize) -> bool {
        let (word, is_abbreviation, is_cut) = &other.words[at];
        let cuts = |short: &str, long: &str| short.chars().count() >= 2 && long.starts_with(short);
        let is_here = |(known, _, is_known_cut): &(String, bool, bool)| {
            is_same_word(word, known) || *is_cut && cuts(word, known) || *is_known_cut && cuts(known, word)
        };
        self.words.iter().any(is_here) || *is_abbreviation && self.spelled(word).is_some()
    }

    /// Where the words stand of which an abbreviation is made.
    fn spelled(&self, abbreviation: &str) -> Option<std::ops::Range<usize>> {
        let letters: Vec<char> = abbreviation.chars().collect();
        let initials: Vec<Option<char>> = self.words.iter().map(|(word, ..)| word.chars().next()).collect();
        let is_meant =
            |run: &[Option<char>]| run.iter().zip(&letters).all(|(initial, letter)| *initial == Some(*letter));
        let at = initials.windows(letters.len()).position(is_meant)?;
        Some(at..at + letters.len())
    }

    /// Which words another text says by an abbreviation of theirs.
    fn abbreviated_in(&self, other: &Self) -> Vec<bool> {
        let mut covered = vec![false; self.words.len()];
        for (word, ..) in other.words.iter().filter(|(_, is_abbreviation, _)| *is_abbreviation) {
            covered[self.spelled(word).unwrap_or_default()].fill(true);
        }
        covered
    }
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
            ("МБОУ «Средняя общеобразовательная школа № 1»", "Директор МБОУ СОШ № 1", true),
            ("МБОУ «Средняя общеобразовательная школа № 1»", "Директор МБОУ СОШ № 2", false),
            ("МБОУ СОШ № 1", "Директор МБОУ «Средняя общеобразовательная школа № 1»", true),
            ("ИМЦ", "Директор МБУ ДПО «Информационно-методический центр» О.С. Лапина", true),
            ("Зам. директора по УВР", "Заместитель директора по УВР И.И. Петрова", true),
            ("Заместитель директора по УВР", "Зам. директора по УВР И.И. Петрова", true),
            ("Заместитель директора по УВР", "Зам. директора по АХЧ И.И. Петрова", false),
            ("Методист Иванова А.П.", "Методист А.П. Иванова", true),
            ("Методист Иванова А.П.", "Методист А.П. Петрова", false),
            ("Педагог-психолог", "педагог – психолог С.С. Сидорова", true),
            ("Директора школ", "Директор МБОУ «Школа № 5»", true),
            ("Заречная СОШ", "Директор МБОУ «Заречная СОШ» Т.И. Мельник", true),
            ("Управление образования", "Начальник Управления культуры", false),
            ("КДН и ЗП", "Секретарь КДН и ЗП", true),
            ("Отдел по делам молодёжи", "Начальник отдела по делам молодежи", true),
            ("Социальный педагог", "Соц. педагог Р.Р. Орлова", true),
            ("", "Директор", false),
        ] {
            assert_eq!(belongs(body, person), expected, "{body}: {person}");
        }
    }
}
