//! The text of a page, out of the operators that show it and the tables of its faces.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::object::{Dict, Lexer, Object, Token};
use super::{Pdf, limits};

/// The text of a page, a line for each place where text begins.
#[derive(Debug, Default)]
pub struct PageText {
    /// What the document says.
    pub own: String,
    /// What is repeated around it: numbers of pages, heads of tables (artifacts, as ISO 32000 calls them).
    pub around: String,
}

/// The text of a page. `None` if the content cannot be read.
pub(super) fn parted(pdf: &Pdf, page: u32) -> Option<PageText> {
    let mut parted = PageText::default();
    // Whether what is open now is an artifact.
    let mut open: Vec<bool> = Vec::new();
    for_each_piece(pdf, page, |piece| {
        let is_around = open.last() == Some(&true);
        match piece {
            Piece::Opened { is_artifact } => open.push(is_artifact || is_around),
            Piece::Closed => drop(open.pop()),
            Piece::Text(text) if is_around => parted.around.push_str(text),
            Piece::Text(text) => parted.own.push_str(text),
        }
        pdf.work.within(open.len(), limits::VALUES)
    })?;
    Some(parted)
}

/// The text of a page as a whole, in the order in which it is shown. `None` if the content cannot be read.
pub(super) fn of_page(pdf: &Pdf, page: u32) -> Option<String> {
    let mut whole = String::new();
    for_each_piece(pdf, page, |piece| {
        if let Piece::Text(text) = piece {
            whole.push_str(text);
        }
        Some(())
    })?;
    Some(whole)
}

/// What the content of a page does with text.
enum Piece<'a> {
    /// A part of it begins, which is marked.
    Opened { is_artifact: bool },
    /// The part that began last ends.
    Closed,
    /// It is shown.
    Text(&'a str),
}

fn for_each_piece(pdf: &Pdf, page: u32, mut step: impl FnMut(Piece<'_>) -> Option<()>) -> Option<()> {
    let content = pdf.content(page)?;
    let fonts = resources(pdf, page).and_then(|resources| pdf.dict(resources.get("Font"))).unwrap_or_default();
    let faces = Faces::new(pdf, &fonts);
    let mut face = Rc::default();
    for_each_operator(pdf, &content, |operator, operands| {
        let mut text = String::new();
        match operator {
            b"BMC" | b"BDC" => {
                let is_artifact = matches!(operands.first(), Some(Object::Name(name)) if **name == *b"Artifact");
                return step(Piece::Opened { is_artifact });
            }
            b"EMC" => return step(Piece::Closed),
            b"Tf" => {
                if let Some(Object::Name(name)) = operands.first() {
                    face = faces.named(name);
                }
            }
            b"Tj" | b"'" | b"\"" | b"TJ" => {
                for operand in operands {
                    match operand {
                        Object::Text(codes) => face.show(pdf, codes, &mut text)?,
                        Object::Array(parts) => {
                            for part in parts {
                                if let Object::Text(codes) = part {
                                    face.show(pdf, codes, &mut text)?;
                                }
                            }
                        }
                        _ => {}
                    }
                }
            }
            b"BT" | b"Td" | b"TD" | b"T*" => text.push('\n'),
            _ => {}
        }
        if text.is_empty() { Some(()) } else { step(Piece::Text(&text)) }
    })
}

/// Goes through the operators of a page's content, each with its operands. `None` as soon as there is too much of it, or
/// nothing comes of one.
pub(super) fn for_each_operator(
    pdf: &Pdf,
    content: &[u8],
    mut step: impl FnMut(&[u8], &[Object]) -> Option<()>,
) -> Option<()> {
    pdf.work.spend(content.len(), limits::BYTE_READ)?;
    let mut operands: Vec<Object> = Vec::new();
    let mut lexer = Lexer::of_content(content);
    while let Some(token) = lexer.token() {
        match token {
            Token::Operand(operand) => {
                operands.push(operand);
                pdf.work.within(operands.len(), limits::VALUES)?;
            }
            Token::Operator(operator) => {
                pdf.work.spend(1, limits::OPERATOR)?;
                step(operator, &operands)?;
                operands.clear();
            }
        }
    }
    if lexer.is_overfull() { pdf.work.give_up() } else { Some(()) }
}

/// The resources of a page, which it may have from the nodes above it.
pub(super) fn resources(pdf: &Pdf, page: u32) -> Option<Dict> {
    let mut node = pdf.page(page)?;
    for _ in 0..limits::DEPTH {
        if let Some(resources) = pdf.dict(node.get("Resources")) {
            return Some(resources);
        }
        node = pdf.dict(node.get("Parent"))?;
    }
    None
}

/// The faces of a page, by their names.
struct Faces<'a> {
    pdf: &'a Pdf,
    fonts: HashMap<&'a [u8], &'a Object>,
}

impl<'a> Faces<'a> {
    fn new(pdf: &'a Pdf, fonts: &'a Dict) -> Self {
        Self { pdf, fonts: fonts.iter().collect() }
    }

    fn named(&self, name: &[u8]) -> Rc<Face> {
        match self.fonts.get(name) {
            Some(Object::Ref(reference)) => {
                let known = self.pdf.faces.borrow().get(reference).cloned();
                known.unwrap_or_else(|| {
                    let face = Rc::new(Face::read(self.pdf, &Object::Ref(*reference)));
                    self.pdf.faces.borrow_mut().insert(*reference, Rc::clone(&face));
                    face
                })
            }
            Some(font) => Rc::new(Face::read(self.pdf, font)),
            None => Rc::default(),
        }
    }
}

/// What the codes of a face mean.
#[derive(Debug, Default)]
pub(super) struct Face {
    /// Bytes of a code.
    width: usize,
    meanings: BTreeMap<u16, String>,
}

impl Face {
    fn read(pdf: &Pdf, font: &Object) -> Self {
        let Some(font) = pdf.dict(Some(font)) else { return Self::default() };
        let is_wide = font.get("Subtype").and_then(Object::as_name) == Some(b"Type0");
        let table = pdf.stream(font.get("ToUnicode")).and_then(|stream| pdf.unpacked(&stream));
        let meanings = table.and_then(|table| meanings(pdf, &table)).unwrap_or_default();
        Self { width: if is_wide { 2 } else { 1 }, meanings }
    }

    /// Adds what codes mean to a text. `None` if that is too much.
    fn show(&self, pdf: &Pdf, codes: &[u8], text: &mut String) -> Option<()> {
        for code in codes.chunks(self.width.max(1)) {
            let meaning = number(code).and_then(|code| self.meanings.get(&code));
            pdf.work.spend(meaning.map_or(1, String::len), limits::BYTE_OF_TEXT)?;
            match meaning {
                Some(meaning) => text.push_str(meaning),
                None if self.width == 1 && code[0].is_ascii_graphic() => text.push(char::from(code[0])),
                None => text.push(char::REPLACEMENT_CHARACTER),
            }
        }
        Some(())
    }
}

/// Reads a table of what codes mean: `<0001> <0423>` and ranges of these. `None` if there is too much of it.
fn meanings(pdf: &Pdf, table: &[u8]) -> Option<BTreeMap<u16, String>> {
    let mut meanings = BTreeMap::new();
    let mut add = |code: Option<u16>, meaning: &[u8], step: u16| {
        pdf.work.spend(1, limits::MEANING)?;
        pdf.work.spend(meaning.len(), limits::BYTE_OF_TEXT)?;
        // No code of a text has more than two bytes.
        meanings.extend(code.map(|code| (code, utf16(meaning, step))));
        Some(())
    };
    for_each_operator(pdf, table, |operator, operands| {
        match operator {
            b"endbfchar" => {
                for pair in operands.chunks_exact(2) {
                    if let [Object::Text(code), Object::Text(meaning)] = pair {
                        add(number(code), meaning, 0)?;
                    }
                }
            }
            b"endbfrange" => {
                for range in operands.chunks_exact(3) {
                    let [Object::Text(first), Object::Text(last), meaning] = range else { continue };
                    let Some((first, last)) = number(first).zip(number(last)) else { continue };
                    for (step, code) in (first..=last).enumerate() {
                        match meaning {
                            Object::Text(meaning) => add(Some(code), meaning, step as u16)?,
                            Object::Array(each) => match each.get(step) {
                                Some(Object::Text(meaning)) => add(Some(code), meaning, 0)?,
                                _ => pdf.work.spend(1, limits::OPERATOR)?,
                            },
                            _ => break,
                        }
                    }
                }
            }
            _ => {}
        }
        Some(())
    })?;
    Some(meanings)
}

/// A code of at most two bytes, with zeros before them or not.
fn number(bytes: &[u8]) -> Option<u16> {
    bytes.iter().try_fold(0_u16, |number, byte| Some(number.checked_mul(256)? | u16::from(*byte)))
}

/// A text in UTF-16, its last unit raised by a step.
fn utf16(bytes: &[u8], step: u16) -> String {
    let mut units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(step);
    }
    String::from_utf16_lossy(&units)
}
