//! Packing a finished document: objects stand together in object streams, and their table is a stream as well.
//!
//! From: the bytes of the typesetter, which packs pages and faces but neither tags nor tables: of a long document two
//! thirds. To: the same objects under the same numbers, spelled as before.

use std::io::Write;
use std::rc::Rc;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::file::{Found, Stream, Table};
use super::{limits, spelled};

/// How hard objects are packed. The best level takes thrice the time, to make them three parts in a hundred smaller.
const LEVEL: u32 = 6;
/// How many objects stand in one stream: a reader has to unpack all of it for any of them.
const TOGETHER: usize = 1000;

/// Packs a file of one revision that has a table of cross-references. `None` if it is built otherwise than the
/// typesetter builds one. Its standards must allow object streams: PDF 1.5, or PDF/A-2, and later.
pub fn pack(bytes: &[u8]) -> Option<Vec<u8>> {
    let table = Table::read(bytes, Rc::default()).ok()?;
    if ["Prev", "XRefStm"].into_iter().any(|key| table.trailer.get(key).is_some()) {
        return None;
    }
    let places = table.plain_offsets()?;
    let size = table.trailer.get("Size")?.as_index().filter(|size| *size <= limits::OBJECTS)?;
    let mut file = Writer { bytes: bytes.get(..places.first()?.0)?.to_vec(), rows: vec![Row::default(); size] };
    let ends = places.iter().skip(1).map(|(start, _)| *start).chain([table.start]);
    let mut loose = Vec::new();
    for (&(start, number), end) in places.iter().zip(ends) {
        let text = inner(bytes.get(start..end)?, number)?;
        match text.ends_with(b"endstream") {
            true => file.put_stream(number, text, table.find(bytes, number)?, bytes)?,
            false => loose.push((number, text)),
        }
    }
    for together in loose.chunks(TOGETHER) {
        file.put_together(together)?;
    }
    file.finish(&spelled::kept_of_trailer(spelled::trailer(bytes, table.start)?)?)
}

/// What stands between `12 0 obj` and `endobj`.
fn inner(object: &[u8], number: u32) -> Option<&[u8]> {
    let object = object.trim_ascii().strip_prefix(format!("{number} 0 obj").as_bytes())?;
    object.strip_suffix(b"endobj").map(<[u8]>::trim_ascii)
}

/// Where an object stands, as the three fields of a row.
type Row = [usize; 3];

struct Writer {
    bytes: Vec<u8>,
    /// By the objects' numbers.
    rows: Vec<Row>,
}

impl Writer {
    /// Writes an object by itself.
    fn put(&mut self, number: u32, text: &[u8]) -> Option<()> {
        *self.rows.get_mut(number as usize)? = [1, self.bytes.len(), 0];
        self.bytes.extend(format!("{number} 0 obj\n").into_bytes());
        self.bytes.extend(text);
        self.bytes.extend(b"\nendobj\n");
        Some(())
    }

    /// Writes a stream. One that is plain, as the metadata are, is packed: only PDF/A-1 forbids that.
    fn put_stream(&mut self, number: u32, text: &[u8], found: Found, file: &[u8]) -> Option<()> {
        let Found::Stream(Stream { dict, range }) = found else { return None };
        // A length of its own may not be packed.
        dict.get("Length")?.as_index()?;
        match dict.get("Filter") {
            Some(_) => self.put(number, text),
            None => self.put_packed(number, spelled::only_object(text)?, file.get(range)?),
        }
    }

    /// Writes objects into a stream.
    fn put_together(&mut self, objects: &[(u32, &[u8])]) -> Option<()> {
        let stream = self.new_number()?;
        let (mut head, mut texts) = (Vec::new(), Vec::new());
        for (index, (number, text)) in objects.iter().enumerate() {
            *self.rows.get_mut(*number as usize)? = [2, stream as usize, index];
            head.extend(format!("{number} {} ", texts.len()).into_bytes());
            texts.extend(*text);
            texts.push(b'\n');
        }
        let (first, count) = (head.len(), objects.len());
        head.extend(texts);
        self.put_packed(stream, format!("<</Type/ObjStm/N {count}/First {first}>>").as_bytes(), &head)
    }

    /// Packs bytes into a stream, and writes that.
    fn put_packed(&mut self, number: u32, dict: &[u8], bytes: &[u8]) -> Option<()> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(LEVEL));
        encoder.write_all(bytes).ok()?;
        let packed = encoder.finish().ok()?;
        let dict = spelled::with_entry(dict, "Filter", b"/FlateDecode")?;
        let dict = spelled::with_entry(&dict, "Length", packed.len().to_string().as_bytes())?;
        self.put(number, &[&dict, b"\nstream\n".as_slice(), &packed, b"\nendstream"].concat())
    }

    fn new_number(&mut self) -> Option<u32> {
        self.rows.push(Row::default());
        u32::try_from(self.rows.len() - 1).ok()
    }

    /// Writes the table, and ends the file.
    fn finish(mut self, trailer: &[u8]) -> Option<Vec<u8>> {
        let (number, start) = (self.new_number()?, self.bytes.len());
        *self.rows.last_mut()? = [1, start, 0];
        let widths = [0, 1, 2].map(|field| width(self.rows.iter().map(|row| row[field])));
        let bytes_of_row = |row: &Row| -> Vec<u8> {
            let bytes =
                |(field, width): (&usize, usize)| field.to_be_bytes().into_iter().skip(size_of::<usize>() - width);
            row.iter().zip(widths).flat_map(bytes).collect()
        };
        let mut rows = Vec::new();
        let mut above = vec![0; widths.iter().sum()];
        for row in self.rows.iter().map(bytes_of_row) {
            // The prediction of PNG «up»: a row is nearly that above.
            rows.push(2);
            rows.extend(row.iter().zip(&above).map(|(byte, above)| byte.wrapping_sub(*above)));
            above = row;
        }
        let [kind, second, third] = widths;
        let (size, columns) = (self.rows.len(), above.len());
        let dict = format!(
            "<</Type/XRef/Size {size}/W[{kind} {second} {third}]/DecodeParms<</Predictor 12/Columns {columns}>>"
        );
        self.put_packed(number, &[dict.as_bytes(), trailer, b">>"].concat(), &rows)?;
        // No line end behind it, as the typesetter has none: what a signature was put into ends here (`Pdf::before`).
        self.bytes.extend(format!("startxref\n{start}\n%%EOF").into_bytes());
        Some(self.bytes)
    }
}

/// How many bytes the largest of numbers takes, at least one.
fn width(numbers: impl Iterator<Item = usize>) -> usize {
    (numbers.fold(1, |all, number| all | number).ilog2() as usize) / 8 + 1
}
