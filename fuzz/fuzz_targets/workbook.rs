//! Any bytes as a workbook, or as the parts or sheets of one: see `package`.

#![no_main]

use dorkarta_fuzz::scratch::Scratch;
use dorkarta_fuzz::{laws, package, seeds, start};
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(init: start::begin(seeds::workbooks), |bytes: &[u8]| -> Corpus {
    let Some(workbook) = package::workbook(bytes) else { return Corpus::Reject };
    Scratch::with(|scratch| {
        let path = scratch.file("план.xlsx", &workbook);
        let read = laws::of_file(&path);
        if let Some((&package::SHEETS, text)) = bytes.split_first() {
            laws::nothing_is_lost(&package::sheets(std::str::from_utf8(text).unwrap_or_default()), &read);
        }
        laws::other_spellings_agree(&read, scratch);
        // It costs as much as all the rest.
        if bytes.len().is_multiple_of(8) {
            laws::remarks_can_be_written(&path, read);
        }
    });
    Corpus::Keep
});
