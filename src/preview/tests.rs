//! What there is to see of small decks.

use std::path::Path;

use crate::note::{NotePath, SourceFile};
use crate::pipeline::{self, LeftOut};
use crate::plan::{BuildTime, ChangeKind, Ledger, Memory, Overrides, Reword, Wishes, plan_deck};
use crate::recipe::Recipe;

use super::{Preview, SeenDeck};

pub(crate) const NOTE: &str = "\
---
title: Meetings
videoId: Z9ftpRhRiJE
---

## Agendas

Long agendas with a dozen small items often fail due to a lack of preparation [00:02:10]. This helps. Long agendas *often fail* due to `habit` [00:02:30].

A good agenda has two parts [00:09:00]:

*   **Aim**: What the meeting is to settle [00:09:10].
*   **End**: When it is over [00:09:20].
";

/// A deck of one note after `before`, the same note as it was built; and its ledger.
pub(crate) fn seen(note: &str, overrides: &str, before: &Ledger) -> (Preview, Ledger) {
    let source = SourceFile {
        path: NotePath::new("notes/meetings.md"),
        bytes: note.as_bytes().to_vec(),
    };
    let study = pipeline::study([source.clone()]).value;
    let recipe = Recipe::parse("deck: Meetings\n", Path::new("decks/x.yaml")).expect("a recipe");
    let overrides = Overrides::parse(overrides).expect("overrides");
    let planned = plan_deck(
        study.cards,
        Wishes {
            recipe: &recipe,
            overrides: &overrides,
            memory: Memory::Ledger(before, BuildTime(1_800_000_000_000)),
            present: &study.present,
            reword: &Reword::None,
        },
    );
    let refused = planned.left_out.iter();
    let mut left_out = study.left_out;
    left_out.extend(refused.map(|(site, reason)| LeftOut::of_site(site, *reason)));
    let mut preview = Preview::default();
    preview.add(SeenDeck {
        planned: &planned,
        outlines: &pipeline::outlined([source]),
        left_out: &left_out,
        recipe: Some("decks/x.yaml"),
    });
    (preview, planned.ledger)
}

#[test]
fn every_statement_has_its_card_or_its_reason() {
    let (preview, _) = seen(NOTE, "", &Ledger::default());
    let statements = &preview.notes[0].statements;
    assert_eq!(statements.len(), 6);
    for (index, statement) in statements.iter().enumerate() {
        assert!(
            statement.card.is_some() != statement.reason.is_some(),
            "{statement:?}"
        );
        if let Some(card) = statement.card.map(|card| &preview.cards[card]) {
            assert_eq!((card.note, card.statement), (Some(0), Some(index)));
            assert_eq!(card.line, Some(statement.line));
        }
    }
    assert!(
        preview.reasons.contains_key("too-short"),
        "{:?}",
        preview.reasons
    );
}

#[test]
fn a_paragraph_is_cut_where_statements_marks_and_timecodes_are() {
    let (preview, _) = seen(NOTE, "", &Ledger::default());
    let runs = &preview.notes[0].paragraphs[0].runs;
    let sketch: Vec<String> = runs
        .iter()
        .map(|run| {
            let statement = run
                .statement
                .map_or("-".to_owned(), |index| index.to_string());
            let marks = run.styles.join(" ");
            let time = if run.time.is_some() { "time" } else { "" };
            format!("{statement} {marks}{time}|{}", run.text)
        })
        .collect();
    assert_eq!(
        sketch,
        [
            "0 |Long agendas with a dozen small items often fail due to a lack of preparation",
            "0 time|00:02:10",
            "0 |.",
            "- | ",
            "1 |This helps.",
            "- | ",
            "2 |Long agendas ",
            "2 emphasis|often fail",
            "2 | due to ",
            "2 code|habit",
            "2 time|00:02:30",
            "2 |.",
        ]
    );
    let item = &preview.notes[0].paragraphs[2];
    assert_eq!((item.kind, item.runs[0].text.as_str()), ("item", "Aim"));
    assert_eq!(
        item.runs[0].statement,
        Some(4),
        "a label belongs to its statement"
    );
}

#[test]
fn what_is_gone_is_told_with_its_state() {
    let (first, ledger) = seen(NOTE, "", &Ledger::default());
    assert!(first.cards.iter().all(|card| card.state == ChangeKind::New));
    let cause = first.notes[0].statements[0].card.expect("a card");
    let key = &first.cards[cause].key;
    let (after, _) = seen(NOTE, &format!("skip:\n  - {key}\n"), &ledger);
    let rejected = after
        .cards
        .iter()
        .find(|card| card.key == *key)
        .expect("it is shown");
    assert_eq!(rejected.state, ChangeKind::Rejected);
    assert_eq!((rejected.statement, rejected.line), (Some(0), Some(8)));
    let statement = &after.notes[0].statements[0];
    assert_eq!(statement.card, None);
    assert_eq!(
        statement.reason.map(|reason| reason.code()),
        Some("rejected")
    );

    let (head, tail) = NOTE.split_once("Long agendas").expect("its statement");
    let (_, tail) = tail.split_once("\n\n").expect("its paragraph ends");
    let edited = format!("{head}{tail}");
    let (after, _) = seen(&edited, "", &ledger);
    let retired = after
        .cards
        .iter()
        .find(|card| card.key == *key)
        .expect("it is shown");
    assert_eq!(retired.state, ChangeKind::Retired);
    assert_eq!(
        (retired.note, retired.statement, retired.line),
        (Some(0), None, None)
    );
    assert!(!retired.is_in_deck());
}

#[test]
fn a_section_reaches_from_its_first_moment_to_its_last_and_gaps_lie_between_cards() {
    let (preview, _) = seen(NOTE, "", &Ledger::default());
    let section = &preview.notes[0].sections[1];
    assert_eq!(
        (section.title.as_str(), section.span),
        ("Agendas", Some((130, 560)))
    );
    let [recording] = preview.recordings.as_slice() else {
        panic!("one recording was expected: {:?}", preview.recordings);
    };
    assert_eq!(
        (recording.length, recording.notes.as_slice()),
        (560, &[0][..])
    );
    let gaps: Vec<_> = recording
        .gaps
        .iter()
        .map(|gap| (gap.from, gap.to))
        .collect();
    assert!(gaps.contains(&(0, 130)), "{gaps:?}");
}
