//! Signatures inside of a PDF: where they stand, what they cover, and what was appended since.

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use super::object::{Dict, Object};
use super::{Pdf, Update, limits};
use crate::domain::Day;

/// A signature in a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embedded {
    /// Where it stands, with its brackets: all before and behind it, to the end of its revision, is covered.
    gap: Range<usize>,
    /// The end of its revision.
    pub end: usize,
    /// The signature itself.
    pub contents: Vec<u8>,
    /// The day of signing that the document tells; the signature is for it too.
    pub day: Option<Day>,
}

impl Pdf {
    /// The signatures of the document, the oldest first; `None` for one whose place in the file is not told as it must be.
    pub fn signatures(&self) -> Vec<Option<Embedded>> {
        let form = self.dict(self.root().get("AcroForm"));
        let fields = form.and_then(|form| self.array(form.get("Fields"))).unwrap_or_default();
        let mut found = Vec::new();
        let mut waiting = fields;
        let mut seen = BTreeSet::new();
        while let Some(field) = waiting.pop() {
            let is_new = !matches!(field, Object::Ref(reference) if !seen.insert(reference));
            let fields = seen.len() + waiting.len();
            let is_within = self.work.within(found.len(), limits::SIGNATURES);
            if is_within.and_then(|()| self.work.within(fields, limits::FIELDS)).is_none() {
                break;
            }
            if !is_new {
                continue;
            }
            let Some(field) = self.dict(Some(&field)) else { continue };
            waiting.extend(self.array(field.get("Kids")).unwrap_or_default());
            let is_signature = |field: &Dict| field.get("FT").and_then(Object::as_name) == Some(b"Sig");
            if let Some(value) =
                self.dict(field.get("V")).filter(|value| is_signature(&field) || value.get("ByteRange").is_some())
            {
                found.push(self.embedded(&value));
            }
        }
        found.sort_by_key(|signature| signature.as_ref().map(|signature| signature.end));
        found
    }

    /// The bytes that a signature is for, to reckon their digest. `None` if there are too many of all signatures.
    pub fn covered(&self, signature: &Embedded) -> Option<Vec<u8>> {
        let Embedded { gap, end, .. } = signature;
        self.work.spend(*end, limits::BYTE_DIGESTED)?;
        Some([self.bytes().get(..gap.start)?, self.bytes().get(gap.end..*end)?].concat())
    }

    fn embedded(&self, value: &Dict) -> Option<Embedded> {
        let numbers = self.array(value.get("ByteRange"))?;
        let numbers: Vec<usize> = numbers.iter().map(Object::as_index).collect::<Option<_>>()?;
        let [0, before, start, after] = *numbers.as_slice() else { return None };
        let end = start.checked_add(after)?;
        let file = self.bytes();
        if before >= start || end > file.len() {
            return None;
        }
        // Nothing but the signature may be left out.
        let digits = file.get(before..start)?.strip_prefix(b"<")?.strip_suffix(b">")?;
        self.work.within(digits.len() / 2, limits::SIGNATURE)?;
        Some(Embedded { gap: before..start, end, contents: hexadecimal(digits)?, day: day(value) })
    }

    /// Of each of [`Pdf::signatures`], whether its revision holds nothing but the signature, written as this program writes
    /// it ([`Update`]): it is written again and compared byte for byte. What else may have been appended, and whether it
    /// shows, is not judged: there are more ways of hiding a change than can be listed.
    pub fn plainly_signed(&self, signatures: &[Option<Embedded>]) -> Vec<bool> {
        let mut before = signatures.iter().flatten().next().and_then(|first| self.end_before(first));
        let mut left = limits::WRITTEN_AGAIN;
        let is_plain = |signature: &Option<Embedded>| {
            let start = before.take();
            let Embedded { end, day, contents, .. } = signature.as_ref()?;
            before = Some(*end);
            left = left.checked_sub(*end)?;
            self.work.spend(*end, limits::BYTE_INFLATED)?;
            let earlier = self.beginning(start?)?;
            let again = Update::new(&earlier, (*day)?).ok()?.with(contents)?;
            Some(self.bytes().get(..*end) == Some(again.as_slice()))
        };
        signatures.iter().map(is_plain).map(|is_plain| is_plain == Some(true)).collect()
    }

    /// The document before a signature was put into it.
    pub fn before(&self, signature: &Embedded) -> Option<Self> {
        self.beginning(self.end_before(signature)?)
    }

    /// What stood there when the file had only so many bytes.
    fn beginning(&self, end: usize) -> Option<Self> {
        Self::open_within(self.bytes().get(..end)?.to_vec(), Rc::clone(&self.work)).ok()
    }

    /// The end of what stood there before a signature was put in.
    fn end_before(&self, signature: &Embedded) -> Option<usize> {
        const END: &[u8] = b"%%EOF";
        let before = self.bytes().get(..signature.gap.start)?;
        Some(before.windows(END.len()).rposition(|window| window == END)? + END.len())
    }
}

/// The day of a signature, `D:20231120` with or without a time behind it.
fn day(value: &Dict) -> Option<Day> {
    let Object::Text(text) = value.get("M")? else { return None };
    let digits = std::str::from_utf8(text).ok()?.strip_prefix("D:")?.get(..8)?;
    let part = |range: Range<usize>| digits.get(range)?.parse::<u32>().ok();
    Day::new(part(0..4)?.try_into().ok()?, part(4..6)?, part(6..8)?)
}

/// Bytes out of pairs of digits, all capital or all small: one way of writing a signature.
fn hexadecimal(digits: &[u8]) -> Option<Vec<u8>> {
    let (has_small, has_capital) =
        (digits.iter().any(u8::is_ascii_lowercase), digits.iter().any(u8::is_ascii_uppercase));
    let (pairs, []) = digits.as_chunks::<2>() else { return None };
    if has_small && has_capital {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    pairs.iter().map(|[high, low]| Some((digit(*high)? * 16 + digit(*low)?) as u8)).collect()
}
