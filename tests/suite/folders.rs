//! Folders and masks: a folder stands for its files of the wanted kind, what else lies there is told.

use crate::forms::{self, PLAN, Returned};
use crate::support::{Folder, SMALLEST};

/// A folder in which forms came back, beside much that is none.
fn returned() -> Folder {
    let folder = forms::sent();
    let form = Returned::of(&folder, "ф.xlsx").set("1", "статус", "сделано").bytes();
    let folder = Folder::with("план.yaml", PLAN)
        .file("вернулись/ш1.xlsx", &form)
        .file("вернулись/~$ш1.xlsx", "замок")
        .file("вернулись/план.yaml", PLAN)
        .file("вернулись/фото.jpg", "снимок")
        .file("вернулись/ещё/ш2.xlsx", &form)
        .file("вернулись/Thumbs.db", "");
    folder.run("check план.yaml --xlsx вернулись/замечания.xlsx --quiet").exits(0);
    folder
}

#[test]
fn a_folder_stands_for_its_forms_and_the_rest_is_told() {
    let folder = returned();
    let ran = folder.run("collect план.yaml вернулись -o м.yaml --date 2023-05-01 --messages short").exits(0);
    let told: Vec<&str> = ran.stderr.lines().collect();
    assert_eq!(
        told[..5],
        [
            "не взят вернулись/~$ш1.xlsx: это след открытой книги; сохраните её и закройте, чтобы взять последнее",
            "не взят вернулись/замечания.xlsx: это книга, которую сделала сама программа",
            "не взят вернулись/план.yaml: это план",
            "не взят вернулись/фото.jpg: это не форма: таблицы со столбцом «Статус» в нём нет",
            "не просмотрена папка вернулись/ещё",
        ]
    );
    assert!(told.len() == 6 && told[5].contains("W113"), "{told:?}");
    assert!(String::from_utf8(folder.read("м.yaml")).unwrap().contains("статус: выполнено\n"));
    let masked = folder.run("collect план.yaml вернулись/* -o маской.yaml --date 2023-05-01 --messages short").exits(0);
    assert!(masked.stderr.contains("не взят вернулись/план.yaml: это план"), "{}", masked.stderr);
    assert_eq!(folder.read("маской.yaml"), folder.read("м.yaml"));
    let report = folder.run("report план.yaml вернулись -o о.pdf --date 2023-05-01 --quiet").exits(0);
    assert_eq!(report.stdout, "о.pdf\n");
}

#[test]
fn plans_of_a_folder_are_made_and_checked() {
    let folder = Folder::with("дом/а.yaml", SMALLEST)
        .file("дом/б.yaml", SMALLEST.replace("название: План", "название: Второй план"))
        .file("дом/м.yaml", "вид: мониторинг\nплан: а.yaml\nна дату: 2023-11-20\nисполнение: []\n")
        .file("дом/ответы.yaml", "3: школа.xlsx\n");
    let ran = folder.run("plan дом").exits(0);
    assert_eq!(ran.stdout, "output/а.pdf\noutput/б.pdf\n");
    assert!(ran.stderr.starts_with("не взят дом/м.yaml: это мониторинг\nне взят дом/ответы.yaml: "), "{}", ran.stderr);
    assert_eq!(folder.run("report дом --quiet").exits(0).stdout, "output/м-report.pdf\n");
    let checked = folder.run("check дом").exits(0).stderr;
    assert!(checked.contains("файл дом/а.yaml: ") && checked.contains("файл дом/м.yaml: "), "{checked}");
    // What is broken is not passed over.
    let folder = folder.file("дом/в.yaml", "вид: план\nназвание: План\n");
    assert!(folder.run("plan дом").exits(1).stderr.contains("дом/в.yaml:1:1: ошибка E303"));
}

#[test]
fn a_folder_without_what_is_wanted_is_told() {
    let folder = Folder::with("дом/а.yaml", SMALLEST).file("пусто/фото.jpg", "");
    let ran = folder.run("collect дом/а.yaml пусто -o м.yaml").exits(2).stderr;
    assert_eq!(
        ran,
        "ошибка: в папке «пусто» нет заполненных форм\n  не взят пусто/фото.jpg: это не форма: таблицы со столбцом \
         «Статус» в нём нет\n"
    );
    assert!(
        folder.run(".").exits(2).stderr.starts_with("ошибка: . – это папка; планы из неё делает «dorkarta plan .»")
    );
}
