//! Deck plan → package: the `.apkg` file that Anki imports. Only `cache` also names
//! `rusqlite`, and only `export` also names `zip`.
//!
//! The format is Anki's oldest, "legacy 1" (`collection.anki2` in schema 11, and `media`),
//! because every Anki since 2.0, every AnkiDroid and AnkiConnect read it, at no cost in
//! import time. A package is built beside its target and renamed over it at the end, so
//! that the old one stays whole whatever happens. It reads no clock and no dice: the same
//! plan gives the same bytes.

mod archive;
mod check;
mod cloze;
mod collection;
mod error;
mod first_field;
mod notetype;
mod read;
mod rows;
mod settings;

use std::path::Path;

use crate::plan::Deck;

pub use archive::Prepared;
pub use error::PackageError;
pub use notetype::{Notetype, TEMPLATE_VERSION};
pub use read::{PackagedNote, ReadError, read_notes};

/// What a package holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Anki notes.
    pub notes: usize,
    /// Cards; as many as notes unless a note has several cloze numbers.
    pub cards: usize,
    /// Size of the file.
    pub bytes: u64,
}

/// Writes one deck as a package, replacing the file at `to`.
///
/// # Errors
/// When Anki would refuse or misread the package, or the disk refuses the file. The old
/// file, if any, is untouched then.
pub fn write_package(deck: &impl Deck, to: &Path) -> Result<Written, PackageError> {
    prepare(deck, to)?.put_in_place()
}

/// Writes several decks as one package, replacing the file at `to`.
///
/// # Errors
/// As [`write_package`]; GUIDs and ids must differ across all decks.
pub fn write_decks(decks: &[impl Deck], to: &Path) -> Result<Written, PackageError> {
    prepare_decks(decks, to)?.put_in_place()
}

/// Builds the package of one deck beside `to`, to be put in place together with the ledger.
///
/// # Errors
/// As [`write_package`]; nothing is left behind then.
pub fn prepare(deck: &impl Deck, to: &Path) -> Result<Prepared, PackageError> {
    prepare_decks(std::slice::from_ref(deck), to)
}

/// Whether the file at `at` is, byte for byte, the package that would be written there.
///
/// # Errors
/// As [`write_package`], for the temporary folder.
pub fn is_current(deck: &impl Deck, at: &Path) -> Result<bool, PackageError> {
    let create = |source| PackageError::Create {
        path: at.to_owned(),
        source,
    };
    let folder = tempfile::tempdir().map_err(create)?;
    let fresh = folder.path().join("deck.apkg");
    write_package(deck, &fresh)?;
    let bytes = |path: &Path| std::fs::read(path).map_err(create);
    Ok(bytes(&fresh)? == bytes(at)?)
}

/// Refuses a file that Anki would take for a backup of everything, by its name.
///
/// # Errors
/// [`PackageError::DangerousName`].
pub fn check_name(path: &Path) -> Result<(), PackageError> {
    check::file_name(path)
}

fn prepare_decks(decks: &[impl Deck], to: &Path) -> Result<Prepared, PackageError> {
    check::file_name(to)?;
    archive::prepare(to, |scratch| collection::write(decks, scratch))
}

#[cfg(test)]
mod tests;
