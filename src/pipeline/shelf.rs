//! Where note files come from.

use std::borrow::Cow;
use std::convert::Infallible;

use crate::note::guest::Episodes;
use crate::note::{self, Head, SourceFile};

use super::OneNote;

/// Note files that can be had as often as they are wanted, from several threads at once.
///
/// A shelf may remember what was made of its files before. That saves time and decides
/// nothing: what it gives back is what would be made of them again, or it gives nothing.
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

    /// How the file of this number begins.
    ///
    /// # Errors
    ///
    /// When it has to be read, and cannot be.
    fn head(&self, nth: usize) -> Result<Head, Self::Error> {
        Ok(note::head(&*self.read(nth)?))
    }

    /// What the notes of one recording gave before, by number; `None` where anything they
    /// were made from is another now, or nobody remembers.
    fn recall(&self, _files: &[usize], _episodes: &Episodes) -> Option<Vec<OneNote>> {
        None
    }

    /// Is told what the notes of one recording give, to remember it.
    fn keep(&self, _files: &[usize], _episodes: &Episodes, _notes: &[OneNote]) {}
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
