//! A PDF as an input: what it carries is read like the file that it was made from.

use std::fs;

use dorkarta_core::carried::Carried;
use dorkarta_core::pdf::{Dict, Object, Pdf, Ref};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::support::{Folder, SMALLEST, messages, repository};

/// Appends a revision to a PDF, in which some objects are others.
pub fn revised(file: &[u8], objects: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let pdf = Pdf::open(file.to_vec()).unwrap();
    let reference = |name: &str| match pdf.trailer().get(name) {
        Some(Object::Ref(Ref { number, generation })) => format!("/{name} {number} {generation} R"),
        _ => String::new(),
    };
    let Some(Object::Number(size)) = pdf.trailer().get("Size") else { panic!("no size") };
    let mut bytes = [file, b"\n"].concat();
    let mut table = String::from("xref\n");
    for (number, object) in objects {
        table.push_str(&format!("{number} 1\n{:010} 00000 n \n", bytes.len()));
        bytes.extend([format!("{number} 0 obj\n").as_bytes(), object, b"\nendobj\n"].concat());
    }
    let start = bytes.len();
    let trailer =
        format!("trailer\n<</Size {size}{}{}/Prev {}>>", reference("Root"), reference("Info"), pdf.table_start());
    bytes.extend(format!("{table}{trailer}\nstartxref\n{start}\n%%EOF").bytes());
    bytes
}

/// A stream that is not packed.
pub fn stream(keys: &str, bytes: &[u8]) -> Vec<u8> {
    [format!("<</Length {}{keys}>>stream\n", bytes.len()).as_bytes(), bytes, b"\nendstream"].concat()
}

/// A PDF in which the attached data are others.
pub fn with_carried(file: &[u8], data: &[u8]) -> Vec<u8> {
    let pdf = Pdf::open(file.to_vec()).unwrap();
    let dict = |object: Option<&Object>| pdf.dict(object).unwrap_or_default();
    let names: Dict = dict(dict(pdf.root().get("Names")).get("EmbeddedFiles"));
    let Some(Object::Array(names)) = names.get("Names") else { panic!("no attachment") };
    let files = dict(dict(names.get(1)).get("EF"));
    let Some(Object::Ref(number)) = files.get("F") else { panic!("no file") };
    revised(file, &[(number.number, stream("/Type/EmbeddedFile", data))])
}

/// The inputs of the repository.
fn samples() -> Vec<String> {
    let entries = fs::read_dir(repository("input")).unwrap().map(|entry| entry.unwrap().file_name());
    let names = entries.map(|name| name.to_string_lossy().into_owned());
    // A summary is tried by itself.
    names.filter(|name| !name.starts_with("summary")).collect()
}

#[test]
fn a_document_is_made_again_from_itself() {
    for sample in samples() {
        let folder = samples().iter().fold(Folder::new(), |folder, name| folder.copy(&format!("input/{name}"), name));
        let command = if sample.starts_with("monitoring") { "report" } else { "plan" };
        folder.run(&format!("{command} {sample} -o а.pdf --quiet")).silently();
        folder.run(&format!("{command} а.pdf -o б.pdf --quiet")).silently();
        assert!(folder.read("а.pdf") == folder.read("б.pdf"), "{sample}");
    }
}

/// Whatever becomes of the bytes, they are read or refused, in good time.
#[test]
fn a_damaged_document_is_read_or_refused() {
    let folder = Folder::with("п.yaml", SMALLEST);
    folder.run("plan п.yaml -o п.pdf").silently();
    let whole = folder.read("п.pdf");
    let config = Config { cases: 400, failure_persistence: None, ..Config::default() };
    let damage = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20);
    let cut = prop::option::weighted(0.1, any::<prop::sample::Index>());
    let read = TestRunner::new(config).run(&(damage, cut), |(damage, cut)| {
        let mut file = whole.clone();
        for (at, byte) in damage {
            let length = file.len();
            file[at.index(length)] = byte;
        }
        if let Some(cut) = cut {
            file.truncate(cut.index(file.len()));
        }
        if let Ok(pdf) = Pdf::open(file) {
            let _ = Carried::of(&pdf);
            for page in pdf.pages() {
                let _ = pdf.page_text(*page);
            }
        }
        Ok(())
    });
    read.unwrap();
}

#[test]
fn faults_of_a_pdf_are_shown_in_its_data() {
    let plan = SMALLEST.replace("    срок: 2023\n", "");
    let folder = Folder::with("п.yaml", &plan);
    folder.run("plan п.yaml -o п.pdf --quiet").silently();
    let expected = "\
п.pdf:9:5: замечание W101: у мероприятия не указан срок
    |
  9 |   - название: Совещание
    |     ^^^^^^^^
    где: строка файла, который даёт команда «dorkarta extract п.pdf»
";
    assert_eq!(folder.run("plan п.pdf").exits(0).stderr, expected);
    assert_eq!(messages(&plan), "п.yaml:5:5: замечание W101: у мероприятия не указан срок");
}

#[test]
fn every_command_reads_a_pdf() {
    let folder = Folder::with("п.yaml", SMALLEST);
    folder.run("plan п.yaml -o план.pdf").silently();
    folder.run("plan план.pdf").silently();
    assert!(folder.read("output/план.pdf") == folder.read("план.pdf"));
    assert_eq!(
        folder.run("check план.pdf --messages short").exits(0).stderr,
        folder
            .run("check п.yaml --messages short")
            .stderr
            .replace("п.yaml:5:5", "план.pdf:9:5")
            .replace("п.yaml:6:11", "план.pdf:10:11")
    );
    let due = |file: &str| folder.run(&format!("due {file} --date 2023-05-01 --format json")).silently().stdout;
    assert_eq!(due("план.pdf"), due("п.yaml"));
}

#[test]
fn a_monitoring_may_name_the_pdf_of_its_plan() {
    let monitoring = "вид: мониторинг\nплан: план.pdf\nна дату: 2023-12-01\nвыводы: Всё\nисполнение:\n  - {мероприятие: 1, статус: \
                      выполнено, дата: 2023-05-01, документ: Справка}\n";
    let folder = Folder::with("п.yaml", SMALLEST).file("м.yaml", monitoring);
    folder.run("plan п.yaml -o план.pdf").silently();
    folder.run("report м.yaml").silently();
    let from_pdf = folder.read("output/м-report.pdf");
    let folder = folder.file("м.yaml", monitoring.replace("план.pdf", "п.yaml"));
    folder.run("report м.yaml").silently();
    assert!(folder.read("output/м-report.pdf") == from_pdf);
    // The report carries the plan too, and is none itself.
    folder.run("report output/м-report.pdf -o б.pdf").silently();
    assert!(folder.read("б.pdf") == from_pdf);
    assert!(folder.run("plan output/м-report.pdf -o в.pdf --messages short").exits(1).stderr.contains("E401"));
    let folder = folder.file("м.yaml", monitoring.replace("план.pdf", "б.pdf"));
    assert!(folder.run("report м.yaml --messages short").exits(1).stderr.contains("E413"));
}

#[test]
fn a_pdf_is_a_document_and_not_data_that_is_protected() {
    let folder = Folder::with("п.yaml", SMALLEST);
    folder.run("plan п.yaml").silently();
    // Made again from the same data, and again from itself: never over itself.
    folder.run("plan п.yaml").silently();
    let before = folder.read("output/п.pdf");
    let ran = folder.run("plan output/п.pdf").exits(2);
    assert!(ran.stderr.contains("документ лёг бы на место самого файла"), "{}", ran.stderr);
    assert!(folder.read("output/п.pdf") == before);
    // A folder offers the files that people edit, not the documents beside them.
    let ran = folder.run("due output").exits(3);
    assert!(!ran.stderr.contains("п.pdf"), "{}", ran.stderr);
    assert!(folder.run("plan нет.pdf --messages short").exits(3).stderr.starts_with("нет.pdf: ошибка E001"));
}

#[test]
fn what_else_the_document_depends_on_is_carried() {
    let folder = Folder::with("п.yaml", SMALLEST);
    let head = |options: &str| {
        folder.run(&format!("plan п.yaml -o п.pdf {options}")).silently();
        let pdf = Pdf::open(folder.read("п.pdf")).unwrap();
        let [attachment] = pdf.attachments().try_into().unwrap();
        let data: serde_json::Value = serde_json::from_slice(&pdf.carried(&attachment).unwrap()).unwrap();
        let mut fields = data.as_object().unwrap().clone();
        fields.remove("данные").unwrap();
        serde_json::Value::from(fields)
    };
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(head(""), serde_json::json!({"формат": 1, "программа": version, "стандарты": "a-3a,ua-1"}));
    let folder = repository("templates");
    assert_eq!(
        head(&format!("--pdf-standard 1.7 --templates {}", folder.display())),
        serde_json::json!({"формат": 1, "программа": version, "стандарты": "1.7", "свои шаблоны": true})
    );
}
