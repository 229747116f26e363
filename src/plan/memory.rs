//! What a plan knows of earlier builds, and what time it is.

use std::time::Duration;

use super::{Guid, Ledger, ModifiedAt};

/// The time of a build, in milliseconds since 1970; comes from `main`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BuildTime(pub i64);

impl BuildTime {
    /// The time since 1970, or what `SOURCE_DATE_EPOCH` says in its place, in seconds: the
    /// convention of reproducible builds.
    pub fn new(since_1970: Duration, source_date_epoch: Option<&str>) -> Self {
        let given = source_date_epoch.and_then(|text| text.trim().parse::<i64>().ok());
        let clock = i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX);
        Self(given.map_or(clock, |seconds| seconds.saturating_mul(1000)))
    }

    /// In whole seconds, as Anki compares times.
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }
}

/// The memory a plan is made with.
#[derive(Clone, Copy, Debug)]
pub enum Memory<'a> {
    /// A deck with a recipe: what was issued before, and the time of this build.
    Ledger(&'a Ledger, BuildTime),
    /// A folder without a recipe: nothing is remembered, so nothing may look new.
    None,
}

/// When a note without a memory of its own was issued: 2026-01-01.
///
/// Anki replaces a note, its owner's edits included, when the incoming one is newer. A
/// build that does not know what it issued before must therefore never carry a new time:
/// an old one can only fail to update, a new one would undo a year of corrections.
const ISSUED: i64 = 1_767_225_600;

/// What is remembered where nothing is.
static NOTHING: Ledger = Ledger::new();

impl<'a> Memory<'a> {
    /// What earlier builds issued.
    pub(super) fn ledger(&self) -> &'a Ledger {
        match self {
            Memory::Ledger(ledger, _) => ledger,
            Memory::None => &NOTHING,
        }
    }

    /// When a note that is new now was modified.
    pub(super) fn now(&self) -> ModifiedAt {
        match self {
            Memory::Ledger(_, now) => ModifiedAt(now.seconds()),
            Memory::None => ModifiedAt(ISSUED),
        }
    }

    /// The first id to try for a new note, in milliseconds; Anki shows it as the day the
    /// note was created. Without a memory it is drawn from the GUID, so that it does not
    /// depend on the other notes.
    pub(super) fn first_id(&self, guid: &Guid) -> i64 {
        const MONTH_MS: u64 = 31 * 24 * 3600 * 1000;
        match self {
            Memory::Ledger(_, now) => now.0,
            Memory::None => ISSUED * 1000 + (guid.number() % MONTH_MS) as i64,
        }
    }
}
