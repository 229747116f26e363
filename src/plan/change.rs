//! What a build does to each Anki note.

use std::sync::Arc;

use serde::Serialize;

use super::Guid;
use super::ledger::Record;

/// One Anki note, and what became of it since the last build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What became of it.
    pub kind: ChangeKind,
    /// Its identity, which is also its key for overrides.
    pub guid: Guid,
    /// The note it stands in; the last known one when it is retired.
    pub note: Arc<str>,
    /// The line, counted from 1; `None` when its statement makes no card any more.
    pub line: Option<u32>,
    /// What its owner has; `None` when it is new.
    pub was: Option<Arc<Record>>,
    /// What it will be; `None` when it is retired.
    pub now: Option<Arc<Record>>,
    /// The wording this version of Cuedeck would give an unchanged statement, when that is
    /// another; `--reword` takes it over.
    pub proposed: Option<Box<Words>>,
}

impl Change {
    /// Where it is listed.
    pub(super) fn place(&self) -> impl Ord + use<'_> {
        (self.kind, &self.note, self.line, self.guid)
    }
}

/// A card's words as a person reads them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Words {
    /// The front, a gap as `[...]`.
    pub front: String,
    /// The back.
    pub back: String,
    /// The statement.
    pub statement: String,
}

impl Words {
    /// The words of a record.
    pub fn of(record: &Record) -> Self {
        Self {
            front: record.front.plain(),
            back: record.back.plain(),
            statement: record.statement.to_string(),
        }
    }
}

/// What became of an Anki note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// It was never issued before.
    New,
    /// Its statement was gone and is back.
    Revived,
    /// Its statement has other words now.
    Reworded,
    /// Its statement has the same words, but something else that it shows is new.
    Updated,
    /// It shows the same, from another file.
    Moved,
    /// Nothing changed.
    Unchanged,
    /// Its statement is gone.
    Retired,
    /// Its owner wants no card of it.
    Rejected,
}

impl ChangeKind {
    /// Every kind, in the order they are reported.
    pub const ALL: &[ChangeKind] = &[
        ChangeKind::New,
        ChangeKind::Revived,
        ChangeKind::Reworded,
        ChangeKind::Updated,
        ChangeKind::Moved,
        ChangeKind::Unchanged,
        ChangeKind::Retired,
        ChangeKind::Rejected,
    ];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::New => "new",
            ChangeKind::Revived => "revived",
            ChangeKind::Reworded => "reworded",
            ChangeKind::Updated => "updated",
            ChangeKind::Moved => "moved",
            ChangeKind::Unchanged => "unchanged",
            ChangeKind::Retired => "retired",
            ChangeKind::Rejected => "rejected",
        }
    }

    /// What Anki does with it on import, with the options a user gets by default.
    pub fn in_anki(self) -> &'static str {
        match self {
            ChangeKind::New => "adds it",
            ChangeKind::Revived => "updates it, or adds it again if it was deleted there",
            ChangeKind::Reworded | ChangeKind::Updated => {
                "replaces its fields and tags, edits made in Anki included; keeps its review history"
            }
            ChangeKind::Moved | ChangeKind::Unchanged => {
                "leaves it alone, edits made in Anki included"
            }
            ChangeKind::Retired | ChangeKind::Rejected => {
                "leaves it where it is; suspend or delete it there"
            }
        }
    }

    /// Whether the next build would find the ledger or the package changed by it.
    pub fn changes_something(self) -> bool {
        self != ChangeKind::Unchanged && self != ChangeKind::Rejected
    }
}
