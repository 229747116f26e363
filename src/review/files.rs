//! Where decisions are written down.

use crate::plan::Guid;

/// What becomes of an overrides file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rewrite {
    /// It says this now.
    Write(String),
    /// There is none any more.
    Remove,
    /// It is written in a way that only its owner can edit.
    Refuse,
}

/// Where decisions are written down.
pub trait Files {
    /// Why that did not work, for a person to read.
    type Error: std::fmt::Display;

    /// Hands the text of a deck's overrides to `edit`, `None` when there is no file, and
    /// makes of the file what it says. Nobody else writes it meanwhile.
    ///
    /// # Errors
    ///
    /// When it is not done: the file is as it was then.
    fn rewrite(
        &mut self,
        deck: usize,
        key: &Guid,
        edit: &mut dyn FnMut(Option<&str>) -> Rewrite,
    ) -> Result<(), Self::Error>;
}
