//! `form`: workbooks in which schools and other bodies tell what they have done.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::args::FormArgs;
use super::bodies;
use super::terminal::Terminal;
use super::{Outcome, faults_or_unavailable};
use crate::app::output;
use crate::app::schedule::Schedule;
use dorkarta_core::diagnostics::{Diagnostic, Diagnostics, Place};
use dorkarta_core::domain::Agenda;
use dorkarta_core::input;
use dorkarta_core::xlsx::{self, FormContent};

/// Makes a form, or one for each body.
pub(super) fn run(args: &FormArgs) -> Outcome {
    match make(args) {
        Ok(outcome) => outcome,
        Err(sentence) => {
            Terminal::error(&sentence);
            Outcome::Usage
        }
    }
}

/// A form that is to be written.
struct Job<'a> {
    target: PathBuf,
    body: Option<&'a str>,
    activities: Vec<usize>,
}

/// Errs with a sentence about the command line.
fn make(args: &FormArgs) -> Result<Outcome, String> {
    let output = args.output.as_deref();
    if !args.each {
        check_name(&target(args, output, None))?;
    } else if output.is_some_and(|output| output.is_file() || names_workbook(output)) {
        return Err("с ключом «--each» форм несколько, поэтому -o должен называть папку".into());
    }
    let diagnostics = Diagnostics::default();
    let schedule = match &args.from {
        Some(monitoring) => Schedule::read_with(&args.file, monitoring, &diagnostics),
        None => {
            let schedule = Schedule::read(&args.file, None, &diagnostics);
            // They were made when the plan was.
            diagnostics.drop_remarks();
            schedule
        }
    };
    let is_refused = schedule.is_none() || args.messages.strict && !diagnostics.is_empty();
    let mut diagnostics = input::settled(diagnostics);
    let (Some(Schedule { plan, fulfilments, .. }), false) = (schedule, is_refused) else {
        Terminal::diagnostics(&diagnostics, args.messages.format, args.messages.hides_remarks());
        return Ok(faults_or_unavailable(&diagnostics));
    };
    let agenda = Agenda::new(&plan, &[], plan.document_day());
    let places = |agenda: &Agenda<'_>| agenda.items.iter().map(|item| item.place).collect::<Vec<_>>();
    let jobs = match &args.body {
        Some(typed) => {
            let (body, own) = bodies::only(&agenda, typed)?;
            vec![Job { target: target(args, output, Some(body)), body: Some(body), activities: places(&own) }]
        }
        None if args.each => each(args, &agenda, places),
        None => vec![Job { target: target(args, output, None), body: None, activities: places(&agenda) }],
    };
    let mut outcome = if diagnostics.is_empty() { Outcome::Done } else { Outcome::Remarked };
    let mut written = Vec::new();
    for Job { target, body, activities } in &jobs {
        let content = FormContent { plan: &plan, activities, known: &fulfilments, body: *body, as_of: args.date };
        let made = xlsx::form(&content).and_then(|bytes| output::write_form(target, &bytes, args.force));
        match made {
            Ok(()) => written.push(target),
            Err(problem) => {
                outcome = Outcome::Unavailable;
                diagnostics.push(Diagnostic::new(problem, Place::of(target)));
            }
        }
    }
    Terminal::diagnostics(&diagnostics, args.messages.format, args.messages.hides_remarks());
    written.into_iter().for_each(|path| Terminal::written(path));
    Ok(outcome)
}

/// A form for each body of the plan.
fn each<'a>(args: &FormArgs, agenda: &Agenda<'a>, places: impl Fn(&Agenda<'_>) -> Vec<usize>) -> Vec<Job<'a>> {
    let folder = args.output.clone().unwrap_or_else(|| PathBuf::from("output"));
    let mut taken = HashSet::new();
    let mut jobs = Vec::new();
    for (body, own) in bodies::each(agenda) {
        let stem = stem(&args.file, body.unwrap_or("без исполнителя"));
        let mut name = stem.clone();
        for number in 2.. {
            if taken.insert(name.to_lowercase()) {
                break;
            }
            name = format!("{stem}-{number}");
        }
        jobs.push(Job { target: folder.join(format!("{name}.xlsx")), body, activities: places(&own) });
    }
    jobs
}

/// Where a single form goes.
fn target(args: &FormArgs, output: Option<&Path>, body: Option<&str>) -> PathBuf {
    let stem = body.map_or_else(|| stem(&args.file, "form"), |body| stem(&args.file, body));
    let name = format!("{stem}.xlsx");
    match output {
        None => Path::new("output").join(name),
        Some(output) if output.is_dir() || output.to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR]) => {
            output.join(name)
        }
        Some(output) if output.extension().is_none() && !output.exists() => output.with_extension("xlsx"),
        Some(output) => output.to_owned(),
    }
}

/// The name of a form without its ending: the plan's, and that of the body, as far as a name of a file can hold it.
fn stem(plan: &Path, body: &str) -> String {
    const ROOM: usize = 60;
    let words = body.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let body: String = words.collect::<Vec<_>>().join("-").chars().take(ROOM).collect();
    let plan = plan.file_stem().unwrap_or_default().to_string_lossy();
    format!("{plan}-{}", body.trim_end_matches('-'))
}

fn names_workbook(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"))
}

fn check_name(target: &Path) -> Result<(), String> {
    if names_workbook(target) {
        return Ok(());
    }
    Err(format!("имя {} не подходит для формы: оно должно кончаться на .xlsx", target.display()))
}
