//! How documents are signed on this machine.

use std::path::Path;

use dorkarta_core::diagnostics::Problem;
use dorkarta_sign::{Settings, settings_file};

use super::terminal::Terminal;
use crate::app::Outcome;
use crate::listing;

/// The settings of the user, with the signing program that is named.
pub(super) fn settings(signer: Option<&str>) -> Result<Settings, Problem> {
    let settings = Settings::of_user()?;
    match signer {
        Some(named) => settings.with_signer(named),
        None => Ok(settings),
    }
}

/// Shows where the settings are, what they say, and what they can say.
pub(super) fn show(signer: Option<&str>) -> Outcome {
    let file = settings_file();
    Terminal::result(&listing::settings::place(file.as_deref()));
    match settings(signer) {
        Ok(settings) => {
            Terminal::result(&listing::settings::render(&settings));
            Outcome::Done
        }
        Err(problem) => Terminal::failure(signer.map(Path::new).or(file.as_deref()).unwrap_or(Path::new("")), problem),
    }
}
