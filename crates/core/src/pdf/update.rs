//! Appending to a PDF: a signature field that nobody sees, and room for its signature. What stood in the file before
//! stays as it was, byte for byte, so that earlier signatures hold.

use std::ops::Range;

use super::object::{Lexer, Object, Ref};
use super::spelled::{self, entry, find, with_entry};
use super::{Pdf, limits};
use crate::domain::Day;

/// How many bytes a signature inside of a document may take.
pub const ROOM: usize = 16 * 1024;
/// Digits of an offset in the list of what is covered.
const OFFSET_WIDTH: usize = 10;

/// A file with room for a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    bytes: Vec<u8>,
    /// Where the signature goes, with its brackets.
    gap: Range<usize>,
}

impl Update {
    /// Appends a signature field. Errs with a Russian clause.
    pub fn new(pdf: &Pdf, day: Day) -> Result<Self, &'static str> {
        let broken = || match pdf.within_limits() {
            Ok(()) => "файл повреждён или устроен необычно",
            Err(_) => "в файле слишком много частей, или они слишком велики",
        };
        let mut plan = Plan::new(pdf).ok_or_else(broken)?;
        if plan.forbids_changes() {
            return Err("первый подписавший запретил любые изменения файла");
        }
        plan.add_field(day).ok_or_else(broken)?;
        plan.write().ok_or_else(broken)
    }

    /// The bytes that the signature is for: all but itself.
    pub fn covered(&self) -> Vec<u8> {
        [&self.bytes[..self.gap.start], &self.bytes[self.gap.end..]].concat()
    }

    /// The file with its signature. `None` if that is too long.
    pub fn with(mut self, signature: &[u8]) -> Option<Vec<u8>> {
        let digits: String = signature.iter().map(|byte| format!("{byte:02x}")).collect();
        let room = self.gap.start + 1..self.gap.end - 1;
        let end = room.start.checked_add(digits.len()).filter(|end| *end <= room.end)?;
        self.bytes[room.start..end].copy_from_slice(digits.as_bytes());
        Some(self.bytes)
    }
}

/// Objects to be appended.
struct Plan<'a> {
    pdf: &'a Pdf,
    /// Number, generation and text of each.
    objects: Vec<(u32, usize, Vec<u8>)>,
    /// The number that no object has yet.
    next: u32,
    trailer: &'a [u8],
}

impl<'a> Plan<'a> {
    fn new(pdf: &'a Pdf) -> Option<Self> {
        let next = u32::try_from(pdf.trailer().get("Size")?.as_index()?).ok()?;
        Some(Self { pdf, objects: Vec::new(), next, trailer: spelled::trailer(pdf.bytes(), pdf.table_start())? })
    }

    /// Whether the document was certified against every change.
    fn forbids_changes(&self) -> bool {
        let level = || {
            let permissions = self.pdf.dict(self.pdf.root().get("Perms"))?;
            let signature = self.pdf.dict(permissions.get("DocMDP"))?;
            let Object::Array(references) = self.pdf.resolve(signature.get("Reference")?)? else { return None };
            let parameters =
                self.pdf.dict(references.first()).and_then(|it| self.pdf.dict(it.get("TransformParams")))?;
            parameters.get("P")?.as_index()
        };
        level() == Some(1)
    }

    fn new_number(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    /// The text of an object, as it will stand in the file.
    fn text(&self, number: u32) -> Option<(usize, Vec<u8>)> {
        if let Some((_, generation, text)) = self.objects.iter().find(|(known, ..)| *known == number) {
            return Some((*generation, text.clone()));
        }
        let (generation, text) = self.pdf.raw(number)?;
        self.pdf.work.spend(text.len(), limits::BYTE_INFLATED)?;
        Some((generation, text.to_vec()))
    }

    fn put(&mut self, number: u32, generation: usize, text: Vec<u8>) {
        self.objects.retain(|(known, ..)| *known != number);
        self.objects.push((number, generation, text));
    }

    fn add_field(&mut self, day: Day) -> Option<()> {
        let page = *self.pdf.pages().first()?;
        let (signature, field) = (self.new_number(), self.new_number());
        let (generation, _) = self.text(page)?;
        let date = format!("{:04}{:02}{:02}", day.year(), day.month(), day.day());
        // What is covered, and the signature itself, are filled in later.
        let value = format!(
            "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:{date})/ByteRange{}/Contents<{}>>>",
            covered(0..0, 0),
            "0".repeat(2 * ROOM),
        );
        self.put(signature, 0, value.into_bytes());
        // Printed and locked (4 + 128), of no size in the corner of the sheet: nobody sees it.
        let widget = format!(
            "<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature{field})/TU<{}>/V {signature} 0 R/F 132/Rect[0 0 0 0]\
             /P {page} {generation} R>>",
            utf16("Электронная подпись"),
        );
        self.put(field, 0, widget.into_bytes());
        self.append(Home::Object(page), "Annots", field)?;
        // Readers for the blind go through the fields in the order of the text.
        self.set_missing(page, "Tabs", b"/S")?;
        let Object::Ref(Ref { number: root, .. }) = *self.pdf.trailer().get("Root")? else { return None };
        let form = match self.pdf.root().get("AcroForm") {
            Some(Object::Ref(form)) => Home::Object(form.number),
            _ => Home::Entry(root, "AcroForm"),
        };
        self.append(form, "Fields", field)?;
        self.set(form, "SigFlags", b"3")
    }

    /// Adds a reference to a list in a dictionary; the list may be missing, or an object of its own.
    fn append(&mut self, home: Home, key: &str, number: u32) -> Option<()> {
        let dict = self.dict(home)?;
        let reference = format!(" {number} 0 R]");
        let list = entry(&dict, key)?;
        match list.map(|range| &dict[range]) {
            None => self.set(home, key, format!("[{}", reference.trim_start()).as_bytes()),
            Some(text) if text.starts_with(b"[") => {
                let longer = [text.strip_suffix(b"]")?, reference.as_bytes()].concat();
                self.set(home, key, &longer)
            }
            Some(text) => {
                let Object::Ref(Ref { number: list, .. }) = Lexer::new(text, 0).object()? else { return None };
                let (generation, text) = self.text(list)?;
                let longer = [text.strip_suffix(b"]")?, reference.as_bytes()].concat();
                self.put(list, generation, longer);
                Some(())
            }
        }
    }

    /// The text of a dictionary.
    fn dict(&self, home: Home) -> Option<Vec<u8>> {
        match home {
            Home::Object(number) => self.text(number).map(|(_, text)| text),
            Home::Entry(number, key) => {
                let (_, outer) = self.text(number)?;
                Some(entry(&outer, key)?.map_or_else(|| b"<<>>".to_vec(), |range| outer[range].to_vec()))
            }
        }
    }

    fn set(&mut self, home: Home, key: &str, value: &[u8]) -> Option<()> {
        let dict = with_entry(&self.dict(home)?, key, value)?;
        match home {
            Home::Object(number) => {
                let (generation, _) = self.text(number)?;
                self.put(number, generation, dict);
                Some(())
            }
            Home::Entry(number, outer) => self.set(Home::Object(number), outer, &dict),
        }
    }

    fn set_missing(&mut self, number: u32, key: &str, value: &[u8]) -> Option<()> {
        match entry(&self.dict(Home::Object(number))?, key)? {
            Some(_) => Some(()),
            None => self.set(Home::Object(number), key, value),
        }
    }

    /// The file with its new objects and their table, of the kind that the file has.
    fn write(mut self) -> Option<Update> {
        let old = self.pdf.bytes();
        let mut bytes = old.to_vec();
        if !bytes.ends_with(b"\n") && !bytes.ends_with(b"\r") {
            bytes.push(b'\n');
        }
        let is_table = old.get(self.pdf.table_start()..)?.trim_ascii_start().starts_with(b"xref");
        let own = (!is_table).then(|| self.new_number());
        self.objects.sort_by_key(|(number, ..)| *number);
        let mut rows = Vec::new();
        for (number, generation, text) in &self.objects {
            rows.push((*number, *generation, bytes.len()));
            bytes.extend(format!("{number} {generation} obj\n").into_bytes());
            bytes.extend(text);
            bytes.extend(b"\nendobj\n");
        }
        let start = bytes.len();
        let shared = self.shared_trailer()?;
        match own {
            None => bytes.extend(table(&rows, &shared)),
            Some(own) => {
                rows.push((own, 0, start));
                bytes.extend(stream(own, &rows, &shared));
            }
        }
        bytes.extend(format!("startxref\n{start}\n%%EOF\n").into_bytes());
        fill_in(bytes, old.len())
    }

    /// What the new trailer takes over from the old one, and where that stands.
    fn shared_trailer(&self) -> Option<Vec<u8>> {
        let mut shared = format!("/Size {}/Prev {}", self.next, self.pdf.table_start()).into_bytes();
        shared.extend(spelled::kept_of_trailer(self.trailer)?);
        Some(shared)
    }
}

/// Where a dictionary stands: it is an object, or the value of an object's entry.
#[derive(Debug, Clone, Copy)]
enum Home {
    Object(u32),
    Entry(u32, &'static str),
}

/// Rows of numbers that follow each other.
fn runs(rows: &[(u32, usize, usize)]) -> impl Iterator<Item = &[(u32, usize, usize)]> {
    rows.chunk_by(|one, next| one.0 + 1 == next.0)
}

fn table(rows: &[(u32, usize, usize)], shared: &[u8]) -> Vec<u8> {
    let mut text = b"xref\n".to_vec();
    for run in runs(rows) {
        text.extend(format!("{} {}\n", run[0].0, run.len()).into_bytes());
        for (_, generation, offset) in run {
            text.extend(format!("{offset:010} {generation:05} n \n").into_bytes());
        }
    }
    text.extend(b"trailer\n<<");
    text.extend(shared);
    text.extend(b">>\n");
    text
}

fn stream(number: u32, rows: &[(u32, usize, usize)], shared: &[u8]) -> Vec<u8> {
    let index: Vec<String> = runs(rows).map(|run| format!("{} {}", run[0].0, run.len())).collect();
    let data: Vec<u8> = (rows.iter())
        .flat_map(|(_, generation, offset)| {
            let (offset, generation) = ((*offset as u64).to_be_bytes(), (*generation as u16).to_be_bytes());
            [&[1], &offset[3..], &generation].concat()
        })
        .collect();
    let mut text =
        format!("{number} 0 obj\n<</Type/XRef/W[1 5 2]/Index[{}]/Length {}", index.join(" "), data.len()).into_bytes();
    text.extend(shared);
    text.extend(b">>\nstream\n");
    text.extend(data);
    text.extend(b"\nendstream\nendobj\n");
    text
}

/// What a signature covers: what stands before its place, and what stands behind it.
fn covered(gap: Range<usize>, length: usize) -> String {
    let after = length.saturating_sub(gap.end);
    format!("[0 {:<OFFSET_WIDTH$} {:<OFFSET_WIDTH$} {after:<OFFSET_WIDTH$}]", gap.start, gap.end)
}

/// Writes into the appended part what its signature covers.
fn fill_in(mut bytes: Vec<u8>, old: usize) -> Option<Update> {
    let added = bytes.get(old..)?;
    let list = old + find(added, covered(0..0, 0).as_bytes())?;
    let gap = old + find(added, b"/Contents<")? + b"/Contents".len();
    let gap = gap..gap + 2 * ROOM + 2;
    let text = covered(gap.clone(), bytes.len());
    // A file of ten billion bytes has no room for its own offsets.
    let place = bytes.get_mut(list..list + covered(0..0, 0).len())?;
    (place.len() == text.len()).then(|| place.copy_from_slice(text.as_bytes()))?;
    Some(Update { bytes, gap })
}

/// A text as the digits of a PDF string.
fn utf16(text: &str) -> String {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.map(|unit| format!("{unit:04X}")).collect()
}
