//! Files that are no documents, and those that are made to do harm.

use super::*;
use crate::diagnostics::Problem;

fn refused(bytes: &[u8]) -> String {
    let problem: Problem = open(bytes, Tracked::Accept).unwrap_err();
    format!("{}: {}", problem.code(), problem.message())
}

#[test]
fn what_is_no_document_is_told_for_what_it_is() {
    for (bytes, told) in [
        (&b""[..], "E220: документ не читается: файл пуст"),
        (b"{\\rtf1 ...", "E223: документ сохранён в виде, который не читается: текст RTF (*.rtf)"),
        (
            b"<?xml version=\"1.0\"?><pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">",
            "E223: документ сохранён в виде, который не читается: документ XML Word (*.xml)",
        ),
        (
            b"<?xml version=\"1.0\"?><w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\">",
            "E223: документ сохранён в виде, который не читается: документ XML Word 2003 (*.xml)",
        ),
        (b"<html><body>", "E223: документ сохранён в виде, который не читается: веб-страница (*.html)"),
        (b"%PDF-1.7", "E220: документ не читается: это документ PDF"),
        (b"text", "E220: документ не читается: это не документ Word"),
    ] {
        assert_eq!(refused(bytes), told);
    }
    let archive = |name: &str| zipped([(name, &b"<a/>"[..])].into_iter());
    assert_eq!(refused(&archive("a.txt")), "E220: документ не читается: это архив, а не документ Word");
    assert_eq!(
        refused(&archive("xl/workbook.xml")),
        "E220: документ не читается: похоже, это книга Excel: назовите файл .xlsx"
    );
}

#[test]
fn what_is_cut_off_is_never_half_a_document() {
    let whole = Docx::of(p("", "План") + &tbl(&tr(&["а", "б"]))).bytes();
    let seen_whole = seen(&open(&whole, Tracked::Accept).unwrap());
    for length in 0..whole.len() {
        if let Ok(document) = open(&whole[..length], Tracked::Accept) {
            assert_eq!(seen(&document), seen_whole, "{length} bytes");
        }
    }
}

#[test]
fn bombs_are_refused_while_they_are_inflated() {
    let huge = vec![b' '; 65 * 1024 * 1024];
    let bytes = zipped([("word/document.xml", huge.as_slice())].into_iter());
    assert!(bytes.len() < 100_000);
    assert_eq!(refused(&bytes), "E222: документ слишком велик: мегабайт в одной части после распаковки больше 64");
    // Pictures are not inflated.
    let document: &[u8] = b"<document><body><p><r><t>a</t></r></p></body></document>";
    let bytes = zipped([("word/media/image1.png", huge.as_slice()), ("word/document.xml", document)].into_iter());
    assert_eq!(seen(&open(&bytes, Tracked::Accept).unwrap()), ["a"]);
}

#[test]
fn entities_and_deep_nesting_are_refused() {
    let part = |xml: &str| zipped([("word/document.xml", xml.as_bytes())].into_iter());
    let entities = r#"<!DOCTYPE d [<!ENTITY a "aaaa">]><document><body><p><r><t>&a;</t></r></p></body></document>"#;
    assert_eq!(refused(&part(entities)), "E220: документ не читается: файл повреждён или скачан не полностью");
    for depth in [500, 200_000] {
        let deep = format!("<document><body>{}{}</body></document>", "<x>".repeat(depth), "</x>".repeat(depth));
        assert_eq!(refused(&part(&deep)), "E222: документ слишком велик: вложенных друг в друга элементов больше 400");
    }
}

#[test]
fn numbers_that_a_file_claims_cost_nothing() {
    let span = tc(r#"<w:gridSpan w:val="4000000000"/>"#, "а");
    let rows: String = (0..50).map(|_| format!("<w:tr>{span}{span}</w:tr>")).collect();
    assert_eq!(Docx::of(tbl(&rows)).seen().len(), 50);
}
