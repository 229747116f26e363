//! Near-twins: cards whose statements say nearly the same. Pure.
//!
//! How alike two statements are, and which of two cards is the better pinned, is measured
//! here for the cards of one note and, in the plan, for those of one recording.

use std::collections::{BTreeMap, BTreeSet};

use crate::extract::Reason;
use crate::language::{Stems, content_stems};

use super::{Card, CardSet, Shape, Wording};

/// From so many percent on, two statements of one note are one: a claim that comes back
/// reworded keeps about two stems in three.
pub(crate) const SAME_IN_A_NOTE: usize = 65;

/// How alike two statements are, in percent: the stems they share, of all that they have.
pub(crate) fn overlap(shared: usize, one: usize, other: usize) -> usize {
    100 * shared / (one + other - shared).max(1)
}

/// How many stems of a front the context line does not hold: of two cards that say the
/// same, the one with more of them is the better pinned.
pub(crate) fn pins_of(wording: &Wording, context: &str) -> usize {
    let topic = content_stems(context);
    let front = content_stems(&wording.front.plain());
    front.difference(&topic).count()
}

/// Of two cards that say nearly the same, keeps the one whose front is better pinned, the
/// earlier one if both are. Returns the statements whose card was dropped, each with the
/// one whose card stays.
pub(super) fn drop_twins(set: &mut CardSet) -> Vec<(usize, usize)> {
    let CardSet { cards, left_out } = set;
    let mut twins = BTreeSet::new();
    let mut pairs = Vec::new();
    for (one, other) in twins_among(cards) {
        let own = |at: usize| cards[at].wording.shape == Shape::Own;
        if twins.contains(&one) || twins.contains(&other) || own(one) || own(other) {
            continue;
        }
        let pins = |at: usize| pins_of(&cards[at].wording, &cards[at].site.context);
        let (dropped, kept) = match pins(other) > pins(one) {
            true => (one, other),
            false => (other, one),
        };
        twins.insert(dropped);
        let statement = |at: usize| cards[at].site.origin.statement;
        pairs.push((statement(dropped), statement(kept)));
    }
    let mut at = 0;
    cards.retain(|card| {
        let twin = twins.contains(&at);
        at += 1;
        if twin {
            left_out.push((card.site.origin.statement, Reason::Duplicate));
        }
        !twin
    });
    pairs
}

/// The pairs of cards whose statements share nearly all their stems, earlier one first.
fn twins_among(cards: &[Card]) -> Vec<(usize, usize)> {
    // A stem that many cards hold finds no twin; passing it over keeps this linear.
    const COMMON: usize = 24;
    let stems: Vec<Stems> = cards
        .iter()
        .map(|card| content_stems(&card.site.statement))
        .collect();
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (at, own) in stems.iter().enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for stem in own {
            let earlier = holders.entry(stem).or_default();
            if earlier.len() < COMMON {
                for &card in earlier.iter() {
                    *shared.entry(card).or_default() += 1;
                }
                earlier.push(at);
            }
        }
        let twins = shared.into_iter().filter(|&(earlier, shared)| {
            overlap(shared, own.len(), stems[earlier].len()) >= SAME_IN_A_NOTE
        });
        pairs.extend(twins.map(|(earlier, _)| (earlier, at)));
    }
    pairs
}
