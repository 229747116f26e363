//! A recipe in `decks/*.yaml` → what goes into one deck.
//!
//! A recipe is short and written by hand, so nothing in it is guessed: an unknown key, an
//! unknown value or a pattern that leaves the project is an error that names its line. The
//! first error ends the reading, as the later ones often follow from it.

use std::collections::BTreeSet;
use std::io;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_yaml::Spanned;

use crate::card::CardKind;
use crate::replace;

mod deck_name;
pub(crate) mod error;
mod patterns;
#[cfg(test)]
mod tests;

pub use deck_name::{DeckName, DeckNameError};
use error::Reader;
pub use error::{At, Fault, RecipeError};
use patterns::NotePatterns;

/// What goes into one deck, and how.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// The deck's name.
    pub deck: DeckName,
    notes: NotePatterns,
    /// Shown in Anki above the deck; may be empty.
    pub description: String,
    /// Put on every card; without white space, in the order they were written.
    pub tags: Vec<String>,
    /// The kinds of card to make; never empty.
    pub kinds: BTreeSet<CardKind>,
    /// The order in which new cards are shown.
    pub order: Order,
    /// How many cards there may be.
    pub limits: Limits,
    /// What happens to cards whose statement is gone.
    pub retire: Retire,
}

/// What happens to cards whose statement is gone. Anki cannot delete on import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Retire {
    /// They stay in Anki as they are and are only listed: nothing of their owner's is touched.
    #[default]
    Keep,
    /// They ride along once more with the tag `cuedeck::retired`, to be found in Anki. That
    /// overwrites what their owner changed in them there.
    Tag,
}

/// The order in which Anki shows the new cards of a deck.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Note after note, each from its first line to its last.
    #[default]
    Note,
    /// The notes mixed, the same way for the same seed.
    Interleaved {
        /// Where the mixing starts; 0 unless the recipe says otherwise.
        seed: u64,
    },
}

/// How many cards there may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// From any one note. `None`: no new one beyond [`Limits::OF_A_NOTE`], and all that there
    /// are already.
    pub cards_per_note: Option<NonZeroU32>,
    /// In the whole deck; `None` sets no limit.
    pub cards: Option<NonZeroU32>,
}

impl Limits {
    /// Of a hundred notes of an episode, ninety-nine have no more cards; what goes beyond
    /// is mostly detail.
    pub const OF_A_NOTE: NonZeroU32 = NonZeroU32::new(40).expect("more than none");
}

/// The keys of a recipe as a person writes them, before they are checked.
///
/// Values that are checked later carry the place they stand at.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    deck: Option<Spanned<String>>,
    description: Option<String>,
    notes: Option<Vec<Spanned<String>>>,
    tags: Option<Vec<Spanned<String>>>,
    kinds: Option<Spanned<Vec<Spanned<String>>>>,
    order: Option<Spanned<String>>,
    seed: Option<Spanned<u64>>,
    limits: Option<WrittenLimits>,
    retire: Option<Spanned<String>>,
}

/// The keys under `limits`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenLimits {
    cards_per_note: Option<Spanned<u32>>,
    cards: Option<Spanned<u32>>,
}

impl Recipe {
    /// Reads the recipe at `path`.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or is not a recipe.
    pub fn load(path: &Path) -> Result<Self, RecipeError> {
        Self::parse(&Self::text_at(path)?, path)
    }

    /// Reads the text of the recipe at `path`.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn text_at(path: &Path) -> Result<String, RecipeError> {
        let unreadable = |source: io::Error| RecipeError::Read {
            path: path.to_owned(),
            source,
        };
        replace::read_text(path).map_err(unreadable)
    }

    /// Reads a recipe from its text; `path` is only named in errors.
    ///
    /// # Errors
    ///
    /// When the text is not a recipe.
    pub fn parse(text: &str, path: &Path) -> Result<Self, RecipeError> {
        // An editor's byte order mark is no part of the first key.
        let reader = Reader {
            text: text.strip_prefix('\u{feff}').unwrap_or(text),
            path,
        };
        let written: Written = reader.read()?;

        let deck = written.deck.ok_or_else(|| reader.top(Fault::NoDeck))?;
        let deck = DeckName::parse(&deck.value)
            .map_err(|error| reader.at(deck.referenced, error.into()))?;

        let mut notes = NotePatterns::default();
        for pattern in written.notes.unwrap_or_default() {
            notes
                .add(&pattern.value)
                .map_err(|fault| reader.at(pattern.referenced, fault))?;
        }

        Ok(Self {
            deck,
            notes: notes.or_all_below("notes/"),
            description: written.description.unwrap_or_default().trim().to_owned(),
            tags: read_tags(&reader, written.tags.unwrap_or_default())?,
            kinds: read_kinds(&reader, written.kinds)?,
            order: read_order(&reader, written.order, written.seed)?,
            retire: match written.retire {
                None => Retire::default(),
                Some(retire) => match retire.value.as_str() {
                    "keep" => Retire::Keep,
                    "tag" => Retire::Tag,
                    _ => return Err(reader.unknown_value("retire", retire, &["keep", "tag"])),
                },
            },
            limits: match written.limits {
                Some(limits) => Limits {
                    cards_per_note: read_limit(&reader, limits.cards_per_note)?,
                    cards: read_limit(&reader, limits.cards)?,
                },
                None => Limits::default(),
            },
        })
    }

    /// Makes the recipe of a folder that has none: every note below it, both kinds of card,
    /// note after note, in a deck called `name`.
    ///
    /// What a deck's name may not hold is dropped from `name`.
    pub fn for_folder(name: &str) -> Self {
        let tidy = |level: &str| {
            level
                .replace(char::is_control, " ")
                .trim_matches([' ', ':'])
                .to_owned()
        };
        let levels: Vec<String> = name
            .split("::")
            .map(tidy)
            .filter(|level| !level.is_empty())
            .collect();
        let deck = DeckName::parse(&levels.join("::"))
            .or_else(|_| DeckName::parse("Notes"))
            .expect("`Notes` is a deck's name");
        Self {
            deck,
            notes: NotePatterns::default().or_all_below(""),
            description: String::new(),
            tags: Vec::new(),
            kinds: BTreeSet::from([CardKind::Question, CardKind::Cloze]),
            order: Order::default(),
            limits: Limits::default(),
            retire: Retire::default(),
        }
    }

    /// Whether the note at `note_path` goes in. The path is seen from the project root (or
    /// the folder, for [`Recipe::for_folder`]) and has `/` between its parts.
    pub fn selects(&self, note_path: &str) -> bool {
        self.notes.select(note_path)
    }

    /// The patterns behind [`Recipe::selects`] as they were written, for messages.
    pub fn patterns(&self) -> &[String] {
        self.notes.written()
    }

    /// The folder from which the patterns of the recipe at `path` are seen: the parent of
    /// `decks/`, or the recipe's own folder if that has another name.
    pub fn project_root(path: &Path) -> PathBuf {
        let folder = match path.parent() {
            Some(parent) if parent != Path::new("") => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        // A path such as `leadership.yaml` or `../x.yaml` hides its folder's name, so it is
        // asked of the system; the answer keeps the form in which the user wrote the path.
        let in_decks = match folder.file_name() {
            Some(name) => name == "decks",
            None => folder
                .canonicalize()
                .is_ok_and(|full| full.ends_with("decks")),
        };
        match (in_decks, folder.file_name()) {
            (false, _) => folder,
            (true, None) => folder.join(".."),
            (true, Some(_)) => match folder.parent() {
                Some(parent) if parent != Path::new("") => parent.to_owned(),
                _ => PathBuf::from("."),
            },
        }
    }

    /// Where the deck of the recipe at `path` is written unless told otherwise: beside it,
    /// with the ending `.apkg`.
    pub fn package_path(path: &Path) -> PathBuf {
        path.with_extension("apkg")
    }
}

fn read_tags(reader: &Reader, written: Vec<Spanned<String>>) -> Result<Vec<String>, RecipeError> {
    let mut tags: Vec<String> = Vec::new();
    for tag in written {
        // Anki parts tags at white space, so one with a space would arrive as two.
        if tag.value.is_empty() || tag.value.contains(char::is_whitespace) {
            let tidy = tag.value.split_whitespace().collect::<Vec<_>>().join("_");
            let fault = Fault::Tag {
                tag: tag.value,
                tidy,
            };
            return Err(reader.at(tag.referenced, fault));
        }
        if !tags.contains(&tag.value) {
            tags.push(tag.value);
        }
    }
    Ok(tags)
}

fn read_kinds(
    reader: &Reader,
    written: Option<Spanned<Vec<Spanned<String>>>>,
) -> Result<BTreeSet<CardKind>, RecipeError> {
    let Some(list) = written else {
        return Ok(BTreeSet::from([CardKind::Question, CardKind::Cloze]));
    };
    if list.value.is_empty() {
        return Err(reader.at(list.referenced, Fault::NoKinds));
    }
    let read = |kind: Spanned<String>| match kind.value.as_str() {
        "question" => Ok(CardKind::Question),
        "cloze" => Ok(CardKind::Cloze),
        _ => Err(reader.unknown_value("kinds", kind, &["question", "cloze"])),
    };
    list.value.into_iter().map(read).collect()
}

fn read_order(
    reader: &Reader,
    written: Option<Spanned<String>>,
    seed: Option<Spanned<u64>>,
) -> Result<Order, RecipeError> {
    let mixed = match written {
        None => false,
        Some(order) => match order.value.as_str() {
            "note" => false,
            "interleaved" => true,
            _ => return Err(reader.unknown_value("order", order, &["note", "interleaved"])),
        },
    };
    match (mixed, seed) {
        (true, seed) => Ok(Order::Interleaved {
            seed: seed.map_or(0, |seed| seed.value),
        }),
        (false, None) => Ok(Order::Note),
        (false, Some(seed)) => Err(reader.at(seed.referenced, Fault::IdleSeed)),
    }
}

fn read_limit(
    reader: &Reader,
    written: Option<Spanned<u32>>,
) -> Result<Option<NonZeroU32>, RecipeError> {
    let Some(limit) = written else {
        return Ok(None);
    };
    match NonZeroU32::new(limit.value) {
        Some(limit) => Ok(Some(limit)),
        None => Err(reader.at(limit.referenced, Fault::ZeroLimit)),
    }
}
