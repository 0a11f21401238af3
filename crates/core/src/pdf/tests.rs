//! PDF files as they are, and as somebody who wishes us ill would make them.

mod bombs;
mod packing;

use proptest::prelude::*;

use super::*;

/// A file of one page that carries `a.txt`, with a table of cross-references.
fn simple() -> Vec<u8> {
    with_objects(&[
        "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Kids[5 0 R]>>>>/AF[6 0 R]>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/Contents[4 0 R 4 0 R]>>",
        "<</Length 5>>stream\n0 0 m\nendstream",
        "<</Names[(a)6 0 R]>>",
        "<</Type/Filespec/F(?)/UF<FEFF0430>/EF<</F 7 0 R>>>>",
        "<</Length 3/Subtype/text#2Fplain>>stream\r\nabc\nendstream",
        "<</Producer(Tester)>>",
    ])
}

fn with_objects(objects: &[impl AsRef<[u8]>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = String::new();
    for (object, number) in objects.iter().zip(1..) {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend([format!("{number} 0 obj\n").as_bytes(), object.as_ref(), b"\nendobj\n"].concat());
    }
    let start = file.len();
    let size = objects.len() + 1;
    file.extend(
        format!(
            "xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R/Info {} 0 R>>\n\
             startxref\n{start}\n%%EOF",
            objects.len()
        )
        .bytes(),
    );
    file
}

#[test]
fn pages_properties_and_attachments_are_read() {
    let pdf = Pdf::open(simple()).expect("a good file");
    assert_eq!(pdf.pages(), [3]);
    assert_eq!(pdf.content(3).as_deref(), Some(b"0 0 m\n0 0 m\n".as_slice()));
    assert_eq!(pdf.property("Producer").as_deref(), Some("Tester"));
    let [attachment] = pdf.attachments().try_into().expect("one attachment, though it is named twice");
    assert_eq!((attachment.name.as_str(), attachment.mime.as_deref()), ("а", Some("text/plain")));
    assert_eq!(pdf.carried(&attachment).as_deref(), Some(b"abc".as_slice()));
}

#[test]
fn the_text_of_a_page_is_told_by_the_tables_of_its_faces() {
    let content = "BT /W 12 Tf [<00010002>-200<0003>] TJ ET BT /N 9 Tf (ab\\)c) Tj ET";
    let table =
        "2 beginbfchar <0001> <0423> <0002> <00660069> endbfchar 1 beginbfrange <0003> <0005> <0430> endbfrange";
    let file = with_objects(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]/Resources<</Font<</W 5 0 R/N 7 0 R>>>>>>",
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
        &format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type0/ToUnicode 6 0 R>>",
        &format!("<</Length {}>>stream\n{table}\nendstream", table.len()),
        "<</Type/Font/Subtype/Type1>>",
    ]);
    let pdf = Pdf::open(file).expect("a good file");
    assert_eq!(pdf.page_text(3).as_deref(), Some("\nУfiа\nab)c"));
}

#[test]
fn a_later_revision_wins() {
    let mut file = simple();
    let older = Pdf::open(file.clone()).expect("a good file").table_start();
    let at = file.len() + 1;
    file.extend(b"\n8 0 obj\n<</Producer(Other)>>\nendobj\n");
    let start = file.len();
    file.extend(
        format!(
            "xref\n8 1\n{at:010} 00000 n \ntrailer\n<</Size 9/Root 1 0 R/Info 8 0 R/Prev {older}>>\nstartxref\n{start}\n%%EOF"
        )
        .bytes(),
    );
    let pdf = Pdf::open(file).expect("a good file");
    assert_eq!(pdf.property("Producer").as_deref(), Some("Other"));
    assert_eq!(pdf.pages(), [3]);
}

#[test]
fn what_is_no_whole_pdf_is_told() {
    assert_eq!(Pdf::open(b"PK\x03\x04".to_vec()).err(), Some(PdfFault::NoPdf));
    let whole = simple();
    assert_eq!(Pdf::open(whole[..whole.len() / 2].to_vec()).err(), Some(PdfFault::Broken));
    let text = String::from_utf8(whole).expect("ASCII");
    let locked = text.replace("/Info 8 0 R", "/Encrypt 8 0 R");
    assert_eq!(Pdf::open(locked.into_bytes()).err(), Some(PdfFault::Encrypted));
}

#[test]
fn trees_that_come_back_to_themselves_end() {
    let text = String::from_utf8(simple()).expect("ASCII");
    let pages = text.replace("/Kids[3 0 R]", "/Kids[2 0 R]");
    assert_eq!(Pdf::open(pages.into_bytes()).err(), Some(PdfFault::Broken));
    let names = text.replace("<</Names[(a)6 0 R]>>", "<</Kids[5 0 R 5 0]>>");
    assert_eq!(Pdf::open(names.into_bytes()).map(|pdf| pdf.attachments().len()), Ok(1));
    let tables = text.replace("/Size 9/", &format!("/Prev {}/", text.find("xref").expect("a table")));
    assert!(Pdf::open(tables.into_bytes()).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever bytes come, reading ends without a panic.
    #[test]
    fn altered_files_are_read_or_refused(at in 0..600_usize, with in proptest::collection::vec(any::<u8>(), 0..4)) {
        let mut file = simple();
        let at = at % file.len();
        let end = (at + with.len()).min(file.len());
        file.splice(at..end, with);
        if let Ok(pdf) = Pdf::open(file) {
            for page in pdf.pages() {
                let _ = pdf.page_text(*page);
            }
            for attachment in pdf.attachments() {
                let _ = pdf.carried(&attachment);
            }
        }
    }
}
