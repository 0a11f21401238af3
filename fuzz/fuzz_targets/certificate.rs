//! Any bytes as the file of a certificate.

#![no_main]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dorkarta_core::diagnostics::render::escape;
use dorkarta_fuzz::{seeds, start};
use dorkarta_sign::Certificate;
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(init: start::begin(seeds::certificates), |bytes: &[u8]| -> Corpus {
    let Ok(certificate) = Certificate::read(bytes) else { return Corpus::Keep };
    assert!(!certificate.name().trim().is_empty(), "it has no name");
    let mark = certificate.mark();
    for shown in [certificate.name(), &certificate.serial].into_iter().chain(mark.iter().map(|mark| mark.owner.as_str())) {
        assert_eq!(escape(shown), shown, "it steers a terminal");
    }
    // People send certificates in any of these forms.
    if bytes.first() == Some(&0x30) {
        let digits = STANDARD.encode(bytes);
        let pem = format!("-----BEGIN CERTIFICATE-----\r\n{digits}\r\n-----END CERTIFICATE-----\r\n");
        for other in [digits, pem] {
            assert_eq!(Certificate::read(other.as_bytes()), Ok(certificate.clone()));
        }
    }
    Corpus::Keep
});
