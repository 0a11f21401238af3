//! Writing: at every moment the old document or the new one stands there, whole; a signed one is left alone.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::Builder;

use crate::diagnostics::Problem;
use crate::input::reason;

/// Whether a signed document may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// It stays.
    Keep,
    /// It is replaced («--force»).
    Replace,
}

/// Writes a document: to a temporary file beside the target, then moved over it. Makes the folder if needed.
pub fn write(target: &Path, bytes: &[u8], signed: Signed) -> Result<(), Problem> {
    if signed == Signed::Keep && is_signed(target) {
        return Err(Problem::SignedDocument);
    }
    replace(target, bytes).map_err(|error| Problem::CannotWrite { reason: reason(&error) })
}

fn replace(target: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link stays a link: what it points to is replaced.
    let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
    if target.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    fs::create_dir_all(&folder)?;
    let mut builder = Builder::new();
    builder.prefix(".dorkarta-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any program makes files; a temporary file would be for its owner alone.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(&folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

/// Whether a document carries a signature, or one lies beside it.
fn is_signed(target: &Path) -> bool {
    let mut beside = target.as_os_str().to_owned();
    beside.push(".sig");
    if Path::new(&beside).exists() {
        return true;
    }
    // A signature inside a PDF says which bytes it covers, in plain text.
    const MARK: &[u8] = b"/ByteRange";
    fs::read(target).is_ok_and(|bytes| bytes.windows(MARK.len()).any(|window| window == MARK))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a temporary folder")
    }

    #[test]
    fn a_document_is_replaced_and_nothing_else_is_left() {
        let folder = folder();
        let target = folder.path().join("а/б/план.pdf");
        for text in ["раз", "два"] {
            write(&target, text.as_bytes(), Signed::Keep).expect("written");
            assert_eq!(fs::read_to_string(&target).expect("read"), text);
        }
        assert_eq!(fs::read_dir(folder.path().join("а/б")).expect("read").count(), 1);
    }

    #[test]
    fn a_signed_document_stays() {
        let folder = folder();
        let inside = folder.path().join("а.pdf");
        fs::write(&inside, "%PDF … /ByteRange [0 1 2 3] …").expect("written");
        let beside = folder.path().join("б.pdf");
        fs::write(&beside, "%PDF").expect("written");
        fs::write(folder.path().join("б.pdf.sig"), "подпись").expect("written");
        for target in [inside, beside] {
            let before = fs::read(&target).expect("read");
            assert_eq!(write(&target, b"new", Signed::Keep), Err(Problem::SignedDocument));
            assert_eq!(fs::read(&target).expect("read"), before);
            assert_eq!(write(&target, b"new", Signed::Replace), Ok(()));
        }
    }

    #[test]
    fn a_folder_in_the_way_is_told() {
        let folder = folder();
        let problem = write(folder.path(), b"new", Signed::Keep).expect_err("a folder");
        assert_eq!(problem.message(), "документ не записан: по этому пути находится папка");
    }
}
