//! Collecting forms that came back into one monitoring, and how far that has come.

use std::path::{Path, PathBuf};

use dorkarta_core::collect::{self, Collected, Returned};
use dorkarta_core::diagnostics::{Diagnostic, Diagnostics, FormProblem, Place, Problem};
use dorkarta_core::domain::{Agenda, AgendaItem, Day, Field};
use dorkarta_core::input::settled;
use dorkarta_core::system::{Disk, is_same_file};
use dorkarta_core::tree::fold_key;
use dorkarta_core::xlsx::{self, BodyProgress, Progress, Untold};

use super::worker::Placed;
use super::{Made, bodies, output};

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

/// Collects forms and writes the monitoring.
pub fn collect(request: &Request<'_>) -> Result<Collecting, UnknownName> {
    let diagnostics = Diagnostics::default();
    let standing = || Some(request.target).filter(|target| target.exists());
    let base = request.base.or_else(standing);
    let collected = collect::collect(
        &collect::Request {
            files: &Disk,
            plan: request.plan,
            forms: &distinct(request.forms),
            base,
            as_of: request.as_of,
            prefer: request.prefer,
            answers: request.answers,
        },
        &diagnostics,
    );
    if let Some(Collected { unknown_names, forms, .. }) = &collected
        && let Some(name) = unknown_names.first()
    {
        return Err(UnknownName { name: name.clone(), forms: forms.clone() });
    }
    let text = collected.as_ref().map(|collected| text(collected, request, &diagnostics));
    let is_refused = request.strict && !diagnostics.is_empty();
    let mut diagnostics = settled(diagnostics);
    let (Some(collected), Some(text), false) = (collected, text, is_refused) else {
        let made = Made::of(None, diagnostics, request.strict);
        return Ok(Collecting { made, collected: None, progress: None });
    };
    let progress = collected.as_of().or(request.today).map(|day| progress(&collected, day));
    let placed = write(request, base, &text, progress.as_ref(), &mut diagnostics);
    // Where the monitoring is not written, its progress would tell of what is not there.
    let is_written = placed.is_written;
    let made = Made::of(Some(placed), diagnostics, request.strict);
    Ok(Collecting { made, collected: is_written.then_some(collected), progress })
}

/// The monitoring as a file, with a remark where its day is not known.
fn text(collected: &Collected, request: &Request<'_>, diagnostics: &Diagnostics) -> String {
    let text = collected.text(request.target, request.plan, diagnostics);
    if collected.as_of().is_none() {
        diagnostics.add(FormProblem::NoDay, &Place::of(request.target));
    }
    text
}

/// Writes the monitoring, then the workbook of its progress.
fn write(
    request: &Request<'_>,
    base: Option<&Path>,
    text: &str,
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
    let is_written = put(request.target, output::write_collected(request.target, text.as_bytes(), base));
    if let (Some(target), Some(progress), true) = (request.progress, progress, is_written) {
        put(target, xlsx::progress(progress).and_then(|bytes| output::write_progress(target, &bytes)));
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
    let bodies = bodies::each(&agenda).into_iter().map(|(body, own)| {
        let name = body.unwrap_or("исполнитель не указан").to_owned();
        let forms = collected
            .forms
            .iter()
            .filter(|form| form.body.as_deref().is_some_and(|own| fold_key(own) == fold_key(&name)));
        BodyProgress {
            activities: own.items.len(),
            told: own.items.iter().filter(|item| is_told(item.place)).count(),
            overdue: own.items.iter().filter(|item| !is_told(item.place) && is_overdue(item)).count(),
            forms: forms.map(|form| form.name.clone()).collect(),
            name,
        }
    });
    let untold = agenda.items.iter().filter(|item| !is_told(item.place)).map(|item| Untold {
        number: item.number.clone(),
        name: item.activity.name.clone(),
        due: item
            .typed
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
