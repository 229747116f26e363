//! The memory of a deck: every Anki note it ever issued, and what each was made from.
//!
//! One text file beside the recipe, made for git: sorted by GUID, one block for each Anki
//! note, one line for each fact. Two branches that change different notes merge; two that
//! change the same one conflict on its `content` line, and a merge that mixes them anyway
//! is found when that line no longer fits the words.

mod format;
mod read;
mod record;
mod write;

use std::sync::Arc;

use rayon::prelude::*;

pub use format::LedgerError;
pub use read::LedgerReadError;
pub use record::{CardKey, ContentHash, Record, State, WordsKey, normalised};

use super::Guid;

/// Every Anki note a deck ever issued, by GUID.
///
/// The records are shared: a ledger after a build holds those that did not change together
/// with the ledger before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Sorted by GUID, each once. A ledger is read, merged and written as a whole and only
    /// now and then searched, so a list serves better than a tree.
    records: Vec<Arc<Record>>,
}

impl Ledger {
    /// A ledger of a deck that was never built.
    pub const fn new() -> Self {
        let records = Vec::new();
        Self { records }
    }

    /// The record of a GUID.
    pub fn get(&self, guid: &Guid) -> Option<&Arc<Record>> {
        self.place(guid).ok().map(|place| &self.records[place])
    }

    /// All records, by GUID.
    pub fn records(&self) -> impl ExactSizeIterator<Item = &Arc<Record>> {
        self.records.iter()
    }

    /// This ledger after a build that issued `records`; of two with one GUID the later one.
    pub(super) fn with(&self, records: Vec<Arc<Record>>) -> Self {
        let mut after: Self = records.into_iter().collect();
        // What the build did not touch was retired long ago, and is remembered.
        let mut issued = after.records.iter().map(|record| record.guid).peekable();
        let untouched = |old: &&Arc<Record>| {
            while issued.next_if(|guid| *guid < old.guid).is_some() {}
            issued.peek() != Some(&old.guid)
        };
        let untouched: Vec<Arc<Record>> = self.records.iter().filter(untouched).cloned().collect();
        if !untouched.is_empty() {
            after.records.extend(untouched);
            after.records.sort_by_key(|record| record.guid);
        }
        after
    }

    /// Adds a record, in place of an earlier one of its GUID.
    pub fn insert(&mut self, record: Arc<Record>) {
        match self.place(&record.guid) {
            Ok(place) => self.records[place] = record,
            Err(place) => self.records.insert(place, record),
        }
    }

    /// Where the record of a GUID is, or would be.
    fn place(&self, guid: &Guid) -> Result<usize, usize> {
        self.records
            .binary_search_by_key(guid, |record| record.guid)
    }
}

impl FromIterator<Arc<Record>> for Ledger {
    /// Of two records with one GUID, the later one.
    fn from_iter<I: IntoIterator<Item = Arc<Record>>>(records: I) -> Self {
        // The GUIDs beside the records: a sort that asks the records waits for memory.
        let records = records.into_iter();
        let mut by_guid: Vec<(Guid, Arc<Record>)> =
            records.map(|record| (record.guid, record)).collect();
        by_guid.par_sort_by_key(|(guid, _)| *guid);
        by_guid.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                std::mem::swap(later, kept);
            }
            same
        });
        Self {
            records: by_guid.into_iter().map(|(_, record)| record).collect(),
        }
    }
}

impl FromIterator<Record> for Ledger {
    fn from_iter<I: IntoIterator<Item = Record>>(records: I) -> Self {
        records.into_iter().map(Arc::new).collect()
    }
}
