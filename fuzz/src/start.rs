//! How a target begins.

use std::panic;
use std::path::Path;
use std::{env, io, process};

use crate::seeds;

/// Writes the seeds of the target and ends, if `FUZZ_SEEDS` names a folder for them; else sees to it that a panic is a
/// find wherever it is caught. Those of calamine are none: the program expects them and has a guard around it
/// (`input/workbook/xlsx.rs`). Outside of that guard they end the run all the same, by libFuzzer's wrapper.
pub fn begin(own_seeds: fn() -> io::Result<Vec<Vec<u8>>>) {
    if let Some(folder) = env::var_os("FUZZ_SEEDS") {
        let written = seeds::write(own_seeds, Path::new(&folder));
        process::exit(if written.is_ok() { 0 } else { 1 });
    }
    // The hook that libFuzzer's wrapper has set would end the run at once; the default one only prints.
    drop(panic::take_hook());
    let print = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if info.location().is_some_and(|location| location.file().contains("/calamine-")) {
            return;
        }
        print(info);
        process::abort();
    }));
}
