//! Packed bytes of a stream, unpacked within a limit.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::object::Object;
use super::work::Work;
use super::{Dict, limits};

/// Undoes the filter of a stream, within a limit. `None` if the filter is another than Flate, or the bytes are broken, or
/// too many: then the file is given up.
pub(super) fn decode(dict: &Dict, packed: &[u8], limit: usize, work: &Work) -> Option<Vec<u8>> {
    work.goes_on()?;
    let plain = || {
        work.within(packed.len(), limit)?;
        work.spend(packed.len(), limits::BYTE_INFLATED)?;
        Some(packed.to_vec())
    };
    let (filter, parameters) = match (dict.get("Filter"), dict.get("DecodeParms")) {
        (None, _) => return plain(),
        (Some(Object::Array(filters)), parameters) => {
            let parameters = match parameters {
                Some(Object::Array(several)) => several.first(),
                other => other,
            };
            match filters.as_slice() {
                [] => return plain(),
                [only] => (only, parameters),
                _ => return None,
            }
        }
        (Some(only), parameters) => (only, parameters),
    };
    if filter.as_name()? != b"FlateDecode" {
        return None;
    }
    let mut bytes = Vec::new();
    let read = ZlibDecoder::new(packed).take(limit as u64 + 1).read_to_end(&mut bytes);
    work.within(bytes.len(), limit)?;
    work.spend(packed.len().saturating_add(bytes.len()), limits::BYTE_INFLATED)?;
    read.ok()?;
    bytes.shrink_to_fit();
    match parameters {
        Some(Object::Dict(parameters)) => without_predictor(bytes, parameters),
        _ => Some(bytes),
    }
}

/// Undoes the prediction of PNG, by which tables of numbers pack better.
fn without_predictor(bytes: Vec<u8>, parameters: &Dict) -> Option<Vec<u8>> {
    let number = |name, default| parameters.get(name).map_or(Some(default), Object::as_index);
    match number("Predictor", 1)? {
        1 => return Some(bytes),
        10..=15 => {}
        _ => return None,
    }
    if number("Colors", 1)? != 1 || number("BitsPerComponent", 8)? != 8 {
        return None;
    }
    let columns = number("Columns", 1)?;
    let width = columns.checked_add(1)?;
    let mut above = vec![0_u8; columns.min(bytes.len())];
    let mut plain = Vec::with_capacity(bytes.len());
    for row in bytes.chunks_exact(width) {
        let (kind, row) = row.split_first()?;
        let mut left = 0_u8;
        let mut corner = 0_u8;
        for (byte, above) in row.iter().zip(&mut above) {
            let predicted = match kind {
                0 => 0,
                1 => left,
                2 => *above,
                3 => ((u16::from(left) + u16::from(*above)) / 2) as u8,
                4 => paeth(left, *above, corner),
                _ => return None,
            };
            corner = *above;
            left = byte.wrapping_add(predicted);
            *above = left;
        }
        plain.extend_from_slice(&above);
    }
    Some(plain)
}

/// The neighbour that is nearest to left + above − corner.
fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let [a, b, c] = [left, above, corner].map(i16::from);
    let guess = a + b - c;
    let (to_left, to_above, to_corner) = ((guess - a).abs(), (guess - b).abs(), (guess - c).abs());
    if to_left <= to_above && to_left <= to_corner {
        left
    } else if to_above <= to_corner {
        above
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::super::object::Lexer;
    use super::*;

    fn dict(text: &str) -> Dict {
        match Lexer::new(text.as_bytes(), 0).object() {
            Some(Object::Dict(dict)) => dict,
            other => panic!("{other:?}"),
        }
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).expect("packed");
        encoder.finish().expect("packed")
    }

    #[test]
    fn what_is_packed_is_unpacked_within_the_limit() {
        let zeros = packed(&[0; 100_000]);
        let flate = dict("<</Filter/FlateDecode>>");
        assert_eq!(decode(&flate, &zeros, 100_000, &Work::default()).map(|bytes| bytes.len()), Some(100_000));
        let work = Work::default();
        assert_eq!((decode(&flate, &zeros, 99_999, &work), work.is_spent()), (None, true));
        assert_eq!(decode(&dict("<</Filter/LZWDecode>>"), &zeros, 100_000, &Work::default()), None);
        assert_eq!(decode(&flate, b"no zlib", 100, &Work::default()), None);
    }

    #[test]
    fn the_prediction_of_png_is_undone() {
        let rows = packed(&[0, 1, 2, 3, 2, 1, 1, 1, 1, 5, 1, 1, 4, 1, 1, 1]);
        let parms = dict("<</Filter[/FlateDecode]/DecodeParms[<</Predictor 12/Columns 3>>]>>");
        assert_eq!(decode(&parms, &rows, 100, &Work::default()), Some(vec![1, 2, 3, 2, 3, 4, 5, 6, 7, 6, 7, 8]));
    }
}
