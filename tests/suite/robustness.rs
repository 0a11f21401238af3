//! Damage from outside: full disks, missing rights, killed runs, things that are no files. At every moment the old document
//! or the new one stands there, whole.

use std::fs;

use crate::support::Folder;

#[cfg(unix)]
mod unix {
    use std::fs::{FileTimes, OpenOptions, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use std::os::unix::process::CommandExt;
    use std::process::{Child, Command, Stdio};
    use std::thread::sleep;
    use std::time::{Duration, Instant, SystemTime};

    use super::*;
    use crate::support::{Ran, SMALLEST};

    const PROGRAM: &str = env!("CARGO_BIN_EXE_dorkarta");
    const OLD: &str = "старый документ";

    fn smallest() -> Folder {
        Folder::with("п.yaml", SMALLEST).file("п.pdf", OLD)
    }

    /// What stands in the folder besides the archive of what was replaced.
    fn left(folder: &Folder) -> Vec<String> {
        folder.files().into_iter().filter(|file| !file.contains("archive/")).collect()
    }

    fn start(folder: &Folder, arguments: &[&str]) -> Child {
        let mut command = folder.command(PROGRAM);
        command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().unwrap()
    }

    /// Runs a script of the shell in the folder; `$0` is the program.
    fn shell(folder: &Folder, script: &str) -> Ran {
        folder.script(&["sh", "-c", script, PROGRAM])
    }

    #[test]
    fn a_full_disk_leaves_the_old_document() {
        // A file may have no more than 4 KB: that is met while writing, as the end of a disk is.
        let folder = smallest();
        let ran = shell(&folder, "trap '' XFSZ; ulimit -f 8; exec \"$0\" plan п.yaml -o п.pdf --messages short");
        assert!(
            ran.stderr.contains("п.pdf: ошибка E002: документ не записан: файл больше, чем разрешено"),
            "{}",
            ran.stderr
        );
        ran.exits(3);
        assert_eq!((folder.read("п.pdf"), left(&folder)), (OLD.into(), vec!["п.pdf".into(), "п.yaml".into()]));
    }

    #[test]
    #[expect(clippy::print_stderr, reason = "a test that is left out says why")]
    fn a_disk_without_room_is_told() {
        let folder = smallest().file("диск/нет", "");
        let script = "mount -t tmpfs -o size=16k tmpfs диск || exit 77
            printf старый > диск/п.pdf
            \"$0\" plan п.yaml -o диск/п.pdf --messages short; code=$?
            cat диск/п.pdf; ls -A диск | grep -v archive; exit $code";
        let ran = folder.script(&["unshare", "--map-root-user", "--mount", "sh", "-c", script, PROGRAM]);
        if ran.code != 3 && ran.stdout.is_empty() {
            // A container may forbid to mount; the limit of the test above stands in for the full disk then.
            eprintln!("left out: nothing can be mounted here: {}", ran.stderr);
            return;
        }
        assert!(ran.stderr.contains("документ не записан: на диске нет места"), "{}", ran.stderr);
        assert_eq!(ran.exits(3).stdout, "старыйп.pdf\n");
    }

    #[test]
    fn a_listing_that_is_lost_is_told() {
        let folder = smallest();
        for listing in [
            "due п.yaml --date 2023-03-01",
            "check --explain E001",
            "check п.yaml --messages json",
            "plan п.yaml -o б.pdf",
        ] {
            let ran = shell(&folder, &format!("exec \"$0\" {listing} > /dev/full"));
            assert_eq!(
                ran.exits(3).stderr.lines().next(),
                Some("ошибка: вывод не записан: на диске нет места"),
                "{listing}"
            );
        }
        // A reader that has seen enough is no trouble.
        shell(&folder, "\"$0\" due п.yaml | :").silently();
    }

    #[test]
    fn a_killed_run_leaves_a_whole_document() {
        let folder = Folder::new().copy("input/plan-2023.yaml", "п.yaml").file("п.pdf", OLD);
        let arguments = ["plan", "п.yaml", "-o", "п.pdf"];
        let begun = Instant::now();
        assert!(start(&folder, &["plan", "п.yaml", "-o", "новый.pdf"]).wait().unwrap().success());
        let whole = begun.elapsed();
        let new = folder.read("новый.pdf");
        let mut ended = [0; 2];
        for moment in 0..40 {
            fs::write(folder.path("п.pdf"), OLD).unwrap();
            let mut run = start(&folder, &arguments);
            // Most of them near the end, where it is written.
            sleep(whole * 7 / 10 + whole * moment / 60);
            run.kill().unwrap();
            let was_killed = run.wait().unwrap().code().is_none();
            ended[usize::from(was_killed)] += 1;
            let document = folder.read("п.pdf");
            assert!(document == OLD.as_bytes() || document == new, "{} bytes", document.len());
            assert!(was_killed || document == new);
        }
        assert!(ended[1] > 0, "no run was killed: {ended:?}");

        // What such a run leaves is removed by a later one; what one that goes on has, is not.
        for (name, age) in [(".dorkarta-alt123.tmp", 7200), (".dorkarta-neu123.tmp", 60)] {
            let file = OpenOptions::new().create(true).append(true).open(folder.path(name)).unwrap();
            let times = FileTimes::new().set_modified(SystemTime::now() - Duration::from_secs(age));
            file.set_times(times).unwrap();
        }
        // The last one may have come to its end, and then there would be nothing to write.
        fs::write(folder.path("п.pdf"), OLD).unwrap();
        folder.run("plan п.yaml -o п.pdf").exits(0);
        assert!(!folder.has(".dorkarta-alt123.tmp") && folder.has(".dorkarta-neu123.tmp"));
    }

    #[test]
    fn of_two_runs_at_once_one_wins_whole() {
        let folder = Folder::new().copy("input/plan-2023.yaml", "а.yaml").file("б.yaml", SMALLEST);
        folder.run("plan а.yaml б.yaml -o порознь").silently();
        let documents = ["а", "б"].map(|name| folder.read(&format!("порознь/{name}.pdf")));
        for _ in 0..8 {
            let mut runs = ["а.yaml", "б.yaml"].map(|file| start(&folder, &["plan", file, "-o", "вместе.pdf"]));
            for run in &mut runs {
                assert!(run.wait().unwrap().success());
            }
            assert!(documents.contains(&folder.read("вместе.pdf")));
        }
        assert_eq!(left(&folder), ["а.yaml", "б.yaml", "вместе.pdf", "порознь/а.pdf", "порознь/б.pdf"]);
    }

    #[test]
    fn missing_rights_are_told() {
        let folder = smallest().file("чужая/п.pdf", OLD).file("тайна.yaml", SMALLEST);
        let set = |path: &str, mode: u32| fs::set_permissions(folder.path(path), Permissions::from_mode(mode)).unwrap();
        set("", 0o755);
        set("чужая", 0o555);
        set("тайна.yaml", 0o000);
        let run = |arguments: &[&str]| {
            // Rights do not hold for root, so such a run is nobody's; it may not be able to go to where the program was built.
            let mut command = if fs::metadata(folder.path("п.yaml")).unwrap().uid() == 0 {
                let copy = folder.path("dorkarta");
                if !copy.exists() {
                    fs::copy(PROGRAM, &copy).unwrap();
                }
                let mut command = Command::new(copy);
                command.uid(65534).gid(65534);
                command
            } else {
                Command::new(PROGRAM)
            };
            let output = command.args(arguments).current_dir(folder.path("")).output().unwrap();
            (output.status.code(), String::from_utf8(output.stderr).unwrap())
        };
        let (code, said) = run(&["plan", "п.yaml", "-o", "чужая/п.pdf", "--messages", "short"]);
        assert!(code == Some(3) && said.starts_with("чужая/п.pdf: ошибка E"), "{code:?} {said}");
        assert!(said.contains("нет прав на запись в эту папку (скопируйте исходные файлы"), "{said}");
        assert_eq!(folder.read("чужая/п.pdf"), OLD.as_bytes());
        let expected = "тайна.yaml: ошибка E001: файл не читается: нет прав, или файл открыт в другой программе";
        let (code, said) = run(&["plan", "тайна.yaml", "--messages", "short"]);
        assert!(code == Some(3) && said.starts_with(expected), "{code:?} {said}");
        set("чужая", 0o755);
    }

    #[test]
    fn what_is_no_file_is_neither_read_nor_written() {
        let folder = Folder::with("п.yaml", SMALLEST);
        shell(&folder, "mkdir папка.yaml каталог.pdf; mkfifo труба.yaml труба.pdf").silently();
        for (to, name) in [
            ("круг.yaml", "круг.yaml"),
            ("/dev/zero", "нули.yaml"),
            ("круг.pdf", "круг.pdf"),
            ("нет.pdf", "пусто.pdf"),
            ("нет.yaml", "пусто.yaml"),
        ] {
            symlink(to, folder.path(name)).unwrap();
        }
        let no_file = "E003: это не файл, а папка или устройство";
        for (input, problem) in [
            ("папка.yaml", no_file),
            ("труба.yaml", no_file),
            ("нули.yaml", no_file),
            (
                "круг.yaml",
                if cfg!(target_os = "linux") {
                    "E001: файл не читается: ссылки ведут по кругу"
                } else {
                    "E001"
                },
            ),
            ("пусто.yaml", "E001: файл не читается: такого файла или папки нет"),
            ("п.yaml/п.yaml", "E001: файл не читается: часть пути не является папкой"),
        ] {
            // A folder stands for its files where several are allowed.
            let commands = if input == "папка.yaml" { &["due"][..] } else { &["plan", "check", "due"] };
            for command in commands {
                let ran = folder.run(&format!("{command} {input} --messages short")).exits(3);
                assert!(
                    ran.stderr.starts_with(&format!("{input}: ошибка {problem}")),
                    "{command} {input}: {}",
                    ran.stderr
                );
            }
        }
        let no_document = "E002: документ не записан";
        for (output, reason) in [
            ("труба.pdf", "по этому пути не файл, а устройство или канал"),
            ("/dev/full", "по этому пути не файл, а устройство или канал"),
            ("круг.pdf", if cfg!(target_os = "linux") { "ссылки ведут по кругу" } else { "" }),
            ("пусто.pdf", "это ссылка на файл, которого нет"),
            ("п.yaml/п.pdf", "часть пути занята файлом"),
        ] {
            let ran = folder.run(&format!("plan п.yaml -o {output} --messages short")).exits(3);
            assert!(
                ran.stderr.starts_with(&format!("{output}: ошибка {no_document}: {reason}")),
                "{output}: {}",
                ran.stderr
            );
        }
        assert_eq!(folder.run("plan п.yaml -o каталог.pdf").silently().stdout, "каталог.pdf/п.pdf\n");
    }

    #[test]
    fn a_link_stays_a_link() {
        let folder = smallest();
        symlink("п.pdf", folder.path("ссылка.pdf")).unwrap();
        folder.run("plan п.yaml -o ссылка.pdf").exits(0);
        assert!(folder.read("п.pdf").starts_with(b"%PDF"));
        assert!(fs::symlink_metadata(folder.path("ссылка.pdf")).unwrap().is_symlink());
    }
}

#[test]
fn files_in_no_known_encoding_are_told() {
    for bytes in [
        b"\x89PNG\r\n\x1a\n\xff\xd8\xfe\x90\x83\x8c".as_slice(),
        b"\xff\xfe\x00\xd8",
        b"\xef\xbb\xbf\xff",
        &[0; 64],
        &[0xff; 64],
    ] {
        let folder = Folder::new().file("п.yaml", bytes);
        for command in ["plan", "check", "due"] {
            let ran = folder.run(&format!("{command} п.yaml --messages short")).exits(1);
            assert!(ran.stderr.starts_with("п.yaml"), "{}", ran.stderr);
        }
        assert!(fs::read_dir(folder.path("")).unwrap().count() == 1);
    }
}
