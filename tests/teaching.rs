//! The pages that teach, tried: every command of the tutorial is typed, every change it asks
//! for is made, and what it shows is what comes; and the pieces of notes in `write-notes.md`
//! give the cards that stand below them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cuedeck::note::{NotePath, SourceFile};
use cuedeck::pipeline;

/// A folder as the reader has it, and where in it he is.
struct Reader {
    _home: tempfile::TempDir,
    folder: PathBuf,
}

impl Reader {
    /// A reader in a copy of the repository, as far as the tutorial needs one.
    fn new() -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        let notes = home.path().join("notes");
        fs::create_dir(&notes).expect("a folder");
        for entry in fs::read_dir(repository().join("notes")).expect("the sample's notes") {
            let entry = entry.expect("a note");
            fs::copy(entry.path(), notes.join(entry.file_name())).expect("copied");
        }
        Self {
            folder: home.path().to_owned(),
            _home: home,
        }
    }

    /// Types a command, and returns what the terminal shows.
    fn types(&mut self, command: &str) -> String {
        if let Some(folder) = command.strip_prefix("cd ") {
            self.folder.push(folder);
            return String::new();
        }
        let program = Path::new(env!("CARGO_BIN_EXE_cuedeck"));
        let output = Command::new("sh")
            .args(["-c", &format!("{command} 2>&1")])
            .current_dir(&self.folder)
            .env_clear()
            .env(
                "PATH",
                std::env::join_paths([
                    program.parent().expect("a folder"),
                    Path::new("/usr/bin"),
                    Path::new("/bin"),
                ])
                .expect("a path"),
            )
            .output()
            .expect("a shell");
        assert!(output.status.success(), "{command}: {output:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// Makes the change that a block with lines in `-` and `+` asks for.
    fn changes(&self, file: &str, block: &str) {
        let side = |mark| {
            let lines = block
                .lines()
                .filter_map(|line: &str| line.strip_prefix(mark));
            lines.collect::<Vec<_>>().join("\n")
        };
        let (old, new) = (side('-'), side('+'));
        let path = self.folder.join(file);
        let text = fs::read_to_string(&path).expect("the file that is named before the change");
        let found = text.matches(&old).count();
        assert_eq!(found, 1, "{file} holds this {found} times: {old}");
        fs::write(path, text.replace(&old, &new)).expect("written");
    }
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Whether a terminal showed `shown`, where a line `…` stands for any lines and a time for
/// any other.
fn matches(shown: &[&str], came: &[&str]) -> bool {
    match (shown, came) {
        ([], []) => true,
        (["…", rest @ ..], _) => (0..=came.len()).any(|skipped| matches(rest, &came[skipped..])),
        ([line, shown @ ..], [other, came @ ..]) => {
            let is_time = |line: &str| line.starts_with("took ");
            (line == other || (is_time(line) && is_time(other))) && matches(shown, came)
        }
        _ => false,
    }
}

#[test]
fn every_line_of_the_tutorial_is_true() {
    let text = fs::read_to_string(repository().join("docs/tutorial.md")).expect("the tutorial");
    let mut reader = Reader::new();
    let (mut commands, mut changes) = (0, 0);
    let mut file = "";
    for (nth, part) in text.split("```").enumerate() {
        let (language, block) = part.split_once('\n').unwrap_or((part, ""));
        match (nth % 2, language) {
            (0, _) => {
                let named = part.split('`').skip(1).step_by(2);
                file = named
                    .filter(|word| word.starts_with("notes/"))
                    .last()
                    .unwrap_or(file);
            }
            (_, "console") => {
                for typed in block.split("$ ").skip(1) {
                    let (command, shown) = typed.split_once('\n').expect("a command and a line");
                    let came = reader.types(command);
                    let (shown, lines): (Vec<_>, Vec<_>) =
                        (shown.lines().collect(), came.lines().collect());
                    assert!(matches(&shown, &lines), "{command} gave:\n{came}");
                    commands += 1;
                }
            }
            (_, "diff") => {
                reader.changes(file, block);
                changes += 1;
            }
            (_, "sh") => {}
            (_, other) => panic!("a block of an unknown language: {other}"),
        }
    }
    assert!(
        commands >= 10 && changes == 2,
        "{commands} commands, {changes} changes"
    );
}

/// What a piece of a note gives, in reading order: cards, and statements that have none.
fn given(piece: &str) -> Vec<String> {
    let head = "---\ntitle: Running staff meetings\nvideoId: Z9ftpRhRiJE\nguest: Ada Lind\n---";
    let source = SourceFile {
        path: NotePath::new("meetings.md"),
        bytes: format!("{head}\n\n## Agendas\n\n{piece}\n").into_bytes(),
    };
    let study = pipeline::study([source]);
    assert_eq!(study.problems, [], "{piece}");
    let cards = study.value.cards.iter().map(|card| {
        let (front, back) = (&card.wording.front, &card.wording.back);
        let words = format!("{} → {}", front.plain(), back.plain());
        (card.site.origin.statement, words)
    });
    let without = study.value.left_out.iter().map(|left| {
        let words = format!("no card, `{}`: {}", left.reason.code(), left.statement);
        (left.index, words)
    });
    let mut given: Vec<(usize, String)> = cards.chain(without).collect();
    given.sort();
    given.into_iter().map(|(_, words)| words).collect()
}

#[test]
fn the_pieces_of_notes_give_what_stands_below_them() {
    let page = repository().join("docs/write-notes.md");
    let text = fs::read_to_string(page).expect("the page");
    let mut pieces = 0;
    for part in text.split("\n```markdown\n").skip(1) {
        let (piece, below) = part.split_once("\n```\n").expect("the end of the piece");
        let quoted = below
            .trim_start()
            .lines()
            .map_while(|line| line.strip_prefix('>'));
        let promised: Vec<&str> = quoted
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        assert_eq!(given(piece), promised, "{piece}");
        pieces += 1;
    }
    assert!(pieces >= 10, "{pieces} pieces");
}
