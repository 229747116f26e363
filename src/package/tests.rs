//! Promises about the file, without Anki; what Anki makes of it is in `tests/anki.rs`.

use std::fs;
use std::path::PathBuf;

use rusqlite::Connection;
use tempfile::TempDir;

use super::*;
use crate::card::CardKind;
use crate::plan::{AnkiId, AnkiNote, DeckPlan, Guid, ModifiedAt};
use crate::recipe::DeckName;

fn note(number: i64, kind: CardKind, prompt: &str) -> AnkiNote {
    let mut fields = [const { String::new() }; 8];
    fields[0] = prompt.to_owned();
    fields[1] = "answer".to_owned();
    AnkiNote {
        guid: Guid::derive([number.to_string().as_str()]),
        kind,
        id: AnkiId(1_780_000_000_000 + number),
        modified_at: ModifiedAt(1_780_000_000 + number),
        fields,
        tags: vec!["a".to_owned(), "b::c".to_owned()],
    }
}

fn question(number: i64) -> AnkiNote {
    note(number, CardKind::Question, &format!("question {number}"))
}

fn plan(name: &str, notes: Vec<AnkiNote>) -> DeckPlan {
    DeckPlan {
        name: DeckName::parse(name).expect("a plain name"),
        description: String::new(),
        notes,
    }
}

/// A folder with a package in it, and a path for the next one.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self { folder }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("deck.apkg")
    }

    /// Unpacks the collection of the package.
    fn collection(&self) -> Connection {
        let file = fs::File::open(self.path()).expect("the package");
        let mut zip = zip::ZipArchive::new(file).expect("a zip");
        let names: Vec<_> = (0..zip.len())
            .map(|index| {
                zip.by_index(index)
                    .expect("an entry")
                    .name()
                    .map(|name| name.into_owned())
                    .expect("a name")
            })
            .collect();
        assert_eq!(names, ["collection.anki2", "media"]);
        let mut entry = zip.by_name("collection.anki2").expect("the collection");
        let path = self.folder.path().join("unpacked");
        let mut unpacked = fs::File::create(&path).expect("a file");
        std::io::copy(&mut entry, &mut unpacked).expect("the collection is unpacked");
        Connection::open(path).expect("a database")
    }

    fn files(&self) -> usize {
        fs::read_dir(self.folder.path())
            .expect("the folder")
            .count()
    }
}

/// Writing `plans` must fail with this message and leave the old file as it was.
#[track_caller]
fn refused(plans: &[DeckPlan], message: &str) {
    let place = Place::new();
    fs::write(place.path(), "old").expect("an old package");
    let error = write_decks(plans, &place.path()).expect_err("refused");
    assert_eq!(error.to_string(), message);
    assert_eq!(fs::read(place.path()).expect("still there"), b"old");
    assert_eq!(place.files(), 1, "nothing is left behind");
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let notes = (0..300).map(question).collect();
    let plans = [
        plan("Talks::One", notes),
        plan("Talks::Two", vec![note(400, CardKind::Cloze, "{{c1::a}}")]),
    ];
    let (one, two) = (Place::new(), Place::new());
    let written = write_decks(&plans, &one.path()).expect("written");
    write_decks(&plans, &two.path()).expect("written");
    write_decks(&plans, &two.path()).expect("written again");
    let bytes = fs::read(one.path()).expect("the package");
    assert!(bytes == fs::read(two.path()).expect("the package"));
    assert_eq!(
        written,
        Written {
            notes: 301,
            cards: 301,
            bytes: bytes.len() as u64
        }
    );
    assert_eq!(one.files(), 1, "no temporary file is left");
}

#[test]
fn packages_that_are_written_at_one_time_have_the_same_bytes() {
    let deck = plan("A", (0..2000).map(question).collect());
    let write = || {
        let place = Place::new();
        write_package(&deck, &place.path()).expect("written");
        fs::read(place.path()).expect("the package")
    };
    let alone = write();
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..8).map(|_| scope.spawn(write)).collect();
        for writer in writers {
            assert!(writer.join().expect("no panic") == alone);
        }
    });
}

#[test]
fn notes_are_stored_by_id_and_studied_in_the_order_of_the_deck() {
    let place = Place::new();
    let notes: Vec<AnkiNote> = (0..500).map(|nth| question(nth * 7 % 500)).collect();
    write_package(&plan("A", notes.clone()), &place.path()).expect("written");
    let db = place.collection();
    let mut statement = db
        .prepare("SELECT nid FROM cards ORDER BY due")
        .expect("a query");
    let studied: Vec<i64> = statement
        .query_map([], |row| row.get(0))
        .expect("rows")
        .collect::<Result<_, _>>()
        .expect("rows");
    let given: Vec<i64> = notes.iter().map(|note| note.id.0).collect();
    assert_eq!(studied, given);
    let check: String = db
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("a verdict");
    assert_eq!(check, "ok");
}

#[test]
fn cards_are_new_in_study_order_and_share_the_notes_id() {
    let place = Place::new();
    let notes = vec![
        question(7),
        note(3, CardKind::Cloze, "{{c1::a}} {{c2::b}}"),
        question(4),
    ];
    write_package(&plan("A::B", notes), &place.path()).expect("written");
    let db = place.collection();
    let mut statement = db
        .prepare(
            "SELECT id - 1780000000000, ord, due, type, queue, did FROM cards ORDER BY due, ord",
        )
        .expect("a query");
    let rows: Vec<[i64; 6]> = statement
        .query_map([], |row| {
            Ok([
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
                row.get(5)?,
            ])
        })
        .expect("rows")
        .collect::<Result<_, _>>()
        .expect("rows");
    let deck = 1_700_000_000_001;
    assert_eq!(
        rows,
        [
            [7, 0, 1, 0, 0, deck],
            [3, 0, 2, 0, 0, deck],
            // 3 is the note's own and 4 belongs to the next note.
            [5, 1, 2, 0, 0, deck],
            [4, 0, 3, 0, 0, deck],
        ]
    );
}

#[test]
fn a_field_can_hold_what_would_part_the_fields() {
    let place = Place::new();
    let mut odd = question(1);
    odd.fields[0] = "a\u{1f}b\0c\r\n\te\u{301}".to_owned();
    write_package(&plan("A", vec![odd]), &place.path()).expect("written");
    let fields: String = place
        .collection()
        .query_row("SELECT flds FROM notes", [], |row| row.get(0))
        .expect("a note");
    assert_eq!(
        fields,
        "abc\n\t\u{e9}\u{1f}answer".to_owned() + &"\u{1f}".repeat(6)
    );
}

#[test]
fn a_note_anki_would_misread_is_refused() {
    refused(
        &[plan("A", vec![question(1)]), plan("B", vec![question(1)])],
        "deck `B` has an Anki note whose GUID `zzzz` is already taken"
            .replace("zzzz", Guid::derive(["1"]).as_str())
            .as_str(),
    );
    let mut twin = question(2);
    twin.id = AnkiId(1_780_000_000_001);
    refused(
        &[plan("A", vec![question(1), twin])],
        "deck `A` has an Anki note whose id 1780000000001 is already taken",
    );
    let guid = Guid::derive(["1"]);
    refused(
        &[plan("A", vec![note(1, CardKind::Question, " <br>&nbsp;")])],
        &format!("deck `A` has an Anki note with an empty prompt, GUID `{guid}`"),
    );
    refused(
        &[plan(
            "A",
            vec![note(1, CardKind::Cloze, "no gap {{c0::x}}")],
        )],
        &format!("deck `A` has a cloze note without a gap, GUID `{guid}`"),
    );
    refused(
        &[plan("A::b", vec![]), plan("a::B", vec![])],
        "deck `a::B` is in the package twice",
    );
}

#[test]
fn a_name_that_would_replace_the_collection_is_refused() {
    for name in ["collection.apkg", "Backup-1.apkg", "deck.COLPKG"] {
        let to = Path::new("no such folder").join(name);
        let error = write_package(&plan("A", vec![]), &to).expect_err("refused");
        assert!(
            matches!(error, PackageError::DangerousName { .. }),
            "{name}"
        );
    }
}

#[test]
fn a_folder_that_takes_no_file_is_an_error_with_its_cause() {
    let place = Place::new();
    let to = place.folder.path().join("missing").join("deck.apkg");
    let error = write_package(&plan("A", vec![]), &to).expect_err("no folder");
    assert!(error.to_string().starts_with("cannot create a file beside"));
    assert!(std::error::Error::source(&error).is_some());
}

#[test]
fn a_folder_in_the_place_of_the_package_stays() {
    let place = Place::new();
    fs::create_dir(place.path()).expect("a folder");
    let error = write_package(&plan("A", vec![]), &place.path()).expect_err("a folder");
    assert!(matches!(error, PackageError::Create { .. }), "{error}");
    assert_eq!(place.files(), 1, "nothing is left behind");
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_the_file_is_no_secret() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let place = Place::new();
    let real = place.folder.path().join("real.apkg");
    fs::write(&real, "old").expect("an old package");
    symlink(&real, place.path()).expect("a link");
    write_package(&plan("A", vec![question(1)]), &place.path()).expect("written");
    let link = fs::symlink_metadata(place.path()).expect("the link");
    assert!(link.is_symlink());
    let ordinary = place.folder.path().join("ordinary");
    fs::write(&ordinary, "").expect("a file");
    let mode = |path: &Path| fs::metadata(path).expect("a file").permissions().mode();
    assert_eq!(mode(&real), mode(&ordinary));
}
