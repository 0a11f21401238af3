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
