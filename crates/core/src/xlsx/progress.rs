//! The workbook of progress: who has answered, who has not, and what is overdue.

use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook, XlsxError};

use super::{head_format, head_height, height, lines, saved, set_up_page, text, text_format, workbook};
use crate::diagnostics::{FileProblem, Problem};
use crate::domain::one_line;
use crate::input::workbook::PROGRESS;

/// How far the collecting has come.
#[derive(Debug)]
pub struct Progress {
    /// The plan's title.
    pub plan: String,
    /// What it is: «Ход сбора сведений на 20.11.2023».
    pub title: String,
    /// The bodies, as the plan lists them.
    pub bodies: Vec<BodyProgress>,
    /// Activities about which nothing is known.
    pub untold: Vec<Untold>,
}

/// How far one body has come.
#[derive(Debug)]
pub struct BodyProgress {
    /// Its name.
    pub name: String,
    /// Its activities.
    pub activities: usize,
    /// Those about which something is known.
    pub told: usize,
    /// Those about which nothing is known though they are overdue.
    pub overdue: usize,
    /// Those about which nothing is known though they have begun.
    pub begun: usize,
    /// Its forms that came back.
    pub forms: Vec<String>,
}

impl BodyProgress {
    /// How it stands in words, and the colour for it. Who has nothing to tell yet owes nothing.
    pub fn state(&self) -> (&'static str, Option<u32>) {
        match (self.overdue, self.begun) {
            (1.., _) => ("должен: срок истёк", Some(0xFF_C7_CE)),
            _ if self.told == self.activities => ("сведения есть обо всём", Some(0xC6_EF_CE)),
            (0, 1..) => ("ждём: срок идёт", Some(0xFF_EB_9C)),
            (0, 0) => ("срок не наступил", None),
        }
    }
}

/// An activity about which nothing is known.
#[derive(Debug)]
pub struct Untold {
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// When it is due.
    pub due: String,
    /// Who answers for it.
    pub responsible: String,
    /// Whether it is overdue.
    pub is_overdue: bool,
}

/// The titles of the bodies, with the widths of their columns in characters.
const BODIES: [(&str, usize); 6] = [
    ("Исполнитель", 54),
    ("Мероприятий", 14),
    ("Есть сведения", 12),
    ("Просрочено без сведений", 16),
    ("Состояние", 26),
    ("Формы", 40),
];
/// The titles of the activities.
const UNTOLD: [(&str, usize); 5] =
    [("№", 7), ("Наименование мероприятия", 62), ("Срок", 20), ("Ответственные исполнители", 36), ("Просрочено", 12)];

/// The workbook.
pub fn progress(content: &Progress) -> Result<Vec<u8>, Problem> {
    build(content).map_err(|error| Problem::from(FileProblem::Internal { detail: error.to_string() }))
}

fn build(content: &Progress) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = workbook(&content.title, PROGRESS)?;
    let bodies = content.bodies.iter().map(|body| {
        let (state, colour) = body.state();
        let forms = if body.forms.is_empty() { "–".to_owned() } else { body.forms.join(", ") };
        let [all, told, overdue] = [body.activities, body.told, body.overdue].map(|count| count.to_string());
        ([one_line(&body.name), all, told, overdue, state.to_owned(), forms], colour)
    });
    table(&mut workbook, "Кто ответил", content, BODIES, &bodies.collect::<Vec<_>>())?;
    let untold = content.untold.iter().map(|known| {
        let overdue = if known.is_overdue { "да" } else { "" };
        let cells = [
            known.number.clone(),
            one_line(&known.name),
            one_line(&known.due),
            one_line(&known.responsible),
            overdue.to_owned(),
        ];
        (cells, known.is_overdue.then_some(0xFF_C7_CE))
    });
    table(&mut workbook, "Нет сведений", content, UNTOLD, &untold.collect::<Vec<_>>())?;
    saved(&mut workbook)
}

/// A sheet with a title and one table; a row's colour stands in its first cell.
fn table<const N: usize>(
    workbook: &mut Workbook,
    name: &str,
    content: &Progress,
    titles: [(&str, usize); N],
    rows: &[([String; N], Option<u32>)],
) -> Result<(), XlsxError> {
    const HEAD: u32 = 3;
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    set_up_page(sheet);
    sheet.write_string_with_format(0, 0, text(&content.title, 255), &Format::new().set_bold().set_font_size(14))?;
    sheet.write_string(1, 0, text(&one_line(&content.plan), 1000))?;
    for (column, (title, width)) in (0..).zip(titles) {
        sheet.set_column_width(column, width as f64)?;
        sheet.write_string_with_format(HEAD, column, title, &head_format().set_align(FormatAlign::VerticalCenter))?;
    }
    sheet.set_row_height(HEAD, head_height(titles))?;
    for (row, (cells, colour)) in (HEAD + 1..).zip(rows) {
        let most = cells.iter().zip(titles).map(|(cell, (_, width))| lines(cell, width)).max().unwrap_or(1);
        sheet.set_row_height(row, height(most))?;
        for (column, cell) in (0..).zip(cells) {
            let format = match colour {
                Some(colour) if column == 0 => text_format().set_background_color(Color::RGB(*colour)),
                _ => text_format(),
            };
            match cell.parse::<u32>() {
                Ok(count) if name == "Кто ответил" && (1..4).contains(&column) => {
                    sheet.write_number_with_format(row, column, count, &format)?
                }
                _ => sheet.write_string_with_format(row, column, text(cell, usize::MAX), &format)?,
            };
        }
    }
    sheet.autofilter(HEAD, 0, HEAD + rows.len() as u32, titles.len() as u16 - 1)?;
    sheet.set_freeze_panes(HEAD + 1, 0)?;
    sheet.set_repeat_rows(HEAD, HEAD)?;
    Ok(())
}
