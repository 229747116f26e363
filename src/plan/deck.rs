//! Which cards go into a deck, in which order, as which Anki notes.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use foldhash::fast::FixedState;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::card::Site;
use crate::extract::Reason;
use crate::recipe::{DeckName, Limits, Order, Recipe, Retire};

use super::change::{Change, ChangeKind, Words};
use super::fields::anki_note;
use super::ledger::{Ledger, Record, State};
use super::memory::Memory;
use super::overrides::Overrides;
use super::planner::Drawn;
use super::present::Present;
use super::resolve::Reword;
use super::sketch::{Sketch, later};
use super::{AnkiId, AnkiNote, Deck, DeckPlan, Guid, by_id, html, sorted_tags};

/// The tag that a retired note carries into Anki once, where the recipe asks for it.
pub const RETIRED_TAG: &str = "cuedeck::retired";

/// A deck, and what became of every card offered to it.
#[derive(Clone, Debug)]
pub struct PlannedDeck {
    /// The deck's name.
    pub name: DeckName,
    /// Shown in Anki above the deck, as HTML.
    pub description: String,
    /// The cards of the deck, in study order.
    pub cards: Vec<DeckCard>,
    /// Retired notes that ride along once more, tagged, so that Anki learns of it.
    pub told: Vec<Arc<Record>>,
    /// The statements whose card was left out, with the reason, in the order they came.
    pub left_out: Vec<(Arc<Site>, Reason)>,
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
    pub record: Arc<Record>,
    /// Its statement as it stands in the notes; `None` when only the ledger knows it.
    pub site: Option<Arc<Site>>,
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

/// Makes a deck of the cards of all recordings.
pub(super) fn placed(drawn: Vec<Drawn<'_>>, wishes: Wishes<'_>) -> PlannedDeck {
    let before = wishes.memory.ledger();
    let mut unused: BTreeSet<Guid> = wishes.overrides.keys().copied().collect();
    for sketch in drawn.iter().flat_map(|one| &one.sketches) {
        unused.remove(&sketch.record.guid);
    }
    let mut draft = Draft::new(before, wishes);
    draft.place_all(drawn);
    let Draft {
        mut kept,
        left_out,
        mut changes,
        issued,
        ..
    } = draft;
    let mut ledger = before.with(issued);
    if let Order::Interleaved { seed } = wishes.recipe.order {
        let drawn = |card: &DeckCard| (place(seed, &card.record.guid), card.record.guid);
        kept.sort_by_cached_key(drawn);
    }
    let refused = kept
        .iter()
        .map(|card| &card.record)
        .filter(|record| wishes.overrides.refuses(&record.guid, record.key.kind))
        .map(|record| record.guid)
        .collect();
    let told = match wishes.recipe.retire {
        Retire::Tag => told(&mut ledger, &wishes),
        Retire::Keep => Vec::new(),
    };
    changes.par_sort_unstable_by(|a, b| a.place().cmp(&b.place()));
    PlannedDeck {
        name: wishes.recipe.deck.clone(),
        description: html::words(&wishes.recipe.description),
        cards: kept,
        told,
        left_out,
        ledger,
        changes,
        refused_overrides: refused,
        unused_overrides: unused.into_iter().collect(),
    }
}

/// The retired records that ride along, tagged: those that Anki was not told of yet, and
/// those that it was told of by the last build that changed anything. So a build that is
/// killed, or made twice before it is imported, still carries them, and they leave the
/// package with the next change.
fn told(ledger: &mut Ledger, wishes: &Wishes<'_>) -> Vec<Arc<Record>> {
    let untold: Vec<Arc<Record>> = ledger
        .records()
        .filter(|record| record.state == State::Retired)
        .cloned()
        .collect();
    for record in untold {
        let tags = record.tags().map(str::to_owned);
        let tags = sorted_tags(tags.chain([RETIRED_TAG.to_owned()]).collect());
        ledger.insert(Arc::new(Record {
            state: State::Told,
            tags: tags.join(" ").into(),
            modified_at: later(record.modified_at, wishes.memory.now()),
            ..Record::clone(&record)
        }));
    }
    let last = ledger.records().map(|record| record.modified_at).max();
    let told = ledger
        .records()
        .filter(|record| record.state == State::Told && Some(record.modified_at) == last);
    told.cloned().collect()
}

/// The deck while it is being filled.
struct Draft<'a> {
    wishes: Wishes<'a>,
    kept: Vec<DeckCard>,
    left_out: Vec<(Arc<Site>, Reason)>,
    changes: Vec<Change>,
    /// The records of all Anki notes that this build said something of.
    issued: Vec<Arc<Record>>,
    before: &'a Ledger,
    /// Every id that was ever given, once one is looked for; most builds issue nothing.
    ids: Option<HashSet<i64, FixedState>>,
    /// Every id from the first number up to the second is taken: without it, a first build
    /// would count up from the build's time anew for each of its cards.
    taken: (i64, i64),
    /// Digests of the fronts: two cards of a deck that ask alike must not answer apart.
    fronts: HashSet<u128, FixedState>,
    per_note: HashMap<Arc<str>, u32, FixedState>,
}

impl<'a> Draft<'a> {
    fn new(before: &'a Ledger, wishes: Wishes<'a>) -> Self {
        Self {
            wishes,
            kept: Vec::new(),
            left_out: Vec::new(),
            changes: Vec::new(),
            before,
            ids: None,
            taken: (0, 0),
            issued: Vec::new(),
            fronts: HashSet::default(),
            per_note: HashMap::default(),
        }
    }

    fn place_all(&mut self, drawn: Vec<Drawn<'_>>) {
        // In one step: a list that grows by doubling holds everything twice while it does.
        let mut sketches = Vec::with_capacity(drawn.iter().map(|one| one.sketches.len()).sum());
        let mut gone = Vec::new();
        for one in drawn {
            sketches.extend(one.sketches);
            gone.extend(one.gone);
            self.left_out.extend(one.left_out);
        }
        let most = sketches.len() + gone.len();
        self.kept.reserve_exact(sketches.len());
        self.changes.reserve_exact(most);
        self.issued.reserve_exact(most);
        self.fronts.reserve(sketches.len());
        // What its owner already studies is placed before anything new, so that a new
        // card never pushes it over a limit, and of the new ones those that say most by
        // themselves. The order of the deck is that of the notes.
        // All sorts of whole decks are in place: the others take as much memory again.
        sketches.par_sort_unstable_by(|a, b| a.turn().cmp(&b.turn()));
        for sketch in sketches {
            if let Some(card) = self.place(sketch) {
                self.kept.push(card);
            }
        }
        // By place in the notes, not by how a card was found: the next build finds some of
        // them in another way and must give the same deck.
        self.kept
            .par_sort_unstable_by(|a, b| a.place().cmp(&b.place()));
        for record in gone {
            self.retire(record);
        }
    }

    fn place(&mut self, sketch: Sketch<'_>) -> Option<DeckCard> {
        let Sketch {
            mut record,
            front,
            old,
            site,
            proposed,
            pins: _,
        } = sketch;
        if old.is_none() {
            let id = self.free_id(&record.guid);
            Arc::make_mut(&mut record).id = id;
        }
        if let Some(reason) = self.refusal(&record, front, old.is_none()) {
            match (old, reason) {
                // A card that was rejected before it was issued is remembered all the same,
                // so that it stays rejected when its statement is reworded.
                (old, Reason::Rejected) => self.reject(old.unwrap_or(&record)),
                // Retired long ago, and still not wanted: nothing happens to it.
                (Some(old), _) if matches!(old.state, State::Retired | State::Told) => {}
                (Some(old), _) => self.retire(old),
                (None, _) => {}
            }
            self.left_out.extend(site.map(|site| (site, reason)));
            return None;
        }
        self.fronts.insert(front);
        *self.per_note.entry(Arc::clone(&record.note)).or_default() += 1;
        self.changes.push(Change {
            kind: kind_of(old, &record),
            guid: record.guid,
            note: Arc::clone(&record.note),
            line: site.as_ref().map(|site| site.origin.line),
            was: old.cloned(),
            now: Some(Arc::clone(&record)),
            proposed: proposed.map(|wording| {
                Box::new(Words {
                    front: wording.front.plain(),
                    back: wording.back.plain(),
                    statement: record.statement.to_string(),
                })
            }),
        });
        self.issued.push(Arc::clone(&record));
        Some(DeckCard { record, site })
    }

    fn free_id(&mut self, guid: &Guid) -> AnkiId {
        let given = || self.before.records().map(|record| record.id.0).collect();
        let ids = self.ids.get_or_insert_with(given);
        let first = self.wishes.memory.first_id(guid);
        if self.taken.0 != first {
            self.taken = (first, first);
        }
        let free = (self.taken.1..).find(|id| !ids.contains(id));
        let free = free.expect("there are more numbers than notes");
        self.taken.1 = free;
        ids.insert(free);
        AnkiId(free)
    }

    fn refusal(&self, record: &Record, front: u128, is_new: bool) -> Option<Reason> {
        let recipe = self.wishes.recipe;
        let reached = |limit: Option<std::num::NonZeroU32>, count: usize| {
            limit.is_some_and(|limit| count >= limit.get() as usize)
        };
        // A limit that nobody set takes nothing away: a statement that comes back finds its
        // card, though another one has been made in the meantime.
        let usual = Some(Limits::OF_A_NOTE).filter(|_| is_new);
        // A card that its owner added stands in no note.
        let of_note = match &*record.note {
            "" => 0,
            note => self.per_note.get(note).copied().unwrap_or(0) as usize,
        };
        if self.wishes.overrides.skips(&record.guid) {
            Some(Reason::Rejected)
        } else if !recipe.kinds.contains(&record.key.kind) {
            Some(Reason::KindOff)
        } else if self.fronts.contains(&front) {
            Some(Reason::AmbiguousFront)
        } else if reached(recipe.limits.cards_per_note.or(usual), of_note)
            || reached(recipe.limits.cards, self.fronts.len())
        {
            Some(Reason::OverLimit)
        } else {
            None
        }
    }

    fn retire(&mut self, record: &Arc<Record>) {
        self.leave(record, State::Retired, ChangeKind::Retired);
    }

    fn reject(&mut self, record: &Arc<Record>) {
        self.leave(record, State::Rejected, ChangeKind::Rejected);
    }

    fn leave(&mut self, record: &Arc<Record>, state: State, kind: ChangeKind) {
        self.changes.push(Change {
            kind,
            guid: record.guid,
            note: Arc::clone(&record.note),
            line: None,
            was: Some(Arc::clone(record)),
            now: None,
            proposed: None,
        });
        self.issued.push(match record.state == state {
            true => Arc::clone(record),
            false => Arc::new(Record {
                state,
                ..Record::clone(record)
            }),
        });
    }
}

/// A place in the notes; cards that only the ledger knows come behind those of their note.
type Place<'a> = (&'a str, usize, Guid);

fn place_of<'a>(site: Option<&'a Site>, record: &'a Record) -> Place<'a> {
    match site {
        Some(site) => (
            site.source.note.as_str(),
            site.origin.statement,
            record.guid,
        ),
        None => (&record.note, usize::MAX, record.guid),
    }
}

impl Sketch<'_> {
    /// When its turn is to be placed.
    fn turn(&self) -> impl Ord + use<'_> {
        let place = place_of(self.site.as_deref(), &self.record);
        (self.old.is_none(), Reverse(self.pins), place)
    }
}

impl DeckCard {
    fn place(&self) -> Place<'_> {
        place_of(self.site.as_deref(), &self.record)
    }
}

/// What became of an Anki note that is in the deck.
fn kind_of(old: Option<&Arc<Record>>, record: &Record) -> ChangeKind {
    match old {
        None => ChangeKind::New,
        Some(old) if matches!(old.state, State::Retired | State::Told) => ChangeKind::Revived,
        Some(old) if old.key.words != record.key.words => ChangeKind::Reworded,
        Some(old) if !old.shows_the_same_as(record) => ChangeKind::Updated,
        // An adopted record does not know its file.
        Some(old) if old.note != record.note && !old.note.is_empty() => ChangeKind::Moved,
        Some(_) => ChangeKind::Unchanged,
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
    /// Whether the package would hold nothing.
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty() && self.told.is_empty()
    }

    /// What the package will hold, all at once, to look at and to compare.
    pub fn plan(&self) -> DeckPlan {
        DeckPlan {
            name: self.name.clone(),
            description: self.description.clone(),
            notes: self.records().map(|record| anki_note(record)).collect(),
        }
    }

    /// The records of the package, in study order.
    fn records(&self) -> impl Iterator<Item = &Arc<Record>> {
        let cards = self.cards.iter().map(|card| &card.record);
        cards.chain(&self.told)
    }
}

impl Deck for PlannedDeck {
    fn name(&self) -> &DeckName {
        &self.name
    }

    fn description(&self) -> &str {
        &self.description
    }

    fn notes(&self) -> impl Iterator<Item = (usize, Cow<'_, AnkiNote>)> {
        by_id(self.records(), |record| record.id)
            .map(|(place, record)| (place, Cow::Owned(anki_note(record))))
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
}
