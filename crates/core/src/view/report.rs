//! The monitoring report as the template `report.typ` shows it.

use serde::Serialize;

use super::chart::{self, ChartView};
use super::requisites::{self, CornerView, Rooms, SignatureView, TasksView, basis, edition, glued};
use super::table::{self, Emphasis, Kind, MeasuredTable, TableText, TableView};
use super::words::Words;
use super::{
    AttachmentView, DateInfo, DocumentInfo, Metrics, PageView, Tokens, conclusions, genitive, indicators, summary,
};
use crate::domain::{
    Activity, Approval, Column, DateText, Day, Decision, Field, Fulfilment, Grounds, HeadItem, HeadRepeat, Maker,
    Monitoring, Period, Plan, Recommendation, Signatory, Style, Tally, Verdict, one_line,
};
use crate::russian;

/// Headings of parts and titles of columns, by which a copy of a report for Word is read again.
pub(crate) mod titles {
    pub(crate) const FULFILMENT: &str = "Исполнение мероприятий плана";
    pub(crate) const DEVIATIONS: &str = "Отклонения от плана";
    pub(crate) const INDICATORS: &str = "Показатели";
    pub(crate) const ANALYSIS: &str = "Анализ";
    pub(crate) const CONCLUSIONS: &str = "Выводы";
    pub(crate) const RECOMMENDATIONS: &str = "Рекомендации";
    pub(crate) const DECISIONS: &str = "Решения";
    /// Above the numbered texts that say where the figures come from.
    pub(crate) const SOURCES: &str = "Источники сведений:";
    /// Before the period: what stands above it is the basis.
    pub(crate) const PERIOD: &str = "Отчетный период:";

    pub(crate) const NUMBER: &str = "№ п/п";
    pub(crate) const STATE: &str = "Состояние";
    pub(crate) const DATE: &str = "Дата исполнения";
    pub(crate) const OUTCOME: &str = "Результат, подтверждающий документ";
    pub(crate) const CAUSE: &str = "Причина";
    pub(crate) const NEW_DUE: &str = "Новый срок";
    /// Before the document in a cell of outcomes.
    pub(crate) const DOCUMENT: &str = "Документ";

    pub(crate) const INDICATOR: &str = "Показатель";
    pub(crate) const UNIT: &str = "Единица";
    pub(crate) const LAST_YEAR: &str = "Прошлый год";
    pub(crate) const PLAN: &str = "План";
    pub(crate) const FACT: &str = "Факт";
    pub(crate) const EXPLANATION: &str = "Пояснение";

    pub(crate) const ADDRESSEE: &str = "Кому";
    pub(crate) const RECOMMENDATION: &str = "Рекомендация";
    pub(crate) const DECISION: &str = "Решение";
    pub(crate) const DUE: &str = "Срок";
    pub(crate) const RESPONSIBLE: &str = "Ответственные";
}

/// Everything that `report.typ` prints, in the order of the page.
#[derive(Debug, Clone, Serialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub struct ReportView {
    /// Properties of the file.
    pub document: DocumentInfo,
    /// The page.
    pub page: PageView,
    /// The draft mark.
    pub draft: Option<&'static str>,
    /// Agreements and approvals.
    pub corner: CornerView,
    /// The title.
    pub title: Words,
    /// The edition of the plan, where the title names the plan.
    pub edition: Option<Words>,
    /// Basis, period, day, and the plan where the title does not name it: a paragraph each.
    pub facts: Vec<Words>,
    /// Where the figures come from.
    pub sources: Option<TasksView>,
    /// The parts, in their order.
    pub sections: Vec<SectionView>,
    /// Signatures.
    pub signatures: Vec<SignatureView>,
    /// The maker's mark, line by line.
    pub maker: Option<Vec<String>>,
    /// The data that the file carries.
    pub attachment: Option<AttachmentView>,
}

impl ReportView {
    /// Its tables, in their order.
    pub fn tables(&self) -> impl Iterator<Item = &TableView> {
        self.sections.iter().flat_map(|section| &section.content).filter_map(|content| match content {
            ContentView::Table(table) => Some(table),
            _ => None,
        })
    }
}

/// A part under a heading.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct SectionView {
    /// The heading.
    pub heading: &'static str,
    /// What stands under it.
    pub content: Vec<ContentView>,
}

/// Something that stands under a heading.
#[derive(Debug, Clone, Serialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub enum ContentView {
    /// Running text.
    Paragraphs(Vec<Words>),
    /// Numbered texts.
    List(TasksView),
    /// A table.
    Table(TableView),
    /// The chart.
    Chart(ChartView),
}

impl ReportView {
    /// Its tables, in their order.
    pub fn tables_mut(&mut self) -> impl Iterator<Item = &mut TableView> {
        let content = self.sections.iter_mut().flat_map(|section| &mut section.content);
        content.filter_map(|content| match content {
            ContentView::Table(table) => Some(table),
            _ => None,
        })
    }
}

/// A part whose tables have been measured, but do not know their room.
pub(super) struct Section {
    pub(super) heading: &'static str,
    pub(super) content: Vec<Content>,
}

pub(super) enum Content {
    Paragraphs(Vec<String>),
    List(Vec<String>),
    Table(MeasuredTable),
    /// Bars, and the figures of the legend.
    Chart(Vec<(String, Tally)>, Tally),
}

impl Section {
    /// Parts with their headings; what has no content is left out.
    pub(super) fn all(parts: impl IntoIterator<Item = (&'static str, Vec<Option<Content>>)>) -> Vec<Self> {
        let section = |(heading, content): (_, Vec<Option<Content>>)| Self {
            heading,
            content: content.into_iter().flatten().collect(),
        };
        parts.into_iter().map(section).filter(|section| !section.content.is_empty()).collect()
    }
}

/// The page and the parts on it.
pub(super) fn lay_out(
    sections: Vec<Section>,
    style: &Style,
    tokens: &Tokens,
    metrics: &impl Metrics,
) -> (PageView, Rooms, Vec<SectionView>) {
    let mut page = requisites::page(style, (tokens.report_text_size_pt, tokens.report_table_size_pt), tokens);
    let tables: Vec<&MeasuredTable> = (sections.iter().flat_map(|section| &section.content))
        .filter_map(|content| match content {
            Content::Table(table) => Some(table),
            _ => None,
        })
        .collect();
    // First, since it may turn the page.
    table::turn(style, &mut page, tokens, &tables);
    let rooms = Rooms::of(&page, tokens);
    let view = |content: Content| match content {
        Content::Paragraphs(texts) => {
            Some(ContentView::Paragraphs(requisites::paragraphs(glued(&texts), &rooms, metrics)))
        }
        Content::List(texts) => requisites::list("", &texts, &rooms, metrics).map(ContentView::List),
        Content::Table(table) => Some(ContentView::Table(table.build(style, &page, tokens, metrics))),
        Content::Chart(bars, all) => Some(ContentView::Chart(chart::chart(&bars, all, rooms.chart_label, metrics))),
    };
    let sections = sections.into_iter().map(|Section { heading, content }| SectionView {
        heading,
        content: content.into_iter().filter_map(view).collect(),
    });
    let sections = sections.collect();
    (page, rooms, sections)
}

/// Everything that the parts are made from.
struct Source<'a> {
    plan: &'a Plan,
    monitoring: &'a Monitoring,
    verdicts: Vec<Verdict>,
}

/// Turns a monitoring of a plan into what the page shows.
pub fn report(plan: &Plan, monitoring: &Monitoring, tokens: &Tokens, metrics: &impl Metrics) -> ReportView {
    let source = Source { plan, monitoring, verdicts: monitoring.verdicts(plan) };
    let sections = source.sections(metrics);
    let (page, rooms, sections) = lay_out(sections, &monitoring.style, tokens, metrics);
    let title = title(plan, monitoring);
    let people = (&*monitoring.approvals, &monitoring.maker, &*monitoring.signatories);
    ReportView {
        document: document(&title, people, monitoring.as_of, &monitoring.period),
        draft: monitoring.is_draft().then_some("ПРОЕКТ"),
        corner: requisites::corners(
            &monitoring.agreements,
            &monitoring.approvals,
            russian::approved_mark(&title),
            &monitoring.period,
            rooms.corner,
            metrics,
        ),
        title: Words::balanced(russian::glue(&title), rooms.text.bold(), metrics),
        edition: (plan.edition.as_ref().filter(|_| names(&title, &plan.title)))
            .map(|it| Words::new(edition(it), rooms.text, metrics)),
        facts: requisites::paragraphs(source.facts(&title), &rooms, metrics),
        sources: requisites::list(titles::SOURCES, &monitoring.sources, &rooms, metrics),
        sections,
        signatures: requisites::signatures(&monitoring.signatories, &rooms, metrics),
        maker: monitoring.maker.as_ref().map(requisites::maker),
        attachment: None,
        page,
    }
}

/// «Отчет о реализации Плана …», unless the data has another.
fn title(plan: &Plan, monitoring: &Monitoring) -> String {
    let usual = || format!("Отчет о реализации {}", genitive::of_document(&plan.title));
    monitoring.title.clone().unwrap_or_else(usual)
}

/// Whether the title of a report names the plan by its whole title, as it is or in the genitive.
pub(super) fn names(title: &str, plan: &str) -> bool {
    let title = one_line(title).to_lowercase();
    let is_whole = |at: usize, name: &str| {
        !title[..at].ends_with(char::is_alphanumeric) && !title[at + name.len()..].starts_with(char::is_alphanumeric)
    };
    [one_line(plan), genitive::of_document(plan)].iter().any(|name| {
        let name = name.to_lowercase();
        title.match_indices(&name).any(|(at, _)| is_whole(at, &name))
    })
}

/// The properties of a report; the first of its people counts as its author.
pub(super) fn document(
    title: &str,
    (approvals, maker, signatories): (&[Approval], &Option<Maker>, &[Signatory]),
    day: Day,
    period: &Period,
) -> DocumentInfo {
    let name = |approval: &Approval| match &approval.grounds {
        Grounds::Person { name, .. } => name.clone(),
        Grounds::Act(_) => None,
    };
    let maker = maker.iter().map(|maker| maker.name.clone());
    let signatories = signatories.iter().map(|signatory| signatory.name.clone());
    let mut people = maker.chain(approvals.iter().filter_map(name)).chain(signatories);
    DocumentInfo {
        title: title.split_whitespace().collect::<Vec<_>>().join(" "),
        author: people.next().into_iter().collect(),
        date: DateInfo { year: day.year(), month: day.month(), day: day.day() },
        keywords: vec![period.typed().to_owned()],
    }
}

impl Source<'_> {
    /// Basis, period, day, and the plan with its edition where the title does not name it.
    fn facts(&self, title: &str) -> Vec<String> {
        let Self { plan, monitoring, .. } = self;
        let mut facts = basis(&monitoring.basis);
        facts.push(format!("{} {}", titles::PERIOD, russian::glue(monitoring.period.named())));
        facts.push(format!("По состоянию на {}", monitoring.as_of.in_words()));
        if !names(title, &plan.title) {
            let edition = plan.edition.as_ref().map(|it| format!(" {}", edition(it))).unwrap_or_default();
            facts.push(format!("Отчет составлен по документу: {}{edition}", russian::glue(&one_line(&plan.title))));
        }
        facts
    }

    fn sections(&self, metrics: &impl Metrics) -> Vec<Section> {
        let monitoring = self.monitoring;
        let table = |text: Option<TableText>| text.map(|text| Content::Table(text.measure(metrics)));
        let paragraphs = |texts: &[String]| (!texts.is_empty()).then(|| Content::Paragraphs(texts.to_vec()));
        let conclusions = match monitoring.conclusions.as_slice() {
            [] => conclusions::conclusions(self.plan, monitoring, &self.verdicts),
            given => given.to_vec(),
        };
        let by_direction = self.by_direction();
        let all_verdicts = Tally::of(self.verdicts.iter().copied());
        let sentence = summary::sentence(self.plan, monitoring.as_of, &self.verdicts);
        let sections = [
            (
                "Сводные сведения",
                vec![
                    Some(Content::Paragraphs(vec![sentence])),
                    table(Some(summary::table("Направление", &by_direction))),
                    Some(Content::Chart(chart::shown(&by_direction).to_vec(), all_verdicts)),
                ],
            ),
            (titles::FULFILMENT, vec![table(Some(self.fulfilment_table()))]),
            (titles::DEVIATIONS, vec![table(self.deviations_table())]),
            (titles::INDICATORS, vec![table(indicators::table(&monitoring.indicators))]),
            (titles::ANALYSIS, vec![paragraphs(&monitoring.analysis)]),
            (titles::CONCLUSIONS, vec![paragraphs(&conclusions)]),
            (titles::RECOMMENDATIONS, vec![recommendations(&monitoring.recommendations, metrics)]),
            (titles::DECISIONS, vec![decisions(&monitoring.decisions, metrics)]),
        ];
        Section::all(sections)
    }

    /// How many activities of each direction stand how, and of all.
    fn by_direction(&self) -> Vec<(String, Tally)> {
        let bands = table::bands(self.plan);
        let mut rest = self.verdicts.as_slice();
        let mut tallies = Vec::new();
        if bands.iter().any(|(band, _)| band.is_some()) {
            for (band, count) in bands {
                let (own, others) = rest.split_at(count.min(rest.len()));
                rest = others;
                if !own.is_empty() {
                    let name = band.unwrap_or_else(|| "Вне направлений".to_owned());
                    tallies.push((name, Tally::of(own.iter().copied())));
                }
            }
        }
        tallies.push(("Всего".to_owned(), Tally::of(self.verdicts.iter().copied())));
        tallies
    }

    /// Every activity with what is known of it.
    fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let activities = self.plan.activities().zip(self.plan.numbers()).zip(self.plan.due_texts());
        let known = self.monitoring.fulfilments.iter().zip(&self.verdicts);
        activities.zip(known).map(|(((activity, number), due), (fulfilment, verdict))| Row {
            activity,
            number,
            due,
            fulfilment: fulfilment.as_ref(),
            verdict: *verdict,
        })
    }

    fn fulfilment_table(&self) -> TableText {
        const STATUS: usize = 4;
        let columns = [
            (titles::NUMBER, Kind::Centred),
            ("Мероприятие", Kind::Prose),
            ("Срок выполнения", Kind::Centred),
            ("Ответственные исполнители", Kind::Text),
            (titles::STATE, Kind::Text),
            (titles::DATE, Kind::Centred),
            (titles::OUTCOME, Kind::Prose),
        ];
        let cells = |row: &Row<'_>| {
            let outcome: Vec<String> = row.outcome().into_iter().filter(|text| !text.is_empty()).collect();
            vec![
                row.number.clone(),
                super::cell(&row.activity.name),
                super::cell(&row.due),
                super::cell(&row.activity.text(&Field::Responsible)),
                russian::glue(summary::state(row.verdict)),
                row.known(|it| it.date.as_ref().map(date)),
                outcome.join("\n"),
            ]
        };
        let emphasis = |row: &Row<'_>| match row.verdict.is_wanting() {
            true => Emphasis::Marked { column: STATUS },
            false => Emphasis::None,
        };
        let mut table = simple_table(&columns, self.rows().map(|row| cells(&row)).collect());
        table.emphases = self.rows().map(|row| emphasis(&row)).collect();
        table.groups = table::bands(self.plan);
        table.repeat = self.monitoring.style.head;
        // A plan without due dates or responsible bodies has no such columns here either.
        drop_empty(table, &[2, 3])
    }

    /// What departs from the plan, why, and until when.
    fn deviations_table(&self) -> Option<TableText> {
        let cells = |row: Row<'_>| {
            vec![
                row.number.clone(),
                super::cell(&row.activity.name),
                super::cell(&row.due),
                russian::glue(summary::state(row.verdict)),
                row.known(|it| it.cause.clone()),
                row.known(|it| it.new_due.clone()),
            ]
        };
        let columns = [
            (titles::NUMBER, Kind::Centred),
            ("Мероприятие", Kind::Prose),
            ("Срок выполнения", Kind::Centred),
            (titles::STATE, Kind::Text),
            (titles::CAUSE, Kind::Prose),
            (titles::NEW_DUE, Kind::Centred),
        ];
        let rows: Vec<Vec<String>> = self.rows().filter(Row::departs).map(cells).collect();
        (!rows.is_empty()).then(|| drop_empty(simple_table(&columns, rows), &[2, 5]))
    }
}

/// An activity with what is known of it.
struct Row<'a> {
    activity: &'a Activity,
    number: String,
    /// When it is due, in words.
    due: String,
    fulfilment: Option<&'a Fulfilment>,
    verdict: Verdict,
}

impl Row<'_> {
    /// A text of the fulfilment; empty if there is none.
    fn known(&self, text: impl Fn(&Fulfilment) -> Option<String>) -> String {
        self.fulfilment.and_then(text).as_deref().map(super::cell).unwrap_or_default()
    }

    /// Such a text with a word before it that says what it is.
    fn labelled(&self, label: &str, text: impl Fn(&Fulfilment) -> Option<String>) -> String {
        match self.known(text).as_str() {
            "" => String::new(),
            text => format!("{label}: {text}"),
        }
    }

    /// Whether it departs from the plan: it is late or wanting, or what was not done in time was given a cause or a new due
    /// date.
    fn departs(&self) -> bool {
        let is_explained = self.fulfilment.is_some_and(|it| it.cause.is_some() || it.new_due.is_some());
        match self.verdict {
            Verdict::OnTime => false,
            Verdict::Late => true,
            verdict => verdict.is_wanting() || is_explained,
        }
    }

    /// What came of it: the result, then what shows it; and what else was told, where no deviation shows that.
    fn outcome(&self) -> [String; 4] {
        let untold = |text: String| if self.departs() { String::new() } else { text };
        [
            self.known(|it| it.result.clone()),
            self.labelled(titles::DOCUMENT, |it| it.document.clone()),
            untold(self.labelled(titles::CAUSE, |it| it.cause.clone())),
            untold(self.labelled(titles::NEW_DUE, |it| it.new_due.clone())),
        ]
    }
}

fn date(date: &DateText) -> String {
    match date {
        DateText::Open => String::new(),
        DateText::Typed(typed) => typed.clone(),
        DateText::Day(day) => day.digits(),
    }
}

/// A text of a cell; empty if there is none.
pub(super) fn cell(text: &Option<String>) -> String {
    text.as_deref().map(super::cell).unwrap_or_default()
}

/// A table without bands.
pub(super) fn simple_table(columns: &[(&str, Kind)], rows: Vec<Vec<String>>) -> TableText {
    let column = |title: &str| {
        HeadItem::Single(Column { field: Field::Further(title.to_owned()), title: title.to_owned(), join: false })
    };
    TableText {
        head: columns.iter().map(|(title, _)| column(title)).collect(),
        kinds: columns.iter().map(|(_, kind)| *kind).collect(),
        groups: vec![(None, rows.len())],
        rows,
        emphases: Vec::new(),
        bars: None,
        repeat: HeadRepeat::Head,
    }
}

/// Leaves those of the columns out in which nothing stands.
pub(super) fn drop_empty(mut table: TableText, columns: &[usize]) -> TableText {
    for &at in columns.iter().rev() {
        if table.rows.iter().all(|row| row[at].is_empty()) {
            table.head.remove(at);
            table.kinds.remove(at);
            for row in &mut table.rows {
                row.remove(at);
            }
            let marked = table.emphases.iter_mut().filter_map(|emphasis| match emphasis {
                Emphasis::Marked { column } => Some(column),
                _ => None,
            });
            let barred = table.bars.iter_mut().map(|(column, _)| column);
            for column in marked.chain(barred).filter(|column| **column > at) {
                *column -= 1;
            }
        }
    }
    table
}

/// Recommendations: to whom, what, until when.
pub(super) fn recommendations(given: &[Recommendation], metrics: &impl Metrics) -> Option<Content> {
    let cells = |it: &Recommendation| [&it.addressee, &Some(it.what.clone()), &it.due, &it.responsible].map(cell);
    let columns = [
        (titles::ADDRESSEE, Kind::Text),
        (titles::RECOMMENDATION, Kind::Prose),
        (titles::DUE, Kind::Centred),
        (titles::RESPONSIBLE, Kind::Text),
    ];
    acts(columns, given.iter().map(cells).collect(), metrics)
}

/// Decisions: what, until when.
pub(super) fn decisions(given: &[Decision], metrics: &impl Metrics) -> Option<Content> {
    let cells = |it: &Decision| [&None, &Some(it.what.clone()), &it.due, &it.responsible].map(cell);
    let columns = [
        ("", Kind::Text),
        (titles::DECISION, Kind::Prose),
        (titles::DUE, Kind::Centred),
        (titles::RESPONSIBLE, Kind::Text),
    ];
    acts(columns, given.iter().map(cells).collect(), metrics)
}

/// Recommendations or decisions: numbered texts, or a table where more is known than what is to be done.
fn acts(columns: [(&str, Kind); 4], rows: Vec<[String; 4]>, metrics: &impl Metrics) -> Option<Content> {
    const WHAT: usize = 1;
    if rows.is_empty() {
        return None;
    }
    let is_bare = |row: &[String; 4]| row.iter().enumerate().all(|(at, text)| at == WHAT || text.is_empty());
    if rows.iter().all(is_bare) {
        return Some(Content::List(rows.into_iter().map(|[_, what, ..]| what).collect()));
    }
    let numbered = rows.into_iter().enumerate();
    let rows = numbered.map(|(at, cells)| std::iter::once(format!("{}.", at + 1)).chain(cells).collect()).collect();
    let columns: Vec<(&str, Kind)> = std::iter::once((titles::NUMBER, Kind::Centred)).chain(columns).collect();
    Some(Content::Table(drop_empty(simple_table(&columns, rows), &[1, 3, 4]).measure(metrics)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_the_plan_by_whole_words() {
        for (title, plan, expected) in [
            ("Отчет о реализации Плана школ", "План школ", true),
            ("О ходе:\nплан\nшкол", "ПЛАН ШКОЛ", true),
            ("Отчет по документу «Стратегия»", "Стратегия", true),
            ("Итоги планирования", "План", false),
            ("Отчет о Плане школ", "План школ", false),
        ] {
            assert_eq!(names(title, plan), expected, "{title}");
        }
    }
}
