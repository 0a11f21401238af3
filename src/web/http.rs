//! One request of one connection, and its answer: bytes to a head and a body, and back.
//!
//! HTTP/1.1 as far as one page of one browser needs it. Each connection serves one request and is closed, so that nothing
//! a client sends is ever taken for the beginning of another request. Whoever is slow loses his connection, not the time of
//! others. Why no server of a library is used stands in `docs/decisions.md`.

use std::borrow::Cow;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

/// Bytes of a head at most.
const HEAD: usize = 16 * 1024;
/// Header fields at most.
const FIELDS: usize = 64;
/// How long a client may take for its head.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// How long a client may take for each part of its body, and for each part of an answer.
const PART_TIME: Duration = Duration::from_secs(20);
/// How long a body may take in all.
const BODY_TIME: Duration = Duration::from_secs(120);

/// The line and the fields of a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The method, as it was sent.
    pub(super) method: String,
    /// The path with a leading slash, without the query.
    pub(super) path: String,
    /// What follows `?`, still encoded.
    pub(super) query: String,
    fields: Vec<(String, String)>,
}

impl Head {
    /// A field, whatever the case of its name; those that came several times with commas between, as the standard reads them
    /// (RFC 9110, 5.3).
    pub(super) fn field(&self, name: &str) -> Option<String> {
        let values = self.fields.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        let values: Vec<&str> = values.map(|(_, value)| value.as_str()).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    /// A value of the query, decoded.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        let pairs = self.query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.filter(|(key, _)| *key == name).find_map(|(_, value)| decoded(value))
    }

    /// How many bytes the body has. `None` if that was not said in a way that leaves no doubt.
    pub(super) fn length(&self) -> Option<usize> {
        let length = self.field("content-length")?;
        let is_plain = length.bytes().all(|byte| byte.is_ascii_digit()) && self.field("transfer-encoding").is_none();
        length.parse().ok().filter(|_| is_plain)
    }
}

/// Percent-decoding of a value of a query; `None` if it is no UTF-8.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            b'+' => b' ',
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

/// Why a connection ends before there is anything to answer, or what is answered at once.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// The client went away, or took too long.
    Gone,
    /// What it sent is answered with this status.
    Refused(u16),
}

impl From<io::Error> for Broken {
    fn from(_: io::Error) -> Self {
        Self::Gone
    }
}

/// A client that has connected.
pub(super) struct Connection {
    stream: TcpStream,
    /// What was read beyond the head.
    rest: Vec<u8>,
}

impl Connection {
    /// Takes over a client.
    pub(super) fn new(stream: TcpStream) -> Self {
        // An event must not wait until the one before it is confirmed, which takes up to 40 ms.
        let _ = stream.set_nodelay(true);
        Self { stream, rest: Vec::new() }
    }

    /// Reads the head. Errs with 431 if it is too long, with 400 if it is none.
    pub(super) fn head(&mut self) -> Result<Head, Broken> {
        let until = Instant::now() + HEAD_TIME;
        let mut bytes = Vec::new();
        loop {
            if let Some((head, length)) = parsed(&bytes)? {
                self.rest = bytes.split_off(length);
                return Ok(head);
            }
            if bytes.len() >= HEAD {
                return Err(Broken::Refused(431));
            }
            let mut part = [0; 2048];
            let length = self.read(&mut part, until)?;
            bytes.extend_from_slice(&part[..length]);
        }
    }

    /// Reads the body of the head's length, after the client was told to send it if it waits for that.
    pub(super) fn body(&mut self, head: &Head, length: usize) -> Result<Vec<u8>, Broken> {
        if head.field("expect").is_some_and(|expected| expected.eq_ignore_ascii_case("100-continue")) {
            self.write(b"HTTP/1.1 100 Continue\r\n\r\n")?;
        }
        let until = Instant::now() + BODY_TIME;
        let mut bytes = std::mem::take(&mut self.rest);
        bytes.truncate(length);
        let mut part = [0; 16 * 1024];
        while bytes.len() < length {
            let room = part.len().min(length - bytes.len());
            let read = self.read(&mut part[..room], until.min(Instant::now() + PART_TIME))?;
            bytes.extend_from_slice(&part[..read]);
        }
        Ok(bytes)
    }

    fn read(&mut self, part: &mut [u8], until: Instant) -> Result<usize, Broken> {
        let left = until.saturating_duration_since(Instant::now());
        // A time-out of nothing would be none at all.
        self.stream.set_read_timeout(Some(left.max(Duration::from_millis(1))))?;
        match self.stream.read(part) {
            Ok(0) => Err(Broken::Gone),
            Ok(length) if Instant::now() <= until => Ok(length),
            _ => Err(Broken::Gone),
        }
    }

    /// Sends an answer and closes the connection.
    pub(super) fn answer(mut self, answer: &Answer) {
        let mut bytes = head(answer.status, &[("Content-Type", answer.kind)]);
        if let Some(allowed) = answer.allowed {
            bytes.push_str(&format!("Allow: {allowed}\r\n"));
        }
        bytes.push_str(&format!("Content-Length: {}\r\n\r\n", answer.body.len()));
        let mut bytes = bytes.into_bytes();
        bytes.extend_from_slice(&answer.body);
        if self.write(&bytes).is_ok() {
            self.close();
        }
    }

    /// Begins an answer without an end, a stream of events.
    pub(super) fn begin_events(&mut self) -> io::Result<()> {
        let mut bytes = head(200, &[("Content-Type", "text/event-stream; charset=utf-8")]);
        bytes.push_str("\r\n");
        self.write(bytes.as_bytes())
    }

    /// Sends a part of an answer. Errs if the client is gone, or takes nothing for long.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.set_write_timeout(Some(PART_TIME))?;
        self.stream.write_all(bytes)?;
        self.stream.flush()
    }

    /// Ends the answer, and takes what the client may still be sending: closing at once would take the answer from it.
    fn close(&mut self) {
        let _ = self.stream.shutdown(Shutdown::Write);
        let until = Instant::now() + Duration::from_secs(2);
        let mut part = [0; 16 * 1024];
        while self.read(&mut part, until).is_ok() {}
    }
}

/// The head that the bytes begin with, and its length; `None` if they end before it does.
fn parsed(bytes: &[u8]) -> Result<Option<(Head, usize)>, Broken> {
    let refused = Broken::Refused(400);
    let mut fields = [httparse::EMPTY_HEADER; FIELDS];
    let mut request = httparse::Request::new(&mut fields);
    let length = match request.parse(&bytes[..bytes.len().min(HEAD)]) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(Broken::Refused(431)),
        Err(_) => return Err(refused),
    };
    let (Some(method), Some(target)) = (request.method, request.path) else { return Err(refused) };
    // No address of another host, no `*`.
    if !target.starts_with('/') {
        return Err(refused);
    }
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let text = |value: &[u8]| String::from_utf8_lossy(value).trim().to_owned();
    let fields = request.headers.iter().map(|field| (field.name.to_owned(), text(field.value))).collect();
    Ok(Some((Head { method: method.to_owned(), path: path.to_owned(), query: query.to_owned(), fields }, length)))
}

/// Fields of every answer: nothing is taken from outside, kept, or shown within another page.
const GUARD: [(&str, &str); 5] = [
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
];

/// The line and the fields of an answer, up to those that only some answers have.
fn head(status: u16, own: &[(&str, &str)]) -> String {
    let mut head = format!("HTTP/1.1 {status} {}\r\nConnection: close\r\n", reason(status));
    for (name, value) in GUARD.iter().chain(own) {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        411 => "Length Required",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Content",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}

/// What is sent back.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    status: u16,
    kind: &'static str,
    body: Cow<'static, [u8]>,
    /// The methods that there are, where another was tried.
    allowed: Option<&'static str>,
}

impl Answer {
    /// Something that was asked for, with its media type.
    pub(super) fn of(kind: &'static str, body: impl Into<Cow<'static, [u8]>>) -> Self {
        Self { status: 200, kind, body: body.into(), allowed: None }
    }

    /// A page.
    pub(super) fn html(text: String) -> Self {
        Self::of("text/html; charset=utf-8", text.into_bytes())
    }

    /// Data for the script of the page.
    pub(super) fn json(value: &serde_json::Value) -> Self {
        Self::of("application/json", value.to_string().into_bytes())
    }

    /// A refusal, with a sentence for whoever sees it.
    pub(super) fn refusal(status: u16, sentence: &'static str) -> Self {
        let allowed = (status == 405).then_some("GET, POST");
        Self { status, kind: "text/plain; charset=utf-8", body: sentence.as_bytes().into(), allowed }
    }

    /// What it is about, as a number.
    #[cfg(test)]
    pub(super) fn status(&self) -> u16 {
        self.status
    }
}

#[cfg(test)]
pub(super) fn head_of(text: &str) -> Head {
    parsed(text.as_bytes()).ok().flatten().map(|(head, _)| head).unwrap_or_else(|| unreachable!("a head: {text}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_whole_or_not_at_all() {
        let text = "GET /a/b?x=%D0%9F+1&y=2 HTTP/1.1\r\nHost: 127.0.0.1:1\r\nhOST: other\r\n\r\nrest";
        for length in 0..text.find("rest").expect("there") {
            assert_eq!(parsed(&text.as_bytes()[..length]), Ok(None), "{length}");
        }
        let head = head_of(text);
        assert_eq!((head.path.as_str(), head.value("x").as_deref()), ("/a/b", Some("П 1")));
        assert_eq!(head.value("z"), None);
        // Two of them are no single one.
        assert_eq!(head.field("Host").as_deref(), Some("127.0.0.1:1, other"));
    }

    #[test]
    fn a_length_that_can_be_understood_in_two_ways_is_none() {
        let length = |fields: &str| head_of(&format!("POST / HTTP/1.1\r\n{fields}\r\n")).length();
        assert_eq!(length("Content-Length: 12\r\n"), Some(12));
        for fields in [
            "",
            "Content-Length: +12\r\n",
            "Content-Length: 1e3\r\n",
            "Content-Length: 1\r\nContent-Length: 2\r\n",
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
            "Content-Length: 99999999999999999999999\r\n",
        ] {
            assert_eq!(length(fields), None, "{fields}");
        }
    }

    #[test]
    fn what_is_no_request_to_this_host_is_refused() {
        for text in ["GET http://a/ HTTP/1.1\r\n\r\n", "OPTIONS * HTTP/1.1\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\r\n\r\n"] {
            assert_eq!(parsed(text.as_bytes()), Err(Broken::Refused(400)), "{text}");
        }
        let many: String = (0..100).map(|at| format!("a{at}: b\r\n")).collect();
        assert_eq!(parsed(format!("GET / HTTP/1.1\r\n{many}\r\n").as_bytes()), Err(Broken::Refused(431)));
    }

    #[test]
    fn a_value_of_a_query_is_decoded_or_nothing() {
        assert_eq!(decoded("%D0%BF%2e"), Some("п.".into()));
        for broken in ["%", "%1", "%zz", "%ff"] {
            assert_eq!(decoded(broken), None, "{broken}");
        }
    }
}
