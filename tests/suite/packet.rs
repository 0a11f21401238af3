//! The packet of a plan: what is in it, that it agrees with itself, and that no half of one is ever written.

use std::fs;

use dorkarta_core::pdf::Pdf;
use serde_json::Value;

use crate::support::{Folder, pages_of, plain, text, view_of};

const SAMPLE: &str = "input/plan-work-2026.yaml";

fn sample() -> Folder {
    Folder::new().copy(SAMPLE, "план.yaml")
}

/// A plan with an order of which only these fields are given.
fn with_order(fields: &str) -> Folder {
    let plan = format!(
        "вид: план\nпериод: 2023 год\nназвание: План мероприятий («дорожная карта») школ на 2023 год\nприказ: {{{fields}}}\n\
         мероприятия: [{{название: Совет, срок: март, ответственные: [Отдел, Школа № 5]}}]\n"
    );
    Folder::with("п.yaml", &plan).file("о.yaml", "вид: приказ\nплан: п.yaml\n")
}

fn order_of(folder: &Folder) -> Value {
    plain(&view_of(&folder.path("о.yaml")))
}

/// The texts of a list of the view, one a line.
fn lines(list: &Value) -> String {
    list.as_array().unwrap().iter().map(|words| text(words) + "\n").collect()
}

#[test]
fn a_plan_with_its_order_gives_all_parts() {
    let folder = sample();
    let ran = folder.run("packet план.yaml").silently();
    let bodies = ["Заречная-СОШ", "Методический-центр", "Ольховецкая-СОШ-1", "Управление-образования"];
    let of_bodies = [("выписки", "pdf"), ("письма", "eml"), ("сроки", "ics"), ("формы", "xlsx")];
    let mut expected: Vec<String> = ["лист-ознакомления", "лист-согласования", "план", "приказ"]
        .map(|name| format!("output/план/{name}.pdf"))
        .into();
    for (part, ending) in of_bodies {
        expected.extend(bodies.iter().map(|body| format!("output/план/{part}/{body}.{ending}")));
    }
    expected.push("план.yaml".into());
    expected.sort();
    assert_eq!(folder.files(), expected);
    let mut told: Vec<String> = ran.stdout.lines().map(str::to_owned).collect();
    told.push("план.yaml".into());
    told.sort();
    assert_eq!(told, expected);
    assert_eq!(ran.done, ["Готово: output/план – 20 файлов"]);
}

#[test]
fn what_a_mark_leaves_to_be_filled_in_the_order_fills_in() {
    let marks = "\
приложение к: {документ: приказу Отдела, дата: «__» ____ 2023 г., номер документа: ____}
утверждение: {документ: приказом Отдела, дата: «__» ____ 2023 г., номер: ____}
";
    let folder = with_order("дата: 2023-02-01, номер: 12-о, подпись: {должность: Заведующий, имя: А.А. Андреев}");
    let plan = String::from_utf8(folder.read("п.yaml")).unwrap();
    let folder = folder.file("п.yaml", format!("{plan}{marks}"));
    let ran = folder.run("plan п.yaml -o план.pdf").exits(0);
    assert!(!ran.stderr.contains("E67"), "{}", ran.stderr);
    let page = pages_of(&folder.path("п.yaml")).join(" ").replace(['\u{a0}', '\n'], " ");
    assert_eq!(page.matches("№ 12-о").count(), 2, "{page}");
    assert!(!page.contains("__"), "{page}");
}

/// Bodies are parted by one rule: of a list, of a text, of a cell of a workbook.
#[test]
fn a_workbook_and_yaml_give_the_same_bodies() {
    let texts = ["Отдел образования, руководители ОМО", "Иванова;\nПетров", "Отдел культуры, молодёжи и спорта"];
    let table: Vec<[&str; 4]> = texts.iter().map(|text| ["1", "Совет", "март", text]).collect();
    let mut rows: Vec<&[&str]> = vec![&["№", "Мероприятие", "Срок", "Ответственные"]];
    rows.extend(table.iter().map(|row| &row[..]));
    let head = "вид: план\nпериод: 2023 год\nназвание: План школ на 2023 год\nподпись: {должность: Глава, имя: Н.В.Шадеркова}\n";
    let activities = |bodies: [&str; 3]| {
        let row = |body: &str| format!("- {{название: Совет, срок: март, ответственные: {body}}}\n");
        format!("{head}мероприятия:\n{}", bodies.map(row).concat())
    };
    let typed = texts.map(|text| format!("\"{}\"", text.replace('\n', "\\n")));
    let typed = activities([&typed[0], &typed[1], &typed[2]]);
    let listed = activities([
        "[Отдел образования, руководители ОМО]",
        "[Иванова, Петров]",
        "[\"Отдел культуры, молодёжи и спорта\"]",
    ]);
    let folder = Folder::with("текст.yaml", &typed)
        .file("список.yaml", &listed)
        .file("таблица.xlsx", crate::support::xlsx(&[("План", &rows)]))
        .file("книга.yaml", format!("{head}таблица: таблица.xlsx\n"));
    let extracts = |name: &str| {
        folder.run(&format!("packet {name}.yaml -o {name} --only выписки")).exits(0);
        let prefix = format!("{name}/выписки/");
        folder.files().iter().filter_map(|file| Some(file.strip_prefix(&prefix)?.to_owned())).collect::<Vec<_>>()
    };
    let expected = extracts("список");
    assert_eq!(expected.len(), 5, "{expected:?}");
    assert_eq!(extracts("текст"), expected);
    assert_eq!(extracts("книга"), expected);
}

#[test]
fn the_same_plan_gives_the_same_bytes_and_nothing_is_left_over() {
    let folder = sample();
    folder.run("packet план.yaml -o один").silently();
    folder.run("packet план.yaml -o два").silently();
    let again = folder.run("packet план.yaml -o два").silently();
    assert_eq!(again.stdout.lines().count(), 20);
    for name in folder.files().iter().filter_map(|name| name.strip_prefix("один/")) {
        assert!(folder.read(&format!("один/{name}")) == folder.read(&format!("два/{name}")), "{name}");
    }
    assert_eq!(folder.files().len(), 41);
}

#[test]
fn every_document_is_verified_and_gives_its_data_back() {
    let folder = sample();
    folder.run("packet план.yaml -o к").silently();
    for name in ["приказ", "план", "лист-согласования", "лист-ознакомления", "выписки/Заречная-СОШ"]
    {
        folder.run(&format!("verify к/{name}.pdf")).exits(0);
        folder.run(&format!("extract к/{name}.pdf -o данные.yaml")).silently();
        folder.run("данные.yaml").exits(0);
        assert!(folder.read("данные.pdf") == folder.read(&format!("к/{name}.pdf")), "{name}");
        fs::remove_file(folder.path("данные.yaml")).unwrap();
    }
}

#[test]
fn the_plan_bears_the_mark_of_its_order_by_itself() {
    let mark = |more: &str, fields: &str| {
        let folder = with_order(fields);
        let plan = String::from_utf8(folder.read("п.yaml")).unwrap() + more;
        let view = view_of(&folder.file("м.yaml", plan).path("м.yaml"));
        (lines(&plain(&view["annex-to"])), view["draft"].is_null())
    };
    let order = "дата: 2023-02-01, номер: 12-о";
    assert_eq!(mark("", order), ("Приложение\nк приказу\nот 1 февраля 2023 г. № 12-о\n".into(), true));
    let open = mark("", "вид: постановление").0;
    assert_eq!(open, "Приложение\nк постановлению\nот «___» __________ 20__ г. № ____\n");
    let typed = mark("приложение к: {номер: 2, документ: приказу Отдела}\n", order).0;
    assert_eq!(typed, "Приложение № 2\nк приказу Отдела\nот 1 февраля 2023 г. № 12-о\n");
    let other = mark("приложение к: {документ: постановлению Администрации, номер документа: 7}\n", order).0;
    assert_eq!(other, "Приложение\nк постановлению Администрации\n№ 7\n");
}

#[test]
fn an_approval_by_the_order_takes_date_and_number_from_it() {
    let folder = with_order("дата: 2023-02-01, номер: 12-о");
    let plan = String::from_utf8(folder.read("п.yaml")).unwrap() + "утверждение: {документ: приказом Отдела}\n";
    let view = plain(&view_of(&folder.file("м.yaml", plan).path("м.yaml")));
    let block = &view["corner"]["right"][0];
    assert_eq!(lines(&block["lines"]), "приказом Отдела\nот 1 февраля 2023 г. № 12-о\n");
}

#[test]
fn what_an_order_leaves_out_is_drafted() {
    let view = order_of(&with_order("дата: 2023-02-01, номер: 12-о"));
    assert_eq!(text(&view["title"]), "Об утверждении Плана мероприятий («дорожной карты») школ на 2023 год");
    assert_eq!(lines(&view["preamble"]), "В целях организации и координации работы в 2023 году\n");
    assert_eq!(view["verb"], "ПРИКАЗЫВАЮ:");
    assert_eq!(
        lines(&view["points"]),
        "1. Утвердить прилагаемый План мероприятий («дорожную карту») школ на 2023 год.\n\
         2. Ответственным исполнителям обеспечить выполнение мероприятий в установленные сроки.\n\
         3. Ответственным исполнителям представить сведения о выполнении мероприятий до 31 декабря 2023 г.\n\
         4. Разместить настоящий приказ на официальном сайте в течение 10 рабочих дней со дня подписания.\n\
         5. Контроль за исполнением настоящего приказа оставляю за собой.\n"
    );
}

#[test]
fn a_monitoring_beside_the_plan_says_until_when_to_report() {
    let folder = with_order("номер: 12-о");
    let plan = String::from_utf8(folder.read("п.yaml")).unwrap() + "мониторинг: {на дату: 2023-11-20}\n";
    fs::write(folder.path("п.yaml"), plan).unwrap();
    assert!(
        lines(&order_of(&folder)["points"])
            .contains("представить сведения о выполнении мероприятий до 20 ноября 2023 г.\n")
    );
}

#[test]
fn what_is_typed_is_printed_as_typed() {
    let points = |fields: &str| lines(&order_of(&with_order(fields))["points"]);
    assert_eq!(
        points(
            "пункты: [Утвердить план, {кому: Директорам, подпункты: [одно;, другое.]}, Контроль возложить на Иванову И.И.]"
        ),
        "1. Утвердить план\n2. Директорам:\n2.1. одно;\n2.2. другое.\n3. Контроль возложить на Иванову И.И.\n"
    );
    let told = |point: &str| {
        points(&format!("пункты: [{point}], контроль: Контроль за мной")).lines().next().unwrap().to_owned()
    };
    for (point, expected) in [
        ("{что: отчитаться, кому: Школам, срок: до 1 мая 2023 г.}", "1. Школам отчитаться до 1 мая 2023 г."),
        ("{что: отчитаться, срок: 2023-05-01}", "1. отчитаться в срок до 1 мая 2023 г."),
        ("{что: Отчитаться, кому: Школам, срок: Май}", "1. Школам: Отчитаться. Срок: Май."),
        ("{что: Отчитаться., срок: до мая}", "1. Отчитаться. Срок: до мая."),
        ("1) Утвердить", "1) Утвердить"),
    ] {
        assert_eq!(told(point), expected, "{point}");
    }
    // What is counted goes on from the last number that was typed.
    assert_eq!(
        points("пункты: ['1. Утвердить', '2. Школам:', '2.1. начать', '– и кончить', '3. Разместить']"),
        "1. Утвердить\n2. Школам:\n2.1. начать\n– и кончить\n3. Разместить\n\
         4. Контроль за исполнением настоящего приказа оставляю за собой.\n"
    );
}

#[test]
fn a_verb_is_put_in_only_where_it_is_missing() {
    let verb = |fields: &str| order_of(&with_order(fields))["verb"].clone();
    assert_eq!(verb("вид: постановление"), "ПОСТАНОВЛЯЮ:");
    assert_eq!(verb("вид: распоряжение"), Value::Null);
    assert_eq!(verb("вид: постановление, преамбула: 'Администрация округа ПОСТАНОВЛЯЕТ:'"), Value::Null);
    assert_eq!(verb("преамбула: 'В целях п р и к а з ы в а ю:'"), Value::Null);
    let folder = with_order("вид: распоряжение, подпись: {должность: Глава, имя: И.И. Иванов}");
    folder.run("packet п.yaml -o к --only приказ").exits(0);
    assert!(folder.has("к/распоряжение.pdf"));
}

#[test]
fn a_workbook_gives_the_same_order() {
    let folder = sample();
    folder.run("new --from план.yaml -o книга.xlsx").silently();
    for file in ["план.yaml", "книга.xlsx"] {
        folder.run(&format!("packet {file} -o {file}.к --no-data")).silently();
    }
    for name in ["приказ", "план", "лист-согласования", "лист-ознакомления", "выписки/Заречная-СОШ"]
    {
        let of = |file: &str| folder.read(&format!("{file}.к/{name}.pdf"));
        assert!(of("план.yaml") == of("книга.xlsx"), "{name}");
    }
    assert!(folder.read("план.yaml.к/письма/Методический-центр.eml").starts_with(b"X-Unsent: 1\r\nTo: center@"));
    assert!(folder.read("книга.xlsx.к/письма/Методический-центр.eml").starts_with(b"X-Unsent: 1\r\nTo: center@"));
}

#[test]
fn what_contradicts_itself_writes_nothing() {
    let folder = sample();
    let plan = String::from_utf8(folder.read("план.yaml")).unwrap();
    fs::write(folder.path("план.yaml"), plan + "приложение к: {документ: приказу, номер документа: 14}\n").unwrap();
    let ran = folder.run("packet план.yaml --messages short").exits(1);
    assert!(
        ran.stderr.contains("E670: у приказа здесь другой номер, чем «14-о» в поле «приказ» (в строке 24)"),
        "{}",
        ran.stderr
    );
    assert_eq!(ran.done, Vec::<String>::new());
    assert_eq!(folder.files(), ["план.yaml"]);
}

#[test]
fn a_run_that_fails_leaves_the_former_packet_whole() {
    let folder = sample();
    folder.run("packet план.yaml -o к").silently();
    let before: Vec<_> = folder.files().into_iter().map(|name| (folder.read(&name), name)).collect();
    let changed = String::from_utf8(folder.read("план.yaml")).unwrap().replace("14-о", "15-о");
    fs::write(folder.path("план.yaml"), &changed).unwrap();
    // Somebody has signed an extract; a folder is in the way.
    let hinder: [(&str, &dyn Fn()); 2] = [
        ("к/выписки/Заречная-СОШ.pdf.sig", &|| {
            fs::write(folder.path("к/выписки/Заречная-СОШ.pdf.sig"), "подпись").unwrap();
        }),
        ("к/письма/Заречная-СОШ.eml", &|| {
            fs::remove_file(folder.path("к/письма/Заречная-СОШ.eml")).unwrap();
            fs::create_dir(folder.path("к/письма/Заречная-СОШ.eml")).unwrap();
        }),
    ];
    for (name, hinder) in hinder {
        hinder();
        let ran = folder.run("packet план.yaml -o к");
        assert!(ran.code == 1 || ran.code == 3, "{}", ran.stderr);
        assert_eq!(ran.stdout, "");
        for (bytes, other) in before.iter().filter(|(_, other)| other != "план.yaml" && other != name) {
            assert!(folder.read(other) == *bytes, "{other}: {}", ran.stderr);
        }
        let path = folder.path(name);
        if path.is_dir() { fs::remove_dir(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }
    folder.run("packet план.yaml -o к").exits(0);
    assert!(folder.read("к/приказ.pdf") != before.iter().find(|(_, name)| name == "к/приказ.pdf").unwrap().0);
}

#[test]
fn a_filled_form_is_not_replaced() {
    let folder = sample();
    folder.run("packet план.yaml -o к --only формы").silently();
    // Another workbook stands where the form would.
    fs::write(folder.path("к/формы/Заречная-СОШ.xlsx"), crate::support::xlsx(&[("Лист", &[&["ответ"]])])).unwrap();
    let before = folder.read("к/формы/Заречная-СОШ.xlsx");
    folder.run("packet план.yaml -o к").exits(3);
    assert!(folder.read("к/формы/Заречная-СОШ.xlsx") == before);
    assert!(!folder.has("к/приказ.pdf"));
}

#[test]
fn what_a_former_packet_left_is_told() {
    let folder = sample();
    folder.run("packet план.yaml -o к").silently();
    let without = String::from_utf8(folder.read("план.yaml")).unwrap().replace("[школа 1, заречная]", "школа 1");
    fs::write(folder.path("план.yaml"), without).unwrap();
    let ran = folder.run("packet план.yaml -o к").exits(0);
    for left in
        ["выписки/Заречная-СОШ.pdf", "сроки/Заречная-СОШ.ics", "формы/Заречная-СОШ.xlsx", "письма/Заречная-СОШ.eml"]
    {
        assert!(ran.stderr.contains(&format!("остался файл прежнего комплекта: к/{left};")), "{}", ran.stderr);
        assert!(folder.has(&format!("к/{left}")));
    }
}

#[test]
fn a_packet_is_not_written_over_its_own_data() {
    let folder = sample();
    folder.run("packet план.yaml -o к --only план").silently();
    let before = folder.read("к/план.pdf");
    let ran = folder.run("packet к/план.pdf -o к").exits(3);
    assert!(ran.stderr.contains("из этого файла взяты данные"), "{}", ran.stderr);
    assert!(folder.read("к/план.pdf") == before && !folder.has("к/приказ.pdf"));
    folder.run("packet к/план.pdf").silently();
    assert!(folder.read("output/план/план.pdf") == before);
}

#[test]
fn parts_and_kinds_of_files_are_chosen() {
    let folder = sample();
    folder.run("комплект план.yaml -o к --only сроки,приказ --format docx").silently();
    let made: Vec<String> = folder.files().into_iter().filter(|name| name.starts_with("к/")).collect();
    assert_eq!(made.len(), 5);
    assert!(folder.read("к/приказ.docx").starts_with(b"PK") && folder.has("к/сроки/Заречная-СОШ.ics"));
    let wrong = folder.run("packet план.yaml --only выписка").exits(2);
    assert!(wrong.stderr.contains("выписки"), "{}", wrong.stderr);
}

#[test]
fn an_extract_has_the_rows_of_its_body_under_their_numbers() {
    let folder = sample().file("в.yaml", "вид: выписка\nплан: план.yaml\nисполнитель: мбоу Заречная СОШ\n");
    let view = plain(&view_of(&folder.path("в.yaml")));
    let groups = view["table"]["groups"].as_array().unwrap();
    let rows: Vec<String> = groups
        .iter()
        .flat_map(|group| group["rows"].as_array().unwrap())
        .map(|row| match row {
            Value::Array(cells) => cells[0].as_str().unwrap().to_owned(),
            row => text(&row["cells"][0]["text"]),
        })
        .collect();
    assert_eq!(rows, ["2.", "5."]);
    assert_eq!(text(&view["about"]), "(утвержден приказом от 19 января 2026 г. № 14-о)");
    assert_eq!(text(&groups[0]["bands"][0]), "Организационная работа");
}

/// What a document of the packet carries, as text.
fn carried(folder: &Folder, name: &str) -> String {
    let pdf = Pdf::open(folder.read(name)).unwrap();
    String::from_utf8(pdf.carried(&pdf.attachments()[0]).unwrap()).unwrap()
}

#[test]
fn what_goes_out_carries_no_more_than_it_needs() {
    let folder = sample();
    folder.run("packet план.yaml -o к").silently();
    for name in folder.files().iter().filter(|name| name.ends_with(".pdf")) {
        assert!(!carried(&folder, name).contains('@'), "{name}");
    }
    let extract = carried(&folder, "к/выписки/Заречная-СОШ.pdf");
    for own in ["Открытые уроки наставников", "14-о", "МБОУ «Заречная СОШ»", "Организационная работа"]
    {
        assert!(extract.contains(own), "{own}");
    }
    for other in ["Конкурс", "Методический центр", "Лапина", "Крылова", "Чернов", "преамбула", "пункты"]
    {
        assert!(!extract.contains(other), "{other}");
    }
    let (order, agreement, acquaintance) = (
        carried(&folder, "к/приказ.pdf"),
        carried(&folder, "к/лист-согласования.pdf"),
        carried(&folder, "к/лист-ознакомления.pdf"),
    );
    let holds = |text: &str| ["\"согласование\"", "\"ознакомление\""].map(|list| text.contains(list));
    assert_eq!([&*order, &*agreement, &*acquaintance].map(holds), [[false, false], [true, false], [false, true]]);
    // The plan is what further packets are made of.
    assert_eq!(holds(&carried(&folder, "к/план.pdf")), [true, true]);
}
