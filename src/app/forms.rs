//! Making the forms in which schools and other bodies tell what they have done.

use std::path::{Path, PathBuf};

use dorkarta_core::diagnostics::{Diagnostic, Diagnostics, Place, Problem};
use dorkarta_core::domain::{Agenda, Day};
use dorkarta_core::input::settled;
use dorkarta_core::input::word::Tracked;
use dorkarta_core::xlsx::{self, FormContent};

use super::schedule::Schedule;
use super::steps::Steps;
use super::targets::{FOLDER, is_folder};
use super::worker::Placed;
use super::{Made, bodies, names, output};

/// Which forms are wanted.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The plan, or a monitoring of it.
    pub plan: &'a Path,
    /// A monitoring whose values are filled in.
    pub known: Option<&'a Path>,
    /// For whom.
    pub addressee: Addressee<'a>,
    /// Where they go: a workbook or a folder.
    pub output: Option<&'a Path>,
    /// The day as of which is to be told.
    pub as_of: Option<Day>,
    /// Whether a form that somebody has filled in may be replaced.
    pub replaces_filled: bool,
    /// Whether remarks count as faults.
    pub strict: bool,
}

/// For whom a form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addressee<'a> {
    /// One form with the whole plan.
    Everybody,
    /// One form for one body, as it was typed.
    Body(&'a str),
    /// A form for each body.
    Each,
}

/// Makes forms. Errs with a Russian sentence if what was asked for cannot be meant.
pub fn make(request: &Request<'_>) -> Result<Made, String> {
    make_in_steps(request, &Steps::default())
}

/// The same, a step a form. Where it is stopped, the forms that are written stay.
pub fn make_in_steps(request: &Request<'_>, steps: &Steps) -> Result<Made, String> {
    let diagnostics = Diagnostics::default();
    let schedule = match request.known {
        Some(monitoring) => Schedule::read_with(request.plan, monitoring, &diagnostics),
        None => {
            let schedule = Schedule::read(request.plan, None, Tracked::default(), &diagnostics);
            // They were made when the plan was.
            diagnostics.drop_remarks();
            schedule
        }
    };
    let is_refused = request.strict && !diagnostics.is_empty();
    let mut diagnostics = settled(diagnostics);
    let (Some(schedule), false) = (schedule, is_refused) else {
        return Ok(Made::of(None, diagnostics, request.strict));
    };
    let agenda = Agenda::new(&schedule.plan, &[], schedule.plan.document_day());
    let mut placed = Placed::default();
    let jobs = jobs(request, &agenda)?;
    steps.begin(jobs.len());
    for job in jobs {
        if steps.is_stopped() {
            break;
        }
        match job.write(request, &schedule) {
            Ok(()) => placed.paths.push(job.target),
            Err(problem) => diagnostics.push(Diagnostic::new(problem, Place::of(&job.target))),
        }
        steps.step();
    }
    Ok(Made::of(Some(placed), diagnostics, request.strict))
}

/// A form that is to be written.
struct Job<'a> {
    target: PathBuf,
    body: Option<&'a str>,
    activities: Vec<usize>,
}

impl<'a> Job<'a> {
    fn new(target: PathBuf, body: Option<&'a str>, agenda: &Agenda<'_>) -> Self {
        Self { target, body, activities: agenda.items.iter().map(|item| item.place).collect() }
    }

    fn write(&self, request: &Request<'_>, schedule: &Schedule) -> Result<(), Problem> {
        let content = FormContent {
            plan: &schedule.plan,
            activities: &self.activities,
            known: &schedule.fulfilments,
            body: self.body,
            as_of: request.as_of,
        };
        xlsx::form(&content).and_then(|bytes| output::write_form(&self.target, &bytes, request.replaces_filled))
    }
}

/// Errs with a Russian sentence if it is not clear which body is meant.
fn jobs<'a>(request: &Request<'_>, agenda: &Agenda<'a>) -> Result<Vec<Job<'a>>, String> {
    Ok(match request.addressee {
        Addressee::Each => each(request, agenda),
        Addressee::Everybody => vec![Job::new(target(request.plan, request.output, None), None, agenda)],
        Addressee::Body(typed) => {
            let (body, own) = bodies::only(agenda, typed)?;
            let name = names::short(&[body]).remove(0);
            vec![Job::new(target(request.plan, request.output, Some(&name)), Some(body), &own)]
        }
    })
}

/// A form for each body of the plan.
fn each<'a>(request: &Request<'_>, agenda: &Agenda<'a>) -> Vec<Job<'a>> {
    let folder = request.output.unwrap_or(Path::new(FOLDER));
    let bodies = bodies::each(agenda);
    let names: Vec<&str> = bodies.iter().map(|(body, _)| body.unwrap_or("без исполнителя")).collect();
    let jobs = bodies
        .iter()
        .zip(names::short(&names))
        .map(|((body, own), name)| Job::new(folder.join(format!("{}.xlsx", stem(request.plan, &name))), *body, own));
    jobs.collect()
}

/// Where a single form goes; `body` is the short name of whom it is for.
pub fn target(plan: &Path, output: Option<&Path>, body: Option<&str>) -> PathBuf {
    let name = format!("{}.xlsx", stem(plan, body.unwrap_or("form")));
    match output {
        None => Path::new(FOLDER).join(name),
        Some(output) if is_folder(output) => output.join(name),
        Some(output) if output.extension().is_none() && !output.exists() => output.with_extension("xlsx"),
        Some(output) => output.to_owned(),
    }
}

/// The name of a form without its ending: the plan's, and that of the body.
fn stem(plan: &Path, body: &str) -> String {
    format!("{}-{body}", plan.file_stem().unwrap_or_default().to_string_lossy())
}
