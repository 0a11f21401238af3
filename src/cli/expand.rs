//! Masks in what was typed: the files that are meant take their places.

use std::mem;
use std::path::PathBuf;

use super::args::Command;
use super::paths;
use super::usage::Usage;

/// Puts the files that are meant in the place of masks.
pub(super) fn run(command: &mut Command) -> Result<(), Usage> {
    let several = |files: &mut Vec<PathBuf>| paths::several(mem::take(files)).map(|met| *files = met);
    let one = |file: &mut PathBuf| paths::one(mem::take(file)).map(|met| *file = met);
    match command {
        Command::Plan(args) => several(&mut args.files),
        Command::Report(args) => several(&mut args.document.files),
        Command::Check(args) => several(&mut args.files),
        Command::Due(args) => one(&mut args.file),
        Command::Sign(args) => args.file.as_mut().map_or(Ok(()), one),
        Command::Form(args) => one(&mut args.file),
        Command::Collect(args) => one(&mut args.plan).and_then(|()| several(&mut args.forms)),
        Command::Diff(args) => one(&mut args.old).and_then(|()| one(&mut args.new)),
        Command::New(_) | Command::Window(_) => Ok(()),
        Command::Extract(args) => one(&mut args.file),
        Command::Verify(args) => one(&mut args.file),
    }
}
