//! Any bytes as the file of a signature, beside the document that those of the tests are for.

#![no_main]

use std::sync::LazyLock;

use dorkarta_fuzz::{seeds, start};
use dorkarta_sign::{Certificate, Signature, Verdict, accept, signed};
use libfuzzer_sys::{Corpus, fuzz_target};

static CERTIFICATES: LazyLock<Vec<Certificate>> = LazyLock::new(|| {
    let files = seeds::certificates().expect("the files of the repository");
    files.iter().filter_map(|file| Certificate::read(file).ok()).collect()
});

fuzz_target!(init: start::begin(seeds::signatures), |bytes: &[u8]| -> Corpus {
    let document = seeds::SIGNED_DOCUMENT;
    let Some(signature) = Signature::read(bytes) else { return Corpus::Reject };
    // It costs as much as all the rest.
    if bytes.len().is_multiple_of(8) {
        assert!(!signed::beside(document, "план.pdf.sig".into(), bytes, None).is_empty(), "a signature of nobody");
    }
    let again = Signature::read(signature.der()).expect("what is kept is a signature");
    assert_eq!(again.der(), signature.der(), "what is kept is kept otherwise");
    assert_eq!((again.is_detached, again.signers.len()), (signature.is_detached, signature.signers.len()));
    // ГОСТ takes a hundred times as long as the others.
    let is_slow = signature.signers.iter().any(|signer| format!("{:?}", signer.digest).contains("Gost"));
    if is_slow && !bytes.len().is_multiple_of(16) {
        return Corpus::Keep;
    }
    for signer in &signature.signers {
        let verdict = signer.judge(document);
        assert_ne!(signer.judge(b"other"), Verdict::Right, "it is right for anything");
        // Nobody has the keys but who made the files of the tests.
        if verdict == Verdict::Right && signer.binds_certificate() {
            assert!(signer.certificate.as_ref().is_some_and(|its| CERTIFICATES.contains(its)), "it is forged");
        }
    }
    for certificate in CERTIFICATES.iter() {
        if let Ok(kept) = accept(bytes, document, certificate) {
            assert_eq!(accept(&kept, document, certificate).as_ref(), Ok(&kept), "what was accepted is refused");
            assert!(accept(&kept, b"other", certificate).is_err(), "it is accepted for anything");
        }
    }
    Corpus::Keep
});
