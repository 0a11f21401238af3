//! Masks and folders in what was typed: the files that are meant take their places.

use std::mem;
use std::path::{Path, PathBuf};

use dorkarta_core::input::Content;
use dorkarta_core::system::Disk;

use super::args::{Command, MessageArgs};
use super::paths::{self, Meant};
use super::terminal::Terminal;
use super::usage::Usage;
use crate::app::folders::Wanted;

/// Puts the files that are meant in the place of masks and folders, and tells what is passed over.
pub(super) fn run(command: &mut Command) -> Result<(), Usage> {
    let one = |file: &mut PathBuf| paths::one(mem::take(file)).map(|met| *file = met);
    match command {
        Command::Plan(args) => several(&mut args.files, Wanted::Plans, args.messages),
        Command::Report(args) => report(&mut args.document.files, args.document.messages),
        Command::Check(args) => {
            args.against.as_mut().map_or(Ok(()), one)?;
            several(&mut args.files, Wanted::Data, args.messages)
        }
        Command::Summary(args) => several(&mut args.files, Wanted::Reports, args.messages),
        Command::Due(args) => one(&mut args.file),
        Command::Sign(args) => args.file.as_mut().map_or(Ok(()), one),
        Command::Form(args) => one(&mut args.file),
        Command::Packet(args) => one(&mut args.file),
        Command::Collect(args) => {
            one(&mut args.plan)?;
            several(&mut args.forms, Wanted::Forms, args.messages)
        }
        Command::Diff(args) => {
            one(&mut args.old).and_then(|()| one(&mut args.new))?;
            args.own.as_mut().map_or(Ok(()), one)
        }
        Command::New(_) | Command::Window(_) | Command::Schema(_) | Command::Packaging(_) => Ok(()),
        Command::Extract(args) => one(&mut args.file),
        Command::Verify(args) => one(&mut args.file),
    }
}

fn several(files: &mut Vec<PathBuf>, wanted: Wanted, messages: MessageArgs) -> Result<(), Usage> {
    let Meant { files: meant, passed } = paths::several(mem::take(files), Some(wanted))?;
    *files = meant;
    if !messages.told.quiet {
        passed.iter().for_each(|passed| Terminal::note(passed));
    }
    Ok(())
}

/// Behind a plan, a folder of a report is one of forms.
fn report(files: &mut Vec<PathBuf>, messages: MessageArgs) -> Result<(), Usage> {
    let is_plan = |file: &PathBuf| file.is_file() && matches!(of(file), Content::Plan { .. });
    if files.len() < 2 || !files.first().is_some_and(is_plan) {
        return several(files, Wanted::Monitorings, messages);
    }
    let mut forms = files.split_off(1);
    several(&mut forms, Wanted::Forms, messages)?;
    files.append(&mut forms);
    Ok(())
}

fn of(file: &Path) -> Content {
    Content::of(&Disk, file)
}
