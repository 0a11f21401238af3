//! What the signatures of a document say: those inside of it, and the one that lies beside.
//!
//! Whether a certificate can be trusted (who issued it, whether it was revoked) is not judged: that is the business of the
//! office's signing program.

use std::path::PathBuf;

use crate::{Certificate, Signature, Signer, Verdict};
use dorkarta_core::domain::{Day, SignatureMark};
use dorkarta_core::pdf::{Embedded, Pdf};

/// What one signature says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The file that it lies in, if it does not stand inside of the document.
    pub beside: Option<PathBuf>,
    /// Who signed, in words; `None` if the signature cannot be read.
    pub name: Option<String>,
    /// With what, if the signature brings it.
    pub certificate: Option<Certificate>,
    /// The day of signing, if the signature tells it.
    pub day: Option<Day>,
    /// Whether the signature itself says that it was made with this certificate, so that the name is certain.
    pub is_name_proven: bool,
    /// What came of it.
    pub finding: Finding,
}

/// What came of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// It holds, and covers the document as it is.
    Whole,
    /// It holds, and since then the document was only signed again.
    SignedAgain,
    /// It holds for an earlier state of the document, which was changed since.
    ChangedSince,
    /// The document is not the one that was signed.
    OtherBytes,
    /// It was not made with the key of its certificate.
    WrongValue,
    /// Its digest is right, but its value could not be reckoned.
    NotReckoned,
    /// The way of signing is not known.
    Unknown,
    /// It cannot be read, or does not say as it must what it covers.
    Broken,
    /// It holds, but its certificate did not on the day of signing.
    CertificateNotValid,
    /// It holds, but its certificate does not today, and the signature does not tell its day.
    CertificateEnded,
}

impl Finding {
    /// Whether there is nothing to be found fault with.
    pub fn is_good(self) -> bool {
        matches!(self, Self::Whole | Self::SignedAgain)
    }
}

impl Statement {
    fn broken(beside: Option<PathBuf>) -> Self {
        Self { beside, name: None, certificate: None, day: None, is_name_proven: false, finding: Finding::Broken }
    }

    fn of(signer: &Signer, covered: &[u8], beside: Option<PathBuf>, holds: Finding, today: Option<Day>) -> Self {
        let is_valid = |day: Day| signer.certificate.as_ref().is_none_or(|certificate| certificate.is_valid_on(day));
        let finding = match (signer.judge(covered), signer.day) {
            (Verdict::Right, Some(day)) if !is_valid(day) => Finding::CertificateNotValid,
            (Verdict::Right, None) if !today.is_some_and(is_valid) => Finding::CertificateEnded,
            (Verdict::Right, _) => holds,
            (Verdict::DigestRight, _) => Finding::NotReckoned,
            (Verdict::OtherBytes, _) => Finding::OtherBytes,
            (Verdict::WrongValue, _) => Finding::WrongValue,
            (Verdict::Unknown, _) => Finding::Unknown,
        };
        let certificate = signer.certificate.clone();
        Self {
            beside,
            name: Some(signer.name()),
            certificate,
            day: signer.day,
            is_name_proven: signer.binds_certificate(),
            finding,
        }
    }

    /// The mark that a document shows of the certificate.
    pub fn mark(&self) -> Option<SignatureMark> {
        self.certificate.as_ref().and_then(Certificate::mark)
    }
}

/// The signatures inside of a document, the oldest first. `today` judges the certificate of one that does not tell its day.
pub fn inside(pdf: &Pdf, today: Option<Day>) -> Vec<Statement> {
    let signatures = pdf.signatures();
    let states = since(pdf, &signatures);
    let statements = signatures.iter().zip(states).map(|(found, holds)| {
        let read = |found: &Embedded| Some((Signature::read(&found.contents)?, pdf.covered(found)?, found.day));
        let known = found.as_ref().and_then(read);
        // One signature inside of a PDF is one signer's.
        let Some((Signature { signers, is_detached: true, .. }, covered, day)) = &known else {
            return Statement::broken(None);
        };
        let [signer] = signers.as_slice() else { return Statement::broken(None) };
        // A signature of the archive form has no day of its own.
        let mut signer = signer.clone();
        signer.day = signer.day.or(*day);
        Statement::of(&signer, covered, None, holds, today)
    });
    statements.collect()
}

/// What happened since each signature, if it holds: nothing, further signatures and nothing else, or something else.
fn since(pdf: &Pdf, signatures: &[Option<Embedded>]) -> Vec<Finding> {
    let plain = pdf.plainly_signed(signatures);
    let is_covered = is_covered(pdf, signatures);
    let finding = |(at, found): (usize, &Option<Embedded>)| match found {
        Some(found) if found.end == pdf.bytes().len() => Finding::Whole,
        Some(_) if is_covered && plain[at + 1..].iter().all(|is_plain| *is_plain) => Finding::SignedAgain,
        _ => Finding::ChangedSince,
    };
    signatures.iter().enumerate().map(finding).collect()
}

/// Whether the last signature covers what was appended last.
fn is_covered(pdf: &Pdf, signatures: &[Option<Embedded>]) -> bool {
    signatures.last().is_some_and(|last| last.as_ref().is_some_and(|last| last.end == pdf.bytes().len()))
}

/// The signatures in a file that lies beside a document; `today` as for those inside.
pub fn beside(document: &[u8], file: PathBuf, signature: &[u8], today: Option<Day>) -> Vec<Statement> {
    match Signature::read(signature) {
        Some(Signature { signers, is_detached: true, .. }) => signers
            .iter()
            .map(|signer| Statement::of(signer, document, Some(file.clone()), Finding::Whole, today))
            .collect(),
        _ => vec![Statement::broken(Some(file))],
    }
}

/// The document before the first signature was put into it, if signatures are all that was appended since; `None` if it was
/// never signed inside, or changed otherwise.
pub fn unsigned(pdf: &Pdf) -> Option<Pdf> {
    let signatures = pdf.signatures();
    let is_only_signed =
        is_covered(pdf, &signatures) && pdf.plainly_signed(&signatures).iter().all(|is_plain| *is_plain);
    let first = signatures.first()?.as_ref().filter(|_| is_only_signed)?;
    pdf.before(first)
}
