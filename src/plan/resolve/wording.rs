//! Which of a card's wordings can stand where a record stands.

use std::collections::BTreeSet;

use crate::card::{Card, Site, Wording, transplanted};
use crate::language::words;
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
    let same_part = wordings(card).find(|wording| asks(record, wording));
    same_part.or_else(|| {
        wordings(card).find(|wording| {
            record.key.kind == wording.kind()
                && is_alike(&record.back.plain(), &wording.back.plain())
        })
    })
}

/// Whether two answers share most of their words.
fn is_alike(one: &str, other: &str) -> bool {
    let bag =
        |text: &str| -> BTreeSet<String> { words(text).iter().map(|word| word.lower()).collect() };
    let (one, other) = (bag(one), bag(other));
    let shared = one.intersection(&other).count();
    3 * shared >= 2 * one.len().max(other.len()) && shared > 0
}

/// A wording that no shape makes any more, with the marks its statement has now.
pub(super) fn moved_along(wording: Wording, record: &Record, site: &Site) -> Wording {
    match record.statement == site.statement {
        true => wording,
        false => transplanted(&wording, &record.statement, &site.statement).unwrap_or(wording),
    }
}
