//! From a document to the tree of a plan, with what is said of it.

use super::*;

fn head() -> String {
    tr(&["№ п/п", "Наименование мероприятия", "Срок выполнения", "Ответственные"])
}

fn table() -> String {
    tbl(&(head() + &tr(&["1", "Совещание", "Март 2027", "Отдел"]) + &tr(&["2", "Семинар", "Апрель 2027", "Школы"])))
}

const COLUMNS: &str = "номер; название; срок; ответственные; Ответственные";
const ROWS: &str = "1; Совещание; Март 2027; Отдел; 2; Семинар; Апрель 2027; Школы";

fn title() -> String {
    p(r#"<w:jc w:val="center"/>"#, "План мероприятий на 2027 год")
}

const TITLED: &str = "на 2027 год; План мероприятий на 2027 год";
const TOLD: &str = "! план.docx, абзац 1: замечание W241: поле «период» взято из абзаца 1 (посмотрите, верно ли это напечатано); \
    ! план.docx, абзац 1: замечание W241: название взято из абзаца 1 (посмотрите, верно ли это напечатано)";

#[test]
fn a_title_and_a_table_are_a_plan() {
    assert_eq!(Docx::of(title() + &table()).said(), format!("план; {COLUMNS}; {ROWS}; {TITLED}; {TOLD}"));
}

#[test]
fn a_place_is_told_by_table_row_and_title() {
    let strange = tbl(&(head() + &tr(&["1", "", "Март 2027", "Отдел"])));
    let said = Docx::of(title() + &strange).said();
    assert!(
        said.contains(
            "! план.docx, таблица 1, строка 2, столбец «№ п/п»: ошибка E208: строка заполнена, но в столбце \
             «Наименование мероприятия» пусто (впишите название мероприятия или очистите строку)"
        ),
        "{said}"
    );
}

#[test]
fn what_hangs_on_a_text_is_told_at_it() {
    let cell = format!(
        r#"<w:tc><w:p>{}<w:r><w:rPr><w:vanish/></w:rPr><w:t>тайно</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p></w:tc>"#,
        r("Совещание")
    );
    let rows = head() + &format!("<w:tr>{}{cell}{}{}</w:tr>", tc("", "1"), tc("", "Март 2027"), tc("", "Отдел"));
    let comments =
        format!(r#"<w:comments><w:comment w:id="1" w:author="Иванова">{}</w:comment></w:comments>"#, p("", "чьё?"));
    let page = r#"<w:hdr><w:p><w:r><w:t>Стр. </w:t></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p></w:hdr>"#;
    let header = format!("<w:hdr>{}</w:hdr>", p("", "МБОУ СОШ № 1"));
    let document =
        Docx::of(title() + &tbl(&rows)).with("comments", comments).with("header1", page).with("header2", header);
    let said = document.said();
    for told in [
        "! план.docx, таблица 1, строка 2, столбец «Наименование мероприятия»: замечание W251: здесь есть скрытый текст, он не читается",
        "! план.docx, таблица 1, строка 2, столбец «Наименование мероприятия»: замечание W252: к этому месту есть примечание (Иванова): чьё?",
        "! план.docx, верхний колонтитул, абзац 1: замечание W254: колонтитул не печатается: МБОУ СОШ № 1",
    ] {
        assert!(said.contains(told), "{told}\n{said}");
    }
    assert_eq!(said.matches("W254").count(), 1, "{said}");
}

#[test]
fn tracked_changes_are_one_remark() {
    let change = r#"<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>План мероприятий</w:t></w:r><w:ins w:author="Петров"><w:r><w:t xml:space="preserve"> на 2027 год</w:t></w:r></w:ins><w:del w:author="Иванова"><w:r><w:delText xml:space="preserve"> на 2026 год</w:delText></w:r></w:del></w:p>"#;
    let document = Docx::of(change.to_owned() + &table());
    let said_of = |tracked| said(&document.bytes(), tracked);
    let accepted = said_of(Tracked::Accept);
    assert!(accepted.contains("; на 2027 год; План мероприятий на 2027 год; "), "{accepted}");
    assert!(
        accepted.contains("! план.docx: замечание W250: в документе записаны исправления (2), их автор – Петров, Иванова; прочитаны как принятые"),
        "{accepted}"
    );
    let rejected = said_of(Tracked::Reject);
    assert!(rejected.contains("; на 2026 год; План мероприятий на 2026 год; "), "{rejected}");
    assert!(rejected.contains("прочитаны как отклонённые"), "{rejected}");
}

#[test]
fn approvals_beside_each_other_in_tabs_and_in_tables() {
    let line = |text: &str| {
        format!(
            r#"<w:p><w:r>{}</w:r></w:p>"#,
            text.split('\t').map(|part| format!("<w:t>{part}</w:t>")).collect::<Vec<_>>().join("<w:tab/>")
        )
    };
    let tabs = line("СОГЛАСОВАНО\t\tУТВЕРЖДАЮ")
        + &line("Председатель профкома\t\tДиректор школы")
        + &line("______ П.П. Петрова\t\t______ И.И. Иванов");
    let cells =
        ["СОГЛАСОВАНО|Председатель профкома|______ П.П. Петрова", "УТВЕРЖДАЮ|Директор школы|______ И.И. Иванов"]
            .map(|cell| format!("<w:tc>{}</w:tc>", cell.split('|').map(|line| p("", line)).collect::<String>()));
    let in_table = tbl(&format!("<w:tr>{}</w:tr>", cells.concat()));
    for above in [tabs, in_table] {
        let said = Docx::of(above + "<w:p/>" + &title() + &table()).said();
        for found in
            ["СОГЛАСОВАНО; Председатель профкома; П.П. Петрова", "УТВЕРЖДАЮ; Директор школы; И.И. Иванов", TITLED]
        {
            assert!(said.contains(found), "{found}\n{said}");
        }
        assert!(!said.contains("ошибка"), "{said}");
    }
}

#[test]
fn a_paragraph_that_looks_otherwise_is_no_line_of_the_title() {
    let said = Docx::of(title() + &p(r#"<w:jc w:val="both"/>"#, "Разработан по итогам года.") + &table()).said();
    assert!(said.contains("; Разработан по итогам года.; на 2027 год; План мероприятий на 2027 год; "), "{said}");
}

#[test]
fn what_stands_under_the_table_is_no_activity() {
    let under = p("", "Примечание: сроки уточняются.") + &tbl(&tr(&["Директор школы", "", "И.И. Иванов"]));
    let said = Docx::of(title() + &table() + &under).said();
    assert!(said.contains("Примечание: сроки уточняются."), "{said}");
    assert!(said.contains("Директор школы; И.И. Иванов"), "{said}");
    assert!(!said.contains("ошибка"), "{said}");
}

#[test]
fn a_plan_over_several_tables_is_one() {
    let part =
        |name: &str, number: &str| p("", name) + &tbl(&(head() + &tr(&[number, "Совещание", "Март 2027", "Отдел"])));
    let said = Docx::of(title() + "<w:p/>" + &part("Раздел 1. Кадры", "1") + &part("Раздел 2. Контроль", "2")).said();
    assert!(said.contains("Раздел 1. Кадры; 1; Совещание"), "{said}");
    assert!(said.contains("Раздел 2. Контроль; 2; Совещание"), "{said}");
    assert!(!said.contains("ошибка"), "{said}");
}

#[test]
fn a_table_with_other_columns_is_a_fault() {
    let other = tbl(&(tr(&["№ п/п", "Показатель", "План"]) + &tr(&["1", "Доля школ", "40"])));
    let said = Docx::of(title() + &table() + &p("", "Показатели") + &other).said();
    assert!(said.contains("! план.docx, таблица 2, строка 1, столбец 1: ошибка E217"), "{said}");
}

#[test]
fn a_document_without_a_table_says_so() {
    assert_eq!(
        Docx::of(title()).said(),
        "! план.docx: ошибка E204: в документе нет таблицы со столбцом «Наименование мероприятия» (дайте столбцу с \
         мероприятиями заголовок «Наименование мероприятия»; план, набранный без таблицы, программа не читает)"
    );
}
