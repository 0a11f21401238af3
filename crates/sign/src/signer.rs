//! The signing program: run without a shell, under a time limit, in a folder of its own.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use encoding_rs::IBM866;
use tempfile::TempDir;

use super::certificate::Certificate;
use dorkarta_core::diagnostics::{Problem, SignatureProblem};
use dorkarta_core::pdf::SIGNATURE_ROOM;
use dorkarta_core::system::reason;

/// How long a signing program may take: a person may have to type a PIN.
pub const TIME_LIMIT: Duration = Duration::from_secs(120);
/// No signature is longer, in bytes.
pub const ANSWER_LIMIT: usize = SIGNATURE_ROOM;
/// What is kept of a program's messages, in bytes.
const WORDS_LIMIT: usize = 16 * 1024;
/// How much of them is shown, in lines.
const SHOWN_LINES: usize = 12;
/// How often it is looked whether the program has ended.
const PAUSE: Duration = Duration::from_millis(20);
/// How long its last words are waited for: a program that it started may hold the pipe for ever.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// What is to be signed, and with what.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// The program and its arguments. `{in}`, `{out}`, `{cert}`, `{key}`, `{thumbprint}` are filled in; without `{in}` the
    /// bytes go to its input, without `{out}` the signature is its output.
    pub program: &'a [String],
    /// What is to be signed.
    pub bytes: &'a [u8],
    /// The certificate to sign with.
    pub certificate: &'a Certificate,
    /// What `{key}` stands for.
    pub key: &'a Path,
    /// How long the program may take.
    pub limit: Duration,
}

/// What a signing program gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The signature, not yet judged.
    pub bytes: Vec<u8>,
    /// What it said besides.
    pub words: String,
}

/// Has bytes signed. Errs if the program cannot be run, fails, hangs, or gives no answer.
pub fn sign(order: Order<'_>) -> Result<Answer, Problem> {
    let failed = |detail: String| Problem::from(SignatureProblem::SignerFailed { detail });
    let (name, arguments) = order.program.split_first().ok_or(SignatureProblem::NoSigner)?;
    let files = Files::new(&order)
        .map_err(|error| failed(format!("не удалось записать временный файл: {}", reason(&error))))?;
    let (takes_file, gives_file) = (uses(arguments, "{in}"), uses(arguments, "{out}"));
    let mut child = Command::new(name)
        .args(arguments.iter().map(|argument| files.fill_in(argument, &order)))
        .stdin(if takes_file { Stdio::null() } else { Stdio::piped() })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed(not_started(name, &error)))?;
    if let Some(mut stdin) = child.stdin.take() {
        let bytes = order.bytes.to_vec();
        // A program that does not read to the end has its reasons; its answer will be judged.
        thread::spawn(move || drop(stdin.write_all(&bytes)));
    }
    let output = Drained::new(child.stdout.take(), ANSWER_LIMIT + 1);
    let errors = Drained::new(child.stderr.take(), WORDS_LIMIT);
    let status = wait(&mut child, order.limit)
        .map_err(|error| failed(format!("программа «{name}» потеряна: {}", reason(&error))))?;
    let (output, errors) = (output.finish(), errors.finish());
    let words = match gives_file {
        true => shown(&[errors, output.clone()].concat()),
        false => shown(&errors),
    };
    let and_words = |sentence: String| {
        if words.is_empty() {
            sentence
        } else {
            format!("{sentence}; она сообщила: {}", words.replace('\n', "; "))
        }
    };
    let Some(status) = status else {
        let seconds = order.limit.as_secs();
        return Err(failed(and_words(format!("программа «{name}» не ответила за {seconds} с и остановлена"))));
    };
    if !status.success() {
        let code = status.code().map(|code| format!(" с кодом {code}")).unwrap_or_default();
        return Err(failed(and_words(format!("программа «{name}» завершилась{code} и не подписала документ"))));
    }
    let bytes = if gives_file { files.answer().unwrap_or_default() } else { output };
    match bytes.len() {
        0 => Err(failed(and_words(format!("программа «{name}» завершилась, но подписи не дала")))),
        length if length > ANSWER_LIMIT => {
            let limit = ANSWER_LIMIT / 1024;
            Err(failed(and_words(format!("ответ программы «{name}» больше {limit} КБ: это не отсоединённая подпись"))))
        }
        _ => Ok(Answer { bytes, words }),
    }
}

fn uses(arguments: &[String], place: &str) -> bool {
    arguments.iter().any(|argument| argument.contains(place))
}

fn not_started(name: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => format!("программа «{name}» не найдена"),
        _ => format!("программа «{name}» не запускается: {}", reason(error)),
    }
}

/// The files that the program is given, in a folder that nobody else may look into and that goes away with them.
struct Files {
    folder: TempDir,
}

impl Files {
    fn new(order: &Order<'_>) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        builder.prefix("dorkarta-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o700));
        }
        let files = Self { folder: builder.tempdir()? };
        if uses(order.program, "{in}") {
            fs::write(files.path("document.pdf"), order.bytes)?;
        }
        if uses(order.program, "{cert}") {
            fs::write(files.path("certificate.pem"), order.certificate.pem())?;
        }
        Ok(files)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn fill_in(&self, argument: &str, order: &Order<'_>) -> String {
        let path = |name| self.path(name).display().to_string();
        argument
            .replace("{in}", &path("document.pdf"))
            .replace("{out}", &path("document.pdf.sig"))
            .replace("{cert}", &path("certificate.pem"))
            .replace("{key}", &order.key.display().to_string())
            .replace("{thumbprint}", &order.certificate.thumbprint())
    }

    /// What the program wrote, as far as it may be long.
    fn answer(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        fs::File::open(self.path("document.pdf.sig"))?.take(ANSWER_LIMIT as u64 + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// Waits for the end of a program; one that takes too long is stopped.
fn wait(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if began.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(PAUSE);
    }
}

/// What a program prints, read to its end so that it never waits for a reader; only the beginning is kept.
struct Drained {
    kept: Arc<Mutex<Vec<u8>>>,
    ended: Receiver<()>,
}

impl Drained {
    fn new(pipe: Option<impl Read + Send + 'static>, limit: usize) -> Self {
        let kept = Arc::new(Mutex::new(Vec::new()));
        let (end, ended) = mpsc::channel();
        if let Some(mut pipe) = pipe {
            let kept = Arc::clone(&kept);
            thread::spawn(move || {
                let mut buffer = [0; 4096];
                while let Ok(read @ 1..) = pipe.read(&mut buffer) {
                    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
                    let room = limit.saturating_sub(kept.len()).min(read);
                    kept.extend_from_slice(&buffer[..room]);
                }
                drop(end);
            });
        }
        Self { kept, ended }
    }

    fn finish(self) -> Vec<u8> {
        // Ends at once when the thread is done, since nobody can send any more.
        let _ = self.ended.recv_timeout(LAST_WORDS);
        std::mem::take(&mut *self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The last lines of what a program said. Consoles of Windows speak code page 866.
fn shown(said: &[u8]) -> String {
    let text = match str::from_utf8(said) {
        Ok(text) => text.to_owned(),
        Err(_) => IBM866.decode_without_bom_handling(said).0.into_owned(),
    };
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines[lines.len().saturating_sub(SHOWN_LINES)..].join("\n")
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    const CERTIFICATE: &[u8] = include_bytes!("../../../tests/cases/signature/rsa.cer");

    fn run(script: &str, bytes: &[u8], limit: Duration) -> Result<Answer, String> {
        let certificate = Certificate::read(CERTIFICATE).unwrap();
        let program: Vec<String> = ["sh", "-c", script].map(str::to_owned).to_vec();
        let order = Order { program: &program, bytes, certificate: &certificate, key: Path::new("key.pem"), limit };
        sign(order).map_err(|problem| problem.message())
    }

    #[test]
    fn bytes_go_through_files_or_pipes() {
        let bytes = vec![7; 100_000];
        let limit = Duration::from_secs(20);
        for script in ["head -c 9000", "head -c 9000 '{in}' > '{out}'"] {
            let answer = run(script, &bytes, limit).unwrap();
            assert_eq!((answer.bytes.as_slice(), answer.words.as_str()), (&bytes[..9000], ""), "{script}");
        }
        let answer = run("echo готово; echo и ошибки нет >&2; echo ok > '{out}'", &bytes, limit).unwrap();
        assert_eq!(answer.words, "и ошибки нет\nготово");
        let answer = run("cat '{cert}'; echo '{key}' '{thumbprint}'", b"", limit).unwrap();
        let text = String::from_utf8(answer.bytes).unwrap();
        assert!(text.starts_with("-----BEGIN CERTIFICATE-----\n"), "{text}");
        let last: Vec<&str> = text.lines().next_back().unwrap().split(' ').collect();
        assert_eq!((last[0], last[1].len()), ("key.pem", 40));
    }

    #[test]
    fn the_folder_is_private_and_goes_away() {
        let answer = run("stat -c '%a %n' \"$(dirname '{in}')\"", b"", Duration::from_secs(20)).unwrap();
        let text = String::from_utf8(answer.bytes).unwrap();
        let (mode, folder) = text.trim().split_once(' ').unwrap();
        assert_eq!(mode, "700");
        assert!(!Path::new(folder).exists());
    }

    #[test]
    fn whatever_goes_wrong_is_told() {
        let limit = Duration::from_secs(20);
        for (script, told) in [
            (
                "echo 'нет ключа' >&2; exit 3",
                "программа «sh» завершилась с кодом 3 и не подписала документ; она сообщила: нет ключа",
            ),
            ("true", "программа «sh» завершилась, но подписи не дала"),
            ("true '{out}'", "программа «sh» завершилась, но подписи не дала"),
            ("head -c 20000 /dev/zero", "ответ программы «sh» больше 16 КБ: это не отсоединённая подпись"),
            ("head -c 20000 /dev/zero > '{out}'", "ответ программы «sh» больше 16 КБ: это не отсоединённая подпись"),
        ] {
            let error = run(script, b"", limit).unwrap_err();
            assert_eq!(error, format!("документ не подписан: {told}"), "{script}");
        }
        let began = Instant::now();
        let error = run("sleep 60", b"", Duration::from_millis(300)).unwrap_err();
        assert_eq!(error, "документ не подписан: программа «sh» не ответила за 0 с и остановлена");
        assert!(began.elapsed() < Duration::from_secs(10));
    }
}
