//! Where the objects of a PDF stand: cross-reference tables and streams, newest first, and object streams.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

use super::object::{Dict, Lexer, Object, Ref};
use super::work::Work;
use super::{PdfFault, inflate, limits};

/// Where an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    /// At an offset of the file, in a generation.
    At { offset: u32, generation: u32 },
    /// In an object stream, as its so-and-so-many-eth.
    In { stream: u32, index: u32 },
    /// Nowhere: it was deleted.
    Free,
}

/// A stream: a dictionary, and where its packed bytes stand in the file.
#[derive(Debug, Clone)]
pub struct Stream {
    /// What is said of the bytes.
    pub dict: Dict,
    /// Where they stand.
    pub range: Range<usize>,
}

/// What stands under an object's number.
#[derive(Debug, Clone)]
pub enum Found {
    /// An object.
    Object(Object),
    /// A stream.
    Stream(Stream),
}

/// The tables of a file.
#[derive(Debug)]
pub(super) struct Table {
    entries: BTreeMap<u32, Entry>,
    packed: BTreeMap<u32, ObjectStream>,
    /// The newest trailer.
    pub(super) trailer: Dict,
    /// Offset of the newest table, as a table that is appended names it.
    pub(super) start: usize,
    work: Rc<Work>,
}

/// Objects that were packed together.
#[derive(Debug)]
struct ObjectStream {
    bytes: Vec<u8>,
    /// Number and offset of each.
    objects: Vec<(u32, u32)>,
}

impl Table {
    /// Reads all tables of a file and unpacks its object streams.
    pub(super) fn read(bytes: &[u8], work: Rc<Work>) -> Result<Self, PdfFault> {
        let start = last_start(bytes).ok_or(PdfFault::Broken)?;
        let (entries, packed) = (BTreeMap::new(), BTreeMap::new());
        let mut table = Self { entries, packed, trailer: Dict::default(), start, work };
        let mut seen = BTreeSet::new();
        let mut waiting = vec![start];
        while let Some(at) = waiting.pop() {
            if !seen.insert(at) {
                continue;
            }
            if seen.len() > limits::REVISIONS {
                return Err(PdfFault::TooLarge);
            }
            let trailer = table.read_one(bytes, at).ok_or_else(|| table.work.fault())?;
            waiting.extend(trailer.get("Prev").and_then(Object::as_index));
            // The other half of a table for old and new readers; it comes before what is older.
            waiting.extend(trailer.get("XRefStm").and_then(Object::as_index));
            if at == start {
                table.trailer = trailer;
            }
        }
        if table.trailer.get("Encrypt").is_some() {
            return Err(PdfFault::Encrypted);
        }
        table.unpack(bytes).ok_or_else(|| table.work.fault())?;
        Ok(table)
    }

    /// What stands under a number.
    pub(super) fn find(&self, bytes: &[u8], number: u32) -> Option<Found> {
        match *self.entries.get(&number)? {
            Entry::At { offset, generation } => {
                let (found, object) = self.indirect(bytes, offset as usize)?;
                (found == Ref { number, generation }).then_some(object)
            }
            Entry::In { stream, index } => {
                let packed = self.packed.get(&stream)?;
                let &(found, offset) = packed.objects.get(index as usize)?;
                let object = self.work.object(&mut Lexer::new(&packed.bytes, offset as usize))?;
                (found == number).then_some(Found::Object(object))
            }
            Entry::Free => None,
        }
    }

    /// Where an object stands in the file, unless it is packed.
    pub(super) fn offset(&self, number: u32) -> Option<usize> {
        if let Entry::At { offset, .. } = self.entries.get(&number)? { Some(*offset as usize) } else { None }
    }

    /// Where all objects stand, in that order, with their numbers. `None` if one is packed, or was ever deleted.
    pub(super) fn plain_offsets(&self) -> Option<Vec<(usize, u32)>> {
        let used = self.entries.iter().filter(|(_, entry)| **entry != Entry::Free);
        let place = |(number, entry): (&u32, &Entry)| match entry {
            Entry::At { offset, generation: 0 } => Some((*offset as usize, *number)),
            _ => None,
        };
        let mut places = used.map(place).collect::<Option<Vec<_>>>()?;
        places.sort_unstable();
        Some(places)
    }

    /// The generation of an object that is no stream, and the bytes that it is written in.
    pub(super) fn raw<'a>(&'a self, bytes: &'a [u8], number: u32) -> Option<(usize, &'a [u8])> {
        let (generation, bytes, mut lexer) = match *self.entries.get(&number)? {
            Entry::At { offset, .. } => {
                let mut lexer = Lexer::new(bytes, offset as usize);
                lexer.integer()?;
                let generation = lexer.integer()?;
                lexer.keyword(b"obj").then_some((generation, bytes, lexer))?
            }
            Entry::In { stream, index } => {
                let packed = self.packed.get(&stream)?;
                let &(_, offset) = packed.objects.get(index as usize)?;
                (0, packed.bytes.as_slice(), Lexer::new(&packed.bytes, offset as usize))
            }
            Entry::Free => return None,
        };
        lexer.skip_blanks();
        let start = lexer.at();
        self.work.object(&mut lexer)?;
        Some((generation, bytes.get(start..lexer.at())?))
    }

    /// What an object's number means: its generation in the newest table.
    pub(super) fn reference(&self, number: u32) -> Option<Ref> {
        Some(match *self.entries.get(&number)? {
            Entry::At { generation, .. } => Ref { number, generation },
            Entry::In { .. } => Ref { number, generation: 0 },
            Entry::Free => return None,
        })
    }

    /// `12 0 obj …` at an offset.
    fn indirect(&self, bytes: &[u8], offset: usize) -> Option<(Ref, Found)> {
        self.work.goes_on()?;
        let mut lexer = Lexer::new(bytes, offset);
        let found = self.next_indirect(bytes, &mut lexer);
        self.work.read(offset, &lexer, found)
    }

    fn next_indirect(&self, bytes: &[u8], lexer: &mut Lexer<'_>) -> Option<(Ref, Found)> {
        let number = u32::try_from(lexer.integer()?).ok()?;
        let generation = u32::try_from(lexer.integer()?).ok()?;
        let number = Ref { number, generation };
        if !lexer.keyword(b"obj") {
            return None;
        }
        match lexer.object()? {
            Object::Dict(dict) if lexer.keyword(b"stream") => {
                lexer.line_feed();
                let length = match dict.get("Length")? {
                    Object::Ref(length) if self.reference(length.number) == Some(*length) => {
                        self.number_at(bytes, length.number)?
                    }
                    length => length.as_index()?,
                };
                let range = lexer.at()..lexer.at().checked_add(length).filter(|end| *end <= bytes.len())?;
                let mut behind = Lexer::new(bytes, range.end);
                let is_whole = behind.keyword(b"endstream").then_some(());
                self.work.read(range.end, &behind, is_whole)?;
                Some((number, Found::Stream(Stream { dict, range })))
            }
            object => Some((number, Found::Object(object))),
        }
    }

    /// A number that stands as an object of its own.
    fn number_at(&self, bytes: &[u8], number: u32) -> Option<usize> {
        let mut lexer = Lexer::new(bytes, self.offset(number)?);
        lexer.integer()?;
        lexer.integer()?;
        if lexer.keyword(b"obj") { self.work.object(&mut lexer)?.as_index() } else { None }
    }

    /// Notes where an object stands, unless that is known already: what is newer stays. `None` if there are too many.
    fn note(&mut self, bytes: &[u8], number: usize, entry: Entry) -> Option<()> {
        self.work.spend(1, limits::ROW_OF_TABLE)?;
        self.entries.entry(u32::try_from(number).ok()?).or_insert(entry);
        self.work.within(self.entries.len(), limits::OBJECTS.min(bytes.len()))
    }

    /// Reads one table; what is known already is newer and stays. Gives its trailer.
    fn read_one(&mut self, bytes: &[u8], at: usize) -> Option<Dict> {
        let mut lexer = Lexer::new(bytes, at);
        if !lexer.keyword(b"xref") {
            return self.read_stream(bytes, at);
        }
        let trailer = self.read_rows(bytes, &mut lexer);
        self.work.read(at, &lexer, trailer)
    }

    fn read_rows(&mut self, bytes: &[u8], lexer: &mut Lexer<'_>) -> Option<Dict> {
        while !lexer.keyword(b"trailer") {
            let first = lexer.integer()?;
            let count = lexer.integer()?;
            for number in first..first.checked_add(count)? {
                let offset = place(lexer.integer()? as u64);
                let generation = u32::try_from(lexer.integer()?).ok()?;
                let entry = if lexer.keyword(b"n") {
                    Entry::At { offset, generation }
                } else if lexer.keyword(b"f") {
                    Entry::Free
                } else {
                    return None;
                };
                self.note(bytes, number, entry)?;
            }
        }
        if let Object::Dict(trailer) = lexer.object()? { Some(trailer) } else { None }
    }

    /// The same, where the table is a stream.
    fn read_stream(&mut self, bytes: &[u8], at: usize) -> Option<Dict> {
        let (_, Found::Stream(Stream { dict, range })) = self.indirect(bytes, at)? else { return None };
        let rows = inflate::decode(&dict, bytes.get(range)?, limits::INFLATED, &self.work)?;
        let Object::Array(widths) = dict.get("W")? else { return None };
        let widths: Vec<usize> = widths.iter().map(Object::as_index).collect::<Option<_>>()?;
        let [kind, second, third] = *widths.as_slice() else { return None };
        let (second, third) = (kind.checked_add(second)?, kind.checked_add(second)?.checked_add(third)?);
        if third == 0 || third > 24 {
            return None;
        }
        let parts = match dict.get("Index") {
            Some(Object::Array(parts)) => parts.iter().map(Object::as_index).collect::<Option<Vec<_>>>()?,
            _ => vec![0, dict.get("Size")?.as_index()?],
        };
        let mut rows = rows.chunks_exact(third);
        for part in parts.chunks_exact(2) {
            for number in part[0]..part[0].checked_add(part[1])? {
                let row = rows.next()?;
                let field = |range: Range<usize>| row.get(range).map(big_endian);
                let entry = match if kind == 0 { 1 } else { field(0..kind)? } {
                    0 => Entry::Free,
                    1 => Entry::At {
                        offset: place(field(kind..second)?),
                        generation: u32::try_from(field(second..third)?).ok()?,
                    },
                    2 => Entry::In {
                        stream: u32::try_from(field(kind..second)?).ok()?,
                        index: place(field(second..third)?),
                    },
                    _ => continue,
                };
                self.note(bytes, number, entry)?;
            }
        }
        Some(dict)
    }

    /// Unpacks the object streams, all together within one limit.
    fn unpack(&mut self, bytes: &[u8]) -> Option<()> {
        let streams: BTreeSet<u32> = self
            .entries
            .values()
            .filter_map(|entry| if let Entry::In { stream, .. } = entry { Some(*stream) } else { None })
            .collect();
        let (mut left, mut objects) = (limits::INFLATED, 0);
        for number in streams {
            let stream = self.unpack_one(bytes, number, left)?;
            left = left.saturating_sub(stream.bytes.len());
            objects += stream.objects.len();
            self.work.within(objects, limits::OBJECTS)?;
            self.packed.insert(number, stream);
        }
        Some(())
    }

    fn unpack_one(&self, bytes: &[u8], number: u32, limit: usize) -> Option<ObjectStream> {
        let (_, Found::Stream(Stream { dict, range })) = self.indirect(bytes, self.offset(number)?)? else {
            return None;
        };
        let unpacked = inflate::decode(&dict, bytes.get(range)?, limit, &self.work)?;
        let (first, count) = (dict.get("First")?.as_index()?, dict.get("N")?.as_index()?);
        self.work.within(count, limits::OBJECTS)?;
        let mut head = Lexer::new(&unpacked, 0);
        let mut objects = Vec::new();
        for _ in 0..count {
            let number = u32::try_from(head.integer()?).ok()?;
            objects.push((number, u32::try_from(first.checked_add(head.integer()?)?).ok()?));
        }
        self.work.read(0, &head, Some(()))?;
        Some(ObjectStream { bytes: unpacked, objects })
    }
}

/// An offset or index; what no file is long enough for leads nowhere.
fn place(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn big_endian(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

/// Where the newest table begins.
fn last_start(bytes: &[u8]) -> Option<usize> {
    const MARK: &[u8] = b"startxref";
    let at = bytes.windows(MARK.len()).rposition(|window| window == MARK)?;
    Lexer::new(bytes, at + MARK.len()).integer()
}
