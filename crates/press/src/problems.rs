//! The typesetter's errors as ours.

use typst::World;
use typst::WorldExt;
use typst::diag::SourceDiagnostic;

use super::world::PressWorld;
use dorkarta_core::diagnostics::{PageProblem, Problem};

/// Turns errors into problems. A sign that no face has is the data's fault; anything else is a broken template.
pub(super) fn problems(errors: &[SourceDiagnostic], world: &PressWorld) -> Vec<Problem> {
    let mut problems = Vec::new();
    for error in errors {
        let problem = match missing_sign(&error.message) {
            Some(sign) => {
                let codes: Vec<String> = sign.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
                Problem::from(PageProblem::MissingGlyph { sign, name: codes.join(" ") })
            }
            None => {
                Problem::from(PageProblem::Template { detail: format!("{}{}", place(error, world), error.message) })
            }
        };
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }
    problems
}

/// The sign that cannot be shown, out of messages such as «the text `"…"` could not be displayed with …» or «the PDF
/// contains the codepoint `"…"`».
fn missing_sign(message: &str) -> Option<String> {
    if !message.contains("could not be displayed") && !message.contains("codepoint") {
        return None;
    }
    let (_, rest) = message.split_once('`')?;
    let (literal, _) = rest.split_once('`')?;
    // The text is quoted and escaped as a Typst string.
    let inner = literal.trim_matches('"');
    let code = inner.strip_prefix("\\u{").and_then(|code| code.strip_suffix('}'));
    let escaped = code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
    Some(escaped.map_or_else(|| inner.to_owned(), String::from))
}

/// `plan.typ:12: `, if the error has a place in a template.
fn place(error: &SourceDiagnostic, world: &PressWorld) -> String {
    let place = || {
        let id = error.span.id()?;
        let range = world.range(error.span)?;
        let line = world.source(id).ok()?.lines().byte_to_line(range.start)? + 1;
        Some(format!("{}:{line}: ", id.vpath().get_without_slash()))
    };
    place().unwrap_or_default()
}
