//! What holds for every input, however broken.

use std::collections::HashSet;
use std::path::Path;
use std::sync::LazyLock;

use dorkarta_core::account::{Line, Outcome, account};
use dorkarta_core::diagnostics::advice::Way;
use dorkarta_core::diagnostics::render::{MessageFormat, escape, render};
use dorkarta_core::diagnostics::{Diagnostic, Diagnostics, PdfProblem, Place, Problem, SourceText, Surface};
use dorkarta_core::domain::{Amendments, Changes};
use dorkarta_core::input::table::Sheet;
use dorkarta_core::input::word::{Tracked, open};
use dorkarta_core::input::workbook::is_remarks;
use dorkarta_core::input::{self, Loaded, Original, Reader};
use dorkarta_core::system::Files;
use dorkarta_core::tree::{Node, Value};
use dorkarta_core::validate::{self, CheckedAmendments, CheckedDocument, CheckedMonitoring};
use dorkarta_core::view::{self, Metrics, Tokens};
use dorkarta_core::{lint, schema, xlsx};

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
    /// What became of the cells of its sheets.
    pub account: Vec<Line>,
    /// Letters and digits of all that the page of a plan shows, if there is one.
    pub shown: Option<String>,
}

impl Read {
    /// Takes a file as far as it goes without the typesetter.
    pub fn of(files: &dyn Files, path: &Path) -> Self {
        let found = Diagnostics::default();
        let reader = Reader::new(files, &found);
        let tree = reader.load(path).map(|Loaded { tree, .. }| tree);
        let unread = reader.unread_sheets();
        let originals = reader.into_originals();
        assert!(tree.is_some() || found.has_faults(), "nothing was read, and nothing is said");
        let shown = tree.as_ref().and_then(|tree| judge(tree, &found));
        let mut diagnostics = found.into_vec();
        let account = account(tree.as_ref(), &originals, &unread, &|_| true, &diagnostics);
        input::locate(&mut diagnostics);
        Self { tree, diagnostics, originals, account, shown }
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

/// As the program does for `check`, and then the view of the document. Gives what the page of a plan shows.
fn judge(tree: &Node, found: &Diagnostics) -> Option<String> {
    let mut shown = None;
    match validate::read(tree, found) {
        Some(CheckedDocument::Plan(checked)) => {
            lint::plan(&checked, found);
            let view = serde_json::to_value(view::plan(&checked.plan, &TOKENS, &AnyFace)).expect("a view is texts");
            gather(&view, shown.insert(String::new()));
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
        Some(CheckedDocument::Summary(checked)) => {
            view::region(&checked.summary, &TOKENS, &AnyFace);
        }
        Some(CheckedDocument::Paper(checked)) => {
            lint::order(&checked.plan, found);
            let plan = &checked.plan.plan;
            if let Some(order) = &checked.order {
                view::order(order, plan, &TOKENS, &AnyFace);
                view::agreement(order, plan, &TOKENS, &AnyFace);
                view::acquaintance(order, plan, &TOKENS, &AnyFace);
            }
            if let Some((body, places)) = &checked.body {
                view::extract(body, places, plan, &TOKENS, &AnyFace);
            }
        }
        None => {}
    }
    shown
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
    if names_reports(tree) {
        return;
    }
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

/// Whether a summary names the files of its reports: its document carries their figures instead.
fn names_reports(tree: &Node) -> bool {
    let territories = tree.get(schema::TERRITORIES).map(|entry| &entry.value.value);
    let of_territory = |node: &Node| [schema::FILE, schema::FILES].iter().any(|key| node.get(key).is_some());
    match territories {
        Some(Value::List(items)) => items.iter().any(of_territory),
        Some(_) => tree.get(schema::TERRITORIES).is_some_and(|entry| of_territory(&entry.value)),
        None => false,
    }
}

/// The workbook of remarks can be written, and is known again.
pub fn remarks_can_be_written(path: &Path, read: Read) {
    let file = xlsx::Checked {
        path: path.display().to_string(),
        diagnostics: read.diagnostics,
        originals: read.originals,
        account: read.account,
    };
    let bytes = xlsx::remarks(&[file], &AnySurface).expect("a workbook of remarks");
    assert!(is_remarks(&bytes), "not known as a workbook of remarks");
}

/// No cell is lost: each has its line, what cannot be printed is told, and what counts as printed is in the view.
pub fn cells_are_accounted_for(read: &Read) {
    let sheets = || {
        read.originals.iter().filter_map(|original| match original {
            Original::Sheet(sheet) => Some(sheet),
            Original::Text(_) => None,
        })
    };
    // Two blocks side by side in one paragraph of a document are two cells at one place.
    let filled: HashSet<String> =
        sheets().flat_map(|sheet| sheet.cells().map(|(cell, _)| bare(&sheet.at(cell)))).collect();
    let told: Vec<String> =
        read.account.iter().filter(|line| line.cell.is_some()).map(|line| bare(&line.place)).collect();
    assert_eq!(told.len(), filled.len(), "each filled cell once");
    assert!(told.iter().all(|place| filled.contains(place)), "only filled cells");
    for line in &read.account {
        match &line.outcome {
            Outcome::Fault(code) => {
                let is_told = read.diagnostics.iter().any(|known| known.problem.code() == *code);
                assert!(is_told, "{line:?}: nothing says so\n{}", read.words());
            }
            Outcome::Printed(fields) => {
                let (Some(shown), Some(cell)) = (&read.shown, line.cell) else { continue };
                // A day is printed as its place wants it.
                if fields.iter().any(|field| field.ends_with("дата")) {
                    continue;
                }
                let is_own = |sheet: &&Sheet| sheet.cell_of(&line.place).is_some();
                // Of a paragraph with two blocks, the first is looked at.
                let typed = sheets().filter(is_own).find_map(|sheet| sheet.typed(cell));
                let words = typed.unwrap_or_default().split(|c: char| !c.is_alphanumeric()).map(letters);
                for word in words.filter(|word| !word.is_empty() && !LABELS.contains(&word.as_str())) {
                    assert!(shown.contains(&word), "{line:?}: «{word}» is not in the view");
                }
            }
            Outcome::Used(_) | Outcome::LeftOut(_) => {}
        }
    }
}

/// A place by which its line is found.
fn bare(place: &Place) -> String {
    match place {
        Place::Paragraph { file, part, paragraph, .. } => format!("{file} {part} {paragraph}"),
        Place::Table { file, cell } => format!("{file} {} {} {}", cell.table, cell.row, cell.column),
        other => format!("{other:?}"),
    }
}

/// No text of a document is lost between its file and the account.
pub fn texts_are_accounted_for(bytes: &[u8], read: &Read) {
    let (Ok(document), Some(_)) = (open(bytes, Tracked::Accept), &read.tree) else { return };
    let told: HashSet<String> = read.account.iter().flat_map(|line| words(&line.text)).collect();
    for paragraph in document.paragraphs() {
        for word in words(&paragraph.shown()) {
            assert!(told.contains(&word), "«{word}» of {paragraph:?} is not told of");
        }
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Words that only say what stands beside them: the program prints its own.
const LABELS: [&str; 12] =
    ["исп", "исполнитель", "составитель", "тел", "телефон", "г", "года", "от", "задачи", "подпись", "n", "мп"];

/// Letters and digits, without which no word is lost.
fn letters(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

fn gather(value: &serde_json::Value, texts: &mut String) {
    match value {
        serde_json::Value::String(text) => texts.push_str(&letters(text)),
        serde_json::Value::Array(items) => items.iter().for_each(|item| gather(item, texts)),
        serde_json::Value::Object(fields) => fields.values().for_each(|field| gather(field, texts)),
        _ => {}
    }
}
