//! A picture of a page for a browser that shows it anew after every save.
//!
//! In an SVG of Typst each sign is a `use` of its outline, of which a browser builds a tree of its own: two thousand of them a page
//! take it three times as long as all else. Here the outlines of a text come together into one path, in whole hundredths of a
//! point. What is not written as expected stays as it is.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

/// Units of a point.
const UNITS: f64 = 100.0;

/// The same picture, its texts as paths.
pub(super) fn with_paths(svg: &str) -> String {
    let outlines: HashMap<&str, String> = symbols(svg).collect();
    // Those that some sign still uses.
    let mut left: HashSet<&str> = HashSet::new();
    let mut result = String::with_capacity(svg.len() * 2);
    let mut rest = svg;
    while let Some(at) = rest.find("<use ") {
        let (before, uses) = rest.split_at(at);
        result.push_str(before);
        // As many as follow each other and are painted alike.
        let mut path = String::new();
        let mut paint = None;
        rest = uses;
        while let Some((used, behind)) = Use::first(rest)
            && let Some(outline) = outlines.get(used.id)
            && paint.is_none_or(|paint| paint == used.paint)
        {
            let _ = write!(path, "M{} {}{outline}", whole(used.x), whole(used.y));
            paint = Some(used.paint);
            rest = behind;
        }
        match paint {
            Some(paint) => {
                let _ = write!(result, r#"<path transform="scale({})" d="{path}" {paint}/>"#, 1.0 / UNITS);
            }
            None => {
                left.extend(id_after(rest, "#"));
                let (tag, behind) = rest.split_at("<use ".len());
                result.push_str(tag);
                rest = behind;
            }
        }
    }
    // Behind all that uses them stand the outlines.
    for (at, part) in rest.split(BEGIN).enumerate() {
        let is_used = |id: &str| !outlines.contains_key(id) || left.contains(id);
        match part.split_once(END) {
            Some((_, behind)) if at > 0 && !id_after(part, "").is_none_or(is_used) => result.push_str(behind),
            _ if at > 0 => result.extend([BEGIN, part]),
            _ => result.push_str(part),
        }
    }
    result
}

/// The name that stands between a sign and the next quote.
fn id_after<'a>(text: &'a str, sign: &str) -> Option<&'a str> {
    text.split_once(sign)?.1.split_once('"').map(|(id, _)| id)
}

const BEGIN: &str = r#"<symbol id=""#;
const END: &str = "</symbol>";

/// A sign at its place in a text.
struct Use<'a> {
    id: &'a str,
    x: f64,
    y: f64,
    /// How it is painted, as attributes.
    paint: &'a str,
}

impl<'a> Use<'a> {
    /// The one that a text begins with, and what follows it.
    fn first(text: &'a str) -> Option<(Self, &'a str)> {
        let (id, rest) = text.strip_prefix(r##"<use xlink:href="#"##)?.split_once(r#"" x=""#)?;
        let (x, rest) = rest.split_once(r#"" y=""#)?;
        let (y, rest) = rest.split_once(r#"" "#)?;
        let (paint, behind) = rest.split_once("/>")?;
        // A line around it would be scaled with it.
        let is_plain = !paint.contains("stroke") && !paint.contains(['<', '>']) && !paint.contains("transform");
        let used = Self { id, x: x.parse().ok()?, y: y.parse().ok()?, paint };
        is_plain.then_some((used, behind))
    }
}

/// The outlines that stand in a picture, by their names, without where they begin.
fn symbols(svg: &str) -> impl Iterator<Item = (&str, String)> {
    svg.split(BEGIN).skip(1).filter_map(|symbol| {
        let (symbol, _) = symbol.split_once(END)?;
        let (id, rest) = symbol.split_once(r#"" overflow="visible"><path d="M 0 0"#)?;
        Some((id, in_units(rest.strip_suffix(r#""/>"#)?)?))
    })
}

/// A path of relative commands in whole units. What is rounded does not add up: each point is rounded where it stands.
/// `None` if it has other commands.
fn in_units(path: &str) -> Option<String> {
    let mut result = String::with_capacity(path.len() / 2);
    let (mut at, mut start) = ((0.0, 0.0), (0.0, 0.0));
    for part in path.split_inclusive(|sign: char| sign.is_ascii_alphabetic()).collect::<Vec<_>>().windows(2) {
        let [command, numbers] = part else { continue };
        let command = command.chars().last()?;
        let numbers = numbers.trim_end_matches(|sign: char| sign.is_ascii_alphabetic());
        let numbers: Option<Vec<f64>> = numbers.split_whitespace().map(|number| number.parse().ok()).collect();
        let points = match (command, numbers?.as_slice()) {
            ('Z', []) => {
                at = start;
                Vec::new()
            }
            ('h', [x]) => vec![(*x, 0.0)],
            ('v', [y]) => vec![(0.0, *y)],
            ('m' | 'l', [x, y]) => vec![(*x, *y)],
            ('q', [a, b, x, y]) => vec![(*a, *b), (*x, *y)],
            ('c', [a, b, c, d, x, y]) => vec![(*a, *b), (*c, *d), (*x, *y)],
            _ => return None,
        };
        result.push(match command {
            'h' | 'v' => 'l',
            command => command,
        });
        for (number, (x, y)) in points.iter().enumerate() {
            let _ = write!(result, "{}{} {}", if number == 0 { "" } else { " " }, step(at.0, *x), step(at.1, *y));
        }
        if let Some((x, y)) = points.last() {
            at = (at.0 + x, at.1 + y);
        }
        if command == 'm' {
            start = at;
        }
    }
    Some(result)
}

/// How far it is from one place to another, each of them rounded.
fn step(from: f64, by: f64) -> i64 {
    whole(from + by) - whole(from)
}

fn whole(points: f64) -> i64 {
    (points * UNITS).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Overrides, Typesetter};

    #[test]
    fn a_text_is_one_path() {
        let svg = concat!(
            r##"<svg><g><use xlink:href="#a" x="0" y="0" fill="#000"/><use xlink:href="#a" x="6.5" y="-1" fill="#000"/></g>"##,
            r##"<g><use xlink:href="#a" x="0" y="0" fill="#f00"/><use xlink:href="#b" x="0" y="0" fill="#f00"/></g>"##,
            r#"<defs><symbol id="a" overflow="visible"><path d="M 0 0m 1.004 2h -1.004v 0.5Z m 1 1l 1 1Z "/></symbol>"#,
            r#"<symbol id="b" overflow="visible"><image/></symbol></defs></svg>"#,
        );
        let outline = "m100 200l-100 0l0 50Zm100 100l100 100Z";
        let expected = [
            "<svg><g><path transform=\"scale(0.01)\" d=\"M0 0",
            outline,
            "M650 -100",
            outline,
            "\" fill=\"#000\"/></g><g><path transform=\"scale(0.01)\" d=\"M0 0",
            outline,
            "\" fill=\"#f00\"/><use xlink:href=\"#b\" x=\"0\" y=\"0\" fill=\"#f00\"/></g>",
            r#"<defs><symbol id="b" overflow="visible"><image/></symbol></defs></svg>"#,
        ];
        assert_eq!(with_paths(svg), expected.concat());
        for other in ["", "<use ", "<use xlink:href=\"#c\" x=\"0\" y=\"0\" fill=\"#000\"/>", "<symbol id=\"x\""] {
            assert_eq!(with_paths(other), other);
        }
    }

    #[test]
    fn what_is_rounded_does_not_add_up() {
        let path: String =
            std::iter::once("m 0 0".to_owned()).chain((0..1000).map(|_| "l 0.004 0.0049".into())).collect();
        let rounded = in_units(&format!("{path}Z ")).expect("known commands");
        let (x, y) = rounded.trim_end_matches('Z').split('l').skip(1).fold((0, 0), |(x, y), point| {
            let (by_x, by_y) = point.split_once(' ').expect("two numbers");
            (x + by_x.parse::<i64>().expect("whole"), y + by_y.parse::<i64>().expect("whole"))
        });
        assert_eq!((x, y), (400, 490));
        assert_eq!(in_units("a 1 1 0 0 1 2 2Z"), None);
    }

    /// Typst may write its pictures otherwise one day: they would be right, and slow.
    #[test]
    fn a_page_has_no_sign_left_that_is_used() {
        let view: serde_json::Value =
            serde_json::from_str(include_str!("../../../templates/sample/plan.json")).expect("a view");
        let mut typesetter = Typesetter::new(&Overrides::default()).expect("the program's own");
        let pages = typesetter.set("/plan.typ", &view, None).expect("set");
        let picture = pages.picture(0).expect("a page");
        assert!(picture.matches("transform=\"scale(0.01)\"").count() > 20);
        assert!(!picture.contains("<use ") && !picture.contains("<symbol"), "{picture}");
    }
}
