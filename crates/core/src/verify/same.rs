//! Whether two objects of two PDF files are the same, however they are numbered and packed.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::pdf::{Dict, Found, Object, Pdf, Ref, Stream};

/// Two files of which parts are compared.
pub(super) struct Pair<'a> {
    one: &'a Pdf,
    other: &'a Pdf,
    pages: [BTreeSet<u32>; 2],
    /// Objects that are the same, with all that they lead to: pages share their faces.
    known: RefCell<BTreeSet<(Ref, Ref)>>,
}

/// What packing a stream says of it.
const PACKING: [&[u8]; 3] = [b"Length", b"Filter", b"DecodeParms"];

impl<'a> Pair<'a> {
    pub(super) fn new(one: &'a Pdf, other: &'a Pdf) -> Self {
        let pages = [one, other].map(|pdf| pdf.pages().iter().copied().collect());
        Self { one, other, pages, known: RefCell::default() }
    }

    /// Whether two pages show the same in the same way. What they have in common with other pages is not theirs.
    pub(super) fn pages(&self, one: u32, other: u32) -> bool {
        let dicts = (self.one.page(one), self.other.page(other));
        let (Some(one), Some(other)) = dicts else { return false };
        self.dicts(&one, &other, &[b"Parent", b"StructParents"])
    }

    /// The keys under which two dictionaries differ.
    pub(super) fn differing<'d>(&self, one: &'d Dict, other: &'d Dict, but: &[&str]) -> Vec<&'d [u8]> {
        let (one, other) = (entries(one), entries(other));
        let keys: BTreeSet<&[u8]> = one.keys().chain(other.keys()).copied().collect();
        let differs = |key: &&[u8]| match (one.get(key), other.get(key)) {
            (Some(one), Some(other)) => !self.objects(one, other),
            _ => true,
        };
        keys.into_iter().filter(|key| !but.iter().any(|but| but.as_bytes() == *key)).filter(differs).collect()
    }

    fn dicts(&self, one: &Dict, other: &Dict, but: &[&[u8]]) -> bool {
        let mut walk = Walk { pair: self, waiting: Vec::new() };
        walk.dicts(one, other, but) && walk.finish()
    }

    fn objects(&self, one: &Object, other: &Object) -> bool {
        let mut walk = Walk { pair: self, waiting: Vec::new() };
        walk.objects(one, other) && walk.finish()
    }
}

/// Entries by their names; what is null is not there.
fn entries(dict: &Dict) -> BTreeMap<&[u8], &Object> {
    dict.iter().filter(|(_, value)| **value != Object::Null).collect()
}

/// Goes through what two objects lead to. References are followed one after the other, since they may go in circles.
struct Walk<'a> {
    pair: &'a Pair<'a>,
    waiting: Vec<(Ref, Ref)>,
}

impl Walk<'_> {
    fn finish(&mut self) -> bool {
        let mut met = BTreeSet::new();
        while let Some(pair) = self.waiting.pop() {
            let is_known = self.pair.known.borrow().contains(&pair);
            if !is_known && met.insert(pair) && !self.referred(pair) {
                return false;
            }
        }
        self.pair.known.borrow_mut().append(&mut met);
        true
    }

    fn referred(&mut self, (one, other): (Ref, Ref)) -> bool {
        let [pages, others] = &self.pair.pages;
        let (is_page, is_other) = (pages.contains(&one.number), others.contains(&other.number));
        if is_page || is_other {
            // A page is compared by itself.
            return is_page && is_other;
        }
        match (self.pair.one.meant(one), self.pair.other.meant(other)) {
            (Some(Found::Object(one)), Some(Found::Object(other))) => self.objects(&one, &other),
            (Some(Found::Stream(one)), Some(Found::Stream(other))) => {
                self.bytes(&one, &other) && self.dicts(&one.dict, &other.dict, &PACKING)
            }
            (None, None) => true,
            _ => false,
        }
    }

    /// Whether two streams hold the same bytes, however they are packed.
    fn bytes(&self, one: &Stream, other: &Stream) -> bool {
        let Pair { one: file, other: other_file, .. } = self.pair;
        let is_packed_alike =
            PACKING[1..].iter().all(|key| entries(&one.dict).get(key) == entries(&other.dict).get(key));
        if is_packed_alike && file.packed(one) == other_file.packed(other) {
            return true;
        }
        let unpacked = file.unpacked(one).zip(other_file.unpacked(other));
        unpacked.is_some_and(|(one, other)| one == other)
    }

    fn objects(&mut self, one: &Object, other: &Object) -> bool {
        match (one, other) {
            (Object::Ref(one), Object::Ref(other)) => {
                self.waiting.push((*one, *other));
                true
            }
            // What one program writes in place another may put behind a reference.
            (Object::Ref(_), direct) => self.pair.one.resolve(one).is_some_and(|one| self.objects(&one, direct)),
            (direct, Object::Ref(_)) => {
                self.pair.other.resolve(other).is_some_and(|other| self.objects(direct, &other))
            }
            (Object::Dict(one), Object::Dict(other)) => self.dicts(one, other, &[]),
            (Object::Array(one), Object::Array(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| self.objects(one, other))
            }
            (one, other) => one == other,
        }
    }

    fn dicts(&mut self, one: &Dict, other: &Dict, but: &[&[u8]]) -> bool {
        let kept = |dict| {
            let mut entries = entries(dict);
            entries.retain(|key, _| !but.contains(key));
            entries
        };
        let (one, other) = (kept(one), kept(other));
        one.len() == other.len()
            && one
                .iter()
                .zip(&other)
                .all(|((key, one), (other_key, other))| key == other_key && self.objects(one, other))
    }
}
