//! Forms for the fulfilment: out to those who fill them in, back in, merged.
//!
//! What people and other programs do to a form is done here by [`Returned`]: it reads the cells of a form by calamine
//! and writes them anew, without anything else that a form has.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx};
use dorkarta::app::schedule::Schedule;
use dorkarta_core::collect::{Request, collect};
use dorkarta_core::diagnostics::Diagnostics;
use dorkarta_core::input::word::Tracked;
use dorkarta_core::system::Disk;
use dorkarta_core::tree::{Node, Value};
use dorkarta_core::xlsx::{FormContent, form};
use proptest::prelude::*;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Note, Workbook};

use crate::support::{Folder, repository};

pub const PLAN: &str = "\
вид: план
период: 2023 год
название: План
направления:
  - название: Первое
    мероприятия:
      - {название: Анализ результатов, срок: март, ответственные: Отдел}
      - {название: Семинар, срок: 2023-04-15, ответственные: [Отдел, Школа № 1]}
  - название: Второе
    мероприятия:
      - {код: вебинар, название: =Вебинар, срок: декабрь, ответственные: [Школа № 1, Школа № 2]}
";

/// A form as somebody gives it back.
#[derive(Clone)]
pub struct Returned {
    sheets: Vec<(String, Cells)>,
    /// Notes on cells of the first sheet.
    notes: Vec<(u32, u16, String)>,
}

type Cells = BTreeMap<(u32, u16), Cell>;

#[derive(Debug, Clone, PartialEq)]
enum Cell {
    Text(String),
    Number(f64),
    /// Year, month, day.
    Day(u16, u8, u8),
}

/// The columns of a form, by the fields.
const FIELDS: [(&str, u16); 7] =
    [("название", 1), ("статус", 4), ("дата", 5), ("результат", 6), ("документ", 7), ("причина", 8), ("новый срок", 9)];

impl Returned {
    pub fn open(bytes: &[u8]) -> Self {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let sheets = book.sheet_names().into_iter().map(|name| {
            let range = book.worksheet_range(&name).unwrap();
            let (top, left) = range.start().unwrap();
            let cell = |(row, column, value): (usize, usize, &Data)| {
                let value = match value {
                    Data::Empty => return None,
                    Data::Float(number) => Cell::Number(*number),
                    Data::DateTime(moment) => {
                        let (year, month, day, ..) = moment.to_ymd_hms_milli();
                        Cell::Day(year, month, day)
                    }
                    other => Cell::Text(other.to_string()),
                };
                Some(((top + row as u32, (left + column as u32) as u16), value))
                    .filter(|(_, value)| *value != Cell::Text(String::new()))
            };
            let cells = range.used_cells().filter_map(cell).collect();
            (name, cells)
        });
        Self { sheets: sheets.collect(), notes: Vec::new() }
    }

    /// The form of a folder, as it was sent out.
    pub fn of(folder: &Folder, name: &str) -> Self {
        Self::open(&folder.read(name))
    }

    fn cells(&mut self) -> &mut Cells {
        &mut self.sheets[0].1
    }

    /// The row of an activity, by its number.
    fn row(&self, number: &str) -> u32 {
        let is_number = |(at, cell): &(&(u32, u16), &Cell)| at.1 == 0 && **cell == Cell::Text(number.into());
        self.sheets[0].1.iter().find(is_number).unwrap().0.0
    }

    /// Fills in a cell; an empty text deletes it.
    pub fn set(mut self, number: &str, field: &str, text: &str) -> Self {
        let column = FIELDS.iter().find(|(known, _)| *known == field).unwrap().1;
        let at = (self.row(number), column);
        if text.is_empty() {
            self.cells().remove(&at);
        } else {
            self.cells().insert(at, Cell::Text(text.into()));
        }
        self
    }

    /// Types a day into the cell of the date.
    pub fn day(mut self, number: &str, (year, month, day): (u16, u8, u8)) -> Self {
        let at = (self.row(number), 5);
        self.cells().insert(at, Cell::Day(year, month, day));
        self
    }

    /// Writes a text anywhere.
    pub fn write(mut self, row: u32, column: u16, text: &str) -> Self {
        self.cells().insert((row, column), Cell::Text(text.into()));
        self
    }

    /// Hangs a note on a cell.
    pub fn note(mut self, row: u32, column: u16, text: &str) -> Self {
        self.notes.push((row, column, text.into()));
        self
    }

    /// Who filled the form in.
    pub fn by(self, name: &str) -> Self {
        self.write(3, 2, name)
    }

    /// Adds a sheet.
    pub fn sheet(mut self, name: &str, text: &str) -> Self {
        self.sheets.push((name.into(), Cells::from([((0, 0), Cell::Text(text.into()))])));
        self
    }

    /// Puts every cell of the table elsewhere, or drops it.
    pub fn moved(mut self, to: impl Fn(u32, u16) -> Option<(u32, u16)>) -> Self {
        let cells = std::mem::take(self.cells());
        *self.cells() = cells.into_iter().filter_map(|((row, column), cell)| Some((to(row, column)?, cell))).collect();
        self
    }

    pub fn without_sheet(mut self, name: &str) -> Self {
        self.sheets.retain(|(known, _)| known != name);
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.saved_at(&DocProperties::new())
    }

    /// The same with properties, which tell when it was saved.
    pub fn saved_at(&self, properties: &DocProperties) -> Vec<u8> {
        let mut book = Workbook::new();
        book.set_properties(properties);
        let days = Format::new().set_num_format("dd.mm.yyyy");
        for (name, cells) in &self.sheets {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            for ((row, column), cell) in cells {
                match cell {
                    Cell::Text(text) => sheet.write_string(*row, *column, text),
                    Cell::Number(number) => sheet.write_number(*row, *column, *number),
                    Cell::Day(year, month, day) => {
                        let day = ExcelDateTime::from_ymd(*year, *month, *day).unwrap();
                        sheet.write_datetime_with_format(*row, *column, day, &days)
                    }
                }
                .unwrap();
            }
        }
        for (row, column, text) in &self.notes {
            let note = Note::new(text).add_author_prefix(false);
            book.worksheet_from_index(0).unwrap().insert_note(*row, *column, &note).unwrap();
        }
        book.save_to_buffer().unwrap()
    }
}

/// A folder with the plan and a form of it.
pub fn sent() -> Folder {
    let folder = Folder::with("план.yaml", PLAN);
    folder.run("form план.yaml -o ф.xlsx").silently();
    folder
}

#[test]
fn a_form_that_nobody_edited_says_nothing() {
    let folder = sent();
    let before = folder.read("ф.xlsx");
    folder.run("форма план.yaml -o ф.xlsx").silently();
    assert_eq!(folder.read("ф.xlsx"), before, "the same input gives the same bytes");
    let ran = folder.run("собрать план.yaml ф.xlsx -o м.yaml --date 2023-05-01 --messages short").silently();
    assert_eq!(ran.stdout, "м.yaml\n");
    let text = String::from_utf8(folder.read("м.yaml")).unwrap();
    assert!(text.ends_with("вид: мониторинг\nплан: план.yaml\nна дату: 2023-05-01\n\nисполнение: []\n"), "{text}");
}

#[test]
fn answers_come_back_with_their_sources() {
    let folder = sent();
    let one = Returned::of(&folder, "ф.xlsx")
        .by("Иванова А.А., 2-22-33")
        .set("1", "статус", "Выполнено")
        .day("1", (2023, 3, 20))
        .set("1", "документ", "Справка: № 4")
        .set("3", "статус", "перенесено")
        .set("3", "причина", "=SUM(1)")
        .set("3", "новый срок", "-");
    let folder = folder.file("ш1.xlsx", one.bytes());
    let ran = folder.run("collect план.yaml ш1.xlsx -o м.yaml --date 2023-05-01").exits(0);
    let text = String::from_utf8(folder.read("м.yaml")).unwrap();
    assert_eq!(
        text.split_once("исполнение:").unwrap().1,
        "
  - мероприятие: 1
    название: Анализ результатов
    статус: Выполнено
    дата: 2023-03-20
    документ: \"Справка: № 4\"
    источник:
      - файл: ш1.xlsx
        лист: Исполнение
        ячейки: статус E9, дата F9, документ H9
        заполнил: Иванова А.А., 2-22-33
        взято: статус ab8e9780, дата 3baeb003, документ e75ab6bc

  - мероприятие: вебинар
    название: \"=Вебинар\"
    статус: перенесено
    причина: \"=SUM(1)\"
    новый срок: \"-\"
    источник:
      - файл: ш1.xlsx
        лист: Исполнение
        ячейки: статус E12, причина I12, новый срок J12
        заполнил: Иванова А.А., 2-22-33
        взято: статус 5a5907c9, причина fc44d66b, новый срок 86018698
"
    );
    assert_eq!(
        ran.stderr,
        "\
собрано из 1 формы: новых значений 6, изменено 0, расхождений 0; сведения есть о 2 из 3 мероприятий

Ход сбора сведений на 01.05.2023
Исполнитель                                      Всего    Есть   Просрочено  Форма
Отдел                                                2       1            1  –
Школа № 1                                            2       1            1  –
Школа № 2                                            1       1            0  –
Формы на весь план: ш1.xlsx
Просрочено, а сведений нет: 2
"
    );
    let checked = folder.run("check м.yaml --messages short").exits(0).stderr;
    assert!(!checked.contains("источник"), "{checked}");
    folder.run("report м.yaml -o о.pdf").exits(0);
    // Who filled it in is kept out of what is published.
    folder.run("report м.yaml --format pdf -o о.pdf").exits(0);
    assert!(!folder.run("report м.yaml --format view -o -").stdout.contains("Иванова"));
}

/// A form with some answers, and what was collected from it.
fn answered(folder: &Folder) -> Returned {
    Returned::of(folder, "ф.xlsx")
        .set("1", "статус", "выполнено")
        .day("1", (2023, 3, 20))
        .set("2", "результат", "Проведён\nв апреле")
        .set("2", "статус", "выполняется")
        .set("3", "статус", "не выполнено")
}

/// The entries of a monitoring, without their sources.
fn entries(folder: &Folder, name: &str) -> String {
    let text = String::from_utf8(folder.read(name)).unwrap();
    let text = text.split_once("исполнение:\n").unwrap().1.to_owned();
    let is_source =
        |line: &&str| !line.starts_with("      ") && !line.contains("источник") || line.starts_with("      Проведён");
    text.lines().filter(is_source).map(|line| format!("{line}\n")).collect()
}

#[test]
fn forms_are_read_however_they_were_edited() {
    let folder = sent();
    let form = answered(&folder);
    let folder = folder.file("как-есть.xlsx", form.bytes());
    folder.run("collect план.yaml как-есть.xlsx -o м.yaml --date 2023-05-01 --messages short").silently();
    let expected = entries(&folder, "м.yaml");
    assert_eq!(expected.matches("статус").count(), 3);
    // The table stands in the rows 6 to 11, its bands in 7 and 10.
    let edits: [(&str, Returned); 8] = [
        (
            "sorted the other way round",
            form.clone().moved(|row, column| Some((if row > 6 { 18 - row } else { row }, column))),
        ),
        (
            "columns the other way round",
            form.clone().moved(|row, column| Some((row, if row > 5 { 20 - column } else { column }))),
        ),
        ("pushed down and to the right", form.clone().moved(|row, column| Some((row + 3, column + 2)))),
        ("rows put in between", form.clone().moved(|row, column| Some((if row > 6 { row * 3 } else { row }, column)))),
        ("nothing above", form.clone().moved(|row, column| (row > 5).then_some((row - 6, column)))),
        (
            "without bands, due dates and check",
            form.clone().moved(|row, column| {
                (![7, 10].contains(&row) && ![2, 3, 10].contains(&column)).then_some((row, column))
            }),
        ),
        (
            "without the hidden sheet",
            form.clone()
                .without_sheet("_форма")
                .without_sheet("Как заполнить")
                .moved(|row, column| (row > 5 && ![7, 10].contains(&row)).then_some((row, column))),
        ),
        ("without identities", form.clone().moved(|row, column| (column != 11).then_some((row, column)))),
    ];
    for (what, edited) in edits {
        let folder = Folder::with("план.yaml", PLAN).file("как-есть.xlsx", edited.bytes());
        let ran = folder.run("collect план.yaml как-есть.xlsx -o м.yaml --date 2023-05-01 --messages short");
        let lost = "как-есть.xlsx: замечание W697: в форме нет скрытого листа «_форма», поэтому не известно, чья она и что в ней было до \
                    рассылки (спросите исполнителя, его ли это ответы; лист «_форма» удалять не нужно)\n";
        let said = if what == "without the hidden sheet" { lost } else { "" };
        assert_eq!((ran.code, ran.stderr.as_str()), (0, said), "{what}");
        assert_eq!(entries(&folder, "м.yaml"), expected, "{what}");
    }
    // Rows that were deleted say nothing; a renamed sheet is found.
    let mut edited = form.moved(|row, column| (row != 11).then_some((row, column)));
    edited.sheets[0].0 = "Лист1".into();
    let folder = Folder::with("план.yaml", PLAN).file("ф.xlsx", edited.bytes());
    folder.run("collect план.yaml ф.xlsx -o м.yaml --date 2023-05-01 --messages short").silently();
    assert_eq!(entries(&folder, "м.yaml").matches("статус").count(), 2);
}

#[test]
fn what_was_sorted_without_its_hidden_column_goes_by_its_name() {
    let folder = sent();
    // The answers of rows 1 and 2 change places with all that can be seen.
    let swapped = answered(&folder).moved(|row, column| match (row, column) {
        (8, 0..11) => Some((9, column)),
        (9, 0..11) => Some((8, column)),
        _ => Some((row, column)),
    });
    let folder = folder.file("ш.xlsx", swapped.bytes());
    let ran = folder.run("collect план.yaml ш.xlsx -o м.yaml --date 2023-05-01 --messages short").exits(0);
    assert_eq!(ran.stderr.matches("W682").count(), 2, "{}", ran.stderr);
    assert!(entries(&folder, "м.yaml").contains("название: Анализ результатов\n    статус: выполнено\n"));
}

#[test]
fn differing_answers_are_told_and_settled() {
    let folder = sent();
    let one = answered(&folder);
    let two = Returned::of(&folder, "ф.xlsx")
        .set("1", "статус", "не выполнено")
        .set("1", "причина", "Карантин")
        .set("2", "результат", "Проведён в мае")
        .set("3", "статус", "не выполнено");
    let folder = folder.file("ш1.xlsx", one.bytes()).file("ш2.xlsx", two.bytes());
    let command = "collect план.yaml ш1.xlsx ш2.xlsx -o м.yaml --date 2023-05-01 --messages short";
    let ran = folder.run(command).exits(0);
    assert_eq!(
        ran.stderr,
        "\
ш1.xlsx, лист «Исполнение», ячейка E9: замечание W680: о мероприятии 1 сказано разное (статус); не взято ни одно: «выполнено» – ш1.xlsx, E9 (и дата «20.03.2023») | «не выполнено» – ш2.xlsx, E9 (и причина «Карантин») (выберите форму или свои слова в книге, которую запишет команда collect с --conflicts расхождения.xlsx, и повторите с --answers расхождения.xlsx; верить одной форме во всём – --prefer ФОРМА)
ш1.xlsx, лист «Исполнение», ячейка G10: замечание W680: о мероприятии 2 сказано разное (результат); не взято ни одно: «Проведён ⏎ в апреле» – ш1.xlsx, G10 | «Проведён в мае» – ш2.xlsx, G10 (выберите форму или свои слова в книге, которую запишет команда collect с --conflicts расхождения.xlsx, и повторите с --answers расхождения.xlsx; верить одной форме во всём – --prefer ФОРМА)
"
    );
    let unsettled = entries(&folder, "м.yaml");
    assert!(!unsettled.contains("Анализ") && !unsettled.contains("Проведён"), "{unsettled}");
    // The same, named in another order.
    let again =
        Folder::with("план.yaml", PLAN).file("ш1.xlsx", folder.read("ш1.xlsx")).file("ш2.xlsx", folder.read("ш2.xlsx"));
    again.run(&command.replace("ш1.xlsx ш2.xlsx", "ш2.xlsx ш1.xlsx")).exits(0);
    assert_eq!(again.read("м.yaml"), folder.read("м.yaml"));

    let ran = folder.run(&format!("{command} --prefer ш2")).exits(0);
    assert!(ran.stderr.contains("взято: «не выполнено»"), "{}", ran.stderr);
    let settled = entries(&folder, "м.yaml");
    assert!(
        settled.contains("статус: не выполнено\n    причина: Карантин\n") && settled.contains("Проведён в мае"),
        "{settled}"
    );
    assert!(!settled.contains("2023-03-20"), "{settled}");

    let folder = folder.file("ответы.yaml", "1: ш1.xlsx\n2: {результат: Проведён дважды}\n3: ш1.xlsx\n");
    let ran = Folder::with("план.yaml", PLAN)
        .file("ш1.xlsx", folder.read("ш1.xlsx"))
        .file("ш2.xlsx", folder.read("ш2.xlsx"))
        .file("ответы.yaml", folder.read("ответы.yaml"));
    let said = ran.run(&format!("{command} --answers ответы.yaml")).exits(0).stderr;
    assert!(said.contains("ответы.yaml:3:4: замечание W691"), "{said}");
    let settled = entries(&ran, "м.yaml");
    assert!(
        settled.contains("статус: выполнено\n    дата: 2023-03-20\n") && settled.contains("Проведён дважды"),
        "{settled}"
    );
    assert!(!settled.contains("Карантин"), "{settled}");
    let unknown = folder.run(&format!("{command} --prefer ш9")).exits(2).stderr;
    assert_eq!(unknown, "ошибка: ключ --prefer: среди форм нет «ш9»; есть:\n  ш1.xlsx\n  ш2.xlsx\n");
}

#[test]
fn a_correction_in_the_monitoring_stays_until_its_form_changes() {
    let folder = sent();
    let form = answered(&folder).set("1", "документ", "Справка");
    let folder = folder.file("ш.xlsx", form.bytes());
    let collect = |words: &str| {
        let command = format!("collect план.yaml ш.xlsx -o м.yaml --date 2023-05-01 --messages short {words}");
        folder.run(&command).exits(0).stderr
    };
    let text = || String::from_utf8(folder.read("м.yaml")).unwrap();
    let edit = |from: &str, to: &str| {
        assert!(text().contains(from), "{}", text());
        std::fs::write(folder.path("м.yaml"), text().replacen(from, to, 1)).unwrap();
    };
    assert_eq!(collect(""), "");
    edit("статус: выполнено", "статус: не выполнено");
    edit("    документ: Справка\n", "    причина: Справка не принята\n");
    let corrected = text();
    let again = collect("");
    assert_eq!(again.matches("W695").count(), 2, "{again}");
    assert!(
        again.contains("E9: замечание W695: в мониторинге это исправлено на «не выполнено», а форма с тех пор прежняя"),
        "{again}"
    );
    assert!(again.contains("H9: замечание W695: это значение стёрто в мониторинге"), "{again}");
    assert_eq!(text(), corrected);
    // Nor does a choice of what was taken before take it back; the form's own correction does.
    std::fs::write(folder.path("о.yaml"), "1: ш.xlsx\n").unwrap();
    collect("--answers о.yaml");
    assert_eq!(text(), corrected);
    std::fs::write(folder.path("ш.xlsx"), form.set("1", "статус", "отменено").bytes()).unwrap();
    let changed = collect("");
    assert!(changed.contains("W689: прежнее значение «не выполнено» (мероприятие 1, статус)"), "{changed}");
    assert_eq!(changed.matches("W695").count(), 1, "the document is as it was: {changed}");
    assert!(
        entries(&folder, "м.yaml")
            .contains("статус: отменено\n    дата: 2023-03-20\n    причина: Справка не принята\n")
    );
}

#[test]
fn words_of_ones_own_stay_without_the_file_of_answers() {
    let folder = sent();
    let folder = folder.file("ш.xlsx", answered(&sent()).bytes()).file("о.yaml", "2: {результат: Проведён дважды}\n");
    let collect = "collect план.yaml ш.xlsx -o м.yaml --date 2023-05-01 --messages short";
    folder.run(&format!("{collect} --answers о.yaml")).exits(0);
    let settled = folder.read("м.yaml");
    assert!(entries(&folder, "м.yaml").contains("результат: Проведён дважды"));
    let again = folder.run(collect).exits(0).stderr;
    assert!(again.matches('\n').count() == 1 && again.contains("W695"), "{again}");
    assert_eq!(folder.read("м.yaml"), settled);
    // Choosing the form after all is news.
    let folder = folder.file("о.yaml", "2: {результат: ш.xlsx}\n");
    folder.run(&format!("{collect} --answers о.yaml")).exits(0);
    assert!(entries(&folder, "м.yaml").contains("результат: |-\n      Проведён\n"), "{}", entries(&folder, "м.yaml"));
}

#[test]
fn what_differs_is_told_once() {
    let folder = sent();
    let form = || Returned::of(&folder, "ф.xlsx");
    let (one, two) = (form().set("1", "статус", "выполнено"), form().set("1", "статус", "отменено"));
    let three = form().set("1", "результат", "Есть\nсправка").bytes();
    let folder = folder.file("ш1.xlsx", one.bytes()).file("ш2.xlsx", two.bytes()).file("ш3.xlsx", three);
    let collect = "collect план.yaml ш1.xlsx ш2.xlsx ш3.xlsx -o м.yaml --messages short";
    let said = folder.run(&format!("{collect} --date 2023-05-01")).exits(0).stderr;
    assert!(said.matches('\n').count() == 1 && said.contains("W680"), "{said}");
    // A line end in a former value is shown as one.
    let changed = Returned::of(&folder, "ш3.xlsx").set("1", "результат", "Нет").bytes();
    let folder = folder.file("ш3.xlsx", changed);
    let said = folder.run(collect).exits(0).stderr;
    assert!(said.contains("W689: прежнее значение «Есть ⏎ справка» (мероприятие 1, результат)"), "{said}");
}

#[test]
fn bodies_with_short_names_are_parted() {
    let plan = PLAN.replace("ответственные: Отдел}", "ответственные: 'Отдел, Типография «Слово», ИП Петров'}");
    let plan = format!("{plan}исполнители: {{типография: Типография «Слово», ип: ИП Петров}}\n");
    let ran = Folder::with("план.yaml", &plan).run("form план.yaml --each -o формы").silently();
    let expected = "формы/план-Отдел.xlsx\nформы/план-Слово.xlsx\nформы/план-ИП-Петров.xlsx\nформы/план-Школа-1.xlsx\n\
                    формы/план-Школа-2.xlsx\n";
    assert_eq!(ran.stdout, expected);
}

#[test]
fn hints_are_of_the_year_of_the_plan() {
    let folder = Folder::with("план.yaml", &PLAN.replace("2023", "2027"));
    folder.run("form план.yaml -o ф.xlsx").silently();
    let said = folder.run("collect план.yaml ф.xlsx -o м.yaml").exits(0).stderr;
    assert!(said.contains("W690") && said.contains("--date 2027-11-20"), "{said}");
    let text = String::from_utf8(folder.read("м.yaml")).unwrap();
    assert!(text.contains("# На какой день собраны сведения: впишите год-месяц-день, например 2027-11-20."), "{text}");
    let said = folder.run("report план.yaml ф.xlsx -o о.pdf").exits(1).stderr;
    assert!(said.contains("E303") && said.contains("--date 2027-11-20"), "{said}");
    let said = folder.run("check м.yaml").exits(1).stderr;
    assert!(said.contains("--date 2027-11-20"), "{said}");
}

#[test]
fn an_answer_for_an_activity_settles_what_its_form_says() {
    let folder = sent();
    let form = |status: &str, result: &str| {
        let form = Returned::of(&folder, "ф.xlsx").set("1", "статус", status);
        if result.is_empty() { form } else { form.set("1", "результат", result) }.bytes()
    };
    let files = [form("выполняется", ""), form("выполняется", "Одно"), form("выполняется", "Другое")];
    let [one, two, three] = files;
    let folder = folder.file("ш1.xlsx", one).file("ш2.xlsx", two).file("ш3.xlsx", three);
    let command =
        "collect план.yaml ш1.xlsx ш2.xlsx ш3.xlsx -o м.yaml --date 2023-05-01 --messages short --answers о.yaml";
    let said = |answers: &str| {
        std::fs::write(folder.path("о.yaml"), answers).unwrap();
        let _ = std::fs::remove_file(folder.path("м.yaml"));
        let ran = folder.run(command);
        (ran.code, ran.stderr)
    };
    // The form that was chosen says nothing about what differs.
    let (code, stderr) = said("1: ш1.xlsx\n");
    assert!(code == 0 && stderr.contains("не взято ни одно"), "{stderr}");
    let (code, stderr) = said("1: ш3\n");
    assert!(code == 0 && stderr.contains("взято: «Другое»"), "{stderr}");
    let (code, stderr) = said("1: ш9.xlsx\n");
    assert!(code == 1 && stderr.contains("E686: ответ не понят: формы «ш9.xlsx» нет"), "{stderr}");
    let (code, stderr) = said("1: {результат: Третье}\n");
    assert!(code == 0 && stderr.contains("взято: «Третье»"), "{stderr}");
}

#[test]
fn an_entry_of_which_everything_was_deleted_goes() {
    let folder = Folder::with("план.yaml", PLAN).file("м.yaml", BY_HAND);
    folder.run("form план.yaml --from м.yaml -o ф.xlsx").silently();
    let emptied = ["статус", "причина", "новый срок"]
        .iter()
        .fold(Returned::of(&folder, "ф.xlsx"), |form, field| form.set("3", field, ""));
    let folder = folder.file("ш.xlsx", emptied.bytes());
    let ran = folder.run("collect план.yaml ш.xlsx -o м.yaml --messages short").exits(0);
    assert_eq!(ran.stderr.matches("W688").count(), 3, "{}", ran.stderr);
    let text = String::from_utf8(folder.read("м.yaml")).unwrap();
    assert!(
        !text.contains("вебинар")
            && text.contains("# проверить у Ивановой")
            && text.ends_with("выводы:\n  - Хорошо.\n"),
        "{text}"
    );
}

/// A monitoring that was written by hand, with comments.
const BY_HAND: &str = "\
# Наш мониторинг
вид: мониторинг   # не план
план: план.yaml
на дату: 2023-05-01

исполнение:
  # первое
  - мероприятие: 1
    статус: выполняется # пока
    # проверить у Ивановой
    документ: [Справка № 1, Справка № 2]

  # третье
  - мероприятие: вебинар
    статус: перенесено
    причина: Карантин
    новый срок: ноябрь

# Дальше – выводы.
выводы:
  - Хорошо.
";

#[test]
fn a_monitoring_is_continued() {
    let folder = Folder::with("план.yaml", PLAN).file("м.yaml", BY_HAND);
    folder.run("form план.yaml --from м.yaml -o ф.xlsx").silently();
    let unedited = folder.run("collect план.yaml ф.xlsx -o м.yaml --messages short").silently();
    assert_eq!(unedited.stdout, "м.yaml\n");
    assert_eq!(String::from_utf8(folder.read("м.yaml")).unwrap(), BY_HAND, "an unedited form changes nothing");

    let edited = Returned::of(&folder, "ф.xlsx")
        .set("1", "статус", "выполнено")
        .set("2", "статус", "не выполнено")
        .set("3", "причина", "")
        .set("3", "статус", "выполняется");
    let folder = folder.file("ш.xlsx", edited.bytes());
    let ran = folder.run("collect план.yaml ш.xlsx -o м.yaml --date 2023-06-01 --messages short").exits(0);
    assert_eq!(ran.stderr.matches("W689").count(), 2, "{}", ran.stderr);
    assert_eq!(
        ran.stderr.matches("W688: в форме стёрто значение «Карантин» (мероприятие 3, причина)").count(),
        1,
        "{}",
        ran.stderr
    );
    let text = String::from_utf8(folder.read("м.yaml")).unwrap();
    assert_eq!(
        text,
        "\
# Наш мониторинг
вид: мониторинг   # не план
план: план.yaml
на дату: 2023-06-01

исполнение:
  # первое
  # проверить у Ивановой
  - мероприятие: 1
    статус: выполнено
    документ: [Справка № 1, Справка № 2]
    источник:
      - файл: ш.xlsx
        лист: Исполнение
        ячейки: статус E9
        взято: статус ab8e9780

  - мероприятие: 2
    название: Семинар
    статус: не выполнено
    источник:
      - файл: ш.xlsx
        лист: Исполнение
        ячейки: статус E10
        взято: статус c0f005c2

  # третье
  - мероприятие: вебинар
    статус: выполняется
    новый срок: ноябрь
    источник:
      - файл: ш.xlsx
        лист: Исполнение
        ячейки: статус E12
        взято: статус eb318c98
      - взято: причина 84222325

# Дальше – выводы.
выводы:
  - Хорошо.
"
    );
    // Again: nothing new, the same bytes.
    folder.run("collect план.yaml ш.xlsx -o м.yaml --messages short").exits(0);
    assert_eq!(String::from_utf8(folder.read("м.yaml")).unwrap(), text);
    // The same form, sent once more, is an update; another one that never saw the answer differs.
    let again = edited_again(&folder, "ш.xlsx", "выполнено частично");
    let folder = folder.file("ш.xlsx", again);
    let updated = folder.run("collect план.yaml ш.xlsx -o м.yaml --messages short").exits(0).stderr;
    assert!(
        updated.matches('\n').count() == 1 && updated.contains("W689: прежнее значение «не выполнено»"),
        "{updated}"
    );
    assert!(entries(&folder, "м.yaml").contains("название: Семинар\n    статус: выполнено частично\n"));
    let blank = Folder::with("план.yaml", PLAN);
    blank.run("form план.yaml -o ф.xlsx").silently();
    let other = Returned::of(&blank, "ф.xlsx").set("2", "статус", "отменено");
    let folder = folder.file("ш2.xlsx", other.bytes());
    let ran = folder.run("collect план.yaml ш2.xlsx -o м.yaml --messages short").exits(0);
    assert!(
        ran.stderr.contains("«отменено» – ш2.xlsx, E10 | «выполнено частично» – собрано раньше из ш.xlsx"),
        "{}",
        ran.stderr
    );
    assert!(entries(&folder, "м.yaml").contains("статус: выполнено частично"));
}

fn edited_again(folder: &Folder, name: &str, status: &str) -> Vec<u8> {
    Returned::of(folder, name).set("2", "статус", status).bytes()
}

#[test]
fn what_was_sent_out_filled_in_counts_where_nothing_else_is_known() {
    let folder = Folder::with("план.yaml", PLAN).file("м.yaml", BY_HAND);
    folder.run("form план.yaml --from м.yaml -o ф.xlsx").silently();
    folder.run("collect план.yaml ф.xlsx -o новый.yaml --date 2023-05-01 --messages short").silently();
    let text = entries(&folder, "новый.yaml");
    assert!(text.contains("документ: Справка № 1, Справка № 2") && text.contains("новый срок: ноябрь"), "{text}");
    // So it does in a monitoring that says nothing yet, and only there.
    folder.run("form план.yaml -o пустая.xlsx").silently();
    folder.run("collect план.yaml пустая.xlsx -o начат.yaml --date 2023-05-01 --messages short").exits(0);
    let told = folder.run("collect план.yaml ф.xlsx -o начат.yaml --messages short").exits(0).stderr;
    assert!(!told.contains("нового нет"), "{told}");
    assert_eq!(entries(&folder, "начат.yaml"), text);
}

#[test]
fn a_form_of_another_edition_is_matched_by_text() {
    let folder = sent();
    let filled = answered(&folder);
    let edition = PLAN.replace(
        "      - {название: Семинар",
        "      - {название: Новое, срок: май, ответственные: Отдел}\n      - {название: Семинар",
    );
    let edition = edition.replace("Анализ результатов", "Анализ полученных результатов");
    let folder = Folder::with("план.yaml", &edition).file("ш.xlsx", filled.bytes());
    let ran = folder.run("collect план.yaml ш.xlsx -o м.yaml --date 2023-05-01 --messages short").exits(0);
    assert!(
        ran.stderr.contains("W681: форма сделана по другой редакции плана; заполненные строки (3)"),
        "{}",
        ran.stderr
    );
    assert_eq!(ran.stderr.matches("W682").count(), 1, "{}", ran.stderr);
    let text = entries(&folder, "м.yaml");
    assert!(
        text.contains("мероприятие: 1\n    название: Анализ полученных результатов\n    статус: выполнено"),
        "{text}"
    );
    assert!(text.contains("мероприятие: 3\n    название: Семинар\n    статус: выполняется"), "{text}");
    assert!(text.contains("мероприятие: вебинар\n"), "{text}");
}

#[test]
fn a_report_is_made_from_forms_in_one_line() {
    let folder = sent();
    let filled = answered(&folder).by("Иванова");
    let folder = folder.file("ш.xlsx", filled.bytes());
    let view = folder.run("report план.yaml ш.xlsx --date 2023-05-01 --format view -o о.json").exits(0);
    assert!(view.stderr.contains("ш.xlsx, лист «Исполнение», ячейка E9: замечание W105"), "{}", view.stderr);
    let view = String::from_utf8(folder.read("о.json")).unwrap();
    assert!(view.contains("20.03.2023") && !view.contains("Иванова"), "{view}");
    let no_day = folder.run("report план.yaml ш.xlsx -o о.pdf").exits(1).stderr;
    assert!(no_day.contains("E303") && no_day.contains("--date 2023-11-20"), "{no_day}");
    let order = folder.run("report ш.xlsx ш.xlsx -o о.pdf").exits(2).stderr;
    assert!(order.contains("сначала укажите план"), "{order}");
    let mixed = folder.run("report план.yaml ш.xlsx план.yaml -o о.pdf").exits(2).stderr;
    assert!(mixed.contains("план.yaml – не форма"), "{mixed}");
    // A form that cannot be filled into a report says where.
    let wrong = answered(&folder).set("1", "статус", "выполненно");
    let folder = folder.file("ш.xlsx", wrong.bytes());
    let fault = folder.run("report план.yaml ш.xlsx --date 2023-05-01 -o о.pdf --messages short").exits(1).stderr;
    assert!(fault.contains("ш.xlsx, лист «Исполнение», ячейка E9: ошибка E306"), "{fault}");
}

#[test]
fn each_body_gets_its_rows() {
    let folder = Folder::with("план.yaml", PLAN);
    let ran = folder.run("form план.yaml --each -o формы --date 2023-05-01").silently();
    assert_eq!(ran.stdout, "формы/план-Отдел.xlsx\nформы/план-Школа-1.xlsx\nформы/план-Школа-2.xlsx\n");
    let names = |name: &str| {
        let cells = Returned::of(&folder, name).sheets[0].1.clone();
        cells.into_iter().filter(|(at, _)| at.0 > 6 && at.1 == 1).map(|(_, cell)| cell).collect::<Vec<_>>()
    };
    assert_eq!(names("формы/план-Школа-2.xlsx"), [Cell::Text("=Вебинар".into())]);
    assert_eq!(names("формы/план-Отдел.xlsx").len(), 2);
    folder.run("form план.yaml --for школа -o ф.xlsx").exits(2);
    folder.run("form план.yaml --for отдел -o ф.xlsx").silently();

    let filled = Returned::of(&folder, "формы/план-Школа-2.xlsx").set("3", "статус", "выполняется");
    let folder = folder.file("назад/ш2.xlsx", filled.bytes());
    let ran = folder.run("collect план.yaml назад/ш2.xlsx -o м.yaml --progress ход.xlsx").exits(0);
    assert_eq!(ran.stdout, "м.yaml\nход.xlsx\n");
    assert!(
        ran.stderr.contains("Школа № 2                                            1       1            0  ш2.xlsx\n"),
        "{}",
        ran.stderr
    );
    let text = String::from_utf8(folder.read("м.yaml")).unwrap();
    assert!(text.contains("на дату: 2023-05-01") && text.contains("исполнитель: Школа № 2"), "{text}");
    let progress = Returned::of(&folder, "ход.xlsx");
    assert_eq!(
        progress.sheets.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["Кто ответил", "Нет сведений"]
    );
    folder.run("collect план.yaml назад/ш2.xlsx -o м.yaml --progress ход.xlsx --messages short").silently();
    folder.run("collect план.yaml назад/ш2.xlsx -o м.yaml --progress назад/ш2.xlsx --messages short").exits(2);
}

#[test]
fn only_what_may_be_replaced_is() {
    let folder = sent();
    let filled = answered(&folder).bytes();
    let folder = folder.file("ш.xlsx", &filled).copy("input/plan-2023.xlsx", "п.xlsx");
    assert!(folder.run("form план.yaml -o ш.xlsx").exits(3).stderr.contains("E681"));
    assert!(folder.run("form план.yaml -o п.xlsx --force").exits(3).stderr.contains("E682"));
    assert_eq!(folder.read("ш.xlsx"), filled);
    folder.run("form план.yaml -o ш.xlsx --force").silently();
    assert_eq!(folder.read("ш.xlsx"), folder.read("ф.xlsx"));
    assert!(folder.run("collect план.yaml ш.xlsx -o план.yaml").exits(2).stderr.contains("это план"));
    let other = PLAN.replace("2023 год", "2024 год");
    let folder = folder.file("другой.yaml", &other);
    assert!(folder.run("collect план.yaml ш.xlsx -o другой.yaml").exits(1).stderr.contains("E401"));
    let folder = folder.file("м.yaml", BY_HAND).file("м2.yaml", BY_HAND);
    assert!(folder.run("collect план.yaml ш.xlsx --from м.yaml -o м2.yaml").exits(3).stderr.contains("E682"));
    folder.run("collect план.yaml ш.xlsx --from м.yaml -o м3.yaml --messages short").silently();
    assert_eq!(String::from_utf8(folder.read("м3.yaml")).unwrap(), BY_HAND);
    // Elsewhere, the plan has another path.
    folder.run("collect план.yaml ш.xlsx --from м3.yaml -o папка/м4.yaml --messages short").silently();
    assert_eq!(String::from_utf8(folder.read("папка/м4.yaml")).unwrap(), BY_HAND.replace("план.yaml", "../план.yaml"));
}

#[test]
fn a_workbook_is_continued_as_yaml() {
    let folder = Folder::new()
        .copy("input/plan-2023.yaml", "plan-2023.yaml")
        .copy("input/plan-2023.xlsx", "plan-2023.xlsx")
        .copy("input/monitoring-2023.xlsx", "м.xlsx");
    folder.run("form plan-2023.yaml -o ф.xlsx --from м.xlsx").silently();
    let edited = Returned::of(&folder, "ф.xlsx").set("4", "статус", "выполнено");
    let folder = folder.file("ш.xlsx", edited.bytes());
    folder.run("collect plan-2023.xlsx ш.xlsx --from м.xlsx -o м.yaml --messages short").exits(0);
    let before = folder.run("report м.xlsx --format view -o до.json --messages short").exits(0);
    let after = folder.run("report м.yaml --format view -o после.json --messages short").exits(0);
    assert_eq!((before.code, after.code), (0, 0));
    let texts = |name: &str| String::from_utf8(folder.read(name)).unwrap();
    assert_ne!(texts("до.json"), texts("после.json"));
    assert_eq!(texts("до.json").matches("Точка роста").count(), texts("после.json").matches("Точка роста").count());
}

// --- laws

/// A plan of five activities in a folder, and its form.
struct Sent {
    folder: Folder,
    form: Returned,
}

impl Sent {
    fn new() -> Self {
        let names = ["Анализ", "Семинар", "Вебинар", "Совет", "Конкурс"];
        let activities: String =
            names.iter().map(|name| format!("  - {{название: {name}, срок: март, ответственные: Отдел}}\n")).collect();
        let plan = format!("вид: план\nпериод: 2023 год\nназвание: План\nмероприятия:\n{activities}");
        let folder = Folder::with("план.yaml", &plan);
        let schedule =
            Schedule::read(&folder.path("план.yaml"), None, Tracked::default(), &Diagnostics::default()).unwrap();
        let content =
            FormContent { plan: &schedule.plan, activities: &[0, 1, 2, 3, 4], known: &[], body: None, as_of: None };
        let form = Returned::open(&form(&content).unwrap());
        Self { folder, form }
    }
}

/// What is filled in: for each row, a text for each of the six cells, or none.
type Answers = Vec<Vec<Option<String>>>;

fn any_answer() -> impl Strategy<Value = Option<String>> {
    proptest::option::of("[=+@а-яА-Я0-9 .,:;#№«»\"'\n-]{0,12}[а-я0-9]")
}

fn any_answers() -> impl Strategy<Value = Answers> {
    let status =
        proptest::option::of(proptest::sample::select(vec!["выполнено", "перенесено", "выполняется", "Отменено"]));
    let row = (status, proptest::collection::vec(any_answer(), 5))
        .prop_map(|(status, further)| std::iter::once(status.map(str::to_owned)).chain(further).collect());
    proptest::collection::vec(row, 5)
}

/// The entries of what was collected, by number: the texts of the six fields.
fn found(tree: &Node) -> BTreeMap<String, Vec<Option<String>>> {
    let text = |node: &Node, key: &str| match node.get(key).map(|field| &field.value.value) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let Some(Value::List(items)) = tree.get("исполнение").map(|field| &field.value.value) else {
        return BTreeMap::new();
    };
    let fields = ["статус", "дата", "результат", "документ", "причина", "новый срок"];
    items
        .iter()
        .map(|item| (text(item, "мероприятие").unwrap(), fields.map(|field| text(item, field)).to_vec()))
        .collect()
}

fn collected(plan: &Path, forms: &[PathBuf], base: Option<&Path>) -> (Node, Vec<String>) {
    let diagnostics = Diagnostics::default();
    let request = Request { files: &Disk, plan, forms, base, as_of: None, prefer: &[], answers: None };
    let collected = collect(&request, &diagnostics).unwrap();
    (collected.tree, diagnostics.into_vec().iter().map(|known| known.problem.code().to_owned()).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_answer_comes_back_whole(answers in any_answers(), order in Just((7_u32..12).collect::<Vec<_>>()).prop_shuffle(), gap in 0_u32..3, shift in 0_u16..4) {
        let Sent { folder, mut form } = Sent::new();
        let mut expected = BTreeMap::new();
        for (at, row) in answers.iter().enumerate() {
            for (column, answer) in (4..).zip(row) {
                if let Some(answer) = answer {
                    form = form.write(7 + at as u32, column, answer);
                }
            }
            if row.iter().any(Option::is_some) {
                let trimmed = row.iter().map(|answer| answer.as_ref().map(|answer| answer.trim().to_owned()));
                expected.insert((at + 1).to_string(), trimmed.collect::<Vec<_>>());
            }
        }
        // Sorted, rows put in between, moved to the right.
        let edited = form.moved(|row, column| {
            let row = if row > 6 { 7 + (order[row as usize - 7] - 7) * (gap + 1) } else { row };
            Some((row, column + shift))
        });
        let path = folder.path("ш.xlsx");
        let folder = folder.file("ш.xlsx", edited.bytes());
        let (tree, codes) = collected(&folder.path("план.yaml"), std::slice::from_ref(&path), None);
        prop_assert_eq!(found(&tree), expected);
        prop_assert!(codes.iter().all(|code| code == "W685"), "{:?}", codes);
    }
}

#[test]
fn many_forms_take_little_time() {
    let folder = Folder::new().copy("input/plan-2023.yaml", "план.yaml");
    folder.run("form план.yaml -o ф.xlsx").silently();
    let mut names = String::new();
    let mut files = folder;
    for at in 0..20 {
        let filled = Returned::of(&files, "ф.xlsx").set(&(at % 15 + 1).to_string(), "статус", "выполняется");
        files = files.file(&format!("ш{at}.xlsx"), filled.bytes());
        names += &format!(" ш{at}.xlsx");
    }
    files.run(&format!("collect план.yaml{names} -o м.yaml --date 2023-05-01 --messages short")).silently();
    assert_eq!(entries(&files, "м.yaml").matches("выполняется").count(), 15);
}

#[test]
fn the_sample_monitoring_goes_out_and_comes_back() {
    let text = std::fs::read_to_string(repository("input/monitoring-2023.yaml")).unwrap();
    let folder = Folder::new().copy("input/plan-2023.yaml", "plan-2023.yaml").file("м.yaml", &text);
    folder.run("form plan-2023.yaml --from м.yaml -o ф.xlsx").silently();
    folder.run("collect plan-2023.yaml ф.xlsx -o м.yaml --messages short").silently();
    assert_eq!(String::from_utf8(folder.read("м.yaml")).unwrap(), text);
}

/// Each run brings a form of its own, and all of them go to one file.
#[test]
fn runs_at_the_same_time_lose_nothing() {
    let mut folder = sent();
    let answers = ["первый", "второй", "третий", "четвёртый"];
    for (at, answer) in answers.iter().enumerate() {
        // Each about something else, so that none contradicts another.
        let (number, field) = [("1", "результат"), ("2", "результат"), ("3", "результат"), ("1", "документ")][at];
        let form = Returned::of(&folder, "ф.xlsx").set(number, "статус", "выполняется").set(number, field, answer);
        folder = folder.file(&format!("ш{at}.xlsx"), form.bytes());
    }
    let start = |at: usize| {
        let mut command = folder.command(env!("CARGO_BIN_EXE_dorkarta"));
        let form = format!("ш{at}.xlsx");
        command
            .args(["collect", "план.yaml", &form, "-o", "м.yaml", "--date", "2023-05-01", "--quiet"])
            .spawn()
            .unwrap()
    };
    let runs: Vec<_> = (0..answers.len()).map(start).collect();
    for mut run in runs {
        assert!(run.wait().unwrap().success());
    }
    let text = String::from_utf8(folder.read("м.yaml")).unwrap();
    for answer in answers {
        assert!(text.contains(answer), "{answer}: {text}");
    }
}

#[test]
fn a_sign_that_is_not_seen_goes_out_as_it_is_and_changes_nothing() {
    let folder = Folder::with("план.yaml", &PLAN.replace("Анализ", "Ана\u{ad}лиз"));
    folder.run("form план.yaml -o ф.xlsx").exits(0);
    let mut form = Returned::of(&folder, "ф.xlsx");
    let at = (form.row("1"), 1);
    assert_eq!(form.cells()[&at], Cell::Text("Ана\u{ad}лиз результатов".into()));
    let folder = folder.file("ф1.xlsx", form.set("1", "статус", "выполняется").bytes());
    let said = folder.run("collect план.yaml ф1.xlsx -o м.yaml --messages short").exits(0).stderr;
    assert!(!said.contains("W68"), "{said}");
}
