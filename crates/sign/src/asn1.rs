//! ASN.1 as certificates and signatures bring it: a value is a tag and bytes, and can be opened.
//!
//! Tolerant on purpose, see `docs/decisions.md`: indefinite lengths are read, unknown tags are passed over, and every
//! value keeps the very bytes that stand in the file.

/// A list.
pub(super) const SEQUENCE: u8 = 0x30;
/// A set.
pub(super) const SET: u8 = 0x31;
/// A number.
pub(super) const INTEGER: u8 = 0x02;
/// Bits.
pub(super) const BIT_STRING: u8 = 0x03;
/// Bytes.
pub(super) const OCTET_STRING: u8 = 0x04;
/// An object identifier.
pub(super) const OBJECT: u8 = 0x06;
/// A day and time with two digits of the year.
pub(super) const UTC_TIME: u8 = 0x17;
/// A day and time with four digits of the year.
pub(super) const GENERALIZED_TIME: u8 = 0x18;

/// The tag of a value that is told apart by its number in its list.
pub(super) const fn context(number: u8) -> u8 {
    0xA0 | number
}

/// Bytes in one piece that may be parted in others of the same kind.
const CONSTRUCTED: u8 = 0x20;
/// Values without a length that may be nested in each other.
const DEPTH: usize = 32;

/// A value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Value<'a> {
    /// What it is.
    pub tag: u8,
    /// What is in it.
    pub content: &'a [u8],
    /// The whole of it, with tag and length.
    pub whole: &'a [u8],
}

impl<'a> Value<'a> {
    /// The value that a file or another value begins with, and what follows it.
    pub(super) fn split(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        Self::split_within(bytes, DEPTH)
    }

    fn split_within(bytes: &'a [u8], depth: usize) -> Option<(Self, &'a [u8])> {
        let (&tag, rest) = bytes.split_first()?;
        // No tag of certificates or signatures takes two bytes.
        if tag & 0x1F == 0x1F {
            return None;
        }
        let (&first, rest) = rest.split_first()?;
        if first == 0x80 {
            let length = unmarked_length(rest, depth)?;
            let content = rest.get(..length)?;
            let whole = bytes.len() - rest.len() + length + 2;
            return Some((Self { tag, content, whole: bytes.get(..whole)? }, bytes.get(whole..)?));
        }
        let (length, rest) = match first {
            0..0x80 => (usize::from(first), rest),
            _ => {
                let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7F))?;
                (digits.iter().try_fold(0_usize, |sum, &byte| sum.checked_mul(256)?.checked_add(byte.into()))?, rest)
            }
        };
        let (content, after) = rest.split_at_checked(length)?;
        Some((Self { tag, content, whole: &bytes[..bytes.len() - after.len()] }, after))
    }

    /// The value that a file is, with nothing but zeros behind it: signatures in a PDF are filled up with them.
    pub(super) fn only(bytes: &'a [u8]) -> Option<Self> {
        let (value, rest) = Self::split(bytes)?;
        rest.iter().all(|&byte| byte == 0).then_some(value)
    }

    /// The values in it.
    pub(super) fn items(self) -> Items<'a> {
        Items { rest: self.content }
    }

    /// Itself, if it is of that kind.
    pub(super) fn of(self, tag: u8) -> Option<Self> {
        (self.tag == tag).then_some(self)
    }

    /// Its bytes, if it is a string of them; parts are put together.
    pub(super) fn bytes(self) -> Option<Vec<u8>> {
        match self.tag {
            OCTET_STRING => Some(self.content.to_vec()),
            tag if tag == OCTET_STRING | CONSTRUCTED => {
                let parts: Option<Vec<_>> = self.items().map(|part| part.of(OCTET_STRING)).collect();
                Some(parts?.iter().flat_map(|part| part.content).copied().collect())
            }
            _ => None,
        }
    }

    /// The numbers in a list of two: a signature, or a key.
    pub(super) fn pair(self) -> Option<[&'a [u8]; 2]> {
        let mut numbers = self.of(SEQUENCE)?.items();
        let mut number = || Some(numbers.next()?.of(INTEGER)?.content);
        Some([number()?, number()?])
    }

    /// Itself with every length told, as DER has it.
    pub(super) fn definite(self) -> Vec<u8> {
        let is_parted = self.tag == OCTET_STRING | CONSTRUCTED;
        let (tag, content) = match (is_parted.then(|| self.bytes()).flatten(), self.tag & CONSTRUCTED) {
            (Some(bytes), _) => (OCTET_STRING, bytes),
            (None, 0) => return self.whole.to_vec(),
            (None, _) => (self.tag, self.items().flat_map(Value::definite).collect()),
        };
        let length = content.len().to_be_bytes();
        let digits = &length[length.iter().take_while(|&&byte| byte == 0).count()..];
        let mut bytes = vec![tag];
        match content.len() {
            0..0x80 => bytes.push(content.len() as u8),
            _ => {
                bytes.push(0x80 | digits.len() as u8);
                bytes.extend(digits);
            }
        }
        bytes.extend(content);
        bytes
    }

    /// The bits of a string of whole bytes.
    pub(super) fn bits(self) -> Option<&'a [u8]> {
        self.of(BIT_STRING)?.content.strip_prefix(&[0])
    }

    /// An object identifier as people write it: `1.2.643.7.1.1.2.2`.
    pub(super) fn object(self) -> Option<String> {
        let mut numbers = Vec::new();
        let mut number = 0_u64;
        for &byte in self.of(OBJECT)?.content {
            number = number.checked_mul(128)? + u64::from(byte & 0x7F);
            if byte & 0x80 == 0 {
                numbers.push(number);
                number = 0;
            }
        }
        let (&first, rest) = numbers.split_first()?;
        let head = (first / 40).min(2);
        let all = [head, first - head * 40].into_iter().chain(rest.iter().copied());
        Some(all.map(|number| number.to_string()).collect::<Vec<_>>().join("."))
    }
}

/// The values in a list, one after the other; ends at the first that cannot be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Items<'a> {
    rest: &'a [u8],
}

impl<'a> Items<'a> {
    /// The next value if it is of that kind; else nothing is taken.
    pub(super) fn optional(&mut self, tag: u8) -> Option<Value<'a>> {
        let (value, rest) = Value::split(self.rest)?;
        let value = value.of(tag)?;
        self.rest = rest;
        Some(value)
    }
}

impl<'a> Iterator for Items<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        let (value, rest) = Value::split(self.rest)?;
        self.rest = rest;
        Some(value)
    }
}

/// How long the content is of a value that ends by two zero bytes instead of telling its length.
fn unmarked_length(content: &[u8], depth: usize) -> Option<usize> {
    let mut rest = content;
    while !rest.starts_with(&[0, 0]) {
        rest = Value::split_within(rest, depth.checked_sub(1)?)?.1;
    }
    Some(content.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_opened() {
        let bytes = [0x30, 0x07, 0x02, 0x01, 0x05, 0x04, 0x02, 0xAA, 0xBB, 0xFF];
        let (list, rest) = Value::split(&bytes).unwrap();
        assert_eq!((list.tag, rest), (SEQUENCE, &[0xFF][..]));
        let items: Vec<Value> = list.items().collect();
        assert_eq!(items[0].content, [5]);
        assert_eq!(items[1].bytes().unwrap(), [0xAA, 0xBB]);
        assert_eq!(items[1].whole, &bytes[5..9]);
    }

    #[test]
    fn a_value_may_end_by_a_mark() {
        let bytes = [0x30, 0x80, 0x24, 0x80, 0x04, 0x01, 0xAA, 0x04, 0x01, 0xBB, 0, 0, 0, 0, 0x05, 0x00];
        let (list, rest) = Value::split(&bytes).unwrap();
        assert_eq!(rest, [0x05, 0x00]);
        assert_eq!(list.whole, &bytes[..14]);
        assert_eq!(list.items().next().unwrap().bytes().unwrap(), [0xAA, 0xBB]);
        assert_eq!(list.definite(), [0x30, 0x04, 0x04, 0x02, 0xAA, 0xBB]);
    }

    #[test]
    fn objects_are_written_with_points() {
        for (bytes, written) in [
            (&[0x06, 0x03, 0x55, 0x04, 0x03][..], "2.5.4.3"),
            (&[0x06, 0x08, 0x2A, 0x85, 0x03, 0x07, 0x01, 0x01, 0x02, 0x02], "1.2.643.7.1.1.2.2"),
        ] {
            assert_eq!(Value::only(bytes).unwrap().object().unwrap(), written);
        }
    }

    #[test]
    fn what_is_cut_off_is_no_value() {
        let whole = [0x30, 0x82, 0x00, 0x03, 0x02, 0x01, 0x05];
        assert!(Value::only(&whole).is_some());
        for length in 0..whole.len() {
            assert!(Value::split(&whole[..length]).is_none());
        }
        assert!(Value::split(&[0x30, 0x80].repeat(10_000)).is_none());
        assert!(Value::split(&[0x04, 0xFF].repeat(200)).is_none());
    }
}
