//! Reading: from files as people have them to one located tree.
//!
//! YAML, workbooks and the data that a PDF carries meet here, before any rule: [`load`] gives the same [`Node`] for the
//! same data.

mod decode;
pub mod headings;
mod limits;
mod pdf;
pub mod tree;
pub mod workbook;
mod write;
mod yaml;

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Diagnostics, Expected, Place, Problem, SourceText};
use crate::pdf::Pdf;
use tree::{Entry, Node, Value};
use workbook::{Form, Part, Sheet};

pub(crate) use decode::decode;
pub use limits::{ACTIVITIES as ACTIVITY_LIMIT, COLUMNS as COLUMN_LIMIT};
pub use write::{items as list_items, write as to_yaml};

/// What was read for one document.
#[derive(Debug)]
pub struct Loaded {
    /// The data.
    pub tree: Node,
    /// Every file that it came from, the main one first; also those that are named but could not be read.
    pub files: Vec<PathBuf>,
}

/// What a person sees of an input when it is opened: a text, or one sheet of a workbook.
#[derive(Debug)]
pub enum Original {
    /// A YAML file, or the data of a PDF as YAML.
    Text(Arc<SourceText>),
    /// A sheet.
    Sheet(Sheet),
}

/// Reads an input file, with the workbook that its `таблица:` names, and the plans that a monitoring or amendments name.
///
/// `None` if there is nothing to go on with; the diagnostics then hold a fault.
pub fn load(path: &Path, diagnostics: &mut Diagnostics) -> Option<Loaded> {
    load_with_originals(path, &mut Vec::new(), diagnostics)
}

/// Every file that a document is made from, the main one first; also those that are missing or broken, as far as they
/// are named by others.
pub fn files(path: &Path) -> Vec<PathBuf> {
    load(path, &mut Diagnostics::default()).map_or_else(|| vec![path.to_owned()], |loaded| loaded.files)
}

/// As [`load`]; adds what was read as it looks to a person, even where it cannot be understood.
pub fn load_with_originals(
    path: &Path,
    originals: &mut Vec<Original>,
    diagnostics: &mut Diagnostics,
) -> Option<Loaded> {
    let mut loaded = load_one(path, originals, diagnostics)?;
    let fields = PLAN_FIELDS.iter().find(|(kind, _)| loaded.tree.says("вид", kind)).map_or(&[][..], |(_, keys)| keys);
    for key in fields {
        merge_plan(&mut loaded, key, path, originals, diagnostics);
    }
    Some(loaded)
}

/// The fields in which plans stand, or the names of their files, by the kinds that have them.
const PLAN_FIELDS: [(&str, &[&str]); 2] = [("мониторинг", &["план"]), ("изменения", &["было", "стало"])];

/// Reads two editions of a plan into the data of the amendments that lead from one to the other. Where one cannot be read,
/// its name stays; the diagnostics then hold a fault.
pub fn load_editions(old: &Path, new: &Path, diagnostics: &mut Diagnostics) -> Node {
    let place = Place::file(new.display().to_string());
    let mut edition = |path: &Path| {
        let mut own = Diagnostics::default();
        let loaded = load_alone(path, &mut Vec::new(), &mut own);
        // They are made when a plan is checked.
        own.drop_remarks();
        diagnostics.extend(own.into_vec());
        loaded.map_or_else(|| Node::text(path.display().to_string(), place.clone()), |loaded| loaded.tree)
    };
    let fields = [("вид", Node::text("изменения", place.clone())), ("было", edition(old)), ("стало", edition(new))];
    let entries = fields.map(|(key, value)| Entry { key: key.into(), key_place: place.clone(), value });
    Node { value: Value::Map(entries.into()), place }
}

/// Reads an input file and its table.
fn load_one(path: &Path, originals: &mut Vec<Original>, diagnostics: &mut Diagnostics) -> Option<Loaded> {
    let mut tree = read(path, Part::Whole, originals, diagnostics)?;
    let mut files = vec![path.to_owned()];
    if let Some(entry) = tree.get("таблица").cloned() {
        merge_table(&mut tree, &entry, path, &mut files, originals, diagnostics);
    }
    Some(Loaded { tree, files })
}

/// Puts the plan that a field names in the place of its name. Where it cannot be read, the name stays.
fn merge_plan(
    loaded: &mut Loaded,
    key: &str,
    main: &Path,
    originals: &mut Vec<Original>,
    diagnostics: &mut Diagnostics,
) {
    let Some(Entry { value: Node { value: Value::Text(typed), place }, .. }) = loaded.tree.get(key) else {
        return;
    };
    let path = main.with_file_name(typed.trim());
    let mut inner = Diagnostics::default();
    let plan = load_one(&path, originals, &mut inner);
    // They were made when the plan was.
    inner.drop_remarks();
    take_over(inner, place, typed, diagnostics);
    let Some(Loaded { tree, files }) = plan else {
        loaded.files.push(path);
        return;
    };
    loaded.files.extend(files);
    if let Some(entry) = loaded.tree.get_mut(key) {
        entry.value = tree;
    }
}

/// Reports what was found in a file that another one names: that it cannot be read is a fault of the line that names
/// it; what is wrong inside has its own place.
fn take_over(found: Diagnostics, place: &Place, typed: &str, diagnostics: &mut Diagnostics) {
    diagnostics.extend(found.into_vec().into_iter().map(|diagnostic| match diagnostic.place {
        Place::File(_) => Diagnostic { place: place.clone(), ..diagnostic }.found(typed),
        _ => diagnostic,
    }));
}

/// Puts what the named table holds into the root record, in place of the entry that names it. Where the table cannot
/// be read, that entry stays.
fn merge_table(
    tree: &mut Node,
    entry: &Entry,
    main: &Path,
    files: &mut Vec<PathBuf>,
    originals: &mut Vec<Original>,
    diagnostics: &mut Diagnostics,
) {
    let Value::Text(typed) = &entry.value.value else {
        let problem = Problem::WrongKind { key: entry.key.clone(), expected: Expected::TableFile };
        diagnostics.add(problem, &entry.value.place);
        return;
    };
    for other in ["направления", "мероприятия"] {
        if let Some(twin) = tree.get(other) {
            diagnostics.add(Problem::TwoSources { first: "таблица", second: other }, &twin.key_place);
            return;
        }
    }
    // A «#» may also belong to the name of the file.
    let (file, sheet) = match typed.rsplit_once('#') {
        Some((file, sheet)) if !main.with_file_name(typed).exists() => (file, Some(sheet.trim())),
        _ => (typed.as_str(), None),
    };
    let sheet = sheet.filter(|sheet| !sheet.is_empty());
    let path = main.with_file_name(file.trim());
    if Format::of(&path) != Some(Format::Workbook) {
        diagnostics.push(Diagnostic::new(unknown_format(&path), entry.value.place.clone()).found(typed));
        return;
    }
    let mut inner = Diagnostics::default();
    let table = read(&path, Part::Table { sheet }, originals, &mut inner);
    take_over(inner, &entry.value.place, typed, diagnostics);
    files.push(path);
    let (Some(Node { value: Value::Map(table), .. }), Value::Map(entries)) = (table, &mut tree.value) else { return };
    entries.retain(|entry| tree::fold_key(&entry.key) != "таблица");
    for addition in table {
        let known = entries.iter().any(|entry| tree::fold_key(&entry.key) == tree::fold_key(&addition.key));
        if !known {
            entries.push(addition);
        }
    }
}

/// What a file is, by the ending of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Yaml,
    Workbook,
    /// A document of this program, for the data that it carries.
    Pdf,
}

impl Format {
    fn of(path: &Path) -> Option<Self> {
        match ending(path).as_str() {
            "yaml" | "yml" => Some(Self::Yaml),
            "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" => Some(Self::Workbook),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }
}

/// The ending of a file's name, in lower case.
fn ending(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_lowercase()
}

fn unknown_format(path: &Path) -> Problem {
    Problem::UnknownFormat { ending: ending(path) }
}

/// Reads an input file with its table, but not the plan that a monitoring names.
pub fn load_alone(path: &Path, originals: &mut Vec<Original>, diagnostics: &mut Diagnostics) -> Option<Loaded> {
    load_one(path, originals, diagnostics)
}

/// Reads a form that came back. `None` if it cannot be read; the diagnostics then hold a fault.
pub fn load_form(path: &Path, diagnostics: &mut Diagnostics) -> Option<Form> {
    let shown = path.display().to_string();
    let bytes = match Format::of(path) {
        Some(Format::Workbook) => read_bytes(path, limits::WORKBOOK_FILE),
        // A file that is not there, or a folder, is told as such.
        _ => Err(check_file(path).err().unwrap_or(Problem::NotAForm)),
    };
    match bytes {
        Ok(bytes) => workbook::read_form(&shown, &bytes, diagnostics),
        Err(problem) => {
            diagnostics.add(problem, &Place::file(shown));
            None
        }
    }
}

/// Whether a file is a form, as far as it can be read.
pub fn is_form(path: &Path) -> bool {
    Format::of(path) == Some(Format::Workbook)
        && read_bytes(path, limits::WORKBOOK_FILE).is_ok_and(|bytes| workbook::is_form(&bytes))
}

/// Reads a text that is YAML. `None` if it is none.
pub fn parse(source: &Arc<SourceText>, diagnostics: &mut Diagnostics) -> Option<Node> {
    yaml::read(source, diagnostics)
}

/// Whether a file's name says that people edit data in it, so that it is never overwritten by a document. A PDF is no
/// such file, though its data can be read.
pub fn is_input(path: &Path) -> bool {
    matches!(Format::of(path), Some(Format::Yaml | Format::Workbook))
}

/// Whether a file's name says that it is a PDF.
pub fn is_pdf(path: &Path) -> bool {
    Format::of(path) == Some(Format::Pdf)
}

fn read(path: &Path, part: Part<'_>, originals: &mut Vec<Original>, diagnostics: &mut Diagnostics) -> Option<Node> {
    let shown = path.display().to_string();
    let mut fail = |problem| {
        diagnostics.add(problem, &Place::file(shown.as_str()));
        None
    };
    let Some(format) = Format::of(path) else {
        // A file that is not there, or a folder, is told as such.
        return fail(check_file(path).err().unwrap_or_else(|| unknown_format(path)));
    };
    let limit = match format {
        Format::Yaml => limits::YAML_FILE,
        Format::Workbook => limits::WORKBOOK_FILE,
        Format::Pdf => limits::PDF_FILE,
    };
    let bytes = match read_bytes(path, limit) {
        Ok(bytes) => bytes,
        Err(problem) => return fail(problem),
    };
    match format {
        Format::Workbook => {
            let mut sheets = Vec::new();
            let tree = workbook::read(&shown, &bytes, part, &mut sheets, diagnostics);
            originals.extend(sheets.into_iter().map(Original::Sheet));
            tree
        }
        Format::Yaml => {
            let Some(text) = decode(&bytes) else { return fail(Problem::UnknownEncoding) };
            let source = Arc::new(SourceText::new(shown, text));
            originals.push(Original::Text(Arc::clone(&source)));
            yaml::read(&source, diagnostics)
        }
        Format::Pdf => match pdf::read(&shown, bytes) {
            Ok((tree, source)) => {
                originals.push(Original::Text(source));
                Some(tree)
            }
            Err(problem) => fail(problem),
        },
    }
}

/// Opens a PDF.
pub fn open_pdf(path: &Path) -> Result<Pdf, Problem> {
    Ok(Pdf::open(read_bytes(path, limits::PDF_FILE)?)?)
}

/// The data that a PDF carries, as a YAML file that gives the same document.
pub fn extract(path: &Path) -> Result<String, Problem> {
    pdf::as_yaml(&open_pdf(path)?)
}

/// Reads a regular file of at most `limit` bytes.
pub(crate) fn read_bytes(path: &Path, limit: u64) -> Result<Vec<u8>, Problem> {
    let size = check_file(path)?;
    if size > limit {
        return Err(Problem::FileTooLarge { size, limit });
    }
    let mut bytes = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(limit + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(&error))?;
    match bytes.len() as u64 {
        size if size > limit => Err(Problem::FileTooLarge { size, limit }),
        _ => Ok(bytes),
    }
}

/// The size of a regular file. Asked before opening: opening a pipe would wait for somebody to write into it.
fn check_file(path: &Path) -> Result<u64, Problem> {
    let metadata = fs::metadata(path).map_err(|error| {
        // Windows hides endings, so people leave them out.
        let whole = inputs_in(path.parent().unwrap_or(path)).into_iter().find(|file| file.with_extension("") == path);
        let reason = whole.map(|file| format!("такого файла нет, но есть {}", file.display()));
        reason.map_or_else(|| unreadable(&error), |reason| Problem::CannotRead { reason })
    })?;
    if metadata.is_file() {
        return Ok(metadata.len());
    }
    let inputs = inputs_in(path).iter().map(|file| file.display().to_string()).collect();
    Err(Problem::NotRegularFile { inputs })
}

/// The files of a folder that can hold data; none if it is no folder.
fn inputs_in(folder: &Path) -> Vec<PathBuf> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let names = fs::read_dir(here).into_iter().flatten().flatten().map(|entry| entry.file_name());
    // Excel leaves «~$план.xlsx» beside an open workbook.
    let visible = names.filter(|name| !name.to_string_lossy().starts_with(['~', '.']));
    let files = visible.map(|name| folder.join(name)).filter(|path| is_input(path) && path.is_file());
    let mut files: Vec<PathBuf> = files.collect();
    files.sort();
    files
}

fn unreadable(error: &io::Error) -> Problem {
    Problem::CannotRead { reason: reason(error) }
}

/// Why the system did not read or write a file, in Russian.
pub fn reason(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::NotFound => "такого файла или папки нет".into(),
        Kind::PermissionDenied => "нет прав, или файл открыт в другой программе".into(),
        Kind::StorageFull => "на диске нет места".into(),
        Kind::QuotaExceeded => "исчерпано место, отведённое вам на диске".into(),
        Kind::FileTooLarge => "файл больше, чем разрешено на этом диске".into(),
        Kind::ReadOnlyFilesystem => "диск доступен только для чтения".into(),
        Kind::NotADirectory => "часть пути не является папкой".into(),
        Kind::IsADirectory => "по этому пути находится папка".into(),
        Kind::InvalidFilename => "недопустимое имя файла".into(),
        Kind::ResourceBusy | Kind::ExecutableFileBusy => "файл занят другой программой".into(),
        // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows: Excel or a viewer holds the file.
        _ if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) => "файл открыт в другой программе".into(),
        Kind::HostUnreachable
        | Kind::NetworkUnreachable
        | Kind::NetworkDown
        | Kind::StaleNetworkFileHandle
        | Kind::TimedOut => "сетевой диск недоступен".into(),
        // ELOOP has no stable kind.
        _ if cfg!(target_os = "linux") && error.raw_os_error() == Some(40) => "ссылки ведут по кругу".into(),
        Kind::BrokenPipe => "получатель закрыл поток".into(),
        Kind::AlreadyExists => "часть пути занята файлом".into(),
        _ => format!("ошибка системы: {error}"),
    }
}

fn places_mut(diagnostic: &mut Diagnostic) -> impl Iterator<Item = &mut Place> {
    std::iter::once(&mut diagnostic.place).chain(&mut diagnostic.first)
}

/// Looks up line and column of every diagnostic that stands in a text file.
pub fn locate(diagnostics: &mut [Diagnostic]) {
    let mut sources: Vec<(Arc<SourceText>, Vec<u32>)> = Vec::new();
    for place in diagnostics.iter_mut().flat_map(places_mut) {
        let Place::Node { source, node } = &*place else { continue };
        match sources.iter_mut().find(|(known, _)| Arc::ptr_eq(known, source)) {
            Some((_, nodes)) => nodes.push(*node),
            None => sources.push((Arc::clone(source), vec![*node])),
        }
    }
    for (source, nodes) in sources {
        let spots = yaml::locate(&source, &nodes);
        for place in diagnostics.iter_mut().flat_map(places_mut) {
            let Place::Node { source: its, node } = &*place else { continue };
            if !Arc::ptr_eq(its, &source) {
                continue;
            }
            *place = match spots.get(node) {
                Some(&spot) => Place::Text { source: Arc::clone(&source), spot },
                None => Place::file(source.path.as_str()),
            };
        }
    }
}
