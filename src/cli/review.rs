//! The words after `cuedeck review`.

use clap::{Args, ValueEnum};

use super::InputArgs;

/// The words after `cuedeck review`.
#[derive(Args, Clone, Debug)]
pub struct ReviewArgs {
    /// What to look through.
    #[command(flatten)]
    pub input: InputArgs,

    /// Only cards of notes with these words in their path or title
    #[arg(long, value_name = "WORDS")]
    pub note: Option<String>,

    /// Only cards of this kind
    #[arg(long, value_name = "KIND", value_enum)]
    pub kind: Option<ReviewKind>,

    /// Only cards that became this since the last build; may be given several times
    #[arg(long, value_name = "STATE", value_enum)]
    pub state: Vec<ReviewState>,

    /// Also the cards that were kept or rejected before
    #[arg(long)]
    pub all: bool,
}

/// A kind of card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReviewKind {
    /// A question and its answer
    Question,
    /// A sentence with a gap
    Cloze,
}

/// What became of a card since the last build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReviewState {
    /// It was not there before
    New,
    /// Its statement was gone and is back
    Revived,
    /// Its statement has other words now
    Reworded,
    /// Something else that it shows is new
    Updated,
    /// It shows the same, from another file
    Moved,
    /// Nothing changed
    Unchanged,
    /// You rejected it
    Rejected,
}

pub(super) const AFTER: &str = "\
Examples:
  cuedeck review
  cuedeck review decks/leadership.yaml --note strategy
  cuedeck review --state new --state reworded
  cuedeck review --all

Exit codes:
  0  done; all that was decided is written down
  1  something could not be read or written
  2  the command line is wrong, or this is no terminal to draw on
  3  done, but the notes have errors";
