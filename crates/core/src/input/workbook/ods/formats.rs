//! The looks that an OpenDocument file defines, each as the code that Excel has for it.

use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::next;
use crate::diagnostics::Problem;
use crate::input::height::Height;
use crate::input::table::Format;
use crate::input::workbook::fonts::{Font, Style};
use crate::input::workbook::format;
use crate::input::workbook::package::{attribute, push_entity, xml};

/// The looks of cells, by the names of their styles.
#[derive(Default)]
pub(super) struct Formats {
    /// Codes of numbers and dates.
    codes: HashMap<String, Code>,
    /// Styles of cells.
    styles: HashMap<String, Named>,
    /// Styles of parts of texts.
    fonts: HashMap<String, Named>,
    /// Looks that were asked for.
    looks: HashMap<String, Style>,
}

/// A style with a name.
#[derive(Default)]
struct Named {
    /// The style that it refines.
    parent: Option<String>,
    /// The look of numbers and dates.
    code: Option<String>,
    /// Whether texts are struck out.
    is_struck: Option<bool>,
    /// Where their signs stand.
    height: Option<Height>,
}

/// A look as it is read.
#[derive(Default)]
struct Code {
    /// The code for all that no condition sends elsewhere.
    own: String,
    /// Conditions (`>=0`), and the looks of the numbers for which they hold.
    others: Vec<(String, String)>,
    is_percent: bool,
    /// Digits of the number that is being read.
    digits: Option<Digits>,
}

/// The digits of a number: places before the comma, from the right, with words between them, and those behind it.
struct Digits {
    whole: Vec<String>,
    fraction: String,
}

impl Formats {
    /// Reads the looks that a part defines.
    pub(super) fn read(&mut self, part: &[u8]) -> Result<(), Problem> {
        let mut reader = xml(part);
        // The look that is being read, and the element whose text is.
        let mut open: Option<(String, Code)> = None;
        let mut text: Option<(Option<usize>, String)> = None;
        // The style that is being read, and whether it is one of parts of texts.
        let mut style: Option<(bool, String, Named)> = None;
        loop {
            match next(&mut reader)? {
                Event::Start(element) => {
                    let name = element.name().as_ref().to_owned();
                    match (name.as_str(), &mut open) {
                        ("style:style", _) => style = named(&element),
                        ("style:text-properties", _) => {
                            style.iter_mut().for_each(|(.., named)| named.refine(&element));
                        }
                        (name, _) if is_look(name) => {
                            let code = Code { is_percent: name == "number:percentage-style", ..Code::default() };
                            open = attribute(&element, "style:name").map(|name| (name, code));
                        }
                        ("style:map", Some((_, code))) => {
                            let condition = attribute(&element, "style:condition").unwrap_or_default();
                            let condition = condition.strip_prefix("value()").map(str::to_owned);
                            let target = attribute(&element, "style:apply-style-name");
                            code.others.extend(condition.zip(target));
                        }
                        ("number:text" | "number:currency-symbol", Some(_)) => text = Some((None, String::new())),
                        ("number:embedded-text", Some(_)) => {
                            text = Some((number(&element, "number:position"), String::new()));
                        }
                        (name, Some((_, code))) => code.refine(name, &element),
                        _ => {}
                    }
                }
                Event::Text(part) => text.iter_mut().for_each(|(_, text)| text.push_str(&part.xml10_content())),
                Event::GeneralRef(part) => text.iter_mut().for_each(|(_, text)| push_entity(&part, text)),
                Event::End(element) => match element.name().as_ref() {
                    "number:text" | "number:currency-symbol" | "number:embedded-text" => {
                        if let (Some((_, code)), Some((position, words))) = (&mut open, text.take()) {
                            code.words(position, &words);
                        }
                    }
                    "number:number" => open.iter_mut().for_each(|(_, code)| code.end_of_digits()),
                    name if is_look(name) => self.codes.extend(open.take()),
                    "style:style" => match style.take() {
                        Some((true, name, named)) => drop(self.fonts.insert(name, named)),
                        Some((false, name, named)) => drop(self.styles.insert(name, named)),
                        None => {}
                    },
                    // The tables come behind the looks.
                    "office:automatic-styles" => return Ok(()),
                    _ => {}
                },
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// What a style says of its cells.
    pub(super) fn cell(&mut self, style: Option<&str>) -> Style {
        let Some(asked) = style else { return Style::general() };
        if let Some(look) = self.looks.get(asked) {
            return look.clone();
        }
        let code = chain(&self.styles, asked).find_map(|style| self.codes.get(style.code.as_ref()?));
        let look = Style {
            format: Arc::new(code.map_or(Format::General, |code| format::parse(&self.whole(code)))),
            is_struck: chain(&self.styles, asked).find_map(|style| style.is_struck).unwrap_or_default(),
        };
        self.looks.insert(asked.to_owned(), look.clone());
        look
    }

    /// The font of a part of a text that has a style, within a part that has another one.
    pub(super) fn font(&self, style: Option<&str>, around: Font) -> Font {
        let Some(style) = style else { return around };
        Font {
            is_struck: chain(&self.fonts, style).find_map(|style| style.is_struck).unwrap_or(around.is_struck),
            height: chain(&self.fonts, style).find_map(|style| style.height).unwrap_or(around.height),
        }
    }

    /// The code with those of the numbers that are sent elsewhere.
    fn whole(&self, code: &Code) -> String {
        let other = |(condition, target): &(String, String)| {
            let target = self.codes.get(target).map_or("General", |code| &code.own);
            format!("[{condition}]{target};")
        };
        // Excel has no more than two conditions.
        code.others.iter().take(2).map(other).collect::<String>() + &code.own
    }
}

/// A style, and those that it refines in turn. Those that refine each other in a circle are given up.
fn chain<'s>(styles: &'s HashMap<String, Named>, named: &str) -> impl Iterator<Item = &'s Named> {
    let refined = |style: &&'s Named| styles.get(style.parent.as_ref()?);
    std::iter::successors(styles.get(named), refined).take(16)
}

/// A style that begins: whether it is one of parts of texts, its name, what it says. Of other things than these and cells nothing is
/// asked.
fn named(element: &BytesStart<'_>) -> Option<(bool, String, Named)> {
    let is_of_text = match attribute(element, "style:family").as_deref() {
        Some("text") => true,
        Some("table-cell") | None => false,
        Some(_) => return None,
    };
    let (parent, code) = (attribute(element, "style:parent-style-name"), attribute(element, "style:data-style-name"));
    Some((is_of_text, attribute(element, "style:name")?, Named { parent, code, ..Named::default() }))
}

impl Named {
    fn refine(&mut self, properties: &BytesStart<'_>) {
        let line = attribute(properties, "style:text-line-through-style")
            .or_else(|| attribute(properties, "style:text-line-through-type"));
        self.is_struck = line.map(|line| line != "none");
        self.height = attribute(properties, "style:text-position").map(|at| Height::of_position(&at));
    }
}

fn is_look(name: &str) -> bool {
    name.strip_prefix("number:").is_some_and(|name| name.ends_with("-style"))
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<usize> {
    attribute(element, name).and_then(|number| number.parse().ok())
}

impl Code {
    /// Adds a part: `number:month` within a date, the digits within a number.
    fn refine(&mut self, part: &str, element: &BytesStart<'_>) {
        let is = |name: &str, value: &str| attribute(element, name).as_deref() == Some(value);
        let is_long = is("number:style", "long");
        let is_endless = is("number:truncate-on-overflow", "false");
        self.own.push_str(match part {
            "number:year" => "yyyy",
            "number:month" if is("number:textual", "true") => {
                if is_long {
                    "mmmm"
                } else {
                    "mmm"
                }
            }
            "number:month" => "mm",
            "number:day" => "dd",
            "number:day-of-week" => "dddd",
            "number:hours" => {
                if is_endless {
                    "[h]"
                } else {
                    "hh"
                }
            }
            "number:minutes" => {
                if is_endless {
                    "[m]"
                } else {
                    "mm"
                }
            }
            "number:seconds" => {
                if is_endless {
                    "[s]"
                } else {
                    "ss"
                }
            }
            "number:am-pm" => "AM/PM",
            "number:text-content" => "@",
            "number:fraction" => "# ?/?",
            "number:scientific-number" => "0.00E+00",
            "number:boolean" => "General",
            "number:number" => {
                self.digits = digits(element, self.is_percent);
                if self.digits.is_none() { "General" } else { "" }
            }
            _ => "",
        });
    }

    /// Adds words, at a place among the digits or where they stand.
    fn words(&mut self, position: Option<usize>, words: &str) {
        let quoted = |words: &str| words.chars().map(|c| format!("\\{c}")).collect::<String>();
        match (&mut self.digits, position) {
            (Some(digits), Some(position)) => {
                let position = position.min(20);
                while digits.whole.len() < position {
                    digits.whole.push("#".into());
                }
                if let Some(place) = digits.whole.get_mut(position.saturating_sub(1)) {
                    place.insert_str(0, &quoted(words));
                }
            }
            // It also means that the number is shown a hundred times as large.
            _ if self.is_percent => {
                let words: Vec<String> = words.split('%').map(quoted).collect();
                self.own.push_str(&words.join("%"));
            }
            _ => self.own.push_str(&quoted(words)),
        }
    }

    fn end_of_digits(&mut self) {
        if let Some(Digits { whole, fraction }) = self.digits.take() {
            self.own.extend(whole.iter().rev().map(String::as_str));
            self.own.push_str(&fraction);
        }
    }
}

/// The digits of a number; `None` if it is shown as it is.
fn digits(element: &BytesStart<'_>, is_percent: bool) -> Option<Digits> {
    let most = number(element, "number:decimal-places");
    let is_grouped = attribute(element, "number:grouping").as_deref() == Some("true");
    if most.is_none() && !is_percent && !is_grouped {
        return None;
    }
    let always = number(element, "number:min-integer-digits").unwrap_or(1).min(20);
    let least = number(element, "number:min-decimal-places").or(most).unwrap_or_default().min(20);
    let most = most.unwrap_or(10).min(20);
    let mut whole: Vec<String> = (0..always.max(1)).map(|at| if at < always { "0" } else { "#" }.to_owned()).collect();
    if is_grouped {
        while whole.len() < 4 {
            whole.push("#".into());
        }
        whole[2].insert(0, ',');
    }
    let point = if most > 0 { "." } else { "" };
    let thousands = attribute(element, "number:display-factor").and_then(|factor| factor.parse::<f64>().ok());
    let commas = match thousands {
        Some(1e3) => ",",
        Some(1e6) => ",,",
        Some(1e9) => ",,,",
        _ => "",
    };
    let fraction = format!("{point}{}{}{commas}", "0".repeat(least.min(most)), "#".repeat(most.saturating_sub(least)));
    Some(Digits { whole, fraction })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_have_the_codes_of_excel() {
        let digits = |attributes: &str| format!("<number:number number:min-integer-digits=\"1\" {attributes}/>");
        let two = digits("number:decimal-places=\"2\" number:min-decimal-places=\"2\" number:grouping=\"true\"");
        let text = |text: &str| format!("<number:text>{text}</number:text>");
        let rouble = "<number:currency-symbol>₽</number:currency-symbol>";
        let day = "<number:day/><number:text>.</number:text><number:month number:style=\"long\"/>";
        let month = "<number:month number:style=\"long\" number:textual=\"true\"/>";
        for (kind, parts, code) in [
            ("number", digits("number:decimal-places=\"0\""), "0"),
            ("number", digits(""), "General"),
            ("number", format!("{}{}", digits("number:decimal-places=\"0\""), text(" чел.")), "0\" чел.\""),
            (
                "number",
                format!("{}{two}{}", text("около "), text(" &quot;у.е.&quot;")),
                "\"около \"#,##0.00\\ \\\"\\у\\.\\е\\.\\\"",
            ),
            ("currency", format!("{two}{}{rouble}", text(" ")), "#,##0.00\" ₽\""),
            ("percentage", format!("{}{}", digits("number:decimal-places=\"1\""), text(" %")), "0.0 %"),
            ("number", "<number:number number:decimal-places=\"0\" number:min-integer-digits=\"4\"/>".into(), "0000"),
            ("number", digits("number:decimal-places=\"1\" number:display-factor=\"1000\""), "0.0,"),
            (
                "number",
                "<number:number number:decimal-places=\"0\" number:min-integer-digits=\"5\">\
                 <number:embedded-text number:position=\"2\">-</number:embedded-text></number:number>"
                    .into(),
                "000\\-00",
            ),
            ("date", format!("{day}{}<number:year/>", text(".")), "dd.mm.yyyy"),
            ("date", format!("{}{day}", text("до ")), "\"до \"dd.mm"),
            ("date", format!("<number:day/>{}{month}", text(" ")), "dd mmmm"),
            (
                "time",
                "<number:hours number:truncate-on-overflow=\"false\"/><number:text>:</number:text><number:minutes/>"
                    .into(),
                "[h]:mm",
            ),
            ("text", format!("{}<number:text-content/>", text("№ ")), "\"№ \"@"),
        ] {
            let part = format!(
                "<office:automatic-styles><number:{kind}-style style:name=\"N\">{parts}</number:{kind}-style>\
                 <style:style style:name=\"c\" style:data-style-name=\"N\"/></office:automatic-styles>"
            );
            let mut formats = Formats::default();
            formats.read(part.as_bytes()).unwrap();
            let whole = formats.codes.get("N").unwrap().own.clone();
            assert_eq!(*formats.cell(Some("c")).format, format::parse(code), "{code}: {whole}");
        }
    }

    #[test]
    fn some_numbers_are_sent_to_other_looks() {
        let part = "<number:number-style style:name=\"A\"><number:number number:decimal-places=\"0\"/></number:number-style>\
            <number:number-style style:name=\"N\"><number:text>-</number:text><number:number number:decimal-places=\"1\"/>\
            <style:map style:condition=\"value()&gt;=0\" style:apply-style-name=\"A\"/></number:number-style>\
            <style:style style:name=\"p\" style:data-style-name=\"N\"/>\
            <style:style style:name=\"c\" style:parent-style-name=\"p\"/>";
        let mut formats = Formats::default();
        formats.read(part.as_bytes()).unwrap();
        assert_eq!(*formats.cell(Some("c")).format, format::parse("[>=0]0;-0.0"));
        assert_eq!(*formats.cell(Some("x")).format, Format::General);
        assert_eq!(*formats.cell(None).format, Format::General);
    }
}
