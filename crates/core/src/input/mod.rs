//! Reading: from files as people have them to one located tree.
//!
//! YAML, workbooks and the data that a PDF carries meet here, before any rule: a [`Reader`] gives the same [`Node`] for
//! the same data, wherever its files are.

pub mod conflicts;
mod content;
pub mod form;
mod height;
mod limits;
mod named;
mod pdf;
pub mod table;
#[cfg(test)]
mod tests;
pub mod word;
pub mod workbook;
mod write;
mod yaml;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::decode::decode;
use crate::diagnostics::{
    self, Diagnostic, Diagnostics, Expected, FileProblem, FormProblem, Place, PlanProblem, Problem, SourceText,
    ValueProblem,
};
use crate::pdf::Pdf;
use crate::schema;
use crate::system::{Files, Unread, reason};
use crate::tree::{Entry, Node, Value, fold_key};
use crate::word::back::Returned;
use form::Form;
use table::Sheet;
use word::Tracked;
use workbook::{Part, Seen};

pub use content::Content;
pub use limits::{ACTIVITIES as ACTIVITY_LIMIT, COLUMNS as COLUMN_LIMIT};
pub(crate) use named::Named;
pub use named::{DEVICE, is_device};
pub use write::{items as list_items, write as to_yaml};

/// What was read for one document.
#[derive(Debug)]
pub struct Loaded {
    /// The data.
    pub tree: Node,
    /// Every file that it came from, the main one first; also those that are named but could not be read.
    pub files: Vec<PathBuf>,
    /// How many of them hold the document itself: the main file and its table, but no plan that it names.
    pub own: usize,
}

/// What a person sees of an input when it is opened: a text, one sheet of a workbook, or a text document laid out as one.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "there are few of them, and most are sheets")]
pub enum Original {
    /// A YAML file, or the data of a PDF as YAML.
    Text(Arc<SourceText>),
    /// A sheet, or a text document that was laid out as one.
    Sheet(Sheet),
}

/// Every file that a document is made from, the main one first; also those that are missing or broken, as far as they
/// are named by others.
pub fn files(files: &dyn Files, path: &Path) -> Vec<PathBuf> {
    let loaded = Reader::new(files, &Diagnostics::default()).load(path);
    loaded.map_or_else(|| vec![path.to_owned()], |loaded| loaded.files)
}

/// The fields in which plans stand, or the names of their files, by the kinds that have them.
const PLAN_FIELDS: [(&str, &[&str]); 7] = [
    (schema::MONITORING_KIND, &[schema::PLAN]),
    (schema::AMENDMENTS_KIND, &[schema::OLD, schema::NEW]),
    (schema::SUMMARY_KIND, &[schema::PLAN]),
    (schema::ORDER, &[schema::PLAN]),
    (schema::AGREEMENT_SHEET_KIND, &[schema::PLAN]),
    (schema::ACQUAINTANCE_SHEET_KIND, &[schema::PLAN]),
    (schema::EXTRACT_KIND, &[schema::PLAN]),
];

/// Reads inputs, and keeps what was read as it looks to a person, even where it cannot be understood.
pub struct Reader<'a> {
    files: &'a dyn Files,
    diagnostics: &'a Diagnostics,
    originals: RefCell<Vec<Original>>,
    /// Sheets of workbooks that were opened and not read.
    unread: RefCell<Vec<Place>>,
    /// How tracked changes of text documents are read.
    tracked: Tracked,
    /// The plan from which a copy may have been made that has lost its data.
    plan: Option<&'a Node>,
    /// What is known of the copy that was read last.
    returned: RefCell<Option<Returned>>,
}

impl<'a> Reader<'a> {
    /// A reader of these files that reports to `diagnostics`.
    pub fn new(files: &'a dyn Files, diagnostics: &'a Diagnostics) -> Self {
        Self {
            files,
            diagnostics,
            originals: RefCell::default(),
            unread: RefCell::default(),
            tracked: Tracked::default(),
            plan: None,
            returned: RefCell::default(),
        }
    }

    /// The same reader, which reads the tracked changes of text documents in this way.
    #[must_use]
    pub fn tracked(self, tracked: Tracked) -> Self {
        Self { tracked, ..self }
    }

    /// Reads an input file, with the workbook that its `таблица:` names, and the plans that a monitoring or amendments
    /// name.
    ///
    /// `None` if there is nothing to go on with; the diagnostics then hold a fault.
    pub fn load(&self, path: &Path) -> Option<Loaded> {
        let mut loaded = self.load_alone(path)?;
        let fields =
            PLAN_FIELDS.iter().find(|(kind, _)| loaded.tree.says(schema::KIND, kind)).map_or(&[][..], |(_, keys)| keys);
        for key in fields {
            self.merge_plan(&mut loaded, key, path);
        }
        Some(loaded)
    }

    /// Reads an input file with its table, but not the plan that a monitoring names.
    pub fn load_alone(&self, path: &Path) -> Option<Loaded> {
        let (path, sheet) = self.part(path);
        let path = path.as_path();
        let mut tree = self.read(path, Part::Whole { sheet: sheet.as_deref() })?;
        let mut files = vec![path.to_owned()];
        self.merge_table(&mut tree, path, &mut files);
        Some(Loaded { tree, own: files.len(), files })
    }

    /// Reads two editions of a plan into the data of the amendments that lead from one to the other. Where one cannot be
    /// read, its name stays; the diagnostics then hold a fault.
    pub fn load_editions(&self, old: &Path, new: &Path) -> Node {
        let place = Place::of(new);
        let edition = |path: &Path, plan: Option<&Node>| {
            let own = self.diagnostics.scope();
            let reader = Reader { plan, ..self.reporting_to(&own) };
            let loaded = reader.load_alone(path);
            self.take_in(reader);
            // They are made when a plan is checked.
            own.drop_remarks();
            loaded.map_or_else(|| Node::text(path.display().to_string(), place.clone()), |loaded| loaded.tree)
        };
        let old = edition(old, None);
        self.returned.replace(None);
        let new = edition(new, Some(&old));
        let fields = [
            (schema::KIND, Node::text(schema::AMENDMENTS_KIND, place.clone())),
            (schema::OLD, old),
            (schema::NEW, new),
        ];
        let entries = fields.map(|(key, value)| Entry { key: key.into(), key_place: place.clone(), value });
        Node { value: Value::Map(entries.into()), place }
    }

    /// Reads a form that came back. `None` if it cannot be read; the diagnostics then hold a fault.
    pub fn load_form(&self, path: &Path) -> Option<Form> {
        let bytes = match Format::of(path) {
            Some(Format::Workbook) => read_bytes(self.files, path, limits::WORKBOOK_FILE),
            _ => Err(missing(self.files, path).unwrap_or(Problem::from(FormProblem::NotAForm))),
        };
        match bytes {
            Ok(bytes) => workbook::read_form(&path.display().to_string(), &bytes, self.diagnostics),
            Err(problem) => {
                self.diagnostics.add(problem, &Place::of(path));
                None
            }
        }
    }

    /// A file, and the sheet that is named behind it: `план.xlsx#2027`. A «#» may also belong to the name of the file.
    fn part(&self, typed: &Path) -> (PathBuf, Option<String>) {
        let name = typed.file_name().unwrap_or_default().to_string_lossy();
        match name.rsplit_once('#') {
            Some((file, sheet)) if !sheet.trim().is_empty() && !self.files.exists(typed) => {
                let path = typed.with_file_name(file.trim());
                match Format::of(&path) {
                    Some(Format::Workbook) => (path, Some(sheet.trim().to_owned())),
                    _ => (typed.to_owned(), None),
                }
            }
            _ => (typed.to_owned(), None),
        }
    }

    /// The sheets of workbooks that were opened and not read.
    pub fn unread_sheets(&self) -> Vec<Place> {
        self.unread.borrow().clone()
    }

    /// What is known of the copy that was read last, if it was one that came back.
    pub fn returned(&self) -> Option<Returned> {
        self.returned.borrow().clone()
    }

    /// What was read so far, as it looks to a person.
    pub fn into_originals(self) -> Vec<Original> {
        self.originals.into_inner()
    }

    /// What stands in a private column of the sheet «Исполнение» that was read, by the rows: no rule of the document reads it,
    /// but the program may have written it.
    pub(crate) fn private_column(&self, title: &str) -> Vec<(u32, String)> {
        let originals = self.originals.borrow();
        let sheets = originals.iter().filter_map(|original| match original {
            Original::Sheet(sheet) => Some(sheet),
            Original::Text(_) => None,
        });
        sheets.flat_map(|sheet| table::private_column(sheet, title)).collect()
    }

    /// A reader of the same files that reports elsewhere.
    fn reporting_to<'b>(&self, diagnostics: &'b Diagnostics) -> Reader<'b>
    where
        'a: 'b,
    {
        Reader::new(self.files, diagnostics).tracked(self.tracked)
    }

    /// Puts the plan that a field names in the place of its name; a plan that stands right there gets its table. Where it
    /// cannot be read, the name stays.
    fn merge_plan(&self, Loaded { tree, files, .. }: &mut Loaded, key: &str, main: &Path) {
        let Some(Entry { value, .. }) = tree.get_mut(key) else { return };
        let typed = match &value.value {
            Value::Text(typed) if !typed.trim().is_empty() => typed,
            _ => return self.merge_table(value, main, files),
        };
        // A plan takes the place of its name, but the name was read.
        self.settle(&value.place);
        let Some(named) = self.follow(main, typed, value, typed) else { return };
        let inner = Diagnostics::default();
        let plan = self.within(&inner, |reader| reader.load_alone(&named.path));
        // They were made when the plan was.
        inner.drop_remarks();
        self.take_over(inner, &value.place, typed);
        let Some(plan) = plan else {
            files.push(named.path);
            return;
        };
        self.tell_outside(&named, value);
        files.extend(plan.files);
        *value = plan.tree;
    }

    /// The file that data name in a value. `None` if that is not followed; the diagnostics then hold a fault.
    fn follow(&self, main: &Path, file: &str, value: &Node, typed: &str) -> Option<Named> {
        let refuse = |problem| self.diagnostics.push(Diagnostic::new(problem, value.place.clone()).found(typed));
        let named = Named::in_data(main, file).and_then(|named| match self.files.may_follow(&named.path) {
            true => Ok(named),
            false => Err(FileProblem::PathRefused {
                reason: "он лежит за пределами открытой папки"
            }),
        });
        named.map_err(refuse).ok()
    }

    /// Tells of a file that was read outside of the folder of the data that name it.
    fn tell_outside(&self, named: &Named, value: &Node) {
        if named.is_outside {
            self.diagnostics.add(FileProblem::Outside { path: named.path.display().to_string() }, &value.place);
        }
    }

    /// Settles that a cell says what is to be read.
    fn settle(&self, place: &Place) {
        for original in self.originals.borrow().iter() {
            if let Original::Sheet(own) = original
                && let Some(cell) = own.cell_of(place)
            {
                own.settle(cell, table::Fate::Used);
            }
        }
    }

    /// Reads something with the faults apart; its originals are kept with the others.
    fn within<T>(&self, diagnostics: &Diagnostics, read: impl FnOnce(&Reader<'_>) -> T) -> T {
        let reader = self.reporting_to(diagnostics);
        let result = read(&reader);
        self.take_in(reader);
        result
    }

    /// Keeps what another reader has seen.
    fn take_in(&self, reader: Reader<'_>) {
        self.unread.borrow_mut().extend(reader.unread_sheets());
        if let Some(returned) = reader.returned() {
            self.returned.replace(Some(returned));
        }
        self.originals.borrow_mut().extend(reader.into_originals());
    }

    /// Reports what was found in a file that another one names: that it cannot be read is a fault of the line that names
    /// it; what is wrong inside has its own place.
    fn take_over(&self, found: Diagnostics, place: &Place, typed: &str) {
        self.diagnostics.extend(found.into_vec().into_iter().map(|diagnostic| match diagnostic.place {
            Place::File(_) => diagnostic.at(place.clone()).found(typed),
            _ => diagnostic,
        }));
    }

    /// Puts what the table holds that a record names into it, in place of the entry that names it. Where the table cannot
    /// be read, that entry stays.
    fn merge_table(&self, tree: &mut Node, main: &Path, files: &mut Vec<PathBuf>) {
        let Some(entry) = tree.get(schema::TABLE).cloned() else { return };
        let Value::Text(typed) = &entry.value.value else {
            let problem = ValueProblem::WrongKind { key: entry.key.clone(), expected: Expected::TableFile };
            self.diagnostics.add(problem, &entry.value.place);
            return;
        };
        self.settle(&entry.value.place);
        if let Value::Map(entries) = &tree.value
            && let Some(twin) = entries.iter().filter(|known| fold_key(&known.key) == schema::TABLE).nth(1)
        {
            let problem = ValueProblem::RepeatedKey { key: twin.key.clone() };
            self.diagnostics.push(Diagnostic::new(problem, twin.key_place.clone()).first_at(&entry.key_place));
            return;
        }
        for other in [schema::DIRECTIONS, schema::ACTIVITIES] {
            if let Some(twin) = tree.get(other) {
                self.diagnostics.add(PlanProblem::TwoSources { first: schema::TABLE, second: other }, &twin.key_place);
                return;
            }
        }
        // A «#» may also belong to the name of the file.
        let is_there = |path: &Path| self.files.may_follow(path) && self.files.exists(path);
        let is_file = |typed: &str| Named::in_data(main, typed).is_ok_and(|named| is_there(&named.path));
        let (file, sheet) = match typed.rsplit_once('#') {
            Some((file, sheet)) if Named::in_data(main, file).is_err() || !is_file(typed) => (file, Some(sheet.trim())),
            _ => (typed.as_str(), None),
        };
        let sheet = sheet.filter(|sheet| !sheet.is_empty());
        let Some(named) = self.follow(main, file, &entry.value, typed) else { return };
        if !matches!(Format::of(&named.path), Some(Format::Workbook | Format::Word)) {
            let problem = unknown_format(&named.path);
            self.diagnostics.push(Diagnostic::new(problem, entry.value.place.clone()).found(typed));
            return;
        }
        let inner = Diagnostics::default();
        let table = self.within(&inner, |reader| reader.read(&named.path, Part::Table { sheet, beside: tree }));
        self.take_over(inner, &entry.value.place, typed);
        if table.is_some() {
            self.tell_outside(&named, &entry.value);
        }
        files.push(named.path);
        if let Some(table) = table {
            tree.value = table.value;
        }
    }

    fn read(&self, path: &Path, part: Part<'_>) -> Option<Node> {
        let shown = path.display().to_string();
        let fail = |problem| {
            self.diagnostics.add(problem, &Place::of(path));
            None
        };
        let Some(format) = Format::of(path) else {
            return fail(missing(self.files, path).unwrap_or_else(|| unknown_format(path)));
        };
        let limit = match format {
            Format::Yaml => limits::YAML_FILE,
            Format::Workbook => limits::WORKBOOK_FILE,
            Format::Word => limits::WORD_FILE,
            Format::Pdf => limits::PDF_FILE,
        };
        let bytes = match read_bytes(self.files, path, limit) {
            Ok(bytes) => bytes,
            Err(problem) => return fail(problem),
        };
        match format {
            Format::Workbook => {
                let mut seen = Seen::default();
                let tree = workbook::read(&shown, &bytes, part, &mut seen, self.diagnostics);
                self.originals.borrow_mut().extend(seen.sheets.into_iter().map(Original::Sheet));
                self.unread.borrow_mut().extend(seen.unread);
                tree
            }
            Format::Word => {
                let mut seen = word::Seen::default();
                let with = (self.tracked, self.plan);
                let tree = word::read(&shown, &bytes, part, with, &mut seen, self.diagnostics);
                self.originals.borrow_mut().extend(seen.sheet.map(Original::Sheet));
                if seen.returned.is_some() {
                    self.returned.replace(seen.returned);
                }
                tree
            }
            Format::Yaml => {
                let Some(text) = decode(&bytes) else { return fail(Problem::from(FileProblem::UnknownEncoding)) };
                let source = Arc::new(SourceText::new(shown, text));
                self.originals.borrow_mut().push(Original::Text(Arc::clone(&source)));
                yaml::read(&source, self.diagnostics)
            }
            Format::Pdf => match pdf::read(&shown, bytes) {
                Ok((tree, source)) => {
                    self.originals.borrow_mut().push(Original::Text(source));
                    Some(tree)
                }
                Err(problem) => fail(problem),
            },
        }
    }
}

/// What a file is, by the ending of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Yaml,
    Workbook,
    /// A text document; also those that are only recognised.
    Word,
    /// A document of this program, for the data that it carries.
    Pdf,
}

impl Format {
    fn of(path: &Path) -> Option<Self> {
        match ending(path).as_str() {
            "yaml" | "yml" => Some(Self::Yaml),
            "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" => Some(Self::Workbook),
            "docx" | "docm" | "dotx" | "odt" | "ott" | "doc" | "rtf" | "fodt" | "xml" => Some(Self::Word),
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
    Problem::from(FileProblem::UnknownFormat { ending: ending(path) })
}

/// Whether a file is a form, as far as it can be read.
pub fn is_form(files: &dyn Files, path: &Path) -> bool {
    Format::of(path) == Some(Format::Workbook)
        && read_bytes(files, path, limits::WORKBOOK_FILE).is_ok_and(|bytes| workbook::is_form(&bytes))
}

/// Reads a text that is YAML. `None` if it is none.
pub fn parse(source: &Arc<SourceText>, diagnostics: &Diagnostics) -> Option<Node> {
    yaml::read(source, diagnostics)
}

/// Whether a file's name says that people edit data in it, so that it is never overwritten by a document. A PDF is no
/// such file, though its data can be read.
pub fn is_input(path: &Path) -> bool {
    matches!(Format::of(path), Some(Format::Yaml | Format::Workbook))
}

/// Whether a file's name says that it is a text document.
pub fn is_word(path: &Path) -> bool {
    Format::of(path) == Some(Format::Word)
}

/// Whether a file's name says that it is a PDF.
pub fn is_pdf(path: &Path) -> bool {
    Format::of(path) == Some(Format::Pdf)
}

/// Where a file is that data name, and whether it is outside of the folder of the data. Errs with a fault of the name:
/// data may not name any file.
pub fn named(main: &Path, typed: &str) -> Result<(PathBuf, bool), Problem> {
    Named::in_data(main, typed).map(|named| (named.path, named.is_outside)).map_err(Problem::from)
}

/// Opens a PDF.
pub fn open_pdf(files: &dyn Files, path: &Path) -> Result<Pdf, Problem> {
    Ok(Pdf::open(read_bytes(files, path, limits::PDF_FILE)?)?)
}

/// Opens a PDF whose bytes were read already.
pub fn pdf_of(bytes: Vec<u8>) -> Result<Pdf, Problem> {
    match bytes.len() as u64 {
        size if size > limits::PDF_FILE => Err(FileProblem::TooLarge { size, limit: limits::PDF_FILE }.into()),
        _ => Ok(Pdf::open(bytes)?),
    }
}

/// The data that a PDF carries, as a YAML file that gives the same document.
pub fn extract(files: &dyn Files, path: &Path) -> Result<String, Problem> {
    pdf::as_yaml(&open_pdf(files, path)?)
}

/// Reads a regular file of at most `limit` bytes. Errs with what a person can do about it.
pub fn read_bytes(files: &dyn Files, path: &Path, limit: u64) -> Result<Vec<u8>, Problem> {
    files.read(path, limit).map_err(|unread| unreadable(files, path, unread, limit))
}

/// Why a file whose name says nothing of use cannot be read, if that is not the name: it is not there, or no file.
fn missing(files: &dyn Files, path: &Path) -> Option<Problem> {
    match files.read(path, 0) {
        Ok(_) | Err(Unread::TooLarge { .. }) => None,
        Err(unread) => Some(unreadable(files, path, unread, 0)),
    }
}

fn unreadable(files: &dyn Files, path: &Path, unread: Unread, limit: u64) -> Problem {
    match unread {
        Unread::TooLarge { size } => Problem::from(FileProblem::TooLarge { size, limit }),
        Unread::NotRegular => {
            let inputs = inputs_in(files, path).iter().map(|file| file.display().to_string()).collect();
            Problem::from(FileProblem::NotRegular { inputs })
        }
        Unread::Failed(error) => {
            // Windows hides endings, so people leave them out.
            let beside = inputs_in(files, path.parent().unwrap_or(path));
            let whole = beside.iter().find(|file| file.with_extension("") == path);
            let meant = whole.map(|file| format!("такого файла нет, но есть {}", file.display()));
            if meant.is_none() && error.kind() != std::io::ErrorKind::NotFound {
                return Problem::from(FileProblem::CannotRead { reason: reason(&error) });
            }
            let beside =
                beside.iter().filter_map(|file| Some(file.file_name()?.to_string_lossy().into_owned())).collect();
            Problem::from(FileProblem::Missing { reason: meant.unwrap_or_else(|| reason(&error)), beside })
        }
    }
}

/// The files of a folder that can hold data; none if it is no folder.
fn inputs_in(files: &dyn Files, folder: &Path) -> Vec<PathBuf> {
    // Excel leaves «~$план.xlsx» beside an open workbook.
    let is_visible =
        |path: &PathBuf| path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with(['~', '.']));
    let can_be_read = |path: &PathBuf| is_input(path) || is_word(path);
    files.list(folder).into_iter().filter(|path| can_be_read(path) && is_visible(path)).collect()
}

fn places_mut(diagnostic: &mut Diagnostic) -> impl Iterator<Item = &mut Place> {
    std::iter::once(&mut diagnostic.place).chain(&mut diagnostic.first)
}

/// Looks up line and column of every diagnostic that stands in a text file.
pub fn locate(diagnostics: &mut [Diagnostic]) {
    locate_places(diagnostics.iter_mut().flat_map(places_mut).collect());
}

/// Looks up line and column of all places that stand in text files.
pub fn locate_all(places: &mut [Place]) {
    locate_places(places.iter_mut().collect());
}

/// Looks up line and column of every place in a text file.
pub(crate) fn locate_places(places: Vec<&mut Place>) {
    let mut sources: Vec<(Arc<SourceText>, Vec<u32>)> = Vec::new();
    for place in &places {
        let Place::Node { source, node } = &**place else { continue };
        match sources.iter_mut().find(|(known, _)| Arc::ptr_eq(known, source)) {
            Some((_, nodes)) => nodes.push(*node),
            None => sources.push((Arc::clone(source), vec![*node])),
        }
    }
    let spots: Vec<_> = sources.iter().map(|(source, nodes)| yaml::locate(source, nodes)).collect();
    for place in places {
        let Place::Node { source, node } = &*place else { continue };
        let at = sources.iter().position(|(known, _)| Arc::ptr_eq(known, source));
        let spot = at.and_then(|at| spots.get(at)?.get(node));
        *place = match spot {
            Some(&spot) => Place::Text { source: Arc::clone(source), spot },
            None => Place::file(source.path.as_str()),
        };
    }
}

/// Diagnostics ready to be shown: in their order, with line and column.
pub fn settled(diagnostics: Diagnostics) -> Vec<Diagnostic> {
    let mut diagnostics = diagnostics.into_vec();
    locate(&mut diagnostics);
    diagnostics::sort(&mut diagnostics);
    diagnostics
}
