use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::*;
use crate::note::SourceFile;
use crate::pipeline;
use crate::pipeline::OneNote;

/// What each of the cases and samples of the repository gives.
fn cases() -> Vec<OneNote> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut cases = Vec::new();
    for folder in ["notes", "tests/notes"] {
        let found = crate::note::load::find_notes(&root.join(folder)).expect("notes");
        for found in found {
            let bytes = fs::read(&found.file).expect("a note");
            let path = found.path;
            let study = pipeline::study([SourceFile {
                path: path.clone(),
                bytes,
            }]);
            cases.push(OneNote {
                path,
                study: study.value,
                problems: study.problems,
            });
        }
    }
    cases
}

#[test]
fn every_case_of_the_repository_is_read_as_it_was_written() {
    let cases = cases();
    let cards: usize = cases.iter().map(|case| case.study.cards.len()).sum();
    let problems: usize = cases.iter().map(|case| case.problems.len()).sum();
    let sizes = (cases.len(), cards, problems);
    assert!(cases.len() > 30 && cards > 30 && problems > 20, "{sizes:?}");
    for case in &cases {
        let one = std::slice::from_ref(case);
        let bytes = written(one).expect("all of it can be written");
        assert_eq!(read(&bytes).as_deref(), Some(one), "{}", case.path);
    }
    let bytes = written(&cases).expect("all of it can be written");
    assert_eq!(read(&bytes), Some(cases));
}

#[test]
fn what_was_shared_is_shared_again() {
    let cases = cases();
    let bytes = written(&cases).expect("all of it can be written");
    let notes = read(&bytes).expect("notes");
    let of_many = |note: &&OneNote| note.study.cards.len() > 5;
    let note = notes.iter().find(of_many).expect("a note of many cards");
    let [one, other, ..] = note.study.cards.as_slice() else {
        panic!("a note of many cards");
    };
    assert!(Arc::ptr_eq(&one.site.source, &other.site.source));
    assert!(Arc::ptr_eq(&one.site.source.tags, &other.site.source.tags));
    let bare = &note.study.present.bare()[0];
    assert!(Arc::ptr_eq(&one.site.source, &bare.source));
}

/// The case of most cards, in writing.
static WRITTEN: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let cases = cases();
    let one = cases.into_iter().max_by_key(|case| case.study.cards.len());
    written(&[one.expect("a case")]).expect("all of it can be written")
});

proptest! {
    #[test]
    fn any_bytes_can_be_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }

    #[test]
    fn notes_with_any_byte_changed_can_be_read(at in any::<prop::sample::Index>(), to: u8) {
        let mut bytes = WRITTEN.clone();
        let at = at.index(bytes.len());
        bytes[at] = to;
        let _ = read(&bytes);
    }
}
