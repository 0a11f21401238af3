//! The data of a PDF, back as a file that gives the same PDF.

use std::fs;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::support::{Folder, SMALLEST, repository};

/// Makes a document, takes its data out of it and makes it again: the very same bytes, twice. Gives the YAML.
#[track_caller]
fn made_again(folder: &Folder, command: &str, input: &str) -> String {
    folder.run(&format!("{command} {input} -o а.pdf --quiet")).silently();
    folder.run("extract а.pdf --force").silently();
    folder.run(&format!("{command} а.yaml -o б.pdf --quiet")).silently();
    let yaml = String::from_utf8(folder.read("а.yaml")).unwrap();
    assert!(folder.read("а.pdf") == folder.read("б.pdf"), "{yaml}");
    yaml
}

#[test]
fn samples_come_back() {
    // A summary is tried by itself.
    let is_alone = |name: &std::ffi::OsString| !name.to_string_lossy().starts_with("summary");
    let names = || fs::read_dir(repository("input")).unwrap().map(|entry| entry.unwrap().file_name()).filter(is_alone);
    let folder = names().fold(Folder::new(), |folder, name| {
        let name = name.to_string_lossy().into_owned();
        folder.copy(&format!("input/{name}"), &name)
    });
    for name in names() {
        let name = name.to_string_lossy().into_owned();
        let command = if name.starts_with("monitoring") { "report" } else { "plan" };
        made_again(&folder, command, &name);
        assert!(folder.run(&format!("{command} а.yaml --quiet")).stderr.is_empty());
    }
}

#[test]
fn workbooks_of_all_kinds_come_back() {
    let cases = "tests/cases/workbooks";
    let mut count = 0;
    for entry in fs::read_dir(repository(cases)).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        let is_book = [".xlsx", ".xlsb", ".xls", ".ods"].iter().any(|ending| name.ends_with(ending));
        if is_book && !name.contains("bomb") {
            let folder = Folder::new().copy(&format!("{cases}/{name}"), &name);
            if folder.run(&format!("plan {name} --quiet")).code == 0 {
                made_again(&folder, "plan", &name);
                count += 1;
            }
        }
    }
    assert!(count >= 10, "{count}");
}

#[test]
fn the_file_is_nice_to_read() {
    let folder = Folder::new().copy("input/plan-2023.yaml", "п.yaml");
    let yaml = made_again(&folder, "plan", "п.yaml");
    let start = "\
# Данные плана «План мероприятий («дорожная карта») реализации мер адресной поддержки школ, функционирующих в
# неблагоприятных социальных условиях на территории Краснохолмского муниципального округа, на 2023 год»; были
# вложены в PDF.
# Команда «dorkarta plan» делает из этого файла тот же документ.

вид: план
период: 2023 год
название: >-
  План мероприятий («дорожная карта») реализации мер адресной поддержки школ, функционирующих в
  неблагоприятных социальных условиях на территории Краснохолмского муниципального округа, на 2023 год

утверждение:
  гриф: Утверждаю
  должность: |-
    Заведующий Отделом образования
    Администрации Краснохолмского муниципального округа
  имя: Н.В.Шадеркова
  дата: «01» февраля 2023 года
";
    assert!(yaml.starts_with(start), "{yaml}");
    assert!(yaml.contains("\nстолбцы: [номер, название, срок, ответственные]\n"), "{yaml}");
    assert!(yaml.lines().all(|line| line.chars().count() <= 120), "{yaml}");
}

#[test]
fn a_report_brings_its_plan() {
    let folder =
        Folder::new().copy("input/plan-2023.yaml", "plan-2023.yaml").copy("input/monitoring-2023.yaml", "м.yaml");
    let yaml = made_again(&folder, "report", "м.yaml");
    assert!(yaml.contains("\nплан:\n  вид: план\n"), "{yaml}");
    // The day that was asked for goes in too.
    folder.run("report м.yaml --date 2023-12-31 -o в.pdf --quiet").silently();
    folder.run("extract в.pdf").silently();
    folder.run("report в.yaml -o г.pdf --quiet").silently();
    assert!(folder.read("в.pdf") == folder.read("г.pdf"));
}

#[test]
fn the_file_goes_where_it_is_wanted_and_replaces_nothing() {
    let folder = Folder::with("данные/п.yaml", SMALLEST);
    folder.run("plan данные/п.yaml").silently();
    assert_eq!(folder.run("извлечь output/п.pdf").silently().stdout, "п.yaml\n");
    let written = folder.read("п.yaml");
    assert_eq!(folder.run("extract output/п.pdf -o -").silently().bytes, written);
    folder.run("extract output/п.pdf -o копия/").silently();
    assert_eq!(folder.read("копия/п.yaml"), written);
    assert_eq!(folder.run("extract output/п.pdf -o план.от.01.02").silently().stdout, "план.от.01.02.yaml\n");

    let folder = folder.file("п.yaml", "моё");
    let ran = folder.run("extract output/п.pdf --messages short").exits(3);
    let expected = "п.yaml: ошибка E656: файл с таким именем уже есть; он оставлен как есть (укажите другое имя через -o или, если замена \
                    нужна, добавьте ключ --force)\n";
    assert_eq!(ran.stderr, expected);
    assert_eq!(folder.read("п.yaml"), "моё".as_bytes());
    folder.run("extract output/п.pdf --force").silently();
    assert_eq!(folder.read("п.yaml"), written);

    for (arguments, sentence) in [
        ("extract п.yaml", "п.yaml – не PDF; нужен документ, сделанный этой программой"),
        ("extract output/п.pdf -o п.txt", "имя п.txt не подходит: данные записываются в файл .yaml или .xlsx"),
        ("extract output/п.pdf лишнее", "в командной строке есть лишнее: «лишнее»; имя с пробелами берут в кавычки"),
    ] {
        assert!(folder.run(arguments).exits(2).stderr.starts_with(&format!("ошибка: {sentence}\n")), "{arguments}");
    }
    assert!(folder.run("extract нет.pdf").exits(3).stderr.contains("E001"));
    folder.run("plan п.yaml --no-data -o без.pdf").silently();
    assert!(folder.run("extract без.pdf").exits(1).stderr.contains("E652"));
}

/// Texts that are hard on YAML, of signs that the faces have.
const NASTY: [&str; 40] = [
    "010",
    "1.10",
    "yes",
    "да",
    "~",
    "null",
    "true",
    "- x",
    "# y",
    "a # b",
    "a #b",
    "\"",
    "'",
    "«»",
    "a: b",
    "a:",
    ":a",
    "[x]",
    "{x}",
    "*x",
    "&x",
    "!x",
    "%",
    "@",
    "`",
    "|",
    ">",
    ">-",
    "\\n",
    "x\ny",
    "x\n\ny",
    "x\n  y",
    " x ",
    "…",
    "☺",
    "2023-02-01",
    "12:30",
    "x\ty",
    "\u{a0}x",
    "a, b",
];

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        2 => prop::sample::select(&NASTY[..]).prop_map(str::to_owned),
        1 => "[а-яёА-Я]{1,14}",
        1 => Just(" ".to_owned()),
    ];
    // Something must be left when blanks are taken off.
    (prop::collection::vec(piece, 0..40), "[а-я]").prop_map(|(pieces, last)| pieces.concat() + &last)
}

fn any_plan() -> impl Strategy<Value = Value> {
    let activity = (any_text(), any_text(), prop::collection::vec(any_text(), 0..3))
        .prop_map(|(name, due, bodies)| json!({"название": name, "срок": due, "ответственные": bodies}));
    let direction = (any_text(), prop::collection::vec(activity, 1..4))
        .prop_map(|(name, activities)| json!({"название": name, "мероприятия": activities}));
    let texts = || prop::collection::vec(any_text(), 0..3);
    (any_text(), texts(), texts(), any_text(), prop::collection::vec(direction, 1..3)).prop_map(
        |(title, preamble, goals, name, directions)| {
            json!({
                "вид": "план", "период": "2023", "название": title, "преамбула": preamble, "задачи": goals,
                "согласование": [], "исполнители": {"отдел": name}, "направления": directions,
            })
        },
    )
}

/// A file of JSON is a file of YAML too.
#[test]
fn plans_of_hard_texts_come_back() {
    let config = Config { cases: 12, failure_persistence: None, ..Config::default() };
    let checked = TestRunner::new(config).run(&any_plan(), |plan| {
        let folder = Folder::with("п.yaml", &plan.to_string());
        made_again(&folder, "plan", "п.yaml");
        Ok(())
    });
    checked.unwrap();
}
