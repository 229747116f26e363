//! One Anki note's memory.

use std::fmt;
use std::sync::Arc;

use crate::card::notation;
use crate::card::{CardKind, CardText, Shape};
use crate::language::each_word;
use crate::note::VideoId;
use crate::plan::digest::digest;
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
    /// The moments its statement cites, and those of its twins in other notes.
    pub timecodes: Arc<[Timecode]>,
    /// The note's path when it was last built. Not part of the content.
    pub note: Arc<str>,
    /// The note's title.
    pub title: Arc<str>,
    /// The context line.
    pub context: Arc<str>,
    /// The statement as it was written.
    pub statement: Arc<str>,
    /// The tags, a space apart; Anki replaces them with the fields, so they are content too.
    pub tags: Arc<str>,
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
    /// The statement's words.
    pub words: WordsKey,
    /// Which part of the statement is asked.
    pub part: Arc<str>,
}

/// A digest of the words of a statement, [`normalised`]: two statements with the same one
/// are one statement. A deck holds one for every statement of its notes, and the words
/// themselves are there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordsKey(u128);

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
            words: WordsKey::of(statement),
            part: part.into(),
        }
    }

    /// The GUID of a card that no ledger knows, the same on every machine.
    ///
    /// Case, marks, markup, headings, the note's name and place do not count. `taken` says
    /// whether a GUID belongs to another card already: one whose statement once read like
    /// this and was reworded since.
    pub fn guid(&self, taken: impl Fn(&Guid) -> bool) -> Guid {
        let words = self.words.to_string();
        let parts = [
            "cuedeck",
            self.video.as_str(),
            self.kind.name(),
            &words,
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

impl WordsKey {
    /// The key of a statement.
    pub fn of(statement: &str) -> Self {
        Self(digest([normalised(statement).as_str()]))
    }

    /// The digest as a number.
    pub(crate) fn bits(self) -> u128 {
        self.0
    }

    /// The key whose digest is known.
    pub(crate) fn from_bits(bits: u128) -> Self {
        Self(bits)
    }
}

impl fmt::Display for WordsKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// The words of a statement, without case and marks: what typing a comma does not change.
///
/// A sign before a number and the marks of a name like `C++` or `C#` say something else,
/// so they stay.
pub fn normalised(statement: &str) -> String {
    let mut normal = String::with_capacity(statement.len());
    for word in each_word(statement) {
        if !normal.is_empty() {
            normal.push(' ');
        }
        if word.text.starts_with(|c: char| c.is_ascii_digit()) {
            normal.extend(sign_before(&statement[..word.start]));
        }
        match word.text.is_ascii() {
            true => {
                let from = normal.len();
                normal.push_str(word.text);
                normal[from..].make_ascii_lowercase();
            }
            false => normal.push_str(&word.lower()),
        }
        if word.text.ends_with(|c: char| c.is_ascii_alphabetic()) {
            let marks = statement[word.end()..].chars();
            normal.extend(marks.take_while(|c| matches!(c, '+' | '#')));
        }
    }
    normal
}

/// The minus in front of a number, where it is no hyphen.
fn sign_before(text: &str) -> Option<char> {
    let before = text.strip_suffix(['-', '−'])?;
    let free = !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '−'));
    free.then_some('-')
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
        self.content_as(&notation::write(&self.front), &notation::write(&self.back))
    }

    /// The same for whoever has the two sides in writing already.
    pub(super) fn content_as(&self, front: &str, back: &str) -> ContentHash {
        let seconds: Vec<String> = self
            .timecodes
            .iter()
            .map(|time| time.seconds().to_string())
            .collect();
        let parts = [
            self.key.video.as_str(),
            self.key.kind.name(),
            front,
            back,
            &self.context,
            &self.title,
            &self.statement,
            &seconds.join(" "),
            &self.tags,
        ];
        ContentHash((digest(parts) >> 64) as u64)
    }

    /// Its tags, one by one.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.tags.split(' ').filter(|tag| !tag.is_empty())
    }

    /// Whether Anki shows the same of both: what [`Record::content`] digests, compared.
    pub(crate) fn shows_the_same_as(&self, other: &Self) -> bool {
        self.key.video == other.key.video
            && self.key.kind == other.key.kind
            && self.front == other.front
            && self.back == other.back
            && self.context == other.context
            && self.title == other.title
            && self.statement == other.statement
            && self.timecodes == other.timecodes
            && self.tags == other.tags
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
