//! A signed document to which revisions are appended: see `revisions`.

#![no_main]

use dorkarta_core::pdf::Pdf;
use dorkarta_fuzz::revisions::Grown;
use dorkarta_fuzz::{seeds, start};
use dorkarta_sign::signed::{self, Finding};
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(init: start::begin(seeds::revisions), |bytes: &[u8]| -> Corpus {
    let grown = Grown::of(bytes);
    let Ok(pdf) = Pdf::open(grown.bytes.clone()) else { return Corpus::Keep };
    let signatures = pdf.signatures();
    let statements = signed::inside(&pdf, None);
    assert_eq!(signatures.len(), statements.len());
    for (signature, statement) in signatures.iter().zip(&statements) {
        let end = signature.as_ref().map_or(0, |signature| signature.end);
        match statement.finding {
            Finding::Whole => assert_eq!(end, grown.bytes.len(), "something follows"),
            Finding::SignedAgain => assert!(grown.others_end <= end, "somebody else wrote behind byte {end}"),
            _ => {}
        }
    }
    let unsigned = signed::unsigned(&pdf);
    if let Some(unsigned) = &unsigned {
        // The end of the last line belongs to nobody.
        let others = grown.bytes.get(unsigned.bytes().len()..grown.others_end).unwrap_or_default();
        assert!(others.trim_ascii().is_empty(), "somebody else wrote into what is left out");
    }
    if grown.is_only_signed() {
        let is_base = unsigned.is_some_and(|unsigned| grown.bytes.starts_with(unsigned.bytes()));
        assert!(is_base, "the document below its signatures is not found");
        assert!(statements.iter().all(|statement| statement.finding.is_good()), "{statements:?}");
    }
    Corpus::Keep
});
