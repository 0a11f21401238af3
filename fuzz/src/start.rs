//! How a target begins.

use std::path::Path;
use std::{env, io, process};

use crate::seeds;

/// Writes the seeds of the target and ends, if `FUZZ_SEEDS` names a folder for them.
pub fn begin(own_seeds: fn() -> io::Result<Vec<Vec<u8>>>) {
    if let Some(folder) = env::var_os("FUZZ_SEEDS") {
        let written = seeds::write(own_seeds, Path::new(&folder));
        process::exit(if written.is_ok() { 0 } else { 1 });
    }
}
