//! The words of the commands that plan and write decks.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::anki_connect::Address;

use super::InputArgs;

/// The words after `cuedeck build`.
#[derive(Args, Clone, Debug)]
pub struct BuildArgs {
    /// What to build from.
    #[command(flatten)]
    pub input: InputArgs,

    /// Write the package to FILE
    ///
    /// Only when one deck is built. The folder has to exist. Without this, a recipe's
    /// package is written beside it, and a folder's into decks/.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Put the cards into the deck NAME
    ///
    /// Only when one deck is built. `::` puts a deck inside another one, as in
    /// Work::Leadership. Without this, the recipe or the folder names the deck.
    #[arg(long, value_name = "NAME")]
    pub deck: Option<String>,

    /// Do everything but write; `plan` shows in full what would change
    #[arg(long)]
    pub dry_run: bool,

    /// Fail with exit code 1 if the notes would change a card, and write nothing
    ///
    /// For scripts that check whether the last build is up to date. Without a recipe there
    /// is no ledger to compare with, and every card counts as new.
    #[arg(long)]
    pub locked: bool,

    /// Word these cards as this version does, although their statements are unchanged
    ///
    /// A newer Cuedeck may word a card differently. The one you study keeps its words until
    /// you say otherwise: for the keys given, or for all cards when no key is given.
    /// Words behind this option are taken for keys, so name PATHS before it.
    #[arg(long, value_name = "KEY", num_args = 0..)]
    pub reword: Option<Vec<String>>,

    /// Print a summary of each deck as JSON on stdout
    #[arg(long)]
    pub json: bool,
}

/// The words after `cuedeck watch`.
#[derive(Args, Clone, Debug)]
pub struct WatchArgs {
    /// What to build from.
    #[command(flatten)]
    pub input: InputArgs,

    /// Look at the files twice a second instead of waiting to be told
    ///
    /// For folders on network disks and in containers, where saves that were made elsewhere
    /// are not told of. Without this, such folders are looked at every thirty seconds.
    #[arg(long)]
    pub poll: bool,

    /// Hand over what was built to the running Anki, where AnkiConnect listens
    ///
    /// As `cuedeck push --wait 0 --no-open`: Anki shows its import window, and you press
    /// Import. A build that changes no card opens none.
    #[arg(
        long,
        value_name = "HOST:PORT",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "localhost:8765"
    )]
    pub push: Option<Address>,
}

/// The words after `cuedeck plan`.
#[derive(Args, Clone, Debug)]
pub struct PlanArgs {
    /// What to plan.
    #[command(flatten)]
    pub input: InputArgs,

    /// Print the plan as JSON
    #[arg(long)]
    pub json: bool,
}

/// The words after `cuedeck export`.
#[derive(Args, Clone, Debug)]
pub struct ExportArgs {
    /// What to write
    #[arg(value_name = "FORMAT", value_enum)]
    pub format: ExportFormat,

    /// What to export.
    #[command(flatten)]
    pub input: InputArgs,

    /// Write to FILE, or to stdout if FILE is `-`
    ///
    /// Only when one deck is exported. The folder has to exist. Without this, the file of a
    /// recipe is written beside it, and a folder's into decks/.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Only for `anki`: put the tags in, in place of those that cards have in Anki
    ///
    /// Without this, Anki keeps the tags that you gave your cards, and new cards get none.
    #[arg(long)]
    pub tags: bool,
}

/// What `cuedeck export` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A text file for Anki's File > Import, with GUIDs: NAME.txt
    Anki,
    /// A table for spreadsheets, with a header line: NAME.csv
    Csv,
    /// A note for Obsidian's spaced-repetition plug-in: NAME.md
    Obsidian,
    /// A deck for Mochi: NAME.mochi
    Mochi,
    /// A JSON array, described by docs/cards.schema.json: NAME.json
    Json,
}

pub(super) const AFTER_BUILD: &str = "\
Examples:
  cuedeck build
  cuedeck build decks/leadership.yaml
  cuedeck build notes --deck Work::Leadership -o leadership.apkg
  cuedeck build --dry-run --json
  cuedeck build --no-cache

`cuedeck --help` shows a note, a recipe and a file of corrections, with all keys.

Exit codes:
  0  done; there may have been warnings
  1  something could not be read, written or packaged; or --locked found a change
  2  the command line is wrong
  3  the packages are written, but the notes have errors";

pub(super) const AFTER_WATCH: &str = "\
Examples:
  cuedeck watch
  cuedeck watch decks/leadership.yaml
  cuedeck watch notes --poll

It runs until Ctrl-C, which a shell reports as exit code 130. A build that is stopped in
the middle leaves the old package and ledger, or the new ones.

Exit codes:
  0  not used by this command
  1  when it begins, a recipe or the notes cannot be read
  2  the command line is wrong, or there is no recipe
  3  not used by this command; errors in notes are printed";

pub(super) const AFTER_PLAN: &str = "\
Changes, and what Anki does with them on import:
  new        the card was not there before: adds it
  revived    its statement was gone and is back: updates it, or adds it again
  reworded   its statement has other words now: replaces fields and tags, keeps the history
  updated    something else that it shows is new: the same
  moved      the same card, from another file: nothing
  unchanged  nothing
  retired    its statement is gone: nothing, unless the recipe says `retire: tag`
  rejected   you want no such card: nothing; delete or suspend it there

Examples:
  cuedeck plan
  cuedeck plan decks/leadership.yaml --json

Exit codes:
  0  done; there may have been warnings
  1  something could not be read
  2  the command line is wrong
  3  the plan is printed, but the notes have errors";

pub(super) const AFTER_EXPORT: &str = "\
Examples:
  cuedeck export anki
  cuedeck export obsidian decks/leadership.yaml --output leadership.md
  cuedeck export json notes --output -

Exit codes:
  0  done; there may have been warnings
  1  something could not be read or written
  2  the command line is wrong
  3  the files are written, but the notes have errors";
