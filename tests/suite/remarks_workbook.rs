//! `check --xlsx`: the workbook of remarks, read back with calamine. Its colours, notes and print set-up are judged by
//! openpyxl (`tests/judges/remarks.py`).

use std::fs;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use crate::support::{Folder, SMALLEST, repository};

/// The workbook that a folder holds.
struct Book(Xlsx<Cursor<Vec<u8>>>);

impl Book {
    #[track_caller]
    fn of(folder: &Folder, name: &str) -> Self {
        Self(Xlsx::new(Cursor::new(folder.read(name))).unwrap())
    }

    fn sheets(&self) -> Vec<String> {
        self.0.sheet_names()
    }

    /// The filled cells of a sheet, as «B2=текст».
    #[track_caller]
    fn cells(&mut self, sheet: &str) -> Vec<String> {
        let mut reader = self.0.worksheet_cells_reader(sheet).unwrap();
        let mut cells = Vec::new();
        while let Some(cell) = reader.next_cell().unwrap() {
            let (row, column) = cell.get_position();
            let name = dorkarta_core::diagnostics::CellRef { row, column };
            match Data::from(cell.get_value().clone()) {
                Data::Empty => {}
                value => cells.push(format!("{name}={value}")),
            }
        }
        cells
    }

    /// The list of messages, a line each, its columns parted by « | »; the lines above it are not parted.
    #[track_caller]
    fn list(&mut self) -> Vec<String> {
        let range = self.0.worksheet_range("Замечания").unwrap();
        let row =
            |row: &[Data]| row.iter().map(ToString::to_string).filter(|cell| !cell.is_empty()).collect::<Vec<_>>();
        range.rows().map(|cells| row(cells).join(" | ")).filter(|line| !line.is_empty()).collect()
    }

    /// Where the links of the list lead.
    #[track_caller]
    fn links(&mut self) -> Vec<String> {
        let links = self.0.hyperlinks_by_sheet_name("Замечания").unwrap();
        links.into_iter().map(|link| link.location.unwrap()).collect()
    }
}

/// A workbook with «Реквизиты» of a plan, and another sheet that `fill` makes.
fn plan_workbook(sheet: &str, fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let requisites = workbook.add_worksheet().set_name("Реквизиты").unwrap();
    for (row, (field, value)) in (0..).zip([("вид", "план"), ("период", "2023 год"), ("название", "План")])
    {
        requisites.write(row, 0, field).unwrap().write(row, 1, value).unwrap();
    }
    let table = workbook.add_worksheet().set_name(sheet).unwrap();
    for (column, title) in
        (0..).zip(["№ п/п", "Наименование мероприятия", "Срок выполнения", "Ответственные исполнители"])
    {
        table.write(0, column, title).unwrap();
    }
    fill(table);
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_with_faults() {
    let folder = Folder::new().copy("tests/cases/workbooks/errors.xlsx", "план.xlsx");
    let plain = folder.run("check план.xlsx").exits(1);
    let ran = folder.run("check план.xlsx --xlsx замечания.xlsx").exits(1);
    assert_eq!(ran.stdout, "замечания.xlsx\n");
    assert_eq!(ran.stderr, plain.stderr);
    assert_eq!(folder.files(), ["замечания.xlsx", "план.xlsx"]);

    let mut book = Book::of(&folder, "замечания.xlsx");
    assert_eq!(book.sheets(), ["Замечания", "Реквизиты (копия)", "Мероприятия (копия)"]);
    let rest = "В ячейке ошибка вместо значения | Исправьте формулу или впишите значение | E206";
    let year = "Срок – весь период плана: до его конца спросить за исполнение нельзя | Укажите месяц, квартал, день или \
                повторяемость («ежеквартально») | W206";
    assert_eq!(
        book.list(),
        [
            "Замечания к файлу план.xlsx".to_owned(),
            "4 ошибки, 2 замечания.".to_owned(),
            "Исправляйте сам файл, а не эту книгу. Щелчок по столбцу «Где» ведёт в копию: красным отмечены ошибки, \
             жёлтым – замечания, пояснение всплывает у ячейки."
                .to_owned(),
            "Цвета ячеек в копиях:".to_owned(),
            "напечатано в документе".to_owned(),
            "учтено: говорит программе, как читать остальное".to_owned(),
            "не печатается: номера столбцов, повторённая шапка, заметки, пояснения".to_owned(),
            "№ | Вид | Где | Значение | Что не так | Что делать | Код".to_owned(),
            format!("1 | ошибка | Лист «Мероприятия», ячейка C2 | #Н/Д | {rest}"),
            format!("2 | ошибка | Лист «Мероприятия», ячейка E2 | #ДЕЛ/0! | {rest}"),
            format!("3 | ошибка | Лист «Мероприятия», ячейка B3 | #ССЫЛКА! | {rest}"),
            format!("4 | замечание | Лист «Мероприятия», ячейка C3 | 2023 | {year}"),
            format!("5 | замечание | Лист «Мероприятия», ячейка C4 | 2023 | {year}"),
            format!("6 | ошибка | Лист «Мероприятия», ячейка D4 | #Н/Д | {rest}"),
        ]
    );
    assert_eq!(book.links(), ["C2", "E2", "B3", "C3", "C4", "D4"].map(|cell| format!("'Мероприятия (копия)'!{cell}")));
    assert_eq!(
        book.cells("Мероприятия (копия)")[5..10],
        ["A2=1", "B2=Семинар", "C2=#Н/Д", "D2=Отдел образования", "E2=#ДЕЛ/0!"]
    );
}

#[test]
fn a_copy_shows_what_a_person_sees() {
    let bytes = plan_workbook("Мероприятия", |sheet| {
        let day = Format::new().set_num_format("dd.mm.yyyy");
        let month = Format::new().set_num_format("mmm.yy");
        sheet.merge_range(1, 0, 1, 3, "I направление", &Format::new()).unwrap();
        sheet.write(2, 0, 1).unwrap().write(2, 1, "=1+1").unwrap();
        sheet.write_with_format(2, 2, 45_000, &day).unwrap().write(2, 3, "+7 (48237) 2-22-33").unwrap();
        sheet.write(3, 0, 2).unwrap().write(3, 1, "@Б\nв две строки").unwrap();
        sheet.write_with_format(3, 2, 44_927, &month).unwrap();
        sheet.merge_range(3, 3, 4, 3, "-Отдел", &Format::new()).unwrap();
        sheet.write(4, 0, 3).unwrap().write(4, 1, "_x0041_").unwrap().write(4, 2, "х".repeat(30_000)).unwrap();
        sheet.write_formula(5, 1, rust_xlsxwriter::Formula::new("=\"Г\"&\"\"").set_result("Г")).unwrap();
    });
    let folder = Folder::new().file("план.xlsx", bytes);
    folder.run("check план.xlsx --xlsx з.xlsx").exits(0);
    let mut book = Book::of(&folder, "з.xlsx");
    let cells = book.cells("Мероприятия (копия)");
    let long = format!("C5={}", "х".repeat(30_000));
    let expected = [
        "A2=I направление",
        "A3=1",
        "B3==1+1",
        "C3=15.03.2023",
        "D3=+7 (48237) 2-22-33",
        "A4=2",
        "B4=@Б\nв две строки",
        "C4=Январь 2023",
        "D4=-Отдел",
        "A5=3",
        "B5=_x0041_",
        &long,
        "B6=Г",
    ];
    assert_eq!(cells[4..], expected);
    let formulas = book.0.worksheet_formula("Мероприятия (копия)").unwrap();
    assert!(formulas.used_cells().next().is_none());
    let merges = book.0.merge_cells_by_sheet_name("Мероприятия (копия)").unwrap();
    assert_eq!(
        merges.iter().map(|area| (area.start, area.end)).collect::<Vec<_>>(),
        [((1, 0), (1, 3)), ((3, 3), (4, 3))]
    );
}

#[test]
fn a_text_is_copied_line_by_line() {
    let plan = SMALLEST.replace("срок: 2023", "срк: 2023");
    let folder = Folder::with("план.yaml", &plan);
    folder.run("check план.yaml --xlsx з.xlsx").exits(1);
    let mut book = Book::of(&folder, "з.xlsx");
    assert_eq!(book.sheets(), ["Замечания", "план.yaml (копия)"]);
    assert_eq!(
        book.list()[5..],
        ["2 | ошибка | Строка 6 | срк: 2023 | Неизвестное поле «срк» | Вероятно, имелось в виду «срок» | E301"]
    );
    assert_eq!(book.links(), ["'план.yaml (копия)'!B5", "'план.yaml (копия)'!B6"]);
    let lines =
        plan.lines().zip(1..).flat_map(|(line, number)| [format!("A{number}={number}"), format!("B{number}={line}")]);
    assert_eq!(book.cells("план.yaml (копия)"), lines.collect::<Vec<_>>());
}

#[test]
fn a_text_that_cannot_be_read_is_copied_too() {
    // The writer of workbooks would take the first line for a text with formats of its own.
    let folder = Folder::with("план.yaml", "<r>&</r>\nназвание: \"План\u{1}\n\t=1+1\n");
    folder.run("check план.yaml --xlsx з.xlsx").exits(1);
    let cells = Book::of(&folder, "з.xlsx").cells("план.yaml (копия)");
    assert_eq!(cells, ["A1=1", "B1=<r>&</r> ", "A2=2", "B2=название: \"План\\u{1}", "A3=3", "B3=    =1+1"]);
}

#[test]
fn a_table_beside_a_text_is_copied_with_it() {
    let table = plan_workbook("Лист", |sheet| {
        sheet.write(1, 1, "Совещание").unwrap().write(1, 2, "2023").unwrap().write(1, 3, "Отдел").unwrap();
    });
    let main = "вид: план\nпериод: 2023 год\nназвание: План\nтаблица: таблица.xlsx#Лист\n";
    let folder = Folder::with("план.yaml", main).file("таблица.xlsx", table);
    folder.run("check план.yaml --xlsx з.xlsx").exits(0);
    let mut book = Book::of(&folder, "з.xlsx");
    assert_eq!(book.sheets(), ["Замечания", "план.yaml (копия)", "таблица, Лист (копия)"]);
    assert!(book.list()[8].starts_with("1 | замечание | таблица.xlsx, лист «Лист», ячейка C2 | 2023 | Срок – весь"));
    assert_eq!(book.links(), ["'таблица, Лист (копия)'!C2"]);
}

#[test]
fn several_files_have_their_copies_side_by_side() {
    let long = "план мероприятий школы № 12 на год.xlsx";
    let folder = Folder::new()
        .copy("tests/cases/workbooks/errors.xlsx", "а/план.xlsx")
        .copy("tests/cases/workbooks/faults.xlsx", "б/план.xlsx")
        .copy("tests/cases/workbooks/boolean.xlsx", &long.replace(' ', "_"))
        .file("в.yaml", SMALLEST);
    let files = format!("а/план.xlsx б/план.xlsx {} в.yaml", long.replace(' ', "_"));
    folder.run(&format!("check {files} --xlsx з.xlsx")).exits(1);
    let mut book = Book::of(&folder, "з.xlsx");
    assert_eq!(
        book.sheets(),
        [
            "Замечания",
            "план, Реквизиты (копия)",
            "план, Мероприятия (копия)",
            "план, Реквизиты (копия 2)",
            "план, Мероприятия (копия 2)",
            "план_меропри, Реквизиты (копия)",
            "план_мероп, Мероприятия (копия)",
            "в.yaml (копия)",
        ]
    );
    let list = book.list();
    assert_eq!(list[0], "Замечания к файлам: 4");
    assert_eq!(list[1], "а/план.xlsx: 4 ошибки, 2 замечания.");
    assert_eq!(list[4], "в.yaml: ошибок нет, 1 замечание.");
    assert!(list[11].starts_with("1 | ошибка | а/план.xlsx, лист «Мероприятия», ячейка C2 | "), "{}", list[11]);
    assert_eq!(book.links()[0], "'план, Мероприятия (копия)'!C2");
}

#[test]
fn nothing_found_is_said() {
    let clean = SMALLEST.replace("срок: 2023", "срок: Март 2023");
    let folder = Folder::with("план.yaml", &clean);
    let ran = folder.run("check план.yaml --xlsx з.xlsx").exits(0);
    assert_eq!(ran.stdout, "з.xlsx\n");
    let list = Book::of(&folder, "з.xlsx").list();
    assert_eq!(list, ["Замечания к файлу план.yaml", "Ошибок нет, замечаний нет.", "Исправлять нечего."]);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = |name| Folder::new().copy("input/plan-2023.xlsx", name).copy("input/plan-2023.yaml", "п.yaml");
    let (one, other) = (folder("план.xlsx"), folder("план.xlsx"));
    for folder in [&one, &other] {
        folder.run("check план.xlsx п.yaml --xlsx глубже/з.xlsx").exits(0);
    }
    let bytes = one.read("глубже/з.xlsx");
    assert!(bytes == other.read("глубже/з.xlsx"));
    // An earlier workbook of remarks is replaced.
    one.run("check п.yaml --xlsx глубже/з.xlsx").exits(0);
    assert!(one.read("глубже/з.xlsx") != bytes);
    one.run("check план.xlsx п.yaml --xlsx глубже/з.xlsx").exits(0);
    assert!(one.read("глубже/з.xlsx") == bytes);
}

#[test]
fn no_other_workbook_is_replaced() {
    let folder = Folder::with("п.yaml", SMALLEST)
        .copy("input/plan-2023.xlsx", "план.xlsx")
        .file("не-книга.xlsx", "заметки")
        .file("пусто.xlsx", "");
    for (target, code) in [("план.xlsx", "E611"), ("не-книга.xlsx", "E611"), ("пусто.xlsx", "E611")] {
        let before = folder.read(target);
        let ran = folder.run(&format!("check п.yaml --xlsx {target} --messages short --quiet")).exits(3);
        assert_eq!(
            ran.stderr,
            format!(
                "{target}: ошибка {code}: по этому пути лежит другая книга, не книга замечаний; она оставлена как есть \
                 (укажите после --xlsx другое имя)\n"
            )
        );
        assert_eq!(ran.stdout, "");
        assert!(folder.read(target) == before, "{target}");
    }
    fs::create_dir(folder.path("папка.xlsx")).unwrap();
    let ran = folder.run("check п.yaml --xlsx папка.xlsx --messages json --quiet").exits(3);
    assert!(ran.stdout.contains("\"code\":\"E610\""), "{}", ran.stdout);
    assert!(ran.stdout.contains("книга замечаний не записана: по этому пути находится папка"), "{}", ran.stdout);
    assert_eq!(folder.files(), ["не-книга.xlsx", "п.yaml", "план.xlsx", "пусто.xlsx"]);
}

/// A workbook with the mark of remarks, and sheets of one's own.
fn marked(sheets: &[&str]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&rust_xlsxwriter::DocProperties::new().set_custom_property("dorkarta", "замечания"));
    for sheet in sheets {
        workbook.add_worksheet().set_name(*sheet).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_of_remarks_that_became_a_plan_is_one() {
    let folder = Folder::with("п.yaml", SMALLEST)
        .file("замечания.xlsx", marked(&["Замечания", "Мероприятия (копия)"]))
        .file("план.xlsx", marked(&["Замечания", "Реквизиты", "Мероприятия"]))
        .file("таблица.xlsx", marked(&["Лист1"]));
    for target in ["план.xlsx", "таблица.xlsx"] {
        folder.run(&format!("check п.yaml --xlsx {target}")).exits(3);
    }
    folder.run("check п.yaml --xlsx замечания.xlsx").exits(0);
}

#[test]
fn a_workbook_of_remarks_is_no_data() {
    let folder = Folder::new().copy("input/plan-2023.xlsx", "план.xlsx");
    folder.run("check план.xlsx --xlsx замечания.xlsx").exits(0);
    let expected = "ошибка E612: это книга замечаний, которую сделала команда check, а не данные (возьмите тот файл, который проверялся)\n";
    let ran = folder.run("plan замечания.xlsx --messages short").exits(1);
    assert_eq!(ran.stderr, format!("замечания.xlsx: {expected}"));
    let main = "вид: план\nпериод: 2023 год\nназвание: План\nтаблица: замечания.xlsx\n";
    let folder = folder.file("п.yaml", main);
    let ran = folder.run("check п.yaml --messages short").exits(1);
    assert!(ran.stderr.starts_with(&format!("п.yaml:4:10: {expected}")), "{}", ran.stderr);
}

#[test]
fn the_command_line_is_looked_at_before_anything_is_read() {
    let folder = Folder::with("п.yaml", SMALLEST).copy("input/plan-2023.xlsx", "план.xlsx");
    for (arguments, sentence) in [
        ("п.yaml --xlsx з.xls", "ошибка: имя з.xls не подходит для книги замечаний: оно должно кончаться на .xlsx\n"),
        ("п.yaml --xlsx папка/", "ошибка: имя папка/ не подходит для книги замечаний: оно должно кончаться на .xlsx\n"),
        (
            "п.yaml план.xlsx --xlsx ./план.xlsx",
            "ошибка: ./план.xlsx – это файл, который проверяется; книгу замечаний назовите иначе\n",
        ),
    ] {
        let ran = folder.run(&format!("check {arguments}")).exits(2);
        assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", sentence));
    }
    folder.run("check --explain W206 --xlsx з.xlsx").exits(2);
    folder.run("check п.yaml --xlsx").exits(2);
    assert_eq!(folder.files(), ["п.yaml", "план.xlsx"]);
}

#[test]
fn exit_codes_and_messages_stay_as_they_are() {
    let folder = Folder::with("п.yaml", SMALLEST).file("плохо.yaml", "вид: план\n");
    folder.run("check п.yaml --xlsx З.XLSX --strict").exits(1);
    assert_eq!(folder.run("check п.yaml --xlsx З.XLSX --quiet").silently().stdout, "З.XLSX\n");
    // What is not shown is listed all the same.
    assert!(Book::of(&folder, "З.XLSX").list()[4].starts_with("1 | замечание | "));
    let ran = folder.run("check п.yaml --xlsx З.XLSX --messages json").exits(0);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert!(lines[0].starts_with("{\"code\":\"W206\""), "{}", ran.stdout);
    assert_eq!(lines[1..], ["З.XLSX"]);
    assert_eq!(ran.stderr, "");
    folder.run("check плохо.yaml нет.yaml --xlsx З.XLSX").exits(3);
    let list = Book::of(&folder, "З.XLSX").list();
    assert_eq!(list[2], "нет.yaml: 1 ошибка, замечаний нет.");
    assert!(list.last().unwrap().contains("| ошибка | нет.yaml | Файл не читается: "), "{list:?}");
}

#[test]
fn every_workbook_of_the_cases_gives_a_workbook_of_remarks() {
    let mut count = 0;
    for entry in fs::read_dir(repository("tests/cases/workbooks")).unwrap() {
        let path = entry.unwrap().path();
        let ending = path.extension().unwrap().to_string_lossy().into_owned();
        if !["xlsx", "xls", "xlsb", "ods"].contains(&ending.as_str()) {
            continue;
        }
        let folder = Folder::new().file(&format!("п.{ending}"), fs::read(&path).unwrap());
        // The plan that the monitoring among them names.
        let folder = folder.copy("tests/cases/workbooks/seed-openpyxl.xlsx", "seed-openpyxl.xlsx");
        let ran = folder.run(&format!("check п.{ending} --xlsx з.xlsx --quiet"));
        assert!(ran.code < 2, "{}: {} {}", path.display(), ran.code, ran.stderr);
        let list = Book::of(&folder, "з.xlsx").list();
        assert!(list.len() > 2, "{}: {list:?}", path.display());
        count += 1;
    }
    assert!(count > 40, "{count}");
}

#[test]
fn a_sheet_is_copied_up_to_the_cell_that_ended_its_reading() {
    let folder = Folder::new().copy("tests/cases/workbooks/far-cells.xlsx", "п.xlsx");
    folder.run("check п.xlsx --xlsx з.xlsx").exits(1);
    let mut book = Book::of(&folder, "з.xlsx");
    assert_eq!(book.links(), ["'Мероприятия (копия)'!XFD1048576"]);
    assert_eq!(book.cells("Мероприятия (копия)"), ["A1=Начало"]);
}

#[test]
fn a_large_plan_is_listed_whole() {
    let mut plan = "вид: план\nпериод: 2023 год\nназвание: План\nмероприятия:\n".to_owned();
    for number in 0..3000 {
        plan += &format!("  - {{название: \"Сбор отчётов {number}\", срок: 2023, ответственные: Отдел}}\n");
    }
    let folder = Folder::with("п.yaml", &plan);
    folder.run("check п.yaml --xlsx з.xlsx --quiet").exits(0);
    let mut book = Book::of(&folder, "з.xlsx");
    let list = book.list();
    assert_eq!(list[3], "Пояснения есть у первых 2000 отмеченных ячеек листа, у остальных – только цвет.");
    assert!(list.last().unwrap().starts_with("3000 | замечание | Строка 3004 | "), "{:?}", list.last());
    assert_eq!(book.links().len(), 3000);
}

#[test]
fn signs_that_are_not_seen_are_seen_in_the_list() {
    let folder = Folder::with("п.yaml", &SMALLEST.replace("Совещание", "Сове\u{ad}щание"));
    folder.run("check п.yaml --xlsx з.xlsx --quiet").exits(0);
    let list = Book::of(&folder, "з.xlsx").list().join("\n");
    assert!(list.contains("В слове «Сове\\u{ad}щание» есть"), "{list}");
    assert!(!list.contains('\u{ad}'), "{list}");
}
