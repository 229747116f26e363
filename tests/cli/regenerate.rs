//! Building again after an edit, as a person does it.

use serde_json::Value;

use crate::workdir::{NOTE, Workdir};

pub const LATER: &str = "1800000100";
pub const SENTENCE: &str =
    "Long agendas with a dozen small items often fail due to a lack of preparation";

/// The front, back and key of every card, by key.
pub fn cards(dir: &Workdir) -> Vec<(String, String, String)> {
    let rows = dir.run(&["cards"]).ended(0).json_lines();
    let text = |row: &Value, key: &str| row[key].as_str().expect("text").to_owned();
    let mut cards: Vec<_> = rows
        .iter()
        .map(|row| (text(row, "id"), text(row, "front"), text(row, "back")))
        .collect();
    cards.sort();
    cards
}

pub fn key_of(dir: &Workdir, front: &str) -> String {
    let found = cards(dir).into_iter().find(|(_, shown, _)| shown == front);
    found.unwrap_or_else(|| panic!("no card asks: {front}")).0
}

pub fn edited(dir: &Workdir, from: &str, to: &str) {
    let text = String::from_utf8(dir.read("notes/meetings.md")).expect("UTF-8");
    assert!(text.contains(from), "{from} is not in the note");
    dir.write("notes/meetings.md", text.replace(from, to));
}

pub fn plan(dir: &Workdir) -> Value {
    let json = dir.run_at(LATER, &["plan", "--json"]).ended(0).stdout;
    let value: Value = serde_json::from_str(&json).expect("JSON");
    value[0].clone()
}

#[test]
fn rewording_a_claim_keeps_its_key_and_is_listed() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let key = key_of(
        &dir,
        "Long agendas with a dozen small items often fail due to what?",
    );
    edited(
        &dir,
        SENTENCE,
        "Crowded agendas with a dozen small items mostly fail due to a lack of preparation",
    );
    let run = dir.run_at(LATER, &["build"]).ended(0);
    assert!(
        run.stderr.contains(&format!("reworded {key}")),
        "{}",
        run.stderr
    );
    assert_eq!(
        key_of(
            &dir,
            "Crowded agendas with a dozen small items mostly fail due to what?"
        ),
        key
    );
}

#[test]
fn a_cut_whose_words_changed_is_made_again() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let key = key_of(
        &dir,
        "Long agendas with a dozen small items often fail due to what?",
    );
    edited(&dir, "fail due to a lack", "fail for want of a lack");
    let _ = dir.run_at(LATER, &["build"]).ended(0);
    let now = cards(&dir)
        .into_iter()
        .find(|(id, ..)| *id == key)
        .expect("the card");
    assert_eq!(now.2, "Want of a lack of preparation");
}

#[test]
fn an_unchanged_deck_is_locked_and_a_changed_one_is_not() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build", "--locked"]).ended(1);
    assert!(!dir.has("decks/meetings.apkg") && !dir.has("decks/meetings.ledger"));
    let _ = dir.run(&["build"]).ended(0);
    let _ = dir.run_at(LATER, &["build", "--locked"]).ended(0);
    edited(&dir, "Long agendas", "Crowded agendas");
    let run = dir.run_at(LATER, &["build", "--locked"]).ended(1);
    assert!(run.stderr.contains("1 reworded"), "{}", run.stderr);
}

#[test]
fn a_removed_claim_is_retired_and_comes_back_under_its_key() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let before = cards(&dir);
    edited(&dir, SENTENCE, "Gone");
    assert_eq!(plan(&dir)["counts"]["retired"], 1);
    let _ = dir.run_at(LATER, &["build"]).ended(0);
    dir.write("notes/meetings.md", NOTE);
    assert_eq!(plan(&dir)["counts"]["revived"], 1);
    let _ = dir.run_at(LATER, &["build"]).ended(0);
    assert_eq!(cards(&dir), before);
}

#[test]
fn retired_notes_ride_along_until_the_next_change_where_the_recipe_says_tag() {
    let dir = Workdir::with_note();
    dir.write("decks/meetings.yaml", "deck: Meetings\nretire: tag\n");
    let _ = dir.run(&["build"]).ended(0);
    edited(&dir, SENTENCE, "Gone");
    let _ = dir.run_at(LATER, &["build"]).ended(0);
    let told = String::from_utf8(dir.read("decks/meetings.ledger")).expect("UTF-8");
    assert!(
        told.contains("state told") && told.contains("cuedeck::retired"),
        "{told}"
    );
    let with = dir.read("decks/meetings.apkg");
    let _ = dir.run_at("1800000200", &["build"]).ended(0);
    assert!(dir.read("decks/meetings.apkg") == with, "it left too early");
    let _ = dir.run_at("1800000200", &["build", "--locked"]).ended(0);
    edited(&dir, "status reports", "weather reports");
    let _ = dir.run_at("1800000300", &["build"]).ended(0);
    let summary = dir
        .run_at("1800000300", &["build", "--json"])
        .ended(0)
        .stdout;
    let summary: Value = serde_json::from_str(&summary).expect("JSON");
    assert_eq!(summary[0]["changes"]["retired"], 0, "{summary}");
}

#[test]
fn a_moved_note_and_a_renamed_section_keep_every_key() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let keys = |dir: &Workdir| {
        cards(dir)
            .into_iter()
            .map(|(id, ..)| id)
            .collect::<Vec<_>>()
    };
    let before = keys(&dir);
    std::fs::remove_file(dir.path("notes/meetings.md")).expect("removed");
    dir.write(
        "notes/2026/staff.md",
        NOTE.replace("## Opening", "## How to open"),
    );
    assert_eq!(keys(&dir), before);
    let counts = plan(&dir)["counts"].clone();
    assert_eq!(
        (&counts["new"], &counts["retired"]),
        (&0.into(), &0.into()),
        "{counts}"
    );
}

#[test]
fn a_damaged_ledger_stops_the_build_and_names_line_and_way_out() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let (ledger, package) = (
        dir.read("decks/meetings.ledger"),
        dir.read("decks/meetings.apkg"),
    );
    let text = String::from_utf8(ledger).expect("UTF-8");
    for (damaged, word) in [
        (text.replace("lack of", "want of"), "content"),
        (
            text.replace("cuedeck ledger 1", "cuedeck ledger 9"),
            "newer",
        ),
        (text.replace("state live", "<<<<<<< ours"), "merge"),
        (text.replacen("id ", "id x", 1), "line"),
    ] {
        dir.write("decks/meetings.ledger", damaged);
        let run = dir.run(&["build"]).ended(1);
        assert!(run.stderr.contains(word), "{word}: {}", run.stderr);
        assert!(
            run.stderr.contains("adopt") && run.stderr.contains("git"),
            "{}",
            run.stderr
        );
        assert!(
            dir.read("decks/meetings.apkg") == package,
            "the package changed"
        );
    }
}

#[test]
fn a_lost_ledger_is_rebuilt_from_the_package() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let before = cards(&dir);
    std::fs::remove_file(dir.path("decks/meetings.ledger")).expect("removed");
    let _ = dir.run(&["adopt", "decks/meetings.apkg"]).ended(0);
    assert_eq!(cards(&dir), before);
    let counts = plan(&dir)["counts"].clone();
    assert_eq!(counts["unchanged"], before.len(), "{counts}");
    let run = dir.run(&["adopt", "decks/meetings.apkg"]).ended(1);
    assert!(run.stderr.contains("--force"), "{}", run.stderr);
    let _ = dir.run(&["adopt", "notes/meetings.md", "--force"]).ended(1);
}

#[test]
fn a_locked_deck_is_not_built_twice_at_once() {
    let dir = Workdir::with_note();
    let recipe = std::fs::File::open(dir.path("decks/meetings.yaml")).expect("the recipe");
    recipe.lock().expect("a lock");
    let run = dir.run(&["build"]).ended(1);
    assert!(run.stderr.contains("another cuedeck"), "{}", run.stderr);
    drop(recipe);
    let _ = dir.run(&["build"]).ended(0);
}

#[test]
fn a_list_whose_section_is_renamed_keeps_its_card() {
    let dir = Workdir::with_note();
    let list = |heading: &str| {
        format!(
            "---\nvideoId: Z9ftpRhRiJE\n---\n\n## {heading}\n\nThe four kinds of tea have two roots [00:01:00]:\n\n- **Green**: Unoxidised leaves [00:01:10].\n- **Black**: Oxidised leaves [00:01:20].\n"
        )
    };
    dir.write("notes/meetings.md", list("The kinds of tea"));
    let _ = dir.run(&["build"]).ended(0);
    dir.write("notes/meetings.md", list("Green and black"));
    let plan = plan(&dir);
    assert_eq!(plan["counts"]["retired"], 0, "{plan}");
}

#[test]
fn a_key_to_reword_has_to_be_known() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let run = dir.run(&["build", "--reword", "0123456789abcdef"]).ended(2);
    assert!(run.stderr.contains("0123456789abcdef"), "{}", run.stderr);
}

#[test]
fn a_definition_written_anew_keeps_its_card() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let front = "What is a \"parking lot\"?";
    let key = key_of(&dir, front);
    edited(
        &dir,
        "A list of topics that nobody has time for today",
        "A wall of questions that come back in the end",
    );
    let _ = dir.run_at(LATER, &["build"]).ended(0);
    assert_eq!(key_of(&dir, front), key);
}

#[test]
fn a_card_that_the_recipe_turned_off_is_retired_once() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    dir.write("decks/meetings.yaml", "deck: Meetings\nkinds: [cloze]\n");
    let _ = dir.run_at(LATER, &["build"]).ended(0);
    assert_eq!(plan(&dir)["counts"]["retired"], 0);
    let _ = dir.run_at(LATER, &["build", "--locked"]).ended(0);
}

#[test]
fn a_note_that_cannot_be_read_today_keeps_its_cards() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let before = cards(&dir);
    let utf16: Vec<u8> = NOTE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    dir.write("notes/meetings.md", utf16);
    let _ = dir.run_at(LATER, &["build"]).ended(3);
    dir.write("notes/meetings.md", NOTE);
    assert_eq!(cards(&dir), before);
    assert_eq!(plan(&dir)["counts"]["unchanged"], before.len());
}

#[test]
fn a_pattern_that_matches_nothing_does_not_retire_the_deck() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let ledger = dir.read("decks/meetings.ledger");
    dir.write(
        "decks/meetings.yaml",
        "deck: Meetings\nnotes: [\"notes/x*.md\"]\n",
    );
    let run = dir.run(&["build"]).ended(1);
    assert!(run.stderr.contains("no note"), "{}", run.stderr);
    assert!(
        dir.read("decks/meetings.ledger") == ledger,
        "the ledger changed"
    );
    dir.write(
        "decks/meetings.yaml",
        "deck: Meetings\nnotes: [\"./notes/*.md\"]\n",
    );
    assert_eq!(plan(&dir)["counts"]["retired"], 0);
}

#[test]
fn a_folder_never_takes_the_place_of_a_recipes_package() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let package = dir.read("decks/meetings.apkg");
    dir.write("meetings/other.md", NOTE.replace("Long", "Endless"));
    let _ = dir.run(&["build", "meetings"]).ended(1);
    assert!(
        dir.read("decks/meetings.apkg") == package,
        "the package changed"
    );
}

#[test]
fn a_ledger_that_was_cut_off_is_not_used() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let text = String::from_utf8(dir.read("decks/meetings.ledger")).expect("UTF-8");
    let block = text.rfind("\n[").expect("a block");
    dir.write("decks/meetings.ledger", &text[..block + 1]);
    let run = dir.run(&["build"]).ended(1);
    assert!(run.stderr.contains("cut off"), "{}", run.stderr);
}

#[test]
fn a_letter_that_is_longer_in_the_other_case_does_no_harm() {
    let dir = Workdir::with_note();
    let cue = "[00:04:00]</a>. ⱥlpha teams in the café grow very fast every year. <!-- cue: q: Ⱥlpha teams in the café [[grow very]] fast every year. -->";
    edited(&dir, "[00:04:00]</a>.", cue);
    let _ = dir.run(&["build"]).ended(0);
    edited(
        &dir,
        "<!-- cue: q: Ⱥlpha teams in the café [[grow very]] fast every year. -->",
        "",
    );
    edited(&dir, "grow very", "grow really");
    let _ = dir.run_at(LATER, &["build"]).ended(0);
}
