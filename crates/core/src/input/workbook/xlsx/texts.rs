//! Texts of an `.xlsx`: shared ones, those in a cell, and how they are escaped.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::diagnostics::{Problem, WorkbookProblem};
use crate::input::height::Height;
use crate::input::workbook::fault::broken;
use crate::input::workbook::fonts::{Font, Rich, Text};
use crate::input::workbook::package::{attribute, push_entity, xml};

/// Texts that a workbook can share.
const TEXTS: usize = 2_000_000;

/// The texts that the cells of a workbook name by their numbers.
pub(super) fn shared(part: &[u8]) -> Result<Vec<Text>, Problem> {
    let mut reader = xml(part);
    let mut texts = Vec::new();
    let empty = Text::from(String::new());
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Start(element) if element.local_name().as_ref() == "si" => {
                let text = rich(&mut reader, "si")?;
                texts.push(if text.text.is_empty() { empty.clone() } else { text });
                if texts.len() > TEXTS {
                    return Err(WorkbookProblem::TooLarge { what: "текстов", limit: TEXTS as u64 }.into());
                }
            }
            Event::Eof => return Ok(texts),
            _ => {}
        }
    }
}

/// The text up to the end of an element: all its parts, without how they are spoken.
pub(super) fn rich(reader: &mut Reader<&[u8]>, end: &str) -> Result<Text, Problem> {
    let mut text = Rich::default();
    // Of the part that is being read.
    let (mut is_spoken, mut font) = (false, Font::PLAIN);
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Start(element) => match element.local_name().as_ref() {
                "rPh" => is_spoken = true,
                "r" => font = Font::PLAIN,
                "strike" => font.is_struck = is_on(&element),
                "vertAlign" => {
                    font.height = match attribute(&element, "val").as_deref() {
                        Some("superscript") => Height::Above,
                        Some("subscript") => Height::Below,
                        _ => Height::Line,
                    };
                }
                "t" => {
                    let is_kept = attribute(&element, "xml:space").as_deref() == Some("preserve");
                    let part = plain(reader, "t")?;
                    let part = if is_kept { part.as_str() } else { part.trim_matches([' ', '\t', '\r', '\n']) };
                    if !is_spoken {
                        text.push(&unescaped(part), font);
                    }
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "rPh" => is_spoken = false,
            Event::End(element) if element.local_name().as_ref() == end => {
                return Ok(text.done());
            }
            Event::Eof => return Err(broken()),
            _ => {}
        }
    }
}

/// Whether a property of a font that stands in an element is meant: it is, unless it is said not to be.
pub(super) fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "off"))
}

/// The text up to the end of an element that holds nothing else.
pub(super) fn plain(reader: &mut Reader<&[u8]>, end: &str) -> Result<String, Problem> {
    let mut text = String::new();
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::CData(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(part) => push_entity(&part, &mut text),
            Event::End(element) if element.local_name().as_ref() == end => return Ok(text),
            Event::Eof => return Err(broken()),
            _ => {}
        }
    }
}

/// Signs that XML cannot hold stand by their numbers: `_x000D_`; and so does the `_` before what only looks like one.
pub(super) fn unescaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut units = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        let digits = from.get(2..6).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let unit =
            digits.filter(|_| from[6..].starts_with('_')).and_then(|digits| u16::from_str_radix(digits, 16).ok());
        // Halves of one sign follow each other.
        if !before.is_empty() || unit.is_none() {
            push(&mut units, &mut shown);
        }
        shown.push_str(before);
        match unit {
            Some(unit) => units.push(unit),
            None => shown.push_str("_x"),
        }
        rest = &from[if unit.is_some() { 7 } else { 2 }..];
    }
    push(&mut units, &mut shown);
    shown + rest
}

fn push(units: &mut Vec<u16>, text: &mut String) {
    text.extend(char::decode_utf16(units.drain(..)).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_stand_by_their_numbers() {
        for (written, shown) in [
            ("а_x000D_б", "а\rб"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDE00_!", "😀!"),
            ("_xD83D_!", "\u{fffd}!"),
            ("_x00_ _xяяяя_ _x", "_x00_ _xяяяя_ _x"),
            ("_x000", "_x000"),
        ] {
            assert_eq!(unescaped(written), shown, "{written}");
        }
    }

    #[test]
    fn a_text_is_all_its_parts() {
        let part = "<x:sst xmlns:x='a'><x:si><x:r><x:t>а</x:t></x:r><x:r><x:t xml:space='preserve'> б&amp;\n</x:t></x:r>\
            <x:rPh><x:t>э</x:t></x:rPh></x:si><x:si/><x:si><x:t> в <![CDATA[<]]> </x:t></x:si></x:sst>";
        let texts = shared(part.as_bytes()).unwrap();
        assert_eq!(texts.iter().map(|text| &*text.text).collect::<Vec<_>>(), ["а б&\n", "", "в <"]);
        assert!(shared(&part.as_bytes()[..60]).is_err());
    }

    #[test]
    fn the_look_of_a_part_counts_for_that_part() {
        for (look, expected) in [
            ("<vertAlign val='superscript'/>", ("м² и 2", false)),
            ("<vertAlign val='subscript'/>", ("м₂ и 2", false)),
            ("<vertAlign val='baseline'/>", ("м2 и 2", false)),
            ("<strike/>", ("м2 и 2", true)),
            ("<strike val='0'/>", ("м2 и 2", false)),
        ] {
            let part = format!(
                "<sst><si><r><t>м</t></r><r><rPr>{look}</rPr><t>2</t></r><r><t xml:space='preserve'> и 2</t></r></si></sst>"
            );
            let found = shared(part.as_bytes()).unwrap();
            assert_eq!((&*found[0].text, found[0].is_struck), expected, "{look}");
        }
    }
}
