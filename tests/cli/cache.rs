//! The cache saves time and decides nothing.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;

use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use crate::workdir::{NOTE, Run, Workdir};

/// What is done to a working folder, and what it is called.
type Deed<'d> = (&'d str, &'d dyn Fn(&Workdir));

const CACHE: &str = "decks/.meetings.cache";

/// Three notes on two recordings; one of them has an error, and one is a channel's page.
fn vault() -> Workdir {
    let dir = Workdir::with_note();
    let other = NOTE.replace("Z9ftpRhRiJE", "aaaaaaaaaa1");
    dir.write("notes/other.md", other.replace("agendas", "speeches"));
    dir.write(
        "notes/again.md",
        NOTE.replace("Opening a staff", "Ending a staff")
            .replace("Parking lot", "Waiting room"),
    );
    dir.write("notes/broken.md", "---\ntitle: [\n---\n\nWords.\n");
    dir.write(
        "notes/page.md",
        "---\ntitle: Show\n---\n\n### [How to meet | with Ada Lind](https://www.youtube.com/watch?v=aaaaaaaaaa1)\n",
    );
    dir
}

/// What a build leaves: package and ledger.
fn deck(dir: &Workdir) -> (Vec<u8>, Vec<u8>) {
    (
        dir.read("decks/meetings.apkg"),
        dir.read("decks/meetings.ledger"),
    )
}

fn edit(dir: &Workdir, path: &str, from: &str, to: &str) {
    let text = String::from_utf8(dir.read(path)).expect("UTF-8");
    assert!(text.contains(from), "{path} lacks {from}");
    dir.write(path, text.replace(from, to));
}

fn open(dir: &Workdir) -> Connection {
    Connection::open(dir.path(CACHE)).expect("the cache is there")
}

/// Changes one word in what is kept of a recording; `summed` makes the checksum fit.
fn poison(dir: &Workdir, word: &str, other: &str, summed: bool) {
    assert_eq!(word.len(), other.len(), "the length is written before it");
    let cache = open(dir);
    let mut rows = cache
        .prepare("SELECT key, value FROM entry WHERE length(key) = 32")
        .expect("the rows of recordings");
    let rows: Vec<(Vec<u8>, Vec<u8>)> = rows
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("rows")
        .map(|row| row.expect("a row"))
        .collect();
    let mut found = false;
    for (key, mut value) in rows {
        let Some(at) = value
            .windows(word.len())
            .position(|here| here == word.as_bytes())
        else {
            continue;
        };
        found = true;
        while let Some(at) = value
            .windows(word.len())
            .position(|here| here == word.as_bytes())
        {
            value[at..at + word.len()].copy_from_slice(other.as_bytes());
        }
        assert_ne!(at, 0);
        let mut sum = Sha256::new();
        for part in [&key, &value] {
            sum.update((part.len() as u64).to_le_bytes());
            sum.update(part);
        }
        let (row, sum) = match summed {
            true => (
                "UPDATE entry SET value = ?2, sum = ?3 WHERE key = ?1",
                sum.finalize()[..16].to_vec(),
            ),
            false => (
                "UPDATE entry SET value = ?2 WHERE key = ?1 AND ?3 IS NOT NULL",
                Vec::new(),
            ),
        };
        cache
            .execute(row, params![key, value, sum])
            .expect("a changed row");
    }
    assert!(found, "nothing in the cache says `{word}`");
}

#[test]
fn a_deck_is_the_same_with_a_cold_a_warm_and_a_half_warm_cache_on_any_number_of_threads() {
    let steps: [&dyn Fn(&Workdir); 6] = [
        &|_| {},
        &|_| {},
        &|_| {},
        &|dir| edit(dir, "notes/again.md", "hardest", "largest"),
        &|dir| edit(dir, "notes/page.md", "Ada Lind", "Ida Lund"),
        &|dir| fs::remove_file(dir.path("notes/other.md")).expect("a removed note"),
    ];
    let plain = vault();
    let cached = ["1", "2", "16"].map(|threads| (threads, vault()));
    for (nth, step) in steps.iter().enumerate() {
        step(&plain);
        let expected = plain.run(&["build", "--no-cache", "--json"]).ended(3);
        for (threads, dir) in &cached {
            step(dir);
            let threads = ("RAYON_NUM_THREADS", *threads);
            let run = dir.run_where(threads, &["build", "--json"]).ended(3);
            assert_eq!(run.said(), expected.said(), "step {nth}, {threads:?}");
            assert!(deck(dir) == deck(&plain), "step {nth}, {threads:?}");
            assert!(dir.has(CACHE));
        }
    }
    assert!(!plain.has(CACHE), "`--no-cache` leaves none");
}

#[test]
fn what_is_in_the_cache_is_what_a_build_uses() {
    let dir = vault();
    let _ = dir.run(&["build"]).ended(3);
    poison(&dir, "Running", "Rushing", true);
    let cards = dir.run(&["cards"]).ended(3);
    assert!(cards.stdout.contains("Rushing"), "{}", cards.stdout);
    let cards = dir.run(&["cards", "--no-cache"]).ended(3);
    assert!(!cards.stdout.contains("Rushing"));
    let cards = dir
        .run_where(("CUEDECK_NO_CACHE", "1"), &["cards"])
        .ended(3);
    assert!(!cards.stdout.contains("Rushing"));
}

#[test]
fn a_cache_that_cannot_be_used_changes_nothing_but_time() {
    let damages: [Deed<'_>; 11] = [
        ("deleted", &|dir| {
            fs::remove_file(dir.path(CACHE)).expect("it was there");
        }),
        ("emptied", &|dir| dir.write(CACHE, "")),
        ("overwritten", &|dir| {
            dir.write(CACHE, "no database".repeat(900))
        }),
        ("cut off", &|dir| {
            let bytes = dir.read(CACHE);
            dir.write(CACHE, &bytes[..bytes.len() / 2]);
        }),
        ("damaged in the middle", &|dir| {
            let mut bytes = dir.read(CACHE);
            let half = bytes.len() / 2;
            bytes[half..half + 4096].fill(0xa5);
            dir.write(CACHE, bytes);
        }),
        ("of another version", &|dir| {
            poison(dir, "Running", "Rushing", true);
            let row = "UPDATE entry SET value = x'30' WHERE key = CAST('program' AS BLOB)";
            let changed = open(dir).execute(row, []).expect("a row");
            assert_eq!(changed, 1);
        }),
        ("changed in a value", &|dir| {
            poison(dir, "Running", "Rushing", false);
        }),
        ("of another shape", &|dir| {
            let tables = "DROP TABLE entry; CREATE TABLE entry (key)";
            open(dir).execute_batch(tables).expect("a new table");
        }),
        ("not to be written", &|dir| {
            let mode = fs::Permissions::from_mode(0o444);
            fs::set_permissions(dir.path(CACHE), mode).expect("permissions");
        }),
        ("a folder", &|dir| {
            fs::remove_file(dir.path(CACHE)).expect("it was there");
            dir.write("decks/.meetings.cache/file", "");
        }),
        ("a link that leads out", &|dir| {
            fs::rename(dir.path(CACHE), dir.path("elsewhere")).expect("a move");
            symlink(dir.path("elsewhere"), dir.path(CACHE)).expect("a link");
        }),
    ];
    for (what, damage) in damages {
        let (plain, cached) = (vault(), vault());
        let both = |args: &[&str]| {
            let _ = cached.run(args).ended(3);
            plain.run(&[args, &["--no-cache"]].concat()).ended(3)
        };
        let _ = both(&["build"]);
        damage(&cached);
        for dir in [&plain, &cached] {
            edit(dir, "notes/again.md", "hardest", "largest");
        }
        // Once with the damage, and once with what was made of it.
        for _ in 0..3 {
            let expected = plain.run(&["build", "--no-cache"]).ended(3);
            let run = cached.run(&["build"]).ended(3);
            assert_eq!(run.said(), expected.said(), "{what}");
            assert!(deck(&cached) == deck(&plain), "{what}");
        }
    }
}

#[test]
fn a_cache_that_another_run_holds_is_left_alone() {
    let (plain, cached) = (vault(), vault());
    let _ = cached.run(&["build"]).ended(3);
    let before = cached.read(CACHE);
    let other = open(&cached);
    for hold in ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"] {
        other.execute_batch(hold).expect("the cache is free");
        let run = cached.run(&["build"]).ended(3);
        let _ = plain.run(&["build", "--no-cache"]).ended(3);
        let expected = plain.run(&["build", "--no-cache"]).ended(3);
        assert_eq!(run.said(), expected.said(), "{hold}");
        let cards = cached.run(&["cards"]).ended(3);
        assert_eq!(cards.said(), plain.run(&["cards"]).ended(3).said());
        other.execute_batch("ROLLBACK").expect("a rollback");
    }
    assert!(deck(&cached) == deck(&plain));
    assert!(cached.read(CACHE) == before);
}

#[test]
fn a_damaged_cache_is_made_anew_by_the_next_build() {
    let dir = vault();
    let _ = dir.run(&["build"]).ended(3);
    let whole = dir.read(CACHE);
    let mut holed = whole.clone();
    holed[4096..].fill(0xa5);
    for damaged in [b"no database".as_slice(), &whole[..5000], &holed] {
        dir.write(CACHE, damaged);
        // One build may find the damage only while it reads.
        for _ in 0..2 {
            let _ = dir.run(&["build"]).ended(3);
        }
        poison(&dir, "Running", "Rushing", true);
        assert!(dir.run(&["cards"]).ended(3).stdout.contains("Rushing"));
    }
}

/// Which file it is, and when it was written.
fn look(dir: &Workdir, path: &str) -> (u64, i64, i64) {
    let about = fs::metadata(dir.path(path)).expect("the file is there");
    (about.ino(), about.mtime(), about.mtime_nsec())
}

fn looks(dir: &Workdir) -> [(u64, i64, i64); 2] {
    ["decks/meetings.apkg", "decks/meetings.ledger"].map(|path| look(dir, path))
}

/// A vault whose last build changed nothing, and what that build said.
fn at_rest() -> (Workdir, Run) {
    let dir = vault();
    let _ = dir.run(&["build", "--json"]).ended(3);
    let last = dir.run(&["build", "--json"]).ended(3);
    (dir, last)
}

#[test]
fn a_deck_that_did_not_change_is_not_written_again_and_the_build_says_the_same() {
    let (dir, last) = at_rest();
    let (before, bytes) = (looks(&dir), deck(&dir));
    for _ in 0..2 {
        let run = dir.run(&["build", "--json"]).ended(3);
        assert_eq!(run.said(), last.said());
        assert_eq!(looks(&dir), before, "the files were written again");
    }
    let quiet = dir.run(&["build", "--quiet"]).ended(3);
    assert_eq!(quiet.stdout, "");
    assert!(quiet.stderr.contains("error"), "{}", quiet.stderr);
    assert!(!quiet.stderr.contains("cards"), "{}", quiet.stderr);
    assert!(deck(&dir) == bytes);
}

#[test]
fn a_deck_is_written_again_when_anything_it_is_made_from_changes() {
    let changes: [Deed<'_>; 8] = [
        ("a note", &|dir| edit(dir, "notes/other.md", "calm", "busy")),
        ("a note's name", &|dir| {
            fs::rename(dir.path("notes/other.md"), dir.path("notes/new.md")).expect("a move");
        }),
        ("a new note", &|dir| dir.write("notes/empty.md", "")),
        ("the recipe", &|dir| {
            dir.write("decks/meetings.yaml", "deck: Meetings\ntags: [work]\n");
        }),
        ("the overrides", &|dir| {
            dir.write(
                "decks/meetings.overrides.yaml",
                "skip:\n- 0123456789abcdef\n",
            );
        }),
        ("the ledger", &|dir| {
            fs::remove_file(dir.path("decks/meetings.ledger")).expect("it was there");
        }),
        ("the package", &|dir| {
            dir.write("decks/meetings.apkg", "torn")
        }),
        ("no package", &|dir| {
            fs::remove_file(dir.path("decks/meetings.apkg")).expect("it was there");
        }),
    ];
    for (what, change) in changes {
        let (cached, _) = at_rest();
        let (plain, _) = at_rest();
        for dir in [&cached, &plain] {
            change(dir);
        }
        let expected = plain.run(&["build", "--json", "--no-cache"]).ended(3);
        let run = cached.run(&["build", "--json"]).ended(3);
        assert_eq!(run.said(), expected.said(), "{what}");
        assert!(deck(&cached) == deck(&plain), "{what}");
    }
}

#[test]
fn a_note_that_is_rewritten_at_once_with_its_size_and_time_kept_is_read_again() {
    let (dir, last) = at_rest();
    let path = dir.path("notes/other.md");
    let time = fs::metadata(&path)
        .expect("a note")
        .modified()
        .expect("a time");
    edit(&dir, "notes/other.md", "calm", "busy");
    let file = fs::File::options()
        .append(true)
        .open(&path)
        .expect("a note");
    file.set_modified(time).expect("a time");
    let run = dir.run(&["build", "--json"]).ended(3);
    assert_ne!(run.said(), last.said());
    assert!(dir.run(&["cards"]).ended(3).stdout.contains("busy"));
}

#[test]
fn other_output_and_deck_names_are_not_taken_from_the_last_build() {
    let (dir, last) = at_rest();
    let run = dir.run(&["build", "--json", "--deck", "Other"]).ended(3);
    assert!(run.stdout.contains("\"Other\""), "{}", run.stdout);
    assert_eq!(dir.run(&["build", "--json"]).ended(3).said(), last.said());
    let run = dir.run(&["build", "-o", "far.apkg"]).ended(3);
    assert!(run.stderr.contains("written to far.apkg"), "{}", run.stderr);
    assert!(dir.read("far.apkg") == dir.read("decks/meetings.apkg"));
    let dry = dir.run(&["build", "--dry-run", "--json"]).ended(3);
    assert!(dry.stdout.contains("\"package\": null"), "{}", dry.stdout);
    let _ = dir.run(&["build", "--locked"]).ended(3);
}

#[test]
fn only_a_build_of_a_recipe_leaves_a_cache() {
    let dir = vault();
    for args in [
        &["build", "--dry-run"] as &[&str],
        &["plan"],
        &["cards"],
        &["check"],
        &["build", "--no-cache"],
        &["build", "notes", "-o", "notes.apkg"],
    ] {
        let _ = dir.run(args).ended(3);
        let hidden = hidden_files(&dir.path("."));
        assert_eq!(hidden, [] as [&str; 0], "{args:?}");
    }
    let _ = dir.run(&["build"]).ended(3);
    let hidden = hidden_files(&dir.path("."));
    assert_eq!(hidden, [".meetings.cache"]);
}

/// The names of hidden files in a folder and in `decks/`.
fn hidden_files(folder: &Path) -> Vec<String> {
    let entries = [folder.to_owned(), folder.join("decks")].map(|folder| {
        let entries = fs::read_dir(folder).expect("a folder");
        entries.map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
    });
    let names = entries.into_iter().flatten();
    names.filter(|name| name.starts_with('.')).collect()
}

#[test]
fn a_cache_forgets_what_no_note_holds_any_more() {
    let dir = vault();
    let _ = dir.run(&["build"]).ended(3);
    let rows = |dir: &Workdir| -> i64 {
        let count = "SELECT count(*) FROM entry WHERE length(key) = 32";
        open(dir)
            .query_row(count, [], |row| row.get(0))
            .expect("a count")
    };
    let before = rows(&dir);
    edit(&dir, "notes/other.md", "calm", "busy");
    let _ = dir.run(&["build"]).ended(3);
    assert_eq!(
        rows(&dir),
        before,
        "an edited recording takes the old one's place"
    );
    fs::remove_file(dir.path("notes/other.md")).expect("it was there");
    let _ = dir.run(&["build"]).ended(3);
    assert_eq!(rows(&dir), before - 1);
}
