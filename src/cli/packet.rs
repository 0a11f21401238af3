//! `packet`: the order that approves a plan, with all that is made of the plan for those who carry it out.

use dorkarta_core::diagnostics::render::MessageFormat;
use dorkarta_press::{Overrides, Standards};

use super::Usage;
use super::args::PacketArgs;
use super::progress;
use super::terminal::Terminal;
use crate::app::Outcome;
use crate::app::document::Options;
use crate::app::output::Signed;
use crate::app::packet::{Request, folder, make};
use crate::listing::{calendar, made};

/// Makes a packet and tells what came of it.
pub(super) fn run(args: &PacketArgs) -> Result<Outcome, Usage> {
    if let Some(file) = args.output.as_deref().filter(|output| output.is_file()) {
        return Err(format!(
            "файлов в комплекте несколько, поэтому -o должен называть папку, а {} – файл",
            file.display()
        )
        .into());
    }
    let options = Options {
        format: args.format,
        standards: Standards::parse(&args.pdf.pdf_standard)?,
        carries_data: !args.pdf.no_data,
        strict: args.messages.strict,
        tracked: args.word.changes,
        ..Options::default()
    };
    let overrides = Overrides::from(args.pdf.overrides.clone());
    let request = Request {
        plan: &args.file,
        parts: Some(args.only.as_slice()).filter(|parts| !parts.is_empty()),
        output: args.output.as_deref(),
        options: &options,
        overrides: &overrides,
        signed: if args.force { Signed::Replace } else { Signed::Keep },
        calendar: calendar::render,
    };
    let bar = progress::bar(2, args.messages.told.quiet);
    let packet = make(&request, &progress::steps(&bar));
    bar.finish_and_clear();
    Terminal::made(&packet, args.messages);
    if args.messages.told.format == MessageFormat::Text && !args.messages.told.quiet {
        let folder = args.output.clone().unwrap_or_else(|| folder(&args.file));
        Terminal::note(&made::packet_line(&packet, &folder));
    }
    Ok(packet.outcome)
}
