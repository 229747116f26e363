//! What the owner of the notes decides: cues, overrides, rejections, adoption.

use crate::regenerate::{LATER, SENTENCE, cards, edited, key_of, plan};
use crate::workdir::{NOTE, Workdir};

#[test]
fn a_rejected_card_stays_out_until_it_is_restored() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let key = key_of(
        &dir,
        "Long agendas with a dozen small items often fail due to what?",
    );
    let _ = dir.run(&["reject", &key]).ended(0);
    edited(&dir, "Long agendas", "Crowded agendas");
    let _ = dir.run_at(LATER, &["build"]).ended(0);
    assert!(
        !cards(&dir).iter().any(|(id, ..)| *id == key),
        "the reworded card is back"
    );
    let _ = dir.run(&["restore", &key]).ended(0);
    assert!(
        cards(&dir).iter().any(|(id, ..)| *id == key),
        "the card is not back"
    );
    let run = dir.run(&["reject", "0123456789abcdef"]).ended(2);
    assert!(run.stderr.contains("0123456789abcdef"), "{}", run.stderr);
}

#[test]
fn a_replaced_question_survives_a_rewording() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let key = key_of(
        &dir,
        "Long agendas with a dozen small items often fail due to what?",
    );
    let text = format!("replace:\n  {key}:\n    question: What makes agendas fail?\n");
    dir.write("decks/meetings.overrides.yaml", text);
    let _ = dir.run_at(LATER, &["build"]).ended(0);
    edited(&dir, "Long agendas", "Crowded agendas");
    let _ = dir.run_at(LATER, &["build"]).ended(0);
    assert_eq!(key_of(&dir, "What makes agendas fail?"), key);
}

#[test]
fn a_pinned_card_keeps_its_words_when_its_statement_changes() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let key = key_of(
        &dir,
        "Long agendas with a dozen small items often fail due to what?",
    );
    dir.write(
        "decks/meetings.overrides.yaml",
        format!("pin:\n  - {key}\n"),
    );
    edited(&dir, "Long agendas", "Crowded agendas");
    let _ = dir.run_at(LATER, &["build"]).ended(0);
    assert_eq!(
        key_of(
            &dir,
            "Long agendas with a dozen small items often fail due to what?"
        ),
        key
    );
}

#[test]
fn an_override_without_a_statement_is_reported() {
    let dir = Workdir::with_note();
    dir.write(
        "decks/meetings.overrides.yaml",
        "skip:\n  - 0123456789abcdef\n",
    );
    let run = dir.run(&["build"]).ended(0);
    assert!(run.stderr.contains("0123456789abcdef"), "{}", run.stderr);
}

#[test]
fn a_cue_in_the_note_skips_a_statement_or_words_its_card() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let key = key_of(
        &dir,
        "Long agendas with a dozen small items often fail due to what?",
    );
    edited(
        &dir,
        "This helps.",
        "This helps. <!-- cue: q: What calms weeks? a: Writing -->",
    );
    edited(
        &dir,
        "[00:02:10]</a>.",
        "[00:02:10]</a>. <!-- cue: q: Why do agendas fail? a: No preparation -->",
    );
    let _ = dir.run_at(LATER, &["build"]).ended(0);
    assert_eq!(
        key_of(&dir, "Why do agendas fail?"),
        key,
        "the owner's words take the card over"
    );
    let _ = key_of(&dir, "What calms weeks?");
    edited(
        &dir,
        "<!-- cue: q: Why do agendas fail? a: No preparation -->",
        "<!-- cue: skip -->",
    );
    let run = dir.run_at(LATER, &["build"]).ended(0);
    assert!(
        run.stderr.contains(&format!("retired {key}")),
        "{}",
        run.stderr
    );
    dir.write(
        "notes/odd.md",
        NOTE.replace("This helps.", "This helps. <!-- cue: sikp -->"),
    );
    let run = dir.run(&["check"]).ended(0);
    assert!(run.stdout.contains("cue-unknown"), "{}", run.stdout);
}

#[test]
fn words_of_the_owners_are_given_back_when_they_take_them_out() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let (front, own) = (
        "Long agendas with a dozen small items often fail due to what?",
        "What makes agendas fail?",
    );
    let key = key_of(&dir, front);
    let replaced = format!("replace:\n  {key}:\n    question: {own}\n");
    let cue = "[00:02:10]</a>. <!-- cue: q: What makes agendas fail? a: Haste -->";
    for by_file in [true, false] {
        if by_file {
            dir.write("decks/meetings.overrides.yaml", &replaced);
        } else {
            edited(&dir, "[00:02:10]</a>.", cue);
        }
        let _ = dir.run_at(LATER, &["build"]).ended(0);
        assert_eq!(key_of(&dir, own), key);
        dir.write("decks/meetings.overrides.yaml", "");
        dir.write("notes/meetings.md", NOTE);
        let _ = dir.run_at(LATER, &["build"]).ended(0);
        assert_eq!(key_of(&dir, front), key);
    }
}

#[test]
fn a_cue_that_makes_a_gap_of_a_question_is_a_new_card() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let text = String::from_utf8(dir.read("notes/meetings.md")).expect("UTF-8");
    let stamp = "[00:02:10]</a>.";
    let cue = format!("{stamp} <!-- cue: q: Long agendas fail without [[preparation]]. -->");
    dir.write("notes/meetings.md", text.replace(stamp, &cue));
    let plan = plan(&dir);
    assert_eq!(plan["counts"]["new"], 1, "{plan}");
    assert_eq!(plan["counts"]["retired"], 1, "{plan}");
}

#[test]
fn a_fresh_rejection_or_another_deck_name_is_a_change_to_a_locked_deck() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let key = key_of(
        &dir,
        "Long agendas with a dozen small items often fail due to what?",
    );
    let _ = dir.run(&["reject", &key]).ended(0);
    let _ = dir.run_at(LATER, &["build", "--locked"]).ended(1);
    let _ = dir.run_at(LATER, &["build"]).ended(0);
    let _ = dir.run_at(LATER, &["build", "--locked"]).ended(0);
    dir.write("decks/meetings.yaml", "deck: Other\n");
    let _ = dir.run_at(LATER, &["build", "--locked"]).ended(1);
}

#[test]
fn a_replaced_gap_brings_its_own_answer_and_a_change_of_kind_is_reported() {
    let dir = Workdir::with_note();
    dir.write(
        "notes/meetings.md",
        NOTE.replace(
            SENTENCE,
            "A stated strategy can be repaired because nobody has to guess",
        ),
    );
    let _ = dir.run(&["build"]).ended(0);
    let key = key_of(&dir, "A stated strategy can be repaired because [...].");
    let replace = |text: &str| format!("replace:\n  {key}:\n    question: {text}\n");
    dir.write(
        "decks/meetings.overrides.yaml",
        replace("A stated strategy shows its [[flaws]]."),
    );
    let now = cards(&dir)
        .into_iter()
        .find(|(id, ..)| *id == key)
        .expect("the card");
    assert_eq!(
        (now.1.as_str(), now.2.as_str()),
        ("A stated strategy shows its [...].", "flaws")
    );
    dir.write(
        "decks/meetings.overrides.yaml",
        replace("Why repair a strategy?"),
    );
    let run = dir.run_at(LATER, &["build"]).ended(0);
    assert!(run.stderr.contains("another kind"), "{}", run.stderr);
}

#[test]
fn an_added_card_never_takes_the_history_of_another() {
    let dir = Workdir::with_note();
    let add = |name: &str, question: &str, answer: &str| {
        format!(
            "add:\n  - name: {name}\n    video: Z9ftpRhRiJE\n    question: {question}\n    answer: {answer}\n"
        )
    };
    let file = "decks/meetings.overrides.yaml";
    dir.write(file, add("my own card number one", "Who wrote it?", "Will"));
    let _ = dir.run(&["build"]).ended(0);
    let key = key_of(&dir, "Who wrote it?");
    dir.write(
        file,
        add("my own card number one", "Who wrote it all?", "Will"),
    );
    assert_eq!(key_of(&dir, "Who wrote it all?"), key);
    dir.write(
        file,
        add("my own card number two", "How long is it?", "Nine days"),
    );
    assert_ne!(key_of(&dir, "How long is it?"), key);
}

#[test]
fn an_overrides_file_in_another_style_is_never_damaged() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let key = key_of(
        &dir,
        "Long agendas with a dozen small items often fail due to what?",
    );
    let text = "skip: [0123456789abcdef]\n";
    dir.write("decks/meetings.overrides.yaml", text);
    let run = dir.run(&["reject", &key]).ended(1);
    assert!(run.stderr.contains("by hand"), "{}", run.stderr);
    assert_eq!(dir.read("decks/meetings.overrides.yaml"), text.as_bytes());
}

#[test]
fn adopting_takes_the_cards_of_the_recipes_deck_and_names_the_others() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let recipe = String::from_utf8(dir.read("decks/meetings.yaml")).expect("UTF-8");
    let lines = recipe.lines().filter(|line| !line.starts_with("deck:"));
    let rest: Vec<&str> = lines.collect();
    dir.write(
        "decks/other.yaml",
        format!("deck: Another::Deck\n{}\n", rest.join("\n")),
    );
    let adopt = [
        "adopt",
        "decks/meetings.apkg",
        "--recipe",
        "decks/other.yaml",
    ];
    let run = dir.run(&adopt).ended(1);
    assert!(
        run.stderr.contains("Another::Deck") && run.stderr.contains("--all-decks"),
        "{}",
        run.stderr
    );
    assert!(!dir.path("decks/other.ledger").exists());
    let _ = dir.run(&[&adopt[..], &["--all-decks"]].concat()).ended(0);
    assert!(dir.path("decks/other.ledger").exists());
}

#[test]
fn a_cue_that_does_nothing_is_reported() {
    for (cues, word) in [
        (
            "<!-- cue: skip --> <!-- CUE: q: Why? a: Because -->",
            "a later cue",
        ),
        ("<!-- cue: q: [[Long agendas fail. -->", "not closed"),
    ] {
        let dir = Workdir::with_note();
        edited(&dir, SENTENCE, &format!("{SENTENCE} {cues}"));
        let run = dir.run(&["check"]).ended(0);
        assert!(
            run.stdout.contains(word) || run.stderr.contains(word),
            "{word}: {}{}",
            run.stdout,
            run.stderr
        );
    }
}

#[test]
fn a_rejection_that_changes_nothing_says_so() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    let key = cards(&dir)[0].0.clone();
    for (command, word) in [
        ("restore", "is not rejected"),
        ("reject", "rejected"),
        ("reject", "is rejected already"),
    ] {
        let run = dir.run(&[command, &key]).ended(0);
        let said = format!("{}{}", run.stdout, run.stderr);
        assert!(said.contains(word), "{command}: {said}");
    }
}

#[test]
fn a_mistyped_key_of_the_overrides_file_is_named_with_the_one_that_was_meant() {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    dir.write("decks/meetings.overrides.yaml", "# mine\nskpi:\n  - x\n");
    let run = dir.run(&["build"]).ended(1);
    assert!(
        run.stderr.contains("line 2") && run.stderr.contains("did you mean `skip`?"),
        "{}",
        run.stderr
    );
}
