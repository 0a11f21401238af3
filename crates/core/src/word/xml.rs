//! XML, element by element.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A part in the making.
pub(super) struct Xml(Writer<Vec<u8>>);

/// Attributes of an element.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// A part with its declaration.
    pub(super) fn new() -> Self {
        let mut xml = Self(Writer::new(Vec::new()));
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml
    }

    /// A part that has one element.
    pub(super) fn part(root: &str, attributes: Attributes<'_>, inside: impl FnOnce(&mut Self)) -> Vec<u8> {
        let mut xml = Self::new();
        xml.within(root, attributes, inside);
        xml.0.into_inner()
    }

    /// An element with what stands in it.
    pub(super) fn within(&mut self, name: &str, attributes: Attributes<'_>, inside: impl FnOnce(&mut Self)) {
        self.event(Event::Start(BytesStart::new(name).with_attributes(attributes.iter().copied())));
        inside(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element with nothing in it.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.event(Event::Empty(BytesStart::new(name).with_attributes(attributes.iter().copied())));
    }

    /// An element with nothing but a value, as most properties of Word are.
    pub(super) fn value(&mut self, name: &str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// The same with a number.
    pub(super) fn number(&mut self, name: &str, number: i64) {
        self.value(name, &number.to_string());
    }

    /// An element with a text.
    pub(super) fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.within(name, attributes, |xml| xml.words(text));
    }

    /// A text in the element that is open.
    pub(super) fn words(&mut self, text: &str) {
        self.event(Event::Text(BytesText::new(text)));
    }

    fn event(&mut self, event: Event<'_>) {
        self.0.write_event(event).unwrap_or_else(|_| unreachable!("a vector takes whatever is written"));
    }
}

/// Whether XML can hold a sign.
pub(super) fn holds(sign: char) -> bool {
    matches!(sign, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..)
}
