//! Certificates: who signs, and until when.

use super::armour;
use super::asn1::{GENERALIZED_TIME, INTEGER, OCTET_STRING, SEQUENCE, UTC_TIME, Value, context};
use super::digest::Digest;
use super::names::Subject;
use dorkarta_core::domain::{Day, SignatureMark};

/// A certificate of a signature key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    /// Its number, as hexadecimal digits.
    pub serial: String,
    /// The first day of its validity (UTC).
    pub from: Day,
    /// The last day of its validity (UTC).
    pub until: Day,
    subject: Subject,
    /// Who issued it and under which number, as a signature refers to it.
    pub(super) reference: Reference,
    /// The number that its key has.
    pub(super) key_id: Option<Vec<u8>>,
    /// The key.
    pub(super) key: PublicKey,
}

/// How a signature refers to its certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    /// The issuer's name, as it stands there.
    pub issuer: Vec<u8>,
    /// The number, as it stands there.
    pub serial: Vec<u8>,
}

impl Reference {
    /// The number as people read it.
    pub(super) fn serial_in_digits(&self) -> String {
        let bytes = match self.serial.as_slice() {
            // Says that the number is positive.
            [0, rest @ ..] if !rest.is_empty() => rest,
            bytes => bytes,
        };
        hex(bytes)
    }
}

/// A public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PublicKey {
    /// The object identifier of its kind.
    pub algorithm: String,
    /// The first object identifier of its parameters: the curve.
    pub curve: Option<String>,
    /// The whole of it, as certificates write it.
    pub whole: Vec<u8>,
    /// The key itself.
    pub bits: Vec<u8>,
}

impl Certificate {
    /// Reads a certificate from a file: DER, PEM or Base64. Errs with a Russian clause.
    pub fn read(file: &[u8]) -> Result<Self, &'static str> {
        let is_label = |label: &str| matches!(label, "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE");
        let der = armour::decode(file, is_label).ok_or("это не сертификат")?;
        let value = Value::split(&der).ok_or("это не сертификат")?.0;
        Self::parse(value).ok_or("это не сертификат или он повреждён")
    }

    pub(super) fn parse(value: Value<'_>) -> Option<Self> {
        let mut fields = value.of(SEQUENCE)?.items().next()?.of(SEQUENCE)?.items();
        fields.optional(context(0));
        let serial = fields.next()?.of(INTEGER)?.content.to_vec();
        fields.next()?.of(SEQUENCE)?;
        let issuer = fields.next()?.of(SEQUENCE)?.whole.to_vec();
        let mut validity = fields.next()?.of(SEQUENCE)?.items();
        let (from, until) = (day(validity.next()?)?, day(validity.next()?)?);
        let subject = Subject::read(fields.next()?.of(SEQUENCE)?);
        let key = PublicKey::parse(fields.next()?)?;
        let reference = Reference { issuer, serial };
        Some(Self {
            der: value.whole.to_vec(),
            serial: reference.serial_in_digits(),
            from,
            until,
            subject,
            reference,
            key_id: fields.find(|field| field.tag == context(3)).and_then(key_id),
            key,
        })
    }

    /// Who owns it, in words: the person, else what the certificate says.
    pub fn name(&self) -> &str {
        &self.subject.name
    }

    /// Whether it holds on a day.
    pub fn is_valid_on(&self, day: Day) -> bool {
        (self.from..=self.until).contains(&day)
    }

    /// What the document shows of it; `None` if its owner is no person.
    pub fn mark(&self) -> Option<SignatureMark> {
        let owner = self.subject.person.clone()?;
        Some(SignatureMark { serial: self.serial.clone(), owner, from: self.from, until: self.until })
    }

    /// Whether a digest is its own, by whichever way it was reckoned.
    pub(super) fn has_digest(&self, digest: &[u8]) -> bool {
        const WAYS: [Digest; 5] = [Digest::Sha256, Digest::Sha384, Digest::Sha512, Digest::Gost256, Digest::Gost512];
        digest == self.sha1() || WAYS.iter().any(|way| digest == way.reckon(&self.der))
    }

    fn sha1(&self) -> Vec<u8> {
        use sha1::Digest;
        sha1::Sha1::digest(&self.der).to_vec()
    }

    /// The certificate as text, for programs that read no other form.
    pub(super) fn pem(&self) -> String {
        armour::encode("CERTIFICATE", &self.der)
    }

    /// Its number as the stores of Windows and CryptoPro know it.
    pub(super) fn thumbprint(&self) -> String {
        hex(&self.sha1())
    }
}

impl PublicKey {
    fn parse(value: Value<'_>) -> Option<Self> {
        let mut fields = value.of(SEQUENCE)?.items();
        let mut algorithm = fields.next()?.of(SEQUENCE)?.items();
        let kind = algorithm.next()?.object()?;
        let curve = algorithm.next().and_then(|parameters| match parameters.tag {
            SEQUENCE => parameters.items().next()?.object(),
            _ => parameters.object(),
        });
        let bits = fields.next()?.bits()?.to_vec();
        Some(Self { algorithm: kind, curve, whole: value.whole.to_vec(), bits })
    }
}

/// The number of the key, among the extensions.
fn key_id(extensions: Value<'_>) -> Option<Vec<u8>> {
    let list = extensions.items().next()?;
    list.items().find_map(|extension| {
        let mut fields = extension.items();
        let is_wanted = fields.next()?.object()? == "2.5.29.14";
        let content = is_wanted.then(|| fields.last()).flatten()?.of(OCTET_STRING)?.content;
        Some(Value::only(content)?.of(OCTET_STRING)?.content.to_vec())
    })
}

/// The day of a time (UTC).
pub(super) fn day(time: Value<'_>) -> Option<Day> {
    let text = str::from_utf8(time.content).ok()?;
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    let (year, rest) = match time.tag {
        // RFC 5280: 50 to 99 are those of the last century.
        UTC_TIME => (number(0, 2).map(|year| if year < 50 { 2000 + year } else { 1900 + year })?, 2),
        GENERALIZED_TIME => (number(0, 4)?, 4),
        _ => return None,
    };
    // «No well-defined end» is the last day of the year 9999.
    let year = i32::try_from(year).ok()?.min(2199);
    Day::new(year, number(rest, rest + 2)?, number(rest + 2, rest + 4)?)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> Certificate {
        let file = format!("{}/../../tests/cases/signature/{name}.cer", env!("CARGO_MANIFEST_DIR"));
        Certificate::read(&std::fs::read(file).unwrap()).unwrap()
    }

    #[test]
    fn the_owner_is_a_person_whatever_the_strings_are() {
        for name in ["rsa", "live", "p384", "bmp", "gost256", "gost512"] {
            let mark = read(name).mark().unwrap();
            assert_eq!(mark.owner, "Шадеркова Наталья Владимировна", "{name}");
            assert_eq!((mark.from, mark.until), (Day::new(2023, 1, 9).unwrap(), Day::new(2024, 4, 9).unwrap()));
            assert_eq!(mark.serial.len(), 40, "{name}");
        }
        assert_eq!(read("second").mark().unwrap().owner, "Иванов Пётр Сергеевич");
        let body = read("body");
        assert_eq!((body.mark(), body.name()), (None, "Отдел образования"));
    }

    #[test]
    fn a_certificate_may_be_text() {
        let certificate = read("rsa");
        assert_eq!(Certificate::read(certificate.pem().as_bytes()).unwrap(), certificate);
        for wrong in [&b""[..], b"-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----", b"\x30\x03\x02\x01\x05"] {
            assert!(Certificate::read(wrong).is_err());
        }
        for length in 0..certificate.der.len() {
            assert!(Certificate::read(&certificate.der[..length]).is_err());
        }
    }

    #[test]
    fn days_are_those_of_the_standard() {
        let read = |tag, text: &str| {
            let mut bytes = vec![tag, text.len() as u8];
            bytes.extend(text.bytes());
            day(Value::only(&bytes).unwrap())
        };
        assert_eq!(read(UTC_TIME, "230201235959Z"), Day::new(2023, 2, 1));
        assert_eq!(read(UTC_TIME, "990201000000Z"), Day::new(1999, 2, 1));
        assert_eq!(read(GENERALIZED_TIME, "20511231000000Z"), Day::new(2051, 12, 31));
        assert_eq!(read(GENERALIZED_TIME, "99991231235959Z"), Day::new(2199, 12, 31));
        assert_eq!(read(UTC_TIME, "231301000000Z"), None);
    }
}
