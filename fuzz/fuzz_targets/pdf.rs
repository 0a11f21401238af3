//! Any bytes as a PDF that may carry data.

#![no_main]

use std::path::Path;

use dorkarta_core::pdf::Pdf;
use dorkarta_fuzz::{laws, scratch, seeds, start};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: start::begin(seeds::pdfs), |bytes: &[u8]| {
    let read = laws::of_file(&scratch::with("план.pdf", bytes), Path::new("план.pdf"));
    laws::other_spellings_agree(&read);
    // What is asked of a document besides its data.
    if let Ok(pdf) = Pdf::open(bytes.to_vec()) {
        for page in pdf.pages() {
            drop((pdf.page_text(*page), pdf.content(*page)));
        }
    }
});
