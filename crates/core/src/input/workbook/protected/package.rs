//! `.xlsx` inside of a compound file, encrypted with AES: in the way of Excel 2007 («standard») or that since («agile»).

use aes::cipher::consts::U16;
use aes::cipher::{Array, BlockCipherDecrypt, BlockSizeUser, KeyInit};
use aes::{Aes128, Aes192, Aes256};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quick_xml::events::{BytesStart, Event};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::{KNOWN, wide};
use crate::input::workbook::binary::Bytes;
use crate::input::workbook::package::{attribute, xml};

/// Rounds of a key that are reckoned; Excel makes 100 000.
const ROUNDS: u32 = 1_000_000;
/// Bytes that «agile» encrypts in one piece.
const SEGMENT: usize = 4096;

/// The bytes of the package, if it is encrypted with the password that everybody knows.
pub(in crate::input::workbook) fn open(info: &[u8], package: &[u8]) -> Option<Vec<u8>> {
    open_with(KNOWN, info, package)
}

fn open_with(password: &str, info: &[u8], package: &[u8]) -> Option<Vec<u8>> {
    let mut info = Bytes(info);
    let (major, minor) = (info.u16()?, info.u16()?);
    info.u32()?;
    let (size, encrypted) = package.split_at_checked(8)?;
    let size = usize::try_from(u64::from_le_bytes(size.try_into().ok()?)).ok()?;
    let mut bytes = match (major, minor) {
        (4, 4) => Agile::read(info.0)?.open(password, encrypted)?,
        (2..=4, 2) => aes(&standard_key(password, info)?, None, encrypted)?,
        _ => return None,
    };
    bytes.truncate(size);
    Some(bytes)
}

/// The key of the «standard» way, if the password is right.
fn standard_key(password: &str, mut info: Bytes<'_>) -> Option<Vec<u8>> {
    let size = info.u32()? as usize;
    let mut header = Bytes(info.take(size)?);
    header.take(16)?;
    let bits = header.u32()? as usize;
    let salt_size = info.u32()? as usize;
    let salt = info.take(salt_size)?;
    let verifier = info.take(16)?;
    info.u32()?;
    let expected = info.take(32)?;

    let hash = Hash::Sha1.repeated(50_000, &[salt, &wide(password)]);
    let hash = Hash::Sha1.of(&[&hash, &[0; 4]]);
    let half = |pad: u8| {
        let mut block = [pad; 64];
        block.iter_mut().zip(&hash).for_each(|(byte, hash)| *byte ^= hash);
        Hash::Sha1.of(&[&block])
    };
    let key = [half(0x36), half(0x5c)].concat().get(..bits / 8)?.to_vec();
    let verifier = Hash::Sha1.of(&[&aes(&key, None, verifier)?]);
    aes(&key, None, expected)?.starts_with(&verifier).then_some(key)
}

/// What the «agile» way tells of itself.
struct Agile {
    /// Of the package.
    data: Algorithm,
    /// Of the key of the package.
    key: Algorithm,
    rounds: u32,
    verifier: Vec<u8>,
    verifier_hash: Vec<u8>,
    encrypted_key: Vec<u8>,
}

/// How something is encrypted.
struct Algorithm {
    hash: Hash,
    salt: Vec<u8>,
    key_size: usize,
}

impl Agile {
    fn read(part: &[u8]) -> Option<Self> {
        let mut reader = xml(part);
        let mut data = None;
        loop {
            match reader.read_event().ok()? {
                Event::Start(element) if element.local_name().as_ref() == "keyData" => {
                    data = Some(Algorithm::read(&element)?);
                }
                Event::Start(element) if element.local_name().as_ref() == "encryptedKey" => {
                    let rounds = attribute(&element, "spinCount")?.parse().ok().filter(|rounds| *rounds <= ROUNDS)?;
                    return Some(Self {
                        data: data?,
                        key: Algorithm::read(&element)?,
                        rounds,
                        verifier: bytes(&element, "encryptedVerifierHashInput")?,
                        verifier_hash: bytes(&element, "encryptedVerifierHashValue")?,
                        encrypted_key: bytes(&element, "encryptedKeyValue")?,
                    });
                }
                Event::Eof => return None,
                _ => {}
            }
        }
    }

    /// The bytes of the package, if the password is right.
    fn open(&self, password: &str, package: &[u8]) -> Option<Vec<u8>> {
        let Algorithm { hash, salt, key_size } = &self.key;
        let base = hash.repeated(self.rounds, &[salt, &wide(password)]);
        let open = |purpose: [u8; 8], encrypted: &[u8]| {
            let key = fitted(hash.of(&[&base, &purpose]), *key_size);
            aes(&key, Some(&fitted(salt.clone(), 16)), encrypted)
        };
        let verifier = open([0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79], &self.verifier)?;
        let expected = open([0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e], &self.verifier_hash)?;
        if !expected.starts_with(&hash.of(&[&verifier])) {
            return None;
        }
        let mut key = open([0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6], &self.encrypted_key)?;
        key.truncate(self.data.key_size);
        let mut opened = Vec::with_capacity(package.len());
        for (segment, number) in package.chunks(SEGMENT).zip(0_u32..) {
            let start = self.data.hash.of(&[&self.data.salt, &number.to_le_bytes()]);
            opened.extend(aes(&key, Some(&fitted(start, 16)), segment)?);
        }
        Some(opened)
    }
}

impl Algorithm {
    fn read(element: &BytesStart<'_>) -> Option<Self> {
        let is = |name: &str, value: &str| attribute(element, name).as_deref() == Some(value);
        if !is("cipherAlgorithm", "AES") || !is("cipherChaining", "ChainingModeCBC") {
            return None;
        }
        let hash = match attribute(element, "hashAlgorithm")?.replace('-', "").as_str() {
            "SHA1" => Hash::Sha1,
            "SHA256" => Hash::Sha256,
            "SHA384" => Hash::Sha384,
            "SHA512" => Hash::Sha512,
            _ => return None,
        };
        let key_size = attribute(element, "keyBits")?.parse::<usize>().ok()? / 8;
        Some(Self { hash, salt: bytes(element, "saltValue")?, key_size })
    }
}

fn bytes(element: &BytesStart<'_>, name: &str) -> Option<Vec<u8>> {
    STANDARD.decode(attribute(element, name)?.trim()).ok()
}

/// Digests of which keys are made.
#[derive(Debug, Clone, Copy)]
enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    fn of(self, parts: &[&[u8]]) -> Vec<u8> {
        fn of<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
            parts.iter().fold(D::new(), |digest, part| digest.chain_update(part)).finalize().to_vec()
        }
        match self {
            Self::Sha1 => of::<Sha1>(parts),
            Self::Sha256 => of::<Sha256>(parts),
            Self::Sha384 => of::<Sha384>(parts),
            Self::Sha512 => of::<Sha512>(parts),
        }
    }

    /// The digest, and so many times that of a number and the one before.
    fn repeated(self, rounds: u32, parts: &[&[u8]]) -> Vec<u8> {
        (0..rounds).fold(self.of(parts), |hash, round| self.of(&[&round.to_le_bytes(), &hash]))
    }
}

/// Bytes cut or filled up to a length.
fn fitted(mut bytes: Vec<u8>, length: usize) -> Vec<u8> {
    bytes.resize(length, 0x36);
    bytes
}

/// Opens what AES has encrypted, whole blocks of it: each one by itself, or chained from a start on.
fn aes(key: &[u8], start: Option<&[u8]>, bytes: &[u8]) -> Option<Vec<u8>> {
    match key.len() {
        16 => blocks(&Aes128::new_from_slice(key).ok()?, start, bytes),
        24 => blocks(&Aes192::new_from_slice(key).ok()?, start, bytes),
        32 => blocks(&Aes256::new_from_slice(key).ok()?, start, bytes),
        _ => None,
    }
}

fn blocks<C>(cipher: &C, start: Option<&[u8]>, bytes: &[u8]) -> Option<Vec<u8>>
where
    C: BlockCipherDecrypt + BlockSizeUser<BlockSize = U16>,
{
    let mut before: Option<[u8; 16]> = start.map(<[u8; 16]>::try_from).transpose().ok()?;
    let mut opened = Vec::with_capacity(bytes.len());
    for encrypted in bytes.as_chunks::<16>().0 {
        let mut block = Array::from(*encrypted);
        cipher.decrypt_block(&mut block);
        if let Some(before) = &mut before {
            block.iter_mut().zip(before.iter()).for_each(|(byte, before)| *byte ^= before);
            *before = *encrypted;
        }
        opened.extend(block);
    }
    Some(opened)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_the_standard_way_is_that_of_another_program() {
        let header = [&[0; 16][..], &128_u32.to_le_bytes(), &[0; 12]].concat();
        let salt = b"\xe8\x82fI\x0c[\xd1\xee\xbd+C\x94\xe3\xf80\xef";
        let verifier = b"Qos.\x96o\xac\x17\xb1\xc5\xd7\xd8\xcc6\xc9(";
        let hash = b"+ah\xda\xbe)\x11\xad+\xd3|\x17Ft\\\x14\xd3\xcf\x1b\xb1@\xa4\x8fNo=#\x88\x08r\xb1j";
        let size = (header.len() as u32).to_le_bytes();
        let info = [&size[..], &header, &16_u32.to_le_bytes(), salt, verifier, &20_u32.to_le_bytes(), hash].concat();
        let key = standard_key("Password1234_", Bytes(&info)).unwrap();
        assert_eq!(key, b"@\xb1:q\xf9\x0b\x96n7T\x08\xf2\xd1\x81\xa1\xaa");
        assert_eq!(standard_key("Password1234", Bytes(&info)), None);
    }

    #[test]
    fn what_is_cut_is_not_opened() {
        let info = [&[4, 0, 4, 0, 0x40, 0, 0, 0][..], b"<encryption><keyData/></encryption>"].concat();
        for length in 0..info.len() {
            assert_eq!(open(&info[..length], &[0; 64]), None);
        }
    }
}
