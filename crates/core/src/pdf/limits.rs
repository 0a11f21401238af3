//! How much of a PDF is read: generous against real documents, small against files made to do harm.

/// Nesting of lists and dictionaries, and of the tree of names.
pub(super) const DEPTH: usize = 64;
/// Bytes of one part after it is inflated, and of all object streams together.
pub(super) const INFLATED: usize = 64 * 1024 * 1024;
/// Revisions of a file that was changed by appending.
pub(super) const REVISIONS: usize = 256;
/// Objects that the tables name, or that were packed together; besides, never more than the file has bytes.
pub(super) const OBJECTS: usize = 2_000_000;
/// Values of one object, or operands of one operator, with all that is nested in them.
pub(super) const VALUES: usize = 1_000_000;
/// Pages of a document.
pub(super) const PAGES: usize = 20_000;
/// Fields of a form.
pub(super) const FIELDS: usize = 20_000;
/// Signatures of a document.
pub(super) const SIGNATURES: usize = 100;
/// Bytes of one signature.
pub(super) const SIGNATURE: usize = 1024 * 1024;
/// Bytes that are written again to see whether a document was only signed.
pub(super) const WRITTEN_AGAIN: usize = 512 * 1024 * 1024;
/// Files that a document carries.
pub(super) const ATTACHMENTS: usize = 1000;

/// Steps of work that all readers of a file may cause together, of about a nanosecond each: a plan of 1500 activities
/// takes a twentieth of them.
pub(super) const WORK: u64 = 1 << 31;
/// Steps for a byte that is inflated or copied.
pub(super) const BYTE_INFLATED: u64 = 4;
/// Steps for a byte of objects or of a page's content that is read.
pub(super) const BYTE_READ: u64 = 8;
/// Steps for a row of a table of cross-references.
pub(super) const ROW_OF_TABLE: u64 = 64;
/// Steps for each of the values of an object.
pub(super) const VALUE_READ: u64 = 32;
/// Steps for an object that is looked up.
pub(super) const OBJECT_READ: u64 = 256;
/// Steps for an operator of a page's content.
pub(super) const OPERATOR: u64 = 32;
/// Steps for what an operator leaves to be kept: a mark, a turn of the page.
pub(super) const KEPT: u64 = 512;
/// Steps for the meaning of a code.
pub(super) const MEANING: u64 = 1024;
/// Steps for a byte of text that is made.
pub(super) const BYTE_OF_TEXT: u64 = 64;
/// Steps for a byte that a digest is reckoned of.
pub(super) const BYTE_DIGESTED: u64 = 3;
