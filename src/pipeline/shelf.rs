//! Where note files come from.

use std::borrow::Cow;
use std::convert::Infallible;

use crate::note::SourceFile;

/// Note files that can be had as often as they are wanted, from several threads at once.
pub trait Shelf: Sync {
    /// Why a file could not be had.
    type Error: Send;

    /// How many files there are.
    fn len(&self) -> usize;

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The file of this number, counted from 0.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    fn read(&self, nth: usize) -> Result<Cow<'_, SourceFile>, Self::Error>;
}

/// Files that are in memory already.
impl Shelf for [SourceFile] {
    type Error = Infallible;

    fn len(&self) -> usize {
        self.len()
    }

    fn read(&self, nth: usize) -> Result<Cow<'_, SourceFile>, Infallible> {
        Ok(Cow::Borrowed(&self[nth]))
    }
}
