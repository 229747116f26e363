//! Claims and quotes → cards: the wording of questions and answers. Pure.
//!
//! One rule carries most cards: leave the whole claim on the front and ask for its last
//! narrow part. `shape` cuts the words, `guard` refuses what a careful reader would
//! refuse, and the first draft that passes every guard becomes the card.

mod compose;
mod context;
mod cue;
mod foreign;
mod frame;
mod guard;
mod label;
mod loose_link;
pub mod notation;
mod sentence;
mod shape;
mod site;
mod text;
mod transplant;

pub use compose::{CardSet, Tried, cards_and_trail, cards_for};
pub use cue::cued;
pub use sentence::parse_of;
pub use shape::Shape;
pub use site::Sites;
pub use text::{CardText, Piece};
pub use transplant::transplanted;

use std::fmt;
use std::sync::Arc;

use crate::note::{NotePath, VideoId};
use crate::text::Span;
use crate::timecode::Timecode;

/// One question, its answer and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The statement it asks about.
    pub site: Arc<Site>,
    /// What is asked, and how.
    pub wording: Wording,
    /// Other parts of the same statement that would make a sound card, best first. A deck
    /// takes one of them where its owner already studies that part.
    pub others: Vec<Wording>,
}

/// A statement as a card shows it, with or without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Guest if known · note title › headings; printed above the front.
    pub context: Arc<str>,
    /// Every word of the note that a card on it rests on.
    pub statement: Arc<str>,
    /// The headings it stands under, outermost first.
    pub headings: Arc<[String]>,
    /// The notes linked from it, as written.
    pub links: Arc<[String]>,
    /// The note it stands in.
    pub source: Arc<Source>,
    /// Where in the note.
    pub origin: Origin,
}

/// The words of a card, and which part of the statement they ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// How it was made.
    pub shape: Shape,
    /// Which part of the statement is asked: the hinge it is cut at (`leading to`), or the
    /// role of the part (`term`, `items`, `number`). It is part of the card's identity.
    pub part: Arc<str>,
    /// All that the learner sees before answering, the context line aside.
    pub front: CardText,
    /// The answer.
    pub back: CardText,
}

impl Wording {
    /// The part of a wording that the owner of the notes wrote: it takes the place of
    /// whatever part was asked before.
    pub const OWN: &'static str = "own";
    /// The part of a card that its owner added to the deck. Its name is all its identity, so
    /// it is never compared with another.
    pub const ADDED: &'static str = "added";

    /// The wording that the owner of the notes gave a card, in the notation of
    /// [`notation`]. The answer of a sentence with a gap is what the gap hides. `None` when a
    /// mark is not closed.
    pub fn own(question: &str, answer: &str) -> Option<Self> {
        let front = notation::read(question)?;
        let back = match front.first_blank() {
            Some(hidden) => hidden.clone(),
            None => notation::read(answer)?,
        };
        Some(Self {
            shape: Shape::Own,
            part: Self::OWN.into(),
            front,
            back,
        })
    }

    /// The notetype it needs: a front with a gap is a cloze.
    pub fn kind(&self) -> CardKind {
        match self.front.first_blank() {
            Some(_) => CardKind::Cloze,
            None => CardKind::Question,
        }
    }
}

impl Card {
    /// The notetype it needs.
    pub fn kind(&self) -> CardKind {
        self.wording.kind()
    }
}

/// The study note that a card came from: what all its cards have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The note's file.
    pub note: NotePath,
    /// The note's title.
    pub title: Arc<str>,
    /// The tags of the note, as written.
    pub tags: Arc<[String]>,
    /// The recording.
    pub video: VideoId,
    /// `guest` of the note.
    pub guest: Option<Arc<str>>,
    /// What the recording is called, where a channel's page says it. Not printed above the
    /// front: episode titles run to a hundred characters, and give answers away.
    pub episode: Option<Arc<str>>,
    /// The channel of the note.
    pub channel: Option<Arc<str>>,
}

/// Where in its note a card came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The line its statement begins on, counted from 1.
    pub line: u32,
    /// Its statement in the source.
    pub span: Span,
    /// Index of its statement in the note.
    pub statement: usize,
    /// When it was said: its own timecodes, else the one of the next statement of its item
    /// or section; empty when neither has any.
    pub timecodes: Arc<[Timecode]>,
}

/// Which of the two notetypes a card needs.
///
/// It is part of a card's identity: Anki cannot turn a note of one kind into the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CardKind {
    /// A question and its answer.
    Question,
    /// A sentence with a gap.
    Cloze,
}

impl CardKind {
    /// The word that recipes and output use.
    pub fn name(self) -> &'static str {
        match self {
            CardKind::Question => "question",
            CardKind::Cloze => "cloze",
        }
    }
}

impl CardKind {
    /// Reads the word back.
    pub fn parse(word: &str) -> Option<Self> {
        [CardKind::Question, CardKind::Cloze]
            .into_iter()
            .find(|kind| kind.name() == word)
    }
}

impl fmt::Display for CardKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
