//! `schema`: what editors of YAML need to know of the data.

use super::args::SchemaArgs;
use super::terminal::Terminal;
use crate::app::Outcome;
use crate::app::output::{self, Signed};
use crate::listing::schema;

/// Writes or shows the schema. It holds nothing of the user's, so that an older one is replaced; data never are.
pub(super) fn run(args: &SchemaArgs) -> Outcome {
    let text = schema::render();
    let Some(path) = &args.output else {
        Terminal::result(&text);
        return Outcome::Done;
    };
    match output::write(&[(path, text.as_bytes())], Signed::Keep) {
        Ok(()) => {
            Terminal::written(path);
            Outcome::Done
        }
        Err((path, problem)) => Terminal::failure(path, problem),
    }
}
