//! The records of a stream, and the texts that go on over their borders.

use super::kind;
use crate::input::workbook::binary::{Bytes, utf16};

/// A record with the records that continue it.
pub(super) struct Record<'a> {
    /// Its kind.
    pub(super) kind: u16,
    /// What it holds itself.
    pub(super) data: &'a [u8],
    further: Vec<&'a [u8]>,
}

/// The records of a stream; cut ones end it.
pub(super) struct Records<'a>(pub(super) Bytes<'a>);

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let kind = self.0.u16()?;
        let length = self.0.u16()?;
        let data = self.0.take(usize::from(length))?;
        let mut further = Vec::new();
        loop {
            let mut ahead = self.0;
            if ahead.u16() != Some(kind::CONTINUE) {
                break;
            }
            let length = ahead.u16()?;
            further.push(ahead.take(usize::from(length))?);
            self.0 = ahead;
        }
        Some(Record { kind, data, further })
    }
}

/// Texts that go on over the borders of records: behind a border, the width of the characters is told again.
pub(super) struct Texts<'a> {
    piece: Bytes<'a>,
    further: std::vec::IntoIter<&'a [u8]>,
}

impl<'a> Texts<'a> {
    /// The texts of a record from a position on.
    pub(super) fn of(record: &Record<'a>, from: usize) -> Self {
        Self { piece: Bytes(record.data.get(from..).unwrap_or_default()), further: record.further.clone().into_iter() }
    }

    /// Whether no text is left.
    pub(super) fn is_done(&mut self) -> bool {
        while self.piece.0.is_empty() {
            match self.further.next() {
                Some(piece) => self.piece = Bytes(piece),
                None => return true,
            }
        }
        false
    }

    fn byte(&mut self) -> Option<u8> {
        if self.is_done() { None } else { self.piece.u8() }
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        (0..bytes).try_fold(0, |sum, at| Some(sum | usize::from(self.byte()?) << (8 * at)))
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            if self.is_done() {
                return None;
            }
            let step = bytes.min(self.piece.0.len());
            self.piece.take(step)?;
            bytes -= step;
        }
        Some(())
    }

    /// The next text without its fonts.
    pub(super) fn text(&mut self) -> Option<String> {
        self.rich().map(|(text, _)| text)
    }

    /// The next text: its length in two bytes, flags, characters; behind it where fonts begin, and which.
    pub(super) fn rich(&mut self) -> Option<(String, Vec<(usize, usize)>)> {
        let left = self.number(2)?;
        if left == 0 && self.is_done() {
            return Some((String::new(), Vec::new()));
        }
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { self.number(2)? };
        let extension = if flags & 4 == 0 { 0 } else { self.number(4)? };
        let text = self.characters(left, flags & 1 == 1)?;
        let runs = (0..runs).map(|_| Some((self.number(2)?, self.number(2)?))).collect::<Option<_>>()?;
        self.skip(extension)?;
        Some((text, runs))
    }

    /// The text of an object: how long it is stands in its record, the characters in those that continue it.
    pub(super) fn of_object(record: &Record<'a>) -> Option<String> {
        let length = Self::of(record, 10).number(2)?;
        Self { piece: Bytes(&[]), further: record.further.clone().into_iter() }.characters(length, false)
    }

    fn characters(&mut self, mut left: usize, mut is_wide: bool) -> Option<String> {
        let mut units = Vec::new();
        while left > 0 {
            if self.piece.0.is_empty() {
                if self.is_done() {
                    return None;
                }
                is_wide = self.piece.u8()? & 1 == 1;
            }
            let width = if is_wide { 2 } else { 1 };
            let count = left.min(self.piece.0.len() / width);
            if count == 0 {
                return None;
            }
            for unit in self.piece.take(count * width)?.chunks_exact(width) {
                units.extend([unit[0], unit.get(1).copied().unwrap_or(0)]);
            }
            left -= count;
        }
        Some(utf16(&units))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_on_in_the_next_record() {
        // Five characters: «ab» narrow, then «вгд» wide behind the border.
        let first = [5, 0, 0, b'a', b'b'];
        let second = [1, 0x32, 4, 0x33, 4, 0x34, 4];
        let record = Record { kind: kind::SHARED_TEXTS, data: &first, further: vec![&second] };
        assert_eq!(Texts::of(&record, 0).text().as_deref(), Some("abвгд"));
        let cut = Record { kind: kind::SHARED_TEXTS, data: &first, further: vec![&second[..3]] };
        assert_eq!(Texts::of(&cut, 0).text(), None);
    }
}
