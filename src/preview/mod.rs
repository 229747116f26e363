//! Planned decks → something to look at: every card as Anki draws it, beside the words of
//! the note it was made from. Pure.
//!
//! [`Preview`] is what there is to see, without a word on how; a page in the browser and a
//! view in the terminal can both be drawn from it. [`page`] is that page: one HTML file
//! that needs nothing else and asks the network for nothing.

mod gather;
pub mod page;
mod passage;
mod recording;
mod template;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::card::CardText;
use crate::extract::Reason;
use crate::plan::{ChangeKind, Words};

pub use gather::SeenDeck;
pub use passage::Run;
pub use recording::Gap;
pub use template::Faces;

/// All there is to see of some decks.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Preview {
    /// The decks, in the order they were asked for.
    pub decks: Vec<ShownDeck>,
    /// Their notes, deck by deck, in the order of their paths.
    pub notes: Vec<ShownNote>,
    /// Their cards, deck by deck, in the order of notes and statements; those that are gone
    /// come last.
    pub cards: Vec<ShownCard>,
    /// Their recordings, deck by deck.
    pub recordings: Vec<Recording>,
    /// What each reason code in here means.
    pub reasons: BTreeMap<&'static str, &'static str>,
}

/// A deck.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShownDeck {
    /// Its name in Anki, levels apart by `::`.
    pub name: String,
    /// Its recipe as `cuedeck reject` takes it; `None` for a folder without one, whose cards
    /// cannot be rejected.
    pub recipe: Option<String>,
}

/// A card, or what was one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShownCard {
    /// Its key for `cuedeck reject`.
    pub key: String,
    /// Index into [`Preview::decks`].
    pub deck: usize,
    /// Index into [`Preview::notes`]; `None` for a card of the overrides file, and for one
    /// whose note is gone.
    pub note: Option<usize>,
    /// Index into [`ShownNote::statements`]; `None` when it stands in no note any more.
    pub statement: Option<usize>,
    /// `question` or `cloze`.
    pub kind: &'static str,
    /// How it was made.
    pub shape: &'static str,
    /// What became of it since the last build; without a ledger, every card is new.
    pub state: ChangeKind,
    /// Its front in plain words, a gap as `[...]`.
    pub front: String,
    /// Its back in plain words.
    pub back: String,
    /// Its front in pieces, for whoever lets it be written anew.
    #[serde(skip)]
    pub front_text: CardText,
    /// Its back in pieces.
    #[serde(skip)]
    pub back_text: CardText,
    /// Its front as Anki draws it.
    pub front_html: String,
    /// Its back as Anki draws it.
    pub back_html: String,
    /// The statement it was made from.
    pub words: String,
    /// The file it was last made from; empty for a card of the overrides file.
    pub path: String,
    /// The line its statement begins on, counted from 1.
    pub line: Option<u32>,
    /// The recording.
    pub video: String,
    /// The moments it links to, in seconds.
    pub times: Vec<u32>,
    /// Its tags in Anki.
    pub tags: Vec<String>,
    /// What its owner has now, where that reads differently.
    pub was: Option<Words>,
    /// What this version of Cuedeck would say, where it keeps an older wording.
    pub proposed: Option<Words>,
}

/// A study note.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShownNote {
    /// Index into [`Preview::decks`].
    pub deck: usize,
    /// Its file.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Who speaks, if anybody says so.
    pub guest: Option<String>,
    /// The recording; `None` when the note names none.
    pub video: Option<String>,
    /// Its sections, the first being what stands before any heading.
    pub sections: Vec<ShownSection>,
    /// Its paragraphs, in reading order.
    pub paragraphs: Vec<Paragraph>,
    /// Its statements, in reading order.
    pub statements: Vec<ShownStatement>,
}

/// A section of a note.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShownSection {
    /// Its headings, outermost first, with ` › ` between; empty before any heading.
    pub title: String,
    /// The first and the last moment its statements cite, in seconds.
    pub span: Option<(u32, u32)>,
}

/// A paragraph, an item, a row of a note.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Paragraph {
    /// Index into [`ShownNote::sections`].
    pub section: usize,
    /// `paragraph`, `item`, `quotation`, `row`, `code` or `formula`.
    pub kind: &'static str,
    /// How deep an item is nested, from 0.
    pub depth: u8,
    /// Its words.
    pub runs: Vec<Run>,
}

/// A statement, with its card or the reason why it has none.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShownStatement {
    /// Its words.
    pub words: String,
    /// The line it begins on, counted from 1.
    pub line: u32,
    /// Index into [`ShownNote::sections`].
    pub section: usize,
    /// Index into [`ShownNote::paragraphs`].
    pub paragraph: usize,
    /// When it was said, in seconds.
    pub times: Vec<u32>,
    /// Index into [`Preview::cards`], of a card that is in the deck.
    pub card: Option<usize>,
    /// Why it has none.
    #[serde(serialize_with = "as_code")]
    pub reason: Option<Reason>,
}

/// A recording, and how well it is covered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recording {
    /// Index into [`Preview::decks`].
    pub deck: usize,
    /// The recording.
    pub video: String,
    /// What it is called: as a channel's page says, else as its first note.
    pub title: String,
    /// Its notes: indices into [`Preview::notes`].
    pub notes: Vec<usize>,
    /// The last second that a note or a card cites. How long it really is, nobody wrote down.
    pub length: u32,
    /// Long stretches that no card asks about.
    pub gaps: Vec<Gap>,
}

fn as_code<S: serde::Serializer>(
    reason: &Option<Reason>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    reason.map(Reason::code).serialize(serializer)
}

#[cfg(test)]
pub(crate) mod tests;
