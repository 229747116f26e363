//! Notes in other languages and scripts: nothing of English is put into their cards, and
//! their text comes out as it went in.

use std::fmt::Write as _;
use std::path::Path;

use cuedeck::diag::Rule;
use cuedeck::note::{NotePath, SourceFile};
use cuedeck::package::{read_notes, write_package};
use cuedeck::pipeline::{self, Study};
use cuedeck::plan::{FieldName, Memory, Overrides, PlannedDeck, Reword, Wishes, plan_deck};
use cuedeck::recipe::Recipe;

const NOTES: &[(&str, &str)] = &[
    ("spanish", include_str!("foreign/spanish.md")),
    ("german", include_str!("foreign/german.md")),
    ("arabic", include_str!("foreign/arabic.md")),
    ("hebrew", include_str!("foreign/hebrew.md")),
    ("japanese", include_str!("foreign/japanese.md")),
    ("hindi", include_str!("foreign/hindi.md")),
];

fn study(name: &str, text: &str) -> (Study, Vec<cuedeck::diag::Diagnostic>) {
    let source = SourceFile {
        path: NotePath::new(format!("{name}.md")),
        bytes: text.as_bytes().to_vec(),
    };
    let checked = pipeline::study([source]);
    (checked.value, checked.problems)
}

fn planned(study: Study) -> PlannedDeck {
    let recipe = Recipe::parse("deck: Test\n", Path::new("decks/test.yaml")).expect("a recipe");
    plan_deck(
        study.cards,
        Wishes {
            recipe: &recipe,
            overrides: &Overrides::default(),
            memory: Memory::None,
            present: &study.present,
            reword: &Reword::None,
        },
    )
}

#[test]
fn a_foreign_note_gets_what_needs_no_grammar() {
    for (name, text) in NOTES {
        let (study, _) = study(name, text);
        let mut dump = String::new();
        for card in &study.cards {
            let (front, back) = (card.wording.front.plain(), card.wording.back.plain());
            let _ = writeln!(dump, "{}: {front} → {back}", card.wording.shape.name());
        }
        for left in &study.left_out {
            let _ = writeln!(dump, "({}) {}", left.reason.code(), left.statement);
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("foreign");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(*name, dump));
    }
}

#[test]
fn a_foreign_note_is_reported_once_and_has_no_english_in_its_cards() {
    for (name, text) in NOTES {
        let (study, problems) = study(name, text);
        let told = problems
            .iter()
            .filter(|problem| problem.rule == Rule::LanguageOther);
        assert_eq!(told.count(), 1, "{name}");
        assert!(!study.cards.is_empty(), "{name}");
        for card in &study.cards {
            let front = card.wording.front.plain();
            for word in ["what", "which", "how", "why", "and"] {
                let found = front
                    .split_whitespace()
                    .any(|found| found.eq_ignore_ascii_case(word));
                assert!(!found, "{name}: {front}");
            }
            // Nothing but the gap stands on a front that does not stand in the note.
            let around = front.split("[...]").flat_map(str::split_whitespace);
            for word in around.filter(|word| word.chars().any(char::is_alphanumeric)) {
                assert!(
                    text.contains(word.trim_matches(|c: char| !c.is_alphanumeric())),
                    "{name}: {word} of {front}"
                );
            }
        }
    }
}

#[test]
fn text_of_any_script_is_the_same_in_the_package() {
    for (name, text) in NOTES {
        let deck = planned(study(name, text).0);
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("deck.apkg");
        let plan = deck.plan();
        write_package(&plan, &path).expect("a package");
        let read = read_notes(&path).expect("its notes");
        assert_eq!(read.len(), plan.notes.len(), "{name}");
        for card in &deck.cards {
            let note = plan
                .notes
                .iter()
                .find(|note| note.guid == card.record.guid)
                .expect("the card's note");
            assert_eq!(
                note.field(FieldName::Statement),
                &*card.record.statement,
                "{name}"
            );
        }
    }
}

#[test]
fn a_short_note_is_taken_as_english() {
    let text = "---\ntitle: Molino\nvideoId: dQw4w9WgXcQ\n---\n\nLa piedra fría muele mejor.\n";
    let (_, problems) = study("short", text);
    assert!(
        problems
            .iter()
            .all(|problem| problem.rule != Rule::LanguageOther)
    );
}
