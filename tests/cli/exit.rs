//! The exit codes of every command: 0 done, 1 the world, 2 the command line, 3 the notes.

use clap::CommandFactory;
use cuedeck::cli::Cli;

use super::workdir::{NOTE, Workdir};

/// A command line and what it ends with: in a fine folder, in one with a note that is no
/// text, and with a recipe that cannot be read. `None` where a command has no such end.
struct Ends {
    line: &'static [&'static str],
    fine: i32,
    notes: Option<i32>,
    world: Option<i32>,
    usage: &'static [&'static str],
}

const fn reads(line: &'static [&'static str], usage: &'static [&'static str]) -> Ends {
    Ends {
        line,
        fine: 0,
        notes: Some(3),
        world: Some(1),
        usage,
    }
}

const KEY: &str = "8xh1qn8x235nepy3";

/// At least one line for each command.
const ALL: &[Ends] = &[
    reads(&["build"], &["build", "--deck", "a::::b"]),
    reads(&["plan"], &["plan", "--jsno"]),
    reads(&["cards"], &["cards", "--format", "xml"]),
    reads(&["check"], &["check", "--fxi"]),
    reads(
        &["check", "--format", "sarif"],
        &["check", "--explain", "x", "--fix"],
    ),
    reads(&["stats"], &["stats", "--by", "word"]),
    reads(&["preview"], &["preview", "--opn"]),
    reads(&["export", "csv"], &["export"]),
    // Its other ends need a terminal: see tests/review.
    Ends {
        line: &["review"],
        fine: 2,
        notes: None,
        world: None,
        usage: &["review", "--state", "nwe"],
    },
    Ends {
        line: &["explain", "notes/meetings.md"],
        fine: 0,
        notes: None,
        world: None,
        usage: &["explain", "notes/meetings.md:999"],
    },
    // Nobody listens there. With somebody who does, it is tried in `tests/push/`.
    Ends {
        line: &[
            "push",
            "--address",
            "127.0.0.1:1",
            "--anki",
            "true",
            "--wait",
            "0",
        ],
        fine: 0,
        notes: Some(0),
        world: None,
        usage: &["push", "--retired", "burn"],
    },
    Ends {
        line: &["reject", KEY],
        fine: 0,
        notes: Some(0),
        world: Some(1),
        usage: &["reject", "nosuchkey"],
    },
    Ends {
        line: &["restore", KEY],
        fine: 0,
        notes: Some(0),
        world: Some(1),
        usage: &["restore"],
    },
    Ends {
        line: &["adopt", "decks/meetings.apkg", "--force"],
        fine: 0,
        notes: Some(0),
        world: Some(1),
        usage: &["adopt"],
    },
    Ends {
        line: &["init"],
        fine: 0,
        notes: Some(0),
        world: None,
        usage: &["init", "--deck", ""],
    },
    Ends {
        line: &["completions", "bash"],
        fine: 0,
        notes: Some(0),
        world: None,
        usage: &["completions", "bsh"],
    },
    Ends {
        line: &["man"],
        fine: 0,
        notes: Some(0),
        world: None,
        usage: &["man", "--dri", "x"],
    },
];

/// What runs until it is stopped ends by itself only when it cannot begin: see `watch.rs`.
const ENDLESS: &[&str] = &["watch"];

/// A folder with one deck, built.
fn folder() -> Workdir {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    dir
}

#[test]
fn every_command_ends_with_the_codes_it_promises() {
    for ends in ALL {
        let dir = folder();
        let _ = dir.run(ends.line).ended(ends.fine);
        let run = dir.run(ends.usage).ended(2);
        assert!(
            run.stdout.is_empty() && !run.stderr.is_empty(),
            "{:?}",
            ends.usage
        );
        if let Some(code) = ends.notes {
            dir.write("notes/broken.md", b"\xff\xfe");
            let _ = dir.run(ends.line).ended(code);
        }
        if let Some(code) = ends.world {
            dir.write("decks/meetings.yaml", "deck: [\n");
            let run = dir.run(ends.line).ended(code);
            assert!(run.stderr.contains("error: "), "{:?}", ends.line);
        }
    }
}

#[test]
fn every_command_is_among_them() {
    let tried: Vec<&str> = ALL.iter().map(|ends| ends.line[0]).collect();
    for command in Cli::command().get_subcommands() {
        let name = command.get_name();
        assert!(tried.contains(&name) || ENDLESS.contains(&name), "{name}");
    }
}

#[test]
fn the_ends_that_need_a_place_of_their_own() {
    let dir = Workdir::new();
    dir.write("notes/broken.md", b"\xff\xfe");
    let _ = dir.run(&["explain", "notes/broken.md"]).ended(3);
    let _ = dir.run(&["explain", "notes/gone.md"]).ended(1);
    dir.write("file", "");
    let _ = dir.run(&["init", "file"]).ended(1);
    let _ = dir.run(&["man", "--dir", "file"]).ended(1);
    for command in ["build", "plan", "cards", "check", "stats"] {
        let run = dir.run(&[command]).ended(2);
        assert!(run.stderr.contains("decks/"), "{command}: {}", run.stderr);
    }
}

#[test]
fn a_word_that_is_nearly_right_gets_a_suggestion() {
    let dir = Workdir::with_note();
    dir.write("notes/meetings.md", NOTE);
    for (line, meant) in [
        (["exprot", "anki"].as_slice(), "export"),
        (&["stat"], "stats"),
        (&["build", "--dry-rnu"], "--dry-run"),
        (&["check", "--format", "sarf"], "sarif"),
        (&["check", "--dif"], "--diff"),
        (&["export", "mocchi"], "mochi"),
        (&["stats", "--by", "sections"], "section"),
        (&["completions", "fsh"], "fish"),
    ] {
        let run = dir.run(line).ended(2);
        let tip = run.stderr.contains("similar") && run.stderr.contains(&format!("'{meant}'"));
        assert!(tip, "{line:?}: {}", run.stderr);
    }
}
