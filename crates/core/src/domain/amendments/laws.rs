//! Laws of changes and amendments, on random plans and random edits.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::apply::apply;
use super::{Amendments, Changes};
use crate::domain::activity::one_line;
use crate::domain::changes::Part;
use crate::domain::{Activity, Column, Designation, Direction, Field, HeadItem, Numbering, Period, Plan, Style};

/// Few enough to come again.
const WORDS: [&str; 24] = [
    "анализ",
    "мониторинг",
    "школ",
    "проведение",
    "совещаний",
    "и",
    "в",
    "с",
    "руководителями",
    "2023",
    "году",
    "(далее",
    "–",
    "ОУ)",
    "«Точка",
    "роста»,",
    "качества",
    "образования",
    "эффективности",
    "мер",
    "на",
    "основе",
    "отбор",
    "семинар",
];

fn text(length: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(select(&WORDS[..]), length).prop_map(|words| words.join(" "))
}

fn activity() -> impl Strategy<Value = Activity> {
    (
        text(1..=9),
        prop::option::of(text(1..=3)),
        prop::collection::vec(text(1..=3), 0..=2),
        prop::option::of(text(1..=2)),
    )
        .prop_map(|(name, due, responsible, result)| Activity {
            code: None,
            number: None,
            name,
            due,
            responsible,
            further: result.map(|result| ("результат".to_owned(), result)).into_iter().collect(),
        })
}

fn direction(name: usize) -> impl Strategy<Value = Direction> {
    const NAMES: [&str; 6] = [
        "Организация работы",
        "Поддержка педагогов",
        "Оценка качества",
        "Ресурсы школ",
        "Работа с родителями",
        "Итоги года",
    ];
    let designation =
        prop_oneof![3 => Just(Designation::Ordinal), 1 => Just(Designation::Typed(format!("Раздел {}.", name + 1)))];
    (designation, prop::collection::vec(activity(), 0..=5)).prop_map(move |(designation, activities)| Direction {
        designation,
        name: Some(NAMES[name % NAMES.len()].to_owned()),
        activities,
    })
}

fn directions() -> impl Strategy<Value = Vec<Direction>> {
    let plain = prop::collection::vec(activity(), 1..=8)
        .prop_map(|activities| vec![Direction { designation: Designation::Ordinal, name: None, activities }]);
    let banded = (1..=4_usize).prop_flat_map(|count| (0..count).map(direction).collect::<Vec<_>>());
    prop_oneof![1 => plain, 3 => banded]
}

fn plan() -> impl Strategy<Value = Plan> {
    let numbering = select(vec![Numbering::Running, Numbering::Nested]);
    let texts = || prop::collection::vec(text(3..=12), 0..=3);
    (text(3..=8), texts(), texts(), texts(), numbering, directions()).prop_map(
        |(title, preamble, goal, tasks, numbering, directions)| {
            let column = |name: &str| {
                HeadItem::Single(Column { field: Field::from_folded(name), title: name.to_owned(), join: false })
            };
            Plan {
                title,
                period: Period::parse("2023").expect("a period"),
                approvals: Vec::new(),
                agreements: Vec::new(),
                edition: None,
                annex_to: None,
                basis: Vec::new(),
                preamble,
                goal,
                tasks,
                head: ["номер", "название", "срок", "ответственные", "результат"].map(column).into(),
                numbering,
                directions,
                notes: Vec::new(),
                signatories: Vec::new(),
                maker: None,
                annexes: Vec::new(),
                style: Style::default(),
            }
        },
    )
}

/// Something that a person does to a plan.
#[derive(Debug, Clone)]
enum Deed {
    Add(Index, Index, Activity),
    Drop(Index),
    Move(Index, Index, Index),
    Due(Index, String),
    Responsible(Index, String),
    Result(Index, Option<String>),
    Word(Index, Index, &'static str),
    Name(Index, String),
    Task(Index, Option<String>),
    Preamble(Index, Index, &'static str),
    Goal(String),
    Title(Index, &'static str),
    Rename(Index, String),
    AddDirection(Index, Direction),
    DropDirection(Index),
}

fn deed() -> impl Strategy<Value = Deed> {
    let at = any::<Index>;
    let word = || select(&WORDS[..]);
    prop_oneof![
        (at(), at(), activity()).prop_map(|(a, b, c)| Deed::Add(a, b, c)),
        at().prop_map(Deed::Drop),
        (at(), at(), at()).prop_map(|(a, b, c)| Deed::Move(a, b, c)),
        (at(), text(1..=3)).prop_map(|(a, b)| Deed::Due(a, b)),
        (at(), text(1..=6)).prop_map(|(a, b)| Deed::Responsible(a, b)),
        (at(), prop::option::of(text(1..=2))).prop_map(|(a, b)| Deed::Result(a, b)),
        (at(), at(), word()).prop_map(|(a, b, c)| Deed::Word(a, b, c)),
        (at(), text(1..=9)).prop_map(|(a, b)| Deed::Name(a, b)),
        (at(), prop::option::of(text(2..=9))).prop_map(|(a, b)| Deed::Task(a, b)),
        (at(), at(), word()).prop_map(|(a, b, c)| Deed::Preamble(a, b, c)),
        text(2..=9).prop_map(Deed::Goal),
        (at(), word()).prop_map(|(a, b)| Deed::Title(a, b)),
        (at(), text(1..=3)).prop_map(|(a, b)| Deed::Rename(a, b)),
        (at(), direction(5)).prop_map(|(a, b)| Deed::AddDirection(a, b)),
        at().prop_map(Deed::DropDirection),
    ]
}

/// Puts a word in the place of another.
fn replace_word(text: &mut String, at: Index, word: &str) {
    let mut words: Vec<&str> = text.split(' ').collect();
    let at = at.index(words.len());
    words[at] = word;
    *text = words.join(" ");
}

fn take(plan: &mut Plan, at: Index) -> Activity {
    let mut at = at.index(plan.activities().count());
    for direction in &mut plan.directions {
        if at < direction.activities.len() {
            return direction.activities.remove(at);
        }
        at -= direction.activities.len();
    }
    unreachable!("an activity")
}

fn put(plan: &mut Plan, direction: Index, at: Index, activity: Activity) {
    let count = plan.directions.len();
    let activities = &mut plan.directions[direction.index(count)].activities;
    activities.insert(at.index(activities.len() + 1), activity);
}

fn pick(plan: &mut Plan, at: Index) -> Option<&mut Activity> {
    let count = plan.activities().count();
    let mut all = plan.directions.iter_mut().flat_map(|direction| &mut direction.activities);
    (count > 0).then(|| all.nth(at.index(count))).flatten()
}

fn done(mut plan: Plan, deeds: Vec<Deed>) -> Plan {
    for deed in deeds {
        let count = plan.activities().count();
        match deed {
            Deed::Add(direction, at, activity) => put(&mut plan, direction, at, activity),
            Deed::Drop(at) if count > 1 => drop(take(&mut plan, at)),
            Deed::Move(from, direction, at) if count > 0 => {
                let activity = take(&mut plan, from);
                put(&mut plan, direction, at, activity);
            }
            Deed::Due(at, text) => pick(&mut plan, at).into_iter().for_each(|it| it.due = Some(text.clone())),
            Deed::Responsible(at, text) => {
                pick(&mut plan, at).into_iter().for_each(|it| it.responsible = vec![text.clone()]);
            }
            Deed::Result(at, text) => pick(&mut plan, at).into_iter().for_each(|it| {
                it.further = text.clone().map(|text| ("результат".to_owned(), text)).into_iter().collect();
            }),
            Deed::Word(at, word_at, word) => {
                pick(&mut plan, at).into_iter().for_each(|it| replace_word(&mut it.name, word_at, word));
            }
            Deed::Name(at, text) => pick(&mut plan, at).into_iter().for_each(|it| it.name.clone_from(&text)),
            Deed::Task(at, Some(text)) => plan.tasks.insert(at.index(plan.tasks.len() + 1), text),
            Deed::Task(at, None) if !plan.tasks.is_empty() => drop(plan.tasks.remove(at.index(plan.tasks.len()))),
            Deed::Preamble(at, word_at, word) if !plan.preamble.is_empty() => {
                let at = at.index(plan.preamble.len());
                replace_word(&mut plan.preamble[at], word_at, word);
            }
            Deed::Goal(text) => plan.goal = vec![text],
            Deed::Title(at, word) => replace_word(&mut plan.title, at, word),
            Deed::Rename(at, text) => {
                let count = plan.directions.len();
                let taken = plan.directions.iter().any(|direction| direction.name.as_deref() == Some(text.as_str()));
                let direction = &mut plan.directions[at.index(count)];
                if direction.name.is_some() && !taken {
                    direction.name = Some(text);
                }
            }
            Deed::AddDirection(at, direction) => {
                let known = plan.directions.iter().any(|known| known.name == direction.name);
                if !known {
                    plan.directions.insert(at.index(plan.directions.len() + 1), direction);
                }
            }
            Deed::DropDirection(at) => {
                let at = at.index(plan.directions.len());
                if plan.directions[at].activities.len() < count {
                    plan.directions.remove(at);
                }
            }
            _ => {}
        }
    }
    plan
}

/// What a plan says, numbers and order aside.
fn content(plan: &Plan) -> impl PartialEq + std::fmt::Debug + use<> {
    let lines = |texts: &[String]| texts.iter().map(|text| one_line(text)).collect::<Vec<_>>();
    let mut directions: Vec<_> = (plan.directions.iter())
        .filter(|direction| direction.name.is_some() || !direction.activities.is_empty())
        .map(|direction| {
            let row = |activity: &Activity| {
                plan.columns().skip(1).map(|column| one_line(&activity.text(&column.field))).collect::<Vec<_>>()
            };
            let mut rows: Vec<_> = direction.activities.iter().map(row).collect();
            rows.sort();
            (format!("{:?}", direction.designation), direction.name.clone(), rows)
        })
        .collect();
    directions.sort();
    (one_line(&plan.title), Part::ALL.map(|part| lines(&part.of(plan))), directions)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, max_shrink_iters: 4000, ..ProptestConfig::default() })]

    #[test]
    fn an_edition_does_not_differ_from_itself(plan in plan()) {
        prop_assert_eq!(Changes::between(&plan, &plan).list, []);
    }

    #[test]
    fn changes_are_empty_where_nothing_but_order_differs(
        (old, deeds) in (plan(), prop::collection::vec(deed(), 0..=2)),
    ) {
        let new = done(old.clone(), deeds);
        let changes = Changes::between(&old, &new);
        let same_numbering = old.numbering == new.numbering;
        prop_assert_eq!(changes.is_empty(), content(&old) == content(&new) && same_numbering, "{:#?}", changes.list);
    }

    #[test]
    fn amendments_done_to_the_old_edition_give_the_new_one(
        (old, deeds) in (plan(), prop::collection::vec(deed(), 0..=6)),
    ) {
        let new = done(old.clone(), deeds);
        let changes = Changes::between(&old, &new);
        let amendments = Amendments::of(&changes);
        let made = apply(&amendments, &old, &new);
        prop_assert!(made.is_some(), "{:#?}", amendments);
        let made = made.expect("checked");
        prop_assert_eq!(content(&made), content(&new), "{:#?}", amendments);
        prop_assert_eq!(amendments.is_empty(), changes.is_empty());
    }

    #[test]
    fn added_numbers_are_new_ones((old, deeds) in (plan(), prop::collection::vec(deed(), 0..=6))) {
        let new = done(old.clone(), deeds);
        let Amendments::Points(points) = Amendments::of(&Changes::between(&old, &new)) else { return Ok(()) };
        let mut labels = old.labels();
        for point in points {
            match point {
                super::Amendment::AddActivities { rows, .. } => labels.extend(rows.into_iter().map(|(label, _)| label)),
                super::Amendment::AddDirection { labels: added, .. } => labels.extend(added),
                _ => {}
            }
        }
        let count = labels.len();
        labels.sort();
        labels.dedup();
        prop_assert_eq!(labels.len(), count);
    }
}
