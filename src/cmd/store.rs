//! The files of a deck beside its recipe: ledger, overrides and the lock that keeps two
//! builds apart.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::cache::Cache;
use crate::plan::{Ledger, LedgerError, LedgerReadError, Overrides, OverridesError};
use crate::recipe::Recipe;
use crate::replace::{self, NewFile};

/// Why the files of a deck cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A file cannot be read.
    #[error("cannot read `{}`", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file cannot be written; the old one is untouched.
    #[error("cannot write `{}`", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The ledger is damaged. Nothing is built: starting over would lose every history.
    #[error(
        "the ledger `{}` cannot be used; restore it from git, or rebuild it from the last package with `cuedeck adopt --force`",
        path.display()
    )]
    Ledger {
        /// The ledger.
        path: PathBuf,
        /// What is wrong with it.
        source: LedgerError,
    },
    /// The overrides file is not understood.
    #[error("the overrides `{}` cannot be used", path.display())]
    Overrides {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: OverridesError,
    },
    /// Another build has the deck.
    #[error("another cuedeck is at work on `{}`; try again when it is done", path.display())]
    Busy {
        /// The recipe.
        path: PathBuf,
    },
}

/// The files of one deck.
#[derive(Debug)]
pub(super) struct Store {
    /// `decks/NAME.ledger`.
    pub ledger_path: PathBuf,
    /// `decks/NAME.overrides.yaml`.
    pub overrides_path: PathBuf,
    recipe: PathBuf,
}

/// Held while a deck is built; let go when it is dropped, or when the program dies.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

/// A ledger, or overrides, whole and on the disk under another name.
pub(super) struct Prepared {
    file: NewFile,
    to: PathBuf,
}

impl Store {
    /// The files beside a recipe.
    pub fn beside(recipe: &Path) -> Self {
        Self {
            ledger_path: recipe.with_extension("ledger"),
            overrides_path: recipe.with_extension("overrides.yaml"),
            recipe: recipe.to_owned(),
        }
    }

    /// Keeps other builds away from the deck. The recipe itself is what is locked, so that
    /// no file is left over and a folder that cannot be written can still be looked at.
    pub fn lock(&self) -> Result<Lock, StoreError> {
        let read = |source| StoreError::Read {
            path: self.recipe.clone(),
            source,
        };
        let file = replace::open(&self.recipe).map_err(read)?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Busy {
                path: self.recipe.clone(),
            }),
            // Some network disks know no locks; a build there is as safe as its user is alone.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                Ok(Lock { _file: file })
            }
            Err(TryLockError::Error(source)) => Err(read(source)),
        }
    }

    /// The ledger; empty when there is none yet.
    pub fn ledger(&self) -> Result<Ledger, StoreError> {
        let path = &self.ledger_path;
        let world = |source| StoreError::Read {
            path: path.clone(),
            source,
        };
        let file = match replace::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Ledger::default()),
            Err(error) => return Err(world(error)),
        };
        Ledger::read(file).map_err(|error| match error {
            LedgerReadError::World(source) => world(source),
            LedgerReadError::Text(source) => StoreError::Ledger {
                path: path.clone(),
                source,
            },
        })
    }

    /// Whether there is a ledger.
    pub fn has_ledger(&self) -> bool {
        self.ledger_path.exists()
    }

    /// The overrides; none when there is no file.
    pub fn overrides(&self) -> Result<Overrides, StoreError> {
        let path = &self.overrides_path;
        let text = self.overrides_text()?;
        Overrides::parse(&text).map_err(|source| StoreError::Overrides {
            path: path.clone(),
            source,
        })
    }

    /// The text of the overrides file; empty when there is none.
    pub fn overrides_text(&self) -> Result<String, StoreError> {
        Ok(self.overrides_file()?.unwrap_or_default())
    }

    /// The same, but `None` when there is none.
    pub fn overrides_file(&self) -> Result<Option<String>, StoreError> {
        text_of(&self.overrides_path)
    }

    /// Replaces the overrides file.
    pub fn write_overrides(&self, text: &str) -> Result<(), StoreError> {
        prepare(&self.overrides_path, &text)?.put_in_place()
    }

    /// Removes the overrides file; one that is gone already is no failure.
    pub fn remove_overrides(&self) -> Result<(), StoreError> {
        match fs::remove_file(&self.overrides_path) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => Err(StoreError::Write {
                path: self.overrides_path.clone(),
                source,
            }),
            _ => Ok(()),
        }
    }

    /// Writes the ledger beside its place.
    pub fn prepare_ledger(&self, ledger: &Ledger) -> Result<Prepared, StoreError> {
        prepare(&self.ledger_path, ledger)
    }

    /// Removes what killed builds left beside ledger and package. Only under the lock.
    pub fn sweep(&self) {
        replace::sweep(&self.ledger_path);
        replace::sweep(&self.overrides_path);
        replace::sweep(&Recipe::package_path(&self.recipe));
        replace::sweep(&Cache::path_beside(&self.recipe));
    }
}

impl Prepared {
    /// Renames the ledger over its place.
    pub fn put_in_place(self) -> Result<(), StoreError> {
        let Self { file, to } = self;
        file.put_in_place()
            .map_err(|source| StoreError::Write { path: to, source })
    }
}

fn prepare(to: &Path, text: &dyn std::fmt::Display) -> Result<Prepared, StoreError> {
    let write = |source| StoreError::Write {
        path: to.to_owned(),
        source,
    };
    let file = NewFile::beside(to).map_err(write)?;
    let mut out = BufWriter::with_capacity(1 << 16, file.file());
    write!(out, "{text}")
        .and_then(|()| out.flush())
        .and_then(|()| file.sync())
        .map_err(write)?;
    drop(out);
    Ok(Prepared {
        file,
        to: to.to_owned(),
    })
}

fn text_of(path: &Path) -> Result<Option<String>, StoreError> {
    match replace::read_text(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(StoreError::Read {
            path: path.to_owned(),
            source,
        }),
    }
}
