//! The signing program: run without a shell, under a time limit, in a folder of its own.

use std::env;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use encoding_rs::{IBM866, WINDOWS_1251};
use tempfile::TempDir;

use super::certificate::Certificate;
use super::group::Group;
use super::program;
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
    /// What is set when the signature is not wanted any more: the program is stopped then.
    pub stop: &'a AtomicBool,
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
    let program = program::find(name).ok_or_else(|| failed(not_found(name)))?;
    let mut command = Command::new(program);
    command
        .args(arguments.iter().map(|argument| files.fill_in(argument, &order)))
        .stdin(if takes_file { Stdio::null() } else { Stdio::piped() })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let (mut child, group) = Group::start(&mut command).map_err(|error| failed(not_started(name, &error)))?;
    if let Some(mut stdin) = child.stdin.take() {
        let bytes = order.bytes.to_vec();
        // A program that does not read to the end has its reasons; its answer will be judged.
        thread::spawn(move || drop(stdin.write_all(&bytes)));
    }
    let output = Drained::new(child.stdout.take(), ANSWER_LIMIT + 1);
    let errors = Drained::new(child.stderr.take(), WORDS_LIMIT);
    let status = wait(&mut child, &group, &order)
        .map_err(|error| failed(format!("программа «{name}» потеряна: {}", reason(&error))))?;
    // What it started would hold the pipes.
    group.end();
    let (output, errors) = (output.finish(), errors.finish());
    let words = match gives_file {
        true => shown(&[&errors, &output]),
        false => shown(&[&errors]),
    };
    let and_words = |sentence: String| {
        if words.is_empty() {
            sentence
        } else {
            format!("{sentence}; она сообщила: {}", words.replace('\n', "; "))
        }
    };
    let Some(status) = status else {
        if order.stop.load(Ordering::Relaxed) {
            return Err(failed(format!("программа «{name}» остановлена: подпись больше не нужна")));
        }
        let seconds = order.limit.as_secs();
        return Err(failed(and_words(format!("программа «{name}» не ответила за {seconds} с и остановлена"))));
    };
    if !status.success() {
        let code = status.code().map(|code| format!(" с кодом {}", code_shown(code))).unwrap_or_default();
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

fn not_found(name: &str) -> String {
    format!("программа «{name}» не найдена")
}

/// An exit code as its program writes of it: КриптоПро counts its faults in hexadecimal.
fn code_shown(code: i32) -> String {
    if (0..=0xFF).contains(&code) { code.to_string() } else { format!("0x{code:08X}") }
}

fn not_started(name: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => not_found(name),
        _ => format!("программа «{name}» не запускается: {}", reason(error)),
    }
}

/// The files that the program is given, in a folder that nobody else may look into and that goes away with them.
struct Files {
    folder: TempDir,
}

/// How the names of these folders begin.
const FOLDER: &str = "dorkarta-sign-";
/// Age of a folder whose run was killed: none takes so long.
const LEFT_BEHIND: Duration = Duration::from_secs(60 * 60);

impl Files {
    fn new(order: &Order<'_>) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(FOLDER);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o700));
        }
        let files = Self { folder: builder.tempdir()? };
        sweep(&env::temp_dir(), files.folder.path());
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
        let file = self.path("document.pdf.sig");
        // Asked before opening: opening a pipe would wait for somebody to write into it.
        if !fs::metadata(&file)?.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let mut bytes = Vec::new();
        fs::File::open(file)?.take(ANSWER_LIMIT as u64 + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// Removes the folders of runs that were killed: those that are an hour older than `own`.
fn sweep(folder: &Path, own: &Path) {
    let modified = |path: &Path| fs::symlink_metadata(path).ok().filter(fs::Metadata::is_dir)?.modified().ok();
    let Some(now) = modified(own) else { return };
    let is_old = |made: SystemTime| now.duration_since(made).is_ok_and(|age| age > LEFT_BEHIND);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with(FOLDER);
        if is_ours && modified(&entry.path()).is_some_and(is_old) {
            // What cannot be removed is another user's.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Waits for the end of a program; one that takes too long or is not wanted any more is stopped, with all that it started.
fn wait(child: &mut Child, group: &Group, order: &Order<'_>) -> io::Result<Option<ExitStatus>> {
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if began.elapsed() > order.limit || order.stop.load(Ordering::Relaxed) {
            group.stop();
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

/// The last lines of what a program said, and before them those with a code of КриптоПро: by it help is found.
fn shown(said: &[&[u8]]) -> String {
    let text: String = said.iter().map(|said| decoded(said) + "\n").collect();
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let (earlier, last) = lines.split_at(lines.len().saturating_sub(SHOWN_LINES));
    let codes = earlier.iter().filter(|line| has_code(line)).take(SHOWN_LINES);
    codes.chain(last).copied().collect::<Vec<_>>().join("\n")
}

/// Whether a line names a fault by its number, as `[ErrorCode: 0x8009001f]`.
fn has_code(line: &str) -> bool {
    line.split("0x").skip(1).any(|rest| rest.len() >= 8 && rest.bytes().take(8).all(|byte| byte.is_ascii_hexdigit()))
}

/// What a program said as text: UTF-8, else the code page of consoles or that of windows, whichever gives more Russian.
fn decoded(said: &[u8]) -> String {
    match str::from_utf8(said) {
        Ok(text) => text.to_owned(),
        // Only the beginning of it was kept.
        Err(error) if error.error_len().is_none() => String::from_utf8_lossy(&said[..error.valid_up_to()]).into_owned(),
        Err(_) => {
            let [console, windows] = [IBM866, WINDOWS_1251].map(|page| page.decode_without_bom_handling(said).0);
            if russian_signs(&windows) > russian_signs(&console) { windows } else { console }.into_owned()
        }
    }
}

/// How many signs of a text are those of Russian.
fn russian_signs(text: &str) -> usize {
    text.chars().filter(|sign| matches!(sign, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' | '«' | '»' | '№' | '–' | '…')).count()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    const CERTIFICATE: &[u8] = include_bytes!("../../../tests/cases/signature/rsa.cer");

    fn run(script: &str, bytes: &[u8], limit: Duration) -> Result<Answer, String> {
        run_until(script, bytes, limit, &AtomicBool::new(false))
    }

    fn run_until(script: &str, bytes: &[u8], limit: Duration, stop: &AtomicBool) -> Result<Answer, String> {
        let certificate = Certificate::read(CERTIFICATE).unwrap();
        let program: Vec<String> = ["sh", "-c", script].map(str::to_owned).to_vec();
        let key = Path::new("key.pem");
        let order = Order { program: &program, bytes, certificate: &certificate, key, limit, stop };
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
    fn the_folders_of_killed_runs_are_swept_and_nothing_else() {
        let temporary = tempfile::tempdir().unwrap();
        let put = |name: &str, age: u64| {
            let folder = temporary.path().join(name);
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("document.pdf"), "").unwrap();
            fs::File::open(&folder).unwrap().set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
            folder
        };
        let left = put("dorkarta-sign-Ab12Cd", 2 * 60 * 60);
        let kept = [put("dorkarta-sign-aB12cD", 60), put("dorkarta-архив", 90_000), put("own", 0)];
        sweep(temporary.path(), &kept[2]);
        assert!(!left.exists());
        assert!(kept.iter().all(|folder| folder.exists()));
    }

    #[test]
    fn what_the_program_started_ends_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let mark = folder.path().join("жив");
        for (end, limit) in [("exit 3", 20_000), ("head -c 10 /dev/zero", 20_000), ("sleep 60", 500)] {
            let script = format!("(sleep 1; echo > '{}') & {end}", mark.display());
            let _ = run(&script, b"", Duration::from_millis(limit));
            thread::sleep(Duration::from_millis(1500));
            assert!(!mark.exists(), "{end}");
        }
    }

    #[test]
    fn who_does_not_want_the_signature_any_more_does_not_wait_for_it() {
        let (began, stop) = (Instant::now(), AtomicBool::new(false));
        let error = thread::scope(|scope| {
            let signing = scope.spawn(|| run_until("sleep 60; echo да", b"", Duration::from_secs(60), &stop));
            thread::sleep(Duration::from_millis(200));
            stop.store(true, Ordering::Relaxed);
            signing.join().unwrap().unwrap_err()
        });
        assert_eq!(error, "документ не подписан: программа «sh» остановлена: подпись больше не нужна");
        assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
    }

    #[test]
    fn a_pipe_in_the_place_of_the_answer_is_none() {
        let began = Instant::now();
        let error = run("mkfifo '{out}'", b"", Duration::from_secs(20)).unwrap_err();
        assert_eq!(error, "документ не подписан: программа «sh» завершилась, но подписи не дала");
        assert!(began.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn words_are_read_in_the_code_page_in_which_they_were_written() {
        let words = "Ошибка: ключ «КОНТЕЙНЕР» не найден №5";
        for page in [IBM866, WINDOWS_1251] {
            // Code page 866 has no such quotes.
            let words = if page == IBM866 { words.replace(['«', '»'], "\"") } else { words.to_owned() };
            let (bytes, _, has_lost) = page.encode(&words);
            assert!(!has_lost);
            assert_eq!(decoded(&bytes), words);
        }
        assert_eq!(decoded(words.as_bytes()), words);
        assert_eq!(decoded(&words.as_bytes()[..5]), "Ош");
        for word in ["ОШИБКА", "нет", "Яя", "ключ"] {
            for page in [IBM866, WINDOWS_1251] {
                assert_eq!(decoded(&page.encode(word).0), word);
            }
        }
    }

    #[test]
    fn codes_of_cryptopro_are_kept() {
        assert_eq!([3, 255, -2_146_893_792, 0x2000_012D].map(code_shown), ["3", "255", "0x80090020", "0x2000012D"]);
        let many = "строка\n".repeat(20);
        let said = shown(&[format!("[ErrorCode: 0x8009001f]\n0xZ\n{many}").as_bytes()]);
        assert!(said.starts_with("[ErrorCode: 0x8009001f]\nстрока\n"), "{said}");
        assert_eq!(said.lines().count(), SHOWN_LINES + 1);
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
