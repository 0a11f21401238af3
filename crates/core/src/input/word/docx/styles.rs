//! `styles.xml`: what the styles of paragraphs and texts say of what stands in them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use crate::input::height::Height;
use crate::input::word::look::TextLook;
use crate::input::word::model::Side;
use crate::input::word::symbols::Face;
use crate::input::word::xml::{Xml, attribute, child, elements, name, switch, value};

/// Styles that a style can be based on in turn.
const DEPTH: usize = 20;

/// The styles of a document, by their identifiers.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    pub(super) usual: Style,
}

/// What is said of a paragraph, by a style with those that it is based on, or by itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    /// How it is aligned.
    pub(super) align: Option<Side>,
    /// How far its lines begin from the left, in twentieths of a point.
    pub(super) indent: Option<i64>,
    /// The list that it belongs to; `0` for none.
    pub(super) list: Option<Arc<str>>,
    /// The level of the list.
    pub(super) level: Option<usize>,
    /// Whether it is a title or a heading.
    pub(super) is_heading: Option<bool>,
    /// How its text looks.
    pub(super) text: TextLook,
}

impl Style {
    /// What `w:pPr` says.
    pub(super) fn of_paragraph(properties: Xml<'_, '_>) -> Self {
        let mut style = Self::default();
        for told in elements(properties) {
            let told_value = || attribute(told, "val");
            match name(told) {
                "jc" => {
                    style.align = told_value().map(|align| match align {
                        "right" | "end" => Side::Right,
                        "center" => Side::Middle,
                        _ => Side::Whole,
                    });
                }
                "ind" => {
                    let indent = attribute(told, "left").or_else(|| attribute(told, "start"));
                    style.indent = indent.and_then(|indent| indent.parse().ok());
                }
                "numPr" => {
                    style.list = value(told, "numId").map(Arc::from);
                    style.level = value(told, "ilvl").and_then(|level| level.parse().ok());
                }
                "outlineLvl" => style.is_heading = told_value().map(|level| level != "9"),
                _ => {}
            }
        }
        style
    }

    /// What this says, else what another one does.
    pub(super) fn or(self, other: &Self) -> Self {
        Self {
            align: self.align.or(other.align),
            indent: self.indent.or(other.indent),
            list: self.list.or_else(|| other.list.clone()),
            level: self.level.or(other.level),
            is_heading: self.is_heading.or(other.is_heading),
            text: self.text.or(other.text),
        }
    }
}

impl Styles {
    pub(super) fn read(root: Xml<'_, '_>) -> Self {
        // What each style says itself, and which one it is based on.
        let mut own: HashMap<&str, (Style, Option<&str>)> = HashMap::new();
        let mut usual = None;
        for element in elements(root).filter(|element| name(*element) == "style") {
            let Some(id) = attribute(element, "styleId") else { continue };
            let mut style = child(element, "pPr").map(Style::of_paragraph).unwrap_or_default();
            style.text = child(element, "rPr").map(text_look).unwrap_or_default();
            let titled = value(element, "name").unwrap_or_default().to_lowercase();
            if titled == "title" || titled.starts_with("heading ") {
                style.is_heading = Some(true);
            }
            let is_usual = matches!(attribute(element, "default"), Some("1" | "true" | "on"));
            if is_usual && attribute(element, "type") == Some("paragraph") {
                usual = Some(id);
            }
            own.insert(id, (style, value(element, "basedOn")));
        }
        let whole = |id: &str| {
            let based_on = |(_, next): &&(Style, Option<&str>)| next.and_then(|next| own.get(next));
            let chain = std::iter::successors(own.get(id), based_on).take(DEPTH);
            chain.fold(Style::default(), |known, (style, _)| known.or(style))
        };
        let styles: HashMap<String, Style> = own.keys().map(|id| ((*id).to_owned(), whole(id))).collect();
        Self { usual: usual.and_then(|id| styles.get(id)).cloned().unwrap_or_default(), styles }
    }

    /// How texts of a style look.
    pub(super) fn text_look(&self, style: &str) -> TextLook {
        self.get(style).map(|style| style.text).unwrap_or_default()
    }

    /// The list of a style.
    pub(super) fn list(&self, style: &str) -> Option<&str> {
        self.get(style)?.list.as_deref()
    }

    /// A style that the document has.
    pub(super) fn get(&self, id: &str) -> Option<&Style> {
        self.styles.get(id)
    }
}

/// The part without the styles of tables, of which nothing is read and which can be most of it: made into a tree they cost as much as
/// a long text. What cannot be cut is left, to be told by who parses it.
pub(super) fn of_texts(part: &str) -> Cow<'_, str> {
    cut(part).map_or(Cow::Borrowed(part), Cow::Owned)
}

fn cut(part: &str) -> Option<String> {
    let mut reader = quick_xml::Reader::from_str(part);
    let mut kept = String::new();
    let mut from = 0;
    loop {
        let at = usize::try_from(reader.buffer_position()).ok()?;
        match reader.read_event().ok()? {
            Event::Start(start) if is_unread(&start) => {
                reader.read_to_end(start.name()).ok()?;
                kept.push_str(part.get(from..at)?);
                from = usize::try_from(reader.buffer_position()).ok()?;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    kept.push_str(part.get(from..)?);
    Some(kept)
}

/// Whether an element is the style of tables, or says how styles look that the document does not have.
fn is_unread(start: &BytesStart<'_>) -> bool {
    let is_of_table = || {
        let mut attributes = start.attributes();
        attributes
            .with_checks(false)
            .flatten()
            .any(|known| known.key.local_name().as_ref() == "type" && &*known.value == "table")
    };
    match start.local_name().as_ref() {
        "latentStyles" => true,
        "style" => is_of_table(),
        _ => false,
    }
}

/// What `w:rPr` says.
pub(super) fn text_look(properties: Xml<'_, '_>) -> TextLook {
    let height = value(properties, "vertAlign").map(|height| match height {
        "superscript" => Height::Above,
        "subscript" => Height::Below,
        _ => Height::Line,
    });
    let faces = child(properties, "rFonts");
    let face = faces.and_then(|faces| attribute(faces, "ascii").or_else(|| attribute(faces, "hAnsi")));
    TextLook {
        is_hidden: switch(properties, "vanish"),
        is_struck: switch(properties, "strike").filter(|strike| *strike).or_else(|| switch(properties, "dstrike")),
        height,
        face: face.map(Face::named),
    }
}

#[cfg(test)]
mod tests {
    use super::of_texts;

    #[test]
    fn styles_of_tables_are_cut_out_and_nothing_else() {
        let text = |inner: &str| format!("<?xml version=\"1.0\"?><w:styles xmlns:w=\"w\">{inner}</w:styles>");
        let own = "<w:style w:type=\"paragraph\" w:styleId=\"Ж\"><w:pPr><w:jc w:val=\"table\"/></w:pPr></w:style>";
        let table =
            "<w:style w:styleId=\"T\" w:type=\"table\"><w:tblStylePr w:type=\"x\"><w:rPr/></w:tblStylePr></w:style>";
        let latent = "<w:latentStyles w:count=\"1\"><w:lsdException w:name=\"table\"/></w:latentStyles>";
        assert_eq!(of_texts(&text(&[latent, own, table, own, table].concat())), text(&[own, own].concat()));
        let broken = text(&format!("{own}<w:style w:type=\"table\">"));
        assert_eq!(of_texts(&broken), broken);
    }
}
