//! A signing program together with all that it starts: none of it outlives the program when that is stopped, and on Unix
//! not when it ends by itself either.

use std::io;
use std::process::{Child, Command};

#[cfg(unix)]
pub(crate) use unix::Group;
#[cfg(not(unix))]
pub(crate) use windows::Group;

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::os::unix::process::CommandExt;

    use nix::sys::signal::{SigSet, Signal, killpg};
    use nix::unistd::{Pid, getpgrp, tcgetpgrp, tcsetpgrp};

    use super::{Child, Command, io};

    /// The processes of a program. Those that are left when it is dropped are stopped.
    pub(crate) struct Group {
        id: Pid,
        /// The terminal, which is theirs as long as they run: there a person may have to type a PIN.
        terminal: Option<File>,
    }

    impl Group {
        /// Starts a program as the first of a group.
        pub(crate) fn start(command: &mut Command) -> io::Result<(Child, Self)> {
            let child = command.process_group(0).spawn()?;
            let group = Self { id: Pid::from_raw(child.id().cast_signed()), terminal: terminal() };
            if let Some(terminal) = &group.terminal {
                let _ = tcsetpgrp(terminal, group.id);
                // One that asked before it could be answered was halted.
                let _ = killpg(group.id, Signal::SIGCONT);
            }
            Ok((child, group))
        }

        /// Stops all of them.
        pub(crate) fn stop(&self) {
            let _ = killpg(self.id, Signal::SIGKILL);
        }

        /// Stops those that are left after the first one has ended.
        pub(crate) fn end(self) {
            drop(self);
        }
    }

    impl Drop for Group {
        fn drop(&mut self) {
            self.stop();
            if let Some(terminal) = &self.terminal {
                // Who takes a terminal back would be halted for it.
                let halted = SigSet::from(Signal::SIGTTOU);
                let _ = halted.thread_block();
                let _ = tcsetpgrp(terminal, getpgrp());
                let _ = halted.thread_unblock();
            }
        }
    }

    /// The terminal, if there is one and it is ours to give.
    fn terminal() -> Option<File> {
        let terminal = File::open("/dev/tty").ok()?;
        (tcgetpgrp(&terminal) == Ok(getpgrp())).then_some(terminal)
    }
}

#[cfg(not(unix))]
mod windows {
    use std::os::windows::process::CommandExt;
    use std::path::Path;
    use std::process::Stdio;

    use super::{Child, Command, io};

    /// Without a black window that flashes up beside the page.
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;

    /// The processes of a program.
    pub(crate) struct Group {
        id: u32,
    }

    impl Group {
        /// Starts a program.
        pub(crate) fn start(command: &mut Command) -> io::Result<(Child, Self)> {
            let child = command.spawn()?;
            let id = child.id();
            Ok((child, Self { id }))
        }

        /// Stops all of them, as long as the first one runs: later its number may be another's.
        pub(crate) fn stop(&self) {
            // The system's own: no other program of that name.
            let root = std::env::var_os("SystemRoot").unwrap_or_else(|| "C:\\Windows".into());
            let _ = Command::new(Path::new(&root).join("System32").join("taskkill.exe"))
                .args(["/F", "/T", "/PID", &self.id.to_string()])
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .creation_flags(CREATE_NO_WINDOW)
                .status();
        }

        /// After the first one has ended, those that are left are nobody's.
        pub(crate) fn end(self) {}
    }
}
