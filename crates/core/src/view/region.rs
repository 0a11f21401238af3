//! The summary of the reports of many territories: the same page as a report, other parts.

use super::report::{self, Content, ReportView, Section, drop_empty, simple_table};
use super::requisites::{self, basis, edition};
use super::table::{Emphasis, Kind, TableText};
use super::words::Words;
use super::{Metrics, Tokens, genitive, region_words as wording, summary};
use crate::domain::{
    Column, CommonActivity, Day, Fate, Field, HandedIn, HeadItem, Reported, Rule, Standing, Summary, Tally, Territory,
    one_line,
};
use crate::russian;

/// Territories that a chart shows at most: more of them stand in the next one.
const BARS: usize = 20;
/// Activities that are named as the worst at most.
const WORST: usize = 10;
/// Territories that are named with an activity at most.
const NAMED: usize = 12;

/// Turns a summary into what the page shows.
pub fn region(summary: &Summary, tokens: &Tokens, metrics: &impl Metrics) -> ReportView {
    let (page, rooms, sections) = report::lay_out(sections(summary, metrics), &summary.style, tokens, metrics);
    let title = title(summary);
    let people = (&*summary.approvals, &summary.maker, &*summary.signatories);
    let plan = summary.plan.as_ref();
    ReportView {
        document: report::document(&title, people, summary.as_of, &summary.period),
        draft: summary.is_draft().then_some("ПРОЕКТ"),
        corner: requisites::corners(
            &summary.agreements,
            &summary.approvals,
            russian::approved_mark(&title),
            &summary.period,
            rooms.corner,
            metrics,
        ),
        title: Words::balanced(russian::glue(&title), rooms.text.bold(), metrics),
        edition: (plan.filter(|plan| report::names(&title, &plan.title)).and_then(|plan| plan.edition.as_ref()))
            .map(|it| Words::new(edition(it), rooms.text, metrics)),
        facts: requisites::paragraphs(facts(summary, &title), &rooms, metrics),
        sources: None,
        sections,
        signatures: requisites::signatures(&summary.signatories, &rooms, metrics),
        maker: summary.maker.as_ref().map(requisites::maker),
        attachment: None,
        page,
    }
}

/// «Сводный отчет о реализации Плана …», unless the data has another.
fn title(summary: &Summary) -> String {
    let usual = || match &summary.plan_title {
        Some(plan) => format!("Сводный отчет о реализации {}", genitive::of_document(plan)),
        None => "Сводный отчет".to_owned(),
    };
    summary.title.clone().unwrap_or_else(usual)
}

fn facts(summary: &Summary, title: &str) -> Vec<String> {
    let mut facts = basis(&summary.basis);
    facts.push(format!("Отчетный период: {}", russian::glue(summary.period.named())));
    facts.push(format!("По состоянию на {}", summary.as_of.in_words()));
    facts.extend(summary.deadline.map(|day| format!("Срок представления отчетов: до {} включительно", day.in_words())));
    if let Some(plan) = &summary.plan_title
        && !report::names(title, plan)
    {
        facts.push(format!("Свод составлен по документу: {}", russian::glue(&one_line(plan))));
    }
    facts
}

fn sections(summary: &Summary, metrics: &impl Metrics) -> Vec<Section> {
    let table = |text: Option<TableText>| text.map(|text| Content::Table(text.measure(metrics)));
    let paragraphs = |texts: Vec<String>| (!texts.is_empty()).then_some(Content::Paragraphs(texts));
    let conclusions = match summary.conclusions.as_slice() {
        [] => wording::conclusions(summary),
        given => given.to_vec(),
    };
    let common = by_territory(summary, Territory::common);
    let mut own = by_territory(summary, |territory| territory.own);
    own.retain(|(_, tally)| tally.planned() > 0);
    let has_own = !own.is_empty();
    let mut fulfilment = vec![
        paragraphs(vec![wording::sentence(summary)]),
        table(Some(states(summary, &common))),
        paragraphs(summary.has_points.then(wording::rule_of_points).into_iter().collect()),
    ];
    fulfilment.extend(charts(&common).into_iter().map(Some));
    Section::all([
        (
            "Представление отчетов",
            vec![
                paragraphs(vec![wording::handed_in(summary)]),
                table(Some(handed_in(summary))),
                paragraphs(summary.by_words.then(wording::by_words).into_iter().collect()),
            ],
        ),
        ("Исполнение мероприятий по территориям", fulfilment),
        ("Общие мероприятия", vec![table(activities(summary))]),
        ("Свои мероприятия территорий", vec![table(has_own.then(|| summary::table("Территория", &own)))]),
        ("Показатели", vec![table(indicators(summary)), paragraphs(wording::rules(summary))]),
        ("Наибольшие отклонения", vec![table(worst(summary))]),
        ("Отчеты, которые не учтены", vec![table(apart(summary))]),
        ("Анализ", vec![paragraphs(summary.analysis.clone())]),
        ("Выводы", vec![paragraphs(conclusions)]),
        ("Рекомендации", vec![report::recommendations(&summary.recommendations, metrics)]),
        ("Решения", vec![report::decisions(&summary.decisions, metrics)]),
    ])
}

/// How many activities of each counted territory stand how, and of all.
fn by_territory(summary: &Summary, tally: impl Fn(&Territory) -> Tally) -> Vec<(String, Tally)> {
    let mut rows: Vec<(String, Tally)> =
        summary.counted().map(|territory| (one_line(&territory.name), tally(territory))).collect();
    rows.push(("Всего".to_owned(), rows.iter().map(|(_, tally)| *tally).sum()));
    rows
}

fn charts(by_territory: &[(String, Tally)]) -> Vec<Content> {
    let Some((all, territories)) = by_territory.split_last() else { return Vec::new() };
    let chunks = territories.chunks(BARS).enumerate();
    let chart = |(at, bars): (usize, &[(String, Tally)])| {
        // The bar of all stands in the first chart, its legend in each.
        let bars = bars.iter().filter(|(_, tally)| tally.planned() > 0).cloned();
        Content::Chart(if at == 0 { bars.chain([all.clone()]).collect() } else { bars.collect() }, all.1)
    };
    if all.1.planned() == 0 { Vec::new() } else { chunks.map(chart).collect() }
}

fn column(title: &str) -> Column {
    Column { field: Field::Further(title.to_owned()), title: title.to_owned(), join: false }
}

fn single(title: &str) -> HeadItem {
    HeadItem::Single(column(title))
}

/// Makes the last row of a table one of sums.
fn with_total(mut table: TableText) -> TableText {
    table.emphases = vec![Emphasis::None; table.rows.len()];
    table.emphases.iter_mut().last().into_iter().for_each(|last| *last = Emphasis::Total);
    table
}

/// Territory by state; with points, if they are wanted.
fn states(summary: &Summary, by_territory: &[(String, Tally)]) -> TableText {
    let mut table = summary::table("Территория", by_territory);
    if summary.has_points {
        let points = summary.points().into_iter().zip(&summary.territories);
        let told = points.filter(|(_, territory)| territory.counts()).map(|(points, _)| points);
        let cells = told.map(|points| points.map_or_else(|| "–".to_owned(), russian::share)).chain([String::new()]);
        table.head.push(single("Баллы"));
        table.kinds.push(Kind::Centred);
        table.rows.iter_mut().zip(cells).for_each(|(row, cell)| row.push(cell));
    }
    table
}

/// A row a territory: how many reports were expected of it, came, came in time, came not.
fn handed_in(summary: &Summary) -> TableText {
    let counts: Vec<HandedIn> =
        summary.territories.iter().map(|territory| territory.handed_in(summary.deadline)).collect();
    let figures = |it: HandedIn| {
        let [expected, handed_in] = [it.expected(), it.handed_in()].map(|count| count.to_string());
        match summary.deadline {
            Some(_) => {
                let how = [it.on_time, it.late, it.undated].map(|count| count.to_string());
                [vec![expected, handed_in], how.into(), vec![it.missing.to_string()]].concat()
            }
            None => vec![expected, handed_in, it.missing.to_string()],
        }
    };
    let row = |(territory, counts): (&Territory, &HandedIn)| {
        let day = territory.reports.iter().filter(|it| it.fate == Fate::Counted).filter_map(|it| it.day()).max();
        let mut row = vec![one_line(&territory.name)];
        row.extend(figures(*counts));
        row.push(day.map(Day::digits).unwrap_or_default());
        row.push(signers(territory));
        row
    };
    let mut rows: Vec<Vec<String>> = summary.territories.iter().zip(&counts).map(row).collect();
    let sum = figures(counts.iter().copied().sum());
    rows.push([vec!["Всего".to_owned()], sum, vec![String::new(); 2]].concat());
    let mut columns = vec![("Территория", Kind::Prose), ("Ожидалось", Kind::Centred), ("Представлено", Kind::Centred)];
    if summary.deadline.is_some() {
        columns.extend(["в срок", "позже срока", "день не указан"].map(|title| (title, Kind::Centred)));
    }
    columns.extend([
        ("Не представлено", Kind::Centred),
        ("День представления", Kind::Centred),
        ("Электронная подпись", Kind::Text),
    ]);
    let last = columns.len() - 1;
    let mut table = drop_empty(simple_table(&columns, rows), &[last - 1, last]);
    if summary.deadline.is_some() {
        let how = ["в срок", "позже срока", "день не указан"].map(column).into();
        table.head.splice(2..6, [single("Представлено"), HeadItem::Group { title: "из них".into(), columns: how }]);
    }
    let mut table = with_total(table);
    for (emphasis, territory) in table.emphases.iter_mut().zip(&summary.territories) {
        if matches!(territory.reported(summary.deadline), Reported::Not | Reported::Partly) {
            *emphasis = Emphasis::Marked { column: 0 };
        }
    }
    table
}

/// Who signed the counted reports of a territory.
fn signers(territory: &Territory) -> String {
    let mut names: Vec<&str> = Vec::new();
    for report in territory.reports.iter().filter(|report| report.fate == Fate::Counted) {
        if let Some((name, _)) = &report.signed
            && !names.contains(&name.as_str())
        {
            names.push(name);
        }
    }
    if names.len() > 3 { format!("{} и др.", names[..3].join(", ")) } else { names.join(", ") }
}

/// The common activities with the number of territories in which they stand so.
fn activities(summary: &Summary) -> Option<TableText> {
    let row = |(at, activity): (usize, &CommonActivity)| {
        let counts = Standing::ALL.into_iter().map(|standing| summary.standing(at, standing).to_string());
        [vec![activity.number.clone(), super::cell(&activity.name)], counts.collect()].concat()
    };
    let rows: Vec<Vec<String>> = summary.activities.iter().enumerate().map(row).collect();
    if rows.is_empty() {
        return None;
    }
    let titles = ["в срок", "с опозданием", "не выполнено", "прочее", "нет в плане"];
    let mut columns = vec![("№ п/п", Kind::Centred), ("Мероприятие", Kind::Prose)];
    columns.extend(titles.map(|title| (title, Kind::Centred)));
    let mut table = simple_table(&columns, rows);
    let group = HeadItem::Group { title: "Число территорий".into(), columns: titles.map(column).into() };
    table.head.splice(2.., [group]);
    Some(table)
}

/// Each indicator by territory and together, under a band of its own.
fn indicators(summary: &Summary) -> Option<TableText> {
    let (mut rows, mut groups, mut emphases) = (Vec::new(), Vec::new(), Vec::new());
    let figure = |it: Option<f64>| it.map(russian::figure).unwrap_or_default();
    for (at, indicator) in summary.indicators.iter().enumerate() {
        let before = rows.len();
        for territory in summary.counted() {
            let figures = territory.figures.get(at).copied().unwrap_or_default();
            if figures.plan.is_some() || figures.fact.is_some() {
                rows.push(vec![one_line(&territory.name), figure(figures.plan), figure(figures.fact)]);
                emphases.push(Emphasis::None);
            }
        }
        let count = rows.len() - before;
        if count == 0 {
            continue;
        }
        let together = summary.together(at);
        if indicator.rule != Rule::Apart {
            let how = format!("Вместе ({})", indicator.rule);
            rows.push(vec![how, figure(together.plan), figure(together.fact)]);
            emphases.push(Emphasis::Total);
        }
        let unit = indicator.unit.as_ref().map(|unit| format!(", {unit}")).unwrap_or_default();
        groups.push((Some(russian::glue(&format!("{}{unit}", one_line(&indicator.name)))), rows.len() - before));
    }
    let columns = [("Территория", Kind::Prose), ("План", Kind::Centred), ("Факт", Kind::Centred)];
    (!rows.is_empty()).then(|| {
        let table = simple_table(&columns, rows);
        drop_empty(TableText { groups, emphases, ..table }, &[1])
    })
}

/// The activities that are not done, or late, in most territories, with the causes that these tell.
fn worst(summary: &Summary) -> Option<TableText> {
    let count = |at: usize| (summary.standing(at, Standing::NotDone), summary.standing(at, Standing::Late));
    let mut worst: Vec<usize> = (0..summary.activities.len()).filter(|at| count(*at) != (0, 0)).collect();
    worst.sort_by_key(|at| std::cmp::Reverse(count(*at)));
    worst.truncate(WORST);
    let row = |at: usize| {
        let that = |standing: Standing| {
            let of = move |territory: &&Territory| Standing::of(&territory.activities[at]) == standing;
            wording::named(&summary.counted().filter(of).map(|it| one_line(&it.name)).collect::<Vec<_>>(), NAMED)
        };
        let causes = summary.counted().flat_map(|territory| {
            let own = territory.causes.iter().filter(move |(activity, _)| *activity == at);
            own.map(|(_, cause)| format!("{}: {cause}", one_line(&territory.name)))
        });
        let activity = &summary.activities[at];
        vec![
            activity.number.clone(),
            super::cell(&activity.name),
            that(Standing::NotDone),
            that(Standing::Late),
            super::cell(&causes.take(NAMED).collect::<Vec<_>>().join("\n")),
        ]
    };
    let columns = [
        ("№ п/п", Kind::Centred),
        ("Мероприятие", Kind::Prose),
        ("Не выполнено", Kind::Text),
        ("Выполнено с опозданием", Kind::Text),
        ("Причины", Kind::Prose),
    ];
    let rows: Vec<Vec<String>> = worst.into_iter().map(row).collect();
    (!rows.is_empty()).then(|| drop_empty(simple_table(&columns, rows), &[2, 3, 4]))
}

/// The reports that do not count, each with the reason.
fn apart(summary: &Summary) -> Option<TableText> {
    let rows = summary.territories.iter().flat_map(|territory| {
        let apart = territory.reports.iter().filter(|report| report.fate != Fate::Counted);
        apart.map(|report| vec![one_line(&territory.name), report.file.clone(), wording::fate(report.fate).to_owned()])
    });
    let columns = [("Территория", Kind::Prose), ("Файл", Kind::Text), ("Почему не учтен", Kind::Prose)];
    let rows: Vec<Vec<String>> = rows.collect();
    (!rows.is_empty()).then(|| simple_table(&columns, rows))
}
