//! The owner's corrections, by card key: `decks/NAME.overrides.yaml`.
//!
//! A key is the card's GUID. Since a reworded statement keeps its GUID, a correction stays
//! with it; since the file is written by people, nothing in it is guessed.

mod edit;
mod lines;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Deserialize;

use crate::card::{Card, CardKind, CardText, Origin, Shape, Site, Source, Wording};
use crate::note::{NotePath, VideoId};
use crate::recipe::error::{meant, meant_or_known};
use crate::text::Span;
use crate::timecode::Timecode;

use super::Guid;
use super::digest::digest;
use super::ledger::{Record, normalised};
use crate::card::notation::read as read_text;

pub use edit::{with_correction, with_skip, without_skip};

/// What the owner of a deck corrects in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    skip: BTreeSet<Guid>,
    pin: BTreeSet<Guid>,
    replace: BTreeMap<Guid, Replacement>,
    reviewed: BTreeMap<Guid, Mark>,
    add: Vec<Added>,
}

/// What the overrides say of one card, as far as one decides it card by card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Correction {
    /// Whether it stays out of the deck.
    pub skip: bool,
    /// The front in place of its own, in the notation of [`crate::card::notation`].
    pub question: Option<String>,
    /// The back in place of its own.
    pub answer: Option<String>,
    /// The words it had when its owner looked at it and kept it; `None` when nobody did.
    pub reviewed: Option<Mark>,
}

/// A card's words in short: enough to see that they are others now.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Mark(String);

impl Mark {
    /// The mark of a front and a back: eight letters from `a` to `p`, because YAML would
    /// take digits for a number.
    pub fn of(front: &CardText, back: &CardText) -> Self {
        let bits = digest([front.plain().as_str(), back.plain().as_str()]) >> 96;
        let letter = |nth: u32| char::from(b'a' + ((bits >> (28 - 4 * nth)) & 15) as u8);
        Self((0..8).map(letter).collect())
    }
}

/// A card that its owner writes from nothing.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Added {
    /// What the owner calls it. It is the card's identity and is shown in small type under
    /// the answer, so that question and answer may change and the history stays.
    name: String,
    /// The recording.
    video: String,
    /// The moment, `H:MM:SS` or `MM:SS`; without it the card links to the beginning.
    at: Option<String>,
    /// Printed above the question.
    #[serde(default)]
    context: String,
    /// The front: a question, or a sentence with its `[[gap]]`.
    question: String,
    /// The back; a sentence with a gap needs none.
    #[serde(default)]
    answer: String,
}

/// Words in place of a card's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Replacement {
    /// The front: a question, or a sentence with its `[[gap]]`.
    question: Option<String>,
    /// The back; a sentence with a gap needs none.
    answer: Option<String>,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    skip: Vec<String>,
    #[serde(default)]
    pin: Vec<String>,
    #[serde(default)]
    replace: BTreeMap<String, Replacement>,
    #[serde(default)]
    reviewed: BTreeMap<String, Mark>,
    #[serde(default)]
    add: Vec<Added>,
}

/// Why a text is no overrides file.
#[derive(Debug, thiserror::Error)]
pub enum OverridesError {
    /// Not YAML, or not these keys: `skip`, `pin`, `replace`, `reviewed`, `add`.
    #[error("this is no overrides file")]
    Yaml(#[source] Box<serde_yaml::Error>),
    /// A word that is none of the file's.
    #[error("line {line}: unknown key `{key}`; {}", meant_or_known(meant(key, known).as_deref(), known, "keys"))]
    UnknownKey {
        /// Counted from 1.
        line: u64,
        /// The word as written.
        key: String,
        /// The words that may stand there.
        known: Vec<&'static str>,
    },
    /// A key that no card can have.
    #[error("`{key}` is no card key; `cuedeck cards` prints them as `id`")]
    Key {
        /// The key as written.
        key: String,
    },
    /// An added card that cannot be made.
    #[error("the added card `{name}` {wanted}")]
    Added {
        /// What it is called.
        name: String,
        /// What is missing.
        wanted: &'static str,
    },
    /// A text that is empty, or has a mark that is not closed.
    #[error("the text for `{key}` is empty, or has a `[[`, `$` or backtick that is not closed")]
    Text {
        /// The card.
        key: String,
    },
}

impl OverridesError {
    fn of_yaml(error: serde_yaml::Error) -> Self {
        let line = error.location().map_or(1, |location| location.line());
        match error.without_snippet() {
            serde_yaml::Error::SerdeUnknownField {
                field, expected, ..
            } => Self::UnknownKey {
                line,
                key: field.clone(),
                known: expected.clone(),
            },
            _ => Self::Yaml(Box::new(error)),
        }
    }
}

impl Added {
    /// The card, or what is wrong with it.
    fn card(&self) -> Result<Card, &'static str> {
        let video =
            VideoId::parse(&self.video).ok_or("needs the eleven characters of a video's id")?;
        let at = match self.at.as_deref().map(clock) {
            Some(None) => return Err("has an `at` that is no moment, as 12:40 is"),
            Some(Some(at)) => Some(at),
            None => None,
        };
        if normalised(&self.name).is_empty() || self.question.trim().is_empty() {
            return Err("needs a name with a word in it, and a question");
        }
        let mut wording =
            Wording::own(&self.question, &self.answer).ok_or("has a mark that is not closed")?;
        wording.part = Wording::ADDED.into();
        if wording.back.is_empty() {
            return Err("needs an answer, or a `[[gap]]` in its question");
        }
        let site = Site {
            context: self.context.as_str().into(),
            statement: self.name.as_str().into(),
            headings: Arc::default(),
            links: Arc::default(),
            source: Arc::new(Source {
                note: NotePath::new(""),
                title: Arc::default(),
                tags: Arc::default(),
                video,
                guest: None,
                episode: None,
                channel: None,
            }),
            origin: Origin {
                line: 0,
                span: Span::default(),
                statement: 0,
                timecodes: at.into_iter().collect(),
            },
        };
        Ok(Card {
            site: Arc::new(site),
            wording,
            others: Vec::new(),
        })
    }
}

/// `H:MM:SS` or `MM:SS`.
fn clock(text: &str) -> Option<Timecode> {
    let fields: Vec<u32> = text
        .split(':')
        .map(|field| field.trim().parse().ok())
        .collect::<Option<_>>()?;
    match fields.as_slice() {
        [minutes, seconds] => Timecode::from_clock(minutes / 60, minutes % 60, *seconds),
        [hours, minutes, seconds] => Timecode::from_clock(*hours, *minutes, *seconds),
        _ => None,
    }
}

impl Overrides {
    /// Reads the file's text; an empty one corrects nothing.
    ///
    /// # Errors
    ///
    /// When anything in it is not understood.
    pub fn parse(text: &str) -> Result<Self, OverridesError> {
        let blank = text.lines().all(|line| {
            let line = line.trim();
            line.is_empty() || line.starts_with('#') || line == "---"
        });
        if blank {
            return Ok(Self::default());
        }
        let written: Written = serde_yaml::from_str(text).map_err(OverridesError::of_yaml)?;
        let key =
            |key: &String| Guid::parse(key).ok_or_else(|| OverridesError::Key { key: key.clone() });
        let mut replace = BTreeMap::new();
        for (name, replacement) in written.replace {
            let texts = [&replacement.question, &replacement.answer];
            if texts
                .into_iter()
                .flatten()
                .any(|text| read_text(text).is_none_or(|text| text.is_empty()))
            {
                return Err(OverridesError::Text { key: name });
            }
            replace.insert(key(&name)?, replacement);
        }
        let mut reviewed = BTreeMap::new();
        for (name, mark) in written.reviewed {
            reviewed.insert(key(&name)?, mark);
        }
        let mut names = BTreeSet::new();
        for added in &written.add {
            if !names.insert((added.video.clone(), normalised(&added.name))) {
                return Err(OverridesError::Added {
                    name: added.name.clone(),
                    wanted: "has the name of another one, but for case and marks",
                });
            }
            if let Err(wanted) = added.card() {
                return Err(OverridesError::Added {
                    name: added.name.clone(),
                    wanted,
                });
            }
        }
        Ok(Self {
            add: written.add,
            skip: written.skip.iter().map(key).collect::<Result<_, _>>()?,
            pin: written.pin.iter().map(key).collect::<Result<_, _>>()?,
            replace,
            reviewed,
        })
    }

    /// Whether the owner wants no card under this key.
    pub fn skips(&self, guid: &Guid) -> bool {
        self.skip.contains(guid)
    }

    /// The cards that the owner adds.
    pub(super) fn added(&self) -> impl Iterator<Item = Card> {
        self.add.iter().enumerate().filter_map(|(nth, added)| {
            let mut card = added.card().ok()?;
            // They stand in the deck as they stand in the file.
            Arc::make_mut(&mut card.site).origin.statement = nth;
            Some(card)
        })
    }

    /// Whether the replacement of a card asks for another kind of note than it is, so that
    /// [`Overrides::applied`] leaves it.
    pub(super) fn refuses(&self, guid: &Guid, kind: CardKind) -> bool {
        let question = self
            .replace
            .get(guid)
            .and_then(|replacement| replacement.question.as_deref());
        let gap = question
            .and_then(read_text)
            .map(|text| text.first_blank().is_some());
        gap.is_some_and(|gap| gap != (kind == CardKind::Cloze))
    }

    /// Whether the owner gave a card words of their own, or holds on to the ones it has.
    pub(super) fn words(&self, guid: &Guid) -> bool {
        self.pin.contains(guid) || self.replace.contains_key(guid)
    }

    /// What is said of a card.
    pub fn correction(&self, guid: &Guid) -> Correction {
        let Replacement { question, answer } = self.replace.get(guid).cloned().unwrap_or_default();
        Correction {
            skip: self.skip.contains(guid),
            question,
            answer,
            reviewed: self.reviewed.get(guid).cloned(),
        }
    }

    /// Every key in the file that asks for something. That a card was reviewed does not, so
    /// it may be gone.
    pub fn keys(&self) -> impl Iterator<Item = &Guid> {
        self.skip.iter().chain(&self.pin).chain(self.replace.keys())
    }

    /// The wording of a card once the owner's words are in it. A replacement that would
    /// turn a question into a cloze or back keeps the card's own words: Anki could not
    /// follow it, and the history would be lost.
    pub(super) fn applied(
        &self,
        guid: &Guid,
        mut wording: Wording,
        old: Option<&Arc<Record>>,
    ) -> Wording {
        if let Some(old) = old
            && self.pin.contains(guid)
        {
            wording.front = old.front.clone();
            wording.back = old.back.clone();
        }
        let Some(replacement) = self.replace.get(guid) else {
            return wording;
        };
        let text = |text: &Option<String>| text.as_deref().and_then(read_text);
        let mut replaced = Wording {
            front: text(&replacement.question).unwrap_or_else(|| wording.front.clone()),
            back: text(&replacement.answer).unwrap_or_else(|| wording.back.clone()),
            shape: Shape::Own,
            part: wording.part.clone(),
        };
        if let Some(hidden) = replaced.front.first_blank() {
            replaced.back = hidden.clone();
        }
        match replaced.kind() == wording.kind() {
            true => replaced,
            false => wording,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_added_card_needs_a_name_a_video_and_an_answer() {
        let text = "add:\n  - name: what leads owe\n    video: Z9ftpRhRiJE\n    at: \"12:40\"\n    question: What do leads owe?\n    answer: Clarity\n";
        let overrides = Overrides::parse(text).expect("an overrides file");
        let cards: Vec<Card> = overrides.added().collect();
        assert_eq!(cards[0].wording.front.plain(), "What do leads owe?");
        assert_eq!(
            *cards[0].site.origin.timecodes,
            [Timecode::from_seconds(760)]
        );
        let error =
            Overrides::parse(&text.replace("    answer: Clarity\n", "")).expect_err("no answer");
        assert!(error.to_string().contains("needs an answer"), "{error}");
        assert!(Overrides::parse(&text.replace("Z9ftpRhRiJE", "short")).is_err());
    }

    #[test]
    fn a_key_that_no_card_can_have_is_an_error() {
        let error = Overrides::parse("skip: [nonsense]\n").expect_err("no key");
        assert!(error.to_string().contains("nonsense"));
        assert!(Overrides::parse("skp: []\n").is_err());
        assert_eq!(
            Overrides::parse("# nothing\n").expect("empty"),
            Overrides::default()
        );
    }
}
