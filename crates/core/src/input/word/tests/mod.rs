//! Documents that are made here, part by part: what is seen of each construct that Word and others write.

mod guards;
mod inline;
mod lists;
mod odt;
mod plans;
mod tables;

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::model::{Block, Document, Paragraph, Table};
use super::{Seen, Tracked, open, read};
use crate::diagnostics::{Diagnostics, Surface, advice::Way, render};
use crate::input::workbook::Part;
use crate::tree::{Node, Value};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A document that is made for a test.
#[derive(Default)]
struct Docx {
    body: String,
    parts: Vec<(&'static str, String)>,
    strict: bool,
}

impl Docx {
    /// With this in its body.
    fn of(body: impl Into<String>) -> Self {
        Self { body: body.into(), ..Self::default() }
    }

    /// With a further part, named after what it is: `styles`, `numbering`, `comments`, `header1`.
    fn with(mut self, kind: &'static str, xml: impl Into<String>) -> Self {
        self.parts.push((kind, xml.into()));
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let space = if self.strict { "http://purl.oclc.org/ooxml/wordprocessingml/main" } else { W };
        let mut targets = String::new();
        let mut files = Vec::new();
        for (kind, xml) in &self.parts {
            let plain = kind.trim_end_matches(|c: char| c.is_ascii_digit());
            targets.push_str(&format!(r#"<Relationship Id="r{kind}" Type="{RELATED}/{plain}" Target="{kind}.xml"/>"#));
            files.push((format!("word/{kind}.xml"), xml.replacen('>', &format!(r#" xmlns:w="{space}">"#), 1)));
        }
        let namespaces = format!(
            r#"xmlns:w="{space}" xmlns:mc="mc" xmlns:wp="wp" xmlns:wps="wps" xmlns:v="v" xmlns:m="m" xmlns:r="{RELATED}""#
        );
        files.push((
            "_rels/.rels".to_owned(),
            format!(r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{RELATED}/officeDocument" Target="word/document.xml"/></Relationships>"#),
        ));
        files.push((
            "word/_rels/document.xml.rels".to_owned(),
            format!(r#"<Relationships xmlns="{PACKAGE}">{targets}</Relationships>"#),
        ));
        files.push((
            "word/document.xml".to_owned(),
            format!("<w:document {namespaces}><w:body>{}</w:body></w:document>", self.body),
        ));
        zipped(files.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())))
    }

    fn open(&self) -> Document {
        open(&self.bytes(), Tracked::Accept).unwrap()
    }

    /// What is seen of it, a line a paragraph or row.
    fn seen(&self) -> Vec<String> {
        seen(&self.open())
    }

    fn seen_if(&self, tracked: Tracked) -> Vec<String> {
        seen(&open(&self.bytes(), tracked).unwrap())
    }

    /// Everything that is said of it, and every text that is read from it.
    fn said(&self) -> String {
        said(&self.bytes(), Tracked::Accept)
    }
}

fn zipped<'f>(files: impl Iterator<Item = (&'f str, &'f [u8])>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A paragraph with properties and a text.
fn p(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", r(text))
}

/// A run of text.
fn r(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

/// A cell with properties and a text.
fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p("", text))
}

/// A row of cells.
fn tr(cells: &[&str]) -> String {
    format!("<w:tr>{}</w:tr>", cells.iter().map(|text| tc("", text)).collect::<String>())
}

fn tbl(rows: &str) -> String {
    format!("<w:tbl><w:tblPr/>{rows}</w:tbl>")
}

fn seen(document: &Document) -> Vec<String> {
    document
        .blocks
        .iter()
        .flat_map(|block| match block {
            Block::Paragraph(paragraph) => vec![paragraph.shown().into_owned()],
            Block::Table(table) => rows(table),
        })
        .collect()
}

/// The rows of a table: cells parted by bars, with what they cover beyond one column and row.
fn rows(table: &Table) -> Vec<String> {
    let cell = |cell: &super::model::Cell| {
        let span = match (cell.columns, cell.rows) {
            (1, 1) => String::new(),
            (columns, rows) => format!("[{columns}x{rows}]"),
        };
        format!("{}:{span}{}", cell.column + 1, cell.shown().replace('\n', "/"))
    };
    let row = |row: &super::model::Row| {
        let cells = row.cells.iter().map(cell).collect::<Vec<_>>().join(" | ");
        if row.is_removed { format!("-{cells}") } else { cells }
    };
    table.rows.iter().map(row).collect()
}

fn only_paragraph(document: &Document) -> &Paragraph {
    document.paragraphs().next().unwrap()
}

struct Plain;

impl Surface for Plain {
    fn way(&self, way: &Way<'_>) -> String {
        format!("<{way:?}>")
    }
}

fn said(bytes: &[u8], tracked: Tracked) -> String {
    let diagnostics = Diagnostics::default();
    let whole = Part::Whole { sheet: None };
    let tree = read("план.docx", bytes, whole, (tracked, None), &mut Seen::default(), &diagnostics);
    let mut words = Vec::new();
    if let Some(tree) = &tree {
        texts(tree, &mut words);
    }
    for diagnostic in crate::input::settled(diagnostics) {
        words.push(format!("! {}", render::render(&diagnostic, render::MessageFormat::Short, &Plain).trim_end()));
    }
    words.join("; ")
}

fn texts(node: &Node, words: &mut Vec<String>) {
    match &node.value {
        Value::Empty => {}
        Value::Text(text) => words.push(text.clone()),
        Value::List(items) => items.iter().for_each(|item| texts(item, words)),
        Value::Map(entries) => entries.iter().for_each(|entry| texts(&entry.value, words)),
    }
}
