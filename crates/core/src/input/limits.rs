//! How much input the program takes: generous against real plans, small against files made to do harm.

/// Size of a YAML file, in bytes.
pub(super) const YAML_FILE: u64 = 8 * 1024 * 1024;
/// Nesting of lists and records in a YAML file.
pub(super) const YAML_DEPTH: usize = 32;
/// Brackets open at once in a YAML file, counted before it is parsed; unclosed brackets in texts count too, hence the
/// larger figure.
pub(super) const YAML_OPEN_BRACKETS: usize = 512;
/// Keys and values in a YAML file.
pub(super) const YAML_NODES: usize = 200_000;
/// Values repeated by `*name` in a YAML file.
pub(super) const YAML_ALIASES: usize = 400;
/// Bytes of one text.
pub(super) const TEXT: usize = 64 * 1024;
/// Places of lists and records that are looked up exactly; further ones stand at their first scalar.
pub(super) const EXACT_PLACES: usize = 64;
/// Bytes that are read for these places in all: each of them takes a reading of the whole file.
pub(super) const EXACT_BYTES: usize = 16 * 1024 * 1024;
/// Size of a workbook, in bytes.
pub(super) const WORKBOOK_FILE: u64 = 20 * 1024 * 1024;
/// Size of a text document, in bytes.
pub(super) const WORD_FILE: u64 = 20 * 1024 * 1024;
/// Size of a PDF, in bytes.
pub(super) const PDF_FILE: u64 = 64 * 1024 * 1024;
/// Activities of a plan.
pub const ACTIVITIES: usize = 20_000;
/// Columns of a table.
pub const COLUMNS: usize = 60;
