//! Why a text is no recipe, and where: errors that name the line and the key that was meant.

use std::error::Error;
use std::fmt::{self, Write as _};
use std::io;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde_yaml::{Error as YamlError, Location, Spanned};

use super::DeckNameError;
use crate::diag::Place;
use crate::text::{LineIndex, Span};

/// Why a recipe could not be used.
#[derive(Debug)]
pub enum RecipeError {
    /// The file could not be read.
    Read {
        /// The recipe.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The text is not a recipe.
    Invalid {
        /// Where in the recipe.
        at: Box<At>,
        /// What is wrong there.
        fault: Fault,
    },
}

/// A place in a recipe. Prints as `decks/leadership.yaml:3:1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// The recipe.
    pub path: PathBuf,
    /// Where in it.
    pub place: Place,
}

/// What is wrong in a recipe.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The text is not YAML.
    #[error("this is not valid YAML")]
    Yaml(#[source] Box<YamlError>),
    /// A value of another kind is needed.
    #[error("{wanted} is needed here")]
    Shape {
        /// Which kind, with its article.
        wanted: &'static str,
    },
    /// A pattern means something else to YAML.
    #[error("`{value}` needs quotes around it, because YAML gives `{mark}` a meaning of its own")]
    Unquoted {
        /// The value as it stands there.
        value: String,
        /// Its first character.
        mark: char,
    },
    /// There is no such key.
    #[error("unknown key `{key}`; {}", meant_or_known(meant.as_deref(), known, "keys"))]
    UnknownKey {
        /// The key as it stands there.
        key: String,
        /// The key that was probably meant.
        meant: Option<String>,
        /// The keys that may stand there.
        known: Vec<&'static str>,
    },
    /// A key stands there twice.
    #[error("the key `{key}` stands here a second time")]
    RepeatedKey {
        /// The key.
        key: String,
    },
    /// The key has no such value.
    #[error("`{key}` has no value `{value}`; {}", meant_or_known(meant.as_deref(), known, "values"))]
    UnknownValue {
        /// The key.
        key: &'static str,
        /// The value as it stands there.
        value: String,
        /// The value that was probably meant.
        meant: Option<String>,
        /// The values that the key may have.
        known: Vec<&'static str>,
    },
    /// The recipe does not name its deck.
    #[error("the recipe does not name its deck; add a line such as `deck: Leadership`")]
    NoDeck,
    /// Anki would change the deck's name.
    #[error(transparent)]
    DeckName(#[from] DeckNameError),
    /// A pattern is empty.
    #[error("an empty pattern names no note")]
    EmptyPattern,
    /// A pattern starts at the root of the disk.
    #[error(
        "the pattern `{pattern}` is absolute; write it as seen from the folder that holds `decks/`"
    )]
    AbsolutePattern {
        /// The pattern.
        pattern: String,
    },
    /// A pattern leaves the project.
    #[error("the pattern `{pattern}` leaves the project; `..` cannot be part of a pattern")]
    ClimbingPattern {
        /// The pattern.
        pattern: String,
    },
    /// A pattern is written the Windows way.
    #[error("the pattern `{pattern}` has a backslash; did you mean `{tidy}`?")]
    BackslashInPattern {
        /// The pattern.
        pattern: String,
        /// The same with `/`.
        tidy: String,
    },
    /// A pattern does not compile.
    #[error("the pattern `{pattern}` cannot be read")]
    Pattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        source: Box<globset::Error>,
    },
    /// Anki would not keep this tag as it is.
    #[error("`{tag}` cannot be a tag, as a tag has no spaces{}", or_tidy(tidy))]
    Tag {
        /// The tag.
        tag: String,
        /// The same without spaces; empty if nothing is left.
        tidy: String,
    },
    /// No kind of card is on.
    #[error("with no kind of card on, the deck would be empty; leave `kinds` out to have all")]
    NoKinds,
    /// A seed without anything to mix.
    #[error("a seed changes nothing unless `order` is `interleaved`")]
    IdleSeed,
    /// A limit of zero.
    #[error("a limit of 0 would leave the deck empty; leave the key out to set no limit")]
    ZeroLimit,
}

impl RecipeError {
    /// The line of the recipe with what is wrong underlined, as three lines of text; `None`
    /// when the file could not be read.
    pub fn excerpt(&self) -> Option<String> {
        let RecipeError::Invalid { at, .. } = self else {
            return None;
        };
        let Place {
            line, source, mark, ..
        } = &at.place;
        // White space is cut off the end of `source`, and a mark may stand in it.
        let (before, rest) = source.split_at(mark.start.min(source.len()));
        let width = rest[..mark.len().min(rest.len())].chars().count().max(1);
        // A tab before the mark must stay a tab, or the mark would not stand below its word.
        let indent: String = before
            .chars()
            .map(|c| if c == '\t' { '\t' } else { ' ' })
            .collect();
        let number = line.to_string();
        let gutter = " ".repeat(number.len());
        let mut drawn = String::new();
        let carets = "^".repeat(width);
        write!(
            drawn,
            "{gutter} |\n{number} | {source}\n{gutter} | {indent}{carets}"
        )
        .expect("writing to a string does not fail");
        Some(drawn)
    }
}

impl fmt::Display for RecipeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RecipeError::Read { path, .. } => write!(f, "cannot read recipe `{}`", path.display()),
            RecipeError::Invalid { at, fault } => write!(f, "{at}: {fault}"),
        }
    }
}

// By hand, because a place and its fault are one line to the reader: as a source of its
// own, the fault would be printed twice.
impl Error for RecipeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            RecipeError::Read { source, .. } => Some(source),
            RecipeError::Invalid { fault, .. } => fault.source(),
        }
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { line, column, .. } = self.place;
        write!(f, "{}:{line}:{column}", self.path.display())
    }
}

/// A recipe's text, and what is needed to say where something stands in it.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) path: &'a Path,
}

impl Reader<'_> {
    /// Reads the text as YAML.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, RecipeError> {
        // We draw the line ourselves, in the same manner for every fault.
        let options = serde_yaml::options! { with_snippet: false };
        serde_yaml::from_str_with_options(self.text, options).map_err(|error| self.explain(error))
    }

    /// Says that `fault` stands at `location`.
    pub(super) fn at(&self, location: Location, fault: Fault) -> RecipeError {
        self.over(self.span(location), fault)
    }

    /// Says that `fault` concerns the recipe as a whole.
    pub(super) fn top(&self, fault: Fault) -> RecipeError {
        self.over(Span::default(), fault)
    }

    /// Says that `key` has no such value.
    pub(super) fn unknown_value(
        &self,
        key: &'static str,
        value: Spanned<String>,
        known: &[&'static str],
    ) -> RecipeError {
        let fault = Fault::UnknownValue {
            key,
            meant: meant(&value.value, known),
            value: value.value,
            known: known.to_vec(),
        };
        self.at(value.referenced, fault)
    }

    fn over(&self, span: Span, fault: Fault) -> RecipeError {
        RecipeError::Invalid {
            at: Box::new(At {
                path: self.path.to_owned(),
                place: Place::new(self.text, &LineIndex::new(self.text), span),
            }),
            fault,
        }
    }

    /// Puts an error of the YAML reader into the words of recipes.
    fn explain(&self, error: YamlError) -> RecipeError {
        let span = error.location().map(|location| self.span(location));
        let mut span = span.unwrap_or_default();
        if let Some(value) = self.unquoted(span) {
            span = value;
            let value = self.text[value.range()].to_owned();
            let mark = value.chars().next().expect("it begins with a mark");
            return self.over(span, Fault::Unquoted { value, mark });
        }
        let fault = match error {
            YamlError::SerdeUnknownField {
                field, expected, ..
            } => Fault::UnknownKey {
                meant: meant(&field, &expected),
                key: field,
                known: expected,
            },
            YamlError::DuplicateMappingKey { key: Some(key), .. } => Fault::RepeatedKey { key },
            YamlError::Unexpected { expected, .. } => match shape(expected) {
                Some(wanted) => Fault::Shape { wanted },
                None => Fault::Yaml(Box::new(error)),
            },
            YamlError::NullIntoString { .. } => Fault::Shape { wanted: "a value" },
            YamlError::InvalidScalar { .. } => Fault::Shape {
                wanted: "a whole number, 0 or more,",
            },
            YamlError::MultipleDocuments { .. } => Fault::Shape {
                wanted: "the end of the recipe (one file holds one recipe)",
            },
            _ => Fault::Yaml(Box::new(error)),
        };
        self.over(span, fault)
    }

    /// The value around `span` if it is a pattern that lacks its quotes: after `- ` or
    /// `key: `, YAML takes a leading `!` for a type and a leading `*` for a reference.
    fn unquoted(&self, span: Span) -> Option<Span> {
        let start = self.text[..span.start]
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
        let line = self.text[start..].lines().next().unwrap_or_default();
        let value = line.trim_start().strip_prefix("- ")?.trim_start();
        let at = start + line.len() - value.len();
        let value = value.trim_end();
        value
            .starts_with(['!', '*'])
            .then(|| Span::new(at, at + value.len()))
    }

    fn span(&self, location: Location) -> Span {
        let found = location.span();
        let start = found.byte_offset().map_or_else(
            || self.offset_of(location.line() as u32, location.column() as usize),
            |offset| offset as usize,
        );
        let start = start.min(self.text.len());
        let length = found.byte_len().unwrap_or(0) as usize;
        // A value over several lines is marked on its first.
        let rest = self.text[start..].lines().next().unwrap_or_default();
        Span::new(start, start + length.min(rest.len()))
    }

    /// The offset of a line and a column in characters, both counted from 1.
    fn offset_of(&self, line: u32, column: usize) -> usize {
        let start = LineIndex::new(self.text).start_of(line);
        let mut characters = self.text[start..].char_indices();
        characters
            .nth(column.saturating_sub(1))
            .map_or(self.text.len(), |(at, _)| start + at)
    }
}

/// What the YAML reader missed, in plain words.
fn shape(expected: &str) -> Option<&'static str> {
    match expected {
        "sequence start" => Some("a list, one `- item` a line,"),
        "mapping start" => Some("a list of `key: value` lines"),
        "string scalar" => Some("a single value"),
        _ => None,
    }
}

/// What people write for a key or a value when they know it from another tool.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("name", "deck"),
    ("title", "deck"),
    ("files", "notes"),
    ("paths", "notes"),
    ("sources", "notes"),
    ("include", "notes"),
    ("about", "description"),
    ("types", "kinds"),
    ("basic", "question"),
    ("qa", "question"),
    ("q&a", "question"),
    ("gap", "cloze"),
    ("random", "interleaved"),
    ("shuffled", "interleaved"),
    ("mixed", "interleaved"),
];

/// The one of `known` that was probably meant by `written`.
pub(crate) fn meant(written: &str, known: &[&'static str]) -> Option<String> {
    let written = written.to_lowercase().replace('-', "_");
    let other = OTHER_WORDS
        .iter()
        .find(|(word, meant)| *word == written && known.contains(meant));
    if let Some((_, meant)) = other {
        return Some((*meant).to_owned());
    }
    // A third of the letters may be wrong; more, and the guess would puzzle.
    known
        .iter()
        .map(|word| (strsim::damerau_levenshtein(&written, word), word))
        .filter(|(distance, word)| distance * 3 <= word.len().max(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| (*word).to_owned())
}

/// What to say of an unknown word.
pub(crate) fn meant_or_known(meant: Option<&str>, known: &[&str], what: &str) -> String {
    match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("the {what} are `{}`", known.join("`, `")),
    }
}

fn or_tidy(tidy: &str) -> String {
    match tidy {
        "" => String::new(),
        tidy => format!("; did you mean `{tidy}`?"),
    }
}
