//! The page from `cuedeck preview --serve`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use crate::browser::Browser;
use crate::workdir::{NOTE, Workdir};

/// The program, serving a folder.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn start(dir: &Workdir) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_cuedeck"))
            .args(["preview", "--serve"])
            .current_dir(dir.path(""))
            .env_clear()
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let lines = BufReader::new(child.stderr.take().expect("stderr is piped")).lines();
        let address = lines
            .map_while(Result::ok)
            .find(|line| line.starts_with("http://"))
            .expect("an address");
        Self { child, address }
    }

    /// `127.0.0.1:PORT`.
    fn host(&self) -> &str {
        self.address.split('/').nth(2).expect("a host")
    }

    /// `/SECRET/`.
    fn path(&self) -> String {
        format!("/{}/", self.address.split('/').nth(3).expect("a secret"))
    }

    /// The answer to a request as it is sent.
    fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(self.host()).expect("somebody listens");
        stream.write_all(request.as_bytes()).expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }

    fn post(&self, path: &str, origin: &str, body: &str) -> String {
        self.ask(&format!(
            "POST {}{path} HTTP/1.1\r\nHost: {}\r\nOrigin: {origin}\r\nContent-Length: {}\r\n\r\n{body}",
            self.path(),
            self.host(),
            body.len(),
        ))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A folder's page, served and opened; `None` without a browser.
fn opened(dir: &Workdir) -> Option<(Served, Browser)> {
    let mut browser = Browser::start()?;
    let served = Served::start(dir);
    browser.resize(1400, 900);
    browser.open(&served.address);
    Some((served, browser))
}

#[test]
fn rejecting_writes_the_overrides_and_restoring_takes_it_back() {
    let dir = Workdir::with_note();
    let Some((served, mut browser)) = opened(&dir) else {
        return;
    };
    let front = browser.card();
    browser.press("r");
    assert_eq!(browser.words("#reject"), "Restore", "it shows at once");
    browser.wait_for("document.querySelector('select[name=state] option[value=rejected]')");
    let written = String::from_utf8(dir.read("decks/meetings.overrides.yaml")).expect("text");
    assert!(written.starts_with("skip:"), "{written}");
    let left = dir.run(&["cards"]).ended(0).json_lines();
    assert!(
        !left
            .iter()
            .any(|row| front.ends_with(row["front"].as_str().expect("words")))
    );
    browser.choose("state", "rejected");
    browser.wait_for("document.querySelector('#reject').innerText === 'Restore'");
    assert_eq!(browser.card(), front);
    browser.click("#reject");
    browser.wait_for("!document.querySelector('select[name=state] option[value=rejected]')");
    let written = String::from_utf8(dir.read("decks/meetings.overrides.yaml")).expect("text");
    assert!(!written.contains("- "), "{written}");
    browser.is_calm(&served.address);
}

#[test]
fn a_rejection_that_cannot_be_written_says_why_and_is_taken_back() {
    let dir = Workdir::with_note();
    dir.write("decks/meetings.overrides.yaml", "{skip: []}\n");
    let Some((served, mut browser)) = opened(&dir) else {
        return;
    };
    browser.press("r");
    browser.wait_for("document.querySelector('#trouble').innerText.includes('by hand')");
    assert_eq!(browser.words("#reject"), "Reject");
    // It outlives the next look at the notes.
    dir.write(
        "notes/meetings.md",
        NOTE.replace("staff meetings", "short meetings"),
    );
    browser.wait_for("document.querySelector('#source h2').innerText.includes('short')");
    assert!(browser.words("#trouble").contains("by hand"));
    browser.is_calm(&served.address);
}

#[test]
fn an_edit_of_a_note_shows_by_itself_and_the_card_in_sight_stays() {
    let dir = Workdir::with_note();
    let Some((served, mut browser)) = opened(&dir) else {
        return;
    };
    browser.press("ArrowRight");
    browser.press(" ");
    let back = browser.card();
    let edited = NOTE.replace(
        "This helps.",
        "Short meetings often fail due to a lack of questions [00:05:00].",
    );
    dir.write("notes/meetings.md", edited);
    browser.wait_for("[...document.querySelectorAll('[role=option]')].some((row) => row.innerText.includes('Short meetings'))");
    assert_eq!(browser.card(), back, "the same card, the same side");
    dir.write("decks/meetings.yaml", "deck: Meetings\nknids: [question]\n");
    browser.wait_for("document.querySelector('#trouble').innerText.includes('knids')");
    dir.write("decks/meetings.yaml", "deck: Meetings\nkinds: [question]\n");
    browser.wait_for("document.querySelector('#trouble').hidden");
    browser.is_calm(&served.address);
}

#[test]
fn nobody_without_the_secret_or_from_elsewhere_is_answered() {
    let dir = Workdir::with_note();
    let served = Served::start(&dir);
    let (host, path) = (served.host(), served.path());
    let status = |answer: &str| answer.split(' ').nth(1).expect("a status").to_owned();
    let get = |host: &str, path: &str| {
        served.ask(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n"))
    };
    let page = get(host, &path);
    assert_eq!(status(&page), "200");
    for header in [
        "content=\"default-src 'none'",
        "Content-Security-Policy: frame-ancestors 'none'",
        "Cache-Control: no-store",
        "nosniff",
    ] {
        assert!(page.contains(header), "{header} is missing");
    }
    assert_eq!(status(&get(host, "/")), "404");
    assert_eq!(
        status(&get(host, "/0123456789abcdef0123456789abcdef/")),
        "404"
    );
    assert_eq!(status(&get("evil.example", &path)), "403");
    assert_eq!(status(&served.ask("no HTTP at all\r\n\r\n")), "400");
    let key = dir.run(&["cards"]).ended(0).json_lines()[0]["id"].clone();
    let body = format!("{{\"keys\":[{key}]}}");
    assert_eq!(
        status(&served.post("reject", "http://evil.example", &body)),
        "403"
    );
    assert!(!dir.has("decks/meetings.overrides.yaml"));
    let home = format!("http://{host}");
    assert_eq!(status(&served.post("reject", &home, "no JSON")), "400");
    let unknown = served.post("reject", &home, "{\"keys\":[\"0123456789abcdef\"]}");
    assert!(unknown.contains("no deck has a card"), "{unknown}");
    assert_eq!(status(&served.post("reject", &home, &body)), "200");
    assert!(dir.has("decks/meetings.overrides.yaml"));
}

#[test]
fn two_servers_have_two_secrets_and_no_other_computer_reaches_them() {
    let dir = Workdir::with_note();
    let (one, other) = (Served::start(&dir), Served::start(&dir));
    assert!(one.host().starts_with("127.0.0.1:"), "{}", one.address);
    assert_ne!(one.path(), other.path());
}
