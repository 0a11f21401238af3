//! Laws of changes and amendments, on random plans and random edits.

use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};

use super::apply::apply;
use super::{Amendments, Changes, Edit, WordEdit, cell_list};
use crate::domain::activity::one_line;
use crate::domain::changes::{Part, same_text};
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

/// A list in a cell, a paragraph a line.
fn list() -> impl Strategy<Value = String> {
    (text(1..=3), prop::collection::vec(text(1..=4), 1..=5)).prop_map(|(caption, items)| {
        let items: Vec<String> = items.iter().map(|item| format!("- {item};")).collect();
        format!("{caption}:\n{}", items.join("\n"))
    })
}

fn activity() -> impl Strategy<Value = Activity> {
    (
        prop_oneof![3 => text(1..=9), 1 => list()],
        prop::option::of(text(1..=3)),
        prop::collection::vec(text(1..=3), 0..=2),
        prop::option::of(text(1..=2)),
    )
        .prop_map(|(name, due, responsible, result)| Activity {
            code: None,
            is_obligatory: false,
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
                order: None,
                basis: Vec::new(),
                preamble,
                goal,
                tasks,
                head: ["номер", "название", "срок", "ответственные", "результат"].map(column).into(),
                numbering,
                directions,
                notes: vec!["Сроки уточняются".to_owned()],
                signatories: Vec::new(),
                maker: None,
                annexes: Vec::new(),
                bodies: Vec::new(),
                style: Style::default(),
                addresses: Vec::new(),
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
    /// Words are put into a name.
    Insert(Index, Index, String),
    /// Words are added at the end of the responsible bodies.
    Append(Index, String),
    /// A paragraph is put into a name.
    Line(Index, Index, String),
    DropLine(Index, Index),
    Task(Index, Option<String>),
    Preamble(Index, Index, &'static str),
    Goal(String),
    Notes(Vec<String>),
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
        (at(), at(), text(1..=3)).prop_map(|(a, b, c)| Deed::Insert(a, b, c)),
        (at(), text(1..=4)).prop_map(|(a, b)| Deed::Append(a, b)),
        (at(), at(), text(1..=4)).prop_map(|(a, b, c)| Deed::Line(a, b, c)),
        (at(), at()).prop_map(|(a, b)| Deed::DropLine(a, b)),
        (at(), prop::option::of(text(2..=9))).prop_map(|(a, b)| Deed::Task(a, b)),
        (at(), at(), word()).prop_map(|(a, b, c)| Deed::Preamble(a, b, c)),
        text(2..=9).prop_map(Deed::Goal),
        prop::collection::vec(text(2..=9), 0..=2).prop_map(Deed::Notes),
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

/// Puts a part among those that a sign parts.
fn insert(text: &str, sign: &str, at: Index, part: &str) -> String {
    let mut parts: Vec<&str> = text.split(sign).collect();
    parts.insert(at.index(parts.len() + 1), part);
    parts.join(sign)
}

fn drop_line(text: &str, at: Index) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    if lines.len() > 1 {
        lines.remove(at.index(lines.len()));
    }
    lines.join("\n")
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
            Deed::Insert(at, word_at, words) => {
                pick(&mut plan, at).into_iter().for_each(|it| it.name = insert(&it.name, " ", word_at, &words));
            }
            Deed::Append(at, words) => {
                let added =
                    |it: &mut Activity| it.responsible = vec![format!("{}, {words}", it.responsible.join(", "))];
                pick(&mut plan, at).into_iter().filter(|it| !it.responsible.is_empty()).for_each(added);
            }
            Deed::Line(at, line_at, words) => {
                let line = format!("- {words};");
                pick(&mut plan, at).into_iter().for_each(|it| it.name = insert(&it.name, "\n", line_at, &line));
            }
            Deed::DropLine(at, line_at) => {
                pick(&mut plan, at).into_iter().for_each(|it| it.name = drop_line(&it.name, line_at));
            }
            Deed::Name(at, text) => pick(&mut plan, at).into_iter().for_each(|it| it.name.clone_from(&text)),
            Deed::Task(at, Some(text)) => plan.tasks.insert(at.index(plan.tasks.len() + 1), text),
            Deed::Task(at, None) if !plan.tasks.is_empty() => drop(plan.tasks.remove(at.index(plan.tasks.len()))),
            Deed::Preamble(at, word_at, word) if !plan.preamble.is_empty() => {
                let at = at.index(plan.preamble.len());
                replace_word(&mut plan.preamble[at], word_at, word);
            }
            Deed::Goal(text) => plan.goal = vec![text],
            Deed::Notes(texts) => plan.notes = texts,
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

/// A plan, and what somebody has made of it.
pub(crate) fn editions() -> impl Strategy<Value = (Plan, Plan)> {
    (plan(), prop::collection::vec(deed(), 0..=8)).prop_map(|(old, deeds)| (old.clone(), done(old, deeds)))
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
    (one_line(&plan.title), Part::ALL.map(|part| lines(&part.of(plan))), lines(&plan.notes), directions)
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
    fn no_paragraph_of_a_list_is_lost(
        (old, deeds) in (list(), prop::collection::vec((any::<Index>(), text(1..=4), any::<bool>()), 1..=3)),
    ) {
        let deed = |text: String, (at, words, adds): &(Index, String, bool)| match adds {
            true => insert(&text, "\n", *at, &format!("- {words};")),
            false => drop_line(&text, *at),
        };
        let new = deeds.iter().fold(old.clone(), deed);
        let edit = Edit::of_cell(&old, &new);
        let made = edit.apply(&old);
        prop_assert!(made.as_deref().is_some_and(|made| same_text(made, &new)), "{:?}", edit);
        match &edit {
            Edit::Words(_) => prop_assert_eq!(cell_list(&old).map(|list| list.len()), cell_list(&new).map(|list| list.len())),
            Edit::Lines(_) | Edit::Whole(_) => prop_assert_eq!(made.as_deref().and_then(cell_list), cell_list(&new)),
        }
    }

    #[test]
    fn words_that_are_only_added_replace_none(
        (old, at, words, ends) in
            (subsequence(&WORDS[..], 2..=12).prop_shuffle(), any::<Index>(), text(1..=4), any::<bool>()),
    ) {
        // No word comes twice, so that each place has a name.
        let old = old.join(" ");
        let (old, new) = match ends {
            true => (format!("{old}."), format!("{old} {words}.")),
            false => (old.clone(), insert(&old, " ", at, &words)),
        };
        let edit = Edit::of(&old, &new);
        let Edit::Words(edits) = &edit else { return Err(TestCaseError::fail(format!("{edit:?}"))) };
        prop_assert!(
            matches!(edits.as_slice(), [WordEdit::AddAfter { .. } | WordEdit::AddBefore { .. } | WordEdit::AddAtEnd { .. }]),
            "{:?}", edit
        );
        prop_assert_eq!(edit.apply(&old), Some(new));
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
