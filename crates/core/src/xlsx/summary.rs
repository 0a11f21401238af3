//! The workbook of a summary: its figures as rows, each with the file that it comes from.

use rust_xlsxwriter::{FormatAlign, Workbook, XlsxError};

use super::{ROWS, head_format, saved, set_up_page, text, text_format, workbook};
use crate::diagnostics::{FileProblem, Problem};
use crate::domain::{
    CommonIndicator, Day, Fate, Figures, HandedIn, Report, Summary, Tally, Territory, Verdict, one_line,
};
use crate::input::workbook::SUMMARY;
use crate::russian;
use crate::summarise::{Gathered, Source};

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

/// A sheet: its titles with the widths of their columns in characters, and its rows, made one after the other.
struct Rows<'a> {
    name: &'static str,
    titles: Vec<(&'static str, usize)>,
    rows: Box<dyn Iterator<Item = Vec<Cell>> + 'a>,
}

/// Reports beyond which rows go to the file as they come. With fewer ones texts are written once for all cells that show them, and
/// the workbook is smaller.
const MANY: usize = 5000;

/// Rows below the head that one sheet takes; further ones stand on another.
const MOST: usize = ROWS as usize - 2;

/// The workbook of a summary. `gathered` has its reports in their order, and those below them.
pub fn summary(summary: &Summary, gathered: Option<&Gathered>) -> Result<Vec<u8>, Problem> {
    let sources: Sources<'_> = &|| Box::new(gathered.into_iter().flat_map(Gathered::sources));
    let sheets =
        [reports(summary, sources), territories(summary), activities(summary, sources), indicators(summary, sources)];
    let are_many = gathered.is_some_and(|gathered| gathered.source_count() > MANY);
    build(summary, sheets, are_many).map_err(|error| Problem::from(FileProblem::Internal { detail: error.to_string() }))
}

/// The reports, from the first one on each time that they are asked for.
type Sources<'a> = &'a dyn Fn() -> Box<dyn Iterator<Item = Source> + 'a>;

fn build(summary: &Summary, sheets: [Rows<'_>; 4], are_many: bool) -> Result<Vec<u8>, XlsxError> {
    let title = summary.title.as_deref().unwrap_or("Сводный отчет");
    let mut workbook = workbook(&one_line(title), SUMMARY)?;
    for sheet in sheets {
        write(&mut workbook, sheet, are_many)?;
    }
    saved(&mut workbook)
}

fn write(workbook: &mut Workbook, sheet: Rows<'_>, are_many: bool) -> Result<(), XlsxError> {
    let Rows { name, titles, rows } = sheet;
    let (head, cell) = (head_format().set_align(FormatAlign::VerticalCenter), text_format());
    let mut rows = rows.peekable();
    for part in 1.. {
        let sheet = match are_many {
            true => workbook.add_worksheet_with_constant_memory()?,
            false => workbook.add_worksheet(),
        };
        sheet.set_name(if part == 1 { name.to_owned() } else { format!("{name} {part}") })?;
        set_up_page(sheet);
        for (column, (_, width)) in (0..).zip(&titles) {
            sheet.set_column_width(column, *width as f64)?;
        }
        for (column, (title, _)) in (0..).zip(&titles) {
            sheet.write_string_with_format(0, column, *title, &head)?;
        }
        let mut last = 0;
        for (row, cells) in (1..).zip(rows.by_ref().take(MOST)) {
            last = row;
            for (column, value) in (0..).zip(&cells) {
                match value {
                    Cell::Number(number) => sheet.write_number_with_format(row, column, *number, &cell)?,
                    Cell::Text(typed) => sheet.write_string_with_format(row, column, text(typed, usize::MAX), &cell)?,
                };
            }
        }
        sheet.autofilter(0, 0, last, titles.len() as u16 - 1)?;
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_repeat_rows(0, 0)?;
        if rows.peek().is_none() {
            break;
        }
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
fn reports<'a>(summary: &'a Summary, sources: Sources<'a>) -> Rows<'a> {
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
    let row = |source: Source| {
        let Report { file, digest, fate, approved, signed, tally, .. } = &source.report;
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
    Rows { name: "Отчеты", titles, rows: Box::new(sources().map(row)) }
}

/// Every territory with its sums.
fn territories(summary: &Summary) -> Rows<'_> {
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
    Rows { name: "Территории", titles, rows: Box::new(rows.into_iter()) }
}

/// How each activity stands in each report that counts.
fn activities<'a>(summary: &'a Summary, sources: Sources<'a>) -> Rows<'a> {
    let titles = vec![
        ("№", 8),
        ("Код", 14),
        ("Мероприятие", 60),
        ("Территория", 40),
        ("Состояние", 24),
        ("Сколько", 10),
        ("Файл", 40),
    ];
    let of_report = |source: Source| {
        let territory = summary.territories.get(source.territory).map(name).unwrap_or_default();
        let common = source.activities.iter().filter_map(|(at, tally)| {
            let known = summary.activities.get(*at)?;
            Some((known.number.clone(), known.code.clone().unwrap_or_default(), known.name.clone(), *tally))
        });
        let own = (String::new(), String::new(), "(свои мероприятия территории)".to_owned(), source.own);
        let mut rows = Vec::new();
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
        rows
    };
    Rows { name: "Мероприятия", titles, rows: Box::new(counted(sources()).flat_map(of_report)) }
}

/// The figures of each indicator in each report that counts, in each territory, and together.
fn indicators<'a>(summary: &'a Summary, sources: Sources<'a>) -> Rows<'a> {
    let titles = vec![
        ("Показатель", 60),
        ("Единица", 12),
        ("Территория", 40),
        ("План", 12),
        ("Факт", 12),
        ("Файл или как сведено", 40),
    ];
    let of_indicator = move |(at, indicator): (usize, &'a CommonIndicator)| {
        let row = move |territory: String, figures: &Figures, from: String| -> Vec<Cell> {
            vec![
                indicator.name.clone().into(),
                indicator.unit.clone().unwrap_or_default().into(),
                territory.into(),
                figures.plan.into(),
                figures.fact.into(),
                from.into(),
            ]
        };
        let of_reports = counted(sources()).filter_map(move |source| {
            let (_, figures) = source.figures.iter().find(|(known, _)| *known == at)?;
            let territory = summary.territories.get(source.territory).map(name).unwrap_or_default();
            Some(row(territory, figures, source.report.file.clone()))
        });
        let rule = indicator.rule;
        let is_sum = |it: &&Territory| {
            it.reports.iter().filter(|it| it.fate == Fate::Counted).map(|it| it.count).sum::<usize>() > 1
        };
        let of_territories = summary.counted().filter(is_sum).filter_map(move |territory| {
            let figures = territory.figures.get(at).filter(|figures| **figures != Figures::default())?;
            Some(row(name(territory), figures, format!("по территории: {rule}")))
        });
        let all = row("Все территории".into(), &summary.together(at), format!("вместе: {rule}"));
        of_reports.chain(of_territories).chain([all])
    };
    Rows {
        name: "Показатели", titles, rows: Box::new(summary.indicators.iter().enumerate().flat_map(of_indicator))
    }
}

/// The reports that count; those below a summary are counted in it.
fn counted<'a>(sources: Box<dyn Iterator<Item = Source> + 'a>) -> impl Iterator<Item = Source> + 'a {
    sources.filter(|source| source.report.fate == Fate::Counted && source.below.is_none())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader as _, Xlsx};

    use super::*;

    #[test]
    fn rows_that_go_to_the_file_as_they_come_say_the_same() {
        let rows =
            |from: usize| (from..from + 40).map(|at| vec![Cell::from(format!("=<{at}>\nстрока")), Cell::from(at)]);
        let read = |are_many: bool| {
            let mut workbook = Workbook::new();
            for (at, name) in ["Отчеты", "Территории"].into_iter().enumerate() {
                let titles = vec![("Файл", 20), ("Сколько", 8)];
                write(&mut workbook, Rows { name, titles, rows: Box::new(rows(at)) }, are_many).unwrap();
            }
            let mut book: Xlsx<_> = Xlsx::new(Cursor::new(saved(&mut workbook).unwrap())).unwrap();
            let sheets = book.worksheets().into_iter();
            let cells = |range: calamine::Range<Data>| range.rows().flatten().map(Data::to_string).collect::<Vec<_>>();
            sheets.map(|(name, range)| (name, cells(range))).collect::<Vec<_>>()
        };
        assert_eq!(read(false)[1].1.len(), 82);
        assert_eq!(read(true), read(false));
    }
}
