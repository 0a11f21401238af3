//! Laws of the report, on random plans and random entries: its table, chart, sentence and drafted conclusions say the same.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

use super::{Metrics, Tokens, Unmeasured, conclusions, report, said};
use crate::domain::{
    Activity, Column, DateText, Day, Designation, Direction, Field, Fulfilment, HeadItem, Monitoring, Numbering,
    Period, Plan, Status, Style, Verdict,
};

pub(crate) struct Typewriter;

impl Metrics for Typewriter {
    fn width(&self, text: &str, _: bool) -> f64 {
        text.chars().count() as f64 * 0.5
    }
}

const DUES: [&str; 12] = [
    "",
    "Январь 2023",
    "Март-апрель 2023",
    "до 20 ноября 2023 г.",
    "20.11.2023",
    "Ноябрь 2023",
    "Декабрь 2023",
    "2023",
    "ежемесячно",
    "постоянно",
    "по мере необходимости",
    "когда-нибудь",
];
const DAYS: [&str; 7] = ["", "20.11.2023", "19.11.2023", "Январь 2023", "Февраль 2024", "31.02.2023", "своевременно"];

fn entry() -> impl Strategy<Value = Option<Fulfilment>> {
    let text = || prop::option::of(Just("текст".to_owned()));
    let day = || select(&DAYS[..]);
    let told = (select(&Status::ALL[..]), day(), text(), text(), text(), day());
    let entry = told.prop_map(|((_, status), date, result, document, cause, new_due)| Fulfilment {
        status,
        date: Some(date).filter(|date| !date.is_empty()).map(|date| DateText::Typed(date.into())),
        result,
        document,
        cause,
        new_due: Some(new_due).filter(|due| !due.is_empty()).map(str::to_owned),
    });
    prop::option::weighted(0.8, entry)
}

/// A plan whose activities are named М0м, М1м, …, and what is told of them on 20 November.
pub(crate) fn monitored() -> impl Strategy<Value = (Plan, Monitoring)> {
    let directions =
        prop::collection::vec((any::<bool>(), prop::collection::vec((select(&DUES[..]), entry()), 1..7)), 1..5);
    directions.prop_map(|told| {
        let mut number = 0;
        let (mut directions, mut fulfilments) = (Vec::new(), Vec::new());
        for (is_named, activities) in told {
            let activity = |(due, fulfilment): (&str, Option<Fulfilment>)| {
                fulfilments.push(fulfilment);
                number += 1;
                Activity {
                    code: None,
                    is_obligatory: false,
                    number: Some(format!("М{number}м")),
                    name: "Семинар".into(),
                    due: Some(due.to_owned()).filter(|due| !due.is_empty()),
                    responsible: Vec::new(),
                    further: Vec::new(),
                }
            };
            directions.push(Direction {
                designation: Designation::Ordinal,
                name: is_named.then(|| "Кадры\nи школы".into()),
                activities: activities.into_iter().map(activity).collect(),
            });
        }
        let column = |name: &str| {
            HeadItem::Single(Column { field: Field::from_folded(name), title: name.to_owned(), join: false })
        };
        let period = Period::parse("2023").expect("a period");
        let plan = Plan {
            title: "План".into(),
            period: period.clone(),
            approvals: Vec::new(),
            agreements: Vec::new(),
            edition: None,
            annex_to: None,
            order: None,
            basis: Vec::new(),
            preamble: Vec::new(),
            goal: Vec::new(),
            tasks: Vec::new(),
            head: ["номер", "название", "срок"].map(column).into(),
            numbering: Numbering::AsTyped,
            directions,
            notes: Vec::new(),
            signatories: Vec::new(),
            maker: None,
            annexes: Vec::new(),
            bodies: Vec::new(),
            style: Style::default(),
            addresses: Vec::new(),
        };
        let monitoring = Monitoring {
            title: None,
            territory: None,
            period,
            as_of: Day::new(2023, 11, 20).expect("a day"),
            plan_edition: None,
            approvals: Vec::new(),
            agreements: Vec::new(),
            basis: Vec::new(),
            sources: Vec::new(),
            fulfilments,
            indicators: Vec::new(),
            analysis: Vec::new(),
            conclusions: Vec::new(),
            recommendations: Vec::new(),
            decisions: Vec::new(),
            signatories: Vec::new(),
            maker: None,
            style: Style::default(),
        };
        (plan, monitoring)
    })
}

/// A text of the view.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.replace('\u{a0}', " "),
        Value::Object(marked) => marked.values().map(text).collect(),
        Value::Array(parts) => parts.iter().map(text).collect(),
        _ => String::new(),
    }
}

/// The rows of the first table under a heading.
fn rows(view: &Value, heading: &str) -> Vec<Vec<String>> {
    let sections = view["sections"].as_array().into_iter().flatten();
    let content =
        sections.filter(|section| section["heading"] == heading).flat_map(|section| section["content"].as_array());
    let tables = content.flatten().filter_map(|content| content["table"]["groups"].as_array());
    let cells = |row: &Value| match row {
        Value::Array(cells) => cells.iter().map(text).collect(),
        marked => marked["cells"].as_array().into_iter().flatten().map(|cell| text(&cell["text"])).collect(),
    };
    tables.flatten().flat_map(|group| group["rows"].as_array()).flatten().map(cells).collect()
}

/// The whole numbers of a text.
fn numbers(text: &str) -> Vec<usize> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

fn tokens() -> Tokens {
    Tokens::parse(include_str!("../../../../templates/tokens.yaml")).expect("tokens")
}

fn view(plan: &Plan, monitoring: &Monitoring) -> Value {
    serde_json::to_value(report(plan, monitoring, &tokens(), &Typewriter)).expect("a view")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// The figures of each row add up to the planned, those of the directions to those of all; the states of the rows, the
    /// sentence and the chart count the same.
    #[test]
    fn every_figure_adds_up((plan, monitoring) in monitored()) {
        let view = view(&plan, &monitoring);
        let summary: Vec<Vec<usize>> = (rows(&view, "Сводные сведения").iter())
            .map(|row| row[1..].iter().map(|figure| figure.parse().expect("a figure")).collect())
            .collect();
        for row in &summary {
            prop_assert_eq!(row.len(), Verdict::ALL.len() + 1);
            prop_assert_eq!(row[0], row[1..].iter().sum::<usize>());
        }
        let (total, directions) = summary.split_last().expect("a total");
        prop_assert_eq!(total[0], monitoring.fulfilments.len());
        for at in (0..total.len()).filter(|_| !directions.is_empty()) {
            prop_assert_eq!(total[at], directions.iter().map(|row| row[at]).sum::<usize>());
        }
        let states = [
            "Выполнено в срок", "Выполнено с опозданием", "Выполнено частично", "Выполняется", "Просрочено", "Не выполнено",
            "Перенесено", "Отменено", "Срок не истек", "Срок не наступил", "Нет данных",
        ];
        let fulfilment = rows(&view, "Исполнение мероприятий плана");
        let is_state = |cell: &&String| states.contains(&cell.as_str()) || *cell == "Выполнено, день не указан";
        let shown: Vec<&String> = fulfilment.iter().filter_map(|row| row.iter().find(is_state)).collect();
        let counted = states.map(|state| {
            let is_it = |cell: &str| cell == state || state == "Нет данных" && cell == "Выполнено, день не указан";
            shown.iter().filter(|cell| is_it(cell)).count()
        });
        prop_assert_eq!(&total[1..], &counted[..]);
        // The sentence: how many are done, of how many, and each further state that occurs.
        let content = &view["sections"][0]["content"];
        let sentence = text(&content[0]["paragraphs"]);
        let clauses: Vec<usize> = sentence.split(';').skip(1).map(|clause| numbers(clause)[0]).collect();
        prop_assert_eq!(clauses, total[3..].iter().copied().filter(|count| *count > 0).collect::<Vec<_>>());
        // The chart: one bar where there is one direction.
        let chart = &content[2]["chart"];
        let legend: Vec<usize> = chart["legend"].as_array().expect("a legend").iter()
            .map(|key| numbers(&text(&key["text"]))[0]).collect();
        prop_assert_eq!(legend, total[1..].iter().copied().filter(|count| *count > 0).collect::<Vec<_>>());
        let bars = chart["bars"].as_array().expect("bars").len();
        prop_assert_eq!(bars, if directions.len() == 1 { 1 } else { summary.len() });
    }

    /// What a report says does not hang on how wide its texts are.
    #[test]
    fn what_is_said_needs_no_measuring((mut plan, monitoring) in monitored(), joins in any::<bool>()) {
        for item in &mut plan.head {
            if let HeadItem::Single(column) = item {
                column.join = joins;
            }
        }
        let measured = said(&report(&plan, &monitoring, &tokens(), &Typewriter));
        prop_assert!(!measured.own.is_empty());
        prop_assert_eq!(measured, said(&report(&plan, &monitoring, &tokens(), &Unmeasured)));
    }

    /// What was done in time is no deviation, all else that is wanting is one; and nothing that was told is lost.
    #[test]
    fn deviations_hold_what_departs((plan, monitoring) in monitored()) {
        let view = view(&plan, &monitoring);
        let deviations: Vec<String> = rows(&view, "Отклонения от плана").iter().map(|row| row[0].clone()).collect();
        let fulfilment = rows(&view, "Исполнение мероприятий плана");
        let known = fulfilment.iter().zip(monitoring.verdicts(&plan)).zip(&monitoring.fulfilments);
        for ((row, verdict), told) in known {
            let departs = deviations.contains(&row[0]);
            prop_assert!(!(departs && verdict == Verdict::OnTime));
            prop_assert!(departs || !verdict.is_wanting() && verdict != Verdict::Late);
            if let Some(told) = told {
                let outcome = row.last().expect("a cell");
                prop_assert_eq!(told.document.is_some(), outcome.contains("Документ: текст"));
                prop_assert_eq!(told.cause.is_some() && !departs, outcome.contains("Причина: текст"));
                prop_assert_eq!(told.new_due.is_some() && !departs, outcome.contains("Новый срок: "));
            }
        }
    }

    /// The draft names each activity that was due but for those done in time, which it counts; of the others those of which
    /// something is known; each once.
    #[test]
    fn the_draft_passes_nothing_over((plan, monitoring) in monitored()) {
        let (verdicts, due) = (monitoring.verdicts(&plan), monitoring.fallen_due(&plan));
        let draft = conclusions::conclusions(&plan, &monitoring, &verdicts);
        let (of_due, of_others) = (draft[0].replace('\u{a0}', " "), draft.get(1).cloned().unwrap_or_default());
        let mut on_time = 0;
        for ((label, verdict), due) in plan.labels().iter().zip(&verdicts).zip(&due) {
            let is_open = matches!(verdict, Verdict::NotExpired | Verdict::NotYetDue);
            let expected = match (due, verdict) {
                (true, Verdict::OnTime) => [0, 0],
                (true, _) => [1, 0],
                (false, _) => [0, usize::from(!is_open)],
            };
            on_time += usize::from(*due && *verdict == Verdict::OnTime);
            prop_assert_eq!([&of_due, &of_others].map(|text| text.matches(label.as_str()).count()), expected, "{:?}", draft);
        }
        let fallen = due.iter().filter(|due| **due).count();
        let plain: String = of_due.split("М").next().unwrap_or_default().into();
        if fallen > 0 {
            // «20 ноября 2023 г. … по 15 из 28».
            prop_assert_eq!(&numbers(&plain)[..4], &[20, 2023, fallen, plan.activities().count()][..]);
            let late = due.iter().zip(&verdicts).filter(|(due, verdict)| **due && **verdict == Verdict::Late).count();
            let done = format!("Выполнено {} мероприят", on_time + late);
            prop_assert_eq!(of_due.contains(&done), on_time + late > 0, "{}", of_due);
        }
        for text in &draft {
            prop_assert!(text.ends_with('.') && !text.contains("  ") && text.starts_with(char::is_uppercase), "{}", text);
        }
    }
}
