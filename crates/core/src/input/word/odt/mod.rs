//! `.odt`, as LibreOffice and МойОфис write it (OpenDocument): its parts into a [`Document`].

mod body;
mod lists;
mod paragraph;
mod styles;
mod table;

use self::body::Reader;
use self::styles::Styles;
use super::Tracked;
use super::archive::Archive;
use super::fault::broken;
use super::model::{Document, Outside};
use super::xml::{Xml, all_text, attribute, child, elements, name, parse};
use crate::diagnostics::Problem;

/// The width of the text where none is told: that of a usual sheet.
const WIDTH: i64 = 9638;

/// Reads the document in an archive that holds one.
pub(super) fn read(archive: &mut Archive<'_>, tracked: Tracked) -> Result<Document, Problem> {
    let named = archive.text("styles.xml")?;
    let named = named.as_deref().map(parse).transpose()?;
    let text = archive.text("content.xml")?.ok_or_else(broken)?;
    let content = parse(&text)?;
    let mut styles = Styles::default();
    for part in named.iter().chain([&content]) {
        styles.read(part.root_element());
    }
    let body = child(content.root_element(), "body").and_then(|body| child(body, "text")).ok_or_else(broken)?;
    let width = styles.width.unwrap_or(WIDTH).max(2000);
    let mut reader = Reader::new(&styles, tracked, width, body);
    let blocks = reader.blocks(body);
    let mut outside = Vec::new();
    if let Some(named) = &named {
        for (kind, number, element) in outsides(named.root_element()) {
            outside.push(Outside { part: format!("{kind}{number}"), paragraphs: reader.outside(element) });
        }
    }
    let properties = match archive.text("meta.xml")? {
        Some(text) => properties(parse(&text)?.root_element()),
        None => Vec::new(),
    };
    let Reader { notes, comments, .. } = reader;
    Ok(Document { blocks, outside, notes, comments, data: Vec::new(), properties })
}

/// Headers and footers with their numbers.
fn outsides<'a, 'i>(root: Xml<'a, 'i>) -> Vec<(&'static str, usize, Xml<'a, 'i>)> {
    let pages = child(root, "master-styles").into_iter().flat_map(elements);
    let parts: Vec<Xml<'a, 'i>> = pages.flat_map(elements).collect();
    let of = |kind: &'static str| {
        let own = parts.iter().filter(move |part| name(**part).starts_with(kind));
        own.zip(1..).map(move |(part, number)| (kind, number, *part))
    };
    of("footer").chain(of("header")).collect()
}

fn properties(root: Xml<'_, '_>) -> Vec<(String, String)> {
    let own = root.descendants().filter(|node| name(*node) == "user-defined");
    own.filter_map(|property| Some((attribute(property, "name")?.to_owned(), all_text(property)))).collect()
}
