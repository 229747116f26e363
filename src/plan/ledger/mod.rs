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

use std::collections::BTreeMap;
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
    records: BTreeMap<Guid, Arc<Record>>,
}

impl Ledger {
    /// The record of a GUID.
    pub fn get(&self, guid: &Guid) -> Option<&Arc<Record>> {
        self.records.get(guid)
    }

    /// All records, by GUID.
    pub fn records(&self) -> impl ExactSizeIterator<Item = &Arc<Record>> {
        self.records.values()
    }

    /// This ledger after a build that issued `records`; of two with one GUID the later one.
    pub(super) fn with(&self, records: Vec<Arc<Record>>) -> Self {
        let mut issued: Vec<(Guid, Arc<Record>)> = records
            .into_par_iter()
            .map(|record| (record.guid, record))
            .collect();
        issued.par_sort_by_key(|(guid, _)| *guid);
        // What the build did not touch was retired long ago, and is remembered.
        let mut records = self.records.clone();
        records.append(&mut issued.into_iter().collect());
        Self { records }
    }

    /// Adds a record, in place of an earlier one of its GUID.
    pub fn insert(&mut self, record: Arc<Record>) {
        self.records.insert(record.guid, record);
    }
}

impl FromIterator<Arc<Record>> for Ledger {
    fn from_iter<I: IntoIterator<Item = Arc<Record>>>(records: I) -> Self {
        let by_guid = records.into_iter().map(|record| (record.guid, record));
        Self {
            records: by_guid.collect(),
        }
    }
}

impl FromIterator<Record> for Ledger {
    fn from_iter<I: IntoIterator<Item = Record>>(records: I) -> Self {
        records.into_iter().map(Arc::new).collect()
    }
}
