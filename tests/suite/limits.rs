//! Every limit of the program (`src/input/limits.rs` and those of workbooks): just below it nothing is said of it, just
//! above it its sentence.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use dorkarta_core::diagnostics::Diagnostics;
use dorkarta_core::input::Reader;
use dorkarta_core::system::Disk;
use dorkarta_core::validate;
use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::support::{Folder, SMALLEST};

const MEGABYTE: usize = 1024 * 1024;

/// The codes and sentences of all faults of a file.
fn said(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let folder = Folder::new().file(name, bytes);
    let found = Diagnostics::default();
    let loaded = Reader::new(&Disk, &found).load(&folder.path(name));
    // What was read of a workbook is not judged: it takes its time with sixty megabytes, and says nothing of limits.
    if let Some(loaded) = loaded.filter(|_| name.ends_with(".yaml")) {
        validate::plan(&loaded.tree, &found);
    }
    let mut said = String::new();
    for diagnostic in found.into_vec() {
        let _ = writeln!(said, "{} {}", diagnostic.problem.code(), diagnostic.message());
    }
    said
}

/// Expects of two files that a fault stands in the second only.
#[track_caller]
fn met(name: &str, below: impl AsRef<[u8]>, above: impl AsRef<[u8]>, fault: &str) {
    let code = fault.split(' ').next().unwrap();
    let below = said(name, below);
    assert!(!below.contains(code), "below: {below}");
    let above = said(name, above);
    assert!(above.lines().any(|line| line == fault), "above: {above}");
}

/// The same of two YAML files that are made for a count.
#[track_caller]
fn yaml(limit: usize, file: impl Fn(usize) -> String, fault: &str) {
    met("п.yaml", file(limit), file(limit + 1), fault);
}

/// The same of two workbooks.
#[track_caller]
fn book(limit: usize, file: impl Fn(usize) -> Vec<u8>, fault: &str) {
    met("п.xlsx", file(limit), file(limit + 1), fault);
}

#[test]
fn size_of_a_yaml_file() {
    let file = |size: usize| format!("{SMALLEST}#{}", "-".repeat(size - SMALLEST.len() - 1));
    yaml(8 * MEGABYTE, file, "E004 файл слишком велик: 8,1 МБ при допустимых 8 МБ");
    assert_eq!(said("п.yaml", file(8 * MEGABYTE)), "");
}

#[test]
fn nesting_of_a_yaml_file() {
    let file = |depth: usize| format!("{SMALLEST}задачи: {}а{}\n", "[".repeat(depth - 1), "]".repeat(depth - 1));
    yaml(32, file, "E104 слишком глубокая вложенность: больше 32 уровней");
    // Brackets in a text are no nesting, but there can be too many of them for the parser.
    let file = |count: usize| format!("{SMALLEST}задачи: ['{}']\n", "[".repeat(count - 1));
    yaml(512, file, "E104 слишком глубокая вложенность: больше 32 уровней");
    assert_eq!(said("п.yaml", file(512)), "");
}

#[test]
fn values_of_a_yaml_file() {
    yaml(200_000, |count| "- а\n".repeat(count), "E105 слишком много значений: больше 200000");
}

#[test]
fn repeated_values_of_a_yaml_file() {
    let file = |count: usize| format!("{SMALLEST}преамбула: &a Текст\nзадачи:\n{}", "- *a\n".repeat(count));
    yaml(400, file, "E106 слишком много повторов через «*»: больше 400");
    assert_eq!(said("п.yaml", file(400)), "");
}

#[test]
fn length_of_a_text() {
    // Excel counts characters, not bytes.
    let text = |bytes: usize| "№".repeat(bytes / 3) + &"a".repeat(bytes % 3);
    let fault = "E107 слишком длинный текст: больше 64 КБ";
    yaml(64 * 1024, |bytes| format!("{SMALLEST}цель: {}\n", text(bytes)), fault);
    book(64 * 1024, |bytes| plan(&[("цель", &text(bytes))], &[]), fault);
    assert_eq!(said("п.xlsx", plan(&[("цель", &text(64 * 1024))], &[])), "");
}

#[test]
fn activities_of_a_plan() {
    let head = "вид: план\nпериод: 2023\nназвание: План\nмероприятия:\n";
    let file = |count: usize| format!("{head}{}", "- {название: А, срок: 2023, ответственные: Б}\n".repeat(count));
    yaml(20_000, file, "E403 слишком много мероприятий: больше 20000");
    assert_eq!(said("п.yaml", file(20_000)), "");
}

#[test]
fn columns_of_a_table() {
    let fault = "E409 в таблице слишком много столбцов: больше 60";
    let columns = |count: usize| (5..=count).map(|at| format!(", {{поле: Графа {at}}}")).collect::<String>();
    let file = |count| format!("{SMALLEST}столбцы: [номер, название, срок, ответственные{}]\n", columns(count));
    yaml(60, file, fault);
    assert_eq!(said("п.yaml", file(60)), "");
    let titles: Vec<String> = (5..=61).map(|at| format!("Графа {at}")).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    // The columns of a workbook become the same field.
    for count in [60, 61] {
        let folder = Folder::new().file("п.xlsx", plan(&[], &titles[..count - 4]));
        let ran = folder.run("check п.xlsx --messages short");
        assert_eq!(
            ran.stderr.contains("E409: в таблице слишком много столбцов: больше 60"),
            count > 60,
            "{}",
            ran.stderr
        );
    }
}

#[test]
fn size_of_a_workbook() {
    // One for all: a workbook tells the second in which it was made, and packed it may be longer in the next one.
    let own = plan(&[], &[]);
    let padded = |padding: usize| {
        let mut zip = ZipWriter::new_append(Cursor::new(own.clone())).unwrap();
        zip.start_file("padding", SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).unwrap();
        zip.write_all(&vec![0; padding]).unwrap();
        zip.finish().unwrap().into_inner()
    };
    let frame = padded(0).len();
    book(20 * MEGABYTE, |size| padded(size - frame), "E004 файл слишком велик: 20,1 МБ при допустимых 20 МБ");
    assert_eq!(said("п.xlsx", padded(20 * MEGABYTE - frame)), "");
}

#[test]
fn inflated_parts_of_a_workbook() {
    let fault = "E212 книга слишком велика: мегабайт в одной части после распаковки больше 64";
    book(64 * MEGABYTE, |size| inflating(&[size]), fault);
    let own = inflated(&plan(&[], &[]));
    let fault = "E212 книга слишком велика: мегабайт после распаковки больше 128";
    book(128 * MEGABYTE, |size| inflating(&[64 * MEGABYTE, size - 64 * MEGABYTE - own]), fault);
}

#[test]
fn sheets_of_a_workbook() {
    let file = |count: usize| {
        let mut book = Workbook::new();
        fill(&mut book, &[], &[]);
        for at in 2..count {
            book.add_worksheet().set_name(format!("Лист {at}")).unwrap();
        }
        book.save_to_buffer().unwrap()
    };
    book(50, file, "E212 книга слишком велика: листов больше 50");
}

#[test]
fn rows_and_columns_of_a_sheet() {
    let with = |row: usize, column: usize| {
        let mut book = Workbook::new();
        fill(&mut book, &[], &[]);
        let sheet = book.worksheet_from_name("Мероприятия").unwrap();
        sheet.write(row as u32, column as u16, "А").unwrap();
        book.save_to_buffer().unwrap()
    };
    book(20_000, |rows| with(rows - 1, 1), "E212 книга слишком велика: строк больше 20000");
    book(200, |columns| with(1, columns - 1), "E212 книга слишком велика: столбцов больше 200");
}

#[test]
fn filled_cells_of_a_sheet() {
    let row = |rows: usize, columns: usize| {
        format!(
            r#"<table:table-row table:number-rows-repeated="{rows}"><table:table-cell office:value-type="string" table:number-columns-repeated="{columns}"><text:p>а</text:p></table:table-cell></table:table-row>"#
        )
    };
    let file = |last: usize| ods(&(row(19_999, 25) + &row(1, last)));
    met("п.ods", file(25), file(26), "E212 книга слишком велика: ячеек больше 500000");
}

#[test]
fn merged_cells_of_a_sheet() {
    let merged = |rows: usize, columns: usize| {
        format!(r#"<table:table-cell table:number-rows-spanned="{rows}" table:number-columns-spanned="{columns}"/>"#)
    };
    let file = |more: &str| ods(&format!("<table:table-row>{}{more}</table:table-row>", merged(20_000, 100)));
    let fault = "E212 книга слишком велика: объединённых ячеек больше 2000000";
    met("п.ods", file(""), file(&merged(2, 1)), fault);
}

#[test]
fn texts_that_a_workbook_repeats() {
    let text = "№".repeat(64 * 1024 / 3);
    let file = |rows: usize| {
        let mut book = Workbook::new();
        let sheet = fill(&mut book, &[], &[]);
        for row in 1..=rows as u32 {
            sheet.write(row, 1, "А").unwrap();
        }
        sheet.merge_range(1, 3, rows as u32, 3, &text, &rust_xlsxwriter::Format::new()).unwrap();
        book.save_to_buffer().unwrap()
    };
    book(1023, file, "E212 книга слишком велика: мегабайт текста больше 64");
}

/// A plan as a workbook, with further fields and further columns.
fn plan(fields: &[(&str, &str)], titles: &[&str]) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book, fields, titles);
    book.save_to_buffer().unwrap()
}

fn fill<'a>(book: &'a mut Workbook, fields: &[(&str, &str)], titles: &[&str]) -> &'a mut rust_xlsxwriter::Worksheet {
    let sheet = book.add_worksheet().set_name("Реквизиты").unwrap();
    let required = [("вид", "план"), ("период", "2023"), ("название", "План")];
    for ((field, value), row) in required.iter().chain(fields).zip(0..) {
        sheet.write(row, 0, *field).unwrap();
        sheet.write(row, 1, *value).unwrap();
    }
    let sheet = book.add_worksheet().set_name("Мероприятия").unwrap();
    sheet
        .write_row(0, 0, ["№ п/п", "Мероприятие", "Срок", "Ответственные"].into_iter().chain(titles.iter().copied()))
        .unwrap();
    sheet.write_row(1, 0, ["1", "Совещание", "2023", "Отдел"]).unwrap();
    sheet
}

/// The plan with further parts that inflate to the given sizes.
fn inflating(sizes: &[usize]) -> Vec<u8> {
    let mut zip = ZipWriter::new_append(Cursor::new(plan(&[], &[]))).unwrap();
    for (size, at) in sizes.iter().zip(0..) {
        let options =
            SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).compression_level(Some(1));
        zip.start_file(format!("part{at}"), options).unwrap();
        zip.write_all(&vec![0; *size]).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn inflated(book: &[u8]) -> usize {
    let mut zip = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    (0..zip.len()).map(|at| zip.by_index(at).unwrap().size() as usize).sum()
}

/// A workbook of LibreOffice with rows in «Мероприятия»: it can repeat and merge cells in few bytes.
fn ods(rows: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="Мероприятия">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    for (name, bytes) in [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
