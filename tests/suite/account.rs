//! No cell is lost: what `check --account` says of every cell, as a law over all workbooks of the project and over random
//! sheets.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use dorkarta_core::account::{Line, Outcome, account};
use dorkarta_core::diagnostics::{Diagnostic, Diagnostics, Place};
use dorkarta_core::input::table::{Reason, Sheet};
use dorkarta_core::input::{Original, Reader};
use dorkarta_core::lint;
use dorkarta_core::system::Disk;
use dorkarta_core::validate::{self, CheckedDocument};
use dorkarta_core::view::{self, Metrics, Tokens};
use proptest::collection::vec;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;

use crate::support::{Folder, docx, repository, word_paragraph, xlsx};

/// A face in which every sign is half as wide as it is high.
struct AnyFace;

impl Metrics for AnyFace {
    fn width(&self, text: &str, _: bool) -> f64 {
        text.chars().count() as f64 / 2.0
    }
}

#[test]
fn a_table_of_activities_that_a_monitoring_does_not_measure_is_a_sheet_that_is_not_read() {
    let activities: &[&[&str]] = &[&["№", "Мероприятие", "Срок"], &["1", "Совет", "март"]];
    let with = |table: &[&[&str]]| {
        let requisites: &[&[&str]] =
            &[&["вид", "мониторинг"], &["план", "план.yaml"], &["на дату", "01.05.2023"], &["выводы", "Да"]];
        let fulfilment: &[&[&str]] = &[&["Мероприятие", "Статус"], &["1", "выполняется"]];
        let sheets = [("Реквизиты", requisites), ("Мероприятия", table), ("Исполнение", fulfilment)];
        let plan = "вид: план\nпериод: 2023 год\nназвание: План\nмероприятия: [{название: Собрание, срок: май}, {название: Совет}]\n";
        let folder = Folder::with("план.yaml", plan).file("м.xlsx", xlsx(&sheets));
        folder.run("check м.xlsx --account --messages json").stdout
    };
    let of_sheet =
        |said: &str| said.lines().filter(|line| line.contains("Мероприятия")).map(str::to_owned).collect::<Vec<_>>();
    let said = of_sheet(&with(activities));
    assert!(
        matches!(said.as_slice(), [only] if only.contains(r#""as":"left-out""#) && only.contains(r#""why":"sheet""#)),
        "{said:?}"
    );
    // With the fulfilment in it, it is read.
    let told = of_sheet(&with(&[
        &["№", "Мероприятие", "Статус", "Дата исполнения"],
        &["2", "Совет", "выполнено", "01.04.2023"],
    ]));
    assert!(told.iter().any(|line| line.contains("01.04.2023") && line.contains(r#""as":"printed""#)), "{told:?}");
}

/// What became of the cells of a file, what was said, and what its pages show, if a document can be made of it.
fn accounted(path: &Path) -> (Vec<Line>, Vec<Diagnostic>, Option<Value>) {
    let tokens = Tokens::parse(include_str!("../../templates/tokens.yaml")).unwrap();
    let found = Diagnostics::default();
    let reader = Reader::new(&Disk, &found);
    let loaded = reader.load(path);
    let mut shown = None;
    if let Some(loaded) = &loaded {
        match validate::read(&loaded.tree, &found) {
            Some(CheckedDocument::Plan(checked)) => {
                lint::plan(&checked, &found);
                shown = serde_json::to_value(view::plan(&checked.plan, &tokens, &AnyFace)).ok();
            }
            Some(CheckedDocument::Monitoring(checked)) => {
                let report = view::report(&checked.plan, &checked.monitoring, &tokens, &AnyFace);
                shown = serde_json::to_value(report).ok();
            }
            _ => {}
        }
    }
    let unread = reader.unread_sheets();
    let originals = reader.into_originals();
    let own = loaded.as_ref().map(|loaded| loaded.files[..loaded.own].to_vec()).unwrap_or_default();
    let is_own = |path: &str| own.is_empty() || own.iter().any(|own| own.as_path() == Path::new(path));
    let diagnostics = found.into_vec();
    let lines = account(loaded.as_ref().map(|loaded| &loaded.tree), &originals, &unread, &is_own, &diagnostics);
    let filled: usize = originals
        .iter()
        .map(|original| match original {
            Original::Sheet(sheet) if is_own(sheet.file()) => sheet.cells().count(),
            _ => 0,
        })
        .sum();
    let sheets = || {
        originals.iter().filter_map(|original| match original {
            Original::Sheet(sheet) if is_own(sheet.file()) => Some(sheet),
            _ => None,
        })
    };
    // Two blocks side by side in one paragraph of a document are two cells.
    let places: BTreeSet<String> =
        sheets().flat_map(|sheet| sheet.cells().map(|(cell, _)| bare(&sheet.at(cell)))).collect();
    let told: Vec<String> = lines.iter().filter(|line| line.cell.is_some()).map(|line| bare(&line.place)).collect();
    assert_eq!(told.iter().cloned().collect::<BTreeSet<_>>(), places, "each filled cell");
    assert_eq!(
        told.len(),
        if sheets().any(Sheet::is_document) { places.len() } else { filled },
        "each filled cell once"
    );
    (lines, diagnostics, shown)
}

/// Letters and digits, without which no word is lost.
fn letters(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

fn gather(value: &Value, texts: &mut String) {
    match value {
        Value::String(text) => texts.push_str(&letters(text)),
        Value::Array(items) => items.iter().for_each(|item| gather(item, texts)),
        Value::Object(fields) => fields.values().for_each(|field| gather(field, texts)),
        _ => {}
    }
}

/// Words that only say what stands beside them: the program prints its own.
const LABELS: [&str; 10] = ["исп", "исполнитель", "составитель", "тел", "телефон", "г", "года", "от", "задачи", "n"];

/// The law. A cell that cannot be printed has a message with its code; what is printed is in the view, word by word.
fn holds(path: &Path) -> Result<(), String> {
    let (lines, diagnostics, shown) = accounted(path);
    let mut texts = String::new();
    if let Some(shown) = &shown {
        gather(shown, &mut texts);
    }
    for line in &lines {
        let place = || format!("{:?}: «{}»", line.place, line.text);
        match &line.outcome {
            Outcome::Fault(code) if diagnostics.iter().all(|known| known.problem.code() != *code) => {
                return Err(format!("{} – nothing says {code}", place()));
            }
            Outcome::Printed(fields) if shown.is_some() => {
                // A day is printed as the place wants it.
                let is_date = fields.iter().any(|field| field.ends_with("дата") || field.ends_with("на дату"));
                let words = line.text.split(|c: char| !c.is_alphanumeric()).map(letters);
                for word in words.filter(|word| !word.is_empty() && !LABELS.contains(&word.as_str()) && !is_date) {
                    if !texts.contains(&word) {
                        return Err(format!("{} – «{word}» is not in the view ({fields:?})", place()));
                    }
                }
            }
            _ => {}
        }
    }
    match shown {
        Some(_) if lines.iter().any(|line| matches!(line.place, Place::Table { .. } | Place::Paragraph { .. })) => {
            in_order(&lines, &diagnostics)
        }
        _ => Ok(()),
    }
}

/// The fields around a table and the table itself, as a page shows them from the top.
const ORDER: [&[&str]; 10] = [
    &["приложение к", "утверждение", "согласование"],
    &["основание"],
    &["название", "редакция"],
    &["преамбула"],
    &["цель"],
    &["задачи"],
    &["столбцы", "направления", "мероприятия"],
    &["примечания"],
    &["подпись"],
    &["приложения", "составитель"],
];

/// What is printed of a document follows one another as it stands there, but for what is told to be printed elsewhere. Of what
/// stands side by side in a table nothing comes first: a field is judged by where it begins, and by its further lines only
/// where the text before them stands above them.
fn in_order(lines: &[Line], diagnostics: &[Diagnostic]) -> Result<(), String> {
    // «утверждение[2]» of «утверждение[2].гриф».
    let whole = |field: &String| field.split('.').next().unwrap_or_default().to_owned();
    let wholes = |line: &Line| line.outcome.fields().iter().map(whole).collect::<Vec<_>>();
    let told: Vec<String> = diagnostics
        .iter()
        .filter(|known| known.problem.code() == "W247")
        .flat_map(|known| lines.iter().filter(|line| bare(&line.place) == bare(&known.place)))
        .flat_map(wholes)
        .collect();
    let rank = |field: &String| {
        let name = field.split('[').next().unwrap_or_default();
        ORDER.iter().position(|fields| fields.contains(&name))
    };
    let column = |place: &Place| match place {
        Place::Table { cell, .. } => Some((cell.table, cell.column)),
        _ => None,
    };
    let is_beside = |one: &Place, other: &Place| match (column(one), column(other)) {
        (Some((table, one)), Some((same, other))) => table == same && one != other,
        _ => false,
    };
    let mut begun: BTreeSet<String> = BTreeSet::new();
    let mut last: Option<(usize, &Place)> = None;
    for line in lines.iter().filter(|line| matches!(line.outcome, Outcome::Printed(_))) {
        let fields = wholes(line);
        if fields.iter().any(|field| told.contains(field)) {
            continue;
        }
        let goes_on = !fields.is_empty() && fields.iter().all(|field| begun.contains(field));
        begun.extend(fields.iter().cloned());
        let Some(own) = fields.iter().filter_map(rank).max() else { continue };
        match last {
            Some((rank, place)) if own < rank => {
                if !(goes_on && is_beside(&line.place, place)) {
                    return Err(format!("{:?}: «{}» is printed before {place:?}", line.place, line.text));
                }
            }
            _ => last = Some((own, &line.place)),
        }
    }
    Ok(())
}

#[test]
fn every_cell_of_the_files_of_the_project_is_accounted_for() {
    let mut seen = 0;
    for folder in ["input", "templates/starter", "tests/cases/workbooks", "tests/cases/one-sheet", "tests/cases/word"] {
        for entry in fs::read_dir(repository(folder)).unwrap() {
            let path = entry.unwrap().path();
            let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
            if ["xlsx", "xlsm", "xlsb", "xls", "ods", "docx", "odt"].contains(&ending.as_str()) {
                seen += 1;
                holds(&path).unwrap_or_else(|broken| panic!("{}: {broken}", path.display()));
            }
        }
    }
    assert!(seen > 40, "only {seen} files");
}

// --- random sheets

/// Texts that stand in plans; the numbers of words make them unlike.
const TEXTS: [&str; 51] = [
    "№ п/п",
    "Мероприятия",
    "Срок",
    "Ответственные",
    "Результат",
    "Код",
    "_служебное",
    "Наименование",
    "мероприятия",
    "исполнения",
    "Раздел 1. Кадры",
    "Раздел 2. Контроль",
    "I направление – Работа",
    "Модуль «Урок»",
    "СЕНТЯБРЬ",
    "1",
    "2",
    "3.",
    "1.1",
    "1.2.",
    "2.1",
    "I",
    "А",
    "Б",
    "Провести совещание",
    "- желающих;",
    "Семинар для учителей",
    "март 2023",
    "до 15.03.2023",
    "2023",
    "Отдел образования",
    "школы",
    "УТВЕРЖДАЮ",
    "Утверждено приказом Отдела от 14.04.2023 № 10",
    "СОГЛАСОВАНО",
    "Председатель профкома\u{a0}______ П.П. Сидорова",
    "Приказ № 15-о от 12.01.2023",
    "М.П.",
    "ПРОЕКТ",
    "Продолжение таблицы 1",
    "ул. Мира, д. 1",
    "Приложение № 1 к приказу Отдела от 01.02.2023 № 12-о",
    "Директор ______ И.И. Иванов",
    "А.А. Петрова",
    "«01» марта 2023 г.",
    "План мероприятий на 2023 год",
    "Цель: повысить качество",
    "Задачи:",
    "Итого",
    "Примечание: сроки могут уточняться",
    "Исп. Сидорова С.С., тел. 8 (48237) 2-22-33",
];

/// A sheet: its cells by the numbers of texts, `None` for an empty one, and merges.
#[derive(Debug, Clone)]
struct RandomSheet {
    rows: Vec<Vec<Option<usize>>>,
    merges: Vec<(u32, u16, u32, u16)>,
    has_requisites: bool,
    /// A head is put into this row.
    head: Option<usize>,
}

fn sheets() -> impl Strategy<Value = RandomSheet> {
    let cell = prop_oneof![2 => Just(None), 3 => (0..TEXTS.len()).prop_map(Some)];
    let rows = vec(vec(cell, 1..6), 1..14);
    let merge = (0u32..14, 0u16..5, 0u32..3, 0u16..4);
    (rows, vec(merge, 0..4), any::<bool>(), proptest::option::weighted(0.9, 0usize..6)).prop_map(
        |(rows, merges, has_requisites, head)| {
            let mut kept: Vec<(u32, u16, u32, u16)> = Vec::new();
            for (row, column, down, right) in merges {
                let new = (row, column, row + down, column + right);
                let apart = |known: &(u32, u16, u32, u16)| {
                    known.2 < new.0 || new.2 < known.0 || known.3 < new.1 || new.3 < known.1
                };
                if (down > 0 || right > 0) && kept.iter().all(apart) {
                    kept.push(new);
                }
            }
            RandomSheet { rows, merges: kept, has_requisites, head }
        },
    )
}

impl RandomSheet {
    fn bytes(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        if self.has_requisites {
            let sheet = book.add_worksheet().set_name("Реквизиты").unwrap();
            for (row, (field, value)) in (0..).zip([("вид", "план"), ("период", "2023 год"), ("название", "План")])
            {
                sheet.write(row, 0, field).unwrap().write(row, 1, value).unwrap();
            }
        }
        let sheet = book.add_worksheet().set_name("Мероприятия").unwrap();
        for (top, left, bottom, right) in &self.merges {
            sheet.merge_range(*top, *left, *bottom, *right, "", &Format::new()).unwrap();
        }
        let mut rows = self.rows.clone();
        if let Some(head) = self.head.filter(|head| *head < rows.len()) {
            rows[head] = vec![Some(0), Some(1), Some(2), Some(3)];
        }
        for (row, cells) in (0..).zip(&rows) {
            for (column, text) in (0..).zip(cells) {
                if let Some(text) = text.and_then(|text| TEXTS.get(text)) {
                    sheet.write(row, column, *text).unwrap();
                }
            }
        }
        book.save_to_buffer().unwrap()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn every_cell_of_a_random_sheet_is_accounted_for(sheet in sheets()) {
        let folder = Folder::new().file("план.xlsx", sheet.bytes());
        if let Err(broken) = holds(&folder.path("план.xlsx")) {
            prop_assert!(false, "{broken}");
        }
    }
}

// --- random documents

/// What stands in a random document: paragraphs, and tables of cells.
#[derive(Debug, Clone)]
enum RandomBlock {
    Paragraph(RandomText),
    /// Rows of cells, each with how many columns it covers.
    Table(Vec<Vec<(RandomText, u32)>>),
}

/// A text by its number, none for an empty one, with what is wrapped around it.
#[derive(Debug, Clone)]
struct RandomText {
    text: Option<usize>,
    wrapper: usize,
}

/// What can stand around a run of text; «§» is the run. The last ones take it away.
const WRAPPERS: [&str; 9] = [
    "§",
    "<w:ins w:author=\"А\">§</w:ins>",
    "<w:sdt><w:sdtPr/><w:sdtContent>§</w:sdtContent></w:sdt>",
    "<w:hyperlink>§</w:hyperlink>",
    "<w:unknown>§</w:unknown>",
    "<w:bookmarkStart w:id=\"1\" w:name=\"_dk_1\"/>§<w:bookmarkEnd w:id=\"1\"/>",
    "<w:del w:author=\"А\">§</w:del>",
    "<w:moveFrom w:author=\"А\">§</w:moveFrom>",
    "<w:customXml>§</w:customXml>",
];
/// The wrapper whose text is struck out by hand.
const STRUCK: usize = 8;
/// The first wrapper that takes its text away.
const TAKEN: usize = 6;

fn texts() -> impl Strategy<Value = RandomText> {
    let text = prop_oneof![1 => Just(None), 4 => (0..TEXTS.len()).prop_map(Some)];
    let wrapper = prop_oneof![6 => Just(0), 3 => 0..WRAPPERS.len()];
    (text, wrapper).prop_map(|(text, wrapper)| RandomText { text, wrapper })
}

fn documents() -> impl Strategy<Value = (Vec<RandomBlock>, Option<usize>)> {
    let cells = vec((texts(), prop_oneof![5 => Just(1u32), 1 => 1u32..4]), 1..6);
    let block = prop_oneof![
        2 => texts().prop_map(RandomBlock::Paragraph),
        1 => vec(cells, 1..7).prop_map(RandomBlock::Table),
    ];
    (vec(block, 1..8), proptest::option::weighted(0.9, 0usize..8))
}

impl RandomText {
    fn xml(&self) -> String {
        let text = self.text.and_then(|text| TEXTS.get(text)).copied().unwrap_or_default();
        let look = if self.wrapper == STRUCK { "<w:rPr><w:strike/></w:rPr>" } else { "" };
        let run = format!("<w:r>{look}<w:t>{text}</w:t></w:r>");
        format!("<w:p>{}</w:p>", WRAPPERS[self.wrapper].replace('§', &run))
    }
}

/// The document, and what its account has to tell of: the place, the text, and whether that is taken away.
fn written(blocks: &[RandomBlock], head: Option<usize>) -> (Vec<u8>, Vec<(String, String, bool)>) {
    let mut body = String::new();
    let mut told = Vec::new();
    let (mut paragraphs, mut tables) = (0, 0);
    let mut tell = |place: String, text: &RandomText| {
        let shown = text.text.and_then(|text| TEXTS.get(text)).copied().unwrap_or_default();
        if !shown.is_empty() {
            told.push((place, shown.to_owned(), text.wrapper >= TAKEN));
        }
    };
    let plain = |text: usize| (RandomText { text: Some(text), wrapper: 0 }, 1);
    for (at, block) in blocks.iter().enumerate() {
        match block {
            RandomBlock::Paragraph(text) => {
                paragraphs += 1;
                body.push_str(&text.xml());
                tell(format!("абзац {paragraphs}"), text);
            }
            RandomBlock::Table(rows) => {
                tables += 1;
                let mut rows = rows.clone();
                if Some(at) == head {
                    rows.insert(0, vec![plain(0), plain(1), plain(2), plain(3)]);
                }
                // The columns that a reader counts: wherever a cell of any row begins. A lone cell is a whole row.
                let begins = |row: &[(RandomText, u32)]| {
                    let from = row.iter().scan(0, |from, (_, span)| Some(std::mem::replace(from, *from + span)));
                    from.collect::<Vec<u32>>()
                };
                let mut starts: Vec<u32> = rows.iter().flat_map(|row| begins(row)).collect();
                starts.sort_unstable();
                starts.dedup();
                body.push_str("<w:tbl>");
                for (row, number) in rows.iter().zip(1..) {
                    body.push_str("<w:tr>");
                    for ((text, span), start) in row.iter().zip(begins(row)) {
                        body.push_str(&format!(
                            "<w:tc><w:tcPr><w:gridSpan w:val=\"{span}\"/></w:tcPr>{}</w:tc>",
                            text.xml()
                        ));
                        let column = starts.iter().position(|known| *known == start).unwrap() + 1;
                        tell(format!("таблица {tables}, строка {number}, столбец {column}"), text);
                    }
                    body.push_str("</w:tr>");
                }
                body.push_str("</w:tbl>");
            }
        }
    }
    (docx(&body, &[]), told)
}

/// A place without the title of its column.
fn bare(place: &Place) -> String {
    match place {
        Place::Table { cell, .. } => format!("таблица {}, строка {}, столбец {}", cell.table, cell.row, cell.column),
        Place::Paragraph { paragraph, .. } => format!("абзац {paragraph}"),
        other => format!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn every_paragraph_and_cell_of_a_random_document_is_accounted_for_once((blocks, head) in documents()) {
        let (bytes, told) = written(&blocks, head);
        let folder = Folder::new().file("план.docx", bytes);
        let path = folder.path("план.docx");
        if let Err(broken) = holds(&path) {
            prop_assert!(false, "{broken}");
        }
        let (lines, ..) = accounted(&path);
        let mut found: Vec<_> = lines
            .iter()
            .map(|line| {
                let is_taken = matches!(line.outcome, Outcome::LeftOut(Reason::Deleted));
                (bare(&line.place), line.text.clone(), is_taken)
            })
            .collect();
        let mut told = told;
        found.sort();
        told.sort();
        prop_assert_eq!(found, told);
    }
}

#[test]
fn what_hangs_on_a_text_is_a_line_of_its_own() {
    let header = format!("<w:hdr>{}</w:hdr>", word_paragraph("МБОУ СОШ № 1"));
    let bytes = docx(&word_paragraph("План"), &[("header1", &header)]);
    let folder = Folder::new().file("план.docx", bytes);
    let (lines, ..) = accounted(&folder.path("план.docx"));
    let told: Vec<_> = lines.iter().map(|line| (line.place.division(), line.outcome.why())).collect();
    assert_eq!(told, [(Some("document"), Some("E204")), (Some("header1"), Some("W254"))]);
    // What is hidden there is told like what is hidden in the text: beside what is seen, or as a line of its own.
    let hidden = r#"<w:r><w:rPr><w:vanish/></w:rPr><w:t>тайна</w:t></w:r></w:p>"#;
    for (text, own) in [("Школа", "W254"), ("", "hidden")] {
        let header = format!("<w:hdr>{}</w:hdr>", word_paragraph(text).replace("</w:p>", hidden));
        let folder = Folder::new().file("план.docx", docx(&word_paragraph("План"), &[("header1", &header)]));
        let (lines, ..) = accounted(&folder.path("план.docx"));
        assert_eq!(lines.last().and_then(|line| line.outcome.why()), Some(own), "{text}");
        let said = folder.run("check план.docx --messages json").stdout;
        let told = |line: &str| line.contains("W251") && line.contains("header1") && line.contains("тайна");
        assert!(said.lines().any(told) || own == "hidden", "{said}");
    }
}
