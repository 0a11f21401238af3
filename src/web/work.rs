//! What the buttons do: the use cases of the commands, with the defaults of the bare command.

use std::path::{Path, PathBuf};

use dorkarta_core::diagnostics::render::{MessageFormat, render};
use dorkarta_core::diagnostics::{Diagnostic, Diagnostics, Place, Severity, count};
use dorkarta_core::domain::{Agenda, Changes, Day};
use dorkarta_core::input::settled;
use dorkarta_core::input::word::Tracked;
use dorkarta_core::russian;
use dorkarta_core::system::is_here;
use dorkarta_press::{Format, Overrides};
use serde::Deserialize;

use super::actions::Action;
use super::buttons::Buttons;
use super::collecting;
use super::desk::{Desk, MadeFile};
use super::files::is_plain;
use super::html::Html;
use super::{signing, summing};
use crate::app::document::{self, Options, Wanted};
use crate::app::editions;
use crate::app::forms::{self, Addressee};
use crate::app::jobs::{Job, distinct};
use crate::app::output::{self, Signed};
use crate::app::packet;
use crate::app::schedule::Schedule;
use crate::app::steps::Steps;
use crate::app::targets::{AMENDMENTS, FOLDER, REPORT, Target, check_name, editions_target, file_name};
use crate::app::worker::{Work, Worker};
use crate::app::{Made, guarded};
use crate::listing::beside::Beside;
use crate::listing::{self, agenda, changes};

/// What a dialog sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Order {
    /// By which number the page asks how far it has come, and stops it.
    pub(super) work: u64,
    /// The input.
    file: u64,
    /// The former edition, where two are compared.
    old: u64,
    /// What the result is called; empty: as the bare command has it.
    pub(super) name: String,
    /// The day as of which it is made or shown; empty: that of the data, else today.
    date: String,
    /// Whether a signed document, or a form that was filled in, is replaced.
    force: bool,
    /// For whom; empty: for each body.
    body: String,
    /// The folder of forms; empty: this one, or that of the bare command.
    pub(super) folder: String,
    /// What is summed up: see [`summing`].
    pub(super) from: String,
    /// Whether a workbook with all figures of a summary is wanted.
    pub(super) book: bool,
    /// Whether letters to those who have not reported are wanted.
    pub(super) letters: bool,
    /// Whether territories get points.
    pub(super) points: bool,
    /// Whether the amendments are made as a PDF.
    amendments: bool,
    /// The certificate to sign with: a file of the folder; empty: that of the settings.
    pub(super) certificate: String,
    /// The program to sign with, of those that are known; empty: that of the settings.
    pub(super) signer: String,
    /// Whether the signature goes into the PDF.
    pub(super) embed: bool,
    /// What was chosen of answers that differ, in the order of the questions.
    pub(super) choices: Vec<Choice>,
    /// Whether the question that was asked before is answered by yes.
    pub(super) confirmed: bool,
}

/// What was chosen of answers that differ.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Choice {
    /// A form, or the sum; empty: nothing.
    pub(super) chosen: String,
    /// Words of one's own, which count for more.
    pub(super) own: String,
}

impl Order {
    /// Whether a signed document may be replaced.
    pub(super) fn signed(&self) -> Signed {
        if self.force { Signed::Replace } else { Signed::Keep }
    }
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
    /// The files that were made.
    pub files: Vec<MadeFile>,
    /// Questions that the dialog asks from now on.
    pub questions: Html,
}

impl Result {
    pub(super) fn refused(sentence: impl Into<String>) -> Self {
        Self { text: sentence.into(), ..Self::default() }
    }

    pub(super) fn listed(text: String) -> Self {
        Self { text, is_done: true, ..Self::default() }
    }
}

/// A Russian sentence where what was asked for cannot be meant.
pub(super) type Tried = std::result::Result<Result, String>;

/// Something that a dialog has asked for.
pub(super) struct Task<'a> {
    pub(super) action: Action,
    pub(super) order: &'a Order,
    pub(super) desk: &'a Desk,
    pub(super) today: Option<Day>,
    pub(super) steps: Steps,
}

/// Does what a dialog asks for.
pub(super) fn run(action: Action, order: &Order, desk: &Desk, today: Option<Day>) -> Result {
    let steps = Steps::default();
    desk.look(|state| state.works.insert(order.work, steps.clone()));
    let task = Task { action, order, desk, today, steps };
    let mut result = task.run().unwrap_or_else(Result::refused);
    desk.look(|state| state.works.remove(&order.work));
    if task.steps.is_stopped() {
        let (done, total) = task.steps.done();
        match result.is_done {
            false => result = Result::refused("Остановлено: ничего не записано."),
            true if done < total => result.text = format!("Остановлено: сделано {done} из {total}.\n{}", result.text),
            // It was done before it could be stopped.
            true => {}
        }
    }
    result
}

impl Task<'_> {
    fn run(&self) -> Tried {
        let Self { action, order, desk, .. } = self;
        let file = match action {
            // What is summed up need not be a file.
            Action::Summary => PathBuf::new(),
            _ => self.path(order.file)?,
        };
        if *action != Action::Summary && !desk.look(|state| action.takes(state, order.file)) {
            return Err("С этим файлом так поступить нельзя: выберите другой.".into());
        }
        let date = day(&order.date)?;
        match action {
            Action::Plan => self.document(&file, (Wanted::Plan, Format::Pdf), date),
            Action::Report => self.document(&file, (Wanted::Report, Format::Pdf), date),
            Action::Copy => self.document(&file, (Wanted::AsDescribed, Format::Docx), date),
            Action::Collect => collecting::run(self, &file, date),
            Action::Check => Ok(self.check(&file)),
            Action::Forms => self.forms(&file, date),
            Action::Due => self.due(&file, date),
            Action::Sign => signing::run(self, &file, date),
            Action::Packet => self.packet(&file),
            Action::Summary => summing::run(self, date),
            Action::Diff => {
                let old = self.path(order.old)?;
                if old == file {
                    return Err("Выберите две разные редакции.".into());
                }
                self.diff(&old, &file)
            }
        }
    }

    /// A file of the folder. Looked at anew: since the folder was listed, a link may have taken its place.
    pub(super) fn path(&self, id: u64) -> std::result::Result<PathBuf, &'static str> {
        let file = self.desk.look(|state| state.file(id).map(|file| file.path().to_owned()));
        file.filter(|file| is_here(file)).ok_or("Этого файла уже нет в папке.")
    }

    /// Makes a plan or a report.
    fn document(&self, file: &Path, (wanted, format): (Wanted, Format), as_of: Option<Day>) -> Tried {
        let mark = if wanted == Wanted::Report { REPORT } else { "" };
        let target = self.target(format.ending())?;
        let target = target.unwrap_or_else(|| Path::new(FOLDER).join(file_name(file, mark, format.ending())));
        stays_inside(&target)?;
        let work = Work {
            options: Options { wanted, as_of, format, ..Options::default() },
            prefer: Vec::new(),
            answers: None,
            overrides: Overrides::default(),
            signed: self.order.signed(),
            repeats: false,
        };
        let job = Job { input: file.to_owned(), forms: Vec::new(), target: Target::File(target) };
        let jobs = distinct(vec![job], format).map_err(|_| "Документ лёг бы на место файла с данными.")?;
        let Some(job) = jobs.first() else { return Ok(Result::default()) };
        Ok(self.made(&Worker::new(&work).in_steps(self.steps.clone()).make(job)))
    }

    /// Where a document goes whose name was typed.
    pub(super) fn target(&self, ending: &str) -> std::result::Result<Option<PathBuf>, String> {
        let target = match self.order.name.trim() {
            "" => return Ok(None),
            name if name.to_lowercase().ends_with(&format!(".{ending}")) => Path::new(FOLDER).join(plain_name(name)?),
            name => Path::new(FOLDER).join(plain_name(&format!("{name}.{ending}"))?),
        };
        check_name(&target, ending)?;
        stays_inside(&target)?;
        Ok(Some(target))
    }

    /// All faults and remarks of an input, as the command tells them.
    fn check(&self, file: &Path) -> Result {
        let diagnostics = Diagnostics::default();
        guarded(file, &diagnostics, |diagnostics| Some(document::check(file, Tracked::default(), diagnostics)));
        let diagnostics = settled(diagnostics);
        let found = russian::found(count(&diagnostics, Severity::Fault), count(&diagnostics, Severity::Remark));
        Result::listed(format!("{}файл {}: {found}\n", self.said(&diagnostics), file.display()))
    }

    /// Makes forms, for each body or for one.
    fn forms(&self, file: &Path, as_of: Option<Day>) -> Tried {
        /// Where forms go from the page.
        const FORMS: &str = "формы";
        let addressee = match self.order.body.trim() {
            "" => Addressee::Each,
            body => Addressee::Body(body),
        };
        let folder = match self.order.folder.trim() {
            "" => Path::new(FORMS),
            name => plain_name(name)?,
        };
        stays_inside(folder)?;
        let folder = PathBuf::from(format!("{}/", folder.display()));
        let request = forms::Request {
            plan: file,
            known: None,
            addressee,
            output: Some(&folder),
            as_of,
            replaces_filled: self.order.force,
            strict: false,
        };
        Ok(self.made(&forms::make_in_steps(&request, &self.steps)?))
    }

    /// Makes a packet. What a former one left beside it is told.
    fn packet(&self, file: &Path) -> Tried {
        let folder = match self.order.folder.trim() {
            "" => packet::folder(file),
            name => Path::new(FOLDER).join(plain_name(name)?),
        };
        stays_inside(&folder)?;
        for (part, _) in packet::Part::ALL {
            stays_inside(&folder.join(part))?;
        }
        let request = packet::Request {
            plan: file,
            parts: None,
            output: Some(&folder),
            options: &Options::default(),
            overrides: &Overrides::default(),
            signed: self.order.signed(),
            calendar: listing::calendar::render,
        };
        let made = packet::make(&request, &self.steps);
        Ok(self.told(&made, &listing::made::packet_line(&made, &folder)))
    }

    /// What is due, as a list.
    fn due(&self, file: &Path, asked: Option<Day>) -> Tried {
        let diagnostics = Diagnostics::default();
        let Some(Schedule { plan, fulfilments, as_of }) = Schedule::read(file, asked, Tracked::default(), &diagnostics)
        else {
            return Ok(Result::refused(self.said(&settled(diagnostics))));
        };
        let day = as_of.or(self.today).ok_or("Часы компьютера показывают невозможный год; укажите день.")?;
        Ok(Result::listed(agenda::render(&Agenda::new(&plan, &fulfilments, day), None, false, None)))
    }

    /// What changed between two editions, or the amendments that lead from one to the other.
    fn diff(&self, old: &Path, new: &Path) -> Tried {
        let diagnostics = Diagnostics::default();
        let Some(editions) =
            guarded(new, &diagnostics, |diagnostics| editions::read(old, new, Tracked::default(), diagnostics))
        else {
            return Ok(Result::refused(self.said(&settled(diagnostics))));
        };
        let found = Changes::between(&editions.checked.old, &editions.checked.new);
        let beside = editions.returned.as_ref().map(|returned| Beside::new(returned, &found));
        let beside = beside.as_ref();
        let shown = match found.is_empty() {
            true => {
                let none = changes::no_changes(&found, beside.is_some_and(Beside::is_cut));
                format!("{none}\n{}", changes::comments(&found, beside, None)).trim_end().to_owned()
            }
            false => changes::render(&found, beside, None),
        };
        if found.is_empty() && self.order.amendments {
            editions::untold(&editions.checked).into_iter().for_each(|it| diagnostics.add(it, &Place::of(new)));
        }
        if found.is_empty() || !self.order.amendments {
            // What could not be taken over from a copy is no less of a difference.
            let remarks = settled(diagnostics);
            let text = match remarks.is_empty() {
                true => shown,
                false => format!("{}\n{shown}", self.said(&remarks)),
            };
            return Ok(Result::listed(text));
        }
        stays_inside(Path::new(FOLDER))?;
        let named = self.target(Format::Pdf.ending())?;
        let folder = named.unwrap_or_else(|| PathBuf::from(format!("{FOLDER}/")));
        let target = editions_target([old, new], Some(&folder), AMENDMENTS, Format::Pdf)?;
        let target = target.unwrap_or(Target::Stdout);
        let request = editions::Request {
            new,
            target: &target,
            options: &Options::default(),
            is_redline: false,
            overrides: &Overrides::default(),
            signed: self.order.signed(),
            steps: &self.steps,
        };
        let placed = guarded(new, &diagnostics, |diagnostics| editions::amend(editions, &request, diagnostics));
        Ok(self.made(&Made::of(placed, settled(diagnostics), false)))
    }

    /// Lists what was made on the page, and says what was found meanwhile.
    pub(super) fn made(&self, made: &Made) -> Result {
        self.told(made, &listing::made::line(made))
    }

    /// The same in this line.
    fn told(&self, made: &Made, line: &str) -> Result {
        let mut text = self.said(&made.diagnostics);
        for kept in &made.kept {
            text.push_str(&format!("прежний документ сохранён: {}\n", kept.display()));
        }
        for left in &made.left {
            text.push_str(&format!("остался прежний файл: {}\n", left.display()));
        }
        if made.written.is_empty() {
            text.push_str(&format!("{line}\n"));
            return Result::refused(text);
        }
        let names: Vec<String> = made.written.iter().map(|path| path.display().to_string()).collect();
        match line.is_empty() {
            true => text.push_str(&format!("Готово: {}\n", names.join(", "))),
            false => text.push_str(&format!("{line}\n")),
        }
        let files = self.desk.change(|state| {
            let status = match names.as_slice() {
                [only] => format!("Готово: {only}"),
                several => format!("Готово, файлов: {}", several.len()),
            };
            state.say(None, status);
            state.made_now(&made.written)
        });
        Result { files, ..Result::listed(text) }
    }

    /// Messages as a command shows them.
    pub(super) fn said(&self, diagnostics: &[Diagnostic]) -> String {
        let surface = Buttons(Some(self.action));
        diagnostics.iter().map(|known| render(known, MessageFormat::Text, &surface)).collect()
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

/// Errs if something would be written beyond the folder, along a link.
pub(super) fn stays_inside(target: &Path) -> std::result::Result<(), String> {
    let shown = target.display();
    is_here(target)
        .then_some(())
        .ok_or_else(|| format!("{shown} – ссылка за пределы этой папки: туда ничего не записано."))
}

/// A name that stays in its folder.
pub(super) fn plain_name(name: &str) -> std::result::Result<&Path, String> {
    is_plain(name).then(|| Path::new(name)).ok_or_else(|| format!("Имя {name} не подходит: нужно имя без папки."))
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
            Result::listed(String::new())
        }
        Err((path, problem)) => {
            let message = Diagnostic::new(problem, Place::of(path));
            Result::refused(render(&message, MessageFormat::Text, &Buttons(None)))
        }
    }
}
