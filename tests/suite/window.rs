//! `window`: whom the page answers, what it shows, and when it ends, over raw sockets.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::{Child, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::forms::{Returned, sent};
use crate::support::{Folder, SMALLEST, repository, slashes};

/// Generous: the machine may be busy with many other things.
const DEADLINE: Duration = Duration::from_secs(90);
/// What every answer has.
const GUARD: [&str; 5] = [
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy: no-referrer",
    "X-Content-Type-Options: nosniff",
    "Cache-Control: no-store",
    "Cross-Origin-Resource-Policy: same-origin",
];

/// The program while it serves; it ends with the test.
struct Window {
    program: Child,
    address: String,
}

impl Window {
    fn start(folder: &Folder) -> Self {
        Self::start_in(folder, ".")
    }

    /// A page of a folder within the folder.
    fn start_in(folder: &Folder, name: &str) -> Self {
        let mut program = folder
            .command(env!("CARGO_BIN_EXE_dorkarta"))
            .args(["window", name, "--no-open"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(program.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { program, address: address.trim().to_owned() }
    }

    /// `127.0.0.1:PORT` and the token.
    fn parts(&self) -> (&str, &str) {
        let rest = self.address.strip_prefix("http://").expect("an address");
        let (host, token) = rest.split_once('/').expect("a path");
        (host, token.trim_end_matches('/'))
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.parts().0).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        stream
    }

    /// What comes back for bytes, all of it.
    fn send(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect();
        // A refusal may come before all was sent.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        let (host, token) = self.parts();
        self.send(format!("GET /{token}/{path} HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes())
    }

    fn json(&self, path: &str) -> Value {
        shown(&self.get(path))
    }

    fn post(&self, path: &str, kind: &str, content: &[u8]) -> String {
        let (host, token) = self.parts();
        let head = format!(
            "POST /{token}/{path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Type: {kind}\r\n\
             Content-Length: {}\r\n\r\n",
            content.len()
        );
        self.send(&[head.as_bytes(), content].concat())
    }

    fn press(&self, path: &str, order: &Value) -> Value {
        shown(&self.post(path, "application/json", order.to_string().as_bytes()))
    }

    /// Waits until what the page shows is as it should be.
    #[track_caller]
    fn until(&self, path: &str, holds: impl Fn(&Value) -> bool) -> Value {
        let begun = Instant::now();
        loop {
            let shown = self.json(path);
            if holds(&shown) {
                return shown;
            }
            assert!(begun.elapsed() < DEADLINE, "not yet: {shown:#}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    #[track_caller]
    fn until_ended(&mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.program.try_wait().unwrap() {
                return status;
            }
            assert!(begun.elapsed() < DEADLINE, "it goes on");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").map_or("", |(_, body)| body)
}

/// What an answer brings, with its paths as they are written elsewhere than on Windows.
#[track_caller]
fn shown(answer: &str) -> Value {
    fn written(value: Value) -> Value {
        match value {
            Value::String(text) => slashes(&text).into(),
            Value::Array(items) => items.into_iter().map(written).collect(),
            Value::Object(fields) => fields.into_iter().map(|(key, value)| (key, written(value))).collect(),
            other => other,
        }
    }
    written(serde_json::from_str(body(answer)).unwrap_or_else(|_| panic!("no JSON: {answer}")))
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}

/// Puts a file there, as a program does that saves it.
fn write(folder: &Folder, name: &str, text: &str) {
    let path = folder.path(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The number of a file in the list of files.
fn number_of(files: &Value, name: &str) -> u64 {
    let html = files["files"].as_str().unwrap();
    let before = &html[..html.find(&format!(">{name}<")).unwrap_or_else(|| panic!("no {name}: {html}"))];
    let (_, number) = before.rsplit_once("data-file=\"").unwrap();
    number.split('"').next().unwrap().parse().unwrap()
}

fn has(region: &'static str, part: &str) -> impl Fn(&Value) -> bool {
    move |shown| shown[region].as_str().is_some_and(|text| text.contains(part))
}

const SECOND: &str = "вид: план\nпериод: 2023 год\nназвание: План второй\nмероприятия:\n  - название: Другое дело\n    срок: май 2023\n    ответственные: отдел\n";

#[test]
fn the_page_and_all_it_needs_come_from_here_and_are_guarded() {
    let folder = Folder::new();
    write(&folder, "план.yaml", SMALLEST);
    let window = Window::start(&folder);
    for path in ["", "window.css", "window.js", "icon.svg", "regions", "dialog/plan"] {
        let answer = window.get(path);
        assert_eq!(status(&answer), 200, "{path}: {answer}");
        for field in GUARD {
            assert!(answer.contains(&format!("\r\n{field}\r\n")), "{path} lacks {field}");
        }
    }
    let page = window.get("");
    let page = body(&page);
    // Nothing within the markup that a policy would have to be loosened for, and nothing from elsewhere.
    for outside in ["style=", "onclick", "http://", "https://", "<script>"] {
        assert!(!page.contains(outside), "{outside}");
    }
    for nothing in ["nothing", "picture/1.svg", "picture/999/../../план.yaml", "../план.yaml", "dialog/nothing"]
    {
        let answer = window.get(nothing);
        assert_eq!(status(&answer), 404, "{nothing}: {answer}");
        assert!(GUARD.iter().all(|field| answer.contains(field)), "{nothing}");
    }
}

#[test]
fn nobody_else_is_answered() {
    let folder = Folder::new();
    let window = Window::start(&folder);
    let (host, token) = window.parts();
    let ask = |line: &str, fields: &str| {
        let answer = window.send(format!("{line} HTTP/1.1\r\n{fields}\r\n").as_bytes());
        assert!(GUARD.iter().all(|field| answer.contains(field)), "{line} {fields}: {answer}");
        status(&answer)
    };
    let page = format!("GET /{token}/");
    let ours = format!("Host: {host}\r\n");
    assert_eq!(ask(&page, &ours), 200);
    assert_eq!(ask(&page, "Host: localhost\r\n"), 403);
    assert_eq!(ask(&page, ""), 403);
    assert_eq!(ask(&page, &format!("{ours}Origin: http://evil.example\r\n")), 403);
    assert_eq!(ask(&page, &format!("{ours}Sec-Fetch-Site: cross-site\r\n")), 403);
    assert_eq!(ask(&page, &format!("{ours}Sec-Fetch-Site: none\r\n")), 200);
    assert_eq!(ask("GET /", &ours), 404);
    assert_eq!(ask(&format!("GET /{}/", token.replace(['0', '1', '2'], "f")), &ours), 404);
    assert_eq!(ask(&format!("PUT /{token}/"), &ours), 405);
    let post = format!("POST /{token}/end");
    let own = format!("{ours}Origin: http://{host}\r\n");
    assert_eq!(ask(&post, &format!("{ours}Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{{}}")), 403);
    assert_eq!(ask(&post, &format!("{own}Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{{}}")), 415);
    assert_eq!(ask(&post, &format!("{own}Content-Type: application/json\r\nContent-Length: 70000\r\n")), 413);
    assert_eq!(ask(&post, &format!("{own}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n")), 411);
    assert_eq!(ask(&page, &format!("{ours}X: {}\r\n", "x".repeat(17_000))), 431);
    assert_eq!(ask("GET http://127.0.0.1/", &ours), 400);
    assert_eq!(ask("\u{1}\u{2}", ""), 400);
    // After all that it is still there.
    assert_eq!(ask(&page, &ours), 200);
}

#[test]
fn who_is_slow_holds_up_nobody() {
    let folder = Folder::new();
    write(&folder, "план.yaml", SMALLEST);
    let window = Window::start(&folder);
    let (host, token) = window.parts();
    // More than are heard out at once: the first ones make room.
    let halves: Vec<TcpStream> = (0..200)
        .map(|at| {
            let mut stream = window.connect();
            let lines = ["", "GET /", &format!("GET /{token}/ HTTP/1.1\r\nHost: {host}\r\n")];
            // Who had to make room is told of it.
            let _ = stream.write_all(lines[at % 3].as_bytes());
            if at % 5 == 0 {
                let _ = stream.shutdown(Shutdown::Write);
            }
            stream
        })
        .collect();
    let begun = Instant::now();
    assert_eq!(status(&window.get("")), 200);
    // Far below the time that slow ones are given.
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
    drop(halves);
}

#[test]
fn what_is_saved_is_shown_with_its_faults_and_its_pages() {
    let folder = Folder::new();
    write(&folder, "план.yaml", SMALLEST);
    write(&folder, "второй.yaml", SECOND);
    let window = Window::start(&folder);
    let files = window.until("regions", |shown| shown["files"].as_str().unwrap().matches("план, ").count() == 2);
    let id = number_of(&files, "план.yaml");
    let path = format!("regions?file={id}");
    let shown = window.until(&path, |shown| shown["pages"]["pictures"].as_array().is_some_and(|all| !all.is_empty()));
    let picture = shown["pages"]["pictures"][0].clone();
    assert_eq!(picture["name"], "Страница 1 из 1");
    assert!(picture["rows"].as_array().is_some_and(|rows| !rows.is_empty()), "{picture}");
    let source = picture["source"].as_str().unwrap();
    assert!(body(&window.get(source)).starts_with("<svg"));

    // A fault: the old pages stay and are said to be old; where it stands is shown.
    write(&folder, "план.yaml", &SMALLEST.replace("вид: план", "вид: план\nопечатка: <script>\u{202e}"));
    let shown = window.until(&path, has("files", "план, ошибок: "));
    assert!(shown["pages"]["note"].as_str().unwrap().contains("прежние страницы"), "{shown:#}");
    assert_eq!(shown["pages"]["pictures"][0]["source"], source);
    assert!(shown["messages"].as_str().unwrap().contains("план.yaml:2:"), "{shown:#}");
    let place = window.json(&format!("place?file={id}&message=0"));
    let html = place["html"].as_str().unwrap();
    assert!(html.contains("<mark aria-current=\"true\">"), "{html}");
    assert!(html.contains("&lt;script&gt;") && !html.contains("<script>") && !html.contains('\u{202e}'), "{html}");

    // Mended: other pages.
    write(&folder, "план.yaml", &SMALLEST.replace("Совещание", "Заседание"));
    let shown = window.until(&path, |shown| {
        let picture = &shown["pages"]["pictures"][0]["source"];
        shown["pages"]["note"] == "" && *picture != source
    });
    assert!(shown["status"].as_str().unwrap().starts_with("Обновлено: 1 страница"), "{shown:#}");
}

#[test]
fn an_open_page_hears_of_what_is_new_and_of_the_end() {
    let folder = Folder::new();
    write(&folder, "план.yaml", SMALLEST);
    let mut window = Window::start(&folder);
    window.until("regions", has("files", "план, "));
    let (host, token) = window.parts();
    let mut stream = window.connect();
    write!(stream, "GET /{token}/events HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
    let mut lines = BufReader::new(stream).lines().map(|line| line.unwrap());
    let mut hear = |part: &str| assert!(lines.any(|line| line.contains(part)), "{part}");
    hear("text/event-stream");
    hear("data: ");
    write(&folder, "второй.yaml", SECOND);
    hear("data: ");
    window.press("end", &json!({}));
    hear("event: end");
    assert!(window.until_ended().success());
}

#[test]
fn a_button_does_what_the_command_does() {
    let folder = Folder::new();
    write(&folder, "план.yaml", SMALLEST);
    write(&folder, "второй.yaml", SECOND);
    let window = Window::start(&folder);
    let files = window.until("regions", |shown| shown["files"].as_str().unwrap().matches("план, ").count() == 2);
    // Nothing is written before a button asks for it.
    assert!(!folder.path("output").exists());
    let (id, second) = (number_of(&files, "план.yaml"), number_of(&files, "второй.yaml"));
    let answer = window.press("do/plan", &json!({ "file": id }));
    assert_eq!(answer["done"], true, "{answer}");
    let made = fs::read(folder.path("output/план.pdf")).unwrap();
    folder.run("plan план.yaml -o такой-же.pdf").exits(0);
    assert_eq!(made, fs::read(folder.path("такой-же.pdf")).unwrap());
    let shown = window.json("regions");
    assert!(has("made", "output/план.pdf")(&shown), "{shown:#}");

    let answer = window.press("do/diff", &json!({ "old": id, "file": second }));
    let listing = folder.run("diff план.yaml второй.yaml").exits(1);
    assert_eq!(answer["text"].as_str().unwrap(), listing.stdout, "{answer}");
    let answer = window.press("do/diff", &json!({ "old": id, "file": second, "amendments": true }));
    assert_eq!(answer["done"], true, "{answer}");
    assert!(folder.path("output/второй-amendments.pdf").exists());

    window.press("do/forms", &json!({ "file": id }));
    assert!(folder.path("формы").read_dir().unwrap().count() > 0);
    let answer = window.press("do/copy", &json!({ "file": id }));
    assert_eq!(answer["done"], true, "{answer}");
    folder.run("plan план.yaml --format docx -o такая-же.docx").exits(0);
    assert_eq!(folder.read("output/план.docx"), folder.read("такая-же.docx"));
    let answer = window.press("do/packet", &json!({ "file": id, "folder": "апрель" }));
    assert!(answer["text"].as_str().unwrap().contains("Готово: output/апрель – "), "{answer}");
    assert!(folder.path("output/апрель/план.pdf").exists());
    // Nobody has filled in anything: there is nothing to collect, and it is said.
    let answer = window.press("do/collect", &json!({ "file": id, "folder": "формы" }));
    assert!(answer["text"].as_str().unwrap().contains("не заполнена"), "{answer}");
    let answer = window.press("do/due", &json!({ "file": id, "date": "15.03.2023" }));
    let listing = folder.run("due план.yaml --date 2023-03-15").exits(0);
    assert_eq!(answer["text"].as_str().unwrap(), listing.stdout, "{answer}");

    // What cannot be meant is said.
    for (action, order) in [
        ("do/plan", json!({ "file": 999 })),
        ("do/plan", json!({ "file": id, "name": "../план" })),
        ("do/due", json!({ "file": id, "date": "завтра" })),
        ("do/diff", json!({ "old": id, "file": id })),
    ] {
        let answer = window.press(action, &order);
        assert_eq!(answer["done"], false, "{action} {order}: {answer}");
        assert!(answer["text"].as_str().is_some_and(|text| !text.is_empty()), "{action} {order}");
    }
}

#[test]
fn faults_come_before_remarks() {
    let folder = Folder::new();
    write(&folder, "план.yaml", &format!("{SMALLEST}опечатка: да\n").replace("    срок: ", "    сроки: "));
    let window = Window::start(&folder);
    let shown = window.until("regions", has("files", "план, ошибок: "));
    let html = shown["messages"].as_str().unwrap();
    let kinds: Vec<&str> = html.split("<li class=\"").skip(1).map(|item| item.split('"').next().unwrap()).collect();
    assert!(kinds.contains(&"remark") && kinds.contains(&"fault"), "{html}");
    assert!(kinds.is_sorted(), "{kinds:?}");
    // Their numbers are those of the file's order, by which places are asked for.
    let last = html.rsplit_once("data-message=\"").unwrap().1.split('"').next().unwrap();
    let id = number_of(&shown, "план.yaml");
    assert!(window.json(&format!("place?file={id}&message={last}"))["html"].is_string());
}

#[test]
fn answers_that_differ_are_settled_in_the_workbook() {
    let folder = sent();
    let form = Returned::of(&folder, "ф.xlsx");
    let said = |status: &str, result: &str| form.clone().set("1", "статус", status).set("2", "результат", result);
    let folder = folder.file("формы/ш1.xlsx", said("выполнено", "В мае").bytes());
    let folder = folder.file("формы/ш2.xlsx", said("не выполнено", "В июне").bytes());
    fs::remove_file(folder.path("ф.xlsx")).unwrap();
    let window = Window::start(&folder);
    let files = window.until("regions", has("files", "план, "));
    let order = json!({ "file": number_of(&files, "план.yaml"), "folder": "формы", "name": "м.yaml" });
    let answer = window.press("do/collect", &order);
    let html = answer["questions"].as_str().unwrap();
    let asked = html.matches("<fieldset").count();
    assert_eq!(html.matches("class=\"open\"").count(), 2, "{html}");
    assert!(answer["text"].as_str().unwrap().contains("в вопросах окна «Собрать ответы»"), "{answer}");

    let names: Vec<&str> = html.split("<legend>").skip(1).map(|part| part.split("</legend>").next().unwrap()).collect();
    let choices: Vec<Value> = names
        .iter()
        .map(|name| match *name {
            name if name.starts_with("1.") && name.contains("статус") => json!({ "chosen": "ш2.xlsx" }),
            name if name.starts_with("2.") && name.contains("результат") => json!({ "own": "Летом" }),
            _ => json!({}),
        })
        .collect();
    assert_eq!(choices.len(), asked);
    let mut settled = order.clone();
    settled["choices"] = json!(choices);
    let answer = window.press("do/collect", &settled);
    assert!(answer["questions"].as_str().unwrap().contains("Всё решено"), "{answer}");
    let text = fs::read_to_string(folder.path("м.yaml")).unwrap();
    assert!(text.contains("статус: не выполнено") && text.contains("результат: Летом"), "{text}");
    // The command reads the same choices.
    folder.run("collect план.yaml формы -o по-команде.yaml --answers расхождения.xlsx --quiet").exits(0);
    assert_eq!(fs::read_to_string(folder.path("по-команде.yaml")).unwrap(), text);

    // Whoever has changed the workbook meanwhile loses nothing.
    fs::write(folder.path("расхождения.xlsx"), "чужое").unwrap();
    let answer = window.press("do/collect", &settled);
    assert!(answer["text"].as_str().unwrap().contains("изменили"), "{answer}");
    assert_eq!(fs::read(folder.path("расхождения.xlsx")).unwrap(), "чужое".as_bytes());
    // Choices that belong to no questions are refused.
    settled["choices"] = json!([{ "chosen": "ш1.xlsx" }]);
    assert_eq!(window.press("do/collect", &settled)["done"], false);
}

#[test]
fn long_work_tells_how_far_it_is_and_is_stopped() {
    let folder = Folder::new();
    write(&folder, "план.yaml", &many_bodies(1000));
    let window = Window::start(&folder);
    let files = window.until("regions", has("files", "план, "));
    let order = json!({ "file": number_of(&files, "план.yaml"), "work": 7 });
    thread::scope(|scope| {
        let made = scope.spawn(|| window.press("do/forms", &order));
        window.until("progress?work=7", |told| told["total"] == 1000 && told["done"].as_u64() > Some(0));
        window.press("stop", &json!({ "work": 7 }));
        let answer = made.join().unwrap();
        let text = answer["text"].as_str().unwrap();
        assert!(text.starts_with("Остановлено: сделано ") && text.contains(" из 1000"), "{answer}");
        let count = fs::read_dir(folder.path("формы")).unwrap().count();
        assert_eq!(answer["files"].as_str().unwrap().matches("data-open").count(), count, "each is there whole");
    });
    // Nobody works under that number any more.
    assert_eq!(window.json("progress?work=7"), json!({ "done": 0, "total": 0 }));
    window.press("stop", &json!({ "work": 7 }));
}

#[test]
fn a_packet_is_stopped_before_anything_is_written() {
    let folder = Folder::new();
    write(&folder, "план.yaml", &many_bodies(400));
    let window = Window::start(&folder);
    let files = window.until("regions", has("files", "план, "));
    let order = json!({ "file": number_of(&files, "план.yaml"), "work": 8 });
    thread::scope(|scope| {
        let made = scope.spawn(|| window.press("do/packet", &order));
        // The plan, and what is made for each of 400 bodies.
        window.until("progress?work=8", |told| told["total"] == 401 && told["done"].as_u64() > Some(0));
        window.press("stop", &json!({ "work": 8 }));
        let answer = made.join().unwrap();
        assert_eq!(answer["text"], "Остановлено: ничего не записано.", "{answer}");
    });
    assert!(!folder.path("output").exists());
}

/// A plan of as many activities, each of another body.
fn many_bodies(count: usize) -> String {
    let head = SMALLEST.split_once("мероприятия:").unwrap().0;
    let activity = |at| format!("  - {{название: Дело {at}, срок: май 2023, ответственные: Школа № {at}}}\n");
    format!("{head}мероприятия:\n{}", (1..=count).map(activity).collect::<String>())
}

/// Reports of territories as PDF files in a folder: 1.pdf, 2.pdf.
fn reports(folder: &Folder, name: &str) {
    for (at, territory) in ["berezovsky", "zarechny"].into_iter().enumerate() {
        let report = repository(&format!("input/summary-2023/{territory}.yaml"));
        folder.run(&format!("report {} -o {name}/{}.pdf --quiet", report.display(), at + 1)).exits(0);
    }
}

#[test]
fn a_folder_of_reports_offers_their_summary() {
    let folder = Folder::new();
    write(&folder, "работа/план.yaml", SMALLEST);
    reports(&folder, "работа/отчёты");
    let window = Window::start_in(&folder, "работа");
    // They lie in a folder in this one.
    window.until("regions", |shown| shown["sums"] == true);
    let dialog = window.get("dialog/summary");
    assert!(dialog.contains("отчёты в папке отчёты") && !dialog.contains("отчёты в этой папке"), "{dialog}");
    let order = json!({ "from": "folder отчёты", "book": true, "letters": true });
    let answer = window.press("do/summary", &order);
    assert_eq!(answer["done"], true, "{answer}");
    let made = fs::read(folder.path("работа/output/свод.pdf")).unwrap();
    folder.run("summary работа/отчёты -o такой-же.pdf --xlsx такая-же.xlsx").exits(0);
    assert_eq!(made, fs::read(folder.path("такой-же.pdf")).unwrap());
    assert!(folder.path("работа/output/свод.xlsx").exists());
    for from in ["", "folder ..", "folder нет-такой", "file 999"] {
        assert_eq!(window.press("do/summary", &json!({ "from": from }))["done"], false, "{from}");
    }
    drop(window);

    // They are all that there is: it is offered at once.
    let window = Window::start_in(&folder, "работа/отчёты");
    window.until("regions", |shown| {
        shown["next"] == "summary" && has("welcome", "В этой папке 2\u{a0}отчёта")(shown)
    });
    // A plan is no report.
    folder.run("plan работа/план.yaml -o работа/отчёты/план.pdf").exits(0);
    window.until("regions", has("files", ">план.pdf<"));
    assert!(has("welcome", "В этой папке 2\u{a0}отчёта")(&window.json("regions")));
    assert!(window.get("dialog/summary").contains("отчёты в этой папке"));
    let answer = window.press("do/summary", &json!({ "from": "folder .", "name": "вместе", "points": true }));
    assert!(answer["files"].as_str().unwrap().contains("output/вместе.pdf"), "{answer}");
}

#[test]
fn a_file_of_a_summary_is_an_input_like_others() {
    let folder = Folder::new();
    reports(&folder, "отчёты");
    let summary = "вид: свод\nпериод: 2023 год\nтерритории:\n  - {название: Первый, файл: отчёты/1.pdf}\n  - {название: Второй, файл: отчёты/2.pdf}\nвыводы: Всё сделано.\n";
    write(&folder, "область.yaml", &summary.replace("отчёты/2.pdf", "отчёты/3.pdf"));
    let window = Window::start(&folder);
    let shown = window.until("regions", has("files", "свод, замечаний: "));
    assert_eq!(shown["sums"], true);
    let id = number_of(&shown, "область.yaml");
    let path = format!("regions?file={id}");
    let is_set = |shown: &Value| shown["pages"]["pictures"].as_array().is_some_and(|all| !all.is_empty());
    let before = window.until(&path, is_set)["pages"].clone();
    // What was missing comes: the summary is another one.
    fs::copy(folder.path("отчёты/2.pdf"), folder.path("отчёты/3.pdf")).unwrap();
    let is_missing = has("messages", "3.pdf");
    assert!(is_missing(&window.json(&path)));
    window.until(&path, |shown| !is_missing(shown) && is_set(shown) && shown["pages"] != before);
    let answer = window.press("do/summary", &json!({ "from": format!("file {id}") }));
    assert!(answer["files"].as_str().unwrap().contains("output/область.pdf"), "{answer}");
    folder.run("summary область.yaml -o такой-же.pdf --quiet").exits(0);
    assert_eq!(fs::read(folder.path("output/область.pdf")).unwrap(), fs::read(folder.path("такой-же.pdf")).unwrap());
}

#[test]
fn a_summary_leads_nowhere_out_of_the_folder() {
    let folder = Folder::new();
    reports(&folder, "общее");
    let summary = "вид: свод\nпериод: 2023 год\nтерритории:\n  - {название: Первый, файл: ../общее/1.pdf}\n  - {название: Второй, файл: ../общее}\n";
    write(&folder, "работа/область.yaml", summary);
    let window = Window::start_in(&folder, "работа");
    let shown = window.until("regions", has("files", "свод, ошибок: "));
    assert!(has("messages", "он лежит за пределами открытой папки")(&shown), "{shown:#}");
    let id = number_of(&shown, "область.yaml");
    let answer = window.press("do/summary", &json!({ "from": format!("file {id}") }));
    assert!(answer["done"] == false && answer.to_string().contains("за пределами"), "{answer}");
}

#[test]
fn files_are_added_and_none_is_replaced_unasked() {
    let folder = Folder::new();
    let window = Window::start(&folder);
    let add = |query: &str, content: &str| {
        status(&window.post(&format!("files?{query}"), "application/octet-stream", content.as_bytes()))
    };
    assert_eq!(add("name=%D0%BF.yaml&replace=no", SMALLEST), 200);
    window.until("regions", has("files", ">п.yaml<"));
    assert_eq!(add("name=%D0%BF.yaml&replace=no", SECOND), 409);
    assert_eq!(fs::read_to_string(folder.path("п.yaml")).unwrap(), SMALLEST);
    assert_eq!(add("name=%D0%BF.yaml&replace=yes", SECOND), 200);
    assert_eq!(fs::read_to_string(folder.path("п.yaml")).unwrap(), SECOND);
    for name in ["..%2Fx.yaml", "%2Ftmp%2Fx.yaml", "x.exe", ".x.yaml", "a%5Cb.yaml", "", "x.yaml%00"] {
        assert_eq!(add(&format!("name={name}&replace=yes"), SECOND), 422, "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_read() {
    let folder = Folder::new();
    write(&folder, "общее/тайна.yaml", &SMALLEST.replace("вид: план", "вид: план\nтайна: да"));
    write(&folder, "работа/план.yaml", SMALLEST);
    std::os::unix::fs::symlink(folder.path("общее/тайна.yaml"), folder.path("работа/ссылка.yaml")).unwrap();
    let window = Window::start_in(&folder, "работа");
    let shown = window.until("regions", has("files", "план, "));
    assert!(has("files", "ссылка наружу")(&shown), "{shown:#}");
    let id = number_of(&shown, "ссылка.yaml");
    let shown = window.json(&format!("regions?file={id}"));
    assert!(!shown.to_string().contains("тайна:"), "{shown:#}");
    let answer = window.press("do/plan", &json!({ "file": id }));
    assert_eq!(answer["done"], false, "{answer}");
}

#[test]
fn data_lead_nowhere_out_of_the_folder() {
    let folder = Folder::new();
    write(&folder, "общее/план.yaml", &SMALLEST.replace("Совещание", "Тайное совещание"));
    let monitoring = "вид: мониторинг\nплан: ../общее/план.yaml\nна дату: 2023-05-01\nисполнение:\n  - {мероприятие: 1, статус: выполнено}\n";
    write(&folder, "работа/мониторинг.yaml", monitoring);
    let window = Window::start_in(&folder, "работа");
    let shown = window.until("regions", has("files", "мониторинг, ошибок: "));
    assert!(has("messages", "он лежит за пределами открытой папки")(&shown), "{shown:#}");
    let id = number_of(&shown, "мониторинг.yaml");
    for action in ["do/report", "do/due", "do/check"] {
        let answer = window.press(action, &json!({ "file": id })).to_string();
        assert!(answer.contains("за пределами") && !answer.contains("Тайное"), "{action}: {answer}");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_gone_is_told() {
    let folder = Folder::new();
    write(&folder, "работа/план.yaml", SMALLEST);
    let window = Window::start_in(&folder, "работа");
    window.until("regions", has("files", "план, "));
    fs::remove_dir_all(folder.path("работа")).unwrap();
    window.until("regions", has("welcome", "Этой папки больше нет"));
}

#[test]
fn a_second_start_shows_the_first_page() {
    let folder = Folder::new();
    let mut first = Window::start(&folder);
    let mut second = Window::start(&folder);
    assert_eq!(second.address, first.address);
    assert!(second.until_ended().success());
    // Another folder has a page of its own.
    write(&folder, "другая/план.yaml", SMALLEST);
    let other = Window::start_in(&folder, "другая");
    assert_ne!(other.address, first.address);

    // What a killed run has left is not believed, also where another server answers at its port.
    let port = first.parts().0.rsplit_once(':').unwrap().1.to_owned();
    first.program.kill().unwrap();
    first.program.wait().unwrap();
    let impostor = std::net::TcpListener::bind(format!("127.0.0.1:{port}")).unwrap();
    thread::spawn(move || {
        for stream in impostor.incoming().flatten() {
            let mut stream = stream;
            let _ = stream.read(&mut [0; 1024]);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n00000000000000000000000000000000");
        }
    });
    let third = Window::start(&folder);
    assert_ne!(third.address, first.address);
    assert_eq!(status(&third.get("")), 200);
}

#[test]
fn what_cannot_be_served_is_told() {
    let folder = Folder::new();
    folder.run("window нет-такой --no-open").exits(3);
    let window = Window::start(&folder);
    let port = window.parts().0.rsplit_once(':').unwrap().1.to_owned();
    write(&folder, "другая/план.yaml", SMALLEST);
    let ran = folder.run(&format!("window другая --no-open --port {port}")).exits(3);
    assert!(ran.stderr.contains("--port"), "{}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn it_ends_well_when_the_system_asks() {
    let folder = Folder::new();
    let mut window = Window::start(&folder);
    let id = window.program.id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    assert_eq!(window.until_ended().code(), Some(0));
}
