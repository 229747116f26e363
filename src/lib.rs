//! Cuedeck turns timestamped study notes into Anki decks.
//!
//! Data flows one way, and every stage has one module:
//!
//! notes on disk → [`note`] study note → [`statement`] statements → [`extract`] claims and
//! quotes → [`card`] cards → [`plan`] deck plan (identity) → [`package`] package, or
//! [`export`] files for other programs
//!
//! A stage sees the shared floor ([`text`], [`timecode`], [`diag`], [`language`]) and the
//! stages before it, never the ones behind it; a [`recipe`] says what one deck takes. Only
//! [`note::load`], [`recipe`], [`package`], [`cache`] and [`cmd`] touch the disk, and only `main` reads
//! the clock. [`anki_connect`] talks to the user's running Anki.

// The shared floor.
pub mod diag;
pub mod language;
mod replace;
pub mod text;
pub mod timecode;

// The stages, in the order of the arrow.
pub mod note;

pub mod statement;

pub mod extract;

pub mod card;

pub mod recipe;

pub mod plan;

pub mod package;

pub mod export;

// The program around them.
pub mod pipeline;

pub mod cache;

pub mod preview;

pub mod anki_connect;

pub mod cli;

pub mod cmd;
