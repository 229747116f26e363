//! Setting up: a working folder, completions, the manual.

use std::fs;

use super::workdir::{NOTE, Workdir};

#[test]
fn a_folder_that_was_set_up_builds_a_deck_at_once() {
    let dir = Workdir::new();
    let run = dir.run(&["init"]).ended(0);
    assert!(
        run.stderr.ends_with("next: cuedeck build\n"),
        "{}",
        run.stderr
    );
    let check = dir.run(&["check"]).ended(0);
    assert_eq!(check.stdout, "", "the sample note has no trouble");
    let run = dir.run(&["build", "--json"]).ended(0);
    let summary: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert!(summary[0]["cards"].as_u64() >= Some(5), "{summary}");
    let own = dir.run(&["cards"]).ended(0).json_lines();
    assert!(own.iter().any(|card| card["shape"] == "own"), "{own:?}");
}

#[test]
fn setting_up_twice_replaces_nothing() {
    let dir = Workdir::new();
    let _ = dir.run(&["init"]).ended(0);
    dir.write("notes/sample.md", "mine");
    dir.write(".gitignore", "mine");
    let run = dir.run(&["init", "--deck", "Other"]).ended(0);
    assert!(!run.stderr.contains("wrote"), "{}", run.stderr);
    assert_eq!(dir.read("notes/sample.md"), b"mine");
    assert_eq!(dir.read(".gitignore"), b"mine");
    assert!(!dir.has("decks/other.yaml"), "one recipe was there");
}

#[test]
fn a_folder_with_notes_gets_no_sample() {
    let dir = Workdir::new();
    dir.write("talks/notes/meetings.md", NOTE);
    let deck = "Work::It's \"mine\": #1";
    let run = dir.run(&["init", "talks", "--deck", deck]).ended(0);
    assert!(
        run.stderr.contains("cd talks && cuedeck build"),
        "{}",
        run.stderr
    );
    assert!(!dir.has("talks/notes/sample.md"));
    let recipe = "talks/decks/it-s-mine-1.yaml";
    let rows = dir.run(&["cards", recipe]).ended(0).json_lines();
    assert_eq!(rows[0]["deck"], deck);
}

#[test]
fn what_cannot_be_set_up_is_named() {
    let dir = Workdir::new();
    dir.write("taken", "a file");
    let run = dir.run(&["init", "taken"]).ended(1);
    assert!(run.stderr.contains("taken/decks"), "{}", run.stderr);
    let run = dir.run(&["init", "--deck", "a::::b"]).ended(2);
    assert!(run.stderr.contains("--deck"), "{}", run.stderr);
}

#[test]
fn every_shell_gets_completions_for_every_command() {
    let dir = Workdir::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = dir.run(&["completions", shell]).ended(0).stdout;
        for command in ["build", "reject", "completions"] {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
    let run = dir.run(&["completions", "zhs"]).ended(2);
    assert!(run.stderr.contains("zsh"), "{}", run.stderr);
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let dir = Workdir::new();
    let page = dir.run(&["man"]).ended(0).stdout;
    assert!(page.contains(".TH cuedeck 1"), "{page}");
    assert!(page.contains("Exit codes"), "{page}");
    let _ = dir.run(&["man", "--dir", "man/man1"]).ended(0);
    let build = fs::read_to_string(dir.path("man/man1/cuedeck-build.1")).expect("a page");
    assert!(build.contains("\\-\\-locked"), "{build}");
    assert!(dir.has("man/man1/cuedeck.1") && dir.has("man/man1/cuedeck-man.1"));
    dir.write("file", "");
    let _ = dir.run(&["man", "--dir", "file"]).ended(1);
}
