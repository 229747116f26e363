//! `push` against the real Anki with its window, and the real add-on.
//!
//! Wants 700 MB and a screen that nobody sees, so it runs only where it is asked for: see
//! CONTRIBUTING.md. Everything Anki says here was not written by us.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crate::failures::built;
use crate::workdir::{NOTE, Run, Workdir};

/// A Python that has `aqt`.
const PYTHON: &str = "CUEDECK_ANKI_DESKTOP";

/// The folder of the add-on AnkiConnect.
const ADD_ON: &str = "CUEDECK_ANKICONNECT";

/// How long Anki may take to start, and for an order.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running Anki.
struct Desktop {
    child: Child,
    orders: ChildStdin,
    said: Receiver<String>,
    /// A program `anki` that meets this one.
    program: String,
    /// Where its AnkiConnect listens, if it has one.
    address: String,
}

impl Desktop {
    /// Starts Anki; says so, and returns `None`, where it was not asked for.
    fn start(add_on: bool) -> Option<Self> {
        let Some(python) = std::env::var_os(PYTHON) else {
            eprintln!("SKIPPED because {PYTHON} is not set: nothing was tried with Anki's window");
            return None;
        };
        let folder = std::env::var_os(ADD_ON);
        if add_on && folder.is_none() {
            eprintln!("SKIPPED because {ADD_ON} is not set: nothing was tried with AnkiConnect");
            return None;
        }
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        drop(listener);
        let config = serde_json::json!({"apiKey": "sesame", "webBindPort": address.port()});
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/push/desktop.py");
        let mut command = Command::new(python);
        command.arg(script);
        if let Some(folder) = folder.filter(|_| add_on) {
            command.arg("--add-on").arg(folder);
            command.arg("--config").arg(config.to_string());
        }
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Python starts");
        let (sender, said) = mpsc::channel();
        let out = BufReader::new(child.stdout.take().expect("stdout is piped"));
        thread::spawn(move || {
            let lines = out.lines().map_while(Result::ok);
            for line in lines.filter_map(|line| line.strip_prefix("> ").map(str::to_owned)) {
                let _ = sender.send(line);
            }
        });
        let mut desktop = Self {
            orders: child.stdin.take().expect("stdin is piped"),
            child,
            said,
            program: String::new(),
            address: address.to_string(),
        };
        desktop.program = desktop.hears("anki").split_off("anki ".len());
        desktop.hears("ready");
        Some(desktop)
    }

    /// Waits for a line that begins so.
    #[track_caller]
    fn hears(&self, what: &str) -> String {
        let line = self.said.recv_timeout(PATIENCE).expect("Anki goes on");
        assert!(line.starts_with(what), "{what} was expected, not {line}");
        line
    }

    /// Tells it to do something, and does not wait until it is done.
    fn order(&mut self, order: &str) {
        writeln!(self.orders, "{order}").expect("Anki listens");
    }

    /// Tells it to do something, and waits until it answers.
    #[track_caller]
    fn does(&mut self, order: &str, answer: &str) -> String {
        self.order(order);
        self.hears(answer)
    }

    fn push(&self, dir: &Workdir, more: &[&str]) -> Run {
        let args = [&["push", "--address", &self.address, "--no-open"], more].concat();
        dir.run_where(("CUEDECK_ANKI_KEY", "sesame"), &args)
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        let _ = writeln!(self.orders, "quit");
        let _ = self.child.wait();
    }
}

#[track_caller]
fn said(run: &Run, part: &str) {
    assert!(
        run.stderr.contains(part),
        "{part} is missing in: {}",
        run.stderr
    );
}

fn all_seen(dir: &Workdir) -> String {
    let package = dir.path("decks/meetings.apkg");
    let all = cuedeck::package::read_notes(&package)
        .expect("a package")
        .len();
    format!("decks/meetings.apkg: {all} of {all} cards are in Anki as the package has them")
}

#[test]
fn a_deck_lives_in_the_real_anki() {
    let Some(mut anki) = Desktop::start(true) else {
        return;
    };
    let dir = Workdir::with_note();
    // Long ago, so that what is edited in Anki is newer.
    drop(dir.run_at("1700000000", &["build"]).ended(0));
    // The window is open and nobody presses: nothing is claimed.
    let run = anki.push(&dir, &["--wait", "2"]).ended(1);
    said(&run, "after 2 s, 0 of ");
    anki.does("windows", "windows 1");
    anki.does("close", "closed");

    // Somebody presses.
    anki.order("press");
    let run = anki.push(&dir, &["--wait", "60"]).ended(0);
    anki.hears("pressed");
    said(&run, "Anki shows its import window: press Import there");
    said(&run, &all_seen(&dir));
    assert_eq!(
        anki.does("options", "options"),
        "options",
        "nothing is switched on"
    );
    anki.does("close", "closed");
    said(&anki.push(&dir, &[]).ended(0), "nothing to import");

    // One card was edited in Anki, another one's statement is reworded, a third one's is gone.
    let cards = dir.run(&["cards"]).ended(0).json_lines();
    let of = |words: &str| {
        let card = cards.iter().find(|card| {
            card["statement"]
                .as_str()
                .is_some_and(|own| own.contains(words))
        });
        card.expect("such a card")["id"]
            .as_str()
            .expect("a key")
            .to_owned()
    };
    anki.does(&format!("edit {}", of("lack of preparation")), "edited");
    let gone = of("Opening a staff meeting");
    let note = NOTE.replace("nobody has time", "no one has time");
    let begin = note.find("Opening a staff meeting").expect("a statement");
    let end = note.find("Long agendas").expect("the next one");
    dir.write(
        "notes/meetings.md",
        format!("{}{}", &note[..begin], &note[end..]),
    );
    drop(dir.run_at("1700000100", &["build"]).ended(0));
    anki.order("press");
    let run = anki.push(&dir, &["--wait", "60"]).ended(0);
    anki.hears("pressed");
    said(&run, "as the package has them, 2 different in Anki\n");
    said(&run, "as the package has them, 1 different in Anki\n");
    anki.does("close", "closed");

    // What is gone from the notes is still there.
    for (what, done) in [
        ("suspend", "suspended: 1"),
        ("tag", "tagged: 1"),
        ("delete", "deleted: 1"),
    ] {
        let asked = ["--wait", "0", "--retired", what];
        let run = anki.push(&dir, &asked).ended(0);
        said(&run, &format!("retired cards in Anki to {what}: 1"));
        said(&run, &gone);
        said(&run, "nothing was done");
        let run = anki.push(&dir, &[&asked[..], &["--yes"]].concat()).ended(0);
        said(&run, done);
        let run = anki.push(&dir, &asked).ended(0);
        said(&run, &format!("no retired card in Anki to {what}"));
    }
}

#[test]
fn an_import_at_once_switches_on_what_it_says() {
    let Some(mut anki) = Desktop::start(true) else {
        return;
    };
    let dir = built();
    let run = anki.push(&dir, &["--import-now"]).ended(0);
    said(
        &run,
        "merges notetypes, takes over learning progress and deck presets",
    );
    said(&run, &all_seen(&dir));
    anki.does("windows", "windows 0");
    anki.does(
        "options",
        "options merge_notetypes with_scheduling with_deck_configs",
    );
}

#[test]
fn the_real_add_on_fails_as_the_small_server_does() {
    let Some(mut anki) = Desktop::start(true) else {
        return;
    };
    let dir = built();
    let args = ["push", "--address", &anki.address, "--no-open"];
    said(&dir.run(&args).ended(1), "AnkiConnect asks for a key");
    let wrong = ("CUEDECK_ANKI_KEY", "semolina");
    said(&dir.run_where(wrong, &args).ended(1), "is not the `apiKey`");
    anki.does("sleep 8", "asleep");
    said(
        &anki.push(&dir, &[]).ended(1),
        "Anki did not answer within 3 s",
    );
    anki.does("profile", "profiles");
    said(&anki.push(&dir, &[]).ended(1), "Anki has no profile open");
}

#[test]
fn without_the_add_on_the_running_anki_opens_its_window() {
    let Some(mut anki) = Desktop::start(false) else {
        return;
    };
    let dir = built();
    let args = [
        "push",
        "--address",
        &anki.address,
        "--wait",
        "3",
        "--anki",
        &anki.program,
    ];
    let run = dir.run(&args).ended(0);
    said(&run, "press Import in Anki");
    said(
        &run,
        "whether its cards arrive cannot be seen without the AnkiConnect add-on",
    );
    anki.does("windows", "windows 1");
    anki.does("press", "pressed");
}
