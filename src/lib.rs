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
//!
//! This page follows one statement through all of them.
//!
//! # Note
//!
//! [`note::parse`] makes structure from the text of one file. Blocks hold words with their
//! markup set aside, and timecodes as they are written. What they mean is settled for all
//! notes of a recording together, as one note may not know whether `01:02` are hours.
//!
//! ```
//! use cuedeck::note::{self, Document, NotePath, SourceFile, timing};
//!
//! let text = "---
//! title: Running staff meetings
//! videoId: Z9ftpRhRiJE
//! guest: Ada Lind
//! ---
//!
//! ## Agendas
//!
//! Long agendas with a dozen small items often fail due to a lack of preparation [02:10]. This helps.
//! ";
//! let source = SourceFile {
//!     path: NotePath::new("meetings.md"),
//!     bytes: text.as_bytes().to_vec(),
//! };
//! let parsed = note::parse(&source);
//! let Some(Document::Note(study_note)) = parsed.value else {
//!     panic!("a study note, and no channel page");
//! };
//! let mut notes = [*study_note];
//! let mut problems = parsed.problems;
//! timing::settle(&mut notes, &mut problems);
//!
//! assert_eq!(&*notes[0].title, "Running staff meetings");
//! assert_eq!(notes[0].sections[1].headings[0], "Agendas");
//! assert!(problems.is_empty());
//! ```
//!
//! # Statement
//!
//! [`statement::statements_in`] cuts the blocks into sentences and items. Nothing is dropped
//! from here on: each becomes a card, or leaves with a reason.
//!
//! ```
//! # use cuedeck::note::{self, Document, NotePath, SourceFile, timing};
//! # let text = "---\ntitle: Running staff meetings\nvideoId: Z9ftpRhRiJE\nguest: Ada Lind\n---\n\n## Agendas\n\nLong agendas with a dozen small items often fail due to a lack of preparation [02:10]. This helps.\n";
//! # let source = SourceFile { path: NotePath::new("meetings.md"), bytes: text.into() };
//! # let Some(Document::Note(note)) = note::parse(&source).value else { panic!() };
//! # let mut notes = [*note];
//! # timing::settle(&mut notes, &mut Vec::new());
//! # let [note] = notes;
//! let statements = cuedeck::statement::statements_in(&note);
//!
//! assert_eq!(statements.len(), 2);
//! assert_eq!(statements[0].line, 9);
//! assert_eq!(statements[0].timecodes[0].to_string(), "00:02:10");
//! ```
//!
//! # Extract
//!
//! [`extract::facts_in`] finds in each statement what can be asked: a claim, a quotation or a
//! counted list.
//!
//! ```
//! use cuedeck::extract::{Fact, facts_in};
//! # use cuedeck::note::{self, Document, NotePath, SourceFile, timing};
//! # let text = "---\ntitle: Running staff meetings\nvideoId: Z9ftpRhRiJE\nguest: Ada Lind\n---\n\n## Agendas\n\nLong agendas with a dozen small items often fail due to a lack of preparation [02:10]. This helps.\n";
//! # let source = SourceFile { path: NotePath::new("meetings.md"), bytes: text.into() };
//! # let Some(Document::Note(note)) = note::parse(&source).value else { panic!() };
//! # let mut notes = [*note];
//! # timing::settle(&mut notes, &mut Vec::new());
//! # let [note] = notes;
//! # let statements = cuedeck::statement::statements_in(&note);
//!
//! let extracted = facts_in(&note, &statements);
//!
//! let Fact::Claim(claim) = &extracted.facts[0] else {
//!     panic!("a claim");
//! };
//! assert_eq!(claim.statement, 0);
//! assert_eq!(claim.leans, None, "it stands by itself");
//! let (statement, reason) = extracted.left_out[0];
//! assert_eq!((statement, reason.code()), (1, "too-short"));
//! ```
//!
//! # Card
//!
//! [`card::cards_for`] words the questions. Every shape proposes drafts, and the first one
//! that passes all guards is the card.
//!
//! ```
//! use cuedeck::card::{Sites, cards_for};
//! # use cuedeck::note::{self, Document, NotePath, SourceFile, timing};
//! # let text = "---\ntitle: Running staff meetings\nvideoId: Z9ftpRhRiJE\nguest: Ada Lind\n---\n\n## Agendas\n\nLong agendas with a dozen small items often fail due to a lack of preparation [02:10]. This helps.\n";
//! # let source = SourceFile { path: NotePath::new("meetings.md"), bytes: text.into() };
//! # let Some(Document::Note(note)) = note::parse(&source).value else { panic!() };
//! # let mut notes = [*note];
//! # timing::settle(&mut notes, &mut Vec::new());
//! # let [note] = notes;
//! # let statements = cuedeck::statement::statements_in(&note);
//! # let extracted = cuedeck::extract::facts_in(&note, &statements);
//!
//! let set = cards_for(&Sites::new(&note, &statements), &extracted);
//!
//! let card = &set.cards[0];
//! assert_eq!(&*card.site.context, "Ada Lind · Running staff meetings › Agendas");
//! assert_eq!(card.wording.front.plain(), "Long agendas with a dozen small items often fail due to what?");
//! assert_eq!(card.wording.back.plain(), "A lack of preparation");
//! ```
//!
//! [`pipeline::study`] does all of this for any number of notes, on all cores.
//!
//! # Plan
//!
//! [`plan::plan_deck`] decides which card is which: by the ledger of earlier builds, a reworded
//! statement keeps its GUID. It takes the time of the build as an argument, and gives the
//! deck, the new ledger and what became of each card.
//!
//! ```
//! use cuedeck::plan::{
//!     BuildTime, ChangeKind, Ledger, Memory, Overrides, Reword, Wishes, plan_deck,
//! };
//! use cuedeck::recipe::Recipe;
//! # use std::path::Path;
//! # use std::time::Duration;
//! # use cuedeck::note::{NotePath, SourceFile};
//! # use cuedeck::pipeline;
//! # let text = "---\ntitle: Running staff meetings\nvideoId: Z9ftpRhRiJE\nguest: Ada Lind\n---\n\n## Agendas\n\nLong agendas with a dozen small items often fail due to a lack of preparation [02:10]. This helps.\n";
//! # let source = SourceFile { path: NotePath::new("meetings.md"), bytes: text.into() };
//! # let study = pipeline::study([source]).value;
//!
//! let recipe = Recipe::parse("deck: Work::Meetings", Path::new("decks/meetings.yaml"))?;
//! let (overrides, before) = (Overrides::default(), Ledger::default());
//! let now = BuildTime::new(Duration::from_secs(1_800_000_000), None);
//! let deck = plan_deck(
//!     study.cards,
//!     Wishes {
//!         recipe: &recipe,
//!         overrides: &overrides,
//!         memory: Memory::Ledger(&before, now),
//!         present: &study.present,
//!         reword: &Reword::None,
//!     },
//! );
//!
//! assert_eq!(deck.changes[0].kind, ChangeKind::New);
//! // The ledger is a text, made for git.
//! assert!(deck.ledger.to_string().starts_with("cuedeck ledger 1\n"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Package
//!
//! [`package::write_package`] writes the file that Anki imports. It streams: a deck of any
//! size takes the same memory. The file takes its name when it is whole.
//!
//! ```
//! use cuedeck::package::{read_notes, write_package};
//! # use std::path::Path;
//! # use std::time::Duration;
//! # use cuedeck::note::{NotePath, SourceFile};
//! # use cuedeck::pipeline;
//! # let text = "---\ntitle: Running staff meetings\nvideoId: Z9ftpRhRiJE\nguest: Ada Lind\n---\n\n## Agendas\n\nLong agendas with a dozen small items often fail due to a lack of preparation [02:10]. This helps.\n";
//! # let source = SourceFile { path: NotePath::new("meetings.md"), bytes: text.into() };
//! # let study = pipeline::study([source]).value;
//! # use cuedeck::plan::{BuildTime, Ledger, Memory, Overrides, Reword, Wishes, plan_deck};
//! # use cuedeck::recipe::Recipe;
//! # let recipe = Recipe::parse("deck: Work::Meetings", Path::new("decks/meetings.yaml"))?;
//! # let (overrides, before) = (Overrides::default(), Ledger::default());
//! # let now = BuildTime::new(Duration::from_secs(1_800_000_000), None);
//! # let deck = plan_deck(study.cards, Wishes { recipe: &recipe, overrides: &overrides, memory: Memory::Ledger(&before, now), present: &study.present, reword: &Reword::None });
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("meetings.apkg");
//!
//! write_package(&deck, &path)?;
//!
//! let notes = read_notes(&path)?;
//! assert_eq!(notes.len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
#![doc = include_str!("../docs/library.md")]
#![forbid(unsafe_code)]

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

pub mod review;

pub mod anki_connect;

pub mod cli;

pub mod cmd;
