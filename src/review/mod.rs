//! A preview → decisions on its cards, one at a time: what `cuedeck review` shows and does.
//!
//! [`Triage`] is where a person stands in the cards, and what they decided; it writes
//! through [`Files`] and knows no terminal. [`view`] draws it, [`keys`] says what a key
//! means, [`form`] is a card as text for an editor.

mod editor;
mod files;
pub mod form;
pub mod keys;
mod reword;
mod scroll;
mod select;
mod triage;
pub mod view;

pub use editor::{LineEditor, Stroke};
pub use files::{Files, Rewrite};
pub use select::Select;
pub use triage::{Action, Mode, Side, Standing, Tally, Triage, TriageCard};

#[cfg(test)]
mod tests;
