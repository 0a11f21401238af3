//! Any bytes as a workbook, or as the parts or sheets of one: see `package`.

#![no_main]

use std::path::Path;

use dorkarta_fuzz::{laws, package, scratch, seeds, start};
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(init: start::begin(seeds::workbooks), |bytes: &[u8]| -> Corpus {
    let Some(workbook) = package::workbook(bytes) else { return Corpus::Reject };
        let path = Path::new("план.xlsx");
        let read = laws::of_file(&scratch::with("план.xlsx", &workbook), path);
        laws::cells_are_accounted_for(&read);
        laws::other_spellings_agree(&read);
        // It costs as much as all the rest.
        if bytes.len().is_multiple_of(8) {
            laws::remarks_can_be_written(path, read);
        }
    Corpus::Keep
});
