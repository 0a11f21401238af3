//! Numbers that Word puts before paragraphs.

use super::*;

/// Levels of a list: format, text, and what else is said.
fn levels(levels: &[(&str, &str, &str)]) -> String {
    let level = |(at, (kind, text, more)): (usize, &(&str, &str, &str))| {
        format!(
            r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>"#
        )
    };
    levels.iter().enumerate().map(level).collect()
}

fn numbering(sequences: &[String], lists: &str) -> String {
    let sequence =
        |(id, levels): (usize, &String)| format!(r#"<w:abstractNum w:abstractNumId="{id}">{levels}</w:abstractNum>"#);
    let sequences: String = sequences.iter().enumerate().map(sequence).collect();
    format!("<w:numbering>{sequences}{lists}</w:numbering>")
}

fn num(id: u32, sequence: u32, more: &str) -> String {
    format!(r#"<w:num w:numId="{id}"><w:abstractNumId w:val="{sequence}"/>{more}</w:num>"#)
}

/// A paragraph of a list on a level.
fn li(list: u32, level: u32) -> String {
    p(&format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#), "а")
}

fn labels(document: &Docx) -> Vec<String> {
    document.open().paragraphs().map(|paragraph| paragraph.label.clone()).collect()
}

const NESTED: [(&str, &str, &str); 3] =
    [("decimal", "%1.", ""), ("decimal", "%1.%2.", ""), ("russianLower", "%3)", "")];

#[test]
fn levels_count_on_and_begin_anew_below_higher_ones() {
    let body = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 0), (1, 1), (1, 2)].map(|(list, level)| li(list, level));
    let document = Docx::of(body.concat()).with("numbering", numbering(&[levels(&NESTED)], &num(1, 0, "")));
    assert_eq!(labels(&document), ["1.", "1.1.", "1.2.", "а)", "б)", "2.", "2.1.", "а)"]);
}

#[test]
fn two_lists_of_one_sequence_count_together_unless_one_begins_anew() {
    let anew = r#"<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>"#;
    let lists = num(1, 0, "") + &num(2, 0, "") + &num(3, 0, anew);
    let body = [li(1, 0), li(2, 0), li(3, 0), li(3, 0), li(1, 0)].concat();
    let document = Docx::of(body).with("numbering", numbering(&[levels(&NESTED)], &lists));
    assert_eq!(labels(&document), ["1.", "2.", "5.", "6.", "7."]);
}

#[test]
fn a_list_may_number_a_level_otherwise() {
    let roman = r#"<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Раздел %1"/></w:lvl></w:lvlOverride>"#;
    let document =
        Docx::of(li(1, 0) + &li(1, 0) + &li(1, 1)).with("numbering", numbering(&[levels(&NESTED)], &num(1, 0, roman)));
    assert_eq!(labels(&document), ["Раздел III", "Раздел IV", "IV.1."]);
}

#[test]
fn levels_that_never_begin_anew_and_plain_numbers() {
    let kinds = [("upperRoman", "%1.", ""), ("decimal", "%1.%2", "<w:lvlRestart w:val=\"0\"/><w:isLgl/>")];
    let body = [li(1, 0), li(1, 1), li(1, 0), li(1, 1)].concat();
    let document = Docx::of(body).with("numbering", numbering(&[levels(&kinds)], &num(1, 0, "")));
    assert_eq!(labels(&document), ["I.", "1.1", "II.", "2.2"]);
}

#[test]
fn styles_bring_lists_along() {
    let styles = r#"<w:styles><w:style w:type="paragraph" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="T"><w:basedOn w:val="S"/></w:style></w:styles>"#;
    let kinds = [("decimal", "%1.", "<w:pStyle w:val=\"S\"/>"), ("decimal", "%1.%2.", "<w:pStyle w:val=\"T\"/>")];
    let styled = |style: &str, more: &str| p(&format!(r#"<w:pStyle w:val="{style}"/>{more}"#), "а");
    let none = r#"<w:numPr><w:numId w:val="0"/></w:numPr>"#;
    let body = [styled("S", ""), styled("T", ""), styled("S", none), styled("S", "")].concat();
    let document =
        Docx::of(body).with("styles", styles).with("numbering", numbering(&[levels(&kinds)], &num(1, 0, "")));
    assert_eq!(labels(&document), ["1.", "1.1.", "", "2."]);
}

#[test]
fn marks_are_shown_and_what_is_taken_away_does_not_count() {
    let kinds = [("bullet", "\u{f0b7}", "")];
    let gone =
        p(r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr><w:rPr><w:del w:author="а"/></w:rPr>"#, "");
    let lists = num(1, 0, "") + &num(2, 1, "");
    let body = [li(1, 0), li(2, 0), gone, li(2, 0)].concat();
    let document = Docx::of(body).with("numbering", numbering(&[levels(&kinds), levels(&NESTED)], &lists));
    assert_eq!(labels(&document), ["\u{f0b7}", "1.", "2."]);
}

#[test]
fn a_number_may_be_all_that_stands_in_a_cell() {
    let cell = format!("<w:tc>{}</w:tc>", p(r#"<w:numPr><w:numId w:val="1"/></w:numPr>"#, ""));
    let row = |text: &str| format!("<w:tr>{cell}{}</w:tr>", tc("", text));
    let document =
        Docx::of(tbl(&(row("а") + &row("б")))).with("numbering", numbering(&[levels(&NESTED)], &num(1, 0, "")));
    assert_eq!(document.seen(), ["1:1. | 2:а", "1:2. | 2:б"]);
}
