//! Which of a card's wordings can stand where a record stands.

use std::collections::BTreeSet;

use crate::card::{Card, CardText, Site, Wording, transplanted};
use crate::language::{Stems, content_stems, words};
use crate::plan::identity::holds;
use crate::plan::ledger::Record;

/// The wording that a record holds.
pub(super) fn wording_of(record: &Record) -> Wording {
    Wording {
        shape: record.shape,
        part: record.key.part.clone(),
        front: record.front.clone(),
        back: record.back.clone(),
    }
}

pub(super) fn wordings(card: &Card) -> impl Iterator<Item = &Wording> {
    std::iter::once(&card.wording).chain(&card.others)
}

/// Whether a wording asks the part that a record asks, as the same kind of note.
pub(super) fn asks(record: &Record, wording: &Wording) -> bool {
    let parts = [&*record.key.part, &*wording.part];
    record.key.kind == wording.kind() && (parts[0] == parts[1] || parts.contains(&Wording::OWN))
}

/// The wording of a card that can take a record over: one that asks the same part, else
/// one of the same kind whose answer is nearly the same.
pub(super) fn wording_for<'c>(card: &'c Card, record: &Record) -> Option<&'c Wording> {
    let same_part = wordings(card).find(|wording| {
        asks(record, wording) && !shows_answer_of(wording, &record.front, &record.back)
    });
    same_part.or_else(|| {
        wordings(card).find(|wording| {
            record.key.kind == wording.kind()
                && is_alike(&record.back.plain(), &wording.back.plain())
        })
    })
}

/// Whether the front of a wording holds what an old one asks for: the same verb, asked for
/// another thing. Its owner learnt the one, and would be asked for the other.
fn shows_answer_of(wording: &Wording, old_front: &CardText, old_back: &CardText) -> bool {
    // Nearly every card of a build is as it was; its words need not be looked at.
    let as_it_was = &wording.front == old_front && &wording.back == old_back;
    if as_it_was || &*wording.part == Wording::OWN {
        return false;
    }
    let bag = |text: &CardText| content_stems(&text.plain());
    let (asked, answer) = (bag(old_back), bag(&wording.back));
    let (was, now) = (bag(old_front), bag(&wording.front));
    let shown = |front: &Stems| asked.intersection(front).count();
    !asked.is_empty()
        && asked.is_disjoint(&answer)
        && 2 * shown(&now) > asked.len()
        && 2 * shown(&was) <= asked.len()
}

/// Whether two answers share most of their words.
fn is_alike(one: &str, other: &str) -> bool {
    let bag =
        |text: &str| -> BTreeSet<String> { words(text).iter().map(|word| word.lower()).collect() };
    let (one, other) = (bag(one), bag(other));
    let shared = one.intersection(&other).count();
    3 * shared >= 2 * one.len().max(other.len()) && shared > 0
}

/// The wording that a record holds, where its statement stands whole in another one: a
/// label came before it, a clause behind it. Takes the normalised words of both. `None` where
/// the words around it deny it.
pub(super) fn as_it_stands(record: &Record, old: &str, new: &str) -> Option<Wording> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split(' ').collect(), new.split(' ').collect());
    let denials = |words: &[&str]| words.iter().filter(|word| denies(word)).count();
    (holds(&new, &old) && denials(&new) == denials(&old)).then(|| wording_of(record))
}

/// Whether a word can turn a claim into its opposite.
fn denies(word: &str) -> bool {
    const DENIALS: &[&str] = &[
        "not", "no", "never", "cannot", "false", "wrong", "untrue", "myth", "nor", "neither",
    ];
    DENIALS.contains(&word) || word.ends_with("n't") || word.ends_with("n’t")
}

/// A wording that no shape makes any more, with the marks its statement has now.
pub(super) fn moved_along(wording: Wording, record: &Record, site: &Site) -> Wording {
    match record.statement == site.statement {
        true => wording,
        false => transplanted(&wording, &record.statement, &site.statement).unwrap_or(wording),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::Shape;

    fn wording(front: &str, back: &str) -> Wording {
        Wording {
            shape: Shape::Object,
            part: "encourage".into(),
            front: CardText::from(front),
            back: CardText::from(back),
        }
    }

    #[test]
    fn the_other_object_of_a_verb_is_another_question() {
        let old = wording(
            "This model encourages shared duty, not just what?",
            "Private gain",
        );
        let new = wording(
            "This model encourages what, not just private gain?",
            "Shared duty",
        );
        let same = wording(
            "The model encourages shared duty, not just what?",
            "Private gains",
        );
        assert!(shows_answer_of(&new, &old.front, &old.back));
        assert!(!shows_answer_of(&same, &old.front, &old.back));
    }
}
