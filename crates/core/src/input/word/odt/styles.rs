//! What the styles of a document say: those with names, and those that programs make for single paragraphs.

use std::collections::{BTreeMap, HashMap};

use crate::input::height::Height;
use crate::input::word::look::TextLook;
use crate::input::word::symbols::Face;
use crate::input::word::xml::{Xml, attribute, child, elements, name};

/// Styles that a style can be based on in turn.
const DEPTH: usize = 20;
/// Twentieths of a point in an inch.
const INCH: f64 = 1440.0;

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<(String, String), Style>,
    /// Levels of lists, by the names of their styles; that of headings has none.
    lists: HashMap<String, BTreeMap<usize, Level>>,
    /// The names of faces by those of their declarations.
    faces: HashMap<String, String>,
    /// The width of the text, in twentieths of a point.
    pub(super) width: Option<i64>,
}

#[derive(Debug, Clone, Default)]
struct Style {
    parent: Option<String>,
    align: Option<String>,
    indent: Option<i64>,
    text: TextLook,
    width: Option<i64>,
    position: Option<String>,
}

/// How a level of a list is numbered.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    /// The mark, where it has no numbers.
    pub(super) mark: Option<String>,
    /// The format of its numbers, by the name that Word has for it.
    pub(super) kind: &'static str,
    /// `%1%.%2%.`
    pub(super) look: Option<String>,
    pub(super) before: String,
    pub(super) behind: String,
    pub(super) start: u32,
    /// How many levels are told.
    pub(super) told: usize,
}

impl Styles {
    /// Adds the styles of a part.
    pub(super) fn read(&mut self, root: Xml<'_, '_>) {
        for element in root.descendants().filter(|node| node.is_element()) {
            match name(element) {
                "style" | "default-style" => self.style(element),
                "font-face" => {
                    if let (Some(named), Some(family)) = (attribute(element, "name"), attribute(element, "font-family"))
                    {
                        self.faces.insert(named.to_owned(), family.to_owned());
                    }
                }
                "list-style" => {
                    let named = attribute(element, "name").unwrap_or_default().to_owned();
                    self.lists.insert(named, levels(element));
                }
                "outline-style" => {
                    self.lists.insert(String::new(), levels(element));
                }
                "page-layout-properties" if self.width.is_none() => {
                    let told = |wanted: &str| attribute(element, wanted).and_then(length);
                    let side = |wanted: &str| told(wanted).or_else(|| told("margin")).unwrap_or_default();
                    self.width = told("page-width").map(|page| page - side("margin-left") - side("margin-right"));
                }
                _ => {}
            }
        }
    }

    fn style(&mut self, element: Xml<'_, '_>) {
        let told = |wanted: &str| attribute(element, wanted).map(str::to_owned);
        let (family, named) = (told("family").unwrap_or_default(), told("name").unwrap_or_default());
        let properties = |kind: &str, wanted: &str| child(element, kind).and_then(|found| attribute(found, wanted));
        let style = Style {
            // What a style leaves open, the usual one of its family says.
            parent: told("parent-style-name").or_else(|| (!named.is_empty()).then(String::new)),
            align: properties("paragraph-properties", "text-align").map(str::to_owned),
            indent: properties("paragraph-properties", "margin-left").and_then(length),
            text: child(element, "text-properties").map(|text| self.text_of(text)).unwrap_or_default(),
            width: properties("table-column-properties", "column-width").and_then(length),
            position: properties("graphic-properties", "horizontal-pos").map(str::to_owned),
        };
        self.styles.insert((family, named), style);
    }

    fn find<T>(&self, family: &str, named: Option<&str>, of: impl Fn(&Style) -> Option<T>) -> Option<T> {
        self.chain(family, named).find_map(of)
    }

    /// A style, and those that it is based on.
    fn chain<'s>(&'s self, family: &str, named: Option<&str>) -> impl Iterator<Item = &'s Style> {
        let style = move |named: &str| self.styles.get(&(family.to_owned(), named.to_owned()));
        let first = named.and_then(&style);
        std::iter::successors(first, move |known| known.parent.as_deref().and_then(&style)).take(DEPTH)
    }

    /// How the lines of a paragraph of a style are aligned.
    pub(super) fn align(&self, named: Option<&str>) -> Option<String> {
        self.find("paragraph", named, |style| style.align.clone())
    }

    /// How far from the left they begin, in twentieths of a point.
    pub(super) fn indent(&self, named: Option<&str>) -> i64 {
        self.find("paragraph", named, |style| style.indent).unwrap_or_default()
    }

    /// How texts of a style look.
    pub(super) fn text_look(&self, family: &str, named: Option<&str>) -> TextLook {
        self.chain(family, named).fold(TextLook::default(), |known, style| known.or(style.text))
    }

    /// What `style:text-properties` says.
    fn text_of(&self, properties: Xml<'_, '_>) -> TextLook {
        let told = |wanted: &str| attribute(properties, wanted);
        // The name of a face here is that of a declaration, which mostly is called as the face.
        let face = |named: &str| {
            let declared = self.faces.get(named).map(String::as_str);
            Face::named(declared.unwrap_or(named).trim_matches(['\'', '"']))
        };
        TextLook {
            is_hidden: told("display").map(|display| display == "none"),
            is_struck: told("text-line-through-style")
                .or_else(|| told("text-line-through-type"))
                .map(|style| style != "none"),
            height: told("text-position").map(Height::of_position),
            face: told("font-name").or_else(|| told("font-family")).map(face),
        }
    }

    /// The width of a column of a style, in twentieths of a point.
    pub(super) fn column_width(&self, named: Option<&str>) -> i64 {
        self.find("table-column", named, |style| style.width).unwrap_or_default()
    }

    /// Where a frame of a style stands: `right`, `from-left`, …
    pub(super) fn position(&self, named: Option<&str>) -> Option<String> {
        self.find("graphic", named, |style| style.position.clone())
    }

    /// Whether a paragraph is a title, by its style or one that this is based on.
    pub(super) fn is_title(&self, named: Option<&str>) -> bool {
        let mut named = named.map(str::to_owned);
        for _ in 0..DEPTH {
            match named.as_deref() {
                None | Some("") => return false,
                Some("Title" | "Название" | "Заголовок") => return true,
                Some(known) => {
                    named = self
                        .styles
                        .get(&("paragraph".to_owned(), known.to_owned()))
                        .and_then(|style| style.parent.clone());
                }
            }
        }
        false
    }

    /// A level of a list, counted from 0; of headings where the list has no name.
    pub(super) fn level(&self, list: &str, level: usize) -> Option<&Level> {
        self.lists.get(list)?.get(&level)
    }
}

fn levels(list: Xml<'_, '_>) -> BTreeMap<usize, Level> {
    let level = |element: Xml<'_, '_>| {
        let told = |wanted: &str| attribute(element, wanted);
        let number: usize = told("level")?.parse().ok()?;
        let level = Level {
            mark: match name(element) {
                "list-level-style-bullet" => Some(told("bullet-char").unwrap_or("•").to_owned()),
                "list-level-style-image" => Some("•".to_owned()),
                _ => None,
            },
            kind: told("num-format").map_or("none", kind),
            look: told("num-list-format").map(str::to_owned),
            before: told("num-prefix").unwrap_or_default().to_owned(),
            behind: told("num-suffix").unwrap_or_default().to_owned(),
            start: told("start-value").and_then(|start| start.parse().ok()).unwrap_or(1),
            told: told("display-levels").and_then(|told| told.parse().ok()).unwrap_or(1),
        };
        Some((number.checked_sub(1)?, level))
    };
    elements(list).filter_map(level).collect()
}

/// A format of numbers by the name that Word has for it. LibreOffice tells Russian letters by the first ones.
fn kind(format: &str) -> &'static str {
    match format.chars().next() {
        None => "none",
        Some('I') => "upperRoman",
        Some('i') => "lowerRoman",
        Some('A') => "upperLetter",
        Some('a') => "lowerLetter",
        Some('А') => "russianUpper",
        Some('а') => "russianLower",
        Some('0') => "decimalZero",
        Some(_) => "decimal",
    }
}

/// A length in twentieths of a point: `2.5cm`, `1in`, `12pt`.
pub(super) fn length(typed: &str) -> Option<i64> {
    let unit = typed.trim_start_matches(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    let number: f64 = typed.strip_suffix(unit)?.parse().ok()?;
    let inches = match unit {
        "in" => number,
        "cm" => number / 2.54,
        "mm" => number / 25.4,
        "pt" => number / 72.0,
        "pc" => number / 6.0,
        _ => return None,
    };
    Some((inches * INCH) as i64)
}
