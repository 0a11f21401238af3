//! Whether a PDF still is what its data say: it is made again and compared, and its signatures are read.

use std::path::{Path, PathBuf};

use dorkarta_core::carried::{self, Carried, Origin};
use dorkarta_core::diagnostics::{Diagnostics, PdfProblem, Problem};
use dorkarta_core::domain::{Day, SignatureMark};
use dorkarta_core::input::{open_pdf, pdf_of, read_bytes};
use dorkarta_core::pdf::Pdf;
use dorkarta_core::system::Disk;
use dorkarta_core::validate::{self, CheckedDocument};
use dorkarta_core::verify::{self, Depth, Difference};
use dorkarta_press::{Overrides, Standards, Typesetter};
use dorkarta_sign::signed::{self, Statement};

use super::document::{self, Options};
use super::{guarded, output};

/// No signature file is larger, in bytes; one with time stamps and lists of revoked certificates is much larger than what is
/// taken from a signing program.
const SIGNATURE_LIMIT: u64 = 1024 * 1024;

/// What is to be verified, and against what.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The PDF.
    pub file: &'a Path,
    /// Data to compare with instead of those that the PDF carries.
    pub data: Option<&'a Path>,
    /// The file of the signature, where those that lie beside the PDF are not meant.
    pub signature: Option<&'a Path>,
    /// The day as of which a report judges, where the data do not say it.
    pub as_of: Option<Day>,
    /// Today, for the certificate of a signature that does not tell its day.
    pub today: Option<Day>,
    /// Faces and templates of the user.
    pub overrides: &'a Overrides,
}

/// Why nothing could be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// The PDF was made with faces of the user, and none were given.
    OwnFaces,
    /// The PDF was made with templates of the user, and none were given.
    OwnTemplates,
    /// A file cannot be read, or the PDF (which is meant by none) says nothing of its data.
    Unreadable(Option<PathBuf>, Problem),
}

impl From<Problem> for Obstacle {
    fn from(problem: Problem) -> Self {
        Self::Unreadable(None, problem)
    }
}

/// What came of the comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What differs.
    pub differences: Vec<Difference>,
    /// The version of the program that made the PDF, where it is another one.
    pub other_version: Option<String>,
    /// Whether another program has made or saved it and it carries no data, so that only its words can be compared.
    pub is_foreign: bool,
    /// Whether the data of a file were taken instead of those that the PDF carries.
    pub from_file: bool,
    /// Whether there were data to compare with at all.
    pub has_data: bool,
    /// What the signatures say.
    pub signatures: Vec<Statement>,
}

impl Verdict {
    /// Whether nothing differs, to the byte, and every signature holds. Of what another version or program made only
    /// the words are compared, and that is not enough.
    pub fn holds(&self) -> bool {
        self.differences.is_empty()
            && self.other_version.is_none()
            && !self.is_foreign
            && self.signatures.iter().all(|statement| statement.finding.is_good())
    }
}

/// Makes a document again and compares. `None` if it cannot be made again; the diagnostics say why.
pub fn verify(request: &Request<'_>, diagnostics: &Diagnostics) -> Result<Option<Verdict>, Obstacle> {
    verify_with(request, &mut Typesetter::new(request.overrides)?, diagnostics)
}

/// The same with a typesetter that knows the faces and templates of the request.
pub fn verify_with(
    request: &Request<'_>,
    typesetter: &mut Typesetter,
    diagnostics: &Diagnostics,
) -> Result<Option<Verdict>, Obstacle> {
    let Opened { found, signatures } = Opened::of(open_pdf(&Disk, request.file)?, request)?;
    let mut is_foreign = false;
    let carried = match Carried::of(&found) {
        Ok(carried) => Some(carried),
        // There is still something to compare with.
        Err(Problem::Pdf(PdfProblem::WithoutData { is_ours })) if request.data.is_some() => {
            is_foreign = !is_ours;
            None
        }
        Err(Problem::Pdf(PdfProblem::WithoutData { .. })) if request.data.is_none() && !signatures.is_empty() => {
            return Ok(Some(Verdict {
                differences: Vec::new(),
                other_version: None,
                is_foreign,
                from_file: false,
                has_data: false,
                signatures,
            }));
        }
        Err(problem) => return Err(problem.into()),
    };
    let options = options(carried.as_ref(), request.as_of, request.overrides)?;
    let source = request.data.unwrap_or(request.file);
    let other_version = carried.as_ref().map(|carried| carried.origin.program.clone());
    let other_version = other_version.filter(|version| version != carried::VERSION);
    let depth = if other_version.is_some() || is_foreign { Depth::Words } else { Depth::Bytes };
    let mut best: Option<Vec<Difference>> = None;
    // A document that shows a mark is made with the certificate that its signature brings.
    for mark in marks(&signatures) {
        let options = Options { mark, ..options.clone() };
        let remarks = Diagnostics::default();
        let Some(document) = document::make(source, &options, typesetter, &remarks) else {
            diagnostics.extend(remarks.into_vec());
            continue;
        };
        let [bytes] = <[Vec<u8>; 1]>::try_from(document.files).map_err(|_| Problem::from(PdfProblem::CarriedBroken))?;
        let made = Pdf::open(bytes).map_err(Problem::from)?;
        let expected = if request.data.is_some() && carried.is_some() { Some(Carried::of(&made)?) } else { None };
        let data = carried.as_ref().zip(expected.as_ref()).map(|(found, expected)| (&found.data, &expected.data));
        let differences = verify::compare(&found, &made, data, depth).map_err(Problem::from)?;
        if best.as_ref().is_none_or(|best| differences.len() < best.len()) {
            best = Some(differences);
        }
        if best.as_ref().is_some_and(Vec::is_empty) {
            break;
        }
    }
    let from_file = request.data.is_some();
    Ok(best.map(|differences| Verdict {
        differences,
        other_version,
        is_foreign,
        from_file,
        has_data: true,
        signatures,
    }))
}

/// A report, read from these bytes of its file, that says what its data give, word by word, and what its signatures say. Nothing
/// is set: it takes a small part of the time, and what was painted over the words is not seen. `None` if the words are others or
/// stand in another order, or nothing can be told so: then [`verify_with`] has to.
pub fn says_its_data(
    bytes: Vec<u8>,
    request: &Request<'_>,
    typesetter: &Typesetter,
) -> Result<Option<(CheckedDocument, Vec<Statement>)>, Obstacle> {
    let Opened { found, signatures } = Opened::of(pdf_of(bytes)?, request)?;
    let Ok(carried) = Carried::of(&found) else { return Ok(None) };
    if options(Some(&carried), request.as_of, request.overrides).is_err() {
        return Ok(None);
    }
    let Some(document) = validate::read(&carried.data, &Diagnostics::default()) else { return Ok(None) };
    for mark in marks(&signatures) {
        let said = document::said(&document, &carried.data, mark.as_ref(), typesetter, &Diagnostics::default());
        if let Some(said) = said
            && verify::says(&found, &said).map_err(Problem::from)?
        {
            return Ok(Some((document, signatures)));
        }
    }
    Ok(None)
}

/// A document as it was before it was signed, and what its signatures say.
struct Opened {
    found: Pdf,
    signatures: Vec<Statement>,
}

impl Opened {
    fn of(whole: Pdf, request: &Request<'_>) -> Result<Self, Obstacle> {
        let signatures =
            read_signatures(&whole, request).map_err(|(file, problem)| Obstacle::Unreadable(Some(file), problem))?;
        // A signature is put into a finished document, which is what can be made again.
        let unsigned = signed::unsigned(&whole);
        whole.within_limits().map_err(Problem::from)?;
        Ok(Self { found: unsigned.unwrap_or(whole), signatures })
    }
}

/// The marks that a document may show: none, or that of a certificate.
fn marks(signatures: &[Statement]) -> Vec<Option<SignatureMark>> {
    let mut marks = vec![None];
    for mark in signatures.iter().filter_map(Statement::mark).map(Some) {
        if !marks.contains(&mark) {
            marks.push(mark);
        }
    }
    marks
}

/// How the document was made, as far as the PDF says it.
fn options(carried: Option<&Carried>, as_of: Option<Day>, overrides: &Overrides) -> Result<Options, Obstacle> {
    let options = Options { as_of, carries_data: carried.is_some(), ..Options::default() };
    let Some(Carried { origin, .. }) = carried else { return Ok(options) };
    if origin.own_faces && overrides.font_dirs.is_empty() {
        return Err(Obstacle::OwnFaces);
    }
    if origin.own_templates && overrides.templates.is_none() {
        return Err(Obstacle::OwnTemplates);
    }
    let standards = Standards::parse(&origin.standards).map_err(|_| Problem::from(PdfProblem::CarriedBroken))?;
    Ok(Options { standards, ..options })
}

/// Whether a document is byte for byte what this program makes of the data that it carries: nobody has changed it since.
/// What cannot be told, as of a document that another version made, is none.
pub fn is_as_made(bytes: &[u8], overrides: &Overrides) -> bool {
    let remade = guarded(Path::new(""), &Diagnostics::default(), |unheard| {
        let carried = Carried::of(&Pdf::open(bytes.to_vec()).ok()?).ok()?;
        if carried.origin.program != carried::VERSION {
            return None;
        }
        let options = options(Some(&carried), None, overrides).ok()?;
        let mut typesetter = Typesetter::new(&used(overrides, &carried.origin)).ok()?;
        Some(document::make_from(carried.data, Path::new(""), &options, &mut typesetter, unheard)?.files)
    });
    remade.is_some_and(|files| files == [bytes])
}

/// The faces and templates of the user that a document was made with.
fn used(overrides: &Overrides, origin: &Origin) -> Overrides {
    let Overrides { font_dirs, templates } = overrides.clone();
    Overrides {
        font_dirs: if origin.own_faces { font_dirs } else { Vec::new() },
        templates: templates.filter(|_| origin.own_templates),
    }
}

/// The signatures inside of a document, and those of files: the one that is named, else those that lie beside.
fn read_signatures(pdf: &Pdf, request: &Request<'_>) -> Result<Vec<Statement>, (PathBuf, Problem)> {
    let mut statements = signed::inside(pdf, request.today);
    let beside = match request.signature {
        Some(named) => vec![named.to_owned()],
        None => output::signatures_of(request.file),
    };
    for file in beside {
        let bytes = read_bytes(&Disk, &file, SIGNATURE_LIMIT).map_err(|problem| (file.clone(), problem))?;
        statements.extend(signed::beside(pdf.bytes(), file, &bytes, request.today));
    }
    Ok(statements)
}
