//! The tree is held to that of roxmltree, which was written for nothing else: the same is in it, and what one refuses the other
//! does, too.

use proptest::prelude::*;
use roxmltree::Document;

use super::{Xml, name, parse};

/// What a tree says, in reading order; comments only part texts.
fn told(xml: Xml<'_, '_>, told: &mut Vec<String>) {
    if let Some(text) = xml.text() {
        put(told, text);
        return;
    }
    let attributes: Vec<String> = xml.attributes().iter().map(|(name, value)| format!("{name}={value}")).collect();
    told.push(format!("<{} {}>", name(xml), attributes.join(" ")));
    xml.children().for_each(|child| self::told(child, told));
    told.push("</>".to_owned());
}

fn told_by_other(xml: roxmltree::Node<'_, '_>, told: &mut Vec<String>) {
    if xml.is_text() {
        // It forgets the ends of lines where there is an entity.
        put(told, &xml.text().unwrap_or_default().replace("\r\n", "\n").replace('\r', "\n"));
    }
    if xml.is_element() {
        let attributes: Vec<String> =
            xml.attributes().map(|known| format!("{}={}", known.name(), known.value())).collect();
        told.push(format!("<{} {}>", xml.tag_name().name(), attributes.join(" ")));
        xml.children().for_each(|child| told_by_other(child, told));
        told.push("</>".to_owned());
    }
}

fn put(told: &mut Vec<String>, text: &str) {
    match told.last_mut() {
        Some(last) if last.starts_with('=') => last.push_str(text),
        _ => told.push(format!("={text}")),
    }
}

fn is_alike(text: &str) -> Result<(), TestCaseError> {
    let own = parse(text).ok().map(|tree| {
        let mut all = Vec::new();
        told(tree.root_element(), &mut all);
        all
    });
    let other = Document::parse(text.trim_start()).ok().map(|document| {
        let mut all = Vec::new();
        told_by_other(document.root_element(), &mut all);
        all
    });
    prop_assert_eq!(own, other, "{}", text);
    Ok(())
}

/// What stands in an element: texts in all spellings, and what is no text.
const PIECES: [&str; 15] = [
    "слово",
    " a ",
    "&amp;",
    "&#1078;",
    "&#x9;",
    "\r\n",
    "\r",
    "]",
    ">",
    "<![CDATA[<a> &amp; ]]>",
    "<!-- <b> -->",
    "<w:e/>",
    "<e x='\"'/>",
    "<w:e w:x=\"1 > 0\" y = 'a\n\tb&lt;' ></w:e >",
    "\t",
];
/// What breaks a part, put anywhere in it.
const FAULTS: [&str; 20] = [
    "<",
    "&",
    "&x;",
    "&#0;",
    "&#1;",
    "]]>",
    "</e>",
    "<e>",
    "<e",
    "<e x=1/>",
    "<e x='1'y='2'/>",
    "<e x='1' x='2'/>",
    "<e x='<'/>",
    "<v:e/>",
    "<1/>",
    "<!-- -- -->",
    "<!DOCTYPE e>",
    "<?xml version='1.0'?>",
    "\u{1}",
    "\u{ffff}",
];

fn content() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(PIECES.as_slice()).prop_map(str::to_owned);
    piece.prop_recursive(4, 40, 5, |inner| {
        let named = proptest::sample::select(vec![("e", ""), ("w:p", " w:id='1'"), ("ж", " ж='№'")]);
        (named, proptest::collection::vec(inner, 0..5))
            .prop_map(|((name, attributes), inner)| format!("<{name}{attributes}>{}</{name}>", inner.concat()))
    })
}

fn part(inner: &str) -> String {
    format!("<?xml version=\"1.0\"?>\n<w:root xmlns:w=\"w\" xmlns='d'>{inner}</w:root>\n<!-- end -->")
}

#[test]
fn instructions_are_passed_over() {
    for inner in ["<?p q?>", "a<?p <e> ?>b"] {
        is_alike(&part(inner)).unwrap();
    }
    is_alike("<?xml version='1.0'?><?p q?><e/>").unwrap();
}

proptest! {
    #[test]
    fn the_same_is_read(inner in content()) {
        is_alike(&part(&inner))?;
    }

    #[test]
    fn the_same_is_refused(inner in content(), fault in proptest::sample::select(FAULTS.as_slice()), at in 0.0..1.0) {
        // What instructions say is not looked at.
        let mut whole = part(&inner).replacen("<?xml version=\"1.0\"?>", "", 1);
        let mut at = (whole.len() as f64 * at) as usize;
        while !whole.is_char_boundary(at) {
            at -= 1;
        }
        whole.insert_str(at, fault);
        is_alike(&whole)?;
    }

    #[test]
    fn what_is_cut_off_is_refused(inner in content(), at in 0.0..1.0) {
        let whole = part(&inner);
        let end = whole.len() - "\n<!-- end -->".len() - 1;
        let mut at = (end as f64 * at) as usize;
        while !whole.is_char_boundary(at) {
            at -= 1;
        }
        prop_assert!(parse(&whole[..at]).is_err());
    }
}
