//! Why a package could not be written.

use std::io;
use std::path::PathBuf;

/// Why a package could not be written. The old file, if any, is untouched.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// Anki takes a file of this name for a backup.
    #[error(
        "`{}` is a name that makes Anki replace the whole collection; choose another",
        path.display()
    )]
    DangerousName {
        /// Where the package should go.
        path: PathBuf,
    },
    /// Anki would make one of two decks.
    #[error("deck `{deck}` is in the package twice")]
    DuplicateDeck {
        /// Its name.
        deck: String,
    },
    /// Anki would add both notes, and update one of them at random ever after.
    #[error("deck `{deck}` has an Anki note whose GUID `{guid}` is already taken")]
    DuplicateGuid {
        /// The deck of the second note.
        deck: String,
        /// The GUID.
        guid: String,
    },
    /// Two notes with one id cannot be told apart in the collection.
    #[error("deck `{deck}` has an Anki note whose id {id} is already taken")]
    DuplicateId {
        /// The deck of the second note.
        deck: String,
        /// The id.
        id: i64,
    },
    /// Anki makes no card of a note whose front shows nothing.
    #[error("deck `{deck}` has an Anki note with an empty prompt, GUID `{guid}`")]
    EmptyPrompt {
        /// The note's deck.
        deck: String,
        /// The note's GUID.
        guid: String,
    },
    /// Anki makes no card of a cloze note without a gap.
    #[error("deck `{deck}` has a cloze note without a gap, GUID `{guid}`")]
    NoGap {
        /// The note's deck.
        deck: String,
        /// The note's GUID.
        guid: String,
    },
    /// The folder takes no new file: it is missing, read-only, or its disk is full.
    #[error("cannot create a file beside `{}`", path.display())]
    Create {
        /// Where the package should go.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The notes could not be stored; most often the disk is full.
    #[error("cannot write the collection of `{}`", path.display())]
    Collection {
        /// Where the package should go.
        path: PathBuf,
        /// What SQLite said.
        source: Box<rusqlite::Error>,
    },
    /// The package could not be packed; most often the disk is full.
    #[error("cannot pack `{}`", path.display())]
    Pack {
        /// Where the package should go.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The finished package could not take the place of the old one.
    #[error("cannot replace `{}`", path.display())]
    Replace {
        /// Where the package should go.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}
