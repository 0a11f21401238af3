//! Laws over random reports: every figure is the sum of what lies below it, and the data say the same as the figures.

use proptest::prelude::*;
use proptest::sample::select;

use super::contribution::{Contribution, Measured, Told};
use super::further::LISTED;
use super::gathering::{Gathered, Gathering, Received, Trouble};
use super::wanted;
use crate::diagnostics::{Diagnostics, Place};
use crate::domain::{Day, Fate, Period, Reported, Standing, Summary, Tally, Territory, Verdict};
use crate::schema;
use crate::tree::{Entry, Node, Value};
use crate::validate;

/// What plans are made of: all have some of these.
const ACTIVITIES: [&str; 9] = [
    "Анализ результатов обучения",
    "Назначение кураторов школ",
    "Утверждение программ развития",
    "Повышение квалификации педагогов",
    "Семинар для руководителей",
    "Входная диагностика учащихся",
    "Консультации родителей",
    "Итоги года",
    "Школа молодого директора",
];

fn day(day: u32) -> Day {
    Day::new(2023, 11, day).expect("a day")
}

fn contribution() -> impl Strategy<Value = Contribution> {
    let verdicts = prop::collection::vec((any::<bool>(), select(&Verdict::ALL[..]), any::<bool>()), ACTIVITIES.len());
    let figures = prop::collection::vec(prop::option::of(0..1000_u32), 2);
    let head = (1..28_u32, prop::option::of(1..28_u32), prop::option::of(0..3_u8));
    (verdicts, figures, head).prop_map(|(verdicts, figures, (as_of, approved, approver))| {
        let period = Period::parse("2023 год").expect("a period");
        let told = verdicts.iter().zip(ACTIVITIES).filter(|((is_there, ..), _)| *is_there);
        let activities: Vec<Told> = told
            .map(|((_, verdict, has_code), name)| Told {
                code: has_code.then(|| name.chars().take(3).collect()),
                name: name.into(),
                tally: Tally::of([*verdict]),
            })
            .collect();
        let names = [("Доля", Some("%")), ("Число", None)];
        let indicators = figures.into_iter().zip(names).map(|(figure, (name, unit))| Measured {
            name: name.into(),
            unit: unit.map(str::to_owned),
            better: None,
            plan: None,
            fact: figure.map(|figure| f64::from(figure) / 10.0),
        });
        Contribution {
            territory: None,
            plan_title: "План".into(),
            plan_period: period.clone(),
            period,
            as_of: day(as_of),
            approver: approver.map(|approver| format!("директор {approver}")),
            approved: approved.map(day),
            causes: activities.first().map(|_| (0, "причина".to_owned())).into_iter().collect(),
            activities,
            own: Tally::default(),
            indicators: indicators.collect(),
            by_words: false,
            below: Vec::new(),
        }
    })
}

/// Reports of some territories: what each contributes, or why it does not.
fn reports() -> impl Strategy<Value = Vec<Vec<Result<Contribution, Trouble>>>> {
    let report = prop_oneof![
        6 => contribution().prop_map(Ok),
        1 => Just(Err(Trouble::Altered("изменён".into()))),
        1 => Just(Err(Trouble::Unread("нет файла".into()))),
    ];
    prop::collection::vec(prop::collection::vec(report, 0..4), 1..6)
}

/// The data of a summary of so many territories.
fn data(territories: usize) -> Node {
    let place = Place::file("свод.yaml");
    let entry = |key: &str, value: Node| Entry { key: key.into(), key_place: place.clone(), value };
    let territory = |at: usize| {
        let mut record = Node { value: Value::Map(Vec::new()), place: place.clone() };
        record.set(schema::NAME, &format!("Округ {at}"));
        record
    };
    let mut tree = Node { value: Value::Map(Vec::new()), place: place.clone() };
    tree.set(schema::KIND, schema::SUMMARY_KIND);
    tree.set(schema::DEADLINE, "2023-11-15");
    let list = Node { value: Value::List((0..territories).map(territory).collect()), place: place.clone() };
    if let Value::Map(entries) = &mut tree.value {
        entries.push(entry(schema::TERRITORIES, list));
    }
    tree
}

/// Gathers reports; each territory is closed as soon as it can be, or all of them at the end.
fn gathered(reports: &[Vec<Result<Contribution, Trouble>>], closes: bool) -> Option<Gathered> {
    let mut gathering = Gathering::of(&data(reports.len()), true);
    for (at, own) in reports.iter().enumerate() {
        for (number, content) in own.iter().enumerate() {
            let file = format!("{at}-{number}.pdf");
            let digest = content.is_ok().then(|| format!("{at}{number}"));
            let (path, content) = (file.clone(), content.clone());
            gathering.take(Received {
                territory: Some(at),
                path,
                file,
                digest,
                signed: None,
                named: None,
                by_words: false,
                content,
            });
        }
        if closes {
            gathering.close(at);
        }
    }
    gathering.finish(&Diagnostics::default())
}

/// The summary as its data say it.
fn read(gathered: &Gathered, territories: usize) -> Summary {
    let tree = gathered.tree(data(territories));
    assert!(wanted(&tree).is_none(), "the files were read");
    let found = Diagnostics::default();
    let checked = validate::summary(&tree, &found);
    let found: Vec<String> = found.into_vec().iter().map(|it| it.problem.message()).collect();
    checked.unwrap_or_else(|| panic!("{found:?}")).summary
}

fn counted(territory: &Territory) -> Tally {
    territory.reports.iter().filter(|report| report.fate == Fate::Counted).map(|report| report.tally).sum()
}

proptest! {
    /// A territory is the sum of its counted reports, the whole is the sum of the territories, each activity stands in every
    /// counted territory in exactly one way, every territory has reported in exactly one way, and every report has its row.
    #[test]
    fn figures_are_the_sums_of_what_lies_below(reports in reports()) {
        let Some(gathered) = gathered(&reports, true) else {
            prop_assert!(reports.iter().flatten().all(Result::is_err));
            return Ok(());
        };
        let sources: Vec<_> = gathered.sources().collect();
        let territories = gathered.territories.clone();
        let summary = read(&gathered, reports.len());
        // What the data say is what was gathered.
        prop_assert_eq!(&summary.territories, &territories);
        for (territory, own) in summary.territories.iter().zip(&reports) {
            prop_assert_eq!(territory.tally(), counted(territory));
            prop_assert_eq!(territory.reports.len(), own.len());
            let expected = own.iter().filter(|report| report.is_err()).count();
            let handed_in = territory.handed_in(summary.deadline);
            prop_assert!(handed_in.missing >= expected.min(1) && handed_in.expected() >= 1);
        }
        let all: Tally = summary.territories.iter().map(counted).sum();
        prop_assert_eq!(summary.tally(), all);
        let told: Tally = sources.iter().filter(|it| it.report.fate == Fate::Counted)
            .map(|source| source.activities.iter().map(|(_, tally)| *tally).sum::<Tally>() + source.own).sum();
        prop_assert_eq!(told, all);
        for at in 0..summary.activities.len() {
            let standings: usize = Standing::ALL.iter().map(|standing| summary.standing(at, *standing)).sum();
            prop_assert_eq!(standings, summary.counted().count());
        }
        let reported: usize = Reported::ALL.iter().map(|how| summary.reported(*how)).sum();
        prop_assert_eq!(reported, summary.territories.len());
        for points in summary.points().into_iter().flatten() {
            prop_assert!((0.0..=100.0).contains(&points));
        }
    }

    /// Of a territory with very many reports only the first stand one by one; whatever is counted is the same.
    #[test]
    fn further_reports_are_added_up(some in prop::collection::vec(contribution(), 1..5), count in 0..LISTED + 100, closes: bool) {
        // Of one plan: their activities are the same.
        let report = |at: usize| Contribution {
            approver: Some(format!("директор {at}")),
            approved: some[at % some.len()].approved,
            ..some[0].clone()
        };
        let reports: Vec<Vec<_>> = vec![(0..count).map(report).map(Ok).collect(), vec![Ok(some[0].clone())]];
        let gathered = gathered(&reports, closes).expect("a report");
        let summary = read(&gathered, reports.len());
        let territory = &summary.territories[0];
        prop_assert_eq!(territory, &gathered.territories[0]);
        prop_assert!(territory.reports.len() <= LISTED + 3);
        let days = reports[0].iter().flatten().map(|it| it.approved.map(|day| Some(day) <= summary.deadline));
        let handed_in = territory.handed_in(summary.deadline);
        prop_assert_eq!(handed_in.on_time, days.clone().filter(|it| *it == Some(true)).count());
        prop_assert_eq!(handed_in.late, days.filter(|it| *it == Some(false)).count());
        prop_assert_eq!(handed_in.handed_in(), count);
        let all: Tally = reports[0].iter().flatten().flat_map(|it| &it.activities).map(|it| it.tally).sum();
        prop_assert_eq!(territory.tally(), all);
        prop_assert_eq!(counted(territory), all);
        let sources = || gathered.sources().filter(|it| it.territory == 0);
        prop_assert_eq!(sources().count(), count);
        prop_assert_eq!(sources().map(|it| it.report.tally).sum::<Tally>(), all);
    }

    /// When a territory is closed makes no difference, and what is the sum of sums is the sum of all.
    #[test]
    fn levels_and_order_make_no_difference(reports in reports()) {
        let (early, late) = (gathered(&reports, true), gathered(&reports, false));
        let (Some(early), Some(late)) = (early, late) else { return Ok(()) };
        let summary = read(&early, reports.len());
        prop_assert_eq!(&summary, &read(&late, reports.len()));
        let above = Contribution::of(
            &gathered(&reports, true).expect("the same").tree(data(reports.len())),
            &Diagnostics::default(),
        );
        let above = gathered(&[vec![Ok(above.expect("a summary is a report"))]], true);
        let above = read(&above.expect("a report"), 1);
        prop_assert_eq!(above.tally(), summary.tally());
    }

    /// Whoever changes a figure in the data is told.
    #[test]
    fn a_changed_figure_is_noticed(reports in reports(), at in any::<prop::sample::Index>()) {
        let Some(gathered) = gathered(&reports, true) else { return Ok(()) };
        let mut tree = gathered.tree(data(reports.len()));
        let Some(Entry { value: Node { value: Value::List(territories), .. }, .. }) = tree.get_mut(schema::TERRITORIES)
        else { unreachable!("a summary has territories") };
        let mut totals: Vec<&mut Node> = territories.iter_mut().filter_map(|it| it.get_mut(schema::TOTALS))
            .filter_map(|entry| match &mut entry.value.value { Value::List(items) => Some(items), _ => None })
            .flatten().collect();
        prop_assume!(!totals.is_empty());
        let place = at.index(totals.len());
        let Value::Text(text) = &mut totals[place].value else { unreachable!("totals are texts") };
        *text = if text == "–" { "просрочено 1".into() } else { format!("{text}, просрочено 1") };
        let found = Diagnostics::default();
        prop_assert!(validate::summary(&tree, &found).is_none());
        prop_assert!(found.any(|problem| problem.code() == "E700"));
    }
}
