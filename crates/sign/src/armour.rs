//! Binary files that people and programs also keep as text: PEM, or bare Base64.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The bytes of a file that is binary, PEM with such a block, or Base64. `None` if it is nothing of that.
pub(super) fn decode(file: &[u8], is_label: impl Fn(&str) -> bool) -> Option<Vec<u8>> {
    // What we read begins with a list.
    if file.first() == Some(&super::asn1::SEQUENCE) {
        return Some(file.to_vec());
    }
    let text = str::from_utf8(file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file)).ok()?;
    let digits = match text.contains("-----BEGIN ") {
        true => block(text, is_label)?,
        false => text,
    };
    let digits: String = digits.chars().filter(|c| !c.is_whitespace()).collect();
    STANDARD.decode(digits).ok().filter(|bytes| !bytes.is_empty())
}

/// Bytes as PEM.
pub(super) fn encode(label: &str, bytes: &[u8]) -> String {
    let digits = STANDARD.encode(bytes);
    // Sixty-four a line; Base64 is plain ASCII.
    let lines: Vec<&str> =
        (0..digits.len()).step_by(64).filter_map(|at| digits.get(at..digits.len().min(at + 64))).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

/// The first block with such a label.
fn block(text: &str, is_label: impl Fn(&str) -> bool) -> Option<&str> {
    text.split("-----BEGIN ").skip(1).find_map(|part| {
        let (label, rest) = part.split_once("-----")?;
        is_label(label).then(|| rest.split_once("-----END ")).flatten().map(|(digits, _)| digits)
    })
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn text_is_turned_into_bytes() {
        let is_label = |label: &str| label == "CERTIFICATE";
        let key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
        let pem = format!("{key}Bag\r\n-----BEGIN CERTIFICATE-----\r\nMAMC\r\nAQU=\r\n-----END CERTIFICATE-----\r\n");
        for text in [pem.as_bytes(), b"\xEF\xBB\xBFMAMCAQU=\n", b"\x30\x03\x02\x01\x05"] {
            assert_eq!(decode(text, is_label).unwrap(), [0x30, 3, 2, 1, 5]);
        }
        let pem = super::encode("CERTIFICATE", &[0x30; 100]);
        assert_eq!(decode(pem.as_bytes(), is_label).unwrap(), [0x30; 100]);
        for wrong in [key.as_bytes(), b"", b"\xFF\xFE", "отказано".as_bytes()] {
            assert_eq!(decode(wrong, is_label), None);
        }
    }
}
