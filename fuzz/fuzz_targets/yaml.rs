//! Any bytes as a YAML file, with a workbook and a plan beside it that it can name.

#![no_main]

use dorkarta_fuzz::scratch::Scratch;
use dorkarta_fuzz::{laws, seeds, start};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: start::begin(seeds::yaml), |bytes: &[u8]| {
    Scratch::with(|scratch| {
        let path = scratch.file("план.yaml", bytes);
        let read = laws::of_file(&path);
        laws::other_spellings_agree(&read, scratch);
    });
});
