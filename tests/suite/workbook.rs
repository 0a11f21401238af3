//! Workbooks as people make them: every trap is read into the tree that the same data has as YAML, or is a fault of
//! its cell. What stands in the files of `tests/cases/workbooks` is told in its `traps.md`.

use std::path::PathBuf;

use dorkarta_core::diagnostics::{Diagnostic, Diagnostics, Place};
use dorkarta_core::input::workbook::{Part, Seen, read};
use dorkarta_core::tree::{Node, Value};
use rust_xlsxwriter::{Format, Workbook};

/// A tree as one text: records in braces, lists in brackets, empty values as `~`.
fn shown(node: &Node) -> String {
    match &node.value {
        Value::Empty => "~".to_owned(),
        Value::Text(text) => text.replace('\n', "\\n").replace('\u{a0}', "_"),
        Value::List(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) => {
            let entries = entries.iter().map(|entry| format!("{}: {}", entry.key, shown(&entry.value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

/// The tree of a workbook, an entry a line, and behind it the faults, a line each.
fn read_bytes(bytes: &[u8], part: Part<'_>) -> String {
    let diagnostics = Diagnostics::default();
    let tree = read("книга.xlsx", bytes, part, &mut Seen::default(), &diagnostics);
    assert!(tree.is_some() || diagnostics.has_faults(), "nothing was read, and nothing said why");
    let mut lines = Vec::new();
    if let Some(Node { value: Value::Map(entries), .. }) = &tree {
        for entry in entries {
            match &entry.value.value {
                Value::List(items) if items.iter().any(|item| matches!(item.value, Value::Map(_))) => {
                    lines.push(format!("{}:", entry.key));
                    lines.extend(items.iter().map(|item| format!("- {}", shown(item))));
                }
                _ => lines.push(format!("{}: {}", entry.key, shown(&entry.value))),
            }
        }
    }
    lines.extend(diagnostics.into_vec().iter().map(fault));
    lines.join("\n")
}

fn fault(diagnostic: &Diagnostic) -> String {
    let place = match &diagnostic.place {
        Place::Cell { sheet, cell, .. } => format!("{sheet} {cell}: "),
        Place::Sheet { sheet, .. } => format!("{sheet}: "),
        _ => String::new(),
    };
    let found = diagnostic.found.as_ref().map(|found| format!(" [{found}]")).unwrap_or_default();
    format!("! {} {place}{}{found}", diagnostic.problem.code(), diagnostic.problem.message())
}

/// A table for a document without fields.
fn table_on<'a>(sheet: Option<&'a str>, beside: &'a Node) -> Part<'a> {
    Part::Table { sheet, beside }
}

fn nothing() -> Node {
    Node { value: Value::Map(Vec::new()), place: Place::file("план.yaml") }
}

fn fixture(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/workbooks").join(name);
    std::fs::read(path).unwrap()
}

/// What a file of the cases gives, without the three lines that most of them share.
fn case(name: &str) -> String {
    let common = "вид: план\nпериод: 2023 год\nназвание: План мероприятий («дорожная карта») на 2023 год\n";
    let read = read_bytes(&fixture(name), Part::Whole { sheet: None });
    read.strip_prefix(common).map(str::to_owned).unwrap_or(read)
}

/// What a workbook with these requisites and this table gives, without the requisites.
fn table(rows: &[&[&str]], merges: &[(u32, u16, u32, u16)]) -> String {
    let read = read_bytes(&book(&[("вид", "план")], rows, merges), Part::Whole { sheet: None });
    read.strip_prefix("вид: план\n").map(str::to_owned).unwrap_or(read)
}

fn book(requisites: &[(&str, &str)], rows: &[&[&str]], merges: &[(u32, u16, u32, u16)]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Реквизиты").unwrap();
    for (row, (field, value)) in (0..).zip(requisites) {
        sheet.write(row, 0, *field).unwrap().write(row, 1, *value).unwrap();
    }
    let sheet = book.add_worksheet().set_name("Мероприятия").unwrap();
    for (top, left, bottom, right) in merges {
        sheet.merge_range(*top, *left, *bottom, *right, "", &Format::new()).unwrap();
    }
    for (row, texts) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*texts) {
            if !text.is_empty() {
                sheet.write(row, column, *text).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

const USUAL: &str = "столбцы: [номер, название, срок, ответственные]\n";
const HEAD: &[&str] = &["№ п/п", "Наименование мероприятия", "Срок выполнения", "Ответственные исполнители"];

#[test]
fn all_kinds_of_workbooks_read_alike() {
    let expected = "\
утверждение: {должность: Заведующий, имя: Н.В.Шадеркова, дата: 2023-02-01}
преамбула: [Первый абзац., Второй абзац.]
столбцы:
- номер
- название
- срок
- ответственные
- {поле: Охват, чел., заголовок: Охват, чел.}
направления:
- {обозначение: , название: I направление – Работа с кадрами, мероприятия: [\
{номер: 1, название: Анализ\\nпринятых мер, срок: Январь 2023, ответственные: Отдел образования, Охват, чел.: 120}, \
{номер: 2, название: Семинар, срок: 2023-03-15, ответственные: Отдел образования, Охват, чел.: 57,5}, \
{номер: 3, название: Олимпиада, срок: 2023, ответственные: Отдел образования, Охват, чел.: 12.50}]}
- {обозначение: , название: II направление – Работа с родителями, мероприятия: [\
{номер: 4, название: Собрание в школе №_1, срок: Февраль - март 2023, ответственные: Руководители  ОУ, Охват, чел.: 0}, \
{номер: 5, название: Собор, срок: Октябрь, ответственные: отдел, ОУ, Охват, чел.: 5}]}";
    // SheetJS has not kept that a row is hidden.
    let hidden = "\n! W264 Мероприятия A8: на листе 1 скрытая строка; скрытое печатается, как видимое [3]";
    for (name, said) in [("traps.xlsx", hidden), ("traps.xls", hidden), ("traps.xlsb", ""), ("traps.ods", hidden)] {
        assert_eq!(case(name), format!("{expected}{said}"), "{name}");
    }
}

#[test]
fn the_head_stands_anywhere_and_titles_above_it_are_nothing() {
    let activity = "мероприятия:\n- {номер: 1, название: Анализ принятых мер, срок: Январь 2023, ответственные: Отдел образования}";
    for name in ["head-below-title.xlsx", "column-numbers.xlsx", "short-records.xlsb"] {
        assert_eq!(case(name), format!("{USUAL}{activity}"), "{name}");
    }
}

#[test]
fn titles_are_known_in_the_wordings_of_offices() {
    let book = fixture("head-wordings.xlsx");
    for sheet in 1..=8 {
        let name = format!("лист{sheet}");
        let read = read_bytes(&book, table_on(Some(&name), &nothing()));
        let (_, activities) = read.split_once("мероприятия:\n").unwrap();
        assert_eq!(
            activities,
            "- {номер: 1, название: Анализ принятых мер, срок: Январь 2023, ответственные: Отдел образования}",
            "{name}"
        );
    }
    assert_eq!(read_bytes(&book, table_on(Some("Лист9"), &nothing())), "! E203 в книге нет листа «Лист9»");
}

#[test]
fn a_bare_table_is_all_that_is_known_of_a_plan() {
    let book = fixture("table-only.xlsx");
    assert!(
        read_bytes(&book, table_on(None, &nothing()))
            .starts_with("столбцы: [номер, название, срок, ответственные]\nмероприятия:")
    );
    assert_eq!(
        read_bytes(&book, Part::Whole { sheet: None }),
        format!(
            "вид: план\n{USUAL}мероприятия:\n- {{номер: 1, название: Анализ принятых мер, срок: Январь 2023, ответственные: Отдел образования}}"
        )
    );
}

#[test]
fn a_head_of_two_levels_makes_groups() {
    assert_eq!(case("two-level-head.xlsx"), "\
столбцы:
- номер
- название
- {группа: Кварталы, столбцы: [{поле: I, заголовок: I}, {поле: II, заголовок: II}, {поле: III, заголовок: III}, {поле: IV, заголовок: IV}]}
- ответственные
мероприятия:
- {номер: 1, название: Семинары для учителей, I: х, II: х, III: -, IV: х, ответственные: Отдел образования}
- {номер: 2, название: Сбор сведений, II: х, ответственные: Руководители ОУ}");
}

#[test]
fn the_same_title_in_two_groups_is_two_columns() {
    let rows: &[&[&str]] = &[
        &["", "", "", "УТВЕРЖДАЮ"],
        &["№", "Мероприятие", "2023", "", "2024", ""],
        &["", "", "I", "II", "I", "II"],
        &["1", "2", "3", "4", "5", "6"],
        &["1", "Семинар", "х", "", "", "-"],
    ];
    assert_eq!(
        table(rows, &[(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5)]),
        "\
столбцы:
- {поле: номер, заголовок: №}
- {поле: название, заголовок: Мероприятие}
- {группа: 2023, столбцы: [{поле: I, заголовок: I}, {поле: II, заголовок: II}]}
- {группа: 2024, столбцы: [{поле: 2024 I, заголовок: I}, {поле: 2024 II, заголовок: II}]}
мероприятия:
- {номер: 1, название: Семинар, I: х, 2024 II: -}
утверждение: {гриф: УТВЕРЖДАЮ}
! W241 Мероприятия D1: поле «утверждение» взято из ячейки D1 [УТВЕРЖДАЮ]"
    );
}

#[test]
fn unknown_columns_are_kept_and_code_and_service_columns_are_not_shown() {
    assert_eq!(case("columns-unknown-and-code.xlsx"), "\
столбцы:
- номер
- название
- срок
- ответственные
- {поле: Охват, чел., заголовок: Охват, чел.}
- {поле: Место проведения, заголовок: Место проведения}
мероприятия:
- {номер: 1, код: семинар, название: Семинар для учителей, срок: Март 2023, ответственные: Отдел образования, Охват, чел.: 120, Место проведения: МБОУ «СОШ № 1»}
- {номер: 2, код: сбор, название: Сбор сведений, срок: 2023, ответственные: Руководители ОУ}");
    // Hidden rows and columns are data; a column that begins with `_` never is.
    let hidden = case("hidden.xlsx");
    assert_eq!(hidden.matches("результат: Справка").count(), 3);
    assert!(!hidden.contains("служебная"));
    let told = |said: &str| -> Vec<String> {
        let places = said.lines().filter_map(|line| line.strip_prefix("! W264 Мероприятия ")?.split(':').next());
        places.map(str::to_owned).collect()
    };
    assert_eq!(told(&hidden), ["A3", "E1"], "{hidden}");
}

#[test]
fn two_columns_of_one_meaning_are_a_fault_but_weak_titles_give_way() {
    let rows: &[&[&str]] = &[
        &["Мероприятие", "Срок", "Сроки", "Ответственные", "Исполнители"],
        &["Семинар", "2023", "март", "отдел", "школа"],
    ];
    assert_eq!(
        table(rows, &[]),
        "\
столбцы:
- номер
- {поле: название, заголовок: Мероприятие}
- {поле: срок, заголовок: Срок}
- {поле: Сроки, заголовок: Сроки}
- {поле: ответственные, заголовок: Ответственные}
- {поле: Исполнители, заголовок: Исполнители}
мероприятия:
- {название: Семинар, срок: 2023, Сроки: март, ответственные: отдел, Исполнители: школа}
! E205 Мероприятия C1: два столбца с одним смыслом «срок»: этот и столбец в ячейке B1 [Сроки]"
    );
}

#[test]
fn directions_are_made_in_many_ways() {
    let row = |number: u32, name: &str| {
        format!("{{номер: {number}, название: {name}, срок: 2023, ответственные: Отдел образования}}")
    };
    assert_eq!(
        case("directions.xlsx"),
        format!(
            "{USUAL}направления:
- {{обозначение: , название: I направление – Работа с кадрами, мероприятия: [{}]}}
- {{обозначение: , название: II направление – Работа с родителями, мероприятия: [{}]}}
- {{обозначение: , название: III направление – Работа с учениками, мероприятия: [{}]}}
- {{обозначение: , название: Раздел 4. Контроль, мероприятия: [{}]}}",
            row(1, "Семинар для учителей"),
            row(2, "Собрание родителей"),
            row(3, "Олимпиада"),
            row(4, "Проверка")
        )
    );
}

#[test]
fn activities_may_stand_before_the_first_direction_and_a_direction_may_be_numbered() {
    let rows: &[&[&str]] =
        &[HEAD, &["1", "Анализ", "2023", "отдел"], &["I", "Работа с кадрами"], &["2", "Семинар", "2023", "отдел"]];
    assert_eq!(table(rows, &[(2, 1, 2, 3)]), format!("{USUAL}\
направления:
- {{обозначение: , мероприятия: [{{номер: 1, название: Анализ, срок: 2023, ответственные: отдел}}]}}
- {{обозначение: I, название: Работа с кадрами, мероприятия: [{{номер: 2, название: Семинар, срок: 2023, ответственные: отдел}}]}}"));
}

#[test]
fn a_value_merged_downwards_holds_for_every_row() {
    assert_eq!(
        case("merged-vertical.xlsx"),
        format!(
            "{USUAL}\
мероприятия:
- {{номер: 1, название: Анализ, срок: Январь 2023, ответственные: Отдел образования}}
- {{номер: 2, название: Семинар, срок: Март 2023, ответственные: Отдел образования}}
- {{номер: 3, название: Олимпиада, срок: Март 2023, ответственные: Отдел образования}}
- {{название: Собрание, срок: 2023, ответственные: Руководители ОУ}}
- {{название: Выставка, срок: 2023, ответственные: Руководители ОУ}}
- {{название: Концерт, срок: 2023, ответственные: Руководители ОУ}}"
        )
    );
    // An activity that is two rows tall is one activity.
    let rows: &[&[&str]] = &[HEAD, &["1", "Анализ", "2023", "отдел"], &[], &["2", "Семинар", "2023", "отдел"]];
    let tall = table(rows, &[(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 2, 3)]);
    assert_eq!(tall.matches("название:").count(), 2, "{tall}");
}

#[test]
fn repeated_heads_column_numbers_and_empty_rows_are_nothing() {
    let rows: &[&[&str]] = &[
        HEAD,
        &["1", "2", "3", "4"],
        &["1", "Анализ", "2023", "отдел"],
        &[" ", "\u{a0}", "\n"],
        HEAD,
        &["1", "2", "3", "4"],
        &["2", "Семинар", "2023", "отдел"],
    ];
    assert_eq!(
        table(rows, &[]),
        format!(
            "{USUAL}\
мероприятия:
- {{номер: 1, название: Анализ, срок: 2023, ответственные: отдел}}
- {{номер: 2, название: Семинар, срок: 2023, ответственные: отдел}}"
        )
    );
    assert_eq!(case("empty-rows.xlsx").matches("название:").count(), 3);
}

#[test]
fn nothing_is_lost_in_silence() {
    let rows: &[&[&str]] = &[
        HEAD,
        &["1", "Анализ", "2023", "отдел", "", "в стороне"],
        &["2", "", "2023", "отдел"],
        &["3"],
        &["4", "Семинар", "2023", "отдел"],
        &["", "", "", "", "", "", "подпись"],
    ];
    assert_eq!(
        table(rows, &[(4, 1, 4, 2)]),
        format!(
            "{USUAL}\
мероприятия:
- {{номер: 1, название: Анализ, срок: 2023, ответственные: отдел}}
- {{номер: 4, название: Семинар, ответственные: отдел}}
! E209 Мероприятия F2: непонятно, к чему относится эта ячейка: она вне таблицы [в стороне]
! E208 Мероприятия A3: строка заполнена, но в столбце «Наименование мероприятия» пусто [2]
! E208 Мероприятия A4: строка заполнена, но в столбце «Наименование мероприятия» пусто [3]
! E210 Мероприятия B5: объединённая ячейка занимает несколько столбцов в строке мероприятия [Семинар]
! E209 Мероприятия G6: непонятно, к чему относится эта ячейка: она вне таблицы [подпись]"
        )
    );
}

#[test]
fn dates_are_read_as_they_are_shown() {
    for name in ["dates.xlsx", "dates-1904.xlsx"] {
        let read = case(name);
        let due: Vec<&str> =
            read.lines().filter_map(|line| line.split_once("срок: ")?.1.split(", ответственные").next()).collect();
        assert_eq!(
            due,
            [
                "Январь 2023",
                "Январь 2023",
                "Март 2023",
                "Март 2023",
                "Март 2023",
                "2023-03-15",
                "2023-03-15",
                "15.03",
                "2023-03-15",
                "2023",
                "15.03.2023 14:30",
                "2023-03-15",
                "2023-03-15",
                "15 марта 2023",
                "до 15.03.2023",
            ],
            "{name}"
        );
    }
}

#[test]
fn numbers_are_read_as_they_are_shown() {
    let read = case("numbers.xlsx");
    let pairs: Vec<(&str, &str)> = read
        .lines()
        .filter_map(|line| {
            let (_, number) = line.split_once("{номер: ")?;
            let (number, rest) = number.split_once(", ")?;
            Some((number, rest.split_once("Охват: ")?.1.trim_end_matches('}')))
        })
        .collect();
    assert_eq!(
        pairs,
        [
            ("1", "120"),
            ("1.1", "57,5"),
            ("1.20", "12,50"),
            ("1.10", "12.50"),
            ("2.1", "57,5%"),
            ("3", "60%"),
            ("4", "57,5"),
            ("5", "1234567"),
            ("6", "0"),
            ("7", "-3"),
        ]
    );
    assert_eq!(read.matches("срок: 2023,").count(), 10);
}

#[test]
fn a_number_that_excel_made_a_date_is_a_fault() {
    let read = case("number-became-date.xlsx");
    assert!(read.ends_with("! E211 Мероприятия A3: значение ячейки не удаётся прочитать: Excel превратил его в дату, а здесь ожидается номер [02.01]"), "{read}");
}

#[test]
fn texts_are_kept_sign_for_sign() {
    assert_eq!(
        case("text-like-formula.xlsx"),
        format!(
            "{USUAL}\
мероприятия:
- {{номер: 1, название: =1+1, срок: 2023, ответственные: +7 (48237) 2-22-33}}
- {{номер: 2, название: -, срок: 2023, ответственные: @отдел}}
- {{номер: 3, название: #единство [метка] *звёзды* _черта_ $1$ \\n, срок: 2023, ответственные: <b>Отдел</b> & Ко}}"
        )
    );
    assert!(
        case("rich-text.xlsx")
            .contains("название: Семинар для учителей и\\nродителей, срок: 2023, ответственные: Отдел образования")
    );
    let blanks = case("whitespace.xlsx");
    for text in [
        "Провести:\\nа) семинар;\\nб) собрание",
        "Строки\\nиз Excel для Windows",
        "Образо\u{ad}вание",
        "Знак _x0041_ как набран",
    ] {
        assert!(blanks.contains(text), "{text}: {blanks}");
    }
}

#[test]
fn formulas_without_values_and_errors_are_faults_of_their_cells() {
    let faults = |name: &str| -> Vec<String> {
        case(name)
            .lines()
            .filter_map(|line| line.strip_prefix("! "))
            .map(|line| line.replace("Мероприятия ", ""))
            .collect()
    };
    let uncalculated = "в ячейке формула, значение которой не сохранено";
    assert_eq!(
        faults("formulas-uncached.xlsx"),
        ["B2", "C2", "C3", "D3", "C4", "D4"].map(|cell| format!("E207 {cell}: {uncalculated}"))
    );
    assert_eq!(faults("formulas-cached.xlsx"), Vec::<String>::new());
    assert_eq!(
        faults("errors.xlsx"),
        [("C2", "#Н/Д"), ("E2", "#ДЕЛ/0!"), ("B3", "#ССЫЛКА!"), ("D4", "#Н/Д")]
            .map(|(cell, error)| format!("E206 {cell}: в ячейке ошибка вместо значения [{error}]"))
    );
}

#[test]
fn requisites_nest_and_repeat() {
    let read = case("requisites.xlsx");
    let (requisites, _) = read.split_once("столбцы:").unwrap();
    assert_eq!(
        requisites,
        "\
Утверждение:
- {Гриф: Утверждаю, должность: Заведующий Отделом образования, имя: Н.В.Шадеркова, дата: 2023-02-01}
- {должность: Председатель профсоюза, имя: И.И. Иванов}
приложение к: {номер: 1, документ: приказу Отдела образования, дата: 01.02.2023, номер документа: 12-о}
преамбула: [Первый абзац., Второй абзац.]
задачи: [Первая задача., Вторая задача.]
исполнители: {отдел: Отдел образования Администрации, ОУ: руководители ОУ}
подпись:
- {должность: Заведующий, имя: Н.В. Шадеркова}
- {должность: Исполнитель, имя: П.П. Петров}
составитель: {имя: Иванова Анна Петровна, телефон: 8 (48237) 2-22-33}
оформление: {кегль: 13, поля: {левое: 25}}
основание: ~
"
    );
    assert!(case("requisites-headed.xlsx").starts_with("столбцы:"));
    assert!(case("sheet-names.xlsx").starts_with("ВИД: План\nПериод: 2023 год\n"));
}

#[test]
fn a_value_without_a_field_is_a_fault() {
    let book = book(
        &[("вид", "план"), ("", "без поля"), ("исполнители.зам. директора", "школа")],
        &[HEAD, &["1", "Анализ", "2023", "отдел"]],
        &[],
    );
    assert_eq!(
        read_bytes(&book, Part::Whole { sheet: None }),
        format!(
            "\
вид: план
исполнители: {{зам. директора: школа}}
{USUAL}мероприятия:
- {{номер: 1, название: Анализ, срок: 2023, ответственные: отдел}}
! E213 Реквизиты B2: есть значение, но слева не названо поле [без поля]"
        )
    );
}

#[test]
fn a_monitoring_has_its_own_sheets() {
    assert_eq!(read_bytes(&fixture("monitoring.xlsx"), Part::Whole { sheet: None }), "\
вид: мониторинг
план: seed-openpyxl.xlsx
период: октябрь–ноябрь 2023 года
на дату: 2023-11-20
источники: [Отчёты ОУ, Протоколы ОМО]
анализ: Работа шла по плану.
выводы: План выполняется.
исполнение:
- {мероприятие: 1, статус: выполнено, дата: 2023-01-27, результат: Проведён анализ, документ: Справка от 27.01.2023 № 4}
- {мероприятие: 2., статус: Выполнено частично, результат: Часть документов обновлена, причина: Болезнь методиста, новый срок: Декабрь 2023}
- {мероприятие: 3, статус: ВЫПОЛНЯЕТСЯ}
показатели:
- {название: Доля школ в эффективном режиме, единица: %, прошлый год: 41, план: 60, факт: 57,5, пояснение: Одна школа не вышла}
- {название: Число семинаров, единица: ед., прошлый год: 3, план: 4, факт: 4,5}
рекомендации:
- {кому: Руководителям ОУ, что: Обновить программы, срок: Февраль 2024, ответственные: Руководители ОУ}
решения:
- {что: Рассмотреть на совещании, срок: декабрь 2023, ответственные: Отдел образования}");
}

#[test]
fn the_fulfilment_may_stand_beside_the_activities() {
    assert_eq!(
        case("fulfilment-in-plan.xlsx"),
        "\
столбцы: [номер, название, срок, ответственные, результат]
мероприятия:
- {номер: 1, название: Анализ, срок: Январь 2023, ответственные: Отдел образования, результат: Справка}
- {номер: 2, название: Семинар, срок: 2023, ответственные: Отдел образования, результат: Протокол}
исполнение:
- {мероприятие: 1, статус: выполнено, дата: 2023-01-27, результат: Проведён анализ, документ: Справка № 4}
- {мероприятие: 2, статус: перенесено, причина: Болезнь, новый срок: Март 2024}"
    );
}

#[test]
fn a_file_that_is_no_workbook_is_said_to_be_none() {
    let no = |what: &str| format!("! E201 книга не читается: {what}");
    let broken = "файл повреждён или скачан не полностью";
    for (name, expected) in [
        ("empty.xlsx", no("файл пуст")),
        ("html.xls", no("это веб-страница, а не книга Excel")),
        ("renamed-docx.xlsx", no("похоже, это документ Word")),
        ("truncated.xlsx", no(broken)),
        ("garbage.xls", no(broken)),
        ("encrypted.xlsx", "! E202 книга защищена паролем".to_owned()),
        ("zip-bomb.xlsx", "! E212 книга слишком велика: мегабайт в одной части после распаковки больше 64".to_owned()),
        ("far-cells.xlsx", "! E212 Мероприятия XFD1048576: книга слишком велика: строк больше 20000".to_owned()),
    ] {
        assert_eq!(case(name), expected, "{name}");
    }
    // A far cell that is only coloured is nothing.
    assert_eq!(
        case("far-format.xlsx"),
        format!("{USUAL}мероприятия:\n- {{номер: 1, название: Анализ, срок: 2023, ответственные: Отдел образования}}")
    );
}

#[test]
fn a_cut_workbook_never_panics() {
    for name in ["traps.xls", "traps.xlsb", "traps.ods", "traps.xlsx"] {
        let whole = fixture(name);
        for length in (0..whole.len()).step_by(97) {
            read_bytes(&whole[..length], Part::Whole { sheet: None });
        }
    }
}

#[test]
fn every_value_knows_its_cell() {
    let diagnostics = Diagnostics::default();
    let tree = read(
        "план.xlsx",
        &fixture("merged-vertical.xlsx"),
        Part::Whole { sheet: None },
        &mut Seen::default(),
        &diagnostics,
    )
    .unwrap();
    let cell = |node: &Node| match &node.place {
        Place::Cell { file, sheet, cell } => format!("{file} {sheet} {cell}"),
        other => format!("{other:?}"),
    };
    assert_eq!(cell(&tree.get("период").unwrap().value), "план.xlsx Реквизиты B2");
    let Value::List(activities) = &tree.get("мероприятия").unwrap().value.value else {
        panic!("a list is expected")
    };
    assert_eq!(cell(&activities[2]), "план.xlsx Мероприятия B4");
    // The value stands in the topmost cell of the merged area.
    assert_eq!(cell(&activities[2].get("ответственные").unwrap().value), "план.xlsx Мероприятия D2");
}

// --- tables as offices have them

/// A row of activities as the tree has it.
fn done(number: &str, name: &str, due: &str, body: &str) -> String {
    format!("{{номер: {number}, название: {name}, срок: {due}, ответственные: {body}}}")
}

#[test]
fn a_direction_may_stand_above_the_head() {
    let rows: &[&[&str]] = &[
        &["Раздел 1. Кадры"],
        HEAD,
        &["1", "Дело", "март", "Отдел"],
        &["Раздел 2. Контроль"],
        HEAD,
        &["2", "Проверка", "май", "Школы"],
    ];
    assert_eq!(
        table(rows, &[]),
        format!(
            "{USUAL}направления:
- {{обозначение: , название: Раздел 1. Кадры, мероприятия: [{}]}}
- {{обозначение: , название: Раздел 2. Контроль, мероприятия: [{}]}}",
            done("1", "Дело", "март", "Отдел"),
            done("2", "Проверка", "май", "Школы")
        )
    );
}

#[test]
fn a_further_head_in_another_order_is_followed() {
    let rows: &[&[&str]] = &[
        HEAD,
        &["1", "Дело", "март", "Отдел"],
        &["№ п/п", "Мероприятия", "Ответственные", "Срок"],
        &["2", "Проверка", "Школы", "май"],
    ];
    let expected = [done("1", "Дело", "март", "Отдел"), done("2", "Проверка", "май", "Школы")];
    assert_eq!(table(rows, &[]), format!("{USUAL}мероприятия:\n- {}\n- {}", expected[0], expected[1]));
}

#[test]
fn an_activity_over_several_rows_is_one() {
    let rows: &[&[&str]] = &[
        HEAD,
        &["1", "Анкетирование:", "Октябрь", "Куратор"],
        &["", "- желающих;", "", "Классные руководители"],
        &["", "- не желающих.", "", "Психолог"],
        &["2", "Проверка", "май", "Школы"],
    ];
    let expected = [
        done(
            "1",
            "Анкетирование:\\n- желающих;\\n- не желающих.",
            "Октябрь",
            "Куратор\\nКлассные руководители\\nПсихолог",
        ),
        done("2", "Проверка", "май", "Школы"),
    ];
    let read = format!("{USUAL}мероприятия:\n- {}\n- {}", expected[0], expected[1]);
    assert_eq!(table(rows, &[(1, 0, 3, 0), (1, 2, 3, 2)]), read);
    // The name is merged, and only the first row has a number.
    let rows: &[&[&str]] =
        &[HEAD, &["1", "Дело", "март", "Отдел"], &["", "", "", "Школы"], &["2", "Проверка", "май", "Школы"]];
    let expected = [done("1", "Дело", "март", "Отдел\\nШколы"), done("2", "Проверка", "май", "Школы")];
    assert_eq!(table(rows, &[(1, 1, 2, 1)]), format!("{USUAL}мероприятия:\n- {}\n- {}", expected[0], expected[1]));
}

#[test]
fn a_row_without_number_and_name_goes_on_with_the_activity_above() {
    let rows: &[&[&str]] = &[HEAD, &["1", "Дело", "март", "Отдел"], &["", "", "октябрь"], &["", "", "", "Школы"]];
    assert_eq!(
        table(rows, &[]),
        format!(
            "{USUAL}мероприятия:\n- {}\n\
             ! W242 Мероприятия C3: строка без номера и названия отнесена к мероприятию выше, в ячейке B2 [октябрь]\n\
             ! W242 Мероприятия D4: строка без номера и названия отнесена к мероприятию выше, в ячейке B2 [Школы]",
            done("1", "Дело", "март\\nоктябрь", "Отдел\\nШколы")
        )
    );
}

#[test]
fn a_head_may_be_split_and_have_letters_below() {
    let rows: &[&[&str]] = &[
        &["№", "Наименование", "Срок", "Ответственный"],
        &["п/п", "мероприятия", "исполнения", "исполнитель"],
        &["А", "Б", "1", "2"],
        &["1", "Дело", "март", "Отдел"],
    ];
    assert_eq!(
        table(rows, &[]),
        format!(
            "столбцы:
- номер
- название
- {{поле: срок, заголовок: Срок исполнения}}
- {{поле: ответственные, заголовок: Ответственный исполнитель}}
мероприятия:
- {}",
            done("1", "Дело", "март", "Отдел")
        )
    );
}

#[test]
fn a_number_before_nested_ones_is_that_of_a_direction() {
    let rows: &[&[&str]] = &[
        HEAD,
        &["1.", "Кадры"],
        &["1.1", "Дело", "март", "Отдел"],
        &["2.", "Контроль"],
        &["2.1", "Сбор", "май", "Отдел"],
    ];
    assert_eq!(
        table(rows, &[]),
        format!(
            "{USUAL}направления:
- {{обозначение: 1., название: Кадры, мероприятия: [{}]}}
- {{обозначение: 2., название: Контроль, мероприятия: [{}]}}",
            done("1.1", "Дело", "март", "Отдел"),
            done("2.1", "Сбор", "май", "Отдел")
        )
    );
}

#[test]
fn a_direction_may_have_its_number_in_a_cell_of_its_own() {
    for [first, second] in [["I", "II"], ["I.", "II."], ["Раздел 1", "Раздел 2"]] {
        let rows: &[&[&str]] = &[
            HEAD,
            &[first, "Кадры"],
            &["1", "Дело", "март", "Отдел"],
            &[second, "Контроль"],
            &["2", "Сбор", "май", "Отдел"],
        ];
        assert_eq!(
            table(rows, &[]),
            format!(
                "{USUAL}направления:
- {{обозначение: {first}, название: Кадры, мероприятия: [{}]}}
- {{обозначение: {second}, название: Контроль, мероприятия: [{}]}}",
                done("1", "Дело", "март", "Отдел"),
                done("2", "Сбор", "май", "Отдел")
            )
        );
    }
}

#[test]
fn numbers_that_are_numbers_of_excel_name_directions_too() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Мероприятия").unwrap();
    for (column, title) in (0..).zip(HEAD) {
        sheet.write(0, column, *title).unwrap();
    }
    for (row, (number, name, due)) in
        (1..).zip([(1.0, "Кадры", ""), (1.1, "Дело", "март"), (2.0, "Контроль", ""), (2.1, "Сбор", "май")])
    {
        sheet.write(row, 0, number).unwrap();
        sheet.write(row, 1, name).unwrap();
        if !due.is_empty() {
            sheet.write(row, 2, due).unwrap();
        }
    }
    let read = read_bytes(&book.save_to_buffer().unwrap(), Part::Whole { sheet: None });
    assert!(
        read.contains("обозначение: 1, название: Кадры") && read.contains("обозначение: 2, название: Контроль"),
        "{read}"
    );
}

#[test]
fn a_list_above_a_head_is_no_direction() {
    let above: [&[&str]; 6] = [
        &["Задачи:", "1. Обучить.", "2. Проверить."],
        &["Задачи:", "1. Обучить.", "2) проверить.", "3. Сообщить."],
        &["Ожидаемые результаты:", "1. Доля снизится."],
        &["Задачами плана являются:", "I. Обучить", "II. Проверить"],
        &["", "План составлен по итогам оценки."],
        &["", "1. Обучить", "2. Проверить"],
    ];
    for lines in above {
        let mut rows: Vec<&[&str]> = vec![&["План работы на 2027 год"]];
        let lines: Vec<[&str; 1]> = lines.iter().map(|line| [*line]).collect();
        rows.extend(lines.iter().map(|line| line.as_slice()));
        rows.extend::<[&[&str]; 5]>([
            HEAD,
            &["1. Кадры"],
            &["1.1", "Дело", "март", "Отдел"],
            &["2. Контроль"],
            &["2.1", "Сбор", "май", "Отдел"],
        ]);
        let read = table(&rows, &[]);
        let directions = read.matches("обозначение:").count();
        assert_eq!(directions, 2, "{lines:?}\n{read}");
        for [line] in lines {
            let text = line.split_once(' ').map_or(line, |(_, text)| text);
            assert!(line.ends_with(':') || read.contains(text), "{line} is lost:\n{read}");
        }
    }
}

#[test]
fn the_only_direction_may_stand_above_the_head() {
    let rows: &[&[&str]] = &[
        &["План работы на 2027 год"],
        &["Задачи:"],
        &["1. Обучить."],
        &["Раздел 1. Кадры"],
        HEAD,
        &["1.1", "Дело", "март", "Отдел"],
    ];
    let read = table(rows, &[]);
    assert!(read.contains("- {обозначение: , название: Раздел 1. Кадры, мероприятия: [{номер: 1.1,"), "{read}");
    assert!(read.contains("задачи: [1. Обучить.]"), "{read}");
}

#[test]
fn what_signs_under_a_table_is_read_as_it_is_typed() {
    let under = |below: &[&[&str]]| {
        let mut rows: Vec<&[&str]> = vec![HEAD, &["1", "Дело", "март", "Отдел"], &[]];
        rows.extend(below);
        table(&rows, &[])
    };
    for (below, meant) in [
        // A name alone, lower than its post.
        (
            &[&["Начальник отдела"] as &[&str], &["образования"], &[], &["А.А. Андреев"]] as &[&[&str]],
            "подпись: {должность: Начальник отдела\\nобразования, имя: А.А. Андреев}",
        ),
        // A line to sign on in a row of its own, and a short surname.
        (&[&["Начальник отдела"], &["_____"], &["А.А. Ли"]], "подпись: {должность: Начальник отдела, имя: А.А. Ли}"),
        // Each who agrees signs for himself.
        (
            &[&["Согласовано:"], &["Зам. начальника", "", "А.А. Ёж"], &["Юрист", "", "Б.Б. Ан"]],
            "подпись:\n- {должность: Согласовано\\nЗам. начальника, имя: А.А. Ёж}\n- {должность: Юрист, имя: Б.Б. Ан}",
        ),
        // What only shows where it is signed.
        (
            &[&["Начальник", "____", "А.А. Андреев"], &["", "(подпись)", "(расшифровка)"]],
            "подпись: {должность: Начальник, имя: А.А. Андреев}",
        ),
        (&[&["Директор      подпись      А.А. Андреев"]], "подпись: {должность: Директор, имя: А.А. Андреев}"),
        // Post and name of a maker in lines of their own.
        (
            &[&["Составил:"], &["методист"], &["А.А. Андреев"], &["тел. 2-22-33"]],
            "составитель: {имя: методист А.А. Андреев, телефон: 2-22-33}",
        ),
        // A maker whose name is not given is no fault that nobody can mend.
        (&[&["Составил:"]], "примечания: [Составил:]"),
        // Several who have read it are no signature of one.
        (
            &[&["С планом ознакомлены:"], &["______ А.А. Андреев"], &["______ Б.Б. Борисов"]],
            "примечания: [С планом ознакомлены:, ______ А.А. Андреев, ______ Б.Б. Борисов]",
        ),
    ] {
        let read = under(below);
        assert!(read.contains(meant) && !read.contains("! E"), "{below:?}\n{read}");
    }
    let read = under(&[&["Директор      подпись      А.А. Андреев"]]);
    assert!(read.contains("! W240 Мероприятия A4: отсюда не печатается «подпись»"), "{read}");
}

#[test]
fn a_person_may_approve_by_an_act() {
    let rows: &[&[&str]] = &[
        &["", "", "", "Утверждаю"],
        &["", "", "", "Директор школы № 1"],
        &["", "", "", "П.П. Петров"],
        &["", "", "", "приказ от 30.08.2026 № 120-о"],
        &["План работы на 2027 год"],
        &["Дата составления: 20.08.2026"],
        HEAD,
        &["1", "Дело", "март", "Отдел"],
    ];
    let read = table(rows, &[]);
    let expected = "утверждение: {гриф: Утверждаю, должность: Директор школы № 1, имя: П.П. Петров, дата: приказ от 30.08.2026 № 120-о}";
    assert!(read.contains(expected), "{read}");
    assert!(read.contains("название: План работы на 2027 год\n"), "{read}");
    assert!(read.contains("преамбула: [Дата составления: 20.08.2026]"), "{read}");
}

#[test]
fn a_sum_beside_figures_is_a_total() {
    for total in ["Итого мероприятий:", "Всего", "ИТОГО дел в плане"] {
        let rows: &[&[&str]] = &[HEAD, &["1", "Дело", "март", "Отдел"], &["", total, "4"]];
        let read = table(rows, &[]);
        assert!(read.contains("! W243 Мероприятия B3") && !read.contains("название: Всего"), "{total}\n{read}");
        assert_eq!(read.matches("номер:").count() + read.matches("срок:").count(), 2, "{total}\n{read}");
    }
    let rows: &[&[&str]] =
        &[HEAD, &["1", "Итоговое совещание", "май", "Отдел"], &["", "Всего лишь беседа", "май", "Отдел"]];
    assert!(!table(rows, &[]).contains("W243"));
}

#[test]
fn what_stands_under_a_table_is_no_activity() {
    let rows: &[&[&str]] = &[
        HEAD,
        &["1", "Дело", "март", "Отдел"],
        &["", "Итого", "", "1"],
        &["Примечание: сроки уточняются"],
        &[],
        &["Заведующий отделом"],
        &["образования", "", "", "А.А. Андреев"],
        &[],
        &["Исп. Петрова И.И."],
        &["8(48237)22233"],
    ];
    let read = table(rows, &[]);
    let (tree, remarks) = read.split_once("\n! ").unwrap();
    assert_eq!(
        tree,
        format!(
            "{USUAL}мероприятия:\n- {}\n\
             примечания: [Примечание: сроки уточняются]\n\
             подпись: {{должность: Заведующий отделом\\nобразования, имя: А.А. Андреев}}\n\
             составитель: {{имя: Петрова И.И., телефон: 8(48237)22233}}",
            done("1", "Дело", "март", "Отдел")
        )
    );
    assert_eq!(remarks.matches("W241").count(), 3, "{remarks}");
    assert_eq!(remarks.matches("W243").count(), 1, "{remarks}");
}

#[test]
fn one_column_may_tell_all_of_the_fulfilment() {
    let rows: &[&[&str]] = &[
        &["№", "Мероприятия", "Срок", "Отметка о выполнении"],
        &["1", "Дело", "март", "Выполнено 15.03.2023, приказ № 5"],
        &["2", "Сбор", "май", "не выполнено"],
    ];
    let read = table(rows, &[]);
    assert!(
        read.ends_with(
            "исполнение:
- {мероприятие: 1, статус: выполнено, дата: 15.03.2023, документ: приказ № 5}
- {мероприятие: 2, статус: не выполнено}"
        ),
        "{read}"
    );
}

#[test]
fn names_are_found_by_the_shape_of_a_table() {
    let rows: &[&[&str]] = &[
        &["№", "Чем займёмся", "Срок", "Кабинет", "Ответственные"],
        &["1", "Большой разговор о чтении", "март", "12", "Отдел"],
    ];
    let read = table(rows, &[]);
    assert!(read.contains("{поле: название, заголовок: Чем займёмся}"), "{read}");
    assert!(read.contains("{поле: Кабинет, заголовок: Кабинет}"), "{read}");
    assert!(read.contains("! W245 Мероприятия B1"), "{read}");
}

#[test]
fn the_titles_of_columns_that_offices_use() {
    for (due, name, body) in [
        ("Плановая дата выполнения", "Дела, события, мероприятия", "Исполнители мероприятия"),
        ("Ориентировочное время проведения", "Направления деятельности", "Организаторы"),
        ("Календарные сроки", "Пошаговые мероприятия", "Ответственные"),
        ("Срок, дата", "Формы и методы работы", "Ответственные"),
        ("Срок окончания", "Проводимые мероприятия", "Ответственные"),
        ("Предельный срок", "Задачи и мероприятия", "Ответственные"),
        ("Сроки и периодичность", "Меры", "Ответственные"),
        ("Периодичность", "Меры", "Ответственные"),
    ] {
        for number in ["NN", "NN п/п", "No", "№ раздела", "#"] {
            let read = table(&[&[number, name, due, body], &["1", "Дело", "март", "Отдел"]], &[]);
            let expected = done("1", "Дело", "март", "Отдел");
            assert!(read.ends_with(&format!("мероприятия:\n- {expected}")), "{number} {name} {due} {body}: {read}");
        }
    }
}

#[test]
fn what_stands_right_of_the_requisites_is_a_note() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Реквизиты").unwrap();
    for (row, cells) in (0..).zip([["вид", "план", "1"], ["цель", "Качество", "согласовать!"], ["задачи", "", "2"]])
    {
        sheet.write_row(row, 0, cells).unwrap();
    }
    let sheet = book.add_worksheet().set_name("Мероприятия").unwrap();
    sheet.write_row(0, 0, HEAD.iter().copied()).unwrap().write_row(1, 0, ["1", "Дело", "март", "Отдел"]).unwrap();
    let read = read_bytes(&book.save_to_buffer().unwrap(), Part::Whole { sheet: None });
    assert!(read.starts_with("вид: план\nцель: Качество\nзадачи: ~\nстолбцы"), "{read}");
    assert!(!read.contains('!'), "{read}");
}

#[test]
fn a_table_of_something_else_below_is_a_fault() {
    let rows: &[&[&str]] = &[
        HEAD,
        &["1", "Дело", "март", "Отдел"],
        &[],
        &["Показатели"],
        &["№", "Показатель", "План", "Факт"],
        &["1", "Охват", "10", "9"],
    ];
    let read = table(rows, &[]);
    assert!(read.contains("! E217 Мероприятия A5: у этой шапки другие столбцы"), "{read}");
    assert!(!read.contains("Охват"), "{read}");
}

#[test]
fn what_is_struck_out_is_told_in_every_format() {
    for ending in ["xlsx", "ods", "xls"] {
        let said = case(&format!("fonts.{ending}"));
        let told: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("! ")?.split(':').next()).collect();
        assert_eq!(told, ["W259 Мероприятия B3", "W259 Мероприятия C4", "W259 Мероприятия A5"], "{ending}: {said}");
        assert!(said.contains("название: Ремонт 25 м² и замер СО₂ & шума"), "{ending}: {said}");
    }
}

/// A sheet with a title, a table, what stands between, and the same table once more.
fn two_tables(above: &[&'static str], between: &[&[&'static str]], numbers: [&'static str; 2]) -> String {
    let mut rows: Vec<Vec<&str>> = above.iter().map(|line| vec![*line]).collect();
    rows.extend([HEAD.to_vec(), vec![numbers[0], "Дело", "март", "Отдел"], vec![]]);
    rows.extend(between.iter().map(|row| row.to_vec()));
    rows.extend([HEAD.to_vec(), vec![numbers[1], "Слёт", "май", "Школы"]]);
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    table(&rows, &[])
}

#[test]
fn a_second_document_below_is_a_fault() {
    let title = &["План мероприятий школы № 1 на 2027 год"];
    let approval: [&[&str]; 4] =
        [&["", "", "", "УТВЕРЖДАЮ"], &["", "", "", "Директор"], &["", "", "", "____ А.А. Андреев"], &[]];
    let seconds: [(&[&[&str]], &str); 8] = [
        (&[&["План мероприятий школы № 1 на 2028 год"]], "A5"),
        (&[&["План мероприятий школы № 2 на 2027 год"]], "A5"),
        (&[&["ПЛАН"], &["мероприятий школы № 1"], &["на 2028 год"]], "A5"),
        (&[&["Дорожная карта\nподготовки к экзаменам\nв 2027/2028 учебном году"]], "A5"),
        (&[&["Мероприятия на 2028 год"]], "A5"),
        (&approval, "D5"),
        (&[&approval[..], &[&["План школы"]]].concat(), "D5"),
        (&[&["Директор", "", "", "А.А. Андреев"], &[], &["План мероприятий школы № 2 на 2027 год"]], "A7"),
    ];
    for (between, at) in seconds {
        let read = two_tables(title, between, ["1", "1"]);
        assert!(read.contains(&format!("! E218 Мероприятия {at}: ")), "{between:?}\n{read}");
        assert!(read.contains("Дело") && !read.contains("Слёт"), "{between:?}\n{read}");
    }
}

#[test]
fn parts_of_one_plan_are_no_second_document() {
    let title = &["План мероприятий школы на 2027 год"][..];
    let whole = &["План мероприятий школы на 2027 год", "План работы с учителями на 2027 год"][..];
    let parts: [(&[&str], &[&str], [&str; 2]); 9] = [
        (title, &[], ["1", "2"]),
        (title, &[], ["1", "1"]),
        (title, &["Раздел 2. Методика"], ["1", "1"]),
        (title, &["Мероприятия по работе с родителями"], ["1", "1"]),
        (title, &["Мероприятия летней кампании 2028 года"], ["1", "2"]),
        (title, &["План работы на май 2027 года"], ["1", "2"]),
        (title, &["Утверждение программ", "Экспертиза"], ["1", "2"]),
        (whole, &["План работы с родителями на 2027 год"], ["1", "1"]),
        (whole, &["План работы с родителями"], ["1", "1"]),
    ];
    for (title, between, numbers) in parts {
        let between: Vec<&[&str]> = between.iter().map(std::slice::from_ref).collect();
        let read = two_tables(title, &between, numbers);
        assert!(!read.contains("E218") && !read.contains("W219"), "{between:?}\n{read}");
        assert!(read.contains("Дело") && read.contains("Слёт"), "{between:?}\n{read}");
    }
}

#[test]
fn what_ends_a_plan_between_its_activities_is_told_as_a_direction() {
    let title = &["План мероприятий школы № 1 на 2027 год"];
    for (between, like) in [
        ("План мероприятий школы № 2", "название ещё одного плана"),
        ("Директор школы А.А. Андреев", "подпись под планом"),
    ] {
        let read = two_tables(title, &[&[between]], ["1", "1"]);
        assert!(read.contains(&format!("! W219 Мероприятия A5: похоже на {like}")), "{read}");
        assert!(read.contains("Слёт"), "{read}");
        let read = two_tables(title, &[&[between]], ["1", "2"]);
        assert!(!read.contains("W219"), "{read}");
    }
}

#[test]
fn who_answers_is_not_who_signs() {
    let rows: &[&[&str]] = &[
        &["Мероприятие", "Срок", "Ответственный"],
        &["Сбор", "май", "Б.Б. Борисов"],
        &[],
        &["Слёт", "", "В.В. Власов"],
        &[],
        &["Директор", "", "Г.Г. Громов"],
    ];
    let read = table(rows, &[]);
    assert!(
        read.contains(
            "- {название: Слёт, ответственные: В.В. Власов}\nподпись: {должность: Директор, имя: Г.Г. Громов}"
        ),
        "{read}"
    );
}

#[test]
fn a_word_at_the_side_is_no_part_of_the_title() {
    let rows: &[&[&str]] =
        &[&["План на 2023 год", "", "", "", "", "черновик"], &[], HEAD, &["1", "Дело", "март", "Отдел"]];
    let read = table(rows, &[]);
    assert!(read.contains("название: План на 2023 год\n"), "{read}");
    assert!(read.contains("преамбула: [черновик]"), "{read}");
    assert!(read.contains("! W241 Мероприятия F1: поле «преамбула» взято из ячейки F1 [черновик]"), "{read}");
}
