//! A letter as a file that a mail program opens as a draft (RFC 5322, MIME): `X-Unsent: 1` has it sent by whoever reads it
//! first. The same letter gives the same bytes: a draft has no date and no sender yet.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A letter that nobody has sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter<'a> {
    /// The address that it goes to, if it is known: of plain signs, as `validate` has it.
    pub to: Option<&'a str>,
    /// What it is about, on one line.
    pub subject: &'a str,
    /// Its text.
    pub text: &'a str,
    /// What goes with it.
    pub attachments: Vec<Attachment<'a>>,
}

/// A file that goes with a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment<'a> {
    /// Its name.
    pub name: String,
    /// What kind of file it is: `application/pdf`.
    pub mime: &'static str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// Parts the parts of a letter: no line of base64 can hold it.
const BOUNDARY: &str = "=_dorkarta";
/// Signs of a line of base64.
const LINE: usize = 76;
/// Bytes of text in one encoded word of a header, so that its line stays within 76 signs (RFC 2047).
const WORD: usize = 42;
/// Signs of one part of an encoded parameter (RFC 2231).
const PART: usize = 54;

impl Letter<'_> {
    /// The file.
    pub fn render(&self) -> Vec<u8> {
        let mut mail = Mail(String::new());
        mail.line("X-Unsent: 1");
        if let Some(to) = self.to {
            mail.line(&format!("To: {to}"));
        }
        mail.line(&format!("Subject: {}", encoded_words(self.subject)));
        mail.line("MIME-Version: 1.0");
        mail.line(&format!("Content-Type: multipart/mixed; boundary=\"{BOUNDARY}\""));
        mail.line("");
        mail.line(&format!("--{BOUNDARY}"));
        mail.line("Content-Type: text/plain; charset=utf-8");
        mail.encoded(self.text.replace("\r\n", "\n").replace('\n', "\r\n").as_bytes());
        for attachment in &self.attachments {
            mail.line(&format!("--{BOUNDARY}"));
            mail.line(&format!("Content-Type: {}", attachment.mime));
            mail.line(&format!("Content-Disposition: attachment{}", encoded_name(&attachment.name)));
            mail.encoded(attachment.bytes);
        }
        mail.line(&format!("--{BOUNDARY}--"));
        mail.0.into_bytes()
    }
}

struct Mail(String);

impl Mail {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push_str("\r\n");
    }

    /// Ends the head of a part, and adds its content.
    fn encoded(&mut self, bytes: &[u8]) {
        self.line("Content-Transfer-Encoding: base64");
        self.line("");
        let encoded = STANDARD.encode(bytes);
        let mut rest = encoded.as_str();
        while !rest.is_empty() {
            let (line, others) = rest.split_at(LINE.min(rest.len()));
            self.line(line);
            rest = others;
        }
    }
}

/// A text of a header in encoded words, one a line.
fn encoded_words(text: &str) -> String {
    if text.chars().all(|c| c.is_ascii_graphic() || c == ' ') && text.len() <= LINE - "Subject: ".len() {
        return text.to_owned();
    }
    let mut words: Vec<String> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        // No letter is torn.
        let (word, others) = rest.split_at(rest.floor_char_boundary(WORD.min(rest.len())));
        words.push(format!("=?UTF-8?B?{}?=", STANDARD.encode(word)));
        rest = others;
    }
    words.join("\r\n ")
}

/// The parameter with the name of a file, in as many parts as its lines need.
fn encoded_name(name: &str) -> String {
    let mut parts = vec!["UTF-8''".to_owned()];
    for byte in name.bytes() {
        let sign = match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        };
        match parts.last_mut() {
            Some(part) if part.len() + sign.len() <= PART => part.push_str(&sign),
            _ => parts.push(sign),
        }
    }
    match parts.as_slice() {
        [only] => format!(";\r\n filename*={only}"),
        several => {
            let part = |(at, part): (usize, &String)| format!(";\r\n filename*{at}*={part}");
            several.iter().enumerate().map(part).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What stands in encoded words.
    fn decoded(header: &str) -> String {
        let words = header.split("\r\n ").map(|word| {
            let inner = word.strip_prefix("=?UTF-8?B?").and_then(|word| word.strip_suffix("?="));
            inner.map_or(word.to_owned(), |inner| {
                String::from_utf8(STANDARD.decode(inner).expect("base64")).expect("whole letters")
            })
        });
        words.collect()
    }

    /// The name that a parameter holds.
    fn named(parameter: &str) -> String {
        let parts = parameter.split(";\r\n ").filter_map(|part| part.split_once('=')).map(|(_, value)| value);
        let encoded = parts.collect::<String>();
        let mut bytes = encoded.strip_prefix("UTF-8''").expect("a charset").bytes();
        let mut plain = Vec::new();
        while let Some(byte) = bytes.next() {
            let digits = [bytes.clone().next(), bytes.clone().nth(1)].map(|digit| char::from(digit.unwrap_or(b'.')));
            plain.push(match byte {
                b'%' => {
                    bytes.nth(1);
                    u8::from_str_radix(&digits.iter().collect::<String>(), 16).expect("two digits")
                }
                byte => byte,
            });
        }
        String::from_utf8(plain).expect("whole letters")
    }

    proptest! {
        /// Whatever is said and attached: it is read back, every line is short and ends as a line of mail does.
        #[test]
        fn a_letter_is_read_back(
            subject in "[ -~а-яё№«»–]{0,120}",
            name in "[ -~а-яё№«»–]{1,80}",
            text in "(?s).{0,200}",
            bytes in prop::collection::vec(any::<u8>(), 0..400),
        ) {
            let attachments = vec![Attachment { name: name.clone(), mime: "application/pdf", bytes: &bytes }];
            let letter = Letter { to: Some("a@b.ru"), subject: &subject, text: &text, attachments };
            let rendered = String::from_utf8(letter.render()).expect("plain signs");
            prop_assert!(rendered.is_ascii() && rendered.split("\r\n").all(|line| line.len() <= 78 && !line.contains(['\r', '\n'])));
            let header = |key: &str| {
                let rest = &rendered[rendered.find(key).expect("a header") + key.len()..];
                let lines: Vec<&str> = rest.split("\r\n").collect();
                let end = lines.iter().skip(1).take_while(|line| line.starts_with(' ')).count();
                lines[..=end].join("\r\n")
            };
            prop_assert_eq!(decoded(&header("Subject: ")), subject);
            prop_assert_eq!(named(&header("Content-Disposition: attachment")), name);
            let parts: Vec<&str> = rendered.split(&format!("--{BOUNDARY}")).collect();
            let content = |part: &str| {
                let (_, body) = part.split_once("\r\n\r\n").expect("a body");
                STANDARD.decode(body.replace("\r\n", "")).expect("base64")
            };
            prop_assert_eq!(parts.len(), 4);
            prop_assert_eq!(content(parts[1]), text.replace("\r\n", "\n").replace('\n', "\r\n").into_bytes());
            prop_assert_eq!(content(parts[2]), bytes);
        }
    }
}
