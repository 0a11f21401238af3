//! `collect`: forms that came back into one monitoring, and how far the collecting has come.

use std::path::{Path, PathBuf};

use textwrap::core::display_width;
use textwrap::wrap;

use super::args::CollectArgs;
use super::bodies;
use super::terminal::Terminal;
use super::{Outcome, faults_or_unavailable, today};
use crate::app::output;
use dorkarta_core::collect::{Collected, Request, Returned, collect};
use dorkarta_core::diagnostics::render::{MessageFormat, escape};
use dorkarta_core::diagnostics::{Diagnostic, Diagnostics, Place, Problem, Severity, count};
use dorkarta_core::domain::{Agenda, Day, Field, one_line};
use dorkarta_core::input;
use dorkarta_core::russian::{agree, plural};
use dorkarta_core::system::{Disk, is_same_file};
use dorkarta_core::tree::fold_key;
use dorkarta_core::xlsx::{self, BodyProgress, Progress, Untold};

/// Collects, or says why not.
pub(super) fn run(args: &CollectArgs) -> Outcome {
    match try_run(args) {
        Ok(outcome) => outcome,
        Err(sentence) => {
            Terminal::error(&sentence);
            Outcome::Usage
        }
    }
}

/// Errs with a sentence about the command line.
fn try_run(args: &CollectArgs) -> Result<Outcome, String> {
    let target = &args.output;
    check_names(args)?;
    let base = base(args);
    let diagnostics = Diagnostics::default();
    let request = Request {
        files: &Disk,
        plan: &args.plan,
        forms: &distinct(&args.forms),
        base: base.as_deref(),
        as_of: args.date,
        prefer: &args.choice.prefer,
        answers: args.choice.answers.as_deref(),
    };
    let collected = collect(&request, &diagnostics);
    if let Some(unknown) = collected.as_ref().and_then(|collected| collected.unknown_names.first()) {
        return Err(unknown_name(unknown, collected.as_ref().map(|known| known.forms.as_slice()).unwrap_or_default()));
    }
    let text = collected.as_ref().map(|collected| {
        let text = collected.text(target, &args.plan, &diagnostics);
        if collected.as_of().is_none() {
            diagnostics.add(Problem::NoDay, &Place::of(target));
        }
        text
    });
    let is_refused = args.messages.strict && !diagnostics.is_empty();
    let mut diagnostics = input::settled(diagnostics);
    let (Some(collected), Some(text), false) = (collected, text, is_refused) else {
        Terminal::diagnostics(&diagnostics, args.messages.format, args.messages.hides_remarks());
        return Ok(faults_or_unavailable(&diagnostics));
    };
    let mut written = Vec::new();
    let mut write = |target: &Path, made: Result<(), Problem>| match made {
        Ok(()) => written.push(target.to_owned()),
        Err(problem) => diagnostics.push(Diagnostic::new(problem, Place::of(target))),
    };
    // Where the monitoring is not written, its progress would tell of what is not there.
    let made = output::write_collected(target, text.as_bytes(), base.as_deref());
    let is_written = made.is_ok();
    write(target, made);
    let progress = progress(&collected);
    if let (Some(target), true, Some(progress)) = (&args.progress, is_written, &progress) {
        write(target, xlsx::progress(progress).and_then(|bytes| output::write_progress(target, &bytes)));
    }
    Terminal::diagnostics(&diagnostics, args.messages.format, args.messages.hides_remarks());
    if args.messages.format == MessageFormat::Text && !args.messages.quiet && is_written {
        Terminal::text(&shown(&collected, progress.as_ref()));
    }
    written.iter().for_each(|path| Terminal::written(path));
    Ok(match () {
        () if count(&diagnostics, Severity::Fault) > 0 => faults_or_unavailable(&diagnostics),
        () if diagnostics.is_empty() => Outcome::Done,
        () => Outcome::Remarked,
    })
}

fn check_names(args: &CollectArgs) -> Result<(), String> {
    let has_ending = |path: &Path, endings: &[&str]| {
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        endings.contains(&ending.as_str())
    };
    let target = &args.output;
    if !has_ending(target, &["yaml", "yml"]) {
        return Err(format!("имя {} не подходит для мониторинга: оно должно кончаться на .yaml", target.display()));
    }
    if is_same_file(target, &args.plan) {
        return Err(format!("{} – это план; мониторинг назовите иначе", target.display()));
    }
    match &args.progress {
        Some(progress) if !has_ending(progress, &["xlsx"]) => {
            Err(format!("имя {} не подходит для книги: оно должно кончаться на .xlsx", progress.display()))
        }
        Some(progress) if args.forms.iter().chain([&args.plan]).any(|file| is_same_file(file, progress)) => {
            Err(format!("{} – это форма или план; книгу о ходе сбора назовите иначе", progress.display()))
        }
        _ => Ok(()),
    }
}

/// The monitoring that is continued: the one that is named, else the one that stands at the target.
fn base(args: &CollectArgs) -> Option<PathBuf> {
    args.from.clone().or_else(|| args.output.exists().then(|| args.output.clone()))
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

fn unknown_name(unknown: &str, forms: &[Returned]) -> String {
    let names = forms.iter().map(|form| {
        let body = form.body.as_ref().map(|body| format!(" ({})", one_line(body))).unwrap_or_default();
        format!("\n  {}{body}", form.name)
    });
    format!("ключ --prefer: среди форм нет «{unknown}»; есть:{}", names.collect::<String>())
}

/// How far the collecting has come, as of the day of the monitoring, else today.
fn progress(collected: &Collected) -> Option<Progress> {
    let day = collected.as_of().or_else(today)?;
    let agenda = Agenda::new(&collected.plan, &[], day);
    let is_told = |place: usize| collected.known.get(place) == Some(&true);
    let is_overdue = |item: &dorkarta_core::domain::AgendaItem<'_>| item.state(day) == "overdue";
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
    Some(Progress {
        plan: collected.plan.title.clone(),
        title: format!("Ход сбора сведений на {}", day.digits()),
        bodies: bodies.collect(),
        untold: untold.collect(),
    })
}

/// What came of it, for the terminal.
fn shown(collected: &Collected, progress: Option<&Progress>) -> String {
    let tally = collected.tally;
    let forms = collected.forms.len();
    let told = collected.known.iter().filter(|known| **known).count();
    let mut text = format!(
        "собрано из {forms} {}: новых значений {}, изменено {}, расхождений {}; сведения есть о {told} из {}\n",
        agree(forms, ["формы", "форм", "форм"]),
        tally.new,
        tally.changed,
        tally.conflicts,
        plural(collected.known.len(), ["мероприятия", "мероприятий", "мероприятий"]).replace('\u{a0}', " "),
    );
    for form in collected.forms.iter().filter(|form| form.answered == 0) {
        text.push_str(&format!("в форме {} нового нет\n", escape(&form.name)));
    }
    let Some(progress) = progress else { return text };
    text.push_str(&format!("\n{}\n", progress.title));
    let head = ["Исполнитель", "Всего", "Есть", "Просрочено", "Форма"].map(str::to_owned);
    let rows = progress.bodies.iter().map(|body| {
        let forms = if body.forms.is_empty() { "–".to_owned() } else { body.forms.join(", ") };
        [one_line(&body.name), body.activities.to_string(), body.told.to_string(), body.overdue.to_string(), forms]
            .map(|cell| escape(&cell))
    });
    let rows: Vec<[String; 5]> = std::iter::once(head).chain(rows).collect();
    rows.iter().for_each(|row| text.push_str(&line(row)));
    let common: Vec<String> =
        collected.forms.iter().filter(|form| form.body.is_none()).map(|form| escape(&form.name)).collect();
    if !common.is_empty() {
        text.push_str(&format!("Формы на весь план: {}\n", common.join(", ")));
    }
    let overdue: Vec<&str> =
        progress.untold.iter().filter(|known| known.is_overdue).map(|known| known.number.as_str()).collect();
    if !overdue.is_empty() {
        text.push_str(&format!("Просрочено, а сведений нет: {}\n", escape(&overdue.join(", "))));
    }
    text
}

/// A row of the table; what is too wide for its column goes on below.
fn line(cells: &[String; 5]) -> String {
    const WIDTHS: [usize; 5] = [46, 6, 6, 11, 28];
    let wrapped: Vec<Vec<_>> = cells.iter().zip(WIDTHS).map(|(cell, width)| wrap(cell, width)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or_default();
    let mut text = String::new();
    for at in 0..height {
        let mut line = String::new();
        for (column, (lines, width)) in wrapped.iter().zip(WIDTHS).enumerate() {
            let part = lines.get(at).map_or("", |part| part.as_ref());
            let gap = " ".repeat(width.saturating_sub(display_width(part)));
            // Numbers stand under each other.
            let is_number = (1..4).contains(&column);
            line.push_str(&if is_number { format!("{gap}{part}  ") } else { format!("{part}{gap}  ") });
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
