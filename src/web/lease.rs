//! One page for a folder: who starts a second one is shown the first.
//!
//! A file of the user's own, beside the settings, says where the page of a folder is. It is believed only after the server
//! there has proven that it knows what else stands in it: the port may meanwhile belong to anybody.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use dorkarta_core::domain::fingerprint;
use dorkarta_sign::settings_file;
use serde::{Deserialize, Serialize};

use super::guard::{Guard, PROOF};
use super::server::Window;

/// How long the server of another start may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// What the file says.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Note {
    port: u16,
    address: String,
    secret: String,
}

/// That this start serves the page of a folder. Ends when it is dropped.
#[derive(Debug)]
pub struct Lease(PathBuf);

impl Lease {
    /// The address of a page of the folder that another start serves.
    pub fn of_other(folder: &Path) -> Option<String> {
        let note: Note = serde_json::from_slice(&fs::read(path(folder)?).ok()?).ok()?;
        proves_itself(&note)?.then_some(note.address)
    }

    /// Notes down where the page of a folder is. `None` if that cannot be; a second start then serves another page.
    pub fn take(folder: &Path, window: &Window) -> Option<Self> {
        let path = path(folder)?;
        fs::create_dir_all(path.parent()?).ok()?;
        let guard = window.guard();
        let note = Note { port: window.port(), address: window.address(), secret: guard.secret().to_owned() };
        let mut file = tempfile::Builder::new().tempfile_in(path.parent()?).ok()?;
        file.write_all(&serde_json::to_vec(&note).ok()?).ok()?;
        file.persist(&path).ok()?;
        Some(Self(path))
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// The file for a folder, in a folder that is the user's own.
fn path(folder: &Path) -> Option<PathBuf> {
    let name = format!("window-{:016x}.json", fingerprint(&folder.to_string_lossy()));
    Some(settings_file()?.parent()?.join(name))
}

/// Whether the server of a note knows its secret, which is not told to it.
fn proves_itself(note: &Note) -> Option<bool> {
    let nonce = Guard::random().ok()?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, note.port));
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.set_write_timeout(Some(PATIENCE)).ok()?;
    write!(stream, "GET /{PROOF}?nonce={nonce} HTTP/1.1\r\nHost: {address}\r\n\r\n").ok()?;
    let mut answer = String::new();
    stream.take(4096).read_to_string(&mut answer).ok()?;
    let (_, body) = answer.split_once("\r\n\r\n")?;
    Some(body.trim() == Guard::proof(&note.secret, &nonce))
}
