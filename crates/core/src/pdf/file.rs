//! Where the objects of a PDF stand: cross-reference tables and streams, newest first, and object streams.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::object::{Dict, Lexer, Object, Ref};
use super::{PdfFault, inflate, limits};

/// Where an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    /// At an offset of the file, in a generation.
    At { offset: usize, generation: u32 },
    /// In an object stream, as its so-and-so-many-eth.
    In { stream: u32, index: usize },
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
}

/// Objects that were packed together.
#[derive(Debug)]
struct ObjectStream {
    bytes: Vec<u8>,
    /// Number and offset of each.
    objects: Vec<(u32, usize)>,
}

impl Table {
    /// Reads all tables of a file and unpacks its object streams.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, PdfFault> {
        const BROKEN: PdfFault = PdfFault::Broken;
        let start = last_start(bytes).ok_or(BROKEN)?;
        let mut table = Self { entries: BTreeMap::new(), packed: BTreeMap::new(), trailer: Dict::default(), start };
        let mut seen = BTreeSet::new();
        let mut waiting = vec![start];
        while let Some(at) = waiting.pop() {
            if !seen.insert(at) {
                continue;
            }
            if seen.len() > limits::REVISIONS {
                return Err(PdfFault::TooLarge);
            }
            let trailer = table.read_one(bytes, at).ok_or(BROKEN)?;
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
        table.unpack(bytes)?;
        Ok(table)
    }

    /// What stands under a number.
    pub(super) fn find(&self, bytes: &[u8], number: u32) -> Option<Found> {
        match *self.entries.get(&number)? {
            Entry::At { offset, generation } => {
                let (found, object) = self.indirect(bytes, offset)?;
                (found == Ref { number, generation }).then_some(object)
            }
            Entry::In { stream, index } => {
                let packed = self.packed.get(&stream)?;
                let &(found, offset) = packed.objects.get(index)?;
                let object = Lexer::new(&packed.bytes, offset).object()?;
                (found == number).then_some(Found::Object(object))
            }
            Entry::Free => None,
        }
    }

    /// Where an object stands in the file, unless it is packed.
    pub(super) fn offset(&self, number: u32) -> Option<usize> {
        if let Entry::At { offset, .. } = self.entries.get(&number)? { Some(*offset) } else { None }
    }

    /// The generation of an object that is no stream, and the bytes that it is written in.
    pub(super) fn raw<'a>(&'a self, bytes: &'a [u8], number: u32) -> Option<(usize, &'a [u8])> {
        let (generation, bytes, mut lexer) = match *self.entries.get(&number)? {
            Entry::At { offset, .. } => {
                let mut lexer = Lexer::new(bytes, offset);
                lexer.integer()?;
                let generation = lexer.integer()?;
                lexer.keyword(b"obj").then_some((generation, bytes, lexer))?
            }
            Entry::In { stream, index } => {
                let packed = self.packed.get(&stream)?;
                let &(_, offset) = packed.objects.get(index)?;
                (0, packed.bytes.as_slice(), Lexer::new(&packed.bytes, offset))
            }
            Entry::Free => return None,
        };
        lexer.skip_blanks();
        let start = lexer.at();
        lexer.object()?;
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
        let mut lexer = Lexer::new(bytes, offset);
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
                Lexer::new(bytes, range.end).keyword(b"endstream").then_some(())?;
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
        if lexer.keyword(b"obj") { lexer.object()?.as_index() } else { None }
    }

    /// Reads one table; what is known already is newer and stays. Gives its trailer.
    fn read_one(&mut self, bytes: &[u8], at: usize) -> Option<Dict> {
        let mut lexer = Lexer::new(bytes, at);
        if !lexer.keyword(b"xref") {
            return self.read_stream(bytes, at);
        }
        while !lexer.keyword(b"trailer") {
            let first = lexer.integer()?;
            let count = lexer.integer()?;
            for number in first..first.checked_add(count)? {
                let offset = lexer.integer()?;
                let generation = u32::try_from(lexer.integer()?).ok()?;
                let entry = if lexer.keyword(b"n") {
                    Entry::At { offset, generation }
                } else if lexer.keyword(b"f") {
                    Entry::Free
                } else {
                    return None;
                };
                self.entries.entry(u32::try_from(number).ok()?).or_insert(entry);
            }
        }
        if let Object::Dict(trailer) = lexer.object()? { Some(trailer) } else { None }
    }

    /// The same, where the table is a stream.
    fn read_stream(&mut self, bytes: &[u8], at: usize) -> Option<Dict> {
        let (_, Found::Stream(Stream { dict, range })) = self.indirect(bytes, at)? else { return None };
        let rows = inflate::decode(&dict, bytes.get(range)?, limits::INFLATED)?;
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
                        offset: usize::try_from(field(kind..second)?).ok()?,
                        generation: u32::try_from(field(second..third)?).ok()?,
                    },
                    2 => Entry::In {
                        stream: u32::try_from(field(kind..second)?).ok()?,
                        index: usize::try_from(field(second..third)?).ok()?,
                    },
                    _ => continue,
                };
                self.entries.entry(u32::try_from(number).ok()?).or_insert(entry);
            }
        }
        Some(dict)
    }

    /// Unpacks the object streams, all together within one limit.
    fn unpack(&mut self, bytes: &[u8]) -> Result<(), PdfFault> {
        let streams: BTreeSet<u32> = self
            .entries
            .values()
            .filter_map(|entry| if let Entry::In { stream, .. } = entry { Some(*stream) } else { None })
            .collect();
        let mut left = limits::INFLATED;
        for number in streams {
            let read = || {
                let (_, Found::Stream(Stream { dict, range })) = self.indirect(bytes, self.offset(number)?)? else {
                    return None;
                };
                let unpacked = inflate::decode(&dict, bytes.get(range)?, left)?;
                let first = dict.get("First")?.as_index()?;
                let mut head = Lexer::new(&unpacked, 0);
                let mut objects = Vec::new();
                for _ in 0..dict.get("N")?.as_index()? {
                    let number = u32::try_from(head.integer()?).ok()?;
                    objects.push((number, first.checked_add(head.integer()?)?));
                }
                Some(ObjectStream { bytes: unpacked, objects })
            };
            let stream = read().ok_or(PdfFault::Broken)?;
            left = left.saturating_sub(stream.bytes.len());
            self.packed.insert(number, stream);
        }
        Ok(())
    }
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
