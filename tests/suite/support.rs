//! A builder that makes an end-to-end test read like a story: files in a folder of their own, a command, what came.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use dorkarta::app::document;
use dorkarta_core::diagnostics::Diagnostics;
use dorkarta_core::input::Reader;
use dorkarta_core::system::Disk;
use dorkarta_press::{Overrides, Pages, Typesetter};
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A plan with nothing but what is required.
pub const SMALLEST: &str = "вид: план\nпериод: 2023 год\nназвание: План\nмероприятия:\n  - название: Совещание\n    срок: 2023\n    ответственные: Отдел\n";

/// A file of the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A folder with files, in which the program is run.
pub struct Folder {
    folder: tempfile::TempDir,
}

/// What the program said and how it ended.
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    /// All but [`Self::done`].
    pub stderr: String,
    /// The lines that say what was made: «Готово: …», «Документ не сделан: …», «сделано 2 из 3».
    pub done: Vec<String>,
    pub bytes: Vec<u8>,
}

impl Folder {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A folder with one file.
    pub fn with(name: &str, text: &str) -> Self {
        Self::new().file(name, text)
    }

    /// Adds a file.
    pub fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        let folder = path.parent().unwrap();
        fs::create_dir_all(folder).unwrap();
        // On Windows the one would be the other.
        for entry in fs::read_dir(folder).unwrap() {
            let (own, other) = (path.file_name().unwrap().to_string_lossy(), entry.unwrap().file_name());
            let other = other.to_string_lossy();
            assert!(own == other || own.to_lowercase() != other.to_lowercase(), "{own} and {other}");
        }
        fs::write(path, bytes).unwrap();
        self
    }

    /// Adds a file of the repository under another name.
    pub fn copy(self, from: &str, name: &str) -> Self {
        let bytes = fs::read(repository(from)).unwrap();
        self.file(name, bytes)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// Every file of the folder, by its path within.
    pub fn files(&self) -> Vec<String> {
        fn walk(root: &Path, folder: &Path, files: &mut Vec<String>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(root, &path, files);
                } else {
                    files.push(path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"));
                }
            }
        }
        let mut files = Vec::new();
        walk(self.folder.path(), self.folder.path(), &mut files);
        files.sort();
        files
    }

    /// Runs the program in the folder; words are separated by blanks.
    pub fn run(&self, arguments: &str) -> Ran {
        let words = arguments.split(' ').filter(|word| !word.is_empty());
        self.script(&[env!("CARGO_BIN_EXE_dorkarta")].into_iter().chain(words).collect::<Vec<_>>())
    }

    /// Runs another program in the folder, with its arguments.
    pub fn script(&self, words: &[&str]) -> Ran {
        let mut command = self.command(words[0]);
        Ran::of(&command.args(&words[1..]).output().unwrap())
    }

    /// A program that will run in the folder, without the settings of whoever runs the tests.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let settings = self.path(".settings-of-nobody");
        command.current_dir(self.folder.path()).env("APPDATA", &settings).env("XDG_CONFIG_HOME", &settings);
        command
    }
}

impl Ran {
    pub fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| slashes(&String::from_utf8_lossy(bytes));
        let is_done = |line: &&str| {
            ["Готово: ", "Документ не сделан: ", "Комплект не сделан, ", "сделано ", "Что дальше: "]
                .iter()
                .any(|start| line.starts_with(start))
        };
        let (done, stderr): (Vec<String>, Vec<String>) = {
            let all = text(&output.stderr);
            let (done, other): (Vec<&str>, Vec<&str>) = all.split_inclusive('\n').partition(is_done);
            (
                done.iter().map(|line| line.trim_end().to_owned()).collect(),
                other.into_iter().map(str::to_owned).collect(),
            )
        };
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: text(&output.stdout),
            stderr: stderr.concat(),
            done,
            bytes: output.stdout.clone(),
        }
    }

    /// Expects success and no message at all.
    #[track_caller]
    pub fn silently(self) -> Self {
        assert_eq!((self.code, self.stderr.as_str()), (0, ""), "stdout: {}", self.stdout);
        self
    }

    /// Expects an exit code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }
}

/// What the program says, with its paths as they are written elsewhere than on Windows. What is quoted of a file stays.
pub fn slashes(text: &str) -> String {
    // A calendar names no paths, and its lines end with such a sign within.
    if !cfg!(windows) || text.starts_with("BEGIN:VCALENDAR") {
        return text.to_owned();
    }
    let is_quoted = |line: &str| {
        let number = line.split_once(" | ").map_or("", |(number, _)| number.trim());
        !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())
    };
    let line = |line: &str| match line {
        line if is_quoted(line) => line.to_owned(),
        // JSON has each sign twice, and single ones for something else.
        line if line.starts_with(['{', '[']) => between_names(line, "\\\\"),
        line => between_names(line, "\\"),
    };
    text.split_inclusive('\n').map(line).collect()
}

/// A text in which a separator between two parts of a path is a slash.
fn between_names(text: &str, separator: &str) -> String {
    let is_of_name = |c: char| c.is_alphanumeric() || "._-…~*)(".contains(c);
    let mut parts = text.split(separator);
    let mut joined = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        // A sign that is not seen is told by its number: `\u{200b}`.
        let is_path = joined.ends_with(is_of_name) && part.starts_with(is_of_name) && !part.starts_with("u{");
        joined.push_str(if is_path { "/" } else { separator });
        joined.push_str(part);
    }
    joined
}

/// What the messages of a plan say, in the short form, one a line; empty if there are none.
#[track_caller]
pub fn messages(plan: &str) -> String {
    let ran = Folder::with("п.yaml", plan).run("plan п.yaml --messages short");
    ran.stderr.trim_end().to_owned()
}

/// The view of a plan that has no faults, as JSON.
#[track_caller]
pub fn view(plan: &str) -> Value {
    let folder = Folder::with("п.yaml", plan);
    view_of(&folder.path("п.yaml"))
}

/// The view of an input file that has no faults, as JSON.
#[track_caller]
pub fn view_of(path: &Path) -> Value {
    serde_json::to_value(document_view(path)).unwrap()
}

/// A text of the view with plain spaces, however its lines are to end.
pub fn plain(value: &Value) -> Value {
    match value {
        Value::String(text) => text.replace('\u{a0}', " ").into(),
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(fields) if ["parts", "narrowed", "ragged"].iter().any(|mark| fields.contains_key(*mark)) => {
            plain(&text(value).into())
        }
        Value::Object(fields) => fields.iter().map(|(key, value)| (key.clone(), plain(value))).collect(),
        other => other.clone(),
    }
}

/// A text of the view, however it is marked.
pub fn text(words: &Value) -> String {
    match words {
        Value::String(text) => text.clone(),
        marked => match &marked["parts"] {
            Value::Array(parts) => parts.iter().map(|part| part.as_str().unwrap()).collect(),
            _ if marked["ragged"].is_array() => marked["ragged"].as_array().unwrap().iter().map(text).collect(),
            _ if marked["narrowed"].is_null() => marked["long"].as_str().unwrap().to_owned(),
            _ => text(&marked["narrowed"]),
        },
    }
}

/// The text of every page of a document, in reading order.
#[track_caller]
pub fn pages_of(path: &Path) -> Vec<String> {
    sheets_of(path).texts()
}

/// The pages of a document.
#[track_caller]
pub fn sheets_of(path: &Path) -> Pages {
    let mut view = document_view(path);
    let mut typesetter = Typesetter::new(&Overrides::default()).unwrap();
    document::set(&mut view, None, &mut typesetter).unwrap()
}

#[track_caller]
fn document_view(path: &Path) -> document::View {
    let diagnostics = Diagnostics::default();
    let typesetter = Typesetter::new(&Overrides::default()).unwrap();
    let loaded = Reader::new(&Disk, &diagnostics).load(path);
    let view = loaded.and_then(|loaded| document::view(&loaded.tree, None, &typesetter, &diagnostics));
    view.unwrap_or_else(|| panic!("{:#?}", diagnostics.into_vec()))
}

/// A Word document with this in its body, and further parts by what they are: `comments`, `header1`.
pub fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let main = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
    let related = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{TYPES}/{kind}" Target="{target}"/>"#)
    };
    let relations = |entries: String| format!(r#"<Relationships xmlns="{PACKAGE}">{entries}</Relationships>"#);
    let kind = |part: &str| part.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let beside = parts.iter().map(|(part, _)| related(part, &kind(part), &format!("{part}.xml"))).collect();
    let mut files = vec![
        ("_rels/.rels".to_owned(), relations(related("d", "officeDocument", "word/document.xml"))),
        ("word/_rels/document.xml.rels".to_owned(), relations(beside)),
        ("word/document.xml".to_owned(), format!("<w:document {main}><w:body>{body}</w:body></w:document>")),
    ];
    for (part, xml) in parts {
        files.push((format!("word/{part}.xml"), xml.replacen('>', &format!(" {main}>"), 1)));
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A paragraph of a Word document.
pub fn word_paragraph(text: &str) -> String {
    format!(r#"<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#)
}

/// A table of a Word document.
pub fn word_table(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| format!("<w:tc>{}</w:tc>", word_paragraph(text));
    let row = |cells: &&[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

/// A workbook of sheets by their names, all cells being texts.
pub fn xlsx(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (row, texts) in (0..).zip(*rows) {
            for (column, text) in (0..).zip(*texts).filter(|(_, text)| !text.is_empty()) {
                sheet.write(row, column, *text).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}
