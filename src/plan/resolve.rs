//! Cards and ledger → which card has which identity. Pure.
//!
//! One recording at a time: nothing of one can belong to another. In this order: a
//! statement whose words are unchanged keeps its Anki notes; a gone note whose statement is
//! back comes back; a statement that is clearly an old one reworded takes its Anki note
//! over; the rest is new.

mod recording;
mod wording;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::card::{CardKind, Site, Wording};
use crate::extract::Reason;

use super::Guid;
use super::ledger::{Record, WordsKey};
use super::overrides::Overrides;
pub(super) use recording::Recording;

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

/// What became of the cards and records of a recording.
#[derive(Debug)]
pub(super) struct Resolved<'l> {
    /// The cards with their identities: those of the notes in the order they came, then
    /// those that only the ledger knows.
    pub slots: Vec<Slot<'l>>,
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
