//! A signature as a signing program makes it, by a key that protects nothing. The fuzzer signs with it too.

use p256::ecdsa::signature::hazmat::PrehashSigner;
use p256::ecdsa::{Signature as Pair, SigningKey};
use sha2::{Digest, Sha256};

fn tagged(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = content.len();
    let mut bytes = vec![tag];
    match length {
        0..0x80 => bytes.push(length as u8),
        0x80..0x100 => bytes.extend([0x81, length as u8]),
        _ => bytes.extend([0x82, (length >> 8) as u8, length as u8]),
    }
    bytes.extend(content);
    bytes
}

/// A detached signature (RFC 5652) with ECDSA P-256, made of as little as there has to be, on the 1st of February 2023.
pub fn signature(key: &[u8], certificate: &[u8], bytes: &[u8], tells_day: bool) -> Vec<u8> {
    const DATA: &[u8] = &[0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 1];
    const SIGNED_DATA: &[u8] = &[0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 2];
    const CONTENT_TYPE: &[u8] = &[0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 3];
    const MESSAGE_DIGEST: &[u8] = &[0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 4];
    const SIGNING_TIME: &[u8] = &[0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 5];
    const CERTIFICATE: &[u8] = &[0x06, 11, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 16, 2, 47];
    const SHA256: &[u8] = &[0x30, 11, 0x06, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];
    const ECDSA: &[u8] = &[0x30, 10, 0x06, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 4, 3, 2];
    // The key stands in SEC1 within PKCS #8: behind its own version.
    let at = key.windows(4).position(|window| window == [2, 1, 1, 4]).unwrap() + 5;
    let key = SigningKey::from_slice(&key[at..at + 32]).unwrap();

    let (issuer, serial) = issuer_and_serial(certificate);
    let digest = tagged(4, &[&Sha256::digest(bytes)]);
    let bound = tagged(4, &[&Sha256::digest(certificate)]);
    let bound = (0..3).fold(bound, |inner, _| tagged(0x30, &[&inner]));
    let attributes = [
        tagged(0x30, &[CONTENT_TYPE, &tagged(0x31, &[DATA])]),
        tagged(0x30, &[MESSAGE_DIGEST, &tagged(0x31, &[&digest])]),
        tagged(0x30, &[CERTIFICATE, &tagged(0x31, &[&bound])]),
    ];
    let day = tagged(0x30, &[SIGNING_TIME, &tagged(0x31, &[&tagged(0x17, &[b"230201120000Z"])])]);
    let attributes = attributes.into_iter().chain(tells_day.then_some(day)).collect::<Vec<_>>().concat();
    let pair: Pair = key.sign_prehash(&Sha256::digest(tagged(0x31, &[&attributes]))).unwrap();
    let number = |bytes: &[u8]| tagged(2, &[if bytes[0] & 0x80 == 0 { &[] } else { &[0] }, bytes]);
    let (r, s) = (number(&pair.r().to_bytes()), number(&pair.s().to_bytes()));
    let signer = tagged(
        0x30,
        &[
            &[2, 1, 1],
            &tagged(0x30, &[&issuer, &serial]),
            SHA256,
            &tagged(0xA0, &[&attributes]),
            ECDSA,
            &tagged(4, &[&tagged(0x30, &[&r, &s])]),
        ],
    );
    let signed = tagged(
        0x30,
        &[
            &[2, 1, 1],
            &tagged(0x31, &[SHA256]),
            &tagged(0x30, &[DATA]),
            &tagged(0xA0, &[certificate]),
            &tagged(0x31, &[&signer]),
        ],
    );
    tagged(0x30, &[SIGNED_DATA, &tagged(0xA0, &[&signed])])
}

/// Issuer and number of a certificate, which are its third and first fields behind the version.
fn issuer_and_serial(certificate: &[u8]) -> (Vec<u8>, Vec<u8>) {
    fn split(bytes: &[u8]) -> (&[u8], &[u8], &[u8]) {
        let (head, length) = match bytes[1] {
            0x81 => (3, usize::from(bytes[2])),
            0x82 => (4, usize::from(bytes[2]) << 8 | usize::from(bytes[3])),
            short => (2, usize::from(short)),
        };
        (&bytes[head..head + length], &bytes[..head + length], &bytes[head + length..])
    }
    let (fields, ..) = split(split(certificate).0);
    let (_, _, rest) = split(fields);
    let (_, serial, rest) = split(rest);
    let (_, _, rest) = split(rest);
    (split(rest).1.to_vec(), serial.to_vec())
}
