//! The collection inside a package: Anki's schema 11, as its own export writes it.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, params};

use super::PackageError;
use super::rows::Rows;
use super::settings::{self, DeckIds};
use crate::card::CardKind;
use crate::plan::{Deck, ModifiedAt};

/// 2020-01-01: what Anki counts the days of reviews from. New cards have none, so any
/// moment does, and a fixed one keeps the bytes the same.
const CREATED: i64 = 1_577_836_800;

/// What went into a collection.
pub(super) struct Counts {
    pub notes: usize,
    pub cards: usize,
}

/// Why a collection could not be written.
pub(super) enum Refusal {
    /// Anki would refuse or misread it.
    Check(PackageError),
    /// What SQLite said.
    Store(rusqlite::Error),
}

impl From<PackageError> for Refusal {
    fn from(error: PackageError) -> Self {
        Self::Check(error)
    }
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error)
    }
}

/// Writes a collection with these decks into the empty file at `path`. Each note is made,
/// stored and forgotten.
pub(super) fn write(decks: &[impl Deck], path: &Path) -> Result<Counts, Refusal> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut db = Connection::open_with_flags(path, flags)?;
    // Nobody reads the file before it is whole, and after a crash nobody does: SQLite need
    // not protect it. Anki's own pages are a quarter of these; long rows leave less room
    // unused in large ones, and there are fewer to write and to read again. The cache is
    // small, since rows come in their order and are not looked at twice.
    db.execute_batch(
        "PRAGMA page_size = 16384;
         PRAGMA journal_mode = OFF;
         PRAGMA synchronous = OFF;
         PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA cache_size = -1024;",
    )?;
    let ids = DeckIds::new(decks);
    let transaction = db.transaction()?;
    transaction.execute_batch(include_str!("schema.sql"))?;
    let mut rows = Rows::new(&transaction)?;
    for deck in decks {
        rows.write(deck, ids.id(deck.name()))?;
    }
    let (counts, kinds, latest) = rows.finish()?;
    write_settings(&transaction, &ids, &kinds, latest)?;
    // Building an index over finished rows is cheaper than keeping it up row by row.
    transaction.execute_batch(include_str!("indices.sql"))?;
    transaction.commit()?;
    db.close().map_err(|(_, error)| error)?;
    Ok(counts)
}

fn write_settings(
    db: &Connection,
    decks: &DeckIds<'_>,
    kinds: &[CardKind],
    latest: Option<ModifiedAt>,
) -> Result<(), rusqlite::Error> {
    let latest = latest.map_or(CREATED, |time| time.0);
    db.execute(
        "INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')",
        params![
            CREATED,
            latest.saturating_mul(1000),
            latest.saturating_mul(1000),
            settings::configuration().to_string(),
            settings::notetypes(kinds.iter().copied()).to_string(),
            decks.json(latest).to_string(),
            settings::deck_options().to_string(),
        ],
    )?;
    Ok(())
}
