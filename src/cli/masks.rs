//! Masks with `*` and `?`, which the console of Windows leaves to programs.

use std::ffi::OsString;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Whether a name of the path has signs that stand for others. The prefix of a long path, `\\?\`, is no name.
pub(super) fn is_mask(path: &Path) -> bool {
    path.components().any(|part| matches!(part, Component::Normal(name) if has_wildcard(&name.to_string_lossy())))
}

fn has_wildcard(name: &str) -> bool {
    name.contains(['*', '?'])
}

/// The files that a mask meets, in their order.
pub(super) fn met(mask: &Path) -> Vec<PathBuf> {
    let mut paths = vec![PathBuf::new()];
    for part in mask.components() {
        paths = match part {
            Component::Normal(name) if has_wildcard(&name.to_string_lossy()) => {
                paths.iter().flat_map(|folder| met_in(folder, &name.to_string_lossy())).collect()
            }
            part => paths.iter().map(|path| path.join(part)).collect(),
        };
    }
    paths.retain(|path| path.is_file());
    paths.sort();
    paths
}

/// What a folder has under a mask, but for what programs hide there: their own files, and locks of Excel and Word.
fn met_in(folder: &Path, mask: &str) -> Vec<PathBuf> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let names = fs::read_dir(here).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let is_met = |name: &OsString| {
        let name = name.to_string_lossy();
        let is_hidden = name.starts_with("~$") || (name.starts_with('.') && !mask.starts_with('.'));
        !is_hidden && matches(mask, &name)
    };
    names.filter(is_met).map(|name| folder.join(name)).collect()
}

/// Whether a name is met by a mask, whatever the case. As on Windows, `*.*` meets names without a dot too.
fn matches(mask: &str, name: &str) -> bool {
    let signs = |text: &str| text.to_lowercase().chars().collect::<Vec<_>>();
    let (mask, name) = (signs(if mask == "*.*" { "*" } else { mask }), signs(name));
    let (mut at, mut of) = (0, 0);
    // Where the last `*` stands, and what it has taken so far.
    let mut star: Option<(usize, usize)> = None;
    while at < name.len() {
        match mask.get(of) {
            Some('*') => {
                star = Some((of, at));
                of += 1;
            }
            Some(sign) if *sign == '?' || *sign == name[at] => {
                at += 1;
                of += 1;
            }
            _ => {
                let Some((place, taken)) = star else { return false };
                star = Some((place, taken + 1));
                (at, of) = (taken + 1, place + 1);
            }
        }
    }
    mask[of..].iter().all(|sign| *sign == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_meets_what_it_says() {
        for (mask, names) in [
            ("*", "план.yaml .yaml"),
            ("*.*", "план.yaml план"),
            ("*.YAML", "план.yaml .yaml"),
            ("п*н*.yaml", "план.yaml ПлАН-2023.yaml пн.yaml"),
            ("план-?.xlsx", "план-1.xlsx план-ё.xlsx"),
            ("ш*-*-*", "школа-1-2 ш---"),
        ] {
            for name in names.split(' ') {
                assert!(matches(mask, name), "{mask} {name}");
            }
        }
        for (mask, name) in [("*.yaml", "план.yml"), ("план-?.xlsx", "план-10.xlsx"), ("?", ""), ("п*н", "план.yaml")]
        {
            assert!(!matches(mask, name), "{mask} {name}");
        }
    }

    #[test]
    fn files_are_met_in_their_order_without_hidden_ones() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["б/2.xlsx", "б/1.XLSX", "б/~$1.xlsx", "б/.1.xlsx", "а/3.xlsx", "а/4.yaml", "а/папка.xlsx/5.txt"]
        {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, "").expect("written");
        }
        let found = met(&folder.path().join("*").join("*.xlsx"));
        let names: Vec<_> = found.iter().map(|path| path.strip_prefix(folder.path()).expect("within")).collect();
        assert_eq!(names, ["а/3.xlsx", "б/1.XLSX", "б/2.xlsx"].map(Path::new));
    }
}
