//! What a sentence is made of: words with their places, closed word classes, stems; and
//! by grammar: tokens, their tags, heads and labels.
//!
//! Knows nothing of notes or cards.

mod class;
mod foreign;
pub mod inflect;
pub mod label;
pub mod lexicon;
#[doc(hidden)]
pub mod model;
pub mod parse;
mod stem;
pub mod tag;
pub mod token;
pub mod verb;
mod word;

pub(crate) use class::Class;
pub use foreign::foreign;
pub use label::Label;
pub use parse::{InShort, Parse, Token, has_finite_verb, parse, parse_part};
pub use stem::{Stem, Stems, content_stems, each_stem, stem};
pub use tag::Tag;
pub(crate) use word::lowered;
pub use word::{Word, count_words, each_word, words};
