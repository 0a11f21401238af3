//! Files for a run, in memory.

use dorkarta_core::system::Memory;

/// A file that is read, with what it can name beside it.
pub fn with(name: &str, bytes: &[u8]) -> Memory {
    let mut files = Memory::default();
    files.put("т.xlsx", include_bytes!("../../tests/cases/workbooks/table-only.xlsx"));
    files.put("plan-2023.yaml", include_bytes!("../../input/plan-2023.yaml"));
    files.put(name, bytes);
    files
}
