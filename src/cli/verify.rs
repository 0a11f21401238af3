//! `verify`: whether a PDF still is what its data say.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Outcome;
use super::args::{VerifyArgs, VerifyFormat};
use super::config;
use super::signatures;
use super::terminal::Terminal;
use crate::app::document::{self, Options};
use dorkarta_core::carried::{self, Carried};
use dorkarta_core::diagnostics::render::escape;
use dorkarta_core::diagnostics::{Diagnostics, Place, Problem};
use dorkarta_core::domain::SignatureMark;
use dorkarta_core::input;
use dorkarta_core::pdf::Pdf;
use dorkarta_core::system::Disk;
use dorkarta_core::verify::{self, Change, DataChange, Depth, Difference};
use dorkarta_press::{Overrides, Standards, Typesetter};
use dorkarta_sign::signed::{self, Statement};

/// The same for a document that was dropped on the program.
pub(super) fn run_dropped(file: PathBuf) -> Outcome {
    let shown = escape(&file.display().to_string());
    let shown = if shown.contains(' ') { format!("\"{shown}\"") } else { shown };
    let outcome = run(&VerifyArgs::of(file));
    if outcome != Outcome::Unavailable {
        Terminal::text(&format!("\nЧтобы достать из него данные и исправить их: dorkarta extract {shown}\n"));
    }
    outcome
}

/// Compares, and says what came of it.
pub(super) fn run(args: &VerifyArgs) -> Outcome {
    if let Err(sentence) = config::check_pdf(&args.file) {
        Terminal::error(&sentence);
        return Outcome::Usage;
    }
    let diagnostics = Diagnostics::default();
    match compare(args, &diagnostics) {
        Ok(Some(verdict)) => {
            show(&args.file, &verdict, args.format);
            if verdict.holds() { Outcome::Done } else { Outcome::Faults }
        }
        Ok(None) => {
            let diagnostics = input::settled(diagnostics);
            Terminal::diagnostics(&diagnostics, args.messages, true);
            match diagnostics.iter().any(|diagnostic| diagnostic.problem.is_io()) {
                true => Outcome::Unavailable,
                false => Outcome::Faults,
            }
        }
        Err(Obstacle::Usage(sentence)) => {
            Terminal::error(&sentence);
            Outcome::Usage
        }
        Err(Obstacle::Unreadable(file, problem)) => {
            let file = file.as_ref().unwrap_or(&args.file);
            diagnostics.add(problem, &Place::of(file));
            Terminal::diagnostics(&input::settled(diagnostics), args.messages, true);
            Outcome::Unavailable
        }
    }
}

/// Why nothing could be compared.
enum Obstacle {
    /// The command line lacks something; a Russian sentence.
    Usage(String),
    /// A file cannot be read, or the PDF (which is meant by none) says nothing of its data.
    Unreadable(Option<PathBuf>, Problem),
}

impl From<Problem> for Obstacle {
    fn from(problem: Problem) -> Self {
        Self::Unreadable(None, problem)
    }
}

/// What came of the comparison.
struct Verdict {
    differences: Vec<Difference>,
    /// The version of the program that made the PDF, where it is another one.
    other_version: Option<String>,
    /// Whether the data of a file were taken instead of those that the PDF carries.
    from_file: bool,
    /// Whether there were data to compare with at all.
    has_data: bool,
    /// What the signatures say.
    signatures: Vec<Statement>,
}

impl Verdict {
    fn holds(&self) -> bool {
        self.differences.is_empty() && self.signatures.iter().all(|statement| statement.finding.is_good())
    }
}

/// `None` if the document cannot be made again; the diagnostics say why.
fn compare(args: &VerifyArgs, diagnostics: &Diagnostics) -> Result<Option<Verdict>, Obstacle> {
    let whole = input::open_pdf(&Disk, &args.file)?;
    let signatures = signatures::read(&whole, &args.file, args.sig.as_ref())
        .map_err(|(file, problem)| Obstacle::Unreadable(Some(file), problem))?;
    // A signature is put into a finished document, which is what can be made again.
    let unsigned = signed::unsigned(&whole);
    let found = unsigned.as_ref().unwrap_or(&whole);
    let carried = match Carried::of(found) {
        Ok(carried) => Some(carried),
        // There is still something to compare with.
        Err(Problem::PdfWithoutData { is_ours: true }) if args.data.is_some() => None,
        Err(Problem::PdfWithoutData { .. }) if args.data.is_none() && !signatures.is_empty() => {
            let nothing =
                Verdict { differences: Vec::new(), other_version: None, from_file: false, has_data: false, signatures };
            return Ok(Some(nothing));
        }
        Err(problem) => return Err(problem.into()),
    };
    let options = options(carried.as_ref(), args)?;
    let overrides = Overrides::from(args.overrides.clone());
    let mut typesetter = Typesetter::new(&overrides)?;
    let source = args.data.as_ref().unwrap_or(&args.file);
    let other_version = carried.as_ref().map(|carried| carried.origin.program.clone());
    let other_version = other_version.filter(|version| version != carried::VERSION);
    let depth = if other_version.is_some() { Depth::Words } else { Depth::Bytes };
    let mut best: Option<Vec<Difference>> = None;
    // A document that shows a mark is made with the certificate that its signature brings.
    for mark in marks(&signatures) {
        let options = Options { mark, ..options.clone() };
        let remarks = Diagnostics::default();
        let Some(document) = document::make(source, &options, &mut typesetter, &remarks) else {
            diagnostics.extend(remarks.into_vec());
            continue;
        };
        let [bytes] = <[Vec<u8>; 1]>::try_from(document.files).map_err(|_| Problem::CarriedBroken)?;
        let made = Pdf::open(bytes).map_err(Problem::from)?;
        let expected = if args.data.is_some() && carried.is_some() { Some(Carried::of(&made)?) } else { None };
        let data = carried.as_ref().zip(expected.as_ref()).map(|(found, expected)| (&found.data, &expected.data));
        let differences = verify::compare(found, &made, data, depth);
        if best.as_ref().is_none_or(|best| differences.len() < best.len()) {
            best = Some(differences);
        }
        if best.as_ref().is_some_and(Vec::is_empty) {
            break;
        }
    }
    let from_file = args.data.is_some();
    Ok(best.map(|differences| Verdict { differences, other_version, from_file, has_data: true, signatures }))
}

/// The marks that a document may show: none, or that of a certificate.
fn marks(signatures: &[Statement]) -> Vec<Option<SignatureMark>> {
    let mut marks = vec![None];
    for mark in signatures.iter().filter_map(Statement::mark).map(Some) {
        if !marks.contains(&mark) {
            marks.push(mark);
        }
    }
    marks
}

/// How the document was made, as far as the PDF says it.
fn options(carried: Option<&Carried>, args: &VerifyArgs) -> Result<Options, Obstacle> {
    let origin = carried.map(|carried| &carried.origin);
    if origin.is_some_and(|origin| origin.own_faces) && args.overrides.font_dir.is_empty() {
        return Err(Obstacle::Usage(
            "этот PDF сделан со своими шрифтами, а они в него не вкладываются; укажите ту же папку ключом --font-dir"
                .into(),
        ));
    }
    if origin.is_some_and(|origin| origin.own_templates) && args.overrides.templates.is_none() {
        return Err(Obstacle::Usage(
            "этот PDF сделан по своим шаблонам, а они в него не вкладываются; укажите ту же папку ключом --templates"
                .into(),
        ));
    }
    let standards = origin.map_or(Standards::ARCHIVAL, |origin| &origin.standards);
    Ok(Options {
        as_of: args.date,
        standards: Standards::parse(standards).map_err(|_| Problem::CarriedBroken)?,
        carries_data: carried.is_some(),
        ..Options::default()
    })
}

fn show(file: &Path, verdict: &Verdict, format: VerifyFormat) {
    match format {
        VerifyFormat::Text => Terminal::result(&text(file, verdict)),
        VerifyFormat::Json => Terminal::result(&json(file, verdict)),
    }
}

fn text(file: &Path, verdict: &Verdict) -> String {
    let source = if verdict.from_file {
        "даёт указанный файл с данными"
    } else {
        "дают вложенные в него данные"
    };
    let file = escape(&file.display().to_string());
    let mut text = match (verdict.differences.as_slice(), &verdict.other_version) {
        _ if !verdict.has_data => {
            format!("файл {file}: данных, из которых он сделан, в нём нет; проверены только подписи.\n")
        }
        ([], None) => {
            let given = if verdict.from_file {
                "из указанного файла"
            } else {
                "из вложенных в него данных"
            };
            format!("файл {file}: не изменён. Документ, сделанный заново {given}, совпадает с ним до байта.\n")
        }
        ([], Some(version)) => format!(
            "файл {file}: слова на всех страницах те же, какие {source}.\nЕго сделала другая версия программы (dorkarta \
             {}, сейчас {}), поэтому сверены слова, а не вид страниц.\n",
            escape(version),
            carried::VERSION
        ),
        ([Difference::SavedAnew { .. }], _) => format!(
            "файл {file}: страницы, данные и свойства те же, какие {source}, но файл – не тот, который сделала программа.\n"
        ),
        ([Difference::Data(_)], None) => {
            format!("файл {file}: страницы и свойства те же, какие {source}; другие только вложенные данные.\n")
        }
        _ => format!("файл {file}: это не то, что {source}.\n"),
    };
    for difference in &verdict.differences {
        let _ = writeln!(text, "  – {}", escape(&sentence(difference)));
        for line in details(difference) {
            let _ = writeln!(text, "      {}", escape(&line));
        }
    }
    text.push_str(&signatures::text(&verdict.signatures));
    text
}

/// What differs, as one sentence.
fn sentence(difference: &Difference) -> String {
    match difference {
        Difference::Title { .. } => {
            "название документа другое: вложены данные другого документа, или название изменено".into()
        }
        Difference::PageMissing(page) => format!("нет страницы {page}"),
        Difference::PageAdded(page) => format!("страница {page} лишняя"),
        Difference::Text { page, .. } => format!("на странице {page} другой текст"),
        Difference::Look(page) => {
            format!("страница {page} записана иначе, хотя слова на ней те же; посмотрите, не изменён ли её вид")
        }
        Difference::Annotations(page) => {
            format!("на странице {page} есть пометки или поля, которых программа не делала")
        }
        Difference::Properties(names) => format!("изменены свойства документа: {}", list(names, property)),
        Difference::Parts(names) => format!("изменено в документе в целом: {}", list(names, part)),
        Difference::Attachments(names) => {
            format!("вложены посторонние файлы: {}", list(names, |name| Some(format!("«{name}»"))))
        }
        Difference::Data(_) => "данные указанного файла – не те, которые вложены в PDF".into(),
        Difference::SavedAnew { by } => match by {
            Some(by) => format!("его сохранила заново другая программа: {by}"),
            None => "его сохранила заново другая программа".into(),
        },
    }
}

/// Places that are shown of one difference.
const SHOWN: usize = 5;

fn details(difference: &Difference) -> Vec<String> {
    match difference {
        Difference::Title { found, expected } => {
            vec![format!("в PDF:      «{}»", cut(found)), format!("по данным:  «{}»", cut(expected))]
        }
        Difference::Text { changes, .. } => {
            let each = |Change { found, expected }: &Change| match (found.as_str(), expected.as_str()) {
                (found, "") => format!("лишнее: «{}»", cut(found)),
                ("", expected) => format!("пропало: «{}»", cut(expected)),
                (found, expected) => format!("стоит «{}», а по данным «{}»", cut(found), cut(expected)),
            };
            shown(changes, each)
        }
        Difference::Data(changes) => {
            let value = |value: &Option<String>| value.as_ref().map_or("…".into(), |text| format!("«{}»", cut(text)));
            let each = |DataChange { path, found, expected }: &DataChange| {
                format!("{path}: в PDF {}, в файле {}", value(found), value(expected))
            };
            shown(changes, each)
        }
        _ => Vec::new(),
    }
}

fn shown<T>(changes: &[T], each: impl Fn(&T) -> String) -> Vec<String> {
    let mut lines: Vec<String> = changes.iter().take(SHOWN).map(each).collect();
    if changes.len() > SHOWN {
        lines.push(format!("… и ещё мест: {}", changes.len() - SHOWN));
    }
    lines
}

/// A text short enough for a line.
fn cut(text: &str) -> String {
    const MOST: usize = 120;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST { line } else { line.chars().take(MOST).chain("…".chars()).collect() }
}

fn list(names: &[String], known: impl Fn(&str) -> Option<String>) -> String {
    let named = |name: &String| known(name).unwrap_or_else(|| format!("запись {name}"));
    names.iter().map(named).collect::<Vec<_>>().join(", ")
}

/// A property as people know it.
fn property(name: &str) -> Option<String> {
    Some(
        match name {
            "Author" => "автор",
            "Subject" => "тема",
            "Keywords" => "ключевые слова",
            "CreationDate" => "дата создания",
            "Creator" => "программа, которой он сделан",
            _ => return None,
        }
        .into(),
    )
}

/// A part of a document as people know it.
fn part(name: &str) -> Option<String> {
    Some(
        match name {
            "OpenAction" | "AA" => "действие при открытии",
            "JavaScript" => "программа, которая выполняется при открытии",
            "AcroForm" => "поля для заполнения или подпись",
            "Outlines" => "закладки",
            "StructTreeRoot" | "MarkInfo" => "разметка для чтения вслух",
            "Lang" => "язык",
            "ViewerPreferences" | "PageMode" | "PageLayout" => "вид окна просмотра",
            _ => return None,
        }
        .into(),
    )
}

#[derive(Serialize)]
struct Json<'a> {
    file: String,
    holds: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    made_by: Option<&'a str>,
    differences: Vec<JsonDifference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    signatures: Vec<serde_json::Value>,
}

#[derive(Serialize)]
struct JsonDifference {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
    message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    details: Vec<String>,
}

/// One object on one line.
fn json(file: &Path, verdict: &Verdict) -> String {
    let differences = verdict.differences.iter().map(|difference| {
        let (kind, page) = match difference {
            Difference::Title { .. } => ("title", None),
            Difference::PageMissing(page) => ("page-missing", Some(*page)),
            Difference::PageAdded(page) => ("page-added", Some(*page)),
            Difference::Text { page, .. } => ("text", Some(*page)),
            Difference::Look(page) => ("look", Some(*page)),
            Difference::Annotations(page) => ("annotations", Some(*page)),
            Difference::Properties(_) => ("properties", None),
            Difference::Parts(_) => ("parts", None),
            Difference::Attachments(_) => ("attachments", None),
            Difference::Data(_) => ("data", None),
            Difference::SavedAnew { .. } => ("saved-anew", None),
        };
        JsonDifference { kind, page, message: sentence(difference), details: details(difference) }
    });
    let object = Json {
        file: file.display().to_string(),
        holds: verdict.holds(),
        signatures: signatures::values(&verdict.signatures),
        made_by: verdict.other_version.as_deref(),
        differences: differences.collect(),
    };
    // Only texts and numbers: this cannot fail.
    let mut line = serde_json::to_string(&object).unwrap_or_default();
    line.push('\n');
    line
}
