//! The compound file that an old or an encrypted workbook is ([MS-CFB]): streams cut into sectors.

use std::collections::BTreeSet;

use super::binary::{Bytes, utf16};

/// The first bytes of every compound file.
pub(in crate::input) const MAGIC: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// Numbers of sectors from here on are marks.
const MARKS: u32 = 0xffff_fffa;

/// An open compound file.
pub(in crate::input) struct Compound<'a> {
    file: &'a [u8],
    sector_size: usize,
    /// For each sector the next one of its chain.
    next: Vec<u32>,
    mini_next: Vec<u32>,
    mini_stream: Vec<u8>,
    mini_limit: usize,
    /// What stands at the top: what is in folders belongs to objects that are embedded.
    entries: Vec<Entry>,
}

/// A stream or folder.
#[derive(Clone)]
struct Entry {
    name: String,
    start: u32,
    size: usize,
    /// Its neighbours in their tree, and the first of what is in it.
    links: [u32; 3],
}

impl<'a> Compound<'a> {
    /// Reads the table of contents. `None` if the file is broken.
    pub(in crate::input) fn open(file: &'a [u8]) -> Option<Self> {
        let header = |at: usize| Bytes(file.get(at..)?).u32();
        let sector_size = match Bytes(file.get(30..)?).u16()? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut compound = Self {
            file,
            sector_size,
            next: Vec::new(),
            mini_next: Vec::new(),
            mini_stream: Vec::new(),
            mini_limit: header(56)? as usize,
            entries: Vec::new(),
        };
        for sector in compound.table_sectors(header(68)?)? {
            compound.next.extend(numbers(compound.sector(sector)?));
        }
        let entries: Vec<Option<Entry>> = compound.chain(header(48)?)?.chunks_exact(128).map(entry).collect();
        let root = entries.first()?.clone()?;
        compound.entries = top(&entries, root.links[2]);
        compound.mini_next = match header(60)? {
            start if start < MARKS => numbers(&compound.chain(start)?).collect(),
            _ => Vec::new(),
        };
        if root.start < MARKS {
            compound.mini_stream = compound.chain(root.start)?;
        }
        Some(compound)
    }

    /// Whether there is a stream or folder of this name.
    pub(in crate::input) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// The bytes of a stream.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entry(name)?;
        let mut bytes = match entry.size < self.mini_limit {
            true => self.mini_chain(entry.start)?,
            false => self.chain(entry.start)?,
        };
        if bytes.len() < entry.size {
            return None;
        }
        bytes.truncate(entry.size);
        Some(bytes)
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The sectors that hold the table of chains: 109 in the header, further ones in a chain of their own.
    fn table_sectors(&self, mut further: u32) -> Option<Vec<u32>> {
        let mut sectors: Vec<u32> = numbers(self.file.get(76..512)?).collect();
        let mut steps = 0;
        while further < MARKS {
            let mut more: Vec<u32> = numbers(self.sector(further)?).collect();
            further = more.pop()?;
            sectors.extend(more);
            steps += 1;
            if steps > self.file.len() / self.sector_size {
                return None;
            }
        }
        sectors.retain(|sector| *sector < MARKS);
        Some(sectors)
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector_size)?;
        // The last sector may be cut short by programs that save space.
        let end = start.checked_add(self.sector_size)?.min(self.file.len());
        self.file.get(start..end)
    }

    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut sector = start;
        while sector < MARKS {
            bytes.extend_from_slice(self.sector(sector)?);
            sector = *self.next.get(sector as usize)?;
            // A chain that is longer than the file runs in a circle.
            if bytes.len() > self.file.len() {
                return None;
            }
        }
        Some(bytes)
    }

    fn mini_chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut sector = start;
        while sector < MARKS {
            let at = (sector as usize).checked_mul(64)?;
            // The last one may be cut short, as those of the file may.
            let end = at.checked_add(64)?.min(self.mini_stream.len());
            bytes.extend_from_slice(self.mini_stream.get(at..end)?);
            sector = *self.mini_next.get(sector as usize)?;
            if bytes.len() > self.mini_stream.len() {
                return None;
            }
        }
        Some(bytes)
    }
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|four| Bytes(four).u32())
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(Bytes(bytes.get(64..)?).u16()?).checked_sub(2)?;
    let name = utf16(bytes.get(..length)?);
    let number = |at: usize| Bytes(bytes.get(at..)?).u32();
    let links = [number(68)?, number(72)?, number(76)?];
    Some(Entry { name, start: number(116)?, size: number(120)? as usize, links })
}

/// The entries beside each other in the tree that begins with one.
fn top(entries: &[Option<Entry>], first: u32) -> Vec<Entry> {
    let mut waiting = vec![first];
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    while let Some(number) = waiting.pop() {
        if let Some(Some(entry)) = entries.get(number as usize).filter(|_| seen.insert(number)) {
            waiting.extend(&entry.links[..2]);
            found.push(entry.clone());
        }
    }
    found
}
