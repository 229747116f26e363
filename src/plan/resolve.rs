//! Cards and ledger → which card has which identity. Pure.
//!
//! In this order: a statement whose words are unchanged keeps its Anki notes; a gone note
//! whose statement is back comes back; a statement that is clearly an old one reworded
//! takes its Anki note over; the rest is new.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::card::{Card, CardKind, Shape, Site, Wording, transplanted};
use crate::extract::Reason;
use crate::language::words;
use crate::note::VideoId;

use super::Guid;
use super::identity::{Trace, reworded};
use super::ledger::{CardKey, Ledger, Record, State, WordsKey, normalised};
use super::overrides::Overrides;

/// What makes two statements one: the recording and the words.
type StatementKey = (VideoId, WordsKey);

/// The statements of the notes: those that a card may rest on, whether or not they have
/// one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Present {
    statements: HashSet<StatementKey>,
    skipped: HashSet<StatementKey>,
    bare: Vec<Site>,
    unread: BTreeSet<String>,
}

impl Present {
    /// Adds a statement; `skipped` when its note says that it shall have no card.
    pub fn add(&mut self, video: VideoId, statement: &str, skipped: bool) {
        let side = match skipped {
            true => &mut self.skipped,
            false => &mut self.statements,
        };
        side.insert((video, WordsKey::of(statement)));
    }

    /// Adds a statement that makes no card, as a card would show it.
    pub fn add_bare(&mut self, site: Site) {
        self.bare.push(site);
    }

    /// Adds a note that could not be read. Nobody knows which statements it holds, so
    /// those it had are taken to be there.
    pub fn add_unread(&mut self, note: &str) {
        self.unread.insert(note.to_owned());
    }

    /// How many notes could not be read.
    pub fn unread(&self) -> usize {
        self.unread.len()
    }

    fn holds(&self, record: &Record) -> bool {
        self.statements.contains(&key_of_record(record)) || self.unread.contains(&*record.note)
    }

    fn skips(&self, record: &Record) -> bool {
        self.skipped.contains(&key_of_record(record))
    }
}

/// Which cards take this version's wording although their statement is unchanged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reword {
    /// None: an upgrade rewrites nothing by itself.
    #[default]
    None,
    /// All of them.
    All,
    /// These.
    Only(BTreeSet<Guid>),
}

impl Reword {
    fn takes(&self, guid: &Guid) -> bool {
        match self {
            Reword::None => false,
            Reword::All => true,
            Reword::Only(guids) => guids.contains(guid),
        }
    }
}

/// A card with an identity.
#[derive(Clone, Debug)]
pub(super) struct Slot<'l> {
    /// Its identity.
    pub guid: Guid,
    /// What the ledger knows of it; `None` when it is new.
    pub old: Option<&'l Arc<Record>>,
    /// Its statement as it stands in the notes; `None` when only the ledger knows it.
    pub site: Option<Site>,
    /// What it says, and how; the owner's wording where the statement did not change.
    pub wording: Wording,
    /// What this version would say instead, if it would.
    pub proposed: Option<Wording>,
}

/// What became of cards and records.
#[derive(Debug, Default)]
pub(super) struct Resolved<'l> {
    /// The cards with their identities, in the order the cards came, then the ones without.
    pub slots: Vec<Slot<'l>>,
    /// Records whose statement is gone.
    pub gone: Vec<&'l Arc<Record>>,
    /// Statements that another card stands for.
    pub left_out: Vec<(Site, Reason)>,
}

/// How to resolve.
#[derive(Clone, Copy, Debug)]
pub(super) struct Options<'a> {
    /// The kinds of card the recipe has on.
    pub kinds: &'a BTreeSet<CardKind>,
    /// Cards that take this version's wording although their statement is unchanged.
    pub reword: &'a Reword,
    /// The owner's corrections: a card they worded is theirs whatever a shape would ask.
    pub overrides: &'a Overrides,
}

/// A statement that offers a card.
struct Offer {
    key: StatementKey,
    card: Card,
}

/// The records of a ledger by their statement.
type Known<'l> = HashMap<StatementKey, Vec<&'l Arc<Record>>>;

fn key_of_record(record: &Record) -> StatementKey {
    (record.key.video, record.key.words)
}

fn key_of_site(site: &Site) -> StatementKey {
    (site.origin.video, WordsKey::of(&site.statement))
}

pub(super) fn resolve<'l>(
    cards: Vec<Card>,
    present: &Present,
    ledger: &'l Ledger,
    options: Options<'_>,
) -> Resolved<'l> {
    let mut resolved = Resolved::default();
    let mut known: Known<'l> = HashMap::with_capacity(ledger.records().len());
    for record in ledger.records() {
        known.entry(key_of_record(record)).or_default().push(record);
    }
    let offers = one_for_each_statement(cards, &known, &mut resolved.left_out);
    let mut taken: HashSet<Guid> = HashSet::new();
    let mut slots: Vec<Option<Vec<Slot<'l>>>> = Vec::with_capacity(offers.len());
    for offer in &offers {
        let records = known.get(&offer.key).map_or(&[][..], Vec::as_slice);
        let found = same_statement(&offer.card, records, options);
        taken.extend(found.iter().map(|slot| slot.guid));
        slots.push((!found.is_empty()).then_some(found));
    }
    let open = ledger
        .records()
        .filter(|record| !taken.contains(&record.guid) && is_living(record));
    // Records whose statement is in the notes keep it, even if it makes no card any more.
    let (kept, open): (Vec<_>, Vec<_>) = open.partition(|record| present.holds(record));
    let own: HashMap<StatementKey, &Card> = offers
        .iter()
        .filter(|offer| &*offer.card.wording.part == Wording::OWN)
        .map(|offer| (offer.key, &offer.card))
        .collect();
    let (outworded, kept): (Vec<_>, Vec<_>) = kept.into_iter().partition(|record| {
        own.get(&key_of_record(record))
            .is_some_and(|card| is_outworded(card, record))
    });
    let (skipped, lost): (Vec<_>, Vec<_>) =
        open.into_iter().partition(|record| present.skips(record));
    let bare = Bare::new(present, &known, &kept, &lost);
    let late = reworded_statements(&offers, &mut slots, &bare.new, &lost, &mut taken, options);
    for (offer, found) in offers.into_iter().zip(slots) {
        match found {
            Some(found) => resolved.slots.extend(found),
            None => match new_slot(&offer.card, ledger, &mut taken, options) {
                Some(slot) => resolved.slots.push(slot),
                None => resolved.left_out.push((offer.card.site, Reason::KindOff)),
            },
        }
    }
    resolved.slots.extend(late);
    resolved.slots.extend(kept.into_iter().map(|record| {
        let home = bare.at_home.get(&key_of_record(record));
        without_card(record, home.map(|&site| site.clone()))
    }));
    let gone = lost
        .into_iter()
        .filter(|record| !taken.contains(&record.guid));
    resolved.gone = gone.chain(skipped).chain(outworded).collect();
    resolved
}

/// The statements without a card that matter: most of a vault has none, and of those only
/// the ones that a record may still belong to are worth a look.
struct Bare<'p> {
    /// The statements of records that are kept.
    at_home: HashMap<StatementKey, &'p Site>,
    /// Statements that the ledger does not know, in recordings that lost one.
    new: Vec<&'p Site>,
}

impl<'p> Bare<'p> {
    fn new(
        present: &'p Present,
        known: &Known<'_>,
        kept: &[&Arc<Record>],
        lost: &[&Arc<Record>],
    ) -> Self {
        let videos = |records: &[&Arc<Record>]| -> HashSet<VideoId> {
            records.iter().map(|record| record.key.video).collect()
        };
        let (kept, lost) = (videos(kept), videos(lost));
        let mut bare = Self {
            at_home: HashMap::new(),
            new: Vec::new(),
        };
        for site in &present.bare {
            let video = &site.origin.video;
            if !kept.contains(video) && !lost.contains(video) {
                continue;
            }
            let key = key_of_site(site);
            if known.contains_key(&key) {
                bare.at_home.insert(key, site);
            } else if lost.contains(video) {
                bare.new.push(site);
            }
        }
        bare
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
    left_out: &mut Vec<(Site, Reason)>,
) -> Vec<Offer> {
    let at_home = |key: &StatementKey, card: &Card| {
        let note = card.site.origin.note.as_str();
        let mut records = known.get(key).into_iter().flatten();
        records.any(|record| &*record.note == note)
    };
    let mut offers: Vec<Offer> = Vec::with_capacity(cards.len());
    let mut places: HashMap<StatementKey, usize> = HashMap::with_capacity(cards.len());
    for card in cards {
        let key = key_of_site(&card.site);
        match places.get(&key) {
            None => {
                places.insert(key, offers.len());
                offers.push(Offer { key, card });
            }
            Some(&place) if at_home(&key, &card) && !at_home(&key, &offers[place].card) => {
                let copy = std::mem::replace(&mut offers[place].card, card);
                left_out.push((copy.site, Reason::Duplicate));
            }
            Some(_) => left_out.push((card.site, Reason::Duplicate)),
        }
    }
    offers
}

/// The slots of a statement whose words the ledger knows: all its living records, else the
/// one gone record that asks what the card asks.
fn same_statement<'l>(
    card: &Card,
    known: &[&'l Arc<Record>],
    options: Options<'_>,
) -> Vec<Slot<'l>> {
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

/// Whether the owner gave the statement of a record words that need another kind of note:
/// Anki could not follow, so the record is retired and the words are a new card.
fn is_outworded(card: &Card, record: &Record) -> bool {
    &*card.wording.part == Wording::OWN && card.kind() != record.key.kind
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
            let proposed = Some(card.wording.clone()).filter(|_| to_the_letter && !held);
            (moved_along(own, record, &card.site), proposed)
        }
    };
    Slot {
        guid: record.guid,
        old: Some(record),
        site: Some(card.site.clone()),
        wording,
        proposed,
    }
}

/// A wording that no shape makes any more, with the marks its statement has now.
fn moved_along(wording: Wording, record: &Record, site: &Site) -> Wording {
    match record.statement == site.statement {
        true => wording,
        false => transplanted(&wording, &record.statement, &site.statement).unwrap_or(wording),
    }
}

/// Gives reworded statements the records they had. A statement that makes no card any more
/// keeps the one it had, cut anew.
fn reworded_statements<'l>(
    offers: &[Offer],
    slots: &mut [Option<Vec<Slot<'l>>>],
    bare: &[&Site],
    lost: &[&'l Arc<Record>],
    taken: &mut HashSet<Guid>,
    options: Options<'_>,
) -> Vec<Slot<'l>> {
    let open: Vec<usize> = (0..offers.len())
        .filter(|&at| slots[at].is_none() && &*offers[at].card.wording.part != Wording::ADDED)
        .collect();
    let lost: Vec<&'l Arc<Record>> = lost
        .iter()
        .copied()
        .filter(|record| &*record.key.part != Wording::ADDED)
        .collect();
    let lost = lost.as_slice();
    let sites: Vec<&Site> = open
        .iter()
        .map(|&at| &offers[at].card.site)
        .chain(bare.iter().copied())
        .collect();
    let old: Vec<Trace<'_>> = lost
        .iter()
        .map(|record| Trace {
            video: record.key.video,
            words: normalised(&record.statement),
            timecodes: &record.timecodes,
            has_card: true,
        })
        .collect();
    let new: Vec<Trace<'_>> = sites
        .iter()
        .enumerate()
        .map(|(n, site)| Trace {
            video: site.origin.video,
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
        offered.or_else(|| transplanted(&own, &record.statement, &sites[n].statement))
    };
    let mut pairs = reworded(&old, &new, |o, n| wording(o, n).is_some());
    pairs.extend(same_question(lost, offers, &open, &pairs));
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
            site: Some(sites[n].clone()),
            wording,
            proposed: None,
        };
        match open.get(n) {
            Some(&at) => slots[at] = Some(vec![slot]),
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
    type Question = (VideoId, CardKind, String);
    let (olds, news): (BTreeSet<usize>, BTreeSet<usize>) = paired.iter().copied().unzip();
    let mut asked: BTreeMap<Question, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (o, record) in lost.iter().enumerate() {
        if !olds.contains(&o) {
            let key = &record.key;
            let question = (key.video, key.kind, record.front.plain());
            asked.entry(question).or_default().0.push(o);
        }
    }
    for (n, &at) in open.iter().enumerate() {
        if !news.contains(&n) {
            let card = &offers[at].card;
            let front = card.wording.front.plain();
            let question = (offers[at].key.0, card.kind(), front);
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
    card: &Card,
    ledger: &Ledger,
    taken: &mut HashSet<Guid>,
    options: Options<'_>,
) -> Option<Slot<'static>> {
    let wording = wordings(card).find(|wording| options.kinds.contains(&wording.kind()))?;
    let key = key_of(&card.site, wording);
    let guid = key.guid(|guid| ledger.get(guid).is_some() || taken.contains(guid));
    taken.insert(guid);
    Some(Slot {
        guid,
        old: None,
        site: Some(card.site.clone()),
        wording: wording.clone(),
        proposed: None,
    })
}

/// A record whose statement is still there, though this version makes no card of it: its
/// owner keeps it, because an upgrade takes nothing away.
fn without_card(record: &Arc<Record>, site: Option<Site>) -> Slot<'_> {
    Slot {
        guid: record.guid,
        old: Some(record),
        wording: match &site {
            Some(site) => moved_along(wording_of(record), record, site),
            None => wording_of(record),
        },
        site,
        proposed: None,
    }
}

/// The key of a card in one of its wordings.
pub(super) fn key_of(site: &Site, wording: &Wording) -> CardKey {
    CardKey::new(
        site.origin.video,
        wording.kind(),
        &site.statement,
        &wording.part,
    )
}

/// The wording that a record holds.
fn wording_of(record: &Record) -> Wording {
    Wording {
        shape: record.shape,
        part: record.key.part.clone(),
        front: record.front.clone(),
        back: record.back.clone(),
    }
}

fn wordings(card: &Card) -> impl Iterator<Item = &Wording> {
    std::iter::once(&card.wording).chain(&card.others)
}

/// Whether a wording asks the part that a record asks, as the same kind of note.
fn asks(record: &Record, wording: &Wording) -> bool {
    let parts = [&*record.key.part, &*wording.part];
    record.key.kind == wording.kind() && (parts[0] == parts[1] || parts.contains(&Wording::OWN))
}

/// The wording of a card that can take a record over: one that asks the same part, else
/// one of the same kind whose answer is nearly the same.
fn wording_for<'c>(card: &'c Card, record: &Record) -> Option<&'c Wording> {
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
