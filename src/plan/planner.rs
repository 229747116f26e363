//! A deck, one recording at a time. Pure.
//!
//! Nothing of one recording can belong to another. So the cards of each get their identity
//! and their fields by themselves, as soon as its notes are read and by whichever thread is
//! free; only their places in the deck, and its limits, are up to all of them.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use crate::card::{Card, Site};
use crate::extract::Reason;
use crate::note::VideoId;

use super::deck::{PlannedDeck, Wishes, placed};
use super::ledger::Record;
use super::present::Present;
use super::resolve::{Options, Recording, Resolved};
use super::sketch::Sketch;

/// Plans the deck of a recipe from cards in the order of their notes and statements.
pub fn plan_deck(cards: Vec<Card>, wishes: Wishes<'_>) -> PlannedDeck {
    let planner = Planner::new(wishes);
    let mut offers: HashMap<VideoId, Offered<'_>, FixedState> = HashMap::default();
    for card in cards {
        let offered = offers.entry(card.site.source.video).or_default();
        offered.cards.push(card);
    }
    for site in wishes.present.bare() {
        let offered = offers.entry(site.source.video).or_default();
        offered.bare.push(site);
    }
    let mut offers: Vec<(VideoId, Offered<'_>)> = offers.into_iter().collect();
    offers.sort_unstable_by_key(|(video, _)| *video);
    let drawn = offers
        .into_par_iter()
        .map(|(video, offered)| planner.draw_all(video, offered, wishes.present));
    let drawn = drawn.collect();
    planner.plan(drawn)
}

/// A deck that is planned one recording at a time.
pub struct Planner<'a> {
    wishes: Wishes<'a>,
    /// What the ledger knows of each recording.
    records: HashMap<VideoId, Vec<&'a Arc<Record>>, FixedState>,
    /// The cards that the owner adds to it.
    added: HashMap<VideoId, Vec<Card>, FixedState>,
}

/// What the notes of a recording offer.
#[derive(Default)]
struct Offered<'p> {
    cards: Vec<Card>,
    bare: Vec<&'p Arc<Site>>,
}

/// The cards of one recording with their identities, before they have a place in the deck.
pub struct Drawn<'a> {
    video: VideoId,
    pub(super) sketches: Vec<Sketch<'a>>,
    /// Records whose statement is gone.
    pub(super) gone: Vec<&'a Arc<Record>>,
    /// The statements that another card stands for, with the reason. Whoever has no use for
    /// them may take them out.
    pub left_out: Vec<(Arc<Site>, Reason)>,
}

impl<'a> Planner<'a> {
    /// Starts a plan. Of [`Wishes::present`], only the notes that could not be read are
    /// looked at, and the statements of recordings that are never drawn.
    pub fn new(wishes: Wishes<'a>) -> Self {
        let mut records: HashMap<VideoId, Vec<&'a Arc<Record>>, FixedState> = HashMap::default();
        for record in wishes.memory.ledger().records() {
            records.entry(record.key.video).or_default().push(record);
        }
        let mut added: HashMap<VideoId, Vec<Card>, FixedState> = HashMap::default();
        for card in wishes.overrides.added() {
            added.entry(card.site.source.video).or_default().push(card);
        }
        Self {
            wishes,
            records,
            added,
        }
    }

    /// Draws up the cards of one recording, in the order of their notes and statements;
    /// `present` is what its notes hold. Each recording is drawn once.
    pub fn draw(&self, video: VideoId, cards: Vec<Card>, present: &Present) -> Drawn<'a> {
        let bare = present.bare().iter();
        let offered = Offered {
            cards,
            bare: bare.filter(|site| site.source.video == video).collect(),
        };
        self.draw_all(video, offered, present)
    }

    fn draw_all(&self, video: VideoId, offered: Offered<'_>, present: &Present) -> Drawn<'a> {
        let Offered { mut cards, bare } = offered;
        cards.extend(self.added.get(&video).into_iter().flatten().cloned());
        let records = self.records.get(&video).cloned().unwrap_or_default();
        let recording = Recording {
            cards,
            bare,
            records,
            present,
            unread: self.wishes.present,
        };
        let options = Options {
            kinds: &self.wishes.recipe.kinds,
            reword: self.wishes.reword,
            overrides: self.wishes.overrides,
        };
        let Resolved {
            slots,
            gone,
            left_out,
        } = recording.resolve(self.wishes.memory.ledger(), options);
        Drawn {
            video,
            sketches: Sketch::all(slots, self.wishes),
            gone,
            left_out,
        }
    }

    /// Makes a deck of all that was drawn. The recordings that were not have no notes any
    /// more.
    pub fn plan(self, mut drawn: Vec<Drawn<'a>>) -> PlannedDeck {
        let seen: HashSet<VideoId, FixedState> = drawn.iter().map(|one| one.video).collect();
        let known = self.records.keys().chain(self.added.keys());
        let unseen: BTreeSet<VideoId> = known
            .filter(|video| !seen.contains(video))
            .copied()
            .collect();
        drawn.par_extend(
            unseen
                .into_par_iter()
                .map(|video| self.draw_all(video, Offered::default(), self.wishes.present)),
        );
        placed(drawn, self.wishes)
    }
}

impl Drawn<'_> {
    /// The statements that have a card, each by its note and its number there.
    pub fn statements(&self) -> impl Iterator<Item = (&str, usize)> {
        let sites = self
            .sketches
            .iter()
            .filter_map(|sketch| sketch.site.as_deref());
        sites.map(|site| (site.source.note.as_str(), site.origin.statement))
    }
}
