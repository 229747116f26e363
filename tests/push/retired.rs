//! Retired cards are listed, and touched only when that is asked for as well.

use crate::failures::{built, push};
use crate::fake::{Anki, Fake, Reply};
use crate::workdir::{NOTE, Workdir};

/// A deck of which Anki has a card that is retired since, and one that was rejected.
fn with_retired() -> (Workdir, Anki) {
    let dir = built();
    let anki = Anki::with(&dir.path("decks/meetings.apkg"));
    let gone = |line: &&str| !line.contains("Parking lot");
    let note: Vec<&str> = NOTE.lines().filter(gone).collect();
    dir.write("notes/meetings.md", note.join("\n"));
    let cards = dir.run(&["cards"]).ended(0).json_lines();
    let key = cards[0]["id"].as_str().expect("a key").to_owned();
    drop(dir.run(&["reject", &key]).ended(0));
    drop(dir.run_at("1800000100", &["build"]).ended(0));
    (dir, anki)
}

/// Anything that changes something in Anki.
fn changes(fake: &Fake) -> Vec<String> {
    let looks = ["requestPermission", "deckNames", "findNotes", "notesInfo"];
    let actions = fake.actions().into_iter();
    actions
        .filter(|action| !looks.contains(&action.as_str()))
        .collect()
}

#[test]
fn retired_cards_are_listed_and_left_alone() {
    let (dir, anki) = with_retired();
    let fake = Fake::start(anki);
    let run = push(&dir, &fake, &["--retired", "delete"]).ended(0);
    for part in [
        "retired cards in Anki to delete: 2",
        "\n  retired ",
        "\n  rejected ",
        "What is a \"parking lot\"?",
        "nothing was done to them; --yes deletes them, with their history",
    ] {
        assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
    }
    assert_eq!(changes(&fake), Vec::<String>::new());
}

#[test]
fn yes_alone_asks_for_nothing() {
    let run = built().run(&["push", "--yes"]).ended(2);
    assert!(run.stderr.contains("--retired"), "{}", run.stderr);
}

#[track_caller]
fn check(what: &str, action: &str, done: &str) {
    let (dir, mut anki) = with_retired();
    let before = anki.notes.len();
    anki.notes[0].note.tags.push("mine".to_owned());
    let fake = Fake::start(anki);
    let run = push(&dir, &fake, &["--retired", what, "--yes"]).ended(0);
    assert!(
        run.stderr.contains(&format!("{done}: 2\n")),
        "{}",
        run.stderr
    );
    assert_eq!(changes(&fake), [action]);
    // Once more, there is nothing to do.
    let run = push(&dir, &fake, &["--retired", what, "--yes"]).ended(0);
    assert!(
        run.stderr
            .contains(&format!("no retired card in Anki to {what}")),
        "{}",
        run.stderr
    );
    assert_eq!(changes(&fake), [action]);
    let anki = fake.anki.lock().expect("no test panicked inside");
    let touched = anki
        .notes
        .iter()
        .filter(|one| one.suspended || one.note.tags.iter().any(|tag| tag == "cuedeck::retired"));
    let expected = match what {
        "delete" => (before - 2, 0),
        _ => (before, 2),
    };
    assert_eq!((anki.notes.len(), touched.count()), expected);
}

#[test]
fn retired_cards_are_suspended_when_asked() {
    check("suspend", "suspend", "suspended");
}

#[test]
fn retired_cards_are_tagged_when_asked() {
    check("tag", "addTags", "tagged");
}

#[test]
fn retired_cards_are_deleted_when_asked() {
    check("delete", "deleteNotes", "deleted");
}

#[test]
fn a_card_that_another_deck_has_is_not_retired() {
    let (dir, anki) = with_retired();
    // Another deck over the notes as they were: it has both cards.
    dir.write("old/meetings.md", NOTE);
    dir.write(
        "decks/other.yaml",
        "deck: Other\nnotes: [\"old/**/*.md\"]\n",
    );
    drop(dir.run(&["build", "decks/other.yaml"]).ended(0));
    let fake = Fake::start(anki);
    let args = ["decks/meetings.yaml", "--retired", "delete", "--yes"];
    let run = push(&dir, &fake, &args).ended(0);
    assert!(
        run.stderr.contains("no retired card in Anki to delete"),
        "{}",
        run.stderr
    );
    assert_eq!(changes(&fake), Vec::<String>::new());
}

#[test]
fn what_anki_only_says_it_did_is_not_believed() {
    let (dir, anki) = with_retired();
    let fake = Fake::twisted(anki, |request| match request["action"].as_str() {
        Some("suspend") => Reply::Http(200, r#"{"result": false, "error": null}"#.to_owned()),
        _ => Reply::Usual,
    });
    let run = push(&dir, &fake, &["--retired", "suspend", "--yes"]).ended(1);
    assert!(
        run.stderr
            .contains("2 of 2 retired cards are in Anki as before"),
        "{}",
        run.stderr
    );
}
