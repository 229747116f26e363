use std::fs;
use std::path::PathBuf;

use super::*;
use crate::cache::rows::Access;
use crate::diag::Checked;
use crate::pipeline::{Study, Watch, study_shelf};

const NOTE: &str = "---\ntitle: Meetings\nvideoId: Z9ftpRhRiJE\n---\n\n\
    Long agendas with a dozen small items often fail due to a lack of preparation [00:02:10].\n";

/// A folder with a note and a cache.
struct Desk {
    folder: tempfile::TempDir,
    rows: Rows,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("notes")).expect("a folder");
        let rows = Rows::open(&folder.path().join("cache"), Access::Write).expect("a cache");
        let desk = Self { folder, rows };
        fs::write(desk.note(), NOTE).expect("a note");
        desk
    }

    fn note(&self) -> PathBuf {
        self.folder.path().join("notes/meetings.md")
    }

    fn found(&self) -> Vec<FoundNote> {
        load::find_notes(&self.folder.path().join("notes")).expect("the folder")
    }
}

fn studied(shelf: &Remembered<'_>) -> Result<Checked<Study>, LoadError> {
    let watch = Watch {
        memory: true,
        left_out: true,
        step: &|| {},
    };
    study_shelf(shelf, watch)
}

#[test]
fn a_file_that_looks_the_same_is_not_read() {
    let desk = Desk::new();
    let found = desk.found();
    let first = Remembered::new(&desk.rows, &found, Some(Moment::LAST));
    let expected = studied(&first).expect("the note is there");
    assert_eq!(expected.value.cards.len(), 1);
    assert!(first.remember().is_some_and(|files| files.is_settled()));
    let second = Remembered::new(&desk.rows, &found, Some(Moment::LAST));
    fs::remove_file(desk.note()).expect("it was there");
    let again = studied(&second).expect("nothing is read");
    assert_eq!(again.value, expected.value);
    assert_eq!(again.problems, expected.problems);
}

#[test]
fn a_file_that_was_written_just_now_is_read_again() {
    let desk = Desk::new();
    let found = desk.found();
    let now = Moment::in_folder_of(&desk.note()).expect("the time");
    let first = Remembered::new(&desk.rows, &found, Some(now));
    let _ = studied(&first).expect("the note is there");
    assert!(first.remember().is_some_and(|files| !files.is_settled()));
    let second = Remembered::new(&desk.rows, &found, Some(now));
    fs::remove_file(desk.note()).expect("it was there");
    assert!(studied(&second).is_err());
}

#[test]
fn what_changes_while_it_is_read_is_not_kept() {
    let desk = Desk::new();
    let found = desk.found();
    let shelf = Remembered::new(&desk.rows, &found, Some(Moment::LAST));
    let head = shelf.head(0).expect("the note is there");
    fs::write(desk.note(), NOTE.replace("Long", "Short")).expect("a note");
    assert_eq!(shelf.head(0).expect("a head"), head);
    let study = studied(&shelf).expect("the note is there");
    assert!(study.value.cards[0].site.statement.starts_with("Short"));
    assert!(shelf.remember().is_none());
    let next = Remembered::new(&desk.rows, &found, Some(Moment::LAST));
    let _ = next.head(0).expect("a head");
    assert!(next.recall(&[0], &Episodes::default()).is_none());
}
