//! Whole reviews, key by key.

use std::collections::BTreeMap;
use std::fs::File;
use std::process::Command;

use crate::terminal::Terminal;
use crate::workdir::{NOTE, Workdir};

const OVERRIDES: &str = "decks/meetings.overrides.yaml";
const CAUSE: &str = "Long agendas with a dozen small items often fail due to what?";

/// A deck that was built once.
fn built() -> Workdir {
    let dir = Workdir::with_note();
    let _ = dir.run(&["build"]).ended(0);
    dir
}

fn overrides(dir: &Workdir) -> String {
    String::from_utf8(dir.read(OVERRIDES)).expect("UTF-8")
}

/// Every file of a folder but the overrides, with its bytes.
fn files(dir: &Workdir) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for folder in ["", "decks", "notes"] {
        for entry in std::fs::read_dir(dir.path(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_file() && path != dir.path(OVERRIDES) {
                let bytes = std::fs::read(&path).expect("a file");
                files.insert(path.display().to_string(), bytes);
            }
        }
    }
    files
}

/// The fronts and backs of the deck.
fn cards(dir: &Workdir) -> Vec<(String, String)> {
    let cards = dir.run(&["cards"]).ended(0).json_lines();
    let side = |card: &serde_json::Value, side: &str| card[side].as_str().map(str::to_owned);
    let sides = |card| side(card, "front").zip(side(card, "back"));
    cards.iter().filter_map(sides).collect()
}

#[test]
fn a_review_is_left_and_taken_up_again() {
    let dir = built();
    let (before, all) = (files(&dir), cards(&dir).len());
    assert!(all >= 4, "{all} cards");
    let terminal = Terminal::review(&dir, &[("EDITOR", "sed -i s/parking/waiting/")], "");
    // Kept, rejected, and the rejection taken back.
    terminal.shows(&format!("1 of {all}")).send(" ");
    terminal.shows("2 of").shows(CAUSE).send("r");
    terminal.shows("3 of").shows("1 rejected");
    assert!(overrides(&dir).contains("skip:\n  - "), "written at once");
    terminal
        .send("u")
        .shows("taken back")
        .shows("0 rejected")
        .shows(CAUSE);
    assert!(!overrides(&dir).contains("skip:"), "{}", overrides(&dir));
    // Written anew in place.
    terminal
        .send("e")
        .shows("Enter save")
        .send("\u{15}What fails: \"agendas\"?\r");
    terminal
        .shows("in your words")
        .send("a")
        .shows("Enter save");
    terminal
        .send("\u{17}\u{17}a plan\r")
        .shows("A lack a plan")
        .send(" ");
    // Written anew in an editor of one's own.
    terminal
        .shows("3 of")
        .shows("parking lot")
        .send("E")
        .shows("waiting lot");
    // And one more rejected.
    terminal.send("j").shows("4 of").send("r");
    let left = format!("{} to do", all - 4);
    terminal.shows(&left).send("q");
    let words = terminal.ended(0);
    assert!(
        words.contains("decided on 4, 2 of them in other words"),
        "{words}"
    );
    assert_eq!(files(&dir), before, "only the overrides were written");

    let now = cards(&dir);
    assert_eq!(now.len(), all - 1);
    let is = |front: &str, back: &str| now.contains(&(front.to_owned(), back.to_owned()));
    assert!(is("What fails: \"agendas\"?", "A lack a plan"), "{now:?}");
    assert!(
        now.iter().any(|(front, _)| front.contains("waiting lot")),
        "{now:?}"
    );

    // Only what was not decided comes again, unless all is asked for.
    let terminal = Terminal::review(&dir, &[], "");
    if all == 4 {
        let words = terminal.shows("there is no card to decide on").ended(0);
        assert!(words.contains("--all"), "{words}");
    } else {
        terminal.shows(&format!("1 of {}", all - 4)).send("q");
        let _ = terminal.ended(0);
    }
    let terminal = Terminal::review(&dir, &[], "--all");
    terminal
        .shows(&format!("1 of {all}"))
        .shows("KEPT")
        .send("q");
    let words = terminal.ended(0);
    assert!(words.contains("nothing was decided"), "{words}");
    let terminal = Terminal::review(&dir, &[], "--state rejected");
    terminal
        .shows("1 of 1")
        .shows("REJECTED")
        .send("r")
        .shows("0 rejected")
        .send("q");
    let _ = terminal.ended(0);
    assert_eq!(cards(&dir).len(), all);
}

#[test]
fn taking_all_back_leaves_no_file_behind() {
    let dir = built();
    let terminal = Terminal::review(&dir, &[], "");
    terminal
        .shows("1 of")
        .send(" r")
        .shows("3 of")
        .send("uu")
        .shows("1 of")
        .shows("taken back");
    assert!(!dir.has(OVERRIDES));
    terminal.send("u").shows("nothing to take back").send("q");
    let _ = terminal.ended(0);
}

#[test]
fn the_terminal_is_given_back_however_it_ends() {
    let dir = built();
    for keys in ["q", "\u{3}", "e\u{3}", "?\u{3}"] {
        let terminal = Terminal::review(&dir, &[], "");
        terminal.shows("1 of").send(keys);
        let _ = terminal.ended(0);
    }
    if !cfg!(target_os = "linux") {
        println!("skipped: no /proc to find the program in");
        return;
    }
    for signal in ["-TERM", "-INT"] {
        let terminal = Terminal::review(&dir, &[], "");
        terminal.shows("1 of");
        // The shell leads the group and waits for it; the program itself is told.
        let program = format!("{} review", env!("CARGO_BIN_EXE_cuedeck"));
        let folder = dir.path("");
        let id = process_of(&program, &folder).expect("it runs");
        let sent = Command::new("kill").args([signal, &id]).status();
        assert!(sent.is_ok_and(|status| status.success()));
        let _ = terminal.ended(0);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn it_ends_when_its_terminal_is_gone() {
    let dir = built();
    let terminal = Terminal::review(&dir, &[], "");
    terminal.shows("1 of");
    let program = format!("{} review", env!("CARGO_BIN_EXE_cuedeck"));
    let folder = dir.path("");
    assert!(process_of(&program, &folder).is_some());
    terminal.hang_up();
    for _ in 0..500 {
        if process_of(&program, &folder).is_none() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("it runs on without a terminal");
}

/// The process that runs a command line in a folder.
fn process_of(line: &str, folder: &std::path::Path) -> Option<String> {
    let folder = folder.canonicalize().ok()?;
    let processes = std::fs::read_dir("/proc").ok()?;
    processes.flatten().find_map(|entry| {
        let own = std::fs::read(entry.path().join("cmdline")).ok()?;
        let own = String::from_utf8_lossy(&own).replace('\0', " ");
        let place = std::fs::read_link(entry.path().join("cwd")).ok()?;
        (own.trim() == line && place == folder)
            .then(|| entry.file_name().to_string_lossy().into_owned())
    })
}

#[test]
fn nothing_needs_colour_or_more_than_ascii() {
    let dir = built();
    let variables = [("NO_COLOR", "1"), ("LANG", "C"), ("TERM", "vt100")];
    let terminal = Terminal::review(&dir, &variables, "");
    terminal
        .shows("1 of")
        .send("r")
        .shows("1 rejected")
        .send("k")
        .shows("REJECTED");
    let words = terminal.words();
    assert!(words.is_ascii(), "{words}");
    assert!(words.contains(">>Opening a staff meeting"), "{words}");
    terminal.look(|screen| {
        for (row, column) in (0..24).flat_map(|row| (0..80).map(move |column| (row, column))) {
            let cell = screen.cell(row, column).expect("a cell");
            assert_eq!(cell.fgcolor(), vt100::Color::Default);
            assert_eq!(cell.bgcolor(), vt100::Color::Default);
        }
    });
    terminal.send("q");
    let _ = terminal.ended(0);
    let terminal = Terminal::review(&dir, &[], "--all");
    let coloured = |screen: &vt100::Screen| {
        let mut cells = (0..24).flat_map(|row| (0..80).map(move |column| (row, column)));
        cells.any(|(row, column)| {
            let cell = screen.cell(row, column);
            cell.is_some_and(|cell| cell.fgcolor() != vt100::Color::Default)
        })
    };
    terminal.until("a colour", coloured).send("q");
    let _ = terminal.ended(0);
}

#[test]
fn another_window_is_drawn_anew() {
    let dir = built();
    let terminal = Terminal::review(&dir, &[], "");
    terminal.shows("? help");
    terminal.resize(10, 40);
    // Drawn by the program, not cut off by the terminal.
    terminal.shows("reject · ? help");
    assert!(terminal.look(|screen| screen.rows(0, 40).any(|row| row == "─".repeat(40))));
    terminal
        .send("?")
        .shows("keep the card")
        .send("q")
        .shows("The hardest decision");
    terminal.resize(24, 80);
    // A key that comes with the new size waits for the next key: crossterm reads one of the
    // two.
    terminal.shows("e question").send("q");
    let _ = terminal.ended(0);
}

#[test]
fn what_is_pasted_is_text_and_never_commands() {
    let dir = built();
    let terminal = Terminal::review(&dir, &[], "");
    terminal
        .shows("1 of")
        .send("\u{1b}[200~ rr\n\u{1b}[201~?")
        .shows("these keys");
    assert!(!dir.has(OVERRIDES));
    terminal
        .send("x")
        .send("e\u{15}\u{1b}[200~Who\npushes?\u{1b}[201~")
        .shows("Who pushes?");
    terminal.send("\u{1b}").shows("? help").send("q");
    let _ = terminal.ended(0);
    assert!(!dir.has(OVERRIDES));
}

#[test]
fn nobody_decides_on_cards_before_they_are_shown() {
    let dir = built();
    let terminal = Terminal::typed_ahead(&dir, &[], "", "  rr\r ");
    terminal
        .shows("1 of")
        .shows("0 kept")
        .send(" ")
        .shows("1 kept")
        .send("q");
    let _ = terminal.ended(0);
    assert!(!overrides(&dir).contains("skip"), "{}", overrides(&dir));
}

#[test]
fn what_cannot_be_written_is_said_and_not_done() {
    let dir = built();
    let terminal = Terminal::review(&dir, &[], "");
    terminal.shows("1 of");
    let recipe = File::open(dir.path("decks/meetings.yaml")).expect("a recipe");
    recipe.lock().expect("nobody else has it");
    terminal
        .send("r")
        .shows("another cuedeck is at work")
        .shows("0 rejected");
    // Said, not left to the closing of the file: a program that another test is starting at
    // this moment holds a copy of it.
    recipe.unlock().expect("it was locked");
    terminal.send("r").shows("1 rejected");
    dir.write(OVERRIDES, "skip: []\n");
    terminal.send("r").shows("by hand");
    assert_eq!(overrides(&dir), "skip: []\n");
    terminal.send("q");
    let _ = terminal.ended(0);
}

#[test]
fn an_editor_that_fails_changes_nothing() {
    let dir = built();
    let editors = [
        ("false", "the editor ended with"),
        ("rm -f", "cannot run the editor"),
        ("", "set VISUAL or EDITOR"),
        ("true", "nothing was changed"),
        ("sed -i d", "nothing was changed"),
        ("sed -i 1d", "is gone, so nothing is changed"),
    ];
    for (editor, said) in editors {
        let terminal = Terminal::review(&dir, &[("EDITOR", editor)], "");
        terminal.shows("1 of").send("E").shows(said).send("q");
        let _ = terminal.ended(0);
    }
    // Ctrl-C there ends the editor, not the review. What it prints, it prints itself: a shell
    // may lose a signal while it becomes the editor.
    let terminal = Terminal::review(&dir, &[("VISUAL", "tail -f")], "");
    terminal
        .shows("1 of")
        .send("E")
        .shows("Answer:")
        .send("\u{3}");
    terminal.shows("the editor ended with").send("q");
    let _ = terminal.ended(0);
    assert!(!dir.has(OVERRIDES));
}

#[test]
fn a_review_that_cannot_be_says_what_to_do_instead() {
    let dir = built();
    let run = dir.run(&["review"]).ended(2);
    assert!(run.stderr.contains("needs a terminal"), "{}", run.stderr);
    assert!(run.stderr.contains("cuedeck preview"), "{}", run.stderr);
    let terminal = Terminal::review(&dir, &[("TERM", "dumb")], "");
    let words = terminal.ended(2);
    assert!(words.contains("TERM=dumb"), "{words}");
    let terminal = Terminal::review(&dir, &[], "notes");
    let words = terminal.ended(2);
    assert!(words.contains("cuedeck init"), "{words}");
}

#[test]
fn a_review_ends_with_the_codes_it_promises() {
    let dir = built();
    dir.write("notes/broken.md", b"\xff\xfe");
    let terminal = Terminal::review(&dir, &[], "--quiet");
    terminal.shows("1 of").send("q");
    let _ = terminal.ended(3);
    dir.write(OVERRIDES, "skip: [nonsense]\n");
    let terminal = Terminal::review(&dir, &[], "");
    let words = terminal.ended(1);
    assert!(words.contains("nonsense"), "{words}");
    let terminal = Terminal::review(&dir, &[], "--state nwe");
    let words = terminal.ended(2);
    assert!(words.contains("possible values: new"), "{words}");
}

#[test]
fn one_review_looks_through_several_decks() {
    let dir = built();
    let other = NOTE
        .replace("Z9ftpRhRiJE", "dQw4w9WgXcQ")
        .replace("Long agendas", "Loud agendas");
    dir.write("notes/other.md", other);
    dir.write(
        "decks/meetings.yaml",
        "deck: Meetings\nnotes: [notes/meetings.md]\n",
    );
    dir.write("decks/other.yaml", "deck: Other\nnotes: [notes/other.md]\n");
    let terminal = Terminal::review(&dir, &[], "--kind question");
    terminal
        .shows("Meetings")
        .send("G")
        .shows("Other")
        .send("r")
        .shows("1 rejected")
        .send("q");
    let _ = terminal.ended(0);
    assert!(!dir.has(OVERRIDES));
    assert!(dir.has("decks/other.overrides.yaml"));
    let terminal = Terminal::review(&dir, &[], "--note other.md decks/other.yaml");
    terminal.shows("Other").send("q");
    let _ = terminal.ended(0);
}
