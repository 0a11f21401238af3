//! What was meant: which document goes where, decided before any file is opened.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::args::{ChoiceArgs, DocumentArgs, ReportArgs};
use crate::app::document::{Options, Wanted};
use crate::app::output::Signed;
use dorkarta_core::diagnostics::render::MessageFormat;
use dorkarta_core::domain::Day;
use dorkarta_core::input::{self, is_form, is_input, is_pdf};
use dorkarta_core::system::{Disk, is_same_file};
use dorkarta_press::{Format, Overrides, Standards};

/// Everything that a run needs to know.
pub(super) struct Config {
    /// What is made of what.
    pub jobs: Vec<Job>,
    pub options: Options,
    /// Which of differing answers in forms is taken.
    pub choice: ChoiceArgs,
    pub overrides: Overrides,
    pub messages: MessageFormat,
    pub hides_remarks: bool,
    pub quiet: bool,
    pub open: bool,
    /// Whether documents are made again whenever their files change.
    pub watch: bool,
    pub signed: Signed,
}

/// One document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Job {
    pub input: PathBuf,
    /// Forms that came back, from which the report on the plan is made.
    pub forms: Vec<PathBuf>,
    pub target: Target,
}

impl Job {
    /// Every file that the document is made from, also those that are missing or broken.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        let mut files = input::files(&Disk, &self.input);
        files.extend(self.forms.iter().cloned());
        files
    }
}

/// Where a document goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    Stdout,
    File(PathBuf),
}

impl Config {
    /// The meaning of `plan FILE…`. Errs with a Russian sentence.
    pub(super) fn for_plan(args: DocumentArgs) -> Result<Self, String> {
        Self::for_command(args, Wanted::Plan, None, ChoiceArgs::default())
    }

    /// The meaning of `report FILE…`. Errs with a Russian sentence.
    pub(super) fn for_report(mut args: ReportArgs) -> Result<Self, String> {
        let forms = forms(&mut args.document.files)?;
        let choice = args.choice;
        if forms.is_empty() && (!choice.prefer.is_empty() || choice.answers.is_some()) {
            return Err("ключи --prefer и --answers нужны, только если после плана указаны формы".into());
        }
        let mut config = Self::for_command(args.document, Wanted::Report, args.date, choice)?;
        if let Some(job) = config.jobs.first_mut() {
            job.forms = forms;
        }
        Ok(config)
    }

    fn for_command(args: DocumentArgs, wanted: Wanted, as_of: Option<Day>, choice: ChoiceArgs) -> Result<Self, String> {
        let jobs = jobs(&args, wanted)?;
        let standards = Standards::parse(&args.pdf_standard)?;
        Ok(Self {
            jobs,
            options: Options {
                wanted,
                as_of,
                format: args.format,
                standards,
                carries_data: !args.no_data,
                strict: args.messages.strict,
                ..Options::default()
            },
            choice,
            overrides: args.overrides.into(),
            messages: args.messages.format,
            hides_remarks: args.messages.hides_remarks(),
            quiet: args.messages.quiet,
            open: args.open,
            watch: args.watch,
            signed: if args.force { Signed::Replace } else { Signed::Keep },
        })
    }

    /// The meaning of `dorkarta FILE…`: each document beside its file.
    pub(super) fn for_files(files: Vec<PathBuf>) -> Result<Self, String> {
        if let Some(first) = files.first().filter(|first| !is_input(first) && !first.exists()) {
            let typed = first.display();
            return Err(format!(
                "неизвестная команда «{typed}», и файла с таким именем нет; есть команды plan, report, check, new, form, collect, diff, due, extract, sign и verify"
            ));
        }
        let jobs = files.into_iter().map(|input| {
            let target = Target::File(input.with_extension(Format::Pdf.ending()));
            Job { input, forms: Vec::new(), target }
        });
        let jobs = checked(jobs.collect(), Format::Pdf)?;
        Ok(Self {
            jobs,
            options: Options::default(),
            choice: ChoiceArgs::default(),
            overrides: Overrides::default(),
            messages: MessageFormat::Text,
            hides_remarks: false,
            quiet: false,
            open: false,
            watch: false,
            signed: Signed::Keep,
        })
    }
}

/// Takes the forms out of the files of a report, which stand behind their plan. Errs with a Russian sentence.
fn forms(files: &mut Vec<PathBuf>) -> Result<Vec<PathBuf>, String> {
    let Some((plan, rest)) = files.split_first() else { return Ok(Vec::new()) };
    if !rest.iter().any(|file| is_form(&Disk, file)) {
        return Ok(Vec::new());
    }
    if is_form(&Disk, plan) {
        return Err(format!("{} – форма; сначала укажите план, затем формы", plan.display()));
    }
    if let Some(other) = rest.iter().find(|file| file.exists() && !is_form(&Disk, file)) {
        return Err(format!(
            "{} – не форма, а после плана {} стоят формы; отчёты по разным файлам делайте по отдельности",
            other.display(),
            plan.display()
        ));
    }
    Ok(files.split_off(1))
}

/// Where a listing goes: to stdout, or to a file that is named with it. Errs with a Russian sentence.
pub(super) fn listing_target(input: &Path, output: Option<&Path>, ending: &str) -> Result<Target, String> {
    match output {
        None => Ok(Target::Stdout),
        Some(output) if output.as_os_str() == "-" => Ok(Target::Stdout),
        Some(output) => {
            let file = if is_folder(output) { output.join(file_name(input, "", ending)) } else { output.to_owned() };
            check_name(&file, ending)?;
            Ok(Target::File(file))
        }
    }
}

/// Errs if the name of a file says that it is no PDF, with a Russian sentence.
pub(super) fn check_pdf(file: &Path) -> Result<(), String> {
    match is_pdf(file) {
        true => Ok(()),
        false => Err(format!("{} – не PDF; нужен документ, сделанный этой программой", file.display())),
    }
}

/// Where the data of a PDF go: to a file in the current folder, unless another place is named. Errs with a Russian
/// sentence.
pub(super) fn extract_target(input: &Path, output: Option<&Path>) -> Result<Target, String> {
    const ENDING: &str = "yaml";
    let file = match output {
        Some(output) if output.as_os_str() == "-" => return Ok(Target::Stdout),
        Some(output) if !is_folder(output) => with_ending(output, ENDING),
        folder => folder.unwrap_or(Path::new("")).join(file_name(input, "", ENDING)),
    };
    let ending = file.extension().unwrap_or_default();
    if [ENDING, "yml"].iter().any(|known| ending.eq_ignore_ascii_case(known)) {
        return Ok(Target::File(file));
    }
    Err(format!("имя {} не подходит: данные записываются в файл .yaml", file.display()))
}

/// Where the amendments between two editions go, if they are wanted. Errs with a Russian sentence.
pub(super) fn amendments_target(
    editions: [&Path; 2],
    output: Option<&Path>,
    format: Format,
) -> Result<Option<Target>, String> {
    let Some(output) = output else { return Ok(None) };
    if output.as_os_str() == "-" {
        return Ok(Some(Target::Stdout));
    }
    let name = file_name(editions[1], "-amendments", format.ending());
    let file = if is_folder(output) { output.join(name) } else { with_ending(output, format.ending()) };
    if editions.iter().any(|edition| is_same_file(edition, &file)) {
        return Err(format!("{} – это одна из редакций; документ назовите иначе", file.display()));
    }
    check_name(&file, format.ending())?;
    Ok(Some(Target::File(file)))
}

/// What a document or listing is called after its input.
pub(super) fn file_name(input: &Path, mark: &str, ending: &str) -> OsString {
    let mut name = input.file_stem().unwrap_or(OsStr::new("plan")).to_owned();
    name.push(mark);
    name.push(".");
    name.push(ending);
    name
}

/// Errs if a name says that something else is in the file.
pub(super) fn check_name(file: &Path, ending: &str) -> Result<(), String> {
    let shown = file.display();
    if is_input(file) {
        return Err(format!("по имени {shown} это файл с данными; документ назовите иначе, например план.{ending}"));
    }
    let typed = file.extension().and_then(OsStr::to_str).unwrap_or_default().to_lowercase();
    if typed != ending && ["pdf", "png", "svg", "docx", "doc"].contains(&typed.as_str()) {
        return Err(format!("имя {shown} не подходит: делается файл .{ending}"));
    }
    Ok(())
}

fn jobs(args: &DocumentArgs, wanted: Wanted) -> Result<Vec<Job>, String> {
    let several = args.files.len() > 1;
    let target = |input: &Path| -> Result<Target, String> {
        let mark = if wanted == Wanted::Report { "-report" } else { "" };
        let name = file_name(input, mark, args.format.ending());
        match &args.output {
            None => Ok(Target::File(Path::new("output").join(name))),
            Some(output) if output.as_os_str() == "-" => {
                if several {
                    return Err("в поток («-») выводится только один документ".into());
                }
                if args.watch {
                    return Err("с ключом --watch документ записывается в файл, а не в поток («-»)".into());
                }
                Ok(Target::Stdout)
            }
            Some(output) if several || is_folder(output) => Ok(Target::File(output.join(name))),
            Some(output) => Ok(Target::File(with_ending(output, args.format.ending()))),
        }
    };
    if several
        && let Some(output) = &args.output
        && output.is_file()
    {
        return Err(format!("файлов несколько, поэтому -o должен называть папку, а {} – файл", output.display()));
    }
    if args.messages.format == MessageFormat::Json
        && args.output.as_ref().is_some_and(|output| output.as_os_str() == "-")
    {
        return Err("документ и сообщения JSON нельзя вывести в один поток; укажите файл через -o".into());
    }
    let jobs: Result<Vec<Job>, String> = args
        .files
        .iter()
        .map(|input| Ok(Job { input: input.clone(), forms: Vec::new(), target: target(input)? }))
        .collect();
    checked(jobs?, args.format)
}

/// Jobs that do not get into each other's way, nor into that of the data; the same job twice counts once.
fn checked(jobs: Vec<Job>, format: Format) -> Result<Vec<Job>, String> {
    let mut checked: Vec<Job> = Vec::new();
    for job in jobs {
        if let Target::File(file) = &job.target {
            let shown = file.display();
            check_name(file, format.ending())?;
            if is_same_file(&job.input, file) {
                return Err(format!(
                    "документ лёг бы на место самого файла {shown}, из которого берутся данные; укажите другое имя через -o"
                ));
            }
            for twin in checked.iter().filter(|twin| twin.input != job.input) {
                let Target::File(other) = &twin.target else { continue };
                let pages_meet = format != Format::Pdf && (is_page_of(file, other) || is_page_of(other, file));
                if is_same_file(file, other) || pages_meet {
                    return Err(format!(
                        "файлы {} и {} дали бы один и тот же документ {shown}; сделайте их по отдельности, \
                         с разными именами через -o",
                        twin.input.display(),
                        job.input.display(),
                    ));
                }
            }
        }
        if !checked.contains(&job) {
            checked.push(job);
        }
    }
    Ok(checked)
}

/// Whether a picture's name could be that of a page of another document: `plan-2.png` beside `plan.png`.
fn is_page_of(file: &Path, document: &Path) -> bool {
    let stem = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let page = stem(file).strip_prefix(&format!("{}-", stem(document))).map(str::to_owned);
    file.parent() == document.parent()
        && page.is_some_and(|page| !page.is_empty() && page.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A file's name as it was meant: «план» and «план от 01.02» get the ending without which nothing opens them. A file that
/// is there keeps its name.
pub(super) fn with_ending(path: &Path, wanted: &str) -> PathBuf {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let is_ending = !ending.is_empty() && ending.chars().all(|c| c.is_ascii_alphabetic());
    if is_ending || path.exists() {
        return path.to_owned();
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(wanted);
    name.into()
}

/// Whether a path is meant as a folder: it is one, or ends as one.
pub(super) fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_str().is_some_and(|path| path.ends_with(['/', std::path::MAIN_SEPARATOR]))
}
