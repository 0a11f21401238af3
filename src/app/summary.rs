//! The reports of many territories to one summary: read on every core, verified, added up in their order.

use std::path::{Path, PathBuf};

use dorkarta_core::collect;
use dorkarta_core::diagnostics::{
    Diagnostic, Diagnostics, FileProblem, MonitoringProblem, Place, PlanProblem, Problem, Severity, SummaryProblem,
    ValueProblem, count,
};
use dorkarta_core::domain::Day;
use dorkarta_core::input::{self, Reader, is_form, is_input, is_pdf, is_word, read_bytes, settled};
use dorkarta_core::russian::plural;
use dorkarta_core::schema;
use dorkarta_core::summarise::{Contribution, Gathered, Gathering, Received, Trouble, wanted};
use dorkarta_core::system::{Disk, Files, is_same_file};
use dorkarta_core::tree::{Node, Value};
use dorkarta_core::validate::{self, CheckedDocument, Kind};
use dorkarta_press::{Overrides, Typesetter};
use dorkarta_sign::signed::{Finding, Statement};
use sha2::{Digest, Sha256};

use super::in_order::{in_order, threads};
use super::steps::Steps;
use super::verify::{self, Obstacle};
use super::{guarded, panic_words};

/// Bytes of a report that are read at most: as many as the largest kind of input may have.
const REPORT_LIMIT: u64 = 100 * 1024 * 1024;
/// Levels of summaries below each other that are read at most.
const LEVELS: usize = 4;

/// How reports are read.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    /// Faces and templates of the user.
    pub overrides: &'a Overrides,
    /// Today, for certificates of signatures that do not tell their day.
    pub today: Option<Day>,
    /// The day as of which forms are judged that do not say it; that of the data if it is not told.
    pub as_of: Option<Day>,
    /// Whether it is to be told where each figure comes from.
    pub keeps_sources: bool,
    /// Whether it is enough that a PDF says the words that its data give.
    pub by_words: bool,
    /// How many reports are read, and of how many.
    pub steps: &'a Steps,
}

impl<'a> Terms<'a> {
    /// Those of a summary that is made beside other documents.
    pub fn plain(overrides: &'a Overrides, steps: &'a Steps) -> Self {
        Self { overrides, today: None, as_of: None, keeps_sources: false, by_words: false, steps }
    }
}

/// The data of a summary, with the figures of all reports in them.
pub struct Summed {
    /// The data.
    pub tree: Node,
    /// What came of the reports; `None` if their figures stood in the data already.
    pub gathered: Option<Gathered>,
}

/// Every file and folder that the data of a summary name, as far as it may be looked at.
pub fn files(tree: &Node, main: &Path) -> Vec<PathBuf> {
    let named = wanted(tree).unwrap_or_default().into_iter().flatten();
    let paths = named.filter_map(|(typed, _)| Some(input::named(main, &typed).ok()?.0));
    let looked_at = paths.filter(|path| Disk.may_follow(path)).flat_map(|path| {
        let inside = if path.is_dir() { reports_in(&path) } else { Vec::new() };
        std::iter::once(path).chain(inside)
    });
    looked_at.collect()
}

/// One report: its file, with the forms that came back where it is a plan.
#[derive(Debug, Clone)]
struct Unit {
    territory: Option<usize>,
    file: PathBuf,
    forms: Vec<PathBuf>,
    /// Why its file is none that data may name.
    refused: Option<String>,
    /// Whether all of its territory's reports have been met.
    closes: bool,
}

/// The data of a summary of these files, which are the reports of territories that only the files name.
pub fn of_files() -> Node {
    let place = Place::file("свод");
    let mut tree = Node { value: Value::Map(Vec::new()), place };
    tree.set(schema::KIND, schema::SUMMARY_KIND);
    tree
}

/// Puts the figures of the reports into the data of a summary that names them, or of these `files`; data that have them
/// stay as they are. `None` if nothing counts, the diagnostics then hold a fault, or it was stopped.
pub fn summed(
    tree: Node,
    (main, files): (&Path, &[PathBuf]),
    terms: Terms<'_>,
    diagnostics: &Diagnostics,
) -> Option<Summed> {
    summed_on(tree, (main, files), terms, (threads(), LEVELS), diagnostics)
}

fn summed_on(
    tree: Node,
    (main, files): (&Path, &[PathBuf]),
    terms: Terms<'_>,
    (threads, levels): (usize, usize),
    diagnostics: &Diagnostics,
) -> Option<Summed> {
    let Some(named) = wanted(&tree) else { return Some(Summed { tree, gathered: None }) };
    validate::report_files(&tree, diagnostics);
    let mut units: Vec<Unit> = Vec::new();
    for (territory, files) in named.iter().enumerate() {
        let before = units.len();
        for (typed, place) in files {
            named_units(main, typed, place, Some(territory), &mut units, diagnostics);
        }
        with_forms(&mut units, before);
        if let Some(last) = units[before..].last_mut() {
            last.closes = true;
        }
    }
    let before = units.len();
    units.extend(files.iter().map(|file| Unit::of(file.clone(), None)));
    with_forms(&mut units, before);

    let mut gathering = Gathering::of(&tree, terms.keeps_sources);
    let all = units.len();
    let terms = Terms { as_of: terms.as_of.or_else(|| day_of(&tree)), ..terms };
    let read = |worker: &mut Worker, at: usize| worker.received(&units[at], terms, levels);
    terms.steps.begin(all);
    in_order(
        all,
        threads,
        || !terms.steps.is_stopped(),
        || Worker::new(terms.overrides),
        read,
        |at, received| {
            let territory = received.territory;
            gathering.take(received);
            if let Some(territory) = territory.filter(|_| units[at].closes) {
                gathering.close(territory);
            }
            terms.steps.step();
        },
    );
    if terms.steps.is_stopped() {
        return None;
    }
    let found = Diagnostics::default();
    let gathered = gathering.finish(&found);
    // What is said of the whole stands at the data, or nowhere.
    let whole = if main.as_os_str().is_empty() { tree.place.clone() } else { Place::of(main) };
    diagnostics.extend(found.into_vec().into_iter().map(|mut known| {
        if known.place.path().is_empty() {
            known.place = whole.clone();
        }
        known
    }));
    let Some(gathered) = gathered else {
        // What else is wrong with the data is told in the same run; what would have come from the reports is not missed.
        let own = diagnostics.scope();
        validate::summary(&tree, &own);
        own.drop_remarks();
        own.retain(|known| !is_of_reports(&known.problem) && !diagnostics.contains(known));
        return None;
    };
    let tree = gathered.tree(tree);
    Some(Summed { tree, gathered: Some(gathered) })
}

/// Whether a problem is that data lack what is taken from reports.
fn is_of_reports(problem: &Problem) -> bool {
    let missing = |key: &str| [schema::PERIOD, schema::AS_OF, schema::TERRITORIES].contains(&key);
    matches!(problem, Problem::Value(ValueProblem::Missing { key }) if missing(key))
}

impl Unit {
    fn of(file: PathBuf, territory: Option<usize>) -> Self {
        Self { territory, file, forms: Vec::new(), refused: None, closes: false }
    }
}

/// The reports that a name in the data stands for: a file, or all that lie in a folder.
fn named_units(
    main: &Path,
    typed: &str,
    place: &Place,
    territory: Option<usize>,
    units: &mut Vec<Unit>,
    diagnostics: &Diagnostics,
) {
    match input::named(main, typed) {
        Err(problem) => {
            let refused = Some(problem.message());
            units.push(Unit { refused, ..Unit::of(PathBuf::from(typed), territory) });
        }
        Ok((path, _)) if is_same_file(&path, main) => {
            let refused = Some("свод назван отчётом для самого себя".to_owned());
            units.push(Unit { refused, ..Unit::of(path, territory) });
        }
        Ok((path, _)) if !Disk.may_follow(&path) => {
            let refused = Some("он лежит за пределами открытой папки".to_owned());
            units.push(Unit { refused, ..Unit::of(path, territory) });
        }
        Ok((path, is_outside)) => {
            if is_outside {
                diagnostics.add(FileProblem::Outside { path: path.display().to_string() }, place);
            }
            if path.is_dir() {
                units.extend(reports_in(&path).into_iter().map(|file| Unit::of(file, territory)));
            } else {
                units.push(Unit::of(path, territory));
            }
        }
    }
}

/// What can be a report in a folder, by its name.
fn reports_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| folder.join(entry.file_name())).collect();
    let is_visible =
        |path: &PathBuf| path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with(['~', '.']));
    let is_report = |path: &PathBuf| is_pdf(path) || is_input(path) || is_word(path);
    files.retain(|path| is_visible(path) && is_report(path) && Disk.may_follow(path) && path.is_file());
    files.sort();
    files
}

/// Gives forms that came back to the plan before them.
fn with_forms(units: &mut Vec<Unit>, from: usize) {
    let mut at = from + 1;
    while at < units.len() {
        let is_form = units[at].refused.is_none() && is_form(&Disk, &units[at].file);
        if is_form && !is_pdf(&units[at - 1].file) {
            let form = units.remove(at);
            units[at - 1].forms.push(form.file);
        } else {
            at += 1;
        }
    }
}

/// Who signed a report, and when.
type Signer = (String, Option<Day>);

/// Whether a PDF is what its data say, to the byte, and no signature speaks against it.
pub fn is_what_its_data_say(file: &Path, terms: Terms<'_>) -> bool {
    let terms = Terms { by_words: false, ..terms };
    Worker::new(terms.overrides).verified(file, Vec::new(), terms).is_ok()
}

/// Reads one report after the other with one typesetter.
struct Worker {
    typesetter: Result<Typesetter, Problem>,
    has_made: bool,
}

impl Worker {
    fn new(overrides: &Overrides) -> Self {
        Self { typesetter: Typesetter::new(overrides), has_made: false }
    }

    fn received(&mut self, unit: &Unit, terms: Terms<'_>, levels: usize) -> Received {
        let Unit { territory, file, forms, refused, .. } = unit;
        let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
        let mut received = Received {
            territory: *territory,
            path: file.display().to_string(),
            file: name,
            digest: None,
            signed: None,
            by_words: false,
            named: None,
            content: Err(Trouble::Unread(refused.clone().unwrap_or_default())),
        };
        if refused.is_some() {
            return received;
        }
        let bytes = match bytes_and_digest(file, forms) {
            Ok((bytes, digest)) => {
                received.digest = Some(digest);
                bytes
            }
            Err(problem) => {
                received.content = Err(Trouble::Unread(problem.message()));
                return received;
            }
        };
        let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.read(unit, bytes, terms, levels)));
        let read = read.unwrap_or_else(|cause| {
            let detail = panic_words(cause.as_ref());
            Read {
                content: Err(Trouble::Unread(Problem::from(FileProblem::Internal { detail }).message())),
                ..Read::default()
            }
        });
        let Read { content, signed, by_words, named } = read;
        Received { content, signed, by_words, named, ..received }
    }

    /// What a report contributes, whose file has these bytes, and who signed it.
    fn read(&mut self, Unit { file, forms, .. }: &Unit, bytes: Vec<u8>, terms: Terms<'_>, levels: usize) -> Read {
        let diagnostics = Diagnostics::default();
        let mut read = Read::default();
        let content = if is_pdf(file) {
            match self.verified(file, bytes, terms) {
                Ok(Verified { signatures, document }) => {
                    read.signed = signer(&signatures);
                    read.by_words = document.is_some();
                    match document.as_ref().and_then(Contribution::of_document) {
                        Some(content) => Some(content),
                        None => contribution(file, forms, terms, levels, &diagnostics),
                    }
                }
                Err(trouble @ Trouble::Altered(_)) => {
                    // It is that territory which has not reported.
                    let named = contribution(file, forms, terms, levels, &diagnostics).and_then(|it| it.territory);
                    return Read { content: Err(trouble), named, ..read };
                }
                Err(trouble) => return Read { content: Err(trouble), ..read },
            }
        } else {
            contribution(file, forms, terms, levels, &diagnostics)
        };
        let is_other = diagnostics.any(|problem| {
            matches!(
                problem,
                Problem::Monitoring(MonitoringProblem::NothingReported) | Problem::Plan(PlanProblem::OtherKind { .. })
            )
        });
        let trouble = if is_other { Trouble::NoReport } else { Trouble::Unread };
        read.content = content.ok_or_else(|| trouble(faults(diagnostics)));
        read
    }

    /// A PDF that is what its data say.
    fn verified(&mut self, file: &Path, bytes: Vec<u8>, terms: Terms<'_>) -> Result<Verified, Trouble> {
        let typesetter = self.typesetter.as_mut().map_err(|problem| Trouble::Unread(problem.message()))?;
        let request = verify::Request {
            file,
            data: None,
            signature: None,
            as_of: None,
            today: terms.today,
            overrides: terms.overrides,
        };
        // What does not hold by its words is compared as a whole: so the answer is the same.
        if terms.by_words
            && let Ok(Some((document, signatures))) = verify::says_its_data(bytes, &request, typesetter)
        {
            return Verified { signatures, document: Some(document) }.if_signed_as_it_is();
        }
        if self.has_made {
            typesetter.forget();
        }
        self.has_made = true;
        let diagnostics = Diagnostics::default();
        let verdict = match verify::verify_with(&request, typesetter, &diagnostics) {
            Ok(Some(verdict)) if verdict.has_data => verdict,
            Ok(Some(_)) => return Err(Trouble::Unread("в этом PDF нет данных отчёта".into())),
            Ok(None) => return Err(Trouble::Unread(faults(diagnostics))),
            Err(Obstacle::Unreadable(_, problem)) => return Err(Trouble::Unread(problem.message())),
            Err(Obstacle::OwnFaces) => {
                return Err(Trouble::Unread(
                    "он сделан со своими шрифтами; чтобы сверить его, укажите ту же папку ключом --font-dir".into(),
                ));
            }
            Err(Obstacle::OwnTemplates) => {
                return Err(Trouble::Unread(
                    "он сделан по своим шаблонам; чтобы сверить его, укажите ту же папку ключом --templates".into(),
                ));
            }
        };
        if !verdict.differences.is_empty() {
            return Err(Trouble::Altered("документ изменён, он не тот, который дают вложенные в него данные".into()));
        }
        Verified { signatures: verdict.signatures, document: None }.if_signed_as_it_is()
    }
}

/// What was read of a report.
struct Read {
    content: Result<Contribution, Trouble>,
    signed: Option<Signer>,
    /// Whether only its words were compared.
    by_words: bool,
    /// Whose it is by its data, where it was altered.
    named: Option<String>,
}

impl Default for Read {
    fn default() -> Self {
        Self { content: Err(Trouble::Unread(String::new())), signed: None, by_words: false, named: None }
    }
}

/// A PDF that is what its data say.
struct Verified {
    signatures: Vec<Statement>,
    /// What was read of its data, where only the words were compared.
    document: Option<CheckedDocument>,
}

impl Verified {
    /// The same, unless a signature says that it is another document.
    fn if_signed_as_it_is(self) -> Result<Self, Trouble> {
        match self.signatures.iter().find(|statement| is_broken(statement)) {
            Some(statement) => {
                let name = statement.name.as_deref().map(|name| format!(" ({name})")).unwrap_or_default();
                Err(Trouble::Altered(format!("подпись{name} не подтверждена")))
            }
            None => Ok(self),
        }
    }
}

/// Whether a signature says that the document is another one. What cannot be reckoned here says nothing.
fn is_broken(statement: &Statement) -> bool {
    matches!(
        statement.finding,
        Finding::ChangedSince
            | Finding::OtherBytes
            | Finding::WrongValue
            | Finding::Broken
            | Finding::CertificateNotValid
    )
}

/// Who signed last.
fn signer(statements: &[Statement]) -> Option<Signer> {
    let good = statements.iter().filter(|statement| statement.finding.is_good());
    let last = good.max_by_key(|statement| statement.day)?;
    Some((last.name.clone()?, last.day))
}

/// The day as of which data judge, if they say it.
fn day_of(tree: &Node) -> Option<Day> {
    match &tree.get(schema::AS_OF)?.value.value {
        Value::Text(typed) => Day::parse_iso(typed).or_else(|| Day::parse_written(typed)),
        _ => None,
    }
}

/// What a report contributes. `None` if it cannot be read; the diagnostics then hold a fault.
fn contribution(
    file: &Path,
    forms: &[PathBuf],
    terms: Terms<'_>,
    levels: usize,
    diagnostics: &Diagnostics,
) -> Option<Contribution> {
    guarded(file, diagnostics, |diagnostics| {
        if !forms.is_empty() {
            let request = collect::Request {
                files: &Disk,
                plan: file,
                forms,
                base: None,
                as_of: None,
                prefer: &[],
                answers: None,
            };
            let mut tree = collect::collect(&request, diagnostics)?.tree;
            // Who fills in a form says what was done, not as of which day the summary judges.
            if let Some(day) =
                terms.as_of.filter(|_| tree.get(schema::AS_OF).is_none_or(|known| known.value.is_empty()))
            {
                tree.set(schema::AS_OF, &day.iso());
            }
            return Contribution::of(&tree, diagnostics);
        }
        let tree = Reader::new(&Disk, diagnostics).load(file)?.tree;
        let is_open = validate::kind(&tree) == Some(Kind::Summary) && wanted(&tree).is_some();
        let tree = match is_open {
            true if levels == 0 || is_pdf(file) => {
                diagnostics.add(SummaryProblem::NothingCounted, &Place::of(file));
                return None;
            }
            true => {
                // How many reports lie below one that is read is nothing to count.
                let as_of = day_of(&tree).or(terms.as_of);
                let terms = Terms { as_of, keeps_sources: false, steps: &Steps::default(), ..terms };
                summed_on(tree, (file, &[]), terms, (1, levels - 1), diagnostics)?.tree
            }
            false => tree,
        };
        Contribution::of(&tree, diagnostics)
    })
}

/// The first fault that was found, and how many there are.
fn faults(diagnostics: Diagnostics) -> String {
    let found = settled(diagnostics);
    let faults = count(&found, Severity::Fault);
    let first = found.iter().find(|known| known.problem.severity() == Severity::Fault);
    let first = first.map_or_else(|| "причина не названа".to_owned(), Diagnostic::message);
    match faults {
        0 | 1 => first,
        _ => format!("{} в данных, первая: {first}", plural(faults, ["ошибка", "ошибки", "ошибок"])),
    }
}

/// The bytes of a file, and their SHA-256 digest with those of the forms, in hexadecimal digits.
fn bytes_and_digest(file: &Path, forms: &[PathBuf]) -> Result<(Vec<u8>, String), Problem> {
    let bytes = read_bytes(&Disk, file, REPORT_LIMIT)?;
    let mut digest = Sha256::new();
    digest.update(&bytes);
    for form in forms {
        digest.update(read_bytes(&Disk, form, REPORT_LIMIT)?);
    }
    let digest = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((bytes, digest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_are_the_same_on_any_number_of_cores() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/summary-2023");
        let files = [reports_in(&folder), reports_in(&folder.join("schools"))].concat();
        let overrides = Overrides::default();
        let steps = Steps::default();
        let terms = Terms { keeps_sources: true, ..Terms::plain(&overrides, &steps) };
        let data = |threads| {
            let found = Diagnostics::default();
            let summed = summed_on(of_files(), (Path::new(""), &files), terms, (threads, LEVELS), &found);
            let Summed { tree, gathered } = summed.unwrap();
            let sources = gathered.unwrap().sources().map(|it| (it.report.file, it.activities)).collect::<Vec<_>>();
            (
                serde_json::to_string(&tree).unwrap(),
                sources,
                found.into_vec().iter().map(Diagnostic::message).collect::<Vec<_>>(),
            )
        };
        let one = data(1);
        assert!(one.1.len() > 4);
        assert_eq!(one, data(2));
        assert_eq!(one, data(7));
    }
}
