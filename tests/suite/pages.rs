//! What stands on the pages.

use std::fs;

use crate::support::{Folder, SMALLEST, pages_of, repository};

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The pages as one text, without page numbers and the repeated head.
fn running_text(pages: &[String], head: &str) -> String {
    let mut text = String::new();
    for (at, page) in pages.iter().enumerate() {
        let mut page = without_blanks(page);
        if at > 0 {
            page = page.strip_prefix(&(at + 1).to_string()).map(str::to_owned).expect("a page number");
            if text.contains(head) {
                page = page.strip_prefix(head).map_or(page.clone(), str::to_owned);
            }
        }
        text.push_str(&page);
    }
    text
}

#[test]
fn the_seed_plan_is_printed_word_for_word() {
    let expected = fs::read_to_string(repository("tests/cases/plan-2023.txt")).unwrap();
    let pages = pages_of(&repository("input/plan-2023.yaml"));
    assert_eq!(pages.len(), 3);
    let head = without_blanks("№ п/п Наименование мероприятия Срок выполнения Ответственные исполнители");
    assert_eq!(running_text(&pages, &head), without_blanks(&expected));
}

#[test]
fn the_workbook_of_the_seed_plan_gives_the_same_pages() {
    assert_eq!(pages_of(&repository("input/plan-2023.xlsx")), pages_of(&repository("input/plan-2023.yaml")));
}

#[test]
fn text_is_only_text() {
    let hostile = r##"#read("x") *a* _b_ $x^2$ @ref = h \ // <a> `code` [b] ~ -- --- ... 'q' "q" https://a.b #set"##;
    let yaml = format!(
        "вид: план\nпериод: 2023\nназвание: '{t}'\nоснование: '{t}'\nпреамбула: ['{t}']\nцель: '{t}'\nзадачи: ['{t}', '{t}']\n\
         утверждение: {{гриф: '{t}', должность: '{t}', имя: '{t}', дата: '{t}'}}\n\
         направления: [{{обозначение: '{t}', название: '{t}', мероприятия: [{{название: '{t}', срок: '{t}', ответственные: '{t}'}}]}}]\n\
         подпись: {{должность: '{t}', имя: '{t}'}}\nсоставитель: {{имя: '{t}', телефон: '{t}'}}\n\
         приложения: ['{t}', {{название: '{t}', текст: '{t}'}}]\n",
        t = hostile.replace('\'', "''")
    );
    let folder = Folder::with("п.yaml", &yaml);
    let text: String = pages_of(&folder.path("п.yaml")).iter().map(|page| without_blanks(page)).collect();
    let found = text.matches(&without_blanks(hostile)).count();
    assert_eq!(found, yaml.matches("#read").count(), "{text}");
}

#[test]
fn line_breaks_are_kept() {
    let yaml = SMALLEST.replace("Совещание", "\"Раз:\\n1) два;\\n2) три\"");
    let folder = Folder::with("п.yaml", &yaml);
    let pages = pages_of(&folder.path("п.yaml"));
    assert!(pages[0].contains("Раз:\n1) два;\n2) три"), "{}", pages[0]);
}

#[test]
fn bands_are_never_last_on_a_page_and_rows_are_not_torn() {
    for offset in 0..40 {
        let preamble = "- Абзац\n".repeat(offset);
        let mut yaml =
            format!("вид: план\nпериод: 2023\nназвание: План\nпреамбула:\n{preamble}\n- Конец\nнаправления:\n");
        for direction in 1..=12 {
            yaml.push_str(&format!("- название: БЕНД{direction}\n  мероприятия:\n"));
            for row in 1..=3 {
                let name = format!("НАЧАЛО {} КОНЕЦ{direction}.{row}", "слово ".repeat(20 * row));
                yaml.push_str(&format!("  - {{название: {name}, срок: 2023, ответственные: Отдел}}\n"));
            }
        }
        let folder = Folder::with("п.yaml", &yaml);
        for page in pages_of(&folder.path("п.yaml")) {
            let last = page.trim_end().lines().last().unwrap_or_default();
            assert!(!last.contains("БЕНД"), "offset {offset}: a band at the foot\n{page}");
            assert_eq!(
                page.matches("НАЧАЛО").count(),
                page.matches("КОНЕЦ").count(),
                "offset {offset}: a torn row\n{page}"
            );
        }
    }
}

#[test]
fn a_row_taller_than_a_page_flows_over_whole() {
    let words: Vec<String> = (1..=3000).map(|n| format!("слово{n}")).collect();
    let folder = Folder::with("п.yaml", &SMALLEST.replace("Совещание", &words.join(" ")));
    let pages = pages_of(&folder.path("п.yaml"));
    assert!(pages.len() > 3);
    let text: String = pages.iter().map(|page| without_blanks(page)).collect();
    for word in &words {
        assert!(text.contains(word.as_str()), "{word} is lost");
    }
}

#[test]
fn rows_around_the_height_of_a_page_lose_nothing() {
    for count in (300..760).step_by(20) {
        let words: Vec<String> = (1..=count).map(|n| format!("слово{n}")).collect();
        let two = format!(
            "{}  - {{название: Второе, срок: 2023, ответственные: Отдел}}\n",
            SMALLEST.replace("Совещание", &words.join(" "))
        );
        let folder = Folder::with("п.yaml", &two);
        let text: String = pages_of(&folder.path("п.yaml")).iter().map(|page| without_blanks(page)).collect();
        assert!(text.contains(&format!("слово{count}")) && text.contains("Второе"), "{count} words");
    }
}

#[test]
fn joined_cells_flow_over_pages() {
    let mut yaml = "вид: план\nпериод: 2023\nназвание: План\nстолбцы: [номер, название, {поле: ответственные, объединять: да}]\nмероприятия:\n".to_owned();
    for row in 1..=120 {
        yaml.push_str(&format!("- {{название: Строка{row}., ответственные: Отдел образования}}\n"));
    }
    let folder = Folder::with("п.yaml", &yaml);
    let pages = pages_of(&folder.path("п.yaml"));
    let text: String = pages.iter().map(|page| without_blanks(page)).collect();
    assert!(pages.len() > 1);
    for row in 1..=120 {
        assert!(text.contains(&format!("Строка{row}.")), "row {row} is lost");
    }
    assert_eq!(text.matches("Отделобразования").count(), 1);
}

#[test]
fn the_signature_does_not_stand_alone() {
    for rows in 1..=40 {
        let mut yaml = "вид: план\nпериод: 2023\nназвание: План\nподпись: {должность: Начальник, имя: А.А. Подписант}\nмероприятия:\n".to_owned();
        for row in 1..=rows {
            yaml.push_str(&format!(
                "- {{название: Строка{row}., срок: 2023, ответственные: Отдел образования Администрации}}\n"
            ));
        }
        let folder = Folder::with("п.yaml", &yaml);
        let pages = pages_of(&folder.path("п.yaml"));
        let last = pages.last().unwrap();
        assert!(last.contains("Подписант") && last.contains(&format!("Строка{rows}.")), "{rows} rows:\n{last}");
    }
}

#[test]
fn a_sign_that_no_face_has_is_told_with_its_place() {
    let folder = Folder::with("п.yaml", &SMALLEST.replace("Совещание", "Сбор \u{f0b7}"));
    let ran = folder.run("plan п.yaml --messages short").exits(1);
    assert_eq!(
        ran.stderr,
        "п.yaml:5:15: ошибка E501: в шрифтах нет знака «\u{f0b7}» (U+F0B7) (замените знак другим или укажите папку со шрифтом, где он есть: --font-dir)\n"
    );
    for sign in ["₽", "☐", "✓", "№", "–", "→", "м²", "½", "ё́"] {
        let folder = Folder::with("п.yaml", &SMALLEST.replace("Совещание", sign));
        folder.run("plan п.yaml").silently();
    }
}

#[test]
fn directions_without_activities_are_printed() {
    let empty = |name: &str| format!("- {{название: {name}, мероприятия: []}}\n");
    let full = |name: &str| {
        format!("- {{название: {name}, мероприятия: [{{название: Дело, срок: 2023, ответственные: О}}]}}\n")
    };
    for repeat in ["повторять", "номера", "один раз"] {
        let head = format!("вид: план\nпериод: 2023\nназвание: План\nоформление: {{шапка: {repeat}}}\nнаправления:\n");
        let yaml = format!("{head}{}{}{}{}", empty("РАЗ"), empty("ДВА"), full("ТРИ"), empty("ЧЕТЫРЕ"));
        let folder = Folder::with("п.yaml", &yaml);
        let text = pages_of(&folder.path("п.yaml")).concat();
        let places: Vec<_> = ["– РАЗ", "– ДВА", "– ТРИ", "Дело", "– ЧЕТЫРЕ"].map(|part| text.find(part)).into();
        assert!(places.is_sorted() && places[0].is_some(), "{repeat}: {text}");
    }
}
