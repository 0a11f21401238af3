//! PDF files made to keep the program busy: every command answers, and says honestly that it did not read them; what is to be
//! replaced by a document is kept.

use std::fmt::Write as _;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use dorkarta_core::pdf::Pdf;

use crate::carried::{revised, stream, with_carried};
use crate::support::{Folder, SMALLEST};
use crate::verify::{added, object, reference};

const TOO_LARGE: &str = "ошибка E650: PDF не читается: в нём слишком много частей, или они слишком велики";
/// An answer takes some seconds. Without limits it would take hours.
const MINUTE: Duration = Duration::from_secs(60);

/// A document as the program makes it.
fn document() -> Vec<u8> {
    let folder = Folder::with("п.yaml", SMALLEST);
    folder.run("plan п.yaml -o п.pdf").silently();
    folder.read("п.pdf")
}

/// Runs the program, and waits for no more than a minute. Gives its exit code and what it said.
#[track_caller]
fn answer(folder: &Folder, arguments: &str) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dorkarta"));
    command.args(arguments.split(' ')).current_dir(folder.path(""));
    let mut run = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    while run.try_wait().unwrap().is_none() {
        if begun.elapsed() > MINUTE {
            run.kill().unwrap();
            panic!("no answer to {arguments}");
        }
        sleep(Duration::from_millis(20));
    }
    let output = run.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

/// Expects that `verify` refuses a file, and that it is kept whole where a document takes its place.
#[track_caller]
fn is_not_verified(file: &[u8]) {
    let folder = Folder::with("п.yaml", SMALLEST).file("бомба.pdf", file);
    let (code, told) = answer(&folder, "verify бомба.pdf --messages short");
    assert!(code == Some(1) && told.contains(TOO_LARGE), "{code:?} {told}");
    let (code, told) = answer(&folder, "plan п.yaml -o бомба.pdf");
    assert_eq!(code, Some(0), "{told}");
    let kept = folder.files().into_iter().find(|name| name.starts_with("archive/"));
    // What is known to be a draft, by data that can be read, goes.
    assert!(kept.is_none_or(|kept| folder.read(&kept) == file));
}

/// Expects the same, and that nothing can be done with what it carries.
#[track_caller]
fn is_refused(file: &[u8]) {
    let folder = Folder::with("п.yaml", SMALLEST).file("бомба.pdf", file);
    for command in ["verify", "extract", "check", "plan", "due"] {
        let (code, told) = answer(&folder, &format!("{command} бомба.pdf --messages short"));
        assert_eq!(code, Some(1), "{command}: {told}");
        assert!(told.contains(TOO_LARGE), "{command}: {told}");
    }
    let (code, told) = answer(&folder, "plan п.yaml -o бомба.pdf");
    assert_eq!(code, Some(0), "{told}");
    assert!(folder.read("archive/бомба (прежний).pdf") == file);
}

/// The document with other entries of its catalogue in front of its own.
fn with_catalogue(entries: &str, but: &str, mut objects: Vec<(u32, Vec<u8>)>) -> Vec<u8> {
    let file = document();
    let pdf = Pdf::open(file.clone()).unwrap();
    let root = reference(pdf.trailer().get("Root"));
    let dict = object(&file, root).replace(but, &format!("{but}Former"));
    objects.push((root, added(&dict, entries).into_bytes()));
    revised(&file, &objects)
}

/// The document with so many pages that have the same entries.
fn with_pages(count: u32, entries: &str, mut objects: Vec<(u32, Vec<u8>)>) -> Vec<u8> {
    let file = document();
    let node = reference(Pdf::open(file.clone()).unwrap().root().get("Pages"));
    let numbers = 10_000..10_000 + count;
    let kids: String = numbers.clone().map(|number| format!("{number} 0 R ")).collect();
    objects.push((node, format!("<</Type/Pages/Count {count}/Kids[{kids}]>>").into_bytes()));
    objects.extend(numbers.map(|number| (number, format!("<</Type/Page/Parent {node} 0 R{entries}>>").into_bytes())));
    revised(&file, &objects)
}

#[test]
fn a_tree_of_names_that_doubles() {
    let mut nodes: Vec<_> =
        (5000..5080).map(|at| (at, format!("<</Kids[{0} 0 R {0} 0 R]>>", at + 1).into_bytes())).collect();
    nodes.push((5080, b"<</Names[]>>".to_vec()));
    is_refused(&with_catalogue("/Names<</EmbeddedFiles 5000 0 R>>", "/Names", nodes));
}

#[test]
fn a_table_of_more_objects_than_are_read() {
    let file = document();
    let pdf = Pdf::open(file.clone()).unwrap();
    let root = reference(pdf.trailer().get("Root"));
    let start = file.len() + 1;
    let rows = "0000000000 00000 f \n".repeat(2_100_000);
    let table = format!("\nxref\n9000 2100000\n{rows}trailer\n<</Root {root} 0 R/Prev {}>>", pdf.table_start());
    is_refused(&[file.as_slice(), table.as_bytes(), format!("\nstartxref\n{start}\n%%EOF").as_bytes()].concat());
}

#[test]
fn pages_that_share_a_large_content() {
    let content = stream("", &b"BT 0 0 Td (abc) Tj ET 0 0 9 9 re f\n".repeat(300_000));
    is_not_verified(&with_pages(300, "/Contents 5000 0 R", vec![(5000, content)]));
}

#[test]
fn pages_of_which_much_is_kept() {
    for operator in ["q ", "f ", "0 "] {
        let content = stream("", &operator.as_bytes().repeat(20_000_000));
        is_not_verified(&with_pages(2, "/Contents 5000 0 R", vec![(5000, content)]));
    }
}

#[test]
fn a_face_with_more_codes_than_there_are() {
    let table = format!("begincmap beginbfrange {}endbfrange", "<0000> <ffff> <0041> ".repeat(200_000));
    let objects = vec![
        (5000, stream("", b"BT /F 9 Tf <00010002> Tj ET")),
        (5001, b"<</Type/Font/Subtype/Type0/ToUnicode 5002 0 R>>".to_vec()),
        (5002, stream("", table.as_bytes())),
    ];
    is_not_verified(&with_pages(300, "/Contents 5000 0 R/Resources<</Font<</F 5001 0 R>>>>", objects));
}

#[test]
fn fields_by_the_thousand() {
    let fields: String = (5000..30_000).map(|number| format!("{number} 0 R ")).collect();
    let objects = (5000..30_000).map(|number| (number, b"<</FT/Tx>>".to_vec())).collect();
    is_not_verified(&with_catalogue(&format!("/AcroForm<</Fields[{fields}]>>"), "/AcroForm", objects));
}

#[test]
fn data_that_no_input_could_hold() {
    let file = document();
    let pdf = Pdf::open(file.clone()).unwrap();
    let data = String::from_utf8(pdf.carried(&pdf.attachments()[0]).unwrap()).unwrap();
    let with = |more: &str| data.replacen("\"данные\":{", &format!("\"данные\":{{\"задачи\":{more},"), 1);
    for more in [
        format!("{}{}", "[".repeat(50), "]".repeat(50)),
        format!("[{}null]", "null,".repeat(2_000_000)),
        format!("[{}null]", "{\"\":\"\"},".repeat(1_000_001)),
        format!("[\"{}\"]", "а".repeat(600_000)),
        // Every line of it is indented.
        format!("{}{}\"\"{}", "[".repeat(30), format!("\"{}\",", "а\\n".repeat(300_000)).repeat(3), "]".repeat(30)),
    ] {
        assert!(with(&more).len() > data.len() + 50);
        is_refused(&with_carried(&file, with(&more).as_bytes()));
    }
    // What is none of the data is never kept.
    let beside = data.replacen('{', &format!("{{\"иное\":[{}0],", "0,".repeat(10_000_000)), 1);
    let folder = Folder::new().file("п.pdf", with_carried(&file, beside.as_bytes()));
    assert_eq!(answer(&folder, "check --quiet п.pdf"), (Some(0), String::new()));
}

#[test]
fn a_large_honest_document_is_verified() {
    let mut plan = SMALLEST.to_owned();
    for number in 0..1500 {
        let _ = writeln!(plan, "  - название: Совещание {number}\n    срок: 2023\n    ответственные: Отдел");
    }
    let folder = Folder::with("п.yaml", &plan);
    folder.run("plan п.yaml -o п.pdf --quiet").exits(0);
    assert!(folder.run("verify п.pdf").silently().stdout.contains("не изменён"));
    // Compared page by page and object by object, since the bytes are others.
    let other = revised(&folder.read("п.pdf"), &[]);
    let folder = folder.file("п.pdf", other);
    assert!(folder.run("verify п.pdf").exits(1).stdout.contains("сохранила заново"));
}
