//! What data that came from others may not do: open files, and show something else than they say.

use crate::carried::with_carried;
use crate::support::{Folder, SMALLEST, messages};

/// A PDF of the program in which the data that it carries are others.
fn carrying(data: &str) -> Vec<u8> {
    let folder = Folder::with("п.yaml", SMALLEST);
    folder.run("plan п.yaml -o п.pdf --quiet").silently();
    let envelope = format!(r#"{{"формат": 1, "программа": "0", "стандарты": "", "данные": {data}}}"#);
    with_carried(&folder.read("п.pdf"), envelope.as_bytes())
}

#[test]
fn no_command_follows_what_the_data_of_a_pdf_name() {
    let data = r#"{"вид": "мониторинг", "план": "план.yaml", "на дату": "2023-11-20"}"#;
    let folder = Folder::new().file("п.pdf", carrying(data)).file("план.yaml", SMALLEST);
    folder.run("plan план.yaml -o план.pdf --quiet").silently();
    for command in [
        "plan п.pdf -o о.pdf",
        "report п.pdf -o о.pdf",
        "check п.pdf",
        "due п.pdf",
        "extract п.pdf -o о.yaml",
        "verify п.pdf",
        "diff план.yaml п.pdf",
        "form п.pdf -o о.xlsx",
    ] {
        let ran = folder.run(command);
        assert_ne!(ran.code, 0, "{command}");
        let said = format!("{}{}", ran.stdout, ran.stderr);
        assert!(said.contains("называют другой файл"), "{command}: {said}");
    }
    assert_eq!(folder.files(), ["п.pdf", "план.pdf", "план.yaml"]);
}

#[test]
fn a_report_tells_which_file_of_another_folder_it_reads_and_data_cannot_hide_it() {
    let monitoring = |muted: &str| {
        format!(
            "вид: мониторинг\nплан: ..\\план.yaml\nна дату: 2023-01-20\nвыводы: Нет\nисполнение: [{{мероприятие: 1, статус: выполняется}}]\n{muted}"
        )
    };
    let folder = Folder::with("м/м.yaml", &monitoring("")).file("план.yaml", SMALLEST);
    let outside = "м/м.yaml:2:7: замечание W008: прочитан файл не из папки этих данных: м/../план.yaml (проверьте, тот ли это файл; надёжнее держать его рядом)\n";
    assert_eq!(folder.run("report м/м.yaml -o о.pdf --messages short").exits(0).stderr, outside);
    folder.run("report м/м.yaml -o о.pdf --strict").exits(1);
    let folder = Folder::with("м/м.yaml", &monitoring("замечания: {выключить: [W008]}\n")).file("план.yaml", SMALLEST);
    assert!(
        folder.run("report м/м.yaml -o о.pdf --messages short").exits(1).stderr.contains("м/м.yaml:6:25: ошибка E306")
    );
}

#[test]
fn the_plan_itself_tells_of_letters_of_two_alphabets_once_a_place() {
    let plan = SMALLEST.replace("Совещание", "Cовещание").replace("Отдел", "Xop, Отдел");
    assert_eq!(
        messages(&plan),
        "п.yaml:5:15: замечание W262: в слове «Cовещание» буквы двух алфавитов: латиница – «C» \
         (сотрите слово и наберите заново, не меняя раскладки клавиатуры)"
    );
}

#[test]
fn hidden_signs_are_faults_wherever_they_stand_in_a_report() {
    let monitoring = "вид: мониторинг\nплан: план.yaml\nна дату: 2023-01-20\nвыводы: Нет\nисполнение: [{мероприятие: 1, статус: выполняется}]\n";
    let texts = [
        "выводы: \"Не\\u202Eт\"",
        "анализ: [\"Не\\u2066т\"]",
        "показатели: [{название: \"До\\u200Fля\"}]",
        "подпись: {должность: А, имя: \"И\\U000E0049\"}",
    ];
    for text in texts {
        let monitoring = monitoring.replace("выводы: Нет", text);
        let folder = Folder::with("план.yaml", SMALLEST).file("м.yaml", &monitoring);
        let ran = folder.run("report м.yaml -o о.pdf --messages short").exits(1);
        assert!(ran.stderr.contains("м.yaml:4:") && ran.stderr.matches("E313").count() == 1, "{}", ran.stderr);
    }
    // Beside a plan they are told once, by every command.
    let beside = format!(
        "{SMALLEST}мониторинг: {{на дату: 2023-01-20, выводы: \"Не\\u202Eт\"}}\nисполнение: [{{мероприятие: 1, статус: выполняется, результат: \"Cход\"}}]\n"
    );
    let folder = Folder::with("п.yaml", &beside);
    // A list of what is due comes with faults only.
    for (command, remarks) in
        [("plan п.yaml -o о.pdf", 1), ("check п.yaml", 1), ("report п.yaml -o о.pdf", 1), ("due п.yaml", 0)]
    {
        let said = folder.run(&format!("{command} --messages short")).exits(1).stderr;
        assert_eq!((said.matches("E313").count(), said.matches("W262").count()), (1, remarks), "{command}: {said}");
    }
    let folder = Folder::with("п.yaml", &beside.replace("\\u202E", ""));
    let said = folder.run("check п.yaml --messages short").exits(0).stderr;
    assert_eq!(said.matches("W262").count(), 1, "{said}");
    // In its plan they are told once too.
    let folder = Folder::with("план.yaml", &SMALLEST.replace("Отдел", "\"От\\u202Eдел\"")).file("м.yaml", monitoring);
    let ran = folder.run("report м.yaml -o о.pdf --messages short").exits(1);
    assert!(ran.stderr.contains("план.yaml:7:20") && ran.stderr.matches("E313").count() == 1, "{}", ran.stderr);
}

#[test]
fn what_is_listed_shows_no_hidden_sign() {
    let hidden = SMALLEST.replace("Совещание", "\"Сове\\u00ADщание\\u200B\"");
    let folder =
        Folder::with("было.yaml", SMALLEST).file("стало.yaml", &hidden).file("о.yaml", hidden.replace("200B", "202E"));
    for command in [
        "check стало.yaml",
        "check о.yaml",
        "check о.yaml --messages short",
        "check о.yaml --messages json",
        "due стало.yaml",
        "due стало.yaml --format json",
        "diff было.yaml стало.yaml",
        "diff было.yaml стало.yaml --format json",
    ] {
        let ran = folder.run(command);
        let said = format!("{}{}", ran.stdout, ran.stderr);
        assert!(said.contains("щание") && !said.contains(['\u{ad}', '\u{200b}', '\u{202e}']), "{command}: {said}");
    }
    let line = folder.run("due стало.yaml --format json").stdout;
    let line: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(line["name"], "Сове\u{ad}щание\u{200b}");
}
