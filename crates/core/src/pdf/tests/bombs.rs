//! Files that name the same large things again and again. Time is not measured: each must meet a limit, and say so.

use std::io::Write as _;

use super::*;

/// Everything that is asked of a file anywhere in the program. Errs if it is refused at any of it.
fn read(file: Vec<u8>) -> Result<(), PdfFault> {
    let pdf = Pdf::open(file)?;
    for attachment in pdf.attachments() {
        let _ = pdf.carried(&attachment);
    }
    for page in pdf.pages() {
        let _ = (pdf.page_text(*page), pdf.page_marks(*page));
    }
    let signatures = pdf.signatures();
    let _ = pdf.plainly_signed(&signatures);
    for signature in signatures.iter().flatten() {
        let _ = pdf.covered(signature);
    }
    pdf.within_limits()
}

#[track_caller]
fn is_too_large(objects: &[Vec<u8>]) {
    assert_eq!(read(with_objects(objects)), Err(PdfFault::TooLarge));
}

#[track_caller]
fn is_read(objects: &[Vec<u8>]) {
    assert_eq!(read(with_objects(objects)), Ok(()));
}

/// A stream that is packed as well as can be.
fn packed(keys: &str, bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("packed");
    let packed = encoder.finish().expect("packed");
    let head = format!("<</Length {}/Filter/FlateDecode{keys}>>stream\n", packed.len());
    [head.as_bytes(), &packed, b"\nendstream"].concat()
}

fn references(numbers: impl IntoIterator<Item = usize>) -> String {
    numbers.into_iter().map(|number| format!("{number} 0 R ")).collect()
}

/// A document whose catalogue has further entries, which lead to further objects: these are numbered from 3 on.
fn with_catalogue(entries: &str, objects: impl IntoIterator<Item = String>) -> Vec<Vec<u8>> {
    let first = [format!("<</Type/Catalog/Pages 2 0 R{entries}>>"), "<</Type/Pages/Kids[]>>".into()];
    first.into_iter().chain(objects).map(String::into_bytes).collect()
}

/// So many pages with the same content and the same faces: these are numbered from 3 on.
fn with_pages(count: usize, contents: &str, fonts: &str, mut objects: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    let first = 3 + objects.len();
    let kids = references(first..first + count);
    let node = format!("<</Type/Pages/Kids[{kids}]/Resources<</Font<<{fonts}>>/XObject<<{fonts}>>>>>>");
    let mut all = vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), node.into_bytes()];
    all.append(&mut objects);
    let page = format!("<</Type/Page/Parent 2 0 R/Contents {contents}>>");
    all.extend(std::iter::repeat_n(page.into_bytes(), count));
    all
}

/// A page with a content.
fn with_content(content: &[u8]) -> Vec<Vec<u8>> {
    with_pages(1, "3 0 R", "", vec![packed("", content)])
}

#[test]
fn a_large_document_is_read() {
    let content = "BT /F1 9 Tf 12 700 Td [<00010002>-20<0003>] TJ ET q 1 0 0 1 5 5 cm 0 0 9 9 re f Q\n".repeat(300);
    let table = (0..400).map(|code| format!("<{code:04x}> <{:04x}>\n", 0x400 + code)).collect::<String>();
    let fonts: String = (1..9).map(|at| format!("/F{at} 3 0 R")).collect();
    let face = b"<</Type/Font/Subtype/Type0/ToUnicode 4 0 R>>".to_vec();
    let table = packed("", format!("400 beginbfchar\n{table}endbfchar").as_bytes());
    is_read(&with_pages(1000, "5 0 R", &fonts, vec![face, table, packed("", content.as_bytes())]));
}

#[test]
fn trees_of_names_that_double_at_each_level() {
    let names = "/Names<</EmbeddedFiles 3 0 R>>";
    let doubled = |depth: usize| (3..3 + depth).map(|at| format!("<</Kids[{0} 0 R {0} 0 R]>>", at + 1));
    let end = "<</Names[(a)<</F(a)>>]>>".to_owned();
    is_read(&with_catalogue(names, doubled(60).chain([end.clone()])));
    is_too_large(&with_catalogue(names, doubled(70).chain([end])));
    // Each node names all others, itself included.
    let all = format!("<</Kids[{}]>>", references(3..60));
    is_read(&with_catalogue(names, std::iter::repeat_n(all, 57)));
    let many = format!("<</Names[{}]>>", "(a)<<>>".repeat(1001));
    is_too_large(&with_catalogue(names, [many]));
}

#[test]
fn tables_of_faces_with_more_codes_than_there_are() {
    let face = || b"<</Type/Font/Subtype/Type0/ToUnicode 4 0 R>>".to_vec();
    let of = |table: &str, content: &str, fonts: usize| {
        let fonts: String = (0..fonts).map(|at| format!("/F{at} {} 0 R", 6 + at)).collect();
        let mut objects = vec![face(), packed("", table.as_bytes()), packed("", content.as_bytes())];
        objects.extend(std::iter::repeat_n(face(), fonts.len() / 7 + 1));
        with_pages(1, "5 0 R", &fonts, objects)
    };
    let whole = "<0000> <ffff> <0041>\n";
    let ranges = |count: usize, range: &str| format!("{count} beginbfrange\n{}endbfrange", range.repeat(count));
    is_too_large(&of(&ranges(200_000, whole), "/F0 9 Tf", 1));
    is_too_large(&of(&ranges(200_000, "<00000000> <0000ffff> [<0041>]\n"), "/F0 9 Tf", 1));
    is_too_large(&of(&ranges(1, &format!("<0000> <ffff> <{}>", "0041".repeat(100_000))), "/F0 9 Tf", 1));
    // One face, told a million times.
    is_read(&of(&ranges(1, whole), &"/F0 9 Tf".repeat(1_000_000), 1));
    // Many faces with one table.
    let told: String = (0..5000).map(|at| format!("/F{at} 9 Tf ")).collect();
    is_too_large(&of(&ranges(1, whole), &told, 5000));
    // One code that means a whole book.
    let book = ranges(1, &format!("<0000> <0001> <{}>", "0041".repeat(50_000)));
    is_too_large(&of(&book, &format!("/F0 9 Tf <{}> Tj", "0001".repeat(100_000)), 1));
}

#[test]
fn pages_that_share_a_large_content() {
    let large = || packed("", &b"0 0 m\n".repeat(40 * 1024 * 1024 / 6));
    is_too_large(&with_pages(300, "3 0 R", "", vec![large()]));
    is_too_large(&with_pages(1, &format!("[{}]", "3 0 R ".repeat(1000)), "", vec![large()]));
    let parts = format!("[{}]", "3 0 R ".repeat(10_000)).into_bytes();
    is_too_large(&with_pages(10_000, "4 0 R", "", vec![packed("", b""), parts]));
    is_too_large(&with_pages(1, "3 0 R", "", vec![packed("", &vec![b' '; limits::INFLATED + 1])]));
}

#[test]
fn contents_of_which_much_is_kept() {
    for (operator, count) in [("q ", 30_000_000), ("f ", 30_000_000), ("B ", 20_000_000), ("0 ", 30_000_000)] {
        is_too_large(&with_content(operator.repeat(count).as_bytes()));
    }
    is_too_large(&with_content(format!("[{}] TJ", "0 ".repeat(5_000_000)).as_bytes()));
    is_too_large(&with_content(&b"() Tj BT 0 0 Td (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj\n".repeat(800_000)));
    // A name that is looked for among many.
    let fonts: String = (0..100_000).map(|at| format!("/F{at} 4 0 R")).collect();
    let told: String = (0..100_000).map(|at| format!("/F{at} 9 Tf /F{at} Do /G{at} 9 Tf ")).collect();
    is_read(&with_pages(1, "3 0 R", &fonts, vec![packed("", told.as_bytes()), b"<</Type/Font>>".to_vec()]));
}

/// A file with a stream of cross-references, whose object has the number 1 and its place in the second row.
fn with_table(keys: &str, rows: &[u8]) -> Vec<u8> {
    let head = b"%PDF-1.7\n".to_vec();
    let mut file = [head, b"1 0 obj\n".to_vec(), packed(&format!("/Type/XRef{keys}"), rows)].concat();
    file.extend(b"\nendobj\nstartxref\n9\n%%EOF");
    file
}

#[test]
fn tables_that_claim_more_objects_than_there_are_bytes() {
    let rows = vec![0_u8; 60_000_000];
    assert_eq!(read(with_table("/W[0 0 1]/Size 60000000/Root 1 0 R", &rows)), Err(PdfFault::TooLarge));
    assert_eq!(read(with_table("/W[1 0 0]/Size 60000000/Root 1 0 R", &rows)), Err(PdfFault::TooLarge));
    assert_eq!(read(with_table("/W[0 0 1]/Size 60000000/Root 1 0 R", &rows[..9])), Err(PdfFault::Broken));
    let text = String::from_utf8(simple()).expect("ASCII");
    let table = text.replace("xref\n0 9\n", "xref\n0 60000000\n");
    assert_eq!(read(table.into_bytes()), Err(PdfFault::Broken));
    // As many as there are rows, in a file of many bytes.
    let rows = "0000000009 00000 n \n".repeat(2_100_000);
    let file = format!("%PDF-1.7\nxref\n0 2100000\n{rows}trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF");
    assert_eq!(read(file.into_bytes()), Err(PdfFault::TooLarge));
}

#[test]
fn tables_that_are_parts_of_each_other() {
    // Each goes on to the end, and so contains all those behind it.
    let (count, rows) = (200, 1_000_000);
    let head = |at: usize, length: usize| {
        let next = if at < count { 9 + at * 120 } else { 0 };
        let keys = format!("/W[0 0 1]/Size {rows}/Root 1 0 R/Prev {next}/Length {length}");
        format!("{:<113}stream\n", format!("{at} 0 obj<<{keys}>>"))
    };
    let length = rows + 120 * count;
    let heads: String = (1..=count).map(|at| head(at, length - 120 * at)).collect();
    let file = format!("%PDF-1.7\n{heads}{}endstream endobj\nstartxref\n9\n%%EOF", " ".repeat(rows));
    assert_eq!(read(file.into_bytes()), Err(PdfFault::TooLarge));
}

#[test]
fn object_streams_that_claim_more_objects_than_there_are() {
    let with = |keys: &str, bytes: &[u8]| {
        let mut file = b"%PDF-1.7\n".to_vec();
        let (at, stream) = (file.len() as u32, packed(&format!("/Type/ObjStm{keys}"), bytes));
        file.extend([b"3 0 obj\n".as_slice(), &stream, b"\nendobj\n"].concat());
        let start = file.len() as u32;
        let row = |kind: u8, place: u32| [&[kind], place.to_be_bytes().as_slice(), &[0]].concat();
        let rows = [row(0, 0), row(2, 3), row(1, start), row(1, at)].concat();
        let table = packed("/Type/XRef/W[1 4 1]/Size 4/Root 1 0 R", &rows);
        file.extend([b"2 0 obj\n".as_slice(), &table].concat());
        file.extend(format!("\nendobj\nstartxref\n{start}\n%%EOF").bytes());
        file
    };
    assert_eq!(read(with("/N 60000000/First 4", b"1 0 <<>>")), Err(PdfFault::TooLarge));
    assert_eq!(read(with("/N 2000000/First 4", b"1 0 <<>>")), Err(PdfFault::Broken));
    assert_eq!(read(with("/N 15000000/First 4", &b"1 0 ".repeat(15_000_000))), Err(PdfFault::TooLarge));
    assert_eq!(read(with("/N 1/First 4", &[b' '; limits::INFLATED + 1])), Err(PdfFault::TooLarge));
    let good = with("/N 1/First 4", b"1 0 <</Pages 3 0 R>>");
    assert_eq!(Pdf::open(good).err(), Some(PdfFault::Broken));
}

#[test]
fn trees_of_pages_that_are_deep_or_wide() {
    let chain = |depth: usize| {
        let nodes = (2..2 + depth).map(|at| format!("<</Kids[{} 0 R]>>", at + 1));
        let first = ["<</Pages 2 0 R>>".to_owned()];
        first.into_iter().chain(nodes).chain(["<<>>".into()]).map(String::into_bytes).collect::<Vec<_>>()
    };
    is_read(&chain(10_000));
    is_too_large(&chain(25_000));
    is_too_large(&with_pages(25_000, "3 0 R", "", vec![packed("", b"")]));
    // Every node names all the others, itself included.
    let wide = format!("<</Kids[{}]>>", references(2..2002));
    let first = [b"<</Pages 2 0 R>>".to_vec()];
    let objects: Vec<_> = first.into_iter().chain(std::iter::repeat_n(wide.into_bytes(), 2000)).collect();
    assert_eq!(read(with_objects(&objects)), Err(PdfFault::Broken));
}

#[test]
fn fields_and_signatures_by_the_thousand() {
    let form = |count: usize, field: &str, mut objects: Vec<String>| {
        objects.extend(std::iter::repeat_n(field.to_owned(), count));
        let first = 3 + objects.len() - count;
        with_catalogue(&format!("/AcroForm<</Fields[{}]>>", references(first..first + count)), objects)
    };
    is_read(&form(15_000, "<</FT/Tx>>", Vec::new()));
    is_too_large(&form(25_000, "<</FT/Tx>>", Vec::new()));
    let value = || vec!["<</Type/Sig/ByteRange[0 1 3 9]>>".to_owned()];
    is_read(&form(100, "<</FT/Sig/V 3 0 R>>", value()));
    is_too_large(&form(1000, "<</FT/Sig/V 3 0 R>>", value()));
    // A signature as long as the file, and many that cover all of it.
    let with = |contents: usize, padding: usize, count: usize| {
        let contents = format!("<</A<{}>/B({})>>", "0".repeat(contents), " ".repeat(padding));
        let objects = |value: String| form(count, "<</FT/Sig/V 3 0 R>>", vec![value, contents.clone()]);
        let value = |before: usize, start: usize, after: usize| {
            format!("<</Type/Sig/ByteRange[0 {before:010} {start:010} {after:010}]>>")
        };
        let file = with_objects(&objects(value(0, 0, 0)));
        let before = file.windows(3).position(|window| window == b"/A<").expect("a signature") + 2;
        let start = before + file[before..].iter().position(|byte| *byte == b'>').expect("its end") + 1;
        with_objects(&objects(value(before, start, file.len() - start)))
    };
    assert_eq!(read(with(1000, 1000, 100)), Ok(()));
    assert_eq!(read(with(4 * limits::SIGNATURE, 0, 100)), Err(PdfFault::TooLarge));
    assert_eq!(read(with(1000, 10_000_000, 90)), Err(PdfFault::TooLarge));
}

#[test]
fn attachments_that_share_a_large_stream() {
    let with = |size: usize, keys: &str| {
        let specs = "<</F(a)/EF<</F 3 0 R>>>>".repeat(900);
        let mut objects = with_catalogue(&format!("/AF[{specs}]"), []);
        objects.push(packed(keys, &vec![b'0'; size]));
        objects
    };
    is_read(&with(1000, ""));
    is_too_large(&with(60_000_000, ""));
    is_too_large(&with(1000, &format!("/A[{}]", "0 ".repeat(900_000))));
    let specs = references(3..1500);
    let each = std::iter::repeat_n("<</F(a)>>".to_owned(), 1500);
    is_too_large(&with_catalogue(&format!("/AF[{specs}]"), each));
    // A name as long as the file.
    let specs = "<</F 4 0 R/EF<</F 3 0 R>>>>".repeat(900);
    let mut objects = with_catalogue(&format!("/AF[{specs}]"), []);
    objects.extend([packed("", b""), format!("({})", "a".repeat(1_000_000)).into_bytes()]);
    is_too_large(&objects);
}

#[test]
fn objects_that_are_parts_of_each_other() {
    // Each object is a text that goes on to the end, and so contains all those behind it.
    let count = 4000;
    let kids = references(3..3 + count);
    let mut file = format!("%PDF-1.7\n1 0 obj<</Pages 2 0 R>>endobj 2 0 obj<</Kids[{kids}]>>endobj\n");
    let mut rows = format!("{:010} 00000 n \n{:010} 00000 n \n", 9, 9 + "1 0 obj<</Pages 2 0 R>>endobj ".len());
    for number in 3..3 + count {
        rows.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{number} 0 obj<</A(({}", " ".repeat(100)));
    }
    file.push_str(&"))>> endobj\n".repeat(count));
    let start = file.len();
    let size = count + 2;
    file.push_str(&format!("xref\n1 {size}\n{rows}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"));
    assert_eq!(read(file.into_bytes()), Err(PdfFault::TooLarge));
    is_too_large(&with_catalogue("/Names 3 0 R", [format!("<</A[{}]>>", "0 ".repeat(2_000_000))]));
}
