//! A card with an identity → all that Anki would show of it. Pure.

use std::sync::Arc;

use crate::card::{Site, Wording};

use super::deck::Wishes;
use super::digest::digest;
use super::fields::Tags;
use super::ledger::{CardKey, Record, State};
use super::resolve::Slot;
use super::twins::pins_of;
use super::{AnkiId, ModifiedAt};

/// A card as Anki would show it, before anybody asked whether it has a place in the deck.
pub(super) struct Sketch<'l> {
    /// The very record of before where nothing is new; without an id where all is.
    pub record: Arc<Record>,
    /// A digest of what a learner reads first.
    pub front: u128,
    /// What the ledger knows of it; `None` when it is new.
    pub old: Option<&'l Arc<Record>>,
    /// Its statement as it stands in the notes.
    pub site: Option<Arc<Site>>,
    /// What this version would say instead, if it would.
    pub proposed: Option<Box<Wording>>,
    /// How much of its front the context line does not say: where a note has more new cards
    /// than there may be, the best pinned ones stay. 0 for a card that is known.
    pub pins: usize,
}

impl<'l> Sketch<'l> {
    /// Draws the cards of a recording up. Pure, so that all recordings can be drawn at once.
    pub(super) fn all(slots: Vec<Slot<'l>>, wishes: Wishes<'_>) -> Vec<Self> {
        let mut tags = Tags::new(wishes.recipe);
        // Not collected: the list would keep the room of the slots, which are thrice as large.
        let mut all = Vec::with_capacity(slots.len());
        let slots = slots.into_iter();
        all.extend(slots.map(|slot| Self::of(slot, wishes, &mut tags)));
        all
    }

    fn of(slot: Slot<'l>, wishes: Wishes<'_>, tags: &mut Tags<'_>) -> Self {
        let Slot {
            guid,
            old,
            words,
            site,
            wording,
            proposed,
        } = slot;
        let pins = match (old, &site) {
            (None, Some(site)) => pins_of(&wording, &site.context),
            _ => 0,
        };
        let wording = wishes.overrides.applied(&guid, wording, old);
        let now = wishes.memory.now();
        let mut record = match (site.as_deref(), old) {
            (Some(site), _) => Record {
                guid,
                state: State::Live,
                id: old.map_or(AnkiId(0), |old| old.id),
                modified_at: now,
                key: CardKey {
                    video: site.source.video,
                    kind: wording.kind(),
                    words,
                    part: Arc::clone(&wording.part),
                },
                shape: wording.shape,
                timecodes: Arc::clone(&site.origin.timecodes),
                note: site.source.note.shared(),
                title: Arc::clone(&site.source.title),
                context: Arc::clone(&site.context),
                statement: Arc::clone(&site.statement),
                tags: tags.of(site),
                front: wording.front,
                back: wording.back,
            },
            (None, Some(old)) => Record {
                state: State::Live,
                shape: wording.shape,
                front: wording.front,
                back: wording.back,
                ..Record::clone(old)
            },
            (None, None) => unreachable!("a slot has a site or a record"),
        };
        record.modified_at = modified_at(old.map(Arc::as_ref), &record, now);
        Self {
            front: digest([record.front.plain().as_str()]),
            record: match old {
                Some(old) if **old == record => Arc::clone(old),
                _ => Arc::new(record),
            },
            old,
            site,
            proposed: proposed.map(Box::new),
            pins,
        }
    }
}

// Anki replaces a whole note when the incoming `mod` is newer, the owner's edits included.
// So only a note whose content changed may carry a new time; "now for all" would undo a
// year of corrections on the next import.
fn modified_at(old: Option<&Record>, new: &Record, now: ModifiedAt) -> ModifiedAt {
    match old {
        None => now,
        Some(old) if old.shows_the_same_as(new) && old.state != State::Told => old.modified_at,
        Some(old) => later(old.modified_at, now),
    }
}

/// Now, but later than `old` in any case: clocks are set back.
pub(super) fn later(old: ModifiedAt, now: ModifiedAt) -> ModifiedAt {
    ModifiedAt(now.0.max(old.0 + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_set_back_still_makes_a_later_time() {
        assert_eq!(later(ModifiedAt(10), ModifiedAt(5)), ModifiedAt(11));
        assert_eq!(later(ModifiedAt(10), ModifiedAt(50)), ModifiedAt(50));
    }
}
