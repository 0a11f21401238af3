//! Plans that stand in Word documents, from every command.

use std::fs;
use std::path::Path;

use dorkarta_core::pdf::Pdf;

use crate::support::{Folder, docx, repository, view_of, word_paragraph, word_table};

const HEAD: &[&str] = &["№ п/п", "Мероприятия", "Срок", "Ответственные"];

/// A plan as an office types it.
fn plan() -> Vec<u8> {
    plan_with(&["2", "Семинар", "Май 2027", "Школы"])
}

fn plan_with(last: &[&str]) -> Vec<u8> {
    let table = word_table(&[HEAD, &["1", "Совещание", "Март 2027", "Отдел"], last]);
    docx(&format!("{}{table}", word_paragraph("План мероприятий на 2027 год")), &[])
}

/// The same as YAML.
const SAME: &str = "\
вид: план
период: на 2027 год
название: План мероприятий на 2027 год
столбцы: [номер, {поле: название, заголовок: Мероприятия}, {поле: срок, заголовок: Срок}, {поле: ответственные, заголовок: Ответственные}]
мероприятия:
  - {название: Совещание, срок: Март 2027, ответственные: Отдел}
  - {название: Семинар, срок: Май 2027, ответственные: Школы}
";

#[test]
fn documents_say_the_same_as_their_data() {
    let mut compared = 0;
    for entry in fs::read_dir(repository("tests/cases/word")).unwrap() {
        let document = entry.unwrap().path();
        let data = document.with_extension("yaml");
        let is_document = document.extension().is_some_and(|ending| ending == "docx" || ending == "odt");
        if is_document && data.exists() {
            let (read, meant) = (view_of(&document), view_of(&data));
            assert!(read == meant, "{}\nread: {read:#}\nmeant: {meant:#}", document.display());
            compared += 1;
        }
    }
    assert!(compared >= 6, "{compared}");
}

#[test]
fn the_seed_plan_typed_in_word_gives_its_pages_word_for_word() {
    // Lines may end elsewhere: in a document for Word the numbers of the tasks are typed.
    let words = |path: &Path| {
        let folder = Folder::new();
        folder.run(&format!("plan {} -o п.pdf", path.display())).exits(0);
        let pdf = Pdf::open(folder.read("п.pdf")).unwrap();
        let pages: String = pdf.pages().iter().map(|page| pdf.parted_text(*page).unwrap().own).collect();
        pages.split_whitespace().collect::<String>().replace('\u{ad}', "")
    };
    let seed = words(&repository("input/plan-2023.yaml"));
    assert!(seed.contains("ШНСУ"));
    for name in ["seed.docx", "seed-libreoffice.docx", "seed.odt"] {
        assert!(words(&repository("tests/cases/word").join(name)) == seed, "{name}");
    }
}

#[test]
fn every_command_takes_a_document() {
    let folder = Folder::new().file("план.docx", plan()).file("data.yaml", SAME);
    assert_eq!(view_of(&folder.path("план.docx")), view_of(&folder.path("data.yaml")));
    folder.run("plan план.docx -o план.pdf --quiet").silently();
    folder.run("diff план.docx data.yaml --quiet").silently();
    let due = folder.run("due план.docx --date 2027-04-01 --format json").exits(0);
    assert!(
        due.stdout.contains(r#""name":"Совещание""#) && due.stdout.contains(r#""state":"overdue""#),
        "{}",
        due.stdout
    );
    folder.run("new --from план.docx -o данные.xlsx").exits(0);
    folder.run("new --from план.docx -o данные.yaml").exits(0);
    assert_eq!(view_of(&folder.path("данные.xlsx")), view_of(&folder.path("план.docx")));
    assert_eq!(view_of(&folder.path("данные.yaml")), view_of(&folder.path("план.docx")));
    folder.run("план.docx").exits(0);
    assert!(folder.has("план.pdf"));
}

#[test]
fn two_editions_in_word_are_compared() {
    let folder =
        Folder::new().file("было.docx", plan()).file("стало.docx", plan_with(&["2", "Семинар", "Июнь 2027", "Школы"]));
    let ran = folder.run("diff было.docx стало.docx --format json").exits(1);
    assert!(ran.stdout.contains(r#""field":"срок","old":"Май 2027","new":"Июнь 2027""#), "{}", ran.stdout);
}

#[test]
fn a_monitoring_and_a_table_name_documents() {
    let monitoring = "вид: мониторинг\nплан: план.docx\nна дату: 2027-06-01\nисполнение:\n  - {мероприятие: 1, статус: выполнено, дата: 2027-03-10}\n  - {мероприятие: 2, статус: выполнено, дата: 2027-05-10}\n";
    let table = "вид: план\nпериод: 2027 год\nназвание: План мероприятий на 2027 год\nтаблица: план.docx\n";
    let folder = Folder::new().file("план.docx", plan()).file("мониторинг.yaml", monitoring).file("план.yaml", table);
    folder.run("report мониторинг.yaml -o отчёт.pdf --quiet").silently();
    folder.run("diff план.yaml план.docx --quiet").silently();
}

#[test]
fn tracked_changes_are_read_as_they_are_wanted() {
    let changed = r#"<w:p><w:r><w:t xml:space="preserve">План мероприятий на </w:t></w:r><w:del w:author="А"><w:r><w:delText>2026</w:delText></w:r></w:del><w:ins w:author="А"><w:r><w:t>2027</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> год</w:t></w:r></w:p>"#;
    let table = word_table(&[HEAD, &["1", "Совещание", "Март", "Отдел"]]);
    let folder = Folder::new().file("план.docx", docx(&format!("{changed}{table}"), &[]));
    let title = |arguments: &str| {
        let ran = folder.run(&format!("new --from план.docx -o {arguments}")).exits(0);
        let text = String::from_utf8(folder.read(arguments.split(' ').next().unwrap())).unwrap();
        (text.lines().find(|line| line.starts_with("название")).unwrap().to_owned(), ran.stderr)
    };
    let (accepted, told) = title("a.yaml");
    assert_eq!(accepted, "название: План мероприятий на 2027 год");
    assert!(
        told.starts_with(
            "план.docx: замечание W250: в документе записаны исправления (2), их автор – А; прочитаны как принятые\n"
        ),
        "{told}"
    );
    let (rejected, told) = title("b.yaml --changes reject");
    assert_eq!(rejected, "название: План мероприятий на 2026 год");
    assert!(told.contains("прочитаны как отклонённые"), "{told}");
    // It is told in every run, also where remarks are the business of another command.
    let ran = folder.run("diff план.docx план.docx").exits(0);
    assert!(ran.stderr.contains("W250"), "{}", ran.stderr);
}

#[test]
fn a_place_is_told_in_all_forms() {
    let folder = Folder::new().file("план.docx", plan_with(&["2", "", "Май 2027", "Школы"]));
    let said = "план.docx, таблица 1, строка 3, столбец «№ п/п»: ошибка E208: строка заполнена, но в столбце «Мероприятия» пусто";
    let hint = "впишите название мероприятия или очистите строку";
    let of = |format: &str| folder.run(&format!("check план.docx --messages {format}")).exits(1);
    assert!(of("text").stderr.contains(&format!("{said}\n    стоит: 2\n    что делать: {hint}\n")));
    assert!(of("short").stderr.contains(&format!("{said} ({hint})\n")));
    let json = format!(
        r#"{{"code":"E208","severity":"error","message":"строка заполнена, но в столбце «Мероприятия» пусто","hint":"{hint}","file":"план.docx","part":"document","table":1,"row":3,"column":1,"found":"2"}}"#
    );
    assert!(of("json").stdout.contains(&json), "{}", of("json").stdout);
}

#[test]
fn the_account_tells_of_every_paragraph_and_cell() {
    let folder = Folder::new().copy("tests/cases/word/network.docx", "план.docx");
    let ran = folder.run("check план.docx --account --messages json");
    let account: Vec<&str> = ran.stdout.lines().filter(|line| line.contains(r#""as":"#)).collect();
    let has = |line: &str| account.contains(&line);
    for line in [
        r#"{"part":"document","paragraph":2,"text":"УТВЕРЖДАЮ","as":"printed","field":"утверждение.гриф"}"#,
        r#"{"part":"document","paragraph":7,"text":"на 2027 год","as":"printed","field":"название, период"}"#,
        r#"{"part":"document","table":1,"row":2,"column":1,"text":"I. Нормативная база","as":"printed","field":"направления[1].название"}"#,
        r#"{"part":"document","table":1,"row":6,"column":1,"text":"Нормативная база","as":"left-out","why":"deleted"}"#,
        r#"{"part":"document","table":1,"row":5,"column":1,"text":"1.","as":"left-out","why":"own-number"}"#,
        r#"{"part":"comments","paragraph":1,"text":"Кто подписывает?","as":"left-out","why":"comment"}"#,
        r#"{"part":"header1","paragraph":1,"text":"Для служебного пользования","as":"fault","why":"W254"}"#,
    ] {
        assert!(has(line), "{line}\n{}", account.join("\n"));
    }
    let text = folder.run("check план.docx --account").stdout;
    for line in ["Абзацы", "Таблица 1 (строка, столбец)", "Верхний колонтитул", "Примечания рецензентов"]
    {
        assert!(text.lines().any(|shown| shown == line), "{line}\n{text}");
    }
    assert!(text.contains("Ячеек и абзацев: "), "{text}");
    folder.run("check план.docx --xlsx замечания.xlsx --quiet").exits(0);
}

#[test]
fn other_kinds_of_documents_are_told_what_to_do() {
    let folder = Folder::new()
        .file("план.rtf", "{\\rtf1 План}")
        .copy("tests/cases/word/old.doc", "план.doc")
        .copy("tests/cases/word/encrypted.docx", "пароль.docx")
        .file("план.docx", &plan()[..300]);
    let said = |name: &str| folder.run(&format!("plan {name} -o план.pdf")).exits(1).stderr;
    for (name, kind) in [("план.rtf", "текст RTF (*.rtf)"), ("план.doc", "документ Word 97–2003 (*.doc)")]
    {
        assert_eq!(
            said(name),
            format!(
                "{name}: ошибка E223: документ сохранён в виде, который не читается: {kind}\n    \
                 что делать: откройте его в Word или LibreOffice: Файл – Сохранить как, тип файла «Документ Word (*.docx)»\n"
            )
        );
    }
    assert_eq!(
        said("план.docx"),
        "план.docx: ошибка E220: документ не читается: файл повреждён или скачан не полностью\n    \
         что делать: откройте файл в Word или LibreOffice и сохраните его заново как «Документ Word (*.docx)»\n"
    );
    assert!(said("пароль.docx").starts_with("пароль.docx: ошибка E221: документ защищён паролем\n"));
    // What is a document is read, whatever it is called.
    let folder = Folder::new().file("план.doc", plan());
    folder.run("plan план.doc -o план.pdf --quiet").silently();
}
