//! Workbooks from a plain text: bytes of a zip file are compressed and have check sums, so that a changed byte would
//! nearly always end at the first door.
//!
//! The first byte tells what the rest is:
//!
//! - [`PARTS`]: the parts of a zip file, each a [`PARTS`] byte, its name, a line feed, its bytes;
//! - [`SHEETS`]: the sheets of a workbook, each a [`SHEETS`] byte, its name, a line feed, its rows: lines of cells
//!   parted by tabs. A cell is a text; a first [`WIDE`] or [`TALL`] byte with a digit merges it over so many further
//!   columns or rows, a first [`NUMBER`] byte with a digit makes it a number in that format;
//! - anything else: the bytes of a file.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Begins a part.
pub const PARTS: u8 = 0x1e;
/// Begins a sheet.
pub const SHEETS: u8 = 0x1d;
/// Merges a cell over columns.
pub const WIDE: char = '\u{1}';
/// Merges a cell over rows.
pub const TALL: char = '\u{2}';
/// Makes a cell a number.
pub const NUMBER: char = '\u{3}';
/// A line feed within a cell.
const BREAK: char = '\u{b}';

/// The workbook that an input of the fuzzer means.
pub fn workbook(input: &[u8]) -> Option<Cow<'_, [u8]>> {
    match *input.first()? {
        PARTS => pack(input[1..].split(|byte| *byte == PARTS).filter_map(|part| {
            let at = part.iter().position(|byte| *byte == b'\n')?;
            Some((String::from_utf8_lossy(&part[..at]).into_owned(), part[at + 1..].to_vec()))
        })),
        SHEETS => pack(parts_of_sheets(std::str::from_utf8(&input[1..]).ok()?)),
        _ => return Some(Cow::Borrowed(input)),
    }
    .map(Cow::Owned)
}

/// The text document that an input of the fuzzer means: parts, the bytes of a file, or what stands in its body, one line a
/// paragraph or, with tabs, a row of a table.
pub fn document(input: &[u8]) -> Option<Cow<'_, [u8]>> {
    if *input.first()? != SHEETS {
        return workbook(input);
    }
    let text = std::str::from_utf8(&input[1..]).ok()?;
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", escaped(text));
    let mut body = String::new();
    let mut is_in_table = false;
    for line in text.split('\n') {
        let is_row = line.contains('\t');
        if is_row != is_in_table {
            body.push_str(if is_row { "<w:tbl>" } else { "</w:tbl>" });
            is_in_table = is_row;
        }
        if !is_row {
            body.push_str(&paragraph(line));
            continue;
        }
        let cells = line.split('\t').map(|cell| {
            let MeantCell { text, span, .. } = meant(cell);
            let tall = if span.0 > 0 { "<w:vMerge/>" } else { "" };
            let wide = span.1 + 1;
            format!(r#"<w:tc><w:tcPr><w:gridSpan w:val="{wide}"/>{tall}</w:tcPr>{}</w:tc>"#, paragraph(text))
        });
        let _ = write!(body, "<w:tr>{}</w:tr>", cells.collect::<String>());
    }
    if is_in_table {
        body.push_str("</w:tbl>");
    }
    let xml = format!(r#"<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>"#);
    pack([("word/document.xml".to_owned(), xml.into_bytes())].into_iter()).map(Cow::Owned)
}

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The parts of a zip file in the form that [`workbook`] reads; `None` where that form cannot hold them.
pub fn unpack(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = Vec::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).ok()?;
        let name = part.name().ok()?.into_owned();
        // Pictures, themes and the like, of which nothing is read, and what would leave no room for the rest.
        const LEFT_OUT: [&str; 8] = [
            "theme",
            "Thumbnails",
            "printerSettings",
            "word/styles",
            "word/numbering",
            "word/font",
            "word/settings",
            "glossary",
        ];
        if LEFT_OUT.iter().any(|part| name.contains(part)) {
            continue;
        }
        text.push(PARTS);
        text.extend(name.bytes());
        text.push(b'\n');
        let from = text.len();
        std::io::copy(&mut part, &mut text).ok()?;
        if text[from..].contains(&PARTS) {
            return None;
        }
    }
    Some(text)
}

fn pack(parts: impl Iterator<Item = (String, Vec<u8>)>) -> Option<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(name, options).ok()?;
        zip.write_all(&bytes).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

/// A sheet as it was meant: what is asserted of a reading is asserted of these cells.
pub struct MeantSheet<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its filled cells: row, column, text.
    pub cells: Vec<(u32, u32, MeantCell<'a>)>,
}

/// A filled cell.
pub struct MeantCell<'a> {
    /// The text, or the digits of a number.
    pub text: &'a str,
    /// The format, if it is a number.
    pub format: Option<u32>,
    /// Further columns and rows under it.
    pub span: (u32, u32),
}

/// The sheets that an input of the second kind means.
pub fn sheets(text: &str) -> Vec<MeantSheet<'_>> {
    text.split(char::from(SHEETS))
        .filter_map(|sheet| {
            let (name, rows) = sheet.split_once('\n')?;
            let rows =
                rows.split('\n').zip(0..).flat_map(|(row, at)| row.split('\t').zip(0..).map(move |cell| (at, cell)));
            let cells = rows.map(|(row, (cell, column))| (row, column, meant(cell))).collect();
            Some(MeantSheet { name, cells })
        })
        .collect()
}

fn meant(mut text: &str) -> MeantCell<'_> {
    let mut cell = MeantCell { text, format: None, span: (0, 0) };
    loop {
        let mut chars = text.chars();
        let (Some(mark @ (WIDE | TALL | NUMBER)), Some(number)) =
            (chars.next(), chars.next().and_then(|c| c.to_digit(10)))
        else {
            break;
        };
        match mark {
            WIDE => cell.span.1 = number,
            TALL => cell.span.0 = number,
            _ => cell.format = Some(number),
        }
        text = chars.as_str();
    }
    cell.text = text;
    cell
}

/// Codes of number formats, by the digit that asks for them.
const FORMATS: [&str; 10] =
    ["General", "0", "0.00", "0%", "dd.mm.yyyy", "mmm.yy", "[$-419]mmmm yyyy;@", "d mmm", "0&quot; чел.&quot;", "@"];

fn parts_of_sheets(text: &str) -> impl Iterator<Item = (String, Vec<u8>)> {
    let mut list = String::new();
    let mut targets = String::new();
    let mut parts = Vec::new();
    for (sheet, number) in sheets(text).iter().zip(1..) {
        let name = escaped(sheet.name);
        let _ = write!(list, r#"<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>"#);
        let _ = write!(
            targets,
            r#"<Relationship Id="r{number}" Type="{TYPES}/worksheet" Target="worksheets/s{number}.xml"/>"#
        );
        parts.push((format!("xl/worksheets/s{number}.xml"), sheet_xml(sheet).into_bytes()));
    }
    let _ = write!(targets, r#"<Relationship Id="s" Type="{TYPES}/styles" Target="styles.xml"/>"#);
    let formats: String = FORMATS
        .iter()
        .zip(170..)
        .map(|(code, id)| format!(r#"<numFmt numFmtId="{id}" formatCode="{code}"/>"#))
        .collect();
    let styles: String = (170..180).map(|id| format!(r#"<xf numFmtId="{id}" applyNumberFormat="1"/>"#)).collect();
    let part = |name: &str, xml: String| (name.to_owned(), xml.into_bytes());
    parts.extend([
        part("[Content_Types].xml", format!(r#"<Types xmlns="{PACKAGE}/content-types"/>"#)),
        part(
            "_rels/.rels",
            format!(r#"<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="w" Type="{TYPES}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ),
        part("xl/workbook.xml", format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{TYPES}"><sheets>{list}</sheets></workbook>"#)),
        part("xl/_rels/workbook.xml.rels", format!(r#"<Relationships xmlns="{PACKAGE}/relationships">{targets}</Relationships>"#)),
        part(
            "xl/styles.xml",
            format!(r#"<styleSheet xmlns="{MAIN}"><numFmts count="10">{formats}</numFmts><cellXfs count="10">{styles}</cellXfs></styleSheet>"#),
        ),
    ]);
    parts.into_iter()
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

fn sheet_xml(sheet: &MeantSheet<'_>) -> String {
    let mut rows = String::new();
    let mut merges = String::new();
    for row in sheet.cells.chunk_by(|one, other| one.0 == other.0) {
        let at = row[0].0 + 1;
        let _ = write!(rows, r#"<row r="{at}">"#);
        for (_, column, cell) in row {
            let name = letters(*column);
            let (down, right) = cell.span;
            if (down, right) != (0, 0) {
                let _ = write!(merges, r#"<mergeCell ref="{name}{at}:{}{}"/>"#, letters(column + right), at + down);
            }
            let text = escaped(cell.text);
            let _ = match cell.format {
                Some(format) => write!(rows, r#"<c r="{name}{at}" s="{format}"><v>{text}</v></c>"#),
                None if text.is_empty() => Ok(()),
                None => {
                    write!(rows, r#"<c r="{name}{at}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#)
                }
            };
        }
        rows.push_str("</row>");
    }
    let merges = if merges.is_empty() { merges } else { format!("<mergeCells>{merges}</mergeCells>") };
    format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{merges}</worksheet>"#)
}

fn letters(column: u32) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => last.to_string(),
        before => letters(before - 1) + &last.to_string(),
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    // To Excel, `_x0041_` is a letter by its number, and so are the signs of which it is made.
    for c in text.replace("_x", "_x005F_x").chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            BREAK => escaped.push_str("&#10;"),
            c if c.is_control() => {
                let _ = write!(escaped, "&#{};", u32::from(c));
            }
            c => escaped.push(c),
        }
    }
    escaped
}
