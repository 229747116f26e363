//! Notes, recipes and other files of a shape that nobody writes: very deep, very long, very
//! many. Each is read in time and memory in proportion to its size, and what is wrong with
//! it is said with its place.

use cuedeck::card::notation;
use serde_json::Value;

use crate::child::{CLAIM, HEAD, Place};

/// A note, and what `check` or `cards --skipped` says of it.
struct Case {
    name: &'static str,
    note: String,
    /// The code of a diagnostic, or of a reason.
    told: &'static str,
    /// The line it is about.
    line: u32,
}

const MANY: usize = 100_000;

fn case(name: &'static str, body: String, told: &'static str, line: u32) -> Case {
    Case {
        name,
        note: format!("{HEAD}{body}\n"),
        told,
        line,
    }
}

fn front_matter(name: &'static str, yaml: String, line: u32) -> Case {
    Case {
        name,
        note: format!("---\n{yaml}\n---\n\n{CLAIM}"),
        told: "front-matter-malformed",
        line,
    }
}

/// Nine lists of nine aliases each of the one before: a thousand million texts.
fn alias_bomb() -> String {
    let mut yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..9 {
        let before = vec![format!("*a{}", level - 1); 9].join(", ");
        yaml += &format!("a{level}: &a{level} [{before}]\n");
    }
    yaml + "title: *a8"
}

fn deep() -> Vec<Case> {
    let words = "Boats wait for the tide";
    vec![
        front_matter("an alias bomb", alias_bomb(), 3),
        front_matter(
            "nested brackets in YAML",
            format!("a: {}", "[".repeat(60_000)),
            2,
        ),
        front_matter("megabytes of YAML", "a: b\n".repeat(MANY), 2),
        case(
            "nested items",
            format!("{}x", "* ".repeat(MANY)),
            "too-short",
            6,
        ),
        case(
            "nested quotes",
            format!("{}x", ">".repeat(MANY)),
            "too-short",
            6,
        ),
        case(
            "open brackets",
            format!("{words} {}", "[".repeat(MANY)),
            "front-too-long",
            6,
        ),
        case(
            "links in links",
            format!("{words} {}", "[a](".repeat(MANY)),
            "front-too-long",
            6,
        ),
        case(
            "wikilinks in wikilinks",
            format!("{words} {}", "[[".repeat(MANY)),
            "front-too-long",
            6,
        ),
        case(
            "images in images",
            format!("{words} {}", "![".repeat(MANY)),
            "front-too-long",
            6,
        ),
        case(
            "parentheses",
            format!("{words} {}", "(".repeat(MANY)),
            "front-too-long",
            6,
        ),
        case(
            "emphasis in emphasis",
            format!("{words} {}", "*a ".repeat(MANY)),
            "front-too-long",
            6,
        ),
        case(
            "tags in tags",
            format!("{words} {}", "<b>".repeat(MANY)),
            "no-shape",
            6,
        ),
        case(
            "open callouts",
            "::startcallout\n".repeat(MANY),
            "callout-unclosed",
            6,
        ),
        case(
            "gaps in gaps",
            format!(
                "{CLAIM}<!-- cue: q: {}x{} -->",
                "[[".repeat(MANY),
                "]]".repeat(MANY)
            ),
            "cue-unknown",
            7,
        ),
    ]
}

fn long() -> Vec<Case> {
    let ten_megabytes = "word ".repeat(2_000_000);
    let sentences = "Boats wait for it. ".repeat(20_000);
    vec![
        case(
            "a line of ten megabytes",
            ten_megabytes,
            "front-too-long",
            6,
        ),
        case(
            "a word of a megabyte",
            "x".repeat(1_000_000),
            "front-too-long",
            6,
        ),
        case(
            "a megabyte of quotation marks",
            "\"a\" ".repeat(250_000),
            "front-too-long",
            6,
        ),
        case(
            "a label of a megabyte",
            format!("* **{}**: {sentences}", "w ".repeat(500_000)),
            "front-too-long",
            6,
        ),
        case(
            "a heading of a megabyte",
            format!(
                "# {}\n\n{}",
                "w ".repeat(500_000),
                "## A\n\nIt is.\n\n".repeat(5_000)
            ),
            "too-short",
            10,
        ),
        case(
            "padding of a megabyte",
            format!("| a | b |\n|---|---|\n| c{}| d |", " ".repeat(1_000_000)),
            "table-padded",
            8,
        ),
    ]
}

fn many() -> Vec<Case> {
    let distinct = |count: usize| -> String {
        let moment =
            |at: usize| format!("[{:02}:{:02}:{:02}]", at / 3600 % 5, at / 60 % 60, at % 60);
        (0..count).map(moment).collect()
    };
    vec![
        case(
            "a million timecodes in a row",
            format!("It is.{}", "[00:01:00] ".repeat(1_000_000)),
            "too-short",
            6,
        ),
        case(
            "a million timecodes, glued",
            format!("It is {}.", distinct(1_000_000)),
            "too-short",
            6,
        ),
        case(
            "a million halves of timecodes",
            "[00:01:".repeat(1_000_000),
            "front-too-long",
            6,
        ),
        case(
            "open tags",
            "<a class=\"yt-timestamp\" data-t=\"".repeat(MANY),
            "timecode-damaged",
            6,
        ),
        case(
            "cues that say nothing",
            "It is. <!-- cue: x -->".repeat(MANY),
            "cue-unknown",
            6,
        ),
        case(
            "cues for one statement",
            format!("{CLAIM}{}", "<!-- cue: skip -->".repeat(MANY)),
            "cue-unknown",
            7,
        ),
        case(
            "open comments",
            "<!-- cue: q: ".repeat(MANY),
            "front-too-long",
            6,
        ),
        case("headings", "## A\n".repeat(MANY), "timecode-none", 0),
        case(
            "statements that take one timecode",
            format!("{}{CLAIM}", "It is.\n\n".repeat(20_000)),
            "too-short",
            6,
        ),
        case(
            "lead-ins",
            "One of them has two parts:\n\n* it is\n\n".repeat(5_000),
            "lead-in",
            6,
        ),
        case(
            "a row of cells",
            format!(
                "|{}\n|{}\n|{}",
                "a|".repeat(MANY),
                "-|".repeat(MANY),
                "b|".repeat(MANY)
            ),
            "table-row",
            8,
        ),
        case(
            "footnotes",
            (0..20_000).map(|n| format!("[^{n}]: it is\n\n")).collect(),
            "too-short",
            6,
        ),
        case("fences", "```\nx\n".repeat(50_000), "timecode-none", 0),
    ]
}

/// What is wrong with how a note is taken; `None` when it is as it should be.
fn trouble(case: &Case) -> Option<String> {
    let place = Place::new();
    place.write("notes/hostile.md", &case.note);
    let is_said = |rows: &[Value], key: &str| {
        rows.iter()
            .any(|row| row[key] == case.told && (case.line == 0 || row["line"] == case.line))
    };
    let mut told = String::new();
    for (args, key) in [
        (
            &["cards", "notes", "--skipped", "--format", "json", "--quiet"][..],
            "reason",
        ),
        (&["check", "notes", "--format", "json"], "code"),
    ] {
        let run = place.run(args);
        if !matches!(run.code, Some(0 | 3)) {
            return Some(format!(
                "ended with {:?}: {}",
                run.code,
                start_of(&run.stderr)
            ));
        }
        let rows: Vec<Value> = serde_json::from_str(&run.stdout).expect("JSON");
        if is_said(&rows, key) {
            return None;
        }
        told.push_str(&start_of(&run.stdout));
    }
    Some(format!("no {} of line {}: {told}", case.told, case.line))
}

fn start_of(text: &str) -> String {
    text.chars().take(700).collect()
}

fn check(cases: Vec<Case>) {
    let troubles: Vec<String> = cases
        .iter()
        .filter_map(|case| Some(format!("{}: {}", case.name, trouble(case)?)))
        .collect();
    assert!(troubles.is_empty(), "{}", troubles.join("\n\n"));
}

#[test]
fn deep_notes_are_read_and_what_is_wrong_is_said() {
    check(deep());
}

#[test]
fn long_notes_are_read_and_what_is_wrong_is_said() {
    check(long());
}

#[test]
fn notes_of_very_many_things_are_read_and_what_is_wrong_is_said() {
    check(many());
}

#[test]
fn a_hostile_ledger_is_refused_with_its_line() {
    let place = Place::with_deck();
    let _ = place.run(&["build"]).ended(0);
    let ledger = String::from_utf8(place.read("decks/talks.ledger")).expect("text");
    let package = place.read("decks/talks.apkg");
    let front = ledger
        .lines()
        .find(|line| line.starts_with("front "))
        .expect("a front");
    let nested = format!(
        "front {}x{}",
        "[[".repeat(1_000_000),
        "]]".repeat(1_000_000)
    );
    let line = 1 + ledger
        .lines()
        .position(|line| line == front)
        .expect("its line");
    for (hostile, told) in [
        (ledger.replace(front, &nested), format!("line {line}")),
        (
            ledger.replace(front, &"x".repeat(10_000_000)),
            format!("line {line}"),
        ),
        (
            format!("{ledger}{}", "[0123456789abcdef]\n".repeat(MANY)),
            "behind `end`".to_owned(),
        ),
        ("[".repeat(10_000_000), "line 1".to_owned()),
    ] {
        place.write("decks/talks.ledger", &hostile);
        let _ = place.run(&["build"]).ended(1).says(&told);
        assert!(
            place.read("decks/talks.apkg") == package,
            "{told}: another package"
        );
        assert!(
            place.read("decks/talks.ledger") == hostile.as_bytes(),
            "{told}: another ledger"
        );
    }
    assert_eq!(notation::read(&nested), None);
}

#[test]
fn hostile_yaml_beside_the_notes_is_refused_with_its_place() {
    let place = Place::with_deck();
    let nested = format!("deck: {}\n", "[".repeat(MANY));
    for yaml in [
        alias_bomb(),
        nested,
        format!("{}x", "- ".repeat(MANY)),
        "{a: ".repeat(MANY),
    ] {
        place.write("decks/talks.yaml", &yaml);
        let _ = place.run(&["build"]).ended(1).says("decks/talks.yaml:");
    }
    place.write("decks/talks.yaml", "deck: Talks\n");
    for yaml in [
        alias_bomb(),
        "[".repeat(MANY),
        format!("skip: {}", "- ".repeat(MANY)),
    ] {
        place.write("decks/talks.overrides.yaml", &yaml);
        let _ = place
            .run(&["build"])
            .ended(1)
            .says("decks/talks.overrides.yaml");
    }
}
