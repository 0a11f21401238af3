//! Signing on the page: the certificate is shown first, and asked about once more.

use std::fs;
use std::path::{Path, PathBuf};

use dorkarta_core::diagnostics::{Diagnostic, Place, Problem, SignatureProblem};
use dorkarta_core::domain::Day;
use dorkarta_press::Overrides;
use dorkarta_sign::{Certificate, Settings};

use super::desk::Desk;
use super::work::{Order, Result, made, plain_name, said, stays_inside};
use crate::app::output::Signed;
use crate::app::sign::{Request, read_certificate, sign};

/// What a document is signed with on this machine.
struct Means {
    certificate: PathBuf,
    program: Vec<String>,
    key: Option<PathBuf>,
}

/// Asks whether this certificate is meant, and signs when that was confirmed.
pub(super) fn run(file: &Path, order: &Order, today: Option<Day>, desk: &Desk) -> std::result::Result<Result, String> {
    let day = today.ok_or("Часы компьютера показывают невозможный год.")?;
    let means = means(&order.certificate)?;
    let told = |problem| said(&[Diagnostic::new(problem, Place::of(&means.certificate))]);
    let certificate = match read_certificate(&means.certificate, day) {
        Ok(certificate) => certificate,
        Err(problem) => return Ok(Result::refused(told(problem))),
    };
    if !order.confirmed {
        return Ok(Result { text: question(file, &certificate, &means.certificate), asks: true, ..Result::default() });
    }
    let (signed, words) = sign(&Request {
        file,
        certificate: &means.certificate,
        program: &means.program,
        key: means.key.as_deref(),
        day,
        embed: order.embed,
        output: None,
        signed: if order.force { Signed::Replace } else { Signed::Keep },
        strict: false,
        overrides: &Overrides::default(),
    });
    let mut result = made(&signed, desk);
    result.text.push_str(&words);
    Ok(result)
}

fn means(typed: &str) -> std::result::Result<Means, String> {
    let fail = |problem: Problem| said(&[Diagnostic::new(problem, Place::file("настройки подписи"))]);
    let Settings { program, key, certificate } = Settings::of_user().map_err(fail)?;
    let typed = Some(typed.trim()).filter(|typed| !typed.is_empty());
    let chosen = typed.map(|name| plain_name(name).map(PathBuf::from)).transpose()?;
    chosen.iter().try_for_each(|file| stays_inside(file))?;
    let certificate = chosen.or(certificate).ok_or("Положите файл сертификата (.cer) в эту папку и выберите его.")?;
    let program = program.ok_or_else(|| fail(SignatureProblem::NoSigner.into()))?;
    Ok(Means { certificate, program, key })
}

fn question(file: &Path, certificate: &Certificate, path: &Path) -> String {
    let term = certificate.mark().map(|mark| {
        format!("номер {}\nдействителен с {} по {}\n", mark.serial, mark.from.digits(), mark.until.digits())
    });
    format!(
        "Подписать {}?\n\nСертификат: {}\n{}{}\n\nНажмите «Подписать» ещё раз, если всё верно.",
        file.display(),
        certificate.name(),
        term.unwrap_or_default(),
        path.display(),
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
