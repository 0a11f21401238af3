//! What stands on the pages.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rust_xlsxwriter::Workbook;

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

/// Text that would be something else to Typst, to YAML, to Excel or to a template.
const HOSTILE: &str =
    r##"#read("x") *a* _b_ $x^2$ @ref = h \ // <a> `code` [b] {{c}} % ~ -- --- ... 'q' "q" https://a.b #set"##;

/// A text in place of each `§`, unlike all others. Gives the texts too.
fn filled(form: &str, write: impl Fn(&str) -> String) -> (String, Vec<String>) {
    static NUMBER: AtomicUsize = AtomicUsize::new(1);
    let text = |_| format!("{HOSTILE} [{}]", NUMBER.fetch_add(1, Ordering::Relaxed));
    let texts: Vec<String> = form.matches('§').map(text).collect();
    let mut pieces = form.split('§');
    let mut file = pieces.next().unwrap().to_owned();
    for (piece, text) in pieces.zip(&texts) {
        file += &(write(text) + piece);
    }
    (file, texts)
}

fn in_yaml(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Expects every text on the pages, sign for sign.
#[track_caller]
fn all_printed(file: &Path, texts: &[String]) {
    let pages: String = pages_of(file).iter().map(|page| without_blanks(page)).collect();
    for text in texts {
        assert!(pages.contains(&without_blanks(text)), "{text}\n{pages}");
    }
}

/// A workbook of sheets, each a list of rows.
fn book(sheets: &[(&str, Vec<Vec<String>>)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (row, texts) in (0..).zip(rows) {
            sheet.write_row(row, 0, texts).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// Rows of a sheet: lines of cells parted by bars.
fn rows(sheet: &str) -> Vec<Vec<String>> {
    sheet.lines().map(|line| line.split('|').map(str::to_owned).collect()).collect()
}

#[test]
fn text_is_only_text_in_a_plan() {
    let (yaml, texts) = filled(
        "вид: план\nпериод: 2023\nназвание: §\nоснование: §\nпреамбула: [§]\nцель: §\nзадачи: [§, §]\n\
         редакция: {номер: 2, документ: §, дата: §, номер документа: §}\n\
         приложение к: {номер: §, документ: §, дата: §, номер документа: §}\n\
         утверждение: {гриф: §, должность: §, имя: §, дата: §}\n\
         согласование: [{гриф: §, должность: §, имя: §, дата: §}, {документ: §, номер: §, дата: §}]\n\
         исполнители: {отдел: §}\nнумерация: как в данных\n\
         столбцы: [номер, {группа: §, столбцы: [{поле: название, заголовок: §}, срок]}, ответственные, результат, {поле: охват, заголовок: §}]\n\
         направления: [{обозначение: §, название: §, мероприятия: [\n\
           {номер: §, название: §, срок: §, ответственные: [§, отдел], результат: §, охват: §}]}]\n\
         подпись: {должность: §, имя: §}\nсоставитель: {имя: §, телефон: §}\nприложения: [§, {название: §, текст: §}]\n",
        in_yaml,
    );
    let folder = Folder::with("п.yaml", &yaml);
    all_printed(&folder.path("п.yaml"), &texts);

    let (requisites, mut texts) = filled(
        "вид|план\nпериод|2023\nназвание|§\nоснование|§\nпреамбула|§\nцель|§\nзадачи|§\nзадачи|§\nутверждение.гриф|§\n\
         утверждение.должность|§\nутверждение.имя|§\nутверждение.дата|§\nподпись.должность|§\nподпись.имя|§\n\
         составитель.имя|§\nсоставитель.телефон|§\nприложения|§",
        str::to_owned,
    );
    let (table, further) =
        filled("№ п/п|Мероприятие|Срок|Ответственные|Охват §\n§\n1|§ да|§ да|§ да|§ да", str::to_owned);
    texts.extend(further);
    let folder = Folder::new().file("п.xlsx", book(&[("Реквизиты", rows(&requisites)), ("Мероприятия", rows(&table))]));
    all_printed(&folder.path("п.xlsx"), &texts);
}

#[test]
fn text_is_only_text_in_a_report() {
    let plan = "вид: план\nпериод: 2023\nназвание: План\nмероприятия:\n";
    let (activities, mut texts) = filled(&"- {название: §, срок: §, ответственные: §}\n".repeat(3), in_yaml);
    let (monitoring, further) = filled(
        "вид: мониторинг\nплан: п.yaml\nна дату: 2023-11-20\nназвание: §\nоснование: §\nисточники: [§]\n\
         утверждение: {гриф: §, должность: §, имя: §, дата: §}\nисполнение:\n\
         - {мероприятие: 1, статус: выполнено, дата: §, результат: §, документ: §}\n\
         - {мероприятие: 2, статус: не выполнено, причина: §}\n\
         - {мероприятие: 3, статус: перенесено, причина: §, новый срок: §}\n\
         показатели: [{название: §, единица: §, план: 60, факт: 57.5, пояснение: §}]\n\
         анализ: [§]\nвыводы: [§]\nрекомендации: [{кому: §, что: §, срок: §, ответственные: §}]\n\
         решения: [{что: §, срок: §, ответственные: §}]\nподпись: {должность: §, имя: §}\nсоставитель: {имя: §, телефон: §}\n",
        in_yaml,
    );
    texts.extend(further);
    let folder = Folder::with("п.yaml", &format!("{plan}{activities}")).file("м.yaml", monitoring);
    all_printed(&folder.path("м.yaml"), &texts);

    let sheet = |form: &str, texts: &mut Vec<String>| {
        let (sheet, further) = filled(form, str::to_owned);
        texts.extend(further);
        rows(&sheet)
    };
    let mut texts = Vec::new();
    let sheets = [
        ("Реквизиты", "вид|мониторинг\nплан|п.yaml\nна дату|2023-11-20\nназвание|§\nоснование|§\nисточники|§\nанализ|§\nвыводы|§"),
        ("Исполнение", "№|Статус|Дата|Результат|Документ|Причина|Новый срок\n1|выполнено|§|§|§\n2|не выполнено||||§\n3|перенесено||||§|§"),
        ("Показатели", "Показатель|Ед. изм.|План|Факт|Пояснение\n§|§|60|57.5|§"),
        ("Рекомендации", "Кому|Что|Срок|Ответственные\n§|§|§|§"),
        ("Решения", "Что|Срок|Ответственные\n§|§|§"),
    ]
    .map(|(name, form)| (name, sheet(form, &mut texts)));
    let folder = folder.file("м.xlsx", book(&sheets));
    all_printed(&folder.path("м.xlsx"), &texts);
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
    assert_eq!(text.matches("Отделобразования").count(), pages.len());
    for (number, page) in pages.iter().enumerate() {
        assert!(without_blanks(page).contains("Отделобразования"), "page {}", number + 1);
    }
}

/// Whoever reads a page sees who answers for each of its rows, wherever the joined cells begin and end, and however high
/// their text is.
#[test]
fn joined_cells_begin_anew_on_each_page() {
    for first in 1..=24 {
        let mut yaml =
            "вид: план\nпериод: 2023\nназвание: План\nстолбцы: [номер, {поле: название, объединять: да}, срок, \
                        {поле: ответственные, объединять: да}]\nмероприятия:\n"
                .to_owned();
        let mut bodies = Vec::new();
        for row in 0..75 {
            let body = if row < first { 0 } else { 1 + (row - first) / 30 };
            bodies.push(body);
            let text = format!("Тело{body}. {}", "Отдел образования Администрации муниципального округа ".repeat(3));
            yaml.push_str(&format!(
                "- {{название: Дело{row}., срок: до 15 марта, ответственные: \"{}\"}}\n",
                text.trim()
            ));
        }
        let folder = Folder::with("п.yaml", &yaml);
        let pages: Vec<String> = pages_of(&folder.path("п.yaml")).iter().map(|page| without_blanks(page)).collect();
        let mut seen = 0;
        for (number, page) in pages.iter().enumerate() {
            for (row, body) in bodies.iter().enumerate().filter(|(row, _)| page.contains(&format!("Дело{row}."))) {
                assert!(page.contains(&format!("Тело{body}.")), "from {first}: page {}, row {row}", number + 1);
                seen += 1;
            }
        }
        assert_eq!((seen, pages.len() > 1), (75, true), "from {first}");
    }
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
