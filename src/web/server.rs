//! The server of the page: which address shows what, and when it ends.

use std::collections::BTreeMap;
use std::io;
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use dorkarta_core::domain::Day;
use dorkarta_core::system::is_here;
use serde_json::{Value, json};

use super::actions::Action;
use super::desk::{Desk, Judged, State};
use super::folder::Sort;
use super::guard::{Admitted, Guard};
use super::http::{Answer, Broken, Connection, Head};
use super::work::{self, Order};
use super::{dialogs, eyes, files, page};
use crate::app::document::LaidOut;
use crate::app::steps::Steps;

/// Clients that are served at once at most; one more is turned away.
const CLIENTS: usize = 128;
/// Clients at most that have connected and not yet said what they want; for one more the first of them is dropped.
const SILENT: usize = 64;
/// How often an open page hears that there is nothing new: a closed one is noticed by it.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How long a dialog waits for files that are being read.
const READING: Duration = Duration::from_secs(5);
/// From one look at whether the work has ended to the next.
const PAUSE: Duration = Duration::from_millis(200);

/// A page that is being served.
pub struct Window {
    shared: Arc<Shared>,
    listener: TcpListener,
}

/// What every request may need.
struct Shared {
    desk: Desk,
    guard: Guard,
    /// The name of the folder.
    folder: String,
    today: fn() -> Option<Day>,
    clients: AtomicUsize,
    /// Those that have not yet said what they want, in the order in which they came.
    silent: Mutex<Silent>,
}

/// Clients of whom no head has come.
#[derive(Default)]
struct Silent {
    streams: BTreeMap<u64, TcpStream>,
    next: u64,
}

impl Silent {
    /// Adds one, for whom the first of too many has to go: whoever means it speaks at once.
    fn add(&mut self, stream: TcpStream) -> u64 {
        if self.streams.len() >= SILENT
            && let Some((_, first)) = self.streams.pop_first()
        {
            let _ = first.shutdown(Shutdown::Both);
        }
        self.next += 1;
        self.streams.insert(self.next, stream);
        self.next
    }
}

impl Window {
    /// Takes a port of this machine, 0 for any, to show the current folder, which has this name. `today` says which day it
    /// is. Errs if the port is taken, or the system has no random numbers.
    pub fn new(port: u16, folder: String, today: fn() -> Option<Day>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let guard = Guard::new(listener.local_addr()?.port()).map_err(io::Error::other)?;
        let shared = Shared {
            desk: Desk::default(),
            guard,
            folder,
            today,
            clients: AtomicUsize::new(0),
            silent: Mutex::default(),
        };
        Ok(Self { shared: Arc::new(shared), listener })
    }

    /// The address of the page.
    pub fn address(&self) -> String {
        self.shared.guard.address()
    }

    /// The port on which it is served.
    pub(super) fn port(&self) -> u16 {
        self.listener.local_addr().map_or(0, |address| address.port())
    }

    /// Who is let in.
    pub(super) fn guard(&self) -> &Guard {
        &self.shared.guard
    }

    /// What ends the work from outside, as Ctrl+C does.
    pub fn stopper(&self) -> impl Fn() + Send + use<> {
        let shared = Arc::clone(&self.shared);
        move || shared.desk.end()
    }

    /// Serves the page until the work ends.
    pub fn run(self) {
        let Self { shared, listener } = self;
        let eyes = Arc::clone(&shared);
        // They write nothing: what they are doing when the work ends may end with the program.
        thread::spawn(move || eyes::watch(&eyes.desk));
        let door = Arc::clone(&shared);
        // It waits for the next client for ever, and ends with the program.
        thread::spawn(move || listener.incoming().flatten().for_each(|client| admit(&door, client)));
        while !shared.desk.has_ended() {
            thread::sleep(PAUSE);
        }
        shared.desk.end();
        // So that open pages hear of it.
        thread::sleep(PAUSE);
    }
}

/// Serves a client on a thread of its own: whoever is slow holds up nobody.
fn admit(shared: &Arc<Shared>, client: TcpStream) {
    let shared = Arc::clone(shared);
    let Ok(copy) = client.try_clone() else { return };
    let number = shared.silent().add(copy);
    thread::spawn(move || {
        let mut connection = Connection::new(client);
        let head = connection.head();
        shared.silent().streams.remove(&number);
        if shared.clients.fetch_add(1, Ordering::Relaxed) < CLIENTS {
            serve(&shared, head, connection);
        }
        shared.clients.fetch_sub(1, Ordering::Relaxed);
    });
}

impl Shared {
    fn silent(&self) -> MutexGuard<'_, Silent> {
        self.silent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn serve(shared: &Shared, head: Result<Head, Broken>, mut connection: Connection) {
    let head = match head {
        Ok(head) => head,
        Err(Broken::Refused(status)) => {
            return connection.answer(&Answer::refusal(status, "Этот запрос нельзя понять."));
        }
        Err(Broken::Gone) => return,
    };
    let answer = match shared.guard.admit(&head) {
        Err(refusal) => refusal,
        Ok(Admitted::Proof(proof)) => Answer::of("text/plain; charset=utf-8", proof.into_bytes()),
        Ok(Admitted::Get("events")) => return events(&shared.desk, connection),
        Ok(Admitted::Get(path)) => get(shared, path, &head),
        Ok(Admitted::Action(path, length)) => match connection.body(&head, length) {
            Ok(body) => act(shared, path, &body),
            Err(_) => return,
        },
        Ok(Admitted::File(length)) => match connection.body(&head, length) {
            Ok(body) => files::add(&shared.desk, &head, &body),
            Err(_) => return,
        },
    };
    connection.answer(&answer);
}

fn nothing() -> Answer {
    Answer::refusal(404, "Здесь ничего нет.")
}

/// What is shown at an address.
fn get(shared: &Shared, path: &str, head: &Head) -> Answer {
    let desk = &shared.desk;
    let number = |name| head.value(name).and_then(|value| value.parse().ok());
    let shown = || desk.look(|state| number("file").or_else(|| state.first()));
    let judged = || desk.look(|state| state.judged.get(&number("file")?).cloned());
    match path {
        "" => Answer::html(page::whole(&shared.folder)),
        "window.css" => Answer::of("text/css; charset=utf-8", include_bytes!("window.css").as_slice()),
        "window.js" => Answer::of("text/javascript; charset=utf-8", include_bytes!("window.js").as_slice()),
        "icon.svg" => Answer::of("image/svg+xml", include_bytes!("icon.svg").as_slice()),
        "regions" => {
            let shown = shown();
            shown.into_iter().for_each(|id| desk.want(id));
            Answer::json(&desk.look(|state| page::regions(state, shown)))
        }
        "progress" => {
            let steps = desk.look(|state| state.works.get(&number("work")?).cloned());
            let (done, total) = steps.map_or((0, 0), |steps| steps.done());
            Answer::json(&json!({ "done": done, "total": total }))
        }
        "read" => judged().map_or_else(nothing, |judged| Answer::html(page::read(&judged))),
        "place" => {
            let is_older = desk.look(|state| number("file").is_some_and(|id| state.older.contains(&id)));
            let place = |judged: &Judged| match (number("message"), number("activity")) {
                (Some(message), _) => page::message_place(judged, usize::try_from(message).ok()?, is_older),
                (None, Some(activity)) => page::activity_place(judged, usize::try_from(activity).ok()?, is_older),
                (None, None) => None,
            };
            judged().and_then(|judged| place(&judged)).map_or_else(nothing, |place| Answer::json(&place))
        }
        _ => {
            if let Some(name) = path.strip_prefix("picture/") {
                return picture(desk, name).unwrap_or_else(nothing);
            }
            let action = path.strip_prefix("dialog/").and_then(Action::of);
            let dialog = |action| {
                // It could not say which files there are for it.
                desk.until(State::is_read, READING);
                Answer::html(desk.look(|state| dialogs::dialog(action, state, number("file"))))
            };
            action.map_or_else(nothing, dialog)
        }
    }
}

/// A page as a picture, by its mark: a page that looks as before keeps its name, and is not loaded again.
fn picture(desk: &Desk, name: &str) -> Option<Answer> {
    let mark = u128::from_str_radix(name.strip_suffix(".svg")?, 16).ok()?;
    let (laid, page) = desk.look(|state| {
        let at = |laid: &LaidOut| laid.marks.iter().position(|known| *known == mark);
        state.pictures.values().find_map(|laid| Some((Arc::clone(laid), at(laid)?)))
    })?;
    Some(Answer::of("image/svg+xml", laid.pages.picture(page)?.into_bytes()))
}

/// What a button asks for.
fn act(shared: &Shared, path: &str, body: &[u8]) -> Answer {
    let desk = &shared.desk;
    if let Some(action) = path.strip_prefix("do/").and_then(Action::of) {
        let Ok(order) = serde_json::from_slice::<Order>(body) else {
            return Answer::refusal(400, "Этот запрос нельзя понять.");
        };
        return told(&work::run(action, &order, desk, (shared.today)()));
    }
    match path {
        "stop" => {
            let work = serde_json::from_slice::<Value>(body).ok().and_then(|value| value["work"].as_u64());
            let steps = work.and_then(|work| desk.look(|state| state.works.get(&work).cloned()));
            steps.inspect(Steps::stop);
            Answer::json(&json!({ "done": true, "text": "" }))
        }
        "new" => told(&work::start(desk)),
        "open" => {
            let wanted = serde_json::from_slice::<Value>(body).ok().and_then(|value| value["id"].as_u64());
            let made = |id| desk.look(|state| state.made.iter().find(|file| file.id == id).cloned());
            wanted.and_then(made).map_or_else(nothing, |file| opened(&file.path))
        }
        "show" => {
            let wanted = serde_json::from_slice::<Value>(body).ok().and_then(|value| value["id"].as_u64());
            let document = |id| desk.look(|state| state.file(id).filter(|file| file.sort == Sort::Document).cloned());
            let found = wanted.and_then(document).filter(|file| is_here(file.path()));
            found.map_or_else(nothing, |file| opened(file.path()))
        }
        "folder" => opened(Path::new(".")),
        "end" => {
            desk.end();
            Answer::json(&json!({ "done": true, "text": "" }))
        }
        _ => nothing(),
    }
}

fn told(result: &work::Result) -> Answer {
    Answer::json(&json!({
        "done": result.is_done,
        "asks": result.asks,
        "text": result.text,
        "files": page::made(&result.files).as_str(),
        "questions": result.questions.as_str(),
    }))
}

/// Opens a file or folder with the program that the system has for it.
fn opened(path: &Path) -> Answer {
    let is_open = open::that_detached(path).is_ok();
    let text = match (is_open, path == Path::new(".")) {
        (true, _) => String::new(),
        (false, true) => "Папку открыть не удалось: откройте её сами.".into(),
        (false, false) => format!("Файл {} открыть не удалось: откройте его сами из папки.", path.display()),
    };
    Answer::json(&json!({ "done": is_open, "text": text }))
}

/// Tells an open page whenever there is something new, until it is closed.
fn events(desk: &Desk, mut connection: Connection) {
    if connection.begin_events().is_err() {
        return;
    }
    desk.open();
    let mut known = 0;
    loop {
        let event = match desk.wait(known, HEARTBEAT) {
            _ if desk.has_ended() => {
                let _ = connection.write(b"event: end\ndata: \n\n");
                break;
            }
            Some(revision) => {
                known = revision;
                format!("data: {revision}\n\n")
            }
            None => ": \n\n".to_owned(),
        };
        if connection.write(event.as_bytes()).is_err() {
            break;
        }
    }
    desk.close();
}
