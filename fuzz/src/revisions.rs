//! A signed document that grows: revisions of this program, which only sign, and those of anybody else.

use std::fmt::Write as _;

use dorkarta_core::domain::Day;
use dorkarta_core::pdf::{Object, Pdf, Update};

use crate::cms::signature;
use crate::document::of_objects;

const KEY: &[u8] = include_bytes!("../../tests/cases/signature/live.key");
const CERTIFICATE: &[u8] = include_bytes!("../../tests/cases/signature/live.cer");
/// Begins a revision: the next byte says of which kind, see [`Grown::add`].
pub const REVISION: u8 = 0x1e;
/// Files with more revisions tell nothing new, and take long.
const REVISIONS: usize = 8;
/// Digits of a signature in a revision of somebody else.
const ROOM: usize = 8192;

/// A document and who wrote it.
pub struct Grown {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many bytes of it this program vouches for only by having signed behind them: up to the last one that anybody else
    /// wrote.
    pub others_end: usize,
    /// The ends of the revisions that this program signed.
    pub signed: Vec<usize>,
    /// Objects of the signature fields.
    fields: Vec<usize>,
    /// The end of the document itself.
    own_end: usize,
    /// The last revision before anybody changed it.
    last: Revision,
}

/// What stands behind the earlier revisions, as it was written.
struct Revision {
    start: usize,
    bytes: Vec<u8>,
    /// [`Grown::others_end`] with it.
    others_end: usize,
}

impl Grown {
    /// The document that an input means.
    pub fn of(input: &[u8]) -> Self {
        let bytes = of_objects(&[
            "<</Type/Catalog/Pages 2 0 R>>".into(),
            "<</Type/Pages/Count 1/Kids[3 0 R]>>".into(),
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>".into(),
        ]);
        let end = bytes.len();
        let last = Revision { start: end, bytes: Vec::new(), others_end: end };
        let mut grown = Self { bytes, others_end: end, signed: Vec::new(), fields: Vec::new(), own_end: end, last };
        for revision in input.split(|byte| *byte == REVISION).filter(|revision| !revision.is_empty()).take(REVISIONS) {
            if grown.add(revision[0], &revision[1..]).is_none() {
                break;
            }
        }
        grown
    }

    /// Whether everything behind the document itself are signatures of this program.
    pub fn is_only_signed(&self) -> bool {
        self.others_end == self.own_end && !self.signed.is_empty()
    }

    /// `s`: this program signs, on a day. `o`: somebody writes an object, under a number. `O`: and signs that with a field
    /// of his own. `r`: somebody appends bytes. `f`: somebody changes a byte of the last revision.
    fn add(&mut self, kind: u8, body: &[u8]) -> Option<()> {
        let before = self.bytes.len();
        match kind {
            b's' => {
                let day = Day::new(2023, 2, u32::from(body.first()? % 28) + 1)?;
                let pdf = Pdf::open(self.bytes.clone()).ok()?;
                let update = Update::new(&pdf, day).ok()?;
                let field = next_number(&pdf)? + 1;
                let signature = signature(KEY, CERTIFICATE, &update.covered(), true);
                self.bytes = update.with(&signature)?;
                self.signed.push(self.bytes.len());
                self.fields.push(field);
            }
            b'o' => self.write(body, false)?,
            b'O' => self.write(body, true)?,
            b'r' => self.bytes.extend(body),
            b'f' => return self.change(body),
            _ => return None,
        }
        if kind != b's' && self.bytes.len() > before {
            self.others_end = self.bytes.len();
        }
        self.last = Revision { start: before, bytes: self.bytes[before..].to_vec(), others_end: self.others_end };
        Some(())
    }

    fn change(&mut self, body: &[u8]) -> Option<()> {
        let [high, low, change, ..] = *body else { return None };
        let start = self.last.start;
        let revision = &self.bytes[start..];
        let at = usize::from(u16::from_be_bytes([high, low])) % revision.len().max(1);
        // A signature and its day may be any: they are what is judged by themselves.
        let find = |part: &[u8]| revision.windows(part.len()).position(|window| window == part);
        let (contents, day) = (find(b"/Contents<"), find(b"/M(D:"));
        let is_own = contents.is_some_and(|start| (start..start + 40_000).contains(&at))
            || day.is_some_and(|start| (start..start + 13).contains(&at));
        if change == 0 || is_own || revision.is_empty() {
            return None;
        }
        self.bytes[start + at] ^= change;
        // A later change may take back the earlier ones.
        let is_changed = self.bytes[start..] != self.last.bytes;
        self.others_end = if is_changed { self.bytes.len() } else { self.last.others_end };
        Some(())
    }

    fn write(&mut self, body: &[u8], is_signed: bool) -> Option<()> {
        let (&number, object) = body.split_first()?;
        let pdf = Pdf::open(self.bytes.clone()).ok()?;
        let mut next = next_number(&pdf)?;
        let mut objects = vec![(usize::from(number % 16) + 1, object.to_vec())];
        if is_signed {
            let (value, field) = (next, next + 1);
            next += 2;
            self.fields.push(field);
            let fields: String = self.fields.iter().map(|field| format!("{field} 0 R ")).collect();
            let room = "0".repeat(ROOM);
            let texts = [
                (1, format!("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{fields}]/SigFlags 3>>>>")),
                (field, format!("<</Type/Annot/Subtype/Widget/FT/Sig/T(x{field})/V {value} 0 R/F 132/Rect[0 0 0 0]>>")),
                (value, format!("<</Type/Sig/M(D:20230201)/ByteRange{}/Contents<{room}>>>", range(0, 0, 0))),
            ];
            // The signature stands last, where it is found again.
            objects.extend(texts.map(|(number, text)| (number, text.into_bytes())));
        }
        let start = self.bytes.len();
        self.bytes.push(b'\n');
        let mut table = String::new();
        for (number, object) in &objects {
            let _ = write!(table, "{number} 1\n{:010} 00000 n \n", self.bytes.len());
            self.bytes.extend(format!("{number} 0 obj\n").bytes());
            self.bytes.extend(object);
            self.bytes.extend(b"\nendobj\n");
        }
        let (at, previous) = (self.bytes.len(), pdf.table_start());
        let end =
            format!("xref\n{table}trailer\n<</Size {next}/Prev {previous}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n");
        self.bytes.extend(end.bytes());
        if is_signed {
            let from = at - b">>\nendobj\n".len() - ROOM - 2;
            let (to, length) = (from + ROOM + 2, self.bytes.len());
            let place = self.bytes[start..from].windows(11).rposition(|window| window == b"/ByteRange[")?;
            let told = range(from, to, length - to);
            let place = start + place + b"/ByteRange".len();
            self.bytes.splice(place..place + told.len(), told.bytes());
            let covered = [&self.bytes[..from], &self.bytes[to..]].concat();
            let signature = signature(KEY, CERTIFICATE, &covered, true);
            let digits: String = signature.iter().map(|byte| format!("{byte:02x}")).collect();
            self.bytes.splice(from + 1..from + 1 + digits.len(), digits.bytes());
        }
        Some(())
    }
}

/// The number that no object has yet.
fn next_number(pdf: &Pdf) -> Option<usize> {
    if let Object::Number(size) = pdf.trailer().get("Size")? { Some(*size as usize) } else { None }
}

fn range(gap: usize, start: usize, after: usize) -> String {
    format!("[0 {gap:<10} {start:<10} {after:<10}]")
}
