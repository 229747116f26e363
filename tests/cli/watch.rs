//! `cuedeck watch`: a real process, real files, and editors of several kinds.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use super::signal::interrupts_are_ignored;
use super::workdir::{NOTE, Workdir};

/// How long the next line may take where one is to come. The machine may be busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long nothing must come where nothing is to come: longer than a save takes to show.
const CALM: Duration = Duration::from_millis(1500);

/// The program, watching a folder.
struct Watching {
    child: Child,
    lines: Receiver<String>,
    said: Vec<String>,
}

impl Watching {
    /// Starts it and waits until it watches.
    fn start(dir: &Workdir, args: &[&str]) -> Self {
        let mut watching = Self::spawn(dir, args);
        watching.hears("watching ");
        watching
    }

    fn spawn(dir: &Workdir, args: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_cuedeck"))
            .arg("watch")
            .args(args)
            .current_dir(dir.path(""))
            .env_clear()
            .env("SOURCE_DATE_EPOCH", "1800000000")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let stderr = BufReader::new(child.stderr.take().expect("stderr is piped"));
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self {
            child,
            lines,
            said: Vec::new(),
        }
    }

    /// Waits for a line that holds `words`, and returns it.
    fn hears(&mut self, words: &str) -> String {
        loop {
            let Ok(line) = self.lines.recv_timeout(PATIENCE) else {
                panic!("`{words}` was not said, but:\n{}", self.said.join("\n"));
            };
            self.said.push(line.clone());
            if line.contains(words) {
                return line;
            }
        }
    }

    /// Everything that is said until it has been calm for a while.
    fn hears_out(&mut self) -> Vec<String> {
        let mut heard = Vec::new();
        while let Ok(line) = self.lines.recv_timeout(CALM) {
            heard.push(line);
        }
        self.said.extend(heard.iter().cloned());
        heard
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A note with one more card.
fn longer() -> String {
    NOTE.replace(
        "*   **Parking lot**",
        "*   **Round robin**: A turn for everybody in the order of the seats [00:02:40].\n*   **Parking lot**",
    )
}

const RETRO: &str = "---
title: Retrospectives
videoId: dQw4w9WgXcQ
---

## Opening

*   **Sailboat**: A drawing in which anchors stand for whatever slows the team down [00:01:00].
";

#[test]
fn saving_a_note_builds_again_and_tells_only_what_changed() {
    let dir = Workdir::with_note();
    let mut watching = Watching::start(&dir, &[]);
    assert!(
        watching.said.iter().any(|line| line.contains("statements")),
        "the first build is told in full: {:?}",
        watching.said
    );
    dir.write("notes/meetings.md", longer());
    let head = watching.hears("Meetings: ");
    assert!(head.starts_with("Meetings: 1 new; "), "{head}");
    let rest = watching.hears_out().join("\n");
    assert!(
        rest.contains("Round robin") || rest.contains("round robin"),
        "{rest}"
    );
    assert!(!rest.contains("arking lot"), "only what changed: {rest}");
    assert!(
        !rest.contains("Meetings:"),
        "its own files start no build: {rest}"
    );
    let plain = Workdir::with_note();
    let _ = plain.run(&["build"]).ended(0);
    plain.write("notes/meetings.md", longer());
    let _ = plain.run(&["build"]).ended(0);
    for file in ["decks/meetings.apkg", "decks/meetings.ledger"] {
        assert!(
            dir.read(file) == plain.read(file),
            "{file}: plain builds give the same bytes"
        );
    }
}

#[test]
fn an_editor_may_write_beside_the_note_and_rename_it_over() {
    let dir = Workdir::with_note();
    let mut watching = Watching::start(&dir, &[]);
    for (nth, text) in [longer(), NOTE.to_owned()].into_iter().enumerate() {
        dir.write("notes/.meetings.md.swp", text);
        // vim keeps the old file under another name for a moment.
        fs::rename(
            dir.path("notes/meetings.md"),
            dir.path("notes/meetings.md~"),
        )
        .expect("moved");
        fs::rename(
            dir.path("notes/.meetings.md.swp"),
            dir.path("notes/meetings.md"),
        )
        .expect("moved");
        fs::remove_file(dir.path("notes/meetings.md~")).expect("removed");
        let head = watching.hears("Meetings: ");
        let change = ["1 new; ", "1 retired; "][nth];
        assert!(head.contains(change), "{head}");
    }
}

#[test]
fn a_burst_of_saves_gives_few_builds_and_the_last_one_counts() {
    let dir = Workdir::with_note();
    let mut watching = Watching::start(&dir, &[]);
    for nth in 0..50 {
        let word = if nth == 49 { "wrong ones" } else { "people" };
        dir.write(
            "notes/meetings.md",
            longer().replace(
                "order of the seats",
                &format!("order of seat {nth} and {word}"),
            ),
        );
        thread::sleep(Duration::from_millis(20));
    }
    watching.hears("wrong ones");
    let _ = watching.hears_out();
    let builds = watching
        .said
        .iter()
        .filter(|line| line.starts_with("Meetings: "));
    let builds = builds.count();
    assert!((1..=5).contains(&builds), "{builds} builds of fifty saves");
}

#[test]
fn notes_and_folders_come_move_and_go() {
    let dir = Workdir::with_note();
    let mut watching = Watching::start(&dir, &[]);
    fs::create_dir_all(dir.path("notes/2026/talks")).expect("folders");
    // The new folders are watched before anything stands in them.
    let _ = watching.hears_out();
    dir.write("notes/2026/talks/retro.md", RETRO);
    let head = watching.hears("Meetings: ");
    assert!(head.contains("1 new; "), "{head}");
    fs::rename(dir.path("notes/2026"), dir.path("notes/older")).expect("moved");
    let head = watching.hears("Meetings: ");
    assert!(head.contains("1 moved; "), "{head}");
    fs::remove_file(dir.path("notes/older/talks/retro.md")).expect("removed");
    let head = watching.hears("Meetings: ");
    assert!(head.contains("1 retired; "), "{head}");
    fs::rename(dir.path("notes"), dir.path("away")).expect("moved");
    watching.hears("error: cannot find notes at");
    fs::rename(dir.path("away"), dir.path("notes")).expect("moved");
    dir.write("notes/retro.md", RETRO);
    let head = watching.hears("Meetings: ");
    assert!(head.contains("1 revived; "), "{head}");
}

#[test]
fn recipe_and_overrides_are_watched_too() {
    let dir = Workdir::with_note();
    let mut watching = Watching::start(&dir, &[]);
    let key = dir.run(&["cards"]).ended(0).json_lines()[0]["id"].clone();
    let key = key.as_str().expect("a key").to_owned();
    let _ = dir.run(&["reject", &key]).ended(0);
    let head = watching.hears("Meetings: ");
    assert!(head.contains("1 rejected; "), "{head}");
    dir.write("decks/meetings.yaml", "deck: Meetings\ntags: [work]\n");
    let head = watching.hears("Meetings: ");
    assert!(head.contains("updated; "), "{head}");
    assert!(!head.contains("rejected"), "that was told: {head}");
    // Another recipe is another deck, told of in full.
    dir.write("decks/other.yaml", "deck: Other\n");
    watching.hears("written to decks/other.apkg");
    assert!(dir.has("decks/other.apkg"));
}

#[test]
fn what_is_wrong_is_reported_once_and_mended_by_the_next_save() {
    let dir = Workdir::with_note();
    let mut watching = Watching::start(&dir, &[]);
    let package = dir.read("decks/meetings.apkg");
    dir.write("decks/meetings.yaml", "deck: Meetings\nknids: [question]\n");
    let error = watching.hears("error: ");
    assert!(error.contains("did you mean `kinds`?"), "{error}");
    let rest = watching.hears_out().join("\n");
    assert!(!rest.contains("error: "), "it is said once: {rest}");
    assert!(package == dir.read("decks/meetings.apkg"));
    dir.write("decks/meetings.yaml", "deck: Meetings\n");
    watching.hears("Meetings: no card changed");

    let ledger = dir.read("decks/meetings.ledger");
    dir.write("decks/meetings.ledger", "damaged\n");
    watching.hears("error: the ledger `decks/meetings.ledger` cannot be used");
    dir.write("decks/meetings.ledger", ledger);
    watching.hears("Meetings: no card changed");

    let doubtful = format!("{NOTE}\nSomething fails. <!-- cue: skpi -->\n");
    dir.write("notes/meetings.md", &doubtful);
    watching.hears("cue-unknown");
    dir.write(
        "notes/meetings.md",
        doubtful.replace("## Opening", "\n## Opening"),
    );
    let rest = watching.hears_out().join("\n");
    assert!(rest.contains("Meetings: no card changed"), "{rest}");
    assert!(!rest.contains("cue-unknown"), "it was told: {rest}");
    dir.write("notes/broken.md", b"\xff\xfe");
    watching.hears("not-utf8");
}

#[test]
fn a_deck_that_another_build_holds_is_built_when_it_lets_go() {
    let dir = Workdir::with_note();
    let recipe = fs::File::open(dir.path("decks/meetings.yaml")).expect("the recipe");
    recipe.lock().expect("a lock");
    let mut watching = Watching::start(&dir, &[]);
    assert!(
        watching
            .said
            .iter()
            .any(|line| line.contains("another cuedeck is at work")),
        "{:?}",
        watching.said
    );
    let rest = watching.hears_out();
    assert!(rest.is_empty(), "it is said once: {rest:?}");
    recipe.unlock().expect("let go");
    watching.hears("written to decks/meetings.apkg");
}

#[test]
fn a_folder_without_a_recipe_is_watched_by_looking_too() {
    let dir = Workdir::new();
    dir.write("talks/meetings.md", NOTE);
    let mut watching = Watching::start(&dir, &["talks", "--poll"]);
    dir.write("talks/meetings.md", longer());
    let head = watching.hears("talks: ");
    assert!(head.contains("1 new; "), "{head}");
    dir.write("talks/meetings.md", NOTE);
    let head = watching.hears("talks: ");
    assert!(head.contains("1 retired; "), "{head}");
    let package = dir.read("decks/talks.apkg");
    let _ = dir.run(&["build", "talks"]).ended(0);
    assert!(
        package == dir.read("decks/talks.apkg"),
        "a plain build gives the same bytes"
    );
}

#[test]
fn it_ends_by_itself_only_when_it_cannot_begin() {
    let dir = Workdir::new();
    let run = dir.run(&["watch"]).ended(2);
    assert!(run.stderr.contains("decks/"), "{}", run.stderr);
    let _ = dir.run(&["watch", "--pol"]).ended(2);
    let _ = dir.run(&["watch", "gone"]).ended(1);
    dir.write("decks/meetings.yaml", "deck: [\n");
    let run = dir.run(&["watch"]).ended(1);
    assert!(run.stderr.contains("error: "), "{}", run.stderr);
}

#[test]
fn ctrl_c_ends_it_and_leaves_whole_files() {
    use std::os::unix::process::ExitStatusExt;
    if interrupts_are_ignored() {
        return;
    }
    let dir = Workdir::with_note();
    let mut watching = Watching::start(&dir, &[]);
    let pid = watching.child.id().to_string();
    let killed = Command::new("kill").args(["-INT", &pid]).status();
    assert!(killed.expect("kill runs").success());
    let status = watching.child.wait().expect("it ends");
    // A shell shows 128 and the number of the signal: 130.
    assert_eq!(status.signal(), Some(2), "{status:?}");
    let _ = dir.run(&["build", "--locked"]).ended(0);
}
