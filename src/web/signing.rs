//! Signing on the page: the certificate is shown first, and asked about once more.

use std::fs;
use std::path::{Path, PathBuf};

use dorkarta_core::diagnostics::{Diagnostic, Place, Problem, SignatureProblem};
use dorkarta_core::domain::Day;
use dorkarta_press::{Format, Overrides};
use dorkarta_sign::{Certificate, PRESETS, Settings};

use super::work::{Order, Result, Task, Tried, plain_name, stays_inside};
use crate::app::sign::{Request, read_certificate, sign};

/// What a document is signed with on this machine.
struct Means {
    certificate: PathBuf,
    program: Vec<String>,
    key: Option<PathBuf>,
}

/// Asks whether this certificate is meant, and signs when that was confirmed.
pub(super) fn run(task: &Task<'_>, file: &Path, day: Option<Day>) -> Tried {
    let order = task.order;
    let day = day.or(task.today).ok_or("Часы компьютера показывают невозможный год; укажите день.")?;
    let fail = |problem: Problem| task.said(&[Diagnostic::new(problem, Place::file("настройки подписи"))]);
    let means = means(order, fail)?;
    let told = |problem| task.said(&[Diagnostic::new(problem, Place::of(&means.certificate))]);
    let certificate = match read_certificate(&means.certificate, day) {
        Ok(certificate) => certificate,
        Err(problem) => return Ok(Result::refused(told(problem))),
    };
    let output = task.target(Format::Pdf.ending())?;
    if !order.confirmed {
        return Ok(Result { text: question(file, &certificate, &means), asks: true, ..Result::default() });
    }
    let (signed, words) = sign(&Request {
        file,
        certificate: &means.certificate,
        program: &means.program,
        key: means.key.as_deref(),
        day,
        embed: order.embed,
        output: output.as_deref(),
        signed: order.signed(),
        strict: false,
        overrides: &Overrides::default(),
        steps: &task.steps,
    });
    let mut result = task.made(&signed);
    result.text.push_str(&words);
    Ok(result)
}

/// Errs with a Russian sentence where something is missing.
fn means(order: &Order, fail: impl Fn(Problem) -> String) -> std::result::Result<Means, String> {
    let settings = Settings::of_user().map_err(&fail)?;
    // Only those that are known: a page names no program of the machine.
    let settings = match PRESETS.iter().find(|(name, _)| *name == order.signer) {
        Some((name, _)) => settings.with_signer(name).map_err(&fail)?,
        None => settings,
    };
    let Settings { program, key, certificate } = settings;
    let typed = Some(order.certificate.trim()).filter(|typed| !typed.is_empty());
    let chosen = typed.map(|name| plain_name(name).map(PathBuf::from)).transpose()?;
    chosen.iter().try_for_each(|file| stays_inside(file))?;
    let certificate = chosen.or(certificate).ok_or(
        "Не выбран сертификат. Положите его файл (.cer) в эту папку, откройте окно «Подписать» снова и выберите его в поле «Сертификат».",
    )?;
    let program = program.ok_or_else(|| fail(SignatureProblem::NoSigner.into()))?;
    Ok(Means { certificate, program, key })
}

fn question(file: &Path, certificate: &Certificate, means: &Means) -> String {
    let term = certificate.mark().map(|mark| {
        format!("номер {}\nдействителен с {} по {}\n", mark.serial, mark.from.digits(), mark.until.digits())
    });
    format!(
        "Подписать {}?\n\nСертификат: {}\n{}файл: {}\nпрограмма: {}\n\nНажмите «Подписать» ещё раз, если всё верно.",
        file.display(),
        certificate.name(),
        term.unwrap_or_default(),
        means.certificate.display(),
        means.program.first().map_or("", String::as_str),
    )
}

/// The certificates that lie in the folder, by their names.
pub(super) fn certificates() -> Vec<String> {
    let is_certificate = |name: &String| {
        let ending = Path::new(name).extension().unwrap_or_default().to_string_lossy().to_lowercase();
        ["cer", "crt", "pem", "der"].contains(&ending.as_str())
    };
    let names =
        fs::read_dir(".").into_iter().flatten().flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(is_certificate).collect();
    names.sort();
    names
}
