//! Records one after the other in little memory: written in few bytes, packed, and read back in their order.
//!
//! Thousands of reports are kept until the last of them was read, each for a moment at the end. What is read here was written
//! here, so a record that cannot be read does not occur; reading would end before it.

use std::fmt;
use std::io::{Read, Write};
use std::marker::PhantomData;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use crate::domain::{Day, Fate, Figures, Report, Tally, Verdict};

/// Bytes that are packed at once: enough that names and words come again, little beside what they are packed to.
const BLOCK: usize = 32 * 1024;

/// Records in their order.
#[derive(Clone)]
pub(super) struct Log<T> {
    packed: Vec<Box<[u8]>>,
    open: Vec<u8>,
    len: usize,
    kind: PhantomData<T>,
}

impl<T> Default for Log<T> {
    fn default() -> Self {
        Self { packed: Vec::new(), open: Vec::new(), len: 0, kind: PhantomData }
    }
}

impl<T> fmt::Debug for Log<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Log").field("len", &self.len).finish_non_exhaustive()
    }
}

impl<T: Kept> Log<T> {
    /// How many records there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Adds a record.
    pub(super) fn push(&mut self, record: &T) {
        record.write(&mut self.open);
        self.len += 1;
        if self.open.len() < BLOCK {
            return;
        }
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
        // Into memory nothing fails; if it did, the block would stay as it is.
        if packer.write_all(&self.open).is_ok()
            && let Ok(packed) = packer.finish()
        {
            self.packed.push(packed.into_boxed_slice());
            self.open = Vec::new();
        }
    }

    /// The records in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = T> {
        let unpacked = self.packed.iter().map(|packed| {
            let mut block = Vec::new();
            let _ = DeflateDecoder::new(packed.as_ref()).read_to_end(&mut block);
            block
        });
        unpacked.chain(std::iter::once_with(|| self.open.clone())).flat_map(Records::of)
    }
}

/// The records of a block.
struct Records<T> {
    block: Vec<u8>,
    at: usize,
    kind: PhantomData<T>,
}

impl<T> Records<T> {
    fn of(block: Vec<u8>) -> Self {
        Self { block, at: 0, kind: PhantomData }
    }
}

impl<T: Kept> Iterator for Records<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let mut left = self.block.get(self.at..).filter(|left| !left.is_empty())?;
        let record = T::read(&mut left)?;
        self.at = self.block.len() - left.len();
        Some(record)
    }
}

/// What can be written in few bytes and read back.
pub(super) trait Kept: Sized {
    fn write(&self, out: &mut Vec<u8>);
    /// `None` if the bytes are none of its own.
    fn read(left: &mut &[u8]) -> Option<Self>;
}

fn take<'a>(left: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, rest) = left.split_at_checked(count)?;
    *left = rest;
    Some(taken)
}

impl Kept for usize {
    /// Seven bits a byte, the low ones first.
    fn write(&self, out: &mut Vec<u8>) {
        let mut left = *self;
        while left > 0x7f {
            out.push((left & 0x7f) as u8 | 0x80);
            left >>= 7;
        }
        out.push(left as u8);
    }

    fn read(left: &mut &[u8]) -> Option<Self> {
        let mut number = 0;
        for shift in (0..Self::BITS).step_by(7) {
            let byte = take(left, 1)?[0];
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}

impl Kept for f64 {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.to_le_bytes());
    }

    fn read(left: &mut &[u8]) -> Option<Self> {
        Some(Self::from_le_bytes(take(left, 8)?.try_into().ok()?))
    }
}

impl Kept for String {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        out.extend(self.as_bytes());
    }

    fn read(left: &mut &[u8]) -> Option<Self> {
        let count = usize::read(left)?;
        Self::from_utf8(take(left, count)?.to_owned()).ok()
    }
}

impl<T: Kept> Kept for Option<T> {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(u8::from(self.is_some()));
        self.iter().for_each(|it| it.write(out));
    }

    fn read(left: &mut &[u8]) -> Option<Self> {
        if take(left, 1)?[0] == 0 { Some(None) } else { T::read(left).map(Some) }
    }
}

impl<T: Kept> Kept for Vec<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        self.iter().for_each(|it| it.write(out));
    }

    fn read(left: &mut &[u8]) -> Option<Self> {
        (0..usize::read(left)?).map(|_| T::read(left)).collect()
    }
}

impl<A: Kept, B: Kept> Kept for (A, B) {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
        self.1.write(out);
    }

    fn read(left: &mut &[u8]) -> Option<Self> {
        Some((A::read(left)?, B::read(left)?))
    }
}

impl Kept for Day {
    fn write(&self, out: &mut Vec<u8>) {
        self.iso().write(out);
    }

    fn read(left: &mut &[u8]) -> Option<Self> {
        Self::parse_iso(&String::read(left)?)
    }
}

impl Kept for Fate {
    fn write(&self, out: &mut Vec<u8>) {
        Self::ALL.iter().position(|(_, fate)| fate == self).unwrap_or_default().write(out);
    }

    fn read(left: &mut &[u8]) -> Option<Self> {
        Some(Self::ALL.get(usize::read(left)?)?.1)
    }
}

impl Kept for Tally {
    /// How many verdicts occur, and each with its count.
    fn write(&self, out: &mut Vec<u8>) {
        let counts = Verdict::ALL.into_iter().enumerate().map(|(at, verdict)| (at, self.count(verdict)));
        counts.filter(|(_, count)| *count > 0).collect::<Vec<_>>().write(out);
    }

    fn read(left: &mut &[u8]) -> Option<Self> {
        let counts = Vec::<(usize, usize)>::read(left)?.into_iter();
        let counts: Option<Vec<(Verdict, usize)>> =
            counts.map(|(at, count)| Some((*Verdict::ALL.get(at)?, count))).collect();
        Some(Self::counted(counts?))
    }
}

impl Kept for Figures {
    fn write(&self, out: &mut Vec<u8>) {
        self.plan.write(out);
        self.fact.write(out);
    }

    fn read(left: &mut &[u8]) -> Option<Self> {
        Some(Self { plan: Option::read(left)?, fact: Option::read(left)? })
    }
}

impl Kept for Report {
    fn write(&self, out: &mut Vec<u8>) {
        let Self { file, digest, fate, approved, signed, count, tally } = self;
        file.write(out);
        digest.write(out);
        fate.write(out);
        approved.write(out);
        signed.write(out);
        count.write(out);
        tally.write(out);
    }

    fn read(left: &mut &[u8]) -> Option<Self> {
        Some(Self {
            file: String::read(left)?,
            digest: Option::read(left)?,
            fate: Fate::read(left)?,
            approved: Option::read(left)?,
            signed: Option::read(left)?,
            count: usize::read(left)?,
            tally: Tally::read(left)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_read_is_what_was_written(
            texts in prop::collection::vec((".{0,40}", any::<usize>()), 0..2000),
            figures in prop::collection::vec((prop::option::of(-1e9..1e9), prop::option::of(0.0..1.0)), 0..9),
            counts in prop::collection::vec(0..300_usize, Verdict::ALL.len()),
        ) {
            let figures = figures.into_iter().map(|(plan, fact)| Figures { plan, fact }).enumerate().collect::<Vec<_>>();
            let report = |(file, count): &(String, usize)| Report {
                file: file.clone(),
                digest: (count % 3 > 0).then(|| file.repeat(2)),
                fate: Fate::ALL[count % Fate::ALL.len()].1,
                approved: Day::new(2023, 11, 1 + (count % 28) as u32),
                signed: (count % 2 == 0).then(|| (file.clone(), Day::new(2023, 12, 5).filter(|_| count % 4 == 0))),
                count: *count,
                tally: Tally::counted(Verdict::ALL.into_iter().zip(counts.iter().copied())),
            };
            let records: Vec<_> = texts.iter().map(report).map(|report| (report, figures.clone())).collect();
            let mut log = Log::default();
            records.iter().for_each(|record| log.push(record));
            prop_assert_eq!(log.len(), records.len());
            prop_assert_eq!(log.iter().collect::<Vec<_>>(), records);
        }
    }
}
