//! AnkiConnect, as far as `push` knows it, over a collection of a few lines.
//!
//! It answers word for word as the add-on does in the real Anki. What it cannot know, such as
//! a search it has never seen, it answers with an error, so that no test passes by chance.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use cuedeck::package::read_notes;
use cuedeck::plan::AnkiNote;
use serde_json::{Value, json};

/// What becomes of a request.
pub enum Reply {
    /// An answer with a status and a body.
    Http(u16, String),
    /// Bytes that may be anything.
    Raw(&'static [u8]),
    /// Nothing, until whoever asked has lost patience.
    Silence,
    /// As the add-on does it.
    Usual,
}

/// A note in the fake's collection.
#[derive(Clone, Debug)]
pub struct FakeNote {
    pub note: AnkiNote,
    pub suspended: bool,
}

/// What is in the fake, and how it behaves.
#[derive(Default)]
pub struct Anki {
    pub notes: Vec<FakeNote>,
    /// The key it wants.
    pub key: Option<&'static str>,
    /// Whether `notesInfo` says when a note changed. Older add-ons do not.
    pub tells_time: bool,
    /// How many searches pass before its owner presses Import; `None`: never.
    pub presses_after: Option<usize>,
    /// Requests as they came: head and body.
    pub heard: Vec<(String, Value)>,
    /// The package that the import window is open on.
    pub window: Option<PathBuf>,
}

/// The server; it ends with the test program.
pub struct Fake {
    pub anki: Arc<Mutex<Anki>>,
    pub address: String,
}

type Twist = fn(&Value) -> Reply;

impl Fake {
    /// A fake that does all that is asked.
    pub fn start(anki: Anki) -> Self {
        Self::twisted(anki, |_| Reply::Usual)
    }

    /// A fake that answers some requests otherwise.
    pub fn twisted(anki: Anki, twist: Twist) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        Self::on(listener, anki, twist)
    }

    /// The same on a port that is bound already.
    pub fn on(listener: TcpListener, anki: Anki, twist: Twist) -> Self {
        let address = listener.local_addr().expect("an address").to_string();
        let anki = Arc::new(Mutex::new(anki));
        let inside = Arc::clone(&anki);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let _ = serve(stream, &inside, twist);
            }
        });
        Self { anki, address }
    }

    /// The actions that were asked for, in their order.
    pub fn actions(&self) -> Vec<String> {
        let anki = self.anki.lock().expect("no test panicked inside");
        let actions = anki.heard.iter().map(|(_, body)| body["action"].as_str());
        actions.flatten().map(str::to_owned).collect()
    }

    /// The parameters of each request for an action.
    pub fn params(&self, action: &str) -> Vec<Value> {
        let anki = self.anki.lock().expect("no test panicked inside");
        let asked = anki
            .heard
            .iter()
            .filter(|(_, body)| body["action"] == action);
        asked.map(|(_, body)| body["params"].clone()).collect()
    }
}

fn serve(mut stream: TcpStream, anki: &Mutex<Anki>, twist: Twist) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    let (head, length) = loop {
        let count = stream.read(&mut chunk)?;
        bytes.extend_from_slice(&chunk[..count]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, _)) = text.split_once("\r\n\r\n") {
            let named = |line: &&str| line.to_lowercase().starts_with("content-length:");
            let length = head
                .lines()
                .find(named)
                .and_then(|line| line.split(": ").nth(1));
            let length: usize = length.and_then(|text| text.parse().ok()).unwrap_or(0);
            break (head.to_owned(), length);
        }
        if count == 0 {
            return Ok(());
        }
    };
    while bytes.len() < head.len() + 4 + length {
        let count = stream.read(&mut chunk)?;
        bytes.extend_from_slice(&chunk[..count]);
    }
    let body: Value = serde_json::from_slice(&bytes[head.len() + 4..]).unwrap_or_default();
    let mut anki = anki.lock().expect("no answer panicked");
    anki.heard.push((head, body.clone()));
    let (status, text) = match twist(&body) {
        Reply::Usual => (200, anki.answer(&body).to_string()),
        Reply::Http(status, text) => (status, text),
        Reply::Raw(bytes) => return stream.write_all(bytes),
        Reply::Silence => {
            drop(anki);
            thread::spawn(move || {
                thread::sleep(Duration::from_secs(60));
                drop(stream);
            });
            return Ok(());
        }
    };
    // The add-on hangs up after each answer and does not say so.
    let head = match status {
        403 => "HTTP/1.1 403 Forbidden\r\nAccess-Control-Allow-Origin: http://localhost".to_owned(),
        307 => format!("HTTP/1.1 307 Moved\r\nLocation: {text}\r\nContent-Length: 0"),
        status => format!("HTTP/1.1 {status} X\r\nContent-Length: {}", text.len()),
    };
    write!(
        stream,
        "{head}\r\n\r\n{}",
        if status == 200 || status == 500 {
            &text
        } else {
            ""
        }
    )
}

impl Anki {
    /// One that has imported a package.
    pub fn with(package: &Path) -> Self {
        let mut anki = Self::default();
        anki.import(package);
        anki
    }

    fn answer(&mut self, request: &Value) -> Value {
        let action = request["action"].as_str().unwrap_or_default();
        let params = &request["params"];
        if action != "requestPermission" && request["key"].as_str() != self.key {
            return json!({"result": null, "error": "valid api key must be provided"});
        }
        let result = match action {
            "requestPermission" => Ok(json!({
                "permission": "granted", "requireApikey": self.key.is_some(), "version": 6,
            })),
            "deckNames" => Ok(json!(["Default"])),
            "guiImportFile" => {
                self.window = params["path"].as_str().map(PathBuf::from);
                Ok(Value::Null)
            }
            "importPackage" => {
                self.import(Path::new(params["path"].as_str().unwrap_or_default()));
                Ok(json!(true))
            }
            "findNotes" => self.found(params["query"].as_str().unwrap_or_default()),
            "notesInfo" => Ok(ids(params, "notes").map(|id| self.info(id)).collect()),
            "suspend" => {
                let cards: Vec<i64> = ids(params, "cards").collect();
                // The real one skips the card behind one that is suspended already.
                let notes = self.notes.iter_mut();
                for one in notes.filter(|one| cards.contains(&(one.note.id.0 + 1))) {
                    assert!(!one.suspended, "it is suspended already");
                    one.suspended = true;
                }
                Ok(json!(true))
            }
            "addTags" => {
                let tag = params["tags"].as_str().unwrap_or_default();
                let notes: Vec<i64> = ids(params, "notes").collect();
                let tagged = self.notes.iter_mut();
                for one in tagged.filter(|one| notes.contains(&one.note.id.0)) {
                    one.note.tags.push(tag.to_owned());
                }
                Ok(Value::Null)
            }
            "deleteNotes" => {
                let gone: Vec<i64> = ids(params, "notes").collect();
                self.notes.retain(|one| !gone.contains(&one.note.id.0));
                Ok(Value::Null)
            }
            _ => Err("unsupported action".to_owned()),
        };
        match result {
            Ok(result) => json!({"result": result, "error": null}),
            Err(error) => json!({"result": null, "error": error}),
        }
    }

    /// Imports as Anki does: by GUID, and over what is older.
    fn import(&mut self, package: &Path) {
        assert!(
            package.is_absolute(),
            "Anki reads others from its own folder"
        );
        for packaged in read_notes(package).expect("a package") {
            let note = packaged.note;
            let mut known = self
                .notes
                .iter_mut()
                .filter(|one| one.note.guid == note.guid);
            match known.next() {
                Some(one) if one.note.modified_at < note.modified_at => one.note = note,
                Some(_) => {}
                None => {
                    let suspended = false;
                    self.notes.push(FakeNote { note, suspended });
                }
            }
        }
    }

    fn found(&mut self, query: &str) -> Result<Value, String> {
        if let Some(window) = self.window.take() {
            match &mut self.presses_after {
                Some(0) => self.import(&window),
                Some(more) => {
                    *more -= 1;
                    self.window = Some(window);
                }
                None => self.window = Some(window),
            }
        }
        let inner = query.strip_prefix("\"Key:re:^(");
        let (guids, and) = inner
            .and_then(|inner| inner.split_once(")( |$)\""))
            .ok_or_else(|| format!("Invalid search: {query}"))?;
        let guids: Vec<&str> = guids.split('|').collect();
        let meets = |one: &FakeNote| match and.trim() {
            "" => Ok(true),
            "-is:suspended" => Ok(!one.suspended),
            "-tag:cuedeck::retired" => {
                Ok(!one.note.tags.iter().any(|tag| tag == "cuedeck::retired"))
            }
            other => Err(format!("Invalid search: {other}")),
        };
        let mut ids = Vec::new();
        for one in &self.notes {
            if guids.contains(&one.note.guid.as_str()) && meets(one)? {
                ids.push(one.note.id.0);
            }
        }
        Ok(json!(ids))
    }

    fn info(&self, id: i64) -> Value {
        const NAMES: [&str; 8] = [
            "Prompt",
            "Answer",
            "Context",
            "Statement",
            "Source",
            "Note",
            "Extra",
            "Key",
        ];
        let Some(one) = self.notes.iter().find(|one| one.note.id.0 == id) else {
            return json!({});
        };
        let fields = NAMES.iter().zip(&one.note.fields).enumerate();
        let fields: serde_json::Map<String, Value> = fields
            .map(|(order, (name, value))| {
                ((*name).to_owned(), json!({"value": value, "order": order}))
            })
            .collect();
        let mut info = json!({
            "noteId": id, "tags": one.note.tags, "fields": fields,
            "modelName": "Cuedeck", "cards": [id + 1],
        });
        if self.tells_time {
            info["mod"] = json!(one.note.modified_at.0);
        }
        info
    }
}

fn ids<'v>(params: &'v Value, name: &str) -> impl Iterator<Item = i64> + 'v {
    let list = params[name].as_array().expect("a list of ids");
    list.iter().map(|id| id.as_i64().expect("an id"))
}
