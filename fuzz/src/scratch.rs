//! Files for a run: the program reads files, and so does the fuzzer.

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use tempfile::TempDir;

/// A folder with a file that is read, and what it can name.
pub struct Scratch {
    folder: TempDir,
}

impl Scratch {
    /// Runs with the folder of this process.
    pub fn with(run: impl FnOnce(&Self)) {
        static SCRATCH: LazyLock<Scratch> = LazyLock::new(|| {
            let scratch = Scratch { folder: tempfile::tempdir().expect("a temporary folder") };
            scratch.file("т.xlsx", include_bytes!("../../tests/cases/workbooks/table-only.xlsx"));
            scratch.file("plan-2023.yaml", include_bytes!("../../input/plan-2023.yaml"));
            scratch
        });
        run(&SCRATCH);
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file.
    pub fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).expect("a scratch file");
        path
    }
}
