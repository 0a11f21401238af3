//! `window`: the page beside Excel.

use std::path::Path;

use dorkarta_core::diagnostics::{FileProblem, Problem};
use dorkarta_core::system::{Disk, reason};

use super::args::WindowArgs;
use super::terminal::Terminal;
use super::{Usage, today};
use crate::app::Outcome;
use crate::web::{Lease, Window};

/// Serves the page of a folder until the work ends.
pub(super) fn run(args: &WindowArgs) -> Result<Outcome, Usage> {
    let unreadable = |error: &std::io::Error| {
        let problem = Problem::from(FileProblem::CannotRead { reason: reason(error) });
        Ok(Terminal::failure(&args.folder, problem))
    };
    // All names on the page are those within the folder, as if the commands were given there. It is entered as it is named:
    // on Windows the whole path begins with `\\?\`, which not every program can take that is started there, as one that signs.
    let entered = std::env::set_current_dir(&args.folder).and_then(|()| Path::new(".").canonicalize());
    let folder = match entered {
        Ok(folder) => folder,
        Err(error) => return unreadable(&error),
    };
    Disk::stay_here();
    if let Some(address) = Lease::of_other(&folder) {
        show(&address, args.no_open);
        return Ok(Outcome::Done);
    }
    let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
    let window = match Window::new(args.port, name, today) {
        Ok(window) => window,
        Err(error) => {
            let sentence = format!("порт {} занять не удалось: {}; укажите другой --port", args.port, reason(&error));
            Terminal::error(&sentence);
            return Ok(Outcome::Unavailable);
        }
    };
    let _lease = Lease::take(&folder, &window);
    let _ = ctrlc::set_handler(window.stopper());
    show(&window.address(), args.no_open);
    window.run();
    Ok(Outcome::Done)
}

/// Prints the address, and opens it in the browser.
fn show(address: &str, is_quiet: bool) {
    Terminal::written(Path::new(address));
    if !is_quiet && open::that_detached(address).is_err() {
        Terminal::text("Браузер открыть не удалось: наберите этот адрес сами.\n");
    }
}
