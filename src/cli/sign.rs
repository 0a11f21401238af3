//! `sign`: a document with the mark of its electronic signature, or a finished PDF, signed by the office's own program.

use std::path::{Path, PathBuf};

use super::args::SignArgs;
use super::config;
use super::make::guarded;
use super::terminal::Terminal;
use super::{Outcome, today};
use crate::app::archive::{self, Former};
use crate::app::document::{self, Options};
use crate::app::output::{self, Signed};
use dorkarta_core::diagnostics::{Diagnostics, Place, Problem};
use dorkarta_core::domain::Day;
use dorkarta_core::input::{self, is_pdf};
use dorkarta_core::pdf::{Pdf, PdfFault, Update};
use dorkarta_core::system::{Disk, is_same_file};
use dorkarta_press::{Format, Overrides, Typesetter};
use dorkarta_sign::{Answer, Certificate, EXAMPLE, Order, PRESETS, Settings, TIME_LIMIT};

/// Signs a document, or shows how documents are signed on this machine.
pub(super) fn run(args: &SignArgs) -> Outcome {
    if args.show_settings {
        return show_settings(args.signer.as_deref());
    }
    let diagnostics = Diagnostics::default();
    let signed = Job::new(args, &diagnostics).map(|job| job.and_then(|job| job.run(&diagnostics)));
    let outcome = match signed {
        Err(sentence) => {
            Terminal::error(&sentence);
            return Outcome::Usage;
        }
        Ok(signed) => signed,
    };
    let diagnostics = input::settled(diagnostics);
    Terminal::diagnostics(&diagnostics, args.messages.format, args.messages.hides_remarks());
    match outcome {
        Some(written) => {
            if let (Some(kept), false) = (&written.kept, args.messages.quiet) {
                Terminal::kept(kept);
            }
            for path in &written.paths {
                Terminal::written(path);
            }
            if !written.words.is_empty() && !args.messages.quiet {
                Terminal::words(&written.words);
            }
            if diagnostics.is_empty() { Outcome::Done } else { Outcome::Remarked }
        }
        None if diagnostics.iter().any(|diagnostic| diagnostic.problem.is_io()) => Outcome::Unavailable,
        None => Outcome::Faults,
    }
}

/// What was meant.
struct Job<'a> {
    args: &'a SignArgs,
    certificate: Certificate,
    program: Vec<String>,
    key: PathBuf,
    day: Day,
}

/// What came of it.
struct Written {
    paths: Vec<PathBuf>,
    /// Where the former document is kept.
    kept: Option<PathBuf>,
    /// What the signing program said.
    words: String,
}

/// A document that is to be signed.
struct Source {
    bytes: Vec<u8>,
    is_report: bool,
}

impl<'a> Job<'a> {
    /// Reads settings and certificate. Errs with a sentence about the command line; `None` if there are faults.
    fn new(args: &'a SignArgs, diagnostics: &Diagnostics) -> Result<Option<Self>, String> {
        if args.output.as_ref().is_some_and(|output| output.as_os_str() == "-") {
            return Err(
                "подписанный документ в поток не выводится: документ и подпись – два файла; укажите имя через -o"
                    .into(),
            );
        }
        if let Some(output) = args.output.as_ref().filter(|output| !config::is_folder(output)) {
            config::check_name(&config::with_ending(output, Format::Pdf.ending()), Format::Pdf.ending())?;
        }
        let file = args.file.as_deref().ok_or("не указан файл, который нужно подписать")?;
        let settings = Settings::of_user().and_then(|settings| match &args.signer {
            Some(named) => settings.with_signer(named),
            None => Ok(settings),
        });
        let settings = match settings {
            Ok(settings) => settings,
            Err(problem) => {
                diagnostics.add(problem, &Place::of(file));
                return Ok(None);
            }
        };
        let cert =
            args.cert.clone().or(settings.certificate).ok_or(
                "не указан сертификат подписи: назовите его файл ключом --cert, например --cert руководитель.cer",
            )?;
        let day =
            args.date.or_else(today).ok_or("часы компьютера показывают невозможный год; укажите день ключом --date")?;
        let Some(program) = settings.program else {
            diagnostics.add(Problem::NoSigner, &Place::of(file));
            return Ok(None);
        };
        let certificate = read(&cert, CERTIFICATE_LIMIT)
            .and_then(|bytes| Certificate::read(&bytes).map_err(|reason| Problem::BadCertificate { reason }))
            .and_then(|certificate| match certificate.is_valid_on(day) {
                true => Ok(certificate),
                false => Err(dorkarta_sign::not_valid(&certificate, day)),
            });
        // A certificate and its key are often kept in one file.
        let key = settings.key.unwrap_or_else(|| cert.clone());
        match certificate {
            Ok(certificate) => Ok(Some(Self { args, certificate, program, key, day })),
            Err(problem) => {
                diagnostics.add(problem, &Place::of(&cert));
                Ok(None)
            }
        }
    }

    fn run(&self, diagnostics: &Diagnostics) -> Option<Written> {
        let file = self.args.file.as_deref()?;
        let source = if is_pdf(file) {
            let bytes = read(file, PDF_LIMIT).and_then(|bytes| match Pdf::open(bytes.clone()) {
                // Whatever else may be the matter with it, it can be signed as it is.
                Err(fault @ PdfFault::NoPdf) => Err(fault.into()),
                _ => Ok(bytes),
            });
            match bytes {
                Ok(bytes) => Source { bytes, is_report: false },
                Err(problem) => {
                    diagnostics.add(problem, &Place::of(file));
                    return None;
                }
            }
        } else {
            guarded(file, diagnostics, |diagnostics| self.make(file, diagnostics))?
        };
        self.sign(file, &source).map_err(|(path, problem)| diagnostics.add(problem, &Place::of(&path))).ok()
    }

    /// Makes the document with the mark of its signature.
    fn make(&self, file: &Path, diagnostics: &Diagnostics) -> Option<Source> {
        let Some(mark) = self.certificate.mark() else {
            let name = self.certificate.name().to_owned();
            diagnostics.add(Problem::CertificateOfBody { name }, &Place::of(file));
            return None;
        };
        let overrides = Overrides::from(self.args.overrides.clone());
        let typesetter = Typesetter::new(&overrides).map_err(|problem| diagnostics.add(problem, &Place::of(file)));
        let options = Options { strict: self.args.messages.strict, mark: Some(mark), ..Options::default() };
        let document = document::make(file, &options, &mut typesetter.ok()?, diagnostics)?;
        let is_report = document.is_report;
        document.files.into_iter().next().map(|bytes| Source { bytes, is_report })
    }

    /// Has the document signed, and writes it together with its signature. An error comes with the file that it is about.
    fn sign(&self, file: &Path, source: &Source) -> Result<Written, (PathBuf, Problem)> {
        let signed = if self.args.force { Signed::Replace } else { Signed::Keep };
        let target = self.target(file, source.is_report);
        if self.args.embed {
            return self.embed(file, &source.bytes, &target, signed);
        }
        let beside = output::signature_of(&target);
        // A finished PDF that keeps its place is left alone.
        let is_kept = is_pdf(file) && is_same_file(file, &target);
        let document = (!is_kept).then_some((target.as_path(), source.bytes.as_slice()));
        // Before the program asks for a PIN, it must be sure that its work will not be lost.
        let owned = |(path, problem): (&Path, Problem)| (path.to_owned(), problem);
        let planned: Vec<(&Path, &[u8])> = document.into_iter().chain([(beside.as_path(), &[][..])]).collect();
        output::check(&planned, signed).map_err(owned)?;

        let (signature, words) = self.ask(&source.bytes).map_err(|problem| (file.to_owned(), problem))?;
        let files: Vec<(&Path, &[u8])> =
            document.into_iter().chain([(beside.as_path(), signature.as_slice())]).collect();
        let former = document.map_or(Ok(Former::Free), |(path, bytes)| archive::settle(path, bytes, None, signed));
        let former = former.map_err(|problem| (target.clone(), problem))?;
        replace(&former, &files, signed)?;
        let paths = files.into_iter().map(|(path, _)| path.to_owned()).collect();
        Ok(Written { paths, kept: kept(former), words })
    }

    /// Puts the signature into the document.
    fn embed(&self, file: &Path, bytes: &[u8], target: &Path, signed: Signed) -> Result<Written, (PathBuf, Problem)> {
        let of_file = |problem| (file.to_owned(), problem);
        let cannot = |reason| of_file(Problem::CannotEmbed { reason });
        let pdf = Pdf::open(bytes.to_vec()).map_err(|fault| of_file(fault.into()))?;
        let update = Update::new(&pdf, self.day).map_err(cannot)?;
        output::check(&[(target, bytes)], signed).map_err(|(path, problem)| (path.to_owned(), problem))?;

        let (signature, words) = self.ask(&update.covered()).map_err(of_file)?;
        let bytes = update.with(&signature).ok_or_else(|| cannot("подпись слишком длинна"))?;
        // What is only added to loses nothing.
        let former = match is_same_file(file, target) {
            true => Ok(Former::Free),
            false => archive::settle(target, &bytes, None, signed),
        };
        let of_target = |problem| (target.to_owned(), problem);
        let former = former.map_err(of_target)?;
        replace(&former, &[(target, &bytes)], signed)?;
        Ok(Written { paths: vec![target.to_owned()], kept: kept(former), words })
    }

    /// The signature of bytes, checked, and what the program said.
    fn ask(&self, bytes: &[u8]) -> Result<(Vec<u8>, String), Problem> {
        let order =
            Order { program: &self.program, bytes, certificate: &self.certificate, key: &self.key, limit: TIME_LIMIT };
        let Answer { bytes: answer, words } = dorkarta_sign::sign(order)?;
        Ok((dorkarta_sign::accept(&answer, bytes, &self.certificate)?, words))
    }

    /// Where the signed document stands.
    fn target(&self, file: &Path, is_report: bool) -> PathBuf {
        let mark = if is_report { "-report" } else { "" };
        let name = || config::file_name(file, mark, Format::Pdf.ending());
        match &self.args.output {
            Some(output) if config::is_folder(output) => output.join(name()),
            Some(output) => config::with_ending(output, Format::Pdf.ending()),
            None if is_pdf(file) && self.args.embed => {
                file.with_file_name(config::file_name(file, "-signed", Format::Pdf.ending()))
            }
            None if is_pdf(file) => file.to_owned(),
            None => Path::new("output").join(name()),
        }
    }
}

/// Writes files in the place of a former document. Its signature is never left beside another one.
fn replace(former: &Former, files: &[(&Path, &[u8])], signed: Signed) -> Result<(), (PathBuf, Problem)> {
    let owned = |(path, problem): (&Path, Problem)| (path.to_owned(), problem);
    let Former::Kept(former) = former else { return output::write(files, signed).map_err(owned) };
    former.take_signature().map_err(|problem| (former.path.clone(), problem))?;
    let written = output::write(files, signed).map_err(owned);
    if written.is_err() {
        former.put_signature_back();
    }
    written
}

fn kept(former: Former) -> Option<PathBuf> {
    if let Former::Kept(former) = former { Some(former.path) } else { None }
}

/// No certificate is larger, in bytes.
const CERTIFICATE_LIMIT: u64 = 64 * 1024;
/// No document is larger, in bytes.
const PDF_LIMIT: u64 = 200 * 1024 * 1024;

fn read(file: &Path, limit: u64) -> Result<Vec<u8>, Problem> {
    input::read_bytes(&Disk, file, limit)
}

/// Shows where the settings are, what they say, and what they can say.
fn show_settings(signer: Option<&str>) -> Outcome {
    let file = dorkarta_sign::settings_file();
    let (shown, state) = match &file {
        Some(file) if file.exists() => (file.display().to_string(), ""),
        Some(file) => (file.display().to_string(), " (файла пока нет)"),
        None => ("место не определено: у пользователя нет домашней папки".to_owned(), ""),
    };
    let settings = Settings::of_user().and_then(|settings| match signer {
        Some(named) => settings.with_signer(named),
        None => Ok(settings),
    });
    let settings = match settings {
        Ok(settings) => settings,
        Err(problem) => {
            Terminal::result(&format!("файл настроек: {shown}{state}\n"));
            return Terminal::failure(Path::new(signer.unwrap_or(&shown)), problem);
        }
    };
    let command = |words: &[String]| words.join(" ");
    let path = |path: Option<PathBuf>| path.map_or_else(|| "не указан".to_owned(), |path| path.display().to_string());
    let program = settings.program.as_deref().map_or_else(|| "не указана".to_owned(), command);
    let presets = PRESETS.map(|(name, words)| format!("  {name:<13}{}\n", words.join(" "))).concat();
    let example = EXAMPLE.lines().map(|line| format!("  {line}\n")).collect::<String>();
    Terminal::result(&format!(
        "файл настроек: {shown}{state}\n\
         программа: {program}\n\
         ключ: {}\n\
         сертификат: {}\n\n\
         известные программы (--signer ИМЯ):\n{presets}\n\
         файл настроек – текст в кодировке UTF-8, например:\n{example}\
         другая программа записывается списком слов:\n  \
         программа: [openssl, cms, -sign, -binary, -signer, \"{{cert}}\", -inkey, \"{{key}}\", -outform, DER, -in, \"{{in}}\", -out, \"{{out}}\"]\n\n\
         вместо {{in}} подставляется документ, вместо {{out}} – файл для подписи (без них – входной и выходной поток),\n\
         {{cert}} – сертификат, {{thumbprint}} – его отпечаток, {{key}} – файл из поля «ключ»\n",
        path(settings.key),
        path(settings.certificate),
    ));
    Outcome::Done
}
