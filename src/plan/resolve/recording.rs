//! One recording: its cards, its statements without a card, its records.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use foldhash::fast::FixedState;

use crate::card::{Card, CardKind, Shape, Site, Wording, transplanted};
use crate::extract::Reason;
use crate::plan::Guid;
use crate::plan::identity::{Trace, reworded};
use crate::plan::ledger::{CardKey, Ledger, Record, State, WordsKey, normalised};
use crate::plan::present::Present;
use crate::plan::twins;

use super::wording::{as_it_stands, asks, moved_along, wording_for, wording_of, wordings};
use super::{Options, Resolved, Slot};

/// All there is of one recording.
pub(in crate::plan) struct Recording<'l, 'p> {
    /// The cards its notes make today.
    pub cards: Vec<Card>,
    /// The statements of its notes that make none.
    pub bare: Vec<&'p Arc<Site>>,
    /// What the ledger knows of it.
    pub records: Vec<&'l Arc<Record>>,
    /// What its notes hold, with or without a card.
    pub present: &'p Present,
    /// Says which notes of the deck could not be read.
    pub unread: &'p Present,
}

/// A statement that offers a card.
struct Offer {
    words: WordsKey,
    card: Card,
}

/// Identities that are given away.
type Guids = HashSet<Guid, FixedState>;

/// The records of a recording by their statement.
struct Known<'l> {
    by_words: HashMap<WordsKey, Vec<&'l Arc<Record>>, FixedState>,
    /// The words of each statement as it was written. Most statements are in the notes as
    /// they were, and to find their words again takes longer than to find them here.
    by_text: HashMap<&'l str, WordsKey, FixedState>,
}

impl<'l> Known<'l> {
    fn of(records: &[&'l Arc<Record>]) -> Self {
        let mut known = Self {
            by_words: HashMap::with_capacity_and_hasher(records.len(), FixedState::default()),
            by_text: HashMap::with_capacity_and_hasher(records.len(), FixedState::default()),
        };
        for record in records {
            let words = record.key.words;
            known.by_words.entry(words).or_default().push(record);
            known.by_text.insert(&record.statement, words);
        }
        known
    }

    /// The words of a statement.
    fn words(&self, statement: &str) -> WordsKey {
        let known = self.by_text.get(statement);
        known.map_or_else(|| WordsKey::of(statement), |words| *words)
    }

    /// The records of the statements with these words.
    fn with(&self, words: &WordsKey) -> &[&'l Arc<Record>] {
        self.by_words.get(words).map_or(&[], Vec::as_slice)
    }
}

impl<'l> Recording<'l, '_> {
    /// Says which card has which identity.
    pub(in crate::plan) fn resolve(self, ledger: &Ledger, options: Options<'_>) -> Resolved<'l> {
        let mut resolved = Resolved {
            slots: Vec::with_capacity(self.cards.len().max(self.records.len())),
            gone: Vec::new(),
            left_out: Vec::new(),
        };
        let known = Known::of(&self.records);
        let offers = one_for_each_statement(self.cards, &known, &mut resolved.left_out);
        let mut taken: Guids =
            Guids::with_capacity_and_hasher(self.records.len(), FixedState::default());
        let mut slots: Vec<Vec<Slot<'l>>> = Vec::with_capacity(offers.len());
        for offer in &offers {
            let found = same_statement(offer, known.with(&offer.words), options);
            taken.extend(found.iter().map(|slot| slot.guid));
            slots.push(found);
        }
        let open = self
            .records
            .into_iter()
            .filter(|record| !taken.contains(&record.guid) && is_living(record));
        // Records whose statement is in the notes keep it, even if it makes no card any more.
        let (present, unread) = (self.present, self.unread);
        let (kept, open): (Vec<_>, Vec<_>) =
            open.partition(|record| present.holds(record) || unread.misses(record));
        let (outworded, kept) = outworded(kept, &offers);
        let (skipped, lost): (Vec<_>, Vec<_>) =
            open.into_iter().partition(|record| present.skips(record));
        let (at_home, new_bare) = sorted_bare(self.bare, &known);
        let late = reworded_statements(&offers, &mut slots, &new_bare, &lost, &mut taken, options);
        for (offer, found) in offers.into_iter().zip(slots) {
            if !found.is_empty() {
                resolved.slots.extend(found);
                continue;
            }
            match new_slot(&offer, ledger, &mut taken, options) {
                Some(slot) => resolved.slots.push(slot),
                None => resolved.left_out.push((offer.card.site, Reason::KindOff)),
            }
        }
        resolved.slots.extend(late);
        resolved.slots.extend(kept.into_iter().map(|record| {
            let home = at_home.get(&record.key.words);
            without_card(record, home.map(|site| Arc::clone(site)))
        }));
        twins::merge(&mut resolved, options);
        let gone = lost
            .into_iter()
            .filter(|record| !taken.contains(&record.guid));
        resolved.gone = gone.chain(skipped).chain(outworded).collect();
        resolved
    }
}

/// Whether a record stands for a statement of the notes as they were last built.
fn is_living(record: &Record) -> bool {
    matches!(record.state, State::Live | State::Rejected)
}

/// Two statements of a recording with the same words are one. The one in the note that the
/// ledger knows stands for both, so that a copy made elsewhere moves nothing; else the first.
fn one_for_each_statement(
    cards: Vec<Card>,
    known: &Known<'_>,
    left_out: &mut Vec<(Arc<Site>, Reason)>,
) -> Vec<Offer> {
    let at_home = |words: &WordsKey, card: &Card| {
        let note = card.site.source.note.as_str();
        let mut records = known.with(words).iter();
        records.any(|record| &*record.note == note)
    };
    let mut offers: Vec<Offer> = Vec::with_capacity(cards.len());
    let mut places: HashMap<WordsKey, usize, FixedState> =
        HashMap::with_capacity_and_hasher(cards.len(), FixedState::default());
    for card in cards {
        let words = known.words(&card.site.statement);
        match places.get(&words) {
            None => {
                places.insert(words, offers.len());
                offers.push(Offer { words, card });
            }
            Some(&place) if at_home(&words, &card) && !at_home(&words, &offers[place].card) => {
                let copy = std::mem::replace(&mut offers[place].card, card);
                left_out.push((copy.site, Reason::Duplicate));
            }
            Some(_) => left_out.push((card.site, Reason::Duplicate)),
        }
    }
    offers
}

/// Parts the records whose statement its owner gave words that need another kind of note.
fn outworded<'l>(
    kept: Vec<&'l Arc<Record>>,
    offers: &[Offer],
) -> (Vec<&'l Arc<Record>>, Vec<&'l Arc<Record>>) {
    let own: HashMap<WordsKey, &Card> = offers
        .iter()
        .filter(|offer| &*offer.card.wording.part == Wording::OWN)
        .map(|offer| (offer.words, &offer.card))
        .collect();
    kept.into_iter().partition(|record| {
        own.get(&record.key.words)
            .is_some_and(|card| is_outworded(card, record))
    })
}

/// Whether the owner gave the statement of a record words that need another kind of note:
/// Anki could not follow, so the record is retired and the words are a new card.
fn is_outworded(card: &Card, record: &Record) -> bool {
    &*card.wording.part == Wording::OWN && card.kind() != record.key.kind
}

/// The statements without a card: those that a record has, by words, and those that the
/// ledger does not know.
fn sorted_bare<'p>(
    bare: Vec<&'p Arc<Site>>,
    known: &Known<'_>,
) -> (HashMap<WordsKey, &'p Arc<Site>>, Vec<&'p Arc<Site>>) {
    let mut at_home = HashMap::new();
    if known.by_words.is_empty() {
        return (at_home, bare);
    }
    let mut new = Vec::new();
    for site in bare {
        let words = known.words(&site.statement);
        match known.by_words.contains_key(&words) {
            true => drop(at_home.insert(words, site)),
            false => new.push(site),
        }
    }
    (at_home, new)
}

/// The slots of a statement whose words the ledger knows: all its living records, else the
/// one gone record that asks what the card asks.
fn same_statement<'l>(
    offer: &Offer,
    known: &[&'l Arc<Record>],
    options: Options<'_>,
) -> Vec<Slot<'l>> {
    let card = &offer.card;
    let living: Vec<Slot<'l>> = known
        .iter()
        .filter(|record| is_living(record) && !is_outworded(card, record))
        .map(|record| same_slot(card, record, options))
        .collect();
    if !living.is_empty() {
        return living;
    }
    let back = wordings(card).find_map(|wording| known.iter().find(|record| asks(record, wording)));
    back.map(|record| same_slot(card, record, options))
        .into_iter()
        .collect()
}

/// A card whose statement has the same words: its owner keeps the wording they have, unless
/// they asked for another or the statement's marks changed.
fn same_slot<'l>(card: &Card, record: &'l Arc<Record>, options: Options<'_>) -> Slot<'l> {
    let own = wording_of(record);
    let to_the_letter = card.site.statement == record.statement;
    let held = options.overrides.words(&record.guid);
    // The owner took their own words out of the note or the overrides file again.
    let given_back = record.shape == Shape::Own && !held;
    let mut now = wording_for(card, record).cloned();
    if now.is_none() && options.reword.takes(&record.guid) && card.kind() == record.key.kind {
        now = Some(card.wording.clone());
    }
    let (wording, proposed) = match now {
        Some(now) if now.front == own.front && now.back == own.back => (own, None),
        Some(now)
            if !to_the_letter
                || &*now.part == Wording::OWN
                || options.reword.takes(&record.guid)
                || given_back =>
        {
            (now, None)
        }
        Some(now) => (own, Some(now).filter(|_| !held)),
        None => {
            // Anki cannot follow to another kind of note, so that is not even proposed.
            let follows = card.kind() == record.key.kind;
            let proposed = Some(card.wording.clone()).filter(|_| follows && to_the_letter && !held);
            (moved_along(own, record, &card.site), proposed)
        }
    };
    Slot {
        guid: record.guid,
        old: Some(record),
        words: record.key.words,
        site: Some(Arc::clone(&card.site)),
        wording,
        proposed,
    }
}

/// Gives reworded statements the records they had. A statement that makes no card any more
/// keeps the one it had, cut anew; those come back.
fn reworded_statements<'l>(
    offers: &[Offer],
    slots: &mut [Vec<Slot<'l>>],
    bare: &[&Arc<Site>],
    lost: &[&'l Arc<Record>],
    taken: &mut Guids,
    options: Options<'_>,
) -> Vec<Slot<'l>> {
    let lost: Vec<&'l Arc<Record>> = lost
        .iter()
        .copied()
        .filter(|record| &*record.key.part != Wording::ADDED)
        .collect();
    if lost.is_empty() {
        return Vec::new();
    }
    let open: Vec<usize> = (0..offers.len())
        .filter(|&at| slots[at].is_empty() && &*offers[at].card.wording.part != Wording::ADDED)
        .collect();
    let sites: Vec<&Arc<Site>> = open
        .iter()
        .map(|&at| &offers[at].card.site)
        .chain(bare.iter().copied())
        .collect();
    let old: Vec<Trace<'_>> = lost
        .iter()
        .map(|record| Trace {
            words: normalised(&record.statement),
            timecodes: &record.timecodes,
            has_card: true,
        })
        .collect();
    let new: Vec<Trace<'_>> = sites
        .iter()
        .enumerate()
        .map(|(n, site)| Trace {
            words: normalised(&site.statement),
            timecodes: &site.origin.timecodes,
            has_card: n < open.len(),
        })
        .collect();
    let wording = |o: usize, n: usize| {
        let record = lost[o];
        let offered = open
            .get(n)
            .and_then(|&at| wording_for(&offers[at].card, record))
            .cloned();
        let own = wording_of(record);
        if offered.is_none() && options.overrides.words(&record.guid) {
            return Some(own);
        }
        offered
            .or_else(|| transplanted(&own, &record.statement, &sites[n].statement))
            .or_else(|| as_it_stands(record, &old[o].words, &new[n].words))
    };
    let mut pairs = reworded(&old, &new, |o, n| wording(o, n).is_some());
    let carried = twins::carried_on(&lost, &old, &sites, &new, &pairs);
    pairs.extend(
        carried
            .into_iter()
            .filter(|&(o, n)| wording(o, n).is_some()),
    );
    pairs.extend(same_question(&lost, offers, &open, &pairs));
    let mut late = Vec::new();
    for (o, n) in pairs {
        let Some(wording) = wording(o, n) else {
            continue;
        };
        let record = lost[o];
        taken.insert(record.guid);
        let slot = Slot {
            guid: record.guid,
            old: Some(record),
            words: WordsKey::of(&sites[n].statement),
            site: Some(Arc::clone(sites[n])),
            wording,
            proposed: None,
        };
        match open.get(n) {
            Some(&at) => slots[at] = vec![slot],
            None => late.push(slot),
        }
    }
    late
}

/// Records and cards left over that ask the very same question, one on each side: a
/// definition that was written anew. As two cards they would stand beside each other in
/// Anki with one front and two backs.
fn same_question(
    lost: &[&Arc<Record>],
    offers: &[Offer],
    open: &[usize],
    paired: &[(usize, usize)],
) -> Vec<(usize, usize)> {
    type Question = (CardKind, String);
    let (olds, news): (BTreeSet<usize>, BTreeSet<usize>) = paired.iter().copied().unzip();
    let mut asked: BTreeMap<Question, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (o, record) in lost.iter().enumerate() {
        if !olds.contains(&o) {
            let question = (record.key.kind, record.front.plain());
            asked.entry(question).or_default().0.push(o);
        }
    }
    for (n, &at) in open.iter().enumerate() {
        if !news.contains(&n) {
            let card = &offers[at].card;
            let question = (card.kind(), card.wording.front.plain());
            asked.entry(question).or_default().1.push(n);
        }
    }
    let one_each =
        asked
            .into_values()
            .filter_map(|sides| match (sides.0.as_slice(), sides.1.as_slice()) {
                (&[o], &[n]) => Some((o, n)),
                _ => None,
            });
    one_each.collect()
}

/// A card that the ledger does not know. `None` when the recipe has all its kinds off.
fn new_slot(
    offer: &Offer,
    ledger: &Ledger,
    taken: &mut Guids,
    options: Options<'_>,
) -> Option<Slot<'static>> {
    let Offer { words, card } = offer;
    let wording = wordings(card).find(|wording| options.kinds.contains(&wording.kind()))?;
    let key = CardKey {
        video: card.site.source.video,
        kind: wording.kind(),
        words: *words,
        part: Arc::clone(&wording.part),
    };
    let guid = key.guid(|guid| ledger.get(guid).is_some() || taken.contains(guid));
    taken.insert(guid);
    Some(Slot {
        guid,
        old: None,
        words: *words,
        site: Some(Arc::clone(&card.site)),
        wording: wording.clone(),
        proposed: None,
    })
}

/// A record whose statement is still there, though this version makes no card of it: its
/// owner keeps it, because an upgrade takes nothing away.
fn without_card(record: &Arc<Record>, site: Option<Arc<Site>>) -> Slot<'_> {
    Slot {
        guid: record.guid,
        old: Some(record),
        words: record.key.words,
        wording: match &site {
            Some(site) => moved_along(wording_of(record), record, site),
            None => wording_of(record),
        },
        site,
        proposed: None,
    }
}
