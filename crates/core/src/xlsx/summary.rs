//! The workbook of a summary: its figures as rows, each with the file that it comes from.

use rust_xlsxwriter::{FormatAlign, Workbook, XlsxError};

use super::{ROWS, head_format, saved, set_up_page, text, text_format, workbook};
use crate::diagnostics::{FileProblem, Problem};
use crate::domain::{Day, Fate, Figures, HandedIn, Report, Summary, Tally, Territory, Verdict, one_line};
use crate::input::workbook::SUMMARY;
use crate::russian;
use crate::summarise::Source;

/// What stands in a cell.
enum Cell {
    Text(String),
    Number(f64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Cell {
    fn from(count: usize) -> Self {
        Self::Number(count as f64)
    }
}

impl From<Option<f64>> for Cell {
    fn from(figure: Option<f64>) -> Self {
        figure.map_or_else(|| Self::Text(String::new()), Self::Number)
    }
}

/// A sheet: its titles with the widths of their columns in characters, and its rows.
struct Rows {
    name: &'static str,
    titles: Vec<(&'static str, usize)>,
    rows: Vec<Vec<Cell>>,
}

/// Rows below the head that one sheet takes; further ones stand on another.
const MOST: usize = ROWS as usize - 2;

/// The workbook of a summary. `sources` are its reports in their order, and those below them.
pub fn summary(summary: &Summary, sources: &[Source]) -> Result<Vec<u8>, Problem> {
    let sheets =
        [reports(summary, sources), territories(summary), activities(summary, sources), indicators(summary, sources)];
    build(summary, sheets).map_err(|error| Problem::from(FileProblem::Internal { detail: error.to_string() }))
}

fn build(summary: &Summary, sheets: [Rows; 4]) -> Result<Vec<u8>, XlsxError> {
    let title = summary.title.as_deref().unwrap_or("Сводный отчет");
    let mut workbook = workbook(&one_line(title), SUMMARY)?;
    for sheet in sheets {
        write(&mut workbook, &sheet)?;
    }
    saved(&mut workbook)
}

fn write(workbook: &mut Workbook, Rows { name, titles, rows }: &Rows) -> Result<(), XlsxError> {
    let mut parts: Vec<&[Vec<Cell>]> = rows.chunks(MOST).collect();
    if parts.is_empty() {
        parts.push(&[]);
    }
    let (head, cell) = (head_format().set_align(FormatAlign::VerticalCenter), text_format());
    for (at, rows) in parts.into_iter().enumerate() {
        let sheet = workbook.add_worksheet();
        sheet.set_name(if at == 0 { (*name).to_owned() } else { format!("{name} {}", at + 1) })?;
        set_up_page(sheet);
        for (column, (title, width)) in (0..).zip(titles) {
            sheet.set_column_width(column, *width as f64)?;
            sheet.write_string_with_format(0, column, *title, &head)?;
        }
        for (row, cells) in (1..).zip(rows) {
            for (column, value) in (0..).zip(cells) {
                match value {
                    Cell::Number(number) => sheet.write_number_with_format(row, column, *number, &cell)?,
                    Cell::Text(typed) => sheet.write_string_with_format(row, column, text(typed, usize::MAX), &cell)?,
                };
            }
        }
        sheet.autofilter(0, 0, rows.len() as u32, titles.len() as u16 - 1)?;
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_repeat_rows(0, 0)?;
    }
    Ok(())
}

/// The states as titles.
fn states() -> impl Iterator<Item = (&'static str, usize)> {
    Verdict::ALL.into_iter().map(|verdict| (verdict.word(), 12))
}

fn counts(tally: &Tally) -> impl Iterator<Item = Cell> + use<> {
    let tally = *tally;
    std::iter::once(tally.planned()).chain(Verdict::ALL.map(|verdict| tally.count(verdict))).map(Cell::from)
}

fn name(territory: &Territory) -> String {
    one_line(&territory.name)
}

/// Every report, and every one below a summary, with what became of it.
fn reports(summary: &Summary, sources: &[Source]) -> Rows {
    let mut titles = vec![
        ("Территория", 40),
        ("Чей отчет ниже", 40),
        ("Файл", 40),
        ("Учет", 22),
        ("День утверждения", 14),
        ("Электронная подпись", 30),
        ("День подписи", 14),
        ("SHA-256 файла", 68),
        ("Мероприятий", 12),
    ];
    titles.extend(states());
    let row = |source: &Source| {
        let Report { file, digest, fate, approved, signed, tally } = &source.report;
        let (signer, day) = signed.clone().unzip();
        let date = |day: Option<Day>| day.map(Day::digits).unwrap_or_default();
        let mut cells: Vec<Cell> = vec![
            summary.territories.get(source.territory).map(name).unwrap_or_default().into(),
            source.below.clone().unwrap_or_default().into(),
            file.clone().into(),
            fate.word().into(),
            date(*approved).into(),
            signer.unwrap_or_default().into(),
            date(day.flatten()).into(),
            digest.clone().unwrap_or_default().into(),
        ];
        cells.extend(counts(tally));
        cells
    };
    Rows { name: "Отчеты", titles, rows: sources.iter().map(row).collect() }
}

/// Every territory with its sums.
fn territories(summary: &Summary) -> Rows {
    let mut titles = vec![
        ("Территория", 40),
        ("Ожидалось отчетов", 12),
        ("Представлено", 12),
        ("в срок", 10),
        ("позже срока", 10),
        ("день не указан", 10),
        ("Не представлено", 14),
        ("Общих мероприятий", 14),
    ];
    titles.extend(states());
    titles.extend([("Своих мероприятий", 14), ("Баллы", 10), ("Файлы", 60)]);
    let points = summary.points();
    let handed_in =
        |it: HandedIn| [it.expected(), it.handed_in(), it.on_time, it.late, it.undated, it.missing].map(Cell::from);
    let row = |(territory, points): (&Territory, &Option<f64>)| {
        let files = territory.reports.iter().filter(|report| report.fate == Fate::Counted);
        let files: Vec<&str> = files.map(|report| report.file.as_str()).collect();
        let mut cells = vec![Cell::from(name(territory))];
        cells.extend(handed_in(territory.handed_in(summary.deadline)));
        cells.extend(counts(&territory.common()));
        cells.push(territory.own.planned().into());
        let points = points.filter(|_| summary.has_points).map(russian::share);
        cells.push(points.map_or_else(String::new, |points| points.replace('\u{a0}', " ")).into());
        cells.push(files.join(", ").into());
        cells
    };
    let mut rows: Vec<Vec<Cell>> = summary.territories.iter().zip(&points).map(row).collect();
    let mut sum = vec![Cell::from("Всего")];
    sum.extend(handed_in(summary.territories.iter().map(|it| it.handed_in(summary.deadline)).sum()));
    sum.extend(counts(&summary.counted().map(Territory::common).sum()));
    sum.push(summary.counted().map(|territory| territory.own).sum::<Tally>().planned().into());
    rows.push(sum);
    Rows { name: "Территории", titles, rows }
}

/// How each activity stands in each report that counts.
fn activities(summary: &Summary, sources: &[Source]) -> Rows {
    let titles = vec![
        ("№", 8),
        ("Код", 14),
        ("Мероприятие", 60),
        ("Территория", 40),
        ("Состояние", 24),
        ("Сколько", 10),
        ("Файл", 40),
    ];
    let mut rows = Vec::new();
    for source in counted(sources) {
        let territory = summary.territories.get(source.territory).map(name).unwrap_or_default();
        let common = source.activities.iter().filter_map(|(at, tally)| {
            let known = summary.activities.get(*at)?;
            Some((known.number.clone(), known.code.clone().unwrap_or_default(), known.name.clone(), *tally))
        });
        let own = (String::new(), String::new(), "(свои мероприятия территории)".to_owned(), source.own);
        for (number, code, activity, tally) in common.chain([own]) {
            for verdict in Verdict::ALL.into_iter().filter(|verdict| tally.count(*verdict) > 0) {
                rows.push(vec![
                    number.clone().into(),
                    code.clone().into(),
                    activity.clone().into(),
                    territory.clone().into(),
                    verdict.word().into(),
                    tally.count(verdict).into(),
                    source.report.file.clone().into(),
                ]);
            }
        }
    }
    Rows { name: "Мероприятия", titles, rows }
}

/// The figures of each indicator in each report that counts, in each territory, and together.
fn indicators(summary: &Summary, sources: &[Source]) -> Rows {
    let titles = vec![
        ("Показатель", 60),
        ("Единица", 12),
        ("Территория", 40),
        ("План", 12),
        ("Факт", 12),
        ("Файл или как сведено", 40),
    ];
    let mut rows = Vec::new();
    for (at, indicator) in summary.indicators.iter().enumerate() {
        let mut row = |territory: String, figures: &Figures, from: String| {
            rows.push(vec![
                indicator.name.clone().into(),
                indicator.unit.clone().unwrap_or_default().into(),
                territory.into(),
                figures.plan.into(),
                figures.fact.into(),
                from.into(),
            ]);
        };
        for source in counted(sources) {
            if let Some((_, figures)) = source.figures.iter().find(|(known, _)| *known == at) {
                let territory = summary.territories.get(source.territory).map(name).unwrap_or_default();
                row(territory, figures, source.report.file.clone());
            }
        }
        let rule = indicator.rule;
        for territory in
            summary.counted().filter(|it| it.reports.iter().filter(|it| it.fate == Fate::Counted).count() > 1)
        {
            if let Some(figures) = territory.figures.get(at).filter(|figures| **figures != Figures::default()) {
                row(name(territory), figures, format!("по территории: {rule}"));
            }
        }
        row("Все территории".into(), &summary.together(at), format!("вместе: {rule}"));
    }
    Rows { name: "Показатели", titles, rows }
}

/// The reports that count; those below a summary are counted in it.
fn counted(sources: &[Source]) -> impl Iterator<Item = &Source> {
    sources.iter().filter(|source| source.report.fate == Fate::Counted && source.below.is_none())
}
