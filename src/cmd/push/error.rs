//! Why a package could not be handed over.

use std::io;
use std::path::PathBuf;

/// Why a package could not be handed over. Nothing in Anki has changed, unless it says so.
#[derive(Debug, thiserror::Error)]
pub enum PushError {
    /// The package is not there.
    #[error("there is no package `{}`; `cuedeck build` writes it", path.display())]
    NoPackage {
        /// Where it should be.
        path: PathBuf,
    },
    /// A file that is neither package nor recipe nor note.
    #[error("`{}` is no package: the name of one ends in .apkg", path.display())]
    NotAPackage {
        /// The file.
        path: PathBuf,
    },
    /// Its path cannot be made whole.
    #[error("cannot find out where `{}` is", path.display())]
    Where {
        /// The package as given.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// AnkiConnect takes text only.
    #[error("the path `{}` is not Unicode, and AnkiConnect cannot be told it", path.display())]
    NotUnicode {
        /// The package.
        path: PathBuf,
    },
    /// Two windows at once would be one too many.
    #[error(
        "without AnkiConnect, packages are opened one at a time, and there are {packages} here; name one"
    )]
    OneAtATime {
        /// How many there are.
        packages: usize,
    },
    /// No program took the package.
    #[error("cannot open `{}` with Anki; in Anki, choose File › Import", path.display())]
    Open {
        /// The package.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The time is up.
    #[error(
        "after {seconds} s, {seen} of {all} cards of `{}` are in Anki as the package has them; press Import in Anki's window, then run `cuedeck push` again to see",
        path.display()
    )]
    NotSeen {
        /// The package.
        path: PathBuf,
        /// How long was waited.
        seconds: u32,
        /// How many cards are in Anki as in the package.
        seen: usize,
        /// How many the package has.
        all: usize,
    },
    /// Anki was asked to change retired cards, and some are as before.
    #[error("{left} of {asked} retired cards are in Anki as before")]
    RetiredLeft {
        /// How many.
        left: usize,
        /// Of how many.
        asked: usize,
    },
}
