//! `summary`: one report on the reports of many territories.

use std::path::Path;

use dorkarta_core::diagnostics::render::MessageFormat;
use dorkarta_press::{Format, Standards};

use super::args::SummaryArgs;
use super::jobs::NOT_TO_A_WINDOW;
use super::make::{STREAM, open, stream};
use super::terminal::Terminal;
use super::{Usage, progress, today};
use crate::app::Outcome;
use crate::app::document::{Options, Wanted};
use crate::app::output::Signed;
use crate::app::summing::{Request, sum_up};
use crate::app::targets::{FOLDER, Target, check_name, file_name, has_ending, is_folder, with_ending};
use crate::listing::made::line;
use dorkarta_core::diagnostics::{Diagnostic, Place};

/// What a summary is called that no file describes.
const NAME: &str = "свод";

/// Sums up, and says what came of it.
pub(super) fn run(args: SummaryArgs) -> Result<Outcome, Usage> {
    let target = target(&args)?;
    if let Some(book) = args.xlsx.as_deref().filter(|book| !has_ending(book, "xlsx")) {
        return Err(format!("имя {} не подходит для книги: оно должно кончаться на .xlsx", book.display()).into());
    }
    let messages = args.messages;
    let bar = progress::long_bar(messages.told.quiet || messages.told.format != MessageFormat::Text);
    let options = Options {
        wanted: Wanted::Summary,
        as_of: args.date,
        format: args.format,
        standards: Standards::parse(&args.pdf.pdf_standard)?,
        carries_data: !args.pdf.no_data,
        strict: messages.strict,
        ..Options::default()
    };
    let request = Request {
        files: &args.files,
        target: &target,
        options: &options,
        overrides: &args.pdf.overrides.into(),
        signed: if args.force { Signed::Replace } else { Signed::Keep },
        today: today(),
        has_points: args.points,
        by_words: args.words,
        xlsx: args.xlsx.as_deref(),
        letters: args.letters.as_deref(),
        steps: &progress::steps(&bar),
    };
    let mut made = sum_up(&request);
    bar.finish_and_clear();
    if target == Target::Stdout
        && !made.streamed.is_empty()
        && let Err(problem) = stream(&made.streamed)
    {
        made.diagnostics.push(Diagnostic::new(problem, Place::file(STREAM)));
        made.outcome = Outcome::Unavailable;
    }
    Terminal::made(&made, messages);
    let told = line(&made);
    if messages.told.format == MessageFormat::Text && !messages.told.quiet && !told.is_empty() {
        Terminal::note(&told);
    }
    if args.open {
        open(&made.written);
    }
    Ok(made.outcome)
}

/// Where the document goes.
fn target(args: &SummaryArgs) -> Result<Target, Usage> {
    let ending = args.format.ending();
    let described = match args.files.as_slice() {
        [only] if !dorkarta_core::input::is_pdf(only) && !only.is_dir() => Some(only.as_path()),
        _ => None,
    };
    let name = file_name(described.unwrap_or(Path::new(NAME)), "", ending);
    let file = match args.output.as_deref() {
        Some(output) if output.as_os_str() == STREAM => {
            let is_binary = matches!(args.format, Format::Pdf | Format::Docx | Format::Png);
            if Terminal::shows_results() && is_binary {
                return Err(Usage(NOT_TO_A_WINDOW.into()));
            }
            return Ok(Target::Stdout);
        }
        None => Path::new(FOLDER).join(name),
        Some(output) if is_folder(output) => output.join(name),
        Some(output) => with_ending(output, ending),
    };
    check_name(&file, ending)?;
    Ok(Target::File(file))
}
