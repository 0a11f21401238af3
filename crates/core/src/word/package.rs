//! The parts of a document, and the file that holds them: the same bytes whenever and wherever it is written.

use std::io::{Cursor, Read, Write};

use sha2::{Digest, Sha256};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

use super::body::{FIRST_HEADER_ID, HEADER_ID, RELATIONS, picture_id};
use super::names::{DATA_DIGEST, DATA_ELEMENT, DATA_PART, DOCUMENT_PART, EDITION, NAMESPACE, TEXT_DIGEST};
use super::sheet::Sheet;
use super::styles;
use super::xml::{Xml, holds};
use crate::carried::PROGRAM;
use crate::view::DocumentInfo;

const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument";
const PROPERTIES: &str = "docProps/custom.xml";
/// How the part with the data is known to the program that opens the document; any number that is always the same.
const DATA_ID: &str = "{D0C4A27A-0001-4B1D-8A37-70D0CA270001}";

/// What a file is made of.
pub(super) struct Content<'a> {
    pub(super) about: &'a DocumentInfo,
    pub(super) document: Vec<u8>,
    /// PNG pictures.
    pub(super) pictures: &'a [Vec<u8>],
    /// What `carried::write` gave.
    pub(super) data: Option<&'a str>,
    pub(super) edition: &'a str,
}

/// The bytes of the file.
pub(super) fn package(content: Content<'_>, sheet: &Sheet<'_>) -> Result<Vec<u8>, ZipError> {
    let Content { about, document, pictures, data, edition } = content;
    let data = data.map(spelled);
    let data = data.as_deref();
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), content_types(data.is_some())),
        ("_rels/.rels".to_owned(), package_relations()),
        ("docProps/core.xml".to_owned(), core(about)),
        ("docProps/app.xml".to_owned(), app()),
        (PROPERTIES.to_owned(), custom(data, edition, &document)),
        (DOCUMENT_PART.to_owned(), document),
        ("word/_rels/document.xml.rels".to_owned(), document_relations(pictures.len(), data.is_some())),
        ("word/styles.xml".to_owned(), styles::styles(sheet)),
        ("word/settings.xml".to_owned(), styles::settings()),
        ("word/header1.xml".to_owned(), styles::header(true)),
        ("word/header2.xml".to_owned(), styles::header(false)),
    ];
    parts.extend(pictures.iter().enumerate().map(|(at, bytes)| (format!("word/{}", picture(at)), bytes.clone())));
    if let Some(data) = data {
        let item = "customXml";
        parts.push((DATA_PART.to_owned(), carried(data)));
        parts.push((format!("{item}/itemProps1.xml"), data_properties()));
        parts.push((
            format!("{item}/_rels/item1.xml.rels"),
            relations(&[("rId1", &format!("{RELATIONS}/customXmlProps"), "itemProps1.xml")]),
        ));
    }
    zipped(&parts)
}

/// Whether a document for Word is as it was written: nobody has saved it since.
pub fn is_untouched(bytes: &[u8]) -> bool {
    /// No plan is longer.
    const LIMIT: u64 = 256 * 1024 * 1024;
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    let mut part = |name: &str| {
        let mut bytes = Vec::new();
        zip.by_name(name).ok()?.take(LIMIT).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    };
    let (Some(document), Some(properties)) = (part(DOCUMENT_PART), part(PROPERTIES)) else { return false };
    let told = format!("{TEXT_DIGEST}\"><vt:lpwstr>{}<", digest(&document));
    String::from_utf8_lossy(&properties).contains(&told)
}

fn zipped(parts: &[(String, Vec<u8>)]) -> Result<Vec<u8>, ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // No clock, and no rights of the machine that it was written on.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// SHA-256 in hexadecimal figures.
fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where a picture stands, within the folder of the document.
fn picture(at: usize) -> String {
    format!("media/chart{}.png", at + 1)
}

fn content_types(has_data: bool) -> Vec<u8> {
    let word = format!("{CONTENT_TYPE}.wordprocessingml");
    Xml::part("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))], |xml| {
        let usual = [
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("png", "image/png"),
        ];
        for (ending, kind) in usual {
            xml.empty("Default", &[("Extension", ending), ("ContentType", kind)]);
        }
        let mut own = vec![
            ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml".to_owned()),
            ("/docProps/app.xml", format!("{CONTENT_TYPE}.extended-properties+xml")),
            ("/docProps/custom.xml", format!("{CONTENT_TYPE}.custom-properties+xml")),
            ("/word/document.xml", format!("{word}.document.main+xml")),
            ("/word/styles.xml", format!("{word}.styles+xml")),
            ("/word/settings.xml", format!("{word}.settings+xml")),
            ("/word/header1.xml", format!("{word}.header+xml")),
            ("/word/header2.xml", format!("{word}.header+xml")),
        ];
        if has_data {
            own.push(("/customXml/itemProps1.xml", format!("{CONTENT_TYPE}.customXmlProperties+xml")));
        }
        for (part, kind) in own {
            xml.empty("Override", &[("PartName", part), ("ContentType", &kind)]);
        }
    })
}

fn relations(relations: &[(&str, &str, &str)]) -> Vec<u8> {
    Xml::part("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))], |xml| {
        for (id, kind, target) in relations {
            xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
        }
    })
}

fn package_relations() -> Vec<u8> {
    relations(&[
        ("rId1", &format!("{RELATIONS}/officeDocument"), DOCUMENT_PART),
        ("rId2", &format!("{PACKAGE}/relationships/metadata/core-properties"), "docProps/core.xml"),
        ("rId3", &format!("{RELATIONS}/extended-properties"), "docProps/app.xml"),
        ("rId4", &format!("{RELATIONS}/custom-properties"), PROPERTIES),
    ])
}

fn document_relations(pictures: usize, has_data: bool) -> Vec<u8> {
    let kind = |name: &str| format!("{RELATIONS}/{name}");
    let mut own = vec![
        ("rStyles".to_owned(), kind("styles"), "styles.xml".to_owned()),
        ("rSettings".to_owned(), kind("settings"), "settings.xml".to_owned()),
        (HEADER_ID.to_owned(), kind("header"), "header1.xml".to_owned()),
        (FIRST_HEADER_ID.to_owned(), kind("header"), "header2.xml".to_owned()),
    ];
    own.extend((0..pictures).map(|at| (picture_id(at), kind("image"), picture(at))));
    if has_data {
        own.push(("rData".to_owned(), kind("customXml"), format!("../{DATA_PART}")));
    }
    let own: Vec<(&str, &str, &str)> =
        own.iter().map(|(id, kind, to)| (id.as_str(), kind.as_str(), to.as_str())).collect();
    relations(&own)
}

/// Title, author and keywords. The day is that of the document, never of the run.
fn core(about: &DocumentInfo) -> Vec<u8> {
    let root = [
        ("xmlns:cp", format!("{PACKAGE}/metadata/core-properties")),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/".to_owned()),
        ("xmlns:dcterms", "http://purl.org/dc/terms/".to_owned()),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance".to_owned()),
    ];
    let root: Vec<(&str, &str)> = root.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let plain = |text: &str| text.chars().filter(|sign| holds(*sign)).collect::<String>();
    let day = about.date;
    let day = format!("{:04}-{:02}-{:02}T00:00:00Z", day.year, day.month, day.day);
    Xml::part("cp:coreProperties", &root, |xml| {
        xml.text("dc:title", &[], &plain(&about.title));
        xml.text("dc:creator", &[], &plain(&about.author.join("; ")));
        xml.text("cp:keywords", &[], &plain(&about.keywords.join("; ")));
        xml.text("dc:language", &[], "ru-RU");
        for moment in ["dcterms:created", "dcterms:modified"] {
            xml.text(moment, &[("xsi:type", "dcterms:W3CDTF")], &day);
        }
    })
}

fn app() -> Vec<u8> {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    Xml::part("Properties", &[("xmlns", kind)], |xml| xml.text("Application", &[], PROGRAM))
}

/// The properties that survive other programs.
fn custom(data: Option<&str>, edition: &str, document: &[u8]) -> Vec<u8> {
    let root = [
        ("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"),
        ("xmlns:vt", "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"),
    ];
    let data = data.map(|data| (DATA_DIGEST, digest(data.as_bytes())));
    let own = [(EDITION, edition.to_owned()), (TEXT_DIGEST, digest(document))].into_iter().chain(data);
    Xml::part("Properties", &root, |xml| {
        for (number, (name, value)) in (2..).zip(own) {
            let number = number.to_string();
            // The set of properties that people give a document, of which 0 and 1 mean something else.
            let attributes = [("fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"), ("pid", &number), ("name", name)];
            xml.within("property", &attributes, |xml| xml.text("vt:lpwstr", &[], &value));
        }
    })
}

/// The data without the signs that XML cannot hold: they stand in texts of JSON, which has another spelling for them.
fn spelled(data: &str) -> String {
    let mut spelled = String::with_capacity(data.len());
    for sign in data.chars() {
        match holds(sign) {
            true => spelled.push(sign),
            false => spelled.push_str(&format!("\\u{:04x}", u32::from(sign))),
        }
    }
    spelled
}

fn carried(data: &str) -> Vec<u8> {
    Xml::part(DATA_ELEMENT, &[("xmlns", NAMESPACE)], |xml| xml.words(data))
}

fn data_properties() -> Vec<u8> {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/customXml";
    Xml::part("ds:datastoreItem", &[("ds:itemID", DATA_ID), ("xmlns:ds", kind)], |xml| {
        xml.within("ds:schemaRefs", &[], |xml| xml.empty("ds:schemaRef", &[("ds:uri", NAMESPACE)]));
    })
}
