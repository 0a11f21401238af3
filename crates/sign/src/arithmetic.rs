//! Whether a signature was made with the key of a certificate: RSA, ECDSA, ГОСТ Р 34.10-2012.
//!
//! Only public numbers are reckoned with; the program never sees a private key.

use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::traits::SignatureScheme;
use rsa::{BoxedUint, Pkcs1v15Sign, Pss};
use sha2::{Sha256, Sha384, Sha512};

use super::asn1::Value;
use super::certificate::{Certificate, PublicKey};
use super::cms::Signer;
use super::digest::Digest;
use super::gost;

const RSA: &str = "1.2.840.113549.1.1.1";
const RSA_PSS: &str = "1.2.840.113549.1.1.10";
const ELLIPTIC: &str = "1.2.840.10045.2.1";
const P256: &str = "1.2.840.10045.3.1.7";
const P384: &str = "1.3.132.0.34";
const GOST_256: &str = "1.2.643.7.1.1.1.1";
const GOST_512: &str = "1.2.643.7.1.1.1.2";

/// What was reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sum {
    /// It was made with that key.
    Right,
    /// It was not.
    Wrong,
    /// The kind of key or signature is not known.
    Unknown,
}

/// Reckons the signature of a digest.
pub(super) fn check(signer: &Signer, digest: Digest, signed: &[u8], certificate: &Certificate) -> Sum {
    let key = &certificate.key;
    let is_right = match key.algorithm.as_str() {
        RSA if signer.algorithm == RSA_PSS => rsa_pss(key, signer.parameter.unwrap_or(digest), signed, &signer.value),
        RSA => rsa(key, digest, signed, &signer.value),
        ELLIPTIC => ecdsa(key, signed, &signer.value),
        GOST_256 | GOST_512 => gost::check(key, signed, &signer.value),
        _ => None,
    };
    match is_right {
        Some(true) => Sum::Right,
        Some(false) => Sum::Wrong,
        None => Sum::Unknown,
    }
}

fn rsa_key(key: &PublicKey) -> Option<rsa::PublicKey> {
    let [modulus, exponent] = Value::only(&key.bits)?.pair()?;
    let number = |bytes: &[u8]| BoxedUint::from_be_slice_vartime(without_sign(bytes));
    rsa::PublicKey::new(number(modulus), number(exponent)).ok()
}

fn rsa(key: &PublicKey, digest: Digest, signed: &[u8], value: &[u8]) -> Option<bool> {
    let scheme = match digest {
        Digest::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
        Digest::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
        Digest::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
        Digest::Gost256 | Digest::Gost512 => return None,
    };
    Some(scheme.verify(&rsa_key(key)?, signed, value).is_ok())
}

fn rsa_pss(key: &PublicKey, digest: Digest, signed: &[u8], value: &[u8]) -> Option<bool> {
    let key = rsa_key(key)?;
    let verified = match digest {
        Digest::Sha256 => Pss { salt_len: None, ..Pss::<Sha256>::new() }.verify(&key, signed, value),
        Digest::Sha384 => Pss { salt_len: None, ..Pss::<Sha384>::new() }.verify(&key, signed, value),
        Digest::Sha512 => Pss { salt_len: None, ..Pss::<Sha512>::new() }.verify(&key, signed, value),
        Digest::Gost256 | Digest::Gost512 => return None,
    };
    Some(verified.is_ok())
}

fn ecdsa(key: &PublicKey, signed: &[u8], value: &[u8]) -> Option<bool> {
    match key.curve.as_deref()? {
        P256 => {
            let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(&key.bits).ok()?;
            let signature = side_by_side(value, 32).and_then(|value| p256::ecdsa::Signature::from_slice(&value).ok());
            Some(signature.is_some_and(|signature| key.verify_prehash(signed, &signature).is_ok()))
        }
        P384 => {
            let key = p384::ecdsa::VerifyingKey::from_sec1_bytes(&key.bits).ok()?;
            let signature = side_by_side(value, 48).and_then(|value| p384::ecdsa::Signature::from_slice(&value).ok());
            Some(signature.is_some_and(|signature| key.verify_prehash(signed, &signature).is_ok()))
        }
        _ => None,
    }
}

/// The two numbers of a signature, each in so many bytes.
fn side_by_side(value: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(2 * size);
    for number in Value::only(value)?.pair()? {
        let number = without_sign(number);
        bytes.extend(std::iter::repeat_n(0, size.checked_sub(number.len())?));
        bytes.extend(number);
    }
    Some(bytes)
}

/// A number without the zero that says that it is positive.
fn without_sign(number: &[u8]) -> &[u8] {
    match number {
        [0, rest @ ..] if !rest.is_empty() => rest,
        _ => number,
    }
}
