//! Collecting forms that came back into one monitoring, and how far that has come.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use dorkarta_core::collect::{self, Collected, Returned};
use dorkarta_core::diagnostics::{Diagnostic, Diagnostics, FormProblem, Place, Problem, Refusal, Remedy};
use dorkarta_core::domain::{Agenda, AgendaItem, Day, Field};
use dorkarta_core::input::settled;
use dorkarta_core::system::{Disk, Files, Unread, is_same_file};
use dorkarta_core::tree::fold_key;
use dorkarta_core::xlsx::{self, BodyProgress, Progress, Untold};

use super::steps::Steps;
use super::targets::names_workbook;
use super::worker::Placed;
use super::{Made, archive, bodies, output};

/// What is to be collected, and where it goes.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The plan.
    pub plan: &'a Path,
    /// The forms that came back.
    pub forms: &'a [PathBuf],
    /// Where the monitoring goes; one that stands there already is continued.
    pub target: &'a Path,
    /// The monitoring that is continued, where it stands elsewhere.
    pub base: Option<&'a Path>,
    /// The day as of which it is collected, if it is asked for.
    pub as_of: Option<Day>,
    /// Whose answers win, by the names of forms or bodies, the surest first.
    pub prefer: &'a [String],
    /// A file that settles differing answers one by one.
    pub answers: Option<&'a Path>,
    /// Where the workbook of progress goes, if it is wanted.
    pub progress: Option<&'a Path>,
    /// Where the workbook of disagreements goes, if it is wanted.
    pub conflicts: Option<&'a Path>,
    /// Today, for the progress of a monitoring without a day.
    pub today: Option<Day>,
    /// Whether remarks count as faults.
    pub strict: bool,
}

/// What came of it.
#[derive(Debug)]
pub struct Collecting {
    /// What was written, and what was found.
    pub made: Made,
    /// What was collected, if the monitoring was written.
    pub collected: Option<Collected>,
    /// How far the collecting has come, if the day of it is known.
    pub progress: Option<Progress>,
}

/// A name of [`Request::prefer`] that no form has.
#[derive(Debug)]
pub struct UnknownName {
    /// The name.
    pub name: String,
    /// The forms that there are.
    pub forms: Vec<Returned>,
}

/// How often it is begun anew because somebody else has written the monitoring meanwhile.
const TRIES: usize = 10;

/// Collects forms and writes the monitoring. Where another one has written it since it was read, what he wrote is read and
/// continued: nothing that was collected is lost.
pub fn collect(request: &Request<'_>) -> Result<Collecting, UnknownName> {
    collect_in_steps(request, &Steps::default())
}

/// The same, a step a form that is read. Where it is stopped, nothing is written.
pub fn collect_in_steps(request: &Request<'_>, steps: &Steps) -> Result<Collecting, UnknownName> {
    collect_with(request, steps, || {})
}

/// The same; `meanwhile` is done each time between reading and writing.
fn collect_with(request: &Request<'_>, steps: &Steps, meanwhile: impl Fn()) -> Result<Collecting, UnknownName> {
    for _ in 0..TRIES {
        if let Some(collecting) = try_collect(request, steps, &meanwhile)? {
            return Ok(collecting);
        }
    }
    let refusal = Refusal::new("пока собирались сведения, этот файл снова и снова менялся", Remedy::Again);
    let fault = Diagnostic::new(FormProblem::CollectedNotWritten(refusal), Place::of(request.target));
    let made = Made::of(None, vec![fault], request.strict);
    Ok(Collecting { made, collected: None, progress: None })
}

/// `None` if the monitoring at the target is no longer the one that was read.
fn try_collect(request: &Request<'_>, steps: &Steps, meanwhile: impl Fn()) -> Result<Option<Collecting>, UnknownName> {
    let diagnostics = Diagnostics::default();
    // What cannot be read is told by who reads it as data.
    let read = output::standing(request.target).ok().flatten();
    let base = request.base.or_else(|| Some(request.target).filter(|target| target.exists()));
    let forms = distinct(request.forms);
    steps.begin(forms.len());
    let files = Pinned { path: request.target, bytes: read.as_deref(), forms: &forms, steps };
    let collected = collect::collect(
        &collect::Request {
            files: &files,
            plan: request.plan,
            forms: &forms,
            base,
            as_of: request.as_of,
            prefer: request.prefer,
            answers: request.answers,
        },
        &diagnostics,
    );
    if steps.is_stopped() {
        let made = Made::of(None, Vec::new(), request.strict);
        return Ok(Some(Collecting { made, collected: None, progress: None }));
    }
    if let Some(Collected { unknown_names, forms, .. }) = &collected
        && let Some(name) = unknown_names.first()
    {
        return Err(UnknownName { name: name.clone(), forms: forms.clone() });
    }
    let bytes = collected.as_ref().and_then(|collected| bytes(collected, request, &diagnostics));
    let is_refused = request.strict && !diagnostics.is_empty();
    let mut diagnostics = settled(diagnostics);
    let (Some(collected), Some(bytes), false) = (collected, bytes, is_refused) else {
        let made = Made::of(None, diagnostics, request.strict);
        return Ok(Some(Collecting { made, collected: None, progress: None }));
    };
    meanwhile();
    let progress = collected.as_of().or(request.today).map(|day| progress(&collected, day));
    // Only the data of a workbook are written again: whatever else a person had in it is kept beside.
    let edited = read.as_deref().filter(|standing| collected.was_edited(standing));
    let kept = edited.filter(|_| base.is_some_and(|base| is_same_file(base, request.target)));
    let kept = kept.map(|standing| archive::keep_data(request.target, standing)).transpose();
    let written = match &kept {
        Ok(_) => output::write_collected(request.target, &bytes, base, read.as_deref()),
        Err(problem) => Err(problem.clone()),
    };
    if written == Ok(false) {
        return Ok(None);
    }
    let mut placed = placed(request, written.map(drop), &collected, progress.as_ref(), &mut diagnostics);
    placed.kept = kept.ok().flatten().into_iter().collect();
    // Where the monitoring is not written, its progress would tell of what is not there.
    let is_written = placed.is_written;
    let made = Made::of(Some(placed), diagnostics, request.strict);
    Ok(Some(Collecting { made, collected: is_written.then_some(collected), progress }))
}

/// The files of the machine, of which one is as it was read before. Each form that is read is a step, and none is read once
/// the work is stopped.
#[derive(Clone, Copy)]
struct Pinned<'a> {
    path: &'a Path,
    bytes: Option<&'a [u8]>,
    forms: &'a [PathBuf],
    steps: &'a Steps,
}

impl Files for Pinned<'_> {
    fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Unread> {
        if self.forms.iter().any(|form| form == path) {
            if self.steps.is_stopped() {
                return Err(Unread::Failed(ErrorKind::Interrupted.into()));
            }
            self.steps.step();
        }
        match self.bytes {
            Some(bytes) if is_same_file(path, self.path) => match bytes.len() as u64 {
                size if size > limit => Err(Unread::TooLarge { size }),
                _ => Ok(bytes.to_vec()),
            },
            _ => Disk.read(path, limit),
        }
    }

    fn exists(&self, path: &Path) -> bool {
        Disk.exists(path)
    }

    fn list(&self, folder: &Path) -> Vec<PathBuf> {
        Disk.list(folder)
    }

    fn may_follow(&self, path: &Path) -> bool {
        Disk.may_follow(path)
    }
}

/// The monitoring as a file, with a remark where its day is not known.
fn bytes(collected: &Collected, request: &Request<'_>, diagnostics: &Diagnostics) -> Option<Vec<u8>> {
    let bytes = match names_workbook(request.target) {
        true => collected.workbook(request.target, request.plan, diagnostics)?,
        false => collected.text(request.target, request.plan, diagnostics)?.into_bytes(),
    };
    if collected.as_of().is_none() {
        diagnostics.add(FormProblem::NoDay, &Place::of(request.target));
    }
    Some(bytes)
}

/// What was written: the monitoring, then the workbooks of its progress and of what is answered differently.
fn placed(
    request: &Request<'_>,
    written: Result<(), Problem>,
    collected: &Collected,
    progress: Option<&Progress>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Placed {
    let mut placed = Placed::default();
    let mut put = |target: &Path, written: Result<(), Problem>| {
        let is_written = written.is_ok();
        match written {
            Ok(()) => placed.paths.push(target.to_owned()),
            Err(problem) => diagnostics.push(Diagnostic::new(problem, Place::of(target))),
        }
        is_written
    };
    let is_written = put(request.target, written);
    if let (Some(target), Some(progress), true) = (request.progress, progress, is_written) {
        put(target, xlsx::progress(progress).and_then(|bytes| output::write_progress(target, &bytes)));
    }
    let questions = &collected.questions;
    if let (Some(target), true, false) = (request.conflicts, is_written, questions.is_empty()) {
        let is_answered = request.answers.is_some_and(|answers| is_same_file(answers, target));
        let bytes = xlsx::conflicts(&collected.plan.title, questions);
        put(target, bytes.and_then(|bytes| output::write_conflicts(target, &bytes, is_answered)));
    }
    Placed { is_written, ..placed }
}

/// Each file once.
fn distinct(files: &[PathBuf]) -> Vec<PathBuf> {
    let mut distinct: Vec<PathBuf> = Vec::new();
    for file in files {
        if !distinct.iter().any(|known| is_same_file(known, file)) {
            distinct.push(file.clone());
        }
    }
    distinct
}

/// How far the collecting has come as of a day.
fn progress(collected: &Collected, day: Day) -> Progress {
    let agenda = Agenda::new(&collected.plan, &[], day);
    let is_told = |place: usize| collected.known.get(place) == Some(&true);
    let is_overdue = |item: &AgendaItem<'_>| item.state(day) == "overdue";
    let has_begun = |item: &AgendaItem<'_>| item.state(day) == "due";
    // Those of a former round count as well.
    let senders = collected.senders();
    let bodies = bodies::each(&agenda).into_iter().map(|(body, own)| {
        let name = body.unwrap_or("исполнитель не указан").to_owned();
        let is_own = |(_, sender): &&(String, Option<String>)| {
            sender.as_deref().is_some_and(|sender| fold_key(sender) == fold_key(&name))
        };
        let untold = |is_meant: &dyn Fn(&AgendaItem<'_>) -> bool| {
            own.items.iter().filter(|item| !is_told(item.place) && is_meant(item)).count()
        };
        BodyProgress {
            activities: own.items.len(),
            told: own.items.iter().filter(|item| is_told(item.place)).count(),
            overdue: untold(&is_overdue),
            begun: untold(&has_begun),
            forms: senders.iter().filter(is_own).map(|(form, _)| form.clone()).collect(),
            name,
        }
    });
    let untold = agenda.items.iter().filter(|item| !is_told(item.place)).map(|item| Untold {
        number: item.number.clone(),
        name: item.activity.name.clone(),
        due: item
            .typed
            .as_deref()
            .map(|typed| Day::parse_iso(typed).map_or_else(|| typed.to_owned(), Day::digits))
            .unwrap_or_default(),
        responsible: item.activity.text(&Field::Responsible).into_owned(),
        is_overdue: is_overdue(item),
    });
    Progress {
        plan: collected.plan.title.clone(),
        title: format!("Ход сбора сведений на {}", day.digits()),
        bodies: bodies.collect(),
        untold: untold.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dorkarta_core::input::word::Tracked;
    use dorkarta_core::xlsx::FormContent;
    use std::cell::Cell;
    use std::fs;

    const PLAN: &str = "вид: план\nпериод: 2023 год\nназвание: План\nмероприятия:\n  \
        - {название: Совет, срок: март, ответственные: Отдел}\n";
    const MONITORING: &str = "вид: мониторинг\nплан: план.yaml\nна дату: 2023-05-01\nисполнение: []\n";

    /// Collects an empty form; before each writing `meanwhile` gives the target another text, or none.
    fn collected(meanwhile: impl Fn(usize) -> Option<String>) -> (Collecting, String, usize) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        fs::write(path("план.yaml"), PLAN).expect("written");
        let diagnostics = Diagnostics::default();
        let schedule = crate::app::schedule::Schedule::read(&path("план.yaml"), None, Tracked::default(), &diagnostics)
            .expect("a plan");
        let content = FormContent {
            plan: &schedule.plan,
            activities: &[0],
            known: &schedule.fulfilments,
            body: None,
            as_of: Day::new(2023, 5, 1),
        };
        fs::write(path("ф.xlsx"), xlsx::form(&content).expect("a form")).expect("written");
        let (plan, forms, target) = (path("план.yaml"), [path("ф.xlsx")], path("м.yaml"));
        let request = Request {
            plan: &plan,
            forms: &forms,
            target: &target,
            base: None,
            as_of: None,
            prefer: &[],
            answers: None,
            progress: None,
            conflicts: None,
            today: None,
            strict: false,
        };
        let calls = Cell::new(0);
        let collecting = collect_with(&request, &Steps::default(), || {
            calls.set(calls.get() + 1);
            if let Some(text) = meanwhile(calls.get()) {
                fs::write(&target, text).expect("written");
            }
        });
        (collecting.expect("no names"), fs::read_to_string(&target).unwrap_or_default(), calls.get())
    }

    #[test]
    fn what_another_run_wrote_meanwhile_is_continued() {
        let theirs = MONITORING.replace("[]", "\n  - {пункт: 1, статус: выполнено, дата: 2023-03-01}");
        let (collecting, text, calls) = collected(|call| (call == 1).then(|| theirs.clone()));
        assert_eq!(collecting.made.outcome, crate::app::Outcome::Done, "{:?}", collecting.made.diagnostics);
        assert_eq!(calls, 2);
        assert!(text.contains("2023-03-01"), "{text}");
        assert_eq!(collected(|_| None).2, 1);
    }

    #[test]
    fn a_file_that_never_rests_is_left_alone_and_told() {
        let text_of = |call: usize| format!("{MONITORING}# {call}\n");
        let (collecting, text, calls) = collected(|call| Some(text_of(call)));
        assert_eq!((calls, text), (TRIES, text_of(TRIES)));
        let message = collecting.made.diagnostics[0].problem.message();
        assert!(message.starts_with("собранные сведения не записаны: "), "{message}");
    }
}
