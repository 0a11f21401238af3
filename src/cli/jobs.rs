//! Which documents are meant, and where they go.

use std::path::{Path, PathBuf};

use dorkarta_core::diagnostics::render::MessageFormat;
use dorkarta_core::input::is_form;
use dorkarta_core::system::Disk;
use dorkarta_press::Format;

use super::Usage;
use super::args::DocumentArgs;
use super::terminal::Terminal;
use crate::app::document::Wanted;
use crate::app::jobs::{Collision, Job, distinct};
use crate::app::targets::{FOLDER, REPORT, Target, check_name, file_name, is_folder, with_ending};

/// Takes the forms out of the files of a report, which stand behind their plan.
pub(super) fn forms(files: &mut Vec<PathBuf>) -> Result<Vec<PathBuf>, Usage> {
    let Some((plan, rest)) = files.split_first() else { return Ok(Vec::new()) };
    let is_form = |file: &Path| is_form(&Disk, file);
    if !rest.iter().any(|file| is_form(file)) {
        return Ok(Vec::new());
    }
    if is_form(plan) {
        return Err(format!("{} – форма; сначала укажите план, затем формы", plan.display()).into());
    }
    if let Some(other) = rest.iter().find(|file| file.exists() && !is_form(file)) {
        return Err(format!(
            "{} – не форма, а после плана {} стоят формы; отчёты по разным файлам делайте по отдельности",
            other.display(),
            plan.display()
        )
        .into());
    }
    Ok(files.split_off(1))
}

/// Why a document does not go to a terminal, which would show its bytes as signs without meaning.
pub(super) const NOT_TO_A_WINDOW: &str =
    "документ не выводится в окно консоли; укажите файл через -o или перенаправьте вывод в файл: … > план.pdf";

/// Whether a document of a kind is nothing that a terminal can show.
fn is_binary(format: Format) -> bool {
    matches!(format, Format::Pdf | Format::Docx | Format::Png)
}

/// The documents that are wanted of the files.
pub(super) fn jobs(args: &DocumentArgs, wanted: Wanted) -> Result<Vec<Job>, Usage> {
    let output = args.output.as_deref();
    let several = args.files.len() > 1;
    let is_streamed = output.is_some_and(|output| output.as_os_str() == "-");
    match output {
        Some(_) if is_streamed && several => return Err("в поток («-») выводится только один документ".into()),
        Some(_) if is_streamed && Terminal::shows_results() && is_binary(args.format) => {
            return Err(Usage(NOT_TO_A_WINDOW.into()));
        }
        Some(_) if is_streamed && args.watch => {
            return Err("с ключом --watch документ записывается в файл, а не в поток («-»)".into());
        }
        Some(_) if is_streamed && args.messages.told.format == MessageFormat::Json => {
            return Err("документ и сообщения JSON нельзя вывести в один поток; укажите файл через -o".into());
        }
        Some(file) if several && file.is_file() => {
            return Err(
                format!("файлов несколько, поэтому -o должен называть папку, а {} – файл", file.display()).into()
            );
        }
        _ => {}
    }
    let ending = args.format.ending();
    let target = |input: &Path| {
        let name = file_name(input, if wanted == Wanted::Report { REPORT } else { "" }, ending);
        match output {
            None => Target::File(Path::new(FOLDER).join(name)),
            Some(_) if is_streamed => Target::Stdout,
            Some(output) if several || is_folder(output) => Target::File(output.join(name)),
            Some(output) => Target::File(with_ending(output, ending)),
        }
    };
    let job = |input: &PathBuf| Job { input: input.clone(), forms: Vec::new(), target: target(input) };
    checked(args.files.iter().map(job).collect(), args.format)
}

/// Jobs that do not get into each other's way, nor into that of the data; the same job twice counts once.
pub(super) fn checked(jobs: Vec<Job>, format: Format) -> Result<Vec<Job>, Usage> {
    for job in &jobs {
        if let Target::File(file) = &job.target {
            check_name(file, format.ending())?;
        }
    }
    distinct(jobs, format).map_err(|collision| match collision {
        Collision::OverData { target } => format!(
            "документ лёг бы на место самого файла {}, из которого берутся данные; укажите другое имя через -o",
            target.display()
        )
        .into(),
        Collision::SameDocument { inputs: [one, other], target } => format!(
            "файлы {} и {} дали бы один и тот же документ {}; сделайте их по отдельности, с разными именами через -o",
            one.display(),
            other.display(),
            target.display()
        )
        .into(),
    })
}
