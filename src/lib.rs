//! Cuedeck turns timestamped study notes into Anki decks.
//!
//! Data flows one way, and every stage has one module:
//!
//! notes on disk → [`note`] study note → [`statement`] statements → [`extract`] claims and
//! quotes → [`card`] cards → [`plan`] deck plan (identity) → [`package`] package
//!
//! A stage sees the shared floor ([`text`], [`timecode`], [`diag`]) and the stages before
//! it, never the ones behind it. Only [`note::load`] and [`package`] touch the disk; only
//! `main` reads the clock.

pub mod diag;
pub mod text;
pub mod timecode;

pub mod card;
pub mod extract;
pub mod language;
pub mod note;
pub mod package;
pub mod plan;
pub mod statement;

pub mod cli;
pub mod cmd;
pub mod pipeline;
pub mod recipe;
