//! How much of a PDF is read: generous against real documents, small against files made to do harm.

/// Nesting of lists and dictionaries, and of the tree of pages.
pub(super) const DEPTH: usize = 64;
/// Bytes of one part after it is inflated, and of all object streams together.
pub(super) const INFLATED: usize = 64 * 1024 * 1024;
/// Revisions of a file that was changed by appending.
pub(super) const REVISIONS: usize = 256;
/// Pages of a document.
pub(super) const PAGES: usize = 20_000;
/// Signatures of a document.
pub(super) const SIGNATURES: usize = 100;
/// Bytes that are written again to see whether a document was only signed.
pub(super) const WRITTEN_AGAIN: usize = 512 * 1024 * 1024;
/// Files that a document carries.
pub(super) const ATTACHMENTS: usize = 1000;
