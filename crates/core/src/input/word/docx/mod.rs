//! `.docx`, Strict and Transitional: the parts of the package into a [`Document`].

mod body;
mod numbering;
mod paragraph;
mod styles;
mod table;

use std::collections::HashMap;

use self::body::Reader;
use self::numbering::Numbering;
use self::styles::Styles;
use super::Tracked;
use super::archive::Archive;
use super::fault::broken;
use super::model::{Comment, DataPart, Document, Note, Outside};
use super::xml::{Xml, all_text, attribute, child, elements, name, parse};
use crate::diagnostics::Problem;
use crate::input::workbook::beside;

/// Reads the document in an archive that holds one.
pub(super) fn read(archive: &mut Archive<'_>, tracked: Tracked) -> Result<Document, Problem> {
    let main = main_part(archive)?;
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let related = relations(archive, &format!("{folder}/_rels/{file}.rels"), folder)?;
    let part = |kind: &str| related.iter().find(|(known, _)| known == kind).map(|(_, target)| target.as_str());

    let styles = part("styles").map(|part| archive.text(part)).transpose()?.flatten();
    let styles = match styles {
        Some(text) => Styles::read(parse(&styles::of_texts(&text))?.root_element()),
        None => Styles::default(),
    };
    let numbering = with(archive, part("numbering"), Numbering::read)?.unwrap_or_default();
    let comments = with(archive, part("comments"), comments)?.unwrap_or_default();
    let mut notes = Vec::new();
    let mut marks = HashMap::new();
    for kind in ["footnotes", "endnotes"] {
        with(archive, part(kind), |root| gather_notes(root, kind, &mut notes, &mut marks))?;
    }
    let text = archive.text(&main)?.ok_or_else(broken)?;
    let document = parse(&text)?;
    let body = child(document.root_element(), "body").ok_or_else(broken)?;
    let marks_of_comments = comments.iter().map(|(id, _)| id.clone()).zip(0..).collect();
    let width = width(body);
    let mut reader = Reader::new(&styles, numbering, tracked, width, marks_of_comments, marks);
    let blocks = reader.blocks(body);

    let mut outside = Vec::new();
    for kind in ["header", "footer"] {
        let targets = related.iter().filter(|(known, _)| known == kind).map(|(_, target)| target);
        for target in targets {
            let Some(text) = archive.text(target)? else { continue };
            let part = target.rsplit('/').next().unwrap_or(target).trim_end_matches(".xml").to_owned();
            outside.push(Outside { part, paragraphs: reader.outside(parse(&text)?.root_element()) });
        }
    }
    outside.sort_by(|one, other| one.part.cmp(&other.part));
    let properties = with(archive, Some("docProps/custom.xml"), properties)?.unwrap_or_default();
    let comments = comments.into_iter().map(|(_, comment)| comment).collect();
    Ok(Document { blocks, outside, notes, comments, data: data(archive)?, properties })
}

/// Whether an archive holds a document of this kind.
pub(super) fn is_one(archive: &mut Archive<'_>) -> Result<bool, Problem> {
    let related = relations(archive, "_rels/.rels", "")?;
    let is_document = |(kind, target): &(String, String)| kind == "officeDocument" && archive.has(target);
    Ok(related.iter().any(is_document) || archive.has(USUAL))
}

/// Where Word puts the document.
const USUAL: &str = "word/document.xml";

/// The part that the package says is its document; programs call it otherwise now and then.
fn main_part(archive: &mut Archive<'_>) -> Result<String, Problem> {
    let related = relations(archive, "_rels/.rels", "")?;
    let named = related.into_iter().find(|(kind, _)| kind == "officeDocument").map(|(_, target)| target);
    let usual = || Some(USUAL.to_owned());
    named.or_else(usual).filter(|part| archive.has(part)).ok_or_else(broken)
}

/// What a part is related to: kinds and parts.
fn relations(archive: &mut Archive<'_>, part: &str, folder: &str) -> Result<Vec<(String, String)>, Problem> {
    let read = |root: Xml<'_, '_>| {
        elements(root)
            .filter(|element| attribute(*element, "TargetMode") != Some("External"))
            .filter_map(|element| {
                let kind = attribute(element, "Type")?.rsplit('/').next()?.to_owned();
                Some((kind, beside(folder, attribute(element, "Target")?)))
            })
            .collect()
    };
    Ok(with(archive, Some(part), read)?.unwrap_or_default())
}

/// What is read from the root of a part, if that is there.
fn with<T>(
    archive: &mut Archive<'_>,
    part: Option<&str>,
    read: impl FnOnce(Xml<'_, '_>) -> T,
) -> Result<Option<T>, Problem> {
    let Some(text) = part.map(|part| archive.text(part)).transpose()?.flatten() else { return Ok(None) };
    Ok(Some(read(parse(&text)?.root_element())))
}

/// The width of the text of the first section, in twentieths of a point; that of a usual sheet where none is told.
fn width(body: Xml<'_, '_>) -> i64 {
    let section = section(body);
    let number = |element: &str, wanted: &str| {
        section.and_then(|section| child(section, element)).and_then(|element| attribute(element, wanted)?.parse().ok())
    };
    let page: i64 = number("pgSz", "w").unwrap_or(11906);
    let margins = number("pgMar", "left").unwrap_or(1701) + number("pgMar", "right").unwrap_or(850);
    (page - margins).max(2000)
}

/// The properties of the first section. They stand in no table, and tables are most of a document.
fn section<'a, 'i>(element: Xml<'a, 'i>) -> Option<Xml<'a, 'i>> {
    elements(element).find_map(|child| match name(child) {
        "sectPr" => Some(child),
        "tbl" | "r" => None,
        _ => section(child),
    })
}

/// The comments with their identifiers.
fn comments(root: Xml<'_, '_>) -> Vec<(String, Comment)> {
    let comments = elements(root).filter(|element| name(*element) == "comment");
    comments
        .map(|element| {
            let told = |wanted: &str| attribute(element, wanted).unwrap_or_default().to_owned();
            (told("id"), Comment { author: told("author"), day: told("date"), text: lines(element) })
        })
        .collect()
}

/// Adds the notes of a part, and by which mark of the text each is found.
fn gather_notes(
    root: Xml<'_, '_>,
    part: &'static str,
    notes: &mut Vec<Note>,
    marks: &mut HashMap<(&'static str, String), usize>,
) {
    let is_note = |element: &Xml<'_, '_>| {
        // The lines that part notes from the text are kept as notes, too.
        !matches!(attribute(*element, "type"), Some("separator" | "continuationSeparator" | "continuationNotice"))
    };
    for (element, number) in elements(root).filter(is_note).zip(1..) {
        let id = attribute(element, "id").unwrap_or_default().to_owned();
        marks.insert((part, id), notes.len());
        notes.push(Note { part, number, text: lines(element) });
    }
}

/// The paragraphs of an element as lines.
fn lines(element: Xml<'_, '_>) -> String {
    let paragraphs = element.descendants().filter(|node| name(*node) == "p");
    let lines = paragraphs.map(|paragraph| {
        let texts = paragraph.descendants().filter(|node| name(*node) == "t").map(all_text);
        texts.collect::<String>().trim().to_owned()
    });
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn properties(root: Xml<'_, '_>) -> Vec<(String, String)> {
    let named = |property: Xml<'_, '_>| Some((attribute(property, "name")?.to_owned(), all_text(property)));
    elements(root).filter_map(named).collect()
}

/// The data of programs, without what tells of their form.
fn data(archive: &mut Archive<'_>) -> Result<Vec<DataPart>, Problem> {
    let mut data = Vec::new();
    for name in archive.names_in("customxml/item") {
        if !name.contains("itemprops") {
            let bytes = archive.part(&name)?.unwrap_or_default();
            data.push(DataPart { name, bytes });
        }
    }
    Ok(data)
}
