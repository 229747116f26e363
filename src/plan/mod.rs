//! Cards → deck plan: identity, order, tags, and the fields Anki gets. Pure.

mod adopt;
mod change;
mod deck;
mod digest;
mod fields;
mod guid;
pub mod html;
mod identity;
mod ledger;
mod link;
mod memory;
mod overrides;
mod planner;
mod present;
mod resolve;
mod sketch;
mod tag;
mod twins;

use std::borrow::Cow;

use crate::card::CardKind;
use crate::recipe::DeckName;

pub use adopt::adopted;
pub use change::{Change, ChangeKind, Words};
pub use deck::{DeckCard, PlannedDeck, RETIRED_TAG, Wishes};
pub use fields::anki_note;
pub use guid::Guid;
pub use ledger::{
    CardKey, ContentHash, Ledger, LedgerError, LedgerReadError, Record, State, WordsKey, normalised,
};
pub use link::Link;
pub use memory::{BuildTime, Memory};
pub use overrides::{
    Correction, Mark, Overrides, OverridesError, with_correction, with_skip, without_skip,
};
pub use planner::{Drawn, Planner, plan_deck};
pub use present::Present;
pub use resolve::Reword;
pub use tag::{sorted_tags, tag};

/// What Anki compares on import, in whole seconds since 1970. A note is replaced, its
/// owner's edits included, when the incoming one is newer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModifiedAt(pub i64);

/// A note's or a card's id: milliseconds since 1970, shown by Anki as "Created".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnkiId(pub i64);

/// The record Anki imports. One becomes exactly one card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnkiNote {
    /// Its identity.
    pub guid: Guid,
    /// Chooses the notetype.
    pub kind: CardKind,
    /// Id of the note and of its one card.
    pub id: AnkiId,
    /// When its content last changed.
    pub modified_at: ModifiedAt,
    /// HTML, by [`FieldName`].
    pub fields: [String; 8],
    /// Without spaces, sorted, no two alike but for case.
    pub tags: Vec<String>,
}

impl AnkiNote {
    /// The HTML of one field.
    pub fn field(&self, name: FieldName) -> &str {
        &self.fields[name as usize]
    }
}

/// The fields of both notetypes, in their order. Never add, drop or reorder: Anki would
/// make a copy of the notetype and stop updating every note of the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldName {
    /// The question, or the sentence with its `{{c1::gap}}`. The sort field.
    Prompt,
    /// The answer; for a cloze, what to show under the sentence, often nothing.
    Answer,
    /// Guest, note title and headings: printed above the prompt.
    Context,
    /// The statement the card was made from.
    Statement,
    /// The link to the second of the recording.
    Source,
    /// The note's title.
    Note,
    /// Room for what later versions add.
    Extra,
    /// The card's key, so that a search in Anki finds it.
    Key,
}

/// A deck as it shall be: what goes into the package.
pub trait Deck {
    /// The deck's name.
    fn name(&self) -> &DeckName;

    /// Shown in Anki above the deck, as HTML; empty leaves the owner's own alone.
    fn description(&self) -> &str;

    /// The notes by id, each with its place in the order new cards are shown, from 0.
    ///
    /// They come one at a time, because all of them together take more memory than what
    /// they are made from; and by id, because a collection keeps them by id: filled in
    /// another order it takes thrice the time.
    fn notes(&self) -> impl Iterator<Item = (usize, Cow<'_, AnkiNote>)>;
}

/// Things in the order of their ids, each with its place before.
fn by_id<T>(
    things: impl Iterator<Item = T>,
    id: impl Fn(&T) -> AnkiId,
) -> impl Iterator<Item = (usize, T)> {
    let mut placed: Vec<(usize, T)> = things.enumerate().collect();
    placed.sort_by_key(|(_, thing)| id(thing));
    placed.into_iter()
}

/// A deck whose Anki notes are all there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeckPlan {
    /// The deck's name.
    pub name: DeckName,
    /// Shown in Anki above the deck; empty leaves the owner's own alone.
    pub description: String,
    /// In the order new cards are shown.
    pub notes: Vec<AnkiNote>,
}

impl Deck for DeckPlan {
    fn name(&self) -> &DeckName {
        &self.name
    }

    fn description(&self) -> &str {
        &self.description
    }

    fn notes(&self) -> impl Iterator<Item = (usize, Cow<'_, AnkiNote>)> {
        by_id(self.notes.iter(), |note| note.id).map(|(place, note)| (place, Cow::Borrowed(note)))
    }
}
