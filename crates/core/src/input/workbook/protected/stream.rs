//! The stream of an `.xls`, encrypted with RC4: in the way of Excel 97, or that of the CryptoAPI of Windows.

use md5::Md5;
use sha1::{Digest, Sha1};

use super::{KNOWN, wide};
use crate::input::workbook::binary::Bytes;

/// Bytes that are encrypted with one key.
const BLOCK: usize = 1024;
/// Records that stand as they are: the beginning of a part, this one, and what was for the clipboard.
const PLAIN: [u16; 4] = [0x0809, FILE_PASS, 0x00e1, 0x0138];
const FILE_PASS: u16 = 0x002f;
/// A sheet: where it begins stands as it is.
const SHEET: u16 = 0x0085;

/// The stream as it would be without encryption, if that is done with the password that everybody knows.
pub(in crate::input::workbook) fn open(stream: &[u8]) -> Option<Vec<u8>> {
    let told = records(stream).find(|record| record.0 == FILE_PASS)?.1;
    let key = Key::read(KNOWN, stream.get(told)?)?;
    let mut opened = stream.to_vec();
    let mut cipher = (usize::MAX, Vec::new());
    for (kind, data) in records(stream) {
        let start = match kind {
            SHEET => data.end.min(data.start + 4),
            kind if PLAIN.contains(&kind) => data.end,
            _ => data.start,
        };
        for (byte, at) in opened.get_mut(start..data.end)?.iter_mut().zip(start..) {
            if cipher.0 != at / BLOCK {
                cipher = (at / BLOCK, rc4(&key.of_block(at / BLOCK), BLOCK));
            }
            *byte ^= cipher.1.get(at % BLOCK)?;
        }
    }
    // What was encrypted is no more.
    let told = records(stream).find(|record| record.0 == FILE_PASS)?.1;
    opened.get_mut(told.start - 4..told.start - 2)?.copy_from_slice(&UNKNOWN.to_le_bytes());
    Some(opened)
}

/// A kind of record that nobody reads.
const UNKNOWN: u16 = 0xffff;

/// The records of a stream: of what kind they are, and where their data stand.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, std::ops::Range<usize>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut head = Bytes(stream.get(at..)?);
        let (kind, length) = (head.u16()?, usize::from(head.u16()?));
        let data = at + 4..at.checked_add(4 + length).filter(|end| *end <= stream.len())?;
        at = data.end;
        Some((kind, data))
    })
}

/// What the keys of all blocks are made of.
enum Key {
    /// In the way of Excel 97: five bytes.
    Old(Vec<u8>),
    /// In that of the CryptoAPI: a digest, and the size of the key in bytes.
    Api(Vec<u8>, usize),
}

impl Key {
    /// The key, if the password is right.
    fn read(password: &str, told: &[u8]) -> Option<Self> {
        let mut told = Bytes(told);
        // Otherwise it is no encryption, but an obfuscation.
        (told.u16()? == 1).then_some(())?;
        let (key, verifier, expected) = match (told.u16()?, told.u16()?) {
            (1, 1) => {
                let salt = told.take(16)?;
                let password = &Md5::digest(wide(password))[..5];
                let digest = Md5::digest([password, salt].concat().repeat(16));
                (Self::Old(digest[..5].to_vec()), told.take(16)?, told.take(16)?)
            }
            (2..=4, 2) => {
                told.u32()?;
                let size = told.u32()? as usize;
                let mut header = Bytes(told.take(size)?);
                header.take(16)?;
                // None told means 40.
                let bits = Some(header.u32()? as usize).filter(|bits| *bits != 0).unwrap_or(40);
                let salt_size = told.u32()? as usize;
                let salt = told.take(salt_size)?;
                let verifier = told.take(16)?;
                told.u32()?;
                let digest = Sha1::digest([salt, &wide(password)].concat());
                (Self::Api(digest.to_vec(), bits / 8), verifier, told.take(20)?)
            }
            _ => return None,
        };
        let signs = rc4(&key.of_block(0), verifier.len() + expected.len());
        let opened: Vec<u8> = verifier.iter().chain(expected).zip(&signs).map(|(byte, sign)| byte ^ sign).collect();
        let (verifier, expected) = opened.split_at(verifier.len());
        let is_right = match key {
            Self::Old(_) => Md5::digest(verifier)[..] == *expected,
            Self::Api(..) => Sha1::digest(verifier)[..] == *expected,
        };
        is_right.then_some(key)
    }

    fn of_block(&self, block: usize) -> Vec<u8> {
        let block = (block as u32).to_le_bytes();
        match self {
            Self::Old(key) => Md5::digest([key, &block[..]].concat()).to_vec(),
            Self::Api(digest, size) => {
                let mut key = Sha1::digest([digest, &block[..]].concat()).to_vec();
                key.truncate(*size);
                // Keys of 40 bits are filled up.
                if *size == 5 {
                    key.resize(16, 0);
                }
                key
            }
        }
    }
}

/// The signs with which RC4 covers so many bytes.
fn rc4(key: &[u8], length: usize) -> Vec<u8> {
    let mut state: Vec<u8> = (0..=255).collect();
    let mut other = 0_u8;
    for (at, key) in (0..=255_u8).zip(key.iter().cycle()) {
        other = other.wrapping_add(state[usize::from(at)]).wrapping_add(*key);
        state.swap(at.into(), other.into());
    }
    let (mut one, mut other) = (0_u8, 0_u8);
    let mut next = || {
        one = one.wrapping_add(1);
        other = other.wrapping_add(state[usize::from(one)]);
        state.swap(one.into(), other.into());
        let sum = state[usize::from(one)].wrapping_add(state[usize::from(other)]);
        state[usize::from(sum)]
    };
    (0..length).map(|_| next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_excel_97_is_that_of_another_program() {
        let salt = b"\xe8w,\x1d\x91\xc5j7\x96Ga\xb2\x80\x182\x17";
        let verifier = b"\xc9\xe9\x97\xd4T\x97=1\x0b\xb1\xbap\x14&\x83~";
        let hash = b"\xb1\xde\x17\x8f\x07\xe9\x89\xc4M\xae^L\xf9j\xc4\x07";
        let told = [&[1, 0, 1, 0, 1, 0][..], salt, verifier, hash].concat();
        let key = Key::read("password1", &told).unwrap();
        assert_eq!(key.of_block(0), b" \xbf2\xdd\xf5@\x85\x8cQ7D\xaf\x0f$\xe0<");
        assert!(Key::read("password2", &told).is_none());
        for length in 0..told.len() {
            assert!(Key::read("password1", &told[..length]).is_none());
        }
    }

    #[test]
    fn the_cipher_is_that_of_the_paper() {
        assert_eq!(rc4(b"Key", 8), [0xEB, 0x9F, 0x77, 0x81, 0xB7, 0x34, 0xCA, 0x72]);
        assert_eq!(rc4(b"Wiki", 6), [0x60, 0x44, 0xDB, 0x6D, 0x41, 0xB7]);
    }
}
