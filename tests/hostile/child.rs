//! The program as a child that may not take more than so much.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

/// A folder of its own for one test.
pub struct Place(TempDir);

/// What a run left behind.
#[must_use]
#[derive(Debug)]
pub struct Run {
    /// `None` when a signal ended it.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// The head of a note with a recording.
pub const HEAD: &str = "---\ntitle: Tides\nvideoId: Z9ftpRhRiJE\n---\n\n";

/// A claim that makes a card.
pub const CLAIM: &str = "Long tides often fail due to a lack of wind [00:01:00].\n";

/// The `nth` of many notes, each with a recording and a card of its own.
pub fn note(nth: usize) -> String {
    let head = HEAD.replace("JE", &format!("{nth:02}"));
    format!(
        "{head}{}",
        CLAIM.replace("Long tides", &format!("Long tides in Harbour{nth}"))
    )
}

/// Generous for what a megabyte needs in a debug build, and far from what a table of squares
/// needs.
const SECONDS_OF_CPU: u32 = 100;
const KIB_OF_MEMORY: u32 = 6 << 20;

impl Place {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// A folder with a recipe, and one note that makes a card.
    pub fn with_deck() -> Self {
        let place = Self::new();
        place.write("decks/talks.yaml", "deck: Talks\n");
        place.write("notes/tides.md", format!("{HEAD}{CLAIM}"));
        place
    }

    pub fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(path)
    }

    pub fn write(&self, path: impl AsRef<Path>, text: impl AsRef<[u8]>) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().expect("a file in a folder")).expect("folders");
        fs::write(file, text).expect("a written file");
    }

    pub fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).expect("a file to read")
    }

    /// The program in it, with a clean environment.
    pub fn command(&self, args: &[&str]) -> Command {
        self.prepared(Command::new(env!("CARGO_BIN_EXE_cuedeck")), args)
    }

    /// Runs the program in it, within limits that the shell sets where there is one.
    pub fn run(&self, args: &[&str]) -> Run {
        let command = if cfg!(unix) {
            let mut shell = Command::new("sh");
            let limits = format!("ulimit -t {SECONDS_OF_CPU}; ulimit -v {KIB_OF_MEMORY}");
            shell.args(["-c", &format!("{limits}; exec \"$0\" \"$@\"")]);
            shell.arg(env!("CARGO_BIN_EXE_cuedeck"));
            self.prepared(shell, args)
        } else {
            self.command(args)
        };
        finished(command)
    }

    fn prepared(&self, mut command: Command, args: &[&str]) -> Command {
        command
            .args(args)
            .current_dir(self.0.path())
            .env_clear()
            .env("SOURCE_DATE_EPOCH", "1800000000")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}

/// Runs a command to its end.
pub fn finished(mut command: Command) -> Run {
    let child = command.spawn().expect("the program starts");
    ended(child)
}

/// Waits for a child. One that only waits uses no time of a processor, so that no limit
/// would end it: after ten minutes it is killed.
pub fn ended(mut child: Child) -> Run {
    let id = child.id();
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let reading = thread::spawn(move || stdout.map(std::io::read_to_string));
    let other = thread::spawn(move || stderr.map(std::io::read_to_string));
    let mut status = None;
    for _ in 0..6000 {
        status = child.try_wait().expect("a child to wait for");
        if status.is_some() {
            break;
        }
        thread::sleep(Duration::from_millis(100));
    }
    if status.is_none() {
        child.kill().expect("a child to kill");
        let _ = child.wait();
        panic!("process {id} hangs");
    }
    let text = |read: thread::Result<Option<std::io::Result<String>>>| {
        let read = read.expect("a reader").transpose().expect("UTF-8");
        read.unwrap_or_default()
    };
    Run {
        code: status.and_then(|status| status.code()),
        stdout: text(reading.join()),
        stderr: text(other.join()),
    }
}

impl Run {
    /// Asserts the exit code.
    pub fn ended(self, code: i32) -> Self {
        let head = |text: &str| text.chars().take(2000).collect::<String>();
        assert_eq!(
            self.code,
            Some(code),
            "stdout: {}\nstderr: {}",
            head(&self.stdout),
            head(&self.stderr)
        );
        self
    }

    /// Asserts that it says something for people.
    pub fn says(self, what: &str) -> Self {
        let head: String = self.stderr.chars().take(2000).collect();
        assert!(self.stderr.contains(what), "`{what}` is not in: {head}");
        self
    }
}
