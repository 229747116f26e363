//! One Anki note's memory.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::card::notation;
use crate::card::{CardKind, CardText, Shape};
use crate::language::words;
use crate::note::VideoId;
use crate::plan::{AnkiId, Guid, ModifiedAt};
use crate::timecode::Timecode;

/// Everything known of one Anki note that was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its identity.
    pub guid: Guid,
    /// Whether its statement is still in the notes.
    pub state: State,
    /// Id of the note and its card: when it was first issued.
    pub id: AnkiId,
    /// When its content last changed.
    pub modified_at: ModifiedAt,
    /// What it was made from.
    pub key: CardKey,
    /// How it was made. Not part of the content.
    pub shape: Shape,
    /// The moments its statement cites.
    pub timecodes: Vec<Timecode>,
    /// The note's path when it was last built. Not part of the content.
    pub note: String,
    /// The note's title.
    pub title: String,
    /// The context line.
    pub context: String,
    /// The statement as it was written.
    pub statement: String,
    /// The tags; Anki replaces them with the fields, so they are content too.
    pub tags: Vec<String>,
    /// The front.
    pub front: CardText,
    /// The back.
    pub back: CardText,
}

/// What a card asks: the recording, the kind, the words of the statement and the part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CardKey {
    /// The recording.
    pub video: VideoId,
    /// The notetype; a card of another kind is another note to Anki.
    pub kind: CardKind,
    /// The statement's words in lower case, without marks.
    pub words: String,
    /// Which part of the statement is asked.
    pub part: String,
}

/// Where an Anki note stands in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Its statement is in the notes.
    Live,
    /// Its statement is gone.
    Retired,
    /// Gone, and Anki was told by a tag.
    Told,
    /// Its statement is in the notes, and its owner wants no card of it.
    Rejected,
}

/// A digest of all that Anki shows: the same content, the same hash, in every version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash(u64);

impl CardKey {
    /// Makes the key of a card on `statement`; `part` is [`crate::card::Wording::part`].
    pub fn new(video: VideoId, kind: CardKind, statement: &str, part: &str) -> Self {
        Self {
            video,
            kind,
            words: normalised(statement),
            part: part.to_owned(),
        }
    }

    /// The GUID of a card that no ledger knows, the same on every machine.
    ///
    /// Case, marks, markup, headings, the note's name and place do not count. `taken` says
    /// whether a GUID belongs to another card already: one whose statement once read like
    /// this and was reworded since.
    pub fn guid(&self, taken: impl Fn(&Guid) -> bool) -> Guid {
        let parts = [
            "cuedeck",
            self.video.as_str(),
            self.kind.name(),
            &self.words,
            &self.part,
        ];
        let first = Guid::derive(parts);
        if !taken(&first) {
            return first;
        }
        let later =
            (2_u32..).map(|nth| Guid::derive(parts.into_iter().chain([nth.to_string().as_str()])));
        later
            .into_iter()
            .find(|guid| !taken(guid))
            .expect("a free one of 2^80")
    }
}

/// The words of a statement, without case and marks: what typing a comma does not change.
pub fn normalised(statement: &str) -> String {
    let words: Vec<String> = words(statement).iter().map(|word| word.lower()).collect();
    words.join(" ")
}

impl State {
    /// The word the ledger uses.
    pub fn name(self) -> &'static str {
        match self {
            State::Live => "live",
            State::Retired => "retired",
            State::Told => "told",
            State::Rejected => "rejected",
        }
    }

    /// Reads the word back.
    pub fn parse(word: &str) -> Option<Self> {
        [State::Live, State::Retired, State::Told, State::Rejected]
            .into_iter()
            .find(|state| state.name() == word)
    }
}

impl Record {
    /// The digest of what Anki shows of it. HTML does not enter, so that a version that
    /// escapes differently changes nothing.
    pub fn content(&self) -> ContentHash {
        let seconds: Vec<String> = self
            .timecodes
            .iter()
            .map(|time| time.seconds().to_string())
            .collect();
        let parts = [
            self.key.video.as_str(),
            self.key.kind.name(),
            &notation::write(&self.front),
            &notation::write(&self.back),
            &self.context,
            &self.title,
            &self.statement,
            &seconds.join(" "),
            &self.tags.join(" "),
        ];
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        let digest = hash.finalize();
        ContentHash(
            digest[..8]
                .iter()
                .fold(0, |bits, byte| bits << 8 | u64::from(*byte)),
        )
    }
}

impl ContentHash {
    /// Reads sixteen hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
        digits
            .then(|| u64::from_str_radix(text, 16).ok())
            .flatten()
            .map(Self)
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}
