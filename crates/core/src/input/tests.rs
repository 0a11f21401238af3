//! What is asked of the system for data that come from others.

use std::path::MAIN_SEPARATOR_STR;

use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use super::*;
use crate::diagnostics::{PdfProblem, Severity};
use crate::system::Memory;

/// Files that remember what they were asked for.
#[derive(Default)]
struct Recording {
    files: Memory,
    asked: RefCell<Vec<PathBuf>>,
}

impl Recording {
    fn with(path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let mut recording = Self::default();
        recording.files.put(path, bytes);
        recording
    }

    fn and(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.put(path, bytes);
        self
    }

    fn note(&self, path: &Path) {
        self.asked.borrow_mut().push(path.to_owned());
    }
}

impl Files for Recording {
    fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Unread> {
        self.note(path);
        self.files.read(path, limit)
    }

    fn exists(&self, path: &Path) -> bool {
        self.note(path);
        self.files.exists(path)
    }

    fn list(&self, folder: &Path) -> Vec<PathBuf> {
        self.note(folder);
        self.files.list(folder)
    }

    fn may_follow(&self, path: &Path) -> bool {
        self.files.may_follow(path)
    }
}

/// A workbook of one sheet.
fn book(sheet: &str, rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet().set_name(sheet).expect("a name");
    for (row, texts) in (0..).zip(rows) {
        page.write_row(row, 0, texts.iter().copied()).expect("written");
    }
    book.save_to_buffer().expect("a workbook")
}

fn table() -> Vec<u8> {
    book("Мероприятия", &[&["№", "Мероприятие", "Срок", "Ответственные"], &["1", "Совет", "март", "Отдел"]])
}

/// A PDF that carries data.
fn carrying(data: &str) -> Vec<u8> {
    let envelope = format!(r#"{{"формат": 1, "программа": "0", "стандарты": "", "данные": {data}}}"#);
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(dorkarta.json)4 0 R]>>>>>>".to_owned(),
        "<</Type/Pages/Count 1/Kids[3 0 R]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R>>".to_owned(),
        "<</Type/Filespec/F(dorkarta.json)/UF(dorkarta.json)/EF<</F 5 0 R>>>>".to_owned(),
        format!("<</Length {}>>stream\n{envelope}\nendstream", envelope.len()),
    ];
    let (mut file, mut places) = ("%PDF-1.7\n".to_owned(), String::new());
    for (object, number) in objects.iter().zip(1..) {
        places.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let start = file.len();
    file.push_str(&format!(
        "xref\n0 6\n0000000000 65535 f \n{places}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    ));
    file.into_bytes()
}

/// A path as it is written elsewhere than on Windows.
fn shown(path: &Path) -> String {
    path.display().to_string().replace(MAIN_SEPARATOR_STR, "/")
}

/// What is found and read when a file is loaded, and what is asked for.
fn load(files: &Recording, path: &str) -> (Vec<Diagnostic>, Option<Loaded>, Vec<String>) {
    let diagnostics = Diagnostics::default();
    let loaded = Reader::new(files, &diagnostics).load(Path::new(path));
    let asked = files.asked.borrow().iter().map(|path| shown(path)).collect();
    (diagnostics.into_vec(), loaded, asked)
}

const REFUSED: [&str; 7] = [
    "/а/план.xlsx",
    "C:/план.xlsx",
    "//сервер/папка/план.xlsx",
    r"\\сервер\план.yaml",
    r"\\?\C:\план.xlsx",
    "NUL",
    "план.xlsx:а",
];

/// The inputs that can name a file, with a name in its place.
fn naming(name: &str) -> Vec<(&'static str, Vec<u8>)> {
    let yaml = |text: String| ("папка/п.yaml", text.into_bytes());
    vec![
        yaml(format!("вид: план\nтаблица: '{name}'\n")),
        yaml(format!("вид: план\nтаблица: '{name}#Лист'\n")),
        yaml(format!("вид: мониторинг\nплан: '{name}'\n")),
        yaml(format!("вид: мониторинг\nплан: {{вид: план, таблица: '{name}'}}\n")),
        yaml(format!("вид: изменения\nбыло: '{name}'\nстало: '{name}'\n")),
        ("папка/п.xlsx", book("Реквизиты", &[&["вид", "план"], &["таблица", name]])),
        ("папка/п.xlsx", book("Реквизиты", &[&["вид", "мониторинг"], &["план", name]])),
    ]
}

#[test]
fn nothing_is_asked_for_a_path_that_is_refused() {
    for name in REFUSED {
        for (path, bytes) in naming(name) {
            let files = Recording::with(path, bytes);
            let (found, loaded, asked) = load(&files, path);
            assert_eq!(asked, [path], "{name}");
            assert_eq!(loaded.expect("read").files, [Path::new(path)], "{name}");
            let is_refused =
                |known: &&Diagnostic| matches!(known.problem, Problem::File(FileProblem::PathRefused { .. }));
            let refused: Vec<&Diagnostic> = found.iter().filter(is_refused).collect();
            assert!(!refused.is_empty(), "{name}: {found:?}");
            assert!(refused.iter().all(|fault| !matches!(fault.place, Place::File(_))), "{name}: {refused:?}");
        }
    }
}

#[test]
fn data_of_a_pdf_name_no_file() {
    for (field, data) in [
        ("таблица", r#"{"вид": "план", "таблица": "план.xlsx"}"#),
        ("таблица", r#"{"вид": "план", "Таблица": "//сервер/план.xlsx"}"#),
        ("таблица", r#"{"вид": "план", "таблица": ["план.xlsx"]}"#),
        ("план", r#"{"вид": "мониторинг", "план": "план.yaml"}"#),
        ("таблица", r#"{"вид": "мониторинг", "план": {"вид": "план", "таблица": "план.xlsx"}}"#),
        ("было", r#"{"вид": "изменения", "было": "план.yaml", "стало": {"вид": "план"}}"#),
        ("стало", r#"{"вид": "изменения", "было": {"вид": "план"}, "стало": "план.yaml"}"#),
    ] {
        let files = Recording::with("п.pdf", carrying(data)).and("план.xlsx", table()).and("план.yaml", "вид: план\n");
        let (found, loaded, asked) = load(&files, "п.pdf");
        assert_eq!(asked, ["п.pdf"], "{data}");
        assert!(loaded.is_none(), "{data}");
        let [Diagnostic { problem: Problem::Pdf(PdfProblem::CarriedNamesFile { field: told, .. }), .. }] = &*found
        else {
            panic!("{data}: {found:?}");
        };
        assert_eq!(*told, field, "{data}");
    }
    let (found, loaded, _) =
        load(&Recording::with("п.pdf", carrying(r#"{"вид": "план", "название": "План"}"#)), "п.pdf");
    assert!(loaded.is_some() && found.is_empty(), "{found:?}");
}

#[test]
fn a_plan_in_a_monitoring_gets_its_table() {
    let files =
        Recording::with("м.yaml", "вид: мониторинг\nплан: {вид: план, таблица: план.xlsx}\n").and("план.xlsx", table());
    let (found, loaded, _) = load(&files, "м.yaml");
    assert!(found.is_empty(), "{found:?}");
    let loaded = loaded.expect("read");
    assert_eq!(loaded.files, [Path::new("м.yaml"), Path::new("план.xlsx")]);
    let plan = &loaded.tree.get(schema::PLAN).expect("a plan").value;
    assert!(plan.get(schema::TABLE).is_none() && plan.get(schema::ACTIVITIES).is_some());
}

#[test]
fn a_second_table_is_a_fault() {
    let files =
        Recording::with("п.yaml", "вид: план\nтаблица: план.xlsx\nТаблица: другой.xlsx\n").and("план.xlsx", table());
    let (found, _, asked) = load(&files, "п.yaml");
    assert!(
        matches!(&*found, [Diagnostic { problem: Problem::Value(ValueProblem::RepeatedKey { .. }), .. }]),
        "{found:?}"
    );
    assert_eq!(asked, ["п.yaml"]);
}

#[test]
fn a_file_outside_of_the_folder_is_told_wherever_it_is_named() {
    let plan = "вид: план\nтаблица: ../таблицы/план.xlsx\n";
    let files = Recording::with("планы/план.yaml", plan)
        .and("планы/../таблицы/план.xlsx", table())
        .and("м/м.yaml", "вид: мониторинг\nплан: ../планы/план.yaml\n")
        .and("м/../планы/план.yaml", plan)
        .and("м/../планы/../таблицы/план.xlsx", table());
    let outside = |found: Vec<Diagnostic>| -> Vec<String> {
        let told = found.into_iter().map(|known| match known.problem {
            Problem::File(FileProblem::Outside { path }) => {
                format!("{}: {}", shown(known.place.path().as_ref()), shown(path.as_ref()))
            }
            other => panic!("{other:?}"),
        });
        told.collect()
    };
    let (found, ..) = load(&files, "планы/план.yaml");
    assert_eq!(outside(found), ["планы/план.yaml: планы/../таблицы/план.xlsx"]);
    let (found, ..) = load(&files, "м/м.yaml");
    assert_eq!(
        outside(found),
        ["м/../планы/план.yaml: м/../планы/../таблицы/план.xlsx", "м/м.yaml: м/../планы/план.yaml"]
    );
    let diagnostics = Diagnostics::default();
    Reader::new(&files, &diagnostics).load_editions(Path::new("планы/план.yaml"), Path::new("планы/план.yaml"));
    assert_eq!(outside(diagnostics.into_vec()).len(), 2);
}

#[test]
fn a_table_beside_the_data_is_read_without_a_word() {
    for name in ["план.xlsx", "./план.xlsx", "таблицы\\план.xlsx", "план.xlsx#Мероприятия", "план#2.xlsx"]
    {
        let files = Recording::with("папка/п.yaml", format!("вид: план\nтаблица: '{name}'\n"))
            .and("папка/план.xlsx", table())
            .and("папка/план#2.xlsx", table())
            .and("папка/таблицы/план.xlsx", table());
        let (found, loaded, _) = load(&files, "папка/п.yaml");
        assert!(found.is_empty(), "{name}: {found:?}");
        assert!(loaded.expect("read").tree.get(schema::ACTIVITIES).is_some(), "{name}");
    }
}

proptest! {
    /// Whatever data name, only what lies on a way from their folder is asked for, and what is not asked for is a fault.
    #[test]
    fn whatever_is_named_only_ways_from_the_folder_are_asked_for(
        typed in r"[а-яA-Z.:/\\#0-9 -]{1,16}|(/|\\|//|\\\\|C:|c:/|\\\\\?\\)[а-я./\\]{0,8}|(CON|aux|LPT1)[. ]?[а-я]{0,3}",
    ) {
        for (path, bytes) in naming(&typed) {
            let files = Recording::with(path, bytes);
            let (found, _, asked) = load(&files, path);
            for asked in &asked {
                prop_assert!(asked.starts_with("папка") && !asked.contains([':', '\\']), "{asked:?}");
            }
            let is_fault = |known: &Diagnostic| known.problem.severity() == Severity::Fault;
            // A name of blanks says nothing, which is told when it is checked.
            prop_assert!(typed.trim().is_empty() || found.iter().any(is_fault), "{typed:?}: {found:?}");
        }
    }
}
