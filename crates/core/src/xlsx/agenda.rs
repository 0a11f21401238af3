//! The workbook of due dates: what is overdue, due, coming, in sections.

use rust_xlsxwriter::{Color, Format, Workbook, XlsxError};

use super::{head_format, height, lines, saved, set_up_page, text, text_format, workbook};
use crate::diagnostics::{FileProblem, Problem};
use crate::input::workbook::PROGRESS;

/// What is listed.
#[derive(Debug)]
pub struct AgendaBook {
    /// The plan's title.
    pub title: String,
    /// The day and the counts, in a sentence.
    pub summary: String,
    /// The titles of the columns.
    pub titles: [&'static str; 5],
    /// The sections with their rows.
    pub sections: Vec<(String, Vec<[String; 5]>)>,
}

/// The widths of the columns in characters.
const WIDTHS: [usize; 5] = [7, 60, 26, 22, 44];
/// The row of the head.
const HEAD: u32 = 3;

/// The workbook.
pub fn agenda(content: &AgendaBook) -> Result<Vec<u8>, Problem> {
    build(content).map_err(|error| Problem::from(FileProblem::Internal { detail: error.to_string() }))
}

fn build(content: &AgendaBook) -> Result<Vec<u8>, XlsxError> {
    // Like the progress of collecting, it is made for reading and is no input.
    let mut workbook: Workbook = workbook("Сроки", PROGRESS)?;
    let sheet = workbook.add_worksheet();
    sheet.set_name("Сроки")?;
    set_up_page(sheet);
    sheet.write_string_with_format(0, 0, text(&content.title, 1000), &Format::new().set_bold().set_font_size(14))?;
    sheet.write_string(1, 0, text(&content.summary, 1000))?;
    for ((column, title), width) in (0..).zip(content.titles).zip(WIDTHS) {
        sheet.set_column_width(column, width as f64)?;
        sheet.write_string_with_format(HEAD, column, title, &head_format())?;
    }
    let band = text_format().set_bold().set_background_color(Color::RGB(0xDD_EB_F7));
    let mut row = HEAD;
    for (section, rows) in &content.sections {
        row += 1;
        sheet.merge_range(row, 0, row, WIDTHS.len() as u16 - 1, &text(section, 255), &band)?;
        for cells in rows {
            row += 1;
            let most = cells.iter().zip(WIDTHS).map(|(cell, width)| lines(cell, width)).max().unwrap_or(1);
            sheet.set_row_height(row, height(most))?;
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string_with_format(row, column, text(cell, usize::MAX), &text_format())?;
            }
        }
    }
    sheet.set_freeze_panes(HEAD + 1, 0)?;
    sheet.set_repeat_rows(HEAD, HEAD)?;
    saved(&mut workbook)
}
