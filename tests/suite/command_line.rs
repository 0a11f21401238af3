//! Commands, options, exit codes, where things are written.

use std::fs;

use crate::support::{Folder, SMALLEST, slashes};

#[test]
fn a_plan_goes_to_the_output_folder() {
    let folder = Folder::with("план.yaml", SMALLEST);
    let ran = folder.run("plan план.yaml").silently();
    assert_eq!(ran.stdout, "output/план.pdf\n");
    assert!(folder.read("output/план.pdf").starts_with(b"%PDF-1.7"));
    assert_eq!(folder.files(), ["output/план.pdf", "план.yaml"]);
}

#[test]
fn a_file_dropped_on_the_program_makes_its_document_beside_it() {
    let folder = Folder::with("а/план.yaml", SMALLEST);
    assert_eq!(folder.run("а/план.yaml").silently().stdout, "а/план.pdf\n");
    assert!(folder.has("а/план.pdf"));
}

#[test]
fn commands_have_russian_names() {
    let folder = Folder::with("п.yaml", SMALLEST);
    folder.run("план п.yaml -o а.pdf").silently();
    folder.run("plan п.yaml -o б.pdf").silently();
    assert_eq!(folder.read("а.pdf"), folder.read("б.pdf"));
    folder.run("новый образец --yaml").silently();
    assert!(folder.has("образец/plan.yaml"));
}

#[test]
fn the_output_may_be_a_file_a_folder_or_a_stream() {
    let folder = Folder::with("п.yaml", SMALLEST);
    folder.run("plan п.yaml -o глубоко/в/папке.pdf").silently();
    folder.run("plan п.yaml -o папка/").silently();
    let streamed = folder.run("plan п.yaml -o -").silently().bytes;
    assert_eq!(folder.read("глубоко/в/папке.pdf"), streamed);
    assert_eq!(folder.read("папка/п.pdf"), streamed);
}

#[test]
fn a_name_without_an_ending_gets_one() {
    let folder = Folder::with("п.yaml", SMALLEST).file("старый", "");
    for (typed, written) in [("план", "план.pdf"), ("план.от.01.02", "план.от.01.02.pdf"), ("старый", "старый")]
    {
        assert_eq!(folder.run(&format!("plan п.yaml -o {typed}")).silently().stdout, format!("{written}\n"));
        assert!(folder.read(written).starts_with(b"%PDF"));
    }
    assert_eq!(folder.run("plan п.yaml --format svg -o лист").silently().stdout, "лист.svg\n");
}

#[test]
fn pictures_are_one_a_page() {
    let annex = "приложения: [{название: А, текст: Б}]\n";
    let folder = Folder::with("п.yaml", &format!("{SMALLEST}{annex}"));
    let ran = folder.run("plan п.yaml --format png").silently();
    assert_eq!(ran.stdout, "output/п-1.png\noutput/п-2.png\n");
    assert!(folder.read("output/п-2.png").starts_with(b"\x89PNG"));
    folder.run("plan п.yaml --format svg -o стр.svg").silently();
    assert!(folder.read("стр-1.svg").starts_with(b"<svg"));
}

#[test]
fn of_several_inputs_the_good_ones_are_made() {
    let folder = Folder::with("а.yaml", SMALLEST).file("б.yaml", "вид: план\n").file("в.yaml", SMALLEST);
    let ran = folder.run("plan а.yaml б.yaml в.yaml нет.yaml -o всё --messages short").exits(3);
    assert_eq!(ran.stdout, "всё/а.pdf\nвсё/в.pdf\n");
    let expected = "б.yaml:1:1: ошибка E303: не указано обязательное поле «период» (добавьте поле «период»)\n\
        б.yaml:1:1: ошибка E303: не указано обязательное поле «название» (добавьте поле «название»)\n\
        б.yaml:1:1: ошибка E402: в плане нет ни одного мероприятия (добавьте хотя бы одно мероприятие с полем «название»)\n\
        нет.yaml: ошибка E001: файл не читается: такого файла или папки нет (в этой папке есть: а.yaml, б.yaml, \
        в.yaml)\n";
    assert_eq!(ran.stderr, expected);
    assert_eq!(folder.files().len(), 5);
}

#[test]
fn faults_leave_an_older_document_untouched() {
    let folder = Folder::with("п.yaml", "вид: план\n").file("output/п.pdf", "старый");
    folder.run("plan п.yaml").exits(1);
    assert_eq!(folder.read("output/п.pdf"), "старый".as_bytes());
}

#[test]
fn a_signed_document_is_replaced_only_by_force() {
    let folder = Folder::with("п.yaml", SMALLEST).file("output/п.pdf", "старый").file("output/п.pdf.sig", "подпись");
    let ran = folder.run("plan п.yaml --messages short").exits(3);
    assert!(ran.stderr.contains("E007") && ran.stderr.contains("--force"), "{}", ran.stderr);
    assert_eq!(folder.read("output/п.pdf"), "старый".as_bytes());
    folder.run("plan п.yaml --force --quiet").silently();
    assert!(folder.read("output/п.pdf").starts_with(b"%PDF"));
}

#[test]
fn remarks_do_not_stop_unless_told_to() {
    let folder = Folder::with("п.yaml", &SMALLEST.replace("    срок: 2023\n", ""));
    let remark = "п.yaml:5:5: замечание W101: у мероприятия не указан срок\n";
    assert_eq!(folder.run("plan п.yaml --messages short").exits(0).stderr, remark);
    folder.run("plan п.yaml --quiet").silently();
    fs::remove_dir_all(folder.path("output")).unwrap();
    assert_eq!(folder.run("plan п.yaml --messages short --strict").exits(1).stderr, remark);
    assert!(!folder.has("output"));
}

#[test]
fn json_messages_go_to_stdout() {
    let folder = Folder::with("п.yaml", &SMALLEST.replace("срок:", "срк:"));
    let ran = folder.run("plan п.yaml --messages json").exits(1);
    assert_eq!(ran.stderr, "");
    let lines: Vec<serde_json::Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        lines[1],
        serde_json::json!({
            "code": "E301", "severity": "error", "message": "неизвестное поле «срк»",
            "hint": "вероятно, имелось в виду «срок»", "file": "п.yaml", "line": 6, "column": 5,
        })
    );
}

#[test]
fn a_wrong_command_line_is_told_in_russian() {
    let folder = Folder::with("п.yaml", SMALLEST);
    for (arguments, sentence) in [
        ("plan", "не указан файл с данными"),
        ("plan п.yaml --frce", "неизвестный ключ «--frce»; возможно, имелся в виду --force"),
        ("plan п.yaml --format doc", "недопустимое значение «doc» ключа «--format»; возможные: pdf, docx, png, svg"),
        ("plan п.yaml -o", "у ключа «--output» не указано значение"),
        ("plan п.yaml --pdf-standard a-9", "неизвестный стандарт PDF «a-9»"),
        ("plan п.yaml -o п.yaml", "по имени п.yaml это файл с данными; документ назовите иначе, например план.pdf"),
        ("plan п.yaml п.yaml п.yml -o -", "в поток («-») выводится только один документ"),
        ("new --yaml --xlsx", "«--yaml» и «--xlsx» нельзя указать вместе"),
        ("plna", "неизвестная команда «plna»; возможно, имелась в виду «plan» (или «план»)"),
    ] {
        let ran = folder.run(arguments).exits(2);
        assert!(ran.stderr.starts_with(&format!("ошибка: {sentence}\n")), "{arguments}: {}", ran.stderr);
    }
    assert_eq!(folder.files(), ["п.yaml"]);
}

#[test]
fn nothing_is_written_to_a_device_of_windows() {
    let folder = Folder::with("п.yaml", SMALLEST);
    let said = |key: &str, target: &str| {
        format!(
            "ошибка: недопустимое значение «{target}» ключа «{key}»: так в Windows называется устройство, а не файл; назовите его иначе\n"
        )
    };
    for target in
        ["NUL", "con.pdf", "Aux.", "папка/prn.pdf", "COM1/п.pdf", "lpt9.docx", "NUL:", r"\\.\NUL", r"папка\COM²"]
    {
        let ran = folder.run(&format!("plan п.yaml -o {target}")).exits(2);
        assert!(ran.stderr.starts_with(&said("--output", &slashes(target))), "{target}: {}", ran.stderr);
    }
    for (command, key) in [
        ("report м.yaml", "--output"),
        ("packet п.yaml", "--output"),
        ("form п.yaml", "--output"),
        ("diff п.yaml п.yaml", "--output"),
        ("due п.yaml", "--output"),
        ("sign п.yaml", "--output"),
        ("extract п.pdf", "--output"),
        ("new --from п.yaml", "--output"),
        ("collect п.yaml ф.xlsx", "--output"),
        ("collect п.yaml ф.xlsx -o м.xlsx", "--conflicts"),
        ("collect п.yaml ф.xlsx -o м.xlsx", "--progress"),
        ("check п.yaml", "--xlsx"),
        ("summary м.yaml", "--xlsx"),
        ("summary м.yaml", "--letters"),
    ] {
        let ran = folder.run(&format!("{command} {key} nul.xlsx")).exits(2);
        assert!(ran.stderr.starts_with(&said(key, "nul.xlsx")), "{command}: {}", ran.stderr);
    }
    assert!(folder.run("new nul").exits(2).stderr.contains("так в Windows называется устройство"));
    assert_eq!(folder.files(), ["п.yaml"]);
    folder.run("plan п.yaml -o console.pdf").silently();
    // Elsewhere a folder can be called so.
    #[cfg(unix)]
    {
        std::fs::create_dir(folder.path("aux")).unwrap();
        folder.run("plan п.yaml -o aux/п.pdf").silently();
        folder.run("plan п.yaml -o aux").silently();
    }
}

#[test]
fn help_is_russian() {
    let folder = Folder::new();
    for (arguments, code) in [
        ("--help", 0),
        ("", 2),
        ("plan --help", 0),
        ("check --help", 0),
        ("due --help", 0),
        ("new -h", 0),
        ("extract -h", 0),
        ("verify -h", 0),
    ] {
        let ran = folder.run(arguments).exits(code);
        let help = ran.stdout + &ran.stderr;
        let foreign =
            ["Usage", "Options", "Commands", "Arguments", "Print", "alias", "default", "possible", "help for"];
        assert!(!foreign.iter().any(|word| help.contains(word)), "{help}");
        assert!(help.contains("Вызов: dorkarta"), "{help}");
    }
    let version = folder.run("--version").silently().stdout;
    let commit = version.strip_prefix(concat!("dorkarta ", env!("CARGO_PKG_VERSION"))).unwrap().trim_end();
    // In an archive of the source there is no commit.
    let is_commit = |word: &str| word.len() == 10 && word.chars().all(|c| c.is_ascii_hexdigit());
    assert!(
        commit.is_empty() || commit.strip_prefix(" (").and_then(|rest| rest.strip_suffix(')')).is_some_and(is_commit)
    );
}

#[test]
fn the_starter_makes_a_document_at_once_and_is_never_replaced() {
    for (flag, file) in [("", "plan.xlsx"), ("--xlsx", "plan.xlsx"), ("--yaml", "plan.yaml")] {
        let folder = Folder::new();
        folder.run(&format!("new {flag}")).silently();
        assert_eq!(folder.has("dorkarta.schema.json"), flag == "--yaml");
        folder.run(&format!("plan {file}")).silently();
        assert!(folder.has("output/plan.pdf"));
        let before = folder.read(file);
        let ran = folder.run(&format!("new {flag}")).exits(3);
        assert!(
            ran.stderr.contains(&format!("{file} здесь уже есть, он не тронут; образец в новой папке: ")),
            "{}",
            ran.stderr
        );
        assert_eq!(folder.read(file), before);
    }
}

#[test]
fn a_package_gets_completions_and_pages_of_the_manual() {
    let folder = Folder::new();
    folder.run("packaging доп").silently();
    for name in ["_dorkarta", "dorkarta.bash", "dorkarta.fish", "_dorkarta.ps1", "dorkarta.1", "dorkarta-report.1"] {
        let text = String::from_utf8(folder.read(&format!("доп/{name}"))).unwrap();
        assert!(text.contains("report"), "{name}");
    }
    folder.file("файл", "").run("packaging файл").exits(3);
}

#[test]
fn every_command_that_says_something_can_be_quiet() {
    let folder = Folder::with("п.yaml", SMALLEST).file("н.yaml", SMALLEST);
    folder.run("plan п.yaml -o п.pdf -q").silently();
    for command in
        ["check п.yaml", "due п.yaml", "verify п.pdf", "extract п.pdf -o д.yaml", "diff п.yaml н.yaml", "new Образец"]
    {
        let ran = folder.run(&format!("{command} -q")).exits(0);
        assert_eq!(ran.stderr, "", "{command}");
    }
    folder.run("new --from п.yaml -o к.xlsx -q").silently();
}

#[test]
fn a_folder_in_place_of_the_document_is_told() {
    let folder = Folder::with("п.yaml", SMALLEST).file("output/п.pdf/внутри", "");
    let ran = folder.run("plan п.yaml --messages short").exits(3);
    assert_eq!(
        ran.stderr,
        "output/п.pdf: ошибка E002: документ не записан: по этому пути находится папка (выберите другое имя или \
         другую папку)\n"
    );
}

#[test]
fn data_and_devices_are_never_overwritten() {
    let table = "вид: план\nпериод: 2023\nназвание: План\nтаблица: т.xlsx\n";
    let folder = Folder::with("п.yaml", table).copy("input/plan-2023.xlsx", "т.xlsx");
    let before = folder.read("т.xlsx");
    folder.run("plan п.yaml -o т.xlsx").exits(2);
    assert_eq!(folder.read("т.xlsx"), before);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.path("т.xlsx"), folder.path("ссылка.pdf")).unwrap();
        folder.run("plan п.yaml -o ссылка.pdf").exits(3);
        assert_eq!(folder.read("т.xlsx"), before);
        folder.run("plan п.yaml -o /dev/null").exits(3);
    }
}

#[test]
fn documents_of_one_run_do_not_meet() {
    let folder = Folder::with("а.yaml", SMALLEST).copy("input/plan-2023.xlsx", "а.xlsx").file("а-1.yaml", SMALLEST);
    folder.run("а.yaml а.xlsx").exits(2);
    folder.run("plan а.yaml а.xlsx").exits(2);
    folder.run("plan а.yaml а-1.yaml --format png").exits(2);
    folder.run("plan а.yaml -o а.pdf --format png").exits(2);
    assert_eq!(folder.files(), ["а-1.yaml", "а.xlsx", "а.yaml"]);
}

#[test]
fn strict_remarks_are_not_hushed_up() {
    let folder = Folder::with("п.yaml", &SMALLEST.replace("    срок: 2023\n", ""));
    let ran = folder.run("plan п.yaml --strict --quiet --messages short").exits(1);
    assert!(ran.stderr.contains("W101"), "{}", ran.stderr);
    let ran = folder.run("check п.yaml --strict --quiet --messages short").exits(1);
    assert!(ran.stderr.contains("W101"), "{}", ran.stderr);
}

#[test]
fn a_broken_face_does_not_hang() {
    let folder = Folder::with("п.yaml", SMALLEST).file("шрифты/а.ttc", [b"ttcf".as_slice(), &[0xff; 100]].concat());
    folder.run("plan п.yaml --font-dir шрифты").silently();
    folder.run("plan п.yaml --templates нет").exits(3);
}

#[test]
fn a_quote_in_a_path_is_what_the_console_of_windows_made_of_its_end() {
    let folder = Folder::with("п.yaml", SMALLEST);
    let program = env!("CARGO_BIN_EXE_dorkarta");
    let ran = folder.script(&[program, "plan", "п.yaml", "-o", "готово\""]).exits(0);
    assert_eq!(ran.stdout, "готово/п.pdf\n");
    for arguments in [&["plan", "-o", "готово\" п.yaml"][..], &["plan", "папка\" -o готово"], &["check", "\"п.yaml"]]
    {
        let ran = folder.script(&[&[program], arguments].concat()).exits(2);
        assert!(ran.stderr.contains("кавычка не может стоять внутри пути"), "{}", ran.stderr);
        assert_eq!(ran.stderr.matches("ошибка").count(), 1, "{}", ran.stderr);
    }
    // A body may have quotes in its name.
    let ran = folder.script(&[program, "due", "п.yaml", "--for", "Школа \"Радуга\""]);
    assert!(!ran.stderr.contains("кавычка"), "{}", ran.stderr);
}

#[test]
fn masks_are_expanded_by_the_program() {
    let folder = Folder::with("б/2.yaml", SMALLEST)
        .file("б/1.yaml", SMALLEST)
        .file("б/~$1.yaml", "")
        .file("б/3.txt", "")
        .file("п.yaml", SMALLEST);
    let made = |command: &str| folder.run(command).exits(0).stdout;
    assert_eq!(made("plan б/*.yaml -o о"), "о/1.pdf\nо/2.pdf\n");
    assert_eq!(made("plan п.yaml б/?.YAML -o о"), "о/п.pdf\nо/1.pdf\nо/2.pdf\n");
    assert_eq!(made("б/*.yaml").lines().count(), 2);
    assert_eq!(made("extract о/п.* -o д.yaml"), "д.yaml\n");
    for command in ["plan нет-*.yaml", "check б/*.xlsx", "нет-*.yaml", "verify *.pdf"] {
        let ran = folder.run(command).exits(2);
        assert!(ran.stderr.starts_with("ошибка: по маске «"), "{}", ran.stderr);
    }
    let ran = folder.run("due б/*.yaml").exits(2);
    assert_eq!(ran.stderr, "ошибка: здесь нужен один файл, а по маске «б/*.yaml» их найдено 2; укажите имя\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_document_is_not_printed_into_a_window() {
    let folder = Folder::with("п.yaml", SMALLEST).file("б.yaml", SMALLEST.replace("Совещание", "Слёт"));
    let program = env!("CARGO_BIN_EXE_dorkarta");
    let in_window =
        |arguments: &str| folder.script(&["script", "-qec", &format!("{program} {arguments}"), "/dev/null"]);
    for arguments in ["plan п.yaml -o -", "plan п.yaml -o - --format png", "diff п.yaml б.yaml -o -"] {
        let ran = in_window(arguments).exits(2);
        assert!(ran.stdout.contains("документ не выводится в окно консоли"), "{}", ran.stdout);
    }
    let ran = in_window("plan п.yaml -o - --format svg").exits(0);
    assert!(ran.stdout.contains("<svg"), "{}", ran.stdout);
    assert!(folder.run("plan п.yaml -o -").exits(0).bytes.starts_with(b"%PDF"));
}

#[test]
fn documents_whose_names_differ_in_case_only_are_one() {
    let folder = Folder::with("а/План.yaml", SMALLEST).file("б/план.yaml", SMALLEST);
    let ran = folder.run("plan а/План.yaml б/план.yaml -o о").exits(2);
    assert!(ran.stderr.contains("дали бы один и тот же документ"), "{}", ran.stderr);
    assert!(!folder.has("о"));
}

#[test]
fn what_people_type_who_do_not_know_command_lines_is_understood_or_told() {
    let folder = Folder::with("план на год.yaml", SMALLEST);
    let parted = folder.run("plan план на год.yaml").exits(2).stderr;
    assert_eq!(
        parted,
        "ошибка: файла «план» нет, но есть «план на год.yaml»: имя с пробелами берут в кавычки: \"план на год.yaml\"\n"
    );
    for help in ["help", "справка", "/?"] {
        assert!(folder.run(help).silently().stdout.contains("Команды"), "{help}");
    }
    for (typed, meant) in [("plam", "«plan» (или «план»)"), ("отчот", "«report» (или «отчет»)")]
    {
        let told = folder.run(typed).exits(2).stderr;
        assert!(told.contains(&format!("возможно, имелась в виду {meant}")), "{told}");
    }
    assert!(folder.run("абракадабра").exits(2).stderr.contains("есть команды: plan (план), report (отчет)"));
    assert!(folder.run("verify").exits(2).stderr.starts_with("ошибка: не указан PDF\n"));
}

#[test]
fn how_it_went_is_told_in_a_line() {
    let folder = Folder::with("а.yaml", SMALLEST).file("б.yaml", "вид: план\n");
    assert_eq!(folder.run("plan а.yaml").exits(0).done, ["Готово: output/а.pdf – 1 страница, 1 мероприятие"]);
    assert_eq!(
        folder.run("plan а.yaml б.yaml").exits(1).done,
        ["Готово: output/а.pdf – 1 страница, 1 мероприятие", "Документ не сделан: 3 ошибки", "сделано 1 из 2"]
    );
    assert!(folder.run("plan а.yaml --quiet").exits(0).done.is_empty());
    assert!(folder.run("plan а.yaml --messages short").exits(0).done.is_empty());
}
