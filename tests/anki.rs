//! Our packages in the real Anki: everything arrives, nothing is repaired, and what the
//! owner did stays.
//!
//! `CUEDECK_SKIP_ANKI=1` skips these tests where Python or the network is missing.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use cuedeck::card::CardKind;
use cuedeck::export::{TagColumn, anki_text};
use cuedeck::package::{Notetype, write_decks, write_package};
use cuedeck::plan::{AnkiNote, DeckPlan, FieldName, ModifiedAt};
use cuedeck::preview::Faces;
use cuedeck::recipe::DeckName;
use serde_json::{Value, json};
use tempfile::TempDir;

#[path = "anki/harness.rs"]
#[allow(dead_code, reason = "two test programs share it")]
mod harness;
#[path = "anki/nasty.rs"]
mod nasty;

use harness::{AnkiImport, Step};

/// A folder for packages.
struct Packages(TempDir);

impl Packages {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    fn write(&self, name: &str, plan: &DeckPlan) -> PathBuf {
        let path = self.0.path().join(name);
        write_package(plan, &path).expect("the package is written");
        path
    }
}

/// The note with this GUID in a picture of the collection.
fn found<'a>(picture: &'a Value, note: &AnkiNote) -> &'a Value {
    let notes = picture["notes"].as_array().expect("notes");
    notes
        .iter()
        .find(|found| found["guid"] == note.guid.as_str())
        .unwrap_or_else(|| panic!("{} did not arrive", note.guid))
}

/// The nasty deck, and what Anki made of it; imported once for all tests that only look.
fn import_nasty() -> Option<&'static (DeckPlan, Value)> {
    static IMPORT: OnceLock<Option<(DeckPlan, Value)>> = OnceLock::new();
    let import = IMPORT.get_or_init(|| {
        let anki = AnkiImport::new()?;
        let plan = nasty::plan();
        let packages = Packages::new();
        let path = packages.write("nasty.apkg", &plan);
        let answer = anki.run(&[&path]);
        Some((plan, answer))
    });
    import.as_ref()
}

#[test]
fn everything_arrives_as_it_was_written() {
    let Some((plan, answer)) = import_nasty() else {
        return;
    };
    let picture = &answer["steps"][0];
    let count = plan.notes.len();
    assert_eq!(
        picture["log"],
        json!({"new": count, "updated": 0, "duplicate": 0, "conflicting": 0})
    );
    assert_eq!(picture["notes"].as_array().map(Vec::len), Some(count));
    assert_eq!(
        picture["notetypes"],
        json!(["Cuedeck Cloze", "Cuedeck Q&A"])
    );
    let any_of_prompt_and_context = json!([[0, "any", [0, 2]]]);
    for kind in [CardKind::Question, CardKind::Cloze] {
        let notetype = Notetype::of(kind);
        assert_eq!(
            picture["required"][notetype.name],
            any_of_prompt_and_context
        );
    }
    assert_eq!(
        picture["decks"],
        json!(["Cuedeck", "Cuedeck::Nasty \"deck\" & co", "Default"])
    );
    for note in &plan.notes {
        let found = found(picture, note);
        assert_eq!(found["id"], note.id.0);
        assert_eq!(found["mod"], note.modified_at.0);
        assert_eq!(found["tags"], json!(note.tags));
        let nfc: Vec<String> = note.fields.iter().map(|field| nfc(field)).collect();
        assert_eq!(found["fields"], json!(nfc));
    }
}

/// Anki composes accents, and so do we.
fn nfc(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfc().collect()
}

#[test]
fn every_note_has_the_one_card_anki_makes_of_it() {
    let Some((plan, answer)) = import_nasty() else {
        return;
    };
    for note in &plan.notes {
        let found = found(&answer["steps"][0], note);
        assert_eq!(found["anki"]["ordinals"], json!([0]), "{}", note.fields[0]);
        let cards = found["cards"].as_array().expect("cards");
        assert_eq!(cards.len(), 1);
        assert_eq!(cards[0]["id"], note.id.0);
        assert_eq!(cards[0]["new"], true);
        assert_eq!(cards[0]["deck"], plan.name.as_str());
    }
    assert_eq!(answer["empty_cards"], json!([]));
}

#[test]
fn anki_finds_nothing_to_repair() {
    let Some((plan, answer)) = import_nasty() else {
        return;
    };
    assert_eq!(
        answer["integrity"]["fine"], true,
        "{}",
        answer["integrity"]["report"]
    );
    for note in &plan.notes {
        let found = found(&answer["steps"][0], note);
        assert_eq!(found["sort_field"], found["anki"]["sort_field"]);
        assert_eq!(found["checksum"], found["anki"]["checksum"]);
    }
}

#[test]
fn new_cards_are_studied_in_our_order() {
    let Some((plan, answer)) = import_nasty() else {
        return;
    };
    let ours: Vec<&str> = plan.notes.iter().map(|note| note.guid.as_str()).collect();
    assert_eq!(answer["order"][plan.name.as_str()], json!(ours));
}

#[test]
fn a_front_hides_exactly_the_gap_and_a_back_shows_it() {
    let Some((plan, answer)) = import_nasty() else {
        return;
    };
    let clozes = plan
        .notes
        .iter()
        .filter(|note| note.kind == CardKind::Cloze);
    for (note, [_, hidden, _]) in clozes.zip(nasty::clozes()) {
        let card = &found(&answer["steps"][0], note)["cards"][0];
        let question = card["question"].as_str().expect("a question");
        let shown = card["answer"].as_str().expect("an answer");
        assert!(question.contains(">[...]</span>"), "{question}");
        let field = note.field(FieldName::Prompt);
        let (_, inner) = field.split_once("{{c1::").expect("an opening");
        let (inner, _) = inner.split_once("}}").expect("a close");
        let whole = format!("<span class=\"cloze\" data-ordinal=\"1\">{inner}</span>");
        assert!(shown.contains(&whole), "{hidden:?} is not in {shown}");
    }
}

#[test]
fn the_preview_draws_every_side_as_anki_does() {
    let Some((plan, answer)) = import_nasty() else {
        return;
    };
    for note in &plan.notes {
        let card = &found(&answer["steps"][0], note)["cards"][0];
        let Faces { front, back } = Faces::of(note);
        for (side, ours) in [("question", front), ("answer", back)] {
            let theirs = drawn_by_anki(card[side].as_str().expect("a side"));
            assert_eq!(nfc(&ours).trim(), theirs.trim(), "{side} of {}", note.guid);
        }
    }
}

/// What Anki draws, without its style, and without the copy of a gap's words that it keeps
/// for scripts in an attribute.
fn drawn_by_anki(side: &str) -> String {
    let (_, html) = side.split_once("</style>").expect("a style comes first");
    let mut drawn = String::new();
    let mut rest = html;
    while let Some((before, attribute)) = rest.split_once(" data-cloze=\"") {
        drawn.push_str(before);
        rest = attribute.split_once('"').expect("the attribute ends").1;
    }
    drawn + rest
}

#[test]
fn importing_the_same_package_again_changes_nothing() {
    let Some(anki) = AnkiImport::new() else {
        return;
    };
    let plan = nasty::plan();
    let packages = Packages::new();
    let one = packages.write("one.apkg", &plan);
    let two = packages.write("two.apkg", &plan);
    let answer = anki.run(&[&one, &two]);
    let (before, after) = (&answer["steps"][0], &answer["steps"][1]);
    assert_eq!(after["log"]["new"], 0);
    assert_eq!(after["log"]["updated"], 0);
    assert_eq!(after["log"]["conflicting"], 0);
    assert_eq!(before["notes"], after["notes"]);
    assert_eq!(before["notetypes"], after["notetypes"]);
}

#[test]
fn an_owners_edit_stays_until_the_note_changes() {
    let Some(anki) = AnkiImport::new() else {
        return;
    };
    let plan = nasty::plan();
    let mut later = plan.clone();
    // A minute after any edit this test makes: now is the owner's time.
    let now = std::time::SystemTime::UNIX_EPOCH
        .elapsed()
        .expect("after 1970");
    later.notes[1].fields[1] = "a new answer".to_owned();
    later.notes[1].modified_at = ModifiedAt(now.as_secs() as i64 + 60);
    let packages = Packages::new();
    let old = packages.write("old.apkg", &plan);
    let new = packages.write("new.apkg", &later);
    let edit = |note: usize| Step::Edit {
        guid: plan.notes[note].guid.as_str(),
        field: 1,
        text: "the owner's answer",
    };
    let answer = anki.steps(&[
        Step::Import(&old),
        edit(0),
        edit(1),
        Step::Import(&old),
        Step::Import(&new),
    ]);
    let answer_in = |step: usize, note: usize| {
        found(&answer["steps"][step], &plan.notes[note])["fields"][1].clone()
    };
    assert_eq!(answer_in(3, 0), "the owner's answer");
    assert_eq!(answer_in(3, 1), "the owner's answer");
    assert_eq!(answer["steps"][3]["log"]["updated"], 0);
    assert_eq!(answer_in(4, 0), "the owner's answer");
    assert_eq!(answer_in(4, 1), "a new answer");
    assert_eq!(answer["steps"][4]["log"]["updated"], 1);
}

#[test]
fn card_ordinals_and_derived_columns_are_ankis_for_any_fields() {
    let Some(anki) = AnkiImport::new() else {
        return;
    };
    let prompts = [
        "{{c1::a {{c2::b}}}} {{c4::c}}",
        "{{c1,3::both}} {{c3::again}}",
        "{{c501::b}} {{c1::x}}",
        "{{c5::z}} {{c1::a {{c2::b}} {{c3::c}}", // the first is never closed
        "<div>x</div><!-- c --><img src=\"a b.png\"> &amp;&lt;b&nbsp;&#x41; {{c2::1}}",
        "&bogus; R&D {{c1::x}} <style>.a{}</style> 1 < 2",
    ];
    let mut plan = nasty::plan();
    plan.notes.retain(|note| note.kind == CardKind::Cloze);
    plan.notes.truncate(prompts.len());
    for (note, prompt) in plan.notes.iter_mut().zip(prompts) {
        note.fields[0] = prompt.to_owned();
    }
    plan.notes[0].fields[6] = "{{c6::deletions of other fields count}}".to_owned();
    let packages = Packages::new();
    let path = packages.write("cards.apkg", &plan);
    let answer = anki.run(&[&path]);
    for note in &plan.notes {
        let found = found(&answer["steps"][0], note);
        let cards = found["cards"].as_array().expect("cards");
        let ordinals: Vec<&Value> = cards.iter().map(|card| &card["ordinal"]).collect();
        assert_eq!(
            json!(ordinals),
            found["anki"]["ordinals"],
            "{}",
            note.fields[0]
        );
    }
    assert_eq!(written(&path), derived(&plan, &answer["steps"][0]));
}

#[test]
fn the_nasty_deck_carries_ankis_sort_fields_and_checksums() {
    let Some((plan, answer)) = import_nasty() else {
        return;
    };
    let packages = Packages::new();
    let path = packages.write("nasty.apkg", plan);
    assert_eq!(written(&path), derived(plan, &answer["steps"][0]));
}

/// Sort field and checksum as they stand in the package, before Anki derives its own.
fn written(package: &Path) -> Vec<(String, String, i64)> {
    let file = std::fs::File::open(package).expect("the package");
    let mut zip = zip::ZipArchive::new(file).expect("a zip");
    let mut entry = zip.by_name("collection.anki2").expect("the collection");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("collection");
    let mut unpacked = std::fs::File::create(&path).expect("a file");
    std::io::copy(&mut entry, &mut unpacked).expect("the collection is unpacked");
    let db = rusqlite::Connection::open(&path).expect("a database");
    let mut query = db
        .prepare("SELECT guid, CAST(sfld AS text), csum FROM notes ORDER BY id DESC")
        .expect("a query");
    query
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .expect("rows")
        .collect::<Result<_, _>>()
        .expect("rows")
}

/// The same as Anki derives it.
fn derived(plan: &DeckPlan, picture: &Value) -> Vec<(String, String, i64)> {
    plan.notes
        .iter()
        .map(|note| {
            let found = found(picture, note);
            let sort_field = found["sort_field"].as_str().expect("a text");
            let checksum = found["checksum"].as_i64().expect("a number");
            (note.guid.to_string(), sort_field.to_owned(), checksum)
        })
        .collect()
}

#[test]
fn several_decks_travel_in_one_package() {
    let Some(anki) = AnkiImport::new() else {
        return;
    };
    let whole = nasty::plan();
    let part = |name: &str, from: usize, to: usize| DeckPlan {
        name: DeckName::parse(name).expect("a name"),
        description: String::new(),
        notes: whole.notes[from..to].to_vec(),
    };
    let packages = Packages::new();
    let path = packages.0.path().join("two.apkg");
    let plans = [part("Talks", 0, 3), part("Talks::Ada", 3, 5)];
    write_decks(&plans, &path).expect("written");
    let answer = anki.run(&[&path]);
    assert_eq!(
        answer["steps"][0]["decks"],
        json!(["Default", "Talks", "Talks::Ada"])
    );
    for plan in &plans {
        for note in &plan.notes {
            let card = &found(&answer["steps"][0], note)["cards"][0];
            assert_eq!(card["deck"], plan.name.as_str());
        }
    }
}

#[test]
fn an_empty_package_is_imported_without_a_word() {
    let Some(anki) = AnkiImport::new() else {
        return;
    };
    let mut plan = nasty::plan();
    plan.notes.clear();
    let packages = Packages::new();
    let path = packages.write("empty.apkg", &plan);
    let answer = anki.run(&[&path]);
    assert_eq!(answer["steps"][0]["notes"], json!([]));
}

#[test]
fn the_text_file_names_the_cards_of_the_package_and_keeps_the_owners_tags() {
    let Some(anki) = AnkiImport::new() else {
        return;
    };
    let plan = nasty::plan();
    let packages = Packages::new();
    let package = packages.write("nasty.apkg", &plan);
    let text = |name: &str, tags| {
        let path = packages.0.path().join(name);
        let bytes = anki_text(&plan, tags).expect("the text is rendered");
        std::fs::write(&path, bytes).expect("the text is written");
        path
    };
    let plain = text("plain.txt", TagColumn::Absent);
    let tagged = text("tagged.txt", TagColumn::Present);
    let guid = plan.notes[0].guid.as_str();
    let answer = anki.steps(&[
        Step::Import(&package),
        Step::Tag { guid, with: "mine" },
        Step::Import(&plain),
        Step::Import(&package),
        Step::Import(&tagged),
    ]);
    let [first, owned, after_text, after_package, after_tags] =
        answer["steps"].as_array().expect("steps").as_slice()
    else {
        panic!("five steps were asked for");
    };
    let contents = |picture: &Value| -> Vec<Value> {
        let notes = picture["notes"].as_array().expect("notes").iter();
        let contents = notes.map(|note| json!([note["guid"], note["notetype"], note["fields"]]));
        contents.collect()
    };
    let tags = |picture| found(picture, &plan.notes[0])["tags"].clone();
    assert_eq!(after_text["log"]["new"], 0, "{}", after_text["log"]);
    for later in [after_text, after_package, after_tags] {
        assert_eq!(contents(later), contents(first));
    }
    assert_eq!(tags(after_text), tags(owned));
    assert_eq!(tags(after_tags), tags(first));
}
