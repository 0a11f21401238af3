//! The weeks of October without a programmer: a plan, forms out, edited as schools do and back in a folder, disagreements settled
//! in a workbook, a late form, the report. No YAML file anywhere.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::forms::Returned;
use crate::support::{Folder, xlsx};

const PLAN: &[&[&str]] = &[
    &["№ п/п", "Мероприятие", "Срок", "Ответственные"],
    &["1", "Анализ результатов", "март 2027", "Отдел образования"],
    &["2", "Актуализация паспортов школ", "до 1 апреля 2027 г.", "руководители школ"],
    &["3", "Собрания родителей", "май 2027", "руководители школ"],
    &["4", "Вебинар", "октябрь 2027", "МКУ «Центр сопровождения»"],
    &["5", "Итоговое совещание", "декабрь 2027", "Отдел образования, руководители школ"],
    &["6", "Издание сборника", "декабрь 2027", "Типография «Слово»"],
];

/// A folder with the plan as a workbook, and the forms of it.
fn begun() -> Folder {
    let requisites: &[&[&str]] =
        &[&["вид", "план"], &["период", "2027 год"], &["название", "План мероприятий на 2027 год"]];
    let folder = Folder::with("план.xlsx", "");
    let folder = folder.file("план.xlsx", xlsx(&[("Реквизиты", requisites), ("Мероприятия", PLAN)]));
    let sent = folder.run("form план.xlsx --each -o формы --date 15.10.2027").silently();
    assert_eq!(
        sent.stdout,
        "формы/план-Отдел-образования.xlsx\nформы/план-руководители-школ.xlsx\nформы/план-Центр-сопровождения.xlsx\n\
         формы/план-Слово.xlsx\n"
    );
    folder
}

/// The cells of a sheet, row by row.
fn rows(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let text = |cell: &Data| match cell {
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{day:02}.{month:02}.{year}")
        }
        cell => cell.to_string(),
    };
    book.worksheet_range(sheet).unwrap().rows().map(|row| row.iter().map(text).collect()).collect()
}

/// A workbook of disagreements in which a person has chosen: by number and field, the choice or own words.
fn chosen(bytes: &[u8], choices: &[(&str, &str, &str, bool)]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Расхождения").unwrap();
    let rows = rows(bytes, "Расхождения");
    let head = rows.iter().position(|row| row.iter().any(|cell| cell == "Выбор")).unwrap();
    let column = |title: &str| rows[head].iter().position(|cell| cell == title).unwrap();
    let mut left = choices.to_vec();
    for (at, row) in rows.iter().enumerate() {
        let mut row = row.clone();
        left.retain(|(number, field, words, is_own)| {
            let is_meant = at > head && row[0] == *number && row[column("О чём")] == *field;
            if is_meant {
                row[column(if *is_own { "Свои слова" } else { "Выбор" })] = (*words).to_owned();
            }
            !is_meant
        });
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(at as u32, column as u16, cell).unwrap();
        }
    }
    assert!(left.is_empty(), "{left:?} are no questions: {rows:?}");
    book.save_to_buffer().unwrap()
}

/// The monitoring, in which a person has corrected cells of an activity, by their titles.
fn corrected(bytes: &[u8], number: &str, cells: &[(&str, &str)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for name in ["Реквизиты", "Исполнение"] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        let rows = rows(bytes, name);
        for (at, row) in (0..).zip(&rows) {
            for (column, cell) in (0..).zip(row) {
                let own = cells.iter().find(|(title, _)| row[0] == number && rows[0][usize::from(column)] == *title);
                let text = own.map_or(cell.as_str(), |(_, text)| text);
                if !text.is_empty() {
                    sheet.write_string(at, column, text).unwrap();
                }
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// What a workbook of the monitoring says of an activity, without its name and its sources.
fn entry(folder: &Folder, number: &str) -> String {
    let rows = rows(&folder.read("мониторинг.xlsx"), "Исполнение");
    let row = rows.iter().find(|row| row[0] == number).unwrap_or_else(|| panic!("{number}: {rows:?}"));
    row[2..8].join("|")
}

#[test]
fn a_field_in_which_no_answer_fits_stays_empty() {
    let folder = begun();
    let form = || Returned::of(&folder, "формы/план-руководители-школ.xlsx");
    let one = form().set("3", "статус", "выполнено").day("3", (2027, 5, 20)).set("3", "документ", "Протокол № 3");
    let two = form().set("3", "статус", "не выполнено").set("3", "причина", "Карантин").set("3", "результат", "Нет");
    let folder = folder.file("вернулись/1.xlsx", one.bytes()).file("вернулись/2.xlsx", two.bytes());
    let collect = "collect план.xlsx вернулись -o мониторинг.xlsx --date 15.10.2027 --quiet";
    folder.run(&format!("{collect} --conflicts расхождения.xlsx")).exits(0);
    let choices = [
        ("3", "статус", "выполнено частично", true),
        ("3", "документ", "пусто", false),
        ("3", "причина", "Пусто", true),
        ("3", "результат", "2.xlsx", false),
    ];
    let answered = chosen(&folder.read("расхождения.xlsx"), &choices);
    std::fs::write(folder.path("расхождения.xlsx"), answered).unwrap();
    // As often as one likes.
    for _ in 0..2 {
        folder.run(&format!("{collect} --answers расхождения.xlsx --conflicts расхождения.xlsx")).exits(0);
        assert_eq!(entry(&folder, "3"), "выполнено частично||Нет|||");
        let kept = rows(&folder.read("расхождения.xlsx"), "Расхождения");
        assert_eq!(kept.concat().iter().filter(|cell| *cell == "пусто").count(), 2, "{kept:?}");
    }
    let folder =
        folder.file("ответы.yaml", "3: {статус: выполнено, результат: пусто, документ: 1.xlsx, причина: пусто}\n");
    folder.run(&format!("{collect} --answers ответы.yaml")).exits(0);
    assert_eq!(entry(&folder, "3"), "выполнено|20.05.2027||Протокол № 3||");
}

#[test]
fn a_round_is_done_with_folders_and_workbooks() {
    let folder = begun();
    let form = |name: &str| Returned::of(&folder, &format!("формы/план-{name}.xlsx"));
    let one = form("руководители-школ").by("Иванова А.П.");
    let one = one.set("2", "статус", "Выполнен").day("2", (2027, 3, 12)).set("2", "результат", "Паспорт обновлён");
    let one = one.set("3", "статус", "проведено").day("3", (2027, 5, 20)).set("3", "документ", "Протокол № 3");
    let two = form("руководители-школ").by("Сидоров К.К.");
    let two = two.set("2", "статус", "сделано").day("2", (2027, 3, 26)).set("2", "результат", "Паспорт на сайте");
    let two = two.set("3", "статус", "не проведено").set("3", "причина", "Карантин");
    let centre = form("Центр-сопровождения").set("4", "статус", "Перенесён").set("4", "причина", "Нет ведущего");
    let office = form("Отдел-образования").set("1", "статус", "выполнено").day("1", (2027, 3, 20));
    let folder = folder
        .file("вернулись/СОШ № 4.xlsx", one.bytes())
        .file("вернулись/Заречная СОШ.xlsx", two.bytes())
        .file("вернулись/центр.xlsx", centre.bytes())
        .file("вернулись/отдел.xlsx", office.bytes())
        .file("вернулись/~$отдел.xlsx", "")
        .file("вернулись/скан.pdf", "%PDF-1.4");

    // The folder is collected; what differs is asked.
    let collect = "collect план.xlsx вернулись -o мониторинг.xlsx --date 15.10.2027 --conflicts расхождения.xlsx";
    let ran = folder.run(&format!("{collect} --progress ход.xlsx")).exits(0);
    assert_eq!(ran.stdout, "мониторинг.xlsx\nход.xlsx\nрасхождения.xlsx\n");
    assert!(ran.stderr.contains("не взят вернулись/скан.pdf: это документ PDF"), "{}", ran.stderr);
    assert_eq!(ran.stderr.matches("W113").count(), 5, "two spellings of one state are no disagreement: {}", ran.stderr);
    assert_eq!(entry(&folder, "2"), "выполнено|||||");
    assert_eq!(entry(&folder, "4"), "перенесено||||Нет ведущего|");
    let progress = rows(&folder.read("ход.xlsx"), "Кто ответил");
    let states: Vec<[&str; 2]> = progress[4..].iter().map(|row| [&*row[0], &*row[4]]).collect();
    assert_eq!(
        states,
        [
            ["Отдел образования", "срок не наступил"],
            ["руководители школ", "должен: срок истёк"],
            ["МКУ «Центр сопровождения»", "сведения есть обо всём"],
            ["Типография «Слово»", "срок не наступил"],
        ]
    );

    // A person chooses: the sum of the dates, one form's result, own words about the meetings.
    let asked = folder.read("расхождения.xlsx");
    let settled = chosen(
        &asked,
        &[
            ("2", "дата", "сумма", false),
            ("2", "результат", "СОШ № 4.xlsx", false),
            ("3", "статус", "сумма", false),
            ("3", "результат", "Собрания прошли в одной школе из двух", true),
        ],
    );
    std::fs::write(folder.path("расхождения.xlsx"), settled).unwrap();
    let again = folder.run(&format!("{collect} --answers расхождения.xlsx --quiet")).exits(0);
    assert_eq!(again.stdout, "мониторинг.xlsx\nрасхождения.xlsx\n");
    assert_eq!(entry(&folder, "2"), "выполнено|26.03.2027|Паспорт обновлён|||");
    assert_eq!(
        entry(&folder, "3"),
        "выполнено частично|20.05.2027|Собрания прошли в одной школе из двух|СОШ № 4: Протокол № 3|Заречная СОШ: Карантин|"
    );
    // What was chosen is still there for the next time.
    let kept = rows(&folder.read("расхождения.xlsx"), "Расхождения").concat().join("|");
    assert!(kept.contains("Собрания прошли в одной школе из двух") && kept.contains("сумма"), "{kept}");

    // A person corrects the monitoring, and the same forms are collected once more, with what was chosen and without.
    let by_hand = [("Статус", "не выполнено"), ("Причина", "Справка не принята")];
    std::fs::write(folder.path("мониторинг.xlsx"), corrected(&folder.read("мониторинг.xlsx"), "1", &by_hand)).unwrap();
    let before = ["1", "2", "3", "4"].map(|number| entry(&folder, number));
    assert_eq!(before[0], "не выполнено|20.03.2027|||Справка не принята|");
    for words in ["--answers расхождения.xlsx", "--conflicts другие.xlsx"] {
        let command = format!("collect план.xlsx вернулись -o мониторинг.xlsx --date 15.10.2027 {words}");
        let ran = folder.run(&command).exits(0);
        assert!(ran.stderr.contains("W695: в мониторинге это исправлено на «не выполнено»"), "{}", ran.stderr);
        assert_eq!(["1", "2", "3", "4"].map(|number| entry(&folder, number)), before);
    }

    // A late form of the same body under another name takes the place of its first one, and is told.
    let late = Returned::of(&folder, "формы/план-Центр-сопровождения.xlsx");
    let late = late.set("4", "статус", "выполнено").day("4", (2027, 10, 14)).set("4", "документ", "Справка № 10");
    let folder = folder.file("поздние/центр исправлено.xlsx", late.bytes());
    let ran = folder.run("collect план.xlsx поздние -o мониторинг.xlsx --progress ход2.xlsx --messages short").exits(0);
    assert!(ran.stderr.contains("W689: прежнее значение «перенесено» (мероприятие 4, статус)"), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("W688: в форме стёрто значение «Нет ведущего» (мероприятие 4, причина)"),
        "{}",
        ran.stderr
    );
    assert!(!ran.stderr.contains("W680"), "{}", ran.stderr);
    assert_eq!(entry(&folder, "4"), "выполнено|14.10.2027||Справка № 10||");
    let progress = rows(&folder.read("ход2.xlsx"), "Кто ответил");
    let schools = progress.iter().find(|row| row[0] == "руководители школ").unwrap();
    assert_eq!(schools[5], "Заречная СОШ.xlsx, СОШ № 4.xlsx", "forms of the first round count");

    let ran = folder.run("report мониторинг.xlsx").exits(0);
    assert_eq!(ran.done, ["Готово: output/мониторинг-report.pdf – 2 страницы, 6 мероприятий"]);
    assert!(folder.files().iter().all(|file| !file.ends_with(".yaml")));
}

/// Collects two forms that differ, and asks which is right.
const ASKING: &str = "collect план.xlsx в -o м.xlsx --date 15.10.2027 --conflicts р.xlsx --messages short";

/// A folder in which two forms say differently how an activity stands.
fn differing() -> Folder {
    let folder = begun();
    let form =
        |status: &str| Returned::of(&folder, "формы/план-руководители-школ.xlsx").set("3", "статус", status).bytes();
    let (one, two) = (form("выполнено"), form("не выполнено"));
    folder.file("в/а.xlsx", one).file("в/б.xlsx", two)
}

#[test]
fn a_choice_that_was_not_taken_up_is_not_written_over() {
    let folder = differing();
    folder.run(ASKING).exits(0);
    folder.run(ASKING).exits(0);
    // Excel keeps the mark of the workbook, as this does not: what is no workbook of disagreements is never replaced.
    std::fs::write(folder.path("р.xlsx"), chosen(&folder.read("р.xlsx"), &[("3", "статус", "а.xlsx", false)])).unwrap();
    assert!(folder.run(ASKING).exits(3).stderr.contains("р.xlsx: ошибка E682"));
    let other = "collect план.xlsx в -o м2.xlsx --date 15.10.2027 --answers р.xlsx --messages short";
    assert!(folder.run(other).exits(0).stderr.contains("взято: «выполнено»"));
    let wrong = folder.run("collect план.xlsx в -o м3.xlsx --answers план.xlsx --messages short").exits(1).stderr;
    assert!(wrong.contains("E686: ответ не понят: в книге нет листа «Расхождения»"), "{wrong}");
}

#[test]
fn what_is_typed_beside_the_choices_is_told() {
    let folder = differing();
    folder.run(ASKING).exits(0);
    let asked = Returned::of(&folder, "р.xlsx");
    let read = |form: Returned| {
        std::fs::write(folder.path("о.xlsx"), form.bytes()).unwrap();
        let ran = folder.run("collect план.xlsx в -o м2.xlsx --date 15.10.2027 --answers о.xlsx --messages short");
        let told = |line: &&str| line.contains("W698") || line.contains("W696");
        ran.stderr.lines().filter(told).map(|line| line.split(':').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(read(asked.clone()), [""; 0]);
    let cell = |cell: &str| format!("о.xlsx, лист «Расхождения», ячейка {cell}");
    // A grey cell, one under the table, one in a row that asks nothing; a note.
    let typed = asked.write(4, 1, "Не собрания").write(11, 3, "Проверить").write(12, 7, "Слова").note(4, 0, "Важно");
    assert_eq!(read(typed), ["A5", "B5", "D12", "H13"].map(cell));
}

#[test]
fn of_two_forms_of_one_body_the_later_counts() {
    let folder = begun();
    let saved = |status: &str, hour: u16| {
        let form = Returned::of(&folder, "формы/план-Центр-сопровождения.xlsx").set("4", "статус", status);
        let at = ExcelDateTime::from_ymd(2027, 10, 1).unwrap().and_hms(hour, 0, 0).unwrap();
        form.saved_at(&DocProperties::new().set_creation_datetime(&at))
    };
    let (first, second) = (saved("выполняется", 9), saved("выполнено", 10));
    let folder = folder.file("в/я.xlsx", first).file("в/а.xlsx", second);
    let ran = folder.run("collect план.xlsx в -o м.xlsx --date 15.10.2027 --messages short").exits(0);
    assert!(ran.stderr.contains("взято: «выполнено»"), "{}", ran.stderr);
    // A monitoring that somebody has edited is kept before its data are written again.
    let mut book = Workbook::new();
    for name in ["Реквизиты", "Исполнение", "Заметки"] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        let cells = if name == "Заметки" {
            vec![vec!["моё".to_owned()]]
        } else {
            rows(&folder.read("м.xlsx"), name)
        };
        for (row, cells) in cells.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(row as u32, column as u16, cell).unwrap();
            }
        }
    }
    std::fs::write(folder.path("м.xlsx"), book.save_to_buffer().unwrap()).unwrap();
    let ran = folder.run("collect план.xlsx в/а.xlsx -o м.xlsx").exits(0);
    assert!(ran.stderr.contains("прежний документ сохранён: archive/м (прежний).xlsx"), "{}", ran.stderr);
    // What the program itself has written is not.
    assert!(!folder.run("collect план.xlsx в/а.xlsx -o м.xlsx").exits(0).stderr.contains("сохранён"));
}
