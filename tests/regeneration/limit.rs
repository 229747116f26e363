//! The number of cards that a note gets unless its recipe says otherwise.

use cuedeck::plan::{ChangeKind, Ledger, Overrides};
use cuedeck::recipe::Limits;

use crate::world::{START, build, build_with};

/// Villages, one for each claim of a long note.
const VILLAGES: [&str; 9] = [
    "Arbon", "Belmo", "Corvey", "Dunster", "Elvas", "Fontan", "Gorley", "Hexham", "Ilmen",
];
/// What each village tells of its mill.
const TALES: [&str; 5] = [
    "the wheel froze each winter because of a shallow weir",
    "bakers left after a summer of mouldy rye bread",
    "apprentices sharpened stones with borrowed iron picks",
    "a flood carried the upper floor into the reeds",
    "the granary burnt down due to careless pipe smoking",
];

fn note(claims: &[String]) -> String {
    let body = claims.join("\n\n");
    format!("---\ntitle: Villages\nvideoId: ManyVillage\n---\n\n## Tales\n\n{body}\n")
}

fn claims() -> Vec<String> {
    let one = |at: usize| {
        let (village, tale) = (VILLAGES[at % 9], TALES[at / 9]);
        format!("In {village}, {tale} [00:{at:02}:00].")
    };
    (0..45).map(one).collect()
}

#[test]
fn a_note_gets_forty_new_cards_and_keeps_what_comes_back() {
    let all = claims();
    let first = build(&[("one.md", &note(&all))], &Ledger::default(), START);
    assert_eq!(first.cards.len(), Limits::OF_A_NOTE.get() as usize);
    let gone = &first.cards[3].record;
    let rest: Vec<String> = all
        .iter()
        .filter(|claim| !claim.starts_with(gone.statement.trim_end_matches('.')))
        .cloned()
        .collect();
    assert_eq!(rest.len(), all.len() - 1, "{}", gone.statement);
    let second = build(&[("one.md", &note(&rest))], &first.ledger, START + 1000);
    let new = |change: &&cuedeck::plan::Change| change.kind == ChangeKind::New;
    assert_eq!(second.changes.iter().filter(new).count(), 1);
    let third = build(&[("one.md", &note(&all))], &second.ledger, START + 2000);
    assert!(third.cards.iter().any(|card| card.record.guid == gone.guid));
    assert_eq!(third.cards.len(), Limits::OF_A_NOTE.get() as usize + 1);
}

#[test]
fn cards_of_the_owners_own_stand_in_no_note_and_are_not_limited_like_one() {
    let added = (0..45).map(|at| {
        format!("  - name: n{at}\n    video: ManyVillage\n    question: What is {at}?\n    answer: A number\n")
    });
    let text = format!("add:\n{}", added.collect::<String>());
    let overrides = Overrides::parse(&text).expect("overrides");
    let deck = build_with(&[], &Ledger::default(), START, &overrides);
    assert_eq!(deck.cards.len(), 45);
}
