//! What is in the notes, with or without a card. Pure.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use crate::card::Site;
use crate::note::VideoId;

use super::ledger::{Record, WordsKey};

/// What makes two statements one: the recording and the words.
pub(super) type StatementKey = (VideoId, WordsKey);

/// The statements of the notes: those that a card may rest on, whether or not they have
/// one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Present {
    statements: HashSet<StatementKey>,
    skipped: HashSet<StatementKey>,
    bare: Vec<Arc<Site>>,
    unread: BTreeSet<String>,
}

impl Present {
    /// Adds a statement; `skipped` when its note says that it shall have no card.
    pub fn add(&mut self, video: VideoId, statement: &str, skipped: bool) {
        let side = match skipped {
            true => &mut self.skipped,
            false => &mut self.statements,
        };
        side.insert((video, WordsKey::of(statement)));
    }

    /// Adds all of another one.
    pub fn extend(&mut self, other: Self) {
        self.statements.extend(other.statements);
        self.skipped.extend(other.skipped);
        self.bare.extend(other.bare);
        self.unread.extend(other.unread);
    }

    /// Adds a statement that makes no card, as a card would show it.
    pub fn add_bare(&mut self, site: Arc<Site>) {
        self.bare.push(site);
    }

    /// Adds a note that could not be read. Nobody knows which statements it holds, so
    /// those it had are taken to be there.
    pub fn add_unread(&mut self, note: &str) {
        self.unread.insert(note.to_owned());
    }

    /// The statements that make no card.
    pub(crate) fn bare(&self) -> &[Arc<Site>] {
        &self.bare
    }

    /// Its statements by the digests of their words, in an order that is always the same:
    /// those that a note says shall have no card, or all others.
    pub(crate) fn digests(&self, skipped: bool) -> Vec<(VideoId, u128)> {
        let side = match skipped {
            true => &self.skipped,
            false => &self.statements,
        };
        let digests = side.iter().map(|(video, words)| (*video, words.bits()));
        let mut digests: Vec<(VideoId, u128)> = digests.collect();
        digests.sort_unstable();
        digests
    }

    /// Adds statements by such digests.
    pub(crate) fn add_digests(
        &mut self,
        digests: impl Iterator<Item = (VideoId, u128)>,
        skipped: bool,
    ) {
        let side = match skipped {
            true => &mut self.skipped,
            false => &mut self.statements,
        };
        side.extend(digests.map(|(video, bits)| (video, WordsKey::from_bits(bits))));
    }

    /// The notes that could not be read.
    pub(crate) fn unread_notes(&self) -> impl Iterator<Item = &str> {
        self.unread.iter().map(String::as_str)
    }

    /// How many notes could not be read.
    pub fn unread(&self) -> usize {
        self.unread.len()
    }

    /// Whether it is about this recording alone, and no note is unread that `known` does not
    /// know to be.
    pub(crate) fn is_as_seen(&self, video: Option<VideoId>, known: &Self) -> bool {
        let mut statements = self.statements.iter().chain(&self.skipped);
        self.unread.is_subset(&known.unread) && statements.all(|(of, _)| Some(*of) == video)
    }

    /// Whether the statement of a record is in the notes.
    pub(super) fn holds(&self, record: &Record) -> bool {
        self.statements
            .contains(&(record.key.video, record.key.words))
    }

    /// Whether the note of a record could not be read, so that its statement may be there.
    pub(super) fn misses(&self, record: &Record) -> bool {
        self.unread.contains(&*record.note)
    }

    /// Whether a note says that the statement of a record shall have no card.
    pub(super) fn skips(&self, record: &Record) -> bool {
        self.skipped.contains(&(record.key.video, record.key.words))
    }
}
