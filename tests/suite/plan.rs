//! The schema of a plan: what is read becomes what the page shows.

use serde_json::{Value, json};

use crate::support::{Folder, SMALLEST, pages_of, plain, repository, text, view, view_of};

/// A part of the view of the smallest plan with further lines.
#[track_caller]
fn part(further: &str, pointer: &str) -> Value {
    plain(view(&format!("{SMALLEST}{further}")).pointer(pointer).unwrap())
}

#[test]
fn without_an_approval_it_is_a_draft() {
    assert_eq!(part("", "/draft"), json!("ПРОЕКТ"));
    assert_eq!(part("подпись: {должность: Начальник, имя: А.А. Иванова}\n", "/draft"), Value::Null);
    assert_eq!(part("утверждение: {должность: Глава, имя: А.А. Иванова}\n", "/draft"), Value::Null);
}

#[test]
fn a_person_approves() {
    assert_eq!(
        part("утверждение: {должность: \"Глава\\nокруга\", имя: А.А. Иванова, дата: 2023-02-01}\n", "/corner/right"),
        json!([{
            "mark": "УТВЕРЖДАЮ", "lines": ["Глава", "округа"], "signature": true,
            "name": "А.А. Иванова", "date": "1 февраля 2023 г.",
        }])
    );
    let date = |typed: &str| {
        part(&format!("утверждение: {{должность: Глава, имя: А.А. Иванова{typed}}}\n"), "/corner/right/0/date")
    };
    assert_eq!(date(", дата: «01» февраля 2023 года"), "«01» февраля 2023 года");
    assert_eq!(date(", дата: 05.02.2023"), "05.02.2023");
    assert_eq!(date(""), "«___» __________ 2023 г.");
    assert_eq!(part("утверждение: {гриф: Утверждаю, должность: Глава}\n", "/corner/right/0/mark"), "Утверждаю");
}

#[test]
fn an_open_date_leaves_the_year_open_in_a_plan_for_several_years() {
    for period in ["2023–2025 годы", "2023/2024 учебный год", "сентябрь 2022 – май 2024"] {
        let plan = SMALLEST.replace("2023 год", period) + "утверждение: {должность: Глава}\n";
        assert_eq!(plain(&view(&plan))["corner"]["right"][0]["date"], "«___» __________ 20__ г.", "{period}");
    }
}

#[test]
fn an_act_approves_and_its_mark_agrees_with_the_title() {
    let act = "утверждение: {документ: приказом Отдела образования, номер: 12-о, дата: 2023-02-01}\n";
    assert_eq!(
        part(act, "/corner/right"),
        json!([{
            "mark": "УТВЕРЖДЕН", "lines": ["приказом Отдела образования", "от 1 февраля 2023 г. № 12-о"],
            "signature": false, "name": null, "date": null,
        }])
    );
    for (title, mark) in [("Дорожная карта", "УТВЕРЖДЕНА"), ("Мероприятия", "УТВЕРЖДЕНЫ")]
    {
        let plan = SMALLEST.replace("название: План", &format!("название: {title}")) + act;
        assert_eq!(view(&plan)["corner"]["right"][0]["mark"], mark);
    }
    let open = "утверждение: {документ: приказом}\n";
    assert_eq!(part(open, "/corner/right/0/lines/1"), "от «___» __________ 2023 г. № ____");
}

#[test]
fn several_approve_and_agree() {
    let blocks = "утверждение: [{должность: Глава}, {должность: Директор}]\nсогласование: [{должность: Совет}]\n";
    assert_eq!(part(blocks, "/corner/right/1/lines"), json!(["Директор"]));
    assert_eq!(part(blocks, "/corner/left/0/mark"), "СОГЛАСОВАНО");
}

#[test]
fn edition_and_annex_are_named() {
    let act = "документ: приказа Отдела, дата: 2023-03-15, номер документа: 31-о";
    assert_eq!(
        part(&format!("редакция: {{номер: 2, {act}}}\n"), "/edition"),
        "(в редакции приказа Отдела от 15 марта 2023 г. № 31-о)"
    );
    assert_eq!(part("редакция: {номер: 2}\n", "/edition"), "(редакция № 2)");
    assert_eq!(
        part(
            "приложение к: {номер: 1, документ: приказу Отдела, дата: 2023-02-01, номер документа: 12-о}\n",
            "/annex-to"
        ),
        json!(["Приложение № 1", "к приказу Отдела", "от 1 февраля 2023 г. № 12-о"])
    );
}

#[test]
fn long_texts_are_paragraphs_and_short_ones_are_joined() {
    assert_eq!(part("преамбула: [Раз, Два]\n", "/preamble"), json!(["Раз", "Два"]));
    assert_eq!(part("основание: приказ\n", "/basis"), json!(["Основание: приказ"]));
    assert_eq!(part("основание: 'Основание: приказ'\n", "/basis"), json!(["Основание: приказ"]));
    assert_eq!(
        part("задачи: [Раз, Два]\n", "/tasks"),
        json!({"caption": "Задачи:", "items": [{"label": "1.", "text": "Раз"}, {"label": "2.", "text": "Два"}]})
    );
    assert_eq!(part("задачи: ['1) раз', '2) два']\n", "/tasks/items/0"), json!({"label": "", "text": "1) раз"}));
}

#[test]
fn responsible_bodies_have_short_names() {
    let plan = SMALLEST.replace("ответственные: Отдел", "ответственные: [ОТДЕЛ, школы (по согласованию)]")
        + "исполнители: {отдел: Отдел образования}\n";
    assert_eq!(
        plain(&view(&plan)).pointer("/table/groups/0/rows/0/3").unwrap(),
        "Отдел образования, школы (по согласованию)"
    );
}

/// Bands and numbers of a plan with two directions of two activities, as `band: number number`.
fn numbered(further: &str) -> Vec<String> {
    let activity = |number: &str| format!("{{номер: {number}, название: А, срок: 2023, ответственные: Б}}");
    let plan = format!(
        "вид: план\nпериод: 2023\nназвание: План\nнаправления:\n- {{название: Раз, мероприятия: [{}, {}]}}\n- {{название: Два, мероприятия: [{}]}}\n{further}",
        activity("\"1\""),
        activity("1.10"),
        activity("18.1")
    );
    let view = plain(&view(&plan));
    let groups = view["table"]["groups"].as_array().unwrap();
    let line = |group: &Value| {
        let numbers: Vec<&str> = group["rows"].as_array().unwrap().iter().map(|row| row[0].as_str().unwrap()).collect();
        format!("{}: {}", group["bands"][0].as_str().unwrap(), numbers.join(" "))
    };
    groups.iter().map(line).collect()
}

#[test]
fn activities_are_numbered_in_three_ways() {
    assert_eq!(numbered("нумерация: сквозная\n"), ["I направление – Раз: 1. 2.", "II направление – Два: 3."]);
    // The typed numbers follow neither of the two that can be counted.
    assert_eq!(numbered(""), ["I направление – Раз: 1 1.10", "II направление – Два: 18.1"]);
    assert_eq!(numbered("нумерация: вложенная\n"), ["I направление – Раз: 1.1. 1.2.", "II направление – Два: 2.1."]);
    assert_eq!(numbered("нумерация: Как в данных\n"), ["I направление – Раз: 1 1.10", "II направление – Два: 18.1"]);
}

#[test]
fn a_plan_may_have_no_directions() {
    let group = part("", "/table/groups/0");
    assert_eq!(group["bands"], json!([]));
    assert_eq!(group["rows"][0][0], "1.");
}

#[test]
fn columns_are_chosen_renamed_grouped_and_joined() {
    let columns = "столбцы:\n- номер\n- {поле: название, заголовок: Содержание}\n- {поле: охват, заголовок: \"Охват, чел.\"}\n- {группа: Кварталы, столбцы: [{поле: кв1, заголовок: I}, {поле: кв2, заголовок: II}]}\n- {поле: ответственные, объединять: да}\n";
    let row = |name: &str, body: &str| {
        format!("- {{название: {name}, охват: \"1,5\", кв1: х, кв2: '-', ответственные: {body}}}\n")
    };
    let plan = format!(
        "вид: план\nпериод: 2023\nназвание: План\n{columns}мероприятия:\n{}{}{}",
        row("А", "Отдел"),
        row("Б", "Отдел"),
        row("В", "Школы")
    );
    let table = plain(&view(&plan))["table"].clone();
    let head = |row: usize| {
        let cells = table["head"][row].as_array().unwrap().iter();
        cells.map(|cell| format!("{}/{}/{}", text(&cell["text"]), cell["colspan"], cell["rowspan"])).collect::<Vec<_>>()
    };
    assert_eq!(
        head(0),
        ["№ п/п/1/2", "Содержание/1/2", "Охват, чел./1/2", "Кварталы/2/1", "Ответственные исполнители/1/2"]
    );
    assert_eq!(head(1), ["I/1/1", "II/1/1"]);
    let row = |row: usize| {
        let row = &table["groups"][0]["rows"][row];
        let cells = row.get("cells").unwrap_or(row).as_array().unwrap().iter();
        let cell = |cell: &Value| match cell {
            Value::String(text) => text.clone(),
            cell => format!("{}/{}", cell["text"].as_str().unwrap(), cell["rowspan"]),
        };
        cells.map(cell).collect::<Vec<_>>()
    };
    assert_eq!(row(0), ["1./1", "А/1", "1,5/1", "х/1", "-/1", "Отдел/2"]);
    assert_eq!(row(1), ["2./1", "Б/1", "1,5/1", "х/1", "-/1"]);
    assert_eq!(row(2), ["3.", "В", "1,5", "х", "-", "Школы"]);
}

#[test]
fn days_are_printed_in_digits_in_the_table() {
    let plan = SMALLEST.replace("срок: 2023", "срок: 2023-03-05");
    assert_eq!(view(&plan)["table"]["groups"][0]["rows"][0][2], "05.03.2023");
}

#[test]
fn texts_stay_as_typed() {
    let plan = SMALLEST.replace("Совещание", "'Организационно – управленческие  (далее-дорожная), п.5 ; 1.10'");
    let text = plain(&view(&plan))["table"]["groups"][0]["rows"][0][1].clone();
    assert_eq!(text, "Организационно – управленческие  (далее-дорожная), п.5 ; 1.10");
}

#[test]
fn the_look_can_be_chosen() {
    let style = "оформление: {стандарт: ГОСТ-2025, кегль: 14, поля: {левое: 20, правое: \"15,5 мм\"}, ориентация: альбомная, шапка: один раз}\n";
    let page = part(style, "/page");
    assert_eq!(page["flipped"], true);
    assert_eq!(page["size"], 14.0);
    assert_eq!(part(style, "/table/size"), 12.0);
    assert_eq!(page["margin"], json!({"left": 20.0, "right": 15.5, "top": 20.0, "bottom": 20.0}));
    assert_eq!(page["corner-width"], 80.0);
    assert_eq!(part(style, "/table/repeat"), "none");
    assert_eq!(part("оформление: {шапка: номера}\n", "/table/numbers"), json!(["1", "2", "3", "4"]));
}

#[test]
fn a_wide_table_turns_the_page_by_itself() {
    let columns: Vec<String> = (1..=9).map(|n| format!("{{поле: п{n}, заголовок: Показатель{n}}}")).collect();
    let columns = format!("столбцы: [номер, название, {}]\n", columns.join(", "));
    let wide = SMALLEST.replace("    срок: 2023\n    ответственные: Отдел\n", "");
    assert_eq!(view(&format!("{wide}{columns}"))["page"]["flipped"], true);
    assert_eq!(view(&format!("{wide}{columns}оформление: {{ориентация: книжная}}\n"))["page"]["flipped"], false);
    assert_eq!(part("", "/page/flipped"), false);
}

#[test]
fn the_end_of_the_document() {
    assert_eq!(
        part(
            "подпись: [{должность: Начальник, имя: А.А. Иванова}, {должность: Юрист, имя: Б.Б. Петров}]\n",
            "/signatures/1"
        ),
        json!({"post": "Юрист", "name": "Б.Б. Петров"})
    );
    assert_eq!(
        part("составитель: {имя: Иванова Анна Петровна, телефон: 8 (48237) 2-22-33}\n", "/maker"),
        json!(["Иванова Анна Петровна", "8 (48237) 2-22-33"])
    );
    assert_eq!(part("приложения: [График]\n", "/annex-list"), json!(["Приложение: График"]));
    assert_eq!(part("приложения: [График, Состав]\n", "/annex-list"), json!(["Приложения:", "1. График", "2. Состав"]));
    assert_eq!(
        part("приложения: [{название: Состав, текст: [А, Б]}]\n", "/annexes"),
        json!([{"mark": ["Приложение"], "title": "Состав", "paragraphs": ["А", "Б"]}])
    );
}

#[test]
fn keys_are_read_leniently() {
    let lenient = SMALLEST
        .replace("вид:", "Вид:")
        .replace("название: План", "НАЗВАНИЕ: План")
        .replace("мероприятия:", "Мероприятия:")
        + "приложение-к: {документ: приказу}\nПРИЛОЖЕНИЯ: [А]\nОформление: {Кегль_таблицы: 10}\n";
    assert_eq!(view(&lenient)["table"]["size"], 10.0);
}

#[test]
fn the_document_has_the_date_of_its_data() {
    let date = |further: &str| part(further, "/document/date");
    let day = |year, month, day| json!({"year": year, "month": month, "day": day});
    assert_eq!(date(""), day(2023, 1, 1));
    assert_eq!(date("утверждение: {должность: Глава, дата: «01» февраля 2023 года}\n"), day(2023, 2, 1));
    assert_eq!(
        date("утверждение: {должность: Глава, дата: 2023-02-01}\nредакция: {документ: приказа, дата: 2023-09-04}\n"),
        day(2023, 9, 4)
    );
}

#[test]
fn a_workbook_beside_the_file_brings_the_table() {
    let folder = Folder::with("п.yaml", "вид: план\nпериод: 2023\nназвание: План\nтаблица: данные.xlsx#мероприятия\n")
        .copy("input/plan-2023.xlsx", "данные.xlsx");
    let table = view_of(&folder.path("п.yaml"))["table"].clone();
    assert_eq!(table["groups"], view_of(&repository("input/plan-2023.yaml"))["table"]["groups"]);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = Folder::new().copy("input/plan-2023.yaml", "а.yaml").copy("input/plan-2023.yaml", "б/в.yaml");
    folder.run("plan а.yaml -o 1.pdf").silently();
    folder.run("plan б/в.yaml -o 2.pdf").silently();
    folder.run("plan а.yaml б/в.yaml -o всё").silently();
    let first = folder.read("1.pdf");
    for other in ["2.pdf", "всё/а.pdf", "всё/в.pdf"] {
        assert!(first == folder.read(other), "{other} differs");
    }
}

#[test]
fn the_document_carries_its_data_unless_told_not_to() {
    let folder = Folder::with("п.yaml", SMALLEST);
    let size = |arguments: &str| folder.run(&format!("plan п.yaml -o - {arguments}")).silently().bytes;
    let carries = |bytes: &[u8]| bytes.windows(13).any(|window| window == b"/EmbeddedFile");
    assert!(carries(&size("")));
    assert!(!carries(&size("--no-data")));
    assert!(!carries(&size("--pdf-standard a-2b")));
    assert!(carries(&size("--pdf-standard 1.7")));
}

/// Packed objects came with PDF 1.5.
#[test]
fn objects_are_packed_where_the_standard_allows_it() {
    let folder = Folder::with("п.yaml", SMALLEST);
    let is_packed = |arguments: &str| {
        let bytes = folder.run(&format!("plan п.yaml -o - {arguments}")).silently().bytes;
        bytes.windows(7).any(|window| window == b"/ObjStm")
    };
    for (standards, packs) in
        [("a-3a,ua-1", true), ("a-2b", true), ("1.5", true), ("2.0", true), ("1.4", false), ("a-1b", false)]
    {
        assert_eq!(is_packed(&format!("--pdf-standard {standards}")), packs, "{standards}");
    }
    assert!(is_packed(""));
}

#[test]
fn a_title_may_have_a_word_that_is_wider_than_the_line() {
    let address = format!("https://example.org/{}", "plan/".repeat(40));
    let title = |further: &str| format!("План {address}{further}");
    let text = SMALLEST.replace("название: План", &format!("название: {}", title(" «Рост»")));
    let annex = format!("приложения: [{{название: '{}', текст: Текст}}]\n", title(""));
    let folder = Folder::with("п.yaml", &format!("{text}{annex}"));
    folder.run("plan п.yaml").silently();
    let pages = pages_of(&folder.path("п.yaml"));
    assert!(pages.iter().all(|page| page.replace('\n', "").contains(&address)), "{pages:#?}");
}
