//! Which cards go into a deck, in which order, as which Anki notes.

use std::collections::{BTreeMap, BTreeSet};

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sha2::{Digest, Sha256};

use crate::card::{Card, CardKind, Site};
use crate::extract::Reason;
use crate::recipe::{Order, Recipe, Retire};

use super::change::{Change, ChangeKind, Words};
use super::fields::{anki_note, tags};
use super::ledger::{Ledger, Record, State};
use super::memory::Memory;
use super::overrides::Overrides;
use super::resolve::{Options, Present, Resolved, Reword, Slot, key_of, resolve};
use super::{AnkiId, DeckPlan, Guid, ModifiedAt, html, sorted_tags};

/// The tag that a retired note carries into Anki once, where the recipe asks for it.
pub const RETIRED_TAG: &str = "cuedeck::retired";

/// A deck, and what became of every card offered to it.
#[derive(Clone, Debug)]
pub struct PlannedDeck {
    /// What the package will hold.
    pub plan: DeckPlan,
    /// The cards of the deck, in study order.
    pub cards: Vec<DeckCard>,
    /// The statements whose card was left out, with the reason, in the order they came.
    pub left_out: Vec<(Site, Reason)>,
    /// The ledger after this build.
    pub ledger: Ledger,
    /// What became of every Anki note since the last build, those in the deck first.
    pub changes: Vec<Change>,
    /// Cards whose replacement asks for another kind of note than they are, and was left.
    pub refused_overrides: Vec<Guid>,
    /// Keys of the overrides file that no statement of the notes answers to.
    pub unused_overrides: Vec<Guid>,
}

/// A card of the deck.
#[derive(Clone, Debug)]
pub struct DeckCard {
    /// All that Anki shows of it.
    pub record: Record,
    /// Its statement as it stands in the notes; `None` when only the ledger knows it.
    pub site: Option<Site>,
}

/// What a deck is planned from, beside the cards.
#[derive(Clone, Copy, Debug)]
pub struct Wishes<'a> {
    /// What goes in, and how.
    pub recipe: &'a Recipe,
    /// The owner's corrections.
    pub overrides: &'a Overrides,
    /// What earlier builds issued.
    pub memory: Memory<'a>,
    /// The statements of the notes, with or without a card.
    pub present: &'a Present,
    /// Cards that take this version's wording although their statement is unchanged.
    pub reword: &'a Reword,
}

/// Plans the deck of a recipe from cards in the order of their notes and statements.
pub fn plan_deck(mut cards: Vec<Card>, wishes: Wishes<'_>) -> PlannedDeck {
    cards.extend(wishes.overrides.added());
    let nothing = Ledger::default();
    let before = match wishes.memory {
        Memory::Ledger(ledger, _) => ledger,
        Memory::None => &nothing,
    };
    let options = Options {
        kinds: &wishes.recipe.kinds,
        reword: wishes.reword,
        overrides: wishes.overrides,
    };
    let resolved = resolve(cards, wishes.present, before, options);
    let seen: BTreeSet<Guid> = resolved
        .slots
        .iter()
        .map(|slot| slot.guid.clone())
        .collect();
    let mut draft = Draft::new(before, wishes);
    draft.place_all(resolved);
    draft.remember(before);
    let Draft {
        mut kept,
        left_out,
        mut changes,
        mut ledger,
        ..
    } = draft;
    if let Order::Interleaved { seed } = wishes.recipe.order {
        let drawn = |card: &DeckCard| (place(seed, &card.record.guid), card.record.guid.clone());
        kept.sort_by_cached_key(drawn);
    }
    let refused = kept
        .iter()
        .map(|card| &card.record)
        .filter(|record| wishes.overrides.refuses(&record.guid, record.key.kind))
        .map(|record| record.guid.clone())
        .collect();
    let mut notes: Vec<_> = kept.iter().map(|card| anki_note(&card.record)).collect();
    if wishes.recipe.retire == Retire::Tag {
        notes.extend(told(&mut ledger, &wishes).iter().map(anki_note));
    }
    changes.sort_by_key(|change| (change.kind, change.note.clone(), change.line));
    PlannedDeck {
        plan: DeckPlan {
            name: wishes.recipe.deck.clone(),
            description: html::words(&wishes.recipe.description),
            notes,
        },
        cards: kept,
        left_out,
        ledger,
        changes,
        refused_overrides: refused,
        unused_overrides: wishes
            .overrides
            .keys()
            .filter(|guid| !seen.contains(guid))
            .cloned()
            .collect(),
    }
}

/// The retired records that ride along, tagged: those that Anki was not told of yet, and
/// those that it was told of by the last build that changed anything. So a build that is
/// killed, or made twice before it is imported, still carries them, and they leave the
/// package with the next change.
fn told(ledger: &mut Ledger, wishes: &Wishes<'_>) -> Vec<Record> {
    let untold: Vec<Record> = ledger
        .records()
        .filter(|record| record.state == State::Retired)
        .cloned()
        .collect();
    for mut record in untold {
        record.state = State::Told;
        record.tags.push(RETIRED_TAG.to_owned());
        record.tags = sorted_tags(record.tags);
        record.modified_at = later(record.modified_at, wishes.memory.now());
        ledger.insert(record);
    }
    let last = ledger.records().map(|record| record.modified_at).max();
    let rides = |record: &&Record| record.state == State::Told && Some(record.modified_at) == last;
    ledger.records().filter(rides).cloned().collect()
}

// Anki replaces a whole note when the incoming `mod` is newer, the owner's edits included.
// So only a note whose content changed may carry a new time; "now for all" would undo a
// year of corrections on the next import.
fn modified_at(old: Option<&Record>, new: &Record, now: ModifiedAt) -> ModifiedAt {
    match old {
        None => now,
        Some(old) if old.content() == new.content() && old.state != State::Told => old.modified_at,
        Some(old) => later(old.modified_at, now),
    }
}

/// Now, but later than `old` in any case: clocks are set back.
fn later(old: ModifiedAt, now: ModifiedAt) -> ModifiedAt {
    ModifiedAt(now.0.max(old.0 + 1))
}

/// The deck while it is being filled.
struct Draft<'a> {
    wishes: Wishes<'a>,
    kept: Vec<DeckCard>,
    left_out: Vec<(Site, Reason)>,
    changes: Vec<Change>,
    ledger: Ledger,
    ids: BTreeSet<i64>,
    /// Every id from the first number up to the second is taken: without it, a first build
    /// would count up from the build's time anew for each of its cards.
    taken: (i64, i64),
    /// The fronts: two cards of a deck that ask alike must not answer apart.
    fronts: BTreeSet<String>,
    per_note: BTreeMap<String, u32>,
}

impl<'a> Draft<'a> {
    fn new(before: &Ledger, wishes: Wishes<'a>) -> Self {
        Self {
            wishes,
            kept: Vec::new(),
            left_out: Vec::new(),
            changes: Vec::new(),
            ids: before.records().map(|record| record.id.0).collect(),
            taken: (0, 0),
            ledger: Ledger::default(),
            fronts: BTreeSet::new(),
            per_note: BTreeMap::new(),
        }
    }

    fn place_all(&mut self, resolved: Resolved<'_>) {
        self.left_out.extend(resolved.left_out);
        // What its owner already studies is placed before anything new, so that a new
        // card never pushes it over a limit. The order of the deck is that of the notes.
        let mut order: Vec<usize> = (0..resolved.slots.len()).collect();
        order.sort_by_key(|&at| (resolved.slots[at].old.is_none(), at));
        let mut slots: Vec<Option<Slot<'_>>> = resolved.slots.into_iter().map(Some).collect();
        let mut placed: Vec<(usize, DeckCard)> = Vec::new();
        for at in order {
            if let Some(slot) = slots[at].take()
                && let Some(card) = self.place(slot)
            {
                placed.push((at, card));
            }
        }
        // By place in the notes, not by how a card was found: the next build finds some of
        // them in another way and must give the same deck.
        placed.sort_by_cached_key(|(_, card)| match &card.site {
            Some(site) => (
                site.origin.note.as_str().to_owned(),
                site.origin.statement,
                None,
            ),
            None => (
                card.record.note.clone(),
                usize::MAX,
                Some(card.record.guid.clone()),
            ),
        });
        self.kept = placed.into_iter().map(|(_, card)| card).collect();
        for record in resolved.gone {
            self.retire(record.clone());
        }
    }

    /// Takes over what this build did not touch: notes that were retired long ago.
    fn remember(&mut self, before: &Ledger) {
        for record in before.records() {
            if self.ledger.get(&record.guid).is_none() {
                self.ledger.insert(record.clone());
            }
        }
    }

    fn place(&mut self, slot: Slot<'_>) -> Option<DeckCard> {
        let record = self.record_of(&slot);
        if let Some(reason) = self.refusal(&record) {
            match (slot.old, reason) {
                // A card that was rejected before it was issued is remembered all the same,
                // so that it stays rejected when its statement is reworded.
                (old, Reason::Rejected) => self.reject(old.cloned().unwrap_or(record)),
                // Retired long ago, and still not wanted: nothing happens to it.
                (Some(old), _) if matches!(old.state, State::Retired | State::Told) => {}
                (Some(old), _) => self.retire(old.clone()),
                (None, _) => {}
            }
            self.left_out.extend(slot.site.map(|site| (site, reason)));
            return None;
        }
        self.fronts.insert(record.front.plain());
        *self.per_note.entry(record.note.clone()).or_default() += 1;
        self.changes.push(change_of(&slot, &record));
        self.ids.insert(record.id.0);
        self.ledger.insert(record.clone());
        Some(DeckCard {
            record,
            site: slot.site,
        })
    }

    /// What Anki will show of a slot.
    fn record_of(&mut self, slot: &Slot<'_>) -> Record {
        let old = slot.old;
        let now = self.wishes.memory.now();
        let wording = self
            .wishes
            .overrides
            .applied(&slot.guid, &slot.wording, old);
        let mut record = match (&slot.site, old) {
            (Some(site), _) => Record {
                guid: slot.guid.clone(),
                state: State::Live,
                id: old.map_or_else(|| self.free_id(&slot.guid), |old| old.id),
                modified_at: now,
                key: key_of(site, &wording),
                shape: wording.shape,
                timecodes: site.origin.timecodes.clone(),
                note: site.origin.note.as_str().to_owned(),
                title: site.origin.title.clone(),
                context: site.context.clone(),
                statement: site.statement.clone(),
                tags: tags(site, self.wishes.recipe),
                front: wording.front,
                back: wording.back,
            },
            (None, Some(old)) => Record {
                state: State::Live,
                shape: wording.shape,
                front: wording.front,
                back: wording.back,
                ..old.clone()
            },
            (None, None) => unreachable!("a slot has a site or a record"),
        };
        record.modified_at = modified_at(old, &record, now);
        record
    }

    fn free_id(&mut self, guid: &Guid) -> AnkiId {
        let first = self.wishes.memory.first_id(guid);
        if self.taken.0 != first {
            self.taken = (first, first);
        }
        let free = (self.taken.1..).find(|id| !self.ids.contains(id));
        let free = free.expect("there are more numbers than notes");
        self.taken.1 = free;
        AnkiId(free)
    }

    fn refusal(&self, record: &Record) -> Option<Reason> {
        let recipe = self.wishes.recipe;
        let reached = |limit: Option<std::num::NonZeroU32>, count: usize| {
            limit.is_some_and(|limit| count >= limit.get() as usize)
        };
        let of_note = self.per_note.get(&record.note).copied().unwrap_or(0) as usize;
        if self.wishes.overrides.skips(&record.guid) {
            Some(Reason::Rejected)
        } else if !recipe.kinds.contains(&record.key.kind) {
            Some(Reason::KindOff)
        } else if self.fronts.contains(&record.front.plain()) {
            Some(Reason::AmbiguousFront)
        } else if reached(recipe.limits.cards_per_note, of_note)
            || reached(recipe.limits.cards, self.fronts.len())
        {
            Some(Reason::OverLimit)
        } else {
            None
        }
    }

    fn retire(&mut self, record: Record) {
        self.leave(record, State::Retired, ChangeKind::Retired);
    }

    fn reject(&mut self, record: Record) {
        self.leave(record, State::Rejected, ChangeKind::Rejected);
    }

    fn leave(&mut self, mut record: Record, state: State, kind: ChangeKind) {
        record.state = state;
        self.changes.push(Change {
            kind,
            guid: record.guid.clone(),
            note: record.note.clone(),
            line: None,
            was: Some(words_of(&record)),
            now: None,
            proposed: None,
        });
        self.ids.insert(record.id.0);
        self.ledger.insert(record);
    }
}

/// What became of a slot that is in the deck.
fn change_of(slot: &Slot<'_>, record: &Record) -> Change {
    let kind = match &slot.old {
        None => ChangeKind::New,
        Some(old) if matches!(old.state, State::Retired | State::Told) => ChangeKind::Revived,
        Some(old) if old.key.words != record.key.words => ChangeKind::Reworded,
        Some(old) if old.content() != record.content() => ChangeKind::Updated,
        // An adopted record does not know its file.
        Some(old) if old.note != record.note && !old.note.is_empty() => ChangeKind::Moved,
        Some(_) => ChangeKind::Unchanged,
    };
    Change {
        kind,
        guid: record.guid.clone(),
        note: record.note.clone(),
        line: slot.site.as_ref().map(|site| site.origin.line),
        was: slot.old.map(words_of),
        now: Some(words_of(record)),
        proposed: slot.proposed.as_ref().map(|wording| Words {
            front: wording.front.plain(),
            back: wording.back.plain(),
            statement: record.statement.clone(),
        }),
    }
}

fn words_of(record: &Record) -> Words {
    Words {
        front: record.front.plain(),
        back: record.back.plain(),
        statement: record.statement.clone(),
    }
}

/// A card's place in an interleaved deck: a draw of its own, so that a new card moves no other.
fn place(seed: u64, guid: &Guid) -> u64 {
    let mut hash = Sha256::new();
    hash.update(seed.to_le_bytes());
    hash.update(guid.as_str().as_bytes());
    // ChaCha is named here because its draws must be the same in every later version.
    ChaCha8Rng::from_seed(hash.finalize().into()).next_u64()
}

impl PlannedDeck {
    /// How many cards of each kind are in the deck.
    pub fn kinds(&self) -> BTreeMap<CardKind, usize> {
        let mut kinds = BTreeMap::new();
        for card in &self.cards {
            *kinds.entry(card.record.key.kind).or_default() += 1;
        }
        kinds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_an_interleaved_deck_never_changes() {
        // Frozen: another number would reorder everybody's new cards.
        let guid = Guid::derive(["a"]);
        assert_eq!(place(7, &guid), 2_510_720_223_326_722_557);
        assert_ne!(place(7, &guid), place(8, &guid));
    }

    #[test]
    fn a_clock_that_was_set_back_still_makes_a_later_time() {
        assert_eq!(later(ModifiedAt(10), ModifiedAt(5)), ModifiedAt(11));
        assert_eq!(later(ModifiedAt(10), ModifiedAt(50)), ModifiedAt(50));
    }
}
