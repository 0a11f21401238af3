//! Whether a request comes from the page itself. Loopback alone is no boundary: every page of the web can send to it.
//!
//! What each rule keeps out stands in `docs/decisions.md`.

use sha2::{Digest, Sha256};

use super::http::{Answer, Head};

/// Bytes of what a button sends at most.
const ACTION: usize = 64 * 1024;
/// Bytes of a file that is added at most.
const FILE: usize = 64 * 1024 * 1024;

/// What a request must know to be answered.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    host: String,
    token: String,
    /// By which a second start knows this server ([`super::lease`]).
    secret: String,
}

/// A request that may be answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Admitted<'a> {
    /// Something is to be shown: what follows the token in the path.
    Get(&'a str),
    /// A button was pressed: with a body of so many bytes of JSON.
    Action(&'a str, usize),
    /// A file is added: with a body of so many bytes.
    File(usize),
    /// A second start asks whether this is the server that it knows of: what it is answered.
    Proof(String),
}

/// Where a second start asks.
pub(super) const PROOF: &str = "proof";

/// Where files are sent to.
const FILES: &str = "files";

impl Guard {
    /// The guard of a server at a port, with a token that nobody can guess. Errs if the system has no random numbers.
    pub(super) fn new(port: u16) -> Result<Self, getrandom::Error> {
        Ok(Self { host: format!("127.0.0.1:{port}"), token: Self::random()?, secret: Self::random()? })
    }

    /// 128 random bits as hexadecimal digits.
    pub(super) fn random() -> Result<String, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// What only a server that knows the secret can say to a number that was just drawn.
    pub(super) fn proof(secret: &str, nonce: &str) -> String {
        let digest = Sha256::new().chain_update(secret).chain_update(":").chain_update(nonce).finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// What a second start must know.
    pub(super) fn secret(&self) -> &str {
        &self.secret
    }

    /// The address of the page.
    pub(super) fn address(&self) -> String {
        format!("http://{}/{}/", self.host, self.token)
    }

    /// Admits a request, or says what is answered instead.
    pub(super) fn admit<'a>(&self, head: &'a Head) -> Result<Admitted<'a>, Answer> {
        self.check_origin(head)?;
        let is_post = match head.method.as_str() {
            "GET" => false,
            "POST" => true,
            _ => return Err(Answer::refusal(405, "Так к этой странице не обращаются.")),
        };
        if !is_post && head.path.strip_prefix('/') == Some(PROOF) {
            let nonce = head.value("nonce").unwrap_or_default();
            return Ok(Admitted::Proof(Self::proof(&self.secret, &nonce)));
        }
        let path = head.path.strip_prefix('/').and_then(|path| path.split_once('/'));
        let Some((_, rest)) = path.filter(|(token, _)| is_same(token, &self.token)) else {
            return Err(Answer::refusal(404, "Такой страницы нет. Откройте адрес, который показала программа."));
        };
        if !is_post {
            return Ok(Admitted::Get(rest));
        }
        let (wanted, most) =
            if rest == FILES { ("application/octet-stream", FILE) } else { ("application/json", ACTION) };
        let kind = head.field("content-type").unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case(wanted) {
            return Err(Answer::refusal(415, "Такие сведения здесь не принимаются."));
        }
        let Some(length) = head.length() else {
            return Err(Answer::refusal(411, "Не сказано, сколько сведений будет прислано."));
        };
        if length > most {
            return Err(Answer::refusal(413, "Файл слишком велик: больше 64 МБ не принимается."));
        }
        Ok(if rest == FILES { Admitted::File(length) } else { Admitted::Action(rest, length) })
    }

    /// The host is ours exactly, which no name that leads here is; nobody else sends.
    fn check_origin(&self, head: &Head) -> Result<(), Answer> {
        let is_post = head.method == "POST";
        let is_host = head.field("host").is_some_and(|host| host == self.host);
        let is_origin = match head.field("origin") {
            Some(origin) => origin == format!("http://{}", self.host),
            None => !is_post,
        };
        let is_site = match head.field("sec-fetch-site").as_deref() {
            None | Some("same-origin") => true,
            Some("none") => !is_post,
            Some(_) => false,
        };
        match is_host && is_origin && is_site {
            true => Ok(()),
            false => Err(Answer::refusal(403, "Эту страницу открывают по адресу, который показала программа.")),
        }
    }
}

/// Compares in a time that does not tell how much agrees.
fn is_same(one: &str, other: &str) -> bool {
    let differing = one.bytes().zip(other.bytes()).fold(0, |differing, (one, other)| differing | (one ^ other));
    one.len() == other.len() && differing == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::http::head_of as head;

    fn guard() -> Guard {
        Guard { host: "127.0.0.1:8000".into(), token: "00ff".into(), secret: "тайна".into() }
    }

    fn status(text: &str) -> Option<u16> {
        guard().admit(&head(text)).err().map(|answer| answer.status())
    }

    const OURS: &str = "Host: 127.0.0.1:8000\r\n";

    #[test]
    fn tokens_are_not_guessed() {
        let tokens: std::collections::HashSet<String> = (0..100).map(|_| Guard::new(1).expect("made").token).collect();
        assert_eq!(tokens.len(), 100);
        assert!(tokens.iter().all(|token| token.len() == 32));
    }

    #[test]
    fn only_the_page_itself_is_answered() {
        assert_eq!(status(&format!("GET /00ff/ HTTP/1.1\r\n{OURS}\r\n")), None);
        let others = [
            "",
            "Host: localhost:8000\r\n",
            "Host: 127.0.0.1\r\n",
            "Host: 127.0.0.1:8001\r\n",
            "Host: evil.example:8000\r\n",
            "Host: 127.0.0.1:8000\r\nHost: evil.example\r\n",
            "Host: 127.0.0.1:8000\r\nOrigin: null\r\n",
            "Host: 127.0.0.1:8000\r\nOrigin: https://127.0.0.1:8000\r\n",
            "Host: 127.0.0.1:8000\r\nOrigin: http://127.0.0.1:8000.evil.example\r\n",
            "Host: 127.0.0.1:8000\r\nSec-Fetch-Site: cross-site\r\n",
            "Host: 127.0.0.1:8000\r\nSec-Fetch-Site: same-site\r\n",
        ];
        for fields in others {
            assert_eq!(status(&format!("GET /00ff/ HTTP/1.1\r\n{fields}\r\n")), Some(403), "{fields}");
        }
        assert_eq!(status(&format!("GET /00ff/ HTTP/1.1\r\n{OURS}Sec-Fetch-Site: none\r\n\r\n")), None);
    }

    #[test]
    fn a_button_is_pressed_on_the_page_only() {
        let origin = "Origin: http://127.0.0.1:8000\r\n";
        let json = "Content-Type: application/json\r\nContent-Length: 2\r\n";
        let post = |fields: &str| status(&format!("POST /00ff/do HTTP/1.1\r\n{OURS}{fields}\r\n"));
        assert_eq!(post(&format!("{origin}{json}")), None);
        assert_eq!(post(&format!("{origin}Sec-Fetch-Site: same-origin\r\n{json}")), None);
        assert_eq!(post(json), Some(403));
        assert_eq!(post(&format!("{origin}Sec-Fetch-Site: none\r\n{json}")), Some(403));
        assert_eq!(post(&format!("{origin}Content-Type: text/plain\r\nContent-Length: 2\r\n")), Some(415));
        assert_eq!(post(&format!("{origin}Content-Type: application/json\r\n")), Some(411));
        assert_eq!(post(&format!("{origin}Content-Type: application/json\r\nContent-Length: 65537\r\n")), Some(413));
    }

    #[test]
    fn other_tokens_and_methods_find_nothing() {
        for path in ["/", "/00ff", "/00fe/", "/00ff0/", "/00f/", "//00ff/", "/favicon.ico"] {
            assert_eq!(status(&format!("GET {path} HTTP/1.1\r\n{OURS}\r\n")), Some(404), "{path}");
        }
        for method in ["HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "get"] {
            assert_eq!(status(&format!("{method} /00ff/ HTTP/1.1\r\n{OURS}\r\n")), Some(405), "{method}");
        }
    }

    #[test]
    fn files_may_be_larger_than_words() {
        let fields = format!("{OURS}Origin: http://127.0.0.1:8000\r\nContent-Type: application/octet-stream\r\n");
        let post = |length: usize| {
            let head = head(&format!("POST /00ff/files HTTP/1.1\r\n{fields}Content-Length: {length}\r\n\r\n"));
            guard().admit(&head).map(|admitted| admitted == Admitted::File(length)).map_err(|answer| answer.status())
        };
        assert_eq!(post(64 << 20), Ok(true));
        assert_eq!(post((64 << 20) + 1), Err(413));
    }
}
