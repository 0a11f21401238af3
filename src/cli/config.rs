//! What was meant by `plan`, `report` and a file alone, decided before any file is opened.

use std::path::PathBuf;

use dorkarta_core::domain::Day;
use dorkarta_core::input::{is_input, is_word};
use dorkarta_press::{Format, Overrides, Standards};

use super::Usage;
use super::args::{ChoiceArgs, DocumentArgs, MessageArgs, ReportArgs};
use super::jobs::{checked, forms, jobs};
use super::slips::unknown_command;
use crate::app::document::{Options, Wanted};
use crate::app::jobs::Job;
use crate::app::output::Signed;
use crate::app::targets::Target;
use crate::app::worker::Work;

/// Everything that a run needs to know.
pub(super) struct Config {
    /// What is made of what.
    pub jobs: Vec<Job>,
    pub work: Work,
    pub messages: MessageArgs,
    pub open: bool,
    /// Whether documents are made again whenever their files change.
    pub watch: bool,
}

impl Config {
    /// The meaning of `plan FILE…`.
    pub(super) fn for_plan(args: DocumentArgs) -> Result<Self, Usage> {
        Self::for_command(args, Wanted::Plan, None, ChoiceArgs::default())
    }

    /// The meaning of `report FILE…`.
    pub(super) fn for_report(mut args: ReportArgs) -> Result<Self, Usage> {
        let forms = forms(&mut args.document.files)?;
        let choice = args.choice;
        if forms.is_empty() && (!choice.prefer.is_empty() || choice.answers.is_some()) {
            return Err("ключи --prefer и --answers нужны, только если после плана указаны формы".into());
        }
        let mut config = Self::for_command(args.document, Wanted::Report, args.date, choice)?;
        if let Some(job) = config.jobs.first_mut() {
            job.forms = forms;
        }
        Ok(config)
    }

    fn for_command(args: DocumentArgs, wanted: Wanted, as_of: Option<Day>, choice: ChoiceArgs) -> Result<Self, Usage> {
        let jobs = jobs(&args, wanted)?;
        let options = Options {
            wanted,
            as_of,
            format: args.format,
            standards: Standards::parse(&args.pdf.pdf_standard)?,
            carries_data: !args.pdf.no_data,
            strict: args.messages.strict,
            tracked: args.word.changes,
            ..Options::default()
        };
        let work = Work {
            options,
            prefer: choice.prefer,
            answers: choice.answers,
            overrides: args.pdf.overrides.into(),
            signed: if args.force { Signed::Replace } else { Signed::Keep },
            repeats: args.watch,
        };
        Ok(Self { jobs, work, messages: args.messages, open: args.open, watch: args.watch })
    }

    /// The meaning of `dorkarta FILE…`: each document beside its file.
    pub(super) fn for_files(files: Vec<PathBuf>) -> Result<Self, Usage> {
        if let Some(first) = files.first().filter(|first| !is_input(first) && !is_word(first) && !first.exists()) {
            return Err(unknown_command(&first.display().to_string()).into());
        }
        let beside = |input: PathBuf| {
            let target = Target::File(input.with_extension(Format::Pdf.ending()));
            Job { input, forms: Vec::new(), target }
        };
        let jobs = checked(files.into_iter().map(beside).collect(), Format::Pdf)?;
        let work = Work {
            options: Options::default(),
            prefer: Vec::new(),
            answers: None,
            overrides: Overrides::default(),
            signed: Signed::Keep,
            repeats: false,
        };
        Ok(Self { jobs, work, messages: MessageArgs::default(), open: false, watch: false })
    }
}
