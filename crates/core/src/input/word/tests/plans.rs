//! From a document to the tree of a plan, with what is said of it.

use super::*;

use proptest::prelude::*;

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
        accepted.contains("! план.docx: замечание W250: в документе записаны исправления (2), их авторы – Петров, Иванова; прочитаны как принятые"),
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
    assert!(said.contains("; на 2027 год; План мероприятий на 2027 год; Разработан по итогам года.; "), "{said}");
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
fn the_number_of_an_act_may_stand_below_its_date_and_be_left_open() {
    let day = "01.02.2027";
    for (lines, found) in [
        (["Приложение № 1", "к приказу Отдела", "от 01.02.2027", "№ 12-о"], format!("1; приказу Отдела; {day}; 12-о;")),
        (
            ["УТВЕРЖДЕН", "приказом Отдела", "от 01.02.2027", "№ 12-о"],
            format!("УТВЕРЖДЕН; приказом Отдела; {day}; 12-о;"),
        ),
        (["Приложение", "к приказу Отдела", "от ______", "№ ____"], "приказу Отдела; ______; ____;".to_owned()),
        (
            ["Приложение", "к приказу", "Отдела", "от «__» ____ 2027 г. № __"],
            "приказу Отдела; «__» ____ 2027 г.; ____;".to_owned(),
        ),
        (
            ["УТВЕРЖДЕН", "приказом", "Отдела", "от «__» ____ 2027 г. № __"],
            "УТВЕРЖДЕН; приказом Отдела; «__» ____ 2027 г.;".to_owned(),
        ),
    ] {
        let block: String = lines.iter().map(|line| p(r#"<w:jc w:val="right"/>"#, line)).collect();
        let said = Docx::of(block + &p("", "") + &title() + &table()).said();
        assert!(said.contains(&found), "{found}\n{said}");
        assert!(!said.contains("W240") && !said.contains("W247"), "{said}");
    }
}

#[test]
fn a_second_plan_is_a_fault_and_an_annex_is_told() {
    let second = p("", "План мероприятий на 2028 год") + &table();
    for (between, at) in [
        (p("", ""), "абзац 3"),
        (p("", "Директор школы\t\tИ.И. Иванов"), "абзац 3"),
        (p("", "УТВЕРЖДАЮ") + &p("", "Директор школы ________ И.И. Иванов"), "абзац 2"),
        (
            tbl(&(tr(&["СОГЛАСОВАНО", "УТВЕРЖДАЮ"]) + &tr(&["Председатель", "Директор"]))),
            "таблица 2, строка 1, столбец 1",
        ),
    ] {
        let said = Docx::of(title() + &table() + &between + &second).said();
        assert!(said.contains(&format!("! план.docx, {at}: ошибка E218")), "{said}");
        assert_eq!(said.matches("Семинар").count(), 1, "{said}");
        assert!(!said.contains("W218") && !said.contains("W240"), "{said}");
    }
    let said = Docx::of(title() + &table() + &p("", "Приложение № 2 к приказу") + &second).said();
    assert!(!said.contains("ошибка") && said.contains("таблица 2, строка 1, столбец 1: замечание W218"), "{said}");
}

#[test]
fn activities_with_other_columns_are_a_fault() {
    let other = tbl(&(tr(&["№ п/п", "Мероприятия", "Результат"]) + &tr(&["1", "Семинар", "Справка"])));
    let said = Docx::of(title() + &table() + &p("", "Раздел 2") + &other).said();
    assert!(said.contains("! план.docx, таблица 2, строка 1, столбец 1: ошибка E217"), "{said}");
}

#[test]
fn another_table_is_told_wherever_it_stands() {
    let others = [
        tbl(&(tr(&["№ п/п", "Показатель", "План"]) + &tr(&["1", "Доля школ", "40"]))),
        tbl(&(tr(&["Школа", "Телефон"]) + &tr(&["СОШ № 1", "2-22-22"]))),
        tbl(&(tr(&["Школа", "Адрес", "Телефон", "Директор"]) + &tr(&["СОШ № 1", "Мира, 1", "2-22-22", "Петров П.П."]))),
        tbl(&(tr(&["Иванов И.И.", "председатель"]) + &tr(&["Петров П.П.", "секретарь"]))),
    ];
    let signature = p("", "Начальник отдела\t\tИ.И. Иванов");
    for other in &others {
        for (document, number) in [
            (title() + other + &table() + &signature, 1),
            (title() + &table() + other + &signature, 2),
            (title() + &table() + &signature + &p("", "Приложение 1") + other, 2),
        ] {
            let said = Docx::of(document).said();
            assert!(
                said.contains(&format!("! план.docx, таблица {number}, строка 1, столбец 1: замечание W218")),
                "{said}"
            );
            assert!(said.contains(ROWS) && !said.contains("2-22-22;") && !said.contains("ошибка"), "{said}");
            assert!(said.contains("Начальник отдела; И.И. Иванов"), "{said}");
        }
    }
}

#[test]
fn the_same_head_under_an_annex_is_no_part_of_the_plan() {
    let annex = p("", "Директор ______ И.И. Иванов") + &p("", "Приложение к плану") + &table();
    let said = Docx::of(title() + &table() + &annex).said();
    assert!(said.contains("таблица 2, строка 1, столбец 1: замечание W218"), "{said}");
    assert!(said.contains("Директор; И.И. Иванов"), "{said}");
}

#[test]
fn what_only_says_that_a_table_goes_on_is_no_direction() {
    let within = |band: &str| {
        let band = format!("<w:tr>{}</w:tr>", tc(r#"<w:gridSpan w:val="4"/>"#, band));
        let rows = [tr(&["1", "Совещание", "Март 2027", "Отдел"]), band, tr(&["2", "Семинар", "Апрель 2027", "Школы"])];
        tbl(&(head() + &rows.concat()))
    };
    let apart = tbl(&(head() + &tr(&["1", "Совещание", "Март 2027", "Отдел"])))
        + &p("", "Окончание таблицы")
        + &tbl(&tr(&["2", "Семинар", "Апрель 2027", "Школы"]));
    for tables in [within("Продолжение таблицы 1"), within("Страница 2"), within("Лист 2 из 3"), apart]
    {
        assert_eq!(Docx::of(title() + &tables).said(), format!("план; {COLUMNS}; {ROWS}; {TITLED}; {TOLD}"));
    }
}

#[test]
fn months_over_tables_are_directions_and_a_sentence_between_them_is_a_note() {
    let month = |name: &str, rows: &[&str]| p(r#"<w:jc w:val="center"/>"#, name) + &tbl(&(head() + &tr(rows)));
    let tables = month("Сентябрь", &["1", "Совещание", "5", "Отдел"])
        + &p("", "Все сроки могут уточняться.")
        + &month("Октябрь", &["2", "Семинар", "7", "Школы"]);
    let said = Docx::of(title() + &tables).said();
    let read = "Сентябрь; 1; Совещание; 5; Отдел; ; Октябрь; 2; Семинар; 7; Школы; ";
    assert!(said.contains(read) && said.contains("; Все сроки могут уточняться.; ! "), "{said}");
    assert!(said.contains("абзац 3: замечание W247"), "{said}");
}

#[test]
fn totals_and_notes_between_activities_are_no_directions() {
    let wide = |text: &str| format!("<w:tr>{}</w:tr>", tc(r#"<w:gridSpan w:val="4"/>"#, text));
    let rows = head()
        + &tr(&["1", "Совещание", "Март 2027", "Отдел"])
        + &wide("Примечание: по согласованию")
        + &wide("Итого мероприятий 1")
        + &tr(&["2", "Семинар", "Апрель 2027", "Школы"]);
    let said = Docx::of(title() + &tbl(&rows)).said();
    assert!(said.starts_with(&format!("план; {COLUMNS}; {ROWS}; {TITLED}; Примечание: по согласованию; ")), "{said}");
    assert!(said.contains("строка 4, столбец «№ п/п»: замечание W243"), "{said}");
}

#[test]
fn who_signs_under_one_mark_gets_a_block_of_his_own() {
    let lines = |lines: &[&str]| lines.iter().map(|line| p("", line)).collect::<String>() + "<w:p/>";
    let two =
        ["СОГЛАСОВАНО", "Председатель профкома", "____ П.П. Петрова", "Председатель совета", "____ С.С. Сидорова"];
    let said = Docx::of(lines(&two) + &title() + &table()).said();
    let found = "СОГЛАСОВАНО; Председатель профкома; П.П. Петрова; СОГЛАСОВАНО; Председатель совета; С.С. Сидорова; ";
    assert!(said.contains(found), "{said}");
    // An act under a mark, and who signs under it.
    let act = ["УТВЕРЖДЕНО", "приказом МБОУ СОШ № 1", "от 12.01.2027 № 15", "Директор ____ И.И. Иванов"];
    let said = Docx::of(lines(&act) + &title() + &table()).said();
    let found = "УТВЕРЖДЕНО; приказом МБОУ СОШ № 1\nот 12.01.2027 № 15\nДиректор; И.И. Иванов; ";
    assert!(said.contains(found) && !said.contains("преамбула"), "{said}");
}

#[test]
fn who_agrees_under_the_table_signs_there() {
    let lines = ["СОГЛАСОВАНО", "Председатель профкома", "____ П.П. Петрова"];
    let under: String = lines.iter().map(|line| p("", line)).collect();
    let said = Docx::of(title() + &table() + &under).said();
    assert!(said.contains("; СОГЛАСОВАНО\nПредседатель профкома; П.П. Петрова; ! "), "{said}");
    assert!(said.contains("абзац 2: замечание W241: поле «подпись»"), "{said}");
}

#[test]
fn what_is_printed_elsewhere_than_it_stands_is_told() {
    let mark = p(r#"<w:jc w:val="right"/>"#, "УТВЕРЖДАЮ") + &p(r#"<w:jc w:val="right"/>"#, "Директор ____ И.И. Иванов");
    let above = p("", "МБОУ СОШ № 1, ул. Мира, 1") + &p("", "ПРОЕКТ") + &mark + "<w:p/>";
    let under = p("", "Директор ____ И.И. Иванов") + "<w:p/>" + &p("", "Срок хранения – 5 лет.");
    let said = Docx::of(above + &title() + &table() + &under).said();
    for told in [
        "абзац 1: замечание W247: это печатается не там, где стоит, а под названием, перед таблицей (поле «преамбула»)",
        "абзац 2: замечание W248",
        "абзац 9: замечание W247: это печатается не там, где стоит, а под таблицей, перед подписью (поле «примечания»)",
    ] {
        assert!(said.contains(told), "{told}\n{said}");
    }
    assert_eq!(said.matches("W247").count(), 2, "{said}");
}

#[test]
fn the_word_of_a_mark_may_stand_in_quotation_marks() {
    let marks = [("«Утверждаю»", "Утверждаю"), ("\"УТВЕРЖДАЮ\"", "УТВЕРЖДАЮ"), ("„Утверждаю“:", "Утверждаю")];
    for (typed, mark) in marks {
        let lines = [typed, "Директор школы", "______ И.И. Иванов"].map(|line| p(r#"<w:jc w:val="right"/>"#, line));
        let said = Docx::of(lines.concat() + &title() + &table()).said();
        assert!(said.contains(&format!("{mark}; Директор школы; И.И. Иванов")), "{typed}: {said}");
    }
    let act = p(r#"<w:jc w:val="right"/>"#, "«Утверждено» приказом Отдела от 12.01.2027 № 5");
    let said = Docx::of(act + &title() + &table()).said();
    assert!(said.contains("Утверждено; приказом Отдела; 12.01.2027; 5"), "{said}");
}

#[test]
fn a_signature_may_stand_in_the_last_row_of_the_table_and_go_over_two_lines() {
    let signed = r#"<w:tr><w:tc><w:tcPr><w:gridSpan w:val="4"/></w:tcPr>"#.to_owned()
        + &p("", "Специалист по охране труда            М.М. Лисова")
        + "</w:tc></w:tr>";
    let table = table().replace("</w:tbl>", &(signed + "</w:tbl>"));
    let said = Docx::of(title() + &table).said();
    assert!(said.contains("Специалист по охране труда; М.М. Лисова") && !said.contains("W215"), "{said}");
    let name = r"<w:p><w:r><w:t>по воспитательной работе</w:t><w:tab/><w:tab/><w:t>К.К. Рыбина</w:t></w:r></w:p>";
    let said = Docx::of(title() + &self::table() + &p("", "Заместитель директора") + name).said();
    assert!(said.contains("Заместитель директора\nпо воспитательной работе; К.К. Рыбина"), "{said}");
    assert!(!said.contains("W240"), "{said}");
}

#[test]
fn a_line_of_a_cell_that_no_value_holds_is_told() {
    let cell = ["УТВЕРЖДАЮ", "Директор школы", "____ И.И. Иванов", "М.П."].map(|line| p("", line)).concat();
    let frame = tbl(&format!("<w:tr>{}<w:tc>{cell}</w:tc></w:tr>", tc("", "")));
    let said = Docx::of(frame + &title() + &table()).said();
    assert!(said.contains("таблица 1, строка 1, столбец 2: замечание W240: отсюда не печатается «М.П.»"), "{said}");
}

#[test]
fn annexes_follow_the_plan() {
    let annex = p("", "Приложение")
        + &p("", "Состав рабочей группы")
        + &p("", "Иванова И.И., методист")
        + &p("", "Петров П.П.");
    let said = Docx::of(title() + &table() + &p("", "Директор ____ И.И. Иванов") + &annex).said();
    assert!(
        said.contains("Директор; И.И. Иванов; Состав рабочей группы; Иванова И.И., методист; Петров П.П.; ! "),
        "{said}"
    );
    assert!(!said.contains("W247"), "{said}");
}

#[test]
fn the_largest_table_is_the_plan_where_no_title_is_known() {
    let strange = tbl(&(tr(&["Что проверяется", "Форма контроля"])
        + &tr(&["Ведение журналов в школах", "справка"])
        + &tr(&["Посещаемость уроков", "отчёт"])));
    let signature = tbl(&tr(&["Директор школы", "И.И. Иванов"]));
    let said = Docx::of(title() + &strange + &signature).said();
    assert!(said.contains("столбец «Что проверяется»: замечание W245") && !said.contains("ошибка"), "{said}");
}

#[test]
fn a_column_of_marks_is_told() {
    let table =
        tbl(&(tr(&["№ п/п", "Мероприятия", "Срок", "Отметка о выполнении"]) + &tr(&["1", "Семинар", "май 2027", ""])));
    let said = Docx::of(title() + &table).said();
    assert!(said.contains("строка 1, столбец «Отметка о выполнении»: замечание W249"), "{said}");
}

#[test]
fn a_document_without_a_table_says_so() {
    assert_eq!(
        Docx::of(title()).said(),
        "! план.docx: ошибка E204: в документе нет таблицы со столбцом «Наименование мероприятия» (дайте столбцу с \
         мероприятиями заголовок «Наименование мероприятия»; план, набранный без таблицы, программа не читает)"
    );
}

/// An order with everything that one can have, paragraph by paragraph, before its annex.
const ORDER: [&str; 17] = [
    "АДМИНИСТРАЦИЯ ОКРУГА",
    "П Р И К А З",
    "01.02.2027 № 12-о",
    "г. Энск",
    "О плане работы",
    "В целях повышения качества",
    "ПРИКАЗЫВАЮ:",
    "1. Утвердить план.",
    "2. Школам:",
    "2.1. назначить ответственных;",
    "3. Контроль оставляю за собой.",
    "Начальник Управления",
    "образования И.И. Иванов",
    "С приказом ознакомлены:",
    "Методист ________ А.П. Петрова",
    "Исп. Кузнецова И.А., тел. 2-14-56",
    "Приложение к приказу Управления образования от 01.02.2027 № 12-о",
];

fn after(paragraphs: &[&str]) -> Docx {
    Docx::of(paragraphs.iter().map(|text| p("", text)).collect::<String>() + &title() + &table())
}

#[test]
fn an_order_before_its_annex_is_read_as_it_stands() {
    let said = after(&ORDER).said();
    let order = "приказ; АДМИНИСТРАЦИЯ ОКРУГА; г. Энск; 01.02.2027; 12-о; О плане работы; В целях повышения качества; \
                 1. Утвердить план.; 2. Школам:; 2.1. назначить ответственных;; 3. Контроль оставляю за собой.; \
                 Начальник Управления\nобразования; И.И. Иванов; Кузнецова И.А.; 2-14-56; Методист; А.П. Петрова";
    assert!(said.contains(order), "{said}");
    assert!(said.contains("приказу Управления образования; 01.02.2027; 12-о"), "{said}");
    for part in
        ["вид", "дата", "номер", "место", "заголовок", "преамбула", "пункты", "подпись", "исполнитель", "ознакомление"]
    {
        assert!(said.contains(&format!("W241: поле «приказ.{part}» взято из абзаца")), "{part}: {said}");
    }
    assert!(!said.contains("W240") && !said.contains("ошибка"), "{said}");
    // The title of the plan ends one that has no mark.
    assert!(after(&ORDER[..16]).said().contains(order));
    // Without its verb it is no order, and every line is told.
    let other: Vec<&str> = ORDER.into_iter().filter(|text| *text != "ПРИКАЗЫВАЮ:").collect();
    let said = after(&other).said();
    assert!(!said.contains("«приказ.") && said.contains("П Р И К А З; "), "{said}");
}

proptest! {
    /// Whatever stands in an order besides what it has: no word of it is lost.
    #[test]
    fn no_word_of_an_order_is_lost(places in prop::collection::vec(0..ORDER.len(), 1..5), is_behind: bool) {
        let mut paragraphs: Vec<String> = ORDER.map(str::to_owned).into();
        for (number, at) in places.iter().enumerate() {
            let word = format!("Слово{number}");
            match is_behind {
                true => paragraphs[*at] = format!("{} {word}", paragraphs[*at]),
                false => paragraphs.insert(*at, format!("{word} стоит само")),
            }
        }
        let said = after(&paragraphs.iter().map(String::as_str).collect::<Vec<_>>()).said();
        for number in 0..places.len() {
            let word = format!("Слово{number}");
            let at = paragraphs.iter().position(|text| text.contains(&word)).map_or(0, |at| at + 1);
            // A text that no field has is told at its place, and not shown again.
            let place = format!("план.docx, абзац {at}: ");
            let is_told = said.split("; ! ").any(|told| told.starts_with(&place) && !told.contains("W241"));
            prop_assert!(said.contains(&word) || is_told, "{word}: {said}");
        }
    }
}
