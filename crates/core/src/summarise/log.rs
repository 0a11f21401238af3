//! Records one after the other in little memory: written in few bytes, packed, and read back in their order.
//!
//! Thousands of reports are kept until the last of them was read, each for a moment at the end. What is read here was written
//! here, so a record that cannot be read does not occur.

use std::fmt;
use std::io::{Read, Write};
use std::iter;
use std::marker::PhantomData;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::Serialize;
use serde::de::DeserializeOwned;

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

impl<T: Serialize + DeserializeOwned> Log<T> {
    /// How many records there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Adds a record.
    pub(super) fn push(&mut self, record: &T) {
        let Ok(open) = postcard::to_extend(record, std::mem::take(&mut self.open)) else {
            unreachable!("memory takes any bytes");
        };
        self.open = open;
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
            if DeflateDecoder::new(packed.as_ref()).read_to_end(&mut block).is_err() {
                unreachable!("this block was packed here");
            }
            block
        });
        unpacked.chain(iter::once_with(|| self.open.clone())).flat_map(records)
    }
}

/// The records of a block.
fn records<T: DeserializeOwned>(block: Vec<u8>) -> impl Iterator<Item = T> {
    let mut at = 0;
    iter::from_fn(move || {
        let left = block.get(at..).filter(|left| !left.is_empty())?;
        let Ok((record, left)) = postcard::take_from_bytes(left) else {
            unreachable!("these bytes were written here");
        };
        at = block.len() - left.len();
        Some(record)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{Day, Fate, Figures, Report, Tally, Verdict};

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
