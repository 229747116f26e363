//! How the cards of a note came about, for whoever asks why.

use std::sync::Arc;

use crate::extract::Reason;

use super::Wording;

/// How the cards of a note came about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    /// Every wording that was tried, in the order of the statements and best first.
    pub tried: Vec<Tried>,
    /// The statements whose card was a duplicate, each with the one whose card stays.
    pub twins: Vec<(usize, usize)>,
}

/// A wording that was tried for a statement, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// Index of the statement.
    pub statement: usize,
    /// The wording.
    pub wording: Wording,
    /// What its place among the others rests on: the highest is tried first. `None` for the
    /// owner's own words, and where no grammar is known.
    pub score: Option<i32>,
    /// The line above the question under which it was tried.
    pub context: Arc<str>,
    /// The guard that stopped it; `None` when it passed.
    pub stopped: Option<Reason>,
}
