//! The whole arrow as one function: sources in, cards and reasons out.
//!
//! Notes of one recording are read together, because they vouch for each other's timecodes,
//! and recordings do not know of each other. So each is taken by itself, by whichever thread
//! is free, and its notes are forgotten before the next one's are read.

mod explain;
mod outline;
mod recording;
mod recordings;
mod shelf;
mod survey;

pub use explain::{Explained, Found, Verdict, explained};
pub use outline::{Outline, outlined};
pub use recordings::Recordings;
pub use shelf::Shelf;
pub use survey::{Health, Said, Survey, Surveyed, survey};

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use crate::card::{Card, Site};
use crate::diag::{Checked, Diagnostic};
use crate::extract::Reason;
use crate::note::{NotePath, SourceFile, section_line};
use crate::plan::Present;

/// What a set of notes holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Study {
    /// How many study notes were read.
    pub notes: usize,
    /// How many channel pages were read; they say who speaks, and hold no statements.
    pub channel_pages: usize,
    /// How many statements the notes make.
    pub statements: usize,
    /// The cards, in the order of their notes and statements.
    pub cards: Vec<Card>,
    /// Every other statement, in the same order, but for those that are only counted.
    pub left_out: Vec<LeftOut>,
    /// How many statements without a card were only counted, by their reason.
    pub counted: BTreeMap<Reason, usize>,
    /// All statements of notes with a recording, for the identity of their cards.
    pub present: Present,
}

/// What one file gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneNote {
    /// Where it stands.
    pub path: NotePath,
    /// Its part of the whole.
    pub study: Study,
    /// The trouble in it.
    pub problems: Vec<Diagnostic>,
}

/// A statement without a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// The note's path.
    pub note: Arc<str>,
    /// The line it begins on, counted from 1.
    pub line: u32,
    /// Its words.
    pub statement: Box<str>,
    /// Its headings, outermost first, with ` › ` between.
    pub section: Arc<str>,
    /// Why it has no card.
    pub reason: Reason,
    /// Which statement of the note it is.
    #[serde(skip)]
    pub index: usize,
}

/// What to keep of the notes, and whom to tell how far it is.
#[derive(Clone, Copy)]
pub struct Watch<'w> {
    /// Whether all is wanted that earlier cards are found again by: [`Study::present`] and
    /// [`Card::others`]. A deck without a ledger never asks for them, and a vault takes half
    /// the memory.
    pub memory: bool,
    /// Whether [`Study::left_out`] is wanted; where not, its statements are only counted. Most
    /// statements of a vault have no card.
    pub left_out: bool,
    /// Called twice for each file, from any thread: when it is looked at, and when its cards
    /// are written.
    pub step: &'w (dyn Fn() + Sync),
}

/// Turns note files into cards. Reads no file, clock or dice, and does not care in which
/// order the files come: notes are taken by path.
pub fn study(sources: impl IntoIterator<Item = SourceFile>) -> Checked<Study> {
    let sources: Vec<SourceFile> = sources.into_iter().collect();
    let watch = Watch {
        memory: true,
        left_out: true,
        step: &|| {},
    };
    match study_shelf(sources.as_slice(), watch) {
        Ok(study) => study,
        Err(never) => match never {},
    }
}

/// The same of files that are fetched one by one, for whoever wants to watch, or to keep
/// less. Each file is read twice: notes of one recording have to be known as such before
/// any of them is studied, and the notes of a vault do not fit into memory. What the shelf
/// remembers is not read at all.
///
/// # Errors
///
/// When a file cannot be read: the first one of the shelf.
pub fn study_shelf<S: Shelf + ?Sized>(
    shelf: &S,
    watch: Watch<'_>,
) -> Result<Checked<Study>, S::Error> {
    let recordings = Recordings::on(shelf, watch.step)?;
    let each = recordings.study_each(shelf, watch, |_, notes| notes)?;
    Ok(Study::of(each.into_iter().flatten().collect()))
}

impl Study {
    /// Counts the statements without a card instead of listing them, but for some.
    pub(crate) fn count_left_out(&mut self, but_for: impl Fn(&LeftOut) -> bool) {
        for left in std::mem::take(&mut self.left_out) {
            match but_for(&left) {
                true => self.left_out.push(left),
                false => *self.counted.entry(left.reason).or_default() += 1,
            }
        }
    }

    /// How many statements have no card, for each reason that there is.
    pub fn without_card(&self) -> BTreeMap<Reason, usize> {
        let mut counts = self.counted.clone();
        for left in &self.left_out {
            *counts.entry(left.reason).or_default() += 1;
        }
        counts
    }

    /// Several notes as one, in the order of their paths.
    pub fn of(mut notes: Vec<OneNote>) -> Checked<Self> {
        notes.par_sort_by(|a, b| a.path.cmp(&b.path));
        let count = |of: fn(&Study) -> usize| notes.iter().map(|note| of(&note.study)).sum();
        let mut study = Study {
            cards: Vec::with_capacity(count(|study| study.cards.len())),
            left_out: Vec::with_capacity(count(|study| study.left_out.len())),
            ..Study::default()
        };
        let mut problems = Vec::new();
        for note in notes {
            study.notes += note.study.notes;
            study.channel_pages += note.study.channel_pages;
            study.statements += note.study.statements;
            study.cards.extend(note.study.cards);
            study.left_out.extend(note.study.left_out);
            for (reason, count) in note.study.counted {
                *study.counted.entry(reason).or_default() += count;
            }
            study.present.extend(note.study.present);
            problems.extend(note.problems);
        }
        problems.par_sort_by(|a, b| place_of(a).cmp(&place_of(b)));
        Checked {
            value: study,
            problems,
        }
    }
}

/// Where a diagnostic stands, for printing in reading order.
fn place_of(problem: &Diagnostic) -> (&str, Option<(u32, u32)>, &'static str) {
    let place = problem
        .place
        .as_ref()
        .map(|place| (place.line, place.column));
    (&problem.path, place, problem.rule.code())
}

impl LeftOut {
    /// The same for a statement whose card the plan left out.
    pub fn of_site(site: &Site, reason: Reason) -> Self {
        Self {
            note: site.source.note.shared(),
            line: site.origin.line,
            statement: (&*site.statement).into(),
            section: section_line(&site.headings).into(),
            reason,
            index: site.origin.statement,
        }
    }

    /// Where it is listed; a statement may be left out twice, for two cards of it.
    pub(crate) fn place(&self) -> impl Ord + use<'_> {
        (&*self.note, self.line, self.index, self.reason)
    }
}
