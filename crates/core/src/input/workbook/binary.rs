//! Little-endian numbers and texts of binary workbooks, read without ever leaving the bytes.

/// A reader over bytes; every method is `None` at the end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    /// The next bytes.
    pub(super) fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(head)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    /// The next byte.
    pub(super) fn u8(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }

    /// The next two bytes as a number.
    pub(super) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    /// The next four bytes as a number.
    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    /// The next eight bytes as a number with a fraction.
    pub(super) fn f64(&mut self) -> Option<f64> {
        self.array().map(f64::from_le_bytes)
    }

    /// A packed number of four bytes (RK).
    pub(super) fn rk(&mut self) -> Option<f64> {
        let packed = self.u32()?;
        let number = match packed & 2 {
            0 => f64::from_bits(u64::from(packed & !3) << 32),
            _ => f64::from(packed as i32 >> 2),
        };
        Some(if packed & 1 == 0 { number } else { number / 100.0 })
    }

    /// A text of UTF-16 units with its length in four bytes before it.
    pub(super) fn wide_text(&mut self) -> Option<String> {
        let units = self.u32()? as usize;
        Some(utf16(self.take(units.checked_mul(2)?)?))
    }
}

/// UTF-16 bytes as a text; half surrogates become `�`.
pub(super) fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers() {
        let rk = |packed: u32| Bytes(&packed.to_le_bytes()).rk();
        assert_eq!(rk(0x3ff0_0000), Some(1.0));
        assert_eq!(rk((2023 << 2) | 2), Some(2023.0));
        assert_eq!(rk((5750 << 2) | 3), Some(57.5));
        assert_eq!(rk(((-3_i32 << 2) | 2) as u32), Some(-3.0));
        assert_eq!(Bytes(&[1, 2]).rk(), None);
    }
}
