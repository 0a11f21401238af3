//! The zip file that a modern workbook is: opened only after all of it was inflated and counted.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{Cursor, Read};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
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
    zip: ZipArchive<Cursor<Cow<'a, [u8]>>>,
    /// Positions of the parts by their names in lower case, as programs differ in them.
    names: HashMap<String, usize>,
}

impl<'a> Package<'a> {
    /// Opens a zip file and inflates all of it once, to count.
    pub(super) fn open(bytes: Cow<'a, [u8]>) -> Result<Self, Problem> {
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

    /// The bytes of a part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        let Some(&at) = self.names.get(&name.to_lowercase()) else { return Ok(None) };
        let part = self.zip.by_index(at).map_err(|error| problem(&error))?;
        let mut bytes = Vec::new();
        part.take(PART + 1).read_to_end(&mut bytes).map_err(|_| broken())?;
        let is_xml = [".xml", ".rels"].iter().any(|ending| name.to_lowercase().ends_with(ending));
        Ok(Some(if is_xml { in_utf8(bytes) } else { bytes }))
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

/// XML in UTF-8: it may also be in UTF-16, or in what its declaration names.
pub(in crate::input) fn in_utf8(part: Vec<u8>) -> Vec<u8> {
    let encoding = Encoding::for_bom(&part).map(|(encoding, _)| encoding).or_else(|| match part.as_slice() {
        [b'<', 0, ..] => Some(UTF_16LE),
        [0, b'<', ..] => Some(UTF_16BE),
        _ => declared(&part),
    });
    let Some(encoding) = encoding else { return part };
    let text = encoding.decode_with_bom_removal(&part).0;
    // What the declaration says of the encoding holds no more.
    let text = text.strip_prefix("<?xml").and_then(|text| text.split_once("?>")).map_or(&*text, |(_, rest)| rest);
    text.as_bytes().to_vec()
}

/// The encoding that `<?xml version="1.0" encoding="windows-1251"?>` names.
fn declared(part: &[u8]) -> Option<&'static Encoding> {
    let head = str::from_utf8(part.get(..part.iter().position(|byte| *byte == b'>')?.min(200))?).ok()?;
    let name = head.strip_prefix("<?xml")?.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let name = name.split(['"', '\'']).nth(1)?;
    let encoding = Encoding::for_label(name.as_bytes()).filter(|encoding| *encoding != UTF_8)?;
    // What could be read so far is in no encoding that begins otherwise, whatever it claims.
    Some(if encoding.is_ascii_compatible() { encoding } else { UTF_8 })
}

/// What a part says of another one.
#[derive(Debug, Clone, Default)]
pub(super) struct Related {
    /// What it is: an address whose last word tells it.
    kind: String,
    /// Where it stands.
    pub(super) target: String,
}

impl Related {
    /// Whether it is of that kind.
    pub(super) fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }

    /// Whether it is a sheet with cells: none of a chart, a dialog or macros.
    pub(super) fn is_worksheet(&self) -> bool {
        self.is("worksheet")
    }
}

/// A part's relationships, by their identifiers.
pub(super) fn relationships(part: &[u8]) -> Result<HashMap<String, Related>, Problem> {
    let mut reader = xml(part);
    let mut related = HashMap::new();
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                if let (Some(id), Some(target)) = (attribute(&element, "Id"), attribute(&element, "Target")) {
                    let kind = attribute(&element, "Type").unwrap_or_default();
                    related.insert(id, Related { kind, target });
                }
            }
            Event::Eof => return Ok(related),
            _ => {}
        }
    }
}

/// The part that a target names, as seen from a folder.
pub(in crate::input) fn beside(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_may_be_in_any_encoding_of_xml() {
        let text = |encoding: &str| format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?><а>№ 5</а>");
        let utf16 = |with_mark: bool, bytes: fn(u16) -> [u8; 2]| {
            let text = text("UTF-16");
            let units = with_mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
            units.flat_map(bytes).collect::<Vec<u8>>()
        };
        for with_mark in [true, false] {
            for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
                assert_eq!(in_utf8(utf16(with_mark, bytes)), "<а>№ 5</а>".as_bytes());
            }
        }
        let windows_1251 = encoding_rs::WINDOWS_1251.encode(&text("windows-1251")).0.into_owned();
        assert_eq!(in_utf8(windows_1251), "<а>№ 5</а>".as_bytes());
        assert_eq!(in_utf8(text("utf-16").into_bytes()), "<а>№ 5</а>".as_bytes());
        for kept in [text("UTF-8"), "<а>№</а>".into()] {
            assert_eq!(in_utf8(kept.clone().into_bytes()), kept.into_bytes());
        }
    }

    #[test]
    fn targets_are_found_from_their_folder() {
        for (folder, target, part) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "../xl/./styles.xml", "xl/styles.xml"),
            ("", "xl\\workbook.xml", "xl/workbook.xml"),
            ("", "../../x.xml", "x.xml"),
        ] {
            assert_eq!(beside(folder, target), part);
        }
    }
}
