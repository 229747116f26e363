//! The words after `cuedeck push`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::anki_connect::Address;

/// The words after `cuedeck push`.
#[derive(Args, Clone, Debug)]
pub struct PushArgs {
    /// Packages (*.apkg), or the recipes and folders they were built from [default: every recipe in decks/]
    #[arg(value_name = "PATHS")]
    pub paths: Vec<PathBuf>,

    /// Wait at most so long for the cards to show up in Anki
    ///
    /// With 0, the package is handed over and nothing more is said of it.
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    pub wait: u32,

    /// Open Anki's import window although Anki has all cards already
    ///
    /// An import may still bring a new design of the cards.
    #[arg(long)]
    pub again: bool,

    /// Import at once, without Anki's import window
    ///
    /// AnkiConnect then merges notetypes and takes over learning progress and deck presets,
    /// and Anki keeps all three as the settings of its import window.
    #[arg(long)]
    pub import_now: bool,

    /// What to do in Anki with cards that the deck no longer has; lists them, and no more
    ///
    /// Those are the cards whose statement is gone and those that you rejected, as the
    /// deck's ledger has them. With --yes it is done.
    #[arg(long, value_name = "WHAT")]
    pub retired: Option<Retired>,

    /// Do to retired cards what --retired says
    #[arg(long, requires = "retired")]
    pub yes: bool,

    /// Where AnkiConnect listens, on this computer
    #[arg(long, value_name = "HOST:PORT", default_value_t)]
    pub address: Address,

    /// Open the package with PROGRAM where AnkiConnect does not answer [default: anki, or what the system opens packages with]
    #[arg(long, value_name = "PROGRAM")]
    pub anki: Option<String>,

    /// Fail where AnkiConnect does not answer; open nothing
    #[arg(long, conflicts_with = "anki")]
    pub no_open: bool,
}

/// What becomes of retired cards in Anki.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Retired {
    /// They are never shown again, and keep their history
    Suspend,
    /// They get the tag `cuedeck::retired`
    Tag,
    /// They are deleted, with their history
    Delete,
}

pub(super) const AFTER: &str = "\
Examples:
  cuedeck push
  cuedeck push decks/leadership.yaml --wait 300
  cuedeck push leadership.apkg --no-open
  cuedeck push --retired suspend
  cuedeck push --retired suspend --yes

Environment:
  CUEDECK_ANKI_KEY   AnkiConnect's key, if it asks for one

Exit codes:
  0  done: what was seen in Anki is said, and what could not be seen
  1  Anki or AnkiConnect could not be reached, or the cards did not show up in time
  2  the command line is wrong
  3  not used by this command";
