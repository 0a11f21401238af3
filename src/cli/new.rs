//! `new`: a filled-in starter to be edited.

use std::path::{Path, PathBuf};

use super::Usage;
use super::args::NewArgs;
use super::terminal::Terminal;
use crate::app::Outcome;
use crate::app::convert::convert;
use crate::app::output::{self, Signed};
use crate::app::starter;
use crate::app::targets::data_target;
use crate::listing::schema;
use dorkarta_core::diagnostics::{Diagnostics, FileProblem, Refusal, Remedy};
use dorkarta_core::input::settled;

/// Writes the starter into a folder, or the data of a file; a file that is already there is never replaced.
pub(super) fn run(args: &NewArgs) -> Result<Outcome, Usage> {
    if let Some(from) = &args.from {
        return data_of(from, args);
    }
    let files = if args.yaml { starter::YAML } else { starter::WORKBOOKS };
    for (name, _) in files {
        let path = args.folder.join(name);
        if path.exists() {
            Terminal::error(&format!(
                "{} здесь уже есть, он не тронут; образец в новой папке: dorkarta new {}",
                path.display(),
                args.folder.join("Образец").display()
            ));
            return Ok(Outcome::Unavailable);
        }
    }
    let paths = files.map(|(name, _)| args.folder.join(name));
    let written: Vec<(&Path, &[u8])> = paths.iter().map(PathBuf::as_path).zip(files.map(|(_, bytes)| bytes)).collect();
    if let Err((path, problem)) = output::write(&written, Signed::Keep) {
        return Ok(Terminal::failure(path, problem));
    }
    for path in &paths {
        Terminal::written(path);
    }
    if args.yaml {
        let path = args.folder.join(schema::FILE_NAME);
        if let Err(problem) = output::write_data(&path, schema::render().as_bytes(), true) {
            return Ok(Terminal::failure(&path, problem));
        }
        Terminal::written(&path);
    }
    if args.messages.quiet {
        return Ok(Outcome::Done);
    }
    let [plan, monitoring] = paths.each_ref().map(|path| path.strip_prefix(".").unwrap_or(path).display());
    Terminal::note(&format!(
        "Что дальше: впишите в {plan} свой план, сохраните и наберите «dorkarta plan {plan}»; отчёт о его исполнении делает «dorkarta \
         report {monitoring}»"
    ));
    Ok(Outcome::Done)
}

/// Writes the data of a file, as a workbook in the usual shape or as YAML.
fn data_of(from: &Path, args: &NewArgs) -> Result<Outcome, Usage> {
    let target = data_target(from, args.output.as_deref())?;
    if target.exists() {
        let refusal = Refusal::new("файл с таким именем уже есть", Remedy::OtherName);
        return Ok(Terminal::failure(&target, FileProblem::CannotWrite(refusal).into()));
    }
    let diagnostics = Diagnostics::default();
    let bytes = convert(from, &target, args.changes, &diagnostics);
    let diagnostics = settled(diagnostics);
    Terminal::diagnostics(&diagnostics, args.messages.format, args.messages.quiet);
    let Some(bytes) = bytes else { return Ok(Outcome::of(&diagnostics, false)) };
    if let Err(problem) = output::write_data(&target, &bytes, false) {
        return Ok(Terminal::failure(&target, problem));
    }
    Terminal::written(&target);
    Ok(Outcome::of(&diagnostics, false))
}
