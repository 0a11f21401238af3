//! The page beside Excel for whoever double-clicks: `Доркарта.exe` on Windows, the menu entry on Linux. Like
//! `dorkarta window`, but without a console.

#![cfg_attr(windows, windows_subsystem = "windows")]

use std::ffi::OsString;
use std::process::ExitCode;

/// Without a folder it is the one that the program was started in, on Windows its own.
fn main() -> ExitCode {
    let command = ["dorkarta", "window"].map(OsString::from);
    dorkarta::cli::run(command.into_iter().chain(std::env::args_os().skip(1)))
}
