//! Builds in process: notes and a ledger in, a planned deck out.

use std::path::Path;

use cuedeck::pipeline;
use cuedeck::plan::{BuildTime, Ledger, Memory, Overrides, PlannedDeck, Reword, Wishes, plan_deck};
use cuedeck::recipe::Recipe;

use crate::manuscript::source;

/// When the first build of a test takes place, in seconds since 1970.
pub const START: i64 = 1_800_000_000;

/// Builds a deck of some notes.
pub fn build(notes: &[(&str, &str)], ledger: &Ledger, seconds: i64) -> PlannedDeck {
    build_with(notes, ledger, seconds, &Overrides::default())
}

/// The same with the owner's corrections.
pub fn build_with(
    notes: &[(&str, &str)],
    ledger: &Ledger,
    seconds: i64,
    overrides: &Overrides,
) -> PlannedDeck {
    let recipe = Recipe::parse("deck: Test\n", Path::new("decks/test.yaml")).expect("a recipe");
    let study = pipeline::study(notes.iter().map(|(path, text)| source(path, text))).value;
    let wishes = Wishes {
        recipe: &recipe,
        overrides,
        memory: Memory::Ledger(ledger, BuildTime(seconds * 1000)),
        present: &study.present,
        reword: &Reword::None,
    };
    plan_deck(study.cards, wishes)
}

/// The notes of the repository, and those of this test: path and text.
pub fn notes() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut notes = Vec::new();
    for folder in ["notes", "tests/regeneration/notes"] {
        let entries = std::fs::read_dir(root.join(folder)).expect("a folder of notes");
        for entry in entries {
            let path = entry.expect("a file").path();
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            notes.push((name, std::fs::read_to_string(&path).expect("a note")));
        }
    }
    notes.sort();
    notes
}
