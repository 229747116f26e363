//! What is said of an import is what was seen in Anki.

use crate::failures::{built, push};
use crate::fake::{Anki, Fake};
use crate::workdir::Workdir;

const PRESS: &str = "Anki shows its import window: press Import there";

/// How many cards the sample deck has.
fn cards(dir: &Workdir) -> usize {
    let package = dir.path("decks/meetings.apkg");
    cuedeck::package::read_notes(&package)
        .expect("a package")
        .len()
}

fn presses_after(looks: usize, anki: Anki) -> Anki {
    Anki {
        presses_after: Some(looks),
        ..anki
    }
}

/// Rewords one statement and builds later, so that one card is newer.
fn reword(dir: &Workdir) {
    let note = String::from_utf8(dir.read("notes/meetings.md")).expect("UTF-8");
    dir.write(
        "notes/meetings.md",
        note.replace("nobody has time for", "no one has time for"),
    );
    drop(dir.run_at("1800000100", &["build"]).ended(0));
}

#[test]
fn a_first_import_is_seen_when_its_cards_are_there() {
    let dir = built();
    let all = cards(&dir);
    let fake = Fake::start(presses_after(2, Anki::default()));
    let run = push(&dir, &fake, &[]).ended(0);
    let package = "decks/meetings.apkg";
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(
        lines,
        [
            format!(
                "{package}: 0 of {all} cards are in Anki as the package has them, {all} not in Anki"
            ),
            PRESS.to_owned(),
            format!("{package}: {all} of {all} cards are in Anki as the package has them"),
        ]
    );
    assert_eq!(run.stdout, "");
    let path = dir.path(package);
    assert_eq!(
        fake.params("guiImportFile"),
        [serde_json::json!({"path": path})]
    );
    for never in ["importPackage", "addNote", "addNotes"] {
        assert!(!fake.actions().contains(&never.to_owned()), "{never}");
    }
}

#[test]
fn what_was_not_seen_is_not_called_imported() {
    let dir = built();
    let all = cards(&dir);
    let fake = Fake::start(Anki::default());
    let run = push(&dir, &fake, &["--wait", "1"]).ended(1);
    let message = format!("after 1 s, 0 of {all} cards of `decks/meetings.apkg` are in Anki");
    assert!(run.stderr.contains(&message), "{}", run.stderr);
    assert!(!run.stderr.contains("imported"), "{}", run.stderr);
}

#[test]
fn with_no_time_to_wait_nothing_is_claimed() {
    let dir = built();
    let fake = Fake::start(Anki::default());
    let run = push(&dir, &fake, &["--wait", "0"]).ended(0);
    assert!(
        run.stderr.ends_with(&format!("{PRESS}\n")),
        "{}",
        run.stderr
    );
    assert_eq!(
        fake.actions().last().map(String::as_str),
        Some("guiImportFile")
    );
}

#[test]
fn a_deck_that_is_there_already_is_not_imported_again_unless_asked() {
    let dir = built();
    let fake = Fake::start(Anki::with(&dir.path("decks/meetings.apkg")));
    let run = push(&dir, &fake, &[]).ended(0);
    assert!(
        run.stderr.contains("nothing to import (--again"),
        "{}",
        run.stderr
    );
    assert!(fake.params("guiImportFile").is_empty());
    let run = push(&dir, &fake, &["--again"]).ended(0);
    assert!(
        run.stderr.contains(PRESS) && run.stderr.contains("cannot be seen"),
        "{}",
        run.stderr
    );
    assert_eq!(fake.params("guiImportFile").len(), 1);
}

#[test]
fn an_update_of_a_deck_that_was_there_is_seen_by_its_words() {
    let dir = built();
    let all = cards(&dir);
    for tells_time in [false, true] {
        let before = Anki::with(&dir.path("decks/meetings.apkg"));
        reword(&dir);
        let anki = Anki {
            tells_time,
            ..before
        };
        let fake = Fake::start(presses_after(1, anki));
        let run = push(&dir, &fake, &[]).ended(0);
        let (known, end) = (all - 1, format!("{all} of {all} cards are in Anki"));
        let begin =
            format!("{known} of {all} cards are in Anki as the package has them, 1 different");
        assert!(
            run.stderr.contains(&begin) && run.stderr.contains(&end),
            "{}",
            run.stderr
        );
        // The second round begins as the first did.
        dir.write("notes/meetings.md", crate::workdir::NOTE);
        drop(dir.run_at("1800000200", &["build"]).ended(0));
    }
}

#[test]
fn a_card_that_its_owner_edited_does_not_hold_up_the_rest() {
    let dir = built();
    let all = cards(&dir);
    for tells_time in [false, true] {
        let mut anki = Anki::with(&dir.path("decks/meetings.apkg"));
        // One is edited in Anki, another was deleted there and comes back.
        anki.notes.truncate(2);
        anki.notes[0].note.fields[1] = "mine".to_owned();
        anki.notes[0].note.modified_at.0 += 1000;
        anki.tells_time = tells_time;
        let fake = Fake::start(presses_after(1, anki));
        let run = push(&dir, &fake, &["--wait", "20"]).ended(0);
        let rest = match tells_time {
            true => "1 changed in Anki since, which an import leaves alone",
            false => "1 different in Anki",
        };
        let last = run.stderr.lines().last().unwrap_or_default();
        let expected = format!(
            "{} of {all} cards are in Anki as the package has them, {rest}",
            all - 1
        );
        assert!(last.ends_with(&expected), "{}", run.stderr);
    }
}

#[test]
fn an_anki_that_tells_the_time_is_not_asked_to_import_what_it_would_keep() {
    let dir = built();
    let mut anki = Anki::with(&dir.path("decks/meetings.apkg"));
    anki.notes[0].note.fields[1] = "mine".to_owned();
    anki.tells_time = true;
    let fake = Fake::start(anki);
    let run = push(&dir, &fake, &[]).ended(0);
    assert!(run.stderr.contains("nothing to import"), "{}", run.stderr);
}

#[test]
fn an_import_without_the_window_says_beforehand_what_it_switches_on() {
    let dir = built();
    let all = cards(&dir);
    let fake = Fake::start(Anki::default());
    let run = push(&dir, &fake, &["--import-now", "--wait", "0"]).ended(0);
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert!(lines[1].contains("merges notetypes, takes over learning progress and deck presets"));
    assert!(
        lines[2].contains(&format!("{all} of {all} cards are in Anki")),
        "{lines:?}"
    );
    assert_eq!(fake.params("importPackage").len(), 1);
    assert!(fake.params("guiImportFile").is_empty());
}

#[test]
fn packages_go_one_after_the_other() {
    let dir = built();
    dir.write("decks/other.yaml", "deck: Other\n");
    drop(dir.run(&["build"]).ended(0));
    let fake = Fake::start(presses_after(1, Anki::default()));
    let run = push(
        &dir,
        &fake,
        &[
            "decks/meetings.yaml",
            "decks/other.apkg",
            "decks/meetings.apkg",
        ],
    );
    let run = run.ended(0);
    // The second has the same cards, and the third is the first.
    assert_eq!(fake.params("guiImportFile").len(), 1);
    assert!(run.stderr.contains("decks/other.apkg") && run.stderr.contains("nothing to import"));
}

#[test]
fn a_large_package_is_asked_for_in_parts() {
    let dir = Workdir::with_note();
    let card = |n: usize| {
        format!(
            "  - name: card {n}\n    video: Z9ftpRhRiJE\n    question: What is {n}?\n    answer: A number\n"
        )
    };
    let own: String = (0..1200).map(card).collect();
    dir.write("decks/meetings.overrides.yaml", format!("add:\n{own}"));
    dir.write(
        "decks/meetings.yaml",
        "deck: Meetings\nlimits:\n  cards_per_note: 10000\n",
    );
    drop(dir.run(&["build"]).ended(0));
    let all = cards(&dir);
    assert!(all > 1100, "{all}");
    let fake = Fake::start(presses_after(2, Anki::default()));
    let run = push(&dir, &fake, &[]).ended(0);
    assert!(
        run.stderr
            .contains(&format!("{all} of {all} cards are in Anki")),
        "{}",
        run.stderr
    );
    let infos = fake.params("notesInfo");
    let most = infos
        .iter()
        .filter_map(|asked| asked["notes"].as_array().map(Vec::len))
        .max();
    assert_eq!(most, Some(100));
}
