//! The zip file that a text document is. Only the parts that are asked for are inflated, so that pictures cost nothing; what
//! is inflated is counted on the way, since headers can lie.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::fault::{bad, broken, too_large};
use crate::diagnostics::{Problem, WordProblem};
use crate::input::workbook::in_utf8;

/// Bytes of one part when inflated.
const PART: u64 = 64 * 1024 * 1024;
/// Bytes of all parts together when inflated.
const WHOLE: u64 = 2 * PART;
/// Parts of a file.
const PARTS: usize = 10_000;
const MEGABYTE: u64 = 1024 * 1024;

/// An open zip file.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Positions of the parts by their names in lower case, as programs differ in them.
    names: HashMap<String, usize>,
    /// Bytes that may still be inflated.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens a zip file.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| problem(&error))?;
        if zip.len() > PARTS {
            return Err(too_large("частей", PARTS as u64));
        }
        let names = zip.file_names().zip(0..).map(|(name, at)| {
            let name = name.map_err(|error| problem(&error))?;
            Ok((name.replace('\\', "/").to_lowercase(), at))
        });
        let names = names.collect::<Result<_, Problem>>()?;
        Ok(Self { zip, names, left: WHOLE })
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&name.to_lowercase())
    }

    /// The names of the parts in a folder, in lower case and in their order.
    pub(super) fn names_in(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = self.names.keys().filter(|name| name.starts_with(folder)).cloned().collect();
        names.sort();
        names
    }

    /// The bytes of a part, inflated.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        let Some(&at) = self.names.get(&name.to_lowercase()) else { return Ok(None) };
        let part = self.zip.by_index(at).map_err(|error| problem(&error))?;
        let mut bytes = Vec::new();
        part.take(PART.min(self.left) + 1).read_to_end(&mut bytes).map_err(|_| broken())?;
        let size = bytes.len() as u64;
        if size > PART {
            return Err(too_large("мегабайт в одной части после распаковки", PART / MEGABYTE));
        }
        self.left =
            self.left.checked_sub(size).ok_or_else(|| too_large("мегабайт после распаковки", WHOLE / MEGABYTE))?;
        Ok(Some(bytes))
    }

    /// A part as text; `None` if it is not there.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let Some(bytes) = self.part(name)? else { return Ok(None) };
        String::from_utf8(in_utf8(bytes)).map(Some).map_err(|_| broken())
    }
}

fn problem(error: &ZipError) -> Problem {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => WordProblem::Password.into(),
        ZipError::UnsupportedArchive(_) => bad("он сжат способом, который не поддерживается"),
        _ => broken(),
    }
}
