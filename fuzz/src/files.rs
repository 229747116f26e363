//! The files beside the notes: ledger, recipe, overrides.

use std::path::Path;
use std::sync::Arc;

use cuedeck::card::{CardKind, CardText, Shape, notation};
use cuedeck::note::VideoId;
use cuedeck::plan::{
    AnkiId, CardKey, Correction, Guid, Ledger, ModifiedAt, Overrides, Record, State,
    with_correction, with_skip, without_skip,
};
use cuedeck::recipe::Recipe;
use cuedeck::timecode::Timecode;

/// Any text is a ledger or refused, and what a ledger holds comes back as it was.
pub fn ledger(text: &str) {
    match Ledger::parse(text) {
        Ok(ledger) => comes_back(&ledger),
        Err(error) => drop(error.to_string()),
    }
    let as_file = Ledger::read(text.as_bytes()).ok();
    assert_eq!(as_file, Ledger::parse(text).ok());
    comes_back(&[record(text)].into_iter().collect());
}

fn comes_back(ledger: &Ledger) {
    let written = ledger.to_string();
    let read = Ledger::parse(&written).unwrap_or_else(|error| panic!("{error}: {written}"));
    assert!(read == *ledger, "another ledger: {written}");
    assert_eq!(read.to_string(), written);
}

/// A record with these words in every place that takes any.
fn record(text: &str) -> Record {
    let mut parts = text.split('|').map(str::to_owned);
    let mut next = || parts.next().unwrap_or_default();
    let (statement, part) = (next(), next());
    let side = |text: String| notation::read(&text).unwrap_or_else(|| CardText::from(&*text));
    let video = VideoId::parse("Z9ftpRhRiJE").expect("eleven characters");
    let key = CardKey::new(video, CardKind::Cloze, &statement, &part);
    Record {
        guid: key.guid(|_| false),
        state: State::Live,
        id: AnkiId(1_800_000_000_000),
        modified_at: ModifiedAt(1_800_000_000),
        key,
        shape: Shape::Own,
        timecodes: Arc::from([Timecode::from_seconds(text.len() as u32)]),
        note: next().into(),
        title: next().into(),
        context: next().into(),
        statement: statement.into(),
        tags: "a::b c".into(),
        front: side(next()),
        back: side(next()),
    }
}

/// Any text is a recipe or an error that can be printed, and no recipe leaves its project.
pub fn recipe(text: &str) {
    match Recipe::parse(text, Path::new("decks/a.yaml")) {
        Ok(recipe) => {
            for outside in ["../a.md", "/a.md", "notes/../../a.md", "C:/a.md"] {
                let climbs = recipe
                    .patterns()
                    .iter()
                    .any(|pattern| pattern.split('/').any(|part| part == ".."));
                assert!(!climbs, "{outside}: {text}");
                let _ = recipe.selects(outside);
            }
            let _ = recipe.selects("notes/a/b.md");
            assert!(!recipe.deck.as_str().trim().is_empty());
            assert!(!recipe.kinds.is_empty());
        }
        Err(error) => drop((error.to_string(), error.excerpt())),
    }
}

/// Any text is an overrides file or refused; one that is edited says what it should, and
/// nothing else of it changes.
pub fn overrides(text: &str) {
    let read = Overrides::parse(text);
    if let Err(error) = &read {
        let _ = error.to_string();
    }
    let guid = Guid::derive(["a card"]);
    let correction = Correction {
        question: Some("A: \"b\" # c?".to_owned()),
        ..Correction::default()
    };
    if let Some(corrected) = with_correction(text, &guid, &correction) {
        let corrected = Overrides::parse(&corrected).expect("still overrides");
        assert_eq!(corrected.correction(&guid), correction);
    }
    let Some(skipped) = with_skip(text, &guid) else {
        return;
    };
    let read = read.expect("what is edited is understood");
    assert!(Overrides::parse(&skipped).is_ok_and(|now| now.skips(&guid)));
    if let Some(restored) = without_skip(&skipped, &guid) {
        let restored = Overrides::parse(&restored).expect("still overrides");
        assert!(!restored.skips(&guid));
        if !read.skips(&guid) {
            assert_eq!(restored, read, "an edit changed something else");
        }
    }
}
