//! `--watch`: what is saved, in whichever way, is in the document soon after.
//!
//! Nothing is proved by waiting a while: what must come is waited for, and what must not come would have come before it.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rust_xlsxwriter::Workbook;

use crate::support::{Folder, SMALLEST, repository, slashes};

/// Generous: the machine may be busy with many other things.
const DEADLINE: Duration = Duration::from_secs(90);

/// The program while it watches; it ends with the test.
struct Watch<'a> {
    folder: &'a Folder,
    program: Child,
    stdout: Arc<Mutex<String>>,
    stderr: Arc<Mutex<String>>,
}

impl<'a> Watch<'a> {
    fn start(folder: &'a Folder, arguments: &str) -> Self {
        let mut program = folder
            .command(env!("CARGO_BIN_EXE_dorkarta"))
            .args(arguments.split(' '))
            .arg("--watch")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stdout = gather(program.stdout.take().unwrap());
        let stderr = gather(program.stderr.take().unwrap());
        Self { folder, program, stdout, stderr }
    }

    /// Waits until something holds.
    #[track_caller]
    fn until(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !holds(self) {
            let (stdout, stderr) = (self.stdout(), self.stderr());
            assert!(begun.elapsed() < DEADLINE, "not yet: {what}\nstdout: {stdout}\nstderr: {stderr}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until so many documents have been made since the start.
    #[track_caller]
    fn until_made(&self, count: usize) {
        self.until(&format!("{count} documents"), |watch| watch.made() >= count);
    }

    #[track_caller]
    fn until_said(&self, part: &str) {
        self.until(part, |watch| watch.stderr().contains(part));
    }

    /// How often a document has been made.
    fn made(&self) -> usize {
        self.stdout().lines().count()
    }

    fn stdout(&self) -> String {
        slashes(&self.stdout.lock().unwrap())
    }

    fn stderr(&self) -> String {
        slashes(&self.stderr.lock().unwrap())
    }

    /// Waits until a document is what a new process makes of the input: nothing of an earlier round is left in it.
    #[track_caller]
    fn until_is(&self, document: &str, command: &str) {
        self.folder.run(&format!("{command} -q -o new.pdf")).exits(0);
        let wanted = self.folder.read("new.pdf");
        self.until(&format!("{document} as it is now"), |watch| {
            fs::read(watch.folder.path(document)).is_ok_and(|bytes| bytes == wanted)
        });
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// Reads what a program says while it runs.
fn gather(stream: impl Read + Send + 'static) -> Arc<Mutex<String>> {
    let text = Arc::new(Mutex::new(String::new()));
    let gathered = Arc::clone(&text);
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            gathered.lock().unwrap().push_str(&format!("{line}\n"));
        }
    });
    text
}

fn plan(name: &str) -> String {
    SMALLEST.replace("Совещание", name)
}

/// A workbook with nothing but the table.
fn table(name: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["№", "Мероприятие", "Срок", "Ответственные"]).unwrap();
    sheet.write_row(1, 0, ["1", name, "2023", "Отдел"]).unwrap();
    book.save_to_buffer().unwrap()
}

/// A plan that takes its activities from a workbook.
fn plan_of(table: &str) -> String {
    format!("вид: план\nпериод: 2023 год\nназвание: План\nтаблица: {table}\n")
}

/// Saves as Excel does: the new file is written beside the old one, which is renamed away before the new one takes its
/// name, with a lock that comes before and goes after.
fn save_as_excel(folder: &Folder, name: &str, bytes: &[u8]) {
    let [lock, new, old] = [format!("~${name}"), "1A2B3C4D".into(), "5E6F7A8B.tmp".into()].map(|it| folder.path(&it));
    fs::write(&lock, "Иванова").unwrap();
    fs::write(&new, bytes).unwrap();
    fs::rename(folder.path(name), &old).unwrap();
    fs::rename(&new, folder.path(name)).unwrap();
    fs::remove_file(&old).unwrap();
    fs::remove_file(&lock).unwrap();
}

#[test]
fn what_is_written_into_the_file_is_made_at_once() {
    let folder = Folder::with("п.yaml", &plan("Совет"));
    let watch = Watch::start(&folder, "plan п.yaml");
    watch.until_made(1);
    watch.until_said("слежу за изменениями: п.yaml; конец – Ctrl+C");
    watch.until_is("output/п.pdf", "plan п.yaml");
    fs::write(folder.path("п.yaml"), plan("Слёт")).unwrap();
    watch.until_is("output/п.pdf", "plan п.yaml");
    // Back again: what was remembered is not mixed up.
    fs::write(folder.path("п.yaml"), plan("Совет")).unwrap();
    watch.until_is("output/п.pdf", "plan п.yaml");
    watch.until_made(3);
    assert_eq!(watch.stdout(), "output/п.pdf\n".repeat(3));
    // It is said after the path is printed.
    let said = |watch: &Watch<'_>| watch.stderr().matches("п.yaml: документ сделан за ").count();
    watch.until("three times said", |watch| said(watch) >= 3);
    assert_eq!(said(&watch), 3, "{}", watch.stderr());
}

#[test]
fn a_workbook_that_excel_saves_is_made_once_and_its_locks_are_passed_over() {
    let folder = Folder::with("п.yaml", &plan_of("т.xlsx")).file("т.xlsx", table("Совет"));
    let watch = Watch::start(&folder, "plan п.yaml");
    watch.until_said("слежу за изменениями: п.yaml, т.xlsx");
    fs::write(folder.path("~$т.xlsx"), "Иванова").unwrap();
    save_as_excel(&folder, "т.xlsx", &table("Слёт"));
    watch.until_is("output/п.pdf", "plan п.yaml");
    save_as_excel(&folder, "т.xlsx", &table("Съезд"));
    watch.until_is("output/п.pdf", "plan п.yaml");
    watch.until_made(3);
    assert_eq!(watch.made(), 3, "{}", watch.stderr());
    assert!(!watch.stderr().contains("ошибка"), "{}", watch.stderr());
}

#[test]
fn another_table_that_is_named_is_followed() {
    let folder = Folder::with("п.yaml", &plan_of("а.xlsx")).file("а.xlsx", table("А")).file("б.xlsx", table("Б"));
    let watch = Watch::start(&folder, "plan п.yaml");
    watch.until_made(1);
    fs::write(folder.path("п.yaml"), plan_of("б.xlsx")).unwrap();
    watch.until_is("output/п.pdf", "plan п.yaml");
    watch.until_made(2);
    // The former one no longer counts.
    fs::write(folder.path("а.xlsx"), table("В")).unwrap();
    fs::write(folder.path("б.xlsx"), table("Г")).unwrap();
    watch.until_is("output/п.pdf", "plan п.yaml");
    watch.until_made(3);
    assert_eq!(watch.made(), 3, "{}", watch.stderr());
}

#[test]
fn faults_are_shown_and_the_last_good_document_stays() {
    let folder = Folder::with("п.yaml", &plan("Совет"));
    let watch = Watch::start(&folder, "plan п.yaml");
    watch.until_made(1);
    let good = folder.read("output/п.pdf");
    fs::write(folder.path("п.yaml"), plan("Слёт").replace("период: 2023 год", "период: когда-нибудь")).unwrap();
    watch.until_said("п.yaml: документ не сделан; исправьте и сохраните файл");
    assert!(watch.stderr().contains("п.yaml:2:9: ошибка E308"), "{}", watch.stderr());
    assert_eq!(folder.read("output/п.pdf"), good);
    fs::write(folder.path("п.yaml"), plan("Слёт")).unwrap();
    watch.until_is("output/п.pdf", "plan п.yaml");
}

#[test]
fn a_file_that_is_not_there_yet_is_waited_for() {
    let folder = Folder::new();
    let watch = Watch::start(&folder, "plan п.yaml");
    watch.until_said("п.yaml: ошибка E001");
    watch.until_said("слежу за изменениями: п.yaml");
    fs::write(folder.path("п.yaml"), plan_of("т.xlsx")).unwrap();
    watch.until_said("п.yaml:4:10: ошибка E001");
    fs::write(folder.path("т.xlsx"), table("Совет")).unwrap();
    watch.until_is("output/п.pdf", "plan п.yaml");
    // Gone, and back again.
    fs::remove_file(folder.path("т.xlsx")).unwrap();
    watch.until("the loss is told", |watch| watch.stderr().matches("п.yaml:4:10: ошибка E001").count() == 2);
    fs::write(folder.path("т.xlsx"), table("Слёт")).unwrap();
    watch.until_is("output/п.pdf", "plan п.yaml");
}

#[test]
fn the_plan_of_a_monitoring_is_watched_too() {
    let monitoring = "вид: мониторинг\nплан: п.yaml\nна дату: 2023-11-20\nисполнение: []\nвыводы: [Хорошо]\n";
    let folder = Folder::with("п.yaml", &plan("Совет")).file("м.yaml", monitoring);
    let watch = Watch::start(&folder, "report м.yaml");
    watch.until_made(1);
    fs::write(folder.path("п.yaml"), plan("Слёт")).unwrap();
    watch.until_is("output/м-report.pdf", "report м.yaml");
    // A monitoring whose plan is broken is made again when the plan is mended.
    fs::write(folder.path("п.yaml"), "вид: план: план\n").unwrap();
    watch.until_said("ошибка E101");
    fs::write(folder.path("п.yaml"), plan("Съезд")).unwrap();
    watch.until_is("output/м-report.pdf", "report м.yaml");
}

#[test]
fn only_the_document_whose_files_changed_is_made_again() {
    let folder = Folder::with("а.yaml", &plan("А")).file("б.yaml", plan("Б"));
    let watch = Watch::start(&folder, "plan а.yaml б.yaml");
    watch.until_made(2);
    fs::write(folder.path("б.yaml"), plan("В")).unwrap();
    watch.until_is("output/б.pdf", "plan б.yaml");
    fs::write(folder.path("а.yaml"), plan("Г")).unwrap();
    watch.until_is("output/а.pdf", "plan а.yaml");
    watch.until_made(4);
    assert_eq!(watch.stdout(), "output/а.pdf\noutput/б.pdf\noutput/б.pdf\noutput/а.pdf\n");
}

#[test]
fn own_templates_are_watched() {
    let folder = Folder::with("п.yaml", &plan("Совет")).copy("templates/tokens.yaml", "ш/tokens.yaml");
    let watch = Watch::start(&folder, "plan п.yaml --templates ш");
    watch.until_made(1);
    let tokens = String::from_utf8(folder.read("ш/tokens.yaml")).unwrap();
    let wider = tokens.replace("table-inset-x-pt: 4", "table-inset-x-pt: 7");
    assert_ne!(tokens, wider);
    fs::write(folder.path("ш/tokens.yaml"), wider).unwrap();
    watch.until_is("output/п.pdf", "plan п.yaml --templates ш");
    // One that was not there before.
    let template = fs::read_to_string(repository("templates/plan.typ")).unwrap();
    fs::write(folder.path("ш/plan.typ"), template.replace("#draft-mark(view.draft)", "")).unwrap();
    watch.until_is("output/п.pdf", "plan п.yaml --templates ш");
    fs::write(folder.path("ш/plan.typ"), "#broken(").unwrap();
    watch.until_said("ошибка E503");
    fs::remove_file(folder.path("ш/plan.typ")).unwrap();
    watch.until_is("output/п.pdf", "plan п.yaml --templates ш");
}

#[test]
fn a_target_that_is_not_free_is_tried_again() {
    let folder = Folder::with("п.yaml", &plan("Совет")).file("готово", "файл");
    let watch = Watch::start(&folder, "plan п.yaml -o готово/п.pdf");
    watch.until_said("готово/п.pdf: ошибка E002: документ не записан");
    watch.until_said("п.yaml: документ будет сделан, как только это станет возможно");
    fs::remove_file(folder.path("готово")).unwrap();
    // Without any change of the input.
    watch.until_is("готово/п.pdf", "plan п.yaml");
    assert_eq!(watch.stderr().matches("E002").count(), 1, "{}", watch.stderr());
}

#[test]
fn a_watch_keeps_what_was_there_before_but_not_what_it_wrote_itself() {
    let approved = |name| plan(name) + "утверждение: {должность: Заведующий, дата: 2023-02-01}\n";
    let folder = Folder::with("п.yaml", &approved("Совет")).copy("templates/tokens.yaml", "ш/tokens.yaml");
    folder.run("plan п.yaml --templates ш").silently();
    let before = folder.read("output/п.pdf");
    let document = fs::OpenOptions::new().write(true).open(folder.path("output/п.pdf")).unwrap();
    document.set_modified(std::time::SystemTime::now() - Duration::from_secs(25 * 60 * 60)).unwrap();
    // On Windows nothing replaces a file that is open.
    drop(document);
    let watch = Watch::start(&folder, "plan п.yaml --templates ш");
    watch.until_made(1);
    for name in ["Слёт", "Съезд", "Форум"] {
        fs::write(folder.path("п.yaml"), approved(name)).unwrap();
        watch.until_is("output/п.pdf", "plan п.yaml --templates ш");
    }
    watch.until_made(4);
    let kept: Vec<String> = folder.files().into_iter().filter(|file| file.starts_with("output/archive")).collect();
    assert_eq!(kept, ["output/archive/п (редакция 1 от 01.02.2023).pdf"]);
    assert_eq!(folder.read(&kept[0]), before);
}

#[test]
fn the_document_cannot_be_watched_in_a_stream() {
    let ran = Folder::with("п.yaml", SMALLEST).run("plan п.yaml --watch -o -").exits(2);
    assert_eq!(ran.stderr, "ошибка: с ключом --watch документ записывается в файл, а не в поток («-»)\n");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_the_watch_well() {
    let folder = Folder::with("п.yaml", SMALLEST);
    let mut watch = Watch::start(&folder, "plan п.yaml --quiet");
    watch.until_made(1);
    let sent = std::process::Command::new("kill").args(["-INT", &watch.program.id().to_string()]).status().unwrap();
    assert!(sent.success());
    assert_eq!(watch.program.wait().unwrap().code(), Some(0));
    assert_eq!(watch.stderr(), "");
    // Nothing is left beside the document.
    assert_eq!(folder.files(), ["output/п.pdf", "п.yaml"]);
}
