//! What the text of a ledger is made of, and what may be wrong with one.

/// The first line of every ledger this version writes and reads.
pub(super) const HEAD: &str = "cuedeck ledger 1";
/// The last line of every ledger. A file that was cut off has none.
pub(super) const END: &str = "\nend\n";

/// The facts of a block, in the order they are written.
#[derive(Clone, Copy)]
pub(super) enum Fact {
    State,
    Kind,
    Shape,
    Part,
    Id,
    Mod,
    Content,
    Video,
    At,
    Note,
    Title,
    Context,
    Tags,
    Statement,
    Front,
    Back,
}

/// Their names, in the same order.
pub(super) const FACTS: [&str; 16] = [
    "state",
    "kind",
    "shape",
    "part",
    "id",
    "mod",
    "content",
    "video",
    "at",
    "note",
    "title",
    "context",
    "tags",
    "statement",
    "front",
    "back",
];

/// Why a text is no ledger.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// A later version of the format.
    #[error("line 1 says `{found}`, and this version reads `{HEAD}`; a newer Cuedeck wrote it")]
    Version {
        /// The first line.
        found: String,
    },
    /// The last line is missing.
    #[error("its last line, `end`, is missing: the file was cut off")]
    CutOff,
    /// Marks of an unfinished merge.
    #[error("line {line} is the mark of an unfinished merge")]
    Conflict {
        /// Counted from 1.
        line: usize,
    },
    /// A line that says nothing known.
    #[error("line {line} should hold {wanted}")]
    Line {
        /// Counted from 1.
        line: usize,
        /// What should stand there.
        wanted: &'static str,
    },
    /// A block that lacks a fact.
    #[error("the block of `{guid}`, which begins on line {line}, has no `{missing}`")]
    Missing {
        /// Where the block begins, counted from 1.
        line: usize,
        /// Its GUID.
        guid: String,
        /// The fact.
        missing: &'static str,
    },
    /// Words and digest of a block do not fit.
    #[error(
        "the block of `{guid}`, which begins on line {line}, was changed: its content no longer fits its `content` line"
    )]
    Content {
        /// Where the block begins, counted from 1.
        line: usize,
        /// Its GUID.
        guid: String,
    },
    /// A GUID with two blocks.
    #[error("`{guid}` has a second block on line {line}")]
    Twice {
        /// Where the second block begins, counted from 1.
        line: usize,
        /// The GUID.
        guid: String,
    },
}
