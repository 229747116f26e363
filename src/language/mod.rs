//! What a sentence is made of: words with their places, closed word classes, stems.
//!
//! Knows nothing of notes or cards. It holds only what can be said without grammar: lists
//! of words that have one reading, and the stems by which two texts are compared.

pub mod lexicon;
mod stem;
pub mod token;
pub mod verb;
mod word;

pub use stem::{Stems, content_stems, stem};
pub use word::{Word, count_words, words};
