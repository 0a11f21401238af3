//! `dorkarta`: parse, call, print, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    dorkarta::cli::run(std::env::args_os())
}
