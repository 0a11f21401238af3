//! Any bytes as a YAML file, with a workbook and a plan beside it that it can name.

#![no_main]

use std::path::Path;

use dorkarta_fuzz::{laws, scratch, seeds, start};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: start::begin(seeds::yaml), |bytes: &[u8]| {
    let read = laws::of_file(&scratch::with("план.yaml", bytes), Path::new("план.yaml"));
    laws::other_spellings_agree(&read);
});
