//! Copies that come back from agreement: what was changed in them is found, told, and taken over.

use crate::support::Folder;
use crate::word::{edited, part};

const PLAN: &str = "\
вид: план
период: 2023 год
название: План работы
утверждение: {должность: Заведующий, имя: И.И. Иванов, дата: 2023-02-01}
исполнители: {отдел: Отдел образования}
задачи: [Выявить школы, Помочь школам]
направления:
  - название: Управление
    мероприятия:
      - {код: а, название: Анализ эффективности принятых мер, срок: Январь 2023, ответственные: отдел}
      - {код: б, название: Совещание с руководителями школ, срок: Май 2023, ответственные: отдел}
  - название: Кадры
    мероприятия:
      - {код: в, название: Семинары для учителей математики, срок: 2023, ответственные: отдел}
";

/// A folder with the plan and a copy of it.
fn copied() -> Folder {
    let folder = Folder::with("п.yaml", PLAN);
    folder.run("plan п.yaml --format docx -o к.docx").silently();
    folder
}

/// The copy after somebody has put one part of its text in the place of another.
fn with(folder: Folder, from: &str, to: &str) -> Folder {
    let document = folder.read("к.docx");
    assert!(part(&document, "word/document.xml").contains(from), "{from}");
    folder.file("к.docx", edited(&document, from, to))
}

/// A run as Word leaves it whose text somebody has replaced.
fn replaced(old: &str, new: &str) -> String {
    let by = "w:id=\"900\" w:author=\"Петрова А.А.\" w:date=\"2023-03-05T10:00:00Z\"";
    format!(
        "<w:del {by}><w:r><w:delText xml:space=\"preserve\">{old}</w:delText></w:r></w:del><w:ins {by}><w:r><w:t \
         xml:space=\"preserve\">{new}</w:t></w:r></w:ins>"
    )
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

#[test]
fn an_untouched_copy_has_no_differences() {
    let folder = copied();
    let ran = folder.run("diff п.yaml к.docx").exits(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", "различий нет\n"));
    folder.run("new --from к.docx -o б.yaml").exits(0);
    let data = String::from_utf8(folder.read("б.yaml")).unwrap();
    // What is not printed comes back too.
    assert!(data.contains("код: а") && data.contains("ответственные: отдел"), "{data}");
    folder.run("plan к.docx -o а.pdf -q").exits(0);
    folder.run("plan п.yaml -o б.pdf -q").exits(0);
    assert!(folder.read("а.pdf") == folder.read("б.pdf"));
}

#[test]
fn marked_edits_are_told_with_who_and_when() {
    let folder = with(copied(), &run("Май\u{a0}2023"), &replaced("Май\u{a0}2023", "Июнь 2023"));
    let ran = folder.run("diff п.yaml к.docx").exits(1);
    assert_eq!(
        ran.stdout,
        "\
Изменены мероприятия
  2. Совещание с руководителями школ
    Срок выполнения: [-Май-] {+Июнь+} 2023
    правка: Петрова А.А., 05.03.2023

Итого
  мероприятия: изменено 1

[-так-] – слова, которых больше нет; {+так+} – слова, которые появились
"
    );
    assert!(ran.stderr.contains("W250") && !ran.stderr.contains("W27"), "{}", ran.stderr);
    folder.run("diff п.yaml к.docx --changes reject").exits(0);
    let ran = folder.run("diff п.yaml к.docx --format json").exits(1);
    assert!(ran.stdout.contains("\"marks\":[{\"author\":\"Петрова А.А.\",\"day\":\"2023-03-05\"}]"), "{}", ran.stdout);
}

#[test]
fn a_row_that_is_marked_as_deleted_is_dropped() {
    let folder = copied();
    let text = part(&folder.read("к.docx"), "word/document.xml");
    let row = text.split("<w:tr>").find(|row| row.contains("Совещание")).unwrap();
    let by = "<w:del w:id=\"901\" w:author=\"Петрова А.А.\" w:date=\"2023-03-05T10:00:00Z\"/>";
    let gone = row.replace("<w:cantSplit/>", &format!("<w:cantSplit/>{by}"));
    let folder = with(folder, row, &gone);
    let ran = folder.run("diff п.yaml к.docx").exits(1);
    let expected = "Исключены мероприятия\n  2. Совещание с руководителями школ\n";
    assert!(ran.stdout.starts_with(expected), "{}", ran.stdout);
    assert!(ran.stdout.contains("правка: Петрова А.А., 05.03.2023"), "{}", ran.stdout);
}

#[test]
fn edits_without_marks_are_found_too() {
    let folder = with(copied(), ">Помочь школам<", ">Помочь всем школам<");
    let folder = with(folder, ">Заведующий<", ">Начальник<");
    let folder = with(folder, "направление – Кадры", "направление – Педагоги");
    let ran = folder.run("diff п.yaml к.docx").exits(1);
    assert_eq!(
        ran.stdout,
        "\
Реквизиты
  утверждение
    было:  УТВЕРЖДАЮ, Заведующий, И.И. Иванов, 1 февраля 2023 г.
    стало: УТВЕРЖДАЮ, Начальник, И.И. Иванов, 1 февраля 2023 г.

Текст
  задача 2
    Помочь {+всем+} школам

Таблица и направления
  направление
    II направление – [-Кадры-] {+Педагоги+}

Итого
  мероприятия: без изменений; прочих различий: 3

[-так-] – слова, которых больше нет; {+так+} – слова, которые появились
"
    );
    assert!(ran.stderr.contains("W272"), "{}", ran.stderr);
    // The next edition, with all that is not printed.
    folder.run("new --from к.docx -o б.xlsx").exits(0);
    let ran = folder.run("diff п.yaml б.xlsx --format json").exits(1);
    assert_eq!(ran.stdout.lines().count(), 3, "{}", ran.stdout);
}

#[test]
fn a_copy_leads_to_the_amendments() {
    let folder = with(copied(), "Май\u{a0}2023", "Июнь 2023");
    folder.run("diff п.yaml к.docx -o и.docx -q").exits(1);
    let text = part(&folder.read("и.docx"), "word/document.xml");
    assert!(text.contains("слов") && text.contains("Июнь"), "{text}");
    folder.run("diff п.yaml к.docx -o и.pdf -q").exits(1);
    folder.run("diff п.yaml к.docx --redline -o р.docx -q").exits(1);
    assert!(part(&folder.read("р.docx"), "word/document.xml").contains(">Май</w:delText>"));
}

#[test]
fn what_cannot_be_taken_over_is_told() {
    let folder = with(copied(), "<w:body>", &format!("<w:body><w:p>{}</w:p>", run("Прошу согласовать до пятницы")));
    let ran = folder.run("diff п.yaml к.docx").exits(1);
    assert!(ran.stderr.contains("W270") && ran.stderr.contains("Прошу согласовать до пятницы"), "{}", ran.stderr);
    assert!(ran.stderr.contains("других различий, кроме названных в замечаниях, нет"), "{}", ran.stderr);
    let ran = folder.run("check к.docx --account --messages json").exits(0);
    assert!(ran.stdout.contains("\"W270\""), "{}", ran.stdout);
}

#[test]
fn a_plan_that_went_on_is_compared_with_what_came_back() {
    let folder = copied().file("п.yaml", PLAN.replace("Январь 2023", "Март 2023"));
    let ran = folder.run("diff п.yaml к.docx").exits(1);
    assert!(ran.stdout.contains("[-Март-] {+Январь+} 2023"), "{}", ran.stdout);
    assert!(ran.stderr.contains("W277"), "{}", ran.stderr);
}

#[test]
fn comments_stand_beside_their_activity() {
    let reference = "<w:r><w:commentReference w:id=\"1\"/></w:r>";
    let folder = with(copied(), &run("Май\u{a0}2023"), &format!("{}{reference}", run("Май\u{a0}2023")));
    let document = folder.read("к.docx");
    let comments = "<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:comment w:id=\"1\" \
                    w:author=\"Юрист\" w:date=\"2023-03-05T10:00:00Z\"><w:p><w:r><w:t>Успеем?</w:t></w:r></w:p></w:comment></w:comments>";
    let folder = folder.file("к.docx", crate::word::added(&document, "word/comments.xml", "comments", comments));
    let ran = folder.run("diff п.yaml к.docx").exits(0);
    assert_eq!(
        ran.stdout, "Примечания на полях\n  2. Совещание с руководителями школ\n    Юрист, 05.03.2023: Успеем?\n",
        "{}",
        ran.stderr
    );
}

// --- copies of a report

const MONITORING: &str = "\
вид: мониторинг
план: п.yaml
на дату: 2023-06-01
утверждение: {должность: Заведующий, имя: И.И. Иванов, дата: 2023-06-02}
исполнение:
  - {мероприятие: а, статус: выполнено, дата: 2023-01-20, результат: Анализ проведён, документ: Справка № 4}
  - {мероприятие: б, статус: не выполнено, причина: Карантин}
показатели: [{название: Доля школ, план: 60, факт: 57.5, лучше: больше, пояснение: По отчётам}, {название: Доля учителей, факт: 12}]
анализ: [Первое, Второе]
рекомендации: [{что: Провести совет}, {что: Собрать отчёты}]
решения: [{что: Продолжить, срок: июль}]
подпись: {должность: Методист, имя: П.П. Петрова}
";

/// A folder with a monitoring and the copy of its report.
fn reported() -> Folder {
    let folder = Folder::with("п.yaml", PLAN).file("м.yaml", MONITORING);
    folder.run("report м.yaml --format docx -o к.docx -q").exits(0);
    folder
}

/// The data of the copy of a report after somebody has put some parts of its text in the place of others; and what was told of
/// these edits.
fn data_with(edits: &[(&str, &str)]) -> (String, Vec<String>) {
    let mut folder = reported();
    for (from, to) in edits {
        folder = with(folder, from, to);
    }
    folder.run("new --from к.docx -o б.yaml").exits(0);
    let said = folder.run("check к.docx --messages short").stderr;
    let told = said.lines().filter(|line| line.contains("замечание W27")).map(str::to_owned).collect();
    (words(&folder.read("б.yaml")), told)
}

/// The words of a file, wherever its lines end.
fn words(file: &[u8]) -> String {
    String::from_utf8_lossy(file).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_report_says_nothing_of_a_copy_that_nobody_has_changed() {
    let (data, told) = data_with(&[]);
    assert_eq!(told, [""; 0]);
    // Saved by another program, it is still the same text.
    let folder = reported();
    let document = folder.read("к.docx");
    let saved =
        folder.file("к.docx", edited(&document, "<w:body>", "<w:body><w:bookmarkStart w:id=\"77\" w:name=\"x\"/>"));
    let said = saved.run("check к.docx --messages short").stderr;
    assert!(!said.contains("W27") && !said.contains("W256"), "{said}");
    saved.run("new --from к.docx -o б.yaml").exits(0);
    assert_eq!(words(&saved.read("б.yaml")), data);
}

#[test]
fn what_was_changed_in_a_report_comes_into_its_data() {
    let (data, told) = data_with(&[
        (">Анализ проведён<", ">Анализ проведён во всех школах<"),
        ("Справка №\u{a0}4", "Справка № 5"),
        (">20.01.2023<", ">21.01.2023<"),
        (">Выполнено в\u{a0}срок<", ">Выполнено частично<"),
        (">Карантин<", ">Карантин в школах<"),
        (">57,5<", ">58<"),
        (">По\u{a0}отчётам<", ">По отчётам школ<"),
        (">Второе<", ">Второе и третье<"),
        (">Собрать отчёты<", ">Собрать все отчёты<"),
        (">июль<", ">август<"),
        (">Методист<", ">Старший методист<"),
        (">Заведующий<", ">Заведующая<"),
    ]);
    for expected in [
        "результат: Анализ проведён во всех школах",
        "документ: Справка № 5",
        "дата: 21.01.2023",
        "причина: Карантин в школах",
        "факт: 58",
        "пояснение: По отчётам школ",
        "Второе и третье",
        "что: Собрать все отчёты",
        "срок: август",
        "должность: Старший методист",
        "должность: Заведующая",
        "мероприятие: а статус: выполнено частично",
    ] {
        assert!(data.contains(expected), "{expected}\n{data}");
    }
    assert!(told.iter().all(|line| line.contains("W278")), "{told:#?}");
    assert_eq!(told.len(), 11, "{told:#?}");
}

#[test]
fn what_only_follows_from_the_data_of_a_report_is_told() {
    let edits = [
        // The plan, a title of a column, the day, another one, what is counted.
        (">Семинары для\u{a0}учителей математики<", ">Семинары физиков<"),
        (">Дата исполнения<", ">День исполнения<"),
        ("По состоянию на 1\u{a0}июня", "По состоянию на 2 июня"),
        (">Достигнуто, % плана<", ">Достигнуто<"),
        (">95,8<", ">100<"),
    ];
    for (from, to) in edits {
        let (data, told) = data_with(&[(from, to)]);
        assert!(!told.is_empty() && told.iter().all(|line| line.contains("W270")), "{from}: {told:#?}");
        assert!(data.contains("статус: не выполнено"), "{data}");
    }
}

#[test]
fn what_was_taken_out_of_a_report_or_put_in_is_told() {
    let (data, told) = data_with(&[(">Второе<", "><"), (">Собрать отчёты<", "><")]);
    assert!(!data.contains("Второе") && !data.contains("Собрать отчёты"), "{data}");
    // The number of an item is still there.
    let codes = ["W279", "W278"];
    assert!(told.len() == 2 && told.iter().zip(codes).all(|(line, code)| line.contains(code)), "{told:#?}");
    // Conclusions that the program drafted are somebody's own as soon as they are changed.
    let (data, told) = data_with(&[("Не\u{a0}выполнено мероприятие 2", "Сорвано мероприятие 2")]);
    assert!(data.contains("выводы:") && data.contains("Сорвано мероприятие 2"), "{data}");
    assert!(matches!(told.as_slice(), [only] if only.contains("W278")), "{told:#?}");
}
