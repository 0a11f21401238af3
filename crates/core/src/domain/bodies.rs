//! Who answers for what: the bodies of an agenda, each with its part.
//!
//! Several bodies in one text are parted by one rule, whatever file they come from. A semicolon parts them always. A comma or a line
//! break does where what stands behind it is a body by itself: one that stands alone somewhere else in the plan, or has a short
//! name, or begins as bodies do («руководители ОМО», «муниципальная служба», «Петров П.П.»). So «Отдел образования, культуры и
//! спорта» is one, and the same bodies come of a cell and of a list.

use std::collections::{HashMap, HashSet};

use super::activity::{Designation, Direction, listed};
use super::agenda::{Agenda, AgendaItem};
use super::approval::{Grounds, Signatory};
use super::names;
use super::plan::{Numbering, Plan};
use crate::tree::fold_key;

/// Beginnings of the names of bodies that are one each, in small letters.
pub const SINGLE_BODIES: [&str; 34] = [
    "управление",
    "отдел",
    "отделение",
    "комитет",
    "администрация",
    "департамент",
    "министерство",
    "центр",
    "школа",
    "гимназия",
    "лицей",
    "техникум",
    "колледж",
    "институт",
    "комиссия",
    "библиотека",
    "начальник",
    "заведующий",
    "заведующая",
    "заместитель",
    "директор",
    "руководитель",
    "специалист",
    "методист",
    "секретарь",
    "председатель",
    "мку",
    "мбу",
    "мау",
    "гбу",
    "гау",
    "мбоу",
    "маоу",
    "мбдоу",
];

/// Further beginnings of the names of bodies, in small letters; none is the genitive of another, with which the words before a
/// comma could go on.
const OTHER_BODIES: [&str; 19] = [
    "директора",
    "руководители",
    "заместители",
    "заведующие",
    "специалисты",
    "методисты",
    "педагоги",
    "педагог",
    "учителя",
    "воспитатели",
    "психологи",
    "логопеды",
    "председатели",
    "служба",
    "совет",
    "мкоу",
    "мкдоу",
    "мадоу",
    "дом",
];

/// The bodies as the plan lists them, each once, with their parts of the agenda; last what nobody answers for.
pub fn bodies<'a>(agenda: &Agenda<'a>) -> Vec<(Option<&'a str>, Agenda<'a>)> {
    let mut parts: Vec<(Option<&str>, Agenda<'_>)> = Vec::new();
    let mut known = HashMap::new();
    let alone: HashSet<String> = agenda
        .plan
        .activities()
        .flat_map(|known| &known.responsible)
        .chain(&agenda.plan.bodies)
        .map(|body| body_key(body))
        .collect();
    for item in &agenda.items {
        for body in distinct_bodies(of_item(item).flat_map(|text| parted(text, &alone))) {
            let at = *known.entry(body_key(body)).or_insert_with(|| {
                parts.push((Some(body), Agenda { items: Vec::new(), ..*agenda }));
                parts.len() - 1
            });
            parts[at].1.items.push(item.clone());
        }
    }
    let nobody = agenda.only(|item| item.activity.responsible.is_empty());
    if !nobody.items.is_empty() {
        parts.push((None, nobody));
    }
    parts
}

/// What can part bodies, if a body stands behind it.
const BREAKS: [char; 2] = [',', '\n'];

/// The bodies of a text; `alone` are those that are known by themselves.
fn parted<'a>(text: &'a str, alone: &HashSet<String>) -> Vec<&'a str> {
    let mut bodies = Vec::new();
    for several in listed(text, &[';']) {
        let (mut from, mut depth) = (0, 0_i32);
        for (at, c) in several.char_indices() {
            depth += i32::from(c == '(') - i32::from(c == ')');
            if depth > 0 || !BREAKS.contains(&c) {
                continue;
            }
            let behind = listed(&several[at + 1..], &BREAKS).next().unwrap_or_default();
            if alone.contains(&body_key(behind)) || begins(behind) {
                bodies.push(&several[from..at]);
                from = at + 1;
            }
        }
        bodies.push(&several[from..]);
    }
    let trimmed = bodies.into_iter().map(|body| body.trim_matches(|c: char| c.is_whitespace() || c == ','));
    trimmed.filter(|body| !body.is_empty()).collect()
}

/// Whether a text begins as bodies do, so that it goes on with nothing before it.
fn begins(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    let Some(first) = words.next() else { return false };
    let is_noun = |word: &str| SINGLE_BODIES.contains(&word) || OTHER_BODIES.contains(&word);
    let name = text.split('(').next().unwrap_or_default();
    is_noun(&first) || names::is_name(name) || words.next().is_some() && is_adjective(&first)
}

/// Whether a small word is an adjective in the nominative, by its ending: nouns in «-ение» and the like are none.
fn is_adjective(word: &str) -> bool {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    ends(&["ный", "ский", "ная", "ская", "ное", "ское", "ные", "ские", "щий", "щая", "щие"])
}

/// A name of a body as it is compared: its words, without case, quotes and other marks.
pub fn body_key(name: &str) -> String {
    let folded = fold_key(name);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The bodies of an activity as the plan lists them.
fn of_item<'a>(item: &AgendaItem<'a>) -> impl Iterator<Item = &'a str> {
    item.activity.responsible.iter().map(String::as_str)
}

/// Each name once, in its first spelling.
pub fn distinct_bodies<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = HashSet::new();
    names.filter(|name| seen.insert(body_key(name))).collect()
}

impl Plan {
    /// Who certifies an extract: who signs the plan, else its order, else who approves it.
    pub fn certifier(&self) -> Option<Signatory> {
        let signatories =
            self.signatories.iter().chain(self.order.iter().flat_map(|order| &order.signatories)).cloned();
        let approvers = self.approvals.iter().filter_map(|approval| match &approval.grounds {
            Grounds::Person { post, name: Some(name), .. } => {
                Some(Signatory { post: post.clone(), name: name.clone() })
            }
            _ => None,
        });
        signatories.chain(approvers).next()
    }

    /// The plan with the activities at some places only, under the numbers and bands that they have in the whole plan.
    #[must_use]
    pub fn extract(&self, places: &[usize]) -> Self {
        let numbers = self.numbers();
        let bands = self.bands();
        let mut at = 0;
        let mut directions = Vec::new();
        for (direction, band) in self.directions.iter().zip(bands) {
            let mut activities = Vec::new();
            for activity in &direction.activities {
                if places.contains(&at) {
                    let mut activity = activity.clone();
                    activity.number = numbers.get(at).cloned();
                    activities.push(activity);
                }
                at += 1;
            }
            if !activities.is_empty() {
                // The whole band as its name: a Roman numeral would be counted anew. Due dates are not read here again.
                let designation = Designation::Typed(String::new());
                directions.push(Direction { designation, name: band, activities });
            }
        }
        Self { directions, numbering: Numbering::AsTyped, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::amendments::laws::editions;
    use proptest::prelude::*;

    proptest! {
        /// An extract has the very rows of the plan: number, band and texts.
        #[test]
        fn rows_stay_as_they_are((plan, _) in editions(), mask in any::<u64>()) {
            let rows = |plan: &Plan| {
                let bands = plan.directions.iter().zip(plan.bands());
                let bands = bands.flat_map(|(direction, band)| direction.activities.iter().map(move |_| band.clone()));
                let activities = plan.activities().map(|activity| (activity.name.clone(), activity.due.clone()));
                plan.numbers().into_iter().zip(bands).zip(activities).collect::<Vec<_>>()
            };
            let whole = rows(&plan);
            let places: Vec<usize> = (0..whole.len()).filter(|at| mask >> (at % 64) & 1 == 1).collect();
            let wanted: Vec<_> = places.iter().map(|at| whole[*at].clone()).collect();
            prop_assert_eq!(rows(&plan.extract(&places)), wanted);
        }

        /// The same bodies come of a list and of one text, however its bodies are parted there.
        #[test]
        fn a_text_has_the_bodies_of_its_list(
            (plan, _) in editions(),
            lists in proptest::collection::vec(proptest::sample::subsequence(BODIES.to_vec(), 1..=4).prop_shuffle(), 1..8),
            marks in proptest::collection::vec(proptest::sample::select(vec![", ", "; ", ";\n", ",\n", "\n", " ;"]), 1..8),
        ) {
            let with = |responsible: &dyn Fn(usize) -> Vec<String>| {
                let mut plan = plan.clone();
                let activities = plan.directions.iter_mut().flat_map(|direction| &mut direction.activities);
                activities.enumerate().for_each(|(at, activity)| activity.responsible = responsible(at));
                let agenda = Agenda::new(&plan, &[], plan.document_day());
                let parts = bodies(&agenda).into_iter();
                let places = |agenda: &Agenda<'_>| agenda.items.iter().map(|item| item.place).collect::<Vec<_>>();
                parts.map(|(body, agenda)| (body.map(str::to_owned), places(&agenda))).collect::<Vec<_>>()
            };
            let list = |at: usize| lists[at % lists.len()].iter().map(|body| (*body).to_owned()).collect::<Vec<_>>();
            let text = |at: usize| vec![list(at).join(marks[at % marks.len()])];
            prop_assert_eq!(with(&text), with(&list));
        }
    }

    /// Bodies that are told by themselves, or by how they begin.
    const BODIES: [&str; 10] = [
        "Отдел образования",
        "Отдел образования, культуры и спорта",
        "руководители ОМО",
        "муниципальная методическая служба",
        "МБОУ «Лесная СОШ» (7, 8 классы)",
        "Иванова А.П.",
        "методист П.П. Петров",
        "Директора школ, детских садов",
        "классные руководители",
        "Комитет по делам детей, женщин\nи семьи",
    ];

    #[test]
    fn texts_are_parted_where_a_body_begins() {
        let alone = HashSet::from(["оу".to_owned()]);
        for (text, expected) in [
            ("Отдел образования, руководители ОМО", vec!["Отдел образования", "руководители ОМО"]),
            ("Иванова;\nПетров", vec!["Иванова", "Петров"]),
            ("Иванова;\n", vec!["Иванова"]),
            ("Отдел образования,\nОУ", vec!["Отдел образования", "ОУ"]),
            ("Руководители ОУ, ДОУ", vec!["Руководители ОУ, ДОУ"]),
            ("Отдел образования\nАдминистрации округа", vec!["Отдел образования\nАдминистрации округа"]),
            (
                "Отдел (опека; кадры, отдел учёта), отдел учёта",
                vec!["Отдел (опека; кадры, отдел учёта)", "отдел учёта"],
            ),
            ("Школы, образование детей", vec!["Школы, образование детей"]),
        ] {
            assert_eq!(parted(text, &alone), expected, "{text}");
        }
    }
}
