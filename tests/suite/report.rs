//! The monitoring report: what is counted, judged and printed. What is expected of the sample was counted by hand.

use std::fs;

use serde_json::{Value, json};

use crate::support::{Folder, SMALLEST, pages_of, plain, repository, text, view_of, xlsx};

const SAMPLE: &str = "input/monitoring-2023.yaml";

// The sample, entry by entry, on 20 November 2023:
//
//    №  due (last day)                  entry                        state
//    1  Январь 2023 (31.01.2023)        выполнено 27.01.2023         on time
//    2  Февраль-март 2023 (31.03.2023)  выполняется                  overdue
//    3  Январь-март 2023 (31.03.2023)   выполнено 06.04.2023         late
//    4  Январь-март 2023 (31.03.2023)   –                            no data
//    5  Январь-март 2023 (31.03.2023)   выполнено 01.02.2023         on time
//    6  2023 (31.12.2023)               выполняется                  under way
//    7  Март-апрель 2023 (30.04.2023)   выполнено частично           partly
//    8  Октябрь-ноябрь (30.11.2023)     выполняется                  under way
//    9  Октябрь-ноябрь (30.11.2023)     перенесено                   postponed
//   10  2023 (31.12.2023)               –                            not expired
//   11  Февраль - март (31.03.2023)     не выполнено                 not done
//   12  2023 (31.12.2023)               выполняется                  under way
//   13  2023 (31.12.2023)               выполнено 17.11.2023         on time
//   14  2023 (31.12.2023)               выполнено 30.08.2023         on time
//   15  2023 (31.12.2023)               выполнено 25.10.2023         on time
const STATES: [&str; 15] = [
    "Выполнено в срок",
    "Просрочено",
    "Выполнено с опозданием",
    "Нет данных",
    "Выполнено в срок",
    "Выполняется",
    "Выполнено частично",
    "Выполняется",
    "Перенесено",
    "Срок не истек",
    "Не выполнено",
    "Выполняется",
    "Выполнено в срок",
    "Выполнено в срок",
    "Выполнено в срок",
];

// By direction (1–9, 10–12, 13–15): planned; on time, late, partly, under way, overdue, not done, postponed, cancelled,
// not expired, not yet due, no data.
const SUMMARY: [[usize; 12]; 4] = [
    [9, 2, 1, 1, 2, 1, 0, 1, 0, 0, 0, 1],
    [3, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0],
    [3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    [15, 5, 1, 1, 3, 1, 1, 1, 0, 1, 0, 1],
];

/// The sample with its plan in a folder, the monitoring being changed.
fn sample(change: impl Fn(&str) -> String) -> Folder {
    let monitoring = fs::read_to_string(repository(SAMPLE)).unwrap();
    let changed = change(&monitoring);
    Folder::with("м.yaml", &changed).copy("input/plan-2023.yaml", "plan-2023.yaml")
}

/// What stands under a heading of a report.
#[track_caller]
fn section(view: &Value, heading: &str) -> Value {
    let sections = view["sections"].as_array().unwrap();
    let found = sections.iter().find(|section| section["heading"] == heading);
    found.unwrap_or_else(|| panic!("no «{heading}»"))["content"].clone()
}

fn headings(view: &Value) -> Vec<&str> {
    view["sections"].as_array().unwrap().iter().map(|section| section["heading"].as_str().unwrap()).collect()
}

/// The texts of the table under a heading, row by row.
#[track_caller]
fn rows(view: &Value, heading: &str) -> Vec<Vec<String>> {
    let section = section(view, heading);
    let table = section.as_array().unwrap().iter().find_map(|content| content.get("table"));
    let groups = table.unwrap_or_else(|| panic!("no table under «{heading}»"))["groups"].as_array().unwrap();
    let rows = groups.iter().flat_map(|group| group["rows"].as_array().unwrap());
    rows.map(|row| texts(&plain(row))).collect()
}

/// The texts of a row.
fn texts(row: &Value) -> Vec<String> {
    match row {
        Value::Array(texts) => texts.iter().map(text).collect(),
        Value::Object(row) if row.contains_key("texts") => texts(&row["texts"]),
        special => special["cells"].as_array().unwrap().iter().map(|cell| text(&cell["text"])).collect(),
    }
}

/// The paragraphs that stand under a heading.
#[track_caller]
fn paragraphs(view: &Value, heading: &str) -> Vec<String> {
    plain(&section(view, heading)[0]["paragraphs"]).as_array().unwrap().iter().map(text).collect()
}

/// Some columns of rows.
fn columns<const N: usize>(rows: &[Vec<String>], at: [usize; N]) -> Vec<[&str; N]> {
    rows.iter().map(|row| at.map(|column| row[column].as_str())).collect()
}

#[test]
fn every_activity_is_counted_once() {
    let view = view_of(&repository(SAMPLE));
    let summary = rows(&view, "Сводные сведения");
    let figures = |row: &Vec<String>| row[1..].iter().map(|figure| figure.parse().unwrap()).collect::<Vec<usize>>();
    assert_eq!(summary.iter().map(figures).collect::<Vec<_>>(), SUMMARY);
    for row in &summary {
        let figures = figures(row);
        assert_eq!(figures[0], figures[1..].iter().sum::<usize>(), "{row:?}");
    }
    assert_eq!(
        columns(&summary, [0]).concat(),
        [
            "I направление – Организационно – управленческие механизмы работы с ШНСУ",
            "II направление – Адресная поддержка школ, функционирующих в зоне риска снижения образовательных результатов",
            "III направление – Повышение качества преподавания в образовательных организациях округа",
            "Всего",
        ]
    );
}

#[test]
fn the_summary_says_in_words_what_the_table_counts() {
    let sentence = "По состоянию на 20 ноября 2023 г. в 3 направлениях выполнено 6 мероприятий из 15 (5 в срок, 1 с опозданием); \
        1 мероприятие выполнено частично; 3 мероприятия выполняются; 1 мероприятие просрочено; 1 мероприятие не выполнено; \
        1 мероприятие перенесено; по 1 мероприятию срок не истек; по 1 мероприятию нет данных.";
    assert_eq!(paragraphs(&view_of(&repository(SAMPLE)), "Сводные сведения"), [sentence]);
}

#[test]
fn the_chart_draws_what_the_table_counts() {
    let view = view_of(&repository(SAMPLE));
    let chart = section(&view, "Сводные сведения")[2]["chart"].clone();
    let figures = |bar: &Value| -> Vec<usize> {
        bar["parts"].as_array().unwrap().iter().map(|part| part["figure"].as_str().unwrap().parse().unwrap()).collect()
    };
    let drawn: Vec<Vec<usize>> = chart["bars"].as_array().unwrap().iter().map(figures).collect();
    let counted = SUMMARY.map(|[_, states @ ..]| states.into_iter().filter(|count| *count > 0).collect::<Vec<_>>());
    assert_eq!(drawn, counted);
    // Nine of the eleven states occur; nothing was cancelled, and nothing that was not told of has not begun.
    assert_eq!(chart["legend"].as_array().unwrap().len(), 9);
}

#[test]
fn every_activity_of_the_plan_has_its_row() {
    let (view, plan) = (view_of(&repository(SAMPLE)), view_of(&repository("input/plan-2023.yaml")));
    let fulfilment = rows(&view, "Исполнение мероприятий плана");
    assert_eq!(columns(&fulfilment, [4]).concat(), STATES);
    // Number, name, due date and responsible bodies are those of the plan, and so are the directions above them.
    let groups = plain(&plan["table"]["groups"]);
    let groups = groups.as_array().unwrap();
    let planned = groups.iter().flat_map(|group| group["rows"].as_array().unwrap());
    let planned: Vec<Value> = planned.map(|row| json!(texts(row))).collect();
    let reported: Vec<Value> = columns(&fulfilment, [0, 1, 2, 3]).into_iter().map(|row| json!(row)).collect();
    assert_eq!(reported, planned);
    let bands = |view: &Value| view["groups"].as_array().unwrap().iter().map(|group| plain(&group["bands"])).collect();
    let bands: [Vec<Value>; 2] =
        [&section(&view, "Исполнение мероприятий плана")[0]["table"], &plan["table"]].map(bands);
    assert_eq!(bands[0], bands[1]);
    // Dates, results and documents, of the first and of one with three documents.
    assert_eq!(
        columns(&fulfilment, [5, 6])[0],
        [
            "27.01.2023",
            "Проведен анализ эффективности мер поддержки за 2022 год, итоги рассмотрены на совещании руководителей ОУ\n\
             Документ: Справка от 27.01.2023 № 4",
        ]
    );
    assert_eq!(
        columns(&fulfilment, [5, 6])[12],
        [
            "17.11.2023",
            "Проведены три совещания по подготовке к ВПР и ГИА, охвачены все школы округа\n\
             Документ: Протокол от 21.02.2023 № 3, Протокол от 19.04.2023 № 4, Протокол от 17.11.2023 № 10",
        ]
    );
    // The result in three paragraphs, and the document below.
    assert_eq!(fulfilment[11][6].lines().count(), 4);
}

#[test]
fn deviations_are_told_with_their_cause_and_new_due_date() {
    // In the order of the plan: overdue, late, no data, partly, postponed, not done.
    let deviations = rows(&view_of(&repository(SAMPLE)), "Отклонения от плана");
    assert_eq!(
        columns(&deviations, [0, 3, 4, 5]),
        [
            [
                "2.",
                "Просрочено",
                "Концепция муниципальной системы оценки качества образования возвращена на доработку",
                "до 15 декабря 2023 г.",
            ],
            [
                "3.",
                "Выполнено с опозданием",
                "Две школы представили данные о контингенте позже установленного срока",
                "",
            ],
            ["4.", "Нет данных", "", ""],
            [
                "7.",
                "Выполнено частично",
                "Третья школа в период ВПР находилась на карантине, проверка проведена по документам",
                "",
            ],
            [
                "9.",
                "Перенесено",
                "Региональная форма сбора сведений о ресурсных дефицитах поступила 13 ноября 2023 года",
                "до 22 декабря 2023 г.",
            ],
            [
                "11.",
                "Не выполнено",
                "Должность методиста, ответственного за программу, была вакантна с января по август 2023 года",
                "до 29 декабря 2023 г.",
            ],
        ]
    );
}

#[test]
fn indicators_are_compared_with_their_plan() {
    // 83.1 / 82 = 1.0134, 97.4 / 100, 14 / 18 = 0.7778, 263 / 240 = 1.0958, 7 / 8.
    let indicators = rows(&view_of(&repository(SAMPLE)), "Показатели");
    assert_eq!(
        columns(&indicators, [1, 2, 3, 4, 5]),
        [
            ["%", "78,4", "82", "83,1", "101,3"],
            ["%", "94,7", "100", "97,4", "97,4"],
            ["чел.", "11", "18", "14", "77,8"],
            ["чел.", "214", "240", "263", "109,6"],
            ["ед.", "6", "8", "7", "87,5"],
        ]
    );
}

#[test]
fn conclusions_are_drafted_where_there_are_none() {
    let given = paragraphs(&view_of(&repository(SAMPLE)), "Выводы");
    assert_eq!(given.len(), 3);
    let folder = sample(|monitoring| {
        let (before, rest) = monitoring.split_once("выводы:\n").unwrap();
        let (_, after) = rest.split_once("рекомендации:\n").unwrap();
        format!("{before}рекомендации:\n{after}")
    });
    let ran = folder.run("report м.yaml --messages short").exits(0);
    assert!(ran.stderr.contains("W108"), "{}", ran.stderr);
    let drafted = paragraphs(&view_of(&folder.path("м.yaml")), "Выводы");
    // Due on the day are 1, 2, 3, 4, 5, 7 and 11; 3 of 7 are 42,86 %. The first and the fourth indicator reach their plan.
    assert_eq!(
        drafted,
        [
            "По состоянию на 20 ноября 2023 г. срок исполнения наступил по 7 из 15 мероприятий плана. Выполнено 3 мероприятия \
             (42,9 % наступивших), из них 2 – в установленный срок, 1 – с опозданием (мероприятие 3). Выполнено частично \
             мероприятие 7. Не выполнено мероприятие 11. Просрочено мероприятие 2. Сведения о мероприятии 4, срок которого \
             истек, не представлены.",
            "Из остальных мероприятий выполнены мероприятия 13, 14 и 15. Выполняются мероприятия 6, 8 и 12. Перенесено \
             мероприятие 9.",
            "Плановые значения достигнуты по 2 из 5 показателей.",
        ]
    );
}

#[test]
fn both_formats_give_the_same_report() {
    let (yaml, workbook) = (repository(SAMPLE), repository("input/monitoring-2023.xlsx"));
    assert!(view_of(&yaml) == view_of(&workbook), "make it again: templates/starter/make.py");
    let folder = Folder::new();
    let made =
        |input: &std::path::Path| folder.run(&format!("report {} -o - --no-data", input.display())).exits(0).bytes;
    assert!(made(&yaml) == made(&workbook));
}

#[test]
fn the_parts_come_in_their_order() {
    let view = view_of(&repository(SAMPLE));
    let all = [
        "Сводные сведения",
        "Исполнение мероприятий плана",
        "Отклонения от плана",
        "Показатели",
        "Анализ",
        "Выводы",
        "Рекомендации",
        "Решения",
    ];
    assert_eq!(headings(&view), all);
    let text = pages_of(&repository(SAMPLE)).concat().replace(|c: char| c.is_whitespace(), "");
    let ends = ["УТВЕРЖДАЮ", "ОтчетореализацииПлана", "Основание:", "Источникисведений:", "вымышлены"];
    let rest = ["М.С.Петрова", "ПетроваМарияСергеевна"];
    let mut from = 0;
    for part in ends.into_iter().chain(all).chain(rest) {
        let part = part.replace(' ', "");
        let at = text[from..].find(&part).unwrap_or_else(|| panic!("«{part}» does not follow"));
        from += at + part.len();
    }
}

#[test]
fn parts_without_data_are_left_out() {
    let smallest = "вид: мониторинг\nплан: п.yaml\nна дату: 2023-11-20\n";
    let folder = Folder::with("п.yaml", SMALLEST).file("м.yaml", smallest);
    let view = view_of(&folder.path("м.yaml"));
    // The one activity is due within the year, so nothing departs from the plan.
    assert_eq!(headings(&view), ["Сводные сведения", "Исполнение мероприятий плана", "Выводы"]);
    assert_eq!(columns(&rows(&view, "Сводные сведения"), [0, 1, 10]), [["Всего", "1", "1"]]);
    assert_eq!(view["draft"], "ПРОЕКТ");
    assert_eq!(view["sources"], Value::Null);
    let facts: Vec<String> = plain(&view["facts"]).as_array().unwrap().iter().map(text).collect();
    assert_eq!(facts, ["Отчетный период: 2023 год", "По состоянию на 20 ноября 2023 г."]);
    folder.run("report м.yaml").exits(0);
    assert!(folder.read("output/м-report.pdf").starts_with(b"%PDF"));
}

#[test]
fn a_plan_and_its_fulfilment_may_be_one_workbook() {
    let requisites: &[&[&str]] = &[&["вид", "план"], &["период", "2023 год"], &["название", "План"]];
    // On 20 November the first is done in time, the second is overdue.
    let beside = xlsx(&[
        ("Реквизиты", requisites),
        (
            "Мероприятия",
            &[
                &["№ п/п", "Мероприятие", "Срок", "Ответственные", "Статус", "Дата исполнения", "Документ"],
                &["1", "Анализ", "Январь 2023", "Отдел", "выполнено", "27.01.2023", "Справка № 4"],
                &["2", "Семинар", "Октябрь 2023", "Отдел", "выполняется", "", ""],
                &["3", "Курсы", "2023", "Отдел", "", "", ""],
            ],
        ),
    ]);
    let apart = xlsx(&[
        ("Реквизиты", requisites),
        (
            "Мероприятия",
            &[
                &["№ п/п", "Мероприятие", "Срок", "Ответственные"],
                &["1", "Анализ", "Январь 2023", "Отдел"],
                &["2", "Семинар", "Октябрь 2023", "Отдел"],
                &["3", "Курсы", "2023", "Отдел"],
            ],
        ),
        (
            "Исполнение",
            &[
                &["№ п/п", "Статус", "Дата исполнения", "Документ"],
                &["1", "выполнено", "27.01.2023", "Справка № 4"],
                &["2", "выполняется", "", ""],
            ],
        ),
    ]);
    for (book, what) in [(beside, "columns"), (apart, "a sheet")] {
        let folder = Folder::new().file("п.xlsx", book);
        let ran = folder.run("report п.xlsx --date 2023-11-20 --format view -o в.json --messages short").exits(0);
        // The draft of the conclusions is told, since the file has none, and that no cause is given of what is overdue.
        let told: Vec<&str> = ["W106", "W108"].into_iter().filter(|code| ran.stderr.contains(code)).collect();
        assert_eq!((told.as_slice(), ran.stderr.lines().count()), (&["W106", "W108"][..], 2), "{what}: {}", ran.stderr);
        let view: Value = serde_json::from_slice(&folder.read("в.json")).unwrap();
        assert_eq!(
            columns(&rows(&view, "Исполнение мероприятий плана"), [0, 1, 4, 5, 6]),
            [
                ["1.", "Анализ", "Выполнено в срок", "27.01.2023", "Документ: Справка № 4"],
                ["2.", "Семинар", "Просрочено", "", ""],
                ["3.", "Курсы", "Срок не истек", "", ""],
            ],
            "{what}"
        );
        // The day decides: in October the seminar was still due.
        folder.run("report п.xlsx --date 2023-10-02 --format view -o в.json").exits(0);
        let view: Value = serde_json::from_slice(&folder.read("в.json")).unwrap();
        assert_eq!(rows(&view, "Исполнение мероприятий плана")[1][4], "Выполняется", "{what}");
        // The plan itself is made without what is reported of it.
        folder.run("plan п.xlsx").exits(0);
    }
}

#[test]
fn the_title_of_the_plan_is_told_once_and_in_the_genitive() {
    let view = |title: &str, rest: &str| {
        let plan = SMALLEST.replace("название: План\n", &format!("название: {title}\n"));
        assert_ne!(plan, SMALLEST);
        let plan = format!("{plan}редакция: {{номер: 2}}\n");
        let folder = Folder::with("п.yaml", &plan)
            .file("м.yaml", format!("вид: мониторинг\nплан: п.yaml\nна дату: 2023-11-20\n{rest}"));
        let view = view_of(&folder.path("м.yaml"));
        let facts: Vec<String> = plain(&view["facts"]).as_array().unwrap().iter().map(text).collect();
        (text(&plain(&view["title"])), plain(&view["edition"]), facts[2..].to_vec())
    };
    let edition = json!("(редакция № 2)");
    for (title, shown) in [
        ("\"ПЛАН МЕРОПРИЯТИЙ\\n(«ДОРОЖНАЯ КАРТА»)\\nна 2023 год\"", "ПЛАНА МЕРОПРИЯТИЙ («ДОРОЖНОЙ КАРТЫ») на 2023 год"),
        ("Дорожная карта по школам", "Дорожной карты по школам"),
        ("\"Комплексный\\nплан\"", "документа «Комплексный план»"),
    ] {
        assert_eq!(view(title, ""), (format!("Отчет о реализации {shown}"), edition.clone(), Vec::new()));
    }
    // A title of the report's own names the plan or not.
    let (title, below, facts) = view("План школ", "название: Отчет о Плане\n");
    assert_eq!((title.as_str(), below), ("Отчет о Плане", Value::Null));
    assert_eq!(facts, ["Отчет составлен по документу: План школ (редакция № 2)"]);
    assert_eq!(view("План школ", "название: О ходе плана школ\n").2, [""; 0]);
}

/// A plan with its fulfilment on 30 November 2027, a row an activity: due date, state, date, document, cause, new due date.
fn states(entries: &[[&str; 6]]) -> Folder {
    let head =
        ["№", "Мероприятие", "Срок", "Ответственные", "Статус", "Дата исполнения", "Документ", "Причина", "Новый срок"];
    let numbers: Vec<String> = (1..=entries.len()).map(|number| number.to_string()).collect();
    let rows: Vec<Vec<&str>> = (numbers.iter().zip(entries))
        .map(|(number, [due, state, date, document, cause, new_due])| {
            vec![number, "Сход", due, "Отдел", state, date, document, cause, new_due]
        })
        .collect();
    let rows: Vec<&[&str]> = std::iter::once(&head[..]).chain(rows.iter().map(Vec::as_slice)).collect();
    let requisites: &[&[&str]] =
        &[&["вид", "план"], &["период", "2027 год"], &["название", "План"], &["мониторинг.на дату", "30.11.2027"]];
    Folder::new().file("п.xlsx", xlsx(&[("Реквизиты", requisites), ("Мероприятия", &rows)]))
}

#[test]
fn a_state_says_what_is_known_on_the_day() {
    let folder = states(&[
        ["Январь 2027", "выполнено", "31.01.2027", "Приказ", "Ранний приезд", ""],
        ["до 1 марта 2027 г.", "выполнено", "02.03.2027", "Приказ", "Болезнь", ""],
        ["I квартал", "", "", "", "", ""],
        ["в течение года", "", "", "", "", ""],
        ["Июнь 2027", "перенесено", "", "", "Нет денег", "до 20 ноября 2027 г."],
        ["Июнь 2027", "перенесено", "", "", "Нет денег", "до 1 декабря 2027 г."],
        ["по мере необходимости", "", "", "", "", ""],
        ["Декабрь 2027", "", "", "", "", ""],
        ["до 15 апреля", "выполнено", "своевременно", "Приказ", "", ""],
        ["ежемесячно", "выполнено", "своевременно", "Приказ", "", ""],
    ]);
    let ran = folder.run("report п.xlsx --format view -o в.json --messages short").exits(0);
    assert!(ran.stderr.contains("ячейка F10: замечание W112"), "{}", ran.stderr);
    assert_eq!(ran.stderr.matches("W112").count(), 1, "{}", ran.stderr);
    let view: Value = serde_json::from_slice(&folder.read("в.json")).unwrap();
    assert_eq!(
        columns(&rows(&view, "Исполнение мероприятий плана"), [4]).concat(),
        [
            "Выполнено в срок",
            "Выполнено с опозданием",
            "Нет данных",
            "Срок не истек",
            "Просрочено",
            "Перенесено",
            "Срок не истек",
            "Срок не наступил",
            "Выполнено, день не указан",
            "Выполнено в срок",
        ]
    );
    // Planned; on time, late; overdue; postponed; not expired, not yet due, no data.
    let summary = rows(&view, "Сводные сведения");
    assert_eq!(columns(&summary, [1, 2, 3, 6, 8, 10, 11, 12]), [["10", "2", "1", "1", "1", "2", "1", "2"]]);
    // The cause of what was done in time stands beside its document.
    let deviations = rows(&view, "Отклонения от плана");
    assert_eq!(columns(&deviations, [0]).concat(), ["2.", "3.", "5.", "6.", "9."]);
    assert_eq!(rows(&view, "Исполнение мероприятий плана")[0][6], "Документ: Приказ\nПричина: Ранний приезд");
    assert_eq!(
        paragraphs(&view, "Выводы"),
        [
            "По состоянию на 30 ноября 2027 г. срок исполнения наступил по 5 из 10 мероприятий плана. Выполнено 2 мероприятия \
             (40,0 % наступивших), из них 1 – в установленный срок, 1 – с опозданием (мероприятие 2). Просрочено мероприятие 5. \
             Сведения о мероприятии 3, срок которого истек, не представлены. Мероприятие 9 отмечено как выполненное, но день \
             исполнения не указан.",
            "Из остальных мероприятий выполнено мероприятие 10. Перенесено мероприятие 6.",
        ]
    );
}

#[test]
fn an_indicator_is_judged_where_it_is_known_which_way_is_better() {
    let folder = Folder::with("п.yaml", SMALLEST).file(
        "м.xlsx",
        xlsx(&[
            ("Реквизиты", &[&["вид", "мониторинг"], &["план", "п.yaml"], &["на дату", "20.11.2023"]]),
            ("Исполнение", &[&["№ п/п", "Статус"]]),
            (
                "Показатели",
                &[
                    &["Показатель", "Прошлый год", "План", "Факт", "Лучше"],
                    &["Доля отстающих", "4,2", "2,5", "3,1", ""],
                    &["Отстающие школы", "3", "2", "0", ""],
                    &["Соглашения", "–", "5", "4", "–"],
                    &["Жалобы", "–", "5", "4", "Меньше"],
                    &["Охват", "120", "200", "200", ""],
                ],
            ),
        ]),
    );
    let view = view_of(&folder.path("м.xlsx"));
    let indicators = rows(&view, "Показатели");
    assert_eq!(columns(&indicators, [1, 4]), [["4,2", "80,6"], ["3", ""], ["–", "80"], ["–", "125"], ["120", "100"]]);
    let groups = &section(&view, "Показатели")[0]["table"]["groups"];
    let bars: Vec<Value> =
        groups[0]["rows"].as_array().unwrap().iter().map(|row| row["cells"][4]["bar"].clone()).collect();
    assert_eq!(bars, [json!(0.8064516129032258), Value::Null, Value::Null, json!(1.0), json!(1.0)]);
    let drafted = paragraphs(&view, "Выводы");
    assert_eq!(drafted[1..], ["Плановые значения достигнуты по 3 из 4 показателей, которые можно оценить."]);
    let monitoring = "вид: мониторинг\nплан: п.yaml\nна дату: 2023-11-20\nисполнение: [{мероприятие: 1, статус: выполняется}]\n\
                      показатели: [{название: А, план: 5, факт: 4, лучше: больше}, {название: Б, факт: 1}]\n";
    let folder = Folder::with("п.yaml", SMALLEST).file("м.yaml", monitoring);
    let drafted = paragraphs(&view_of(&folder.path("м.yaml")), "Выводы");
    let only = "Плановое значение единственного показателя, который можно оценить, не достигнуто.";
    assert_eq!(drafted.last().map(|text| text.replace('\u{a0}', " ")).as_deref(), Some(only));
}

#[test]
fn a_plan_and_a_monitoring_are_not_taken_for_each_other() {
    let folder = sample(str::to_owned);
    let short = |command: &str| folder.run(&format!("{command} --messages short")).exits(1).stderr;
    assert!(short("report plan-2023.yaml").contains("ошибка E414:"));
    assert!(short("plan м.yaml").contains("ошибка E401:"));
    assert_eq!(folder.files(), ["plan-2023.yaml", "м.yaml"]);
}

#[test]
fn the_report_is_made_where_it_is_looked_for() {
    let folder = sample(str::to_owned);
    let paths = |command: &str| folder.run(command).exits(0).stdout;
    assert_eq!(paths("report м.yaml"), "output/м-report.pdf\n");
    assert_eq!(paths("отчет м.yaml -o там/"), "там/м-report.pdf\n");
    // Dropped on the program, it makes the report too, beside the file.
    assert_eq!(paths("м.yaml"), "м.pdf\n");
    assert!(folder.read("м.pdf") == folder.read("output/м-report.pdf"));
}

#[test]
fn the_same_monitoring_gives_the_same_bytes() {
    let folder = sample(str::to_owned).copy(SAMPLE, "б/в.yaml").copy("input/plan-2023.yaml", "б/plan-2023.yaml");
    folder.run("report м.yaml -o 1.pdf").exits(0);
    folder.run("report б/в.yaml -o 2.pdf").exits(0);
    assert!(folder.read("1.pdf") == folder.read("2.pdf"));
}

#[test]
fn the_report_carries_the_plan_in_its_data() {
    let folder = sample(str::to_owned);
    let goal = fs::read_to_string(repository("input/plan-2023.yaml")).unwrap().replace("Основная цель", "Цель");
    let other = sample(str::to_owned).file("plan-2023.yaml", goal);
    let made = |folder: &Folder, options: &str| folder.run(&format!("report м.yaml -o - {options}")).exits(0).bytes;
    // The goal of the plan is not printed in the report, but stands in its data.
    assert!(made(&folder, "--no-data") == made(&other, "--no-data"));
    assert!(made(&folder, "") != made(&other, ""));
    let carries = |bytes: &[u8]| bytes.windows(13).any(|window| window == b"/EmbeddedFile");
    assert!(carries(&made(&folder, "")) && !carries(&made(&folder, "--no-data")));
}
