//! Rebuilt decks in the real Anki: what their owner learnt and corrected stays.

use std::path::{Path, PathBuf};
use std::process::Command;

use cuedeck::package::write_package;
use cuedeck::plan::{ChangeKind, FieldName, Ledger, PlannedDeck, Record};
use serde_json::Value;
use tempfile::TempDir;

use crate::harness::{AnkiImport, Step};
use crate::world::{build, notes};

/// Long ago: the owner's own edits, made now, are later than both builds.
const THEN: i64 = 1_780_000_000;

fn package(folder: &TempDir, name: &str, deck: &PlannedDeck) -> PathBuf {
    let path = folder.path().join(name);
    write_package(deck, &path).expect("a package");
    path
}

fn card_on<'d>(deck: &'d PlannedDeck, words: &str) -> &'d Record {
    let mut records = deck.cards.iter().map(|card| &card.record);
    let found = records.find(|record| record.statement.starts_with(words));
    found.unwrap_or_else(|| panic!("no card on {words}"))
}

fn found<'a>(picture: &'a Value, record: &Record) -> &'a Value {
    let notes = picture["notes"].as_array().expect("notes");
    let same = |note: &&Value| note["guid"] == record.guid.as_str();
    assert_eq!(notes.iter().filter(same).count(), 1, "{}", record.guid);
    notes.iter().find(same).expect("just counted")
}

#[test]
fn what_the_owner_learnt_and_corrected_survives_a_rebuild() {
    let Some(anki) = AnkiImport::new() else {
        return;
    };
    let note = include_str!("notes/meetings.md");
    let first = build(&[("meetings.md", note)], &Ledger::default(), THEN);
    let edited = note
        .replace(
            "Long agendas with a dozen small items often fail",
            "Lengthy agendas with a dozen small items usually fail",
        )
        .replace(
            "Voting too early leads to decisions that nobody defends",
            "Late votes lead to longer evenings",
        );
    let second = build(&[("meetings.md", &edited)], &first.ledger, THEN + 1000);
    let reworded = card_on(&first, "Long agendas");
    let unchanged = card_on(&first, "Written updates");
    let retired = card_on(&first, "Voting too early");
    let count = |kind| {
        second
            .changes
            .iter()
            .filter(|change| change.kind == kind)
            .count()
    };
    assert_eq!(
        (count(ChangeKind::Reworded), count(ChangeKind::Retired)),
        (1, 1)
    );

    let folder = tempfile::tempdir().expect("a temporary folder");
    let old = package(&folder, "old.apkg", &first);
    let new = package(&folder, "new.apkg", &second);
    let answer = FieldName::Answer as usize;
    let answer_of = anki.steps(&[
        Step::Import(&old),
        Step::Study(reworded.guid.as_str()),
        Step::Study(retired.guid.as_str()),
        Step::Edit {
            guid: unchanged.guid.as_str(),
            field: answer,
            text: "the owner's answer",
        },
        Step::Import(&new),
        Step::Import(&new),
    ]);
    let (before, after) = (&answer_of["steps"][3], &answer_of["steps"][4]);

    let state = |picture: &Value, record| found(picture, record)["cards"][0]["state"].clone();
    assert_eq!(
        state(after, reworded),
        state(before, reworded),
        "its review state stays"
    );
    assert_ne!(
        state(after, reworded),
        state(&answer_of["steps"][0], reworded)
    );
    let front = found(after, reworded)["fields"][FieldName::Prompt as usize]
        .as_str()
        .expect("a front");
    assert!(front.starts_with("Lengthy agendas"), "{front}");
    assert_eq!(
        found(after, unchanged)["fields"][answer],
        "the owner's answer"
    );
    assert_eq!(
        found(after, retired),
        found(before, retired),
        "nothing happens to it"
    );

    let updated = count(ChangeKind::Reworded) + count(ChangeKind::Updated);
    assert_eq!(after["log"]["updated"], updated);
    assert_eq!(after["log"]["new"], count(ChangeKind::New));
    assert_eq!(after["log"]["conflicting"], 0);
    let notes = |picture: &Value| picture["notes"].as_array().map_or(0, Vec::len);
    assert_eq!(
        notes(after),
        notes(before) + count(ChangeKind::New),
        "nothing is doubled"
    );
    assert_eq!(answer_of["steps"][5]["log"]["updated"], 0);
    assert_eq!(
        answer_of["steps"][5]["notes"], after["notes"],
        "a second import changes nothing"
    );
}

/// The stricter judge beside the repository plays a whole user.
#[test]
fn the_oracle_finds_nothing_after_a_rebuild() {
    let oracle = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/anki/anki_oracle.py");
    if !oracle.exists() {
        println!("SKIPPED: ../shared/anki/anki_oracle.py is not there");
        return;
    }
    let Some(anki) = AnkiImport::new() else {
        return;
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let texts = notes();
    let first = Texts(texts.clone()).build(&Ledger::default(), THEN);
    let mut edited = texts;
    for (_, text) in &mut edited {
        *text = text
            .replace(" often ", " usually ")
            .replace("because", "since")
            .replace("## Opening", "## How to begin");
    }
    let second = Texts(edited).build(&first.ledger, THEN + 1000);
    let old = package(&folder, "old.apkg", &first);
    let new = package(&folder, "new.apkg", &second);
    let output = Command::new(anki.python())
        .arg(&oracle)
        .arg("reimport")
        .args([&old, &new])
        .output()
        .expect("the oracle runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}

/// Notes with the texts they have at one time.
struct Texts(Vec<(String, String)>);

impl Texts {
    fn build(&self, ledger: &Ledger, seconds: i64) -> PlannedDeck {
        let notes: Vec<(&str, &str)> = self
            .0
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        build(&notes, ledger, seconds)
    }
}
