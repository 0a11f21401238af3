//! `diff`: what changed between two editions of a plan, as a list, as the amendments, or as a redline.

use dorkarta_core::diagnostics::{Diagnostics, Place};
use dorkarta_core::domain::{Changes, duties};
use dorkarta_core::input::settled;
use dorkarta_press::{Format, Overrides, Standards};

use super::args::{DiffArgs, DiffFormat};
use super::terminal::Terminal;
use super::{Usage, make};
use crate::app::Outcome;
use crate::app::document::Options;
use crate::app::editions::{self, Editions, Request};
use crate::app::output::Signed;
use crate::app::steps::Steps;
use crate::app::targets::{AMENDMENTS, Target, editions_target};
use crate::app::{guarded, worker::Placed};
use crate::listing::beside::Beside;
use crate::listing::{self, change_lines, changes};

/// Compares two editions. Ends as `diff` does: 0 without differences, 1 with them, 2 where that cannot be told.
pub(super) fn run(args: &DiffArgs) -> Result<Outcome, Usage> {
    let ending = args.output.as_ref().and_then(|output| output.extension());
    let is_word = ending.is_some_and(|it| it.eq_ignore_ascii_case("docx"));
    let format = match args.format {
        DiffFormat::View => Format::View,
        _ if args.redline || is_word => Format::Docx,
        _ => Format::Pdf,
    };
    let mark = if args.redline { "-redline" } else { AMENDMENTS };
    let target = editions_target([&args.old, &args.new], args.output.as_deref(), mark, format)?;
    let standards = Standards::parse(&args.pdf_standard)?;
    let options = Options { format, standards, carries_data: !args.no_data, ..Options::default() };
    args.check(target.as_ref())?;
    let diagnostics = Diagnostics::default();
    let outcome = guarded(&args.new, &diagnostics, |diagnostics| {
        let editions = editions::read(&args.old, &args.new, args.word.changes, diagnostics)?;
        let found = Changes::between(&editions.checked.old, &editions.checked.new);
        let beside = editions.returned.as_ref().map(|returned| Beside::new(returned, &found));
        let beside = beside.as_ref();
        // Of what could not be taken over nobody knows that it is no difference.
        let is_cut = beside.is_some_and(Beside::is_cut);
        let is_list = args.own.is_none() && (target.is_none() || found.is_empty());
        if found.is_empty() && !args.messages.quiet {
            Terminal::text(&format!("{}\n", changes::no_changes(&found, is_cut)));
        }
        if is_list {
            Terminal::result(&match args.format {
                DiffFormat::Json => change_lines::render(&found, beside),
                _ if found.is_empty() => changes::comments(&found, beside, Terminal::width()),
                _ => changes::render(&found, beside, Terminal::width()),
            });
        }
        if found.is_empty() {
            // A document was wanted, and there is nothing that it could say.
            if target.is_some() {
                editions::untold(&editions.checked)
                    .into_iter()
                    .for_each(|it| diagnostics.add(it, &Place::of(&args.new)));
            }
            return Some(if is_cut { Outcome::Different } else { Outcome::Done });
        }
        if let Some(own) = &args.own {
            let own = editions::read_plan(own, args.word.changes, diagnostics)?;
            let duties = duties(&found, &own);
            Terminal::result(&match args.format {
                DiffFormat::Json => listing::duties::json(&found, &own, &duties),
                _ => listing::duties::text(&found, &own, &duties),
            });
            return Some(if duties.is_empty() { Outcome::Done } else { Outcome::Different });
        }
        if let Some(target) = &target {
            amend(editions, target, &options, args, diagnostics)?;
        }
        Some(Outcome::Different)
    });
    Terminal::diagnostics(&settled(diagnostics), args.messages.format, args.messages.quiet);
    Ok(outcome.unwrap_or(Outcome::Trouble))
}

/// Makes the amendments, or a redline, and says where it is. `None` if that could not be; the diagnostics say why.
fn amend(
    editions: Editions,
    target: &Target,
    options: &Options,
    args: &DiffArgs,
    diagnostics: &Diagnostics,
) -> Option<()> {
    let signed = if args.force { Signed::Replace } else { Signed::Keep };
    let overrides = Overrides::from(args.overrides.clone());
    let is_redline = args.redline;
    let (new, steps) = (args.new.as_path(), Steps::default());
    let request = Request { new, target, is_redline, options, overrides: &overrides, signed, steps: &steps };
    let Placed { paths, streamed, kept, .. } = editions::amend(editions, &request, diagnostics)?;
    if *target == Target::Stdout {
        return make::stream(&streamed).map_err(|problem| diagnostics.add(problem, &Place::file(make::STREAM))).ok();
    }
    if !args.messages.quiet {
        kept.iter().for_each(|kept| Terminal::kept(kept));
    }
    paths.iter().for_each(|path| Terminal::written(path));
    if args.open {
        make::open(&paths);
    }
    Some(())
}
