//! XML parts. Names are compared without their namespaces: Strict and Transitional documents differ in these only.

#[cfg(test)]
mod laws;
mod tree;

use std::borrow::Cow;

pub(super) use self::tree::{Xml, parse};

/// The name of an element without its namespace; empty for a text.
pub(super) fn name<'a>(node: Xml<'a, '_>) -> &'a str {
    node.name()
}

/// The elements in an element.
pub(super) fn elements<'a, 'i>(node: Xml<'a, 'i>) -> impl Iterator<Item = Xml<'a, 'i>> {
    node.children().filter(Xml::is_element)
}

/// The first element of a name in an element.
pub(super) fn child<'a, 'i>(node: Xml<'a, 'i>, wanted: &str) -> Option<Xml<'a, 'i>> {
    elements(node).find(|child| name(*child) == wanted)
}

/// An attribute by its name without its namespace.
pub(super) fn attribute<'a>(node: Xml<'a, '_>, wanted: &str) -> Option<&'a str> {
    node.attributes().iter().find(|(name, _)| *name == wanted).map(|(_, value)| &**value)
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
    let mut texts = node.descendants().filter_map(Xml::text);
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

/// Whether a text has a byte of some kind. Looks at all of it, so that the machine can look at many at once: `is_meant` is to
/// tell without branches.
#[inline]
pub(super) fn has_byte(text: &str, is_meant: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |has, byte| has | is_meant(byte))
}
