//! What earlier runs made of the notes, beside the recipe: `decks/.NAME.cache`.
//!
//! It saves time and decides nothing. A cache that is lost, damaged, locked, read-only or
//! from another version gives the same deck, only later. What is in it:
//!
//! - *What the notes of a recording give*, under a digest of all that this depends on. The
//!   notes of one recording vouch for each other, so the recording is what is kept whole.
//! - *How each file looked* when it was read, so that one that looks the same is not read.
//! - *What the last build said*, when it changed nothing: [`Cache::last_build`].
//!
//! The room knows nothing of decks and plans. Only a build writes a cache, under the lock of
//! its deck.

mod format;
mod inventory;
mod rows;
mod shelf;
mod sighting;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::note::load::FoundNote;

pub use inventory::Inventory;
pub use rows::Access;
pub use shelf::Remembered;
pub use sighting::{Digest, Moment, Sighting, Stamp, digest};

use rows::Rows;

/// The program by which a cache is written: its version, and a digest of its source, which
/// `build.rs` makes. Another program may read, ask or refuse something else.
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("CUEDECK_SOURCE"));

/// The row of what the last build said.
const LAST_BUILD: &[u8] = b"last build";

/// The cache of one deck.
pub struct Cache {
    path: PathBuf,
    rows: Rows,
}

impl Cache {
    /// Where the cache of a recipe stands.
    pub fn path_beside(recipe: &Path) -> PathBuf {
        let mut name = OsString::from(".");
        name.push(recipe.file_stem().unwrap_or_default());
        name.push(".cache");
        recipe.with_file_name(name)
    }

    /// Opens the cache of a recipe. `None` when there is none that can be used.
    pub fn beside(recipe: &Path, access: Access) -> Option<Self> {
        let path = Self::path_beside(recipe);
        let rows = Rows::open(&path, access)?;
        Some(Self { path, rows })
    }

    /// What the disk takes for the present; `None` where nothing can be written, or may be.
    pub fn now(&self) -> Option<Moment> {
        match self.rows.is_writable() {
            true => Moment::in_folder_of(&self.path).ok(),
            false => None,
        }
    }

    /// The notes of the deck, and what is remembered of them.
    pub fn shelf<'c>(&'c self, found: &'c [FoundNote]) -> Remembered<'c> {
        Remembered::new(&self.rows, found, self.now())
    }

    /// What the last build left to be read by the next one; `None` if it left nothing.
    pub fn last_build<T: DeserializeOwned>(&self) -> Option<T> {
        postcard::from_bytes(&self.rows.get(LAST_BUILD)?).ok()
    }

    /// Leaves something for the next build.
    pub fn leave<T: Serialize>(&self, build: &T) {
        if let Ok(bytes) = postcard::to_stdvec(build) {
            self.rows.put(LAST_BUILD, &bytes);
            self.rows.commit();
        }
    }
}
