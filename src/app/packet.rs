//! The packet of a plan: the order that approves it, the plan as its annex, the sheets, and for each body an extract, a
//! calendar, a form and a letter. All of it is made before anything is written, and written together or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use dorkarta_core::diagnostics::{
    Diagnostic, Diagnostics, FileProblem, PacketProblem, Place, PlanProblem, Problem, Refusal, Remedy, Severity,
};
use dorkarta_core::domain::{Agenda, Day, Paper, Plan, body_key};
use dorkarta_core::input::settled;
use dorkarta_core::input::{Loaded, Reader};
use dorkarta_core::lint;
use dorkarta_core::mail::{Attachment, Letter};
use dorkarta_core::schema;
use dorkarta_core::system::{Disk, is_same_file};
use dorkarta_core::tree::{Entry, Node, Value};
use dorkarta_core::validate::{self, Checked, Kind};
use dorkarta_core::view;
use dorkarta_core::xlsx::{self, FormContent};
use dorkarta_press::{Overrides, Typesetter};

use super::archive::{self, Terms};
use super::document::{self, Document, Options, Wanted};
use super::output::Signed;
use super::schedule::Schedule;
use super::steps::Steps;
use super::targets::FOLDER;
use super::worker::Placed;
use super::{Made, bodies, guarded, names};

/// A part of a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The order.
    Order,
    /// The plan as its annex.
    Plan,
    /// The sheet of agreement.
    Agreement,
    /// The sheet of acquaintance.
    Acquaintance,
    /// An extract for each body.
    Extracts,
    /// A calendar for each body.
    Calendars,
    /// A form for each body.
    Forms,
    /// A letter to each body.
    Letters,
}

impl Part {
    /// All of them, by the words that they are asked for with; those of bodies are also the names of their folders.
    pub const ALL: [(&'static str, Self); 8] = [
        ("приказ", Self::Order),
        ("план", Self::Plan),
        ("согласование", Self::Agreement),
        ("ознакомление", Self::Acquaintance),
        ("выписки", Self::Extracts),
        ("сроки", Self::Calendars),
        ("формы", Self::Forms),
        ("письма", Self::Letters),
    ];

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, part)| *part == self).map_or("", |(word, _)| word)
    }

    /// The document beside the order that it is, if it is one.
    fn paper(self) -> Option<Paper> {
        match self {
            Self::Order => Some(Paper::Order),
            Self::Agreement => Some(Paper::AgreementSheet),
            Self::Acquaintance => Some(Paper::AcquaintanceSheet),
            _ => None,
        }
    }
}

/// Which packet is wanted.
pub struct Request<'a> {
    /// The plan.
    pub plan: &'a Path,
    /// The parts that are asked for; `None`: all that the plan has.
    pub parts: Option<&'a [Part]>,
    /// The folder that it goes to.
    pub output: Option<&'a Path>,
    /// How documents are made; of kinds of files PDF and documents for Word.
    pub options: &'a Options,
    /// Faces and templates of the user.
    pub overrides: &'a Overrides,
    /// Whether signed documents and forms that somebody has filled in may be replaced.
    pub signed: Signed,
    /// How the calendar of an agenda is written.
    pub calendar: fn(&Agenda<'_>, Day) -> String,
}

/// The folder of a packet where none is named.
pub fn folder(plan: &Path) -> PathBuf {
    Path::new(FOLDER).join(plan.file_stem().unwrap_or_default())
}

/// Makes a packet. Each step is a document, or all that is made for a body; one that is stopped is not written.
pub fn make(request: &Request<'_>, steps: &Steps) -> Made {
    let diagnostics = Diagnostics::default();
    let placed = guarded(request.plan, &diagnostics, |diagnostics| {
        let packet = Packet::read(request, diagnostics)?;
        let files = packet.files(steps, diagnostics)?;
        // The data may come from a document of a former packet.
        if let Some(own) = files.iter().find(|file| is_same_file(&file.path, request.plan)) {
            let refusal = Refusal::new("из этого файла взяты данные комплекта", Remedy::OtherName);
            diagnostics.add(FileProblem::CannotWrite(refusal), &Place::of(&own.path));
            return None;
        }
        if request.options.strict && !diagnostics.is_empty() {
            return None;
        }
        place(request, &files, diagnostics)
    });
    Made::of(placed, settled(diagnostics), request.options.strict)
}

/// A file of a packet.
struct File {
    path: PathBuf,
    bytes: Vec<u8>,
    kind: FileKind,
}

/// How a file may take the place of a former one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FileKind {
    /// A document, which is kept before it is replaced.
    Document,
    /// A form, which may hold answers.
    Form,
    /// What is made again in a moment.
    Other,
}

/// A plan of which a packet is made.
struct Packet<'a> {
    request: &'a Request<'a>,
    folder: PathBuf,
    parts: Vec<Part>,
    tree: Node,
    checked: Checked,
    schedule: Schedule,
}

/// A body with what it answers for.
struct Body<'a> {
    /// As the plan names it.
    name: &'a str,
    /// For names of files.
    short: String,
    agenda: Agenda<'a>,
}

impl<'a> Packet<'a> {
    /// Reads and judges the plan: its faults, what contradicts itself, and what of the order a careful colleague would point
    /// out.
    fn read(request: &'a Request<'a>, diagnostics: &Diagnostics) -> Option<Self> {
        let Loaded { tree, .. } =
            Reader::new(&Disk, diagnostics).tracked(request.options.tracked).load(request.plan)?;
        if let Some(found @ (Kind::Monitoring | Kind::Amendments | Kind::Paper(_))) = validate::kind(&tree) {
            let problem = PlanProblem::OtherKind { found: found.name(), wanted: Kind::Plan.name() };
            diagnostics.add(problem, tree.place_of(schema::KIND));
            return None;
        }
        let checked = validate::plan(&tree, diagnostics)?;
        lint::packet(&checked, diagnostics);
        let unheard = Diagnostics::default();
        let schedule = Schedule::read(request.plan, None, request.options.tracked, &unheard);
        // What is wrong with the fulfilment beside the plan is a fault here too: forms and calendars show it.
        diagnostics.extend(unheard.into_vec().into_iter().filter(|known| known.problem.severity() == Severity::Fault));
        let parts = parts(request.parts, &checked.plan, &tree.place, diagnostics)?;
        let folder = request.output.map_or_else(|| folder(request.plan), Path::to_owned);
        Some(Self { request, folder, parts, tree, checked, schedule: schedule? })
    }

    fn has(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }

    /// Makes every file. `None` if one cannot be made, the diagnostics then hold a fault, or none is wanted any more.
    fn files(&self, steps: &Steps, diagnostics: &Diagnostics) -> Option<Vec<File>> {
        let bodies = self.bodies();
        let of_bodies = [Part::Extracts, Part::Calendars, Part::Forms, Part::Letters];
        let is_of_body = |part: &&Part| of_bodies.contains(part);
        let documents: Vec<Part> = self.parts.iter().filter(|part| !is_of_body(part)).copied().collect();
        let per_body = self.parts.iter().filter(is_of_body).count();
        steps.begin(documents.len() + bodies.len() * usize::from(per_body > 0));
        let step = || {
            steps.step();
            (!steps.is_stopped()).then_some(())
        };
        let mut typesetter = Typesetter::new(self.request.overrides)
            .map_err(|problem| diagnostics.add(problem, &Place::of(self.request.plan)))
            .ok()?;
        let mut files = Vec::new();
        for part in documents {
            let (name, data) = match part.paper() {
                Some(paper) => (self.name_of(paper), self.paper(paper, None)),
                None => (schema::PLAN_KIND.to_owned(), self.tree.clone()),
            };
            let bytes = self.document(data, &mut typesetter, diagnostics)?;
            let path = self.folder.join(format!("{name}.{}", self.request.options.format.ending()));
            files.push(File { path, bytes, kind: FileKind::Document });
            step()?;
        }
        if per_body > 0 {
            for body in &bodies {
                files.extend(self.files_of(body, &mut typesetter, diagnostics)?);
                step()?;
            }
        }
        Some(files)
    }

    /// What is made for a body.
    fn files_of(&self, body: &Body<'_>, typesetter: &mut Typesetter, diagnostics: &Diagnostics) -> Option<Vec<File>> {
        let plan = &self.schedule.plan;
        let is_wanted = |part: Part| self.has(part) || self.has(Part::Letters);
        let made = |part: Part, ending: &str, bytes: Vec<u8>, kind: FileKind| File {
            path: self.folder.join(part.word()).join(format!("{}.{ending}", body.short)),
            bytes,
            kind,
        };
        let mut files = Vec::new();
        if is_wanted(Part::Extracts) {
            let data = self.paper(Paper::Extract, Some(body.name));
            let bytes = self.document(data, typesetter, diagnostics)?;
            files.push((
                Part::Extracts,
                made(Part::Extracts, self.request.options.format.ending(), bytes, FileKind::Document),
            ));
        }
        if is_wanted(Part::Forms) {
            let places: Vec<usize> = body.agenda.items.iter().map(|item| item.place).collect();
            let content = FormContent {
                plan,
                activities: &places,
                known: &self.schedule.fulfilments,
                body: Some(body.name),
                as_of: None,
            };
            let bytes = xlsx::form(&content);
            let bytes = bytes.map_err(|problem| diagnostics.add(problem, &Place::of(self.request.plan))).ok()?;
            files.push((Part::Forms, made(Part::Forms, "xlsx", bytes, FileKind::Form)));
        }
        if is_wanted(Part::Calendars) {
            let calendar = (self.request.calendar)(&body.agenda, plan.document_day());
            // One without a day would be none.
            if calendar.contains("BEGIN:VEVENT") {
                files.push((Part::Calendars, made(Part::Calendars, "ics", calendar.into_bytes(), FileKind::Other)));
            }
        }
        let letter = self.has(Part::Letters).then(|| self.letter(body, &files));
        let mut kept: Vec<File> = files.into_iter().filter(|(part, _)| self.has(*part)).map(|(_, file)| file).collect();
        kept.extend(letter.map(|bytes| made(Part::Letters, "eml", bytes, FileKind::Other)));
        Some(kept)
    }

    /// The letter to a body, with what was made for it.
    fn letter(&self, body: &Body<'_>, files: &[(Part, File)]) -> Vec<u8> {
        let plan = &self.schedule.plan;
        let attached = [(Part::Extracts, "выписка"), (Part::Forms, "форма"), (Part::Calendars, "сроки")];
        let attached = attached.map(|(part, word)| {
            let file = files.iter().find(|(of, _)| *of == part).map(|(_, file)| file)?;
            let ending = file.path.extension().unwrap_or_default().to_string_lossy().into_owned();
            Some((format!("{word}-{}.{ending}", body.short), mime(&ending), &file.bytes))
        });
        let [extract, form, calendar] = &attached;
        let name = |it: &Option<(String, _, _)>| it.as_ref().map(|(name, ..)| name.clone());
        let file_names = [name(extract), name(form), name(calendar)];
        let places: Vec<usize> = body.agenda.items.iter().map(|item| item.place).collect();
        let text = view::letter(body.name, &places, plan, file_names.each_ref().map(|name| name.as_deref()));
        let is_hers = |(known, _): &&(String, String)| body_key(known) == body_key(body.name);
        let to = plan.addresses.iter().find(is_hers).map(|(_, address)| address.as_str());
        let attachments = attached.into_iter().flatten().map(|(name, mime, bytes)| Attachment { name, mime, bytes });
        Letter { to, subject: &text.subject, text: &text.text, attachments: attachments.collect() }.render()
    }

    /// The bodies of the plan. What nobody answers for goes to nobody.
    fn bodies(&self) -> Vec<Body<'_>> {
        let agenda = Agenda::new(&self.schedule.plan, &self.schedule.fulfilments, self.schedule.plan.document_day());
        let bodies: Vec<(&str, Agenda<'_>)> =
            bodies::each(&agenda).into_iter().filter_map(|(body, agenda)| Some((body?, agenda))).collect();
        let shorts = names::short(&bodies.iter().map(|(name, _)| *name).collect::<Vec<_>>());
        let body = |((name, agenda), short)| Body { name, short, agenda };
        bodies.into_iter().zip(shorts).map(body).collect()
    }

    /// The name of a document of the order, without its ending.
    fn name_of(&self, paper: Paper) -> String {
        match (paper, &self.checked.plan.order) {
            (Paper::Order, Some(order)) => order.kind.words().nominative.to_owned(),
            (paper, _) => Kind::Paper(paper).name().replace(' ', "-"),
        }
    }

    /// The data of a document beside the plan.
    fn paper(&self, paper: Paper, body: Option<&str>) -> Node {
        let place = &self.tree.place;
        let text = |text: &str| Node::text(text, place.clone());
        let fields = [
            Some((schema::KIND, text(Kind::Paper(paper).name()))),
            body.map(|body| (schema::BODY, text(body))),
            Some((schema::PLAN, self.tree.clone())),
        ];
        let entry = |(key, value): (&str, Node)| Entry { key: key.to_owned(), key_place: place.clone(), value };
        Node { value: Value::Map(fields.into_iter().flatten().map(entry).collect()), place: place.clone() }
    }

    /// The one file of a document. Remarks were told of the plan.
    fn document(&self, data: Node, typesetter: &mut Typesetter, diagnostics: &Diagnostics) -> Option<Vec<u8>> {
        let own = diagnostics.scope();
        let options = Options { wanted: Wanted::AsDescribed, strict: false, ..self.request.options.clone() };
        let made = document::make_from(data, self.request.plan, &options, typesetter, &own);
        own.drop_remarks();
        let Document { mut files, .. } = made?;
        typesetter.forget();
        files.pop()
    }
}

/// The parts that are made. Of a plan without an order there are none of those that belong to it; where they were asked
/// for, that is a fault.
fn parts(asked: Option<&[Part]>, plan: &Plan, place: &Place, diagnostics: &Diagnostics) -> Option<Vec<Part>> {
    let agrees = plan.order.as_ref().is_some_and(|order| !order.agreement.is_empty());
    let fits = |part: Part| match part.paper() {
        None => true,
        Some(Paper::AgreementSheet) => agrees,
        Some(_) => plan.order.is_some(),
    };
    let Some(asked) = asked else {
        if plan.order.is_none() {
            diagnostics.add(PacketProblem::WithoutOrder, place);
        }
        return Some(Part::ALL.into_iter().map(|(_, part)| part).filter(|part| fits(*part)).collect());
    };
    for part in asked.iter().filter(|part| !fits(**part)) {
        let document = part.paper().map_or("", |paper| Kind::Paper(paper).name());
        let problem = match plan.order {
            Some(_) => PacketProblem::NobodyAgrees,
            None => PacketProblem::NoOrder { document },
        };
        diagnostics.add(problem, place);
    }
    // In the order of the packet, whatever the order in which they were asked for.
    let parts = Part::ALL.into_iter().map(|(_, part)| part).filter(|part| asked.contains(part));
    (!diagnostics.has_faults()).then(|| parts.collect())
}

fn mime(ending: &str) -> &'static str {
    match ending {
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ics" => "text/calendar; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Puts the files in their places, all or none. `None` if that fails.
fn place(request: &Request<'_>, files: &[File], diagnostics: &Diagnostics) -> Option<Placed> {
    let of = |kind: FileKind| -> Vec<(&Path, &[u8])> {
        let own = files.iter().filter(|file| file.kind == kind);
        own.map(|file| (file.path.as_path(), file.bytes.as_slice())).collect()
    };
    let terms = Terms { own: None, signed: request.signed, overrides: request.overrides };
    let fail = |(path, problem): (&Path, Problem)| diagnostics.push(Diagnostic::new(problem, Place::of(path)));
    let kept = archive::replace_all(&of(FileKind::Document), &of(FileKind::Form), &of(FileKind::Other), &terms);
    let kept = kept.map_err(fail).ok()?;
    let paths: Vec<PathBuf> = files.iter().map(|file| file.path.clone()).collect();
    Some(Placed { left: left(&paths), paths, kept, ..Placed::default() })
}

/// What a former packet left beside the files of this one: files of the same kind in the same folders, and those of other
/// orders.
fn left(written: &[PathBuf]) -> Vec<PathBuf> {
    let words = ["приказ", "постановление", "распоряжение", "план", "лист-согласования", "лист-ознакомления"];
    let is_part = |path: &Path| {
        let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
        let is_folder = Part::ALL.iter().any(|(word, _)| folder == *word);
        is_folder || words.iter().any(|word| path.file_stem().is_some_and(|stem| stem == *word))
    };
    let mut folders: Vec<(&Path, String)> = Vec::new();
    for path in written {
        let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        let folder = path.parent().map(|folder| (folder, ending));
        folders.extend(folder.filter(|folder| !folders.contains(folder)));
    }
    let mut left: Vec<PathBuf> = Vec::new();
    for (folder, ending) in folders {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let is_kind = |path: &PathBuf| path.extension().is_some_and(|known| *known == *ending) && path.is_file();
        left.extend(entries.filter(is_kind).filter(|path| is_part(path) && !written.contains(path)));
    }
    left.sort();
    left
}
