//! The text of a page, out of the operators that show it and the tables of its faces.

use std::collections::HashMap;

use super::object::{Dict, Lexer, Object, Token};
use super::{Pdf, limits};

/// The text of a page, a line for each place where text begins. `None` if the content cannot be read.
pub(super) fn of_page(pdf: &Pdf, page: u32) -> Option<String> {
    let content = pdf.content(page)?;
    let fonts = resources(pdf, page).and_then(|resources| pdf.dict(resources.get("Font"))).unwrap_or_default();
    let mut faces: HashMap<Vec<u8>, Face> = HashMap::new();
    let mut face = Face::default();
    let mut text = String::new();
    let mut operands: Vec<Object> = Vec::new();
    let mut lexer = Lexer::new(&content, 0);
    while let Some(token) = lexer.token() {
        let operator = match token {
            Token::Operand(operand) => {
                operands.push(operand);
                continue;
            }
            Token::Operator(operator) => operator,
        };
        match operator.as_slice() {
            b"Tf" => {
                if let Some(Object::Name(name)) = operands.first() {
                    let name = name.clone();
                    let read = |name: &Vec<u8>| Face::read(pdf, &fonts, name);
                    face = faces.entry(name).or_insert_with_key(read).clone();
                }
            }
            b"Tj" | b"'" | b"\"" | b"TJ" => {
                for operand in &operands {
                    match operand {
                        Object::Text(codes) => face.show(codes, &mut text),
                        Object::Array(parts) => {
                            for part in parts {
                                if let Object::Text(codes) = part {
                                    face.show(codes, &mut text);
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
        operands.clear();
    }
    Some(text)
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

/// What the codes of a face mean.
#[derive(Debug, Clone, Default)]
struct Face {
    /// Bytes of a code.
    width: usize,
    meanings: HashMap<u32, String>,
}

impl Face {
    fn read(pdf: &Pdf, fonts: &Dict, name: &[u8]) -> Self {
        let font = fonts.iter().find(|(key, _)| *key == name).and_then(|(_, font)| pdf.dict(Some(font)));
        let Some(font) = font else { return Self::default() };
        let is_wide = font.get("Subtype").and_then(Object::as_name) == Some(b"Type0");
        let table = pdf.stream(font.get("ToUnicode")).and_then(|stream| pdf.unpacked(&stream));
        Self { width: if is_wide { 2 } else { 1 }, meanings: table.map(|table| meanings(&table)).unwrap_or_default() }
    }

    fn show(&self, codes: &[u8], text: &mut String) {
        for code in codes.chunks(self.width.max(1)) {
            match self.meanings.get(&number(code)) {
                Some(meaning) => text.push_str(meaning),
                None if self.width == 1 && code[0].is_ascii_graphic() => text.push(char::from(code[0])),
                None => text.push(char::REPLACEMENT_CHARACTER),
            }
        }
    }
}

/// Reads a table of what codes mean: `<0001> <0423>` and ranges of these.
fn meanings(table: &[u8]) -> HashMap<u32, String> {
    let mut meanings = HashMap::new();
    let mut operands: Vec<Object> = Vec::new();
    let mut lexer = Lexer::new(table, 0);
    while let Some(token) = lexer.token() {
        match token {
            Token::Operand(operand) => {
                operands.push(operand);
                continue;
            }
            Token::Operator(operator) if operator == b"endbfchar" => {
                for pair in operands.chunks_exact(2) {
                    if let [Object::Text(code), Object::Text(meaning)] = pair {
                        meanings.insert(number(code), utf16(meaning, 0));
                    }
                }
            }
            Token::Operator(operator) if operator == b"endbfrange" => {
                for range in operands.chunks_exact(3) {
                    let [Object::Text(first), Object::Text(last), meaning] = range else { continue };
                    let first = number(first);
                    for step in 0..=number(last).saturating_sub(first).min(0xffff) {
                        let meaning = match meaning {
                            Object::Text(meaning) => utf16(meaning, step),
                            Object::Array(each) => match each.get(step as usize) {
                                Some(Object::Text(meaning)) => utf16(meaning, 0),
                                _ => continue,
                            },
                            _ => continue,
                        };
                        meanings.insert(first.wrapping_add(step), meaning);
                    }
                }
            }
            Token::Operator(_) => {}
        }
        operands.clear();
    }
    meanings
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, byte| (number << 8) | u32::from(*byte))
}

/// A text in UTF-16, its last unit raised by a step.
fn utf16(bytes: &[u8], step: u32) -> String {
    let mut units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(step as u16);
    }
    String::from_utf16_lossy(&units)
}
