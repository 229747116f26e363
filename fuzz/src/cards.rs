//! Notes → cards, and cards → the fields of Anki notes.

use std::path::Path;

use cuedeck::card::{CardText, Piece, notation};
use cuedeck::note::{NotePath, SourceFile};
use cuedeck::pipeline::{self, Study};
use cuedeck::plan::{
    BuildTime, Ledger, Memory, Overrides, PlannedDeck, Reword, Wishes, html, plan_deck,
};
use cuedeck::recipe::Recipe;

use super::anki_cloze::{self, Node};
use super::notes::HEAD;

/// Every statement ends as a card or with a reason, nothing on a card is active, and a
/// second build of the same note changes nothing.
pub fn cards(text: &str) {
    let study = pipeline::study([SourceFile {
        path: NotePath::new("a.md"),
        bytes: format!("{HEAD}{text}").into_bytes(),
    }])
    .value;
    let made = study.cards.len() + study.left_out.len();
    assert_eq!(made, study.statements, "a statement is lost or told twice");
    let first = planned(&study, &Ledger::default(), 1_800_000_000);
    let plan = first.plan();
    for note in &plan.notes {
        for field in &note.fields {
            super::html::check(field);
        }
    }
    let written = first.ledger.to_string();
    let read = Ledger::parse(&written).unwrap_or_else(|error| panic!("{error}: {written}"));
    assert!(read == first.ledger, "the ledger is read back as another");
    let second = planned(&study, &read, 1_900_000_000);
    assert_eq!(second.plan(), plan, "the second build differs");
    assert_eq!(second.ledger.to_string(), written);
}

fn planned(study: &Study, ledger: &Ledger, seconds: i64) -> PlannedDeck {
    let recipe = Recipe::parse("deck: Test\n", Path::new("a.yaml")).expect("a recipe");
    let wishes = Wishes {
        recipe: &recipe,
        overrides: &Overrides::default(),
        memory: Memory::Ledger(ledger, BuildTime(seconds * 1000)),
        present: &study.present,
        reword: &Reword::None,
    };
    plan_deck(study.cards.clone(), wishes)
}

/// However a sentence with a gap is written, Anki sees just that gap, and shows just those
/// words.
pub fn cloze(text: &str) {
    let Some(text) = notation::read(text) else {
        return;
    };
    assert_eq!(
        notation::read(&notation::write(&text)).as_ref(),
        Some(&text)
    );
    let field = html::cloze_field(&text);
    super::html::check(&field);
    let nodes = anki_cloze::read(&field);
    let mut expected: Vec<(bool, String)> = Vec::new();
    for piece in text.pieces() {
        let gap = matches!(piece, Piece::Blank(_));
        match expected.last_mut() {
            Some((false, last)) if !gap => last.push_str(&shown(piece)),
            _ => expected.push((gap, shown(piece))),
        }
    }
    expected.retain(|(gap, text)| *gap || !text.is_empty());
    let mut found: Vec<(bool, String)> = Vec::new();
    for node in &nodes {
        match (node, found.last_mut()) {
            (Node::Text(text), Some((false, last))) => last.push_str(text),
            (Node::Text(text), _) => found.push((false, text.clone())),
            (
                Node::Deletion {
                    numbers,
                    inside,
                    hint,
                },
                _,
            ) => {
                assert_eq!((numbers.as_slice(), hint), (&[1][..], &None), "{field}");
                let inside = inside.iter().map(|node| match node {
                    Node::Text(text) => text.as_str(),
                    Node::Deletion { .. } => panic!("a gap in a gap: {field}"),
                });
                let inside: String = inside.collect();
                assert!(!inside.starts_with("image-occlusion:"), "{field}");
                found.push((true, inside));
            }
        }
    }
    let found = found.into_iter();
    let found = found.map(|(gap, html)| (gap, super::html::text_of(&html)));
    // Code without a letter is two tags and no text.
    let found = found.filter(|(gap, text)| *gap || !text.is_empty());
    assert_eq!(found.collect::<Vec<_>>(), expected, "{field}");
    // A field that is no cloze has no gap, whatever it says.
    let field = html::field(&text);
    super::html::check(&field);
    let plain = |node: &Node| matches!(node, Node::Text(_));
    assert!(anki_cloze::read(&field).iter().all(plain), "{field}");
}

/// What a learner sees of a piece; formulas in TeX.
fn shown(piece: &Piece) -> String {
    match piece {
        Piece::Words(text) | Piece::Code(text) => text.to_string(),
        Piece::Math { tex, display: true } => format!("\\[{tex}\\]"),
        Piece::Math {
            tex,
            display: false,
        } => format!("\\({tex}\\)"),
        Piece::Blank(hidden) => hidden_text(hidden),
    }
}

fn hidden_text(hidden: &CardText) -> String {
    hidden.pieces().iter().map(shown).collect()
}
