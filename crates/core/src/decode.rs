//! Bytes to text: UTF-8, UTF-16 and Windows-1251, as Notepad and old programs save them.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1251};

/// Decodes a text file, without the byte order mark and with one sign for the end of a line. `None` if the encoding is
/// not recognised.
pub fn decode(bytes: &[u8]) -> Option<String> {
    decode_as_is(bytes).map(with_plain_lines)
}

/// Lines end where an editor ends them, so that places agree with what a person sees. YAML 1.1, and so the parser, also
/// ends them at three signs that come with pasted text and are invisible or a space in an editor; they become a space.
fn with_plain_lines(text: String) -> String {
    const INVISIBLE: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    if text.contains(INVISIBLE) { text.replace(INVISIBLE, " ") } else { text }
}

fn decode_as_is(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strict(encoding, bytes.get(mark..)?);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return strict(encoding, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    // Any bytes are valid Windows-1251, so the result must look like Russian.
    strict(WINDOWS_1251, bytes).filter(|text| looks_russian(text))
}

fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(|text| text.into_owned())
}

/// UTF-16 text has a zero byte beside every ASCII character, always on the same side.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |parity: usize| bytes.iter().skip(parity).step_by(2).take(512).filter(|byte| **byte == 0).count();
    match (zeros(0), zeros(1)) {
        (0, 0) => None,
        (0, _) => Some(UTF_16LE),
        (_, 0) => Some(UTF_16BE),
        _ => None,
    }
}

fn looks_russian(text: &str) -> bool {
    let russian = text.chars().filter(|c| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё')).count();
    let foreign =
        text.chars().filter(|c| c.is_control() && !c.is_whitespace() || matches!(c, 'Ђ'..='Џ' | 'ђ'..='џ')).count();
    russian > 20 * foreign
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn encodings_of_notepad_are_read() {
        let text = "вид: план\nназвание: «Ёлка» № 5\n";
        let utf16 = |swap: bool, mark: bool| {
            let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
            units.flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect::<Vec<u8>>()
        };
        let (windows_1251, _, _) = encoding_rs::WINDOWS_1251.encode(text);
        let with_mark = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        for bytes in
            [text.as_bytes(), &with_mark, &utf16(false, true), &utf16(true, true), &utf16(false, false), &windows_1251]
        {
            assert_eq!(decode(bytes).as_deref(), Some(text));
        }
    }

    #[test]
    fn a_line_ends_where_an_editor_ends_it() {
        assert_eq!(decode("а\r\nб\rв\n\rг".as_bytes()).as_deref(), Some("а\nб\nв\n\nг"));
        assert_eq!(decode("а\u{2028}б\u{85}в\u{2029}".as_bytes()).as_deref(), Some("а б в "));
    }

    #[test]
    fn a_picture_is_no_text() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\xff\xd8\xfe\x90\x83\x8c"), None);
    }
}
