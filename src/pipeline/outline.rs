//! Each note with its statements, for whoever shows cards where they stand.

use std::borrow::Borrow;

use crate::card::Sites;
use crate::note::{SourceFile, StudyNote};
use crate::statement::{self, Statement};
use crate::timecode::Timecode;

use super::explain::read;

/// A note as it was read, before anything was asked about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// The note; its timecodes are settled, its guest is known.
    pub note: StudyNote,
    /// Its statements, in reading order, counted as in [`crate::card::Origin::statement`].
    pub statements: Vec<Statement>,
    /// When each of them was said: its own moments, else the next one of its section.
    pub said_at: Vec<Vec<Timecode>>,
}

/// Reads the notes as [`super::study`] does, and stops before the cards. In the order of
/// their paths; trouble in them is not told again.
pub fn outlined(sources: impl IntoIterator<Item: Borrow<SourceFile>>) -> Vec<Outline> {
    read(sources).into_iter().map(Outline::of).collect()
}

impl Outline {
    /// Outlines a note whose timecodes are settled.
    pub(super) fn of(note: StudyNote) -> Self {
        let statements = statement::statements_in(&note);
        let sites = Sites::new(&note, &statements);
        let said_at = (0..statements.len())
            .map(|index| sites.said_at(index))
            .collect();
        Self {
            note,
            statements,
            said_at,
        }
    }
}
