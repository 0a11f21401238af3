//! Signing: a document with the mark of its electronic signature, or a finished PDF, signed by the office's own program.

use std::path::{Path, PathBuf};

use dorkarta_core::diagnostics::{Diagnostics, Place, Problem, SignatureProblem};
use dorkarta_core::domain::Day;
use dorkarta_core::input::{is_pdf, read_bytes, settled};
use dorkarta_core::pdf::{Pdf, PdfFault, Update};
use dorkarta_core::system::{Disk, is_same_file};
use dorkarta_press::{Format, Overrides, Typesetter};
use dorkarta_sign::{Answer, Certificate, Order, TIME_LIMIT};

use super::archive::{self, Replaced, Terms};
use super::document::{self, Options};
use super::output::{self, Signed};
use super::steps::Steps;
use super::targets::{FOLDER, REPORT, file_name, is_folder, with_ending};
use super::worker::Placed;
use super::{Made, guarded};

/// No certificate is larger, in bytes.
const CERTIFICATE_LIMIT: u64 = 64 * 1024;
/// No document is larger, in bytes.
const PDF_LIMIT: u64 = 200 * 1024 * 1024;

/// What is to be signed, and how.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// Data, from which the document is made with the mark of its signature, or a finished PDF.
    pub file: &'a Path,
    /// The file of the certificate.
    pub certificate: &'a Path,
    /// The signing program with its arguments.
    pub program: &'a [String],
    /// The file of the key, where the program wants one and it is not that of the certificate.
    pub key: Option<&'a Path>,
    /// The day of signing.
    pub day: Day,
    /// Whether the signature goes into the PDF instead of beside it.
    pub embed: bool,
    /// Where the document goes: a file or a folder.
    pub output: Option<&'a Path>,
    /// Whether a signed document may be replaced.
    pub signed: Signed,
    /// Whether remarks count as faults.
    pub strict: bool,
    /// Faces and templates of the user.
    pub overrides: &'a Overrides,
    /// Whether it is still wanted: asked before the program is called, and as long as it runs.
    pub steps: &'a Steps,
}

/// Signs. Gives what was written and what the signing program said.
pub fn sign(request: &Request<'_>) -> (Made, String) {
    let diagnostics = Diagnostics::default();
    let job = read_certificate(request.certificate, request.day)
        .map_err(|problem| diagnostics.add(problem, &Place::of(request.certificate)))
        .ok()
        .map(|certificate| Job { request, certificate });
    let signed = job.and_then(|job| job.run(&diagnostics));
    let (placed, words) = signed.unzip();
    (Made::of(placed, settled(diagnostics), request.strict), words.unwrap_or_default())
}

/// Reads a certificate by which something is to be signed on a day; errs if it is not valid then.
pub fn read_certificate(path: &Path, day: Day) -> Result<Certificate, Problem> {
    let bytes = read_bytes(&Disk, path, CERTIFICATE_LIMIT)?;
    let certificate = Certificate::read(&bytes).map_err(|reason| SignatureProblem::BadCertificate { reason })?;
    match certificate.is_valid_on(day) {
        true => Ok(certificate),
        false => Err(dorkarta_sign::not_valid(&certificate, day)),
    }
}

struct Job<'a> {
    request: &'a Request<'a>,
    certificate: Certificate,
}

/// A document that is to be signed.
struct Source {
    bytes: Vec<u8>,
    is_report: bool,
}

/// An error with the file that it is about.
type Refused = (PathBuf, Problem);

impl Job<'_> {
    fn run(&self, diagnostics: &Diagnostics) -> Option<(Placed, String)> {
        let file = self.request.file;
        let source = match is_pdf(file) {
            true => finished(file).map_err(|problem| diagnostics.add(problem, &Place::of(file))).ok()?,
            false => guarded(file, diagnostics, |diagnostics| self.make(diagnostics))?,
        };
        if self.request.steps.is_stopped() {
            return None;
        }
        let target = self.target(source.is_report);
        let signed = match self.request.embed {
            true => self.embed(&source.bytes, &target),
            false => self.sign_beside(&source.bytes, &target),
        };
        signed.map_err(|(path, problem)| diagnostics.add(problem, &Place::of(&path))).ok()
    }

    /// Makes the document with the mark of its signature.
    fn make(&self, diagnostics: &Diagnostics) -> Option<Source> {
        let Request { file, overrides, strict, .. } = *self.request;
        let Some(mark) = self.certificate.mark() else {
            let name = self.certificate.name().to_owned();
            diagnostics.add(SignatureProblem::CertificateOfBody { name }, &Place::of(file));
            return None;
        };
        let typesetter = Typesetter::new(overrides).map_err(|problem| diagnostics.add(problem, &Place::of(file)));
        let options = Options { strict, mark: Some(mark), ..Options::default() };
        let document = document::make(file, &options, &mut typesetter.ok()?, diagnostics)?;
        let is_report = document.is_report;
        document.files.into_iter().next().map(|bytes| Source { bytes, is_report })
    }

    /// Has the document signed, and writes it together with its signature.
    fn sign_beside(&self, bytes: &[u8], target: &Path) -> Result<(Placed, String), Refused> {
        let Request { file, signed, .. } = *self.request;
        let beside = output::signature_of(target);
        // A finished PDF that keeps its place is left alone.
        let document = Some((target, bytes)).filter(|_| !(is_pdf(file) && is_same_file(file, target)));
        let written = |signature| document.into_iter().chain([(beside.as_path(), signature)]).collect::<Vec<_>>();
        // Before the program asks for a PIN, it must be sure that its work will not be lost.
        output::check(&written(&[]), signed).map_err(owned)?;

        let (signature, words) = self.ask(bytes).map_err(|problem| (file.to_owned(), problem))?;
        let files = [(target, bytes), (beside.as_path(), signature.as_slice())];
        let replaced = match document {
            Some(_) => archive::replace(&files, &self.terms()),
            None => archive::complete(&files, signed),
        };
        let Replaced { kept, .. } = replaced.map_err(owned)?;
        let paths = written(signature.as_slice()).iter().map(|(path, _)| (*path).to_owned()).collect();
        Ok((Placed { paths, kept: kept.into_iter().collect(), ..Placed::default() }, words))
    }

    /// Puts the signature into the document.
    fn embed(&self, bytes: &[u8], target: &Path) -> Result<(Placed, String), Refused> {
        let Request { file, signed, day, .. } = *self.request;
        let of_file = |problem| (file.to_owned(), problem);
        let cannot = |reason| of_file(Problem::from(SignatureProblem::CannotEmbed { reason }));
        let pdf = Pdf::open(bytes.to_vec()).map_err(|fault| of_file(fault.into()))?;
        let update = Update::new(&pdf, day).map_err(cannot)?;
        output::check(&[(target, bytes)], signed).map_err(owned)?;

        let (signature, words) = self.ask(&update.covered()).map_err(of_file)?;
        let bytes = update.with(&signature).ok_or_else(|| cannot("подпись слишком длинна"))?;
        let files = [(target, bytes.as_slice())];
        let Replaced { kept, .. } = archive::replace(&files, &self.terms()).map_err(owned)?;
        Ok((Placed { paths: vec![target.to_owned()], kept: kept.into_iter().collect(), ..Placed::default() }, words))
    }

    fn terms(&self) -> Terms<'_> {
        Terms { own: None, signed: self.request.signed, overrides: self.request.overrides }
    }

    /// The signature of bytes, checked, and what the program said.
    fn ask(&self, bytes: &[u8]) -> Result<(Vec<u8>, String), Problem> {
        let order = Order {
            program: self.request.program,
            bytes,
            certificate: &self.certificate,
            // A certificate and its key are often kept in one file.
            key: self.request.key.unwrap_or(self.request.certificate),
            limit: TIME_LIMIT,
            stop: self.request.steps.flag(),
        };
        let Answer { bytes: answer, words } = dorkarta_sign::sign(order)?;
        Ok((dorkarta_sign::accept(&answer, bytes, &self.certificate)?, words))
    }

    /// Where the signed document stands.
    fn target(&self, is_report: bool) -> PathBuf {
        let Request { file, output, embed, .. } = *self.request;
        let ending = Format::Pdf.ending();
        let name = || file_name(file, if is_report { REPORT } else { "" }, ending);
        match output {
            Some(output) if is_folder(output) => output.join(name()),
            Some(output) => with_ending(output, ending),
            None if is_pdf(file) && embed => file.with_file_name(file_name(file, "-signed", ending)),
            None if is_pdf(file) => file.to_owned(),
            None => Path::new(FOLDER).join(name()),
        }
    }
}

/// A finished PDF. Whatever else may be the matter with it, it can be signed as it is.
fn finished(file: &Path) -> Result<Source, Problem> {
    let bytes = read_bytes(&Disk, file, PDF_LIMIT)?;
    match Pdf::has_head(&bytes) {
        true => Ok(Source { bytes, is_report: false }),
        false => Err(PdfFault::NoPdf.into()),
    }
}

fn owned((path, problem): (&Path, Problem)) -> Refused {
    (path.to_owned(), problem)
}
