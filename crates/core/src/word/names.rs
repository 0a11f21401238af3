//! How a copy says what it was made from: the names that the writer gives and whoever reads a copy that came back looks
//! for. All of them are kept by Word; LibreOffice keeps them through .docx, and all but the data through .odt.
//!
//! | what | where | says |
//! |---|---|---|
//! | data | [`DATA_PART`], in an element [`DATA_ELEMENT`] of [`NAMESPACE`] | the text of `carried::write`, as in a PDF |
//! | [`DATA_DIGEST`] | custom property | SHA-256 of that text: whether the data are those that the copy was written with |
//! | [`EDITION`] | custom property | [`Plan::fingerprint`](crate::domain::Plan::fingerprint) of the plan, of amendments that of the new edition |
//! | [`TEXT_DIGEST`] | custom property | SHA-256 of [`DOCUMENT_PART`]: whether anybody has saved the copy since |
//! | [`bookmark`] | around the text of each activity's name | which activity of that edition the row is |

/// The part with the text.
pub const DOCUMENT_PART: &str = "word/document.xml";
/// The part with the data.
pub const DATA_PART: &str = "customXml/item1.xml";
/// Of the element that holds the data.
pub const NAMESPACE: &str = "urn:dorkarta:data";
/// The root of [`DATA_PART`]; its text is what `carried::write` gives.
pub const DATA_ELEMENT: &str = "data";
/// The custom property with the digest of the data, in hexadecimal figures.
pub const DATA_DIGEST: &str = "dorkarta-data";
/// The custom property with the edition.
pub const EDITION: &str = "dorkarta-edition";
/// The custom property with the digest of the text, in hexadecimal figures.
pub const TEXT_DIGEST: &str = "dorkarta-text";
/// How all bookmarks of ours begin. Word hides those that begin with an underscore.
pub const BOOKMARK: &str = "_dk_";

/// The bookmark of an activity: its edition, and its place in that edition, from 1. Names of bookmarks have at most 40
/// signs: Latin letters, figures, underscores.
pub fn bookmark(edition: &str, place: usize) -> String {
    format!("{BOOKMARK}{edition}_{place}")
}
