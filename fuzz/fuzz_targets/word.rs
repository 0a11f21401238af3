//! Any bytes as a text document, or as the parts of one, or as its paragraphs and tables: see `package`.

#![no_main]

use std::path::Path;

use dorkarta_core::input::word::{Tracked, open};
use dorkarta_fuzz::{laws, package, scratch, seeds, start};
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(init: start::begin(seeds::documents), |bytes: &[u8]| -> Corpus {
    let Some(document) = package::document(bytes) else { return Corpus::Reject };
    let path = Path::new("план.docx");
    let read = laws::of_file(&scratch::with("план.docx", &document), path);
    laws::cells_are_accounted_for(&read);
    laws::texts_are_accounted_for(&document, &read);
    laws::other_spellings_agree(&read);
    drop(open(&document, Tracked::Reject));
    // It costs as much as all the rest.
    if bytes.len().is_multiple_of(8) {
        laws::remarks_can_be_written(path, read);
    }
    Corpus::Keep
});
