//! What is due as of a day: the table, the lines for programs, the calendar.

use serde_json::{Value, json};

use crate::support::{Folder, SMALLEST};

/// A plan for 2023, its activities given as fields in YAML.
fn plan(activities: &[&str]) -> String {
    let list: String = activities.iter().map(|fields| format!("- {{{fields}}}\n")).collect();
    format!("вид: план\nпериод: 2023 год\nназвание: План\nмероприятия:\n{list}")
}

/// What `due` says of a plan without faults.
#[track_caller]
fn due(plan: &str, arguments: &str) -> String {
    Folder::with("п.yaml", plan).run(&format!("due п.yaml {arguments}")).silently().stdout
}

/// State and kind of the only activity, due as typed.
#[track_caller]
fn judged(typed: &str, date: &str) -> String {
    let line = due(&plan(&[&format!("название: А, срок: \"{typed}\"")]), &format!("--format json --date {date}"));
    let line: Value = serde_json::from_str(&line).unwrap();
    format!("{} {}", line["state"].as_str().unwrap(), line["kind"].as_str().unwrap())
}

#[test]
fn the_seed_plan_as_a_table() {
    let folder = Folder::new().copy("input/plan-2023.yaml", "план.yaml").copy("input/plan-2023.xlsx", "план.xlsx");
    let table = include_str!("../cases/due-2023-03-15.txt").replace("\r\n", "\n");
    for command in ["due план.yaml", "сроки план.xlsx", "due план.yaml --format text -o -"] {
        assert_eq!(folder.run(&format!("{command} --date 2023-03-15")).silently().stdout, table, "{command}");
    }
}

#[test]
fn lines_for_programs() {
    let activities = [
        "название: \"Сбор\nсведений\", срок: до 15 марта 2023 г., ответственные: [Отдел, \"школы (1, 2)\"]",
        "название: Отчёт, срок: 2023-04-20",
        "название: Совещание, срок: по мере необходимости, ответственные: Отдел",
        "название: Обход",
        "название: Дежурство, срок: ежемесячно",
        "название: Приём, срок: с 1 мая 2023 г.",
        "название: Сдача, срок: 31.02.2023",
    ];
    let nested = plan(&activities).replace("мероприятия:", "нумерация: вложенная\nмероприятия:");
    assert_eq!(
        due(&nested, "--format json --date 2023-03-16"),
        r#"{"activity":"1","name":"Сбор сведений","due":"до 15 марта 2023 г.","kind":"until","to":"2023-03-15","state":"overdue","responsible":"Отдел, школы (1, 2)"}
{"activity":"2","name":"Отчёт","due":"2023-04-20","kind":"day","from":"2023-04-20","to":"2023-04-20","state":"coming"}
{"activity":"3","name":"Совещание","due":"по мере необходимости","kind":"on-event","state":"not-judgeable","responsible":"Отдел"}
{"activity":"4","name":"Обход","kind":"unknown","state":"not-judgeable"}
{"activity":"5","name":"Дежурство","due":"ежемесячно","kind":"recurring","from":"2023-01-01","to":"2023-12-31","state":"due"}
{"activity":"6","name":"Приём","due":"с 1 мая 2023 г.","kind":"from","from":"2023-05-01","state":"coming"}
{"activity":"7","name":"Сдача","due":"31.02.2023","kind":"unknown","state":"not-judgeable"}
"#
    );
}

/// Kind, first and last day of each activity of a plan with these lines of requisites and columns.
#[track_caller]
fn spans(head: &str, activities: &[&str]) -> Vec<String> {
    let plan = plan(activities).replace("мероприятия:", &format!("{head}\nмероприятия:"));
    let lines = due(&plan, "--format json --date 2023-06-01");
    let text = |line: &Value, key: &str| line[key].as_str().unwrap_or_default().to_owned();
    let span = |line: &str| {
        let line: Value = serde_json::from_str(line).unwrap();
        let [due, kind, from, to] = ["due", "kind", "from", "to"].map(|key| text(&line, key));
        format!("{due} = {kind} {from}..{to}")
    };
    lines.lines().map(span).collect()
}

#[test]
fn columns_of_start_and_end_are_the_due_date() {
    let found = spans(
        "столбцы: [название, начало, окончание, срок]",
        &[
            "название: А, начало: 2023-03-01, окончание: 2023-04-30",
            "название: Б, начало: март, окончание: май",
            "название: В, начало: 01.03.2023, окончание: 30.04.2023, срок: до 1 июня",
            "название: Г, окончание: 15 мая",
            "название: Д, начало: с 1 мая",
            "название: Е, окончание: постоянно",
            "название: Ж, начало: когда-нибудь, окончание: май",
            "название: З, начало: II квартал, окончание: до 1 декабря",
        ],
    );
    assert_eq!(
        found,
        [
            "01.03.2023 – 30.04.2023 = days 2023-03-01..2023-04-30",
            "март – май = months 2023-03-01..2023-05-31",
            "до 1 июня = until ..2023-06-01",
            "по 15 мая = until ..2023-05-15",
            "с 1 мая = from 2023-05-01..",
            "постоянно = standing 2023-01-01..2023-12-31",
            "когда-нибудь – май = unknown ..",
            "с II квартал до 1 декабря = days 2023-04-01..2023-12-01",
        ]
    );
}

#[test]
fn marks_in_columns_of_months_and_quarters_are_due_dates() {
    let quarters = "столбцы: [название, {группа: Квартал, столбцы: [{поле: к1, заголовок: I}, {поле: к2, заголовок: II}, \
                    {поле: к3, заголовок: III кв.}, {поле: к4, заголовок: 4 квартал}]}]";
    let found = spans(
        quarters,
        &[
            "название: А, к1: х, к3: Х",
            "название: Б, к2: \"+\", к4: \"-\"",
            "название: В, к1: \"✓\", к2: v, к3: да, к4: \"√\"",
            "название: Г, к1: нет, к2: –",
            "название: Д, к1: х, к2: 15 чел.",
        ],
    );
    assert_eq!(
        found,
        [
            "I Квартал, III кв. = quarter 2023-01-01..2023-09-30",
            "II Квартал = quarter 2023-04-01..2023-06-30",
            "I Квартал, II Квартал, III кв., 4 квартал = quarter 2023-01-01..2023-12-31",
            " = unknown ..",
            "15 чел. = unknown ..",
        ]
    );
    let months = "столбцы: [название, {поле: янв, заголовок: Янв}, {поле: май, заголовок: Май 2024}]";
    assert_eq!(
        spans(months, &["название: А, янв: х, май: х", "название: Б, май: х"]),
        ["Янв, Май 2024 = months 2024-01-01..2024-05-31", "Май 2024 = months 2024-05-01..2024-05-31"]
    );
    // Figures are no marks: the columns are about something else, whatever stands between them.
    let years = "столбцы: [название, {поле: а, заголовок: 2023 год}, {поле: б, заголовок: 2024 год}]";
    assert_eq!(
        spans(years, &["название: А, а: \"12\", б: \"+\"", "название: Б, а: \"3\""]),
        [" = unknown ..", " = unknown .."]
    );
    assert_eq!(spans(months, &["название: А, янв: \"120\", май: \"80\""]), [" = unknown .."]);
}

#[test]
fn days_under_a_month_are_days_of_it() {
    let plan = "вид: план\nпериод: 2023/2024 учебный год\nназвание: План\nнаправления:\n\
                - {название: СЕНТЯБРЬ, обозначение: '', мероприятия: [{название: А, срок: 15}, {название: Б, срок: 1–5}, \
                {название: В, срок: до конца месяца}, {название: Г, срок: 5 октября}, {название: Д, срок: каждый понедельник}, \
                {название: Е, срок: 31}]}\n\
                - {название: Февраль 2024, обозначение: '', мероприятия: [{название: Ж, срок: 'до 25 числа'}]}\n\
                - {название: Кадры, обозначение: '', мероприятия: [{название: З, срок: 15}]}\n";
    let lines = due(plan, "--format json --date 2023-06-01");
    let spans: Vec<String> = lines
        .lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
            format!("{} = {} {}..{}", text("due"), text("kind"), text("from"), text("to"))
        })
        .collect();
    assert_eq!(
        spans,
        [
            "15 = day 2023-09-15..2023-09-15",
            "1–5 = days 2023-09-01..2023-09-05",
            "до конца месяца = until ..2023-09-30",
            "5 октября = day 2023-10-05..2023-10-05",
            "каждый понедельник = recurring 2023-09-01..2023-09-30",
            "31 = unknown ..",
            "до 25 числа = until ..2024-02-25",
            "15 = unknown ..",
        ]
    );
}

#[test]
fn a_direction_that_is_a_month_is_the_due_date_of_a_plan_without_any() {
    let plan = "вид: план\nпериод: 2023 год\nназвание: План\nстолбцы: [номер, название]\nнаправления:\n\
                - {название: ИЮНЬ, обозначение: '', мероприятия: [{название: А}]}\n";
    let line: Value = serde_json::from_str(&due(plan, "--format json --date 2023-06-01")).unwrap();
    assert_eq!(line["from"], json!("2023-06-01"));
    assert_eq!(line["to"], json!("2023-06-30"));
    // An empty cell of a column is a due date that is missing.
    let line = due(&plan.replace("название]", "название, срок]"), "--format json --date 2023-06-01");
    assert!(!line.contains("\"to\""), "{line}");
}

#[test]
fn the_last_day_is_not_overdue() {
    for (typed, date, expected) in [
        ("до 15 марта 2023 г.", "2023-03-15", "due until"),
        ("до 15 марта 2023 г.", "2023-03-16", "overdue until"),
        ("2023", "2023-01-01", "due year"),
        ("2023", "2023-12-31", "due year"),
        ("2023", "2024-01-01", "overdue year"),
        ("II квартал", "2023-03-31", "coming quarter"),
        ("II квартал", "2023-04-01", "due quarter"),
        ("постоянно", "2023-12-31", "due standing"),
        ("постоянно", "2024-01-01", "overdue standing"),
        ("2023-03-15", "2023-03-15", "due day"),
        ("по отдельному графику", "2024-01-01", "not-judgeable on-event"),
    ] {
        assert_eq!(judged(typed, date), expected, "{typed} on {date}");
    }
}

#[test]
fn reasons_and_the_month_are_told_in_words() {
    let activities = [
        "название: Последний день месяца, срок: до 31 марта 2023 г.",
        "название: Ещё не началось, срок: 20.03.2023",
        "название: Первый день следующего, срок: до 1 апреля 2023 г.",
        "название: Обход",
        "название: Приём, срок: с 1 марта 2023 г.",
        "название: Сдача, срок: 31.02.2023",
        "название: Ремонт, срок: когда-нибудь",
        "название: Совещание, срок: по мере необходимости",
        "название: День Excel, срок: 2023-03-14",
    ];
    assert_eq!(
        due(&plan(&activities), "--date 2023-03-15"),
        "\
План
На 15.03.2023: просрочено 1 мероприятие, срок истекает до конца месяца – 2, срок истекает позже – 1,
по сроку судить нельзя – 5; всего 9 мероприятий

№  Мероприятие                                         Срок                   Последний день
----------------------------------------------------------------------------------------------------

Просрочено: 1 мероприятие
9  День Excel                                          14.03.2023             14.03.2023

Срок истекает в марте 2023 г.: 2 мероприятия
2  Ещё не началось                                     20.03.2023             20.03.2023
1  Последний день месяца                               до 31 марта 2023 г.    31.03.2023

Срок идёт, истекает позже: 1 мероприятие
3  Первый день следующего                              до 1 апреля 2023 г.    01.04.2023

По сроку судить нельзя: 5 мероприятий
4  Обход                                                                      срок не указан
5  Приём                                               с 1 марта 2023 г.      конец не указан
6  Сдача                                               31.02.2023             срок не понят:
                                                                              такого дня, месяца
                                                                              или квартала нет
7  Ремонт                                              когда-нибудь           срок не понят: по
                                                                              нему нельзя сказать,
                                                                              когда он истекает
8  Совещание                                           по мере необходимости  по событию
"
    );
}

#[test]
fn a_calendar_for_outlook() {
    let plan = "\
вид: план
период: 2023 год
название: |-
  План; «дорожная карта»,
  на 2023 год
утверждение: {должность: Заведующий, имя: И.И. Иванов, дата: 2023-02-01}
мероприятия:
- {название: Сбор сведений, код: сбор, срок: до 31 марта 2023 г., ответственные: [Отдел, школы]}
- {название: Совещание, срок: 2023-04-20}
- {название: Совещание, срок: Декабрь 2023}
- {название: Обход, срок: по мере необходимости}
";
    let calendar = "\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//dorkarta//dorkarta//RU
CALSCALE:GREGORIAN
X-WR-CALNAME:План\\; «дорожная карта»\\, на 2023 год
BEGIN:VEVENT
UID:79652b5d6d4c0c82-183298e920a17945-1@dorkarta
DTSTAMP:20230201T000000Z
DTSTART;VALUE=DATE:20230331
DTEND;VALUE=DATE:20230401
SUMMARY:1. Сбор сведений
DESCRIPTION:Срок: до 31 марта 2023 г.\\nОтветственны
 е: Отдел\\, школы\\nПлан: План\\; «дорожная ка
 рта»\\, на 2023 год
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:1. Сбор сведений
TRIGGER:-P6DT15H
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:79652b5d6d4c0c82-924d3f6bf4a20c44-1@dorkarta
DTSTAMP:20230201T000000Z
DTSTART;VALUE=DATE:20230420
DTEND;VALUE=DATE:20230421
SUMMARY:2. Совещание
DESCRIPTION:Срок: 20.04.2023\\nПлан: План\\; «дорожная\u{20}
 карта»\\, на 2023 год
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:2. Совещание
TRIGGER:-P6DT15H
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:79652b5d6d4c0c82-924d3f6bf4a20c44-2@dorkarta
DTSTAMP:20230201T000000Z
DTSTART;VALUE=DATE:20231231
DTEND;VALUE=DATE:20240101
SUMMARY:3. Совещание
DESCRIPTION:Срок: Декабрь 2023\\nПлан: План\\; «доро
 жная карта»\\, на 2023 год
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:3. Совещание
TRIGGER:-P6DT15H
END:VALARM
END:VEVENT
END:VCALENDAR
";
    assert_eq!(due(plan, "--format ics"), calendar.replace('\n', "\r\n"));
    // What an event is known by depends neither on the number nor, with a code, on the name.
    let moved = plan.replace("- {название: Сбор сведений", "- {название: Новое, срок: 2023}\n- {название: Сбор");
    let identities = |calendar: String| -> Vec<String> {
        calendar.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect()
    };
    let (before, after) = (identities(due(plan, "--format ics")), identities(due(&moved, "--format ics")));
    assert_eq!(after[1..], before);
    assert!(due(plan, "--format ics --date 2023-05-02").contains("DTSTAMP:20230502T000000Z\r\n"));
}

const BODIES: &str = "\
вид: план
период: 2023 год
название: План
исполнители: {отдел: Отдел образования, ОМО: Руководители ОМО}
мероприятия:
- {название: Сбор, срок: Январь 2023, ответственные: \"отдел, омо\"}
- {название: Отчёт, срок: Март 2023, ответственные: [отдел, \"школы (№ 1, № 2)\"]}
- {название: Учёт, срок: Апрель 2023, ответственные: \"Отдел  культуры, школа № 12\"}
- {название: Обход, срок: 2023}
";

#[test]
fn each_body_has_a_table_of_its_own() {
    let table = due(BODIES, "--each --date 2023-03-15");
    let (_, bodies) = table.split_once("\n\n").unwrap();
    assert_eq!(
        bodies,
        "\
Отдел образования
====================================================================================================
На 15.03.2023: просрочено 1 мероприятие, срок истекает до конца месяца – 1; всего 2 мероприятия

№  Мероприятие                                         Срок         Последний день  Вместе с
----------------------------------------------------------------------------------------------------

Просрочено: 1 мероприятие
1  Сбор                                                Январь 2023  31.01.2023      Руководители ОМО

Срок истекает в марте 2023 г.: 1 мероприятие
2  Отчёт                                               Март 2023    31.03.2023      школы (№ 1, № 2)

Руководители ОМО
====================================================================================================
На 15.03.2023: просрочено 1 мероприятие; всего 1 мероприятие

№  Мероприятие                                        Срок         Последний день  Вместе с
----------------------------------------------------------------------------------------------------

Просрочено: 1 мероприятие
1  Сбор                                               Январь 2023  31.01.2023      Отдел образования

школы (№ 1, № 2)
====================================================================================================
На 15.03.2023: просроченных мероприятий нет, срок истекает до конца месяца – 1; всего 1 мероприятие

№  Мероприятие                                          Срок       Последний день  Вместе с
----------------------------------------------------------------------------------------------------

Срок истекает в марте 2023 г.: 1 мероприятие
2  Отчёт                                                Март 2023  31.03.2023      Отдел образования

Отдел культуры
====================================================================================================
На 15.03.2023: просроченных мероприятий нет, срок не начался – 1; всего 1 мероприятие

№  Мероприятие                                               Срок         Последний день  Вместе с
----------------------------------------------------------------------------------------------------

Срок ещё не начался: 1 мероприятие
3  Учёт                                                      Апрель 2023  30.04.2023      школа № 12

школа № 12
====================================================================================================
На 15.03.2023: просроченных мероприятий нет, срок не начался – 1; всего 1 мероприятие

№  Мероприятие                                           Срок         Последний день  Вместе с
----------------------------------------------------------------------------------------------------

Срок ещё не начался: 1 мероприятие
3  Учёт                                                  Апрель 2023  30.04.2023      Отдел культуры

Исполнитель не указан
====================================================================================================
На 15.03.2023: просроченных мероприятий нет, срок истекает позже – 1; всего 1 мероприятие

№  Мероприятие                                                                Срок  Последний день
----------------------------------------------------------------------------------------------------

Срок идёт, истекает позже: 1 мероприятие
4  Обход                                                                      2023  31.12.2023
"
    );
}

/// The numbers of the activities that are shown for a body; blanks in its name are written as no-break spaces.
#[track_caller]
fn shown_for(body: &str) -> String {
    let lines = due(BODIES, &format!("--format json --for {}", body.replace(' ', "\u{a0}")));
    let numbers = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["activity"].take());
    numbers.map(|number| number.as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
}

#[test]
fn one_body_is_found_by_any_words_that_leave_no_doubt() {
    for (typed, numbers) in [
        ("Отдел образования", "1 2"),
        ("ОТДЕЛ   Образования", "1 2"),
        ("омо", "1"),
        ("школы (№ 1, № 2)", "2"),
        ("школа № 12", "3"),
        ("отдел культуры, школа № 12", "3"),
        ("школа", "3"),
    ] {
        assert_eq!(shown_for(typed), numbers, "{typed}");
    }
    let table = due(BODIES, "--for омо --date 2023-03-15");
    assert!(table.starts_with("План\nИсполнитель: Руководители ОМО\nНа 15.03.2023: просрочено 1"), "{table}");
    let calendar = due(BODIES, "--for омо --format ics");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 1);
    assert!(calendar.contains("SUMMARY:1. Сбор\r\n"), "{calendar}");
}

#[test]
fn a_body_that_is_not_there_is_told() {
    let folder = Folder::with("п.yaml", BODIES).file("без.yaml", plan(&["название: А"]));
    let known = "Исполнители в плане:\n  Отдел образования\n  Руководители ОМО\n  школы (№ 1, № 2)\n  Отдел культуры, школа № 12\n";
    for (typed, sentence) in [
        ("прокуратура", format!("в плане нет исполнителя «прокуратура»\n{known}")),
        (
            "отдел\u{a0}оброзования",
            format!(
                "в плане нет исполнителя «отдел\u{a0}оброзования»; возможно, имелся в виду «Отдел образования»\n{known}"
            ),
        ),
        (
            "отдел",
            "под «отдел» подходит не один исполнитель; уточните, кто нужен:\n  Отдел образования\n  Отдел культуры\n"
                .to_owned(),
        ),
    ] {
        let ran = folder.run(&format!("due п.yaml --for {typed}")).exits(2);
        assert_eq!((ran.stdout.as_str(), ran.stderr), ("", format!("ошибка: {sentence}")));
    }
    assert_eq!(folder.run("due без.yaml --for отдел").exits(2).stderr, "ошибка: в плане не указаны исполнители\n");
}

const MONITORED: &str = "\
вид: план
период: 2023 год
название: План
мероприятия:
- {название: Сбор, срок: Январь 2023}
- {название: Отчёт, срок: Февраль 2023}
- {название: Учёт, срок: Март 2023}
- {название: Обход, срок: Март 2023}
- {название: Совет, срок: Март 2023}
";

const MONITORING: &str = "\
вид: мониторинг
план: план.yaml
период: 2023 год
на дату: 2023-04-15
исполнение:
- {мероприятие: 1, статус: выполнено, дата: 2023-03-01, документ: Справка}
- {мероприятие: 2, статус: перенесено, причина: Карантин, новый срок: до 30 апреля 2023 г.}
- {мероприятие: 3, статус: отменено, причина: Решение совета}
- {мероприятие: 4, статус: не выполнено, причина: Болезнь}
";

#[test]
fn a_monitoring_tells_what_is_done() {
    let folder = Folder::with("план.yaml", MONITORED).file("м.yaml", MONITORING);
    assert_eq!(
        folder.run("due м.yaml").silently().stdout,
        "\
План
На 15.04.2023: просрочено 2 мероприятия, срок истекает до конца месяца – 1, по сроку судить
нельзя – 1, выполнено – 1; всего 5 мероприятий

№  Мероприятие                                           Срок                       Последний день
----------------------------------------------------------------------------------------------------

Просрочено: 2 мероприятия
4  Обход                                                 Март 2023                  31.03.2023
5  Совет                                                 Март 2023                  31.03.2023

Срок истекает в апреле 2023 г.: 1 мероприятие
2  Отчёт                                                 до 30 апреля 2023 г. (в    30.04.2023
                                                         плане: Февраль 2023)

По сроку судить нельзя: 1 мероприятие
3  Учёт                                                  Март 2023                  отменено

Выполнено: 1 мероприятие
1  Сбор                                                  Январь 2023                31.01.2023
"
    );
    let lines = folder.run("due м.yaml --format json").silently().stdout;
    let states: Vec<String> = lines.lines().map(|line| line.split('"').rev().nth(1).unwrap().to_owned()).collect();
    assert_eq!(states, ["done", "due", "not-judgeable", "overdue", "overdue"]);
    assert!(lines.contains("\"due\":\"до 30 апреля 2023 г.\",\"kind\":\"until\",\"to\":\"2023-04-30\""), "{lines}");
    let calendar = folder.run("due м.yaml --format ics").silently().stdout;
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 3);
    assert!(calendar.contains("DTSTAMP:20230415T000000Z") && !calendar.contains("Сбор") && !calendar.contains("Учёт"));
    // The day that is asked for wins over that of the data, which it can also stand in for.
    let folder = folder.file("без.yaml", MONITORING.replace("на дату: 2023-04-15\n", ""));
    for file in ["м.yaml", "без.yaml"] {
        let table = folder.run(&format!("due {file} --date 2023-05-01")).silently().stdout;
        assert!(table.contains("На 01.05.2023: просрочено 3 мероприятия, "), "{table}");
    }
    let ran = folder.run("due без.yaml --messages short").exits(1);
    assert!(
        ran.stderr.starts_with("без.yaml:1:1: ошибка E303: не указано обязательное поле «на дату»"),
        "{}",
        ran.stderr
    );
}

#[test]
fn fulfilment_beside_the_plan_counts_too() {
    let folder = Folder::new().copy("tests/cases/workbooks/fulfilment-in-plan.xlsx", "план.xlsx");
    let lines = folder.run("due план.xlsx --format json --date 2023-06-01").silently().stdout;
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&lines[0]["activity"], &lines[0]["state"]), (&json!("1"), &json!("done")));
    // The second one has a new due date.
    assert_eq!((&lines[1]["due"], &lines[1]["state"]), (&json!("Март 2024"), &json!("coming")));
    // Without a day it is judged as of today, which is later than all of this.
    let today = folder.run("due план.xlsx --format json").silently().stdout;
    assert!(today.contains("\"to\":\"2024-03-31\",\"state\":\"overdue\""), "{today}");
}

#[test]
fn without_a_day_it_is_today() {
    for (period, state) in [("2023", "overdue"), ("2199", "coming")] {
        let plan = SMALLEST.replace("2023", period);
        assert!(due(&plan, "--format json").contains(&format!("\"state\":\"{state}\"")), "{period}");
    }
}

#[test]
fn faults_are_told_and_remarks_are_not() {
    let remarks = SMALLEST.replace("    срок: 2023\n", "");
    assert!(due(&remarks, "--format json").contains("\"state\":\"not-judgeable\""));
    let folder = Folder::with("п.yaml", &remarks.replace("название: Совещание", "названье: Совещание"))
        .file("нет-плана.yaml", MONITORING);
    let ran = folder.run("due п.yaml --messages short -o сроки.txt").exits(1);
    assert_eq!(
        (ran.stdout.as_str(), ran.stderr.as_str()),
        (
            "",
            "п.yaml:5:5: ошибка E303: не указано обязательное поле «название» (добавьте поле «название»)\n\
             п.yaml:5:5: ошибка E301: неизвестное поле «названье» (вероятно, имелось в виду «название»)\n"
        )
    );
    let ran = folder.run("due п.yaml --messages json").exits(1);
    assert_eq!((ran.stdout.lines().count(), ran.stderr.as_str()), (2, ""));
    folder.run("due нет.yaml").exits(3);
    folder.run("due нет-плана.yaml").exits(3);
    assert_eq!(folder.files(), ["нет-плана.yaml", "п.yaml"]);
}

#[test]
fn a_listing_is_written_as_a_document_is() {
    let folder = Folder::with("п.yaml", SMALLEST);
    let streamed = folder.run("due п.yaml --format ics -o -").silently().bytes;
    for (output, written) in [("к.ics", "к.ics"), ("папка/", "папка/п.ics"), ("к.ics", "к.ics")] {
        let ran = folder.run(&format!("due п.yaml --format ics -o {output}")).silently();
        assert_eq!(ran.stdout, format!("{written}\n"));
        assert_eq!(folder.read(written), streamed);
    }
    folder.run("due п.yaml -o сроки.txt --date 2023-01-01").silently();
    let table = folder.run("due п.yaml --date 2023-01-01").silently().bytes;
    assert_eq!(folder.read("сроки.txt"), table);
    assert!(folder.run("due п.yaml --format ics -o к.ics/п.ics").exits(3).stderr.contains("E002"));
    for (arguments, sentence) in [
        ("-o п.yaml", "по имени п.yaml это файл с данными; документ назовите иначе, например план.txt"),
        ("--format ics -o п.pdf", "имя п.pdf не подходит: делается файл .ics"),
        ("--format json --each", "ключ «--each» только для таблицы; с ключом «--format» укажите «--for ИСПОЛНИТЕЛЬ»"),
        ("--format doc", "недопустимое значение «doc» ключа «--format»; возможные: text, json, ics"),
        (
            "--date 2023-02-30",
            "недопустимое значение «2023-02-30» ключа «--date»: нужен день вида ГГГГ-ММ-ДД или ДД.ММ.ГГГГ, например 2023-11-20 или 20.11.2023",
        ),
        ("--for Отдел --each", "«--for» и «--each» нельзя указать вместе"),
        ("второй.yaml", "в командной строке есть лишнее: «второй.yaml»; имя с пробелами берут в кавычки"),
    ] {
        let ran = folder.run(&format!("due п.yaml {arguments}")).exits(2);
        assert!(ran.stderr.starts_with(&format!("ошибка: {sentence}\n")), "{arguments}: {}", ran.stderr);
    }
    assert_eq!(folder.read("п.yaml"), SMALLEST.as_bytes());
}

#[test]
fn a_long_text_of_a_file_does_not_widen_the_table() {
    let long = format!("название: {}конец, срок: 2023", "слово ".repeat(60));
    let table = due(&plan(&[&long]), "");
    assert!(table.contains("…") && !table.contains("конец"), "{table}");
    assert!(table.lines().all(|line| line.chars().count() <= 100), "{table}");
}

#[test]
fn a_calendar_has_an_event_for_each_time_and_the_table_may_be_a_workbook() {
    let plan = "вид: план\nпериод: 2027 год\nназвание: План\nмероприятия:\n  \
        - {название: Совещания, срок: ежеквартально, ответственные: МКУ «Центр сопровождения»}\n  \
        - {название: Вебинары, срок: \"Март, май, октябрь 2027\", ответственные: Отдел}\n  \
        - {название: Итоги, срок: декабрь, ответственные: \"Отдел, МКУ «Центр сопровождения»\"}\n";
    let folder = Folder::with("п.yaml", plan);
    let calendar = folder.run("due п.yaml --date 2027-01-01 --format ics").silently().stdout;
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 4 + 3 + 1);
    for day in ["20270331", "20270630", "20270930", "20271231", "20270531", "20271031"] {
        assert!(calendar.contains(&format!("DTSTART;VALUE=DATE:{day}")), "{day}");
    }
    let identities: std::collections::BTreeSet<&str> =
        calendar.lines().filter(|line| line.starts_with("UID:")).collect();
    assert_eq!(identities.len(), 8);

    folder.run("due п.yaml --date 01.01.2027 -o сроки.xlsx").silently();
    folder.run("due п.yaml --date 01.01.2027 -o сроки.xlsx").silently();
    let folder = folder.file("чужая.xlsx", "");
    assert!(folder.run("due п.yaml -o чужая.xlsx").exits(3).stderr.contains("E682"));
    // Bodies of one cell are parted where each stands alone elsewhere, and found through quotes and case.
    let each = folder.run("due п.yaml --date 2027-01-01 --each").silently().stdout;
    assert!(!each.contains("Отдел, МКУ"), "{each}");
    folder.run("form п.yaml --each -o ф").silently();
    assert_eq!(folder.files().iter().filter(|file| file.starts_with("ф/")).count(), 2);
    let one = folder.script(&[env!("CARGO_BIN_EXE_dorkarta"), "due", "п.yaml", "--for", "центр сопровождения"]);
    assert!(one.silently().stdout.contains("Итоги"));
}
