//! What holds for every input, however broken.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::LazyLock;

use dorkarta_core::diagnostics::advice::Way;
use dorkarta_core::diagnostics::render::{MessageFormat, escape, render};
use dorkarta_core::diagnostics::{Diagnostic, Diagnostics, PdfProblem, Place, Problem, SourceText, Surface};
use dorkarta_core::domain::{Amendments, Changes};
use dorkarta_core::input::table::Sheet;
use dorkarta_core::input::workbook::is_remarks;
use dorkarta_core::input::{self, Loaded, Original, Reader};
use dorkarta_core::system::Files;
use dorkarta_core::tree::{Node, Value};
use dorkarta_core::validate::{self, CheckedAmendments, CheckedDocument, CheckedMonitoring};
use dorkarta_core::view::{self, Metrics, Tokens};
use dorkarta_core::{lint, xlsx};

use crate::package::{MeantCell, MeantSheet};
use crate::{document, scratch};

static TOKENS: LazyLock<Tokens> =
    LazyLock::new(|| Tokens::parse(include_str!("../../templates/tokens.yaml")).expect("the file of the repository"));

/// A face in which every sign is half as wide as it is high.
struct AnyFace;

impl Metrics for AnyFace {
    fn width(&self, text: &str, _: bool) -> f64 {
        text.chars().count() as f64 / 2.0
    }
}

/// A surface that calls what it offers by anything.
struct AnySurface;

impl Surface for AnySurface {
    fn way(&self, way: &Way<'_>) -> String {
        format!("{way:?}")
    }
}

/// All that is said of a file, and what was read of it.
pub struct Read {
    /// The tree, if there was one.
    pub tree: Option<Node>,
    /// What was found, with its places looked up.
    pub diagnostics: Vec<Diagnostic>,
    /// What a person sees of the file.
    pub originals: Vec<Original>,
    /// Whether reading it, before it was judged, gave rise to a fault.
    pub is_whole: bool,
}

impl Read {
    /// Takes a file as far as it goes without the typesetter.
    pub fn of(files: &dyn Files, path: &Path) -> Self {
        let found = Diagnostics::default();
        let reader = Reader::new(files, &found);
        let tree = reader.load(path).map(|Loaded { tree, .. }| tree);
        let originals = reader.into_originals();
        let is_whole = !found.has_faults();
        assert!(tree.is_some() || !is_whole, "nothing was read, and nothing is said");
        if let Some(tree) = &tree {
            judge(tree, &found);
        }
        let mut diagnostics = found.into_vec();
        input::locate(&mut diagnostics);
        Self { tree, diagnostics, originals, is_whole }
    }

    /// Whether a document would be made of it.
    pub fn is_faultless(&self) -> bool {
        self.diagnostics.iter().all(|known| known.problem.code().starts_with('W'))
    }

    /// The tree as the document carries it.
    pub fn json(&self) -> Option<String> {
        self.tree.as_ref().map(|tree| serde_json::to_string(tree).expect("a tree is texts"))
    }

    /// All messages in all forms.
    fn words(&self) -> String {
        let forms = [MessageFormat::Text, MessageFormat::Short, MessageFormat::Json];
        self.diagnostics.iter().flat_map(|diagnostic| forms.map(|form| render(diagnostic, form, &AnySurface))).collect()
    }
}

/// As the program does for `check`, and then the view of the document.
fn judge(tree: &Node, found: &Diagnostics) {
    match validate::read(tree, found) {
        Some(CheckedDocument::Plan(checked)) => {
            lint::plan(&checked, found);
            view::plan(&checked.plan, &TOKENS, &AnyFace);
            if let Some(beside) = validate::beside_plan(tree)
                && let Some(checked) = validate::monitoring(&beside, found)
            {
                judge_monitoring(&checked, found);
            }
        }
        Some(CheckedDocument::Monitoring(checked)) => judge_monitoring(&checked, found),
        Some(CheckedDocument::Amendments(CheckedAmendments { old, new, .. })) => {
            let changes = Changes::between(&old, &new);
            view::amendments(&changes, &Amendments::of(&changes), &TOKENS, &AnyFace);
        }
        None => {}
    }
}

fn judge_monitoring(checked: &CheckedMonitoring, found: &Diagnostics) {
    lint::monitoring(checked, found);
    view::report(&checked.plan, &checked.monitoring, &TOKENS, &AnyFace);
}

/// What holds for every file.
pub fn of_file(files: &dyn Files, path: &Path) -> Read {
    let read = Read::of(files, path);
    for diagnostic in &read.diagnostics {
        message_is_readable(diagnostic);
        place_is_in_the_file(&diagnostic.place);
        diagnostic.first.iter().for_each(place_is_in_the_file);
    }
    let again = Read::of(files, path);
    assert_eq!(read.words(), again.words(), "read twice, it has other faults");
    assert_eq!(read.json(), again.json(), "read twice, it says something else");
    read
}

fn message_is_readable(diagnostic: &Diagnostic) {
    let short = render(diagnostic, MessageFormat::Short, &AnySurface);
    assert_eq!(short.matches('\n').count(), 1, "not one line: {short:?}");
    let json = render(diagnostic, MessageFormat::Json, &AnySurface);
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok(), "no JSON: {json}");
    for form in [short, render(diagnostic, MessageFormat::Text, &AnySurface)] {
        let is_harmless = form.lines().all(|line| escape(line) == line);
        assert!(is_harmless && form.ends_with('\n'), "it steers a terminal: {form:?}");
    }
}

fn place_is_in_the_file(place: &Place) {
    match place {
        Place::Node { .. } => panic!("a place that was not looked up"),
        Place::Text { source, spot } => {
            let SourceText { text, .. } = &**source;
            let lines = text.matches('\n').count() + 1;
            assert!((1..=lines).contains(&spot.line), "line {} of {lines}", spot.line);
            let width = source.line(spot.line).unwrap_or_default().chars().count();
            assert!((1..=width + 1).contains(&spot.column), "{spot:?} of a line of {width} characters");
        }
        Place::File(_) | Place::Sheet { .. } | Place::Cell { .. } | Place::Table { .. } | Place::Paragraph { .. } => {}
    }
}

/// A file without faults says the same when its tree is written as YAML, and when it is carried by a document and taken
/// out of it again.
pub fn other_spellings_agree(read: &Read) {
    let (Some(tree), Some(json), true) = (&read.tree, read.json(), read.is_faultless()) else { return };
    let pdf = Path::new("снова.pdf");
    let files = scratch::with("снова.pdf", &document::carrying(tree));
    let carried = Read::of(&files, pdf);
    assert_eq!(carried.json().as_ref(), Some(&json), "as PDF:\n{}", carried.words());
    let extracted = match input::extract(&files, pdf) {
        Ok(text) => Some(text),
        // It says of itself that it would not be the same.
        Err(Problem::Pdf(PdfProblem::NotSpelled)) => None,
        Err(problem) => panic!("not taken out: {}", problem.message()),
    };
    for text in extracted.into_iter().chain(serde_yaml::to_string(tree)) {
        let again = Read::of(&scratch::with("снова.yaml", text.as_bytes()), Path::new("снова.yaml"));
        assert_eq!(again.json().as_ref(), Some(&json), "as YAML: {text}\n{}", again.words());
    }
}

/// The workbook of remarks can be written, and is known again.
pub fn remarks_can_be_written(path: &Path, read: Read) {
    let file =
        xlsx::Checked { path: path.display().to_string(), diagnostics: read.diagnostics, originals: read.originals };
    let bytes = xlsx::remarks(&[file], &AnySurface).expect("a workbook of remarks");
    assert!(is_remarks(&bytes), "not known as a workbook of remarks");
}

/// Of what a sheet holds under its head, every text is in the tree, unless something was said.
pub fn nothing_is_lost(meant: &[MeantSheet<'_>], read: &Read) {
    let (Some(tree), true) = (&read.tree, read.is_whole) else { return };
    if tree.says("вид", "мониторинг") || tree.get("таблица").is_some() {
        return;
    }
    let mut texts = HashSet::new();
    collect(tree, &mut texts);
    for sheet in read.originals.iter().filter_map(|original| match original {
        Original::Sheet(sheet) => Some(sheet),
        Original::Text(_) => None,
    }) {
        let mut twins = meant.iter().filter(|meant| meant.name == sheet.name());
        let (Some(meant), None) = (twins.next(), twins.next()) else { continue };
        let lost = lost(sheet, meant, &texts);
        assert!(lost.is_empty(), "«{}»: {lost:?} (rows and columns) are lost\n{}", sheet.name(), read.words());
    }
}

fn lost(sheet: &Sheet, meant: &MeantSheet<'_>, texts: &HashSet<String>) -> Vec<(u32, u32)> {
    let seen: HashMap<(u32, u32), String> = sheet.cells().map(|(at, text)| ((at.row, at.column), text)).collect();
    let is_head = |row: u32| sheet.is_head(row);
    if !seen.keys().any(|(row, _)| is_head(*row)) {
        return Vec::new();
    }
    // What is merged over a column in the head says that it is never read, too.
    let unread: HashSet<u32> = (meant.cells.iter())
        .filter(|(row, _, cell)| is_head(*row) && cell.text.trim_start().starts_with('_'))
        .flat_map(|(_, column, cell)| *column..=column + cell.span.1)
        .collect();
    let titles: HashSet<String> =
        seen.iter().filter(|((row, _), _)| is_head(*row)).map(|(_, title)| folded(title)).collect();
    let is_number =
        |text: &str| text.trim().chars().all(|c| c.is_ascii_digit() || "().,".contains(c) || c.is_whitespace());
    let mut lost = Vec::new();
    for row in meant.cells.chunk_by(|one, other| one.0 == other.0) {
        let filled = || row.iter().filter(|(row, column, _)| seen.contains_key(&(*row, *column)));
        let at = row[0].0;
        let repeats = filled().all(|(_, _, cell)| is_number(cell.text))
            || filled().all(|(_, column, cell)| unread.contains(column) || titles.contains(&folded(cell.text)));
        if is_head(at) || sheet.is_above_head(at) || repeats {
            continue;
        }
        let is_lost = |column: &u32, cell: &MeantCell<'_>| {
            cell.format.is_none() && !unread.contains(column) && !texts.contains(as_read(cell.text).trim())
        };
        lost.extend(filled().filter(|(_, column, cell)| is_lost(column, cell)).map(|(row, column, _)| (*row, *column)));
    }
    lost
}

/// A text with its line breaks as the program keeps them; XML knows no sign with the number 0.
fn as_read(text: &str) -> String {
    text.replace('\0', "\u{fffd}").replace("_x000D_", "\r").replace("\r\u{b}", "\n").replace(['\r', '\u{b}'], "\n")
}

fn folded(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn collect(node: &Node, texts: &mut HashSet<String>) {
    match &node.value {
        Value::Empty => {}
        Value::Text(text) => drop(texts.insert(text.trim().to_owned())),
        Value::List(items) => items.iter().for_each(|item| collect(item, texts)),
        Value::Map(entries) => entries.iter().for_each(|entry| collect(&entry.value, texts)),
    }
}
