//! `cuedeck stats`: figures that add up, for people and for programs.

use serde_json::Value;

use super::workdir::{NOTE, Workdir};

/// A second note of the same recording, with two twins, links, and timecodes of all kinds.
const SISTER: &str = "\
---
title: How meetings fail
videoId: Z9ftpRhRiJE
---

From: [[othershow]] <br/>

Long agendas with a dozen small items often fail due to a lack of preparation [00:02:20].

## Later

A [[Good chair]] listens [11:16:00]. Silence in a [[good_chair | chair]] prevents honest repair [03:70:00].
";

fn folder() -> Workdir {
    let dir = Workdir::with_note();
    dir.write("notes/sister.md", SISTER);
    dir
}

fn json(dir: &Workdir) -> Value {
    let run = dir.run(&["stats", "--json"]).ended(0);
    let decks: Value = serde_json::from_str(&run.stdout).expect("JSON");
    decks[0].clone()
}

#[test]
fn the_figures_are_those_of_cards_and_skipped() {
    let dir = folder();
    let cards = dir.run(&["cards"]).ended(0).json_lines();
    let skipped = dir.run(&["cards", "--skipped"]).ended(0).json_lines();
    let deck = json(&dir);
    let total = &deck["total"];
    assert_eq!(total["cards"], cards.len());
    assert_eq!(total["statements"], cards.len() + skipped.len());
    assert_eq!(total["twins"], 2);
    for (code, count) in total["without_card"].as_object().expect("reasons") {
        let same = skipped.iter().filter(|row| row["reason"] == code.as_str());
        assert_eq!(*count, same.count(), "{code}");
    }
    let covered = (cards.len() + 2) as f64 / (cards.len() + skipped.len()) as f64;
    let coverage = total["coverage"].as_f64().expect("a share");
    assert!((coverage - covered).abs() < 0.001, "{total}");
}

#[test]
fn notes_sections_and_channels_each_add_up_to_the_whole() {
    let deck = json(&folder());
    for level in ["notes", "sections", "channels"] {
        let lines = deck[level].as_array().expect("lines");
        for figure in ["statements", "cards", "twins"] {
            let sum: u64 = lines.iter().filter_map(|line| line[figure].as_u64()).sum();
            assert_eq!(deck["total"][figure], sum, "{level}: {figure}");
        }
    }
    let names = |level: &str| -> Vec<String> {
        let lines = deck[level].as_array().expect("lines").iter();
        lines
            .map(|line| line["name"].as_str().expect("a name").to_owned())
            .collect()
    };
    assert_eq!(names("notes"), ["notes/meetings.md", "notes/sister.md"]);
    let sections = [
        "notes/meetings.md › Opening",
        "notes/sister.md",
        "notes/sister.md › Later",
    ];
    assert_eq!(names("sections"), sections);
    assert_eq!(names("channels"), ["leadershow", "othershow"]);
    assert_eq!(
        names("concepts"),
        ["good_chair"],
        "one note, by title and by file name"
    );
    assert_eq!(deck["concepts"][0]["statements"], 2);
}

#[test]
fn the_health_of_timecodes_is_told_of_each_note() {
    let dir = folder();
    dir.write(
        "notes/bare.md",
        "---\ntitle: Bare\nvideoId: aaaaaaaaaaa\n---\n\nSilence prevents honest repair.\n",
    );
    let deck = json(&dir);
    let [bare, meetings, sister] = deck["notes"].as_array().expect("notes").as_slice() else {
        panic!("three notes were expected: {deck}");
    };
    assert_eq!(bare["untimed"], 1);
    assert_eq!(meetings["timecodes"]["written"], 4);
    assert_eq!(sister["timecodes"]["written"], 3);
    assert_eq!(sister["timecodes"]["read_differently"], 1);
    assert_eq!(sister["timecodes"]["unusable"], 1);
}

#[test]
fn people_get_a_table_with_a_sum_and_the_reasons() {
    let dir = folder();
    let run = dir.run(&["stats"]).ended(0);
    insta::assert_snapshot!(run.stdout);
    let run = dir.run(&["stats", "--by", "concept"]).ended(0);
    assert!(run.stdout.contains("  good_chair\n"), "{}", run.stdout);
    let run = dir.run(&["stats", "--by", "chanel"]).ended(2);
    assert!(run.stderr.contains("'channel'"), "{}", run.stderr);
}

#[test]
fn the_table_for_spreadsheets_has_a_column_for_every_reason() {
    let dir = folder();
    let run = dir.run(&["stats", "--csv"]).ended(0);
    let mut table = csv::Reader::from_reader(run.stdout.as_bytes());
    let heads = table.headers().expect("a header line").clone();
    for reason in cuedeck::extract::Reason::ALL {
        assert!(heads.iter().any(|head| head == reason.code()), "{reason:?}");
    }
    let rows: Vec<csv::StringRecord> = table.records().map(|row| row.expect("a row")).collect();
    let levels: Vec<&str> = rows.iter().map(|row| &row[1]).collect();
    let expected = [
        "note", "note", "section", "section", "section", "channel", "channel", "concept",
    ];
    assert_eq!(levels, expected);
    let run = dir.run(&["stats", "--csv", "--by", "note"]).ended(0);
    assert_eq!(run.stdout.lines().count(), 3);
    let _ = dir.run(&["stats", "--csv", "--json"]).ended(2);
}

#[test]
fn a_card_that_the_owner_added_is_counted_apart() {
    let dir = Workdir::new();
    dir.write("notes/meetings.md", NOTE);
    dir.write("decks/meetings.yaml", "deck: Meetings\n");
    dir.write(
        "decks/meetings.overrides.yaml",
        "add:\n  - name: own\n    video: Z9ftpRhRiJE\n    question: What is [[it]]?\n",
    );
    assert_eq!(json(&dir)["cards_added"], 1);
}
