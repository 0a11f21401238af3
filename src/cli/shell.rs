//! Who has started the program, and whose window it is.

use std::io::{self, IsTerminal};

use super::terminal::Terminal;

/// Whether the window is the program's own and closes with it, as that of a file dropped on the program on Windows.
pub(super) fn is_own() -> bool {
    cfg!(windows)
        && io::stdin().is_terminal()
        && io::stderr().is_terminal()
        && !is_of_shell(|name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()))
}

/// Keeps a window of the program's own open until the messages have been read.
pub(super) fn wait_for_reader() {
    if is_own() {
        Terminal::text("\nНажмите Enter, чтобы закрыть окно.");
        let _ = io::stdin().read_line(&mut String::new());
    }
}

/// Whether a shell has started the program, as far as variables tell it: the window is the shell's then and stays. The
/// system would have to be asked past Rust.
fn is_of_shell(variable: impl Fn(&str) -> Option<String>) -> bool {
    // `cmd.exe` and the shells of Unix say so; PowerShell puts the user's own folder before those of the system.
    let is_powershell = || {
        let (modules, home) = (variable("PSModulePath")?, variable("USERPROFILE")?);
        Some(!home.is_empty() && modules.to_lowercase().contains(&home.to_lowercase()))
    };
    ["PROMPT", "SHLVL"].iter().any(|name| variable(name).is_some()) || is_powershell() == Some(true)
}

#[cfg(test)]
mod tests {
    use super::is_of_shell;

    #[test]
    fn a_shell_is_known_by_its_variables() {
        let shell = |variables: &[(&str, &str)]| {
            is_of_shell(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
        };
        const HOME: (&str, &str) = ("USERPROFILE", "C:\\Users\\Анна");
        const SYSTEM: &str = "C:\\Program Files\\WindowsPowerShell\\Modules";
        assert!(shell(&[("PROMPT", "$P$G")]));
        assert!(shell(&[("SHLVL", "1")]));
        assert!(shell(&[HOME, ("PSModulePath", &format!("c:\\users\\анна\\Documents\\Modules;{SYSTEM}"))]));
        // The desktop.
        assert!(!shell(&[HOME, ("PSModulePath", SYSTEM)]));
        assert!(!shell(&[]));
    }
}
