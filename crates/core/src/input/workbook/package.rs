//! The zip file that a modern workbook is: opened only after all of it was inflated and counted.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use super::fault::{bad, broken};
use crate::diagnostics::{Problem, WorkbookProblem};

/// Bytes of one part when inflated. Headers do not count: they can lie.
const PART: u64 = 64 * 1024 * 1024;
/// Bytes of all parts together when inflated.
const WHOLE: u64 = 2 * PART;
const MEGABYTE: u64 = 1024 * 1024;

/// A zip file whose parts are known to be of bearable size.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Positions of the parts by their names in lower case, as programs differ in them.
    names: HashMap<String, usize>,
}

impl<'a> Package<'a> {
    /// Opens a zip file and inflates all of it once, to count.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| problem(&error))?;
        let mut names = HashMap::new();
        let mut whole = 0;
        for at in 0..zip.len() {
            let part = zip.by_index(at).map_err(|error| problem(&error))?;
            let name = part.name().map_err(|error| problem(&error))?.replace('\\', "/").to_lowercase();
            whole += count(part)?;
            if whole > WHOLE {
                return Err(WorkbookProblem::TooLarge {
                    what: "мегабайт после распаковки", limit: WHOLE / MEGABYTE
                }
                .into());
            }
            names.insert(name, at);
        }
        Ok(Self { zip, names })
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&name.to_lowercase())
    }

    /// Whether a part stands in this folder.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        self.names.keys().any(|name| name.starts_with(folder))
    }

    /// The names of all parts, in lower case.
    pub(super) fn names(&self) -> Vec<String> {
        self.names.keys().cloned().collect()
    }

    /// The bytes of a part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        let Some(&at) = self.names.get(&name.to_lowercase()) else { return Ok(None) };
        let part = self.zip.by_index(at).map_err(|error| problem(&error))?;
        let mut bytes = Vec::new();
        part.take(PART + 1).read_to_end(&mut bytes).map_err(|_| broken())?;
        Ok(Some(bytes))
    }

    /// The bytes of a part without which a workbook cannot be read.
    pub(super) fn needed(&mut self, name: &str) -> Result<Vec<u8>, Problem> {
        self.part(name)?.ok_or_else(broken)
    }
}

/// The size of a part when inflated.
fn count(part: impl Read) -> Result<u64, Problem> {
    let size = std::io::copy(&mut part.take(PART + 1), &mut std::io::sink()).map_err(|_| broken())?;
    match size {
        size if size > PART => Err(WorkbookProblem::TooLarge {
            what: "мегабайт в одной части после распаковки",
            limit: PART / MEGABYTE,
        }
        .into()),
        size => Ok(size),
    }
}

fn problem(error: &ZipError) -> Problem {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => {
            Problem::from(WorkbookProblem::Password)
        }
        ZipError::UnsupportedArchive(_) => bad("она сжата способом, который не поддерживается"),
        _ => broken(),
    }
}

/// An XML reader over a part, set up as all formats need it: `<a/>` is read as `<a></a>`.
pub(super) fn xml(part: &[u8]) -> quick_xml::Reader<&[u8]> {
    let mut reader = quick_xml::Reader::from_reader(part);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    reader
}

/// The value of an attribute.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// Adds the sign of an entity such as `&amp;` or `&#8470;` to a text; unknown ones become `�`.
pub(super) fn push_entity(entity: &BytesRef<'_>, text: &mut String) {
    let sign = match entity.resolve_char_ref() {
        Ok(Some(sign)) => sign,
        _ => match entity.xml10_content().as_ref() {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => char::REPLACEMENT_CHARACTER,
        },
    };
    text.push(sign);
}

/// The targets of a part's relationships, by their identifiers.
pub(super) fn relationships(part: &[u8]) -> Result<HashMap<String, String>, Problem> {
    let mut reader = xml(part);
    let mut targets = HashMap::new();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| broken())? {
            Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                if let (Some(id), Some(target)) = (attribute(&element, "Id"), attribute(&element, "Target")) {
                    targets.insert(id, target);
                }
            }
            Event::Eof => return Ok(targets),
            _ => {}
        }
    }
}
