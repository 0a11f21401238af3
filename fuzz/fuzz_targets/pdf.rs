//! Any bytes as a PDF that may carry data.

#![no_main]

use dorkarta_fuzz::scratch::Scratch;
use dorkarta_fuzz::{laws, pdf, seeds, start};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: start::begin(seeds::pdfs), |bytes: &[u8]| {
    Scratch::with(|scratch| {
        let path = scratch.file("план.pdf", bytes);
        laws::other_spellings_agree(&laws::of_file(&path), scratch);
    });
    // What is asked of a document besides its data.
    if let Ok(pdf) = pdf::Pdf::open(bytes.to_vec()) {
        for page in pdf.pages() {
            drop((pdf.page_text(*page), pdf.content(*page)));
        }
    }
});
