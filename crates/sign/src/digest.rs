//! Digests: what a signature says of the bytes that it covers.

use sha2::{Digest as _, Sha256, Sha384, Sha512};
use streebog::{Streebog256, Streebog512};

/// A way to reckon a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digest {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
    /// ГОСТ Р 34.11-2012, 256 bits.
    Gost256,
    /// ГОСТ Р 34.11-2012, 512 bits.
    Gost512,
}

impl Digest {
    /// The digest that an object identifier names, be it its own or that of a signature with it.
    pub(super) fn of(object: &str) -> Option<Self> {
        Some(match object {
            "2.16.840.1.101.3.4.2.1" | "1.2.840.113549.1.1.11" | "1.2.840.10045.4.3.2" => Self::Sha256,
            "2.16.840.1.101.3.4.2.2" | "1.2.840.113549.1.1.12" | "1.2.840.10045.4.3.3" => Self::Sha384,
            "2.16.840.1.101.3.4.2.3" | "1.2.840.113549.1.1.13" | "1.2.840.10045.4.3.4" => Self::Sha512,
            "1.2.643.7.1.1.2.2" | "1.2.643.7.1.1.3.2" => Self::Gost256,
            "1.2.643.7.1.1.2.3" | "1.2.643.7.1.1.3.3" => Self::Gost512,
            _ => return None,
        })
    }

    /// The digest of bytes.
    pub fn reckon(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(bytes).to_vec(),
            Self::Sha384 => Sha384::digest(bytes).to_vec(),
            Self::Sha512 => Sha512::digest(bytes).to_vec(),
            Self::Gost256 => Streebog256::digest(bytes).to_vec(),
            Self::Gost512 => Streebog512::digest(bytes).to_vec(),
        }
    }

    /// Its name in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
            Self::Gost256 => "ГОСТ Р 34.11-2012 (256 бит)",
            Self::Gost512 => "ГОСТ Р 34.11-2012 (512 бит)",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Digest;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// FIPS 180-4 for SHA-2; ГОСТ Р 34.11-2012, example 1 (message M1) for the others.
    #[test]
    fn digests_are_those_of_the_standards() {
        assert_eq!(
            hex(&Digest::Sha256.reckon(b"abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        let message = b"012345678901234567890123456789012345678901234567890123456789012";
        assert_eq!(
            hex(&Digest::Gost256.reckon(message)),
            "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500"
        );
        assert_eq!(
            hex(&Digest::Gost512.reckon(message)),
            "1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa\
             00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48"
        );
    }
}
