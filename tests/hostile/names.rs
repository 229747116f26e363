//! Names that lead out of a folder, in circles or nowhere, or that look like another.

use std::fs;

use crate::child::{CLAIM, HEAD, Place, note};

#[test]
fn a_recipe_does_not_leave_its_project() {
    let place = Place::with_deck();
    place.write("secret.md", format!("{HEAD}{CLAIM}"));
    for pattern in [
        "../*.md",
        "/etc/*",
        "~/x.md",
        "notes/../secret.md",
        "notes/*/../../*.md",
        "C:/x.md",
        "\\\\\\\\host\\\\x.md",
        "..\\\\x.md",
    ] {
        place.write(
            "decks/talks.yaml",
            format!("deck: Talks\nnotes:\n  - \"{pattern}\"\n"),
        );
        let _ = place.run(&["build"]).ended(1).says("decks/talks.yaml:3:");
    }
}

#[test]
fn a_video_id_is_eleven_characters_and_may_begin_with_a_dash() {
    let place = Place::new();
    for (nth, id) in [
        "../../../x",
        "/etc/passwd",
        "--output=ab",
        "-rsTkYgnNzM",
        "><script>xy",
        "a&b=c'd<ef",
    ]
    .iter()
    .enumerate()
    {
        let head = HEAD.replace("Z9ftpRhRiJE", &format!("\"{id}\""));
        place.write(format!("notes/{nth}.md"), format!("{head}{CLAIM}"));
    }
    let cards = place.run(&["cards", "notes"]).ended(0);
    let urls: Vec<String> = cards
        .stdout
        .lines()
        .map(|row| serde_json::from_str::<serde_json::Value>(row).expect("JSON")["url"].to_string())
        .collect();
    assert_eq!(
        urls,
        ["\"https://www.youtube.com/watch?v=-rsTkYgnNzM&t=60s\""]
    );
    let found = place.run(&["check", "notes"]).ended(0).stdout;
    assert_eq!(found.matches("video-malformed").count(), 5, "{found}");
}

#[cfg(unix)]
/// Names that are hard on a terminal, a disk or a package; each is a note.
fn odd_names() -> Vec<String> {
    vec![
        "a\nb.md".into(),
        "\u{2068}bidi\u{2069}\u{202e}dm.md".into(),
        format!("{}.md", "n".repeat(252)),
        "-rf.md".into(),
        " .md".into(),
        "a;b|c&d'e\"f`g$h.md".into(),
        "CON.md".into(),
        "a:b\\c?*<>.md".into(),
        "..md".into(),
    ]
}

#[cfg(unix)]
#[test]
fn notes_of_any_name_are_read() {
    let place = Place::with_deck();
    for (nth, name) in odd_names().iter().enumerate() {
        place.write(format!("notes/{name}"), note(nth));
    }
    // Hidden, as every tool has it.
    let seen = odd_names()
        .iter()
        .filter(|name| !name.starts_with('.'))
        .count();
    let cards = place.run(&["cards"]).ended(0).stdout;
    assert_eq!(cards.lines().count(), 1 + seen, "{cards}");
    let run = place.run(&["build"]).ended(0);
    assert!(!run.stderr.contains('\u{202e}'), "{}", run.stderr);
    // What the ledger remembers of them is read back.
    let _ = place.run(&["build", "--locked"]).ended(0);
}

#[cfg(unix)]
#[test]
fn names_that_are_no_unicode_are_read_and_shown_as_best_they_can() {
    use std::os::unix::ffi::OsStrExt;
    let place = Place::with_deck();
    let name = std::ffi::OsStr::from_bytes(b"notes/\xff\xfe.md");
    if fs::write(place.path(name), note(1)).is_err() {
        println!("skipped: this disk wants names in Unicode");
        return;
    }
    let _ = place.run(&["build"]).ended(0);
    let _ = place.run(&["build", "--locked"]).ended(0);
}

#[test]
fn names_that_differ_by_case_or_accent_only_are_two_notes_where_the_disk_knows_two() {
    let place = Place::new();
    let names = ["Tides.md", "tides.md", "caf\u{e9}.md", "cafe\u{301}.md"];
    for (nth, name) in names.iter().enumerate() {
        place.write(format!("notes/{name}"), note(nth));
    }
    let files = fs::read_dir(place.path("notes")).expect("a folder").count();
    place.write("decks/talks.yaml", "deck: Talks\n");
    let cards = place.run(&["cards"]).ended(0).stdout;
    assert_eq!(cards.lines().count(), files, "{cards}");
    let _ = place.run(&["build"]).ended(0);
    let _ = place.run(&["build", "--locked"]).ended(0);
}

#[cfg(unix)]
#[test]
fn a_pipe_that_should_say_what_is_left_out_is_an_error_and_not_waited_for() {
    for name in ["notes/.gitignore", ".ignore", "notes/deep/.gitignore"] {
        let place = Place::with_deck();
        fs::create_dir_all(place.path("notes/deep")).expect("a folder");
        pipe(&place.path(name));
        let _ = place.run(&["build"]).ended(1).says("is no regular file");
    }
}

/// Makes a named pipe.
#[cfg(unix)]
fn pipe(path: &std::path::Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status();
    assert!(
        made.is_ok_and(|status| status.success()),
        "a pipe can be made"
    );
}

#[cfg(unix)]
#[test]
fn links_in_circles_pipes_and_devices_are_passed_over() {
    use std::os::unix::fs::symlink;
    let place = Place::with_deck();
    symlink(place.path("notes"), place.path("notes/circle")).expect("a link");
    symlink(place.path("notes/self.md"), place.path("notes/self.md")).expect("a link");
    symlink("b.md", place.path("notes/a.md")).expect("a link");
    symlink("a.md", place.path("notes/b.md")).expect("a link");
    symlink("/dev/zero", place.path("notes/zero.md")).expect("a link");
    symlink("/dev/stdin", place.path("notes/stdin.md")).expect("a link");
    symlink(place.path("nowhere.md"), place.path("notes/gone.md")).expect("a link");
    fs::create_dir(place.path("notes/folder.md")).expect("a folder");
    pipe(&place.path("notes/pipe.md"));
    let run = place.run(&["build", "--json"]).ended(0);
    let deck: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(deck[0]["notes"], 1, "{deck}");
    let _ = place
        .run(&["build", "notes/pipe.md", "-o", "x.apkg"])
        .ended(1)
        .says("neither a folder nor a file");
    // The files beside a recipe are opened by name.
    for name in [
        "decks/talks.ledger",
        "decks/talks.overrides.yaml",
        "decks/pipe.yaml",
    ] {
        let _ = fs::remove_file(place.path(name));
        pipe(&place.path(name));
        let _ = place.run(&["build"]).ended(1).says(name);
        fs::remove_file(place.path(name)).expect("a pipe to remove");
    }
}
