//! The form in which schools and other bodies tell what they have done.
//!
//! What `crate::input::form` has to know when it comes back is hidden in it: an identity in each row, and a sheet with
//! what was filled in beforehand.

use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime,
    Format, FormatAlign, FormatBorder, Formula, IgnoreError, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::{height, lines, saved, set_up_page, text, text_format, with_growing_rows, workbook};
use crate::diagnostics::{FileProblem, Problem, in_year};
use crate::domain::{Activity, DateText, Day, Field, Fulfilment, Plan, Status, one_line};
use crate::input::form::{
    ANSWERS, CHECK_TITLE, COUNTED, FILLED_BY, FORM_SHEET, HELP, HELP_SHEET, HINT, ID_TITLE, META_SHEET, OF_PERIOD,
    TITLE, meta,
};
use crate::input::workbook::FORM;
use crate::view::{bands, edition};

/// What a form is made of.
#[derive(Debug, Clone, Copy)]
pub struct FormContent<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The activities that the form asks for, by their places in the plan.
    pub activities: &'a [usize],
    /// What is known of each activity of the plan; empty if nothing is.
    pub known: &'a [Option<Fulfilment>],
    /// The body that the form is for.
    pub body: Option<&'a str>,
    /// The day as of which it is to be filled in.
    pub as_of: Option<Day>,
}

/// The columns: titles, and widths in characters.
const HEAD: [(&str, f64); 12] = [
    ("№ п/п", 6.0),
    ("Наименование мероприятия", 38.0),
    ("Срок по плану", 13.0),
    ("Ответственные исполнители", 20.0),
    ("Статус", 14.0),
    ("Дата исполнения", 12.0),
    ("Результат", 30.0),
    ("Документ", 20.0),
    ("Причина", 20.0),
    ("Новый срок", 14.0),
    (CHECK_TITLE, 18.0),
    (ID_TITLE, 24.0),
];
/// The column of the first answer.
const STATUS: u16 = 4;
const DATE: u16 = 5;
const DOCUMENT: u16 = 7;
const CAUSE: u16 = 8;
const NEW_DUE: u16 = 9;
const CHECK: u16 = 10;
const IDENTITY: u16 = 11;
/// Rows above the table.
const ROW_TITLE: u32 = 0;
const ROW_PLAN: u32 = 1;
const ROW_ABOUT: u32 = 2;
const ROW_NAME: u32 = 3;
const ROW_HINT: u32 = 4;
const ROW_HEAD: u32 = 6;
/// Characters that the printed columns hold side by side.
const WIDE: usize = 170;
/// Lines of a row at least: room to write.
const LEAST_LINES: usize = 3;
/// The row of the first status in the list of the hidden sheet, from 1.
const FIRST_STATUS: usize = 2;

/// The form as a workbook.
pub fn form(content: &FormContent<'_>) -> Result<Vec<u8>, Problem> {
    let bytes = build(content).map_err(|error| FileProblem::Internal { detail: error.to_string() })?;
    with_growing_rows(&bytes, ROW_HEAD + 1)
}

fn build(content: &FormContent<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = workbook(&format!("{TITLE}: {}", one_line(&content.plan.title)), FORM)?;
    let styles = Styles::new();
    let sheet = Sheet::new(content);
    sheet.write(&mut workbook, &styles)?;
    write_help(&mut workbook, content.plan, &styles)?;
    sheet.write_meta(&mut workbook)?;
    saved(&mut workbook)
}

/// The looks of the form.
struct Styles {
    title: Format,
    plan: Format,
    about: Format,
    label: Format,
    name: Format,
    hint: Format,
    count: Format,
    head: Format,
    head_free: Format,
    band: Format,
    locked: Format,
    locked_middle: Format,
    free: Format,
    status: Format,
    date: Format,
    check: Format,
    help_head: Format,
    help: Format,
}

impl Styles {
    fn new() -> Self {
        let plain = Format::new().set_align(FormatAlign::VerticalCenter).set_quote_prefix();
        let cell = text_format().set_border_color(Color::RGB(0xA6_A6_A6));
        let locked = cell.clone().set_background_color(Color::RGB(0xF2_F2_F2));
        let open = Format::new()
            .set_align(FormatAlign::Top)
            .set_text_wrap()
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x7F_7F_7F))
            .set_unlocked();
        let middle = open.clone().set_align(FormatAlign::Center);
        let head = cell.clone().set_bold().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
        Self {
            title: plain.clone().set_bold().set_font_size(16).set_font_color(Color::RGB(0x20_38_60)),
            plan: plain.clone().set_bold().set_text_wrap(),
            about: plain.clone().set_text_wrap().set_font_color(Color::RGB(0x40_40_40)),
            label: plain.clone().set_bold().set_align(FormatAlign::Right),
            name: plain
                .clone()
                .set_unlocked()
                .set_num_format("@")
                .set_border_bottom(FormatBorder::Thin)
                .set_background_color(Color::White),
            hint: plain.clone().set_text_wrap().set_italic().set_font_color(Color::RGB(0x59_59_59)),
            count: Format::new()
                .set_bold()
                .set_align(FormatAlign::Right)
                .set_align(FormatAlign::VerticalCenter)
                .set_font_color(Color::RGB(0x20_38_60)),
            head: head.clone().set_background_color(Color::RGB(0xD9_D9_D9)),
            head_free: head.set_background_color(Color::RGB(0xBD_D7_EE)),
            band: plain
                .set_bold()
                .set_border_top(FormatBorder::Thin)
                .set_border_bottom(FormatBorder::Thin)
                .set_border_color(Color::RGB(0xA6_A6_A6))
                .set_background_color(Color::RGB(0xDD_EB_F7)),
            locked_middle: locked.clone().set_align(FormatAlign::Center),
            locked,
            date: middle.clone().set_num_format("dd.mm.yyyy"),
            status: middle,
            // As text, «2.1» and «=…» stay as they are typed.
            free: open.set_num_format("@"),
            check: Format::new()
                .set_text_wrap()
                .set_align(FormatAlign::Top)
                .set_font_color(Color::RGB(0xC5_5A_11))
                .set_indent(1),
            help_head: Format::new().set_bold().set_font_size(12).set_align(FormatAlign::Top).set_text_wrap(),
            help: Format::new().set_text_wrap().set_align(FormatAlign::Top),
        }
    }
}

/// What stands in a row of the table.
enum Line<'a> {
    Band(String),
    Activity { at: usize, label: String, activity: &'a Activity, due: String, known: Option<&'a Fulfilment> },
}

/// The sheet that is filled in.
struct Sheet<'a> {
    content: &'a FormContent<'a>,
    lines: Vec<Line<'a>>,
    fingerprint: String,
}

impl<'a> Sheet<'a> {
    fn new(content: &'a FormContent<'a>) -> Self {
        let activities: Vec<&Activity> = content.plan.activities().collect();
        let mut lines = Vec::new();
        let mut first = 0;
        let labels = content.plan.labels();
        let dues = content.plan.due_texts();
        for (band, count) in bands(content.plan) {
            let own = content.activities.iter().filter(|at| (first..first + count).contains(*at));
            let own: Vec<usize> = own.copied().collect();
            if !own.is_empty() {
                lines.extend(band.map(|band| Line::Band(text(&one_line(&band), 1000))));
            }
            lines.extend(own.into_iter().filter_map(|at| {
                let known = content.known.get(at).and_then(Option::as_ref);
                let (label, due) = (labels.get(at)?.clone(), dues.get(at)?.clone());
                Some(Line::Activity { at, label, activity: activities.get(at)?, due, known })
            }));
            first += count;
        }
        Self { content, lines, fingerprint: content.plan.fingerprint() }
    }

    /// The last row of the table.
    fn last_row(&self) -> u32 {
        ROW_HEAD + self.lines.len() as u32
    }

    fn identity(&self, at: usize) -> String {
        format!("{}-{}", self.fingerprint, at + 1)
    }

    /// «Редакция …; период: …; исполнитель: …; на …».
    fn about(&self) -> String {
        let FormContent { plan, body, as_of, .. } = self.content;
        let mut parts = vec![format!("{OF_PERIOD}{}", plan.period.named())];
        parts.extend(plan.edition.as_ref().map(edition).filter(|edition| !edition.is_empty()));
        parts.extend(body.map(|body| format!("исполнитель: {body}")));
        parts.extend(as_of.map(|day| format!("по состоянию на {}", day.digits())));
        text(&one_line(&parts.join("; ")), 1000)
    }

    fn plan_title(&self) -> String {
        text(&one_line(&self.content.plan.title), 1000)
    }

    fn write(&self, workbook: &mut Workbook, styles: &Styles) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(FORM_SHEET)?;
        set_up_page(sheet);
        sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
        sheet.set_screen_gridlines(false);
        for (column, (_, width)) in (0..).zip(HEAD) {
            sheet.set_column_width(column, width)?;
        }
        sheet.set_column_hidden(IDENTITY)?;
        self.write_above(sheet, styles)?;
        for (column, (title, _)) in (0..).zip(HEAD) {
            let free = (STATUS..CHECK).contains(&column);
            sheet.write_string_with_format(
                ROW_HEAD,
                column,
                title,
                if free { &styles.head_free } else { &styles.head },
            )?;
        }
        sheet.set_row_height(ROW_HEAD, 32)?;
        for (row, line) in (ROW_HEAD + 1..).zip(&self.lines) {
            match line {
                Line::Band(band) => {
                    sheet.write_string_with_format(row, 0, band, &styles.band)?;
                    for column in 1..CHECK {
                        sheet.write_blank(row, column, &styles.band)?;
                    }
                    sheet.set_row_height(row, 18)?;
                }
                Line::Activity { at, label, activity, due, known } => {
                    self.write_activity(sheet, row, [label, due], activity, *known, styles)?;
                    sheet.write_string(row, IDENTITY, self.identity(*at))?;
                }
            }
        }
        self.add_checks(sheet)?;
        add_colours(sheet, ROW_HEAD + 1, self.last_row())?;

        sheet.autofilter(ROW_HEAD, 0, self.last_row(), IDENTITY)?;
        sheet.set_freeze_panes(ROW_HEAD + 1, 2)?;
        sheet.set_repeat_rows(ROW_HEAD, ROW_HEAD)?;
        sheet.set_print_area(0, 0, self.last_row(), NEW_DUE)?;
        // A number as a text is meant.
        sheet.ignore_error_range(0, 0, self.last_row(), IDENTITY, IgnoreError::NumberStoredAsText)?;
        sheet.protect_with_options(&ProtectionOptions {
            format_cells: true,
            format_columns: true,
            format_rows: true,
            sort: true,
            use_autofilter: true,
            ..ProtectionOptions::default()
        });
        // Where typing begins.
        let first = self.lines.iter().position(|line| matches!(line, Line::Activity { .. })).unwrap_or_default();
        sheet.set_selection(ROW_HEAD + 1 + first as u32, STATUS, ROW_HEAD + 1 + first as u32, STATUS)?;
        Ok(())
    }

    fn write_above(&self, sheet: &mut Worksheet, styles: &Styles) -> Result<(), XlsxError> {
        sheet.write_string_with_format(ROW_TITLE, 0, TITLE, &styles.title)?;
        sheet.set_row_height(ROW_TITLE, 26)?;
        for (row, line, format) in [
            (ROW_PLAN, self.plan_title(), &styles.plan),
            (ROW_ABOUT, self.about(), &styles.about),
            (ROW_HINT, HINT.to_owned(), &styles.hint),
        ] {
            sheet.merge_range(row, 0, row, NEW_DUE, &line, format)?;
            sheet.set_row_height(row, height(lines(&line, WIDE)) + 3.0)?;
        }
        sheet.merge_range(ROW_NAME, 0, ROW_NAME, 1, FILLED_BY, &styles.label)?;
        sheet.merge_range(ROW_NAME, 2, ROW_NAME, 6, "", &styles.name)?;
        sheet.set_row_height(ROW_NAME, 21)?;
        let (first, last) = (ROW_HEAD + 2, self.last_row() + 1);
        let told = self.lines.iter().filter(|line| matches!(line, Line::Activity { known: Some(_), .. })).count();
        let all = self.content.activities.len();
        let formula = format!("=\"{COUNTED}: \"&COUNTA($E${first}:$E${last})&\" из {all}\"");
        let formula = Formula::new(formula).set_result(format!("{COUNTED}: {told} из {all}"));
        sheet.merge_range(ROW_NAME, DOCUMENT, ROW_NAME, NEW_DUE, "", &styles.count)?;
        sheet.write_formula_with_format(ROW_NAME, DOCUMENT, formula, &styles.count)?;
        Ok(())
    }

    fn write_activity(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        [label, due]: [&str; 2],
        activity: &Activity,
        known: Option<&Fulfilment>,
        styles: &Styles,
    ) -> Result<(), XlsxError> {
        let due = Day::parse_iso(due).map_or_else(|| due.to_owned(), Day::digits);
        let texts = [label.to_owned(), activity.name.clone(), due, activity.text(&Field::Responsible).into_owned()];
        let room = |column: u16| HEAD[usize::from(column)].1 as usize;
        let mut most = LEAST_LINES;
        for (column, typed) in (0..).zip(texts) {
            let format = if column == 0 { &styles.locked_middle } else { &styles.locked };
            most = most.max(lines(&typed, room(column)));
            sheet.write_string_with_format(row, column, text(&typed, usize::MAX), format)?;
        }
        let values = known.map(values).unwrap_or_default();
        for (column, value) in (STATUS..).zip(&values) {
            most = most.max(lines(value, room(column)));
            let format = match column {
                STATUS => &styles.status,
                DATE => &styles.date,
                _ => &styles.free,
            };
            match Day::parse_iso(value).filter(|_| column == DATE) {
                Some(day) => {
                    let day = ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8)?;
                    sheet.write_datetime_with_format(row, column, day, format)?
                }
                None if value.is_empty() => sheet.write_blank(row, column, format)?,
                None => sheet.write_string_with_format(row, column, value, format)?,
            };
        }
        let formula = Formula::new(missing_formula(row + 1)).set_result(missing(&values));
        sheet.write_formula_with_format(row, CHECK, formula, &styles.check)?;
        sheet.set_row_height(row, height(most))?;
        Ok(())
    }

    /// What Excel itself looks after: the list of statuses, dates, hints.
    fn add_checks(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (first, last) = (ROW_HEAD + 1, self.last_row());
        let statuses = format!("='{META_SHEET}'!$B${FIRST_STATUS}:$B${}", FIRST_STATUS + Status::ALL.len() - 1);
        let in_its_year = |text: &str| in_year(text, self.content.plan.period.from().year());
        let status = DataValidation::new()
            .allow_list_formula(Formula::new(statuses))
            .set_input_title("Статус")?
            .set_input_message("Выберите из списка. Если писать ещё нечего, оставьте пустым.")?
            .set_error_title("Такого статуса нет")?
            .set_error_message("Выберите статус из списка: щёлкните по стрелке справа от ячейки.")?;
        let period = &self.content.plan.period;
        let day = |day: Day| ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8);
        let earliest = day(period.from())?;
        let latest = day(Day::new(period.to().year() + 1, 12, 31).unwrap_or(period.to()))?;
        let date = DataValidation::new()
            .allow_date(DataValidationRule::Between(earliest, latest))
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_input_title("Дата исполнения")?
            .set_input_message(in_its_year(
                "День, когда мероприятие выполнено, например 27.01.2023. Нужна, если статус «выполнено».",
            ))?
            .set_error_title("Проверьте дату")?
            .set_error_message(in_its_year(
                "Это не день вида 27.01.2023, или он вне времени плана. Если так и должно быть, нажмите «Да».",
            ))?;
        let hint = |title: &str, message: &str| {
            DataValidation::new().allow_any_value().set_input_title(title)?.set_input_message(in_its_year(message))
        };
        let result = hint("Результат", "Что сделано и к чему это привело. Новая строка в ячейке – Alt+Enter.")?;
        let document = hint("Документ", "Чем подтверждается: вид, дата и номер. Нужен, если статус «выполнено».")?;
        let cause = hint("Причина", "Нужна, если не выполнено, выполнено частично, перенесено или отменено.")?;
        let new_due = hint("Новый срок", "Нужен, если статус «перенесено», например: до 22 декабря 2023 г.")?;
        for (column, check) in (STATUS..).zip([status, date, result, document, cause, new_due]) {
            sheet.add_data_validation(first, column, last, column, &check)?;
        }
        let name = hint("Кто заполнил", "Фамилия, имя, отчество и телефон: по ним уточнят, если что-то неясно.")?;
        sheet.add_data_validation(ROW_NAME, 2, ROW_NAME, 6, &name)?;
        Ok(())
    }

    /// The hidden sheet.
    fn write_meta(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(META_SHEET)?;
        sheet.set_hidden(true);
        sheet.protect();
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut pair = |key: &str, value: String| rows.push(vec![key.to_owned(), value]);
        pair(meta::FINGERPRINT, self.fingerprint.clone());
        // The list of statuses begins in the row FIRST_STATUS.
        for (word, _) in Status::ALL {
            pair(meta::STATUS, word.to_owned());
        }
        if let Some(body) = self.content.body {
            pair(meta::BODY, text(&one_line(body), 1000));
        }
        if let Some(day) = self.content.as_of {
            pair(meta::AS_OF, day.iso());
        }
        let fixed = [TITLE, HINT, FILLED_BY].map(str::to_owned);
        let year = self.content.plan.period.from().year();
        let help = HELP.iter().flat_map(|(head, line)| [(*head).to_owned(), in_year(line, year)]);
        let own = [self.plan_title(), self.about()];
        let band = |line: &Line<'_>| match line {
            Line::Band(band) => Some(band.clone()),
            Line::Activity { .. } => None,
        };
        for label in fixed.into_iter().chain(own).chain(help).chain(self.lines.iter().filter_map(band)) {
            pair(meta::LABEL, label);
        }
        for line in &self.lines {
            let Line::Activity { at, label, activity, known, .. } = line else { continue };
            let code = activity.code.clone().unwrap_or_default();
            let mut row =
                vec![meta::ROW.to_owned(), self.identity(*at), label.clone(), code, text(&activity.name, usize::MAX)];
            row.extend(known.map(values).unwrap_or_default());
            rows.push(row);
        }
        let format = Format::new().set_quote_prefix();
        for (row, cells) in (0..).zip(&rows) {
            for (column, cell) in (0..).zip(cells) {
                if !cell.is_empty() {
                    sheet.write_string_with_format(row, column, cell, &format)?;
                }
            }
        }
        Ok(())
    }
}

/// What is known of an activity, in the order of [`ANSWERS`]; a day as an ISO day.
fn values(known: &Fulfilment) -> [String; ANSWERS.len()] {
    let date = known.date.as_ref().map(|date| match date {
        DateText::Open => String::new(),
        DateText::Typed(typed) => typed.clone(),
        DateText::Day(day) => day.iso(),
    });
    let further = [&date, &known.result, &known.document, &known.cause, &known.new_due];
    let mut values: [String; ANSWERS.len()] = Default::default();
    known.status.word().clone_into(&mut values[0]);
    for (value, known) in values.iter_mut().skip(1).zip(further) {
        *value = text(known.as_deref().unwrap_or_default(), usize::MAX);
    }
    values
}

/// The formula that says what is missing in a row, counted from 1: what [`missing`] says.
fn missing_formula(row: u32) -> String {
    let deviates = Status::ALL.iter().filter(|(_, status)| status.departs());
    let deviates: Vec<String> = deviates.map(|(word, _)| format!("$E{row}=\"{word}\"")).collect();
    let done = format!("$E{row}=\"{}\"", Status::Done.word());
    let postponed = format!("$E{row}=\"{}\"", Status::Postponed.word());
    format!(
        "=IF(AND($E{row}=\"\",COUNTA($F{row}:$J{row})>0),\"статус; \",\"\")\
         &IF(AND({done},$F{row}=\"\"),\"дата; \",\"\")\
         &IF(AND({done},$H{row}=\"\"),\"документ; \",\"\")\
         &IF(AND(OR({}),$I{row}=\"\"),\"причина; \",\"\")\
         &IF(AND({postponed},$J{row}=\"\"),\"новый срок; \",\"\")",
        deviates.join(",")
    )
}

/// What is missing among the answers of a row.
fn missing(values: &[String; ANSWERS.len()]) -> String {
    let [status, date, _, document, cause, new_due] = values;
    let known = Status::ALL.iter().find(|(word, _)| word == status).map(|(_, status)| *status);
    let is_done = known == Some(Status::Done);
    let wanted = [
        (status.is_empty() && values.iter().any(|value| !value.is_empty()), "статус; "),
        (is_done && date.is_empty(), "дата; "),
        (is_done && document.is_empty(), "документ; "),
        (known.is_some_and(Status::departs) && cause.is_empty(), "причина; "),
        (known == Some(Status::Postponed) && new_due.is_empty(), "новый срок; "),
    ];
    wanted.iter().filter(|(is_wanted, _)| *is_wanted).map(|(_, word)| *word).collect()
}

/// Colours that follow what is typed: of the status, and of what it asks for.
fn add_colours(sheet: &mut Worksheet, first: u32, last: u32) -> Result<(), XlsxError> {
    let row = first + 1;
    let coloured = |rule: String, back: u32, front: u32| {
        let format = Format::new().set_background_color(Color::RGB(back)).set_font_color(Color::RGB(front));
        ConditionalFormatFormula::new().set_rule(Formula::new(rule)).set_format(format)
    };
    for (word, status) in Status::ALL {
        let (back, front) = match status {
            Status::Done => (0xC6_EF_CE, 0x00_61_00),
            Status::Partly | Status::UnderWay => (0xFF_EB_9C, 0x7F_60_00),
            Status::NotDone => (0xFF_C7_CE, 0x9C_00_06),
            Status::Postponed => (0xDD_EB_F7, 0x1F_4E_78),
            Status::Cancelled => (0xD9_D9_D9, 0x40_40_40),
        };
        sheet.add_conditional_format(
            first,
            STATUS,
            last,
            STATUS,
            &coloured(format!("=$E{row}=\"{word}\""), back, front),
        )?;
    }
    let mut wanted = |column: u16, rule: String| {
        sheet.add_conditional_format(first, column, last, column, &coloured(rule, 0xFC_E4_D6, 0xC5_5A_11)).map(|_| ())
    };
    let is = |status: Status| format!("$E{row}=\"{}\"", status.word());
    let departs: Vec<String> =
        Status::ALL.iter().filter(|(_, status)| status.departs()).map(|(_, status)| is(*status)).collect();
    wanted(STATUS, format!("=AND($E{row}=\"\",COUNTA($F{row}:$J{row})>0)"))?;
    wanted(DATE, format!("=AND({},$F{row}=\"\")", is(Status::Done)))?;
    wanted(DOCUMENT, format!("=AND({},$H{row}=\"\")", is(Status::Done)))?;
    wanted(CAUSE, format!("=AND(OR({}),$I{row}=\"\")", departs.join(",")))?;
    wanted(NEW_DUE, format!("=AND({},$J{row}=\"\")", is(Status::Postponed)))
}

/// The sheet of instructions.
fn write_help(workbook: &mut Workbook, plan: &Plan, styles: &Styles) -> Result<(), XlsxError> {
    const WIDTHS: [usize; 2] = [24, 96];
    let sheet = workbook.add_worksheet();
    sheet.set_name(HELP_SHEET)?;
    set_up_page(sheet);
    sheet.set_screen_gridlines(false);
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width as f64)?;
    }
    for (row, (head, line)) in (0..).zip(HELP) {
        let line = &in_year(line, plan.period.from().year());
        sheet.write_string_with_format(row, 0, head, &styles.help_head)?;
        sheet.write_string_with_format(row, 1, line, &styles.help)?;
        sheet.set_row_height(row, height(lines(line, WIDTHS[1] - 8)) + 9.0)?;
    }
    sheet.protect();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_told() {
        let of = |values: [&str; 6]| missing(&values.map(str::to_owned));
        assert_eq!(of(["", "", "", "", "", ""]), "");
        assert_eq!(of(["", "", "Проведено", "", "", ""]), "статус; ");
        assert_eq!(of(["выполнено", "", "", "", "", ""]), "дата; документ; ");
        assert_eq!(of(["перенесено", "", "", "", "", ""]), "причина; новый срок; ");
        assert_eq!(of(["выполняется", "", "", "", "", ""]), "");
    }
}
