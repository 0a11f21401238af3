//! A plan that stands on one sheet of any name, from every command; and the data of an input as a workbook in the usual shape.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{Folder, pages_of, view_of, xlsx};

/// A plan on one sheet, as an office types it.
const SHEET: [&[&str]; 14] = [
    &["СОГЛАСОВАНО", "", "", "УТВЕРЖДАЮ"],
    &["Глава округа", "", "", "Начальник отдела"],
    &["_______ Б.Б. Борисов", "", "", "_______ А.А. Андреев"],
    &["", "", "", "«11» января 2027 г."],
    &[],
    &["ПЛАН МЕРОПРИЯТИЙ"],
    &["по поддержке школ на 2027 год"],
    &["Цель: повысить качество"],
    &["Задачи:"],
    &["1. Обучить"],
    &["2. Проверить"],
    &["№ п/п", "Мероприятия", "Срок", "Ответственные"],
    &["1", "Совещание", "Март 2027", "Отдел"],
    &["2", "Семинар", "Май 2027", "Школы"],
];
const BELOW: [&[&str]; 4] = [
    &["Примечание: сроки уточняются"],
    &[],
    &["Методист", "", "", "В.В. Викторова"],
    &["Исп. Г.Г. Громова, тел. 8 (48237) 2-22-33"],
];

fn rows() -> Vec<&'static [&'static str]> {
    SHEET.into_iter().chain(BELOW).collect()
}

/// The same as LibreOffice has it.
fn ods(name: &str, rows: &[&[&str]]) -> Vec<u8> {
    let cell = |text: &&str| match *text {
        "" => "<table:table-cell/>".to_owned(),
        text => format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"),
    };
    let row =
        |texts: &&[&str]| format!("<table:table-row>{}</table:table-row>", texts.iter().map(cell).collect::<String>());
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\
         <office:body><office:spreadsheet><table:table table:name=\"{name}\">{}</table:table></office:spreadsheet></office:body>\
         </office:document-content>",
        rows.iter().map(row).collect::<String>()
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (part, text) in
        [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_str())]
    {
        zip.start_file(part, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn all_that_stands_on_the_sheet_is_in_the_document() {
    let folder = Folder::new().file("план.xlsx", xlsx(&[("Лист1", &rows())]));
    let pages = pages_of(&folder.path("план.xlsx")).join("\n").replace(['\u{a0}', '\n'], " ");
    for text in rows().into_iter().flatten().filter(|text| !text.is_empty()) {
        let words =
            text.split([' ', '_', ',']).filter(|word| word.chars().count() > 2 && !word.starts_with(['«', '(']));
        for word in words.filter(|word| !["Исп.", "тел."].contains(word)) {
            assert!(pages.contains(word), "«{word}» is not on the page: {pages}");
        }
    }
    let view = view_of(&folder.path("план.xlsx"));
    assert_eq!(view["draft"], serde_json::Value::Null);
    assert_eq!(
        (view["corner"]["left"].as_array().unwrap().len(), view["corner"]["right"].as_array().unwrap().len()),
        (1, 1)
    );
    assert_eq!(view["tasks"]["items"].as_array().unwrap().len(), 2);
}

#[test]
fn every_command_takes_it_in_every_format() {
    let folder =
        Folder::new().file("план.xlsx", xlsx(&[("Что угодно", &rows())])).file("план.ods", ods("Что угодно", &rows()));
    for name in ["план.xlsx", "план.ods"] {
        let out = name.replace('.', "-");
        folder.run(&format!("plan {name} -o {out}.pdf --no-data --quiet")).silently();
        folder.run(&format!("check {name} --quiet")).exits(0);
        let due = folder.run(&format!("due {name} --date 2027-06-01")).exits(0).stdout;
        assert!(due.contains("Совещание"), "{due}");
        folder.run(&format!("diff {name} план.xlsx")).exits(0);
        // Dropped on the program.
        folder.run(&format!("{name} --quiet"));
    }
    assert!(folder.read("план-xlsx.pdf") == folder.read("план-ods.pdf"));
    folder.run("план.xlsx").exits(0);
    assert!(folder.has("план.pdf"));
}

#[test]
fn a_sheet_is_named_behind_the_file() {
    let other: Vec<&[&str]> = vec![&["План работы на 2026 год"], SHEET[11], &["1", "Сбор", "Май 2026", "Отдел"]];
    let folder = Folder::new().file("п.xlsx", xlsx(&[("2026", &other), ("2027", &rows())]));
    assert!(folder.run("plan п.xlsx").exits(1).stderr.contains("E216"));
    folder.run("plan п.xlsx#2026 -o а.pdf --quiet").silently();
    folder.run("plan п.xlsx#2027 --quiet").silently();
    assert!(folder.has("output/п.pdf"));
    assert!(folder.run("due п.xlsx#2026 --date 2026-06-01").exits(0).stdout.contains("Сбор"));
    folder.run("diff п.xlsx#2026 п.xlsx#2027").exits(1);
    assert!(folder.run("plan п.xlsx#2028").exits(1).stderr.contains("E203"));
    let account = folder.run("check п.xlsx#2026 --account --messages json").exits(0).stdout;
    assert!(account.contains(r#"{"sheet":"2027","as":"left-out","why":"sheet"}"#), "{account}");
}

#[test]
fn the_data_of_any_input_become_a_workbook_that_says_the_same() {
    let folder = Folder::new().file("план.xlsx", xlsx(&[("Лист1", &rows())]));
    folder.run("plan план.xlsx -o а.pdf --quiet").silently();
    for (command, made) in [
        ("new --from план.xlsx -o книга.xlsx", "книга.xlsx"),
        ("new --from план.xlsx -o данные.yaml", "данные.yaml"),
        ("new --from а.pdf -o из-pdf.xlsx", "из-pdf.xlsx"),
        ("extract а.pdf -o извлечено.xlsx", "извлечено.xlsx"),
    ] {
        folder.run(command).exits(0);
        // Nothing is guessed any more.
        let said = folder.run(&format!("plan {made} -o {made}.pdf")).exits(0).stderr;
        assert_eq!(said, "", "{command}");
        assert_eq!(pages_of(&folder.path(made)), pages_of(&folder.path("план.xlsx")), "{command}");
        folder.run(&format!("diff план.xlsx {made}")).exits(0);
    }
    let again = folder.read("книга.xlsx");
    folder.run("new --from план.xlsx -o книга-2.xlsx").exits(0);
    assert!(again == folder.read("книга-2.xlsx"), "the same bytes");
    // What is there is never replaced, and the source never the target.
    assert!(folder.run("new --from план.xlsx -o книга.xlsx").exits(3).stderr.contains("файл с таким именем уже есть"));
    folder.run("new --from план.xlsx -o план.xlsx").exits(2);
    folder.run("new --from план.xlsx -o план.docx").exits(2);
}

#[test]
fn a_monitoring_becomes_a_workbook_that_says_the_same() {
    let folder =
        Folder::new().copy("input/plan-2023.yaml", "plan-2023.yaml").copy("input/monitoring-2023.yaml", "м.yaml");
    folder.run("new --from м.yaml -o глубже/м.xlsx").exits(0);
    for (file, out) in [("м.yaml", "а.pdf"), ("глубже/м.xlsx", "б.pdf")] {
        folder.run(&format!("report {file} -o {out} --no-data --quiet")).exits(0);
    }
    assert!(folder.read("а.pdf") == folder.read("б.pdf"));
}

/// What stands under a table fills its columns and is no activity; what stands above it is read as it was typed.
#[test]
fn what_stands_around_a_small_table_is_none_of_its_rows() {
    const NUMBERED: &[&[&str]] = &[
        &["План мероприятий на 2025 год"],
        &["№ п/п", "Мероприятие", "Срок", "Ответственный"],
        &["1", "Сбор", "март 2025", "РМК"],
        &[],
    ];
    const BARE: &[&[&str]] = &[
        &["План мероприятий на 2025 год"],
        &["Мероприятие", "Срок", "Ответственный"],
        &["Сбор", "март 2025", "РМК"],
        &[],
    ];
    type Rows = &'static [&'static [&'static str]];
    let cases: &[(Rows, Rows, &[&str])] = &[
        (NUMBERED, &[&["", "Начальник отдела", "_______", "Орлов О.О."]], &["Начальник отдела", "Орлов О.О."]),
        (BARE, &[&["Начальник отдела", "_________", "Орлов О.О."], &["М.П."]], &["Начальник отдела", "Орлов О.О."]),
        (NUMBERED, &[&["Составил:", "методист", "", "Орлова Т.П."]], &["методист Орлова Т.П."]),
        (BARE, &[&["Составил:", "методист", "Орлова Т.П."]], &["методист Орлова Т.П."]),
        (BARE, &[&["Исп. Иванова Т.С.\n8 (34345) 2-15-47"]], &["Иванова Т.С.", "8 (34345) 2-15-47"]),
        (
            BARE,
            &[&["Лист ознакомления"], &["ФИО", "Дата", "Подпись"], &["Иванова А.А.", "12.01.2025"]],
            &["Лист ознакомления", "Иванова А.А. 12.01.2025"],
        ),
        (
            BARE,
            &[&["Условные обозначения: РМК – методкабинет"], &["ШМО", "школьное объединение"]],
            &["ШМО школьное объединение"],
        ),
    ];
    for (table, below, printed) in cases {
        let rows: Vec<&[&str]> = table.iter().chain(*below).copied().collect();
        let folder = Folder::new().file("п.xlsx", xlsx(&[("План", &rows)]));
        folder.run("plan п.xlsx -o п.pdf").exits(0);
        let due = folder.run("due п.xlsx --date 2025-01-01 --format json").exits(0).stdout;
        assert_eq!(due.lines().count(), 1, "{below:?}: {due}");
        let pages = pages_of(&folder.path("п.xlsx")).join("\n").replace(['\u{a0}', '\n'], " ");
        for text in *printed {
            assert!(pages.contains(text), "{below:?}: «{text}» is not on the page: {pages}");
        }
    }
    for (above, printed) in [
        (&["УТВЕРЖДЕНО приказом директора № 88 от 10.01.2025"][..], "приказом директора от 10.01.2025 № 88"),
        (&["Согласовано на заседании совета 10.01.2025"], "Согласовано на заседании совета 10.01.2025"),
        (
            &["План мероприятий на 2025 год", "Цели:", "1) качество;", "2) мастерство."],
            "Цели: 1) качество; 2) мастерство. №",
        ),
    ] {
        let above: Vec<Vec<&str>> = above.iter().map(|text| vec![*text]).collect();
        let own = usize::from(above.len() > 1);
        let rows: Vec<&[&str]> = above.iter().map(Vec::as_slice).chain(BARE.iter().skip(own).copied()).collect();
        let folder = Folder::new().file("п.xlsx", xlsx(&[("План", &rows)]));
        folder.run("plan п.xlsx -o п.pdf").exits(0);
        let pages = pages_of(&folder.path("п.xlsx")).join("\n").replace(['\u{a0}', '\n'], " ");
        assert!(pages.contains(printed) && !pages.contains("____"), "{pages}");
    }
}

/// In whatever columns of a numbered table post and name stand, next below it or not, they are a signature.
#[test]
fn who_signs_under_a_numbered_table_is_no_activity() {
    let due = |last: [&str; 4], gap: usize| {
        let table: [&[&str]; 3] = [
            &["План мероприятий на 2025 год"],
            &["№ п/п", "Мероприятие", "Срок", "Ответственный"],
            &["1", "Сбор", "март 2025", "РМК"],
        ];
        let rows: Vec<&[&str]> = table.into_iter().chain(vec![&[][..]; gap]).chain([&last[..]]).collect();
        let folder = Folder::new().file("п.xlsx", xlsx(&[("План", &rows)]));
        let view = view_of(&folder.path("п.xlsx"));
        let due = folder.run("due п.xlsx --date 2025-01-01 --format json").exits(0).stdout;
        (due.lines().count(), view["signatures"].to_string())
    };
    for (post, name, gap) in
        (0..4).flat_map(|post| (post + 1..4).flat_map(move |name| [(post, name, 0), (post, name, 1)]))
    {
        let mut last = [""; 4];
        (last[post], last[name]) = ("Директор школы", "О.О. Орлов");
        let (count, signatures) = due(last, gap);
        assert!(count == 1 && signatures.contains("Директор школы"), "{last:?}, {gap}: {count}, {signatures}");
    }
    // Not every row without a number and a due date is one.
    for last in [["", "Главный праздник района", "", "Орлов О.О."], ["", "Сбор актива", "", "Орлов О.О."]]
    {
        assert_eq!(due(last, 0).0, 2, "{last:?}");
    }
}

#[test]
fn a_sheet_beside_the_plan_is_told() {
    let table: Vec<&[&str]> = vec![&["План мероприятий на 2025 год"], &["Мероприятие", "Срок"], &["Сбор", "март 2025"]];
    let title: Vec<&[&str]> = vec![&["УТВЕРЖДАЮ"], &["Директор", "Орлов О.О."]];
    let folder = Folder::new().file("п.xlsx", xlsx(&[("Титул", &title), ("План", &table), ("_Справка", &title)]));
    let said = folder.run("plan п.xlsx -o п.pdf --messages short").exits(0).stderr;
    assert!(said.contains("лист «Титул»: замечание W258") && said.contains("заполненных ячеек здесь 3"), "{said}");
    assert_eq!(said.matches("W258").count(), 1, "{said}");
}
