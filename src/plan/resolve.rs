//! Cards and ledger → which card has which identity. Pure.
//!
//! One recording at a time: nothing of one can belong to another. In this order: a
//! statement whose words are unchanged keeps its Anki notes; a gone note whose statement is
//! back comes back; a statement that is clearly an old one reworded takes its Anki note
//! over; the rest is new.

mod recording;
mod wording;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use crate::card::{Card, CardKind, Site, Wording};
use crate::extract::Reason;
use crate::note::VideoId;

use super::Guid;
use super::ledger::{Ledger, Record, WordsKey};
use super::overrides::Overrides;
use super::present::Present;
use recording::Recording;

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
    /// The digest of its statement's words.
    pub words: WordsKey,
    /// Its statement as it stands in the notes; `None` when only the ledger knows it.
    pub site: Option<Arc<Site>>,
    /// What it says, and how; the owner's wording where the statement did not change.
    pub wording: Wording,
    /// What this version would say instead, if it would.
    pub proposed: Option<Wording>,
}

/// What became of cards and records.
#[derive(Debug)]
pub(super) struct Resolved<'l, S = Slot<'l>> {
    /// The cards with their identities, by recording: those of the notes in the order they
    /// came, then those that only the ledger knows.
    pub slots: Vec<S>,
    /// Records whose statement is gone.
    pub gone: Vec<&'l Arc<Record>>,
    /// Statements that another card stands for.
    pub left_out: Vec<(Arc<Site>, Reason)>,
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

/// Resolves all recordings. `draw` makes of the slots of each what is wanted of them: at
/// once, because the slots of a whole deck weigh as much as its ledger.
pub(super) fn resolve<'l, S: Send>(
    cards: Vec<Card>,
    present: &Present,
    ledger: &'l Ledger,
    options: Options<'_>,
    draw: impl Fn(Vec<Slot<'l>>) -> Vec<S> + Sync,
) -> Resolved<'l, S> {
    let each: Vec<Resolved<'l, S>> = recordings(cards, present, ledger)
        .into_par_iter()
        .map(|recording| {
            let resolved = recording.resolve(present, ledger, options);
            Resolved {
                slots: draw(resolved.slots),
                gone: resolved.gone,
                left_out: resolved.left_out,
            }
        })
        .collect();
    // In one step each: lists that grow by doubling hold everything twice while they do.
    let total = |count: fn(&Resolved<'_, S>) -> usize| each.iter().map(count).sum();
    let mut all = Resolved {
        slots: Vec::with_capacity(total(|one| one.slots.len())),
        gone: Vec::with_capacity(total(|one| one.gone.len())),
        left_out: Vec::with_capacity(total(|one| one.left_out.len())),
    };
    for one in each {
        all.slots.extend(one.slots);
        all.gone.extend(one.gone);
        all.left_out.extend(one.left_out);
    }
    all
}

/// Sorts everything by the recording it belongs to, in the order of the notes.
fn recordings<'l, 'p>(
    cards: Vec<Card>,
    present: &'p Present,
    ledger: &'l Ledger,
) -> Vec<Recording<'l, 'p>> {
    // Counted first: lists that grow by doubling would hold half as much again.
    let mut places: HashMap<VideoId, usize, FixedState> = HashMap::default();
    let mut sizes: Vec<(usize, usize)> = Vec::new();
    let mut place_of = |video: VideoId, sizes: &mut Vec<(usize, usize)>| {
        *places.entry(video).or_insert_with(|| {
            sizes.push((0, 0));
            sizes.len() - 1
        })
    };
    let mut of_cards = Vec::with_capacity(cards.len());
    for card in &cards {
        let place = place_of(card.site.source.video, &mut sizes);
        sizes[place].0 += 1;
        of_cards.push(place);
    }
    let mut of_records = Vec::with_capacity(ledger.records().len());
    for record in ledger.records() {
        let place = place_of(record.key.video, &mut sizes);
        sizes[place].1 += 1;
        of_records.push(place);
    }
    let mut recordings: Vec<Recording<'l, 'p>> = sizes
        .into_iter()
        .map(|(cards, records)| Recording {
            cards: Vec::with_capacity(cards),
            bare: Vec::new(),
            records: Vec::with_capacity(records),
        })
        .collect();
    for (card, place) in cards.into_iter().zip(of_cards) {
        recordings[place].cards.push(card);
    }
    for (record, place) in ledger.records().zip(of_records) {
        recordings[place].records.push(record);
    }
    for site in present.bare() {
        // Elsewhere there is nothing that a statement without a card could keep.
        if let Some(&place) = places.get(&site.source.video) {
            recordings[place].bare.push(site);
        }
    }
    recordings
}
