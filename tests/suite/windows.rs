//! What only Windows shows: its names of files, its console, files that others hold.

use std::fs::{self, File, OpenOptions};
use std::os::windows::fs::OpenOptionsExt;
use std::os::windows::process::CommandExt;
use std::path::Path;

use crate::support::{Folder, Ran, SMALLEST};

const PROGRAM: &str = env!("CARGO_BIN_EXE_dorkarta");
const HEAD: &str = "вид: план\nпериод: 2023 год\nназвание: План\n";
/// What a program lets others do with a file that it has open: nothing, or read it.
const SHARED: [u32; 2] = [0, 1];

/// Runs the program with a command line as a console passes it on.
fn typed(folder: &Folder, line: &str) -> Ran {
    Ran::of(&folder.command(PROGRAM).raw_arg(line).output().unwrap())
}

fn hold(folder: &Folder, name: &str, shared: u32) -> File {
    OpenOptions::new().read(true).share_mode(shared).open(folder.path(name)).unwrap()
}

#[test]
fn a_separator_before_a_quote_of_the_console_ends_a_folder() {
    let folder = Folder::with("п.yaml", SMALLEST);
    assert_eq!(typed(&folder, r#"plan п.yaml -o "готово\""#).exits(0).stdout, "готово/п.pdf\n");
    assert_eq!(typed(&folder, r#"plan ".\п.yaml" -o готово\два\"#).exits(0).stdout, "готово/два/п.pdf\n");
    // What stands behind such a quote is lost in the name.
    let ran = typed(&folder, r#"plan -o "готово\" п.yaml"#).exits(2);
    assert!(ran.stderr.contains("кавычка не может стоять внутри пути"), "{}", ran.stderr);
    assert_eq!(folder.files(), ["готово/два/п.pdf", "готово/п.pdf", "п.yaml"]);
}

#[test]
fn data_name_files_with_separators_of_either_kind() {
    let folder = Folder::new().copy("input/plan-2023.xlsx", "папка/Таблица.xlsx");
    for named in [r"папка\Таблица.xlsx", "папка/Таблица.xlsx", r".\папка\..\ПАПКА\таблица.XLSX"]
    {
        fs::write(folder.path("п.yaml"), format!("{HEAD}таблица: {named}\n")).unwrap();
        folder.run("plan п.yaml -o п.pdf").exits(0);
    }
}

#[test]
fn data_reach_no_file_by_a_name_of_the_whole_system() {
    let folder = Folder::new().copy("input/plan-2023.xlsx", "т.xlsx");
    let whole = folder.path("т.xlsx").display().to_string();
    let names = [
        whole.clone(),
        whole.replace('\\', "/"),
        format!(r"\\?\{whole}"),
        format!(r"\\.\{whole}"),
        format!("//./{}", whole.replace('\\', "/")),
    ];
    for name in names {
        // The system would open it.
        assert!(Path::new(&name).is_file(), "{name}");
        fs::write(folder.path("п.yaml"), format!("{HEAD}таблица: '{name}'\n")).unwrap();
        let ran = folder.run("plan п.yaml -o п.pdf --messages short").exits(1);
        assert!(ran.stderr.contains("ошибка E008: файл не открыт: "), "{name}: {}", ran.stderr);
    }
    assert_eq!(folder.files(), ["п.yaml", "т.xlsx"]);
}

#[test]
fn a_target_in_other_letters_is_the_same_file() {
    let folder = Folder::with("план.yaml", SMALLEST);
    // The system leaves out what stands at the end of the last of them.
    for target in ["ПЛАН.YAML", "план.yaml.", "план.yaml ."] {
        let ran = folder.script(&[PROGRAM, "plan", "план.yaml", "-o", target]);
        assert_ne!(ran.code, 0, "{target}");
        assert_eq!(folder.read("план.yaml"), SMALLEST.as_bytes(), "{target}");
    }
    let folder = folder.file("план.pdf", "старый").file("план.pdf.sig", "подпись");
    let ran = folder.run("plan план.yaml -o ПЛАН.PDF --messages short").exits(3);
    assert!(ran.stderr.contains("ошибка E007: документ подписан"), "{}", ran.stderr);
    assert_eq!(folder.read("план.pdf"), "старый".as_bytes());
}

#[test]
fn what_another_program_holds_is_told_and_left() {
    let folder = Folder::with("п.yaml", SMALLEST).file("п.pdf", "старый документ");
    for shared in SHARED {
        let held = hold(&folder, "п.pdf", shared);
        let ran = folder.run("plan п.yaml -o п.pdf --messages short").exits(3);
        let told = "п.pdf: ошибка E630: документ не записан: прежний открыт в другой программе или защищён от записи";
        assert!(ran.stderr.starts_with(told), "{}", ran.stderr);
        drop(held);
        assert_eq!(folder.read("п.pdf"), "старый документ".as_bytes());
    }
    // Excel lets others read its workbook, some programs nothing.
    let held = hold(&folder, "п.yaml", 1);
    folder.run("plan п.yaml -o второй.pdf").exits(0);
    drop(held);
    let held = hold(&folder, "п.yaml", 0);
    let ran = folder.run("plan п.yaml -o второй.pdf --messages short").exits(3);
    let told = "п.yaml: ошибка E001: файл не читается: файл открыт в другой программе";
    assert!(ran.stderr.starts_with(told), "{}", ran.stderr);
    drop(held);
    folder.run("plan п.yaml -o п.pdf").exits(0);
}

#[test]
fn paths_may_be_longer_than_the_system_once_took() {
    let deep = vec!["п".repeat(60); 6].join("/");
    let folder = Folder::with(&format!("{deep}/п.yaml"), SMALLEST);
    for _ in 0..2 {
        folder.run(&format!("plan {deep}/п.yaml -o {deep}/готово/п.pdf")).exits(0);
    }
    let whole = folder.path(&format!("{deep}/п.yaml"));
    folder.run(&format!("check {}", whole.display())).exits(0);
    assert!(folder.has(&format!("{deep}/готово/п.pdf")));
}

/// What a double click opens, and what the system is told of either program.
#[test]
fn the_window_has_no_console_and_both_have_their_manifest() {
    const PROGRAMS: [(&str, u8); 2] = [(PROGRAM, 3), (env!("CARGO_BIN_EXE_dorkarta-window"), 2)];
    for (path, subsystem) in PROGRAMS {
        let bytes = fs::read(path).unwrap();
        let head = u32::from_le_bytes(bytes[0x3c..0x40].try_into().unwrap()) as usize;
        assert_eq!((&bytes[head..head + 4], bytes[head + 24 + 68]), (b"PE\0\0".as_slice(), subsystem), "{path}");
        for told in ["longPathAware", "<activeCodePage"] {
            assert!(bytes.windows(told.len()).any(|part| part == told.as_bytes()), "{path}: {told}");
        }
    }
}
