//! Signatures: what a CMS (RFC 5652) says of the bytes that it was made for.

use super::arithmetic::{self, Sum};
use super::armour;
use super::asn1::{INTEGER, SEQUENCE, SET, Value, context};
use super::certificate::{self, Certificate, Reference};
use super::digest::Digest;
use dorkarta_core::domain::Day;

const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";
const MESSAGE_DIGEST: &str = "1.2.840.113549.1.9.4";
const SIGNING_TIME: &str = "1.2.840.113549.1.9.5";
/// CAdES, in its older and its newer form: the digest of the signer's certificate.
const CERTIFICATE_DIGESTS: [&str; 2] = ["1.2.840.113549.1.9.16.2.12", "1.2.840.113549.1.9.16.2.47"];

/// A signature file, or the signature inside of a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    der: Vec<u8>,
    /// Whether it stands apart from the bytes that it was made for.
    pub is_detached: bool,
    /// Everybody who signed.
    pub signers: Vec<Signer>,
}

/// One who signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// The certificate, if the signature brings it.
    pub certificate: Option<Certificate>,
    /// The day of signing, as the signer's computer had it (UTC).
    pub day: Option<Day>,
    /// How the digest was reckoned; `None` if the program does not know the way.
    pub digest: Option<Digest>,
    /// How the signer names the certificate.
    identifier: Identifier,
    /// The digest of the bytes, if the signature tells it.
    told: Option<Vec<u8>>,
    /// The digest of the certificate, if the signature tells it.
    bound: Option<Vec<u8>>,
    /// What was signed in place of the bytes themselves.
    attributes: Option<Vec<u8>>,
    /// The object identifier of the way of signing.
    pub(super) algorithm: String,
    /// The digest that the parameters of the way of signing name.
    pub(super) parameter: Option<Digest>,
    /// The value.
    pub(super) value: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Identifier {
    Issuer(Reference),
    Key(Vec<u8>),
}

impl Identifier {
    fn names(&self, certificate: &Certificate) -> bool {
        match self {
            Self::Issuer(reference) => *reference == certificate.reference,
            Self::Key(id) => certificate.key_id.as_ref() == Some(id),
        }
    }
}

/// What is to be said of the bytes that a signer signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The digest is that of the bytes, and the value is that of the certificate's key.
    Right,
    /// The digest is that of the bytes; the value was not reckoned, for want of the certificate or of the arithmetic.
    DigestRight,
    /// The bytes are not those that were signed.
    OtherBytes,
    /// The value was not made with the certificate's key, or the signature names another certificate.
    WrongValue,
    /// Nothing can be said: the way of signing is not known.
    Unknown,
}

impl Signature {
    /// Reads a signature: DER, BER, PEM or Base64. `None` if it is none.
    pub fn read(file: &[u8]) -> Option<Self> {
        let bytes =
            armour::decode(file, |label| matches!(label, "CMS" | "PKCS7" | "SIGNATURE" | "PKCS #7 SIGNED DATA"))?;
        let value = Value::only(&bytes)?;
        let mut outer = value.of(SEQUENCE)?.items();
        if outer.next()?.object()? != SIGNED_DATA {
            return None;
        }
        let mut fields = outer.next()?.of(context(0))?.items().next()?.of(SEQUENCE)?.items();
        fields.next()?.of(INTEGER)?;
        fields.next()?.of(SET)?;
        let content = fields.next()?.of(SEQUENCE)?;
        let certificates = fields.optional(context(0)).map(Value::items).into_iter().flatten();
        let certificates: Vec<Certificate> = certificates.filter_map(Certificate::parse).collect();
        fields.optional(context(1));
        let signers: Option<Vec<Signer>> =
            fields.next()?.of(SET)?.items().map(|signer| Signer::parse(signer, &certificates)).collect();
        let signers = signers.filter(|signers| !signers.is_empty())?;
        Some(Self { der: value.definite(), is_detached: content.items().nth(1).is_none(), signers })
    }

    /// The signature in its binary form, without anything behind it.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The one who signed with a certificate.
    pub fn signer_with(&self, certificate: &Certificate) -> Option<Signer> {
        let signer = self.signers.iter().find(|signer| match &signer.certificate {
            Some(its) => its == certificate,
            None => signer.identifier.names(certificate),
        })?;
        Some(Signer { certificate: Some(certificate.clone()), ..signer.clone() })
    }
}

impl Signer {
    fn parse(value: Value<'_>, certificates: &[Certificate]) -> Option<Self> {
        let mut fields = value.of(SEQUENCE)?.items();
        fields.next()?.of(INTEGER)?;
        let identifier = identifier(fields.next()?)?;
        let digest = fields.next()?.of(SEQUENCE)?.items().next()?.object()?;
        let attributes = fields.optional(context(0));
        let attribute = |wanted: &str| {
            attributes?.items().find_map(|pair| {
                let mut pair = pair.of(SEQUENCE)?.items();
                let is_wanted = pair.next()?.object()? == wanted;
                is_wanted.then(|| pair.next()?.of(SET)?.items().next()).flatten()
            })
        };
        let mut algorithm = fields.next()?.of(SEQUENCE)?.items();
        let object = algorithm.next()?.object()?;
        Some(Self {
            certificate: certificates.iter().find(|certificate| identifier.names(certificate)).cloned(),
            day: attribute(SIGNING_TIME).and_then(certificate::day),
            digest: Digest::of(&digest),
            bound: CERTIFICATE_DIGESTS.iter().find_map(|object| attribute(object)).and_then(certificate_digest),
            identifier,
            told: attribute(MESSAGE_DIGEST).and_then(Value::bytes),
            attributes: attributes.map(as_set),
            algorithm: object,
            parameter: algorithm.next().and_then(parameter),
            value: fields.next()?.bytes()?,
        })
    }

    /// Compares the signature with the bytes that it should be for.
    pub fn judge(&self, bytes: &[u8]) -> Verdict {
        let Some(digest) = self.digest else { return Verdict::Unknown };
        let found = digest.reckon(bytes);
        // Without attributes the value is over the digest itself.
        let signed = match (&self.attributes, &self.told) {
            (Some(attributes), Some(told)) if *told == found => digest.reckon(attributes),
            (Some(_), _) => return Verdict::OtherBytes,
            (None, _) => found,
        };
        let is_bound = |certificate: &Certificate| self.bound.as_ref().is_none_or(|told| certificate.has_digest(told));
        if !self.certificate.as_ref().is_none_or(is_bound) {
            return Verdict::WrongValue;
        }
        let sum =
            self.certificate.as_ref().map_or(Sum::Unknown, |known| arithmetic::check(self, digest, &signed, known));
        match (sum, &self.attributes) {
            (Sum::Right, _) => Verdict::Right,
            (Sum::Wrong, Some(_)) => Verdict::WrongValue,
            (Sum::Wrong, None) => Verdict::OtherBytes,
            (Sum::Unknown, Some(_)) => Verdict::DigestRight,
            (Sum::Unknown, None) => Verdict::Unknown,
        }
    }

    /// Whether the signature itself says with which certificate it was made. If not, somebody may have put another one with
    /// the same key, and another name, in its place.
    pub fn binds_certificate(&self) -> bool {
        self.bound.is_some() && self.attributes.is_some()
    }

    /// Whose signature it is, in words.
    pub fn name(&self) -> String {
        match (&self.certificate, &self.identifier) {
            (Some(certificate), _) => certificate.name().to_owned(),
            (None, Identifier::Issuer(reference)) => format!("сертификат № {}", reference.serial_in_digits()),
            (None, Identifier::Key(_)) => "сертификат не приложен".to_owned(),
        }
    }
}

fn identifier(value: Value<'_>) -> Option<Identifier> {
    if value.tag != SEQUENCE {
        // A context tag in place of that of a byte string.
        return (value.tag == 0x80).then(|| Identifier::Key(value.content.to_vec()));
    }
    let mut fields = value.items();
    let issuer = fields.next()?.of(SEQUENCE)?.whole.to_vec();
    let serial = fields.next()?.of(INTEGER)?.content.to_vec();
    Some(Identifier::Issuer(Reference { issuer, serial }))
}

/// The digest of the first certificate that the attribute tells.
fn certificate_digest(attribute: Value<'_>) -> Option<Vec<u8>> {
    let first = attribute.of(SEQUENCE)?.items().next()?.of(SEQUENCE)?.items().next()?.of(SEQUENCE)?;
    // The way of reckoning may stand before it; its length tells it too.
    first.items().find_map(Value::bytes)
}

/// The attributes with the tag under which they are signed.
fn as_set(attributes: Value<'_>) -> Vec<u8> {
    let mut set = attributes.definite();
    if let Some(tag) = set.first_mut() {
        *tag = SET;
    }
    set
}

/// The digest that the parameters of PSS name. Without one it is SHA-1, which nobody signs with any more.
fn parameter(parameters: Value<'_>) -> Option<Digest> {
    let hash = parameters.of(SEQUENCE)?.items().optional(context(0))?.items().next()?;
    Digest::of(&hash.of(SEQUENCE)?.items().next()?.object()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accept;
    use dorkarta_core::diagnostics::{Problem, SignatureProblem};

    fn file(name: &str) -> Vec<u8> {
        std::fs::read(format!("{}/../../tests/cases/signature/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    }

    fn certificate(name: &str) -> Certificate {
        Certificate::read(&file(&format!("{name}.cer"))).unwrap()
    }

    const SIGNED: [(&str, &str, Digest); 9] = [
        ("rsa", "rsa", Digest::Sha256),
        ("rsa-pss", "rsa", Digest::Sha384),
        ("rsa-pem", "rsa", Digest::Sha512),
        ("p256", "live", Digest::Sha256),
        ("p384", "p384", Digest::Sha384),
        ("gost256", "gost256", Digest::Gost256),
        ("gost256-bare", "gost256", Digest::Gost256),
        ("gost512", "gost512", Digest::Gost512),
        ("gost512-key-id", "gost512", Digest::Gost512),
    ];

    #[test]
    fn signatures_of_every_kind_are_reckoned() {
        let document = file("document.txt");
        for (name, signer, digest) in SIGNED {
            let signature = Signature::read(&file(&format!("{name}.sig"))).unwrap();
            let [only] = signature.signers.as_slice() else { panic!("{name}: one signer") };
            assert_eq!(only.certificate.as_ref(), Some(&certificate(signer)), "{name}");
            assert_eq!((signature.is_detached, only.digest), (true, Some(digest)), "{name}");
            assert_eq!(only.judge(&document), Verdict::Right, "{name}");
            assert_eq!(only.judge(b"other"), Verdict::OtherBytes, "{name}");
            if name != "gost256-bare" {
                assert_eq!(only.day, Day::new(2023, 2, 1), "{name}");
            }
            let mut wrong = only.clone();
            wrong.value[20] ^= 1;
            assert_ne!(wrong.judge(&document), Verdict::Right, "{name}");
        }
    }

    #[test]
    fn what_is_kept_tells_every_length() {
        let document = file("document.txt");
        let der = file("rsa.sig");
        let ber = [&[0x30, 0x80], Value::only(&der).unwrap().content, &[0, 0]].concat();
        assert_eq!(accept(&ber, &document, &certificate("rsa")), Ok(der));
    }

    #[test]
    fn what_is_not_wanted_is_refused_in_words() {
        let document = file("document.txt");
        let refused = |answer: &[u8], bytes: &[u8], signer: &str| {
            accept(answer, bytes, &certificate(signer)).map_err(|problem| match problem {
                Problem::Signature(SignatureProblem::AnswerRefused { detail }) => detail,
                other => panic!("{other:?}"),
            })
        };
        let told = |name: &str, bytes: &[u8], signer: &str| refused(&file(name), bytes, signer).unwrap_err();
        assert!(told("rsa-attached.sig", &document, "rsa").starts_with("подпись присоединённая"));
        assert!(told("rsa-sha1.sig", &document, "rsa").starts_with("её алгоритм программе неизвестен"));
        assert!(told("gost256.sig", b"other", "gost256").starts_with("она сделана для других данных"));
        assert_eq!(
            told("gost256.sig", &document, "second"),
            "она сделана с другим сертификатом (Шадеркова Наталья Владимировна), а указан «Иванов Пётр Сергеевич»"
        );
        for answer in [&b""[..], b"\x30\x00", "отказано".as_bytes(), &file("rsa.cer"), &document] {
            assert_eq!(refused(answer, &document, "rsa").unwrap_err(), "это не подпись в виде CMS");
        }
    }

    /// A signature with a changed byte is refused, or the byte is one that says nothing.
    #[test]
    fn a_changed_byte_never_makes_another_signature() {
        let document = file("document.txt");
        let whole = file("rsa.sig");
        let signer = certificate("rsa");
        for at in (0..whole.len()).step_by(19) {
            let mut changed = whole.clone();
            changed[at] ^= 0x10;
            if let Ok(kept) = accept(&changed, &document, &signer) {
                let judged = Signature::read(&kept).unwrap().signer_with(&signer).unwrap().judge(&document);
                assert!(matches!(judged, Verdict::Right | Verdict::DigestRight), "byte {at}");
            }
        }
        for length in (0..whole.len()).step_by(19) {
            assert!(accept(&whole[..length], &document, &signer).is_err(), "{length} bytes");
        }
    }
}
