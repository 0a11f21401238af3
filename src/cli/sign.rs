//! `sign`: a document with the mark of its electronic signature, or a finished PDF, signed by the office's own program.

use dorkarta_core::diagnostics::{Diagnostic, Place, Problem, SignatureProblem};
use dorkarta_press::{Format, Overrides};
use dorkarta_sign::Settings;

use super::args::SignArgs;
use super::settings::{settings, show};
use super::terminal::Terminal;
use super::{Usage, today};
use crate::app::Outcome;
use crate::app::output::Signed;
use crate::app::sign::{Request, sign};
use crate::app::steps::Steps;
use crate::app::targets::{check_name, is_folder, with_ending};

/// Signs a document, or shows how documents are signed on this machine.
pub(super) fn run(args: &SignArgs) -> Result<Outcome, Usage> {
    if args.show_settings {
        return Ok(show(args.signer.as_deref()));
    }
    check_output(args)?;
    let file = args.file.as_deref().ok_or("не указан файл, который нужно подписать")?;
    let fail = |problem: Problem| {
        let diagnostics = [Diagnostic::new(problem, Place::of(file))];
        Terminal::diagnostics(&diagnostics, args.messages.told.format, args.messages.hides_remarks());
        Ok(Outcome::of(&diagnostics, false))
    };
    let Settings { program, key, certificate } = match settings(args.signer.as_deref()) {
        Ok(settings) => settings,
        Err(problem) => return fail(problem),
    };
    let certificate = args
        .cert
        .clone()
        .or(certificate)
        .ok_or("не указан сертификат подписи: назовите его файл ключом --cert, например --cert руководитель.cer")?;
    let day = args.date.or_else(today);
    let day = day.ok_or("часы компьютера показывают невозможный год; укажите день ключом --date")?;
    let Some(program) = program else { return fail(Problem::from(SignatureProblem::NoSigner)) };
    let (made, words) = sign(&Request {
        file,
        certificate: &certificate,
        program: &program,
        key: key.as_deref(),
        day,
        embed: args.embed,
        output: args.output.as_deref(),
        signed: if args.force { Signed::Replace } else { Signed::Keep },
        strict: args.messages.strict,
        overrides: &Overrides::from(args.overrides.clone()),
        steps: &Steps::default(),
    });
    Terminal::made(&made, args.messages);
    if !words.is_empty() && !args.messages.told.quiet {
        Terminal::words(&words);
    }
    Ok(made.outcome)
}

fn check_output(args: &SignArgs) -> Result<(), Usage> {
    let Some(output) = &args.output else { return Ok(()) };
    if output.as_os_str() == "-" {
        return Err(
            "подписанный документ в поток не выводится: документ и подпись – два файла; укажите имя через -o".into()
        );
    }
    if !is_folder(output) {
        check_name(&with_ending(output, Format::Pdf.ending()), Format::Pdf.ending())?;
    }
    Ok(())
}
