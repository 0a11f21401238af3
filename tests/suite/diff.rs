//! `dorkarta diff`: what differs between two editions, and the amendments that lead from one to the other.

use std::fs;

use dorkarta_press::{Overrides, Typesetter};
use serde_json::Value;

use crate::support::{Folder, repository};

const OLD: &str = "\
вид: план
период: 2023 год
название: План работы
утверждение: {должность: Заведующий, имя: И.И. Иванов, дата: 2023-02-01}
цель: Повысить качество образования в округе
задачи: [Выявить дефициты школ, Поддержать педагогов]
направления:
  - название: Организация
    мероприятия:
      - {название: Анализ эффективности принятых мер за прошлый год, срок: Январь 2023, ответственные: Отдел}
      - {название: Определение школ для адресной поддержки, срок: Март 2023, ответственные: Отдел}
      - {название: Совещание с руководителями школ, срок: Май 2023, ответственные: Отдел}
  - название: Поддержка
    мероприятия:
      - {название: Семинары для учителей математики, срок: 2023, ответственные: Отдел}
      - {название: Мониторинг реализации плана, срок: Декабрь 2023, ответственные: Отдел}
";

const SECOND_EDITION: &str = "tests/cases/plan-2023-second-edition.yaml";

/// A folder with two editions: the old one, and the same with replacements.
fn editions(replacements: &[(&str, &str)]) -> Folder {
    let mut new = OLD.to_owned();
    for (from, to) in replacements {
        assert!(new.contains(from), "{from}");
        new = new.replacen(from, to, 1);
    }
    Folder::with("было.yaml", OLD).file("стало.yaml", new)
}

/// The list of changes.
fn listed(replacements: &[(&str, &str)]) -> String {
    editions(replacements).run("diff было.yaml стало.yaml").exits(1).stdout
}

/// The amendments as the template is given them.
fn amendments(folder: &Folder) -> Value {
    folder.run("diff было.yaml стало.yaml --format view -o а.json").exits(1);
    serde_json::from_slice(&folder.read("а.json")).unwrap()
}

/// The points of amendments, as the pages show them, with plain spaces.
fn points(replacements: &[(&str, &str)]) -> String {
    pages(&amendments(&editions(replacements)))
}

fn pages(view: &Value) -> String {
    let mut typesetter = Typesetter::new(&Overrides::default()).unwrap();
    let pages = typesetter.set("/amendments.typ", view, None).unwrap();
    pages.texts().join("\n").replace('\u{a0}', " ")
}

#[track_caller]
fn assert_says(replacements: &[(&str, &str)], expected: &[&str]) {
    let pages = points(replacements);
    let flat = pages.split_whitespace().collect::<Vec<_>>().join(" ");
    for sentence in expected {
        assert!(flat.contains(sentence), "{sentence}\n---\n{pages}");
    }
}

#[test]
fn the_same_data_does_not_differ() {
    let folder =
        Folder::with("было.yaml", OLD).copy("input/plan-2023.yaml", "п.yaml").copy("input/plan-2023.xlsx", "п.xlsx");
    // YAML and a workbook are two spellings of one schema.
    for command in ["diff было.yaml было.yaml", "сравнить п.yaml п.xlsx", "diff п.xlsx п.yaml -o и.pdf"]
    {
        let ran = folder.run(command).exits(0);
        assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", "различий нет\n"), "{command}");
    }
    assert!(!folder.has("и.pdf"));
    folder.run("diff было.yaml было.yaml --quiet").silently();
    // A finished document stands for its data.
    folder.run("plan п.yaml -o п.pdf").silently();
    folder.run("diff п.pdf п.xlsx --quiet").silently();
}

#[test]
fn spaces_order_and_numbers_are_no_changes() {
    let spaces = editions(&[("Анализ эффективности", "Анализ  эффективности"), ("2023-02-01", "1 февраля 2023 г.")]);
    spaces.run("diff было.yaml стало.yaml --quiet").silently();
    let first = "      - {название: Анализ эффективности принятых мер за прошлый год, срок: Январь 2023, ответственные: Отдел}\n";
    let last = "      - {название: Совещание с руководителями школ, срок: Май 2023, ответственные: Отдел}\n";
    let order = editions(&[(first, ""), (last, &format!("{last}{first}"))]);
    assert_eq!(
        order.run("diff было.yaml стало.yaml").exits(0).stderr,
        "различий нет; мероприятия или направления стоят в другом порядке, номера части мероприятий сдвинулись\n"
    );
    // Where a document was wanted, it is said what to do about the order.
    for document in ["-o и.pdf", "--redline -o и.docx"] {
        let ran = order.run(&format!("diff было.yaml стало.yaml {document}")).exits(0);
        assert!(ran.stderr.contains("замечание W642") && ran.stderr.contains("издайте план целиком"), "{}", ran.stderr);
        assert_eq!(ran.stdout, "");
    }
}

#[test]
fn notes_under_the_table_are_a_point_of_their_own() {
    let said = |old: &str, new: &str| {
        let folder = Folder::with("было.yaml", &format!("{OLD}{old}")).file("стало.yaml", format!("{OLD}{new}"));
        pages(&amendments(&folder)).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let [one, other] = ["примечания: Сроки уточняются\n", "примечания: Сроки не меняются\n"];
    let two = "примечания: [Сроки уточняются, Даты – по приказу]\n";
    for (old, new, point) in [
        (one, other, "Примечание к таблице изложить в следующей редакции: «Сроки не меняются»."),
        (two, one, "Примечания к таблице изложить в следующей редакции: «Сроки уточняются»."),
        ("", one, "Таблицу дополнить примечанием следующего содержания: «Сроки уточняются»."),
        ("", two, "Таблицу дополнить примечаниями следующего содержания: «Сроки уточняются Даты – по приказу»."),
        (one, "", "Примечание к таблице исключить."),
    ] {
        let said = said(old, new);
        assert!(said.ends_with(point), "{said}");
    }
}

#[test]
fn changes_are_listed_with_their_words() {
    let added =
        "      - {название: Выезды в школы, срок: Май 2023, ответственные: [Отдел, ОМО]}\n  - название: Поддержка";
    let listed = listed(&[
        ("имя: И.И. Иванов", "имя: П.П. Петров"),
        ("Повысить качество образования в округе", "Повысить качество общего образования в округе"),
        (", Поддержать педагогов", ""),
        ("Март 2023", "Апрель 2023"),
        ("для адресной поддержки", "для методической поддержки"),
        ("  - название: Поддержка", added),
        ("      - {название: Семинары для учителей математики, срок: 2023, ответственные: Отдел}\n", ""),
    ]);
    assert_eq!(
        listed,
        "\
Реквизиты
  утверждение
    было:  УТВЕРЖДАЮ, Заведующий, И.И. Иванов, 1 февраля 2023 г.
    стало: УТВЕРЖДАЮ, Заведующий, П.П. Петров, 1 февраля 2023 г.

Текст
  цель
    Повысить качество {+общего+} образования в округе
  задача 2
    [-Поддержать педагогов-]

Добавлены мероприятия
  4. Выезды в школы
    раздел: I направление – Организация
    Срок выполнения: Май 2023
    Ответственные исполнители: Отдел, ОМО

Исключены мероприятия
  4. Семинары для учителей математики
    раздел: II направление – Поддержка
    Срок выполнения: 2023
    Ответственные исполнители: Отдел

Изменены мероприятия
  2. Определение школ для адресной поддержки
    Наименование мероприятия: Определение школ для [-адресной-] {+методической+} поддержки
    Срок выполнения: [-Март-] {+Апрель+} 2023

Итого
  мероприятия: добавлено 1, исключено 1, изменено 1; прочих различий: 3

[-так-] – слова, которых больше нет; {+так+} – слова, которые появились
"
    );
}

#[test]
fn a_move_and_new_numbers_are_told() {
    let moved = "      - {название: Анализ эффективности принятых мер за прошлый год, срок: Январь 2023, ответственные: Отдел}\n";
    let target = "      - {название: Мониторинг реализации плана";
    let listed = listed(&[(moved, ""), (target, &format!("{moved}{target}"))]);
    assert_eq!(
        listed,
        "\
Перенесены в другое направление
  1 (теперь 4). Анализ эффективности принятых мер за прошлый год
    раздел: I направление – Организация → II направление – Поддержка

Итого
  мероприятия: перенесено 1
  номера части мероприятий сдвинулись
"
    );
}

#[test]
fn programs_get_a_json_object_a_line() {
    let folder = editions(&[("Март 2023", "Апрель 2023"), ("название: Поддержка", "название: Помощь")]);
    let ran = folder.run("diff было.yaml стало.yaml --format json").exits(1);
    let lines: Vec<Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        lines,
        [
            serde_json::json!({
                "change": "changed", "what": "direction",
                "old": "II направление – Поддержка", "new": "II направление – Помощь",
            }),
            serde_json::json!({
                "change": "changed", "what": "activity", "field": "срок", "old_number": "2", "new_number": "2",
                "old_direction": "I направление – Организация", "new_direction": "I направление – Организация",
                "old": "Март 2023", "new": "Апрель 2023",
            }),
        ]
    );
}

#[test]
fn any_trouble_ends_with_2() {
    let folder = editions(&[("Март 2023", "Май 2023")])
        .file("беда.yaml", "вид: план\nнеизвестное: 1\n")
        .file("мониторинг.yaml", "вид: мониторинг\nплан: было.yaml\n");
    for (command, expected) in [
        ("diff было.yaml", "ошибка: укажите два файла: прежнюю и новую редакцию плана"),
        ("diff было.yaml стало.yaml беда.yaml", "ошибка: в командной строке есть лишнее: «беда.yaml»"),
        ("diff было.yaml нет.yaml --messages short", "нет.yaml: ошибка E001"),
        ("diff нет.yaml беда.yaml --messages short", "нет.yaml: ошибка E001"),
        ("diff было.yaml мониторинг.yaml --messages short", "мониторинг.yaml:1:6: ошибка E640"),
        ("diff было.yaml стало.yaml -o а.pdf --format json", "ошибка: ключ «--format json»"),
        ("diff было.yaml стало.yaml -o стало.yaml", "ошибка: стало.yaml – это одна из редакций"),
        ("diff было.yaml стало.yaml -o а.doc", "ошибка: имя а.doc не подходит"),
        ("diff было.yaml стало.yaml --pdf-standard x", "ошибка: неизвестный стандарт PDF «x»"),
        ("diff было.yaml стало.yaml -o а.pdf --templates нет --messages short", "стало.yaml: ошибка E001"),
    ] {
        let ran = folder.run(command).exits(2);
        assert!(ran.stderr.starts_with(expected), "{command}: {}", ran.stderr);
        assert_eq!(ran.stdout, "", "{command}");
    }
    // The faults of both files come in one run.
    for command in ["diff беда.yaml нет.yaml --messages short", "diff нет.yaml беда.yaml --messages short"]
    {
        let said = folder.run(command).exits(2).stderr;
        assert!(said.contains("нет.yaml: ошибка E001") && said.contains("беда.yaml:1:1: ошибка E303"), "{said}");
    }
    assert!(!folder.has("а.pdf"));
}

#[test]
fn the_amendments_are_written_as_other_documents_are() {
    let folder = editions(&[("Март 2023", "Май 2023")]);
    let ran = folder.run("diff было.yaml стало.yaml -o изменения").exits(1);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("изменения.pdf\n", ""));
    assert!(folder.read("изменения.pdf").starts_with(b"%PDF"));
    assert_eq!(folder.run("diff было.yaml стало.yaml -o папка/").exits(1).stdout, "папка/стало-amendments.pdf\n");
    assert_eq!(folder.read("изменения.pdf"), folder.read("папка/стало-amendments.pdf"));
    assert_eq!(folder.run("diff было.yaml стало.yaml -o -").exits(1).bytes, folder.read("изменения.pdf"));
    // A signed document stays.
    let folder = folder.file("изменения.pdf", "%PDF-1.7 прежние").file("изменения.pdf.sig", "подпись");
    let ran = folder.run("diff было.yaml стало.yaml -o изменения.pdf --messages short").exits(2);
    assert!(ran.stderr.contains("E007"), "{}", ran.stderr);
    // Under «--force» it goes to the archive, and its signature with it.
    folder.run("diff было.yaml стало.yaml -o изменения.pdf --force --quiet").exits(1);
    assert!(
        folder.has("archive/изменения (прежний).pdf.sig") && !folder.has("изменения.pdf.sig"),
        "{:?}",
        folder.files()
    );
}

#[test]
fn the_amendments_carry_both_editions() {
    let folder = Folder::new().copy("input/plan-2023.xlsx", "было.xlsx").copy(SECOND_EDITION, "стало.yaml");
    folder.run("diff было.xlsx стало.yaml -o и.pdf").exits(1);
    folder.run("extract и.pdf -o и.yaml").silently();
    let yaml = String::from_utf8(folder.read("и.yaml")).unwrap();
    assert!(yaml.starts_with("# Данные изменений, которые вносятся в «План мероприятий"), "{yaml}");
    assert!(yaml.contains("\nвид: изменения\n\nбыло:\n  вид: план\n"), "{yaml}");
    assert!(yaml.contains("\nстало:\n  вид: план\n"), "{yaml}");
    // The file makes the very same document, when it is dropped on the program too.
    let first = folder.read("и.pdf");
    let folder = folder.file("ещё.yaml", &yaml);
    assert_eq!(folder.run("ещё.yaml").silently().stdout, "ещё.pdf\n");
    assert_eq!(folder.read("ещё.pdf"), first);
    folder.run("check и.yaml и.pdf --quiet").exits(0);
    for command in ["verify и.pdf", "verify и.pdf --data и.yaml"] {
        let ran = folder.run(command).exits(0);
        assert!(ran.stdout.contains("не изменён"), "{}", ran.stdout);
    }
    // Editions in files of their own are named as a monitoring names its plan.
    let folder = folder.file("имена.yaml", "вид: изменения\nбыло: было.xlsx\nстало: стало.yaml\n");
    folder.run("verify и.pdf --data имена.yaml").exits(0);
    let bent = folder.file("другое.yaml", yaml.replace("срок: Апрель 2023", "срок: Август 2023"));
    let said = bent.run("verify и.pdf --data другое.yaml").exits(1).stdout;
    assert!(said.contains("стало, направления, 1, мероприятия, 7, срок"), "{said}");
    assert!(said.contains("на странице 1 другой текст"), "{said}");
}

#[test]
fn amendments_without_data_carry_none() {
    let folder = editions(&[("Март 2023", "Май 2023")]);
    folder.run("diff было.yaml стало.yaml -o и.pdf --no-data").exits(1);
    folder.run("verify и.pdf --messages short").exits(1);
    folder.run("diff было.yaml стало.yaml -o и.pdf --pdf-standard a-2a,ua-1").exits(1);
    folder.run("extract и.pdf --messages short").exits(1);
}

#[test]
fn how_an_edition_was_fulfilled_is_not_in_the_amendments() {
    let beside =
        "исполнение: [{мероприятие: 1, статус: выполняется, источник: [{файл: ш.xlsx, заполнил: Сидорова}]}]\nцель:";
    let folder = editions(&[("цель:", beside), ("Март 2023", "Май 2023")]);
    folder.run("diff было.yaml стало.yaml -o и.pdf").exits(1);
    let said = folder.run("extract и.pdf -o -").exits(0).stdout;
    assert!(said.contains("Май 2023") && !said.contains("исполнение") && !said.contains("Сидорова"), "{said}");
    folder.run("verify и.pdf").exits(0);
}

#[test]
fn amendments_are_no_plan_and_no_monitoring() {
    let folder = editions(&[("Март 2023", "Май 2023")]).file("м.yaml", "вид: мониторинг\nплан: и.pdf\n");
    folder.run("diff было.yaml стало.yaml -o и.pdf").exits(1);
    for (command, code) in [
        ("plan и.pdf -o а.pdf", 1),
        ("report и.pdf -o а.pdf", 1),
        ("report м.yaml -o а.pdf", 1),
        ("due и.pdf", 1),
        ("form и.pdf -o ф.xlsx", 1),
        ("form было.yaml --from и.pdf -o ф.xlsx", 1),
        ("form и.pdf --from м.yaml -o ф.xlsx", 1),
        ("diff и.pdf стало.yaml", 2),
    ] {
        let ran = folder.run(&format!("{command} --messages short")).exits(code);
        assert!(ran.stderr.contains("ошибка E401: файл описывает изменения, а нужен "), "{command}: {}", ran.stderr);
    }
    // Nobody types that kind.
    let unknown = Folder::with("п.yaml", "вид: изменение\n").run("plan п.yaml").exits(1).stderr;
    assert!(!unknown.contains("изменения"), "{unknown}");
}

#[test]
fn faults_of_both_editions_are_told_where_they_stand() {
    let folder = Folder::with("и.yaml", "вид: изменения\nбыло: {вид: план, название: П}\nстало: нет.yaml\nеще: 1\n");
    let said = folder.run("check и.yaml --messages short").exits(3).stderr;
    assert!(said.contains("и.yaml:2:7: ошибка E303: не указано обязательное поле «период»"), "{said}");
    assert!(said.contains("и.yaml:3:8: ошибка E001"), "{said}");
    assert!(said.contains("и.yaml:4:1: ошибка E301"), "{said}");
    let folder = editions(&[("имя: И.И. Иванов", "имя: П.П. Петров")])
        .file("и.yaml", "вид: изменения\nбыло: было.yaml\nстало: стало.yaml\n");
    let said = folder.run("и.yaml").exits(1).stderr;
    assert!(said.contains("E641"), "{said}");
}

#[test]
fn approved_amendments_are_kept_and_drafts_are_not() {
    let act = "редакция: {номер: 2, документ: приказа Отдела, дата: 2023-06-15, номер документа: 31-о}\nцель:";
    let make = |folder: &Folder, new: &str| {
        fs::write(folder.path("стало.yaml"), new).unwrap();
        folder.run("diff было.yaml стало.yaml -o и.pdf").exits(1).stderr
    };
    let folder = Folder::with("было.yaml", OLD);
    let approved = OLD.replace("Март 2023", "Май 2023");
    let draft =
        |text: &str| text.replace("утверждение: {должность: Заведующий, имя: И.И. Иванов, дата: 2023-02-01}\n", "");
    assert_eq!(make(&folder, &draft(&approved)), "");
    assert_eq!(make(&folder, &approved.replace("цель:", act)), "");
    let kept = "прежний документ сохранён: archive/и (изменения от 15.06.2023).pdf\n";
    assert_eq!(make(&folder, &approved), kept);
    assert_eq!(make(&folder, &draft(&approved)), "прежний документ сохранён: archive/и (изменения).pdf\n");
}

#[test]
fn other_approvals_alone_are_nothing_to_amend() {
    let folder = editions(&[("имя: И.И. Иванов", "имя: П.П. Петров")]);
    let ran = folder.run("diff было.yaml стало.yaml -o а.pdf --messages short").exits(2);
    assert!(ran.stderr.starts_with("стало.yaml: ошибка E641: вносить в план нечего"), "{}", ran.stderr);
}

#[test]
fn the_second_edition_of_the_seed_plan_is_told_in_points() {
    let folder = Folder::new().copy("input/plan-2023.yaml", "было.yaml").copy(SECOND_EDITION, "стало.yaml");
    let pages = pages(&amendments(&folder));
    let lines: String = pages.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    let expected = fs::read_to_string(repository("tests/cases/amendments-2023.txt")).unwrap();
    assert_eq!(lines, expected);
}

#[test]
fn the_sample_is_a_view_of_real_amendments() {
    let sample: Value =
        serde_json::from_slice(&fs::read(repository("templates/sample/amendments.json")).unwrap()).unwrap();
    let folder = Folder::new().copy("input/plan-2023.yaml", "было.yaml").copy(SECOND_EDITION, "стало.yaml");
    assert!(
        sample == amendments(&folder),
        "make it again: dorkarta diff input/plan-2023.yaml {SECOND_EDITION} --format view -o templates/sample/amendments.json"
    );
}

#[test]
fn words_are_replaced_where_few_change() {
    assert_says(
        &[("Март 2023", "Май 2023")],
        &["В пункте 2 в графе «Срок выполнения» слова «Март 2023» заменить словами «Май 2023»."],
    );
    assert_says(
        &[("для адресной поддержки", "для методической поддержки")],
        &["В пункте 2 слово «адресной» заменить словом «методической»."],
    );
    assert_says(
        &[("срок: 2023,", "срок: 2024,")],
        &["В пункте 4 в графе «Срок выполнения» цифры «2023» заменить цифрами «2024»."],
    );
    assert_says(
        &[("эффективности принятых мер за прошлый год", "эффективности мер за прошлый год")],
        &["В пункте 1 слово «принятых» исключить."],
    );
    assert_says(
        &[("Анализ эффективности принятых мер за", "Анализ эффективности принятых мер и их итогов за")],
        &["В пункте 1 после слова «мер» дополнить словами «и их итогов»."],
    );
    // A word that another cell has too is told with its column.
    assert_says(
        &[(
            "Анализ эффективности принятых мер за прошлый год, срок: Январь 2023, ответственные: Отдел",
            "Анализ эффективности принятых мер за прошлый год, срок: Январь 2023, ответственные: [Отдел, школы]",
        )],
        &["В пункте 1 графу «Ответственные исполнители» дополнить словами «, школы»."],
    );
}

#[test]
fn rows_come_as_a_table() {
    let row = |name: &str| format!("      - {{название: {name}, срок: Июнь 2023, ответственные: Отдел}}\n");
    let second = "  - название: Поддержка";
    assert_says(
        &[(second, &format!("{}{second}", row("Выезды в школы")))],
        &[
            "Направление I после пункта 3 дополнить пунктом 3.1 следующего содержания:",
            // The row is a quotation.
            "следующего содержания: « № п/п",
            "3.1.Выезды в школыИюнь 2023Отдел ».",
        ],
    );
    let end = "      - {название: Мониторинг реализации плана, срок: Декабрь 2023, ответственные: Отдел}\n";
    assert_says(
        &[(end, &format!("{end}{}{}", row("Выезды в школы"), row("Круглый стол")))],
        &["Направление II дополнить пунктами 6, 7 следующего содержания:"],
    );
    let first = "      - {название: Семинары для учителей";
    assert_says(
        &[(first, &format!("{}{first}", row("Выезды в школы")))],
        &["Направление II перед пунктом 4 дополнить пунктом 3.1 следующего содержания:"],
    );
    assert_says(
        &[(end, &format!("{end}  - название: Итоги\n    мероприятия:\n{}", row("Выезды в школы")))],
        &["Дополнить направлением III следующего содержания:", "III направление – Итоги", "6.Выезды в школы"],
    );
    assert_says(
        &[(
            "Анализ эффективности принятых мер за прошлый год",
            "Подготовка аналитической справки об эффективности мер",
        )],
        &["Пункт 1 изложить в следующей редакции:", "1.Подготовка аналитической справки"],
    );
    // Many rows stand in an annex.
    let rows: String = (1..=9).map(|at| row(&format!("Совещание {at}"))).collect();
    let many =
        OLD.replace(end, &format!("{end}{}", (1..=20).map(|at| row(&format!("Выезд {at}"))).collect::<String>()));
    let folder = Folder::with("было.yaml", &many).file("стало.yaml", format!("{many}{rows}"));
    let pages = pages(&amendments(&folder)).replace(" \n", " ");
    assert!(
        pages.contains("Направление II дополнить пунктами 26 – 34 согласно приложению № 1 к настоящим изменениям."),
        "{pages}"
    );
    assert!(pages.contains("Приложение № 1\nк изменениям"), "{pages}");
}

#[test]
fn texts_and_directions_are_amended_by_name() {
    assert_says(
        &[(", Поддержать педагогов", ", Поддержать педагогов, Обобщить опыт")],
        &["Дополнить задачей 3 следующего содержания: «3. Обобщить опыт»."],
    );
    assert_says(&[(", Поддержать педагогов", "")], &["Задачу 2 исключить."]);
    assert_says(
        &[("качество образования", "качество общего образования")],
        &["В абзаце, определяющем цель, после слова «качество» дополнить словом «общего»."],
    );
    assert_says(
        &[("цель:", "преамбула: [Первый абзац вступления, Второй]\nцель:")],
        &["Дополнить преамбулой следующего содержания: «Первый абзац вступления Второй»."],
    );
    assert_says(
        &[("название: Поддержка", "название: Помощь школам")],
        &["В наименовании направления II слово «Поддержка» заменить словами «Помощь школам»."],
    );
    assert_says(
        &[("название: План работы", "название: План работы отдела")],
        &["В наименовании после слова «работы» дополнить словом «отдела»."],
    );
    let support = &OLD[OLD.find("  - название: Поддержка").unwrap()..];
    assert_says(&[(support, "")], &["Направление II с пунктами 4, 5 исключить."]);
}

/// The points between two texts with replacements in both: the words of `OLD` that are there first, then those of the old
/// and of the new edition.
#[track_caller]
fn assert_leads(replaced: &str, old: &str, new: &str, expected: &[&str]) {
    let of = |text: &str| OLD.replacen(replaced, text, 1);
    let folder = Folder::with("было.yaml", &of(old)).file("стало.yaml", of(new));
    let pages = pages(&amendments(&folder));
    let flat = pages.split_whitespace().collect::<Vec<_>>().join(" ");
    for sentence in expected {
        assert!(flat.contains(sentence), "{sentence}\n---\n{pages}");
    }
}

#[test]
fn words_that_are_only_added_replace_none() {
    let tasks = "Выявить дефициты школ, Поддержать педагогов";
    assert_leads(
        tasks,
        "Выявить дефициты школ, Устранить дефициты кадров.",
        "Выявить дефициты школ, Устранить дефициты кадров школ округа.",
        &["В задаче 2 после слова «кадров» дополнить словами «школ округа»."],
    );
    assert_leads(
        "ответственные: Отдел}",
        "ответственные: ОО}",
        "ответственные: 'ОО, ГБУ ДПО «Центр»'}",
        &["В пункте 1 графу «Ответственные исполнители» дополнить словами «, ГБУ ДПО «Центр»»."],
    );
    assert_leads(
        "срок: Март 2023",
        "срок: 15.03.2023",
        "срок: до 15.03.2023",
        &["В пункте 2 в графе «Срок выполнения» перед цифрами «15.03.2023» дополнить словом «до»."],
    );
}

#[test]
fn a_list_in_a_cell_is_amended_by_paragraphs() {
    let name = "название: Анализ эффективности принятых мер за прошлый год";
    let list = |items: &str| format!("название: \"Паспорта школ:\\n- кадры школ;\\n- итоги за три года;{items}\"");
    let old = list("\\n- социальный паспорт");
    assert_leads(
        name,
        &old,
        &list("\\n- база школ;\\n- социальный паспорт"),
        &["В пункте 1 после абзаца третьего дополнить абзацем следующего содержания: «- база школ;»."],
    );
    assert_leads(
        name,
        &old,
        &list("\\n- социальный паспорт;\\n- база школ;\\n- мебель"),
        &["В пункте 1 абзац четвертый дополнить знаком «;», после абзаца четвертого дополнить абзацами следующего \
           содержания: «- база школ; - мебель»."],
    );
    assert_leads(name, &old, &list(""), &["В пункте 1 абзац четвертый исключить."]);
    // Words alone need no paragraph.
    assert_leads(
        name,
        &old,
        &old.replace("социальный", "цифровой"),
        &["В пункте 1 слова «социальный паспорт» заменить словами «цифровой паспорт»."],
    );
    // Where another cell has paragraphs too, the column is named.
    let due = |text: &str| format!("{text}, срок: \"Март\\n2023\"");
    assert_leads(
        &format!("{name}, срок: Январь 2023"),
        &due(&old),
        &due(&list("\\n- база школ;\\n- социальный паспорт")),
        &["В пункте 1 в графе «Наименование мероприятия» после абзаца третьего дополнить"],
    );
}

#[test]
fn an_act_is_quoted_with_its_preposition_and_the_goal_by_its_paragraph() {
    let preamble =
        |act: &str| format!("преамбула: План разработан в соответствии с постановлением {act} о школах.\nцель:");
    assert_leads(
        "цель:",
        &preamble("от 28.12.2025 № 714-п"),
        &preamble("от 30.01.2027 № 12-п"),
        &["В преамбуле слова «от 28.12.2025 № 714-п» заменить словами «от 30.01.2027 № 12-п»."],
    );
    let goal = "Повысить качество образования в округе";
    assert_leads(
        goal,
        "Снизить долю школ, не преодолевших порог, до 2,5 % к концу года",
        "Снизить долю школ, не преодолевших порог, до 2,0 % к концу года",
        &["В абзаце, определяющем цель, цифры «2,5» заменить цифрами «2,0»."],
    );
    assert_leads(
        goal,
        goal,
        "Добиться успехов",
        &["Абзац, определяющий цель, изложить в следующей редакции: «Добиться успехов»."],
    );
}

#[test]
fn directions_that_were_typed_are_called_by_their_numbers() {
    let row = "      - {название: Выезды в школы, срок: Июнь 2023, ответственные: Отдел}\n";
    let second = "  - название: Поддержка";
    let typed = |band: &str| {
        OLD.replace("название: Поддержка", &format!("обозначение: '', название: {band}"))
            .replace("  - обозначение: '', ", "  - обозначение: ''\n    ")
    };
    let said = |old: &str, new: &str| {
        let folder = Folder::with("было.yaml", old).file("стало.yaml", new);
        pages(&amendments(&folder)).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let old = typed("II направление – Поддержка педагогических кадров");
    assert!(!old.contains(second));
    let last = "      - {название: Мониторинг реализации плана";
    let pages = said(&old, &old.replace(last, &format!("{row}{last}")));
    assert!(pages.contains("Направление II после пункта 4 дополнить пунктом 4.1 следующего содержания:"), "{pages}");
    // A band that is added is called so too, if the number is free.
    let added = |band: &str| format!("{old}  - обозначение: ''\n    название: {band}\n    мероприятия:\n{row}");
    let pages = said(&old, &added("III направление – Итоги"));
    assert!(pages.contains("Дополнить направлением III следующего содержания:"), "{pages}");
    let pages = said(&old, &added("II направление – Итоги"));
    assert!(pages.contains("Дополнить разделом следующего содержания:"), "{pages}");
    // What has no number is quoted.
    let old = typed("Поддержка педагогических кадров");
    let pages = said(&old, &old.replace(last, &format!("{row}{last}")));
    assert!(pages.contains("Раздел «Поддержка педагогических кадров» после пункта 4 дополнить"), "{pages}");
}

#[test]
fn numbers_that_moved_are_told() {
    let first = "      - {название: Анализ эффективности принятых мер за прошлый год, срок: Январь 2023, ответственные: Отдел}\n";
    let folder = editions(&[(first, "")]);
    let said = folder.run("diff было.yaml стало.yaml -o и.pdf --messages short").exits(1).stderr;
    assert!(
        said.starts_with("стало.yaml: замечание W641: номера мероприятий сдвинулись: пункт 2 в новой редакции – 1"),
        "{said}"
    );
    // Neither without a document nor where the points name the same numbers.
    assert_eq!(folder.run("diff было.yaml стало.yaml").exits(1).stderr, "");
    let muted = editions(&[(first, ""), ("цель:", "замечания: {выключить: [W641]}\nцель:")]);
    assert_eq!(muted.run("diff было.yaml стало.yaml -o и.pdf").exits(1).stderr, "");
    let last = "      - {название: Мониторинг реализации плана, срок: Декабрь 2023, ответственные: Отдел}\n";
    assert_eq!(editions(&[(last, "")]).run("diff было.yaml стало.yaml -o и.pdf").exits(1).stderr, "");
}

#[test]
fn a_map_in_brackets_is_declined_in_the_title() {
    let map = OLD.replace("название: План работы", "название: План мероприятий («дорожная карта») школ");
    let folder = Folder::with("было.yaml", &map).file("стало.yaml", map.replace("Март 2023", "Май 2023"));
    let flat = pages(&amendments(&folder)).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat.contains("которые вносятся в План мероприятий («дорожную карту») школ, утвержденный 1 февраля"),
        "{flat}"
    );
}

#[test]
fn what_is_dropped_in_a_row_is_one_point() {
    let rows = &OLD[OLD.find("      - {название: Определение").unwrap()..OLD.find("  - название: Поддержка").unwrap()];
    assert_says(&[(rows, "")], &["Пункты 2, 3 исключить."]);
}

#[test]
fn the_plan_is_given_anew_where_its_table_is_another() {
    let folder = editions(&[("цель:", "столбцы: [номер, название, срок, ответственные, результат]\nцель:")]);
    let ran = folder.run("diff было.yaml стало.yaml -o а.pdf --messages short").exits(1);
    assert!(ran.stderr.starts_with("стало.yaml: замечание W640: "), "{}", ran.stderr);
    let pages = pages(&amendments(&folder));
    assert!(pages.contains("Изложить в новой редакции согласно приложению."), "{pages}");
    folder.run("diff было.yaml стало.yaml -o а.pdf --quiet").exits(1);
    let muted = editions(&[("цель:", "столбцы: [номер, название]\nзамечания: {выключить: [W640]}\nцель:")]);
    assert_eq!(muted.run("diff было.yaml стало.yaml -o а.pdf").exits(1).stderr, "");
}

#[test]
fn the_head_says_who_approves_the_amendments() {
    let due = ("Март 2023", "Май 2023");
    // The same person signs anew, on a day that is not known yet.
    let flat = |pages: &str| pages.split_whitespace().collect::<Vec<_>>().join(" ");
    let pages_of = |replacements: &[(&str, &str)]| flat(&points(replacements));
    let same = pages_of(&[due]);
    assert!(same.starts_with("УТВЕРЖДАЮ Заведующий"), "{same}");
    assert!(same.contains("«___» __________ 2023 г."), "{same}");
    assert!(same.contains("которые вносятся в План работы, утвержденный 1 февраля 2023 г."), "{same}");
    let dated = pages_of(&[due, ("дата: 2023-02-01", "дата: 2023-06-15")]);
    assert!(dated.contains("15 июня 2023 г."), "{dated}");
    let act = "редакция: {документ: приказа Отдела образования, дата: 2023-06-15, номер документа: 31-о}\nцель:";
    let edition = pages_of(&[due, ("цель:", act)]);
    assert!(edition.starts_with("УТВЕРЖДЕНЫ приказом Отдела образования от 15 июня 2023 г. № 31-о ИЗМ"), "{edition}");
    // Of other acts nobody knows how they are declined.
    let other = pages_of(&[due, ("цель:", &act.replace("приказа", "указания"))]);
    assert!(other.starts_with("УТВЕРЖДЕНЫ на основании указания Отдела образования от 15 июня"), "{other}");
    // Where an act of the same kind approves the plan, its wording serves.
    let by_act = |text: &str| {
        text.replace(
            "утверждение: {должность: Заведующий, имя: И.И. Иванов, дата: 2023-02-01}",
            "утверждение: {документ: приказом Отдела образования, номер: 12-о, дата: 2023-02-01}",
        )
    };
    let new = by_act(OLD).replace("Март 2023", "Май 2023");
    let folder = Folder::with("было.yaml", &by_act(OLD)).file("стало.yaml", new.replace("цель:", act));
    let edition = flat(&pages(&amendments(&folder)));
    assert!(edition.starts_with("УТВЕРЖДЕНЫ приказом Отдела образования от 15 июня 2023 г. № 31-о ИЗМ"), "{edition}");
    assert!(edition.contains("утвержденный приказом Отдела образования от 1 февраля 2023 г. № 12-о"), "{edition}");
    // Any title but «План» would have to be declined.
    let map = OLD.replace("План работы", "Дорожная карта");
    let folder = Folder::with("было.yaml", &map).file("стало.yaml", map.replace("Март 2023", "Май 2023"));
    let quoted = flat(&pages(&amendments(&folder)));
    assert!(
        quoted.contains("которые вносятся в документ «Дорожная карта», утвержденный 1 февраля 2023 г."),
        "{quoted}"
    );
}
