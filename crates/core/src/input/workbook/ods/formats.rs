//! The looks that an OpenDocument file defines.

use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::next;
use crate::diagnostics::Problem;
use crate::input::table::{DateLook, Format, NumberLook};
use crate::input::workbook::package::{attribute, xml};

/// The looks of cells, by the names of their styles.
#[derive(Default)]
pub(super) struct Formats {
    /// Looks of numbers and dates.
    looks: HashMap<String, Arc<Format>>,
    /// Looks that leave (positive) numbers to another look, as `mmmm yyyy;@` does.
    positive: HashMap<String, String>,
    /// Styles of cells: their look, and the style that they refine.
    styles: HashMap<String, (Option<String>, Option<String>)>,
    /// The look of what has none.
    pub(super) general: Arc<Format>,
}

impl Formats {
    /// Reads the looks that a part defines.
    pub(super) fn read(&mut self, part: &[u8]) -> Result<(), Problem> {
        let mut reader = xml(part);
        // The look that is being read.
        let mut open: Option<(String, Format)> = None;
        loop {
            match next(&mut reader)? {
                Event::Start(element) => {
                    let name = element.name().as_ref().to_owned();
                    match name.as_str() {
                        "style:style" => self.style(&element),
                        "number:date-style" | "number:time-style" => {
                            open =
                                attribute(&element, "style:name").map(|name| (name, Format::Date(DateLook::default())));
                        }
                        "number:number-style" | "number:percentage-style" | "number:currency-style" => {
                            let look =
                                NumberLook { percent: name == "number:percentage-style", ..NumberLook::default() };
                            open = attribute(&element, "style:name").map(|name| (name, Format::Number(look)));
                        }
                        "number:text-style" => {
                            open = attribute(&element, "style:name").map(|name| (name, Format::General));
                        }
                        "style:map" => {
                            let target = attribute(&element, "style:apply-style-name");
                            if let (Some((name, _)), Some(target)) = (&open, target) {
                                self.positive.entry(name.clone()).or_insert(target);
                            }
                        }
                        name => {
                            if let Some((_, look)) = &mut open {
                                refine(look, name, &element);
                            }
                        }
                    }
                }
                Event::End(element) if element.name().as_ref().ends_with("-style") => {
                    if let Some((name, look)) = open.take() {
                        self.looks.insert(name, Arc::new(look));
                    }
                }
                // The tables come behind the looks.
                Event::End(element) if element.name().as_ref() == "office:automatic-styles" => return Ok(()),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn style(&mut self, element: &BytesStart<'_>) {
        if let Some(name) = attribute(element, "style:name") {
            let look = attribute(element, "style:data-style-name");
            self.styles.insert(name, (look, attribute(element, "style:parent-style-name")));
        }
    }

    /// The look of the cells of a style.
    pub(super) fn cell(&self, style: Option<&str>) -> Arc<Format> {
        let mut style = style;
        // Styles that refine each other in a circle are given up.
        for _ in 0..16 {
            let Some((look, parent)) = style.and_then(|style| self.styles.get(style)) else { break };
            let look = look.as_ref().map(|look| self.positive.get(look).unwrap_or(look));
            if let Some(look) = look.and_then(|look| self.looks.get(look)) {
                return Arc::clone(look);
            }
            style = parent.as_deref();
        }
        Arc::clone(&self.general)
    }
}

/// Adds a part of a look: `number:month` within a date, the digits within a number.
fn refine(look: &mut Format, part: &str, element: &BytesStart<'_>) {
    match look {
        Format::Date(look) => match part {
            "number:year" => look.year = true,
            "number:month" => look.month = true,
            "number:day" | "number:day-of-week" => look.day = true,
            "number:hours" | "number:minutes" | "number:seconds" => look.time = true,
            _ => {}
        },
        Format::Number(number) if part == "number:number" => {
            let digits = |name| attribute(element, name).and_then(|digits| digits.parse::<usize>().ok());
            let most = digits("number:decimal-places");
            number.whole = digits("number:min-integer-digits").unwrap_or(1).min(15);
            number.most = most.unwrap_or(10).min(15);
            number.least = digits("number:min-decimal-places").or(most).unwrap_or(0).min(15);
            number.thousands = attribute(element, "number:grouping").as_deref() == Some("true");
            // No count of digits means that the number is shown as it is.
            if most.is_none() && !number.percent && !number.thousands {
                *look = Format::General;
            }
        }
        _ => {}
    }
}
