//! `verify`: whether a PDF still is what its data say.

use std::path::PathBuf;

use dorkarta_core::diagnostics::render::escape;
use dorkarta_core::diagnostics::{Diagnostics, Place};
use dorkarta_core::input;
use dorkarta_press::Overrides;

use super::args::{VerifyArgs, VerifyFormat};
use super::terminal::Terminal;
use super::{Usage, today};
use crate::app::Outcome;
use crate::app::targets;
use crate::app::verify::{Obstacle, Request, verify};
use crate::listing::verdict;

/// The same for a document that was dropped on the program.
pub(super) fn run_dropped(file: PathBuf) -> Result<Outcome, Usage> {
    let shown = escape(&file.display().to_string());
    let shown = if shown.contains(' ') { format!("\"{shown}\"") } else { shown };
    let behind = format!("\nЧтобы достать из него данные и исправить их: dorkarta extract {shown}\n");
    compare(&VerifyArgs::of(file), &behind)
}

/// Compares, and says what came of it.
pub(super) fn run(args: &VerifyArgs) -> Result<Outcome, Usage> {
    compare(args, "")
}

/// The same; `behind` is said after a verdict.
fn compare(args: &VerifyArgs, behind: &str) -> Result<Outcome, Usage> {
    targets::check_pdf(&args.file)?;
    let overrides = Overrides::from(args.overrides.clone());
    let request = Request {
        file: &args.file,
        data: args.data.as_deref(),
        signature: args.sig.as_deref(),
        as_of: args.date,
        today: today(),
        overrides: &overrides,
    };
    let diagnostics = Diagnostics::default();
    match verify(&request, &diagnostics) {
        Ok(Some(verdict)) => {
            Terminal::result(&match args.format {
                VerifyFormat::Text => verdict::text(&args.file, &verdict),
                VerifyFormat::Json => verdict::json(&args.file, &verdict),
            });
            Terminal::text(behind);
            return Ok(if verdict.holds() { Outcome::Done } else { Outcome::Faults });
        }
        Ok(None) => {}
        Err(Obstacle::OwnFaces) => {
            return Err(
                "этот PDF сделан со своими шрифтами, а они в него не вкладываются; укажите ту же папку ключом \
                        --font-dir"
                    .into(),
            );
        }
        Err(Obstacle::OwnTemplates) => {
            return Err("этот PDF сделан по своим шаблонам, а они в него не вкладываются; укажите ту же папку ключом \
                        --templates"
                .into());
        }
        Err(Obstacle::Unreadable(file, problem)) => {
            diagnostics.add(problem, &Place::of(file.as_ref().unwrap_or(&args.file)));
        }
    }
    let diagnostics = input::settled(diagnostics);
    Terminal::diagnostics(&diagnostics, args.messages.format, true);
    Ok(Outcome::of(&diagnostics, false).max(Outcome::Faults))
}
