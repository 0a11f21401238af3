//! What the buttons do: the use cases of the commands, with the defaults of the bare command.

use std::path::{Path, PathBuf};

use dorkarta_core::diagnostics::render::{MessageFormat, render};
use dorkarta_core::diagnostics::{Diagnostic, Diagnostics};
use dorkarta_core::domain::{Agenda, Changes, Day};
use dorkarta_core::input::settled;
use dorkarta_core::input::word::Tracked;
use dorkarta_core::russian;
use dorkarta_core::validate::Kind;
use dorkarta_press::{Format, Overrides};
use serde::Deserialize;

use super::buttons::Buttons;
use super::collecting;
use super::desk::{Desk, State};
use super::files::is_plain;
use super::folder::{Sort, is_inside};
use super::signing;
use crate::app::document::{self, Options, Wanted};
use crate::app::editions;
use crate::app::forms::{self, Addressee};
use crate::app::jobs::{Job, distinct};
use crate::app::output::{self, Signed};
use crate::app::packet;
use crate::app::schedule::Schedule;
use crate::app::targets::{AMENDMENTS, FOLDER, REPORT, Target, check_name, editions_target, file_name};
use crate::app::worker::{Work, Worker};
use crate::app::{Made, guarded};
use crate::listing::{self, agenda, changes};

/// A button that opens a dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Plan,
    Report,
    Check,
    Forms,
    Collect,
    Diff,
    Copy,
    Due,
    Sign,
    Packet,
}

impl Action {
    /// All of them in the order in which they stand on the page.
    pub(super) const ALL: [Self; 10] = [
        Self::Plan,
        Self::Report,
        Self::Check,
        Self::Forms,
        Self::Collect,
        Self::Diff,
        Self::Copy,
        Self::Due,
        Self::Packet,
        Self::Sign,
    ];

    /// The button's name, which is that of its dialog.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Plan => "Сделать план",
            Self::Report => "Сделать отчёт",
            Self::Check => "Проверить",
            Self::Forms => "Формы исполнителям",
            Self::Collect => "Собрать ответы",
            Self::Diff => "Сравнить редакции",
            Self::Copy => "Копия для Word",
            Self::Due => "Сроки",
            Self::Sign => "Подписать",
            Self::Packet => "Комплект",
        }
    }

    /// The verb on the dialog's main button.
    pub(super) fn verb(self) -> &'static str {
        match self {
            Self::Plan | Self::Report | Self::Forms | Self::Copy | Self::Packet => "Сделать",
            Self::Collect => "Собрать",
            Self::Check => "Проверить",
            Self::Diff => "Сравнить",
            Self::Due => "Показать",
            Self::Sign => "Подписать",
        }
    }

    /// What it is called on the page's ways.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Report => "report",
            Self::Check => "check",
            Self::Forms => "forms",
            Self::Collect => "collect",
            Self::Diff => "diff",
            Self::Copy => "copy",
            Self::Due => "due",
            Self::Sign => "sign",
            Self::Packet => "packet",
        }
    }

    /// The action of a key.
    pub(super) fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.key() == key)
    }

    /// Whether an input is something that it can be done with.
    pub(super) fn takes(self, state: &State, id: u64) -> bool {
        let Some(file) = state.file(id) else { return false };
        let judged = state.judged.get(&id);
        let kind = judged.and_then(|judged| judged.kind);
        let is_other = judged.is_some_and(|judged| judged.other.is_some());
        match self {
            _ if file.sort == Sort::Outside || is_other => false,
            Self::Diff => file.sort == Sort::Document || kind == Some(Kind::Plan),
            Self::Sign => file.sort == Sort::Document || kind.is_some(),
            _ if file.sort == Sort::Document => false,
            Self::Plan | Self::Forms | Self::Collect | Self::Packet => kind == Some(Kind::Plan),
            Self::Report | Self::Due | Self::Copy => matches!(kind, Some(Kind::Plan | Kind::Monitoring)),
            Self::Check => true,
        }
    }
}

/// What a dialog sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Order {
    /// The input.
    file: u64,
    /// The former edition, where two are compared.
    old: u64,
    /// Where the document goes; empty: as the bare command has it.
    name: String,
    /// The day as of which it is made or shown; empty: that of the data, else today.
    date: String,
    /// Whether a signed document is replaced.
    pub(super) force: bool,
    /// For whom; empty: for each body.
    body: String,
    /// The folder of the forms that came back; empty: this one.
    pub(super) folder: String,
    /// Whether the amendments are made as a PDF.
    amendments: bool,
    /// The certificate to sign with: a file of the folder; empty: that of the settings.
    pub(super) certificate: String,
    /// Whether the signature goes into the PDF.
    pub(super) embed: bool,
    /// Whether the question that was asked before is answered by yes.
    pub(super) confirmed: bool,
}

/// What came of it, for the dialog.
#[derive(Debug, Default)]
pub(super) struct Result {
    /// What the command would print.
    pub text: String,
    /// Whether it was done.
    pub is_done: bool,
    /// Whether the text is a question: the same once more, confirmed, does it.
    pub asks: bool,
}

impl Result {
    pub(super) fn refused(sentence: impl Into<String>) -> Self {
        Self { text: sentence.into(), ..Self::default() }
    }
}

/// Does what a dialog asks for.
pub(super) fn run(action: Action, order: &Order, desk: &Desk, today: Option<Day>) -> Result {
    try_run(action, order, desk, today).unwrap_or_else(Result::refused)
}

/// Errs with a Russian sentence where what was asked for cannot be meant.
fn try_run(action: Action, order: &Order, desk: &Desk, today: Option<Day>) -> std::result::Result<Result, String> {
    // Looked at anew: since the folder was listed, a link may have taken the place of the file.
    let path = |id| {
        let file = desk.look(|state| state.file(id).map(|file| file.path().to_owned()));
        file.filter(|file| is_inside(file)).ok_or("Этого файла уже нет в папке.")
    };
    let file = path(order.file)?;
    if !desk.look(|state| action.takes(state, order.file)) {
        return Err("С этим файлом так поступить нельзя: выберите другой.".into());
    }
    let date = day(&order.date)?;
    match action {
        Action::Plan => document(&file, (Wanted::Plan, Format::Pdf), order, date, desk),
        Action::Report => document(&file, (Wanted::Report, Format::Pdf), order, date, desk),
        Action::Copy => document(&file, (Wanted::AsDescribed, Format::Docx), order, date, desk),
        Action::Collect => collecting::run(&file, order, date, today, desk),
        Action::Check => Ok(check(&file)),
        Action::Forms => form(&file, order, date, desk),
        Action::Due => due(&file, date, today),
        Action::Sign => signing::run(&file, order, today, desk),
        Action::Packet => packet(&file, order, desk),
        Action::Diff => {
            let old = path(order.old)?;
            if old == file {
                return Err("Выберите две разные редакции.".into());
            }
            diff(&old, &file, order, desk)
        }
    }
}

fn day(typed: &str) -> std::result::Result<Option<Day>, String> {
    match typed.trim() {
        "" => Ok(None),
        typed => Day::parse_iso(typed)
            .or_else(|| Day::parse_written(typed))
            .map(Some)
            .ok_or_else(|| format!("«{typed}» – не дата; нужна, например, 15.03.2027")),
    }
}

/// Makes a plan or a report.
fn document(
    file: &Path,
    (wanted, format): (Wanted, Format),
    order: &Order,
    as_of: Option<Day>,
    desk: &Desk,
) -> std::result::Result<Result, String> {
    let ending = format.ending();
    let mark = if wanted == Wanted::Report { REPORT } else { "" };
    let target = match order.name.trim() {
        "" => Path::new(FOLDER).join(file_name(file, mark, ending)),
        name if name.to_lowercase().ends_with(&format!(".{ending}")) => Path::new(FOLDER).join(plain_name(name)?),
        name => Path::new(FOLDER).join(plain_name(&format!("{name}.{ending}"))?),
    };
    stays_inside(&target)?;
    check_name(&target, ending)?;
    let signed = if order.force { Signed::Replace } else { Signed::Keep };
    let work = Work {
        options: Options { wanted, as_of, format, ..Options::default() },
        prefer: Vec::new(),
        answers: None,
        overrides: Overrides::default(),
        signed,
        repeats: false,
    };
    let job = Job { input: file.to_owned(), forms: Vec::new(), target: Target::File(target) };
    let jobs = distinct(vec![job], format).map_err(|_| "Документ лёг бы на место файла с данными.")?;
    let Some(job) = jobs.first() else { return Ok(Result::default()) };
    Ok(made(&Worker::new(&work).make(job), desk))
}

/// Errs if something would be written beyond the folder, along a link.
pub(super) fn stays_inside(target: &Path) -> std::result::Result<(), String> {
    let shown = target.display();
    is_inside(target)
        .then_some(())
        .ok_or_else(|| format!("{shown} – ссылка за пределы этой папки: туда ничего не записано."))
}

/// A name that stays in its folder.
pub(super) fn plain_name(name: &str) -> std::result::Result<&Path, String> {
    is_plain(name).then(|| Path::new(name)).ok_or_else(|| format!("Имя {name} не подходит: нужно имя без папки."))
}

/// All faults and remarks of an input, as the command tells them.
fn check(file: &Path) -> Result {
    let diagnostics = Diagnostics::default();
    guarded(file, &diagnostics, |diagnostics| Some(document::check(file, Tracked::default(), diagnostics)));
    let diagnostics = settled(diagnostics);
    let count = |severity| dorkarta_core::diagnostics::count(&diagnostics, severity);
    use dorkarta_core::diagnostics::Severity;
    let found = russian::found(count(Severity::Fault), count(Severity::Remark));
    Result { text: format!("{}файл {}: {found}\n", said(&diagnostics), file.display()), is_done: true, asks: false }
}

/// Makes forms, for each body or for one.
fn form(file: &Path, order: &Order, as_of: Option<Day>, desk: &Desk) -> std::result::Result<Result, String> {
    /// Where forms go from the page.
    const FORMS: &str = "формы";
    let addressee = match order.body.trim() {
        "" => Addressee::Each,
        body => Addressee::Body(body),
    };
    stays_inside(Path::new(FORMS))?;
    let folder = PathBuf::from(format!("{FORMS}/"));
    let made_forms = forms::make(&forms::Request {
        plan: file,
        known: None,
        addressee,
        output: Some(&folder),
        as_of,
        replaces_filled: order.force,
        strict: false,
    })?;
    Ok(made(&made_forms, desk))
}

/// Makes a packet. What a former one left beside it is told.
fn packet(file: &Path, order: &Order, desk: &Desk) -> std::result::Result<Result, String> {
    let folder = packet::folder(file);
    stays_inside(&folder)?;
    for (part, _) in packet::Part::ALL {
        stays_inside(&folder.join(part))?;
    }
    let made_packet = packet::make(
        &packet::Request {
            plan: file,
            parts: None,
            output: Some(&folder),
            options: &Options::default(),
            overrides: &Overrides::default(),
            signed: if order.force { Signed::Replace } else { Signed::Keep },
            calendar: listing::calendar::render,
        },
        &|_, _| {},
    );
    Ok(made(&made_packet, desk))
}

/// What is due, as a list.
fn due(file: &Path, asked: Option<Day>, today: Option<Day>) -> std::result::Result<Result, String> {
    let diagnostics = Diagnostics::default();
    let Some(Schedule { plan, fulfilments, as_of }) = Schedule::read(file, asked, Tracked::default(), &diagnostics)
    else {
        return Ok(Result::refused(said(&settled(diagnostics))));
    };
    let day = as_of.or(today).ok_or("Часы компьютера показывают невозможный год; укажите день.")?;
    let agenda = Agenda::new(&plan, &fulfilments, day);
    Ok(Result { text: agenda::render(&agenda, None, false, None), is_done: true, asks: false })
}

/// What changed between two editions, or the amendments that lead from one to the other.
fn diff(old: &Path, new: &Path, order: &Order, desk: &Desk) -> std::result::Result<Result, String> {
    let diagnostics = Diagnostics::default();
    let Some(editions) =
        guarded(new, &diagnostics, |diagnostics| editions::read(old, new, Tracked::default(), diagnostics))
    else {
        return Ok(Result::refused(said(&settled(diagnostics))));
    };
    let found = Changes::between(&editions.checked.old, &editions.checked.new);
    if found.is_empty() {
        return Ok(Result { text: changes::no_changes(&found), is_done: true, asks: false });
    }
    if !order.amendments {
        return Ok(Result { text: changes::render(&found, None), is_done: true, asks: false });
    }
    stays_inside(Path::new(FOLDER))?;
    let folder = PathBuf::from(format!("{FOLDER}/"));
    let target = editions_target([old, new], Some(&folder), AMENDMENTS, Format::Pdf)?;
    let target = target.unwrap_or(Target::Stdout);
    let request = editions::Request {
        new,
        target: &target,
        options: &Options::default(),
        is_redline: false,
        overrides: &Overrides::default(),
        signed: if order.force { Signed::Replace } else { Signed::Keep },
    };
    let placed = guarded(new, &diagnostics, |diagnostics| editions::amend(editions, &request, diagnostics));
    Ok(made(&Made::of(placed, settled(diagnostics), false), desk))
}

/// Puts the sample into the folder, where nothing of its name stands.
pub(super) fn start(desk: &Desk) -> Result {
    let sample = crate::app::starter::WORKBOOKS;
    if let Some((name, _)) = sample.iter().find(|(name, _)| Path::new(name).exists()) {
        return Result::refused(format!("{name} здесь уже есть, он не тронут."));
    }
    let files = sample.map(|(name, bytes)| (Path::new(name), bytes));
    match output::write(&files, Signed::Keep) {
        Ok(()) => {
            desk.change(|state| state.say(None, "Образец лежит в папке: исправьте его под себя."));
            Result { text: String::new(), is_done: true, asks: false }
        }
        Err((path, problem)) => {
            let place = dorkarta_core::diagnostics::Place::of(path);
            Result::refused(said(&[Diagnostic::new(problem, place)]))
        }
    }
}

/// Lists what was made on the page, and says what was found meanwhile.
pub(super) fn made(made: &Made, desk: &Desk) -> Result {
    let mut text = said(&made.diagnostics);
    for kept in &made.kept {
        text.push_str(&format!("прежний документ сохранён: {}\n", kept.display()));
    }
    for left in &made.left {
        text.push_str(&format!("остался прежний файл: {}\n", left.display()));
    }
    let is_done = !made.written.is_empty();
    let line = listing::made::line(made);
    if is_done {
        let names: Vec<String> = made.written.iter().map(|path| path.display().to_string()).collect();
        match line.is_empty() {
            true => text.push_str(&format!("Готово: {}\n", names.join(", "))),
            false => text.push_str(&format!("{line}\n")),
        }
        desk.change(|state| {
            for path in &made.written {
                state.made.retain(|known| known.path != *path);
                let id = state.number();
                state.made.push(super::desk::MadeFile { id, path: path.clone() });
            }
            let status = match names.as_slice() {
                [only] => format!("Готово: {only}"),
                several => format!("Готово, файлов: {}", several.len()),
            };
            state.say(None, status);
        });
    } else {
        text.push_str(&format!("{line}\n"));
    }
    Result { text, is_done, asks: false }
}

/// Messages as a command shows them.
pub(super) fn said(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(|known| render(known, MessageFormat::Text, &Buttons)).collect()
}
