//! One fact in several notes of a recording is one card, and stays the card it was.

use cuedeck::extract::Reason;
use cuedeck::plan::{ChangeKind, Ledger, PlannedDeck};
use cuedeck::timecode::Timecode;

use crate::world::{START, build};

fn note(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\nvideoId: TwinsOfMill\n---\n\n## Daily work\n\n{body}\n")
}

/// A claim, and the same claim as another note of the recording has it.
const ONE: &str = "Wet grain often clogs the stones due to its sticky hull [00:10:00].";
const OTHER: &str =
    "At harvest, wet grain frequently clogs cold stones due to its sticky hull [00:42:00].";
/// What else stands in the notes, so that they are not gone with the claim.
const REST: &str = "Bakers return a whole sack only if the seal is broken [00:50:00].";

fn facts(deck: &PlannedDeck) -> Vec<(String, Vec<u32>)> {
    let cards = deck.cards.iter().map(|card| &card.record);
    let about = cards.filter(|record| record.statement.contains("clogs"));
    let seconds = |times: &[Timecode]| times.iter().map(|time| time.seconds()).collect();
    about
        .map(|record| (record.guid.to_string(), seconds(&record.timecodes)))
        .collect()
}

fn kinds(deck: &PlannedDeck) -> Vec<ChangeKind> {
    deck.changes.iter().map(|change| change.kind).collect()
}

/// Builds again and holds that nothing moves.
fn settled(notes: &[(&str, &str)], deck: &PlannedDeck) {
    let again = build(notes, &deck.ledger, START + 9000);
    assert_eq!(again.plan(), deck.plan());
    let still = |kind: &ChangeKind| matches!(kind, ChangeKind::Unchanged | ChangeKind::Retired);
    assert!(kinds(&again).iter().all(still), "{:?}", again.changes);
}

#[test]
fn one_fact_in_two_notes_is_one_card_with_both_moments() {
    let (one, other) = (note("Wet days", ONE), note("Harvest", OTHER));
    let notes = [("one.md", one.as_str()), ("other.md", other.as_str())];
    let turned = [notes[1], notes[0]];
    let deck = build(&notes, &Ledger::default(), START);
    let found = facts(&deck);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].1, [600, 2520]);
    let reasons: Vec<Reason> = deck.left_out.iter().map(|(_, reason)| *reason).collect();
    assert_eq!(reasons, [Reason::Duplicate]);
    assert_eq!(
        build(&turned, &Ledger::default(), START).plan(),
        deck.plan()
    );
    settled(&notes, &deck);
}

#[test]
fn one_fact_said_twice_in_a_note_is_one_card_with_both_moments() {
    let twice = note(
        "Cold days",
        "Cold stones often clog in summer due to the sticky hull of the grain [00:10:00].

In summer, cold stones also clog often due to the sticky hull of the grain [00:42:00].",
    );
    let notes = [("one.md", twice.as_str())];
    let deck = build(&notes, &Ledger::default(), START);
    assert_eq!(deck.cards.len(), 1);
    let seconds = deck.cards[0].record.timecodes.iter();
    assert_eq!(
        seconds.map(|at| at.seconds()).collect::<Vec<_>>(),
        [600, 2520]
    );
    settled(&notes, &deck);
}

#[test]
fn a_new_twin_adds_its_moment_to_the_card_there_is_and_nothing_else() {
    for (old, new) in [(ONE, OTHER), (OTHER, ONE)] {
        let (first, second) = (note("Wet days", old), note("Harvest", new));
        let before = build(&[("m.md", &first)], &Ledger::default(), START);
        // A name before and one behind that of the first note: place decides nothing.
        for path in ["a.md", "z.md"] {
            let notes = [("m.md", first.as_str()), (path, second.as_str())];
            let after = build(&notes, &before.ledger, START + 100);
            assert_eq!(kinds(&after), [ChangeKind::Updated]);
            let (was, is) = (&before.cards[0].record, &after.cards[0].record);
            assert_eq!(
                (was.guid, &was.front, &was.back),
                (is.guid, &is.front, &is.back)
            );
            assert_eq!(was.statement, is.statement);
            assert_eq!(facts(&after)[0].1, [600, 2520]);
            settled(&notes, &after);
            // And back again when the twin goes.
            let gone = build(&[("m.md", &first)], &after.ledger, START + 200);
            assert_eq!(kinds(&gone), [ChangeKind::Updated]);
            assert_eq!(facts(&gone), facts(&before));
        }
    }
}

#[test]
fn when_the_note_of_the_card_goes_its_twin_takes_the_card_over() {
    let (one, other) = (note("Wet days", ONE), note("Harvest", OTHER));
    let rest = note("Trade", REST);
    let all = [
        ("one.md", &*one),
        ("other.md", &*other),
        ("rest.md", &*rest),
    ];
    let before = build(&all, &Ledger::default(), START);
    let holder = before
        .cards
        .iter()
        .find(|card| card.record.statement.contains("clogs"));
    let holder = holder.expect("one of the two").record.note.to_string();
    let left: Vec<(&str, &str)> = all
        .into_iter()
        .filter(|(path, _)| **path != *holder)
        .collect();
    let after = build(&left, &before.ledger, START + 100);
    let (was, is) = (facts(&before), facts(&after));
    assert_eq!((was.len(), is.len()), (1, 1));
    assert_eq!(
        was[0].0, is[0].0,
        "the words are alike enough to be the same card"
    );
    assert_eq!(is[0].1.len(), 1, "one moment went with its note");
    settled(&left, &after);
    // The note comes back: still one card, and it is the one there is.
    let back = build(&all, &after.ledger, START + 200);
    assert_eq!(facts(&back), was);
    settled(&all, &back);
}

#[test]
fn a_reworded_statement_keeps_the_card_though_its_twin_is_as_like() {
    let edited = "Wet grain very often clogs old stones because of its sticky hull [00:10:00].";
    let (one, other) = (note("Wet days", ONE), note("Harvest", OTHER));
    let alone = build(&[("one.md", &one)], &Ledger::default(), START);
    let both = [("one.md", one.as_str()), ("other.md", other.as_str())];
    let before = build(&both, &alone.ledger, START + 100);
    let changed = note("Wet days", edited);
    let notes = [("one.md", changed.as_str()), ("other.md", other.as_str())];
    let after = build(&notes, &before.ledger, START + 200);
    assert_eq!(kinds(&after), [ChangeKind::Reworded]);
    assert_eq!(facts(&after), facts(&before));
    assert!(after.cards[0].record.statement.contains("very often"));
    settled(&notes, &after);
}

#[test]
fn a_refused_card_is_not_offered_again_by_its_twin() {
    let (one, other) = (note("Wet days", ONE), note("Harvest", OTHER));
    let before = build(&[("one.md", &one)], &Ledger::default(), START);
    let guid = before.cards[0].record.guid;
    let overrides =
        cuedeck::plan::Overrides::parse(&format!("skip:\n  - {guid}\n")).expect("overrides");
    let refused =
        crate::world::build_with(&[("one.md", &one)], &before.ledger, START + 100, &overrides);
    assert!(refused.cards.is_empty());
    let notes = [("one.md", one.as_str()), ("other.md", other.as_str())];
    let after = crate::world::build_with(&notes, &refused.ledger, START + 200, &overrides);
    assert!(after.cards.is_empty(), "{:?}", facts(&after));
}

#[test]
fn facts_of_one_pattern_are_no_twins() {
    let grains = note(
        "Grains",
        "Wet rye often clogs the stones due to its sticky hull [00:10:00].\n\nOld oats seldom heat \
         the stones by 5 degrees because of their soft core [00:11:00].",
    );
    let others = note(
        "More grains",
        "Old oats seldom heat the stones by 8 degrees because of their soft core [00:30:00].",
    );
    let deck = build(
        &[("a.md", &grains), ("b.md", &others)],
        &Ledger::default(),
        START,
    );
    assert!(
        deck.left_out
            .iter()
            .all(|(_, reason)| *reason != Reason::Duplicate),
        "{:?}",
        deck.left_out
    );
}
