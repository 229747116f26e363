//! `cuedeck export`: the files, and that all of them name a card by one key.

use std::io::Read;

use serde_json::Value;

use super::workdir::{NOTE, Workdir};

/// Words that mean something in every format.
const NASTY: &str = "\
---
title: \"Marks: * _ [x] {{y}} & #1\"
videoId: Z9ftpRhRiJE
---

## std::vector | a == b

*   **Push**: A call of `std::vector::push` that adds $a_{{1}} == b$ behind #all & *others* \"for good\" [00:03:00].

Long agendas with a dozen small items often fail due to a lack of 1. preparation :: and, \"well\", care [00:02:10]. <!-- cue: q: Long agendas {{fail}} ::?:: `a::b == c` a: - ~Preparation~ -->

Written updates calm a team [00:04:00]. <!-- cue: q: Written updates [[calm == soothe]] a **team**. -->
";

fn nasty() -> Workdir {
    let dir = Workdir::with_note();
    dir.write("notes/nasty.md", NASTY);
    dir
}

/// The keys that `cards` prints, in the deck's order.
fn keys(dir: &Workdir) -> Vec<String> {
    let rows = dir.run(&["cards"]).ended(0).json_lines();
    let keys = rows.iter().map(|row| row["id"].as_str().expect("a key"));
    keys.map(str::to_owned).collect()
}

#[test]
fn json_fits_its_published_schema() {
    let schema = include_str!("../../docs/cards.schema.json");
    let schema: Value = serde_json::from_str(schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let dir = nasty();
    dir.write(
        "decks/meetings.overrides.yaml",
        "add:\n  - name: own\n    video: Z9ftpRhRiJE\n    question: What is [[it]]?\n",
    );
    let _ = dir.run(&["export", "json"]).ended(0);
    let mut cards: Value = serde_json::from_slice(&dir.read("decks/meetings.json")).expect("JSON");
    let errors: Vec<String> = validator
        .iter_errors(&cards)
        .map(|e| e.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    let printed = dir.run(&["cards", "--format", "json"]).ended(0).stdout;
    assert_eq!(
        cards,
        serde_json::from_str::<Value>(&printed).expect("JSON")
    );
    // The schema tells every field and no other.
    let fields: Vec<String> = cards[0]
        .as_object()
        .expect("a card")
        .keys()
        .cloned()
        .collect();
    for field in fields {
        let value = cards[0][&field].take();
        assert!(!validator.is_valid(&cards), "{field} may be null");
        cards[0].as_object_mut().expect("a card").remove(&field);
        assert!(!validator.is_valid(&cards), "{field} may be missing");
        cards[0][&field] = value;
    }
    cards[0]["more"] = 1.into();
    assert!(!validator.is_valid(&cards), "more fields are allowed");
}

#[test]
fn csv_is_the_table_that_cards_prints() {
    let dir = nasty();
    let _ = dir.run(&["export", "csv"]).ended(0);
    let printed = dir.run(&["cards", "--format", "csv"]).ended(0).stdout;
    assert_eq!(
        String::from_utf8_lossy(&dir.read("decks/meetings.csv")),
        printed
    );
}

#[test]
fn the_text_for_anki_has_a_line_for_each_card_and_no_tags_unless_asked() {
    let dir = nasty();
    let text = dir
        .run(&["export", "anki", "--output", "-"])
        .ended(0)
        .stdout;
    let (head, lines): (Vec<&str>, Vec<&str>) =
        text.lines().partition(|line| line.starts_with('#'));
    let expected = [
        "#separator:tab",
        "#html:true",
        "#guid column:1",
        "#notetype column:2",
        "#deck:Meetings",
    ];
    assert_eq!(head, expected);
    let first = |line: &&str| line.split('\t').next().unwrap_or_default().to_owned();
    assert_eq!(lines.iter().map(first).collect::<Vec<_>>(), keys(&dir));
    assert!(lines.iter().all(|line| line.split('\t').count() == 10));
    let tagged = dir
        .run(&["export", "anki", "--tags", "-o", "-"])
        .ended(0)
        .stdout;
    assert!(tagged.contains("\n#tags column:11\n"), "{tagged}");
    assert!(tagged.contains("\tchannel::leadershow"), "{tagged}");
    let run = dir.run(&["export", "csv", "--tags"]).ended(2);
    assert!(run.stderr.contains("--tags"), "{}", run.stderr);
}

/// The cards that Obsidian's plug-in finds: blocks of lines, a separator or a gap in each.
fn blocks(note: &str) -> Vec<&str> {
    note.trim_end().split("\n\n").skip(1).collect()
}

#[test]
fn the_note_for_obsidian_holds_each_card_once() {
    let dir = nasty();
    let _ = dir.run(&["export", "obsidian"]).ended(0);
    let note = String::from_utf8(dir.read("decks/meetings.md")).expect("UTF-8");
    assert!(note.starts_with("#flashcards/Meetings\n\n"), "{note}");
    let keys = keys(&dir);
    let blocks = blocks(&note);
    assert_eq!(blocks.len(), keys.len(), "{note}");
    for (block, key) in blocks.iter().zip(&keys) {
        assert!(block.ends_with(&format!(" ^{key}")), "{block}");
        // Any line with two colons would be a card by itself.
        assert!(!block.contains("::"), "{block}");
        let separators = block.lines().filter(|line| *line == "?").count();
        let gaps = block.matches("==").count();
        assert_eq!((separators, gaps) == (0, 2), separators == 0, "{block}");
        assert!(separators == 0 || (separators, gaps) == (1, 0), "{block}");
    }
    insta::assert_snapshot!(blocks.join("\n\n"));
}

#[test]
fn schedules_in_obsidian_survive_a_new_export() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let _ = dir.run(&["export", "obsidian", "-o", "cards.md"]).ended(0);
    let note = String::from_utf8(dir.read("cards.md")).expect("UTF-8");
    // As the plug-in writes them: below the card, or on its last line.
    let keys = keys(&dir);
    let schedule = "<!--SR:!2027-01-02,9,270-->";
    let reviewed = note
        .replace(
            &format!(" ^{}\n", keys[0]),
            &format!(" ^{}\n{schedule}\n", keys[0]),
        )
        .replace(
            &format!(" ^{}", keys[1]),
            &format!(" {schedule} ^{}", keys[1]),
        );
    dir.write("cards.md", &reviewed);
    dir.write(
        "notes/meetings.md",
        NOTE.replace("items often fail", "items very often fail"),
    );
    let _ = dir.run(&["build"]).ended(0);
    let _ = dir.run(&["export", "obsidian", "-o", "cards.md"]).ended(0);
    let after = String::from_utf8(dir.read("cards.md")).expect("UTF-8");
    assert!(after.contains("very often"), "{after}");
    for block in blocks(&after) {
        let known = keys[..2].iter().any(|key| block.contains(key.as_str()));
        assert_eq!(block.contains(schedule), known, "{block}");
    }
}

#[test]
fn a_note_of_the_owners_own_is_not_replaced() {
    let dir = Workdir::with_note();
    let run = dir
        .run(&["export", "obsidian", "-o", "notes/meetings.md"])
        .ended(1);
    assert!(run.stderr.contains("notes/meetings.md"), "{}", run.stderr);
    assert_eq!(dir.read("notes/meetings.md"), NOTE.as_bytes());
}

#[test]
fn mochi_gets_a_deck_in_its_decks_with_our_keys() {
    let dir = nasty();
    dir.write("decks/meetings.yaml", "deck: Work::Meetings\n");
    let _ = dir.run(&["export", "mochi"]).ended(0);
    let bytes = dir.read("decks/meetings.mochi");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).expect("a zip");
    let mut data = String::new();
    let mut file = zip.by_name("data.json").expect("data");
    file.read_to_string(&mut data).expect("UTF-8");
    let data: Value = serde_json::from_str(&data).expect("JSON");
    assert_eq!(data["~:version"], 2);
    let decks = data["~:decks"].as_array().expect("decks");
    assert_eq!(
        (&decks[0]["~:name"], &decks[1]["~:name"]),
        (&"Work".into(), &"Meetings".into())
    );
    assert_eq!(decks[1]["~:parent-id"], decks[0]["~:id"]);
    let cards = decks[1]["~:cards"].as_array().expect("cards");
    let ids: Vec<&str> = cards
        .iter()
        .filter_map(|card| card["~:id"].as_str())
        .collect();
    let keys: Vec<String> = keys(&dir).iter().map(|key| format!("~:{key}")).collect();
    assert_eq!(ids, keys);
    let contents = cards.iter().filter_map(|card| card["~:content"].as_str());
    insta::assert_snapshot!(contents.collect::<Vec<_>>().join("\n\n=====\n\n"));
    let _ = dir.run(&["export", "mochi"]).ended(0);
    assert!(
        bytes == dir.read("decks/meetings.mochi"),
        "the second export differs"
    );
}

#[test]
fn cards_that_no_build_has_seen_are_pointed_out() {
    let dir = Workdir::with_note();
    let run = dir.run(&["export", "anki"]).ended(0);
    assert!(run.stderr.contains("not in the ledger"), "{}", run.stderr);
    assert!(!dir.has("decks/meetings.ledger"));
    let _ = dir.run(&["build"]).ended(0);
    let run = dir.run(&["export", "anki"]).ended(0);
    assert!(!run.stderr.contains("not in the ledger"), "{}", run.stderr);
}

#[test]
fn one_file_for_two_decks_and_an_unknown_format_are_wrong_command_lines() {
    let dir = Workdir::with_note();
    dir.write("decks/second.yaml", "deck: Second\n");
    let _ = dir.run(&["export", "csv", "-o", "x.csv"]).ended(2);
    let run = dir.run(&["export", "obsidan"]).ended(2);
    assert!(run.stderr.contains("'obsidian'"), "{}", run.stderr);
    let _ = dir
        .run(&["export", "csv", "decks/second.yaml", "-o", "no/such/x.csv"])
        .ended(1);
}
