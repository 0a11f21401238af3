//! Electronic signatures: certificates and signatures are read and judged here; they are made by the office's own program.
//!
//! From: a certificate, a document, the settings of the machine. To: a signature that was checked against both, or a
//! judgement of one that is there. The only folder that names the crates of digests and signatures. No private key ever
//! comes here, and who may be trusted is not decided: that is the business of the office's program.

mod arithmetic;
mod armour;
mod asn1;
mod certificate;
mod cms;
mod digest;
mod gost;
mod names;
mod settings;
pub mod signed;
mod signer;

pub use certificate::Certificate;
pub use cms::{Signature, Signer, Verdict};
pub use settings::{EXAMPLE, PRESETS, Settings, settings_file};
pub use signer::{ANSWER_LIMIT, Answer, Order, TIME_LIMIT, sign};

use dorkarta_core::diagnostics::{Problem, SignatureProblem};
use dorkarta_core::domain::Day;

/// Judges what a signing program gave back before it is kept: it is a signature of these bytes, apart from them, made
/// with this certificate, on a day on which that held. Gives it in its binary form.
pub fn accept(answer: &[u8], bytes: &[u8], certificate: &Certificate) -> Result<Vec<u8>, Problem> {
    let refused = |detail: String| Problem::from(SignatureProblem::AnswerRefused { detail });
    let signature = Signature::read(answer).ok_or_else(|| refused("это не подпись в виде CMS".into()))?;
    if !signature.is_detached {
        let detail = "подпись присоединённая (документ лежит внутри неё), а нужна отсоединённая";
        return Err(refused(detail.into()));
    }
    let signer = signature.signer_with(certificate).ok_or_else(|| {
        let names: Vec<String> = signature.signers.iter().map(Signer::name).collect();
        refused(format!("она сделана с другим сертификатом ({}), а указан «{}»", names.join(", "), certificate.name()))
    })?;
    if let Some(day) = signer.day.filter(|&day| !certificate.is_valid_on(day)) {
        return Err(not_valid(certificate, day));
    }
    match signer.judge(bytes) {
        Verdict::Right | Verdict::DigestRight => Ok(signature.der().to_vec()),
        Verdict::OtherBytes => Err(refused("она сделана для других данных, не для этого документа".into())),
        Verdict::WrongValue => Err(refused("её значение не сходится с ключом сертификата".into())),
        Verdict::Unknown => {
            Err(refused("её алгоритм программе неизвестен; подходят ГОСТ Р 34.10-2012, RSA и ECDSA".into()))
        }
    }
}

/// That a certificate does not hold on a day.
pub fn not_valid(certificate: &Certificate, day: Day) -> Problem {
    Problem::from(SignatureProblem::CertificateNotValid {
        from: certificate.from.digits(),
        until: certificate.until.digits(),
        day: day.digits(),
    })
}
