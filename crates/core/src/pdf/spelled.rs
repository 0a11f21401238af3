//! Dictionaries as they are spelled in the file: what is written again keeps the text that it had.

use std::ops::Range;

use super::object::{Lexer, Object};

/// Where a part begins.
pub(super) fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

/// The text of the newest trailer: that of the table at an offset, which may be a stream.
pub(super) fn trailer(bytes: &[u8], table: usize) -> Option<&[u8]> {
    let start = bytes.get(table..)?.trim_ascii_start();
    let mark: &[u8] = if start.starts_with(b"xref") { b"trailer" } else { b"obj" };
    only_object(start.get(find(start, mark)? + mark.len()..)?)
}

/// What every trailer of a file says alike, out of the text of one.
pub(super) fn kept_of_trailer(trailer: &[u8]) -> Option<Vec<u8>> {
    let mut kept = Vec::new();
    for key in ["Root", "Info", "ID"] {
        if let Some(range) = entry(trailer, key)? {
            kept.extend(format!("/{key} ").into_bytes());
            kept.extend(&trailer[range]);
        }
    }
    Some(kept)
}

/// The text of the object that bytes begin with.
pub(super) fn only_object(bytes: &[u8]) -> Option<&[u8]> {
    let start = bytes.iter().position(|byte| *byte == b'<')?;
    let mut lexer = Lexer::new(bytes, start);
    lexer.object()?;
    bytes.get(start..lexer.at())
}

/// Where the value of a key stands in the text of a dictionary; the inner `None` if there is no such key.
pub(super) fn entry(dict: &[u8], wanted: &str) -> Option<Option<Range<usize>>> {
    let mut lexer = Lexer::new(dict, dict.starts_with(b"<<").then_some(2)?);
    loop {
        let Some(key) = lexer.object() else {
            // Nothing is left but the end.
            return (dict.get(lexer.at()..)?.trim_ascii() == b">>").then_some(None);
        };
        let Object::Name(key) = key else { return None };
        lexer.skip_blanks();
        let start = lexer.at();
        lexer.object()?;
        if key == wanted.as_bytes() {
            return Some(Some(start..lexer.at()));
        }
    }
}

/// The text of a dictionary with another value of a key.
pub(super) fn with_entry(dict: &[u8], key: &str, value: &[u8]) -> Option<Vec<u8>> {
    Some(match entry(dict, key)? {
        Some(range) => [&dict[..range.start], value, &dict[range.end..]].concat(),
        None => {
            let head = dict.strip_suffix(b">>")?;
            [head, format!("/{key} ").as_bytes(), value, b">>"].concat()
        }
    })
}
