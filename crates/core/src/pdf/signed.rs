//! Signatures inside of a PDF: where they stand, what they cover, and what was appended since.

use std::collections::BTreeSet;
use std::ops::Range;

use super::object::{Dict, Object};
use super::{Pdf, limits};

/// A signature in a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embedded {
    /// Where it stands, with its brackets: all before and behind it, to the end of its revision, is covered.
    gap: Range<usize>,
    /// The end of its revision.
    pub end: usize,
    /// The signature itself.
    pub contents: Vec<u8>,
}

impl Embedded {
    /// Where it stands.
    pub fn start(&self) -> usize {
        self.gap.start
    }

    /// The bytes that it is for.
    pub fn covered(&self, file: &[u8]) -> Vec<u8> {
        [&file[..self.gap.start], &file[self.gap.end..self.end]].concat()
    }
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
            if matches!(field, Object::Ref(number) if !seen.insert(number)) || found.len() > limits::SIGNATURES {
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
        Some(Embedded { gap: before..start, end, contents: hexadecimal(digits)? })
    }

    /// Whether nothing happened to the document since an earlier revision but that it was signed again.
    pub fn is_only_signed_since(&self, earlier: &Pdf) -> bool {
        let mut lists = BTreeSet::new();
        let form = |pdf: &Pdf| pdf.dict(pdf.root().get("AcroForm"));
        if let Some(Object::Ref(form)) = earlier.root().get("AcroForm") {
            lists.insert(*form);
        }
        if let Some(Object::Ref(fields)) = form(earlier).as_ref().and_then(|form| form.get("Fields")) {
            lists.insert(*fields);
        }
        let page = |pdf: &Pdf, number: u32| pdf.dict(Some(&Object::Ref(number)));
        for &number in earlier.pages() {
            if let Some(Object::Ref(list)) = page(earlier, number).as_ref().and_then(|page| page.get("Annots")) {
                lists.insert(*list);
            }
        }
        let Some(&Object::Ref(root)) = self.trailer().get("Root") else { return false };
        let is_as_before = |number: &u32| {
            let (Some(old), Some(new)) = (page(earlier, *number), page(self, *number)) else { return false };
            if *number == root {
                return is_same(&old, &new, &["AcroForm"]);
            }
            let adds_only_fields = || {
                let old = self.array(old.get("Annots")).unwrap_or_default();
                let new = self.array(new.get("Annots")).unwrap_or_default();
                new.starts_with(&old) && new[old.len()..].iter().all(|it| self.is_unseen_field(it))
            };
            earlier.pages().contains(number) && is_same(&old, &new, &["Annots", "Tabs"]) && adds_only_fields()
        };
        earlier.trailer().get("Root") == self.trailer().get("Root")
            && earlier.pages() == self.pages()
            && self.changed_since(earlier).iter().all(|number| lists.contains(number) || is_as_before(number))
    }

    /// Whether something on a page is a signature field that covers none of it.
    fn is_unseen_field(&self, annotation: &Object) -> bool {
        let is_one = |annotation: &Dict| {
            let corners = self.array(annotation.get("Rect"))?;
            let [left, low, right, high] = corners.as_slice() else { return None };
            let is_signature = annotation.get("FT").and_then(Object::as_name) == Some(b"Sig");
            Some(is_signature && (left == right || low == high))
        };
        self.dict(Some(annotation)).as_ref().and_then(is_one) == Some(true)
    }
}

/// Whether two dictionaries say the same but for some keys.
fn is_same(old: &Dict, new: &Dict, but: &[&str]) -> bool {
    let kept = |dict: &Dict| -> Vec<(Vec<u8>, Object)> {
        let entries = dict.iter().filter(|(key, _)| !but.iter().any(|but| but.as_bytes() == *key));
        entries.map(|(key, value)| (key.to_vec(), value.clone())).collect()
    };
    kept(old) == kept(new)
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
