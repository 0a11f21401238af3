//! Which file a signing program is: never one that merely lies beside this program or in the current folder, where anybody
//! may have put it.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Where КриптоПро puts its programs, which its installer does not add to `PATH`.
const FOLDERS: &[&str] = if cfg!(windows) {
    &["C:\\Program Files\\Crypto Pro\\CSP", "C:\\Program Files (x86)\\Crypto Pro\\CSP"]
} else {
    &["/opt/cprocsp/bin/amd64", "/opt/cprocsp/bin/ia32"]
};

/// The file of a program as it is named: a path as it is, a bare name where programs are kept. `None` if there is none.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    find_in(name, &env::var_os("PATH").unwrap_or_default(), FOLDERS)
}

fn find_in(name: &str, path: &OsStr, known: &[&str]) -> Option<PathBuf> {
    let named = Path::new(name);
    if named.file_name() != Some(named.as_os_str()) {
        return Some(named.to_owned());
    }
    // A folder that is not named from its root is the current one or stands in it.
    let folders = env::split_paths(path).filter(|folder| folder.is_absolute());
    folders.chain(known.iter().map(PathBuf::from)).map(|folder| folder.join(file_name(named))).find(|file| runs(file))
}

/// The name of a program's file: on Windows an ending may be left out.
fn file_name(name: &Path) -> PathBuf {
    match cfg!(windows) && name.extension().is_none() {
        true => name.with_extension("exe"),
        false => name.to_owned(),
    }
}

#[cfg(unix)]
fn runs(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn runs(file: &Path) -> bool {
    file.is_file()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_bare_name_is_looked_for_where_programs_are_kept_and_nowhere_else() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, mode: u32| {
            let file = folder.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, "").unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            file
        };
        let (first, known) = (put("a/cryptcp", 0o644), put("csp/cryptcp", 0o755));
        let path = env::join_paths([first.parent().unwrap(), Path::new("."), Path::new("")]).unwrap();
        let folders = [known.parent().unwrap().to_str().unwrap()];
        // The first one is no program.
        assert_eq!(find_in("cryptcp", &path, &folders), Some(known.clone()));
        assert_eq!(find_in("cryptcp", &path, &[]), None);
        let path = env::join_paths([known.parent().unwrap()]).unwrap();
        assert_eq!(find_in("cryptcp", &path, &[]), Some(known));
        // `Cargo.toml` stands in the folder in which tests are run.
        assert!(Path::new("Cargo.toml").exists());
        assert_eq!(find_in("Cargo.toml", OsStr::new(".:"), &[]), None);
        for path in ["./sign.sh", "/usr/bin/openssl", "tools/sign"] {
            assert_eq!(find_in(path, OsStr::new(""), &[]), Some(path.into()));
        }
    }
}
