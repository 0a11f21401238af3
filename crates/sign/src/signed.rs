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
}

impl Finding {
    /// Whether there is nothing to be found fault with.
    pub fn is_good(self) -> bool {
        matches!(self, Self::Whole | Self::SignedAgain)
    }
}

impl Statement {
    fn broken(beside: Option<PathBuf>) -> Self {
        Self { beside, name: None, certificate: None, day: None, finding: Finding::Broken }
    }

    fn of(signer: &Signer, covered: &[u8], beside: Option<PathBuf>, holds: Finding) -> Self {
        let is_valid = |day: Day| signer.certificate.as_ref().is_none_or(|certificate| certificate.is_valid_on(day));
        let finding = match signer.judge(covered) {
            Verdict::Right if !signer.day.is_none_or(is_valid) => Finding::CertificateNotValid,
            Verdict::Right => holds,
            Verdict::DigestRight => Finding::NotReckoned,
            Verdict::OtherBytes => Finding::OtherBytes,
            Verdict::WrongValue => Finding::WrongValue,
            Verdict::Unknown => Finding::Unknown,
        };
        let certificate = signer.certificate.clone();
        Self { beside, name: Some(signer.name()), certificate, day: signer.day, finding }
    }

    /// The mark that a document shows of the certificate.
    pub fn mark(&self) -> Option<SignatureMark> {
        self.certificate.as_ref().and_then(Certificate::mark)
    }
}

/// The signatures inside of a document, the oldest first.
pub fn inside(pdf: &Pdf) -> Vec<Statement> {
    let signatures = pdf.signatures();
    let states = since(pdf, &signatures);
    let statements = signatures.iter().zip(states).map(|(found, holds)| {
        let read = |found: &Embedded| Some((Signature::read(&found.contents)?, pdf.covered(found)?));
        let known = found.as_ref().and_then(read);
        // One signature inside of a PDF is one signer's.
        let Some((Signature { signers, is_detached: true, .. }, covered)) = &known else {
            return Statement::broken(None);
        };
        let [signer] = signers.as_slice() else { return Statement::broken(None) };
        Statement::of(signer, covered, None, holds)
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

/// The signatures in a file that lies beside a document.
pub fn beside(document: &[u8], file: PathBuf, signature: &[u8]) -> Vec<Statement> {
    match Signature::read(signature) {
        Some(Signature { signers, is_detached: true, .. }) => {
            signers.iter().map(|signer| Statement::of(signer, document, Some(file.clone()), Finding::Whole)).collect()
        }
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
