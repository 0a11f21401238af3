//! XML parts. Names are compared without their namespaces: Strict and Transitional documents differ in these only.

use std::borrow::Cow;

use roxmltree::{Document, Node, ParsingOptions};

use super::fault::{broken, too_large};
use crate::diagnostics::Problem;

/// Elements and texts of one part.
const NODES: u32 = 4_000_000;
/// Elements within each other. Word makes some thirty; readers descend by recursion.
const DEPTH: u16 = 400;

/// An element or a text.
pub(super) type Xml<'a, 'i> = Node<'a, 'i>;

/// Parses a part. No document type is let in, so that there are no entities to be multiplied.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Problem> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let options = ParsingOptions { nodes_limit: NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => too_large("элементов", u64::from(NODES)),
        _ => broken(),
    })?;
    if is_too_deep(&document) {
        return Err(too_large("вложенных друг в друга элементов", u64::from(DEPTH)));
    }
    Ok(document)
}

fn is_too_deep(document: &Document<'_>) -> bool {
    let mut depths: Vec<u16> = Vec::new();
    document.descendants().any(|node| {
        let above = node.parent().and_then(|parent| depths.get(parent.id().get_usize())).copied();
        let depth = above.map_or(0, |depth| depth.saturating_add(1));
        depths.push(depth);
        depth > DEPTH
    })
}

/// The name of an element without its namespace; empty for a text.
pub(super) fn name<'a>(node: Xml<'a, '_>) -> &'a str {
    node.tag_name().name()
}

/// The elements in an element.
pub(super) fn elements<'a, 'i>(node: Xml<'a, 'i>) -> impl Iterator<Item = Xml<'a, 'i>> {
    node.children().filter(Node::is_element)
}

/// The first element of a name in an element.
pub(super) fn child<'a, 'i>(node: Xml<'a, 'i>, wanted: &str) -> Option<Xml<'a, 'i>> {
    elements(node).find(|child| name(*child) == wanted)
}

/// An attribute by its name without its namespace.
pub(super) fn attribute<'a>(node: Xml<'a, '_>, wanted: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == wanted).map(|attribute| attribute.value())
}

/// The attribute `val` of an element in an element.
pub(super) fn value<'a>(node: Xml<'a, '_>, wanted: &str) -> Option<&'a str> {
    child(node, wanted).and_then(|child| attribute(child, "val"))
}

/// Whether a switch of an element is on: `<w:vanish/>`, `<w:vanish w:val="1"/>`. `None` if it is not there.
pub(super) fn switch(node: Xml<'_, '_>, wanted: &str) -> Option<bool> {
    let found = child(node, wanted)?;
    Some(!matches!(attribute(found, "val"), Some("0" | "false" | "off")))
}

/// All texts under an element; borrowed where it is one.
pub(super) fn text<'a>(node: Xml<'a, '_>) -> Cow<'a, str> {
    let mut texts = node.descendants().filter(Node::is_text).filter_map(|text| text.text());
    match (texts.next(), texts.next()) {
        (None, _) => Cow::Borrowed(""),
        (Some(only), None) => Cow::Borrowed(only),
        (Some(first), Some(second)) => Cow::Owned([first, second].into_iter().chain(texts).collect()),
    }
}

/// The same as a text of its own.
pub(super) fn all_text(node: Xml<'_, '_>) -> String {
    text(node).into_owned()
}
