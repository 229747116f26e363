//! The command line as a person meets it: what it prints, writes and returns.

mod cache;
mod check;
mod exit;
mod explain;
mod export;
mod owner;
mod regenerate;
mod setup;
mod signal;
mod stats;
mod watch;
mod workdir;

use std::fs;
use std::os::unix::fs::PermissionsExt;

use workdir::{NOTE, Workdir, run_in};

#[test]
fn build_writes_a_package_beside_its_recipe_and_says_so() {
    let dir = Workdir::with_note();
    let run = dir.run(&["build"]).ended(0);
    assert!(dir.has("decks/meetings.apkg"));
    assert_eq!(run.stdout, "", "stdout is for data");
    for part in [
        "notes",
        "statements",
        "cards",
        "no card",
        "decks/meetings.apkg",
        "took",
    ] {
        assert!(
            run.stderr.contains(part),
            "{part} is missing in: {}",
            run.stderr
        );
    }
}

#[test]
fn building_twice_gives_the_same_bytes_and_so_does_a_copy_elsewhere() {
    let (one, other) = (Workdir::with_note(), Workdir::with_note());
    let _ = one.run(&["build"]).ended(0);
    let first = one.read("decks/meetings.apkg");
    let _ = one.run(&["build"]).ended(0);
    assert!(
        first == one.read("decks/meetings.apkg"),
        "the second build differs"
    );
    let _ = other.run(&["build"]).ended(0);
    assert!(
        first == other.read("decks/meetings.apkg"),
        "the copy's build differs"
    );
}

#[test]
fn every_statement_is_a_card_or_has_a_reason() {
    let dir = Workdir::with_note();
    let run = dir.run(&["build", "--dry-run", "--json"]).ended(0);
    let summary: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let deck = &summary[0];
    let number = |key: &str| deck[key].as_u64().expect("a number");
    assert!(number("cards") >= 2, "{deck}");
    assert_eq!(
        number("statements"),
        number("cards") + number("statements_without_card")
    );
    assert!(!dir.has("decks/meetings.apkg"), "a dry run writes nothing");
}

#[test]
fn cards_come_with_a_link_to_the_second() {
    let dir = Workdir::with_note();
    let rows = dir.run(&["cards", "notes"]).ended(0).json_lines();
    let row = rows
        .iter()
        .find(|row| row["back"] == "A lack of preparation")
        .expect("the card");
    assert_eq!(
        row["front"],
        "Long agendas with a dozen small items often fail due to what?"
    );
    assert_eq!(
        row["url"],
        "https://www.youtube.com/watch?v=Z9ftpRhRiJE&t=130s"
    );
    assert_eq!(row["timecodes"], serde_json::json!([130]));
    assert_eq!(row["context"], "Running staff meetings › Opening");
    assert_eq!(row["note"], "meetings.md");
    assert_eq!(row["line"], 10);
}

#[test]
fn skipped_prints_the_statements_without_a_card_and_why() {
    let dir = Workdir::with_note();
    let rows = dir
        .run(&["cards", "notes", "--skipped"])
        .ended(0)
        .json_lines();
    assert!(
        rows.iter()
            .any(|row| row["statement"] == "This helps." && row["reason"] == "too-short")
    );
}

#[test]
fn every_format_of_cards_prints_every_card() {
    let dir = Workdir::with_note();
    let count = dir.run(&["cards", "notes"]).ended(0).json_lines().len();
    let json = dir
        .run(&["cards", "notes", "--format", "json"])
        .ended(0)
        .stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(count));
    let csv = dir
        .run(&["cards", "notes", "--format", "csv"])
        .ended(0)
        .stdout;
    assert_eq!(csv.lines().count(), count + 1);
    let md = dir
        .run(&["cards", "notes", "--format", "md"])
        .ended(0)
        .stdout;
    assert_eq!(md.matches("\n→ ").count(), count);
}

#[test]
fn a_missing_folder_is_named_and_nothing_is_written() {
    let dir = Workdir::new();
    let run = dir.run(&["build", "no-such-folder"]).ended(1);
    assert!(run.stderr.contains("no-such-folder"), "{}", run.stderr);
    assert!(!dir.has("decks"));
}

#[test]
fn without_recipe_or_path_the_way_out_is_named() {
    let run = Workdir::new().run(&["build"]).ended(2);
    assert!(run.stderr.contains("decks/"), "{}", run.stderr);
}

#[test]
fn a_typo_in_a_recipe_names_the_place_and_the_key_that_was_meant() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let before = dir.read("decks/meetings.apkg");
    dir.write(
        "decks/meetings.yaml",
        "deck: Meetings\nlimts:\n  cards: 3\n",
    );
    let run = dir.run(&["build"]).ended(1);
    assert!(
        run.stderr.contains("decks/meetings.yaml:2:1"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("limits"), "{}", run.stderr);
    assert!(
        before == dir.read("decks/meetings.apkg"),
        "the old package changed"
    );
}

#[test]
fn a_note_that_is_not_text_is_an_error_and_the_others_are_built() {
    let dir = Workdir::with_note();
    dir.write("notes/broken.md", b"---\ntitle: x\n---\n\xff\xfe\x00bytes");
    dir.write("notes/empty.md", b"");
    let run = dir.run(&["build"]).ended(3);
    assert!(run.stderr.contains("notes/broken.md"), "{}", run.stderr);
    assert!(dir.has("decks/meetings.apkg"));
}

#[test]
fn an_unreadable_note_stops_the_build_and_keeps_the_old_package() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let before = dir.read("decks/meetings.apkg");
    dir.write("notes/locked.md", NOTE);
    let locked = dir.path("notes/locked.md");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).expect("permissions");
    if fs::read(&locked).is_ok() {
        println!("skipped: this user may read every file");
        return;
    }
    let run = dir.run(&["build"]).ended(1);
    assert!(run.stderr.contains("locked.md"), "{}", run.stderr);
    assert!(
        before == dir.read("decks/meetings.apkg"),
        "the old package changed"
    );
}

#[test]
fn one_output_for_two_decks_is_a_wrong_command_line() {
    let dir = Workdir::with_note();
    dir.write("decks/second.yaml", "deck: Second\n");
    let run = dir.run(&["build", "-o", "x.apkg"]).ended(2);
    assert!(run.stderr.contains("--output"), "{}", run.stderr);
    let _ = dir.run(&["build"]).ended(0);
    assert!(dir.has("decks/second.apkg"));
}

#[test]
fn a_folder_needs_no_recipe() {
    let dir = Workdir::new();
    dir.write("talks/meetings.md", NOTE);
    let _ = dir
        .run(&[
            "build",
            "talks",
            "-o",
            "talks.apkg",
            "--deck",
            "Work::Talks",
        ])
        .ended(0);
    assert!(dir.has("talks.apkg"));
    let rows = dir.run(&["cards", "talks"]).ended(0).json_lines();
    assert_eq!(rows[0]["deck"], "talks");
}

#[test]
fn a_name_that_anki_would_take_for_a_backup_is_refused() {
    let dir = Workdir::with_note();
    let run = dir.run(&["build", "-o", "collection.apkg"]).ended(1);
    assert!(run.stderr.contains("collection.apkg"), "{}", run.stderr);
}

#[test]
fn check_prints_diagnostics_with_their_line_and_ends_by_result() {
    let dir = Workdir::new();
    dir.write("notes/meetings.md", NOTE);
    let _ = dir.run(&["check", "notes"]).ended(0);
    dir.write("notes/late.md", NOTE.replace("00:04:00", "46:23:00"));
    let run = dir.run(&["check", "notes"]).ended(0);
    assert!(run.stdout.contains("late.md:"), "{}", run.stdout);
    let json = dir
        .run(&["check", "notes", "--format", "json"])
        .ended(0)
        .stdout;
    let found: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(found[0]["path"], "late.md");
    assert!(found[0]["code"].is_string() && found[0]["line"].is_u64());
}

#[test]
fn colour_comes_only_when_asked_for() {
    let dir = Workdir::new();
    let run = dir.run(&["build", "nowhere"]).ended(1);
    assert!(!run.stderr.contains('\u{1b}'), "{}", run.stderr);
    let run = dir.run(&["build", "nowhere", "--color", "always"]).ended(1);
    assert!(run.stderr.contains('\u{1b}'), "{}", run.stderr);
}

#[test]
fn quiet_prints_errors_only() {
    let dir = Workdir::with_note();
    let run = dir.run(&["build", "--quiet"]).ended(0);
    assert_eq!(run.stderr, "");
}

#[test]
fn a_wrong_word_on_the_command_line_gets_a_suggestion() {
    let run = Workdir::new().run(&["bild"]).ended(2);
    assert!(run.stderr.contains("build"), "{}", run.stderr);
}

#[test]
fn the_notes_of_this_repository_make_a_deck() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let run = run_in(root, &["build", "--dry-run", "--json"]).ended(0);
    let summary: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert!(summary[0]["cards"].as_u64() > Some(20), "{summary}");
}
