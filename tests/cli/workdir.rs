//! A folder of its own for one test, and the program run inside it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A temporary working folder.
pub struct Workdir {
    folder: TempDir,
}

/// What a run of the program left behind.
#[must_use]
pub struct Run {
    /// Exit code.
    pub code: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

/// A note with enough in it for a few cards.
pub const NOTE: &str = "\
---
title: Running staff meetings
videoId: Z9ftpRhRiJE
---

From: [[leadershow]] <br/> 

## Opening

Opening a staff meeting with status reports pushes the hardest decision to the end <a class=\"yt-timestamp\" data-t=\"00:01:05\">[00:01:05]</a>. Long agendas with a dozen small items often fail due to a lack of preparation <a class=\"yt-timestamp\" data-t=\"00:02:10\">[00:02:10]</a>.

*   **Parking lot**: A list of topics that nobody has time for today <a class=\"yt-timestamp\" data-t=\"00:03:00\">[00:03:00]</a>.

Written updates fostered calm weeks, and silence prevents honest repair <a class=\"yt-timestamp\" data-t=\"00:04:00\">[00:04:00]</a>. This helps.
";

impl Workdir {
    /// An empty folder.
    pub fn new() -> Self {
        Self {
            folder: TempDir::new().expect("a temporary folder"),
        }
    }

    /// A folder with one note and a recipe for it.
    pub fn with_note() -> Self {
        let dir = Self::new();
        dir.write("notes/meetings.md", NOTE);
        dir.write("decks/meetings.yaml", "deck: Meetings\n");
        dir
    }

    /// Writes a file, its folders too.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().expect("a file in a folder")).expect("folders");
        fs::write(file, text).expect("a written file");
    }

    /// The full path of a file in it.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The bytes of a file in it.
    pub fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).expect("a file to read")
    }

    /// Whether there is such a file.
    pub fn has(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    /// Runs the program in it, with a clean environment.
    pub fn run(&self, args: &[&str]) -> Run {
        run_in(self.folder.path(), args)
    }

    /// The same at another time, in seconds since 1970.
    pub fn run_at(&self, seconds: &str, args: &[&str]) -> Run {
        run_with(self.folder.path(), &[("SOURCE_DATE_EPOCH", seconds)], args)
    }

    /// The same with a variable of the environment.
    pub fn run_where(&self, variable: (&str, &str), args: &[&str]) -> Run {
        run_with(self.folder.path(), &[EPOCH, variable], args)
    }
}

/// Runs the program in a folder.
pub fn run_in(folder: &Path, args: &[&str]) -> Run {
    run_with(folder, &[EPOCH], args)
}

/// When a test builds unless it says otherwise.
const EPOCH: (&str, &str) = ("SOURCE_DATE_EPOCH", "1800000000");

fn run_with(folder: &Path, variables: &[(&str, &str)], args: &[&str]) -> Run {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(env!("CARGO_BIN_EXE_cuedeck"))
        .args(args)
        .current_dir(folder)
        .env_clear()
        .envs(variables.iter().copied())
        .output()
        .expect("the program runs");
    Run {
        code: status.code().unwrap_or(-1),
        stdout: String::from_utf8(stdout).expect("UTF-8 on stdout"),
        stderr: String::from_utf8(stderr).expect("UTF-8 on stderr"),
    }
}

impl Run {
    /// Asserts the exit code.
    pub fn ended(self, code: i32) -> Self {
        assert_eq!(
            self.code, code,
            "stdout: {}\nstderr: {}",
            self.stdout, self.stderr
        );
        self
    }

    /// All that it printed, but for the time it took.
    pub fn said(&self) -> String {
        let lines = self
            .stderr
            .lines()
            .filter(|line| !line.starts_with("took "));
        let lines: Vec<&str> = lines.collect();
        format!("{}\n{}", self.stdout, lines.join("\n"))
    }

    /// Standard output as JSON, one value a line.
    pub fn json_lines(&self) -> Vec<serde_json::Value> {
        let lines = self.stdout.lines();
        lines
            .map(|line| serde_json::from_str(line).expect("a line of JSON"))
            .collect()
    }
}
