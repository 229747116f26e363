//! Cards that show the sentence before their own lean on it, and stay when it goes.

use cuedeck::plan::{ChangeKind, Ledger};

use crate::world::{START, build};

/// What the first build makes of `before` and what becomes of it in `after`: the fronts of
/// the cards that were kept, and of those that are new.
fn kept_and_new(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let note = |body: &str| {
        format!("---\ntitle: Decisions\nvideoId: LeaningCard\n---\n\n## Practice\n\n{body}\n")
    };
    let first = build(&[("one.md", &note(before))], &Ledger::default(), START);
    let second = build(&[("one.md", &note(after))], &first.ledger, START + 1000);
    let front = |card: &cuedeck::plan::DeckCard| card.record.front.plain();
    let (kept, new): (Vec<_>, Vec<_>) = second
        .cards
        .iter()
        .partition(|card| first.ledger.get(&card.record.guid).is_some());
    let gone = second
        .changes
        .iter()
        .filter(|change| change.kind == ChangeKind::Retired);
    eprintln!("retired: {:?}", gone.collect::<Vec<_>>());
    (
        kept.into_iter().map(front).collect(),
        new.into_iter().map(front).collect(),
    )
}

/// Holds that the one card about `statement` stays though `before` is deleted.
fn check(list: &str, label: &str, before: &str, statement: &str) {
    let one = format!("{list}*   **{label}**: {before} [00:33:15]. {statement} [00:33:29].");
    let other = format!("{list}*   **{label}**: {statement} [00:33:29].");
    let (kept, new) = kept_and_new(&one, &other);
    assert!(!kept.is_empty(), "{new:?}");
    assert!(new.is_empty(), "{new:?}");
}

#[test]
fn a_card_stays_when_the_sentence_it_leans_on_is_deleted() {
    check(
        "To decide well, leaders should: [00:33:00]\n*   **Write first**: State what is known [00:33:02].\n",
        "Reward Learning Over Outcome",
        "If a decision fails, focus on what was learned about customers or the business, rather than solely on the negative outcome",
        "This encourages continuous improvement and a willingness to make future bets",
    );
}

#[test]
fn a_card_that_asks_for_two_things_stays_behind_the_label_of_the_deleted_sentence() {
    check(
        "",
        "Benefits",
        "The act of adding to the swipe file trains one to notice effective communication in real time",
        "It also provides a resource to analyze and break down effective structures and arguments",
    );
}
