//! The workbook of disagreements: a row for each question, a column for each form, a list to choose from, and a cell for
//! words of one's own. `crate::collect` reads it back by its titles.

use std::collections::HashSet;

use rust_xlsxwriter::{
    Color, DataValidation, Format, FormatAlign, Formula, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::{head_format, head_height, height, lines, saved, set_up_page, text, text_format, workbook};
use crate::collect::{NOTHING, Question, SUM};
use crate::diagnostics::{CellRef, FileProblem, Problem};
use crate::domain::{Status, one_line};
use crate::input::conflicts::{CHOICE, FIELD, META_SHEET, NUMBER, OWN, SHEET};
use crate::input::workbook::CONFLICTS;
use crate::schema;

const TITLE: &str = "Расхождения в ответах";
const HINT: &str = "В каждой строке выберите в столбце «Выбор» форму, которой верить, или «сумма», или впишите ответ в столбец «Свои \
                    слова» (он важнее выбора); «пусто» – ничего не писать. Выбор в строке «статус» решает и остальные строки того же мероприятия, если в них ничего \
                    не выбрано. Сохраните книгу и повторите сбор с ключом --answers и её именем.";
/// The row of the head, and the width of a column of answers in characters.
const HEAD: u32 = 3;
const ANSWER: usize = 30;
/// Length of a list of choices that Excel takes as such.
const LIST: usize = 255;

/// The workbook.
pub fn conflicts(plan: &str, questions: &[Question]) -> Result<Vec<u8>, Problem> {
    build(plan, questions).map_err(|error| Problem::from(FileProblem::Internal { detail: error.to_string() }))
}

/// A column: its title and its width in characters.
type Column = (String, usize);

fn build(plan: &str, questions: &[Question]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook: Workbook = workbook(TITLE, CONFLICTS)?;
    let mut forms: Vec<&str> = Vec::new();
    for (form, _) in questions.iter().flat_map(|question| &question.answers) {
        if !forms.contains(&form.as_str()) {
            forms.push(form);
        }
    }
    let has_sum = questions.iter().any(|question| question.sum.is_some());
    let mut columns: Vec<Column> = vec![(NUMBER.into(), 7), ("Мероприятие".into(), 40), (FIELD.into(), 12)];
    columns.extend(forms.iter().map(|form| (text(form, 255), ANSWER)));
    if has_sum {
        columns.push((SUM.to_owned(), ANSWER));
    }
    columns.extend([(CHOICE.into(), 24), (OWN.into(), 40)]);

    let sheet = workbook.add_worksheet();
    sheet.set_name(SHEET)?;
    set_up_page(sheet);
    sheet.write_string_with_format(0, 0, TITLE, &Format::new().set_bold().set_font_size(14))?;
    sheet.write_string(1, 0, text(&one_line(plan), 1000))?;
    let hint = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_italic();
    sheet.merge_range(2, 0, 2, columns.len() as u16 - 1, HINT, &hint)?;
    let room = columns.iter().map(|(_, width)| width).sum();
    sheet.set_row_height(2, height(lines(HINT, room)))?;
    for (at, (title, width)) in (0..).zip(&columns) {
        sheet.set_column_width(at, *width as f64)?;
        sheet.write_string_with_format(HEAD, at, title, &head_format())?;
    }
    sheet.set_row_height(HEAD, head_height(columns.iter().map(|(title, width)| (title.as_str(), *width))))?;
    let mut labels: Vec<String> = vec![TITLE.to_owned(), text(&one_line(plan), 1000), HINT.to_owned()];
    labels.extend(columns.iter().map(|(title, _)| title.clone()));
    for (row, question) in (HEAD + 1..).zip(questions) {
        Row { sheet, row, columns: &columns, forms: &forms, has_sum, labels: &mut labels }.write(question)?;
    }
    sheet.set_freeze_panes(HEAD + 1, 3)?;
    sheet.set_repeat_rows(HEAD, HEAD)?;
    // Only what is asked for can be typed.
    sheet.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
    write_labels(&mut workbook, &labels)?;
    saved(&mut workbook)
}

/// The hidden sheet: what stands in the workbook, so that what somebody adds is seen when it comes back.
fn write_labels(workbook: &mut Workbook, labels: &[String]) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(META_SHEET)?;
    sheet.set_hidden(true);
    let format = Format::new().set_quote_prefix();
    let mut known = HashSet::new();
    for (row, label) in (0..).zip(labels.iter().filter(|label| !label.is_empty() && known.insert(label.as_str()))) {
        sheet.write_string_with_format(row, 0, label, &format)?;
    }
    Ok(())
}

/// A row that is written.
struct Row<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
    columns: &'a [Column],
    forms: &'a [&'a str],
    has_sum: bool,
    /// What was written that nobody is asked for.
    labels: &'a mut Vec<String>,
}

impl Row<'_> {
    fn write(self, question: &Question) -> Result<(), XlsxError> {
        let Self { sheet, row, columns, forms, has_sum, labels } = self;
        let said =
            |form: &&str| question.answers.iter().find(|(known, _)| known == form).map(|(_, text)| text.as_str());
        let shown = |answer: Option<&str>| match answer {
            Some("") => "(стёрто)".to_owned(),
            answer => answer.unwrap_or_default().to_owned(),
        };
        let mut cells = vec![question.number.clone(), question.activity.clone(), question.field.to_owned()];
        cells.extend(forms.iter().map(said).map(shown));
        cells.extend(has_sum.then(|| question.sum.clone().unwrap_or_default()));
        let choice = cells.len() as u16;
        cells.extend([question.chosen.clone(), question.own.clone()]);
        labels.extend(cells[..usize::from(choice)].iter().map(|cell| text(cell, usize::MAX)));
        let free = text_format().set_unlocked().set_num_format("@").set_background_color(Color::RGB(0xFF_F9_E5));
        let fixed = text_format().set_background_color(Color::RGB(0xF2_F2_F2));
        let mut most = 1;
        for ((at, cell), (_, width)) in (0..).zip(&cells).zip(columns) {
            most = most.max(lines(cell, *width));
            let format = if at < choice { &fixed } else { &free };
            match cell.is_empty() {
                true => sheet.write_blank(row, at, format)?,
                false => sheet.write_string_with_format(row, at, text(cell, usize::MAX), format)?,
            };
        }
        sheet.set_row_height(row, height(most))?;
        let answering = question.answers.iter().map(|(form, _)| form.as_str());
        let mut choices: Vec<&str> = answering.chain(question.sum.as_ref().map(|_| SUM)).collect();
        choices.extend(Question::may_be_empty(question.field).then_some(NOTHING));
        choices.dedup();
        if choices.is_empty() {
            return Ok(());
        }
        let is_short = choices.iter().map(|choice| choice.encode_utf16().count() + 1).sum::<usize>() <= LIST;
        let check = match is_short && !choices.iter().any(|choice| choice.contains([',', '"'])) {
            true => DataValidation::new().allow_list_strings(&choices)?,
            // The titles of the columns of answers; «пусто» can still be typed among the own words.
            false => {
                let cell = |column: u16| CellRef { row: HEAD, column: u32::from(column) }.to_string();
                DataValidation::new().allow_list_formula(Formula::new(format!("={}:{}", cell(3), cell(choice - 1))))
            }
        };
        sheet.add_data_validation(row, choice, row, choice, &check)?;
        if question.field == schema::STATUS {
            let words = Status::ALL.map(|(word, _)| word);
            let check = DataValidation::new().allow_list_strings(&words)?;
            sheet.add_data_validation(row, choice + 1, row, choice + 1, &check)?;
        }
        Ok(())
    }
}
